"""Lines as fills: they cover what the line covered, and no viewer makes them wider."""

from __future__ import annotations

import math
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from db.talk import SilentTalk
from desktop.documents import emblem
from desktop.documents.emblem_outline import filled
from desktop.documents.sheet import Sheet, VectorPath, ellipse, polygon, transform
from desktop.documents.sheet_pdf import write_pdf

RED, GOLD = "#CE1126", "#FCD116"


def picture(paths: tuple[VectorPath, ...], target: Path, dpi: int, side: float = 40.0) -> Image.Image:
    write_pdf([Sheet(side, side, paths)], target, SilentTalk())
    document = pypdfium2.PdfDocument(target)
    drawn = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return drawn


SHAPES = {
    "grain": VectorPath(ellipse(20, 20, 14, 5), fill=GOLD, stroke=RED, width=1.5),
    "grain the other way": VectorPath(
        transform(ellipse(0, 0, 14, 5), (-1, 0, 0, 1, 20, 20)), fill=GOLD, stroke=RED, width=1.5
    ),
    "ring": VectorPath(ellipse(20, 20, 12, 12), stroke=RED, width=2),
    "square": VectorPath(polygon([(8, 8), (32, 8), (32, 32), (8, 32)]), fill=GOLD, stroke=RED, width=2),
    "line": VectorPath((("M", (5, 9)), ("L", (33, 30))), stroke=RED, width=2),
    "corner": VectorPath((("M", (5, 9)), ("L", (30, 12)), ("L", (30, 35))), stroke=RED, width=2),
    "wave": VectorPath((("M", (5, 20)), ("C", (15, 0, 25, 40, 35, 20))), stroke=RED, width=2),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_fill_covers_what_the_line_covered(name: str, tmp_path: Path) -> None:
    path = SHAPES[name]
    drawn = filled(path)
    assert all(part.stroke is None and part.fill for part in drawn)
    one, other = picture((path,), tmp_path / "a.pdf", 150), picture(drawn, tmp_path / "b.pdf", 150)
    # Round ends and joins became pointed ones: at most a few pixels, nowhere a strip.
    assert sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3 < 1.4
    bare = picture((VectorPath(path.segments, path.fill or RED),), tmp_path / "c.pdf", 150)
    assert sum(ImageStat.Stat(ImageChops.difference(one, bare)).mean) / 3 > 2.5


def test_a_path_without_a_line_stays() -> None:
    path = VectorPath(ellipse(0, 0, 1, 1), fill=GOLD)
    assert filled(path) == (path,)


@given(st.floats(0.1, 50), st.floats(0.1, 50), st.floats(0.01, 0.05))
def test_a_ring_has_the_area_of_its_line(rx: float, ry: float, width: float) -> None:
    line, within = filled(VectorPath(ellipse(0, 0, rx, ry), fill=GOLD, stroke=RED, width=width))
    reach = max(x for _, n in line.segments for x in n[-2:-1])
    assert reach == pytest.approx(rx + width / 2, rel=1e-6)
    inner = max(x for _, n in within.segments for x in n[-2:-1])
    assert inner == pytest.approx(rx - width / 2, rel=1e-6)
    assert all(math.isfinite(v) for part in (line, within) for _, n in part.segments for v in n)


def test_the_emblem_is_gold_on_a_screen(tmp_path: Path) -> None:
    """At 100 dots an inch pdfium, the engine of Edge and Chrome, draws every line a pixel wide."""

    def gold(paths: tuple[VectorPath, ...], name: str) -> float:
        wreath = picture(paths, tmp_path / name, 100).crop((30, 8, 60, 60))
        return sum(1 for r, g, b in wreath.get_flattened_data() if g > 130 and b < 90) / (
            wreath.width * wreath.height
        )

    width, height, paths = emblem.prepared()
    k = 36 / height
    lines = tuple(
        VectorPath(transform(p.segments, (k, 0, 0, k, 20 - width * k / 2, 2)), p.fill, p.stroke, p.width * k)
        for p in paths
    )
    assert gold(emblem.emblem(20, 2, 36), "a.pdf") > 3 * gold(lines, "b.pdf")


def test_no_line_of_the_emblem_is_thinner_than_a_printer_holds() -> None:
    assert all(path.width >= 0.15 for path in emblem.emblem(148.5, 21, 26) if path.stroke)
