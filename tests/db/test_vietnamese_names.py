"""The order of names and titles, honorifics split, kept and guessed."""

from __future__ import annotations

import random
import re
import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.vietnamese.names import (
    guess_honorific,
    honorifics,
    name_sort_key,
    split_honorific,
    text_sort_key,
)

# The dictionary: every letter in its order, tones ngang huyền hỏi ngã sắc nặng within a vowel.
LETTER_ROWS = (
    "a à ả ã á ạ | ă ằ ẳ ẵ ắ ặ | â ầ ẩ ẫ ấ ậ | b | ƀ | c | č | d | đ | e è ẻ ẽ é ẹ | ĕ | ê ề ể ễ ế ệ | ê\u0306 |"
    " f | g | h | i ì ỉ ĩ í ị | ĭ | j | k | l | m | n | ñ | o ò ỏ õ ó ọ | ŏ | ô ồ ổ ỗ ố ộ | ô\u0306 |"
    " ơ ờ ở ỡ ớ ợ | ơ\u0306 | p | q | r | s | t | u ù ủ ũ ú ụ | ŭ | ư ừ ử ữ ứ ự | ư\u0306 | v | w | x |"
    " y ỳ ỷ ỹ ý ỵ | z"
)
RANKS = {
    unicodedata.normalize("NFC", letter): (place, tone)
    for place, row in enumerate(LETTER_ROWS.split("|"))
    for tone, letter in enumerate(row.split())
}
SPELLED = re.compile("[0-9]+|" + "|".join(sorted(map(re.escape, RANKS), key=len, reverse=True)))
LETTERS = st.sampled_from(sorted(RANKS))
SYLLABLES = st.lists(LETTERS, min_size=1, max_size=4).map("".join)
NAMES = st.lists(SYLLABLES, min_size=1, max_size=4).map(" ".join)
TITLES = st.lists(SYLLABLES | st.integers(0, 2000).map(str), min_size=1, max_size=4).map(" ".join)


def brute_word(word: str) -> tuple[list[tuple[int, int]], list[int]]:
    """A word by ranks looked up in the dictionary's own row: letters, then the tones that are not ngang."""
    spelled = SPELLED.findall(unicodedata.normalize("NFC", word.lower()))
    letters = [(0, int(piece)) if piece.isdigit() else (1, RANKS[piece][0]) for piece in spelled]
    return letters, [RANKS[piece][1] for piece in spelled if not piece.isdigit() and RANKS[piece][1]]


def brute_title(title: str) -> list[tuple[list[tuple[int, int]], list[int]]]:
    return [brute_word(word) for word in title.split()]


def brute_name(name: str) -> tuple[object, ...]:
    words = brute_title(name)
    return (words[-1], words[1:-1], words[0] if len(words) > 1 else ([], []))


def order(first: object, second: object) -> int:
    return (first > second) - (first < second)  # type: ignore[operator]


@given(TITLES, TITLES)
def test_title_order_is_the_brute_force_order(first: str, second: str) -> None:
    assert order(text_sort_key(first), text_sort_key(second)) == order(
        brute_title(first), brute_title(second)
    )


@given(NAMES, NAMES)
def test_name_order_is_the_brute_force_order(first: str, second: str) -> None:
    for name in (first, second):
        if split_honorific(name)[0]:
            return
    assert order(name_sort_key(first), name_sort_key(second)) == order(brute_name(first), brute_name(second))


@given(st.lists(NAMES, max_size=12))
def test_sqlite_binary_order_is_python_order(names: list[str]) -> None:
    keys = [name_sort_key(name) for name in names]
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE k (key TEXT) STRICT")
    connection.executemany("INSERT INTO k VALUES (?)", [(key,) for key in keys])
    assert [row[0] for row in connection.execute("SELECT key FROM k ORDER BY key COLLATE BINARY")] == sorted(
        keys
    )
    connection.close()


@given(NAMES | TITLES | st.text(max_size=40))
def test_keys_see_neither_normal_form_nor_surrounding_space(text: str) -> None:
    for key in (name_sort_key, text_sort_key):
        assert key(unicodedata.normalize("NFD", text)) == key(text) == key(f" {text}\u00a0")
        assert key(text).isascii()


@given(NAMES)
def test_keys_do_not_see_case(name: str) -> None:
    assert text_sort_key(name.upper()) == text_sort_key(name)


def test_dictionary_rows_sort_as_written() -> None:
    letters = LETTER_ROWS.replace("|", " ").split()
    shuffled = random.Random(3).sample(letters, len(letters))
    assert sorted(shuffled, key=text_sort_key) == letters


@pytest.mark.parametrize(
    "names",
    [
        ["Nguyễn Thị An", "Lê Văn Ân", "Trần Bình", "Đỗ Cường", "Bùi Dũng", "An Văn Đạt"],
        ["Trần Hoa", "Lê Hòa", "Lê Hỏa", "Lê Hõa", "Lê Hóa", "Lê Họa"],
        ["Bùi Anh Tuấn", "Đinh Anh Tuấn", "Bùi Văn Tuấn", "Nguyễn Văn Tuấn"],
        ["Tuấn", "Lê Tuấn", "Lê Anh Tuấn"],
        ["Nguyễn Văn Hùng", "Nguyễn Văn Hùng (A)", "Nguyễn Văn Hùng (B)"],
        ["Y Blô", "Y Ƀlô", "Y Clô", "Y Člô", "Y Dlô", "Y Đlô"],
        ["Hà Ba", "Hà Bà", "Hà Ban", "Hà Bàn"],
    ],
)
def test_lists_of_people_by_hand(names: list[str]) -> None:
    for seed in range(10):
        shuffled = random.Random(seed).sample(names, len(names))
        assert sorted(shuffled, key=name_sort_key) == names


@pytest.mark.parametrize(
    "titles",
    [
        ["Tổ dân phố 1", "Tổ dân phố 2", "Tổ dân phố 10", "Tổ dân phố 10a", "Tổ dân phố Hà"],
        ["ba", "ba ba", "bà", "bà con", "bá"],
        ["Thôn 2", "Thôn 02 A", "Thôn 3", "Thôn A", "Thôn Ă"],
        ["Hội Nông dân", "Hội Phụ nữ", "Trường THCS", "Trường Tiểu học 1"],
    ],
)
def test_lists_of_units_by_hand(titles: list[str]) -> None:
    backwards = titles[::-1]
    assert sorted(backwards, key=text_sort_key) == titles


def test_place_of_tone_apostrophe_punctuation_and_rank_make_no_difference() -> None:
    assert name_sort_key("Lê Hoà") == name_sort_key("LÊ HÒA")
    assert name_sort_key("H'Hen Niê") == name_sort_key("H’Hen Niê") == name_sort_key("HHen Niê")
    assert text_sort_key("“Dân vận khéo”") == text_sort_key("Dân vận khéo")
    assert name_sort_key("Đại úy Lê Văn Hoà") == name_sort_key("Lê Văn Hoà")
    assert name_sort_key("Ông Lê Văn Hoà") == name_sort_key("Lê Văn Hoà")
    assert name_sort_key("Ðặng Ðạt") == name_sort_key("Đặng Đạt")


@given(st.lists(SYLLABLES, min_size=2, max_size=2))
def test_single_syllables_sort_as_icu_sorts_them(pair: list[str]) -> None:
    icu = pytest.importorskip("icu", reason="PyICU is an outside tool and is not installed here")
    collator = icu.Collator.createInstance(icu.Locale("vi"))
    # ICU knows no highland letters, and weighs tones of a word with two in another way.
    if all(len(brute_word(word)[1]) <= 1 and not set(word) & set("ƀčĕĭŏŭñ\u0306") for word in pair):
        assert order(text_sort_key(pair[0]), text_sort_key(pair[1])) == collator.compare(*pair)


@pytest.mark.parametrize(
    ("text", "honorific", "name"),
    [
        ("Ông Nguyễn Văn A", "Ông", "Nguyễn Văn A"),
        ("ông  Nguyễn Văn A", "Ông", "Nguyễn Văn A"),
        ("BÀ TRẦN THỊ B", "Bà", "TRẦN THỊ B"),
        ("Ông: Hiền", "Ông", "Hiền"),
        ("Ông (Bà) Lê Na", "Ông (Bà)", "Lê Na"),
        ("Ông/Bà Lê Na", "Ông (Bà)", "Lê Na"),
        ("Đại uý Y Thông", "Đại úy", "Y Thông"),
        ("Đ/c Thượng tá Lê Minh", "Đồng chí Thượng tá", "Lê Minh"),
        ("Thiếu tá QNCN Lê Minh", "Thiếu tá QNCN", "Lê Minh"),
        ("Thượng toạ Thích Minh", "Thượng tọa", "Thích Minh"),
        ("Đại đức Thích Minh", "Đại đức", "Thích Minh"),
        ("Linh mục Giuse Lê Minh", "Linh mục", "Giuse Lê Minh"),
        ("Mục sư nhiệm chức Y Thông", "Mục sư nhiệm chức", "Y Thông"),
        ("Mục sư Y Thông", "Mục sư", "Y Thông"),
        ("Hòa thượng Thích Minh", "Hòa thượng", "Thích Minh"),
        ("Em Lê Thị Na", "Em", "Lê Thị Na"),
        ("Cháu Lê Thị Na", "Cháu", "Lê Thị Na"),
        ("Anh Thư", None, "Anh Thư"),
        ("Đại Văn Lê", None, "Đại Văn Lê"),
        ("Bạch Thị Mai", None, "Bạch Thị Mai"),
        ("Ba Văn Mai", None, "Ba Văn Mai"),
        ("Ông", None, "Ông"),
        ("", None, ""),
    ],
)
def test_split_honorific(text: str, honorific: str | None, name: str) -> None:
    assert split_honorific(text) == (honorific, name)


@given(st.sampled_from(honorifics()), st.sampled_from(["Lê Văn Hoà", "Y Thông Niê", "H'Hen Niê"]))
def test_every_honorific_of_the_table_is_split_off(honorific: object, name: str) -> None:
    text = getattr(honorific, "text")  # noqa: B009
    assert split_honorific(f"{text} {name}") == (text, name)
    assert split_honorific(unicodedata.normalize("NFD", f"{text.upper()} {name}")) == (text, name)


@given(st.text(max_size=30))
def test_splitting_loses_no_word_of_a_name(text: str) -> None:
    honorific, name = split_honorific(text)
    if honorific is None:
        assert name.split() == name.split(" ") or not name
    assert split_honorific(f"Ông {name}")[1] == name or not name


@pytest.mark.parametrize(
    ("name", "sex", "guess"),
    [
        ("Nguyễn Thị Hoa", None, "Bà"),
        ("Nguyễn Văn Hoa", None, "Ông"),
        ("Nguyễn Văn Thị Hoa", None, "Bà"),
        ("Nguyễn Văn Thị", None, "Ông"),
        ("Tôn Nữ Hoa", None, "Bà"),
        ("Lê Hoa", None, None),
        ("Văn Hoa", None, None),
        ("H'Hen Niê", None, "Bà"),
        ("H’Hen Niê", None, "Bà"),
        ("H Hen Niê", None, "Bà"),
        ("Y Thông Niê", None, None),
        ("Y Thông Niê", "male", "Ông"),
        ("Y Thông", "nữ", "Bà"),
        ("A Thút", None, "Ông"),
        ("Giàng A Páo", None, "Ông"),
        ("Hoa", None, None),
        ("", None, None),
        ("Lê Hoa", "female", "Bà"),
        ("Lê Hoa", "Nam", "Ông"),
        ("Nguyễn Thị Hoa", "male", "Ông"),
        ("Lê Hoa", "?", None),
        ("Đại úy Nguyễn Thị Hoa", "female", "Đại úy"),
        ("Em Nguyễn Thị Hoa", None, "Em"),
    ],
)
def test_guess_honorific(name: str, sex: str | None, guess: str | None) -> None:
    assert guess_honorific(name, sex) == guess


def test_the_table_names_the_honorifics_of_the_design() -> None:
    texts = [honorific.text for honorific in honorifics()]
    assert len(set(texts)) == len(texts)
    assert {"Ông", "Bà", "Em", "Cháu", "Đại úy", "Thượng tọa", "Hòa thượng", "Linh mục", "Mục sư"} <= set(
        texts
    )
    assert {honorific.kind for honorific in honorifics()} == {"common", "rank", "religious", "academic"}
    assert {honorific.sex for honorific in honorifics()} == {"male", "female", None}
