"""Forms and the fund as papers of random figures: cells, sums and names against plain counts of what was given."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import statistics
from db.rules import tables
from db.rules.tables import Fact, Traits
from desktop.documents import office_template
from desktop.documents.facts_reports import FundPrizeRow, FundRow
from desktop.documents.fund_report import fund_report
from desktop.documents.paper import Beside, Column, Row, Table
from desktop.documents.statistics_form import statistics_form

AWARD = st.builds(
    Traits,
    source=st.just("award"),
    form=st.sampled_from(["giay_khen", "ldtt", "bang_khen", "cstd_tinh", "gia_dinh_van_hoa", "moi"]),
    object=st.sampled_from(["individual", "collective", "household"]),
    type=st.sampled_from(["merit", "thematic", "sudden", ""]),
    sex=st.sampled_from(["", "male", "female"]),
    minority=st.sampled_from(["yes", "no"]),
    religious=st.sampled_from(["yes", "no"]),
    object_class=st.sampled_from(["", "leader", "direct", "business"]),
    own=st.sampled_from(["yes", "no"]),
    level=st.sampled_from(["commune", "province"]),
)
DRIVE = st.builds(
    Traits,
    source=st.just("campaign"),
    launch=st.sampled_from(["central", "province", "own"]),
    scope=st.sampled_from(["national", "province", "cluster", "own"]),
    span=st.sampled_from(["<1", "1", "1-3", "3-5", "5+", ""]),
    mode=st.sampled_from(["thematic", "regular"]),
)
DAYS = st.dates(date(2023, 1, 1), date(2023, 12, 31))


def facts_of(traits, days):
    return [
        Fact(n, f"Tên {n}", f"Văn bản {n}", day, one)
        for n, (one, day) in enumerate(zip(traits, days, strict=True))
    ]


GIVEN = st.lists(st.tuples(st.one_of(AWARD, DRIVE), DAYS), max_size=25)


def number(text):
    return 0 if text == "–" else int(text.replace(".", ""))


@pytest.mark.parametrize("code", ["0601", "0603", "commune"])
@settings(max_examples=40, deadline=None)
@given(drawn=GIVEN)
def test_cells_sums_and_names_of_a_form(v, code, drawn):
    facts = facts_of([one for one, _ in drawn], [day for _, day in drawn])
    table = tables.fill(statistics.form(code), facts)
    paper = statistics_form(replace(v.STATISTICS, table=table))
    (printed,) = [block for block in paper.blocks if isinstance(block, Table)]
    codes = [column.code.partition(" ")[0] for column in printed.columns[2:]]
    shown = {
        row.cells[1]: dict(zip(codes, map(number, row.cells[2:]), strict=True))
        for row in printed.rows
        if row.kind != "group"
    }
    sums = {c.code: c.sum_of for c in table.form.columns if c.sum_of}
    (listed,) = [block for block in paper.annexes[0].blocks if isinstance(block, Table)]
    behind = [
        (cells[1], cells[3].split(", "), cells[4].split(", ")) for cells in (row.cells for row in listed.rows)
    ]
    for line, numbers in shown.items():
        for column, count in numbers.items():
            assert count == len([1 for _, rows, columns in behind if line in rows and column in columns])
            if column in sums:
                assert count == sum(numbers[part] for part in sums[column])
    assert len(behind) == len({name for name, _, _ in behind}), "a name is listed once"
    # Of rows that divide another completely, and never overlap, a name stands in one at most.
    for dimension in table.form.dimensions:
        own = {line.code for line in table.form.lines if line.dimension == dimension.key}
        assert all(len(own & set(rows)) <= 1 for _, rows, _ in behind)


AMOUNTS = st.integers(1, 10**9)
MONEY = st.lists(
    st.builds(
        FundRow, DAYS, st.sampled_from(["Khung", "Hoa", "Khác"]), st.just("việc"), st.just(""), AMOUNTS
    ),
    max_size=6,
)
PRIZES = st.lists(st.lists(st.none() | st.integers(0, 10**8), min_size=1, max_size=5), max_size=4)


def decisions_of(prizes):
    return tuple(
        FundPrizeRow(
            f"Quyết định số {n}",
            date(2023, 5, n + 1),
            len(one),
            sum(prize or 0 for prize in one),
            sum(prize is None for prize in one),
            tuple((f"Người {n}.{at}", prize) for at, prize in enumerate(one)),
        )
        for n, one in enumerate(prizes)
    )


@settings(max_examples=60, deadline=None)
@given(received=MONEY, spent=MONEY, prizes=PRIZES)
def test_every_total_of_the_fund_is_the_sum_above_it(v, received, spent, prizes):
    decided = decisions_of(prizes)
    if not (received or spent or decided):
        return
    paper = fund_report(replace(v.FUND, received=tuple(received), spent=tuple(spent), prizes=decided))
    came, went = (
        sum(r.amount for r in received),
        sum(r.amount for r in spent) + sum(p.amount for p in decided),
    )
    named = dict(paper.named)
    assert [int(re.sub(r"\D", "", named[key])) for key in ("tong_thu", "tong_chi", "con_lai")] == [
        came,
        went,
        abs(came - went),
    ]
    blocks = [block for block in paper.blocks if isinstance(block, Table)]
    blocks += [block for annex in paper.annexes for block in annex.blocks if isinstance(block, Table)]
    for table in blocks:
        total = table.rows[-1]
        assert total.kind == "total"
        for at, column in enumerate(table.columns):
            if column.align == "right":
                above = [row.cells[at] for row in table.rows if row.kind == "data"]
                amounts = [int(cell.replace(".", "")) for cell in above if cell not in ("", "chưa rõ")]
                assert int(total.cells[at].replace(".", "")) == sum(amounts)
    assert list(blocks[0].rows[-1].cells[1:]) == [f"{n:,}".replace(",", ".") for n in (came, went)]


# ---------------------------------------------------------------- the document model's new parts


def test_the_heading_of_a_table_row_by_row():
    columns = (
        Column("Chỉ tiêu", 50, code="A"),
        Column("Tổng", 20, code="1"),
        Column("Đã trình", 20, group="Trình cấp trên", code="2"),
        Column("Được tặng", 20, group="Trình cấp trên", code="3"),
        Column("Khác", 20, code="4"),
    )
    head = Table(columns, (Row(("a", "1", "2", "3", "4")),)).head()
    assert [[(c.text, c.column, c.across, c.down) for c in cells] for cells in head] == [
        [("Chỉ tiêu", 0, 1, 2), ("Tổng", 1, 1, 2), ("Trình cấp trên", 2, 2, 1), ("Khác", 4, 1, 2)],
        [("Đã trình", 2, 1, 1), ("Được tặng", 3, 1, 1)],
        [("A", 0, 1, 1), ("1", 1, 1, 1), ("2", 2, 1, 1), ("3", 3, 1, 1), ("4", 4, 1, 1)],
    ]
    plain = Table((Column("Tên", 1), Column("Số", 1)), ())
    assert [[c.text for c in cells] for cells in plain.head()] == [["Tên", "Số"]]


@given(st.lists(st.tuples(st.sampled_from(["", "Nhóm 1", "Nhóm 2"]), st.booleans()), min_size=1, max_size=8))
def test_the_heading_covers_every_column_exactly_once(drawn):
    columns = tuple(
        Column(f"Cột {n}", 1, group=group, code=str(n) if coded else "")
        for n, (group, coded) in enumerate(drawn)
    )
    head = Table(columns, ()).head()
    covered = [[0] * len(columns) for _ in head]
    for place, cells in enumerate(head):
        for cell in cells:
            for row in range(place, place + cell.down):
                for at in range(cell.column, cell.column + cell.across):
                    covered[row][at] += 1
    assert covered == [[1] * len(columns) for _ in head]


def test_a_form_with_a_head_of_its_own_fills_a_template(v):
    table = tables.fill(statistics.form("0603"), [])
    paper = statistics_form(replace(v.STATISTICS, table=table))
    assert paper.header is None
    assert isinstance(paper.blocks[0], Beside)
    values = office_template.fields(paper)
    assert (values["co_quan"], values["so"], values["bieu_so"]) == ("", "", "0603.N/BNV-TĐKT")
