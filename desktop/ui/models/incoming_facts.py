"""One incoming row in full: fact by fact beside the register, and what is wrong with its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desktop.ui.models.incoming import in_words
from desktop.ui.models.table import Column
from desktop.ui.theme import Tone

if TYPE_CHECKING:
    from desktop.exchange.preview import PreviewRow


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a row: what the register says, what it said when the form went out, what the file says."""

    label: str
    register: str
    base: str
    file: str
    differs: bool


def facts_of(kind: str, row: PreviewRow) -> list[Fact]:
    """The facts of a row, those that would change the register first."""
    from desktop.exchange.mapping import fields_of

    known = row.status in ("changed", "unchanged", "conflict")
    found = []
    for key, label in {**fields_of(kind), "kind": "Loại"}.items():
        value = row.kind if key == "kind" else row.values.get(key)
        differs = key in row.old
        if key in _SAID_ELSEWHERE.get(kind, ("uid",)) or not (
            differs or (value is not None and key != "kind")
        ):
            continue
        now = in_words(key, value)
        before = in_words(key, row.old[key]) if differs else now if known else ""
        base = in_words(key, row.base[key]) if key in row.base else ""
        found.append(Fact(label, before or ("trống" if differs else ""), base, now or "trống", differs))
    return sorted(found, key=_differing_first)


# A unit's kind is one of its facts, in words.
_SAID_ELSEWHERE: Final = {"units": ("uid", "kind")}


def _differing_first(fact: Fact) -> bool:
    return not fact.differs


def fact_columns(*, conflict: bool, known: bool) -> tuple[Column[Fact], ...]:
    """Columns of the facts: three values of a conflict, two of a change, one of what is new."""
    register: tuple[Column[Fact], ...] = (
        (Column("register", "Trong sổ", lambda fact: fact.register, width=150, tone=_changing),)
        if known
        else ()
    )
    base: tuple[Column[Fact], ...] = (
        (Column("base", "Lúc phát biểu", lambda fact: fact.base, width=140),) if conflict else ()
    )
    return (
        Column("label", "Mục", lambda fact: fact.label, width=140),
        *register,
        *base,
        Column("file", "Trong tệp", lambda fact: fact.file, width=150, stretch=True, tone=_changing),
    )


def _changing(fact: Fact) -> Tone | None:
    return Tone.INFORMATION if fact.differs else None


FINDING_COLUMNS: Final[tuple[Column[Any], ...]] = (
    Column("cell", "Ô", lambda problem: problem.cell, width=60),
    Column(
        "message",
        "Cần xem lại",
        lambda problem: problem.message,
        width=240,
        stretch=True,
        tooltip=lambda problem: problem.message,
    ),
)
