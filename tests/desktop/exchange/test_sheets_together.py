"""One workbook of several sheets: nominations, evidence by year, indicators, progress; one preview, one action."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import openpyxl
import pytest

from db import campaigns, dossiers, history, nominations, people, registrations, targets
from db.campaigns import PhaseDraft
from db.targets import TargetDraft
from desktop.exchange import apply as applying
from desktop.exchange.form import write_form
from desktop.exchange.matching import changes
from desktop.exchange.preview import preview_file

PEOPLE = ("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Hình thức khen thưởng")
EVIDENCE = (
    "Mã đề nghị",
    "STT",
    "Họ và tên",
    "Đơn vị",
    "Năm",
    "Xếp loại/danh hiệu/hình thức",
    "Số quyết định",
    "Ngày",
    "Cơ quan quyết định",
)


@pytest.fixture
def workbook(tmp_path):
    """Write sheets to a file and return its path."""

    def make(**sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            page = book.create_sheet(name.replace("_", " "))
            for row in rows:
                page.append(list(row))
        path = tmp_path / "biểu.xlsx"
        book.save(path)
        return path

    return make


@pytest.fixture
def take_in(ward):
    """Preview a file and write it as one action; returns (preview, rows written, action id)."""

    def run(path, accept=(), **choice):
        found = preview_file(ward.con, path, ward.campaign)
        with ward.store.action(applying.sentence(found)) as action:
            written = applying.apply(action, found, accept, **choice)
        return found, written, action.changes.action_id

    return run


def counted(ward):
    tables = ("subject", "nomination", "evidence", "attachment", "registration_progress", "target_result")
    return {t: ward.con.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}


def fates(preview):
    return [row.status for row in preview.rows]


def both(workbook):
    return workbook(
        Danh_sách=(
            PEOPLE,
            (1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ dân phố 1", "Giấy khen"),
            (2, "Trần Thị Bưởi", "Tổ phó", "Tổ dân phố 2", "Giấy khen"),
        ),
        Minh_chứng_theo_năm=(
            ("MINH CHỨNG THEO NĂM",),
            EVIDENCE,
            (
                None,
                1,
                "Lê Văn Mẫu",
                "Tổ dân phố 1",
                2019,
                "Giấy khen",
                "12/QĐ-UBND",
                "05/12/2019",
                "UBND phường",
            ),
            (None, 2, None, None, "2020-2021", "Hoàn thành tốt nhiệm vụ", "01234", 2021, "UBND phường"),
            (None, 3, "Trần Thị Bưởi", None, 2022, "Chiến sĩ thi đua cơ sở", None, "31/02/2022", None),
            (None, 4, "Người Không Có", None, 2022, "Giấy khen", None, None, None),
            (None, 5, "Trần Thị Bưởi", None, "năm ngoái", "Giấy khen", None, None, None),
        ),
    )


def test_people_and_their_evidence_are_one_preview_and_one_action(ward, workbook, take_in):
    before = counted(ward)
    found, written, action_id = take_in(both(workbook))
    assert (found.kind, [other.kind for other in found.others]) == ("nominations", ["evidence"])
    (evidence,) = found.others
    assert fates(found) == ["new", "new"]
    assert fates(evidence) == ["new", "new", "new", "unreadable", "unreadable"]
    assert [row.kind for row in evidence.rows[:3]] == ["certificate", "rating", "title"]
    assert [[p.cell for p in row.problems] for row in evidence.rows[2:]] == [["H5"], ["E6"], ["E7", "E7"]]
    assert written == 5
    people = {n.name: n for n in nominations.list_nominations(ward.con, ward.campaign)}
    got = dossiers.evidence_of(ward.con, people["Lê Văn Mẫu"].id)
    assert [(e.year_from, e.year_to, e.what, e.number, e.document_on, e.issuer) for e in got] == [
        (2019, 2019, "Giấy khen", "12/QĐ-UBND", "2019-12-05", "UBND phường"),
        (2020, 2021, "Hoàn thành tốt nhiệm vụ", "01234", "2021", "UBND phường"),
    ]
    (other,) = dossiers.evidence_of(ward.con, people["Trần Thị Bưởi"].id)
    assert (other.kind, other.document_on) == ("title", None)
    history.undo(ward.store, action_id)
    assert counted(ward) == before


def test_the_same_workbook_again_and_one_fact_changed(ward, workbook, take_in):
    path = both(workbook)
    take_in(path)
    again = preview_file(ward.con, path, ward.campaign)
    assert fates(again) == ["unchanged"] * 2
    assert fates(again.others[0]) == ["unchanged"] * 3 + ["unreadable"] * 2
    assert again.taken_in is not None
    assert again.taken_in.sentence().startswith(
        f"Tệp này đã nhập ngày {dt.datetime.now().astimezone():%d/%m/%Y}"
    )
    book = openpyxl.load_workbook(path)
    book["Minh chứng theo năm"]["G3"] = "13/QĐ-UBND"
    book.save(path)
    found, written, _ = take_in(path)
    assert found.taken_in is None
    assert found.others[0].rows[0].old == {"number": "12/QĐ-UBND"}
    assert written == 1


def test_evidence_by_hidden_id_whatever_the_name_says(ward, workbook, take_in):
    ward.nominate("Lê Văn Mẫu", position="Tổ trưởng")
    uid = nominations.get_nomination(ward.con, ward.nominee["Lê Văn Mẫu"]).uid
    path = workbook(Minh_chứng=(EVIDENCE, (uid, 1, "Lê V. Mẫu", "TDP3", 2020, "Giấy khen", "1", None, None)))
    found, written, _ = take_in(path)
    assert (found.kind, written) == ("evidence", 1)
    assert [e.year_from for e in dossiers.evidence_of(ward.con, ward.nominee["Lê Văn Mẫu"])] == [2020]


def test_two_of_one_name_are_told_apart_by_unit(ward, workbook, take_in):
    ward.nominate("Lê Văn Mẫu", unit="Tổ dân phố 1", position="Tổ trưởng")
    first = ward.nominee["Lê Văn Mẫu"]
    ward.nominate("Lê Văn Mẫu", unit="Tổ dân phố 2", position="Tổ phó")
    rows = (
        EVIDENCE,
        (None, 1, "Lê Văn Mẫu", "Tổ dân phố 1", 2020, "Giấy khen", None, None, None),
        (None, 2, "Lê Văn Mẫu", None, 2021, "Giấy khen", None, None, None),
    )
    found, written, _ = take_in(workbook(Minh_chứng=rows))
    assert (fates(found), written) == (["new", "unreadable"], 1)
    assert "nhiều người cùng tên" in found.rows[1].problems[0].message
    assert len(dossiers.evidence_of(ward.con, first)) == 1


def test_the_officer_decides_row_by_row(ward, workbook, take_in):
    found, written, _ = take_in(both(workbook), rows={(0, 1), (1, 0), (1, 2)})
    assert written == 2
    assert [n.name for n in nominations.list_nominations(ward.con, ward.campaign)] == ["Trần Thị Bưởi"]
    ((_, refused),) = applying.refused_rows(found)
    assert (refused.values["name"], "chưa được ghi" in refused.refused) == ("Lê Văn Mẫu", True)


def test_the_command_line_shows_and_writes_all_sheets(ward, workbook, cli):
    path, store = both(workbook), ward.store.path
    ward.store.close()
    code, out, _ = cli("import", store, path, "--json")
    import json

    found = json.loads(out)
    assert code == 0
    assert (found["kind"], found["sheet"], found["header_row"]) == ("nominations", "Danh sách", 1)
    assert {"kind", "sheet", "header_row", "columns", "rows", "counts", "action"} <= found.keys()
    assert [(s["kind"], s["header_row"], s["columns"]["year"]) for s in found["sheets"]] == [
        ("evidence", 2, "E")
    ]
    code, out, err = cli("import", store, path, "--apply")
    assert code == 0
    assert "Đã ghi 5 dòng" in out
    assert "Minh chứng theo năm" in out
    code, _, err = cli("import", store, path, "--apply")
    assert (code, "Tệp này đã nhập ngày" in err) == (0, True)


def test_a_hidden_or_narrow_sheet_is_not_read_with_it(ward, workbook):
    path = workbook(
        Danh_sách=(PEOPLE, (1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ dân phố 1", "Giấy khen")),
        Cũ=(PEOPLE, (1, "Người Năm Ngoái", "Tổ trưởng", "Tổ dân phố 1", "Giấy khen")),
        Đơn_vị=(("Tên đơn vị",), ("Tổ dân phố 77",)),
    )
    book = openpyxl.load_workbook(path)
    book["Cũ"].sheet_state = "hidden"
    book.save(path)
    found = preview_file(ward.con, path, ward.campaign)
    assert [sheet.sheet for sheet in found.sheets] == ["Danh sách"]


def test_two_lists_of_one_kind_are_both_read_and_doubles_told(ward, workbook, take_in):
    row = (1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ dân phố 1", "Giấy khen")
    other = (2, "Trần Thị Bưởi", "Tổ phó", "Tổ dân phố 2", "Giấy khen")
    path = workbook(Đợt_1=(PEOPLE, row, other), Đợt_2=(PEOPLE, row))
    found, written, _ = take_in(path)
    assert [fates(sheet) for sheet in found.sheets] == [["new", "new"], ["duplicate"]]
    assert written == 2


# ---------------------------------------------------------------- indicators and progress


@pytest.fixture
def measured(ward):
    """The ward with a phase and two indicators."""
    with ward.store.action("Chỉ tiêu") as action:
        phases = [
            campaigns.add_phase(action, ward.campaign, PhaseDraft(f"Đợt {n}", None, None)) for n in (1, 2)
        ]
        ids = [
            targets.add_target(action, ward.campaign, TargetDraft(name, Decimal(value), measure))
            for name, value, measure in (("Hiến đất", "2500", "m²"), ("Tỷ lệ hộ đạt chuẩn", "95.5", "%"))
        ]
    return ward, phases, ids


def test_results_of_a_phase(measured, workbook, take_in):
    ward, phases, _ = measured
    head = ("STT", "Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu giao", "Kết quả đợt 1", "Ghi chú")
    rows = (
        ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU",),
        head,
        (1, "Hiến đất", "m²", 2500, "1.250,5", None),
        (2, "Tỷ lệ hộ đạt chuẩn", "%", 95.5, "80%", None),
        (3, "Trồng cây", None, None, 5, None),
        (4, "Mái ấm", "căn", 3, "chưa có", None),
    )
    found, written, action_id = take_in(workbook(Chỉ_tiêu=rows))
    assert found.kind == "targets"
    assert fates(found) == ["changed", "changed", "unreadable", "new"]
    assert found.rows[0].old == {"result": None}
    assert written == 3
    by_name = {t.name: t for t in targets.list_targets(ward.con, ward.campaign)}
    assert by_name["Hiến đất"].results == {phases[0]: 1_250_500}
    assert by_name["Tỷ lệ hộ đạt chuẩn"].results == {phases[0]: 80_000}
    assert (by_name["Mái ấm"].annual_thousandths, by_name["Mái ấm"].results) == (3000, {})
    assert fates(preview_file(ward.con, workbook(Chỉ_tiêu=rows), ward.campaign))[:2] == ["unchanged"] * 2
    history.undo(ward.store, action_id)
    assert [t.results for t in targets.list_targets(ward.con, ward.campaign)] == [{}, {}]


def test_the_phase_may_stand_in_its_own_column_and_must_be_known(measured, workbook, take_in):
    ward, phases, _ = measured
    rows = (
        ("Chỉ tiêu", "Đợt", "Kết quả"),
        ("Hiến đất", "Đợt 2", 7),
        ("Tỷ lệ hộ đạt chuẩn", "Đợt 9", 8),
    )
    found, written, _ = take_in(workbook(Chỉ_tiêu=rows))
    assert (fates(found), written) == (["changed", "unreadable"], 1)
    assert targets.list_targets(ward.con, ward.campaign)[0].results == {phases[1]: 7000}


def test_progress_and_status_of_registrations(ward, workbook, take_in):
    made = ward.register("Nhà văn hóa", "Tổ dân phố 1", kind="work")
    head = (
        "Đơn vị",
        "Tên công trình",
        "Tình trạng",
        "Tiến độ thực hiện",
        "Giá trị thực hiện (đồng)",
        "Ngày báo cáo",
    )
    row = ("Tổ dân phố 1", "Nhà văn hóa", "Đang triển khai", "Xong phần móng", 9_500_000, "01/09/2023")
    found, written, action_id = take_in(workbook(Tiến_độ=(head, row)))
    assert found.rows[0].old == {"status": "registered", "progress": None, "final_value": None}
    assert written == 1
    after = registrations.get_registration(ward.con, made)
    assert (after.status, after.final_budget, after.value) == ("in_progress", 9_500_000, None)
    assert registrations.progress_notes(ward.con, made) == [(dt.date(2023, 9, 1), "Xong phần móng")]
    again = preview_file(ward.con, workbook(Tiến_độ=(head, row)), ward.campaign)
    assert fates(again) == ["unchanged"]
    history.undo(ward.store, action_id)
    assert registrations.progress_notes(ward.con, made) == []


def test_a_row_the_register_refuses_is_that_rows_problem(ward, workbook, take_in):
    """The second line asks for what the first one just got: the others are written."""
    rows = (
        PEOPLE,
        (1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ dân phố 1", "Giấy khen"),
        (2, "Trần Thị Bưởi", "Tổ phó", "Tổ dân phố 2", "Giấy khen"),
    )
    path = workbook(A=rows)
    found = preview_file(ward.con, path, ward.campaign)
    ward.nominate("Lê Văn Mẫu", unit="Tổ dân phố 1", position="Tổ trưởng")
    found.seen = history.last_action_id(ward.con)  # only the writer finds it out
    with ward.store.action("Ghi") as action:
        assert applying.apply(action, found) == 1
    ((_, refused),) = applying.refused_rows(found)
    assert "đã được đề nghị" in refused.refused


def test_evidence_of_somebody_listed_twice_goes_to_the_first_line(ward, workbook, take_in):
    row = (1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ dân phố 1", "Giấy khen")
    fact = (None, 1, "Lê Văn Mẫu", "Tổ dân phố 1", 2020, "Giấy khen", None, None, None)
    found, written, _ = take_in(workbook(Danh_sách=(PEOPLE, row, row), Minh_chứng=(EVIDENCE, fact, fact)))
    assert [fates(sheet) for sheet in found.sheets] == [["new", "duplicate"], ["new", "duplicate"]]
    assert written == 2


# ---------------------------------------------------------------- three ways


def test_what_the_office_changed_survives_an_accepted_conflict(full_ward, tmp_path):
    """The unit corrected the citation of a copy in which the position was still the old one."""
    path = tmp_path / "biểu.xlsx"
    write_form(full_ward.con, full_ward.campaign, path, "nominations")
    nominee = nominations.get_nomination(full_ward.con, full_ward.nominee["Lê Văn Mẫu"])
    with full_ward.store.action("Cơ quan sửa") as action:
        people.change_subject(action, nominee.subject.id, position="Bí thư chi bộ")
    sent = preview_file(full_ward.con, path, full_ward.campaign)
    assert fates(sent) == ["unchanged"] * 5, "the unit changed nothing, and its old copy takes nothing back"
    at = next(row.row for row in sent.rows if row.uid == nominee.uid)
    book = openpyxl.load_workbook(path)
    book[sent.sheet].cell(at + 1, sent.mapping.columns["citation"] + 1).value = "Đã hiến đất mở đường"
    book.save(path)
    found = preview_file(full_ward.con, path, full_ward.campaign)
    (conflict,) = [row for row in found.rows if row.status != "unchanged"]
    assert (conflict.status, set(conflict.old)) == ("conflict", {"citation"})
    assert "“Tổ trưởng” thành “Bí thư chi bộ”" in conflict.problems[-1].message
    assert changes("nominations", conflict)[0].endswith("→ Đã hiến đất mở đường")
    with full_ward.store.action("Ghi") as action:
        assert applying.apply(action, found, ["conflict"]) == 1
    after = nominations.get_nomination(full_ward.con, nominee.id)
    assert (after.subject.position, after.own_citation) == ("Bí thư chi bộ", "Đã hiến đất mở đường")


def test_a_change_that_was_undone_is_no_conflict(full_ward, tmp_path):
    path = tmp_path / "biểu.xlsx"
    write_form(full_ward.con, full_ward.campaign, path)
    first = registrations.list_registrations(full_ward.con, full_ward.campaign)[0]
    with full_ward.store.action("Nhầm") as action:
        registrations.change_registration(action, first.id, place="Nhầm")
    history.undo(full_ward.store)
    sent = preview_file(full_ward.con, path, full_ward.campaign)
    at = next(row.row for row in sent.rows if row.uid == first.uid)
    book = openpyxl.load_workbook(path)
    book[sent.sheet].cell(at + 1, sent.mapping.columns["note"] + 1).value = "Đơn vị ghi"
    book.save(path)
    found = preview_file(full_ward.con, path, full_ward.campaign)
    assert [(row.status, set(row.old)) for row in found.rows if row.uid == first.uid] == [
        ("changed", {"note"})
    ]


def test_changes_are_said_in_words(ward, workbook, cli):
    ward.register("Nhà văn hóa", "Tổ dân phố 1", kind="work", planned_budget=15_000_000, finish_on="2023-11")
    head = ("Đơn vị", "Tên công trình", "Kinh phí (đồng)", "Thời gian hoàn thành", "Tình trạng")
    path = workbook(A=(head, ("Tổ dân phố 1", "Nhà văn hóa", 20_000_000, "30/12/2023", "Nghiệm thu")))
    ward.store.close()
    code, out, _ = cli("import", ward.store.path, path)
    assert code == 0
    assert "Kinh phí: 15.000.000 → 20.000.000" in out
    assert "Thời gian hoàn thành: 11/2023 → 30/12/2023" in out
    assert "Tình trạng: Đăng ký → Nghiệm thu" in out
