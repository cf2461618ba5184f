"""Colours are readable in both themes, fonts are ours, and the theme changes as a whole."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from desktop.ui import theme
from desktop.ui.theme import DARK, LIGHT

THEMES = pytest.mark.parametrize("of", [LIGHT, DARK], ids=["light", "dark"])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    # Published examples of the WCAG formula.
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#FF0000", "#FFFFFF", 4.0),
        ("#ABCDEF", "#ABCDEF", 1.0),
    ],
)
def test_contrast_is_the_one_of_wcag(first: str, second: str, expected: float) -> None:
    assert theme.contrast(first, second) == pytest.approx(expected, abs=0.01)


@THEMES
def test_every_text_is_readable(of: theme.Tokens) -> None:
    weak = {
        (ink, ground): round(theme.contrast(getattr(of, ink), getattr(of, ground)), 2)
        for ink, ground in theme.TEXT_PAIRS
        if theme.contrast(getattr(of, ink), getattr(of, ground)) < 4.5
    }
    assert not weak


@THEMES
def test_every_outline_is_visible(of: theme.Tokens) -> None:
    weak = {
        (shape, ground): round(theme.contrast(getattr(of, shape), getattr(of, ground)), 2)
        for shape, ground in theme.SHAPE_PAIRS
        if theme.contrast(getattr(of, shape), getattr(of, ground)) < 3
    }
    assert not weak


def test_the_light_theme_has_the_colours_agreed_upon() -> None:
    assert (LIGHT.ink, LIGHT.paper, LIGHT.surface, LIGHT.line) == ("#1B1F24", "#FFFFFF", "#F6F5F2", "#DEDBD4")
    assert (LIGHT.accent, LIGHT.gold, LIGHT.green, LIGHT.blue) == ("#B3121D", "#8A5A00", "#146C43", "#1B5E9E")


@THEMES
def test_the_stylesheet_takes_all_colours_from_the_tokens(of: theme.Tokens) -> None:
    sheet = theme.stylesheet(of)
    assert "$" not in sheet
    known = {value for value in vars_of(of).values() if value.startswith("#")}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)) <= known
    for picture in re.findall(r'url\("([^"]+)"\)', sheet):
        assert theme.resources.path(picture).is_file()


def vars_of(of: theme.Tokens) -> dict[str, str]:
    return {name: getattr(of, name) for name in of.__slots__}


def test_the_font_is_the_bundled_one_and_unhinted(themed: QApplication) -> None:
    assert QFontInfo(themed.font()).family() == "Inter"
    assert themed.font().hintingPreference() == QFont.HintingPreference.PreferNoHinting
    assert themed.font().pointSize() == 10
    assert "Inter" in QFontDatabase.families()


def test_table_digits_are_equally_wide() -> None:
    metrics = QFontMetricsF(theme.table_font())
    assert len({metrics.horizontalAdvance(digit * 8) for digit in "0123456789"}) == 1
    proportional = QFontMetricsF(theme.font())
    assert len({proportional.horizontalAdvance(digit * 8) for digit in "0123456789"}) > 1


@pytest.mark.parametrize("letters", ["ẨỄẦỖ", "ựặộ", "ƀčĕĭŏŭñʼ"])
def test_no_letter_of_vietnam_is_missing(letters: str) -> None:
    metrics = QFontMetricsF(theme.font())
    assert all(metrics.inFontUcs4(ord(letter)) for letter in letters)


@pytest.mark.parametrize(
    ("role", "font", "points"),
    [("", theme.font, 10), ("section", theme.section_font, 12), ("title", theme.title_font, 16)],
)
def test_marks_are_not_cut_in_labels(role: str, font, points: int, qtbot) -> None:
    label = QLabel("ẨỄ ự")
    qtbot.addWidget(label)
    label.setProperty("role", role)
    label.setFont(font())
    label.ensurePolished()
    label.resize(label.sizeHint())
    metrics = QFontMetricsF(label.font())
    above = -metrics.tightBoundingRect("ẨỄ").top() - metrics.ascent()
    assert above > 0, "the font has grown: MARK_ROOM is not needed any more"
    assert label.contentsRect().top() >= int(above)
    assert theme.MARK_ROOM[points] >= int(above)


def test_the_theme_changes_and_follows(themed: QApplication, qtbot) -> None:
    theme.apply_theme(themed, dark=True)
    assert theme.is_dark()
    assert themed.palette().color(QPalette.ColorRole.Base).name().upper() == DARK.paper
    assert DARK.paper in themed.styleSheet()
    theme.apply_theme(themed, dark=None)
    themed.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark()
    themed.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not theme.is_dark()
    theme.apply_theme(themed, dark=False)
    themed.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.is_dark()
