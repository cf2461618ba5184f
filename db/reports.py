"""Questions asked of the register: every number is the length of the list behind it, from one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from db import corrections, decisions, nominations, old_register, submissions
from db.decisions import Decision
from db.nominations import KIND_ORDER, Nomination
from db.people import KINDS
from db.sqlite import Connection, Row
from db.vietnamese.dates import format_date, format_partial
from db.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the award register (sổ khen thưởng).

    Attributes:
        organization: who decided, as named in the register.
        unit: the nominee's unit today, beside the position and unit as printed.
        prize_amount: đồng, None when not known.
        day_known: what an old book said of the day, "2015"; the decision then stands at its end.
    """

    award_id: int
    decision_id: int
    subject_id: int
    nomination_id: int | None
    campaign_id: int | None
    register_number: str
    number: str
    day: dt.date
    organization: str
    is_own: bool
    form_code: str
    form_name: str
    object_kind: str
    award_type: str
    honorific: str
    recipient: str
    position_unit: str
    unit: str
    citation: str
    signer_name: str
    prize_amount: int | None
    prize_note: str
    received_date: dt.date | None
    received_by: str
    revoked_date: dt.date | None
    day_known: str = ""

    @property
    def shown_day(self) -> str:
        """The day as far as it is known: "18/11/2015" or "2015"."""
        return format_partial(self.day_known or self.day.isoformat())

    @property
    def shown(self) -> str:
        """Honorific and name as printed."""
        return f"{self.honorific} {self.recipient}".strip()

    @property
    def year(self) -> int:
        """The year of the decision."""
        return self.day.year


@dataclass(frozen=True, slots=True)
class AwardGroup:
    """Awards that share something: the number shown is ``count``, the names behind it are ``rows``."""

    key: str
    title: str
    rows: tuple[RegisterRow, ...]

    @property
    def count(self) -> int:
        """How many awards."""
        return len(self.rows)

    @property
    def prize_total(self) -> int:
        """Đồng of all prizes known."""
        return sum(row.prize_amount or 0 for row in self.rows)


@dataclass(frozen=True, slots=True)
class NominationGroup:
    """Nominations that share something, e.g. a status."""

    key: str
    title: str
    rows: tuple[Nomination, ...]

    @property
    def count(self) -> int:
        """How many nominations."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class PrizeList:
    """The prizes of one decision, in the order of its list; revoked awards are left out."""

    decision: Decision
    rows: tuple[RegisterRow, ...]

    @property
    def total(self) -> int:
        """Đồng of all prizes known."""
        return sum(row.prize_amount or 0 for row in self.rows)

    @property
    def unknown(self) -> tuple[RegisterRow, ...]:
        """Awards whose prize is not known; their notes say why."""
        return tuple(row for row in self.rows if row.prize_amount is None)


@dataclass(frozen=True, slots=True)
class CampaignFigures:
    """What a report on a drive says about awards: groups of nominations and of awards issued.

    ``decisions`` are those that award; what corrects them stands on their own page.
    """

    by_status: tuple[NominationGroup, ...]
    by_kind: tuple[NominationGroup, ...]
    awards_by_kind: tuple[AwardGroup, ...]
    awards_by_form: tuple[AwardGroup, ...]
    decisions: tuple[Decision, ...]

    @property
    def nominee_count(self) -> int:
        """Nominations of the drive, those withdrawn included."""
        return sum(group.count for group in self.by_status)

    @property
    def award_count(self) -> int:
        """Awards issued and not revoked."""
        return sum(group.count for group in self.awards_by_kind)

    @property
    def prize_total(self) -> int:
        """Đồng of all prizes known."""
        return sum(group.prize_total for group in self.awards_by_kind)


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that waits for the officer: how many, and each in words with its id."""

    key: str
    title: str
    items: tuple[tuple[int, str], ...]

    @property
    def count(self) -> int:
        """How many wait."""
        return len(self.items)


# Only the inner query meets 100.000 awards; the names of forms are few and joined after it.
_REGISTER = """
    SELECT a.id AS award_id, a.decision_id, a.subject_id, a.nomination_id, d.campaign_id,
           coalesce(a.register_number, a.old_number) AS register_number, d.number, d.day,
           coalesce(nullif(d.organ_name, ''), o.name) AS organization, o.is_own,
           a.form_code, coalesce(f.name, a.form_code) AS form_name, a.object_kind, a.award_type, a.honorific,
           a.recipient, a.position_unit, coalesce(u.name, '') AS unit, a.citation, d.signer_name, a.prize_amount,
           a.prize_note, a.received_date, a.received_by, a.revoked_date,
           CASE d.taken_over WHEN 1 THEN d.title ELSE '' END AS day_known
    FROM award a JOIN decision d ON d.id = a.decision_id JOIN organization o ON o.id = d.organization_id
    JOIN subject s ON s.id = a.subject_id LEFT JOIN unit u ON u.id = s.unit_id
    LEFT JOIN (SELECT code, name, max(coalesce(valid_from, '')) FROM award_form GROUP BY code) f
        ON f.code = a.form_code
    WHERE d.status = 'issued'"""


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _row(row: Row) -> RegisterRow:
    values = {name: row[name] for name in RegisterRow.__slots__}
    values["day"] = dt.date.fromisoformat(row["day"])
    values["day_known"] = old_register.known_day(values["day"], row["day_known"])
    values["is_own"] = bool(row["is_own"])
    values["received_date"] = _day(row["received_date"])
    values["revoked_date"] = _day(row["revoked_date"])
    return RegisterRow(**values)


def register_rows(
    con: Connection,
    *,
    year: int | None = None,
    text: str = "",
    form_code: str = "",
    object_kind: str = "",
    campaign_id: int | None = None,
    decision_id: int | None = None,
    subject_id: int | None = None,
    own_only: bool = False,
    revoked: bool = True,
) -> list[RegisterRow]:
    """The award register in the order of decisions and of their lists; revoked awards too unless told not.

    ``text`` is matched without accents in the name, the unit and the citation, and as written in both numbers.
    """
    conditions: list[tuple[bool, str, object]] = [
        (year is not None, "d.day LIKE ? || '-%'", str(year)),
        (bool(form_code), "a.form_code = ?", form_code),
        (bool(object_kind), "a.object_kind = ?", object_kind),
        (campaign_id is not None, "d.campaign_id = ?", campaign_id),
        (decision_id is not None, "a.decision_id = ?", decision_id),
        (subject_id is not None, "a.subject_id = ?", subject_id),
        (own_only, "o.is_own = ?", 1),
        (not revoked, "a.revoked_date IS ?", None),
    ]
    used = [(sql, value) for holds, sql, value in conditions if holds]
    where = "".join(f" AND {sql}" for sql, _ in used)
    rows = con.execute(
        f"{_REGISTER}{where} ORDER BY d.day, d.id, a.ordinal, a.id", [value for _, value in used]
    )
    found = [_row(row) for row in rows]
    if not text:
        return found
    wanted = fold(text)
    return [row for row in found if wanted in _searched(row)]


def _searched(row: RegisterRow) -> str:
    parts = (row.shown, row.position_unit, row.unit, row.citation, row.number, row.register_number)
    return "\n".join(fold(part) for part in parts)


def years(con: Connection) -> list[int]:
    """Years in which something was decided, the newest first."""
    rows = con.execute(
        "SELECT DISTINCT substr(day, 1, 4) AS year FROM decision WHERE status = 'issued' ORDER BY year DESC"
    )
    return [int(row["year"]) for row in rows]


def counts_by_year(con: Connection, until: dt.date | None = None) -> list[tuple[int, str, int]]:
    """Standing awards as (year, form, count), the newest year first; one grouped query however long the register.

    With ``until`` only what was decided by that day.
    """
    rows = con.execute(
        """SELECT CAST(substr(d.day, 1, 4) AS INTEGER) AS year, a.form_code, count(*) AS many,
                  coalesce((SELECT f.name FROM award_form f WHERE f.code = a.form_code
                            ORDER BY f.valid_from DESC LIMIT 1), a.form_code) AS form_name
           FROM award a JOIN decision d ON d.id = a.decision_id
           WHERE d.status = 'issued' AND a.revoked_date IS NULL AND d.day <= ?
           GROUP BY 1, 2 ORDER BY 1 DESC, 2""",
        ((until or dt.date.max).isoformat(),),
    )
    return [(row["year"], row["form_name"], row["many"]) for row in rows]


_DIMENSIONS: Final[dict[str, Callable[[RegisterRow], tuple[str, str]]]] = {
    "form": lambda row: (row.form_code, row.form_name),
    "object": lambda row: (row.object_kind, KINDS[row.object_kind]),
    "year": lambda row: (str(row.year), str(row.year)),
    "unit": lambda row: (row.unit, row.unit or "Chưa rõ đơn vị"),
    "decision": lambda row: (str(row.decision_id), f"{row.number} ngày {format_date(row.day)}"),
}


def group_awards(rows: Iterable[RegisterRow], dimension: str) -> tuple[AwardGroup, ...]:
    """Rows by ``form``, ``object``, ``year``, ``unit`` or ``decision``; each row stands in exactly one group.

    Objects go tập thể, cá nhân, hộ, years from the newest, the rest as met in the register.
    """
    tell = _DIMENSIONS[dimension]
    groups: dict[tuple[str, str], list[RegisterRow]] = {}
    for row in rows:
        groups.setdefault(tell(row), []).append(row)
    found = [AwardGroup(key, title, tuple(listed)) for (key, title), listed in groups.items()]
    if dimension == "object":
        found.sort(key=lambda group: KIND_ORDER.index(group.key))
    if dimension == "year":
        found.sort(key=lambda group: group.key, reverse=True)
    return tuple(found)


def prize_list(con: Connection, decision_id: int) -> PrizeList:
    """The prizes of an issued decision; empty for a draft, whose prizes wait for its day."""
    decision = decisions.get_decision(con, decision_id)
    rows = register_rows(con, decision_id=decision_id, revoked=False)
    return PrizeList(decision, tuple(rows))


def group_nominations(
    rows: Iterable[Nomination], tell: Callable[[Nomination], str], titles: dict[str, str]
) -> tuple[NominationGroup, ...]:
    """Nominations by what ``tell`` says of each, in the order of ``titles``; empty groups are left out."""
    groups: dict[str, list[Nomination]] = {}
    for row in rows:
        groups.setdefault(tell(row), []).append(row)
    return tuple(NominationGroup(key, titles[key], tuple(groups[key])) for key in titles if key in groups)


def campaign_figures(con: Connection, campaign_id: int) -> CampaignFigures:
    """What the report on a drive says about nominees, awards, decisions and prizes."""
    listed = nominations.list_nominations(con, campaign_id)
    awarded = register_rows(con, campaign_id=campaign_id, revoked=False)
    kinds = {kind: KINDS[kind] for kind in KIND_ORDER}
    issued = decisions.list_decisions(con, campaign_id=campaign_id, statuses=["issued"])
    return CampaignFigures(
        by_status=group_nominations(listed, _status, dict(nominations.STATUSES)),
        by_kind=group_nominations(listed, _kind, kinds),
        awards_by_kind=group_awards(awarded, "object"),
        awards_by_form=group_awards(awarded, "form"),
        decisions=tuple(one for one in reversed(issued) if one.corrects_id is None),
    )


def _status(nomination: Nomination) -> str:
    return nomination.status


def _kind(nomination: Nomination) -> str:
    return nomination.kind


def todo(
    con: Connection, campaign_id: int | None = None, *, as_of: dt.date | None = None
) -> tuple[ToDo, ...]:
    """What waits in the award chain, for Tổng quan; things nobody waits for are left out.

    Undecided nominations, approved ones on no decision, drafts without a number, issued decisions with awards not
    printed, certificates a correction overtook, prizes not known, and superiors' answers overdue on ``as_of`` (of
    every drive; none without a day).
    """
    undecided = nominations.list_nominations(con, campaign_id, statuses=nominations.UNDECIDED)
    ready = decisions.approved_ready(con, campaign_id)
    drafts = decisions.list_decisions(con, campaign_id=campaign_id, statuses=["draft", "to_sign"])
    found = (
        ToDo("undecided", "Đề nghị chờ thẩm định, biểu quyết", _named(undecided)),
        ToDo("approved", "Đề nghị đã thông qua, chờ quyết định", _named(ready)),
        ToDo("drafts", "Quyết định chưa có số, ngày", tuple((d.id, d.shown) for d in drafts)),
        ToDo("unprinted", "Giấy khen đã có quyết định, chưa in", _unprinted(con, campaign_id)),
        ToDo(
            "reprint", "Giấy khen phải in lại sau điều chỉnh", tuple(corrections.to_reprint(con, campaign_id))
        ),
        ToDo("prizes", "Khen thưởng chưa rõ mức tiền thưởng", _without_prize(con, campaign_id)),
        ToDo("answers", "Tờ trình cấp trên quá hạn trả lời", _unanswered(con, as_of)),
    )
    return tuple(entry for entry in found if entry.items)


def _named(listed: Iterable[Nomination]) -> tuple[tuple[int, str], ...]:
    return tuple((n.id, f"{n.name} ({n.form_name})") for n in listed)


def _unanswered(con: Connection, as_of: dt.date | None) -> tuple[tuple[int, str], ...]:
    late = submissions.overdue(con, as_of) if as_of else []
    return tuple((t.id, f"{t.number or 'Chưa có số'} ({t.form_name}, còn {t.waiting} tên)") for t in late)


def _unprinted(con: Connection, campaign_id: int | None) -> tuple[tuple[int, str], ...]:
    rows = con.execute(
        """SELECT a.id, a.recipient, d.number FROM award a JOIN decision d ON d.id = a.decision_id
           JOIN organization o ON o.id = d.organization_id
           WHERE d.status = 'issued' AND o.is_own = 1 AND d.taken_over = 0 AND a.revoked_date IS NULL
             AND (? IS NULL OR d.campaign_id = ?) AND NOT EXISTS (
               SELECT 1 FROM printed_sheet s WHERE s.award_id = a.id AND s.state = 'good')
           ORDER BY d.day DESC, d.id, a.ordinal""",
        (campaign_id, campaign_id),
    )
    return tuple((row["id"], f"{row['recipient']} ({row['number']})") for row in rows)


def _without_prize(con: Connection, campaign_id: int | None) -> tuple[tuple[int, str], ...]:
    rows = con.execute(
        """SELECT a.id, a.recipient, d.number FROM award a JOIN decision d ON d.id = a.decision_id
           JOIN organization o ON o.id = d.organization_id
           WHERE d.status = 'issued' AND o.is_own = 1 AND d.taken_over = 0 AND a.revoked_date IS NULL
             AND a.prize_amount IS NULL
             AND (? IS NULL OR d.campaign_id = ?) ORDER BY d.day DESC, d.id, a.ordinal""",
        (campaign_id, campaign_id),
    )
    return tuple((row["id"], f"{row['recipient']} ({row['number']})") for row in rows)
