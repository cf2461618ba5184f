"""Statistics in the ministry's forms and our own: any period with its cut-off day, every number with its names.

The forms are files under ``resources/statistics``: a later circular is a new file.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Final

from db import organizations, resources
from db.errors import BadInput
from db.rules import tables
from db.rules.findings import in_force
from db.rules.tables import Fact, Table, TableForm, Traits, span_of
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import fold

LAUNCH_LEVELS: Final = {
    "": "Cơ quan, đơn vị",
    "central": "Cấp Trung ương",
    "province": "Cấp bộ, tỉnh",
    "own": "Cơ quan, đơn vị",
}
SCOPE_LEVELS: Final = {
    "": "Cơ quan, đơn vị",
    "national": "Toàn quốc",
    "province": "Bộ, ngành, địa phương",
    "cluster": "Cụm, khối thi đua",
    "own": "Cơ quan, đơn vị",
}
_MAJORITY: Final = frozenset({"", "kinh", "viet"})
_NO_RELIGION: Final = frozenset({"", "khong", "khong ton giao"})


@dataclass(frozen=True, slots=True)
class Period:
    """The days a report counts, both included."""

    start: dt.date
    end: dt.date

    @classmethod
    def of_year(cls, year: int, cut_off: tuple[int, int] | None = None) -> Period:
        """A year; with a cut-off (month, day) from the day after last year's to this year's, so that none is lost."""
        if cut_off is None:
            return cls(dt.date(year, 1, 1), dt.date(year, 12, 31))
        return cls(_cut(year - 1, cut_off) + dt.timedelta(days=1), _cut(year, cut_off))

    @classmethod
    def between(cls, start: dt.date, end: dt.date) -> Period:
        """Any days.

        Raises:
            BadInput: it ends before it begins.
        """
        if end < start:
            raise BadInput("Kỳ thống kê kết thúc trước khi bắt đầu; hãy sửa lại một trong hai ngày.")
        return cls(start, end)

    @property
    def shown(self) -> str:
        """In words: "từ 15/12/2022 đến 14/12/2023"."""
        return f"từ {format_date(self.start)} đến {format_date(self.end)}"


def _cut(year: int, cut_off: tuple[int, int]) -> dt.date:
    month, day = cut_off
    try:
        return dt.date(year, month, day)
    except ValueError:  # 29/02 of a common year
        return dt.date(year, month + 1, 1) - dt.timedelta(days=1)


@cache
def forms() -> tuple[TableForm, ...]:
    """Every form there is a file of, by code and then by age."""
    files = sorted(resources.path("statistics").glob("*.json"))
    found = [tables.form_of(resources.read_json(f"statistics/{file.name}")) for file in files]
    return tuple(sorted(found, key=lambda one: (one.code, one.valid_from or dt.date.min)))


def form(code: str, day: dt.date | None = None) -> TableForm:
    """The form of a code that is in force on a day; the newest where no day is given or none is in force.

    Raises:
        BadInput: there is no such form.
    """
    mine = [one for one in forms() if one.code == code]
    if not mine:
        raise BadInput(f"Không có biểu thống kê “{code}”; hãy chọn một biểu trong danh sách.")
    current = [one for one in mine if day is not None and in_force(one, day)]
    return (current or mine)[-1]


def table(con: Connection, asked: TableForm, period: Period) -> Table:
    """A form filled for a period: one query a source, numbers and names alike."""
    sources = {value for column in asked.columns for value in column.where.get("source", ())}
    facts: list[Fact] = []
    if "award" in sources:
        facts += awards_in(con, period)
    if "sent" in sources:
        facts += sent_in(con, period)
    if "campaign" in sources:
        facts += campaigns_in(con, period)
    return tables.fill(asked, facts)


def unplaced_sentences(table: Table) -> list[str]:
    """What stands in none of the rows it should be divided into, one sentence for each division."""
    titles = {one.key: one.title for one in table.form.dimensions}
    return [
        f"{titles[key]}: {len(facts):02} trường hợp chưa ghi nên không nằm trong hàng nào."
        for key, facts in table.unplaced.items()
        if facts
    ]


_PERSON = """s.sex, s.ethnic_group, s.religion, s.object_class, s.kind, coalesce(u.kind, '') AS unit_kind"""


def awards_in(con: Connection, period: Period) -> list[Fact]:
    """Awards decided in a period, by us and by superiors; cancelled and revoked ones are not counted."""
    ours = set(organizations.own_lineage(con))
    rows = con.execute(
        f"""SELECT a.id, a.honorific, a.recipient AS name, d.day, d.number, a.form_code, a.object_kind, a.award_type,
                   d.organization_id, d.authority_level, {_PERSON}
            FROM decision d JOIN award a ON a.decision_id = d.id JOIN subject s ON s.id = a.subject_id
            LEFT JOIN unit u ON u.id = s.unit_id
            WHERE d.status = 'issued' AND d.day BETWEEN ? AND ? AND a.revoked_date IS NULL
            ORDER BY d.day, d.id, a.ordinal, a.id""",
        (period.start.isoformat(), period.end.isoformat()),
    )
    alike: dict[tuple[object, ...], Traits] = {}
    papers: dict[tuple[str, str], tuple[dt.date, str]] = {}
    found = []
    for row in rows:
        key = (row["number"], row["day"])
        if key not in papers:
            day = dt.date.fromisoformat(row["day"])
            papers[key] = (day, f"{row['number']} ngày {format_date(day)}")
        day, detail = papers[key]
        name = f"{row['honorific']} {row['name']}" if row["honorific"] else row["name"]
        found.append(Fact(row["id"], name, detail, day, _award(row, ours, alike)))
    return found


def _award(row: Row, ours: set[int], alike: dict[tuple[object, ...], Traits]) -> Traits:
    key = row[5:]
    traits = alike.get(key)
    if traits is None:
        own = "yes" if row["organization_id"] in ours else "no"
        traits = alike[key] = _traits(row, "award", row["object_kind"], own, row["authority_level"])
    return traits


def _traits(row: Row, source: str, kind: str, own: str, level: str) -> Traits:
    religious = row["unit_kind"] == "religious" or fold(row["religion"]) not in _NO_RELIGION
    person = kind == "individual"
    return Traits(
        source=source,
        form=row["form_code"],
        object=kind,
        type=row["award_type"],
        sex=(row["sex"] or "") if person else "",
        minority="no" if fold(row["ethnic_group"]) in _MAJORITY else "yes",
        religious="yes" if religious else "no",
        object_class=row["object_class"],
        unit_kind=row["unit_kind"],
        own=own,
        level=level,
    )


def sent_in(con: Connection, period: Period) -> list[Fact]:
    """Names that went up to a superior in a period, by the day the submission was sent (or dated)."""
    rows = con.execute(
        f"""SELECT i.id, s.name, n.form_code, n.award_type, coalesce(t.sent_date, t.day) AS day,
                   coalesce(t.number, '') AS number, t.decided_level, {_PERSON}
            FROM submission t JOIN submission_item i ON i.submission_id = t.id
            JOIN nomination n ON n.id = i.nomination_id JOIN subject s ON s.id = n.subject_id
            LEFT JOIN unit u ON u.id = s.unit_id
            WHERE t.kind = 'superior' AND coalesce(t.sent_date, t.day) BETWEEN ? AND ?
            ORDER BY 5, t.id, i.id""",
        (period.start.isoformat(), period.end.isoformat()),
    )
    found = []
    for row in rows:
        day = dt.date.fromisoformat(row["day"])
        traits = _traits(row, "sent", row["kind"], "no", row["decided_level"])
        detail = f"Tờ trình {row['number']} ngày {format_date(day)}".replace("  ", " ")
        found.append(Fact(row["id"], row["name"], detail, day, traits))
    return found


def subject_behind(con: Connection, fact: Fact) -> int | None:
    """The id of the person or group a counted award or sent name is of; None for a drive, or when it is gone."""
    queries = {
        "award": "SELECT subject_id FROM award WHERE id = ?",
        "sent": """SELECT n.subject_id FROM submission_item i JOIN nomination n ON n.id = i.nomination_id
                   WHERE i.id = ?""",
    }
    query = queries.get(fact.traits.source)
    row = con.execute(query, (fact.id,)).fetchone() if query else None
    return row["subject_id"] if row is not None else None


def campaigns_in(con: Connection, period: Period) -> list[Fact]:
    """Drives launched in a period, by the day (or the first day of the month or year) they start."""
    rows = con.execute(
        """SELECT id, title, start_on, end_on, mode, launch_level, scope_level,
                  substr(start_on || '-01-01', 1, 10) AS day
           FROM campaign WHERE start_on IS NOT NULL AND substr(start_on || '-01-01', 1, 10) BETWEEN ? AND ?
           ORDER BY 8, id""",
        (period.start.isoformat(), period.end.isoformat()),
    )
    found = []
    for row in rows:
        traits = Traits(
            source="campaign",
            launch=row["launch_level"] or "own",
            scope=row["scope_level"] or "own",
            span=span_of(row["start_on"], row["end_on"]),
            mode=row["mode"],
        )
        day = dt.date.fromisoformat(row["day"])
        found.append(Fact(row["id"], row["title"], f"bắt đầu {format_date(day)}", day, traits))
    return found


def set_levels(action: Action, campaign_id: int, *, launch_level: str = "", scope_level: str = "") -> bool:
    """Say who launched a drive and how far it reaches, for form 0601; returns whether anything differed.

    Raises:
        BadInput: an unknown level.
    """
    if launch_level not in LAUNCH_LEVELS or scope_level not in SCOPE_LEVELS:
        raise BadInput("Chưa chọn cấp phát động, phạm vi; hãy chọn trong danh sách.")
    return action.update("campaign", campaign_id, launch_level=launch_level, scope_level=scope_level)
