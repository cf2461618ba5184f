"""Files brought to a template: light enough to keep, with the size they say, refused in one sentence."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from db.errors import BadInput
from desktop.documents.template_scan import MOST_KEPT, MOST_SIDE, read_picture, read_scan


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def saved(path: Path, image: Image.Image, **more: object) -> Path:
    image.save(path, **more)  # type: ignore[arg-type]
    return path


def test_a_large_noisy_scan_is_made_light(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (4200, 3000), os.urandom(4200 * 3000 * 3))
    made = read_scan(saved(tmp_path / "phôi.png", noise, dpi=(300, 300), compress_level=0))
    picture = opened(made.data)
    assert picture.format == "JPEG"
    assert max(picture.size) <= MOST_SIDE
    assert len(made.data) <= MOST_KEPT
    assert (made.width_mm, made.height_mm) == pytest.approx((355.6, 254.0), abs=0.2)
    assert made.proportion == pytest.approx(1.4, abs=0.01)
    assert made.name == "phôi.jpg"


@pytest.mark.parametrize("mode", ["RGBA", "L", "CMYK", "P", "1"])
def test_every_kind_of_scan_becomes_a_jpeg_on_white(tmp_path: Path, mode: str) -> None:
    image = (
        Image.new("RGBA", (300, 200), (0, 0, 0, 0))
        if mode == "RGBA"
        else Image.new("RGB", (300, 200), "white")
    )
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = read_scan(saved(tmp_path / f"tờ.{kind.lower()}", image.convert(mode), format=kind))
    pixel = opened(made.data).convert("RGB").getpixel((10, 10))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 245
    assert (made.width_mm, made.height_mm) == (0, 0), "the file says no size"


def test_the_first_page_of_a_pdf_at_150_dpi(tmp_path: Path) -> None:
    path = tmp_path / "phôi.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(297 / 25.4 * 72, 210 / 25.4 * 72)
        document.new_page(100, 100)
        document.save(path)
    made = read_scan(path)
    assert (made.width_mm, made.height_mm) == (297, 210)
    assert opened(made.data).size == pytest.approx((1754, 1240), abs=2)


def test_a_poster_is_not_rendered_larger_than_kept(tmp_path: Path) -> None:
    path = tmp_path / "to.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(14_000, 9_000)
        document.save(path)
    assert max(opened(read_scan(path).data).size) <= MOST_SIDE


def test_a_transparent_signature_stays_transparent(tmp_path: Path) -> None:
    made = read_picture(saved(tmp_path / "ký.png", Image.new("RGBA", (400, 100), (10, 20, 120, 0))))
    picture = opened(made.data)
    assert (picture.format, picture.mode) == ("PNG", "RGBA")
    assert picture.getchannel("A").getextrema() == (0, 0)
    assert made.proportion == 4


def test_a_photograph_that_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    image = Image.new("RGB", (400, 300), "white")
    exif = Image.Exif()
    exif[0x0112] = 6
    made = read_scan(saved(tmp_path / "ảnh.jpg", image, exif=exif))
    assert opened(made.data).size == (300, 400)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("ghi-chú.png", b"khong phai anh", "ghi-chú.png"),
        ("rỗng.jpg", b"", "rỗng.jpg"),
        ("hỏng.pdf", b"%PDF-1.7\nrac", "PDF “hỏng.pdf”"),
        ("cụt.png", None, "cụt.png"),
    ],
)
def test_what_is_no_picture_is_named(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    path = tmp_path / name
    if content is None:
        into = io.BytesIO()
        Image.frombytes("RGB", (200, 200), os.urandom(120_000)).save(into, "PNG")
        content = into.getvalue()[:40_000]
    path.write_bytes(content)
    with pytest.raises(BadInput) as refusal:
        read_scan(path)
    assert told in str(refusal.value)
    assert str(refusal.value).count(".") <= 2
    if not name.endswith("pdf"):
        with pytest.raises(BadInput):
            read_picture(path)


def test_a_small_file_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "bom.png", Image.new("1", (10_000, 7_001)))
    assert path.stat().st_size < 100_000
    for read in (read_scan, read_picture):
        with pytest.raises(BadInput, match=r"bom\.png.*lớn quá"):
            read(path)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="không-có"):
        read_scan(tmp_path / "không-có.png")
