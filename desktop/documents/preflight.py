"""What is risky about a batch of certificates, told before the first sheet: one sentence a risk.

A sheet that is not named here can be printed without a second look. The sentences say what is wrong and what to do;
they name the words, not the sheet: the caller shows its number.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from db.vietnamese.text import fold, lower_first
from desktop.documents import certificate
from desktop.documents.certificate import ENCODINGS, CertificateFacts, Examined, old_encoding, values_of
from desktop.documents.certificate_parts import fields_of
from desktop.documents.measure import missing_letters, shortened, tidy
from desktop.documents.print_margins import Printable, shown
from desktop.documents.sheet import Adjustment
from desktop.documents.template import Area, Template
from desktop.documents.template_words import FIELD_WORDS

#: Below this part of the size wanted a text looks shrunk.
SMALL: Final = 0.85
#: Kinds with which a sheet does not come out, or comes out wrong.
STOPPING: Final = frozenset({"overflow", "missing", "glyph", "encoding"})
#: What the officer calls a field, amid a sentence.
_WORDS: Final = {field: lower_first(words) for field, words in FIELD_WORDS.items()}
AS_LAID_OUT: Final = Adjustment()


@dataclass(frozen=True, slots=True)
class PreflightRow:
    """A sheet to look through: its facts, and what the register knows beside them.

    ``doubts`` are sentences of :func:`db.awards.doubts` about the honorific.
    """

    facts: CertificateFacts
    object_kind: str = ""
    doubts: tuple[str, ...] = ()
    award_id: int = 0


@dataclass(frozen=True, slots=True)
class Risk:
    """One thing to look at before printing.

    Attributes:
        index: the row, from 0.
        kind: overflow, small, missing, glyph, encoding, honorific, twice, citation or margin.
        field: the fact to mend (a field of the template); empty where it is none.
        sentence: what is wrong and what to do.
    """

    index: int
    kind: str
    field: str
    sentence: str

    @property
    def stops(self) -> bool:
        """Whether the sheet does not come out, or comes out wrong."""
        return self.kind in STOPPING


def preflight(
    rows: Sequence[PreflightRow],
    template: Template,
    *,
    overprint: bool = False,
    margins_mm: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0),
    adjustment: Adjustment = AS_LAID_OUT,
    pictures: dict[str, bytes] | None = None,
) -> tuple[Risk, ...]:
    """Look through all sheets of a batch.

    Args:
        rows: the sheets in the order they are printed.
        template: what they are printed by.
        overprint: whether onto pre-printed sheets.
        margins_mm: what the printer cannot print, from the left, top, right and bottom edge of the paper.
        adjustment: the calibration the sheets will be moved by.
        pictures: as :func:`desktop.documents.certificate.lay_out` takes them.

    Returns:
        The risks, sheet by sheet, the stopping ones of each sheet first. What all sheets share and the printer
        cuts (frame, emblem, fixed words) comes before them, told once, with the first sheet's index and no field.
    """
    job = _Job(template, overprint or template.overprint_only, margins_mm, adjustment, pictures or {})
    usual = _usual_citations(rows)
    twins = _twins(rows)
    found = [Risk(0, *told) for told in job.shared()] if rows else []
    for index, row in enumerate(rows):
        told = [*job.sheet(row), *_honorific(row), *_twice(rows, twins, index), *_citation(row, usual)]
        told.sort(key=lambda risk: risk[0] not in STOPPING)
        found += [Risk(index, kind, field, sentence) for kind, field, sentence in told]
    return tuple(found)


#: Kind, field, sentence.
_Told = tuple[str, str, str]


class _Job:
    """What is the same for all sheets of a batch."""

    def __init__(
        self,
        template: Template,
        overprint: bool,
        margins_mm: tuple[float, float, float, float],
        adjustment: Adjustment,
        pictures: dict[str, bytes],
    ) -> None:
        self._template = template
        self._overprint = overprint
        self._printable = Printable(template, margins_mm, adjustment)
        self._pictures = pictures
        self._areas = {
            area.box.name: area
            for area in template.areas
            if not area.constant and (area.overprint or not overprint)
        }
        self._fields = tuple(
            dict.fromkeys(field for area in self._areas.values() for field in fields_of(area))
        )

    def sheet(self, row: PreflightRow) -> Iterator[_Told]:
        """Everything a sheet by itself shows."""
        values = values_of(row.facts)
        broken = list(self._encoding(row.facts))
        yield from broken
        missing = list(self._missing(row, values))
        yield from missing
        glyphs = list(self._glyphs(values)) if not broken else []
        yield from glyphs
        if broken or glyphs or any(field == "recipient" for _, field, _ in missing):
            return
        tried = certificate.examine(
            row.facts, self._template, overprint=self._overprint, pictures=self._pictures
        )
        if tried.sheet is None:
            area = self._areas.get(tried.failed)
            yield "overflow", _longest(area, values) if area else "citation", _without_owner(tried.refusal)
            return
        yield from self._small(tried, values)
        yield from self._margin(tried, values)

    def _encoding(self, facts: CertificateFacts) -> Iterator[_Told]:
        for field in self._fields:
            for text in _texts(facts, field):
                word = _WORDS[field]
                if not unicodedata.is_normalized("NFC", text):
                    told = f"Ô {word} “{shortened(tidy(text))}” có dấu rời chưa ghép với chữ"
                    yield "encoding", field, f"{told}; hãy gõ lại bằng Unicode dựng sẵn."
                elif old := old_encoding(text)[0]:
                    told = f"Ô {word} “{shortened(text)}” còn bảng mã cũ {ENCODINGS[old]}"
                    yield "encoding", field, f"{told}; hãy gõ lại bằng Unicode."

    def _missing(self, row: PreflightRow, values: dict[str, tuple[str, ...]]) -> Iterator[_Told]:
        for field in self._fields:
            known = row.facts.sign_date is not None if field == "sign_day" else bool(values[field])
            # A collective and a household may stand without a line of their own under the name.
            optional = field == "honorific" or (field == "position_unit" and row.object_kind != "individual")
            if not known and not optional:
                yield (
                    "missing",
                    field,
                    f"Chưa có {_WORDS[field]} mà mẫu “{self._template.title}” cần in; hãy điền trước khi in.",
                )

    def _glyphs(self, values: dict[str, tuple[str, ...]]) -> Iterator[_Told]:
        told: set[tuple[str, str]] = set()
        for area in self._areas.values():
            for words in (words for line in area.lines for words in line):
                for field in fields_of(area):
                    if f"{{{field}}}" not in words.text:
                        continue
                    for letter in missing_letters(" ".join(values[field]), words.style.font):
                        if (field, letter) not in told:
                            told.add((field, letter))
                            yield "glyph", field, _no_glyph(field, letter, values)

    def _small(self, tried: Examined, values: dict[str, tuple[str, ...]]) -> Iterator[_Told]:
        for name, scale in tried.scales.items():
            if scale < SMALL - 1e-9:
                field = _longest(self._areas[name], values)
                yield "small", field, _shrunk(field, scale, values)

    def _margin(self, tried: Examined, values: dict[str, tuple[str, ...]]) -> Iterator[_Told]:
        for name, box in tried.boxes.items():
            if over := self._printable.over(box):
                field = _longest(self._areas[name], values)
                yield "margin", field, _in_margin(field, over, self._printable.beyond)
        if told := self._printable.code(self._overprint, values):
            yield "margin", "", told

    def shared(self) -> Iterator[_Told]:
        """What is wrong with all sheets alike; told once."""
        for sentence in self._printable.shared(self._overprint, self._pictures):
            yield "margin", "", sentence


def _texts(facts: CertificateFacts, field: str) -> tuple[str, ...]:
    """The words of a field as they stand in the register; days are none."""
    if field in ("decision_day", "sign_day"):
        return ()
    known = getattr(facts, field)
    return known if isinstance(known, tuple) else (known,)


def _no_glyph(field: str, letter: str, values: dict[str, tuple[str, ...]]) -> str:
    text = shortened(" ".join(values[field]))
    return (
        f"Phông chữ in không có ký tự “{letter}” (U+{ord(letter):04X}) của “{text}” trong ô {_WORDS[field]}; "
        "hãy gõ lại ký tự đó."
    )


def _shrunk(field: str, scale: float, values: dict[str, tuple[str, ...]]) -> str:
    return (
        f"Ô {_WORDS[field]} “{shortened(' '.join(values[field]))}” dài nên chữ chỉ còn {scale * 100:.0f} % "
        "cỡ đặt; hãy rút gọn hoặc chọn mẫu rộng hơn."
    )


def _in_margin(field: str, over: float, beyond: str) -> str:
    return f"Ô {_WORDS[field]} lấn {shown(over)} mm {beyond}; hãy dời ô trong mẫu hoặc hiệu chỉnh lại máy."


def _longest(area: Area, values: dict[str, tuple[str, ...]]) -> str:
    """The field of an area that takes most room: the one to shorten."""
    return max(fields_of(area), key=lambda field: len(" ".join(values[field])))


def _without_owner(sentence: str) -> str:
    """The refusal without the name of whose sheet it is: the list says it."""
    _, colon, rest = sentence.partition("”: ")
    return rest[:1].upper() + rest[1:] if colon and sentence.startswith("Giấy khen của “") else sentence


def _honorific(row: PreflightRow) -> Iterator[_Told]:
    for doubt in row.doubts:
        yield "honorific", "honorific", doubt


def _key(row: PreflightRow) -> tuple[str, str]:
    """Who is meant: the same name at the same place, however it was typed."""
    return fold(row.facts.recipient), fold(" ".join(row.facts.position_unit))


def _twins(rows: Sequence[PreflightRow]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for index, row in enumerate(rows):
        if fold(row.facts.recipient):
            found.setdefault(_key(row), []).append(index)
    return {key: places for key, places in found.items() if len(places) > 1}


def _twice(
    rows: Sequence[PreflightRow], twins: dict[tuple[str, str], list[int]], index: int
) -> Iterator[_Told]:
    mine = rows[index].facts
    others = [place for place in twins.get(_key(rows[index]), ()) if place != index]
    if not others:
        return
    sheets = ", ".join(str(place + 1) for place in others)
    # Folded names drop their accents: Hà and Hạ are told with the doubt they deserve.
    names = {tidy(rows[place].facts.recipient).casefold() for place in others}
    same = tidy(mine.recipient).casefold() in names
    how = "trùng tên, đơn vị với" if same else "gần trùng tên, cùng đơn vị với"
    who = shortened(mine.owner)
    yield "twice", "recipient", f"“{who}” {how} tờ {sheets}; hãy bỏ tờ thừa hoặc ghi rõ đơn vị."


def _usual_citations(rows: Sequence[PreflightRow]) -> dict[str, tuple[str, int]]:
    """The citation that more than half of each kind of recipients have, and how many; none where each has its own."""
    by_kind: dict[str, Counter[str]] = {}
    for row in rows:
        if text := tidy(row.facts.citation):
            by_kind.setdefault(row.object_kind, Counter())[text] += 1
    commonest = {kind: told.most_common(1)[0] for kind, told in by_kind.items()}
    return {kind: one for kind, one in commonest.items() if 2 * one[1] > by_kind[kind].total()}


def _citation(row: PreflightRow, usual: dict[str, tuple[str, int]]) -> Iterator[_Told]:
    text = tidy(row.facts.citation)
    common, count = usual.get(row.object_kind, ("", 0))
    # Without two that agree there is no citation of the decision to differ from.
    if text and count > 1 and text != common:
        told = f"Thành tích “{shortened(text)}” khác {count} tờ cùng loại (“{shortened(common)}”)"
        yield "citation", "citation", f"{told}; hãy xem lại có đúng ý không."
