"""Mappings of workbook columns the officer corrected, remembered by the shape of the header they belong to."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from db.errors import BadInput
from db.sqlite import Connection
from db.store import Action


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """Which column (from zero) holds which field in tables of one kind whose folded headings read ``shape``."""

    id: int
    kind: str
    shape: str
    columns: dict[str, int]
    last_used: dt.date


def list_mappings(con: Connection) -> list[SavedMapping]:
    """All remembered mappings, the one used last first."""
    rows = con.execute(
        "SELECT id, kind, shape, columns, last_used FROM saved_mapping ORDER BY last_used DESC, id DESC"
    )
    return [
        SavedMapping(
            row["id"],
            row["kind"],
            row["shape"],
            json.loads(row["columns"]),
            dt.date.fromisoformat(row["last_used"]),
        )
        for row in rows
    ]


def remember(action: Action, kind: str, shape: str, columns: Mapping[str, int], day: dt.date) -> int:
    """Remember a mapping, or change the one remembered for this kind and shape; returns the id.

    Raises:
        BadInput: the headings or the columns are empty.
    """
    if not shape.strip("|\n") or not columns:
        raise BadInput("Bảng này không có dòng tiêu đề để nhớ; hãy chọn dòng tiêu đề trước.")
    values = {"columns": json.dumps(dict(columns), sort_keys=True), "last_used": day.isoformat()}
    row = action.con.execute(
        "SELECT id FROM saved_mapping WHERE kind = ? AND shape = ?", (kind, shape)
    ).fetchone()
    if row is None:
        return action.insert("saved_mapping", kind=kind, shape=shape, **values)
    action.update("saved_mapping", row["id"], **values)
    return int(row["id"])


def forget(action: Action, mapping_id: int) -> None:
    """Take a remembered mapping out (undo brings it back)."""
    action.delete("saved_mapping", mapping_id)
