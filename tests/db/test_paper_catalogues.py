"""Forms of reports, retention periods and bank accounts: the rows that papers are made with."""

from __future__ import annotations

import datetime as dt

import pytest

from db import catalogues, people
from db.errors import BadInput
from db.store import Store


@pytest.mark.parametrize("table", ["paper_form", "retention"])
@pytest.mark.parametrize(
    "day", [dt.date(2018, 1, 1), dt.date(2023, 12, 31), dt.date(2024, 1, 1), dt.date(2026, 1, 1)]
)
def test_no_two_rows_say_of_one_thing_on_one_day(store: Store, table: str, day: dt.date) -> None:
    keys = {"paper_form": ("award_type", "object_kind"), "retention": ("kind", "level")}[table]
    listed = [tuple(row[key] for key in keys) for row in catalogues.rows(store.con, table, on=day)]
    assert len(listed) == len(set(listed))
    assert listed


def test_numbers_of_forms_nobody_saw_are_blank_and_unverified(store: Store) -> None:
    for row in catalogues.rows(store.con, "paper_form"):
        if not row["form_number"]:
            assert not row["verified"]
        if row["valid_from"] >= "2025-07-01":
            assert row["form_number"] == ""


def test_what_is_kept_for_ever_has_no_years(store: Store) -> None:
    for row in catalogues.rows(store.con, "retention"):
        assert (row["years"] is None) == bool(row["permanent"])


def test_an_account_is_noted_changed_and_forgotten(store: Store) -> None:
    with store.action("Người") as action:
        made = people.add_subject(action, kind="individual", name="Lê Văn Mẫu")
        other = people.add_subject(action, kind="individual", name="Lê Văn Hai")
        assert people.set_bank_account(action, made, "  0123.456-789 ", " Agribank Hoa Ban ")
        assert not people.set_bank_account(action, made, "0123.456-789", "Agribank Hoa Ban")
    assert people.bank_accounts(store.con, [made, other]) == {
        made: people.BankAccount("0123.456-789", "Agribank Hoa Ban")
    }
    with store.action("Bỏ tài khoản") as action:
        assert people.set_bank_account(action, made, "", "Agribank")
    assert people.bank_accounts(store.con, [made]) == {}


@pytest.mark.parametrize(
    ("number", "bank", "said"),
    [("12/34", "A", "chỉ ghi chữ số"), ("1234", " ", "tên ngân hàng"), ("12;34", "A", "không đúng")],
)
def test_an_account_that_is_none_is_refused(store: Store, number: str, bank: str, said: str) -> None:
    with store.action("Người") as action:
        made = people.add_subject(action, kind="individual", name="Lê Văn Mẫu")
        with pytest.raises(BadInput, match=said):
            people.set_bank_account(action, made, number, bank)
