"""Text into boxes: which words stand on which line, how far the letters shrink, where every run begins.

A box is data of a template; nothing here knows what a certificate is. What every text is cut into (spans, lines) is
made and hashed thousands of times a batch, hence tuples with names.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from db.errors import Refused
from desktop.documents import breaking, measure
from desktop.documents.sheet import MM_PER_POINT, TextRun

#: Tinos' ascent and descent in em: a block of lines reaches that far over its first and under its last baseline.
ASCENT = 0.891
DESCENT = 0.216
#: How finely a text is shrunk.
STEP = 0.02
#: mm a line may be wider than its box, for the rounding of sums.
TOLERANCE = 0.01
#: The part of a line's spare room that lies left of it.
ASIDE = {"left": 0.0, "center": 0.5, "right": 1.0}
#: The part of a block's spare room that lies over it.
OVER = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
#: What parting a name from its honorific costs when it fits in no other way.
LAST_RESORT = 6.0


class Overflow(Refused):
    """A text does not fit its box at the smallest size allowed; the sentence names the text.

    ``box`` is the box's name; empty where several boxes do not fit together.
    """

    def __init__(self, sentence: str, box: str = "") -> None:
        super().__init__(sentence)
        self.box = box


class Style(NamedTuple):
    """How letters look; size and tracking in points."""

    font: str
    size_pt: float
    colour: str = "#000000"
    tracking_pt: float = 0.0


class Span(NamedTuple):
    """Words of one style. What is not ``drawn`` keeps its room: it is on the pre-printed sheet already."""

    text: str
    style: Style
    drawn: bool = True


#: Spans on one line or, where it must be broken, on a few; between two spans lies a space.
Paragraph = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to make a text fit: at most ``lines`` lines a paragraph, shrunk from ``largest`` to ``smallest``."""

    lines: int
    largest: float = 1.0
    smallest: float = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle for text, mm from the sheet's top left corner; its fits are tried in order."""

    name: str
    x: float
    y: float
    w: float
    h: float
    align: Literal["left", "center", "right"] = "center"
    valign: Literal["top", "middle", "bottom"] = "top"
    leading: float = 1.2
    fits: tuple[Fit, ...] = (Fit(1),)


class Line(NamedTuple):
    """Spans that stand on one line, already cut and shrunk; in mm its width, its largest size, where each begins."""

    spans: tuple[Span, ...]
    width: float
    size: float
    starts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Broken text: its lines and, in mm, the steps between baselines and the reach over and under them.

    ``scale`` is the size of its letters as a part of the size wanted.
    """

    lines: tuple[Line, ...]
    leading: float
    above: float
    below: float
    scale: float = 1.0

    @property
    def height(self) -> float:
        """Mm from the top of the first line to the foot of the last; 0 without lines."""
        return self.above + (len(self.lines) - 1) * self.leading + self.below if self.lines else 0.0


def fit(box: Box, paragraphs: Sequence[Paragraph], scale: float = 1.0) -> Block:
    """Break the paragraphs into the box's width and height, shrinking as its fits allow.

    Args:
        box: its ``w``, ``h``, ``leading`` and ``fits`` count.
        paragraphs: tidied spans.
        scale: shrinks everything first, for boxes that share a height.

    Raises:
        Overflow: even the last fit at its smallest does not hold the text.
    """
    block = _fitted(box, tuple(paragraphs), round(scale, 4))
    if block is None:
        text = measure.shortened(" ".join(span.text for paragraph in paragraphs for span in paragraph))
        raise Overflow(
            f"“{text}” quá dài để in vừa chỗ dành cho nó trên tờ in; hãy rút gọn hoặc chọn mẫu khác.",
            box.name,
        )
    return block


def _fitted(box: Box, paragraphs: tuple[Paragraph, ...], scale: float) -> Block | None:
    for relaxed in (False, True):
        for way in box.fits:
            factor = way.largest
            while factor >= way.smallest - 1e-9:
                block = _broken(box, paragraphs, way.lines, factor * scale, relaxed)
                if block is not None and block.height <= box.h + TOLERANCE:
                    return block
                factor -= STEP
    return None


def _broken(
    box: Box, paragraphs: tuple[Paragraph, ...], lines: int, scale: float, relaxed: bool
) -> Block | None:
    made: list[Line] = []
    for paragraph in paragraphs:
        broken = _shrunk_lines(paragraph, scale, box.w, lines, relaxed)
        if broken is None:
            return None
        made += broken
    if not made:
        return Block((), 0.0, 0.0, 0.0, scale)
    largest = max([line.size for line in made])
    return Block(tuple(made), largest * box.leading, made[0].size * ASCENT, made[-1].size * DESCENT, scale)


@lru_cache(maxsize=512)
def _shrunk_lines(
    paragraph: Paragraph, scale: float, limit: float, most: int, relaxed: bool
) -> list[Line] | None:
    """Kept, because a paragraph that no name stands in comes again on every sheet."""
    return _lines(tuple([_shrunk(span, scale) for span in paragraph]), limit, most, relaxed)


def _shrunk(span: Span, scale: float) -> Span:
    return span if scale == 1.0 else Span(span.text, _smaller(span.style, scale), span.drawn)


@lru_cache(maxsize=512)
def _smaller(style: Style, scale: float) -> Style:
    return Style(
        style.font, round(style.size_pt * scale, 2), style.colour, round(style.tracking_pt * scale, 3)
    )


def _lines(paragraph: Paragraph, limit: float, most: int, relaxed: bool) -> list[Line] | None:
    """The paragraph on as few lines as it needs, evenly; None where ``most`` lines do not hold it."""
    whole = _line(paragraph)
    if whole.width <= limit + TOLERANCE:
        return [whole]
    if most == 1:
        return None
    text = " ".join(span.text for span in paragraph)
    costs = breaking.bonds(text)
    if relaxed:
        costs = tuple(min(cost, LAST_RESORT) for cost in costs)
    words = [(word, span) for span in paragraph for word in span.text.split(" ")]
    widths = [_width(word, span.style) for word, span in words]
    gaps = [_gap(span.style) for _, span in words[:-1]]
    for count in range(math.ceil((whole.width - TOLERANCE) / limit), most + 1):
        cuts = breaking.balanced(costs, widths, gaps, limit, count)
        if cuts is not None:
            lines = [_line(tuple(part)) for part in _cut(words, cuts)]
            if all(line.width <= limit + TOLERANCE for line in lines):
                return lines
    return None


def _cut(words: list[tuple[str, Span]], cuts: list[int]) -> Iterator[list[Span]]:
    """The spans of every line, words of one span joined again."""
    for first, after in zip([0, *cuts], [*cuts, len(words)], strict=True):
        spans: list[Span] = []
        parts: list[str] = []
        for i in range(first, after):
            word, span = words[i]
            parts.append(word)
            if i + 1 == after or words[i + 1][1] is not span:
                spans.append(Span(" ".join(parts), span.style, span.drawn))
                parts = []
        yield spans


def _line(spans: tuple[Span, ...]) -> Line:
    starts: list[float] = []
    end = size = gap = 0.0
    for span in spans:
        starts.append(start := end + gap)
        end, gap = start + _width(span.text, span.style), _gap(span.style)
        size = max(size, span.style.size_pt)
    return Line(spans, end, size * MM_PER_POINT, tuple(starts))


@lru_cache(maxsize=512)
def _gap(style: Style) -> float:
    """The space after a span, tracking on both its sides included."""
    return _width(" ", style) + 2 * style.tracking_pt * MM_PER_POINT


def _width(text: str, style: Style) -> float:
    return measure.width_mm(text, style.font, style.size_pt, style.tracking_pt)


def top_of(block: Block, box: Box) -> float:
    """Where the first line of a block begins in its box, mm from the top of the paper."""
    return box.y + OVER[box.valign] * (box.h - block.height)


def place(block: Block, box: Box, top: float | None = None) -> tuple[TextRun, ...]:
    """Runs of a block within its box; spans that are not drawn leave their room empty.

    ``top`` is where the first line begins, in mm; without it the box says so.
    """
    top = top_of(block, box) if top is None else top
    baseline = top + block.above
    aside = ASIDE[box.align]
    runs: list[TextRun] = []
    for line in block.lines:
        left = box.x + aside * (box.w - line.width)
        # The space between two spans is drawn with the first, so that the text comes out with it.
        spaces = [" " if span.drawn else "" for span in line.spans[1:]]
        for span, space, start in zip(line.spans, [*spaces, ""], line.starts, strict=True):
            if span.drawn:
                font, size, colour, tracking = span.style
                runs.append(
                    measure.set_run(span.text + space, left + start, baseline, font, size, colour, tracking)
                )
        baseline += block.leading
    return tuple(runs)
