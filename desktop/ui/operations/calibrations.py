"""What the window keeps about how printers misplace."""

from __future__ import annotations

import datetime as dt
from functools import partial

from db import calibrations
from db.calibrations import Calibration
from db.store import Action
from desktop.ui.operations.base import StoreOp


def save(
    printer: str, template_name: str, value: Calibration, *, tray: str = "", day: dt.date, note: str = ""
) -> StoreOp[bool]:
    """Keep the correction of a printer for a template or phôi and a tray; the result is whether it differed."""
    return StoreOp(
        f"Hiệu chỉnh {_shown(printer, tray)} cho {template_name}",
        partial(_save, printer, template_name, value, tray, day, note),
    )


def _shown(printer: str, tray: str) -> str:
    return f"máy in {printer}" + (f", khay {tray}" if tray else "")


def _save(
    printer: str,
    template_name: str,
    value: Calibration,
    tray: str,
    day: dt.date,
    note: str,
    action: Action,
) -> bool:
    return calibrations.save(action, printer, template_name, value, tray=tray, day=day, note=note)


def nudge(
    printer: str, template_name: str, tray: str, dx_um: int, dy_um: int, day: dt.date
) -> StoreOp[Calibration]:
    """Move the ink a little further right and down (µm); the result is the correction that now stands."""
    moved = ", ".join(
        f"{word} {_millimetres(abs(um))} mm"
        for word, um in (
            ("sang phải" if dx_um > 0 else "sang trái", dx_um),
            ("xuống" if dy_um > 0 else "lên", dy_um),
        )
        if um
    )
    return StoreOp(
        f"Nhích chữ {moved} trên {_shown(printer, tray)}",
        partial(_nudge, printer, template_name, tray, dx_um, dy_um, day),
    )


def _millimetres(um: int) -> str:
    return f"{um / 1000:g}".replace(".", ",")


def _nudge(
    printer: str, template_name: str, tray: str, dx_um: int, dy_um: int, day: dt.date, action: Action
) -> Calibration:
    return calibrations.nudge(action, printer, template_name, tray, dx_um, dy_um, day=day)


def remove(printer: str, template_name: str, tray: str = "") -> StoreOp[bool]:
    """Take a calibration out; the result is whether there was one."""
    return StoreOp(
        f"Bỏ hiệu chỉnh {_shown(printer, tray)} cho {template_name}",
        partial(_remove, printer, template_name, tray),
    )


def _remove(printer: str, template_name: str, tray: str, action: Action) -> bool:
    return calibrations.remove(action, printer, template_name, tray)
