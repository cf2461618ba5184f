"""Lists as tables of a workbook: registrations, nominations, the award register, prizes to be signed for.

Every table is made from the query of the page that shows the same things; nothing is counted a second way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from db import dossiers, nominations, registrations, reports
from db.catalogues import AWARD_TYPES, OBJECT_KINDS
from db.dossiers import Evidence
from db.nominations import KIND_ORDER, Nomination
from db.registrations import Registration
from db.reports import PrizeList, RegisterRow
from db.rules.evidence import YearCell, YearState
from db.sqlite import Connection
from db.vietnamese.dates import format_date, format_partial
from db.vietnamese.numbers import format_money, format_number, money_in_words
from desktop.exchange.workbook import CellValue, Section, SheetColumn, SheetTable

# More years than this in one window would make columns nobody can read: the years are then named in one cell.
MOST_YEAR_COLUMNS = 15
ROMAN = ("I", "II", "III")
Item = TypeVar("Item")
PREPARED = "Người lập biểu"
HEAD = "Thủ trưởng đơn vị"

_EVIDENCE_MARKS = {YearState.EVIDENCE: "x", YearState.EMPTY: "", YearState.OUTSIDE: "–"}
_EVIDENCE_LEGEND = (
    "Minh chứng theo năm: x – có minh chứng; (x) – có minh chứng, chưa có văn bản; "
    "để trống – chưa ghi minh chứng; “–” – ngoài khoảng năm xét."
)


def partial(value: str | None) -> CellValue:
    """A partial date as a cell: a whole day as a date, a month or a year as text."""
    if not value:
        return None
    return dt.date.fromisoformat(value) if len(value) == 10 else format_partial(value)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


# ---------------------------------------------------------------- registrations

_REGISTRATION_COLUMNS = (
    SheetColumn("Đơn vị đăng ký", width=24),
    SheetColumn("Loại", "center", 11),
    SheetColumn("Tên mô hình, công trình, phần việc", width=30),
    SheetColumn("Nội dung", width=28),
    SheetColumn("Địa điểm", width=17),
    SheetColumn("Giá trị dự kiến (đồng)", "money", 14, total=True),
    SheetColumn("Ngày đăng ký", "date", 12),
    SheetColumn("Số văn bản", "center", 12),
    SheetColumn("Thời gian hoàn thành", "date", 13),
    SheetColumn("Tình trạng", "center", 13),
    SheetColumn("Ghi chú", width=15),
)


def registration_table(con: Connection, campaign_id: int, subtitle: str, as_of: dt.date) -> SheetTable:
    """Every registration of a drive received by a day in the order they came, one row each."""
    everything = registrations.list_registrations(con, campaign_id)
    listed = [r for r in everything if r.received_date is None or r.received_date <= as_of]
    return SheetTable(
        "Đăng ký",
        "DANH SÁCH ĐĂNG KÝ MÔ HÌNH, CÔNG TRÌNH, PHẦN VIỆC",
        subtitle,
        _REGISTRATION_COLUMNS,
        (Section("", tuple(_registration(one) for one in listed)),),
        signatures=(PREPARED, HEAD),
    )


def _registration(r: Registration) -> tuple[CellValue, ...]:
    waiting = " (chờ bản giấy)" if r.awaits_paper else ""
    return (
        r.units,
        registrations.KINDS[r.kind],
        r.title,
        r.content,
        r.place,
        r.value,
        r.received_date,
        r.number,
        partial(r.finish_on),
        f"{r.shown_status}{waiting}",
        r.note,
    )


# ---------------------------------------------------------------- nominations

_NOMINEE_COLUMNS = (
    SheetColumn("Họ và tên, tên tập thể, hộ gia đình", width=24),
    SheetColumn("Ngày sinh", "date", 11),
    SheetColumn("Chức vụ, đơn vị, địa chỉ", width=26),
    SheetColumn("Đơn vị đề nghị", width=19),
    SheetColumn("Hình thức đề nghị", width=13),
    SheetColumn("Nội dung khen", width=30),
)
_NOMINEE_TAIL = (
    SheetColumn("Tổng số minh chứng", "number", 10, total=True),
    SheetColumn("Tình trạng", "center", 13),
    SheetColumn("Ghi chú", width=14),
)


def nominated(con: Connection, campaign_id: int, as_of: dt.date) -> list[Nomination]:
    """Nominations of a drive submitted by a day, those without a day among them."""
    return [
        n
        for n in nominations.list_nominations(con, campaign_id)
        if n.submitted_date is None or n.submitted_date <= as_of
    ]


def nomination_table(con: Connection, campaign_id: int, subtitle: str, as_of: dt.date) -> SheetTable:
    """Nominations of a drive under I. Tập thể, II. Cá nhân, III. Hộ gia đình, with their years of evidence."""
    listed = nominated(con, campaign_id, as_of)
    pieces = dossiers.evidence_of_many(con, [n.id for n in listed])
    years = window_years(listed)
    columns = (*_NOMINEE_COLUMNS, *_year_columns(years), *_NOMINEE_TAIL)
    rows = {n.id: _nomination(n, pieces.get(n.id, []), years) for n in listed}
    return SheetTable(
        "Đề nghị khen thưởng",
        "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG",
        subtitle,
        columns,
        by_kind(listed, lambda n: n.kind, lambda n: rows[n.id]),
        note=_EVIDENCE_LEGEND if years else "",
        signatures=(PREPARED, HEAD),
    )


def by_kind(
    listed: Iterable[Item], kind: Callable[[Item], str], row: Callable[[Item], tuple[CellValue, ...]]
) -> tuple[Section, ...]:
    """Sections I. Tập thể, II. Cá nhân, III. Hộ gia đình with their counts; kinds without anybody are left out."""
    groups: dict[str, list[tuple[CellValue, ...]]] = {}
    for one in listed:
        groups.setdefault(kind(one), []).append(row(one))
    present = [name for name in KIND_ORDER if name in groups]
    return tuple(
        Section(f"{roman}. {OBJECT_KINDS[name]} ({len(groups[name]):02d})", tuple(groups[name]))
        for roman, name in zip(ROMAN, present, strict=False)
    )


def window_years(listed: Sequence[Nomination]) -> tuple[int, ...]:
    """All years of the nominees' windows together, each once."""
    windows = [n.window for n in listed if n.window is not None]
    if not windows:
        return ()
    return tuple(range(min(w.start for w in windows), max(w.end for w in windows) + 1))


def _year_columns(years: tuple[int, ...]) -> tuple[SheetColumn, ...]:
    if len(years) > MOST_YEAR_COLUMNS:
        return (SheetColumn("Các năm có minh chứng", width=26),)
    return tuple(SheetColumn(str(year), "center", 6, group="Minh chứng theo năm") for year in years)


def _mark(cell: YearCell) -> str:
    if cell.state is YearState.EVIDENCE and not any(item.has_paper for item in cell.items):
        return "(x)"
    return _EVIDENCE_MARKS[cell.state]


def _evidence(n: Nomination, pieces: Sequence[Evidence], years: tuple[int, ...]) -> tuple[CellValue, ...]:
    strip = {cell.year: cell for cell in dossiers.strip(n, pieces)}
    if len(years) > MOST_YEAR_COLUMNS:
        proven = [str(year) for year, cell in strip.items() if cell.state is YearState.EVIDENCE]
        return (", ".join(proven),)
    outside = _EVIDENCE_MARKS[YearState.OUTSIDE]
    return tuple(_mark(strip[year]) if year in strip else outside for year in years)


def _nomination(n: Nomination, pieces: Sequence[Evidence], years: tuple[int, ...]) -> tuple[CellValue, ...]:
    subject = n.subject
    return (
        f"{subject.honorific} {subject.name}".strip(),
        partial(subject.birth_on),
        subject.position_unit,
        n.unit,
        n.form_name,
        n.citation,
        *_evidence(n, pieces, years),
        n.evidence_count,
        n.shown_status,
        _joined(n.status_reason, n.note),
    )


# ---------------------------------------------------------------- the award register

_REGISTER_COLUMNS = (
    SheetColumn("Số vào sổ", "center", 9),
    SheetColumn("Ngày quyết định", "date", 11),
    SheetColumn("Họ và tên, tên tập thể, hộ gia đình", width=23),
    SheetColumn("Đối tượng", "center", 11),
    SheetColumn("Chức vụ, đơn vị, địa chỉ", width=24),
    SheetColumn("Danh hiệu, hình thức khen thưởng", width=14),
    SheetColumn("Loại hình", "center", 12),
    SheetColumn("Nội dung thành tích", width=30),
    SheetColumn("Số quyết định", "center", 13),
    SheetColumn("Cơ quan ban hành", width=17),
    SheetColumn("Người ký", width=15),
    SheetColumn("Tiền thưởng (đồng)", "money", 13, total=True),
    SheetColumn("Ngày nhận", "date", 11),
    SheetColumn("Ký nhận", width=12),
    SheetColumn("Ghi chú", width=17),
)


def register_table(con: Connection, campaign_id: int | None, subtitle: str, as_of: dt.date) -> SheetTable:
    """The award register (sổ khen thưởng) of all years, or of one drive, as it stood on a day.

    What was decided, taken back or handed over later is not in it yet.
    """
    rows = reports.register_rows(con, campaign_id=campaign_id)
    listed = [_on(row, as_of) for row in rows if row.day <= as_of]
    return SheetTable(
        "Sổ khen thưởng",
        "SỔ KHEN THƯỞNG",
        subtitle,
        _REGISTER_COLUMNS,
        (Section("", tuple(_registered(row) for row in listed)),),
        signatures=(PREPARED, HEAD),
    )


def _on(row: RegisterRow, as_of: dt.date) -> RegisterRow:
    if row.revoked_date is not None and row.revoked_date > as_of:
        row = replace(row, revoked_date=None)
    if row.received_date is not None and row.received_date > as_of:
        row = replace(row, received_date=None, received_by="")
    return row


def _registered(row: RegisterRow) -> tuple[CellValue, ...]:
    note, prize = row.prize_note if row.prize_amount is None else "", row.prize_amount
    if row.revoked_date is not None:
        # What was taken back must not stand in the sum below.
        known = f", tiền thưởng {format_number(prize)} đồng" if prize else ""
        note, prize = f"Đã thu hồi ngày {format_date(row.revoked_date)}{known}", None
    return (
        row.register_number,
        partial(row.day_known or row.day.isoformat()),
        row.shown,
        OBJECT_KINDS[row.object_kind],
        row.position_unit,
        row.form_name,
        AWARD_TYPES[row.award_type],
        row.citation,
        row.number,
        row.organization,
        row.signer_name,
        prize,
        row.received_date,
        row.received_by,
        note,
    )


# ---------------------------------------------------------------- prizes

_PRIZE_COLUMNS = (
    SheetColumn("Họ và tên, tên tập thể, hộ gia đình", width=28),
    SheetColumn("Chức vụ, đơn vị, địa chỉ", width=32),
    SheetColumn("Hình thức khen thưởng", width=17),
    SheetColumn("Tiền thưởng (đồng)", "money", 14, total=True),
    SheetColumn("Ngày nhận", "date", 12),
    SheetColumn("Ký nhận", width=20),
    SheetColumn("Ghi chú", width=22),
)


def prize_table(con: Connection, decision_id: int, name: str) -> SheetTable:
    """The list the recipients of one decision sign for their prizes, with the sum in words below."""
    paid = reports.prize_list(con, decision_id)
    return SheetTable(
        name,
        "DANH SÁCH KÝ NHẬN TIỀN THƯỞNG",
        f"(Kèm theo Quyết định số {paid.decision.shown})",
        _PRIZE_COLUMNS,
        by_kind(paid.rows, lambda row: row.object_kind, _prize),
        note=_sum(paid),
        signatures=(PREPARED, "Kế toán", HEAD),
    )


def _prize(row: RegisterRow) -> tuple[CellValue, ...]:
    note = row.prize_note if row.prize_amount is None else ""
    return (
        row.shown,
        row.position_unit,
        row.form_name,
        row.prize_amount,
        row.received_date,
        row.received_by,
        note,
    )


def _sum(paid: PrizeList) -> str:
    known = f"Tổng số tiền thưởng: {format_money(paid.total)} (Bằng chữ: {money_in_words(paid.total)})."
    if not paid.unknown:
        return known
    return f"{known} Chưa gồm {len(paid.unknown):02d} trường hợp chưa rõ mức tiền thưởng (xem cột Ghi chú)."
