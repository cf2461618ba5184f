"""Calibrations (hiệu chỉnh máy in): the correction applied per printer × template or phôi × tray, with its day.

A calibration is what the layout is moved, scaled and turned **by**, so that the ink lands where the template says:
a printer that puts everything 2 mm too far right has a ``dx_um`` of −2000.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from db.errors import BadInput
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import clean

PART_PER_MILLION: Final = 1_000_000
LONGEST_SHIFT_UM: Final = 50_000
SCALE_LIMITS_PPM: Final = (900_000, 1_100_000)
STEEPEST_UDEG: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class Calibration:
    """The correction applied: shift in µm (right and down), scale in ppm (1 000 000 = none), rotation in µ°."""

    dx_um: int = 0
    dy_um: int = 0
    scale_x_ppm: int = PART_PER_MILLION
    scale_y_ppm: int = PART_PER_MILLION
    rotation_udeg: int = 0


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A stored calibration with what it is for and the day it was last measured or nudged."""

    id: int
    printer: str
    template_name: str
    tray: str
    value: Calibration
    day: dt.date
    note: str

    @property
    def shown(self) -> str:
        """The day in words: "hiệu chỉnh ngày 05/12/2023"."""
        return f"hiệu chỉnh ngày {format_date(self.day)}"


_NONE: Final = Calibration()


def _calibrated(row: Row) -> Calibrated:
    return Calibrated(
        row["id"],
        row["printer"],
        row["template_name"],
        row["tray"],
        Calibration(*(row[name] for name in Calibration.__slots__)),
        dt.date.fromisoformat(row["day"]),
        row["note"],
    )


def list_calibrations(con: Connection) -> list[Calibrated]:
    """Every calibration, by printer, template and tray."""
    rows = con.execute("SELECT * FROM printer_calibration ORDER BY printer, template_name, tray")
    return [_calibrated(row) for row in rows]


def find(con: Connection, printer: str, template_name: str, tray: str = "") -> Calibrated | None:
    """The calibration of exactly this printer, template (or phôi) and tray; None where none was set."""
    row = con.execute(
        "SELECT * FROM printer_calibration WHERE printer = ? AND template_name = ? AND tray = ?",
        (clean(printer), clean(template_name), clean(tray)),
    ).fetchone()
    return _calibrated(row) if row is not None else None


def get(con: Connection, printer: str, template_name: str, tray: str = "") -> Calibration:
    """The correction for a printer, template and tray; none where nothing was set."""
    found = find(con, printer, template_name, tray)
    return found.value if found is not None else _NONE


def save(
    action: Action,
    printer: str,
    template_name: str,
    value: Calibration,
    *,
    tray: str = "",
    day: dt.date | None = None,
    note: str = "",
) -> bool:
    """Keep the correction for a printer, template and tray; returns whether anything differed.

    Raises:
        BadInput: no printer, a shift above 50 mm, a scale outside 90–110 %, a rotation above 5°.
    """
    if not clean(printer):
        raise BadInput("Chưa chọn máy in; hãy chọn máy in rồi lưu hiệu chỉnh.")
    check(value)
    key = {"printer": clean(printer), "template_name": clean(template_name), "tray": clean(tray)}
    values = {name: getattr(value, name) for name in Calibration.__slots__} | {"note": clean(note)}
    shown_day = (day or dt.date.today()).isoformat()  # noqa: DTZ011 - the officer's own calendar day
    known = find(action.con, printer, template_name, tray)
    if known is None:
        action.insert("printer_calibration", **key, **values, day=shown_day)
        return True
    if not action.update("printer_calibration", known.id, **values):
        return False
    action.update("printer_calibration", known.id, day=shown_day)
    return True


def check(value: Calibration) -> None:
    """Refuse a correction no office printer needs: the ruler sheet was misread.

    Raises:
        BadInput: a shift above 50 mm, a scale outside 90–110 %, a rotation above 5°.
    """
    low, high = SCALE_LIMITS_PPM
    if max(abs(value.dx_um), abs(value.dy_um)) > LONGEST_SHIFT_UM:
        raise BadInput("Độ lệch lớn hơn 50 mm; hãy đo lại tờ in thử rồi ghi lại.")
    if not (low <= value.scale_x_ppm <= high and low <= value.scale_y_ppm <= high):
        raise BadInput("Tỷ lệ phải trong khoảng 90–110 %; hãy đo lại tờ in thử rồi ghi lại.")
    if abs(value.rotation_udeg) > STEEPEST_UDEG:
        raise BadInput("Góc xoay lớn hơn 5 độ; hãy đặt lại giấy rồi in thử lần nữa.")


def nudge(
    action: Action,
    printer: str,
    template_name: str,
    tray: str = "",
    dx_um: int = 0,
    dy_um: int = 0,
    *,
    day: dt.date | None = None,
) -> Calibration:
    """Move the ink a little further (right and down) after the first sheet; returns the correction that now stands.

    Raises:
        BadInput: no printer, or the sum is above 50 mm.
    """
    known = find(action.con, printer, template_name, tray)
    value = known.value if known is not None else _NONE
    moved = replace(value, dx_um=value.dx_um + dx_um, dy_um=value.dy_um + dy_um)
    if moved != value:
        note = known.note if known is not None else ""
        save(action, printer, template_name, moved, tray=tray, day=day, note=note)
    return moved


def remove(action: Action, printer: str, template_name: str, tray: str = "") -> bool:
    """Take a calibration out (undo brings it back); returns whether there was one."""
    known = find(action.con, printer, template_name, tray)
    if known is None:
        return False
    action.delete("printer_calibration", known.id)
    return True
