"""What every sheet of a template shows alike: ornament, images, constant words, a constant QR code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from db.errors import BadInput
from desktop.documents import emblem, layout, ornament, qr
from desktop.documents.certificate_parts import items_of, paragraphs
from desktop.documents.picture import check_picture
from desktop.documents.sheet import Group, Image, Item
from desktop.documents.template import Area, Picture, Template


def background(
    template: Template, *, overprint: bool = False, pictures: Mapping[str, bytes] | None = None
) -> Group | None:
    """What every sheet of the template shows alike; None where that is nothing.

    Raises:
        BadInput: an image's file is not among the pictures, or is none that can be drawn.
    """
    shown = [image for image in template.images if image.overprint or not overprint]
    needed = [image for image in shown if image.kind != "emblem" and image.file]
    given = tuple(_bytes(template, image, pictures or {}) for image in needed)
    return _background(template, overprint, given)


def _bytes(template: Template, image: Picture, pictures: Mapping[str, bytes]) -> bytes:
    whose = f"“{image.name}” của mẫu “{template.title}”"
    if image.file not in pictures:
        raise BadInput(f"Hình {whose} không còn trong sổ; hãy chọn lại hình đó trong trang Mẫu Giấy khen.")
    data = pictures[image.file]
    check_picture(data, whose)
    return data


@dataclass(frozen=True, slots=True)
class Shared:
    """A part of what every sheet shows alike.

    ``kind`` is ground (colour to the paper's edges), design, divider, the kind of an image, words or code; ``name``
    is what the template calls an image or a box.
    """

    kind: str
    name: str
    items: tuple[Item, ...]


def shared(
    template: Template, *, overprint: bool = False, pictures: Mapping[str, bytes] | None = None
) -> tuple[Shared, ...]:
    """The parts of :func:`background` one by one, in the order they are drawn; images whose file is lost left out."""
    known = pictures or {}
    shown = [image for image in template.images if image.overprint or not overprint]
    kept = tuple(known[i.file] for i in shown if i.kind != "emblem" and i.file and i.file in known)
    lost = frozenset(i.name for i in shown if i.kind != "emblem" and i.file and i.file not in known)
    return tuple(_parts(template, overprint, iter(kept), lost))


@lru_cache(maxsize=32)
def _background(template: Template, overprint: bool, given: tuple[bytes, ...]) -> Group | None:
    parts = _parts(template, overprint, iter(given))
    items = tuple(item for part in parts for item in part.items)
    if not items:
        return None
    told = hashlib.sha256(repr((template, overprint)).encode())
    for data in given:
        told.update(hashlib.sha256(data).digest())
    # Two groups of one name hold the same items: the name tells its template's whole content.
    return Group(f"ground-{told.hexdigest()[:16]}", items)


def _parts(
    template: Template, overprint: bool, bytes_of: Iterator[bytes], lost: frozenset[str] = frozenset()
) -> Iterator[Shared]:
    if not overprint:
        yield from _ornament(template)
    for image in template.images:
        if (image.overprint or not overprint) and image.name not in lost:
            yield Shared(image.kind, image.name, tuple(_image(image, bytes_of)))
    for area in template.areas:
        if area.constant and (area.overprint or not overprint):
            block = layout.fit(area.box, paragraphs(area, {}, overprint))
            yield Shared("words", area.label or _written(area), items_of(area, block))
    if template.qr and template.qr.constant and (template.qr.overprint or not overprint):
        code = qr.code(template.qr, template.qr.text, ground=not overprint)
        yield Shared("code", "", code)


def _written(area: Area) -> str:
    return " ".join(words.text for line in area.lines for words in line)


def _ornament(template: Template) -> Iterator[Shared]:
    """Everything drawn around the words."""
    if template.design:
        spec = template.design
        paths = ornament.design(spec.kind, template.width, template.height, spec)
        # The ground lies under everything else.
        under = 1 if spec.ground else 0
        yield Shared("ground", "", paths[:under])
        yield Shared("design", "", paths[under:])
    for divider in template.dividers:
        yield Shared("divider", "", ornament.divider(divider.x, divider.y, divider.gap, divider.length))


def _image(image: Picture, bytes_of: Iterator[bytes]) -> Iterable[Item]:
    if image.kind == "emblem":
        width, height, _ = emblem.prepared()
        tall = min(image.h, image.w * height / width)
        return emblem.emblem(image.x + image.w / 2, image.y + (image.h - tall) / 2, tall)
    return [Image(image.x, image.y, image.w, image.h, next(bytes_of))] if image.file else []
