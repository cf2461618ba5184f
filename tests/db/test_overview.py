"""Tổng quan against a small year worked out by hand: what is late, what is due, what waits, how far each drive is."""

from __future__ import annotations

import datetime as dt

import pytest

from db import board, campaigns, overview, registrations, targets, units
from db.campaigns import CampaignDraft
from db.milestones import MilestoneDraft, RequirementDraft
from db.overview import Overview
from db.store import Store
from db.targets import TaskDraft

D = dt.date
AT = dt.datetime.fromisoformat
TODAY = D(2023, 8, 20)
UNITS = ("Tổ dân phố 2", "Tổ dân phố 10", "Trường Tiểu học Hoa Sen")


@pytest.fixture
def drive(store: Store) -> int:
    """Registration by 15/08 (five days late), a report by 27/08 (in seven), one by 19/09 (in thirty), one after."""
    with store.action("Đơn vị") as action:
        for name in UNITS:
            units.add_unit(action, name=name)
    with store.action("Phong trào") as action:
        return campaigns.start_campaign(
            action,
            CampaignDraft(
                "Thi đua chào mừng 20 năm",
                short_title="20 năm",
                start_on="2023-08-01",
                end_on="2023-12-31",
                milestones=(
                    MilestoneDraft("registration", "Đăng ký mô hình", D(2023, 8, 15)),
                    MilestoneDraft("report", "Báo cáo tháng 8", D(2023, 8, 27)),
                    MilestoneDraft("report", "Báo cáo quý III", D(2023, 9, 19)),
                    MilestoneDraft("report", "Báo cáo tháng 9", D(2023, 9, 20)),
                    MilestoneDraft("report", "Báo cáo thành phố", D(2023, 8, 19), direction="to_superior"),
                ),
                requirements=(RequirementDraft("any", 1, milestone=0),),
            ),
        )


def unit_ids(store: Store) -> dict[str, int]:
    return {unit.name: unit.id for unit in units.list_units(store.con)}


def register(store: Store, drive: int, unit: str, day: dt.date) -> None:
    with store.action(f"Đăng ký của {unit}") as action:
        registrations.register(
            action,
            campaign_id=drive,
            unit_ids=(unit_ids(store)[unit],),
            kind="model",
            title="Ngõ sáng",
            received_date=day,
        )


def counts(seen: Overview) -> dict[str, tuple[int, ...]]:
    return {group.key: tuple(bucket.count for bucket in group.buckets) for group in seen.duties}


def lines(seen: Overview, group: str, bucket: str) -> list[str]:
    found = next(g for g in seen.duties if g.key == group)
    return [line.text for line in next(b for b in found.buckets if b.key == bucket).lines]


def test_what_is_late_and_due_by_hand(store: Store, drive: int) -> None:
    seen = overview.overview(store.con, TODAY)
    # Overdue, within 7 days, within 30 days: three units each; the report on day 31 is not counted yet.
    assert counts(seen) == {"from_units": (3, 3, 3), "to_superior": (1, 0, 0), "inside": (0, 0, 0)}
    assert [group.title for group in seen.duties] == ["Đơn vị nợ ta", "Ta nợ cấp trên", "Việc trong cơ quan"]
    assert lines(seen, "to_superior", "overdue") == ["Báo cáo thành phố"]
    assert not seen.idle


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (D(2023, 7, 15), (0, 0, 0)),
        (D(2023, 7, 16), (0, 0, 3)),
        (D(2023, 8, 7), (0, 0, 6)),
        (D(2023, 8, 8), (0, 3, 3)),
        (D(2023, 8, 15), (0, 3, 3)),
        (D(2023, 8, 16), (3, 0, 3)),
        (D(2023, 8, 20), (3, 3, 3)),
        (D(2023, 8, 21), (3, 3, 6)),
        (D(2023, 9, 21), (12, 0, 0)),
    ],
)
def test_days_move_from_bucket_to_bucket(
    store: Store, drive: int, day: dt.date, expected: tuple[int, ...]
) -> None:
    assert counts(overview.overview(store.con, day))["from_units"] == expected


def test_each_line_says_who_what_and_how_long(store: Store, drive: int) -> None:
    seen = overview.overview(store.con, TODAY)
    late = next(g for g in seen.duties if g.key == "from_units").buckets[0].lines
    assert sorted(line.text.split(" – ")[0] for line in late) == sorted(UNITS)
    one = next(line for line in late if line.text.startswith("Tổ dân phố 2 "))
    assert one.due == D(2023, 8, 15)
    assert "5 ngày" in one.words
    assert (one.page, one.campaign_id, one.drive) == ("board", drive, "20 năm")
    assert one.status is not None
    assert one.status.value == "overdue"
    soon = next(g for g in seen.duties if g.key == "from_units").buckets[1].lines
    assert {line.words for line in soon} == {"Còn 7 ngày"}


def test_what_is_settled_leaves_the_list(store: Store, drive: int) -> None:
    register(store, drive, "Tổ dân phố 2", D(2023, 8, 14))
    register(store, drive, "Tổ dân phố 10", D(2023, 8, 18))
    seen = overview.overview(store.con, TODAY)
    assert counts(seen)["from_units"] == (1, 3, 3)
    assert lines(seen, "from_units", "overdue")[0].startswith("Trường Tiểu học Hoa Sen")


def test_an_extension_and_a_waiver_move_a_duty(store: Store, drive: int) -> None:
    late = {
        cell.unit: cell.obligation_id
        for cell in board.board(store.con, drive, TODAY).cells
        if cell.kind == "registration"
    }
    with store.action("Gia hạn") as action:
        board.extend(action, late["Tổ dân phố 2"], D(2023, 8, 31), "Công văn 12")
    with store.action("Miễn") as action:
        board.waive(action, late["Tổ dân phố 10"], D(2023, 8, 18), "Đang sửa nhà văn hóa")
    assert counts(overview.overview(store.con, TODAY))["from_units"] == (1, 3, 4)


def test_progress_counts_units_reports_and_lateness(store: Store, drive: int) -> None:
    register(store, drive, "Tổ dân phố 2", D(2023, 8, 14))
    (one,) = overview.overview(store.con, TODAY).drives
    assert (one.title, one.campaign_id) == ("20 năm", drive)
    assert (one.registered, one.to_register) == (1, 3)
    assert (one.reports, one.reports_due) == (0, 9)
    assert (one.nominees, one.awards, one.overdue) == (0, 0, 2)


def test_tasks_stand_inside_the_office(store: Store, drive: int) -> None:
    tasks = (
        ("Văn phòng", "Soạn công văn đôn đốc", D(2023, 8, 17)),
        ("", "Đặt phôi Giấy khen", D(2023, 8, 20)),
        ("Văn phòng", "Mời họp Hội đồng", D(2023, 8, 25)),
        ("Văn phòng", "Chuẩn bị hội trường", D(2023, 9, 10)),
        ("Văn phòng", "Lưu hồ sơ", D(2023, 12, 30)),
        ("Văn phòng", "Không hạn", None),
    )
    with store.action("Nhiệm vụ") as action:
        ids = [
            targets.add_task(action, drive, TaskDraft(who, what, due_date=due)) for who, what, due in tasks
        ]
    seen = overview.overview(store.con, TODAY)
    assert counts(seen)["inside"] == (1, 2, 1)
    assert lines(seen, "inside", "overdue") == ["Văn phòng – Soạn công văn đôn đốc"]
    inside = next(g for g in seen.duties if g.key == "inside")
    assert [line.words for bucket in inside.buckets for line in bucket.lines] == [
        "Quá hạn 3 ngày",
        "Đến hạn hôm nay",
        "Còn 5 ngày",
        "Còn 21 ngày",
    ]
    assert lines(seen, "inside", "soon")[0] == "Đặt phôi Giấy khen"
    with store.action("Xong") as action:
        targets.set_task_done(action, ids[0], TODAY)
    assert counts(overview.overview(store.con, TODAY))["inside"] == (0, 2, 1)


def test_a_closed_drive_asks_for_nothing(store: Store, drive: int) -> None:
    with store.action("Nhiệm vụ") as action:
        targets.add_task(action, drive, TaskDraft("", "Lưu hồ sơ", due_date=D(2023, 8, 1)))
        campaigns.close_campaign(action, drive, D(2023, 8, 19))
    seen = overview.overview(store.con, TODAY)
    assert seen.idle
    assert seen.drives == ()


def test_an_empty_register_has_nothing_to_do(store: Store) -> None:
    seen = overview.overview(store.con, TODAY)
    assert seen.idle
    assert (seen.as_of, seen.waiting, seen.drives) == (TODAY, (), ())
    assert all(group.count == 0 for group in seen.duties)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (None, "Chưa có bản sao lưu nào"),
        (AT("2023-08-20T07:05"), "Sao lưu gần nhất: 07:05 ngày 20/08/2023 (hôm nay)"),
        (AT("2023-08-19T23:59"), "Sao lưu gần nhất: 23:59 ngày 19/08/2023 (hôm qua)"),
        (AT("2023-08-01T17:30"), "Sao lưu gần nhất: 17:30 ngày 01/08/2023 (19 ngày trước)"),
        (AT("2023-08-21T00:10"), "Sao lưu gần nhất: 00:10 ngày 21/08/2023 (hôm nay)"),
    ],
)
def test_the_age_of_the_last_copy(made: dt.datetime | None, words: str) -> None:
    assert overview.age_of_copy(made, AT("2023-08-20T00:05")) == words
