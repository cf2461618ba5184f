"""The document model of an official paper: what it says, not how it is drawn.

A kind (``decision``, ``submission``, …) is a pure function that turns facts into a :class:`Paper`; the pens
``paper_docx`` and ``paper_pdf`` draw it with the styles of Nghị định 30/2020/NĐ-CP (``paper_styles``).
Every string is plain text: no pen reads markup out of it, so a name such as ``{{7*7}}`` or ``<b>`` stays a name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from db.pictures import Bar, Moment
from db.vietnamese.text import nfc

Align = Literal["left", "center", "right", "justify"]
RowKind = Literal["data", "group", "total"]
_NONCHARACTERS = "\ufffe\uffff"
# Every white space but the line feed, the space itself and the no-break space; \x0b and \x0c are control characters.
_FOREIGN_SPACE = re.compile(r"[^\S\n\x0b\x0c \u00a0]")


def plain(text: str) -> str:
    """``text`` in NFC without control and zero-width characters, which no file can hold or no face can draw.

    A line break stays (pens draw it as one), tabs and foreign spaces become spaces.
    """
    spaced = nfc(_FOREIGN_SPACE.sub(" ", text.replace("\r\n", "\n")))
    return "".join(character for character in spaced if character == "\n" or not _unprintable(character))


def _unprintable(character: str) -> bool:
    return character in _NONCHARACTERS or unicodedata.category(character) in ("Cc", "Cf", "Cs")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight and slope; ``None`` leaves what the paragraph's style says."""

    text: str
    bold: bool | None = None
    italic: bool | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``style`` names a row of ``resources/papers/styles.json``."""

    runs: tuple[Run, ...]
    style: str = "body"

    @property
    def text(self) -> str:
        """The words without their weights."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading of a report: level 1 "I. KẾT QUẢ", level 2 "1. Đăng ký"."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Article:
    """An article ("Điều 1."): its number, the words behind it, and further paragraphs that belong to it."""

    number: int
    text: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A centred line whose length is ``share`` of the last line of ``of`` set in ``style`` (1/3–1/2, or 1)."""

    of: str
    style: str
    share: float


@dataclass(frozen=True, slots=True)
class Column:
    """A table column. ``width`` is a weight: columns share the width of the text that fixed ones leave.

    A ``fixed`` column is ``width`` mm wide whatever stands beside it: numbers, dates and sums must not break.
    Neighbours with one ``group`` stand under a common heading; a ``code`` ("A", "1=2+3") stands in a row of its own
    below the titles, as statistical forms have it.
    """

    title: str
    width: float
    align: Align = "left"
    fixed: bool = False
    group: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. A ``group`` row has one cell that spans the table; a ``total`` row is bold.

    The first cell is set in by ``level`` steps, as the rows of a form that divide the one above.
    """

    cells: tuple[str, ...]
    kind: RowKind = "data"
    level: int = 0


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table's heading: the column it begins in, how many columns and rows it covers."""

    text: str
    column: int
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with repeated header rows; ``row_height_mm`` is the least height of a data row."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_height_mm: float = 0.0

    def widths(self, room: float) -> list[float]:
        """Widths of the columns in mm, together ``room`` mm."""
        fixed = sum(column.width for column in self.columns if column.fixed)
        weights = sum(column.width for column in self.columns if not column.fixed)
        scale = (room - fixed) / weights
        return [column.width if column.fixed else column.width * scale for column in self.columns]

    def head(self) -> tuple[tuple[HeadCell, ...], ...]:
        """The heading row by row: common headings where there are any, the titles, and the codes below them."""
        columns = list(enumerate(self.columns))
        made: list[tuple[HeadCell, ...]] = []
        if any(column.group for column in self.columns):
            upper = []
            for key, members in groupby(columns, lambda one: one[1].group or one[0]):
                listed = list(members)
                at, first = listed[0]
                upper.append(
                    HeadCell(str(key), at, len(listed)) if first.group else HeadCell(first.title, at, 1, 2)
                )
            made.append(tuple(upper))
        grouped = bool(made)
        made.append(tuple(HeadCell(c.title, at) for at, c in columns if c.group or not grouped))
        if any(column.code for column in self.columns):
            made.append(tuple(HeadCell(c.code, at) for at, c in columns))
        return tuple(made)

    def __post_init__(self) -> None:
        """Hold every row to the columns, so that no pen has to guess."""
        for row in self.rows:
            expected = 1 if row.kind == "group" else len(self.columns)
            if len(row.cells) != expected:
                message = f"row {row.cells!r} has {len(row.cells)} cells, expected {expected}"
                raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Beside:
    """Lines at the left and at the right of one another, without any rule: the head of a statistical form."""

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]
    left_share: float = 0.5


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its title: bars of pieces, or stretches and days of a drive with the day looked at.

    Every number drawn stands in the picture as words; what has neither bars nor moments is no picture.
    """

    title: str
    bars: tuple[Bar, ...] = ()
    moments: tuple[Moment, ...] = ()
    as_of: date | None = None

    def __post_init__(self) -> None:
        """Refuse a picture of nothing: whoever builds a paper says in a sentence that there is none."""
        if bool(self.bars) == bool(self.moments):
            message = f"chart {self.title!r} must have either bars or moments"
            raise ValueError(message)


Block = Paragraph | Heading | Article | Rule | Table | Beside | Chart


@dataclass(frozen=True, slots=True)
class Header:
    """The head of page 1: issuing organ, number and subject at left; Quốc hiệu, Tiêu ngữ, place and date at right.

    ``superior_lines`` are not bold, ``organ_lines`` are; ``number`` is "Số: 12/QĐ-UBND" (or with a blank), ``subject``
    the "V/v …" of a letter (công văn), empty otherwise; ``place_date`` is empty on minutes.
    """

    organ_lines: tuple[str, ...]
    superior_lines: tuple[str, ...] = ()
    number: str = ""
    subject: str = ""
    place_date: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signing place: the form and office ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), a note, the printed name.

    ``above`` is place and day, on papers that have them at the foot and not in their head.
    """

    lines: tuple[str, ...]
    name: str = ""
    note: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A list that goes with the paper: its own section, its own page numbers, landscape when wide.

    ``blocks`` begin with the annex's title; ``signatures`` stand side by side at its end. One with a ``header`` of
    its own is a further sheet of the same paper: the second member's ballot.
    """

    blocks: tuple[Block, ...]
    landscape: bool = False
    signatures: tuple[Signature, ...] = ()
    header: Header | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole official paper.

    ``header`` is None on a form with a head of its own, whose first block it is; ``landscape`` lays it on its side.
    ``title`` and ``author`` go into the file's properties. One signature stands right of the recipients ("Nơi nhận");
    two or three stand side by side above them. ``recipients`` are the lines without dash and end mark. ``named`` are
    the kind's own figures by field name ("tong_tien"), for the office's Word template.
    """

    kind: str
    title: str
    author: str
    header: Header | None
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    landscape: bool = False


def paragraph(
    text: str, style: str = "body", *, bold: bool | None = None, italic: bool | None = None
) -> Paragraph:
    """A paragraph of a single run."""
    return Paragraph((Run(text, bold, italic),), style)


def recipient_lines(recipients: tuple[str, ...]) -> tuple[str, ...]:
    """The lines below "Nơi nhận:" with the dash and the end marks of the decree: "- …;" and a full stop last."""
    names = [line.strip().removeprefix("-").strip().rstrip(";.").rstrip() for line in recipients]
    return tuple(
        f"- {name}{'.' if place == len(names) else ';'}" for place, name in enumerate(names, start=1)
    )


def legal_basis_lines(sentences: tuple[str, ...]) -> tuple[str, ...]:
    """Legal bases ("Căn cứ …") with the decree's end marks: ";" on each and a full stop on the last."""
    kept = [sentence.strip().rstrip(";.,").rstrip() for sentence in sentences if sentence.strip()]
    return tuple(f"{text}{'.' if place == len(kept) else ';'}" for place, text in enumerate(kept, start=1))
