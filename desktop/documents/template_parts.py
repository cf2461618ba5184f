"""What of a certificate template can be chosen and moved: boxes of text, pictures, the QR code, dividers.

A part has a key ("areas/recipient", "images/emblem", "qr", "dividers/0") and a rectangle; how the rectangle is
written in the JSON is this module's secret.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from desktop.documents import template_words
from desktop.documents.template_snap import Page, Rect

Body = Mapping[str, Any]
Kind = Literal["area", "emblem", "picture", "qr", "divider"]

#: mm above and below a divider's axis that it is taken hold of.
DIVIDER_REACH: Final = 2.0
IMAGE_WORDS: Final = {
    "emblem": "Quốc huy",
    "logo": "Biểu trưng",
    "signature": "Chữ ký quét",
    "picture": "Hình ảnh",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Something on the sheet that can be chosen; ``stack`` names the column a box of text stands in."""

    key: str
    kind: Kind
    label: str
    rect: Rect
    stack: str = ""


def page_of(body: Body) -> Page:
    """The paper of a template."""
    return Page(float(body["width"]), float(body["height"]))


def parts(body: Body) -> tuple[Part, ...]:
    """Everything that can be chosen, in the order the keyboard goes through it: from top to bottom."""
    found = [*_areas(body), *_images(body), *_qr(body), *_dividers(body)]
    order = {part.key: at for at, part in enumerate(found)}
    return tuple(sorted(found, key=lambda part: (round(part.rect.y), part.rect.x, order[part.key])))


def part(body: Body, key: str) -> Part | None:
    """The part of this key; None where the template has no such part."""
    return next((one for one in parts(body) if one.key == key), None)


def split(key: str) -> tuple[str, str]:
    """A part's list in the JSON and its name there."""
    listed, _, name = key.partition("/")
    return listed, name


def row(body: Body, key: str) -> Any:
    """The JSON object of a part, as it stands in ``body``."""
    listed, name = split(key)
    if listed == "qr":
        return body["qr"]
    if listed == "dividers":
        return body["dividers"][int(name)]
    return next(one for one in body[listed] if one["name"] == name)


def stack_row(body: Body, name: str) -> Any:
    """The JSON object of a column."""
    return next(one for one in body["stacks"] if one["name"] == name)


def label_of_area(area: Mapping[str, Any]) -> str:
    """What the officer calls a box of text: its own label, else what is written in it."""
    written = template_words.shown(area["lines"]).replace("\n", " ")
    return str(area.get("label") or written[:40])


def put_rect(body: Body, key: str, rect: Rect) -> None:
    """Write a rectangle into a body that is being made."""
    listed, _ = split(key)
    one = row(body, key)
    if listed == "qr":
        one |= {"x": number(rect.x), "y": number(rect.y), "size": number(min(rect.w, rect.h))}
    elif listed == "dividers":
        length = max(1.0, rect.w / 2 - one["gap"])
        middle = rect.x + rect.w / 2, rect.y + rect.h / 2
        one |= {"x": number(middle[0]), "y": number(middle[1]), "length": number(length)}
    elif listed == "areas" and one.get("stack"):
        one |= {"x": number(rect.x), "w": number(rect.w)}
        stack_row(body, one["stack"]).update(y=number(rect.y), bottom=number(rect.bottom))
    else:
        one |= {"x": number(rect.x), "y": number(rect.y), "w": number(rect.w), "h": number(rect.h)}


def number(value: float) -> float | int:
    """A measure as the JSON holds it: hundredths of a millimetre, whole ones without a dot."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def _areas(body: Body) -> Iterator[Part]:
    for one in body["areas"]:
        stack = one.get("stack", "")
        y, h = one.get("y", 0), one["h"]
        if stack:
            column = stack_row(body, stack)
            y, h = column["y"], column["bottom"] - column["y"]
        yield Part(f"areas/{one['name']}", "area", label_of_area(one), Rect(one["x"], y, one["w"], h), stack)


def _images(body: Body) -> Iterator[Part]:
    for one in body.get("images", ()):
        kind: Kind = "emblem" if one["kind"] == "emblem" else "picture"
        rect = Rect(one["x"], one["y"], one["w"], one["h"])
        yield Part(f"images/{one['name']}", kind, IMAGE_WORDS[one["kind"]], rect)


def _qr(body: Body) -> Iterator[Part]:
    if "qr" in body:
        one = body["qr"]
        yield Part("qr", "qr", "Mã QR", Rect(one["x"], one["y"], one["size"], one["size"]))


def _dividers(body: Body) -> Iterator[Part]:
    for at, one in enumerate(body.get("dividers", ())):
        reach = one["gap"] + one["length"]
        rect = Rect(one["x"] - reach, one["y"] - DIVIDER_REACH, 2 * reach, 2 * DIVIDER_REACH)
        yield Part(f"dividers/{at}", "divider", "Nét trang trí", rect)
