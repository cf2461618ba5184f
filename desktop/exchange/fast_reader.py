"""python-calamine behind one door: its sheets as they are, its errors as sentences, its panics kept in."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.exchange import compound, extent
from desktop.exchange.sniffing import damaged, locked

_PANIC: Final = "PanicException"


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as the reader gives it: numbers as floats, empty cells as ''; ``merged`` from zero, ends included."""

    name: str
    rows: Sequence[Sequence[object]]
    merged: Sequence[extent.Area]
    hidden: bool


def sheets(content: bytes, name: str, *, old: bool) -> list[RawSheet]:
    """All sheets of a workbook; ``old`` says that it is one of Office 2003.

    Raises:
        BadInput: damaged, protected by a password, or with a cell far outside its table.
    """
    import python_calamine

    if old:
        _check_old(content, name)
    quiet = _no_words() if old else contextlib.nullcontext()
    try:
        with quiet:
            return list(_sheets(content, name))
    except python_calamine.PasswordError as error:
        raise locked(name) from error
    except (python_calamine.CalamineError, OSError, ValueError, MemoryError) as error:
        raise damaged(name) from error
    except BaseException as error:
        # The reader is written in Rust. Where it gives up altogether, what arrives is no Exception and has no name
        # to import; a cut-off .xls is enough for that.
        if type(error).__name__ != _PANIC:
            raise
        raise damaged(name) from error


def _check_old(content: bytes, name: str) -> None:
    try:
        cells = compound.largest_sheet(content)
    except compound.Damaged as error:
        raise damaged(name) from error
    if cells is None:
        raise locked(name)
    extent.check_cells(cells, name)


def _sheets(content: bytes, name: str) -> Iterator[RawSheet]:
    import python_calamine
    from python_calamine import SheetVisibleEnum

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    spans = [] if content[:2] != b"PK" else extent.open_document_merges(content)
    for at, about in enumerate(book.sheets_metadata):
        sheet = book.get_sheet_by_name(about.name)
        extent.check_cells(sheet.total_height * sheet.total_width, name)
        merged = sheet.merged_cell_ranges or (spans[at] if at < len(spans) else [])
        hidden = about.visible != SheetVisibleEnum.Visible
        yield RawSheet(about.name, sheet.to_python(skip_empty_area=False), merged, hidden)


@contextlib.contextmanager
def _no_words() -> Iterator[None]:
    """The reader tells the terminal before it gives up; a refusal is one line there, and that line is ours."""
    try:
        kept = os.dup(2)
    except OSError:
        # A windowed program has no terminal.
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a file of ours
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
