"""Whatever stands between the rows of a list, every row is read once, under the right section and unit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exchange import mapping, walking
from desktop.exchange.reading import parse_delimited
from desktop.exchange.rows import ReadRow, read_rows

SECTIONS = {"TẬP THỂ": "collective", "CÁ NHÂN": "individual", "HỘ GIA ĐÌNH": "household"}
UNITS = ("Trường Mầm non Hoa Ban", "Tổ dân phố 7", "Trạm Y tế phường")
NAMES = (
    "Lê Văn Mẫu",
    "Trương Thị Bưởi",
    "Tô Vũ Cam",
    "Đoàn Văn Dừa",
    "H’Ngăm Niê",
    "Phương Văn Hồng",
    "Tống Văn Cộng",
)
HEAD = "STT\tHọ và tên\tChức vụ\tHình thức khen thưởng"

ITEMS = st.lists(
    st.one_of(
        st.tuples(st.just("row"), st.sampled_from(NAMES)),
        st.tuples(st.just("section"), st.sampled_from(sorted(SECTIONS))),
        st.tuples(st.just("unit"), st.sampled_from(UNITS)),
        st.tuples(st.just("blank"), st.just("")),
        st.tuples(st.just("head"), st.just("")),
        st.tuples(st.just("numbering"), st.just("")),
        st.tuples(st.just("subtotal"), st.sampled_from(["Cộng", "Tổng cộng: 3 người"])),
    ),
    max_size=30,
)


def drawn(items: list[tuple[str, str]]) -> tuple[list[str], list[tuple[str, str, str | None]]]:
    """The lines of the sheet, and what is to be read of it: name, kind, unit."""
    lines: list[str] = [HEAD]
    wanted: list[tuple[str, str, str | None]] = []
    section, unit = "individual", None
    for kind, text in items:
        if kind == "row":
            lines.append(f"{len(wanted) + 1}\t{text}\tTổ viên\tGiấy khen")
            wanted.append((text, section, unit))
        elif kind == "section":
            lines.append(f"I\t{text}\t\t")
            section = SECTIONS[text]
        elif kind == "head" and lines[-1] == HEAD:
            continue  # twice at once it is one heading of two rows
        elif kind == "unit":
            lines.append(f"A\t{text}\t\t")
            unit = text
        else:
            lines.append(
                {"blank": "\t\t\t", "head": HEAD, "numbering": "(1)\t(2)\t(3)\t(4)"}.get(
                    kind, f"\t{text}\t\t"
                )
            )
    return lines, wanted


@settings(max_examples=200, deadline=None)
@given(items=ITEMS)
def test_every_row_once_under_its_headings(items):
    # A total closes a table unless numbered rows follow: the last item is a row.
    lines, wanted = drawn([*items, ("row", "Lò Văn Cuối")])
    grid = parse_delimited("a", "\n".join(lines))
    table = mapping.find_table(grid, "nominations")
    assert table is not None
    read: list[ReadRow] = read_rows(grid, table)
    assert [(row.values["name"], row.kind, row.values["unit"]) for row in read] == wanted
    assert all(grid.text(row.row, 1) == row.values["name"] for row in read)


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        ("Đơn vị: Tổ dân phố 7", "Tổ dân phố 7"),
        ("Tên đơn vị:\tTổ dân phố 7", "Tổ dân phố 7"),
        ("Đơn vị đề nghị: ……………", None),
        ("Đơn vị tính: đồng", None),
        ("Đơn vị: triệu đồng", None),
        ("Đơn vị: người", None),
        ("Trường Mầm non Hoa Ban", None),
    ],
)
def test_whose_list_it_is(above, unit):
    grid = parse_delimited("a", f"{above}\n{HEAD}\n1\tLê Văn Mẫu\tTổ viên\tGiấy khen")
    table = mapping.find_table(grid, "nominations")
    assert table is not None
    (row,) = read_rows(grid, table)
    assert row.values["unit"] == unit


def test_a_table_that_has_units_is_not_told_whose_it_is():
    text = "Đơn vị: Tổ dân phố 7\nHọ và tên\tChức vụ\tĐơn vị\nLê Văn Mẫu\tTổ viên\t\nHà\tTổ phó\tTổ dân phố 8"
    grid = parse_delimited("a", text)
    table = mapping.find_table(grid, "nominations")
    assert table is not None
    assert [row.values["unit"] for row in read_rows(grid, table)] == [None, "Tổ dân phố 8"]


def test_a_unit_alone_in_its_own_column_is_a_row_without_a_name():
    grid = parse_delimited(
        "a", "Đơn vị\tHọ và tên\tChức vụ\nTổ dân phố 7\t\t\nTổ dân phố 8\tLê Văn Mẫu\tTổ viên"
    )
    table = mapping.find_table(grid, "nominations")
    assert table is not None
    assert [(row.readable, row.values["unit"]) for row in read_rows(grid, table)] == [
        (False, "Tổ dân phố 7"),
        (True, "Tổ dân phố 8"),
    ]


def test_a_second_table_is_read_by_its_own_heading():
    text = (
        "STT\tTên tập thể\tĐơn vị\n1\tTổ Văn\tTrường Hoa Ban\n\nSTT\tHọ và tên\tChức vụ\tNgày sinh\n"
        "1\tLê Văn Mẫu\tGiáo viên\t31/02/1980"
    )
    grid = parse_delimited("a", text)
    table = mapping.find_table(grid, "nominations")
    assert table is not None
    first, second = read_rows(grid, table)
    assert (first.values["name"], first.values["unit"], first.kind) == (
        "Tổ Văn",
        "Trường Hoa Ban",
        "collective",
    )
    assert (second.values["name"], second.values["position"], second.kind) == (
        "Lê Văn Mẫu",
        "Giáo viên",
        "individual",
    )
    assert [problem.cell for problem in second.problems] == ["D5"]
    assert [part.mapping.header_row for part in walking.walk(grid, table)] == [0, 3]
