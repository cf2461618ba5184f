"""Certificate templates: the data of ``resources/certificates/*.json`` as values.

A template says where each text stands and what surrounds it; the words come from the facts of one award.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from db import resources
from db.errors import NotFound
from desktop.documents import fonts, template_check
from desktop.documents.layout import Box, Fit, Style
from desktop.documents.ornament import Frame

FOLDER = "certificates"


@dataclass(frozen=True, slots=True)
class Words:
    """A span of an area before the facts are filled in; ``fixed`` words are on a pre-printed sheet already."""

    text: str
    style: Style
    fixed: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A line as long as the text above it, mm."""

    below: float
    width: float


@dataclass(frozen=True, slots=True)
class Area:
    """A box, its words by paragraph, and when it is drawn.

    ``overprint``: drawn on pre-printed sheets too. ``stack``: the name of the column it stands in, its ``y``
    then comes from there. A width of 0 means no rule under the text.
    """

    box: Box
    lines: tuple[tuple[Words, ...], ...]
    overprint: bool
    stack: str
    rule: Rule | None

    @property
    def constant(self) -> bool:
        """Whether every sheet of the template shows the same words here."""
        return not any("{" in words.text for line in self.lines for words in line)


@dataclass(frozen=True, slots=True)
class Stack:
    """A column of areas that share a height, one under the other.

    ``gaps`` are the least distances between neighbours, widened up to ``widest_gap`` times where there is room.
    The column ends at ``bottom``, or ``clear`` mm over the text of the area ``above``, whichever is higher.
    """

    name: str
    y: float
    bottom: float
    above: str
    clear: float
    gaps: tuple[float, ...]
    widest_gap: float
    smallest: float


@dataclass(frozen=True, slots=True)
class Divider:
    """A pair of tapering rules with a lozenge, left and right of a word in the middle."""

    x: float
    y: float
    gap: float
    length: float


@dataclass(frozen=True, slots=True)
class Drum:
    """The faint drum behind the text."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Emblem:
    """The Quốc huy: its axis, its top and its height."""

    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of certificate. ``title`` is what the officer reads when choosing; measures are mm."""

    name: str
    title: str
    width: float
    height: float
    frame: Frame | None
    drum: Drum | None
    emblem: Emblem | None
    dividers: tuple[Divider, ...]
    areas: tuple[Area, ...]
    stacks: tuple[Stack, ...]


def template_names() -> tuple[str, ...]:
    """Names of the templates that come with the program."""
    return tuple(sorted(file.stem for file in resources.path(FOLDER).glob("*.json")))


@cache
def load_template(name: str = "giay-khen-a4") -> Template:
    """The template of this name.

    Raises:
        NotFound: no template has it; the sentence lists those there are.
    """
    if name not in template_names():
        known = ", ".join(template_names())
        raise NotFound(f"Không có mẫu giấy khen “{name}”; hãy chọn một trong các mẫu: {known}.")
    return read_template(resources.read_json(f"{FOLDER}/{name}.json"))


def read_template(data: Mapping[str, Any]) -> Template:
    """A template out of parsed JSON.

    Raises:
        BadInput: a key is missing, unknown or holds what cannot be drawn.
    """
    template_check.check(data)
    return Template(
        name=data["name"],
        title=data["title"],
        width=data["width"],
        height=data["height"],
        frame=Frame(**data["frame"]) if "frame" in data else None,
        drum=Drum(**data["drum"]) if "drum" in data else None,
        emblem=Emblem(**data["emblem"]) if "emblem" in data else None,
        dividers=tuple(Divider(**row) for row in data.get("dividers", ())),
        areas=tuple(_area(row) for row in data["areas"]),
        stacks=tuple(Stack(**{**row, "gaps": tuple(row["gaps"])}) for row in data.get("stacks", ())),
    )


def _area(row: Mapping[str, Any]) -> Area:
    align: Literal["left", "center", "right"] = row.get("align", "center")
    valign: Literal["top", "middle", "bottom"] = row.get("valign", "top")
    box = Box(
        name=row["name"],
        x=row["x"],
        y=row.get("y", 0.0),
        w=row["w"],
        h=row["h"],
        align=align,
        valign=valign,
        leading=row.get("leading", 1.2),
        fits=tuple(Fit(*way) for way in row.get("fits", [[1]])),
    )
    return Area(
        box=box,
        lines=tuple(tuple(_words(words, row) for words in line) for line in row["lines"]),
        overprint=row.get("overprint", False),
        stack=row.get("stack", ""),
        rule=Rule(**row["rule"]) if "rule" in row else None,
    )


def _words(words: Mapping[str, Any], area: Mapping[str, Any]) -> Words:
    """A span with its area's style where it has none of its own."""

    def own(key: str, default: Any) -> Any:
        return words.get(key, area.get(key, default))

    font = fonts.face_key(bold=own("bold", False), italic=own("italic", False))
    style = Style(font, own("size", 14), own("colour", "#000000"), own("tracking", 0.0))
    return Words(words["text"], style, words.get("fixed", False))
