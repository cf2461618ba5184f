"""Targets against a phase's share: how many indicators and how many units reach it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

PHASE_SHARE_PERCENT = 50


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """One indicator with its result at the end of a phase.

    Attributes:
        target_id: key of the indicator.
        unit_id: the unit that carries it, None for the whole office.
        kind: only ``cumulative`` ones are measured by a share of the annual value.
        annual_thousandths: the value for the year.
        result_thousandths: what was reached since the year began, None when nothing was reported.
    """

    target_id: int
    unit_id: int | None
    kind: Literal["cumulative", "state", "decrease"]
    annual_thousandths: int
    result_thousandths: int | None


@dataclass(frozen=True, slots=True)
class PhaseFigures:
    """Two figures of a phase, each as the keys behind the number.

    Attributes:
        reached: indicators that reach the share.
        short: indicators that do not, those without a result among them.
        without_result: indicators nobody reported.
        not_measured: indicators "không tính tỷ lệ".
        units_reached: units all of whose measured indicators reach the share.
        units_short: units with at least one that does not.
    """

    reached: tuple[int, ...]
    short: tuple[int, ...]
    without_result: tuple[int, ...]
    not_measured: tuple[int, ...]
    units_reached: tuple[int, ...]
    units_short: tuple[int, ...]


def share_percent(target: TargetFigures) -> float | None:
    """Result as a percentage of the annual value; None when it is not measured or not known."""
    if not _measured(target) or target.result_thousandths is None:
        return None
    return 100 * target.result_thousandths / target.annual_thousandths


def phase_figures(targets: Iterable[TargetFigures], percent: int = PHASE_SHARE_PERCENT) -> PhaseFigures:
    """Which indicators, and which units with all of theirs, reach ``percent`` of the annual value."""
    listed = list(targets)
    measured = [target for target in listed if _measured(target)]
    short = [target for target in measured if not _reaches(target, percent)]
    units = dict.fromkeys(target.unit_id for target in measured if target.unit_id is not None)
    lagging = {target.unit_id for target in short}
    return PhaseFigures(
        reached=tuple(target.target_id for target in measured if _reaches(target, percent)),
        short=tuple(target.target_id for target in short),
        without_result=tuple(t.target_id for t in measured if t.result_thousandths is None),
        not_measured=tuple(target.target_id for target in listed if not _measured(target)),
        units_reached=tuple(unit for unit in units if unit not in lagging),
        units_short=tuple(unit for unit in units if unit in lagging),
    )


def _measured(target: TargetFigures) -> bool:
    return target.kind == "cumulative" and target.annual_thousandths > 0


def _reaches(target: TargetFigures, percent: int) -> bool:
    result = target.result_thousandths
    return result is not None and result * 100 >= target.annual_thousandths * percent
