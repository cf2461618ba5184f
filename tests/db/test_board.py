"""The registration board against a table worked out by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from db import board, campaigns, milestones, registrations, settings, units
from db.campaigns import CampaignDraft, PhaseDraft
from db.errors import BadInput
from db.milestones import MilestoneDraft, RequirementDraft
from db.store import Store

D = dt.date


def draft(**changes: object) -> CampaignDraft:
    facts: dict[str, object] = {
        "title": "Thi đua chào mừng 20 năm ngày thành lập phường",
        "start_on": "2023-08-01",
        "end_on": "2023-12-15",
        "phases": (PhaseDraft("Đợt 1", D(2023, 8, 1), D(2023, 10, 15)),),
        "milestones": (
            MilestoneDraft("registration", "Đăng ký mô hình hoặc công trình", D(2023, 8, 15)),
            MilestoneDraft("report", "Báo cáo tổng kết", D(2023, 12, 10)),
            MilestoneDraft("report", "Gửi báo cáo về thành phố", D(2023, 12, 20), direction="to_superior"),
            MilestoneDraft("launch", "Phát động", D(2023, 8, 1), direction="none"),
        ),
        "requirements": (RequirementDraft("any", 1, 1, milestone=0, unit_kinds=("neighborhood", "school")),),
    }
    return CampaignDraft(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.fixture
def drive(store: Store) -> int:
    with store.action("Đơn vị") as action:
        for name in ("Tổ dân phố 2", "Tổ dân phố 10", "Trường Tiểu học Hoa Sen", "Hội Phụ nữ phường"):
            units.add_unit(action, name=name)
    with store.action("Phong trào") as action:
        return campaigns.start_campaign(action, draft())


def ids(store: Store) -> dict[str, int]:
    return {unit.name: unit.id for unit in units.list_units(store.con)}


def register(store: Store, drive: int, unit: str, day: dt.date, kind: str = "model", **facts: object) -> int:
    with store.action(f"Đăng ký của {unit}") as action:
        return registrations.register(
            action,
            campaign_id=drive,
            unit_ids=(ids(store)[unit],),
            kind=kind,
            title=f"Mô hình của {unit}",
            received_date=day,
            **facts,
        )


def states(store: Store, drive: int, as_of: dt.date) -> dict[str, tuple[str, int | None, int | None]]:
    found = board.board(store.con, drive, as_of)
    return {
        c.unit: (str(c.status.state), c.status.days_left, c.status.days_late)
        for c in found.cells
        if c.kind == "registration"
    }


def test_units_are_guessed_and_sorted_by_number(store: Store, drive: int) -> None:
    found = units.list_units(store.con)
    assert [(u.name, u.kind) for u in found] == [
        ("Hội Phụ nữ phường", "front_union"),
        ("Tổ dân phố 2", "neighborhood"),
        ("Tổ dân phố 10", "neighborhood"),
        ("Trường Tiểu học Hoa Sen", "school"),
    ]


def test_only_the_named_kinds_owe_a_registration_and_all_owe_the_report(store: Store, drive: int) -> None:
    cells = board.board(store.con, drive, D(2023, 8, 10)).cells
    assert sorted(c.unit for c in cells if c.kind == "registration") == [
        "Trường Tiểu học Hoa Sen",
        "Tổ dân phố 10",
        "Tổ dân phố 2",
    ]
    assert len([c for c in cells if c.kind == "report"]) == 4
    ours = [c for c in board.duties(store.con, D(2023, 8, 10)) if c.direction == "to_superior"]
    assert [(c.requirement, c.unit_id) for c in ours] == [("Gửi báo cáo về thành phố", None)]


def test_states_through_the_days(store: Store, drive: int) -> None:
    register(store, drive, "Tổ dân phố 2", D(2023, 8, 14))
    register(store, drive, "Tổ dân phố 10", D(2023, 8, 18), kind="work")
    table = {
        D(2023, 8, 1): [("not_due", 14, None)] * 3,
        D(2023, 8, 8): [("due_soon", 7, None)] * 3,
        D(2023, 8, 14): [("on_time", None, None), ("due_soon", 1, None), ("due_soon", 1, None)],
        D(2023, 8, 15): [("on_time", None, None), ("due_today", 0, None), ("due_today", 0, None)],
        D(2023, 8, 20): [("on_time", None, None), ("late", None, 3), ("overdue", None, 5)],
    }
    for as_of, expected in table.items():
        found = states(store, drive, as_of)
        names = ("Tổ dân phố 2", "Tổ dân phố 10", "Trường Tiểu học Hoa Sen")
        assert [found[name] for name in names] == expected, as_of


def test_counts_are_the_cells_behind_them(store: Store, drive: int) -> None:
    register(store, drive, "Tổ dân phố 10", D(2023, 8, 18))
    found = board.board(store.con, drive, D(2023, 8, 20))
    assert found.counts == {
        "overdue": 2,
        "due_today": 0,
        "due_soon": 0,
        "not_due": 4,
        "late": 1,
        "on_time": 0,
        "waived": 0,
    }
    assert {c.unit for c in found.in_state(board.ObligationState.OVERDUE)} == {
        "Tổ dân phố 2",
        "Trường Tiểu học Hoa Sen",
    }


def test_returned_stopped_and_replaced_registrations_settle_nothing(store: Store, drive: int) -> None:
    first = register(store, drive, "Tổ dân phố 2", D(2023, 8, 10))
    with store.action("Trả lại") as action:
        registrations.return_to_redo(action, first, D(2023, 8, 12), "Chưa nêu nội dung")
    assert states(store, drive, D(2023, 8, 20))["Tổ dân phố 2"] == ("overdue", None, 5)
    with store.action("Nhận lại") as action:
        registrations.take_back_in(action, first)
    # The first arrival is kept: redone after the day, yet registered in time.
    assert states(store, drive, D(2023, 8, 20))["Tổ dân phố 2"] == ("on_time", None, None)
    with store.action("Dừng") as action:
        registrations.change_registration(action, first, status="stopped")
    assert states(store, drive, D(2023, 8, 20))["Tổ dân phố 2"][0] == "overdue"


def test_a_joint_registration_settles_every_unit_behind_it(store: Store, drive: int) -> None:
    both = (ids(store)["Tổ dân phố 2"], ids(store)["Tổ dân phố 10"])
    with store.action("Chung") as action:
        registrations.register(
            action,
            campaign_id=drive,
            unit_ids=both,
            kind="work",
            title="Đường hoa",
            received_date=D(2023, 8, 15),
        )
    found = states(store, drive, D(2023, 9, 1))
    assert [found[n][0] for n in ("Tổ dân phố 2", "Tổ dân phố 10")] == ["on_time", "on_time"]


def test_document_date_or_arrival_decides_by_the_setting(store: Store, drive: int) -> None:
    register(store, drive, "Tổ dân phố 2", D(2023, 8, 17), document_date=D(2023, 8, 15))
    with store.action("Cài đặt") as action:
        settings.put(action, "registration_day", "arrival")
    assert states(store, drive, D(2023, 9, 1))["Tổ dân phố 2"] == ("late", None, 2)
    with store.action("Cài đặt") as action:
        settings.put(action, "registration_day", "document")
    assert states(store, drive, D(2023, 9, 1))["Tổ dân phố 2"] == ("on_time", None, None)


def test_half_met_requirement_of_both_says_what_is_lacking(store: Store) -> None:
    with store.action("Đơn vị") as action:
        units.add_unit(action, name="Tổ dân phố 1")
    with store.action("Phong trào") as action:
        drive = campaigns.start_campaign(
            action, draft(requirements=(RequirementDraft("all", 1, 1, milestone=0),), title="Cả hai")
        )
    register(store, drive, "Tổ dân phố 1", D(2023, 8, 2))
    cell = board.board(store.con, drive, D(2023, 8, 20)).cells[0]
    assert (str(cell.status.state), cell.status.missing) == ("overdue", "thiếu 01 công trình")


def test_extension_and_waiver(store: Store, drive: int) -> None:
    cells = {
        c.unit: c for c in board.board(store.con, drive, D(2023, 8, 20)).cells if c.kind == "registration"
    }
    with store.action("Gia hạn") as action:
        board.extend(action, cells["Tổ dân phố 2"].obligation_id, D(2023, 8, 25), "Công văn 12/UBND")
        board.waive(action, cells["Tổ dân phố 10"].obligation_id, D(2023, 8, 16), "Mới thành lập")
    found = states(store, drive, D(2023, 8, 20))
    assert found["Tổ dân phố 2"] == ("due_soon", 5, None)
    assert found["Tổ dân phố 10"][0] == "waived"
    with pytest.raises(BadInput), store.action("Lùi hạn") as action:
        board.extend(action, cells["Trường Tiểu học Hoa Sen"].obligation_id, D(2023, 8, 15))
    with pytest.raises(BadInput), store.action("Miễn") as action:
        board.waive(action, cells["Trường Tiểu học Hoa Sen"].obligation_id, D(2023, 8, 15), " ")


def test_receipts_settle_reports_and_reminders_are_counted(store: Store, drive: int) -> None:
    report = next(c for c in board.board(store.con, drive, D(2023, 12, 20)).cells if c.kind == "report")
    with store.action("Nhắc") as action:
        board.remind(action, [report.obligation_id], D(2023, 12, 12), channel="zalo")
    with store.action("Nhận") as action:
        board.receive(action, report.obligation_id, D(2023, 12, 13))
    again = next(
        c
        for c in board.board(store.con, drive, D(2023, 12, 20)).cells
        if c.obligation_id == report.obligation_id
    )
    assert (str(again.status.state), again.status.days_late, again.reminders) == ("late", 3, 1)


def test_units_added_later_owe_too_and_a_moved_deadline_moves_them(store: Store, drive: int) -> None:
    with store.action("Thêm") as action:
        units.add_unit(action, name="Tổ dân phố 3")
        assert milestones.assign_to_open_campaigns(action) == 2
    stone = next(m for m in milestones.list_milestones(store.con, drive) if m.kind == "registration")
    with store.action("Dời hạn") as action:
        milestones.change_milestone(
            action, stone.id, MilestoneDraft("registration", stone.what, D(2023, 8, 31))
        )
    assert states(store, drive, D(2023, 8, 20))["Tổ dân phố 3"] == ("not_due", 11, None)


def test_the_board_asks_the_store_a_fixed_number_of_questions(store: Store, drive: int) -> None:
    def questions() -> int:
        seen: list[str] = []
        store.con.set_trace_callback(seen.append)
        board.board(store.con, drive, D(2023, 8, 20))
        store.con.set_trace_callback(None)
        return len(seen)

    few = questions()
    with store.action("Thêm") as action:
        for number in range(20, 60):
            units.add_unit(action, name=f"Tổ dân phố {number}")
        milestones.assign_to_open_campaigns(action)
    assert questions() == few


@pytest.mark.parametrize(
    ("recurrence", "day", "of_month", "expected"),
    [
        ("monthly", None, 25, ["2023-08-25", "2023-09-25", "2023-10-25", "2023-11-25"]),
        ("monthly", D(2023, 8, 31), None, ["2023-08-31", "2023-09-30", "2023-10-31", "2023-11-30"]),
        ("quarterly", D(2023, 9, 15), None, ["2023-09-15", "2023-12-15"]),
        ("yearly", D(2023, 11, 15), None, ["2023-11-15"]),
        ("monthly", None, None, [None]),
    ],
)
def test_recurring_reports_fall_on_the_days_of_the_drive(
    store: Store, recurrence: str, day: dt.date | None, of_month: int | None, expected: list[str | None]
) -> None:
    with store.action("Đơn vị") as action:
        units.add_unit(action, name="Tổ dân phố 1")
        drive = campaigns.start_campaign(
            action,
            draft(
                milestones=(
                    MilestoneDraft("report", "Báo cáo", day, recurrence=recurrence, recurrence_day=of_month),
                ),
                requirements=(),
            ),
        )
    days = [
        c.status.due.isoformat() if c.status.due else None
        for c in board.board(store.con, drive, D(2023, 8, 1)).cells
    ]
    assert days == expected
