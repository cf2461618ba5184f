"""Correcting decisions (quyết định điều chỉnh, hủy, thu hồi): what is issued is never edited, it is corrected.

A correcting decision names the one it corrects and says what happens to each award. It is drafted, removed and
issued like any other (:mod:`db.decisions`); issuing carries its effects out.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from db import awards, organizations
from db.awards import Award
from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import clean, lower_first

KINDS: Final = {"adjust": "Điều chỉnh", "cancel": "Hủy", "revoke": "Thu hồi"}
FIELDS: Final = {
    "honorific": "Danh xưng",
    "recipient": "Tên",
    "position_unit": "Chức vụ, đơn vị",
    "citation": "Nội dung thành tích",
}
"""What a decision can put right on an award, in the order of the certificate."""


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """What a correcting decision does to one award.

    Attributes:
        changes: field → (as it stood, as it shall stand); empty for a cancellation or revocation.
    """

    id: int
    award: Award
    effect: str
    changes: dict[str, tuple[str, str]]

    @property
    def shown_effect(self) -> str:
        """Điều chỉnh, Hủy or Thu hồi."""
        return KINDS[self.effect]

    @property
    def shown_changes(self) -> tuple[tuple[str, str, str], ...]:
        """(title of the field, old, new) in the order of the certificate."""
        return tuple((FIELDS[key], *self.changes[key]) for key in FIELDS if key in self.changes)

    @property
    def to_pay_back(self) -> int:
        """Đồng handed over that a cancelled or revoked award takes back."""
        taken = self.effect != "adjust" and self.award.received_date is not None
        return self.award.prize_amount or 0 if taken else 0


def lines(con: Connection, decision_id: int) -> list[CorrectionLine]:
    """The lines of a correcting decision in the order of the corrected list."""
    rows = con.execute(
        """SELECT c.* FROM award_correction c JOIN award a ON a.id = c.award_id
           WHERE c.decision_id = ? ORDER BY a.ordinal, a.id""",
        (decision_id,),
    ).fetchall()
    return [_line(con, row) for row in rows]


def of_award(con: Connection, award_id: int) -> list[tuple[CorrectionLine, str]]:
    """Issued corrections of one award, the oldest first, each with its decision ("15/QĐ-UBND ngày …")."""
    rows = con.execute(
        """SELECT c.*, d.number, d.day FROM award_correction c JOIN decision d ON d.id = c.decision_id
           WHERE c.award_id = ? AND d.status = 'issued' ORDER BY d.day, d.id""",
        (award_id,),
    ).fetchall()
    return [
        (_line(con, row), f"{row['number']} ngày {format_date(dt.date.fromisoformat(row['day']))}")
        for row in rows
    ]


def _line(con: Connection, row: Row) -> CorrectionLine:
    told = {key: (str(old), str(new)) for key, (old, new) in json.loads(row["changes"]).items()}
    return CorrectionLine(row["id"], awards.get_award(con, row["award_id"]), row["effect"], told)


def decisions_correcting(con: Connection, decision_id: int) -> list[int]:
    """Ids of the issued decisions that correct one, the oldest first."""
    rows = con.execute(
        "SELECT id FROM decision WHERE corrects_id = ? AND status = 'issued' ORDER BY day, id", (decision_id,)
    )
    return [row["id"] for row in rows]


def to_reprint(con: Connection, campaign_id: int | None = None) -> list[tuple[int, str]]:
    """Awards whose certificate still says what an issued decision put right: award id and words.

    A sheet printed after the day of the decision counts, and one printed again on that very day.
    """
    rows = con.execute(
        """WITH adjusted (id, recipient, day) AS (
               SELECT a.id, a.recipient, max(d.day) FROM award_correction c
               JOIN decision d ON d.id = c.decision_id AND d.status = 'issued' JOIN award a ON a.id = c.award_id
               WHERE c.effect = 'adjust' AND a.revoked_date IS NULL AND (?1 IS NULL OR d.campaign_id = ?1)
               GROUP BY a.id)
           SELECT id, recipient, day FROM adjusted
           WHERE EXISTS (SELECT 1 FROM printed_sheet s WHERE s.award_id = adjusted.id AND s.state = 'good')
             AND NOT EXISTS (SELECT 1 FROM printed_sheet s JOIN print_run r ON r.id = s.print_run_id
                             WHERE s.award_id = adjusted.id AND s.state = 'good'
                               AND substr(r.at, 1, 10) || s.reprint > day || '0')
           ORDER BY day, id""",
        (campaign_id,),
    )
    return [
        (row["id"], f"{row['recipient']} (điều chỉnh {format_date(dt.date.fromisoformat(row['day']))})")
        for row in rows
    ]


def draft(
    action: Action,
    decision_id: int,
    *,
    kind: str,
    reason: str,
    changes: Mapping[int, Mapping[str, str]] | None = None,
    award_ids: Iterable[int] = (),
    signer_id: int | None = None,
    title: str = "",
) -> int:
    """Draft a decision that corrects an issued one; returns its id.

    Args:
        action: the running action.
        decision_id: the decision to correct.
        kind: ``adjust`` (``changes`` by award id: :data:`FIELDS` with their new text), ``cancel`` or ``revoke``
            (``award_ids``; all that stand where none is given).
        reason: why, as the decision will say.
        changes: see ``kind``.
        award_ids: see ``kind``.
        signer_id: who signs; the organ's first signer in office today where None.
        title: trích yếu; made of the corrected one where empty.

    Raises:
        BadInput: not issued, no reason, nothing to correct, or an award that no longer stands.
    """
    row = action.con.execute("SELECT * FROM decision WHERE id = ?", (decision_id,)).fetchone()
    if row is None:
        raise NotFound("Quyết định này không còn trong sổ; hãy tải lại danh sách quyết định.")
    if row["status"] != "issued":
        raise BadInput("Quyết định chưa ban hành nên sửa trực tiếp được; hãy sửa dự thảo thay vì điều chỉnh.")
    if kind not in KINDS:
        raise BadInput("Chưa chọn loại quyết định; hãy chọn điều chỉnh, hủy hay thu hồi.")
    reason = clean(reason).rstrip(".")
    if not reason:
        raise BadInput(f"Chưa ghi lý do {lower_first(KINDS[kind])}; hãy ghi lý do rồi lưu lại.")
    issuer = organizations.present_of(action.con, row["organization_id"])[0]
    today = dt.date.today()  # noqa: DTZ011 - the officer's own calendar day
    signer = organizations.award_signer(action.con, issuer, today, signer_id)
    made = action.insert(
        "decision",
        organization_id=issuer,
        campaign_id=row["campaign_id"],
        award_round_id=row["award_round_id"],
        form_code=row["form_code"],
        authority_level=row["authority_level"],
        title=clean(title) or _title(kind, row),
        signer_name=signer.name if signer else "",
        signer_title=signer.title if signer else "",
        signature_form=signer.signature_form if signer else "head",
        corrects_id=decision_id,
        correction_kind=kind,
        correction_reason=reason,
    )
    set_lines(action, made, changes=changes, award_ids=award_ids)
    return made


def _title(kind: str, row: Row) -> str:
    day = format_date(dt.date.fromisoformat(row["day"]))
    return f"Về việc {lower_first(KINDS[kind])} Quyết định số {row['number']} ngày {day}"


def set_lines(
    action: Action,
    correction_id: int,
    *,
    changes: Mapping[int, Mapping[str, str]] | None = None,
    award_ids: Iterable[int] = (),
) -> int:
    """Say anew what a drafted correction does (see :func:`draft`); returns how many awards it touches.

    Raises:
        BadInput: it is issued, nothing would change, or an award stands on another decision or no longer stands.
    """
    row = action.row("decision", correction_id)
    if row["status"] == "issued":
        raise BadInput("Quyết định điều chỉnh đã ban hành nên không sửa được; hãy lập quyết định khác.")
    remove_lines(action, correction_id)
    listed = {one.id: one for one in awards.list_awards(action.con, row["corrects_id"])}
    kind, wanted = (
        row["correction_kind"],
        list(changes or {}) if row["correction_kind"] == "adjust" else list(award_ids),
    )
    if kind != "adjust" and not wanted:
        wanted = [one.id for one in listed.values() if one.revoked_date is None]
    for award_id in wanted:
        award = listed.get(award_id)
        if award is None:
            raise BadInput(
                "Có tên không nằm trong quyết định được sửa; hãy chọn lại trong danh sách của quyết định đó."
            )
        _refuse_gone(award)
        told = _changed(award, (changes or {}).get(award_id, {})) if kind == "adjust" else {}
        action.insert(
            "award_correction",
            decision_id=correction_id,
            award_id=award_id,
            effect=kind,
            changes=json.dumps(told, ensure_ascii=False, sort_keys=True),
        )
    if not wanted:
        raise BadInput("Quyết định chưa sửa gì; hãy chọn người và nội dung cần sửa.")
    return len(wanted)


def _refuse_gone(award: Award) -> None:
    if award.revoked_date is not None:
        raise BadInput(f"Khen thưởng của “{award.recipient}” đã hủy hoặc thu hồi; hãy bỏ tên này ra.")


def _changed(award: Award, wanted: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    unknown = wanted.keys() - FIELDS.keys()
    if unknown:
        message = f"unknown facts of an award: {sorted(unknown)}"
        raise TypeError(message)
    told = {
        key: (getattr(award, key), clean(new))
        for key, new in wanted.items()
        if clean(new) != getattr(award, key)
    }
    if not told:
        raise BadInput(
            f"Nội dung của “{award.recipient}” không có gì khác trước; hãy ghi nội dung cần điều chỉnh."
        )
    if not told.get("recipient", ("", award.recipient))[1]:
        raise BadInput("Tên người được khen đang để trống; hãy ghi tên rồi lưu lại.")
    return told


def remove_lines(action: Action, correction_id: int) -> None:
    """Take the lines of a drafted correction out."""
    rows = action.con.execute("SELECT id FROM award_correction WHERE decision_id = ?", (correction_id,))
    for row in rows.fetchall():
        action.delete("award_correction", row["id"])


def carry_out(action: Action, correction_id: int) -> int:
    """Carry the effects of a correction out that was just issued; returns how many awards it touched.

    Adjusted awards say the new text, with the old one kept in the line. Cancelled and revoked ones stand in the
    register as such, with the decision as their reason, and their nominations are open again.

    Raises:
        BadInput: an award was cancelled or revoked since the draft was made.
    """
    row = action.row("decision", correction_id)
    day = dt.date.fromisoformat(row["day"])
    listed = lines(action.con, correction_id)
    for line in listed:
        _refuse_gone(line.award)
        if line.effect == "adjust":
            _adjust(action, line)
            continue
        decided = f"Quyết định {row['number']} ngày {format_date(day)}"
        reason = f"{KINDS[line.effect]} theo {decided}: {row['correction_reason']}"
        action.update("award", line.award.id, revoked_date=day.isoformat(), revoke_reason=reason)
        if line.award.nomination_id is not None:
            action.update("nomination", line.award.nomination_id, status="rejected", status_reason=reason)
    return len(listed)


def _adjust(action: Action, line: CorrectionLine) -> None:
    stood = {key: (getattr(line.award, key), new) for key, (_, new) in line.changes.items()}
    told = json.dumps(stood, ensure_ascii=False, sort_keys=True)
    action.update("award_correction", line.id, changes=told)
    action.update("award", line.award.id, **{key: new for key, (_, new) in line.changes.items()})
