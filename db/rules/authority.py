"""Who may decide an award: by form, level and day, from the catalogue ``authority``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from db.rules.findings import Finding, in_force

LEVEL_WORDS = {
    "commune": "cấp xã",
    "district": "cấp huyện",
    "province": "cấp tỉnh",
    "ministry": "bộ, ban, ngành",
    "state": "cấp Nhà nước",
    "unit": "cơ quan, đơn vị",
}
_LADDER = ("commune", "district", "province", "state")


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """A row of the catalogue ``authority``; an empty object kind means any object."""

    form_code: str
    object_kind: str
    level: str
    decided_by: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: str = ""
    verified: bool = False
    note: str = ""


def deciders(
    rows: Iterable[AuthorityRow], form_code: str, day: dt.date, object_kind: str = ""
) -> tuple[AuthorityRow, ...]:
    """Everyone who may decide a form on a day, lowest level first."""
    order = {level: index for index, level in enumerate(("unit", *_LADDER, "ministry"))}
    found = [
        row
        for row in rows
        if row.form_code == form_code
        and in_force(row, day)
        and (not object_kind or row.object_kind in {"", object_kind})
    ]
    return tuple(sorted(found, key=lambda row: order.get(row.level, len(order))))


def decider_at(
    rows: Iterable[AuthorityRow], form_code: str, level: str, day: dt.date, object_kind: str = ""
) -> AuthorityRow | None:
    """Who decides a form at a level on a day; None when nobody there may."""
    at_level = [row for row in deciders(rows, form_code, day, object_kind) if row.level == level]
    return at_level[0] if at_level else None


def may_decide(
    rows: Iterable[AuthorityRow], form_code: str, level: str, day: dt.date, object_kind: str = ""
) -> Finding:
    """Whether a level may decide a form on a day, in a sentence with its source.

    A form the catalogue knows nothing about, and a row nobody has checked, are ``unknown``.
    """
    known = deciders(rows, form_code, day, object_kind)
    when = day.strftime("%d/%m/%Y")
    place = LEVEL_WORDS.get(level, level)
    if not known:
        return Finding("authority", "unknown", f"Chưa có dòng thẩm quyền áp dụng ngày {when}; hãy đối chiếu.")
    mine = [row for row in known if row.level == level]
    if not mine:
        who = " hoặc ".join(dict.fromkeys(row.decided_by for row in known))
        sentence = f"Ngày {when} {place} không có thẩm quyền; người quyết định là {who}."
        return Finding("authority", "not_met", sentence, known[0].source)
    row = mine[0]
    if not row.verified:
        sentence = f"{row.decided_by} quyết định, nhưng căn cứ chưa đối chiếu."
        return Finding("authority", "unknown", sentence, row.source)
    return Finding("authority", "met", f"{row.decided_by} quyết định.", row.source)


@dataclass(frozen=True, slots=True)
class Route:
    """To whom a nomination goes: the deciding row, the levels on the way (ours left out), and the sentence.

    ``decider`` is None when the catalogue knows nobody; ``levels`` is empty when we decide ourselves.
    """

    decider: AuthorityRow | None
    levels: tuple[str, ...]
    finding: Finding

    @property
    def ours(self) -> bool:
        """Whether our own level decides."""
        return self.decider is not None and not self.levels


def propose_route(
    rows: Iterable[AuthorityRow],
    form_code: str,
    day: dt.date,
    *,
    own: str,
    object_kind: str = "",
    wanted: str = "",
) -> Route:
    """Who is to decide a form on a day and by which way, seen from our own level.

    Args:
        rows: the catalogue ``authority``.
        form_code: title or form.
        day: decides which levels there are.
        own: our level.
        object_kind: of the nominee, empty for any.
        wanted: the level the award line names; empty: ours where it may, else the lowest above that may.
    """
    listed = tuple(rows)
    known = deciders(listed, form_code, day, object_kind)
    above = [row for row in known if row.level == own] + [
        row for row in known if row.level in _LADDER and row.level != own and row.level not in _below(own)
    ]
    chosen = next((row for row in known if row.level == wanted), None) if wanted else next(iter(above), None)
    if chosen is None:
        return Route(None, (), may_decide(listed, form_code, wanted or own, day, object_kind))
    levels = submission_route(listed, own, chosen.level, day)
    said = may_decide(listed, form_code, chosen.level, day, object_kind)
    if not levels:
        return Route(chosen, (), said)
    way = " → ".join(LEVEL_WORDS[level] for level in levels)
    sentence = f"Trình {chosen.decided_by} quyết định (qua {way})."
    if said.outcome == "unknown":
        sentence += " Căn cứ thẩm quyền chưa đối chiếu."
    return Route(chosen, levels, Finding("authority", said.outcome, sentence, chosen.source))


def _below(own: str) -> tuple[str, ...]:
    return _LADDER[: _LADDER.index(own)] if own in _LADDER else ()


def submission_route(rows: Iterable[AuthorityRow], own: str, target: str, day: dt.date) -> tuple[str, ...]:
    """Levels a dossier passes from ours to the one that decides, ours left out, the target included.

    The district stands on the route on the days it decides anything at all, so that its end is a date of the
    catalogue and not of the program. Empty when the target is our own level or below.
    """
    has_district = any(row.level == "district" and in_force(row, day) for row in rows)
    ladder = [level for level in _LADDER if level != "district" or has_district]
    if own not in ladder or target not in ladder:
        return (target,) if own != target else ()
    return tuple(ladder[ladder.index(own) + 1 : ladder.index(target) + 1])
