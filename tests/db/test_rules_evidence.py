"""The year strip and what it says, for each of the three modes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.evidence import EvidenceItem, Window, YearState, judge_evidence, longest_run, year_strip
from db.rules.findings import year_list

LETTERS = {YearState.EVIDENCE: "x", YearState.EMPTY: ".", YearState.OUTSIDE: "/"}


def items(*years: int) -> list[EvidenceItem]:
    return [EvidenceItem(year, year) for year in years]


def drawn(window: Window, *years: int, since: int | None = None, until: int | None = None) -> str:
    strip = year_strip(window, items(*years), since_year=since, until_year=until)
    return "".join(LETTERS[cell.state] for cell in strip)


@pytest.mark.parametrize(
    ("years", "since", "until", "strip"),
    [
        ((), None, None, "..........."),
        ((2013, 2023), None, None, "x.........x"),
        ((2015, 2016), 2015, None, "//xx......."),
        ((2012, 2024), None, None, "..........."),
        ((2022,), 2021, 2022, "////////.x/"),
        ((2014,), 2015, None, "//........."),
    ],
    ids=[
        "KH: không có minh chứng",
        "KH: năm đầu và năm cuối",
        "KH: từ năm vào làm",
        "KH: ngoài khoảng",
        "KH: tới năm kết thúc",
        "KH: trước khi vào làm",
    ],
)
def test_eleven_years(years: tuple[int, ...], since: int | None, until: int | None, strip: str) -> None:
    assert drawn(Window(2013, 2023), *years, since=since, until=until) == strip


def test_a_span_fills_each_of_its_years() -> None:
    strip = year_strip(Window(2013, 2016), [EvidenceItem(2012, 2014)])
    assert [LETTERS[cell.state] for cell in strip] == ["x", "x", ".", "."]


@pytest.mark.parametrize(
    ("window", "years", "since", "outcome", "sentence"),
    [
        (Window(2013, 2023), (2019,), None, "met", "Có minh chứng trong giai đoạn 2013 – 2023: năm 2019."),
        (Window(2013, 2023), (), None, "not_met", "Chưa có minh chứng nào trong giai đoạn 2013 – 2023."),
        (Window(2021, 2023, "every_year"), (2021, 2022, 2023), None, "met",
         "Có minh chứng đủ từng năm 2021 – 2023."),
        (Window(2021, 2023, "every_year"), (2021, 2023), None, "not_met",
         "Kế hoạch yêu cầu đủ từng năm 2021 – 2023; còn thiếu năm 2022."),
        (Window(2021, 2023, "every_year"), (2022, 2023), 2022, "met",
         "Có minh chứng đủ từng năm 2022 – 2023."),
        (Window(2021, 2023, "every_year"), (), 2024, "unknown",
         "Giai đoạn 2021 – 2023 không có năm nào tính được cho đối tượng này."),
        (Window(2013, 2023, "consecutive", 3), (2015, 2016, 2017, 2020), None, "met",
         "Có minh chứng 3 năm liên tục: 2015 – 2017."),
        (Window(2013, 2023, "consecutive", 3), (2015, 2017, 2018), None, "not_met",
         "Kế hoạch yêu cầu 3 năm liên tục trong giai đoạn 2013 – 2023; dài nhất mới 2 năm."),
        (Window(2013, 2023, "consecutive"), (2015,), None, "unknown",
         "Kế hoạch yêu cầu nhiều năm liên tục nhưng chưa nhập số năm."),
    ],
    ids=[
        "KH “trong khoảng”: một là đủ",
        "KH “trong khoảng”: chưa có",
        "KH “đủ từng năm”: đủ",
        "KH “đủ từng năm”: thiếu một",
        "KH “đủ từng năm”: từ năm vào làm",
        "KH “đủ từng năm”: vào làm sau",
        "KH “n năm liên tục”: đủ ba",
        "KH “n năm liên tục”: mới hai",
        "KH “liên tục”: không nêu số năm",
    ],
)  # fmt: skip
def test_modes(
    window: Window, years: tuple[int, ...], since: int | None, outcome: str, sentence: str
) -> None:
    first = judge_evidence(window, items(*years), since_year=since)[0]
    assert (first.outcome, first.sentence) == (outcome, sentence)


def test_remarks_name_what_does_not_count() -> None:
    given_items = [
        EvidenceItem(2011, 2012),
        EvidenceItem(2014, 2014),
        EvidenceItem(2018, 2018, has_paper=False),
    ]
    found = {f.rule: f for f in judge_evidence(Window(2013, 2023), given_items, since_year=2016)}
    assert (
        found["evidence_outside"].sentence
        == "Minh chứng năm 2011 nằm ngoài giai đoạn 2013 – 2023, không tính."
    )
    assert found["evidence_paper"].sentence == "Minh chứng năm 2018 chưa có văn bản kèm theo."
    assert "năm 2014" in found["evidence_unlikely"].sentence
    assert all(f.outcome == "unknown" for rule, f in found.items() if rule != "evidence_window")


def test_a_window_runs_forward() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Window(2023, 2013)


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ([2013], "2013"),
        ([2014, 2013], "2013, 2014"),
        ([2013, 2014, 2015, 2020], "2013 – 2015, 2020"),
        ([], ""),
    ],
)
def test_years_in_words(years: list[int], words: str) -> None:
    assert year_list(years) == words


years_between = st.lists(st.integers(2010, 2026), max_size=12)


@given(years_between, st.none() | st.integers(2010, 2026))
def test_one_cell_a_year_and_an_empty_year_is_neutral_within(years: list[int], since: int | None) -> None:
    window = Window(2013, 2023)
    strip = year_strip(window, items(*years), since_year=since)
    assert [cell.year for cell in strip] == list(range(2013, 2024))
    inside = [y for y in years if 2013 <= y <= 2023 and (since is None or y >= since)]
    assert (judge_evidence(window, items(*years), since_year=since)[0].outcome == "met") == bool(inside)


@given(years_between)
def test_longest_run_by_brute_force(years: list[int]) -> None:
    have = set(years)
    best = max(
        (
            b - a + 1
            for a in range(2013, 2024)
            for b in range(a, 2024)
            if all(y in have for y in range(a, b + 1))
        ),
        default=0,
    )
    assert len(longest_run(year_strip(Window(2013, 2023), items(*years)))) == best


@given(years_between, st.integers(2010, 2026))
def test_more_evidence_never_spoils_a_window(years: list[int], extra: int) -> None:
    for window in (
        Window(2013, 2023),
        Window(2020, 2023, "every_year"),
        Window(2013, 2023, "consecutive", 3),
    ):
        if judge_evidence(window, items(*years))[0].outcome == "met":
            assert judge_evidence(window, items(*years, extra))[0].outcome == "met"
