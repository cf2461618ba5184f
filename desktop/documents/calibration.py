"""From the readings of a ruler sheet to the correction of a printer: plane geometry, nothing else.

Where the printer puts a point: the sheet is stretched about its middle by ``scale_x`` across and ``scale_y`` down
(heat and rollers), then turned by ``rotate_deg`` clockwise about its middle (the paper goes in askew), then shifted
by ``dx_mm`` to the right and ``dy_mm`` down. Readings are distances from an edge of the paper to a mark that a true
printer puts ``inset`` mm from it, taken at right angles to that edge, as a ruler laid along an edge's normal does:

====== ================================================= ====================================================
letter from                                              with a = W/2 - inset, b = H/2 - inset it reads
====== ================================================= ====================================================
A      left edge, half-way down                          W/2 + dx - sx·a·cos r
B      right edge, half-way down                         W/2 - dx - sx·a·cos r
C      top edge, at the left corner mark                 H/2 + dy - sx·a·sin r - sy·b·cos r
D      top edge, at the right corner mark                H/2 + dy + sx·a·sin r - sy·b·cos r
E      bottom edge, half-way across; may be left out     H/2 - dy - sy·b·cos r
====== ================================================= ====================================================

So dx = (A - B) / 2; sx·cos r and sx·sin r follow from A + B and D - C, and with E sy·cos r and dy from C, D and E.
Four readings cannot tell a stretch down the sheet from a shift down: without E the paper is taken to be stretched
alike both ways, which is true of most printers to 0,1 % and leaves the top of the sheet, where C and D were read,
exact. The paper itself is taken to be cut true.

The correction is what an :class:`~desktop.documents.sheet.Adjustment` must do beforehand so that the printer's
misplacement brings every point home. A turn and a stretch that differs across and down cannot be undone exactly by a
stretch followed by a turn; the rest is spread over the sheet and stays below 0,05 mm on A4 for 1,5 % and 1°.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Final

from db.calibrations import Calibration
from db.errors import BadInput
from desktop.documents.sheet import Adjustment

#: mm from the paper's edges to the marks; on small sheets less.
INSET: Final = 30.0
SMALL_INSET: Final = 20.0
#: A sheet with a side below this, mm, is a small one.
SMALL: Final = 140.0
#: mm a reading may differ from the inset; more is a slip of the pen or another sheet.
WIDEST_MISS: Final = 12.0
#: Beyond these nothing a printer does wrong explains the readings.
WORST_SCALE: Final = 0.05
WORST_DIFFERENCE: Final = 0.04
WORST_TURN_DEG: Final = 2.5
#: From here on the officer is asked to look again: most often the sheet was printed "fit to page".
DOUBTFUL_SCALE: Final = 0.015
#: How far one press of the arrow moves what is printed, µm.
NUDGE_UM: Final = 500

_UM: Final = 1000.0
_MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A mark the officer reads: its letter, the edge he measures from, where a true printer puts it (mm)."""

    letter: str
    edge: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Readings:
    """Millimetres from the paper's edge to the marks A to D, and to E where it was measured."""

    a: float
    b: float
    c: float
    d: float
    e: float | None = None


@dataclass(frozen=True, slots=True)
class Misplacement:
    """What the printer does wrong: shift in mm (right, down), stretch (1 = true), turn in degrees clockwise."""

    dx_mm: float = 0.0
    dy_mm: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotate_deg: float = 0.0


#: What the officer calls the edge of each letter.
EDGES: Final = {
    "A": "mép trái",
    "B": "mép phải",
    "C": "mép trên, bên trái",
    "D": "mép trên, bên phải",
    "E": "mép dưới",
}


def inset(width_mm: float, height_mm: float) -> float:
    """How far from the edges the marks of a sheet of this size are, mm: what a true printer's readings are."""
    return SMALL_INSET if min(width_mm, height_mm) < SMALL else INSET


def places(width_mm: float, height_mm: float) -> tuple[Place, ...]:
    """The five marks that are read, A to E."""
    far = inset(width_mm, height_mm)
    at = {
        "A": (far, height_mm / 2),
        "B": (width_mm - far, height_mm / 2),
        "C": (far, far),
        "D": (width_mm - far, far),
        "E": (width_mm / 2, height_mm - far),
    }
    return tuple(Place(letter, EDGES[letter], *point) for letter, point in at.items())


def misplacement(readings: Readings, width_mm: float, height_mm: float) -> Misplacement:
    """What the printer does wrong, from the readings of its ruler sheet.

    Raises:
        BadInput: a reading that no printer explains; the sentence names it.
    """
    far = inset(width_mm, height_mm)
    _check_each(readings, far)
    a, b = width_mm / 2 - far, height_mm / 2 - far
    across = (width_mm - readings.a - readings.b) / (2 * a)
    turned = (readings.d - readings.c) / (2 * a)
    angle = math.atan2(turned, across)
    if abs(math.degrees(angle)) > WORST_TURN_DEG:
        raise BadInput(
            f"Số đo C ({shown(readings.c)} mm) và D ({shown(readings.d)} mm) chênh nhau quá nhiều; "
            "hãy đo lại hai chỗ này, hoặc đặt lại giấy cho thẳng rồi in tờ khác."
        )
    scale_x = math.hypot(across, turned)
    top = (readings.c + readings.d) / 2
    if readings.e is None:
        scale_y = scale_x
        dy = top - height_mm / 2 + scale_y * math.cos(angle) * b
    else:
        scale_y = (height_mm - readings.e - top) / (2 * b * math.cos(angle))
        dy = (top - readings.e) / 2
    _check_scales(scale_x, scale_y, readings)
    return Misplacement((readings.a - readings.b) / 2, dy, scale_x, scale_y, math.degrees(angle))


def _check_each(readings: Readings, far: float) -> None:
    for field in fields(readings):
        value = getattr(readings, field.name)
        if value is not None and not abs(value - far) <= WIDEST_MISS:
            letter = field.name.upper()
            raise BadInput(
                f"Số đo {letter} ({EDGES[letter]}) là {shown(value)} mm, trong khi vạch ấy phải cách mép giấy "
                f"khoảng {shown(far)} mm; hãy đo lại rồi gõ lại số này."
            )


def _check_scales(scale_x: float, scale_y: float, readings: Readings) -> None:
    if abs(scale_x - 1) > WORST_SCALE:
        raise BadInput(
            f"Số đo A ({shown(readings.a)} mm) và B ({shown(readings.b)} mm) cho thấy tờ in bị "
            f"{_stretch(scale_x)}, máy in không lệch nhiều thế; hãy đo lại hai số này, hoặc in lại tờ đo với "
            "“Kích thước thật” (100 %)."
        )
    if readings.e is not None and abs(scale_y - scale_x) > WORST_DIFFERENCE:
        raise BadInput(
            f"Số đo E ({shown(readings.e)} mm) không khớp với C và D: chiều dọc bị {_stretch(scale_y)}; "
            "hãy đo lại E, hoặc bỏ trống nó."
        )


def correction(wrong: Misplacement, width_mm: float, height_mm: float) -> Calibration:
    """The correction that undoes a misplacement on a sheet of this size, as it is stored."""
    cosine, sine = math.cos(math.radians(wrong.rotate_deg)), math.sin(math.radians(wrong.rotate_deg))
    # The inverse of turn · stretch is stretch⁻¹ · turn⁻¹; where it sends the unit vectors:
    right = (cosine / wrong.scale_x, -sine / wrong.scale_y)
    down = (sine / wrong.scale_x, cosine / wrong.scale_y)
    # A turn for each of them; the longer side of the sheet has more to lose.
    of_right, of_down = math.atan2(right[1], right[0]), math.atan2(-down[0], down[1])
    weight = width_mm**2 / (width_mm**2 + height_mm**2)
    return Calibration(
        dx_um=round(-(right[0] * wrong.dx_mm + down[0] * wrong.dy_mm) * _UM),
        dy_um=round(-(right[1] * wrong.dx_mm + down[1] * wrong.dy_mm) * _UM),
        scale_x_ppm=round(math.hypot(*right) * _MILLION),
        scale_y_ppm=round(math.hypot(*down) * _MILLION),
        rotation_udeg=round(math.degrees(weight * of_right + (1 - weight) * of_down) * _MILLION),
    )


def undone_by(known: Calibration) -> Misplacement:
    """The misplacement that a stored correction undoes: what the officer is told of a printer."""
    scale_x, scale_y = known.scale_x_ppm / _MILLION, known.scale_y_ppm / _MILLION
    degrees = known.rotation_udeg / _MILLION
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    dx, dy = known.dx_um / _UM, known.dy_um / _UM
    return Misplacement(
        -(cosine * dx + sine * dy) / scale_x,
        -(cosine * dy - sine * dx) / scale_y,
        1 / scale_x,
        1 / scale_y,
        -degrees,
    )


def adjustment(known: Calibration) -> Adjustment:
    """A stored correction as what moves a sheet."""
    return Adjustment(
        dx_mm=known.dx_um / _UM,
        dy_mm=known.dy_um / _UM,
        scale_x=known.scale_x_ppm / _MILLION,
        scale_y=known.scale_y_ppm / _MILLION,
        rotate_deg=known.rotation_udeg / _MILLION,
    )


def nudged(known: Calibration, right: int = 0, down: int = 0) -> Calibration:
    """The correction after what is printed was moved by so many steps of 0,5 mm."""
    return Calibration(
        known.dx_um + right * NUDGE_UM,
        known.dy_um + down * NUDGE_UM,
        known.scale_x_ppm,
        known.scale_y_ppm,
        known.rotation_udeg,
    )


# ---------------------------------------------------------------- words


def in_words(wrong: Misplacement) -> str:
    """What the printer does wrong, for the officer: "in lệch phải 2,0 mm, lên 1,5 mm; thu 0,4 %; xoay 0,1° sang phải".

    To the right is clockwise, as one turns a sheet lying on the table.
    """
    parts = [_shift(wrong), _stretches(wrong), _turn(wrong)]
    told = "; ".join(part for part in parts if part)
    return told or "in đúng chỗ"


def doubt(wrong: Misplacement) -> str:
    """A sentence when the readings can be true but are likelier a wrong setting; else empty."""
    if max(abs(wrong.scale_x - 1), abs(wrong.scale_y - 1)) > DOUBTFUL_SCALE:
        return (
            "Tỷ lệ lệch hơn 1,5 %: thường là do máy in đang đặt “Vừa trang” (Fit) hoặc do đo nhầm; hãy chọn "
            "“Kích thước thật” (100 %) rồi in lại tờ đo."
        )
    return ""


def shown(value: float, decimals: int = 1) -> str:
    """A number with a decimal comma, rounded."""
    text = f"{value:.{decimals}f}"
    return (text.removeprefix("-") if float(text) == 0 else text).replace(".", ",")


def _shift(wrong: Misplacement) -> str:
    told = [
        f"{forth if value > 0 else back} {shown(abs(value))} mm"
        for value, forth, back in ((wrong.dx_mm, "phải", "trái"), (wrong.dy_mm, "xuống", "lên"))
        if abs(value) >= 0.05
    ]
    return "in lệch " + ", ".join(told) if told else ""


def _stretches(wrong: Misplacement) -> str:
    across, down = _stretch(wrong.scale_x), _stretch(wrong.scale_y)
    if across == down:
        return across
    told = ((across, "chiều ngang"), (down, "chiều dọc"))
    return ", ".join(f"{words} {where}" for words, where in told if words)


def _stretch(scale: float) -> str:
    percent = (scale - 1) * 100
    if abs(percent) < 0.05:
        return ""
    return f"{'giãn' if percent > 0 else 'thu'} {shown(abs(percent))} %"


def _turn(wrong: Misplacement) -> str:
    if abs(wrong.rotate_deg) < 0.05:
        return ""
    side = "phải" if wrong.rotate_deg > 0 else "trái"
    return f"xoay {shown(abs(wrong.rotate_deg))}° sang {side}"
