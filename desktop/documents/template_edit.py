"""Edits of a certificate template: each takes a body and returns another one, the first is never changed.

What cannot be is refused in one sentence for the place where it was typed; nothing is half applied.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping
from typing import Any, Final

from db.errors import BadInput
from desktop.documents import template_parts as parts_of
from desktop.documents import template_words
from desktop.documents.template_parts import Body, Part, number, put_rect, row, split, stack_row
from desktop.documents.template_snap import LEAST, Rect

STYLE: Final = frozenset({"font", "size", "bold", "italic", "colour", "tracking"})
"""What a single line may have of its own."""
_COPY_SHIFT: Final = 5.0
NEW_TEXT: Final = "Chữ tự do"


# ---------------------------------------------------------------- places


def move(body: Body, key: str, dx: float, dy: float) -> dict[str, Any]:
    """Move a part; of a column all its boxes go along.

    Raises:
        BadInput: it would leave the paper.
    """
    made = copy.deepcopy(dict(body))
    known = _known(made, key)
    if known.stack:
        for area in made["areas"]:
            if area.get("stack") == known.stack:
                area["x"] = number(area["x"] + dx)
        column = stack_row(made, known.stack)
        column["y"], column["bottom"] = number(column["y"] + dy), number(column["bottom"] + dy)
    else:
        put_rect(made, key, known.rect.moved(dx, dy))
    for one in parts_of.parts(made):
        if one.key == key or (known.stack and one.stack == known.stack):
            _on_page(made, one)
    return made


def resize(body: Body, key: str, rect: Rect) -> dict[str, Any]:
    """Give a part another rectangle; of a column ``y`` and ``h`` are the column's, a picture keeps its proportions.

    Raises:
        BadInput: it would leave the paper, or be smaller than 2 mm.
    """
    made = copy.deepcopy(dict(body))
    known = _known(made, key)
    if known.kind != "divider" and (rect.w < LEAST or rect.h < LEAST):
        raise BadInput(f"Khung “{known.label}” phải rộng và cao ít nhất {LEAST:g} mm.")
    put_rect(made, key, _in_proportion(known, rect))
    _on_page(made, _known(made, key))
    return made


def _in_proportion(known: Part, rect: Rect) -> Rect:
    if known.kind not in ("emblem", "qr") or not known.rect.h:
        return rect
    ratio = known.rect.w / known.rect.h
    if math.isclose(rect.h, known.rect.h):
        return Rect(rect.x, rect.y, rect.w, rect.w / ratio)
    return Rect(rect.x, rect.y, rect.h * ratio, rect.h)


def _known(body: Body, key: str) -> Part:
    found = parts_of.part(body, key)
    assert found is not None, key
    return found


def _on_page(body: Body, one: Part) -> None:
    page, rect = parts_of.page_of(body), one.rect
    slack = 0.005
    if (
        rect.x < -slack
        or rect.y < -slack
        or rect.right > page.width + slack
        or rect.bottom > page.height + slack
    ):
        raise BadInput(
            f"Khung “{one.label}” sẽ ra ngoài tờ giấy {_mm(page.width)} × {_mm(page.height)} mm; "
            "hãy dời vào trong hoặc thu nhỏ khung."
        )


def _mm(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


# ---------------------------------------------------------------- properties of a part


def change(body: Body, key: str, field: str, value: Any, line: int | None = None) -> dict[str, Any]:
    """Set one property of a part; style may be set for a single ``line`` (from 0) of a box of text.

    Raises:
        BadInput: the value cannot be.
    """
    known = _known(body, key)
    if field in ("x", "y"):
        shift = value - getattr(known.rect, field)
        return move(body, key, shift, 0) if field == "x" else move(body, key, 0, shift)
    if field in ("w", "h"):
        rect = known.rect
        width, height = (value, rect.h) if field == "w" else (rect.w, value)
        return resize(body, key, Rect(rect.x, rect.y, width, height))
    made = copy.deepcopy(dict(body))
    one = row(made, key)
    if field in STYLE:
        _change_style(one, field, value, line)
    elif field == "lines_text":
        one["lines"] = template_words.read(value or "", one["lines"])
    elif field == "text":
        one["text"] = template_words.fields_read(value or "")
    elif field == "most_lines":
        one["fits"] = with_most_lines(one.get("fits", [[1]]), value)
    elif field == "smallest":
        one["fits"] = with_smallest(one.get("fits", [[1]]), value / 100)
    elif field == "preprinted":
        one["overprint"] = not value
    else:
        one[field] = "" if value is None else value
    return made


def _change_style(area: dict[str, Any], field: str, value: Any, line: int | None) -> None:
    lines = area["lines"] if line is None else [area["lines"][line]]
    for span in (span for one in lines for span in one):
        span.pop(field, None)
        if line is not None and value != area.get(field):
            span[field] = value
    if line is None:
        area[field] = value
    for span in (span for one in area["lines"] for span in one):
        look = {key: span.get(key, area.get(key)) for key in ("font", "italic")}
        if look["font"] == "Inter" and look["italic"]:
            raise BadInput("Phông Inter không có chữ nghiêng; hãy bỏ nghiêng hoặc chọn phông Tinos.")


def most_lines(fits: list[list[float]]) -> int:
    """At most how many lines a paragraph may take."""
    return int(max(way[0] for way in fits))


def smallest(fits: list[list[float]]) -> float:
    """How far the letters may shrink, 1 = not at all."""
    return min(way[2] if len(way) > 2 else way[1] if len(way) > 1 else 1.0 for way in fits)


def with_most_lines(fits: list[list[float]], most: int) -> list[list[float]]:
    """The ways of fitting with another limit of lines."""
    ways = [_whole(way) for way in fits]
    least = smallest(fits)
    kept = [way for way in ways if way[0] <= most]
    if not kept:
        return [[most, 1.0, least]]
    if most > max(way[0] for way in kept):
        kept.append([most, kept[-1][2], least])
    return kept


def with_smallest(fits: list[list[float]], least: float) -> list[list[float]]:
    """The ways of fitting with another limit of shrinking."""
    ways = [_whole(way) for way in fits]
    kept = [[lines, top, max(low, least)] for lines, top, low in ways if top >= least]
    if not kept:
        return [[ways[-1][0], 1.0, least]]
    kept[-1][2] = round(least, 4)
    return kept


def _whole(way: list[float]) -> list[float]:
    top = way[1] if len(way) > 1 else 1.0
    return [int(way[0]), top, way[2] if len(way) > 2 else top]


# ---------------------------------------------------------------- adding and taking away


def remove(body: Body, key: str) -> dict[str, Any]:
    """Take a part off the sheet."""
    made = copy.deepcopy(dict(body))
    known = _known(made, key)
    listed, name = split(key)
    if listed == "qr":
        del made["qr"]
        return made
    if known.stack:
        _leave_stack(made, known.stack, name)
    made[listed].remove(row(made, key))
    if listed == "areas":
        for column in made.get("stacks", ()):
            if column["above"] == name:
                column["above"] = ""
    return made


def duplicate(body: Body, key: str) -> tuple[dict[str, Any], str]:
    """A second part like this one, a little aside, and its key.

    Raises:
        BadInput: there can be only one of its kind.
    """
    made = copy.deepcopy(dict(body))
    known = _known(made, key)
    listed, name = split(key)
    if listed == "qr":
        raise BadInput("Mỗi tờ chỉ có một mã QR.")
    twin = copy.deepcopy(row(made, key))
    if listed == "dividers":
        made["dividers"].append(twin)
        new = f"dividers/{len(made['dividers']) - 1}"
    else:
        twin["name"] = _free_name(made, listed, name)
        if known.stack:
            del twin["stack"]
            twin["y"] = number(known.rect.y)
        made[listed].append(twin)
        new = f"{listed}/{twin['name']}"
    page, rect = parts_of.page_of(made), _known(made, new).rect
    aside = rect.moved(min(_COPY_SHIFT, page.width - rect.right), min(_COPY_SHIFT, page.height - rect.bottom))
    put_rect(made, new, aside)
    return made, new


def detach(body: Body, key: str, at: Rect) -> dict[str, Any]:
    """Let a box of text stand by itself where it stands now; the rest of its column closes up."""
    made = copy.deepcopy(dict(body))
    known = _known(made, key)
    area = row(made, key)
    _leave_stack(made, known.stack, area["name"])
    del area["stack"]
    page = parts_of.page_of(made)
    height = min(max(at.h, LEAST), page.height)
    area["y"], area["h"] = (
        number(min(max(0.0, at.y), page.height - height)),
        number(math.ceil(height * 100) / 100),
    )
    area["valign"] = "middle"
    return made


def _leave_stack(body: dict[str, Any], stack: str, name: str) -> None:
    """Give back the gap of a box that leaves its column; a column nobody stands in goes."""
    members = [area["name"] for area in body["areas"] if area.get("stack") == stack]
    column = stack_row(body, stack)
    if len(members) == 1:
        body["stacks"].remove(column)
    elif len(column["gaps"]) > 1:
        column["gaps"].pop(max(0, members.index(name) - 1))


def add_text(body: Body, text: str = NEW_TEXT) -> tuple[dict[str, Any], str]:
    """A new box of free text in the middle of the sheet, and its key."""
    made = copy.deepcopy(dict(body))
    name = _free_name(made, "areas", "chu-tu-do")
    page = parts_of.page_of(made)
    width = min(80.0, page.width)
    made["areas"].append(
        {
            "name": name,
            "label": text,
            "x": number((page.width - width) / 2),
            "y": number(page.height / 2 - 5),
            "w": number(width),
            "h": 10,
            "size": 14,
            "valign": "middle",
            "fits": [[2, 1.0, 0.7]],
            "overprint": True,
            "lines": [[{"text": text}]],
        }
    )
    return made, f"areas/{name}"


def add_image(body: Body, kind: str, digest: str, proportion: float = 1.0) -> tuple[dict[str, Any], str]:
    """A picture in the middle of the sheet, and its key; ``proportion`` is width : height."""
    made = copy.deepcopy(dict(body))
    page = parts_of.page_of(made)
    height = {"emblem": 26.0, "logo": 24.0, "signature": 22.0}.get(kind, 30.0)
    width = min(height * proportion, page.width / 2)
    height = width / proportion
    name = _free_name(made, "images", kind)
    made.setdefault("images", []).append(
        {
            "name": name,
            "kind": kind,
            "x": number((page.width - width) / 2),
            "y": number(max(0.0, page.height / 2 - height / 2)),
            "w": number(width),
            "h": number(height),
            "overprint": kind == "signature",
            "file": digest,
        }
    )
    if not digest:
        del made["images"][-1]["file"]
    return made, f"images/{name}"


def add_qr(body: Body) -> tuple[dict[str, Any], str]:
    """A QR code at the lower left that says number and recipient, and its key.

    Raises:
        BadInput: there is one already.
    """
    if "qr" in body:
        raise BadInput("Mỗi tờ chỉ có một mã QR.")
    made = copy.deepcopy(dict(body))
    page = parts_of.page_of(made)
    made["qr"] = {
        "x": number(min(34.0, page.width - 18)),
        "y": number(page.height - 54),
        "size": 18,
        "text": "{decision_number} {recipient}",
        "overprint": True,
    }
    return made, "qr"


def _free_name(body: Mapping[str, Any], listed: str, wanted: str) -> str:
    taken = {one["name"] for one in body.get(listed, ())}
    at = 2
    name = wanted
    while name in taken:
        name, at = f"{wanted}-{at}", at + 1
    return name
