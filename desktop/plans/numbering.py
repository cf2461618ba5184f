"""The numbers Word prints before the paragraphs of a list: "I.", "1.", "a)", "-"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_DEEPEST: Final = 9
_MOST_STYLES: Final = 20
_SIGNS: Final = frozenset("-–—+*•")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    #: None where a level is not counted yet: a list may begin with 0.
    counts: list[int | None] = field(default_factory=lambda: [None] * _DEEPEST)


def shown_number(value: int, style: str) -> str:
    """``value`` as a list of the given Word format counts it."""
    if style in {"upperRoman", "lowerRoman"}:
        roman, rest = "", max(value, 0)
        for size, letters in _ROMAN:
            roman += letters * (rest // size)
            rest %= size
        return roman.upper() if style == "upperRoman" else roman
    if style in {"upperLetter", "lowerLetter"}:
        letter = _LETTERS[(value - 1) % 26] * ((value - 1) // 26 + 1) if value > 0 else ""
        return letter.upper() if style == "upperLetter" else letter
    if style == "decimalZero":
        return f"{value:02}"
    return "" if style == "none" else str(value)


class Numbering:
    """Counts the lists of one document while its paragraphs are read in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        """Read word/numbering.xml and the numbering styles of word/styles.xml; either may lack."""
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        if numbering is None:
            return
        abstract = {
            one.get(f"{W}abstractNumId"): _levels(one) for one in numbering.findall(f"{W}abstractNum")
        }
        # Lists of one abstract number count on together, unless they say that they start anew.
        shared: dict[str | None, _List] = {}
        for number in numbering.findall(f"{W}num"):
            link = number.find(f"{W}abstractNumId")
            key = link.get(f"{W}val") if link is not None else None
            overrides = number.findall(f"{W}lvlOverride")
            own = _List(dict(abstract.get(key, {})))
            for override in overrides:
                _override(own, override)
            number_id = number.get(f"{W}numId") or ""
            self._lists[number_id] = own if overrides else shared.setdefault(key, own)
        if styles is not None:
            self._read_styles(styles)

    def next(self, paragraph: Element) -> str:
        """The number before ``paragraph``, which counts it; "" when it has none."""
        place = self._place(paragraph)
        if place is None or place[0] not in self._lists:
            return ""
        found, depth = self._lists[place[0]], place[1]
        level = found.levels.get(depth)
        if level is None:
            return ""
        before = found.counts[depth]
        found.counts[depth] = level.start if before is None else before + 1
        found.counts[depth + 1 :] = [None] * (_DEEPEST - depth - 1)
        if level.format == "bullet":
            sign = level.text.strip()
            return sign if sign in _SIGNS else "-"
        return re.sub(r"%(\d)", lambda part: self._part(found, level, int(part[1]) - 1), level.text).strip()

    def _part(self, found: _List, level: _Level, depth: int) -> str:
        other = found.levels.get(depth, _Level())
        counted = found.counts[depth]
        value = other.start if counted is None else counted
        return shown_number(value, "decimal" if level.legal else other.format)

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        style = properties.find(f"{W}pStyle")
        inherited = self._styles.get(style.get(f"{W}val") or "") if style is not None else None
        own = properties.find(f"{W}numPr")
        if own is None:
            return inherited
        number, depth = own.find(f"{W}numId"), own.find(f"{W}ilvl")
        number_id = number.get(f"{W}val") if number is not None else None
        if number_id == "0":
            return None
        level = int(depth.get(f"{W}val") or 0) if depth is not None else inherited[1] if inherited else 0
        return number_id or (inherited[0] if inherited else ""), min(max(level, 0), _DEEPEST - 1)

    def _read_styles(self, styles: Element) -> None:
        own: dict[str, tuple[str, int]] = {}
        based: dict[str, str] = {}
        for style in styles.findall(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            above, number = style.find(f"{W}basedOn"), style.find(f"{W}pPr/{W}numPr/{W}numId")
            depth = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
            if above is not None:
                based[name] = above.get(f"{W}val") or ""
            if number is not None:
                level = int(depth.get(f"{W}val") or 0) if depth is not None else 0
                own[name] = (number.get(f"{W}val") or "", min(max(level, 0), _DEEPEST - 1))
        for name in set(own) | set(based):
            place, steps = name, 0
            while place not in own and place in based and steps < _MOST_STYLES:
                place, steps = based[place], steps + 1
            if place in own:
                self._styles[name] = own[place]


def _levels(abstract: Element) -> dict[int, _Level]:
    return {int(one.get(f"{W}ilvl") or 0): _level(one) for one in abstract.findall(f"{W}lvl")}


def _level(element: Element) -> _Level:
    def value(name: str, default: str) -> str:
        found = element.find(f"{W}{name}")
        return (found.get(f"{W}val") or default) if found is not None else default

    return _Level(
        int(value("start", "1")),
        value("numFmt", "decimal"),
        value("lvlText", ""),
        element.find(f"{W}isLgl") is not None,
    )


def _override(target: _List, override: Element) -> None:
    depth = int(override.get(f"{W}ilvl") or 0)
    level, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
    if level is not None:
        target.levels[depth] = _level(level)
    elif start is not None:
        old = target.levels.get(depth, _Level(text=f"%{depth + 1}."))
        target.levels[depth] = _Level(int(start.get(f"{W}val") or 1), old.format, old.text, old.legal)
