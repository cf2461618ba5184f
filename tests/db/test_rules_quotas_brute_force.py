"""Quotas and the share of hands-on workers against brute force: every way the blanks could be filled is tried."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.quotas import DIRECT, LineQuota, Nominee, counts, direct_percent, judge_line

KINDS = ("individual", "collective", "household")
CLASSES = ("", "direct", "farmer", "official", "leader")
NOMINEES = st.lists(
    st.builds(
        lambda kind, said: Nominee(kind, said if kind == "individual" else ""),
        st.sampled_from(KINDS),
        st.sampled_from(CLASSES),
    ),
    max_size=8,
)


def filled(people: list[Nominee]) -> list[list[bool]]:
    """Whether each person works hands-on, in every way the blanks may turn out."""
    ways = [[True, False] if not one.object_class else [one.object_class in DIRECT] for one in people]
    return [list(way) for way in itertools.product(*ways)]


@given(NOMINEES, st.integers(0, 100))
def test_the_share_is_met_when_it_is_whatever_the_blanks_are(nominees: list[Nominee], least: int) -> None:
    (found,) = judge_line(LineQuota(min_direct_percent=least, source="Kế hoạch, mục IV"), nominees)
    people = [one for one in nominees if one.object_kind == "individual"]
    assert found.rule == "direct_share"
    if not people:
        assert found.outcome == "unknown"
        return
    enough = {sum(way) * 100 >= least * len(people) for way in filled(people)}
    assert found.outcome == {(True,): "met", (False,): "not_met"}.get(tuple(enough), "unknown")
    blank = sum(not one.object_class for one in people)
    assert ("chưa ghi nhóm đối tượng" in found.sentence) is bool(blank)
    assert f"/{len(people):02d} cá nhân" in found.sentence


@given(NOMINEES)
def test_the_percentage_is_never_rounded_up(nominees: list[Nominee]) -> None:
    people = [one for one in nominees if one.object_kind == "individual"]
    found = direct_percent(nominees)
    if not people or any(not one.object_class for one in people):
        assert found is None
        return
    assert found is not None
    (way,) = filled(people)
    assert found * len(people) <= sum(way) * 100 < (found + 1) * len(people)


@given(
    NOMINEES,
    st.dictionaries(st.sampled_from(KINDS), st.integers(0, 4)),
    st.one_of(st.none(), st.integers(0, 6)),
)
def test_each_quota_is_held_to_its_own_number(
    nominees: list[Nominee], by_kind: dict[str, int], total: int | None
) -> None:
    found = {one.rule: one for one in judge_line(LineQuota(by_kind, total, source="KH"), nominees)}
    wanted = {
        f"quota_{kind}": (most, [n for n in nominees if n.object_kind == kind])
        for kind, most in by_kind.items()
    }
    if total is not None:
        wanted["quota_total"] = (total, nominees)
    assert set(found) == set(wanted)
    for rule, (most, counted) in wanted.items():
        assert found[rule].outcome == ("not_met" if len(counted) > most else "met")
        assert f"{len(counted):02d}/{most:02d}" in found[rule].sentence
        assert found[rule].source == "KH"
        if len(counted) > most:
            assert f"Vượt chỉ tiêu {len(counted) - most:02d}" in found[rule].sentence


@pytest.mark.parametrize(
    ("hands", "others", "blank", "least", "outcome"),
    [
        (7, 3, 0, 70, "met"),
        (6, 4, 0, 70, "not_met"),
        (6, 3, 1, 70, "unknown"),
        (2, 1, 0, 67, "not_met"),
        (2, 1, 0, 66, "met"),
        (0, 0, 5, 0, "met"),
        (0, 0, 5, 1, "unknown"),
        (0, 5, 0, 1, "not_met"),
        (5, 0, 0, 100, "met"),
    ],
    ids=[
        "KH 70%: bảy trong mười",
        "KH 70%: sáu trong mười",
        "KH 70%: một người chưa ghi",
        "KH 67%: hai trong ba",
        "KH 66%: hai trong ba",
        "KH 0%: chưa ghi ai",
        "KH 1%: chưa ghi ai",
        "KH 1%: không ai",
        "KH 100%: tất cả",
    ],
)
def test_shares_by_hand(hands: int, others: int, blank: int, least: int, outcome: str) -> None:
    people = [Nominee("individual", said) for said in ["direct"] * hands + ["leader"] * others + [""] * blank]
    (found,) = judge_line(LineQuota(min_direct_percent=least), people)
    assert found.outcome == outcome


def test_a_line_that_says_nothing_is_not_judged() -> None:
    assert judge_line(LineQuota(), [Nominee("individual")]) == ()


@pytest.mark.parametrize(
    ("rule", "whom"),
    [
        ("quota_individual", {"individual"}),
        ("quota_collective", {"collective"}),
        ("quota_household", {"household"}),
        ("quota_total", {"individual", "collective", "household"}),
        ("direct_share", {"individual"}),
    ],
)
def test_a_finding_counts_whom_its_number_says(rule: str, whom: set[str]) -> None:
    kinds = ("individual", "collective", "household")
    assert {kind for kind in kinds if counts(rule, kind)} == whom
    # As many as the sentence tells, of one, two and three nominees.
    people = [Nominee(kind, "direct") for n, kind in enumerate(kinds, start=1) for _ in range(n)]
    quota = LineQuota(dict.fromkeys(kinds, 0), total=0, min_direct_percent=100)
    (found,) = [one for one in judge_line(quota, people) if one.rule == rule]
    told = sum(counts(rule, one.object_kind) for one in people)
    assert f"{told:02d}/" in found.sentence
