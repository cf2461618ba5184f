"""A unit written as the register writes it is that unit; near spellings are asked, other figures are other units."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.units import Unit
from db.vietnamese.text import fold
from desktop.plans.named_units import NamedUnit, UnitMatch, match_units, unit_key
from desktop.plans.proposal import Where


def unit(number: int, name: str, short: str = "", until: dt.date | None = None) -> Unit:
    return Unit(number, f"u{number}", name, short, "village", "", "", "", "", None, until, "")


def register(*names: str) -> list[Unit]:
    return [unit(number, name) for number, name in enumerate(names, 1)]


def match(name: str, known: list[Unit]) -> UnitMatch:
    (found,) = match_units([NamedUnit(name, Where(name, 0, len(name)))], known)
    assert found.named.name == name
    return found


KINDS = ("Thôn", "Tổ dân phố", "Trường THCS", "Hội Nông dân thôn", "Chi đoàn")
SYLLABLES = (
    "Ea",
    "Sin",
    "Sinh",
    "Hoa",
    "Ban",
    "Bang",
    "Lê",
    "Văn",
    "Hưu",
    "Hiếu",
    "Kông",
    "Tân",
    "Tiến",
    "Trung",
)
NAMES = st.builds(
    lambda kind, parts: f"{kind} {' '.join(parts)}",
    st.sampled_from(KINDS),
    st.one_of(
        st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3),
        st.integers(1, 30).map(lambda number: [str(number)]),
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=12, unique_by=fold))
def test_every_unit_written_as_in_the_register_is_itself(names: list[str]) -> None:
    """However like it another one is: nobody is asked whether "Thôn Ea Sin" is "Thôn Ea Sin" or "Thôn Ea Sinh"."""
    known = register(*names)
    for one in known:
        for written in (one.name, one.name.upper(), one.name.replace(" ", "  ")):
            found = match(written, known)
            assert found.unit == one
            assert (found.choices, found.question, found.score) == ((), "", 100.0)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("TDP 3", "Tổ dân phố 3"),
        ("Tổ dân phố số 03", "Tổ dân phố 3"),
        ("tổ dân phố 3", "Tổ dân phố số 3"),
        ("KP 7", "Khu phố 7"),
        ("UBND xã Ea Hoa", "Ủy ban nhân dân xã Ea Hoa"),
        ("Uỷ ban nhân dân xã Ea Hoa", "Ủy ban nhân dân xã Ea Hoa"),
        ("Ủy ban MTTQ xã", "Ủy ban Mặt trận Tổ quốc xã"),
        ("Thôn Hoà Bình", "Thôn Hòa Bình"),
        ("THÔN  HÒA BÌNH", "Thôn Hòa Bình"),
        ("Thôn Hòa-Bình", "Thôn Hòa Bình"),
    ],
)
def test_ways_to_write_one_unit(written: str, known: str) -> None:
    assert unit_key(written) == unit_key(known)
    assert match(written, register("Thôn Ea Sin", known, "Trạm Y tế")).unit == unit(2, known)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Tổ dân phố 3", "Tổ dân phố 13"),
        ("Tổ dân phố 3", "Tổ dân phố 30"),
        ("Thôn 1", "Thôn 2"),
        ("Trường Tiểu học số 1", "Trường Tiểu học số 2"),
        ("Thôn 1", "Thôn"),
        ("Khu phố 1 và 2", "Khu phố 1"),
    ],
)
def test_other_figures_are_another_unit(written: str, other: str) -> None:
    found = match(written, register(other))
    assert (found.unit, found.choices) == (None, ())
    assert found.question == f"Văn bản nêu “{written}” nhưng sổ chưa có đơn vị này; thêm vào sổ?"


def test_what_is_only_like_it_is_asked_with_the_likest_first() -> None:
    known = register(
        "Trường THCS Lê Văn Hiếu", "Trạm Y tế", "Trường THCS Lê Văn Hưng", "Trường THCS Lê Văn Hùng"
    )
    found = match("Trường THCS Lê Văn Hưu", known)
    assert found.unit is None
    assert 1 <= len(found.choices) <= 3
    assert unit(2, "Trạm Y tế") not in found.choices
    assert found.question.startswith("“Trường THCS Lê Văn Hưu” trong văn bản có phải là “")


def test_two_units_of_one_name_are_asked() -> None:
    """Accents apart they may be one: which, only the officer knows."""
    known = register("Thôn Hà", "Thôn Hạ", "Trạm Y tế")
    for written in ("Thôn Ha", "THON HA"):
        found = match(written, known)
        assert found.unit is None
        assert set(found.choices) == set(known[:2])


def test_a_short_name_is_a_name_and_a_unit_that_is_over_is_none() -> None:
    known = [
        unit(1, "Ban Chấp hành Đoàn Thanh niên Cộng sản xã Ea Hoa", "Xã đoàn"),
        unit(2, "Hội Nông dân xã", until=dt.date(2022, 1, 1)),
    ]
    assert match("Xã đoàn", known).unit == known[0]
    assert match("Hội Nông dân xã", known).unit is None
    assert match("Xã đoàn", []).question.endswith("thêm vào sổ?")
    assert match("Xã đoàn", [unit(3, "")]).choices == ()


@settings(max_examples=100, deadline=None)
@given(NAMES, st.lists(NAMES, max_size=6, unique_by=fold))
def test_a_match_is_sure_asked_or_new_and_never_two_of_them(name: str, names: list[str]) -> None:
    found = match(name, register(*names))
    assert not (found.unit is not None and found.choices)
    assert bool(found.question) is (found.unit is None)
    assert 0.0 <= found.score <= 100.0
    assert (found.score == 100.0) is any(unit_key(name) == unit_key(one) for one in names)


@pytest.mark.parametrize(
    ("written", "known"), [("Thôn Ea Sin", "Thôn Ea Sinh"), ("Trường THCS Văn", "Trường THCS Tân")]
)
def test_another_unit_that_merely_looks_like_one_is_asked_about(written: str, known: str) -> None:
    found = match(written, register(known))
    assert found.unit is None
    assert [one.name for one in found.choices] == [known]
