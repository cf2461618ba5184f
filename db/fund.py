"""The award fund (quỹ khen thưởng) by year, and the estimate (dự trù kinh phí) before the decision.

Prizes of our own issued decisions count as spent by themselves; the rest is entered once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from db import authorities, catalogues, nominations, organizations
from db.errors import BadInput
from db.nominations import Nomination
from db.prize_tables import PrizeTable
from db.rules.authority import LEVEL_WORDS, propose_route
from db.rules.findings import joined
from db.rules.prizes import Claim, paid
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean, lower_first, nfc

DIRECTIONS: Final = {"in": "Thu", "out": "Chi"}
KINDS: Final = {
    "carried": "Năm trước chuyển sang",
    "budget": "Ngân sách cấp",
    "contribution": "Đóng góp",
    "frame": "Khung",
    "sheet": "Phôi",
    "flowers": "Hoa",
    "prize": "Tiền thưởng",
    "other": "Khác",
}
_IN: Final = ("carried", "budget", "contribution", "other")
_OUT: Final = ("frame", "sheet", "flowers", "prize", "other")


@dataclass(frozen=True, slots=True)
class Entry:
    """Money in or out of the fund of a year, in đồng; ``decision_id`` where it belongs to one."""

    id: int
    year: int
    day: dt.date
    direction: str
    kind: str
    amount: int
    what: str
    document: str
    decision_id: int | None
    note: str

    @property
    def shown_kind(self) -> str:
        """The kind in Vietnamese."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class PrizeSpent:
    """Prizes of one of our own decisions: how many, their sum, and how many are not known."""

    decision_id: int
    decision: str
    day: dt.date
    awards: int
    amount: int
    unknown: int


@dataclass(frozen=True, slots=True)
class FundYear:
    """The fund of one year: every number is the sum of the lines behind it."""

    year: int
    entries: tuple[Entry, ...]
    prizes: tuple[PrizeSpent, ...]

    @property
    def received(self) -> int:
        """Đồng that came in."""
        return sum(entry.amount for entry in self.entries if entry.direction == "in")

    @property
    def spent(self) -> int:
        """Đồng spent: prizes of our own decisions and what was entered."""
        other = sum(entry.amount for entry in self.entries if entry.direction == "out")
        return other + sum(prize.amount for prize in self.prizes)

    @property
    def left(self) -> int:
        """Đồng left, negative when more was spent than came in."""
        return self.received - self.spent

    @property
    def unknown(self) -> int:
        """Awards whose prize nobody knows, so that ``spent`` is too small."""
        return sum(prize.unknown for prize in self.prizes)


def _entry(row: Row) -> Entry:
    values = {name: row[name] for name in Entry.__slots__}
    return Entry(**{**values, "day": dt.date.fromisoformat(row["day"])})


def fund_year(con: Connection, year: int, until: dt.date | None = None) -> FundYear:
    """In, spent and left of a year, up to a day where one is given; two queries."""
    last = (until or dt.date.max).isoformat()
    entries = con.execute(
        "SELECT * FROM fund_entry WHERE year = ? AND day <= ? ORDER BY day, id", (year, last)
    )
    prizes = con.execute(
        """SELECT d.id, d.number, d.day, count(a.id) AS awards, coalesce(sum(a.prize_amount), 0) AS amount,
                  count(CASE WHEN a.prize_amount IS NULL THEN 1 END) AS unknown
           FROM decision d JOIN organization o ON o.id = d.organization_id AND o.is_own = 1
           JOIN award a ON a.decision_id = d.id AND a.revoked_date IS NULL
           WHERE d.status = 'issued' AND d.day LIKE ? || '-%' AND d.day <= ?
           GROUP BY d.id ORDER BY d.day, d.id""",
        (str(year), last),
    )
    return FundYear(
        year,
        tuple(_entry(row) for row in entries),
        tuple(
            PrizeSpent(
                row["id"],
                row["number"],
                dt.date.fromisoformat(row["day"]),
                row["awards"],
                row["amount"],
                row["unknown"],
            )
            for row in prizes
        ),
    )


def years(con: Connection) -> list[int]:
    """Years with money or own decisions, the latest first."""
    rows = con.execute(
        """SELECT year FROM fund_entry UNION
           SELECT CAST(substr(d.day, 1, 4) AS INTEGER) FROM decision d
           JOIN organization o ON o.id = d.organization_id AND o.is_own = 1 WHERE d.status = 'issued'
           ORDER BY 1 DESC"""
    )
    return [int(row[0]) for row in rows]


def save_entry(
    action: Action,
    *,
    direction: str,
    kind: str,
    amount: int,
    day: dt.date,
    year: int | None = None,
    what: str = "",
    document: str = "",
    decision_id: int | None = None,
    note: str = "",
    entry_id: int | None = None,
) -> int:
    """Enter money in or out, or change an entry when its id is given; returns the id.

    Raises:
        BadInput: no amount, or a kind that does not go this way.
    """
    if amount <= 0:
        raise BadInput("Số tiền phải lớn hơn 0; hãy nhập lại số tiền.")
    if kind not in (_IN if direction == "in" else _OUT if direction == "out" else ()):
        raise BadInput("Khoản thu, chi chưa đúng loại; hãy chọn một loại trong danh sách.")
    values: dict[str, object] = {
        "year": year or day.year,
        "day": day.isoformat(),
        "direction": direction,
        "kind": kind,
        "amount": amount,
        "what": clean(what),
        "document": clean(document),
        "decision_id": decision_id,
        "note": nfc(note).strip(),
    }
    if entry_id is None:
        return action.insert("fund_entry", **values)
    action.update("fund_entry", entry_id, **values)
    return entry_id


def remove_entry(action: Action, entry_id: int) -> None:
    """Take an entry out (undo brings it back)."""
    action.delete("fund_entry", entry_id)


# ---------------------------------------------------------------- estimate


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """One line of the estimate: so many of what at how much.

    Attributes:
        kind: prize, frame, sheet, flowers or other.
        unit_amount: đồng each, None while nobody knows it; ``note`` then says what to enter.
        paid_by: who pays; empty: our own fund.
        names: nomination ids behind the count.
    """

    kind: str
    text: str
    count: int
    unit_amount: int | None
    paid_by: str
    note: str
    names: tuple[int, ...]

    @property
    def amount(self) -> int | None:
        """Đồng of the line, None when the unit price is not known."""
        return None if self.unit_amount is None else self.unit_amount * self.count


@dataclass(frozen=True, slots=True)
class Estimate:
    """The estimate of a list of nominations as if decided on ``day``."""

    day: dt.date
    lines: tuple[EstimateLine, ...]

    @property
    def ours(self) -> int:
        """Đồng our own fund pays, as far as known."""
        return sum(line.amount or 0 for line in self.lines if not line.paid_by)

    @property
    def superiors(self) -> int:
        """Đồng paid by superiors, as far as known."""
        return sum(line.amount or 0 for line in self.lines if line.paid_by)

    @property
    def unknown(self) -> tuple[EstimateLine, ...]:
        """Lines whose figure has to be entered first."""
        return tuple(line for line in self.lines if line.amount is None)


def estimate(con: Connection, nomination_ids: Iterable[int], day: dt.date) -> Estimate:
    """What the nominations would cost if decided on ``day``: prizes, frames, sheets, flowers.

    Several prizes of one person for one achievement are counted as they will be paid. Forms without a certificate
    take no frame and no sheet.
    """
    listed = nominations.by_ids(con, nomination_ids)
    office = organizations.own(con)
    own = office.tier if office else "commune"
    authority = authorities.authority_rows(con)
    levels: dict[tuple[str, str, str], str] = {}
    for n in listed:
        key = (n.form_code, n.kind, n.authority_level)
        if key not in levels:
            route = propose_route(
                authority, n.form_code, day, own=own, object_kind=n.kind, wanted=n.authority_level
            )
            levels[key] = route.decider.level if route.decider else (n.authority_level or own)
    by_level = {n.id: levels[(n.form_code, n.kind, n.authority_level)] for n in listed}
    lines = _prize_lines(con, listed, by_level, own, day)
    return Estimate(day, (*lines, *_cost_lines(con, listed, by_level, own, day)))


def _prize_lines(
    con: Connection, listed: Sequence[Nomination], by_level: dict[int, str], own: str, day: dt.date
) -> list[EstimateLine]:
    table = PrizeTable(con)
    categories = {form.code: form.category for form in catalogues.award_forms(con, day)}
    prizes = {n.id: table.prize(n.form_code, n.kind, by_level[n.id], day) for n in listed}
    due: dict[int, int | None] = {}
    people: dict[int, list[Nomination]] = {}
    for n in listed:
        people.setdefault(n.subject.id, []).append(n)
    for mine in people.values():
        claims = [
            Claim(
                f"{n.campaign_id} {n.award_round_id}" if n.campaign_id is not None else n.citation or None,
                categories.get(n.form_code, "form"),
                prizes[n.id].amount,
            )
            for n in mine
        ]
        due |= dict(zip([n.id for n in mine], paid(claims, table.rules, day), strict=True))
    groups: dict[tuple[str, str, str, int | None, str], list[int]] = {}
    for n in listed:
        note = prizes[n.id].note if due[n.id] != 0 else "Cùng thành tích: chỉ nhận mức cao nhất."
        key = (n.form_name, n.kind, by_level[n.id], due[n.id], note)
        groups.setdefault(key, []).append(n.id)
    return [
        EstimateLine(
            "prize",
            f"{form} ({lower_first(catalogues.OBJECT_KINDS[kind])})",
            len(ids),
            amount,
            _payer(level, own),
            note,
            tuple(ids),
        )
        for (form, kind, level, amount, note), ids in groups.items()
    ]


def _payer(level: str, own: str) -> str:
    return "" if level == own else LEVEL_WORDS.get(level, level)


def _cost_lines(
    con: Connection, listed: Sequence[Nomination], by_level: dict[int, str], own: str, day: dt.date
) -> list[EstimateLine]:
    papers = {f.code: f.has_certificate for f in catalogues.award_forms(con, day)}
    found = []
    for row in catalogues.rows(con, "award_cost", on=day):
        ids = [
            n.id
            for n in listed
            if by_level[n.id] == own
            and row["form_code"] in ("", n.form_code)
            and row["object_kind"] in ("", n.kind)
            and (row["kind"] not in ("frame", "sheet") or papers.get(n.form_code, True))
        ]
        if ids:
            note = row["note"] if row["amount"] is None else ""
            found.append(
                EstimateLine(row["kind"], row["name"], len(ids), row["amount"], "", note, tuple(ids))
            )
    return found


def in_words(made: Estimate) -> str:
    """What of an estimate is not known yet, in one sentence; empty when all is."""
    texts = [line.text for line in made.unknown]
    return f"Chưa có mức cho {joined(list(dict.fromkeys(texts)))}; hãy nhập trong Danh mục." if texts else ""
