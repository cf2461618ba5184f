"""The zones of a plan: what stands above the title, the title, the numbered body, the closing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Block, Line, build_blocks, is_upper, make_view, marker_of, split_lines
from desktop.plans.proposal import LIKELY, Where
from desktop.plans.steps import Steps
from desktop.plans.vocabulary import UBND

_TITLE_SEARCH: Final = 60
_LONG_TITLE_LINE: Final = 120
_MOST_TITLE_LINES: Final = 8
_SIGNATURE_LINES: Final = 8
_SUBJECT: Final = re.compile(r"(?:V/v|Về việc)\s*:?\s*", re.IGNORECASE)
_SIGNATURE: Final = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s?\. ?[^\W\d_]")
_DATED_LINE: Final = re.compile(r", ?ngày\b[^,;]{0,20}tháng\b[^,;]{0,20}năm")
_ATTACHED: Final = re.compile(r"\((?:Ban ?hành )?[Kk]èm theo", re.IGNORECASE)
_OPEN_SENTENCE: Final = re.compile(r"[!?:]$|[^\W\d_]{2}\.$|\. [^\W\d_a-zà-ỹ]")
"""A line that is a sentence of the body, not a piece of the title."""
_YEAR: Final = re.compile(r"(?<![\d/-])năm (20\d\d)(?!\d)", re.IGNORECASE)
_DAY: Final = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Zones:
    """Line ranges of a document: header [0, title), title lines, closing [closing, closing_end)."""

    title_type: str
    title_at: int
    title: tuple[int, int] | None
    """Offsets of the title in the shown text."""
    body: int
    closing: int
    closing_end: int


@dataclass(frozen=True, slots=True)
class Document:
    """The shown text, its lines, zones and numbering tree."""

    shown: str
    lines: list[Line]
    zones: Zones
    blocks: list[Block]
    year: int | None
    """The year the plan is about, for days written without one; None when the text does not tell."""
    year_named: bool = False
    """Whether the title itself names that year."""
    below: dict[int, list[int]] = field(default_factory=dict)
    """Index of a block -> indexes of its children in order."""

    @property
    def header(self) -> list[Line]:
        """Lines above the title."""
        return self.lines[: self.zones.title_at]

    @property
    def closing(self) -> list[Line]:
        """Nơi nhận and signature."""
        return self.lines[self.zones.closing : self.zones.closing_end]

    def where(
        self, block: Block, start: int, end: int, confidence: float = LIKELY, reason: str = ""
    ) -> Where:
        """The place of ``block.view.text[start:end]``."""
        begin, stop = block.view.span(start, end)
        return Where(self.shown[begin:stop], begin, stop, block.path, confidence, reason)

    def ancestors(self, block: Block) -> list[Block]:
        """The blocks above, the nearest first."""
        found = []
        parent = block.parent
        while parent is not None:
            found.append(self.blocks[parent])
            parent = self.blocks[parent].parent
        return found

    def under(self, block: Block, pattern: re.Pattern[str]) -> bool:
        """Whether the heading of the block or of one above it matches."""
        return any(pattern.search(above.text[:200]) for above in (block, *self.ancestors(block)))

    def children(self, block: Block) -> list[Block]:
        """Direct children in order."""
        return [self.blocks[index] for index in self.below.get(block.index, ())]

    def title_block(self) -> Block | None:
        """The title as a block without a place in the tree."""
        if self.zones.title is None:
            return None
        return Block(-1, 0, "", "", None, make_view(self.shown, [self.zones.title]), 0, "text")

    def slice(self, start: int, end: int) -> str:
        """The shown text of a span on one line without asterisks."""
        return " ".join(self.shown[start:end].replace("*", "").split())


def read_document(shown: str, steps: Steps | None = None) -> Document:
    """Zones and numbering tree of a shown text.

    Raises:
        Cancelled: the officer stopped the reading ``steps`` tell of.
    """
    steps = steps or Steps()
    lines = split_lines(shown, steps)
    zones = _zones(shown, lines)
    appendix = lines[zones.closing_end :]
    blocks = build_blocks(shown, lines[zones.body : zones.closing] + appendix, steps)
    named = _YEAR.search(shown, *zones.title) is not None if zones.title is not None else False
    below: dict[int, list[int]] = {}
    for block in blocks:
        if block.parent is not None:
            below.setdefault(block.parent, []).append(block.index)
    return Document(shown, lines, zones, blocks, _main_year(shown, lines, zones), named, below)


def _zones(shown: str, lines: list[Line]) -> Zones:
    kind, title_at = _title_type(lines)
    title, body = _title(shown, lines, kind, title_at)
    closing = _closing_start(lines, body)
    return Zones(kind, title_at, title, body, closing, _closing_end(lines, closing))


def _title_type(lines: list[Line]) -> tuple[str, int]:
    types = vocabulary.words("document", "launching_types") + vocabulary.words("document", "other_types")
    types.sort(key=len, reverse=True)
    for exact in (True, False):
        for index, line in enumerate(lines[:_TITLE_SEARCH]):
            text = line.text if exact else line.text.upper()
            name = next((name for name in types if re.match(rf"{name}(?!\w)", text)), None)
            if name and (exact or text == name or index < 3) and "SỐ:" not in text.upper():
                return name, index
    for index, line in enumerate(lines[:_TITLE_SEARCH]):
        if _SUBJECT.match(line.text):
            return "CÔNG VĂN", index
    return "", 0


def _title(shown: str, lines: list[Line], kind: str, at: int) -> tuple[tuple[int, int] | None, int]:
    """Offsets of the title and the index of the first line of the body."""
    if not kind:
        return None, 0
    first = lines[at]
    lead = (
        _SUBJECT.match(first.text)
        if kind == "CÔNG VĂN"
        else re.match(rf"{kind}\W*", first.text, re.IGNORECASE)
    )
    rest = first.text[lead.end() :] if lead else ""
    taken = [at] if rest else []
    index = at + 1
    while index < len(lines) and len(taken) < _MOST_TITLE_LINES and _goes_on(lines, index, bool(taken)):
        if taken and _names_the_issuer(lines[index], lines[taken[-1]]):
            break
        taken.append(index)
        index += 1
    if kind == "CÔNG VĂN":
        # The subject of a letter stands in the left column; the motto of the right one may be read behind it.
        taken = [line for line in taken if not _is_motto(lines[line].text)]
        while index < len(lines) and _is_motto(lines[index].text):
            index += 1
    if not taken:
        return None, index
    start = lines[taken[0]].start if taken[0] != at else _after(shown, first, rest)
    return (start, lines[taken[-1]].end), index


def _names_the_issuer(line: Line, last: Line) -> bool:
    """Whether a line in capitals behind the title is who decides: behind small letters, or set apart by a gap."""
    if not is_upper(line.text):
        return False
    organ = re.match(rf"(?:CHỦ TỊCH )?{UBND}|HỘI ĐỒNG|BAN (?:THƯỜNG|CHẤP)", line.text, re.IGNORECASE)
    return not is_upper(last.text) or (line.after_gap and organ is not None)


def attached_title(shown: str, lines: list[Line], start: int) -> tuple[int, int] | None:
    """Offsets of the title of the plan a decision promulgates, behind the decision's own end."""
    for index in range(start, len(lines)):
        if re.fullmatch(r"KẾ ?HOẠCH", lines[index].text):
            return _title(shown, lines, "KẾ HOẠCH", index)[0]
    return None


def _is_motto(text: str) -> bool:
    national = vocabulary.any_of("document", "national_lines", starts=True)
    return national.match(text) is not None and (is_upper(text) or text.startswith("Độc lập"))


def _after(shown: str, line: Line, rest: str) -> int:
    place = shown.find(rest.split(" ", 1)[0], line.start, line.end)
    return (
        line.end - len(rest)
        if place < 0
        else shown.rfind(rest[:12], line.start, line.end)
        if rest[:12] in shown[line.start : line.end]
        else place
    )


def _goes_on(lines: list[Line], index: int, begun: bool) -> bool:
    line = lines[index]
    if line.text.startswith("|") or marker_of(line.text) is not None:
        return False
    if _DATED_LINE.search(line.text) or _ATTACHED.match(line.text):
        return False
    if not begun:
        return True
    if any(line.text.startswith(start) for start in vocabulary.words("document", "preamble_starts")):
        return False
    titles = vocabulary.table("document")["signer_titles"]
    if is_upper(line.text) and any(line.text.startswith(f"{title} ") for title in titles):
        return False
    if _OPEN_SENTENCE.search(line.text):
        return False
    if not line.after_gap:
        return True
    return len(line.text) <= _LONG_TITLE_LINE and not line.text.endswith((".", ";", ":", "/"))


def _closing_start(lines: list[Line], body: int) -> int:
    starts = vocabulary.any_of("document", "closing_starts", starts=True)
    titles = vocabulary.table("document")["signer_titles"]
    for index in range(len(lines) - 1, body, -1):
        text = lines[index].text
        if starts.match(text):
            # The signature stands above when the left column was read last.
            above = [
                i
                for i in range(max(body + 1, index - _SIGNATURE_LINES), index)
                if _signs(lines[i].text, titles)
            ]
            return above[0] if above else index
    for index in range(body + 1, len(lines)):
        if _signs(lines[index].text, titles) and (
            _SIGNATURE.match(lines[index].text) or index >= len(lines) - 4
        ):
            return index
    return len(lines)


def _signs(text: str, titles: dict[str, str]) -> bool:
    return (_SIGNATURE.match(text) is not None and is_upper(text[:12])) or text.rstrip(",.") in titles


def _closing_end(lines: list[Line], closing: int) -> int:
    """Behind the signature: an appendix (PHỤ LỤC) or a table may follow."""
    for index in range(closing + 1, len(lines)):
        if re.match(r"(?:PHỤ LỤC|Phụ lục|BIỂU MẪU|DANH SÁCH)\b|(?:KẾ HOẠCH|HƯỚNG DẪN)$", lines[index].text):
            return index
    return len(lines)


def _main_year(shown: str, lines: list[Line], zones: Zones) -> int | None:
    """The year the title names ("năm 2026"), else that of the signing, else the most frequent one."""
    header = " ".join(line.text for line in lines[: zones.title_at])
    found = _YEAR.search(shown, *zones.title) if zones.title is not None else None
    found = found or _YEAR.search(header)
    if found is not None:
        return int(found[1])
    years = Counter(int(match[1]) for match in _DAY.finditer(shown))
    years.update(int(match[1]) for match in _YEAR.finditer(shown))
    if not years:
        return None
    (year, count), *others = years.most_common(2)
    return year if not others or count > others[0][1] else None
