"""Precision and recall of the plan reader by field, over any folder of plans with truth; and its speed.

``PYTHONPATH=. python tests/benchmarks/read_plans.py DIR [DIR …] [-v]`` scores every ``DIR/*.txt|docx|pdf`` that has a
``DIR/truth/<stem>.json`` in the keys of the README beside the five real plans. A key the truth file leaves out is not
scored. ``--speed`` instead reads the plans of DIR, then one of them repeated to 3 MB, and prints the exponent of the
time in the length. Recall: found of what the truth asks for. Precision: right of what was proposed; an optional item
that was proposed is right, one left out is no miss.
"""

from __future__ import annotations

import argparse
import difflib
import json
import math
import re
import sys
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.errors import Refused
from desktop.plans.proposal import Heading, Proposal
from desktop.plans.read import read_plan
from desktop.plans.source import read_file

SCALARS = ("issuer", "issuer_parent", "number", "date", "place", "title", "theme")
LISTS = ("anniversaries", "phases", "requirements", "deadlines", "awards", "targets", "tasks")
KEYS = [
    *SCALARS,
    "anniversaries",
    "period",
    "phases",
    "evidence_window",
    "requirements",
    "dated deadlines",
    "deadlines",
    "awards",
    "award_objects",
    "targets",
    "signer",
    "recipients",
    "tasks",
    "not_deadlines",
    "quotes",
]
SUFFIXES = (".txt", ".docx", ".pdf")
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
}


@dataclass
class Score:
    """What should be found (total, hits) and what was proposed (right, false)."""

    hits: int = 0
    total: int = 0
    right: int = 0
    false: int = 0
    notes: list[str] = field(default_factory=list)

    def want(self, hit: bool, note: str = "") -> None:
        """One thing the truth asks for."""
        self.total += 1
        self.hits += hit
        self.right += hit
        if not hit:
            self.notes.append("MISS " + note)

    def alarm(self, note: str) -> None:
        """One thing proposed that is not so."""
        self.false += 1
        self.notes.append("FALSE " + note)

    @property
    def recall(self) -> float | None:
        """Found of what was asked for."""
        return self.hits / self.total if self.total else None

    @property
    def precision(self) -> float | None:
        """Right of what was proposed."""
        return self.right / (self.right + self.false) if self.right + self.false else None


def squeeze(text: str | None) -> str:
    """NFC, no asterisks, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text or "").replace("*", " ").split()).strip()


def fold(text: str | None) -> str:
    """Squeezed, without case, UBND and Uỷ written out."""
    folded = (
        squeeze(text).casefold().replace("uỷ", "ủy").replace("thuỷ", "thủy").replace("văn hoá", "văn hóa")
    )
    return re.sub(r"\bubnd\b", "ủy ban nhân dân", folded)


def words(text: str | None) -> list[str]:
    """The words of a folded text."""
    return re.findall(r"\w+", fold(text))


def common(one: str | None, other: str | None) -> float:
    """Longest common run of two quotes, as a share of the shorter one."""
    a, b = squeeze(one).strip("-*¹+ "), squeeze(other).strip("-*¹+ ")
    if not a or not b:
        return 0.0
    run = difflib.SequenceMatcher(None, a, b, autojunk=False).find_longest_match()
    return run.size / min(len(a), len(b))


def share_of(truth: list[str], found: list[str]) -> float:
    """Share of the words of the truth found in order."""
    previous = [0] * (len(found) + 1)
    for x in truth:
        row = [0]
        for j, y in enumerate(found, 1):
            row.append(previous[j - 1] + 1 if x == y else max(previous[j], row[j - 1]))
        previous = row
    return previous[-1] / len(truth) if truth else float(not found)


_LEVELS = (
    "nhà nước", "thủ tướng", "chủ tịch nước", "thủ trưởng", "tỉnh", "thành phố", "thị xã", "huyện", "quận", "phường",
    "thị trấn", "đặc khu", "xã",
)  # fmt: skip


def level(authority: str | None) -> str:
    """The level of the deciding body, or its folded name."""
    text = re.sub(r"\b(?:phường|thị trấn|đặc khu)\b", "xã", fold(authority))
    return next((name for name in _LEVELS if re.search(rf"\b{name}\b", text)), text)


def object_kind(word: str) -> str:
    """The kind of object a plan's word is: wards, hamlets and classes are collectives, a family is a household."""
    if re.search(r"gia đình|\bhộ\b", word):
        return "hộ gia đình"
    if re.search(r"cá nhân|học sinh|giáo viên|nhân viên|người|đồng chí", word):
        return "cá nhân"
    return word if word in {"doanh nghiệp", "hợp tác xã", "nhà thầu"} else "tập thể"


def score_plan(truth: dict[str, Any], found: dict[str, Any], text: str | None = None) -> dict[str, Score]:
    """Scores by key of one plan."""
    scores = {key: Score() for key in KEYS}
    _heads(truth, found, scores)
    if "period" in truth:
        _period(truth, found, scores["period"])
    if "evidence_window" in truth:
        _window(truth, found, scores["evidence_window"])
    for key in LISTS:
        if key in truth:
            _match(truth, found, key, scores)
    if "recipients" in truth:
        _recipients(truth["recipients"], found["recipients"], scores["recipients"])
    for item in truth.get("not_deadlines", []):
        wrong = [d for d in found["deadlines"] if d["date"] and squeeze(item["text"]) == squeeze(d["quote"])]
        scores["not_deadlines"].want(not wrong, item["text"])
    if text is not None:
        for place in quotes(found):
            scores["quotes"].want(text[place[0] : place[1]] == place[2] != "", str(place))
    return scores


def quotes(found: dict[str, Any]) -> Iterable[tuple[int, int, str]]:
    """(start, end, quote) of everything proposed."""
    for key in ("anniversaries", "requirements", "deadlines", "awards", "targets", "tasks", "findings"):
        for item in found[key]:
            yield item["start"], item["end"], item["quote"]
    for item in found["phases"]:
        yield item["quote_start"], item["quote_end"], item["quote"]
    if found["period_quote"]:
        yield found["period"]["quote_start"], found["period"]["quote_end"], found["period_quote"]


def _scalar(score: Score, want: object, got: object, equal: bool) -> None:
    if want is not None:
        score.want(equal, f"{got} instead of {want}")
    if got is not None and not equal:
        score.alarm(f"{got} instead of {want}")


def _heads(truth: dict[str, Any], found: dict[str, Any], scores: dict[str, Score]) -> None:
    if "issuer" in truth:
        accepted = [truth["issuer"], *truth.get("issuer_accept", [])]
        _scalar(
            scores["issuer"], truth["issuer"], found["issuer"], fold(found["issuer"]) in map(fold, accepted)
        )
    for key in ("issuer_parent", "theme"):
        if key in truth:
            accepted = [truth[key], *truth.get(f"{key}_accept", [])]
            _scalar(scores[key], truth[key], found[key], fold(found[key]) in map(fold, accepted))
    if "number" in truth:
        number = re.sub(r"[\s*]", "", found["number"] or "") or None
        _scalar(scores["number"], truth["number"], number, number == truth["number"])
    for key in ("date", "place"):
        if key in truth:
            _scalar(scores[key], truth[key], found[key], found[key] == truth[key])
    if truth.get("date_partial"):
        partial = found["date_partial"]
        _scalar(scores["date"], truth["date_partial"], partial, partial == truth["date_partial"])
    if "title" in truth:
        long = len(words(found["title"])) <= 1.2 * len(words(truth["title"]))
        close = share_of(words(truth["title"]), words(found["title"])) >= 0.9 and long
        _scalar(scores["title"], truth["title"], found["title"], close)
    if "signer" in truth:
        signer, said = truth["signer"], found["signer"]
        _scalar(scores["signer"], signer["name"], said["name"], said["name"] == signer["name"])
        _scalar(
            scores["signer"], signer["title"], said["title"], fold(said["title"]) == fold(signer["title"])
        )


def _period(truth: dict[str, Any], found: dict[str, Any], score: Score) -> None:
    want, got = truth["period"] or {}, found["period"] or {}
    accept = truth.get("period_accept", {})
    for key in ("start", "end"):
        value = got.get(key)
        _scalar(score, want.get(key), value, value == want.get(key) or value in accept.get(key, []))
    for key in ("start_year", "end_year"):
        if key in want:
            _scalar(score, want[key], got.get(key), got.get(key) == want[key])


def _window(truth: dict[str, Any], found: dict[str, Any], score: Score) -> None:
    want, got = truth["evidence_window"], found["evidence_window"]
    years = (want["from_year"], want["to_year"]) if want else None
    said = (got["from_year"], got["to_year"]) if got else None
    also = [(other["from_year"], other["to_year"]) for other in (want or {}).get("accept", [])]
    _scalar(score, years, said, said in (years, *also))


def _recipients(want: list[str], got: list[str], score: Score) -> None:
    lines = [squeeze(line).lstrip("- ") for line in got]
    for line in want:
        score.want(squeeze(line) in lines, line)
    for line in lines:
        if line not in map(squeeze, want):
            score.alarm(line)


def _same_anniversary(t: dict[str, Any], f: dict[str, Any]) -> bool:
    return t["years"] == f["years"] and f["date"] in (t["date"], *t.get("date_accept", []))


def _same_phase(t: dict[str, Any], f: dict[str, Any]) -> bool:
    days = all(f[key] in (t[key], *t.get(f"{key}_accept", [])) for key in ("start", "end"))
    years = "start_year" not in t or (t["start_year"], t["end_year"]) == (f["start_year"], f["end_year"])
    return days and years


def _items(requirement: dict[str, Any]) -> list[tuple[str, int]]:
    return sorted((item["kind"], item["min"]) for item in requirement["items"])


def _same_requirement(t: dict[str, Any], f: dict[str, Any]) -> bool:
    who = (not t["who"] and not f["who"]) or any(_who(a, b) for a in t["who"] for b in f["who"])
    flagged = not t.get("ambiguity") or bool(f["ambiguity"])
    items = [_items(t), *(_items({"items": other}) for other in t.get("items_accept", []))]
    rules = [t["rule"], *t.get("rule_accept", [])]
    return _items(f) in items and f["rule"] in rules and who and flagged


def _who(truth: str, found: str) -> bool:
    a, b = set(words(truth)), set(words(found))
    return bool(a) and len(a & b) >= 0.6 * min(len(a), len(b)) and len(a & b) >= 0.4 * len(a)


def _same_deadline(t: dict[str, Any], f: dict[str, Any]) -> bool:
    date = f["date"] == t["date"] or f["date"] in t.get("date_accept", ["-"])
    kind = f["kind"] == t["kind"] or f["kind"] in t.get("kind_accept", [])
    recurring = f["recurring"] == t.get("recurring")
    # What the text says twice is one deadline with both quotes.
    said = max(common(t["quote"], quote) for quote in (f["quote"], f.get("also_quote") or ""))
    return date and kind and recurring and said >= 0.5


def _same_award(t: dict[str, Any], f: dict[str, Any]) -> bool:
    return fold(t["form"]) == fold(f["form"]) and level(t["authority"]) == level(f["authority"])


def _same_target(t: dict[str, Any], f: dict[str, Any]) -> bool:
    value = t["value"] == f["value"] and t.get("value_max") == f["value_max"]
    units = map(fold, [t["unit"], *t.get("unit_accept", [])])
    return value and fold(f["unit"]) in units and common(t["quote"], f["quote"]) > 0.3


def _same_task(t: dict[str, Any], f: dict[str, Any]) -> bool:
    # What a bracket adds to an office ("Phòng Nội vụ (cơ quan thường trực)") is no part of its name.
    named = re.sub(r"\([^)]*\)", " ", t["who"])
    return (_who(t["who"], f["who"]) or _who(named, f["who"])) and common(t["quote"], f["quote"]) >= 0.5


_SAME = {
    "anniversaries": _same_anniversary,
    "phases": _same_phase,
    "requirements": _same_requirement,
    "deadlines": _same_deadline,
    "awards": _same_award,
    "targets": _same_target,
    "tasks": _same_task,
}


def _match(truth: dict[str, Any], found: dict[str, Any], key: str, scores: dict[str, Score]) -> None:
    score, left = scores[key], list(found[key])
    for item in sorted(truth[key], key=lambda item: bool(item.get("optional"))):
        alike = [candidate for candidate in left if _SAME[key](item, candidate)]
        # Of several that would do the one is meant whose sentence it is.
        hit = max(alike, key=lambda other: common(item.get("quote"), other.get("quote")), default=None)
        if hit is not None:
            left.remove(hit)
            if key == "awards" and item.get("objects") and hit["objects"]:
                same = set(map(object_kind, item["objects"])) == set(map(object_kind, hit["objects"]))
                scores["award_objects"].want(same, f"{hit['objects']} instead of {item['objects']}")
        note = str({k: v for k, v in item.items() if k in _SHOWN})
        if not item.get("optional"):
            score.want(hit is not None, note)
            if key == "deadlines" and item["date"]:
                scores["dated deadlines"].want(hit is not None)
        elif hit is not None:
            score.right += 1
    for extra in left:
        if not _neutral(key, extra, truth):
            score.alarm(str({k: v for k, v in extra.items() if k in _SHOWN}))
            if key == "deadlines" and extra["date"]:
                scores["dated deadlines"].alarm("")


def _neutral(key: str, extra: dict[str, Any], truth: dict[str, Any]) -> bool:
    """A dated target as a deadline of kind other, or a requirement's number as a target, counts for nothing."""
    if key == "deadlines" and extra["kind"] == "other":
        return any(common(extra["quote"], target["quote"]) > 0.5 for target in truth.get("targets", []))
    if key == "targets":
        return any(common(extra["quote"], item["quote"]) > 0.5 for item in truth.get("requirements", []))
    return False


def plans(folder: Path) -> list[tuple[Path, Path]]:
    """(plan, truth) of a folder."""
    found = []
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES):
        truth = folder / "truth" / f"{path.stem}.json"
        if truth.exists():
            found.append((path, truth))
    return found


def score_folder(folder: Path, only: Iterable[str] | None = None) -> dict[str, dict[str, Score]]:
    """stem -> key -> score of every plan of a folder that has a truth file (of ``only``, when given)."""
    results = {}
    wanted = None if only is None else set(only)
    for path, truth in plans(folder):
        if wanted is None or path.stem in wanted:
            source = read_file(path)
            try:
                found = read_plan(source).to_json()
            except Refused as refusal:
                # A plan that is refused is one in which nothing was found.
                print(f"{path.name}: {refusal}", file=sys.stderr)
                found = Proposal(source.text, Heading()).to_json()
            text = unicodedata.normalize("NFC", source.text)
            results[path.stem] = score_plan(json.loads(truth.read_text(encoding="utf-8")), found, text)
    return results


def whole(results: dict[str, dict[str, Score]], key: str) -> Score:
    """The score of one key over all plans."""
    cells = [scores[key] for scores in results.values()]
    return Score(
        sum(c.hits for c in cells),
        sum(c.total for c in cells),
        sum(c.right for c in cells),
        sum(c.false for c in cells),
    )


def _share(value: float | None) -> str:
    return "   –" if value is None else f"{value:.2f}"


def table(results: dict[str, dict[str, Score]]) -> str:
    """Precision and recall by field."""
    lines = [f"{'field':18}{'precision':>10}{'recall':>8}{'found':>12}{'false':>7}"]
    for key in KEYS:
        score = whole(results, key)
        found = f"{score.hits}/{score.total}"
        lines.append(
            f"{key:18}{_share(score.precision):>10}{_share(score.recall):>8}{found:>12}{score.false:>7}"
        )
    return "\n".join(lines)


def speed(folder: Path) -> str:
    """Time of each plan (best of five), of one repeated to 3 MB, and the exponent between."""
    lines = []
    texts = [(path.name, read_file(path).text) for path, _ in plans(folder)]
    for name, text in texts:
        lines.append(f"{name[:40]:42}{len(text):>8} chars {_best(text, 5) * 1000:8.0f} ms")
    _, text = max(texts, key=lambda item: len(item[1]))
    points = []
    for characters in (200_000, 400_000, 800_000, 1_600_000, 2_300_000):
        long = ((text + "\n\n") * (characters // len(text) + 1))[:characters]
        start, busy = time.perf_counter(), time.process_time()
        read_plan(long)
        taken, busy = time.perf_counter() - start, time.process_time() - busy
        # The time of the processor: what else runs on the machine does not bend the exponent.
        points.append((math.log(characters), math.log(busy)))
        lines.append(f"{len(long.encode()) / 1e6:6.2f} MB {taken:6.2f} s ({busy:.2f} s of the processor)")
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    exponent = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
    lines.append(f"exponent {exponent:.2f}")
    return "\n".join(lines)


def _best(text: str, times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        read_plan(text)
        taken.append(time.perf_counter() - start)
    return min(taken)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--only", nargs="*", help="stems of the plans to score")
    parser.add_argument("--speed", action="store_true", help="time instead of scores")
    parser.add_argument("-v", "--verbose", action="store_true", help="every miss and false alarm")
    given = parser.parse_args(arguments)
    for folder in given.folders:
        if given.speed:
            print(speed(folder))
            continue
        results = score_folder(folder, given.only)
        print(f"{folder.name}: {len(results)} plans\n{table(results)}")
        if given.verbose:
            for stem, scores in results.items():
                for key, score in scores.items():
                    for note in score.notes:
                        print(f"{stem[:24]} {key}: {note}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
