"""The session: writes run on the store thread, come back after the commit, and are followed by the pages."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import backup, history, units
from db.errors import BadInput, NotAStore, StoreLocked, StoreMissing
from db.sqlite import Connection
from db.store import Action, Changes, Store
from db.talk import Talk
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session


def add(name: str) -> StoreOp[int]:
    return StoreOp(f"Thêm đơn vị {name}", lambda action: units.add_unit(action, name=name))


def test_a_write_comes_back_after_the_commit(qtbot: QtBot, sample_session: Session) -> None:
    told: list[str] = []
    seen: list[str] = []

    def success(unit_id: int) -> None:
        # The reading connection already sees it: the commit came first.
        seen.append(units.get_unit(sample_session.con, unit_id).name)
        told.append("success")

    def changed(changes: Changes) -> None:
        assert changes.touches("unit")
        told.append("changed")

    sample_session.changed.connect(changed)
    with qtbot.waitSignal(sample_session.said) as said:
        sample_session.run(add("Tổ dân phố 77"), success)
    assert told == ["changed", "success"]
    assert seen == ["Tổ dân phố 77"]
    assert said.args[0] == "Thêm đơn vị Tổ dân phố 77"
    assert said.args[1] == history.last_action_id(sample_session.con)


def test_the_work_runs_on_one_thread_that_is_not_the_windows(qtbot: QtBot, sample_session: Session) -> None:
    threads: list[int] = []

    def note(_action: Action) -> None:
        threads.append(threading.get_ident())

    done: list[None] = []
    for _ in range(3):
        sample_session.run(StoreOp("Không làm gì", note), done.append)
    qtbot.waitUntil(lambda: len(done) == 3)
    assert len(set(threads)) == 1
    assert threads[0] != threading.get_ident()


def test_writes_are_done_in_the_order_they_were_asked_for(qtbot: QtBot, sample_session: Session) -> None:
    done: list[int] = []
    for number in range(300, 312):
        sample_session.run(add(f"Tổ dân phố {number}"), done.append)
    qtbot.waitUntil(lambda: len(done) == 12)
    assert done == sorted(done)


def test_a_refusal_is_shown_and_leaves_nothing(qtbot: QtBot, sample_session: Session) -> None:
    before = history.last_action_id(sample_session.con)
    with qtbot.waitSignal(sample_session.refused) as refused:
        sample_session.run(add("  "))
    assert refused.args == ["Tên đơn vị đang để trống; hãy ghi tên đơn vị rồi lưu lại."]
    assert history.last_action_id(sample_session.con) == before


def test_whoever_asks_hears_the_refusal_alone(qtbot: QtBot, sample_session: Session) -> None:
    heard: list[str] = []
    with qtbot.assertNotEmitted(sample_session.refused):
        sample_session.run(add(""), None, heard.append)
        qtbot.waitUntil(lambda: bool(heard))
    assert len(heard) == 1


def test_a_write_that_changes_nothing_says_nothing(qtbot: QtBot, sample_session: Session) -> None:
    done: list[object] = []
    with qtbot.assertNotEmitted(sample_session.said), qtbot.assertNotEmitted(sample_session.changed):
        sample_session.run(StoreOp("Không đổi gì", lambda action: None), done.append)
        qtbot.waitUntil(lambda: bool(done))


def test_undo_and_redo_are_followed_like_any_write(qtbot: QtBot, sample_session: Session) -> None:
    with qtbot.waitSignal(sample_session.said):
        sample_session.run(add("Tổ dân phố 88"))
    assert units.find_unit(sample_session.con, "Tổ dân phố 88") is not None
    with qtbot.waitSignals([sample_session.changed, sample_session.said]):
        sample_session.undo()
    assert units.find_unit(sample_session.con, "Tổ dân phố 88") is None
    with qtbot.waitSignals([sample_session.changed, sample_session.said]):
        sample_session.redo()
    assert units.find_unit(sample_session.con, "Tổ dân phố 88") is not None


def test_undoing_what_others_build_on_is_refused_by_name(qtbot: QtBot, sample_session: Session) -> None:
    with qtbot.waitSignal(sample_session.refused) as refused:
        sample_session.undo(3)
    assert "dựa vào" in refused.args[0]


def test_background_work_reads_with_a_connection_of_its_own(qtbot: QtBot, sample_session: Session) -> None:
    def count(con: Connection, talk: Talk) -> int:
        assert con is not sample_session.con
        talk.progress(1, 2, "đang đếm")
        return int(con.execute("SELECT count(*) FROM unit").fetchone()[0])

    results: list[int] = []
    sample_session.in_background(count, results.append)
    qtbot.waitUntil(lambda: bool(results))
    assert results == [len(units.list_units(sample_session.con))]


def test_background_work_cannot_write(qtbot: QtBot, sample_session: Session) -> None:
    def write(con: Connection, _talk: Talk) -> None:
        con.execute("DELETE FROM unit")

    heard: list[str] = []
    before = len(units.list_units(sample_session.con))
    sample_session.in_background(write, None, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert "chỉ cho đọc" in heard[0]
    assert len(units.list_units(sample_session.con)) == before


def test_background_work_stops_when_asked(qtbot: QtBot, sample_session: Session) -> None:
    started = threading.Event()

    def endless(_con: Connection, talk: Talk) -> None:
        started.set()
        while True:
            talk.progress(0, 10, "mãi")

    sample_session.in_background(endless)
    assert started.wait(5)
    with qtbot.waitSignal(sample_session.said) as said:
        sample_session.cancel_background()
    assert "dừng" in said.args[0]


def test_looking_at_another_drive_and_day_is_told_once(qtbot: QtBot, sample_session: Session) -> None:
    first = sample_session.campaign_id
    with qtbot.waitSignal(sample_session.campaign_changed):
        sample_session.show_campaign(1)
    assert first != 1
    with qtbot.assertNotEmitted(sample_session.campaign_changed):
        sample_session.show_campaign(1)
    with qtbot.waitSignal(sample_session.as_of_changed):
        sample_session.look_at_day(dt.date(2023, 9, 1))
    assert sample_session.as_of == dt.date(2023, 9, 1)
    with qtbot.waitSignal(sample_session.as_of_changed):
        sample_session.look_at_day(None)
    assert sample_session.as_of == dt.date.today()  # noqa: DTZ011 - the calendar day


@pytest.mark.parametrize(
    ("content", "error"),
    [(None, StoreMissing), (b"", NotAStore), (b"not a register at all" * 100, NotAStore)],
)
def test_a_file_that_is_no_register_is_refused_at_once(
    themed: object, tmp_path: Path, content: bytes | None, error: type[Exception]
) -> None:
    path = tmp_path / "x.sothidua"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error):
        Session(path)


def test_a_register_open_elsewhere_is_refused_and_free_again_afterwards(
    themed: object, sample_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(sample_file, tmp_path / "a.sothidua"))
    with Store.open(path), pytest.raises(StoreLocked):
        Session(path)
    session = Session(path)
    session.close(back_up=False)
    Store.open(path).close()


def test_closing_backs_up_what_changed_and_only_that(
    qtbot: QtBot, themed: object, sample_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(sample_file, tmp_path / "a.sothidua"))
    session = Session(path)
    with qtbot.waitSignal(session.said):
        session.run(add("Tổ dân phố 55"))
    assert session.close() is None
    assert len(backup.copies(path)) == 1
    Session(path).close()
    assert len(backup.copies(path)) == 1
    assert not (tmp_path / "a.sothidua-wal").exists()


def test_a_bug_in_the_work_reaches_the_excepthook(
    qtbot: QtBot, sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: caught.append(kind))

    def broken(_action: Action) -> None:
        raise ZeroDivisionError

    sample_session.run(StoreOp("Hỏng", broken))
    qtbot.waitUntil(lambda: bool(caught))
    assert caught == [ZeroDivisionError]
    assert history.actions(sample_session.con)[0].name != "Hỏng"
    with pytest.raises(BadInput):
        raise BadInput("vẫn chạy tiếp")
