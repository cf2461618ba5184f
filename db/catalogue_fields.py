"""Values of catalogue fields as the officer types and reads them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from db.catalogues import Field
from db.errors import BadInput
from db.rules.voting import Share
from db.vietnamese.dates import format_partial, parse_date
from db.vietnamese.numbers import format_number, parse_decimal, parse_number
from db.vietnamese.text import clean, nfc

VERIFIED_WORDS = {True: "Đã đối chiếu", False: "Chưa đối chiếu"}
PAPER_KINDS = {"decision": "Quyết định", "plan": "Kế hoạch", "submission": "Tờ trình"}
CONDITION_KINDS = {
    "rating": "Mức xếp loại hằng năm",
    "title_same_year": "Có danh hiệu trong cùng năm",
    "title_times": "Đủ số lần đạt danh hiệu",
    "title_consecutive": "Đạt danh hiệu liên tục",
    "initiative": "Có sáng kiến, đề tài",
    "no_discipline": "Không bị kỷ luật",
    "not_under_review": "Không đang bị xem xét kỷ luật, khiếu nại, tố cáo",
    "only_form": "Một thành tích chỉ một hình thức",
    "min_interval": "Khoảng cách giữa hai lần khen",
    "at_most_share": "Tỷ lệ tối đa so với danh hiệu khác",
    "at_most_count": "Số lượng tối đa trong một phong trào",
    "direct_share": "Tỷ lệ người trực tiếp trong số cá nhân",
    "member_share": "Tỷ lệ cá nhân đạt danh hiệu",
    "has_holder": "Có cá nhân giữ danh hiệu",
    "campaign_achievement": "Có thành tích trong phong trào",
    "judgement": "Do Hội đồng xét",
}
OBJECT_SETS = {
    "individual": "Cá nhân",
    "collective": "Tập thể",
    "household": "Hộ gia đình",
    "individual,collective": "Cá nhân, tập thể",
    "individual,household": "Cá nhân, hộ gia đình",
    "collective,household": "Tập thể, hộ gia đình",
    "individual,collective,household": "Cá nhân, tập thể, hộ gia đình",
}
CODED = {"paper_kind": PAPER_KINDS, "kind": CONDITION_KINDS, "object_kinds": OBJECT_SETS}
"""Words of the coded values of text fields, by the field's key."""


def shown(field: Field, value: Any) -> str:
    """A stored value in words: dd/mm/yyyy, 1.490.000, 0,3, the word of a choice; nothing for None."""
    if value is None:
        return ""
    if field.kind == "date":
        return format_partial(str(value))
    if field.kind == "money":
        return format_number(int(value))
    if field.kind == "thousandths":
        return f"{Decimal(int(value)) / 1000:.3f}".rstrip("0").rstrip(".").replace(".", ",")
    if field.kind == "share":
        share = Share.parse(str(value))
        return share.shown if share else str(value)
    if field.kind == "yes_no":
        return "Có" if value else "Không"
    if field.kind == "choice":
        return (field.choices or {}).get(str(value), str(value))
    return str(value)


def typed(field: Field, text: str) -> Any:
    """What the officer typed as the store keeps it; an empty text is None for numbers and days.

    Raises:
        BadInput: it is no number, no day or no valid parameters.
    """
    if field.kind == "json":
        return _parameters(field, nfc(text).strip())  # spaces inside a text of the parameters are its own
    text = clean(text)
    if field.kind in ("integer", "money"):
        return _number(field, text)
    if field.kind == "thousandths":
        return _thousandths(field, text)
    if field.kind == "date":
        return _day(field, text)
    if field.kind == "share":
        return _share(field, text)
    return text


def _number(field: Field, text: str) -> int | None:
    if not text:
        return 0 if field.kind == "integer" else None
    number = parse_number(text)
    if number is None or number < 0:
        raise BadInput(f"“{field.title}” không phải là số: “{text}”; hãy nhập lại bằng chữ số.")
    return number


def _thousandths(field: Field, text: str) -> int | None:
    if not text:
        return None
    number = parse_decimal(text)
    if number is None or number < 0 or number * 1000 != int(number * 1000):
        raise BadInput(f"“{field.title}” không phải là hệ số: “{text}”; hãy nhập như 0,3 hoặc 1,5.")
    return int(number * 1000)


def _day(field: Field, text: str) -> str | None:
    if not text:
        return None
    day = parse_date(text)
    if day is None:
        raise BadInput(f"“{field.title}” không phải là ngày: “{text}”; hãy nhập như 15/08/2023.")
    return day.isoformat()


def _share(field: Field, text: str) -> str | None:
    if not text:
        return None
    share = Share.parse(text)
    if share is None:
        raise BadInput(f"“{field.title}” không phải là tỷ lệ: “{text}”; hãy nhập như 2/3, 70% hoặc quá nửa.")
    return share.stored


def _parameters(field: Field, text: str) -> str:
    if not text:
        return "{}"
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(
            f'“{field.title}” viết sai ở ký tự {error.pos + 1}; hãy viết như {{"years": 2}} hoặc để trống.'
        ) from error
    if not isinstance(found, dict):
        raise BadInput(f'“{field.title}” phải nằm trong dấu ngoặc nhọn; hãy viết như {{"years": 2}}.')
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def period(valid_from: str | None, valid_to: str | None) -> str:
    """The days a row holds: "từ 01/07/2024", "01/07/2023 – 30/06/2024", "mọi thời gian"."""
    start = format_partial(valid_from) if valid_from else ""
    end = format_partial(valid_to) if valid_to else ""
    if start and end:
        return start if start == end else f"{start} – {end}"
    return f"từ {start}" if start else f"đến {end}" if end else "mọi thời gian"
