"""The preflight of a batch by hand tables; scales and ink by the sizes of runs and by pdfium's picture."""

from __future__ import annotations

import copy
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.talk import SilentTalk
from desktop.documents.certificate import CertificateFacts, examine, lay_out, load_template
from desktop.documents.preflight import PreflightRow, Risk, preflight
from desktop.documents.sheet import Adjustment, Sheet
from desktop.documents.sheet_pdf import write_pdf
from desktop.documents.template import raw, read_template

TEMPLATE = load_template()
FACTS = CertificateFacts(
    awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN",
    honorific="Ông",
    recipient="Trần Văn Thứ",
    position_unit=("Tổ trưởng Tổ dân phố 3",),
    citation="Đã có thành tích xuất sắc trong phong trào thi đua",
    decision_number="128/QĐ-UBND",
    decision_date=date(2024, 2, 5),
    register_number="47",
    place="Phường Hoa Ban",
    sign_date=date(2024, 2, 5),
    signature_form=("CHỦ TỊCH",),
    signer_name="A Thuận",
)
LONG = "Đã có thành tích xuất sắc trong phong trào thi đua " * 5


def row(kind: str = "individual", doubts: tuple[str, ...] = (), **facts: Any) -> PreflightRow:
    return PreflightRow(replace(FACTS, **facts), kind, doubts)


def kinds(*rows: PreflightRow, **options: Any) -> list[tuple[int, str, str]]:
    return [(risk.index, risk.kind, risk.field) for risk in preflight(rows, TEMPLATE, **options)]


def one(risky: PreflightRow, **options: Any) -> Risk:
    (risk,) = preflight([risky], TEMPLATE, **options)
    return risk


def test_a_good_sheet_is_not_named() -> None:
    assert kinds(row(), row(recipient="Lý Tợ"), row("collective", honorific="", position_unit=())) == []


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"citation": ""}, "citation"),
        ({"decision_number": " "}, "decision_number"),
        ({"decision_date": None}, "decision_day"),
        ({"sign_date": None}, "sign_day"),
        ({"register_number": ""}, "register_number"),
        ({"signer_name": ""}, "signer_name"),
        ({"signature_form": ()}, "signature_form"),
        ({"place": ""}, "place"),
        ({"position_unit": ()}, "position_unit"),
        ({"recipient": ""}, "recipient"),
    ],
)
def test_what_the_template_shows_and_nobody_wrote_is_missing(facts: dict[str, Any], field: str) -> None:
    for overprint in (False, True):
        risk = one(row(**facts), overprint=overprint)
        assert (risk.kind, risk.field, risk.stops) == ("missing", field, True)
        assert risk.sentence.startswith("Chưa có ")


def test_what_a_pre_printed_sheet_carries_is_not_missing() -> None:
    assert kinds(row(awarding_title="")) == [(0, "missing", "awarding_title")]
    assert kinds(row(awarding_title="", form_title=""), overprint=True) == []


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"recipient": "NguyÔn V¨n Thµnh"}, "recipient", "TCVN3"),
        ({"citation": "Ñaõ coù thaønh tích xuaát saéc"}, "citation", "VNI"),
        ({"recipient": unicodedata.normalize("NFD", "Nguyễn Thị Ẩn")}, "recipient", "dấu rời"),
        ({"position_unit": (unicodedata.normalize("NFD", "Tổ phó"),)}, "position_unit", "dấu rời"),
    ],
)
def test_old_encodings_and_loose_marks_are_told_before_they_are_ink(
    facts: dict[str, Any], field: str, said: str
) -> None:
    risk = one(row(**facts))
    assert (risk.kind, risk.field, risk.stops) == ("encoding", field, True)
    assert said in risk.sentence
    assert "gõ lại bằng Unicode" in risk.sentence


def test_a_mark_that_has_no_composed_letter_is_no_fault() -> None:
    assert kinds(row(recipient="H’Blê\u0306 Niê Kdăm", honorific="Bà")) == []


def test_a_legacy_text_never_becomes_ink() -> None:
    assert "TCVN3" in examine(replace(FACTS, recipient="NguyÔn V¨n Thµnh"), TEMPLATE).refusal


def test_every_letter_without_a_glyph_is_named_once() -> None:
    found = preflight([row(recipient="Lý 漢 漢", citation="Đã 😀")], TEMPLATE)
    assert [(risk.kind, risk.field) for risk in found] == [("glyph", "recipient"), ("glyph", "citation")]
    assert "“漢” (U+6F22)" in found[0].sentence


def test_what_does_not_fit_is_told_by_its_field() -> None:
    assert kinds(row(recipient="Nguyễn " * 60)) == [(0, "overflow", "recipient")]
    assert kinds(row(signer_name="Công Huyền " * 9)) == [(0, "overflow", "signer_name")]
    risk = one(row(citation=LONG * 4))
    assert (risk.kind, risk.stops) == ("overflow", True)
    assert "Giấy khen của" not in risk.sentence


def test_the_registers_doubts_and_the_batchs_own() -> None:
    told = ("Chưa rõ Ông hay Bà: Trần Văn Thứ.",)
    assert kinds(row(doubts=told)) == [(0, "honorific", "honorific")]
    twice = (row(recipient="Lê Thị Hà"), row(), row(recipient="LÊ  Thị Hà"), row(recipient="Lê Thị Hạ"))
    found = preflight(twice, TEMPLATE)
    assert [(risk.index, risk.kind) for risk in found] == [(0, "twice"), (2, "twice"), (3, "twice")]
    assert "trùng tên, đơn vị với tờ 3, 4" in found[0].sentence
    assert "gần trùng tên" in found[2].sentence
    elsewhere = (row(), row(position_unit=("Tổ phó Tổ dân phố 9",)))
    assert kinds(*elsewhere) == []


def test_a_citation_is_held_against_those_of_its_own_kind() -> None:
    usual = [row(recipient=name) for name in ("A Một", "B Hai", "C Ba")]
    other = row(recipient="D Bốn", citation="Đã hiến 200 m² đất mở đường")
    home = [
        row("household", recipient=name, citation="Đã giữ gìn nếp sống văn hóa", honorific="Hộ ông")
        for name in ("E Năm", "G Sáu")
    ]
    assert kinds(*usual, other, *home) == [(3, "citation", "citation")]
    # Where all differ there is nothing to differ from.
    assert kinds(other, usual[0]) == []


def test_where_most_have_citations_of_their_own_two_alike_are_not_the_decisions() -> None:
    """A list of 40 deeds of which two read alike: none of the others is an oversight."""
    own = [row(recipient=f"Ông {n}", citation=f"Đã hiến {n} m² đất") for n in range(10, 48)]
    alike = [row(recipient=name) for name in ("A Một", "B Hai")]
    assert kinds(*alike, *own) == []
    half = [row(recipient=f"Bà {n}") for n in range(36)]
    assert kinds(*alike, *half, *own) == [], "38 and 38: neither is the decision's"
    more = row(recipient="C Ba")
    assert len(kinds(*alike, *half, more, *own)) == 38


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(1, 12), st.booleans())
def test_small_is_told_exactly_when_a_run_is_below_85_percent(
    words: int, names: int, overprint: bool
) -> None:
    facts = replace(
        FACTS,
        citation="Đã " + "cùng Nhân dân, " * words + "làm đường.",
        recipient="Nhân dân tổ " + "và cán bộ " * names,
    )
    tried = examine(facts, TEMPLATE, overprint=overprint)
    found = preflight([PreflightRow(facts, "collective")], TEMPLATE, overprint=overprint)
    if tried.sheet is None:
        assert [risk.kind for risk in found] == ["overflow"]
        return
    wanted = {"citation": 15.5, "recipient": 26.0}
    wanted = {
        area.box.name: area.lines[0][0].style.size_pt for area in TEMPLATE.areas if area.box.name in wanted
    }
    drawn = {
        "citation": {
            run.size_pt for run in tried.sheet.runs() if run.font == "Tinos-Italic" and "cùng" in run.text
        },
        "recipient": {
            run.size_pt for run in tried.sheet.runs() if "cán bộ" in run.text and run.font == "Tinos-Bold"
        },
    }
    for field, sizes in drawn.items():
        (size,) = sizes
        small = size / wanted[field] < 0.85 - 0.001
        assert (("small", field) in [(risk.kind, risk.field) for risk in found]) == small
        assert tried.scales[field] == pytest.approx(size / wanted[field], abs=0.001)


def ink(sheet: Sheet, target: Path, dpi: int = 400) -> tuple[float, ...]:
    write_pdf([sheet], target, SilentTalk())
    document = pypdfium2.PdfDocument(target)
    picture = document[0].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    box = picture.point(lambda value: 255 if value < 160 else 0).getbbox()
    return tuple(edge * 25.4 / dpi for edge in box)


@pytest.mark.parametrize("recipient", ["Trần Văn Thứ", "H’Blê\u0306 Niê", "Y Ỷ Ộc"])
def test_the_ink_boxes_are_where_the_ink_is(recipient: str, tmp_path: Path) -> None:
    tried = examine(replace(FACTS, recipient=recipient), TEMPLATE, overprint=True)
    assert tried.sheet is not None
    boxes = list(tried.boxes.values())
    wanted = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    assert ink(replace(tried.sheet, background=None), tmp_path / "b.pdf") == pytest.approx(wanted, abs=0.15)


@pytest.mark.parametrize(
    "shift", [(0.0, 0.0), (14.0, 0.0), (-14.0, 0.0), (0.0, 12.0), (0.0, -60.0), (9.0, 9.0)]
)
@pytest.mark.parametrize("degrees", [0.0, 2.0])
def test_a_margin_is_told_exactly_when_ink_lies_in_it(
    shift: tuple[float, float], degrees: float, tmp_path: Path
) -> None:
    margins = (20.0, 30.0, 20.0, 17.0)
    moved = Adjustment(*shift, 1.0, 1.0, degrees)
    found = preflight([row()], TEMPLATE, overprint=True, margins_mm=margins, adjustment=moved)
    sheet = lay_out(FACTS, TEMPLATE, overprint=True, dx_mm=shift[0], dy_mm=shift[1], rotate_deg=degrees)
    left, top, right, bottom = ink(sheet, tmp_path / "m.pdf")
    over = max(20 - left, 30 - top, right - 277, bottom - 193)
    if abs(over) > 1.5:  # corners of boxes reach a little over turned ink
        assert bool(found) == (over > 0), (over, found)
    assert {risk.kind for risk in found} <= {"margin"}


def test_no_margin_no_warning_and_the_sentence_says_how_far() -> None:
    assert kinds(row(), margins_mm=(0, 0, 0, 0), adjustment=Adjustment(4.0)) == []
    # 1.2 mm of the first area's room, and the number's own side bearing is less than a fifth of a millimetre.
    register = next(area for area in TEMPLATE.areas if area.box.name == "register")
    found = preflight([row()], TEMPLATE, margins_mm=(register.box.x + 1.4, 4, 4, 4))
    assert [risk.field for risk in found] == ["", "decision_number"], "the frame first, once"
    assert "lấn 1," in found[1].sentence


def test_a_template_for_preprinted_sheets_is_always_looked_at_so() -> None:
    body = copy.deepcopy(raw("giay-khen-a4"))
    body["overprint_only"] = True
    assert preflight([row(awarding_title="")], read_template(body)) == ()
    assert lay_out(FACTS, read_template(body)) == lay_out(FACTS, read_template(body), overprint=True)
