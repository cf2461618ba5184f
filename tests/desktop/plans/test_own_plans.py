"""Eleven small plans written for these tests, of the shapes found over the country; what they say, by hand."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest

from desktop.plans.proposal import Proposal
from desktop.plans.read import read_plan
from desktop.plans.source import read_file

TEXTS = Path(__file__).parent / "texts"


@cache
def plan(name: str) -> Proposal:
    return read_plan(read_file(TEXTS / f"{name}.txt"))


def d(text: str) -> datetime.date:
    day, month, year = map(int, text.split("/"))
    return datetime.date(year, month, day)


def dates(proposal: Proposal) -> list[tuple[str | None, str]]:
    return [(item.date.strftime("%d/%m/%Y") if item.date else None, item.kind) for item in proposal.deadlines]


# ---- a commune under the two-level government, with letterhead, phases, awards with numbers


def test_commune_heading() -> None:
    head = plan("xa_hai_cap").heading
    assert head.issuer == "Ủy ban nhân dân xã Đồng Mây"
    assert head.issuer_parent == "tỉnh Sơn Hà", "no district stands between after 1/7/2025"
    assert head.number == "47/KH-UBND"
    assert (head.date, head.place) == (d("18/07/2025"), "Đồng Mây")
    assert head.title is not None
    assert head.title.startswith("Phát động phong trào thi đua cao điểm")
    assert head.title.endswith("(02/9/1945 - 02/9/2025)")
    assert head.theme == "Đồng Mây đoàn kết, bứt phá, về đích sớm"


def test_commune_period_and_phases() -> None:
    found = plan("xa_hai_cap")
    assert found.period is not None
    assert (found.period.start, found.period.end) == (d("20/07/2025"), d("30/11/2025"))
    assert [(p.name, p.span.start, p.span.end) for p in found.phases] == [
        ("Đợt 1", d("20/07/2025"), d("02/09/2025")),
        ("Đợt 2", d("03/09/2025"), d("30/11/2025")),
    ]


def test_commune_deadlines() -> None:
    assert dates(plan("xa_hai_cap")) == [
        ("31/12/2025", "other"),
        ("20/07/2025", "launch"),
        ("30/11/2025", "campaign_end"),
        ("02/09/2025", "phase_end"),
        ("30/11/2025", "phase_end"),
        ("05/12/2025", "report"),
        ("31/07/2025", "registration"),
        ("25/11/2025", "nomination_dossier"),
        (None, "report"),
    ]
    found = {item.kind: item for item in plan("xa_hai_cap").deadlines}
    assert found["registration"].who == "Các thôn, trường học, đơn vị"
    assert found["registration"].where.section == "V.2"
    assert (found["report"].recurring, found["report"].day_of_month) == ("monthly", 20)


def test_commune_requirement_awards_targets() -> None:
    found = plan("xa_hai_cap")
    (requirement,) = found.requirements
    assert requirement.who == ("Mỗi thôn, trường học và đơn vị trên địa bàn xã",)
    assert [(item.kind, item.min) for item in requirement.items] == [("phần việc", 2), ("mô hình", 1)]
    assert (requirement.rule, requirement.ambiguity) == ("all", None)
    assert [(a.form, a.authority, a.objects) for a in found.awards] == [
        ("Giấy khen", "Chủ tịch UBND xã", ("tập thể", "cá nhân", "hộ gia đình")),
        ("Bằng khen", "Chủ tịch UBND tỉnh", ("tập thể", "cá nhân")),
    ]
    assert found.awards[0].quota == "05 tập thể và 10 cá nhân, 03 hộ gia đình"
    assert [(t.value, t.unit, t.by) for t in found.targets] == [
        (95, "%", "2025-12-31"),
        (1500, "cây xanh", "2025-12-31"),
        (350, "triệu đồng", "2025-12-31"),
    ]


def test_commune_signer_recipients_tasks_anniversary() -> None:
    found = plan("xa_hai_cap")
    assert (found.signer.name, found.signer.title) == ("Y Blơk Niê", "Phó Chủ tịch")
    assert found.signer.form == "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"
    assert found.recipients == ("UBND tỉnh (b/c);", "Các thôn, trường học;", "Lưu: VT, VHXH.")
    assert [task.who for task in found.tasks] == [
        "Phòng Văn hóa - Xã hội",
        "Phòng Văn hóa - Xã hội",
        "Các thôn, trường học, đơn vị",
        "Các thôn, trường học, đơn vị",
        "Các thôn, trường học, đơn vị",
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã",
    ]
    assert [(a.years, a.date) for a in found.anniversaries] == [(80, d("02/09/2025"))]
    assert [n.text for n in found.not_deadlines] == [
        "ngày 15 tháng 6 năm 2022",
        "ngày 14/6/2025",
        "ngày 10/7/2025",
    ]


# ---- a district council, month precision, nothing to register


def test_district_without_requirement() -> None:
    found = plan("huyen_khong_dang_ky")
    assert found.heading.issuer == "Hội đồng Thi đua - Khen thưởng huyện Lâm Giang"
    assert (found.heading.number, found.heading.date, found.heading.date_partial) == (None, None, "2024-02")
    assert found.requirements == ()
    assert found.period is not None
    assert (found.period.start, found.period.end) == (None, None), "months are no days"
    assert (found.period.start_partial, found.period.end_partial) == ("2024-03", "2024-11")
    assert found.evidence_window is not None
    assert (found.evidence_window.from_year, found.evidence_window.to_year) == (2021, 2024)
    assert (found.signer.name, found.signer.title) == ("Hoàng Thị Kim Oanh", "Chủ tịch")


def test_district_deadlines_by_month_and_quarter() -> None:
    found = plan("huyen_khong_dang_ky")
    rows = [(i.date, i.kind, i.precision, i.recurring) for i in found.deadlines]
    assert rows == [
        (d("30/11/2024"), "campaign_end", "month", None),
        (d("31/03/2024"), "launch", "month", None),
        (d("10/07/2024"), "review_6_month", None, None),
        (d("31/12/2024"), "review_year", "quarter", None),
        (d("15/11/2024"), "nomination_dossier", None, None),
        (None, "report", None, "quarterly"),
        (None, "report", None, "6 months"),
        (None, "report", None, "yearly"),
        (d("31/03/2024"), "launch", None, None),
    ]
    assert [(t.value, t.value_max, t.unit) for t in found.targets] == [
        (3, None, "xã"),
        (4.5, None, "%"),
        (52, 55, "triệu đồng/năm"),
    ]
    (award,) = found.awards
    assert (award.authority, award.quota) == ("Chủ tịch UBND huyện", "tối đa 15 tập thể, 20 cá nhân")


# ---- a province's directive whose columns were read line by line, signature above Nơi nhận


def test_province_directive() -> None:
    found = plan("tinh_chi_thi")
    assert found.heading.issuer == "Ủy ban nhân dân tỉnh Hải Minh"
    assert found.heading.issuer_parent is None
    assert (found.heading.number, found.heading.place) == ("05/CT-UBND", "Hải Minh")
    assert found.signer.name == "Trần Lê Quang Khải"
    assert [(p.span.start, p.span.end) for p in found.phases] == [
        (d("01/01/2026"), d("30/06/2026")),
        (d("01/07/2026"), d("31/12/2026")),
    ]
    assert found.period is not None
    assert found.period.derived
    assert dates(found) == [
        ("28/02/2026", "launch"),
        ("28/02/2026", "pledge"),
        ("30/06/2026", "phase_end"),
        ("31/12/2026", "phase_end"),
        (None, "report"),
        (None, "report"),
        ("20/06/2026", "report"),
        ("30/11/2026", "report"),
    ]
    assert found.deadlines[-1].who == "Các sở, ban, ngành, địa phương"
    assert found.awards == ()


# ---- a ward with articles and a table of deadlines, a requirement "hoặc" and a number in words


def test_table_of_deadlines() -> None:
    found = plan("phuong_bang_moc")
    rows = [(i.date, i.kind, i.who) for i in found.deadlines]
    assert rows == [
        (d("10/08/2025"), "launch", ""),
        (d("08/11/2025"), "campaign_end", ""),
        (d("20/08/2025"), "registration", "Các khu phố"),
        (d("25/09/2025"), "report", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        (d("01/11/2025"), "nomination_dossier", "Các khu phố, trường học"),
    ]
    assert found.period is not None
    assert (found.period.start, found.period.end) == (d("10/08/2025"), d("08/11/2025"))


def test_or_and_a_number_in_words() -> None:
    first, second = plan("phuong_bang_moc").requirements
    assert (first.who, first.rule) == (("Mỗi khu phố",), "any")
    assert [(i.kind, i.min) for i in first.items] == [("công trình", 1), ("phần việc", 2)]
    assert (second.who, [(i.kind, i.min) for i in second.items]) == (("mỗi trường học",), [("mô hình", 1)])


# ---- a mass organisation: start by "từ ngày ký", relative report, duty on an anniversary


def test_women_union() -> None:
    found = plan("hoi_phu_nu")
    assert found.heading.issuer == "Ban Chấp hành Hội LHPN xã Phú Thạnh"
    assert found.heading.issuer_parent == "huyện Tân Phú Đông"
    assert found.period is not None
    assert (found.period.start, found.period.end) == (d("06/03/2023"), d("20/10/2023"))
    assert "ngày ký" in found.period.derived
    assert dates(found) == [
        ("20/10/2023", "campaign_end"),
        ("30/03/2023", "registration"),
        (None, "report"),
        ("20/10/2023", "award_ceremony"),
    ]
    report, ceremony = found.deadlines[2:]
    assert report.relative_to == "campaign_end"
    assert ceremony.precision == "around"
    (requirement,) = found.requirements
    assert requirement.rule == "any"
    assert requirement.ambiguity is not None
    assert found.recipients == ()


# ---- no day at all


def test_plan_without_any_day() -> None:
    found = plan("khong_moc")
    assert found.period is None
    assert (found.deadlines, found.requirements, found.awards, found.targets, found.phases) == (
        (),
        (),
        (),
        (),
        (),
    )
    assert found.evidence_window is None
    assert found.heading.issuer == "Ủy ban nhân dân xã Ia Mơ Nông"
    assert found.signer.name == "Rơ Châm H'Yéo"
    assert [task.who for task in found.tasks] == [
        "Công chức Văn phòng - Thống kê",
        "Các ban, ngành, đoàn thể xã",
    ]


# ---- hard-wrapped lines with a page number between


def test_hard_wrapped_lines_are_joined() -> None:
    found = plan("cat_dong")
    assert found.heading.issuer_parent == "huyện Đại Thành", "the name is broken over two lines"
    assert found.heading.title is not None
    assert found.heading.title.endswith("nhiệm kỳ 2021 - 2026")
    assert found.period is not None
    assert (found.period.start, found.period.end) == (d("12/04/2021"), d("15/06/2021"))
    assert dates(found) == [
        ("12/04/2021", "launch"),
        ("15/06/2021", "campaign_end"),
        ("20/04/2021", "registration"),
        ("20/06/2021", "report"),
        ("20/06/2021", "nomination_dossier"),
    ]
    assert [(a.form, a.authority, a.quota) for a in found.awards] == [
        ("Giấy khen", "Chủ tịch UBND thị trấn", "03 tập thể, 07 cá nhân"),
        ("Giấy khen", "Chủ tịch UBND huyện", "01 tập thể"),
    ]
    assert found.evidence_window is None


# ---- an official letter that extends a deadline


def test_letter_of_extension() -> None:
    found = plan("cong_van_gia_han")
    assert found.heading.number == "305/UBND-VHXH"
    assert found.heading.title == "gia hạn thời gian đăng ký mô hình thi đua chào mừng Đại hội Đảng"
    assert found.heading.date == d("22/09/2025")
    assert dates(found) == [("30/09/2025", "registration"), ("02/10/2025", "report")]
    assert (found.signer.name, found.signer.title) == ("H'Lan Mlô", "Trưởng phòng Văn hóa - Xã hội")


# ---- contradictions


def test_contradictions_are_told() -> None:
    found = plan("mau_thuan")
    codes = {finding.code for finding in found.findings}
    assert codes == {"conflict", "after_end", "before_plan", "weekend", "no_such_day"}
    registrations = [item for item in found.deadlines if item.kind == "registration"]
    assert [item.date for item in registrations] == [d("10/06/2022"), d("15/06/2022")], "both stay"
    assert all(item.ambiguity for item in registrations)
    assert not any(item.date and item.date.month == 10 and item.date.day == 1 for item in found.deadlines)


# ---- an association's guideline over years


def test_guideline_over_years() -> None:
    found = plan("lien_doan")
    assert found.heading.issuer == "Liên đoàn Lao động huyện Cẩm Nhai"
    assert found.period is not None
    assert (found.period.start_year, found.period.end_year, found.period.start) == (2023, 2028, None)
    assert [(p.span.start_partial, p.span.end_partial) for p in found.phases] == [
        ("2023-11", "2025-12"),
        ("2026-01", "2028-06"),
    ]
    assert found.evidence_window is not None
    assert (found.evidence_window.from_year, found.evidence_window.to_year) == (2023, 2028)
    assert [(a.form, a.authority) for a in found.awards] == [
        ("Bằng khen", "Liên đoàn Lao động tỉnh"),
        ("Giấy khen", "Liên đoàn Lao động huyện"),
    ]
    assert [(d.kind, d.recurring) for d in found.deadlines if d.recurring] == [
        ("report", "yearly"),
        ("other", "quarterly"),
    ]


# ---- columns set side by side with spaces, phases beside a whole period, sections A. to Đ.


def test_columns_side_by_side() -> None:
    found = plan("xom_hai_cot")
    assert found.heading.issuer == "Ủy ban nhân dân xã Sơn Thành Hạ"
    assert found.heading.issuer_parent == "huyện Thanh Bình Hạ"
    assert (found.heading.number, found.heading.date, found.heading.date_partial) == (
        "5/KH-UBND",
        None,
        "2024",
    )
    assert (found.signer.name, found.signer.title) == ("Kha Thị Hoài", "Chủ tịch")
    assert found.recipients == ("UBND huyện;", "Thường trực Đảng ủy xã;", "Các xóm;", "Lưu: VP.")
    assert [task.where.section for task in found.tasks] == ["Đ.1", "Đ.2", "Đ.3"]


def test_period_over_two_phases_and_a_window_of_days() -> None:
    found = plan("xom_hai_cot")
    assert found.period is not None
    assert (found.period.start, found.period.end, found.period.derived) == (
        d("01/10/2024"),
        d("30/04/2025"),
        "",
    )
    assert found.evidence_window is not None
    assert (found.evidence_window.from_year, found.evidence_window.to_year) == (2023, 2025)
    assert dates(found) == [
        ("31/12/2024", "other"),
        ("01/10/2024", "launch"),
        ("30/04/2025", "campaign_end"),
        ("31/12/2024", "phase_end"),
        ("31/01/2025", "phase_end"),
        ("30/04/2025", "phase_end"),
        ("15/05/2025", "review_year"),
        ("05/05/2025", "nomination_dossier"),
        (None, "report"),
        ("15/10/2024", "registration"),
        (None, "report"),
    ]
    (award,) = found.awards
    assert award.quota == "không quá 02 tập thể và 03 cá nhân"


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_quotes_and_offsets(path: Path) -> None:
    found = read_plan(read_file(path))
    items = [
        *found.deadlines,
        *found.requirements,
        *found.awards,
        *found.targets,
        *found.tasks,
        *found.anniversaries,
    ]
    for item in items:
        assert found.text[item.where.start : item.where.end] == item.where.quote
        assert item.where.quote.strip() == item.where.quote != ""
    for finding in found.findings:
        assert found.text[finding.start : finding.end] == finding.quote
