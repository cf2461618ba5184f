"""Every kind of paper the program makes: its names, what it is made for, and how it is built out of the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from db import campaigns, councils, decisions, dossier_letters, submissions
from db.decisions import Decision
from db.errors import BadInput
from db.sqlite import Connection
from db.statistics import Period
from db.talk import SilentTalk

if TYPE_CHECKING:
    from desktop.documents.facts_chain import ChangeRow, CorrectionKind
    from desktop.documents.paper import Paper

Of = Literal[
    "campaign", "decision", "meeting", "submission", "nomination", "subject", "cluster", "letter", "period"
]
"""What a paper is made for; one of a ``period`` is made of the whole register."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the officer chose; a kind reads what it needs, the rest falls back on the drive.

    Attributes:
        campaign_id: the drive. A decision, session or submission not named is the drive's newest.
        as_of: the day of the paper, or "tính đến ngày".
        signer_id: who signs a paper of the committee; None: the first of its signers.
        at_once: recipients a turn on the stage.
        each: a sheet for every guest.
        approved: works approved for the plaque instead of those proposed.
        secret: ballots without name and signature; None: as the session votes.
        accounts: the list to sign carries account numbers and banks.
        charts: the report carries pictures.
        short: the report on one's achievements is the summary (báo cáo tóm tắt).
        form_code, start, end: of a statistical form; without days the whole year of ``as_of``.
        year: of the award fund, that of ``as_of`` unless said.
        names: the list behind the numbers goes with it.
        correction, reason, changes, award_ids: of a correction of ``decision_id`` that is not in the register yet.
    """

    as_of: dt.date
    campaign_id: int | None = None
    decision_id: int | None = None
    meeting_id: int | None = None
    submission_id: int | None = None
    nomination_id: int | None = None
    subject_id: int | None = None
    cluster_id: int | None = None
    letter_id: int | None = None
    signer_id: int | None = None
    at_once: int = 10
    each: bool = False
    approved: bool = False
    secret: bool | None = None
    accounts: bool = False
    charts: bool = True
    short: bool = False
    form_code: str = "commune"
    start: dt.date | None = None
    end: dt.date | None = None
    year: int | None = None
    names: bool = False
    purpose: str = ""
    correction: CorrectionKind = "adjust"
    reason: str = ""
    changes: tuple[ChangeRow, ...] = ()
    award_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind: its key (also of its wording), its word on the command line, its name, what it is made for.

    ``group`` is the step of the chain it belongs to, for menus; ``file_name`` without suffix.
    """

    key: str
    command: str
    title: str
    of: Of
    group: str

    @property
    def file_name(self) -> str:
        """The name a file of this kind is offered."""
        return self.title


_DRIVE, _COUNCIL, _DECISION, _CEREMONY, _FIGURES, _OTHER = (
    "Phong trào",
    "Hội đồng, trình",
    "Quyết định",
    "Trao thưởng",
    "Thống kê, quỹ",
    "Tra cứu, lưu trữ",
)
KINDS: Final[tuple[PaperKind, ...]] = (
    PaperKind("plan", "plan", "Kế hoạch phát động, hưởng ứng", "campaign", _DRIVE),
    PaperKind("pledge", "pledge", "Giao ước thi đua", "cluster", _DRIVE),
    PaperKind("deadline_notice", "deadline-notice", "Thông báo thời hạn đăng ký", "campaign", _DRIVE),
    PaperKind("reminder", "reminder", "Công văn đôn đốc", "campaign", _DRIVE),
    PaperKind("report", "report", "Báo cáo sơ kết, tổng kết", "campaign", _DRIVE),
    PaperKind("achievement", "achievement", "Báo cáo thành tích", "nomination", _COUNCIL),
    PaperKind(
        "dossier_letter", "dossier-letter", "Văn bản về hồ sơ: yêu cầu bổ sung, tiếp nhận", "letter", _COUNCIL
    ),
    PaperKind("ballot", "ballot", "Phiếu biểu quyết", "meeting", _COUNCIL),
    PaperKind("tally", "tally", "Biên bản kiểm phiếu", "meeting", _COUNCIL),
    PaperKind("minutes", "minutes", "Biên bản họp Hội đồng", "meeting", _COUNCIL),
    PaperKind("submission", "submission", "Tờ trình khen thưởng", "submission", _COUNCIL),
    PaperKind("name_list", "name-list", "Danh sách trình khen thưởng", "submission", _COUNCIL),
    PaperKind(
        "achievement_summary", "achievement-summary", "Báo cáo tóm tắt thành tích", "submission", _COUNCIL
    ),
    PaperKind("decision", "decision", "Quyết định khen thưởng", "decision", _DECISION),
    PaperKind("correction", "correction", "Quyết định điều chỉnh, hủy bỏ, thu hồi", "decision", _DECISION),
    PaperKind("result_notice", "result-notice", "Thông báo kết quả khen thưởng", "campaign", _DECISION),
    PaperKind("invitation", "invitation", "Giấy mời lễ trao thưởng", "decision", _CEREMONY),
    PaperKind("roll_call", "roll-call", "Danh sách gọi trao thưởng theo lượt", "decision", _CEREMONY),
    PaperKind("prize_list", "prize-list", "Danh sách ký nhận tiền thưởng", "decision", _CEREMONY),
    PaperKind("plaque_list", "plaque-list", "Danh sách công trình gắn biển", "campaign", _CEREMONY),
    PaperKind("statistics_form", "statistics-form", "Biểu thống kê khen thưởng", "period", _FIGURES),
    PaperKind("fund_report", "fund-report", "Báo cáo quỹ khen thưởng", "period", _FIGURES),
    PaperKind("confirmation", "confirmation", "Giấy xác nhận khen thưởng", "subject", _OTHER),
    PaperKind("archive_index", "archive-index", "Mục lục hồ sơ lưu", "campaign", _OTHER),
)
SIGNED_BY_OFFICE: Final = (
    "plan",
    "deadline_notice",
    "reminder",
    "report",
    "dossier_letter",
    "submission",
    "achievement_summary",
    "result_notice",
    "invitation",
    "plaque_list",
    "confirmation",
)
"""Kinds the committee signs. A decision is its chairman's own, the council's papers are the council's."""
BY_KEY: Final = {kind.key: kind for kind in KINDS}
BY_COMMAND: Final = {kind.command: kind for kind in KINDS}


def build(con: Connection, key: str, choice: Choice) -> Paper:
    """The paper of a kind out of the register.

    Raises:
        BadInput: what the kind needs was not chosen, or the paper itself refuses.
        NotFound: the drive has no decision, session or the like yet.
    """
    from desktop.documents.paper_signing import signed_by

    return signed_by(con, key, choice.signer_id, _BUILDERS[key](con, choice))


def _need(value: int | None, what: str) -> int:
    if value is None:
        raise BadInput(f"Chưa chọn {what}; hãy chọn rồi lập văn bản.")
    return value


def _drive(choice: Choice) -> int:
    return _need(choice.campaign_id, "phong trào")


def _decided(con: Connection, choice: Choice) -> Decision:
    from desktop.documents import records

    if choice.decision_id is not None:
        return decisions.get_decision(con, choice.decision_id)
    return records.decision_of(con, _drive(choice))


def _held(con: Connection, choice: Choice) -> councils.Meeting:
    from desktop.documents import records_council

    if choice.meeting_id is not None:
        return councils.get_meeting(con, choice.meeting_id)
    return records_council.meeting_of(con, _drive(choice))


def resolved(con: Connection, key: str, choice: Choice) -> Choice:
    """``choice`` with the decision, session or submission a paper of this kind falls back on, where there is one."""
    if choice.campaign_id is None:
        return choice
    of = BY_KEY[key].of
    if of == "decision" and choice.decision_id is None:
        own = [d for d in decisions.list_decisions(con, campaign_id=choice.campaign_id) if d.is_own]
        return replace(choice, decision_id=own[0].id if own else None)
    if of == "meeting" and choice.meeting_id is None:
        held = councils.list_meetings(con, campaign_id=choice.campaign_id)
        return replace(choice, meeting_id=held[0].id if held else None)
    if of == "submission" and choice.submission_id is None:
        asked = submissions.list_submissions(con, campaign_id=choice.campaign_id)
        return replace(choice, submission_id=asked[0].id if asked else None)
    return choice


def _plan(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import plan, records_drive

    return plan.plan(records_drive.plan_facts(con, _drive(choice), choice.as_of))


def _pledge(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import pledge, records_drive

    if choice.cluster_id is None:
        _drive(choice)
    facts = records_drive.pledge_facts(
        con, cluster_id=choice.cluster_id, year=choice.as_of.year, campaign_id=choice.campaign_id
    )
    return pledge.pledge(facts)


def _deadline_notice(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import deadline_notice, records_drive

    return deadline_notice.deadline_notice(records_drive.deadline_facts(con, _drive(choice), choice.as_of))


def _reminder(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import records, reminder

    return reminder.reminder(records.reminder_facts(con, _drive(choice), choice.as_of))


def _report(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import records_report, report

    facts = records_report.report_facts(con, _drive(choice), choice.as_of, charts=choice.charts)
    return report.report(facts)


def _achievement(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import achievement, records_achievement

    chosen = _need(choice.nomination_id, "người được đề nghị")
    facts = records_achievement.achievement_facts(con, chosen, choice.as_of, short=choice.short)
    return achievement.achievement(facts)


def _dossier_letter(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import dossier_letter, records_chain

    if choice.letter_id is not None:
        letter = dossier_letters.get_letter(con, choice.letter_id)
    else:
        listed = dossier_letters.list_letters(con, campaign_id=_drive(choice))
        if not listed:
            raise BadInput(
                "Phong trào chưa có văn bản nào về hồ sơ; hãy lập yêu cầu bổ sung hoặc giấy tiếp nhận trước."
            )
        letter = listed[0]
    return dossier_letter.dossier_letter(records_chain.dossier_letter_facts(con, letter))


def _ballot(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import ballot, records_chain

    return ballot.ballot(records_chain.ballot_facts(con, _held(con, choice), secret=choice.secret))


def _tally(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import records_chain, tally

    return tally.tally(records_chain.tally_facts(con, _held(con, choice)))


def _minutes(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import minutes, records_council

    return minutes.minutes(records_council.minutes_facts(con, _held(con, choice)))


def _submission(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import records_council, submission

    if choice.submission_id is not None:
        asked = submissions.get_submission(con, choice.submission_id)
        return submission.submission(records_council.recorded_submission(con, asked, choice.as_of))
    return submission.submission(records_council.submission_facts(con, _drive(choice), choice.as_of))


def _name_list(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import name_list, records_chain

    return name_list.name_list(records_chain.name_list_facts(con, asked_of(con, choice), choice.as_of))


def _achievement_summary(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import achievement_summary, records_achievement

    facts = records_achievement.summary_facts(con, asked_of(con, choice), choice.as_of)
    return achievement_summary.achievement_summary(facts)


def asked_of(con: Connection, choice: Choice) -> submissions.Submission:
    """The submission chosen, else the newest of the drive.

    Raises:
        BadInput: the drive has none.
    """
    if choice.submission_id is not None:
        return submissions.get_submission(con, choice.submission_id)
    found = submissions.list_submissions(con, campaign_id=_drive(choice))
    if not found:
        code = campaigns.get_campaign(con, _drive(choice)).code
        raise BadInput(f"Phong trào {code} chưa có tờ trình nào; hãy lập tờ trình trước.")
    return found[0]


def _decision(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import correction, decision, records, records_chain

    chosen = _decided(con, choice)
    if chosen.corrects_id is not None:
        return correction.correction(records_chain.recorded_correction(con, chosen, choice.as_of))
    return decision.decision(records.decision_facts(con, chosen, choice.as_of))


def _correction(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import correction, records_chain

    chosen = _decided(con, choice)
    if chosen.corrects_id is not None:
        return correction.correction(records_chain.recorded_correction(con, chosen, choice.as_of))
    facts = records_chain.correction_facts(
        con,
        chosen,
        choice.correction,
        reason=choice.reason,
        changes=choice.changes,
        award_ids=choice.award_ids,
        signing=choice.as_of,
    )
    return correction.correction(facts)


def _result_notice(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import records_chain, result_notice

    return result_notice.result_notice(records_chain.notice_facts(con, _drive(choice), choice.as_of))


def _invitation(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import invitation, records_drive

    facts = records_drive.invitation_facts(con, _decided(con, choice), each=choice.each)
    return invitation.invitation(facts)


def _roll_call(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import records_drive, roll_call

    facts = records_drive.roll_call_facts(con, _decided(con, choice), at_once=choice.at_once)
    return roll_call.roll_call(facts)


def _prize_list(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import prize_list, records

    facts = records.prize_list_facts(con, _decided(con, choice), accounts=choice.accounts)
    return prize_list.prize_list(facts)


def _plaque_list(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import plaque_list, records_drive

    stage: Literal["approved", "proposed"] = "approved" if choice.approved else "proposed"
    return plaque_list.plaque_list(records_drive.plaque_facts(con, _drive(choice), choice.as_of, stage))


def _confirmation(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import confirmation, records_chain

    chosen = _need(choice.subject_id, "người cần xác nhận")
    facts = records_chain.confirmation_facts(con, chosen, choice.as_of, purpose=choice.purpose)
    return confirmation.confirmation(facts)


def _statistics_form(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import records_statistics, statistics_form

    period = Period.of_year(choice.as_of.year)
    if choice.start is not None or choice.end is not None:
        period = Period.between(choice.start or period.start, choice.end or period.end)
    facts = records_statistics.statistics_facts(
        con, choice.form_code, period, choice.as_of, names=choice.names
    )
    return statistics_form.statistics_form(facts)


def _fund_report(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import fund_report, records_statistics

    year = choice.year or choice.as_of.year
    return fund_report.fund_report(records_statistics.fund_facts(con, year, choice.as_of, names=choice.names))


def _archive_index(con: Connection, choice: Choice) -> Paper:
    from desktop.documents import archive_index, drive_archive

    rows = drive_archive.planned_rows(con, _drive(choice), choice.as_of, SilentTalk())
    return archive_index.archive_index(drive_archive.index_facts(con, _drive(choice), choice.as_of, rows))


_BUILDERS: Final[dict[str, Callable[[Connection, Choice], Paper]]] = {
    "plan": _plan,
    "pledge": _pledge,
    "deadline_notice": _deadline_notice,
    "reminder": _reminder,
    "report": _report,
    "achievement": _achievement,
    "dossier_letter": _dossier_letter,
    "ballot": _ballot,
    "tally": _tally,
    "minutes": _minutes,
    "submission": _submission,
    "name_list": _name_list,
    "achievement_summary": _achievement_summary,
    "decision": _decision,
    "correction": _correction,
    "result_notice": _result_notice,
    "invitation": _invitation,
    "roll_call": _roll_call,
    "prize_list": _prize_list,
    "plaque_list": _plaque_list,
    "statistics_form": _statistics_form,
    "fund_report": _fund_report,
    "confirmation": _confirmation,
    "archive_index": _archive_index,
}
