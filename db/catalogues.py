"""Dated catalogues of the law: award forms, conditions, prizes, base salary, authorities, holidays.

Law is data, never code. ``resources/law/*.json`` is loaded when a register is made; from then on the rows
belong to the officer, who corrects them on the page *Danh mục*. Every row has ``valid_from``/``valid_to``
(inclusive, None = open), its ``source`` and ``verified`` (False: chưa đối chiếu).
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import Any

from db import resources
from db.errors import BadInput
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import fold

AWARD_TYPES = {
    "": "Mọi loại hình",
    "merit": "Công trạng",
    "thematic": "Chuyên đề (phong trào)",
    "sudden": "Đột xuất",
    "contribution": "Quá trình cống hiến",
    "seniority": "Niên hạn",
    "external": "Đối ngoại",
}
OBJECT_KINDS = {"individual": "Cá nhân", "collective": "Tập thể", "household": "Hộ gia đình"}
LEVELS = {
    "commune": "Cấp xã",
    "district": "Cấp huyện",
    "province": "Cấp tỉnh",
    "ministry": "Bộ, ban, ngành",
    "state": "Nhà nước",
    "unit": "Cơ quan, đơn vị",
}
LAYOUTS = {"full": "Báo cáo đầy đủ", "short": "Báo cáo tóm tắt"}
DOSSIER_KINDS = {
    "award": "Hồ sơ khen thưởng",
    "drive": "Hồ sơ phong trào thi đua",
    "conference": "Hội nghị thi đua",
    "plan": "Kế hoạch, báo cáo",
    "regulation": "Quy chế, quy định, hướng dẫn",
    "letter": "Công văn trao đổi",
    "foreign": "Khen thưởng người nước ngoài",
}
CATEGORIES = {"title": "Danh hiệu thi đua", "form": "Hình thức khen thưởng"}
SCOPES = {"law": "Luật, nghị định", "province": "Quy chế của tỉnh", "own": "Quy định của cơ quan"}
LIMIT_KINDS = {
    "complete": "Bổ sung hồ sơ",
    "decide": "Giải quyết",
    "consultation": "Hiệp y",
    "disclosure": "Công khai",
    "notice": "Thông báo kết quả",
    "superior": "Trả lời của cấp trên",
}
DAY_UNITS = {"working": "ngày làm việc", "calendar": "ngày thường"}
PRIZE_RULES = {
    "rounding": "Làm tròn",
    "object_factor": "Hệ số theo đối tượng",
    "same_achievement": "Nhiều hình thức cùng lúc",
}
COST_KINDS = {"frame": "Khung", "sheet": "Phôi", "flowers": "Hoa", "other": "Khác"}
VOTE_RULES = {"quorum": "Thành viên có mặt", "approval": "Phiếu đồng ý"}
SESSION_KINDS = {"": "Mọi hình thức", "meeting": "Họp", "written": "Lấy ý kiến bằng văn bản"}
VOTE_BASES = {"all": "Tổng số thành viên", "present": "Số thành viên tham gia"}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a catalogue as the officer sees and edits it."""

    key: str
    title: str
    kind: str = "text"  # text | integer | money | thousandths | share | date | yes_no | choice | json
    choices: dict[str, str] | None = None
    required: bool = False
    default: bool | None = None  # of a new row, where it is not what an empty field means


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One dated table: its name in the store, its Vietnamese title and its columns."""

    table: str
    title: str
    fields: tuple[Field, ...]
    order: str


_FROM = Field("valid_from", "Từ ngày", "date")
_REST = (
    Field("valid_to", "Đến ngày", "date"),
    Field("source", "Căn cứ", required=True),
    Field("verified", "Đã đối chiếu", "yes_no"),
    Field("note", "Ghi chú"),
)
_TAIL = (_FROM, *_REST)
_FORM = Field("form_code", "Mã hình thức", required=True)
_OBJECT = Field("object_kind", "Đối tượng", "choice", {"": "Mọi đối tượng", **OBJECT_KINDS})
_TYPE = Field("award_type", "Loại hình", "choice", AWARD_TYPES)
_LEVEL = Field("level", "Cấp", "choice", {"any": "Mọi cấp", **LEVELS}, required=True)

CATALOGUES: tuple[Catalogue, ...] = (
    Catalogue(
        "award_form",
        "Danh hiệu, hình thức khen thưởng",
        (
            Field("code", "Mã", required=True),
            Field("name", "Tên", required=True),
            Field("short_name", "Viết tắt"),
            Field("category", "Nhóm", "choice", CATEGORIES, required=True),
            Field("object_kinds", "Đối tượng (mã)", required=True),
            Field("has_certificate", "Có giấy/bằng", "yes_no", default=True),
            Field("ordinal", "Thứ tự", "integer"),
            *_TAIL,
        ),
        "ordinal, code, valid_from",
    ),
    Catalogue(
        "award_condition",
        "Điều kiện, tiêu chuẩn",
        (
            replace(_FORM, required=False),
            _TYPE,
            _OBJECT,
            Field("scope", "Của ai", "choice", SCOPES),
            Field("alternative", "Điểm"),
            Field("kind", "Loại điều kiện", required=True),
            Field("parameters", "Tham số", "json"),
            Field("text", "Nội dung", required=True),
            *_TAIL,
        ),
        "form_code, award_type, object_kind, alternative, valid_from",
    ),
    Catalogue(
        "prize_rate",
        "Mức tiền thưởng (hệ số)",
        (
            _FORM,
            Field("object_kind", "Đối tượng", "choice", OBJECT_KINDS, required=True),
            _LEVEL,
            Field("coefficient_thousandths", "Hệ số lương cơ sở", "thousandths"),
            *_TAIL,
        ),
        "form_code, object_kind, level, valid_from",
    ),
    Catalogue(
        "base_salary",
        "Lương cơ sở",
        (
            Field("amount", "Mức (đồng/tháng)", "money", required=True),
            replace(_FROM, required=True),
            *_REST,
        ),
        "valid_from",
    ),
    Catalogue(
        "authority",
        "Thẩm quyền quyết định",
        (
            _FORM,
            _OBJECT,
            Field("level", "Cấp", "choice", LEVELS, required=True),
            Field("decided_by", "Người quyết định", required=True),
            *_TAIL,
        ),
        "form_code, object_kind, level, valid_from",
    ),
    Catalogue(
        "legal_basis",
        "Căn cứ pháp lý trên văn bản",
        (
            Field("paper_kind", "Loại văn bản", required=True),
            Field("ordinal", "Thứ tự", "integer"),
            Field("text", "Câu căn cứ", required=True),
            *_TAIL,
        ),
        "paper_kind, ordinal, valid_from",
    ),
    Catalogue(
        "paper_requirement",
        "Thành phần hồ sơ",
        (
            Field("form_code", "Mã hình thức"),
            _TYPE,
            _OBJECT,
            Field("paper_code", "Mã giấy tờ", required=True),
            Field("name", "Tên giấy tờ", required=True),
            *_TAIL,
        ),
        "form_code, award_type, object_kind, paper_code",
    ),
    Catalogue(
        "time_limit",
        "Thời hạn giải quyết",
        (
            Field("kind", "Việc", "choice", LIMIT_KINDS, required=True),
            replace(_FORM, required=False),
            _TYPE,
            Field("days", "Số ngày", "money"),
            Field("day_unit", "Loại ngày", "choice", DAY_UNITS, required=True),
            Field("text", "Nội dung"),
            *_TAIL,
        ),
        "kind, form_code, award_type, valid_from",
    ),
    Catalogue(
        "prize_rule",
        "Nguyên tắc tính tiền thưởng",
        (
            Field("kind", "Nguyên tắc", "choice", PRIZE_RULES, required=True),
            Field("parameters", "Tham số", "json"),
            Field("text", "Nội dung", required=True),
            *_TAIL,
        ),
        "kind, valid_from",
    ),
    Catalogue(
        "award_cost",
        "Chi phí kèm theo khen thưởng",
        (
            Field("kind", "Khoản chi", "choice", COST_KINDS, required=True),
            Field("name", "Tên", required=True),
            replace(_FORM, required=False),
            _OBJECT,
            Field("amount", "Đơn giá (đồng)", "money"),
            *_TAIL,
        ),
        "kind, form_code, object_kind, valid_from",
    ),
    Catalogue(
        "vote_rule",
        "Tỷ lệ họp, biểu quyết của Hội đồng",
        (
            Field("kind", "Việc", "choice", VOTE_RULES, required=True),
            replace(_FORM, required=False),
            _LEVEL,
            Field("session_kind", "Hình thức họp", "choice", SESSION_KINDS),
            Field("share", "Tỷ lệ", "share"),
            Field("base", "Tính trên", "choice", VOTE_BASES, required=True),
            *_TAIL,
        ),
        "kind, form_code, level, session_kind, valid_from",
    ),
    Catalogue(
        "paper_form",
        "Mẫu báo cáo thành tích",
        (
            _TYPE,
            _OBJECT,
            Field("layout", "Bố cục", "choice", LAYOUTS, required=True),
            Field("form_number", "Số mẫu"),
            *_TAIL,
        ),
        "award_type, object_kind, valid_from",
    ),
    Catalogue(
        "retention",
        "Thời hạn bảo quản hồ sơ",
        (
            Field("kind", "Loại hồ sơ", "choice", DOSSIER_KINDS, required=True),
            Field("level", "Cấp quyết định", "choice", {"": "Mọi cấp", **LEVELS}),
            Field("name", "Tên hồ sơ", required=True),
            Field("years", "Số năm", "money"),
            Field("permanent", "Vĩnh viễn", "yes_no"),
            *_TAIL,
        ),
        "kind, level, valid_from",
    ),
    Catalogue(
        "holiday",
        "Ngày nghỉ lễ",
        (Field("day", "Ngày", "date", required=True), Field("name", "Ngày lễ", required=True), *_TAIL),
        "day",
    ),
)
BY_TABLE = {catalogue.table: catalogue for catalogue in CATALOGUES}


@dataclass(frozen=True, slots=True)
class AwardForm:
    """An emulation title or award form as it stood on a day."""

    code: str
    name: str
    short_name: str
    category: str
    object_kinds: tuple[str, ...]
    source: str
    verified: bool
    has_certificate: bool


def load_law(action: Action) -> int:
    """Load ``resources/law`` into the empty catalogues of a new register; returns the number of rows."""
    count = 0
    for catalogue in CATALOGUES:
        keys = {field.key for field in catalogue.fields}
        for row in resources.read_json(f"law/{catalogue.table}.json")["rows"]:
            values = {key: _stored(value) for key, value in row.items() if key in keys}
            action.insert(catalogue.table, **values)
            count += 1
    return count


_NOT_IDENTITY = frozenset(
    {
        "valid_to",
        "source",
        "verified",
        "note",
        "parameters",
        "amount",
        "days",
        "ordinal",
        "layout",
        "form_number",
        "years",
        "permanent",
    }
)


def lacking_shipped(con: Connection) -> list[tuple[str, dict[str, Any]]]:
    """Rows of ``resources/law`` whose like does not stand in the register: (table, values).

    A register made by an older program lacks what was added since. A row the officer changed in figures, source or
    last day is the same row; one he took out is lacking.
    """
    found = []
    for catalogue in CATALOGUES:
        keys = {field.key for field in catalogue.fields}
        identity = sorted(keys - _NOT_IDENTITY - {"coefficient_thousandths", "has_certificate"})
        stands = {tuple(row[key] or "" for key in identity) for row in rows(con, catalogue.table)}
        for row in resources.read_json(f"law/{catalogue.table}.json")["rows"]:
            values = {"scope": "law"} if "scope" in keys else {}
            values |= {key: _stored(value) for key, value in row.items() if key in keys}
            if tuple(values.get(key) or "" for key in identity) not in stands:
                found.append((catalogue.table, values))
    return found


def add_shipped(action: Action) -> int:
    """Add what :func:`lacking_shipped` finds; returns how many rows."""
    lacking = lacking_shipped(action.con)
    for table, values in lacking:
        action.insert(table, **values)
    return len(lacking)


def _stored(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return ",".join(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value


def rows(con: Connection, table: str, *, on: dt.date | None = None) -> list[Row]:
    """Rows of one catalogue in its order; ``on`` keeps those valid that day."""
    catalogue = BY_TABLE[table]
    where, parameters = "", list[str]()
    if on is not None:
        where = f"WHERE {VALID_ON}"
        parameters = [on.isoformat(), on.isoformat()]
    return con.execute(f"SELECT * FROM {table} {where} ORDER BY {catalogue.order}", parameters).fetchall()


VALID_ON = "coalesce(valid_from, '0000') <= ? AND coalesce(valid_to, '9999') >= ?"


def save_row(action: Action, table: str, values: dict[str, Any], row_id: int | None = None) -> int:
    """Add a catalogue row, or change one when its id is given; returns the id.

    Raises:
        BadInput: a required column is empty, or the days are in the wrong order.
    """
    catalogue = BY_TABLE[table]
    for field in catalogue.fields:
        if field.required and values.get(field.key, "" if row_id is None else True) in ("", None):
            raise BadInput(f"“{field.title}” đang để trống; hãy điền rồi lưu lại.")
    stood = action.con.execute(f"SELECT valid_from, valid_to FROM {table} WHERE id = ?", (row_id,)).fetchone()
    days = {**(dict(stood) if stood else {}), **values}
    start, end = days.get("valid_from"), days.get("valid_to")
    if start and end and str(start) > str(end):
        raise BadInput("“Từ ngày” sau “Đến ngày”; hãy sửa lại một trong hai ngày.")
    stored = {key: _stored(value) for key, value in values.items()}
    if row_id is None:
        return action.insert(table, **{"verified": 0, **stored})
    action.update(table, row_id, **stored)
    return row_id


def delete_row(action: Action, table: str, row_id: int) -> None:
    """Take a catalogue row out (undo brings it back)."""
    action.delete(BY_TABLE[table].table, row_id)


def award_forms(con: Connection, on: dt.date | None = None) -> list[AwardForm]:
    """Titles and forms in their order, one row a code: the one valid on ``on``, else the newest."""
    found: dict[str, AwardForm] = {}
    ordered = rows(con, "award_form")
    for row in ordered:
        known = row["code"] in found
        valid = on is None or ((row["valid_from"] or "0000") <= on.isoformat() <= (row["valid_to"] or "9999"))
        if known and not valid:
            continue
        found[row["code"]] = AwardForm(
            row["code"],
            row["name"],
            row["short_name"],
            row["category"],
            tuple(row["object_kinds"].split(",")),
            row["source"],
            bool(row["verified"]),
            bool(row["has_certificate"]),
        )
    return list(found.values())


def has_certificate(con: Connection, form_code: str, day: dt.date | None = None) -> bool:
    """Whether a form is handed over on paper (Giấy khen, Bằng khen…) on a day; LĐTT and TTLĐTT are money alone.

    The row valid that day tells, else the newest one. A form the catalogue does not know may have a certificate.
    """
    known = {form.code: form.has_certificate for form in award_forms(con, day)}
    return known.get(form_code, True)


def form_name(con: Connection, code: str) -> str:
    """The Vietnamese name of a form; the code itself where the catalogue does not know it."""
    row = con.execute(
        "SELECT name FROM award_form WHERE code = ? ORDER BY valid_from DESC LIMIT 1", (code,)
    ).fetchone()
    return str(row["name"]) if row else code


def awarded(con: Connection, code: str, name: str = "") -> str:
    """A form as a sentence awards it: "Giấy khen", "danh hiệu “Lao động tiên tiến”"; a flag is awarded like a paper.

    ``name`` is what it is called where that differs from the catalogue.
    """
    row = con.execute(
        "SELECT name, category FROM award_form WHERE code = ? ORDER BY valid_from DESC LIMIT 1", (code,)
    ).fetchone()
    said = name or (str(row["name"]) if row else code)
    is_title = row is not None and row["category"] == "title" and not said.startswith("Cờ ")
    return f"danh hiệu “{said}”" if is_title else said


def holidays(con: Connection) -> frozenset[dt.date]:
    """Days off by law, as far as the catalogue knows them."""
    return frozenset(dt.date.fromisoformat(row["day"]) for row in rows(con, "holiday"))


def legal_bases(con: Connection, paper_kind: str, on: dt.date) -> list[str]:
    """Sentences "Căn cứ …" valid on a day for one kind of paper, in order."""
    return [str(row["text"]) for row in rows(con, "legal_basis", on=on) if row["paper_kind"] == paper_kind]


def law_form_code(name: str) -> str | None:
    """The code of a form by its name in the law tables shipped with the program; None when no form is meant.

    Plans write forms in the plural, with their authority behind ("Bằng khen của Chủ tịch …"): the longest
    name the text begins with, or contains, is meant.
    """
    folded = fold(name)
    known = {
        fold(row["name"]): str(row["code"]) for row in resources.read_json("law/award_form.json")["rows"]
    }
    known |= {
        "bang khen": "bang_khen",
        "co thi dua": "co_thi_dua_tinh",
        "chien si thi dua cap tinh": "cstd_tinh",
    }
    meant = [known_name for known_name in known if known_name in folded]
    return known[max(meant, key=len)] if meant else None
