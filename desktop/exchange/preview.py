"""What a workbook would change: every row beside the register, before anything is written.

Each row is new, changed, unchanged, conflict (the register changed since the form went out), duplicate
(doubtful) or unreadable. :mod:`desktop.exchange.apply` writes the accepted ones as one action.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import catalogues, nominations, registrations, units
from db.errors import BadInput
from db.sqlite import Connection
from db.vietnamese.text import fold
from desktop.exchange import mapping as tables
from desktop.exchange import reading
from desktop.exchange.mapping import Mapping
from desktop.exchange.reading import Grid
from desktop.exchange.rows import Problem, ReadRow, read_rows

STATUSES = {
    "new": "Mới",
    "changed": "Thay đổi",
    "unchanged": "Không đổi",
    "conflict": "Sổ đã đổi từ khi gửi biểu",
    "duplicate": "Nghi trùng",
    "unreadable": "Không đọc được",
}
SIMILAR_ENOUGH = 92
# Sheet name that a form of this program carries its identity in, and where on it.
FORM_SHEET = "sothidua"


@dataclass(slots=True)
class PreviewRow:
    """One row with its fate. ``matched_id`` is the row of the register it belongs to, ``old`` its differing values."""

    cell: str
    status: str
    kind: str
    values: dict[str, str | int | None]
    problems: list[Problem]
    matched_id: int | None = None
    old: dict[str, Any] = field(default_factory=dict)
    unit_id: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The row under the stable keys of the command line."""
        return {
            "cell": self.cell,
            "status": self.status,
            "kind": self.kind,
            "values": self.values,
            "problems": [{"cell": p.cell, "message": p.message} for p in self.problems],
        }


@dataclass(slots=True)
class Preview:
    """A whole workbook beside the register."""

    kind: str
    sheet: str
    mapping: Mapping
    rows: list[PreviewRow]
    campaign_id: int | None
    file_name: str = ""
    content: bytes = b""
    repaired: int = 0

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


@dataclass(frozen=True, slots=True)
class _Known:
    """A row of the register as the comparison sees it."""

    id: int
    uid: str
    name: str
    unit: str
    values: dict[str, Any]


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
    grid, mapping = tables.find_in_workbook([g for g in grids if g.name != FORM_SHEET], wanted)
    compare: Callable[[Connection, list[ReadRow], int | None], list[PreviewRow]] = {
        "registrations": _registrations,
        "nominations": _nominations,
        "units": _units,
    }[mapping.kind]
    read = read_rows(grid, mapping)
    rows = compare(con, read, campaign_id)
    _mark_repeated(rows)
    _mark_conflicts(con, rows, grids, mapping.kind)
    return Preview(mapping.kind, grid.name, mapping, rows, campaign_id, repaired=grid.repaired)


def _preview_row(read: ReadRow) -> PreviewRow:
    return PreviewRow(read.cell, "new", read.kind, read.values, read.problems)


def _unreadable(row: PreviewRow, what: str) -> PreviewRow:
    row.status = "unreadable"
    row.problems.append(Problem(row.cell, f"Dòng không có {what}; hãy điền rồi gửi lại."))
    return row


def _find_unit(row: PreviewRow, by_name: dict[str, units.Unit], *, needed: bool) -> None:
    text = str(row.values.get("unit") or "")
    found = by_name.get(fold(text))
    if found is not None:
        row.unit_id = found.id
    elif text:
        row.problems.append(Problem(row.cell, f"Đơn vị “{text}” chưa có trong sổ."))
    elif needed:
        row.problems.append(Problem(row.cell, "Chưa ghi đơn vị."))


def _units_by_name(con: Connection) -> dict[str, units.Unit]:
    found: dict[str, units.Unit] = {}
    for unit in units.list_units(con):
        found.setdefault(fold(unit.name), unit)
        if unit.short_name:
            found.setdefault(fold(unit.short_name), unit)
    return found


def _settle(row: PreviewRow, uid: str, known: list[_Known], name: str) -> None:
    """Match a row with the register: by hidden id, by name and unit, else look for a doubtful double."""
    unit = fold(str(row.values.get("unit") or ""))
    same_name = [k for k in known if k.name == fold(name)]
    match = next((k for k in known if uid and k.uid == uid), None)
    match = match or next((k for k in same_name if k.unit == unit or not unit), None)
    if match is None:
        double = same_name[0] if same_name else _similar(name, unit, known)
        if double is not None:
            row.status = "duplicate"
            row.matched_id = double.id
            row.problems.append(
                Problem(row.cell, f"Gần giống dòng đã có trong sổ: “{double.values['shown']}”.")
            )
        return
    row.matched_id = match.id
    row.old = {
        key: match.values.get(key)
        for key, value in row.values.items()
        if value is not None and key in match.values and str(match.values.get(key) or "") != str(value)
    }
    row.status = "changed" if row.old else "unchanged"


def _similar(name: str, unit: str, known: list[_Known]) -> _Known | None:
    from rapidfuzz import fuzz, process

    near = [k for k in known if k.unit == unit]
    found = process.extractOne(
        fold(name), [k.name for k in near], scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH
    )
    return near[found[2]] if found else None


def _registrations(con: Connection, read: list[ReadRow], campaign_id: int | None) -> list[PreviewRow]:
    if campaign_id is None:
        raise BadInput("Chưa có phong trào để ghi đăng ký; hãy tạo hoặc chọn phong trào trước.")
    known = [
        _Known(
            r.id,
            r.uid,
            fold(r.title),
            fold(r.units.split("; ")[0]),
            {
                "shown": r.title,
                "title": r.title,
                "content": r.content,
                "place": r.place,
                "value": r.value,
                "received": r.received_date.isoformat() if r.received_date else None,
                "finish": r.finish_on,
                "note": r.note,
            },
        )
        for r in registrations.list_registrations(con, campaign_id)
    ]
    by_name = _units_by_name(con)
    rows = []
    for item in read:
        row = _preview_row(item)
        rows.append(row)
        if not item.readable:
            _unreadable(row, "tên mô hình, công trình")
            continue
        _find_unit(row, by_name, needed=True)
        _settle(row, item.uid, known, str(row.values["title"]))
    return rows


def _nominations(con: Connection, read: list[ReadRow], campaign_id: int | None) -> list[PreviewRow]:
    known = [
        _Known(
            n.id,
            n.uid,
            fold(n.name),
            fold(n.subject.unit or n.subject.workplace),
            {
                "shown": n.name,
                "name": n.name,
                "honorific": n.subject.honorific,
                "sex": n.subject.sex,
                "birth_date": n.subject.birth_on,
                "position": n.subject.position,
                "citation": n.citation,
                "award_form": n.form_name,
                "note": n.note,
            },
        )
        for n in nominations.list_nominations(con, campaign_id)
    ]
    by_name = _units_by_name(con)
    forms = {fold(form.name) for form in catalogues.award_forms(con)}
    forms |= {fold(form.short_name) for form in catalogues.award_forms(con) if form.short_name}
    rows = []
    for item in read:
        row = _preview_row(item)
        rows.append(row)
        if not item.readable:
            _unreadable(row, "tên người, tập thể hoặc hộ gia đình")
            continue
        _find_unit(row, by_name, needed=row.kind == "individual")
        form = fold(str(row.values.get("award_form") or ""))
        if form and not any(form.startswith(name) for name in forms):
            row.problems.append(
                Problem(row.cell, f"Hình thức “{row.values['award_form']}” chưa có trong danh mục.")
            )
        _settle(row, item.uid, known, str(row.values["name"]))
    return rows


def _units(con: Connection, read: list[ReadRow], _campaign_id: int | None) -> list[PreviewRow]:
    known = [
        _Known(
            unit.id,
            unit.uid,
            fold(unit.name),
            "",
            {
                "shown": unit.name,
                "unit_name": unit.name,
                "short_name": unit.short_name,
                "head_name": unit.head_name,
                "contact_name": unit.contact_name,
                "phone": unit.phone,
                "address": unit.address,
                "note": unit.note,
            },
        )
        for unit in units.list_units(con)
    ]
    kinds = {fold(title): kind for kind, title in units.KINDS.items()}
    rows = []
    for item in read:
        row = _preview_row(item)
        rows.append(row)
        if not item.readable:
            _unreadable(row, "tên đơn vị")
            continue
        name = str(row.values["unit_name"])
        said = fold(str(row.values.get("unit_kind") or ""))
        row.kind = kinds.get(said) or units.guess_kind(name)
        if said and said not in kinds:
            guessed = units.guess_kind(f"{row.values['unit_kind']} ")
            row.kind = guessed if guessed != "other" else row.kind
        row.values["unit_kind"] = units.KINDS[row.kind]
        _settle(row, item.uid, known, name)
        if row.status == "duplicate" and any(character.isdigit() for character in name):
            # "Tổ dân phố 3" and "Tổ dân phố 8" are as near as a misspelling, and are two units.
            row.status, row.matched_id, row.problems = "new", None, row.problems[:-1]
    return rows


def _mark_repeated(rows: list[PreviewRow]) -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for row in rows:
        name = str(row.values.get("name") or row.values.get("title") or row.values.get("unit_name") or "")
        key = (row.kind, fold(name), fold(str(row.values.get("unit") or "")))
        if name and key in seen and row.status == "new":
            row.status = "duplicate"
            row.problems.append(Problem(row.cell, f"Trùng với dòng ở ô {seen[key]} trong cùng tệp."))
        seen.setdefault(key, row.cell)


def _mark_conflicts(con: Connection, rows: list[PreviewRow], grids: list[Grid], kind: str) -> None:
    sent = next((grid for grid in grids if grid.name == FORM_SHEET), None)
    if sent is None or not sent.text(0, 1).isdigit():
        return
    from db import history

    table = {"registrations": "registration", "nominations": "nomination", "units": "unit"}[kind]
    changed = history.rows_changed_since(con, table, int(sent.text(0, 1)))
    for row in rows:
        if row.status == "changed" and row.matched_id in changed:
            row.status = "conflict"
            row.problems.append(
                Problem(row.cell, "Sổ đã được sửa dòng này sau khi gửi biểu; hãy chọn giữ bên nào.")
            )
