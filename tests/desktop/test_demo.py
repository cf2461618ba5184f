"""The worked example: nine files, each opened by its own reader and held against the register."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from db import awards, board, campaigns, decisions, registrations
from db.rules.deadlines import ObligationState
from db.store import open_reader
from desktop import cli, demo

NINE = {
    "demo.sothidua",
    "giay-khen.pdf",
    "giay-khen-phoi.pdf",
    "tong-hop.xlsx",
    "dang-ky.xlsx",
    "bao-cao.docx",
    "bao-cao.pdf",
    "quyet-dinh.docx",
    "to-trinh.docx",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo") / "ví dụ"
    assert cli.run(["demo", str(made)]) == 0
    return made


def pdf_pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(str(path))
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def recipients(folder: Path) -> list[str]:
    con = open_reader(folder / "demo.sothidua")
    try:
        decision = decisions.by_number(con, "187/QĐ-UBND")
        return [award.recipient for award in awards.list_awards(con, decision.id)]
    finally:
        con.close()


def test_just_the_nine_files_are_there(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == NINE


def test_numbers_on_stdout_and_progress_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["demo", str(tmp_path / "a")]) == 0
    told = capsys.readouterr()
    assert told.out.split() == ["34/QĐ-UBND", "187/QĐ-UBND"]
    assert "100 %" in told.err


@pytest.mark.parametrize("name", ["giay-khen.pdf", "giay-khen-phoi.pdf"])
def test_one_page_a_recipient_with_the_name_exactly(folder: Path, name: str) -> None:
    pages, names = pdf_pages(folder / name), recipients(folder)
    assert len(pages) == len(names) == 67
    for page, recipient in zip(pages, names, strict=True):
        assert recipient in page


def test_the_full_design_says_what_the_overprint_leaves_to_the_sheet(folder: Path) -> None:
    full, overprint = pdf_pages(folder / "giay-khen.pdf")[0], pdf_pages(folder / "giay-khen-phoi.pdf")[0]
    assert "GIẤY KHEN" in full
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG AN LẠC ĐÔNG" in full
    assert "GIẤY KHEN" not in overprint


def test_the_registrations_sheet_holds_every_registration_of_the_drive(folder: Path) -> None:
    con = open_reader(folder / "demo.sothidua")
    known = registrations.list_registrations(con, campaigns.find_campaign(con).id)
    con.close()
    book = openpyxl.load_workbook(folder / "dang-ky.xlsx", data_only=True)
    cells = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    for registration in known:
        assert registration.title in cells
    assert "Nguồn số liệu" in book.sheetnames


def test_the_papers_have_their_headings(folder: Path) -> None:
    def words(name: str) -> str:
        paper = docx.Document(str(folder / name))
        paragraphs = [p.text for p in paper.paragraphs]
        for table in paper.tables:
            paragraphs += [p.text for row in table.rows for cell in row.cells for p in cell.paragraphs]
        return "\n".join(paragraphs)

    decision = words("quyet-dinh.docx")
    for heading in ("QUYẾT ĐỊNH", "Điều 1.", "Điều 2.", "Điều 3.", "Số: 187/QĐ-UBND", "CHỦ TỊCH"):
        assert heading in decision
    assert all(name in decision for name in recipients(folder))
    assert "TỜ TRÌNH" in words("to-trinh.docx")
    assert "BÁO CÁO" in words("bao-cao.docx")
    assert "BÁO CÁO" in pdf_pages(folder / "bao-cao.pdf")[0]


def test_the_drive_with_the_deadline_of_15_8_2023_started_last(folder: Path) -> None:
    con = open_reader(folder / "demo.sothidua")
    drive = campaigns.find_campaign(con)
    found = board.board(con, drive.id, dt.date(2023, 8, 20))
    con.close()
    due = {
        cell.status.due.isoformat() for cell in found.cells if cell.kind == "registration" and cell.status.due
    }
    assert "2023-08-15" in due
    overdue = [cell for cell in found.in_state(ObligationState.OVERDUE) if cell.kind == "registration"]
    assert {cell.status.days_late for cell in overdue} == {5}


def test_the_board_in_json_is_the_board_of_the_store(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["board", str(folder / "demo.sothidua"), "--as-of", "2023-08-20", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["as_of"] == "2023-08-20"
    assert sum(told["counts"].values()) == len(told["cells"])
    for state, count in told["counts"].items():
        assert count == sum(cell["state"] == state for cell in told["cells"])
    for cell in told["cells"]:
        assert set(cell) == {
            "unit",
            "unit_kind",
            "requirement",
            "due",
            "state",
            "days_left",
            "days_late",
            "received",
            "missing",
            "registrations",
        }


def test_a_second_run_replaces_its_own_files_only(tmp_path: Path) -> None:
    target = tmp_path / "demo-out"
    assert cli.run(["demo", str(target)]) == 0
    (target / "của-tôi.txt").write_text("giữ lại", encoding="utf-8")
    assert cli.run(["demo", str(target), "--nominees", "20"]) == 0
    assert {path.name for path in target.iterdir()} == NINE | {"của-tôi.txt"}
    assert (target / "của-tôi.txt").read_text(encoding="utf-8") == "giữ lại"


@pytest.mark.parametrize("count", [1, 7, 60])
def test_one_decision_holds_nine_tenths_of_the_nominees(tmp_path: Path, count: int) -> None:
    assert cli.run(["demo", str(tmp_path), "--nominees", str(count)]) == 0
    con = open_reader(tmp_path / "demo.sothidua")
    sizes = [decision.award_count for decision in decisions.list_decisions(con)]
    nominated = con.execute("SELECT count(*) FROM nomination").fetchone()[0]
    con.close()
    assert nominated == count
    assert max(sizes) * 10 >= count * 9


@pytest.mark.parametrize("arguments", [["--nominees", "0"], ["--nominees", "-3"]])
def test_an_impossible_number_of_nominees_is_refused(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["demo", str(tmp_path / "x"), *arguments]) == 1
    told = capsys.readouterr().err.strip()
    assert told.startswith("Lỗi: ")
    assert "\n" not in told
    assert not (tmp_path / "x").exists()


def test_a_demo_that_is_open_in_a_window_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from db.store import Store

    assert cli.run(["demo", str(tmp_path), "--nominees", "3"]) == 0
    before = (tmp_path / "giay-khen.pdf").read_bytes()
    with Store.open(tmp_path / "demo.sothidua"):
        assert cli.run(["demo", str(tmp_path), "--nominees", "5"]) == 1
    assert "Lỗi: " in capsys.readouterr().err
    assert (tmp_path / "giay-khen.pdf").read_bytes() == before
    assert demo.FILES[0] == "demo.sothidua"
