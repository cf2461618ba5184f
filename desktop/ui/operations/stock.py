"""What the window enters in the stock of pre-printed sheets."""

from __future__ import annotations

import datetime as dt
from functools import partial

from db import sheet_stock
from db.errors import BadInput
from db.store import Action
from desktop.ui.operations.base import StoreOp


def stock_in(name: str, count: int, day: dt.date, reason: str = "") -> StoreOp[int]:
    """Sheets that came in; the result is the movement's id."""
    return StoreOp(f"Nhập {count} tờ {name}", partial(_move, name, count, 1, day, reason))


def stock_out(name: str, count: int, day: dt.date, reason: str = "") -> StoreOp[int]:
    """Sheets that went out otherwise than through the printer; the result is the movement's id."""
    return StoreOp(f"Xuất {count} tờ {name}", partial(_move, name, count, -1, day, reason))


def _move(name: str, count: int, sign: int, day: dt.date, reason: str, action: Action) -> int:
    if count < 0:
        raise BadInput("Số tờ phải lớn hơn 0; hãy ghi lại số tờ.")
    return sheet_stock.add_stock(action, name, sign * count, day=day, reason=reason)


def remove_line(line_id: int, name: str) -> StoreOp[None]:
    """Take out a movement that was entered by mistake."""
    return StoreOp(f"Xóa dòng nhập, xuất {name}", partial(_remove, line_id))


def _remove(line_id: int, action: Action) -> None:
    sheet_stock.remove_line(action, line_id)
