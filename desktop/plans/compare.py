"""Two readings of a plan side by side: what stayed, what changed, what is new, what is gone."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from db.vietnamese.dates import format_date
from db.vietnamese.text import fold
from desktop.plans import proposal as p

UNCHANGED: Final = "unchanged"
CHANGED: Final = "changed"
NEW: Final = "new"
GONE: Final = "gone"
WORDS: Final = {UNCHANGED: "giữ nguyên", CHANGED: "thay đổi", NEW: "mới", GONE: "không còn"}
_ALIKE: Final = 55.0
_SAME_PEOPLE: Final = 80.0
_MISSING: Final = "không nêu"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs, as shown: "Ngày: 15/08/2023 → 20/08/2023"."""

    field: str
    label: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.label}: {self.old} → {self.new}"


@dataclass(frozen=True, slots=True)
class Compared:
    """One item of either reading. ``group`` is the key of the proposal ("deadlines", "awards" …)."""

    status: str
    group: str
    old: Any
    new: Any
    differences: tuple[Difference, ...] = ()
    stays: str = ""
    """Why what is gone cannot be taken out of the drive, in one sentence; "" when it can."""


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    label: str
    shown: Callable[[Any], str]
    loose: bool = False
    """Words that may be put in another way without being another thing."""


def _plain(value: object) -> str:
    return str(value).replace("*", "") if value not in (None, "", ()) else _MISSING


def _day(value: object) -> str:
    return format_date(value) if isinstance(value, datetime.date) else _MISSING


def _people(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) and value else _plain(value)


def _works(value: tuple[p.RequirementItem, ...]) -> str:
    return ", ".join(f"{item.min:02d} {item.kind}" for item in value)


_FIELDS: Final[dict[str, tuple[_Field, ...]]] = {
    "deadlines": (
        _Field("date", "Ngày", _day),
        _Field("recurring", "Định kỳ", _plain),
        _Field("day_of_month", "Ngày trong tháng", _plain),
        _Field("relative_to", "Gắn với", _plain),
        _Field("who", "Đơn vị", _plain, loose=True),
    ),
    "requirements": (
        _Field("items", "Số lượng", _works),
        _Field("rule", "Cách tính", lambda rule: "một trong các loại" if rule == "any" else "đủ các loại"),
        _Field("who", "Đơn vị", _people, loose=True),
    ),
    "phases": (
        _Field("span.start", "Bắt đầu", _day),
        _Field("span.end", "Kết thúc", _day),
    ),
    "awards": (
        _Field("quota", "Số lượng", _plain),
        _Field("objects", "Đối tượng", _people),
    ),
    "targets": (
        _Field("value", "Chỉ tiêu", lambda value: f"{value:g}".replace(".", ",")),
        _Field("value_max", "Đến", _plain),
        _Field("by", "Thời hạn", _plain),
    ),
    "tasks": (_Field("what", "Nội dung", _plain, loose=True),),
    "anniversaries": (_Field("years", "Số năm", _plain), _Field("date", "Ngày", _day)),
    "evidence_window": (_Field("from_year", "Từ năm", _plain), _Field("to_year", "Đến năm", _plain)),
    "period": (
        _Field("start", "Bắt đầu", _day),
        _Field("end", "Kết thúc", _day),
        _Field("start_partial", "Bắt đầu", _plain),
        _Field("end_partial", "Kết thúc", _plain),
    ),
    "signer": (_Field("name", "Người ký", _plain), _Field("title", "Chức vụ", _plain)),
}


def compare(old: p.Proposal, new: p.Proposal) -> tuple[Compared, ...]:
    """Every item of both readings, each once, in the order of the new text; what is gone stands last in its group."""
    found: list[Compared] = []
    for group in _FIELDS:
        found.extend(_of_group(group, _items(old, group), _items(new, group)))
    return tuple(found)


def likeness(group: str, one: Any, other: Any) -> float:
    """How far two items of one group speak of the same thing, 0 to 100; 0 when they cannot."""
    from rapidfuzz.fuzz import token_set_ratio

    if _kind(group, one) != _kind(group, other):
        return 0.0
    if group in {"period", "evidence_window", "signer"}:
        return 100.0
    who = _ratio(token_set_ratio, _who(one), _who(other))
    said, said_again = _words(group, one), _words(group, other)
    # Two that name nothing further (an award without its giver) are alike in that.
    words = float(token_set_ratio(said, said_again)) if said or said_again else 100.0
    same_place = 10.0 if _section(one) and _section(one) == _section(other) else 0.0
    same_value = (
        10.0 if all(_value(one, f) == _value(other, f) for f in _FIELDS[group] if not f.loose) else 0.0
    )
    return min(100.0, 0.35 * who + 0.5 * words + same_place + same_value)


def _ratio(measure: Callable[..., float], one: str, other: str) -> float:
    # An item that names nobody may mean anybody.
    return float(measure(one, other)) if one and other else 60.0


def _of_group(group: str, old: list[Any], new: list[Any]) -> Iterator[Compared]:
    pairs = sorted(
        (
            (-score, abs(i - j), i, j)
            for i, one in enumerate(old)
            for j, other in enumerate(new)
            if (score := likeness(group, one, other)) >= _ALIKE
        ),
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in pairs:
        if i not in taken and j not in partner:
            partner[j] = i
            taken.add(i)
    for j, item in enumerate(new):
        if j not in partner:
            yield Compared(NEW, group, None, item)
            continue
        before = old[partner[j]]
        differences = tuple(_differences(group, before, item))
        yield Compared(CHANGED if differences else UNCHANGED, group, before, item, differences)
    for i, item in enumerate(old):
        if i not in taken:
            yield Compared(GONE, group, item, None)


def _differences(group: str, old: Any, new: Any) -> Iterator[Difference]:
    from rapidfuzz.fuzz import token_set_ratio

    told: set[str] = set()
    for field in _FIELDS[group]:
        before, after = _value(old, field), _value(new, field)
        if before == after or field.label in told:
            continue
        if field.loose and token_set_ratio(fold(_people(before)), fold(_people(after))) >= _SAME_PEOPLE:
            continue
        told.add(field.label)
        yield Difference(field.name, field.label, field.shown(before), field.shown(after))


def _items(reading: p.Proposal, group: str) -> list[Any]:
    found = reading.duties if group == "deadlines" else getattr(reading, group)
    if found is None:
        return []
    return list(found) if isinstance(found, tuple) else [found]


def _value(item: Any, field: _Field) -> Any:
    for name in field.name.split("."):
        item = getattr(item, name)
    return item


def _kind(group: str, item: Any) -> object:
    if group == "deadlines":
        return item.kind, item.recurring is not None
    if group == "awards":
        return fold(item.form)
    if group == "phases":
        return fold(item.name)
    if group == "targets":
        return fold(item.unit)
    return group


def _who(item: Any) -> str:
    who = getattr(item, "who", "") or getattr(item, "authority", "") or ""
    return fold(" ".join(who) if isinstance(who, tuple) else who)


def _words(group: str, item: Any) -> str:
    if group == "requirements":
        return " ".join(sorted(work.kind for work in item.items))
    if group == "awards":
        return _who(item)
    text = getattr(item, "what", "") or getattr(item, "text", "") or getattr(item, "name", "")
    return fold("".join(" " if c.isdigit() else c for c in str(text)))


def _section(item: Any) -> str:
    where = getattr(item, "where", None)
    return where.section if where is not None else ""
