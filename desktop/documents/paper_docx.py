"""The Word pen: draws a :class:`~desktop.documents.paper.Paper` as a docx that an office can go on editing."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db.files import write_whole
from desktop.documents.paper import (
    Annex,
    Article,
    Beside,
    Block,
    Chart,
    HeadCell,
    Header,
    Heading,
    Paper,
    Paragraph,
    Row,
    Rule,
    Run,
    Signature,
    Table,
    plain,
    recipient_lines,
)
from desktop.documents.paper_docx_parts import (
    cell_element,
    paragraph_element,
    picture_run,
    row_element,
    rule_element,
    table_element,
)
from desktop.documents.paper_docx_styles import new_document, number_pages, set_page
from desktop.documents.paper_styles import (
    CELL_END,
    CELL_SIDE,
    CELL_STEP,
    MM_PER_POINT,
    SINGLE,
    Sheet,
    fitted_size,
    line_count,
    rule_length,
    sheet,
)

# The file format holds no longer title or author; the paper itself carries them whole.
LONGEST_PROPERTY = 255
# Points between signatures that stand side by side and the recipients below them.
RECIPIENTS_GAP = 12


def write_docx(paper: Paper, target: Path) -> None:
    """Write ``paper`` as a Word document.

    Raises:
        Refused: the target is open elsewhere, or its folder is missing, full or not writable.
    """
    write_whole(target, docx_bytes(paper))


def docx_bytes(paper: Paper) -> bytes:
    """``paper`` as the bytes of a Word document."""
    document = _DocxPen(paper, sheet()).draw()
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


class _DocxPen:
    """Draws one paper; holds the document while it grows."""

    def __init__(self, paper: Paper, styles: Sheet) -> None:
        self._paper = paper
        self._sheet = styles
        self._document, self._ids = new_document(styles)
        self._page = styles.page.turned() if paper.landscape else styles.page

    def draw(self) -> Any:
        """The finished python-docx document."""
        section = self._document.sections[0]
        set_page(section, self._page, restart=False)
        number_pages(section, self._ids["page_number"])
        self._describe()
        if self._paper.header is not None:
            self._add(self._head(self._paper.header))
        self._blocks(self._paper.blocks, keep_last=bool(self._paper.signatures))
        self._foot()
        for annex in self._paper.annexes:
            self._annex(annex)
        return self._document

    def _describe(self) -> None:
        properties = self._document.core_properties
        properties.title = plain(self._paper.title)[:LONGEST_PROPERTY]
        properties.author = plain(self._paper.author)[:LONGEST_PROPERTY]
        properties.last_modified_by = plain(self._paper.author)[:LONGEST_PROPERTY]
        properties.language = self._sheet.language
        properties.comments = ""
        properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)

    def _add(self, made: Any) -> None:
        self._document.element.body[-1].addprevious(made)

    def _text(self, style: str, text: str, **options: Any) -> Any:
        return paragraph_element(self._ids[style], (Run(text),), **options)

    def _fitted(self, style: str, text: str, room: float) -> Any:
        spec = self._sheet.style(style)
        size = fitted_size(text, spec, room)
        return self._text(style, text, size=None if size == spec.size else size)

    # The head of page 1

    def _head(self, header: Header) -> Any:
        frame, width = self._sheet.frame, self._page.text_width
        left = width * frame.left_share
        right = width - left
        table = table_element([left, right], ruled=False)
        upper, lower = row_element(), row_element()
        upper.append(cell_element(left, self._organ(header, left)))
        upper.append(cell_element(right, self._state(right)))
        if not (header.number or header.subject or header.place_date):
            table.append(upper)
            return table
        lower.append(cell_element(left, self._number(header, left)))
        lower.append(cell_element(right, [self._fitted("place_date", header.place_date, right)]))
        table.extend([upper, lower])
        return table

    def _organ(self, header: Header, room: float) -> list[Any]:
        made = [self._fitted("superior", line, room) for line in header.superior_lines]
        made += [self._fitted("organ", line, room) for line in header.organ_lines]
        rule = Rule(header.organ_lines[-1], "organ", self._sheet.frame.organ_rule_share)
        return [*made, self._rule(rule, room)]

    def _state(self, room: float) -> list[Any]:
        frame = self._sheet.frame
        made = [self._fitted("national_name", frame.national_name, room), self._text("motto", frame.motto)]
        return [*made, self._rule(Rule(frame.motto, "motto", frame.motto_rule_share), room)]

    def _number(self, header: Header, room: float) -> list[Any]:
        made = [self._fitted("number", header.number, room)]
        if header.subject:
            made.append(self._text("subject", header.subject))
        return made

    def _rule(self, rule: Rule, room: float, *, keep_next: bool = False) -> Any:
        return rule_element(self._ids["line"], room, rule_length(rule, room), keep_next=keep_next)

    # The body

    def _blocks(self, blocks: tuple[Block, ...], *, keep_last: bool) -> None:
        for place, block in enumerate(blocks, start=1):
            for made in self._block(block, keep=keep_last and place == len(blocks)):
                self._add(made)

    def _block(self, block: Block, *, keep: bool) -> list[Any]:
        match block:
            case Paragraph():
                return [paragraph_element(self._ids[block.style], block.runs, keep_next=keep)]
            case Heading():
                return [self._text(f"heading_{block.level}", block.text)]
            case Article():
                return self._article(block, keep=keep)
            case Rule():
                return [self._rule(block, self._page.text_width, keep_next=True)]
            case Table():
                return [self._table(block, keep=keep), self._text("table_after", "", keep_next=keep)]
            case Beside():
                return [self._beside(block), self._text("end", "")]
            case Chart():
                return self._chart(block)

    def _article(self, article: Article, *, keep: bool) -> list[Any]:
        lead = (Run(f"Điều {article.number}.", bold=True), Run(f" {article.text}"))
        last = len(article.more)
        made = [paragraph_element(self._ids["article"], lead, keep_next=keep and not last)]
        for place, text in enumerate(article.more, start=1):
            made.append(self._text("article", text, keep_next=keep and place == last))
        return made

    def _table(self, table: Table, *, keep: bool) -> Any:
        widths = table.widths(self._page.text_width)
        made = table_element(widths, ruled=True)
        head = table.head()
        heights = self._head_heights(head, widths)
        for place in range(len(head)):
            made.append(self._head_row(head, place, widths, heights[place]))
        last = len(table.rows)
        for place, row in enumerate(table.rows, start=1):
            # A group's title stays with its first member, the total with the row above it,
            # the last two rows with the signatures.
            total_next = place < last and table.rows[place].kind == "total"
            tied = row.kind == "group" or total_next or (keep and place >= last - 1)
            made.append(self._row(table, row, widths, keep_next=tied))
        return made

    def _head_heights(self, head: tuple[tuple[HeadCell, ...], ...], widths: list[float]) -> list[float]:
        """Least heights of heading rows in mm where a cell covers two of them, else 0.

        LibreOffice sizes the heading it repeats by the cells of one row alone and cuts what covers two.
        """
        if not any(cell.down > 1 for cells in head for cell in cells):
            return [0.0] * len(head)
        style = self._sheet.style("table_head")
        line = style.size * style.line * SINGLE * MM_PER_POINT
        made = [0.0] * len(head)
        for place, cells in enumerate(head):
            for cell in sorted(cells, key=lambda one: one.down):
                room = sum(widths[cell.column : cell.column + cell.across]) - 2 * CELL_SIDE
                needed = line * line_count(cell.text, style, room) + 2 * CELL_END
                last = place + cell.down - 1
                made[last] = max(made[last], needed - sum(made[place:last]))
        return made

    def _head_row(
        self, head: tuple[tuple[HeadCell, ...], ...], place: int, widths: list[float], height: float
    ) -> Any:
        made = row_element(header=True, height=height)
        cells = {cell.column: cell for cell in head[place]}
        for above in head[place - 1] if place else ():
            if above.down > 1:
                cells[above.column] = HeadCell("", above.column, above.across, 0)
        for at in sorted(cells):
            cell = cells[at]
            room = sum(widths[at : at + cell.across])
            content = [self._text("table_head", cell.text)]
            made.append(cell_element(room, content, span=cell.across, middle=True, down=cell.down))
        return made

    def _beside(self, block: Beside) -> Any:
        width = self._page.text_width
        widths = [width * block.left_share, width * (1 - block.left_share)]
        table, row = table_element(widths, ruled=False), row_element()
        for room, side in zip(widths, (block.left, block.right), strict=True):
            lines = [paragraph_element(self._ids[one.style], one.runs) for one in side]
            row.append(cell_element(room, lines or [self._text("end", "")]))
        table.append(row)
        return table

    def _chart(self, chart: Chart) -> list[Any]:
        from desktop.documents.charts import drawings, picture_words, png

        made = [self._text("chart_title", chart.title)]
        for place, drawing in enumerate(drawings(chart, self._page.text_width)):
            holder = paragraph_element(self._ids["chart"], ())
            told = f"{chart.title}. {picture_words(chart)}" if not place else chart.title
            size = (drawing.width, drawing.height)
            holder.append(picture_run(self._document.part, png(drawing), size, chart.title, told))
            made.append(holder)
        return made

    def _row(self, table: Table, row: Row, widths: list[float], *, keep_next: bool) -> Any:
        height = table.row_height_mm if row.kind == "data" else 0
        made = row_element(height=height)
        style = "table_cell" if row.kind == "data" else "table_total"
        if row.kind == "group":
            content = [self._text(style, row.cells[0], keep_next=True)]
            made.append(cell_element(sum(widths), content, span=len(widths), middle=True))
            return made
        for at, (column, width, text) in enumerate(zip(table.columns, widths, row.cells, strict=True)):
            left = 0 if at else CELL_STEP * row.level
            content = [self._text(style, text, align=column.align, keep_next=keep_next, left=left)]
            made.append(cell_element(width, content, middle=True))
        return made

    # The foot

    def _foot(self) -> None:
        signatures = self._paper.signatures
        if len(signatures) == 1:
            self._add(self._signed_beside(self._recipients(), signatures[0]))
        else:
            if signatures:
                self._add(self._signed_side_by_side(signatures))
            for made in self._recipients(before=RECIPIENTS_GAP if signatures else None):
                self._add(made)
        self._end()

    def _end(self) -> None:
        """Word wants a paragraph behind a table; ours is too flat to make a page of its own."""
        self._add(self._text("end", ""))

    def _recipients(self, *, before: float | None = None) -> list[Any]:
        if not self._paper.recipients:
            return []
        title = self._text("recipients_title", self._sheet.frame.recipients_title, before=before)
        return [title, *(self._text("recipient", line) for line in recipient_lines(self._paper.recipients))]

    def _signed_beside(self, beside: list[Any], signature: Signature) -> Any:
        left = self._page.text_width * self._sheet.frame.recipients_share
        right = self._page.text_width - left
        table = table_element([left, right], ruled=False)
        row = row_element()
        row.append(cell_element(left, beside or [self._text("end", "")]))
        row.append(cell_element(right, self._signature(signature)))
        table.append(row)
        return table

    def _signed_side_by_side(self, signatures: tuple[Signature, ...]) -> Any:
        width = self._page.text_width / len(signatures)
        table = table_element([width] * len(signatures), ruled=False)
        if any(signature.above for signature in signatures):
            upper = row_element()
            for signature in signatures:
                shown = [self._fitted("place_date", signature.above, width)] if signature.above else []
                upper.append(cell_element(width, shown or [self._text("end", "", keep_next=True)]))
            table.append(upper)
        row = row_element()
        for signature in signatures:
            row.append(cell_element(width, self._signature(signature)))
        table.append(row)
        return table

    def _signature(self, signature: Signature) -> list[Any]:
        made = [self._text("signer_line", line) for line in signature.lines]
        if signature.note:
            made.append(self._text("signer_note", signature.note))
        gap = self._sheet.frame.signature_gap / 25.4 * 72
        return [*made, self._text("signer_name", signature.name, before=gap)]

    def _annex(self, annex: Annex) -> None:
        self._document.add_section()
        # python-docx ends the section before with an empty paragraph in Normal; ours must not cost a page.
        self._page = self._sheet.page.turned() if annex.landscape else self._sheet.page
        set_page(self._document.sections[-1], self._page, restart=True)
        self._flatten_breaks()
        if annex.header is not None:
            self._add(self._head(annex.header))
        self._blocks(annex.blocks, keep_last=bool(annex.signatures))
        if annex.signatures:
            alone = len(annex.signatures) == 1
            signed = (
                self._signed_beside([], *annex.signatures)
                if alone
                else self._signed_side_by_side(annex.signatures)
            )
            self._add(signed)
            self._end()

    def _flatten_breaks(self) -> None:
        """Give the paragraph that carries a section's end the flat style, so that it takes no line."""
        from docx.oxml.ns import qn

        for properties in self._document.element.body.findall(f"{qn('w:p')}/{qn('w:pPr')}"):
            if properties.find(qn("w:sectPr")) is not None and properties.find(qn("w:pStyle")) is None:
                flat = self._text("end", "").find(qn("w:pPr"))[0]
                properties.insert(0, flat)
