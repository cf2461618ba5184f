"""Decisions (quyết định khen thưởng): drafted from approved nominations, numbered and issued in one step.

A decision is one by (issuing organ, number, day): a commune made of two in 2025 inherits two decisions
12/QĐ-UBND of one year. The awards on it stand in :mod:`db.awards`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from db import (
    authorities,
    award_rounds,
    awards,
    catalogues,
    corrections,
    decision_checks,
    document_numbers,
    nominations,
    organizations,
    submissions,
)
from db.decision_checks import ToIssue
from db.errors import BadInput, NotFound
from db.nominations import Nomination
from db.organizations import Organization
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import clean

STATUSES: Final = {"draft": "Dự thảo", "to_sign": "Đã trình ký", "issued": "Đã ban hành"}


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, own or a superior's; number and day are None until it is issued.

    Attributes:
        organization: the issuing organ's name on the day it was issued, of a draft as it is now.
        is_own: decided by the office that keeps the register.
        form_name: the form it awards; its list may hold a few of another form.
        collectives, individuals, households: how many of each are on its list.
        prize_total: đồng of all prizes known; ``prizes_unknown`` counts those not known.
        corrects_id: the decision this one corrects, with its kind (:data:`db.corrections.KINDS`) and reason.
        corrections: how many issued decisions correct this one.
    """

    id: int
    uid: str
    organization_id: int
    organization: str
    is_own: bool
    campaign_id: int | None
    award_round_id: int | None
    meeting_id: int | None
    status: str
    number: str | None
    day: dt.date | None
    title: str
    form_code: str
    form_name: str
    authority_level: str
    signer_name: str
    signer_title: str
    signature_form: str
    attachment_id: int | None
    note: str
    collectives: int
    individuals: int
    households: int
    prize_total: int
    prizes_unknown: int
    corrects_id: int | None = None
    correction_kind: str = ""
    correction_reason: str = ""
    corrections: int = 0

    @property
    def shown_status(self) -> str:
        """The status in Vietnamese."""
        return STATUSES[self.status]

    @property
    def shown(self) -> str:
        """How the decision is named in lists: "12/QĐ-UBND ngày 20/12/2023", or its title while a draft."""
        if self.number is None or self.day is None:
            return f"Dự thảo: {self.title}" if self.title else f"Dự thảo số {self.id}"
        return f"{self.number} ngày {format_date(self.day)}"

    @property
    def award_count(self) -> int:
        """Awards on the list."""
        return self.collectives + self.individuals + self.households


_SELECT = """
    SELECT d.*, coalesce(nullif(d.organ_name, ''), o.name) AS organization, o.is_own,
           (SELECT count(*) FROM decision c WHERE c.corrects_id = d.id AND c.status = 'issued') AS corrections,
           coalesce((SELECT f.name FROM award_form f WHERE f.code = d.form_code
                     ORDER BY f.valid_from DESC LIMIT 1), d.form_code) AS form_name,
           count(CASE a.object_kind WHEN 'collective' THEN 1 END) AS collectives,
           count(CASE a.object_kind WHEN 'individual' THEN 1 END) AS individuals,
           count(CASE a.object_kind WHEN 'household' THEN 1 END) AS households,
           coalesce(sum(a.prize_amount), 0) AS prize_total,
           count(CASE WHEN a.id IS NOT NULL AND a.prize_amount IS NULL THEN 1 END) AS prizes_unknown
    FROM decision d JOIN organization o ON o.id = d.organization_id LEFT JOIN award a ON a.decision_id = d.id"""


def _decision(row: Row) -> Decision:
    values = {name: row[name] for name in Decision.__slots__}
    values["day"] = dt.date.fromisoformat(row["day"]) if row["day"] else None
    values["is_own"] = bool(row["is_own"])
    return Decision(**values)


def list_decisions(
    con: Connection, *, campaign_id: int | None = None, statuses: Iterable[str] = (), year: int | None = None
) -> list[Decision]:
    """Decisions with the counts of their lists: drafts first, then the newest; one query."""
    wanted = list(statuses)
    where, parameters = ["1 = 1"], list[object]()
    if campaign_id is not None:
        where.append("d.campaign_id = ?")
        parameters.append(campaign_id)
    if wanted:
        where.append(f"d.status IN ({', '.join('?' * len(wanted))})")
        parameters.extend(wanted)
    if year is not None:
        where.append("d.day LIKE ? || '-%'")
        parameters.append(str(year))
    rows = con.execute(
        f"{_SELECT} WHERE {' AND '.join(where)} GROUP BY d.id ORDER BY d.day IS NOT NULL, d.day DESC, d.id DESC",
        parameters,
    )
    return [_decision(row) for row in rows]


def get_decision(con: Connection, decision_id: int) -> Decision:
    """One decision.

    Raises:
        NotFound: no such decision.
    """
    row = con.execute(f"{_SELECT} WHERE d.id = ? GROUP BY d.id", (decision_id,)).fetchone()
    if row is None:
        raise NotFound("Quyết định này không còn trong sổ; hãy tải lại danh sách quyết định.")
    return _decision(row)


def with_number(con: Connection, number: str, *, day: dt.date | None = None) -> list[Decision]:
    """Issued decisions of a number as printed, or of the bare number; of one day where given; newest first."""
    rows = con.execute(
        "SELECT id, number FROM decision WHERE status = 'issued' AND day = coalesce(?, day) ORDER BY day DESC, id",
        (day.isoformat() if day else None,),
    ).fetchall()
    return [get_decision(con, row["id"]) for row in rows if document_numbers.fits(row["number"], number)]


def by_number(con: Connection, number: str, date: dt.date | None = None) -> Decision:
    """The decision of a number as printed ("12/QĐ-UBND") or bare ("12"); ``date`` decides between two.

    Raises:
        NotFound: none has it.
        BadInput: several share it; the sentence names their days.
    """
    found = with_number(con, number, day=date)
    if not found:
        when = f" ngày {format_date(date)}" if date else ""
        known = ", ".join(d.shown for d in list_decisions(con, statuses=["issued"])[:5]) or "chưa có"
        raise NotFound(f"Không có quyết định số “{clean(number)}”{when}; các quyết định đang có: {known}.")
    if len(found) > 1:
        names = "; ".join(f"{d.shown} ({d.organization})" for d in found)
        raise BadInput(f"Có {len(found)} quyết định cùng số “{clean(number)}”: {names}; hãy ghi thêm ngày.")
    return found[0]


def _own(con: Connection) -> Organization:
    office = organizations.own(con)
    if office is None:
        raise BadInput("Sổ chưa có tên cơ quan; hãy ghi tên cơ quan trong phần Cơ quan rồi làm lại.")
    return office


def _signer_values(
    con: Connection, organization_id: int, signer_id: int | None, day: dt.date | None = None
) -> dict[str, object]:
    today = day or dt.date.today()  # noqa: DTZ011 - the officer's own calendar day
    signer = organizations.award_signer(con, organization_id, today, signer_id)
    if signer is None:
        return {"signer_name": "", "signer_title": "", "signature_form": "head"}
    return {
        "signer_name": signer.name,
        "signer_title": signer.title,
        "signature_form": signer.signature_form,
    }


def draft_decision(
    action: Action,
    *,
    nomination_ids: Iterable[int],
    form_code: str = "",
    campaign_id: int | None = None,
    award_round_id: int | None = None,
    meeting_id: int | None = None,
    signer_id: int | None = None,
    title: str = "",
    day: dt.date | None = None,
) -> int:
    """Draft a decision of our own with the awards of approved nominations; returns its id.

    The list goes tập thể, cá nhân, hộ, each by Vietnamese name order. Where none is chosen the first signer signs
    who is in office on ``day``, the day it will be signed (today where it is not known).

    Raises:
        BadInput: no office, an empty list, a nomination not approved, on another decision already, or of another
            form than ``form_code``.
    """
    office = _own(action.con)
    listed = _ready(action.con, nomination_ids)
    form_code = form_code or Counter(n.form_code for n in listed).most_common(1)[0][0]
    _refuse_strangers(listed, form_code)
    drives = {n.campaign_id for n in listed}
    if campaign_id is None and len(drives) == 1:
        campaign_id = drives.pop()
    decision_id = action.insert(
        "decision",
        organization_id=office.id,
        campaign_id=campaign_id,
        award_round_id=award_round_id or award_rounds.common_round(action.con, [n.id for n in listed]),
        meeting_id=meeting_id,
        form_code=form_code,
        authority_level=office.tier,
        title=clean(title) or _title(action.con, form_code, listed[0].form_name),
        **_signer_values(action.con, office.id, signer_id, day),
    )
    awards.add_from_nominations(action, decision_id, listed)
    return decision_id


def _title(con: Connection, form_code: str, form_name: str) -> str:
    return f"Về việc tặng {catalogues.awarded(con, form_code, form_name)}"


def _refuse_strangers(listed: Sequence[Nomination], form_code: str) -> None:
    strangers = [n.name for n in listed if n.form_code != form_code]
    if strangers:
        raise BadInput(
            f"“{strangers[0]}” được đề nghị hình thức khác; hãy lập quyết định riêng cho hình thức đó."
        )


def _ready(
    con: Connection, nomination_ids: Iterable[int], decision_id: int | None = None
) -> list[Nomination]:
    listed = nominations.by_ids(con, nomination_ids)
    if not listed:
        raise BadInput("Danh sách khen thưởng đang trống; hãy chọn những đề nghị đã được thông qua.")
    waiting = [n for n in listed if n.status != "approved"]
    if waiting:
        raise BadInput(
            f"“{waiting[0].name}” đang ở trạng thái “{waiting[0].shown_status}”, chưa được thông qua; "
            "hãy bỏ tên này hoặc ghi kết quả của Hội đồng trước."
        )
    taken = con.execute(
        """SELECT recipient FROM award WHERE revoked_date IS NULL AND decision_id IS NOT ?
           AND nomination_id IN (SELECT value FROM json_each(?)) LIMIT 1""",
        (decision_id, str([n.id for n in listed])),
    ).fetchone()
    if taken is not None:
        raise BadInput(f"“{taken['recipient']}” đã nằm trong một quyết định khác; hãy bỏ tên này ra.")
    return listed


def approved_ready(con: Connection, campaign_id: int | None = None) -> list[Nomination]:
    """Approved nominations that stand on no decision yet, in the order of lists."""
    taken = {
        row["nomination_id"]
        for row in con.execute(
            "SELECT nomination_id FROM award WHERE nomination_id IS NOT NULL AND revoked_date IS NULL"
        )
    }
    approved = nominations.list_nominations(con, campaign_id, statuses=["approved"])
    return [n for n in approved if n.id not in taken]


def may_stand(con: Connection, decision: Decision) -> list[Nomination]:
    """Who may stand on the list of a draft, in the order of lists: those on it now, and those ready for its form."""
    ids = {n.id for n in approved_ready(con, decision.campaign_id) if n.form_code == decision.form_code}
    return nominations.by_ids(con, ids | listed_nominations(con, decision.id))


def listed_nominations(con: Connection, decision_id: int) -> set[int]:
    """Ids of the nominations on the list of a decision."""
    listed = awards.list_awards(con, decision_id)
    return {one.nomination_id for one in listed if one.nomination_id is not None}


def _draft(con: Connection, decision_id: int) -> Decision:
    decision = get_decision(con, decision_id)
    if decision.status == "issued":
        raise BadInput(
            f"Quyết định {decision.shown} đã ban hành nên không sửa được; hãy lập quyết định điều chỉnh."
        )
    return decision


def change_draft(
    action: Action,
    decision_id: int,
    *,
    title: str | None = None,
    signer_id: int | None = None,
    meeting_id: int | None = None,
    note: str | None = None,
) -> bool:
    """Change what a draft says; None leaves a fact alone, an empty title becomes the usual one.

    Returns whether anything differed.
    """
    decision = _draft(action.con, decision_id)
    values = dict[str, object]()
    if title is not None:
        values["title"] = clean(title) or _title(action.con, decision.form_code, decision.form_name)
    if note is not None:
        values["note"] = clean(note)
    if meeting_id is not None:
        values["meeting_id"] = meeting_id
    if signer_id is not None:
        values |= _signer_values(action.con, decision.organization_id, signer_id)
    return action.update("decision", decision_id, **values)


def set_to_sign(action: Action, decision_id: int, to_sign: bool = True) -> bool:
    """Note that a draft lies with the signer, or came back."""
    _draft(action.con, decision_id)
    return action.update("decision", decision_id, status="to_sign" if to_sign else "draft")


def set_list(action: Action, decision_id: int, nomination_ids: Iterable[int]) -> int:
    """Make the list of a draft these approved nominations; returns how many stand on it.

    Who stays on it keeps what was written by hand for the certificate.

    Raises:
        BadInput: issued, a correction, or nominations that :func:`draft_decision` refuses.
    """
    decision = _draft(action.con, decision_id)
    if decision.corrects_id is not None:
        raise BadInput("Quyết định điều chỉnh không có danh sách riêng; hãy sửa nội dung điều chỉnh.")
    listed = _ready(action.con, nomination_ids, decision_id)
    _refuse_strangers(listed, decision.form_code)
    return awards.set_from_nominations(action, decision_id, listed)


def remove_draft(action: Action, decision_id: int) -> None:
    """Take a draft out with its list; its nominations stay approved."""
    _draft(action.con, decision_id)
    corrections.remove_lines(action, decision_id)
    for award in awards.list_awards(action.con, decision_id):
        action.delete("award", award.id)
    action.delete("decision", decision_id)


def issue(action: Action, decision_id: int, number: str, day: dt.date) -> int:
    """Give a draft its number and day: awards enter the register with prizes, nominations become decided.

    ``number`` as printed, or bare and completed by the office's symbol. A correcting decision carries its effects
    out instead. Returns how many awards were entered or corrected.

    Raises:
        BadInput: issued already, an empty list, or what :func:`problems` tells (the first of them).
    """
    decision = _draft(action.con, decision_id)
    if not decision.award_count and decision.corrects_id is None:
        raise BadInput("Quyết định chưa có ai trong danh sách; hãy thêm người được khen rồi ban hành.")
    _refuse_unapproved(action.con, decision_id)
    asked = _to_issue(action.con, decision, number, day)
    found = decision_checks.problems(action.con, asked)
    if found:
        raise BadInput(found[0])
    action.update(
        "decision",
        decision_id,
        status="issued",
        number=asked.number,
        day=day.isoformat(),
        organ_name=decision.organization,
    )
    if decision.corrects_id is not None:
        return corrections.carry_out(action, decision_id)
    return _enter(action, decision_id, day, decision.authority_level)


def _refuse_unapproved(con: Connection, decision_id: int) -> None:
    # An undone vote takes its approval back and leaves the draft.
    row = con.execute(
        """SELECT a.recipient FROM award a JOIN nomination n ON n.id = a.nomination_id
           WHERE a.decision_id = ? AND n.status <> 'approved' ORDER BY a.ordinal LIMIT 1""",
        (decision_id,),
    ).fetchone()
    if row is not None:
        raise BadInput(f"“{row['recipient']}” không còn được thông qua; hãy bỏ tên này ra khỏi danh sách.")


def problems(con: Connection, decision_id: int, number: str, day: dt.date) -> list[str]:
    """What stands against issuing a draft with this number on this day, one sentence each; empty when nothing does.

    Raises:
        BadInput: issued already, or no number at all.
    """
    return decision_checks.problems(con, _to_issue(con, _draft(con, decision_id), number, day))


def _to_issue(con: Connection, decision: Decision, number: str, day: dt.date) -> ToIssue:
    return ToIssue(
        decision.id,
        decision.organization_id,
        document_numbers.complete(number, f"QĐ-{_own(con).symbol}", "quyết định"),
        day,
        decision.signer_name,
        decision.meeting_id,
        decision.corrects_id,
    )


def _enter(action: Action, decision_id: int, day: dt.date, level: str) -> int:
    count = awards.enter_in_register(action, decision_id, day, level)
    rows = action.con.execute(
        "SELECT nomination_id FROM award WHERE decision_id = ? AND nomination_id IS NOT NULL", (decision_id,)
    )
    for row in rows.fetchall():
        action.update("nomination", row["nomination_id"], status="decided")
    return count


def decide(
    action: Action,
    campaign_id: int,
    *,
    number: str,
    day: dt.date,
    form_code: str = "",
    signer_id: int | None = None,
    meeting_id: int | None = None,
) -> int:
    """Draft and issue one decision of all approved nominations of a drive in one step; returns its id.

    Without ``form_code`` those forms are meant that our level may decide on that day as far as the catalogue
    says; what belongs to a superior stays approved, to be sent up.

    Raises:
        BadInput: nothing approved, only superiors' forms, several forms, or what :func:`issue` refuses.
    """
    office = _own(action.con)
    ready = approved_ready(action.con, campaign_id)
    if not ready:
        raise BadInput(
            "Phong trào chưa có đề nghị nào được thông qua; hãy ghi kết quả của Hội đồng trước khi ra quyết định."
        )
    mine = (
        [n for n in ready if n.form_code == form_code] if form_code else _ours(action.con, ready, office, day)
    )
    names = list(dict.fromkeys(n.form_name for n in ready))
    if not mine:
        raise BadInput(
            f"Không có đề nghị nào thuộc thẩm quyền quyết định của cơ quan ({', '.join(names)}); hãy trình cấp trên."
        )
    codes = {n.form_code: n.form_name for n in mine}
    if len(codes) > 1:
        raise BadInput(
            f"Các đề nghị thuộc nhiều hình thức ({', '.join(codes.values())}); hãy ra từng quyết định riêng."
        )
    decision_id = draft_decision(
        action,
        nomination_ids=[n.id for n in mine],
        campaign_id=campaign_id,
        signer_id=signer_id,
        meeting_id=meeting_id,
        day=day,
    )
    issue(action, decision_id, number, day)
    return decision_id


def _ours(
    con: Connection, ready: Sequence[Nomination], office: Organization, day: dt.date
) -> list[Nomination]:
    """Those of the nominations whose form our level may decide on the day, as far as the catalogue knows."""
    kinds = {(n.form_code, n.kind) for n in ready}
    allowed = {
        (form, kind) for form, kind in kinds if authorities.may_decide(con, form, office.tier, day, kind)
    }
    return [n for n in ready if (n.form_code, n.kind) in allowed]


def add_superior_decision(
    action: Action,
    *,
    organization_id: int,
    number: str,
    day: dt.date,
    form_code: str,
    authority_level: str,
    nomination_ids: Iterable[int],
    campaign_id: int | None = None,
    title: str = "",
    signer_name: str = "",
    signer_title: str = "",
    note: str = "",
) -> int:
    """Enter a superior's (or former organ's) decision on nominations sent up; returns its id.

    The awards get book numbers and the prize of that level; certificates are the superior's own.

    Raises:
        BadInput: an empty list, a nomination that was neither sent up nor approved, a bare or taken number, or a
            day before it was sent up.
    """
    printed = clean(number)
    if "/" not in printed:
        raise BadInput(
            f"Số quyết định “{printed}” thiếu ký hiệu; hãy ghi đủ như trên văn bản, ví dụ “12/QĐ-UBND”."
        )
    found = decision_checks.problems(action.con, ToIssue(None, organization_id, printed, day))
    if found:
        raise BadInput(found[0])
    listed = nominations.by_ids(action.con, nomination_ids)
    if not listed:
        raise BadInput("Danh sách khen thưởng đang trống; hãy chọn những đề nghị cấp trên đã quyết định.")
    waiting = [n for n in listed if n.status not in ("sent_up", "approved")]
    if waiting:
        raise BadInput(
            f"“{waiting[0].name}” đang ở trạng thái “{waiting[0].shown_status}”, chưa trình cấp trên; "
            "hãy bỏ tên này ra khỏi danh sách."
        )
    _refuse_before_sent(action.con, [n.id for n in listed], day)
    organ = action.con.execute("SELECT name FROM organization WHERE id = ?", (organization_id,)).fetchone()
    decision_id = action.insert(
        "decision",
        organization_id=organization_id,
        organ_name=organ["name"],
        campaign_id=campaign_id,
        status="issued",
        number=printed,
        day=day.isoformat(),
        form_code=form_code,
        authority_level=authority_level,
        title=clean(title),
        signer_name=clean(signer_name),
        signer_title=clean(signer_title),
        note=clean(note),
    )
    awards.add_from_nominations(action, decision_id, listed)
    for award in awards.list_awards(action.con, decision_id):
        action.update("award", award.id, form_code=form_code)
    submissions.settle(
        action, [n.id for n in listed], day, form_code, decision_id=decision_id, document=printed
    )
    _enter(action, decision_id, day, authority_level)
    return decision_id


def _refuse_before_sent(con: Connection, nomination_ids: list[int], day: dt.date) -> None:
    sent = con.execute(
        """SELECT max(t.sent_date) AS day FROM submission t JOIN submission_item i ON i.submission_id = t.id
           WHERE t.kind = 'superior' AND i.nomination_id IN (SELECT value FROM json_each(?))""",
        (str(nomination_ids),),
    ).fetchone()["day"]
    if sent is not None and day.isoformat() < sent:
        when = format_date(dt.date.fromisoformat(sent))
        raise BadInput(f"Ngày quyết định của cấp trên trước ngày gửi tờ trình ({when}); hãy sửa lại ngày.")
