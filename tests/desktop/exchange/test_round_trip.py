"""A form goes out, a unit does what units do, and it comes back: every filled cell arrives, nothing else moves."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import campaigns, dossiers, history, nominations, registrations, targets
from db.campaigns import PhaseDraft
from db.targets import TargetDraft
from desktop.exchange import apply as applying
from desktop.exchange.form import write_form
from desktop.exchange.preview import FORM_SHEET, Preview, preview_file

# Which cells a unit fills, with what, and how the register holds it.
FILLED = {
    "registrations": {
        "content": (lambda n: f"Nội dung sửa lần {n}", lambda r: r.content),
        "place": (lambda n: f"Đường số {n}", lambda r: r.place),
        "value": (lambda n: 1_000_000 + n, lambda r: r.value),
        "received": (lambda n: f"{n % 27 + 1:02}/07/2023", lambda r: f"{r.received_date:%d/%m/%Y}"),
        "finish": (lambda n: f"{n % 12 + 1:02}/2024", lambda r: "/".join(reversed(r.finish_on.split("-")))),
        "note": (lambda n: f"=ghi chú {n}", lambda r: r.note),
    },
    "nominations": {
        "position": (lambda n: f"Chức vụ số {n}", lambda n: n.subject.position),
        "birth_date": (
            lambda n: f"{n % 27 + 1:02}/05/1980",
            lambda n: "/".join(reversed(n.subject.birth_on.split("-"))),
        ),
        "citation": (lambda n: f"Đã có thành tích thứ {n}", lambda n: n.own_citation),
        "note": (lambda n: f"+ghi chú {n}", lambda n: n.note),
    },
}


@dataclass
class Sheet:
    """The table of a form as lists, to be edited the way a unit edits."""

    head: list[Any]
    lines: list[list[Any]]
    top: int
    columns: dict[str, int]
    filled: dict[str, dict[str, Any]] = field(default_factory=dict)

    def uid(self, line: list[Any]) -> str:
        return str(line[self.columns["uid"]] or "")

    def fill(self, at: int, fact: str, value: Any) -> None:
        line = self.lines[at % len(self.lines)]
        if self.uid(line):
            line[self.columns[fact]] = value
            self.filled.setdefault(self.uid(line), {})[fact] = value

    def delete(self, at: int) -> None:
        if len(self.lines) > 1:
            self.filled.pop(self.uid(self.lines.pop(at % len(self.lines))), None)

    def sort(self, key: list[int]) -> None:
        order = {id(line): key[n % len(key)] for n, line in enumerate(self.lines)}
        self.lines.sort(key=lambda line: order[id(line)])

    def insert_column(self, at: int, text: str) -> None:
        at %= len(self.head) + 1
        for n, line in enumerate((self.head, *self.lines)):
            line.insert(at, text if n else "Cột của đơn vị")
        self.columns = {fact: where + (where >= at) for fact, where in self.columns.items()}


def opened(path: Path, found: Preview) -> tuple[openpyxl.Workbook, Sheet]:
    book = openpyxl.load_workbook(path)
    page = book[found.sheet]
    top = found.mapping.header_row + 1
    width = page.max_column
    stt = next(c for c in range(1, width + 1) if page.cell(top, c).value == "STT")
    last = top
    while isinstance(page.cell(last + 1, stt).value, int | float):
        last += 1
    lines = [[page.cell(row, c).value for c in range(1, width + 1)] for row in range(top, last + 1)]
    return book, Sheet(lines[0], lines[1:], top, dict(found.mapping.columns))


def put_back(book: openpyxl.Workbook, found: Preview, sheet: Sheet, *, merge: bool, hide: bool) -> None:
    page = book[found.sheet]
    old = range(sheet.top, page.max_row + 1)
    for area in list(page.merged_cells.ranges):
        page.unmerge_cells(str(area))
    for row in old:
        for cell in page[row]:
            cell.value = None
    for row, line in enumerate((sheet.head, *sheet.lines), start=sheet.top):
        for column, value in enumerate(line, start=1):
            cell = page.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
        page.row_dimensions[row].hidden = hide and row > sheet.top and row % 2 == 0
    if merge:
        column = sheet.columns["unit"] + 1
        for row in range(sheet.top + 1, sheet.top + len(sheet.lines), 2):
            if (name := page.cell(row, column).value) and name == page.cell(row + 1, column).value:
                page.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)


def records(con, kind, campaign):
    lists = {"registrations": registrations.list_registrations, "nominations": nominations.list_nominations}
    listed = lists[kind](con, campaign)
    return {one.uid: one for one in listed}


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("fill"), st.integers(0, 60), st.integers(0, 9)),
        st.tuples(st.just("delete"), st.integers(0, 60)),
        st.tuples(st.just("sort"), st.lists(st.integers(0, 9), min_size=1, max_size=60)),
        st.tuples(st.just("column"), st.integers(0, 14), st.sampled_from(["x", "1", "Đã kiểm tra"])),
    ),
    max_size=12,
)


@pytest.fixture
def sent(full_ward, tmp_path):
    """Both forms as they went out."""
    found = {}
    for kind in FILLED:
        path = tmp_path / f"{kind}.xlsx"
        write_form(full_ward.con, full_ward.campaign, path, kind)
        found[kind] = path
    return full_ward, found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(FILLED)), edits=EDITS, merge=st.booleans(), hide=st.booleans())
def test_whatever_a_unit_does(sent, tmp_path, kind, edits, merge, hide):
    ward, paths = sent
    untouched = preview_file(ward.con, paths[kind], ward.campaign)
    assert {row.status for row in untouched.rows if row.uid} == {"unchanged"}
    book, sheet = opened(paths[kind], untouched)
    for number, edit in enumerate(edits):
        if edit[0] == "fill":
            fact = sorted(FILLED[kind])[edit[2] % len(FILLED[kind])]
            sheet.fill(edit[1], fact, FILLED[kind][fact][0](number))
        elif edit[0] == "delete":
            sheet.delete(edit[1])
        elif edit[0] == "sort":
            sheet.sort(edit[1])
        else:
            sheet.insert_column(edit[1], edit[2])
    kept = {sheet.uid(line) for line in sheet.lines} - {""}
    put_back(book, untouched, sheet, merge=merge, hide=hide)
    path = tmp_path / "về.xlsx"
    book.save(path)
    came_back(ward, path, kind, kept, sheet.filled)


def came_back(ward, path, kind, kept, filled):
    """What arrived is what was filled in; then written, compared, and taken back."""
    before = records(ward.con, kind, ward.campaign)
    found = preview_file(ward.con, path, ward.campaign)
    assert found.kind == kind
    assert {row.uid for row in found.rows} - {""} == kept
    got = {row.uid: set(row.old) for row in found.rows if row.status == "changed"}
    assert got == {uid: set(facts) for uid, facts in filled.items()}
    assert {row.status for row in found.rows if row.uid and row.uid not in filled} <= {"unchanged"}
    mine = {(0, at) for at, row in enumerate(found.rows) if row.uid}
    with ward.store.action("Ghi") as action:
        assert applying.apply(action, found, rows=mine) == len(filled)
    after = records(ward.con, kind, ward.campaign)
    assert {uid for uid in before if after[uid] != before[uid]} == filled.keys()
    for uid, facts in filled.items():
        for fact, value in facts.items():
            assert FILLED[kind][fact][1](after[uid]) == value
    if filled:
        history.undo(ward.store)
    assert records(ward.con, kind, ward.campaign) == before


# ---------------------------------------------------------------- saved by other programs


def test_saved_as_office_2003(sent, tmp_path):
    ward, paths = sent
    for kind, path in paths.items():
        found = preview_file(ward.con, path, ward.campaign)
        book, sheet = opened(path, found)
        for at, fact in enumerate(sorted(FILLED[kind])):
            sheet.fill(at, fact, FILLED[kind][fact][0](at))
        put_back(book, found, sheet, merge=False, hide=False)
        old = xlwt.Workbook()
        for page in book:
            made = old.add_sheet(page.title)
            made.visibility = 0 if page.sheet_state == "visible" else 2
            for row in page.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        made.write(cell.row - 1, cell.column - 1, cell.value)
        target = tmp_path / f"{kind}.xls"
        old.save(str(target))
        kept = {sheet.uid(line) for line in sheet.lines} - {""}
        came_back(ward, target, kind, kept, sheet.filled)


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is an outside tool and is not installed here"
)
@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_saved_by_libreoffice(sent, tmp_path, suffix):
    ward, paths = sent
    source = tmp_path / "nguồn"
    source.mkdir()
    wanted = {}
    for kind, path in paths.items():
        found = preview_file(ward.con, path, ward.campaign)
        book, sheet = opened(path, found)
        for at, fact in enumerate(sorted(FILLED[kind])):
            sheet.fill(at, fact, FILLED[kind][fact][0](at))
        put_back(book, found, sheet, merge=True, hide=False)
        book.save(source / f"{kind}.xlsx")
        wanted[kind] = ({sheet.uid(line) for line in sheet.lines} - {""}, sheet.filled)
    profile = (tmp_path / "hồ sơ").as_uri()
    target = str(tmp_path / "về")
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        target,
    ]
    subprocess.run(
        [*command, *map(str, sorted(source.glob("*.xlsx")))],
        check=True,
        capture_output=True,
        timeout=180,
    )
    for kind, (kept, filled) in wanted.items():
        came_back(ward, tmp_path / "về" / f"{kind}.{suffix}", kind, kept, filled)


def test_the_evidence_sheet_of_the_form_comes_back_filled(full_ward, tmp_path):
    path = tmp_path / "biểu.xlsx"
    write_form(full_ward.con, full_ward.campaign, path, "nominations")
    untouched = preview_file(full_ward.con, path, full_ward.campaign)
    assert [sheet.rows for sheet in untouched.others] == [[]] * len(untouched.others)
    sheet = next((one for one in untouched.others if one.kind == "evidence"), None)
    if sheet is None:
        pytest.fail("the form of nominations has no sheet for evidence")
    book = openpyxl.load_workbook(path)
    page = book[sheet.sheet]
    columns = {fact: at + 1 for fact, at in sheet.mapping.columns.items()}
    names = {}
    row = sheet.mapping.header_row + 2
    while page.cell(row, columns["uid"]).value:
        names.setdefault(page.cell(row, columns["name"]).value, row)
        row += 1
    facts = {
        "year": 2020,
        "what": "Hoàn thành tốt nhiệm vụ",
        "number": "01234",
        "day": "05/01/2021",
        "issuer": "UBND",
    }
    for fact, value in facts.items():
        page.cell(names["Lê Văn Mẫu"], columns[fact]).value = value
    book.save(path)
    found = preview_file(full_ward.con, path, full_ward.campaign)
    assert FORM_SHEET in book.sheetnames
    (added,) = found.others[0].rows
    assert (added.status, added.problems) == ("new", [])
    with full_ward.store.action("Ghi") as action:
        assert applying.apply(action, found, rows={(1, 0)}) == 1
    (made,) = [
        e for e in dossiers.evidence_of(full_ward.con, full_ward.nominee["Lê Văn Mẫu"]) if e.year_from == 2020
    ]
    assert (made.what, made.number, made.document_on, made.issuer, made.kind) == (
        "Hoàn thành tốt nhiệm vụ",
        "01234",
        "2021-01-05",
        "UBND",
        "rating",
    )
    assert dt.date.fromisoformat(made.document_on).year == 2021


def fill_rows(path, sheet, wanted):
    """Fill cells of a form: {row number among the table's rows: {fact: value}}."""
    book = openpyxl.load_workbook(path)
    page = book[sheet.sheet]
    for at, facts in wanted.items():
        for fact, value in facts.items():
            page.cell(sheet.mapping.header_row + 2 + at, sheet.mapping.columns[fact] + 1).value = value
    book.save(path)


def test_progress_goes_out_and_comes_back(full_ward, tmp_path):
    path = tmp_path / "tiến độ.xlsx"
    write_form(full_ward.con, full_ward.campaign, path, "progress")
    untouched = preview_file(full_ward.con, path, full_ward.campaign)
    assert {row.status for row in untouched.rows} == {"unchanged"}
    at = next(n for n, row in enumerate(untouched.rows) if row.values["title"] == "Nhà văn hóa")
    told = {"status": "Hoàn thành", "progress": "Đã khánh thành", "final_value": 150_000_000}
    told["progress_day"] = "02/11/2023"
    fill_rows(path, untouched, {at: told})
    found = preview_file(full_ward.con, path, full_ward.campaign)
    (changed,) = [row for row in found.rows if row.status != "unchanged"]
    assert set(changed.old) == {"status", "progress", "final_value"}
    before = records(full_ward.con, "registrations", full_ward.campaign)
    with full_ward.store.action("Ghi") as action:
        assert applying.apply(action, found) == 1
    after = records(full_ward.con, "registrations", full_ward.campaign)
    assert {uid for uid in before if before[uid] != after[uid]} == {changed.uid}
    made = after[changed.uid]
    assert (made.status, made.final_budget, made.planned_people) == ("completed", 150_000_000, 120_000_000)
    assert registrations.progress_notes(full_ward.con, made.id) == [(dt.date(2023, 11, 2), "Đã khánh thành")]


def test_indicators_go_out_and_their_results_come_back(full_ward, tmp_path):
    with full_ward.store.action("Chỉ tiêu") as action:
        phases = [
            campaigns.add_phase(action, full_ward.campaign, PhaseDraft(f"Đợt {n}", None, None))
            for n in (1, 2)
        ]
        for name, value in (("Hiến đất", "2500"), ("Hộ đạt chuẩn", "95.5")):
            targets.add_target(action, full_ward.campaign, TargetDraft(name, Decimal(value), "%"))
    path = tmp_path / "chỉ tiêu.xlsx"
    write_form(full_ward.con, full_ward.campaign, path, "targets")
    lines = openpyxl.load_workbook(path).worksheets[0]
    head = next(row for row in lines.iter_rows() if any(cell.value == "Kết quả" for cell in row))
    column = {cell.value: cell.column for cell in head}
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    wanted = {("Hiến đất", "Đợt 1"): "1.250,5", ("Hộ đạt chuẩn", "Đợt 2"): 80}
    for row in range(head[0].row + 1, head[0].row + 5):
        key = (page.cell(row, column["Chỉ tiêu"]).value, page.cell(row, column["Đợt"]).value)
        if key in wanted:
            page.cell(row, column["Kết quả"]).value = wanted[key]
    book.save(path)
    found = preview_file(full_ward.con, path, full_ward.campaign)
    assert (found.kind, [row.status for row in found.rows]) == ("targets", ["changed", "changed"])
    with full_ward.store.action("Ghi") as action:
        assert applying.apply(action, found) == 2
    results = {t.name: t.results for t in targets.list_targets(full_ward.con, full_ward.campaign)}
    assert results == {"Hiến đất": {phases[0]: 1_250_500}, "Hộ đạt chuẩn": {phases[1]: 80_000}}
