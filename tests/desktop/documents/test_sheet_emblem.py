"""The Quốc huy against rsvg-convert's picture of the same SVG, and the prepared drawing against svglib."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from db import resources
from db.talk import SilentTalk
from desktop.documents import emblem
from desktop.documents.sheet import Sheet, VectorPath
from desktop.documents.sheet_pdf import write_pdf

WIDTH, HEIGHT, ZOOM = 519, 529, 3
#: Middles of facets of the star in the SVG's own 519 × 529 units: shaded and lit ones.
SHADED = ((253, 115), (276, 184), (233, 177), (292, 134), (223, 146))
LIT = ((266, 115), (286, 177), (227, 134))


def drawn(paths: tuple[VectorPath, ...], target: Path) -> Image.Image:
    """The paths on a page as large as the SVG, three pixels per SVG unit: hairlines are then told apart."""
    write_pdf([Sheet(100.0, 100.0 * HEIGHT / WIDTH, paths)], target, SilentTalk())
    document = pypdfium2.PdfDocument(target)
    scale = ZOOM * WIDTH / (100.0 / 25.4 * 72)
    picture = document[0].render(scale=scale).to_pil().convert("RGB").resize((ZOOM * WIDTH, ZOOM * HEIGHT))
    document.close()
    return picture


def full_page() -> tuple[VectorPath, ...]:
    return emblem.emblem(50.0, 0.0, 100.0 * HEIGHT / WIDTH)


def facet(picture: Image.Image, at: tuple[int, int]) -> tuple[int, ...]:
    return picture.getpixel((at[0] * ZOOM, at[1] * ZOOM))


def near(pixel: tuple[int, ...], colour: str, by: int = 6) -> bool:
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return max(abs(a - b) for a, b in zip(pixel, wanted, strict=True)) <= by


def test_the_prepared_drawing_is_what_svglib_yields_from_the_svg() -> None:
    svg = resources.path(emblem.SOURCE).read_text(encoding="utf-8")
    made = emblem.pack(*emblem.read_svg(emblem.solid(svg)))
    assert made == resources.path(emblem.PREPARED).read_text(encoding="utf-8")


def test_the_stars_facets_are_solid_golds(tmp_path: Path) -> None:
    picture = drawn(full_page(), tmp_path / "e.pdf")
    assert all(near(facet(picture, at), "#F0A50B") for at in SHADED)
    assert all(near(facet(picture, at), "#FFE500") for at in LIT)


def test_the_emblem_looks_as_rsvg_draws_it(tmp_path: Path) -> None:
    if shutil.which("rsvg-convert") is None:
        pytest.skip("rsvg-convert (gói librsvg2-bin) không có trên máy này")
    command = [
        "rsvg-convert",
        "-w",
        str(ZOOM * WIDTH),
        "-h",
        str(ZOOM * HEIGHT),
        "--background-color",
        "white",
    ]
    png = subprocess.run(
        [*command, str(resources.path(emblem.SOURCE))], capture_output=True, check=True, timeout=60
    )
    reference = Image.open(io.BytesIO(png.stdout)).convert("RGB")
    ours = drawn(full_page(), tmp_path / "e.pdf")
    assert all(near(facet(reference, at), "#F0A50B") for at in SHADED)

    def far(picture: Image.Image) -> float:
        return sum(ImageStat.Stat(ImageChops.difference(reference, picture)).mean) / 3

    # Without the golds the star is red: the comparison would see it.
    svg = resources.path(emblem.SOURCE).read_text(encoding="utf-8")
    width, _, paths = emblem.read_svg(svg)
    k = 100.0 / width
    raw = tuple(
        VectorPath(
            emblem.transform(path.segments, (k, 0, 0, k, 0, 0)), path.fill, path.stroke, path.width * k
        )
        for path in paths
    )
    assert far(ours) < 1.0
    assert far(drawn(raw, tmp_path / "raw.pdf")) > far(ours) + 0.4


def test_the_emblem_stands_on_its_axis_at_the_height_asked() -> None:
    paths = emblem.emblem(148.5, 20.0, 27.0)
    xs = [n[i] for path in paths for _, n in path.segments for i in range(0, len(n), 2)]
    ys = [n[i] for path in paths for _, n in path.segments for i in range(1, len(n), 2)]
    assert min(ys) == pytest.approx(20, abs=0.4)
    assert max(ys) == pytest.approx(47, abs=0.4)
    assert min(xs) + max(xs) == pytest.approx(2 * 148.5, abs=0.3)
