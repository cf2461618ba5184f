"""Both pens in ink: every run of hard words, raised marks, pictures and calibrations, measured in millimetres."""

from __future__ import annotations

import io
import itertools
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image as Pillow
from PIL import ImageChops, ImageDraw, ImageStat
from PySide6.QtGui import QImage

from db.talk import SilentTalk
from desktop.documents import fonts, measure
from desktop.documents.sheet import (
    MM_PER_POINT,
    Adjustment,
    Group,
    Image,
    Sheet,
    TextRun,
    VectorPath,
    ellipse,
    rectangle,
)
from desktop.documents.sheet_pdf import write_pdf
from desktop.ui import pen

DPI = 200
APART = 0.15
HARD = [
    "Tr. Văn Tâm", "AVA TỐ VỴ", "Kô Sê̆r Ô̆ng Ư̆m", "H'Hen Niê", "K’Brể Y Wang", "Rơ Châm H'Yưn Ƀya",
    "ĐỖ THỊ Ỷ LAN", "Lý Tợ", "Ê̆ ô̆ ơ̆ ư̆ Đê̆", "Ặ Ẵ Ẩ Ỗ Ợ Ữ Ỵ ặ ẵ ẩ ỗ ợ ữ ỵ", "(20.000.000 đ) “m² – 05/9/2023” \\",
    "fi fl ffi Thửa", "Wa Ye To P. L’ AV",
]  # fmt: skip
FACES = ["Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic", "Inter", "Inter-Bold"]


def pillow(image: QImage) -> Pillow.Image:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (image.width(), image.height())
    return Pillow.frombytes("RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine(), 1)


def by_pdfium(sheets: list[Sheet], target: Path, dpi: int = DPI) -> list[Pillow.Image]:
    write_pdf(sheets, target, SilentTalk())
    document = pypdfium2.PdfDocument(target)
    pictures = [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return pictures


def ink(picture: Pillow.Image, dpi: int = DPI) -> list[float]:
    """Left, top, right and bottom edge and the centre of weight of the ink, in mm."""
    dark = picture.convert("L").point(lambda v: 255 - v)
    box = dark.point(lambda v: 255 if v > 85 else 0).getbbox()
    assert box is not None
    pixels = dark.tobytes()
    rows = [pixels[i : i + dark.width] for i in range(0, len(pixels), dark.width)]
    weights = [sum(row) for row in rows]
    columns = [0] * dark.width
    for row, weight in zip(rows, weights, strict=True):
        if weight:
            columns = [a + b for a, b in zip(columns, row, strict=True)]
    total = sum(weights)
    centre = (
        sum((x + 0.5) * w for x, w in enumerate(columns)) / total,
        sum((y + 0.5) * w for y, w in enumerate(weights)) / total,
    )
    return [value * 25.4 / dpi for value in (*box, *centre)]


def alone(run: TextRun) -> Sheet:
    return Sheet(150, 24, (run,))


def words() -> list[TextRun]:
    runs = []
    for i, (text, face) in enumerate(itertools.product(HARD, FACES)):
        if measure.missing_letters(text, face):
            continue
        size, tracking = (14.0, 0.0) if i % 3 else (13.0, 0.6)
        runs.append(measure.set_run(measure.tidy(text), 8.3, 14.7, face, size, "#000000", tracking))
    return runs


def test_every_hard_word_is_inked_in_the_same_place_by_both_pens(qapp: object, tmp_path: Path) -> None:
    runs = words()
    assert len(runs) >= 60
    assert any(run.tracking_pt for run in runs)
    assert any(len(run.pieces) > 3 for run in runs)
    sheets = [alone(run) for run in runs]
    for run, sheet, printed in zip(runs, sheets, by_pdfium(sheets, tmp_path / "runs.pdf"), strict=True):
        shown = ink(pillow(pen.preview(sheet, DPI)))
        assert shown == pytest.approx(ink(printed), abs=APART), (run.text, run.font)


def test_kerned_words_are_narrower_in_both_pens(qapp: object, tmp_path: Path) -> None:
    """Set letter by letter at plain advances, "Tr. Văn Tâm" is visibly wider: the ink must show the kerns."""
    kerned = measure.set_run("Tr. Văn Tâm", 10, 16, "Tinos-Bold", 26, "#000000")
    loose = kerned._replace(pieces=(kerned.pieces[0]._replace(text=kerned.text),))
    sheets = [alone(kerned), alone(loose)]
    printed = [ink(picture) for picture in by_pdfium(sheets, tmp_path / "k.pdf")]
    shown = [ink(pillow(pen.preview(sheet, DPI))) for sheet in sheets]
    for narrow, wide in (printed, shown):
        assert wide[2] - narrow[2] > 1.0


def bands(picture: Pillow.Image, dpi: int) -> list[tuple[float, ...]]:
    """Boxes in mm of the strips of ink that rows of white part, from the top."""
    dark = picture.convert("L").point(lambda v: 255 if v < 128 else 0)
    rows = [dark.crop((0, y, dark.width, y + 1)).getbbox() is not None for y in range(dark.height)]
    found, y = [], 0
    for inked, strip in itertools.groupby(rows):
        height = len(list(strip))
        if inked:
            left, top, right, bottom = dark.crop((0, y, dark.width, y + height)).getbbox()
            found.append(tuple(edge * 25.4 / dpi for edge in (left, y + top, right, y + bottom)))
        y += height
    return found


@pytest.mark.parametrize("face", ["Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"])
@pytest.mark.parametrize("text", ["Ê̆", "ê̆", "Ô̆", "ô̆", "Ơ̆", "ơ̆", "Ư̆", "ư̆"])
def test_a_mark_without_a_letter_of_its_own_stands_free_over_the_middle(
    text: str, face: str, qapp: object, tmp_path: Path
) -> None:
    """The breve is a strip of ink of its own over everything else, where the font's extents put it."""
    dpi, size = 600, 40.0
    letter, breve = tuple(unicodedata.normalize("NFC", text))
    run = measure.set_run(letter + breve, 10, 20, face, size, "#000000")
    sheet = Sheet(40, 30, (run,))
    (printed,) = by_pdfium([sheet], tmp_path / "m.pdf", dpi)
    unit = size * MM_PER_POINT / fonts.units_per_em(face)
    mark, base = measure.extents(face, breve), measure.extents(face, measure.HORNLESS.get(letter, letter))
    whole = measure.extents(face, letter)
    for picture in (printed, pillow(pen.preview(sheet, dpi))):
        over, *rest = bands(picture, dpi)
        assert rest
        left, top, right, bottom = over
        assert right - left == pytest.approx((mark.right - mark.left) * unit, abs=0.1)
        assert bottom - top == pytest.approx((mark.top - mark.bottom) * unit, abs=0.1)
        assert (left + right) / 2 == pytest.approx(10 + (base.left + base.right) / 2 * unit, abs=0.1)
        assert rest[0][1] == pytest.approx(20 - whole.top * unit, abs=0.1)
        assert 0.2 < rest[0][1] - bottom < 1.5


def picture_bytes(kind: str) -> bytes:
    """A frame with a mark in one corner, so that a turn or a mirror shows."""
    made = Pillow.new("RGBA", (240, 160), (0, 0, 0, 0) if kind == "PNG" else (255, 255, 255, 255))
    draw = ImageDraw.Draw(made)
    draw.rectangle((0, 0, 239, 159), outline=(0, 0, 0, 255), width=8)
    draw.rectangle((20, 20, 100, 60), fill=(200, 0, 0, 255))
    stored = io.BytesIO()
    made.convert("RGBA" if kind == "PNG" else "RGB").save(stored, kind)
    return stored.getvalue()


ADJUSTMENTS = [
    Adjustment(),
    Adjustment(2.0, -1.5),
    Adjustment(scale_x=1.02, scale_y=0.97),
    Adjustment(rotate_deg=1.5),
    Adjustment(1.0, 2.0, scale_x=0.98, scale_y=1.03, rotate_deg=-2.0),
]


@pytest.mark.parametrize("adjustment", ADJUSTMENTS)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_lies_the_same_in_both_pens(
    kind: str, adjustment: Adjustment, qapp: object, tmp_path: Path
) -> None:
    ground = Group("ground", (VectorPath(rectangle(0, 0, 120, 80), fill="#F4ECD8"),))
    image = Image(40, 25, 36, 24, picture_bytes(kind))
    sheet = Sheet(120, 80, (image,), ground, adjustment)
    (printed,) = by_pdfium([sheet], tmp_path / "i.pdf")
    shown = pillow(pen.preview(sheet, DPI)).resize(printed.size)
    assert ink(shown) == pytest.approx(ink(printed), abs=APART)
    apart = ImageStat.Stat(ImageChops.difference(printed, shown).convert("L")).mean[0]
    assert apart < 1.0
    if kind == "PNG":
        # Through the clear middle the ground is seen in both.
        a, b, c, d, e, f = adjustment.matrix(120, 80)
        at = ((a * 70 + c * 42 + e) * DPI / 25.4, (b * 70 + d * 42 + f) * DPI / 25.4)
        for picture in (printed, shown):
            assert picture.getpixel((int(at[0]), int(at[1]))) == pytest.approx((0xF4, 0xEC, 0xD8), abs=3)


def shaded(mode: str, kind: str) -> bytes:
    """Three greys and three colours side by side, as scanners and telephones store them."""
    clear = mode in ("RGBA", "LA", "PA")
    made = Pillow.new("RGBA", (120, 80), (0, 0, 0, 0) if clear else (255, 255, 255, 255))
    draw = ImageDraw.Draw(made)
    for i, colour in enumerate(("#000000", "#555555", "#AAAAAA", "#C81E1E", "#1E963C", "#143CC8")):
        draw.rectangle((10 + 17 * i, 10, 22 + 17 * i, 70), fill=colour)
    if mode == "I;16":
        made = made.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    elif mode == "PA":
        made = made.quantize(16, Pillow.Quantize.FASTOCTREE)
    else:
        made = made.convert("RGB" if mode == "P" else mode)
        made = made.quantize(16) if mode == "P" else made
    stored = io.BytesIO()
    made.save(stored, kind)
    return stored.getvalue()


@pytest.mark.parametrize(
    ("mode", "kind"),
    [*((mode, "PNG") for mode in ("RGB", "RGBA", "L", "LA", "P", "PA", "I;16")),
     *((mode, "JPEG") for mode in ("RGB", "L", "CMYK"))],
)  # fmt: skip
def test_whatever_a_scanner_stores_looks_the_same_in_both_pens(
    mode: str, kind: str, qapp: object, tmp_path: Path
) -> None:
    ground = Group("ground", (VectorPath(rectangle(0, 0, 60, 40), fill="#F4ECD8"),))
    sheet = Sheet(60, 40, (Image(10, 10, 36, 24, shaded(mode, kind)),), ground)
    (printed,) = by_pdfium([sheet], tmp_path / "s.pdf")
    shown = pillow(pen.preview(sheet, DPI)).resize(printed.size)
    # In the middle of every bar, away from edges that each pen smooths in its own way.
    for i in range(6):
        at = (int((10 + (16 + 17 * i) * 0.3) * DPI / 25.4), int(22 * DPI / 25.4))
        assert printed.getpixel(at) == pytest.approx(shown.getpixel(at), abs=6), i


@pytest.mark.parametrize("adjustment", ADJUSTMENTS)
def test_a_calibration_moves_words_and_paths_alike_in_both_pens(
    adjustment: Adjustment, qapp: object, tmp_path: Path
) -> None:
    """Beside each other and beside the matrix itself: the corners of a rectangle and a circle far out."""
    marks = (
        VectorPath(rectangle(20, 15, 6, 4), fill="#000000"),
        VectorPath(ellipse(170, 100, 4, 4), fill="#000000"),
        measure.set_run("Nguyễn Văn Tâm", 70, 60, "Tinos-Bold", 24, "#000000"),
    )
    sheets = [Sheet(200, 120, (mark,), None, adjustment) for mark in marks]
    pictures = by_pdfium(sheets, tmp_path / "c.pdf")
    for sheet, printed in zip(sheets, pictures, strict=True):
        assert ink(pillow(pen.preview(sheet, DPI))) == pytest.approx(ink(printed), abs=APART)
    a, b, c, d, e, f = adjustment.matrix(200, 120)
    found = ink(pictures[1])
    assert found[4:] == pytest.approx([a * 170 + c * 100 + e, b * 170 + d * 100 + f], abs=0.1)
    # Told independently of the matrix: stretched about the middle, turned clockwise, then moved.
    assert ink(pictures[0])[4:] == pytest.approx(by_hand(adjustment, 23, 17), abs=0.1)


def by_hand(adjustment: Adjustment, x: float, y: float) -> list[float]:
    from math import cos, radians, sin

    across, down = (x - 100) * adjustment.scale_x, (y - 60) * adjustment.scale_y
    turn = radians(adjustment.rotate_deg)
    return [
        100 + across * cos(turn) - down * sin(turn) + adjustment.dx_mm,
        60 + across * sin(turn) + down * cos(turn) + adjustment.dy_mm,
    ]
