"""What a workbook would change: every row beside the register, before anything is written.

Each row is new, changed, unchanged, conflict (the register changed since the form went out), duplicate
(doubtful) or unreadable. :mod:`desktop.exchange.apply` writes the accepted ones as one action.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import campaigns, catalogues, history, nominations, registrations, units
from db.errors import BadInput
from db.nominations import Nomination
from db.registrations import Registration
from db.sqlite import Connection
from db.vietnamese.text import fold
from desktop.exchange import mapping as tables
from desktop.exchange import matching, reading
from desktop.exchange.mapping import Mapping
from desktop.exchange.matching import Known, PreviewRow, Register
from desktop.exchange.reading import Grid
from desktop.exchange.rows import Problem, read_rows

__all__ = ["Preview", "PreviewRow", "preview_file", "preview_grids", "preview_text"]

Compared = tuple[list[PreviewRow], list[Known]]

STATUSES = {
    "new": "Mới",
    "changed": "Thay đổi",
    "unchanged": "Không đổi",
    "conflict": "Sổ đã đổi từ khi gửi biểu",
    "duplicate": "Nghi trùng",
    "unreadable": "Không đọc được",
}
# Sheet name that a form of this program carries its identity in, and where on it.
FORM_SHEET = "sothidua"
FORM_HELPERS = ("Danh mục", "Hướng dẫn")


@dataclass(slots=True)
class Preview:
    """A whole workbook beside the register; ``left_out`` names other sheets with a table of the same kind."""

    kind: str
    sheet: str
    mapping: Mapping
    rows: list[PreviewRow]
    campaign_id: int | None
    file_name: str = ""
    content: bytes = b""
    repaired: int = 0
    left_out: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by status; every status is named."""
        tally = Counter(row.status for row in self.rows)
        return {status: tally[status] for status in STATUSES}

    def to_json(self, action: int | None) -> dict[str, Any]:
        """The preview under the stable keys of the command line."""
        return {
            "kind": self.kind,
            "sheet": self.sheet,
            "header_row": self.mapping.header_row + 1,
            "columns": self.mapping.letters(),
            "rows": [row.to_json() for row in self.rows],
            "counts": self.counts,
            "action": action,
        }


def preview_file(con: Connection, path: Path, campaign_id: int | None, wanted: str | None = None) -> Preview:
    """Read a workbook and hold it against the register.

    Raises:
        Refused: the file is no workbook or holds no table this program recognises.
    """
    grids = reading.read_workbook(path)
    preview = preview_grids(con, grids, campaign_id, wanted)
    preview.file_name, preview.content = path.name, path.read_bytes()
    return preview


def preview_text(con: Connection, text: str, campaign_id: int | None, wanted: str) -> Preview:
    """A block pasted from Excel, with or without its heading row."""
    grid = reading.parse_delimited("Vùng đã dán", text)
    if not grid.rows:
        raise BadInput("Chưa có gì để dán; hãy chép vùng dữ liệu trong Excel rồi dán lại.")
    if tables.find_table(grid, wanted) is None:
        grid = _with_headings(grid, wanted)
    return preview_grids(con, [grid], campaign_id, wanted)


# A pasted block without headings is read in this order of columns.
_BARE_ORDER = {
    "units": ("Tên đơn vị", "Loại đơn vị", "Tên viết tắt", "Thủ trưởng", "Điện thoại"),
    "registrations": (
        "Đơn vị",
        "Tên mô hình, công trình",
        "Nội dung",
        "Địa điểm",
        "Kinh phí",
        "Ngày đăng ký",
    ),
    "nominations": ("Họ và tên", "Chức vụ", "Đơn vị", "Hình thức khen thưởng", "Nội dung khen"),
}


def _with_headings(grid: Grid, wanted: str) -> Grid:
    width = max(len(row) for row in grid.rows)
    first = [reading.as_text(value) for value in grid.rows[0]]
    # A leading column of running numbers is STT, whatever else the block holds.
    numbered = (
        width > 1 and all(reading.as_text(row[0] if row else None).isdigit() for row in grid.rows) and first
    )
    headings = (("STT",) if numbered else ()) + _BARE_ORDER[wanted]
    return Grid(grid.name, (tuple(headings[:width]), *grid.rows), grid.repaired)


def preview_grids(
    con: Connection, grids: list[Grid], campaign_id: int | None, wanted: str | None = None
) -> Preview:
    """Sheets already read, held against the register."""
    pages = [grid for grid in grids if grid.name != FORM_SHEET]
    grid, mapping = tables.find_in_workbook(pages, wanted)
    compare: Callable[[Connection, list[PreviewRow], int | None], Compared] = {
        "registrations": _registrations,
        "nominations": _nominations,
        "units": _units,
    }[mapping.kind]
    rows, known = compare(con, read_rows(grid, mapping, PreviewRow), campaign_id)
    matching.mark_repeated(rows)
    _mark_conflicts(con, rows, known, grids, mapping.kind)
    found = Preview(mapping.kind, grid.name, mapping, rows, campaign_id, repaired=grid.repaired)
    others = [page for page in pages if page is not grid and page.name not in FORM_HELPERS]
    found.left_out = [page.name for page in others if tables.find_table(page, mapping.kind) is not None]
    return found


def _unreadable(row: PreviewRow, what: str) -> PreviewRow:
    row.status = "unreadable"
    row.problems.append(Problem(row.cell, f"Dòng không có {what}; hãy điền rồi gửi lại."))
    return row


def _find_unit(row: PreviewRow, by_name: dict[str, units.Unit], *, needed: bool) -> str:
    """Find the row's unit; returns its name as the register knows it, else as written."""
    text = str(row.values.get("unit") or "")
    found = by_name.get(fold(text)) or _unit_within(row, text, by_name)
    if found is not None:
        row.unit_id = found.id
        return found.name
    if text and row.kind == "household":
        row.complain("unit", f"“{text}” không phải đơn vị trong sổ; khi ghi sẽ là địa chỉ của hộ.")
        return ""
    if text:
        row.complain("unit", f"Đơn vị “{text}” chưa có trong sổ; khi ghi sẽ được thêm mới.")
    elif needed and not row.complained("unit"):
        row.complain("unit", "Chưa ghi đơn vị.")
    return text


def _unit_within(row: PreviewRow, text: str, by_name: dict[str, units.Unit]) -> units.Unit | None:
    """The first of several units that act together ("Tổ dân phố 3; Tổ dân phố 2"), or the one an address names."""
    parts = [by_name.get(fold(part)) for part in re.split(r"[;,\n]", text) if part.strip()]
    known = [unit for unit in parts if unit is not None]
    if row.kind in ("model", "work", "task") and len(known) == len(parts) > 1:
        row.together = tuple(unit.id for unit in known[1:])
        return known[0]
    return known[0] if row.kind in ("household", "collective") and len(known) == 1 else None


def _units_by_name(con: Connection) -> dict[str, units.Unit]:
    found: dict[str, units.Unit] = {}
    listed = units.list_units(con)
    for unit in listed:
        # Units of one name, an ended one and its successor: the one that stands is meant.
        if fold(unit.name) not in found or unit.active_to is None:
            found[fold(unit.name)] = unit
    for unit in listed:
        if unit.short_name:
            found.setdefault(fold(unit.short_name), unit)
    return found


def _registrations(con: Connection, read: list[PreviewRow], campaign_id: int | None) -> Compared:
    if campaign_id is None:
        raise BadInput("Chưa có phong trào để ghi đăng ký; hãy tạo hoặc chọn phong trào trước.")
    register = Register(_known_registration(r) for r in registrations.list_registrations(con, campaign_id))
    by_name = _units_by_name(con)
    rows = read
    for row in rows:
        if not row.values.get("title"):
            _unreadable(row, "tên mô hình, công trình")
            continue
        unit = _find_unit(row, by_name, needed=True)
        register.settle(row, str(row.values["title"]), unit)
    return rows, register.rows


def _known_registration(r: Registration) -> Known:
    lead = r.units.split("; ")[0]
    values = {
        "title": r.title,
        "content": r.content,
        "place": r.place,
        "value": r.value,
        "received": r.received_date.isoformat() if r.received_date else None,
        "finish": r.finish_on,
        "note": r.note,
    }
    return Known(r.id, r.uid, r.kind, r.title, lead, values)


def _nominations(con: Connection, read: list[PreviewRow], campaign_id: int | None) -> Compared:
    register = Register(_known_nomination(n) for n in nominations.list_nominations(con, campaign_id))
    by_name = _units_by_name(con)
    forms = {fold(form.name) for form in catalogues.award_forms(con)}
    forms |= {fold(form.short_name) for form in catalogues.award_forms(con) if form.short_name}
    if campaign_id is not None:
        forms |= {fold(line.form_name) for line in campaigns.awards(con, campaign_id)}
    rows = read
    for row in rows:
        if not row.values.get("name"):
            _unreadable(row, "tên người, tập thể hoặc hộ gia đình")
            continue
        unit = _find_unit(row, by_name, needed=row.kind == "individual")
        form = fold(str(row.values.get("award_form") or ""))
        row.form_known = not form or any(form.startswith(name) for name in forms)
        if not row.form_known and not catalogues.law_form_code(form):
            row.complain("award_form", f"Hình thức “{row.values['award_form']}” chưa có trong danh mục.")
        register.settle(row, str(row.values["name"]), unit)
    return rows, register.rows


def _known_nomination(n: Nomination) -> Known:
    s = n.subject
    values = {
        "name": s.name,
        "honorific": s.honorific,
        "sex": s.sex,
        "birth_date": s.birth_on,
        "position": s.position,
        "citation": n.citation,
        "award_form": n.form_name,
        "note": n.note,
    }
    return Known(
        n.id,
        n.uid,
        n.kind,
        s.name,
        s.unit or s.workplace or (s.address if n.kind == "household" else ""),
        values,
        s.id,
    )


def _units(con: Connection, read: list[PreviewRow], _campaign_id: int | None) -> Compared:
    register = Register(_known_unit(unit) for unit in units.list_units(con))
    kinds = {fold(title): kind for kind, title in units.KINDS.items()}
    rows = read
    for row in rows:
        if not row.values.get("unit_name"):
            _unreadable(row, "tên đơn vị")
            continue
        name = str(row.values["unit_name"])
        said = fold(str(row.values.get("unit_kind") or ""))
        row.kind = kinds.get(said) or units.guess_kind(name)
        if said and said not in kinds:
            guessed = units.guess_kind(f"{row.values['unit_kind']} ")
            row.kind = guessed if guessed != "other" else row.kind
        row.values["unit_kind"] = units.KINDS[row.kind]
        # A list that names no kinds must not undo what the officer chose for a unit.
        by_hand = next((k for k in register.rows if not said and fold(k.name) == fold(name)), None)
        if by_hand is not None:
            row.kind = by_hand.kind
            row.values["unit_kind"] = units.KINDS[row.kind]
        register.settle(row, name, "")
    return rows, register.rows


def _known_unit(unit: units.Unit) -> Known:
    values = {
        "unit_name": unit.name,
        "unit_kind": units.KINDS[unit.kind],
        "short_name": unit.short_name,
        "head_name": unit.head_name,
        "contact_name": unit.contact_name,
        "phone": unit.phone,
        "address": unit.address,
        "note": unit.note,
    }
    return Known(unit.id, unit.uid, unit.kind, unit.name, "", values)


# Tables whose changes make a row of a form out of date, with the row of the register they belong to.
_TABLES = {"registrations": "registration", "nominations": "nomination", "units": "unit"}


def _mark_conflicts(
    con: Connection, rows: list[PreviewRow], known: list[Known], grids: list[Grid], kind: str
) -> None:
    sent = next((grid for grid in grids if grid.name == FORM_SHEET), None)
    if sent is None or not sent.text(0, 1).isdigit():
        return
    version = int(sent.text(0, 1))
    changed = history.rows_changed_since(con, _TABLES[kind], version)
    if kind == "nominations":
        persons = history.rows_changed_since(con, "subject", version)
        changed |= {one.id for one in known if one.subject_id in persons}
    for row in rows:
        if row.status == "changed" and row.matched_id in changed:
            row.status = "conflict"
            row.problems.append(
                Problem(row.cell, "Sổ đã được sửa dòng này sau khi gửi biểu; hãy chọn giữ bên nào.")
            )
