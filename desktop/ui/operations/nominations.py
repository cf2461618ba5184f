"""What the window does to nominations: putting forward, moving on, evidence and the papers of a dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from db import attachments, dossiers, nominations, people
from db.store import Action
from db.vietnamese.text import lower_first
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.people import SubjectDraft


@dataclass(frozen=True, slots=True)
class NominationDraft:
    """A nomination as typed. ``citation`` None: the award line's default holds; a line gives the form.

    Attributes:
        award_type: its loại hình; by it alone the conditions are chosen.
        award_round_id: the round it belongs to.
        judged_year: the year judged where the officer wrote one.
    """

    subject: SubjectDraft
    campaign_id: int | None
    campaign_award_id: int | None
    citation: str | None = None
    summary: str = ""
    submitted_date: dt.date | None = None
    form_code: str = ""
    award_type: str = "thematic"
    award_round_id: int | None = None
    judged_year: int | None = None


def nominate(draft: NominationDraft) -> StoreOp[int]:
    """Put a subject forward, known or new; the result is the nomination's id."""
    return StoreOp(f"Thêm đề nghị khen thưởng “{draft.subject.name}”", partial(_nominate, draft))


def _nominate(draft: NominationDraft, action: Action) -> int:
    return nominations.nominate(
        action,
        subject_id=people.find_or_add(action, **draft.subject.facts()),
        campaign_id=draft.campaign_id,
        campaign_award_id=draft.campaign_award_id,
        form_code=draft.form_code,
        proposing_unit_id=draft.subject.unit_id,
        citation=draft.citation,
        summary=draft.summary,
        submitted_date=draft.submitted_date,
        award_type=draft.award_type,
        award_round_id=draft.award_round_id,
        judged_year=draft.judged_year,
    )


def change(nomination_id: int, subject_id: int, draft: NominationDraft) -> StoreOp[bool]:
    """Write what was typed of a nomination and of its subject."""
    return StoreOp(
        f"Sửa đề nghị khen thưởng “{draft.subject.name}”", partial(_change, nomination_id, subject_id, draft)
    )


def _change(nomination_id: int, subject_id: int, draft: NominationDraft, action: Action) -> bool:
    told = people.change_subject(action, subject_id, **draft.subject.facts())
    facts: dict[str, object] = {
        "proposing_unit_id": draft.subject.unit_id,
        "citation": draft.citation,
        "summary": draft.summary,
        "submitted_date": draft.submitted_date,
        "award_type": draft.award_type,
        "award_round_id": draft.award_round_id,
        "judged_year": draft.judged_year,
    }
    if draft.campaign_award_id is not None:
        facts["campaign_award_id"] = draft.campaign_award_id
    elif draft.form_code:
        facts["form_code"] = draft.form_code
    return nominations.change(action, nomination_id, **facts) or told


def set_status(
    nomination_ids: Sequence[int], status: str, reason: str, day: dt.date | None = None
) -> StoreOp[int]:
    """Move nominations on; the result is how many changed."""
    word = nominations.STATUSES[status]
    return StoreOp(
        f"Chuyển {len(nomination_ids)} đề nghị sang “{word}”",
        partial(_set_status, tuple(nomination_ids), status, reason, day),
    )


def _set_status(
    nomination_ids: tuple[int, ...], status: str, reason: str, day: dt.date | None, action: Action
) -> int:
    return nominations.set_status(action, nomination_ids, status, reason=reason, day=day)


def approve_all(campaign_id: int, sentence: str) -> StoreOp[list[int]]:
    """Approve every undecided nomination without a council; ``sentence`` says that no council did."""
    return StoreOp(sentence, partial(_approve_all, campaign_id))


def _approve_all(campaign_id: int, action: Action) -> list[int]:
    return nominations.approve_all(action, campaign_id)


def remove(nomination_id: int, name: str) -> StoreOp[None]:
    """Take a nomination out of the register."""
    return StoreOp(f"Xóa đề nghị khen thưởng “{name}”", partial(_remove, nomination_id))


def _remove(nomination_id: int, action: Action) -> None:
    nominations.remove(action, nomination_id)


# ---------------------------------------------------------------- evidence


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """A piece of evidence as typed; ``file`` is attached when given.

    Attributes:
        form_code: the title or form it names; empty: read from its words.
        award_type: its loại hình; a form counts towards công trạng only where it says so.
        grade: of a rating or an initiative.
    """

    year_from: int
    year_to: int
    kind: str
    what: str
    number: str = ""
    document_on: str | None = None
    issuer: str = ""
    note: str = ""
    file: Path | None = None
    form_code: str = ""
    award_type: str = ""
    grade: str = ""

    def facts(self, action: Action) -> dict[str, object]:
        """Keywords of :func:`db.dossiers.add_evidence`; stores the file."""
        made: dict[str, object] = {name: getattr(self, name) for name in self.__slots__ if name != "file"}
        if self.file is not None:
            made["attachment_id"] = attachments.add_file(action, self.file)
        return made


def add_evidence(nomination_id: int, draft: EvidenceDraft, name: str) -> StoreOp[int]:
    """Add a piece of evidence; the result is its id."""
    return StoreOp(f"Thêm minh chứng của “{name}”", partial(_add_evidence, nomination_id, draft))


def _add_evidence(nomination_id: int, draft: EvidenceDraft, action: Action) -> int:
    return dossiers.add_evidence(action, nomination_id, **draft.facts(action))  # type: ignore[arg-type]


def change_evidence(evidence_id: int, draft: EvidenceDraft, name: str) -> StoreOp[bool]:
    """Write what was typed of a piece of evidence."""
    return StoreOp(f"Sửa minh chứng của “{name}”", partial(_change_evidence, evidence_id, draft))


def _change_evidence(evidence_id: int, draft: EvidenceDraft, action: Action) -> bool:
    return dossiers.change_evidence(action, evidence_id, **draft.facts(action))


def attach(evidence_id: int, file: Path, name: str) -> StoreOp[bool]:
    """Attach a file to a piece of evidence."""
    return StoreOp(f"Đính kèm “{file.name}” vào minh chứng của “{name}”", partial(_attach, evidence_id, file))


def _attach(evidence_id: int, file: Path, action: Action) -> bool:
    stored = attachments.add_file(action, file)
    return dossiers.change_evidence(action, evidence_id, attachment_id=stored)


def set_checked(evidence_ids: Sequence[int], checked: bool, name: str) -> StoreOp[int]:
    """Note that evidence was compared with its papers, or not."""
    word = "Đã kiểm tra" if checked else "Bỏ dấu đã kiểm tra"
    return StoreOp(f"{word} minh chứng của “{name}”", partial(_set_checked, tuple(evidence_ids), checked))


def _set_checked(evidence_ids: tuple[int, ...], checked: bool, action: Action) -> int:
    return dossiers.set_checked(action, evidence_ids, checked)


def remove_evidence(evidence_id: int, name: str) -> StoreOp[None]:
    """Take a piece of evidence out."""
    return StoreOp(f"Bỏ minh chứng của “{name}”", partial(_remove_evidence, evidence_id))


def _remove_evidence(evidence_id: int, action: Action) -> None:
    dossiers.remove_evidence(action, evidence_id)


# ---------------------------------------------------------------- papers of a dossier


def set_paper(
    nomination_id: int, paper_code: str, paper: str, state: str, day: dt.date | None, name: str
) -> StoreOp[bool]:
    """Note how a paper of a dossier stands."""
    word = lower_first(dossiers.PAPER_STATES[state])
    return StoreOp(
        f"Hồ sơ của “{name}”: {paper} – {word}",
        partial(_set_paper, nomination_id, paper_code, paper, state, day),
    )


def _set_paper(
    nomination_id: int, paper_code: str, paper: str, state: str, day: dt.date | None, action: Action
) -> bool:
    return dossiers.set_dossier_item(action, nomination_id, paper_code, name=paper, state=state, day=day)
