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
        """The row's unit, added to the register when the workbook names one it does not have."""
        name = _text(row, "unit")
        if row.unit_id is not None or not name:
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
            registrations.change_registration(self.action, row.matched_id, **facts)
            return
        unit = self.unit(row)
        registrations.register(
            self.action,
            campaign_id=self.campaign(),
            unit_ids=(unit,) if unit is not None else (),
            kind=row.kind,
            received_date=day or dt.date.today(),  # noqa: DTZ011 - the day the workbook is taken in
            allow_no_unit=True,
            **facts,
        )


class _Nominations(_Writer):
    def __init__(self, action: Action, preview: Preview) -> None:
        super().__init__(action, preview)
        self._lines = campaigns.awards(action.con, preview.campaign_id) if preview.campaign_id else []
        self._forms = catalogues.award_forms(action.con)

    def _line(self, row: PreviewRow) -> tuple[int | None, str]:
        """The drive's award line and form code a row asks for; its first line where the row names none."""
        said = fold(_text(row, "award_form"))
        for line in self._lines:
            if not said or said.startswith(fold(line.form_name)) or fold(line.form_name).startswith(said):
                return line.id, line.form_code
        for form in self._forms:
            if said and (said.startswith(fold(form.name)) or said == fold(form.short_name)):
                return None, form.code
        return None, self._lines[0].form_code if self._lines and not said else "giay_khen"

    def write(self, row: PreviewRow) -> None:
        facts: dict[str, Any] = {
            "honorific": _text(row, "honorific"),
            "position": _text(row, "position"),
            "birth_on": row.values.get("birth_date"),
            "sex": row.values.get("sex"),
        }
        facts = {key: value for key, value in facts.items() if value}
        if row.status in ("changed", "conflict") and row.matched_id is not None:
            present = nominations.get_nomination(self.action.con, row.matched_id)
            people.change_subject(self.action, present.subject.id, **facts)
            changes = {k: _text(row, k) for k in ("citation", "note") if row.values.get(k) is not None}
            if changes:
                nominations.change(self.action, row.matched_id, **changes)
            return
        name = _text(row, "name")
        same = people.find_same(
            self.action.con, kind=row.kind, name=name, birth_on=facts.get("birth_on"), unit_id=row.unit_id
        )
        subject_id = (
            same.id
            if same is not None
            else people.add_subject(
                self.action,
                kind=row.kind,
                name=name,
                unit_id=row.unit_id,
                workplace="" if row.unit_id else _text(row, "unit"),
                **facts,
            )
        )
        line, form = self._line(row)
        nominations.nominate(
            self.action,
            subject_id=subject_id,
            campaign_id=self.preview.campaign_id,
            campaign_award_id=line,
            form_code=form,
            proposing_unit_id=row.unit_id,
            citation=_text(row, "citation") or None,
            note=_text(row, "note"),
        )


class _Units(_Writer):
    def write(self, row: PreviewRow) -> None:
        keys = ("short_name", "head_name", "contact_name", "phone", "address", "note")
        facts: dict[str, Any] = {key: _text(row, key) for key in keys if row.values.get(key) is not None}
        name = _text(row, "unit_name")
        if row.status in ("changed", "conflict") and row.matched_id is not None:
            units.change_unit(self.action, row.matched_id, name=name, kind=row.kind, **facts)
        else:
            units.add_unit(self.action, name=name, kind=row.kind, **facts)
