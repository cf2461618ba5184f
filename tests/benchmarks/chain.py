"""100,000 awards over ten years: looking one person up per keystroke, and the statistics of one year."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

YEARS = range(2016, 2026)
A_DECISION = 40
FORMS = (
    ("giay_khen", "individual"),
    ("ldtt", "individual"),
    ("gia_dinh_van_hoa", "household"),
    ("giay_khen", "collective"),
    ("cstd_co_so", "individual"),
)
TYPES = ("merit", "thematic", "sudden", "contribution")
TYPED = ("nguyễn thị hạnh", "Đặng Văn Phúc", "tổ dân phố 12", "hà", "zzz", "ban công tác mặt trận")


def fill(store: Any, awards: int) -> None:
    """A register of so many awards: every subject three times, ten years, 40 awards a decision."""
    from db import organizations, people, units
    from desktop.invented import invented

    with store.action("Cơ quan, đơn vị") as action:
        office = organizations.save_own(
            action, name="Ủy ban nhân dân phường An Lạc", level="ward", place="An Lạc"
        )
        places = [units.add_unit(action, name=f"Tổ dân phố {n + 1}") for n in range(60)]
    count = awards // 3 + 1
    facts = [
        {**one, "unit_id": places[n % len(places)]}
        for n, one in enumerate(itertools.islice(invented(), count))
    ]
    with store.action("Người") as action:
        subjects = people.add_subjects(action, facts)
    kinds = [one["kind"] for one in facts]
    with store.action("Quyết định, khen thưởng") as action:
        each = awards // len(YEARS) // A_DECISION
        days = [
            dt.date(year, 1, 5) + dt.timedelta(days=n * 351 // (each + 1))
            for year in YEARS
            for n in range(each)
        ]
        made = action.insert_many(
            "decision",
            ("organization_id", "status", "number", "day", "form_code", "authority_level", "organ_name"),
            [
                (
                    office,
                    "issued",
                    f"{n + 1}/QĐ-UBND",
                    day.isoformat(),
                    FORMS[n % len(FORMS)][0],
                    "commune",
                    "UBND",
                )
                for n, day in enumerate(days)
            ],
        )
        rows = []
        for n in range(len(days) * A_DECISION):
            who = n % count
            form = FORMS[n // A_DECISION % len(FORMS)][0]
            rows.append(
                (
                    made[n // A_DECISION],
                    subjects[who],
                    n % A_DECISION,
                    form,
                    kinds[who],
                    TYPES[n % len(TYPES)],
                    facts[who]["name"],
                    f"{n + 1:02d}/{days[n // A_DECISION].year}",
                    450_000,
                )
            )
        action.insert_many(
            "award",
            (
                "decision_id",
                "subject_id",
                "ordinal",
                "form_code",
                "object_kind",
                "award_type",
                "recipient",
                "register_number",
                "prize_amount",
            ),
            rows,
        )


def quantiles(work: Callable[[str], object], keys: list[str], rounds: int) -> tuple[float, float]:
    """p50 and p99 in seconds of one call a keystroke, after one round that is not counted."""
    for key in keys:
        work(key)
    times = []
    for _ in range(rounds):
        for key in keys:
            start = time.perf_counter()
            work(key)
            times.append(time.perf_counter() - start)
    times.sort()
    return times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]


def chain(short: bool, median: Callable[..., float], report: Callable[..., None]) -> None:
    """Look-up by keystroke and a year's statistics, each beside its bare SQL."""
    from db import lookup, statistics
    from db.store import Store
    from db.vietnamese.text import fold

    count = 10_000 if short else 100_000
    keys = [word[:n] for word in TYPED for n in range(1, len(word) + 1)]
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "c.sothidua") as store:
        fill(store, count)
        con = store.reader()
        sql = "SELECT name FROM subject WHERE instr(folded, ?) > 0 ORDER BY sort_key, folded, name LIMIT 50"
        rounds = 3 if short else 10
        ours = quantiles(lambda key: lookup.find(con, key), keys, rounds)
        bare = quantiles(lambda key: con.execute(sql, (fold(key),)).fetchall(), keys, rounds)
        for name, mine, theirs in (("p50", ours[0], bare[0]), ("p99", ours[1], bare[1])):
            report(f"look-up per keystroke among {count} awards, {name}", mine, theirs, "the bare SQL")
        one = con.execute("SELECT subject_id FROM award GROUP BY subject_id ORDER BY count(*) DESC LIMIT 1")
        who = one.fetchone()[0]
        lines = "SELECT a.*, d.* FROM award a JOIN decision d ON d.id = a.decision_id WHERE a.subject_id = ?"
        report(
            "the whole history of one subject",
            median(lambda: lookup.history(con, who), 20),
            median(lambda: con.execute(lines, (who,)).fetchall(), 20),
            "the bare rows",
        )
        form = statistics.form("commune")
        period = statistics.Period.of_year(2024)
        year = """SELECT a.*, d.day, s.* FROM award a JOIN decision d ON d.id = a.decision_id
                  JOIN subject s ON s.id = a.subject_id WHERE d.day BETWEEN ? AND ?"""
        ends = ("2024-01-01", "2024-12-31")
        report(
            f"statistics of a year with {count // len(YEARS)} awards",
            median(lambda: statistics.table(con, form, period), 3 if short else 9),
            median(lambda: con.execute(year, ends).fetchall(), 3 if short else 9),
            "fetching the joined rows",
        )
        con.close()
