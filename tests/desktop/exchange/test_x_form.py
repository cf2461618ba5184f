"""The worked example's forms out and back: untouched, sorted, cut, changed by hand, and changed on both sides."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from db import campaigns, catalogues, history, nominations, people, registrations, units
from db.store import Store
from db.talk import SilentTalk
from desktop.exchange import apply as applying
from desktop.exchange.form import EMPTY_ROWS, write_form
from desktop.exchange.preview import Preview, preview_file
from desktop.sample import load_sample

FIRST = 8
"""The first row of the form's table as Excel counts."""
UNIT, KIND, TITLE, CONTENT, PLACE, VALUE, RECEIVED, FINISH, NOTE = range(3, 12)
OBJECT, HONORIFIC, NAME, BIRTH, SEX, POSITION, WORKPLACE, FORM, CITATION = range(3, 12)
ETHNIC, RELIGION, REMARK = range(12, 15)


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, closed. Never opened by a test, only copied."""
    path = tmp_path_factory.mktemp("mau") / "mẫu.sothidua"
    with Store.create(path) as made:
        load_sample(made, SilentTalk())
    return path


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the worked example, open for writing."""
    with Store.open(Path(shutil.copyfile(sample_file, tmp_path / "mẫu.sothidua"))) as opened:
        yield opened


@pytest.fixture
def drive(sample: Store) -> int:
    return campaigns.find_campaign(sample.con, "30NAM-2023").id


def send(sample: Store, drive: int, folder: Path, *, persons: bool, unit: str | None = None) -> Path:
    """Write a form and return where it is."""
    path = folder / f"biểu {'đề nghị' if persons else 'đăng ký'} {unit or ''}.xlsx"
    write_form(sample.con, drive, path, kind="nominations" if persons else "registrations", unit_name=unit)
    return path


def fill(path: Path, changes: dict[tuple[str, int], Any]) -> None:
    """Write values into the rows of the ids given, as a unit would with Excel."""
    book = openpyxl.load_workbook(path)
    sheet = book["Biểu"]
    rows = {sheet.cell(row, 1).value: row for row in range(FIRST, sheet.max_row + 1)}
    for (uid, column), value in changes.items():
        sheet.cell(rows[uid], column).value = value
    book.save(path)


def last(sheet: Any) -> int:
    """The last row of the table: the last with a running number."""
    return max(row for row in range(FIRST, sheet.max_row + 1) if isinstance(sheet.cell(row, 2).value, int))


def table(path: Path) -> list[list[Any]]:
    """The filled lines of the form, hidden id first."""
    sheet = openpyxl.load_workbook(path)["Biểu"]
    lines = ([cell.value for cell in line] for line in sheet.iter_rows(min_row=FIRST, max_row=last(sheet)))
    return [line for line in lines if any(value is not None for value in line[2:])]


def rewrite(path: Path, lines: list[list[Any]]) -> None:
    """Put these lines into the table, nothing else."""
    book = openpyxl.load_workbook(path)
    sheet = book["Biểu"]
    width = sheet.max_column
    for row in range(FIRST, last(sheet) + 1):
        line = lines[row - FIRST] if row - FIRST < len(lines) else [None] * width
        for column in range(1, width + 1):
            sheet.cell(row, column).value = line[column - 1]
    book.save(path)


def statuses(found: Preview) -> Counter[str]:
    return Counter(row.status for row in found.rows)


def differing(found: Preview) -> dict[str, dict[str, Any]]:
    """Hidden id -> what the register has where the form says otherwise."""
    return {row.uid: row.old for row in found.rows if row.old}


def take_in(sample: Store, found: Preview, accept: tuple[str, ...] = ()) -> int:
    with sample.action(applying.sentence(found)) as action:
        return applying.apply(action, found, accept)


def registered(sample: Store, drive: int) -> list[registrations.Registration]:
    return registrations.list_registrations(sample.con, drive)


def nominated(sample: Store, drive: int) -> list[nominations.Nomination]:
    return nominations.list_nominations(sample.con, drive)


# ---- untouched, sorted, cut


@pytest.mark.parametrize("persons", [False, True])
def test_untouched_nothing_is_new_and_nothing_changes(sample, drive, tmp_path, persons) -> None:
    found = preview_file(sample.con, send(sample, drive, tmp_path, persons=persons), drive)
    listed = nominated(sample, drive) if persons else registered(sample, drive)
    with_id = [row for row in found.rows if row.uid]
    assert Counter(row.status for row in with_id) == {"unchanged": len(listed)}
    assert {row.uid for row in with_id} == {one.uid for one in listed}
    assert not [row.problems for row in with_id if row.problems]
    assert "new" not in statuses(found)


@pytest.mark.parametrize("persons", [False, True])
def test_untouched_and_taken_in_leaves_no_trace(sample, drive, tmp_path, persons) -> None:
    path = send(sample, drive, tmp_path, persons=persons)
    before = history.last_action_id(sample.con)
    assert take_in(sample, preview_file(sample.con, path, drive)) == 0
    assert history.last_action_id(sample.con) == before


@pytest.mark.parametrize("persons", [False, True])
def test_in_any_order_the_rows_find_their_place(sample, drive, tmp_path, persons) -> None:
    path = send(sample, drive, tmp_path, persons=persons)
    lines = table(path)
    random.Random(7).shuffle(lines)
    rewrite(path, lines)
    found = preview_file(sample.con, path, drive)
    assert differing(found) == {}
    assert "new" not in statuses(found)


@pytest.mark.parametrize("persons", [False, True])
def test_deleted_rows_delete_nothing_in_the_register(sample, drive, tmp_path, persons) -> None:
    path = send(sample, drive, tmp_path, persons=persons)
    lines = [line for line in table(path) if line[0]]
    rewrite(path, lines[::3])
    found = preview_file(sample.con, path, drive)
    assert [row.uid for row in found.rows] == [line[0] for line in lines[::3]]
    assert statuses(found) == {"unchanged": len(lines[::3])}
    take_in(sample, found)
    assert len(nominated(sample, drive) if persons else registered(sample, drive)) == len(lines)


@pytest.mark.parametrize("persons", [False, True])
def test_cleared_cells_keep_what_the_register_knows(sample, drive, tmp_path, persons) -> None:
    path = send(sample, drive, tmp_path, persons=persons)
    kept = {UNIT, KIND, TITLE} if not persons else {OBJECT, NAME, WORKPLACE, FORM}
    lines = [
        [value if n == 0 or n + 1 in kept else None for n, value in enumerate(line)] for line in table(path)
    ]
    rewrite(path, lines)
    assert differing(preview_file(sample.con, path, drive)) == {}


# ---- what is changed by hand

REGISTRATION_CHANGES = [
    (TITLE, "Tên đã sửa lại cho đúng", "title", lambda r: r.title, "Tên đã sửa lại cho đúng"),
    (CONTENT, "Nội dung viết lại", "content", lambda r: r.content, "Nội dung viết lại"),
    (PLACE, "Hẻm 12, đường số 5", "place", lambda r: r.place, "Hẻm 12, đường số 5"),
    (VALUE, 77_000_000, "value", lambda r: r.value, 77_000_000),
    (RECEIVED, "05/09/2023", "received", lambda r: r.received_date, dt.date(2023, 9, 5)),
    (FINISH, "12/2024", "finish", lambda r: r.finish_on, "2024-12"),
    (NOTE, "Đã gọi điện", "note", lambda r: r.note, "Đã gọi điện"),
]


@pytest.mark.parametrize(
    ("column", "value", "fact", "read", "kept"),
    REGISTRATION_CHANGES,
    ids=[row[2] for row in REGISTRATION_CHANGES],
)
def test_one_changed_cell_changes_that_fact_of_that_registration(
    sample, drive, tmp_path, column, value, fact, read, kept
) -> None:
    path = send(sample, drive, tmp_path, persons=False)
    before = {one.uid: one for one in registered(sample, drive)}
    target = next(uid for uid in sorted(before)[7:] if read(before[uid]) != kept)
    fill(path, {(target, column): value})
    found = preview_file(sample.con, path, drive)
    assert {uid: set(old) for uid, old in differing(found).items()} == {target: {fact}}
    assert take_in(sample, found) == 1
    after = {one.uid: one for one in registered(sample, drive)}
    assert read(after[target]) == kept
    assert {uid for uid in before if before[uid] != after[uid]} == {target}, "nobody else's row moved"
    assert differing(preview_file(sample.con, path, drive)) == {}, "a second time there is nothing left to do"


def _subject(read):
    return lambda n: getattr(n.subject, read)


NOMINATION_CHANGES = [
    (NAME, "Nguyễn Văn Đính Chính", "name", _subject("name"), "Nguyễn Văn Đính Chính"),
    (BIRTH, "03/04/1979", "birth_date", _subject("birth_on"), "1979-04-03"),
    (POSITION, "Phó Bí thư chi đoàn", "position", _subject("position"), "Phó Bí thư chi đoàn"),
    (CITATION, "Có sáng kiến được áp dụng", "citation", lambda n: n.citation, "Có sáng kiến được áp dụng"),
    (ETHNIC, "Ê Đê", "ethnic_group", _subject("ethnic_group"), "Ê Đê"),
    (RELIGION, "Tin Lành", "religion", _subject("religion"), "Tin Lành"),
    (REMARK, "Thiếu xác nhận", "note", lambda n: n.note, "Thiếu xác nhận"),
]


@pytest.mark.parametrize(
    ("column", "value", "fact", "read", "kept"),
    NOMINATION_CHANGES,
    ids=[row[2] for row in NOMINATION_CHANGES],
)
def test_one_changed_cell_changes_that_fact_of_that_nominee(
    sample, drive, tmp_path, column, value, fact, read, kept
) -> None:
    path = send(sample, drive, tmp_path, persons=True)
    before = {one.uid: one for one in nominated(sample, drive)}
    alone = Counter(one.subject.id for one in nominated(sample, drive))
    target = next(
        one.uid
        for one in before.values()
        if one.kind == "individual" and alone[one.subject.id] == 1 and one.status != "decided"
    )
    fill(path, {(target, column): value})
    found = preview_file(sample.con, path, drive)
    assert {uid: set(old) for uid, old in differing(found).items()} == {target: {fact}}
    assert take_in(sample, found) == 1
    after = {one.uid: one for one in nominated(sample, drive)}
    assert read(after[target]) == kept
    assert {uid for uid in before if before[uid] != after[uid]} == {target}
    assert after[target].subject.id == before[target].subject.id, "no second person is made"
    assert differing(preview_file(sample.con, path, drive)) == {}


def test_a_decided_nominee_is_not_rewritten_and_the_rest_goes_on(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=True)
    listed = sorted(nominated(sample, drive), key=lambda n: n.uid)
    decided = next(n for n in listed if n.status == "decided")
    open_one = next(n for n in listed if n.status != "decided" and n.subject.id != decided.subject.id)
    fill(path, {(decided.uid, CITATION): "Nội dung khác", (open_one.uid, CITATION): "Nội dung mới"})
    found = preview_file(sample.con, path, drive)
    (locked,) = [row for row in found.rows if row.uid == decided.uid]
    assert (locked.status, locked.locked) == ("conflict", True)
    assert "đã có quyết định" in locked.problems[-1].message
    assert take_in(sample, found, ("conflict",)) == 1
    kept = {n.uid: n.citation for n in nominated(sample, drive)}
    assert (kept[decided.uid], kept[open_one.uid]) == (decided.citation, "Nội dung mới")


def test_several_changes_are_exactly_those_rows(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=False)
    uids = sorted(one.uid for one in registered(sample, drive))[::9]
    fill(path, {(uid, NOTE): f"Ghi chú {n}" for n, uid in enumerate(uids)})
    found = preview_file(sample.con, path, drive)
    assert set(differing(found)) == set(uids)
    assert statuses(found)["changed"] == len(uids)
    before = history.last_action_id(sample.con)
    assert take_in(sample, found) == len(uids)
    assert history.last_action_id(sample.con) == before + 1, "one action, so one undo takes it all back"


def test_another_kind_and_another_unit(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=False)
    target = next(r for r in registered(sample, drive) if r.kind == "model" and len(r.unit_ids) == 1)
    other = next(unit for unit in units.list_units(sample.con) if unit.name == "Tổ dân phố 5")
    assert other.id not in target.unit_ids
    fill(path, {(target.uid, KIND): "Công trình", (target.uid, UNIT): other.name})
    found = preview_file(sample.con, path, drive)
    assert {uid: set(old) for uid, old in differing(found).items()} == {target.uid: {"kind", "unit"}}
    take_in(sample, found)
    after = registrations.get_registration(sample.con, target.id)
    assert (after.kind, after.unit_ids) == ("work", (other.id,))


def test_only_ticked_rows_are_written(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=False)
    one, other = sorted(r.uid for r in registered(sample, drive))[:2]
    fill(path, {(one, NOTE): "nhận", (other, NOTE): "không nhận"})
    found = preview_file(sample.con, path, drive)
    ticked = {row.cell for row in found.rows if row.uid == one}
    with sample.action("Ghi") as action:
        assert applying.apply(action, found, cells=ticked) == 1
    notes = {r.uid: r.note for r in registered(sample, drive)}
    assert notes[one] == "nhận"
    assert notes[other] != "không nhận"


def test_a_line_typed_into_the_empty_rows_is_new(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=False)
    lines = table(path)
    typed = [
        None,
        None,
        "Tổ dân phố 5",
        "Phần việc",
        "Dọn rác bờ kênh",
        None,
        None,
        900_000,
        "20/8/2023",
        None,
        None,
    ]
    rewrite(path, [*lines, typed])
    found = preview_file(sample.con, path, drive)
    (new,) = [row for row in found.rows if row.status == "new"]
    assert (new.kind, new.values["title"], new.values["received"]) == (
        "task",
        "Dọn rác bờ kênh",
        "2023-08-20",
    )
    before = len(registered(sample, drive))
    take_in(sample, found)
    assert len(registered(sample, drive)) == before + 1
    (made,) = [r for r in registered(sample, drive) if r.title == "Dọn rác bờ kênh"]
    assert (made.units, made.value) == ("Tổ dân phố 5", 900_000)


# ---- both sides changed


def test_a_registration_changed_by_the_office_is_a_conflict(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=False)
    mine, theirs, untouched = sorted(registered(sample, drive), key=lambda r: r.uid)[:3]
    with sample.action("Cơ quan sửa") as action:
        registrations.change_registration(action, mine.id, place="Chỗ do cơ quan sửa")
        registrations.change_registration(action, untouched.id, place="Chỗ chỉ cơ quan sửa")
    fill(path, {(mine.uid, NOTE): "Đơn vị ghi", (theirs.uid, NOTE): "Đơn vị ghi"})
    found = preview_file(sample.con, path, drive)
    fates = {row.uid: row.status for row in found.rows if row.uid in (mine.uid, theirs.uid, untouched.uid)}
    assert fates == {mine.uid: "conflict", theirs.uid: "changed", untouched.uid: "unchanged"}
    assert take_in(sample, found) == 1, "conflicts wait for the officer"
    places = {r.uid: r.place for r in registered(sample, drive)}
    assert places[mine.uid] == "Chỗ do cơ quan sửa"
    assert places[untouched.uid] == "Chỗ chỉ cơ quan sửa"


def test_an_accepted_conflict_is_written_once(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=False)
    target = registered(sample, drive)[0]
    with sample.action("Cơ quan sửa") as action:
        registrations.change_registration(action, target.id, note="Cơ quan ghi")
    fill(path, {(target.uid, NOTE): "Đơn vị ghi"})
    found = preview_file(sample.con, path, drive)
    assert statuses(found)["conflict"] == 1
    assert take_in(sample, found, ("conflict",)) == 1
    assert registrations.get_registration(sample.con, target.id).note == "Đơn vị ghi"


def test_a_person_changed_by_the_office_is_a_conflict(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=True)
    target = next(n for n in nominated(sample, drive) if n.kind == "individual" and n.status != "decided")
    with sample.action("Cơ quan sửa") as action:
        people.change_subject(action, target.subject.id, position="Chức vụ do cơ quan sửa")
    assert differing(preview_file(sample.con, path, drive)) == {}, "the unit changed nothing"
    fill(path, {(target.uid, CITATION): "Nội dung do đơn vị ghi"})
    found = preview_file(sample.con, path, drive)
    conflicts = [row for row in found.rows if row.status == "conflict"]
    assert [(row.uid, set(row.old)) for row in conflicts] == [(target.uid, {"citation"})]
    assert all("sửa dòng này sau khi gửi biểu" in row.problems[-1].message for row in conflicts)
    assert take_in(sample, found) == 0


def test_a_change_elsewhere_is_no_conflict(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=False)
    one, other = sorted(registered(sample, drive), key=lambda r: r.uid)[:2]
    with sample.action("Cơ quan sửa dòng khác") as action:
        registrations.change_registration(action, other.id, beneficiaries="Nhân dân tổ 5")
    fill(path, {(one.uid, NOTE): "Đơn vị ghi"})
    found = preview_file(sample.con, path, drive)
    assert "conflict" not in statuses(found)
    assert set(differing(found)) == {one.uid}


def test_a_deleted_registration_comes_back_as_new_not_as_a_crash(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=False)
    target = next(r for r in registered(sample, drive) if r.title)
    lines = [line for line in table(path) if line[0] == target.uid]
    lines[0][0] = "khong-co-ma-nay"
    lines[0][TITLE - 1] = "Một tên không ai có"
    rewrite(path, lines)
    found = preview_file(sample.con, path, drive)
    assert statuses(found) == {"new": 1}


# ---- forms of one unit, joint works


def joint(sample: Store, drive: int) -> registrations.Registration:
    return next(r for r in registered(sample, drive) if len(r.unit_ids) > 1)


@pytest.mark.parametrize("which", [0, 1])
def test_a_joint_work_stands_on_the_forms_of_both_units(sample, drive, tmp_path, which) -> None:
    work = joint(sample, drive)
    name = work.units.split("; ")[which]
    path = send(sample, drive, tmp_path, persons=False, unit=name)
    assert work.uid in {line[0] for line in table(path)}
    found = preview_file(sample.con, path, drive)
    assert differing(found) == {}
    fill(path, {(work.uid, CONTENT): f"Do {name} ghi"})
    take_in(sample, preview_file(sample.con, path, drive))
    after = registrations.get_registration(sample.con, work.id)
    assert (after.content, after.unit_ids) == (f"Do {name} ghi", work.unit_ids), "both still stand behind it"


def test_a_new_leader_of_a_joint_work_leaves_the_others_behind_it(sample, drive, tmp_path) -> None:
    work = joint(sample, drive)
    lead = next(u for u in units.list_units(sample.con) if u.name == "Tổ dân phố 9")
    path = send(sample, drive, tmp_path, persons=False)
    fill(path, {(work.uid, UNIT): lead.name})
    take_in(sample, preview_file(sample.con, path, drive))
    after = registrations.get_registration(sample.con, work.id)
    assert after.unit_ids == (lead.id, *work.unit_ids[1:])


def test_forms_of_two_units_taken_in_one_after_the_other(sample, drive, tmp_path) -> None:
    alone = {r.units: r.uid for r in registered(sample, drive) if len(r.unit_ids) == 1}
    (one, first), (other, second) = list(alone.items())[:2]
    paths = [send(sample, drive, tmp_path, persons=False, unit=name) for name in (one, other)]
    for path, uid in zip(paths, (first, second), strict=True):
        fill(path, {(uid, NOTE): "Đã xem lại"})
    for path, uid in zip(paths, (first, second), strict=True):
        found = preview_file(sample.con, path, drive)
        assert set(differing(found)) == {uid}
        assert "conflict" not in statuses(found), "the other unit's row is none of this form's"
        assert take_in(sample, found) == 1
    assert {r.uid for r in registered(sample, drive) if r.note == "Đã xem lại"} == {first, second}


def test_the_same_joint_work_changed_by_both_units_is_a_conflict_the_second_time(
    sample, drive, tmp_path
) -> None:
    work = joint(sample, drive)
    paths = [send(sample, drive, tmp_path, persons=False, unit=name) for name in work.units.split("; ")]
    for path, words in zip(paths, ("tổ này ghi", "tổ kia ghi"), strict=True):
        fill(path, {(work.uid, NOTE): words})
    assert take_in(sample, preview_file(sample.con, paths[0], drive)) == 1
    late = preview_file(sample.con, paths[1], drive)
    assert [row.status for row in late.rows if row.uid == work.uid] == ["conflict"]
    take_in(sample, late)
    assert registrations.get_registration(sample.con, work.id).note == "tổ này ghi"


@pytest.mark.parametrize("persons", [False, True])
def test_a_units_form_names_no_other_unit(sample, drive, tmp_path, persons) -> None:
    name = joint(sample, drive).units.split("; ")[1]
    lines = table(send(sample, drive, tmp_path, persons=persons, unit=name))
    mine = {
        one.uid
        for one in (
            nominations.list_nominations(
                sample.con, drive, unit_id=next(u.id for u in units.list_units(sample.con) if u.name == name)
            )
            if persons
            else [r for r in registered(sample, drive) if name in r.units.split("; ")]
        )
    }
    assert {line[0] for line in lines if line[0]} == mine


# ---- what makes it a form


@pytest.mark.parametrize("persons", [False, True])
def test_hidden_ids_and_version(sample, drive, tmp_path, persons) -> None:
    path = send(sample, drive, tmp_path, persons=persons)
    book = openpyxl.load_workbook(path)
    sheet = book["Biểu"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.protection.sheet
    assert sheet.cell(FIRST, 1).protection.locked
    assert not sheet.cell(FIRST, 5).protection.locked
    assert [cell.value for cell in book["sothidua"][1]] == [
        "version",
        history.last_action_id(sample.con),
        "nominations" if persons else "registrations",
    ]
    uids = [line[0] for line in table(path) if line[0]]
    assert (
        len(set(uids)) == len(uids) == len(nominated(sample, drive) if persons else registered(sample, drive))
    )
    seen = (
        python_calamine.CalamineWorkbook.from_path(str(path))
        .get_sheet_by_name("Biểu")
        .to_python(skip_empty_area=False)
    )
    assert [row[0] for row in seen[FIRST - 1 :] if row[0]] == uids, "another reader sees the same ids"


def test_the_form_leaves_room_and_offers_what_the_register_knows(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=True)
    book = openpyxl.load_workbook(path)
    sheet = book["Biểu"]
    filled = len(table(path))
    assert last(sheet) == FIRST - 1 + filled + EMPTY_ROWS
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert {max(area.max_row for area in one.sqref.ranges) for one in lists} == {last(sheet)}, (
        "the empty rows are checked too"
    )
    column = [cell.value for cell in book["Danh mục"]["I"] if cell.value]
    assert set(column) == {unit.name for unit in units.list_units(sample.con)}
    assert book["Danh mục"].sheet_state == "hidden"


def test_ids_lost_on_the_way_rows_are_known_by_name(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=False)
    rewrite(path, [[None, *line[1:]] for line in table(path) if line[0]])
    found = preview_file(sample.con, path, drive)
    assert "new" not in statuses(found)
    assert statuses(found)["unchanged"] >= len(registered(sample, drive)) - 2


def test_a_foreign_id_is_not_believed(sample, drive, tmp_path) -> None:
    path = send(sample, drive, tmp_path, persons=False)
    lines = [line for line in table(path) if line[0]][:3]
    rewrite(path, [[f"ma-la-{n}", *line[1:]] for n, line in enumerate(lines)])
    found = preview_file(sample.con, path, drive)
    assert statuses(found) == {"unchanged": 3}


def test_the_choices_of_forms_are_those_of_the_drive(sample, drive, tmp_path) -> None:
    book = openpyxl.load_workbook(send(sample, drive, tmp_path, persons=True))
    offered = [cell.value for cell in book["Danh mục"]["J"] if cell.value]
    assert offered == list(dict.fromkeys(line.form_name for line in campaigns.awards(sample.con, drive)))
    kinds = [cell.value for cell in book["Danh mục"]["C"] if cell.value]
    assert kinds == list(catalogues.OBJECT_KINDS.values())


def test_the_form_is_printed_like_a_paper(sample, drive, tmp_path) -> None:
    sheet = openpyxl.load_workbook(send(sample, drive, tmp_path, persons=False))["Biểu"]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.print_title_rows == f"${FIRST - 1}:${FIRST - 1}"
    assert sheet.freeze_panes == f"C{FIRST}"
    shown = [str(cell.value) for row in sheet.iter_rows(max_row=6) for cell in row if cell.value]
    assert "BIỂU ĐĂNG KÝ MÔ HÌNH, CÔNG TRÌNH" in shown
    assert campaigns.get_campaign(sample.con, drive).title in shown


def test_a_row_copied_in_excel_is_a_row_of_its_own(sample: Store, drive: int, tmp_path: Path) -> None:
    """The copy keeps the hidden id of the row it came from; it must not overwrite that row."""
    path = send(sample, drive, tmp_path, persons=False)
    lines = table(path)
    copied = list(lines[0])
    copied[TITLE - 1] = "Nhà sinh hoạt cộng đồng mới hoàn toàn khác"
    rewrite(path, [*lines, copied])
    found = preview_file(sample.con, path, drive)
    told = [row for row in found.rows if row.values.get("title") == copied[TITLE - 1]]
    assert [row.status for row in told] == ["new"]
    assert statuses(found)["changed"] == 0
