"""Papers that lack, requests, receipts, inquiries with their days; the fund, the estimate and prizes: with undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import (
    awards,
    decisions,
    dossier_letters,
    dossiers,
    fund,
    history,
    inquiries,
    nominations,
    prize_tables,
    reports,
)
from db.errors import BadInput
from db.store import Action, Store

D = dt.date
DAY = D(2024, 5, 6)
SIGNED = D(2023, 12, 20)


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    tables = [
        name
        for (name,) in store.con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name not in ("action", "change", "store_fact", "open_action")
        and not name.startswith(("sqlite_", "_"))
    ]
    return {t: [tuple(r) for r in store.con.execute(f"SELECT * FROM {t} ORDER BY 1")] for t in tables}


@pytest.fixture
def three(world: Any) -> Any:
    """Three nominees of two units."""
    world.nominate("Trần Thị An")
    world.nominate("Lê Văn Cao", unit="Hội Phụ nữ")
    world.nominate("Hộ ông Bảo", kind="household")
    return world


def test_who_lacks_what_goes_into_one_request_a_unit(three: Any) -> None:
    con = three.store.con
    lacking = dossier_letters.lacking(con, three.campaign, DAY)
    assert [(one.unit, one.nomination.name) for one in lacking] == [
        ("Hội Phụ nữ", "Lê Văn Cao"),
        ("Tổ dân phố 3", "Trần Thị An"),
        ("Tổ dân phố 3", "Hộ ông Bảo"),
    ]
    assert all(
        {p.paper_code for p in one.papers} == {"to_trinh", "bao_cao_thanh_tich", "bien_ban"}
        for one in lacking
    )
    with three.store.action("Có biên bản") as action:
        dossiers.set_dossier_item(
            action, three.nominee["Lê Văn Cao"], "bien_ban", name="Biên bản", state="have"
        )
    lacking = dossier_letters.lacking(con, three.campaign, DAY)
    with three.store.action("Yêu cầu bổ sung") as action:
        made = dossier_letters.request(action, lacking, day=DAY, number="15/UBND", campaign_id=three.campaign)
    letters = [dossier_letters.get_letter(con, one) for one in made]
    assert sorted(len(letter.items) for letter in letters) == [2, 6]
    assert {letter.due_date for letter in letters} == {D(2024, 5, 16)}  # ten calendar days of the catalogue
    asked = dossier_letters.lacking(con, three.campaign, DAY)
    assert {(one.requested, one.due_date) for one in asked} == {(DAY, D(2024, 5, 16))}
    assert len(dossier_letters.overdue(con, D(2024, 5, 17))) == 2
    assert not dossier_letters.overdue(con, D(2024, 5, 16))
    with three.store.action("Đã bổ sung") as action:
        for letter in letters:
            assert dossier_letters.completed(action, letter.id, D(2024, 5, 10)) == len(letter.items)
    assert dossier_letters.lacking(con, three.campaign, DAY) == []
    assert not dossier_letters.overdue(con, D(2024, 6, 1))


def test_a_returned_dossier_keeps_its_first_day(three: Any) -> None:
    key = three.nominee["Trần Thị An"]
    with three.store.action("Tiếp nhận") as action:
        (letter,) = dossier_letters.receive(action, [key], day=DAY)
    # Ten working days of the procedure: 6/5/2024 is a Monday.
    assert dossier_letters.get_letter(three.store.con, letter).due_date == D(2024, 5, 20)
    with three.store.action("Trả lại") as action:
        nominations.set_status(action, [key], "returned", reason="Thiếu biên bản", day=D(2024, 5, 8))
    with three.store.action("Nộp lại") as action:
        dossier_letters.receive(action, [key], day=D(2024, 5, 14))
    found = nominations.get_nomination(three.store.con, key)
    assert (found.status, found.submitted_date, found.returned_date) == ("submitted", DAY, D(2024, 5, 8))


def test_hiep_y_and_cong_khai_have_their_days(three: Any) -> None:
    keys = [three.nominee["Trần Thị An"], three.nominee["Lê Văn Cao"]]
    with three.store.action("Hiệp y") as action:
        asked = inquiries.start(
            action,
            kind="consultation",
            start_date=DAY,
            place="Thuế cơ sở",
            nomination_ids=keys,
            end_date=D(2024, 5, 15),
        )
        (shown,) = inquiries.start(
            action, kind="disclosure", start_date=DAY, place="Nhà văn hóa", nomination_ids=keys[:1]
        )
    con = three.store.con
    assert inquiries.get_inquiry(con, shown).end_date is None  # the catalogue does not know how many days
    assert inquiries.get_inquiry(con, asked[0]).days_left(D(2024, 5, 17)) == -2
    assert [one.id for one in inquiries.overdue(con, D(2024, 5, 17))] == asked
    assert len(inquiries.list_inquiries(con, nomination_id=keys[0])) == 2
    with three.store.action("Trả lời") as action:
        inquiries.answer(action, asked[:1], "agreed", day=D(2024, 5, 14), text="Không nợ thuế")
        inquiries.answer(action, asked[1:], "objected", day=D(2024, 5, 14), objection="Còn nợ thuế")
    assert inquiries.overdue(con, D(2024, 6, 1)) == []
    assert inquiries.get_inquiry(con, asked[1]).shown_result == "Có ý kiến khác"


def decided(world: Any, *names: str, number: str = "12", day: dt.date = SIGNED, **facts: Any) -> int:
    world.approve(*names)
    with world.store.action("Ra quyết định") as action:
        return decisions.decide(action, world.campaign, number=number, day=day, **facts)


def test_the_fund_of_a_year_adds_up_from_its_lines(three: Any) -> None:
    decided(three)
    with three.store.action("Quỹ") as action:
        fund.save_entry(
            action, direction="in", kind="budget", amount=5_000_000, day=D(2023, 1, 10), document="QĐ 1"
        )
        fund.save_entry(
            action, direction="out", kind="frame", amount=150_000, day=D(2023, 12, 18), what="Khung"
        )
    found = fund.fund_year(three.store.con, 2023)
    # Two people and one household at 0,15 × 1.800.000 = 270.000.
    assert (found.received, found.spent, found.left) == (5_000_000, 960_000, 4_040_000)
    assert [(p.decision, p.awards, p.amount) for p in found.prizes] == [("12/QĐ-UBND", 3, 810_000)]
    assert fund.years(three.store.con) == [2023]


DAYS = st.dates(D(2023, 1, 1), D(2023, 12, 31))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.integers(1, 10**8), DAYS), max_size=8),
    st.lists(st.tuples(st.none() | st.integers(0, 10**7), st.booleans()), min_size=1, max_size=5),
    DAYS,
    DAYS,
)
def test_every_sum_of_the_fund_is_that_of_its_lines_and_their_names(
    world: Any,
    money: list[tuple[bool, int, dt.date]],
    prizes: list[tuple[int | None, bool]],
    decided_on: dt.date,
    until: dt.date,
) -> None:
    """Random money and one decision with random prizes, some taken back, up to a random day."""
    con = world.store.con
    world.nominee.clear()
    names = [f"Người Thứ {n}" for n in range(len(prizes))]
    for name in names:
        world.nominate(name)
    decided(world, *names, number="99", day=decided_on)
    rows = reports.register_rows(con)
    with world.store.action("Tiền") as action:
        for row, (prize, revoked) in zip(rows, prizes, strict=True):
            day = decided_on.isoformat() if revoked else None
            action.update("award", row.award_id, prize_amount=prize, revoked_date=day)
        for comes, amount, day in money:
            fund.save_entry(action, direction="in" if comes else "out", kind="other", amount=amount, day=day)
    try:
        found = fund.fund_year(con, 2023, until)
        assert found.received == sum(amount for comes, amount, day in money if comes and day <= until)
        standing = [prize for prize, revoked in prizes if not revoked] if decided_on <= until else []
        other = sum(amount for comes, amount, day in money if not comes and day <= until)
        assert found.spent == other + sum(prize or 0 for prize in standing)
        assert found.left == found.received - found.spent
        assert found.unknown == sum(prize is None for prize in standing)
        for line in found.prizes:
            behind = reports.register_rows(con, decision_id=line.decision_id, revoked=False)
            assert (line.awards, line.amount) == (len(behind), sum(row.prize_amount or 0 for row in behind))
    finally:
        while con.execute("SELECT count(*) AS n FROM nomination").fetchone()["n"]:
            history.undo(world.store)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 10**8), st.integers(2020, 2023)), max_size=8))
def test_money_of_all_years_is_the_sum_of_the_entries(world: Any, drawn: list[tuple[bool, int, int]]) -> None:
    for row in world.store.con.execute("SELECT id FROM fund_entry").fetchall():
        with world.store.action("Bỏ") as action:
            fund.remove_entry(action, row["id"])
    for comes, amount, year in drawn:
        with world.store.action("Ghi") as action:
            fund.save_entry(
                action, direction="in" if comes else "out", kind="other", amount=amount, day=D(year, 6, 1)
            )
    total = sum(fund.fund_year(world.store.con, year).left for year in fund.years(world.store.con))
    assert total == sum(amount if comes else -amount for comes, amount, _ in drawn)


def test_the_estimate_before_the_decision(three: Any) -> None:
    three.nominate("Phạm Thị Dung", form_code="bang_khen")
    made = fund.estimate(three.store.con, three.nominee.values(), D(2023, 12, 20))
    lines = {(line.kind, line.text): line for line in made.lines}
    assert lines[("prize", "Giấy khen (cá nhân)")].amount == 2 * 270_000
    superior = lines[("prize", "Bằng khen của bộ, ban, ngành, tỉnh (cá nhân)")]
    assert (superior.amount, superior.paid_by) == (1_800_000, "cấp tỉnh")
    assert (made.ours, made.superiors) == (810_000, 1_800_000)
    assert lines[("frame", "Khung")].count == 3  # the superior frames its own
    assert {line.kind for line in made.unknown} == {"frame", "sheet", "flowers"}
    assert "hãy nhập trong Danh mục" in fund.in_words(made)
    decided(three, "Trần Thị An", "Lê Văn Cao", "Hộ ông Bảo")
    assert fund.fund_year(three.store.con, 2023).spent == made.ours


def test_an_unknown_rate_is_asked_once_and_kept(world: Any) -> None:
    world.nominate("Trần Thị An")
    decision = decided(world, day=D(2025, 8, 20))
    (award,) = awards.list_awards(world.store.con, decision)
    assert award.prize_amount is None  # it never stops the decision
    start = rows(world.store)
    with world.store.action("Hệ số theo văn bản của tỉnh") as action:
        prize_tables.enter_rate(
            action, form_code="giay_khen", object_kind="individual", level="commune",
            day=D(2025, 8, 20), coefficient_thousandths=300, document="QĐ 40/2025/QĐ-UBND tỉnh",
        )  # fmt: skip
        assert awards.fill_prizes(action, decision) == 1
    (award,) = awards.list_awards(world.store.con, decision)
    assert (award.prize_amount, award.prize_coefficient_thousandths) == (710_000, 300)
    source = world.store.con.execute("SELECT prize_source FROM award").fetchone()[0]
    assert "40/2025/QĐ-UBND" in source
    assert "73/2024" in source
    table = prize_tables.PrizeTable(world.store.con)
    assert table.prize("giay_khen", "collective", "commune", D(2025, 9, 1)).amount == 1_410_000  # the factor
    history.undo(world.store)
    assert rows(world.store) == start


def test_two_forms_for_one_achievement_on_one_day_are_paid_once(world: Any) -> None:
    first = world.nominate("Trần Thị An")
    subject = nominations.get_nomination(world.store.con, first).subject.id
    with world.store.action("Hình thức khác") as action:
        other = nominations.nominate(
            action, subject_id=subject, campaign_id=world.campaign, form_code="ky_niem_chuong"
        )
        prize_tables.enter_rate(
            action, form_code="ky_niem_chuong", object_kind="individual", level="commune",
            day=D(2023, 1, 1), coefficient_thousandths=600, document="QĐ thử",
        )  # fmt: skip
        nominations.set_status(action, [first, other], "approved")
    for number, key in (("12", first), ("13", other)):
        with world.store.action("QĐ") as action:
            draft = decisions.draft_decision(action, nomination_ids=[key])
            decisions.issue(action, draft, number, D(2023, 12, 20))
    found = {
        row["form_code"]: (row["prize_amount"], row["prize_note"])
        for row in world.store.con.execute("SELECT * FROM award")
    }
    assert found["ky_niem_chuong"][0] == 1_080_000
    assert found["giay_khen"][0] == 0
    assert "mức thưởng cao nhất" in found["giay_khen"][1]


def test_a_base_salary_entered_ends_the_one_before(world: Any) -> None:
    with world.store.action("Lương cơ sở") as action:
        prize_tables.enter_salary(action, amount=2_800_000, day=D(2027, 7, 1), document="NĐ thử")
    table = prize_tables.PrizeTable(world.store.con)
    before, after = (
        table.prize("ldtt", "individual", "commune", day) for day in (D(2027, 2, 1), D(2027, 7, 1))
    )
    assert before.salary is not None
    assert after.salary is not None
    assert (before.salary.amount, after.salary.amount) == (2_530_000, 2_800_000)


Refusal = tuple[str, Callable[[Action, Any], object], str]
REFUSED: list[Refusal] = [
    ("nothing lacks", lambda a, w: dossier_letters.request(a, [], day=DAY), "Không có hồ sơ nào thiếu"),
    ("nobody handed in", lambda a, w: dossier_letters.receive(a, [], day=DAY), "Chưa chọn hồ sơ"),
    (
        "promised before",
        lambda a, w: dossier_letters.receive(a, [w.nominee["Trần Thị An"]], day=DAY, promised=D(2024, 5, 1)),
        "Ngày hẹn trước",
    ),
    ("unknown kind", lambda a, w: inquiries.start(a, kind="x", start_date=DAY, place="Thuế"), "hiệp y hay công khai"),
    ("no place", lambda a, w: inquiries.start(a, kind="disclosure", start_date=DAY, place=" "), "Chưa ghi nơi"),
    ("about nobody", lambda a, w: inquiries.start(a, kind="disclosure", start_date=DAY, place="A"), "Chưa chọn đợt"),
    ("no amount", lambda a, w: fund.save_entry(a, direction="in", kind="budget", amount=0, day=DAY), "lớn hơn 0"),
    ("wrong way", lambda a, w: fund.save_entry(a, direction="in", kind="frame", amount=1, day=DAY), "chưa đúng loại"),
    (
        "no document",
        lambda a, w: prize_tables.enter_rate(
            a, form_code="x", object_kind="individual", level="commune", day=DAY, coefficient_thousandths=1, document=""
        ),
        "văn bản quy định",
    ),
    ("no salary", lambda a, w: prize_tables.enter_salary(a, amount=0, day=DAY, document="x"), "lương cơ sở"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "words"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_a_refusal_is_one_sentence_and_nothing_is_saved(
    three: Any, command: Callable[[Action, Any], object], words: str
) -> None:
    start = rows(three.store)
    with pytest.raises(BadInput, match=words), three.store.action("Thử") as action:
        command(action, three)
    assert rows(three.store) == start


UNDONE: dict[str, Callable[[Action, Any], object]] = {
    "request": lambda a, w: dossier_letters.request(
        a, dossier_letters.lacking(a.con, w.campaign, DAY), day=DAY
    ),
    "receive": lambda a, w: dossier_letters.receive(a, w.nominee.values(), day=DAY),
    "completed": lambda a, w: dossier_letters.completed(
        a, dossier_letters.request(a, dossier_letters.lacking(a.con, w.campaign, DAY), day=DAY)[0], DAY
    ),
    "inquiry": lambda a, w: inquiries.answer(
        a,
        inquiries.start(a, kind="disclosure", start_date=DAY, place="Nhà văn hóa", nomination_ids=w.nominee.values()),
        "agreed",
        day=DAY,
    ),
    "fund": lambda a, w: fund.save_entry(a, direction="in", kind="carried", amount=7, day=DAY),
    "rate": lambda a, w: prize_tables.enter_rate(
        a, form_code="giay_khen", object_kind="household", level="commune", day=DAY,
        coefficient_thousandths=225, document="QĐ 1",
    ),
    "salary": lambda a, w: prize_tables.enter_salary(a, amount=9_000_000, day=D(2030, 1, 1), document="NĐ"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNDONE)
def test_a_command_is_undone_and_redone_to_the_row(three: Any, name: str) -> None:
    start = rows(three.store)
    with three.store.action(name) as action:
        UNDONE[name](action, three)
    done = rows(three.store)
    assert done != start
    history.undo(three.store)
    assert rows(three.store) == start
    history.redo(three.store)
    assert rows(three.store) == done
