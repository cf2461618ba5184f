"""The dialogs of sheets and workbooks among those ``screenshot_dialogs.py`` lists: certificates, printers, imports."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.exchange.preview import Preview
    from desktop.ui.dialogs.certificate_dialog import CertificateDialog
    from desktop.ui.dialogs.import_file import ImportDialog
    from desktop.ui.session import Session


def campaign_of(session: Session) -> int:
    assert session.campaign_id is not None
    return session.campaign_id


def template_copy(session: Session, owner: QWidget) -> QWidget:
    from desktop.documents import template
    from desktop.ui.dialogs.template_copy import TemplateCopyDialog

    return TemplateCopyDialog(session, template.raw("giay-khen-a4"), owner)


def certificate(session: Session, owner: QWidget) -> QWidget:
    return certificates(session, owner)


def certificates(session: Session, owner: QWidget) -> CertificateDialog:
    from db import decisions
    from desktop.ui.dialogs.certificate_dialog import CertificateDialog

    issued = next(one for one in decisions.list_decisions(session.con, statuses=["issued"]) if one.is_own)
    return CertificateDialog(session, issued.id, (), owner)


def certificate_printer(session: Session, owner: QWidget) -> QWidget:
    from db import printing

    made = certificates(session, owner)
    made.out.ask(made.batch, trial=False)
    made.out.printer.offer(("Canon LBP2900",), "", printing.reprint_reasons())
    return made


def certificate_feed(session: Session, owner: QWidget) -> QWidget:
    from db import printing

    made = certificates(session, owner)
    names = [facts.owner for facts in made.batch.facts]
    made.preview.show_page(11)
    made.steps.setCurrentWidget(made.out.feed)
    made.out.feed.begin(len(names), by_sheet=True, reasons=printing.spoil_reasons())
    made.out.feed.show_waiting(12, len(names), names[11], 1, names[12])
    made.out.feed.ask_reason()
    return made


def certificate_close(session: Session, owner: QWidget) -> QWidget:
    from PySide6.QtWidgets import QSpinBox

    from db import printing

    made = certificates(session, owner)
    names = [facts.owner for facts in made.batch.facts]
    made.steps.setCurrentWidget(made.out.closing)
    told = f"Đã gửi {len(names)} tờ tới máy in. Hãy xem tờ cuối cùng in tốt rồi ghi vào sổ."
    made.out.closing.ask(told, range(1, len(names) + 1), names, len(names), printing.spoil_reasons())
    last = made.out.closing.findChild(QSpinBox, "lastGood")
    assert last is not None
    last.setValue(41)
    return made


def certificate_done(session: Session, owner: QWidget) -> QWidget:
    made = certificates(session, owner)
    made.steps.setCurrentWidget(made.out.ended)
    made.out.ended.tell("Đã ghi sổ: 41 tờ tốt, 1 tờ hỏng", "Còn 26 tờ chưa in.", "&In tiếp 26 tờ còn lại")
    return made


def _measured(session: Session, owner: QWidget, steps: int) -> QWidget:
    from PySide6.QtWidgets import QLineEdit

    from desktop.ui.dialogs.calibration import CalibrationDialog

    made = CalibrationDialog(session, "HP LaserJet Pro M404dn", "phoi-giay-khen-a4", "Khay tay", owner)
    for letter, text in zip("ABCDE", ("32", "28", "28,4", "28,8", "31,5"), strict=True):
        field = made.findChild(QLineEdit, f"reading{letter}")
        assert field is not None
        field.setText(text)
    for _ in range(steps):
        made.submit()
    return made


def calibration_print(session: Session, owner: QWidget) -> QWidget:
    return _measured(session, owner, 0)


def calibration_read(session: Session, owner: QWidget) -> QWidget:
    return _measured(session, owner, 1)


def calibration_result(session: Session, owner: QWidget) -> QWidget:
    return _measured(session, owner, 2)


def stock(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.print_sheets import stock_dialog

    return stock_dialog(session, ("Phôi giấy khen A4",), "Phôi giấy khen A4", owner, coming_in=True)


def form_out(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.form_out import FormOutDialog

    return FormOutDialog(session, "nominations", owner)


def import_file(session: Session, owner: QWidget) -> QWidget:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    made = imports(session, owner)
    made.show()
    made.rows.table.choose(made.rows.model.everything[2].row)
    QTest.keyClick(made.rows.table, Qt.Key.Key_Space)
    return made


def import_columns(session: Session, owner: QWidget) -> QWidget:
    made = imports(session, owner)
    made.head.columns_button.setChecked(True)
    made.rows.show_only("duplicate")
    return made


def imports(session: Session, owner: QWidget) -> ImportDialog:
    """A unit's list: new, changed, doubtful and unreadable rows, and one both sides changed."""
    from db import attachments, registrations
    from desktop.exchange.preview import preview_grids
    from desktop.exchange.reading import Grid
    from desktop.ui.dialogs.import_file import ImportDialog
    from desktop.ui.dialogs.import_work import Incoming, Source

    known = registrations.list_registrations(session.con, campaign_of(session))[:9]
    lines: list[tuple[object, ...]] = [
        ("ĐẢNG ỦY PHƯỜNG AN LẠC", None, None, None),
        ("DANH SÁCH ĐĂNG KÝ MÔ HÌNH, CÔNG TRÌNH",),
        (),
        ("STT", "Đơn vị", "Tên mô hình, công trình", "Kinh phí (đồng)", "Ngày đăng ký", "Người phụ trách"),
    ]
    for number, one in enumerate(known, 1):
        place, value = one.units.split("; ")[0], one.value
        title = f"{one.title}." if number in (4, 8) else one.title
        value = (value or 0) + 1_500_000 if number in (2, 3) else value
        lines.append((number, place, title, value, one.received_date, "Nguyễn Thị Mẫu"))
    lines += [
        (10, "Tổ dân phố 3", "Mô hình “Ngõ hoa tự quản, không rác thải”", 12_000_000, dt.date(2023, 8, 1)),
        (11, "Tổ dân phố 4", "Công trình thắp sáng hẻm 27 đường Hùng Vương", "mười triệu", "31/02/2023"),
        (12, "Tổ dân phố 5", None, 5_000_000, None),
    ]
    grid = Grid("Đăng ký 2023", tuple(tuple(line) for line in lines), 3)  # type: ignore[arg-type]
    preview = preview_grids(session.con, [grid], campaign_of(session))
    both = preview.rows[2]
    both.status, both.base = "conflict", {"value": 8_000_000}
    both.complain("value", "Sổ đã được sửa dòng này sau khi gửi biểu; hãy chọn giữ bên nào.")
    before = attachments.TakenIn("2023-08-19T08:15:00", "Ghi đăng ký từ “Đăng ký TDP.xlsx”")
    source = Source([grid], "Đăng ký mô hình, công trình của các tổ dân phố.xlsx", b"x", before)
    return ImportDialog(session, Incoming(source, campaign_of(session), preview, "registrations"), owner)


def import_old(session: Session, owner: QWidget) -> QWidget:
    """A register of former years: short forms, a commune of before, a year alone, a form nobody knows."""
    from desktop.exchange.preview import preview_grids
    from desktop.exchange.reading import Grid
    from desktop.ui.dialogs.import_file import ImportDialog
    from desktop.ui.dialogs.import_work import Incoming, Source

    heading = (
        "STT|Họ và tên, tên tập thể|Năm sinh|Chức vụ, đơn vị|Hình thức|Số quyết định|Ngày ký|Cơ quan ban hành"
    )
    said = (
        "1|Tổ dân phố 3|||TTLĐTT|12/QĐ-UBND|15/6/2014|",
        "2|Ông Y Blơ Niê|1968|Bí thư chi bộ, Buôn Ea Cũ|GK|45/QĐ-UBND|18/11/2015|UBND xã Ea Cũ",
        "3|Bà Trần Thị Mận|1979|Hội viên, Hội Phụ nữ xã|nt|nt|nt|nt",
        "4|Lê Văn Mẫu|1970|Công chức, UBND phường|CSTĐCS|7|2017|UBND huyện Cư Mẫu",
        "5|Hộ ông Nguyễn Văn Thử||Tổ dân phố 5|GĐVHTB|80/QĐ-UBND|11/2018|",
        "6|Phạm Thị Cúc|1985|Giáo viên|LĐTT||30/5/2018|",
    )
    lines = tuple(tuple(part or None for part in line.split("|")) for line in (heading, *said))
    preview = preview_grids(session.con, [Grid("Sổ cũ", lines, 0)], None, "old_awards")
    source = Source(preview.grids, "Sổ khen thưởng 2014-2018.xlsx", b"x")
    return ImportDialog(session, Incoming(source, None, preview, "old_awards"), owner)


def import_result(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.import_result import ImportResultDialog
    from desktop.ui.operations.imports import RefusedRow, Written

    dialog = imports(session, owner)
    assert dialog.preview is not None
    preview = dialog.preview
    preview.file_name, preview.content = "Đăng ký TDP.xlsx", b"x"
    dialog.close()
    refused = RefusedRow(
        "Đăng ký 2023", "C9", known_title(preview), "Đăng ký này đã nghiệm thu; không sửa được nữa."
    )
    return ImportResultDialog(session, preview, Written(0, 11, (refused,)), owner)


def known_title(preview: Preview) -> str:
    return str(preview.rows[0].values["title"])
