"""What a file is before it is read: its first bytes, the records of an old workbook, formulas nobody calculated.

Old workbooks are written by xlwt and, against the published formats, by hand; new ones by openpyxl.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import BadInput
from desktop.exchange import compound, extent, formulas, reading, sniffing
from desktop.exchange.extent import Contents
from desktop.exchange.fast_reader import sheets
from desktop.exchange.formulas import IN_ERROR, NOT_CALCULATED
from desktop.exchange.reading import Grid

# ------------------------------------------------------------ first bytes


def new_workbook(cells: dict[str, Any] | None = None) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for where, value in (cells or {"A1": "Họ và tên"}).items():
        book.active[where] = value
    book.save(out)
    return out.getvalue()


def old_workbook(*tables: list[tuple[int, int, Any]]) -> bytes:
    book, out = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    for number, cells in enumerate(tables, 1):
        sheet = book.add_sheet(f"Bảng {number}")
        for row, column, value in cells:
            sheet.write(row, column, value)
    book.save(out)
    return out.getvalue()


def test_a_suffix_says_nothing() -> None:
    for name in ("a.xls", "a.xlsx", "a.csv", "a"):
        assert sniffing.looked_at(new_workbook(), name) == "package"
        assert sniffing.looked_at(old_workbook([(0, 0, "x")]), name) == "compound"
        assert sniffing.looked_at("STT;Họ và tên\n1;Lê Thị Cúc\n".encode(), name) == "text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_text_in_the_encodings_of_offices(encoding: str) -> None:
    text = "STT\tHo tên\r\n1\tLê Huân\r\n"
    assert sniffing.looked_at(text.encode(encoding), "ds.txt") == "text"


@pytest.mark.parametrize(
    "start",
    [
        "<html>",
        "<HTML xmlns='x'>",
        "<!DOCTYPE html>",
        "\n\t <table border=1>",
        '<?xml version="1.0"?>',
        "<meta >",
        "\ufeff<html>",
    ],
)
def test_a_web_page_in_disguise_is_named(start: str) -> None:
    with pytest.raises(BadInput, match="là trang web mang đuôi bảng tính; hãy mở bằng Excel") as caught:
        sniffing.looked_at(f"{start}<tr><td>1</td></tr>".encode(), "bao cao.xls")
    assert "“bao cao.xls”" in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02", b"%PDF-1.4\n%\x01", b"Rar!\x1a\x07\x00", bytes(range(64))]
)
def test_what_is_nothing_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match=r"Không đọc được tệp “x[.]xls”"):
        sniffing.looked_at(content, "x.xls")


def test_a_package_with_a_password_is_told_from_an_old_workbook() -> None:
    """Excel puts a locked .xlsx into a compound file whose directory names the stream EncryptedPackage."""
    locked = old_workbook([(0, 0, "x")]) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(BadInput, match="có mật khẩu; hãy mở bằng Excel, bỏ mật khẩu"):
        sniffing.looked_at(locked, "mật.xlsx")


# ------------------------------------------------------------ old workbooks, record by record


@pytest.mark.parametrize(
    ("tables", "cells"),
    [
        ([[(0, 0, "x")]], 1),
        ([[(0, 0, "x"), (9, 4, 1.5)]], 50),
        ([[(3, 0, 1)], [(0, 6, "y"), (1, 0, "z")]], 14),
        ([[(0, 6, "y"), (1, 0, "z")], [(3, 0, 1)]], 14),
        ([[(65535, 255, "đáy")]], 65536 * 256),
        ([[]], 0),
    ],
)
def test_the_largest_sheet_of_an_old_workbook(tables: list[list[tuple[int, int, Any]]], cells: int) -> None:
    assert compound.largest_sheet(old_workbook(*tables)) == cells


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.integers(0, 60), st.sampled_from(["a", 1, 2.5, True])),
        min_size=1,
        max_size=12,
        unique_by=lambda cell: cell[:2],
    )
)
def test_a_rectangle_holds_every_cell(cells: list[tuple[int, int, Any]]) -> None:
    rows, columns = max(row for row, _, _ in cells) + 1, max(column for _, column, _ in cells) + 1
    assert compound.largest_sheet(old_workbook(cells)) == rows * columns


SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def by_hand(stream: bytes, name: str = "Workbook", *, small: bool = False) -> bytes:
    """A compound file after [MS-CFB]: sector 0 the table, 1 the directory, the stream from 2 on."""
    body = stream.ljust(-(-max(len(stream), 1) // SECTOR) * SECTOR, b"\0")
    sectors = len(body) // SECTOR
    chain = [TABLE, END, *range(3, 2 + sectors), END]
    root_start, start, first_small, size = END, 2, END, len(stream)
    smalls = b""
    if small:
        # The stream in steps of 64 bytes inside the root's own; its table of steps in one more sector.
        steps = -(-len(stream) // 64)
        links = [*range(1, steps), END]
        smalls = struct.pack("<128I", *(links + [FREE] * (128 - len(links))))
        chain += [END]
        root_start, start, first_small = 2, 0, 2 + sectors
    table = struct.pack("<128I", *(chain + [FREE] * (128 - len(chain))))

    def entry(called: str, kind: int, begins: int, length: int) -> bytes:
        raw = called.encode("utf-16-le")
        head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2 if raw else 0, kind, 1)
        return head.ljust(116, b"\0") + struct.pack("<IQ", begins, length)

    directory = entry("Root Entry", 5, root_start, len(body) if small else 0) + entry(name, 2, start, size)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header = header.ljust(44, b"\0") + struct.pack("<II", 1, 1) + bytes(4) + struct.pack("<I", 4096)
    header += struct.pack("<IIII", first_small, 1 if small else 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    assert len(header) == SECTOR
    return header + table + directory.ljust(SECTOR, b"\0") + body + smalls


BEGIN = record(0x0809, struct.pack("<HHHH", 0x0600, 5, 0, 0))
LONG = record(0x00E1, bytes(4200))


def cell(row: int, column: int, kind: int = 0x0203) -> bytes:
    return record(kind, struct.pack("<HHH", row, column, 0) + bytes(8))


@pytest.mark.parametrize("kind", [0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E])
def test_every_kind_of_cell_counts(kind: int) -> None:
    """[MS-XLS] 2.3: Formula, RString, LabelSst, Blank, Number, Label, BoolErr and RK begin with row and column."""
    assert compound.largest_sheet(by_hand(BEGIN + LONG + cell(6, 3, kind))) == 28


@pytest.mark.parametrize("kind", [0x00BD, 0x00BE])
def test_a_run_of_cells_reaches_its_last_column(kind: int) -> None:
    """MulRk and MulBlank end with their last column."""
    run = record(kind, struct.pack("<HH", 4, 2) + bytes(30) + struct.pack("<H", 9))
    assert compound.largest_sheet(by_hand(BEGIN + LONG + run)) == 50


def test_sheets_are_told_apart_by_their_beginning() -> None:
    book = BEGIN + LONG + BEGIN + cell(99, 0) + BEGIN + cell(0, 99)
    assert compound.largest_sheet(by_hand(book)) == 100


def test_a_password_is_seen_wherever_the_stream_lies() -> None:
    locked = BEGIN + record(0x002F, bytes(6))
    assert compound.largest_sheet(by_hand(locked + LONG)) is None
    assert compound.largest_sheet(by_hand(locked + cell(0, 0), small=True)) is None


def test_the_stream_of_excel_95_and_a_small_stream() -> None:
    assert compound.largest_sheet(by_hand(BEGIN + LONG + cell(1, 1), "Book")) == 4
    stream = BEGIN + b"".join(cell(row, 2) for row in range(30))
    assert 64 < len(stream) < 4096
    assert compound.largest_sheet(by_hand(stream, small=True)) == 90


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        by_hand(BEGIN + LONG, "Khác"),
        by_hand(cell(0, 0) + LONG),
        by_hand(BEGIN + LONG)[:1600],
        by_hand(BEGIN + LONG + struct.pack("<HH", 0x0203, 60000) + bytes(8)),
    ],
    ids=["nothing", "eight bytes", "another stream", "no beginning", "cut off", "a record beyond the end"],
)
def test_damaged_is_said_so(content: bytes) -> None:
    with pytest.raises(compound.Damaged):
        compound.largest_sheet(content)
    with pytest.raises(BadInput, match=r"Không đọc được tệp “cũ[.]xls”"):
        sheets(content, "cũ.xls", old=True)


def test_a_chain_that_bites_its_tail_ends() -> None:
    content = bytearray(by_hand(BEGIN + LONG))
    struct.pack_into("<I", content, SECTOR + 4 * 4, 2)
    with pytest.raises(compound.Damaged, match="a chain without end"):
        compound.largest_sheet(bytes(content))


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_whatever_byte_is_wrong_the_answer_is_a_number_or_a_refusal(chance: random.Random) -> None:
    content = bytearray(by_hand(BEGIN + LONG + cell(3, 3)))
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    cut = bytes(content[: chance.choice([len(content), chance.randrange(len(content))])])
    try:
        found = compound.largest_sheet(cut)
    except compound.Damaged:
        return
    assert found is None or 0 <= found <= 65536 * 65536


def test_a_far_cell_is_refused_before_the_reader_asks_for_the_memory() -> None:
    content = by_hand(BEGIN + LONG + cell(65535, 255) + cell(0, 65535))
    assert extent.MOST_CELLS < 65536 * 65536
    with pytest.raises(BadInput) as caught:
        sheets(content, "xa.xls", old=True)
    assert "“xa.xls”" in str(caught.value)


def test_old_and_new_workbooks_read_alike() -> None:
    table = [
        (0, 0, "STT"),
        (0, 1, "Họ và tên"),
        (1, 0, 1),
        (1, 1, "Lê Thị Cúc"),
        (2, 0, 2),
        (2, 1, "Y Blê Niê"),
    ]
    (old,) = sheets(old_workbook(table), "a.xls", old=True)
    named = {f"{'AB'[column]}{row + 1}": value for row, column, value in table}
    (new,) = sheets(new_workbook(named), "a.xlsx", old=False)
    assert [list(row) for row in old.rows] == [list(row) for row in new.rows]
    assert [list(row) for row in new.rows] == [["STT", "Họ và tên"], [1, "Lê Thị Cúc"], [2, "Y Blê Niê"]]


def test_hidden_sheets_and_merged_cells_are_told() -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Tiêu đề"
    book.active.merge_cells("A1:C2")
    for state in ("hidden", "veryHidden"):
        book.create_sheet(state)["A1"] = 1
        book[state].sheet_state = state
    book.save(out)
    first, *others = sheets(out.getvalue(), "a.xlsx", old=False)
    assert (first.hidden, list(first.merged)) == (False, [((0, 0), (1, 2))])
    assert [(one.name, one.hidden) for one in others] == [("hidden", True), ("veryHidden", True)]


# ------------------------------------------------------------ formulas


def grid_of(cells: dict[str, Any]) -> Grid:
    """What the program reads of a workbook that no Excel ever calculated."""
    content = new_workbook(cells)
    (sheet,) = sheets(content, "a.xlsx", old=False)
    rows = tuple(tuple(None if value == "" else value for value in row) for row in sheet.rows)
    (made,) = formulas.complete(
        content, [Grid(sheet.name, rows)], extent.check_extent(io.BytesIO(content), "a")
    )
    return made


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=A1", "Lê"),
        ("=$A$1", "Lê"),
        ('=A1&" "&B1', "Lê Cúc"),
        ('=A1 & " Thị " & B1', "Lê Thị Cúc"),
        ('="Ông "&B1', "Ông Cúc"),
        ('="Nói ""vâng"""', 'Nói "vâng"'),
        ("=C1", 5.0),
        ('="Số "&C1', "Số 5"),
        ("=12", 12.0),
        ("=AA1", "xa"),
    ],
)
def test_plain_formulas_are_worked_out(formula: str, value: Any) -> None:
    made = grid_of({"A1": "Lê", "B1": "Cúc", "C1": 5, "AA1": "xa", "A3": formula})
    assert made.value(2, 0) == value
    assert made.notes == {}


@pytest.mark.parametrize(
    "formula", ["=SUM(A1:B1)", "=A1+1", "=Sheet2!A1", "=A9", '=IF(A1="x",1,2)', "=A1&", "=VLOOKUP(A1,B:C,2)"]
)
def test_of_the_others_the_officer_is_told(formula: str) -> None:
    made = grid_of({"A1": 4, "B1": 5, "A3": formula})
    assert made.value(2, 0) is None
    assert made.notes == {(2, 0): NOT_CALCULATED}


def test_formulas_on_formulas_and_in_circles() -> None:
    made = grid_of({"A1": "Cúc", "A2": "=A1", "A3": '=A2&"!"', "B1": "=B2", "B2": "=B1", "C1": "=C1"})
    assert [made.value(row, 0) for row in range(3)] == ["Cúc", "Cúc", "Cúc!"]
    assert set(made.notes) == {(0, 1), (1, 1), (0, 2)}


def with_error(kind: str = "#N/A") -> bytes:
    """A workbook as Excel saves a formula that ended in an error."""
    content, out = new_workbook({"A1": "x", "B1": 7}), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            data = old.read(item.filename)
            if item.filename.endswith("sheet1.xml"):
                data = data.replace(b'<c r="B1"', b'<c r="B1" t="e"', 1).replace(b' t="n"', b"", 1)
                data = data.replace(b"<v>7</v>", f"<f>A1*2</f><v>{kind}</v>".encode())
            new.writestr(item, data)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!"])
def test_an_error_is_told_with_its_name(kind: str) -> None:
    content = with_error(kind)
    seen = extent.check_extent(io.BytesIO(content), "a")
    assert seen.errors
    (made,) = formulas.complete(content, [Grid("Sheet", (("x", None),))], seen)
    assert made.notes == {(0, 1): IN_ERROR.format(kind)}


def test_without_formulas_nothing_is_opened_a_second_time() -> None:
    grids = [Grid("a", (("x",),))]
    assert formulas.complete(b"no workbook at all", grids, Contents()) is grids
    assert formulas.complete(b"no workbook at all", grids, Contents(formulas=True, errors=True)) is grids


def test_a_workbook_read_from_disk_says_the_same(tmp_path: Any) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(
        new_workbook(
            {"A1": "Họ", "B1": "Tên", "A2": "Lê", "B2": "Cúc", "C2": '=A2&" "&B2', "D2": "=SUM(A1:A2)"}
        )
    )
    (grid,) = reading.read_workbook(path)
    assert (grid.value(1, 2), grid.value(1, 3)) == ("Lê Cúc", None)
    assert grid.notes == {(1, 3): NOT_CALCULATED}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(st.text("abcêđ&", min_size=1, max_size=5), st.integers(0, 999)), min_size=1, max_size=6
    )
)
def test_joined_parts_are_what_excel_would_join(parts: list[str | int]) -> None:
    """One cell a part, joined by &: the text of the parts one after the other, blanks tidied as in every cell."""
    names: list[str] = []
    row: list[Any] = []
    written = parts
    for at, one in enumerate(written):
        names.append(f"{'ABCDEF'[at]}1")
        row.append(float(one) if isinstance(one, int) else one)
    if len(names) < 2:
        return
    made = grid_of(
        {f"{'ABCDEF'[at]}1": value for at, value in enumerate(row)} | {"G1": "=" + "&".join(names)}
    )
    assert made.value(0, 6) == reading.normal("".join(str(one) for one in written))
