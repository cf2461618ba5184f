"""Pictures of every page and dialog on the worked example: ``python tests/screenshots.py OUT``.

Light and dark, at 1366×768 and at 200 %, without a screen. Labels and buttons too narrow for their words are
named on the way, so that looking at the pictures starts there.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Shot:
    """One dialog: the name of its picture and how it is made on the worked example."""

    name: str
    build: Callable[[Session, QWidget], QWidget]


# ---------------------------------------------------------------- dialogs


def campaign_of(session: Session) -> int:
    assert session.campaign_id is not None
    return session.campaign_id


def _signer(session: Session, owner: QWidget) -> QWidget:
    from db import organizations
    from desktop.ui.dialogs.signer import SignerDialog

    own = organizations.own(session.con)
    assert own is not None
    return SignerDialog(session, organizations.signers(session.con, own.id)[0], owner)


def _catalogue_row(session: Session, owner: QWidget) -> QWidget:
    from db import catalogues
    from desktop.ui.dialogs.catalogue_row import CatalogueRowDialog

    row = catalogues.rows(session.con, "award_condition")[0]
    return CatalogueRowDialog(session, catalogues.BY_TABLE["award_condition"], row, owner)


def _cluster(session: Session, owner: QWidget) -> QWidget:
    from db import clusters
    from desktop.ui.dialogs.cluster import ClusterDialog

    return ClusterDialog(session, 2023, clusters.in_year(session.con, 2023)[0], owner)


def _restore(session: Session, owner: QWidget) -> QWidget:
    from db.backup import BackupCopy
    from desktop.ui.dialogs.restore import RestoreDialog

    made = dt.datetime.fromisoformat("2023-08-19T17:05")
    return RestoreDialog(session.path, BackupCopy(session.path, made, 3_100_000), owner)


def _crash(_session: Session, owner: QWidget) -> QWidget:
    from PySide6.QtWidgets import QPushButton

    from desktop.ui.dialogs.crash import CrashDialog

    made = CrashDialog.of(RuntimeError("ví dụ"), owner)
    fold = made.findChild(QPushButton, "crashFold")
    assert fold is not None
    fold.click()
    return made


def _new_campaign(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.campaign import NewCampaignDialog

    return NewCampaignDialog(session, owner)


def _plan(session: Session, owner: QWidget) -> QWidget:
    from db import resources
    from desktop.plans.read import read_plan
    from desktop.plans.source import read_file
    from desktop.ui.dialogs.plan import PlanDialog

    plans = sorted(resources.path("samples").glob("*.txt"))
    return PlanDialog(session, read_plan(read_file(plans[0])), plans[0].name, owner)


def _campaign_facts(session: Session, owner: QWidget) -> QWidget:
    from db import campaigns
    from desktop.ui.dialogs.campaign_parts import facts_dialog

    return facts_dialog(session, campaigns.get_campaign(session.con, campaign_of(session)), owner)


def _campaign_award(session: Session, owner: QWidget) -> QWidget:
    from db import campaigns
    from desktop.ui.dialogs.campaign_parts import award_dialog

    lines = campaigns.awards(session.con, campaign_of(session))
    return award_dialog(session, campaign_of(session), lines[0], owner)


def _milestone(session: Session, owner: QWidget) -> QWidget:
    from db import milestones
    from desktop.ui.dialogs.milestone import milestone_dialog

    listed = milestones.list_milestones(session.con, campaign_of(session))
    return milestone_dialog(session, campaign_of(session), listed[0], owner)


def _requirement(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.milestone import requirement_dialog

    return requirement_dialog(session, campaign_of(session), None, owner)


def _target(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.campaign_parts import target_dialog

    return target_dialog(session, campaign_of(session), owner)


def _registration(session: Session, owner: QWidget) -> QWidget:
    from db import registrations
    from desktop.ui.dialogs.registration import RegistrationDialog

    one = registrations.list_registrations(session.con, campaign_of(session))[0]
    return RegistrationDialog(session, one.unit_ids[0], one.units, None, owner)


def _receipt(session: Session, owner: QWidget) -> QWidget:
    from db import board
    from desktop.ui.dialogs.obligation import ReceiptDialog

    cells = board.board(session.con, campaign_of(session), session.as_of).cells
    return ReceiptDialog(session, next(cell for cell in cells if cell.kind == "plan"), owner)


def _reminder(session: Session, owner: QWidget) -> QWidget:
    from db import board
    from desktop.ui.dialogs.obligation import reminder_dialog

    return reminder_dialog(
        session, board.board(session.con, campaign_of(session), session.as_of).cells[:3], owner
    )


def _unit(session: Session, owner: QWidget) -> QWidget:
    from db import units
    from desktop.ui.dialogs.unit import unit_dialog

    return unit_dialog(session, units.list_units(session.con)[0], owner)


def _nomination(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.nomination import NominationDialog

    return NominationDialog(session, campaign_of(session), None, owner)


def _evidence(session: Session, owner: QWidget) -> QWidget:
    from db import nominations
    from desktop.ui.dialogs.evidence import EvidenceDialog

    one = nominations.list_nominations(session.con, campaign_of(session))[0]
    return EvidenceDialog(session, one.id, one.name, None, owner)


def _council(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.council import CouncilDialog

    return CouncilDialog(session, owner)


def _meeting(session: Session, owner: QWidget) -> QWidget:
    from db import councils, nominations
    from desktop.ui.dialogs.meeting import MeetingDialog

    council = councils.list_councils(session.con)[0]
    listed = nominations.list_nominations(session.con, campaign_of(session))[:12]
    return MeetingDialog(session, council.id, campaign_of(session), listed, owner)


def _decision(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.decision import DecisionDialog

    return DecisionDialog(session, campaign_of(session), owner)


def _superior_decision(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.decision_superior import SuperiorDecisionDialog

    return SuperiorDecisionDialog(session, campaign_of(session), owner)


def _certificate(session: Session, owner: QWidget) -> QWidget:
    from db import decisions
    from desktop.ui.dialogs.certificate_preview import CertificatePreviewDialog

    issued = next(one for one in decisions.list_decisions(session.con, statuses=["issued"]) if one.is_own)
    return CertificatePreviewDialog(session, issued.id, owner)


def _prize(session: Session, owner: QWidget) -> QWidget:
    from db import awards, decisions
    from desktop.ui.dialogs.prize import PrizeDialog

    issued = decisions.list_decisions(session.con, statuses=["issued"])[0]
    return PrizeDialog(session, awards.list_awards(session.con, issued.id)[0], owner)


DIALOGS = tuple(
    Shot(build.__name__.strip("_"), build)
    for build in (
        _signer, _catalogue_row, _cluster, _restore, _crash, _new_campaign, _plan, _campaign_facts, _campaign_award,
        _milestone, _requirement, _target, _registration, _receipt, _reminder, _unit, _nomination, _evidence,
        _council, _meeting, _decision, _superior_decision, _certificate, _prize,
    )
)  # fmt: skip


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
    if len(arguments) != 1:
        print("usage: python tests/screenshots.py OUT", file=sys.stderr)
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
