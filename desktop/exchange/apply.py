"""Writing the accepted rows of a preview: one action, so that one undo takes the whole workbook back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from db import attachments, history, milestones, saved_mappings
from db.errors import Refused
from db.sqlite import Connection
from db.store import Action
from desktop.exchange import mapping as tables
from desktop.exchange.preview import KINDS, Preview, PreviewRow
from desktop.exchange.writers import WRITERS, Writing

ALWAYS = ("new", "changed")
NEVER = ("unreadable", "unchanged", "asked")
# What stands behind others is written before them: units, then who is nominated, then their evidence.
_ORDER = ("units", "registrations", "nominations", "evidence", "targets", "old_awards")

# What a preview is held against.
_COMPARED = (
    *("unit", "registration", "registration_unit", "subject", "nomination", "evidence"),
    *("target", "target_result", "campaign_award"),
    *("organization", "decision", "award"),
)


class OutdatedPreview(Refused):
    """The register changed between the preview and the writing: what the officer decided on is no longer so."""


def outdated(con: Connection, preview: Preview) -> bool:
    """Whether rows this preview was held against changed since."""
    seen = preview.seen
    return seen is not None and any(history.rows_changed_since(con, table, seen) for table in _COMPARED)


Chosen = Collection[tuple[int, int]]


def apply(
    action: Action,
    preview: Preview,
    accept: Iterable[str] = (),
    cells: Collection[str] | None = None,
    rows: Chosen | None = None,
) -> int:
    """Write the rows that are new or changed, and those of the statuses in ``accept``; returns how many.

    ``cells`` limits the work to rows of the main sheet by their cell, and of others as "Sheet!B9". ``rows`` are
    the officer's own decisions, as (number in ``preview.sheets``, number of the row there): exactly these are
    written. A row the register refuses says so in ``refused`` and the rest goes on. The file itself is kept as
    an attachment, and a mapping the officer corrected is remembered.

    Raises:
        OutdatedPreview: the register changed since the preview.
    """
    if outdated(action.con, preview):
        raise OutdatedPreview("Sổ đã thay đổi từ lúc xem trước nên chưa ghi gì; hãy xem lại rồi ghi.")
    chosen = _chosen(preview, accept, cells, rows)
    writing = Writing(action, preview.campaign_id)
    written = 0
    for kind in _ORDER:
        for sheet, picked in zip(preview.sheets, chosen, strict=True):
            if sheet.kind == kind and picked:
                written += WRITERS[kind](writing, picked)
    if written and any(sheet.kind in ("registrations", "units") for sheet in preview.sheets):
        milestones.assign_to_open_campaigns(action)
    if preview.content and written:
        attachments.add(action, preview.file_name, preview.content)
    remember(action, preview)
    return written


def _chosen(
    preview: Preview, accept: Iterable[str], cells: Collection[str] | None, rows: Chosen | None
) -> list[list[PreviewRow]]:
    wanted = {*ALWAYS, *accept}
    named = cells is not None and any("!" in cell for cell in cells)
    found = []
    for number, sheet in enumerate(preview.sheets):
        picked = []
        for at, row in enumerate(sheet.rows):
            if row.status in NEVER or row.locked:
                continue
            if rows is not None:
                take = (number, at) in rows
            elif cells is not None and (number == 0 or named):
                take = (
                    row.status in wanted
                    and (row.cell if number == 0 else f"{sheet.sheet}!{row.cell}") in cells
                )
            else:
                take = row.status in wanted
            if take:
                row.refused = ""
                picked.append(row)
        found.append(picked)
    return found


def remember(action: Action, preview: Preview) -> int:
    """Remember the mappings of this workbook the officer corrected; returns how many."""
    corrected = [sheet for sheet in preview.sheets if sheet.mapping.by_hand]
    count = 0
    for sheet in corrected:
        form = tables.shape(sheet.grid, sheet.mapping)
        if form.strip("|\n"):
            day = dt.date.today()  # noqa: DTZ011 - the officer's own calendar day
            saved_mappings.remember(action, sheet.kind, form, sheet.mapping.columns, day)
            count += 1
    return count


def refused_rows(preview: Preview) -> list[tuple[Preview, PreviewRow]]:
    """The rows that were to be written and were not, with their sheets; their ``refused`` says why."""
    return [(sheet, row) for sheet in preview.sheets for row in sheet.rows if row.refused]


def sentence(preview: Preview) -> str:
    """How the history names the action."""
    source = preview.file_name or "vùng dán từ Excel"
    kinds = dict.fromkeys(KINDS[sheet.kind] for sheet in preview.sheets)
    return f"Ghi {', '.join(kinds)} từ “{source}”"
