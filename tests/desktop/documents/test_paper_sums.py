"""The arithmetic of the cross-checks against brute force: counts, groups, doubles, sums, whatever a hand changed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.vietnamese.numbers import format_money, format_number, money_in_words
from db.vietnamese.text import fold
from desktop.documents import paper_checks
from desktop.documents.paper import Annex, Article, Block, Column, Header, Paper, Row, Table, paragraph

KINDS = {"TẬP THỂ": "tập thể", "CÁ NHÂN": "cá nhân", "HỘ GIA ĐÌNH": "hộ gia đình"}
COLUMNS = (Column("STT", 10), Column("Họ và tên", 40), Column("Tiền thưởng (đồng)", 27))


def listed(groups: list[tuple[str, int, list[tuple[str, str]]]]) -> Table:
    """A list: (title of the group or "", the figure it claims, its names with their sums)."""
    rows: list[Row] = []
    number = 0
    for title, claimed, names in groups:
        if title:
            rows.append(Row((f"I. {title} ({claimed:02})",), "group"))
        for name, money in names:
            number += 1
            rows.append(Row((str(number), name, money)))
    return Table(COLUMNS, tuple(rows))


def paper(*blocks: Block, annexes: tuple[Table, ...] = (), day: str = "") -> Paper:
    made = tuple(Annex((paragraph("DANH SÁCH", "annex_title"), table)) for table in annexes)
    return Paper(
        "decision",
        "Quyết định",
        "Ủy ban nhân dân xã",
        Header(("ỦY BAN NHÂN DÂN XÃ",), place_date=day),
        blocks,
        annexes=made,
    )


def says(text: str) -> Paper:
    return paper(Article(1, text))


def claim(counts: dict[str, int]) -> Article:
    told = ", ".join(f"{number:02} {kind}" for kind, number in counts.items())
    return Article(1, f"Tặng Giấy khen cho {told} (có danh sách kèm theo).")


GROUPS = st.lists(
    st.tuples(st.sampled_from(list(KINDS)), st.integers(0, 5)),
    min_size=1,
    max_size=3,
    unique_by=lambda g: g[0],
)


def filled(kind: str, number: int) -> list[tuple[str, str]]:
    return [(f"{kind} {at}", "100.000") for at in range(number)]


@settings(deadline=None)
@given(GROUPS, st.dictionaries(st.sampled_from(list(KINDS.values())), st.integers(1, 5), min_size=1))
def test_the_figures_of_a_sentence_are_those_of_the_list(
    groups: list[tuple[str, int]], told: dict[str, int]
) -> None:
    table = listed([(title, number, filled(title, number)) for title, number in groups])
    there = {KINDS[title]: number for title, number in groups if number}
    found = paper_checks._counts(paper(claim(told), annexes=(table,)))
    assert bool(found) is (there != told)
    for sentence in found:
        assert all(
            f"{number:02} {kind}" in sentence
            for kind, number in {**told, **there}.items()
            if told.get(kind) == number
        )


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(list(KINDS)), st.integers(0, 5), st.integers(0, 5)),
        min_size=1,
        max_size=3,
        unique_by=lambda g: g[0],
    )
)
def test_each_heading_counts_the_rows_below_it(groups: list[tuple[str, int, int]]) -> None:
    table = listed([(title, claimed, filled(title, there)) for title, claimed, there in groups])
    found = paper_checks._counts(paper(annexes=(table,)))
    wrong = [(title, claimed, there) for title, claimed, there in groups if claimed != there]
    assert len(found) == len(wrong)
    for sentence, (title, claimed, there) in zip(found, wrong, strict=True):
        assert f"“I. {title} ({claimed:02})”" in sentence
        assert f"có {there} dòng" in sentence


def test_a_list_without_groups_counts_all_its_rows() -> None:
    table = listed([("", 0, filled("Ông", 3))])
    assert paper_checks._counts(paper(claim({"cá nhân": 3}), annexes=(table,))) == []
    assert paper_checks._counts(paper(claim({"tập thể": 1, "cá nhân": 2}), annexes=(table,))) == []
    assert len(paper_checks._counts(paper(claim({"cá nhân": 4}), annexes=(table,)))) == 1
    assert paper_checks._counts(paper(claim({"cá nhân": 4}))) == []


NAMES = st.sampled_from(["Lê Thị Cúc", "LÊ THỊ CÚC", "Le Thi Cuc", "Y Blê Niê", "Trần Văn An"])


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, st.sampled_from(["100.000", "200.000"])), max_size=6))
def test_a_name_twice_is_told_once_with_its_times(rows: list[tuple[str, str]]) -> None:
    found = paper_checks._doubles(paper(annexes=(listed([("", 0, rows)]),)))
    met = Counter((fold(name), money) for name, money in rows)
    assert len(found) == sum(times > 1 for times in met.values())
    for times in (times for times in met.values() if times > 1):
        assert any(f"có {times:02} lần" in sentence for sentence in found)


# ------------------------------------------------------------ sums


def total(amount: int, words: str = "") -> Article:
    return Article(
        2, f"Tổng số tiền thưởng là {format_money(amount)} (Bằng chữ: {words or money_in_words(amount)})."
    )


@settings(deadline=None)
@given(st.lists(st.integers(0, 50).map(lambda n: n * 10_000), min_size=1, max_size=8), st.integers(-1, 1))
def test_the_total_is_the_sum_of_its_rows(amounts: list[int], wrong: int) -> None:
    table = listed([("", 0, [(f"Ông {n}", format_number(a)) for n, a in enumerate(amounts)])])
    said = max(0, sum(amounts) + wrong * 10_000)
    found = paper_checks._sums(paper(total(said), annexes=(table,)))
    if said == sum(amounts):
        assert found == []
    else:
        (sentence,) = found
        assert f"ghi {format_money(said)}" in sentence
        assert f"cộng lại là {format_money(sum(amounts))}" in sentence


def test_a_sum_in_other_words_is_told() -> None:
    (sentence,) = paper_checks._sums(paper(total(1_490_000, "Một triệu bốn trăm nghìn đồng")))
    assert "“Một triệu bốn trăm chín mươi nghìn đồng”" in sentence


@pytest.mark.parametrize("cell", ["", "–", "không", "1.490.000 đồng", "Theo sổ cũ", "1,5 triệu"])
def test_a_row_whose_money_is_no_figure_leaves_the_total_alone(cell: str) -> None:
    """A cell nobody can add up is no ground to doubt the total, and no reason to fall over."""
    table = listed([("", 0, [("Ông An", "100.000"), ("Bà Bình", cell)])])
    found = paper_checks._sums(paper(total(5_000_000), annexes=(table,)))
    if cell == "1.490.000 đồng":
        assert len(found) == 1
        assert format_money(1_590_000) in found[0]
    else:
        assert found == []


def test_dots_alone_are_no_sum() -> None:
    assert paper_checks._sums(says("Tổng số tiền là … đồng, trích ... đồng (Bằng chữ: ………)")) == []


# ------------------------------------------------------------ the day in the head


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Ea Hoa, ngày 05 tháng 9 năm 2023", (2023, 9, 5)),
        ("Hà Nội, ngày 29 tháng 02 năm 2024", (2024, 2, 29)),
        ("Ea Hoa, ngày      tháng      năm 2023", None),
        ("", None),
        ("Ea Hoa, ngày 31 tháng 02 năm 2024", None),
        ("Ea Hoa, ngày 00 tháng 01 năm 2024", None),
    ],
)
def test_the_day_of_a_paper(head: str, day: Any) -> None:
    found = paper_checks.day_of(paper(day=head))
    assert (found and (found.year, found.month, found.day)) == day
