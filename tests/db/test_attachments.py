"""Attached files: stored once, named safely, limited, and never dropped while anything knows them."""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import attachments, history, triggers
from db.errors import BadInput, NotFound
from db.store import Store

Sentence = Callable[..., str]


def attach(store: Store, name: str = "a.pdf", content: bytes = b"abc") -> int:
    with store.action(f"Đính {name}") as action:
        return attachments.add(action, name, content)


def stored_bytes(store: Store) -> int:
    return int(store.con.execute("SELECT count(*) FROM attachment_bytes").fetchone()[0])


def test_what_goes_in_comes_out(store: Store) -> None:
    row = attach(store, "Quyết định.pdf", b"%PDF-1.7\0\xff")
    found = attachments.get(store.con, row)
    assert (found.name, found.mime, found.size) == ("Quyết định.pdf", "application/pdf", 10)
    assert found.sha256 == hashlib.sha256(b"%PDF-1.7\0\xff").hexdigest()
    assert attachments.content(store.con, row) == b"%PDF-1.7\0\xff"


def test_equal_bytes_are_stored_once(store: Store) -> None:
    first, second = attach(store, "a.pdf"), attach(store, "b.pdf")
    assert first != second
    assert stored_bytes(store) == 1


def test_a_file_is_taken_from_disk(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "Ảnh mô hình.jpg"
    path.write_bytes(b"jpeg")
    with store.action("Đính ảnh") as action:
        row = attachments.add_file(action, path)
    assert attachments.get(store.con, row).name == "Ảnh mô hình.jpg"


@pytest.mark.parametrize("size", [0, attachments.LIMIT_BYTES + 1])
def test_empty_and_too_large_files_are_refused(
    store: Store, tmp_path: Path, size: int, sentence: Sentence
) -> None:
    path = tmp_path / "lớn.bin"
    with path.open("wb") as file:
        file.truncate(size)
    for given_as in (path, bytes(size)):
        with pytest.raises(BadInput) as refused, store.action("Đính") as action:
            attachments.add_file(action, given_as) if isinstance(given_as, Path) else attachments.add(
                action, "lớn.bin", given_as
            )
        sentence(refused.value)
    assert stored_bytes(store) == 0


def test_the_largest_file_is_taken(store: Store) -> None:
    row = attach(store, "lớn.bin", bytes(attachments.LIMIT_BYTES))
    assert attachments.get(store.con, row).size == 20 * 1024 * 1024


def test_a_missing_file_is_refused(store: Store, tmp_path: Path, sentence: Sentence) -> None:
    for path in (tmp_path / "không có.pdf", tmp_path):
        with pytest.raises(BadInput) as refused, store.action("Đính") as action:
            attachments.add_file(action, path)
        sentence(refused.value)


def test_an_unknown_attachment(store: Store, sentence: Sentence) -> None:
    for read in (attachments.get, attachments.content):
        with pytest.raises(NotFound) as refused:
            read(store.con, 99)
        sentence(refused.value)


NAMES = [
    ("a/b\\c/Giấy khen.pdf", "Giấy khen.pdf"),
    (unicodedata.normalize("NFD", "Đắk Lắk.docx"), "Đắk Lắk.docx"),
    ('Tổ 1: "mới"?.xlsx', "Tổ 1_ _mới__.xlsx"),
    ("  nhiều   khoảng\ttrống .txt ", "nhiều khoảng trống .txt"),
    ("con.txt", "_con.txt"),
    ("COM1", "_COM1"),
    ("console.txt", "console.txt"),
    ("...", "tệp"),
    ("", "tệp"),
    ("thư mục/", "tệp"),
    ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
    ("x" * 200, "x" * 120),
    ("a\u202etxt.exe", "atxt.exe"),
]


@pytest.mark.parametrize(("given_name", "wanted"), NAMES)
def test_names_any_system_can_save(given_name: str, wanted: str) -> None:
    assert attachments.safe_name(given_name) == wanted


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_one(name: str) -> None:
    safe = attachments.safe_name(name)
    assert 1 <= len(safe) <= 121
    assert unicodedata.is_normalized("NFC", safe)
    assert not set(safe) & set('<>:"/\\|?*\0\n')
    assert safe == safe.strip()
    assert not safe.endswith(".")
    assert attachments.safe_name(safe) == safe


def test_undoing_keeps_the_bytes_for_redoing(store: Store) -> None:
    row = attach(store)
    history.undo(store)
    assert attachments.drop_unreferenced(store) == 0
    history.redo(store)
    assert attachments.content(store.con, row) == b"abc"


def test_bytes_go_only_when_neither_a_row_nor_the_log_knows_them(store: Store) -> None:
    attach(store, "giữ.pdf", b"kept")
    row = attach(store, "xóa.pdf", b"gone")
    with store.action("Gỡ tệp") as action:
        action.delete("attachment", row)
    assert attachments.drop_unreferenced(store) == 0
    with store.maintenance() as con:
        con.execute("UPDATE change SET payload = NULL WHERE table_name = 'attachment'")
    assert attachments.drop_unreferenced(store) == 1
    assert [r[0] for r in store.con.execute("SELECT bytes FROM attachment_bytes")] == [b"kept"]


def test_the_file_itself_guards_the_bytes(store: Store) -> None:
    attach(store)
    for statement in ("DELETE FROM attachment_bytes", "UPDATE attachment_bytes SET bytes = x'00'"):
        with pytest.raises(sqlite3.IntegrityError, match=triggers.STILL_REFERRED), store.maintenance() as con:
            con.execute(statement)
        with (
            pytest.raises(sqlite3.IntegrityError, match=triggers.STILL_REFERRED),
            store.action("Lén") as action,
        ):
            action.con.execute(statement)


def test_bytes_without_a_row_do_not_make_an_action(store: Store) -> None:
    with store.action("Không có gì") as action:
        action.con.execute("INSERT INTO attachment_bytes VALUES (?, ?)", ("0" * 64, b"x"))
    assert action.changes.action_id is None
    assert stored_bytes(store) == 0
