"""The sheet "Minh chứng theo năm": one row a fact, of a nominee known by hidden id or by name and unit."""

from __future__ import annotations

from typing import Any

from db import dossiers
from db.dossiers import Evidence
from db.store import Action
from db.vietnamese.text import fold
from desktop.exchange.comparing import Scene, unreadable
from desktop.exchange.matching import Known, PreviewRow, same, spelling

# Words that tell what kind of evidence a text is; the first that stands in it.
_KIND_WORDS = (
    ("sang kien", "initiative"),
    ("de tai", "initiative"),
    ("giay khen", "certificate"),
    ("bang khen", "certificate"),
    ("thu khen", "certificate"),
    ("huan chuong", "certificate"),
    ("huy chuong", "certificate"),
    ("ky niem chuong", "certificate"),
    ("chien si thi dua", "title"),
    ("lao dong tien tien", "title"),
    ("tap the lao dong xuat sac", "title"),
    ("gia dinh van hoa", "title"),
    ("co thi dua", "title"),
    ("hoan thanh", "rating"),
    ("xep loai", "rating"),
    ("xac nhan", "confirmation"),
)
_FACTS = {"what": "what", "number": "number", "day": "document_on", "issuer": "issuer", "note": "note"}


def kind_of(said: str, what: str) -> str:
    """The kind of evidence a cell names, else the one its words tell."""
    by_title = {fold(title): kind for kind, title in dossiers.EVIDENCE_KINDS.items()}
    if fold(said) in by_title:
        return by_title[fold(said)]
    folded = fold(what)
    return next((kind for word, kind in _KIND_WORDS if word in folded), "other")


def compare_evidence(scene: Scene, rows: list[PreviewRow]) -> None:
    """Find each fact's nominee, in the register or among the rows of the same workbook, and tell what is new."""
    people = _Nominees(scene)
    last: PreviewRow | None = None
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        values = row.values
        if not values.get("name") and not row.uid and last is not None:
            # One name over several years: the cells below it are left empty or merged.
            values["name"], values["unit"], row.uid = (
                last.values.get("name"),
                last.values.get("unit"),
                last.uid,
            )
        last = row
        row.kind = kind_of(values.get("evidence_kind") or "", values.get("what") or "")
        if not values.get("year") or not values.get("what"):
            unreadable(row, "Minh chứng chưa có năm hoặc nội dung; hãy điền rồi gửi lại.")
            continue
        if people.place(row):
            _compare(people, row)
            key = (row.matched_id, id(row.owner), people.of(row), values["year"], fold(values["what"]))
            if key in seen:
                row.status = "duplicate"
                row.complain("what", "Minh chứng này đã ghi ở dòng trên; hãy bỏ bớt một dòng.")
            seen.add(key)


class _Nominees:
    """Who a fact can belong to, with the evidence the register has of them."""

    def __init__(self, scene: Scene) -> None:
        self._known = scene.register("nominations").rows
        self._by_uid = {one.uid: one for one in self._known}
        self._by_name: dict[str, list[Known]] = {}
        for one in self._known:
            self._by_name.setdefault(spelling(one.name), []).append(one)
        self._arriving: dict[str, list[PreviewRow]] = {}
        for status in ("new", "duplicate"):
            for row in scene.rows.get("nominations", ()):
                name = spelling(str(row.values.get("name")))
                # Of a name that stands twice in the list, the first one is meant.
                if row.status == status and (status == "new" or name not in self._arriving):
                    self._arriving.setdefault(name, []).append(row)
        self._evidence = dossiers.evidence_of_many(scene.con, [one.id for one in self._known])
        self._nominee: dict[int, int | None] = {}

    def of(self, row: PreviewRow) -> int | None:
        """The nomination of the register a row was placed with."""
        return self._nominee.get(id(row))

    def evidence(self, row: PreviewRow) -> list[Evidence]:
        """What the register has of the nominee."""
        return self._evidence.get(self.of(row) or 0, [])

    def place(self, row: PreviewRow) -> bool:
        """Find the row's nominee; complains and returns False where none or several fit."""
        known = self._by_uid.get(row.uid)
        name, unit = str(row.values.get("name") or ""), fold(str(row.values.get("unit") or ""))
        arriving: list[PreviewRow] = []
        if known is None:
            found = [
                one for one in self._by_name.get(spelling(name), ()) if not unit or one.unit in ("", unit)
            ]
            arriving = self._arriving.get(spelling(name), [])
            arriving = [
                one for one in arriving if not unit or fold(str(one.values.get("unit") or "")) in ("", unit)
            ]
            if len(found) + len(arriving) != 1:
                many = (
                    "có nhiều người cùng tên"
                    if found or arriving
                    else "không có trong đề nghị của phong trào"
                )
                unreadable(
                    row, f"Chưa rõ minh chứng của ai: “{name or row.uid}” {many}; hãy ghi rõ tên và đơn vị."
                )
                return False
            known = found[0] if found else None
        row.owner = arriving[0] if known is None else None
        self._nominee[id(row)] = known.id if known else None
        row.nominee_id = known.id if known else None
        return True


def _compare(people: _Nominees, row: PreviewRow) -> None:
    values = row.values
    first, last = years(values["year"])
    for one in people.evidence(row):
        if (one.year_from, one.year_to) == (first, last) and fold(one.what) == fold(values["what"]):
            row.matched_id = one.id
            row.old = {
                fact: getattr(one, column)
                for fact, column in _FACTS.items()
                if values.get(fact) is not None and not same(fact, getattr(one, column), values[fact])
            }
            row.status = "changed" if row.old else "unchanged"
            return
    row.status = "new"


def years(text: str) -> tuple[int, int]:
    """First and last year of "2019" or "2019-2021"."""
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def write_evidence(action: Action, row: PreviewRow, nominated: dict[int, int]) -> bool:
    """Write one fact; False where its nominee was not taken in. ``nominated`` maps rows (by id()) to nominations."""
    values = row.values
    facts = {column: values[fact] for fact, column in _FACTS.items() if values.get(fact) is not None}
    if row.status == "changed" and row.matched_id is not None:
        changed = {_FACTS[fact]: values[fact] for fact in row.old}
        dossiers.change_evidence(action, row.matched_id, **changed)
        return True
    nomination = row.nominee_id if row.owner is None else nominated.get(id(row.owner))
    if nomination is None:
        row.refused = "Người được đề nghị ở dòng này chưa được ghi vào sổ nên minh chứng cũng chưa ghi."
        return False
    first, last = years(values["year"])
    dossiers.add_evidence(action, nomination, year_from=first, year_to=last, kind=row.kind, **facts)
    return True
