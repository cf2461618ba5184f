"""Workbooks made to break the reader: stray cells, bombs, broken quotes; each a sentence, never an end."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from db.errors import Refused
from desktop.exchange import extent, reading


def _book(path: Path, *cells: tuple[int, int, object]) -> Path:
    book = openpyxl.Workbook()
    for row, column, value in cells:
        book.active.cell(row, column, value)
    book.save(path)
    return path


HEAD = ((1, 1, "Họ và tên"), (1, 2, "Đơn vị"), (2, 1, "Lê An"), (2, 2, "Thôn 1"))


def _refused(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        reading.read_workbook(path)
    sentence = str(caught.value)
    assert "; hãy " in sentence
    assert "\n" not in sentence
    return sentence


def test_a_stray_cell_in_the_last_corner_does_not_end_the_program(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", *HEAD, (1_048_576, 16_384, "x"))
    # Asked first by itself: the reader would take the whole test run with it.
    with pytest.raises(Refused):
        extent.check_extent(io.BytesIO(path.read_bytes()), path.name)
    assert "ô lạc" in _refused(path)


def test_a_stray_cell_far_below_is_read(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", *HEAD, (90_000, 2, "x"))
    (grid,) = reading.read_workbook(path)
    assert grid.text(1, 0) == "Lê An"
    assert grid.text(89_999, 1) == "x"


NEAR = '<row r="1"><c r="A1"><v>1</v></c></row>'
ODDLY_PLACED = {
    "row beyond the last": NEAR + '<row r="2"><c r="XFD104857610"><v>1</v></c></row>',
    "column beyond the last": NEAR + '<row r="2"><c r="XFDXFD2"><v>1</v></c></row>',
    "small letters": NEAR + '<row r="2"><c r="xfd1048576"><v>1</v></c></row>',
    "place last": NEAR + '<row r="2"><c s="0" r="XFD1048576"><v>1</v></c></row>',
    "sign in a value": NEAR + '<row r="2"><c t="n" x=">" r="XFD1048576"><v>1</v></c></row>',
    "letters by number": NEAR + '<row r="2"><c r="&#88;FD1048576"><v>1</v></c></row>',
    "cells that do not say their place": NEAR + '<row r="1048576">' + "<c><v>1</v></c>" * 2000 + "</row>",
    "torn": NEAR + '<row r="1048576"><c><v>1</v></c>',
}


def _sheet_of(path: Path, rows: str, place: str = "xl/worksheets/sheet1.xml") -> Path:
    """A workbook whose only sheet holds these rows, word for word."""
    _book(path, *HEAD)
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts.pop("xl/worksheets/sheet1.xml")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts[place] = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"xl/worksheets/sheet1.xml", place.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as changed:
        for name, content in parts.items():
            changed.writestr(name, content)
    return path


@pytest.mark.parametrize("rows", ODDLY_PLACED.values(), ids=ODDLY_PLACED)
def test_a_stray_cell_is_found_however_its_place_is_written(tmp_path: Path, rows: str) -> None:
    path = _sheet_of(tmp_path / "a.xlsx", rows)
    with pytest.raises(Refused):
        extent.check_extent(io.BytesIO(path.read_bytes()), path.name)
    _refused(path)


def test_a_sheet_kept_elsewhere_is_looked_at_too(tmp_path: Path) -> None:
    path = _sheet_of(tmp_path / "a.xlsx", ODDLY_PLACED["place last"], "xl/trang/mot.xml")
    with pytest.raises(Refused):
        extent.check_extent(io.BytesIO(path.read_bytes()), path.name)
    assert "ô lạc" in _refused(path)


def test_cells_that_do_not_say_their_place_are_read(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>"
    (grid,) = reading.read_workbook(_sheet_of(tmp_path / "a.xlsx", rows))
    assert [grid.text(0, 0), grid.text(0, 1), grid.text(1, 1)] == ["1", "2", "3"]


def _open_document(path: Path, body: str) -> Path:
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return path


CELL = '<table:table-cell office:value-type="string"><text:p>Lê An</text:p></table:table-cell>'
FILL = '<table:table-cell table:number-columns-repeated="16383"/>'


def test_a_stray_cell_of_an_open_document_is_refused(tmp_path: Path) -> None:
    path = _open_document(
        tmp_path / "a.ods",
        f"<table:table-row>{CELL}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048574">{FILL}</table:table-row>'
        f"<table:table-row>{FILL}{CELL}</table:table-row>",
    )
    with pytest.raises(Refused):
        extent.check_extent(io.BytesIO(path.read_bytes()), path.name)
    assert "ô lạc" in _refused(path)


def test_empty_repeats_at_the_end_of_an_open_document_are_no_cells(tmp_path: Path) -> None:
    path = _open_document(
        tmp_path / "a.ods",
        f"<table:table-row>{CELL}{FILL}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048575">{FILL}</table:table-row>',
    )
    extent.check_extent(io.BytesIO(path.read_bytes()), path.name)


def test_a_sheet_that_unpacks_beyond_measure_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extent, "_MOST_BYTES", 1 << 20)
    whole = _book(tmp_path / "a.xlsx", *HEAD)
    bomb = tmp_path / "b.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", b" " * (3 << 20) + b"</sheetData>")
            target.writestr(entry.filename, content)
    assert "quá lớn" in _refused(bomb)


def test_a_quote_left_open_over_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Họ và tên,Đơn vị\n"' + "Lê An,Thôn 1\n" * 20_000, encoding="utf-8")
    assert "ngoặc kép" in _refused(path)


def test_a_line_of_a_quarter_million_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a," * 250_000, encoding="utf-8")
    assert "quá nhiều cột" in _refused(path)


def test_a_name_longer_than_any_file_can_have(tmp_path: Path) -> None:
    assert "Không tìm thấy" in _refused(tmp_path / ("x" * 300 + ".xlsx"))
