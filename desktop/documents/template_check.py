"""What is wrong with the JSON of a certificate template, in one sentence its author can act upon.

A template is edited by hand; a misspelt key or a minus sign must be told before five hundred sheets are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from db import resources
from db.errors import BadInput
from desktop.documents import fonts
from desktop.documents.measure import shortened
from desktop.documents.ornament_shapes import INNER, OUTER

#: The schema this program writes and reads; a higher one was written by a newer program.
SCHEMA = 2
#: The facts an area or the QR code may name in braces.
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
    "template": (
        "schema name title width height areas",
        "version forms levels design images qr dividers stacks phoi overprint_only",
    ),
    "design": ("kind", "outer inner corner flourish aside ground field watermark"),
    "watermark": ("x y radius colour", ""),
    "images": ("name kind x y w h", "overprint file"),
    "qr": ("x y size text", "overprint"),
    "phoi": ("stock width height", "scan"),
    "dividers": ("x y gap length", ""),
    "stacks": ("name y bottom above clear gaps widest_gap smallest", ""),
    "areas": (
        "name x w h lines",
        "label y font size bold italic colour tracking leading fits align valign overprint stack rule",
    ),
    "words": ("text", "font size bold italic colour tracking fixed"),
    "rule": ("below width", ""),
}
#: The parts that are one object, and those that are lists of objects.
SINGLE = ("design", "qr", "phoi")
LISTED = ("images", "dividers", "stacks", "areas")
NAMES = frozenset({"name", "title"})
TEXTS = frozenset({"above", "stack", "text", "label", "stock"})
SWITCHES = frozenset({"bold", "italic", "overprint", "fixed", "overprint_only"})
COUNTS = frozenset({"schema", "version"})
#: Keys whose meaning depends on the part stand as "part.key".
CHOICES: dict[str, tuple[str, ...]] = {
    "align": ("left", "center", "right"),
    "valign": ("top", "middle", "bottom"),
    "font": ("Tinos", "Inter"),
    "design.kind": ("classic", "lotus", "drum"),
    "images.kind": ("emblem", "logo", "signature", "picture"),
}
LEVELS = ("commune", "district", "province", "unit")
COLOURS = frozenset({"colour", "ground", "field"})
FILES = frozenset({"file", "scan"})
PARTS = frozenset((*SINGLE, *LISTED, "watermark", "lines", "rule"))
#: mm; the sides of a sheet, from a card to two sheets of A2.
SMALLEST_SIDE, LARGEST_SIDE = 80, 700
#: mm between a frame's edges, and the share of a sheet's shorter side that both its flanks may take.
THINNEST_FRAME, ROOMIEST_FRAME = 1.5, 0.6
#: What no measure reaches, mm or points.
LIMIT = 10_000
#: Points: smaller letters cannot be printed, larger ones stand on no sheet.
SMALLEST_TYPE, LARGEST_TYPE = 4, 400
#: More parts of one kind, or more letters in one of their texts, than any sheet holds.
MOST_PARTS, MOST_LETTERS = 200, 2000
#: Changes of a template, and what the register's numbers hold with room to spare.
MOST_CHANGES = 1_000_000
SIDES = frozenset({"width", "height"})
_FIELD = re.compile(r"\{([^{}]*)\}")
#: Half of a letter, which JSON can spell and nothing can write.
_HALF = re.compile("[\ud800-\udfff]")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def check(data: Any, file: str = "") -> None:
    """Refuse a template that cannot be drawn; ``file`` is where it came from, if from one.

    Raises:
        BadInput: names the template or its file, the part, the key and what is wrong with it.
    """
    name = data.get("name", "") if isinstance(data, Mapping) else ""
    whose = f"Tệp mẫu “{file}”" if file else f"Mẫu giấy khen “{shortened(str(name))}”"
    for problem in problems(data):
        raise BadInput(f"{whose} sai ở {problem}; hãy sửa tệp mẫu rồi làm lại.")


def problems(data: Any) -> Iterator[str]:
    """Each thing wrong, in the order of reading; what rests on an earlier one may be missing."""
    whole = list(_part("template", data, "tệp mẫu"))
    yield from whole
    if whole:
        return
    shape = list(_shape(data))
    yield from shape
    if shape:
        return
    yield from _whole(data)
    for row in data["areas"]:
        yield from _area(row, data)


def _shape(data: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a part by itself."""
    for kind in SINGLE:
        if kind in data:
            yield from _part(kind, data[kind], f"“{kind}”")
    watermark = data["design"].get("watermark") if isinstance(data.get("design"), Mapping) else None
    if watermark is not None:
        yield from _part("watermark", watermark, "“design” “watermark”")
    for kind in LISTED:
        rows = data.get(kind, [])
        if not isinstance(rows, list):
            yield f"“{kind}”: phải là một danh sách"
            return
        if len(rows) > MOST_PARTS:
            yield f"“{kind}”: có {len(rows)} mục, nhiều nhất là {MOST_PARTS}"
            return
        for place, row in enumerate(rows, start=1):
            yield from _part(kind, row, f"“{kind}” thứ {place}")


def _part(kind: str, row: Any, where: str) -> Iterator[str]:
    if not isinstance(row, Mapping):
        yield f"{where}: phải là các cặp khóa và giá trị"
        return
    if kind == "template" and _whole_number(row.get("schema")) and row["schema"] > SCHEMA:
        yield f"{where}: khóa “schema” là {row['schema']}, mẫu do phiên bản mới hơn của phần mềm ghi"
        return
    needed, allowed = (keys.split() for keys in KEYS[kind])
    for key in needed:
        if key not in row:
            yield f"{where}: thiếu khóa “{key}”"
    for key, value in row.items():
        if key not in needed and key not in allowed:
            yield f"{where}: khóa “{shortened(str(key))}” không có trong mẫu"
        elif (said := _value(kind, key, value)) is not None:
            yield f"{where}: khóa “{key}” {said}"


def _value(kind: str, key: str, value: Any) -> str | None:
    choices = CHOICES.get(f"{kind}.{key}") or CHOICES.get(key)
    if choices:
        return None if value in choices else "phải là " + " hoặc ".join(choices)
    if key in PARTS:
        return None
    if key in NAMES | TEXTS:
        return _text(kind, key, value)
    if key in SWITCHES:
        return None if isinstance(value, bool) else "phải là true hoặc false"
    if key in COUNTS:
        good = _whole_number(value) and 1 <= value < MOST_CHANGES and (key != "schema" or value == SCHEMA)
        return None if good else f"phải là {SCHEMA}" if key == "schema" else "phải là số nguyên từ 1"
    if key in ("forms", "levels"):
        return _codes(key, value)
    if key in COLOURS:
        good = isinstance(value, str) and _COLOUR.fullmatch(value)
        return None if good else "phải là màu dạng #RRGGBB"
    if key in FILES:
        good = isinstance(value, str) and (not value or _DIGEST.fullmatch(value))
        return None if good else "phải để trống hoặc là mã SHA-256 của tệp đã đưa vào sổ"
    if key in ("gaps", "fits"):
        return _numbers(key, value)
    return _measured(kind, key, value)


def _text(kind: str, key: str, value: Any) -> str | None:
    if not isinstance(value, str):
        return "phải là chữ"
    if key in NAMES and not value.strip():
        return "không được để trống"
    if len(value) > MOST_LETTERS:
        return f"dài quá {MOST_LETTERS} chữ"
    return "có ký tự hỏng" if _HALF.search(value) else None


def _codes(key: str, value: Any) -> str | None:
    if not isinstance(value, list) or not all(
        isinstance(code, str) and code and not _HALF.search(code) for code in value
    ):
        return "phải là danh sách mã"
    if key == "levels" and any(code not in LEVELS for code in value):
        return "phải gồm các mã " + ", ".join(LEVELS)
    return None


def _measured(kind: str, key: str, value: Any) -> str | None:
    if isinstance(value, str):
        return f"phải là số không âm, đơn vị mm hoặc point, không kèm chữ (đang là “{shortened(value)}”)"
    if not _measure(value):
        return "phải là số không âm"
    if kind in ("template", "phoi") and key in SIDES and not SMALLEST_SIDE <= value <= LARGEST_SIDE:
        return f"là {value:g} mm, ngoài khoảng {SMALLEST_SIDE}–{LARGEST_SIDE} mm; mọi kích thước ghi bằng milimét"
    if kind in ("areas", "words") and key == "size" and not SMALLEST_TYPE <= value <= LARGEST_TYPE:
        return f"là {value:g} point, ngoài khoảng {SMALLEST_TYPE}–{LARGEST_TYPE} point"
    if key in ("size", "leading", "w", "h", "radius") and value == 0:
        return "phải là số lớn hơn 0"
    return None


def _numbers(key: str, value: Any) -> str | None:
    rows = value if key == "fits" else [value]
    if not isinstance(rows, list) or not rows:
        return "phải là danh sách số"
    for row in rows:
        if not isinstance(row, list) or not row or not all(_measure(number) for number in row):
            return "phải là danh sách số không âm"
        if key == "fits" and not (len(row) <= 3 and _whole_number(row[0]) and row[0] >= 1):
            return "phải gồm số dòng, cỡ lớn nhất và cỡ nhỏ nhất"
        if key == "fits" and any(not 0 < factor <= 1 for factor in row[1:]):
            return "phải gồm số dòng, cỡ lớn nhất và cỡ nhỏ nhất, mỗi cỡ lớn hơn 0 và không quá 1"
    return None


def _measure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < LIMIT


def _whole_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _whole(data: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with parts beside one another or beside the paper."""
    for kind in ("areas", "stacks", "images"):
        names = [row["name"] for row in data.get(kind, [])]
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            yield f"“{kind}”: có hai mục cùng tên “{name}”"
    for row in data.get("images", []):
        if _off(row["x"], row["y"], row["w"], row["h"], data):
            yield f"“images” “{row['name']}”: ra ngoài khổ giấy"
    if "design" in data:
        yield from _design(data["design"], data)
    if "qr" in data:
        qr = data["qr"]
        if _off(qr["x"], qr["y"], qr["size"], qr["size"], data):
            yield "“qr”: ra ngoài khổ giấy"
        yield from _fields(qr["text"], "“qr”")
    for place, row in enumerate(data.get("dividers", []), start=1):
        reach = row["gap"] + row["length"]
        if row["x"] < reach or _off(row["x"], row["y"], reach, 0, data):
            yield f"“dividers” thứ {place}: ra ngoài khổ giấy"
    for row in data.get("stacks", []):
        yield from _stack(row, data)


def _design(row: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    outer, inner = row.get("outer", OUTER), row.get("inner", INNER)
    if inner - outer < THINNEST_FRAME:
        yield "“design”: “inner” phải lớn hơn “outer” ít nhất 1,5 mm"
    elif 2 * inner > ROOMIEST_FRAME * min(data["width"] - 2 * row.get("aside", 0), data["height"]):
        yield "“design”: khung không chừa chỗ cho chữ trên khổ giấy này"
    mark = row.get("watermark")
    if mark and _off(mark["x"], mark["y"], 0, 0, data):
        yield "“design” “watermark”: ra ngoài khổ giấy"


def _stack(row: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    where = f"“stacks” “{row['name']}”"
    if not row["y"] < row["bottom"] <= data["height"]:
        yield f"{where}: ra ngoài khổ giấy"
    if row["above"] and row["above"] not in [area["name"] for area in data["areas"]]:
        yield f"{where}: không có “areas” tên “{row['above']}”"
    if not 0 < row["smallest"] <= 1:
        yield f"{where}: khóa “smallest” phải lớn hơn 0 và không quá 1"
    members = sum(area.get("stack") == row["name"] for area in data["areas"])
    if len(row["gaps"]) < members - 1:
        yield f"{where}: khóa “gaps” phải có {members - 1} số cho {members} mục"


def _off(x: float, y: float, w: float, h: float, data: Mapping[str, Any]) -> bool:
    return bool(x + w > data["width"] or y + h > data["height"])


def _area(row: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    where = f"“areas” “{row['name']}”"
    if row.get("stack") and row["stack"] not in [stack["name"] for stack in data.get("stacks", [])]:
        yield f"{where}: không có “stacks” tên “{row['stack']}”"
    if not row.get("stack") and "y" not in row:
        yield f"{where}: thiếu khóa “y”"
    if _off(row["x"], row.get("y", 0), row["w"], row["h"], data):
        yield f"{where}: ra ngoài khổ giấy"
    if "rule" in row:
        yield from _part("rule", row["rule"], f"{where} “rule”")
    if not _lines(row["lines"]):
        yield f"{where}: khóa “lines” phải là danh sách các dòng, nhiều nhất {MOST_PARTS} dòng"
        return
    for words in (words for line in row["lines"] for words in line):
        wrong = list(_part("words", words, f"{where} “lines”"))
        yield from wrong
        if not wrong:
            yield from _fields(words["text"], where)
            yield from _face(words, row, where)


def _lines(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MOST_PARTS
        and all(isinstance(line, list) and 0 < len(line) <= MOST_PARTS for line in value)
    )


def _fields(text: str, where: str) -> Iterator[str]:
    for field in _FIELD.findall(text):
        if field not in FIELDS:
            yield f"{where}: không có ô điền “{field}”"
    if any(brace in _FIELD.sub("", text) for brace in "{}"):
        yield f"{where}: dấu ngoặc nhọn phải thành cặp quanh tên ô điền"


def _face(words: Mapping[str, Any], area: Mapping[str, Any], where: str) -> Iterator[str]:
    """A face that is not bundled, or whose file is gone."""
    family = words.get("font", area.get("font", "Tinos"))
    bold, italic = (words.get(key, area.get(key, False)) for key in ("bold", "italic"))
    key = fonts.face_key(family, bold=bold, italic=italic)
    if key not in fonts.FACES:
        yield f"{where}: phông {family} đi kèm không có chữ nghiêng; khóa “italic” phải là false"
    elif not resources.path(fonts.FACES[key]).is_file():
        yield f"{where}: thiếu tệp phông chữ {fonts.FACES[key]} của chương trình"
