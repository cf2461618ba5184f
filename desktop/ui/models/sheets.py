"""Columns of Phôi & đợt in: print runs and their sheets, stocks of phôi and their movements, calibrations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.awards import Award
from db.calibrations import Calibrated
from db.history_words import local_time
from db.printing import TARGETS, PrintRun, Sheet
from db.sheet_stock import StockLine
from db.vietnamese.numbers import format_number
from desktop.documents import calibration
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone

ANY_TRAY: Final = "Theo máy in"


# ---------------------------------------------------------------- runs


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run as the list shows it; ``left``: awards of it that lack a good sheet."""

    run: PrintRun
    decision: str
    template: str
    left: int


def run_badge(line: RunLine) -> Badge:
    """Whether the run is over, was a trial, or waits for its result."""
    run = line.run
    if run.open:
        return Badge(Symbol.TRIANGLE, Tone.ALARM, "Chưa ghi kết quả")
    if run.trial:
        return Badge(Symbol.DASH, Tone.MUTED, "In thử")
    if line.left:
        return Badge(Symbol.HALF, Tone.WARNING, f"Còn {format_number(line.left)} tờ")
    return Badge(Symbol.DISC, Tone.DONE, "Đủ")


def run_id(line: RunLine) -> int:
    """The name of a run's row."""
    return line.run.id


def place_of(run: PrintRun) -> str:
    """Where a run went: the printer with its tray, or a file."""
    if run.target == "pdf":
        return TARGETS["pdf"]
    return " · ".join(part for part in (run.printer or TARGETS["printer"], run.tray) if part)


def _run_tip(line: RunLine) -> str:
    run = line.run
    told = (
        f"In lên phôi: {run.stock or 'không ghi loại phôi'}" if run.overprint else "",
        f"In lại vì: {run.reprint_reason}" if run.reprint_reason else "",
        run.note,
    )
    return "\n".join(part for part in told if part)


RUN_COLUMNS: Final = (
    Column[RunLine]("at", "Lúc", lambda r: r.run.at, lambda r: local_time(r.run.at), width=144),
    Column[RunLine]("state", "Trạng thái", lambda r: run_badge(r).word, width=152, badge=run_badge),
    Column[RunLine](
        "decision",
        "Quyết định",
        lambda r: r.decision,
        lambda r: r.decision.partition(" ngày ")[0],
        width=136,
        bold=True,
        tooltip=lambda r: r.decision,
    ),
    Column[RunLine](
        "template",
        "Mẫu",
        lambda r: r.template,
        lambda r: f"{r.template} (bản {r.run.template_version})",
        stretch=True,
        tooltip=_run_tip,
    ),
    Column[RunLine]("place", "In ở", lambda r: place_of(r.run), width=192, tooltip=lambda r: place_of(r.run)),
    Column[RunLine](
        "officer", "Người in", lambda r: r.run.officer, width=144, tooltip=lambda r: r.run.officer
    ),
    Column[RunLine]("good", "Tốt", lambda r: r.run.good, align=Align.RIGHT, width=48),
    Column[RunLine](
        "spoiled",
        "Hỏng",
        lambda r: r.run.spoiled,
        align=Align.RIGHT,
        width=56,
        tone=lambda r: Tone.ALARM if r.run.spoiled else None,
    ),
)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet a run planned: what came of it, None while nothing did; ``open``: its run is not closed."""

    run_id: int
    ordinal: int
    award: Award | None
    sheet: Sheet | None
    open: bool

    @property
    def name(self) -> str:
        """Whose sheet it is."""
        return self.award.shown if self.award is not None else "(không còn trong quyết định)"


def sheet_lines(run: PrintRun, sheets: Sequence[Sheet], awards: Mapping[int, Award]) -> list[SheetLine]:
    """Every sheet the run planned, in the order printed."""
    by_ordinal = {sheet.ordinal: sheet for sheet in sheets}
    return [
        SheetLine(run.id, ordinal, awards.get(award_id), by_ordinal.get(ordinal), run.open)
        for ordinal, award_id in enumerate(run.planned, start=1)
    ]


def sheet_badge(line: SheetLine) -> Badge:
    """Good, spoiled, not come out, or not known yet."""
    if line.sheet is None:
        return (
            Badge(Symbol.CLOCK, Tone.WARNING, "Chưa ghi")
            if line.open
            else Badge(Symbol.RING, Tone.MUTED, "Chưa in")
        )
    if line.sheet.state == "spoiled":
        return Badge(Symbol.TRIANGLE, Tone.ALARM, "Hỏng")
    return Badge(Symbol.DISC, Tone.DONE, "Tốt")


def sheet_id(line: SheetLine) -> tuple[int, int]:
    """The name of a sheet's row: of another run it is another one."""
    return line.run_id, line.ordinal


def _received(line: SheetLine) -> dt.date | None:
    return line.award.received_date if line.award is not None else None


SHEET_COLUMNS: Final = (
    Column[SheetLine]("ordinal", "Tờ", lambda s: s.ordinal, align=Align.RIGHT, width=48),
    Column[SheetLine]("state", "Trạng thái", lambda s: sheet_badge(s).word, width=120, badge=sheet_badge),
    Column[SheetLine]("name", "In cho", lambda s: s.name, stretch=True, bold=True),
    Column[SheetLine]("reason", "Lý do hỏng", lambda s: s.sheet.note if s.sheet else "", width=216),
    Column[SheetLine](
        "reprint",
        "In lại",
        lambda s: bool(s.sheet and s.sheet.reprint),
        lambda s: "In lại" if s.sheet and s.sheet.reprint else "",
        width=72,
    ),
    Column[SheetLine](
        "received",
        "Đã trao",
        _received,
        width=104,
        tooltip=lambda s: f"Người nhận: {s.award.received_by}" if s.award and s.award.received_by else "",
    ),
)


# ---------------------------------------------------------------- stock


@dataclass(frozen=True, slots=True)
class StockKind:
    """A kind of phôi: sheets left, and sheets the issued decisions of the year still need."""

    name: str
    left: int
    need: int


def stock_badge(kind: StockKind) -> Badge:
    """Whether there is enough of it."""
    if kind.left < 0:
        return Badge(Symbol.TRIANGLE, Tone.ALARM, f"Âm {format_number(-kind.left)} tờ: xem lại sổ kho")
    if kind.left < kind.need:
        return Badge(Symbol.HALF, Tone.WARNING, f"Thiếu {format_number(kind.need - kind.left)} tờ")
    return Badge(Symbol.DISC, Tone.DONE, "Đủ")


def stock_name(kind: StockKind) -> str:
    """The name of a kind's row."""
    return kind.name


KIND_COLUMNS: Final = (
    Column[StockKind]("name", "Loại phôi", lambda k: k.name, stretch=True, bold=True),
    Column[StockKind](
        "left",
        "Còn (tờ)",
        lambda k: k.left,
        align=Align.RIGHT,
        width=96,
        tone=lambda k: Tone.ALARM if k.left < 0 else None,
    ),
    Column[StockKind](
        "need",
        "Còn phải in",
        lambda k: k.need,
        align=Align.RIGHT,
        width=104,
        title_tooltip="Số tờ các quyết định ban hành trong năm còn phải in trên loại phôi này",
    ),
    Column[StockKind]("state", "Trạng thái", lambda k: stock_badge(k).word, width=208, badge=stock_badge),
)


def line_id(line: StockLine) -> int:
    """The name of a movement's row."""
    return line.id


LINE_COLUMNS: Final = (
    Column[StockLine]("day", "Ngày", lambda m: m.day, width=104),
    Column[StockLine]("in", "Nhập", lambda m: m.delta if m.delta > 0 else None, align=Align.RIGHT, width=88),
    Column[StockLine](
        "out", "Xuất", lambda m: -m.delta if m.delta < 0 else None, align=Align.RIGHT, width=88
    ),
    Column[StockLine]("name", "Loại phôi", lambda m: m.name, width=216),
    Column[StockLine]("reason", "Lý do", lambda m: m.reason, stretch=True),
    Column[StockLine](
        "run",
        "Đợt in",
        lambda m: m.print_run_id is not None,
        lambda m: "Do đợt in" if m.print_run_id is not None else "",
        width=96,
    ),
)


# ---------------------------------------------------------------- calibrations


@dataclass(frozen=True, slots=True)
class CalibrationLine:
    """A calibration with the title of its template."""

    known: Calibrated
    template: str

    @property
    def words(self) -> str:
        """What the printer does wrong and is corrected."""
        words = calibration.in_words(calibration.undone_by(self.known.value))
        return words[0].upper() + words[1:]


def calibration_id(line: CalibrationLine) -> int:
    """The name of a calibration's row."""
    return line.known.id


CALIBRATION_COLUMNS: Final = (
    Column[CalibrationLine]("printer", "Máy in", lambda c: c.known.printer, width=208, bold=True),
    Column[CalibrationLine](
        "template", "Mẫu hoặc phôi", lambda c: c.template, width=216, tooltip=lambda c: c.template
    ),
    Column[CalibrationLine]("tray", "Khay", lambda c: c.known.tray or ANY_TRAY, width=104),
    Column[CalibrationLine]("day", "Hiệu chỉnh ngày", lambda c: c.known.day, width=128),
    Column[CalibrationLine](
        "words",
        "Máy in lệch (đang được bù)",
        lambda c: c.words,
        stretch=True,
        tooltip=lambda c: f"{c.words}\nSố đo: {c.known.note}" if c.known.note else c.words,
    ),
)
