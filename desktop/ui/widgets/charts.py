"""Two small pictures drawn with the tokens of the theme: bars of pieces, and a drive in time. Numbers stand beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from db import pictures
from db.pictures import Bar, Moment, legend, moment_words
from db.vietnamese.dates import format_date
from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.theme import Tone

ROW: Final = 28
_BAR: Final = 18
_LABEL: Final = 232
_NUMBER: Final = 56
_SWATCH: Final = 12
TONES: Final[dict[pictures.Tone, Tone]] = {
    "information": Tone.INFORMATION,
    "done": Tone.DONE,
    "warning": Tone.WARNING,
    "alarm": Tone.ALARM,
    "muted": Tone.MUTED,
}
"""The theme's tone of each filling."""


def _wash(tone: Tone) -> QColor:
    of = theme.tokens()
    return QColor(
        {
            Tone.INFORMATION: of.blue_wash,
            Tone.DONE: of.green_wash,
            Tone.WARNING: of.gold_wash,
            Tone.ALARM: of.alarm_wash,
        }.get(tone, of.hover)
    )


class _Picture(QWidget):
    """What both share: fonts, a label at the left, the height of their rows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFont(theme.table_font())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _label(self, painter: QPainter, top: float, text: str) -> None:
        box = QRectF(0, top, _LABEL - theme.GRID, ROW)
        shown = QFontMetrics(self.font()).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.setPen(QColor(theme.tokens().ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class BarChart(_Picture):
    """Bars under each other; pieces carry their number where it fits, the sum stands at the right."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._bars: tuple[Bar, ...] = ()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is drawn."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw other bars; each is told as a sentence to a screen reader and in the tooltip."""
        self._bars = tuple(bars)
        told = "\n".join(bar.words for bar in bars)
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, ROW * (len(self._bars) + (1 if self._bars else 0)))

    def pieces(self) -> list[list[QRectF]]:
        """The boxes of all pieces, bar by bar; their widths are to each other as their numbers."""
        room = max(1.0, float(self.width() - _LABEL - _NUMBER))
        most = max((bar.total for bar in self._bars), default=0) or 1
        found = []
        for at, bar in enumerate(self._bars):
            left, boxes = float(_LABEL), []
            for part in bar.parts:
                width = room * part.count / most
                boxes.append(QRectF(left, ROW * at + (ROW - _BAR) / 2, width, _BAR))
                left += width
            found.append(boxes)
        return found

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        for at, (bar, boxes) in enumerate(zip(self._bars, self.pieces(), strict=True)):
            self._label(painter, ROW * at, bar.label)
            for part, box in zip(bar.parts, boxes, strict=True):
                if part.count:
                    self._piece(painter, box, str(part.count), TONES[part.tone])
            painter.setPen(QColor(theme.tokens().ink))
            right = boxes[-1].right() if boxes else float(_LABEL)
            painter.drawText(
                QRectF(right + theme.GRID, ROW * at, _NUMBER, ROW),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
                str(bar.total),
            )
        self._legend(painter, ROW * len(self._bars))

    def _piece(self, painter: QPainter, box: QRectF, number: str, tone: Tone) -> None:
        painter.setPen(QPen(theme.colour(tone), 1))
        painter.setBrush(_wash(tone))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        if box.width() > QFontMetrics(self.font()).horizontalAdvance(number) + 4:
            painter.setPen(QColor(theme.tokens().ink))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), number)

    def _legend(self, painter: QPainter, top: float) -> None:
        left = float(_LABEL)
        metrics = QFontMetrics(self.font())
        for word, named in legend(self._bars):
            tone = TONES[named]
            width = metrics.horizontalAdvance(word)
            if left + _SWATCH + theme.GRID + width > self.width():
                break  # the tooltip tells them all
            painter.setPen(QPen(theme.colour(tone), 1))
            painter.setBrush(_wash(tone))
            painter.drawRect(QRectF(left, top + (ROW - _SWATCH) / 2, _SWATCH, _SWATCH))
            painter.setPen(QColor(theme.tokens().muted))
            box = QRectF(left + _SWATCH + theme.GRID / 2, top, width + 2, ROW)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), word)
            left += _SWATCH + width + 2.5 * theme.GRID


class TimeLine(_Picture):
    """Stretches as bars, days as lozenges with their date, and the day looked at as a line."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._moments: tuple[Moment, ...] = ()
        self._today = dt.date.min

    def show_moments(self, moments: Sequence[Moment], today: dt.date) -> None:
        """Draw other moments."""
        self._moments = tuple(moments)
        self._today = today
        told = "\n".join(moment_words(one) for one in moments)
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, ROW * (len(self._moments) + (1 if self._moments else 0)))

    def place(self, day: dt.date) -> float:
        """Where a day stands from left to right."""
        first = min(one.start for one in self._moments)
        last = max(one.end for one in self._moments)
        days = max(1, (last - first).days)
        room = self.width() - _LABEL - 2 * _NUMBER
        return _LABEL + room * (day - first).days / days

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._moments:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        for at, one in enumerate(self._moments):
            self._label(painter, ROW * at, one.label)
            self._moment(painter, ROW * at, one)
        first = min(one.start for one in self._moments)
        last = max(one.end for one in self._moments)
        if first <= self._today <= last:
            self._draw_today(painter)

    def _moment(self, painter: QPainter, top: float, one: Moment) -> None:
        left, right, middle = self.place(one.start), self.place(one.end), top + ROW / 2
        tone = Tone.INFORMATION if one.start != one.end else Tone.WARNING
        painter.setPen(QPen(theme.colour(tone), 1))
        painter.setBrush(_wash(tone))
        if one.start != one.end:
            painter.drawRect(QRectF(left, middle - _BAR / 2, right - left, _BAR))
            told = f"{format_date(one.start)} – {format_date(one.end)}"
            fits = QFontMetrics(self.font()).horizontalAdvance(told) + theme.GRID < right - left
            box = QRectF(
                left if fits else right + theme.GRID, top, right - left if fits else 2 * _NUMBER + 64, ROW
            )
            side = Qt.AlignmentFlag.AlignHCenter if fits else Qt.AlignmentFlag.AlignLeft
            painter.setPen(QColor(theme.tokens().ink))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), told)
            return
        half = 6.0
        shape = [(left, middle - half), (left + half, middle), (left, middle + half), (left - half, middle)]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape]))
        painter.setPen(QColor(theme.tokens().ink))
        box = QRectF(left + half + theme.GRID / 2, top, 2 * _NUMBER, ROW)
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), format_date(one.start)
        )

    def _draw_today(self, painter: QPainter) -> None:
        x, foot = self.place(self._today), ROW * len(self._moments)
        painter.setPen(QPen(theme.colour(Tone.ALARM), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, 0), QPointF(x, foot))
        painter.setPen(theme.colour(Tone.ALARM))
        painter.drawText(
            QRectF(x - 120, foot, 240, ROW),
            int(Qt.AlignmentFlag.AlignCenter),
            f"Tính đến {format_date(self._today)}",
        )
