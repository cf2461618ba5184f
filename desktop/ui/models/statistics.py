"""A statistical form as rows of a table, and the names behind its numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from db.rules.tables import Fact, Line, Table, TableForm
from db.vietnamese.names import text_sort_key
from desktop.ui.models.table import Align, Column

_NUMBER_WIDTH: Final = 76
_LETTERS: Final = 8
_HEADING_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """A row of the form; ``numbers`` by the code of the column, None for a heading."""

    line: Line
    numbers: dict[str, int] | None


def statistics_rows(table: Table) -> list[StatisticsRow]:
    """The rows of a filled form in its order."""
    codes = [column.code for column in table.form.columns]
    return [
        StatisticsRow(line, dict(zip(codes, numbers, strict=True)) if numbers is not None else None)
        for line, numbers in table.rows()
    ]


def statistics_columns(form: TableForm) -> tuple[Column[StatisticsRow], ...]:
    """Title, code, and a narrow column for each of the form's; its whole heading is the tooltip."""
    return (
        Column(
            "title",
            form.name,
            lambda row: row.line.title,
            text=lambda row: "   " * row.line.level + row.line.title,
            stretch=True,
            tooltip=lambda row: row.line.title,
            sortable=False,
        ),
        Column("code", "Mã số", lambda row: row.line.code, align=Align.CENTRE, width=56, sortable=False),
        *(
            Column(
                one.code,
                _broken(one.title or one.group),
                _number(one.code),
                text=_shown(one.code),
                align=Align.RIGHT,
                width=_NUMBER_WIDTH if len(form.columns) > 5 else 112,
                title_tooltip=" – ".join(part for part in (one.group, one.title) if part),
                sortable=False,
            )
            for one in form.columns
        ),
    )


def _broken(title: str) -> str:
    """A heading in lines short enough for a narrow column; its end is in the tooltip."""
    return "\n".join(textwrap.wrap(title, _LETTERS, max_lines=_HEADING_LINES, placeholder="…"))


def _number(code: str) -> Callable[[StatisticsRow], int | None]:
    def number(row: StatisticsRow) -> int | None:
        return row.numbers[code] if row.numbers is not None else None

    return number


def _shown(code: str) -> Callable[[StatisticsRow], str]:
    def shown(row: StatisticsRow) -> str:
        if row.numbers is None:
            return ""
        return str(row.numbers[code]) if row.numbers[code] else "–"

    return shown


FACT_COLUMNS: Final = (
    Column[Fact](
        "name", "Tên", lambda f: f.name, stretch=True, bold=True, sort_key=lambda f: text_sort_key(f.name)
    ),
    Column[Fact]("detail", "Văn bản", lambda f: f.detail, width=320, tooltip=lambda f: f.detail),
    Column[Fact]("day", "Ngày", lambda f: f.day, width=96),
)
