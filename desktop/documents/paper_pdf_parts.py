"""Platypus parts of the PDF pen: pages with their numbers, text, rules, tables. Lengths given are millimetres."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from html import escape
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Frame, LongTable, PageTemplate
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import Table as PdfTable

from desktop.documents.paper import HeadCell, Run, Table, plain
from desktop.documents.paper_pdf_marks import require_letters
from desktop.documents.paper_styles import (
    CELL_END,
    CELL_SIDE,
    CELL_STEP,
    MM_PER_POINT,
    SINGLE,
    Page,
    Sheet,
    Style,
    font_name,
)

POINTS_PER_MM = 1 / MM_PER_POINT
HAIRLINE = 0.5
RULE_WIDTH = 0.75
LOWER = 1.0
# A table is not begun on a page that has no room for its header and two rows, in millimetres.
TABLE_START = 28
_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
# Blanks to be filled by hand ("Số:      /QĐ-UBND") are runs of spaces, which platypus would draw as one.
_BLANK = re.compile(r" {2,}")


class Line(Flowable):  # type: ignore[misc]
    """A rule of ``length`` mm centred in ``room`` mm, ``above`` and ``below`` points from its neighbours."""

    def __init__(self, length: float, room: float, above: float, below: float) -> None:
        super().__init__()
        self._length, self._room = length * POINTS_PER_MM, room * POINTS_PER_MM
        self._above, self._below = above, below

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Size asked for by platypus."""
        return self._room, self._above + self._below

    def draw(self) -> None:
        """Draw the rule, half its gap above and half below."""
        start = (self._room - self._length) / 2
        self.canv.setLineWidth(RULE_WIDTH)
        self.canv.line(start, self._below, start + self._length, self._below)


class Drawn(Flowable):  # type: ignore[misc]
    """A reportlab drawing as a part of a page."""

    def __init__(self, drawing: Any) -> None:
        super().__init__()
        self._drawing = drawing

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Size asked for by platypus."""
        return self._drawing.width, self._drawing.height

    def draw(self) -> None:
        """Draw the picture as lines and letters."""
        from reportlab.graphics import renderPDF

        renderPDF.draw(self._drawing, self.canv, 0, 0)


class _AtLeast(Flowable):  # type: ignore[misc]
    """A cell's text in a row of at least ``height`` points, centred in it."""

    def __init__(self, content: PdfParagraph, height: float) -> None:
        super().__init__()
        self._content, self._least = content, height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Size asked for by platypus."""
        _, self._inner = self._content.wrap(available_width, available_height)
        self.height = max(self._inner, self._least)
        return available_width, self.height

    def draw(self) -> None:
        """Draw the text in the middle of the height."""
        self._content.drawOn(self.canv, 0, (self.height - self._inner) / 2)


class _Recount(Flowable):  # type: ignore[misc]
    """Lets the page it stands on be page 1 of what follows."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv._paper_first_page = self.canv.getPageNumber()


def counted_break() -> Flowable:
    """An invisible part that restarts the page numbers on its page."""
    return _Recount()


def page_templates(sheet: Sheet, *, landscape: bool = False) -> list[PageTemplate]:
    """Pages by name: ``portrait`` and ``landscape`` carry their number in the upper margin, ``first_…`` do not.

    The first of them is that of page 1.
    """
    made = []
    pages = [("portrait", sheet.page), ("landscape", sheet.page.turned())]
    for name, page in reversed(pages) if landscape else pages:
        for prefix, numbered in (("first_", False), ("", True)):
            made.append(_page_template(prefix + name, page, sheet.style("page_number"), numbered=numbered))
    return made


def _page_template(name: str, page: Page, style: Style, *, numbered: bool) -> PageTemplate:
    frame = Frame(
        page.left * POINTS_PER_MM,
        page.bottom * POINTS_PER_MM,
        page.text_width * POINTS_PER_MM,
        (page.height - page.top - page.bottom) * POINTS_PER_MM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def number(canvas: Any, _document: Any) -> None:
        if numbered:
            canvas.setFont(font_name(style.bold, style.italic), style.size)
            shown = canvas.getPageNumber() - getattr(canvas, "_paper_first_page", 1) + 1
            middle = (page.left + page.text_width / 2) * POINTS_PER_MM
            top = (page.height - page.number_from_edge) * POINTS_PER_MM
            canvas.drawCentredString(middle, top - style.size * SINGLE * 0.8, str(shown))

    size = (page.width * POINTS_PER_MM, page.height * POINTS_PER_MM)
    return PageTemplate(id=name, frames=[frame], onPage=number, pagesize=size)


def text_flowable(
    style: Style, runs: Iterable[Run], *, size: float | None = None, align: str | None = None, left: float = 0
) -> PdfParagraph:
    """A paragraph of plain runs; nothing in their text is read as markup."""
    points = size or style.size
    leading = points * SINGLE * style.line
    made = ParagraphStyle(
        style.word,
        fontName=font_name(style.bold, style.italic),
        fontSize=points,
        leading=leading,
        alignment=_ALIGN[align or style.align],
        firstLineIndent=style.indent * POINTS_PER_MM,
        leftIndent=(style.left + left) * POINTS_PER_MM,
        spaceBefore=style.before,
        spaceAfter=style.after,
        allowWidows=0,
        allowOrphans=0,
        keepWithNext=style.keep_next,
        splitLongWords=1,
    )
    return PdfParagraph("".join(_markup(run, style) for run in runs), made)


def _markup(run: Run, style: Style) -> str:
    text = _BLANK.sub(lambda blank: "\u00a0" * len(blank[0]), plain(run.text))
    bold = style.bold if run.bold is None else run.bold
    italic = style.italic if run.italic is None else run.italic
    require_letters(text, font_name(bold, italic))
    words = escape(text, quote=False).replace("\n", "<br/>")
    if (bold, italic) == (style.bold, style.italic):
        return words
    return f'<font name="{font_name(bold, italic)}">{words}</font>'


def tied_to_tables(parts: list[Flowable], room: float) -> list[Flowable]:
    """``parts`` with headings bound to the table after them by a conditional page break.

    Platypus keeps a heading with *all* of the next part, and would send a long table to a new page for it.
    """
    made: list[Flowable] = []
    heads: list[Flowable] = []
    for part in parts:
        if isinstance(part, LongTable) and heads:
            height = sum(
                head.wrap(room * POINTS_PER_MM, math.inf)[1] + head.getSpaceBefore() for head in heads
            )
            for head in heads:
                head.keepWithNext = 0
            made.append(CondPageBreak(height + TABLE_START * POINTS_PER_MM))
        if not getattr(part, "getKeepWithNext", bool)():
            made += [*heads, part]
            heads = []
        else:
            heads.append(part)
    return [*made, *heads]


def borderless(rows: list[list[list[Flowable]]], widths: list[float]) -> PdfTable:
    """A grid of cells without lines or padding whose rows stay whole."""
    made = PdfTable(rows, colWidths=[width * POINTS_PER_MM for width in widths], splitByRow=0)
    made.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
        ]
    )
    return made


def ruled_table(table: Table, room: float, sheet: Sheet) -> LongTable:
    """A ruled table over ``room`` mm; its header row repeats, no row breaks, a group's title is never left alone."""
    widths = [width * POINTS_PER_MM for width in table.widths(room)]
    head = [_head_row(cells, len(widths), sheet) for cells in table.head()]
    body = [_table_row(table, place, sheet) for place in range(len(table.rows))]
    made = LongTable([*head, *body], colWidths=widths, repeatRows=len(head), splitByRow=1)
    made.setStyle(_table_style(table))
    return made


def _head_row(cells: tuple[HeadCell, ...], columns: int, sheet: Sheet) -> list[Any]:
    made: list[Any] = [""] * columns
    for cell in cells:
        made[cell.column] = text_flowable(sheet.style("table_head"), (Run(cell.text),))
    return made


def _table_row(table: Table, place: int, sheet: Sheet) -> list[Any]:
    row = table.rows[place]
    style = sheet.style("table_cell" if row.kind == "data" else "table_total")
    if row.kind == "group":
        return [text_flowable(style, (Run(row.cells[0]),)), *[""] * (len(table.columns) - 1)]
    cells: list[Flowable] = [
        text_flowable(style, (Run(text),), align=column.align, left=0 if at else CELL_STEP * row.level)
        for at, (column, text) in enumerate(zip(table.columns, row.cells, strict=True))
    ]
    if table.row_height_mm and row.kind == "data":
        cells[0] = _AtLeast(cells[0], (table.row_height_mm - 2 * CELL_END) * POINTS_PER_MM)
    return cells


def _table_style(table: Table) -> list[tuple[Any, ...]]:
    side, end = CELL_SIDE * POINTS_PER_MM, CELL_END * POINTS_PER_MM
    rules: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), HAIRLINE, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), side),
        ("RIGHTPADDING", (0, 0), (-1, -1), side),
        # Platypus sets a line about a point lower in its box than Word does.
        ("TOPPADDING", (0, 0), (-1, -1), end - LOWER),
        ("BOTTOMPADDING", (0, 0), (-1, -1), end + LOWER),
    ]
    head = table.head()
    for place, cells in enumerate(head):
        for cell in cells:
            end_at = (cell.column + cell.across - 1, place + cell.down - 1)
            if end_at != (cell.column, place):
                rules.append(("SPAN", (cell.column, place), end_at))
    last = len(head) + len(table.rows) - 1
    for place, row in enumerate(table.rows, start=len(head)):
        if row.kind == "group":
            rules.append(("SPAN", (0, place), (-1, place)))
            rules.append(("NOSPLIT", (0, place), (0, min(place + 1, last))))
        if row.kind == "total" and place > len(head):
            rules.append(("NOSPLIT", (0, place - 1), (0, place)))
    return rules
