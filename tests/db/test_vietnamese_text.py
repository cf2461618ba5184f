"""Cleaning on entry and folding for search."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.vietnamese.text import clean, fold, is_apostrophe, lower_first, nfc

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
PLAIN = "aaabcddeeghiklmnoooprstuuvxy"
WORDS = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + "ƀčĕĭŏŭñ '’ʼ\u0306\u0303\u0323-2 ", max_size=40)
ANYTHING = st.text(max_size=60)


def test_every_letter_folds_to_its_base() -> None:
    rows = {
        "a": "aàảãáạăằẳẵắặâầẩẫấậ",
        "d": "dđðĐÐ",
        "e": "eèẻẽéẹêềểễếệĕ",
        "i": "iìỉĩíịĭ",
        "o": "oòỏõóọôồổỗốộơờởỡớợŏ",
        "u": "uùủũúụưừửữứựŭ",
        "y": "yỳỷỹýỵ",
        "b": "bƀɃ"[:2],
        "c": "cč",
        "n": "nñ",
    }
    for base, letters in rows.items():
        for letter in letters:
            assert fold(letter) == base, letter
            assert fold(letter.upper()) == base, letter


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Ưởng", "dang thi uong"),
        ("  NGUYỄN\u00a0\u00a0Văn\tA ", "nguyen van a"),
        ("Y Ƀrôk Ƀyă", "y brok bya"),
        ("H’Hen Niê", "h'hen nie"),
        ("HʼHen", "h'hen"),
        ("H`Hen", "h'hen"),
        ("H‘Hen", "h'hen"),
        ("ê\u0306 ô\u0306 ơ\u0306 ư\u0306", "e o o u"),
        ("Krông Pắč Ñ Ĕ Ĭ Ŏ Ŭ", "krong pac n e i o u"),
        ("“Dân vận khéo” – 2023", '"dan van kheo" - 2023'),
        ("Tổ\u200b dân\ufeff phố", "to dan pho"),
        ("", ""),
    ],
)
def test_fold_by_hand(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANYTHING | WORDS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANYTHING | WORDS)
def test_fold_does_not_see_the_normal_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(text)


@given(WORDS)
def test_fold_does_not_see_case(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


@given(WORDS)
def test_what_is_folded_is_plain_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text) == fold(text).strip().lower()


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Tổ \n dân\u00a0phố\t3 ", "Tổ dân phố 3"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Nguyê\u200d\u0303n", "Nguyễn"),
        ("A\x00B\x07C", "ABC"),
        ("a\u2028b\x85c", "a b c"),
        ("x\u00ady\u200b\ufeff\u202ez", "xyz"),
        ("Thuỷ", "Thuỷ"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("\u034fa", "a"),
        ("", ""),
    ],
)
def test_clean_by_hand(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(ANYTHING)
def test_cleaned_text_is_nfc_visible_and_stays_clean(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in cleaned)
    cleaned.encode("utf-8")


@given(ANYTHING)
def test_nfc(text: str) -> None:
    assert nfc(text) == unicodedata.normalize("NFC", text)


def test_apostrophes_are_known() -> None:
    assert all(map(is_apostrophe, "'’ʼ‘`"))
    assert not is_apostrophe("a")


@pytest.mark.parametrize(
    ("title", "amid"),
    [
        ("Dữ liệu trộn thư Word", "dữ liệu trộn thư Word"),
        ("Danh sách gửi Ủy ban nhân dân tỉnh Kon Tum", "danh sách gửi Ủy ban nhân dân tỉnh Kon Tum"),
        ("Đúng hạn", "đúng hạn"),
        ("Ủy ban", "ủy ban"),
        ("UBND phường", "UBND phường"),
        ("THI ĐUA", "THI ĐUA"),
        ("đã nhỏ", "đã nhỏ"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_a_title_amid_a_sentence_keeps_its_names(title: str, amid: str) -> None:
    assert lower_first(title) == amid
    assert lower_first(amid) == amid
