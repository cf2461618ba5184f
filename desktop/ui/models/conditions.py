"""Rows of conditions and voting shares in force on a day, with what was compared with its source."""

from __future__ import annotations

from typing import Final

from db import catalogue_fields, conditions
from db.catalogues import AWARD_TYPES, OBJECT_KINDS
from db.conditions import Rule
from db.vietnamese.dates import format_date
from db.vietnamese.names import text_sort_key
from desktop.ui.icons import Symbol
from desktop.ui.models.catalogues import UNVERIFIED
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Column
from desktop.ui.theme import Tone

_WHOSE: Final = {"law": "Luật", "province": "Tỉnh", "own": "Cơ quan", "drive": "Phong trào"}
_TYPES: Final = {"thematic": "Chuyên đề", "contribution": "Cống hiến"}


def rule_id(rule: Rule) -> str:
    """The name of a row: a drive's line asks for several things."""
    return f"{rule.table}:{rule.id}:{rule.text if rule.table == conditions.LINE else ''}"


def verified_badge(rule: Rule) -> Badge:
    """Compared with its source, and on which day; or not."""
    if not rule.verified:
        return UNVERIFIED
    day = f" {format_date(rule.verified_on)}" if rule.verified_on else ""
    return Badge(Symbol.DISC, Tone.DONE, f"{catalogue_fields.VERIFIED_WORDS[True]}{day}")


def type_words(rule: Rule) -> str:
    """Loại hình in few letters."""
    return _TYPES.get(rule.award_type, AWARD_TYPES[rule.award_type])


def object_words(rule: Rule) -> str:
    """Of whom."""
    return OBJECT_KINDS.get(rule.object_kind, "Mọi đối tượng")


def rule_details(rule: Rule) -> str:
    """The whole of a row for the line under the table."""
    start = rule.valid_from.isoformat() if rule.valid_from else None
    end = rule.valid_to.isoformat() if rule.valid_to else None
    point = f"Điểm {rule.alternative}: " if rule.alternative else ""
    words = [
        f"{point}{rule.text}.",
        f"Căn cứ: {rule.source}. Hiệu lực: {catalogue_fields.period(start, end)}.",
    ]
    whose = "do chương trình phát hành" if rule.shipped else conditions.SCOPES[rule.scope].lower()
    words.append(f"{verified_badge(rule).word}; {whose}.{f' Ghi chú: {rule.note}' if rule.note else ''}")
    return "\n".join(words)


def source_words(rule: Rule) -> str:
    """The article first: it is what one looks for in a narrow column."""
    document, article = conditions.parted(rule.source)
    return f"{article} – {document}" if article else document


RULE_COLUMNS: Final = (
    Column[Rule]("form", "Hình thức", lambda r: r.form, width=152, tooltip=lambda r: r.form),
    Column[Rule]("type", "Loại hình", type_words, width=112),
    Column[Rule]("object", "Đối tượng", object_words, width=112),
    Column[Rule]("alternative", "Điểm", lambda r: r.alternative, width=56),
    Column[Rule](
        "text",
        "Điều kiện",
        lambda r: r.text,
        stretch=True,
        width=240,
        bold=True,
        tooltip=lambda r: r.text,
        sort_key=lambda r: text_sort_key(r.text),
    ),
    Column[Rule]("scope", "Của ai", lambda r: _WHOSE[r.scope], width=96),
    Column[Rule]("source", "Căn cứ", source_words, width=184, tooltip=lambda r: r.source),
    Column[Rule]("verified", "Đối chiếu", lambda r: verified_badge(r).word, width=152, badge=verified_badge),
)
