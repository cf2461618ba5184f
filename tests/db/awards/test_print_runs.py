"""Runs are open until what came out is said: closed by hand, cut short, gone on with, printed again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import awards, decisions, history, history_words, printing, settings, sheet_stock
from db.errors import BadInput, NotFound
from db.store import Store

D = dt.date
AT = dt.datetime(2023, 12, 21, 9, 30, tzinfo=dt.UTC)
NAMES = ("An", "Bình", "Chi", "Dũng", "Em")
PHOI = "Phôi giấy khen A4"


@pytest.fixture
def issued(world: Any) -> tuple[Any, int, list[int]]:
    """A decision of five people, issued."""
    for name in NAMES:
        world.nominate(f"Trần Văn {name}")
    world.approve()
    with world.store.action("Ra quyết định") as action:
        decision = decisions.decide(action, world.campaign, number="12", day=D(2023, 12, 20))
    return world, decision, [a.id for a in awards.list_awards(world.store.con, decision)]


def start(world: Any, decision: int, ids: list[int], **facts: Any) -> int:
    known = {
        "template_name": "phoi-giay-khen-a4",
        "printer": "Canon",
        "stock": PHOI,
        "overprint": True,
        "at": AT,
    }
    with world.store.action("Bắt đầu in") as action:
        return printing.start_run(action, decision, ids, **{**known, **facts})


def finish(world: Any, run: int, good: int | None = None, spoiled: dict[int, str] | None = None) -> int:
    with world.store.action("Ghi kết quả") as action:
        return printing.finish_run(action, run, good, spoiled, at=AT)


def states(world: Any, run: int) -> list[tuple[int, str, str]]:
    return [(s.ordinal, s.state, s.note) for s in printing.sheets(world.store.con, run)]


def test_a_run_remembers_what_it_was_before_its_first_sheet(issued: tuple[Any, int, list[int]]) -> None:
    world, decision, ids = issued
    with world.store.action("Cài đặt") as action:
        settings.put(action, "officer_name", "Lê Thị Mơ")
    run = start(world, decision, ids, template_version=3, tray="Khay tay", note="Lễ 20/12")
    (found,) = printing.open_runs(world.store.con)
    assert (found.id, found.planned, found.open, found.finished_at) == (run, tuple(ids), True, None)
    assert (found.template_name, found.template_version, found.tray) == ("phoi-giay-khen-a4", 3, "Khay tay")
    assert (found.printer, found.stock, found.officer) == ("Canon", PHOI, "Lê Thị Mơ")
    assert (found.sheets, found.good, found.spoiled, found.note) == (0, 0, 0, "Lễ 20/12")
    assert sheet_stock.stock_balance(world.store.con) == {}, "nothing is used before a sheet came out"
    assert printing.without_sheet(world.store.con, decision) == ids
    assert start(world, decision, ids, officer="Người khác", trial=True) > run
    assert printing.open_runs(world.store.con)[1].officer == "Người khác"


# (last good sheet, spoiled ones) -> (states by ordinal, what remains by position in the list, sheets used)
OUTCOMES: list[tuple[int | None, dict[int, str], list[tuple[int, str, str]], list[int], int]] = [
    (None, {}, [(n, "good", "") for n in range(1, 6)], [], 5),
    (
        5,
        {2: "Lệch"},
        [(1, "good", ""), (2, "spoiled", "Lệch"), *((n, "good", "") for n in (3, 4, 5))],
        [1],
        5,
    ),
    (3, {}, [(n, "good", "") for n in (1, 2, 3)], [3, 4], 3),
    (3, {4: " Kẹt  giấy "}, [*((n, "good", "") for n in (1, 2, 3)), (4, "spoiled", "Kẹt giấy")], [3, 4], 4),
    (
        2,
        {1: "Lệch", 3: "Kẹt giấy", 5: "Phôi rách"},
        [(1, "spoiled", "Lệch"), (2, "good", ""), (3, "spoiled", "Kẹt giấy"), (5, "spoiled", "Phôi rách")],
        [0, 2, 3, 4],
        4,
    ),
    (0, {1: "Mực mờ"}, [(1, "spoiled", "Mực mờ")], [0, 1, 2, 3, 4], 1),
    (0, {}, [], [0, 1, 2, 3, 4], 0),
]


@pytest.mark.parametrize(("good", "spoiled", "expected", "left", "used"), OUTCOMES)
def test_what_came_out_is_entered_and_the_rest_remains(
    issued: tuple[Any, int, list[int]],
    good: int | None,
    spoiled: dict[int, str],
    expected: list[tuple[int, str, str]],
    left: list[int],
    used: int,
) -> None:
    world, decision, ids = issued
    con = world.store.con
    run = start(world, decision, ids)
    assert finish(world, run, good, spoiled) == used
    assert states(world, run) == expected
    assert printing.remaining(con, run) == [ids[n] for n in left]
    assert printing.without_sheet(con, decision) == [ids[n] for n in left]
    assert printing.open_runs(con) == []
    assert sheet_stock.stock_balance(con).get(PHOI, 0) == -used
    assert [line.print_run_id for line in sheet_stock.stock_lines(con)] == [run] * bool(used)
    closed = printing.get_run(con, run)
    assert (closed.open, closed.finished_at) == (False, AT.isoformat(timespec="seconds"))
    assert (closed.sheets, closed.spoiled) == (used, sum(state == "spoiled" for _, state, _ in expected))


@pytest.mark.parametrize(
    ("good", "spoiled", "named"),
    [
        (6, {}, "1 đến 5"),
        (-1, {}, "1 đến 5"),
        (5, {6: "Lệch"}, "1 đến 5"),
        (5, {0: "Lệch"}, "1 đến 5"),
        (5, {2: " "}, "lý do"),
    ],
)
def test_a_result_that_cannot_be_is_refused(
    issued: tuple[Any, int, list[int]],
    sentence: Callable[..., str],
    good: int,
    spoiled: dict[int, str],
    named: str,
) -> None:
    world, decision, ids = issued
    run = start(world, decision, ids)
    with pytest.raises(BadInput, match=named) as refused:
        finish(world, run, good, spoiled)
    sentence(refused.value)
    assert printing.get_run(world.store.con, run).open
    assert states(world, run) == []


def test_a_run_is_closed_once(issued: tuple[Any, int, list[int]], sentence: Callable[..., str]) -> None:
    world, decision, ids = issued
    run = start(world, decision, ids)
    finish(world, run)
    for again in (lambda: finish(world, run), lambda: finish(world, run, 2)):
        with pytest.raises(BadInput) as refused:
            again()
        sentence(refused.value)
    with pytest.raises(NotFound) as missing:
        printing.get_run(world.store.con, run + 1)
    sentence(missing.value)


def test_the_rest_goes_on_as_a_run_of_its_own(issued: tuple[Any, int, list[int]]) -> None:
    world, decision, ids = issued
    con = world.store.con
    first = start(world, decision, ids)
    finish(world, first, 2, {3: "Kẹt giấy"})
    rest = printing.remaining(con, first)
    second = start(world, decision, rest)
    assert printing.remaining(con, first) == rest, "an open run has not printed anything yet"
    finish(world, second, 1, {2: "Mực mờ"})
    assert printing.remaining(con, first) == printing.remaining(con, second) == rest[1:]
    finish(world, start(world, decision, rest[1:]))
    assert printing.remaining(con, first) == printing.remaining(con, second) == []
    assert printing.good_sheets(con, decision) == dict.fromkeys(ids, 1)
    assert not any(sheet.reprint for run in printing.list_runs(con) for sheet in printing.sheets(con, run.id))
    assert sheet_stock.stock_balance(con) == {PHOI: -7}


def test_an_award_revoked_after_the_jam_needs_no_sheet(issued: tuple[Any, int, list[int]]) -> None:
    world, decision, ids = issued
    run = start(world, decision, ids)
    finish(world, run, 3)
    with world.store.action("Thu hồi") as action:
        action.update("award", ids[3], revoked_date="2024-01-05", revoke_reason="Kê khai sai")
    assert printing.remaining(world.store.con, run) == ids[4:]


def test_printing_again_needs_a_reason_and_is_marked(
    issued: tuple[Any, int, list[int]], sentence: Callable[..., str]
) -> None:
    world, decision, ids = issued
    con = world.store.con
    finish(world, start(world, decision, ids[:3]), 2, {3: "Lệch"})
    assert printing.needs_reason(con, ids) == ids[:2], "a spoiled sheet is no certificate"
    for wanted, words in ((ids[1:2], "“Trần Văn Bình” đã"), (ids, "“Trần Văn An” và 1 tên nữa đã")):
        with pytest.raises(BadInput, match=words) as refused:
            start(world, decision, wanted, reprint_reason="  ")
        sentence(refused.value)
    again = start(world, decision, ids, reprint_reason="Người nhận làm mất")
    assert printing.remaining(con, again) == ids, (
        "the sheets of before do not count for a run that prints again"
    )
    finish(world, again, 4)
    assert [s.reprint for s in printing.sheets(con, again)] == [True, True, False, False]
    assert printing.get_run(con, again).reprint_reason == "Người nhận làm mất"
    assert printing.remaining(con, again) == ids[4:]


def test_a_certificate_handed_over_is_not_printed_again_without_a_reason(
    issued: tuple[Any, int, list[int]],
) -> None:
    world, decision, ids = issued
    with world.store.action("Trao") as action:
        awards.mark_received(action, ids[:1], D(2023, 12, 25), "Em trai")
    assert printing.needs_reason(world.store.con, reversed(ids)) == ids[:1]
    with pytest.raises(BadInput, match="lý do"):
        start(world, decision, ids)


def test_files_and_trials_ask_for_no_reason_and_are_no_certificates(
    issued: tuple[Any, int, list[int]],
) -> None:
    world, decision, ids = issued
    con = world.store.con
    for _ in range(2):
        with world.store.action("Ra PDF") as action:
            printing.record_run(action, decision, ids, template_name="x", target="pdf", stock=PHOI, at=AT)
    assert printing.needs_reason(con, ids) == []
    trial = start(world, decision, ids[:1], trial=True)
    finish(world, trial)
    assert printing.without_sheet(con, decision, target="printer") == ids
    assert printing.good_sheets(con, decision) == dict.fromkeys(ids, 2), "of the two files"
    assert printing.remaining(con, trial) == []
    assert sheet_stock.stock_lines(con) == []
    real = start(world, decision, ids)
    start(world, decision, ids[:1], trial=True)
    finish(world, real)
    assert [s.reprint for s in printing.sheets(con, real)] == [False] * 5
    assert printing.without_sheet(con, decision, target="printer") == []


def test_what_waits_in_an_open_run_is_not_printed_a_second_time(
    issued: tuple[Any, int, list[int]], sentence: Callable[..., str]
) -> None:
    world, decision, ids = issued
    run = start(world, decision, ids[:2])
    with pytest.raises(BadInput, match="Đợt in trước") as refused:
        start(world, decision, ids[1:])
    sentence(refused.value)
    other = start(world, decision, ids[2:])
    assert [r.id for r in printing.open_runs(world.store.con, decision)] == [run, other]
    finish(world, run, 0)
    start(world, decision, ids[:2])


@pytest.mark.parametrize(("pick", "named"), [((0, 0), "hai lần"), ((), "ít nhất một")])
def test_a_list_that_cannot_be_printed_is_refused(
    issued: tuple[Any, int, list[int]], sentence: Callable[..., str], pick: tuple[int, ...], named: str
) -> None:
    world, decision, ids = issued
    with pytest.raises(BadInput, match=named) as refused:
        start(world, decision, [ids[n] for n in pick])
    sentence(refused.value)


def test_revoked_awards_and_lost_decisions_are_refused(
    issued: tuple[Any, int, list[int]], sentence: Callable[..., str]
) -> None:
    world, decision, ids = issued
    with world.store.action("Thu hồi") as action:
        action.update("award", ids[1], revoked_date="2024-01-05", revoke_reason="Kê khai sai")
    with pytest.raises(BadInput, match="Trần Văn Bình") as refused:
        start(world, decision, ids)
    sentence(refused.value)
    with pytest.raises(NotFound) as missing:
        start(world, decision + 9, ids)
    sentence(missing.value)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_spoiled_sheet_has_a_reason(
    issued: tuple[Any, int, list[int]], sentence: Callable[..., str], reason: str
) -> None:
    world, decision, ids = issued
    run = start(world, decision, ids)
    finish(world, run)
    with pytest.raises(BadInput, match="lý do") as refused, world.store.action("Hỏng") as action:
        printing.mark_spoiled(action, [printing.sheets(action.con, run)[0].id], reason)
    sentence(refused.value)
    with pytest.raises(BadInput), world.store.action("Hỏng") as action:
        printing.spoil_from(action, run, 2, reason)
    assert {state for _, state, _ in states(world, run)} == {"good"}


def test_an_open_run_without_a_sheet_is_dropped(
    issued: tuple[Any, int, list[int]], sentence: Callable[..., str]
) -> None:
    world, decision, ids = issued
    run = start(world, decision, ids)
    with world.store.action("Bỏ") as action:
        printing.drop_run(action, run)
    assert printing.list_runs(world.store.con) == []
    closed = start(world, decision, ids)
    finish(world, closed)
    with pytest.raises(BadInput) as refused, world.store.action("Bỏ") as action:
        printing.drop_run(action, closed)
    sentence(refused.value)


def test_the_reasons_offered_are_words() -> None:
    assert printing.spoil_reasons()[:2] == ("Kẹt giấy", "Lệch")
    for listed in (printing.spoil_reasons(), printing.reprint_reasons()):
        assert len(set(listed)) == len(listed) >= 4
        assert listed[-1] == "Khác"


def test_the_history_tells_a_run_in_words(issued: tuple[Any, int, list[int]]) -> None:
    world, decision, ids = issued
    run = start(world, decision, ids, template_version=2, officer="Lê Thị Mơ", tray="Khay 2")
    finish(world, run, 1, {2: "Kẹt giấy"})
    con = world.store.con
    opened, closed = (
        history_words.in_words(con, history.changes_of(con, record.id))
        for record in reversed(history.actions(con, limit=2))
    )
    lines = opened[0].lines
    for line in (
        "Người in: Lê Thị Mơ",
        "Bản của mẫu: 2",
        "Khay giấy: Khay 2",
        f"Loại phôi: {PHOI}",
        "In trên phôi: Có",
    ):
        assert line in lines
    assert not any("[" in line for line in lines), "ids of the planned awards are no words"
    assert [words.shown for words in closed] == [
        "Thêm Tờ đã in “Trần Văn An”",
        "Thêm Tờ đã in “Trần Văn Bình”",
        "Sửa Đợt in “12/QĐ-UBND”",
        f"Thêm Kho phôi “{PHOI}”",
    ]


KILLED = """
import os, sys
from pathlib import Path
from db import printing
from db.store import Store
store = Store.open(Path(sys.argv[1]))
with store.action("Bắt đầu in") as action:
    run = printing.start_run(action, int(sys.argv[2]), [int(one) for one in sys.argv[3:]],
                             template_name="phoi", printer="Canon", stock="Phôi")
print(run, flush=True)
if os.environ.get("LATE"):
    with store.action("Ghi kết quả") as action:
        printing.finish_run(action, run, 2)
        os._exit(9)
os._exit(9)
"""


@pytest.mark.parametrize("late", [False, True], ids=["while printing", "while the result is entered"])
def test_a_power_cut_leaves_an_open_run_that_is_found_and_gone_on_with(
    issued: tuple[Any, int, list[int]], start_child: Any, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    world, decision, ids = issued
    world.store.close()
    if late:
        monkeypatch.setenv("LATE", "1")
    child = start_child(KILLED, world.store.path, decision, *ids)
    out, err = child.communicate(timeout=120)
    assert child.returncode == 9, err
    with Store.open(world.store.path) as store:
        (run,) = printing.open_runs(store.con)
        assert (run.id, run.planned, run.sheets) == (int(out), tuple(ids), 0)
        with store.action("Tờ cuối cùng in tốt là số 3") as action:
            printing.finish_run(action, run.id, 3, {4: "Mất điện"})
        assert printing.open_runs(store.con) == []
        assert printing.remaining(store.con, run.id) == ids[3:]
        assert sheet_stock.stock_balance(store.con) == {"Phôi": -4}
