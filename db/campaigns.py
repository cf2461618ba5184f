"""Emulation drives (phong trào thi đua): facts, phases, papers, award lines; and how one is started."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import is_partial_date
from db.vietnamese.text import clean, fold, nfc

# The window's first paint lists the drives; what a drive is made of is imported by what writes it.
if TYPE_CHECKING:
    from db.milestones import MilestoneDraft, RequirementDraft
    from db.rules.quotas import LineQuota
    from db.targets import TargetDraft, TaskDraft

MODES = {"thematic": "Chuyên đề", "regular": "Thường xuyên"}
DOCUMENT_ROLES = {
    "own_plan": "Kế hoạch của cơ quan",
    "superior_launch": "Cấp trên phát động",
    "guidance": "Hướng dẫn",
    "extension": "Gia hạn",
    "allocation": "Phân bổ chỉ tiêu",
    "other": "Văn bản khác",
}
DOCUMENT_TYPES = {
    "plan": "Kế hoạch",
    "directive": "Chỉ thị",
    "letter": "Công văn",
    "decision": "Quyết định",
    "guidance": "Hướng dẫn",
    "report": "Báo cáo",
    "other": "Khác",
}
WINDOW_MODES = {
    "within": "Trong khoảng (một thành tích bên trong là đủ)",
    "every_year": "Đủ từng năm",
    "consecutive": "Liên tục n năm",
}


@dataclass(frozen=True, slots=True)
class Campaign:
    """A drive. ``start_on``/``end_on`` are partial ISO dates: a plan may name only a year.

    ``launch_level`` and ``scope_level`` are what form 0601 counts it by (``db.statistics``), empty: our own.
    """

    id: int
    uid: str
    code: str
    title: str
    short_title: str
    parent_id: int | None
    mode: str
    scope: str
    theme: str
    start_on: str | None
    end_on: str | None
    closed_date: dt.date | None
    note: str
    launch_level: str
    scope_level: str

    @property
    def shown(self) -> str:
        """Short title where there is one."""
        return self.short_title or self.title


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase (đợt, giai đoạn) of a drive."""

    id: int
    campaign_id: int
    ordinal: int
    name: str
    start_date: dt.date | None
    end_date: dt.date | None


@dataclass(frozen=True, slots=True)
class CampaignDocument:
    """A paper of the drive; ``day`` is partial, ``number`` None where blank."""

    id: int
    campaign_id: int
    role: str
    type: str
    number: str | None
    day: str | None
    issuer: str
    summary: str
    attachment_id: int | None


@dataclass(frozen=True, slots=True)
class CampaignAward:
    """An award line of the drive with its evidence window (years, inclusive)."""

    id: int
    campaign_id: int
    form_code: str
    form_name: str
    authority: str
    authority_level: str
    object_kinds: tuple[str, ...]
    quota_individual: int | None
    quota_collective: int | None
    quota_household: int | None
    quota_total: int | None
    window_start: int | None
    window_end: int | None
    window_mode: str
    window_years: int | None
    criteria: str
    quote: str
    citation_individual: str
    citation_collective: str
    citation_household: str
    min_direct_percent: int | None = None

    def citation(self, object_kind: str) -> str:
        """The line's default citation for individual, collective or household."""
        return str(getattr(self, f"citation_{object_kind}"))


@dataclass(frozen=True, slots=True)
class AwardDraft:
    """An award line to be written."""

    form_code: str
    form_name: str
    authority: str = ""
    authority_level: str = "commune"
    object_kinds: tuple[str, ...] = ("individual", "collective", "household")
    quota_individual: int | None = None
    quota_collective: int | None = None
    quota_household: int | None = None
    quota_total: int | None = None
    window_start: int | None = None
    window_end: int | None = None
    window_mode: str = "within"
    window_years: int | None = None
    criteria: str = ""
    quote: str = ""
    citation_individual: str = ""
    citation_collective: str = ""
    citation_household: str = ""


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A paper to be recorded; ``text`` is kept as a text attachment so that quotes can be shown in place."""

    role: str = "own_plan"
    type: str = "plan"
    number: str | None = None
    day: str | None = None
    issuer: str = ""
    summary: str = ""
    text: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class PhaseDraft:
    """A phase to be written."""

    name: str
    start_date: dt.date | None = None
    end_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """A whole drive as typed by hand or proposed from a plan; written by :func:`start_campaign`."""

    title: str
    short_title: str = ""
    mode: str = "thematic"
    scope: str = ""
    theme: str = ""
    start_on: str | None = None
    end_on: str | None = None
    code: str = ""
    note: str = ""
    document: DocumentDraft | None = None
    anniversaries: tuple[tuple[str, int | None, dt.date | None], ...] = ()
    phases: tuple[PhaseDraft, ...] = ()
    milestones: tuple[MilestoneDraft, ...] = ()
    requirements: tuple[RequirementDraft, ...] = ()
    awards: tuple[AwardDraft, ...] = ()
    targets: tuple[TargetDraft, ...] = ()
    tasks: tuple[TaskDraft, ...] = field(default=())


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _campaign(row: Row) -> Campaign:
    values = {name: row[name] for name in Campaign.__slots__}
    return Campaign(**{**values, "closed_date": _day(row["closed_date"])})


def list_campaigns(con: Connection, *, open_only: bool = False) -> list[Campaign]:
    """Drives, the one that started last first."""
    where = "WHERE closed_date IS NULL" if open_only else ""
    return [
        _campaign(r) for r in con.execute(f"SELECT * FROM campaign {where} ORDER BY start_on DESC, id DESC")
    ]


def get_campaign(con: Connection, campaign_id: int) -> Campaign:
    """One drive.

    Raises:
        NotFound: no such drive.
    """
    row = con.execute("SELECT * FROM campaign WHERE id = ?", (campaign_id,)).fetchone()
    if row is None:
        raise NotFound("Phong trào này không còn trong sổ; hãy chọn phong trào khác.")
    return _campaign(row)


def find_campaign(con: Connection, reference: str | None = None) -> Campaign:
    """A drive by code or id; without a reference the one that started last.

    Raises:
        NotFound: no drive of that code or id, or none at all.
    """
    if reference is None:
        found = list_campaigns(con)
        if not found:
            raise NotFound("Sổ chưa có phong trào thi đua nào; hãy tạo phong trào trước.")
        return found[0]
    row = con.execute(
        "SELECT * FROM campaign WHERE code = ? OR CAST(id AS TEXT) = ? ORDER BY code = ? DESC",
        (reference, reference, reference),
    ).fetchone()
    if row is None:
        known = ", ".join(campaign.code for campaign in list_campaigns(con)) or "chưa có"
        raise NotFound(f"Không có phong trào mã “{reference}”; hãy ghi một mã đang có ({known}).")
    return _campaign(row)


def phases(con: Connection, campaign_id: int) -> list[Phase]:
    """Phases of a drive in order."""
    rows = con.execute(
        "SELECT id, campaign_id, ordinal, name, start_date, end_date FROM campaign_phase "
        "WHERE campaign_id = ? ORDER BY ordinal",
        (campaign_id,),
    )
    return [
        Phase(
            row["id"],
            row["campaign_id"],
            row["ordinal"],
            row["name"],
            _day(row["start_date"]),
            _day(row["end_date"]),
        )
        for row in rows
    ]


def documents(con: Connection, campaign_id: int) -> list[CampaignDocument]:
    """Papers of a drive in the order they were recorded."""
    rows = con.execute("SELECT * FROM campaign_document WHERE campaign_id = ? ORDER BY id", (campaign_id,))
    return [CampaignDocument(*(row[name] for name in CampaignDocument.__slots__)) for row in rows]


def awards(con: Connection, campaign_id: int) -> list[CampaignAward]:
    """Award lines of a drive in order."""
    return [line for line in all_awards(con) if line.campaign_id == campaign_id]


def all_awards(con: Connection) -> list[CampaignAward]:
    """Award lines of every drive, in one query."""
    found = []
    for row in con.execute("SELECT * FROM campaign_award ORDER BY campaign_id, ordinal, id"):
        values = {name: row[name] for name in CampaignAward.__slots__}
        found.append(CampaignAward(**{**values, "object_kinds": tuple(row["object_kinds"].split(","))}))
    return found


def quota_of(line: CampaignAward) -> LineQuota:
    """The line's quotas as the rules see them."""
    from db.rules.quotas import LineQuota

    by_kind = {
        "individual": line.quota_individual,
        "collective": line.quota_collective,
        "household": line.quota_household,
    }
    return LineQuota(
        {kind: most for kind, most in by_kind.items() if most is not None},
        line.quota_total,
        line.min_direct_percent,
        line.quote,
    )


def set_min_direct(action: Action, award_id: int, percent: int | None) -> bool:
    """Set the least share of hands-on workers among a line's individuals; returns whether anything differed.

    Raises:
        BadInput: no percentage.
    """
    if percent is not None and not 1 <= percent <= 100:
        raise BadInput("Tỷ lệ người trực tiếp phải từ 1 đến 100; hãy sửa lại tỷ lệ.")
    return action.update("campaign_award", award_id, min_direct_percent=percent)


def anniversaries(con: Connection, campaign_id: int) -> list[tuple[str, int | None, dt.date | None]]:
    """(name, years, day) of the anniversaries a drive honours."""
    rows = con.execute(
        "SELECT name, years, day FROM campaign_anniversary WHERE campaign_id = ? ORDER BY id", (campaign_id,)
    )
    return [(row["name"], row["years"], _day(row["day"])) for row in rows]


def start_campaign(action: Action, draft: CampaignDraft) -> int:
    """Write a whole drive and give every unit its obligations; returns the drive's id.

    Raises:
        BadInput: no title, impossible dates, or a code that is taken.
    """
    from db import milestones, targets

    values = _campaign_values(draft.title, draft.start_on, draft.end_on)
    code = clean(draft.code) or _next_code(action.con, draft.start_on)
    if action.con.execute("SELECT 1 FROM campaign WHERE code = ?", (code,)).fetchone():
        raise BadInput(f"Mã phong trào “{code}” đã có trong sổ; hãy đặt mã khác.")
    campaign_id = action.insert(
        "campaign",
        code=code,
        short_title=clean(draft.short_title),
        mode=draft.mode,
        scope=clean(draft.scope),
        theme=clean(draft.theme),
        note=nfc(draft.note),
        **values,
    )
    set_anniversaries(action, campaign_id, draft.anniversaries)
    for ordinal, phase in enumerate(draft.phases, start=1):
        add_phase(action, campaign_id, phase, ordinal)
    document_id = add_document(action, campaign_id, draft.document) if draft.document else None
    ids = [milestones.add_milestone(action, campaign_id, m, document_id) for m in draft.milestones]
    for requirement in draft.requirements:
        milestones.add_requirement(action, campaign_id, requirement, ids)
    for ordinal, award in enumerate(draft.awards, start=1):
        add_award(action, campaign_id, award, ordinal=ordinal)
    for ordinal, target in enumerate(draft.targets, start=1):
        targets.add_target(action, campaign_id, target, ordinal=ordinal)
    for task in draft.tasks:
        targets.add_task(action, campaign_id, task)
    milestones.assign_obligations(action, campaign_id)
    return campaign_id


def set_anniversaries(
    action: Action, campaign_id: int, wanted: Iterable[tuple[str, int | None, dt.date | None]]
) -> None:
    """Let a drive honour exactly these anniversaries: (name, years, day)."""
    rows = action.con.execute("SELECT id FROM campaign_anniversary WHERE campaign_id = ?", (campaign_id,))
    for row in rows.fetchall():
        action.delete("campaign_anniversary", row["id"])
    for name, years, day in wanted:
        action.insert(
            "campaign_anniversary",
            campaign_id=campaign_id,
            name=clean(name),
            years=years,
            day=day.isoformat() if day else None,
        )


def _campaign_values(title: str, start_on: str | None, end_on: str | None) -> dict[str, str | None]:
    title = clean(title)
    if not title:
        raise BadInput("Chưa có tên phong trào; hãy ghi tên phong trào thi đua.")
    for label, value in (("Ngày bắt đầu", start_on), ("Ngày kết thúc", end_on)):
        if value and not is_partial_date(value):
            raise BadInput(f"{label} “{value}” không đúng; hãy ghi ngày/tháng/năm hoặc chỉ năm.")
    if start_on and end_on and end_on < start_on[: len(end_on)]:
        raise BadInput("Ngày kết thúc trước ngày bắt đầu; hãy sửa lại một trong hai ngày.")
    return {"title": title, "folded": fold(title), "start_on": start_on or None, "end_on": end_on or None}


def _next_code(con: Connection, start_on: str | None) -> str:
    year = (start_on or dt.date.today().isoformat())[:4]  # noqa: DTZ011 - the officer's own calendar day
    taken = {row["code"] for row in con.execute("SELECT code FROM campaign")}
    return next(code for n in range(1, 1000) if (code := f"PT{year}-{n:02d}") not in taken)


def change_campaign(
    action: Action,
    campaign_id: int,
    *,
    title: str,
    short_title: str = "",
    mode: str = "thematic",
    scope: str = "",
    theme: str = "",
    start_on: str | None = None,
    end_on: str | None = None,
    note: str = "",
) -> bool:
    """Change the facts of a drive; returns whether anything differed. New dates may bring new recurring duties."""
    from db import milestones

    differed = action.update(
        "campaign",
        campaign_id,
        short_title=clean(short_title),
        mode=mode,
        scope=clean(scope),
        theme=clean(theme),
        note=nfc(note),
        **_campaign_values(title, start_on, end_on),
    )
    milestones.assign_obligations(action, campaign_id)
    return differed


def close_campaign(action: Action, campaign_id: int, day: dt.date | None) -> bool:
    """Close a drive on a day, or open it again with None; units added meanwhile then get their duties.

    Returns whether anything differed.
    """
    from db import milestones

    differed = action.update("campaign", campaign_id, closed_date=day.isoformat() if day else None)
    if differed and day is None:
        milestones.assign_obligations(action, campaign_id)
    return differed


def add_phase(action: Action, campaign_id: int, draft: PhaseDraft, ordinal: int | None = None) -> int:
    """Add a phase; at the end where no ordinal is given."""
    if ordinal is None:
        # One taken out leaves its place empty: their count says nothing.
        ordinal = max((one.ordinal for one in phases(action.con, campaign_id)), default=0) + 1
    return action.insert(
        "campaign_phase",
        campaign_id=campaign_id,
        ordinal=ordinal,
        name=clean(draft.name) or f"Đợt {ordinal}",
        **_phase_days(draft),
    )


def change_phase(action: Action, phase_id: int, draft: PhaseDraft) -> bool:
    """Change the days of a phase; its name stays. Returns whether anything differed."""
    return action.update("campaign_phase", phase_id, **_phase_days(draft))


def remove_phase(action: Action, phase_id: int) -> None:
    """Take out a phase nothing was counted in; the others keep their places.

    Raises:
        BadInput: it has results of targets, or a round of commendation.
    """
    if reason := why_phase_stays(action.con, phase_id):
        raise BadInput(reason)
    action.delete("campaign_phase", phase_id)


def why_phase_stays(con: Connection, phase_id: int) -> str:
    """Why a phase cannot be taken out, in one sentence; "" when it can."""
    if con.execute("SELECT 1 FROM target_result WHERE phase_id = ?", (phase_id,)).fetchone():
        return "Đợt này đã có kết quả chỉ tiêu nên không xóa được; hãy sửa ngày của đợt."
    if con.execute("SELECT 1 FROM award_round WHERE phase_id = ?", (phase_id,)).fetchone():
        return "Đợt này đã có đợt xét khen thưởng nên không xóa được; hãy sửa ngày của đợt."
    return ""


def _phase_days(draft: PhaseDraft) -> dict[str, str | None]:
    if draft.start_date and draft.end_date and draft.end_date < draft.start_date:
        raise BadInput(f"“{draft.name}” kết thúc trước khi bắt đầu; hãy sửa lại ngày của giai đoạn.")
    return {
        "start_date": draft.start_date.isoformat() if draft.start_date else None,
        "end_date": draft.end_date.isoformat() if draft.end_date else None,
    }


def add_document(action: Action, campaign_id: int, draft: DocumentDraft) -> int:
    """Record a paper of the drive; its text, if any, is kept as an attachment. Returns the id.

    Raises:
        BadInput: its day is no date.
    """
    from db import attachments

    if draft.day and not is_partial_date(draft.day):
        raise BadInput(f"Ngày văn bản “{draft.day}” không đúng; hãy ghi ngày/tháng/năm hoặc chỉ năm.")
    attachment_id = None
    if draft.text:
        name = draft.file_name or "van-ban.txt"
        attachment_id = attachments.add(
            action, name if name.endswith(".txt") else f"{name}.txt", nfc(draft.text).encode("utf-8")
        )
    return action.insert(
        "campaign_document",
        campaign_id=campaign_id,
        role=draft.role,
        type=draft.type,
        number=clean(draft.number) if draft.number else None,
        day=draft.day or None,
        issuer=clean(draft.issuer),
        summary=clean(draft.summary),
        attachment_id=attachment_id,
    )


def _award_values(draft: AwardDraft) -> dict[str, object]:
    if draft.window_start and draft.window_end and draft.window_end < draft.window_start:
        raise BadInput("Khoảng năm xét thành tích bị ngược; hãy ghi năm đầu trước năm cuối.")
    if draft.window_mode == "consecutive" and not draft.window_years:
        raise BadInput("Chưa ghi số năm liên tục; hãy ghi số năm rồi lưu lại.")
    if draft.window_mode != "within" and not clean(draft.quote):
        # An empty year is neutral unless the plan itself says otherwise.
        raise BadInput(
            f"“{WINDOW_MODES[draft.window_mode]}” chỉ tính khi kế hoạch nêu rõ; hãy ghi câu đó của kế hoạch."
        )
    values: dict[str, object] = {}
    for name in AwardDraft.__slots__:
        value = getattr(draft, name)
        values[name] = clean(value) if isinstance(value, str) else value
    values["object_kinds"] = ",".join(draft.object_kinds)
    values["quote"] = nfc(draft.quote)
    return values


def add_award(action: Action, campaign_id: int, draft: AwardDraft, *, ordinal: int = 0) -> int:
    """Add an award line to a drive; returns the id."""
    return action.insert("campaign_award", campaign_id=campaign_id, ordinal=ordinal, **_award_values(draft))


def change_award(action: Action, award_id: int, draft: AwardDraft) -> bool:
    """Change an award line; returns whether anything differed."""
    return action.update("campaign_award", award_id, **_award_values(draft))


def remove_award(action: Action, award_id: int) -> None:
    """Take out an award line no nomination uses."""
    if reason := why_award_stays(action.con, award_id):
        raise BadInput(reason)
    action.delete("campaign_award", award_id)


def why_award_stays(con: Connection, award_id: int) -> str:
    """Why an award line cannot be taken out, in one sentence; "" when it can."""
    used = con.execute("SELECT 1 FROM nomination WHERE campaign_award_id = ?", (award_id,)).fetchone()
    return "Dòng khen thưởng đã có người được đề nghị nên không xóa được; hãy sửa dòng đó." if used else ""
