"""``doctor`` on machines that lack something: what it names, the one line that mends it, and its exit code."""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.commands import doctor

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {one.file for one in doctor.LIBRARIES if one.needed_for_window}


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch):
    """A Linux machine without the libraries named; Qt starts unless told otherwise."""

    def make(*lacking: str, window: str = "mở được", office: str | None = "/usr/bin/soffice") -> None:
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(doctor, "_loads", lambda file: file not in lacking)
        monkeypatch.setattr(doctor, "_window_state", lambda: window)
        monkeypatch.setattr(shutil, "which", lambda name: office if name == "soffice" else None)

    return make


def told(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = doctor.run(argparse.Namespace())
    return code, capsys.readouterr().out.splitlines()


def test_a_whole_machine(machine, capsys) -> None:
    machine()
    code, lines = told(capsys)
    assert code == 0
    assert "Cửa sổ: mở được" in lines
    assert "Phông chữ kèm chương trình: đủ" in lines
    assert "LibreOffice: có" in lines
    assert not [line for line in lines if "Thiếu" in line or "apt-get" in line]


def test_versions_are_those_installed(machine, capsys) -> None:
    machine()
    _, lines = told(capsys)
    for name in ("PySide6_Essentials", "sqlite-utils", "reportlab", "openpyxl"):
        assert f"{name} {importlib.metadata.version(name)}" in lines
    assert lines[0].startswith(f"Python {sys.version_info.major}.{sys.version_info.minor}.")


@pytest.mark.parametrize("library", doctor.LIBRARIES, ids=lambda one: one.package)
def test_each_library_is_named_with_its_package(machine, capsys, library: doctor.Library) -> None:
    machine(library.file)
    code, lines = told(capsys)
    assert f"Thiếu {library.file} ({library.purpose})" in lines
    assert f"Cài bằng lệnh: sudo apt-get install -y {library.package}" in lines
    assert code == (1 if library.file in NEEDED else 0)


def test_all_that_is_missing_stands_in_one_line(machine, capsys) -> None:
    machine("libGL.so.1", "libEGL.so.1", "libcups.so.2")
    code, lines = told(capsys)
    assert code == 1
    assert "Cài bằng lệnh: sudo apt-get install -y libgl1 libegl1 libcups2" in lines
    assert "Cửa sổ: không mở được vì thiếu thư viện ở trên" in lines


def test_printers_alone_do_not_keep_the_window_shut(machine, capsys) -> None:
    machine("libcups.so.2", office=None)
    code, lines = told(capsys)
    assert code == 0
    assert "Cửa sổ: mở được" in lines
    assert next(line for line in lines if line.startswith("LibreOffice: ")).startswith(
        "LibreOffice: không thấy"
    )


def test_a_qt_that_does_not_start_is_told(machine, capsys) -> None:
    machine(window="Qt không khởi động được; hãy cài lại chương trình")
    code, lines = told(capsys)
    assert code == 1
    assert "Cửa sổ: Qt không khởi động được; hãy cài lại chương trình" in lines


def test_a_lost_font_is_named(machine, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    machine()
    monkeypatch.setattr(doctor, "FONTS", ("Tinos_400Regular.ttf", "Mất.ttf"))
    code, lines = told(capsys)
    assert code == 1
    assert "Phông chữ kèm chương trình: thiếu Mất.ttf" in lines


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_bring_their_own_libraries(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(doctor, "_loads", lambda _file: False)
    assert doctor.missing_libraries() == []


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the loader of Linux is the outside tool here"
)
def test_the_loader_is_really_asked() -> None:
    assert doctor._loads("libc.so.6")
    assert not doctor._loads("libkhongco-sothidua.so.9")


@pytest.mark.parametrize(
    ("code", "words"), [(0, "mở được"), (1, "Qt không khởi động"), (-6, "Qt không khởi động")]
)
def test_qt_is_tried_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch, code: int, words: str) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setattr(subprocess, "run", run)
    assert doctor._window_state().startswith(words)
    assert asked[0][0] == sys.executable
    assert "offscreen" in asked[0][-1]


def test_the_readme_names_the_same_packages() -> None:
    """One apt line in the README holds all that doctor may ask for."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = re.findall(r"apt-get install[^\n`]*", text)
    assert lines
    wanted = {one.package for one in doctor.LIBRARIES}
    assert any(wanted <= set(line.split()) for line in lines), wanted - set(" ".join(lines).split())
