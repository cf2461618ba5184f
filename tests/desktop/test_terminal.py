"""What reaches a terminal: UTF-8 whatever the console, results on stdout, everything else on stderr."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from desktop import terminal


class Pipe(io.StringIO):
    """A stream that is or is not a terminal."""

    def __init__(self, *, live: bool) -> None:
        super().__init__()
        self._live = live

    def isatty(self) -> bool:
        return self._live


class Broken(io.StringIO):
    """A pipe whose reader has gone."""

    def write(self, text: str) -> int:
        raise BrokenPipeError


def caught(monkeypatch: pytest.MonkeyPatch, *, live: bool) -> Pipe:
    """A stderr of our own; set inside the test, since pytest sets its own between a fixture and the test."""
    stream = Pipe(live=live)
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_results_and_complaints_go_different_ways(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.say("12/QĐ-UBND")
    terminal.warn("Sổ nằm trên ổ mạng.")
    terminal.complain("Không mở được sổ; hãy chọn tệp khác.")
    out, err = capsys.readouterr()
    assert out == "12/QĐ-UBND\n"
    assert err == "Sổ nằm trên ổ mạng.\nLỗi: Không mở được sổ; hãy chọn tệp khác.\n"


def test_json_keeps_vietnamese_and_the_order_of_keys(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"unit": "Tổ dân phố 3", "due": None, "cells": [1, True]}
    terminal.say_json(value)
    out = capsys.readouterr().out
    assert json.loads(out) == value
    assert "Tổ dân phố 3" in out
    assert list(json.loads(out)) == ["unit", "due", "cells"]


def test_a_windowed_program_has_no_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    terminal.prepare_streams()
    terminal.say("x")
    terminal.complain("x")
    talk = terminal.TerminalTalk()
    talk.progress(1, 2, "Đang in")
    talk.say("Xong")


def test_a_reader_that_went_away_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Broken())
    terminal.say("x")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-16"])
def test_streams_of_any_console_become_utf8(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, newline="\n"))
    monkeypatch.setattr(sys, "stderr", Pipe(live=False))
    terminal.prepare_streams()
    terminal.say("Đăng ký – Giấy khen “Ưu tú”")
    assert raw.getvalue().decode("utf-8") == "Đăng ký – Giấy khen “Ưu tú”\n"


def test_half_a_character_is_written_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file name that is no UTF-8 reaches Python as a lone surrogate."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", newline="\n"))
    monkeypatch.setattr(sys, "stderr", Pipe(live=False))
    terminal.prepare_streams()
    terminal.say("tệp \udcff")
    assert raw.getvalue().decode("utf-8") == "tệp \\udcff\n"


def test_redirected_progress_is_a_line_for_every_tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    redirected = caught(monkeypatch, live=False)
    talk = terminal.TerminalTalk()
    for done in range(1, 101):
        talk.progress(done, 100, "Đang in")
    assert redirected.getvalue().splitlines() == [
        "Đang in 1 %",
        *(f"Đang in {tenth} %" for tenth in range(10, 101, 10)),
    ]


def test_redirected_progress_of_few_steps_tells_each(monkeypatch: pytest.MonkeyPatch) -> None:
    redirected = caught(monkeypatch, live=False)
    talk = terminal.TerminalTalk()
    for done in range(4):
        talk.progress(done, 3, "Đang ghi")
    assert redirected.getvalue().splitlines() == [
        "Đang ghi 0 %",
        "Đang ghi 33 %",
        "Đang ghi 66 %",
        "Đang ghi 100 %",
    ]


def test_the_next_work_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    redirected = caught(monkeypatch, live=False)
    talk = terminal.TerminalTalk()
    for text in ("Một", "Hai"):
        talk.progress(1, 2, text)
        talk.progress(2, 2, text)
    assert redirected.getvalue().splitlines() == ["Một 50 %", "Một 100 %", "Hai 50 %", "Hai 100 %"]


def test_nothing_to_do_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    redirected = caught(monkeypatch, live=False)
    terminal.TerminalTalk().progress(0, 0, "Đang in")
    assert redirected.getvalue() == "Đang in 100 %\n"


def test_on_a_terminal_one_line_is_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    live = caught(monkeypatch, live=True)
    talk = terminal.TerminalTalk()
    for done in (1, 2, 3):
        talk.progress(done, 3, "Đang in")
    written = live.getvalue()
    assert written.count("\n") == 1
    assert written.endswith("\n")
    assert [part.strip() for part in written.split("\r\x1b[K") if part] == [
        "Đang in 33 %",
        "Đang in 66 %",
        "Đang in 100 %",
    ]


def test_a_remark_does_not_stand_on_the_progress_line(monkeypatch: pytest.MonkeyPatch) -> None:
    live = caught(monkeypatch, live=True)
    talk = terminal.TerminalTalk()
    talk.progress(1, 3, "Đang in")
    talk.say("Hết phôi")
    assert live.getvalue().endswith("33 %\nHết phôi\n")
    talk.say("Dừng")
    assert live.getvalue().endswith("Hết phôi\nDừng\n")


def test_a_crash_is_written_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    try:
        {}["đơn vị"]
    except KeyError as error:
        one, two = terminal.crash_file(error), terminal.crash_file(error)
    assert one != two
    text = Path(one).read_text(encoding="utf-8")
    assert Path(one).parent == tmp_path
    assert "KeyError: 'đơn vị'" in text
    assert "test_a_crash_is_written_whole" in text
