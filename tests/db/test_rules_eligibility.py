"""Conditions of the shipped table against facts made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db import resources
from db.rules.conditions import KINDS
from db.rules.eligibility import ConditionRow, Eligibility, conditions_for, judge_form
from db.rules.facts import Facts, TitleHeld

DAY = date(2024, 5, 1)


def rows() -> list[ConditionRow]:
    def row(content: dict[str, Any]) -> ConditionRow:
        values = {key: value for key, value in content.items() if key != "note"}
        values["valid_from"] = date.fromisoformat(content["valid_from"])
        values["valid_to"] = date.fromisoformat(content["valid_to"]) if content["valid_to"] else None
        return ConditionRow(**values)

    return [row(content) for content in resources.read_json("law/award_condition.json")["rows"]]


def judged(form: str, award_type: str, obj: str, facts: Facts, day: date = DAY) -> Eligibility:
    return judge_form(conditions_for(rows(), form, award_type, obj, day), facts)


def held(code: str, *years: int, award_type: str = "merit") -> tuple[TitleHeld, ...]:
    return tuple(TitleHeld(code, year, award_type) for year in years)


def test_every_kind_of_the_table_is_known_to_the_rule() -> None:
    assert {row.kind for row in rows()} <= set(KINDS)


@pytest.mark.parametrize(
    ("form", "obj", "facts", "outcome", "alternative"),
    [
        ("bang_khen", "individual", Facts(2023, held("cstd_co_so", 2022, 2023)), "met", "d1"),
        ("bang_khen", "individual", Facts(2023, held("cstd_co_so", 2021, 2022)), "met", "d1"),
        ("bang_khen", "individual", Facts(2023, held("cstd_co_so", 2020, 2021)), "unknown", None),
        ("bang_khen", "individual",
         Facts(2023, (), {2022: "excellent", 2023: "excellent"}, ((2022, "unit"), (2023, "province"))),
         "met", "d2"),
        ("bang_khen", "individual", Facts(2023, (), {2023: "excellent"}, ((2022, "unit"),)), "not_met", None),
        ("cstd_tinh", "individual",
         Facts(2023, held("cstd_co_so", 2021, 2022, 2023), None, ((2023, "province"),)), "met", "1"),
        ("cstd_tinh", "individual",
         Facts(2023, held("cstd_co_so", 2020, 2022, 2023), None, ((2023, "province"),)), "not_met", None),
        ("cstd_tinh", "individual",
         Facts(2023, held("cstd_co_so", 2021, 2022, 2023), None, ((2023, "unit"),)), "not_met", None),
        ("cstd_tinh", "individual", Facts(2023, held("cstd_co_so", 2021, 2022, 2023)), "unknown", None),
    ],
    ids=[
        "Luật 06/2022 Đ.74 k.1 d: hai lần liên tục CSTĐCS",
        "Luật 06/2022 Đ.74 k.1 d: liên tục tới năm trước",
        "Luật 06/2022 Đ.74 k.1 d: liên tục đã lâu",
        "Luật 06/2022 Đ.74 k.1 d: hai năm xuất sắc, hai sáng kiến",
        "Luật 06/2022 Đ.74 k.1 d: một sáng kiến là thiếu",
        "Luật 06/2022 Đ.22: ba lần liên tục CSTĐCS, sáng kiến tỉnh",
        "Luật 06/2022 Đ.22: ngắt quãng",
        "Luật 06/2022 Đ.22: sáng kiến chỉ ở cơ sở",
        "Luật 06/2022 Đ.22: chưa rõ sáng kiến",
    ],
)  # fmt: skip
def test_merit(form: str, obj: str, facts: Facts, outcome: str, alternative: str | None) -> None:
    found = judged(form, "merit", obj, facts)
    assert (found.outcome, found.alternative) == (outcome, alternative)


def test_a_drive_is_never_judged_by_years_of_titles() -> None:
    found = judged("giay_khen", "thematic", "individual", Facts(2023, achievement_in_campaign=True))
    assert (found.outcome, len(found.findings)) == ("met", 1)
    assert judged("giay_khen", "thematic", "individual", Facts(2023)).outcome == "unknown"
    assert (
        judged("bang_khen", "thematic", "collective", Facts(2023, achievement_in_campaign=False)).outcome
        == "not_met"
    )


def test_thematic_and_sudden_awards_do_not_count_towards_merit() -> None:
    facts = Facts(2023, held("cstd_co_so", 2022, 2023, award_type="thematic"), {}, ())
    assert judged("bang_khen", "merit", "individual", facts).outcome == "not_met"


def test_old_and_new_share_of_members() -> None:
    half = Facts(2023, (), {2023: "good"}, (), frozenset(), {"ldtt": 50})
    old = judged("tt_ldtt", "merit", "collective", half, date(2023, 12, 1)).findings
    new = judged("tt_ldtt", "merit", "collective", half, DAY).findings
    assert [f.outcome for f in old if f.rule.startswith("member_share")] == ["not_met"]
    assert [f.outcome for f in new if f.rule.startswith("member_share")] == ["met"]
    assert any("chưa đối chiếu" in f.sentence for f in new)


def test_the_officer_confirms_by_judgement_and_unknown_is_no_pass() -> None:
    facts = Facts(2023, (), {2023: "good"})
    assert judged("ldtt", "merit", "individual", facts).outcome == "unknown"
    text = "Có tinh thần tự lực, tự cường, đoàn kết, tương trợ, tích cực tham gia phong trào thi đua"
    confirmed = Facts(2023, (), {2023: "good"}, confirmed=frozenset({text}))
    assert judged("ldtt", "merit", "individual", confirmed).outcome == "met"


def test_no_condition_known_is_unknown_and_sources_are_named() -> None:
    assert judged("khong_co", "merit", "individual", Facts(2023)).outcome == "unknown"
    found = judged("tt_ldxs", "merit", "collective", Facts(2023, holders={"cstd_co_so": 1}))
    assert all("Điều 27" in finding.source for finding in found.findings)
    assert len({finding.rule for finding in found.findings}) == len(found.findings)
    assert [f.outcome for f in found.findings if f.rule.startswith("has_holder")] == ["met"]


@pytest.mark.parametrize(
    "parameters", [{}, {"at_least": "tuyệt vời", "years": 1}, {"at_least": "good", "years": "hai"}]
)
def test_a_row_mistyped_by_the_officer_is_said_and_does_not_stop_the_work(parameters: dict[str, Any]) -> None:
    row = ConditionRow("x", "merit", "", "1", "rating", parameters, "Hoàn thành tốt nhiệm vụ", None, None)
    found = judge_form([row], Facts(2023, (), {2023: "good"}))
    assert found.outcome == "unknown"
    assert "hãy sửa trong Danh mục" in found.findings[0].sentence
