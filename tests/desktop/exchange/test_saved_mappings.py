"""A mapping the officer corrected: what he is offered, what is read with it, and that the next file knows it."""

from __future__ import annotations

import openpyxl
import pytest

from db import history, saved_mappings
from db.errors import BadInput
from desktop.exchange import apply as applying
from desktop.exchange import mapping as tables
from desktop.exchange.preview import preview_file, read_as, reread

# Nobody could know that "Người" is the name and "Nơi" the unit, and that "Họ và tên" is who signs.
HEADED = ("STT", "Họ và tên", "Người", "Việc", "Nơi", "Ghi chú")
ROW = (1, "Phan Văn Hiệu", "Lê Văn Mẫu", "Tổ trưởng", "Tổ dân phố 1")


@pytest.fixture
def strange(tmp_path):
    """A workbook whose headings mislead; ``rows`` below them."""

    def make(*rows, name="lạ.xlsx", head=HEADED):
        book = openpyxl.Workbook()
        for row in (("DANH SÁCH",), head, *rows):
            book.active.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return make


def corrected(ward, path):
    found = preview_file(ward.con, path, ward.campaign, "nominations")
    assert found.rows[0].values["name"] == "Phan Văn Hiệu"
    mapping = tables.with_columns(found.mapping, {"name": 2, "position": 3, "unit": 4})
    return reread(ward.con, found, mapping)


def test_columns_are_offered_with_their_first_values(ward, strange):
    found = preview_file(ward.con, strange(ROW), ward.campaign, "nominations")
    views = tables.columns_of(found.grid, found.mapping)
    assert [(v.letter, v.heading, v.samples, v.field) for v in views] == [
        ("A", "STT", ("1",), None),
        ("B", "Họ và tên", ("Phan Văn Hiệu",), "name"),
        ("C", "Người", ("Lê Văn Mẫu",), None),
        ("D", "Việc", ("Tổ trưởng",), None),
        ("E", "Nơi", ("Tổ dân phố 1",), None),
        ("F", "Ghi chú", (), "note"),
    ]
    fields = tables.fields_of("nominations")
    assert (fields["name"], fields["position"]) == ("Tên", "Chức vụ")
    assert all(tables.fields_of(kind) for kind in tables.vocabulary()["kinds"])


def test_the_header_row_can_be_pointed_at(ward, strange):
    path = strange(ROW, ("STT", "Họ và tên", "Chức vụ"), (2, "Trần Thị Bưởi", "Tổ phó"))
    found = preview_file(ward.con, path, ward.campaign, "nominations")
    offered = tables.candidates(found.grid)
    assert {(one.kind, one.header_row) for one in offered} >= {("nominations", 1), ("nominations", 3)}
    pointed = tables.as_kind(found.grid, "nominations", 3)
    assert (pointed.first_row, pointed.columns) == (4, {"name": 1, "position": 2})


def test_a_correction_is_read_remembered_and_used_for_the_next_file(ward, strange):
    again = corrected(ward, strange(ROW))
    assert [(r.values["name"], r.values["position"], r.values["unit"]) for r in again.rows] == [
        ("Lê Văn Mẫu", "Tổ trưởng", "Tổ dân phố 1")
    ]
    assert again.file_name == "lạ.xlsx"
    with ward.store.action(applying.sentence(again)) as action:
        assert applying.apply(action, again) == 1
    other = strange(
        (1, "Phan Văn Hiệu", "Trần Thị Bưởi", "Tổ phó", "Tổ dân phố 2"), name="khác.xlsx", head=HEADED
    )
    found = preview_file(ward.con, other, ward.campaign)
    assert found.remembered
    assert [(r.values["name"], r.status) for r in found.rows] == [("Trần Thị Bưởi", "new")]
    # another shape is not read by it
    plain = strange(ROW, name="thường.xlsx", head=("STT", "Họ và tên", "Người", "Chức vụ"))
    assert preview_file(ward.con, plain, ward.campaign).rows[0].values["name"] == "Phan Văn Hiệu"


def test_a_sheet_nobody_recognises_is_read_once_it_was_shown_how(ward, strange):
    head = ("A1", "Người", "Việc", "Nơi")
    path = strange(("x", "Lê Văn Mẫu", "Tổ trưởng", "Tổ dân phố 1"), head=head)
    with pytest.raises(tables.NoTable) as caught:
        preview_file(ward.con, path, ward.campaign)
    (grid,) = caught.value.grids
    shown = tables.as_kind(grid, "nominations", 1)
    shown = tables.with_columns(shown, {"name": 1, "unit": 3})
    found = read_as(ward.con, caught.value.grids, ward.campaign, {grid.name: shown})
    assert [(r.values["name"], r.values["unit"]) for r in found.rows] == [("Lê Văn Mẫu", "Tổ dân phố 1")]
    with ward.store.action("Nhớ") as action:
        saved_mappings.remember(
            action, "nominations", "a1|nguoi|viec|noi", {"name": 1, "position": 2, "unit": 3}, ward_day()
        )
    assert preview_file(ward.con, path, ward.campaign).rows[0].values["name"] == "Lê Văn Mẫu"


def ward_day():
    import datetime as dt

    return dt.date(2023, 11, 20)


def test_undo_forgets_with_the_rows_and_forgetting_can_be_undone(ward, strange):
    again = corrected(ward, strange(ROW))
    with ward.store.action(applying.sentence(again)) as action:
        applying.apply(action, again)
    (saved,) = saved_mappings.list_mappings(ward.con)
    assert (saved.kind, saved.shape) == ("nominations", "stt|ho va ten|nguoi|viec|noi|ghi chu")
    assert saved.columns == {"name": 2, "note": 5, "position": 3, "unit": 4}
    with ward.store.action("Quên") as forgetting:
        saved_mappings.forget(forgetting, saved.id)
    assert saved_mappings.list_mappings(ward.con) == []
    history.undo(ward.store)
    assert saved_mappings.list_mappings(ward.con) == [saved]
    history.undo(ward.store, action.changes.action_id)
    assert saved_mappings.list_mappings(ward.con) == []


def test_only_one_mapping_a_shape_and_only_for_some_shape(ward):
    with ward.store.action("Nhớ") as action:
        first = saved_mappings.remember(action, "units", "ten", {"unit_name": 0}, ward_day())
        assert saved_mappings.remember(action, "units", "ten", {"unit_name": 1}, ward_day()) == first
        with pytest.raises(BadInput):
            saved_mappings.remember(action, "units", "||", {"unit_name": 1}, ward_day())
    assert [one.columns for one in saved_mappings.list_mappings(ward.con)] == [{"unit_name": 1}]


def test_what_a_table_needs_cannot_be_taken_away(ward, strange):
    found = preview_file(ward.con, strange(ROW), ward.campaign, "nominations")
    with pytest.raises(BadInput, match="Tên"):
        tables.with_columns(found.mapping, {"name": None})
    with pytest.raises(BadInput, match="Tên"):
        tables.with_columns(found.mapping, {"position": 1})
    with pytest.raises(KeyError):
        tables.with_columns(found.mapping, {"colour": 1})
