"""What a print job is made of, out of the register: awards, words, templates on offer, and what is risky."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db import decisions, printing
from db.awards import Award
from db.decisions import Decision
from db.errors import BadInput
from db.sqlite import Connection
from db.talk import Talk
from desktop.documents.print_job import Batch, Paper, Shift

Margins = tuple[float, float, float, float]
"""What a printer cannot print on: left, top, right, bottom in mm."""
NO_MARGINS: Margins = (0.0, 0.0, 0.0, 0.0)
_OF_THE_DECISION = frozenset({"decision_number", "decision_day", "sign_day", "register_number"})


@dataclass(frozen=True, slots=True)
class Materials:
    """A decision with all that may be printed of it. ``unprinted`` are the awards without a good sheet."""

    decision: Decision
    awards: tuple[Award, ...]
    unprinted: frozenset[int]
    papers: tuple[Paper, ...]

    @property
    def draft(self) -> bool:
        """Whether the decision is not issued yet: its sheets are only looked at."""
        return self.decision.status != "issued"

    @property
    def some_printed(self) -> bool:
        """Whether any sheet came out good already."""
        return len(self.unprinted) < len(self.awards)


@dataclass(frozen=True, slots=True)
class SheetRisk:
    """Something to look at before a sheet is printed; ``place`` counts from 0 in the order of the job.

    ``stops``: the sheet does not come out, or comes out wrong.
    """

    award_id: int
    place: int
    kind: str
    field: str
    sentence: str
    stops: bool


def read(con: Connection, decision_id: int) -> Materials:
    """Everything of a decision, also of a draft.

    Raises:
        BadInput: it is another organ's, nobody on it gets a certificate, or no template serves it.
    """
    from desktop.documents import records_certificates as records

    decision = decisions.get_decision(con, decision_id)
    listed = records.certificate_awards(con, decision, draft=True)
    offers = records.considered(con, decision)
    papers = tuple(
        Paper(offer.name, offer.title, whole=not offer.overprint_only) for offer in offers if not offer.why
    )
    if not papers:
        raise BadInput(offers[0].why)
    ids = {award.id for award in listed}
    unprinted = frozenset(printing.without_sheet(con, decision_id, target="printer")) & ids
    return Materials(decision, tuple(listed), unprinted, papers)


def batch(
    con: Connection, materials: Materials, listed: Sequence[Award], template_name: str, *, overprint: bool
) -> Batch:
    """The sheets of these awards in this order.

    Raises:
        NotFound: the template is no longer there.
    """
    from desktop.documents import records_certificates as records

    decision, draft = materials.decision, materials.draft
    ids = [award.id for award in materials.awards]
    facts = dict(zip(ids, records.certificate_facts(con, decision, draft=draft), strict=True))
    template = records.find_template(con, template_name)
    return Batch(
        awards=tuple(listed),
        facts=tuple(facts[award.id] for award in listed),
        template=template,
        overprint=overprint,
        draft=draft,
        pictures=records.pictures(con, template),
    )


def scan(batch: Batch) -> bytes | None:
    """The scan of the pre-printed sheet the job is printed on; None where there is none, or on white paper."""
    phoi = batch.template.phoi
    return batch.pictures.get(phoi.scan) if batch.overprint and phoi is not None and phoi.scan else None


def stock(batch: Batch) -> str:
    """The kind of phôi the job takes; empty on white paper and where the template names none."""
    return batch.template.phoi.stock if batch.overprint and batch.template.phoi is not None else ""


def risks(
    decision_id: int,
    batch: Batch,
    turn: int,
    margins: Margins,
    shift: Shift,
    con: Connection,
    talk: Talk,
) -> tuple[int, list[SheetRisk]]:
    """What is risky in a job, in its order; ``turn`` is handed back so that a late answer is known as such.

    What a draft cannot have yet, its number and day, is not told.
    """
    from desktop.documents import preflight
    from desktop.documents import records_certificates as records
    from desktop.documents.sheet import Adjustment

    decision = decisions.get_decision(con, decision_id)
    known = {row.award_id: row for row in records.preflight_rows(con, decision, draft=batch.draft)}
    rows = [known[award.id] for award in batch.awards if award.id in known]
    talk.progress(0, len(rows), "Đang xem lại các tờ")
    found = preflight.preflight(
        rows,
        batch.template,
        overprint=batch.overprint,
        margins_mm=margins,
        adjustment=Adjustment(shift.dx_mm, shift.dy_mm, shift.scale_x, shift.scale_y, shift.rotate_deg),
        pictures=dict(batch.pictures),
    )
    return turn, [
        SheetRisk(rows[one.index].award_id, one.index, one.kind, one.field, one.sentence, one.stops)
        for one in found
        if not (batch.draft and one.kind == "missing" and one.field in _OF_THE_DECISION)
    ]
