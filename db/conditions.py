"""Conditions and voting shares in force on a day, and the province's or the office's own rows beside the law's.

Own rows stand in the same catalogues (``award_condition``, ``vote_rule``) and are judged by at once. What came with
the program is read here and corrected only on the page *Danh mục*.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from db import campaigns, catalogues, condition_words, resources
from db.errors import BadInput, NotFound
from db.rules.voting import BASES, Share
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import clean

CONDITION: Final = "award_condition"
THRESHOLD: Final = "vote_rule"
LINE: Final = "campaign_award"
OWN_SCOPES: Final = {"province": "Quy chế của tỉnh", "own": "Quy định của cơ quan"}
SCOPES: Final = {"law": "Luật, nghị định", **OWN_SCOPES, "drive": "Kế hoạch phong trào"}
_CHECKED: Final = re.compile(r"\s*Đối chiếu ngày (\d{2})/(\d{2})/(\d{4})\.")
_LOOSE: Final = frozenset({"verified", "note", "valid_to", "source"})
# A later version of the program may name a source more exactly: the row is the same one.


@dataclass(frozen=True, slots=True)
class Rule:
    """One row in force, as a list shows it.

    Attributes:
        table: the catalogue it stands in, :data:`LINE` for what a drive's own plan asks.
        text: what it asks, in a sentence.
        scope: a key of :data:`SCOPES`.
        verified: whether somebody compared it with its source; ``verified_on`` the day where that was noted.
        shipped: it came with the program and stands as it came.
    """

    table: str
    id: int
    form_code: str
    form: str
    award_type: str
    object_kind: str
    alternative: str
    kind: str
    text: str
    scope: str
    source: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    verified: bool
    verified_on: dt.date | None = None
    shipped: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConditionDraft:
    """An own condition as typed; ``text`` empty: said by its figures.

    Attributes:
        alternative: the điểm it belongs to; empty: asked beside every điểm.
        document: number and name of the paper; ``article`` where in it.
        verified_on: the day it was compared with the paper, None while it was not.
    """

    kind: str
    form_code: str = ""
    award_type: str = ""
    object_kind: str = ""
    scope: str = "province"
    alternative: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    document: str = ""
    article: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    verified_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ThresholdDraft:
    """An own quorum or approving share as typed."""

    kind: str
    share: str
    base: str = "present"
    form_code: str = ""
    level: str = "any"
    session_kind: str = ""
    document: str = ""
    article: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    verified_on: dt.date | None = None


# ---------------------------------------------------------------- what is in force


def in_force(con: Connection, day: dt.date, campaign_id: int | None = None) -> list[Rule]:
    """Conditions, then shares of the council, then what the drive's own plan asks; in force on a day."""
    names = {form.code: form.name for form in catalogues.award_forms(con, day)}
    shipped = {table: _shipped(table) for table in (CONDITION, THRESHOLD)}
    found = [
        _rule(CONDITION, row, names, shipped[CONDITION]) for row in catalogues.rows(con, CONDITION, on=day)
    ]
    found += [
        _rule(THRESHOLD, row, names, shipped[THRESHOLD]) for row in catalogues.rows(con, THRESHOLD, on=day)
    ]
    return found + (_lines(con, campaign_id) if campaign_id is not None else [])


def get(con: Connection, table: str, row_id: int) -> Rule:
    """One row of either catalogue.

    Raises:
        NotFound: it is gone.
    """
    names = {form.code: form.name for form in catalogues.award_forms(con)}
    return _rule(table, _row(con, table, row_id), names, _shipped(table))


def _row(con: Connection, table: str, row_id: int) -> Row:
    row = con.execute(f"SELECT * FROM {catalogues.BY_TABLE[table].table} WHERE id = ?", (row_id,)).fetchone()
    if row is None:
        raise NotFound("Điều kiện này không còn trong sổ; hãy tải lại danh sách.")
    found: Row = row
    return found


def _rule(table: str, row: Row, names: Mapping[str, str], shipped: set[tuple[object, ...]]) -> Rule:
    values = dict(row)
    form = names.get(values["form_code"], values["form_code"]) if values["form_code"] else "Mọi hình thức"
    as_shipped = _identity(table, values) in shipped
    return Rule(
        table,
        values["id"],
        values["form_code"],
        form,
        str(values.get("award_type", "")),
        str(values.get("object_kind", "")),
        str(values.get("alternative", "")),
        values["kind"],
        values["text"] if table == CONDITION else _threshold_words(values),
        values["scope"] if table == CONDITION else "law" if as_shipped else "province",
        values["source"],
        _day(values["valid_from"]),
        _day(values["valid_to"]),
        bool(values["verified"]),
        verified_day(values["note"]),
        as_shipped,
        _CHECKED.sub("", values["note"]).strip(),
    )


def _threshold_words(values: Mapping[str, Any]) -> str:
    session = {"meeting": " khi họp", "written": " khi lấy ý kiến bằng văn bản"}.get(
        values["session_kind"], ""
    )
    level = "" if values["level"] == "any" else f" ({catalogues.LEVELS[values['level']].lower()})"
    share = Share.parse(values["share"]) if values["share"] else None
    what = "Hội đồng họp khi có mặt" if values["kind"] == "quorum" else "Thông qua khi đạt"
    if share is None:
        return f"{what}: chưa có tỷ lệ, hãy thêm theo quy chế của tỉnh{session}{level}"
    least = share.shown if share.more else f"ít nhất {share.shown}"
    base = "tổng số thành viên Hội đồng" if values["kind"] == "quorum" else BASES[values["base"]]
    return f"{what} {least} {base}{session}{level}"


def _lines(con: Connection, campaign_id: int) -> list[Rule]:
    words = {
        "quota_individual": ("individual", "cá nhân"),
        "quota_collective": ("collective", "tập thể"),
        "quota_household": ("household", "hộ gia đình"),
        "quota_total": ("", "đề nghị"),
    }
    found = []
    for line in campaigns.awards(con, campaign_id):
        asked = [
            (kind, f"Phong trào không quá {getattr(line, key):02d} {word}")
            for key, (kind, word) in words.items()
            if getattr(line, key) is not None
        ]
        if line.min_direct_percent is not None:
            told = f"Ít nhất {line.min_direct_percent}% cá nhân là người trực tiếp lao động, công tác"
            asked.append(("individual", told))
        if line.criteria:
            asked.append(("", " ".join(line.criteria.split())))
        source = " ".join(line.quote.split()) or "Kế hoạch của phong trào"
        found += [
            Rule(LINE, line.id, line.form_code, line.form_name, "thematic", kind, "", "line", told, "drive",
                 source, None, None, verified=True)
            for kind, told in asked
        ]  # fmt: skip
    return found


def _shipped(table: str) -> set[tuple[object, ...]]:
    rows = resources.read_json(f"law/{table}.json")["rows"]
    return {_identity(table, {"scope": "law", **row}) for row in rows}


def _identity(table: str, values: Mapping[str, Any]) -> tuple[object, ...]:
    found = []
    for one in catalogues.BY_TABLE[table].fields:
        if one.key not in _LOOSE:
            value = values.get(one.key) or ""
            if one.kind == "json" and value:
                known = json.loads(value) if isinstance(value, str) else value
                value = json.dumps(known, sort_keys=True) if known else ""
            found.append(value)
    return tuple(found)


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


# ---------------------------------------------------------------- compared with the source


def verified_day(note: str) -> dt.date | None:
    """The day a row was compared with its source, as its note keeps it; the last one where there are several."""
    found = _CHECKED.findall(note)
    if not found:
        return None
    day, month, year = map(int, found[-1])
    return dt.date(year, month, day)


def _noted(note: str, day: dt.date | None) -> str:
    """A note with the day of comparing, in the place of any it had."""
    plain = _CHECKED.sub("", note).strip()
    return f"{plain} Đối chiếu ngày {format_date(day)}.".strip() if day else plain


def set_verified(action: Action, rows: Iterable[tuple[str, int]], day: dt.date | None) -> int:
    """Note that rows were compared with their sources on a day (None: they still have to be); returns how many changed.

    Raises:
        BadInput: a row has no figure that could be compared.
    """
    changed = 0
    for table, row_id in rows:
        row = _row(action.con, table, row_id)
        if day is not None and table == THRESHOLD and not row["share"]:
            raise BadInput(
                "Dòng này chưa có tỷ lệ nên chưa đối chiếu được; hãy thêm tỷ lệ theo quy chế của tỉnh."
            )
        values = {"verified": int(day is not None), "note": _noted(row["note"], day)}
        changed += action.update(table, row_id, **values)
    return changed


# ---------------------------------------------------------------- own rows


def _source(document: str, article: str) -> str:
    document, article = clean(document), clean(article)
    if not document:
        raise BadInput("Chưa ghi văn bản quy định; hãy ghi số, ngày của quy chế rồi lưu lại.")
    return f"{document}, {article}" if article else document


def _tail(draft: ConditionDraft | ThresholdDraft) -> dict[str, Any]:
    return {
        "valid_from": draft.valid_from.isoformat() if draft.valid_from else None,
        "valid_to": draft.valid_to.isoformat() if draft.valid_to else None,
        "source": _source(draft.document, draft.article),
        "verified": int(draft.verified_on is not None),
        "note": _noted("", draft.verified_on),
    }


def save_condition(action: Action, draft: ConditionDraft, row_id: int | None = None) -> int:
    """Add an own condition, or change one when its id is given; returns the id.

    Raises:
        BadInput: it came with the program, is no own one, has no paper, or lacks a figure or its text.
    """
    if row_id is not None:
        _refuse_shipped(action.con, CONDITION, row_id)
    if draft.scope not in OWN_SCOPES:
        raise BadInput("Chưa chọn điều kiện của ai; hãy chọn quy chế của tỉnh hay quy định của cơ quan.")
    figures = condition_words.checked(draft.kind, draft.parameters, draft.form_code, draft.object_kind)
    names = {form.code: form.name for form in catalogues.award_forms(action.con)}
    text = clean(draft.text) or condition_words.sentence(draft.kind, figures, names)
    if not text:
        raise BadInput("Chưa ghi nội dung điều kiện; hãy ghi như trong quy chế rồi lưu lại.")
    values = {
        "form_code": draft.form_code,
        "award_type": draft.award_type,
        "object_kind": draft.object_kind,
        "scope": draft.scope,
        "alternative": clean(draft.alternative).replace(":", ""),
        "kind": draft.kind,
        "parameters": figures,
        "text": text,
        **_tail(draft),
    }
    return catalogues.save_row(action, CONDITION, values, row_id)


def save_threshold(action: Action, draft: ThresholdDraft, row_id: int | None = None) -> int:
    """Add an own quorum or approving share, or change one when its id is given; returns the id.

    Raises:
        BadInput: it came with the program, has no paper, or its share is none.
    """
    if row_id is not None:
        _refuse_shipped(action.con, THRESHOLD, row_id)
    if draft.kind not in catalogues.VOTE_RULES:
        raise BadInput("Chưa chọn việc quy định tỷ lệ; hãy chọn thành viên có mặt hay phiếu đồng ý.")
    share = Share.parse(draft.share)
    if share is None:
        raise BadInput(f"“{clean(draft.share)}” không phải là tỷ lệ; hãy nhập như 2/3, 70% hoặc quá nửa.")
    values = {
        "kind": draft.kind,
        "form_code": draft.form_code if draft.kind == "approval" else "",
        "level": draft.level,
        "session_kind": draft.session_kind,
        "share": share.stored,
        "base": "all" if draft.kind == "quorum" else draft.base,
        **_tail(draft),
    }
    return catalogues.save_row(action, THRESHOLD, values, row_id)


def remove(action: Action, table: str, row_id: int) -> None:
    """Take an own row out (undo brings it back).

    Raises:
        BadInput: it came with the program.
    """
    _refuse_shipped(action.con, table, row_id)
    catalogues.delete_row(action, table, row_id)


def _refuse_shipped(con: Connection, table: str, row_id: int) -> None:
    if get(con, table, row_id).shipped:
        raise BadInput(
            "Dòng này do chương trình phát hành theo luật nên không sửa, xóa ở đây; "
            "hãy thêm dòng của tỉnh, hoặc sửa trong Danh mục khi văn bản đã đổi."
        )


def drafted(con: Connection, row_id: int) -> ConditionDraft:
    """An own condition as a dialog shows it; the article is what stands after the last comma of the source."""
    row = _row(con, CONDITION, row_id)
    document, article = parted(row["source"])
    return ConditionDraft(
        row["kind"],
        row["form_code"],
        row["award_type"],
        row["object_kind"],
        row["scope"],
        row["alternative"],
        json.loads(row["parameters"]),
        row["text"],
        document,
        article,
        _day(row["valid_from"]),
        _day(row["valid_to"]),
        verified_day(row["note"]) if row["verified"] else None,
    )


def drafted_threshold(con: Connection, row_id: int) -> ThresholdDraft:
    """An own share as a dialog shows it."""
    row = _row(con, THRESHOLD, row_id)
    document, article = parted(row["source"])
    return ThresholdDraft(
        row["kind"],
        row["share"] or "",
        row["base"],
        row["form_code"],
        row["level"],
        row["session_kind"],
        document,
        article,
        _day(row["valid_from"]),
        _day(row["valid_to"]),
        verified_day(row["note"]) if row["verified"] else None,
    )


_ARTICLE: Final = re.compile(r"^(?P<document>.+?), (?P<article>(?:điểm|khoản|Điều|Mục|Chương|Phụ lục)\b.*)$")


def parted(source: str) -> tuple[str, str]:
    """Document and article of a source; the article is empty where it names none."""
    found = _ARTICLE.match(source)
    return (found["document"], found["article"]) if found else (source, "")
