"""Jobs run in their own thread one after the other, results come back to the main one, in order and guarded."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from db.errors import BadInput, Refused, StoreMissing
from db.store import Changes, Store, open_reader
from desktop.ui.operations.base import StoreOp
from desktop.ui.watchdog import StallWatchdog
from desktop.ui.worker import Background, GarbageCollector, StoreThread, TalkBridge


class Heard:
    """Writes down what came back and on which thread."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []
        self.threads: set[int] = set()

    def __call__(self, *arguments: object) -> None:
        self.told.append(arguments)
        self.threads.add(threading.get_ident())


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("empty") / "sổ.sothidua"
    Store.create(path).close()
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, empty_store: bytes) -> Path:
    made = tmp_path / "sổ.sothidua"
    made.write_bytes(empty_store)
    return made


@pytest.fixture
def thread(themed, path: Path, qtbot) -> Iterator[StoreThread]:
    made = StoreThread()
    made.open(path)
    qtbot.waitUntil(lambda: made.path == path)
    yield made
    made.close()
    qtbot.waitUntil(lambda: not made.busy)
    made.end()
    made.deleteLater()


@pytest.fixture
def background(themed) -> Iterator[Background]:
    made = Background(threads=1)
    yield made
    made.end()
    made.deleteLater()


def put(key: str):
    def work(action) -> str:
        action.insert("setting", key=key, value="1")
        return key

    return work


def settings(path: Path) -> list[str]:
    reader = open_reader(path)
    try:
        return [row["key"] for row in reader.execute("SELECT key FROM setting ORDER BY id")]
    finally:
        reader.close()


def test_work_runs_elsewhere_and_answers_here(thread: StoreThread, qtbot) -> None:
    heard = Heard()
    thread.submit(lambda store, talk: threading.get_ident(), heard)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert heard.threads == {threading.get_ident()}
    assert heard.told[0][0] != threading.get_ident()


def test_an_operation_commits_before_it_tells(thread: StoreThread, path: Path, qtbot) -> None:
    order: list[object] = []
    thread.changed.connect(
        lambda changes, initiator: order.append((changes.tables, initiator, settings(path)))
    )
    page = object()
    StoreOp("Ghi thử", put("một")).success(order.append).done(lambda *a: order.append(a)).run(thread, page)
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order[0] == (frozenset({"setting"}), page, ["một"])
    assert order[1] == "một"
    assert order[2][1].action_id is not None


def test_operations_keep_their_order(thread: StoreThread, path: Path, qtbot) -> None:
    heard = Heard()
    for number in range(20):
        StoreOp("Ghi thử", put(f"{number:02}")).success(heard).run(thread)
    qtbot.waitUntil(lambda: len(heard.told) == 20)
    assert [key for (key,) in heard.told] == settings(path) == [f"{n:02}" for n in range(20)]


def test_nothing_changed_is_nothing_told(thread: StoreThread, qtbot) -> None:
    changed, heard = Heard(), Heard()
    thread.changed.connect(changed)
    StoreOp("Không đổi gì", lambda action: None).done(heard).run(thread)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert heard.told == [(None, Changes())]
    assert not changed.told


def test_a_refusal_leaves_nothing_behind(thread: StoreThread, path: Path, qtbot) -> None:
    def work(action) -> None:
        put("dở dang")(action)
        raise BadInput("Thiếu tên; hãy nhập tên.")

    heard, unheard, success = Heard(), Heard(), Heard()
    thread.refused.connect(unheard)
    StoreOp("Ghi thử", work).success(success).failure(heard).run(thread)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert str(heard.told[0][0]) == "Thiếu tên; hãy nhập tên."
    StoreOp("Ghi thử", work).success(success).run(thread)
    qtbot.waitUntil(lambda: bool(unheard.told))
    assert unheard.told == [("Thiếu tên; hãy nhập tên.",)]
    assert settings(path) == []
    assert not success.told


def test_a_bug_goes_to_the_crash_report_and_the_next_job_runs(
    thread: StoreThread, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes, heard = Heard(), Heard()
    monkeypatch.setattr(sys, "excepthook", crashes)

    def wrong(action) -> None:
        raise ZeroDivisionError

    StoreOp("Hỏng", wrong).success(heard).run(thread)
    StoreOp("Ghi thử", put("sau")).success(heard).run(thread)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert [kind for kind, _, _ in crashes.told] == [ZeroDivisionError]
    assert crashes.threads == {threading.get_ident()}
    assert heard.told == [("sau",)]


def test_a_callback_that_fails_does_not_keep_the_others(
    thread: StoreThread, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes, heard = Heard(), Heard()
    monkeypatch.setattr(sys, "excepthook", crashes)

    def failing(_value: object) -> None:
        raise KeyError("trang")

    StoreOp("Ghi thử", put("một")).success(failing).done(heard).run(thread)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert [kind for kind, _, _ in crashes.told] == [KeyError]


def test_a_page_deleted_meanwhile_is_left_out(thread: StoreThread, qtbot) -> None:
    class Page(QObject):
        called = False

        def show(self, _value: object) -> None:
            Page.called = True

    import shiboken6

    page, heard = Page(), Heard()
    StoreOp("Ghi thử", put("một")).success(page.show).done(heard).run(thread)
    shiboken6.delete(page)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert not Page.called


def test_whole_store_operations_tell_what_they_changed(thread: StoreThread, path: Path, qtbot) -> None:
    from db import history

    changed, heard = Heard(), Heard()
    StoreOp("Ghi thử", put("một")).success(heard).run(thread)
    qtbot.waitUntil(lambda: bool(heard.told))
    thread.changed.connect(changed)
    StoreOp.whole("Hoàn tác", lambda store, talk: history.undo(store).name).success(heard).run(thread)
    qtbot.waitUntil(lambda: len(heard.told) == 2)
    assert heard.told[1] == ("Ghi thử",)
    assert changed.told[0][0].touches("setting")
    assert settings(path) == []


def test_stopping_rolls_back(thread: StoreThread, path: Path, qtbot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(action, talk) -> None:
        put("nửa chừng")(action)
        begun.set()
        go_on.wait()
        talk.progress(1, 2)

    stopped, success = Heard(), Heard()
    task = StoreOp.long("Nhập tệp", work).success(success).stopped(stopped).run(thread)
    begun.wait()
    task.stop()
    go_on.set()
    qtbot.waitUntil(lambda: bool(stopped.told))
    assert task.done
    assert not success.told
    assert settings(path) == []


def test_no_store_is_a_sentence(themed, qtbot) -> None:
    lone, heard = StoreThread(), Heard()
    lone.refused.connect(heard)
    StoreOp("Ghi thử", put("một")).run(lone)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert "Chưa mở sổ" in heard.told[0][0]
    lone.end()
    lone.deleteLater()


def test_a_store_that_cannot_be_opened_leaves_the_old_one_open(
    thread: StoreThread, path: Path, tmp_path: Path, qtbot
) -> None:
    refused, heard = Heard(), Heard()
    thread.open(tmp_path / "không có.sothidua", refused=refused)
    StoreOp("Ghi thử", put("vẫn ghi")).success(heard).run(thread)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert isinstance(refused.told[0][0], StoreMissing)
    assert thread.path == path
    assert settings(path) == ["vẫn ghi"]


def test_closing_lets_the_file_go(thread: StoreThread, path: Path, qtbot) -> None:
    heard = Heard()
    thread.close(heard)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert thread.path is None
    Store.open(path).close()


def test_busy_is_told_once_for_several_jobs(background: Background, qtbot) -> None:
    told, heard = Heard(), Heard()
    background.busy_changed.connect(told)
    for _ in range(3):
        background.submit(lambda talk: None, heard)
    qtbot.waitUntil(lambda: told.told[-1:] == [(False,)])
    assert told.told == [(True,), (False,)]
    assert len(heard.told) == 3


def test_progress_reaches_the_page(background: Background, qtbot) -> None:
    progress, heard = Heard(), Heard()

    def work(talk) -> str:
        talk.say("Đang đọc")
        talk.progress(500, 500, "xong")
        return "hết"

    background.submit(work, heard, progress=progress)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert progress.told[-1] == (500, 500, "xong")
    assert progress.threads == {threading.get_ident()}


def test_reports_are_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("desktop.ui.worker.time.monotonic", lambda: now[0])
    told: list[tuple[int, int, str]] = []
    talk = TalkBridge(lambda: told.append(talk.latest))
    for done in range(1, 1001):
        now[0] += 0.001
        talk.progress(done, 1000)
    # One second of work: ten reports, one at once, and the last step whatever the time.
    assert 10 <= len(told) <= 12
    assert told[-1][0] == 1000


def test_what_a_job_held_is_let_go_on_the_main_thread(background: Background, qtbot) -> None:
    class Held:
        freed_by: int | None = None

        def __del__(self) -> None:
            Held.freed_by = threading.get_ident()

    gc.disable()
    try:
        held, heard = Held(), Heard()
        background.submit(lambda talk, kept=held: None, heard)
        del held
        qtbot.waitUntil(lambda: bool(heard.told))
        assert Held.freed_by == threading.get_ident()
    finally:
        gc.enable()


def test_a_kept_handle_keeps_nothing_else(background: Background, qtbot) -> None:
    class Result:
        pass

    seen: list[weakref.ref[Result]] = []
    task = background.submit(lambda talk: Result(), lambda result: seen.append(weakref.ref(result)))
    qtbot.waitUntil(lambda: task.done)
    assert seen[0]() is None


def test_refused_is_not_a_bug(background: Background, qtbot) -> None:
    refused, bug = Heard(), Heard()

    def work(talk) -> None:
        raise Refused("Tệp đang mở.")

    background.submit(work, None, refused, bug)
    qtbot.waitUntil(lambda: bool(refused.told))
    assert not bug.told


def test_garbage_is_collected_here_only(themed, qtbot) -> None:
    owner = QObject()
    try:
        collector = GarbageCollector(owner)
        assert not gc.isenabled()

        class Knot:
            pass

        knot = Knot()
        knot.itself = knot
        seen = weakref.ref(knot)
        del knot
        assert seen() is not None
        # More than a generation's worth of new objects is what makes a collection due.
        heap = [[] for _ in range(gc.get_threshold()[0] + 100)]
        collector.collect()
        assert seen() is None
        del heap
    finally:
        gc.enable()
        owner.deleteLater()


def test_the_watchdog_shows_where_the_window_stood(themed, qtbot) -> None:
    reports: list[str] = []
    told = threading.Event()

    def report(text: str) -> None:
        reports.append(text)
        told.set()

    owner = QObject()
    dog = StallWatchdog(owner, limit=0.02, report=report)
    try:
        # Blocks the main thread for as long as the dog needs to bark.
        assert told.wait(10)
    finally:
        dog.end()
        owner.deleteLater()
    assert "test_the_watchdog_shows_where_the_window_stood" in reports[0]
