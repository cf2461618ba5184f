"""What falls into a printer's margins: hand numbers of templates, and pdfium's picture of the drawing."""

from __future__ import annotations

import copy
import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.talk import SilentTalk
from desktop.documents.certificate import CertificateFacts
from desktop.documents.certificate_ground import background, shared
from desktop.documents.preflight import PreflightRow, preflight
from desktop.documents.print_margins import Printable, ink
from desktop.documents.sheet import Adjustment, Group, Sheet, VectorPath, ellipse, rectangle
from desktop.documents.sheet_pdf import write_pdf
from desktop.documents.template import Template, load_template, raw, read_template, template_names

LASER = (4.2, 4.2, 4.2, 4.2)
STRAIGHT = Adjustment()
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


def changed(name: str = "giay-khen-a4", **keys: Any) -> Template:
    return read_template({**copy.deepcopy(raw(name)), **keys})


def told(
    template: Template,
    margins: tuple[float, float, float, float],
    moved: Adjustment = STRAIGHT,
    *,
    overprint: bool = False,
    pictures: dict[str, bytes] | None = None,
) -> list[str]:
    return list(Printable(template, margins, moved).shared(overprint, pictures or {}))


def both(template: Template, count: int = 1, **options: Any) -> list[tuple[int, str, str]]:
    found = preflight(
        [PreflightRow(replace(FACTS, recipient=f"Ông {n}")) for n in range(count)], template, **options
    )
    return [(risk.index, risk.field, risk.sentence) for risk in found if risk.kind == "margin"]


# ---------------------------------------------------------------- the frame: its outer line 8 mm from the edge


@pytest.mark.parametrize(
    ("margins", "moved", "over"),
    [
        (LASER, STRAIGHT, ""),
        ((8.0, 8.0, 8.0, 8.0), STRAIGHT, ""),
        ((10.0, 4.0, 4.0, 4.0), STRAIGHT, "2,0"),
        ((4.0, 4.0, 4.0, 9.5), STRAIGHT, "1,5"),
        (LASER, Adjustment(dx_mm=-5), "1,2"),
        (LASER, Adjustment(dy_mm=4.3), "0,5"),
        # 281 mm of frame grow by 2,81 mm, half of it on either side: 8 - 2,81 = 5,19.
        ((6.0, 0.0, 0.0, 0.0), Adjustment(scale_x=1.02), "0,8"),
        # A corner 140,5 mm and 97 mm from the middle, turned by 1°: 105 - 97·cos 1° - 140,5·sin 1° = 5,56.
        ((0.0, 6.5, 0.0, 0.0), Adjustment(rotate_deg=1), "0,9"),
    ],
)
def test_the_frame_is_measured_from_its_outer_line(
    margins: tuple[float, float, float, float], moved: Adjustment, over: str
) -> None:
    found = told(load_template("giay-khen-a4"), margins, moved)
    assert len(found) == bool(over)
    if over:
        assert found[0].startswith(
            f"Khung hoa văn lấn {over} mm vào lề máy không in được, tờ nào cũng vậy; hãy "
        )


def test_on_pre_printed_sheets_the_frame_is_there_already() -> None:
    wide = (60.0, 60.0, 60.0, 60.0)
    assert told(load_template("giay-khen-a4"), wide, overprint=True) == []
    assert len(told(load_template("giay-khen-a4"), wide)) > 3
    assert told(load_template("phoi-giay-khen-a4"), wide, overprint=True) == []


def test_a_ground_to_the_edge_leaves_a_white_rim() -> None:
    (sentence,) = told(load_template("giay-khen-a4-huyen"), (4.2, 5.0, 4.2, 4.2))
    assert sentence.startswith("Nền màu phủ hết tờ giấy mà máy này chừa tới 5,0 mm")
    assert "nhà in" in sentence
    assert told(load_template("giay-khen-a4-huyen"), (0.0, 0.0, 0.0, 0.0)) == []


def test_without_a_printer_what_leaves_the_paper_is_told() -> None:
    """The frame's line is 8 mm from the edge: moved by 9,5 mm it is 1,5 mm beyond; the ground loses nothing."""
    none = (0.0, 0.0, 0.0, 0.0)
    (sentence,) = told(load_template("giay-khen-a4-huyen"), none, Adjustment(dx_mm=9.5))
    assert sentence.startswith("Khung hoa văn lấn 1,5 mm ra ngoài mép giấy, tờ nào cũng vậy; hãy ")
    assert told(load_template("giay-khen-a4-huyen"), none, Adjustment(dx_mm=7.9)) == []
    found = both(load_template("phoi-giay-khen-a4"), 1, adjustment=Adjustment(dy_mm=30))
    assert found
    assert all("ra ngoài mép giấy" in words for _, _, words in found)


# ---------------------------------------------------------------- emblem, pictures, fixed words, QR code


def test_the_emblem_is_measured_as_it_is_drawn() -> None:
    """Drawn as wide as its height of 26 mm makes it: 25,5 mm, in the middle of a box of 40 mm."""
    image = {"name": "emblem", "kind": "emblem", "x": 0, "y": 12, "w": 40, "h": 26}
    found = [one for one in told(changed(images=[image]), (9.0, 0, 0, 0)) if "Quốc huy" in one]
    left = 20 - 26 * (161.26 - 135.73) / (47.21 - 21.33) / 2
    assert left == pytest.approx(7.2, abs=0.05)
    assert [one[: one.index(" vào")] for one in found] == ["Quốc huy lấn 1,8 mm"]


@pytest.mark.parametrize("overprint", [False, True])
def test_a_picture_counts_where_it_is_printed(overprint: bool, png: bytes) -> None:
    placed = {"kind": "logo", "y": 30, "w": 20, "h": 20, "file": "a" * 64}
    images = [
        {"name": "Huy hiệu Đoàn", "x": 2, "overprint": True, **placed},
        {"name": "In sẵn", "x": 1, **placed},
    ]
    found = told(changed(images=images), (5.0, 0, 0, 0), overprint=overprint, pictures={"a" * 64: png})
    wanted = ["Biểu trưng “Huy hiệu Đoàn” lấn 3,0 mm"]
    assert [one[: one.index(" vào")] for one in found] == wanted + (
        [] if overprint else ["Biểu trưng “In sẵn” lấn 4,0 mm"]
    )
    assert told(changed(images=images), (5.0, 0, 0, 0), overprint=True) == [], "a lost picture is not drawn"


@pytest.fixture
def png() -> bytes:
    import io

    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (20, 20), "#202020").save(target, "PNG")
    return target.getvalue()


def test_fixed_words_are_called_by_their_name() -> None:
    body = copy.deepcopy(raw("giay-khen-a4"))
    (words,) = [area for area in body["areas"] if area.get("label") == "Quốc hiệu"]
    found = [one for one in told(read_template(body), (0, 60, 0, 0)) if "Quốc hiệu" in one]
    assert found[0].startswith("Khung “Quốc hiệu” lấn ")
    assert told(read_template(body), (0, 60, 0, 0), overprint=True) == []
    words["overprint"] = True
    assert len(told(read_template(body), (0, 60, 0, 0), overprint=True)) == 1


#: A code of version 1: 21 modules and 4 of quiet zone on either side, 1 mm each.
CODE = {"x": 0.5, "y": 100, "size": 29, "text": "Hoa Ban", "overprint": True}


@pytest.mark.parametrize("overprint", [False, True])
def test_the_white_around_a_qr_code_may_lie_in_the_margin(overprint: bool) -> None:
    template = changed(qr=CODE)
    assert [one for one in told(template, (4.4, 0, 0, 0), overprint=overprint) if "QR" in one] == []
    (found,) = [one for one in told(template, (5.0, 0, 0, 0), overprint=overprint) if "QR" in one]
    assert found.startswith("Mã QR lấn 0,5 mm")


def test_a_code_of_the_award_is_told_sheet_by_sheet() -> None:
    template = changed(qr={**CODE, "text": "{register_number}"})
    found = both(template, 2, margins_mm=(5.0, 0, 0, 0), overprint=True)
    assert [(index, field) for index, field, _ in found] == [(0, ""), (1, "")]
    assert all(sentence.startswith("Mã QR lấn 0,5 mm") for _, _, sentence in found)
    assert both(template, 2, margins_mm=(4.4, 0, 0, 0), overprint=True) == []
    shown_only = changed(qr={**CODE, "text": "{register_number}", "overprint": False})
    assert both(shown_only, 1, margins_mm=(5.0, 0, 0, 0), overprint=True) == []
    assert len(both(shown_only, 1, margins_mm=(5.0, 0, 0, 0))) == 1


# ---------------------------------------------------------------- in the list


def test_what_all_sheets_share_is_told_once_and_first() -> None:
    found = both(load_template("giay-khen-a4"), 300, margins_mm=(10.0, 4, 4, 4))
    assert [(index, field) for index, field, _ in found] == [(0, "")]
    assert both(load_template("giay-khen-a4"), 0, margins_mm=(10.0, 4, 4, 4)) == []
    assert both(load_template("giay-khen-a4"), 3) == []


# ---------------------------------------------------------------- the geometry


@pytest.mark.parametrize("name", [n for n in template_names() if not n.startswith("phoi-")])
def test_the_frame_is_where_pdfium_sees_it(name: str, tmp_path: Path) -> None:
    template, dpi = load_template(name), 200
    (part,) = [one for one in shared(template) if one.kind == "design"]
    sheet = Sheet(template.width, template.height, (), Group("frame", part.items))
    write_pdf([sheet], tmp_path / "frame.pdf", SilentTalk())
    document = pypdfium2.PdfDocument(tmp_path / "frame.pdf")
    picture = document[0].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    seen = picture.point(lambda value: 255 if value < 248 else 0).getbbox()
    assert ink(part.items) == pytest.approx([edge * 25.4 / dpi for edge in seen], abs=0.2)


def test_the_parts_are_the_background() -> None:
    for name in template_names():
        for overprint in (False, True):
            template = load_template(name)
            whole = background(template, overprint=overprint)
            parts = tuple(item for one in shared(template, overprint=overprint) for item in one.items)
            assert parts == (whole.items if whole else ())


@given(st.lists(st.floats(-50, 50), min_size=8, max_size=8))
def test_a_curve_reaches_as_far_as_its_points(numbers: list[float]) -> None:
    start, rest = tuple(numbers[:2]), tuple(numbers[2:])
    box = ink([VectorPath((("M", start), ("C", rest)), fill="#000000")])
    assert box is not None
    points = [start, rest[0:2], rest[2:4], rest[4:6]]
    walked = [
        tuple(
            sum(math.comb(3, k) * t**k * (1 - t) ** (3 - k) * point[axis] for k, point in enumerate(points))
            for axis in (0, 1)
        )
        for t in (step / 400 for step in range(401))
    ]
    wanted = [pick(point[axis] for point in walked) for pick in (min, max) for axis in (0, 1)]
    assert box == pytest.approx(wanted, abs=0.01)


def test_white_is_no_ink_and_a_line_has_its_width() -> None:
    assert ink([VectorPath(rectangle(1, 1, 5, 5), fill="#FFFFFF")]) is None
    assert ink([]) is None
    round_ = VectorPath(ellipse(10, 10, 4, 3), stroke="#000000", width=1.0)
    assert ink([round_]) == pytest.approx((5.5, 6.5, 14.5, 13.5))
