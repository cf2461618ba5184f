"""Three ways: what the form went out with, what the unit made of it, and what the register says by now.

The form carries the newest action's number. Of every row the log knows what it was before its first later change;
what the unit left alone stays as the register has it; a row that only the unit changed is a change; a row that both
changed is a conflict, of which no more than the unit's own changes are ever written.
"""

from __future__ import annotations

from typing import Any

from db import catalogues, history, units
from db.vietnamese.text import fold
from desktop.exchange.comparing import Scene
from desktop.exchange.mapping import fields_of
from desktop.exchange.matching import Known, PreviewRow, same
from desktop.exchange.reading import as_text

_REGISTRATION = {
    "title": "title",
    "content": "content",
    "place": "place",
    "received": "received_date",
    "finish": "finish_on",
    "status": "status",
    "note": "note",
}
_SUBJECT = {
    "name": "name",
    "honorific": "honorific",
    "sex": "sex",
    "birth_date": "birth_on",
    "position": "position",
    "ethnic_group": "ethnic_group",
    "religion": "religion",
}
_UNIT = {"unit_name": "name"} | {
    name: name for name in ("short_name", "head_name", "contact_name", "phone", "address", "note")
}


def reconcile(scene: Scene, kind: str, rows: list[PreviewRow]) -> None:
    """Tell changes from conflicts in the rows of a form that came back; other workbooks stay as they are."""
    if scene.version is None or kind not in _BASES:
        return
    before = _BASES[kind](scene, scene.version)
    by_id = {known.id: known for known in scene.register(kind).rows}
    labels = fields_of(kind)
    for row in rows:
        if row.status == "changed" and row.matched_id in before:
            _weigh(row, by_id[row.matched_id], before[row.matched_id], labels)


def _weigh(row: PreviewRow, now: Known, base: dict[str, Any], labels: dict[str, str]) -> None:
    for fact in list(row.old):
        theirs = row.kind if fact == "kind" else row.values.get(fact)
        if same(fact, base.get(fact), theirs):
            # The unit sent back what it was sent: the register knows better.
            row.forget(fact)
    present = {**now.values, "unit": now.shown_unit, "kind": now.kind}
    edited = [fact for fact, was in base.items() if not same(fact, was, present.get(fact))]
    if row.old and edited:
        row.status = "conflict"
        row.base = {fact: base.get(fact) for fact in row.old}
        first = next((fact for fact in edited if fact in row.old), edited[0])
        what = f"{labels.get(first, first)}: “{_shown(base[first])}” thành “{_shown(present.get(first))}”"
        row.complain(first, f"Sổ đã được sửa dòng này sau khi gửi biểu ({what}); hãy chọn giữ bên nào.")


def _shown(value: Any) -> str:
    return as_text(value) or "trống"


def _of_registrations(scene: Scene, version: int) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    by_id = {known.id: known for known in scene.register("registrations").rows}
    for row_id, old in history.rows_before(scene.con, "registration", version).items():
        if row_id in by_id:
            base = _facts(by_id[row_id], _REGISTRATION, old)
            for fact, when in (("value", "planned"), ("final_value", "final")):
                sums = [old.get(f"{when}_{source}") for source in ("budget", "people", "other")]
                base[fact] = (
                    sum(part or 0 for part in sums) if any(part is not None for part in sums) else None
                )
            base["kind"] = old.get("kind")
            found[row_id] = base
    for old in history.rows_before(scene.con, "registration_unit", version).values():
        behind = old.get("registration_id")
        if old.get("role") == "lead" and behind in by_id:
            base = found.setdefault(behind, _facts(by_id[behind], {}, {}))
            base["unit"] = scene.unit_names.get(old["unit_id"])
    return found


def _of_nominations(scene: Scene, version: int) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    persons = history.rows_before(scene.con, "subject", version)
    papers = history.rows_before(scene.con, "nomination", version)
    for known in scene.register("nominations").rows:
        if known.subject_id not in persons and known.id not in papers:
            continue
        base = _facts(known, {}, {})
        if known.subject_id in persons:
            old = persons[known.subject_id]
            base |= {fact: old.get(column) for fact, column in _SUBJECT.items()}
            base["kind"] = old.get("kind")
            base["unit"] = scene.unit_names.get(old.get("unit_id") or 0) or old.get("workplace")
        if known.id in papers:
            old = papers[known.id]
            base["note"] = old.get("note")
            base["award_form"] = catalogues.form_name(scene.con, old["form_code"]) if old else None
            # A citation left to the award line was shown as empty on the form.
            kept = known.values["citation"] if known.default_citation else None
            base["citation"] = old.get("citation") or kept
        found[known.id] = base
    return found


def _of_units(scene: Scene, version: int) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    before = history.rows_before(scene.con, "unit", version)
    for known in scene.register("units").rows:
        if known.id in before:
            base = _facts(known, _UNIT, before[known.id])
            base["unit_kind"] = units.KINDS.get(before[known.id].get("kind", ""))
            found[known.id] = base
    return found


def _facts(known: Known, columns: dict[str, str], old: dict[str, Any]) -> dict[str, Any]:
    """Today's values of a row, with those of ``columns`` as they were."""
    base = {**known.values, "unit": known.shown_unit, "kind": known.kind}
    return base | {fact: old.get(column) for fact, column in columns.items()}


_BASES = {"registrations": _of_registrations, "nominations": _of_nominations, "units": _of_units}


def sent_version(text: str) -> int | None:
    """The version a form carries; None where the sheet says none."""
    digits = fold(text).strip()
    return int(digits) if digits.isdigit() else None
