"""What a rule has to say about a nomination, in one sentence the officer reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, Protocol

Outcome = Literal["met", "not_met", "unknown"]

OUTCOME_WORDS: dict[Outcome, str] = {"met": "Đạt", "not_met": "Chưa đạt", "unknown": "Chưa rõ"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One judgement of one rule. It warns; it never stops the work.

    Attributes:
        rule: stable English key of the rule, unique within one judgement.
        outcome: ``unknown`` is never a pass.
        sentence: the Vietnamese sentence shown.
        source: instrument and article the rule rests on, empty where it is the plan itself.
    """

    rule: str
    outcome: Outcome
    sentence: str
    source: str = ""


class Dated(Protocol):
    """A catalogue row with an inclusive period; None leaves that side open."""

    @property
    def valid_from(self) -> dt.date | None:
        """First day of force."""

    @property
    def valid_to(self) -> dt.date | None:
        """Last day of force."""


def in_force(row: Dated, day: dt.date) -> bool:
    """Whether a catalogue row applies on a day, both ends included."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def joined(parts: list[str], last: str = "và") -> str:
    """``a, b và c``: a Vietnamese enumeration."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def year_list(years: list[int]) -> str:
    """Years written shortly, runs of three or more joined: ``2013, 2015 – 2018``."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    words: list[str] = []
    for run in runs:
        words += [f"{run[0]} – {run[-1]}"] if len(run) > 2 else [str(year) for year in run]
    return ", ".join(words)
