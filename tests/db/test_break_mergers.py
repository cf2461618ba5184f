"""Mergers move or close what is owed; a closed drive opened again owes; searches mean what was typed."""

from __future__ import annotations

import datetime as dt

import pytest

from db import board, campaigns, history, milestones, people, registrations, units
from db.campaigns import CampaignDraft
from db.milestones import MilestoneDraft, RequirementDraft
from db.store import Store

D = dt.date


def _units(store: Store, *names: str) -> list[int]:
    with store.action("Thêm đơn vị") as action:
        return [units.add_unit(action, name=name) for name in names]


def _drive(store: Store) -> int:
    with store.action("Phát động") as action:
        return campaigns.start_campaign(
            action,
            CampaignDraft(
                title="Thi đua",
                start_on="2025-01-01",
                end_on="2025-12-31",
                milestones=(
                    MilestoneDraft("registration", "Đăng ký", D(2025, 4, 15)),
                    MilestoneDraft("report", "Báo cáo tổng kết", D(2025, 11, 30)),
                ),
                requirements=(RequirementDraft(rule="any", min_model=1, milestone=0),),
            ),
        )


def _owed(store: Store, drive: int) -> list[tuple[str, str, str]]:
    cells = board.board(store.con, drive, D(2025, 7, 2)).cells
    return sorted((c.unit, c.kind, str(c.status.state)) for c in cells)


def test_what_a_merged_unit_still_owes_goes_to_its_successor(store: Store, tables) -> None:
    old = _units(store, "Thôn Đông")[0]
    drive = _drive(store)
    before = tables(store)
    with store.action("Sáp nhập") as action:
        new = units.add_unit(action, name="Thôn Mới", active_from=D(2025, 7, 1))
        units.succeed(action, [old], new, D(2025, 7, 1))
    expected = [("Thôn Mới", "registration", "overdue"), ("Thôn Mới", "report", "not_due")]
    assert _owed(store, drive) == expected
    with store.action("Giao nghĩa vụ") as action:
        assert milestones.assign_to_open_campaigns(action) == 0
    assert _owed(store, drive) == expected
    history.undo(store)
    assert tables(store) == before


def test_what_the_successor_owes_itself_is_waived_for_the_merged(store: Store) -> None:
    first, second, new = _units(store, "Thôn Đông", "Thôn Tây", "Thôn Mới")
    drive = _drive(store)
    with store.action("Đăng ký") as action:
        registrations.register(
            action, campaign_id=drive, unit_ids=(first,), kind="model", title="A", received_date=D(2025, 4, 1)
        )
    with store.action("Sáp nhập") as action:
        units.succeed(action, [first, second], new, D(2025, 7, 1), "NQ 15")
    assert _owed(store, drive) == [
        ("Thôn Mới", "registration", "overdue"),
        ("Thôn Mới", "report", "not_due"),
        ("Thôn Tây", "registration", "waived"),
        ("Thôn Tây", "report", "waived"),
        ("Thôn Đông", "registration", "on_time"),
        ("Thôn Đông", "report", "waived"),
    ]
    cells = board.board(store.con, drive, D(2025, 7, 2)).cells
    assert {c.waiver_reason for c in cells if c.waiver_reason} == {"Đã sáp nhập vào Thôn Mới"}


def test_two_merged_units_leave_one_duty_to_their_new_successor(store: Store) -> None:
    first, second = _units(store, "Thôn Đông", "Thôn Tây")
    drive = _drive(store)
    with store.action("Sáp nhập") as action:
        new = units.add_unit(action, name="Thôn Mới")
        units.succeed(action, [first, second], new, D(2025, 7, 1))
    states = [row[:2] for row in _owed(store, drive) if row[2] != "waived"]
    assert states == [("Thôn Mới", "registration"), ("Thôn Mới", "report")]
    waived = [row[0] for row in _owed(store, drive) if row[2] == "waived"]
    assert waived == ["Thôn Tây", "Thôn Tây"]


def test_a_milestone_set_after_the_merger_is_only_the_successors(store: Store) -> None:
    old, new = _units(store, "Thôn Đông", "Thôn Mới")
    drive = _drive(store)
    with store.action("Sáp nhập") as action:
        units.succeed(action, [old], new, D(2025, 7, 1))
    with store.action("Thêm mốc") as action:
        milestones.add_milestone(action, drive, MilestoneDraft("dossier", "Hồ sơ", D(2025, 10, 1)))
        milestones.assign_obligations(action, drive)
    assert [unit for unit, kind, _ in _owed(store, drive) if kind == "dossier"] == ["Thôn Mới"]


def test_a_closed_drive_keeps_what_its_units_owed(store: Store) -> None:
    old, new = _units(store, "Thôn Đông", "Thôn Mới")
    drive = _drive(store)
    with store.action("Kết thúc") as action:
        campaigns.close_campaign(action, drive, D(2025, 6, 1))
    before = _owed(store, drive)
    with store.action("Sáp nhập") as action:
        units.succeed(action, [old], new, D(2025, 7, 1))
    assert _owed(store, drive) == before


def test_a_drive_opened_again_is_owed_by_units_added_meanwhile(store: Store) -> None:
    _units(store, "Thôn Đông")
    drive = _drive(store)
    with store.action("Kết thúc") as action:
        campaigns.close_campaign(action, drive, D(2025, 6, 1))
    with store.action("Thêm") as action:
        units.add_unit(action, name="Thôn Sau")
        milestones.assign_to_open_campaigns(action)
    assert {row[0] for row in _owed(store, drive)} == {"Thôn Đông"}
    with store.action("Mở lại") as action:
        assert campaigns.close_campaign(action, drive, None)
    assert {row[0] for row in _owed(store, drive)} == {"Thôn Đông", "Thôn Sau"}


@pytest.mark.parametrize("typed", ["%", "_", "100%", "a_b", "!"])
def test_signs_of_the_search_language_mean_themselves(store: Store, typed: str) -> None:
    _units(store, "Thôn Đông", f"Tổ {typed} góp", "Tổ 1000", "Tổ axb")
    with store.action("Thêm người") as action:
        for name in ("Lê An", f"Lê {typed} Bình"):
            people.add_subject(action, kind="individual", name=name)
    assert [u.name for u in units.list_units(store.con, text=typed)] == [f"Tổ {typed} góp"]
    assert [s.name for s in people.list_subjects(store.con, text=typed)] == [f"Lê {typed} Bình"]
    assert units.find_unit(store.con, typed) is None
