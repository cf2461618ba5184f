"""The evidence of all nominees over the years the drive looks at: one row a nominee, one column a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from db import dossiers
from db.dossiers import Evidence
from db.nominations import Nomination
from db.rules.evidence import YearCell, YearState
from db.sqlite import Connection
from desktop.exchange.tables import MOST_YEAR_COLUMNS, by_kind, nominated, window_years
from desktop.exchange.workbook import NOT_APPLICABLE, CellValue, SheetColumn, SheetTable

_NO_PAPER = " (chưa có văn bản)"
_NOTE = (
    "Mỗi ô là minh chứng của năm đó; để trống – chưa ghi minh chứng; “–” – ngoài khoảng năm xét. Dòng cuối: số đối "
    "tượng có minh chứng trong năm."
)
_UNKNOWN_YEARS = "Chưa có khoảng năm xét thành tích; hãy ghi ở dòng khen thưởng của phong trào."


def evidence_table(con: Connection, campaign_id: int, subtitle: str, as_of: dt.date) -> SheetTable:
    """What each nominee has for each year; more years than fit a page are told in one column."""
    listed = nominated(con, campaign_id, as_of)
    pieces = dossiers.evidence_of_many(con, [n.id for n in listed])
    years = window_years(listed)
    wide = 0 < len(years) <= MOST_YEAR_COLUMNS
    rows = {n.id: _row(n, pieces.get(n.id, []), years if wide else ()) for n in listed}
    span = f" {years[0]} – {years[-1]}" if years else ""
    return SheetTable(
        "Minh chứng theo năm",
        f"TỔNG HỢP MINH CHỨNG THÀNH TÍCH{span}",
        subtitle,
        (*_HEAD, *_year_columns(years, wide), *_TAIL),
        by_kind(listed, lambda n: n.kind, lambda n: rows[n.id]),
        note=_NOTE if years else _UNKNOWN_YEARS,
        signatures=("Người lập biểu", "Thủ trưởng đơn vị"),
    )


_HEAD = (
    SheetColumn("Họ và tên, tên tập thể, hộ gia đình", width=22),
    SheetColumn("Đơn vị", width=19),
    SheetColumn("Hình thức đề nghị", "center", 11),
)
_TAIL = (
    SheetColumn("Số năm có minh chứng", "number", 10),
    SheetColumn("Tổng số minh chứng", "number", 10, total=True),
    SheetColumn("Nhận xét", width=30),
)


def _year_columns(years: Sequence[int], wide: bool) -> tuple[SheetColumn, ...]:
    if not wide:
        return (SheetColumn("Minh chứng theo năm", width=60),)
    return tuple(SheetColumn(str(year), width=13, group="Năm", filled=True) for year in years)


def _row(n: Nomination, pieces: Sequence[Evidence], years: Sequence[int]) -> tuple[CellValue, ...]:
    strip = {cell.year: cell for cell in dossiers.strip(n, pieces)}
    proven = [cell for cell in strip.values() if cell.state is YearState.EVIDENCE]
    if years:
        shown = tuple(_cell(strip.get(year)) for year in years)
    else:
        shown = ("\n".join(f"{piece.years}: {piece.what}" for piece in pieces),)
    findings = "; ".join(finding.sentence for finding in dossiers.judge(n, pieces))
    return (
        f"{n.subject.honorific} {n.name}".strip(),
        n.unit,
        n.form_name,
        *shown,
        len(proven),
        n.evidence_count,
        findings,
    )


def _cell(cell: YearCell | None) -> str:
    if cell is None or cell.state is YearState.OUTSIDE:
        return NOT_APPLICABLE
    return "; ".join(item.what + ("" if item.has_paper else _NO_PAPER) for item in cell.items)
