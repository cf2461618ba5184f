"""Certificates an officer hands over: line breaks, limits, overprint, calibration, letters."""

from __future__ import annotations

import copy
import itertools
import json
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from db import resources
from db.errors import BadInput
from db.talk import SilentTalk
from desktop.documents import fonts, measure, template_check
from desktop.documents.certificate import CertificateFacts, examine, lay_out, load_template
from desktop.documents.layout import Overflow
from desktop.documents.sheet import Sheet
from desktop.documents.sheet_pdf import write_pdf
from desktop.documents.template import read_template

TEMPLATE = load_template()
FILE = "certificates/giay-khen-a4.json"
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


def drawn(facts: CertificateFacts, **options: Any) -> list[str]:
    """The texts of a certificate's own runs in the order of reading."""
    return [run.text for run in replace(lay_out(facts, TEMPLATE, **options), background=None).runs()]


def lines_of(facts: CertificateFacts, words: str) -> list[str]:
    """The lines on which the words of one area stand: runs that share a baseline are one line."""
    sheet = replace(lay_out(facts, TEMPLATE), background=None)
    rows: dict[float, str] = {}
    for run in sheet.runs():
        rows[round(run.baseline, 2)] = rows.get(round(run.baseline, 2), "") + run.text
    return [row for row in rows.values() if " ".join(row.split()) in words]


# Line breaks


KEPT_TOGETHER = [
    (("Đã góp 15 năm công tác khuyến học tại Tổ dân phố 12 của phường và cùng Nhân dân làm sạch đường, "
     "hiến đất, góp công xây dựng nhà văn hóa khu dân cư giai đoạn 2013 - 2023"),
     ["15 năm", "Tổ dân phố 12", "2013 - 2023"]),
    (("Đã cùng Ông Nguyễn Văn Bình và Bà Lò Thị Ỏn vận động Nhân dân hiến 2.000 m² đất để mở rộng đường liên "
     "thôn, xây dựng cầu dân sinh và nhà văn hóa trong năm 2023"),
     ["Ông Nguyễn Văn Bình", "Bà Lò Thị Ỏn", "2.000 m²", "năm 2023"]),
    (("Đã có thành tích xuất sắc trong 10 năm thực hiện phong trào “Toàn dân đoàn kết xây dựng đời sống văn "
     "hóa” tại TP. Sơn Giang từ ngày 05 tháng 02 năm 2014"),
     ["10 năm", "TP. Sơn", "ngày 05", "tháng 02", "năm 2014"]),
]  # fmt: skip


@pytest.mark.parametrize(("citation", "kept"), KEPT_TOGETHER)
def test_a_line_never_parts_what_belongs_together(citation: str, kept: list[str]) -> None:
    # Growing words before it push the line's end over every place of the sentence.
    for filler in range(0, 18, 2):
        text = "Đã " + "rất " * filler + citation.removeprefix("Đã ")
        lines = lines_of(replace(FACTS, citation=text), text)
        assert " ".join(" ".join(lines).split()) == text
        for words in kept:
            assert any(words in line for line in lines), (words, lines)


LONG_RECIPIENTS = [
    ("Ông", "Công Tằng Tôn Thất Hoàng Phương Tường Vân Minh Khôi"),
    ("Bà", "H’Blê\u0306 Niê Kdăm Mlô Duôn Du Ayŭn Kbuôr Buôn Krông"),
    ("Thượng tọa", "Thích Quảng Minh Thiện Đức Trí Huệ Viên Thông"),
]


@pytest.mark.parametrize(("honorific", "name"), LONG_RECIPIENTS)
def test_the_honorific_stays_with_the_name(honorific: str, name: str) -> None:
    facts = replace(FACTS, honorific=honorific, recipient=name)
    lines = lines_of(facts, f"{honorific} {name}")
    assert " ".join(" ".join(lines).split()) == f"{honorific} {name}"
    assert lines[0].strip() != honorific


@pytest.mark.parametrize("words", range(14, 60, 5))
def test_the_lines_of_a_citation_are_even(words: int) -> None:
    text = "Đã " + " ".join(itertools.islice(itertools.cycle(["vận", "động", "bà", "con", "làm"]), words))
    sheet = replace(lay_out(replace(FACTS, citation=text), TEMPLATE), background=None)
    rows = [run for run in sheet.runs() if run.text.strip() in text and run.font == "Tinos-Italic"]
    rows = [run for run in rows if len(run.text) > 8]
    if len(rows) > 1:
        widest, narrowest = max(run.width for run in rows), min(run.width for run in rows)
        assert narrowest >= 0.75 * widest


# Limits


def test_what_fits_at_last_is_not_below_the_least_size_and_one_more_word_is_refused() -> None:
    texts = ["Đã " + "hoàn thành xuất sắc nhiệm vụ, " * n + "được khen." for n in range(1, 30)]
    refused = [text for text in texts if examine(replace(FACTS, citation=text), TEMPLATE).refusal]
    kept = [text for text in texts if text not in refused]
    assert kept
    assert refused
    assert max(map(len, kept)) < min(map(len, refused))
    for text in kept:
        sheet = replace(lay_out(replace(FACTS, citation=text), TEMPLATE), background=None)
        sizes = {run.size_pt for run in sheet.runs() if run.font == "Tinos-Italic" and "thành" in run.text}
        # 0.74 of 15.5 points, and 0.66 where the whole column shrinks.
        assert min(sizes) >= 15.5 * 0.74 * 0.66 - 0.05
        assert max(sizes) <= 15.5
    sentence = examine(replace(FACTS, citation=refused[0]), TEMPLATE).refusal
    assert "Ông Trần Văn Thứ" in sentence
    assert "hãy rút gọn" in sentence


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("recipient", "Nguyễn " * 60),
        ("position_unit", ("Phó Trưởng ban Thường trực " * 20,)),
        ("citation", "đã có thành tích xuất sắc " * 60),
        ("awarding_title", "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG " * 5),
        ("form_title", "GIẤY KHEN ĐẶC BIỆT XUẤT SẮC NHẤT NĂM CỦA XÃ"),
        ("signer_name", "Công Huyền Tôn Nữ " * 6),
        ("register_number", "47" * 60),
        ("decision_number", "128/QĐ-UBND" * 10),
        ("signature_form", ("KT. CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG " * 3,)),
    ],
)
def test_every_text_that_is_too_long_is_refused_in_one_sentence_that_names_the_recipient(
    field: str, value: Any
) -> None:
    with pytest.raises(Overflow) as refused:
        lay_out(replace(FACTS, **{field: value}), TEMPLATE)
    sentence = str(refused.value)
    assert sentence.startswith("Giấy khen của “Ông ")
    assert "hãy rút gọn" in sentence
    assert len(sentence) < 300
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200e"])
def test_an_honorific_alone_is_nobody(name: str) -> None:
    with pytest.raises(BadInput, match="chưa có tên"):
        lay_out(replace(FACTS, recipient=name), TEMPLATE)


def test_a_refusal_quotes_the_beginning_of_what_is_long() -> None:
    assert measure.shortened("a" * 60) == "a" * 60
    assert measure.shortened("a" * 61) == "a" * 59 + "…"
    assert measure.shortened("Tập thể " + "a" * 90) == "Tập thể " + "a" * 51 + "…"
    assert (
        measure.shortened("mười chữ cái " * 9) == "mười chữ cái mười chữ cái mười chữ cái mười chữ cái mười …"
    )


@pytest.mark.parametrize(
    ("field", "value", "letter"),
    [
        ("recipient", "Lý 漢 Văn", "漢"),
        ("recipient", "Lan 😀", "😀"),
        ("position_unit", ("Tổ ☃ dân phố",), "☃"),
        ("citation", "Đã có 功 thành tích", "功"),
        ("signer_name", "A Thuận ✍", "✍"),
        ("place", "Phường ဟ", "ဟ"),
    ],
)
def test_a_letter_without_a_glyph_is_refused_by_its_name_and_its_recipient(
    field: str, value: Any, letter: str
) -> None:
    facts = replace(FACTS, **{field: value})
    sentence = examine(facts, TEMPLATE).refusal
    assert f"“{letter}” (U+{ord(letter):04X})" in sentence
    assert f"“{facts.owner}”" in sentence


# Overprint


def areas() -> list[dict[str, Any]]:
    return resources.read_json(FILE)["areas"]


@pytest.mark.parametrize("area", areas(), ids=lambda area: area["name"])
def test_on_a_preprinted_sheet_an_area_is_drawn_exactly_when_its_flag_says_so(area: dict[str, Any]) -> None:
    values = {
        "awarding_title": FACTS.awarding_title,
        "form_title": FACTS.form_title,
        "recipient": FACTS.recipient,
        "position_unit": FACTS.position_unit[0],
        "citation": FACTS.citation,
        "place": FACTS.place,
        "signer_name": FACTS.signer_name,
        "decision_number": FACTS.decision_number,
        "register_number": FACTS.register_number,
        "signature_form": FACTS.signature_form[0],
        "honorific": FACTS.honorific,
    }
    said = " ".join(" ".join(drawn(FACTS, overprint=True)).split())
    full = " ".join(" ".join(run.text for run in lay_out(FACTS, TEMPLATE).runs()).split())
    for words in (words for line in area["lines"] for words in line):
        fields = [value for name, value in values.items() if f"{{{name}}}" in words["text"]]
        shown = fields or ([] if "{" in words["text"] else [words["text"]])
        for text in shown:
            assert text in full
            # "CHỦ TỊCH" also begins the name of the authority; everything else stands in one area only.
            expected = area.get("overprint", False) and not words.get("fixed", False)
            assert (text in said) == expected, text


def test_what_an_old_preprinted_sheet_carries_is_known() -> None:
    carried = {area["name"] for area in areas() if not area.get("overprint")}
    assert carried == {"country", "motto", "authority", "grant", "form"}


# Calibration


def ink(sheets: list[Sheet], target: Path, dpi: int = 300) -> list[tuple[float, ...]]:
    write_pdf(sheets, target, SilentTalk())
    document = pypdfium2.PdfDocument(target)
    boxes = []
    for page in document:
        picture = page.render(scale=dpi / 72).to_pil().convert("L")
        box = picture.point(lambda value: 255 if value < 160 else 0).getbbox()
        boxes.append(tuple(edge * 25.4 / dpi for edge in box))
    document.close()
    return boxes


@pytest.mark.parametrize(
    ("dx", "dy", "scale"), [(2.0, -1.5, 1.0), (0.0, 0.0, 0.98), (-3.0, 2.0, 1.03), (0.5, 0.0, 0.9)]
)
def test_shift_and_scale_move_the_ink_as_they_are_measured(
    dx: float, dy: float, scale: float, tmp_path: Path
) -> None:
    still = lay_out(FACTS, TEMPLATE, overprint=True)
    moved = lay_out(FACTS, TEMPLATE, overprint=True, dx_mm=dx, dy_mm=dy, scale=scale)
    before, after = ink([still, moved], tmp_path / "c.pdf")
    middle = (148.5, 105.0)
    wanted = [
        middle[n % 2] + (edge - middle[n % 2]) * scale + (dx, dy)[n % 2] for n, edge in enumerate(before)
    ]
    assert after == pytest.approx(wanted, abs=0.2)


def test_a_quarter_turn_lays_the_ink_on_its_side_about_the_middle(tmp_path: Path) -> None:
    still = lay_out(replace(FACTS, citation=""), TEMPLATE, overprint=True)
    turned = lay_out(replace(FACTS, citation=""), TEMPLATE, overprint=True, rotate_deg=90, scale=0.5)
    (left, top, right, bottom), after = ink([still, turned], tmp_path / "r.pdf")
    # Clockwise: what lay above lies at the right.
    assert after[0] == pytest.approx(148.5 - (bottom - 105) / 2, abs=0.2)
    assert after[2] == pytest.approx(148.5 - (top - 105) / 2, abs=0.2)
    assert after[1] == pytest.approx(105 + (left - 148.5) / 2, abs=0.2)
    assert after[3] == pytest.approx(105 + (right - 148.5) / 2, abs=0.2)


# Letters


@pytest.mark.parametrize("face", fonts.FACES)
@pytest.mark.parametrize("text", ["Tr. Văn Tâm", "ĐÀO VĂN AV", "Y Tơ Vỹ", "LÝ TỰ TRỌNG", "H’Ava Yă"])
def test_every_letter_stands_where_harfbuzz_puts_it(face: str, text: str) -> None:
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(fonts.hb_font(face), buffer, {"liga": False, "kern": True})
    assert len(buffer.glyph_positions) == len(text)
    wanted = [0, *itertools.accumulate(position.x_advance for position in buffer.glyph_positions)]
    unit = 24 * 25.4 / 72 / fonts.units_per_em(face)
    run = measure.set_run(text, 0, 0, face, 24, "#000000")
    assert run.width == pytest.approx(wanted[-1] * unit)
    at = 0
    for piece in run.pieces:
        assert piece.x == pytest.approx(wanted[at] * unit, abs=1e-6)
        at += len(piece.text)
    assert at == len(text)


def alphabet() -> str:
    """Every letter of Vietnamese and of the highland alphabets, small and capital."""
    tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    vowels = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones]
    small = "".join(vowels) + "bcdđghklmnpqrstvxfjwz" + "ƀčĕĭŏŭñ"
    return "".join(dict.fromkeys(small + small.upper()))


@pytest.mark.parametrize("face", fonts.FACES)
def test_every_letter_of_the_alphabets_is_inked_and_like_no_other(face: str, tmp_path: Path) -> None:
    letters = alphabet()
    assert len(letters) > 190
    per_row, step = 20, 12.0
    runs = tuple(
        measure.set_run(letter, 5 + step * (n % per_row), 10 + step * (n // per_row), face, 20, "#000000")
        for n, letter in enumerate(letters)
    )
    write_pdf([Sheet(250, 150, runs)], tmp_path / "l.pdf", SilentTalk())
    document = pypdfium2.PdfDocument(tmp_path / "l.pdf")
    picture = document[0].render(scale=254 / 72).to_pil().convert("L")
    document.close()
    seen: dict[bytes, str] = {}
    for n, letter in enumerate(letters):
        left, base = int(10 * (4 + step * (n % per_row))), int(10 * (10 + step * (n // per_row)))
        cell = picture.crop((left, base - 85, left + 115, base + 30))
        assert cell.getextrema()[0] < 100, letter
        like = seen.get(cell.tobytes())
        # A sans serif's capital i and small L are one stroke each.
        assert like is None or (face.startswith("Inter") and {letter, like} == {"I", "l"}), (letter, like)
        seen[cell.tobytes()] = letter


@pytest.mark.parametrize("name", ["Nguyễn Thị Thuỷ", "H’Blê\u0306 Ayŭn", "Ƀlơi Kpă", "Đặng Ẩn Ỹ"])
def test_composed_and_decomposed_names_give_the_same_sheet(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert apart != name
    one, two = (lay_out(replace(FACTS, recipient=text), TEMPLATE) for text in (name, apart))
    assert one == two


# The template's file


def broken(change: Any) -> dict[str, Any]:
    data = copy.deepcopy(resources.read_json(FILE))
    change(data)
    return data


def setting(*path: Any, value: Any) -> Any:
    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return change


def without(*path: Any) -> Any:
    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        del data[path[-1]]

    return change


TYPOS = [
    (setting("areas", 0, "w", value=-5), "“areas” thứ 1: khóa “w” phải là số không âm"),
    (setting("areas", 5, "size", value="26"), "“areas” thứ 6: khóa “size” phải là số không âm"),
    (setting("areas", 5, "sise", value=26), "“areas” thứ 6: khóa “sise” không có trong mẫu"),
    (setting("areas", 2, "colour", value="red"), "khóa “colour” phải là màu dạng #RRGGBB"),
    (setting("areas", 2, "align", value="middle"), "khóa “align” phải là left hoặc center hoặc right"),
    (setting("areas", 2, "bold", value="true"), "khóa “bold” phải là true hoặc false"),
    (setting("areas", 5, "fits", value=[[0, 1.0]]), "khóa “fits” phải gồm số dòng"),
    (setting("areas", 5, "stack", value="center"), "“recipient”: không có “stacks” tên “center”"),
    (setting("areas", 5, "lines", value=[[{"text": "{recipent}"}]]), "không có ô điền “recipent”"),
    (setting("areas", 5, "lines", value=[[{"txt": "x"}]]), "thiếu khóa “text”"),
    (setting("areas", 5, "lines", value="x"), "“lines” phải là danh sách các dòng"),
    (setting("areas", 0, "x", value=200), "“country”: ra ngoài khổ giấy"),
    (setting("areas", value={}), "“areas”: phải là một danh sách"),
    (setting("areas", 0, value="x"), "“areas” thứ 1: phải là các cặp khóa và giá trị"),
    (setting("width", value=True), "khóa “width” phải là số không âm"),
    (setting("width", value=float("nan")), "khóa “width” phải là số không âm"),
    (setting("paper", value="A4"), "khóa “paper” không có trong mẫu"),
    (setting("design", "watermark", "radius", value=-1), "“watermark”: khóa “radius” phải là số không âm"),
    (setting("images", 0, "height", value=1), "“images” thứ 1: khóa “height” không có trong mẫu"),
    (setting("stacks", 0, "gaps", value=[-1]), "“stacks” thứ 1: khóa “gaps” phải là danh sách số không âm"),
    (setting("areas", 1, "rule", "below", value=-1), "“motto” “rule”: khóa “below” phải là số không âm"),
    (without("areas"), "thiếu khóa “areas”"),
    (without("title"), "thiếu khóa “title”"),
    (without("areas", 0, "y"), "“country”: thiếu khóa “y”"),
    (without("areas", 0, "name"), "“areas” thứ 1: thiếu khóa “name”"),
    (without("design", "watermark", "colour"), "“watermark”: thiếu khóa “colour”"),
]


@pytest.mark.parametrize(("change", "said"), TYPOS, ids=[said for _, said in TYPOS])
def test_a_slip_in_a_template_is_told_in_one_sentence(change: Any, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_template(broken(change))
    sentence = str(refused.value)
    assert said in sentence
    assert sentence.startswith("Mẫu giấy khen “giay-khen-a4” sai ở ")
    assert sentence.endswith("; hãy sửa tệp mẫu rồi làm lại.")


@pytest.mark.parametrize("data", [[], None, "x", 7])
def test_what_is_no_template_at_all_is_told_too(data: Any) -> None:
    with pytest.raises(BadInput, match="phải là các cặp khóa và giá trị"):
        read_template(data)


def test_every_template_that_ships_is_sound_and_says_every_fact() -> None:
    for file in resources.path("certificates").glob("*.json"):
        data = json.loads(file.read_text(encoding="utf-8"))
        template_check.check(data)
        assert data["name"] == file.stem
        said = json.dumps(data, ensure_ascii=False)
        missing = {field for field in template_check.FIELDS if f"{{{field}}}" not in said}
        # Whose it is and what it is called stand on a pre-printed sheet; a form's only name may be a fixed word.
        carried = {"awarding_title", "form_title"} if data.get("overprint_only") else {"form_title"}
        assert missing <= carried, file.name
        assert len({area["name"] for area in data["areas"]}) == len(data["areas"])


def test_fields_of_a_template_are_those_the_program_fills() -> None:
    for field in template_check.FIELDS:
        data = broken(setting("areas", 0, "lines", value=[[{"text": "{" + field + "}"}]]))
        data["areas"][0]["fits"] = [[1, 1.0, 0.1]]
        assert isinstance(lay_out(FACTS, read_template(data)), Sheet)
