"""What units must register, and the board that says who has, against a model written the long way round."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from db import board, campaigns, milestones, registrations, settings, units
from db.campaigns import CampaignDraft
from db.milestones import MilestoneDraft, RequirementDraft
from db.store import Action, Store

D = dt.date
Refuse = Callable[[Callable[[Action], object]], str]
DUE = D(2023, 8, 15)


def start(store: Store, *asked: RequirementDraft, due: dt.date | None = DUE) -> int:
    with store.action("Phong trào") as action:
        return campaigns.start_campaign(
            action,
            CampaignDraft(
                "Thi đua",
                start_on="2023",
                end_on="2023",
                milestones=(MilestoneDraft("registration", "Đăng ký", due),),
                requirements=asked,
            ),
        )


def add_units(store: Store, *names: str) -> list[int]:
    with store.action("Đơn vị") as action:
        return [units.add_unit(action, name=name) for name in names]


# ---------------------------------------------------------------- the requirement itself


@pytest.mark.parametrize(
    ("least", "rule", "name"),
    [
        ((1, 1, 0), "any", "01 mô hình hoặc 01 công trình"),
        ((1, 1, 0), "all", "01 mô hình và 01 công trình"),
        ((0, 0, 3), "any", "03 phần việc"),
        ((2, 12, 1), "all", "02 mô hình và 12 công trình và 01 phần việc"),
    ],
)
def test_a_requirement_is_named_as_officers_write_it(
    store: Store, least: tuple[int, int, int], rule: str, name: str
) -> None:
    assert milestones.requirement_name(*least, rule) == name
    model, work, task = least
    drive = start(store, RequirementDraft(rule, model, work, task))
    (found,) = milestones.requirements(store.con, drive)
    assert found.name == f"Đăng ký {name}"
    assert (found.rule, found.min_model, found.min_work, found.min_task) == (rule, *least)


def test_its_own_name_and_the_plans_words_stay(store: Store) -> None:
    drive = start(
        store,
        RequirementDraft(
            min_model=1,
            name=" Công trình  chào mừng ",
            who=" các  ngành ",
            quote="ít nhất  01",
            ambiguity="“hoặc” hay “và”",
            unit_kinds=("sector", "school"),
            milestone=0,
        ),
        RequirementDraft(min_work=1),
    )
    own, undated = milestones.requirements(store.con, drive)
    assert (own.name, own.who, own.quote) == ("Công trình chào mừng", "các ngành", "ít nhất  01")
    assert (own.unit_kinds, own.ambiguity, own.due) == (("sector", "school"), "“hoặc” hay “và”", DUE)
    assert (undated.unit_kinds, undated.due, undated.milestone_id) == ((), None, None)


@pytest.mark.parametrize("least", [(0, 0, 0), (-1, 0, 0), (2, -1, 0)])
def test_a_requirement_that_asks_nothing(store: Store, refused: Refuse, least: tuple[int, int, int]) -> None:
    drive = start(store, RequirementDraft(min_model=1))
    (present,) = milestones.requirements(store.con, drive)
    model, work, task = least
    wrong = RequirementDraft("any", model, work, task)
    assert "chưa có số lượng" in refused(lambda a: milestones.add_requirement(a, drive, wrong, []))
    assert "chưa có số lượng" in refused(lambda a: milestones.change_requirement(a, present.id, wrong))


def test_a_requirement_that_is_gone(store: Store, refused: Refuse) -> None:
    right = RequirementDraft(min_model=1)
    assert "không còn trong sổ" in refused(lambda a: milestones.change_requirement(a, 99, right))


def test_changed_kinds_add_units_and_take_none_away(store: Store) -> None:
    add_units(store, "Thôn 1", "Trường A", "Trạm Y tế")
    drive = start(store, RequirementDraft(min_model=1, unit_kinds=("neighborhood",), milestone=0))
    (present,) = milestones.requirements(store.con, drive)

    def owing() -> dict[str, str]:
        cells = board.board(store.con, drive, D(2023, 1, 1)).cells
        return {cell.unit: cell.requirement for cell in cells}

    assert owing() == {"Thôn 1": "Đăng ký 01 mô hình"}
    with store.action("Sửa yêu cầu") as action:
        milestones.change_requirement(
            action, present.id, replace(RequirementDraft("all", 1, 2), unit_kinds=("school",), name="")
        )
    assert owing() == dict.fromkeys(("Thôn 1", "Trường A"), "Đăng ký 01 mô hình và 02 công trình")
    with store.action("Mọi đơn vị") as action:
        milestones.change_requirement(action, present.id, RequirementDraft("all", 1, 2))
    assert set(owing()) == {"Thôn 1", "Trường A", "Trạm Y tế"}


def test_the_due_day_of_a_registration_follows_its_milestone(store: Store) -> None:
    add_units(store, "Thôn 1")
    drive = start(store, RequirementDraft(min_model=1, milestone=0))
    (stone,) = milestones.list_milestones(store.con, drive)
    for day in (D(2023, 8, 31), None, D(2023, 9, 5)):
        with store.action("Dời hạn") as action:
            milestones.change_milestone(action, stone.id, MilestoneDraft("registration", "Đăng ký", day))
        (cell,) = board.board(store.con, drive, D(2023, 1, 1)).cells
        assert cell.due_date == day


# ---------------------------------------------------------------- commands of the board


def test_what_the_board_refuses(store: Store, refused: Refuse) -> None:
    (unit,) = add_units(store, "Thôn 1")
    drive = start(store, RequirementDraft(min_model=1, milestone=0))
    (asked,) = milestones.requirements(store.con, drive)
    owed = board.find_obligation(store.con, "requirement_id", asked.id, unit)
    table: list[tuple[str, Callable[[Action], object]]] = [
        ("Ngày gia hạn phải sau hạn cũ", lambda a: board.extend(a, owed, DUE)),
        ("Ngày gia hạn phải sau hạn cũ", lambda a: board.extend(a, owed, D(2023, 8, 1))),
        ("Chưa ghi lý do miễn", lambda a: board.waive(a, owed, DUE, " \u200b", "12/UBND")),
        ("Nghĩa vụ này được hoàn thành bằng đăng ký", lambda a: board.receive(a, owed, DUE)),
        (
            "Đơn vị không có nghĩa vụ này",
            lambda a: board.find_obligation(a.con, "requirement_id", asked.id, 99),
        ),
        (
            "Đơn vị không có nghĩa vụ này",
            lambda a: board.find_obligation(a.con, "requirement_id", asked.id, unit, D(2023, 8, 16)),
        ),
    ]
    for sentence, work in table:
        assert refused(work).startswith(sentence)
    with pytest.raises(ValueError, match="not an owner"):
        board.find_obligation(store.con, "1 = 1 OR unit_id", asked.id, unit)


def test_extensions_and_waivers_are_taken_back_whole(store: Store) -> None:
    (unit,) = add_units(store, "Thôn 1")
    drive = start(store, RequirementDraft(min_model=1, milestone=0))
    (asked,) = milestones.requirements(store.con, drive)
    owed = board.find_obligation(store.con, "requirement_id", asked.id, unit, DUE)
    before = tuple(store.con.execute("SELECT * FROM obligation").fetchone())
    with store.action("Gia hạn, miễn") as action:
        assert board.extend(action, owed, D(2023, 9, 1), " 12/UBND ")
        assert board.waive(action, owed, D(2023, 8, 20), " Mới  lập ", "13/UBND")
    row = store.con.execute("SELECT * FROM obligation").fetchone()
    assert (row["extended_to"], row["extension_document"]) == ("2023-09-01", "12/UBND")
    assert (row["waived_date"], row["waiver_reason"], row["waiver_document"]) == (
        "2023-08-20",
        "Mới lập",
        "13/UBND",
    )
    with store.action("Thôi") as action:
        board.extend(action, owed, None)
        board.waive(action, owed, None, "không còn cần", "14")
    assert tuple(store.con.execute("SELECT * FROM obligation").fetchone()) == before


def test_receipts_stand_by_day_and_go_together(store: Store) -> None:
    (unit,) = add_units(store, "Thôn 1")
    with store.action("Phong trào") as action:
        drive = campaigns.start_campaign(
            action, CampaignDraft("A", milestones=(MilestoneDraft("report", "Báo cáo", DUE),))
        )
    (stone,) = milestones.list_milestones(store.con, drive)
    owed = board.find_obligation(store.con, "milestone_id", stone.id, unit)
    with store.action("Nhận") as action:
        board.receive(action, owed, D(2023, 8, 20), number=" 5/BC ", channel="email", note="bản sửa")
        board.receive(action, owed, D(2023, 8, 10), document_date=D(2023, 8, 9))
    found = [(r.day, r.channel, r.number, r.note) for r in board.receipts(store.con, owed)]
    assert found == [(D(2023, 8, 10), "letter", "", ""), (D(2023, 8, 20), "email", "5/BC", "bản sửa")]
    with store.action("Bỏ") as action:
        board.take_back_receipt(action, owed)
    assert board.receipts(store.con, owed) == []


def test_reminders_are_counted_up_to_the_day_of_looking(store: Store) -> None:
    ids = add_units(store, "Thôn 1", "Thôn 2")
    drive = start(store, RequirementDraft(min_model=1, milestone=0))
    (asked,) = milestones.requirements(store.con, drive)
    owed = [board.find_obligation(store.con, "requirement_id", asked.id, unit) for unit in ids]
    with store.action("Đôn đốc") as action:
        assert board.remind(action, owed, D(2023, 8, 16), channel="letter", by_whom="Lê An") == 2
        assert board.remind(action, owed[:1], D(2023, 8, 18), channel="zalo") == 1
        assert board.remind(action, [], D(2023, 8, 18), channel="zalo") == 0

    def seen(day: dt.date) -> list[tuple[int, dt.date | None]]:
        return [(c.reminders, c.last_reminder) for c in board.board(store.con, drive, day).cells]

    assert seen(D(2023, 8, 15)) == [(0, None), (0, None)]
    assert seen(D(2023, 8, 17)) == [(1, D(2023, 8, 16)), (1, D(2023, 8, 16))]
    assert seen(D(2023, 8, 18)) == [(2, D(2023, 8, 18)), (1, D(2023, 8, 16))]


@pytest.mark.parametrize("soon", [0, 1, 7, 30])
def test_the_setting_says_from_when_a_day_is_near(store: Store, soon: int) -> None:
    add_units(store, "Thôn 1")
    drive = start(store, RequirementDraft(min_model=1, milestone=0))
    with store.action("Cài đặt") as action:
        settings.put(action, "due_soon_days", soon)

    def state(days_before: int) -> str:
        (cell,) = board.board(store.con, drive, DUE - dt.timedelta(days=days_before)).cells
        return str(cell.status.state)

    assert state(soon + 1) == "not_due"
    assert state(soon) == ("due_soon" if soon else "due_today")
    assert state(0) == "due_today"


def test_columns_begin_with_registration_and_go_by_day(store: Store) -> None:
    add_units(store, "Thôn 1", "Thôn 2")
    with store.action("Phong trào") as action:
        drive = campaigns.start_campaign(
            action,
            CampaignDraft(
                "A",
                start_on="2023",
                end_on="2023",
                milestones=(
                    MilestoneDraft("report", "Tổng kết", D(2023, 12, 10)),
                    MilestoneDraft("report", "Sơ kết", D(2023, 3, 5), recurrence="6 months"),
                    MilestoneDraft("pledge", "Ký giao ước"),
                    MilestoneDraft("registration", "Đăng ký", DUE),
                ),
                requirements=(RequirementDraft(min_model=1, milestone=3),),
            ),
        )
    found = board.board(store.con, drive, D(2023, 1, 1)).columns
    assert [(c.title, c.due) for c in found] == [
        ("Đăng ký 01 mô hình", DUE),
        ("Sơ kết", D(2023, 3, 5)),
        ("Sơ kết", D(2023, 9, 5)),
        ("Tổng kết", D(2023, 12, 10)),
        ("Ký giao ước", None),
    ]
    assert len({c.key for c in found}) == 5


# ---------------------------------------------------------------- any board, the long way round

WORDS = {"model": "mô hình", "work": "công trình", "task": "phần việc"}
DAYS = st.integers(-20, 20).map(lambda n: DUE + dt.timedelta(days=n))


@dataclass(frozen=True)
class Sent:
    """One registration and what became of it."""

    kind: str
    senders: tuple[int, ...]
    received: dt.date
    written: dt.date | None
    fate: str  # "", stopped, returned, redone, replaced


SENT = st.builds(
    Sent,
    kind=st.sampled_from(sorted(WORDS)),
    senders=st.lists(st.integers(0, 1), min_size=1, max_size=2, unique=True).map(tuple),
    received=DAYS,
    written=st.none() | DAYS,
    fate=st.sampled_from(["", "", "", "stopped", "returned", "redone", "replaced"]),
)
LEAST = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 1)).filter(any)


def expected_cell(
    rule: str,
    least: tuple[int, int, int],
    sent: list[dt.date | None],
    extended: dt.date | None,
    waived: dt.date | None,
    looking: dt.date,
    due: dt.date | None,
    soon: int,
    kinds: list[str],
) -> tuple[str, int | None, int | None, dt.date | None, str | None]:
    """Replay the days one after another; the first evening on which nothing lacks is the day it was met."""
    asked = dict(zip(("model", "work", "task"), least, strict=True))
    asked = {kind: number for kind, number in asked.items() if number}

    def lacking(day: dt.date) -> list[str]:
        have = Counter(kind for kind, when in zip(kinds, sent, strict=True) if when and when <= day)
        parts = [f"{n - have[kind]:02d} {WORDS[kind]}" for kind, n in asked.items() if have[kind] < n]
        return [] if rule == "any" and len(parts) < len(asked) else parts

    met = next(
        (
            day
            for n in count()
            if (day := DUE - dt.timedelta(days=60) + dt.timedelta(days=n)) > looking or not lacking(day)
        ),
    )
    met_on = met if met <= looking else None
    limit = extended or due
    if met_on and (limit is None or met_on <= limit):
        return "on_time", None, None, met_on, None
    if waived and waived <= looking:
        return "waived", None, None, met_on, None
    if met_on and limit:
        return "late", None, (met_on - limit).days, met_on, None
    words = "thiếu " + (" hoặc " if rule == "any" else ", ").join(lacking(looking))
    if limit is None:
        return "not_due", None, None, None, words
    left = (limit - looking).days
    if left < 0:
        return "overdue", None, -left, None, words
    state = "due_today" if left == 0 else "due_soon" if left <= soon else "not_due"
    return state, left, None, None, words


@given(
    rule=st.sampled_from(["any", "all"]),
    least=LEAST,
    sent=st.lists(SENT, max_size=5),
    extended=st.none() | st.integers(1, 15).map(lambda n: DUE + dt.timedelta(days=n)),
    waived=st.none() | DAYS,
    looking=DAYS,
    due=st.sampled_from([DUE, DUE, DUE, None]),
    soon=st.integers(0, 10),
)
@budget(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_board(
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    rule: str,
    least: tuple[int, int, int],
    sent: list[Sent],
    extended: dt.date | None,
    waived: dt.date | None,
    looking: dt.date,
    due: dt.date | None,
    soon: int,
) -> None:
    path = tmp_path_factory.mktemp("board") / "s.sothidua"
    path.write_bytes(template.read_bytes())
    with Store.open(path) as store:
        ids = add_units(store, "Thôn 0", "Thôn 1")
        model, work, task = least
        drive = start(store, RequirementDraft(rule, model, work, task, milestone=0), due=due)
        (asked,) = milestones.requirements(store.con, drive)
        with store.action("Cài đặt") as action:
            settings.put(action, "due_soon_days", soon)
        with store.action("Thôn 0 được gia hạn, Thôn 1 được miễn") as action:
            if extended:
                board.extend(
                    action, board.find_obligation(action.con, "requirement_id", asked.id, ids[0]), extended
                )
            if waived:
                board.waive(
                    action, board.find_obligation(action.con, "requirement_id", asked.id, ids[1]), waived, "x"
                )
        for number, one in enumerate(sent):
            with store.action("Đăng ký") as action:
                play(action, drive, ids, number, one)
        found = board.board(store.con, drive, looking)
    for unit, cell in enumerate(found.cells):
        counted = [
            s for s in sent if unit in s.senders and s.fate in ("", "redone") and s.received <= looking
        ]
        expected = expected_cell(
            rule,
            least,
            [s.written or s.received for s in counted],
            extended if unit == 0 else None,
            waived if unit == 1 else None,
            looking,
            due,
            soon,
            [s.kind for s in counted],
        )
        status = cell.status
        assert (
            str(status.state),
            status.days_left,
            status.days_late,
            status.received,
            status.missing,
        ) == expected
        shown = {r.title for r in cell.registrations}
        assert shown == {f"Số {n}" for n, s in enumerate(sent) if unit in s.senders and s.received <= looking}
    assert sum(found.counts.values()) == len(found.cells) == 2
    for state, number in found.counts.items():
        assert number == len(found.in_state(board.ObligationState(state)))


def play(action: Action, drive: int, ids: list[int], number: int, one: Sent) -> None:
    """Register something and let happen to it what happened."""
    made = registrations.register(
        action,
        campaign_id=drive,
        unit_ids=tuple(ids[n] for n in one.senders),
        kind=one.kind,
        title=f"Số {number}",
        received_date=one.received,
        document_date=one.written,
        status="stopped" if one.fate == "stopped" else "registered",
    )
    if one.fate in ("returned", "redone"):
        registrations.return_to_redo(action, made, one.received, "Chưa rõ")
    if one.fate == "redone":
        registrations.take_back_in(action, made)
    if one.fate == "replaced":
        other = registrations.register(
            action,
            campaign_id=drive,
            unit_ids=(),
            kind=one.kind,
            title="Của đơn vị chưa rõ",
            received_date=one.received,
            allow_no_unit=True,
        )
        registrations.replace(action, made, other)
