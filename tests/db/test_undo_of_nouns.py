"""Every command of the noun modules, undone and redone: the rows come back exactly, and nothing else moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from db import (
    board,
    campaigns,
    catalogues,
    clusters,
    history,
    milestones,
    organizations,
    people,
    registrations,
    saved_mappings,
    settings,
    targets,
    units,
)
from db.campaigns import AwardDraft, CampaignDraft, DocumentDraft, PhaseDraft
from db.milestones import MilestoneDraft, RequirementDraft
from db.store import Action, Store
from db.targets import TargetDraft, TaskDraft

D = dt.date
Tables = Callable[[Store], dict[str, dict[int, tuple[Any, ...]]]]


@dataclass
class World:
    """A small commune with one of everything; ids by a word of ours."""

    ids: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> int:
        return self.ids[key]


DRIVE = CampaignDraft(
    title="Thi đua xây dựng xã Đắk Nông Mới",
    start_on="2023-03",
    end_on="2023",
    phases=(PhaseDraft("Đợt 1", D(2023, 3, 1), D(2023, 6, 30)), PhaseDraft("Đợt 2")),
    milestones=(
        MilestoneDraft("registration", "Đăng ký mô hình", D(2023, 8, 15)),
        MilestoneDraft("report", "Báo cáo tổng kết", D(2023, 12, 10)),
        MilestoneDraft("plan", "Xây dựng kế hoạch", D(2023, 4, 1)),
    ),
    requirements=(
        RequirementDraft("any", 1, 1, milestone=0),
        RequirementDraft(min_task=1, unit_kinds=("school",)),
    ),
    awards=(AwardDraft("giay_khen", "Giấy khen"),),
    targets=(TargetDraft("Hiến đất", Decimal(2500), "m²"),),
    tasks=(TaskDraft("Văn phòng", "Tổng hợp"),),
)


@pytest.fixture
def world(store: Store) -> World:
    """Four units, a drive, three registrations, people, an office with two signers, a cluster."""
    made = World()
    ids = made.ids
    with store.action("Lập sổ") as action:
        ids["office"] = organizations.save_own(
            action, name="Ủy ban nhân dân xã Đắk Nông Mới", level="commune", place="Đắk Nông Mới"
        )
        for key, name in (("chair", "Y Thông Mlô"), ("deputy", "Nguyễn Thị Đào")):
            ids[key] = organizations.save_signer(action, ids["office"], name=name, title="Chủ tịch")
        for name in ("Thôn 1", "Thôn 2", "Buôn Ea Sut", "Trường Tiểu học Hoa"):
            ids[name] = units.add_unit(action, name=name)
        ids["cluster"] = clusters.save(
            action, name="Cụm số 1", kind="cluster", year=2023, members=[ids["Thôn 1"], ids["Thôn 2"]]
        )
        ids["drive"] = campaigns.start_campaign(action, DRIVE)
        for key, title in (("first", "Đường hoa"), ("second", "Nhà văn hóa"), ("third", "Sân chơi")):
            ids[key] = registrations.register(
                action,
                campaign_id=ids["drive"],
                unit_ids=(ids["Thôn 1"], ids["Thôn 2"]),
                kind="model",
                title=title,
                received_date=D(2023, 8, 10),
            )
        registrations.attach(action, ids["first"], "ảnh.txt", b"anh")
        registrations.add_progress(action, ids["first"], D(2023, 9, 1), "Đã khởi công")
        registrations.return_to_redo(action, ids["third"], D(2023, 8, 11), "Chưa rõ địa điểm")
        ids["person"] = people.add_subject(action, kind="individual", name="H’Ngăm Niê", birth_on="1985")
        ids["salary"] = catalogues.save_row(
            action, "base_salary", {"amount": 9_000_000, "valid_from": "2031-01-01", "source": "thử"}
        )
        settings.put(action, "due_soon_days", 10)
    con = store.con
    for stone in milestones.list_milestones(con, ids["drive"]):
        ids[f"stone {stone.kind}"] = stone.id
    ids["requirement"], ids["of schools"] = (r.id for r in milestones.requirements(con, ids["drive"]))
    ids["award"] = campaigns.awards(con, ids["drive"])[0].id
    ids["target"] = targets.list_targets(con, ids["drive"])[0].id
    ids["task"] = targets.list_tasks(con, ids["drive"])[0].id
    ids["phase"], ids["empty phase"] = (phase.id for phase in campaigns.phases(con, ids["drive"]))
    ids["owed"] = board.find_obligation(con, "requirement_id", ids["requirement"], ids["Buôn Ea Sut"])
    ids["report"] = board.find_obligation(con, "milestone_id", ids["stone report"], ids["Thôn 1"])
    ids["handed report"] = board.find_obligation(con, "milestone_id", ids["stone report"], ids["Thôn 2"])
    with store.action("Đã nộp, đã có kết quả") as action:
        board.receive(action, ids["handed report"], D(2023, 12, 9))
        board.extend(action, ids["report"], D(2023, 12, 20), "12/UBND")
        targets.set_result(action, ids["target"], ids["phase"], Decimal("900.5"))
    return made


Command = Callable[[Action, World], object]

# Every command that writes, with the tables it is to touch and no other.
COMMANDS: dict[str, tuple[Command, set[str]]] = {
    "add_unit": (lambda a, w: units.add_unit(a, name="Ấp Đông", phone="0901"), {"unit"}),
    "change_unit": (
        lambda a, w: units.change_unit(a, w["Thôn 1"], name="Thôn Một", kind="neighborhood", note="đổi tên"),
        {"unit"},
    ),
    "remove_unit": (
        lambda a, w: units.remove_unit(a, units.add_unit(a, name="Nhầm")) or units.add_unit(a, name="Đúng"),
        {"unit"},
    ),
    "succeed": (
        lambda a, w: units.succeed(
            a, [w["Thôn 1"], w["Thôn 2"]], units.add_unit(a, name="Thôn Mới"), D(2025, 7, 1), "NQ 12"
        ),
        {"unit", "unit_succession", "obligation"},
    ),
    "add_cluster": (
        lambda a, w: units.add_cluster(a, name="Cụm 2", members=[w["Buôn Ea Sut"]], year=2023),
        {"cluster", "cluster_member"},
    ),
    "clusters.save": (
        lambda a, w: clusters.save(
            a,
            name="Cụm thi đua số 1",
            kind="bloc",
            year=2023,
            members=[w["Thôn 2"], w["Buôn Ea Sut"]],
            head_unit_id=w["Thôn 2"],
            cluster_id=w["cluster"],
        ),
        {"cluster", "cluster_member", "cluster_year"},
    ),
    "clusters.remove": (lambda a, w: clusters.remove(a, w["cluster"]), {"cluster", "cluster_member"}),
    "add_subjects": (
        lambda a, w: people.add_subjects(
            a,
            [
                {"kind": "individual", "name": "Ksor H’Lê", "birth_on": "1985", "unit_id": w["Thôn 1"]},
                {"kind": "collective", "name": "Tổ phụ nữ"},
            ],
        ),
        {"subject"},
    ),
    "remember": (
        lambda a, w: (
            saved_mappings.remember(a, "units", "ten don vi", {"unit_name": 0}, D(2023, 8, 1)),
            saved_mappings.remember(a, "units", "ten don vi", {"unit_name": 1}, D(2023, 8, 2)),
        ),
        {"saved_mapping"},
    ),
    "forget": (
        lambda a, w: (
            saved_mappings.remember(a, "units", "ten", {"unit_name": 0}, D(2023, 8, 1)),
            saved_mappings.forget(
                a, saved_mappings.remember(a, "units", "ten khac", {"unit_name": 0}, D(2023, 8, 1))
            ),
        ),
        {"saved_mapping"},
    ),
    "add_subject": (
        lambda a, w: people.add_subject(a, kind="household", name="Hộ ông K’Bảo", address="Thôn 1"),
        {"subject"},
    ),
    "find_or_add": (
        lambda a, w: people.find_or_add(a, kind="individual", name="Y Thông Mlô", position="Già làng"),
        {"subject"},
    ),
    "change_subject": (
        lambda a, w: people.change_subject(a, w["person"], birth_on="1985-03-02", sex="female"),
        {"subject"},
    ),
    "set_bank_account": (
        lambda a, w: people.set_bank_account(a, w["person"], "0123 456", "Agribank"),
        {"subject"},
    ),
    "set_min_direct": (lambda a, w: campaigns.set_min_direct(a, w["award"], 60), {"campaign_award"}),
    "start_campaign": (
        lambda a, w: campaigns.start_campaign(
            a,
            CampaignDraft(
                title="Đợt thi đua khác",
                start_on="2024-01-01",
                end_on="2024-12-31",
                document=DocumentDraft(number="01/KH-UBND", day="2024-01", text="Toàn văn"),
                anniversaries=(("Ngày thành lập", 20, D(2024, 5, 1)),),
                phases=DRIVE.phases,
                milestones=DRIVE.milestones,
                requirements=DRIVE.requirements,
                awards=DRIVE.awards,
                targets=DRIVE.targets,
                tasks=DRIVE.tasks,
            ),
        ),
        {
            "campaign",
            "campaign_document",
            "attachment",
            "campaign_anniversary",
            "campaign_phase",
            "milestone",
            "requirement",
            "obligation",
            "campaign_award",
            "target",
            "task",
        },
    ),
    "change_campaign": (
        lambda a, w: campaigns.change_campaign(a, w["drive"], title="Tên khác", start_on="2023-01"),
        {"campaign"},
    ),
    "close_campaign": (lambda a, w: campaigns.close_campaign(a, w["drive"], D(2024, 1, 5)), {"campaign"}),
    "add_phase": (lambda a, w: campaigns.add_phase(a, w["drive"], PhaseDraft("Đợt 2")), {"campaign_phase"}),
    "set_anniversaries": (
        lambda a, w: campaigns.set_anniversaries(
            a, w["drive"], [("Ngày thành lập xã", 20, D(2023, 12, 6)), ("Ngày hội", None, None)]
        ),
        {"campaign_anniversary"},
    ),
    "change_phase": (
        lambda a, w: campaigns.change_phase(
            a, w["phase"], PhaseDraft("Đợt 1", D(2023, 3, 15), D(2023, 7, 15))
        ),
        {"campaign_phase"},
    ),
    "add_document": (
        lambda a, w: campaigns.add_document(a, w["drive"], DocumentDraft(role="guidance", text="HD")),
        {"campaign_document", "attachment"},
    ),
    "add_award": (
        lambda a, w: campaigns.add_award(a, w["drive"], AwardDraft("bang_khen", "Bằng khen")),
        {"campaign_award"},
    ),
    "change_award": (
        lambda a, w: campaigns.change_award(
            a, w["award"], AwardDraft("giay_khen", "Giấy khen", quota_total=5)
        ),
        {"campaign_award"},
    ),
    "remove_award": (lambda a, w: campaigns.remove_award(a, w["award"]), {"campaign_award"}),
    "add_milestone": (
        lambda a, w: milestones.add_milestone(a, w["drive"], MilestoneDraft("other", "Việc khác")),
        {"milestone"},
    ),
    "change_milestone": (
        lambda a, w: milestones.change_milestone(
            a, w["stone plan"], MilestoneDraft("plan", "Xây dựng kế hoạch", D(2023, 4, 20))
        ),
        {"milestone", "obligation"},
    ),
    "remove_milestone": (
        lambda a, w: milestones.remove_milestone(a, w["stone plan"]),
        {"milestone", "obligation"},
    ),
    "add_requirement": (
        lambda a, w: milestones.add_requirement(a, w["drive"], RequirementDraft(min_task=2), []),
        {"requirement"},
    ),
    "change_requirement": (
        lambda a, w: milestones.change_requirement(
            a, w["requirement"], RequirementDraft("all", 2, 1, unit_kinds=("school",))
        ),
        {"requirement", "obligation"},
    ),
    "remove_requirement": (
        lambda a, w: milestones.remove_requirement(a, w["of schools"]),
        {"requirement", "obligation"},
    ),
    "assign_to_open_campaigns": (
        lambda a, w: (units.add_unit(a, name="Thôn 9"), milestones.assign_to_open_campaigns(a)),
        {"unit", "obligation"},
    ),
    "add_target": (
        lambda a, w: targets.add_target(a, w["drive"], TargetDraft("Cây xanh", Decimal(3000))),
        {"target"},
    ),
    "change_target": (
        lambda a, w: targets.change_target(
            a, w["target"], TargetDraft("Hiến đất làm đường", Decimal(3000), "m²", due_on="2023-11")
        ),
        {"target"},
    ),
    "set_result": (
        lambda a, w: targets.set_result(a, w["target"], w["phase"], Decimal("1200")),
        {"target_result"},
    ),
    "take out a result": (
        lambda a, w: targets.set_result(a, w["target"], w["phase"], None),
        {"target_result"},
    ),
    "remove_target": (lambda a, w: targets.remove_target(a, w["target"]), {"target", "target_result"}),
    "add_task": (lambda a, w: targets.add_task(a, w["drive"], TaskDraft("Ai", "Việc gì")), {"task"}),
    "change_task": (
        lambda a, w: targets.change_task(a, w["task"], TaskDraft("Phòng Văn hóa", "Tổng hợp, báo cáo")),
        {"task"},
    ),
    "set_task_done": (lambda a, w: targets.set_task_done(a, w["task"], D(2023, 5, 5)), {"task"}),
    "register": (
        lambda a, w: registrations.register(
            a,
            campaign_id=w["drive"],
            unit_ids=(w["Buôn Ea Sut"], w["Thôn 1"]),
            kind="work",
            title="Cổng chào",
            received_date=None,
            planned_people=5_000_000,
        ),
        {"registration", "registration_unit"},
    ),
    "change_registration": (
        lambda a, w: registrations.change_registration(a, w["first"], title="Đường cờ", land_m2=30),
        {"registration"},
    ),
    "set_units": (
        lambda a, w: registrations.set_units(a, w["first"], (w["Buôn Ea Sut"], w["Thôn 1"])),
        {"registration_unit"},
    ),
    "return_to_redo": (
        lambda a, w: registrations.return_to_redo(a, w["first"], D(2023, 8, 20), "Thiếu kinh phí"),
        {"registration"},
    ),
    "take_back_in": (lambda a, w: registrations.take_back_in(a, w["third"]), {"registration"}),
    "replace": (lambda a, w: registrations.replace(a, w["first"], w["second"]), {"registration"}),
    "add_progress": (
        lambda a, w: registrations.add_progress(a, w["second"], D(2023, 9, 9), "Xong móng"),
        {"registration_progress"},
    ),
    "attach": (
        lambda a, w: registrations.attach(a, w["second"], "bản vẽ.txt", b"ve"),
        {"attachment", "registration_attachment"},
    ),
    "remove_registration": (
        lambda a, w: registrations.remove_registration(a, w["first"]),
        {"registration", "registration_unit", "registration_progress", "registration_attachment"},
    ),
    "extend": (lambda a, w: board.extend(a, w["owed"], D(2023, 9, 1), "15/UBND"), {"obligation"}),
    "take back an extension": (lambda a, w: board.extend(a, w["report"], None), {"obligation"}),
    "waive": (lambda a, w: board.waive(a, w["owed"], D(2023, 8, 20), "Mới lập"), {"obligation"}),
    "receive": (
        lambda a, w: board.receive(a, w["report"], D(2023, 12, 11), number="3/BC"),
        {"submission_received"},
    ),
    "take_back_receipt": (
        lambda a, w: board.take_back_receipt(a, w["handed report"]),
        {"submission_received"},
    ),
    "remind": (
        lambda a, w: board.remind(a, [w["owed"], w["report"]], D(2023, 8, 16), channel="zalo"),
        {"reminder"},
    ),
    "save_own": (
        lambda a, w: organizations.save_own(
            a, name="Ủy ban nhân dân phường Đắk Nông", level="ward", place="Đắk Nông"
        ),
        {"organization"},
    ),
    "add_organization": (
        lambda a, w: organizations.add_organization(
            a, name="Ủy ban nhân dân tỉnh Lâm Đồng", level="province"
        ),
        {"organization"},
    ),
    "find an organ or add it": (
        lambda a, w: organizations.find_or_add(a, name="Ủy ban nhân dân xã Cũ", level="commune"),
        {"organization"},
    ),
    "succeed an organ": (
        lambda a, w: organizations.succeed(
            a,
            [organizations.add_organization(a, name="Ủy ban nhân dân xã Cũ", level="commune")],
            w["office"],
            D(2025, 7, 1),
        ),
        {"organization", "organization_succession"},
    ),
    "set_term": (
        lambda a, w: organizations.set_term(a, w["chair"], D(2021, 6, 1), D(2026, 5, 31)),
        {"signer"},
    ),
    "save_signer": (
        lambda a, w: organizations.save_signer(a, w["office"], name="Lê A", title="Phó", signature_form="kt"),
        {"signer"},
    ),
    "order_signers": (lambda a, w: organizations.order_signers(a, [w["deputy"], w["chair"]]), {"signer"}),
    "remove_signer": (lambda a, w: organizations.remove_signer(a, w["deputy"]), {"signer"}),
    "save_row": (
        lambda a, w: catalogues.save_row(a, "base_salary", {"amount": 9_500_000}, w["salary"]),
        {"base_salary"},
    ),
    "delete_row": (lambda a, w: catalogues.delete_row(a, "base_salary", w["salary"]), {"base_salary"}),
    "remove_task": (lambda a, w: targets.remove_task(a, w["task"]), {"task"}),
    "remove_phase": (lambda a, w: campaigns.remove_phase(a, w["empty phase"]), {"campaign_phase"}),
    "settings.put": (lambda a, w: settings.put(a, "due_soon_days", 3), {"setting"}),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_undo_and_redo_restore_the_exact_rows(
    store: Store, world: World, walk: Callable[..., None], name: str
) -> None:
    command, touched = COMMANDS[name]
    walk(store, name, lambda action: command(action, world), touched)


@pytest.mark.parametrize("name", COMMANDS)
def test_an_error_after_the_command_takes_it_back(
    store: Store, world: World, tables: Tables, fault: Callable[..., None], name: str
) -> None:
    fault(store, name, lambda action: COMMANDS[name][0](action, world))
    last = tables(store)
    history.undo(store)
    assert tables(store) != last, "the last action is still the one before"


def test_every_command_that_writes_is_in_the_table(commands_of: Callable[..., set[str]]) -> None:
    modules = (
        units,
        people,
        campaigns,
        milestones,
        targets,
        registrations,
        board,
        organizations,
        saved_mappings,
    )
    found = {name.partition(".")[2] for name in commands_of(*modules)}
    # The one that is run by others, and tested through them.
    assert found - set(COMMANDS) == {"assign_obligations"}


# (earlier, later): undoing the earlier one is refused while the later one stands.
BUILT_UPON: dict[str, tuple[Command, Command]] = {
    "a unit people belong to": (
        lambda a, w: w.ids.update(x=units.add_unit(a, name="Thôn X")),
        lambda a, w: people.add_subject(a, kind="individual", name="Lê Văn An", unit_id=w["x"]),
    ),
    "a drive with a registration": (
        lambda a, w: w.ids.update(x=campaigns.start_campaign(a, CampaignDraft("Khác"))),
        lambda a, w: registrations.register(
            a,
            campaign_id=w["x"],
            unit_ids=(w["Thôn 1"],),
            kind="task",
            title="Phần việc",
            received_date=None,
        ),
    ),
    "a registration another was replaced by": (
        lambda a, w: w.ids.update(
            x=registrations.register(
                a,
                campaign_id=w["drive"],
                unit_ids=(w["Thôn 1"],),
                kind="task",
                title="Mới",
                received_date=None,
            )
        ),
        lambda a, w: registrations.replace(a, w["first"], w["x"]),
    ),
    "a name changed again": (
        lambda a, w: people.change_subject(a, w["person"], name="H’Ngăm Niê Kđăm"),
        lambda a, w: people.change_subject(a, w["person"], note="đã xác minh"),
    ),
    "a milestone whose report came in": (
        lambda a, w: (
            milestones.add_milestone(a, w["drive"], MilestoneDraft("report", "Báo cáo quý", D(2023, 7, 1))),
            milestones.assign_obligations(a, w["drive"]),
            w.ids.update(x=milestones.list_milestones(a.con, w["drive"])[1].id),
        ),
        lambda a, w: board.receive(
            a, board.find_obligation(a.con, "milestone_id", w["x"], w["Thôn 1"]), D(2023, 7, 1)
        ),
    ),
}


@pytest.mark.parametrize("name", BUILT_UPON)
def test_what_was_built_upon_is_undone_only_after_it(
    store: Store, world: World, tables: Tables, sentence: Callable[[Any], str], name: str
) -> None:
    earlier, later = BUILT_UPON[name]
    before = tables(store)
    with store.action("Việc trước") as first:
        earlier(first, world)
    with store.action("Việc sau") as second:
        later(second, world)
    after = tables(store)
    with pytest.raises(history.UndoRefused) as caught:
        history.undo(store, first.id)
    assert "“Việc sau”" in sentence(caught.value)
    assert tables(store) == after
    history.undo(store, second.id)
    history.undo(store, first.id)
    assert tables(store) == before


def test_what_was_taken_out_comes_back_beside_what_came_since(store: Store, world: World) -> None:
    with store.action("Nhầm") as action:
        last = units.add_unit(action, name="Thôn Cuối")
    with store.action("Xóa") as removal:
        units.remove_unit(removal, last)
    with store.action("Thêm") as action:
        newer = units.add_unit(action, name="Thôn Mới")
    history.undo(store, removal.id)
    assert units.get_unit(store.con, last).name == "Thôn Cuối"
    assert units.get_unit(store.con, newer).name == "Thôn Mới"
