"""Asking others before the decision: hiệp y with organs concerned, công khai for the people, each with its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db import time_limits
from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean, nfc

KINDS: Final = {"consultation": "Hiệp y", "disclosure": "Công khai"}
RESULTS: Final = {
    "waiting": "Chờ trả lời",
    "agreed": "Không có ý kiến khác",
    "objected": "Có ý kiến khác",
}


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One inquiry about a round or one nominee; ``end_date`` is the day due, None while nobody knows it."""

    id: int
    award_round_id: int | None
    nomination_id: int | None
    about: str
    kind: str
    place: str
    number: str
    start_date: dt.date | None
    end_date: dt.date | None
    answered_date: dt.date | None
    result: str
    answer: str
    objection: str

    @property
    def shown_kind(self) -> str:
        """The kind in Vietnamese."""
        return KINDS[self.kind]

    @property
    def shown_result(self) -> str:
        """The result in Vietnamese."""
        return RESULTS[self.result]

    def days_left(self, as_of: dt.date) -> int | None:
        """Days until it is due, negative when it is late; None when answered or without a day."""
        if self.result != "waiting" or self.end_date is None:
            return None
        return (self.end_date - as_of).days


_SELECT = """
    SELECT i.*, coalesce(s.name, r.name, '') AS about FROM inquiry i
    LEFT JOIN award_round r ON r.id = i.award_round_id
    LEFT JOIN nomination n ON n.id = i.nomination_id LEFT JOIN subject s ON s.id = n.subject_id"""
_DAYS: Final = ("start_date", "end_date", "answered_date")


def _inquiry(row: Row) -> Inquiry:
    values = {name: row[name] for name in Inquiry.__slots__}
    days = {name: dt.date.fromisoformat(row[name]) if row[name] else None for name in _DAYS}
    return Inquiry(**{**values, **days})


def list_inquiries(
    con: Connection, *, campaign_id: int | None = None, nomination_id: int | None = None
) -> list[Inquiry]:
    """Inquiries of a drive or about one nominee (its round's too), by the day due; one query."""
    rows = con.execute(
        f"""{_SELECT}
            WHERE (:drive IS NULL OR coalesce(n.campaign_id, r.campaign_id) = :drive)
              AND (:one IS NULL OR i.nomination_id = :one OR i.award_round_id =
                   (SELECT award_round_id FROM nomination WHERE id = :one))
            ORDER BY i.end_date IS NULL, i.end_date, i.id""",
        {"drive": campaign_id, "one": nomination_id},
    )
    return [_inquiry(row) for row in rows]


def get_inquiry(con: Connection, inquiry_id: int) -> Inquiry:
    """One inquiry.

    Raises:
        NotFound: no such inquiry.
    """
    row = con.execute(f"{_SELECT} WHERE i.id = ?", (inquiry_id,)).fetchone()
    if row is None:
        raise NotFound("Lần hiệp y hoặc công khai này không còn trong sổ; hãy tải lại danh sách.")
    return _inquiry(row)


def overdue(con: Connection, as_of: dt.date) -> list[Inquiry]:
    """Inquiries whose day has passed without an answer."""
    return [one for one in list_inquiries(con) if (one.days_left(as_of) or 0) < 0]


def start(
    action: Action,
    *,
    kind: str,
    start_date: dt.date,
    place: str,
    nomination_ids: Iterable[int] = (),
    award_round_id: int | None = None,
    end_date: dt.date | None = None,
    number: str = "",
) -> list[int]:
    """Begin an inquiry about a whole round, or one for each nominee; returns the ids.

    The day due comes from the catalogue of time limits where none is given, and stays open where it does not know.

    Raises:
        BadInput: unknown kind, nobody to ask about, no place, or due before the start.
    """
    if kind not in KINDS:
        raise BadInput("Chưa chọn hiệp y hay công khai; hãy chọn một loại.")
    if not clean(place):
        raise BadInput("Chưa ghi nơi hiệp y hoặc nơi công khai; hãy ghi rồi lưu lại.")
    chosen = [*dict.fromkeys(nomination_ids)]
    if award_round_id is None and not chosen:
        raise BadInput("Chưa chọn đợt khen hoặc người được đề nghị; hãy chọn rồi làm lại.")
    made = []
    asked: list[int | None] = [*chosen] or [None]
    for nomination_id in asked:
        form, award_type = _about(action.con, nomination_id)
        due = end_date or time_limits.due(action.con, kind, start_date, form, award_type)
        if due is not None and due < start_date:
            raise BadInput("Hạn trả lời trước ngày bắt đầu; hãy sửa lại một trong hai ngày.")
        made.append(
            action.insert(
                "inquiry",
                award_round_id=award_round_id if nomination_id is None else None,
                nomination_id=nomination_id,
                kind=kind,
                place=clean(place),
                number=clean(number),
                start_date=start_date.isoformat(),
                end_date=due.isoformat() if due else None,
            )
        )
    return made


def _about(con: Connection, nomination_id: int | None) -> tuple[str, str]:
    row = con.execute(
        "SELECT form_code, award_type FROM nomination WHERE id = ?", (nomination_id,)
    ).fetchone()
    return (row["form_code"], row["award_type"]) if row else ("", "")


def answer(
    action: Action,
    inquiry_ids: Iterable[int],
    result: str,
    *,
    day: dt.date | None = None,
    text: str = "",
    objection: str = "",
) -> int:
    """Note what came back; ``waiting`` takes the note back. Returns how many changed.

    Raises:
        BadInput: unknown result, an objection without words, or an answer before the question.
    """
    if result not in RESULTS:
        raise BadInput("Chưa chọn kết quả; hãy chọn một kết quả trong danh sách.")
    if result == "objected" and not clean(objection):
        raise BadInput("Chưa ghi ý kiến khác; hãy ghi nội dung ý kiến rồi lưu lại.")
    changed = 0
    for inquiry_id in inquiry_ids:
        present = get_inquiry(action.con, inquiry_id)
        if day is not None and present.start_date is not None and day < present.start_date:
            raise BadInput("Ngày trả lời trước ngày hỏi; hãy sửa lại ngày.")
        changed += action.update(
            "inquiry",
            inquiry_id,
            result=result,
            answered_date=day.isoformat() if day and result != "waiting" else None,
            answer=nfc(text).strip(),
            objection=clean(objection),
        )
    return changed


def remove(action: Action, inquiry_id: int) -> None:
    """Take an inquiry out (undo brings it back)."""
    action.delete("inquiry", inquiry_id)
