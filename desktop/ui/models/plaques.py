"""Rows of finished works on their way to a plaque, and their sums in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from db import plaques
from db.plaques import Sums, Work
from db.vietnamese.dates import format_date, format_partial
from db.vietnamese.names import text_sort_key
from db.vietnamese.numbers import format_money, format_number
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone

_MARKS: Final = {
    "finished": (Symbol.RING, Tone.MUTED),
    "proposed": (Symbol.HALF, Tone.INFORMATION),
    "approved": (Symbol.DISC, Tone.DONE),
}


def stage_badge(work: Work) -> Badge:
    """How far the plaque has come."""
    return Badge(*_MARKS[work.stage], plaques.STAGES[work.stage])


def stage_tip(work: Work) -> str:
    """Since when, and by which paper."""
    return f"{format_date(work.day)}: {work.note}" if work.day else ""


def work_id(work: Work) -> int:
    """The name of a row."""
    return work.registration.id


def given_words(made: Sums) -> str:
    """What the people gave: money, days of labour, land; empty when nothing is noted."""
    parts = [
        format_money(made.people) if made.people else "",
        f"{format_number(made.labour_days)} ngày công" if made.labour_days else "",
        f"{format_number(made.land_m2)} m² đất" if made.land_m2 else "",
    ]
    return ", ".join(part for part in parts if part)


def sums_sentence(listed: Iterable[Work]) -> str:
    """How many works, what they took, what the people gave: as the papers sum them."""
    chosen = list(listed)
    if not chosen:
        return ""
    made = plaques.total(chosen)
    given = given_words(made)
    people = f"; Nhân dân đóng góp {given}" if given else ""
    return f"{len(chosen):02d} công trình, tổng trị giá {format_money(made.total)}{people}."


WORK_COLUMNS: Final = (
    Column[Work](
        "title",
        "Công trình",
        lambda w: w.registration.title,
        stretch=True,
        width=200,
        bold=True,
        tooltip=lambda w: w.registration.title,
        sort_key=lambda w: text_sort_key(w.registration.title),
    ),
    Column[Work](
        "units", "Đơn vị", lambda w: w.registration.units, width=168, tooltip=lambda w: w.registration.units
    ),
    Column[Work](
        "finished",
        "Hoàn thành",
        lambda w: w.registration.finish_on or "",
        lambda w: format_partial(w.registration.finish_on) if w.registration.finish_on else "",
        width=104,
    ),
    Column[Work](
        "total",
        "Trị giá (đồng)",
        lambda w: w.sums.total,
        lambda w: format_number(w.sums.total) if w.sums.total else "",
        align=Align.RIGHT,
        width=128,
    ),
    Column[Work](
        "people",
        "Nhân dân góp",
        lambda w: w.sums.people,
        lambda w: format_number(w.sums.people) if w.sums.people else "",
        align=Align.RIGHT,
        width=120,
    ),
    Column[Work](
        "stage",
        "Gắn biển",
        lambda w: plaques.STAGES[w.stage],
        width=160,
        badge=stage_badge,
        tooltip=stage_tip,
        sort_key=lambda w: list(plaques.STAGES).index(w.stage),
    ),
)
