"""A PDF with text -> its shown text: lines as they stand on the page, columns side by side, no page furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from desktop.plans.source_errors import UnreadableSource

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_FEW_LETTERS: Final = 20
_MOST_PAGES: Final = 600
_COLUMN: Final = "        "
"""What stands between two columns of one line: the reader of lines takes so many spaces for a gutter."""
_WORD_GAP: Final = 0.12
_COLUMN_GAP: Final = 2.5
_PARAGRAPH_GAP: Final = 1.35
_SAME_LINE: Final = 0.5
_EDGE_LINES: Final = 2
_PAGE_LINE: Final = re.compile(
    r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*(?:/|trên)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_BROKEN: Final = re.compile("[\ufffe\u00ad]\\s*\n\\s*|\ufffe")


@dataclass(frozen=True, slots=True)
class _Run:
    """A piece of text in one font; measures in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def pdf_text(data: bytes, name: str) -> tuple[str, str]:
    """The text of all pages, and a Vietnamese sentence about pages without text ("" when there are none).

    Raises:
        UnreadableSource: torn, locked, far too long, or a scan.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSource(
            f"“{name}” không mở được (PDF hỏng hoặc có mật khẩu); hãy xin bản khác hoặc dán nội dung kế hoạch."
        ) from error
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableSource(
                f"“{name}” có {len(document)} trang, quá dài so với một kế hoạch; hãy tách lấy phần kế hoạch."
            )
        pages = [_lines(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise UnreadableSource(
            f"“{name}” có trang bị hỏng; hãy xin bản khác hoặc dán nội dung kế hoạch."
        ) from error
    finally:
        document.close()
    bare = [
        number for number, page in enumerate(pages, 1) if sum(map(str.isalpha, "".join(page))) < _FEW_LETTERS
    ]
    if len(bare) == len(pages) or sum(map(str.isalpha, "".join(map("".join, pages)))) < _FEW_LETTERS:
        raise UnreadableSource(
            f"“{name}” là bản quét (chỉ có ảnh, không có chữ); hãy dùng bản Word, PDF có chữ hoặc dán nội dung."
        )
    note = ""
    if bare:
        listed = ", ".join(map(str, bare))
        note = f"Trang {listed} không có chữ đọc được (ảnh quét hoặc trang trống); hãy xem bản gốc các trang này."
    return _BROKEN.sub("", "\n".join("\n".join(page) for page in _without_furniture(pages))), note


def _lines(page: PdfPage) -> list[str]:
    """The lines of a page from above; an empty one where the page leaves a wider gap."""
    runs = _runs(page)
    page.close()
    lines: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (-(run.top + run.bottom), run.left)):
        last = lines[-1][-1] if lines else None
        if last is not None and _beside(last, run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return list(_spaced(lines))


def _runs(page: PdfPage) -> list[_Run]:
    textpage = page.get_textpage()
    found = []
    for index in range(textpage.count_rects()):
        box = textpage.get_rect(index)
        # A rectangle ends at the ink of its letters: a little more keeps marks above and below.
        text = textpage.get_text_bounded(box[0] - 0.1, box[1] - 0.1, box[2] + 0.1, box[3] + 0.1)
        if text.strip():
            found.append(_Run(box[0], box[1], box[2], box[3], " ".join(text.split("\r\n"))))
    textpage.close()
    return found


def _beside(last: _Run, run: _Run) -> bool:
    """Whether the middle of one stands within the height of the other: ink of "." and "Ả" differs much."""
    height = min(last.top - last.bottom, run.top - run.bottom)
    overlap = min(last.top, run.top) - max(last.bottom, run.bottom)
    return overlap > _SAME_LINE * height


def _spaced(lines: list[list[_Run]]) -> Iterator[str]:
    tops = [max(run.top for run in line) for line in lines]
    bottoms = [min(run.bottom for run in line) for line in lines]
    pitches = [above - below for above, below in pairwise(bottoms) if above > below]
    usual = median(pitches) if pitches else 0.0
    for index, line in enumerate(lines):
        if index and usual and bottoms[index - 1] - bottoms[index] > _PARAGRAPH_GAP * usual:
            yield ""
        yield _joined(sorted(line, key=lambda run: run.left), tops[index] - bottoms[index])


def _joined(runs: list[_Run], height: float) -> str:
    text, right = "", None
    for run in runs:
        gap = run.left - right if right is not None else 0.0
        if gap > _COLUMN_GAP * height:
            text = text.rstrip() + _COLUMN
        elif gap > _WORD_GAP * height and not text.endswith(" "):
            text += " "
        text += run.text
        right = run.right
    return text


def _without_furniture(pages: list[list[str]]) -> Iterator[list[str]]:
    """The pages without page numbers and without the running head that most of them share."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({line.strip() for line in _edges(page)})
    running = {line for line, count in edges.items() if line and count > 2 and count * 2 > len(pages)}
    for page in pages:
        places = {id(line) for line in _edges(page)}
        yield [
            line
            for line in page
            if id(line) not in places
            or (line.strip() not in running and not _PAGE_LINE.fullmatch(line.strip()))
        ]


def _edges(page: list[str]) -> list[str]:
    filled = [line for line in page if line.strip()]
    return filled[:_EDGE_LINES] + filled[-_EDGE_LINES:]
