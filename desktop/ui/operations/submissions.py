"""What the window does to submissions: making them, number and days, the answer name by name, back to our own form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from db import organizations, routes, submissions
from db.store import Action
from db.vietnamese.text import lower_first
from desktop.ui.operations.base import StoreOp


def submit_council(groups: Sequence[Sequence[int]], addressee: str) -> StoreOp[list[int]]:
    """The council's submissions to the chairman, one a form; the result are their ids."""
    many = sum(map(len, groups))
    return StoreOp(
        f"Lập tờ trình Hội đồng trình Chủ tịch, {many} đề nghị",
        partial(_submit_council, tuple(map(tuple, groups)), addressee),
    )


def _submit_council(groups: tuple[tuple[int, ...], ...], addressee: str, action: Action) -> list[int]:
    return [
        submissions.submit(action, kind="council", nomination_ids=group, addressee=addressee)
        for group in groups
    ]


def send_up(
    nomination_ids: Sequence[int], day: dt.date, addressees: Mapping[str, str] | None = None
) -> StoreOp[list[int]]:
    """Our submissions to the superior by the route of the day, one a form and level; the result are their ids."""
    return StoreOp(
        f"Lập tờ trình cấp trên, {len(nomination_ids)} đề nghị",
        partial(_send_up, tuple(nomination_ids), day, dict(addressees or {})),
    )


def _send_up(
    nomination_ids: tuple[int, ...], day: dt.date, addressees: dict[str, str], action: Action
) -> list[int]:
    return routes.send_up(action, nomination_ids, day, addressees=addressees)


def remove(submission_id: int, words: str) -> StoreOp[None]:
    """Take out a submission that is still a draft."""
    return StoreOp(f"Xóa dự thảo tờ trình: {words}", partial(_remove, submission_id))


def _remove(submission_id: int, action: Action) -> None:
    submissions.remove(action, submission_id)


@dataclass(frozen=True, slots=True)
class PostDraft:
    """What is known of a submission on its way; days are None while it has not got there."""

    number: str = ""
    day: dt.date | None = None
    sent_date: dt.date | None = None
    answer_due: dt.date | None = None
    sent_papers: str = ""
    forwarded_date: dt.date | None = None
    forwarded_number: str = ""


def set_post(submission_id: int, draft: PostDraft) -> StoreOp[bool]:
    """Number and day, when and with what it was sent, by when an answer is due, when it was passed on."""
    return StoreOp("Ghi số, ngày gửi và hạn trả lời của tờ trình", partial(_set_post, submission_id, draft))


def _set_post(submission_id: int, draft: PostDraft, action: Action) -> bool:
    changed = False
    if draft.number and draft.day is not None:
        office = organizations.own(action.con)
        changed = submissions.set_number(
            action,
            submission_id,
            draft.number,
            draft.day,
            symbol=office.symbol if office else "UBND",
            council_symbol=office.council_symbol if office else "HĐTĐKT",
        )
    changed |= submissions.set_sent(
        action, submission_id, draft.sent_date, draft.answer_due, papers=draft.sent_papers
    )
    return changed | submissions.set_forwarded(
        action, submission_id, draft.forwarded_date, draft.forwarded_number
    )


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """The superior's answer as typed."""

    result: str
    day: dt.date | None = None
    document: str = ""
    note: str = ""
    granted_form: str = ""


def set_result(item_ids: Sequence[int], draft: ResultDraft) -> StoreOp[int]:
    """Note the superior's answer on some names; the result is how many changed."""
    word = submissions.RESULTS.get(draft.result, "")
    return StoreOp(
        f"Ghi kết quả trình của {len(item_ids)} đề nghị: {lower_first(word)}",
        partial(_set_result, tuple(item_ids), draft),
    )


def _set_result(item_ids: tuple[int, ...], draft: ResultDraft, action: Action) -> int:
    return submissions.set_result(
        action,
        item_ids,
        draft.result,
        day=draft.day,
        note=draft.note,
        document=draft.document,
        granted_form=draft.granted_form,
    )


def fall_back(nominations: Mapping[int, int | None]) -> StoreOp[None]:
    """After a refusal or return: our own form again, by nomination the award line it goes to (None: none)."""
    return StoreOp(f"Đưa {len(nominations)} đề nghị về xét Giấy khen", partial(_fall_back, dict(nominations)))


def _fall_back(nominations: dict[int, int | None], action: Action) -> None:
    for nomination_id, line in nominations.items():
        submissions.fall_back(action, nomination_id, campaign_award_id=line)
