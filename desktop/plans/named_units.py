"""The units a plan names one by one, beside those of the register: the sure ones matched, the doubtful ones asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from db.units import Unit
from db.vietnamese.text import fold
from desktop.plans import vocabulary
from desktop.plans.blocks import Block
from desktop.plans.document import Document, read_document
from desktop.plans.proposal import Proposal, Where
from desktop.plans.roles import leading_actor

EXACT: Final = 100.0
SURE: Final = 97.0
POSSIBLE: Final = 70.0
_MOST_CHOICES: Final = 3
_HEAD: Final = re.compile(
    r"(?:tên )?(?:cơ quan, )?(?:đơn vị|thôn|tổ dân phố|khu phố|trường)(?: tham gia| thực hiện)?",
    re.IGNORECASE,
)
_SHORT: Final = {
    "tdp": "to dan pho",
    "kp": "khu pho",
    "ubnd": "uy ban nhan dan",
    "mttq": "mat tran to quoc",
    "tp": "thanh pho",
}


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit named by its own name ("Tổ dân phố 3", "Trường THCS Lê Văn Hưu") and where."""

    name: str
    where: Where


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A named unit and the register's: ``unit`` when sure, else ``choices`` to ask about; neither: it is unknown."""

    named: NamedUnit
    unit: Unit | None
    choices: tuple[Unit, ...] = ()
    score: float = 0.0

    @property
    def question(self) -> str:
        """What the officer is asked, in Vietnamese; "" when nothing is."""
        if self.unit is not None:
            return ""
        if not self.choices:
            return f"Văn bản nêu “{self.named.name}” nhưng sổ chưa có đơn vị này; thêm vào sổ?"
        listed = ", ".join(f"“{unit.name}”" for unit in self.choices)
        return f"“{self.named.name}” trong văn bản có phải là {listed} trong sổ không?"


def named_units(proposal: Proposal, document: Document | None = None) -> tuple[NamedUnit, ...]:
    """Units with names of their own in duties, requirements and tables, each once, in the order of the text.

    Args:
        proposal: what was read.
        document: the numbering tree it was read from; None builds it again.
    """
    document = document or read_document(proposal.text)
    places = [item.where for item in proposal.duties]
    places += [item.where for item in proposal.requirements] + [item.where for item in proposal.tasks]
    owed = [(where.start, where.end) for where in places]
    found: dict[str, NamedUnit] = {}
    column: int | None = None
    for block in document.blocks:
        column = _unit_column(block, column)
        actor = leading_actor(block.text)
        for start, end in [*_mentions(block), *_cell(block, column)]:
            begin, stop = block.view.span(start, end)
            acts = actor is not None and start < block.head + actor[1]
            if acts or block.kind == "row" or any(a <= begin < b for a, b in owed):
                name = document.slice(begin, stop)
                found.setdefault(unit_key(name), NamedUnit(name, document.where(block, start, end)))
    own = unit_key(proposal.heading.issuer or "")
    return tuple(unit for key, unit in found.items() if not own.endswith(key))


def _unit_column(block: Block, column: int | None) -> int | None:
    """Which column of the table holds the units, from its head on; None outside a table."""
    if block.kind != "row":
        return None
    heads = [_HEAD.fullmatch(cell.strip()) is not None for cell in block.view.text.split("|")]
    return heads.index(True) if any(heads) else column


def _cell(block: Block, column: int | None) -> Iterator[tuple[int, int]]:
    """The unit of a table row: "Trạm Y tế xã" has no proper name, yet it is one unit; "Các thôn" is none."""
    text = block.view.text
    bounds = [found.start() for found in re.finditer(r"\|", text)]
    if column is None or not 0 < column < len(bounds):
        return
    start, end = bounds[column - 1] + 1, bounds[column]
    cell = text[start:end].strip()
    several = re.match(
        rf"(?:{'|'.join(vocabulary.words('acts', 'actor_quantifiers'))}) ", cell, re.IGNORECASE
    )
    if cell and not cell.isdigit() and several is None and "," not in cell and _HEAD.fullmatch(cell) is None:
        yield start + text[start:end].index(cell), start + text[start:end].index(cell) + len(cell)


def match_units(named: Iterable[NamedUnit], register: Sequence[Unit]) -> tuple[UnitMatch, ...]:
    """Each named unit with the one it is in the register, or the few it may be."""
    keys = [
        (unit, tuple({unit_key(unit.name), unit_key(unit.short_name)} - {""}))
        for unit in register
        if not unit.active_to
    ]
    return tuple(_match(name, keys) for name in named)


def _match(named: NamedUnit, register: list[tuple[Unit, tuple[str, ...]]]) -> UnitMatch:
    key = unit_key(named.name)
    scored = sorted(
        (
            (max(_likeness(key, other) for other in keys), index)
            for index, (_, keys) in enumerate(register)
            if keys
        ),
        key=lambda item: (-item[0], item[1]),
    )
    good = [(score, register[index][0]) for score, index in scored if score >= POSSIBLE][:_MOST_CHOICES]
    # What is written as the register writes it is that unit, however like it another one is.
    rival = 0.0 if len(good) < 2 else good[1][0]
    best = good[0][0] if good else 0.0
    if best >= SURE and (rival < SURE or (best == EXACT and rival < EXACT)):
        return UnitMatch(named, good[0][1], score=best)
    return UnitMatch(named, None, tuple(unit for _, unit in good), best)


def _likeness(one: str, other: str) -> float:
    """0 to 100. Other figures are another unit: Tổ dân phố 3 is not Tổ dân phố 13."""
    from rapidfuzz.fuzz import ratio, token_sort_ratio

    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return 0.0
    if one == other:
        return EXACT
    return min(99.0, float(max(ratio(one, other), token_sort_ratio(one, other))))


def unit_key(name: str) -> str:
    """A unit's name folded for comparison: abbreviations written out, figures without leading zeros, "số" left out."""
    words = [_SHORT.get(word, word) for word in re.findall(r"[^\W_]+", fold(name))]
    plain = [str(int(word)) if word.isdigit() else word for word in words if word != "so"]
    return " ".join(plain)


def _mentions(block: Block) -> Iterator[tuple[int, int]]:
    pattern = vocabulary.any_of("acts", "unit_names", exact_case=True)
    name = re.compile(rf"(?:{pattern.pattern}) (?:số )?(?:{vocabulary.PROPER_NAME})")
    for found in name.finditer(block.view.text, block.head):
        yield found.start(), found.end()
