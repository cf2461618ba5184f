"""What changed in the law between two days: legal bases, forms of reports, prizes, salaries, vote rules.

A dossier begun under one text may be signed under the next (2023/2024, 1/7/2025, 1/10/2026): the officer is told
which lines of the catalogues no longer hold on the day of signing and which took their place.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from db import catalogue_fields, catalogues
from db.catalogues import Catalogue
from db.sqlite import Connection, Row
from db.vietnamese.dates import format_date
from db.vietnamese.text import lower_first

LOOKED_AT: Final = (
    "legal_basis",
    "paper_form",
    "paper_requirement",
    "award_form",
    "authority",
    "vote_rule",
    "prize_rate",
    "prize_rule",
    "base_salary",
    "time_limit",
)
"""Catalogues whose rows a paper or its figures rest on."""

_TAIL: Final = frozenset({"id", "valid_from", "valid_to", "source", "verified", "note"})


@dataclass(frozen=True, slots=True)
class LawChange:
    """One line of a catalogue that changed; ``old`` or ``new`` is empty where it came or went.

    Attributes:
        table: the catalogue, ``title`` its Vietnamese name.
        what: which line it is: "Giấy khen, cá nhân".
        source: the instrument of the new line, of the old one where there is none.
        verified: whether the new line was compared with its text.
    """

    table: str
    title: str
    what: str
    old: str
    new: str
    source: str
    verified: bool

    @property
    def sentence(self) -> str:
        """The change as the officer reads it."""
        head = f"{self.title}{f' ({self.what})' if self.what else ''}"
        if not self.new:
            return f"{head}: “{self.old}” hết hiệu lực, chưa có dòng thay thế trong Danh mục."
        doubt = "" if self.verified else "; chưa đối chiếu"
        if not self.old:
            return f"{head}: thêm “{self.new}” ({self.source}{doubt})."
        return f"{head}: “{self.old}” được thay bằng “{self.new}” ({self.source}{doubt})."


def between(
    con: Connection, earlier: dt.date, signing: dt.date, *, paper_kind: str = "", form_code: str = ""
) -> tuple[LawChange, ...]:
    """Lines that held on ``earlier`` and differ on ``signing``, catalogue by catalogue; none on one and the same law.

    Args:
        con: a reading connection.
        earlier: the day the dossier rests on (the meeting, the submission, the draft).
        signing: the day of signing; may also lie before ``earlier``.
        paper_kind: only the legal bases of this kind of paper; of all where empty.
        form_code: only lines about this award form or about all; every form where empty.
    """
    found: list[LawChange] = []
    for table in LOOKED_AT:
        catalogue = catalogues.BY_TABLE[table]
        old, new = (_lines(con, catalogue, day, paper_kind, form_code) for day in (earlier, signing))
        for key in dict.fromkeys([*old, *new]):
            before, after = old.get(key), new.get(key)
            if _said(catalogue, before) != _said(catalogue, after):
                found.append(_change(con, catalogue, before, after))
    return tuple(found)


def headline(earlier: dt.date, signing: dt.date, changes: tuple[LawChange, ...]) -> str:
    """One sentence above the list; empty where nothing changed."""
    if not changes:
        return ""
    return (
        f"Từ ngày {format_date(earlier)} đến ngày ký {format_date(signing)} có {len(changes):02} dòng trong Danh mục "
        "thay đổi; hãy kiểm tra lại căn cứ, mẫu và mức tiền thưởng."
    )


def _lines(
    con: Connection, catalogue: Catalogue, day: dt.date, paper_kind: str, form_code: str
) -> dict[tuple[object, ...], Row]:
    """Rows valid on a day by what they are about; of several, the one that began last."""
    found: dict[tuple[object, ...], Row] = {}
    listed = catalogues.rows(con, catalogue.table, on=day)
    for row in sorted(listed, key=lambda row: row["valid_from"] or ""):
        columns = row.keys()
        if paper_kind and "paper_kind" in columns and row["paper_kind"] != paper_kind:
            continue
        about = "code" if catalogue.table == "award_form" else "form_code"
        if form_code and about in columns and row[about] not in ("", form_code):
            continue
        found[tuple(row[name] for name in _key(catalogue))] = row
    return found


def _key(catalogue: Catalogue) -> tuple[str, ...]:
    """The columns that say what a row is about; the others say what holds of it."""
    keys: dict[str, tuple[str, ...]] = {
        "legal_basis": ("paper_kind", "ordinal"),
        "paper_form": ("award_type", "object_kind"),
        "paper_requirement": ("form_code", "award_type", "object_kind", "paper_code"),
        "award_form": ("code",),
        "authority": ("form_code", "object_kind", "level"),
        "vote_rule": ("kind", "form_code", "level", "session_kind"),
        "prize_rate": ("form_code", "object_kind", "level"),
        "prize_rule": ("kind",),
        "base_salary": (),
        "time_limit": ("kind", "form_code", "award_type"),
    }
    return keys[catalogue.table]


def _said(catalogue: Catalogue, row: Row | None) -> tuple[object, ...]:
    """What a row lays down; its dates, remarks and source aside: a coefficient may stay under a new decree."""
    if row is None:
        return ()
    return tuple(row[f.key] for f in catalogue.fields if f.key not in _TAIL and f.key not in _key(catalogue))


def _change(con: Connection, catalogue: Catalogue, before: Row | None, after: Row | None) -> LawChange:
    known = after if after is not None else before
    assert known is not None
    return LawChange(
        catalogue.table,
        catalogue.title,
        _about(con, catalogue, known),
        _words(catalogue, before),
        _words(catalogue, after),
        known["source"],
        bool(known["verified"]),
    )


def _about(con: Connection, catalogue: Catalogue, row: Row) -> str:
    told = []
    for name in _key(catalogue):
        if name in ("ordinal", "paper_code") or not row[name]:
            continue
        if name in ("form_code", "code"):
            told.append(catalogues.form_name(con, row[name]))
        elif name == "paper_kind":
            told.append(lower_first(catalogue_fields.PAPER_KINDS.get(row[name], row[name])))
        else:
            field = next(f for f in catalogue.fields if f.key == name)
            told.append(catalogue_fields.shown(field, row[name]))
    return ", ".join(told)


def _words(catalogue: Catalogue, row: Row | None) -> str:
    if row is None:
        return ""
    told = [
        catalogue_fields.shown(field, row[field.key])
        for field in catalogue.fields
        if field.key not in _TAIL
        and field.key not in _key(catalogue)
        and row[field.key] not in (None, "", "{}")
    ]
    words = "; ".join(text.rstrip(";. ") for text in told if text)
    return words or "chưa rõ"
