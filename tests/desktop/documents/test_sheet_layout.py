"""Breaking and shrinking: hand-made tables, brute force, and invariants over generated texts."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.documents import breaking, layout, measure
from desktop.documents.layout import Box, Fit, Overflow, Span, Style

STYLE = Style("Tinos", 15)
PLAIN = Box("plain", 20, 30, 120, 60, fits=(Fit(3, 1.0, 0.6),))

FORBIDDEN = [
    (
        "Tặng Ông Nguyễn Văn Thụy, phường Hoa",
        ["Ông Nguyễn", "Nguyễn Văn", "Văn Thụy,"],
        ["Tặng Ông", "Thụy, phường"],
    ),
    ("góp 15 năm công tác", ["15 năm"], ["góp 15", "năm công"]),
    ("Tổ dân phố 3 phường Hoa", ["phố 3"], ["3 phường"]),
    ("giai đoạn 2013 - 2023 của phường", ["đoạn 2013", "2013 -", "- 2023"], ["2023 của"]),
    ("tại TP. Hà Giang", ["TP. Hà"], ["tại TP."]),
    ("ngày 05 tháng 02 năm 2024", ["ngày 05", "tháng 02", "năm 2024"], ["05 tháng", "02 năm"]),
    ("hiến 2.000 m² đất", ["2.000 m²"], ["hiến 2.000", "m² đất"]),
]


@pytest.mark.parametrize(("text", "kept", "free"), FORBIDDEN)
def test_what_belongs_together_is_never_parted(text: str, kept: list[str], free: list[str]) -> None:
    words = text.split(" ")
    cost = {f"{a} {b}": c for a, b, c in zip(words, words[1:], breaking.bonds(text), strict=False)}
    assert {pair: cost[pair] for pair in kept} == dict.fromkeys(kept, float("inf"))
    assert all(cost[pair] < float("inf") for pair in free)


def test_a_phrase_is_parted_only_when_nothing_else_serves() -> None:
    costs = breaking.bonds("trong phong trào thi đua, nay")
    # trong | phong · trào · thi · đua, | nay
    assert min(costs[1], costs[3]) > costs[2] > costs[0]
    assert costs[4] < 0


def test_a_line_begins_with_a_capital_rather_than_inside_a_name() -> None:
    before_unit, inside_name, before_small = (
        breaking.bonds(text)[0] for text in ("đường Suối", "Suối Cát", "làm sạch")
    )
    assert before_unit < before_small < inside_name


@given(
    st.lists(st.floats(1, 30), min_size=1, max_size=9),
    st.integers(1, 4),
    st.data(),
)
def test_balanced_is_the_best_of_all_cuttings(widths: list[float], lines: int, data: st.DataObject) -> None:
    n = len(widths)
    costs = tuple(data.draw(st.sampled_from([-1.0, 0.0, 1.0, 2.0, float("inf")])) for _ in range(n - 1))
    gaps = [2.0] * (n - 1)
    limit = 60.0
    mean = (sum(widths) + sum(gaps)) / lines
    # A line as wide as the box to the last bit fits or not by the order of adding.
    spans = itertools.combinations(range(n + 1), 2)
    assume(all(abs(sum(widths[a:b]) + 2.0 * (b - a - 1) - limit) > 1e-6 for a, b in spans))

    def price(cuts: tuple[int, ...]) -> float:
        total = 0.0
        for a, b in itertools.pairwise((0, *cuts, n)):
            width = sum(widths[a:b]) + 2.0 * (b - a - 1)
            total += float("inf") if width > limit + 1e-9 else ((width - mean) / limit) ** 2
        for cut in cuts:
            weight = breaking.PHRASE_COST if costs[cut - 1] > 0 else breaking.PAUSE_GAIN
            total += costs[cut - 1] * weight
        return total

    every = [price(cuts) for cuts in itertools.combinations(range(1, n), lines - 1)]
    found = breaking.balanced(costs, widths, gaps, limit, lines)
    best = min(every, default=float("inf"))
    if best == float("inf"):
        assert found is None
    else:
        assert found is not None
        assert price(tuple(found)) == pytest.approx(best, abs=1e-9)


WORDS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyNHTĐƯ0123456789", min_size=1, max_size=9)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=45))
def test_no_word_is_lost_and_no_line_leaves_its_box(words: list[str]) -> None:
    text = measure.tidy(" ".join(words))
    try:
        block = layout.fit(PLAIN, [(Span(text, STYLE),)])
    except Overflow:
        smallest = STYLE.size_pt * 0.6
        assert measure.width_mm(text, "Tinos", smallest) > PLAIN.w * 2
        return
    assert " ".join(span.text for line in block.lines for span in line.spans) == text
    assert len(block.lines) <= 3
    for run in layout.place(block, PLAIN):
        assert run.x >= PLAIN.x - 0.02
        assert run.x + run.width <= PLAIN.x + PLAIN.w + 0.02
        assert PLAIN.y < run.baseline < PLAIN.y + PLAIN.h


def test_lines_of_one_text_are_even() -> None:
    text = "Đã có thành tích xuất sắc trong phong trào thi đua xây dựng nông thôn mới, đô thị văn minh"
    block = layout.fit(Box("b", 0, 0, 150, 40, fits=(Fit(3),)), [(Span(text, STYLE),)])
    assert len(block.lines) == 2
    shorter, longer = sorted(line.width for line in block.lines)
    assert shorter > 0.75 * longer


def test_a_text_shrinks_before_it_is_refused_and_never_under_its_smallest() -> None:
    box = Box("name", 0, 0, 100, 20, fits=(Fit(1, 1.0, 0.7),))
    text = "Nguyễn Thị Hoàng Phương Thảo Nguyên Khôi"
    size = layout.fit(box, [(Span(text, STYLE),)]).lines[0].spans[0].style.size_pt
    assert 15 * 0.7 <= size <= 15
    with pytest.raises(Overflow, match="rút gọn"):
        layout.fit(box, [(Span(text + " " + text, STYLE),)])


def test_a_block_keeps_to_its_height_and_its_side() -> None:
    spans = [(Span("Một", STYLE),), (Span("Hai", STYLE),)]
    for align, edge in (("left", 10.0), ("right", 110.0), ("center", 60.0)):
        box = Box("b", 10, 50, 100, 30, align=align, valign="bottom")  # type: ignore[arg-type]
        runs = layout.place(layout.fit(box, spans), box)
        share = {"left": 0.0, "right": 1.0, "center": 0.5}[align]
        assert all(run.x + share * run.width == pytest.approx(edge) for run in runs)
        assert runs[-1].baseline + layout.DESCENT * 15 * 25.4 / 72 == pytest.approx(80)


def test_words_that_are_not_drawn_keep_their_room() -> None:
    box = Box("b", 10, 10, 100, 20, align="left")
    label, value = Span("Vào sổ số", STYLE), Span("47", STYLE)
    full = layout.place(layout.fit(box, [(label, value)]), box)
    blank = layout.place(layout.fit(box, [(Span("Vào sổ số", STYLE, drawn=False), value)]), box)
    assert [run.text for run in full] == ["Vào sổ số ", "47"]
    assert blank == full[1:]
