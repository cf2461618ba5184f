"""The ruler sheet on paper: what is printed where, and the whole way from pixels to a corrected sheet.

The printer of these tests is PDFium drawing the page through a matrix of the test's own; what comes out is measured
in its pixels as an officer does, from the paper's edge to the fat line where the thin line meets it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from db.errors import BadInput
from db.talk import SilentTalk
from desktop import cli
from desktop.documents import calibration, ruler_sheet, sheet_pdf
from desktop.documents.calibration import Readings
from desktop.documents.sheet import Sheet, VectorPath

DPI = 600
PX = DPI / 25.4
#: Half of the little windows looked into, mm.
REACH = 9.0


@dataclass(frozen=True)
class Printer:
    """Stretch about the middle, turn clockwise, shift: mm, 1, degrees."""

    dx: float = 0.0
    dy: float = 0.0
    sx: float = 1.0
    sy: float = 1.0
    degrees: float = 0.0


@dataclass(frozen=True)
class Look:
    """How a mark is measured: where it ought to be, whether its fat line is upright, where the paper's inside is."""

    x: float
    y: float
    upright: bool
    inside: int


def looks(width: float, height: float) -> dict[str, Look]:
    return {
        "A": Look(30, height / 2, True, 1),
        "B": Look(width - 30, height / 2, True, -1),
        "C": Look(30, 30, False, 1),
        "D": Look(width - 30, 30, False, 1),
        "E": Look(width / 2, height - 30, False, -1),
    }


def written(sheet: Sheet, target: Path) -> pypdfium2.PdfDocument:
    sheet_pdf.write_pdf([sheet], target, SilentTalk(), title="Tờ đo", total=1)
    return pypdfium2.PdfDocument(target)


def window(page: pypdfium2.PdfPage, printer: Printer, x: float, y: float, size: tuple[float, float]) -> bytes:
    """Darkness (0–255) around (x, y) of the paper that came out, row by row, 2·REACH mm square."""
    side = round(2 * REACH * PX)
    bitmap = pypdfium2.PdfBitmap.new_native(side, side, pdfium.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, side, side)
    k, turn = DPI / 72, math.radians(printer.degrees)
    a, b = printer.sx * math.cos(turn), printer.sx * math.sin(turn)
    c, d = -printer.sy * math.sin(turn), printer.sy * math.cos(turn)
    cx, cy = size[0] / 2, size[1] / 2
    e = cx - a * cx - c * cy + printer.dx - (x - REACH)
    f = cy - b * cx - d * cy + printer.dy - (y - REACH)
    matrix = pdfium.FS_MATRIX(k * a, k * b, k * c, k * d, e * PX, f * PX)
    clip = pdfium.FS_RECTF(0, 0, side, side)
    pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap.raw, page.raw, matrix, clip, 0)
    picture = bitmap.to_pil().convert("L")
    assert picture.size == (side, side)
    return bytes(255 - value for value in picture.tobytes())


def fitted(dark: bytes, across: bool, rows: range, reach: range) -> tuple[float, float]:
    """A straight line through the ink: its place (pixels) at the window's first row, and its slope.

    ``across``: rows and columns change places, for a line that lies.
    """
    side = math.isqrt(len(dark))
    points: list[tuple[float, float]] = []
    for row in rows:
        line = [dark[at * side + row] if across else dark[row * side + at] for at in reach]
        if sum(line) > 255:
            centre = sum((at + 0.5) * ink for at, ink in zip(reach, line, strict=True)) / sum(line)
            points.append((row + 0.5, centre))
    assert len(points) > len(rows) // 2, "no line here"
    mean_r = sum(r for r, _ in points) / len(points)
    mean_c = sum(c for _, c in points) / len(points)
    slope = sum((r - mean_r) * (c - mean_c) for r, c in points) / sum((r - mean_r) ** 2 for r, _ in points)
    return mean_c - slope * mean_r, slope


def mm(low: float, high: float) -> range:
    """Pixels of a window from so many mm off its middle to so many."""
    return range(round((low + REACH) * PX), round((high + REACH) * PX))


def crossing(
    page: pypdfium2.PdfPage, printer: Printer, look: Look, size: tuple[float, float]
) -> tuple[float, float]:
    """Where the fat line meets the thin one on the paper that came out, mm from its top left corner."""
    dark = window(page, printer, look.x, look.y, size)
    # The fat line away from letters and from the thin one; the thin one on its stub beyond the fat one.
    fat_at, fat_slope = fitted(dark, not look.upright, mm(-6.2, -3.0), mm(-6, 6))
    met = (fat_at + fat_slope * REACH * PX) / PX - REACH
    stub = mm(met + 0.8, met + 3.4) if look.inside > 0 else mm(met - 3.4, met - 0.8)
    thin_at, thin_slope = fitted(dark, look.upright, stub, mm(-2.7, 2.7))
    # fat: u = fat_at + fat_slope · v; thin: v = thin_at + thin_slope · u.
    u = (fat_at + fat_slope * thin_at) / (1 - fat_slope * thin_slope)
    v = thin_at + thin_slope * u
    x, y = (u, v) if look.upright else (v, u)
    return x / PX + look.x - REACH, y / PX + look.y - REACH


def measured(
    page: pypdfium2.PdfPage, printer: Printer, size: tuple[float, float]
) -> dict[str, tuple[float, float]]:
    return {letter: crossing(page, printer, look, size) for letter, look in looks(*size).items()}


def readings(found: dict[str, tuple[float, float]], size: tuple[float, float]) -> Readings:
    return Readings(
        found["A"][0], size[0] - found["B"][0], found["C"][1], found["D"][1], size[1] - found["E"][1]
    )


@pytest.mark.parametrize("size", [(297.0, 210.0), (210.0, 297.0), (420.0, 297.0)])
@pytest.mark.parametrize(
    "printer",
    [
        Printer(),
        Printer(2.0, -1.5),
        Printer(-1.8, 1.2, 1.004, 1.004, 0.4),
        Printer(0.7, 1.0, 0.997, 1.002, -0.3),
    ],
)
def test_from_the_printed_sheet_to_a_corrected_one(
    tmp_path: Path, size: tuple[float, float], printer: Printer
) -> None:
    first = written(ruler_sheet.ruler_sheet(*size, title=""), tmp_path / "a.pdf")
    before = measured(first[0], printer, size)
    first.close()
    wrong = calibration.misplacement(readings(before, size), *size)
    known = calibration.correction(wrong, *size)
    second = written(
        ruler_sheet.ruler_sheet(*size, title="", adjustment=calibration.adjustment(known)), tmp_path / "b.pdf"
    )
    after = measured(second[0], printer, size)
    second.close()
    misses = {letter: math.dist(after[letter], (look.x, look.y)) for letter, look in looks(*size).items()}
    assert max(misses.values()) <= 0.1, misses
    if printer != Printer():
        missed = [math.dist(before[letter], (look.x, look.y)) for letter, look in looks(*size).items()]
        assert max(missed) > 1.0


def test_the_measuring_of_this_test_is_true(tmp_path: Path) -> None:
    """The pixels of an untouched sheet are where the sheet says, to a fiftieth of a millimetre."""
    size = (297.0, 210.0)
    document = written(ruler_sheet.ruler_sheet(*size, title=""), tmp_path / "a.pdf")
    for letter, (x, y) in measured(document[0], Printer(), size).items():
        look = looks(*size)[letter]
        assert (x, y) == pytest.approx((look.x, look.y), abs=0.02), letter
    x, y = measured(document[0], Printer(1.0, -2.0), size)["A"]
    assert (x, y) == pytest.approx((31.0, 103.0), abs=0.02)
    document.close()


@pytest.mark.parametrize(
    "size", [(297.0, 210.0), (210.0, 297.0), (420.0, 297.0), (148.0, 105.0), (130.0, 180.0)]
)
def test_words_and_letters_of_the_sheet(tmp_path: Path, size: tuple[float, float]) -> None:
    title = "HP LaserJet Pro M404dn · Giấy khen A4 · Khay tay"
    document = written(ruler_sheet.ruler_sheet(*size, title=title), tmp_path / "a.pdf")
    reader = document[0].get_textpage()
    lines = reader.get_text_range().replace("E có thể", "").splitlines()
    text = " ".join(" ".join(lines).split())
    reader.close()
    document.close()
    for letter in "ABCDE":
        # Once at its place, once before its blank.
        assert sum(1 for line in lines for word in line.split() if word == letter) == 2, letter
    assert text.count("từ mép giấy") == 5
    assert "Đặt vạch số 0 của thước kẻ (không phải đầu thước)" in text
    assert "ghi vào ô dưới đây" in text
    if min(size) >= 210:
        assert title in text
        assert "Kích thước thật" in text
        assert "mọi số là 30,0" in text
        assert "Ngày đo" in text


@pytest.mark.parametrize("size", [(297.0, 210.0), (420.0, 297.0), (148.0, 105.0), (105.0, 105.0)])
def test_everything_lies_on_the_paper_and_nothing_on_another(size: tuple[float, float]) -> None:
    sheet = ruler_sheet.ruler_sheet(*size, title="Máy in phòng một cửa · Phôi giấy khen")
    boxes = []
    for run in sheet.runs():
        high = run.size_pt * 25.4 / 72
        boxes.append((run.text, run.x, run.baseline - 0.68 * high, run.x + run.width, run.baseline))
    for item in sheet.items:
        if isinstance(item, VectorPath):
            numbers = [n for _, points in item.segments for n in points]
            assert all(0 <= x <= size[0] for x in numbers[::2])
            assert all(0 <= y <= size[1] for y in numbers[1::2])
    for at, (text, left, top, right, bottom) in enumerate(boxes):
        assert left >= 2, text
        assert top >= 2, text
        assert right <= size[0] - 2, text
        assert bottom <= size[1] - 0.5, text
        for other, l2, t2, r2, b2 in boxes[at + 1 :]:
            assert min(right, r2) <= max(left, l2) or min(bottom, b2) <= max(top, t2), (text, other)


def test_no_number_stands_where_one_is_read() -> None:
    """A number printed beside a fat line would be copied down unread."""
    sheet = ruler_sheet.ruler_sheet(297, 210, title="")
    for place in calibration.places(297, 210):
        near = [
            run.text
            for run in sheet.runs()
            if any(sign.isdigit() for sign in run.text)
            and math.dist((run.x, run.baseline), (place.x, place.y)) < 28
        ]
        assert near == [], place.letter


def test_a_sheet_under_trial_says_so(tmp_path: Path) -> None:
    trial = ruler_sheet.ruler_sheet(297, 210, title="", adjustment=calibration.Adjustment(dx_mm=-2))
    assert any("TỜ KIỂM TRA" in run.text for run in trial.runs())
    assert any("Mọi số phải là 30,0" in run.text for run in trial.runs())


@pytest.mark.parametrize("size", [(60.0, 210.0), (297.0, 601.0), (float("nan"), 210.0)])
def test_paper_no_office_has_is_refused(size: tuple[float, float]) -> None:
    with pytest.raises(BadInput, match="hãy chọn khổ giấy"):
        ruler_sheet.ruler_sheet(*size, title="")


def test_a_printer_named_in_other_letters_can_be_measured() -> None:
    sheet = ruler_sheet.ruler_sheet(297, 210, title="印表机 Canon 打印 · Khay tay")
    assert "Canon · Khay tay" in [run.text for run in sheet.runs()]


def test_the_command_writes_a_page_of_the_size_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "tờ đo.pdf"
    assert cli.run(["ruler", "-o", str(target)]) == 0
    assert "Kích thước thật" in capsys.readouterr().out
    asked = [
        "ruler",
        "-o",
        str(target),
        "--width",
        "420",
        "--height",
        "297",
        "--title",
        "Máy in phòng một cửa",
    ]
    for arguments, size in ((None, (297.0, 210.0)), (asked, (420.0, 297.0))):
        if arguments is not None:
            assert cli.run(arguments) == 0
        document = pypdfium2.PdfDocument(target)
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx([side / 25.4 * 72 for side in size], abs=0.01)
        document.close()
    assert cli.run(["ruler", "-o", str(target), "--width", "20"]) == 1
    assert "Lỗi: Tờ đo khổ 20 × 210 mm" in capsys.readouterr().err
