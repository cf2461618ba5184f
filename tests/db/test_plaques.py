"""Plaque fixing: finished works proposed, approved by a paper, taken off; the ceremony's day; what the people gave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from db import campaigns, history, milestones, plaques, registrations, units
from db.campaigns import CampaignDraft
from db.errors import BadInput
from db.milestones import MilestoneDraft
from db.plaques import Sums
from db.store import Store

D = dt.date
DAY = D(2023, 11, 20)


@dataclass
class Drive:
    """A drive with one unit; works by a word of ours."""

    store: Store
    id: int
    unit: int

    def register(self, title: str, status: str = "completed", kind: str = "work", **facts: Any) -> int:
        """A registration of the unit."""
        with self.store.action(title) as action:
            made = registrations.register(
                action,
                campaign_id=self.id,
                unit_ids=(self.unit,),
                kind=kind,
                title=title,
                received_date=D(2023, 8, 1),
            )
            registrations.change_registration(action, made, status=status, **facts)
        return made

    def do(self, work: Any, *ids: int, **more: Any) -> int:
        """One step as an action."""
        with self.store.action("Gắn biển") as action:
            return int(work(action, ids, more.pop("day", DAY), **more))

    def stages(self) -> dict[str, str]:
        """Stage by title."""
        return {one.registration.title: one.stage for one in plaques.works(self.store.con, self.id)}


@pytest.fixture
def drive(store: Store) -> Drive:
    """A drive of 2023."""
    with store.action("Lập sổ") as action:
        unit = units.add_unit(action, name="Thôn 1")
        made = campaigns.start_campaign(
            action, CampaignDraft(title="Chào mừng", start_on="2023", end_on="2023-12-31")
        )
    return Drive(store, made, unit)


def test_only_finished_works_that_count_are_there(drive: Drive) -> None:
    for status in registrations.STATUSES:
        drive.register(f"Đường {status}", status)
    drive.register("Ngõ hoa", kind="model")
    replaced, standing = drive.register("Cổng cũ"), drive.register("Cổng mới", "registered")
    with drive.store.action("Thay") as action:
        registrations.replace(action, replaced, standing)
    assert drive.stages() == {
        "Đường completed": "finished",
        "Đường accepted": "finished",
        "Đường plaque": "approved",
    }


def test_the_way_of_a_plaque_and_back(drive: Drive) -> None:
    road, lamp = drive.register("Đường hoa"), drive.register("Đèn ngõ", "accepted")
    assert drive.do(plaques.propose, road, lamp) == 2
    assert drive.do(plaques.propose, road) == 0  # it is on the list already
    assert drive.stages() == {"Đường hoa": "proposed", "Đèn ngõ": "proposed"}
    assert drive.do(plaques.take_back, lamp) == 1
    assert drive.do(plaques.approve, road, day=D(2023, 12, 1), document="Quyết định số 25/QĐ-UBND") == 1
    found = {one.registration.title: one for one in plaques.works(drive.store.con, drive.id)}
    assert found["Đèn ngõ"].stage == "finished"
    assert found["Đường hoa"].registration.status == "plaque"
    assert (found["Đường hoa"].day, found["Đường hoa"].note) == (
        D(2023, 12, 1),
        "Được duyệt gắn biển theo Quyết định số 25/QĐ-UBND.",
    )
    assert drive.do(plaques.take_back, road) == 1
    assert drive.stages() == {"Đường hoa": "finished", "Đèn ngõ": "finished"}
    assert registrations.get_registration(drive.store.con, road).status == "accepted"


def test_what_the_officer_set_by_hand_is_told_as_it_is(drive: Drive) -> None:
    road = drive.register("Đường hoa")
    drive.do(plaques.approve, road, document="Quyết định 25")
    with drive.store.action("Sửa") as action:
        registrations.change_registration(action, road, status="completed")
    assert drive.stages() == {"Đường hoa": "finished"}
    with drive.store.action("Sửa") as action:
        registrations.change_registration(action, road, status="plaque")
    assert drive.stages() == {"Đường hoa": "approved"}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"status": "in_progress"}, "“X” đang ở trạng thái “Đang thực hiện”"),
        ({"status": "registered"}, "“X” đang ở trạng thái “Đăng ký”"),
        ({"status": "stopped"}, "“X” đang ở trạng thái “Dừng”"),
        ({"kind": "model"}, "“X” là mô hình"),
        ({"kind": "task"}, "“X” là phần việc"),
    ],
)
@pytest.mark.parametrize("step", ["propose", "approve", "take_back"])
def test_what_is_no_finished_work_gets_no_plaque(
    drive: Drive, step: str, facts: dict[str, str], words: str
) -> None:
    made = drive.register("X", **facts)
    more = {"document": "Quyết định 25"} if step == "approve" else {}
    with pytest.raises(BadInput, match=words):
        drive.do(getattr(plaques, step), made, **more)


def test_an_approval_names_its_paper_and_is_not_before_the_proposal(drive: Drive) -> None:
    road = drive.register("Đường hoa")
    drive.do(plaques.propose, road)
    for day, document, words in (
        (DAY, " ", "văn bản duyệt"),
        (D(2023, 11, 19), "Quyết định 25", "trước ngày đề nghị 20/11/2023"),
    ):
        with pytest.raises(BadInput, match=words):
            drive.do(plaques.approve, road, day=day, document=document)
    with pytest.raises(BadInput, match="Chưa chọn công trình"):
        drive.do(plaques.propose)
    drive.do(plaques.approve, road, document="Quyết định 25")
    with pytest.raises(BadInput, match="đã được duyệt"):
        drive.do(plaques.propose, road)


def test_the_lists_of_the_papers(drive: Drive) -> None:
    road, lamp, gate = (drive.register(title) for title in ("Đường", "Đèn", "Cổng"))

    def listed(stage: str) -> list[str]:
        return [one.registration.title for one in plaques.in_stage(drive.store.con, drive.id, stage)]

    # While nobody chose, everything finished is proposed.
    assert (listed("proposed"), listed("approved")) == (["Đường", "Đèn", "Cổng"], [])
    drive.do(plaques.propose, road, gate)
    assert listed("proposed") == ["Đường", "Cổng"]
    drive.do(plaques.approve, gate, lamp, document="Quyết định 25")
    assert (listed("proposed"), listed("approved")) == (["Đường"], ["Đèn", "Cổng"])


def test_sums_take_what_was_carried_out_else_what_was_planned(drive: Drive) -> None:
    drive.register(
        "Đường",
        planned_budget=10,
        planned_people=99,
        final_budget=7,
        final_people=5,
        labour_days=3,
        land_m2=40,
    )
    drive.register("Đèn", planned_people=20, planned_other=1)
    listed = plaques.works(drive.store.con, drive.id)
    assert [one.sums for one in listed] == [Sums(7, 5, 0, 3, 40), Sums(0, 20, 1)]
    made = plaques.total(listed)
    assert (made, made.total) == (Sums(7, 25, 1, 3, 40), 33)
    assert plaques.total([]) == Sums()


def test_the_ceremony_of_plaques_is_not_the_one_of_certificates(drive: Drive) -> None:
    con = drive.store.con
    assert plaques.ceremony(con, drive.id) is None
    with drive.store.action("Mốc") as action:
        assert not plaques.set_ceremony(action, drive.id, None)
        other = milestones.add_milestone(
            action, drive.id, MilestoneDraft("ceremony", "Lễ trao Giấy khen", D(2023, 12, 20))
        )
    shown = plaques.ceremony(con, drive.id)
    assert shown is not None
    assert shown.id == other
    with drive.store.action("Ngày lễ") as action:
        assert plaques.set_ceremony(action, drive.id, D(2023, 12, 8))
    own = plaques.ceremony(con, drive.id)
    assert own is not None
    assert (own.what, own.day) == ("Lễ gắn biển công trình", D(2023, 12, 8))
    with drive.store.action("Dời lễ") as action:
        assert plaques.set_ceremony(action, drive.id, D(2023, 12, 9))
        assert not plaques.set_ceremony(action, drive.id, D(2023, 12, 9))
    days = {m.what: m.day for m in milestones.list_milestones(con, drive.id) if m.kind == "ceremony"}
    assert days == {"Lễ trao Giấy khen": D(2023, 12, 20), "Lễ gắn biển công trình": D(2023, 12, 9)}
    with drive.store.action("Chưa định") as action:
        plaques.set_ceremony(action, drive.id, None)
    again = plaques.ceremony(con, drive.id)
    assert again is not None
    assert again.day is None


STEPS: dict[str, Any] = {
    "propose": lambda a, d, ids: plaques.propose(a, ids, DAY),
    "approve": lambda a, d, ids: plaques.approve(a, ids, DAY, "Quyết định 25"),
    "take_back": lambda a, d, ids: (plaques.approve(a, ids, DAY, "QĐ 1"), plaques.take_back(a, ids, DAY)),
    "set_ceremony": lambda a, d, ids: plaques.set_ceremony(a, d.id, DAY),
}


@pytest.mark.parametrize("name", STEPS)
def test_undo_and_redo_restore_the_exact_rows(drive: Drive, tables: Any, name: str) -> None:
    ids = [drive.register("Đường"), drive.register("Đèn", "accepted")]
    before = tables(drive.store)
    with drive.store.action(name) as action:
        STEPS[name](action, drive, ids)
    after = tables(drive.store)
    assert before != after
    for _ in range(2):
        history.undo(drive.store)
        assert tables(drive.store) == before
        history.redo(drive.store)
        assert tables(drive.store) == after
