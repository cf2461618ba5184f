"""The print shop's PDF: boxes, ground over the cut, marks outside it, on every plate."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image as Pillow

from db.talk import SilentTalk
from desktop.documents import measure
from desktop.documents.sheet import Group, Sheet, VectorPath, ellipse, rectangle
from desktop.documents.sheet_pdf import write_pdf

W, H = 120.0, 80.0
TINT = (0xF4, 0xEC, 0xD8)
GROUND = VectorPath(rectangle(0, 0, W, H), fill="#F4ECD8")
DPI = 254


def sheet(*more: VectorPath, ground: VectorPath | None = GROUND) -> Sheet:
    design = Group("design", tuple(item for item in (ground, *more) if item))
    return Sheet(W, H, (measure.set_run("Hoa Ban", 40, 40, "Tinos", 20, "#000000"),), design)


def write(target: Path, sheets: list[Sheet], bleed: float, marks: bool) -> pypdfium2.PdfDocument:
    write_pdf(sheets, target, SilentTalk(), bleed_mm=bleed, crop_marks=marks)
    return pypdfium2.PdfDocument(target)


def mm(box: tuple[float, ...]) -> list[float]:
    return [edge * 25.4 / 72 for edge in box]


def picture(document: pypdfium2.PdfDocument, page: int = 0) -> Pillow.Image:
    return document[page].render(scale=DPI / 72).to_pil().convert("RGB")


def at(drawn: Pillow.Image, x: float, y: float) -> tuple[int, ...]:
    """Colour at mm from the media's top left corner (10 dots a mm)."""
    return drawn.getpixel((int(x * 10), int(y * 10)))


def test_without_bleed_and_marks_the_page_is_the_sheet(tmp_path: Path) -> None:
    document = write(tmp_path / "a.pdf", [sheet()], 0.0, False)
    assert mm(document[0].get_mediabox()) == pytest.approx([0, 0, W, H], abs=0.01)
    document.close()
    assert b"TrimBox" not in (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize(("bleed", "marks"), [(3.0, True), (3.0, False), (5.0, True), (0.0, True)])
def test_the_boxes_lie_in_each_other(bleed: float, marks: bool, tmp_path: Path) -> None:
    document = write(tmp_path / "a.pdf", [sheet(), sheet()], bleed, marks)
    for page in document:
        media, bled, trim = (
            mm(box) for box in (page.get_mediabox(), page.get_bleedbox(), page.get_trimbox())
        )
        assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([W, H], abs=0.01)
        assert [a - b for a, b in zip(trim, bled, strict=True)] == pytest.approx(
            [bleed, bleed, -bleed, -bleed], abs=0.01
        )
        outer = [a - b for a, b in zip(bled, media, strict=True)]
        assert [outer[1], -outer[2], -outer[3]] == pytest.approx([outer[0]] * 3, abs=0.01)
        assert (outer[0] >= 6.0) if marks else outer[0] == pytest.approx(0, abs=0.01)
    document.close()


def test_the_ground_runs_to_the_end_of_the_bleed_and_no_farther(tmp_path: Path) -> None:
    document = write(tmp_path / "a.pdf", [sheet()], 3.0, True)
    margin = mm(document[0].get_trimbox())[0]
    drawn = picture(document)
    document.close()
    for x, y in ((margin - 2.8, margin + 40), (margin + W + 2.8, margin + 40), (margin + 60, margin - 2.8),
                 (margin + 60, margin + H + 2.8), (margin - 2.8, margin - 2.8)):  # fmt: skip
        assert at(drawn, x, y) == TINT
    for x, y in ((margin - 3.3, margin + 40), (margin + W + 3.3, margin + 40), (margin + 60, margin - 3.3)):
        assert at(drawn, x, y) == (255, 255, 255)


def test_a_band_at_the_edge_is_widened_and_what_is_inside_stays(tmp_path: Path) -> None:
    band = VectorPath(rectangle(0, 30, 4, 20), fill="#0000FF")
    disc = VectorPath(ellipse(60, 20, 5, 5), fill="#FF0000")
    document = write(tmp_path / "a.pdf", [sheet(band, disc)], 3.0, False)
    drawn = picture(document)
    document.close()
    blue = Pillow.new("L", drawn.size)
    blue.putdata([255 if pixel == (0, 0, 255) else 0 for pixel in drawn.get_flattened_data()])
    assert [edge / 10 for edge in blue.getbbox()] == pytest.approx([0, 33, 7, 53], abs=0.15)
    red = Pillow.new("L", drawn.size)
    red.putdata([255 if pixel == (255, 0, 0) else 0 for pixel in drawn.get_flattened_data()])
    assert [edge / 10 for edge in red.getbbox()] == pytest.approx([58, 18, 68, 28], abs=0.15)


def test_a_motif_that_reaches_over_the_edge_is_seen_in_the_bleed(tmp_path: Path) -> None:
    disc = VectorPath(ellipse(0, 40, 10, 10), fill="#FF0000")
    document = write(tmp_path / "a.pdf", [sheet(disc, ground=None)], 3.0, True)
    margin = mm(document[0].get_trimbox())[0]
    drawn = picture(document)
    document.close()
    assert at(drawn, margin - 2.5, margin + 40) == (255, 0, 0)
    assert at(drawn, margin - 4, margin + 40) == (255, 255, 255)


def test_eight_marks_point_at_the_corners_from_outside_the_bleed(tmp_path: Path) -> None:
    document = write(tmp_path / "a.pdf", [sheet()], 3.0, True)
    margin = mm(document[0].get_trimbox())[0]
    drawn = picture(document).convert("L")
    document.close()
    dark = drawn.point(lambda v: 255 if v < 200 else 0)
    edge = int((margin - 3) * 10) - 2
    strips = {
        "left": dark.crop((0, 0, edge, drawn.height)),
        "right": dark.crop((drawn.width - edge, 0, drawn.width, drawn.height)),
        "top": dark.crop((0, 0, drawn.width, edge)),
        "bottom": dark.crop((0, drawn.height - edge, drawn.width, drawn.height)),
    }
    for side, strip in strips.items():
        across = side in ("top", "bottom")
        size = W if across else H
        length = strip.width if across else strip.height
        inked = [
            i / 10 for i in range(length)
            if strip.crop((i, 0, i + 1, strip.height) if across else (0, i, strip.width, i + 1)).getbbox()
        ]  # fmt: skip
        for place in inked:
            assert min(abs(place - margin), abs(place - margin - size)) < 0.3, side
        assert {round(place - margin) for place in inked} >= {0, int(size)}, side
        box = strip.getbbox()
        assert (box[3] - box[1] if across else box[2] - box[0]) / 10 == pytest.approx(5.0, abs=0.3)


def test_the_marks_are_in_registration_black_and_stored_once(tmp_path: Path) -> None:
    write(tmp_path / "a.pdf", [sheet(), sheet(), sheet()], 3.0, True).close()
    data = (tmp_path / "a.pdf").read_bytes()
    assert data.count(b"/Separation /All /DeviceCMYK") == 1
    assert data.count(b"/Subtype /Form") == 2
    forms = [
        zlib.decompress(data[m.end() : m.end() + int(m[1])])
        for m in re.finditer(rb"/Subtype /Form[^>]*/Length (\d+) /Filter /FlateDecode>>\nstream\n", data)
    ]
    (marks,) = [form for form in forms if b"/All CS" in form]
    assert marks.count(b" l S") == 8


def test_the_words_stand_where_they_stand_without_bleed(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.pdf", [sheet(ground=None)], 0.0, False)
    shop = write(tmp_path / "b.pdf", [sheet(ground=None)], 3.0, True)
    margin = mm(shop[0].get_trimbox())[0]
    places = []
    for document in (plain, shop):
        reader = document[0].get_textpage()
        assert reader.get_text_range().strip() == "Hoa Ban"
        places.append(mm(reader.get_charbox(0)))
        reader.close()
        document.close()
    assert [b - a for a, b in zip(*places, strict=True)] == pytest.approx([margin] * 4, abs=0.02)
