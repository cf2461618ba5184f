"""300 difficult names and 60 collectives on every template that ships, whole and on pre-printed sheets."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.documents import certificate_parts
from desktop.documents.certificate import CertificateFacts, Examined, examine, load_template
from desktop.documents.preflight import PreflightRow, preflight
from desktop.documents.template import Template, template_names

LISTED = json.loads((Path(__file__).parent / "difficult_names.json").read_text(encoding="utf-8"))
PEOPLE, COLLECTIVES = LISTED["people"], LISTED["collectives"]
FACTS = CertificateFacts(
    awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN",
    recipient="",
    citation="Đã có thành tích xuất sắc trong phong trào thi đua xây dựng đô thị văn minh giai đoạn 2013 - 2023",
    decision_number="128/QĐ-UBND",
    decision_date=date(2024, 2, 5),
    register_number="47",
    place="Phường Hoa Ban",
    sign_date=date(2024, 2, 5),
    signature_form=("CHỦ TỊCH",),
    signer_name="Lê Quốc Bảo",
)
#: Words of two syllables and fixed groups that no line's end may tear, written down by hand from the list.
WHOLE = [
    "Tập thể", "nghề nghiệp", "Giáo dục", "giáo dục", "thường xuyên", "bán trú", "Dân tộc", "Phổ thông", "Mầm non",
    "Mẫu giáo", "Họa Mi", "Sơn Ca", "Hoa Ban", "Tiểu học", "Trung học", "cơ sở", "Phụ nữ", "Câu lạc bộ", "Liên hiệp",
    "hạnh phúc", "Gia đình", "Tổ dân phố 7", "dân phố 12", "Suối Cát 2", "số 2", "số 4", "số 15", "số 07", "Quản lý",
    "Dự án", "đầu tư", "xây dựng", "khu vực", "Trung tâm", "Phát triển", "quỹ đất", "Nguyễn Thị Minh Khai",
    "Nguyễn Thượng Hiền", "Nguyễn Bỉnh Khiêm", "Lê Văn Tám", "Sản xuất", "Thương mại", "Dịch vụ", "nông nghiệp",
    "công nghệ cao", "Thanh niên", "hợp tác", "liên kết", "tiêu thụ", "an toàn", "Chỉ đạo", "Phong trào", "Toàn dân",
    "đoàn kết", "đời sống", "văn hóa", "Cảnh sát", "hành chính", "trật tự", "xã hội", "Công an", "Công đoàn",
    "Công ty", "Cổ phần", "tổng hợp", "Miền Núi", "Hội đồng", "Phổ biến", "pháp luật", "Hòa giải", "thành phố",
    "Điều hành", "Khuyến học", "Khuyến tài", "học tập", "Nông dân", "Cựu chiến binh", "chiến binh", "Hỗ trợ",
    "hòa nhập", "khuyết tật", "Chuyên biệt", "Tương Lai", "Ủy ban", "nhân dân", "Nhân dân", "triển khai", "Đề án",
    "phát triển", "ứng dụng", "dữ liệu", "dân cư", "định danh", "xác thực", "điện tử", "phục vụ", "chuyển đổi số",
    "Mặt trận", "Tổ quốc", "Việt Nam", "2023 - 2024", "năm 2024", "năm học", "Khối 12", "Biên phòng", "Cửa khẩu",
    "quốc tế", "Tín dụng", "Quân sự", "Chỉ huy", "Y tế", "Trách nhiệm", "hữu hạn", "một thành viên", "Y Jŭt",
    "phường Hoa", "1, 2",
]  # fmt: skip


def facts_of(row: dict[str, str]) -> CertificateFacts:
    unit = ("Tổ trưởng Tổ dân phố 3, phường Hoa Ban",) if "group" in row else ()
    return replace(FACTS, honorific=row["honorific"], recipient=row["name"], position_unit=unit)


def lines_of(tried: Examined, whole: str) -> list[str]:
    """The lines of the recipient, by the baselines of the runs that stand in its box."""
    assert tried.sheet is not None
    left, top, right, bottom = tried.boxes["recipient"]
    rows: dict[float, str] = {}
    for run in replace(tried.sheet, background=None).runs():
        if top <= run.baseline <= bottom + 0.01 and left - 1 <= run.x <= right:
            rows[round(run.baseline, 2)] = rows.get(round(run.baseline, 2), "") + run.text
    lines = [" ".join(row.split()) for row in rows.values()]
    assert " ".join(lines) == whole, "the lines are the name, whole and in order"
    return lines


def smallest(template: Template) -> float:
    """The least part of the size wanted that the template allows the recipient."""
    area = next(area for area in template.areas if area.box.name == "recipient")
    least = min(fit.smallest for fit in area.box.fits)
    return least * next((stack.smallest for stack in template.stacks if stack.name == area.stack), 1.0)


def torn(lines: list[str], whole: str) -> list[str]:
    """The words of the oracle that stand in the name and on none of its lines."""
    found = [
        words
        for words in WHOLE
        if f" {words} " in f" {whole.replace(',', ' ,').replace('“', '').replace('”', '')} "
    ]
    plain = [f" {line.replace(',', ' ,').replace('“', '').replace('”', '')} " for line in lines]
    return [words for words in found if not any(f" {words} " in line for line in plain)]


def test_the_list_is_as_difficult_as_it_says() -> None:
    assert (len(PEOPLE), len(COLLECTIVES)) == (300, 60)
    assert len({(row["honorific"], row["name"]) for row in PEOPLE}) == 300
    assert max(len(row["name"]) for row in COLLECTIVES) == 140
    said = "".join(row["name"] for row in PEOPLE)
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones}
    accented = {letter for letter in letters if not letter.isascii()} | {"đ"}
    accented |= {letter.upper() for letter in accented}
    assert len(accented) == 134
    assert accented - set(said) == set()
    for special in (
        "H'Hen Niê",
        "K'Brể",
        "Y Wang",
        "Rơ Châm",
        "ê\u0306",
        "ô\u0306",
        "ơ\u0306",
        "ư\u0306",
        "ʼ",
        "ƀ",
        "Ƀ",
        "ŏ",
    ):
        assert special in said or special in said.replace("’", "'"), special
    assert all(unicodedata.is_normalized("NFC", row["name"]) for row in (*PEOPLE, *COLLECTIVES))


@pytest.mark.parametrize("overprint", [False, True], ids=["whole", "phôi"])
@pytest.mark.parametrize("name", template_names())
def test_every_name_fits_every_template_and_breaks_where_it_may(name: str, overprint: bool) -> None:
    template = load_template(name)
    least = smallest(template)
    rows = [*PEOPLE, *COLLECTIVES]
    told = {
        (risk.index, risk.kind)
        for risk in preflight([PreflightRow(facts_of(row)) for row in rows], template, overprint=overprint)
    }
    for index, row in enumerate(rows):
        tried = examine(facts_of(row), template, overprint=overprint)
        assert tried.refusal == "", row
        for area, scale in tried.scales.items():
            assert scale >= 0.85 or (index, "small") in told, (row, area, scale)
        assert tried.scales["recipient"] >= least - 1e-9, row
        left, top, right, bottom = tried.boxes["recipient"]
        area = next(area for area in template.areas if area.box.name == "recipient")
        # An accent or a serif may reach a little over the advance the line was measured by.
        assert area.box.x - 0.7 <= left < right <= area.box.x + area.box.w + 0.7, row
        assert 0 < top < bottom < template.height, row
        whole = f"{row['honorific']} {row['name']}".strip()
        lines = lines_of(tried, whole)
        if "group" in row:
            # A person's name is one line; two people of one household part before "và".
            assert all(line.startswith("và ") for line in lines[1:]), lines
        else:
            assert torn(lines, whole) == [], lines


def test_a_sheet_needs_no_second_setting_of_what_did_not_change() -> None:
    template = load_template()
    one, two = (examine(facts_of(row), template) for row in PEOPLE[:2])
    assert one.sheet is not None
    assert two.sheet is not None
    shared = {id(item) for item in one.sheet.items} & {id(item) for item in two.sheet.items}
    # Only the runs of the name differ: everything else is the very same object in both sheets.
    names = [item for item in two.sheet.items if id(item) not in shared]
    assert {run.text.strip() for run in names} <= {
        *PEOPLE[1]["name"].split(" "),
        PEOPLE[1]["honorific"],
        PEOPLE[1]["name"],
    }
    assert one.sheet.background is two.sheet.background


def test_caches_are_bounded_and_forget_nothing_they_need() -> None:
    template = load_template()
    first = examine(facts_of(PEOPLE[0]), template).sheet
    for number in range(1500):
        examine(replace(facts_of(PEOPLE[number % 300]), register_number=f"{number}/2024"), template)
    for cached in (
        certificate_parts._fit,
        certificate_parts._alone,
        certificate_parts._column,
        certificate_parts._at,
    ):
        assert cached.cache_info().currsize <= cached.cache_info().maxsize
    assert examine(facts_of(PEOPLE[0]), template).sheet == first
