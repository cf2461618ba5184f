"""Submissions (tờ trình): the council's to the chairman, and ours to the superior, followed name by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db import award_rounds, document_numbers, nominations, time_limits
from db.errors import BadInput, NotFound
from db.nominations import Nomination
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import clean, nfc

KINDS: Final = {"council": "Hội đồng trình Chủ tịch", "superior": "Trình cấp trên"}
RESULTS: Final = {
    "waiting": "Chờ trả lời",
    "granted": "Được tặng",
    "lower": "Tặng hình thức thấp hơn",
    "refused": "Không được",
    "returned": "Trả lại",
}


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission with the counts of its list; number and day are None until văn thư gives them.

    Attributes:
        level: the tier it goes to, empty for the council's; ``decided_level`` the tier that decides.
        sent_papers: what went with it, in the officer's words.
        forwarded_date: when the tier between passed it on, by its paper ``forwarded_number``.
    """

    id: int
    uid: str
    campaign_id: int | None
    award_round_id: int | None
    kind: str
    form_code: str
    form_name: str
    addressee: str
    number: str | None
    day: dt.date | None
    sent_date: dt.date | None
    answer_due: dt.date | None
    note: str
    items: int
    waiting: int
    level: str = ""
    decided_level: str = ""
    sent_papers: str = ""
    forwarded_date: dt.date | None = None
    forwarded_number: str = ""

    @property
    def shown_kind(self) -> str:
        """Which of the two papers it is, in Vietnamese."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class SubmissionItem:
    """One name on a submission with its own result.

    Attributes:
        document: the paper that answers for this name.
        granted_form: the code of the lower form that was given instead.
        decision_id: the superior's decision, once it is in the register.
    """

    id: int
    submission_id: int
    nomination: Nomination
    result: str
    result_date: dt.date | None
    note: str
    document: str = ""
    granted_form: str = ""
    decision_id: int | None = None

    @property
    def shown_result(self) -> str:
        """The result in Vietnamese."""
        return RESULTS[self.result]


_SELECT = """
    SELECT t.*, count(i.id) AS items, count(CASE i.result WHEN 'waiting' THEN 1 END) AS waiting,
           coalesce((SELECT f.name FROM award_form f WHERE f.code = t.form_code
                     ORDER BY f.valid_from DESC LIMIT 1), t.form_code) AS form_name
    FROM submission t LEFT JOIN submission_item i ON i.submission_id = t.id"""
_DAYS: Final = ("day", "sent_date", "answer_due", "forwarded_date")


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _submission(row: Row) -> Submission:
    values = {name: row[name] for name in Submission.__slots__}
    return Submission(**{**values, **{name: _day(row[name]) for name in _DAYS}})


def list_submissions(con: Connection, *, campaign_id: int | None = None, kind: str = "") -> list[Submission]:
    """Submissions (of one drive or kind), the newest first; one query."""
    rows = con.execute(
        f"""{_SELECT} WHERE (? IS NULL OR t.campaign_id = ?) AND ? IN ('', t.kind)
            GROUP BY t.id ORDER BY t.day IS NOT NULL, t.day DESC, t.id DESC""",
        (campaign_id, campaign_id, kind),
    )
    return [_submission(row) for row in rows]


def get_submission(con: Connection, submission_id: int) -> Submission:
    """One submission.

    Raises:
        NotFound: no such submission.
    """
    row = con.execute(f"{_SELECT} WHERE t.id = ? GROUP BY t.id", (submission_id,)).fetchone()
    if row is None:
        raise NotFound("Tờ trình này không còn trong sổ; hãy tải lại danh sách tờ trình.")
    return _submission(row)


def items(con: Connection, submission_id: int) -> list[SubmissionItem]:
    """Names of a submission in the order of lists (tập thể, cá nhân, hộ), each with its result; two queries."""
    rows = con.execute("SELECT * FROM submission_item WHERE submission_id = ?", (submission_id,)).fetchall()
    by_nomination = {row["nomination_id"]: row for row in rows}
    found = []
    for nomination in nominations.by_ids(con, by_nomination):
        row = by_nomination[nomination.id]
        found.append(
            SubmissionItem(
                row["id"],
                submission_id,
                nomination,
                row["result"],
                _day(row["result_date"]),
                row["note"],
                row["document"],
                row["granted_form"],
                row["decision_id"],
            )
        )
    return found


def overdue(con: Connection, as_of: dt.date) -> list[Submission]:
    """Submissions to a superior whose answer was due before a day and has not come for every name."""
    return [
        one
        for one in list_submissions(con, kind="superior")
        if one.waiting and one.answer_due is not None and one.answer_due < as_of
    ]


def submit(
    action: Action,
    *,
    kind: str,
    nomination_ids: Iterable[int],
    addressee: str = "",
    campaign_id: int | None = None,
    award_round_id: int | None = None,
    level: str = "",
    decided_level: str = "",
    note: str = "",
) -> int:
    """Make a submission of approved nominations of one form; returns its id.

    One to a superior moves its nominations to "trình cấp trên".

    Raises:
        BadInput: unknown kind, an empty list, several forms, or a nomination not approved.
    """
    if kind not in KINDS:
        raise BadInput("Chưa chọn loại tờ trình; hãy chọn Hội đồng trình Chủ tịch hay trình cấp trên.")
    listed = nominations.by_ids(action.con, nomination_ids)
    if not listed:
        raise BadInput("Danh sách trình đang trống; hãy chọn những đề nghị đã được thông qua.")
    waiting = [n for n in listed if n.status != "approved"]
    if waiting:
        raise BadInput(
            f"“{waiting[0].name}” đang ở trạng thái “{waiting[0].shown_status}”, chưa được thông qua; "
            "hãy bỏ tên này ra khỏi danh sách trình."
        )
    forms = {n.form_code: n.form_name for n in listed}
    if len(forms) > 1:
        raise BadInput(
            f"Danh sách trình có nhiều hình thức ({', '.join(forms.values())}); hãy lập tờ trình riêng cho từng loại."
        )
    drives = {n.campaign_id for n in listed}
    submission_id = action.insert(
        "submission",
        campaign_id=drives.pop() if campaign_id is None and len(drives) == 1 else campaign_id,
        award_round_id=award_round_id or award_rounds.common_round(action.con, [n.id for n in listed]),
        kind=kind,
        form_code=listed[0].form_code,
        addressee=clean(addressee),
        level=level,
        decided_level=decided_level,
        note=clean(note),
    )
    for nomination in listed:
        action.insert("submission_item", submission_id=submission_id, nomination_id=nomination.id)
    if kind == "superior":
        nominations.set_status(action, [n.id for n in listed], "sent_up")
    return submission_id


def remove(action: Action, submission_id: int) -> None:
    """Take out a submission that is still a draft; names sent up by it wait for a submission again.

    Raises:
        BadInput: văn thư gave it a number, it was sent, or somebody on it has a result or a decision.
    """
    one = get_submission(action.con, submission_id)
    if one.sent_date is not None:
        raise BadInput(
            f"Tờ trình {one.number or 'này'} đã gửi ngày {format_date(one.sent_date)} nên không xóa được; "
            "hãy ghi kết quả trả lời hoặc rút từng tên."
        )
    if one.number is not None:
        raise BadInput(
            f"Tờ trình {one.number} đã vào sổ văn thư nên không xóa được; hãy lập tờ trình khác thay thế."
        )
    listed = items(action.con, submission_id)
    settled = [i for i in listed if i.result != "waiting" or i.nomination.status == "decided"]
    if settled:
        raise BadInput(
            f"“{settled[0].nomination.name}” trong tờ trình này đã có kết quả nên không xóa được; "
            "hãy hoàn tác việc ghi kết quả trước."
        )
    for item in listed:
        action.delete("submission_item", item.id)
    action.delete("submission", submission_id)
    if one.kind == "superior":
        back = [i.nomination.id for i in listed if i.nomination.status == "sent_up"]
        nominations.set_status(action, back, "approved")


def set_number(
    action: Action, submission_id: int, number: str, day: dt.date, *, symbol: str, council_symbol: str
) -> bool:
    """Note the number and day that văn thư gave, "7" completed to "07/TTr-HĐTĐKT" or "07/TTr-UBND".

    Returns whether anything differed.

    Raises:
        BadInput: it does not begin with a number.
    """
    submission = get_submission(action.con, submission_id)
    suffix = council_symbol if submission.kind == "council" else symbol
    printed = document_numbers.complete(number, f"TTr-{suffix}", "tờ trình")
    return action.update("submission", submission_id, number=printed, day=day.isoformat())


def set_sent(
    action: Action,
    submission_id: int,
    sent: dt.date | None,
    answer_due: dt.date | None = None,
    *,
    papers: str | None = None,
) -> bool:
    """Note when it went out, with what, and by when an answer is due; returns whether anything differed.

    ``papers`` None leaves the list of papers alone.

    Raises:
        BadInput: it would be sent before its own date, or the answer would be due before it was sent.
    """
    present = get_submission(action.con, submission_id)
    if sent and present.day and sent < present.day:
        raise BadInput("Ngày gửi trước ngày ghi trên tờ trình; hãy sửa lại một trong hai ngày.")
    if sent and answer_due and answer_due < sent:
        raise BadInput("Hạn trả lời trước ngày gửi tờ trình; hãy sửa lại một trong hai ngày.")
    values: dict[str, object] = {"sent_date": _iso(sent), "answer_due": _iso(answer_due)}
    if papers is not None:
        values["sent_papers"] = nfc(papers).strip()
    return action.update("submission", submission_id, **values)


def usual_answer_due(con: Connection, submission_id: int, sent: dt.date) -> dt.date | None:
    """The day an answer is due by the catalogue of time limits; None while nobody entered how long it may take."""
    return time_limits.due(con, "superior", sent, get_submission(con, submission_id).form_code)


def set_forwarded(action: Action, submission_id: int, day: dt.date | None, number: str = "") -> bool:
    """Note when the tier between passed it on, and by which paper; returns whether anything differed.

    Raises:
        BadInput: passed on before it was sent.
    """
    present = get_submission(action.con, submission_id)
    if day and present.sent_date and day < present.sent_date:
        raise BadInput("Ngày trình tiếp trước ngày gửi tờ trình; hãy sửa lại một trong hai ngày.")
    return action.update(
        "submission", submission_id, forwarded_date=_iso(day), forwarded_number=clean(number) if day else ""
    )


def set_result(
    action: Action,
    item_ids: Iterable[int],
    result: str,
    *,
    day: dt.date | None = None,
    note: str = "",
    document: str = "",
    granted_form: str = "",
) -> int:
    """Note the superior's answer on some names, with its day and paper; returns how many changed.

    A refusal makes the nomination "không thông qua", a return "trả lại", both with ``note`` (or the paper) as the
    reason; what is granted waits for the superior's decision to be entered. ``granted_form`` names the lower form.

    Raises:
        BadInput: unknown result, no reason for a refusal or return, a lower form that is the one asked for, or an
            answer before the submission was sent.
    """
    if result not in RESULTS:
        raise BadInput("Chưa chọn kết quả trả lời; hãy chọn một kết quả trong danh sách.")
    moved = {"refused": "rejected", "returned": "returned"}.get(result)
    reason = clean(note) or clean(document)
    changed = 0
    for row in _answered(action.con, item_ids):
        if day is not None and row["sent_date"] and day.isoformat() < row["sent_date"]:
            raise BadInput("Ngày trả lời trước ngày gửi tờ trình; hãy sửa lại một trong hai ngày.")
        if result == "lower" and granted_form == row["form_code"]:
            raise BadInput(
                f"Hình thức được tặng của “{row['name']}” bằng hình thức đã trình; hãy chọn “Được tặng”."
            )
        changed += action.update(
            "submission_item",
            row["id"],
            result=result,
            result_date=_iso(day),
            note=clean(note),
            document=clean(document),
            granted_form=granted_form if result == "lower" else "",
        )
        if moved and row["status"] != moved:
            nominations.set_status(action, [row["nomination_id"]], moved, reason=reason, day=day)
    return changed


def _answered(con: Connection, item_ids: Iterable[int]) -> list[Row]:
    return con.execute(
        """SELECT i.id, i.nomination_id, n.status, n.form_code, t.sent_date, s.name FROM submission_item i
           JOIN nomination n ON n.id = i.nomination_id JOIN submission t ON t.id = i.submission_id
           JOIN subject s ON s.id = n.subject_id
           WHERE i.id IN (SELECT value FROM json_each(?)) ORDER BY i.id""",
        (str(list(item_ids)),),
    ).fetchall()


def fall_back(
    action: Action, nomination_id: int, *, form_code: str = "giay_khen", campaign_award_id: int | None = None
) -> None:
    """After a superior's refusal or return: nominate for our own form again, back at "đã thẩm định", in one step.

    Raises:
        BadInput: the nomination was not refused.
    """
    nomination = nominations.get_nomination(action.con, nomination_id)
    if nomination.status not in ("rejected", "returned"):
        raise BadInput(
            f"“{nomination.name}” đang ở trạng thái “{nomination.shown_status}”, chưa bị từ chối; "
            "hãy ghi kết quả trả lời của cấp trên trước."
        )
    nominations.change(
        action, nomination_id, form_code=form_code, campaign_award_id=campaign_award_id, citation=None
    )
    if nomination.status == "returned":
        nominations.set_status(action, [nomination_id], "submitted")
    nominations.set_status(action, [nomination_id], "appraised")


def settle(
    action: Action,
    nomination_ids: Iterable[int],
    day: dt.date,
    form_code: str,
    *,
    decision_id: int | None = None,
    document: str = "",
) -> None:
    """Note on unsettled submissions that a superior's decision granted these nominations this (or a lower) form."""
    rows = action.con.execute(
        """SELECT i.id, n.form_code FROM submission_item i JOIN submission t ON t.id = i.submission_id
           JOIN nomination n ON n.id = i.nomination_id
           WHERE t.kind = 'superior' AND i.result IN ('waiting', 'granted', 'lower') AND i.decision_id IS NULL
             AND i.nomination_id IN (SELECT value FROM json_each(?)) ORDER BY i.id""",
        (str(list(nomination_ids)),),
    ).fetchall()
    for row in rows:
        same = row["form_code"] == form_code
        action.update(
            "submission_item",
            row["id"],
            result="granted" if same else "lower",
            result_date=day.isoformat(),
            granted_form="" if same else form_code,
            document=clean(document),
            decision_id=decision_id,
        )
