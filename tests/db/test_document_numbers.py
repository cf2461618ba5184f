"""Numbers of papers by hand tables: completed as Nghị định 30/2020 prints them, compared as people read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import document_numbers
from db.errors import BadInput, Refused


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("5", "05/QĐ-UBND"),
        ("05", "05/QĐ-UBND"),
        ("005", "05/QĐ-UBND"),
        ("12", "12/QĐ-UBND"),
        ("105", "105/QĐ-UBND"),
        ("1240", "1240/QĐ-UBND"),
        ("số 7", "07/QĐ-UBND"),
        ("Số: 7", "07/QĐ-UBND"),
        ("  7  ", "07/QĐ-UBND"),
        ("7a", "07a/QĐ-UBND"),
        ("12b/QĐ-UBND", "12b/QĐ-UBND"),
        ("7/QĐ-HĐTĐ", "7/QĐ-HĐTĐ"),
        ("007/2023/QĐ-UBND", "007/2023/QĐ-UBND"),
    ],
)
def test_numbers_are_completed(typed: str, printed: str) -> None:
    assert document_numbers.complete(typed, "QĐ-UBND", "quyết định") == printed


@pytest.mark.parametrize(
    "typed", ["", "0", "000", "0/QĐ-UBND", "QĐ-UBND", "/QĐ", "-5", "5 6", "mười hai", "7/"]
)
def test_what_is_no_number_is_refused(typed: str, sentence: Callable[[Refused | str], str]) -> None:
    with pytest.raises(BadInput) as caught:
        document_numbers.complete(typed, "TTr-UBND", "tờ trình")
    assert "tờ trình" in sentence(caught.value)
    assert "12/TTr-UBND" in str(caught.value)


@given(st.integers(1, 999_999_999))
def test_what_was_completed_stays_and_fits_what_was_typed(number: int) -> None:
    printed = document_numbers.complete(str(number), "QĐ-UBND", "quyết định")
    assert document_numbers.complete(printed, "BC-UBND", "báo cáo") == printed
    assert document_numbers.fits(printed, str(number))
    assert not document_numbers.fits(printed, str(number + 1))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("05/QĐ-UBND", "5/QĐ-UBND", True),
        ("05/QĐ-UBND", "5/qđ-ubnd", True),
        ("05/QĐ-UBND", "05/QD-UBND", True),
        ("05/QĐ-UBND", "05/ QĐ - UBND", True),
        ("05/QĐ-UBND", "số 05/QĐ-UBND", True),
        ("05/QĐ-UBND", "05a/QĐ-UBND", False),
        ("05/QĐ-UBND", "05/QĐ-HĐND", False),
        ("05/QĐ-UBND", "50/QĐ-UBND", False),
        ("05/QĐ-UBND", "05", False),
        ("không số", "Khong so", True),
        ("không số", "05", False),
    ],
)
def test_which_two_numbers_are_one(one: str, other: str, same: bool) -> None:
    assert (document_numbers.key(one) == document_numbers.key(other)) is same


@pytest.mark.parametrize(
    ("printed", "wanted", "fits"),
    [
        ("05/QĐ-UBND", "5", True),
        ("05/QĐ-UBND", "005", True),
        ("05/QĐ-UBND", "05/QĐ-UBND", True),
        ("05/QĐ-UBND", "05/QĐ-HĐND", False),
        ("05/QĐ-UBND", "15", False),
        ("05a/QĐ-UBND", "5", False),
        ("05a/QĐ-UBND", "5A", True),
        ("05", "05/QĐ-UBND", False),
    ],
)
def test_a_bare_number_finds_the_printed_one(printed: str, wanted: str, fits: bool) -> None:
    assert document_numbers.fits(printed, wanted) is fits
