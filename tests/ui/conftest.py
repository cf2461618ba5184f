"""What the tests of the window share: the marker, the theme, and a check that nothing is left behind."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.ui import theme

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that ``-m "not gui"`` is the fast suite."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.gui)


@pytest.fixture(scope="session")
def themed(qapp: QApplication) -> QApplication:
    """The application with fonts, palette and stylesheet of the light theme."""
    theme.apply_theme(qapp, dark=False)
    return qapp


@pytest.fixture(autouse=True)
def _nothing_left(themed: QApplication) -> Iterator[None]:
    """Every test starts light and leaves no visible window and no popup behind."""
    if theme.is_dark():
        theme.apply_theme(themed, dark=False)
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    left = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    names = [f"{type(w).__name__} {w.windowTitle()!r}" for w in left]
    for window in left:
        window.close()
    assert not names, f"windows left open: {names}"
