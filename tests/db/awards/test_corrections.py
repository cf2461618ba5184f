"""What is issued is corrected by a decision of its own: adjusted, cancelled, revoked, never edited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import awards, corrections, decisions, history, nominations, organizations, printing, reports

D = dt.date
DAY = D(2023, 12, 20)
LATER = D(2024, 1, 5)
Refuse = Callable[..., str]
Tables = Callable[..., dict[str, dict[int, tuple[Any, ...]]]]


@pytest.fixture
def issued(world: Any) -> tuple[Any, int, dict[str, int]]:
    """Three awarded by 12/QĐ-UBND of 20/12/2023: award ids by name."""
    for name in ("Trần Thị An", "Lê Văn Ba", "Y Thanh"):
        world.nominate(name, position="Tổ trưởng")
    world.approve()
    with world.store.action("Ban hành") as action:
        decision = decisions.draft_decision(action, nomination_ids=list(world.nominee.values()))
        decisions.issue(action, decision, "12", DAY)
    return world, decision, {a.recipient: a.id for a in awards.list_awards(world.store.con, decision)}


def draft(world: Any, decision: int, kind: str, **facts: Any) -> int:
    with world.store.action("Dự thảo quyết định sửa") as action:
        return corrections.draft(action, decision, kind=kind, reason="Ghi sai tên", **facts)


def issue(world: Any, correction: int, number: str = "15", day: dt.date = LATER) -> int:
    with world.store.action("Ban hành quyết định sửa") as action:
        return decisions.issue(action, correction, number, day)


def test_an_adjustment_waits_for_its_decision(issued: tuple[Any, int, dict[str, int]]) -> None:
    world, decision, award = issued
    con = world.store.con
    made = draft(
        world,
        decision,
        "adjust",
        changes={award["Trần Thị An"]: {"recipient": "Trần Thị Ân ", "honorific": "Bà"}},
    )
    found = decisions.get_decision(con, made)
    assert (found.status, found.corrects_id, found.correction_kind) == ("draft", decision, "adjust")
    assert found.title == "Về việc điều chỉnh Quyết định số 12/QĐ-UBND ngày 20/12/2023"
    assert awards.get_award(con, award["Trần Thị An"]).recipient == "Trần Thị An", "a draft changes nothing"
    assert issue(world, made) == 1
    changed = awards.get_award(con, award["Trần Thị An"])
    assert (changed.recipient, changed.register_number) == ("Trần Thị Ân", "01/2023")
    (line,) = corrections.lines(con, made)
    assert line.shown_changes == (("Tên", "Trần Thị An", "Trần Thị Ân"),)
    assert decisions.get_decision(con, decision).corrections == 1
    assert corrections.decisions_correcting(con, decision) == [made]
    assert [(told.shown_effect, by) for told, by in corrections.of_award(con, award["Trần Thị An"])] == [
        ("Điều chỉnh", "15/QĐ-UBND ngày 05/01/2024")
    ]
    assert [a.recipient for a in awards.list_awards(con, decision)] == ["Trần Thị Ân", "Lê Văn Ba", "Y Thanh"]


def test_a_correction_has_no_awards_and_takes_no_book_number(issued: tuple[Any, int, dict[str, int]]) -> None:
    world, decision, award = issued
    issue(
        world,
        draft(world, decision, "adjust", changes={award["Y Thanh"]: {"position_unit": "Trường Tiểu học"}}),
    )
    rows = reports.register_rows(world.store.con)
    assert [(r.register_number, r.number) for r in rows] == [
        ("01/2023", "12/QĐ-UBND"),
        ("02/2023", "12/QĐ-UBND"),
        ("03/2023", "12/QĐ-UBND"),
    ]
    assert rows[-1].position_unit == "Trường Tiểu học"
    figures = reports.campaign_figures(world.store.con, world.campaign)
    assert [d.number for d in figures.decisions] == ["12/QĐ-UBND"], "a correction awards nobody"


def test_the_whole_decision_is_cancelled(issued: tuple[Any, int, dict[str, int]]) -> None:
    world, decision, _ = issued
    con = world.store.con
    assert issue(world, draft(world, decision, "cancel")) == 3
    found = awards.list_awards(con, decision)
    assert {a.revoked_date for a in found} == {D(2024, 1, 5)}
    assert {a.revoke_reason for a in found} == {"Hủy theo Quyết định 15/QĐ-UBND ngày 05/01/2024: Ghi sai tên"}
    assert {world.status(name) for name in world.nominee} == {"rejected"}
    assert reports.register_rows(con, revoked=False) == []
    assert len(reports.register_rows(con)) == 3, "the register keeps what was cancelled"
    assert reports.prize_list(con, decision).total == 0


def test_one_award_is_revoked_and_its_prize_taken_back(issued: tuple[Any, int, dict[str, int]]) -> None:
    world, decision, award = issued
    con = world.store.con
    with world.store.action("Đã trao") as action:
        awards.mark_received(action, [award["Lê Văn Ba"]], D(2023, 12, 25), "Lê Văn Ba")
    prize = awards.get_award(con, award["Lê Văn Ba"]).prize_amount
    made = draft(world, decision, "revoke", award_ids=[award["Lê Văn Ba"]])
    (line,) = corrections.lines(con, made)
    assert (line.shown_effect, line.to_pay_back) == ("Thu hồi", prize)
    assert prize == 270_000  # 0,15 × 1.800.000, NĐ 91/2017 Điều 73, NĐ 24/2023
    issue(world, made)
    standing = [r.recipient for r in reports.register_rows(con, decision_id=decision, revoked=False)]
    assert standing == ["Trần Thị An", "Y Thanh"]
    assert nominations.get_nomination(con, world.nominee["Lê Văn Ba"]).status_reason.startswith(
        "Thu hồi theo"
    )


def test_after_a_cancellation_the_nominee_may_be_decided_again(
    issued: tuple[Any, int, dict[str, int]],
) -> None:
    world, decision, award = issued
    issue(world, draft(world, decision, "cancel", award_ids=[award["Y Thanh"]]))
    world.approve("Y Thanh")
    assert [n.name for n in decisions.approved_ready(world.store.con)] == ["Y Thanh"]
    with world.store.action("Quyết định lại") as action:
        again = decisions.draft_decision(action, nomination_ids=[world.nominee["Y Thanh"]])
        decisions.issue(action, again, "20", D(2024, 1, 10))
    assert awards.list_awards(world.store.con, again)[0].register_number == "01/2024"


def test_what_is_refused(issued: tuple[Any, int, dict[str, int]], refused: Refuse) -> None:
    world, decision, award = issued
    one = award["Trần Thị An"]
    world.nominate("Võ Thị Mai")
    world.approve("Võ Thị Mai")
    with world.store.action("Dự thảo") as action:
        unissued = decisions.draft_decision(action, nomination_ids=[world.nominee["Võ Thị Mai"]])
    stranger = awards.list_awards(world.store.con, unissued)[0].id

    def said(**facts: Any) -> str:
        values = {"kind": "adjust", "reason": "Ghi sai", **facts}
        return refused(lambda a: corrections.draft(a, values.pop("of", decision), **values))

    assert "dự thảo" in said(of=unissued, changes={stranger: {"recipient": "X"}})
    assert "lý do" in said(reason=" ", changes={one: {"recipient": "X"}})
    assert "loại quyết định" in said(kind="delete")
    assert "chưa sửa gì" in said()
    assert "không có gì khác" in said(changes={one: {"recipient": "Trần Thị An"}})
    assert "để trống" in said(changes={one: {"recipient": ""}})
    assert "không nằm trong quyết định" in said(changes={stranger: {"recipient": "X"}})
    assert "trước ngày của quyết định được sửa (20/12/2023)" in refused(
        lambda a: decisions.issue(
            a, corrections.draft(a, decision, kind="cancel", reason="Sai"), "15", D(2023, 12, 19)
        )
    )
    assert "đã có trong sổ" in refused(
        lambda a: decisions.issue(a, corrections.draft(a, decision, kind="cancel", reason="Sai"), "12", DAY)
    )


def test_what_is_gone_is_not_corrected_again(
    issued: tuple[Any, int, dict[str, int]], refused: Refuse
) -> None:
    world, decision, award = issued
    one = award["Trần Thị An"]
    waiting = draft(world, decision, "adjust", changes={one: {"recipient": "Trần Thị Ân"}})
    issue(world, draft(world, decision, "revoke", award_ids=[one]))
    assert "đã hủy hoặc thu hồi" in refused(lambda a: decisions.issue(a, waiting, "16", D(2024, 1, 6)))
    assert "đã hủy hoặc thu hồi" in refused(
        lambda a: corrections.draft(a, decision, kind="revoke", reason="Lần nữa", award_ids=[one])
    )


def test_an_issued_decision_cannot_be_edited(
    issued: tuple[Any, int, dict[str, int]], refused: Refuse
) -> None:
    world, decision, award = issued
    made = draft(world, decision, "revoke", award_ids=[award["Y Thanh"]])
    issue(world, made)
    for one in (decision, made):
        assert "điều chỉnh" in refused(lambda a, one=one: decisions.change_draft(a, one, title="Khác"))
    assert "đã ban hành" in refused(lambda a: corrections.set_lines(a, made, award_ids=[award["Lê Văn Ba"]]))
    assert "điều chỉnh" in refused(lambda a: awards.change_printed(a, award["Lê Văn Ba"], recipient="X Y"))


def test_a_drafted_correction_is_changed_and_taken_out(
    issued: tuple[Any, int, dict[str, int]], refused: Refuse, tables: Tables
) -> None:
    world, decision, award = issued
    before = tables(world.store)
    made = draft(world, decision, "revoke")
    assert len(corrections.lines(world.store.con, made)) == 3
    with world.store.action("Chỉ một người") as action:
        assert corrections.set_lines(action, made, award_ids=[award["Y Thanh"]]) == 1
    assert "danh sách riêng" in refused(lambda a: decisions.set_list(a, made, []))
    with world.store.action("Bỏ dự thảo") as action:
        decisions.remove_draft(action, made)
    assert tables(world.store) == before


def test_two_corrections_follow_each_other(issued: tuple[Any, int, dict[str, int]]) -> None:
    world, decision, award = issued
    one = award["Trần Thị An"]
    issue(world, draft(world, decision, "adjust", changes={one: {"recipient": "Trần Thị Ân"}}))
    issue(
        world,
        draft(world, decision, "adjust", changes={one: {"recipient": "Trần Thị Ấn"}}),
        "16",
        D(2024, 2, 1),
    )
    told = [line.shown_changes[0][1:] for line, _ in corrections.of_award(world.store.con, one)]
    assert told == [("Trần Thị An", "Trần Thị Ân"), ("Trần Thị Ân", "Trần Thị Ấn")]


def test_the_old_text_is_that_of_the_day_it_was_issued(issued: tuple[Any, int, dict[str, int]]) -> None:
    world, decision, award = issued
    one = award["Trần Thị An"]
    first = draft(world, decision, "adjust", changes={one: {"recipient": "Trần Thị Ân"}})
    second = draft(world, decision, "adjust", changes={one: {"recipient": "Trần Thị Ấn"}})
    issue(world, first)
    issue(world, second, "16", D(2024, 2, 1))
    assert corrections.lines(world.store.con, second)[0].changes == {
        "recipient": ("Trần Thị Ân", "Trần Thị Ấn")
    }


def test_undo_from_the_end(issued: tuple[Any, int, dict[str, int]], tables: Tables) -> None:
    world, decision, award = issued
    before = tables(world.store)
    issue(world, draft(world, decision, "adjust", changes={award["Y Thanh"]: {"honorific": "Bà"}}))
    issue(world, draft(world, decision, "cancel"), "16", D(2024, 2, 1))
    after = tables(world.store)
    for _ in range(4):
        history.undo(world.store)
    assert tables(world.store) == before
    for _ in range(4):
        history.redo(world.store)
    assert tables(world.store) == after


def test_a_former_communes_decision_is_corrected_by_who_stands_for_it_today(
    issued: tuple[Any, int, dict[str, int]],
) -> None:
    world, _, _ = issued
    with world.store.action("Hợp nhất") as action:
        former = organizations.add_organization(action, name="Ủy ban nhân dân xã Cũ", level="commune")
        organizations.succeed(action, [former], world.office, D(2025, 7, 1))
    world.nominate("Võ Thị Mai")
    world.approve("Võ Thị Mai")
    with world.store.action("Quyết định của xã cũ") as action:
        old = decisions.add_superior_decision(
            action,
            organization_id=former,
            number="12/QĐ-UBND",
            day=D(2025, 3, 1),
            form_code="giay_khen",
            authority_level="commune",
            nomination_ids=[world.nominee["Võ Thị Mai"]],
        )
    made = draft(world, old, "cancel")
    assert decisions.get_decision(world.store.con, made).organization_id == world.office
    issue(world, made, "3", D(2025, 8, 1))
    assert awards.list_awards(world.store.con, old)[0].revoked_date == D(2025, 8, 1)


@pytest.mark.parametrize(
    ("runs", "waits"),
    [
        ((), False),
        ((("2023-12-21", False),), True),
        ((("2023-12-21", False), ("2024-01-06", True)), False),
        ((("2023-12-21", False), ("2024-01-05", True)), False),
        ((("2024-01-05", False),), True),
    ],
    ids=[
        "never printed",
        "printed before",
        "again after",
        "again that day",
        "printed that day, before or after",
    ],
)
def test_a_certificate_the_correction_overtook_is_printed_again(
    issued: tuple[Any, int, dict[str, int]], runs: tuple[tuple[str, bool], ...], waits: bool
) -> None:
    world, decision, award = issued
    one = award["Trần Thị An"]
    for day, again in runs[:1]:
        sheet(world, decision, one, day, again)
    issue(world, draft(world, decision, "adjust", changes={one: {"recipient": "Trần Thị Ân"}}))
    for day, again in runs[1:]:
        sheet(world, decision, one, day, again)
    found = corrections.to_reprint(world.store.con)
    assert found == ([(one, "Trần Thị Ân (điều chỉnh 05/01/2024)")] if waits else [])
    assert ("reprint" in {entry.key for entry in reports.todo(world.store.con)}) == waits
    assert corrections.to_reprint(world.store.con, world.campaign + 1) == []


def sheet(world: Any, decision: int, award: int, day: str, again: bool) -> None:
    with world.store.action("In") as action:
        printing.record_run(
            action,
            decision,
            [award],
            template_name="A4",
            target="printer",
            at=dt.datetime.fromisoformat(f"{day}T09:00:00+07:00"),
            **({"reprint_reason": "Sai tên"} if again else {}),
        )


def test_what_was_revoked_needs_no_new_sheet(issued: tuple[Any, int, dict[str, int]]) -> None:
    world, decision, award = issued
    one = award["Trần Thị An"]
    sheet(world, decision, one, "2023-12-21", again=False)
    issue(world, draft(world, decision, "adjust", changes={one: {"recipient": "Trần Thị Ân"}}))
    issue(world, draft(world, decision, "revoke", award_ids=[one]), "16", D(2024, 2, 1))
    assert corrections.to_reprint(world.store.con) == []


def test_a_correction_is_signed_by_who_is_in_office_today(issued: tuple[Any, int, dict[str, int]]) -> None:
    world, decision, award = issued
    with world.store.action("Chủ tịch nghỉ hưu") as action:
        action.update("signer", world.chair, active_to="2024-06-30")
    made = draft(world, decision, "cancel", award_ids=[award["Lê Văn Ba"]])
    deputy = next(s for s in organizations.signers(world.store.con, world.office) if s.id == world.deputy)
    assert decisions.get_decision(world.store.con, made).signer_name == deputy.name
    chosen = draft(world, decision, "cancel", award_ids=[award["Y Thanh"]], signer_id=world.chair)
    assert decisions.get_decision(world.store.con, chosen).signer_name != deputy.name
