"""The province's and the office's own conditions and shares: entered, judged at once, listed with their source."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from db import catalogues, condition_words, conditions, councils
from db.conditions import CONDITION, THRESHOLD, ConditionDraft, ThresholdDraft
from db.errors import BadInput, NotFound
from db.rules import eligibility, voting
from db.rules.conditions import KINDS, answer
from db.rules.eligibility import ConditionRow
from db.rules.facts import Facts, TitleHeld
from db.store import Store

D = dt.date
DAY = D(2024, 5, 1)
REGULATION = "Quyết định số 15/2024/QĐ-UBND của Ủy ban nhân dân tỉnh"
NAMES = {
    "giay_khen": "Giấy khen",
    "ldtt": "Lao động tiên tiến",
    "cstd_co_so": "Chiến sĩ thi đua cơ sở",
    "gia_dinh_van_hoa": "Gia đình văn hóa",
}


def draft(kind: str, **facts: Any) -> ConditionDraft:
    known = {"form_code": "giay_khen", "document": REGULATION, "article": "khoản 2 Điều 14"}
    return ConditionDraft(kind, **{**known, **facts})


def save(store: Store, one: ConditionDraft | ThresholdDraft, row_id: int | None = None) -> int:
    with store.action("Thêm dòng") as action:
        if isinstance(one, ConditionDraft):
            return conditions.save_condition(action, one, row_id)
        return conditions.save_threshold(action, one, row_id)


# kind, figures, object, what the row keeps, the sentence: by hand.
ROWS: list[tuple[str, dict[str, Any], str, dict[str, Any], str]] = [
    (
        "title_consecutive",
        {"title": "ldtt", "times": 2},
        "",
        {"title": "ldtt", "times": 2},
        "Có 02 lần liên tục được tặng Lao động tiên tiến",
    ),
    (
        "title_times",
        {"title": "cstd_co_so", "times": 3},
        "",
        {"title": "cstd_co_so", "times": 3},
        "Đã 03 lần được tặng Chiến sĩ thi đua cơ sở",
    ),
    ("title_same_year", {"title": "ldtt"}, "", {"title": "ldtt"}, "Đạt Lao động tiên tiến trong năm"),
    (
        "rating",
        {"at_least": "good", "years": 1, "consecutive": None},
        "",
        {"at_least": "good", "years": 1, "consecutive": False},
        "Hoàn thành tốt nhiệm vụ trở lên trong năm",
    ),
    (
        "rating",
        {"at_least": "excellent", "years": 2, "consecutive": True},
        "",
        {"at_least": "excellent", "years": 2, "consecutive": True},
        "Hoàn thành xuất sắc nhiệm vụ trong 02 năm liên tục",
    ),
    (
        "initiative",
        {"count": 1, "scope": "unit"},
        "",
        {"count": 1, "scope": "unit"},
        "Có 01 sáng kiến, đề tài được công nhận ở phạm vi cơ sở",
    ),
    (
        "min_interval",
        {"years": 2, "any_type": True},
        "",
        {"years": 2, "any_type": True, "form": "giay_khen"},
        "Đã đủ 02 năm kể từ lần được tặng Giấy khen trước",
    ),
    (
        "at_most_count",
        {"count": 30},
        "individual",
        {"count": 30, "form": "giay_khen", "object": "individual"},
        "Mỗi phong trào không quá 30 cá nhân được đề nghị Giấy khen",
    ),
    (
        "at_most_count",
        {"count": 9},
        "",
        {"count": 9, "form": "giay_khen"},
        "Mỗi phong trào không quá 09 đề nghị được đề nghị Giấy khen",
    ),
    (
        "at_most_share",
        {"of": "gia_dinh_van_hoa", "percent": 15},
        "household",
        {"of": "gia_dinh_van_hoa", "percent": 15, "form": "giay_khen", "object": "household"},
        "Không quá 15% số được đề nghị Gia đình văn hóa",
    ),
    (
        "direct_share",
        {"at_least_percent": 70},
        "individual",
        {"at_least_percent": 70},
        "Ít nhất 70% cá nhân được đề nghị là người trực tiếp lao động, công tác",
    ),
    (
        "member_share",
        {"title": "ldtt", "at_least_percent": 50},
        "collective",
        {"title": "ldtt", "at_least_percent": 50},
        "Ít nhất 50% cá nhân của tập thể đạt Lao động tiên tiến",
    ),
    (
        "has_holder",
        {"title": "cstd_co_so", "count": 1},
        "collective",
        {"title": "cstd_co_so", "count": 1},
        "Có ít nhất 01 cá nhân đạt Chiến sĩ thi đua cơ sở",
    ),
    (
        "no_discipline",
        {"from": "warning"},
        "",
        {"from": "warning"},
        "Không bị kỷ luật từ cảnh cáo trở lên trong thời gian tính thành tích",
    ),
    ("not_under_review", {}, "", {}, "Không đang bị xem xét kỷ luật, thanh tra, khiếu nại, tố cáo"),
    ("only_form", {}, "", {}, "Không tặng nhiều hình thức cho một thành tích"),
    ("campaign_achievement", {}, "", {}, "Có thành tích trong phong trào thi đua"),
]


@pytest.mark.parametrize(("kind", "figures", "whom", "kept", "said"), ROWS)
def test_an_own_row_keeps_its_figures_and_says_itself(
    store: Store, kind: str, figures: dict[str, Any], whom: str, kept: dict[str, Any], said: str
) -> None:
    made = save(store, draft(kind, parameters=figures, object_kind=whom))
    row = next(r for r in catalogues.rows(store.con, CONDITION) if r["id"] == made)
    assert json.loads(row["parameters"]) == kept
    assert row["text"] == said
    assert (row["scope"], row["source"]) == ("province", f"{REGULATION}, khoản 2 Điều 14")
    assert condition_words.sentence(kind, kept, NAMES) == said


def test_every_kind_that_is_judged_can_be_entered() -> None:
    assert set(condition_words.FIGURES) == set(KINDS)
    assert {kind for kind, *_ in ROWS} == set(KINDS) - {"judgement"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "judgement"])
def test_figures_entered_are_the_figures_the_rule_reads(store: Store, kind: str) -> None:
    """Nothing the dialog keeps makes a judge stumble: it answers or does not know."""
    figures, whom = next((figures, whom) for name, figures, whom, *_ in ROWS if name == kind)
    kept = condition_words.checked(kind, figures, "giay_khen", whom)
    facts = Facts(
        2024,
        titles=(TitleHeld("ldtt", 2023),),
        ratings={2024: "good"},
        initiatives=((2024, "unit"),),
        member_percent={"ldtt": 60},
        holders={"cstd_co_so": 1},
        disciplines=(),
        as_of=DAY,
        other_forms=(),
        direct_percent=80,
        peers={"giay_khen": 3, "giay_khen:individual": 2, "gia_dinh_van_hoa": 10},
        achievement_in_campaign=True,
    )
    assert answer(kind, kept, facts) in (True, False)


@pytest.mark.parametrize(
    ("count", "peers", "whom", "said"),
    [
        (3, {"giay_khen": 3}, "", True),
        (3, {"giay_khen": 4}, "", False),
        (3, {"giay_khen": 9, "giay_khen:individual": 3}, "individual", True),
        (3, {"giay_khen": 9, "giay_khen:individual": 4}, "individual", False),
        (3, {}, "", True),
        (3, None, "", None),
    ],
    ids=lambda value: (
        f"quy chế tỉnh: {value}" if isinstance(value, int) and not isinstance(value, bool) else None
    ),
)
def test_a_quota_of_every_drive(
    count: int, peers: dict[str, int] | None, whom: str, said: bool | None
) -> None:
    kept = condition_words.checked("at_most_count", {"count": count}, "giay_khen", whom)
    assert answer("at_most_count", kept, Facts(2024, peers=peers)) is said


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (draft("title_consecutive", parameters={"times": 2}), "“Danh hiệu, hình thức”"),
        (draft("title_times", parameters={"title": "ldtt", "times": 0}), "“Số lần”"),
        (draft("direct_share", parameters={"at_least_percent": 101}), "từ 1 đến 100"),
        (draft("min_interval", parameters={"years": 2}, form_code=""), "hãy chọn hình thức"),
        (draft("no_discipline", parameters={"from": "chém"}), "“Từ mức”"),
        (draft("judgement"), "nội dung điều kiện"),
        (draft("judgement", text="Gương mẫu", document=" "), "văn bản quy định"),
        (draft("judgement", text="Gương mẫu", scope="law"), "của ai"),
        (draft("huyền bí", text="Gương mẫu"), "loại điều kiện"),
        (
            draft("judgement", text="Gương mẫu", valid_from=D(2024, 2, 1), valid_to=D(2024, 1, 1)),
            "“Từ ngày” sau “Đến ngày”",
        ),
        (ThresholdDraft("approval", "gần hết", document=REGULATION), "không phải là tỷ lệ"),
        (ThresholdDraft("approval", "70%"), "văn bản quy định"),
        (ThresholdDraft("khác", "70%", document=REGULATION), "việc quy định tỷ lệ"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    store: Store, one: ConditionDraft | ThresholdDraft, words: str
) -> None:
    before = [len(catalogues.rows(store.con, table)) for table in (CONDITION, THRESHOLD)]
    with pytest.raises(BadInput, match=words):
        save(store, one)
    assert [len(catalogues.rows(store.con, table)) for table in (CONDITION, THRESHOLD)] == before


def test_what_came_with_the_program_is_not_changed_here(store: Store) -> None:
    listed = conditions.in_force(store.con, DAY)
    assert listed
    assert all(rule.shipped for rule in listed)
    with store.action("Thử") as action:
        for rule in (listed[0], listed[-1]):
            with pytest.raises(BadInput, match="do chương trình phát hành"):
                conditions.remove(action, rule.table, rule.id)
        with pytest.raises(BadInput, match="do chương trình phát hành"):
            conditions.save_condition(action, draft("only_form"), listed[0].id)
        one = ThresholdDraft("quorum", "3/4", document=REGULATION)
        with pytest.raises(BadInput, match="do chương trình phát hành"):
            conditions.save_threshold(action, one, listed[-1].id)


def test_a_row_the_officer_corrected_in_the_catalogue_is_his(store: Store) -> None:
    row = catalogues.rows(store.con, THRESHOLD, on=DAY)[0]
    with store.action("Sửa Danh mục") as action:
        catalogues.save_row(action, THRESHOLD, {"share": "3/4"}, row["id"])
        assert not conditions.get(action.con, THRESHOLD, row["id"]).shipped
        conditions.remove(action, THRESHOLD, row["id"])
    with pytest.raises(NotFound):
        conditions.get(store.con, THRESHOLD, row["id"])


def test_own_rows_are_changed_and_taken_out(store: Store) -> None:
    one = draft(
        "min_interval",
        parameters={"years": 2},
        valid_from=D(2024, 3, 1),
        verified_on=D(2024, 4, 2),
        alternative="b",
    )
    made = save(store, one)
    shown = conditions.drafted(store.con, made)
    assert (shown.document, shown.article) == (REGULATION, "khoản 2 Điều 14")
    assert (shown.verified_on, shown.alternative) == (D(2024, 4, 2), "b")
    # Changed by its own words, it says the new figure.
    save(store, draft("min_interval", parameters={"years": 3}), made)
    rule = conditions.get(store.con, CONDITION, made)
    assert rule.text == "Đã đủ 03 năm kể từ lần được tặng Giấy khen trước"
    assert (rule.verified, rule.verified_on) == (False, None)
    with store.action("Xóa") as action:
        conditions.remove(action, CONDITION, made)
    assert all(r.id != made for r in conditions.in_force(store.con, DAY) if r.table == CONDITION)


@pytest.mark.parametrize(
    ("day", "listed"),
    [(D(2024, 2, 29), False), (D(2024, 3, 1), True), (D(2024, 6, 30), True), (D(2024, 7, 1), False)],
)
def test_both_ends_of_an_own_row_belong_to_it(store: Store, day: dt.date, listed: bool) -> None:
    made = save(
        store,
        draft("judgement", text="Gương mẫu", valid_from=D(2024, 3, 1), valid_to=D(2024, 6, 30)),
    )
    found = [
        r.id for r in conditions.in_force(store.con, day) if r.scope == "province" and r.table == CONDITION
    ]
    assert found == ([made] if listed else [])


def test_the_day_of_comparing_is_kept_in_the_place_of_the_one_before(store: Store) -> None:
    rule = next(r for r in conditions.in_force(store.con, DAY) if not r.verified and r.note)
    with store.action("Đối chiếu") as action:
        assert conditions.set_verified(action, [(rule.table, rule.id)], D(2024, 5, 2)) == 1
        assert conditions.set_verified(action, [(rule.table, rule.id)], D(2024, 5, 3)) == 1
    again = conditions.get(store.con, rule.table, rule.id)
    assert (again.verified, again.verified_on, again.note) == (True, D(2024, 5, 3), rule.note)
    assert again.shipped  # comparing is no change of what it says
    with store.action("Bỏ") as action:
        conditions.set_verified(action, [(rule.table, rule.id)], None)
    assert conditions.get(store.con, rule.table, rule.id).verified is False


def test_a_share_nobody_knows_cannot_be_compared(store: Store) -> None:
    rule = next(r for r in conditions.in_force(store.con, DAY) if "chưa có tỷ lệ" in r.text)
    with pytest.raises(BadInput, match="chưa có tỷ lệ"), store.action("Đối chiếu") as action:
        conditions.set_verified(action, [(rule.table, rule.id)], DAY)


# ---------------------------------------------------------------- judged by at once

# By hand: share, base, members, taking part → votes needed.
SHARES = [
    ("70%", "all", 9, 7, 7),
    ("70%", "present", 9, 7, 5),
    ("2/3", "all", 9, 6, 6),
    ("quá nửa", "present", 9, 6, 4),
]


@pytest.mark.parametrize(("share", "base", "members", "present", "needed"), SHARES)
def test_the_provinces_share_is_voted_by_at_once(
    store: Store, share: str, base: str, members: int, present: int, needed: int
) -> None:
    save(
        store,
        ThresholdDraft("approval", share, base, "", "commune", "", REGULATION, "Điều 20", verified_on=DAY),
    )
    found = voting.threshold_on(
        councils.vote_rules(store.con), DAY, form_code="giay_khen", level="commune", session_kind="meeting"
    )
    assert found.needed(members, present) == needed
    assert found.sentence.endswith(f"({REGULATION}, Điều 20).")


@pytest.mark.parametrize("level", ["any", "commune"])
def test_a_share_the_law_leaves_open_gives_way_to_the_provinces(store: Store, level: str) -> None:
    one = ThresholdDraft("approval", "80%", "all", "", level, "", REGULATION, valid_from=D(2020, 1, 1))
    save(store, one)
    found = voting.threshold_on(
        councils.vote_rules(store.con), DAY, form_code="giay_khen", level="commune", session_kind="meeting"
    )
    assert (found.share.shown, found.verified) == ("80%", False)
    assert "chưa đối chiếu" in found.sentence


def test_a_share_of_one_form_leaves_the_others_alone(store: Store) -> None:
    save(store, ThresholdDraft("approval", "80%", "all", "bang_khen", "commune", "", REGULATION))
    rules = councils.vote_rules(store.con)
    shares = [
        voting.threshold_on(rules, DAY, form_code=form, level="commune", session_kind="meeting").share.shown
        for form in ("bang_khen", "giay_khen")
    ]
    assert shares == ["80%", "quá nửa"]


def test_the_quorum_says_where_it_is_written(store: Store) -> None:
    rules = councils.vote_rules(store.con)
    said = voting.quorum_source(rules, DAY, level="commune", session_kind="meeting")
    assert said == "Theo Nghị định số 98/2023/NĐ-CP, chưa đối chiếu."
    save(store, ThresholdDraft("quorum", "3/4", level="commune", document=REGULATION, verified_on=DAY))
    rules = councils.vote_rules(store.con)
    assert voting.quorum_share(rules, DAY, level="commune", session_kind="meeting").shown == "3/4"
    assert voting.quorum_source(rules, DAY, level="commune", session_kind="meeting") == f"Theo {REGULATION}."
    assert voting.quorum_source([], DAY, level="commune", session_kind="meeting").startswith(
        "Chưa có quy định"
    )


def test_an_own_condition_beside_every_point_is_asked_with_the_laws(store: Store) -> None:
    def judged(rows: list[ConditionRow]) -> str:
        chosen = eligibility.conditions_for(rows, "giay_khen", "thematic", "individual", DAY)
        facts = Facts(2024, achievement_in_campaign=True, titles=(), peers={"giay_khen": 5})
        return eligibility.judge_form(chosen, facts).outcome

    from db.appraisals import condition_rows

    assert judged(condition_rows(store.con)) == "met"
    save(store, draft("at_most_count", parameters={"count": 4}, award_type="thematic"))
    assert judged(condition_rows(store.con)) == "not_met"


def test_an_own_point_is_another_way_to_be_met(store: Store) -> None:
    from db.appraisals import condition_rows

    def judged() -> tuple[str, str | None]:
        chosen = eligibility.conditions_for(
            condition_rows(store.con), "giay_khen", "merit", "individual", DAY
        )
        facts = Facts(2024, ratings={2024: "done"}, titles=(TitleHeld("ldtt", 2023), TitleHeld("ldtt", 2024)))
        found = eligibility.judge_form(chosen, facts)
        return found.outcome, found.alternative

    assert judged()[0] == "not_met"
    save(
        store,
        draft(
            "title_consecutive", parameters={"title": "ldtt", "times": 2}, award_type="merit", alternative="b"
        ),
    )
    assert judged() == ("met", "b")


def test_a_reason_given_for_the_laws_condition_stays_with_it_when_a_row_is_added(store: Store) -> None:
    """Own rows may come before the law's in the list: the key of a finding names the same condition as before."""
    from db.appraisals import condition_rows

    def keys() -> dict[str, str]:
        chosen = eligibility.conditions_for(condition_rows(store.con), "ldtt", "merit", "individual", DAY)
        found = eligibility.judge_each(chosen, Facts(2024))
        return {finding.rule: row.text for row, finding in zip(chosen, found, strict=True)}

    before = keys()
    one = draft("judgement", form_code="ldtt", award_type="merit", object_kind="individual", alternative="1")
    for text in ("Gương mẫu", "Gương mẫu", "Được nhân dân tin"):
        save(store, replace(one, text=text, valid_from=D(2000, 1, 1)))
    after = keys()
    assert len(after) == len(before) + 3
    assert {rule: after[rule] for rule in before} == before
    assert all(rule.count(":") == 2 for rule in after)


@pytest.mark.parametrize(
    ("form", "level", "percent", "said"),
    [
        ("", "commune", 60, "70%"),  # entered for our council: before the office's setting
        ("giay_khen", "any", 60, "70%"),
        ("", "any", 60, "60%"),
        ("", "any", 50, "70%"),
        ("bang_khen", "commune", 60, "60%"),
    ],
)
def test_the_provinces_share_and_the_offices_setting(
    store: Store, form: str, level: str, percent: int, said: str
) -> None:
    save(store, ThresholdDraft("approval", "70%", "all", form, level, "", REGULATION))
    found = voting.threshold_on(
        councils.vote_rules(store.con),
        DAY,
        form_code="giay_khen",
        level="commune",
        session_kind="meeting",
        office_percent=percent,
    )
    assert found.share.shown == said


def test_a_row_of_an_older_program_whose_source_was_worded_otherwise_is_still_the_laws(store: Store) -> None:
    rule = conditions.in_force(store.con, DAY)[0]
    with store.action("Bản cũ") as action:
        action.update(rule.table, rule.id, source="Luật số 06/2022", verified=0, note="Cũ")
    again = conditions.get(store.con, rule.table, rule.id)
    assert (again.shipped, again.scope) == (True, "law")
