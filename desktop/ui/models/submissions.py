"""Rows of submissions and of the names on one, each with how far it has come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from db import people
from db.submissions import Submission, SubmissionItem
from db.vietnamese.names import text_sort_key
from desktop.ui.icons import Symbol
from desktop.ui.models.dossiers import due_badge
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone

_RESULTS: Final = {
    "waiting": (Symbol.CLOCK, Tone.INFORMATION),
    "granted": (Symbol.DISC, Tone.DONE),
    "lower": (Symbol.HALF, Tone.DONE),
    "refused": (Symbol.TRIANGLE, Tone.ALARM),
    "returned": (Symbol.TRIANGLE, Tone.WARNING),
}


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A submission, as of a day."""

    submission: Submission
    as_of: dt.date

    @property
    def badge(self) -> Badge:
        """Not numbered, not sent, waiting with its days, answered."""
        one = self.submission
        if one.number is None:
            return Badge(Symbol.RING, Tone.MUTED, "Dự thảo")
        if one.sent_date is None:
            return Badge(Symbol.HALF, Tone.INFORMATION, "Chưa gửi")
        if one.kind == "council":
            return Badge(Symbol.DISC, Tone.DONE, "Đã trình")
        if not one.waiting:
            return Badge(Symbol.DISC, Tone.DONE, "Đã trả lời đủ")
        return due_badge(one.answer_due, self.as_of)

    @property
    def answered(self) -> str:
        """How many names were answered, of how many; empty for the council's own."""
        one = self.submission
        return f"{one.items - one.waiting}/{one.items}" if one.kind == "superior" else ""


def result_badge(item: SubmissionItem) -> Badge:
    """The badge of one name's result."""
    return Badge(*_RESULTS[item.result], item.shown_result)


SUBMISSION_COLUMNS: Final = (
    Column[SubmissionRow]("kind", "Loại", lambda r: r.submission.shown_kind, width=168),
    Column[SubmissionRow](
        "form", "Hình thức", lambda r: r.submission.form_name, stretch=True, width=120, bold=True
    ),
    Column[SubmissionRow](
        "addressee",
        "Nơi nhận",
        lambda r: r.submission.addressee,
        width=152,
        tooltip=lambda r: r.submission.addressee,
    ),
    Column[SubmissionRow]("number", "Số", lambda r: r.submission.number or "", width=120),
    Column[SubmissionRow]("day", "Ngày", lambda r: r.submission.day, width=100),
    Column[SubmissionRow]("sent", "Đã gửi", lambda r: r.submission.sent_date, width=100),
    Column[SubmissionRow]("due", "Hạn trả lời", lambda r: r.submission.answer_due, width=100),
    Column[SubmissionRow]("items", "Số tên", lambda r: r.submission.items, align=Align.RIGHT, width=64),
    Column[SubmissionRow]("answered", "Trả lời", lambda r: r.answered, align=Align.RIGHT, width=72),
    Column[SubmissionRow]("state", "Tình trạng", lambda r: r.badge.word, width=136, badge=lambda r: r.badge),
)

ITEM_COLUMNS: Final = (
    Column[SubmissionItem]("name", "Tên", lambda i: i.nomination.name, stretch=True, width=208, bold=True),
    Column[SubmissionItem]("kind", "Loại", lambda i: people.KINDS[i.nomination.kind], width=96),
    Column[SubmissionItem](
        "unit",
        "Nơi công tác",
        lambda i: i.nomination.subject.position_unit or i.nomination.unit,
        width=224,
        sort_key=lambda i: text_sort_key(i.nomination.subject.position_unit or i.nomination.unit),
    ),
    Column[SubmissionItem]("result", "Kết quả", lambda i: i.shown_result, width=184, badge=result_badge),
    Column[SubmissionItem]("day", "Ngày trả lời", lambda i: i.result_date, width=104),
    Column[SubmissionItem](
        "document", "Văn bản", lambda i: i.document, width=160, tooltip=lambda i: i.note or i.document
    ),
    Column[SubmissionItem]("status", "Trạng thái đề nghị", lambda i: i.nomination.shown_status, width=144),
)
