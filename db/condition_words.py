"""The figures each kind of condition asks for, and the condition said in a sentence of officers' words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from db.errors import BadInput

RATING_WORDS: Final = {
    "done": "Hoàn thành nhiệm vụ",
    "good": "Hoàn thành tốt nhiệm vụ",
    "excellent": "Hoàn thành xuất sắc nhiệm vụ",
}
SCOPE_WORDS: Final = {"unit": "cơ sở", "province": "cấp tỉnh", "national": "toàn quốc"}
GRAVITY_WORDS: Final = {
    "reprimand": "khiển trách",
    "warning": "cảnh cáo",
    "demotion": "cách chức, hạ bậc",
    "dismissal": "buộc thôi việc",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a condition.

    Attributes:
        kind: ``form`` (code of a title or form), ``number``, ``percent``, ``choice`` or ``yes_no``.
        needed: whether the condition says nothing without it.
    """

    key: str
    title: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = True
    usual: object = None


_TITLE: Final = Figure("title", "Danh hiệu, hình thức", "form")
_AT_LEAST: Final = Figure("at_least_percent", "Ít nhất (%)", "percent")
FIGURES: Final[Mapping[str, tuple[Figure, ...]]] = {
    "title_consecutive": (_TITLE, Figure("times", "Số lần liên tục", "number")),
    "title_times": (_TITLE, Figure("times", "Số lần", "number")),
    "title_same_year": (_TITLE,),
    "rating": (
        Figure("at_least", "Từ mức", "choice", tuple(RATING_WORDS.items()), usual="good"),
        Figure("years", "Số năm", "number", usual=1),
        Figure("consecutive", "Các năm liên tục", "yes_no", needed=False, usual=False),
    ),
    "initiative": (
        Figure("count", "Số sáng kiến, đề tài", "number", usual=1),
        Figure("scope", "Phạm vi", "choice", tuple(SCOPE_WORDS.items()), usual="unit"),
    ),
    "min_interval": (
        Figure("years", "Số năm giữa hai lần", "number"),
        Figure("any_type", "Tính mọi loại hình khen", "yes_no", needed=False, usual=False),
    ),
    "at_most_count": (Figure("count", "Nhiều nhất", "number"),),
    "at_most_share": (
        Figure("of", "So với số người được", "form"),
        Figure("percent", "Nhiều nhất (%)", "percent"),
    ),
    "direct_share": (_AT_LEAST,),
    "member_share": (_TITLE, _AT_LEAST),
    "has_holder": (_TITLE, Figure("count", "Số người", "number", usual=1)),
    "no_discipline": (Figure("from", "Từ mức", "choice", tuple(GRAVITY_WORDS.items()), usual="reprimand"),),
    "not_under_review": (),
    "only_form": (),
    "campaign_achievement": (),
    "judgement": (),
}
OF_ITS_FORM: Final = frozenset({"min_interval", "at_most_count", "at_most_share"})
"""Kinds whose ``form`` is the form the row itself is about."""

_OBJECT_WORDS: Final = {"individual": "cá nhân", "collective": "tập thể", "household": "hộ gia đình"}


def checked(
    kind: str, parameters: Mapping[str, Any], form_code: str, object_kind: str = ""
) -> dict[str, Any]:
    """The figures of a condition as its row keeps them.

    Raises:
        BadInput: an unknown kind, a figure that is missing or cannot be, or no form where the kind is about one.
    """
    if kind not in FIGURES:
        raise BadInput("Chưa chọn loại điều kiện; hãy chọn một loại trong danh sách.")
    found: dict[str, Any] = {}
    for figure in FIGURES[kind]:
        value = parameters.get(figure.key)
        if value in (None, ""):
            if figure.needed:
                raise BadInput(f"Chưa ghi “{figure.title}” của điều kiện; hãy ghi rồi lưu lại.")
            value = figure.usual
        found[figure.key] = _sound(figure, value)
    if kind in OF_ITS_FORM:
        if not form_code:
            raise BadInput(
                "Điều kiện này tính theo một hình thức; hãy chọn hình thức thay cho “Mọi hình thức”."
            )
        found["form"] = form_code
        if object_kind and kind in ("at_most_count", "at_most_share"):
            found["object"] = object_kind
    return found


def _sound(figure: Figure, value: Any) -> Any:
    if figure.kind == "percent" and not 1 <= int(value) <= 100:
        raise BadInput(f"“{figure.title}” phải từ 1 đến 100; hãy sửa lại tỷ lệ.")
    if figure.kind == "number" and not 1 <= int(value) <= 9_999:
        raise BadInput(f"“{figure.title}” phải là số từ 1 trở lên; hãy sửa lại.")
    if figure.kind == "choice" and value not in dict(figure.choices):
        raise BadInput(f"Chưa chọn “{figure.title}”; hãy chọn một mức trong danh sách.")
    return bool(value) if figure.kind == "yes_no" else value


def sentence(kind: str, parameters: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The condition in words where the officer wrote none; ``names`` of forms by code. Empty where only he can say."""
    said = _SENTENCES.get(kind)
    return said(parameters, names) if said is not None else ""


def _named(parameters: Mapping[str, Any], names: Mapping[str, str], key: str = "title") -> str:
    return names.get(str(parameters[key]), str(parameters[key]))


def _consecutive(p: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"Có {p['times']:02d} lần liên tục được tặng {_named(p, names)}"


def _times(p: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"Đã {p['times']:02d} lần được tặng {_named(p, names)}"


def _same_year(p: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"Đạt {_named(p, names)} trong năm"


def _rating(p: Mapping[str, Any], _names: Mapping[str, str]) -> str:
    word = RATING_WORDS[p["at_least"]]
    above = "" if p["at_least"] == "excellent" else " trở lên"
    if p["years"] == 1:
        return f"{word}{above} trong năm"
    return f"{word}{above} trong {p['years']:02d} năm{' liên tục' if p['consecutive'] else ''}"


def _initiative(p: Mapping[str, Any], _names: Mapping[str, str]) -> str:
    return f"Có {p['count']:02d} sáng kiến, đề tài được công nhận ở phạm vi {SCOPE_WORDS[p['scope']]}"


def _interval(p: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"Đã đủ {p['years']:02d} năm kể từ lần được tặng {_named(p, names, 'form')} trước"


def _count(p: Mapping[str, Any], names: Mapping[str, str]) -> str:
    whom = _OBJECT_WORDS.get(str(p.get("object", "")), "đề nghị")
    return f"Mỗi phong trào không quá {p['count']:02d} {whom} được đề nghị {_named(p, names, 'form')}"


def _share(p: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"Không quá {p['percent']}% số được đề nghị {_named(p, names, 'of')}"


def _direct(p: Mapping[str, Any], _names: Mapping[str, str]) -> str:
    return f"Ít nhất {p['at_least_percent']}% cá nhân được đề nghị là người trực tiếp lao động, công tác"


def _members(p: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"Ít nhất {p['at_least_percent']}% cá nhân của tập thể đạt {_named(p, names)}"


def _holder(p: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"Có ít nhất {p['count']:02d} cá nhân đạt {_named(p, names)}"


def _discipline(p: Mapping[str, Any], _names: Mapping[str, str]) -> str:
    return f"Không bị kỷ luật từ {GRAVITY_WORDS[p['from']]} trở lên trong thời gian tính thành tích"


_SENTENCES: Final[Mapping[str, Callable[[Mapping[str, Any], Mapping[str, str]], str]]] = {
    "title_consecutive": _consecutive,
    "title_times": _times,
    "title_same_year": _same_year,
    "rating": _rating,
    "initiative": _initiative,
    "min_interval": _interval,
    "at_most_count": _count,
    "at_most_share": _share,
    "direct_share": _direct,
    "member_share": _members,
    "has_holder": _holder,
    "no_discipline": _discipline,
    "not_under_review": lambda _p, _n: "Không đang bị xem xét kỷ luật, thanh tra, khiếu nại, tố cáo",
    "only_form": lambda _p, _n: "Không tặng nhiều hình thức cho một thành tích",
    "campaign_achievement": lambda _p, _n: "Có thành tích trong phong trào thi đua",
}
