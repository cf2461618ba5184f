"""The numbering tree of a Vietnamese administrative document, with offsets into the shown text.

Lines are joined into logical paragraphs (a page break, a hard wrap or a stray page number cuts none) and each
paragraph gets its place: I. / 1. / a) / - / Điều. A :class:`View` is what the grammar reads: single spaces, plain
dashes and quotes, no markdown asterisks; it knows for each of its characters where it stands in the shown text.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.plans.spaced_tables import SpacedRow, spaced_rows
from desktop.plans.steps import Steps
from desktop.plans.vocabulary import LOWER, UPPER

_IRREGULAR: Final = re.compile(r"\*|\s\s|[^\S ]")
"""What makes the view of a line differ from the line: asterisks, runs of spaces, tabs and no-break spaces."""
_TOKEN: Final = re.compile(r"[^\s*]+")
_PLAIN: Final = str.maketrans("–—‑‐−“”„«»‘’ʼ…", "-----" + '"' * 5 + "'" * 3 + ".")
_MISREAD_DAY: Final = re.compile(
    r"(?<![\w/.-])(?:[0-3][OolI]|[OolI]\d)(?=[/.-]\d{1,2}(?:[/.-]\d{4})?(?![\w/-]))"
)
_AS_DIGITS: Final = str.maketrans("OolI", "0011")
_FANCY: Final = re.compile("[–—‑‐−“”„«»‘’ʼ…]")
_TERMINAL: Final = tuple(".;:!?/")
_HANGING: Final = re.compile(
    r"(?:,|\b(?:của|và|các|với|tại|do|là|về|trong|cho|từ|đến|theo|phường|xã|tỉnh|huyện|thành phố|thị xã"
    r"|thị trấn|năm|ngày|tháng|số|Ủy ban nhân dân|UBND))$",
    re.IGNORECASE,
)
_LEVEL_LAST: Final = re.compile(
    r"\b(?:phường|xã|tỉnh|huyện|quận|thành phố|thị xã|thị trấn|đặc khu)$", re.IGNORECASE
)
_NO_NAME: Final = re.compile(rf"[{UPPER}][{LOWER}]+,? [{LOWER}]")
_WAITS_FOR_DATE: Final = re.compile(r"\b(?:ngày|tháng)$", re.IGNORECASE)
LONGEST_BLOCK: Final = 4000
"""Characters of one block; a paragraph of a real plan has a tenth of it."""
_NAME_DASH: Final = re.compile(
    r"- (?:Kế hoạch|Xã hội|Thống kê|Kế toán|Tin học|Thể thao|Du lịch|Truyền|Thông tin|Thương binh|Hộ tịch|Nông nghiệp"
    r"|Xây dựng|Khen thưởng|Kỹ thuật|Tổng hợp|Đô thị|Môi trường|Dịch vụ|Gia đình|Bảo vệ|Hạ tầng|Nội chính|Phát triển)"
)
_HARD_WRAP_WIDTH: Final = 130
_HARD_WRAP_LINES: Final = 12
_SHORT_LINE: Final = 45
_COLUMN_GAP: Final = re.compile(r"[ \t\u00a0]{6,}|\t+")
_BLANK_TO_FILL: Final = re.compile(r"(?:số|ngày|tháng|năm) ?:?$", re.IGNORECASE)
"""Words before which room was left to write by hand: no columns there."""
_PAGE_NUMBER: Final = re.compile(r"[-–— ]*\d{1,3}[-–— ]*")
_RULE: Final = re.compile(r"[-–—_=*.\s⎯─]{3,}")

# (level, pattern): a smaller level stands higher in the tree.
_OUTER_LETTER: Final = 5
HEADING_LEVEL: Final = 10
"""The level of I., II. … and of everything above them."""
_INNER_LETTER: Final = 15
_MARKERS: Final = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (0, r"(?P<m>(?:PHẦN|Phần|CHƯƠNG|Chương) (?:[IVXLC]+|\d{1,2}|thứ \w+|THỨ \w+))[.:]?(?= |$)"),
        (HEADING_LEVEL, r"(?P<m>Điều (?:\d{1,2}|thứ [^\W\d_]+))[.:]?(?= |$)"),
        (HEADING_LEVEL, r"(?P<m>[IVX]{1,5}) ?(?:[.)-]|/(?!v\b))(?= ?\S|$)"),
        (HEADING_LEVEL, r"(?P<m>[A-HĐ])[.](?= \S)"),
        (35, r"(?P<m>\d{1,2}(?:\.\d{1,2}){2,3})[.)]?(?= \S)(?! ?(?:%|triệu|tỷ|tỉ))"),
        (30, r"(?P<m>\d{1,2}\.\d{1,2})[.)]?(?= \S)(?! ?(?:%|triệu|tỷ|tỉ))"),
        (20, r"(?P<m>\d{1,2})[.)](?= ?[^\W\d]| ?\"|$| \d{1,4}(?:[/,.]\d+)?(?: ?%| [^\W\d_]))"),
        (20, rf"(?P<m>\d{{1,2}}) ?-(?= ?[{UPPER}])"),
        (20, rf"(?P<m>\d{{1,2}})/(?= [{UPPER}])"),
        (40, r"(?P<m>[a-zđ])[)](?= ?\S|$)"),
        (40, r"(?P<m>[a-eđg-h])[.](?= \S)"),
        (45, r"(?P<m>[(](?:\d{1,2}|[a-zđ])[)])(?= ?\S)"),
        (50, r"(?P<m>[-•●▪◦→])(?= ?[^\W\d]| ?\"| ?\d{1,3}(?:[.,/]\d+)* ?(?:%|[^\W\d_])| ?\()"),
        (60, r"(?P<m>[+])(?= ?\S)"),
    )
)
POINT_LEVEL: Final = 20
"""The level of 1., 2. …"""
_TEXT_LEVEL: Final = 50
_LETTERS: Final = frozenset("ABCDEFGHĐ")
_FOOTNOTE: Final = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁽]|\[\d\]")


@dataclass(frozen=True, slots=True)
class View:
    """A line as the grammar reads it; ``span`` leads back to the shown text."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the shown text of ``text[start:end]`` (without asterisks or spaces around it)."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        if start >= end:
            place = self.offsets[min(start, len(self.offsets) - 1)] if self.offsets else 0
            return place, place
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that is not empty; offsets without surrounding spaces."""

    start: int
    end: int
    text: str
    """As the grammar reads it."""
    after_gap: bool
    """Whether an empty line stands before it."""
    cells: tuple[tuple[int, int], ...] = ()
    """Offsets of the cells of a table row set with spaces."""


@dataclass(frozen=True, slots=True)
class Block:
    """One logical paragraph and its place in the tree."""

    index: int
    level: int
    marker: str
    path: str
    """Section path of numbered ancestors and itself: "III.2.a"."""
    parent: int | None
    """Index of the block it stands under."""
    view: View
    head: int
    """Where the words begin behind the marker, in the view."""
    kind: str
    """item, text, row (of a table) or footnote."""

    @property
    def text(self) -> str:
        """The words behind the marker."""
        return self.view.text[self.head :]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or clause of a block, as a slice of its view."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words."""
        return self.block.view.text[self.start : self.end]


def make_view(shown: str, ranges: Iterable[tuple[int, int]]) -> View:
    """The view of the given ranges of the shown text, read one after the other."""
    parts: list[str] = []
    offsets: array[int] = array("q")
    last_end = -1
    places = [(start, end) for start, end in ranges if shown[start:end].strip()]
    if len(places) == 1 and _IRREGULAR.search(shown[places[0][0] : places[0][1]].strip()) is None:
        return _regular_view(shown, *places[0])
    for start, end in places:
        piece = shown[start:end]
        if _IRREGULAR.search(piece.strip()) is None:
            view = _regular_view(shown, start, end)
            if parts:
                parts.append(" ")
                offsets.append(last_end)
            parts.append(view.text)
            offsets.extend(view.offsets)
            last_end = view.offsets[-1] + 1
            continue
        for token in _TOKEN.finditer(shown, start, end):
            begin, stop = token.span()
            if last_end >= 0 and not _glued(shown, last_end, begin):
                parts.append(" ")
                offsets.append(last_end)
            parts.append(token.group().translate(_PLAIN))
            offsets.extend(range(begin, stop))
            last_end = stop
    return View(_digits("".join(parts)), offsets)


def _regular_view(shown: str, start: int, end: int) -> View:
    """The view of words parted by single spaces, without asterisks: nothing moves."""
    piece = shown[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    text = piece.strip()
    plain = text.translate(_PLAIN) if _FANCY.search(text) else text
    return View(_digits(plain), range(begin, begin + len(text)))


def _digits(text: str) -> str:
    """Letters that a scan put for digits of a day ("1O/8/2023", "l5/9") as digits; nothing moves."""
    return _MISREAD_DAY.sub(lambda day: day.group().translate(_AS_DIGITS), text)


def _glued(shown: str, left: int, right: int) -> bool:
    """Whether only asterisks stand between, so that bold within a word parts nothing."""
    return right > left and all(c == "*" for c in shown[left:right])


def split_lines(shown: str, steps: Steps | None = None) -> list[Line]:
    """The lines that hold something; page numbers and ruled lines are left out."""
    lines: list[Line] = []
    gap = True
    rows = spaced_rows(shown)
    for match in (steps or Steps()).each(re.finditer(r"[^\n]*\n?", shown)):
        if not match.group():
            continue
        if match.start() in rows:
            lines.append(_row_line(shown, rows[match.start()], gap))
            gap = False
            continue
        columns = _columns(shown, *match.span())
        if len(columns) > 1:
            lines.extend(_column_lines(shown, columns, gap))
            gap = False
            continue
        view = make_view(shown, [match.span()])
        text = view.text.lstrip("#> ")
        if not text or _PAGE_NUMBER.fullmatch(text) or _RULE.fullmatch(text):
            gap = True
            continue
        cut = len(view.text) - len(text)
        start, end = view.span(cut, len(view.text))
        if len(text) > LONGEST_BLOCK:
            lines.extend(_pieces(view, cut, gap))
        else:
            lines.append(Line(start, end, text, gap))
        gap = False
    return lines


def _row_line(shown: str, row: SpacedRow, gap: bool) -> Line:
    return Line(row.cells[0][0], row.cells[-1][1], _row_view(shown, row.cells).text, gap, row.cells)


def _row_view(shown: str, cells: tuple[tuple[int, int], ...]) -> View:
    """A row set with spaces as one set with bars: "| 1 | Đăng ký | Các thôn | 20/7/2025 |"."""
    text, offsets, last = "", list[int](), cells[0][0]
    for cell in cells:
        view = make_view(shown, [cell])
        text += f"{' ' if text else ''}| {view.text}"
        offsets += [last] * (len(text) - len(offsets) - len(view.text)) + list(view.offsets)
        last = cell[1] - 1
    return View(f"{text} |", [*offsets, last, last])


def _columns(shown: str, start: int, end: int) -> list[tuple[int, int]]:
    """The columns of a line set side by side with spaces ("Nơi nhận:          TM. ỦY BAN NHÂN DÂN")."""
    ends = [start]
    for gap in _COLUMN_GAP.finditer(shown, start, end):
        blank = _BLANK_TO_FILL.search(shown, max(start, gap.start() - 10), gap.start())
        if shown[start : gap.start()].strip() and shown[gap.end() : end].strip() and blank is None:
            ends += [gap.start(), gap.end()]
    ends.append(end)
    return list(zip(ends[::2], ends[1::2], strict=True))


def _column_lines(shown: str, columns: list[tuple[int, int]], gap: bool) -> Iterator[Line]:
    for column in columns:
        view = make_view(shown, [column])
        if view.text:
            start, end = view.span(0, len(view.text))
            yield Line(start, end, view.text, gap)


def _pieces(view: View, start: int, gap: bool) -> Iterator[Line]:
    """An endless line in parts, cut behind a sentence: what reads a block looks at all of it many times."""
    text = view.text
    while start < len(text):
        stop = min(start + LONGEST_BLOCK, len(text))
        if stop < len(text):
            ends = [text.rfind(mark, start + 1, stop) + 1 for mark in (". ", "; ", ", ", " ")]
            stop = next((end for end in ends if end > 0), stop)
        begin, end = view.span(start, stop)
        piece = text[start:stop].strip()
        if piece:
            yield Line(begin, end, piece, gap)
        start, gap = stop, True


def is_upper(text: str) -> bool:
    """Whether every letter is a capital (and there are at least two)."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def marker_of(text: str) -> tuple[int, str, int] | None:
    """Level, marker and length (with the space behind) of the numbering at the start of a line."""
    for level, pattern in _MARKERS:
        match = pattern.match(text)
        if match:
            end = match.end()
            while end < len(text) and text[end] == " ":
                end += 1
            return level, match["m"], end
    return None


def build_blocks(shown: str, lines: list[Line], steps: Steps | None = None) -> list[Block]:
    """The numbering tree of the given lines."""
    groups: list[list[Line]] = []
    wrapped = _hard_wrapped(lines)
    for line in lines:
        short = groups and sum(len(part.text) for part in groups[-1]) + len(line.text) <= LONGEST_BLOCK
        if short and _continues(groups[-1], line, wrapped=wrapped):
            groups[-1].append(line)
        else:
            groups.append([line])
    return _tree(shown, groups, steps or Steps())


def _hard_wrapped(lines: list[Line]) -> bool:
    """Whether the lines are those of a page (pdf, old txt) and not whole paragraphs."""
    if len(lines) < _HARD_WRAP_LINES:
        return False
    unbroken = sum(1 for line in lines if not line.after_gap)
    return unbroken * 2 > len(lines) and max(len(line.text) for line in lines) <= _HARD_WRAP_WIDTH


def _continues(group: list[Line], line: Line, *, wrapped: bool) -> bool:
    last = group[-1].text
    if line.text.startswith("|") or last.startswith("|") or _FOOTNOTE.match(line.text):
        return False
    marker = marker_of(line.text)
    if marker is not None:
        # "… đến tháng / 12. Các đơn vị": a number cut off by the wrap is no numbering.
        if marker[1] == "-" and wrapped and not line.after_gap:
            # "Phòng Tài chính / - Kế hoạch": the dash of a name, not of a list.
            return last[-1].isalpha() and len(last) > _SHORT_LINE and _NAME_DASH.match(line.text) is not None
        return marker[0] == POINT_LEVEL and not line.after_gap and _HANGING.search(last) is not None
    if is_upper(line.text) or is_upper(last):
        return is_upper(line.text) and is_upper(last) and not line.after_gap
    if _FOOTNOTE.match(group[0].text):
        return False
    if line.text[0].islower():
        return True
    if last.endswith(_TERMINAL):
        return False
    if len(last) <= _SHORT_LINE and _LEVEL_LAST.search(last) and _NO_NAME.match(line.text):
        # "3. Công an xã / Thực hiện …": the level is of the office, no name follows.
        return False
    if line.after_gap:
        date_goes_on = line.text[0].isdigit() and _WAITS_FOR_DATE.search(last) is not None
        return date_goes_on or (_HANGING.search(last) is not None and len(last) > _SHORT_LINE)
    return len(last) > _SHORT_LINE if wrapped else _HANGING.search(last) is not None


def _tree(shown: str, groups: list[list[Line]], steps: Steps) -> list[Block]:
    blocks: list[Block] = []
    stack: list[Block] = []
    letters = _letter_level(groups)
    for group in steps.each(groups):
        cells = group[0].cells
        view = _row_view(shown, cells) if cells else make_view(shown, [(one.start, one.end) for one in group])
        block = _place(len(blocks), view, stack, letters)
        blocks.append(block)
        if block.kind == "item":
            while stack and stack[-1].level >= block.level:
                stack.pop()
            stack.append(block)
    return blocks


def _letter_level(groups: list[list[Line]]) -> int:
    """Where A., B. stand: above I., II. when the first follows a letter, under them when both are there."""
    found = [marker_of(group[0].text) for group in groups]
    heads = [marker[1] for marker in found if marker is not None and marker[0] == HEADING_LEVEL]
    pairs = list(itertools.pairwise(name for name in heads if not name.startswith("Điều")))
    if any(one in _LETTERS and other == "I" for one, other in pairs):
        return _OUTER_LETTER
    both = any((one in _LETTERS) != (other in _LETTERS) for one, other in pairs)
    return _INNER_LETTER if both else HEADING_LEVEL


def _place(index: int, view: View, stack: list[Block], letters: int) -> Block:
    marker = marker_of(view.text)
    kind, level, name, head = "text", _TEXT_LEVEL, "", 0
    if view.text.startswith("|"):
        kind = "row"
    elif _FOOTNOTE.match(view.text):
        kind = "footnote"
    elif marker is not None:
        kind, (level, name, head) = "item", marker
        level = letters if name in _LETTERS else level
    elif is_upper(view.text) and len(view.text) > 8:
        kind, level = "item", HEADING_LEVEL
    above = [block for block in stack if block.level < level]
    if kind == "text" and above and above[-1].marker in {"-", "+"}:
        above = above[:-1]
    parent = above[-1] if above else None
    numbered = name if level < _TEXT_LEVEL else ""
    path = ".".join(part for part in (parent.path if parent else "", _step(numbered)) if part)
    return Block(index, level, name, path, parent.index if parent else None, view, head, kind)


def _step(marker: str) -> str:
    return marker.rsplit(".", 1)[-1] if re.fullmatch(r"[\d.]+", marker) else marker


_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:TP|Tp|ThS|TS|PGS|GS|BS|CN|KS|Đ/c|v\.v|tr|st|TM|KT|TL|TX|TT)|^\W*\w)$"
)
_SENTENCE_END: Final = re.compile(r"[.!?]+[\"')\]]*(?= +[\"'(\[]?[A-ZÀ-ỸĐ0-9])|;(?= )|\. ?/\.")


def sentences(block: Block, *, clauses: bool = True) -> Iterator[Sentence]:
    """The sentences of a block; with ``clauses`` also cut at semicolons (outside brackets and quotes)."""
    text = block.view.text
    start = block.head
    for match in _SENTENCE_END.finditer(text, block.head):
        semicolon = match.group() == ";"
        if semicolon and (not clauses or _enclosed(text, start, match.start())):
            continue
        if not semicolon and _ABBREVIATED.search(text[max(0, match.start() - 6) : match.start()]):
            continue
        if text[start : match.end()].strip():
            yield Sentence(block, start, match.end())
        start = match.end() + 1
    if text[start:].strip():
        yield Sentence(block, start, len(text))


def _enclosed(text: str, start: int, place: int) -> bool:
    inside = text[start:place]
    return inside.count("(") > inside.count(")") or inside.count('"') % 2 == 1
