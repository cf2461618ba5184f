"""The words of a certificate's box as an officer types them, and back to the spans of the template.

A line is a paragraph; ``{Thành tích}`` is filled in from the award; what stands in ``[...]`` is on the pre-printed
sheet already; ``|`` parts the spans of a line, of which each falls away by itself when a fact in it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from db.errors import BadInput
from db.vietnamese.text import clean

FIELD_WORDS: Final[Mapping[str, str]] = {
    "awarding_title": "Người có thẩm quyền",
    "form_title": "Hình thức khen",
    "honorific": "Danh xưng",
    "recipient": "Người, tập thể được khen",
    "position_unit": "Chức vụ, đơn vị, địa chỉ",
    "citation": "Thành tích",
    "decision_number": "Số quyết định",
    "decision_day": "Ngày quyết định",
    "register_number": "Số vào sổ",
    "place": "Địa danh",
    "sign_day": "Ngày ký",
    "signature_form": "Chức vụ người ký",
    "signer_name": "Họ tên người ký",
}
"""What a fact is called, as on the papers."""

_KEYS: Final = {clean(words).casefold(): key for key, words in FIELD_WORDS.items()}
_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_PART: Final = " | "

Line = Sequence[Mapping[str, Any]]


def shown(lines: Sequence[Line]) -> str:
    """The lines of a box as the officer reads them."""
    return "\n".join(_PART.join(_shown_span(span) for span in line) for line in lines)


def _shown_span(span: Mapping[str, Any]) -> str:
    text = fields_shown(span["text"])
    return f"[{text}]" if span.get("fixed") else text


def fields_shown(text: str) -> str:
    """``text`` with its facts called by their Vietnamese names."""
    return _FIELD.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    return "{" + FIELD_WORDS.get(found[1], found[1]) + "}"


def fields_read(text: str) -> str:
    """``text`` with the facts an officer named turned into the template's keys.

    Raises:
        BadInput: a brace is left open, or a fact is not known.
    """
    plain = _FIELD.sub("", text)
    if "{" in plain or "}" in plain:
        raise BadInput("Ô điền phải nằm trọn trong một cặp ngoặc nhọn, ví dụ {Thành tích}.")
    return _FIELD.sub(_keyed, text)


def _keyed(found: re.Match[str]) -> str:
    words = clean(found[1]).casefold()
    if words in FIELD_WORDS:
        return "{" + words + "}"
    if words not in _KEYS:
        raise BadInput(f"Không có ô điền “{clean(found[1])}”; hãy chọn trong danh sách “Chèn ô điền”.")
    return "{" + _KEYS[words] + "}"


def read(text: str, before: Sequence[Line]) -> list[list[dict[str, Any]]]:
    """The lines typed as spans; each keeps the look of the span that stood in its place before.

    Raises:
        BadInput: nothing is left, or a fact is not known.
    """
    typed = [line for line in (clean(line) for line in text.split("\n")) if line]
    if not typed:
        raise BadInput("Khung chữ không được trống; muốn bỏ hẳn thì chọn khung rồi nhấn Delete.")
    return [_line(line, _former(before, at)) for at, line in enumerate(typed)]


def _former(before: Sequence[Line], at: int) -> Line:
    return before[min(at, len(before) - 1)] if before else ()


def _line(text: str, before: Line) -> list[dict[str, Any]]:
    spans = [clean(part) for part in text.split("|")]
    return [_span(part, before, at) for at, part in enumerate(filter(None, spans))] or [{"text": ""}]


def _span(text: str, before: Line, at: int) -> dict[str, Any]:
    look = dict(before[min(at, len(before) - 1)]) if before else {}
    for key in ("text", "fixed"):
        look.pop(key, None)
    fixed = text.startswith("[") and text.endswith("]")
    made: dict[str, Any] = {"text": fields_read(clean(text[1:-1]) if fixed else text), **look}
    if fixed:
        made["fixed"] = True
    return made
