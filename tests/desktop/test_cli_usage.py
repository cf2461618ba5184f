"""The command line as a whole: exit codes, streams, Vietnamese help and usage errors, crashes, unwritable targets."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.store import Store
from db.talk import Cancelled
from desktop import cli, terminal
from desktop.commands import store as store_commands

Cli = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).resolve().parents[2]
NAMES = [command.name for command in cli.COMMANDS]

# What a command needs beside the register to be understood.
REST: dict[str, list[str]] = {
    "demo": ["{folder}/demo"],
    "new": ["{folder}/mới.sothidua"],
    "read-plan": ["{folder}/kế hoạch.txt"],
    "board": ["{store}"],
    "form": ["{store}", "-o", "{folder}/x.xlsx"],
    "import": ["{store}", "{folder}/x.xlsx"],
    "decide": ["{store}", "--number", "1", "--date", "2023-12-01"],
    "export": ["{store}", "register", "-o", "{folder}/x.xlsx"],
    "certificates": ["{store}", "--decision", "1/QĐ-UBND", "-o", "{folder}/x.pdf"],
    "ruler": ["-o", "{folder}/x.pdf"],
    "document": ["{store}", "report", "-o", "{folder}/x.docx"],
    "template-fields": ["decision"],
    "dossier": ["{store}", "-o", "{folder}/x.zip"],
    "archive": ["{store}", "-o", "{folder}/x.zip"],
    "undo": ["{store}"],
    "redo": ["{store}"],
    "history": ["{store}"],
    "backup": ["{store}"],
    "restore": ["{store}", "{folder}/mới.sothidua"],
    "check": ["{store}"],
    "doctor": [],
}
OPENING = [name for name, rest in REST.items() if "{store}" in rest]


def line(name: str, store: Path, folder: Path) -> list[str]:
    return [name, *(part.format(store=store, folder=folder) for part in REST[name])]


def only_complaint(err: str) -> str:
    (found,) = [text for text in err.replace("\r", "\n").splitlines() if text.startswith("Lỗi: ")]
    assert found.endswith(".")
    return found


def test_the_table_of_this_test_knows_every_command() -> None:
    assert list(REST) == NAMES == list(dict.fromkeys(NAMES))
    documented = {"demo", "new", "read-plan", "board", "form", "import", "decide", "export", "certificates",
                  "ruler", "document", "template-fields", "dossier", "archive", "undo", "redo", "history",
                  "backup", "restore", "check", "doctor"}  # fmt: skip
    assert documented == set(NAMES)


# ---------------------------------------------------------------- help

# Words of the command line itself (names of commands, kinds and options) are allowed in a help text.
OWN_WORDS = {
    *NAMES,
    *(word.strip("-") for c in cli.COMMANDS for o in c.options for name in o.names for word in name.split()),
    *(w for c in cli.COMMANDS for o in c.options for w in dict(o.extra).get("choices", ())),  # type: ignore[attr-defined]
    "sothidua", "help", "h", "txt", "docx", "pdf", "json", "excel", "duplicate", "conflict", "mm", "store",
}  # fmt: skip
ENGLISH = {
    "usage", "options", "optional", "positional", "arguments", "argument", "show", "this", "message", "exit", "the",
    "and", "file", "required", "default", "error", "invalid", "choose", "choice", "from", "value", "expected", "one",
    "following", "are", "unrecognized", "ignored", "ambiguous", "could", "match", "kind", "folder", "command",
    "workbook", "plan", "action", "is", "not", "int", "float",
}  # fmt: skip


def english_words(text: str) -> set[str]:
    words = re.findall(r"(?<![\w-])[a-z][a-z-]+(?![\w-])", text.lower().replace("--", " "))
    return {word for word in words if word in ENGLISH and word not in OWN_WORDS - {"kind", "plan", "action"}}


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_is_vietnamese_from_end_to_end(capsys: pytest.CaptureFixture[str], name: str) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.run([name, "--help"] if name else ["--help"])
    out, err = capsys.readouterr()
    assert stop.value.code == 0
    assert err == ""
    assert out.startswith("cách dùng: sothidua")
    shown = re.sub(r"--(plan|help|store)\b|read-plan|\bplan, pledge\b|\{[^}]*\}", "", out)
    assert english_words(shown) == set()
    for command in cli.COMMANDS:
        if command.name == name:
            for option in command.options:
                assert option.help[:20] in " ".join(out.split())


def test_the_main_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.run(["-h"])
    out = capsys.readouterr().out
    for command in cli.COMMANDS:
        assert re.search(rf"^    {command.name}\b", out, re.MULTILINE), command.name
        assert command.help.split(":")[0][:30] in " ".join(out.split())


# ---------------------------------------------------------------- wrong usage: 2

WRONG: list[tuple[list[str], str]] = [
    (["boad"], "không có 'boad', chỉ nhận"),
    (["board"], "còn thiếu SỔ"),
    (["board", "a", "b"], "không hiểu b"),
    (["board", "a", "--as-of"], "--as-of: phải có một giá trị đi kèm"),
    (["board", "a", "--json=1"], "không nhận giá trị '1'"),
    (["decide", "a", "--number", "1"], "còn thiếu --date"),
    (["decide", "a", "--date", "2023-01-01"], "còn thiếu --number"),
    (["export", "a", "everything", "-o", "x.xlsx"], "không có 'everything', chỉ nhận"),
    (["export", "a", "register"], "còn thiếu -o/--output"),
    (["export", "a"], "còn thiếu LOẠI, -o/--output"),
    (["document", "a", "poem", "-o", "x.docx"], "không có 'poem', chỉ nhận"),
    (["certificates", "a", "-o", "x.pdf"], "còn thiếu --decision"),
    (["certificates", "a", "--decision", "1", "-o", "x.pdf", "--dx", "a"], "--dx: phải là số, không phải 'a'"),
    (["undo", "a", "hai"], "SỐ: phải là số nguyên, không phải 'hai'"),
    (["redo"], "còn thiếu SỔ"),
    (["restore", "a"], "còn thiếu SỔ"),
    (["import", "a"], "còn thiếu TỆP"),
    (["demo"], "còn thiếu THƯ_MỤC"),
    (["demo", "d", "--nominees", "nhiều"], "--nominees: phải là số nguyên, không phải 'nhiều'"),
    (["new"], "còn thiếu SỔ"),
    (["read-plan"], "còn thiếu KẾ_HOẠCH"),
    (["form", "a"], "còn thiếu -o/--output"),
    (["history", "a", "--yaml"], "không hiểu --yaml"),
    (["certificates", "a", "--d", "1", "-o", "x"], "--d chưa đủ rõ, có thể là --decision, --date, --dx, --dy"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_wrong_usage_is_told_in_vietnamese_and_ends_with_2(cli: Cli, arguments: list[str], said: str) -> None:
    code, out, err = cli(*arguments)
    assert (code, out) == (2, "")
    complaint = only_complaint(err)
    assert said in complaint
    assert "--help”." in complaint
    assert err.startswith("cách dùng: sothidua")
    assert english_words(re.sub(r"chỉ nhận .*\)|--plan", "", err)) == set()


# ---------------------------------------------------------------- refusals: 1, on stderr, nothing on stdout


@pytest.fixture
def locked(store_path: Path) -> Iterator[Path]:
    """A register another program has open."""
    with Store.open(store_path):
        yield store_path


@pytest.mark.parametrize("name", OPENING)
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("missing", "Không tìm thấy"),
        ("empty", "không phải sổ"),
        ("foreign", "không phải sổ"),
        ("folder", "không phải sổ"),
        ("newer", "bản chương trình mới hơn"),
    ],
)
def test_every_command_refuses_a_wrong_register(
    cli: Cli, store_path: Path, tmp_path: Path, name: str, spoil: str, said: str
) -> None:
    if spoil in ("missing", "folder"):
        store_path.unlink()
    if spoil == "folder":
        store_path.mkdir()
    if spoil == "empty":
        store_path.write_bytes(b"")
    if spoil == "foreign":
        store_path.write_bytes(b"%PDF-1.7\n" + bytes(9000))
    if spoil == "newer":
        data = bytearray(store_path.read_bytes())
        data[60:64] = (9999).to_bytes(4, "big")  # user_version in SQLite's header
        store_path.write_bytes(bytes(data))
    (tmp_path / "x.xlsx").touch()
    before = store_path.read_bytes() if store_path.is_file() else None
    code, out, err = cli(*line(name, store_path, tmp_path))
    assert (code, out) == (1, "")
    complaint = only_complaint(err)
    assert "hãy " in complaint
    assert said in complaint or name == "restore", complaint
    assert (store_path.read_bytes() if store_path.is_file() else None) == before
    left = {path.name for path in tmp_path.iterdir()} - {store_path.name, "x.xlsx"}
    assert left == set(), "nothing is left behind"


@pytest.mark.parametrize("name", ["undo", "redo", "decide"])
def test_a_register_somebody_has_open_is_not_written(
    cli: Cli, locked: Path, tmp_path: Path, name: str
) -> None:
    code, out, err = cli(*line(name, locked, tmp_path))
    assert (code, out) == (1, "")
    assert "đang mở ở chương trình khác" in only_complaint(err)


OUTPUTS = [name for name, rest in REST.items() if "-o" in rest]
# What may also go into a folder takes any name without an ending.
INTO_FOLDERS = {"dossier"}


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize(
    ("target", "said"),
    [("nơi khác/x{suffix}", "Không có thư mục"), ("x.odt", "phải có đuôi"), ("x", "phải có đuôi")],
)
def test_an_output_that_cannot_be_written_is_refused_before_the_work(
    cli: Cli, store_path: Path, tmp_path: Path, name: str, target: str, said: str
) -> None:
    if name in INTO_FOLDERS and target == "x":
        said = "chưa có phong trào"
    arguments = line(name, store_path, tmp_path)
    place = arguments.index("-o") + 1
    arguments[place] = str(tmp_path / target.format(suffix=Path(arguments[place]).suffix))
    code, out, err = cli(*arguments)
    assert (code, out) == (1, "")
    assert said in only_complaint(err)


@pytest.mark.parametrize("name", ["board", "form", "decide", "document"])
def test_an_empty_register_has_no_drive(cli: Cli, store_path: Path, tmp_path: Path, name: str) -> None:
    code, out, err = cli(*line(name, store_path, tmp_path))
    assert (code, out) == (1, "")
    assert "Sổ chưa có phong trào thi đua nào" in only_complaint(err)


# ---------------------------------------------------------------- crashes


def test_a_crash_is_one_sentence_and_a_file_with_the_trace(
    cli: Cli, store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_arguments: argparse.Namespace) -> int:
        raise ZeroDivisionError("vỡ ở đây")

    monkeypatch.setattr(store_commands, "show_history", crash)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code, out, err = cli("history", store_path)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    named = re.search(r"hãy gửi tệp (.+) cho người bảo trì", only_complaint(err))
    assert named is not None
    trace = Path(named[1])
    assert trace.parent == tmp_path
    text = trace.read_text(encoding="utf-8")
    assert "ZeroDivisionError: vỡ ở đây" in text
    assert "in crash" in text


@pytest.mark.parametrize("stop", [KeyboardInterrupt, Cancelled])
def test_stopping_a_command_is_said_in_one_line(
    cli: Cli, store_path: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def stopped(_arguments: argparse.Namespace) -> int:
        raise stop

    monkeypatch.setattr(store_commands, "show_history", stopped)
    code, out, err = cli("history", store_path)
    assert (code, out, err) == (
        1,
        "",
        "Lỗi: đã dừng theo yêu cầu; phần đang làm dở không được ghi.\n",
    )


# ---------------------------------------------------------------- the streams


def test_output_is_utf8_whatever_the_console(store_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop.cli", "history", str(store_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin", "LC_ALL": "C", "PYTHONUTF8": "0", "HOME": "/"},
    )
    assert "Tạo sổ mới" in done.stdout.decode("utf-8")


def test_a_windowed_program_without_streams_does_not_fall_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    terminal.prepare_streams()
    terminal.say("kết quả")
    terminal.complain("lỗi")
    talk = terminal.TerminalTalk()
    talk.progress(1, 2, "nửa")
    talk.say("xong")


def test_a_reader_that_left_early_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def write(self, _text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    terminal.say("dòng")


class Screen:
    """A terminal that remembers what was written on it."""

    def __init__(self, live: bool) -> None:
        self.live = live
        self.text = ""

    def isatty(self) -> bool:
        return self.live

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Nothing is kept back."""


def test_progress_on_a_terminal_is_one_line_and_redirected_one_in_ten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for live in (True, False):
        screen = Screen(live)
        monkeypatch.setattr(sys, "stderr", screen)
        talk = terminal.TerminalTalk()
        for done in range(101):
            talk.progress(done, 100, "Đang in")
        talk.say("Xong")
        if live:
            assert screen.text.count("\n") == 2
            assert screen.text.endswith("Đang in 100 %\nXong\n")
        else:
            lines = screen.text.splitlines()
            assert lines[0] == "Đang in 0 %"
            assert lines[-2:] == ["Đang in 100 %", "Xong"]
            assert len(lines) == 12


def test_json_keeps_vietnamese_letters_and_is_one_value(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.say_json({"unit": "Tổ dân phố 3", "due": None})
    out = capsys.readouterr().out
    assert "Tổ dân phố 3" in out
    assert json.loads(out) == {"unit": "Tổ dân phố 3", "due": None}


def test_the_commands_do_not_load_the_window(store_path: Path) -> None:
    code = (
        "import sys; from desktop.cli import run; "
        f"assert run(['history', {str(store_path)!r}]) == 0; "
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('PySide6', 'reportlab', 'openpyxl', 'docx')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_doctor_says_what_is_there(cli: Cli) -> None:
    code, out, err = cli("doctor")
    assert err == ""
    assert code == (0 if "Cửa sổ: mở được" in out else 1)
    assert "Phông chữ kèm chương trình: đủ" in out
    assert out.startswith("Python 3.")


def test_the_doctor_names_what_to_install(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.commands import doctor

    lacking = (doctor.Library("libkhongco.so.9", "libkhongco9", "vẽ cửa sổ"),)
    monkeypatch.setattr(doctor, "LIBRARIES", lacking)
    code, out, _ = cli("doctor")
    if sys.platform.startswith("linux"):
        assert code == 1
        assert "Thiếu libkhongco.so.9 (vẽ cửa sổ)" in out
        assert "sudo apt-get install -y libkhongco9" in out
    monkeypatch.setattr(sys, "platform", "win32")
    assert doctor.missing_libraries() == []
