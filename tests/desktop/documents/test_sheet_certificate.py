"""Certificates: what is on them, where the ink lies, and what stays within the frame in the worst cases."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from db.errors import BadInput, NotFound
from db.talk import SilentTalk
from desktop.documents import measure
from desktop.documents.certificate import CertificateFacts, background, examine, lay_out, load_template
from desktop.documents.layout import Overflow
from desktop.documents.sheet import Adjustment, Sheet
from desktop.documents.sheet_pdf import write_pdf

FACTS = CertificateFacts(
    awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN",
    honorific="Ông",
    recipient="Tr. Văn Tâm",
    position_unit=("Tổ trưởng Tổ dân phố 3, phường Hoa Ban",),
    citation="Đã có thành tích xuất sắc trong phong trào thi đua xây dựng đô thị văn minh giai đoạn 2013 - 2023",
    decision_number="128/QĐ-UBND",
    decision_date=date(2024, 2, 5),
    register_number="47",
    place="Phường Hoa Ban",
    sign_date=date(2024, 2, 5),
    signature_form=("CHỦ TỊCH",),
    signer_name="Lê Quốc Bảo",
)
DEPUTY = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
LONG_UNIT = (
    "Ban Chấp hành Hội Liên hiệp Phụ nữ và Câu lạc bộ Gia đình hạnh phúc Tổ dân phố Suối Cát 2, "
    "phường Hoa Ban, thành phố Sơn Giang"
)
LONG_CITATION = (
    "Đã có thành tích tiêu biểu trong công tác hiến đất mở đường, chỉnh trang đô thị, góp 1.250 ngày công và "
    "350 triệu đồng xây dựng công trình chào mừng kỷ niệm 30 năm thành lập phường, được Nhân dân đồng tình ủng hộ"
)
WORST = {
    "one word": replace(FACTS, honorific="Em", recipient="Điểu"),
    "highland": replace(FACTS, honorific="Bà", recipient="H'Blê̆ Niê Kdăm Mlô Duôn Du", signature_form=DEPUTY),
    "people and cadres": replace(
        FACTS, honorific="", position_unit=(), recipient="Nhân dân và cán bộ Tổ dân phố 12, phường Hoa Ban"
    ),
    "unit of 120 letters": replace(
        FACTS,
        honorific="",
        recipient=LONG_UNIT,
        position_unit=(),
        citation=LONG_CITATION,
        signature_form=DEPUTY,
    ),
    "everything long": replace(
        FACTS,
        awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG NGUYỄN THỊ MINH KHAI, TỈNH SƠN GIANG",
        honorific="Thượng tọa",
        recipient="Công Tằng Tôn Nữ Hoàng Phương Tường Vy",
        position_unit=("Phó Trưởng ban Thường trực Ban Trị sự", "trụ trì chùa Linh Quang, Tổ dân phố 12"),
        citation=LONG_CITATION,
        place="Phường Nguyễn Thị Minh Khai",
        signature_form=DEPUTY,
        signer_name="Công Huyền Tôn Nữ Phương Thảo",
    ),
    "without day, register, unit": replace(
        FACTS, decision_date=None, sign_date=None, register_number="", position_unit=()
    ),
}
FIXED = ("CỘNG HÒA", "Độc lập", "TẶNG", "GIẤY KHEN", "CHỦ TỊCH ỦY BAN", "Quyết định số", "Vào sổ")
TEMPLATE = load_template()
INNER, CLEAR = 14.5, 6.0


def pages(sheets: Iterable[Sheet], target: Path, dpi: int = 200) -> tuple[list, list[str]]:
    """Grey pictures and texts of the pages, by pdfium."""
    write_pdf(sheets, target, SilentTalk())
    document = pypdfium2.PdfDocument(target)
    pictures, texts = [], []
    for page in document:
        pictures.append(page.render(scale=dpi / 72).to_pil().convert("L"))
        reader = page.get_textpage()
        texts.append(reader.get_text_range())
        reader.close()
    document.close()
    return pictures, texts


def ink(picture, dpi: int = 200) -> tuple[float, ...]:
    """Left, top, right, bottom of what is not white, mm."""
    box = picture.point(lambda v: 255 if v < 160 else 0).getbbox()
    return tuple(edge * 25.4 / dpi for edge in box)


def own(sheet: Sheet) -> Sheet:
    """The sheet without its background."""
    return replace(sheet, background=None)


def lines(text: str) -> str:
    return " ".join(text.split())


def test_the_certificate_says_everything_exactly(tmp_path: Path) -> None:
    _, (text,) = pages([lay_out(FACTS, TEMPLATE)], tmp_path / "a.pdf", 40)
    said = text.splitlines()
    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập – Tự do – Hạnh phúc",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN",
        "TẶNG",
        "GIẤY KHEN",
        "Ông Tr. Văn Tâm",
        "Tổ trưởng Tổ dân phố 3, phường Hoa Ban",
        "Phường Hoa Ban, ngày 05 tháng 02 năm 2024",
        "CHỦ TỊCH",
        "Quyết định số 128/QĐ-UBND ngày 05/02/2024",
        "Vào sổ khen thưởng số 47",
        "Lê Quốc Bảo",
    ):
        assert line in said
    assert FACTS.citation in lines(text)


@pytest.mark.parametrize("case", WORST)
def test_the_recipient_comes_out_whole_and_the_ink_keeps_off_the_frame(case: str, tmp_path: Path) -> None:
    facts = WORST[case]
    sheet = lay_out(facts, TEMPLATE)
    (picture,), (text,) = pages([own(sheet)], tmp_path / "w.pdf")
    assert unicodedata.normalize("NFC", facts.recipient) in lines(text)
    assert facts.citation in lines(text)
    left, top, right, bottom = ink(picture)
    margin = INNER + CLEAR - 0.1
    assert left >= margin
    assert top >= margin
    assert right <= TEMPLATE.width - margin
    assert bottom <= TEMPLATE.height - margin


@pytest.mark.parametrize("case", WORST)
def test_no_two_texts_touch(case: str, tmp_path: Path) -> None:
    runs = lay_out(WORST[case], TEMPLATE).runs()
    pictures, _ = pages([Sheet(297, 210, (run,)) for run in runs], tmp_path / "r.pdf", 100)
    boxes = [ink(picture, 100) for picture in pictures]
    for (one, a), (two, b) in itertools.combinations(zip(runs, boxes, strict=True), 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one.text, two.text)


@pytest.mark.parametrize("case", WORST)
def test_there_is_room_for_the_seal(case: str) -> None:
    facts = WORST[case]
    runs = {run.text: run for run in lay_out(facts, TEMPLATE).runs()}
    office, signer = runs[facts.signature_form[-1]], runs[facts.signer_name]
    assert 28 <= signer.baseline - 0.66 * signer.size_pt * 25.4 / 72 - office.baseline <= 32
    assert office.x + office.width / 2 == pytest.approx(signer.x + signer.width / 2, abs=0.01)


def test_what_is_not_known_is_left_out_with_its_label(tmp_path: Path) -> None:
    _, (text,) = pages([lay_out(WORST["without day, register, unit"], TEMPLATE)], tmp_path / "n.pdf", 40)
    assert "Vào sổ" not in text
    assert "Quyết định số 128/QĐ-UBND" in text
    assert "UBND ngày" not in text
    assert "ngày ...... tháng ......" in text


def test_decomposed_input_draws_the_same_pixels(tmp_path: Path) -> None:
    facts = WORST["highland"]
    apart = replace(
        facts,
        **{f: unicodedata.normalize("NFD", getattr(facts, f)) for f in ("recipient", "citation", "place")},
    )
    assert apart.recipient != facts.recipient
    (one, two), _ = pages([lay_out(facts, TEMPLATE), lay_out(apart, TEMPLATE)], tmp_path / "d.pdf", 100)
    assert one.tobytes() == two.tobytes()


def test_overprint_draws_no_fixed_text_and_leaves_the_rest_in_its_place(tmp_path: Path) -> None:
    full, over = lay_out(FACTS, TEMPLATE), lay_out(FACTS, TEMPLATE, overprint=True)
    _, (text,) = pages([over], tmp_path / "o.pdf", 40)
    assert over.background is None
    assert [word for word in FIXED if word in text] == []
    for value in (FACTS.recipient, FACTS.signer_name, "128/QĐ-UBND ngày 05/02/2024", "47", "CHỦ TỊCH"):
        assert value in text
    assert set(over.items) < set(full.items)


@pytest.mark.parametrize(("dx", "dy"), [(3.0, 0.0), (0.0, -2.5), (-1.3, 4.2)])
def test_the_calibration_moves_the_ink_by_the_millimetres_asked(dx: float, dy: float, tmp_path: Path) -> None:
    still = lay_out(FACTS, TEMPLATE, overprint=True)
    moved = lay_out(FACTS, TEMPLATE, overprint=True, dx_mm=dx, dy_mm=dy)
    pictures, _ = pages([still, moved], tmp_path / "c.pdf", 400)
    before, after = (ink(picture, 400) for picture in pictures)
    shift = [b - a for a, b in zip(before, after, strict=True)]
    assert shift == pytest.approx([dx, dy, dx, dy], abs=0.1)


def test_scale_and_rotation_keep_the_middle_of_the_paper(tmp_path: Path) -> None:
    half = lay_out(FACTS, TEMPLATE, overprint=True, scale=0.5)
    turned = lay_out(FACTS, TEMPLATE, overprint=True, rotate_deg=180)
    pictures, _ = pages([lay_out(FACTS, TEMPLATE, overprint=True), half, turned], tmp_path / "t.pdf", 400)
    whole, halved, upside = (ink(picture, 400) for picture in pictures)
    cx, cy = 148.5, 105.0
    assert halved == pytest.approx([cx + (v - cx) / 2 if i % 2 == 0 else cy + (v - cy) / 2
                                    for i, v in enumerate(whole)], abs=0.1)  # fmt: skip
    assert upside == pytest.approx([297 - whole[2], 210 - whole[3], 297 - whole[0], 210 - whole[1]], abs=0.1)


def test_a_small_rotation_is_clockwise(tmp_path: Path) -> None:
    a, b, c, d, e, f = Adjustment(rotate_deg=1).matrix(297, 210)
    right = (a * 297 + c * 105 + e, b * 297 + d * 105 + f)
    assert right[1] > 105
    assert right[0] == pytest.approx(297, abs=0.05)


def test_refusals_name_the_recipient_and_what_to_do() -> None:
    strange = replace(FACTS, recipient="Lý 漢 Văn")
    with pytest.raises(measure.MissingLetter, match=r"“漢”.*“Ông Lý 漢 Văn”"):
        lay_out(strange, TEMPLATE)
    endless = replace(FACTS, citation=LONG_CITATION * 4)
    with pytest.raises(Overflow, match=r"Ông Tr\. Văn Tâm.*rút gọn"):
        lay_out(endless, TEMPLATE)
    with pytest.raises(BadInput, match="chưa có tên"):
        lay_out(replace(FACTS, honorific="", recipient=" "), TEMPLATE)
    assert examine(FACTS, TEMPLATE).refusal == ""
    assert examine(endless, TEMPLATE).refusal.endswith("hãy rút gọn hoặc chọn mẫu khác.")
    with pytest.raises(NotFound, match="giay-khen-a4"):
        load_template("khong-co")


def test_the_background_holds_the_constant_words_once() -> None:
    words = [run.text for run in replace(lay_out(FACTS, TEMPLATE), items=()).runs()]
    assert words == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc", "TẶNG"]
    assert background(TEMPLATE) is lay_out(FACTS, TEMPLATE).background
