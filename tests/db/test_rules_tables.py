"""Statistical tables: the shipped forms row by row, how long a drive lasts, and sums that hold for anything."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import resources, statistics
from db.rules import tables
from db.rules.tables import Fact, TableForm, Traits, fill, form_of, span_of

D = dt.date

# Rows and codes as printed in TT 02/2023/TT-BNV (copied by hand from the field notes).
ROWS_0601 = """01 Tổng số|02 Toàn quốc|03 Bộ, ban, ngành, đoàn thể, địa phương|04 Cụm, khối|05 Cơ quan, tổ chức, đơn vị|
06 Dưới 1 năm|07 1 năm|08 Từ 1|09 Từ 3|10 Từ 5 năm trở lên|11 Chuyên đề|12 Thường xuyên hằng năm"""
ROWS_0603 = """01 Tổng số|02 Tập thể|03 Trong đó: Doanh nghiệp|04 Hộ gia đình|05 Cá nhân|06 Lãnh đạo cấp bộ|
07 Lãnh đạo cấp vụ, sở|08 Doanh nhân|09 Các cấp lãnh đạo khác từ phó phòng|10 Người trực tiếp|11 Thường xuyên|
12 Chuyên đề|13 Đột xuất|14 Đối ngoại|15 Cống hiến|16 Niên hạn|17 Kháng chiến"""
COLUMNS = {
    "0601": [("1", "Tổng số"), ("2", "Cấp Trung ương"), ("3", "Cấp bộ"), ("4", "Cơ quan, tổ chức, đơn vị")],
    "0603": [
        ("1", "Tổng số"),
        ("2", "Bằng khen"),
        ("3", "Chiến sĩ thi đua"),
        ("4", "Cờ thi đua"),
        ("5", "Huy hiệu"),
    ],
    "commune": [
        ("1", "Tổng số"),
        ("2", "Giấy khen"),
        ("3", "Lao động tiên tiến"),
        ("4", "Tập thể lao động tiên tiến"),
        ("5", "Chiến sĩ thi đua cơ sở"),
        ("6", "Gia đình văn hóa"),
        ("7", "Thôn, tổ dân phố văn hóa"),
        ("8", "Khác"),
        ("9", "Đã trình"),
        ("10", "Được tặng"),
    ],
}


def printed(text: str) -> list[tuple[str, str]]:
    return [(row.strip()[:2], row.strip()[3:]) for row in text.split("|")]


@pytest.mark.parametrize(
    ("code", "rows"), [("0601", ROWS_0601), ("0603", ROWS_0603)], ids=["TT 02/2023 0601", "0603"]
)
def test_rows_of_the_circular(code: str, rows: str) -> None:
    found = [(line.code, line.title) for line in statistics.form(code).lines if not line.is_heading]
    expected = printed(rows)
    assert [c for c, _ in found] == [c for c, _ in expected]
    for (_, title), (_, head) in zip(found, expected, strict=True):
        assert title.startswith(head)


@pytest.mark.parametrize("code", COLUMNS)
def test_columns(code: str) -> None:
    found = [(c.code, c.title) for c in statistics.form(code).columns]
    assert [c for c, _ in found] == [c for c, _ in COLUMNS[code]]
    for (_, title), (_, head) in zip(found, COLUMNS[code], strict=True):
        assert title.startswith(head)


@pytest.mark.parametrize("code", ["0601", "0603"])
def test_the_head_of_the_form(code: str) -> None:
    form = statistics.form(code)
    assert form.number == f"{code}.N/BNV-TĐKT"
    assert form.issued_with == "Ban hành theo Thông tư số 02/2023/TT-BNV ngày 23/3/2023"
    assert form.received == "Ngày nhận báo cáo: Ngày 15 tháng 12 năm báo cáo"
    assert form.source.startswith("Thông tư số 02/2023/TT-BNV")


def test_the_commune_table_adds_women_minorities_and_religion() -> None:
    own = {line.title for line in statistics.form("commune").lines}
    assert {"Trong đó: Nữ", "Trong đó: Dân tộc thiểu số", "Trong đó: Tôn giáo"} <= own
    theirs = {line.code for line in statistics.form("0603").lines}
    assert theirs <= {line.code for line in statistics.form("commune").lines}


def test_every_file_is_a_form_sourced_and_dated() -> None:
    files = sorted(p.name for p in resources.path("statistics").glob("*.json"))
    assert len(statistics.forms()) == len(files) >= 3
    for form in statistics.forms():
        assert form.source
        assert form.valid_from is not None
        codes = [line.code for line in form.lines if line.code]
        assert len(codes) == len(set(codes))
        assert len({c.code for c in form.columns}) == len(form.columns)


def test_a_later_circular_is_a_new_file(monkeypatch: pytest.MonkeyPatch) -> None:
    data: dict[str, Any] = resources.read_json("statistics/0603-2023.json")
    later = form_of({**data, "name": "Biểu mới", "valid_from": "2027-01-01"})
    ended = form_of({**data, "valid_to": "2026-12-31"})
    monkeypatch.setattr(statistics, "forms", lambda: (ended, later))
    assert statistics.form("0603", D(2026, 12, 31)) is ended
    assert statistics.form("0603", D(2027, 1, 1)) is later
    assert statistics.form("0603") is later
    assert statistics.form("0603", D(2010, 1, 1)) is later


@pytest.mark.parametrize(
    "change",
    [
        {"columns": [{"code": "1", "title": "x", "where": {"colour": ["red"]}}]},
        {"columns": [{"code": "1", "title": "x", "sum": ["9"]}]},
        {"dimensions": [{"key": "object", "of": "99", "title": "x"}]},
        {"rows": [{"code": "01", "title": "x", "dimension": "none"}]},
    ],
    ids=["trait", "sum", "divided row", "dimension"],
)
def test_a_form_that_asks_for_nonsense_is_a_fault(change: dict[str, Any]) -> None:
    data: dict[str, Any] = resources.read_json("statistics/0603-2023.json")
    with pytest.raises(ValueError, match="does not exist"):
        form_of({**data, **change})


# TT 02/2023, rows 06–10 of form 0601: how long a drive lasts, by its own days.
@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("2023", "2023", "1"),
        ("2023-01", "2023-12", "1"),
        ("2023-01-01", "2023-12-31", "1"),
        ("2023-01-01", "2023-12-30", "<1"),
        ("2023-03-01", "2023-09-02", "<1"),
        ("2023-07-01", "2024-06-30", "1"),
        ("2023-07-01", "2024-07-01", "1-3"),
        ("2021", "2023", "3-5"),
        ("2021-01-01", "2023-12-30", "1-3"),
        ("2021", "2025", "5+"),
        ("2021-01-01", "2025-12-30", "3-5"),
        ("2010", "2020", "5+"),
        ("2024-02-29", "2025-02-28", "1"),
        ("2023-12", "2023-12", "<1"),
        ("2023", None, ""),
        (None, "2023", ""),
        ("2024", "2023", ""),
    ],
)
def test_how_long_a_drive_lasts(start: str | None, end: str | None, span: str) -> None:
    assert span_of(start, end) == span


# ---------------------------------------------------------------- sums


TRAITS = st.builds(
    Traits,
    source=st.sampled_from(["award", "sent", "campaign"]),
    form=st.sampled_from(["giay_khen", "ldtt", "tt_ldtt", "bang_khen", "cstd_tinh", "co_thi_dua_tinh", "la"]),
    object=st.sampled_from(["individual", "collective", "household"]),
    type=st.sampled_from(["merit", "thematic", "sudden", "external", "contribution", "seniority"]),
    sex=st.sampled_from(["", "male", "female"]),
    minority=st.sampled_from(["yes", "no"]),
    religious=st.sampled_from(["yes", "no"]),
    object_class=st.sampled_from(
        ["", "leader", "manager", "official", "direct", "farmer", "business", "other"]
    ),
    unit_kind=st.sampled_from(["", "enterprise", "school", "religious"]),
    own=st.sampled_from(["yes", "no"]),
    launch=st.sampled_from(["central", "province", "own"]),
    scope=st.sampled_from(["national", "province", "cluster", "own"]),
    span=st.sampled_from(["", "<1", "1", "1-3", "3-5", "5+"]),
    mode=st.sampled_from(["thematic", "regular"]),
)
FACTS = st.lists(TRAITS, max_size=40).map(
    lambda many: [Fact(n, f"Tên {n}", "", D(2023, 1, 1), traits) for n, traits in enumerate(many)]
)
FORMS = st.sampled_from(statistics.forms())


@given(FORMS, FACTS)
def test_totals_are_the_sums_of_their_parts(form: TableForm, facts: list[Fact]) -> None:
    made = fill(form, facts)
    for line in form.lines:
        if line.is_heading:
            continue
        for column in form.columns:
            if column.sum_of:
                parts = [made.count(line.code, code) for code in column.sum_of]
                assert made.count(line.code, column.code) == sum(parts)
    for dimension in form.dimensions:
        if not dimension.complete:
            continue
        rows = [line.code for line in form.lines if line.dimension == dimension.key]
        for column in form.columns:
            left = [f for f in made.unplaced[dimension.key] if f in made.facts(dimension.of, column.code)]
            parts = [made.count(row, column.code) for row in rows]
            assert made.count(dimension.of, column.code) == sum(parts) + len(left)


@given(FORMS, FACTS)
def test_each_stands_in_exactly_one_row_per_dimension(form: TableForm, facts: list[Fact]) -> None:
    made = fill(form, facts)
    for column in form.columns:
        for fact in made.facts(form.total.code, column.code):
            rows = {line.code for line in form.lines if fact in made.facts(line.code, column.code)}
            for dimension in form.dimensions:
                mine = [line for line in form.lines if line.dimension == dimension.key and line.code in rows]
                assert len(mine) <= 1
                if dimension.complete and dimension.of in rows:
                    assert (len(mine) == 1) != (fact in made.unplaced[dimension.key])
                if dimension.of not in rows:
                    assert not mine, "a part stands only where its whole stands"


@given(FORMS, FACTS)
def test_each_stands_in_one_column_beside_its_sums(form: TableForm, facts: list[Fact]) -> None:
    made = fill(form, facts)
    for fact in facts:
        plain = [c.code for c in form.columns if not c.sum_of and fact in made.facts(form.total.code, c.code)]
        assert len(plain) <= 1


@given(FACTS)
def test_numbers_by_brute_force(facts: list[Fact]) -> None:
    made = fill(statistics.form("commune"), facts)
    women = [
        f
        for f in facts
        if (t := f.traits).source == "award"
        and t.own == "yes"
        and t.form == "giay_khen"
        and t.object == "individual"
        and t.sex == "female"
    ]
    assert list(made.facts("18", "2")) == women
    other = [
        f
        for f in facts
        if f.traits.source == "award"
        and f.traits.own == "yes"
        and f.traits.form
        not in {"giay_khen", "ldtt", "tt_ldtt", "cstd_co_so", "gia_dinh_van_hoa", "thon_van_hoa"}
    ]
    assert list(made.facts("01", "8")) == other


def test_rows_come_with_their_numbers_and_headings_without() -> None:
    facts = [
        Fact(1, "Trường", "", D(2023, 1, 1), Traits(form="bang_khen", object="collective", type="merit"))
    ]
    rows = {line.title: numbers for line, numbers in fill(statistics.form("0603"), facts).rows()}
    assert rows["Tổng số"] == rows["Tập thể"] == rows["Thường xuyên"] == (1, 1, 0, 0, 0)
    assert rows["Cá nhân"] == (0, 0, 0, 0, 0)
    assert rows["1. Phân theo đối tượng khen thưởng"] is None


def test_traits_are_what_the_files_may_ask(tmp_path: Any) -> None:
    asked = {
        key
        for name in ("0601-2023", "0603-2023", "commune")
        for part in json.loads(resources.path(f"statistics/{name}.json").read_text(encoding="utf-8"))[
            "columns"
        ]
        for key in part.get("where", {})
    }
    assert asked <= tables.TRAITS
