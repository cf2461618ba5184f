"""Every command from nominee to appraisal, letters and money, undone and redone: the rows come back exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from db import (
    appraisals,
    award_rounds,
    awards,
    catalogues,
    conditions,
    decisions,
    disciplines,
    dossier_letters,
    dossiers,
    evidence_proposals,
    fund,
    inquiries,
    nominations,
    people,
    prize_tables,
)
from db.conditions import ConditionDraft, ThresholdDraft
from db.store import Action

D = dt.date
DAY = D(2023, 12, 20)
Tables = Callable[..., dict[str, dict[int, tuple[Any, ...]]]]
OPEN, JUDGED, BACK, OLD = "Lê An", "Lê Ba", "Lê Cúc", "Lê Dung"


@dataclass
class Chain:
    """The ward with nominees at four places of the way; ids by a word of ours."""

    world: Any
    ids: dict[str, int] = field(default_factory=dict)
    passed: str = ""  # the rule passed over

    def __getitem__(self, key: str) -> int:
        return self.ids[key]

    def nominee(self, name: str) -> int:
        """The nomination of somebody."""
        return int(self.world.nominee[name])

    def subject(self, name: str) -> int:
        """The person behind a nomination."""
        return nominations.get_nomination(self.world.store.con, self.nominee(name)).subject.id


@pytest.fixture
def chain(world: Any) -> Chain:
    """One open, one judged with a rule passed over, one returned, one awarded last year and nominated again."""
    made = Chain(world)
    ids = made.ids
    for name in (OPEN, JUDGED, BACK):
        world.nominate(name)
    with world.store.action("Năm trước") as action:
        subject = people.add_subject(action, kind="individual", name=OLD, unit_id=world.unit["Tổ dân phố 3"])
        first = nominations.nominate(action, subject_id=subject, form_code="giay_khen")
        nominations.set_status(action, [first], "approved")
        ids["issued"] = decisions.draft_decision(action, nomination_ids=[first])
        decisions.issue(action, ids["issued"], "3", D(2022, 6, 1))
        ids["award"] = awards.list_awards(action.con, ids["issued"])[0].id
        world.nominee[OLD] = nominations.nominate(
            action, subject_id=subject, campaign_award_id=world.line, campaign_id=world.campaign
        )
        ids["spare"] = people.add_subject(action, kind="household", name="Hộ ông K’Bảo")
    with world.store.action("Hồ sơ") as action:
        ids["evidence"] = dossiers.add_evidence(action, made.nominee(OPEN), year_from=2020, what="Giấy khen")
        dossiers.set_checked(action, [ids["evidence"]])
        dossiers.set_dossier_item(action, made.nominee(OPEN), "don", name="Đơn", state="missing")
        appraisals.record(action, [made.nominee(JUDGED)], DAY)
        ids["measure"] = disciplines.save(
            action, made.subject(JUDGED), kind="reprimand", start_date=D(2023, 2, 1)
        )
        nominations.set_status(action, [made.nominee(BACK)], "submitted", day=D(2023, 11, 1))
        nominations.set_status(action, [made.nominee(BACK)], "returned", reason="Thiếu", day=D(2023, 11, 2))
        (ids["letter"],) = dossier_letters.request(
            action, lacking(action, made, BACK), day=D(2023, 11, 2), due_date=D(2023, 11, 9)
        )
        (ids["inquiry"],) = inquiries.start(
            action,
            kind="consultation",
            start_date=D(2023, 11, 1),
            place="Công an phường",
            nomination_ids=[made.nominee(JUDGED)],
        )
        ids["condition"] = conditions.save_condition(
            action, ConditionDraft("judgement", text="Tiêu biểu", document="Quy chế 15")
        )
        ids["round"] = award_rounds.save(action, world.campaign, name="Đợt 1", day=D(2023, 9, 2))
        ids["spare round"] = award_rounds.save(action, world.campaign, name="Đợt 2")
        ids["entry"] = fund.save_entry(action, direction="in", kind="budget", amount=1_000_000, day=DAY)
        appraisals.answer(action, [made.nominee(JUDGED)], "câu hỏi", "yes")
    made_of = appraisals.appraise(world.store.con, made.nominee(JUDGED), DAY)
    rule = next(finding.rule for finding in made_of.findings if finding.outcome != "met")
    with world.store.action("Bỏ qua có lý do") as action:
        appraisals.override(action, made.nominee(JUDGED), rule, "Đủ", "Biên bản 1", day=DAY)
    made.passed = rule
    return made


def lacking(action: Action, chain: Chain, name: str) -> list[dossier_letters.Lacking]:
    listed = dossier_letters.lacking(action.con, chain.world.campaign, DAY)
    return [one for one in listed if one.nomination.id == chain.nominee(name)]


Command = Callable[[Action, Chain], object]

# Every command that writes, with the tables it is to touch and no other.
COMMANDS: dict[str, tuple[Command, set[str]]] = {
    "nominations.nominate": (
        lambda a, c: nominations.nominate(a, subject_id=c["spare"], campaign_award_id=c.world.line),
        {"nomination"},
    ),
    "nominations.nominate_many": (
        lambda a, c: nominations.nominate_many(
            a,
            c.world.campaign,
            [
                {"subject_id": c["spare"], "form_code": "giay_khen", "citation": "Thành tích"},
                {"subject_id": c.subject(OPEN), "form_code": "bang_khen"},
            ],
        ),
        {"nomination"},
    ),
    "nominations.change": (
        lambda a, c: nominations.change(a, c.nominee(OPEN), citation="Lời khác", judged_year=2023),
        {"nomination"},
    ),
    "nominations.set_status": (
        lambda a, c: nominations.set_status(
            a, [c.nominee(OPEN), c.nominee(BACK)], "withdrawn", reason="Xin rút"
        ),
        {"nomination"},
    ),
    "nominations.approve_all": (
        lambda a, c: nominations.approve_all(a, c.world.campaign),
        {"nomination"},
    ),
    "nominations.remove": (
        lambda a, c: nominations.remove(a, c.nominee(OPEN)),
        {"nomination", "evidence", "dossier_item"},
    ),
    "dossiers.add_evidence": (
        lambda a, c: dossiers.add_evidence(
            a, c.nominee(OPEN), year_from=2021, year_to=2022, what="Bằng khen"
        ),
        {"evidence"},
    ),
    "dossiers.change_evidence": (
        lambda a, c: dossiers.change_evidence(a, c["evidence"], what="Giấy khen của phường", number="8"),
        {"evidence"},
    ),
    "dossiers.remove_evidence": (lambda a, c: dossiers.remove_evidence(a, c["evidence"]), {"evidence"}),
    "dossiers.set_checked": (
        lambda a, c: dossiers.set_checked(a, [c["evidence"]], checked=False),
        {"evidence"},
    ),
    "dossiers.set_dossier_item": (
        lambda a, c: dossiers.set_dossier_item(a, c.nominee(OPEN), "don", name="Đơn", state="have", day=DAY),
        {"dossier_item"},
    ),
    "dossiers.set_dossier_item of a new paper": (
        lambda a, c: dossiers.set_dossier_item(
            a, c.nominee(JUDGED), "khac", name="Giấy khác", state="awaited"
        ),
        {"dossier_item"},
    ),
    "evidence_proposals.accept": (
        lambda a, c: evidence_proposals.accept(a, c.nominee(OLD), [c["award"]]),
        {"evidence"},
    ),
    "appraisals.record": (
        lambda a, c: appraisals.record(a, [c.nominee(OPEN)], DAY),
        {"nomination", "nomination_finding"},
    ),
    "appraisals.record again": (
        lambda a, c: (
            disciplines.remove(a, c["measure"]),
            appraisals.answer(a, [c.nominee(JUDGED)], "câu hỏi", None),
            dossiers.add_evidence(a, c.nominee(JUDGED), year_from=2019, what="Giấy khen"),
            appraisals.record(a, [c.nominee(JUDGED)], D(2024, 1, 31)),
        ),
        {"discipline", "nomination_answer", "evidence", "nomination_finding"},
    ),
    "appraisals.override": (
        lambda a, c: appraisals.override(a, c.nominee(JUDGED), c.passed, "Lý do khác", "Biên bản 2", day=DAY),
        {"nomination_finding"},
    ),
    "appraisals.lift_override": (
        lambda a, c: appraisals.lift_override(a, c.nominee(JUDGED), c.passed),
        {"nomination_finding"},
    ),
    "appraisals.answer": (
        lambda a, c: appraisals.answer(
            a, [c.nominee(OPEN), c.nominee(JUDGED)], "câu hỏi", "no", document="CV 3", day=DAY
        ),
        {"nomination_answer"},
    ),
    "appraisals.answer taken back": (
        lambda a, c: appraisals.answer(a, [c.nominee(JUDGED)], "câu hỏi", None),
        {"nomination_answer"},
    ),
    "disciplines.save": (
        lambda a, c: disciplines.save(
            a, c.subject(OPEN), kind="warning", start_date=DAY, end_date=D(2024, 12, 20), document="QĐ 9"
        ),
        {"discipline"},
    ),
    "disciplines.save again": (
        lambda a, c: disciplines.save(
            a,
            c.subject(JUDGED),
            kind="reprimand",
            start_date=D(2023, 2, 1),
            end_date=D(2024, 2, 1),
            measure_id=c["measure"],
        ),
        {"discipline"},
    ),
    "disciplines.remove": (lambda a, c: disciplines.remove(a, c["measure"]), {"discipline"}),
    "dossier_letters.request": (
        lambda a, c: dossier_letters.request(a, lacking(a, c, OPEN), day=DAY, campaign_id=c.world.campaign),
        {"dossier_letter", "dossier_letter_item"},
    ),
    "dossier_letters.receive": (
        lambda a, c: dossier_letters.receive(a, [c.nominee(BACK), c.nominee(OPEN)], day=DAY, number="4"),
        {"dossier_letter", "dossier_letter_item", "nomination"},
    ),
    "dossier_letters.completed": (
        lambda a, c: dossier_letters.completed(a, c["letter"], D(2023, 11, 8)),
        {"dossier_letter", "dossier_item"},
    ),
    "conditions.save_condition": (
        lambda a, c: conditions.save_condition(
            a, ConditionDraft("min_interval", "giay_khen", parameters={"years": 2}, document="Quy chế 15")
        ),
        {"award_condition"},
    ),
    "conditions.save_condition again": (
        lambda a, c: conditions.save_condition(
            a, ConditionDraft("judgement", text="Gương mẫu", document="Quy chế 15"), c["condition"]
        ),
        {"award_condition"},
    ),
    "conditions.save_threshold": (
        lambda a, c: conditions.save_threshold(
            a, ThresholdDraft("approval", "70%", level="commune", document="Quy chế 15")
        ),
        {"vote_rule"},
    ),
    "conditions.remove": (
        lambda a, c: conditions.remove(a, "award_condition", c["condition"]),
        {"award_condition"},
    ),
    "conditions.set_verified": (
        lambda a, c: conditions.set_verified(a, [("award_condition", c["condition"])], DAY),
        {"award_condition"},
    ),
    "dossier_letters.remove": (
        lambda a, c: dossier_letters.remove(a, c["letter"]),
        {"dossier_letter", "dossier_letter_item"},
    ),
    "award_rounds.save": (
        lambda a, c: award_rounds.save(a, c.world.campaign, name="Đợt 3", day=DAY),
        {"award_round"},
    ),
    "award_rounds.save again": (
        lambda a, c: award_rounds.save(a, c.world.campaign, name="Đợt tổng kết", round_id=c["round"]),
        {"award_round"},
    ),
    "award_rounds.close": (
        lambda a, c: award_rounds.close(a, c["round"], DAY),
        {"award_round"},
    ),
    "award_rounds.remove": (lambda a, c: award_rounds.remove(a, c["spare round"]), {"award_round"}),
    "award_rounds.assign": (
        lambda a, c: award_rounds.assign(a, [c.nominee(OPEN), c.nominee(JUDGED)], c["round"], DAY),
        {"nomination"},
    ),
    "inquiries.start": (
        lambda a, c: inquiries.start(
            a,
            kind="disclosure",
            start_date=DAY,
            place="Cổng thông tin",
            nomination_ids=[c.nominee(OPEN), c.nominee(JUDGED)],
        ),
        {"inquiry"},
    ),
    "inquiries.answer": (
        lambda a, c: inquiries.answer(a, [c["inquiry"]], "objected", day=DAY, objection="Có đơn"),
        {"inquiry"},
    ),
    "inquiries.remove": (lambda a, c: inquiries.remove(a, c["inquiry"]), {"inquiry"}),
    "fund.save_entry": (
        lambda a, c: fund.save_entry(a, direction="out", kind="frame", amount=45_000, day=DAY, what="Khung"),
        {"fund_entry"},
    ),
    "fund.save_entry again": (
        lambda a, c: fund.save_entry(
            a, direction="in", kind="budget", amount=2_000_000, day=DAY, entry_id=c["entry"]
        ),
        {"fund_entry"},
    ),
    "fund.remove_entry": (lambda a, c: fund.remove_entry(a, c["entry"]), {"fund_entry"}),
    "awards.change_printed": (
        lambda a, c: awards.change_printed(a, c["award"], honorific="Bà"),
        {"award"},
    ),
    "awards.set_prize": (
        lambda a, c: awards.set_prize(a, c["award"], 500_000, "Quyết định riêng"),
        {"award"},
    ),
    "awards.fill_prizes": (
        lambda a, c: (
            awards.set_prize(a, c["award"], None, ""),
            awards.fill_prizes(a, c["issued"]),
            awards.set_prize(a, c["award"], 1, "thử"),
        ),
        {"award"},
    ),
    "awards.mark_received": (
        lambda a, c: awards.mark_received(a, [c["award"]], DAY, "Con trai"),
        {"award"},
    ),
    "prize_tables.enter_rate": (
        lambda a, c: prize_tables.enter_rate(
            a,
            form_code="giay_khen",
            object_kind="individual",
            level="commune",
            day=D(2031, 1, 1),
            coefficient_thousandths=200,
            document="Nghị định thử",
        ),
        {"prize_rate"},
    ),
    "prize_tables.enter_salary": (
        lambda a, c: prize_tables.enter_salary(
            a, amount=5_000_000, day=D(2031, 1, 1), document="Nghị định thử"
        ),
        {"base_salary"},
    ),
    "catalogues.add_shipped": (
        lambda a, c: (
            catalogues.delete_row(a, "holiday", catalogues.rows(a.con, "holiday")[0]["id"]),
            catalogues.delete_row(a, "holiday", catalogues.rows(a.con, "holiday")[1]["id"]),
            catalogues.add_shipped(a),
        ),
        {"holiday"},
    ),
}
# Run by others, and tested through them; a new register is loaded before there is anything to take back.
INSIDE = {
    "awards.add_from_nominations",
    "awards.enter_in_register",
    "awards.pay_once",
    "awards.set_from_nominations",
    "catalogues.load_law",
    "catalogues.save_row",
    "catalogues.delete_row",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_undo_and_redo_restore_the_exact_rows(chain: Chain, walk: Callable[..., None], name: str) -> None:
    command, touched = COMMANDS[name]
    walk(chain.world.store, name, lambda action: command(action, chain), touched)


@pytest.mark.parametrize("name", COMMANDS)
def test_an_error_after_the_command_takes_it_back(
    chain: Chain, fault: Callable[..., None], name: str
) -> None:
    fault(chain.world.store, name, lambda action: COMMANDS[name][0](action, chain))


def test_every_command_that_writes_is_in_the_table(commands_of: Callable[..., set[str]]) -> None:
    modules = (
        appraisals,
        award_rounds,
        awards,
        catalogues,
        conditions,
        disciplines,
        dossier_letters,
        dossiers,
        evidence_proposals,
        fund,
        inquiries,
        nominations,
        prize_tables,
    )
    assert commands_of(*modules) - {name.partition(" ")[0] for name in COMMANDS} == INSIDE
