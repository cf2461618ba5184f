"""Pictures of every page and dialog on the worked example: ``python tests/screenshots.py OUT``.

Light and dark, at 1366×768 and at 200 %, without a screen. Labels and buttons too narrow for their words are
named on the way, so that looking at the pictures starts there.

``python tests/screenshots.py --readme`` makes the one picture README.md shows: the board at 20/08/2023, light.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.ui.session import Session
    from desktop.ui.window import MainWindow

SIZE = (1366, 768)
DAY = dt.date(2023, 8, 20)
SCALES = ("1", "2")
THEMES = ("light", "dark")


# ---------------------------------------------------------------- one process: one theme at one scale


def cut_off(widget: QWidget) -> Iterator[str]:
    """Labels and buttons narrower than their words."""
    from PySide6.QtWidgets import QLabel, QPushButton

    for one in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton)):
        if not one.isVisible() or not one.text() or (isinstance(one, QLabel) and one.wordWrap()):
            continue
        words = max(
            one.fontMetrics().horizontalAdvance(line) for line in one.text().replace("&", "").split("\n")
        )
        if one.width() < words:
            yield f"{type(one).__name__} “{one.text()[:60]}”: {one.width()} < {words} px"


class Camera:
    """Takes pictures into one folder and says what is cut off."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, widget: QWidget, name: str) -> None:
        """Wait until everything is drawn, then save ``name``.png."""
        from PySide6.QtTest import QTest

        QTest.qWait(60)
        target = self._folder / f"{name}.png"
        if not widget.grab().save(str(target)):
            message = f"cannot write {target}"
            raise OSError(message)
        self.count += 1
        for words in cut_off(widget):
            print(f"{self._folder.name}/{name}: {words}")


def take_page(camera: Camera, window: MainWindow, key: str) -> None:
    """A page as it opens, with the first row chosen, and every tab and section of it."""
    from PySide6.QtWidgets import QListWidget, QTabWidget

    from desktop.ui.widgets.data_table import DataTable

    window.go_to(key)
    page = window.page(key)
    camera.take(window, f"page-{key}")
    for tabs in page.findChildren(QTabWidget):
        for at in range(1, tabs.count()):
            if tabs.isVisible() and tabs.isTabVisible(at):
                tabs.setCurrentIndex(at)
                camera.take(window, f"page-{key}-{tabs.objectName() or 'tab'}-{at}")
        tabs.setCurrentIndex(0)
    table = next((one for one in page.findChildren(DataTable) if one.isVisible()), None)
    if table is not None and table.rows_model.rowCount():
        table.setCurrentIndex(table.model().index(0, 0))
        camera.take(window, f"page-{key}-chosen")
    sections = page.findChild(QListWidget, "catalogueSections")
    for at in range(1, sections.count() if sections is not None else 0):
        sections.setCurrentRow(at)
        camera.take(window, f"page-{key}-{at:02d}")


def take_dialogs(camera: Camera, session: Session, window: MainWindow) -> None:
    """Every dialog of the table."""
    from screenshot_dialogs import DIALOGS

    for shot in DIALOGS:
        dialog = shot.build(session, window)
        dialog.show()
        camera.take(dialog, f"dialog-{shot.name}")
        dialog.close()


def take_first_run(camera: Camera, folder: Path) -> None:
    """The first-run page, empty."""
    from desktop.ui.pages.first_run import FirstRunPage

    page = FirstRunPage(None, folder / "so.sothidua")
    page.resize(1100, 700)
    page.show()
    camera.take(page, "first-run")
    page.close()


def open_window(path: Path, day: dt.date) -> tuple[Session, MainWindow]:
    """A window of the size of a small screen on a register."""
    from desktop.ui.session import Session
    from desktop.ui.window import MainWindow

    session = Session(path)
    session.look_at_day(day)
    window = MainWindow(session)
    window.resize(*SIZE)
    window.show()
    return session, window


def take_all(application: QApplication, folder: Path, registers: Path, dark: bool) -> int:
    """All pictures of one theme at the scale of this process; returns how many."""
    from desktop.ui import theme
    from desktop.ui.window import PLACES

    theme.apply_theme(application, dark)
    camera = Camera(folder)
    session, window = open_window(registers / "mau.sothidua", DAY)
    for place in PLACES:
        take_page(camera, window, place.entry.key)
    take_dialogs(camera, session, window)
    window.close()
    session.close(back_up=False)
    session, window = open_window(registers / "trong.sothidua", DAY)
    for place in PLACES:
        window.go_to(place.entry.key)
        camera.take(window, f"empty-{place.entry.key}")
    window.close()
    session.close(back_up=False)
    take_first_run(camera, folder)
    return camera.count


def take_readme_picture(target: Path) -> None:
    """The board of the worked example on the small screen, in 128 colours to stay light in the repository."""
    from PIL import Image

    from desktop.ui import theme
    from desktop.ui.app import build_application

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    theme.apply_theme(build_application(), False)
    with tempfile.TemporaryDirectory() as registers:
        make_registers(Path(registers))
        session, window = open_window(Path(registers) / "mau.sothidua", DAY)
        window.go_to("board")
        target.parent.mkdir(parents=True, exist_ok=True)
        Camera(target.parent).take(window, target.stem)
        window.close()
        session.close(back_up=False)
    with Image.open(target) as picture:
        light = picture.convert("RGB").quantize(128)
    light.save(target, optimize=True)


# ---------------------------------------------------------------- all processes


def make_registers(folder: Path) -> None:
    """The worked example and a register that knows only its office."""
    from db import organizations
    from db.store import Store
    from db.talk import SilentTalk
    from desktop.sample import load_sample

    with Store.create(folder / "mau.sothidua") as store:
        load_sample(store, SilentTalk())
    with Store.create(folder / "trong.sothidua") as store, store.action("Lập sổ") as action:
        organizations.save_own(action, name="Ủy ban nhân dân phường An Lạc", level="ward", place="An Lạc")


def main(arguments: list[str]) -> int:
    """Without further arguments start one process for each theme and scale."""
    if len(arguments) == 4:
        from desktop.ui.app import build_application

        folder, registers, scale, chosen = arguments
        count = take_all(
            build_application(), Path(folder) / f"{chosen}-{scale}00", Path(registers), chosen == "dark"
        )
        print(f"{count} pictures: {chosen}, {scale}00 %")
        return 0
    if arguments == ["--readme"]:
        take_readme_picture(ROOT / "resources" / "help" / "cua-so.png")
        return 0
    if len(arguments) != 1:
        print("usage: python tests/screenshots.py OUT | --readme", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as registers:
        make_registers(Path(registers))
        for scale in SCALES:
            for chosen in THEMES:
                surroundings = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
                command = [
                    sys.executable,
                    __file__,
                    str(Path(arguments[0]).resolve()),
                    registers,
                    scale,
                    chosen,
                ]
                subprocess.run(command, env=surroundings, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
