"""Columns of the one-person look-up: those found, and the whole history of one of them."""

from __future__ import annotations

import datetime as dt
from typing import Final

from db.lookup import Found, HistoryLine
from db.old_register import day_words
from db.people import KINDS
from db.vietnamese.numbers import format_money
from db.vietnamese.text import lower_first
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.nominations import name_key
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone

_STANDS: Final = Badge(Symbol.DISC, Tone.DONE, "Còn hiệu lực")
_CORRECTED: Final = Badge(Symbol.HALF, Tone.WARNING, "Đã điều chỉnh")
_GONE: Final = Badge(Symbol.DASH, Tone.MUTED, "Đã hủy, thu hồi")


def shown_name(found: Found) -> str:
    """Honorific and name."""
    return f"{found.honorific} {found.name}".strip()


def shown_organ(line: HistoryLine) -> str:
    """The organ as it was then, with what stands for it now where that differs."""
    return f"{line.organ} (nay: {line.present_organ})" if line.present_organ else line.organ


def standing(line: HistoryLine) -> Badge:
    """Whether an award stands, was corrected, or is gone."""
    if not line.standing:
        return _GONE
    return _CORRECTED if line.corrected else _STANDS


def remarks(line: HistoryLine) -> str:
    """What was done to an award since."""
    return "; ".join(part for part in (line.gone, *line.corrected) if part)


def dated(line: HistoryLine) -> dt.date | str:
    """The day, or in words what an old book knows of it."""
    return line.shown_day if line.day_known not in ("", line.day.isoformat()) else line.day


def in_full(line: HistoryLine) -> str:
    """One award in sentences: what for, as whom, by whom, and what became of it."""
    day = day_words(line.day_known or line.day.isoformat())
    told = [
        f"{line.form_name} theo Quyết định số {line.number} {day} của {shown_organ(line)}",
        f"ghi trong quyết định: {', '.join(part for part in (line.recipient, line.position_unit) if part)}",
        f"thành tích: {line.citation}" if line.citation else "",
        f"phong trào: {line.campaign}" if line.campaign else "",
        f"tiền thưởng {format_money(line.prize_amount)}" if line.prize_amount is not None else "",
        remarks(line),
    ]
    return "; ".join(part for part in told if part) + "."


FOUND_COLUMNS: Final = (
    Column[Found](
        "name",
        "Người, tập thể",
        shown_name,
        stretch=True,
        bold=True,
        sort_key=lambda f: name_key(f.kind, f.name),
        tooltip=lambda f: " – ".join(part for part in (shown_name(f), f.position, f.unit) if part),
    ),
    Column[Found](
        "birth",
        "Năm sinh",
        lambda f: f.birth_on[:4] if f.birth_on else lower_first(KINDS[f.kind]),
        width=92,
    ),
    Column[Found]("awards", "Khen", lambda f: f.awards, align=Align.RIGHT, width=56),
)

HISTORY_COLUMNS: Final = (
    Column[HistoryLine]("day", "Ngày", dated, width=100, sort_key=lambda x: x.day),
    Column[HistoryLine](
        "form", "Hình thức", lambda x: x.form_name, width=132, bold=True, tooltip=lambda x: x.form_name
    ),
    Column[HistoryLine]("number", "Quyết định", lambda x: x.number, width=120, tooltip=shown_organ),
    Column[HistoryLine]("organ", "Cơ quan quyết định", shown_organ, stretch=True, tooltip=shown_organ),
    Column[HistoryLine]("register", "Số vào sổ", lambda x: x.register_number, width=80),
    Column[HistoryLine](
        "standing", "Tình trạng", lambda x: standing(x).word, width=132, badge=standing, tooltip=remarks
    ),
)
