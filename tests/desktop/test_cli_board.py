"""``board``: the registration board of the sample ward, in JSON for scripts and in lines for people."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from db import board, campaigns, milestones, registrations
from db.campaigns import CampaignDraft

Cli = Callable[..., tuple[int, str, str]]
STATES = ["overdue", "due_today", "due_soon", "not_due", "late", "on_time", "waived"]


@pytest.fixture
def ask(full_ward: Any, cli: Cli) -> Callable[..., dict[str, Any]]:
    """The board as a script gets it."""

    def board_of(*arguments: object) -> dict[str, Any]:
        code, out, err = cli("board", full_ward.store.path, "--json", *arguments)
        assert (code, err) == (0, "")
        found: dict[str, Any] = json.loads(out)
        return found

    return board_of


def by_unit(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {cell["unit"]: cell for cell in found["cells"]}


def test_the_keys_scripts_rely_on(ask: Callable[..., dict[str, Any]]) -> None:
    found = ask("--as-of", "2023-08-20")
    assert list(found) == ["campaign", "as_of", "cells", "counts"]
    assert (found["campaign"], found["as_of"]) == ("PT2023-01", "2023-08-20")
    assert list(found["counts"]) == STATES
    for cell in found["cells"]:
        assert list(cell) == [
            "unit",
            "unit_kind",
            "requirement",
            "due",
            "state",
            "days_left",
            "days_late",
            "received",
            "missing",
            "registrations",
        ]
        assert all(list(r) == ["kind", "title", "status"] for r in cell["registrations"])
        for days in (cell["days_left"], cell["days_late"]):
            assert days is None or (isinstance(days, int) and days >= 0)
    assert Counter(cell["state"] for cell in found["cells"]) == Counter(found["counts"])


# (unit) -> state, days_left, days_late, received, titles; worked out from the fixture's registrations by hand.
ON_20_AUGUST = {
    "Hội Liên hiệp Phụ nữ phường": ("overdue", None, 5, None, []),
    "Tổ dân phố 1": ("on_time", None, None, "2023-08-10", ["Tuyến đường hoa", "Nhà văn hóa"]),
    "Tổ dân phố 2": ("on_time", None, None, "2023-08-10", ["Nhà văn hóa"]),
    "Tổ dân phố 3": ("overdue", None, 5, None, []),
    "Trạm Y tế phường": ("late", None, 3, "2023-08-18", ["Sân chơi"]),
    "Trường Tiểu học Hoa Ban": ("overdue", None, 5, None, ["Vườn cây"]),
}


def test_the_ward_on_20_august(ask: Callable[..., dict[str, Any]]) -> None:
    cells = by_unit(ask("--as-of", "20/8/2023"))
    assert {
        unit: (
            c["state"],
            c["days_left"],
            c["days_late"],
            c["received"],
            [r["title"] for r in c["registrations"]],
        )
        for unit, c in cells.items()
    } == ON_20_AUGUST
    assert list(cells) == list(ON_20_AUGUST)
    assert cells["Tổ dân phố 3"]["missing"] == "thiếu 01 mô hình hoặc 01 công trình"
    assert cells["Tổ dân phố 1"]["missing"] is None
    assert {c["due"] for c in cells.values()} == {"2023-08-15"}
    assert {c["requirement"] for c in cells.values()} == {"Đăng ký 01 mô hình hoặc 01 công trình"}
    assert cells["Trạm Y tế phường"]["unit_kind"] == "health"
    assert cells["Trường Tiểu học Hoa Ban"]["registrations"] == [
        {"kind": "task", "title": "Vườn cây", "status": "stopped"}
    ]


@pytest.mark.parametrize(
    ("day", "state", "left", "late"),
    [
        ("2023-08-07", "not_due", 8, None),
        ("2023-08-08", "due_soon", 7, None),
        ("14/08/2023", "due_soon", 1, None),
        ("15.8.2023", "due_today", 0, None),
        ("ngày 16 tháng 8 năm 2023", "overdue", None, 1),
        ("2024-08-15", "overdue", None, 366),
    ],
)
def test_who_has_nothing_through_the_days(
    ask: Callable[..., dict[str, Any]], day: str, state: str, left: int | None, late: int | None
) -> None:
    cell = by_unit(ask("--as-of", day))["Tổ dân phố 3"]
    assert (cell["state"], cell["days_left"], cell["days_late"]) == (state, left, late)


def test_the_due_day_is_the_one_after_extension(full_ward: Any, ask: Callable[..., dict[str, Any]]) -> None:
    (asked,) = milestones.requirements(full_ward.con, full_ward.campaign)
    owed = {
        name: board.find_obligation(full_ward.con, "requirement_id", asked.id, full_ward.unit[name])
        for name in ("Tổ dân phố 3", "Trường Tiểu học Hoa Ban")
    }
    with full_ward.store.action("Gia hạn, miễn") as action:
        board.extend(action, owed["Tổ dân phố 3"], dt.date(2023, 9, 1), "12/UBND")
        board.waive(action, owed["Trường Tiểu học Hoa Ban"], dt.date(2023, 8, 18), "Nghỉ hè")
    cells = by_unit(ask("--as-of", "2023-08-20"))
    assert (cells["Tổ dân phố 3"]["due"], cells["Tổ dân phố 3"]["state"]) == ("2023-09-01", "not_due")
    assert cells["Tổ dân phố 3"]["days_left"] == 12
    waived = cells["Trường Tiểu học Hoa Ban"]
    assert (waived["state"], waived["missing"], waived["days_late"]) == ("waived", None, None)


def test_without_a_drive_named_the_one_that_started_last_is_meant(
    full_ward: Any, ask: Callable[..., dict[str, Any]]
) -> None:
    with full_ward.store.action("Phong trào năm sau") as action:
        later = campaigns.start_campaign(action, CampaignDraft("Năm sau", start_on="2024-02"))
    assert ask()["campaign"] == "PT2024-01"
    assert ask("--campaign", "PT2023-01")["campaign"] == "PT2023-01"
    assert ask("--campaign", later)["campaign"] == "PT2024-01"
    assert ask("--campaign", later)["cells"] == []


def test_without_a_day_today_is_meant(
    ask: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.commands import common

    monkeypatch.setattr(common, "today", lambda: dt.date(2023, 8, 15))
    found = ask()
    assert found["as_of"] == "2023-08-15"
    assert found["counts"]["due_today"] == 4


def test_the_board_for_people(full_ward: Any, cli: Cli) -> None:
    code, out, err = cli("board", full_ward.store.path, "--as-of", "2023-08-20")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "PT2023-01 – Thi đua chào mừng 20 năm thành lập phường Hoa Ban"
    assert lines[1] == "Tính đến 20/08/2023"
    asked = "Đăng ký 01 mô hình hoặc 01 công trình, hạn 15/08/2023"
    assert f"  Tổ dân phố 3 | {asked} | Quá hạn 5 ngày, thiếu 01 mô hình hoặc 01 công trình" in lines
    assert f"  Trạm Y tế phường | {asked} | Trễ 3 ngày" in lines
    assert f"  Tổ dân phố 1 | {asked} | Đúng hạn" in lines
    assert lines[-3:] == ["Quá hạn: 3", "Trễ hạn: 1", "Đúng hạn: 2"]


@pytest.mark.parametrize("day", ["mai", "2023", "8/2023", "2023-02-30", "15/13/2023", ""])
def test_a_day_that_is_none(full_ward: Any, cli: Cli, day: str) -> None:
    code, out, err = cli("board", full_ward.store.path, "--as-of", day)
    assert (code, out) == (1, "")
    assert err.startswith("Lỗi: “")
    assert "hãy " in err
    assert err.count("\n") == 1


def test_a_drive_that_is_not_there(full_ward: Any, cli: Cli) -> None:
    code, out, err = cli("board", full_ward.store.path, "--campaign", "PT1999-01")
    assert (code, out) == (1, "")
    assert err == "Lỗi: Không có phong trào mã “PT1999-01”; hãy ghi một mã đang có (PT2023-01).\n"


def test_a_replaced_registration_stays_in_sight_and_settles_nothing(
    full_ward: Any, ask: Callable[..., dict[str, Any]]
) -> None:
    new = full_ward.register("Sân chơi mới", "Tổ dân phố 3", kind="work", day="2023-08-25")
    with full_ward.store.action("Thay") as action:
        registrations.replace(action, full_ward.registration["Sân chơi"], new)
    cells = by_unit(ask("--as-of", "2023-08-31"))
    assert cells["Trạm Y tế phường"]["state"] == "overdue"
    assert [r["title"] for r in cells["Trạm Y tế phường"]["registrations"]] == ["Sân chơi"]
    assert cells["Tổ dân phố 3"]["days_late"] == 10
