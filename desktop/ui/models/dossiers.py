"""Rows of dossiers that lack papers, of the letters about them, and of hiệp y and công khai."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from db.dossier_letters import Lacking, Letter
from db.inquiries import Inquiry
from db.vietnamese.dates import format_date
from db.vietnamese.names import text_sort_key
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone


def due_badge(due: dt.date | None, as_of: dt.date) -> Badge:
    """The state of something awaited: days left, days late, or nobody said by when."""
    if due is None:
        return Badge(Symbol.RING, Tone.MUTED, "Chưa định ngày")
    left = (due - as_of).days
    if left < 0:
        return Badge(Symbol.TRIANGLE, Tone.ALARM, f"Quá hạn {-left} ngày")
    return Badge(Symbol.CLOCK, Tone.WARNING, f"Còn {left} ngày" if left else "Hạn hôm nay")


@dataclass(frozen=True, slots=True)
class LackingRow:
    """A dossier that lacks papers, as of a day."""

    lacking: Lacking
    as_of: dt.date

    @property
    def id(self) -> int:
        """The nomination's id."""
        return self.lacking.nomination.id

    @property
    def badge(self) -> Badge:
        """Whether completing was asked for, and how many days are left."""
        if self.lacking.requested is None:
            return Badge(Symbol.TRIANGLE, Tone.ALARM, "Chưa yêu cầu")
        return due_badge(self.lacking.due_date, self.as_of)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A request or receipt, as of a day."""

    letter: Letter
    as_of: dt.date

    @property
    def badge(self) -> Badge:
        """Open, answered, late; a receipt promises a day."""
        letter = self.letter
        if letter.answered_date is not None:
            return Badge(Symbol.DISC, Tone.DONE, f"Bổ sung {format_date(letter.answered_date)}")
        if letter.kind == "receipt":
            return Badge(Symbol.DISC, Tone.DONE, "Đã tiếp nhận")
        return due_badge(letter.due_date, self.as_of)

    @property
    def dossiers(self) -> int:
        """How many dossiers it is about."""
        return len({nomination for nomination, _, _ in self.letter.items})

    @property
    def papers(self) -> str:
        """Kinds of papers on it."""
        return "; ".join(dict.fromkeys(name for _, _, name in self.letter.items))


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """A hiệp y or công khai, as of a day."""

    inquiry: Inquiry
    as_of: dt.date

    @property
    def badge(self) -> Badge:
        """What came back, or how many days are left."""
        if self.inquiry.result == "agreed":
            return Badge(Symbol.DISC, Tone.DONE, self.inquiry.shown_result)
        if self.inquiry.result == "objected":
            return Badge(Symbol.TRIANGLE, Tone.ALARM, self.inquiry.shown_result)
        return due_badge(self.inquiry.end_date, self.as_of)


LACKING_COLUMNS: Final = (
    Column[LackingRow](
        "unit",
        "Đơn vị",
        lambda r: r.lacking.unit or "Chưa ghi đơn vị",
        width=208,
        sort_key=lambda r: text_sort_key(r.lacking.unit) if r.lacking.unit else None,
    ),
    Column[LackingRow](
        "name",
        "Tên",
        lambda r: r.lacking.nomination.name,
        width=208,
        bold=True,
        tooltip=lambda r: r.lacking.nomination.name,
    ),
    Column[LackingRow](
        "papers",
        "Còn thiếu",
        lambda r: r.lacking.shown_papers,
        stretch=True,
        width=240,
        tooltip=lambda r: r.lacking.shown_papers,
    ),
    Column[LackingRow]("count", "Số giấy", lambda r: len(r.lacking.papers), align=Align.RIGHT, width=72),
    Column[LackingRow]("requested", "Ngày yêu cầu", lambda r: r.lacking.requested, width=112),
    Column[LackingRow]("due", "Hạn bổ sung", lambda r: r.lacking.due_date, width=104),
    Column[LackingRow]("state", "Tình trạng", lambda r: r.badge.word, width=144, badge=lambda r: r.badge),
)

LETTER_COLUMNS: Final = (
    Column[LetterRow]("kind", "Loại", lambda r: r.letter.shown_kind, width=136),
    Column[LetterRow]("day", "Ngày", lambda r: r.letter.day, width=96),
    Column[LetterRow]("number", "Số", lambda r: r.letter.number, width=112),
    Column[LetterRow]("unit", "Đơn vị", lambda r: r.letter.unit, width=208, bold=True),
    Column[LetterRow]("dossiers", "Hồ sơ", lambda r: r.dossiers, align=Align.RIGHT, width=64),
    Column[LetterRow](
        "papers", "Giấy tờ", lambda r: r.papers, stretch=True, width=200, tooltip=lambda r: r.papers
    ),
    Column[LetterRow]("due", "Hẹn ngày", lambda r: r.letter.due_date, width=96),
    Column[LetterRow]("state", "Tình trạng", lambda r: r.badge.word, width=160, badge=lambda r: r.badge),
)

INQUIRY_COLUMNS: Final = (
    Column[InquiryRow]("kind", "Loại", lambda r: r.inquiry.shown_kind, width=88),
    Column[InquiryRow]("about", "Về ai", lambda r: r.inquiry.about, stretch=True, width=200, bold=True),
    Column[InquiryRow](
        "place",
        "Nơi hỏi, nơi công khai",
        lambda r: r.inquiry.place,
        width=216,
        tooltip=lambda r: r.inquiry.place,
    ),
    Column[InquiryRow]("number", "Số văn bản", lambda r: r.inquiry.number, width=104),
    Column[InquiryRow]("start", "Từ ngày", lambda r: r.inquiry.start_date, width=96),
    Column[InquiryRow]("end", "Đến hạn", lambda r: r.inquiry.end_date, width=96),
    Column[InquiryRow]("answered", "Trả lời", lambda r: r.inquiry.answered_date, width=96),
    Column[InquiryRow](
        "state",
        "Kết quả",
        lambda r: r.badge.word,
        width=192,
        badge=lambda r: r.badge,
        tooltip=lambda r: r.inquiry.objection or r.inquiry.answer or r.badge.word,
    ),
)
