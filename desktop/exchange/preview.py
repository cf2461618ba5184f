"""What a workbook would change: every row beside the register, before anything is written.

Each row is new, changed, unchanged, conflict (the register changed since the form went out), duplicate
(doubtful) or unreadable. :mod:`desktop.exchange.apply` writes the accepted ones as one action, whatever the
number of sheets.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import attachments, history, saved_mappings
from db.attachments import TakenIn
from db.errors import BadInput
from db.sqlite import Connection
from desktop.exchange import (
    baseline,
    comparing,
    evidence_rows,
    matching,
    old_award_rows,
    reading,
    target_rows,
)
from desktop.exchange import mapping as tables
from desktop.exchange.comparing import Scene
from desktop.exchange.mapping import Mapping
from desktop.exchange.matching import PreviewRow
from desktop.exchange.questions import Question
from desktop.exchange.reading import Grid
from desktop.exchange.rows import read_rows

__all__ = ["Preview", "PreviewRow", "preview_file", "preview_grids", "preview_text", "read_as", "reread"]

STATUSES = {
    "new": "Mới",
    "changed": "Thay đổi",
    "unchanged": "Không đổi",
    "conflict": "Sổ đã đổi từ khi gửi biểu",
    "duplicate": "Nghi trùng",
    "asked": "Chờ trả lời",
    "unreadable": "Không đọc được",
}
KINDS = {
    "registrations": "đăng ký",
    "nominations": "đề nghị khen thưởng",
    "evidence": "minh chứng",
    "targets": "kết quả chỉ tiêu",
    "units": "đơn vị",
    "old_awards": "khen thưởng các năm trước",
}
# Sheet name that a form of this program carries its identity in, and where on it.
FORM_SHEET = "sothidua"
FORM_HELPERS = ("Danh mục", "Hướng dẫn", "Nguồn số liệu")
# What a sheet beside the main one may hold to be read with it: who is asked about units reads no list of names.
_TOGETHER = {
    "registrations": ("registrations", "nominations", "evidence", "targets"),
    "nominations": ("nominations", "evidence", "registrations", "targets"),
    "evidence": ("evidence", "nominations"),
    "targets": ("targets", "registrations", "nominations", "evidence"),
    "units": ("units",),
    "old_awards": ("old_awards",),
}
# A page of the window takes what belongs to it and nothing else.
_WANTED_TOGETHER = {"nominations": ("nominations", "evidence")}
_ADDING = ("evidence", "targets")
_NAMED = ("units", "registrations", "nominations")
_LIKELY_COLUMNS = 3
# Nominations before the evidence that may be about them.
_ORDER = ("units", "registrations", "nominations", "evidence", "targets", "old_awards")


@dataclass(slots=True)
class Preview:
    """A workbook beside the register: its main sheet, and in ``others`` the further sheets with a table.

    ``grids`` are all its sheets as read; ``taken_in`` says when exactly this file was taken in before;
    ``remembered`` that the mapping is one the officer made for an earlier file of this shape; ``seen`` the last
    action of the register it was held against; ``questions`` what only the officer can tell, of all its sheets.
    """

    kind: str
    sheet: str
    mapping: Mapping
    rows: list[PreviewRow]
    campaign_id: int | None
    file_name: str = ""
    content: bytes = b""
    repaired: int = 0
    others: list[Preview] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    taken_in: TakenIn | None = None
    remembered: bool = False
    seen: int | None = None
    questions: list[Question] = field(default_factory=list)

    @property
    def sheets(self) -> list[Preview]:
        """The main sheet and the others."""
        return [self, *self.others]

    @property
    def grid(self) -> Grid:
        """The sheet as read."""
        return next(grid for grid in self.grids if grid.name == self.sheet)

    @property
    def counts(self) -> dict[str, int]:
        """Rows of this sheet by status; every status is named."""
        tally = Counter(row.status for row in self.rows)
        return {status: tally[status] for status in STATUSES}

    def to_json(self, action: int | None) -> dict[str, Any]:
        """The preview under the stable keys of the command line; ``sheets`` only where others were read too."""
        found = {
            "kind": self.kind,
            "sheet": self.sheet,
            "header_row": self.mapping.header_row + 1,
            "columns": self.mapping.letters(),
            "rows": [row.to_json() for row in self.rows],
            "counts": self.counts,
            "action": action,
        }
        if self.questions:
            found["questions"] = [question.to_json() for question in self.questions]
        if self.others:
            found["sheets"] = [other.to_json(action) for other in self.others]
        return found


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Hundreds of thousands of cells come and stay: looking for cycles among them takes an eighth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def preview_file(con: Connection, path: Path, campaign_id: int | None, wanted: str | None = None) -> Preview:
    """Read a workbook and hold it against the register.

    Raises:
        Refused: the file is no workbook or holds no table this program recognises.
    """
    content = reading.load(path)
    with _no_collecting():
        preview = preview_grids(con, reading.read_content(content, path.name), campaign_id, wanted)
    preview.file_name, preview.content = path.name, content
    preview.taken_in = attachments.taken_in(con, content)
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
    "old_awards": (
        "Họ và tên",
        "Chức vụ",
        "Đơn vị",
        "Hình thức khen thưởng",
        "Số quyết định",
        "Ngày ký",
        "Nội dung khen",
    ),
}
# One column alone holds what the rows are named by.
_ALONE = {"registrations": ("Tên mô hình, công trình", "Nội dung")}


def _with_headings(grid: Grid, wanted: str) -> Grid:
    width = max(len(row) for row in grid.rows)
    first = [reading.as_text(value) for value in grid.rows[0]]
    # A leading column of running numbers is STT, whatever else the block holds.
    numbered = (
        width > 1 and all(reading.as_text(row[0] if row else None).isdigit() for row in grid.rows) and first
    )
    alone = width - bool(numbered) == 1
    order = _ALONE.get(wanted, _BARE_ORDER[wanted]) if alone else _BARE_ORDER[wanted]
    headings = (("STT",) if numbered else ()) + order
    # A column of names alone is known by the heading it would have beside it.
    return Grid(grid.name, (tuple(headings[: max(width, 2 + bool(numbered))]), *grid.rows), grid.repaired)


def preview_grids(
    con: Connection, grids: list[Grid], campaign_id: int | None, wanted: str | None = None
) -> Preview:
    """Sheets already read, held against the register."""
    known = [(one.kind, one.shape, one.columns) for one in saved_mappings.list_mappings(con)]
    found: dict[str, Mapping] = {}
    from_memory = set()
    pages = [grid for grid in grids if grid.name not in (FORM_SHEET, *FORM_HELPERS)] or grids
    for grid in pages:
        again = tables.remembered(grid, known, wanted)
        fresh = again or tables.find_table(grid, wanted)
        if again is not None:
            from_memory.add(grid.name)
        if fresh is not None:
            found[grid.name] = fresh
    if not found:
        raise tables.no_table(pages)
    by_name = {grid.name: grid for grid in pages}
    main = max(found, key=lambda name: _weight(by_name[name], found[name]))
    beside = _beside(pages, main, found[main].kind, wanted)
    return _compare(con, grids, campaign_id, {main: found[main], **beside}, from_memory)


def _weight(grid: Grid, mapping: Mapping) -> tuple[bool, bool, int, int]:
    """The main sheet is no hidden one, none that only adds to another, and the one with most columns, then rows."""
    width = len(mapping.columns)
    return not grid.hidden, mapping.kind not in _ADDING and width >= _LIKELY_COLUMNS, width, len(grid.rows)


def _beside(pages: list[Grid], main: str, kind: str, wanted: str | None) -> dict[str, Mapping]:
    """The tables of the other sheets that are read with the main one."""
    kinds = _WANTED_TOGETHER.get(kind, (kind,)) if wanted else _TOGETHER[kind]
    found = {}
    for grid in pages:
        mapping = tables.find_table(grid) if grid.name != main and not grid.hidden else None
        if mapping is not None and mapping.kind in kinds and len(mapping.columns) >= _LIKELY_COLUMNS:
            found[grid.name] = mapping
    return found


def read_as(
    con: Connection,
    grids: list[Grid],
    campaign_id: int | None,
    mappings: dict[str, Mapping],
    answers: MappingOf[str, str] | None = None,
) -> Preview:
    """Sheets read as the officer says, by name; the first is the main one (see :class:`mapping.NoTable`).

    ``answers`` are what he said to :attr:`Preview.questions`, by their keys.
    """
    return _compare(con, grids, campaign_id, mappings, (), answers)


def reread(
    con: Connection,
    preview: Preview,
    mapping: Mapping | None = None,
    sheet: str | None = None,
    answers: MappingOf[str, str] | None = None,
) -> Preview:
    """The same workbook with the officer's mapping for one of its sheets (the main one where None), or his answers."""
    chosen = {one.sheet: one.mapping for one in preview.sheets}
    if mapping is not None:
        chosen[sheet or preview.sheet] = mapping
    again = _compare(con, preview.grids, preview.campaign_id, chosen, set(), answers)
    again.file_name, again.content, again.taken_in = preview.file_name, preview.content, preview.taken_in
    return again


def _compare(
    con: Connection,
    grids: list[Grid],
    campaign_id: int | None,
    chosen: dict[str, Mapping],
    from_memory: Iterable[str],
    answers: MappingOf[str, str] | None = None,
) -> Preview:
    """Hold the chosen tables against the register; the first is the main one."""
    sent = next((grid for grid in grids if grid.name == FORM_SHEET), None)
    version = baseline.sent_version(sent.text(0, 1)) if sent is not None else None
    scene = Scene(con, campaign_id, version, answers)
    by_name = {grid.name: grid for grid in grids}
    previews: dict[str, Preview] = {}
    for name in sorted(chosen, key=lambda name: _ORDER.index(chosen[name].kind)):
        grid, mapping = by_name[name], chosen[name]
        rows = read_rows(grid, mapping, PreviewRow)
        _settle(scene, mapping.kind, rows, grid)
        scene.rows.setdefault(mapping.kind, []).extend(rows)
        if mapping.kind in _NAMED:
            matching.mark_repeated(scene.rows[mapping.kind])
        previews[name] = Preview(mapping.kind, name, mapping, rows, campaign_id, repaired=grid.repaired)
        previews[name].remembered = name in from_memory
    main, *others = (previews[name] for name in chosen)
    main.others, main.grids, main.seen = others, grids, history.last_action_id(con)
    main.questions = scene.questions.listed()
    for other in others:
        other.grids = grids
    return main


def _settle(scene: Scene, kind: str, rows: list[PreviewRow], grid: Grid) -> None:
    if kind == "registrations":
        comparing.compare_registrations(scene, rows)
    elif kind == "nominations":
        comparing.compare_nominations(scene, rows)
    elif kind == "units":
        comparing.compare_units(scene, rows)
    elif kind == "evidence":
        evidence_rows.compare_evidence(scene, rows)
    elif kind == "old_awards":
        old_award_rows.compare_old_awards(scene, rows, grid)
    else:
        target_rows.compare_targets(scene, rows, grid)
    baseline.reconcile(scene, kind, rows)
    if kind == "nominations":
        comparing.lock_decided(scene, rows)
