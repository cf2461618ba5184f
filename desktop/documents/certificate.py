"""A certificate: the facts of one award laid out by a template, as a sheet for either pen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from db.errors import BadInput
from db.vietnamese.dates import format_date, legal_date
from desktop.documents import emblem, layout, measure, ornament
from desktop.documents.layout import Block, Overflow, Paragraph, Span
from desktop.documents.sheet import (
    Adjustment,
    Group,
    Image,
    Item,
    Sheet,
    TextRun,
    VectorPath,
    polygon,
)
from desktop.documents.template import Area, Picture, Stack, Template, Words, load_template

__all__ = ["CertificateFacts", "findings", "lay_out", "load_template"]

_FIELD = re.compile(r"\{(\w+)\}")
#: How finely a whole column is shrunk when its areas fit one by one but not together.
COLUMN_STEP = 0.03
#: Of the height a column has to spare, the part that stays above it.
OPTICAL_CENTRE = 0.45


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


Values = Mapping[str, tuple[str, ...]]


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
        BadInput: no recipient is named, or an image of the template is not among the pictures.
        MissingLetter: the font has no glyph for a letter.
        Overflow: a text is too long even at its smallest size.
    """
    if not facts.owner:
        raise BadInput("Giấy khen chưa có tên người hoặc tập thể được khen; hãy ghi tên rồi in lại.")
    overprint = overprint or template.overprint_only
    values = _values(facts)
    shown = [area for area in template.areas if not area.constant and (area.overprint or not overprint)]
    for area in shown:
        _require(area, values, facts.owner)
    return Sheet(
        width_mm=template.width,
        height_mm=template.height,
        items=tuple(_items(template, shown, values, facts.owner, overprint)),
        background=background(template, overprint=overprint, pictures=pictures),
        adjustment=Adjustment(dx_mm, dy_mm, scale, scale if scale_y is None else scale_y, rotate_deg),
    )


def findings(facts: CertificateFacts, template: Template) -> tuple[str, ...]:
    """The sentence why this certificate cannot be laid out; empty when it can."""
    try:
        lay_out(facts, template)
    except (BadInput, Overflow, measure.MissingLetter) as refusal:
        return (str(refusal),)
    return ()


def background(
    template: Template, *, overprint: bool = False, pictures: Mapping[str, bytes] | None = None
) -> Group | None:
    """What every sheet of the template shows alike: ornament, images and constant words.

    Raises:
        BadInput: an image's file is not among the pictures.
    """
    shown = [image for image in template.images if image.overprint or not overprint]
    needed = [image for image in shown if image.kind != "emblem" and image.file]
    for image in needed:
        if image.file not in (pictures or {}):
            raise BadInput(
                f"Mẫu “{template.title}” thiếu tệp hình của “{image.name}”; "
                "hãy chọn lại hình đó trong trang Mẫu in."
            )
    given = tuple((pictures or {})[image.file] for image in needed)
    return _background(template, overprint, given)


@lru_cache(maxsize=32)
def _background(template: Template, overprint: bool, given: tuple[bytes, ...]) -> Group | None:
    items: list[Item] = []
    if not overprint:
        items += _ornament(template)
    bytes_of = iter(given)
    for image in template.images:
        if image.overprint or not overprint:
            items += _image(image, bytes_of)
    for area in template.areas:
        if area.constant and (area.overprint or not overprint):
            items += _placed(area, layout.fit(area.box, _paragraphs(area, {}, overprint)))
    if not items:
        return None
    told = hashlib.sha256(repr((template, overprint)).encode())
    for data in given:
        told.update(data)
    return Group(f"{template.name}-{told.hexdigest()[:12]}", tuple(items))


def _ornament(template: Template) -> list[VectorPath]:
    """Everything drawn around the words."""
    made: list[VectorPath] = []
    if template.design:
        made += ornament.design(template.design.kind, template.width, template.height, template.design)
    for divider in template.dividers:
        made += ornament.divider(divider.x, divider.y, divider.gap, divider.length)
    return made


def _image(image: Picture, bytes_of: Iterator[bytes]) -> Iterable[Item]:
    if image.kind == "emblem":
        width, height, _ = emblem.prepared()
        tall = min(image.h, image.w * height / width)
        return emblem.emblem(image.x + image.w / 2, image.y + (image.h - tall) / 2, tall)
    return [Image(image.x, image.y, image.w, image.h, next(bytes_of))] if image.file else []


def _values(facts: CertificateFacts) -> Values:
    blank = "ngày ...... tháng ...... năm .........."
    texts: dict[str, tuple[str, ...]] = {
        "awarding_title": (facts.awarding_title,),
        "form_title": (facts.form_title,),
        "honorific": (facts.honorific,),
        "recipient": (facts.recipient,),
        "position_unit": facts.position_unit,
        "citation": (facts.citation,),
        "decision_number": (facts.decision_number,),
        "decision_day": (format_date(facts.decision_date) if facts.decision_date else "",),
        "register_number": (facts.register_number,),
        "place": (facts.place,),
        "sign_day": (legal_date(facts.sign_date) if facts.sign_date else blank,),
        "signature_form": facts.signature_form,
        "signer_name": (facts.signer_name,),
    }
    return {
        name: tuple(filter(None, (measure.tidy(line) for line in lines))) for name, lines in texts.items()
    }


def _paragraphs(area: Area, values: Values, overprint: bool) -> list[Paragraph]:
    """The area's words with the facts filled in; a paragraph none of whose facts is known falls away."""
    made: list[Paragraph] = []
    for line in area.lines:
        several = _FIELD.fullmatch(line[0].text)
        if several and len(line) == 1:
            made += [(Span(text, line[0].style),) for text in values[several[1]]]
            continue
        spans = [(words, _filled(words, values)) for words in line]
        told = [words for words, text in spans if text and _FIELD.search(words.text)]
        if told or not any(_FIELD.search(words.text) for words in line):
            made.append(
                tuple(
                    Span(text, words.style, not (words.fixed and overprint)) for words, text in spans if text
                )
            )
    return made


def _filled(words: Words, values: Values) -> str:
    """The span's text; empty when a fact in it is not known."""
    names = _FIELD.findall(words.text)
    if not all(values[name] for name in names):
        return ""
    return _FIELD.sub(lambda field: " ".join(values[field[1]]), words.text)


def _require(area: Area, values: Values, owner: str) -> None:
    for paragraph in _paragraphs(area, values, False):
        for span in paragraph:
            measure.require_letters(span.text, span.style.font, owner)


def _fit(area: Area, values: Values, owner: str, overprint: bool, scale: float = 1.0) -> Block:
    try:
        return layout.fit(area.box, _paragraphs(area, values, overprint), scale)
    except Overflow as overflow:
        raise Overflow(f"Giấy khen của “{owner}”: {overflow}") from overflow


def _items(
    template: Template, areas: list[Area], values: Values, owner: str, overprint: bool
) -> list[TextRun | VectorPath]:
    """Everything that is this award's own."""
    blocks = {area.box.name: (area, _fit(area, values, owner, overprint)) for area in areas if not area.stack}
    for stack in template.stacks:
        members = [area for area in areas if area.stack == stack.name]
        bottom = stack.bottom
        if stack.above in blocks:
            over, block = blocks[stack.above]
            bottom = min(bottom, _top(over, block) - stack.clear)
        column = _column(stack, members, values, owner, overprint, bottom)
        blocks |= {area.box.name: (area, block) for area, block in column}
    # In the template's order, which is the order of reading: a PDF's text is taken out as it was drawn.
    placed = (blocks[area.box.name] for area in areas if area.box.name in blocks)
    return [item for area, block in placed for item in _placed(area, block)]


def _top(area: Area, block: Block) -> float:
    spare = area.box.h - block.height
    return area.box.y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[area.box.valign]


def _column(
    stack: Stack, members: list[Area], values: Values, owner: str, overprint: bool, bottom: float
) -> list[tuple[Area, Block]]:
    """The areas of a column with their places: shrunk together until they fit, then spread."""
    room = bottom - stack.y
    shrunk = 1.0
    while shrunk >= stack.smallest:
        fitted = [(area, _fit(area, values, owner, overprint, shrunk)) for area in members]
        present = [(area, block) for area, block in fitted if block.lines]
        # The gaps belong to the areas they stand over: a missing position line takes its own gap away.
        gaps = [stack.gaps[members.index(area) - 1] for area, _ in present[1:]]
        height = sum(block.height for _, block in present)
        if height + sum(gaps) <= room:
            return _spread(stack, present, gaps, room - height)
        shrunk -= COLUMN_STEP
    raise Overflow(
        f"Giấy khen của “{owner}”: tên, chức vụ, đơn vị và thành tích quá dài để in vừa một tờ; "
        "hãy rút gọn các dòng đó."
    )


def _spread(
    stack: Stack, present: list[tuple[Area, Block]], gaps: list[float], spare: float
) -> list[tuple[Area, Block]]:
    widened = min(stack.widest_gap, spare / sum(gaps)) if gaps else 1.0
    gaps = [gap * widened for gap in gaps]
    y = stack.y + (spare - sum(gaps)) * OPTICAL_CENTRE
    placed: list[tuple[Area, Block]] = []
    for i, (area, block) in enumerate(present):
        placed.append((replace(area, box=replace(area.box, y=y, h=block.height)), block))
        y += block.height + (gaps[i] if i < len(gaps) else 0.0)
    return placed


def _placed(area: Area, block: Block) -> list[TextRun | VectorPath]:
    runs = layout.place(block, area.box)
    made: list[TextRun | VectorPath] = [*runs]
    if area.rule and runs:
        last, y = runs[-1], runs[-1].baseline + area.rule.below
        ends = [(last.x, y), (last.x + last.width, y)]
        made.append(VectorPath(polygon(ends, closed=False), stroke=last.colour, width=area.rule.width))
    return made
