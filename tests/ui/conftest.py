"""What the tests of the window share: the marker, the theme, and a check that nothing is left behind."""

from __future__ import annotations

import datetime as dt
import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from db.store import Store
from db.talk import SilentTalk
from desktop.sample import load_sample
from desktop.ui import theme
from desktop.ui.session import Session

HERE = Path(__file__).parent
SAMPLE_DAY = dt.date(2023, 8, 20)


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
    """Every test starts light and leaves no visible window and no popup behind.

    As in the running program, garbage is collected on the main thread only: on the store thread it could destroy
    widgets of a test that is over.
    """
    if theme.is_dark():
        theme.apply_theme(themed, dark=False)
    gc.disable()
    yield
    gc.enable()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if QApplication.topLevelWidgets():
        gc.collect()
    left = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    names = [f"{type(w).__name__} {w.windowTitle()!r}" for w in left]
    for window in left:
        window.close()
    assert not names, f"windows left open: {names}"


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example as a closed register. Never opened by a test, only copied."""
    path = tmp_path_factory.mktemp("sample") / "mau.sothidua"
    with Store.create(path) as store:
        load_sample(store, SilentTalk())
    return path


@pytest.fixture
def sample_session(themed: QApplication, sample_file: Path, tmp_path: Path) -> Iterator[Session]:
    """An open session on a copy of the worked example, looking at 20/08/2023."""
    session = Session(Path(shutil.copyfile(sample_file, tmp_path / "mau.sothidua")))
    session.look_at_day(SAMPLE_DAY)
    yield session
    session.close(back_up=False)


@pytest.fixture
def empty_session(themed: QApplication, tmp_path: Path) -> Iterator[Session]:
    """An open session on a register with nothing but the law's catalogues."""
    Store.create(tmp_path / "so.sothidua").close()
    session = Session(tmp_path / "so.sothidua")
    yield session
    session.close(back_up=False)
