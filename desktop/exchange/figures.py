"""Figures as tables of a workbook: statistics of awards and drives, and the summary of a drive by unit.

Where the register does not hold what a form of the ministry asks for, the cell says so.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from db import board, campaigns, nominations, registrations, reports, units
from db.campaigns import Campaign
from db.catalogues import OBJECT_KINDS
from db.nominations import KIND_ORDER
from db.registrations import Registration
from db.reports import RegisterRow
from db.sqlite import Connection
from desktop.exchange import export_summary
from desktop.exchange.workbook import CellValue, Section, SheetColumn, SheetTable
from desktop.exchange.workbook_parts import ChartSpec

UNKNOWN = "Sổ không ghi"
NO_UNIT = "Chưa rõ đơn vị"
CIRCULAR = "Theo mẫu của Thông tư số 02/2023/TT-BNV"

_OBJECT_COLUMNS = tuple(
    SheetColumn(OBJECT_KINDS[kind], "number", 14, total=True, group="Đối tượng") for kind in KIND_ORDER
)
_SUM_COLUMN = SheetColumn("Tổng số", "number", 12, total=True)
_MONEY_COLUMN = SheetColumn("Tiền thưởng (đồng)", "money", 18, total=True)


def _by_object(rows: Sequence[RegisterRow]) -> tuple[int, ...]:
    tally = Counter(row.object_kind for row in rows)
    return tuple(tally[kind] for kind in KIND_ORDER)


def _awarded(con: Connection, campaign_id: int | None, as_of: dt.date) -> list[RegisterRow]:
    listed = reports.register_rows(con, campaign_id=campaign_id, revoked=False)
    return [row for row in listed if row.day <= as_of]


def _money(rows: Iterable[RegisterRow]) -> int:
    return sum(row.prize_amount or 0 for row in rows)


# ---------------------------------------------------------------- statistics


def statistics_tables(
    con: Connection, campaign_id: int | None, subtitle: str, as_of: dt.date
) -> tuple[SheetTable, ...]:
    """Awards by form and by year, drives by kind, and the rows of forms 0601 and 0603 the register knows."""
    rows = _awarded(con, campaign_id, as_of)
    drives = [c for c in campaigns.list_campaigns(con) if campaign_id in (None, c.id)]
    return (
        form_table(rows, subtitle),
        _year_table(rows, subtitle),
        _drive_table(drives, subtitle),
        _form_0601(drives, as_of.year),
        _form_0603([row for row in rows if row.year == as_of.year], as_of.year),
    )


def form_table(rows: Sequence[RegisterRow], subtitle: str) -> SheetTable:
    """Awards by form and object, with a chart."""
    groups = reports.group_awards(rows, "form")
    counted = [_by_object(group.rows) for group in groups]
    series = tuple(
        (OBJECT_KINDS[kind], tuple(numbers[place] for numbers in counted))
        for place, kind in enumerate(KIND_ORDER)
    )
    chart = ChartSpec("Khen thưởng theo hình thức", tuple(group.title for group in groups), series)
    return SheetTable(
        "Khen thưởng theo hình thức",
        "KHEN THƯỞNG THEO HÌNH THỨC VÀ ĐỐI TƯỢNG",
        subtitle,
        (SheetColumn("Danh hiệu, hình thức", width=44), *_OBJECT_COLUMNS, _SUM_COLUMN, _MONEY_COLUMN),
        (
            Section(
                "", tuple((g.title, *n, g.count, g.prize_total) for g, n in zip(groups, counted, strict=True))
            ),
        ),
        note="Chỉ tính quyết định đã ban hành; không tính khen thưởng đã thu hồi.",
        chart=chart if groups else None,
    )


def _year_table(rows: Sequence[RegisterRow], subtitle: str) -> SheetTable:
    made: list[tuple[CellValue, ...]] = []
    for group in reports.group_awards(rows, "year"):
        decided = len({row.decision_id for row in group.rows})
        made.append((group.title, decided, *_by_object(group.rows), group.count, group.prize_total))
    columns = (
        SheetColumn("Năm", "center", 12),
        SheetColumn("Số quyết định", "number", 14, total=True),
        *_OBJECT_COLUMNS,
        _SUM_COLUMN,
        _MONEY_COLUMN,
    )
    return SheetTable(
        "Khen thưởng theo năm", "KHEN THƯỞNG THEO NĂM", subtitle, columns, (Section("", tuple(made)),)
    )


def _drive_table(drives: Sequence[Campaign], subtitle: str) -> SheetTable:
    years = sorted({(c.start_on or "")[:4] for c in drives}, reverse=True)
    made: list[tuple[CellValue, ...]] = []
    for year in years:
        mine = [c for c in drives if (c.start_on or "")[:4] == year]
        tally = Counter(c.mode for c in mine)
        counts = [tally[mode] for mode in campaigns.MODES]
        made.append((year or "Chưa rõ", *counts, len(mine), sum(c.closed_date is not None for c in mine)))
    columns = (
        SheetColumn("Năm bắt đầu", "center", 14),
        *(
            SheetColumn(title, "number", 16, total=True, group="Phương thức")
            for title in campaigns.MODES.values()
        ),
        _SUM_COLUMN,
        SheetColumn("Trong đó đã kết thúc", "number", 16, total=True),
    )
    return SheetTable(
        "Phong trào", "PHONG TRÀO THI ĐUA THEO NĂM BẮT ĐẦU", subtitle, columns, (Section("", tuple(made)),)
    )


# ---------------------------------------------------------------- forms of the ministry


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of form 0601: code, title and which drives it counts; None where the register does not say."""

    code: str
    title: str
    counts: Callable[[Campaign], bool] | None


def _months(drive: Campaign) -> int | None:
    """Whole months a drive lasts, both ends included; None when an end is not known."""
    if not drive.start_on or not drive.end_on:
        return None
    first, last = drive.start_on, drive.end_on
    start = (int(first[:4]), int(first[5:7] or 1))
    end = (int(last[:4]), int(last[5:7] or 12))
    return (end[0] - start[0]) * 12 + end[1] - start[1] + 1


def _lasting(least: int, most: int | None) -> Callable[[Campaign], bool]:
    def fits(drive: Campaign) -> bool:
        months = _months(drive)
        return months is not None and months >= least and (most is None or months <= most)

    return fits


_LINES_0601 = (
    _Line("01", "Tổng số", lambda drive: True),
    _Line("02", "Toàn quốc", None),
    _Line("03", "Bộ, ban, ngành, đoàn thể, địa phương", None),
    _Line("04", "Cụm, khối do Hội đồng TĐKT các cấp tổ chức", None),
    _Line("05", "Cơ quan, tổ chức, đơn vị", None),
    _Line("06", "Dưới 1 năm", _lasting(0, 11)),
    _Line("07", "1 năm", _lasting(12, 12)),
    _Line("08", "Từ 1 năm đến dưới 3 năm", _lasting(13, 35)),
    _Line("09", "Từ 3 năm đến dưới 5 năm", _lasting(36, 59)),
    _Line("10", "Từ 5 năm trở lên", _lasting(60, None)),
    _Line("", "Chưa ghi đủ ngày bắt đầu, kết thúc", lambda drive: _months(drive) is None),
    _Line("11", "Chuyên đề", lambda drive: drive.mode == "thematic"),
    _Line("12", "Thường xuyên hằng năm", lambda drive: drive.mode == "regular"),
)
_NOT_KNOWN = (
    "Dòng ghi “Sổ không ghi” là số liệu sổ này không theo dõi; phải lấy từ nguồn khác. "
    "Biểu áp dụng cho cấp bộ, cấp tỉnh; cấp xã dùng để cung cấp số liệu, hãy đối chiếu văn bản hướng dẫn của tỉnh."
)


def _form_0601(drives: Sequence[Campaign], year: int) -> SheetTable:
    mine = [c for c in drives if _runs_in(c, year)]
    rows = []
    for line in _LINES_0601:
        behind = [c for c in mine if line.counts(c)] if line.counts else []
        rows.append(
            (
                line.code,
                line.title,
                len(behind) if line.counts else UNKNOWN,
                "; ".join(c.code for c in behind),
            )
        )
    columns = (
        SheetColumn("Mã số", "center", 8),
        SheetColumn("Nội dung", width=46),
        SheetColumn("Số phong trào", "number", 16),
        SheetColumn("Phong trào được tính", width=50),
    )
    return SheetTable(
        "Biểu 0601",
        f"SỐ PHONG TRÀO THI ĐUA NĂM {year}",
        f"{CIRCULAR}, Biểu 0601.N/BNV-TĐKT (những dòng sổ có số liệu)",
        columns,
        (Section("", tuple(rows)),),
        note=_NOT_KNOWN,
    )


def _runs_in(drive: Campaign, year: int) -> bool:
    first = (drive.start_on or drive.end_on or "")[:4]
    last = (drive.end_on or drive.start_on or "")[:4]
    return bool(first) and first <= str(year) <= last


_COLUMNS_0603 = (
    ("bang_khen", "Bằng khen"),
    ("cstd_tinh", "CSTĐ cấp bộ, tỉnh"),
    ("co_thi_dua_tinh", "Cờ thi đua cấp bộ, tỉnh"),
    ("ky_niem_chuong", "Kỷ niệm chương"),
)
_TYPES_0603 = (
    ("11", "Thường xuyên", "merit"),
    ("12", "Chuyên đề", "thematic"),
    ("13", "Đột xuất", "sudden"),
    ("14", "Đối ngoại", "external"),
    ("15", "Cống hiến", "contribution"),
    ("16", "Niên hạn", "seniority"),
)
_UNKNOWN_0603 = (
    ("03", "Trong đó: doanh nghiệp"),
    ("06", "Lãnh đạo cấp bộ, tỉnh trở lên"),
    ("07", "Lãnh đạo vụ, sở"),
    ("08", "Doanh nhân"),
    ("09", "Lãnh đạo khác từ phó phòng"),
    ("10", "Người trực tiếp công tác, lao động, học tập"),
)


def _form_0603(rows: Sequence[RegisterRow], year: int) -> SheetTable:
    codes = [code for code, _ in _COLUMNS_0603]
    higher = [row for row in rows if row.form_code in codes]

    def figures(fits: Callable[[RegisterRow], bool]) -> tuple[CellValue, ...]:
        tally = Counter(row.form_code for row in higher if fits(row))
        return (tally.total(), *(tally[code] for code in codes))

    unknown = (UNKNOWN,) * (len(codes) + 1)
    lines: list[tuple[CellValue, ...]] = [("01", "Tổng số", *figures(lambda row: True))]
    for code, kind in (("02", "collective"), ("04", "household"), ("05", "individual")):
        lines.append((code, OBJECT_KINDS[kind], *figures(lambda row, kind=kind: row.object_kind == kind)))  # type: ignore[misc]
    lines += [(code, title, *unknown) for code, title in _UNKNOWN_0603]
    for code, title, kind in _TYPES_0603:
        lines.append((code, title, *figures(lambda row, kind=kind: row.award_type == kind)))  # type: ignore[misc]
    lines.append(("17", "Kháng chiến", *unknown))
    lines.sort(key=lambda line: str(line[0]))
    columns = (
        SheetColumn("Mã số", "center", 8),
        SheetColumn("Nội dung", width=44),
        SheetColumn("Tổng số", "number", 15),
        *(SheetColumn(title, "number", 15) for _, title in _COLUMNS_0603),
    )
    return SheetTable(
        "Biểu 0603",
        f"KHEN THƯỞNG CẤP BỘ, TỈNH NĂM {year}",
        f"{CIRCULAR}, Biểu 0603.N/BNV-TĐKT (những dòng sổ có số liệu)",
        columns,
        (Section("", tuple(lines)),),
        note=_NOT_KNOWN,
    )


# ---------------------------------------------------------------- summary of a drive by unit


@dataclass(slots=True)
class UnitLine:
    """What one unit did in a drive; ``together`` counts registrations another unit leads."""

    name: str
    kind: str
    model: int = 0
    work: int = 0
    task: int = 0
    void: int = 0
    together: int = 0
    state: str = ""
    nominees: int = 0
    awards: int = 0
    prizes: int = 0

    def add(self, registration: Registration) -> None:
        """Count a registration this unit leads."""
        name = registration.kind if registration.counts else "void"
        setattr(self, name, getattr(self, name) + 1)

    @property
    def idle(self) -> bool:
        """Whether the drive knows nothing of the unit."""
        return not (
            self.model + self.work + self.task + self.void + self.together + self.nominees + self.awards
            or self.state
        )


def unit_lines(con: Connection, campaign_id: int, as_of: dt.date) -> tuple[list[UnitLine], dict[int, str]]:
    """One line a unit that the drive concerns, in the order of units; what has no unit stands last.

    Beside them, which unit each award (by id) counts for.
    """
    awarded: list[tuple[UnitLine, int]] = []
    lines = {unit.id: UnitLine(unit.name, units.KINDS[unit.kind]) for unit in units.list_units(con)}
    nobody = UnitLine(NO_UNIT, NO_UNIT)

    def of(unit_id: int | None) -> UnitLine:
        return lines.get(unit_id or 0, nobody)

    for registration in registrations.list_registrations(con, campaign_id):
        of(next(iter(registration.unit_ids), None)).add(registration)
        for unit_id in registration.unit_ids[1:]:
            of(unit_id).together += 1
    for cell in board.board(con, campaign_id, as_of).cells:
        if cell.kind == "registration":
            line = of(cell.unit_id)
            line.state = "; ".join(part for part in (line.state, cell.words) if part)
    nominees = {n.id: n for n in nominations.list_nominations(con, campaign_id)}
    for n in nominees.values():
        of(n.proposing_unit_id or n.subject.unit_id).nominees += 1
    by_name = {line.name: line for line in lines.values()}
    for row in _awarded(con, campaign_id, as_of):
        behind = nominees.get(row.nomination_id or 0)
        line = (
            of(behind.proposing_unit_id or behind.subject.unit_id)
            if behind
            else by_name.get(row.unit, nobody)
        )
        line.awards += 1
        line.prizes += row.prize_amount or 0
        awarded.append((line, row.award_id))
    order = [*lines.values(), nobody]
    awarded.sort(key=lambda pair: order.index(pair[0]))
    return [line for line in order if not line.idle], {award: line.name for line, award in awarded}


_FIGURES = ("model", "work", "task", "void", "together")
_UNIT_FIGURE_COLUMNS = (
    SheetColumn("Mô hình", "number", 10, total=True, group="Đăng ký"),
    SheetColumn("Công trình", "number", 10, total=True, group="Đăng ký"),
    SheetColumn("Phần việc", "number", 10, total=True, group="Đăng ký"),
    SheetColumn("Dừng, trả lại, đã thay", "number", 11, total=True, group="Đăng ký"),
    SheetColumn("Cùng đơn vị khác", "number", 11, total=True, group="Đăng ký"),
)
_AWARD_FIGURE_COLUMNS = (
    SheetColumn("Đề nghị khen", "number", 10, total=True),
    SheetColumn("Đã khen", "number", 10, total=True),
    SheetColumn("Tiền thưởng (đồng)", "money", 16, total=True),
)
_SUMMARY_NOTE = (
    "Đăng ký chung của nhiều đơn vị được đếm một lần ở đơn vị chủ trì; đơn vị cùng làm đếm ở cột “Cùng đơn vị khác”. "
    "Đăng ký đã dừng, trả lại hoặc thay bằng đăng ký khác đếm riêng."
)


def summary_tables(
    con: Connection, campaign_id: int, subtitle: str, as_of: dt.date
) -> tuple[SheetTable, ...]:
    """The drive by unit, by kind of unit, by form and by both; then all drives and years. Charts of three of them."""
    lines, unit_of = unit_lines(con, campaign_id, as_of)
    rows = _awarded(con, campaign_id, as_of)
    return (
        _unit_table(lines, subtitle),
        _kind_table(lines, subtitle),
        form_table(rows, subtitle),
        *export_summary.further_tables(con, campaign_id, unit_of, subtitle, as_of),
    )


def _unit_table(lines: Sequence[UnitLine], subtitle: str) -> SheetTable:
    rows = tuple(
        (
            line.name,
            line.kind,
            *(getattr(line, name) for name in _FIGURES),
            line.state,
            line.nominees,
            line.awards,
            line.prizes,
        )
        for line in lines
    )
    columns = (
        SheetColumn("Đơn vị", width=34),
        SheetColumn("Loại đơn vị", width=22),
        *_UNIT_FIGURE_COLUMNS,
        SheetColumn("Tình trạng đăng ký", width=30),
        *_AWARD_FIGURE_COLUMNS,
    )
    return SheetTable(
        "Tổng hợp",
        "TỔNG HỢP KẾT QUẢ PHONG TRÀO THI ĐUA THEO ĐƠN VỊ",
        subtitle,
        columns,
        (Section("", rows),),
        note=_SUMMARY_NOTE,
        signatures=("Người lập biểu", "Thủ trưởng đơn vị"),
    )


def _kind_table(lines: Sequence[UnitLine], subtitle: str) -> SheetTable:
    kinds = list(dict.fromkeys(sorted((line.kind for line in lines), key=_kind_rank)))
    grouped = {kind: [line for line in lines if line.kind == kind] for kind in kinds}
    rows = tuple(
        (
            kind,
            sum(line.name != NO_UNIT for line in mine),
            *(sum(getattr(line, name) for line in mine) for name in _FIGURES),
            sum(line.nominees for line in mine),
            sum(line.awards for line in mine),
            sum(line.prizes for line in mine),
        )
        for kind, mine in grouped.items()
    )
    series = tuple(
        (
            registrations.KINDS[name],
            tuple(sum(getattr(line, name) for line in grouped[kind]) for kind in kinds),
        )
        for name in ("model", "work", "task")
    )
    columns = (
        SheetColumn("Loại đơn vị", width=36),
        SheetColumn("Số đơn vị", "number", 10, total=True),
        *_UNIT_FIGURE_COLUMNS,
        *_AWARD_FIGURE_COLUMNS,
    )
    return SheetTable(
        "Theo loại đơn vị",
        "TỔNG HỢP THEO LOẠI ĐƠN VỊ",
        subtitle,
        columns,
        (Section("", rows),),
        note=_SUMMARY_NOTE,
        chart=ChartSpec("Đăng ký theo loại đơn vị", tuple(kinds), series) if kinds else None,
    )


def _kind_rank(kind: str) -> int:
    titles = list(units.KINDS.values())
    return titles.index(kind) if kind in titles else len(titles)
