"""What goes up: approved nominations by form and level of the route of the day, and what waits for an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from db import authorities, nominations, organizations, submissions
from db.errors import BadInput
from db.nominations import Nomination
from db.rules.authority import LEVEL_WORDS, Route
from db.sqlite import Connection
from db.store import Action


@dataclass(frozen=True, slots=True)
class Upward:
    """Nominations that would go up in one submission: one form, one level.

    Attributes:
        level: the tier it is addressed to, the first one on the route; empty where the catalogue knows nobody.
        decided_level: the tier that decides.
        levels: the whole route, ours left out.
        sentence: who decides and by which way, with what is not checked.
        addressee: how the paper addresses it ("Ủy ban nhân dân huyện …"), empty where the organ is not known.
    """

    form_code: str
    form_name: str
    level: str
    decided_level: str
    levels: tuple[str, ...]
    sentence: str
    source: str
    addressee: str
    nominations: tuple[Nomination, ...]

    @property
    def count(self) -> int:
        """How many names."""
        return len(self.nominations)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One name that waits for a superior's answer, on some day."""

    item_id: int
    submission_id: int
    nomination_id: int
    name: str
    kind: str
    form_name: str
    number: str
    addressee: str
    sent_date: dt.date | None
    answer_due: dt.date | None
    forwarded_date: dt.date | None
    as_of: dt.date

    @property
    def days_waiting(self) -> int | None:
        """Days since it was sent; None while it was not."""
        return (self.as_of - self.sent_date).days if self.sent_date else None

    @property
    def days_late(self) -> int:
        """Days past the day the answer was due; 0 while it is not."""
        return max(0, (self.as_of - self.answer_due).days) if self.answer_due else 0

    @property
    def sentence(self) -> str:
        """What stands in the way, in words."""
        if self.sent_date is None:
            return "Tờ trình chưa gửi."
        if self.days_late:
            return f"Quá hạn trả lời {self.days_late} ngày."
        if self.answer_due is None:
            return f"Đã gửi {self.days_waiting} ngày, chưa định ngày trả lời."
        return f"Đã gửi {self.days_waiting} ngày, còn {(self.answer_due - self.as_of).days} ngày đến hạn trả lời."


def plan(con: Connection, nomination_ids: Iterable[int], day: dt.date) -> tuple[Upward, ...]:
    """What of these nominations goes up on a day, one entry a form and level; what we decide ourselves is left out."""
    office = organizations.own(con)
    own = office.tier if office else "commune"
    groups: dict[tuple[str, str, str], tuple[Route, list[Nomination]]] = {}
    for one in nominations.by_ids(con, nomination_ids):
        route = authorities.route(
            con, one.form_code, day, own=own, object_kind=one.kind, wanted=one.authority_level
        )
        if route.ours:
            continue
        decided = route.decider.level if route.decider else ""
        level = route.levels[0] if route.levels else ""
        groups.setdefault((one.form_code, level, decided), (route, []))[1].append(one)
    addressees = _addressees(con, {level for _, level, _ in groups}, day)
    return tuple(
        Upward(
            form,
            listed[0].form_name,
            level,
            decided,
            route.levels,
            route.finding.sentence,
            route.finding.source,
            addressees.get(level, ""),
            tuple(listed),
        )
        for (form, level, decided), (route, listed) in groups.items()
    )


def _addressees(con: Connection, levels: set[str], day: dt.date) -> dict[str, str]:
    """The organ of the register at each level, where there is exactly one that no other has succeeded by the day."""
    gone = {
        row["former_id"]
        for row in con.execute(
            "SELECT former_id FROM organization_succession WHERE day <= ?", (day.isoformat(),)
        )
    }
    known: dict[str, list[str]] = {}
    for organ in organizations.list_organizations(con):
        if organ.id not in gone:
            known.setdefault(organ.tier, []).append(organ.name)
    return {level: known[level][0] for level in levels if len(known.get(level, ())) == 1}


def send_up(
    action: Action, nomination_ids: Iterable[int], day: dt.date, *, addressees: dict[str, str] | None = None
) -> list[int]:
    """Make the submissions :func:`plan` proposes, one a form and level; returns their ids in order.

    ``addressees`` by level go before what the register knows.

    Raises:
        BadInput: nothing of it goes up, nobody is known who decides, or what :func:`submissions.submit` refuses.
    """
    parts = plan(action.con, nomination_ids, day)
    if not parts:
        raise BadInput(
            "Các đề nghị đã chọn đều thuộc thẩm quyền của cơ quan; hãy ra quyết định thay vì trình cấp trên."
        )
    unknown = [part for part in parts if not part.level]
    if unknown:
        raise BadInput(
            f"Chưa rõ cấp nào quyết định {unknown[0].form_name} ngày này; hãy bổ sung thẩm quyền trong Danh mục."
        )
    given = addressees or {}
    return [
        submissions.submit(
            action,
            kind="superior",
            nomination_ids=[one.id for one in part.nominations],
            addressee=given.get(part.level) or part.addressee or LEVEL_WORDS[part.level].capitalize(),
            level=part.level,
            decided_level=part.decided_level,
        )
        for part in parts
    ]


def waiting(con: Connection, as_of: dt.date, *, campaign_id: int | None = None) -> list[Waiting]:
    """Names that wait for a superior's answer, what is longest overdue first; one query."""
    rows = con.execute(
        """SELECT i.id AS item_id, i.submission_id, i.nomination_id, s.name, s.kind, t.addressee, t.sent_date,
                  coalesce(t.number, '') AS number, t.answer_due, t.forwarded_date,
                  coalesce((SELECT f.name FROM award_form f WHERE f.code = t.form_code
                            ORDER BY f.valid_from DESC LIMIT 1), t.form_code) AS form_name
           FROM submission_item i JOIN submission t ON t.id = i.submission_id
           JOIN nomination n ON n.id = i.nomination_id JOIN subject s ON s.id = n.subject_id
           WHERE t.kind = 'superior' AND i.result = 'waiting' AND (?1 IS NULL OR t.campaign_id = ?1)
           ORDER BY coalesce(t.answer_due, '9999'), coalesce(t.sent_date, '9999'), t.id,
                    s.sort_key, s.folded, s.name""",
        (campaign_id,),
    )
    days = ("sent_date", "answer_due", "forwarded_date")
    return [
        Waiting(
            **{
                **{key: row[key] for key in row.keys() if key not in days},  # noqa: SIM118 - a Row iterates values
                **{key: dt.date.fromisoformat(row[key]) if row[key] else None for key in days},
            },
            as_of=as_of,
        )
        for row in rows
    ]
