"""The shipped law tables: every row dated, sourced, honest about what was checked, and loadable."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from db import resources
from db.catalogues import BY_TABLE

KEYS: dict[str, tuple[str, ...]] = {
    "award_form": ("code",),
    "award_condition": ("form_code", "award_type", "object_kind", "alternative", "kind", "parameters"),
    "prize_rate": ("form_code", "object_kind", "level"),
    "base_salary": (),
    "authority": ("form_code", "object_kind", "level"),
    "legal_basis": ("paper_kind", "ordinal"),
    "paper_requirement": ("form_code", "award_type", "object_kind", "paper_code"),
    "holiday": ("day",),
    "time_limit": ("kind", "form_code", "award_type"),
    "prize_rule": ("kind", "parameters"),
    "vote_rule": ("kind", "form_code", "level", "session_kind"),
    "award_cost": ("kind", "name", "form_code", "object_kind"),
    "paper_form": ("award_type", "object_kind"),
    "retention": ("kind", "level"),
}
AMENDED = date(2026, 10, 1)

# Anchors copied by hand from the field notes: (form, object, level, day) -> (thousandths, verified).
RATES = [
    ("giay_khen", "individual", "commune", "2023-12-20", 150, True),
    ("giay_khen", "collective", "commune", "2023-12-20", 300, True),
    ("giay_khen", "individual", "commune", "2024-05-01", 150, False),
    ("giay_khen", "individual", "commune", "2025-08-01", None, False),
    ("giay_khen", "individual", "district", "2023-06-01", 300, True),
    ("giay_khen", "collective", "unit", "2020-06-01", 600, True),
    ("bang_khen", "individual", "province", "2023-06-01", 1000, True),
    ("bang_khen_ttg", "collective", "state", "2019-06-01", 7000, True),
    ("ldtt", "individual", "any", "2026-01-01", 300, True),
    ("tt_ldtt", "collective", "any", "2019-03-01", 800, True),
    ("tt_ldxs", "collective", "any", "2024-03-01", 1500, True),
    ("cstd_co_so", "individual", "any", "2024-03-01", 1000, True),
    ("cstd_toan_quoc", "individual", "any", "2024-03-01", 4500, True),
    ("co_thi_dua_tinh", "collective", "any", "2026-03-01", 8000, False),
    ("xa_tieu_bieu", "collective", "any", "2024-03-01", 2000, True),
]
SALARIES = [
    ("2012-05-01", 1_050_000),
    ("2013-06-30", 1_050_000),
    ("2013-07-01", 1_150_000),
    ("2016-04-30", 1_150_000),
    ("2016-05-01", 1_210_000),
    ("2017-07-01", 1_300_000),
    ("2018-07-01", 1_390_000),
    ("2019-07-01", 1_490_000),
    ("2023-06-30", 1_490_000),
    ("2023-07-01", 1_800_000),
    ("2024-07-01", 2_340_000),
    ("2026-06-30", 2_340_000),
    ("2026-07-01", 2_530_000),
]


def rows(table: str) -> list[dict[str, Any]]:
    content = resources.read_json(f"law/{table}.json")
    assert content["source_note"]
    return list(content["rows"])


def in_force(found: list[dict[str, Any]], day: str) -> list[dict[str, Any]]:
    return [r for r in found if r["valid_from"] <= day and (r["valid_to"] is None or day <= r["valid_to"])]


def test_every_catalogue_of_the_store_has_its_file() -> None:
    assert set(KEYS) == set(BY_TABLE)
    assert set(KEYS) <= {p.stem for p in resources.path("law").glob("*.json")}


@pytest.mark.parametrize("table", KEYS)
def test_rows_are_sourced_dated_and_nfc(table: str) -> None:
    found = rows(table)
    assert found
    for row in found:
        assert row["source"].strip(), row
        assert isinstance(row["verified"], bool), row
        assert isinstance(row["note"], str), row
        start = date.fromisoformat(row["valid_from"])
        assert row["valid_to"] is None or date.fromisoformat(row["valid_to"]) >= start, row
        text = json.dumps(row, ensure_ascii=False)
        assert unicodedata.is_normalized("NFC", text), row
        assert "/work" not in text
        assert "http" not in text


@pytest.mark.parametrize("table", KEYS)
def test_periods_of_one_key_do_not_overlap(table: str) -> None:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows(table):
        groups.setdefault(json.dumps([row[k] for k in KEYS[table]], ensure_ascii=False), []).append(row)
    for key, group in groups.items():
        group.sort(key=lambda r: r["valid_from"])
        for earlier, later in pairwise(group):
            assert earlier["valid_to"] is not None, key
            assert earlier["valid_to"] < later["valid_from"], key


@pytest.mark.parametrize(
    "table", ["award_form", "award_condition", "prize_rate", "authority", "paper_requirement"]
)
def test_nothing_after_the_amendment_claims_to_be_checked(table: str) -> None:
    for row in rows(table):
        reaches = row["valid_to"] is None or date.fromisoformat(row["valid_to"]) >= AMENDED
        assert not (reaches and row["verified"]), row


def test_forms_named_elsewhere_exist() -> None:
    codes = {r["code"] for r in rows("award_form")}
    for table in ("award_condition", "prize_rate", "authority", "paper_requirement", "vote_rule"):
        assert {r["form_code"] for r in rows(table)} - {""} <= codes, table


@pytest.mark.parametrize(("form", "obj", "level", "day", "coefficient", "verified"), RATES)
def test_rate_of_the_day(
    form: str, obj: str, level: str, day: str, coefficient: int | None, verified: bool
) -> None:
    mine = [
        r for r in rows("prize_rate") if (r["form_code"], r["object_kind"], r["level"]) == (form, obj, level)
    ]
    (row,) = in_force(mine, day)
    assert (row["coefficient_thousandths"], row["verified"]) == (coefficient, verified)


def test_an_unknown_rate_is_never_verified_and_says_what_to_do() -> None:
    unknown = [r for r in rows("prize_rate") if r["coefficient_thousandths"] is None]
    assert unknown
    assert all(not r["verified"] and r["note"] for r in unknown)


@pytest.mark.parametrize(("day", "amount"), SALARIES)
def test_base_salary_of_the_day(day: str, amount: int) -> None:
    (row,) = in_force(rows("base_salary"), day)
    assert (row["amount"], row["verified"]) == (amount, True)


@pytest.mark.parametrize(
    ("day", "law", "decree"),
    [
        ("2023-12-20", "2003", "91/2017"),
        ("2024-01-01", "15 tháng 6 năm 2022", "98/2023"),
        ("2025-06-30", "15 tháng 6 năm 2022", "98/2023"),
        ("2025-07-01", "15 tháng 6 năm 2022", "152/2025"),
    ],
)
def test_legal_bases_of_a_decision(day: str, law: str, decree: str) -> None:
    bases = in_force([r for r in rows("legal_basis") if r["paper_kind"] == "decision"], day)
    texts = {r["ordinal"]: r["text"] for r in bases}
    assert "Luật Tổ chức chính quyền địa phương" in texts[1]
    assert law in texts[2]
    assert decree in texts[3]
    assert all(t.startswith("Căn cứ ") and t.endswith(";") for t in texts.values())


def test_no_district_decides_after_the_district_level_ended() -> None:
    assert not [
        r
        for r in rows("authority") + rows("prize_rate")
        if r["level"] == "district" and (r["valid_to"] is None or r["valid_to"] >= "2025-07-01")
    ]


def test_the_chairman_of_a_ward_gives_giay_khen_at_any_time() -> None:
    mine = [r for r in rows("authority") if r["form_code"] == "giay_khen" and r["level"] == "commune"]
    for day in ("2015-05-05", "2023-12-20", "2024-06-01", "2025-09-02", "2026-11-01"):
        (row,) = in_force(mine, day)
        assert row["decided_by"] == "Chủ tịch Ủy ban nhân dân cấp xã"


def test_holidays_stand_on_their_own_day_and_cover_the_years() -> None:
    found = rows("holiday")
    days = {r["day"] for r in found}
    for year in range(2023, 2028):
        assert {f"{year}-01-01", f"{year}-04-30", f"{year}-05-01", f"{year}-09-02"} <= days
    first_days = {r["day"] for r in found if "mùng 1" in r["name"]}
    assert first_days == {"2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06"}
    assert all(r["valid_from"] == r["day"] == r["valid_to"] for r in found)
    for row in found:
        if row["name"].startswith(("Nghỉ bù", "Nghỉ hoán đổi")):
            assert date.fromisoformat(row["day"]).weekday() < 5, row


@pytest.mark.parametrize("table", KEYS)
def test_the_schema_takes_every_row(table: str) -> None:
    with sqlite3.connect(":memory:") as connection:
        for step in sorted((resources.path("").parent / "db/schema").glob("*.sql")):
            connection.executescript(step.read_text(encoding="utf-8"))
        for row in rows(table):
            values = {k: json.dumps(v) if isinstance(v, dict) else v for k, v in row.items()}
            names = ", ".join(values)
            marks = ", ".join("?" for _ in values)
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == len(rows(table))
    connection.close()
