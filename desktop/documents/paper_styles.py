"""Sizes, weights and margins of Nghị định 30/2020/NĐ-CP, read from ``resources/papers/styles.json``.

Lengths are millimetres, type sizes and paragraph gaps points. Widths are measured with the bundled Tinos, whose
advances are those of Times New Roman, so a rule drawn in Word is as long as the line it stands under.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from db import resources
from desktop.documents import fonts
from desktop.documents.paper import Align, Rule

STYLES_FILE = "papers/styles.json"
# Times New Roman's ascent, descent and line gap add up to this share of its size: Word's "single" spacing.
SINGLE = 1.149
MM_PER_POINT = 25.4 / 72
# Room between a table's lines and its text, in millimetres: at the sides, and above and below.
CELL_SIDE = 1.2
CELL_END = 0.6
# How far a row that divides the one above is set in, in millimetres a step.
CELL_STEP = 4.0


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet and its margins in millimetres; ``number_from_edge`` is the page number's distance from the top."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    number_from_edge: float

    def turned(self) -> Page:
        """The same margins on the sheet laid on its side."""
        return Page(
            self.height, self.width, self.top, self.bottom, self.left, self.right, self.number_from_edge
        )

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of paragraph is set. ``word`` is the style's name in a docx, ``source`` where the rule stands."""

    word: str
    size: float
    least: float
    most: float
    bold: bool
    italic: bool
    align: Align
    indent: float
    left: float
    before: float
    after: float
    line: float
    keep_next: bool
    outline: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Words and proportions of the head and foot of a paper; shares are of the text width or of a line's length."""

    left_share: float
    national_name: str
    motto: str
    motto_rule_share: float
    organ_rule_share: float
    summary_rule_share: float
    recipients_title: str
    recipients_share: float
    signature_gap: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of ``styles.json``."""

    font: str
    language: str
    page: Page
    frame: Frame
    styles: dict[str, Style]

    def style(self, name: str) -> Style:
        """The style called ``name``; an unknown name is a bug of the caller and raises KeyError."""
        return self.styles[name]


def _style(row: dict[str, Any]) -> Style:
    least, most = row["range"]
    return Style(
        word=row["word"],
        size=row["size"],
        least=least,
        most=most,
        bold=row.get("bold", False),
        italic=row.get("italic", False),
        align=row["align"],
        indent=row.get("indent_mm", 0),
        left=row.get("left_mm", 0),
        before=row.get("before_pt", 0),
        after=row.get("after_pt", 0),
        line=row.get("line", 1.05),
        keep_next=row.get("keep_next", False),
        outline=row.get("outline"),
        source=row["source"],
    )


@cache
def sheet() -> Sheet:
    """The styles of the decree, read once."""
    data = resources.read_json(STYLES_FILE)
    page, head = data["page"], data["header"]
    return Sheet(
        font=data["font"],
        language=data["language"],
        page=Page(
            page["width_mm"],
            page["height_mm"],
            page["top_mm"],
            page["bottom_mm"],
            page["left_mm"],
            page["right_mm"],
            page["number_from_edge_mm"],
        ),
        frame=Frame(
            left_share=head["left_share"],
            national_name=head["national_name"],
            motto=head["motto"],
            motto_rule_share=head["motto_rule_share"],
            organ_rule_share=head["organ_rule_share"],
            summary_rule_share=head["summary_rule_share"],
            recipients_title=head["recipients_title"],
            recipients_share=head["recipients_share"],
            signature_gap=head["signature_gap_mm"],
        ),
        styles={name: _style(row) for name, row in data["styles"].items()},
    )


@cache
def font_name(bold: bool, italic: bool) -> str:
    """The reportlab name of the bundled Tinos face, registered on first use."""
    key = fonts.face_key(bold=bold, italic=italic)
    fonts.pdf_font(key)
    return key


def text_width(text: str, style: Style, size: float | None = None) -> float:
    """Width of ``text`` in millimetres, set on one line in ``style`` (at ``size`` points when given)."""
    from reportlab.pdfbase import pdfmetrics

    points: float = pdfmetrics.stringWidth(text, font_name(style.bold, style.italic), size or style.size)
    return points * MM_PER_POINT


def line_count(text: str, style: Style, room: float) -> int:
    """Lines that ``text`` takes in ``style`` over ``room`` millimetres, broken at blanks; an empty one takes one."""
    lines = 0
    for part in text.split("\n"):
        lines, line = lines + 1, ""
        for word in part.split():
            longer = f"{line} {word}".strip()
            if line and text_width(longer, style) > room:
                lines, line = lines + 1, word
            else:
                line = longer
    return lines


def fitted_size(text: str, style: Style, room: float) -> float:
    """The largest whole size of the decree's range at which ``text`` fits ``room`` mm; the least when none does."""
    size = style.size
    while size > style.least and text_width(text, style, size) > room:
        size -= 1
    return max(size, style.least)


def rule_length(rule: Rule, room: float) -> float:
    """Length of a rule in millimetres, never longer than ``room``."""
    last_line = rule.of.rsplit("\n", 1)[-1]
    return min(text_width(last_line, sheet().style(rule.style)), room) * rule.share
