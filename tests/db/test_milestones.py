"""Milestones and what is owed because of them, against a second, slower reckoning of the same rules."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import board, campaigns, milestones, registrations, units
from db.campaigns import CampaignDraft
from db.milestones import Milestone, MilestoneDraft, RequirementDraft
from db.store import Action, Store

D = dt.date
Refuse = Callable[[Callable[[Action], object]], str]
Owed = tuple[str | None, str, str, str, dt.date | None]


def owed(store: Store, drive: int) -> Counter[Owed]:
    """(unit or None for the office, direction, kind, what, due) of a drive's obligations."""
    rows = store.con.execute(
        "SELECT u.name AS unit, o.direction, o.kind, o.name, o.due_date FROM obligation o "
        "LEFT JOIN unit u ON u.id = o.unit_id WHERE o.campaign_id = ?",
        (drive,),
    )
    return Counter(
        (
            r["unit"],
            r["direction"],
            r["kind"],
            r["name"],
            D.fromisoformat(r["due_date"]) if r["due_date"] else None,
        )
        for r in rows
    )


def start(store: Store, *stones: MilestoneDraft, **facts: object) -> int:
    with store.action("Phong trào") as action:
        values = {"start_on": "2023-01-01", "end_on": "2023-12-31", **facts}
        return campaigns.start_campaign(action, CampaignDraft("Thi đua", milestones=stones, **values))  # type: ignore[arg-type]


@pytest.fixture
def two_units(store: Store) -> Store:
    with store.action("Đơn vị") as action:
        units.add_unit(action, name="Thôn 1")
        units.add_unit(action, name="Trường A")
    return store


# ---------------------------------------------------------------- every kind × direction, by hand

OF_UNITS = {"plan": "plan", "report": "report", "pledge": "pledge", "dossier": "dossier"}


@pytest.mark.parametrize("direction", milestones.DIRECTIONS)
@pytest.mark.parametrize("kind", milestones.KINDS)
def test_who_owes_what_for_each_kind_and_direction(two_units: Store, kind: str, direction: str) -> None:
    day = D(2023, 5, 4)
    drive = start(two_units, MilestoneDraft(kind, "Làm việc này", day, direction=direction, who="Văn phòng"))
    if direction == "none":
        expected: list[Owed] = []
    elif direction == "from_units":
        expected = [
            (unit, direction, OF_UNITS[kind], "Làm việc này", day)
            for unit in ("Thôn 1", "Trường A")
            if kind in OF_UNITS
        ]
    else:
        expected = [(None, direction, OF_UNITS.get(kind, "other"), "Làm việc này", day)]
    assert owed(two_units, drive) == Counter(expected)
    responsible = {row[0] for row in two_units.con.execute("SELECT responsible FROM obligation")}
    assert responsible <= ({"Văn phòng"} if direction in ("to_superior", "inside") else {""})


def test_a_day_kind_follows_from_what_is_known() -> None:
    assert MilestoneDraft("report", "A", D(2023, 1, 1)).day_kind == "fixed"
    assert MilestoneDraft("report", "A").day_kind == "unset"
    assert MilestoneDraft("report", "A", relative_text="sau khi phát động").day_kind == "relative"
    assert MilestoneDraft("report", "A", D(2023, 1, 1), recurrence="weekly").day_kind == "recurring"
    assert MilestoneDraft("report", "A", D(2023, 1, 1), relative_text="nếu có").day_kind == "fixed"


def test_what_has_no_day_is_owed_without_a_day_and_listed_last(two_units: Store) -> None:
    drive = start(
        two_units,
        MilestoneDraft("report", "Chưa định ngày"),
        MilestoneDraft("report", "Sau tổng kết", relative_text="sau tổng kết"),
        MilestoneDraft("plan", "Có ngày", D(2023, 2, 1)),
    )
    assert [m.what for m in milestones.list_milestones(two_units.con, drive)] == [
        "Có ngày",
        "Chưa định ngày",
        "Sau tổng kết",
    ]
    assert {(what, due) for _, _, _, what, due in owed(two_units, drive)} == {
        ("Chưa định ngày", None),
        ("Sau tổng kết", None),
        ("Có ngày", D(2023, 2, 1)),
    }


def test_the_plans_sentence_is_kept_with_who_confirmed_it(two_units: Store) -> None:
    drive = start(
        two_units,
        MilestoneDraft(
            "report",
            " Báo  cáo ",
            D(2023, 5, 1),
            quote="trước  ngày 01/5",
            quote_start=7,
            quote_end=23,
            section="IV.1",
        ),
    )
    (stone,) = milestones.list_milestones(two_units.con, drive)
    action = two_units.con.execute("SELECT who, at FROM action ORDER BY id DESC").fetchone()
    assert (stone.what, stone.quote, stone.quote_start, stone.quote_end, stone.section) == (
        "Báo cáo",
        "trước  ngày 01/5",
        7,
        23,
        "IV.1",
    )
    assert (stone.confirmed_by, stone.confirmed_at) == (action["who"], action["at"])


# ---------------------------------------------------------------- recurrence, by hand

RECURRENCES: dict[str, tuple[dict[str, object], str | None, str | None, list[str]]] = {
    "weekly": (
        {"recurrence": "weekly", "day": D(2023, 1, 6)},
        "2023-01-01",
        "2023-01-27",
        ["01-06", "01-13", "01-20", "01-27"],
    ),
    "the 31st": (
        {"recurrence": "monthly", "day": D(2023, 1, 31)},
        "2023",
        "2023-04",
        ["01-31", "02-28", "03-31", "04-30"],
    ),
    "the 25th of each month": (
        {"recurrence": "monthly", "recurrence_day": 25},
        "2023-06",
        "2023-08",
        ["06-25", "07-25", "08-25"],
    ),
    "begins after the 25th": (
        {"recurrence": "monthly", "recurrence_day": 25},
        "2023-06-26",
        "2023-08",
        ["07-25", "08-25"],
    ),
    "day of the month beats the first day": (
        {"recurrence": "monthly", "recurrence_day": 20, "day": D(2023, 6, 1)},
        "2023-06",
        "2023-07",
        ["06-20", "07-20"],
    ),
    "quarterly in a year": (
        {"recurrence": "quarterly", "day": D(2023, 3, 20)},
        "2023",
        "2023",
        ["03-20", "06-20", "09-20", "12-20"],
    ),
    "half-yearly": ({"recurrence": "6 months", "day": D(2023, 6, 15)}, "2023", "2023", ["06-15", "12-15"]),
    "yearly once": ({"recurrence": "yearly", "day": D(2023, 11, 15)}, "2023", "2024-11-14", ["11-15"]),
    "first day before the drive": (
        {"recurrence": "monthly", "day": D(2023, 1, 10)},
        "2023-03-11",
        "2023-05-10",
        ["04-10", "05-10"],
    ),
    "no end known": ({"recurrence": "monthly", "day": D(2023, 5, 10)}, "2023", None, ["05-10"]),
    "no day to count from": ({"recurrence": "quarterly"}, "2023", "2023", []),
    "monthly, no day of the month": ({"recurrence": "monthly"}, "2023", "2023", []),
    "monthly, no start": ({"recurrence": "monthly", "recurrence_day": 25}, None, "2023", []),
    "monthly, no end": ({"recurrence": "monthly", "recurrence_day": 25}, "2023", None, []),
}


@pytest.mark.parametrize("name", RECURRENCES)
def test_recurring_reports_fall_inside_the_drive(two_units: Store, name: str) -> None:
    facts, first, last, days = RECURRENCES[name]
    drive = start(two_units, MilestoneDraft("report", "Báo cáo", **facts), start_on=first, end_on=last)  # type: ignore[arg-type]
    found = sorted({due.isoformat()[5:] for *_, due in owed(two_units, drive) if due})
    assert found == days
    # What cannot be dated is still owed once, without a day.
    assert sum(owed(two_units, drive).values()) == 2 * max(len(days), 1)


def test_a_leap_day_comes_back_every_leap_year() -> None:
    stone = Milestone(
        1,
        1,
        "report",
        "from_units",
        "",
        "A",
        "recurring",
        D(2024, 2, 29),
        "yearly",
        None,
        "",
        "",
        None,
        None,
        "",
        "",
        None,
    )
    days = list(milestones.occurrences(stone, D(2024, 1, 1), D(2028, 12, 31)))
    assert days == [D(2024, 2, 29), D(2025, 2, 28), D(2026, 2, 28), D(2027, 2, 28), D(2028, 2, 29)]


def test_an_endless_weekly_duty_stops_somewhere(two_units: Store) -> None:
    drive = start(
        two_units, MilestoneDraft("report", "A", D(2023, 1, 6), recurrence="weekly"), end_on="2199-12-31"
    )
    assert sum(owed(two_units, drive).values()) == 2 * milestones.OCCURRENCE_LIMIT


# ---------------------------------------------------------------- units come, units go


@pytest.mark.parametrize(
    ("start_on", "end_on", "since", "until", "owes"),
    [
        ("2023", "2023", None, None, True),
        ("2023", "2023", "2023-03-01", None, True),
        ("2023", "2023", "2023-12-31", None, True),
        ("2023", "2023", "2024-01-01", None, False),
        ("2023", "2023", None, "2022-12-31", False),
        ("2023", "2023", None, "2023-01-01", True),
        ("2023-06", "2023-08", "2023-08-31", None, True),
        ("2023-06", "2023-08", "2023-09-01", None, False),
        ("2023-06", "2023-08", None, "2023-06-01", True),
        ("2023-06", "2023-08", None, "2023-05-31", False),
        ("2023-06-15", "2023-08-15", None, "2023-06-14", False),
        ("2023-06-15", "2023-08-15", "2023-08-15", "2023-08-15", True),
        (None, None, "2030-01-01", None, True),
        (None, "2023", "2024-01-01", None, False),
        ("2023", None, "2030-01-01", None, True),
    ],
)
def test_units_active_on_any_day_of_a_drive_owe_it(
    store: Store, start_on: str | None, end_on: str | None, since: str | None, until: str | None, owes: bool
) -> None:
    with store.action("Đơn vị") as action:
        units.add_unit(
            action,
            name="Thôn 1",
            active_from=D.fromisoformat(since) if since else None,
            active_to=D.fromisoformat(until) if until else None,
        )
    drive = start(store, MilestoneDraft("plan", "Kế hoạch", D(2023, 7, 1)), start_on=start_on, end_on=end_on)
    assert sum(owed(store, drive).values()) == int(owes)


def test_assigning_twice_makes_nothing_twice(two_units: Store) -> None:
    drive = start(
        two_units,
        MilestoneDraft("report", "Báo cáo tháng", D(2023, 1, 31), recurrence="monthly"),
        MilestoneDraft("report", "Gửi thành phố", None, direction="to_superior"),
        MilestoneDraft("registration", "Đăng ký", D(2023, 8, 15)),
        requirements=(RequirementDraft(min_model=1, milestone=2),),
    )
    before = owed(two_units, drive)
    assert sum(before.values()) == 2 * 12 + 1 + 2
    with two_units.action("Lại") as action:
        assert milestones.assign_obligations(action, drive) == 0
        units.add_unit(action, name="Thôn 2")
        assert milestones.assign_to_open_campaigns(action) == 13
    assert sum((owed(two_units, drive) - before).values()) == 13


# ---------------------------------------------------------------- changes


def change(store: Store, drive: int, draft: MilestoneDraft, position: int = 0) -> bool:
    stone = milestones.list_milestones(store.con, drive)[position]
    with store.action("Sửa mốc") as action:
        return milestones.change_milestone(action, stone.id, draft)


CHANGES: dict[
    str, tuple[MilestoneDraft, MilestoneDraft, list[tuple[str | None, str, str, str, str | None]]]
] = {
    "another day": (
        MilestoneDraft("report", "A", D(2023, 5, 1)),
        MilestoneDraft("report", "A", D(2023, 6, 1)),
        [(unit, "from_units", "report", "A", "2023-06-01") for unit in ("Thôn 1", "Trường A")],
    ),
    "other words": (
        MilestoneDraft("report", "A", D(2023, 5, 1)),
        MilestoneDraft("plan", "Xây dựng kế hoạch", D(2023, 5, 1)),
        [(unit, "from_units", "plan", "Xây dựng kế hoạch", "2023-05-01") for unit in ("Thôn 1", "Trường A")],
    ),
    "no day any more": (
        MilestoneDraft("report", "A", D(2023, 5, 1)),
        MilestoneDraft("report", "A", relative_text="khi có thông báo"),
        [(unit, "from_units", "report", "A", None) for unit in ("Thôn 1", "Trường A")],
    ),
    "a day at last": (
        MilestoneDraft("report", "A"),
        MilestoneDraft("report", "A", D(2023, 5, 1)),
        [(unit, "from_units", "report", "A", "2023-05-01") for unit in ("Thôn 1", "Trường A")],
    ),
    "only to be remembered": (
        MilestoneDraft("report", "A", D(2023, 5, 1)),
        MilestoneDraft("report", "A", D(2023, 5, 1), direction="none"),
        [],
    ),
    "our own duty": (
        MilestoneDraft("report", "A", D(2023, 5, 1)),
        MilestoneDraft("report", "A", D(2023, 5, 1), direction="to_superior"),
        [(None, "to_superior", "report", "A", "2023-05-01")],
    ),
    "every quarter": (
        MilestoneDraft("report", "A", D(2023, 5, 1)),
        MilestoneDraft("report", "A", D(2023, 7, 1), direction="inside", recurrence="quarterly"),
        [(None, "inside", "report", "A", f"2023-{month}-01") for month in ("07", "10")],
    ),
    "once instead of every month": (
        MilestoneDraft("report", "A", D(2023, 9, 10), direction="inside", recurrence="monthly"),
        MilestoneDraft("report", "A", D(2023, 11, 10), direction="inside"),
        [(None, "inside", "report", "A", "2023-11-10")],
    ),
    "another day of every month": (
        MilestoneDraft("report", "A", D(2023, 10, 10), direction="inside", recurrence="monthly"),
        MilestoneDraft("report", "A", D(2023, 10, 20), direction="inside", recurrence="monthly"),
        [(None, "inside", "report", "A", f"2023-{month}-20") for month in ("10", "11", "12")],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_obligations_follow_a_changed_milestone(two_units: Store, name: str) -> None:
    old, new, expected = CHANGES[name]
    drive = start(two_units, old)
    assert change(two_units, drive, new)
    assert owed(two_units, drive) == Counter(
        (unit, direction, kind, what, D.fromisoformat(due) if due else None)
        for unit, direction, kind, what, due in expected
    )
    assert not change(two_units, drive, new)


def test_what_was_handed_in_is_never_dropped_by_a_change(two_units: Store) -> None:
    drive = start(two_units, MilestoneDraft("report", "A", D(2023, 10, 10), recurrence="monthly"))
    first = two_units.con.execute("SELECT id FROM obligation ORDER BY id").fetchone()["id"]
    with two_units.action("Nhận") as action:
        board.receive(action, first, D(2023, 10, 9))
    change(two_units, drive, MilestoneDraft("report", "A", D(2023, 12, 1), recurrence="yearly"))
    assert sorted(due.isoformat() for *_, due in owed(two_units, drive).elements() if due) == [
        "2023-10-10",
        "2023-12-01",
        "2023-12-01",
    ]
    assert board.receipts(two_units.con, first)[0].day == D(2023, 10, 9)


def test_an_extension_outlives_a_moved_day(two_units: Store) -> None:
    drive = start(two_units, MilestoneDraft("report", "A", D(2023, 5, 1)))
    first = two_units.con.execute("SELECT id FROM obligation ORDER BY id").fetchone()["id"]
    with two_units.action("Gia hạn") as action:
        board.extend(action, first, D(2023, 5, 20), "12/UBND")
    change(two_units, drive, MilestoneDraft("report", "A", D(2023, 5, 10)))
    found = {
        c.unit: (c.due_date, c.status.due) for c in board.board(two_units.con, drive, D(2023, 1, 1)).cells
    }
    assert found == {
        "Thôn 1": (D(2023, 5, 10), D(2023, 5, 20)),
        "Trường A": (D(2023, 5, 10), D(2023, 5, 10)),
    }


def test_nothing_moves_in_a_closed_drive(two_units: Store) -> None:
    drive = start(two_units, MilestoneDraft("report", "A", D(2023, 5, 1)))
    before = owed(two_units, drive)
    with two_units.action("Kết thúc") as action:
        campaigns.close_campaign(action, drive, D(2023, 12, 31))
    change(two_units, drive, MilestoneDraft("report", "A", D(2023, 5, 1), direction="none"))
    assert owed(two_units, drive) == before


# ---------------------------------------------------------------- refusals

MARKS: dict[str, Callable[[Action, int], object]] = {
    "handed in": lambda a, o: board.receive(a, o, D(2023, 5, 1)),
    "reminded": lambda a, o: board.remind(a, [o], D(2023, 5, 1), channel="zalo"),
    "extended": lambda a, o: board.extend(a, o, D(2023, 5, 9), "12/UBND"),
    "waived": lambda a, o: board.waive(a, o, D(2023, 5, 1), "Mới lập"),
}


@pytest.mark.parametrize("mark", MARKS)
def test_a_milestone_something_happened_for_stays(two_units: Store, refused: Refuse, mark: str) -> None:
    drive = start(two_units, MilestoneDraft("report", "A", D(2023, 5, 1)))
    (stone,) = milestones.list_milestones(two_units.con, drive)
    with two_units.action(mark) as action:
        MARKS[mark](action, board.find_obligation(action.con, "milestone_id", stone.id, 2))
    assert "hãy sửa ngày của mốc" in refused(lambda a: milestones.remove_milestone(a, stone.id))


def test_an_unused_milestone_goes_with_its_obligations(two_units: Store, refused: Refuse) -> None:
    drive = start(
        two_units,
        MilestoneDraft("report", "A", D(2023, 5, 1)),
        MilestoneDraft("registration", "Đăng ký", D(2023, 8, 15)),
        requirements=(RequirementDraft(min_model=1, milestone=1),),
    )
    report, registration = milestones.list_milestones(two_units.con, drive)
    assert "là hạn đăng ký" in refused(lambda a: milestones.remove_milestone(a, registration.id))
    with two_units.action("Xóa") as action:
        milestones.remove_milestone(action, report.id)
    assert {kind for _, _, kind, _, _ in owed(two_units, drive)} == {"registration"}
    nothing = MilestoneDraft("report", " \u200b ")
    assert "đang để trống" in refused(lambda a: milestones.change_milestone(a, registration.id, nothing))
    assert "đang để trống" in refused(lambda a: milestones.add_milestone(a, drive, nothing))
    gone = MilestoneDraft("report", "B")
    assert "không còn trong sổ" in refused(lambda a: milestones.change_milestone(a, report.id, gone))


# ---------------------------------------------------------------- any drive, against a second reckoning

FIRST, LAST = D(2022, 11, 1), D(2024, 3, 31)
DAYS = st.dates(FIRST, LAST)
KINDS_OF_UNITS = ("neighborhood", "school", "health")
UNITS = st.lists(
    st.tuples(st.sampled_from(KINDS_OF_UNITS), st.none() | DAYS, st.none() | DAYS).filter(
        lambda u: not (u[1] and u[2] and u[2] < u[1])
    ),
    max_size=4,
)
STONES = st.lists(
    st.builds(
        MilestoneDraft,
        kind=st.sampled_from(sorted(milestones.KINDS)),
        what=st.just("Việc"),
        day=st.none() | DAYS,
        direction=st.sampled_from(sorted(milestones.DIRECTIONS)),
        recurrence=st.none() | st.sampled_from(sorted(milestones.RECURRENCES)),
        recurrence_day=st.none() | st.integers(1, 31),
    ),
    max_size=4,
)
PARTIAL = st.none() | st.builds(lambda day, cut: day.isoformat()[:cut], DAYS, st.sampled_from([4, 7, 10]))
REQUIREMENTS = st.lists(
    st.lists(st.sampled_from(KINDS_OF_UNITS), unique=True, max_size=2).map(tuple), max_size=2
)


def days_of(partial: str | None) -> tuple[dt.date, dt.date]:
    """First and last day a partial date can mean; all of time for None."""
    if partial is None:
        return D.min, D.max
    months = [partial[5:7]] if len(partial) > 4 else ["01", "12"]
    first = D.fromisoformat(f"{partial[:4]}-{months[0]}-{partial[8:] or '01'}")
    year, month = int(partial[:4]), int(months[-1])
    return first, first if len(partial) == 10 else D(year, month, calendar.monthrange(year, month)[1])


def dates_of(draft: MilestoneDraft, start_on: str | None, end_on: str | None) -> list[dt.date | None]:
    """Walk day by day from the first occurrence and keep the days that fit the rule."""
    if draft.recurrence is None:
        return [draft.day]
    begin, end = days_of(start_on)[0], days_of(end_on)[1]
    first = draft.day
    if first is None and draft.recurrence == "monthly" and draft.recurrence_day and start_on and end_on:
        first = begin.replace(day=1)
    if first is None:
        return [None]
    if end_on is None:
        end = first
    found: list[dt.date | None] = []
    left = milestones.OCCURRENCE_LIMIT
    steps = {"monthly": 1, "quarterly": 3, "6 months": 6, "yearly": 12}
    day = first if draft.recurrence == "weekly" else first.replace(day=1)
    while day <= end and left:
        if draft.recurrence == "weekly":
            fits = (day - first).days % 7 == 0
        else:
            of_month = min(draft.recurrence_day or first.day, calendar.monthrange(day.year, day.month)[1])
            apart = (day.year - first.year) * 12 + day.month - first.month
            fits = day.day == of_month and apart % steps[draft.recurrence] == 0
        left -= int(fits)
        if fits and day >= begin:
            found.append(day)
        day += dt.timedelta(days=1)
    return found or [None]


@given(UNITS, STONES, PARTIAL, PARTIAL, REQUIREMENTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_obligations_of_any_drive(
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    of_units: list[tuple[str, dt.date | None, dt.date | None]],
    stones: list[MilestoneDraft],
    start_on: str | None,
    end_on: str | None,
    asked: list[tuple[str, ...]],
) -> None:
    if start_on and end_on and days_of(end_on)[1] < days_of(start_on)[0]:
        start_on, end_on = end_on, start_on
    path = tmp_path_factory.mktemp("drive") / "s.sothidua"
    path.write_bytes(template.read_bytes())
    with Store.open(path) as store:
        with store.action("Đơn vị") as action:
            for number, (kind, since, until) in enumerate(of_units):
                units.add_unit(action, name=f"Đơn vị {number}", kind=kind, active_from=since, active_to=until)
        drive = start(
            store,
            *stones,
            start_on=start_on,
            end_on=end_on,
            requirements=tuple(RequirementDraft(min_model=1, unit_kinds=kinds) for kinds in asked),
        )
        found = owed(store, drive)
    begin, end = days_of(start_on)[0], days_of(end_on)[1]
    there = [
        (f"Đơn vị {number}", kind)
        for number, (kind, since, until) in enumerate(of_units)
        if (until or D.max) >= begin and (since or D.min) <= end
    ]
    expected: Counter[Owed] = Counter()
    for kinds in asked:
        for name, kind in there:
            if not kinds or kind in kinds:
                expected[name, "from_units", "registration", "Đăng ký 01 mô hình", None] += 1
    for stone in stones:
        owners: list[str | None] = [None]
        if stone.direction == "none" or (stone.direction == "from_units" and stone.kind not in OF_UNITS):
            owners = []
        elif stone.direction == "from_units":
            owners = [name for name, _ in there]
        for owner in owners:
            for due in dates_of(stone, start_on, end_on):
                expected[owner, stone.direction, OF_UNITS.get(stone.kind, "other"), "Việc", due] += 1
    assert found == expected


# ---------------------------------------------------------------- requirements taken out


def asked(store: Store) -> tuple[int, int, int]:
    """A drive whose schools register a model by 1/5: drive, requirement, milestone."""
    drive = start(
        store,
        MilestoneDraft("registration", "Đăng ký", D(2023, 5, 1)),
        requirements=(RequirementDraft(min_model=1, milestone=0),),
    )
    (requirement,) = milestones.requirements(store.con, drive)
    (stone,) = milestones.list_milestones(store.con, drive)
    return drive, requirement.id, stone.id


@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark != "handed in"])
def test_a_requirement_something_happened_for_stays(two_units: Store, refused: Refuse, mark: str) -> None:
    _, requirement, _ = asked(two_units)
    with two_units.action(mark) as action:
        MARKS[mark](action, board.find_obligation(action.con, "requirement_id", requirement, 2))
    reason = refused(lambda a: milestones.remove_requirement(a, requirement))
    assert reason == milestones.why_requirement_stays(two_units.con, requirement)
    assert "nhắc, gia hạn hoặc miễn" in reason


def test_a_requirement_a_unit_registered_for_stays(two_units: Store, refused: Refuse) -> None:
    drive, requirement, _ = asked(two_units)
    with two_units.action("Đăng ký") as action:
        registrations.register(
            action,
            campaign_id=drive,
            unit_ids=(2,),
            kind="work",
            title="Sân chơi",
            received_date=D(2023, 8, 1),
        )
    assert "đã có đơn vị đăng ký" in refused(lambda a: milestones.remove_requirement(a, requirement))


def test_an_unanswered_requirement_goes_and_frees_its_day(two_units: Store) -> None:
    drive, requirement, stone = asked(two_units)
    con = two_units.con
    assert milestones.why_milestone_stays(con, stone) == milestones.DUE_ON_IT
    assert milestones.why_milestone_stays(con, stone, without=[requirement]) == ""
    assert len(owed(two_units, drive)) == 2
    with two_units.action("Xóa") as action:
        milestones.remove_requirement(action, requirement)
    assert (milestones.requirements(con, drive), owed(two_units, drive)) == ([], Counter())
    assert milestones.why_milestone_stays(con, stone) == ""
    assert [one.id for one in milestones.list_milestones(con, drive)] == [stone]
