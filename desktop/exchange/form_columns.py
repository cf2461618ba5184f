"""What the forms for the units ask: their sheets, columns, drop-downs, how each cell is filled in, a worked row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from db import catalogues, dossiers, registrations

CellKind = Literal["text", "date", "money", "number", "year", "given"]
Choices = Mapping[str, tuple[str, ...]]

FORM_KINDS: Final = {
    "registrations": "biểu đăng ký",
    "nominations": "biểu đề nghị khen thưởng",
    "progress": "biểu báo cáo tiến độ",
    "targets": "biểu kết quả chỉ tiêu",
}
"""The forms there are, with the words of a sentence."""

RATINGS: Final = (
    "Hoàn thành xuất sắc nhiệm vụ",
    "Hoàn thành tốt nhiệm vụ",
    "Hoàn thành nhiệm vụ",
    "Không hoàn thành nhiệm vụ",
)


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a form.

    ``choices`` names a list of the catalogue sheet ("units", "forms" …), ``kind`` the value that is checked; a
    ``given`` column tells the unit what the register knows and is not filled in. ``how`` is the sentence of the guide.
    """

    title: str
    width: int
    kind: CellKind = "text"
    choices: str = ""
    how: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One table of a form: name of the sheet, title above it, heading of the hidden id, and its columns."""

    name: str
    title: str
    id_heading: str
    columns: tuple[FormColumn, ...]
    room: int = 30


_UNIT = FormColumn("Đơn vị", 22, "given", how="Đã điền sẵn.", example="Tổ dân phố 1")
DATE_HOW = "Ngày/tháng/năm; chưa rõ ngày thì ghi tháng/năm hoặc chỉ năm."
_KNOWN_HOW = "Cơ quan đã ghi; chỉ để xem."
_NOTE = FormColumn("Ghi chú", 14, how="Để trống nếu không có.")

# Asked alike of nominees and of the names in an old register.
OBJECT_KIND: Final = FormColumn(
    "Loại đối tượng", 11, "text", "object_kinds", "Chọn trong danh sách.", "Cá nhân"
)
HONORIFIC: Final = FormColumn("Danh xưng", 9, "text", "honorifics", "Chỉ ghi cho cá nhân, chủ hộ.", "Bà")
ETHNIC_GROUP: Final = FormColumn(
    "Dân tộc", 9, "text", "ethnic_groups", "Để trống nếu là dân tộc Kinh.", "Ê Đê"
)
RELIGION: Final = FormColumn(
    "Tôn giáo", 10, "text", "religions", "Để trống nếu không theo tôn giáo.", "Công giáo"
)

_REGISTRATIONS: Final = FormSheet(
    "Biểu",
    "BIỂU ĐĂNG KÝ MÔ HÌNH, CÔNG TRÌNH",
    "Mã đăng ký",
    (
        FormColumn("Đơn vị đăng ký", 22, "text", "units", "Chọn trong danh sách.", "Tổ dân phố 1"),
        FormColumn("Loại", 11, "text", "registration_kinds", "Chọn trong danh sách.", "Mô hình"),
        FormColumn(
            "Tên mô hình, công trình",
            30,
            how="Mỗi mô hình, công trình một dòng.",
            example="Tuyến đường hoa tự quản",
        ),
        FormColumn(
            "Nội dung",
            30,
            how="Làm gì, quy mô ra sao.",
            example="Trồng và chăm sóc hoa dọc tuyến đường chính của tổ",
        ),
        FormColumn("Địa điểm", 17, how="Nơi thực hiện.", example="Đường số 3"),
        FormColumn(
            "Kinh phí dự kiến (đồng)", 15, "money", how="Số tiền bằng đồng, chỉ ghi số.", example="15000000"
        ),
        FormColumn("Ngày đăng ký", 12, "date", how=DATE_HOW, example="10/08/2023"),
        FormColumn("Thời gian hoàn thành", 13, "date", how=DATE_HOW, example="30/11/2023"),
        _NOTE,
    ),
)

_NOMINATIONS: Final = FormSheet(
    "Biểu",
    "BIỂU ĐỀ NGHỊ KHEN THƯỞNG",
    "Mã đề nghị",
    (
        OBJECT_KIND,
        HONORIFIC,
        FormColumn(
            "Họ và tên, tên tập thể, hộ gia đình",
            26,
            how="Viết hoa, viết dấu đúng như sẽ in trên giấy khen.",
            example="Lê Thị Mẫu",
        ),
        FormColumn("Ngày sinh", 12, "date", how=f"Chỉ ghi cho cá nhân. {DATE_HOW}", example="1985"),
        FormColumn("Giới tính", 8, "text", "sexes", "Chỉ ghi cho cá nhân.", "Nữ"),
        FormColumn("Chức vụ", 18, how="Chỉ ghi cho cá nhân.", example="Tổ trưởng"),
        FormColumn(
            "Đơn vị công tác",
            22,
            "text",
            "units",
            "Chọn trong danh sách; hộ gia đình ghi địa chỉ.",
            "Tổ dân phố 1",
        ),
        FormColumn("Hình thức khen thưởng", 16, "text", "forms", "Chọn trong danh sách.", "Giấy khen"),
        FormColumn(
            "Nội dung khen",
            32,
            how="Để trống thì dùng câu chung của phong trào.",
            example="Đã có thành tích xuất sắc trong phong trào thi đua",
        ),
        ETHNIC_GROUP,
        RELIGION,
        _NOTE,
    ),
)

EVIDENCE: Final = FormSheet(
    "Minh chứng theo năm",
    "MINH CHỨNG THÀNH TÍCH THEO NĂM",
    "Mã đề nghị",
    (
        FormColumn(
            "Họ và tên, tên tập thể, hộ gia đình",
            24,
            "text",
            "names",
            "Chọn đúng tên đã ghi ở trang “Biểu”.",
            "Lê Thị Mẫu",
        ),
        FormColumn("Đơn vị công tác", 20, "text", "units", "Như ở trang “Biểu”.", "Tổ dân phố 1"),
        FormColumn("Năm", 8, "year", how="Năm đạt được, ví dụ 2022.", example="2022"),
        FormColumn(
            "Loại minh chứng", 16, "text", "evidence_kinds", "Chọn trong danh sách.", "Xếp loại hằng năm"
        ),
        FormColumn(
            "Xếp loại, danh hiệu, hình thức",
            26,
            "text",
            "achievements",
            "Chọn trong danh sách hoặc tự ghi; mỗi thành tích một dòng.",
            "Hoàn thành tốt nhiệm vụ",
        ),
        FormColumn("Số", 14, how="Số quyết định, ví dụ 12/QĐ-UBND.", example="12/QĐ-UBND"),
        FormColumn("Ngày", 12, "date", how="Ngày ký quyết định.", example="05/01/2023"),
        FormColumn("Cơ quan quyết định", 20, how="Cơ quan ký quyết định.", example="Ủy ban nhân dân phường"),
        FormColumn("Năm đã có trong sổ", 16, "given", how=_KNOWN_HOW, example="2019, 2021"),
        _NOTE,
    ),
)

_PROGRESS: Final = FormSheet(
    "Biểu",
    "BIỂU BÁO CÁO TIẾN ĐỘ THỰC HIỆN MÔ HÌNH, CÔNG TRÌNH",
    "Mã đăng ký",
    (
        _UNIT,
        FormColumn("Loại", 11, "given", how="Đã điền sẵn.", example="Mô hình"),
        FormColumn(
            "Tên mô hình, công trình", 30, "given", how="Đã điền sẵn.", example="Tuyến đường hoa tự quản"
        ),
        FormColumn("Trạng thái", 14, "text", "statuses", "Chọn trong danh sách.", "Đang thực hiện"),
        FormColumn(
            "Kết quả thực hiện",
            32,
            how="Đến nay đã làm được gì, bằng câu ngắn.",
            example="Đã trồng 300 m hoa, còn 200 m",
        ),
        FormColumn(
            "Giá trị thực hiện (đồng)",
            15,
            "money",
            how="Tổng giá trị đã thực hiện, chỉ ghi số.",
            example="9500000",
        ),
        FormColumn("Ngày báo cáo", 12, "date", how="Ngày có số liệu này.", example="15/10/2023"),
        FormColumn("Đã ghi trong sổ", 24, "given", how=_KNOWN_HOW, example="15/09/2023: đã làm đất"),
    ),
    room=0,
)

_TARGETS: Final = FormSheet(
    "Biểu",
    "BIỂU KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
    "Mã chỉ tiêu",
    (
        FormColumn("Chỉ tiêu", 36, "given", how="Đã điền sẵn.", example="Tỷ lệ hộ đạt gia đình văn hóa"),
        FormColumn("Đơn vị tính", 11, "given", how="Đã điền sẵn.", example="%"),
        FormColumn("Đơn vị thực hiện", 22, "given", how="Đã điền sẵn.", example="Tổ dân phố 1"),
        FormColumn("Chỉ tiêu năm", 11, "given", how="Đã điền sẵn.", example="92"),
        FormColumn("Đợt", 18, "given", how="Mỗi đợt một dòng.", example="Đợt 1"),
        FormColumn(
            "Kết quả",
            12,
            "number",
            how="Kết quả đến cuối đợt, chỉ ghi số; dùng dấu phẩy cho phần lẻ.",
            example="48,5",
        ),
        FormColumn("Ngày báo cáo", 13, "date", how="Ngày có số liệu này.", example="30/06/2023"),
        FormColumn("Đã ghi trong sổ", 12, "given", how=_KNOWN_HOW, example="45"),
    ),
    room=0,
)

SHEETS: Final[dict[str, tuple[FormSheet, ...]]] = {
    "registrations": (_REGISTRATIONS,),
    "nominations": (_NOMINATIONS, EVIDENCE),
    "progress": (_PROGRESS,),
    "targets": (_TARGETS,),
}
"""The tables of each form; the first is the one it is named after."""

FIXED_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "registration_kinds": tuple(registrations.KINDS.values()),
    "object_kinds": tuple(catalogues.OBJECT_KINDS.values()),
    "honorifics": ("Ông", "Bà", "Em"),
    "sexes": ("Nam", "Nữ"),
    "statuses": tuple(registrations.STATUSES.values()),
    "evidence_kinds": tuple(dossiers.EVIDENCE_KINDS.values()),
}
"""Drop-downs that are the same in every register."""
