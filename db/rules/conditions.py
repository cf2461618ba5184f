"""The kinds of conditions of the catalogue ``award_condition``: each answers yes, no, or None for "chưa rõ"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from db.rules.facts import DISCIPLINES, RATINGS, SCOPES, Discipline, Facts, TitleHeld

Parameters = Mapping[str, Any]
Judge = Callable[[Parameters, Facts], bool | None]


def answer(kind: str, parameters: Parameters, facts: Facts) -> bool | None:
    """Whether a condition holds; None when the facts do not tell, or the kind is one to be judged by people."""
    return _JUDGES.get(kind, _by_judgement)(parameters, facts)


def _merit_years(facts: Facts, title: str) -> set[int] | None:
    if facts.titles is None:
        return None
    return {held.year for held in facts.titles if held.form_code == title and held.award_type == "merit"}


def _or_unknown(said: bool, what: str, facts: Facts) -> bool | None:
    """A no is a no only where the list was whole."""
    return True if said else (False if what in facts.complete else None)


def _title_same_year(parameters: Parameters, facts: Facts) -> bool | None:
    years = _merit_years(facts, parameters["title"])
    return None if years is None else _or_unknown(facts.year in years, "titles", facts)


def _title_times(parameters: Parameters, facts: Facts) -> bool | None:
    years = _merit_years(facts, parameters["title"])
    return None if years is None else _or_unknown(len(years) >= parameters["times"], "titles", facts)


def _title_consecutive(parameters: Parameters, facts: Facts) -> bool | None:
    years = _merit_years(facts, parameters["title"])
    times = int(parameters["times"])
    return None if years is None else _or_unknown(_in_a_row(years, times, facts.year), "titles", facts)


def _in_a_row(years: set[int], times: int, year: int) -> bool:
    # The row of years may end last year: this year's titles are often decided after the nomination.
    return any(all(last - back in years for back in range(times)) for last in (year, year - 1))


def _rating(parameters: Parameters, facts: Facts) -> bool | None:
    floor, years = RATINGS.index(parameters["at_least"]), int(parameters["years"])
    counted = _merit_years(facts, str(parameters.get("title_counts", ""))) or set[int]()
    if facts.ratings is None and not counted:
        return None
    known = {year: RATINGS.index(rating) for year, rating in (facts.ratings or {}).items()}
    good = {year for year, rating in known.items() if rating >= floor} | counted
    if _enough(good, years, bool(parameters.get("consecutive")), facts.year):
        return True
    if "ratings" in facts.complete and facts.ratings is not None:
        return False
    span = range(facts.year - years - 1, facts.year + 1)
    hoped = good | {year for year in span if year not in known}
    return None if _enough(hoped, years, bool(parameters.get("consecutive")), facts.year) else False


def _enough(good: set[int], years: int, consecutive: bool, year: int) -> bool:
    if consecutive:
        return _in_a_row(good, years, year)
    return year in good if years == 1 else len(good) >= years


def _initiative(parameters: Parameters, facts: Facts) -> bool | None:
    counted = _merit_years(facts, str(parameters.get("title_counts", ""))) or set[int]()
    if facts.initiatives is None and not counted:
        return None
    floor = SCOPES.index(parameters["scope"])
    fitting = [year for year, scope in facts.initiatives or () if SCOPES.index(scope) >= floor]
    # A year with the title stands for an initiative; one of that year noted beside it is the same one.
    count = len(fitting) + len(counted - set(fitting))
    if facts.initiatives is None and count < int(parameters["count"]):
        return None
    return _or_unknown(count >= int(parameters["count"]), "initiatives", facts)


def _no_discipline(parameters: Parameters, facts: Facts) -> bool | None:
    if facts.disciplines is None:
        return None if facts.disciplined_years is None else facts.year not in facts.disciplined_years
    floor = DISCIPLINES.index(parameters.get("from", DISCIPLINES[0]))
    return not any(
        _gravity(one) >= floor and _overlaps(one, facts.first_day, facts.last_day)
        for one in facts.disciplines
        if one.kind != "under_review"
    )


def _gravity(one: Discipline) -> int:
    return DISCIPLINES.index(one.kind) if one.kind in DISCIPLINES else 0


def _overlaps(one: Discipline, first: dt.date, last: dt.date) -> bool:
    return one.start <= last and (one.end is None or one.end >= first)


def _not_under_review(_parameters: Parameters, facts: Facts) -> bool | None:
    if facts.disciplines is None or facts.as_of is None:
        return None
    return not any(
        one.kind == "under_review" and _overlaps(one, facts.as_of, facts.as_of) for one in facts.disciplines
    )


def _only_form(_parameters: Parameters, facts: Facts) -> bool | None:
    return None if facts.other_forms is None else not facts.other_forms


def _min_interval(parameters: Parameters, facts: Facts) -> bool | None:
    """``years`` full years since the last decision of ``form`` (of any type where ``any_type``)."""
    if facts.titles is None:
        return None
    years, today = int(parameters["years"]), facts.as_of or facts.last_day
    ripe = [
        _ripe(held, years, today)
        for held in facts.titles
        if held.form_code == parameters["form"] and (parameters.get("any_type") or held.award_type == "merit")
    ]
    if False in ripe:
        return False
    return None if None in ripe else _or_unknown_absence(facts)


def _or_unknown_absence(facts: Facts) -> bool | None:
    """Nothing too young is known; it is a yes only where all awards are known."""
    return True if "titles" in facts.complete else None


def _ripe(held: TitleHeld, years: int, today: dt.date) -> bool | None:
    """Whether ``years`` have passed since; None when only the year is known and it is the one that decides."""
    if held.day is not None:
        return _after(held.day, years) <= today
    ripe_in = held.year + years
    return None if ripe_in == today.year else ripe_in < today.year


def _after(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29/02 of a year that has none: the day after, as terms of years end
        return dt.date(day.year + years, 3, 1)


def _member_share(parameters: Parameters, facts: Facts) -> bool | None:
    if facts.member_percent is None or parameters["title"] not in facts.member_percent:
        return None
    percent = facts.member_percent[parameters["title"]]
    if "more_than_percent" in parameters:
        return bool(percent > parameters["more_than_percent"])
    return bool(percent >= parameters["at_least_percent"])


def _has_holder(parameters: Parameters, facts: Facts) -> bool | None:
    if facts.holders is None or parameters["title"] not in facts.holders:
        return None
    return bool(facts.holders[parameters["title"]] >= parameters["count"])


def _at_most_share(parameters: Parameters, facts: Facts) -> bool | None:
    """No more than a share of those nominated for ``of`` are nominated for ``form`` (of one kind of ``object``)."""
    if facts.peers is None or not facts.peers.get(parameters["of"]):
        return None
    mine = _count_of(parameters, facts.peers)
    return bool(mine * 100 <= facts.peers[parameters["of"]] * int(parameters["percent"]))


def _at_most_count(parameters: Parameters, facts: Facts) -> bool | None:
    """No more than a number nominated for ``form`` in the drive, of one kind of object where ``object`` names it."""
    if facts.peers is None:
        return None
    return bool(_count_of(parameters, facts.peers) <= int(parameters["count"]))


def _count_of(parameters: Parameters, peers: Mapping[str, int]) -> int:
    key = parameters["form"] + (f":{parameters['object']}" if parameters.get("object") else "")
    return peers.get(key, 0)


def _direct_share(parameters: Parameters, facts: Facts) -> bool | None:
    if facts.direct_percent is None:
        return None
    return bool(facts.direct_percent >= int(parameters["at_least_percent"]))


def _campaign_achievement(_parameters: Parameters, facts: Facts) -> bool | None:
    return facts.achievement_in_campaign


def _by_judgement(_parameters: Parameters, _facts: Facts) -> bool | None:
    return None


_JUDGES: dict[str, Judge] = {
    "title_same_year": _title_same_year,
    "title_times": _title_times,
    "title_consecutive": _title_consecutive,
    "rating": _rating,
    "initiative": _initiative,
    "no_discipline": _no_discipline,
    "not_under_review": _not_under_review,
    "only_form": _only_form,
    "min_interval": _min_interval,
    "member_share": _member_share,
    "has_holder": _has_holder,
    "at_most_share": _at_most_share,
    "at_most_count": _at_most_count,
    "direct_share": _direct_share,
    "campaign_achievement": _campaign_achievement,
    "judgement": _by_judgement,
}
KINDS = tuple(_JUDGES)
