"""Lists drawn up by offices, written to a workbook and read back without a register."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import openpyxl
import pytest

from desktop.exchange import mapping, reading
from desktop.exchange.rows import ReadRow, read_rows

NAMED = ("nominations", "registrations", "units")


def _write(rows: list[list[Any]], merges: Sequence[str], path: Path, form: Literal["NFC", "NFD"]) -> None:
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                text = unicodedata.normalize(form, value) if isinstance(value, str) else value
                cell = book.active.cell(number, column, text)
                # A text that begins with "=" was typed as a text.
                cell.data_type = "s" if isinstance(value, str) else cell.data_type
    for area in merges:
        book.active.merge_cells(area)
    book.save(path)


@pytest.fixture
def hold_to(tmp_path: Path) -> Callable[..., None]:
    """Write a list, read it, and compare with what a clerk reads off it: kinds of rows and some of their values."""

    def hold(
        rows: list[list[Any]],
        expect: list[tuple[str | None, dict[str, Any]]],
        *,
        merges: Sequence[str] = (),
        kind: str = "nominations",
        header: int = 0,
        problems: set[str] | None = None,
        unread: Sequence[str] = (),
        form: Literal["NFC", "NFD"] = "NFC",
    ) -> None:
        _write(rows, merges, tmp_path / "a.xlsx", form)
        grid, table = mapping.find_in_workbook(reading.read_workbook(tmp_path / "a.xlsx"))
        assert table.kind == kind
        assert header in (0, table.header_row + 1)
        read: list[ReadRow] = read_rows(grid, table)
        good = [row for row in read if row.readable or table.kind not in NAMED]
        assert [row.cell for row in read if row not in good] == list(unread)
        assert len(good) == len(expect), [row.values for row in good]
        got = [
            (row.kind if of else None, {key: row.values.get(key) for key in values})
            for row, (of, values) in zip(good, expect, strict=True)
        ]
        assert got == [(of or None, values) for of, values in expect]
        if problems is not None:
            assert {problem.cell for row in good for problem in row.problems} == problems

    return hold
