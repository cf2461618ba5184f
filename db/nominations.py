"""Nominations (đề nghị khen thưởng): who is put forward for which form, and how far it has come.

Evidence and dossier papers stand in :mod:`db.dossiers`, the council's votes in :mod:`db.councils`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from db.errors import BadInput, NotFound
from db.people import Subject
from db.rules.evidence import Window
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean, like_pattern, lower_first, nfc

STATUSES: Final = {
    "draft": "Dự thảo",
    "submitted": "Đã nộp",
    "appraised": "Đã thẩm định",
    "approved": "Hội đồng thông qua",
    "rejected": "Không thông qua",
    "decided": "Đã có quyết định",
    "sent_up": "Trình cấp trên",
    "returned": "Trả lại",
    "withdrawn": "Đã rút",
}
UNDECIDED: Final = ("draft", "submitted", "appraised")
"""Nominations nobody has said yes or no to."""

TRANSITIONS: Final = {
    "draft": ("submitted", "appraised", "approved", "rejected", "withdrawn"),
    "submitted": ("draft", "appraised", "approved", "rejected", "sent_up", "returned", "withdrawn"),
    "appraised": ("submitted", "approved", "rejected", "sent_up", "returned", "withdrawn"),
    "approved": ("appraised", "rejected", "sent_up", "returned", "withdrawn"),
    "rejected": ("appraised", "approved", "withdrawn"),
    "sent_up": ("appraised", "approved", "rejected", "returned", "withdrawn"),
    "returned": ("draft", "submitted", "withdrawn"),
    "withdrawn": ("draft",),
    "decided": (),
}
"""Where the officer may move a nomination by hand; ``decided`` comes and goes with its decision only."""

NEEDS_REASON: Final = frozenset({"rejected", "returned", "withdrawn"})
NO_COUNCIL: Final = "Duyệt không qua họp Hội đồng"
"""The reason :func:`approve_all` leaves on every nomination it approves."""

KIND_ORDER: Final = ("collective", "individual", "household")
"""The order of lists and certificates: tập thể, cá nhân, hộ gia đình."""

_KIND_RANK = "CASE s.kind WHEN 'collective' THEN 0 WHEN 'individual' THEN 1 ELSE 2 END"
_BY_NAME = "s.sort_key, s.folded, s.name, n.id"
_ORDERS: Final = {"kind": f"{_KIND_RANK}, {_BY_NAME}", "name": _BY_NAME}


@dataclass(frozen=True, slots=True)
class Nomination:
    """One nomination with what a list shows of it.

    Attributes:
        subject: who is nominated.
        unit: the proposing unit, else the subject's own.
        own_citation: the citation typed for this nominee, None when the line's default holds.
        citation: the citation in force: own, or the award line's default for the subject's kind.
        window: years of achievement looked at: the award line's, else the drive's own; None when unknown.
        until_year: the year the drive ends.
        judged_year: the year judged where the officer wrote one.
        authority_level: the level the award line names, empty without a line.
        evidence_count: pieces of evidence; ``checked_count`` of them were checked.
    """

    id: int
    uid: str
    campaign_id: int | None
    campaign_award_id: int | None
    award_round_id: int | None
    award_type: str
    subject: Subject
    proposing_unit_id: int | None
    unit: str
    form_code: str
    form_name: str
    own_citation: str | None
    citation: str
    window: Window | None
    until_year: int | None
    authority_level: str
    summary: str
    status: str
    submitted_date: dt.date | None
    returned_date: dt.date | None
    status_reason: str
    note: str
    evidence_count: int
    checked_count: int
    judged_year: int | None = None

    @property
    def name(self) -> str:
        """The nominee's name."""
        return self.subject.name

    @property
    def kind(self) -> str:
        """individual, collective or household."""
        return self.subject.kind

    @property
    def shown_status(self) -> str:
        """The status in Vietnamese."""
        return STATUSES[self.status]


_SUBJECT_COLUMNS = tuple(name for name in Subject.__slots__ if name != "unit")
_SELECT = f"""
    SELECT n.*, {", ".join(f"s.{name} AS subject_{name}" for name in _SUBJECT_COLUMNS if name != "id")},
           coalesce(su.name, '') AS subject_unit, coalesce(pu.name, su.name, '') AS shown_unit,
           a.form_name AS line_form, a.window_start, a.window_end, a.window_mode, a.window_years, a.quote,
           a.authority_level, c.start_on AS drive_start, c.end_on AS drive_end,
           CASE s.kind WHEN 'individual' THEN a.citation_individual WHEN 'collective' THEN a.citation_collective
                ELSE a.citation_household END AS line_citation,
           (SELECT f.name FROM award_form f WHERE f.code = n.form_code
            ORDER BY f.valid_from DESC LIMIT 1) AS catalogue_form,
           (SELECT count(*) FROM evidence e WHERE e.nomination_id = n.id) AS evidence_count,
           (SELECT count(*) FROM evidence e WHERE e.nomination_id = n.id AND e.checked = 1) AS checked_count
    FROM nomination n JOIN subject s ON s.id = n.subject_id
    LEFT JOIN unit su ON su.id = s.unit_id LEFT JOIN unit pu ON pu.id = n.proposing_unit_id
    LEFT JOIN campaign_award a ON a.id = n.campaign_award_id LEFT JOIN campaign c ON c.id = n.campaign_id"""


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _year(partial: str | None) -> int | None:
    return int(partial[:4]) if partial else None


def _window(row: Row) -> Window | None:
    start = row["window_start"] or _year(row["drive_start"])
    end = row["window_end"] or _year(row["drive_end"]) or start
    if start is None or end is None or end < start:
        return None
    return Window(start, end, row["window_mode"] or "within", row["window_years"], row["quote"] or "")


def _subject(row: Row) -> Subject:
    return Subject(*(row[f"subject_{name}"] for name in Subject.__slots__))


def _nomination(row: Row) -> Nomination:
    return Nomination(
        id=row["id"],
        uid=row["uid"],
        campaign_id=row["campaign_id"],
        campaign_award_id=row["campaign_award_id"],
        award_round_id=row["award_round_id"],
        award_type=row["award_type"],
        subject=_subject(row),
        proposing_unit_id=row["proposing_unit_id"],
        unit=row["shown_unit"],
        form_code=row["form_code"],
        form_name=row["line_form"] or row["catalogue_form"] or row["form_code"],
        own_citation=row["citation"],
        citation=row["citation"] if row["citation"] is not None else row["line_citation"] or "",
        window=_window(row),
        until_year=_year(row["drive_end"]),
        authority_level=row["authority_level"] or "",
        summary=row["summary"],
        status=row["status"],
        submitted_date=_day(row["submitted_date"]),
        returned_date=_day(row["returned_date"]),
        status_reason=row["status_reason"],
        note=row["note"],
        evidence_count=row["evidence_count"],
        checked_count=row["checked_count"],
        judged_year=row["judged_year"],
    )


def standing_count(con: Connection, campaign_id: int) -> int:
    """How many nominations of a drive are neither decided nor withdrawn."""
    sql = "SELECT count(*) FROM nomination WHERE campaign_id = ? AND status NOT IN ('withdrawn', 'decided')"
    return int(con.execute(sql, (campaign_id,)).fetchone()[0])


def list_nominations(
    con: Connection,
    campaign_id: int | None = None,
    *,
    statuses: Iterable[str] = (),
    kind: str = "",
    unit_id: int | None = None,
    form_code: str = "",
    text: str = "",
    order: str = "kind",
) -> list[Nomination]:
    """Nominations of a drive (of all where None), in one query whatever their number.

    Args:
        con: a reading connection.
        campaign_id: the drive; None for every nomination of the register.
        statuses: only these; all when empty.
        kind: individual, collective or household; empty for all.
        unit_id: proposed by this unit, or the nominee belongs to it.
        form_code: only this form.
        text: matched without accents anywhere in the nominee's or the proposing unit's name.
        order: ``kind`` (tập thể, cá nhân, hộ, each by Vietnamese name order) or ``name``.
    """
    wanted = list(statuses)
    conditions: list[tuple[bool, str, tuple[object, ...]]] = [
        (campaign_id is not None, "n.campaign_id = ?", (campaign_id,)),
        (bool(wanted), f"n.status IN ({', '.join('?' * len(wanted))})", tuple(wanted)),
        (bool(kind), "s.kind = ?", (kind,)),
        (unit_id is not None, "(n.proposing_unit_id = ? OR s.unit_id = ?)", (unit_id, unit_id)),
        (bool(form_code), "n.form_code = ?", (form_code,)),
        (
            bool(text),
            "(s.folded LIKE ? ESCAPE '!' OR pu.folded LIKE ? ESCAPE '!' OR su.folded LIKE ? ESCAPE '!')",
            (like_pattern(text),) * 3,
        ),
    ]
    used = [(sql, values) for holds, sql, values in conditions if holds]
    where = " AND ".join(sql for sql, _ in used) or "1 = 1"
    parameters = [value for _, values in used for value in values]
    rows = con.execute(f"{_SELECT} WHERE {where} ORDER BY {_ORDERS[order]}", parameters)
    return [_nomination(row) for row in rows]


def by_ids(con: Connection, nomination_ids: Iterable[int], *, order: str = "kind") -> list[Nomination]:
    """The nominations of these ids, in the order of lists (see :func:`list_nominations`)."""
    ids = list(nomination_ids)
    # One JSON text instead of a parameter for each: a decision of some thousand names stays one query.
    rows = con.execute(
        f"{_SELECT} WHERE n.id IN (SELECT value FROM json_each(?)) ORDER BY {_ORDERS[order]}", (str(ids),)
    )
    return [_nomination(row) for row in rows]


def get_nomination(con: Connection, nomination_id: int) -> Nomination:
    """One nomination.

    Raises:
        NotFound: no such nomination.
    """
    row = con.execute(f"{_SELECT} WHERE n.id = ?", (nomination_id,)).fetchone()
    if row is None:
        raise NotFound("Đề nghị khen thưởng này không còn trong sổ; hãy tải lại danh sách.")
    return _nomination(row)


def nominate(
    action: Action,
    *,
    subject_id: int,
    campaign_id: int | None = None,
    campaign_award_id: int | None = None,
    form_code: str = "",
    award_round_id: int | None = None,
    award_type: str = "",
    proposing_unit_id: int | None = None,
    citation: str | None = None,
    summary: str = "",
    submitted_date: dt.date | None = None,
    judged_year: int | None = None,
    note: str = "",
) -> int:
    """Put a subject forward; returns the id. With a day of submission it is "đã nộp", else a draft.

    An award line gives the drive and the form, the drive the loại hình where none is given. A citation that is None
    or blank leaves the line's default.

    Raises:
        BadInput: no form, or this subject stands for this form in this drive and round already.
    """
    if campaign_award_id is not None:
        line = action.con.execute(
            "SELECT campaign_id, form_code FROM campaign_award WHERE id = ?", (campaign_award_id,)
        ).fetchone()
        campaign_id, form_code = line["campaign_id"], line["form_code"]
    if not form_code:
        raise BadInput("Chưa chọn hình thức khen thưởng; hãy chọn một hình thức rồi lưu lại.")
    values: dict[str, Any] = {
        "subject_id": subject_id,
        "campaign_id": campaign_id,
        "campaign_award_id": campaign_award_id,
        "form_code": form_code,
        "award_round_id": award_round_id,
        "award_type": award_type or usual_type(action.con, campaign_id),
        "proposing_unit_id": proposing_unit_id,
        "citation": clean(citation or "") or None,
        "summary": nfc(summary).strip(),
        "submitted_date": submitted_date.isoformat() if submitted_date else None,
        "status": "submitted" if submitted_date else "draft",
        "judged_year": judged_year,
        "note": nfc(note).strip(),
    }
    _refuse_same(action.con, values, None)
    return action.insert("nomination", **values)


def usual_type(con: Connection, campaign_id: int | None) -> str:
    """The loại hình of a drive's nominations: công trạng of a yearly one, else chuyên đề."""
    row = con.execute("SELECT mode FROM campaign WHERE id = ?", (campaign_id,)).fetchone()
    return "merit" if row is not None and row["mode"] == "regular" else "thematic"


def nominate_many(
    action: Action, campaign_id: int | None, wanted: Iterable[dict[str, Any]]
) -> list[int | BadInput]:
    """Put many subjects forward as drafts of one drive; for each its id, or why it was refused.

    Each holds ``subject_id``, ``form_code`` and may hold ``campaign_award_id``, ``proposing_unit_id``, ``citation``
    and ``note`` (see :func:`nominate`).
    """
    standing = {
        (row["subject_id"], row["form_code"])
        for row in action.con.execute(
            """SELECT n.subject_id, n.form_code FROM nomination n LEFT JOIN award_round r ON r.id = n.award_round_id
               WHERE n.campaign_id IS ? AND r.closed_date IS NULL AND n.status NOT IN ('withdrawn', 'decided')""",
            (campaign_id,),
        )
    }
    award_type = usual_type(action.con, campaign_id)
    results: list[int | BadInput] = []
    rows: list[tuple[Any, ...]] = []
    for one in wanted:
        key = (one["subject_id"], one["form_code"])
        if key in standing:
            name = action.con.execute("SELECT name FROM subject WHERE id = ?", key[:1]).fetchone()["name"]
            results.append(_already(name))
            continue
        standing.add(key)
        citation = clean(one.get("citation") or "") or None
        line, unit = one.get("campaign_award_id"), one.get("proposing_unit_id")
        results.append(len(rows))
        note = nfc(one.get("note") or "").strip()
        rows.append((*key, campaign_id, line, unit, citation, note, award_type))
    columns = (
        "subject_id",
        "form_code",
        "campaign_id",
        "campaign_award_id",
        "proposing_unit_id",
        "citation",
        "note",
        "award_type",
    )
    ids = action.insert_many("nomination", columns, rows)
    return [ids[made] if isinstance(made, int) else made for made in results]


def _already(name: str) -> BadInput:
    return BadInput(f"“{name}” đã được đề nghị hình thức này trong phong trào; hãy sửa đề nghị đã có.")


def _refuse_same(con: Connection, values: dict[str, Any], but: int | None) -> None:
    row = con.execute(
        """SELECT s.name FROM nomination n JOIN subject s ON s.id = n.subject_id
           WHERE n.subject_id = ? AND n.campaign_id IS ? AND n.form_code = ? AND n.award_round_id IS ?
             AND n.status NOT IN ('withdrawn', 'decided') AND n.id IS NOT ?""",
        (values["subject_id"], values["campaign_id"], values["form_code"], values["award_round_id"], but),
    ).fetchone()
    if row is not None:
        raise _already(row["name"])


_TEXTS = frozenset({"summary", "note"})
_CHANGEABLE = frozenset(
    {
        "campaign_award_id",
        "form_code",
        "award_round_id",
        "award_type",
        "proposing_unit_id",
        "citation",
        "submitted_date",
        "judged_year",
        *_TEXTS,
    }
)


def change(action: Action, nomination_id: int, **facts: object) -> bool:
    """Change some facts (keywords of :func:`nominate`, the subject and the drive excepted).

    Returns whether anything differed.

    Raises:
        BadInput: the nomination is decided, or would double another one.
    """
    unknown = facts.keys() - _CHANGEABLE
    if unknown:
        message = f"unknown facts of a nomination: {sorted(unknown)}"
        raise TypeError(message)
    present = get_nomination(action.con, nomination_id)
    if present.status == "decided":
        raise BadInput(
            f"“{present.name}” đã có quyết định khen thưởng nên không sửa đề nghị được nữa; "
            "hãy lập quyết định điều chỉnh."
        )
    values = {key: _stored(key, value) for key, value in facts.items()}
    if values.get("campaign_award_id") is not None:
        line = action.con.execute(
            "SELECT form_code FROM campaign_award WHERE id = ?", (values["campaign_award_id"],)
        ).fetchone()
        values["form_code"] = line["form_code"]
    merged = {
        "subject_id": present.subject.id,
        "campaign_id": present.campaign_id,
        "form_code": values.get("form_code", present.form_code),
        "award_round_id": values.get("award_round_id", present.award_round_id),
    }
    _refuse_same(action.con, merged, nomination_id)
    return action.update("nomination", nomination_id, **values)


def _stored(key: str, value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if key == "citation":
        return clean(str(value or "")) or None
    return nfc(value).strip() if isinstance(value, str) else value


def set_status(
    action: Action,
    nomination_ids: Iterable[int],
    status: str,
    *,
    reason: str = "",
    day: dt.date | None = None,
) -> int:
    """Move nominations on by hand; returns how many changed.

    ``day`` is the day handed in or returned (today where None). A returned dossier keeps the day it was first
    handed in.

    Raises:
        BadInput: one of them may not go there, or the reason of a return, refusal or withdrawal is missing.
    """
    reason = clean(reason)
    if status in NEEDS_REASON and not reason:
        raise BadInput(f"Chưa ghi lý do “{lower_first(STATUSES[status])}”; hãy ghi lý do rồi lưu lại.")
    shown_day = (day or dt.date.today()).isoformat()  # noqa: DTZ011 - the officer's own calendar day
    changed = 0
    for row in _statuses(action.con, nomination_ids):
        if row["status"] == status:
            continue
        if status not in TRANSITIONS[row["status"]]:
            raise BadInput(
                f"“{row['name']}” đang ở trạng thái “{STATUSES[row['status']]}” nên không chuyển sang "
                f"“{STATUSES[status]}” được; hãy bỏ tên này ra khỏi lựa chọn."
            )
        values = {"status": status, "status_reason": reason}
        if status == "submitted" and row["submitted_date"] is None:
            values["submitted_date"] = shown_day
        if status == "returned":
            values["returned_date"] = shown_day
        changed += action.update("nomination", row["id"], **values)
    return changed


def _statuses(con: Connection, nomination_ids: Iterable[int]) -> list[Row]:
    return con.execute(
        """SELECT n.id, n.status, n.submitted_date, s.name FROM nomination n JOIN subject s ON s.id = n.subject_id
           WHERE n.id IN (SELECT value FROM json_each(?)) ORDER BY n.id""",
        (str(list(nomination_ids)),),
    ).fetchall()


def undecided(con: Connection, campaign_id: int) -> list[Nomination]:
    """Nominations of a drive that nobody has approved or refused (nor returned, sent up or withdrawn)."""
    return list_nominations(con, campaign_id, statuses=UNDECIDED)


def approve_all_sentence(con: Connection, campaign_id: int) -> str:
    """The sentence an action that calls :func:`approve_all` must carry: it says that no council did."""
    return f"Duyệt {len(undecided(con, campaign_id))} đề nghị khen thưởng, không qua họp Hội đồng"


def approve_all(action: Action, campaign_id: int) -> list[int]:
    """Approve every undecided nomination of a drive without a council; returns their ids.

    Each keeps :data:`NO_COUNCIL` as its reason; the caller names the action by :func:`approve_all_sentence`.
    """
    ids = [nomination.id for nomination in undecided(action.con, campaign_id)]
    set_status(action, ids, "approved", reason=NO_COUNCIL)
    return ids


def remove(action: Action, nomination_id: int) -> None:
    """Take a nomination out with its evidence and papers, where no vote, submission or award rests on it.

    Raises:
        BadInput: something rests on it; it can be withdrawn instead.
    """
    for table in ("vote", "submission_item", "award", "inquiry", "dossier_letter_item"):
        if action.con.execute(
            f"SELECT 1 FROM {table} WHERE nomination_id = ? LIMIT 1", (nomination_id,)
        ).fetchone():
            raise BadInput(
                "Đề nghị này đã có biểu quyết, tờ trình hoặc quyết định nên không xóa được; "
                "hãy chuyển sang “Đã rút”."
            )
    for table in ("evidence", "dossier_item", "nomination_finding", "nomination_answer"):
        rows = action.con.execute(f"SELECT id FROM {table} WHERE nomination_id = ?", (nomination_id,))
        for row in rows.fetchall():
            action.delete(table, row["id"])
    action.delete("nomination", nomination_id)
