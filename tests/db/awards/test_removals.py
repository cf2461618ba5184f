"""What may be taken out of the chain and what stays, with the sentence that says why."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from db import (
    council_votes,
    councils,
    decisions,
    dossier_letters,
    dossiers,
    nominations,
    simplified,
    submissions,
)
from db.council_votes import Ballot
from db.errors import BadInput

D = dt.date
DAY = D(2023, 12, 10)


def count(world: Any, table: str) -> int:
    return int(world.store.con.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def submit(world: Any, kind: str, *names: str) -> int:
    with world.store.action("Lập tờ trình") as action:
        return submissions.submit(action, kind=kind, nomination_ids=[world.nominee[name] for name in names])


@pytest.fixture
def approved(world: Any) -> Any:
    """Two approved nominees."""
    for name in ("Lê An", "Lê Ba"):
        world.nominate(name)
    world.approve()
    return world


# ---------------------------------------------------------------- submissions


@pytest.mark.parametrize("kind", ["council", "superior"])
def test_a_drafted_submission_goes_and_its_names_wait_for_another(approved: Any, kind: str) -> None:
    made = submit(approved, kind, "Lê An", "Lê Ba")
    assert approved.status("Lê An") == ("sent_up" if kind == "superior" else "approved")
    with approved.store.action("Xóa") as action:
        submissions.remove(action, made)
    assert [approved.status(name) for name in ("Lê An", "Lê Ba")] == ["approved", "approved"]
    assert (count(approved, "submission"), count(approved, "submission_item")) == (0, 0)
    assert submit(approved, kind, "Lê An") != 0


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("numbered", "07/TTr-UBND đã vào sổ văn thư"),
        ("sent", "đã gửi ngày 12/12/2023"),
        ("answered", "“Lê An” trong tờ trình này đã có kết quả"),
        ("decided", "“Lê An” trong tờ trình này đã có kết quả"),
    ],
)
def test_a_submission_that_went_its_way_stays(approved: Any, state: str, words: str) -> None:
    made = submit(approved, "council" if state == "decided" else "superior", "Lê An")
    with approved.store.action("Tiếp") as action:
        if state == "numbered":
            submissions.set_number(action, made, "7", DAY, symbol="UBND", council_symbol="HĐTĐKT")
        elif state == "sent":
            submissions.set_sent(action, made, D(2023, 12, 12))
        elif state == "answered":
            item = submissions.items(action.con, made)[0]
            submissions.set_result(action, [item.id], "returned", note="Thiếu giấy")
        else:
            drafted = decisions.draft_decision(action, nomination_ids=[approved.nominee["Lê An"]])
            decisions.issue(action, drafted, "3", DAY)
    with pytest.raises(BadInput, match=words), approved.store.action("Xóa") as action:
        submissions.remove(action, made)
    assert count(approved, "submission_item") == 1


def test_a_name_withdrawn_meanwhile_is_left_as_it_is(approved: Any) -> None:
    made = submit(approved, "superior", "Lê An", "Lê Ba")
    with approved.store.action("Rút, xóa") as action:
        nominations.set_status(action, [approved.nominee["Lê An"]], "withdrawn", reason="Xin rút")
        submissions.remove(action, made)
    assert (approved.status("Lê An"), approved.status("Lê Ba")) == ("withdrawn", "approved")


# ---------------------------------------------------------------- letters about dossiers


def letter(world: Any, number: str = "") -> int:
    world.nominate("Lê An")
    with world.store.action("Thiếu giấy") as action:
        dossiers.set_dossier_item(
            action, world.nominee["Lê An"], "bao_cao", name="Báo cáo thành tích", state="missing"
        )
        listed = dossier_letters.lacking(action.con, world.campaign, DAY)
        (made,) = dossier_letters.request(action, listed, day=DAY, number=number)
    return made


def test_a_letter_that_was_not_issued_goes_and_its_nominations_stay(world: Any) -> None:
    made = letter(world)
    with world.store.action("Xóa") as action:
        dossier_letters.remove(action, made)
        nominations.remove(action, world.nominee["Lê An"])  # nothing rests on it any more
    assert (count(world, "dossier_letter"), count(world, "dossier_letter_item")) == (0, 0)


def test_a_letter_with_a_number_stays(world: Any) -> None:
    made = letter(world, "12/UBND-VHXH")
    with (
        pytest.raises(BadInput, match="số 12/UBND-VHXH đã phát hành"),
        world.store.action("Xóa") as action,
    ):
        dossier_letters.remove(action, made)


def test_a_request_that_was_answered_stays_until_the_answer_is_taken_back(world: Any) -> None:
    made = letter(world)
    with world.store.action("Đủ") as action:
        dossier_letters.completed(action, made, D(2023, 12, 15))
    with (
        pytest.raises(BadInput, match="bổ sung đủ ngày 15/12/2023"),
        world.store.action("Xóa") as action,
    ):
        dossier_letters.remove(action, made)
    with world.store.action("Chưa đủ") as action:
        dossier_letters.completed(action, made, None)
        dossier_letters.remove(action, made)
    assert count(world, "dossier_letter") == 0


# ---------------------------------------------------------------- sessions, simplified cases


def session(world: Any, kind: str = "meeting") -> tuple[int, list[int]]:
    with world.store.action("Hội đồng") as action:
        council = councils.save_council(action, name="Hội đồng", day=D(2023, 1, 5))
        members = [
            councils.save_member(action, council, name=name, role=role)
            for name, role in (("Ông Một", "chair"), ("Bà Hai", "deputy"), ("Ông Ba", "member"))
        ]
        made = councils.save_meeting(action, council, day=DAY, kind=kind, campaign_id=world.campaign)
        if kind == "written":
            council_votes.ask_in_writing(action, made, members, DAY)
    return made, members


@pytest.mark.parametrize("kind", ["meeting", "written"])
def test_a_planned_session_goes_with_who_was_asked(world: Any, kind: str) -> None:
    made, _ = session(world, kind)
    with world.store.action("Xóa") as action:
        council_votes.remove_session(action, made)
    assert (count(world, "meeting"), count(world, "meeting_attendance")) == (0, 0)


def test_a_session_that_voted_stays(world: Any) -> None:
    world.nominate("Lê An")
    made, members = session(world)
    with world.store.action("Họp") as action:
        councils.set_attendance(action, made, dict.fromkeys(members, True))
        council_votes.record_votes(action, made, [Ballot(world.nominee["Lê An"], 3)])
    with (
        pytest.raises(BadInput, match="Phiên họp ngày 10/12/2023 đã biểu quyết"),
        world.store.action("Xóa") as action,
    ):
        council_votes.remove_session(action, made)


def test_a_session_a_decision_names_stays(approved: Any) -> None:
    made, _ = session(approved, "written")
    with approved.store.action("Dự thảo") as action:
        decisions.draft_decision(action, nomination_ids=[approved.nominee["Lê An"]], meeting_id=made)
    with (
        pytest.raises(BadInput, match="căn cứ của một quyết định"),
        approved.store.action("Xóa") as action,
    ):
        council_votes.remove_session(action, made)


def simple(world: Any) -> int:
    world.nominate("Lê An")
    with world.store.action("Đơn giản") as action:
        return simplified.open_case(
            action, [world.nominee["Lê An"]], day=DAY, reason="Cứu người", article="Điều 85"
        )


def test_whom_a_simplified_case_approved_is_appraised_again_without_it(world: Any) -> None:
    made = simple(world)
    with world.store.action("Xóa") as action:
        simplified.remove_case(action, made)
    assert world.status("Lê An") == "appraised"
    assert count(world, "simplified_case") == 0
    # It may be approved by the council then.
    world.approve("Lê An")


@pytest.mark.parametrize("rests", ["submission", "decision"])
def test_a_simplified_case_something_rests_on_stays(world: Any, rests: str) -> None:
    made = simple(world)
    with world.store.action("Tiếp") as action:
        if rests == "submission":
            submissions.submit(action, kind="superior", nomination_ids=[world.nominee["Lê An"]])
        else:
            decisions.draft_decision(action, nomination_ids=[world.nominee["Lê An"]])
    with (
        pytest.raises(BadInput, match="“Lê An” duyệt theo thủ tục đơn giản"),
        world.store.action("Xóa") as action,
    ):
        simplified.remove_case(action, made)
    assert count(world, "simplified_case") == 1
