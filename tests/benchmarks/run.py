"""Ratios beside the bare library in the same run: ``python tests/benchmarks/run.py [--short] [NAME …]``.

Run by hand, and in the short form by CI. Never asserted: a shared machine is no stopwatch. Each line says what
was measured, the medians, and the ratio that counts.
"""

from __future__ import annotations

import argparse
import importlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def median(work: Callable[[], object], runs: int) -> float:
    """Median seconds of ``runs`` calls after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def report(name: str, ours: float, bare: float, what: str) -> None:
    """One line of result."""
    print(f"{name}: {ours * 1000:.1f} ms beside {bare * 1000:.1f} ms of {what}: ratio {ours / bare:.2f}")


def _beside(name: str) -> Any:
    """A module of this folder, which is no package."""
    folder = str(Path(__file__).parent)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


# ---------------------------------------------------------------- start to the first painted window

_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow(); window.resize(1366, 768); window.show(); window.grab()
import time; print(time.time())
"""
_OURS = """
import sys
from pathlib import Path
from desktop.ui import app as ours
application, window = ours.build(Path(sys.argv[1]))
window.grab()
import time; print(time.time())
window.close()
"""


def start(short: bool) -> None:
    """Process start to the first painted window, beside a bare QMainWindow, turn about."""
    from db.store import Store
    from db.talk import SilentTalk
    from desktop.sample import load_sample

    runs = 3 if short else 9
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mau.sothidua"
        with Store.create(path) as store:
            load_sample(store, SilentTalk())

        # As installed: modules compiled once, whatever this shell says of bytecode.
        surroundings = os.environ | {"PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)

        def painted(code: str, *arguments: str) -> float:
            begun = time.time()
            done = subprocess.run(
                [sys.executable, "-c", code, *arguments],
                check=True,
                cwd=ROOT,
                env=surroundings,
                capture_output=True,
                text=True,
            )
            return float(done.stdout) - begun

        both = [(painted(_BARE), painted(_OURS, str(path))) for _ in range(runs + 1)][1:]
    bare, ours = (statistics.median(times) for times in zip(*both, strict=True))
    report("start to first paint", ours, bare, "a bare QMainWindow")


# ---------------------------------------------------------------- board of 500 units × 20 obligations


def board(short: bool) -> None:
    """The board of 500 units × 20 obligations, beside one SQL statement that counts the same rows."""
    import datetime as dt

    from db import board as boards
    from db import campaigns, units
    from db.campaigns import CampaignDraft
    from db.milestones import MilestoneDraft
    from db.store import Store

    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "b.sothidua") as store:
        with store.action("Đơn vị") as action:
            for number in range(500):
                units.add_unit(action, name=f"Tổ dân phố {number + 1}")
        stones = tuple(
            MilestoneDraft("report", f"Báo cáo {n + 1}", dt.date(2023, 1, 1) + dt.timedelta(days=15 * n))
            for n in range(20)
        )
        with store.action("Phong trào") as action:
            drive = campaigns.start_campaign(action, CampaignDraft("Phong trào", milestones=stones))
        runs = 3 if short else 11
        ours = median(lambda: boards.board(store.con, drive, dt.date(2023, 6, 1)).counts, runs)
        sql = "SELECT o.*, u.name FROM obligation o JOIN unit u ON u.id = o.unit_id ORDER BY u.sort_key"
        bare = median(lambda: store.con.execute(sql).fetchall(), runs)
    report("board of 500 × 20", ours, bare, "fetching the joined rows alone")


# ---------------------------------------------------------------- search per keystroke


def search(short: bool) -> None:
    """Search as one types in 100,000 subjects, beside a bare LIKE over the folded column."""
    from db import people
    from db.store import Store
    from db.vietnamese.text import fold
    from desktop.invented import invented

    count = 10_000 if short else 100_000
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "s.sothidua") as store:
        with store.action("Người") as action:
            for _, facts in zip(range(count), invented(), strict=False):
                people.add_subject(action, **facts)
        typed = [word[:n] for word in ("nguyen thi", "đặt", "tổ dân") for n in range(1, len(word) + 1)]

        def ours() -> None:
            for text in typed:
                people.list_subjects(store.con, text=text, limit=50)

        def bare() -> None:
            for text in typed:
                sql = "SELECT name FROM subject WHERE folded LIKE ? LIMIT 50"
                store.con.execute(sql, (f"%{fold(text)}%",)).fetchall()

        runs = 2 if short else 5
        name = f"{len(typed)} keystrokes in {count} subjects"
        report(name, median(ours, runs), median(bare, runs), "an unsorted LIKE")


# ---------------------------------------------------------------- 1,000 certificates


def certificates(short: bool) -> None:
    """Certificates in full design, beside bare reportlab without a design, and beside LibreOffice."""
    _beside("certificates").certificates(50 if short else 1000, 3 if short else 7, median, report)


def pens(short: bool) -> None:
    """Sheets to a printer, and paging through a preview."""
    _beside("pens").pens(short, median, report)


def chain(short: bool) -> None:
    """Looking one person up, and a year's statistics, among 100,000 awards."""
    _beside("chain").chain(short, median, report)


BENCHMARKS = {
    "start": start,
    "board": board,
    "search": search,
    "certificates": certificates,
    "pens": pens,
    "chain": chain,
}


def main(arguments: Sequence[str]) -> None:
    """Run the named benchmarks, all of them when none is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="few runs, small sizes: does it run at all")
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []])
    parsed = parser.parse_args(arguments)
    for name in parsed.names or BENCHMARKS:
        BENCHMARKS[name](parsed.short)


if __name__ == "__main__":
    main(sys.argv[1:])
