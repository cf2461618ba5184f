"""The stock of phôi: warnings by hand, and the minutes of a period against a count of every single sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import awards, decisions, history, printing, sheet_stock
from db.errors import BadInput, NotFound
from db.sheet_stock import StockUse

D = dt.date
FIRST = D(2023, 11, 1)
KINDS = ("Phôi A3", "Phôi A4")


@pytest.fixture
def issued(world: Any) -> tuple[Any, int, list[int]]:
    """A decision of four people, issued."""
    for name in ("An", "Bình", "Chi", "Dũng"):
        world.nominate(f"Trần Văn {name}")
    world.approve()
    with world.store.action("Ra quyết định") as action:
        decision = decisions.decide(action, world.campaign, number="12", day=D(2023, 12, 20))
    return world, decision, [a.id for a in awards.list_awards(world.store.con, decision)]


def test_a_kind_of_phoi_typed_with_other_capitals_is_the_same_kind(world: Any) -> None:
    con = world.store.con
    with world.store.action("Nhập") as action:
        sheet_stock.add_stock(action, "Phôi Giấy khen A4", 10, day=FIRST)
        sheet_stock.add_stock(action, " phôi  giấy khen a4", -4, day=FIRST)
    assert sheet_stock.stock_balance(con) == {"Phôi Giấy khen A4": 6}
    assert sheet_stock.short_of(con, "Phôi giấy khen A4", 6) == ""
    assert sheet_stock.short_of(con, "Phôi giấy khen A4", 7).startswith("“Phôi Giấy khen A4” còn 6 tờ")
    assert sheet_stock.known_name(con, "Phôi giấy khen A3") == "Phôi giấy khen A3"


@pytest.mark.parametrize(
    ("stock", "need", "told"),
    [
        ("Phôi A4", 97, ""),
        (
            " Phôi  A4 ",
            98,
            "“Phôi A4” còn 97 tờ, đợt in cần 98 tờ, thiếu 1 tờ; hãy nhập thêm phôi hoặc in ít tờ hơn.",
        ),
        (
            "Phôi A3",
            2,
            "“Phôi A3” còn 0 tờ, đợt in cần 2 tờ, thiếu 2 tờ; hãy nhập thêm phôi hoặc in ít tờ hơn.",
        ),
        (
            "Phôi A5",
            1,
            "Kho chưa ghi số tờ của “Phôi A5”; hãy nhập số phôi đang có để biết còn đủ hay không.",
        ),
        ("", 5, ""),
        ("Phôi A3", 0, ""),
    ],
)
def test_less_than_the_batch_needs_is_told(world: Any, stock: str, need: int, told: str) -> None:
    with world.store.action("Nhập") as action:
        sheet_stock.add_stock(action, "Phôi A4", 97, day=FIRST)
        sheet_stock.add_stock(action, "Phôi A3", -5, day=FIRST)
    assert sheet_stock.short_of(world.store.con, stock, need) == told


def test_what_is_left_on_a_day(world: Any) -> None:
    with world.store.action("Nhập") as action:
        for day, delta in ((D(2023, 11, 1), 10), (D(2023, 11, 5), -3), (D(2024, 1, 2), 40)):
            sheet_stock.add_stock(action, "Phôi A4", delta, day=day)
    con = world.store.con
    assert [
        sheet_stock.stock_balance(con, day).get("Phôi A4")
        for day in (D(2023, 10, 31), D(2023, 11, 1), D(2023, 11, 5), D(2024, 1, 1), None)
    ] == [None, 10, 7, 7, 47]


def test_only_what_was_entered_by_hand_is_taken_out(
    issued: tuple[Any, int, list[int]], sentence: Callable[..., str]
) -> None:
    world, decision, ids = issued
    with world.store.action("Nhập, in") as action:
        bought = sheet_stock.add_stock(action, "Phôi A4", 10, day=FIRST)
        printing.record_run(action, decision, ids, template_name="x", target="printer", stock="Phôi A4")
    taken = sheet_stock.stock_lines(action.con)[0]
    assert (taken.delta, taken.reason) == (-4, "In 4 tờ")
    for line, refusal in ((taken.id, BadInput), (999, NotFound)):
        with pytest.raises(refusal) as refused, world.store.action("Xóa") as removal:
            sheet_stock.remove_line(removal, line)
        sentence(refused.value)
    with world.store.action("Xóa") as action:
        sheet_stock.remove_line(action, bought)
    assert sheet_stock.stock_balance(action.con) == {"Phôi A4": -4}


def test_spoiled_sheets_are_told_with_whom_why_and_by_whom(issued: tuple[Any, int, list[int]]) -> None:
    world, decision, ids = issued
    at = dt.datetime(2023, 12, 21, 8, tzinfo=dt.UTC)
    with world.store.action("In") as action:
        run = printing.start_run(
            action,
            decision,
            ids,
            template_name="x",
            stock="Phôi A4",
            officer="Lê Thị Mơ",
            printer="Canon",
            at=at,
        )
        printing.finish_run(action, run, 3, {2: "Lệch"}, at=at)
        plain = printing.start_run(action, decision, [ids[1]], template_name="x", printer="Canon", at=at)
        printing.finish_run(action, plain, 0, {1: "Kẹt giấy"}, at=at)
    con = world.store.con
    (found,) = sheet_stock.spoiled_sheets(con, D(2023, 12, 21), D(2023, 12, 21))
    assert (found.day, found.stock, found.recipient) == (D(2023, 12, 21), "Phôi A4", "Ông Trần Văn Bình")
    assert (found.decision, found.ordinal, found.reason) == ("12/QĐ-UBND", 2, "Lệch")
    assert (found.officer, found.printer, found.print_run_id) == ("Lê Thị Mơ", "Canon", run)
    assert sheet_stock.spoiled_sheets(con, D(2023, 12, 22), D(2024, 12, 22)) == []
    assert sheet_stock.spoiled_sheets(con, D(2022, 12, 22), D(2023, 12, 20)) == []


def test_a_kind_that_never_moved_in_sight_is_left_out(world: Any) -> None:
    with world.store.action("Nhập") as action:
        sheet_stock.add_stock(action, "Phôi A4", 5, day=FIRST)
        sheet_stock.add_stock(action, "Phôi A4", -5, day=FIRST)
        sheet_stock.add_stock(action, "Phôi A3", 7, day=D(2024, 1, 1))
    con = world.store.con
    assert sheet_stock.use_of_sheets(con, D(2023, 12, 1), D(2023, 12, 31)) == []
    assert sheet_stock.use_of_sheets(con, FIRST, FIRST) == [StockUse("Phôi A4", 0, 5, 0, 0, 5, 0)]


# A movement: (kind, day, delta by hand) or (kind, day, last good sheet, spoiled ordinals) of a run of four.
HAND = st.tuples(st.sampled_from(KINDS), st.integers(0, 9), st.integers(-6, 9).filter(bool))
RUNS = st.tuples(
    st.sampled_from(KINDS), st.integers(0, 9), st.integers(0, 4), st.sets(st.integers(1, 4), max_size=3)
)


def counted_by_hand(moves: list[tuple[Any, ...]], kind: str, start: int, end: int) -> StockUse:
    """Every sheet put on its own pile; nothing is summed by SQL."""
    piles = {"opening": 0, "came_in": 0, "good": 0, "spoiled": 0, "other_out": 0}
    for move in moves:
        if move[0] != kind or move[1] > end:
            continue
        now = move[1] >= start
        if len(move) == 3:
            pile = "opening" if not now else "came_in" if move[2] > 0 else "other_out"
            piles[pile] += move[2] if pile != "other_out" else -move[2]
            continue
        for ordinal in range(1, 5):
            if ordinal in move[3]:
                piles["spoiled" if now else "opening"] += 1 if now else -1
            elif ordinal <= move[2]:
                piles["good" if now else "opening"] += 1 if now else -1
    closing = piles["opening"] + piles["came_in"] - piles["good"] - piles["spoiled"] - piles["other_out"]
    return StockUse(kind, closing=closing, **piles)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(st.one_of(HAND, RUNS), max_size=8),
    days=st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted),
)
def test_the_minutes_count_every_sheet_once(
    issued: tuple[Any, int, list[int]], moves: list[tuple[Any, ...]], days: list[int]
) -> None:
    world, decision, ids = issued
    start, end = (FIRST + dt.timedelta(n) for n in days)
    with world.store.action("Thử") as action:
        for move in moves:
            day = FIRST + dt.timedelta(move[1])
            if len(move) == 3:
                sheet_stock.add_stock(action, move[0], move[2], day=day)
                continue
            at = dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)
            run = printing.start_run(
                action, decision, ids, template_name="x", stock=move[0], reprint_reason="thử", at=at
            )
            printing.finish_run(action, run, move[2], dict.fromkeys(move[3], "Lệch"), at=at)
    con = world.store.con
    found = {use.name: use for use in sheet_stock.use_of_sheets(con, start, end)}
    balance = sheet_stock.stock_balance(con, end)
    spoiled = sheet_stock.spoiled_sheets(con, start, end)
    if moves:
        history.undo(world.store)  # the next example begins with an empty stock
    for kind in KINDS:
        expected = counted_by_hand(moves, kind, *days)
        assert found.get(kind, StockUse(kind, 0, 0, 0, 0, 0, 0)) == expected
        assert expected.closing == balance.get(kind, 0)
        assert sum(sheet.stock == kind for sheet in spoiled) == expected.spoiled


def test_a_sheet_found_spoiled_later_moves_from_good_to_spoiled(issued: tuple[Any, int, list[int]]) -> None:
    world, decision, ids = issued
    at = dt.datetime(2023, 12, 21, 8, tzinfo=dt.UTC)
    period = D(2023, 12, 1), D(2023, 12, 31)
    with world.store.action("In") as action:
        run = printing.record_run(
            action, decision, ids, template_name="x", target="printer", stock="Phôi A4", at=at
        )
    con = world.store.con
    assert sheet_stock.use_of_sheets(con, *period) == [StockUse("Phôi A4", 0, 0, 4, 0, 0, -4)]
    with world.store.action("Sai tên") as action:
        printing.mark_spoiled(action, [printing.sheets(con, run)[1].id], "Sai nội dung")
    assert sheet_stock.use_of_sheets(con, *period) == [StockUse("Phôi A4", 0, 0, 3, 1, 0, -4)]
