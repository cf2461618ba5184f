"""The conditions as they are shipped, form by form: hand-made nominees, what the law of the day says of each.

The id of a case names the instrument and article; outcomes were worked out by hand from their words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from db.appraisals import condition_rows
from db.councils import vote_rules
from db.rules import eligibility, voting
from db.rules.facts import Discipline, Facts, TitleHeld
from db.store import Store

D = dt.date
NEW, OLD = D(2024, 11, 1), D(2023, 11, 1)


def facts(year: int = 2024, *, at: dt.date = NEW, **known: Any) -> Facts:
    """Everything is known, and nothing happened, but for what is named."""
    start: dict[str, Any] = {
        "titles": (),
        "ratings": {},
        "initiatives": (),
        "disciplines": (),
        "other_forms": (),
        "as_of": at,
    }
    return Facts(year, **{**start, **known})


def held(code: str, *years: int, kind: str = "merit") -> tuple[TitleHeld, ...]:
    return tuple(TitleHeld(code, year, kind) for year in years)


def good(*years: int) -> dict[int, str]:
    return dict.fromkeys(years, "good")


def best(*years: int) -> dict[int, str]:
    return dict.fromkeys(years, "excellent")


SPIRIT = "Có tinh thần tự lực, tự cường, đoàn kết, tương trợ, tích cực tham gia phong trào thi đua"
DRIVES = "Có phong trào thi đua thường xuyên, thiết thực, hiệu quả"
UNITY = "Nội bộ đoàn kết, gương mẫu"
EVERYBODY = "100% cá nhân trong tập thể hoàn thành nhiệm vụ được giao"
SUDDEN = "Lập được thành tích đột xuất"
FAMILY = "Hộ gia đình gương mẫu"
_ME, _US, _HOME = "individual", "collective", "household"

LDXS = {
    "ratings": best(2024),
    "member_percent": {"ldtt": 70},
    "holders": {"cstd_co_so": 1},
    "confirmed": frozenset({DRIVES, UNITY, EVERYBODY}),
}
FIVE = good(2020, 2021, 2022, 2023, 2024)

# id, form, loại hình, object, day, facts, outcome, the điểm that is met.
CASES: list[tuple[str, str, str, str, dt.date, Facts, str, str | None]] = [
    (
        "Luật 06/2022 Đ.24 k.1: LĐTT đủ",
        "ldtt", "merit", _ME, NEW, facts(ratings=good(2024), confirmed=frozenset({SPIRIT})), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.24 k.1 a: chỉ hoàn thành nhiệm vụ",
        "ldtt", "merit", _ME, NEW, facts(ratings={2024: "done"}, confirmed=frozenset({SPIRIT})), "not_met", None,
    ),
    (
        "Luật 06/2022 Đ.24 k.1 b: chưa xác nhận tinh thần",
        "ldtt", "merit", _ME, NEW, facts(ratings=good(2024)), "unknown", None,
    ),
    (
        "Luật 06/2022 Đ.23: LĐTT và sáng kiến",
        "cstd_co_so", "merit", _ME, NEW,
        facts(titles=held("ldtt", 2024), initiatives=((2024, "unit"),)), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.23: không có sáng kiến",
        "cstd_co_so", "merit", _ME, NEW, facts(titles=held("ldtt", 2024)), "not_met", None,
    ),
    (
        "NĐ 91/2017 Đ.9 k.3: quá 15% Lao động tiên tiến",
        "cstd_co_so", "merit", _ME, OLD,
        facts(
            2023, at=OLD, titles=held("ldtt", 2023), initiatives=((2023, "unit"),),
            peers={"cstd_co_so": 4, "ldtt": 20},
        ), "not_met", None,
    ),
    (
        "NĐ 91/2017 Đ.9 k.3: đúng 15%",
        "cstd_co_so", "merit", _ME, OLD,
        facts(
            2023, at=OLD, titles=held("ldtt", 2023), initiatives=((2023, "unit"),),
            peers={"cstd_co_so": 3, "ldtt": 20},
        ), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.22: ba lần liên tục CSTĐCS",
        "cstd_tinh", "merit", _ME, NEW,
        facts(titles=held("cstd_co_so", 2022, 2023, 2024), initiatives=((2024, "province"),)), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.22: đứt một năm",
        "cstd_tinh", "merit", _ME, NEW,
        facts(titles=held("cstd_co_so", 2021, 2022, 2024), initiatives=((2024, "province"),)), "not_met", None,
    ),
    (
        "Luật 06/2022 Đ.22: sáng kiến mới ở cơ sở",
        "cstd_tinh", "merit", _ME, NEW,
        facts(titles=held("cstd_co_so", 2022, 2023, 2024), initiatives=((2024, "unit"),)), "not_met", None,
    ),
    (
        "Luật 06/2022 Đ.21: hai lần liên tục CSTĐ tỉnh",
        "cstd_toan_quoc", "merit", _ME, NEW,
        facts(titles=held("cstd_tinh", 2023, 2024), initiatives=((2024, "national"),)), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.27: TTLĐXS đủ",
        "tt_ldxs", "merit", _US, NEW, facts(**LDXS), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.27 điểm c: 69% Lao động tiên tiến",
        "tt_ldxs", "merit", _US, NEW, facts(**{**LDXS, "member_percent": {"ldtt": 69}}), "not_met", None,
    ),
    (
        "Luật 06/2022 Đ.27 điểm c: chưa rõ 100% hoàn thành",
        "tt_ldxs", "merit", _US, NEW,
        facts(**{**LDXS, "confirmed": frozenset({DRIVES, UNITY})}), "unknown", None,
    ),
    (
        "Luật 06/2022 Đ.27 điểm c: có người không hoàn thành",
        "tt_ldxs", "merit", _US, NEW,
        facts(**{**LDXS, "confirmed": frozenset({DRIVES, UNITY}), "denied": frozenset({EVERYBODY})}),
        "not_met", None,
    ),
    (
        "Luật 06/2022 Đ.27 điểm d: không có CSTĐCS",
        "tt_ldxs", "merit", _US, NEW, facts(**{**LDXS, "holders": {"cstd_co_so": 0}}), "not_met", None,
    ),
    (
        "Luật 2003 Đ.28: đúng 50% chưa phải trên 50%",
        "tt_ldtt", "merit", _US, OLD, facts(2023, at=OLD, member_percent={"ldtt": 50}), "not_met", None,
    ),
    (
        "Luật 2003 Đ.28: 51%",
        "tt_ldtt", "merit", _US, OLD, facts(2023, at=OLD, member_percent={"ldtt": 51}), "met", "1",
    ),
    (
        "Luật 2003 Đ.28: có người bị cảnh cáo",
        "tt_ldtt", "merit", _US, OLD,
        facts(
            2023, at=OLD, member_percent={"ldtt": 90},
            disciplines=(Discipline("warning", D(2023, 3, 1), D(2023, 9, 1)),),
        ), "not_met", None,
    ),
    (
        "Luật 2003 Đ.28: khiển trách chưa phải cảnh cáo",
        "tt_ldtt", "merit", _US, OLD,
        facts(
            2023, at=OLD, member_percent={"ldtt": 90},
            disciplines=(Discipline("reprimand", D(2023, 3, 1), D(2023, 9, 1)),),
        ), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.74 k.1 d: hai lần liên tục CSTĐCS",
        "bang_khen", "merit", _ME, NEW, facts(titles=held("cstd_co_so", 2023, 2024)), "met", "d1",
    ),
    (
        "Luật 06/2022 Đ.74 k.1 d: hai năm xuất sắc, hai sáng kiến",
        "bang_khen", "merit", _ME, NEW,
        facts(ratings=best(2023, 2024), initiatives=((2023, "unit"), (2024, "unit"))), "met", "d2",
    ),
    (
        "BNV trả lời: năm CSTĐCS tính như năm xuất sắc có sáng kiến",
        "bang_khen", "merit", _ME, NEW,
        facts(titles=held("cstd_co_so", 2023), ratings=best(2024), initiatives=((2024, "unit"),)), "met", "d2",
    ),
    (
        "Luật 06/2022 Đ.74 k.1 d: một sáng kiến là thiếu",
        "bang_khen", "merit", _ME, NEW,
        facts(ratings=best(2023, 2024), initiatives=((2024, "unit"),)), "not_met", None,
    ),
    (
        "NĐ 152/2025: CSTĐCS của chuyên đề không tính cho công trạng",
        "bang_khen", "merit", _ME, D(2025, 11, 1),
        facts(2025, at=D(2025, 11, 1), titles=held("cstd_co_so", 2024, 2025, kind="thematic")), "not_met", None,
    ),
    (
        "Luật 06/2022 Đ.74: chuyên đề xét theo thành tích trong phong trào",
        "bang_khen", "thematic", _ME, NEW, facts(achievement_in_campaign=True), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.74: chuyên đề không có thành tích, có CSTĐCS",
        "bang_khen", "thematic", _ME, NEW,
        facts(achievement_in_campaign=False, titles=held("cstd_co_so", 2023, 2024)), "not_met", None,
    ),
    (
        "Luật 06/2022 Đ.74: tập thể hai lần liên tục TTLĐXS",
        "bang_khen", "merit", _US, NEW, facts(titles=held("tt_ldxs", 2023, 2024)), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.73: Bằng khen tỉnh, 5 năm, 3 lần CSTĐCS",
        "bang_khen_ttg", "merit", _ME, NEW,
        facts(ratings=FIVE, titles=(*held("bang_khen", 2019), *held("cstd_co_so", 2020, 2022, 2024))), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.73: chưa có Bằng khen cấp tỉnh",
        "bang_khen_ttg", "merit", _ME, NEW,
        facts(ratings=FIVE, titles=held("cstd_co_so", 2020, 2022, 2024)), "not_met", None,
    ),
    (
        "Luật 06/2022 Đ.73: Bằng khen chuyên đề không tính",
        "bang_khen_ttg", "merit", _ME, NEW,
        facts(
            ratings=FIVE,
            titles=(*held("bang_khen", 2019, kind="thematic"), *held("cstd_co_so", 2020, 2022, 2024)),
        ), "not_met", None,
    ),
    (
        "Luật 06/2022 Đ.75: Giấy khen chuyên đề không đòi số năm",
        "giay_khen", "thematic", _ME, NEW, facts(achievement_in_campaign=True), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.75: Giấy khen đột xuất do Hội đồng xét",
        "giay_khen", "sudden", _ME, NEW, facts(confirmed=frozenset({SUDDEN})), "met", "1",
    ),
    (
        "Luật 06/2022 Đ.75: Giấy khen đột xuất chưa xét",
        "giay_khen", "sudden", _ME, NEW, facts(ratings=best(2024)), "unknown", None,
    ),
    (
        "NĐ 122/2018: Giấy khen sau 3 năm liên tục Gia đình văn hóa",
        "giay_khen", "merit", _HOME, OLD,
        facts(
            2023, at=OLD, titles=held("gia_dinh_van_hoa", 2021, 2022, 2023),
            peers={"gia_dinh_van_hoa": 100, "giay_khen:household": 15},
        ), "met", "3",
    ),
    (
        "NĐ 122/2018: quá 15% số Gia đình văn hóa",
        "giay_khen", "merit", _HOME, OLD,
        facts(
            2023, at=OLD, titles=held("gia_dinh_van_hoa", 2021, 2022, 2023),
            peers={"gia_dinh_van_hoa": 100, "giay_khen:household": 16},
        ), "not_met", None,
    ),
    (
        "NĐ 122/2018 hết hiệu lực 29/01/2024",
        "giay_khen", "merit", _HOME, NEW,
        facts(
            titles=held("gia_dinh_van_hoa", 2022, 2023, 2024),
            peers={"gia_dinh_van_hoa": 100, "giay_khen:household": 1}, denied=frozenset(),
        ), "unknown", None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "kind", "whom", "day", "known", "outcome", "point"),
    [pytest.param(*case[1:], id=case[0]) for case in CASES],
)
def test_a_nominee_by_the_law_of_the_day(
    store: Store, form: str, kind: str, whom: str, day: dt.date, known: Facts, outcome: str, point: str | None
) -> None:
    chosen = eligibility.conditions_for(condition_rows(store.con), form, kind, whom, day)
    judged = eligibility.judge_form(chosen, known)
    assert (judged.outcome, judged.alternative) == (outcome, point), [f.sentence for f in judged.findings]
    assert all(row.source for row in chosen)


# Conditions beside every form: id, day, loại hình, object, what is known, outcomes by kind.
COMMON: list[tuple[str, dt.date, str, Facts, dict[str, str]]] = [
    (
        "Luật 06/2022 Đ.5 k.2: một thành tích một hình thức",
        NEW, _ME, facts(other_forms=("“A” còn được đề nghị Bằng khen.",)), {"only_form": "not_met"},
    ),
    ("Luật 06/2022 Đ.5 k.2: không có hình thức khác", NEW, _ME, facts(), {"only_form": "met"}),
    (
        "NĐ 152/2025: đang bị xem xét",
        D(2025, 11, 1), _ME,
        facts(2025, at=D(2025, 11, 1), disciplines=(Discipline("under_review", D(2025, 10, 1)),)),
        {"not_under_review": "not_met"},
    ),
    (
        "NĐ 152/2025: xem xét đã xong",
        D(2025, 11, 1), _ME,
        facts(
            2025, at=D(2025, 11, 1),
            disciplines=(Discipline("under_review", D(2025, 9, 1), D(2025, 10, 1)),),
        ), {"not_under_review": "met"},
    ),
    (
        "NĐ 152/2025: chưa ai kiểm tra",
        D(2025, 11, 1), _ME, replace(facts(2025, at=D(2025, 11, 1)), disciplines=None),
        {"not_under_review": "unknown"},
    ),
    (
        "Luật 06/2022: bị khiển trách trong năm",
        NEW, _ME, facts(disciplines=(Discipline("reprimand", D(2024, 3, 1), D(2024, 9, 1)),)),
        {"no_discipline": "not_met"},
    ),
    (
        "Luật 06/2022: hết kỷ luật từ năm trước",
        NEW, _ME, facts(disciplines=(Discipline("warning", D(2023, 3, 1), D(2023, 12, 31)),)),
        {"no_discipline": "met"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "whom", "known", "expected"), [pytest.param(*case[1:], id=case[0]) for case in COMMON]
)
def test_what_is_asked_beside_every_form(
    store: Store, day: dt.date, whom: str, known: Facts, expected: dict[str, str]
) -> None:
    chosen = eligibility.conditions_for(condition_rows(store.con), "", "merit", whom, day)
    judged = dict(zip((row.kind for row in chosen), eligibility.judge_each(chosen, known), strict=True))
    assert {kind: judged[kind].outcome for kind in expected} == expected


# What a council needs, by the catalogue as shipped: id, day, form, level, members, taking part, votes, checked.
THRESHOLDS = [
    ("NĐ 91/2017 Đ.45 k.8: CSTĐ tỉnh 90% tổng số", D(2023, 6, 1), "cstd_tinh", "province", 15, 12, 14, True),
    (
        "NĐ 91/2017 Đ.45 k.8: CSTĐ toàn quốc 90%",
        D(2023, 6, 1),
        "cstd_toan_quoc",
        "province",
        15,
        15,
        14,
        True,
    ),
    ("NĐ 91/2017 Đ.62, 63: quá nửa số dự họp", D(2023, 6, 1), "giay_khen", "commune", 9, 8, 5, False),
    ("NĐ 98/2023: CSTĐ tỉnh 80%", D(2024, 6, 1), "cstd_tinh", "province", 15, 12, 12, False),
    (
        "Quy chế tỉnh chưa nhập: quá nửa, nói là chưa có",
        D(2024, 6, 1),
        "giay_khen",
        "commune",
        9,
        8,
        5,
        False,
    ),
]


@pytest.mark.parametrize(
    ("day", "form", "level", "members", "present", "needed", "checked"),
    [pytest.param(*case[1:], id=case[0]) for case in THRESHOLDS],
)
def test_votes_a_form_needs(
    store: Store,
    day: dt.date,
    form: str,
    level: str,
    members: int,
    present: int,
    needed: int,
    checked: bool,
) -> None:
    rules = vote_rules(store.con)
    found = voting.threshold_on(rules, day, form_code=form, level=level, session_kind="meeting")
    assert (found.needed(members, present), found.verified) == (needed, checked)
    told = found.sentence
    assert checked is ("chưa đối chiếu" not in told and "chưa có quy định riêng" not in told)


@pytest.mark.parametrize("day", [D(2017, 10, 1), D(2023, 12, 31), D(2024, 1, 1), D(2025, 7, 1)])
@pytest.mark.parametrize(("members", "least"), [(9, 6), (10, 7), (11, 8), (15, 10)])
def test_two_thirds_of_the_members_make_a_quorum(
    store: Store, day: dt.date, members: int, least: int
) -> None:
    """NĐ 91/2017, 98/2023, 152/2025: at least two thirds, rounded up to whole members."""
    share = voting.quorum_share(vote_rules(store.con), day, level="commune", session_kind="meeting")
    assert share.of(members) == least
