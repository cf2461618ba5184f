"""Who decides what, asked of the register's catalogue; the table is DOMAIN's, written down by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from db import authorities, catalogues, history
from db.store import Store

D = dt.date
OLD, NEW, TWO_LEVELS = D(2023, 6, 1), D(2024, 6, 1), D(2025, 8, 1)


@pytest.mark.parametrize(
    ("form", "level", "day", "may"),
    [
        ("ldtt", "commune", OLD, True),
        ("ldtt", "commune", NEW, True),
        ("ldtt", "commune", TWO_LEVELS, True),
        ("ldtt", "district", OLD, True),
        ("ldtt", "district", NEW, True),
        ("ldtt", "district", TWO_LEVELS, False),
        ("cstd_co_so", "commune", OLD, False),
        ("cstd_co_so", "commune", NEW, False),
        ("cstd_co_so", "district", NEW, True),
        ("giay_khen", "commune", OLD, True),
        ("giay_khen", "commune", TWO_LEVELS, True),
        ("giay_khen", "province", OLD, False),
    ],
)
def test_levels_by_hand(store: Store, form: str, level: str, day: dt.date, may: bool) -> None:
    assert authorities.may_decide(store.con, form, level, day) is may


def test_what_the_catalogue_does_not_know_is_no_bar(store: Store) -> None:
    assert authorities.may_decide(store.con, "hình thức lạ", "commune", NEW)
    assert authorities.finding(store.con, "hình thức lạ", "commune", NEW).outcome == "unknown"


def test_the_finding_names_its_source(store: Store) -> None:
    told = authorities.finding(store.con, "giay_khen", "commune", NEW)
    assert told.outcome == "met"
    assert "Luật" in told.source
    against = authorities.finding(store.con, "cstd_co_so", "commune", NEW)
    assert against.outcome == "not_met"
    assert against.source


def test_the_rows_are_the_catalogue(store: Store) -> None:
    stored = catalogues.rows(store.con, "authority")
    values = authorities.authority_rows(store.con)
    assert len(values) == len(stored) > 20
    for value, row in zip(values, stored, strict=True):
        assert (value.form_code, value.level, value.decided_by, value.source) == (
            row["form_code"],
            row["level"],
            row["decided_by"],
            row["source"],
        )
        assert (value.valid_from.isoformat() if value.valid_from else None) == row["valid_from"]
        assert (value.valid_to.isoformat() if value.valid_to else None) == row["valid_to"]
        assert value.verified is bool(row["verified"])


def test_a_correction_of_the_officer_counts_and_can_be_undone(store: Store) -> None:
    """The officer's own row for a title nobody decided at the commune."""
    like = dict(next(row for row in catalogues.rows(store.con, "authority") if row["level"] == "commune"))
    values = {
        **{field.key: like[field.key] for field in catalogues.BY_TABLE["authority"].fields},
        "form_code": "cstd_co_so",
        "level": "commune",
        "valid_from": "2024-01-01",
        "valid_to": "2024-12-31",
    }
    with store.action("Sửa thẩm quyền") as action:
        catalogues.save_row(action, "authority", values)
    assert authorities.may_decide(store.con, "cstd_co_so", "commune", NEW)
    assert not authorities.may_decide(store.con, "cstd_co_so", "commune", OLD)
    history.undo(store)
    assert not authorities.may_decide(store.con, "cstd_co_so", "commune", NEW)
