"""Each kind of condition against facts made by hand; ids carry the source, ``unknown`` is never a pass."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import resources
from db.rules.conditions import answer
from db.rules.eligibility import ConditionRow, conditions_for, judge_form, summary, whole
from db.rules.facts import Discipline, Facts, TitleHeld
from db.rules.findings import Finding

D = date
PART = frozenset[str]()  # nothing is known to be whole


def held(code: str, *years: int, award_type: str = "merit") -> tuple[TitleHeld, ...]:
    return tuple(TitleHeld(code, year, award_type) for year in years)


def case(source: str, kind: str, parameters: dict[str, Any], facts: Facts, said: bool | None) -> Any:
    return pytest.param(kind, parameters, facts, said, id=source)


TWO = {"title": "cstd_co_so", "times": 2}
EXCELLENT = {"at_least": "excellent", "years": 2, "consecutive": True, "title_counts": "cstd_co_so"}
GOOD = {"at_least": "good", "years": 1}
CASES = [
    case(
        "Luật 06/2022 Đ.74 k.1 d: hai lần liên tục",
        "title_consecutive",
        TWO,
        Facts(2023, held("cstd_co_so", 2022, 2023)),
        True,
    ),
    case(
        "Luật 06/2022 Đ.74 k.1 d: cách năm",
        "title_consecutive",
        TWO,
        Facts(2023, held("cstd_co_so", 2021, 2023)),
        False,
    ),
    case(
        "Luật 06/2022 Đ.74 k.1 d: sổ chưa ghi đủ",
        "title_consecutive",
        TWO,
        Facts(2023, held("cstd_co_so", 2021, 2023), complete=PART),
        None,
    ),
    case(
        "NĐ152/2025: chuyên đề không tính cho công trạng",
        "title_consecutive",
        TWO,
        Facts(2023, held("cstd_co_so", 2022, 2023, award_type="thematic")),
        False,
    ),
    case(
        "NĐ152/2025: đột xuất không tính cho công trạng",
        "title_consecutive",
        TWO,
        Facts(2023, held("cstd_co_so", 2022, 2023, award_type="sudden")),
        False,
    ),
    case(
        "BNV trả lời: năm CSTĐCS là năm xuất sắc",
        "rating",
        EXCELLENT,
        Facts(2023, held("cstd_co_so", 2022), {2023: "excellent"}),
        True,
    ),
    case(
        "Luật 06/2022 Đ.74 k.1 d: một năm hoàn thành tốt",
        "rating",
        EXCELLENT,
        Facts(2023, (), {2022: "good", 2023: "excellent"}, complete=PART),
        False,
    ),
    case(
        "Luật 06/2022 Đ.74 k.1 d: thiếu xếp loại một năm",
        "rating",
        EXCELLENT,
        Facts(2023, (), {2023: "excellent"}, complete=PART),
        None,
    ),
    case("Luật 06/2022 Đ.24 k.1: hoàn thành tốt", "rating", GOOD, Facts(2023, None, {2023: "good"}), True),
    case("Luật 06/2022 Đ.24 k.1: hoàn thành", "rating", GOOD, Facts(2023, None, {2023: "done"}), False),
    case("Luật 06/2022 Đ.24 k.1: không ai ghi xếp loại", "rating", GOOD, Facts(2023), None),
    case(
        "BNV trả lời: năm CSTĐCS là một sáng kiến",
        "initiative",
        {"count": 2, "scope": "unit", "title_counts": "cstd_co_so"},
        Facts(2023, held("cstd_co_so", 2022), None, ((2023, "unit"),)),
        True,
    ),
    case(
        "BNV trả lời: sáng kiến của chính năm CSTĐCS là một",
        "initiative",
        {"count": 2, "scope": "unit", "title_counts": "cstd_co_so"},
        Facts(2023, held("cstd_co_so", 2022), None, ((2022, "unit"),)),
        False,
    ),
    case(
        "Luật 06/2022 Đ.22: sáng kiến cơ sở chưa đủ cấp tỉnh",
        "initiative",
        {"count": 1, "scope": "province"},
        Facts(2023, None, None, ((2023, "unit"),)),
        False,
    ),
    case(
        "Luật 2003 Đ.28: cảnh cáo trong năm",
        "no_discipline",
        {"from": "warning"},
        Facts(2023, disciplines=(Discipline("warning", D(2023, 5, 1), D(2024, 4, 30)),)),
        False,
    ),
    case(
        "Luật 2003 Đ.28: khiển trách nhẹ hơn cảnh cáo",
        "no_discipline",
        {"from": "warning"},
        Facts(2023, disciplines=(Discipline("reprimand", D(2023, 5, 1)),)),
        True,
    ),
    case(
        "NĐ152/2025: kỷ luật đã hết trước kỳ",
        "no_discipline",
        {},
        Facts(2023, disciplines=(Discipline("warning", D(2021, 5, 1), D(2022, 12, 31)),)),
        True,
    ),
    case("NĐ152/2025: chưa ai kiểm tra kỷ luật", "no_discipline", {}, Facts(2023), None),
    case(
        "NĐ152/2025: đang xem xét",
        "not_under_review",
        {},
        Facts(2025, disciplines=(Discipline("under_review", D(2025, 8, 1)),), as_of=D(2025, 9, 1)),
        False,
    ),
    case(
        "NĐ152/2025: xem xét đã xong",
        "not_under_review",
        {},
        Facts(
            2025, disciplines=(Discipline("under_review", D(2025, 7, 1), D(2025, 8, 1)),), as_of=D(2025, 9, 1)
        ),
        True,
    ),
    case(
        "Luật 06/2022 Đ.5 k.2: còn hình thức khác",
        "only_form",
        {},
        Facts(2024, other_forms=("Bằng khen",)),
        False,
    ),
    case("Luật 06/2022 Đ.5 k.2: không còn gì", "only_form", {}, Facts(2024, other_forms=()), True),
    case("Luật 06/2022 Đ.5 k.2: chưa rõ", "only_form", {}, Facts(2024), None),
    case(
        "Quy chế tỉnh: chưa đủ 2 năm",
        "min_interval",
        {"form": "bang_khen", "years": 2},
        Facts(2024, (TitleHeld("bang_khen", 2022, "merit", D(2022, 12, 20)),), as_of=D(2024, 12, 19)),
        False,
    ),
    case(
        "Quy chế tỉnh: đúng 2 năm",
        "min_interval",
        {"form": "bang_khen", "years": 2},
        Facts(2024, (TitleHeld("bang_khen", 2022, "merit", D(2022, 12, 20)),), as_of=D(2024, 12, 20)),
        True,
    ),
    case(
        "Quy chế tỉnh: 29/02 hết hạn ngày 01/3",
        "min_interval",
        {"form": "bang_khen", "years": 1},
        Facts(2025, (TitleHeld("bang_khen", 2024, "merit", D(2024, 2, 29)),), as_of=D(2025, 2, 28)),
        False,
    ),
    case(
        "Quy chế tỉnh: chỉ biết năm, năm đang xét quyết định",
        "min_interval",
        {"form": "bang_khen", "years": 2},
        Facts(2024, held("bang_khen", 2022), as_of=D(2024, 6, 1)),
        None,
    ),
    case(
        "Quy chế tỉnh: chỉ biết năm, chắc chắn chưa đủ",
        "min_interval",
        {"form": "bang_khen", "years": 3},
        Facts(2024, held("bang_khen", 2022), as_of=D(2024, 6, 1)),
        False,
    ),
    case(
        "Quy chế tỉnh: bằng khen chuyên đề không tính",
        "min_interval",
        {"form": "bang_khen", "years": 3},
        Facts(2024, held("bang_khen", 2023, award_type="thematic"), as_of=D(2024, 6, 1)),
        True,
    ),
    case(
        "Quy chế tỉnh: tính mọi loại hình",
        "min_interval",
        {"form": "bang_khen", "years": 3, "any_type": True},
        Facts(2024, held("bang_khen", 2023, award_type="thematic"), as_of=D(2024, 6, 1)),
        False,
    ),
    case(
        "Quy chế tỉnh: danh sách chưa đủ",
        "min_interval",
        {"form": "bang_khen", "years": 3},
        Facts(2024, (), as_of=D(2024, 6, 1), complete=PART),
        None,
    ),
    case(
        "NĐ91/2017 Đ.9 k.3: 3 trên 20 là 15%",
        "at_most_share",
        {"form": "cstd_co_so", "of": "ldtt", "percent": 15},
        Facts(2023, peers={"cstd_co_so": 3, "ldtt": 20}),
        True,
    ),
    case(
        "NĐ91/2017 Đ.9 k.3: 4 trên 20 vượt 15%",
        "at_most_share",
        {"form": "cstd_co_so", "of": "ldtt", "percent": 15},
        Facts(2023, peers={"cstd_co_so": 4, "ldtt": 20}),
        False,
    ),
    case(
        "NĐ91/2017 Đ.9 k.3: không rõ số LĐTT",
        "at_most_share",
        {"form": "cstd_co_so", "of": "ldtt", "percent": 15},
        Facts(2023, peers={"cstd_co_so": 4}),
        None,
    ),
    case(
        "Kế hoạch: ít nhất 60% trực tiếp, có 60%",
        "direct_share",
        {"at_least_percent": 60},
        Facts(2023, direct_percent=60),
        True,
    ),
    case(
        "Kế hoạch: ít nhất 60% trực tiếp, có 59%",
        "direct_share",
        {"at_least_percent": 60},
        Facts(2023, direct_percent=59),
        False,
    ),
    case("Kế hoạch: chưa ghi nhóm đối tượng", "direct_share", {"at_least_percent": 60}, Facts(2023), None),
    case(
        "Luật 06/2022 Đ.27 d: chưa ghi số CSTĐCS",
        "has_holder",
        {"title": "cstd_co_so", "count": 1},
        Facts(2023, holders={}),
        None,
    ),
]


@pytest.mark.parametrize(("kind", "parameters", "facts", "said"), CASES)
def test_a_condition(kind: str, parameters: dict[str, Any], facts: Facts, said: bool | None) -> None:
    assert answer(kind, parameters, facts) is said


def row(alternative: str, text: str, kind: str = "judgement", **rest: Any) -> ConditionRow:
    values = {"award_type": "merit", "parameters": {}, "form_code": "x", **rest}
    return ConditionRow(
        object_kind="",
        alternative=alternative,
        kind=kind,
        text=text,
        valid_from=None,
        valid_to=None,
        source=f"Điều {text}",
        verified=True,
        **values,
    )


ROWS = [row("a", "A một"), row("a", "A hai"), row("b", "B"), row("", "Chung")]


@pytest.mark.parametrize(
    ("confirmed", "denied", "outcome", "alternative"),
    [
        pytest.param({"A một", "A hai", "Chung"}, set(), "met", "a", id="điểm a trọn vẹn"),
        pytest.param({"B", "Chung"}, {"A một"}, "met", "b", id="điểm b trọn vẹn"),
        pytest.param({"A một", "Chung"}, {"B"}, "unknown", None, id="điểm a còn chưa rõ"),
        pytest.param({"A một", "Chung"}, {"B", "A hai"}, "not_met", None, id="không điểm nào trọn vẹn"),
        pytest.param({"B"}, {"Chung"}, "not_met", None, id="điều kiện chung không đạt"),
        pytest.param({"B"}, set(), "unknown", None, id="điều kiện chung chưa rõ"),
    ],
)
def test_one_alternative_met_whole_is_enough_and_is_named(
    confirmed: set[str], denied: set[str], outcome: str, alternative: str | None
) -> None:
    facts = Facts(2024, confirmed=frozenset(confirmed), denied=frozenset(denied))
    judged = judge_form(ROWS, facts)
    assert (judged.outcome, judged.alternative) == (outcome, alternative)
    said = summary(ROWS, judged)
    assert said.outcome == outcome
    if alternative:
        assert f"theo điểm {alternative}" in said.sentence
        assert f"Điều {alternative.upper()}" in said.source
    else:
        assert said.source


def test_the_summary_names_only_what_can_still_lead_to_a_pass() -> None:
    judged = judge_form(ROWS, Facts(2024, confirmed=frozenset({"A một", "Chung"}), denied=frozenset({"B"})))
    assert summary(ROWS, judged).sentence == "Chưa rõ điều kiện: điểm a: A hai."


@pytest.mark.parametrize("award_type", ["thematic", "sudden", "external"])
def test_a_drive_is_not_judged_by_rows_for_any_type_that_count_years(award_type: str) -> None:
    rows = [
        row("1", "Hai lần liên tục", "title_consecutive", award_type=""),
        row("1", "Có thành tích", "campaign_achievement", award_type=""),
    ]
    chosen = conditions_for(rows, "x", award_type, "individual", D(2024, 1, 1))
    assert [one.kind for one in chosen] == ["campaign_achievement"]
    assert len(conditions_for(rows, "x", "merit", "individual", D(2024, 1, 1))) == 2


def test_the_shipped_table_never_counts_years_against_a_drive() -> None:
    for one in resources.read_json("law/award_condition.json")["rows"]:
        if one["award_type"] in ("thematic", "sudden"):
            assert not one["kind"].startswith(("title_", "rating", "min_interval")), json.dumps(one)


OUTCOMES = st.sampled_from(["met", "not_met", "unknown"])


@given(st.lists(OUTCOMES, max_size=6))
def test_the_whole_is_no_better_than_its_worst_part(outcomes: list[Any]) -> None:
    order = {"not_met": 0, "unknown": 1, "met": 2}
    found = whole(Finding("r", outcome, "") for outcome in outcomes)
    assert order[found] == min([order[o] for o in outcomes], default=2)


@given(
    st.sets(st.integers(2010, 2024)),
    st.dictionaries(st.integers(2010, 2024), st.sampled_from(["poor", "done", "good", "excellent"])),
    st.integers(1, 4),
    st.booleans(),
)
def test_knowing_less_never_turns_a_pass_or_a_failure_round(
    titles: set[int], ratings: dict[int, str], years: int, consecutive: bool
) -> None:
    """What is known in part is a yes only where it is a yes on the whole, or it is unknown."""
    for kind, parameters in (
        ("title_consecutive", {"title": "t", "times": years}),
        ("title_times", {"title": "t", "times": years}),
        ("rating", {"at_least": "good", "years": years, "consecutive": consecutive}),
    ):
        full = answer(kind, parameters, Facts(2024, held("t", *titles), ratings))
        part = answer(kind, parameters, Facts(2024, held("t", *titles), ratings, complete=PART))
        assert part is full or (part is None and full is False)
