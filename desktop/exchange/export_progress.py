"""Progress of a drive by phase: indicators and units that reach the share, and how far registrations have come."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Literal, cast

from db import campaigns, registrations, targets
from db.campaigns import Phase
from db.registrations import Registration
from db.rules.statistics import PHASE_SHARE_PERCENT, PhaseFigures, TargetFigures, phase_figures
from db.sqlite import Connection
from db.targets import KINDS, Target
from db.vietnamese.dates import format_date
from db.vietnamese.names import text_sort_key
from desktop.exchange.reading import column_letter
from desktop.exchange.workbook import CellValue, Computed, Section, SheetColumn, SheetTable

WHOLE_OFFICE = "Cả cơ quan"
NO_UNIT = "Chưa rõ đơn vị"
_SIGNATURES = ("Người lập biểu", "Thủ trưởng đơn vị")
_NOTE = (
    f"Chỉ tiêu lũy kế tính tỷ lệ kết quả trên chỉ tiêu năm và đạt khi từ {PHASE_SHARE_PERCENT} % trở lên; chỉ tiêu "
    "trạng thái và chỉ tiêu giảm ghi “không tính tỷ lệ”. Đơn vị đạt khi mọi chỉ tiêu tính tỷ lệ của mình đều đạt."
)
_COMMON = (
    SheetColumn("Chỉ tiêu", width=34),
    SheetColumn("Đơn vị thực hiện", width=20),
    SheetColumn("Đơn vị tính", "center", 10),
    SheetColumn("Cách tính", "center", 10),
    SheetColumn("Chỉ tiêu năm", "measure", 12),
)
_ANNUAL = column_letter(len(_COMMON))


def progress_tables(
    con: Connection, campaign_id: int, subtitle: str, as_of: dt.date
) -> tuple[SheetTable, ...]:
    """Indicators with their results by phase, the phases and the units in figures, registrations by status."""
    phases = campaigns.phases(con, campaign_id)
    listed = targets.list_targets(con, campaign_id)
    registered = registrations.list_registrations(con, campaign_id)
    return (
        _indicator_table(listed, phases, subtitle),
        _phase_table(listed, phases, subtitle),
        _unit_table(listed, phases, subtitle),
        _status_table(
            [r for r in registered if r.received_date is None or r.received_date <= as_of], subtitle
        ),
    )


def _figures(listed: Sequence[Target], phase: Phase, percent: int = PHASE_SHARE_PERCENT) -> PhaseFigures:
    return phase_figures((_measured(target, phase) for target in listed), percent)


def _measured(target: Target, phase: Phase) -> TargetFigures:
    kind = cast('Literal["cumulative", "state", "decrease"]', target.kind)
    return TargetFigures(
        target.id, target.unit_id, kind, target.annual_thousandths, target.results.get(phase.id)
    )


def _phase_name(phase: Phase) -> str:
    return f"{phase.name} (đến {format_date(phase.end_date)})" if phase.end_date else phase.name


# ---------------------------------------------------------------- indicators


def _indicator_table(listed: Sequence[Target], phases: Sequence[Phase], subtitle: str) -> SheetTable:
    reached = {phase.id: set(_figures(listed, phase).reached) for phase in phases}
    columns = list(_COMMON)
    for phase in phases:
        group = _phase_name(phase)
        columns += (
            SheetColumn("Kết quả", "measure", 11, group=group),
            SheetColumn("Tỷ lệ", "percent", 9, group=group),
            SheetColumn("Đánh giá", "center", 13, group=group),
        )
    rows = tuple(
        (
            target.name,
            target.unit or WHOLE_OFFICE,
            target.measure,
            KINDS[target.kind],
            target.annual_thousandths / 1000,
            *(
                cell
                for number, phase in enumerate(phases)
                for cell in _result(target, phase, target.id in reached[phase.id], number)
            ),
        )
        for target in listed
    )
    return SheetTable(
        "Chỉ tiêu theo đợt",
        "KẾT QUẢ THỰC HIỆN CHỈ TIÊU THEO ĐỢT",
        subtitle,
        tuple(columns),
        (Section("", rows),),
        note=_NOTE,
        signatures=_SIGNATURES,
    )


def _result(target: Target, phase: Phase, reached: bool, number: int) -> tuple[CellValue, ...]:
    value = target.results.get(phase.id)
    shown = None if value is None else value / 1000
    if target.kind != "cumulative" or target.annual_thousandths <= 0:
        return (shown, None, "Không tính tỷ lệ")
    if value is None:
        return (None, None, "Chưa có số liệu")
    result = column_letter(len(_COMMON) + 3 * number + 1)
    share = Computed(f"={result}{{row}}/{_ANNUAL}{{row}}", value / target.annual_thousandths)
    return (shown, share, "Đạt" if reached else f"Dưới {PHASE_SHARE_PERCENT} %")


# ---------------------------------------------------------------- phases, units


def _phase_table(listed: Sequence[Target], phases: Sequence[Phase], subtitle: str) -> SheetTable:
    columns = (
        SheetColumn("Đợt", width=30),
        SheetColumn("Tổng số", "number", 10, group="Chỉ tiêu"),
        SheetColumn("Không tính tỷ lệ", "number", 11, group="Chỉ tiêu"),
        SheetColumn("Chưa có số liệu", "number", 11, group="Chỉ tiêu"),
        SheetColumn(f"Đạt từ {PHASE_SHARE_PERCENT} %", "number", 11, group="Chỉ tiêu"),
        SheetColumn("Tỷ lệ chỉ tiêu đạt", "percent", 11, group="Chỉ tiêu"),
        SheetColumn("Đạt từ 100 %", "number", 11, group="Chỉ tiêu"),
        SheetColumn("Có chỉ tiêu tính tỷ lệ", "number", 13, group="Đơn vị"),
        SheetColumn("Đạt tất cả", "number", 11, group="Đơn vị"),
        SheetColumn("Tỷ lệ đơn vị đạt", "percent", 11, group="Đơn vị"),
    )
    rows = []
    for phase in phases:
        found, full = _figures(listed, phase), _figures(listed, phase, 100)
        reached, measured = len(found.reached), len(found.reached) + len(found.short)
        units, all_units = len(found.units_reached), len(found.units_reached) + len(found.units_short)
        without = len(found.without_result)
        share = Computed(
            '=IF(C{row}-D{row}>0,F{row}/(C{row}-D{row}),"")', reached / measured if measured else ""
        )
        of_units = Computed('=IF(I{row}>0,J{row}/I{row},"")', units / all_units if all_units else "")
        total = (_phase_name(phase), len(listed), len(found.not_measured), without)
        rows.append((*total, reached, share, len(full.reached), all_units, units, of_units))
    return SheetTable(
        "Theo đợt",
        "TIẾN ĐỘ THEO ĐỢT",
        subtitle,
        columns,
        (Section("", tuple(rows)),),
        note=_NOTE,
    )


def _unit_table(listed: Sequence[Target], phases: Sequence[Phase], subtitle: str) -> SheetTable:
    by_unit: dict[str, list[Target]] = {}
    for target in listed:
        by_unit.setdefault(target.unit or WHOLE_OFFICE, []).append(target)
    columns = [SheetColumn("Đơn vị", width=34), SheetColumn("Số chỉ tiêu", "number", 10, total=True)]
    for phase in phases:
        group = _phase_name(phase)
        columns += (
            SheetColumn("Tính tỷ lệ", "number", 10, total=True, group=group),
            SheetColumn(f"Đạt từ {PHASE_SHARE_PERCENT} %", "number", 10, total=True, group=group),
            SheetColumn("Đánh giá", "center", 14, group=group),
        )
    rows = []
    for name, mine in by_unit.items():
        row: list[CellValue] = [name, len(mine)]
        for phase in phases:
            found = _figures(mine, phase)
            measured = len(found.reached) + len(found.short)
            word = "Không tính tỷ lệ" if not measured else "Chưa đạt" if found.short else "Đạt tất cả"
            row += (measured, len(found.reached), word)
        rows.append(tuple(row))
    return SheetTable(
        "Theo đơn vị", "TIẾN ĐỘ CHỈ TIÊU THEO ĐƠN VỊ", subtitle, tuple(columns), (Section("", tuple(rows)),)
    )


# ---------------------------------------------------------------- registrations


def _status_table(listed: Sequence[Registration], subtitle: str) -> SheetTable:
    by_unit: dict[str, list[Registration]] = {}
    for one in listed:
        by_unit.setdefault(one.units.split("; ")[0] or NO_UNIT, []).append(one)
    columns = (
        SheetColumn("Đơn vị chủ trì", width=32),
        *(
            SheetColumn(title, "number", 10, total=True, group="Mô hình, công trình, phần việc")
            for title in registrations.STATUSES.values()
        ),
        SheetColumn("Trả lại, đã thay", "number", 10, total=True, group="Mô hình, công trình, phần việc"),
        SheetColumn("Tổng số", "number", 9, total=True),
        SheetColumn("Giá trị dự kiến (đồng)", "money", 16, total=True),
        SheetColumn("Giá trị thực hiện (đồng)", "money", 16, total=True),
    )
    rows: list[tuple[CellValue, ...]] = []
    for name in sorted(by_unit, key=text_sort_key):
        mine = by_unit[name]
        standing = [r for r in mine if r.returned_date is None and r.replaced_by_id is None]
        tally = Counter(r.status for r in standing)
        rows.append(
            (
                name,
                *(tally[status] for status in registrations.STATUSES),
                len(mine) - len(standing),
                len(mine),
                sum(r.value or 0 for r in standing),
                sum(r.final_value or 0 for r in standing),
            )
        )
    return SheetTable(
        "Tiến độ đăng ký",
        "TIẾN ĐỘ THỰC HIỆN MÔ HÌNH, CÔNG TRÌNH, PHẦN VIỆC",
        subtitle,
        columns,
        (Section("", tuple(rows)),),
        note="Đăng ký chung của nhiều đơn vị đếm một lần ở đơn vị chủ trì; giá trị không tính đăng ký đã trả lại, "
        "đã thay bằng đăng ký khác.",
        signatures=_SIGNATURES,
    )
