"""Any sequence of runs, jams, spoiled sheets and reprints against a ledger kept on paper: plain lists, no SQL."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import awards, decisions, history, printing
from db.errors import BadInput

D = dt.date
COUNT = 4

RUNS = st.fixed_dictionaries(
    {
        "pick": st.lists(st.integers(0, COUNT - 1), min_size=1, max_size=COUNT, unique=True),
        "target": st.sampled_from(["printer", "printer", "printer", "pdf"]),
        "trial": st.sampled_from([False, False, False, True]),
        "reason": st.sampled_from(["", "Làm mất"]),
        "good": st.integers(0, COUNT),
        "spoiled": st.sets(st.integers(1, COUNT), max_size=2),
        "found later": st.one_of(st.none(), st.integers(0, COUNT - 1)),
    }
)


class Paper:
    """What an officer would write in a school exercise book: one line a sheet."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []  # run, target, trial, award, good
        self.runs: list[dict[str, Any]] = []

    def having(self, award: int, *, target: str = "", since: int = 0, trial: bool = False) -> bool:
        return any(
            line["award"] == award
            and line["good"]
            and line["trial"] == trial
            and target in ("", line["target"])
            and line["run"] >= since
            for line in self.lines
        )

    def enter(self, run: dict[str, Any], number: int) -> list[bool]:
        """Write the sheets of a run; for each, whether its award had a certificate before."""
        real = run["target"] == "printer" and not run["trial"]
        before = {award: real and self.having(award, target="printer") for award in run["pick"]}
        out = [
            (award, ordinal not in run["spoiled"])
            for ordinal, award in enumerate(run["pick"], start=1)
            if ordinal <= run["good"] or ordinal in run["spoiled"]
        ]
        self.lines += [
            {"run": number, "target": run["target"], "trial": run["trial"], "award": award, "good": good}
            for award, good in out
        ]
        self.runs.append(run)
        return [before[award] for award, _ in out]


@pytest.fixture
def issued(world: Any) -> tuple[Any, int, list[int]]:
    """A decision of four people, issued."""
    for name in ("An", "Bình", "Chi", "Dũng"):
        world.nominate(f"Trần Văn {name}")
    world.approve()
    with world.store.action("Ra quyết định") as action:
        decision = decisions.decide(action, world.campaign, number="12", day=D(2023, 12, 20))
    return world, decision, [a.id for a in awards.list_awards(world.store.con, decision)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=st.lists(RUNS, max_size=5))
def test_the_ledger_says_what_paper_would(
    issued: tuple[Any, int, list[int]], runs: list[dict[str, Any]]
) -> None:
    world, decision, ids = issued
    con, store = world.store.con, world.store
    paper, made = Paper(), []
    with store.action("Các đợt in") as action:
        for run in runs:
            run = {
                **run,
                "good": min(run["good"], len(run["pick"])),
                "spoiled": {n for n in run["spoiled"] if n <= len(run["pick"])},
            }
            real = run["target"] == "printer" and not run["trial"]
            again = [n for n in run["pick"] if paper.having(n, target="printer")]
            assert printing.needs_reason(con, [ids[n] for n in run["pick"]]) == [ids[n] for n in again]
            facts = {"template_name": "x", "target": run["target"], "trial": run["trial"]}
            wanted = [ids[n] for n in run["pick"]]
            if real and again and not run["reason"]:
                with pytest.raises(BadInput, match="lý do"):
                    printing.start_run(action, decision, wanted, **facts)
                continue
            made.append(printing.start_run(action, decision, wanted, reprint_reason=run["reason"], **facts))
            printing.finish_run(action, made[-1], run["good"], dict.fromkeys(run["spoiled"], "Lệch"))
            marks = paper.enter(run, made[-1])
            assert [sheet.reprint for sheet in printing.sheets(con, made[-1])] == marks
            later = run["found later"]
            found = [
                s.id for s in printing.sheets(con, made[-1]) if later is not None and s.award_id == ids[later]
            ]
            printing.mark_spoiled(action, found, "Sai nội dung")
            for line in paper.lines:
                line["good"] &= not (line["run"] == made[-1] and line["award"] == later)
    for target in ("", "printer", "pdf"):
        assert printing.without_sheet(con, decision, target=target) == [
            ids[n] for n in range(COUNT) if not paper.having(n, target=target)
        ]
    for number, run in zip(made, paper.runs, strict=True):
        assert printing.remaining(con, number) == [
            ids[n]
            for n in run["pick"]
            if not paper.having(n, target=run["target"], since=number, trial=run["trial"])
        ]
    counted = {
        ids[n]: sum(line["award"] == n and line["good"] and not line["trial"] for line in paper.lines)
        for n in range(COUNT)
    }
    assert printing.good_sheets(con, decision) == {award: n for award, n in counted.items() if n}
    if made:
        history.undo(store)  # the next example begins with an empty ledger
    assert printing.list_runs(con) == []
