"""The register as a file on the command line: new, undo, redo, history, backup, restore, check."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import campaigns, history, organizations, units
from db.campaigns import CampaignDraft
from db.resources import path as resource
from db.store import Store

Cli = Callable[..., tuple[int, str, str]]
PLAN = resource("samples/ke-hoach.txt")


def refused(answer: tuple[int, str, str]) -> str:
    """The one sentence of a refusal that printed nothing else."""
    code, out, err = answer
    assert (code, out) == (1, ""), answer
    (line,) = [text for text in err.splitlines() if text.startswith("Lỗi: ")]
    assert "hãy " in line
    assert line.endswith(".")
    return line


def names_of_units(path: Path) -> list[str]:
    with Store.open(path) as store:
        return [unit.name for unit in units.list_units(store.con)]


@pytest.fixture
def used(store_path: Path) -> Path:
    """A register with three actions after its making: two units and a drive."""
    with Store.open(store_path) as store:
        for name in ("Thôn 1", "Thôn 2"):
            with store.action(f"Thêm đơn vị {name}") as action:
                units.add_unit(action, name=name)
        with store.action("Tạo phong trào") as action:
            campaigns.start_campaign(action, CampaignDraft("Thi đua", start_on="2023"))
    return store_path


# ---------------------------------------------------------------- new


@pytest.mark.parametrize(
    ("given", "made"), [("a.sothidua", "a.sothidua"), ("b", "b.sothidua"), ("c.d", "c.d")]
)
def test_new_makes_an_empty_register_and_says_where(cli: Cli, tmp_path: Path, given: str, made: str) -> None:
    code, out, err = cli("new", tmp_path / given)
    assert (code, err) == (0, "")
    assert out == f"Đã tạo sổ {tmp_path / made}\n"
    with Store.open(tmp_path / made) as store:
        assert campaigns.list_campaigns(store.con) == []
        assert organizations.own(store.con) is None
        assert history.last_undoable(store.con) is None


def test_new_from_a_plan_is_one_action_with_office_and_drive(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "phường.sothidua"
    code, out, err = cli("new", target, "--plan", PLAN)
    assert (code, err) == (0, "")
    first, last = out.splitlines()
    assert first.startswith("Phong trào PT2023-01: Đợt thi đua đặc biệt kỷ niệm 30 năm")
    assert last == f"Đã tạo sổ {target}"
    with Store.open(target) as store:
        office = organizations.own(store.con)
        assert office is not None
        assert (office.level, office.place) == ("ward", "An Lạc Đông")
        assert office.chairman_title == "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG AN LẠC ĐÔNG"
        (drive,) = campaigns.list_campaigns(store.con)
        assert (drive.start_on, drive.end_on) == ("2023-07-10", "2023-12-10")
        assert history.actions(store.con)[0].name == f"Tạo phong trào từ kế hoạch “{PLAN.name}”"
        history.undo(store)
        assert campaigns.list_campaigns(store.con) == []
        assert organizations.own(store.con) is None


def test_new_leaves_what_stands_there_alone(cli: Cli, used: Path, tmp_path: Path) -> None:
    before = used.read_bytes()
    assert "đã có" in refused(cli("new", used))
    assert "đã có" in refused(cli("new", used, "--plan", PLAN))
    assert used.read_bytes() == before
    assert "Không có thư mục" in refused(cli("new", tmp_path / "không có" / "a.sothidua"))


def unreadable_plans(folder: Path) -> dict[str, Path]:
    """Files that are no plan, by what is wrong with them."""
    made = {name: folder / name for name in ("trống.txt", "ảnh.png", "hóa đơn.txt", "hỏng.docx", "hỏng.pdf")}
    made["trống.txt"].write_text("", encoding="utf-8")
    made["ảnh.png"].write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    made["hóa đơn.txt"].write_text(
        "HÓA ĐƠN GIÁ TRỊ GIA TĂNG\n\nTổng cộng: 1.200.000 đồng\n", encoding="utf-8"
    )
    made["hỏng.docx"].write_bytes(b"PK\x03\x04" + bytes(500))
    made["hỏng.pdf"].write_bytes(b"%PDF-1.7\n" + bytes(500))
    made["không có"] = folder / "không có.txt"
    return made


@pytest.mark.parametrize("plan", ["trống.txt", "ảnh.png", "hóa đơn.txt", "hỏng.docx", "hỏng.pdf", "không có"])
def test_a_plan_that_cannot_be_read_leaves_no_register(cli: Cli, tmp_path: Path, plan: str) -> None:
    path = unreadable_plans(tmp_path)[plan]
    before = sorted(tmp_path.iterdir())
    said = refused(cli("new", tmp_path / "a.sothidua", "--plan", path))
    assert said == refused(cli("read-plan", path))
    assert "người bảo trì" not in said
    assert sorted(tmp_path.iterdir()) == before


# ---------------------------------------------------------------- history, undo, redo


def entries(cli: Cli, path: Path) -> list[dict[str, Any]]:
    code, out, err = cli("history", path, "--json")
    assert (code, err) == (0, "")
    found: list[dict[str, Any]] = json.loads(out)
    return found


def test_history_in_json_has_exactly_these_keys_newest_first(cli: Cli, used: Path) -> None:
    found = entries(cli, used)
    assert [entry["name"] for entry in found] == [
        "Tạo phong trào",
        "Thêm đơn vị Thôn 2",
        "Thêm đơn vị Thôn 1",
        "Tạo sổ mới với danh mục pháp luật kèm chương trình",
    ]
    for entry in found:
        assert list(entry) == ["action", "name", "at", "who", "undoes", "undone", "changes"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", entry["at"])
        assert (entry["undoes"], entry["undone"]) == (None, False)
    assert [entry["changes"] for entry in found[:3]] == [1, 1, 1]
    assert [entry["action"] for entry in found] == [4, 3, 2, 1]


def test_history_for_people_is_one_line_an_action(cli: Cli, used: Path) -> None:
    cli("undo", used)
    code, out, err = cli("history", used)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 5
    assert lines[0].split()[0] == "5"
    assert lines[0].endswith("Hoàn tác: Tạo phong trào")
    assert lines[1].endswith("Tạo phong trào (đã hoàn tác)")
    assert all(re.match(r" *\d+  \d{4}-\d\d-\d\d \d\d:\d\d  ", line) for line in lines)


def test_undo_and_redo_take_the_last_or_the_one_named(cli: Cli, used: Path) -> None:
    assert cli("undo", used) == (0, "Đã hoàn tác: Tạo phong trào\n", "")
    assert cli("undo", used, 2) == (0, "Đã hoàn tác: Thêm đơn vị Thôn 1\n", "")
    assert names_of_units(used) == ["Thôn 2"]
    flags = {entry["action"]: (entry["undoes"], entry["undone"]) for entry in entries(cli, used)}
    assert flags == {
        1: (None, False),
        2: (None, True),
        3: (None, False),
        4: (None, True),
        5: (4, False),
        6: (2, False),
    }
    assert cli("redo", used, 4) == (0, "Đã làm lại: Tạo phong trào\n", "")
    assert cli("redo", used) == (0, "Đã làm lại: Thêm đơn vị Thôn 1\n", "")
    assert names_of_units(used) == ["Thôn 1", "Thôn 2"]
    assert not any(entry["undone"] for entry in entries(cli, used) if entry["undoes"] is None)


def test_what_cannot_be_undone_or_redone_is_said(cli: Cli, used: Path, store_path: Path) -> None:
    with Store.open(used) as store, store.action("Sửa Thôn 1") as action:
        units.change_unit(action, 1, name="Thôn 1", kind="neighborhood", note="x")
    before = entries(cli, used)
    assert "“Sửa Thôn 1”" in refused(cli("undo", used, 2))
    assert "Không có việc số 99" in refused(cli("undo", used, 99))
    assert "Không " in refused(cli("undo", used, 1)), "the law's tables stay"
    assert "Không có việc nào vừa hoàn tác" in refused(cli("redo", used))
    assert "Không có việc nào vừa hoàn tác" in refused(cli("redo", used, 2))
    assert entries(cli, used) == before
    cli("undo", used, 3)
    assert "đã được hoàn tác rồi" in refused(cli("undo", used, 3))
    undoing = entries(cli, used)[0]["action"]
    assert "đã là một lần hoàn tác" in refused(cli("undo", used, undoing))


def test_a_new_register_has_nothing_to_undo(cli: Cli, store_path: Path) -> None:
    assert "Không còn việc nào để hoàn tác" in refused(cli("undo", store_path))
    assert "Không có việc nào vừa hoàn tác" in refused(cli("redo", store_path))
    assert len(entries(cli, store_path)) == 1


# ---------------------------------------------------------------- backup and restore


def test_a_backup_is_a_whole_register_beside_or_where_told(cli: Cli, used: Path, tmp_path: Path) -> None:
    for arguments in ((), (tmp_path / "ổ khác" / "bản sao",)):
        code, out, err = cli("backup", used, *arguments)
        assert code == 0
        assert "Lỗi" not in err
        made = Path(out.removeprefix("Đã sao lưu và kiểm tra: ").rstrip("\n"))
        assert made.parent == (arguments[0] if arguments else tmp_path / "sổ-sao-luu")
        assert names_of_units(made) == ["Thôn 1", "Thôn 2"]


def test_a_backup_where_a_file_stands(cli: Cli, used: Path, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("x", encoding="utf-8")
    refused(cli("backup", used, tmp_path / "tệp"))
    assert (tmp_path / "tệp").read_text(encoding="utf-8") == "x"


def test_restore_brings_the_copy_back_and_keeps_the_present_aside(
    cli: Cli, used: Path, tmp_path: Path
) -> None:
    copy = Path(cli("backup", used)[1].removeprefix("Đã sao lưu và kiểm tra: ").rstrip("\n"))
    cli("undo", used)
    cli("undo", used)
    assert names_of_units(used) == ["Thôn 1"]
    assert cli("restore", copy, used) == (0, f"Đã khôi phục {used} từ {copy}\n", "")
    assert names_of_units(used) == ["Thôn 1", "Thôn 2"]
    aside = [p for p in tmp_path.glob("*.sothidua") if p != used]
    assert len(aside) == 1
    assert names_of_units(aside[0]) == ["Thôn 1"]


def test_restore_to_a_new_place(cli: Cli, used: Path, tmp_path: Path) -> None:
    target = tmp_path / "máy mới.sothidua"
    assert cli("restore", used, target)[0] == 0
    assert names_of_units(target) == ["Thôn 1", "Thôn 2"]


def test_a_damaged_backup_does_not_touch_the_register(cli: Cli, used: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copyfile(used, tmp_path / "bản sao.sothidua"))
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    before = used.read_bytes()
    assert refused(cli("restore", copy, used))
    assert used.read_bytes() == before
    assert "chính là sổ" in refused(cli("restore", used, used))
    assert used.read_bytes() == before


# ---------------------------------------------------------------- check


def test_a_whole_register_is_said_to_be_whole(cli: Cli, used: Path) -> None:
    code, out, _ = cli("check", used)
    assert (code, out) == (0, f"Sổ {used} nguyên vẹn.\n")
    code, out, _ = cli("check", used, "--json")
    report = json.loads(out)
    assert code == 0
    assert set(report) == {"whole", "problems", "counts"}
    assert (report["whole"], report["problems"]) == (True, [])
    assert report["counts"]["actions"] == 4


def test_check_writes_nothing(cli: Cli, used: Path, tmp_path: Path) -> None:
    before = (used.read_bytes(), sorted(tmp_path.iterdir()))
    cli("check", used)
    cli("history", used)
    assert (used.read_bytes(), sorted(tmp_path.iterdir())) == before


def tampered(path: Path, statement: str) -> None:
    con = sqlite3.connect(path)
    con.create_function("sha256", 1, lambda text: None)
    con.execute("PRAGMA writable_schema = ON")
    con.executescript(statement)
    con.close()


DAMAGES = {
    "a change was rewritten": "UPDATE change SET payload = '{}' WHERE action_id = 2;",
    "a trigger is gone": "DROP TRIGGER log_unit_update;",
    "an action never ended": "INSERT INTO open_action (id, action_id) VALUES (1, 4);",
    "a row's owner is gone": "PRAGMA foreign_keys = OFF; DROP TRIGGER log_subject_insert;"
    "INSERT INTO subject (uid, kind, name, unit_id, folded, sort_key) VALUES ('x', 'individual', 'A', 99, 'a', 'a');",
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_copy_is_not_whole(cli: Cli, used: Path, name: str) -> None:
    tampered(used, DAMAGES[name])
    code, out, err = cli("check", used)
    assert code == 1
    assert out.strip()
    assert "nguyên vẹn" not in out
    assert "Lỗi:" not in err, "what was found is the result, not a refusal"
    code, out, _ = cli("check", used, "--json")
    report = json.loads(out)
    assert (code, report["whole"]) == (1, False)
    assert all(set(problem) == {"code", "message"} for problem in report["problems"])
    assert all(re.fullmatch(r"[a-z_]+", problem["code"]) for problem in report["problems"])


def test_half_a_file_is_damage_in_the_report_too(cli: Cli, used: Path) -> None:
    used.write_bytes(used.read_bytes()[: used.stat().st_size // 2])
    code, out, _ = cli("check", used, "--json")
    report = json.loads(out)
    assert (code, report["whole"]) == (1, False)
    assert report["problems"]
