"""The print ledger: what was printed, spoiled, is left to print; stock; calibration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import awards, calibrations, decisions, history, printing, sheet_stock
from db.calibrations import Calibration
from db.errors import BadInput, UndoRefused

D = dt.date
AT = dt.datetime(2023, 12, 21, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def issued(world: Any) -> tuple[Any, int, list[int]]:
    """A decision of five people, issued."""
    for name in ("An", "Bình", "Chi", "Dũng", "Em"):
        world.nominate(f"Trần Văn {name}")
    world.approve()
    with world.store.action("Ra quyết định") as action:
        decision = decisions.decide(action, world.campaign, number="12", day=D(2023, 12, 20))
    return world, decision, [a.id for a in awards.list_awards(world.store.con, decision)]


def run(world: Any, decision: int, ids: list[int], **facts: Any) -> int:
    with world.store.action("In") as action:
        return printing.record_run(
            action, decision, ids, **{"template_name": "Giấy khen A4", "target": "printer", "at": AT, **facts}
        )


def test_after_a_jam_the_rest_is_printed(issued: tuple[Any, int, list[int]]) -> None:
    world, decision, ids = issued
    con = world.store.con
    assert printing.without_sheet(con, decision) == ids
    first = run(world, decision, ids, printer="Canon", overprint=True, stock="Phôi A4")
    assert printing.without_sheet(con, decision) == []
    with world.store.action("Kẹt giấy từ tờ 4") as action:
        assert printing.spoil_from(action, first, 4, "Kẹt giấy") == 2
    assert printing.without_sheet(con, decision) == ids[3:]
    run(world, decision, ids[3:], printer="Canon", overprint=True, stock="Phôi A4")
    assert printing.without_sheet(con, decision) == []
    assert printing.good_sheets(con, decision) == dict.fromkeys(ids, 1)
    newest, oldest = printing.list_runs(con, decision)
    assert (oldest.sheets, oldest.spoiled, oldest.overprint, oldest.printer) == (5, 2, True, "Canon")
    assert (newest.sheets, newest.spoiled) == (2, 0)
    assert [s.state for s in printing.sheets(con, first)] == ["good"] * 3 + ["spoiled"] * 2
    assert sheet_stock.stock_balance(con) == {"Phôi A4": -7}


def test_a_file_takes_no_sheet_from_stock(issued: tuple[Any, int, list[int]]) -> None:
    world, decision, ids = issued
    run(world, decision, ids, target="pdf", stock="Phôi A4")
    assert sheet_stock.stock_balance(world.store.con) == {}
    assert printing.without_sheet(world.store.con, decision) == []
    assert printing.without_sheet(world.store.con, decision, target="printer") == ids


def test_a_sheet_marked_spoiled_by_mistake_is_good_again(issued: tuple[Any, int, list[int]]) -> None:
    world, decision, ids = issued
    first = run(world, decision, ids)
    sheet = printing.sheets(world.store.con, first)[0].id
    with world.store.action("Hỏng") as action:
        assert printing.mark_spoiled(action, [sheet], "Lệch") == 1
    assert printing.without_sheet(world.store.con, decision) == ids[:1]
    with world.store.action("Không hỏng") as action:
        assert printing.mark_good(action, [sheet]) == 1
    assert printing.without_sheet(world.store.con, decision) == []


def test_nothing_is_printed_before_the_issue(world: Any, sentence: Callable[..., str]) -> None:
    world.nominate("Trần Thị An")
    world.approve()
    with world.store.action("Dự thảo") as action:
        decision = decisions.draft_decision(action, nomination_ids=list(world.nominee.values()))
    ids = [a.id for a in awards.list_awards(world.store.con, decision)]
    with pytest.raises(BadInput, match="ban hành") as refused:
        run(world, decision, ids)
    sentence(refused.value)
    with pytest.raises(BadInput) as refused:
        run(world, decision, [])
    sentence(refused.value)


def test_the_issue_is_not_undone_under_what_was_printed(
    issued: tuple[Any, int, list[int]], tables: Callable[..., Any]
) -> None:
    world, decision, ids = issued
    issue = history.last_undoable(world.store.con)
    assert issue is not None
    before = tables(world.store)
    run(world, decision, ids)
    with pytest.raises(UndoRefused, match="In"):
        history.undo(world.store, issue.id)
    history.undo(world.store)
    assert tables(world.store) == before
    assert history.undo(world.store).id == issue.id


def test_an_issue_of_its_own_is_not_undone_under_what_was_printed(
    world: Any, tables: Callable[..., Any], sentence: Callable[..., str]
) -> None:
    """Drafted first and issued later: the issue made no row the certificates could refer to."""
    world.nominate("Trần Thị An")
    world.approve()
    with world.store.action("Dự thảo") as action:
        decision = decisions.draft_decision(action, nomination_ids=list(world.nominee.values()))
    with world.store.action("Ban hành") as action:
        decisions.issue(action, decision, "5", D(2023, 12, 20))
    issue = history.last_action_id(world.store.con)
    before = tables(world.store)
    run(world, decision, [a.id for a in awards.list_awards(world.store.con, decision)])
    printed = tables(world.store)
    with pytest.raises(UndoRefused, match="“In”") as refused:
        history.undo(world.store, issue)
    sentence(refused.value)
    assert tables(world.store) == printed
    history.undo(world.store)
    assert tables(world.store) == before
    assert history.undo(world.store).name == "Ban hành"


def test_stock_comes_and_goes(world: Any, sentence: Callable[..., str]) -> None:
    with world.store.action("Nhập phôi") as action:
        sheet_stock.add_stock(action, "Phôi A4", 100, day=D(2023, 11, 1), reason="Mua mới")
        sheet_stock.add_stock(action, "Phôi A3", 20, day=D(2023, 11, 2))
        sheet_stock.add_stock(action, "Phôi A4", -3, day=D(2023, 12, 1), reason="Ẩm mốc")
    con = world.store.con
    assert sheet_stock.stock_balance(con) == {"Phôi A3": 20, "Phôi A4": 97}
    assert [(line.delta, line.day) for line in sheet_stock.stock_lines(con, "Phôi A4")] == [
        (-3, D(2023, 12, 1)),
        (100, D(2023, 11, 1)),
    ]
    assert len(sheet_stock.stock_lines(con)) == 3
    for name, delta in (("", 5), ("Phôi A4", 0)):
        with pytest.raises(BadInput) as refused, world.store.action("Nhập") as action:
            sheet_stock.add_stock(action, name, delta, day=D(2023, 12, 1))
        sentence(refused.value)


def test_calibration_is_kept_per_printer_template_and_tray(world: Any) -> None:
    con = world.store.con
    assert calibrations.get(con, "Canon", "Phôi A4") == Calibration(0, 0, 1_000_000, 1_000_000, 0)
    first, second = Calibration(1_500, -300), Calibration(0, 250, 1_002_000, 998_000, 40_000)
    with world.store.action("Hiệu chỉnh") as action:
        assert calibrations.save(action, "Canon", "Phôi A4", first, day=D(2023, 12, 1))
        assert calibrations.save(action, "Canon", "Phôi A4", second, tray="2", day=D(2023, 12, 1))
        assert not calibrations.save(action, "Canon", "Phôi A4", first, day=D(2023, 12, 5))
    assert calibrations.get(con, "Canon", "Phôi A4") == first
    assert calibrations.get(con, "Canon", "Phôi A4", "2") == second
    with world.store.action("Hiệu chỉnh lại") as action:
        assert calibrations.save(action, "Canon", "Phôi A4", second)
    assert calibrations.get(con, "Canon", "Phôi A4") == second
    assert con.execute("SELECT count(*) FROM printer_calibration").fetchone()[0] == 2


@pytest.mark.parametrize(
    ("printer", "value"),
    [
        ("", Calibration()),
        ("Canon", Calibration(dx_um=50_001)),
        ("Canon", Calibration(dy_um=-50_001)),
        ("Canon", Calibration(scale_x_ppm=899_999)),
        ("Canon", Calibration(scale_y_ppm=1_100_001)),
        ("Canon", Calibration(rotation_udeg=-5_000_001)),
    ],
)
def test_a_slip_of_the_finger_is_no_calibration(
    world: Any, printer: str, value: Calibration, sentence: Callable[..., str]
) -> None:
    with pytest.raises(BadInput) as refused, world.store.action("Hiệu chỉnh") as action:
        calibrations.save(action, printer, "Phôi A4", value)
    sentence(refused.value)


def test_an_award_of_another_decision_is_not_printed_under_this_one(
    issued: tuple[Any, int, list[int]],
) -> None:
    world, decision, ids = issued
    with pytest.raises(BadInput, match="không thuộc quyết định này"):
        run(world, decision, [*ids, max(ids) + 1])
    assert printing.list_runs(world.store.con, decision) == []
