"""The ruler sheet: printed once on plain paper, read with an ordinary ruler, it tells how a printer misplaces.

How it is read, and why so. No office printer prints at the paper's edge, so a printed scale that the edge itself
would cut can never be read: just there it is blank. Folding the edge over onto a scale doubles the paper but also
the carelessness, and a printed number beside a mark would be copied down unread ("30", four times). What everybody
in an office does without thinking, and to half a millimetre, is to lay a ruler's zero on the paper's edge and read
at a line. So four fat lines (a fifth for who wants it) stand about 30 mm inside the edges, each with a thin line to
lay the ruler along, its big letter in the span that is measured, no number anywhere near, and a blank in the middle
of the sheet to write the number into, because the printer stands in one room and the program in another. Who has no
ruler carries the distance on a slip of paper to the scale printed in the middle: over 30 mm that scale is as true as
the printer stretches, 0,15 mm at its worst.

The thin crosses in the corners and at the edges' middles are for the eye, on a second sheet held against the light;
the small ladders at the edges tell how near the edge the printer prints at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from db.errors import BadInput
from desktop.documents import calibration, layout, measure
from desktop.documents.calibration import Place
from desktop.documents.layout import Box, Fit, Span, Style
from desktop.documents.sheet import Adjustment, Item, Sheet, TextRun, VectorPath, polygon, rectangle

#: Sides of paper a ruler sheet can be made for, mm.
SIDES: Final = (105.0, 600.0)

_BLACK: Final = "#000000"
_GREY: Final = "#8C8C8C"
_FAT: Final = 0.4
_THIN: Final = 0.12
#: mm from the nominal edge where thin lines begin: ink nearer to it is lost on most printers.
_REACH: Final = 6.0
#: Half of what a fat line is long, mm.
_HALF_LINE: Final = 9.0
_CROSS: Final = 4.0
_LETTER_PT: Final = 26.0
_SMALL_LETTER_PT: Final = 17.0
_LADDER: Final = tuple(range(2, 11))
_RULER_MM: Final = 60
#: Room between the marks and the words in the middle.
_PANEL_GAP: Final = 12.0
_WIDEST_PANEL: Final = 172.0
_BLOCK_GAP: Final = 3.4
#: mm of width from which the words have their full size.
_ROOMY: Final = 110.0

_HEADING: Final = "TỜ ĐO ĐỂ HIỆU CHỈNH MÁY IN"
_CHECK_HEADING: Final = "TỜ KIỂM TRA HIỆU CHỈNH MÁY IN"
_HOW: Final = (
    "1. Đặt vạch số 0 của thước kẻ (không phải đầu thước) đúng mép giấy, thước nằm dọc theo nét mảnh có mũi tên.",
    "2. Ở mỗi chữ A, B, C, D: đọc số milimét tại giữa vạch đậm, lấy đến nửa milimét, và ghi vào ô dưới đây.",
)
_THEN: Final = "3. Gõ các số này vào chương trình. Máy in thật chuẩn thì mọi số là {}; E có thể bỏ trống."
_CHECK_THEN: Final = (
    "3. Mọi số phải là {}; số nào lệch quá nửa milimét thì đo lại, hoặc bấm nút nhích trong chương trình."
)
_WITHOUT_RULER: Final = (
    "Không có thước kẻ: áp một mẩu giấy cho mép nó trùng mép tờ này, chấm bút chì ở vạch đậm, rồi đặt mẩu giấy "
    "lên thước in dưới đây mà đọc."
)
_SETTINGS: Final = (
    "In từ tệp PDF thì chọn “Kích thước thật” (Actual size, 100 %), không chọn “Vừa trang” (Fit). Ở thang nhỏ "
    "trên mỗi cạnh, số nhỏ nhất còn in ra được là lề mà máy in không in tới (mm)."
)
_WHO: Final = "Ngày đo: ....../....../.......... Người đo: .............................."


@dataclass(frozen=True, slots=True)
class _Block:
    """Words or drawings of the middle, made at y = 0; the highest ``rank`` is left out first, 0 never."""

    items: tuple[Item, ...]
    height: float
    rank: int


def ruler_sheet(
    width_mm: float, height_mm: float, *, title: str, adjustment: Adjustment | None = None
) -> Sheet:
    """The ruler sheet for paper of this size.

    Args:
        width_mm: side of the paper as the certificate lies on it.
        height_mm: the other side.
        title: what is measured, e.g. printer, template and tray; may be empty. Letters the font lacks are left out:
            a printer's name is whatever its maker wrote.
        adjustment: the correction under trial; every reading of such a sheet should be what a true printer's is.

    Raises:
        BadInput: a side outside 105–600 mm.
    """
    least, most = SIDES
    if not (least <= width_mm <= most and least <= height_mm <= most):
        raise BadInput(
            f"Tờ đo khổ {calibration.shown(width_mm, 0)} × {calibration.shown(height_mm, 0)} mm không lập được; "
            f"hãy chọn khổ giấy có mỗi cạnh từ {least:.0f} đến {most:.0f} mm."
        )
    far = calibration.inset(width_mm, height_mm)
    items = (
        *_marks(width_mm, height_mm),
        # A small sheet has no room for them beside the letters.
        *(_ladders(width_mm, height_mm) if far == calibration.INSET else ()),
        *_panel(width_mm, height_mm, _writable(title), corrected=adjustment is not None),
    )
    return Sheet(width_mm, height_mm, items, adjustment=adjustment or Adjustment())


def _writable(title: str) -> str:
    missing = measure.missing_letters(title, "Tinos")
    return measure.tidy("".join(letter for letter in measure.tidy(title) if letter not in missing))


# ---------------------------------------------------------------- marks


def _line(
    x1: float, y1: float, x2: float, y2: float, width: float = _THIN, colour: str = _BLACK
) -> VectorPath:
    return VectorPath(polygon([(x1, y1), (x2, y2)], closed=False), stroke=colour, width=width)


def _fat(x: float, y: float, *, upright: bool) -> VectorPath:
    """A fat line whose middle is at (x, y), as a filled bar: its ends are square and its middle is exact."""
    w, h = (_FAT, 2 * _HALF_LINE) if upright else (2 * _HALF_LINE, _FAT)
    return VectorPath(rectangle(x - w / 2, y - h / 2, w, h), fill=_BLACK)


def _marks(width: float, height: float) -> Iterator[Item]:
    far = calibration.inset(width, height)
    for place in calibration.places(width, height):
        yield from _reading_place(place, width, height, far)
    for x, y in ((far, height - far), (width - far, height - far), (width / 2, far)):
        yield _line(x - _CROSS, y, x + _CROSS, y)
        yield _line(x, y - _CROSS, x, y + _CROSS)


def _reading_place(place: Place, width: float, height: float, far: float) -> Iterator[Item]:
    """The fat line, the thin line towards the edge with its arrow head, the letter and what to do."""
    x, y, middle = place.x, place.y, (far + _REACH) / 2
    size = _LETTER_PT if far == calibration.INSET else _SMALL_LETTER_PT
    upright = place.letter in "AB"
    yield _fat(x, y, upright=upright)
    if upright:
        out = -1.0 if place.letter == "A" else 1.0
        edge = x + out * (far - _REACH)
        yield _line(x - out * _CROSS, y, edge, y)
        yield _arrow(edge, y, out, 0.0)
        centre = middle if place.letter == "A" else width - middle
        yield _word(place.letter, centre, y - 3.0, size, bold=True)
        yield from _advice(centre, y + 4.6, far)
        return
    out = 1.0 if place.letter == "E" else -1.0
    edge = y + out * (far - _REACH)
    yield _line(x, y - out * _CROSS, x, edge)
    yield _arrow(x, edge, 0.0, out)
    centre = height - middle if place.letter == "E" else middle
    # The outer corners stay free: a hand holds the paper there.
    side = -1.0 if place.letter == "D" else 1.0
    yield _word(place.letter, x + side * 7.5, centre + size * 0.13, size, bold=True)
    yield from _advice(x + side * (7.0 + size * 0.6), centre - 1.0, far)


def _arrow(x: float, y: float, right: float, down: float) -> VectorPath:
    """A head at (x, y) that points the way."""
    back_x, back_y = x - right * 2.4, y - down * 2.4
    side_x, side_y = down * 0.9, right * 0.9
    return VectorPath(
        polygon([(x, y), (back_x + side_x, back_y + side_y), (back_x - side_x, back_y - side_y)]), fill=_BLACK
    )


def _word(
    text: str, centre: float, baseline: float, size: float, *, bold: bool = False, colour: str = _BLACK
) -> TextRun:
    font = "Tinos-Bold" if bold else "Tinos"
    width = measure.width_mm(text, font, size)
    return measure.set_run(text, centre - width / 2, baseline, font, size, colour)


def _advice(centre: float, baseline: float, far: float) -> Iterator[TextRun]:
    size = 8.0 if far == calibration.INSET else 6.5
    yield _word("từ mép giấy", centre, baseline, size)
    yield _word("đến vạch đậm", centre, baseline + size * 0.42, size)


def _ladders(width: float, height: float) -> Iterator[Item]:
    """At each edge a stair of short lines 2 to 10 mm from it, each with its number."""
    step = 2.6
    for at, number in enumerate(_LADDER):
        along = at * step
        for x, y, upright in (
            (number, height * 0.27 + along, True),
            (width - number, height * 0.27 + along, True),
            (width * 0.27 + along, number, False),
            (width * 0.27 + along, height - number, False),
        ):
            yield _line(x, y, x, y + step, 0.2) if upright else _line(x, y, x + step, y, 0.2)
            if upright:
                side = 1.3 if x < width / 2 else -1.3
                yield _word(str(number), x + side, y + 2.0, 5.5)
            else:
                below = 2.1 if y < height / 2 else -0.5
                yield _word(str(number), x + step / 2, y + below, 5.5)


# ---------------------------------------------------------------- the middle


def _panel(width: float, height: float, title: str, *, corrected: bool) -> Iterator[Item]:
    """What to do, blanks for the numbers, a scale; as much of it as there is room for."""
    far = calibration.inset(width, height)
    wide = min(width - 2 * (far + _PANEL_GAP), _WIDEST_PANEL)
    left, top = (width - wide) / 2, far + _PANEL_GAP
    room = height - 2 * top
    blocks = list(_blocks(left, wide, calibration.shown(far), title, corrected=corrected))
    while _height(blocks) > room and any(block.rank for block in blocks):
        blocks.remove(max(blocks, key=lambda block: block.rank))
    gap = min(2 * _BLOCK_GAP, max(0.8, (room - sum(b.height for b in blocks)) / max(1, len(blocks) - 1)))
    y = top + (room - sum(b.height for b in blocks) - gap * (len(blocks) - 1)) / 2
    for block in blocks:
        yield from (_lowered(item, y) for item in block.items)
        y += block.height + gap


def _height(blocks: list[_Block]) -> float:
    return sum(block.height for block in blocks) + _BLOCK_GAP * 0.5 * (len(blocks) - 1)


def _lowered(item: Item, by: float) -> Item:
    if isinstance(item, TextRun):
        return item._replace(baseline=item.baseline + by)
    assert isinstance(item, VectorPath)
    moved = tuple(
        (letter, tuple(n + by if i % 2 else n for i, n in enumerate(numbers)))
        for letter, numbers in item.segments
    )
    return replace(item, segments=moved)


def _blocks(left: float, wide: float, true_reading: str, title: str, *, corrected: bool) -> Iterator[_Block]:
    roomy = wide >= _ROOMY
    size = 11.5 if roomy else 9.0
    heading = _CHECK_HEADING if corrected else _HEADING
    yield _text(heading, left, wide, 17 if roomy else 12, font="Tinos-Bold", align="center")
    if title:
        yield _text(title, left, wide, size, rank=3, align="center")
    for words in _HOW:
        yield _text(words, left, wide, size)
    yield _blanks(left, wide)
    last = (_CHECK_THEN if corrected else _THEN).format(true_reading)
    yield _text(last, left, wide, size, rank=1)
    yield _text(_WITHOUT_RULER, left, wide, size - 1.5, rank=5, font="Tinos-Italic")
    yield _printed_ruler(left, wide, rank=6)
    yield _text(_SETTINGS, left, wide, size - 1.5, rank=4, font="Tinos-Italic")
    yield _text(_WHO, left, wide, size, rank=7)


def _text(
    words: str,
    left: float,
    wide: float,
    size: float,
    *,
    rank: int = 0,
    font: str = "Tinos",
    align: Literal["left", "center"] = "left",
) -> _Block:
    """A paragraph over the width of the middle."""
    box = Box("words", left, 0.0, wide, 400.0, align, leading=1.22, fits=(Fit(6),))
    block = layout.fit(box, [(Span(measure.tidy(words), Style(font, size)),)])
    return _Block(layout.place(block, box), block.height, rank)


def _blanks(left: float, wide: float) -> _Block:
    """The five blanks, a letter before each."""
    items: list[Item] = []
    each, high = wide / len(calibration.EDGES), 15.0
    room = min(each - 9.0, 22.0)
    for at, (letter, edge) in enumerate(calibration.EDGES.items()):
        x = left + at * each + (each - room - 6.0) / 2
        items.append(_word(letter, x + 2.2, 7.6, 17, bold=True))
        colour = _GREY if letter == "E" else _BLACK
        items.append(VectorPath(rectangle(x + 6.0, 0.5, room, 9.0), stroke=colour, width=0.3))
        named = edge.replace("mép trên, bên", "trên,").replace("mép ", "")
        if each >= 24.0:
            named = f"{named} (mm)"
        items.append(
            _word(named, x + 6.0 + room / 2, 13.2, 8.0 if each >= 20.0 else 6.5 if each >= 14.0 else 4.5)
        )
    return _Block(tuple(items), high, 0)


def _printed_ruler(left: float, wide: float, *, rank: int) -> _Block:
    """0 to 60 mm in millimetres."""
    x0, items = left + (wide - _RULER_MM) / 2, list[Item]()
    for mm in range(_RULER_MM + 1):
        long = 6.0 if mm % 10 == 0 else 4.6 if mm % 5 == 0 else 3.0
        items.append(_line(x0 + mm, 0.0, x0 + mm, long, 0.22 if mm % 10 == 0 else _THIN))
        if mm % 10 == 0:
            items.append(_word(str(mm), x0 + mm, 9.2, 8.5))
    items.append(_line(x0, 0.0, x0 + _RULER_MM, 0.0, 0.2))
    items.append(measure.set_run("mm", x0 + _RULER_MM + 4.0, 9.2, "Tinos", 8.5, _BLACK))
    return _Block(tuple(items), 9.8, rank)
