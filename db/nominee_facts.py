"""What the register knows about nominees, as the rules ask for it: in a few queries whatever their number."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from db import catalogues, disciplines, dossiers, doubles, nominations
from db.disciplines import Measure
from db.dossiers import Evidence
from db.doubles import VoteWarning
from db.evidence_proposals import GivenAward, given_to
from db.nominations import Nomination
from db.rules.facts import LISTS, Facts, TitleHeld
from db.rules.quotas import Nominee, direct_percent
from db.sqlite import Connection
from db.vietnamese.text import fold

DISCIPLINE_CHECKED = "discipline"
COMPLETE = "complete:"
MEMBER_PERCENT = "member_percent:"
HOLDERS = "holders:"
YES, NO = "yes", "no"

_RATING_WORDS = (
    ("khong hoan thanh", "poor"),
    ("xuat sac", "excellent"),
    ("hoan thanh tot", "good"),
    ("hoan thanh", "done"),
)
_STANDING = ("draft", "submitted", "appraised", "approved", "sent_up", "decided")


@dataclass(slots=True)
class Background:
    """Everything gathered for a list of nominations, by their ids or their subjects' ids."""

    answers: dict[int, dict[str, str]] = field(default_factory=dict)
    pieces: dict[int, list[Evidence]] = field(default_factory=dict)
    given: dict[int, list[GivenAward]] = field(default_factory=dict)
    measures: dict[int, list[Measure]] = field(default_factory=dict)
    warnings: dict[int, list[VoteWarning]] = field(default_factory=dict)
    peers: dict[int | None, Counter[str]] = field(default_factory=dict)
    direct: dict[int, int | None] = field(default_factory=dict)
    form_names: dict[str, tuple[str, str]] = field(default_factory=dict)


def gather(con: Connection, listed: Sequence[Nomination]) -> Background:
    """Read what the nominations rest on."""
    ids, subjects = [n.id for n in listed], [n.subject.id for n in listed]
    found = Background(
        answers=answers_of(con, ids),
        pieces=dossiers.evidence_of_many(con, ids),
        given=given_to(con, subjects),
        measures=disciplines.of_subjects(con, subjects),
        form_names={fold(f.name): (f.code, f.category) for f in catalogues.award_forms(con)},
    )
    for drive in {n.campaign_id for n in listed}:
        found.warnings |= doubles.warnings(con, drive)
        standing = [
            n for n in nominations.list_nominations(con, drive, statuses=_STANDING) if n.campaign_id == drive
        ]
        found.peers[drive] = Counter(n.form_code for n in standing)
        found.peers[drive].update(f"{n.form_code}:{n.kind}" for n in standing)
        for line in {n.campaign_award_id for n in standing} - {None}:
            mine = [n for n in standing if n.campaign_award_id == line]
            found.direct[int(line or 0)] = direct_percent(
                Nominee(n.kind, n.subject.object_class) for n in mine
            )
    return found


def answers_of(con: Connection, nomination_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """What the officer answered, by nomination and question."""
    found: dict[int, dict[str, str]] = {}
    for row in con.execute(
        """SELECT nomination_id, question, answer FROM nomination_answer
           WHERE nomination_id IN (SELECT value FROM json_each(?)) ORDER BY id""",
        (str(list(nomination_ids)),),
    ):
        found.setdefault(row["nomination_id"], {})[row["question"]] = row["answer"]
    return found


def judged_year(nomination: Nomination, as_of: dt.date) -> int:
    """The year judged: as written, else the window's last year, else that of the day handed in, at most this year."""
    if nomination.judged_year is not None:
        return nomination.judged_year
    if nomination.window is not None:
        return min(nomination.window.end, as_of.year)
    return (nomination.submitted_date or as_of).year


def facts_of(nomination: Nomination, known: Background, as_of: dt.date, achieved: bool | None) -> Facts:
    """The facts of one nominee; ``achieved``: an achievement stands in the evidence inside the window."""
    answers = known.answers.get(nomination.id, {})
    pieces = known.pieces.get(nomination.id, [])
    year = judged_year(nomination, as_of)
    measures = known.measures.get(nomination.subject.id)
    checked = answers.get(DISCIPLINE_CHECKED) == YES or bool(measures)
    line = nomination.campaign_award_id
    about = [w.sentence for w in known.warnings.get(nomination.id, []) if w.about_achievement]
    return Facts(
        year,
        titles=tuple(_titles(nomination, pieces, known)),
        ratings=ratings(pieces),
        initiatives=initiatives(pieces),
        member_percent=_numbers(answers, MEMBER_PERCENT),
        holders=_numbers(answers, HOLDERS),
        achievement_in_campaign=achieved,
        confirmed=frozenset(q for q, said in answers.items() if said == YES),
        denied=frozenset(q for q, said in answers.items() if said == NO),
        complete=frozenset(name for name in LISTS if answers.get(COMPLETE + name) == YES),
        disciplines=tuple(m.fact for m in measures or ()) if checked else None,
        period=_period(nomination, year),
        as_of=as_of,
        other_forms=tuple(about),
        direct_percent=known.direct.get(line) if line is not None else None,
        peers=known.peers.get(nomination.campaign_id),
    )


def _period(nomination: Nomination, year: int) -> tuple[dt.date, dt.date]:
    # A drive is judged over its own window, a year's merit over that year.
    first = nomination.window.start if nomination.window and nomination.award_type != "merit" else year
    return dt.date(min(first, year), 1, 1), dt.date(year, 12, 31)


def _numbers(answers: Mapping[str, str], head: str) -> dict[str, int]:
    return {
        question.removeprefix(head): int(said)
        for question, said in answers.items()
        if question.startswith(head) and said.isdigit()
    }


def _titles(nomination: Nomination, pieces: Iterable[Evidence], known: Background) -> Iterable[TitleHeld]:
    taken = set()
    for piece in pieces:
        code, category = piece.form_code, ""
        if not code and piece.kind in ("title", "certificate"):
            code, category = form_meant(piece.what, known.form_names)
        if not code:
            continue
        taken.add(piece.award_id)
        # A title is a matter of the year's merit; a Giấy khen counts only where somebody said what it was for.
        kind = piece.award_type or ("merit" if category == "title" or piece.kind == "title" else "")
        for year in range(piece.year_from, piece.year_to + 1):
            yield TitleHeld(code, year, kind)
    for award in known.given.get(nomination.subject.id, []):
        if award.id not in taken and award.nomination_id != nomination.id:
            yield TitleHeld(award.form_code, award.year, award.award_type, award.day)


def form_meant(what: str, names: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Code and category of the form a text names (the longest name it contains); empty when it names none."""
    folded = fold(what)
    meant = [name for name in names if name in folded]
    return names[max(meant, key=len)] if meant else ("", "")


def ratings(pieces: Iterable[Evidence]) -> dict[int, str] | None:
    """Year → rating out of the evidence, by its grade or its words; None when there is none."""
    found: dict[int, str] = {}
    for piece in pieces:
        if piece.kind != "rating":
            continue
        folded = fold(piece.what)
        said = piece.grade or next((rating for words, rating in _RATING_WORDS if words in folded), "")
        if said:
            found |= dict.fromkeys(range(piece.year_from, piece.year_to + 1), said)
    return found or None


def initiatives(pieces: Iterable[Evidence]) -> tuple[tuple[int, str], ...] | None:
    """Year and scope of each initiative in the evidence; None when there is none."""
    found = []
    for piece in pieces:
        if piece.kind == "initiative":
            folded = fold(piece.what)
            said = "national" if "toan quoc" in folded else "province" if "cap tinh" in folded else "unit"
            found.append((piece.year_to, piece.grade or said))
    return tuple(found) or None
