"""Figures a decision's prizes lack: asked once with their document, kept as rows, never in the way of the decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from db import awards, catalogues, decisions
from db.prize_tables import PrizeTable, enter_rate, enter_salary
from db.sqlite import Connection
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import lower_first

ANY_LEVEL: Final = "any"


@dataclass(frozen=True, slots=True)
class PrizeQuestion:
    """A figure to be asked for.

    Attributes:
        kind: ``salary`` (đồng a month) or ``rate`` (thousandths of the base salary) of a form, object and level.
        count: awards of the decision that wait for it.
        suggestion: the unchecked figure the catalogue has, None when it has none.
        sentence: the question in Vietnamese.
    """

    kind: Literal["salary", "rate"]
    day: dt.date
    count: int
    sentence: str
    form_code: str = ""
    object_kind: str = ""
    level: str = ""
    suggestion: int | None = None


def questions(con: Connection, decision_id: int, day: dt.date) -> tuple[PrizeQuestion, ...]:
    """What to ask before a decision is issued on ``day`` (or after: what its prizes still lack).

    An unknown figure and one nobody has checked; the base salary first. Empty when all is known and checked.
    """
    table = PrizeTable(con)
    level = decisions.get_decision(con, decision_id).authority_level
    counts: dict[tuple[str, str], int] = {}
    for award in awards.list_awards(con, decision_id):
        key = (award.form_code, award.object_kind)
        counts[key] = counts.get(key, 0) + 1
    found: list[PrizeQuestion] = []
    for (form, kind), count in counts.items():
        prize = table.prize(form, kind, level, day)
        if (prize.salary is None or not prize.salary.verified) and not any(q.kind == "salary" for q in found):
            found.insert(0, _salary(day, sum(counts.values()), prize.salary.amount if prize.salary else None))
        rate = prize.rate
        if rate is None or rate.coefficient_thousandths is None or not rate.verified:
            asked = catalogues.form_name(con, form), lower_first(catalogues.OBJECT_KINDS[kind])
            known = prize.coefficient_thousandths
            where = rate.level if rate is not None and rate.level == ANY_LEVEL else level
            found.append(_rate(day, count, form, kind, where, asked, known))
    return tuple(found)


def _salary(day: dt.date, count: int, known: int | None) -> PrizeQuestion:
    lack = "Chưa có" if known is None else "Chưa đối chiếu"
    told = f"{lack} mức lương cơ sở ngày {format_date(day)}; hãy ghi mức và văn bản quy định."
    return PrizeQuestion("salary", day, count, told, suggestion=known)


def _rate(
    day: dt.date, count: int, form: str, kind: str, level: str, names: tuple[str, str], known: int | None
) -> PrizeQuestion:
    lack = "Chưa có" if known is None else "Chưa đối chiếu"
    told = (
        f"{lack} hệ số tiền thưởng {names[0]} ({names[1]}) ngày {format_date(day)}; hãy ghi hệ số và văn bản."
    )
    return PrizeQuestion("rate", day, count, told, form, kind, level, known)


def answer(
    action: Action, question: PrizeQuestion, figure: int, document: str, *, decision_id: int | None = None
) -> int:
    """Keep the figure with its document as a row; of an issued decision the unknown prizes are computed then.

    Returns how many prizes changed.

    Raises:
        BadInput: no document, or a figure that cannot be.
    """
    if question.kind == "salary":
        enter_salary(action, amount=figure, day=question.day, document=document)
    else:
        enter_rate(
            action,
            form_code=question.form_code,
            object_kind=question.object_kind,
            level=question.level,
            day=question.day,
            coefficient_thousandths=figure,
            document=document,
        )
    return awards.fill_prizes(action, decision_id) if decision_id is not None else 0
