"""Every command of printing, phôi, corrections and templates, undone and redone: the rows come back exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from db import (
    attachments,
    awards,
    calibrations,
    certificate_templates,
    decisions,
    history,
    printing,
    sheet_stock,
)
from db.calibrations import Calibration
from db.errors import UndoRefused
from db.store import Action

D = dt.date
Command = Callable[[Action, dict[str, Any]], object]
COMMANDS: dict[str, tuple[Command, set[str]]] = {
    "printing.start_run": (
        lambda a, w: printing.start_run(a, w["decision"], w["ids"][2:], template_name="x", printer="Canon"),
        {"print_run"},
    ),
    "printing.record_run": (
        lambda a, w: printing.record_run(
            a, w["decision"], w["ids"][2:], template_name="x", target="printer", stock="Phôi A4"
        ),
        {"print_run", "printed_sheet", "sheet_stock"},
    ),
    "printing.finish_run": (
        lambda a, w: printing.finish_run(a, w["open"], 1, {2: "Kẹt giấy"}),
        {"print_run", "printed_sheet", "sheet_stock"},
    ),
    "printing.drop_run": (lambda a, w: printing.drop_run(a, w["open"]), {"print_run"}),
    "printing.mark_spoiled": (
        lambda a, w: printing.mark_spoiled(a, w["sheets"][:1], "Lệch"),
        {"printed_sheet"},
    ),
    "printing.mark_good": (lambda a, w: printing.mark_good(a, w["sheets"]), {"printed_sheet"}),
    "printing.spoil_from": (lambda a, w: printing.spoil_from(a, w["closed"], 1, "Mực mờ"), {"printed_sheet"}),
    "sheet_stock.add_stock": (
        lambda a, w: sheet_stock.add_stock(a, "Phôi A3", 5, day=D(2023, 12, 1)),
        {"sheet_stock"},
    ),
    "sheet_stock.take_for_run": (
        lambda a, w: sheet_stock.take_for_run(a, "Phôi A4", 2, day=D(2023, 12, 1), print_run_id=w["closed"]),
        {"sheet_stock"},
    ),
    "sheet_stock.remove_line": (lambda a, w: sheet_stock.remove_line(a, w["bought"]), {"sheet_stock"}),
    "calibrations.save": (
        lambda a, w: calibrations.save(a, "Canon", "x", Calibration(1), day=D(2024, 1, 1)),
        {"printer_calibration"},
    ),
    "calibrations.nudge": (
        lambda a, w: calibrations.nudge(a, "Canon", "x", dx_um=500, day=D(2024, 1, 1)),
        {"printer_calibration"},
    ),
    "calibrations.remove": (lambda a, w: calibrations.remove(a, "Canon", "x"), {"printer_calibration"}),
    "certificate_templates.save": (
        lambda a, w: certificate_templates.save(a, "Mẫu", {"width": 420}),
        {"certificate_template"},
    ),
    "certificate_templates.rename": (
        lambda a, w: certificate_templates.rename(a, "Mẫu", "Mẫu mới"),
        {"certificate_template", "printer_calibration"},
    ),
    "certificate_templates.copy": (
        lambda a, w: certificate_templates.copy(a, "Mẫu", "Mẫu mới"),
        {"certificate_template"},
    ),
    "certificate_templates.remove": (
        lambda a, w: certificate_templates.remove(a, "Mẫu"),
        {"certificate_template"},
    ),
    "attachments.add_picture": (lambda a, w: attachments.add_picture(a, "x.png", b"x"), {"attachment"}),
    "awards.mark_received": (
        lambda a, w: awards.mark_received(a, w["ids"][:2], D(2023, 12, 25), "Tổ trưởng"),
        {"award"},
    ),
}


@pytest.fixture
def made(world: Any) -> dict[str, Any]:
    """Four people on an issued decision: two printed, one of them spoiled, two in an open run; one of everything."""
    for name in ("An", "Bình", "Chi", "Dũng"):
        world.nominate(f"Trần Văn {name}")
    world.approve()
    known: dict[str, Any] = {}
    with world.store.action("Ra quyết định") as action:
        known["decision"] = decisions.decide(action, world.campaign, number="12", day=D(2023, 12, 20))
    known["ids"] = [a.id for a in awards.list_awards(world.store.con, known["decision"])]
    with world.store.action("Chuẩn bị") as action:
        known["bought"] = sheet_stock.add_stock(action, "Phôi A4", 9, day=D(2023, 12, 1))
        facts = {"template_name": "x", "printer": "Canon", "stock": "Phôi A4"}
        known["closed"] = printing.start_run(action, known["decision"], known["ids"][:2], **facts)
        printing.finish_run(action, known["closed"], 2, {2: "Kẹt giấy"})
        known["sheets"] = [sheet.id for sheet in printing.sheets(action.con, known["closed"])]
        calibrations.save(action, "Canon", "x", Calibration(9), day=D(2023, 12, 1))
        calibrations.save(action, "Canon", "Mẫu", Calibration(7), day=D(2023, 12, 1))
        certificate_templates.save(action, "Mẫu", {"width": 297})
    with world.store.action("Bắt đầu in") as action:
        known["open"] = printing.start_run(action, known["decision"], known["ids"][1:], **facts)
    return known


def run(made: dict[str, Any], name: str, action: Action) -> None:
    if name in ("printing.start_run", "printing.record_run"):
        printing.drop_run(action, made["open"])  # its awards are free again
    COMMANDS[name][0](action, made)


@pytest.mark.parametrize("name", COMMANDS)
def test_undo_and_redo_restore_the_exact_rows(
    world: Any, made: dict[str, Any], walk: Callable[..., None], name: str
) -> None:
    walk(world.store, name, partial(run, made, name), COMMANDS[name][1])


@pytest.mark.parametrize("name", COMMANDS)
def test_an_error_after_the_command_takes_it_back(
    world: Any, made: dict[str, Any], fault: Callable[..., None], name: str
) -> None:
    fault(world.store, name, partial(run, made, name))


def test_every_command_that_writes_is_in_the_table(commands_of: Callable[..., set[str]]) -> None:
    modules = (printing, sheet_stock, calibrations, certificate_templates)
    assert commands_of(*modules) == {
        name for name in COMMANDS if not name.startswith(("attachments.", "awards."))
    }


def test_a_start_is_undone_only_after_its_result(
    world: Any, made: dict[str, Any], sentence: Callable[..., str]
) -> None:
    started = history.last_action_id(world.store.con)
    with world.store.action("Ghi kết quả") as action:
        printing.finish_run(action, made["open"])
    with pytest.raises(UndoRefused) as refused:
        history.undo(world.store, started)
    assert "“Ghi kết quả”" in sentence(refused.value)
    history.undo(world.store)
    assert [one.id for one in printing.open_runs(world.store.con)] == [made["open"]], "the run is open again"
    history.undo(world.store, started)
    assert printing.open_runs(world.store.con) == []


def test_undoing_the_removal_brings_a_template_back_beside_its_runs(world: Any, made: dict[str, Any]) -> None:
    with world.store.action("In bằng mẫu riêng") as action:
        printing.finish_run(action, made["open"])
        printing.record_run(
            action, made["decision"], made["ids"][:1], template_name="Mẫu", template_version=1, target="pdf"
        )
    with world.store.action("Xóa mẫu") as action:
        certificate_templates.remove(action, "Mẫu")
    newest = printing.list_runs(world.store.con)[0]
    assert (newest.template_name, newest.template_version) == ("Mẫu", 1), (
        "a run keeps the name of what is gone"
    )
    history.undo(world.store)
    assert certificate_templates.get_own(world.store.con, "Mẫu").body["width"] == 297
