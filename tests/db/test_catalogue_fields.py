"""Catalogue values as typed and as shown, against a table written by hand."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import catalogue_fields, catalogues
from db.catalogues import Field
from db.errors import BadInput, Refused
from db.store import Store

YES = {"a": "Chọn A", "b": "Chọn B"}


def field(kind: str) -> Field:
    return Field("value", "Giá trị", kind, YES if kind == "choice" else None)


@pytest.mark.parametrize(
    ("kind", "stored", "words"),
    [
        ("text", "Điều 26", "Điều 26"),
        ("text", None, ""),
        ("text", "", ""),
        ("integer", 3, "3"),
        ("integer", 0, "0"),
        ("money", 1_490_000, "1.490.000"),
        ("money", 0, "0"),
        ("money", None, ""),
        ("thousandths", 300, "0,3"),
        ("thousandths", 1500, "1,5"),
        ("thousandths", 1000, "1"),
        ("thousandths", 10_000, "10"),
        ("thousandths", 125, "0,125"),
        ("thousandths", 0, "0"),
        ("share", ">1/2", "quá nửa"),
        ("share", "2/3", "2/3"),
        ("share", "70%", "70%"),
        ("share", None, ""),
        ("share", "đa số", "đa số"),
        ("date", "2024-07-01", "01/07/2024"),
        ("date", "2024-07", "07/2024"),
        ("date", "2024", "2024"),
        ("yes_no", 1, "Có"),
        ("yes_no", 0, "Không"),
        ("choice", "a", "Chọn A"),
        ("choice", "lạ", "lạ"),
        ("json", '{"years": 2}', '{"years": 2}'),
    ],
)
def test_stored_values_in_words(kind: str, stored: Any, words: str) -> None:
    assert catalogue_fields.shown(field(kind), stored) == words


@pytest.mark.parametrize(
    ("kind", "text", "stored"),
    [
        ("text", "  Điều   26 ", "Điều 26"),
        ("text", "", ""),
        ("integer", "", 0),
        ("integer", "12", 12),
        ("money", "", None),
        ("money", "1.490.000", 1_490_000),
        ("money", "1490000", 1_490_000),
        ("money", "0", 0),
        ("thousandths", "", None),
        ("thousandths", "0,3", 300),
        ("thousandths", "1,5", 1500),
        ("thousandths", "0,125", 125),
        ("thousandths", "2", 2000),
        ("share", "", None),
        ("share", "quá nửa", ">1/2"),
        ("share", "70 %", "70%"),
        ("share", "80", "80%"),
        ("share", "3 / 4", "3/4"),
        ("date", "", None),
        ("date", "15/08/2023", "2023-08-15"),
        ("date", "5/8/2023", "2023-08-05"),
        ("json", "", "{}"),
        ("json", '{"years": 2, "form": "giay_khen"}', '{"form": "giay_khen", "years": 2}'),
        ("json", '{"ghi": "đủ"}', '{"ghi": "đủ"}'),
    ],
)
def test_typed_values_as_stored(kind: str, text: str, stored: Any) -> None:
    assert catalogue_fields.typed(field(kind), text) == stored


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("integer", "ba", "không phải là số"),
        ("integer", "-1", "không phải là số"),
        ("money", "1.490.000 đô", "không phải là số"),
        ("money", "-5", "không phải là số"),
        ("thousandths", "0,0005", "hệ số"),
        ("thousandths", "-0,3", "hệ số"),
        ("thousandths", "ba phần", "hệ số"),
        ("share", "đa số", "tỷ lệ"),
        ("share", "4/3", "tỷ lệ"),
        ("share", "120%", "tỷ lệ"),
        ("date", "hôm qua", "không phải là ngày"),
        ("json", "{years: 2}", "ký tự 2"),
        ("json", "[1, 2]", "ngoặc nhọn"),
        ("json", "2", "ngoặc nhọn"),
    ],
)
def test_what_cannot_be_read_is_refused_by_the_fields_name(
    kind: str, text: str, said: str, sentence: Callable[[Refused | str], str]
) -> None:
    with pytest.raises(BadInput) as caught:
        catalogue_fields.typed(field(kind), text)
    told = sentence(caught.value)
    assert told.startswith("“Giá trị”")
    assert said in told


@given(st.integers(0, 10**15))
def test_money_comes_back_as_shown(amount: int) -> None:
    assert catalogue_fields.typed(field("money"), catalogue_fields.shown(field("money"), amount)) == amount


@given(st.integers(0, 10**9))
def test_coefficients_come_back_as_shown(value: int) -> None:
    one = field("thousandths")
    assert catalogue_fields.typed(one, catalogue_fields.shown(one, value)) == value


def test_a_day_that_cannot_exist_is_told_why(sentence: Callable[[Refused | str], str]) -> None:
    with pytest.raises(BadInput, match="chỉ có 28 ngày") as caught:
        catalogue_fields.typed(field("date"), "31/02/2023")
    sentence(caught.value)


@given(st.dates(dt.date(1930, 1, 1), dt.date(2100, 12, 31)))
def test_days_come_back_as_shown(day: Any) -> None:
    stored = day.isoformat()
    assert catalogue_fields.typed(field("date"), catalogue_fields.shown(field("date"), stored)) == stored


@given(st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=8), max_size=4))
def test_parameters_keep_their_meaning(parameters: dict[str, Any]) -> None:
    typed = catalogue_fields.typed(field("json"), json.dumps(parameters, ensure_ascii=True))
    assert json.loads(typed) == parameters


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "mọi thời gian"),
        ("", "", "mọi thời gian"),
        ("2024-07-01", None, "từ 01/07/2024"),
        (None, "2024-06-30", "đến 30/06/2024"),
        ("2023-07-01", "2024-06-30", "01/07/2023 – 30/06/2024"),
        ("2024-02-10", "2024-02-10", "10/02/2024"),
        ("2024", "2025", "2024 – 2025"),
    ],
)
def test_periods_in_words(start: str | None, end: str | None, words: str) -> None:
    assert catalogue_fields.period(start, end) == words


def test_every_coded_value_the_law_ships_has_a_word(store: Store) -> None:
    seen = set()
    for catalogue in catalogues.CATALOGUES:
        for row in catalogues.rows(store.con, catalogue.table):
            for one in catalogue.fields:
                words = one.choices or catalogue_fields.CODED.get(one.key)
                if words and row[one.key] not in (None, ""):
                    assert str(row[one.key]) in words, (catalogue.table, one.key, row[one.key])
                    seen.add((catalogue.table, one.key))
    assert {("legal_basis", "paper_kind"), ("award_condition", "kind")} <= seen
