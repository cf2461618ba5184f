"""Pictures of a report as reportlab drawings: lines and letters in the PDF, the same drawing as a PNG in Word.

Labels are wrapped, never cut; what is too tall for one page goes on in a further drawing. Every bar tells its pieces
in words below it, and light fillings stand beside dark ones, so that a black-and-white copy says as much.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from db.pictures import Bar, Moment, legend, moment_words
from db.vietnamese.dates import format_date
from desktop.documents import fonts
from desktop.documents.paper import Chart, plain
from desktop.documents.paper_pdf_marks import PaperCanvas, require_letters
from desktop.documents.paper_styles import MM_PER_POINT
from desktop.documents.paper_words import words

KIND: Final = "charts"
MM: Final = 1 / MM_PER_POINT
_PNG_SCALE: Final = 300 / 72
_SWATCH: Final = 8.0


def picture_words(chart: Chart) -> str:
    """What a picture shows, in sentences."""
    told = [bar.words for bar in chart.bars] or [moment_words(one) for one in chart.moments]
    return "; ".join(told) + "."


def drawings(chart: Chart, room: float) -> list[Any]:
    """The picture over ``room`` mm as reportlab drawings, one under the other; each fits on a page.

    Raises:
        Refused: a word has a letter the face cannot draw.
    """
    pen = _Pen(room * MM)
    return pen.bars(chart.bars) if chart.bars else pen.time(chart.moments, chart.as_of)


def png(drawing: Any) -> bytes:
    """A drawing as a PNG of 300 dpi, drawn by the PDF engine so that it looks as in the PDF."""
    import pypdfium2
    from reportlab.graphics import renderPDF

    packed = io.BytesIO()
    canvas = PaperCanvas(packed, pagesize=(drawing.width, drawing.height))
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(packed.getvalue())
    image = document[0].render(scale=_PNG_SCALE).to_pil()
    document.close()
    made = io.BytesIO()
    # A few flat colours: a palette takes a tenth of the room and loses nothing the eye sees.
    image.quantize(64).save(made, "PNG", dpi=(300, 300), optimize=True)
    return made.getvalue()


@cache
def _measures() -> dict[str, Any]:
    told = words(KIND)
    keys = ("face", "size_pt", "small_pt", "label_share", "bar_mm", "gap_mm", "tallest_mm")
    return {key: told.value(key) for key in (*keys, "ink", "muted", "alarm", "tones")}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a picture: its height in points, and what draws it with its top at a height."""

    height: float
    draw: Callable[[Any, float], None]


class _Pen:
    """Draws over ``width`` points; heights grow upwards, as reportlab counts them."""

    def __init__(self, width: float) -> None:
        of = _measures()
        self.width = width
        self.size, self.small = float(of["size_pt"]), float(of["small_pt"])
        self.face = fonts.face_key(of["face"])
        fonts.pdf_font(self.face)
        self.left = width * float(of["label_share"])
        self.bar, self.gap = float(of["bar_mm"]) * MM, float(of["gap_mm"]) * MM
        self.tallest = float(of["tallest_mm"]) * MM
        self.tones: dict[str, dict[str, str]] = of["tones"]
        self.ink, self.muted, self.alarm = (str(of[key]) for key in ("ink", "muted", "alarm"))

    # Words

    def length(self, text: str, size: float) -> float:
        from reportlab.pdfbase import pdfmetrics

        return float(pdfmetrics.stringWidth(text, self.face, size))

    def wrapped(self, text: str, size: float, room: float) -> list[str]:
        """``text`` in lines of at most ``room`` points; a word longer than a line is broken."""
        from reportlab.lib.utils import simpleSplit

        shown = plain(text)
        require_letters(shown, self.face)
        lines: list[str] = []
        for line in simpleSplit(shown, self.face, size, room):
            rest = line
            while self.length(rest, size) > room:
                fits = next(
                    n for n in range(len(rest), 0, -1) if n == 1 or self.length(rest[:n], size) <= room
                )
                lines.append(rest[:fits])
                rest = rest[fits:]
            lines.append(rest)
        return lines

    def write(
        self, into: Any, x: float, y: float, text: str, *, size: float, ink: str, anchor: str = "start"
    ) -> None:
        from reportlab.graphics.shapes import String
        from reportlab.lib.colors import HexColor

        into.add(
            String(x, y, text, fontName=self.face, fontSize=size, fillColor=HexColor(ink), textAnchor=anchor)
        )

    def lines(self, into: Any, x: float, top: float, listed: Sequence[str], *, size: float, ink: str) -> None:
        """Lines under each other, the first below ``top``."""
        for at, line in enumerate(listed):
            self.write(into, x, top - size * (1.2 * at + 1), line, size=size, ink=ink)

    def box(self, into: Any, left: float, low: float, wide: float, high: float, tone: str) -> None:
        from reportlab.graphics.shapes import Rect
        from reportlab.lib.colors import HexColor

        of = self.tones[tone]
        into.add(
            Rect(
                left,
                low,
                wide,
                high,
                fillColor=HexColor(of["fill"]),
                strokeColor=HexColor(of["edge"]),
                strokeWidth=0.6,
            )
        )

    # Pages

    def pages(
        self, rows: Sequence[_Row], foot: _Row | None, behind: Callable[[Any, float, float], None] | None
    ) -> list[Any]:
        """Rows under each other in as many drawings as they need, ``foot`` below each.

        ``behind`` draws under the rows of a drawing, between two heights.
        """
        from reportlab.graphics.shapes import Drawing

        below = foot.height if foot else 0.0
        parts: list[list[_Row]] = [[]]
        for row in rows:
            if parts[-1] and sum(one.height for one in parts[-1]) + row.height + below > self.tallest:
                parts.append([])
            parts[-1].append(row)
        made = []
        for part in parts:
            high = sum(one.height for one in part)
            drawing = Drawing(self.width, high + below)
            if behind is not None:
                behind(drawing, below, high + below)
            top = high + below
            for one in part:
                one.draw(drawing, top)
                top -= one.height
            if foot is not None:
                foot.draw(drawing, below)
            made.append(drawing)
        return made

    # Bars

    def bars(self, bars: Sequence[Bar]) -> list[Any]:
        """Bars under each other, their pieces to each other as their numbers."""
        most = max((bar.total for bar in bars), default=0) or 1
        number = self.length(str(most), self.size) + 6
        room = self.width - self.left - number
        rows = [self._bar(bar, room / most) for bar in bars]
        return self.pages(rows, self._legend(bars), None)

    def _bar(self, bar: Bar, unit: float) -> _Row:
        label = self.wrapped(bar.label, self.size, self.left - 8)
        told = ", ".join(f"{part.word} {part.count}" for part in bar.parts if part.count)
        below = self.wrapped(told, self.small, self.width - self.left)
        high = max(self.bar + self.small * 1.2 * len(below) + 2, self.size * 1.2 * len(label)) + self.gap

        def draw(into: Any, top: float) -> None:
            self.lines(into, 0, top, label, size=self.size, ink=self.ink)
            left = self.left
            for part in bar.parts:
                wide = unit * part.count
                if not part.count:
                    continue
                self.box(into, left, top - self.bar, wide, self.bar, part.tone)
                if wide > self.length(str(part.count), self.small) + 4:
                    y = top - self.bar / 2 - self.small * 0.34
                    ink = self.tones[part.tone]["number"]
                    self.write(
                        into, left + wide / 2, y, str(part.count), size=self.small, ink=ink, anchor="middle"
                    )
                left += wide
            y = top - self.bar / 2 - self.size * 0.34
            self.write(into, left + 4, y, str(bar.total), size=self.size, ink=self.ink)
            self.lines(into, self.left, top - self.bar - 2, below, size=self.small, ink=self.muted)

        return _Row(high, draw)

    def _legend(self, bars: Sequence[Bar]) -> _Row:
        """What the fillings mean; nothing where there is only one kind of piece."""
        places: list[tuple[float, int, str, str]] = []
        x, line = self.left, 0
        kinds = legend(bars)
        for word, tone in kinds if len(kinds) > 1 else ():
            wide = _SWATCH + 4 + self.length(word, self.small) + 12
            if x + wide - 12 > self.width and x > self.left:
                x, line = self.left, line + 1
            places.append((x, line, word, tone))
            x += wide
        step = self.small * 1.45

        def draw(into: Any, top: float) -> None:
            for at, row, word, tone in places:
                y = top - step * (row + 1) + 3
                self.box(into, at, y, _SWATCH, _SWATCH, tone)
                self.write(into, at + _SWATCH + 4, y + 0.5, word, size=self.small, ink=self.muted)

        return _Row(step * (line + 1) + 2 if places else 0.0, draw)

    # Time

    def time(self, moments: Sequence[Moment], today: date | None) -> list[Any]:
        """Stretches as bars, days as lozenges, each with its days in words; the day looked at as a line."""
        first, last = min(one.start for one in moments), max(one.end for one in moments)
        days = max(1, (last - first).days)
        # Room behind the last day for its date in words.
        room = self.width - self.left - self.length("00/00/0000", self.small) - 14

        def place(day: date) -> float:
            return self.left + room * (day - first).days / days

        looked_at = today if today is not None and first <= today <= last else None
        avoided = place(looked_at) if looked_at is not None else None
        rows = [self._moment(one, place, avoided) for one in moments]
        if looked_at is None or avoided is None:
            return self.pages(rows, None, None)
        told = words(KIND)("as_of", day=format_date(looked_at))

        def behind(into: Any, low: float, high: float) -> None:
            from reportlab.graphics.shapes import Line
            from reportlab.lib.colors import HexColor

            x = avoided
            into.add(
                Line(
                    x, low, x, high, strokeColor=HexColor(self.alarm), strokeWidth=0.8, strokeDashArray=[3, 2]
                )
            )

        def foot(into: Any, top: float) -> None:
            half = self.length(told, self.small) / 2
            x = min(max(avoided, half), self.width - half)
            self.write(into, x, top - self.small - 1, told, size=self.small, ink=self.alarm, anchor="middle")

        return self.pages(rows, _Row(self.small * 1.5, foot), behind)

    def _moment(self, one: Moment, place: Callable[[date], float], avoided: float | None) -> _Row:
        label = self.wrapped(one.label, self.size, self.left - 10)
        high = max(self.bar, self.size * 1.2 * len(label)) + self.gap
        left, right = place(one.start), place(one.end)
        long = one.start != one.end
        told = f"{format_date(one.start)} – {format_date(one.end)}" if long else format_date(one.start)
        wide = self.length(told, self.small)

        def draw(into: Any, top: float) -> None:
            self.lines(into, 0, top, label, size=self.size, ink=self.ink)
            y = top - self.bar / 2 - self.small * 0.34
            if not long:
                self._lozenge(into, left, top - self.bar / 2)
                self._beside(into, left - 6, left + 6, y, told, avoided)
                return
            self.box(into, left, top - self.bar, right - left, self.bar, "information")
            if wide + 8 < right - left:
                ink = self.tones["information"]["number"]
                self.write(into, (left + right) / 2, y, told, size=self.small, ink=ink, anchor="middle")
            else:
                self._beside(into, left, right, y, told, avoided)

        return _Row(high, draw)

    def _beside(
        self, into: Any, left: float, right: float, y: float, told: str, avoided: float | None
    ) -> None:
        """Days right of what they belong to; left of it where the page ends or the line of the day stands there."""
        wide = self.length(told, self.small)
        after, before = right + 5, left - 5 - wide
        crossed = avoided is not None and after - 2 < avoided < after + wide + 2
        free = before >= self.left
        x = before if free and (crossed or after + wide > self.width) else after
        self.write(into, x, y, told, size=self.small, ink=self.ink)

    def _lozenge(self, into: Any, x: float, y: float) -> None:
        from reportlab.graphics.shapes import Polygon
        from reportlab.lib.colors import HexColor

        of, half = self.tones["warning"], 5.0
        points = [x, y - half, x + half, y, x, y + half, x - half, y]
        into.add(
            Polygon(points, fillColor=HexColor(of["fill"]), strokeColor=HexColor(of["edge"]), strokeWidth=0.8)
        )
