"""Targets of a drive against its phases: results typed in cells, and who reaches the share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Final, Literal, cast

from PySide6.QtCore import QObject, Qt, Signal

from db.campaigns import Phase
from db.rules.statistics import PHASE_SHARE_PERCENT, PhaseFigures, TargetFigures, phase_figures, share_percent
from db.targets import KINDS, Target
from db.vietnamese.dates import format_partial
from db.vietnamese.numbers import format_number, parse_decimal
from desktop.ui.marking import override
from desktop.ui.models.table import Align, Column, Index, RowsModel
from desktop.ui.theme import Tone

_PHASE: Final = "phase"


@dataclass(frozen=True, slots=True)
class PhaseCount:
    """The two figures of a phase with the targets and units behind them."""

    phase: Phase
    figures: PhaseFigures

    @property
    def targets_words(self) -> str:
        """How many indicators reach the share."""
        reached, short = len(self.figures.reached), len(self.figures.short)
        return f"{reached}/{reached + short} chỉ tiêu đạt từ {PHASE_SHARE_PERCENT} %"

    @property
    def units_words(self) -> str:
        """How many units reach the share with all of theirs."""
        reached, short = len(self.figures.units_reached), len(self.figures.units_short)
        return f"{reached}/{reached + short} đơn vị đạt"


def shown_number(thousandths: int) -> str:
    """A stored value as officers write it: 2.500 or 12,5."""
    sign = "-" if thousandths < 0 else ""
    whole, rest = divmod(abs(thousandths), 1000)
    fraction = f",{rest:03d}".rstrip("0") if rest else ""
    return f"{sign}{format_number(whole)}{fraction}"


def counts_of(targets: Iterable[Target], phases: Sequence[Phase]) -> tuple[PhaseCount, ...]:
    """The figures of every phase."""
    listed = list(targets)
    return tuple(
        PhaseCount(phase, phase_figures(_figures(target, phase.id) for target in listed)) for phase in phases
    )


def _figures(target: Target, phase_id: int) -> TargetFigures:
    kind = cast('Literal["cumulative", "state", "decrease"]', target.kind)
    return TargetFigures(
        target.id, target.unit_id, kind, target.annual_thousandths, target.results.get(phase_id)
    )


class TargetsModel(RowsModel[Target]):
    """A table in which the results are typed. ``typed`` carries target, phase, value (None: emptied) and name."""

    typed = Signal(int, int, object, str)

    def __init__(self, phases: Sequence[Phase], parent: QObject | None = None) -> None:
        self.phases = tuple(phases)
        super().__init__(_columns(phases), row_id=_id, parent=parent)

    def phase_at(self, column: int) -> Phase | None:
        """The phase whose results stand in a column; None for the other columns."""
        key = self.columns[column].key
        return next((one for one in self.phases if key == f"{_PHASE}{one.id}"), None)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.phase_at(index.column()) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            phase = self.phase_at(index.column())
            value = self.row(index.row()).results.get(phase.id) if phase else None
            return "" if value is None else shown_number(value)
        return super().data(index, role)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        phase = self.phase_at(index.column()) if index.isValid() else None
        if phase is None or role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value).strip().removesuffix("%").strip()
        number: Decimal | None = parse_decimal(text) if text else None
        if text and number is None:
            return False
        target = self.row(index.row())
        if str(value) != self.data(index, Qt.ItemDataRole.EditRole):
            self.typed.emit(target.id, phase.id, number, target.name)
        return True


def _id(target: Target) -> int:
    return target.id


def _columns(phases: Sequence[Phase]) -> tuple[Column[Target], ...]:
    return (
        Column("name", "Chỉ tiêu", _name, width=200, stretch=True, tooltip=_told),
        Column("unit", "Đơn vị", _unit, width=120),
        Column("kind", "Đánh giá", _kind, width=80),
        Column("annual", "Cả năm", _annual, _annual_words, Align.RIGHT, width=130),
        *(
            Column[Target](
                f"{_PHASE}{phase.id}",
                f"{phase.name}\nkết quả",
                partial(_result, phase.id),
                partial(_result_words, phase.id),
                Align.RIGHT,
                width=118,
                tone=partial(_tone, phase.id),
                title_tooltip="Gõ kết quả vào ô; xóa trống để bỏ kết quả",
            )
            for phase in phases
        ),
    )


def _name(target: Target) -> str:
    return target.name


def _told(target: Target) -> str:
    due = f"Hoàn thành: {format_partial(target.due_on)}" if target.due_on else ""
    return "\n".join(part for part in (target.name, due, target.quote) if part)


def _unit(target: Target) -> str:
    return target.unit or "Cả cơ quan"


def _kind(target: Target) -> str:
    return KINDS[target.kind]


def _annual(target: Target) -> int:
    return target.annual_thousandths


def _annual_words(target: Target) -> str:
    return f"{shown_number(target.annual_thousandths)} {target.measure}".strip()


def _result(phase_id: int, target: Target) -> int | None:
    return target.results.get(phase_id)


def _share(phase_id: int, target: Target) -> float | None:
    return share_percent(_figures(target, phase_id))


def _result_words(phase_id: int, target: Target) -> str:
    value = target.results.get(phase_id)
    if value is None:
        return ""
    share = _share(phase_id, target)
    percent = f" ({share:.0f} %)" if share is not None else ""
    return f"{shown_number(value)}{percent}"


def _tone(phase_id: int, target: Target) -> Tone | None:
    share = _share(phase_id, target)
    if share is None:
        return None
    return Tone.DONE if share >= PHASE_SHARE_PERCENT else Tone.WARNING
