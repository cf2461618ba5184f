"""Which lines of the law changed between two days, against the dates of the instruments."""

from __future__ import annotations

import datetime as dt

import pytest

from db import catalogues, law_changes
from db.store import Store

D = dt.date


def told(store: Store, earlier: dt.date, signing: dt.date, **narrowed: str) -> list[str]:
    return [one.sentence for one in law_changes.between(store.con, earlier, signing, **narrowed)]


@pytest.mark.parametrize(
    ("earlier", "signing"),
    [(D(2023, 3, 1), D(2023, 5, 1)), (D(2024, 5, 1), D(2024, 6, 30)), (D(2023, 12, 1), D(2023, 12, 1))],
)
def test_nothing_changed_inside_one_law(store: Store, earlier: dt.date, signing: dt.date) -> None:
    changes = law_changes.between(store.con, earlier, signing, paper_kind="decision")
    assert changes == ()
    assert law_changes.headline(earlier, signing, changes) == ""


@pytest.mark.parametrize(
    ("earlier", "signing", "old", "new"),
    [
        # Luật 06/2022/QH15 and NĐ 98/2023 in force from 01/01/2024.
        (D(2023, 12, 31), D(2024, 1, 1), "ngày 26 tháng 11 năm 2003", "ngày 15 tháng 6 năm 2022"),
        (D(2023, 12, 31), D(2024, 1, 1), "91/2017/NĐ-CP", "98/2023/NĐ-CP"),
        # NĐ 152/2025 from 01/7/2025, with Luật Tổ chức chính quyền địa phương 72/2025.
        (D(2025, 6, 30), D(2025, 7, 1), "98/2023/NĐ-CP", "152/2025/NĐ-CP"),
        (D(2025, 6, 30), D(2025, 7, 1), "65/2025/QH15", "72/2025/QH15"),
        # Luật 06/2026/QH16 from 01/10/2026.
        (D(2026, 9, 30), D(2026, 10, 1), "ngày 15 tháng 6 năm 2022", "ngày 23 tháng 4 năm 2026"),
    ],
)
def test_a_legal_basis_that_was_replaced(
    store: Store, earlier: dt.date, signing: dt.date, old: str, new: str
) -> None:
    lines = [one for one in law_changes.between(store.con, earlier, signing) if one.table == "legal_basis"]
    assert any(old in one.old and new in one.new for one in lines)
    # Each kind of paper has its own lines: decisions, submissions and plans alike.
    assert {one.what for one in lines} >= {"quyết định", "tờ trình", "kế hoạch"}
    only = law_changes.between(store.con, earlier, signing, paper_kind="plan")
    assert {one.what for one in only if one.table == "legal_basis"} == {"kế hoạch"}


def test_a_base_salary_between_two_days(store: Store) -> None:
    # 1.490.000 to 30/6/2023 (NĐ 38/2019), 1.800.000 from 01/7/2023 (NĐ 24/2023).
    (one,) = [
        c for c in law_changes.between(store.con, D(2023, 6, 30), D(2023, 7, 1)) if c.table == "base_salary"
    ]
    assert "1.490.000" in one.old
    assert "1.800.000" in one.new
    assert one.verified
    assert "24/2023" in one.source


def test_forms_of_reports_and_rates_are_among_the_changes(store: Store) -> None:
    changes = law_changes.between(store.con, D(2023, 12, 20), D(2024, 1, 5), form_code="giay_khen")
    tables = {one.table for one in changes}
    assert {"legal_basis", "paper_form", "prize_rate"} <= tables
    collective = next(c for c in changes if c.table == "paper_form" and c.what == "Công trạng, Tập thể")
    assert ("Mẫu số 01" in collective.old, "Mẫu số 02" in collective.new) == (True, True)
    assert all("Giấy khen" in c.what for c in changes if c.table == "prize_rate")
    assert law_changes.headline(D(2023, 12, 20), D(2024, 1, 5), changes).startswith(
        f"Từ ngày 20/12/2023 đến ngày ký 05/01/2024 có {len(changes):02} dòng"
    )


def test_what_came_and_what_went_is_said_in_one_sentence(store: Store) -> None:
    with store.action("Danh mục") as action:
        row = {"paper_kind": "report", "ordinal": 1, "source": "Quy chế tỉnh", "verified": 0}
        catalogues.save_row(
            action,
            "legal_basis",
            {**row, "text": "Căn cứ A;", "valid_from": "2020-01-01", "valid_to": "2020-12-31"},
        )
        catalogues.save_row(
            action, "legal_basis", {**row, "ordinal": 2, "text": "Căn cứ B;", "valid_from": "2021-01-01"}
        )
    went, came = told(store, D(2020, 6, 1), D(2021, 6, 1), paper_kind="report")[:2]
    assert "“Căn cứ A” hết hiệu lực" in went
    assert "thêm “Căn cứ B” (Quy chế tỉnh; chưa đối chiếu)." in came
    back = told(store, D(2021, 6, 1), D(2020, 6, 1), paper_kind="report")
    assert any("thêm “Căn cứ A”" in sentence for sentence in back)


def test_every_sentence_is_one_sentence(store: Store) -> None:
    for sentence in told(store, D(2023, 12, 20), D(2026, 10, 5)):
        assert sentence.endswith(".")
        assert "\n" not in sentence
