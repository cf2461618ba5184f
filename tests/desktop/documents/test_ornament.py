"""The drawn designs: inside the paper, alike left and right, a quiet middle, nothing a laser printer loses."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from db.errors import BadInput
from db.talk import SilentTalk
from desktop.documents import ornament, ornament_drum, ornament_shapes, template
from desktop.documents.ornament import KINDS, Design, Watermark, design, divider
from desktop.documents.sheet import Group, Sheet, VectorPath, ellipse
from desktop.documents.sheet_pdf import path_operators, write_pdf

SIZES = ((297.0, 210.0), (210.0, 297.0), (420.0, 297.0), (400.0, 300.0), (148.0, 105.0))
FAINT = "#FAF0D8"


def fitted(kind: str, width: float, height: float, **more: object) -> Design:
    """The design in measures that suit the paper, as a template would give them."""
    k = math.sqrt(width * height / (297 * 210))
    return Design(kind, outer=8 * k, inner=15.5 * k, **more)


def anchors(path: VectorPath) -> Iterator[tuple[float, float]]:
    """The ends of a path's segments, mm."""
    for _, numbers in path.segments:
        if numbers:
            yield numbers[-2], numbers[-1]


def picture(
    paths: tuple[VectorPath, ...], width: float, height: float, target: Path, dpi: int = 60
) -> Image.Image:
    write_pdf([Sheet(width, height, (), Group("drawn", paths))], target, SilentTalk())
    document = pypdfium2.PdfDocument(target)
    image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return image


def apart(one: Image.Image, other: Image.Image, depth: int = 60) -> int:
    """How many pixels of either have no like within a pixel of their place in the other."""
    count = 0
    for a, b in ((one, other), (other, one)):
        above = ImageChops.subtract(a, b.filter(ImageFilter.MaxFilter(3)))
        below = ImageChops.subtract(b.filter(ImageFilter.MinFilter(3)), a)
        worst = ImageChops.lighter(above, below).convert("RGB")
        for band in worst.split():
            count += sum(band.histogram()[depth:])
    return count


sides_mm = st.floats(120, 500, allow_nan=False).map(lambda v: round(v, 1))


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(KINDS), width=sides_mm, height=sides_mm)
def test_any_size_is_drawn_inside_the_paper_with_lines_that_print(
    kind: str, width: float, height: float
) -> None:
    paths = design(
        kind,
        width,
        height,
        fitted(kind, width, height, watermark=Watermark(width / 2, height / 2, 40, FAINT)),
    )
    assert 10 < len(paths) < 4000
    for path in paths:
        assert path.fill or path.stroke
        if path.stroke:
            assert path.width >= 0.15
        half = path.width / 2
        for x, y in anchors(path):
            assert half <= x <= width - half
            assert half <= y <= height - half


@settings(max_examples=40, deadline=None)
@given(kind=st.sampled_from(KINDS), width=sides_mm, height=sides_mm)
def test_every_point_of_a_frame_has_its_mirror_image(kind: str, width: float, height: float) -> None:
    seen: dict[tuple[str | None, str | None], set[tuple[int, int]]] = {}
    points: list[tuple[tuple[str | None, str | None], float, float]] = []
    for path in design(kind, width, height, fitted(kind, width, height)):
        for x, y in anchors(path):
            points.append(((path.fill, path.stroke), x, y))
            seen.setdefault((path.fill, path.stroke), set()).add((round(x * 10), round(y * 10)))
    for tones, x, y in points:
        column, row = round((width - x) * 10), round(y * 10)
        near = ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        assert any(cell in seen[tones] for cell in near), (tones, x, y)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_ink_is_alike_left_and_right(kind: str, width: float, height: float, tmp_path: Path) -> None:
    drawn = picture(
        design(kind, width, height, fitted(kind, width, height)), width, height, tmp_path / "a.pdf"
    )
    assert apart(drawn, drawn.transpose(Image.Transpose.FLIP_LEFT_RIGHT)) == 0


def test_the_mirror_test_sees_a_bird_that_is_missing(tmp_path: Path) -> None:
    paths = design("drum", 297, 210, fitted("drum", 297, 210))
    flock = max((p for p in paths if p.fill == ornament_drum.LIGHT), key=lambda p: len(p.segments))
    one = ornament_drum.bird(3)
    assert len(one) < len(flock.segments) / 20
    # The flock's first bird is on the left half of the foot; without it the right half has no mirror image.
    less = VectorPath(flock.segments[len(one) :], fill=flock.fill)
    drawn = picture(tuple(less if p is flock else p for p in paths), 297, 210, tmp_path / "a.pdf")
    assert apart(drawn, drawn.transpose(Image.Transpose.FLIP_LEFT_RIGHT)) > 20


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_middle_stays_quiet(kind: str, width: float, height: float, tmp_path: Path) -> None:
    spec = fitted(kind, width, height)
    dpi = 60
    drawn = picture(design(kind, width, height, spec), width, height, tmp_path / "a.pdf", dpi)
    # Six millimetres within the frame (as much larger as the paper is) nothing is drawn, but for the corners.
    k = spec.band / 7.5
    edge, nook = spec.inner + 6 * k, spec.outer + max(3.6 * spec.band, 27 * k)
    for left, top in ((edge, nook), (nook, edge)):
        box = [left, top, width - left, height - top]
        quiet = drawn.crop(tuple(round(v * dpi / 25.4) for v in box))
        assert quiet.getextrema() == ((255, 255),) * 3
    # And the frame itself is there.
    middle = drawn.getpixel(
        (round(width / 4 * dpi / 25.4), round((spec.outer + spec.inner) / 2 * dpi / 25.4))
    )
    assert middle != (255, 255, 255)


@pytest.mark.parametrize("kind", KINDS)
def test_the_figure_behind_the_words_is_faint_and_in_its_circle(kind: str, tmp_path: Path) -> None:
    spec = fitted(kind, 297, 210, watermark=Watermark(148.5, 120, 45, FAINT), ground="#FFFDF6")
    without = picture(
        design(kind, 297, 210, fitted(kind, 297, 210, ground="#FFFDF6")), 297, 210, tmp_path / "a.pdf"
    )
    with_it = picture(design(kind, 297, 210, spec), 297, 210, tmp_path / "b.pdf")
    changed = ImageChops.difference(without, with_it).convert("L").point(lambda v: 255 if v else 0)
    left, top, right, bottom = (v * 25.4 / 60 for v in changed.getbbox())
    assert 148.5 - 1.35 * 45 < left < 148.5 - 40
    assert 148.5 + 40 < right < 148.5 + 1.35 * 45
    assert top > 120 - 46
    assert bottom < 120 + 46
    # Ink stands out against it: nothing in the figure is darker than its one faint colour.
    darkest = with_it.crop((200, 200, 500, 400)).convert("L").getextrema()[0]
    assert darkest >= 235


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_background_weighs(kind: str) -> None:
    for width, height in SIZES:
        spec = fitted(
            kind, width, height, watermark=Watermark(width / 2, height / 2, min(width, height) / 5, FAINT)
        )
        drawn = "\n".join(path_operators(path, height) for path in design(kind, width, height, spec))
        assert len(zlib.compress(drawn.encode())) < 200_000


def test_a_tint_covers_the_paper_and_a_field_the_frame(tmp_path: Path) -> None:
    spec = fitted("classic", 297, 210, ground="#FFF8E8", field="#A3141F")
    drawn = picture(design("classic", 297, 210, spec), 297, 210, tmp_path / "a.pdf")
    assert drawn.getpixel((0, 0)) == drawn.getpixel((350, 248)) == (0xFF, 0xF8, 0xE8)
    red = (0xA3, 0x14, 0x1F)
    assert sum(1 for count, colour in drawn.getcolors(1 << 20) if colour == red for _ in range(count)) > 2000


def test_a_frame_set_aside_is_narrower_and_still_in_the_middle(tmp_path: Path) -> None:
    spec = Design("classic", outer=24, inner=35, aside=5)
    drawn = picture(design("classic", 400, 300, spec), 400, 300, tmp_path / "a.pdf", 100)
    dark = drawn.convert("L").point(lambda v: 255 if v < 200 else 0)
    assert [v * 25.4 / 100 for v in dark.getbbox()] == pytest.approx([29, 24, 371, 276], abs=0.4)


def test_three_designs_are_three(tmp_path: Path) -> None:
    drawn = [
        picture(design(kind, 297, 210, fitted(kind, 297, 210)), 297, 210, tmp_path / f"{kind}.pdf")
        for kind in KINDS
    ]
    assert len(drawn) == 3
    for i in range(3):
        assert apart(drawn[i], drawn[(i + 1) % 3]) > 5000


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"inner": 8, "outer": 8}, "“inner” phải lớn hơn “outer” ít nhất 1,5 mm"),
        ({"inner": 4, "outer": 10}, "“inner” phải lớn hơn “outer” ít nhất 1,5 mm"),
        ({"outer": 15}, "“inner” phải lớn hơn “outer”"),
        ({"inner": 80}, "khung không chừa chỗ cho chữ"),
        ({"aside": 140}, "khung không chừa chỗ cho chữ"),
        (
            {"watermark": {"x": 400, "y": 100, "radius": 40, "colour": FAINT}},
            "“watermark”: ra ngoài khổ giấy",
        ),
    ],
)
def test_a_frame_that_cannot_be_drawn_is_refused_in_one_sentence(
    change: dict[str, object], said: str
) -> None:
    data = template.raw("giay-khen-a4")
    data["design"] |= change
    with pytest.raises(BadInput) as refused:
        template.read_template(data)
    assert said in str(refused.value)
    assert "giay-khen-a4" in str(refused.value)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "spec", [{"outer": 0, "inner": 1.5}, {"outer": 2, "inner": 24}, {"inner": 24, "aside": 20}]
)
@pytest.mark.parametrize("more", [{}, {"corner": 500, "flourish": 900}, {"corner": 0.1, "flourish": 0.1}])
def test_whatever_a_template_may_say_is_drawn_on_the_smallest_sheet(
    kind: str, spec: dict[str, float], more: dict[str, float]
) -> None:
    paths = design(kind, 120, 80, Design(kind, **spec, **more))
    assert 10 < len(paths) < 4000
    assert all(math.isfinite(v) for path in paths for _, numbers in path.segments for v in numbers)
    assert sum(len(path.segments) for path in paths) < 60_000


def test_corners_are_the_designs_own_where_none_are_given() -> None:
    for kind in KINDS:
        given_size = Design(
            kind, outer=8, inner=16, corner=ornament.CORNERS[kind] * 8, flourish=ornament.FLOURISH * 8
        )
        assert design(kind, 297, 210, Design(kind, outer=8, inner=16)) == design(kind, 297, 210, given_size)


def test_a_bird_has_no_holes_but_its_eye(tmp_path: Path) -> None:
    shape = ornament_drum.bird(4)
    moved = tuple((letter, tuple(v + 80 for v in numbers)) for letter, numbers in shape)
    drawn = picture((VectorPath(moved, fill="#000000"),), 160, 160, tmp_path / "a.pdf", 100)

    def tone(x: float, y: float) -> int:
        return drawn.convert("L").getpixel((round((x + 80) * 100 / 25.4), round((y + 80) * 100 / 25.4)))

    for x, y in ((30, -9), (25.6, -1.5), (12, 1), (0, 1), (-10, 0), (-18, 0), (50, -4)):
        assert tone(x, y) < 30, (x, y)
    assert tone(30.8, -4.4) < 100
    assert tone(33.4, -4.4) > 150


def test_outlines_are_turned_the_same_way() -> None:
    circle = ellipse(0, 0, 5, 5)
    against = ornament_shapes.smooth([(0, 0), (0, 4), (4, 4), (4, 0)])
    turned = ornament_shapes.clockwise((*circle, *against))
    assert turned[: len(circle)] == circle
    assert turned[len(circle) :] != against
    assert ornament_shapes.clockwise(turned) == turned
    assert {numbers[-2:] for _, numbers in against if numbers} == {
        numbers[-2:] for _, numbers in turned[len(circle) :] if numbers
    }


def test_the_rules_beside_a_word_taper_away_from_it() -> None:
    points = [point for path in divider(100, 50, 10, 17) for point in anchors(path)]
    assert min(x for x, _ in points) == pytest.approx(100 - 27)
    assert max(x for x, _ in points) == pytest.approx(100 + 27)
    assert all(abs(x - 100) >= 9 for x, _ in points)
