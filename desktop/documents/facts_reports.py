"""What statistical forms and the report on the award fund are made from; plain values like those of ``facts``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.rules.tables import Table
from desktop.documents.facts import IssueFacts, OfficeFacts, SignerFacts


@dataclass(frozen=True, slots=True)
class StatisticsFacts:
    """A form filled for a period; ``period`` is it in words, ``doubts`` what is counted in no row, a sentence each.

    ``receiver`` is whom the form goes to; ``names``: the list behind the numbers goes with it.
    """

    office: OfficeFacts
    signer: SignerFacts
    table: Table
    period: str
    year: int
    receiver: str = ""
    doubts: tuple[str, ...] = ()
    names: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class FundRow:
    """Money in or out: the day, the kind in words, what for, the paper behind it, đồng."""

    day: date
    kind: str
    what: str
    document: str
    amount: int


@dataclass(frozen=True, slots=True)
class FundPrizeRow:
    """The prizes of one decision: how many, đồng known, how many are not known; (name, đồng or None) behind them."""

    decision: str
    day: date
    awards: int
    amount: int
    unknown: int
    names: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class FundFacts:
    """The award fund of a year up to a day; ``names``: the list of prizes goes with the report."""

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    year: int
    as_of: date
    received: tuple[FundRow, ...] = ()
    spent: tuple[FundRow, ...] = ()
    prizes: tuple[FundPrizeRow, ...] = ()
    addressee: str = ""
    names: bool = False
    recipients: tuple[str, ...] = ()
