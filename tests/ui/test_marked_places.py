"""Marks in a text stand where the reader's letters stand, whatever letters and breaks the text is made of."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.widgets.marked_text import Mark, MarkedText

COLOUR = next(iter(theme.MARKS))
LETTERS = st.text(
    st.sampled_from("aâđ Ư\n\ṭ́💐𠀀🏳️\u00a0\u200b–“"), min_size=1, max_size=40
)  # fmt: skip


def marked(qtbot: QtBot, text: str, *places: tuple[int, int]) -> MarkedText:
    made = MarkedText(text)
    qtbot.addWidget(made)
    made.set_marks([Mark(key, start, end, COLOUR) for key, (start, end) in enumerate(places)])
    return made


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LETTERS, st.data())
def test_a_mark_covers_exactly_its_letters(qtbot: QtBot, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    widget = marked(qtbot, text, (start, end))
    widget.show_mark(0)
    # Qt shows a space that does not break as a plain one when asked for a selection.
    assert widget.current_text.replace("\u00a0", " ") == text[start:end].replace("\u00a0", " ")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    LETTERS,
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 12)), min_size=1, max_size=5),
    st.integers(0, 39),
)
def test_a_click_finds_the_marks_over_a_letter_the_shortest_first(
    qtbot: QtBot, text: str, drawn: list[tuple[int, int]], letter: int
) -> None:
    places = [(start, min(len(text), start + long)) for start, long in drawn if start < len(text)]
    letter = min(letter, len(text) - 1)
    widget = marked(qtbot, text, *places)
    # A place of Qt's counting: two for a letter beyond the first 65 536.
    place = len(text[:letter].encode("utf-16-le")) // 2
    width = len(text[letter].encode("utf-16-le")) // 2
    over = [key for key, (start, end) in enumerate(places) if start <= letter < end]

    def long(key: int) -> int:
        return len(text[places[key][0] : places[key][1]].encode("utf-16-le")) // 2

    for half in range(width):
        found = widget.keys_at(place + half)
        assert sorted(found) == over
        assert [long(key) for key in found] == sorted(long(key) for key in over)


def test_clicks_go_round_the_marks_of_a_place(qtbot: QtBot) -> None:
    widget = marked(qtbot, "Hoàn thành trước ngày 30/11/2023", (0, 32), (11, 32), (17, 32))
    pressed: list[int] = []
    widget.mark_pressed.connect(pressed.append)
    for _ in range(4):
        widget.press_at(20)
        widget.show_mark(pressed[-1])
    assert pressed == [2, 1, 0, 2]
    widget.press_at(5)
    assert pressed[-1] == 0
    widget.set_marks([])
    widget.press_at(5)
    assert len(pressed) == 5


@pytest.mark.parametrize("key", [None, 7])
def test_no_mark_no_sentence(qtbot: QtBot, key: int | None) -> None:
    widget = marked(qtbot, "Kế hoạch", (0, 3))
    widget.show_mark(0)
    assert widget.current_text == "Kế "
    widget.show_mark(key)
    assert widget.current_text == ""


def test_an_empty_text_has_no_marks(qtbot: QtBot) -> None:
    widget = marked(qtbot, "")
    assert (widget.keys_at(0), widget.current_text) == ([], "")
