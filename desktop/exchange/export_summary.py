"""The summary beside the units' own figures: unit × award form, drives beside each other, awards by form and year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from db import campaigns, nominations, plaques, registrations, reports
from db.campaigns import Campaign
from db.reports import RegisterRow
from db.sqlite import Connection
from desktop.exchange.workbook import CellValue, Section, SheetColumn, SheetTable
from desktop.exchange.workbook_parts import ChartSpec

_SUM = SheetColumn("Tổng số", "number", 10, total=True)
_MONEY = SheetColumn("Tiền thưởng (đồng)", "money", 17, total=True)
_GROUP = "Danh hiệu, hình thức khen thưởng"


def further_tables(
    con: Connection, campaign_id: int, unit_of: dict[int, str], subtitle: str, as_of: dt.date
) -> tuple[SheetTable, ...]:
    """Three tables: of the drive by unit and form, of the whole register by drive and by year.

    ``unit_of`` names the unit an award counts for.
    """
    everything = [row for row in reports.register_rows(con, revoked=False) if row.day <= as_of]
    mine = [row for row in everything if row.campaign_id == campaign_id]
    whole = f"Toàn bộ sổ – {subtitle.rpartition(' – ')[2]}"
    return (
        _unit_form_table(mine, unit_of, subtitle),
        _drive_table(con, everything, whole),
        _year_table(everything, whole),
    )


def _forms(rows: Sequence[RegisterRow]) -> tuple[str, ...]:
    return tuple(group.title for group in reports.group_awards(rows, "form"))


def _by_form(rows: Sequence[RegisterRow], forms: Sequence[str]) -> tuple[int, ...]:
    tally = Counter(row.form_name for row in rows)
    return tuple(tally[form] for form in forms)


def _form_columns(forms: Sequence[str]) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(form, "number", 13, total=True, group=_GROUP) for form in forms)


def _prizes(rows: Sequence[RegisterRow]) -> int:
    return sum(row.prize_amount or 0 for row in rows)


def _unit_form_table(rows: Sequence[RegisterRow], unit_of: dict[int, str], subtitle: str) -> SheetTable:
    forms = _forms(rows)
    grouped: dict[str, list[RegisterRow]] = {}
    for row in rows:
        grouped.setdefault(unit_of[row.award_id], []).append(row)
    order = {name: place for place, name in enumerate(dict.fromkeys(unit_of.values()))}
    made: list[tuple[CellValue, ...]] = [
        (name, *_by_form(grouped[name], forms), len(grouped[name]), _prizes(grouped[name]))
        for name in sorted(grouped, key=lambda name: order[name])
    ]
    return SheetTable(
        "Đơn vị và hình thức",
        "KHEN THƯỞNG THEO ĐƠN VỊ VÀ HÌNH THỨC",
        subtitle,
        (SheetColumn("Đơn vị", width=36), *_form_columns(forms), _SUM, _MONEY),
        (Section("", tuple(made)),),
        signatures=("Người lập biểu", "Thủ trưởng đơn vị"),
    )


def _drive_table(con: Connection, rows: Sequence[RegisterRow], subtitle: str) -> SheetTable:
    by_drive: dict[int | None, list[RegisterRow]] = {}
    for row in rows:
        by_drive.setdefault(row.campaign_id, []).append(row)
    made = [_drive(con, drive, by_drive.get(drive.id, [])) for drive in campaigns.list_campaigns(con)]
    outside = by_drive.get(None, [])
    if outside:
        made.append(
            (
                "",
                "Ngoài phong trào (đột xuất, thường xuyên …)",
                None,
                None,
                None,
                None,
                len(outside),
                _prizes(outside),
            )
        )
    columns = (
        SheetColumn("Mã", "center", 18),
        SheetColumn("Phong trào", width=48),
        SheetColumn("Số đăng ký", "number", 10, total=True),
        SheetColumn("Đơn vị có đăng ký", "number", 11),
        SheetColumn("Nhân dân đóng góp (đồng)", "money", 16, total=True),
        SheetColumn("Đề nghị khen", "number", 10, total=True),
        SheetColumn("Đã khen", "number", 10, total=True),
        _MONEY,
    )
    return SheetTable(
        "Theo phong trào", "TỔNG HỢP THEO PHONG TRÀO", subtitle, columns, (Section("", tuple(made)),)
    )


def _drive(con: Connection, drive: Campaign, rows: Sequence[RegisterRow]) -> tuple[CellValue, ...]:
    counted = [r for r in registrations.list_registrations(con, drive.id) if r.counts]
    behind = {unit_id for r in counted for unit_id in r.unit_ids}
    nominees = len(nominations.list_nominations(con, drive.id))
    given = sum(plaques.sums_of(r).people for r in counted)
    return (drive.code, drive.title, len(counted), len(behind), given, nominees, len(rows), _prizes(rows))


def _year_table(rows: Sequence[RegisterRow], subtitle: str) -> SheetTable:
    forms = _forms(rows)
    groups = sorted(reports.group_awards(rows, "year"), key=lambda group: group.key)
    made: tuple[tuple[CellValue, ...], ...] = tuple(
        (g.title, *_by_form(g.rows, forms), g.count, g.prize_total) for g in groups
    )
    series = tuple((form, tuple(_by_form(group.rows, [form])[0] for group in groups)) for form in forms)
    chart = ChartSpec("Khen theo hình thức và năm", tuple(group.title for group in groups), series)
    return SheetTable(
        "Theo năm",
        "KHEN THƯỞNG THEO HÌNH THỨC VÀ NĂM",
        subtitle,
        (SheetColumn("Năm", "center", 30), *_form_columns(forms), _SUM, _MONEY),
        (Section("", made),),
        note="Chỉ tính quyết định đã ban hành; không tính khen thưởng đã thu hồi.",
        chart=chart if groups else None,
    )
