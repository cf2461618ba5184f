"""Shares of a council by hand tables: whole members, which row holds, what a vote comes to."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import councils
from db.rules import voting
from db.rules.voting import MORE_THAN_HALF, TWO_THIRDS, Share, Threshold, VoteRule
from db.store import Store

D = dt.date


@pytest.mark.parametrize(
    ("text", "share", "stored", "shown"),
    [
        ("2/3", Share(2, 3), "2/3", "2/3"),
        (" 3 / 4 ", Share(3, 4), "3/4", "3/4"),
        ("70%", Share(70, 100), "70%", "70%"),
        ("70 %", Share(70, 100), "70%", "70%"),
        ("80", Share(80, 100), "80%", "80%"),
        (">1/2", MORE_THAN_HALF, ">1/2", "quá nửa"),
        ("Quá nửa", MORE_THAN_HALF, ">1/2", "quá nửa"),
        ("quá bán", MORE_THAN_HALF, ">1/2", "quá nửa"),
        ("100%", Share(100, 100), "100%", "100%"),
    ],
)
def test_a_share_as_typed(text: str, share: Share, stored: str, shown: str) -> None:
    read = Share.parse(text)
    assert read == share
    assert (share.stored, share.shown) == (stored, shown)
    assert Share.parse(share.stored) == share


@pytest.mark.parametrize(
    "text", ["", "đa số", "0", "0/3", "4/3", "101%", "2/0", "-1/2", "hai phần ba", "1/2/3"]
)
def test_what_is_no_share(text: str) -> None:
    assert Share.parse(text) is None


# People, and the least number that makes up the share, counted by hand.
@pytest.mark.parametrize(
    ("share", "people", "needed"),
    [
        (TWO_THIRDS, 9, 6),
        (TWO_THIRDS, 10, 7),
        (TWO_THIRDS, 11, 8),
        (TWO_THIRDS, 1, 1),
        (MORE_THAN_HALF, 8, 5),
        (MORE_THAN_HALF, 9, 5),
        (MORE_THAN_HALF, 1, 1),
        (Share(70, 100), 10, 7),
        (Share(70, 100), 9, 7),
        (Share(80, 100), 9, 8),
        (Share(90, 100), 11, 10),
        (Share(90, 100), 15, 14),
        (Share(100, 100), 9, 9),
    ],
    ids=lambda value: value.stored if isinstance(value, Share) else str(value),
)
def test_whole_members(share: Share, people: int, needed: int) -> None:
    assert share.of(people) == needed


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 200), st.booleans())
def test_the_least_number_is_the_least(over: int, under: int, people: int, more: bool) -> None:
    share = Share(min(over, under), under, more)
    part = Fraction(share.over, share.under) * people
    least = share.of(people)
    assert least > part if more else least >= part
    assert least - 1 <= part if more else least - 1 < part


NINETY = VoteRule(
    "approval",
    "cstd_tinh",
    "province",
    "",
    Share(90, 100),
    "all",
    D(2017, 10, 1),
    D(2023, 12, 31),
    "NĐ 91, Đ.45",
)
EIGHTY = VoteRule(
    "approval", "cstd_tinh", "province", "", Share(80, 100), "all", D(2024, 1, 1), None, "NĐ 98"
)
HALF = VoteRule(
    "approval", "", "any", "", MORE_THAN_HALF, "present", D(2017, 10, 1), D(2023, 12, 31), "NĐ 91, Đ.62"
)
UNKNOWN = VoteRule("approval", "", "any", "", None, "present", D(2024, 1, 1), None, "Quy chế tỉnh")
LOCAL = VoteRule(
    "approval", "giay_khen", "commune", "", Share(70, 100), "all", D(2025, 1, 1), None, "QĐ tỉnh", True
)
WRITTEN = VoteRule("approval", "", "any", "written", Share(3, 4), "all", D(2025, 1, 1), None, "QĐ tỉnh")
RULES = (NINETY, EIGHTY, HALF, UNKNOWN, LOCAL, WRITTEN)


@pytest.mark.parametrize(
    ("day", "form", "level", "kind", "share", "base", "known"),
    [
        pytest.param(
            D(2023, 5, 1), "cstd_tinh", "province", "meeting", "90%", "all", True, id="NĐ 91 Đ.45 k.8"
        ),
        pytest.param(D(2024, 5, 1), "cstd_tinh", "province", "meeting", "80%", "all", True, id="NĐ 98"),
        pytest.param(
            D(2023, 5, 1), "cstd_tinh", "commune", "meeting", ">1/2", "present", True, id="NĐ 91 Đ.62"
        ),
        pytest.param(
            D(2024, 5, 1), "giay_khen", "commune", "meeting", ">1/2", "present", False, id="chưa rõ"
        ),
        pytest.param(D(2025, 5, 1), "giay_khen", "commune", "meeting", "70%", "all", True, id="QĐ tỉnh"),
        pytest.param(
            D(2025, 5, 1), "ldtt", "commune", "meeting", ">1/2", "present", False, id="hình thức khác"
        ),
        pytest.param(D(2025, 5, 1), "ldtt", "commune", "written", "3/4", "all", True, id="lấy ý kiến"),
        pytest.param(
            D(2010, 5, 1), "ldtt", "commune", "meeting", ">1/2", "present", False, id="trước mọi dòng"
        ),
    ],
)
def test_the_row_of_the_day(
    day: dt.date, form: str, level: str, kind: str, share: str, base: str, known: bool
) -> None:
    found = voting.threshold_on(RULES, day, form_code=form, level=level, session_kind=kind)
    assert (found.share.stored, found.base, found.known) == (share, base, known)


def test_the_offices_own_percentage_goes_before_rows_for_any_form_only() -> None:
    day = D(2025, 5, 1)
    general = voting.threshold_on(
        RULES, day, form_code="ldtt", level="commune", session_kind="meeting", office_percent=75
    )
    assert (general.share, general.base) == (Share(75, 100), "present")
    special = voting.threshold_on(
        RULES, day, form_code="giay_khen", level="commune", session_kind="meeting", office_percent=75
    )
    assert special.share == Share(70, 100)


def test_a_sessions_own_base_goes_first() -> None:
    found = voting.threshold_on(
        RULES, D(2025, 5, 1), form_code="giay_khen", level="commune", session_kind="meeting", base="present"
    )
    assert (found.base, found.needed(9, 7)) == ("present", 5)
    assert Threshold(Share(70, 100), "all", "", True, True).needed(9, 7) == 7


@pytest.mark.parametrize(
    ("threshold", "sentence"),
    [
        (
            Threshold(Share(70, 100), "all", "Quy chế của tỉnh", True, True),
            "Thông qua khi đạt 70% tổng số thành viên Hội đồng (Quy chế của tỉnh).",
        ),
        (
            Threshold(Share(80, 100), "all", "NĐ 98/2023", False, True),
            "Thông qua khi đạt 80% tổng số thành viên Hội đồng (NĐ 98/2023, chưa đối chiếu).",
        ),
        (
            Threshold(MORE_THAN_HALF, "present", "", False, False),
            "Thông qua khi đạt quá nửa số thành viên tham gia; chưa có quy định riêng trong Danh mục.",
        ),
    ],
)
def test_thresholds_in_words(threshold: Threshold, sentence: str) -> None:
    assert threshold.sentence == sentence


# (share, for, against, base) -> what it comes to; NĐ 91/2017 Đ.62, 63: a tie follows the chair.
@pytest.mark.parametrize(
    ("share", "votes_for", "against", "base", "told"),
    [
        (MORE_THAN_HALF, 5, 3, 8, "approved"),
        (MORE_THAN_HALF, 4, 4, 8, None),
        (MORE_THAN_HALF, 3, 5, 8, "rejected"),
        (MORE_THAN_HALF, 4, 3, 8, None),
        (Share(70, 100), 7, 0, 10, "approved"),
        (Share(70, 100), 6, 0, 10, "rejected"),
        (Share(90, 100), 9, 1, 10, "approved"),
        (Share(90, 100), 8, 0, 10, "rejected"),
        (TWO_THIRDS, 6, 3, 9, "approved"),
        (MORE_THAN_HALF, 0, 0, 0, None),
    ],
)
def test_what_a_vote_comes_to(
    share: Share, votes_for: int, against: int, base: int, told: str | None
) -> None:
    assert voting.outcome(share, votes_for, against, base) == told


# The rows shipped, asked as a session asks them: (form, level, day) -> share, base.
@pytest.mark.parametrize(
    ("form", "level", "day", "share", "base", "verified"),
    [
        pytest.param("cstd_tinh", "province", D(2018, 1, 1), "90%", "all", True, id="NĐ 91/2017 Đ.45 k.8"),
        pytest.param(
            "cstd_toan_quoc", "province", D(2023, 12, 31), "90%", "all", True, id="NĐ 91/2017 Đ.45 k.8 (2)"
        ),
        pytest.param("cstd_tinh", "province", D(2024, 1, 1), "80%", "all", False, id="NĐ 98/2023"),
        pytest.param("cstd_toan_quoc", "province", D(2025, 8, 1), "90%", "all", False, id="NĐ 152/2025"),
        pytest.param("co_thi_dua_tinh", "province", D(2024, 6, 1), "80%", "all", False, id="NĐ 98/2023 cờ"),
        pytest.param("giay_khen", "commune", D(2023, 6, 1), ">1/2", "present", False, id="NĐ 91/2017 Đ.62"),
    ],
)
def test_the_shipped_rows(
    store: Store, form: str, level: str, day: dt.date, share: str, base: str, verified: bool
) -> None:
    found = voting.threshold_on(
        councils.vote_rules(store.con), day, form_code=form, level=level, session_kind="meeting"
    )
    assert (found.share.stored, found.base, found.verified) == (share, base, verified)


@pytest.mark.parametrize("day", [D(2012, 1, 1), D(2018, 5, 5), D(2024, 5, 5), D(2025, 7, 1), D(2030, 1, 1)])
def test_two_thirds_make_a_quorum_on_every_day(store: Store, day: dt.date) -> None:
    rules = councils.vote_rules(store.con)
    assert voting.quorum_share(rules, day, level="commune", session_kind="meeting") == TWO_THIRDS


def test_no_local_threshold_is_claimed_to_be_known(store: Store) -> None:
    found = voting.threshold_on(
        councils.vote_rules(store.con),
        D(2025, 8, 1),
        form_code="giay_khen",
        level="commune",
        session_kind="meeting",
    )
    assert not found.known
    assert not found.verified
