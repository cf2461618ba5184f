"""The PDF pen: draws a :class:`~desktop.documents.paper.Paper` with reportlab and the bundled Tinos."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.platypus import BaseDocTemplate, Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer
from reportlab.platypus.doctemplate import LayoutError

from db.errors import BadInput
from db.files import write_whole
from desktop.documents.paper import (
    Annex,
    Article,
    Beside,
    Block,
    Chart,
    Header,
    Heading,
    Paper,
    Paragraph,
    Rule,
    Run,
    Signature,
    Table,
    plain,
    recipient_lines,
)
from desktop.documents.paper_pdf_marks import PaperCanvas
from desktop.documents.paper_pdf_parts import (
    LOWER,
    POINTS_PER_MM,
    Drawn,
    Line,
    borderless,
    counted_break,
    page_templates,
    ruled_table,
    text_flowable,
    tied_to_tables,
)
from desktop.documents.paper_styles import fitted_size, rule_length, sheet
from desktop.documents.paper_words import words

# Points between signatures that stand side by side and the recipients below them.
RECIPIENTS_GAP = 12


def write_pdf(paper: Paper, target: Path) -> None:
    """Write ``paper`` as a PDF with embedded fonts.

    Raises:
        BadInput: one table row or the list of recipients is taller than a page.
        Refused: the target is open elsewhere, or its folder is missing, full or not writable.
    """
    write_whole(target, pdf_bytes(paper))


def pdf_bytes(paper: Paper) -> bytes:
    """``paper`` as the bytes of a PDF.

    Raises:
        BadInput: one table row or the list of recipients is taller than a page.
    """
    pen = _PdfPen(paper)
    packed = io.BytesIO()
    try:
        pen.build(packed)
    except LayoutError as error:
        raise BadInput(words("common")("taller_than_page")) from error
    return packed.getvalue()


class _PdfPen:
    """Lays one paper out as platypus flowables."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._sheet = sheet()
        self._page = self._sheet.page.turned() if paper.landscape else self._sheet.page

    def build(self, target: io.BytesIO) -> None:
        """Draw every page into ``target``."""
        paper = self._paper
        document = BaseDocTemplate(
            target,
            pageTemplates=page_templates(self._sheet, landscape=paper.landscape),
            title=plain(paper.title),
            author=plain(paper.author),
            subject=plain(paper.title),
            creator="Sổ Thi Đua",
            lang=self._sheet.language,
        )
        document.build(self._story(), canvasmaker=PaperCanvas)

    def _story(self) -> list[Flowable]:
        body = self._blocks(self._paper.blocks)
        paper = self._paper
        head = [self._head(paper.header)] if paper.header is not None else []
        later = NextPageTemplate("landscape" if paper.landscape else "portrait")
        story = [later, *head, *_tied(body, self._foot())]
        for annex in self._paper.annexes:
            story += self._annex(annex)
        return story

    def _annex(self, annex: Annex) -> list[Flowable]:
        name = "landscape" if annex.landscape else "portrait"
        self._page = self._sheet.page.turned() if annex.landscape else self._sheet.page
        story: list[Flowable] = [NextPageTemplate(f"first_{name}"), PageBreak(), NextPageTemplate(name)]
        body = self._blocks(annex.blocks)
        if annex.header is not None:
            story.append(self._head(annex.header))
        foot: list[Flowable] = []
        if len(annex.signatures) == 1:
            foot = [self._signed_beside([], *annex.signatures)]
        elif annex.signatures:
            foot = [self._signed_side_by_side(annex.signatures)]
        return [*story, counted_break(), *_tied(body, foot)]

    def _text(self, style: str, *runs: Run, size: float | None = None, align: str | None = None) -> Flowable:
        return text_flowable(self._sheet.style(style), runs, size=size, align=align)

    def _fitted(self, style: str, text: str, room: float) -> Flowable:
        return self._text(style, Run(text), size=fitted_size(text, self._sheet.style(style), room))

    # The head of page 1

    def _head(self, header: Header) -> Flowable:
        frame, width = self._sheet.frame, self._page.text_width
        left = width * frame.left_share
        right = width - left
        place = header.place_date
        rows = [
            [self._organ(header, left), self._state(right)],
            [self._number(header, left), [self._fitted("place_date", place, right)] if place else []],
        ]
        return borderless(rows, [left, right])

    def _organ(self, header: Header, room: float) -> list[Flowable]:
        made = [self._fitted("superior", line, room) for line in header.superior_lines]
        made += [self._fitted("organ", line, room) for line in header.organ_lines]
        rule = Rule(header.organ_lines[-1], "organ", self._sheet.frame.organ_rule_share)
        return [*made, self._rule(rule, room)]

    def _state(self, room: float) -> list[Flowable]:
        frame = self._sheet.frame
        made = [
            self._fitted("national_name", frame.national_name, room),
            self._text("motto", Run(frame.motto)),
        ]
        return [*made, self._rule(Rule(frame.motto, "motto", frame.motto_rule_share), room)]

    def _number(self, header: Header, room: float) -> list[Flowable]:
        made = [self._fitted("number", header.number, room)] if header.number else []
        if header.subject:
            made.append(self._text("subject", Run(header.subject)))
        return made

    def _rule(self, rule: Rule, room: float) -> Line:
        style = self._sheet.style("line")
        # Platypus sets letters lower in their line than Word does: the rule must clear ị, g and the brackets.
        return Line(rule_length(rule, room), room, style.before + 2 * LOWER, style.size + style.after)

    # The body

    def _blocks(self, blocks: tuple[Block, ...]) -> list[Flowable]:
        made = [part for block in blocks for part in self._block(block)]
        return tied_to_tables(made, self._page.text_width)

    def _block(self, block: Block) -> list[Flowable]:
        match block:
            case Paragraph():
                return [self._text(block.style, *block.runs)]
            case Heading():
                return [self._text(f"heading_{block.level}", Run(block.text))]
            case Article():
                lead = (Run(f"Điều {block.number}.", bold=True), Run(f" {block.text}"))
                return [
                    self._text("article", *lead),
                    *(self._text("article", Run(text)) for text in block.more),
                ]
            case Rule():
                line = self._rule(block, self._page.text_width)
                line.keepWithNext = 1
                return [line]
            case Table():
                gap = self._sheet.style("table_after").size * 1.15
                return [ruled_table(block, self._page.text_width, self._sheet), Spacer(0, gap)]
            case Beside():
                return [self._beside(block)]
            case Chart():
                return self._chart(block)

    def _beside(self, block: Beside) -> Flowable:
        width = self._page.text_width
        sides = [[self._text(one.style, *one.runs) for one in side] for side in (block.left, block.right)]
        return borderless([sides], [width * block.left_share, width * (1 - block.left_share)])

    def _chart(self, chart: Chart) -> list[Flowable]:
        from desktop.documents.charts import drawings

        title = self._text("chart_title", Run(chart.title))
        parts = [Drawn(one) for one in drawings(chart, self._page.text_width)]
        gap = Spacer(0, self._sheet.style("table_after").size * 1.15)
        return [KeepTogether([title, parts[0]]), *parts[1:], gap]

    # The foot

    def _foot(self) -> list[Flowable]:
        signatures, recipients = self._paper.signatures, self._recipients()
        if len(signatures) == 1:
            return [self._signed_beside(recipients, signatures[0])]
        if not signatures:
            return recipients
        gap = [Spacer(0, RECIPIENTS_GAP)] if recipients else []
        return [self._signed_side_by_side(signatures), *gap, *recipients]

    def _signed_beside(self, beside: list[Flowable], signature: Signature) -> Flowable:
        left = self._page.text_width * self._sheet.frame.recipients_share
        return borderless([[beside, self._signature(signature)]], [left, self._page.text_width - left])

    def _recipients(self) -> list[Flowable]:
        if not self._paper.recipients:
            return []
        title = self._text("recipients_title", Run(self._sheet.frame.recipients_title))
        lines = recipient_lines(self._paper.recipients)
        return [title, *(self._text("recipient", Run(line)) for line in lines)]

    def _signed_side_by_side(self, signatures: tuple[Signature, ...]) -> Flowable:
        width = self._page.text_width / len(signatures)
        rows = [[self._signature(signature) for signature in signatures]]
        if any(signature.above for signature in signatures):
            rows.insert(0, [self._above(signature, width) for signature in signatures])
        return borderless(rows, [width] * len(signatures))

    def _above(self, signature: Signature, room: float) -> list[Flowable]:
        return [self._fitted("place_date", signature.above, room)] if signature.above else []

    def _signature(self, signature: Signature) -> list[Flowable]:
        made = [self._text("signer_line", Run(line)) for line in signature.lines]
        if signature.note:
            made.append(self._text("signer_note", Run(signature.note)))
        gap = self._sheet.frame.signature_gap * POINTS_PER_MM
        return [*made, Spacer(0, gap), self._text("signer_name", Run(signature.name))]


def _tied(body: list[Flowable], foot: list[Flowable]) -> list[Flowable]:
    """``body`` and ``foot``, the signing block on one page together with the last paragraph before it."""
    if not foot:
        return body
    if body and hasattr(body[-1], "getPlainText"):
        return [*body[:-1], KeepTogether([body[-1], *foot])]
    return [*body, KeepTogether(foot)]
