"""Rows of award rounds, and of the names in one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from db import people
from db.award_rounds import Round
from db.catalogues import AWARD_TYPES
from db.nominations import Nomination
from db.vietnamese.dates import format_date
from db.vietnamese.names import text_sort_key
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.nominations import name_key, status_badge
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as of a day."""

    round: Round
    as_of: dt.date

    @property
    def badge(self) -> Badge:
        """Whether somebody may join it on the day."""
        if self.round.open_on(self.as_of):
            return Badge(Symbol.CLOCK, Tone.INFORMATION, "Đang mở")
        closed = self.round.closed_date
        return Badge(Symbol.DISC, Tone.DONE, f"Đã khóa {format_date(closed)}" if closed else "Đã khóa")


ROUND_COLUMNS: Final = (
    Column[RoundRow](
        "name",
        "Đợt khen thưởng",
        lambda r: r.round.name,
        stretch=True,
        width=240,
        bold=True,
        sort_key=lambda r: text_sort_key(r.round.name),
    ),
    Column[RoundRow]("phase", "Giai đoạn", lambda r: r.round.phase, width=216),
    Column[RoundRow]("day", "Ngày", lambda r: r.round.day, width=104),
    Column[RoundRow]("nominations", "Đề nghị", lambda r: r.round.nominations, align=Align.RIGHT, width=80),
    Column[RoundRow]("decided", "Đã có quyết định", lambda r: r.round.decided, align=Align.RIGHT, width=136),
    Column[RoundRow]("state", "Tình trạng", lambda r: r.badge.word, width=184, badge=lambda r: r.badge),
)

NAME_COLUMNS: Final = (
    Column[Nomination](
        "name",
        "Tên",
        lambda n: n.name,
        stretch=True,
        width=208,
        bold=True,
        sort_key=lambda n: name_key(n.kind, n.name),
    ),
    Column[Nomination]("kind", "Loại", lambda n: people.KINDS[n.kind], width=104),
    Column[Nomination](
        "unit",
        "Nơi công tác",
        lambda n: n.subject.position_unit or n.unit,
        width=224,
        sort_key=lambda n: text_sort_key(n.subject.position_unit or n.unit),
    ),
    Column[Nomination]("form", "Hình thức", lambda n: n.form_name, width=152),
    Column[Nomination]("type", "Loại hình", lambda n: AWARD_TYPES[n.award_type], width=168),
    Column[Nomination]("status", "Trạng thái", lambda n: n.shown_status, width=168, badge=status_badge),
)
