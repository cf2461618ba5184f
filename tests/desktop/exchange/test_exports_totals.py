"""Totals of exports: live formulas whose cached values are the sums of the parts, for small random registers too."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db import campaigns, decisions, nominations, people, registrations, targets
from db.campaigns import PhaseDraft
from db.store import Store
from db.targets import TargetDraft
from db.vietnamese.numbers import money_in_words
from desktop.exchange import exports

AS_OF = dt.date(2024, 1, 5)
TOTAL = re.compile(r"=SUBTOTAL\((9|3),([A-Z]+\d+)(?::([A-Z]+\d+))?\)")
QUOTIENT = re.compile(r"=(?:IF\(.+?,)?([A-Z]+\d+)/\(?([A-Z]+\d+)(?:-([A-Z]+\d+)\))?")


def work_out(sheet, formula: str):
    """What a formula of ours comes to, worked out of the cells it names; ``sheet`` holds cached values."""
    found = TOTAL.match(formula)
    if found:
        area = sheet[f"{found[2]}:{found[3] or found[2]}"]
        cells = [cell.value for row in area for cell in row]
        if found[1] == "9":
            return sum(value for value in cells if isinstance(value, int | float))
        return sum(value is not None for value in cells) - cells.count("–")
    found = QUOTIENT.match(formula)
    assert found, formula
    above, below = sheet[found[1]].value, sheet[found[2]].value
    below -= sheet[found[3]].value if found[3] else 0
    return above / below if below else None


def check_formulas(path: Path) -> int:
    """Every formula's cached value is what its cells come to; returns how many there are."""
    live, cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    count = 0
    for sheet in live:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    known = cached[sheet.title][cell.coordinate].value
                    expected = work_out(cached[sheet.title], str(cell.value))
                    assert known == pytest.approx(expected) if expected is not None else known in (None, "")
                    count += 1
    return count


def column(sheet, heading: str) -> list[object]:
    """The values under a heading, down to the total, which comes last."""
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "STT")
    at = next(
        cell.column
        for row in sheet.iter_rows(min_row=head, max_row=head + 1)
        for cell in row
        if cell.value == heading
    )
    found, row = [], head + 1
    while row <= sheet.max_row:
        if isinstance(sheet.cell(row, 1).value, int) or sheet.cell(row, 2).value == "Tổng cộng":
            found.append(sheet.cell(row, at).value)
        if sheet.cell(row, 2).value == "Tổng cộng":
            break
        row += 1
    return found


# ---- small random registers

money = st.none() | st.integers(0, 2_000_000_000)
registered = st.tuples(
    st.lists(st.integers(0, 5), min_size=0, max_size=3, unique=True),
    st.sampled_from(sorted(registrations.KINDS)),
    st.sampled_from(sorted(registrations.STATUSES)),
    money,
    money,
)
nominee = st.tuples(
    st.sampled_from(("individual", "collective", "household")),
    st.integers(0, 5),
    st.sampled_from((None, 0, 1)),
    st.sampled_from(("giay_khen", "bang_khen")),
)
indicator = st.tuples(
    st.none() | st.integers(0, 5),
    st.sampled_from(sorted(targets.KINDS)),
    st.integers(0, 9),
    st.lists(st.none() | st.integers(0, 20), min_size=2, max_size=2),
)
DAYS = (dt.date(2022, 11, 20), dt.date(2023, 12, 20))


@pytest.fixture
def ward_file(ward, tmp_path):
    """The ward's register closed, and its ids: a fresh copy is opened for every example."""
    with ward.store.action("Đợt") as action:
        for name in ("Đợt 1", "Đợt 2"):
            campaigns.add_phase(action, ward.campaign, PhaseDraft(name))
    ward.store.close()
    return ward


def fill(store, ward, listed, nominees, indicators):
    """Write the example; returns the ids of the decisions."""
    ids = list(ward.unit.values())
    with store.action("Đăng ký") as action:
        for number, (units, kind, status, planned, final) in enumerate(listed):
            registrations.register(
                action,
                campaign_id=ward.campaign,
                unit_ids=tuple(ids[at] for at in units),
                kind=kind,
                title=f"Việc {number}",
                received_date=dt.date(2023, 8, 1),
                status=status,
                planned_budget=planned,
                final_people=final,
                allow_no_unit=True,
            )
    lists: dict[tuple[int, str], list[int]] = {}
    with store.action("Đề nghị") as action:
        for number, (kind, unit, when, form) in enumerate(nominees):
            person = people.add_subject(action, kind=kind, name=f"Người thứ {number}", unit_id=ids[unit])
            made = nominations.nominate(action, subject_id=person, campaign_id=ward.campaign, form_code=form)
            if when is not None:
                lists.setdefault((when, form), []).append(made)
    for number, ((when, _), chosen) in enumerate(sorted(lists.items()), start=1):
        with store.action("Quyết định") as action:
            nominations.set_status(action, chosen, "approved")
            made = decisions.draft_decision(action, nomination_ids=chosen, campaign_id=ward.campaign)
            decisions.issue(action, made, str(number), DAYS[when])
    phases = campaigns.phases(store.con, ward.campaign)
    with store.action("Chỉ tiêu") as action:
        for number, (unit, kind, annual, results) in enumerate(indicators):
            draft = TargetDraft(
                f"Chỉ tiêu {number}", Decimal(annual), kind=kind, unit_id=None if unit is None else ids[unit]
            )
            made = targets.add_target(action, ward.campaign, draft)
            for phase, result in zip(phases, results, strict=True):
                if result is not None:
                    targets.set_result(action, made, phase.id, Decimal(result))


@settings(
    max_examples=10,
    deadline=None,
    # An example writes and reads seven workbooks: shrinking would take minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(registered, max_size=8),
    st.lists(nominee, max_size=8),
    st.lists(indicator, max_size=5),
)
def test_totals_are_the_sums_of_their_parts(ward_file, listed, nominees, indicators):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = Path(shutil.copyfile(ward_file.store.path, folder / "sổ.sothidua"))
        with Store.open(path) as store:
            fill(store, ward_file, listed, nominees, indicators)
            for kind in (
                "registrations",
                "nominations",
                "register",
                "statistics",
                "summary",
                "progress",
                "evidence",
            ):
                exports.export(store.con, kind, ward_file.campaign, folder / f"{kind}.xlsx", AS_OF)
                check_formulas(folder / f"{kind}.xlsx")
        check_figures(folder, listed, nominees, indicators)


@pytest.mark.parametrize(
    ("as_of", "awarded"),
    [
        (dt.date(2022, 11, 19), 0),
        (dt.date(2022, 11, 20), 2),
        (dt.date(2023, 12, 19), 2),
        (dt.date(2023, 12, 20), 5),
    ],
)
def test_every_sheet_of_the_summary_ends_on_the_day_asked_for(ward_file, tmp_path, as_of, awarded):
    people_of = [("individual", at, when, "giay_khen") for at, when in enumerate((0, 0, 1, 1, 1, None))]
    with Store.open(ward_file.store.path) as store:
        fill(store, ward_file, [], people_of, [])
        exports.export(store.con, "summary", ward_file.campaign, tmp_path / "th.xlsx", as_of)
    book = openpyxl.load_workbook(tmp_path / "th.xlsx", data_only=True)
    shown = {}
    for sheet, heading in (
        ("Tổng hợp", "Đã khen"),
        ("Theo loại đơn vị", "Đã khen"),
        ("Khen thưởng theo hình thức", "Tổng số"),
        ("Đơn vị và hình thức", "Tổng số"),
        ("Theo phong trào", "Đã khen"),
        ("Theo năm", "Tổng số"),
    ):
        shown[sheet] = sum_of(book[sheet], heading)
    assert shown == dict.fromkeys(shown, awarded)


def check_figures(folder, listed, nominees, indicators):
    """The totals in the files beside what the example was made of."""
    books = {path.stem: openpyxl.load_workbook(path, data_only=True) for path in folder.glob("*.xlsx")}
    standing = Counter(kind for _, kind, status, *_ in listed if status != "stopped")
    awarded = [(kind, when, form) for kind, _, when, form in nominees if when is not None]
    summary = books["summary"]
    for sheet in ("Tổng hợp", "Theo loại đơn vị"):
        for kind, title in registrations.KINDS.items():
            assert sum_of(summary[sheet], title) == standing[kind]
        assert sum_of(summary[sheet], "Đề nghị khen") == len(nominees)
        assert sum_of(summary[sheet], "Đã khen") == len(awarded)
    for sheet in ("Đơn vị và hình thức", "Theo năm", "Theo phong trào"):
        heading = "Đã khen" if sheet == "Theo phong trào" else "Tổng số"
        assert sum_of(summary[sheet], heading) == len(awarded)
    by_form = Counter(form for _, _, form in awarded)
    names = {"giay_khen": "Giấy khen", "bang_khen": "Bằng khen"}
    for form, count in by_form.items():
        for sheet in ("Đơn vị và hình thức", "Theo năm"):
            title = next(h for h in headings(summary[sheet]) if h.startswith(names[form]))
            assert sum_of(summary[sheet], title) == count
    values = column(books["registrations"]["Đăng ký"], "Giá trị dự kiến (đồng)")
    assert sum(v or 0 for v in values[:-1]) == sum(row[3] or 0 for row in listed)
    progress = books["progress"]["Tiến độ đăng ký"]
    assert sum_of(progress, "Giá trị thực hiện (đồng)") == sum(row[4] or 0 for row in listed)
    for status, title in registrations.STATUSES.items():
        assert sum_of(progress, title) == sum(row[2] == status for row in listed)
    check_phases(books["progress"], indicators)


def check_phases(book, indicators):
    """Indicators and units that reach half, counted here the long way."""
    measured = [one for one in indicators if one[1] == "cumulative" and one[2] > 0]
    sheet = book["Theo đợt"]
    for number in (0, 1):
        reaching = [one for one in measured if one[3][number] is not None and 2 * one[3][number] >= one[2]]
        assert column(sheet, "Tổng số")[number] == len(indicators)
        assert column(sheet, "Không tính tỷ lệ")[number] == len(indicators) - len(measured)
        assert column(sheet, "Đạt từ 50 %")[number] == len(reaching)
        units = {one[0] for one in measured} - {None}
        lagging = {one[0] for one in measured if one not in reaching}
        assert column(sheet, "Đạt tất cả")[number] == len(units - lagging)


def headings(sheet) -> list[str]:
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "STT")
    return [str(c.value) for row in sheet.iter_rows(min_row=head, max_row=head + 1) for c in row if c.value]


def sum_of(sheet, heading: str) -> int:
    """The sum of a column, which is its total where it has rows at all."""
    if heading not in headings(sheet):
        return 0
    *parts, total = column(sheet, heading) or [0]
    assert total == sum(value or 0 for value in parts)
    return total


# ---- a spreadsheet's own opinion


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is an outside tool and is not installed here"
)
def test_libreoffice_works_out_the_same(full_ward, tmp_path):
    full_ward.decide(names=["Lê Văn Mẫu", "Tổ dân phố 3"])
    with full_ward.store.action("Chỉ tiêu") as action:
        for name in ("Đợt 1", "Đợt 2"):
            campaigns.add_phase(action, full_ward.campaign, PhaseDraft(name))
        own = full_ward.unit["Tổ dân phố 1"]
        made = targets.add_target(action, full_ward.campaign, TargetDraft("Cây", Decimal(200), unit_id=own))
        targets.add_target(action, full_ward.campaign, TargetDraft("Hộ nghèo", Decimal(3), kind="decrease"))
        targets.set_result(
            action, made, campaigns.phases(action.con, full_ward.campaign)[0].id, Decimal("96.5")
        )
    kinds = sorted(set(exports.KINDS) - {"sheets", "mail-merge"})
    bare, back = tmp_path / "trần", tmp_path / "về"
    bare.mkdir()
    for kind in kinds:
        exports.export(full_ward.con, kind, full_ward.campaign, tmp_path / f"{kind}.xlsx", AS_OF)
        assert check_formulas(tmp_path / f"{kind}.xlsx") > 0
        # openpyxl leaves the cached values out, so that nobody can copy them.
        openpyxl.load_workbook(tmp_path / f"{kind}.xlsx").save(bare / f"{kind}.xlsx")
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'hồ sơ').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(back)]
    subprocess.run(
        [*command, *(str(bare / f"{kind}.xlsx") for kind in kinds)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    for kind in kinds:
        live = openpyxl.load_workbook(tmp_path / f"{kind}.xlsx")
        ours = openpyxl.load_workbook(tmp_path / f"{kind}.xlsx", data_only=True)
        theirs = openpyxl.load_workbook(back / f"{kind}.xlsx", data_only=True)
        for sheet in live:
            for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
                mine, other = (book[sheet.title][cell.coordinate].value for book in (ours, theirs))
                assert (mine or 0) == pytest.approx(other or 0), (kind, sheet.title, cell.coordinate)


# ---- lists for Word


def test_mail_merge_is_one_flat_row_of_headings_and_text_below(full_ward, tmp_path):
    full_ward.decide(names=["Lê Văn Mẫu", "Tổ dân phố 3"])
    path = tmp_path / "trộn.xlsx"
    assert exports.export(full_ward.con, "mail-merge", full_ward.campaign, path, AS_OF) == 2
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Khen thưởng", "Đề nghị khen thưởng", "Đăng ký", "Nguồn số liệu"]
    for sheet in book.worksheets[:-1]:
        assert not sheet.merged_cells.ranges
        names = [cell.value for cell in sheet[1]]
        assert all(names)
        assert len(set(names)) == len(names)
        assert max(map(len, names)) <= 40, "Word cuts the names of merge fields"
        assert {c.data_type for row in sheet.iter_rows() for c in row if c.value is not None} == {"s"}
    rows = {
        row[1].value: {h.value: c.value for h, c in zip(book["Khen thưởng"][1], row, strict=True)}
        for row in book["Khen thưởng"].iter_rows(min_row=2)
    }
    mine = rows["Lê Văn Mẫu"]
    # 0,15 of 1.800.000 đồng (NĐ 98/2023)
    assert (mine["Tiền thưởng"], mine["Tiền thưởng bằng chữ"]) == ("270.000 đồng", money_in_words(270_000))
    assert (mine["Ngày quyết định"], mine["Ngày quyết định đầy đủ"]) == (
        "20/12/2023",
        "ngày 20 tháng 12 năm 2023",
    )
    registered = {row[2].value: [cell.value for cell in row] for row in book["Đăng ký"].iter_rows(min_row=2)}
    assert "15.000.000 đồng" in registered["Tuyến đường hoa"]
    assert "10/08/2023" in registered["Tuyến đường hoa"]
    assert "11/2023" in registered["Tuyến đường hoa"]


def test_a_source_says_drive_filter_moment_and_rows(full_ward, tmp_path):
    moment = dt.datetime(2024, 1, 5, 9, 7)  # noqa: DTZ001 - the office's own clock
    for kind in ("evidence", "mail-merge", "progress"):
        path = tmp_path / f"{kind}.xlsx"
        exports.export(full_ward.con, kind, full_ward.campaign, path, AS_OF, store_name="sổ", made_at=moment)
        told = {
            row[0].value: row[1].value for row in openpyxl.load_workbook(path)["Nguồn số liệu"].iter_rows()
        }
        assert told["Nguồn"] == "Sổ Thi Đua – sổ"
        assert campaigns.get_campaign(full_ward.con, full_ward.campaign).title in told["Phong trào"]
        assert told["Lấy từ sổ lúc"] == "09:07 ngày 05/01/2024"
        assert told["Số liệu tính đến ngày"] == "05/01/2024"
        assert told["Bộ lọc, cách lấy số liệu"]
        assert any(label.startswith("Số dòng của bảng") for label in told)


def test_evidence_has_one_column_a_year_of_the_window(full_ward, tmp_path):
    path = tmp_path / "minh chứng.xlsx"
    exports.export(full_ward.con, "evidence", full_ward.campaign, path, AS_OF)
    sheet = openpyxl.load_workbook(path, data_only=True)["Minh chứng theo năm"]
    years = [h for h in headings(sheet) if h.isdigit()]
    assert years == [str(year) for year in range(2013, 2024)]
    shown = dict(
        zip(column(sheet, "Họ và tên, tên tập thể, hộ gia đình"), column(sheet, "2015"), strict=True)
    )
    assert shown["Lê Văn Mẫu"] == "Giấy khen năm 2015"
    assert {year: column(sheet, year)[-1] for year in years} == {
        "2013": 1, "2014": 0, "2015": 1, "2016": 0, "2017": 0, "2018": 0, "2019": 1, "2020": 0, "2021": 0,
        "2022": 1, "2023": 1,
    }  # fmt: skip


def test_charts_of_the_summary(full_ward, tmp_path):
    full_ward.decide(names=["Lê Văn Mẫu"], day="2022-12-20")
    full_ward.decide(number="13", names=["Tổ dân phố 3"])
    path = tmp_path / "tổng hợp.xlsx"
    exports.export(full_ward.con, "summary", full_ward.campaign, path, AS_OF)
    book = openpyxl.load_workbook(path)
    charted = {sheet.title: sheet._charts[0] for sheet in book if sheet._charts}
    assert set(charted) == {
        "BĐ Đăng ký theo loại đơn vị",
        "BĐ Khen thưởng theo hình thức",
        "BĐ Khen theo hình thức và năm",
    }
    by_year = book["BĐ Khen theo hình thức và năm"]
    assert [cell.value for cell in by_year["A"]][2:4] == ["2022", "2023"]
    assert [cell.value for cell in by_year["B"]][1:4] == ["Giấy khen", 1, 1]
