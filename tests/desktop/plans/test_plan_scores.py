"""The five real plans read and scored against their truth files, as the README beside them asks.

``PYTHONPATH=. python tests/desktop/plans/test_plan_scores.py FOLDER [-v]`` prints recall and false alarms per key
for any folder of plans with truth files.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop.plans.read import read_plan
from desktop.plans.source import read_file

KEYS = [
    "issuer",
    "issuer_parent",
    "number",
    "date",
    "place",
    "title",
    "theme",
    "anniversaries",
    "period",
    "phases",
    "evidence_window",
    "requirements",
    "deadlines",
    "awards",
    "award_objects",
    "targets",
    "signer",
    "recipients",
    "tasks",
    "not_deadlines",
]
FOLDER = Path(__file__).resolve().parents[4] / "shared" / "plans"


@dataclass
class Score:
    """Hits of what should be found, and what was proposed beside it."""

    hits: int = 0
    total: int = 0
    false: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, hit: bool, note: str = "") -> None:
        self.total += 1
        self.hits += hit
        if not hit:
            self.notes.append("MISS " + note)

    def alarm(self, note: str) -> None:
        self.false += 1
        self.notes.append("FALSE " + note)


def squeeze(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").replace("*", " ").split()).strip()


def fold(text: str | None) -> str:
    folded = squeeze(text).casefold().replace("uỷ", "ủy").replace("thuỷ", "thủy")
    return re.sub(r"\bubnd\b", "ủy ban nhân dân", folded)


def words(text: str | None) -> list[str]:
    return re.findall(r"\w+", fold(text))


def common(one: str, other: str) -> float:
    """Share of the shorter quote's characters the two quotes have in common as one run."""
    a, b = squeeze(one).strip("-*¹ "), squeeze(other).strip("-*¹ ")
    if not a or not b:
        return 0.0
    best = 0
    # Longest common run; quotes are short.
    previous = [0] * (len(b) + 1)
    for x in a:
        row = [0] * (len(b) + 1)
        for j, y in enumerate(b, 1):
            if x == y:
                row[j] = previous[j - 1] + 1
                best = max(best, row[j])
        previous = row
    return best / min(len(a), len(b))


def share_of(truth: list[str], found: list[str]) -> float:
    """Share of the words of the truth found in order."""
    previous = [0] * (len(found) + 1)
    for x in truth:
        row = [0]
        for j, y in enumerate(found, 1):
            row.append(previous[j - 1] + 1 if x == y else max(previous[j], row[j - 1]))
        previous = row
    return previous[-1] / len(truth) if truth else float(not found)


def level(authority: str | None) -> str:
    text = fold(authority)
    for name in (
        "nhà nước",
        "thủ trưởng",
        "tỉnh",
        "thành phố",
        "thị xã",
        "huyện",
        "phường",
        "thị trấn",
        "đặc khu",
        "xã",
    ):
        if name in text:
            return name
    return text


def score_plan(truth: dict[str, Any], found: dict[str, Any]) -> dict[str, Score]:
    scores = {key: Score() for key in KEYS}
    _heads(truth, found, scores)
    _period(truth, found, scores["period"])
    _window(truth, found, scores["evidence_window"])
    pairs = {
        "anniversaries": lambda t, f: (t["years"], t["date"]) == (f["years"], f["date"]),
        "phases": _same_phase,
        "requirements": _same_requirement,
        "deadlines": _same_deadline,
        "awards": lambda t, f: (
            fold(t["form"]) == fold(f["form"]) and level(t["authority"]) == level(f["authority"])
        ),
        "targets": _same_target,
        "tasks": lambda t, f: _who(t["who"], f["who"]) and common(t["quote"], f["quote"]) >= 0.5,
    }
    for key, same in pairs.items():
        _match(truth, found, key, same, scores[key], scores)
    lines = [squeeze(line).lstrip("- ") for line in found["recipients"]]
    for line in truth["recipients"]:
        scores["recipients"].add(squeeze(line) in lines, line)
    for item in truth["not_deadlines"]:
        wrong = [d for d in found["deadlines"] if d["date"] and squeeze(item["text"]) == squeeze(d["quote"])]
        scores["not_deadlines"].add(not wrong, item["text"])
    return scores


def _heads(truth: dict[str, Any], found: dict[str, Any], scores: dict[str, Score]) -> None:
    accepted = [truth["issuer"], *truth.get("issuer_accept", [])]
    scores["issuer"].add(fold(found["issuer"]) in map(fold, accepted), str(found["issuer"]))
    scores["issuer_parent"].add(
        fold(found["issuer_parent"]) == fold(truth["issuer_parent"]), str(found["issuer_parent"])
    )
    number = (found["number"] or "").replace(" ", "") or None
    scores["number"].add(number == truth["number"], str(found["number"]))
    scores["date"].add(found["date"] == truth["date"], str(found["date"]))
    if truth["date_partial"]:
        scores["date"].add(found["date_partial"] == truth["date_partial"], str(found["date_partial"]))
    scores["place"].add(found["place"] == truth["place"], str(found["place"]))
    close = share_of(words(truth["title"]), words(found["title"])) >= 0.9
    scores["title"].add(
        close and len(words(found["title"])) <= 1.2 * len(words(truth["title"])), str(found["title"])
    )
    scores["theme"].add(fold(found["theme"]) == fold(truth["theme"]), str(found["theme"]))
    signer, said = truth["signer"], found["signer"]
    scores["signer"].add(said["name"] == signer["name"], str(said))
    scores["signer"].add(said["title"] == signer["title"], str(said))


def _period(truth: dict[str, Any], found: dict[str, Any], score: Score) -> None:
    want, got = truth["period"] or {}, found["period"] or {}
    accept = truth.get("period_accept", {})
    for key in ("start", "end"):
        score.add(
            got.get(key) == want.get(key) or got.get(key) in accept.get(key, []), f"{key} {got.get(key)}"
        )
    for key in ("start_year", "end_year"):
        if key in want:
            score.add(got.get(key) == want[key], f"{key} {got.get(key)}")


def _window(truth: dict[str, Any], found: dict[str, Any], score: Score) -> None:
    want, got = truth["evidence_window"], found["evidence_window"]
    if want is None:
        if got is not None:
            score.alarm(str(got))
        return
    years = (want["from_year"], want["to_year"])
    score.add(got is not None and (got["from_year"], got["to_year"]) == years, str(got))


def _same_phase(t: dict[str, Any], f: dict[str, Any]) -> bool:
    days = (t["start"], t["end"]) == (f["start"], f["end"])
    years = "start_year" not in t or (t["start_year"], t["end_year"]) == (f["start_year"], f["end_year"])
    return days and years


def _same_requirement(t: dict[str, Any], f: dict[str, Any]) -> bool:
    items = sorted((i["kind"], i["min"]) for i in t["items"]) == sorted(
        (i["kind"], i["min"]) for i in f["items"]
    )
    who = (not t["who"] and not f["who"]) or any(_who(a, b) for a in t["who"] for b in f["who"])
    flagged = not t.get("ambiguity") or bool(f["ambiguity"])
    return items and t["rule"] == f["rule"] and who and flagged


def _who(truth: str, found: str) -> bool:
    a, b = set(words(truth)), set(words(found))
    return bool(a) and len(a & b) >= 0.6 * min(len(a), len(b)) and len(a & b) >= 0.4 * len(a)


def _same_deadline(t: dict[str, Any], f: dict[str, Any]) -> bool:
    date = f["date"] == t["date"] or f["date"] in t.get("date_accept", ["-"])
    kind = f["kind"] == t["kind"] or f["kind"] in t.get("kind_accept", [])
    return date and kind and f["recurring"] == t["recurring"] and common(t["quote"], f["quote"]) >= 0.5


def _same_target(t: dict[str, Any], f: dict[str, Any]) -> bool:
    value = t["value"] == f["value"] and t.get("value_max") == f["value_max"]
    return (
        value
        and fold(f["unit"]) in map(fold, t.get("unit_accept", [t["unit"]]))
        and common(t["quote"], f["quote"]) > 0.3
    )


def _match(
    truth: dict[str, Any], found: dict[str, Any], key: str, same: Any, score: Score, scores: dict[str, Score]
) -> None:
    left = list(found[key])
    for item in sorted(truth[key], key=lambda item: bool(item.get("optional"))):
        hit = next((candidate for candidate in left if same(item, candidate)), None)
        if hit is not None:
            left.remove(hit)
            if key == "awards" and item["objects"] and hit["objects"]:
                scores["award_objects"].add(set(item["objects"]) == set(hit["objects"]), str(hit["objects"]))
        if not item.get("optional"):
            score.add(hit is not None, str({k: v for k, v in item.items() if k in _SHOWN}))
    for extra in left:
        if not _neutral(key, extra, truth, found):
            score.alarm(str({k: v for k, v in extra.items() if k in _SHOWN}))


_SHOWN = {
    "date",
    "kind",
    "who",
    "what",
    "recurring",
    "quote",
    "value",
    "unit",
    "form",
    "authority",
    "items",
    "rule",
    "name",
}


def _neutral(key: str, extra: dict[str, Any], truth: dict[str, Any], found: dict[str, Any]) -> bool:
    """A dated target as a deadline of kind other, or a requirement's number as a target, counts for nothing."""
    if key == "deadlines" and extra["kind"] == "other":
        return any(common(extra["quote"], target["quote"]) > 0.5 for target in truth["targets"])
    if key == "targets":
        return any(common(extra["quote"], item["quote"]) > 0.5 for item in truth["requirements"])
    return False


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = read_plan(read_file(path)).to_json()
    return found


def score_folder(folder: Path) -> dict[str, dict[str, Score]]:
    """stem -> key -> score of every plan of a folder that has a truth file."""
    results = {}
    for path in sorted(folder.glob("*.txt")):
        truth = folder / "truth" / f"{path.stem}.json"
        if truth.exists():
            results[path.stem] = score_plan(json.loads(truth.read_text(encoding="utf-8")), read(path))
    return results


# What is reached today; may only rise. Recall per key over the five plans, and false alarms at most.
LEAST_RECALL = dict.fromkeys(KEYS, 1.0)
MOST_FALSE = dict.fromkeys(KEYS, 0)


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, Score]]:
    if not FOLDER.is_dir():
        pytest.skip("../shared/plans is not beside this checkout")
    found = score_folder(FOLDER)
    assert len(found) == 5
    return found


@pytest.mark.parametrize("key", KEYS)
def test_real_plans_reach_what_was_reached(scores: dict[str, dict[str, Score]], key: str) -> None:
    cells = [plan[key] for plan in scores.values()]
    notes = [f"{stem[:3]} {note}" for stem, plan in scores.items() for note in plan[key].notes]
    hits, total = sum(cell.hits for cell in cells), sum(cell.total for cell in cells)
    assert total
    assert hits >= LEAST_RECALL[key] * total, notes
    assert sum(cell.false for cell in cells) <= MOST_FALSE[key], notes


def test_every_quote_of_the_real_plans_is_the_text_at_its_offsets() -> None:
    if not FOLDER.is_dir():
        pytest.skip("../shared/plans is not beside this checkout")
    for path in FOLDER.glob("*.txt"):
        shown = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        found = read(path)
        for key in ("anniversaries", "requirements", "deadlines", "awards", "targets", "tasks", "findings"):
            for item in found[key]:
                assert shown[item["start"] : item["end"]] == item["quote"], item
                assert item["quote"].strip()
        for item in found["phases"]:
            assert shown[item["quote_start"] : item["quote_end"]] == item["quote"]


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


def main() -> None:
    results = score_folder(Path(sys.argv[1]))
    print(f"{'key':16}" + "".join(f"{stem[:12]:>16}" for stem in results) + f"{'all':>16}")
    for key in KEYS:
        cells = [scores[key] for scores in results.values()]
        whole = Score(sum(c.hits for c in cells), sum(c.total for c in cells), sum(c.false for c in cells))
        print(f"{key:16}" + "".join(f"{f'{c.hits}/{c.total} +{c.false}':>16}" for c in [*cells, whole]))
    if "-v" in sys.argv:
        for stem, scores in results.items():
            for key, score in scores.items():
                for note in score.notes:
                    print(stem[:3], key, note)


if __name__ == "__main__":
    main()
