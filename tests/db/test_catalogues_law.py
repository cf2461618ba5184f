"""The dated catalogues: what held on a day, to the day; which form a plan's wording means; editing and its limits."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from db import catalogue_fields, catalogues, resources
from db.catalogue_fields import period, shown, typed
from db.catalogues import BY_TABLE, CATALOGUES, Field
from db.errors import BadInput, Refused
from db.store import Action, Store

D = dt.date
Refuse = Callable[[Callable[[Action], object]], str]

# Base salary by decree, from the decrees' own days of effect.
SALARIES = [
    (D(2013, 6, 30), 1_050_000),
    (D(2013, 7, 1), 1_150_000),
    (D(2016, 4, 30), 1_150_000),
    (D(2016, 5, 1), 1_210_000),
    (D(2017, 7, 1), 1_300_000),
    (D(2018, 7, 1), 1_390_000),
    (D(2019, 6, 30), 1_390_000),
    (D(2019, 7, 1), 1_490_000),
    (D(2023, 6, 30), 1_490_000),
    (D(2023, 7, 1), 1_800_000),
    (D(2024, 6, 30), 1_800_000),
    (D(2024, 7, 1), 2_340_000),
]


@pytest.mark.parametrize(("day", "amount"), SALARIES)
def test_the_base_salary_of_a_day(store: Store, day: dt.date, amount: int) -> None:
    assert [row["amount"] for row in catalogues.rows(store.con, "base_salary", on=day)] == [amount]


def test_no_day_has_two_base_salaries(store: Store) -> None:
    day = D(2012, 5, 1)
    while day < D(2030, 1, 1):
        assert len(catalogues.rows(store.con, "base_salary", on=day)) == 1, day
        day += dt.timedelta(days=30)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (D(2023, 12, 31), None),
        (D(2024, 1, 1), "Xã, phường, thị trấn tiêu biểu"),
        (D(2025, 6, 30), "Xã, phường, thị trấn tiêu biểu"),
        (D(2025, 7, 1), "Xã, phường, đặc khu tiêu biểu"),
    ],
)
def test_the_title_that_lost_its_townships(store: Store, day: dt.date, name: str | None) -> None:
    rows = catalogues.rows(store.con, "award_form", on=day)
    assert [row["name"] for row in rows if row["code"] == "xa_tieu_bieu"] == ([name] if name else [])


def test_each_form_is_listed_once_as_it_stood_that_day(store: Store) -> None:
    for day in (None, D(2010, 1, 1), D(2023, 12, 20), D(2025, 7, 1), D(2050, 1, 1)):
        codes = [form.code for form in catalogues.award_forms(store.con, day)]
        assert len(codes) == len(set(codes))
        assert "giay_khen" in codes
    village = {day: {f.code: f for f in catalogues.award_forms(store.con, day)}["thon_van_hoa"] for day in
               (D(2023, 12, 31), D(2024, 1, 1))}  # fmt: skip
    assert [form.name for form in village.values()] == [
        "Thôn, làng, ấp, bản, tổ dân phố văn hóa",
        "Thôn, tổ dân phố văn hóa",
    ]
    assert [form.object_kinds for form in village.values()] == [("collective",)] * 2


@pytest.mark.parametrize(
    ("form", "paper"),
    [
        ("giay_khen", True),
        ("bang_khen", True),
        ("gia_dinh_van_hoa", True),
        ("ldtt", False),
        ("tt_ldtt", False),
    ],
)
def test_which_forms_are_handed_over_on_paper(store: Store, form: str, paper: bool) -> None:
    for day in (None, D(2010, 1, 1), D(2023, 12, 20), D(2027, 1, 1)):
        assert catalogues.has_certificate(store.con, form, day) is paper
    (field,) = (f for f in BY_TABLE["award_form"].fields if f.key == "has_certificate")
    assert field.title == "Có giấy/bằng"
    assert catalogue_fields.shown(field, int(paper)) == ("Có" if paper else "Không")


def test_the_officer_says_whether_there_is_a_certificate_and_from_when(store: Store) -> None:
    assert catalogues.has_certificate(store.con, "hinh_thuc_la", D(2024, 1, 1)), (
        "nobody said that there is none"
    )
    rows = [r for r in catalogues.rows(store.con, "award_form") if r["code"] == "ldtt"]
    with store.action("Có giấy từ 01/10/2026") as action:
        catalogues.save_row(action, "award_form", {"has_certificate": True}, rows[-1]["id"])
        catalogues.save_row(action, "award_form", {**RIGHT["award_form"], "source": "Tỉnh", "code": "moi"})
    assert [catalogues.has_certificate(store.con, "ldtt", D(y, 12, 1)) for y in (2023, 2025, 2026)] == [
        False,
        False,
        True,
    ]
    assert catalogues.has_certificate(store.con, "moi")


def test_only_what_was_compared_with_the_law_says_so(store: Store) -> None:
    forms = {form.code: form for form in catalogues.award_forms(store.con, D(2027, 1, 1))}
    assert not forms["giay_khen"].verified
    assert {f.code: f for f in catalogues.award_forms(store.con, D(2024, 6, 1))}["giay_khen"].verified


def test_both_ends_of_a_row_belong_to_it(store: Store) -> None:
    with store.action("Danh mục") as action:
        for start, end in (("2031-01-01", "2031-01-31"), (None, "2030-12-31"), ("2031-02-01", None)):
            catalogues.save_row(
                action,
                "holiday",
                {
                    "day": "2031-01-15",
                    "name": f"{start}–{end}",
                    "valid_from": start,
                    "valid_to": end,
                    "source": "thử",
                },
            )

    def on(day: dt.date) -> list[str]:
        return [r["name"] for r in catalogues.rows(store.con, "holiday", on=day) if r["source"] == "thử"]

    assert on(D(2030, 12, 31)) == ["None–2030-12-31"]
    assert on(D(2031, 1, 1)) == on(D(2031, 1, 31)) == ["2031-01-01–2031-01-31"]
    assert on(D(2031, 2, 1)) == ["2031-02-01–None"]


def test_holidays_and_bases_come_from_the_table(store: Store) -> None:
    days = catalogues.holidays(store.con)
    assert {D(2023, 9, 2), D(2023, 4, 30), D(2023, 5, 1), D(2023, 1, 1)} <= days
    assert D(2023, 8, 15) not in days
    before, after = (
        catalogues.legal_bases(store.con, "decision", day) for day in (D(2025, 6, 30), D(2025, 7, 1))
    )
    assert any("65/2025/QH15" in text for text in before)
    assert any("72/2025/QH15" in text for text in after)
    assert not any("65/2025/QH15" in text for text in after)
    assert catalogues.legal_bases(store.con, "không có", D(2025, 7, 1)) == []


def test_the_name_of_a_form(store: Store) -> None:
    assert catalogues.form_name(store.con, "giay_khen") == "Giấy khen"
    assert catalogues.form_name(store.con, "xa_tieu_bieu") == "Xã, phường, đặc khu tiêu biểu"
    assert catalogues.form_name(store.con, "khong_co") == "khong_co"


# ---------------------------------------------------------------- as plans word it

WORDINGS: dict[str, str | None] = {
    "Giấy khen": "giay_khen",
    "tặng GIẤY KHEN của Chủ tịch Ủy ban nhân dân phường": "giay_khen",
    "Giấy khen của Chủ tịch UBND xã cho các tập thể, cá nhân": "giay_khen",
    "Bằng khen": "bang_khen",
    "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh": "bang_khen",
    "Bằng khen của Thủ tướng Chính phủ": "bang_khen_ttg",
    "Cờ thi đua": "co_thi_dua_tinh",
    "Cờ thi đua của Ủy ban nhân dân tỉnh": "co_thi_dua_tinh",
    "Cờ thi đua của Chính phủ": "co_thi_dua_cp",
    "danh hiệu Lao động tiên tiến": "ldtt",
    "Tập thể lao động tiên tiến": "tt_ldtt",
    "Tập thể Lao động xuất sắc": "tt_ldxs",
    "Chiến sĩ thi đua cơ sở": "cstd_co_so",
    "Chiến sĩ thi đua cấp tỉnh": "cstd_tinh",
    "Chiến sĩ thi đua toàn quốc": "cstd_toan_quoc",
    "Gia đình văn hóa": "gia_dinh_van_hoa",
    "Thôn, tổ dân phố văn hóa": "thon_van_hoa",
    "gia\u0302\u0301y khen": "giay_khen",
    "quà và tiền mặt": None,
    "": None,
}


@pytest.mark.parametrize(("wording", "code"), WORDINGS.items())
def test_the_form_a_plan_means(wording: str, code: str | None) -> None:
    assert catalogues.law_form_code(wording) == code


# ---------------------------------------------------------------- shipped tables


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda c: c.table)
def test_the_shipped_law_is_loaded_row_for_row_and_every_row_names_its_source(
    store: Store, catalogue: catalogues.Catalogue
) -> None:
    shipped = resources.read_json(f"law/{catalogue.table}.json")["rows"]
    stored = catalogues.rows(store.con, catalogue.table)
    assert len(stored) == len(shipped)
    assert all(row["source"].strip() for row in stored)
    for row in stored:
        assert not (row["valid_from"] and row["valid_to"]) or row["valid_from"] <= row["valid_to"]
    columns = set(stored[0].keys()) - {"id"}
    assert columns == {field.key for field in catalogue.fields}


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda c: c.table)
def test_every_shipped_value_survives_being_shown_and_typed_again(
    store: Store, catalogue: catalogues.Catalogue
) -> None:
    for row in catalogues.rows(store.con, catalogue.table):
        for field in catalogue.fields:
            if field.kind in ("yes_no", "choice"):
                continue
            again = typed(field, shown(field, row[field.key]))
            if field.kind == "json":
                assert json.loads(again) == json.loads(row[field.key])
            elif field.kind == "text":
                assert again == " ".join(str(row[field.key]).split())
            else:
                assert again == row[field.key], (field.key, row[field.key])


# ---------------------------------------------------------------- editing

RIGHT: dict[str, dict[str, Any]] = {
    "award_form": {"code": "x", "name": "X", "category": "form", "object_kinds": ["individual", "household"]},
    "award_condition": {
        "form_code": "giay_khen",
        "kind": "years",
        "text": "Hai năm",
        "parameters": {"years": 2, "chữ": "ă"},
    },
    "prize_rate": {
        "form_code": "giay_khen",
        "object_kind": "individual",
        "level": "commune",
        "coefficient_thousandths": 150,
    },
    "base_salary": {"amount": 3_000_000, "valid_from": "2031-01-01"},
    "authority": {"form_code": "giay_khen", "level": "commune", "decided_by": "Chủ tịch"},
    "legal_basis": {"paper_kind": "decision", "text": "Căn cứ …"},
    "paper_requirement": {"paper_code": "don", "name": "Đơn"},
    "holiday": {"day": "2031-01-01", "name": "Tết"},
    "time_limit": {"kind": "complete", "days": 5, "day_unit": "working"},
    "prize_rule": {"kind": "rounding", "text": "Làm tròn", "parameters": {"step": 1000}},
    "vote_rule": {"kind": "approval", "level": "commune", "share": "70%", "base": "all"},
    "award_cost": {"kind": "frame", "name": "Khung A4", "amount": 45_000},
    "paper_form": {"award_type": "thematic", "layout": "full", "form_number": "Mẫu số 07"},
    "retention": {"kind": "award", "level": "commune", "name": "Hồ sơ khen thưởng", "years": 10},
}


@pytest.mark.parametrize("table", BY_TABLE)
def test_a_row_is_added_changed_and_taken_out(store: Store, table: str) -> None:
    before = [tuple(row) for row in catalogues.rows(store.con, table)]
    with store.action("Thêm") as action:
        made = catalogues.save_row(action, table, {**RIGHT[table], "source": "Nghị quyết của tỉnh"})
    row = store.con.execute(f"SELECT * FROM {table} WHERE id = ?", (made,)).fetchone()
    assert (row["verified"], row["source"], row["note"]) == (0, "Nghị quyết của tỉnh", "")
    if table == "award_form":
        assert row["object_kinds"] == "individual,household"
    if table == "award_condition":
        assert json.loads(row["parameters"]) == {"years": 2, "chữ": "ă"}
    with store.action("Sửa") as action:
        assert catalogues.save_row(action, table, {"verified": True, "note": "đã xem"}, made) == made
    row = store.con.execute(f"SELECT * FROM {table} WHERE id = ?", (made,)).fetchone()
    assert (row["verified"], row["note"], row["source"]) == (1, "đã xem", "Nghị quyết của tỉnh")
    with store.action("Xóa") as action:
        catalogues.delete_row(action, table, made)
    assert [tuple(row) for row in catalogues.rows(store.con, table)] == before


REQUIRED = [(c.table, f) for c in CATALOGUES for f in c.fields if f.required]


@pytest.mark.parametrize(("table", "field"), REQUIRED, ids=[f"{t}.{f.key}" for t, f in REQUIRED])
def test_a_required_column_left_empty_is_named(
    store: Store, refused: Refuse, table: str, field: Field
) -> None:
    values = {**RIGHT[table], "source": "x"}
    made = catalogues.rows(store.con, table)[0]["id"]
    for empty in ("", None):
        said = refused(lambda a, v={**values, field.key: empty}: catalogues.save_row(a, table, v))  # type: ignore[misc]
        assert said == f"“{field.title}” đang để trống; hãy điền rồi lưu lại."
        refused(lambda a, e=empty: catalogues.save_row(a, table, {field.key: e}, made))  # type: ignore[misc]
    missing = {key: value for key, value in values.items() if key != field.key}
    refused(lambda a: catalogues.save_row(a, table, missing))


def test_days_the_wrong_way_round(store: Store, refused: Refuse) -> None:
    wrong = {**RIGHT["holiday"], "source": "x", "valid_from": "2031-02-01", "valid_to": "2031-01-31"}
    assert refused(lambda a: catalogues.save_row(a, "holiday", wrong)).startswith("“Từ ngày” sau “Đến ngày”")


def test_one_changed_day_is_held_against_the_day_that_stays(store: Store, refused: Refuse) -> None:
    with store.action("Thêm") as action:
        made = catalogues.save_row(
            action,
            "holiday",
            {**RIGHT["holiday"], "source": "x", "valid_from": "2031-02-01", "valid_to": "2031-03-01"},
        )
    said = refused(lambda a: catalogues.save_row(a, "holiday", {"valid_to": "2031-01-31"}, made))
    assert said.startswith("“Từ ngày” sau “Đến ngày”")


def test_a_salary_needs_its_first_day(store: Store, refused: Refuse) -> None:
    said = refused(lambda a: catalogues.save_row(a, "base_salary", {"amount": 3_000_000, "source": "x"}))
    assert "“Từ ngày”" in said


# ---------------------------------------------------------------- values as typed and shown

MONEY, NUMBER = Field("m", "Mức", "money"), Field("n", "Thứ tự", "integer")
RATE, DAY, JSON = (
    Field("r", "Hệ số", "thousandths"),
    Field("d", "Ngày", "date"),
    Field("j", "Tham số", "json"),
)
TYPED: list[tuple[Field, str, object, str]] = [
    (MONEY, "1.490.000", 1_490_000, "1.490.000"),
    (MONEY, "1490000", 1_490_000, "1.490.000"),
    (MONEY, " ", None, ""),
    (NUMBER, "", 0, "0"),
    (NUMBER, "12", 12, "12"),
    (RATE, "0,3", 300, "0,3"),
    (RATE, "1,5", 1500, "1,5"),
    (RATE, "4", 4000, "4"),
    (RATE, "0", 0, "0"),
    (RATE, "0,125", 125, "0,125"),
    (RATE, "10", 10_000, "10"),
    (RATE, "", None, ""),
    (DAY, "15/8/2023", "2023-08-15", "15/08/2023"),
    (DAY, "2023-08-15", "2023-08-15", "15/08/2023"),
    (DAY, "", None, ""),
    (JSON, "", "{}", "{}"),
    (JSON, '{"years": 2}', '{"years": 2}', '{"years": 2}'),
    (Field("t", "Tên"), " Giấy  khen ", "Giấy khen", "Giấy khen"),
]


@pytest.mark.parametrize(("field", "text", "stored", "again"), TYPED)
def test_values_as_they_are_typed_and_shown(field: Field, text: str, stored: object, again: str) -> None:
    assert typed(field, text) == stored
    assert shown(field, stored) == again


@pytest.mark.parametrize(
    ("field", "text", "begins"),
    [
        (MONEY, "một triệu", "“Mức” không phải là số"),
        (NUMBER, "-1", "“Thứ tự” không phải là số"),
        (RATE, "0,0001", "“Hệ số” không phải là hệ số"),
        (RATE, "nửa", "“Hệ số” không phải là hệ số"),
        (RATE, "-1", "“Hệ số” không phải là hệ số"),
        (DAY, "hôm nay", "“Ngày” không phải là ngày"),
        (DAY, "31/02/2023", "“31/02/2023” không phải là ngày có thật"),
        (JSON, "{years: 2}", "“Tham số” viết sai ở ký tự 2"),
        (JSON, "[1]", "“Tham số” phải nằm trong dấu ngoặc nhọn"),
    ],
)
def test_values_that_are_none(
    sentence: Callable[[Refused | str], str], field: Field, text: str, begins: str
) -> None:
    with pytest.raises(BadInput) as caught:
        typed(field, text)
    assert sentence(caught.value).startswith(begins)


def test_words_of_choices_and_periods() -> None:
    level = next(f for f in BY_TABLE["prize_rate"].fields if f.key == "level")
    assert [shown(level, value) for value in ("any", "commune", "lạ", None)] == [
        "Mọi cấp",
        "Cấp xã",
        "lạ",
        "",
    ]
    assert [shown(Field("v", "V", "yes_no"), value) for value in (1, 0)] == ["Có", "Không"]
    assert catalogue_fields.VERIFIED_WORDS == {True: "Đã đối chiếu", False: "Chưa đối chiếu"}
    assert [
        period(start, end)
        for start, end in (
            (None, None),
            ("2024-07-01", None),
            (None, "2024-06-30"),
            ("2023-07-01", "2024-06-30"),
            ("2023-01-01", "2023-01-01"),
        )
    ] == ["mọi thời gian", "từ 01/07/2024", "đến 30/06/2024", "01/07/2023 – 30/06/2024", "01/01/2023"]


def test_a_register_of_an_older_program_is_given_the_rows_added_since(store: Store) -> None:
    assert catalogues.lacking_shipped(store.con) == []
    before = {table: [tuple(row)[1:] for row in catalogues.rows(store.con, table)] for table in BY_TABLE}
    salary = catalogues.rows(store.con, "base_salary")[0]
    with store.action("Như sổ cũ") as action:
        for row in catalogues.rows(store.con, "prize_rule"):
            catalogues.delete_row(action, "prize_rule", row["id"])
        catalogues.save_row(action, "base_salary", {"amount": 1, "source": "sửa tay"}, salary["id"])
    with store.action("Bổ sung danh mục") as action:
        assert catalogues.add_shipped(action) == len(before["prize_rule"])
    after = [tuple(row)[1:] for row in catalogues.rows(store.con, "prize_rule")]
    assert sorted(map(str, after)) == sorted(map(str, before["prize_rule"]))
    assert catalogues.rows(store.con, "base_salary")[0]["amount"] == 1
    assert catalogues.lacking_shipped(store.con) == []
