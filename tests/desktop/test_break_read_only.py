"""Every command that only reads works on a closed register in a folder nobody may write, as another user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="drops to another user, which only POSIX systems can"
)

# Every command runs once as the present user: after the drop the child may not be able to read the program.
_CHILD = """
import contextlib, io, os, sys, tempfile
from pathlib import Path
from desktop.cli import run
store, book, out = map(Path, sys.argv[1:])
def commands(store, out):
    yield "board", store
    yield "board", store, "--json", "--as-of", "2023-08-20"
    for kind in ("registrations", "nominations", "register", "prizes", "statistics", "summary", "sheets"):
        yield "export", store, kind, "-o", out / f"{kind}.xlsx"
    for kind in ("decision", "submission", "minutes", "reminder", "report", "prize-list"):
        for suffix in ("docx", "pdf"):
            yield "document", store, kind, "-o", out / f"{kind}.{suffix}"
    yield "certificates", store, "--decision", "12", "-o", out / "certificates.pdf"
    yield "form", store, "-o", out / "form.xlsx"
    yield "form", store, "--nominations", "-o", out / "nominations-form.xlsx"
    yield "import", store, book
    yield "history", store
    yield "history", store, "--json"
    yield "check", store
    yield "backup", store, out / "backup"
def silently(arguments):
    err = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(err):
        code = run([str(one) for one in arguments])
    return code, err.getvalue()
scratch = Path(tempfile.mkdtemp(dir=out))
for arguments in commands(store, scratch):
    silently(arguments)
store.parent.chmod(0o555)
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
for arguments in commands(store, out):
    code, err = silently(arguments)
    if code:
        print(arguments[0], arguments[2:], err)
for arguments in (("undo", store), ("import", store, book, "--apply"), ("redo", store), ("backup", store)):
    code, err = silently(arguments)
    last = err.splitlines()[-1]
    if code != 1 or not last.startswith("Lỗi: ") or "hãy " not in last or "gửi tệp" in last:
        print(arguments[0], code, err)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder another user can reach; pytest's own are closed to others."""
    made = Path(tempfile.mkdtemp(prefix="sothidua-"))
    made.chmod(0o755)
    yield made
    for path in (made, *made.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(made)


def test_what_only_reads_needs_no_writable_folder(full_ward, cli, folder: Path) -> None:
    full_ward.meet()
    full_ward.decide(names=["Lê Văn Mẫu", "Tổ dân phố 3"])
    full_ward.store.close()
    closed, out = folder / "chỉ đọc", folder / "ra"
    closed.mkdir()
    out.mkdir()
    out.chmod(0o777)
    store = Path(shutil.copyfile(full_ward.store.path, closed / "sổ.sothidua"))
    assert cli("form", store, "-o", closed / "biểu.xlsx")[0] == 0
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, store, closed / "biểu.xlsx", out],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        check=False,
    )
    assert (child.returncode, child.stdout) == (0, ""), child.stderr
    assert sorted(path.name for path in closed.iterdir()) == ["biểu.xlsx", "sổ.sothidua"]
