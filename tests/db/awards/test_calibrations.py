"""Corrections of printers: kept per printer, template and tray with their day, nudged, limited, taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import calibrations, history
from db.calibrations import Calibration
from db.errors import BadInput

D = dt.date
KEY = ("Canon", "phoi-a4", "Khay 2")


def test_the_day_is_that_of_the_last_difference(world: Any) -> None:
    con = world.store.con
    assert calibrations.find(con, *KEY) is None
    assert calibrations.get(con, *KEY) == Calibration(0, 0, 1_000_000, 1_000_000, 0)
    with world.store.action("Hiệu chỉnh") as action:
        calibrations.save(
            action, *KEY[:2], Calibration(500), tray=KEY[2], day=D(2023, 12, 5), note="giấy 180 g"
        )
    with world.store.action("Lưu lại") as action:
        assert not calibrations.save(
            action, *KEY[:2], Calibration(500), tray=KEY[2], day=D(2024, 1, 1), note="giấy 180 g"
        )
    found = calibrations.find(con, *KEY)
    assert found is not None
    assert (found.day, found.shown, found.note) == (
        D(2023, 12, 5),
        "hiệu chỉnh ngày 05/12/2023",
        "giấy 180 g",
    )
    assert history.actions(con, limit=1)[0].name == "Hiệu chỉnh", "nothing differed, nothing was written"


def test_they_are_listed_by_printer_template_and_tray(world: Any) -> None:
    with world.store.action("Hiệu chỉnh") as action:
        for n, key in enumerate(
            (("HP", "a", ""), ("Canon", "b", ""), ("Canon", "a", "2"), ("Canon", "a", "1"))
        ):
            calibrations.save(action, *key[:2], Calibration(n), tray=key[2])
    listed = calibrations.list_calibrations(world.store.con)
    assert [(c.printer, c.template_name, c.tray, c.value.dx_um) for c in listed] == [
        ("Canon", "a", "1", 3),
        ("Canon", "a", "2", 2),
        ("Canon", "b", "", 1),
        ("HP", "a", "", 0),
    ]


def test_nudges_add_up_and_leave_the_rest(world: Any) -> None:
    con = world.store.con
    measured = Calibration(-2_000, 1_500, 1_001_000, 999_000, 120_000)
    with world.store.action("Hiệu chỉnh") as action:
        calibrations.save(action, *KEY[:2], measured, tray=KEY[2], day=D(2023, 12, 5), note="đo")
    with world.store.action("Nhích") as action:
        calibrations.nudge(action, *KEY, 500, -500, day=D(2023, 12, 6))
        stands = calibrations.nudge(action, *KEY, dx_um=500, day=D(2023, 12, 6))
    assert stands == Calibration(-1_000, 1_000, 1_001_000, 999_000, 120_000) == calibrations.get(con, *KEY)
    found = calibrations.find(con, *KEY)
    assert found is not None
    assert (found.day, found.note) == (D(2023, 12, 6), "đo")
    last = history.last_action_id(con)
    with world.store.action("Không nhích") as action:
        assert calibrations.nudge(action, *KEY) == stands
        assert calibrations.nudge(action, "Máy chưa hiệu chỉnh", "phoi-a4") == Calibration()
    assert history.last_action_id(con) == last
    with world.store.action("Nhích máy mới") as action:
        assert calibrations.nudge(action, "HP", "phoi-a4", "", 0, 500) == Calibration(0, 500)
    assert calibrations.get(con, "HP", "phoi-a4") == Calibration(0, 500)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (Calibration(50_001), "50 mm"),
        (Calibration(0, -50_001), "50 mm"),
        (Calibration(0, 0, 899_999), "90–110"),
        (Calibration(0, 0, 1_000_000, 1_100_001), "90–110"),
        (Calibration(0, 0, 1_000_000, 1_000_000, -5_000_001), "5 độ"),
    ],
)
def test_what_no_printer_needs_is_refused(
    world: Any, sentence: Callable[..., str], value: Calibration, named: str
) -> None:
    with pytest.raises(BadInput, match=named) as refused, world.store.action("Hiệu chỉnh") as action:
        calibrations.save(action, "Canon", "x", value)
    sentence(refused.value)
    assert calibrations.list_calibrations(world.store.con) == []


def test_limits_themselves_are_taken_and_a_nudge_beyond_them_is_not(
    world: Any, sentence: Callable[..., str]
) -> None:
    edge = Calibration(50_000, -50_000, 900_000, 1_100_000, -5_000_000)
    with world.store.action("Hiệu chỉnh") as action:
        assert calibrations.save(action, "Canon", "x", edge)
    with pytest.raises(BadInput, match="50 mm") as refused, world.store.action("Nhích") as action:
        calibrations.nudge(action, "Canon", "x", dx_um=500)
    sentence(refused.value)
    assert calibrations.get(world.store.con, "Canon", "x") == edge


def test_one_is_taken_out(world: Any) -> None:
    with world.store.action("Hiệu chỉnh") as action:
        calibrations.save(action, *KEY[:2], Calibration(500), tray=KEY[2])
    with world.store.action("Bỏ") as action:
        assert not calibrations.remove(action, "Canon", "phoi-a4"), "another tray"
        assert calibrations.remove(action, *KEY)
    assert calibrations.list_calibrations(world.store.con) == []
