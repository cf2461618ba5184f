"""Icons are bundled, tinted by the theme, sharp at any density."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from db import resources
from desktop.ui import icons, theme
from desktop.ui.icons import Symbol
from desktop.ui.theme import Tone

NAMES = sorted(path.stem for path in resources.path("icons").glob("*.svg"))


def inks(picture: QImage) -> set[str]:
    """Colours of the pixels that are covered fully."""
    found = set()
    for x in range(picture.width()):
        for y in range(picture.height()):
            pixel = picture.pixelColor(x, y)
            if pixel.alpha() == 255:
                found.add(pixel.name().upper())
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_bundled_icon_draws_in_one_colour(name: str) -> None:
    picture = icons.icon(name).pixmap(QSize(24, 24), 2.0).toImage()
    assert picture.size() == QSize(48, 48)
    drawn = inks(picture)
    assert drawn
    assert all(theme.contrast(one, theme.LIGHT.ink) < 1.1 for one in drawn)


def test_licence_stays_with_the_icons() -> None:
    assert NAMES
    for name in NAMES:
        assert "@license lucide-static" in resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")


def test_an_unknown_icon_is_told_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_icons_follow_the_theme_without_being_set_again(themed: QApplication) -> None:
    same = icons.symbol_icon(Symbol.DISC, Tone.DONE)
    assert inks(same.pixmap(16).toImage()) == {theme.LIGHT.green}
    theme.apply_theme(themed, dark=True)
    assert inks(same.pixmap(16).toImage()) == {theme.DARK.green}


def test_a_disabled_icon_is_faded() -> None:
    faded = icons.icon("trash-2").pixmap(QSize(24, 24), 2.0, QIcon.Mode.Disabled)
    assert inks(faded.toImage()) == {theme.LIGHT.disabled}


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_the_six_signs_differ_in_shape_at_any_density(ratio: float) -> None:
    drawn = {}
    for symbol in Symbol:
        picture = icons.symbol_icon(symbol, Tone.INK).pixmap(QSize(16, 16), ratio).toImage()
        assert picture.width() == round(16 * ratio)
        drawn[symbol] = {
            (x, y)
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() > 127
        }
    shapes = list(drawn.values())
    for at, first in enumerate(shapes):
        for second in shapes[at + 1 :]:
            assert len(first ^ second) > 0.15 * len(first | second)


def test_lines_keep_their_width_whatever_the_size() -> None:
    for size in (16, 24, 32):
        picture = icons.pixmap("x", size, 4.0, QColor("black")).toImage()
        row = [picture.pixelColor(x, picture.height() // 3).alpha() for x in range(picture.width())]
        covered = sum(row) / 255
        # Two diagonal strokes: each is cut √2 times as wide as it is thick.
        assert covered == pytest.approx(2 * icons.STROKE * 4 * 2**0.5, rel=0.15)


def test_engines_survive_copies_and_collections() -> None:
    kept = [QIcon(icons.icon("flag")) for _ in range(200)]
    gc.collect()
    assert all(not one.pixmap(16).isNull() for one in kept)
