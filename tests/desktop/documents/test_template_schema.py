"""The schema that documents templates, the program's own check, and the templates that ship agree."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from db import resources
from db.errors import BadInput
from desktop.documents import template_check
from desktop.documents.template import raw, read_file, read_template, template_names

SCHEMA = resources.read_json("certificates/schema/template.schema.json")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FULL: dict[str, Any] = {
    **raw("giay-khen-a4"),
    "qr": {"x": 30, "y": 150, "size": 20, "text": "{register_number}", "overprint": True},
    "phoi": {"stock": "Phôi A4", "width": 297, "height": 210, "scan": "0" * 64},
    "overprint_only": False,
    "images": [
        {"name": "emblem", "kind": "emblem", "x": 135.5, "y": 20.5, "w": 26, "h": 26},
        {"name": "logo", "kind": "logo", "x": 20, "y": 20, "w": 20, "h": 20, "file": "", "overprint": True},
    ],
}

Change = Callable[[dict[str, Any]], None]


def put(*path: Any, value: Any) -> Change:
    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return change


def drop(*path: Any) -> Change:
    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        del data[path[-1]]

    return change


def changed(change: Change) -> dict[str, Any]:
    data = copy.deepcopy(FULL)
    change(data)
    return data


#: What both the schema and the program refuse, with the words of the program's sentence.
BROKEN: list[tuple[Change, str]] = [
    (put("schema", value=3), "phiên bản mới hơn"),
    (put("schema", value=1), "khóa “schema” phải là 2"),
    (drop("schema"), "thiếu khóa “schema”"),
    (put("version", value=0), "khóa “version” phải là số nguyên từ 1"),
    (put("version", value="2"), "khóa “version” phải là số nguyên từ 1"),
    (put("name", value=" "), "khóa “name” không được để trống"),
    (put("title", value=""), "khóa “title” không được để trống"),
    (put("title", value=None), "khóa “title” phải là chữ"),
    (put("forms", value="giay_khen"), "khóa “forms” phải là danh sách mã"),
    (put("levels", value=["ward"]), "khóa “levels” phải gồm các mã"),
    (put("width", value=29.7), "khóa “width” là 29.7 mm, ngoài khoảng 80–700 mm"),
    (put("height", value="210mm"), "đơn vị mm hoặc point, không kèm chữ (đang là “210mm”)"),
    (put("width", value=7016), "ngoài khoảng 80–700 mm"),
    (put("frame", value={"outer": 8}), "khóa “frame” không có trong mẫu"),
    (put("design", "kind", value="baroque"), "khóa “kind” phải là classic hoặc lotus hoặc drum"),
    (put("design", "ground", value="cream"), "khóa “ground” phải là màu"),
    (put("design", "watermark", "radius", value=0), "khóa “radius” phải là số lớn hơn 0"),
    (drop("design", "kind"), "“design”: thiếu khóa “kind”"),
    (put("design", value=[]), "“design”: phải là các cặp khóa và giá trị"),
    (put("images", 0, "kind", value="photo"), "khóa “kind” phải là emblem hoặc logo"),
    (put("images", 1, "file", value="C:\\logo.png"), "khóa “file” phải để trống hoặc là mã SHA-256"),
    (put("images", 1, "w", value=0), "khóa “w” phải là số lớn hơn 0"),
    (put("images", 1, "url", value="x"), "khóa “url” không có trong mẫu"),
    (put("qr", "size", value=0), "khóa “size” phải là số lớn hơn 0"),
    (put("qr", "text", value=7), "khóa “text” phải là chữ"),
    (put("qr", value="x"), "“qr”: phải là các cặp khóa và giá trị"),
    (put("phoi", "width", value=42.0), "ngoài khoảng 80–700 mm"),
    (put("phoi", "scan", value="phoi.jpg"), "khóa “scan” phải để trống hoặc là mã SHA-256"),
    (put("overprint_only", value="no"), "khóa “overprint_only” phải là true hoặc false"),
    (put("areas", 0, "x", value="2cm"), "không kèm chữ (đang là “2cm”)"),
    (put("areas", 0, "x", value=-1), "khóa “x” phải là số không âm"),
    (put("areas", 0, "font", value="Times New Roman"), "khóa “font” phải là Tinos hoặc Inter"),
    (put("areas", 0, "size", value=0), "khóa “size” là 0 point, ngoài khoảng 4–400 point"),
    (put("areas", 0, "size", value=3.9), "khóa “size” là 3.9 point"),
    (put("areas", 0, "lines", 0, 0, "size", value=401), "khóa “size” là 401 point"),
    (put("areas", 0, "lines", 0, 0, "text", value="a" * 2001), "khóa “text” dài quá 2000 chữ"),
    (put("title", value="a" * 2001), "khóa “title” dài quá 2000 chữ"),
    (put("areas", 0, "lines", value=[[{"text": "a"}]] * 201), "nhiều nhất 200 dòng"),
    (put("areas", value=FULL["areas"] * 201), "“areas”: có "),
    (put("version", value=10**30), "khóa “version” phải là số nguyên từ 1"),
    (put("areas", 0, "align", value="justify"), "khóa “align” phải là left hoặc center hoặc right"),
    (put("areas", 0, "fits", value=[]), "khóa “fits” phải là danh sách số"),
    (put("areas", 0, "fits", value=[[1, 1.2]]), "không quá 1"),
    (put("areas", 0, "fits", value=[[0]]), "khóa “fits” phải gồm số dòng"),
    (put("areas", 0, "rule", value={"below": 1}), "“rule”: thiếu khóa “width”"),
    (put("areas", 0, "lines", value=[[]]), "khóa “lines” phải là danh sách các dòng"),
    (put("areas", 0, "lines", 0, 0, "italics", value=True), "khóa “italics” không có trong mẫu"),
    (put("dividers", 0, "gap", value=None), "khóa “gap” phải là số không âm"),
    (put("stacks", 0, "gaps", value=[]), "khóa “gaps” phải là danh sách số"),
    (put("stacks", 0, "smallest", value=0), "khóa “smallest” phải lớn hơn 0"),
]
#: What no schema can say: the parts beside one another, the paper, the bundled faces.
BESIDE: list[tuple[Change, str]] = [
    (put("title", value="Giấy khen \ud800"), "khóa “title” có ký tự hỏng"),
    (put("qr", "text", value="\udfff"), "khóa “text” có ký tự hỏng"),
    (put("forms", value=["\ud800"]), "khóa “forms” phải là danh sách mã"),
    (put("areas", 0, "x", value=250), "“areas” “country”: ra ngoài khổ giấy"),
    (put("images", 1, "y", value=195), "“images” “logo”: ra ngoài khổ giấy"),
    (put("qr", "x", value=290), "“qr”: ra ngoài khổ giấy"),
    (put("dividers", 0, "length", value=150), "“dividers” thứ 1: ra ngoài khổ giấy"),
    (put("stacks", 0, "bottom", value=211), "“stacks” “centre”: ra ngoài khổ giấy"),
    (put("stacks", 0, "above", value="nowhere"), "không có “areas” tên “nowhere”"),
    (put("stacks", 0, "gaps", value=[1.0]), "khóa “gaps” phải có 2 số cho 3 mục"),
    (put("areas", 1, "name", value="country"), "“areas”: có hai mục cùng tên “country”"),
    (put("images", 1, "name", value="emblem"), "“images”: có hai mục cùng tên “emblem”"),
    (put("qr", "text", value="{recipent}"), "“qr”: không có ô điền “recipent”"),
    (put("areas", 0, "lines", value=[[{"text": "{recipient"}]]), "dấu ngoặc nhọn phải thành cặp"),
    (
        put("areas", 0, "lines", value=[[{"text": "x", "font": "Inter", "italic": True}]]),
        "không có chữ nghiêng",
    ),
]


@pytest.mark.parametrize("name", template_names())
def test_every_template_that_ships_holds_to_the_schema(name: str) -> None:
    VALIDATOR.validate(raw(name))
    assert read_template(raw(name)).name == name


def test_the_fullest_template_is_taken_by_both() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(FULL)
    template_check.check(FULL)


@pytest.mark.parametrize(("change", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_schema_and_program_refuse_the_same(change: Change, said: str) -> None:
    data = changed(change)
    assert not VALIDATOR.is_valid(data)
    with pytest.raises(BadInput) as refused:
        read_template(data)
    assert said in str(refused.value)


@pytest.mark.parametrize(("change", "said"), BESIDE, ids=[said for _, said in BESIDE])
def test_what_no_schema_can_say_is_refused_by_the_program(change: Change, said: str) -> None:
    data = changed(change)
    VALIDATOR.validate(data)
    with pytest.raises(BadInput) as refused:
        read_template(data)
    assert said in str(refused.value)


def test_schema_and_program_know_the_same_keys() -> None:
    areas = SCHEMA["$defs"]["area"]["properties"]
    described = {
        "template": SCHEMA["properties"],
        "design": SCHEMA["$defs"]["design"]["properties"],
        "watermark": SCHEMA["$defs"]["design"]["properties"]["watermark"]["properties"],
        "images": SCHEMA["$defs"]["image"]["properties"],
        "qr": SCHEMA["properties"]["qr"]["properties"],
        "phoi": SCHEMA["properties"]["phoi"]["properties"],
        "dividers": SCHEMA["properties"]["dividers"]["items"]["properties"],
        "stacks": SCHEMA["properties"]["stacks"]["items"]["properties"],
        "areas": areas,
        "words": SCHEMA["$defs"]["words"]["properties"],
        "rule": areas["rule"]["properties"],
    }
    assert described.keys() == template_check.KEYS.keys()
    for part, (needed, allowed) in template_check.KEYS.items():
        assert set(described[part]) == {*needed.split(), *allowed.split()}, part
    for field in template_check.FIELDS:
        assert field in SCHEMA["$defs"]["words"]["description"]


def test_every_key_is_described_with_its_unit() -> None:
    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for name, one in node.get("properties", {}).items():
                told = (
                    SCHEMA["$defs"]["style"][name] if one.get("$ref", "").startswith("#/$defs/style") else one
                )
                if "$ref" not in told:
                    assert told.get("description"), name
            for one in node.values():
                walk(one)
        elif isinstance(node, list):
            for one in node:
                walk(one)

    walk(SCHEMA)


# A file of the officer's


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mẫu của phường.json"
    file.write_text(json.dumps(FULL, ensure_ascii=False), encoding="utf-8-sig")
    assert read_file(file) == FULL


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "không phải mẫu giấy khen dạng JSON"),
        (b"\xff\xfe\x00", "không phải mẫu giấy khen dạng JSON"),
        (b"[" * 100_000, "không phải mẫu giấy khen dạng JSON"),
        (b"[]", "phải là các cặp khóa và giá trị"),
        (b"", "không phải mẫu giấy khen dạng JSON"),
        (json.dumps(changed(put("areas", 0, "w", value="30mm"))).encode(), "khóa “w” phải là số không âm"),
        (json.dumps(changed(put("schema", value=9))).encode(), "do phiên bản mới hơn của phần mềm ghi"),
    ],
)
def test_a_bad_file_is_told_by_its_name_in_one_sentence(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "mẫu hỏng.json"
    file.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        read_file(file)
    sentence = str(refused.value)
    assert "“mẫu hỏng.json”" in sentence
    assert said in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"Không đọc được tệp mẫu “không có\.json”"):
        read_file(tmp_path / "không có.json")


def test_a_font_file_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = resources.path

    def without_bold(relative: str) -> Path:
        return tmp_path / "gone.ttf" if relative == "fonts/Tinos_700Bold.ttf" else real(relative)

    monkeypatch.setattr(resources, "path", without_bold)
    with pytest.raises(
        BadInput, match=r"“giay-khen-a4” sai ở “areas” “\w+”: thiếu tệp phông chữ fonts/Tinos_700Bold\.ttf"
    ):
        read_template(FULL)
