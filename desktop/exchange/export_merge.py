"""Lists for Word's mail merge: one flat heading row, no merged cells, dates and money as text in Vietnamese form.

Word shows a date or a sum of a workbook as it thinks best (8/15/2023, 1490000); what is text already it leaves alone.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import nominations, registrations, reports
from db.catalogues import OBJECT_KINDS
from db.files import write_whole
from db.nominations import Nomination
from db.people import SEXES
from db.registrations import Registration
from db.reports import RegisterRow
from db.sqlite import Connection
from db.vietnamese.dates import format_date, format_partial, legal_date
from db.vietnamese.numbers import format_money, money_in_words
from db.vietnamese.text import nfc
from desktop.exchange.measures import A3, A4, line_count, row_height
from desktop.exchange.workbook import PLAIN, WIDEST_A4, formats_of
from desktop.exchange.workbook_parts import source_sheet

_WIDEST = 34
_MEASURED_ROWS = 500


@dataclass(frozen=True, slots=True)
class FlatTable:
    """One sheet: its name, headings (the names of the merge fields) and rows of text."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_AWARD = (
    "Danh xưng",
    "Họ và tên",
    "Danh xưng và tên",
    "Đối tượng",
    "Chức vụ đơn vị",
    "Hình thức khen",
    "Nội dung khen",
    "Số quyết định",
    "Ngày quyết định",
    "Ngày quyết định đầy đủ",
    "Cơ quan ban hành",
    "Người ký",
    "Số vào sổ",
    "Tiền thưởng",
    "Tiền thưởng bằng chữ",
)
_NOMINEE = (
    "Danh xưng",
    "Họ và tên",
    "Danh xưng và tên",
    "Đối tượng",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Tôn giáo",
    "Chức vụ",
    "Đơn vị",
    "Địa chỉ",
    "Hình thức đề nghị",
    "Nội dung khen",
    "Đơn vị đề nghị",
    "Tình trạng",
)
_REGISTERED = (
    "Đơn vị",
    "Loại",
    "Tên mô hình công trình",
    "Nội dung",
    "Địa điểm",
    "Giá trị",
    "Giá trị bằng chữ",
    "Ngày đăng ký",
    "Số văn bản",
    "Thời gian hoàn thành",
    "Tình trạng",
)


def merge_tables(con: Connection, campaign_id: int, as_of: dt.date) -> tuple[FlatTable, ...]:
    """Awards issued, nominees and registrations of a drive."""
    awarded = reports.register_rows(con, campaign_id=campaign_id, revoked=False)
    nominees = nominations.list_nominations(con, campaign_id)
    registered = registrations.list_registrations(con, campaign_id)
    return (
        _table("Khen thưởng", _AWARD, (_award(row) for row in awarded if row.day <= as_of)),
        _table("Đề nghị khen thưởng", _NOMINEE, (_nominee(n) for n in nominees)),
        _table("Đăng ký", _REGISTERED, (_registered(r) for r in registered)),
    )


def _table(name: str, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> FlatTable:
    return FlatTable(name, headings, tuple(rows))


def _award(row: RegisterRow) -> tuple[str, ...]:
    prize = row.prize_amount
    return (
        row.honorific,
        row.recipient,
        row.shown,
        OBJECT_KINDS[row.object_kind],
        row.position_unit,
        row.form_name,
        row.citation,
        row.number,
        format_date(row.day),
        legal_date(row.day),
        row.organization,
        row.signer_name,
        row.register_number,
        "" if prize is None else format_money(prize),
        "" if prize is None else money_in_words(prize),
    )


def _nominee(n: Nomination) -> tuple[str, ...]:
    s = n.subject
    return (
        s.honorific,
        s.name,
        f"{s.honorific} {s.name}".strip(),
        OBJECT_KINDS[s.kind],
        format_partial(s.birth_on) if s.birth_on else "",
        SEXES.get(s.sex or "", ""),
        s.ethnic_group,
        s.religion,
        s.position,
        s.unit or s.workplace,
        s.address,
        n.form_name,
        n.citation,
        n.unit,
        n.shown_status,
    )


def _registered(r: Registration) -> tuple[str, ...]:
    return (
        r.units,
        registrations.KINDS[r.kind],
        r.title,
        r.content,
        r.place,
        "" if r.value is None else format_money(r.value),
        "" if r.value is None else money_in_words(r.value),
        format_date(r.received_date) if r.received_date else "",
        r.number,
        format_partial(r.finish_on) if r.finish_on else "",
        r.shown_status,
    )


def _width(table: FlatTable, column: int) -> int:
    """Characters across: what stands in the first rows, headings in two lines, long text wrapped."""
    texts = (len(row[column]) for row in table.rows[:_MEASURED_ROWS])
    return min(max(12, len(table.headings[column]) // 2 + 3, *texts) + 2, _WIDEST)


def write_flat(
    target: Path, tables: Sequence[FlatTable], source: Sequence[tuple[str, str]], title: str
) -> None:
    """Write flat tables and the sheet of sources to ``target``.

    Raises:
        Refused: the target cannot be written.
    """
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, PLAIN)
    formats = formats_of(book)
    book.set_properties({"title": nfc(title)})
    for table in tables:
        sheet = book.add_worksheet(table.name)
        widths = [_width(table, column) for column in range(len(table.headings))]
        for column, heading in enumerate(table.headings):
            sheet.set_column(column, column, widths[column])
            sheet.write_string(0, column, heading, formats["head"])
        sheet.set_row(0, row_height(2))
        for number, row in enumerate(table.rows, start=1):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(number, column, nfc(text), formats["text"])
            tallest = max(line_count(text, width) for text, width in zip(row, widths, strict=True))
            sheet.set_row(number, row_height(tallest))
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(A3 if sum(widths) > WIDEST_A4 else A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header("&C&P")
    source_sheet(book, formats, source, [(table.name, len(table.rows)) for table in tables])
    book.close()
    write_whole(target, packed.getvalue())
