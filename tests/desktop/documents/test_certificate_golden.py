"""Every template with three recipients, compared with stored pictures.

``python tests/golden/certificates/make.py`` writes the pictures anew. A pixel is refused when no pixel within one of
its place is like it, so antialiasing does not matter, but a line that moved a millimetre, a lost letter or another
colour does.
"""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageChops, ImageFilter

from desktop.documents.sheet import Sheet, TextRun, VectorPath
from desktop.documents.template import load_template, template_names

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden" / "certificates"
#: Levels of 255: more than the stored palette rounds, less than the faintest stroke of a letter.
DEPTH = 30


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_certificates", GOLDEN / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make = _maker()


def unlike(drawn: Image.Image, stored: Image.Image) -> int:
    """How many pixels of either have no like in the other, a pixel around their place."""
    if drawn.size != stored.size:
        return drawn.width * drawn.height
    count = 0
    for a, b in ((drawn, stored), (stored, drawn)):
        above = ImageChops.subtract(a, b.filter(ImageFilter.MaxFilter(3)))
        below = ImageChops.subtract(b.filter(ImageFilter.MinFilter(3)), a)
        red, green, blue = ImageChops.lighter(above, below).split()
        worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        count += sum(worst.histogram()[DEPTH:])
    return count


def stored(name: str, recipient: str) -> Image.Image:
    return Image.open(GOLDEN / f"{name}-{recipient}.png").convert("RGB")


def changed(sheet: Sheet, change: dict[int, TextRun | None]) -> Sheet:
    """The sheet with items of its own replaced or left out."""
    items = (change.get(n, item) for n, item in enumerate(sheet.items))
    return replace(sheet, items=tuple(item for item in items if item is not None))


def run_of(sheet: Sheet, said: str) -> tuple[int, TextRun]:
    return next((n, i) for n, i in enumerate(sheet.items) if isinstance(i, TextRun) and said in i.text)


@pytest.mark.parametrize("recipient", ["ngan", "vua", "dai"])
@pytest.mark.parametrize("name", template_names())
def test_certificate_is_as_stored(name: str, recipient: str) -> None:
    drawn = make.picture(make.sheet(name, recipient))
    assert unlike(drawn, stored(name, recipient)) == 0, "SEE make.py beside the pictures"


def test_no_picture_is_left_over() -> None:
    assert {path.name for path in GOLDEN.glob("*.png")} == {target.name for _, _, target in make.goldens()}


@pytest.mark.parametrize(
    "said", ["Trịnh Thị Lam Giang", "Tổ trưởng", "Vào sổ", "Lê Quốc Bảo", "ngày 05 tháng"]
)
@pytest.mark.parametrize(("right", "down"), [(1.0, 0.0), (0.0, 1.0)])
def test_a_line_moved_a_millimetre_is_refused(said: str, right: float, down: float) -> None:
    sheet = make.sheet("giay-khen-a4", "vua")
    at, run = run_of(sheet, said)
    off = changed(sheet, {at: run._replace(x=run.x + right, baseline=run.baseline + down)})
    assert unlike(make.picture(off), stored("giay-khen-a4", "vua")) > 5


def test_a_lost_letter_is_refused() -> None:
    sheet = make.sheet("giay-khen-a4", "vua")
    at, run = run_of(sheet, "QĐ-UBND")
    pieces = tuple(p._replace(text=p.text.replace("QĐ", "Q")) for p in run.pieces)
    assert pieces != run.pieces
    off = changed(sheet, {at: run._replace(pieces=pieces)})
    assert unlike(make.picture(off), stored("giay-khen-a4", "vua")) > 5


def test_a_lost_accent_is_refused() -> None:
    sheet = make.sheet("giay-khen-a4", "vua")
    at, run = run_of(sheet, "Trịnh Thị Lam Giang")
    pieces = tuple(p._replace(text=p.text.replace("ị", "i")) for p in run.pieces)
    assert pieces != run.pieces
    assert (
        unlike(make.picture(changed(sheet, {at: run._replace(pieces=pieces)})), stored("giay-khen-a4", "vua"))
        > 0
    )


def test_another_colour_is_refused() -> None:
    sheet = make.sheet("giay-khen-a4", "vua")
    at, run = run_of(sheet, "CHỦ TỊCH ỦY BAN")
    dark = changed(sheet, {at: run._replace(colour="#1B5E9E")})
    assert unlike(make.picture(dark), stored("giay-khen-a4", "vua")) > 20


def test_a_frame_without_its_vine_is_refused() -> None:
    sheet = make.sheet("giay-khen-a4", "vua")
    paths = [item for item in sheet.background.items if isinstance(item, VectorPath)]
    vine = max(paths, key=lambda path: len(path.segments))
    bare = replace(sheet.background, items=tuple(item for item in sheet.background.items if item is not vine))
    assert unlike(make.picture(replace(sheet, background=bare)), stored("giay-khen-a4", "vua")) > 500


def test_another_recipient_is_refused() -> None:
    assert unlike(make.picture(make.sheet("giay-khen-a4", "ngan")), stored("giay-khen-a4", "vua")) > 500


# --- how the templates are laid out -----------------------------------------------------------------------------

DRAWN = tuple(name for name in template_names() if load_template(name).design)


def ink_of(sheet: Sheet, dpi: int, *, words: bool) -> Image.Image:
    """White where the words (or else everything behind them that is not faint) have ink."""
    behind = tuple(i for i in sheet.background.items if isinstance(i, TextRun) is words)
    items = tuple(i for i in sheet.items if isinstance(i, TextRun) is words)
    only = replace(sheet, background=replace(sheet.background, items=behind, name="only"), items=items)
    return make.picture(only, dpi).convert("L").point(lambda v: 255 if v < 190 else 0)


@pytest.mark.parametrize("recipient", ["ngan", "vua", "dai"])
@pytest.mark.parametrize("name", DRAWN)
def test_words_keep_six_millimetres_from_the_frame_and_two_from_what_grows_out_of_it(
    name: str, recipient: str
) -> None:
    sheet, template, dpi = make.sheet(name, recipient), load_template(name), 100
    words = ink_of(sheet, dpi, words=True)
    left, top, right, bottom = (v * 25.4 / dpi for v in words.getbbox())
    edge = template.design.inner + 6
    assert left >= edge + template.design.aside
    assert right <= template.width - edge - template.design.aside
    assert top >= edge
    assert bottom <= template.height - edge + 0.15
    emblem = template.images[0]
    assert emblem.y >= edge - 1e-9
    # Left and right of the middle third, where no emblem, rule or divider stands, all ink behind is ornament.
    behind = ink_of(sheet, dpi, words=False)
    for share in (0.0, 0.7):
        start, top_mm = share * template.width, template.height * 0.6
        box = tuple(
            round(v * dpi / 25.4) for v in (start, top_mm, start + template.width * 0.3, template.height)
        )
        grown = behind.crop(box).filter(ImageFilter.MaxFilter(2 * round(2 * dpi / 25.4) + 1))
        assert ImageChops.multiply(grown, words.crop(box)).getbbox() is None


@pytest.mark.parametrize("name", [name for name in template_names() if name not in DRAWN])
def test_on_phoi_a_mono_laser_prints_black(name: str) -> None:
    """Any colour but black comes out of it as a grey screen with ragged edges."""
    assert {run.colour for run in make.sheet(name, "vua").runs()} == {"#000000"}


@pytest.mark.parametrize("name", DRAWN)
def test_the_rule_is_exactly_as_long_as_the_motto(name: str) -> None:
    background = make.sheet(name, "vua").background
    motto = next(i for i in background.items if isinstance(i, TextRun) and i.text.startswith("Độc lập"))
    rules = [
        [n for _, n in item.segments]
        for item in background.items
        if isinstance(item, VectorPath) and len(item.segments) == 2 and item.stroke == motto.colour
    ]
    assert len(rules) == 1
    (x0, y0), (x1, y1) = rules[0]
    assert (x0, x1) == pytest.approx((motto.x, motto.x + motto.width), abs=0.01)
    assert y0 == y1 > motto.baseline
    assert (x0 + x1) / 2 == pytest.approx(load_template(name).width / 2, abs=0.01)


@pytest.mark.parametrize("name", template_names())
def test_every_area_has_a_vietnamese_label_and_every_form_is_in_the_law(name: str) -> None:
    template = load_template(name)
    assert all(area.label for area in template.areas)
    assert len({area.label for area in template.areas}) == len(template.areas)
    law = (ROOT / "resources" / "law" / "award_form.json").read_text(encoding="utf-8")
    codes = set(re.findall(r'"code": "(\w+)"', law))
    assert set(template.forms) <= codes
    assert set(template.levels) <= {"commune", "district", "province", "unit"}


@pytest.mark.parametrize("name", template_names())
@pytest.mark.parametrize("recipient", ["ngan", "vua", "dai"])
def test_the_name_is_the_largest_of_what_is_the_awards_own_and_in_the_middle(
    name: str, recipient: str
) -> None:
    sheet = make.sheet(name, recipient)
    own = [item for item in sheet.items if isinstance(item, TextRun)]
    told = make.facts(name, recipient)
    first = told.recipient.split()[0]
    bold = [run for run in own if run.font.endswith("Bold") and run.colour == "#000000"]
    names = [run for run in bold if first in run.text and run.text not in told.awarding_title]
    assert names
    assert names[0].size_pt >= 15 if recipient == "dai" else names[0].size_pt >= 24
    for run in bold:
        assert run.font != names[0].font or run.size_pt <= names[0].size_pt


@pytest.mark.parametrize("name", template_names())
def test_room_for_signature_and_seal(name: str) -> None:
    template, sheet = load_template(name), make.sheet(name, "vua")
    signer = run_of(sheet, "Lê Quốc Bảo")[1]
    office = next(i for i in sheet.items if isinstance(i, TextRun) and i.text == "CHỦ TỊCH")
    room = signer.baseline - signer.size_pt * 0.3528 * 0.68 - office.baseline
    assert room >= (35 if name == "bang-khen" else 28 * template.height / 210)
    assert signer.x + signer.width / 2 == pytest.approx(office.x + office.width / 2, abs=0.05)


def test_the_pictures_of_the_help_are_small() -> None:
    files = sorted((ROOT / "resources" / "help").glob("giay-khen-*.webp"))
    assert [file.stem for file in files] == sorted([*make.SHOWN.values(), "giay-khen-mau"])
    assert all(file.stat().st_size <= 120_000 for file in files)
    with Image.open(files[0]) as picture:
        assert picture.width >= 800
