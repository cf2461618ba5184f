"""Old encodings: repaired where they are old, left alone where they are not. Encoders here are written apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.vietnamese.legacy import convert, decode, detect, repair
from db.vietnamese.syllables import is_plausible, is_syllable, syllables

# Bytes of the ABC (TCVN3) fonts as their published chart has them, row by row.
TCVN3_ROWS = """
A1 Ă  A2 Â  A3 Ê  A4 Ô  A5 Ơ  A6 Ư  A7 Đ  A8 ă  A9 â  AA ê  AB ô  AC ơ  AD ư  AE đ
B5 à  B6 ả  B7 ã  B8 á  B9 ạ  BB ằ  BC ẳ  BD ẵ  BE ắ  C6 ặ  C7 ầ  C8 ẩ  C9 ẫ  CA ấ  CB ậ
CC è  CE ẻ  CF ẽ  D0 é  D1 ẹ  D2 ề  D3 ể  D4 ễ  D5 ế  D6 ệ  D7 ì  D8 ỉ  DC ĩ  DD í  DE ị
DF ò  E1 ỏ  E2 õ  E3 ó  E4 ọ  E5 ồ  E6 ổ  E7 ỗ  E8 ố  E9 ộ  EA ờ  EB ở  EC ỡ  ED ớ  EE ợ
EF ù  F1 ủ  F2 ũ  F3 ú  F4 ụ  F5 ừ  F6 ử  F7 ữ  F8 ứ  F9 ự  FA ỳ  FB ỷ  FC ỹ  FD ý  FE ỵ
"""
TCVN3_CHART = TCVN3_ROWS.split()
TCVN3 = {
    letter: bytes.fromhex(code) for code, letter in zip(TCVN3_CHART[::2], TCVN3_CHART[1::2], strict=True)
}

VNI_TONES = {"\u0301": 0xF9, "\u0300": 0xF8, "\u0309": 0xFB, "\u0303": 0xF5, "\u0323": 0xEF}
VNI_HAT = {"": 0xE2, "\u0301": 0xE1, "\u0300": 0xE0, "\u0309": 0xE5, "\u0303": 0xE3, "\u0323": 0xE4}
VNI_BREVE = {"": 0xEA, "\u0301": 0xE9, "\u0300": 0xE8, "\u0309": 0xFA, "\u0303": 0xFC, "\u0323": 0xEB}
VNI_WHOLE = {"đ": 0xF1, "í": 0xED, "ì": 0xEC, "ỉ": 0xE6, "ĩ": 0xF3, "ị": 0xF2, "ỵ": 0xEE}
TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"


def in_tcvn3(text: str) -> bytes:
    return b"".join(TCVN3[letter] if letter in TCVN3 else letter.encode("ascii") for letter in text)


def in_vni(text: str) -> bytes:
    return b"".join(vni_letter(letter) for letter in text)


def vni_letter(letter: str) -> bytes:
    if letter.isascii():
        return letter.encode("ascii")
    lower, lift = letter.lower(), 0x20 if letter.isupper() else 0
    if lower in VNI_WHOLE:
        return bytes([VNI_WHOLE[lower] - lift])
    base, *marks = unicodedata.normalize("NFD", lower)
    tone = next((mark for mark in marks if mark in TONE_MARKS), "")
    first = {"o": 0xF4, "u": 0xF6}[base] - lift if "\u031b" in marks else ord(base) - lift
    if "\u0302" in marks:
        return bytes([first, VNI_HAT[tone] - lift])
    if "\u0306" in marks:
        return bytes([first, VNI_BREVE[tone] - lift])
    return bytes([first, VNI_TONES[tone] - lift]) if tone else bytes([first])


def in_cp1258(text: str) -> bytes:
    """Windows writes the letter with its own mark and the tone after it; Python's codec has the bytes."""
    apart = ""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONE_MARKS)
        apart += unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tone)) + tone
    return apart.encode("cp1258")


def in_utf8(text: str) -> bytes:
    return text.encode("utf-8")


def seen_as_latin(data: bytes) -> str:
    """What a program shows that takes the bytes for Windows-1252 (undefined bytes pass through)."""
    return "".join(
        chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252") for b in data
    )


ENCODERS: dict[str, Callable[[str], bytes]] = {
    "tcvn3": in_tcvn3,
    "vni": in_vni,
    "windows-1258": in_cp1258,
    "utf-8": in_utf8,
}
# Sentences in our own words, every tone and every marked vowel among them.
SENTENCES = (
    "Nguyễn Văn Thưởng, tổ trưởng tổ dân phố số ba, đã vận động bà con hiến đất mở đường.",
    "Danh sách đề nghị khen thưởng phong trào thi đua yêu nước năm nay",
    "Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc",
    "Đoàn kết giúp đỡ hộ nghèo, sửa nhà ở, giữ gìn vệ sinh, trồng cây chắn gió",
    "Lễ kỷ niệm; những người mẫu mực; chẳng quản ngại; khuya khoắt; quý mến; ủy ban",
)
NAMES = ("Nguyễn Thị Hằng", "Trần Đức Lương", "Phạm Ngọc Ánh", "Vũ Thị Mỹ Lệ", "Đặng Quốc Việt")


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("text", SENTENCES + NAMES)
def test_text_seen_as_latin_is_repaired(encoding: str, text: str) -> None:
    if encoding == "tcvn3":
        text = text.replace("Á", "á")
    repaired = repair(seen_as_latin(ENCODERS[encoding](text)))
    assert (repaired.text, repaired.encoding) == (text, encoding)
    assert 0.5 <= repaired.confidence <= 1


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("text", SENTENCES)
def test_files_are_decoded(encoding: str, text: str) -> None:
    decoded = decode(ENCODERS[encoding](text))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("shown", "text", "encoding"),
    [
        ("NguyÔn V¨n H¶i", "Nguyễn Văn Hải", "tcvn3"),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam", "tcvn3"),
        ("Nguyeãn Vaên Haûi", "Nguyễn Văn Hải", "vni"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "vni"),
        ("ÑAØ NAÜNG", "ĐÀ NẴNG", "vni"),
        ("- Ban T§KT tØnh (b/c);", "- Ban TĐKT tỉnh (b/c);", "tcvn3"),
        ("- TT. HÑND huyeän;", "- TT. HĐND huyện;", "vni"),
        ("NguyÃªn", "Nguyên", "utf-8"),
        ("25Â°C", "25°C", "utf-8"),
    ],
)
def test_well_known_pictures_of_old_text(shown: str, text: str, encoding: str) -> None:
    assert (repair(shown).text, repair(shown).encoding) == (text, encoding)


def test_capitals_of_the_capital_font_come_back() -> None:
    assert repair("NGUYÔN THÞ Hµ").text == "NGUYỄN THỊ HÀ"
    assert repair("ñY BAN NH¢N D¢N").text == "ỦY BAN NHÂN DÂN"
    assert repair("NguyÔn ThÞ Hµ").text == "Nguyễn Thị Hà"


@given(st.lists(st.sampled_from(sorted(syllables())), min_size=1, max_size=12), st.booleans())
def test_good_vietnamese_is_left_alone(words: list[str], capital: bool) -> None:
    text = " ".join(words)
    text = text.upper() if capital else text
    assert repair(text) == type(repair(text))(text, None, 0.0)
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hà",
        "Lê Lai",
        "Cà Mau",
        "«Lê Lai»",
        "H'Hen Niê",
        "Y Thôt Êban",
        "Kñuôl",
        "Siu Blêch",
        "Krông Pắk",
        "tôt",
        "café Müller",
        "naïve résumé, déjà vu",
        "São Paulo",
        "5 µm × 3 µm",
        "120 m² (±5 %)",
        "25 °C",
        "© 2023 ®",
        "½ ngày",
        "§ 5 · § 6",
        "T§KT",
        "£5 ¥6 ¢7",
        "Plan 2023 – “emulation”",
        "NguyÔn viết lẫn Nguyễn",
        "Ελλάδα",
        "中文",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    repaired = repair(text)
    assert (repaired.text, repaired.encoding, repaired.confidence) == (text, None, 0.0)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=60))
def test_ascii_is_left_alone(text: str) -> None:
    assert repair(text).text == text
    assert decode(text.encode("ascii")).text == text


@given(st.text(max_size=60))
def test_repair_of_anything_is_stable_or_unicode(text: str) -> None:
    repaired = repair(text)
    assert (repaired.encoding is None) == (repaired.confidence == 0)
    if repaired.encoding is None:
        assert repaired.text == text


@pytest.mark.parametrize("spoil", [b"\xed\xa0\x80", b"\xff", b"\xe1\xba", b"\x80"])
def test_a_spoilt_letter_does_not_make_utf_8_an_old_encoding(spoil: bytes) -> None:
    whole = "\n".join(SENTENCES * 4)
    for data in (
        whole.encode() + spoil,
        spoil + whole.encode(),
        whole.encode().replace(b"\n", b"\n" + spoil, 1),
    ):
        decoded = decode(data)
        assert decoded.encoding == "utf-8"
        assert decoded.text.replace("\ufffd", "") == whole
        assert "\ufffd" in decoded.text


@given(st.binary(max_size=80))
def test_any_bytes_decode(data: bytes) -> None:
    assert unicodedata.is_normalized("NFC", decode(data).text)


@given(
    st.lists(st.sampled_from(sorted(syllables())), min_size=6, max_size=20), st.sampled_from(sorted(ENCODERS))
)
def test_random_syllables_survive_the_round_trip(words: list[str], encoding: str) -> None:
    text = " ".join(words)
    shown = seen_as_latin(ENCODERS[encoding](text))
    assume(not shown.isascii())
    assert convert(shown, encoding) == text


def test_a_column_tells_what_one_cell_cannot() -> None:
    column = [seen_as_latin(in_cp1258(name)) for name in (*NAMES, "Lê Văn Hai")]
    assert repair(column[-1]).encoding is None
    found = detect(column)
    assert found.encoding == "windows-1258"
    assert [convert(cell, found.encoding) for cell in column] == [*NAMES, "Lê Văn Hai"]


def test_a_good_column_is_left_alone() -> None:
    assert detect([*NAMES, "Lê Lai", "Hà", "plain"]).encoding is None
    assert detect([]).encoding is None


@pytest.mark.parametrize(
    ("mark", "codec", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8", "utf-8"),
        (b"", "utf-8", "utf-8"),
        (b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be", "utf-16-be"),
    ],
)
def test_unicode_files(mark: bytes, codec: str, encoding: str) -> None:
    apart = unicodedata.normalize("NFD", SENTENCES[0])
    decoded = decode(mark + apart.encode(codec))
    assert (decoded.text, decoded.encoding) == (SENTENCES[0], encoding)


def test_short_files_of_vietnamese_windows() -> None:
    assert decode(in_cp1258("Lê Văn Tám")).text == "Lê Văn Tám"
    assert decode("naïve Müller".encode("cp1252")).text == "naïve Müller"


def test_syllables() -> None:
    good = "nguyễn Thị hoà hòa thuỷ thủy nghĩa quý già gì giết khuya khuyến người lười quốc yến ướt xoong"
    assert all(map(is_syllable, good.split()))
    bad = "niê vat nguyn hộc̀ cafộ niủ huộ kủa cê ngê gê bách̀ mlô"
    assert not any(map(is_syllable, bad.split()))
    assert is_plausible("thôt")
    assert not is_plausible("mlô")
