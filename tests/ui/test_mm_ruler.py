"""Rulers read off their pixels: every tick where a real ruler has it, at every zoom; the sheet between them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.documents.template_parts import Part
from desktop.documents.template_snap import Page, Rect
from desktop.ui import theme
from desktop.ui.widgets.mm_ruler import THICKNESS, MmRuler, RuledSheet
from desktop.ui.widgets.sheet_canvas import MARGIN

ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
A4_LYING = Page(297.0, 210.0)


def drawn(qtbot: QtBot, ruler: MmRuler, pixels: int) -> QImage:
    """The ruler's picture with its length across, whichever way it lies."""
    qtbot.addWidget(ruler)
    across = ruler.maximumHeight() == THICKNESS
    ruler.resize(pixels, THICKNESS) if across else ruler.resize(THICKNESS, pixels)
    image = ruler.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert image.devicePixelRatio() == 1
    return image if across else image.transformed(_turned())


def _turned() -> Any:
    """Down becomes across, with the sheet's side of the ruler at the bottom."""
    from PySide6.QtGui import QTransform

    return QTransform(0, 1, 1, 0, 0, 0)


def tick(image: QImage, at: int) -> int:
    """Pixels the line at a place reaches up from the ruler's inner edge, the edge line counted; 0 without a line."""
    ground = theme.tokens().paper.lower()
    high = 1
    while high < THICKNESS and image.pixelColor(at, THICKNESS - 1 - high).name() != ground:
        high += 1
    return high if high > 1 else 0


@pytest.mark.parametrize("orientation", [ACROSS, DOWN], ids=["across", "down"])
@pytest.mark.parametrize(("origin", "scale"), [(0.0, 4.0), (20.0, 5.0), (-37.0, 8.0), (11.0, 10.0)])
def test_every_millimetre_has_its_tick(
    qtbot: QtBot, orientation: Qt.Orientation, origin: float, scale: float
) -> None:
    ruler = MmRuler(orientation)
    ruler.set_measure(origin, scale, 60.0)
    image = drawn(qtbot, ruler, 420)
    for mm in range(1, 60):
        at = round(origin + mm * scale)
        if not 1 <= at < 419:
            continue
        height = tick(image, at)
        numbered = mm % 10 == 0 if scale < 7 else mm % 5 == 0
        wanted = 9 if numbered else 6 if mm % 10 == 0 else 5 if mm % 5 == 0 else 3
        # A digit above a tick may touch it.
        assert height >= wanted if numbered else height == wanted, mm
        assert tick(image, at + 2) == 0 or numbered, mm


@pytest.mark.parametrize(
    ("scale", "fine", "numbered"),
    [
        (0.5, 10, 100),
        (1.0, 5, 50),
        (2.0, 5, 20),
        (3.4, 5, 10),
        (3.9, 5, 10),
        (4.0, 1, 10),
        (6.8, 1, 5),
        (8.0, 1, 5),
    ],
)
def test_ticks_thin_out_before_they_run_together(
    qtbot: QtBot, scale: float, fine: int, numbered: int
) -> None:
    """Neighbours stand at least 4 pixels apart, numbered ones 34 pixels."""
    ruler = MmRuler(ACROSS)
    ruler.set_measure(0.0, scale, 297.0)
    image = drawn(qtbot, ruler, int(297 * scale) + 4)
    inner = [at for at in range(image.width()) if tick(image, at) >= 3]
    expected = {round(mm * scale) for mm in range(0, 298, fine)}
    at_numbers = [round(mm * scale) for mm in range(0, 298, numbered)]

    def under_digits(at: int) -> bool:
        return min(abs(at - other) for other in at_numbers) <= 14

    assert expected <= set(inner)
    assert {at for at in inner if at < 297 * scale - 1 and not under_digits(at)} <= expected
    apart = sorted(expected)
    assert min(b - a for a, b in itertools.pairwise(apart)) >= 4
    tall = [mm for mm in range(numbered, 297, numbered) if tick(image, round(mm * scale)) >= 8]
    assert tall == list(range(numbered, 297, numbered))
    assert numbered * scale >= 34
    for mm in range(fine, 297, fine):
        if not under_digits(round(mm * scale)):
            wanted = 6 if mm % 10 == 0 else 5 if mm % 5 == 0 else 3
            assert tick(image, round(mm * scale)) == wanted, mm


def test_beyond_the_paper_nothing_is_marked(qtbot: QtBot) -> None:
    ruler = MmRuler(ACROSS)
    ruler.set_measure(30.0, 5.0, 40.0)
    image = drawn(qtbot, ruler, 400)
    tokens = theme.tokens()
    for at in (2, 15, 28, 245, 300, 399):
        assert image.pixelColor(at, THICKNESS - 3).name() == tokens.surface.lower()
    assert image.pixelColor(33, 2).name() in (tokens.paper.lower(), tokens.muted.lower())


@pytest.mark.parametrize("orientation", [ACROSS, DOWN], ids=["across", "down"])
def test_the_chosen_box_is_tinted_from_edge_to_edge(qtbot: QtBot, orientation: Qt.Orientation) -> None:
    ruler = MmRuler(orientation)
    ruler.set_measure(10.0, 5.0, 60.0)
    ruler.set_span((12.5, 31.5))
    image = drawn(qtbot, ruler, 340)
    wash = theme.tokens().blue_wash.lower()
    tinted = [at for at in range(image.width()) if image.pixelColor(at, THICKNESS - 12).name() == wash]
    assert tinted[0] == pytest.approx(10 + 12.5 * 5, abs=1)
    assert tinted[-1] + 1 == pytest.approx(10 + 31.5 * 5, abs=1)
    ruler.set_span(None)
    image = drawn(qtbot, ruler, 340)
    assert not any(image.pixelColor(at, THICKNESS - 12).name() == wash for at in range(image.width()))


@pytest.mark.parametrize("orientation", [ACROSS, DOWN], ids=["across", "down"])
def test_the_pointer_is_one_red_line(qtbot: QtBot, orientation: Qt.Orientation) -> None:
    ruler = MmRuler(orientation)
    ruler.set_measure(10.0, 5.0, 60.0)
    ruler.set_mark(22.3)
    image = drawn(qtbot, ruler, 340)
    red = theme.tokens().accent_text.lower()
    found = [at for at in range(image.width()) if image.pixelColor(at, 0).name() == red]
    assert found == [round(10 + 22.3 * 5)]
    ruler.set_mark(None)
    image = drawn(qtbot, ruler, 340)
    assert not any(image.pixelColor(at, 0).name() == red for at in range(image.width()))


# ------------------------------------------------------------ the sheet between its rulers


@pytest.fixture
def ruled(qtbot: QtBot) -> Iterator[RuledSheet]:
    window = QWidget()
    made = RuledSheet(window)
    column = QVBoxLayout(window)
    column.addWidget(made)
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    made.show_page(A4_LYING)
    qtbot.waitUntil(lambda: made.canvas.isVisible() and made.area.viewport().width() > 500)
    yield made
    window.close()


def paper_seen(ruled: RuledSheet) -> tuple[float, float]:
    """Pixels of the paper's width and height."""
    size = ruled.canvas.size()
    return size.width() - 2 * MARGIN, size.height() - 2 * MARGIN


def aligned(ruled: RuledSheet) -> None:
    """A millimetre of the sheet stands at the same pixel of the ruler beside it."""
    for mm in (0.0, 50.0, 120.0):
        at = ruled.canvas.to_pixel(mm, mm).toPoint()
        top = ruled.top.mapFromGlobal(ruled.canvas.mapToGlobal(at)).x()
        left = ruled.left.mapFromGlobal(ruled.canvas.mapToGlobal(at)).y()
        assert top == pytest.approx(ruled.top.origin + mm * ruled.top.scale, abs=1)
        assert left == pytest.approx(ruled.left.origin + mm * ruled.left.scale, abs=1)


@pytest.mark.parametrize("page", [A4_LYING, Page(210, 297), Page(420, 297), Page(148, 105)])
def test_the_whole_sheet_fits_whatever_paper(qtbot: QtBot, ruled: RuledSheet, page: Page) -> None:
    ruled.show_page(page)
    room = ruled.area.viewport().size()
    qtbot.waitUntil(lambda: ruled.canvas.width() <= room.width() and ruled.canvas.height() <= room.height())
    wide, high = paper_seen(ruled)
    assert wide / high == pytest.approx(page.width / page.height, rel=0.01)
    assert ruled.canvas.width() >= room.width() - 2 or ruled.canvas.height() >= room.height() - 2
    assert (ruled.top.length, ruled.left.length) == (page.width, page.height)
    aligned(ruled)


def test_the_sheet_follows_its_window_until_somebody_zooms(qtbot: QtBot, ruled: RuledSheet) -> None:
    before = ruled.zoom()
    ruled.window().resize(1300, 1000)
    qtbot.waitUntil(lambda: ruled.zoom() > before * 1.2)
    wide, _ = paper_seen(ruled)
    assert wide == pytest.approx(297 * ruled.zoom() * ruled.logicalDpiX() / 25.4, abs=2)
    aligned(ruled)
    ruled.zoom_in()
    kept = ruled.zoom()
    ruled.window().resize(700, 600)
    qtbot.waitUntil(lambda: ruled.area.viewport().width() < 700)
    assert ruled.zoom() == kept
    ruled.zoom_fit()
    qtbot.waitUntil(lambda: ruled.canvas.width() <= ruled.area.viewport().width())
    assert ruled.zoom() < kept


def test_zoom_goes_by_quarters_and_stops_at_the_ends(ruled: RuledSheet) -> None:
    told: list[float] = []
    ruled.zoomed.connect(told.append)
    start = ruled.zoom()
    ruled.zoom_in()
    assert ruled.zoom() == pytest.approx(min(4.0, start * 1.25))
    ruled.zoom_out()
    assert ruled.zoom() == pytest.approx(start)
    for _ in range(30):
        ruled.zoom_in()
    assert ruled.zoom() == 4.0
    wide, _ = paper_seen(ruled)
    assert wide == pytest.approx(297 * 4 * ruled.logicalDpiX() / 25.4, abs=2)
    for _ in range(30):
        ruled.zoom_out()
    assert ruled.zoom() == 0.25
    assert told[-1] == 0.25
    assert max(told) == 4.0
    aligned(ruled)


def turn(ruled: RuledSheet, up: int, held: Qt.KeyboardModifier) -> None:
    middle = QPointF(ruled.canvas.rect().center())
    event = QWheelEvent(
        middle, ruled.canvas.mapToGlobal(middle), QPoint(), QPoint(0, up), Qt.MouseButton.NoButton, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(ruled.canvas, event)


def test_the_wheel_zooms_with_ctrl_only(ruled: RuledSheet) -> None:
    start = ruled.zoom()
    turn(ruled, 120, Qt.KeyboardModifier.NoModifier)
    assert ruled.zoom() == start
    turn(ruled, 120, Qt.KeyboardModifier.ControlModifier)
    assert ruled.zoom() == pytest.approx(start * 1.25)
    turn(ruled, -120, Qt.KeyboardModifier.ControlModifier)
    turn(ruled, -120, Qt.KeyboardModifier.ControlModifier)
    assert ruled.zoom() == pytest.approx(start / 1.25)


def test_scrolling_moves_the_rulers_along(qtbot: QtBot, ruled: RuledSheet) -> None:
    for _ in range(6):
        ruled.zoom_in()
    bar = ruled.area.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(0)
    before = ruled.top.origin
    bar.setValue(100)
    assert ruled.top.origin == before - 100
    ruled.area.verticalScrollBar().setValue(ruled.area.verticalScrollBar().maximum())
    aligned(ruled)


def test_zooming_keeps_the_chosen_box_in_sight(qtbot: QtBot, ruled: RuledSheet) -> None:
    ruled.canvas.show_parts([Part("areas/ky", "area", "Chữ ký", Rect(240, 180, 40, 20))], {})
    ruled.canvas.choose("areas/ky")
    for _ in range(6):
        ruled.zoom_in()
    middle = ruled.canvas.to_pixel(260, 190).toPoint()
    seen = ruled.area.viewport().mapFromGlobal(ruled.canvas.mapToGlobal(middle))
    assert ruled.area.viewport().rect().contains(seen)


def test_the_pointer_stands_on_both_rulers(ruled: RuledSheet) -> None:
    at = ruled.canvas.to_pixel(120, 80)
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, ruled.canvas.mapToGlobal(at), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(ruled.canvas, event)
    assert ruled.top.mark == pytest.approx(120, abs=0.01)
    assert ruled.left.mark == pytest.approx(80, abs=0.01)
    QApplication.sendEvent(ruled.canvas, QEvent(QEvent.Type.Leave))
    assert (ruled.top.mark, ruled.left.mark) == (None, None)


def test_the_chosen_box_stands_on_both_rulers(ruled: RuledSheet) -> None:
    ruled.show_span(Rect(10, 20, 30, 40))
    assert (ruled.top.span, ruled.left.span) == ((10, 40), (20, 60))
    ruled.show_span(None)
    assert (ruled.top.span, ruled.left.span) == (None, None)
