"""What every sheet of a template shows alike: ornament, images, constant words, a constant QR code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from db.errors import BadInput
from desktop.documents import emblem, layout, ornament, qr
from desktop.documents.certificate_parts import items_of, paragraphs
from desktop.documents.picture import check_picture
from desktop.documents.sheet import Group, Image, Item, VectorPath
from desktop.documents.template import Picture, Template


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
            items += items_of(area, layout.fit(area.box, paragraphs(area, {}, overprint)))
    if template.qr and template.qr.constant and (template.qr.overprint or not overprint):
        items += qr.code(template.qr, template.qr.text, ground=not overprint)
    if not items:
        return None
    told = hashlib.sha256(repr((template, overprint)).encode())
    for data in given:
        told.update(hashlib.sha256(data).digest())
    # Two groups of one name hold the same items: the name tells its template's whole content.
    return Group(f"ground-{told.hexdigest()[:16]}", tuple(items))


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
