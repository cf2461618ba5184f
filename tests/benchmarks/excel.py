"""Excel both ways beside the bare libraries: ``python tests/benchmarks/excel.py [--short] [NAME …]``.

As ``run.py``: run by hand, never asserted; each line says what was measured, the medians, and the ratio that counts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HEAD = (
    "STT",
    "Loại đối tượng",
    "Danh xưng",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Chức vụ",
    "Đơn vị công tác",
    "Hình thức khen thưởng",
    "Nội dung khen",
    "Số điện thoại",
    "Dân tộc",
    "Trình độ",
    "Ghi chú",
)
CITATION = "Đã có thành tích xuất sắc trong phong trào thi đua chào mừng 20 năm thành lập phường"


def medians(ours: Callable[[], object], bare: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median seconds of both, run in turn (a busy machine slows both alike) after one run that is not counted."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs + 1):
        for work, seconds in zip((ours, bare), times, strict=True):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
    return statistics.median(times[0][1:]), statistics.median(times[1][1:])


def report(name: str, ours: float, bare: float, what: str, most: float) -> None:
    """One line of result, with the ratio wanted."""
    ratio = f"ratio {ours / bare:.2f} (at most {most:g})"
    print(f"{name}: {ours * 1000:.1f} ms beside {bare * 1000:.1f} ms of {what}: {ratio}")


def people(count: int) -> Iterator[tuple[Any, ...]]:
    """Invented nominees of fifty units, no two alike."""
    from desktop.invented import invented

    middles = ("Thanh", "Minh", "Ngọc", "Hồng", "Bảo", "Quốc", "Xuân", "Thu", "Đức", "Kim")
    for number, facts in enumerate(islice(invented(), count), start=1):
        family, _, rest = facts["name"].partition(" ")
        born = f"{number % 28 + 1:02}/{number % 12 + 1:02}/{1950 + number // 400 % 50}"
        name = f"{family} {middles[number % 10]} {rest}"
        yield (
            number,
            "Cá nhân",
            ("Ông", "Bà")[number % 2],
            name,
            born,
            ("Nam", "Nữ")[number % 2],
            facts.get("position") or "Tổ viên",
            f"Tổ dân phố {number % 50 + 1}",
            "Giấy khen",
            CITATION,
            f"09{number:08}",
            "Kinh",
            "12/12",
            None,
        )


def workbook(path: Path, count: int) -> None:
    """A list of nominees as a unit keeps it: styled, 14 columns."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Danh sách")
    line = book.add_format({"border": 1, "font_name": "Times New Roman"})
    page.write_row(0, 0, HEAD, line)
    for at, row in enumerate(people(count), start=1):
        page.write_row(at, 0, row, line)
    book.close()


@contextmanager
def ward(folder: Path) -> Iterator[tuple[Any, int]]:
    """A register with fifty units and a drive."""
    from db import campaigns, units
    from db.campaigns import AwardDraft, CampaignDraft
    from db.store import Store

    path = folder / f"{uuid.uuid4().hex}.sothidua"
    with Store.create(path) as store:
        with store.action("Lập sổ") as action:
            for number in range(50):
                units.add_unit(action, name=f"Tổ dân phố {number + 1}")
            awards = (AwardDraft("giay_khen", "Giấy khen"),)
            drive = campaigns.start_campaign(action, CampaignDraft("Phong trào", awards=awards))
        yield store, drive


def reading(short: bool) -> None:
    """20,000 rows read, understood and held against the register, beside bare python-calamine."""
    import python_calamine

    from desktop.exchange.preview import preview_file

    count = 2_000 if short else 20_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "ds.xlsx"
        workbook(path, count)

        def bare() -> None:
            book = python_calamine.CalamineWorkbook.from_path(str(path))
            for sheet in book.sheet_names:
                book.get_sheet_by_name(sheet).to_python()

        with ward(folder) as (store, drive):
            found = preview_file(store.con, path, drive)
            assert found.counts["new"] + found.counts["duplicate"] == count, found.counts
            runs = 3 if short else 7
            ours, alone = medians(lambda: preview_file(store.con, path, drive), bare, runs)
        report(f"{count:,} rows read and previewed", ours, alone, "bare python-calamine", 3)


def applying(short: bool) -> None:
    """20,000 nominations written as one action with the change log, beside a bare executemany of the same rows."""
    from desktop.exchange import apply
    from desktop.exchange.preview import preview_file

    count = 2_000 if short else 20_000
    ours: list[float] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workbook(folder / "ds.xlsx", count)
        for _ in range(2 if short else 4):
            with ward(folder) as (store, drive):
                found = preview_file(store.con, folder / "ds.xlsx", drive)
                start = time.perf_counter()
                with store.action("Ghi") as action:
                    written = apply.apply(action, found, ["duplicate"])
                ours.append(time.perf_counter() - start)
                assert written == count
                bare.append(_bare_insert(store.path))
    report(
        f"{count:,} rows applied",
        statistics.median(ours[1:]),
        statistics.median(bare[1:]),
        "a bare executemany without the log",
        6,
    )


def _bare_insert(path: Path) -> float:
    """Seconds for the same persons and nominations into empty tables of the same schema, without triggers."""
    import sqlite3

    source = sqlite3.connect(path)
    target_path = path.with_suffix(".bare")
    with sqlite3.connect(target_path) as target:
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA synchronous = FULL")
        tables = {}
        for table in ("subject", "nomination"):
            for (sql,) in source.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL",
                (table,),
            ):
                target.execute(sql)
            tables[table] = source.execute(f"SELECT * FROM {table}").fetchall()
    target.close()
    source.close()
    target = sqlite3.connect(target_path, isolation_level=None)
    start = time.perf_counter()
    target.execute("BEGIN IMMEDIATE")
    for table, rows in tables.items():
        target.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    target.execute("COMMIT")
    seconds = time.perf_counter() - start
    target.close()
    return seconds


def exporting(short: bool) -> None:
    """A styled table of 20,000 × 14 with dates, money and totals, beside bare XlsxWriter of the same cells and styles.

    The bare writer is run as it comes (constant_memory off, ours too) and with constant_memory.
    """
    import datetime as dt

    from desktop.exchange.workbook import (
        Heading,
        Section,
        SheetColumn,
        SheetTable,
        SourceNote,
        write_workbook,
    )

    count = 2_000 if short else 20_000
    dated = {4: "date", 10: "money"}
    columns = tuple(
        SheetColumn(title, dated.get(at, "text"), 18, total=at == 10)
        for at, title in enumerate(HEAD[1:], start=1)
    )
    day = dt.date(1950, 1, 1)
    rows = tuple(
        (*row[1:4], day + dt.timedelta(days=row[0]), *row[5:10], row[0] * 1000, *row[11:])
        for row in people(count)
    )
    table = SheetTable("Danh sách", "DANH SÁCH", "Phong trào", columns, (Section("", rows),))
    heading = Heading(("ỦY BAN NHÂN DÂN", "PHƯỜNG"), "Phường", dt.date(2024, 1, 5))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def ours() -> None:
            write_workbook(folder / "ours.xlsx", heading, [table], SourceNote(()), "Danh sách")

        kinds = [column.kind for column in columns]
        for constant in (False, True):
            bare = partial(_bare_export, folder / "bare.xlsx", kinds, rows, constant)
            mine, alone = medians(ours, bare, 3 if short else 7)
            what = f"bare XlsxWriter, constant_memory {'on' if constant else 'off'}"
            report(f"{count:,} × 14 exported, styled", mine, alone, what, 1.3)


def _bare_export(path: Path, kinds: list[str], rows: tuple[tuple[Any, ...], ...], constant: bool) -> None:
    import xlsxwriter

    from desktop.exchange.workbook import formats_of

    book = xlsxwriter.Workbook(str(path), {"constant_memory": constant, "strings_to_urls": False})
    formats = formats_of(book)
    page = book.add_worksheet("Danh sách")
    for at, row in enumerate(rows, start=1):
        page.set_row(at, 19)
        page.write_number(at, 0, at, formats["stt"])
        for column, (kind, value) in enumerate(zip(kinds, row, strict=True), start=1):
            if value is None:
                page.write_blank(at, column, None, formats[kind])
            elif kind == "text":
                page.write_string(at, column, value, formats[kind])
            elif kind == "date":
                page.write_datetime(at, column, value, formats[kind])
            else:
                page.write_number(at, column, value, formats[kind])
    book.close()


BENCHMARKS: dict[str, Callable[[bool], None]] = {
    "reading": reading,
    "applying": applying,
    "exporting": exporting,
}


def main() -> None:
    """Run the benchmarks named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*BENCHMARKS, []])
    arguments = parser.parse_args()
    for name in arguments.names or BENCHMARKS:
        BENCHMARKS[name](arguments.short)


if __name__ == "__main__":
    main()
