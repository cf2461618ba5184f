"""The print ledger: runs, sheets, spoiled ones, where to resume; sheets in stock; calibration per printer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from db.errors import BadInput
from db.sqlite import Connection
from db.store import Action
from db.vietnamese.text import clean

TARGETS: Final = {"pdf": "Tệp PDF", "printer": "Máy in"}
SHEET_STATES: Final = {"good": "Tốt", "spoiled": "Hỏng"}
_PART_PER_MILLION: Final = 1_000_000
_LONGEST_SHIFT_UM: Final = 50_000
_SCALE_LIMITS_PPM: Final = (900_000, 1_100_000)
_STEEPEST_UDEG: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class PrintRun:
    """One run; ``at`` is ISO local time with zone. ``overprint``: onto pre-printed sheets (phôi)."""

    id: int
    decision_id: int
    template_name: str
    overprint: bool
    target: str
    printer: str
    at: str
    note: str
    sheets: int
    spoiled: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed sheet of a run."""

    id: int
    print_run_id: int
    award_id: int
    ordinal: int
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a printer misplaces: shift in µm, scale in ppm (1 000 000 = true), rotation in µ°."""

    dx_um: int = 0
    dy_um: int = 0
    scale_x_ppm: int = _PART_PER_MILLION
    scale_y_ppm: int = _PART_PER_MILLION
    rotation_udeg: int = 0


@dataclass(frozen=True, slots=True)
class StockLine:
    """One movement of a stock of sheets: ``delta`` > 0 came in, < 0 went out."""

    id: int
    name: str
    day: dt.date
    delta: int
    reason: str


def list_runs(con: Connection, decision_id: int) -> list[PrintRun]:
    """Runs of a decision, the newest first, with their counts."""
    rows = con.execute(
        """SELECT r.id, r.decision_id, r.template_name, r.overprint, r.target, r.printer, r.at, r.note,
                  count(s.id) AS sheets, count(CASE s.state WHEN 'spoiled' THEN 1 END) AS spoiled
           FROM print_run r LEFT JOIN printed_sheet s ON s.print_run_id = r.id
           WHERE r.decision_id = ? GROUP BY r.id ORDER BY r.id DESC""",
        (decision_id,),
    )
    return [
        PrintRun(**{**{name: row[name] for name in PrintRun.__slots__}, "overprint": bool(row["overprint"])})
        for row in rows
    ]


def sheets(con: Connection, print_run_id: int) -> list[Sheet]:
    """Sheets of a run in the order printed."""
    rows = con.execute("SELECT * FROM printed_sheet WHERE print_run_id = ? ORDER BY ordinal", (print_run_id,))
    return [Sheet(*(row[name] for name in Sheet.__slots__)) for row in rows]


def record_run(
    action: Action,
    decision_id: int,
    award_ids: Sequence[int],
    *,
    template_name: str,
    target: str,
    printer: str = "",
    overprint: bool = False,
    stock: str = "",
    at: dt.datetime | None = None,
    note: str = "",
) -> int:
    """Enter what was just printed, a sheet for each award in order; returns the run's id.

    ``stock`` names the kind of sheet taken from stock; the PDF file takes none.

    Raises:
        BadInput: nothing was printed, the decision is not issued, or an award stands on another decision.
    """
    if not award_ids:
        raise BadInput("Chưa chọn tờ nào để in; hãy chọn ít nhất một tên trong danh sách.")
    decision = action.con.execute("SELECT status FROM decision WHERE id = ?", (decision_id,)).fetchone()
    if decision["status"] != "issued":
        raise BadInput("Quyết định chưa ban hành nên chưa in được; hãy ghi số và ngày của quyết định trước.")
    own = action.con.execute("SELECT id FROM award WHERE decision_id = ?", (decision_id,))
    if not set(award_ids) <= {row["id"] for row in own}:
        raise BadInput("Có tên không thuộc quyết định này; hãy chọn lại các tờ cần in trong danh sách.")
    moment = at or dt.datetime.now().astimezone()
    run_id = action.insert(
        "print_run",
        decision_id=decision_id,
        template_name=clean(template_name),
        overprint=int(overprint),
        target=target,
        printer=clean(printer),
        at=moment.isoformat(timespec="seconds"),
        note=clean(note),
    )
    for ordinal, award_id in enumerate(award_ids, start=1):
        action.insert("printed_sheet", print_run_id=run_id, award_id=award_id, ordinal=ordinal)
    if stock and target == "printer":
        add_stock(action, stock, -len(award_ids), day=moment.date(), reason=f"In {len(award_ids)} tờ")
    return run_id


def mark_spoiled(action: Action, sheet_ids: Iterable[int], *, note: str = "", spoiled: bool = True) -> int:
    """Note sheets as spoiled, or as good after all; returns how many changed."""
    state = "spoiled" if spoiled else "good"
    return sum(action.update("printed_sheet", one, state=state, note=clean(note)) for one in sheet_ids)


def spoil_from(action: Action, print_run_id: int, ordinal: int, *, note: str = "") -> int:
    """After a jam: the sheet at ``ordinal`` and all after it are spoiled; returns how many changed."""
    after = [sheet.id for sheet in sheets(action.con, print_run_id) if sheet.ordinal >= ordinal]
    return mark_spoiled(action, after, note=note)


def without_sheet(con: Connection, decision_id: int, *, target: str = "") -> list[int]:
    """Ids of the awards without a good sheet yet, in the order of the list: where to resume.

    ``target`` counts only sheets of the printer (or of PDF files); revoked awards need none.
    """
    rows = con.execute(
        """SELECT a.id FROM award a WHERE a.decision_id = ? AND a.revoked_date IS NULL AND NOT EXISTS (
               SELECT 1 FROM printed_sheet s JOIN print_run r ON r.id = s.print_run_id
               WHERE s.award_id = a.id AND s.state = 'good' AND (? = '' OR r.target = ?))
           ORDER BY a.ordinal, a.id""",
        (decision_id, target, target),
    )
    return [row["id"] for row in rows]


def good_sheets(con: Connection, decision_id: int) -> dict[int, int]:
    """How many good sheets each award of a decision has; awards without any are absent."""
    rows = con.execute(
        """SELECT s.award_id, count(*) AS n FROM printed_sheet s JOIN print_run r ON r.id = s.print_run_id
           WHERE r.decision_id = ? AND s.state = 'good' GROUP BY s.award_id""",
        (decision_id,),
    )
    return {row["award_id"]: row["n"] for row in rows}


def add_stock(action: Action, name: str, delta: int, *, day: dt.date, reason: str = "") -> int:
    """Enter sheets that came in (delta > 0) or went out; returns the id. Stock may fall below zero: counted late.

    Raises:
        BadInput: no kind of sheet, or nothing moved.
    """
    if not clean(name):
        raise BadInput("Chưa có tên loại phôi; hãy ghi tên loại phôi rồi lưu lại.")
    if delta == 0:
        raise BadInput("Số tờ nhập hoặc xuất đang là 0; hãy ghi số tờ rồi lưu lại.")
    return action.insert(
        "sheet_stock", name=clean(name), day=day.isoformat(), delta=delta, reason=clean(reason)
    )


def stock_balance(con: Connection) -> dict[str, int]:
    """Sheets left by kind of sheet, kinds in order of their name."""
    rows = con.execute("SELECT name, sum(delta) AS left FROM sheet_stock GROUP BY name ORDER BY name")
    return {row["name"]: row["left"] for row in rows}


def stock_lines(con: Connection, name: str = "") -> list[StockLine]:
    """Movements (of one kind of sheet), the newest first."""
    rows = con.execute(
        "SELECT id, name, day, delta, reason FROM sheet_stock WHERE ? IN ('', name) ORDER BY day DESC, id DESC",
        (name,),
    )
    return [
        StockLine(r["id"], r["name"], dt.date.fromisoformat(r["day"]), r["delta"], r["reason"]) for r in rows
    ]


def calibration(con: Connection, printer: str, template_name: str, tray: str = "") -> Calibration:
    """The calibration of a printer for a template and tray; a true one where none was set."""
    row = con.execute(
        """SELECT dx_um, dy_um, scale_x_ppm, scale_y_ppm, rotation_udeg FROM printer_calibration
           WHERE printer = ? AND template_name = ? AND tray = ?""",
        (clean(printer), clean(template_name), clean(tray)),
    ).fetchone()
    return Calibration(*row) if row else Calibration()


def set_calibration(
    action: Action,
    printer: str,
    template_name: str,
    value: Calibration,
    *,
    tray: str = "",
    day: dt.date | None = None,
    note: str = "",
) -> bool:
    """Keep how a printer misplaces; returns whether anything differed.

    Raises:
        BadInput: no printer, a shift above 50 mm, a scale outside 90–110 %, a rotation above 5°.
    """
    if not clean(printer):
        raise BadInput("Chưa chọn máy in; hãy chọn máy in rồi lưu hiệu chỉnh.")
    low, high = _SCALE_LIMITS_PPM
    if max(abs(value.dx_um), abs(value.dy_um)) > _LONGEST_SHIFT_UM:
        raise BadInput("Độ lệch lớn hơn 50 mm; hãy đo lại tờ in thử rồi ghi lại.")
    if not (low <= value.scale_x_ppm <= high and low <= value.scale_y_ppm <= high):
        raise BadInput("Tỷ lệ phải trong khoảng 90–110 %; hãy đo lại tờ in thử rồi ghi lại.")
    if abs(value.rotation_udeg) > _STEEPEST_UDEG:
        raise BadInput("Góc xoay lớn hơn 5 độ; hãy đặt lại giấy rồi in thử lần nữa.")
    key = {"printer": clean(printer), "template_name": clean(template_name), "tray": clean(tray)}
    values = {name: getattr(value, name) for name in Calibration.__slots__} | {"note": clean(note)}
    row = action.con.execute(
        "SELECT id FROM printer_calibration WHERE printer = ? AND template_name = ? AND tray = ?",
        tuple(key.values()),
    ).fetchone()
    shown_day = (day or dt.date.today()).isoformat()  # noqa: DTZ011 - the officer's own calendar day
    if row is None:
        action.insert("printer_calibration", **key, **values, day=shown_day)
        return True
    if not action.update("printer_calibration", row["id"], **values):
        return False
    action.update("printer_calibration", row["id"], day=shown_day)
    return True
