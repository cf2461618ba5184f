"""Plans with truth files read and scored as the README beside the real ones asks; what is reached may only rise.

The five real plans must be read whole. Of our own, ``seen`` and the ``styles`` folders were there while the reader was
built; the ``unseen`` folders were written by others or before, kept away from it, and scored for the README before
anything was mended for them.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
REAL = ROOT.parent / "shared" / "plans"


def _benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "read_plans", ROOT / "tests" / "benchmarks" / "read_plans.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its module up while it is made.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


bench = _benchmark()
score_plan = bench.score_plan
Scores = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def real() -> Scores:
    if not REAL.is_dir():
        pytest.skip("../shared/plans is not beside this checkout")
    found: Scores = bench.score_folder(REAL)
    assert len(found) == 5
    return found


@pytest.mark.parametrize("key", bench.KEYS)
def test_real_plans_are_read_whole(real: Scores, key: str) -> None:
    score = bench.whole(real, key)
    notes = [f"{stem[:3]} {note}" for stem, plan in real.items() for note in plan[key].notes]
    assert score.total
    assert (score.hits, score.false) == (score.total, 0), notes


# Least recall and precision of each folder: (deadlines, every other field).
LEAST = {
    "seen": (1.0, 1.0),
    "styles": (0.98, 0.9),
    "styles2": (0.98, 0.9),
    "styles3": (0.97, 0.9),
    "styles4": (0.96, 0.9),
    "styles5": (0.96, 0.9),
    "unseen": (0.9, 0.85),
    "unseen2": (0.98, 0.95),
    "unseen3": (0.98, 0.95),
    "unseen4": (0.95, 0.95),
    "unseen5": (0.95, 0.85),
    "unseen6": (0.9, 0.85),
    "unseen7": (0.95, 0.85),
    "unseen8": (0.95, 0.85),
    "unseen9": (0.9, 0.8),
    "unseen10": (0.9, 0.85),
}


@pytest.mark.parametrize("folder", LEAST)
def test_own_plans_reach_what_was_reached(folder: str) -> None:
    scores = bench.score_folder(ROOT / "tests" / "plans" / folder)
    deadlines, others = LEAST[folder]
    for key in bench.KEYS:
        score, least = bench.whole(scores, key), deadlines if "deadlines" in key else others
        notes = [f"{stem} {note}" for stem, plan in scores.items() for note in plan[key].notes]
        assert (score.recall or 1.0) >= least, (key, notes)
        assert (score.precision or 1.0) >= min(least, 0.9), (key, notes)


def test_half_of_our_plans_with_whole_truth_were_kept_unseen() -> None:
    seen, unseen = (len(bench.plans(ROOT / "tests" / "plans" / name)) for name in ("seen", "unseen"))
    assert seen >= 5
    assert unseen >= seen


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main([str(ROOT / "tests" / "plans" / "seen"), "-v"]) == 0
    out = capsys.readouterr().out
    assert "deadlines" in out
    assert "precision" in out


def test_the_scorer_sees_misses_and_inventions() -> None:
    """The ratchet itself: a wrong day, an invented number and a missing award lower the score."""
    truth = {
        "issuer": "Ủy ban nhân dân xã Đồng Mây",
        "issuer_parent": None,
        "number": None,
        "date": None,
        "date_partial": "2025-07",
        "title": "Phát động thi đua",
        "place": None,
        "theme": None,
        "anniversaries": [],
        "period": {"start": "2025-07-20", "end": None},
        "phases": [],
        "evidence_window": None,
        "requirements": [],
        "deadlines": [
            {"date": "2025-08-15", "kind": "report", "recurring": None, "quote": "trước ngày 15/8/2025"}
        ],
        "awards": [{"form": "Giấy khen", "authority": "Chủ tịch UBND xã", "objects": []}],
        "targets": [],
        "signer": {"name": None, "title": "Chủ tịch"},
        "recipients": [],
        "tasks": [],
        "not_deadlines": [],
    }
    right = {**truth, "deadlines": [dict(truth["deadlines"][0])]}  # type: ignore[index]
    assert all(score.hits == score.total and not score.false for score in score_plan(truth, right).values())
    wrong = {**right, "number": "1/KH-UBND", "awards": [], "signer": {"name": "Ai Đó", "title": "Chủ tịch"}}
    wrong["deadlines"] = [{**right["deadlines"][0], "date": "2025-08-16"}]
    got = score_plan(truth, wrong)
    assert (got["number"].hits, got["awards"].hits, got["signer"].hits) == (0, 0, 1)
    assert (got["deadlines"].hits, got["deadlines"].false) == (0, 1)
