"""Limits of lines and shrinking: what is set is what is read back, and the ways of fitting stay sound."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.certificate import CertificateFacts, lay_out
from desktop.documents.template import raw, read_template
from desktop.documents.template_edit import most_lines, smallest, with_most_lines, with_smallest

SCALES = st.integers(40, 100).map(lambda percent: percent / 100)


@st.composite
def fits(draw: st.DrawFn) -> list[list[float]]:
    """Ways as templates hold them: more lines after the letters shrank, each from a larger to a smaller size."""
    ways: list[list[float]] = []
    lines, top = draw(st.integers(1, 2)), 1.0
    for _ in range(draw(st.integers(1, 3))):
        low = draw(st.integers(40, round(top * 100)).map(lambda percent: percent / 100))
        ways.append([lines, top, low])
        lines, top = lines + draw(st.integers(1, 2)), low
    if draw(st.booleans()) and len(ways) == 1:
        return draw(st.sampled_from([[[lines]], [[lines, ways[0][2]]], ways]))
    return ways


def scales(way: list[float]) -> tuple[float, float]:
    """From which size to which: a way that names one size has no other, one without any the size wanted."""
    if len(way) == 1:
        return 1.0, 1.0
    return (way[1], way[1]) if len(way) == 2 else (way[1], way[2])


def sound(ways: list[list[float]]) -> None:
    assert ways
    for way in ways:
        top, low = scales(way)
        assert 0 < low <= top <= 1.0
        assert way[0] >= 1
    assert [way[0] for way in ways] == sorted(way[0] for way in ways)


@given(fits(), st.integers(1, 8))
def test_the_most_lines_set_are_those_read_back(ways: list[list[float]], most: int) -> None:
    made = with_most_lines(ways, most)
    sound(made)
    assert most_lines(made) == most or (most > most_lines(ways) and most_lines(made) == most)
    assert smallest(made) >= smallest(ways) - 1e-9


@given(fits(), SCALES)
def test_the_smallest_scale_set_is_the_one_read_back(ways: list[list[float]], least: float) -> None:
    made = with_smallest(ways, least)
    sound(made)
    assert abs(smallest(made) - least) < 1e-9
    assert most_lines(made) <= most_lines(ways)


@given(fits(), st.integers(1, 8), SCALES)
def test_both_limits_hold_whichever_is_set_first(ways: list[list[float]], most: int, least: float) -> None:
    made = with_smallest(with_most_lines(ways, most), least)
    sound(made)
    assert most_lines(made) <= most
    made = with_most_lines(with_smallest(ways, least), most)
    sound(made)
    assert smallest(made) >= least - 1e-9


@given(fits())
def test_setting_what_stands_there_changes_nothing_that_counts(ways: list[list[float]]) -> None:
    for made in (with_most_lines(ways, most_lines(ways)), with_smallest(ways, smallest(ways))):
        assert (most_lines(made), smallest(made)) == (most_lines(ways), smallest(ways))
        assert [(way[0], *scales(way)) for way in made] == [(way[0], *scales(way)) for way in ways]


@given(fits(), st.integers(1, 8), SCALES)
def test_the_ways_given_are_never_changed(ways: list[list[float]], most: int, least: float) -> None:
    before = [list(way) for way in ways]
    with_most_lines(ways, most)
    with_smallest(ways, least)
    assert ways == before


FACTS = CertificateFacts(
    awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ EA HOA",
    honorific="Ông",
    recipient="Y Blê Niê",
    position_unit=("Trưởng thôn Hoa Ban",),
    citation="Đã có thành tích trong phong trào thi đua",
    decision_number="9/QĐ-UBND",
    decision_date=dt.date(2023, 9, 5),
    place="Ea Hoa",
    sign_date=dt.date(2023, 9, 5),
    signature_form=("CHỦ TỊCH",),
    signer_name="Trần Văn Bình",
)


@pytest.mark.parametrize(
    ("ways", "size"), [([[1]], 1.0), ([[1, 0.8]], 0.8), ([[1, 0.8, 0.8]], 0.8), ([[1, 0.9, 0.5]], 0.9)]
)
def test_a_way_with_one_size_is_laid_out_at_that_size(ways: list[list[float]], size: float) -> None:
    """The schema allows a way without its smallest size; the editor and the pen read it alike."""
    body = raw("giay-khen-a4")
    (area,) = [one for one in body["areas"] if one["name"] == "recipient"]
    area["fits"] = ways
    wanted = area["size"]
    sheet = lay_out(FACTS, read_template(body))
    runs = [run for run in sheet.runs() if "Niê" in run.text or "NIÊ" in run.text]
    assert [run.size_pt for run in runs] == [pytest.approx(wanted * size, abs=0.26)]
    assert smallest(ways) == ways[-1][-1] or ways == [[1]]
