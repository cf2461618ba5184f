"""How the accepted rows of each kind of table get into the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from db import campaigns, catalogues, nominations, people, registrations, units
from db.errors import BadInput, Refused
from db.registrations import Registration
from db.store import Action
from db.vietnamese.text import fold
from desktop.exchange import evidence_rows, old_award_writing, target_rows
from desktop.exchange.matching import PreviewRow


@dataclass(slots=True)
class Writing:
    """One workbook on its way into the register; ``nominated`` maps its rows (by id()) to their nominations."""

    action: Action
    campaign_id: int | None
    nominated: dict[int, int] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)

    def unit(self, row: PreviewRow) -> int | None:
        """The row's unit, added to the register when the workbook names one it does not have.

        What a household's line names is its address.
        """
        name = text_of(row, "unit")
        if row.unit_id is not None or not name or row.kind == "household":
            return row.unit_id
        folded = fold(name)
        if folded not in self.made:
            self.made[folded] = units.add_unit(self.action, name=name)
        return self.made[folded]

    def drive(self) -> int:
        """The drive the rows belong to."""
        assert self.campaign_id is not None
        return self.campaign_id

    def each(self, rows: Iterable[PreviewRow], write: Callable[[PreviewRow], bool | None]) -> int:
        """Write row by row; what the register refuses stays that row's problem. Returns how many were written."""
        written = 0
        for row in rows:
            try:
                with self.action.attempt():
                    done = write(row)
            except Refused as error:
                row.refused = str(error)
                continue
            written += done is not False
        return written


def text_of(row: PreviewRow, key: str) -> str:
    """A value as text, empty where there is none."""
    return str(row.values.get(key) or "")


def _is_change(row: PreviewRow) -> bool:
    return row.status in ("changed", "conflict") and row.matched_id is not None


# ---------------------------------------------------------------- registrations

_TEXTS = ("title", "content", "place", "note", "status")


def write_registrations(writing: Writing, rows: list[PreviewRow]) -> int:
    """Register what is new, change what differs; returns how many rows were written."""
    return writing.each(rows, _Registrations(writing).write)


class _Registrations:
    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._today = dt.date.today()  # noqa: DTZ011 - the day the workbook is taken in

    def write(self, row: PreviewRow) -> None:
        action = self._writing.action
        if _is_change(row):
            assert row.matched_id is not None
            self._change(row, row.matched_id)
            return
        facts = self._facts(row, row.values)
        facts.setdefault("received_date", self._today)
        unit = self._writing.unit(row)
        made = registrations.register(
            action,
            campaign_id=self._writing.drive(),
            unit_ids=(unit, *row.together) if unit is not None else (),
            kind=row.kind,
            allow_no_unit=True,
            **facts,
        )
        self._progress(row, made)

    def _facts(self, row: PreviewRow, told: Iterable[str]) -> dict[str, Any]:
        """The facts of a row the workbook tells, among those named."""
        values = row.values
        facts: dict[str, Any] = {
            key: values[key] for key in _TEXTS if key in told and values.get(key) is not None
        }
        if "value" in told and values.get("value") is not None:
            facts["planned_budget"] = values["value"]
        if "final_value" in told and values.get("final_value") is not None:
            facts["final_budget"] = values["final_value"]
        if "finish" in told and values.get("finish") is not None:
            facts["finish_on"] = values["finish"]
        received = text_of(row, "received") if "received" in told else ""
        if len(received) == len("2023-06-15"):
            facts["received_date"] = dt.date.fromisoformat(received)
        return facts

    def _change(self, row: PreviewRow, registration_id: int) -> None:
        action = self._writing.action
        present = registrations.get_registration(action.con, registration_id)
        facts = self._facts(row, row.old)
        for when in ("planned", "final"):
            if f"{when}_budget" in facts:
                facts |= _shared_sum(present, when, facts[f"{when}_budget"])
        if "kind" in row.old:
            facts["kind"] = row.kind
        registrations.change_registration(action, registration_id, **facts)
        unit = self._writing.unit(row) if "unit" in row.old else None
        if unit is not None and unit not in present.unit_ids[:1]:
            together = row.together or tuple(one for one in present.unit_ids[1:] if one != unit)
            registrations.set_units(action, registration_id, (unit, *together))
        if "progress" in row.old:
            self._progress(row, registration_id)

    def _progress(self, row: PreviewRow, registration_id: int) -> None:
        note, day = text_of(row, "progress"), text_of(row, "progress_day")
        if note:
            on = dt.date.fromisoformat(day) if len(day) == len("2023-06-15") else self._today
            registrations.add_progress(self._writing.action, registration_id, on, note)


def _shared_sum(present: Registration, when: str, total: int) -> dict[str, int | None]:
    """A workbook gives one sum: what the people and others give stays, the budget takes the rest."""
    others = sum(getattr(present, f"{when}_{source}") or 0 for source in ("people", "other"))
    if total < others:
        return {f"{when}_budget": total, f"{when}_people": None, f"{when}_other": None}
    return {f"{when}_budget": total - others}


# ---------------------------------------------------------------- nominations


def write_nominations(writing: Writing, rows: list[PreviewRow]) -> int:
    """Nominate who is new, change what differs; returns how many rows were written."""
    writer = _Nominations(writing)
    changed = writing.each([row for row in rows if _is_change(row)], writer.change)
    return changed + writer.add([row for row in rows if not _is_change(row)])


_PERSON = ("name", "honorific", "position", "sex", "ethnic_group", "religion")


class _Nominations:
    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        con = writing.action.con
        self._lines = campaigns.awards(con, writing.campaign_id) if writing.campaign_id else []
        self._forms = catalogues.award_forms(con)
        self._asked_before: dict[str, tuple[int | None, str]] = {}

    def _line(self, text: str) -> tuple[int | None, str]:
        """The drive's award line and form code a row asks for; its first line where the row names none.

        An empty code: the catalogue does not know the form.
        """
        if text not in self._asked_before:
            self._asked_before[text] = self._find_line(fold(text))
        return self._asked_before[text]

    def _find_line(self, said: str) -> tuple[int | None, str]:
        for line in self._lines:
            if not said or said.startswith(fold(line.form_name)) or fold(line.form_name).startswith(said):
                return line.id, line.form_code
        for form in self._forms:
            if said and (said.startswith(fold(form.name)) or said == fold(form.short_name)):
                return None, form.code
        known = catalogues.law_form_code(said) if said else None
        for line in self._lines:
            if line.form_code == known:
                return line.id, line.form_code
        return None, known or ""

    def _asked(self, row: PreviewRow) -> tuple[int | None, str, str]:
        """Award line, form code and note; a form the catalogue does not know is kept in the note."""
        said = text_of(row, "award_form")
        line, form = self._line(said)
        note = text_of(row, "note")
        if form:
            return line, form, note
        first = self._lines[0] if self._lines else None
        if said:
            note = "; ".join(part for part in (note, f"Hình thức ghi trên biểu: {said}") if part)
        return (first.id, first.form_code, note) if first else (None, "giay_khen", note)

    def add(self, rows: list[PreviewRow]) -> int:
        """Nominate all rows at once: the persons first, then their nominations."""
        action = self._writing.action
        same = people.same_finder(action.con, [text_of(row, "name") for row in rows]) if rows else None
        subjects: list[int | None] = []
        new: list[dict[str, Any]] = []
        proposing: list[int | None] = []
        for row in rows:
            unit = self._writing.unit(row)
            proposing.append(unit)
            facts = self._person(row, row.values)
            # A double the officer accepted is somebody else.
            doubled = row.status == "duplicate"
            birth = facts.get("birth_on")
            assert same is not None
            found = (
                None
                if doubled
                else same.find(kind=row.kind, name=facts["name"], birth_on=birth, unit_id=unit)
            )
            subjects.append(found)
            if found is None:
                new.append({**facts, "kind": row.kind, "unit_id": unit})
        made = iter(people.add_subjects(action, new)) if new else iter(())
        wanted = []
        for row, subject, unit in zip(rows, subjects, proposing, strict=True):
            line, form, note = self._asked(row)
            wanted.append(
                {
                    "subject_id": subject if subject is not None else next(made),
                    "campaign_award_id": line,
                    "form_code": form,
                    "proposing_unit_id": unit,
                    "citation": row.values.get("citation"),
                    "note": note,
                }
            )
        return self._settle(rows, nominations.nominate_many(action, self._writing.campaign_id, wanted))

    def _settle(self, rows: list[PreviewRow], results: list[int | BadInput]) -> int:
        written = 0
        for row, result in zip(rows, results, strict=True):
            if isinstance(result, BadInput):
                row.refused = str(result)
            else:
                self._writing.nominated[id(row)] = result
                written += 1
        return written

    def _person(self, row: PreviewRow, told: Iterable[str]) -> dict[str, Any]:
        """The person's facts the workbook tells, among those named."""
        values = row.values
        facts = {fact: values[fact] for fact in _PERSON if fact in told and values.get(fact)}
        if "birth_date" in told and values.get("birth_date"):
            facts["birth_on"] = values["birth_date"]
        if row.kind == "household" and "unit" in told and values.get("unit"):
            facts["address"] = values["unit"]
        return facts

    def change(self, row: PreviewRow) -> None:
        """Write what differs of a nominee and of the nomination."""
        action = self._writing.action
        assert row.matched_id is not None
        present = nominations.get_nomination(action.con, row.matched_id)
        unit = self._writing.unit(row) if "unit" in row.old else None
        facts = {key: value for key, value in self._person(row, row.old).items() if key != "address"}
        if unit is not None:
            facts["unit_id"] = unit
        people.change_subject(action, present.subject.id, **facts)
        changes: dict[str, object] = {k: text_of(row, k) for k in ("citation", "note") if k in row.old}
        if unit is not None and present.proposing_unit_id == present.subject.unit_id:
            changes["proposing_unit_id"] = unit
        if "award_form" in row.old:
            line, form, note = self._asked(row)
            changes |= {"campaign_award_id": line, "form_code": form, "note": note or present.note}
        if changes:
            nominations.change(action, row.matched_id, **changes)


# ---------------------------------------------------------------- units, evidence, indicators


def write_units(writing: Writing, rows: list[PreviewRow]) -> int:
    """Add and change units; returns how many rows were written."""
    keys = ("short_name", "head_name", "contact_name", "phone", "address", "note")

    def write(row: PreviewRow) -> None:
        name = text_of(row, "unit_name")
        if not _is_change(row):
            facts: dict[str, Any] = {
                key: text_of(row, key) for key in keys if row.values.get(key) is not None
            }
            units.add_unit(writing.action, name=name, kind=row.kind, **facts)
            return
        assert row.matched_id is not None
        present = units.get_unit(writing.action.con, row.matched_id)
        facts = {key: text_of(row, key) for key in keys if key in row.old}
        kind = row.kind if {"unit_kind", "kind"} & row.old.keys() else present.kind
        units.change_unit(
            writing.action,
            row.matched_id,
            name=name if "unit_name" in row.old else present.name,
            kind=kind,
            **facts,
        )

    return writing.each(rows, write)


def write_evidence(writing: Writing, rows: list[PreviewRow]) -> int:
    """Write facts of evidence; returns how many."""

    def write(row: PreviewRow) -> bool:
        return evidence_rows.write_evidence(writing.action, row, writing.nominated)

    return writing.each(rows, write)


def write_targets(writing: Writing, rows: list[PreviewRow]) -> int:
    """Write results of indicators; returns how many rows were written."""

    def write(row: PreviewRow) -> None:
        target_rows.write_target(writing.action, row, writing.drive(), writing.unit(row))

    return writing.each(rows, write)


def write_old_awards(writing: Writing, rows: list[PreviewRow]) -> int:
    """Take over lines of an old register; returns how many were written."""
    return old_award_writing.write_lines(writing.action, writing.each, rows)


WRITERS: dict[str, Callable[[Writing, list[PreviewRow]], int]] = {
    "units": write_units,
    "registrations": write_registrations,
    "nominations": write_nominations,
    "evidence": write_evidence,
    "targets": write_targets,
    "old_awards": write_old_awards,
}
