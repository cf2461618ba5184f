"""The figures of a drive's report, each with the names behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from db import board, registrations, reports
from db.board import Cell
from db.nominations import Nomination
from db.plaques import Sums, sums_of
from db.registrations import Registration
from db.reports import RegisterRow
from db.rules.deadlines import STATE_WORDS, ObligationState
from db.sqlite import Connection
from db.vietnamese.names import text_sort_key
from db.vietnamese.numbers import format_money
from db.vietnamese.text import lower_first
from desktop.ui.models.marks import Badge, badge_of_state
from desktop.ui.models.plaques import given_words
from desktop.ui.models.table import Align, Column


@dataclass(frozen=True, slots=True)
class Line:
    """One name behind a figure: who, what, and a remark."""

    name: str
    detail: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the report: it is always the count of the names behind it."""

    key: str
    group: str
    title: str
    lines: tuple[Line, ...]
    badge: Badge | None = None
    remark: str = ""

    @property
    def count(self) -> int:
        """The number."""
        return len(self.lines)


FIGURE_COLUMNS: Final = (
    Column[Figure]("group", "Phần", lambda f: f.group, width=124, sortable=False),
    Column[Figure](
        "title", "Chỉ tiêu", lambda f: f.title, stretch=True, badge=lambda f: f.badge, sortable=False
    ),
    Column[Figure]("count", "Số", lambda f: f.count, align=Align.RIGHT, width=64, bold=True, sortable=False),
    Column[Figure]("remark", "Ghi chú", lambda f: f.remark, width=176, sortable=False),
)
LINE_COLUMNS: Final = (
    Column[Line](
        "name", "Tên", lambda line: line.name, width=240, bold=True, sort_key=lambda x: text_sort_key(x.name)
    ),
    Column[Line](
        "detail",
        "Nội dung",
        lambda line: line.detail,
        stretch=True,
        sort_key=lambda x: text_sort_key(x.detail),
    ),
    Column[Line]("remark", "Ghi chú", lambda line: line.remark, width=176),
)
_STATES: Final = (
    ObligationState.ON_TIME,
    ObligationState.LATE,
    ObligationState.OVERDUE,
    ObligationState.DUE_TODAY,
    ObligationState.DUE_SOON,
    ObligationState.NOT_DUE,
    ObligationState.WAIVED,
)


def figures(con: Connection, campaign_id: int, as_of: dt.date) -> list[Figure]:
    """Every figure of a drive as of a day, in the order of the report; empty ones are left out."""
    made = (
        *_duties(con, campaign_id, as_of),
        *_registered(con, campaign_id, as_of),
        *_awarded(con, campaign_id, as_of),
    )
    return [figure for figure in made if figure.count]


def _duties(con: Connection, campaign_id: int, as_of: dt.date) -> Iterator[Figure]:
    whole = board.board(con, campaign_id, as_of)
    for state in _STATES:
        lines = tuple(_duty(cell) for cell in whole.in_state(state))
        badge = badge_of_state(state)
        yield Figure(f"duty_{state}", "Nghĩa vụ", STATE_WORDS[state], lines, badge)


def _duty(cell: Cell) -> Line:
    return Line(cell.unit, cell.requirement, cell.words)


def _registered(con: Connection, campaign_id: int, as_of: dt.date) -> Iterator[Figure]:
    listed = [
        r
        for r in registrations.list_registrations(con, campaign_id)
        if r.received_date is None or r.received_date <= as_of
    ]
    standing = [r for r in listed if r.counts]
    for kind, words in registrations.KINDS.items():
        yield Figure(
            f"kind_{kind}", "Đăng ký", words, tuple(_registration(r) for r in standing if r.kind == kind)
        )
    for status, words in registrations.STATUSES.items():
        mine = [r for r in standing if r.status == status]
        yield Figure(f"status_{status}", "Thực hiện", words, tuple(_registration(r) for r in mine))
    yield from _resources(standing)
    gone = [r for r in listed if not r.counts]
    yield Figure(
        "not_counted", "Đăng ký", "Không tính (dừng, trả lại, thay)", tuple(map(_registration, gone))
    )


def _resources(standing: Iterable[Registration]) -> Iterator[Figure]:
    """What the registrations took and what the people gave of it, as carried out, else as planned."""
    taken = [(r, sums_of(r)) for r in standing]
    for key, title, told in (
        ("value", "Có giá trị thực hiện", lambda made: format_money(made.total) if made.total else ""),
        ("given", "Có Nhân dân đóng góp", given_words),
    ):
        mine = [(r, made) for r, made in taken if told(made)]
        total = told(sum((made for _, made in mine), Sums()))
        lines = tuple(Line(r.units, r.title, told(made)) for r, made in mine)
        yield Figure(f"resource_{key}", "Nguồn lực", f"{title}: {total}" if total else title, lines)


def _registration(r: Registration) -> Line:
    return Line(r.units, r.title, r.shown_status)


def _awarded(con: Connection, campaign_id: int, as_of: dt.date) -> Iterator[Figure]:
    known = reports.campaign_figures(con, campaign_id)
    for group in known.by_kind:
        yield Figure(f"nominee_{group.key}", "Đề nghị khen", group.title, _nominees(group.rows))
    for group in known.by_status:
        yield Figure(f"stage_{group.key}", "Trạng thái", group.title, _nominees(group.rows))
    for awards in (*known.awards_by_kind, *known.awards_by_form):
        rows = [row for row in awards.rows if row.day <= as_of]
        total = sum(row.prize_amount or 0 for row in rows)
        yield Figure(
            f"award_{awards.key}",
            "Đã khen thưởng",
            awards.title,
            tuple(map(_award, rows)),
            remark=format_money(total) if total else "",
        )


def _nominees(rows: Iterable[Nomination]) -> tuple[Line, ...]:
    return tuple(
        Line(n.name, n.subject.position_unit or n.unit, f"{n.form_name}, {lower_first(n.shown_status)}")
        for n in rows
    )


def _award(row: RegisterRow) -> Line:
    return Line(row.shown, row.position_unit or row.unit, f"{row.number}, sổ {row.register_number}")
