"""What the register knows about a nominee, turned into facts for the rules: hand tables and brute force."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import nominee_facts
from db.disciplines import KINDS, Measure
from db.dossiers import Evidence
from db.doubles import VoteWarning
from db.evidence_proposals import GivenAward
from db.nominations import Nomination
from db.nominee_facts import Background
from db.people import Subject
from db.rules import time_limits
from db.rules.evidence import Window
from db.rules.facts import DISCIPLINES, LISTS, RATINGS, SCOPES, Discipline, TitleHeld
from db.rules.time_limits import TimeLimit
from db.vietnamese.text import fold

D = dt.date
TODAY = D(2024, 3, 15)
_NUMBERS = itertools.count(1)


def piece(what: str, year: int = 2023, **other: Any) -> Evidence:
    base = Evidence(
        next(_NUMBERS), 1, year, year, "title", what, "", None, "", None, False, "", "", "", "", None
    )
    return replace(base, **other)


def rating(what: str, year: int = 2023, **other: Any) -> Evidence:
    return piece(what, year, kind="rating", **other)


def given_award(form: str, year: int, **other: Any) -> GivenAward:
    base = GivenAward(
        next(_NUMBERS), 7, None, None, None, form, form, "form", "merit", "", year, "12/QĐ-UBND",
        D(year, 12, 20), "Ủy ban nhân dân xã",
    )  # fmt: skip
    return replace(base, **other)


def nomination(**other: Any) -> Nomination:
    subject = Subject(
        7, "s7", "individual", "Bà", "Lê Thị Cúc", None, None, "", "", None, "", "", "", "", "", None, ""
    )
    base = Nomination(
        id=1, uid="n1", campaign_id=3, campaign_award_id=5, award_round_id=None, award_type="merit",
        subject=subject, proposing_unit_id=None, unit="", form_code="giay_khen", form_name="Giấy khen",
        own_citation=None, citation="", window=None, until_year=None, authority_level="", summary="",
        status="submitted", submitted_date=None, returned_date=None, status_reason="", note="",
        evidence_count=0, checked_count=0,
    )  # fmt: skip
    return replace(base, **other)


# ------------------------------------------------------------ which year is judged


@pytest.mark.parametrize(
    ("other", "year"),
    [
        ({}, 2024),
        ({"judged_year": 2021}, 2021),
        ({"judged_year": 2021, "window": Window(2018, 2023), "submitted_date": D(2022, 1, 1)}, 2021),
        ({"window": Window(2018, 2022)}, 2022),
        ({"window": Window(2021, 2025)}, 2024),
        ({"window": Window(2018, 2022), "submitted_date": D(2023, 2, 1)}, 2022),
        ({"submitted_date": D(2023, 11, 30)}, 2023),
    ],
)
def test_the_year_judged(other: dict[str, Any], year: int) -> None:
    assert nominee_facts.judged_year(nomination(**other), TODAY) == year


@pytest.mark.parametrize(
    ("other", "period"),
    [
        ({"judged_year": 2023}, (2023, 2023)),
        ({"judged_year": 2023, "window": Window(2019, 2023)}, (2023, 2023)),
        ({"judged_year": 2023, "window": Window(2019, 2023), "award_type": "campaign"}, (2019, 2023)),
        ({"window": Window(2021, 2025), "award_type": "campaign"}, (2021, 2024)),
        # Written for a year before the drive began: the period is that year, never one that ends before it starts.
        ({"judged_year": 2018, "window": Window(2019, 2023), "award_type": "campaign"}, (2018, 2018)),
    ],
)
def test_a_drive_is_judged_over_its_window_and_merit_over_its_year(
    other: dict[str, Any], period: tuple[int, int]
) -> None:
    facts = nominee_facts.facts_of(nomination(**other), Background(), TODAY, None)
    assert facts.period == (D(period[0], 1, 1), D(period[1], 12, 31))
    assert facts.first_day <= facts.last_day


# ------------------------------------------------------------ what evidence says


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Hoàn thành xuất sắc nhiệm vụ", "excellent"),
        ("HOÀN THÀNH XUẤT SẮC NHIỆM VỤ", "excellent"),
        ("Hoàn thành tốt nhiệm vụ", "good"),
        ("Hoàn thành nhiệm vụ", "done"),
        ("Không hoàn thành nhiệm vụ", "poor"),
        ("Đảng viên được xếp loại hoàn thành tốt nhiệm vụ", "good"),
    ],
    ids=lambda value: value if value.isascii() else None,
)
def test_a_rating_is_read_off_its_words(words: str, said: str) -> None:
    """The four levels of Nghị định 90/2020/NĐ-CP, as an office types them."""
    assert said in RATINGS
    assert nominee_facts.ratings([rating(words)]) == {2023: said}


def test_a_grade_noted_goes_before_words_and_years_are_filled() -> None:
    pieces = [
        rating("Hoàn thành nhiệm vụ", 2020, grade="excellent"),
        rating("Hoàn thành tốt nhiệm vụ", 2021, year_to=2023),
        rating("Xếp loại theo biên bản họp", 2019),
        piece("Hoàn thành xuất sắc nhiệm vụ", 2018),
    ]
    assert nominee_facts.ratings(pieces) == {2020: "excellent", 2021: "good", 2022: "good", 2023: "good"}


@pytest.mark.parametrize("pieces", [[], [piece("Lao động tiên tiến")], [rating("Có biên bản")]])
def test_without_a_rating_nobody_knows(pieces: list[Evidence]) -> None:
    assert nominee_facts.ratings(pieces) is None
    assert nominee_facts.initiatives(pieces) is None


@pytest.mark.parametrize(
    ("words", "grade", "scope"),
    [
        ("Sáng kiến cấp cơ sở “Số hóa hồ sơ”", "", "unit"),
        ("Sáng kiến cấp tỉnh", "", "province"),
        ("Sáng kiến có phạm vi ảnh hưởng toàn quốc", "", "national"),
        ("Sáng kiến được công nhận", "province", "province"),
        ("Sáng kiến cấp tỉnh", "national", "national"),
        ("Sáng kiến", "", "unit"),
    ],
)
def test_how_far_an_initiative_reaches(words: str, grade: str, scope: str) -> None:
    assert scope in SCOPES
    made = piece(words, 2020, year_to=2022, kind="initiative", grade=grade)
    assert nominee_facts.initiatives([made, piece("Lao động tiên tiến")]) == ((2022, scope),)


NAMES = {
    fold(name): told
    for name, told in {
        "Lao động tiên tiến": ("ldtt", "title"),
        "Tập thể Lao động tiên tiến": ("tt_ldtt", "title"),
        "Chiến sĩ thi đua cơ sở": ("cstd_cs", "title"),
        "Giấy khen": ("giay_khen", "form"),
        "Bằng khen": ("bang_khen", "form"),
    }.items()
}


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("Danh hiệu “Lao động tiên tiến” năm 2022", "ldtt"),
        ("Danh hiệu Tập thể lao động tiên tiến", "tt_ldtt"),
        ("CHIẾN SĨ THI ĐUA CƠ SỞ", "cstd_cs"),
        ("Giấy khen của Chủ tịch UBND xã", "giay_khen"),
        ("Kỷ niệm chương", ""),
        ("", ""),
    ],
)
def test_the_form_a_text_names(what: str, code: str) -> None:
    assert nominee_facts.form_meant(what, NAMES)[0] == code


def titles(pieces: list[Evidence], given_: list[GivenAward] | None = None) -> tuple[TitleHeld, ...]:
    known = Background(pieces={1: pieces}, given={7: given_ or []}, form_names=NAMES)
    found = nominee_facts.facts_of(nomination(), known, TODAY, None).titles
    assert found is not None
    return found


def test_titles_by_code_by_words_and_by_year() -> None:
    assert titles([piece("x", 2021, year_to=2022, form_code="cstd_cs")]) == (
        TitleHeld("cstd_cs", 2021, "merit"),
        TitleHeld("cstd_cs", 2022, "merit"),
    )
    assert titles([piece("Lao động tiên tiến", 2020)]) == (TitleHeld("ldtt", 2020, "merit"),)
    assert titles([piece("Lao động tiên tiến", 2020, kind="other")]) == ()
    assert titles([piece("Kỷ niệm chương", 2020)]) == ()


def test_a_giay_khen_counts_only_for_what_somebody_said_it_was() -> None:
    """Merit forms count merit alone (Luật 06/2022/QH15, Điều 74): a Giấy khen without a loại hình counts for none."""
    bare = piece("Giấy khen của Chủ tịch UBND xã", 2022, kind="certificate")
    assert titles([bare]) == (TitleHeld("giay_khen", 2022, ""),)
    assert titles([replace(bare, award_type="campaign")]) == (TitleHeld("giay_khen", 2022, "campaign"),)
    assert titles([replace(bare, award_type="merit")]) == (TitleHeld("giay_khen", 2022, "merit"),)


def test_an_award_of_the_register_counts_once() -> None:
    award = given_award("giay_khen", 2022)
    proof = piece("Giấy khen", 2022, kind="certificate", form_code="giay_khen", award_id=award.id)
    held = TitleHeld("giay_khen", 2022, "merit", award.day)
    assert titles([], [award]) == (held,)
    assert titles([replace(proof, award_type="merit")], [award]) == (TitleHeld("giay_khen", 2022, "merit"),)
    other = given_award("giay_khen", 2021)
    assert len(titles([proof], [award, other])) == 2


def test_what_came_of_this_nomination_is_no_ground_of_it() -> None:
    own, foreign = given_award("giay_khen", 2023, nomination_id=1), given_award("ldtt", 2023, nomination_id=2)
    assert [one.form_code for one in titles([], [own, foreign])] == ["ldtt"]


# ------------------------------------------------------------ what the officer answered


def answered(answers: dict[str, str], **known: Any) -> Any:
    return nominee_facts.facts_of(nomination(), Background(answers={1: answers}, **known), TODAY, None)


def test_answers_become_facts() -> None:
    facts = answered(
        {
            "Chấp hành tốt chủ trương": "yes",
            "Đoàn kết nội bộ": "no",
            "complete:titles": "yes",
            "complete:ratings": "no",
            "member_percent:ldtt": "70",
            "holders:cstd_cs": "3",
            "holders:ldtt": "mười",
        }
    )
    assert {"Chấp hành tốt chủ trương", "complete:titles"} <= facts.confirmed
    assert {"Đoàn kết nội bộ", "complete:ratings"} <= facts.denied
    assert not facts.confirmed & facts.denied
    assert facts.complete == {"titles"} <= LISTS
    assert facts.member_percent == {"ldtt": 70}
    assert facts.holders == {"cstd_cs": 3}


def test_without_answers_nothing_is_whole_and_discipline_is_unknown() -> None:
    facts = answered({})
    assert (facts.complete, facts.confirmed, facts.denied) == (frozenset(), frozenset(), frozenset())
    assert facts.disciplines is None


@pytest.mark.parametrize(
    ("said", "noted", "expected"),
    [
        (None, False, None),
        ("no", False, None),
        ("yes", False, 0),
        (None, True, 1),
        ("no", True, 1),
        ("yes", True, 1),
    ],
)
def test_no_discipline_is_known_only_when_somebody_looked(
    said: str | None, noted: bool, expected: int | None
) -> None:
    """A measure that is noted counts, whatever was answered; none noted is no proof that there is none."""
    measure = Measure(4, 7, "warning", D(2023, 5, 1), None, "QĐ 3", "")
    facts = answered({"discipline": said} if said else {}, measures={7: [measure]} if noted else {})
    assert (None if facts.disciplines is None else len(facts.disciplines)) == expected
    if noted:
        assert facts.disciplines == (Discipline("warning", D(2023, 5, 1), None),)


def test_every_measure_the_register_takes_is_one_the_rules_weigh() -> None:
    assert set(KINDS) == {*DISCIPLINES, "under_review", "other"}


def test_only_what_is_said_of_the_achievement_bars_it() -> None:
    warnings = [
        VoteWarning(1, "same_nominee", "Trùng tên.", 2),
        VoteWarning(1, "awarded", "Đã được tặng.", None, about_achievement=True),
    ]
    assert answered({}, warnings={1: warnings}).other_forms == ("Đã được tặng.",)
    assert answered({}).other_forms == ()


def test_the_line_and_the_drive_give_their_own_numbers() -> None:
    known = Background(direct={5: 40, 6: 90}, peers={3: Counter(giay_khen=4)})
    facts = nominee_facts.facts_of(nomination(), known, TODAY, True)
    assert (facts.direct_percent, facts.peers, facts.achievement_in_campaign) == (40, {"giay_khen": 4}, True)
    outside = nomination(campaign_award_id=None, campaign_id=None)
    facts = nominee_facts.facts_of(outside, known, TODAY, False)
    assert (facts.direct_percent, facts.peers, facts.achievement_in_campaign) == (None, None, False)


@given(st.lists(st.tuples(st.integers(2015, 2024), st.sampled_from(RATINGS)), max_size=12))
def test_the_last_rating_of_a_year_stands(drawn: list[tuple[int, str]]) -> None:
    by_year: dict[int, str] = {}
    for year, grade in drawn:
        by_year[year] = grade
    assert (nominee_facts.ratings([rating("", y, grade=g) for y, g in drawn]) or {}) == by_year


# ------------------------------------------------------------ which limit of the catalogue holds


def limit(form: str = "", award_type: str = "", since: str = "", until: str = "", days: int = 1) -> TimeLimit:
    first = D.fromisoformat(since) if since else None
    last = D.fromisoformat(until) if until else None
    return TimeLimit("appraisal", form, award_type, days, "working", "", first, last)


SHELF = [
    limit(days=10),
    limit(form="giay_khen", days=11),
    limit(award_type="merit", days=12),
    limit(form="giay_khen", award_type="merit", days=13),
    limit(form="bang_khen", since="2024-01-01", days=14),
    limit(form="bang_khen", until="2023-12-31", days=15),
]


@pytest.mark.parametrize(
    ("form", "award_type", "day", "days"),
    [
        ("giay_khen", "merit", D(2024, 1, 1), 13),
        ("giay_khen", "campaign", D(2024, 1, 1), 11),
        ("ldtt", "merit", D(2024, 1, 1), 12),
        ("ldtt", "campaign", D(2024, 1, 1), 10),
        ("bang_khen", "merit", D(2024, 1, 1), 14),
        ("bang_khen", "merit", D(2023, 12, 31), 15),
        ("", "", D(2024, 1, 1), 10),
    ],
)
def test_the_nearest_limit_holds(form: str, award_type: str, day: dt.date, days: int) -> None:
    for shelf in itertools.permutations(SHELF, len(SHELF)):
        found = time_limits.limit_on(shelf, "appraisal", day, form, award_type)
        assert found is not None
        assert found.days == days
    assert time_limits.limit_on(SHELF, "vote", day, form, award_type) is None


def test_of_two_alike_the_later_holds_and_no_days_are_no_day() -> None:
    shelf = [limit(since="2020-01-01", days=20), limit(since="2022-01-01", days=5)]
    found = time_limits.limit_on(shelf, "appraisal", D(2023, 1, 1))
    assert found is not None
    assert found.days == 5
    assert time_limits.due_day(replace(found, days=None), D(2023, 1, 1)) is None
    assert time_limits.due_day(None, D(2023, 1, 1)) is None


@given(
    st.dates(D(2023, 1, 1), D(2025, 12, 31)),
    st.integers(0, 60),
    st.sets(st.dates(D(2023, 1, 1), D(2026, 3, 1)), max_size=10),
)
def test_working_days_are_counted_one_by_one(start: dt.date, days: int, holidays: set[dt.date]) -> None:
    """By hand: strike Saturdays, Sundays and holidays off the calendar and count what is left after the first day."""
    left, day = days, start
    while left:
        day += dt.timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            left -= 1
    found = time_limits.due_day(limit(days=days), start, holidays)
    if days:
        assert found == day
