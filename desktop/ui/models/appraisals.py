"""What an appraisal says at a glance: its state as sign, colour and word, and its findings as rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from db import appraisals
from db.appraisals import Appraisal, Judged
from db.disciplines import Measure
from db.sqlite import Connection
from db.vietnamese.dates import format_date
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Column
from desktop.ui.theme import Tone

STATES: Final = {
    "met": Badge(Symbol.DISC, Tone.DONE, "Đủ điều kiện"),
    "not_met": Badge(Symbol.TRIANGLE, Tone.ALARM, "Chưa đủ"),
    "unknown": Badge(Symbol.RING, Tone.WARNING, "Chưa rõ"),
    "overridden": Badge(Symbol.HALF, Tone.INFORMATION, "Bỏ qua có lý do"),
}
"""States of an appraisal in the order the officer settles them from the best to the last."""

_OUTCOMES: Final = {
    "met": Badge(Symbol.DISC, Tone.DONE, "Đạt"),
    "not_met": Badge(Symbol.TRIANGLE, Tone.ALARM, "Chưa đạt"),
    "unknown": Badge(Symbol.RING, Tone.WARNING, "Chưa rõ"),
}
_PASSED_OVER: Final = Badge(Symbol.HALF, Tone.INFORMATION, "Bỏ qua")
_NO_MORE: Final = Badge(Symbol.DASH, Tone.MUTED, "Hết áp dụng")


def state_of(appraisal: Appraisal | None) -> str:
    """A key of :data:`STATES`, empty where nothing was appraised."""
    if appraisal is None:
        return ""
    passed_over = any(f.overridden and f.outcome != "met" and not f.stale for f in appraisal.findings)
    return "overridden" if appraisal.outcome == "met" and passed_over else appraisal.outcome


def appraisal_badge(appraisal: Appraisal | None) -> Badge | None:
    """The badge of an appraisal; None where nothing was appraised."""
    return STATES.get(state_of(appraisal))


def appraisal_tip(appraisal: Appraisal | None) -> str:
    """What is still to be settled, and what to know before the vote, a line each."""
    if appraisal is None:
        return ""
    return "\n".join(
        [f.sentence for f in appraisal.to_settle] + [warning.sentence for warning in appraisal.warnings]
    )


def finding_badge(finding: Judged) -> Badge:
    """The badge of one finding; one passed over with a reason says so."""
    if finding.stale:
        return _NO_MORE
    if finding.overridden and finding.outcome != "met":
        return _PASSED_OVER
    return _OUTCOMES[finding.outcome]


def finding_words(finding: Judged) -> str:
    """The sentence, with the điểm it belongs to before it."""
    return f"Điểm {finding.alternative}: {finding.sentence}" if finding.alternative else finding.sentence


def override_words(finding: Judged) -> str:
    """Why and by which document the officer went on; empty where nobody did."""
    if not finding.overridden:
        return ""
    day = f", ngày {format_date(finding.override_date)}" if finding.override_date else ""
    return f"Đã bỏ qua: {finding.override_reason} ({finding.override_document}{day})"


def ordered(findings: Iterable[Judged]) -> list[Judged]:
    """What is to be settled first, then what counts, then the single điểm."""
    return sorted(findings, key=lambda f: (f.detail, f.outcome == "met" or f.overridden or f.stale))


def measure_words(measure: Measure) -> str:
    """A measure in one line: "Khiển trách, từ 01/02/2023 đến 01/02/2024"."""
    until = f" đến {format_date(measure.end_date)}" if measure.end_date else ", chưa hết"
    return f"{measure.shown_kind}, từ {format_date(measure.start_date)}{until}"


def quota_sentences(con: Connection, campaign_id: int) -> list[str]:
    """Quotas and shares of the drive's award lines that are not kept or not known, each with its form."""
    return [doubt.sentence for doubt in appraisals.line_doubts(con, campaign_id)]


FINDING_COLUMNS: Final = (
    Column[Judged](
        "outcome", "Kết luận", lambda f: finding_badge(f).word, width=104, badge=finding_badge, sortable=False
    ),
    Column[Judged](
        "sentence", "Điều kiện", finding_words, stretch=True, tooltip=finding_words, sortable=False
    ),
)
