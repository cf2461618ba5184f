"""The fields of the template editor's panel as tables, and what they show of a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop.documents import template_edit, template_parts, template_sheet, template_words
from desktop.documents.template_parts import Body, Part
from desktop.ui.pages.templates_steps import WHOLE
from desktop.ui.widgets.field_grid import Item, Take

_PLACE: Final = (
    Item("heading_place", "Vị trí và kích thước (mm)", Take.HEADING),
    Item("x", "Trái", half=True, step=0.5, tooltip="Từ mép trái tờ giấy đến khung, mm"),
    Item(
        "y",
        "Trên",
        half=True,
        step=0.5,
        tooltip="Từ mép trên tờ giấy đến khung (đến cột, nếu khung đứng trong cột), mm",
    ),
    Item("w", "Rộng", half=True, step=0.5, least=0.5),
    Item(
        "h",
        "Cao",
        half=True,
        step=0.5,
        least=0.5,
        tooltip="Chiều cao khung (của cả cột, nếu khung đứng trong cột)",
    ),
)
_STYLE: Final = (
    Item("heading_style", "Chữ", Take.HEADING),
    Item("line", "Áp dụng", Take.CHOICE, tooltip="Kiểu chữ của cả khung hay của một dòng"),
    Item(
        "font",
        "Phông",
        Take.CHOICE,
        choices=(("Tinos", "Tinos (kiểu Times)"), ("Inter", "Inter (không chân)")),
    ),
    Item("size", "Cỡ chữ", half=True, least=4, most=200, step=0.5, tooltip="Điểm (pt)"),
    Item("tracking", "Giãn", half=True, most=40, step=0.25, tooltip="Thêm giữa các chữ cái, điểm (pt)"),
    Item("bold", "Chữ đậm", Take.CHECK, half=True),
    Item("italic", "Chữ nghiêng", Take.CHECK, half=True),
    Item("colour", "Màu", Take.COLOUR),
    Item(
        "align",
        "Ngang",
        Take.CHOICE,
        choices=(("left", "Trái"), ("center", "Giữa"), ("right", "Phải")),
    ),
    Item(
        "valign",
        "Dọc",
        Take.CHOICE,
        choices=(("top", "Trên"), ("middle", "Giữa"), ("bottom", "Dưới")),
    ),
)
_FIT: Final = (
    Item("heading_fit", "Khi chữ dài", Take.HEADING),
    Item("most_lines", "Số dòng", half=True, least=1, most=12, whole=True, tooltip="Nhiều nhất mấy dòng"),
    Item("leading", "Cách", half=True, least=0.8, most=3, step=0.05, tooltip="Khoảng cách dòng, lần cỡ chữ"),
    Item(
        "smallest",
        "Nhỏ nhất %",
        least=30,
        most=100,
        step=1,
        tooltip="Cỡ chữ nhỏ nhất được phép khi chữ dài, phần trăm của cỡ đã đặt",
    ),
)
_WORDS: Final = (
    Item("heading_use", "Khung", Take.HEADING),
    Item("label", "Tên", Take.TEXT),
    Item("preprinted", "In sẵn trên phôi (không in đè)", Take.CHECK),
    Item("heading_words", "Nội dung", Take.HEADING),
    Item("lines_text", "Nội dung", Take.LINES, lines=4),
    Item("text", "Nội dung mã", Take.LINES, lines=3),
)
PART_ITEMS: Final = (*_PLACE, *_STYLE, *_FIT, *_WORDS)

_RECT: Final = ("heading_place", "x", "y", "w", "h")
KEYS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "area": tuple(item.key for item in PART_ITEMS if item.key not in ("text", "line")),
    "emblem": (*_RECT, "preprinted"),
    "picture": (*_RECT, "preprinted"),
    "qr": ("heading_place", "x", "y", "w", "preprinted", "heading_words", "text"),
    "divider": ("heading_place", "x", "y", "w"),
}
"""Which fields each kind of part has."""

SHEET_ITEMS: Final = (
    Item("heading_title", "Tên mẫu", Take.HEADING),
    Item("title", "Tên mẫu", Take.TEXT, wide=True),
    Item("heading_paper", "Khổ giấy (mm)", Take.HEADING),
    Item(
        "paper",
        "Khổ",
        Take.CHOICE,
        choices=tuple((one.words, one.words) for one in template_sheet.PAPERS),
        hint="Khổ riêng",
    ),
    Item("width", "Rộng", half=True, least=80, most=700),
    Item("height", "Cao", half=True, least=80, most=700),
    Item("heading_design", "Trang trí", Take.HEADING),
    Item("design", "Viền", Take.CHOICE, choices=template_sheet.DESIGNS),
    Item("ground", "Nền", Take.COLOUR, optional=True, tooltip="Màu nền phủ cả tờ, để trống là giấy trắng"),
    Item("watermark", "Hình chìm giữa tờ", Take.CHECK),
    Item(
        "emblem", "Quốc huy cao", least=0, most=120, tooltip="Chiều cao Quốc huy, mm; 0 là không in Quốc huy"
    ),
)
PHOI_ITEMS: Final = (
    Item("overprint_only", "Mẫu chỉ dùng in lên phôi", Take.CHECK),
    Item("heading_stock", "Loại phôi", Take.HEADING),
    Item("stock", "Loại phôi", Take.TEXT, wide=True, hint="Ví dụ: Phôi Giấy khen A4"),
    Item("heading_scan", "Ảnh phôi (chỉ hiện trên màn hình)", Take.HEADING),
    Item("scan_width", "Rộng", half=True, least=80, most=700, tooltip="Khổ thật của tờ phôi đã quét, mm"),
    Item("scan_height", "Cao", half=True, least=80, most=700, tooltip="Khổ thật của tờ phôi đã quét, mm"),
)
WORDS_HINT: Final = (
    "Mỗi dòng là một dòng in. {…} lấy từ quyết định, […] đã in sẵn trên phôi, | ngăn các phần của dòng: "
    "phần nào thiếu số liệu thì bỏ trống."
)


def part_values(body: Body, part: Part, line: int) -> dict[str, Any]:
    """What the panel shows of a part; ``line`` is the line whose style is shown, or :data:`WHOLE`."""
    row = template_parts.row(body, part.key)
    values: dict[str, Any] = {"x": part.rect.x, "y": part.rect.y, "w": part.rect.w, "h": part.rect.h}
    values["preprinted"] = not row.get("overprint", False)
    if part.kind == "qr":
        values["text"] = template_words.fields_shown(row["text"])
    if part.kind != "area":
        return values
    style = {"font": "Tinos", "size": 14, "bold": False, "italic": False, "colour": "#000000", "tracking": 0}
    for key, usual in style.items():
        values[key] = row.get(key, usual)
        spans = row["lines"][line] if 0 <= line < len(row["lines"]) else row["lines"][0]
        if line != WHOLE or len(row["lines"]) == 1:
            values[key] = spans[0].get(key, values[key])
    fits = row.get("fits", [[1]])
    return values | {
        "line": line,
        "align": row.get("align", "center"),
        "valign": row.get("valign", "top"),
        "leading": row.get("leading", 1.2),
        "most_lines": template_edit.most_lines(fits),
        "smallest": round(template_edit.smallest(fits) * 100, 1),
        "lines_text": template_words.shown(row["lines"]),
        "label": row.get("label", ""),
    }
