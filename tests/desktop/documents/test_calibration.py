"""From readings to a correction: a printer of the test's own, hypothesis, slips of the pen, words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.calibrations import Calibration
from db.errors import BadInput
from desktop.documents import calibration
from desktop.documents.calibration import Misplacement, Readings

SIZES = [(297.0, 210.0), (210.0, 297.0), (148.0, 105.0)]
A4 = SIZES[0]


class Printer:
    """A printer that misplaces, written without the program's matrices: stretch, turn, shift about the middle."""

    def __init__(
        self, width: float, height: float, dx: float, dy: float, sx: float, sy: float, degrees: float
    ) -> None:
        self.middle = complex(width / 2, height / 2)
        self.shift, self.sx, self.sy = complex(dx, dy), sx, sy
        # With y downwards a turn clockwise as seen is a turn by +i.
        self.turn = complex(math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))

    def puts(self, point: complex) -> complex:
        of_middle = point - self.middle
        stretched = complex(of_middle.real * self.sx, of_middle.imag * self.sy)
        return self.middle + stretched * self.turn + self.shift


def read(printer: Printer, width: float, height: float, *, fifth: bool) -> Readings:
    """The marks as laid down in the module's table, each where the printer puts it."""
    far = 20.0 if min(width, height) < 140 else 30.0
    return Readings(
        a=printer.puts(complex(far, height / 2)).real,
        b=width - printer.puts(complex(width - far, height / 2)).real,
        c=printer.puts(complex(far, far)).imag,
        d=printer.puts(complex(width - far, far)).imag,
        e=height - printer.puts(complex(width / 2, height - far)).imag if fifth else None,
    )


def corrected(known: Calibration, width: float, height: float) -> Printer:
    """What the stored correction does to a point, by its own definition: stretch, turn, shift."""
    return Printer(
        width,
        height,
        known.dx_um / 1e3,
        known.dy_um / 1e3,
        known.scale_x_ppm / 1e6,
        known.scale_y_ppm / 1e6,
        known.rotation_udeg / 1e6,
    )


def worst(printer: Printer, known: Calibration, width: float, height: float) -> float:
    """How far from home the farthest point of the sheet lands, mm."""
    before = corrected(known, width, height)
    grid = [complex(width * i / 12, height * j / 12) for i in range(13) for j in range(13)]
    return max(abs(printer.puts(before.puts(point)) - point) for point in grid)


shifts = st.floats(-5, 5)
scales = st.floats(0.985, 1.015)
turns = st.floats(-1, 1)


@given(size=st.sampled_from(SIZES), dx=shifts, dy=shifts, sx=scales, sy=scales, turn=turns)
def test_five_readings_bring_every_point_home(
    size: tuple[float, float], dx: float, dy: float, sx: float, sy: float, turn: float
) -> None:
    printer = Printer(*size, dx, dy, sx, sy, turn)
    wrong = calibration.misplacement(read(printer, *size, fifth=True), *size)
    assert worst(printer, calibration.correction(wrong, *size), *size) <= 0.1


@given(size=st.sampled_from(SIZES), dx=shifts, dy=shifts, scale=scales, turn=turns)
def test_four_readings_do_where_the_paper_is_stretched_alike(
    size: tuple[float, float], dx: float, dy: float, scale: float, turn: float
) -> None:
    printer = Printer(*size, dx, dy, scale, scale, turn)
    wrong = calibration.misplacement(read(printer, *size, fifth=False), *size)
    # Without a stretch of its own down the sheet nothing is left over but the rounding to µm and ppm.
    assert worst(printer, calibration.correction(wrong, *size), *size) <= 0.003


@given(dx=shifts, dy=shifts, sx=scales, sy=scales, turn=turns)
def test_the_misplacement_found_is_the_printers(
    dx: float, dy: float, sx: float, sy: float, turn: float
) -> None:
    printer = Printer(*A4, dx, dy, sx, sy, turn)
    wrong = calibration.misplacement(read(printer, *A4, fifth=True), *A4)
    found = (wrong.dx_mm, wrong.dy_mm, wrong.scale_x, wrong.scale_y, wrong.rotate_deg)
    assert found == pytest.approx((dx, dy, sx, sy, turn), abs=1e-6)


@given(dx=shifts, dy=shifts, sx=scales, sy=scales, turn=turns)
def test_what_is_told_of_a_stored_correction_is_what_was_measured(
    dx: float, dy: float, sx: float, sy: float, turn: float
) -> None:
    wrong = Misplacement(dx, dy, sx, sy, turn)
    told = calibration.undone_by(calibration.correction(wrong, *A4))
    assert (told.dx_mm, told.dy_mm) == pytest.approx((dx, dy), abs=0.01)
    assert (told.scale_x, told.scale_y) == pytest.approx((sx, sy), abs=1e-5)
    assert told.rotate_deg == pytest.approx(turn, abs=0.03)


@given(dx=shifts, dy=shifts, scale=scales, turn=turns)
def test_half_millimetres_read_leave_less_than_a_millimetre(
    dx: float, dy: float, scale: float, turn: float
) -> None:
    printer = Printer(*A4, dx, dy, scale, scale, turn)
    exact = read(printer, *A4, fifth=True)
    assert exact.e is not None
    rounded = Readings(*(round(2 * one) / 2 for one in (exact.a, exact.b, exact.c, exact.d, exact.e)))
    wrong = calibration.misplacement(rounded, *A4)
    assert worst(printer, calibration.correction(wrong, *A4), *A4) <= 0.9


def test_a_printer_two_millimetres_to_the_right() -> None:
    # By hand: everything 2 mm right and 1,5 mm up, true size. A 32, B 28, C and D 28,5, E 31,5.
    wrong = calibration.misplacement(Readings(32, 28, 28.5, 28.5, 31.5), *A4)
    assert wrong == Misplacement(2.0, -1.5, 1.0, 1.0, 0.0)
    assert calibration.correction(wrong, *A4) == Calibration(-2000, 1500, 1_000_000, 1_000_000, 0)
    assert calibration.in_words(wrong) == "in lệch phải 2,0 mm, lên 1,5 mm"


def test_a_true_printer_needs_nothing() -> None:
    wrong = calibration.misplacement(Readings(30, 30, 30, 30), *A4)
    assert calibration.correction(wrong, *A4) == Calibration()
    assert calibration.in_words(wrong) == "in đúng chỗ"
    assert calibration.doubt(wrong) == ""


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (Misplacement(-0.5, 2.0), "in lệch trái 0,5 mm, xuống 2,0 mm"),
        (Misplacement(2.0, -1.5, 0.996, 0.996, 0.1), None),
        (Misplacement(0, 0, 1.004, 0.998), "giãn 0,4 % chiều ngang, thu 0,2 % chiều dọc"),
        (Misplacement(0, 0, 1.004, 1.0), "giãn 0,4 % chiều ngang"),
        (Misplacement(rotate_deg=-0.3), "xoay 0,3° sang trái"),
        (Misplacement(0.04, -0.04, 1.0004, 0.9996, 0.04), "in đúng chỗ"),
    ],
)
def test_words(wrong: Misplacement, words: str | None) -> None:
    expected = words or "in lệch phải 2,0 mm, lên 1,5 mm; thu 0,4 %; xoay 0,1° sang phải"
    assert calibration.in_words(wrong) == expected


@pytest.mark.parametrize(
    ("readings", "named"),
    [
        (Readings(305, 30, 30, 30), "Số đo A (mép trái) là 305,0 mm"),
        (Readings(30, 3, 30, 30), "Số đo B (mép phải) là 3,0 mm"),
        (Readings(30, 30, 0, 30), "Số đo C (mép trên, bên trái) là 0,0 mm"),
        (Readings(30, 30, 30, -30), "Số đo D (mép trên, bên phải) là -30,0 mm"),
        (Readings(30, 30, 30, 30, 300), "Số đo E (mép dưới) là 300,0 mm"),
        (Readings(float("nan"), 30, 30, 30), "Số đo A"),
        (Readings(38, 38, 30, 30), "Số đo A (38,0 mm) và B (38,0 mm)"),
        (Readings(30, 30, 24, 36), "Số đo C (24,0 mm) và D (36,0 mm)"),
        (Readings(30, 30, 30, 30, 39), "Số đo E (39,0 mm)"),
    ],
)
def test_a_slip_of_the_pen_is_named(readings: Readings, named: str) -> None:
    with pytest.raises(BadInput) as refusal:
        calibration.misplacement(readings, *A4)
    sentence = str(refusal.value)
    assert named in sentence
    assert "hãy đo lại" in sentence
    assert sentence.count(". ") == 0


def test_a_page_shrunk_to_fit_is_doubted() -> None:
    # 97 %: a reader's "fit to page". 118,5 · 0,97 = 114,9, so every reading across is 3,6 mm more.
    fitted = calibration.misplacement(Readings(33.5, 33.5, 32.5, 32.5, 32.5), *A4)
    assert "Vừa trang" in calibration.doubt(fitted)


def test_a_nudge_moves_the_ink_half_a_millimetre() -> None:
    known = Calibration(-2000, 1500, 1_004_000, 1_000_000, 20)
    assert calibration.nudged(known, right=-1, down=2) == Calibration(-2500, 2500, 1_004_000, 1_000_000, 20)


def test_what_moves_a_sheet_is_the_stored_correction() -> None:
    moved = calibration.adjustment(Calibration(-2000, 1500, 1_004_000, 999_000, 250_000))
    assert moved.matrix(297, 210) == pytest.approx(
        _matrix(corrected(Calibration(-2000, 1500, 1_004_000, 999_000, 250_000), 297, 210)), abs=1e-9
    )


def _matrix(printer: Printer) -> tuple[float, ...]:
    origin, right, down = (printer.puts(point) for point in (0j, 1 + 0j, 1j))
    across, along = right - origin, down - origin
    return (across.real, across.imag, along.real, along.imag, origin.real, origin.imag)
