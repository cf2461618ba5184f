"""What stands beside the tables of a workbook: sheets with a chart and its figures, and where the figures come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.vietnamese.text import nfc
from desktop.exchange.measures import A4, free_name, line_count, row_height

SOURCE_NAME = "Nguồn số liệu"
SOURCE_WIDTHS = (36, 84)
_FIGURE_WIDTH = 14
_COLOURS = ("#B3121D", "#8A5A00", "#146C43", "#1B5E9E", "#6B3FA0", "#5F5A52")


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A column chart on its own sheet: one series a name, its figures beside it."""

    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]


def add_sheet(book: Any, wanted: str) -> Any:
    """A new worksheet, its name made one Excel accepts and no other sheet has."""
    return book.add_worksheet(free_name([sheet.name for sheet in book.worksheets()], wanted))


def chart_sheet(book: Any, formats: dict[str, Any], spec: ChartSpec) -> None:
    """A sheet with the chart and the figures it is drawn from."""
    sheet = add_sheet(book, f"BĐ {spec.title}")
    sheet.set_column(0, 0, 34)
    sheet.write_string(0, 0, spec.title, formats["label"])
    sheet.set_column(1, max(len(spec.series), 1), _FIGURE_WIDTH)
    sheet.set_row(
        1, row_height(max((line_count(name, _FIGURE_WIDTH, bold=True) for name, _ in spec.series), default=1))
    )
    for column, (name, values) in enumerate(spec.series, start=1):
        sheet.write_string(1, column, nfc(name), formats["head"])
        for row, value in enumerate(values, start=2):
            sheet.write_number(row, column, value, formats["number"])
    for row, name in enumerate(spec.categories, start=2):
        sheet.write_string(row, 0, nfc(name), formats["text"])
    chart = book.add_chart({"type": "column"})
    last = 1 + len(spec.categories)
    for column, (name, _values) in enumerate(spec.series, start=1):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, 2, 0, last, 0],
                "values": [sheet.name, 2, column, last, column],
                "fill": {"color": _COLOURS[(column - 1) % len(_COLOURS)]},
                "data_labels": {"value": True},
                "gap": 120,
            }
        )
    chart.set_y_axis(
        {"num_format": "#,##0", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DEDBD4"}}}
    )
    chart.set_title({"name": spec.title, "name_font": {"name": "Times New Roman", "size": 14}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 860, "height": 420})
    sheet.insert_chart(1, len(spec.series) + 2, chart)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)


def source_sheet(
    book: Any, formats: dict[str, Any], rows: Sequence[tuple[str, str]], counts: Iterable[tuple[str, int]]
) -> None:
    """The sheet that says where the figures come from; ``counts`` are the tables with their numbers of rows."""
    sheet = book.add_worksheet(SOURCE_NAME)
    for index, width in enumerate(SOURCE_WIDTHS):
        sheet.set_column(index, index, width)
    listed = [*rows, *((f"Số dòng của bảng “{name}”", str(count)) for name, count in counts)]
    for row, (label, value) in enumerate(listed):
        sheet.write_string(row, 0, nfc(label), formats["label"])
        sheet.write_string(row, 1, nfc(value), formats["plain"])
        lines = max(line_count(label, SOURCE_WIDTHS[0], bold=True), line_count(value, SOURCE_WIDTHS[1]))
        sheet.set_row(row, row_height(lines))
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
