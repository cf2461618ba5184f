"""What stands behind a nomination: evidence by year, the papers of its dossier, doubles, and the year strip."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db import catalogues
from db.errors import BadInput, NotFound
from db.nominations import Nomination, list_nominations
from db.rules import doubles
from db.rules import evidence as rules
from db.rules.evidence import EvidenceItem, YearCell
from db.rules.findings import Finding
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import is_partial_date
from db.vietnamese.text import clean, fold, nfc

EVIDENCE_KINDS: Final = {
    "title": "Danh hiệu thi đua",
    "certificate": "Giấy khen, bằng khen",
    "initiative": "Sáng kiến",
    "figures": "Số liệu, kết quả",
    "confirmation": "Giấy xác nhận",
    "rating": "Xếp loại hằng năm",
    "other": "Khác",
}
PAPER_STATES: Final = {"have": "Có", "missing": "Thiếu", "awaited": "Chờ", "not_needed": "Không cần"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence over whole years; ``document_on`` is a partial ISO date or None.

    Attributes:
        form_code: the title or form it names, empty where it is none or nobody said.
        award_type: its loại hình; only công trạng counts towards merit forms.
        grade: of a rating ``poor`` … ``excellent``, of an initiative ``unit``, ``province`` or ``national``.
        award_id: the award of this register it was made from.
    """

    id: int
    nomination_id: int
    year_from: int
    year_to: int
    kind: str
    what: str
    number: str
    document_on: str | None
    issuer: str
    attachment_id: int | None
    checked: bool
    note: str
    form_code: str
    award_type: str
    grade: str
    award_id: int | None

    @property
    def shown_kind(self) -> str:
        """The kind in Vietnamese."""
        return EVIDENCE_KINDS[self.kind]

    @property
    def has_paper(self) -> bool:
        """Whether a number or a file proves it."""
        return bool(self.number) or self.attachment_id is not None

    @property
    def years(self) -> str:
        """The years covered: "2019" or "2019 – 2021"."""
        return str(self.year_from) if self.year_from == self.year_to else f"{self.year_from} – {self.year_to}"


@dataclass(frozen=True, slots=True)
class DossierItem:
    """One paper of a dossier: có, thiếu, chờ or không cần."""

    id: int
    nomination_id: int
    paper_code: str
    name: str
    state: str
    day: dt.date | None
    attachment_id: int | None

    @property
    def shown_state(self) -> str:
        """The state in Vietnamese."""
        return PAPER_STATES[self.state]


@dataclass(frozen=True, slots=True)
class Double:
    """Two nominations of one drive that look like one nominee; the sentence says why."""

    nomination_id: int
    other_id: int
    sentence: str


def _evidence(row: Row) -> Evidence:
    values = {name: row[name] for name in Evidence.__slots__}
    return Evidence(**{**values, "checked": bool(row["checked"])})


def evidence_of(con: Connection, nomination_id: int) -> list[Evidence]:
    """Evidence of one nomination by year."""
    return evidence_of_many(con, [nomination_id]).get(nomination_id, [])


def evidence_of_many(con: Connection, nomination_ids: Iterable[int]) -> dict[int, list[Evidence]]:
    """Evidence by nomination, in one query; nominations without any are absent."""
    rows = con.execute(
        """SELECT * FROM evidence WHERE nomination_id IN (SELECT value FROM json_each(?))
           ORDER BY nomination_id, year_from, year_to, id""",
        (str(list(nomination_ids)),),
    )
    found: dict[int, list[Evidence]] = {}
    for row in rows:
        found.setdefault(row["nomination_id"], []).append(_evidence(row))
    return found


def get_evidence(con: Connection, evidence_id: int) -> Evidence:
    """One piece of evidence.

    Raises:
        NotFound: no such piece.
    """
    row = con.execute("SELECT * FROM evidence WHERE id = ?", (evidence_id,)).fetchone()
    if row is None:
        raise NotFound("Minh chứng này không còn trong sổ; hãy mở lại hồ sơ của người được đề nghị.")
    return _evidence(row)


def _items(pieces: Iterable[Evidence]) -> list[EvidenceItem]:
    return [EvidenceItem(e.year_from, e.year_to, e.what, e.has_paper) for e in pieces]


def strip(nomination: Nomination, pieces: Iterable[Evidence]) -> tuple[YearCell, ...]:
    """One cell for each year of the nomination's window; empty when no years are known."""
    if nomination.window is None:
        return ()
    return rules.year_strip(
        nomination.window,
        _items(pieces),
        since_year=nomination.subject.since_year,
        until_year=nomination.until_year,
    )


def judge(nomination: Nomination, pieces: Iterable[Evidence]) -> tuple[Finding, ...]:
    """What the evidence says about the window, in sentences; unknown when no years are known."""
    if nomination.window is None:
        sentence = "Chưa có khoảng năm xét thành tích; hãy ghi ở dòng khen thưởng của phong trào."
        return (Finding("evidence_window", "unknown", sentence),)
    return rules.judge_evidence(
        nomination.window,
        _items(pieces),
        since_year=nomination.subject.since_year,
        until_year=nomination.until_year,
    )


def add_evidence(
    action: Action,
    nomination_id: int,
    *,
    year_from: int,
    what: str,
    year_to: int | None = None,
    kind: str = "other",
    number: str = "",
    document_on: str | None = None,
    issuer: str = "",
    attachment_id: int | None = None,
    note: str = "",
    form_code: str = "",
    award_type: str = "",
    grade: str = "",
    award_id: int | None = None,
) -> int:
    """Add a piece of evidence, unchecked; returns the id. ``year_to`` is ``year_from`` where not given.

    Raises:
        BadInput: nothing said, years reversed, unknown kind or impossible document date.
    """
    values = _evidence_values(
        year_from=year_from,
        year_to=year_from if year_to is None else year_to,
        kind=kind,
        what=what,
        number=number,
        document_on=document_on,
        issuer=issuer,
        attachment_id=attachment_id,
        note=note,
        form_code=form_code,
        award_type=award_type,
        grade=grade,
        award_id=award_id,
    )
    return action.insert("evidence", nomination_id=nomination_id, **values)


def _evidence_values(**facts: object) -> dict[str, object]:
    values = {key: clean(value) if isinstance(value, str) else value for key, value in facts.items()}
    values["note"] = nfc(str(facts["note"])).strip()
    values["document_on"] = facts["document_on"] or None
    if not values["what"]:
        raise BadInput("Chưa ghi nội dung minh chứng; hãy ghi thành tích hoặc danh hiệu rồi lưu lại.")
    if values["kind"] not in EVIDENCE_KINDS:
        raise BadInput("Chưa chọn loại minh chứng; hãy chọn một loại trong danh sách.")
    first, last = int(str(facts["year_from"])), int(str(facts["year_to"]))
    if not 1900 <= first <= last <= 2200:
        raise BadInput("Năm của minh chứng không hợp lý; hãy ghi năm đầu không sau năm cuối.")
    if values["document_on"] and not is_partial_date(str(values["document_on"])):
        raise BadInput(f"Ngày văn bản “{facts['document_on']}” không đúng; hãy ghi ngày/tháng/năm hoặc năm.")
    return values


_EVIDENCE_FACTS: Final = tuple(
    name for name in Evidence.__slots__ if name not in ("id", "nomination_id", "checked")
)


def change_evidence(action: Action, evidence_id: int, **facts: object) -> bool:
    """Change a piece of evidence (keywords of :func:`add_evidence`); returns whether anything differed.

    What was checked and is changed has to be checked again.
    """
    present = get_evidence(action.con, evidence_id)
    merged = {name: facts.get(name, getattr(present, name)) for name in _EVIDENCE_FACTS}
    changed = action.update("evidence", evidence_id, **_evidence_values(**merged))
    if changed and present.checked:
        action.update("evidence", evidence_id, checked=0)
    return changed


def remove_evidence(action: Action, evidence_id: int) -> None:
    """Take a piece of evidence out (undo brings it back)."""
    action.delete("evidence", evidence_id)


def set_checked(action: Action, evidence_ids: Iterable[int], checked: bool = True) -> int:
    """Note that evidence was compared with its papers, or not; returns how many changed."""
    return sum(action.update("evidence", evidence_id, checked=int(checked)) for evidence_id in evidence_ids)


def dossier(con: Connection, nomination_id: int) -> list[DossierItem]:
    """Papers of one nomination by name."""
    return dossiers(con, [nomination_id]).get(nomination_id, [])


def dossiers(con: Connection, nomination_ids: Iterable[int]) -> dict[int, list[DossierItem]]:
    """Papers by nomination, in one query."""
    rows = con.execute(
        """SELECT * FROM dossier_item WHERE nomination_id IN (SELECT value FROM json_each(?))
           ORDER BY nomination_id, id""",
        (str(list(nomination_ids)),),
    )
    found: dict[int, list[DossierItem]] = {}
    for row in rows:
        values = {name: row[name] for name in DossierItem.__slots__}
        values["day"] = dt.date.fromisoformat(row["day"]) if row["day"] else None
        found.setdefault(row["nomination_id"], []).append(DossierItem(**values))
    return found


def papers_of(con: Connection, nomination: Nomination, day: dt.date) -> list[DossierItem]:
    """Papers noted of a nomination, then those the catalogue asks for on ``day`` that nobody noted: missing, id 0."""
    return papers_of_many(con, [nomination], day)[nomination.id]


def papers_of_many(
    con: Connection, listed: Iterable[Nomination], day: dt.date
) -> dict[int, list[DossierItem]]:
    """:func:`papers_of` for many nominations in two queries."""
    listed = list(listed)
    noted = dossiers(con, [n.id for n in listed])
    required = catalogues.rows(con, "paper_requirement", on=day)
    return {n.id: _with_required(n, noted.get(n.id, []), required) for n in listed}


def _with_required(
    nomination: Nomination, noted: list[DossierItem], required: list[Row]
) -> list[DossierItem]:
    found = list(noted)
    known = {item.paper_code for item in noted}
    facts = {
        "form_code": nomination.form_code,
        "award_type": nomination.award_type,
        "object_kind": nomination.kind,
    }
    for row in required:
        wanted = all(row[column] in ("", value) for column, value in facts.items())
        if wanted and row["paper_code"] not in known:
            known.add(row["paper_code"])
            found.append(DossierItem(0, nomination.id, row["paper_code"], row["name"], "missing", None, None))
    return found


def set_dossier_item(
    action: Action,
    nomination_id: int,
    paper_code: str,
    *,
    name: str,
    state: str,
    day: dt.date | None = None,
    attachment_id: int | None = None,
) -> bool:
    """Note how a paper of the dossier stands; returns whether anything differed.

    Raises:
        BadInput: unknown state, or no name of the paper.
    """
    if state not in PAPER_STATES:
        raise BadInput("Chưa chọn tình trạng giấy tờ; hãy chọn có, thiếu, chờ hoặc không cần.")
    if not clean(name):
        raise BadInput("Chưa có tên giấy tờ; hãy ghi tên giấy tờ rồi lưu lại.")
    values = {
        "name": clean(name),
        "state": state,
        "day": day.isoformat() if day else None,
        "attachment_id": attachment_id,
    }
    row = action.con.execute(
        "SELECT id FROM dossier_item WHERE nomination_id = ? AND paper_code = ?", (nomination_id, paper_code)
    ).fetchone()
    if row is not None:
        return action.update("dossier_item", row["id"], **values)
    action.insert("dossier_item", nomination_id=nomination_id, paper_code=paper_code, **values)
    return True


def duplicates(con: Connection, campaign_id: int) -> list[Double]:
    """Pairs of standing nominations of a drive that look like one nominee, accents, case and spelling aside.

    Same name with the same birth date, or without one to tell them apart and in one unit; or near names born on one
    day. One query.
    """
    standing = [n for n in list_nominations(con, campaign_id) if n.status != "withdrawn"]
    people = [compared(nomination) for nomination in standing]
    return [Double(one.key, other.key, sentence) for one, other, sentence in doubles.pairs(people)]


def compared(nomination: Nomination) -> doubles.Person:
    """A nominee as :mod:`db.rules.doubles` compares them."""
    subject = nomination.subject
    return doubles.Person(
        nomination.id,
        subject.id,
        subject.kind,
        subject.name,
        fold(subject.name),
        subject.birth_on,
        frozenset({subject.unit_id, nomination.proposing_unit_id} - {None}),
    )
