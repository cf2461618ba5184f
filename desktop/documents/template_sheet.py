"""Edits of a certificate template's sheet: its paper, its ornament, its emblem and the pre-printed sheet (phôi)."""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass
from typing import Any, Final

from db.errors import BadInput
from desktop.documents import template_edit
from desktop.documents import template_parts as parts_of
from desktop.documents.template_parts import Body, number
from desktop.documents.template_snap import Rect


@dataclass(frozen=True, slots=True)
class Paper:
    """A usual paper, mm."""

    words: str
    width: int
    height: int


PAPERS: Final = (
    Paper("A4 ngang", 297, 210),
    Paper("A4 dọc", 210, 297),
    Paper("A3 ngang", 420, 297),
    Paper("A3 dọc", 297, 420),
)
DESIGNS: Final = (
    ("", "Không có khung viền"),
    ("classic", "Khung cổ điển"),
    ("lotus", "Hoa sen"),
    ("drum", "Trống đồng Đông Sơn"),
)
_LENGTHS: Final = frozenset(
    {
        *("x", "y", "w", "h", "size", "tracking", "gap", "length", "radius", "below", "width", "height"),
        *("outer", "inner", "aside", "corner", "flourish", "bottom", "clear", "gaps"),
    }
)


def values(body: Body) -> dict[str, Any]:
    """The sheet's properties as the panel shows them."""
    design, phoi = body.get("design", {}), body.get("phoi", {})
    emblem = _emblem(body)
    return {
        "title": body["title"],
        "paper": _paper(body),
        "width": body["width"],
        "height": body["height"],
        "design": design.get("kind", ""),
        "ground": design.get("ground", ""),
        "watermark": "watermark" in design,
        "emblem": emblem["h"] if emblem else 0,
        "overprint_only": body.get("overprint_only", False),
        "stock": phoi.get("stock", ""),
        "scan_width": phoi.get("width", body["width"]),
        "scan_height": phoi.get("height", body["height"]),
    }


def change(body: Body, field: str, value: Any) -> dict[str, Any]:
    """Set one property of the sheet.

    Raises:
        BadInput: the value cannot be; what leaves a smaller paper is named.
    """
    made = copy.deepcopy(dict(body))
    if field == "paper":
        paper = next((one for one in PAPERS if one.words == value), None)
        return made if paper is None else _on_paper(made, paper.width, paper.height)
    if field in ("width", "height"):
        made[field] = number(value)
        return _checked(made)
    if field == "title":
        if not value:
            raise BadInput("Mẫu phải có tên.")
        made["title"] = value
    elif field in ("design", "ground", "watermark"):
        _change_design(made, field, value)
    elif field == "emblem":
        return _with_emblem(made, value)
    elif field == "overprint_only":
        made["overprint_only"] = bool(value)
    else:
        phoi = made.setdefault("phoi", _phoi(made))
        phoi[{"scan_width": "width", "scan_height": "height"}.get(field, field)] = value if value else ""
    return made


def with_scan(body: Body, digest: str, width: float, height: float) -> dict[str, Any]:
    """The scan of the pre-printed sheet and its real size; an empty ``digest`` takes it away."""
    made = copy.deepcopy(dict(body))
    phoi = made.setdefault("phoi", _phoi(made))
    phoi |= {"scan": digest, "width": number(width), "height": number(height)}
    return made


def _phoi(body: Body) -> dict[str, Any]:
    return {"stock": "", "scan": "", "width": body["width"], "height": body["height"]}


def _paper(body: Body) -> str:
    size = (body["width"], body["height"])
    return next((one.words for one in PAPERS if (one.width, one.height) == size), "")


def _on_paper(body: dict[str, Any], width: float, height: float) -> dict[str, Any]:
    """Another paper: of the same proportions everything grows along, else only the paper changes."""
    across, down = width / body["width"], height / body["height"]
    if math.isclose(across, down, rel_tol=0.01):
        factor = min(across, down)
        for kind in ("design", "qr", "images", "dividers", "stacks", "areas"):
            if kind in body:
                body[kind] = _scaled(body[kind], factor)
    body["width"], body["height"] = width, height
    return _checked(body)


def _scaled(value: Any, factor: float, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _scaled(one, factor, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_scaled(one, factor, key) for one in value]
    scaled = key in _LENGTHS and isinstance(value, int | float) and not isinstance(value, bool)
    return number(value * factor) if scaled else value


def _checked(body: dict[str, Any]) -> dict[str, Any]:
    page = parts_of.page_of(body)
    for one in parts_of.parts(body):
        if one.rect.right > page.width + 0.005 or one.rect.bottom > page.height + 0.005:
            raise BadInput(
                f"Tờ giấy {page.width:g} × {page.height:g} mm không đủ chỗ cho khung “{one.label}”; "
                "hãy dời hoặc thu nhỏ khung ấy trước."
            )
    return body


def _change_design(body: dict[str, Any], field: str, value: Any) -> None:
    if field == "design":
        if not value:
            body.pop("design", None)
            return
        kept = {k: v for k, v in body.get("design", {}).items() if k in ("ground", "watermark")}
        body["design"] = {"kind": value, **kept}
        return
    if "design" not in body:
        raise BadInput("Hãy chọn kiểu khung viền trước, rồi mới chọn nền và hình chìm.")
    design = body["design"]
    design.pop(field, None)
    if field == "ground" and value:
        design["ground"] = value
    elif field == "watermark" and value:
        page = parts_of.page_of(body)
        design["watermark"] = {
            "x": number(page.width / 2),
            "y": number(page.height * 0.58),
            "radius": number(min(page.width, page.height) * 0.22),
            "colour": "#FAF5E9",
        }


def _emblem(body: Body) -> Any:
    return next((one for one in body.get("images", ()) if one["kind"] == "emblem"), None)


def _with_emblem(body: dict[str, Any], height: float) -> dict[str, Any]:
    """An emblem of this height on its axis; 0 takes it away."""
    one = _emblem(body)
    if one is None:
        if not height:
            return body
        body, key = template_edit.add_image(body, "emblem", "")
        one = parts_of.row(body, key)
        one["y"] = number(body["height"] * 0.1)
    if not height:
        body["images"].remove(one)
        return body
    axis, ratio = one["x"] + one["w"] / 2, one["w"] / one["h"]
    width = height * ratio
    parts_of.put_rect(
        body, f"images/{one['name']}", Rect(max(0.0, axis - width / 2), one["y"], width, height)
    )
    return _checked(body)
