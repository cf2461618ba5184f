"""Facts of the papers around a drive and its ceremony out of the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from db import board, campaigns, catalogues, clusters, milestones, plaques, targets, units
from db.campaigns import CampaignAward, CampaignDocument
from db.clusters import ClusterYear
from db.decisions import Decision
from db.errors import NotFound
from db.milestones import Milestone
from db.registrations import Registration
from db.sqlite import Connection
from db.targets import Target, Task
from db.vietnamese.dates import format_date, format_partial
from db.vietnamese.text import lower_first
from desktop.documents import plan, records
from desktop.documents.facts import IssueFacts
from desktop.documents.facts_drive import (
    AwardLineRow,
    DeadlineFacts,
    DutyRow,
    InvitationFacts,
    MilestoneRow,
    PlanFacts,
    PlaqueFacts,
    PledgeFacts,
    RollCallFacts,
    TargetRow,
    WorkRow,
)
from desktop.documents.paper_words import campaign_phrase, count, with_place, words

# ---------------------------------------------------------------- plan, pledge


def plan_facts(con: Connection, campaign_id: int, day: dt.date) -> PlanFacts:
    """The drive as its plan lays it out, resting on the law of ``day``; number and day are for văn thư to give.

    Raises:
        BadInput: the register has no office.
    """
    campaign = campaigns.get_campaign(con, campaign_id)
    lines = campaigns.awards(con, campaign_id)
    windows = {f"{line.window_start} – {line.window_end}" for line in lines if line.window_start}
    return PlanFacts(
        office=records.office_facts(con, day),
        issue=IssueFacts(year=day.year),
        signer=records.office_signer(con, committee=True, on=day),
        campaign=campaign.title,
        legal_bases=tuple(catalogues.legal_bases(con, "plan", day)),
        launched_by=_launched_by(con, campaign_id),
        theme=campaign.theme,
        scope=campaign.scope,
        period=plan.period_phrase(campaign.start_on, campaign.end_on),
        phases=_phases(con, campaign_id),
        occasions=_occasions(con, campaign_id),
        requirements=requirement_sentences(con, campaign_id),
        targets=target_rows(con, campaign_id),
        milestones=tuple(_milestone(m) for m in milestones.list_milestones(con, campaign_id)),
        awards=tuple(_line(line) for line in lines),
        window=f"các năm {windows.pop()}" if len(windows) == 1 else "",
        tasks=tuple(_task(task) for task in targets.list_tasks(con, campaign_id)),
    )


def _launched_by(con: Connection, campaign_id: int) -> str:
    for document in campaigns.documents(con, campaign_id):
        if document.role == "superior_launch" and document.number:
            return document_phrase(document)
    return ""


def document_phrase(document: CampaignDocument) -> str:
    """A paper of a drive as sentences cite it: "Kế hoạch số 41/KH-UBND ngày 10 tháng 3 năm 2023 của …"."""
    kind = campaigns.DOCUMENT_TYPES[document.type] if document.type != "other" else "Văn bản"
    parts = [kind]
    if document.number:
        parts.append(f"số {document.number}")
    if document.day:
        parts.append(plan.day_phrase(document.day))
    if document.issuer:
        parts.append(f"của {document.issuer}")
    return " ".join(parts)


def _phases(con: Connection, campaign_id: int) -> tuple[str, ...]:
    made = []
    for phase in campaigns.phases(con, campaign_id):
        start = phase.start_date.isoformat() if phase.start_date else None
        end = phase.end_date.isoformat() if phase.end_date else None
        when = plan.period_phrase(start, end)
        made.append(f"{phase.name}: {when}" if when else phase.name)
    return tuple(made)


def _occasions(con: Connection, campaign_id: int) -> tuple[str, ...]:
    made = []
    for name, years, day in campaigns.anniversaries(con, campaign_id):
        # A plan often names them whole ("20 năm thành lập phường"): the figure is not said twice.
        told = f"{years} năm {lower_first(name)}" if years and str(years) not in name else lower_first(name)
        made.append(f"{told} ({format_date(day)})" if day else told)
    return tuple(made)


def requirement_sentences(
    con: Connection, campaign_id: int, unit_kinds: Iterable[str] = ()
) -> tuple[str, ...]:
    """What units (of these kinds; of all where empty) must register, a sentence each."""
    wanted = set(unit_kinds)
    return tuple(
        plan.requirement_phrase(
            r.who,
            (("model", r.min_model), ("work", r.min_work), ("task", r.min_task)),
            every=r.rule == "all",
            due=r.due,
        )
        for r in milestones.requirements(con, campaign_id)
        if not wanted or not r.unit_kinds or wanted & set(r.unit_kinds)
    )


def target_rows(con: Connection, campaign_id: int, unit_ids: Iterable[int] = ()) -> tuple[TargetRow, ...]:
    """Indicators of a drive, those of everybody and of ``unit_ids`` (of all units where empty)."""
    wanted = set(unit_ids)
    listed = targets.list_targets(con, campaign_id)
    return tuple(_target(t) for t in listed if not wanted or t.unit_id is None or t.unit_id in wanted)


def _target(target: Target) -> TargetRow:
    value = (Decimal(target.annual_thousandths) / 1000).normalize()
    figure = f"{value:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    measure = "%" if target.measure == "%" else f" {target.measure}".rstrip()
    return TargetRow(target.name, f"{figure}{measure}", target.unit)


def _milestone(milestone: Milestone) -> MilestoneRow:
    if milestone.day is not None:
        when = format_date(milestone.day)
    elif milestone.recurrence:
        when = milestones.RECURRENCES[milestone.recurrence]
    else:
        when = milestone.relative_text or "chưa định ngày"
    return MilestoneRow(milestone.what, milestone.who, when)


def _line(line: CampaignAward) -> AwardLineRow:
    names = words("common").value("kinds")
    quotas = [
        f"{count(n)} {names[kind]}"
        for kind, n in (
            ("collective", line.quota_collective),
            ("individual", line.quota_individual),
            ("household", line.quota_household),
        )
        if n
    ]
    if not quotas and line.quota_total:
        quotas = [count(line.quota_total)]
    objects = ", ".join(names[kind] for kind in names if kind in line.object_kinds)
    return AwardLineRow(line.form_name, line.authority, objects, "\n".join(quotas), line.criteria)


def _task(task: Task) -> str:
    who = f"{task.who}: " if task.who else ""
    due = f" (trước {format_date(task.due_date)})" if task.due_date else ""
    return f"{who}{task.what.rstrip('.;')}{due}"


def pledge_facts(
    con: Connection, *, cluster_id: int | None = None, year: int, campaign_id: int | None = None
) -> PledgeFacts:
    """The pledge of a cluster in a year, or of all units that owe something in a drive.

    Raises:
        BadInput: the register has no office.
        NotFound: no such cluster.
    """
    campaign = campaigns.get_campaign(con, campaign_id) if campaign_id is not None else None
    cluster = _cluster(con, cluster_id, year) if cluster_id is not None else None
    if cluster is not None:
        names: tuple[str, ...] = cluster.member_names
    elif campaign_id is not None:
        cells = board.board(con, campaign_id, dt.date(year, 12, 31)).cells
        names = tuple(dict.fromkeys(cell.unit for cell in cells if cell.unit_id is not None))
    else:
        names = ()
    kinds = {units.get_unit(con, one).kind for one in cluster.members} if cluster else ()
    return PledgeFacts(
        office=records.office_facts(con, dt.date(year, 12, 31)),
        group=_group_name(cluster) if cluster else "",
        year=year,
        units=names,
        head=cluster.head_unit if cluster else "",
        campaign=campaign.title if campaign else "",
        day=cluster.pledge_date if cluster else None,
        requirements=requirement_sentences(con, campaign_id, kinds) if campaign_id is not None else (),
        targets=target_rows(con, campaign_id, cluster.members if cluster else ())
        if campaign_id is not None
        else (),
    )


def _cluster(con: Connection, cluster_id: int, year: int) -> ClusterYear:
    found = next((one for one in clusters.in_year(con, year) if one.id == cluster_id), None)
    if found is None:
        raise NotFound("Cụm, khối thi đua này không còn trong sổ; hãy tải lại danh sách.")
    return found


def _group_name(cluster: ClusterYear) -> str:
    lower = cluster.name.lower()
    return cluster.name if lower.startswith(("cụm", "khối")) else f"{cluster.shown_kind} {cluster.name}"


# ---------------------------------------------------------------- registration, plaque


def deadline_facts(con: Connection, campaign_id: int, as_of: dt.date) -> DeadlineFacts:
    """Who has to register what by when, extensions counted, duties waived left out.

    Raises:
        BadInput: the register has no office.
    """
    sentences = dict(
        zip(
            (r.id for r in milestones.requirements(con, campaign_id)),
            requirement_sentences(con, campaign_id),
            strict=True,
        )
    )
    only = next(iter(sentences.values())) if len(sentences) == 1 else ""
    cells = [
        cell
        for cell in board.board(con, campaign_id, as_of).cells
        if cell.kind == "registration" and not cell.waiver_reason
    ]
    return DeadlineFacts(
        office=records.office_facts(con, as_of),
        issue=IssueFacts(year=as_of.year),
        signer=records.office_signer(con, committee=True, on=as_of),
        campaign=campaigns.get_campaign(con, campaign_id).title,
        plan=records.own_plan(con, campaign_id),
        duties=tuple(
            DutyRow(cell.unit, only or cell.requirement, cell.extended_to or cell.due_date) for cell in cells
        ),
    )


def plaque_facts(
    con: Connection, campaign_id: int, day: dt.date, stage: Literal["proposed", "approved"] = "proposed"
) -> PlaqueFacts:
    """Finished works of a drive: those not yet approved, or those approved for the plaque (status "Gắn biển").

    Raises:
        BadInput: the register has no office.
    """
    ceremony = plaques.ceremony(con, campaign_id)
    return PlaqueFacts(
        office=records.office_facts(con, day),
        issue=IssueFacts(year=day.year),
        signer=records.office_signer(con, committee=True, on=day),
        campaign=campaigns.get_campaign(con, campaign_id).title,
        stage=stage,
        works=tuple(_work(one.registration) for one in plaques.in_stage(con, campaign_id, stage)),
        ceremony=ceremony.day if ceremony is not None and stage == "approved" else None,
    )


def _work(registration: Registration) -> WorkRow:
    finished = format_partial(registration.finish_on) if registration.finish_on else ""
    return WorkRow(
        registration.title, registration.units, registration.place, finished, plaques.sums_of(registration)
    )


# ---------------------------------------------------------------- ceremony


def invitation_facts(
    con: Connection, decision: Decision, *, each: bool = False, guests: Iterable[str] = ()
) -> InvitationFacts:
    """An invitation to those awarded by a decision and further ``guests``; hour and place are the officer's.

    Raises:
        BadInput: the decision is another organ's, or the register has no office.
    """
    records.issuing_office(con, decision)
    day = decision.day or dt.date.today()  # noqa: DTZ011 - a draft is of today
    campaign = campaigns.get_campaign(con, decision.campaign_id) if decision.campaign_id else None
    event = f"Lễ trao {catalogues.awarded(con, decision.form_code, decision.form_name)}"
    ceremony = None
    if campaign is not None:
        event = f"{event} trong {campaign_phrase(campaign.title)}"
        ceremony = next(
            (m.day for m in milestones.list_milestones(con, campaign.id) if m.kind == "ceremony" and m.day),
            None,
        )
    listed = records.standing_awards(con, decision)
    return InvitationFacts(
        office=records.office_facts(con, day),
        issue=IssueFacts(year=day.year),
        signer=records.office_signer(con, committee=True, on=day),
        event=event,
        guests=(
            *guests,
            *(with_place(a.shown, a.position_unit) for a in listed),
        ),
        day=ceremony,
        each=each,
    )


def roll_call_facts(con: Connection, decision: Decision, *, at_once: int = 10) -> RollCallFacts:
    """Those on a decision in the order of its certificates.

    Raises:
        BadInput: the decision is another organ's, or the register has no office.
    """
    records.issuing_office(con, decision)
    day = decision.day or dt.date.today()  # noqa: DTZ011 - a draft is of today
    return RollCallFacts(
        office=records.office_facts(con, day),
        decision=records.decision_issue(decision),
        awards=tuple(records.award_row(award, "") for award in records.standing_awards(con, decision)),
        at_once=at_once,
        year=day.year,
    )
