"""The pipeline as one call: the text of a plan -> what the program proposes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Final

from db.talk import Talk
from desktop.plans.anniversaries import read_anniversaries
from desktop.plans.awards import read_awards
from desktop.plans.checks import check
from desktop.plans.closing import read_recipients, read_signer
from desktop.plans.dated import collect, not_deadlines, within_period
from desktop.plans.deadlines import read_deadlines
from desktop.plans.document import Document, read_document
from desktop.plans.evidence import read_evidence_window, without_window
from desktop.plans.gate import refuse_what_is_no_plan
from desktop.plans.heading import read_heading
from desktop.plans.proposal import Heading, Proposal
from desktop.plans.requirements import read_requirements
from desktop.plans.schedule import read_period, read_phases
from desktop.plans.source import PlanText, UnreadableSource, pasted
from desktop.plans.steps import Steps
from desktop.plans.targets import read_targets
from desktop.plans.tasks import read_tasks
from desktop.plans.undated import read_undated

LONGEST_TEXT: Final = 5_000_000
"""Characters; the longest plan with its appendices is a tenth of it."""


def read_plan(
    text: PlanText | str,
    *,
    holidays: Mapping[datetime.date, str] | None = None,
    talk: Talk | None = None,
) -> Proposal:
    """What a plan says: everything beside its sentence, with findings.

    Args:
        text: the shown text, or text that was pasted.
        holidays: day -> name of the holidays, for the findings; None checks weekends only.
        talk: told the progress in ``READ_STEPS`` steps, asked all the while whether to go on.

    Raises:
        NotAPlan: the text launches no emulation drive (an invoice, an award decision, a report …).
        UnreadableSource: empty, or far longer than any plan.
        Cancelled: the officer stopped it.
    """
    return read_with_document(text, holidays=holidays, talk=talk)[0]


def read_with_document(
    text: PlanText | str,
    *,
    holidays: Mapping[datetime.date, str] | None = None,
    talk: Talk | None = None,
) -> tuple[Proposal, Document]:
    """As :func:`read_plan`, with the numbering tree it was read from, for what looks at the text again."""
    plan = pasted(text) if isinstance(text, str) else text
    if not plan.text.strip():
        raise UnreadableSource("Không có chữ nào để đọc; hãy dán nội dung kế hoạch hoặc chọn tệp khác.")
    if len(plan.text) > LONGEST_TEXT:
        raise UnreadableSource(
            "Văn bản quá dài so với một kế hoạch; hãy chỉ lấy phần kế hoạch phát động thi đua."
        )
    steps = Steps(talk, f"Đang đọc “{plan.origin}”" if plan.origin else "Đang đọc nội dung đã dán")
    document = read_document(plan.text, steps)
    refuse_what_is_no_plan(document)
    return _propose(plan, document, holidays or {}, steps), document


def _known_since(heading: Heading) -> datetime.date | None:
    """The first day the paper can be of: its day, else the first of its month."""
    if (
        heading.date is not None
        or heading.date_partial is None
        or len(heading.date_partial) != len("2025-08")
    ):
        return heading.date
    return datetime.date.fromisoformat(f"{heading.date_partial}-01")


def _propose(
    plan: PlanText, document: Document, holidays: Mapping[datetime.date, str], steps: Steps
) -> Proposal:
    steps.next()
    heading = read_heading(document)
    since = _known_since(heading)
    dated = collect(document, since, heading.date, steps)
    steps.next()
    phases = read_phases(document, dated, heading)
    period = read_period(document, dated, phases, heading)
    dated = within_period(dated, period)
    steps.next()
    requirements = read_requirements(document)
    steps.next()
    window = read_evidence_window(document, dated)
    due = without_window(dated, window)
    deadlines = read_deadlines(document, due, period, phases, since, steps)
    steps.next()
    undated = read_undated(document, dated, deadlines, steps)
    anniversaries = read_anniversaries(document, dated)
    steps.next()
    awards = read_awards(document)
    steps.next()
    targets = read_targets(document, phases)
    steps.next()
    return Proposal(
        text=plan.text,
        heading=heading,
        origin=plan.origin,
        note=plan.note,
        anniversaries=anniversaries,
        period=period,
        phases=phases,
        evidence_window=window,
        requirements=requirements,
        deadlines=deadlines,
        awards=awards,
        targets=targets,
        tasks=read_tasks(document, requirements),
        signer=read_signer(document),
        recipients=read_recipients(document),
        not_deadlines=not_deadlines(document, dated),
        findings=check(document, heading, period, deadlines, requirements, anniversaries, holidays),
        undated=undated,
    )
