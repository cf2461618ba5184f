"""The measuring engine against the font's own figures, pdfium's letter boxes and what is really inked."""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from db.talk import SilentTalk
from desktop.documents import fonts, measure
from desktop.documents.sheet import MM_PER_POINT, Sheet
from desktop.documents.sheet_pdf import write_pdf

DPI = 600


def rendered(sheets: list[Sheet], target: Path, dpi: int = DPI) -> list:
    """Grey pictures of the pages, as pdfium draws them."""
    write_pdf(sheets, target, SilentTalk())
    document = pypdfium2.PdfDocument(target)
    pictures = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    document.close()
    return pictures


def bands(picture) -> int:
    """How many stripes of ink lie one over the other, with blank rows between them."""
    width, height = picture.size
    data = picture.tobytes()
    inked = [min(data[row * width : (row + 1) * width]) < 128 for row in range(height)]
    return sum(1 for i, ink in enumerate(inked) if ink and (i == 0 or not inked[i - 1]))


def small(text: str, font: str) -> Sheet:
    run = measure.set_run(measure.tidy(text), 5, 15, font, 30, "#000000")
    return Sheet(60, 24, (run,))


def test_every_vietnamese_and_highland_letter_has_a_glyph_in_every_face() -> None:
    vowels = "aăâeêioôơuưy"
    tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    letters = "".join(unicodedata.normalize("NFC", v + t) for v in vowels for t in tones) + "đƀčĕĭŏŭñʼ’'ê̆ô̆ơ̆ư̆"
    for face in fonts.FACES:
        assert measure.missing_letters(letters + letters.upper(), face) == ()


def test_a_letter_without_glyph_is_refused_by_name() -> None:
    with pytest.raises(measure.MissingLetter, match=r"“漢” \(U\+6F22\).*“Bà Lan 漢”"):
        measure.require_letters("Lan 漢", "Tinos-Bold", "Bà Lan 漢")


def test_decomposed_text_is_the_same_text() -> None:
    text = "Nguyễn Thị Ngọc Ánh, Kô Sê̆r"
    assert measure.tidy(unicodedata.normalize("NFD", text)) == text
    assert measure.tidy("  Lê\u00a0\n Lợi\u200b ") == "Lê Lợi"


@pytest.mark.parametrize("face", fonts.FACES)
def test_a_kern_splits_the_run_and_the_width_is_the_advances_less_the_kerns(face: str) -> None:
    import uharfbuzz

    text = "Tr. Văn Tâm, AVỐT"
    bare = uharfbuzz.Buffer()
    bare.add_str(text)
    bare.guess_segment_properties()
    uharfbuzz.shape(fonts.hb_font(face), bare, {"kern": False})
    unkerned = sum(p.x_advance for p in bare.glyph_positions)
    bare = uharfbuzz.Buffer()
    bare.add_str(text)
    bare.guess_segment_properties()
    uharfbuzz.shape(fonts.hb_font(face), bare)
    kerned = sum(p.x_advance for p in bare.glyph_positions)
    shaped = measure.shape(text, face)
    assert shaped.advance == kerned < unkerned
    assert "".join(piece.text for piece in shaped.pieces) == text
    assert len(shaped.pieces) > 1


#: Without the rhotic hook, which harfbuzz takes for a mark and gives no width.
LETTERS = st.sampled_from(
    [
        letter
        for letter in map(chr, range(0x20, 0x1EFA))
        if letter.isprintable() and letter != "\u02de" and not measure.missing_letters(letter, "Tinos")
    ]
)


@pytest.mark.parametrize("face", fonts.FACES)
@given(text=st.text(LETTERS | st.sampled_from("ATVY.,ăâ ơưđ-“”"), max_size=30).map(measure.tidy))
@example(text="LTAVA ĐỀ ÁT. Vỹ, “Y” 11/74")
def test_kerns_asked_pair_by_pair_are_those_of_the_whole_line(face: str, text: str) -> None:
    import uharfbuzz

    assume(text and not any(map(unicodedata.combining, text)) and not measure.missing_letters(text, face))
    # Left to right and one script: a line of mixed alphabets is shaped in one go, as certificates are.
    assume(all(unicodedata.bidirectional(c) not in ("R", "AL", "AN") for c in text))
    whole = uharfbuzz.Buffer()
    whole.add_str(text)
    whole.direction, whole.script, whole.language = "ltr", "Latn", "vi"
    uharfbuzz.shape(
        fonts.hb_font(face), whole, dict.fromkeys(("liga", "clig", "calt", "ccmp", "locl"), False)
    )
    origins = [0, *itertools.accumulate(p.x_advance for p in whole.glyph_positions)]
    assume(len(origins) == len(text) + 1)
    shaped = measure.shape(text, face)
    assert shaped.advance == origins[-1]
    starts = itertools.accumulate((len(piece.text) for piece in shaped.pieces), initial=0)
    assert [piece.x for piece in shaped.pieces] == [origins[start] for start in list(starts)[:-1]]
    assert "".join(piece.text for piece in shaped.pieces) == text


def test_pdfium_finds_every_letter_where_the_engine_put_it(tmp_path: Path) -> None:
    run = measure.set_run("Tr. Văn Tâm, Vỹ AVATAR", 10, 20, "Tinos-Bold", 26, "#000000", 1.5)
    write_pdf([Sheet(150, 40, (run,))], tmp_path / "a.pdf", SilentTalk())
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    page = document[0].get_textpage()
    unit = 26 * MM_PER_POINT / 2048
    at = 0
    for piece in run.pieces:
        x = run.x + piece.x
        for letter in piece.text:
            if letter != " ":
                left = page.get_charbox(at)[0] * MM_PER_POINT
                assert left == pytest.approx(x + measure.extents(run.font, letter).left * unit, abs=0.05)
            glyph = fonts.hb_font(run.font).get_nominal_glyph(ord(letter))
            x += fonts.hb_font(run.font).get_glyph_h_advance(glyph) * unit + 1.5 * MM_PER_POINT
            at += 1
    assert at == len(run.text)
    page.close()
    document.close()


@pytest.mark.parametrize("face", fonts.FACES)
@pytest.mark.parametrize("letter", ["ê", "ô", "ơ", "ư", "Ê", "Ô", "Ơ", "Ư"])
def test_a_mark_that_nfc_cannot_compose_stands_clear_over_its_letter(
    face: str, letter: str, tmp_path: Path
) -> None:
    plain, marked = rendered([small(letter, face), small(letter + "\u0306", face)], tmp_path / "m.pdf")
    assert bands(marked) == bands(plain) + 1
    before = plain.point(lambda v: 255 if v < 128 else 0).getbbox()
    after = marked.point(lambda v: 255 if v < 128 else 0).getbbox()
    # The letter has not moved, the mark does not hang over its sides, and it is no taller than an accent.
    assert after[3] == before[3]
    assert abs(after[0] - before[0]) <= 0.05 * 30 / 72 * DPI
    assert 0 < before[1] - after[1] < 0.3 * 30 / 72 * DPI


def test_two_marks_are_stacked(tmp_path: Path) -> None:
    one, two = rendered(
        [small("ê\u0306", "Tinos"), small("ê\u0306\u0304", "Tinos")],
        tmp_path / "s.pdf",
    )
    assert bands(two) == bands(one) + 1


def test_a_mark_does_not_move_the_letters_after_it() -> None:
    assert measure.width_mm("Sê̆r", "Tinos", 14) == pytest.approx(measure.width_mm("Sêr", "Tinos", 14))
    run = measure.set_run("Sê̆r", 0, 0, "Tinos", 14, "#000000", 3)
    bare = measure.set_run("Sêr", 0, 0, "Tinos", 14, "#000000", 3)
    assert run.width == pytest.approx(bare.width)
    assert run.pieces[-1].text == "r"
    assert run.pieces[-1].x == pytest.approx(measure.width_mm("Sê", "Tinos", 14, 3) + 3 * MM_PER_POINT)
