"""The command line against someone who wants a traceback or the officer's data."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from db import check, decisions, history
from db.errors import Refused
from db.store import Store
from desktop import demo, sample, terminal

ROOT = Path(__file__).resolve().parents[2]

_KILLED = """
import os, signal, sys
from db import units
from db.store import Store
store = Store.open(sys.argv[1])
for number in range(30):
    with store.action("Thêm đơn vị") as action:
        units.add_unit(action, name=f"Đơn vị lạ {number}")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL, which only POSIX systems have")
def test_the_example_made_over_a_killed_window_is_whole(
    empty_register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Path(shutil.copyfile(empty_register, tmp_path / demo.STORE))
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, target],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert Path(f"{target}-wal").exists()
    scratch = tmp_path / "mới.sothidua"
    with Store.create(scratch) as store:
        sample.load_sample(store, _Silent(), None)
    monkeypatch.chdir(tmp_path)
    demo._move_store(scratch, target)
    assert check.check(target, _Silent()).whole
    with Store.open(target) as store:
        assert decisions.list_decisions(store.con)


class _Silent:
    def progress(self, done: int, total: int, text: str = "") -> None:
        pass

    def say(self, text: str) -> None:
        pass


@pytest.mark.parametrize("number", ["-9", "0", "9223372036854775807", "9223372036854775808", "9" * 40])
@pytest.mark.parametrize("command", ["undo", "redo"])
def test_numbers_of_actions_beyond_the_stars(cli, store_path: Path, command: str, number: str) -> None:
    code, _, err = cli(command, store_path, number)
    assert code == 1
    assert "gửi tệp" not in err
    assert "; hãy " in err


def test_a_decision_number_of_five_thousand_digits(cli, full_ward) -> None:
    full_ward.decide()
    full_ward.store.close()
    code, _, err = cli("certificates", full_ward.store.path, "--decision", "9" * 5000, "-o", "a.pdf")
    assert code == 1
    assert "gửi tệp" not in err
    assert "Không có quyết định" in err


@pytest.mark.parametrize("name", ["", ".", "..", "/", "x" * 300, "x" * 240, "ă" * 110])
def test_names_no_register_can_have(cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "trong").mkdir()
    monkeypatch.chdir(tmp_path / "trong")
    code, _, err = cli("new", name)
    assert code == 1
    assert "gửi tệp" not in err
    assert "; hãy " in err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["trong"]


@pytest.mark.parametrize("name", ["x" * 300, ""])
def test_restoring_to_a_name_no_register_can_have(cli, store_path: Path, tmp_path: Path, name: str) -> None:
    code, _, err = cli("restore", store_path, tmp_path / name)
    assert code == 1
    assert "gửi tệp" not in err
    assert "; hãy " in err


def test_a_refused_decision_leaves_nobody_approved(cli, full_ward) -> None:
    path, last = full_ward.store.path, history.last_action_id(full_ward.con)
    full_ward.store.close()
    for number, day in (("", "2023-12-20"), ("12", "2023-12-20x")):
        code, _, err = cli("decide", path, "--number", number, "--date", day, "--approve-all")
        assert code == 1
        assert err.startswith("Lỗi: ")
    with Store.open(path) as store:
        assert history.last_action_id(store.con) == last


def test_no_decision_is_dated_before_the_council_that_approved(full_ward) -> None:
    full_ward.meet(day="2023-11-20")
    with pytest.raises(Refused, match="trước ngày họp Hội đồng"):
        full_ward.decide(day="2023-11-19", names=["Lê Văn Mẫu"])
    full_ward.decide(day="2023-11-20")


def test_the_command_refuses_a_day_before_the_council(cli, full_ward) -> None:
    full_ward.meet(day="2023-11-20")
    path = full_ward.store.path
    full_ward.store.close()
    code, _, err = cli("decide", path, "--number", "12", "--date", "19/11/2023")
    assert code == 1
    assert "trước ngày họp Hội đồng (20/11/2023)" in err
    assert cli("decide", path, "--number", "12", "--date", "20/11/2023")[0] == 0


def test_a_plan_that_is_refused_leaves_no_register(
    cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db import campaigns

    def refuse(*_arguments: object, **_options: object) -> int:
        raise Refused("Không được; hãy thôi.")

    monkeypatch.setattr(campaigns, "start_campaign", refuse)
    plan = ROOT / "resources" / "samples"
    (found, *_) = sorted(plan.rglob("*.docx"))
    code, _, err = cli("new", tmp_path / "mới.sothidua", "--plan", found)
    assert (code, err) == (1, "Lỗi: Không được; hãy thôi.\n")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    assert cli("new", tmp_path / "mới.sothidua", "--plan", found)[0] == 0


def test_a_plan_written_twice_over_gives_no_empty_task(cli, tmp_path: Path) -> None:
    (found, *_) = sorted((ROOT / "resources" / "samples").rglob("*.txt"))
    twice = tmp_path / "kế hoạch.txt"
    twice.write_text(found.read_text(encoding="utf-8") * 12, encoding="utf-8")
    code, _, err = cli("new", tmp_path / "mới.sothidua", "--plan", twice)
    assert (code, err) == (0, "")


def test_addressees_behind_a_heading_of_tasks_are_told_to_do_nothing() -> None:
    from desktop.plans import read

    text = (
        "ỦY BAN NHÂN DÂN\nPHƯỜNG HOA BAN\nKẾ HOẠCH\nPhát động phong trào thi đua năm 2023\n"
        "I. MỤC ĐÍCH\nThi đua lập thành tích.\nII. TỔ CHỨC THỰC HIỆN\n"
        "1. Công an phường\n- Giữ gìn an ninh trật tự trên địa bàn.\n"
        "- Thường trực Đảng ủy;\n- Trường Tiểu học Hoa Ban;\n"
    )
    tasks = read.read_plan(text).tasks
    assert [(task.who, task.what) for task in tasks] == [
        ("Công an phường", "Giữ gìn an ninh trật tự trên địa bàn")
    ]


class _Stream:
    """A console or redirection that takes nothing."""

    def __init__(self, error: OSError) -> None:
        self._error = error

    def write(self, _text: str) -> int:
        raise self._error

    def flush(self) -> None:
        raise self._error


@pytest.mark.parametrize(
    "gone", [BrokenPipeError(errno.EPIPE, ""), OSError(errno.EINVAL, "Invalid argument")]
)
def test_a_reader_that_left_is_no_error(monkeypatch: pytest.MonkeyPatch, gone: OSError) -> None:
    monkeypatch.setattr(sys, "stdout", _Stream(gone))
    terminal.say("xong")


def test_a_full_disk_behind_stdout_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Stream(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(Refused, match="hãy chọn"):
        terminal.say("xong")


def test_remarks_nobody_can_read_do_not_end_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", _Stream(OSError(errno.ENOSPC, "No space left on device")))
    terminal.warn("nhắc")
    terminal.complain("lỗi")


@pytest.mark.parametrize(
    "arguments",
    [
        ("board", "STORE", "--campaign", "\udcff"),
        ("export", "STORE", "summary", "-o", "a\udcff.xlsx"),
        ("decide", "STORE", "--number", "12\udcff", "--date", "2023-12-20"),
        ("new", "sổ\udcff"),
    ],
)
def test_names_that_are_no_unicode(cli, store_path: Path, arguments: tuple[str, ...]) -> None:
    given = [str(store_path) if one == "STORE" else one for one in arguments]
    code, _, err = cli(*given)
    assert code == 1
    assert "gửi tệp" not in err
    assert "không đúng mã Unicode; hãy " in err


def test_the_program_without_a_console_does_its_work(
    store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.cli import run

    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    terminal.prepare_streams()
    assert run(["history", str(store_path)]) == 0
    assert run(["board", str(tmp_path / "không có")]) == 1
    assert run(["backup", str(store_path), str(tmp_path / "sao lưu")]) == 0
    assert len(list((tmp_path / "sao lưu").iterdir())) == 1
    for usage, expected in ((["--help"], 0), (["board"], 2)):
        with pytest.raises(SystemExit) as stop:
            run(usage)
        assert stop.value.code == expected


def test_a_name_with_a_line_break_is_refused_in_one_line(cli, store_path: Path, tmp_path: Path) -> None:
    code, _, err = cli("document", store_path, "decision", "-o", tmp_path / "hai\ndòng")
    assert code == 1
    assert err.startswith("Lỗi: ")
    assert err.count("\n") == 1


def test_a_folder_of_copies_with_a_name_too_long(cli, store_path: Path, tmp_path: Path) -> None:
    code, _, err = cli("backup", store_path, tmp_path / ("ă" * 200))
    assert code == 1
    assert "tên quá dài" in err
