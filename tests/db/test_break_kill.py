"""A process killed at any moment loses nothing that was told as written and leaves no half of anything."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from db import backup, check, history, sqlite, units
from db.errors import StoreDamaged, StoreLocked
from db.locks import lock_path
from db.store import Store, open_reader
from db.talk import SilentTalk

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="needs SIGKILL, which only POSIX systems have"
)

_WRITER = """
import sys
from db import history, units
from db.store import Store
store = Store.open(sys.argv[1])
for number in range(10_000):
    with store.action(f"Thêm {number}") as action:
        units.add_unit(action, name=f"Đơn vị {number}")
        if number % 3 == 0:
            units.add_unit(action, name=f"Đơn vị kèm {number}")
    if number % 5 == 4:
        history.undo(store)
        print("undone", number, flush=True)
    else:
        print("told", number, flush=True)
"""


@pytest.mark.parametrize("lines", [1, 4, 5, 23])
def test_what_was_told_is_there_after_a_kill(start_child, store_path: Path, lines: int) -> None:
    child = start_child(_WRITER, store_path)
    told = [child.stdout.readline().split() for _ in range(lines)]
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert lock_path(store_path).exists()
    with open_reader(store_path) as con:
        names = {unit.name for unit in units.list_units(con)}
    con.close()
    for word, number in told:
        assert (f"Đơn vị {number}" in names) == (word == "told"), (word, number)
    # Both rows of an action or none.
    for number in (int(name.split()[-1]) for name in names if "kèm" in name):
        assert f"Đơn vị {number}" in names
    with Store.open(store_path) as store:
        history.undo(store)
    assert check.check(store_path, SilentTalk()).whole
    assert [path.name for path in store_path.parent.iterdir()] == [store_path.name]


_BACKUP = """
import os, signal, sys
from pathlib import Path
from db import backup
from db.talk import SilentTalk
class Talk(SilentTalk):
    def progress(self, done, total, text=""):
        os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "backup":
    backup.backup(Path(sys.argv[1]), Path(sys.argv[3]), Talk())
else:
    backup.restore(Path(sys.argv[3]), Path(sys.argv[1]), Talk())
"""


def test_a_backup_that_was_killed_is_no_copy(start_child, store_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sao lưu"
    child = start_child(_BACKUP, store_path, "backup", folder)
    assert child.wait() == -signal.SIGKILL
    assert backup.copies(store_path, folder) == []
    made = backup.backup(store_path, folder)
    assert [copy.path for copy in backup.copies(store_path, folder)] == [made]


def test_a_restoring_that_was_killed_left_the_register(start_child, store_path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copyfile(store_path, tmp_path / "bản sao.sothidua"))
    with Store.open(store_path) as store, store.action("Thêm") as action:
        units.add_unit(action, name="Thôn có sau bản sao")
    child = start_child(_BACKUP, store_path, "restore", other)
    assert child.wait() == -signal.SIGKILL
    with Store.open(store_path) as store:
        assert units.find_unit(store.con, "Thôn có sau bản sao") is not None
    assert check.check(store_path, SilentTalk()).whole


def test_a_lock_file_left_behind_keeps_nobody_out_and_a_living_one_does(
    start_child, store_path: Path
) -> None:
    lock_path(store_path).write_text("ai đó trên máy KHÁC", encoding="utf-8")
    Store.open(store_path).close()
    child = start_child(_WRITER, store_path)
    child.stdout.readline()
    with pytest.raises(StoreLocked):
        Store.open(store_path)
    child.send_signal(signal.SIGKILL)
    child.wait()
    Store.open(store_path).close()


def test_a_text_that_is_none_is_damage_said_in_a_sentence(store_path: Path) -> None:
    with Store.open(store_path) as store, store.action("Thêm") as action:
        units.add_unit(action, name="Thôn Đông", note="GHI-CHU-CUA-THON")
    content = store_path.read_bytes()
    assert b"GHI-CHU-CUA-THON" in content
    store_path.write_bytes(content.replace(b"GHI-CHU-CUA-THON", b"GHI-CHU-\xff\xfeA-THON"))
    con = open_reader(store_path)
    with pytest.raises(StoreDamaged, match="bị hỏng; hãy khôi phục"), sqlite.translated(store_path):
        units.list_units(con)
    con.close()
    assert store_path.stat().st_size == len(content)
