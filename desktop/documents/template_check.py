"""What is wrong with the JSON of a certificate template, in one sentence its author can act upon.

A template is edited by hand; a misspelt key or a minus sign must be told before five hundred sheets are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from db.errors import BadInput

#: The facts an area may name in braces.
FIELDS = frozenset(
    {
        "awarding_title",
        "form_title",
        "honorific",
        "recipient",
        "position_unit",
        "citation",
        "decision_number",
        "decision_day",
        "register_number",
        "place",
        "sign_day",
        "signature_form",
        "signer_name",
    }
)
#: part -> (keys it must have, keys it may have)
KEYS: dict[str, tuple[str, str]] = {
    "template": ("name title width height areas", "frame drum emblem dividers stacks"),
    "frame": ("", "outer inner corner flourish"),
    "drum": ("x y radius colour", ""),
    "emblem": ("x y height", ""),
    "dividers": ("x y gap length", ""),
    "stacks": ("name y bottom above clear gaps widest_gap smallest", ""),
    "areas": (
        "name x w h lines",
        "y size bold italic colour tracking leading fits align valign overprint stack rule",
    ),
    "words": ("text", "size bold italic colour tracking fixed"),
    "rule": ("below width", ""),
}
TEXTS = frozenset({"name", "title", "above", "stack", "text"})
SWITCHES = frozenset({"bold", "italic", "overprint", "fixed"})
CHOICES = {"align": ("left", "center", "right"), "valign": ("top", "middle", "bottom")}
PARTS = frozenset({"frame", "drum", "emblem", "dividers", "stacks", "areas", "lines", "rule"})
_FIELD = re.compile(r"\{([^{}]*)\}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def check(data: Any) -> None:
    """Refuse a template that cannot be drawn.

    Raises:
        BadInput: names the part, the key and what is wrong with it.
    """
    name = data.get("name", "") if isinstance(data, Mapping) else ""
    for problem in _problems(data):
        raise BadInput(f"Mẫu giấy khen “{name}” sai ở {problem}; hãy sửa tệp mẫu rồi làm lại.")


def _problems(data: Any) -> Iterator[str]:
    yield from _part("template", data, "tệp mẫu")
    for kind in ("frame", "drum", "emblem"):
        if kind in data:
            yield from _part(kind, data[kind], f"“{kind}”")
    for kind in ("dividers", "stacks", "areas"):
        rows = data.get(kind, [])
        if not isinstance(rows, list):
            yield f"“{kind}”: phải là một danh sách"
            return
        for place, row in enumerate(rows, start=1):
            yield from _part(kind, row, f"“{kind}” thứ {place}")
    for row in data["areas"]:
        yield from _area(row, data)


def _part(kind: str, row: Any, where: str) -> Iterator[str]:
    if not isinstance(row, Mapping):
        yield f"{where}: phải là các cặp khóa và giá trị"
        return
    needed, allowed = (keys.split() for keys in KEYS[kind])
    for key in needed:
        if key not in row:
            yield f"{where}: thiếu khóa “{key}”"
    for key, value in row.items():
        if key not in needed and key not in allowed:
            yield f"{where}: khóa “{key}” không có trong mẫu"
        elif (said := _value(key, value)) is not None:
            yield f"{where}: khóa “{key}” {said}"


def _value(key: str, value: Any) -> str | None:
    if key in PARTS:
        return None
    if key in TEXTS:
        return None if isinstance(value, str) else "phải là chữ"
    if key in SWITCHES:
        return None if isinstance(value, bool) else "phải là true hoặc false"
    if key in CHOICES:
        return None if value in CHOICES[key] else "phải là " + " hoặc ".join(CHOICES[key])
    if key == "colour":
        good = isinstance(value, str) and _COLOUR.fullmatch(value)
        return None if good else "phải là màu dạng #RRGGBB"
    if key in ("gaps", "fits"):
        return _numbers(key, value)
    return None if _measure(value, 0) else "phải là số không âm"


def _numbers(key: str, value: Any) -> str | None:
    rows = value if key == "fits" else [value]
    if not isinstance(rows, list) or not rows:
        return "phải là danh sách số"
    for row in rows:
        if not isinstance(row, list) or not row or not all(_measure(number, 0) for number in row):
            return "phải là danh sách số không âm"
        if key == "fits" and not (len(row) <= 3 and isinstance(row[0], int) and row[0] >= 1):
            return "phải gồm số dòng, cỡ lớn nhất và cỡ nhỏ nhất"
    return None


def _measure(value: Any, least: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value < 10_000


def _area(row: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    where = f"“areas” “{row['name']}”"
    if "stack" in row and row["stack"] not in [stack["name"] for stack in data.get("stacks", [])]:
        yield f"{where}: không có “stacks” tên “{row['stack']}”"
    if "stack" not in row and "y" not in row:
        yield f"{where}: thiếu khóa “y”"
    if row["x"] + row["w"] > data["width"] or row.get("y", 0) + row["h"] > data["height"]:
        yield f"{where}: ra ngoài khổ giấy"
    if "rule" in row:
        yield from _part("rule", row["rule"], f"{where} “rule”")
    if not isinstance(row["lines"], list) or not all(
        isinstance(line, list) and line for line in row["lines"]
    ):
        yield f"{where}: khóa “lines” phải là danh sách các dòng"
        return
    for words in (words for line in row["lines"] for words in line):
        yield from _part("words", words, f"{where} “lines”")
        for field in _FIELD.findall(words["text"]):
            if field not in FIELDS:
                yield f"{where}: không có ô điền “{field}”"
