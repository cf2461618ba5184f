"""A certificate: the facts of one award laid out by a template, as a sheet for either pen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from db.errors import BadInput
from db.vietnamese import legacy
from db.vietnamese.dates import format_date, legal_date
from desktop.documents import certificate_parts as parts
from desktop.documents import measure, qr
from desktop.documents.certificate_ground import background
from desktop.documents.certificate_parts import Laid, Values
from desktop.documents.layout import Overflow
from desktop.documents.measure import InkBox
from desktop.documents.sheet import Adjustment, Image, Item, Sheet, TextRun, VectorPath
from desktop.documents.template import Template, load_template

__all__ = [
    "ENCODINGS",
    "CertificateFacts",
    "Examined",
    "background",
    "examine",
    "ink_of",
    "lay_out",
    "load_template",
    "old_encoding",
    "values_of",
]

#: What stands for a day that is not known, to be filled in by hand.
BLANK_DAY = "ngày ...... tháng ...... năm .........."
#: How sure an old encoding must be before a sheet is refused for it: two words that prove it.
CERTAIN = 0.75
ENCODINGS = {
    legacy.TCVN3: "TCVN3 (phông .Vn)",
    legacy.VNI: "VNI",
    legacy.WINDOWS_1258: "Windows-1258",
    legacy.UTF_8: "UTF-8 đọc sai",
}


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What one certificate says, as printed.

    ``awarding_title`` is who awards, in capitals; ``position_unit`` one or more lines, none for a collective;
    ``citation`` begins "Đã có thành tích …"; ``place`` is the word before the date ("Phường Hoa Ban");
    ``signature_form`` is ("CHỦ TỊCH",) or ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"). An empty text is left out with
    its label. A day that is not known leaves dots to be filled by hand.
    """

    awarding_title: str
    recipient: str
    citation: str
    decision_number: str
    decision_date: date | None
    place: str
    sign_date: date | None
    signature_form: tuple[str, ...]
    signer_name: str
    honorific: str = ""
    position_unit: tuple[str, ...] = ()
    register_number: str = ""
    form_title: str = "GIẤY KHEN"

    @property
    def owner(self) -> str:
        """Whose certificate it is, for refusals."""
        return measure.tidy(f"{self.honorific} {self.recipient}")


@dataclass(frozen=True, slots=True)
class Examined:
    """A certificate tried out: its sheet, or the sentence why there is none.

    Attributes:
        sheet: as :func:`lay_out` gives it, without an adjustment; None where it is refused.
        refusal: the sentence; empty where there is a sheet.
        scales: area -> size drawn / size wanted, for every area that shows something.
        boxes: area -> where its ink lies, mm from the top left corner of the paper.
        failed: the area that does not hold its text; empty where it is several together, or another fault.
    """

    sheet: Sheet | None
    refusal: str = ""
    scales: Mapping[str, float] = field(default_factory=dict)
    boxes: Mapping[str, InkBox] = field(default_factory=dict)
    failed: str = ""


def lay_out(
    facts: CertificateFacts,
    template: Template,
    *,
    overprint: bool = False,
    dx_mm: float = 0.0,
    dy_mm: float = 0.0,
    scale: float = 1.0,
    scale_y: float | None = None,
    rotate_deg: float = 0.0,
    pictures: Mapping[str, bytes] | None = None,
) -> Sheet:
    """Lay one certificate out.

    Args:
        facts: what it says.
        template: where it says it.
        overprint: only what a pre-printed sheet lacks: no design, no fixed words, of the images and constant
            words those alone that the template marks. A template for pre-printed sheets always prints so.
        dx_mm: moves everything to the right.
        dy_mm: moves everything down.
        scale: about the middle of the paper, 1 = as laid out; across only where ``scale_y`` is given.
        scale_y: the same downwards.
        rotate_deg: about the middle of the paper, clockwise.
        pictures: SHA-256 as the template's images name it -> bytes of a PNG or JPEG.

    Raises:
        BadInput: no recipient is named, a text is in an old encoding, or an image of the template is not among
            the pictures.
        MissingLetter: the font has no glyph for a letter.
        Overflow: a text is too long even at its smallest size.
    """
    moved = Adjustment(dx_mm, dy_mm, scale, scale if scale_y is None else scale_y, rotate_deg)
    return _sheet(facts, template, overprint or template.overprint_only, pictures, moved)[0]


def _sheet(
    facts: CertificateFacts,
    template: Template,
    overprint: bool,
    pictures: Mapping[str, bytes] | None,
    moved: Adjustment,
) -> tuple[Sheet, dict[str, Laid]]:
    if not measure.tidy(facts.recipient):
        raise BadInput("Giấy khen chưa có tên người hoặc tập thể được khen; hãy ghi tên rồi in lại.")
    values = values_of(facts)
    _require_unicode(facts, values)
    laid = _laid(facts, template, overprint, values)
    items: list[Item] = [item for area in laid.values() for item in area.items]
    items += _code(template, overprint, values)
    behind = background(template, overprint=overprint, pictures=pictures)
    return Sheet(template.width, template.height, tuple(items), behind, moved), laid


def _whose(facts: CertificateFacts) -> str:
    return f"Giấy khen của “{measure.shortened(facts.owner)}”"


def _require_unicode(facts: CertificateFacts, values: Values) -> None:
    for texts in values.values():
        if texts and (old := _old_text(texts)):
            text, encoding = old
            raise BadInput(
                f"{_whose(facts)}: “{measure.shortened(text)}” còn bảng mã cũ {ENCODINGS[encoding]}; "
                "hãy gõ lại bằng Unicode."
            )


@lru_cache(maxsize=4096)
def _old_text(texts: tuple[str, ...]) -> tuple[str, str] | None:
    """The first of some texts that is surely in an old encoding, and which."""
    for text in texts:
        encoding, confidence = old_encoding(text)
        if encoding and confidence >= CERTAIN:
            return text, encoding
    return None


@lru_cache(maxsize=4096)
def old_encoding(text: str) -> tuple[str, float]:
    """The old encoding a text is still written in (:mod:`db.vietnamese.legacy`), empty for good text; how sure."""
    found = legacy.repair(text)
    return found.encoding or "", found.confidence


def _laid(facts: CertificateFacts, template: Template, overprint: bool, values: Values) -> dict[str, Laid]:
    prepared = parts.plan(template, overprint)
    try:
        return parts.laid(prepared, values)
    except (measure.MissingLetter, Overflow) as refusal:
        parts.require_letters(prepared, values, facts.owner)
        if isinstance(refusal, Overflow):
            raise Overflow(f"{_whose(facts)}: {refusal}", refusal.box) from refusal
        raise


def _code(template: Template, overprint: bool, values: Values) -> tuple[VectorPath, ...]:
    """The QR code that is this award's own."""
    place = template.qr
    if place is None or place.constant or (overprint and not place.overprint):
        return ()
    text = parts.filled(place.text, values)
    return qr.code(place, text, ground=not overprint) if text else ()


def examine(
    facts: CertificateFacts,
    template: Template,
    *,
    overprint: bool = False,
    pictures: Mapping[str, bytes] | None = None,
) -> Examined:
    """Lay one certificate out to see how it would come; nothing is raised."""
    try:
        sheet, laid = _sheet(facts, template, overprint or template.overprint_only, pictures, Adjustment())
    except Overflow as refusal:
        return Examined(None, str(refusal), failed=refusal.box)
    except (BadInput, measure.MissingLetter) as refusal:
        return Examined(None, str(refusal))
    boxes = {name: ink_of(area.items) for name, area in laid.items()}
    return Examined(
        sheet,
        scales={name: area.scale for name, area in laid.items() if area.items},
        boxes={name: box for name, box in boxes.items() if box is not None},
    )


def ink_of(items: tuple[Item, ...]) -> InkBox | None:
    """Where the ink of some items lies, mm; None where they have none. Text is measured, paths by their points."""
    return measure.around(box for item in items if (box := _ink(item)) is not None)


def _ink(item: Item) -> InkBox | None:
    if isinstance(item, TextRun):
        return measure.ink(item)
    if isinstance(item, Image):
        return (item.x, item.y, item.x + item.w, item.y + item.h)
    return _path_ink(item)


@lru_cache(maxsize=2048)
def _path_ink(path: VectorPath) -> InkBox | None:
    half = path.width / 2 if path.stroke else 0.0
    xs = [x for _, numbers in path.segments for x in numbers[::2]]
    ys = [y for _, numbers in path.segments for y in numbers[1::2]]
    return (min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half) if xs else None


def values_of(facts: CertificateFacts) -> dict[str, tuple[str, ...]]:
    """The facts by the field that shows them, tidied; a field without words is empty."""
    texts: dict[str, tuple[str, ...]] = {
        "awarding_title": (facts.awarding_title,),
        "form_title": (facts.form_title,),
        "honorific": (facts.honorific,),
        "recipient": (facts.recipient,),
        "position_unit": facts.position_unit,
        "citation": (facts.citation,),
        "decision_number": (facts.decision_number,),
        "decision_day": (_day(facts.decision_date),),
        "register_number": (facts.register_number,),
        "place": (facts.place,),
        "sign_day": (_day_in_words(facts.sign_date),),
        "signature_form": facts.signature_form,
        "signer_name": (facts.signer_name,),
    }
    return {name: _tidied(lines) for name, lines in texts.items()}


@lru_cache(maxsize=4096)
def _tidied(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([told for line in lines if (told := measure.tidy(line))])


@lru_cache(maxsize=64)
def _day(day: date | None) -> str:
    return format_date(day) if day else ""


@lru_cache(maxsize=64)
def _day_in_words(day: date | None) -> str:
    return legal_date(day) if day else BLANK_DAY
