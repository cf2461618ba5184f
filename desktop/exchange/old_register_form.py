"""The empty form an old register is copied into: "Mẫu nhập sổ khen thưởng cũ", with the register's own look-ups."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from db import catalogues, history, organizations, units
from db.files import write_whole
from db.sqlite import Connection
from db.vietnamese.honorifics import honorifics
from desktop.exchange.form_columns import (
    DATE_HOW,
    ETHNIC_GROUP,
    FIXED_CHOICES,
    HONORIFIC,
    OBJECT_KIND,
    RELIGION,
    Choices,
    FormColumn,
    FormSheet,
)
from desktop.exchange.form_rows import people_choices
from desktop.exchange.form_sheet import FormText, form_workbook

KIND: Final = "old_awards"
TITLE: Final = "mẫu nhập sổ khen thưởng cũ"
_PERSONS: Final = "Chỉ ghi cho cá nhân."

SHEET: Final = FormSheet(
    "Sổ cũ",
    "SỔ KHEN THƯỞNG CÁC NĂM TRƯỚC",
    "Mã khen thưởng",
    (
        OBJECT_KIND,
        HONORIFIC,
        FormColumn(
            "Họ và tên, tên tập thể, hộ gia đình",
            24,
            how="Đúng như trong sổ cũ; mỗi lần khen một dòng.",
            example="Lê Thị Mẫu",
        ),
        FormColumn("Ngày sinh", 11, "date", how=f"{_PERSONS} {DATE_HOW}", example="1985"),
        FormColumn("Giới tính", 8, "text", "sexes", _PERSONS, "Nữ"),
        ETHNIC_GROUP,
        RELIGION,
        FormColumn("Chức vụ", 15, how="Chức vụ khi được khen.", example="Tổ trưởng"),
        FormColumn("Đơn vị", 18, how="Tên đơn vị, địa chỉ khi được khen, như trong sổ cũ.", example="Thôn 3"),
        FormColumn(
            "Đơn vị hiện nay", 18, "text", "units", "Đơn vị ấy nay là đơn vị nào trong sổ.", "Tổ dân phố 3"
        ),
        FormColumn("Hình thức khen thưởng", 18, "text", "forms", "Chọn trong danh sách.", "Giấy khen"),
        FormColumn("Loại hình", 13, "text", "award_types", "Để trống thì là công trạng.", "Công trạng"),
        FormColumn(
            "Số quyết định",
            14,
            how="Như trong sổ cũ; không có số thì ghi “không số”.",
            example="45/QĐ-UBND",
        ),
        FormColumn("Ngày ký", 11, "date", how=DATE_HOW, example="18/11/2015"),
        FormColumn(
            "Cơ quan ban hành",
            22,
            "text",
            "organs",
            "Tên cơ quan khi ấy, dù nay đã đổi tên hay hợp nhất; để trống nếu là cơ quan mình.",
            "Ủy ban nhân dân xã Hoa Cũ",
        ),
        FormColumn("Người ký", 15, how="Để trống nếu sổ cũ không ghi.", example="Trần Văn Ký"),
        FormColumn(
            "Nội dung khen", 26, how="Như trong sổ cũ.", example="Có thành tích xây dựng đời sống văn hóa"
        ),
        FormColumn("Số vào sổ cũ", 10, how="Số thứ tự trong sổ cũ.", example="07"),
        FormColumn("Tiền thưởng (đồng)", 13, "money", how="Chỉ ghi số.", example="345000"),
        FormColumn("Ghi chú", 13, how="Để trống nếu không có."),
    ),
    room=300,
)


def write_old_register_form(con: Connection, target: Path) -> int:
    """Write the empty form to ``target``; returns how many lines it has room for.

    Raises:
        Refused: the target cannot be written.
    """
    office = organizations.own(con)
    text = FormText(
        KIND,
        office.header_lines if office else (),
        "",
        "Khen thưởng đã có trước khi dùng chương trình này",
        history.last_action_id(con),
    )
    write_whole(target, form_workbook([(SHEET, [])], _choices(con), text))
    return SHEET.room


def _choices(con: Connection) -> Choices:
    return {
        **FIXED_CHOICES,
        "units": tuple(unit.name for unit in units.list_units(con)),
        "forms": tuple(dict.fromkeys(form.name for form in catalogues.award_forms(con))),
        "honorifics": tuple(dict.fromkeys(one.text for one in honorifics())),
        "organs": tuple(one.name for one in organizations.list_organizations(con)),
        "award_types": tuple(title for code, title in catalogues.AWARD_TYPES.items() if code),
        **people_choices(con),
    }
