"""What must be known before the vote: one nominee twice, one achievement twice, awarded or sent up already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db import dossiers, nominations
from db.evidence_proposals import GivenAward, given_to
from db.nominations import Nomination
from db.rules import doubles as rules
from db.sqlite import Connection
from db.vietnamese.dates import format_date
from db.vietnamese.text import fold

_ENDED = ("withdrawn", "decided", "rejected")


@dataclass(frozen=True, slots=True)
class VoteWarning:
    """One thing to settle before the vote.

    Attributes:
        kind: ``same_nominee``, ``same_achievement``, ``awarded`` or ``waiting_above``.
        other_id: the other nomination; None where an award of the register is meant.
        about_achievement: it speaks of one achievement, not only of one person.
    """

    nomination_id: int
    kind: str
    sentence: str
    other_id: int | None = None
    about_achievement: bool = False


def warnings(con: Connection, campaign_id: int | None) -> dict[int, list[VoteWarning]]:
    """Warnings by nomination of a drive (of those outside a drive where None), whatever their number in few queries."""
    standing = [
        n
        for n in nominations.list_nominations(con, campaign_id)
        if n.status not in _ENDED and n.campaign_id == campaign_id
    ]
    return _collect(con, standing)


def before_vote(con: Connection, nomination_ids: Iterable[int]) -> list[VoteWarning]:
    """Warnings of those about to be voted on, in their order."""
    listed = nominations.by_ids(con, nomination_ids)
    drives = {n.campaign_id for n in listed}
    found: dict[int, list[VoteWarning]] = {}
    for drive in drives:
        found |= warnings(con, drive)
    return [warning for n in listed for warning in found.get(n.id, [])]


def _collect(con: Connection, standing: list[Nomination]) -> dict[int, list[VoteWarning]]:
    found: dict[int, list[VoteWarning]] = {}
    by_id = {n.id: n for n in standing}
    alike: dict[int, set[int]] = {n.id: {n.subject.id} for n in standing}
    for one, other, sentence in rules.pairs([dossiers.compared(n) for n in standing]):
        first, second = by_id[one.key], by_id[other.key]
        alike[first.id].add(second.subject.id)
        alike[second.id].add(first.subject.id)
        for mine, theirs in ((first, second), (second, first)):
            found.setdefault(mine.id, []).append(_pair(mine, theirs, sentence))
    given = given_to(con, {subject for subjects in alike.values() for subject in subjects})
    waiting = _waiting(con, [n.id for n in standing])
    for n in standing:
        if n.id in waiting:
            found.setdefault(n.id, []).append(
                VoteWarning(n.id, "waiting_above", waiting[n.id], None, about_achievement=True)
            )
        for subject_id in sorted(alike[n.id]):
            for award in given.get(subject_id, []):
                warned = _awarded(n, award)
                if warned is not None:
                    found.setdefault(n.id, []).append(warned)
    return found


def _pair(mine: Nomination, theirs: Nomination, sentence: str) -> VoteWarning:
    if mine.form_code == theirs.form_code:
        return VoteWarning(mine.id, "same_nominee", sentence, theirs.id)
    if not _one_achievement(mine, theirs.award_round_id, theirs.citation):
        return VoteWarning(mine.id, "same_nominee", sentence, theirs.id)
    said = f"“{mine.name}” còn được đề nghị {theirs.form_name} cho cùng thành tích."
    return VoteWarning(mine.id, "same_achievement", said, theirs.id, about_achievement=True)


def _one_achievement(mine: Nomination, round_id: int | None, citation: str) -> bool:
    if mine.award_round_id is not None and round_id is not None and mine.award_round_id != round_id:
        return False
    return mine.campaign_id is not None or (bool(mine.citation) and fold(mine.citation) == fold(citation))


def _awarded(mine: Nomination, award: GivenAward) -> VoteWarning | None:
    if award.nomination_id == mine.id:
        return None
    same_drive = mine.campaign_id is not None and award.campaign_id == mine.campaign_id
    rounds = {mine.award_round_id, award.award_round_id}
    # Where one of the two belongs to no round, the drive is all that is known of "the same time".
    same_round = same_drive and (None in rounds or len(rounds) == 1)
    when = "trong phong trào này" if None in rounds else "trong cùng đợt khen"
    same_words = bool(mine.citation) and fold(mine.citation.rstrip(" .")) == fold(award.citation.rstrip(" ."))
    if not (same_round or same_words):
        return None
    where = when if same_round else "cho cùng thành tích"
    decision = f"Quyết định {award.number} ngày {format_date(award.day)}"
    said = f"“{mine.name}” đã được tặng {award.form_name} {where}, {decision}."
    return VoteWarning(mine.id, "awarded", said, None, about_achievement=True)


def _waiting(con: Connection, nomination_ids: list[int]) -> dict[int, str]:
    """Our own award for what a superior has not answered yet; by nomination, in a sentence."""
    rows = con.execute(
        """SELECT mine.id, s.name, t.number, t.addressee FROM nomination mine
           JOIN subject s ON s.id = mine.subject_id
           JOIN nomination up ON up.subject_id = mine.subject_id AND up.id <> mine.id
                AND up.campaign_id IS mine.campaign_id
           JOIN submission_item i ON i.nomination_id = up.id AND i.result = 'waiting'
           JOIN submission t ON t.id = i.submission_id AND t.kind = 'superior'
           WHERE mine.id IN (SELECT value FROM json_each(?))""",
        (str(nomination_ids),),
    )
    return {
        row["id"]: f"“{row['name']}” đang chờ {row['addressee'] or 'cấp trên'} trả lời về cùng thành tích"
        + (f" (Tờ trình {row['number']})." if row["number"] else ".")
        for row in rows
    }
