"""Numbers that open the names behind them: a large figure over its word, and a line with the figure at the right."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyleOption, QWidget

from desktop.ui import icons, theme
from desktop.ui.icons import Symbol
from desktop.ui.marking import override
from desktop.ui.theme import Tone

FIGURE_POINTS = 20


class _Counted(QAbstractButton):
    """What both share: a count, a word, a tone while the count is not zero, ground and focus ring."""

    def __init__(
        self, word: str, tone: Tone, symbol: Symbol | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._word = word
        self._tone = tone
        self._symbol = symbol
        self._count = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFont(theme.table_font())
        self.set_count(0)

    @property
    def count(self) -> int:
        """The number shown."""
        return self._count

    @property
    def word(self) -> str:
        """What is counted."""
        return self._word

    def set_count(self, count: int) -> None:
        """Show another number."""
        self._count = count
        self.setAccessibleName(f"{self._word}: {count}")
        self.update()

    def _ink(self) -> QColor:
        return theme.colour(self._tone if self._count else Tone.MUTED)

    def _paint_ground(self, painter: QPainter) -> None:
        of = theme.tokens()
        option = QStyleOption()
        option.initFrom(self)
        if self.isChecked():
            painter.fillRect(self.rect(), QColor(of.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(self.rect(), QColor(of.hover))
        if self.hasFocus():
            painter.setPen(QPen(QColor(of.focus), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class CountTile(_Counted):
    """A large figure with sign and word under it."""

    def __init__(
        self, word: str, tone: Tone, symbol: Symbol | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(word, tone, symbol, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        figure = QFontMetrics(theme.font(FIGURE_POINTS, QFont.Weight.DemiBold)).height()
        word = self.fontMetrics()
        width = word.horizontalAdvance(self._word) + icons.SIZE + 3 * theme.GRID
        return QSize(width, figure + word.height() + 2 * theme.GRID)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        box = self.rect().adjusted(theme.GRID, theme.GRID // 2, -theme.GRID, -theme.GRID)
        ink = self._ink()
        painter.setPen(ink)
        figure = theme.font(FIGURE_POINTS, QFont.Weight.DemiBold)
        figure.setFeature(QFont.Tag("tnum"), 1)
        painter.setFont(figure)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(self._count))
        painter.setFont(self.font())
        height = self.fontMetrics().height()
        line = QRect(box.left(), box.bottom() - height + 1, box.width(), height)
        if self._symbol is not None:
            side = icons.SIZE - 2
            spot = QRectF(line.left(), line.center().y() - side / 2 + 1, side, side)
            icons.paint_symbol(painter, spot, self._symbol, ink)
            line.setLeft(line.left() + side + 6)
        painter.setPen(QColor(theme.tokens().ink if self._count else theme.tokens().muted))
        text = self.fontMetrics().elidedText(self._word, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class CountRow(_Counted):
    """A line: the word at the left, the figure at the right."""

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._word) + metrics.horizontalAdvance("0000") + 4 * theme.GRID
        return QSize(width, theme.CONTROL_HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme.CONTROL_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        box = self.rect().adjusted(theme.GRID, 0, -theme.GRID, 0)
        bold = theme.table_font(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(self._ink())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self._count))
        box.setRight(box.right() - QFontMetrics(bold).horizontalAdvance(str(self._count)) - theme.GRID)
        painter.setFont(self.font())
        painter.setPen(QColor(theme.tokens().ink))
        text = self.fontMetrics().elidedText(self._word, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class MeasureBar(QWidget):
    """How much of something is done: a thin bar beside its figures."""

    THICKNESS = 6

    def __init__(self, done: int, total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = done / total if total else 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(2 * theme.GRID)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        of = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, (self.height() - self.THICKNESS) / 2, self.width(), self.THICKNESS)
        round_by = self.THICKNESS / 2
        painter.setBrush(QColor(of.pressed))
        painter.drawRoundedRect(track, round_by, round_by)
        if self._share > 0:
            track.setWidth(max(self.THICKNESS, track.width() * min(1.0, self._share)))
            painter.setBrush(QColor(of.green))
            painter.drawRoundedRect(track, round_by, round_by)
        painter.end()
