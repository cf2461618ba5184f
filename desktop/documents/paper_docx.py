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
    Block,
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
    row_element,
    rule_element,
    table_element,
)
from desktop.documents.paper_docx_styles import new_document, number_pages, set_page
from desktop.documents.paper_styles import Sheet, fitted_size, rule_length, sheet

# The file format holds no longer title or author; the paper itself carries them whole.
LONGEST_PROPERTY = 255


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
        self._page = styles.page

    def draw(self) -> Any:
        """The finished python-docx document."""
        section = self._document.sections[0]
        set_page(section, self._page, restart=False)
        number_pages(section, self._ids["page_number"])
        self._describe()
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
        head = row_element(header=True)
        for column, width in zip(table.columns, widths, strict=True):
            head.append(cell_element(width, [self._text("table_head", column.title)], middle=True))
        made.append(head)
        last = len(table.rows)
        for place, row in enumerate(table.rows, start=1):
            # A group's title stays with its first member, the total with the row above it,
            # the last two rows with the signatures.
            total_next = place < last and table.rows[place].kind == "total"
            tied = row.kind == "group" or total_next or (keep and place >= last - 1)
            made.append(self._row(table, row, widths, keep_next=tied))
        return made

    def _row(self, table: Table, row: Row, widths: list[float], *, keep_next: bool) -> Any:
        height = table.row_height_mm if row.kind == "data" else 0
        made = row_element(height=height)
        style = "table_cell" if row.kind == "data" else "table_total"
        if row.kind == "group":
            content = [self._text(style, row.cells[0], keep_next=True)]
            made.append(cell_element(sum(widths), content, span=len(widths), middle=True))
            return made
        for column, width, text in zip(table.columns, widths, row.cells, strict=True):
            content = [self._text(style, text, align=column.align, keep_next=keep_next)]
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
            for made in self._recipients():
                self._add(made)
        self._end()

    def _end(self) -> None:
        """Word wants a paragraph behind a table; ours is too flat to make a page of its own."""
        self._add(self._text("end", ""))

    def _recipients(self) -> list[Any]:
        if not self._paper.recipients:
            return []
        title = self._text("recipients_title", self._sheet.frame.recipients_title)
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
