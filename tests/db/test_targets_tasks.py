"""Targets with their results by phase, and tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import award_rounds, campaigns, targets, units
from db.campaigns import CampaignDraft, PhaseDraft
from db.errors import BadInput
from db.store import Action, Store
from db.targets import TargetDraft, TaskDraft

D = dt.date
Refuse = Callable[[Callable[[Action], object]], str]


@pytest.fixture
def drive(store: Store) -> int:
    with store.action("Phong trào") as action:
        return campaigns.start_campaign(
            action, CampaignDraft("Thi đua", phases=(PhaseDraft("Đợt 1"), PhaseDraft("Đợt 2")))
        )


def add(store: Store, drive: int, name: str, value: str = "100", **facts: object) -> int:
    with store.action("Chỉ tiêu") as action:
        return targets.add_target(action, drive, TargetDraft(name, Decimal(value), **facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "stored"),
    [("0", 0), ("0.001", 1), ("0.39", 390), ("95", 95_000), ("-12", -12_000), ("2500.125", 2_500_125)],
)
def test_values_are_thousandths(value: str, stored: int) -> None:
    assert targets.thousandths(Decimal(value)) == stored


@given(st.integers(-(10**12), 10**12))
def test_no_thousandth_is_lost(number: int) -> None:
    assert targets.thousandths(Decimal(number) / 1000) == number


@given(st.integers(-(10**9), 10**9).filter(lambda n: n % 10 != 0))
def test_a_ten_thousandth_is_refused(number: int) -> None:
    with pytest.raises(BadInput, match="quá ba chữ số thập phân"):
        targets.thousandths(Decimal(number) / 10_000)


def test_targets_of_the_drive_come_before_those_of_units(store: Store, drive: int) -> None:
    with store.action("Đơn vị") as action:
        ten, two = (units.add_unit(action, name=name) for name in ("Thôn 10", "Thôn 2"))
    add(store, drive, "Của thôn 10", unit_id=ten)
    add(store, drive, "Của thôn 2", unit_id=two)
    with store.action("Chỉ tiêu chung") as action:
        targets.add_target(action, drive, TargetDraft("Thứ hai", Decimal(1)), ordinal=2)
        targets.add_target(action, drive, TargetDraft("Thứ nhất", Decimal(1)), ordinal=1)
    listed = targets.list_targets(store.con, drive)
    assert [(t.name, t.unit) for t in listed] == [
        ("Thứ nhất", ""),
        ("Thứ hai", ""),
        ("Của thôn 2", "Thôn 2"),
        ("Của thôn 10", "Thôn 10"),
    ]


@pytest.mark.parametrize("kind", targets.KINDS)
@pytest.mark.parametrize(
    ("annual", "result", "share"),
    [
        ("100", "50", 500_000),
        ("100", "49.999", 499_990),
        ("3", "1", 333_333),
        ("3", "2", 666_666),
        ("100", "120", 1_200_000),
        ("100", "0", 0),
        ("0", "5", None),
    ],
)
def test_only_what_accumulates_has_a_share(
    store: Store, drive: int, kind: str, annual: str, result: str, share: int | None
) -> None:
    target = add(store, drive, "Chỉ tiêu", annual, kind=kind)
    first, second = (phase.id for phase in campaigns.phases(store.con, drive))
    with store.action("Kết quả") as action:
        targets.set_result(action, target, first, Decimal(result))
    (found,) = targets.list_targets(store.con, drive)
    assert found.share_ppm(first) == (share if kind == "cumulative" else None)
    assert found.share_ppm(second) is None


def test_results_are_written_changed_and_taken_out(store: Store, drive: int) -> None:
    target = add(store, drive, "Hiến đất", "2500")
    first, second = (phase.id for phase in campaigns.phases(store.con, drive))
    for value, expected in (("10", {first: 10_000}), ("0", {first: 0}), (None, {}), (None, {})):
        with store.action("Kết quả") as action:
            targets.set_result(
                action, target, first, Decimal(value) if value is not None else None, D(2023, 6, 30)
            )
        assert targets.list_targets(store.con, drive)[0].results == expected
    with store.action("Cả hai đợt") as action:
        targets.set_result(action, target, first, Decimal(1))
        targets.set_result(action, target, second, Decimal(2))
    assert targets.list_targets(store.con, drive)[0].results == {first: 1000, second: 2000}
    with store.action("Xóa") as action:
        targets.remove_target(action, target)
    assert targets.list_targets(store.con, drive) == []
    assert store.con.execute("SELECT count(*) FROM target_result").fetchone()[0] == 0


def test_targets_are_read_with_two_questions(store: Store, drive: int) -> None:
    first = campaigns.phases(store.con, drive)[0].id
    with store.action("Nhiều chỉ tiêu") as action:
        for number in range(40):
            target = targets.add_target(action, drive, TargetDraft(f"Số {number}", Decimal(1)))
            targets.set_result(action, target, first, Decimal(1))
    seen: list[str] = []
    store.con.set_trace_callback(seen.append)
    assert len(targets.list_targets(store.con, drive)) == 40
    store.con.set_trace_callback(None)
    assert len(seen) == 2


def test_another_drives_targets_stay_out(store: Store, drive: int) -> None:
    add(store, drive, "Của ta")
    with store.action("Khác") as action:
        other = campaigns.start_campaign(
            action,
            CampaignDraft("B", targets=(TargetDraft("Khác", Decimal(1)),), tasks=(TaskDraft("A", "B"),)),
        )
    assert [t.name for t in targets.list_targets(store.con, drive)] == ["Của ta"]
    assert [t.name for t in targets.list_targets(store.con, other)] == ["Khác"]
    assert targets.list_tasks(store.con, drive) == []


def test_what_is_refused(store: Store, drive: int, refused: Refuse) -> None:
    target = add(store, drive, "Cây xanh")
    first = campaigns.phases(store.con, drive)[0].id
    table: list[tuple[str, Callable[[Action], object]]] = [
        ("Tên chỉ tiêu đang để trống", lambda a: targets.add_target(a, drive, TargetDraft(" ", Decimal(1)))),
        (
            "Số “0.0005” có quá ba chữ số",
            lambda a: targets.set_result(a, target, first, Decimal("0.0005")),
        ),
        ("Nội dung nhiệm vụ đang để trống", lambda a: targets.add_task(a, drive, TaskDraft("Ai", "\u200b"))),
    ]
    for due in ("15/8/2023", "2023-02-29", "cuối năm"):
        draft = TargetDraft("A", Decimal(1), due_on=due)
        table.append((f"Thời hạn “{due}” không đúng", lambda a, d=draft: targets.add_target(a, drive, d)))  # type: ignore[misc]
    for sentence, work in table:
        assert refused(work).startswith(sentence)


@pytest.mark.parametrize("due", [None, "2023", "2023-06", "2024-02-29"])
def test_targets_may_be_due_in_a_year_or_a_month(store: Store, drive: int, due: str | None) -> None:
    add(store, drive, " Trồng  cây ", "3000", measure=" cây ", due_on=due, quote="Trồng  mới", note=" x ")
    (target,) = targets.list_targets(store.con, drive)
    assert (target.name, target.measure, target.due_on) == ("Trồng cây", "cây", due)
    assert (target.quote, target.note, target.annual_thousandths) == ("Trồng  mới", "x", 3_000_000)


def test_tasks_are_done_and_opened_again_in_the_plans_order(store: Store, drive: int) -> None:
    with store.action("Nhiệm vụ") as action:
        second = targets.add_task(
            action, drive, TaskDraft(" Văn  phòng ", "Tổng hợp", D(2023, 9, 1), "V.1", "giao Văn phòng")
        )
        targets.add_task(action, drive, TaskDraft("", "Việc chưa giao ai"))
    with store.action("Xong") as action:
        assert targets.set_task_done(action, second, D(2023, 8, 30))
        assert not targets.set_task_done(action, second, D(2023, 8, 30))
    first, last = targets.list_tasks(store.con, drive)
    assert (first.who, first.due_date, first.done_date) == ("Văn phòng", D(2023, 9, 1), D(2023, 8, 30))
    assert (first.section, first.quote) == ("V.1", "giao Văn phòng")
    assert (last.who, last.what, last.due_date, last.done_date) == ("", "Việc chưa giao ai", None, None)
    with store.action("Mở lại") as action:
        targets.set_task_done(action, second, None)
    assert targets.list_tasks(store.con, drive)[0].done_date is None


def test_a_done_task_stays_an_open_one_goes(store: Store, drive: int, refused: Refuse) -> None:
    with store.action("Nhiệm vụ") as action:
        first, second = (targets.add_task(action, drive, TaskDraft("Ai", f"Việc {n}")) for n in (1, 2))
        targets.set_task_done(action, first, D(2023, 6, 1))
    assert "đã ghi là làm xong" in refused(lambda a: targets.remove_task(a, first))
    with store.action("Xóa") as action:
        targets.remove_task(action, second)
    assert [task.id for task in targets.list_tasks(store.con, drive)] == [first]


def test_a_phase_something_was_counted_in_stays(store: Store, drive: int, refused: Refuse) -> None:
    first, second = campaigns.phases(store.con, drive)
    target = add(store, drive, "Hiến đất")
    with store.action("Kết quả") as action:
        targets.set_result(action, target, first.id, Decimal(1))
        round_id = award_rounds.save(action, drive, name="Xét lần 1", phase_id=second.id)
    assert "đã có kết quả chỉ tiêu" in refused(lambda a: campaigns.remove_phase(a, first.id))
    assert "đợt xét khen thưởng" in refused(lambda a: campaigns.remove_phase(a, second.id))
    with store.action("Đợt xét cả phong trào") as action:
        award_rounds.save(action, drive, name="Xét lần 1", round_id=round_id)
        campaigns.remove_phase(action, second.id)
    assert [phase.id for phase in campaigns.phases(store.con, drive)] == [first.id]
