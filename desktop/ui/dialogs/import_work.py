"""What the import does aside from the window: reading a file or a block, reading it again, writing the findings."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from db import attachments
from db.attachments import TakenIn
from db.sqlite import Connection
from db.talk import Talk

if TYPE_CHECKING:
    from desktop.exchange.mapping import Mapping
    from desktop.exchange.preview import Preview
    from desktop.exchange.reading import Grid

_STEPS = 3


@dataclass(frozen=True, slots=True)
class Source:
    """A workbook or a pasted block as it came: its sheets, and of a file name, bytes and when it came before."""

    grids: list[Grid] = field(default_factory=list)
    file_name: str = ""
    content: bytes = b""
    taken_in: TakenIn | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """What was read: beside the register where a table was found, else why none was.

    ``kind`` is what the page asked for, empty where the file itself has to say.
    """

    source: Source
    campaign_id: int | None
    preview: Preview | None
    kind: str = ""
    refusal: str = ""


def read_file(path: Path, campaign_id: int | None, kind: str, con: Connection, talk: Talk) -> Incoming:
    """Read a workbook; where no table is recognised the officer may point at one.

    Raises:
        Refused: the file is no workbook, or its rows belong to a drive and there is none.
    """
    from desktop.exchange import reading
    from desktop.exchange.mapping import NoTable
    from desktop.exchange.preview import preview_grids

    talk.progress(0, _STEPS, f"Đang đọc tệp “{path.name}”")
    content = reading.load(path)
    grids = reading.read_content(content, path.name)
    talk.progress(1, _STEPS, "Đang so với sổ")
    source = Source(grids, path.name, content, attachments.taken_in(con, content))
    try:
        preview = preview_grids(con, grids, campaign_id)
        if kind and _fits_as_well(preview, kind):
            preview = preview_grids(con, grids, campaign_id, kind)
    except NoTable as error:
        return Incoming(source, campaign_id, None, kind, str(error))
    talk.progress(2, _STEPS, "Đang so với sổ")
    return Incoming(source, campaign_id, _signed(preview, source), kind)


def _fits_as_well(preview: Preview, kind: str) -> bool:
    """Whether the page's own kind explains the main sheet no worse than the kind it was taken for."""
    from desktop.exchange.mapping import find_table

    if kind in (sheet.kind for sheet in preview.sheets):
        return False
    own = find_table(preview.grid, kind)
    return own is not None and len(own.columns) >= len(preview.mapping.columns)


def read_text(text: str, campaign_id: int | None, kind: str, con: Connection, talk: Talk) -> Incoming:
    """Read a block pasted from Excel.

    Raises:
        Refused: there is nothing to paste, or its rows belong to a drive and there is none.
    """
    from desktop.exchange.preview import preview_text

    talk.progress(0, 1, "Đang đọc vùng đã dán")
    preview = preview_text(con, text, campaign_id, kind)
    return Incoming(Source(preview.grids), campaign_id, preview, kind)


def read_again(
    source: Source,
    campaign_id: int | None,
    mappings: MappingOf[str, Mapping],
    answers: MappingOf[str, str],
    con: Connection,
    talk: Talk,
) -> Preview:
    """Read the same sheets as the officer says, the first one named is the main one; with his ``answers``.

    Raises:
        Refused: the rows belong to a drive and there is none.
    """
    from desktop.exchange.preview import read_as

    talk.progress(0, 1, "Đang đọc lại theo các cột đã chọn")
    preview = read_as(con, source.grids, campaign_id, dict(mappings), answers)
    talk.progress(1, 1, "")
    return _signed(preview, source)


def _signed(preview: Preview, source: Source) -> Preview:
    preview.file_name, preview.content, preview.taken_in = source.file_name, source.content, source.taken_in
    return preview


def save_findings(preview: Preview, target: Path, _con: Connection, talk: Talk) -> str:
    """Write a copy of the workbook with what was found in each row; returns how, in one sentence.

    Raises:
        Refused: the target cannot be written.
    """
    from desktop.exchange.annotate import write_findings

    talk.progress(0, 1, f"Đang ghi “{target.name}”")
    return write_findings(preview.content, preview, target)


def as_officer_says(grid: Grid, kind: str, header_row: int | None) -> Mapping:
    """The table of a kind under a header row; the likeliest row where the officer named none."""
    from desktop.exchange import mapping as tables

    found = tables.candidates(grid, kind)
    if header_row is None:
        return found[0] if found else tables.as_kind(grid, kind, _first_wide_row(grid))
    fitting = next((one for one in found if one.header_row == header_row), None)
    return fitting or tables.as_kind(grid, kind, header_row)


def _first_wide_row(grid: Grid) -> int:
    """The first row with the most cells among the first ones: what a header looks like when its words say nothing."""
    from desktop.exchange.mapping import HEADER_SEARCH_ROWS

    widths = [sum(value is not None for value in row) for row in grid.rows[:HEADER_SEARCH_ROWS]]
    return widths.index(max(widths)) if widths else 0
