"""A template's areas filled with the words of one award and set in their places.

What does not change from sheet to sheet is set once: the caches are bounded, and two sheets that say the same in an
area share the very same items. A template is prepared once for the whole run (:func:`plan`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop.documents import layout, measure
from desktop.documents.layout import Block, Overflow, Paragraph, Span
from desktop.documents.sheet import Item, VectorPath, polygon
from desktop.documents.template import Area, Stack, Template

#: The facts by field, tidied; a field may be several lines, or none.
Values = Mapping[str, tuple[str, ...]]
#: The facts of one area, in the order of its own fields.
Texts = tuple[tuple[str, ...], ...]

_FIELD = re.compile(r"\{(\w+)\}")
#: How finely a whole column is shrunk when its areas fit one by one but not together.
COLUMN_STEP = 0.03
#: Of the height a column has to spare, the part that stays above it.
OPTICAL_CENTRE = 0.45


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """An area made ready: the fields in it, and whether the sheet is a pre-printed one."""

    area: Area
    overprint: bool
    fields: tuple[str, ...]
    lines: tuple[tuple[_Asked, ...], ...]

    def texts(self, values: Values) -> Texts:
        """The facts that this area shows."""
        return tuple([values[field] for field in self.fields])


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A stack and the areas that stand in it."""

    stack: Stack
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A template made ready for one way of printing: what is set sheet by sheet, in the order of reading."""

    parts: tuple[Part, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """An area set: its items, the top of its text in mm, and the size drawn as a part of the size wanted."""

    items: tuple[Item, ...]
    top: float
    scale: float


@lru_cache(maxsize=32)
def plan(template: Template, overprint: bool) -> Plan:
    """The areas of a template that change with the award."""
    shown = tuple(
        Part(area, overprint, fields_of(area), _asked(area, overprint))
        for area in template.areas
        if not area.constant and (area.overprint or not overprint)
    )
    columns = tuple(
        Column(stack, tuple(part for part in shown if part.area.stack == stack.name))
        for stack in template.stacks
    )
    return Plan(shown, columns)


def fields_of(area: Area) -> tuple[str, ...]:
    """The facts an area names, each once."""
    named = [field for line in area.lines for words in line for field in _FIELD.findall(words.text)]
    return tuple(dict.fromkeys(named))


def laid(prepared: Plan, values: Values) -> dict[str, Laid]:
    """Every area of a sheet by its name, in the order of reading.

    Raises:
        MissingLetter: the font has no glyph for a letter.
        Overflow: a text is too long even at its smallest size.
    """
    alone = {
        part.area.box.name: _alone(part, part.texts(values)) for part in prepared.parts if not part.area.stack
    }
    found = dict(alone)
    for column in prepared.columns:
        stack = column.stack
        over = found.get(stack.above)
        bottom = min(stack.bottom, over.top - stack.clear) if over else stack.bottom
        found |= _column(column, tuple([part.texts(values) for part in column.parts]), bottom)
    # In the template's order, which is the order of reading: a PDF's text is taken out as it was drawn.
    names = [part.area.box.name for part in prepared.parts]
    return {name: found[name] for name in names if name in found}


def paragraphs(area: Area, values: Values, overprint: bool) -> list[Paragraph]:
    """The area's words with the facts filled in; a paragraph none of whose facts is known falls away."""
    return _paragraphs(_asked(area, overprint), values)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Words of a template and the fields in them; ``alone`` where they are one field and nothing else."""

    span: Span
    fields: tuple[str, ...]
    alone: bool


def _asked(area: Area, overprint: bool) -> tuple[tuple[_Asked, ...], ...]:
    return tuple(
        tuple(
            _Asked(
                Span(words.text, words.style, not (words.fixed and overprint)),
                tuple(_FIELD.findall(words.text)),
                _FIELD.fullmatch(words.text) is not None,
            )
            for words in line
        )
        for line in area.lines
    )


def _paragraphs(lines: tuple[tuple[_Asked, ...], ...], values: Values) -> list[Paragraph]:
    made: list[Paragraph] = []
    for line in lines:
        first = line[0]
        if first.alone and len(line) == 1:
            made += [(Span(text, first.span.style),) for text in values[first.fields[0]]]
            continue
        spans: list[Span] = []
        told = asks = False
        for words in line:
            span = _filled(words, values) if words.fields else words.span
            if words.fields:
                asks = True
                told = told or bool(span.text)
            if span.text:
                spans.append(span)
        if spans and (told or not asks):
            made.append(tuple(spans))
    return made


def _filled(words: _Asked, values: Values) -> Span:
    if words.alone:
        told = values[words.fields[0]]
        text = told[0] if len(told) == 1 else " ".join(told)
    else:
        text = filled(words.span.text, values)
    return Span(text, words.span.style, words.span.drawn)


def filled(text: str, values: Values) -> str:
    """A text with its fields filled in; empty when one of them is not known."""
    if not all(values[name] for name in _FIELD.findall(text)):
        return ""
    return _FIELD.sub(lambda field: " ".join(values[field[1]]), text)


@lru_cache(maxsize=1024)
def _fit(part: Part, texts: Texts, scale: float) -> Block:
    values = dict(zip(part.fields, texts, strict=True))
    return layout.fit(part.area.box, _paragraphs(part.lines, values), scale)


@lru_cache(maxsize=1024)
def _alone(part: Part, texts: Texts) -> Laid:
    block = _fit(part, texts, 1.0)
    return Laid(items_of(part.area, block), layout.top_of(block, part.area.box), block.scale)


@lru_cache(maxsize=512)
def _column(column: Column, texts: tuple[Texts, ...], bottom: float) -> dict[str, Laid]:
    """The areas of a column with their places: shrunk together until they fit, then spread."""
    stack, room = column.stack, bottom - column.stack.y
    shrunk = 1.0
    while shrunk >= stack.smallest:
        fitted = [
            (part, told, _fit(part, told, shrunk)) for part, told in zip(column.parts, texts, strict=True)
        ]
        present = [each for each in fitted if each[2].lines]
        # The gaps belong to the areas they stand over: a missing position line takes its own gap away.
        gaps = [stack.gaps[column.parts.index(part) - 1] for part, _, _ in present[1:]]
        spare = room - sum([block.height for _, _, block in present])
        if sum(gaps) <= spare:
            return _spread(stack, present, gaps, spare, shrunk)
        shrunk -= COLUMN_STEP
    raise Overflow(
        "tên, chức vụ, đơn vị và thành tích quá dài để in vừa một tờ; hãy rút gọn hoặc chọn mẫu khác."
    )


def _spread(
    stack: Stack, present: list[tuple[Part, Texts, Block]], gaps: list[float], spare: float, shrunk: float
) -> dict[str, Laid]:
    least = sum(gaps)
    widened = min(stack.widest_gap, spare / least) if least else 1.0
    y = stack.y + (spare - least * widened) * OPTICAL_CENTRE
    found: dict[str, Laid] = {}
    for (part, told, block), gap in zip(present, [*gaps, 0.0], strict=False):
        found[part.area.box.name] = _at(part, told, shrunk, y)
        y += block.height + gap * widened
    return found


@lru_cache(maxsize=1024)
def _at(part: Part, texts: Texts, shrunk: float, y: float) -> Laid:
    """A column's area with the top of its text at ``y``."""
    block = _fit(part, texts, shrunk)
    return Laid(items_of(part.area, block, y), y, block.scale)


def items_of(area: Area, block: Block, top: float | None = None) -> tuple[Item, ...]:
    """The runs of a block in its area, or from another ``top`` on (mm), and the rule under the last of them."""
    runs = layout.place(block, area.box, top)
    if not (area.rule and runs):
        return runs
    last, y = runs[-1], runs[-1].baseline + area.rule.below
    ends = [(last.x, y), (last.x + last.width, y)]
    return (*runs, VectorPath(polygon(ends, closed=False), stroke=last.colour, width=area.rule.width))


def require_letters(prepared: Plan, values: Values, owner: str) -> None:
    """Refuse the first letter that the face of its area cannot draw.

    Raises:
        MissingLetter: names the letter and whose certificate it is.
    """
    for part in prepared.parts:
        for paragraph in paragraphs(part.area, values, False):
            for span in paragraph:
                measure.require_letters(span.text, span.style.font, owner)
