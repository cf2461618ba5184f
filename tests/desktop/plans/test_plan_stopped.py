"""A reading tells how far it is and ends wherever the officer presses "Dừng"; what was read is not read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.talk import Cancelled, SilentTalk
from desktop.plans import blocks, document, named_units
from desktop.plans.read import read_plan, read_with_document
from desktop.plans.steps import READ_STEPS

TEXTS = Path(__file__).parent / "texts"
PLAN = (TEXTS / "xa_hai_cap.txt").read_text(encoding="utf-8")
ROWS = 3000
LONG = PLAN + "\nPHỤ LỤC\n" + "\n".join(f"{n}. Thôn {n} giữ gìn vệ sinh chung." for n in range(ROWS))


class Heard(SilentTalk):
    """Notes every report; stops at the ``last``-th."""

    def __init__(self, last: int | None = None) -> None:
        self.told: list[tuple[int, int, str]] = []
        self._last = last

    def progress(self, done: int, total: int, text: str = "") -> None:
        self.told.append((done, total, text))
        if len(self.told) == self._last:
            raise Cancelled


def test_progress_goes_forward_to_its_end_and_names_the_work() -> None:
    heard = Heard()
    read_plan(PLAN, talk=heard)
    done = [one for one, _, _ in heard.told]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, READ_STEPS)
    assert {(total, text) for _, total, text in heard.told} == {(READ_STEPS, "Đang đọc nội dung đã dán")}


def test_a_long_text_asks_all_the_while() -> None:
    short, long = Heard(), Heard()
    read_plan(PLAN, talk=short)
    read_plan(LONG, talk=long)
    # Lines, blocks, times, deadlines and duties are each gone through once.
    assert len(long.told) >= len(short.told) + 5 * ROWS // 300


def test_it_ends_at_whichever_report_it_is_stopped() -> None:
    whole = Heard()
    read_plan(PLAN, talk=whole)
    for last in range(1, len(whole.told) + 1):
        heard = Heard(last)
        with pytest.raises(Cancelled):
            read_plan(PLAN, talk=heard)
        assert len(heard.told) == last


def test_it_ends_inside_the_building_of_the_tree() -> None:
    heard = Heard(5)
    with pytest.raises(Cancelled):
        read_plan(LONG, talk=heard)
    assert {done for done, _, _ in heard.told} == {0}, "the first step was not done yet"


def test_reading_with_and_without_somebody_to_tell_is_the_same() -> None:
    assert read_plan(LONG, talk=Heard()) == read_plan(LONG)


def test_the_units_are_named_without_reading_the_text_again(monkeypatch: pytest.MonkeyPatch) -> None:
    proposal, tree = read_with_document(PLAN)
    expected = named_units.named_units(proposal)

    def again(*_: object) -> None:
        raise AssertionError("the text was read again")

    monkeypatch.setattr(named_units, "read_document", again)
    monkeypatch.setattr(document, "build_blocks", again)
    monkeypatch.setattr(blocks, "make_view", again)
    assert named_units.named_units(proposal, tree) == expected
