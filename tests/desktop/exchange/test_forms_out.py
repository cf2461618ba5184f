"""The forms as a unit gets them: what can be typed where, what is checked, one a unit, what LibreOffice says."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from db import campaigns, dossiers, history, registrations, targets, units
from db.campaigns import PhaseDraft
from db.errors import BadInput
from db.targets import TargetDraft
from db.vietnamese.dates import parse_partial
from desktop.exchange import form
from desktop.exchange.form_columns import RATINGS, SHEETS
from desktop.exchange.form_sheet import HEADER_ROW, date_rule
from desktop.exchange.preview import preview_file
from desktop.exchange.workbook import MOTTO

HEAD = HEADER_ROW + 1
FIRST = HEAD + 1
TITLES = {
    "registrations": "BIỂU ĐĂNG KÝ MÔ HÌNH, CÔNG TRÌNH",
    "nominations": "BIỂU ĐỀ NGHỊ KHEN THƯỞNG",
    "progress": "BIỂU BÁO CÁO TIẾN ĐỘ THỰC HIỆN MÔ HÌNH, CÔNG TRÌNH",
    "targets": "BIỂU KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
}
# Columns that tell and are not filled in, by form.
GIVEN = {
    "registrations": set(),
    "nominations": set(),
    "progress": {"Đơn vị", "Loại", "Tên mô hình, công trình", "Đã ghi trong sổ"},
    "targets": {"Chỉ tiêu", "Đơn vị tính", "Đơn vị thực hiện", "Chỉ tiêu năm", "Đợt", "Đã ghi trong sổ"},
}
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is an outside tool and is not installed here"
)


@pytest.fixture
def busy(full_ward):
    """The ward with two phases and three indicators, one result already in."""
    with full_ward.store.action("Đợt, chỉ tiêu") as action:
        for name, day in (("Đợt 1", dt.date(2023, 6, 30)), ("Đợt 2", dt.date(2023, 12, 31))):
            campaigns.add_phase(action, full_ward.campaign, PhaseDraft(name, end_date=day))
        own = full_ward.unit["Tổ dân phố 1"]
        targets.add_target(
            action, full_ward.campaign, TargetDraft("Cây xanh", Decimal(200), "cây", unit_id=own)
        )
        targets.add_target(action, full_ward.campaign, TargetDraft("Đường hẻm", Decimal(12), "km"))
        other = full_ward.unit["Tổ dân phố 2"]
        made = targets.add_target(
            action, full_ward.campaign, TargetDraft("Hộ nghèo", Decimal(3), "hộ", "decrease", unit_id=other)
        )
        first = campaigns.phases(action.con, full_ward.campaign)[0]
        targets.set_result(action, made, first.id, Decimal(5))
    return full_ward


@pytest.fixture
def out(busy, tmp_path):
    """Write a form of a kind; gives its path."""

    def write(kind: str, unit: str | None = None) -> Path:
        path = tmp_path / f"{kind} {unit or ''}.xlsx"
        form.write_form(busy.con, busy.campaign, path, kind, unit_name=unit)
        return path

    return write


def head(sheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[HEAD] if cell.value}


def last_row(sheet) -> int:
    return max(r for r in range(FIRST, sheet.max_row + 1) if isinstance(sheet.cell(r, 2).value, int))


@pytest.mark.parametrize("kind", sorted(TITLES))
def test_it_looks_as_offices_expect(out, busy, kind):
    sheet = openpyxl.load_workbook(out(kind))["Biểu"]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    above = [cell.value for row in sheet.iter_rows(max_row=HEADER_ROW) for cell in row if cell.value]
    assert above[:4] == ["ỦY BAN NHÂN DÂN", MOTTO[0], "PHƯỜNG HOA BAN", MOTTO[1]]
    assert TITLES[kind] in above
    assert campaigns.get_campaign(busy.con, busy.campaign).title in above
    assert sheet.cell(HEAD, 2).value == "STT"
    assert texts.index("Người lập biểu") < texts.index("Thủ trưởng đơn vị")
    below = {cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Thủ trưởng đơn vị"}
    assert min(below) > last_row(sheet)
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    assert "&P" in (sheet.oddHeader.center.text or "")


@pytest.mark.parametrize("kind", sorted(TITLES))
def test_only_what_is_filled_in_is_unlocked_and_no_password_is_asked(out, kind):
    book = openpyxl.load_workbook(out(kind))
    sheet = book["Biểu"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert sheet.protection.insertRows is False, "openpyxl says False of what is allowed"
    assert sheet.protection.autoFilter is False
    columns = head(sheet)
    for row in (FIRST, last_row(sheet)):
        unlocked = {title for title, at in columns.items() if not sheet.cell(row, at).protection.locked}
        hidden = {SHEETS[kind][0].id_heading, "STT"}
        assert unlocked == set(columns) - GIVEN[kind] - hidden
    assert all(cell.protection.locked for cell in sheet[HEAD])
    assert sheet.auto_filter.ref.startswith(f"A{HEAD}:"), "sorting takes the hidden ids along"


@pytest.mark.parametrize("kind", sorted(TITLES))
def test_a_hidden_sheet_says_which_form_of_which_day_this_is(out, busy, kind):
    book = openpyxl.load_workbook(out(kind))
    assert book["sothidua"].sheet_state == "veryHidden"
    assert [cell.value for cell in book["sothidua"][1]] == [
        "version",
        history.last_action_id(busy.con),
        kind,
    ]
    assert all(book[one.name].column_dimensions["A"].hidden for one in SHEETS[kind])


@pytest.mark.parametrize("kind", sorted(TITLES))
def test_the_guide_works_one_row_through_for_every_column(out, kind):
    book = openpyxl.load_workbook(out(kind))
    guide = {
        row[0].value: (row[1].value, row[2].value) for row in book["Hướng dẫn"].iter_rows() if row[0].value
    }
    for sheet in SHEETS[kind]:
        told = set(head(book[sheet.name])) - {sheet.id_heading, "STT"}
        assert told <= set(guide)
        assert all(guide[title][0] for title in told), "how each column is filled in"


def test_drop_downs_are_the_catalogues(out, busy):
    book = openpyxl.load_workbook(out("nominations"))
    offered = {}
    for name in ("Biểu", "Minh chứng theo năm"):
        titles = {at: title for title, at in head(book[name]).items()}
        for rule in book[name].data_validations.dataValidation:
            if rule.type != "list":
                continue
            column = next(iter(rule.sqref.ranges)).min_col
            page, area = rule.formula1.strip("=").split("!")
            cells = book[page.strip("'")][area.replace("$", "")]
            offered[name, titles[column]] = [cell.value for (cell,) in cells if cell.value]
    assert offered["Biểu", "Loại đối tượng"] == ["Cá nhân", "Tập thể", "Hộ gia đình"]
    assert set(offered["Biểu", "Đơn vị công tác"]) == {unit.name for unit in units.list_units(busy.con)}
    assert offered["Biểu", "Hình thức khen thưởng"] == ["Giấy khen"]
    assert {"Ông", "Bà", "Đại úy", "Linh mục"} <= set(offered["Biểu", "Danh xưng"])
    evidence = "Minh chứng theo năm"
    assert offered[evidence, "Loại minh chứng"] == list(dossiers.EVIDENCE_KINDS.values())
    assert set(RATINGS) < set(offered[evidence, "Xếp loại, danh hiệu, hình thức"])
    # Whoever stands on the first sheet can be chosen on the second.
    names = set(busy.nominee)
    assert set(offered[evidence, "Họ và tên, tên tập thể, hộ gia đình"]) == names


def test_the_evidence_sheet_has_lines_with_the_id_of_every_open_nominee(out, busy):
    sheet = openpyxl.load_workbook(out("nominations"))["Minh chứng theo năm"]
    columns = head(sheet)
    lines = {}
    for row in range(FIRST, last_row(sheet) + 1):
        if sheet.cell(row, 1).value:
            name = sheet.cell(row, columns["Họ và tên, tên tập thể, hộ gia đình"]).value
            known = sheet.cell(row, columns["Năm đã có trong sổ"]).value
            lines.setdefault((sheet.cell(row, 1).value, name), []).append(known)
    assert {name for _, name in lines} == set(busy.nominee)
    assert {name: known for (_, name), known in lines.items()}["Lê Văn Mẫu"] == ["2015, 2019", None, None]
    assert {name: known for (_, name), known in lines.items()}["Tổ dân phố 3"] == ["2013, 2023", None, None]


def test_progress_shows_what_is_known_and_asks_for_the_rest(out, busy):
    made = busy.registration["Tuyến đường hoa"]
    with busy.store.action("Tiến độ") as action:
        registrations.add_progress(action, made, dt.date(2023, 9, 15), "đã làm đất")
        registrations.change_registration(action, made, status="in_progress", final_budget=4_000_000)
    sheet = openpyxl.load_workbook(out("progress", "Tổ dân phố 1"))["Biểu"]
    columns = head(sheet)
    rows = {
        sheet.cell(row, columns["Tên mô hình, công trình"]).value: row
        for row in range(FIRST, last_row(sheet) + 1)
    }
    assert set(rows) == {"Tuyến đường hoa", "Nhà văn hóa"}
    shown = {title: sheet.cell(rows["Tuyến đường hoa"], at).value for title, at in columns.items()}
    assert (shown["Trạng thái"], shown["Giá trị thực hiện (đồng)"], shown["Đã ghi trong sổ"]) == (
        "Đang thực hiện",
        4_000_000,
        "đã làm đất",
    )
    assert shown["Kết quả thực hiện"] is None
    assert sheet.cell(4, 2).value == TITLES["progress"]
    assert [sheet.cell(1, 2).value, sheet.cell(2, 2).value] == [
        "ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN",
        "TỔ DÂN PHỐ 1",
    ]


def test_indicators_have_a_line_a_phase(out, busy):
    sheet = openpyxl.load_workbook(out("targets"))["Biểu"]
    columns = head(sheet)
    wanted = ("Chỉ tiêu", "Đơn vị thực hiện", "Chỉ tiêu năm", "Đợt", "Kết quả", "Đã ghi trong sổ")
    rows = [
        tuple(sheet.cell(row, columns[title]).value for title in wanted)
        for row in range(FIRST, last_row(sheet) + 1)
    ]
    assert sorted(rows, key=str) == sorted(
        [
            ("Cây xanh", "Tổ dân phố 1", 200, "Đợt 1", None, None),
            ("Cây xanh", "Tổ dân phố 1", 200, "Đợt 2", None, None),
            ("Đường hẻm", None, 12, "Đợt 1", None, None),
            ("Đường hẻm", None, 12, "Đợt 2", None, None),
            ("Hộ nghèo", "Tổ dân phố 2", 3, "Đợt 1", None, 5),
            ("Hộ nghèo", "Tổ dân phố 2", 3, "Đợt 2", None, None),
        ],
        key=str,
    )
    own = openpyxl.load_workbook(out("targets", "Tổ dân phố 1"))["Biểu"]
    assert {own.cell(row, 3).value for row in range(FIRST, last_row(own) + 1)} == {"Cây xanh"}


@pytest.mark.parametrize("kind", sorted(TITLES))
def test_untouched_it_changes_nothing(out, busy, kind):
    found = preview_file(busy.con, out(kind), busy.campaign)
    told = [row.status for sheet in found.sheets for row in sheet.rows]
    assert set(told) <= {"unchanged"}


# ---- one a unit


@pytest.mark.parametrize("target", ["các đơn vị", "các đơn vị.zip"])
def test_one_workbook_a_unit(busy, tmp_path, target):
    names = form.write_forms(busy.con, busy.campaign, tmp_path / target)
    assert sorted(names) == sorted(
        f"{campaigns.get_campaign(busy.con, busy.campaign).code} - {name}.xlsx" for name in busy.unit
    )
    if target.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / target) as archive:
            archive.extractall(tmp_path / "bung")
            assert archive.testzip() is None
        folder = tmp_path / "bung"
    else:
        folder = tmp_path / target
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    for path in folder.iterdir():
        unit = path.stem.partition(" - ")[2]
        sheet = openpyxl.load_workbook(path)["Biểu"]
        assert sheet.cell(2, 2).value == unit.upper()
        said = {sheet.cell(row, 3).value for row in range(FIRST, last_row(sheet) + 1)} - {None}
        joint = {"Tổ dân phố 1"} if unit == "Tổ dân phố 2" else set()
        assert said <= {unit} | joint


def test_only_units_with_indicators_are_asked_for_results(busy, tmp_path):
    names = form.write_forms(busy.con, busy.campaign, tmp_path / "chỉ tiêu", "targets")
    assert [name.partition(" - ")[2] for name in names] == ["Tổ dân phố 1.xlsx", "Tổ dân phố 2.xlsx"]


def test_without_units_there_is_nobody_to_write_to(store, tmp_path):
    from db.campaigns import CampaignDraft, start_campaign

    with store.action("Phong trào") as action:
        drive = start_campaign(action, CampaignDraft(title="Phong trào"))
    with pytest.raises(BadInput, match="Chưa có đơn vị"):
        form.write_forms(store.con, drive, tmp_path / "đơn vị")
    assert not (tmp_path / "đơn vị").exists()


def test_units_whose_names_differ_by_capitals_get_two_files(busy, tmp_path):
    with busy.store.action("Thêm") as action:
        units.add_unit(action, name="Tổ 9/A")
        units.add_unit(action, name="Tổ 9_a")
    names = form.write_forms(busy.con, busy.campaign, tmp_path / "đơn vị")
    assert len({name.casefold() for name in names}) == len(names) == len(busy.unit) + 2


def test_the_command_line_writes_each_kind_and_refuses_two(busy, cli, tmp_path):
    path = busy.store.path
    busy.store.close()
    for option in ("", "--nominations", "--progress", "--targets"):
        target = tmp_path / f"x{option}.xlsx"
        code, said, _ = cli("form", path, "-o", target, *[option] * bool(option))
        assert code == 0
        assert "dòng điền sẵn" in said
        assert target.exists()
    code, said, _ = cli("form", path, "--each-unit", "-o", tmp_path / "thư mục", "--nominations")
    assert (code, len(list((tmp_path / "thư mục").iterdir()))) == (0, 6)
    assert "6 biểu đề nghị khen thưởng" in said
    code, _, error = cli("form", path, "-o", tmp_path / "y.xlsx", "--nominations", "--progress")
    assert code == 1
    assert "Chỉ chọn được một loại biểu" in error
    code, _, error = cli("form", path, "-o", tmp_path / "y.xlsx", "--each-unit")
    assert code == 1
    assert ".zip" in error


# ---- LibreOffice, which is no part of the program


def converted(folder: Path, suffix: str, *paths: Path) -> Path:
    """The workbooks as LibreOffice saves them again."""
    target = folder / f"về-{suffix}"
    command = ["soffice", f"-env:UserInstallation={(folder / 'hồ sơ').as_uri()}", "--headless"]
    command += ["--convert-to", suffix, "--outdir", str(target)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=180)
    return target


DAYS = [
    "15/08/2023",
    "5/8/2023",
    "31/12/1950",
    "29/02/2024",
    "29/02/2023",
    "31/02/2023",
    "31/04/2023",
    "15/13/2023",
    "00/05/2023",
    "08/2023",
    "8/2023",
    "13/2023",
    "1985",
    "2023",
    "85",
    "hôm qua",
    "tháng 8",
]


@needs_libreoffice
def test_the_rule_of_dates_lets_in_what_the_reader_reads(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row, text in enumerate(DAYS, start=1):
        sheet.cell(row, 1).number_format = "@"
        sheet.cell(row, 1).value = text
        sheet.cell(row, 2).value = date_rule(f"A{row}")
    book.save(tmp_path / "ngày.xlsx")
    found = openpyxl.load_workbook(
        converted(tmp_path, "xlsx", tmp_path / "ngày.xlsx") / "ngày.xlsx", data_only=True
    )
    let_in = {text: found.active.cell(row, 2).value is True for row, text in enumerate(DAYS, start=1)}

    def readable(text: str) -> bool:
        try:
            return parse_partial(text) is not None
        except BadInput:
            return False

    expected = {text: readable(text) for text in DAYS}
    expected["85"] = False  # a year in two figures is nobody's certain year
    assert let_in == expected


@pytest.mark.parametrize("kind", sorted(TITLES))
def test_no_rule_is_longer_than_excel_takes(out, kind):
    book = openpyxl.load_workbook(out(kind))
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation]
    assert rules
    assert max(len(rule.formula1) for rule in rules) <= 255
    assert all(len(rule.errorTitle or "") <= 32 and len(rule.promptTitle or "") <= 32 for rule in rules)


@needs_libreoffice
def test_libreoffice_opens_every_form_and_keeps_its_cells(out, tmp_path):
    paths = [out(kind) for kind in sorted(TITLES)]
    folder = converted(tmp_path, "xlsx", *paths)
    for path in paths:
        ours, theirs = openpyxl.load_workbook(path), openpyxl.load_workbook(folder / path.name)
        assert theirs.sheetnames == ours.sheetnames
        for sheet in ours:
            kept = theirs[sheet.title]
            mine = {
                (c.row, c.column): c.value
                for row in sheet.iter_rows()
                for c in row
                if c.value not in (None, "")
            }
            back = {key: kept.cell(*key).value for key in mine}
            assert back == mine
        rules = [rule.type for rule in ours["Biểu"].data_validations.dataValidation]
        assert sorted(rule.type for rule in theirs["Biểu"].data_validations.dataValidation) == sorted(rules)
