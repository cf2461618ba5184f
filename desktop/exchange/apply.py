"""Writing the accepted rows of a preview: one action, so that one undo takes the whole workbook back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from db import attachments, campaigns, catalogues, milestones, nominations, people, registrations, units
from db.store import Action
from db.vietnamese.text import fold
from desktop.exchange.preview import Preview, PreviewRow

ALWAYS = ("new", "changed")


def apply(action: Action, preview: Preview, accept: Iterable[str] = (), cells: set[str] | None = None) -> int:
    """Write the rows that are new or changed, and those of the statuses in ``accept``; returns how many.

    ``cells`` limits the work to the rows the officer ticked. The file itself is kept as an attachment.

    Raises:
        BadInput: a row breaks a rule of the register; then nothing of the workbook is written.
    """
    wanted = {*ALWAYS, *accept} - {"unreadable", "unchanged"}
    rows = [row for row in preview.rows if row.status in wanted and (cells is None or row.cell in cells)]
    writers: dict[str, type[_Registrations | _Nominations | _Units]] = {
        "registrations": _Registrations,
        "nominations": _Nominations,
        "units": _Units,
    }
    writer = writers[preview.kind](action, preview)
    for row in rows:
        writer.write(row)
    if preview.kind != "nominations" and rows:
        milestones.assign_to_open_campaigns(action)
    if preview.content and rows:
        attachments.add(action, preview.file_name, preview.content)
    return len(rows)


def sentence(preview: Preview) -> str:
    """How the history names the action."""
    source = preview.file_name or "vùng dán từ Excel"
    what = {"registrations": "đăng ký", "nominations": "đề nghị khen thưởng", "units": "đơn vị"}[preview.kind]
    return f"Ghi {what} từ “{source}”"


def _text(row: PreviewRow, key: str) -> str:
    return str(row.values.get(key) or "")


class _Writer:
    def __init__(self, action: Action, preview: Preview) -> None:
        self.action = action
        self.preview = preview
        self._made: dict[str, int] = {}

    def unit(self, row: PreviewRow) -> int | None:
        """The row's unit, added to the register when the workbook names one it does not have.

        What a household's line names is its address.
        """
        name = _text(row, "unit")
        if row.unit_id is not None or not name or row.kind == "household":
            return row.unit_id
        if fold(name) not in self._made:
            self._made[fold(name)] = units.add_unit(self.action, name=name)
        return self._made[fold(name)]

    def campaign(self) -> int:
        assert self.preview.campaign_id is not None
        return self.preview.campaign_id


class _Registrations(_Writer):
    def write(self, row: PreviewRow) -> None:
        values = row.values
        facts: dict[str, Any] = {}
        for key in ("title", "content", "place", "note"):
            if values.get(key) is not None:
                facts[key] = values[key]
        if values.get("value") is not None:
            facts["planned_budget"] = values["value"]
        if values.get("finish") is not None:
            facts["finish_on"] = values["finish"]
        received = _text(row, "received")
        day = dt.date.fromisoformat(received) if len(received) == 10 else None
        if row.status in ("changed", "conflict") and row.matched_id is not None:
            if day is not None:
                facts["received_date"] = day
            self._change(row, row.matched_id, facts)
            return
        unit = self.unit(row)
        registrations.register(
            self.action,
            campaign_id=self.campaign(),
            unit_ids=(unit, *row.together) if unit is not None else (),
            kind=row.kind,
            received_date=day or dt.date.today(),  # noqa: DTZ011 - the day the workbook is taken in
            allow_no_unit=True,
            **facts,
        )

    def _change(self, row: PreviewRow, registration_id: int, facts: dict[str, Any]) -> None:
        present = registrations.get_registration(self.action.con, registration_id)
        if "value" not in row.old:
            facts.pop("planned_budget", None)
        elif "planned_budget" in facts:
            # The workbook gives one sum: what the people and others give stays, the budget takes the rest.
            others = (present.planned_people or 0) + (present.planned_other or 0)
            rest = facts["planned_budget"] - others
            if rest < 0:
                facts |= {"planned_people": None, "planned_other": None}
            else:
                facts["planned_budget"] = rest
        if "kind" in row.old:
            facts["kind"] = row.kind
        registrations.change_registration(self.action, registration_id, **facts)
        unit = self.unit(row) if "unit" in row.old else None
        if unit is not None and unit not in present.unit_ids[:1]:
            together = row.together or tuple(one for one in present.unit_ids[1:] if one != unit)
            registrations.set_units(self.action, registration_id, (unit, *together))


class _Nominations(_Writer):
    def __init__(self, action: Action, preview: Preview) -> None:
        super().__init__(action, preview)
        self._lines = campaigns.awards(action.con, preview.campaign_id) if preview.campaign_id else []
        self._forms = catalogues.award_forms(action.con)

    def _line(self, row: PreviewRow) -> tuple[int | None, str]:
        """The drive's award line and form code a row asks for; its first line where the row names none.

        An empty code: the catalogue does not know the form.
        """
        said = fold(_text(row, "award_form"))
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

    def write(self, row: PreviewRow) -> None:
        facts: dict[str, Any] = {
            "honorific": _text(row, "honorific"),
            "position": _text(row, "position"),
            "birth_on": row.values.get("birth_date"),
            "sex": row.values.get("sex"),
        }
        facts = {key: value for key, value in facts.items() if value}
        if row.status in ("changed", "conflict") and row.matched_id is not None:
            self._change(row, row.matched_id, facts)
            return
        unit = self.unit(row)
        if row.kind == "household" and _text(row, "unit"):
            facts["address"] = _text(row, "unit")
        name = _text(row, "name")
        same = people.find_same(
            self.action.con, kind=row.kind, name=name, birth_on=facts.get("birth_on"), unit_id=unit
        )
        # A double the officer accepted is somebody else.
        subject_id = same.id if same is not None and row.status != "duplicate" else None
        if subject_id is None:
            subject_id = people.add_subject(self.action, kind=row.kind, name=name, unit_id=unit, **facts)
        line, form, note = self._asked(row)
        nominations.nominate(
            self.action,
            subject_id=subject_id,
            campaign_id=self.preview.campaign_id,
            campaign_award_id=line,
            form_code=form,
            proposing_unit_id=unit,
            citation=_text(row, "citation") or None,
            note=note,
        )

    def _asked(self, row: PreviewRow) -> tuple[int | None, str, str]:
        """Award line, form code and note; a form the catalogue does not know is kept in the note."""
        line, form = self._line(row)
        note = _text(row, "note")
        if form:
            return line, form, note
        first = self._lines[0] if self._lines else None
        if said := _text(row, "award_form"):
            note = "; ".join(part for part in (note, f"Hình thức ghi trên biểu: {said}") if part)
        return (first.id, first.form_code, note) if first else (None, "giay_khen", note)

    def _change(self, row: PreviewRow, nomination_id: int, facts: dict[str, Any]) -> None:
        present = nominations.get_nomination(self.action.con, nomination_id)
        if "name" in row.old:
            facts["name"] = _text(row, "name")
        unit = self.unit(row) if "unit" in row.old else None
        if unit is not None:
            facts["unit_id"] = unit
        people.change_subject(self.action, present.subject.id, **facts)
        changes: dict[str, object] = {k: _text(row, k) for k in ("citation", "note") if k in row.old}
        if unit is not None and present.proposing_unit_id == present.subject.unit_id:
            changes["proposing_unit_id"] = unit
        if "award_form" in row.old:
            line, form, note = self._asked(row)
            changes |= {"campaign_award_id": line, "form_code": form, "note": note or present.note}
        if changes:
            nominations.change(self.action, nomination_id, **changes)


class _Units(_Writer):
    def write(self, row: PreviewRow) -> None:
        keys = ("short_name", "head_name", "contact_name", "phone", "address", "note")
        facts: dict[str, Any] = {key: _text(row, key) for key in keys if row.values.get(key) is not None}
        name = _text(row, "unit_name")
        if row.status in ("changed", "conflict") and row.matched_id is not None:
            units.change_unit(self.action, row.matched_id, name=name, kind=row.kind, **facts)
        else:
            units.add_unit(self.action, name=name, kind=row.kind, **facts)
