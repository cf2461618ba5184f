"""The changes of an action in the officer's words: "Đơn vị “Tổ dân phố 3”", "Điện thoại: trống → 0901…"."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from db import (
    campaigns,
    catalogue_fields,
    catalogues,
    clusters,
    corrections,
    council_votes,
    councils,
    decisions,
    dossiers,
    milestones,
    nominations,
    organizations,
    people,
    printing,
    registrations,
    resources,
    settings,
    submissions,
    targets,
    units,
)
from db.history import ChangeRecord
from db.sqlite import Connection
from db.vietnamese.dates import format_partial, is_partial_date
from db.vietnamese.numbers import format_number
from db.vietnamese.text import lower_first

OPERATIONS: Final = {"insert": "Thêm", "update": "Sửa", "delete": "Xóa"}
_NAMED_BY: Final = ("name", "title", "what", "recipient", "text", "number", "sentence")
_OWNED_BY: Final = (
    "subject_id",
    "unit_id",
    "nomination_id",
    "registration_id",
    "obligation_id",
    "campaign_id",
    "award_id",
    "decision_id",
)
_LONGEST: Final = 160
_THOUSANDTHS: Final = "_thousandths"
_FIGURES: Final = "parameters"
_LISTED: Final = {"object_kinds": people.KINDS, "unit_kinds": units.KINDS}
"""Columns that hold several codes at once, and the words of each."""

# Words of coded values, from the nouns that own them; the few that no noun names stand in ui/history.json.
_CHOICES: Final[dict[str, dict[str, str]]] = {
    "organization.level": organizations.LEVELS,
    "signer.signature_form": organizations.SIGNATURE_FORMS,
    "decision.signature_form": organizations.SIGNATURE_FORMS,
    "unit.kind": units.KINDS,
    "cluster.kind": clusters.KINDS,
    "campaign.mode": campaigns.MODES,
    "campaign_document.role": campaigns.DOCUMENT_ROLES,
    "campaign_document.type": campaigns.DOCUMENT_TYPES,
    "campaign_award.window_mode": campaigns.WINDOW_MODES,
    "campaign_award.authority_level": catalogues.LEVELS,
    "decision.authority_level": catalogues.LEVELS,
    "milestone.kind": milestones.KINDS,
    "milestone.direction": milestones.DIRECTIONS,
    "obligation.direction": milestones.DIRECTIONS,
    "milestone.recurrence": milestones.RECURRENCES,
    "submission_received.channel": registrations.CHANNELS,
    "reminder.channel": registrations.CHANNELS,
    "registration.channel": registrations.CHANNELS,
    "registration.kind": registrations.KINDS,
    "registration.status": registrations.STATUSES,
    "target.kind": targets.KINDS,
    "subject.kind": people.KINDS,
    "subject.object_class": people.OBJECT_CLASSES,
    "nomination.status": nominations.STATUSES,
    "nomination.award_type": catalogues.AWARD_TYPES,
    "award.award_type": catalogues.AWARD_TYPES,
    "award.object_kind": catalogues.OBJECT_KINDS,
    "evidence.kind": dossiers.EVIDENCE_KINDS,
    "dossier_item.state": dossiers.PAPER_STATES,
    "council_member.role": councils.ROLES,
    "meeting.kind": councils.SESSION_KINDS,
    "vote.result": council_votes.RESULTS,
    "meeting.method": council_votes.METHODS,
    "meeting.vote_base": catalogues.VOTE_BASES,
    "submission.kind": submissions.KINDS,
    "submission_item.result": submissions.RESULTS,
    "submission.level": catalogues.LEVELS,
    "submission.decided_level": catalogues.LEVELS,
    "decision.status": decisions.STATUSES,
    "decision.correction_kind": corrections.KINDS,
    "award_correction.effect": corrections.KINDS,
    "print_run.target": printing.TARGETS,
    "award_condition.kind": catalogue_fields.CONDITION_KINDS,
    "printed_sheet.state": printing.SHEET_STATES,
    **{
        f"{catalogue.table}.{field.key}": field.choices
        for catalogue in catalogues.CATALOGUES
        for field in catalogue.fields
        if field.choices
    },
}


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One field of a changed row: its Vietnamese title and both values in words."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One changed row in words."""

    operation: str
    table: str
    row: str
    fields: tuple[FieldWords, ...]

    @property
    def shown(self) -> str:
        """What was done to which row: Sửa Đơn vị “Tổ dân phố 3”."""
        return f"{self.operation} {self.table}" + (f" “{self.row}”" if self.row else "")

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each field: old → new where it was changed, the value alone where the row came or went."""
        if self.operation != OPERATIONS["update"]:
            return tuple(f"{field.title}: {field.after or field.before}" for field in self.fields)
        return tuple(f"{f.title}: {f.before or 'trống'} → {f.after or 'trống'}" for f in self.fields)


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = resources.read_json("ui/history.json")
    return found


def table_word(table: str) -> str:
    """What a table is called."""
    return str(_words()["tables"][table])


def field_word(column: str) -> str | None:
    """What a column is called; None for one that is not shown."""
    if column in _words()["hidden"]:
        return None
    return str(_words()["fields"][column])


def summary(changes: Iterable[ChangeRecord]) -> str:
    """How many rows of what: "Đề nghị khen thưởng: sửa 3; Minh chứng: thêm 5"."""
    tally: dict[str, Counter[str]] = {}
    for change in changes:
        tally.setdefault(change.table, Counter())[change.operation] += 1
    parts = []
    for table, counts in tally.items():
        told = ", ".join(f"{lower_first(OPERATIONS[key])} {n}" for key, n in counts.items())
        parts.append(f"{table_word(table)}: {told}")
    return "; ".join(parts)


def in_words(con: Connection, changes: Iterable[ChangeRecord]) -> list[ChangeWords]:
    """Row changes in words; names of rows referred to are looked up in the register as it is now."""
    names = _Names(con)
    return [_change(names, change) for change in changes]


class _Names:
    """Names of rows referred to, each asked for once."""

    def __init__(self, con: Connection) -> None:
        self._con = con
        self._known: dict[tuple[str, int], str] = {}

    def of(self, column: str, row_id: int) -> str:
        if column == "nomination_id":
            return self._asked(column, row_id, _NOMINEE)
        reference = _words()["references"].get(column)
        if reference is None:
            return f"số {row_id}"
        table, name = reference
        return self._asked(column, row_id, f"SELECT {name} FROM {table} WHERE id = ?")

    def form(self, code: str) -> str:
        return catalogues.form_name(self._con, code)

    def paper(self, code: str) -> str:
        row = self._con.execute(
            "SELECT name FROM paper_requirement WHERE paper_code = ? ORDER BY id LIMIT 1", (code,)
        ).fetchone()
        return str(row["name"]) if row is not None else code

    def _asked(self, column: str, row_id: int, query: str) -> str:
        key = (column, row_id)
        if key not in self._known:
            row = self._con.execute(query, (row_id,)).fetchone()
            self._known[key] = str(row[0]) if row is not None and row[0] else f"số {row_id}"
        return self._known[key]


_NOMINEE: Final = "SELECT s.name FROM nomination n JOIN subject s ON s.id = n.subject_id WHERE n.id = ?"


def _change(names: _Names, change: ChangeRecord) -> ChangeWords:
    state = change.after or change.before
    fields = []
    for column in state:
        title = field_word(column)
        before, after = change.before.get(column), change.after.get(column)
        if title is None or before == after or _both_empty(before, after):
            continue
        if column == _FIGURES and change.operation != "update":
            # The row's own text says them in words; a change of them alone is told as it was typed.
            continue
        fields.append(
            FieldWords(
                title,
                _value(names, change.table, column, before),
                _value(names, change.table, column, after),
            )
        )
    return ChangeWords(
        OPERATIONS[change.operation], table_word(change.table), _row_name(names, change, state), tuple(fields)
    )


def _both_empty(before: Any, after: Any) -> bool:
    return before in (None, "") and after in (None, "")


def _row_name(names: _Names, change: ChangeRecord, state: dict[str, Any]) -> str:
    if change.table == "setting":
        known = {setting.key: setting.title for setting in settings.SETTINGS}
        return known.get(str(state.get("key")), str(state.get("key")))
    for column in _NAMED_BY:
        if state.get(column):
            return _shortened(str(state[column]))
    for column in _OWNED_BY:
        if state.get(column) is not None:
            return names.of(column, int(state[column]))
    return ""


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _value(names: _Names, table: str, column: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    choices = _CHOICES.get(f"{table}.{column}") or _words()["values"].get(f"{table}.{column}")
    choices = choices or _words()["values"].get(f"*.{column}")
    if choices and str(value) in choices:
        return str(choices[str(value)])
    if column.endswith("_id") and isinstance(value, int):
        return names.of(column, value)
    if column == "form_code":
        return names.form(str(value))
    if column == "paper_code":
        return names.paper(str(value))
    if column in _LISTED:
        return ", ".join(_LISTED[column].get(one, one) for one in str(value).split(","))
    if isinstance(value, int):
        return _number(column, value)
    return _shortened(_moment(str(value)))


def _number(column: str, value: int) -> str:
    if column.endswith(_THOUSANDTHS):
        return f"{value / 1000:g}".replace(".", ",")
    # A year or an ordinal is no quantity: 2023, not 2.023.
    return str(value) if value < 10_000 else format_number(value)


def _moment(text: str) -> str:
    if len(text) > 10 and text[4:5] == "-" and "T" in text:
        return local_time(text)
    return format_partial(text) if len(text) in (7, 10) and is_partial_date(text) else text


def local_time(stored: str) -> str:
    """A moment of the log as the officer's clock showed it: "15/08/2023 07:30"."""
    return dt.datetime.fromisoformat(stored).astimezone().strftime("%d/%m/%Y %H:%M")
