"""Columns of the tables on Danh mục: signers, clusters, and each law catalogue from its declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from db import catalogue_fields
from db.catalogues import Catalogue, Field
from db.clusters import ClusterYear
from db.organizations import SIGNATURE_FORMS, Signer
from db.sqlite import Row
from db.vietnamese.dates import format_date, format_partial
from db.vietnamese.names import text_sort_key
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone

VERIFIED: Final = Badge(Symbol.DISC, Tone.DONE, catalogue_fields.VERIFIED_WORDS[True])
UNVERIFIED: Final = Badge(Symbol.TRIANGLE, Tone.WARNING, catalogue_fields.VERIFIED_WORDS[False])


@dataclass(frozen=True, slots=True)
class Shown:
    """One column of a law catalogue's table: the field, its width, whether it takes the rest."""

    key: str
    width: int = 120
    stretch: bool = False


# What an officer looks a row up by; the other fields stand in the form.
TABLES: Final[dict[str, tuple[Shown, ...]]] = {
    "award_form": (
        Shown("name", stretch=True),
        Shown("short_name", 88),
        Shown("has_certificate", 104),
    ),
    "award_condition": (Shown("form_code", 152), Shown("object_kind", 104), Shown("text", stretch=True)),
    "prize_rate": (
        Shown("form_code", stretch=True),
        Shown("object_kind", 96),
        Shown("level", 120),
        Shown("coefficient_thousandths", 64),
    ),
    "base_salary": (Shown("amount", 152), Shown("note", stretch=True)),
    "authority": (
        Shown("form_code", 128),
        Shown("object_kind", 104),
        Shown("level", 88),
        Shown("decided_by", stretch=True),
    ),
    "legal_basis": (Shown("paper_kind", 104), Shown("text", stretch=True)),
    "paper_requirement": (Shown("form_code", 112), Shown("award_type", 104), Shown("name", stretch=True)),
    "vote_rule": (
        Shown("kind", 128),
        Shown("form_code", 128),
        Shown("share", 72),
        Shown("base", stretch=True),
    ),
    "time_limit": (
        Shown("kind", 128),
        Shown("days", 72),
        Shown("day_unit", 104),
        Shown("text", stretch=True),
    ),
    "prize_rule": (Shown("kind", 160), Shown("text", stretch=True)),
    "award_cost": (Shown("kind", 72), Shown("name", stretch=True), Shown("amount", 120)),
    "paper_form": (
        Shown("award_type", stretch=True),
        Shown("object_kind", 104),
        Shown("layout", 128),
        Shown("form_number", 96),
    ),
    "retention": (
        Shown("name", stretch=True),
        Shown("level", 104),
        Shown("years", 72),
        Shown("permanent", 88),
    ),
    "holiday": (Shown("day", 96), Shown("name", stretch=True)),
}
_TITLES: Final = {"form_code": "Hình thức", "coefficient_thousandths": "Hệ số", "paper_kind": "Văn bản"}


def row_id(row: Row) -> int:
    """The name of a row of a catalogue."""
    return int(row["id"])


def law_columns(catalogue: Catalogue, forms: Mapping[str, str]) -> tuple[Column[Row], ...]:
    """Columns of one law catalogue; ``forms`` are the names of award forms by code."""
    fields = {field.key: field for field in catalogue.fields}
    made = [_column(fields[one.key], one, forms) for one in TABLES[catalogue.table]]
    return (
        *made,
        Column("valid_from", "Từ ngày", _start, _start_words, width=104),
        Column("valid_to", "Đến ngày", _end, _end_words, width=104),
        Column("source", "Căn cứ", _source, width=104, tooltip=_source_and_note),
        Column("verified", "Đối chiếu", _verified, width=132, badge=_badge),
    )


def _column(field: Field, one: Shown, forms: Mapping[str, str]) -> Column[Row]:
    numbers = field.kind in ("money", "thousandths", "integer")
    words = partial(_words, field, forms)
    return Column(
        field.key,
        _TITLES.get(field.key, field.title),
        partial(_value, field.key),
        words,
        align=Align.RIGHT if numbers else Align.LEFT,
        width=one.width,
        stretch=one.stretch,
        sort_key=partial(_value, field.key) if numbers or field.kind == "date" else _by_text(words),
    )


def _by_text(words: Callable[[Row], str]) -> Callable[[Row], str]:
    return partial(_sorted_text, words)


def _sorted_text(words: Callable[[Row], str], row: Row) -> str:
    return text_sort_key(words(row))


def _value(key: str, row: Row) -> Any:
    return row[key]


def _words(field: Field, forms: Mapping[str, str], row: Row) -> str:
    value = row[field.key]
    if field.key == "form_code":
        return forms.get(str(value), str(value)) if value else "Mọi hình thức"
    if not field.choices and field.key in catalogue_fields.CODED:
        return catalogue_fields.CODED[field.key].get(value, str(value))
    return catalogue_fields.shown(field, value)


def _start(row: Row) -> str:
    return str(row["valid_from"] or "")


def _start_words(row: Row) -> str:
    return format_partial(row["valid_from"]) if row["valid_from"] else "trước nay"


def _end(row: Row) -> str:
    return row["valid_to"] or "9999"


def _end_words(row: Row) -> str:
    return format_partial(row["valid_to"]) if row["valid_to"] else "nay"


def _source(row: Row) -> str:
    return str(row["source"])


def _source_and_note(row: Row) -> str:
    return "\n".join(part for part in (row["source"], row["note"]) if part)


def _verified(row: Row) -> int:
    return int(row["verified"])


def _badge(row: Row) -> Badge:
    return VERIFIED if row["verified"] else UNVERIFIED


# ---------------------------------------------------------------- signers and clusters


def _signer_name(signer: Signer) -> str:
    return signer.name


def _signer_title(signer: Signer) -> str:
    return signer.title


def _signature_form(signer: Signer) -> str:
    return SIGNATURE_FORMS[signer.signature_form]


def signer_id(signer: Signer) -> int:
    """The name of a row of the signers."""
    return signer.id


def _signer_term(signer: Signer) -> str:
    start, end = signer.active_from, signer.active_to
    words = (
        "Giữ chức",
        f"từ {format_date(start)}" if start else "",
        f"đến {format_date(end)}" if end else "",
    )
    return " ".join(filter(None, words)) if start or end else ""


SIGNER_COLUMNS: Final[tuple[Column[Signer], ...]] = (
    Column("name", "Họ và tên", _signer_name, stretch=True, sortable=False),
    Column("title", "Chức vụ", _signer_title, width=144, sortable=False, tooltip=_signer_term),
    Column("form", "Hình thức ký", _signature_form, width=168, sortable=False),
)


def _cluster_name(cluster: ClusterYear) -> str:
    return cluster.name


def _cluster_key(cluster: ClusterYear) -> str:
    return text_sort_key(cluster.name)


def _cluster_kind(cluster: ClusterYear) -> str:
    return cluster.shown_kind


def _cluster_head(cluster: ClusterYear) -> str:
    return cluster.head_unit


def _cluster_count(cluster: ClusterYear) -> int:
    return len(cluster.members)


def _cluster_members(cluster: ClusterYear) -> str:
    return "\n".join(cluster.member_names)


def _cluster_pledge(cluster: ClusterYear) -> object:
    return cluster.pledge_date


def cluster_id(cluster: ClusterYear) -> int:
    """The name of a row of the clusters."""
    return cluster.id


CLUSTER_COLUMNS: Final[tuple[Column[ClusterYear], ...]] = (
    Column("name", "Cụm, khối", _cluster_name, stretch=True, sort_key=_cluster_key),
    Column("kind", "Loại", _cluster_kind, width=120),
    Column("head", "Trưởng cụm, khối", _cluster_head, width=240),
    Column("members", "Thành viên", _cluster_count, align=Align.RIGHT, width=104, tooltip=_cluster_members),
    Column("pledge", "Ký giao ước", _cluster_pledge, width=112),
)


def details(catalogue: Catalogue, row: Row) -> str:
    """The whole of a row for the line under the table: what it says, since when, by which source, with which note."""
    words = [str(row[key]) for key in ("text", "name", "decided_by") if key in row.keys()]  # noqa: SIM118
    period = catalogue_fields.period(row["valid_from"], row["valid_to"])
    words += [f"Hiệu lực: {period}. Căn cứ: {row['source']}"]
    if row["note"] and "note" not in [one.key for one in TABLES[catalogue.table]]:
        words.append(f"Ghi chú: {row['note']}")
    return "\n".join(words)
