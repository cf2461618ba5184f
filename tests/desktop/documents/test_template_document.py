"""The template under edit: its history is exact, its edits are whole or refused, the words go both ways."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import BadInput
from desktop.documents import (
    template,
    template_check,
    template_edit,
    template_parts,
    template_sheet,
    template_words,
)
from desktop.documents.template_document import TemplateDocument
from desktop.documents.template_snap import Rect

DATA = Path(__file__).resolve().parents[2] / "data" / "templates"
A4: dict[str, Any] = json.loads((DATA / "giay-khen.json").read_text(encoding="utf-8"))
"""A certificate as the program shipped it once; the shipped ones may change."""
KEYS = [part.key for part in template_parts.parts(A4)]


def document() -> TemplateDocument:
    return TemplateDocument(A4)


def text(body: Any) -> str:
    return json.dumps(body, sort_keys=True, ensure_ascii=False)


def rect(body: Any, key: str) -> Rect:
    found = template_parts.part(body, key)
    assert found is not None
    return found.rect


# ---------------------------------------------------------------- history


def nudge(key: str, dx: float, dy: float) -> Callable[[Any], Any]:
    return lambda body: template_edit.move(body, key, dx, dy)


SMALL = st.floats(-6, 6).map(lambda value: round(value, 1))
FREE = [key for key in KEYS if key != "qr"]
EDITS = st.one_of(
    st.builds(nudge, st.sampled_from(FREE), SMALL, SMALL),
    st.builds(
        lambda key, size: lambda body: template_edit.change(body, key, "size", size),
        st.sampled_from([key for key in FREE if key.startswith("areas/")]),
        st.integers(8, 60),
    ),
    st.just(lambda body: template_edit.add_text(body)[0]),
    st.just(lambda body: template_edit.add_qr(body)[0]),
    st.builds(
        lambda key: lambda body: template_edit.duplicate(body, key)[0],
        st.sampled_from([key for key in FREE if not key.startswith("dividers")]),
    ),
    st.just(lambda body: template_edit.detach(body, "areas/position", Rect(38.5, 118, 220, 6))),
    st.just(lambda body: template_edit.remove(body, "areas/grant")),
    st.sampled_from(
        [("paper", "A3 ngang"), ("emblem", 30), ("ground", "#FFFDF5"), ("title", "Mẫu khác")]
    ).map(lambda pair: lambda body: template_sheet.change(body, *pair)),
)


def tried(made: TemplateDocument, edit: Callable[[Any], Any], burst: str) -> None:
    """An edit that may be refused, or whose part is gone: then nothing happens."""
    before = text(made.body)
    try:
        made.apply("Sửa", edit(made.body), burst)
    except (BadInput, StopIteration, AssertionError, KeyError):
        assert text(made.body) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(EDITS, st.sampled_from(["", "", "mũi tên"])), max_size=12), st.data())
def test_undoing_and_redoing_is_the_identity(edits: list[Any], data: st.DataObject) -> None:
    made = document()
    for edit, burst in edits:
        tried(made, edit, burst)
    last, steps = text(made.body), made.steps
    back = data.draw(st.integers(0, steps))
    seen = [last]
    for _ in range(back):
        assert made.undo()
        seen.append(text(made.body))
    for wanted in reversed(seen[:-1]):
        assert made.redo()
        assert text(made.body) == wanted
    while made.undo():
        pass
    assert text(made.body) == text(A4)
    assert not made.is_changed
    while made.redo():
        pass
    assert text(made.body) == last


def test_no_edit_changes_the_body_it_was_given() -> None:
    before = copy.deepcopy(A4)
    template_edit.move(A4, "areas/recipient", 3, 3)
    template_edit.change(A4, "areas/place", "bold", True, 0)
    template_edit.duplicate(A4, "areas/place")
    template_edit.detach(A4, "areas/citation", Rect(43, 120, 210, 10))
    template_sheet.change(A4, "paper", "A3 ngang")
    template_sheet.with_scan(A4, "a" * 64, 297, 210)
    assert before == A4


def test_a_burst_is_one_step_until_it_is_ended() -> None:
    made = document()
    for _ in range(4):
        made.apply("Dời", template_edit.move(made.body, "areas/signer", 0.5, 0), "right")
    assert made.steps == 1
    made.apply("Dời", template_edit.move(made.body, "areas/signer", 0, 0.5), "down")
    assert made.steps == 2
    made.end_burst()
    made.apply("Dời", template_edit.move(made.body, "areas/signer", 0, 0.5), "down")
    assert made.steps == 3
    made.undo()
    made.undo()
    assert rect(made.body, "areas/signer").x == 166
    made.undo()
    assert rect(made.body, "areas/signer").x == 164


def test_a_burst_does_not_swallow_what_was_undone_between() -> None:
    made = document()
    made.apply("Dời", template_edit.move(made.body, "areas/signer", 1, 0), "right")
    made.apply("Dời", template_edit.move(made.body, "areas/signer", 1, 0), "right")
    made.undo()
    made.apply("Dời", template_edit.move(made.body, "areas/signer", 1, 0), "right")
    assert (made.steps, made.redo_words) == (1, "")


def test_a_new_edit_forgets_what_was_undone() -> None:
    made = document()
    made.apply("Một", template_edit.move(made.body, "areas/signer", 1, 0))
    made.undo()
    made.apply("Hai", template_edit.move(made.body, "areas/signer", 2, 0))
    assert made.redo() == ""
    assert made.undo_words == "Hai"


def test_saving_is_what_the_marker_compares_with() -> None:
    made = document()
    made.apply("Dời", template_edit.move(made.body, "areas/signer", 1, 0))
    assert made.is_changed
    made.mark_saved({**made.body, "version": 9})
    assert not made.is_changed
    made.undo()
    assert made.is_changed
    made.redo()
    assert not made.is_changed


def test_a_step_that_comes_to_nothing_is_still_under_edit() -> None:
    made = document()
    assert not made.is_under_edit
    made.apply("Dời", template_edit.move(made.body, "areas/signer", 1, 0))
    made.apply("Dời lại", template_edit.move(made.body, "areas/signer", -1, 0))
    assert (made.is_changed, made.is_under_edit) == (False, True)
    made.mark_saved(made.body)
    assert not made.is_under_edit
    made.undo()
    assert made.is_under_edit


def test_a_body_that_is_no_template_is_not_taken() -> None:
    made = document()
    broken = copy.deepcopy(A4)
    broken["areas"][0]["x"] = 290
    with pytest.raises(BadInput, match="khổ giấy"):
        made.apply("Sửa", broken)
    assert text(made.body) == text(A4)
    assert made.steps == 0


def test_what_changes_nothing_is_no_step() -> None:
    made = document()
    assert not made.apply("Dời", template_edit.move(made.body, "areas/signer", 0, 0))
    assert made.steps == 0


# ---------------------------------------------------------------- places


@pytest.mark.parametrize("key", KEYS)
def test_a_part_moves_by_what_was_asked(key: str) -> None:
    moved = template_edit.move(A4, key, 1.5, -2.25)
    before, after = rect(A4, key), rect(moved, key)
    wanted = (before.x + 1.5, before.y - 2.25, before.w, before.h)
    assert (after.x, after.y, after.w, after.h) == pytest.approx(wanted)
    template.read_template(moved)


def test_a_column_moves_as_one() -> None:
    moved = template_edit.move(A4, "areas/recipient", 2, 3)
    for key in ("areas/recipient", "areas/position", "areas/citation"):
        assert rect(moved, key).x == rect(A4, key).x + 2
        assert rect(moved, key).y == pytest.approx(rect(A4, key).y + 3)
    assert rect(moved, "areas/place") == rect(A4, "areas/place")


@pytest.mark.parametrize(
    ("dx", "dy"), [(-165, 0), (200, 0), (0, -182), (0, 60)], ids=["left", "right", "top", "bottom"]
)
def test_off_the_paper_is_refused_with_the_boxs_name(dx: float, dy: float) -> None:
    with pytest.raises(BadInput, match=r"Người ký.* ra ngoài tờ giấy 297 × 210 mm"):
        template_edit.move(A4, "areas/signer", dx, dy)


def test_a_sliver_is_refused() -> None:
    with pytest.raises(BadInput, match="ít nhất 2 mm"):
        template_edit.change(A4, "areas/signer", "w", 1.5)


def test_the_emblem_keeps_its_proportions() -> None:
    for field in ("w", "h"):
        made = rect(template_edit.change(A4, "images/emblem", field, 30), "images/emblem")
        assert made.w / made.h == pytest.approx(
            rect(A4, "images/emblem").w / rect(A4, "images/emblem").h, rel=0.01
        )
        assert getattr(made, field) == 30


def test_a_box_leaves_its_column_where_it_stands() -> None:
    made = template_edit.detach(A4, "areas/position", Rect(38.5, 117.2, 220, 6.13))
    area = template_parts.row(made, "areas/position")
    assert "stack" not in area
    assert rect(made, "areas/position") == Rect(38.5, 117.2, 220, 6.13)
    assert len(template_parts.stack_row(made, "centre")["gaps"]) == 1
    template.read_template(made)


def test_the_last_box_takes_its_column_with_it() -> None:
    made: Any = A4
    for name in ("recipient", "position", "citation"):
        made = template_edit.detach(made, f"areas/{name}", Rect(40, 120, 200, 9))
        template.read_template(made)
    assert made["stacks"] == []


@pytest.mark.parametrize("key", KEYS)
def test_removing_leaves_a_template(key: str) -> None:
    made = template_edit.remove(A4, key)
    template.read_template(made)
    assert len(template_parts.parts(made)) == len(KEYS) - 1


@pytest.mark.parametrize("key", KEYS)
def test_a_twin_stands_aside_and_is_free(key: str) -> None:
    made, new = template_edit.duplicate(A4, key)
    template.read_template(made)
    twin = template_parts.part(made, new)
    assert twin is not None
    assert twin.stack == ""
    assert twin.rect != rect(A4, key)
    assert new not in KEYS


def test_one_qr_code_a_sheet() -> None:
    made, key = template_edit.add_qr(A4)
    template.read_template(made)
    with pytest.raises(BadInput, match="một mã QR"):
        template_edit.add_qr(made)
    with pytest.raises(BadInput, match="một mã QR"):
        template_edit.duplicate(made, key)


def test_pictures_and_free_texts_are_added_with_names_of_their_own() -> None:
    made: Any = A4
    for _ in range(3):
        made, _key = template_edit.add_text(made)
        made, _key = template_edit.add_image(made, "logo", "b" * 64, 2.0)
    template.read_template(made)
    assert len({part.key for part in template_parts.parts(made)}) == len(KEYS) + 6


# ---------------------------------------------------------------- properties


def test_a_line_may_look_other_than_its_box() -> None:
    made = template_edit.change(A4, "areas/place", "size", 12, 0)
    area = template_parts.row(made, "areas/place")
    assert area["size"] == 14
    assert [line[0].get("size") for line in area["lines"]] == [12, None]
    whole = template_parts.row(template_edit.change(made, "areas/place", "size", 13), "areas/place")
    assert whole["size"] == 13
    assert [line[0].get("size") for line in whole["lines"]] == [None, None]


@pytest.mark.parametrize(
    ("fits", "most", "wanted"),
    [
        ([[1]], 2, [[1, 1.0, 1.0], [2, 1.0, 1.0]]),
        ([[1, 1.0, 0.84], [2, 0.82, 0.66], [3, 0.66, 0.5]], 2, [[1, 1.0, 0.84], [2, 0.82, 0.66]]),
        ([[2, 1.0, 0.7]], 1, [[1, 1.0, 0.7]]),
        ([[3, 1.0, 0.84]], 4, [[3, 1.0, 0.84], [4, 0.84, 0.84]]),
    ],
)
def test_most_lines(fits: list[Any], most: int, wanted: list[Any]) -> None:
    assert template_edit.with_most_lines(fits, most) == wanted
    assert template_edit.most_lines(wanted) == most


@pytest.mark.parametrize(
    ("fits", "least", "wanted"),
    [
        ([[1]], 0.8, [[1, 1.0, 0.8]]),
        ([[1, 1.0, 0.84], [2, 0.82, 0.66], [3, 0.66, 0.5]], 0.85, [[1, 1.0, 0.85]]),
        ([[1, 1.0, 0.84], [2, 0.82, 0.66]], 0.7, [[1, 1.0, 0.84], [2, 0.82, 0.7]]),
        ([[1, 1.0, 0.84]], 0.6, [[1, 1.0, 0.6]]),
    ],
)
def test_smallest_scale(fits: list[Any], least: float, wanted: list[Any]) -> None:
    assert template_edit.with_smallest(fits, least) == wanted
    assert template_edit.smallest(wanted) == pytest.approx(least)


# ---------------------------------------------------------------- words


def test_every_fact_has_its_vietnamese_name() -> None:
    assert set(template_words.FIELD_WORDS) == set(template_check.FIELDS)


@pytest.mark.parametrize("name", template.template_names())
def test_the_words_of_every_shipped_box_come_back_as_they_were(name: str) -> None:
    for area in template.raw(name)["areas"]:
        shown = template_words.shown(area["lines"])
        assert not any(key in shown for key in template_words.FIELD_WORDS)
        assert template_words.read(shown, area["lines"]) == area["lines"]


def test_what_is_typed_keeps_the_look_of_what_stood_there() -> None:
    area = template_parts.row(A4, "areas/register")
    typed = "[Kèm theo Quyết định số] | {số quyết định}\n\n  Xã Hoa Ban  "
    assert template_words.read(typed, area["lines"]) == [
        [{"text": "Kèm theo Quyết định số", "fixed": True}, {"text": "{decision_number}"}],
        [{"text": "Xã Hoa Ban"}],
    ]
    place = template_words.read("{họ tên người ký}", template_parts.row(A4, "areas/place")["lines"])
    assert place == [[{"text": "{signer_name}", "italic": True}]]


@pytest.mark.parametrize(
    ("typed", "told"),
    [("  \n ", "trống"), ("{Tên vợ}", "“Tên vợ”"), ("Ông {Thành tích", "ngoặc nhọn")],
)
def test_words_that_cannot_be_are_told(typed: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        template_words.read(typed, [[{"text": "cũ"}]])


# ---------------------------------------------------------------- the sheet


def test_a3_of_the_same_proportions_grows_along() -> None:
    made = template_sheet.change(A4, "paper", "A3 ngang")
    template.read_template(made)
    factor = 297 / 210
    assert rect(made, "areas/signer").x == pytest.approx(164 * factor, abs=0.3)
    assert template_parts.row(made, "areas/recipient")["size"] == pytest.approx(26 * factor, abs=0.1)
    assert (
        template_parts.row(made, "areas/recipient")["fits"]
        == template_parts.row(A4, "areas/recipient")["fits"]
    )
    assert template_sheet.values(made)["paper"] == "A3 ngang"


def test_a_smaller_paper_names_what_has_no_room() -> None:
    with pytest.raises(BadInput, match="không đủ chỗ cho khung"):
        template_sheet.change(A4, "width", 200)


def test_the_emblem_comes_and_goes_on_its_axis() -> None:
    larger = template_sheet.change(A4, "emblem", 28)
    one = rect(larger, "images/emblem")
    assert (one.x + one.w / 2, one.h) == (148.5, 28)
    without = template_sheet.change(A4, "emblem", 0)
    assert template_sheet.values(without)["emblem"] == 0
    again = template_sheet.change(without, "emblem", 27)
    template.read_template(again)
    assert template_sheet.values(again)["emblem"] == 27


def test_the_ornament_changes_and_keeps_its_ground() -> None:
    tinted = template_sheet.change(A4, "ground", "#FFFDF5")
    lotus = template_sheet.change(tinted, "design", "lotus")
    template.read_template(lotus)
    assert lotus["design"]["ground"] == "#FFFDF5"
    bare = template_sheet.change(lotus, "design", "")
    assert "design" not in bare
    with pytest.raises(BadInput, match="khung viền trước"):
        template_sheet.change(bare, "ground", "#FFFDF5")


def test_the_scan_and_its_size() -> None:
    made = template_sheet.with_scan(A4, "c" * 64, 300, 212.5)
    template.read_template(made)
    assert made["phoi"] == {"stock": "", "scan": "c" * 64, "width": 300, "height": 212.5}
    named = template_sheet.change(made, "stock", "Phôi A4 2024")
    assert template_sheet.values(named)["stock"] == "Phôi A4 2024"
    assert template_sheet.values(named)["scan_height"] == 212.5
