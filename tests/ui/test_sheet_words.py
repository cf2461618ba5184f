"""Phôi & đợt in in words: hand tables of the states of runs, sheets and stocks, where a run went, what is corrected."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.calibrations import Calibrated, Calibration
from db.printing import PrintRun, Sheet
from db.sheet_stock import StockLine
from desktop.ui.icons import Symbol
from desktop.ui.models import sheets
from desktop.ui.models.sheets import CalibrationLine, RunLine, SheetLine, StockKind
from desktop.ui.models.table import Column, RowsModel
from desktop.ui.theme import Tone

RUN = PrintRun(
    id=7,
    decision_id=2,
    template_name="giay-khen-a4",
    template_version=3,
    overprint=False,
    target="printer",
    printer="HP LaserJet Pro",
    tray="Khay tay",
    stock="",
    officer="Lê Thị Đào",
    at="2023-12-05T09:30:00+07:00",
    finished_at="2023-12-05T09:40:00+07:00",
    reprint_reason="",
    trial=False,
    note="",
    planned=(11, 12, 13),
    open=False,
    sheets=3,
    spoiled=0,
)
DAY = dt.date(2023, 12, 5)


def column(columns: tuple[Column[Any], ...], key: str) -> Column[Any]:
    return next(one for one in columns if one.key == key)


# ---------------------------------------------------------------- runs


@pytest.mark.parametrize(
    ("facts", "left", "word", "tone"),
    [
        ({}, 0, "Đủ", Tone.DONE),
        ({}, 1, "Còn 1 tờ", Tone.WARNING),
        ({}, 1234, "Còn 1.234 tờ", Tone.WARNING),
        ({"open": True}, 3, "Chưa ghi kết quả", Tone.ALARM),
        ({"open": True, "trial": True}, 3, "Chưa ghi kết quả", Tone.ALARM),
        ({"trial": True}, 3, "In thử", Tone.MUTED),
        ({"trial": True}, 0, "In thử", Tone.MUTED),
    ],
)
def test_the_state_of_a_run(facts: dict[str, Any], left: int, word: str, tone: Tone) -> None:
    """A run nobody closed comes before anything else; a trial lacks no sheets."""
    badge = sheets.run_badge(RunLine(replace(RUN, **facts), "QĐ", "Mẫu", left))
    assert (badge.word, badge.tone) == (word, tone)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "HP LaserJet Pro · Khay tay"),
        ({"tray": ""}, "HP LaserJet Pro"),
        ({"printer": ""}, "Máy in · Khay tay"),
        ({"printer": "", "tray": ""}, "Máy in"),
        ({"target": "pdf"}, "Tệp PDF"),
    ],
)
def test_where_a_run_went(facts: dict[str, Any], words: str) -> None:
    assert sheets.place_of(replace(RUN, **facts)) == words


@pytest.mark.parametrize(
    ("facts", "tip"),
    [
        ({}, ""),
        ({"overprint": True, "stock": "Phôi A4"}, "In lên phôi: Phôi A4"),
        ({"overprint": True}, "In lên phôi: không ghi loại phôi"),
        ({"reprint_reason": "Sai tên", "note": "Gấp"}, "In lại vì: Sai tên\nGấp"),
    ],
)
def test_what_else_is_known_of_a_run(facts: dict[str, Any], tip: str, themed: QApplication) -> None:
    line = RunLine(replace(RUN, **facts), "QĐ", "Giấy khen A4", 0)
    model = RowsModel(sheets.RUN_COLUMNS, [line])
    across = [one.key for one in sheets.RUN_COLUMNS].index("template")
    shown = model.index(0, across)
    assert (shown.data(Qt.ItemDataRole.ToolTipRole) or "") == tip
    assert shown.data() == "Giấy khen A4 (bản 3)"


def test_good_and_spoiled_sheets_add_up_to_what_came_out() -> None:
    line = RunLine(replace(RUN, sheets=45, spoiled=4), "8/QĐ-UBND ngày 01/12/2023", "Mẫu", 4)
    cells = {one.key: one.shown(line) for one in sheets.RUN_COLUMNS}
    assert (cells["good"], cells["spoiled"]) == ("41", "4")
    assert cells["decision"] == "8/QĐ-UBND"
    spoiled = column(sheets.RUN_COLUMNS, "spoiled")
    assert spoiled.tone is not None
    assert spoiled.tone(line) is Tone.ALARM
    assert spoiled.tone(RunLine(RUN, "", "", 0)) is None


# ---------------------------------------------------------------- sheets


def sheet(ordinal: int, state: str = "good", *, note: str = "", reprint: bool = False) -> Sheet:
    return Sheet(ordinal, 7, 10 + ordinal, ordinal, state, note, reprint)


@pytest.mark.parametrize(
    ("came", "still_open", "word"),
    [
        (sheet(1), False, "Tốt"),
        (sheet(1), True, "Tốt"),
        (sheet(1, "spoiled", note="Kẹt giấy"), False, "Hỏng"),
        (None, True, "Chưa ghi"),
        (None, False, "Chưa in"),
    ],
)
def test_the_state_of_a_sheet(came: Sheet | None, still_open: bool, word: str) -> None:
    assert sheets.sheet_badge(SheetLine(7, 1, None, came, still_open)).word == word


def test_states_of_sheets_differ_by_sign() -> None:
    lines = [
        SheetLine(7, 1, None, sheet(1), False),
        SheetLine(7, 1, None, sheet(1, "spoiled"), False),
        SheetLine(7, 1, None, None, True),
        SheetLine(7, 1, None, None, False),
    ]
    assert len({sheets.sheet_badge(line).symbol for line in lines}) == len(lines)
    assert all(isinstance(sheets.sheet_badge(line).symbol, Symbol) for line in lines)


@given(planned=st.lists(st.integers(1, 10_000), unique=True, max_size=40), data=st.data())
def test_every_sheet_planned_is_a_line_whatever_came_out(planned: list[int], data: st.DataObject) -> None:
    """In the order printed; each line has the sheet of its own place and of no other."""
    came = data.draw(st.lists(st.sampled_from(range(1, len(planned) + 1)), unique=True)) if planned else []
    run = replace(RUN, planned=tuple(planned))
    lines = sheets.sheet_lines(run, [sheet(ordinal) for ordinal in came], {})
    assert [line.ordinal for line in lines] == list(range(1, len(planned) + 1))
    assert sorted(line.ordinal for line in lines if line.sheet) == sorted(came)
    assert all(line.sheet is None or line.sheet.ordinal == line.ordinal for line in lines)
    assert {line.name for line in lines} <= {"(không còn trong quyết định)"}
    assert len({sheets.sheet_id(line) for line in lines}) == len(lines)


def test_the_same_place_of_two_runs_is_two_rows() -> None:
    """What is chosen in one run is not chosen in the next one looked at."""
    assert sheets.sheet_id(SheetLine(7, 1, None, None, False)) != sheets.sheet_id(
        SheetLine(8, 1, None, None, False)
    )


# ---------------------------------------------------------------- stock


@pytest.mark.parametrize(
    ("left", "need", "word", "tone"),
    [
        (45, 45, "Đủ", Tone.DONE),
        (0, 0, "Đủ", Tone.DONE),
        (44, 45, "Thiếu 1 tờ", Tone.WARNING),
        (0, 1200, "Thiếu 1.200 tờ", Tone.WARNING),
        (-2, 0, "Âm 2 tờ: xem lại sổ kho", Tone.ALARM),
        (-1500, 45, "Âm 1.500 tờ: xem lại sổ kho", Tone.ALARM),
    ],
)
def test_whether_there_is_enough_of_a_kind(left: int, need: int, word: str, tone: Tone) -> None:
    badge = sheets.stock_badge(StockKind("Phôi A4", left, need))
    assert (badge.word, badge.tone) == (word, tone)


@given(left=st.integers(0, 5000), need=st.integers(0, 5000))
def test_what_lacks_is_what_would_be_enough(left: int, need: int) -> None:
    word = sheets.stock_badge(StockKind("Phôi", left, need)).word
    lacking = int("".join(c for c in word if c.isdigit()) or 0)
    assert lacking == max(0, need - left)
    assert sheets.stock_badge(StockKind("Phôi", left + lacking, need)).word == "Đủ"


@given(delta=st.integers(-5000, 5000).filter(bool))
def test_a_movement_stands_in_one_of_two_columns_without_a_sign(delta: int) -> None:
    line = StockLine(1, "Phôi A4", DAY, delta, "", None)
    came, went = (column(sheets.LINE_COLUMNS, key).value(line) for key in ("in", "out"))
    assert (came or 0) - (went or 0) == delta
    assert (came is None) != (went is None)


@pytest.mark.parametrize(("run", "words"), [(None, ""), (7, "Do đợt in")])
def test_what_a_run_took_says_so(run: int | None, words: str) -> None:
    line = StockLine(1, "Phôi A4", DAY, -3, "", run)
    assert column(sheets.LINE_COLUMNS, "run").shown(line) == words


# ---------------------------------------------------------------- calibrations


@pytest.mark.parametrize(("tray", "shown"), [("", "Theo máy in"), ("Khay 2", "Khay 2")])
def test_a_calibration_without_a_tray_is_for_any(tray: str, shown: str) -> None:
    line = CalibrationLine(Calibrated(1, "HP", "giay-khen-a4", tray, Calibration(), DAY, ""), "Giấy khen")
    assert column(sheets.CALIBRATION_COLUMNS, "tray").shown(line) == shown
    assert line.words[0].isupper(), "a sentence"


def test_what_is_undone_is_named_as_the_printer_does_it() -> None:
    """Everything is moved 2 mm to the left because the printer puts it 2 mm too far right."""
    known = Calibrated(1, "HP", "giay-khen-a4", "", Calibration(dx_um=-2000), DAY, "trái 12,0; phải 8,0")
    line = CalibrationLine(known, "Giấy khen")
    assert "2,0 mm" in line.words or "2 mm" in line.words
    assert "phải" in line.words
    assert "trái" not in line.words
    words = column(sheets.CALIBRATION_COLUMNS, "words")
    assert words.tooltip is not None
    assert words.tooltip(line) == f"{line.words}\nSố đo: trái 12,0; phải 8,0"
