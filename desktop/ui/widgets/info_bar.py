"""A sentence at the bottom of the window about what was done, with "Hoàn tác"; it asks for nothing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.ui import icons, theme
from desktop.ui.marking import override
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import icon_button, link_button

STAYS_MS: Final = 8000
_ICONS: Final = {
    Tone.DONE: "check",
    Tone.INFORMATION: "info",
    Tone.WARNING: "triangle-alert",
    Tone.ALARM: "circle-alert",
}
_PASSING: Final = frozenset({Tone.DONE, Tone.INFORMATION})
_MOST_WIDTH: Final = 720


class InfoBar(QFrame):
    """Lies over the bottom of its parent.

    What went well goes by itself after 8 s, unless the pointer is on it; a warning or a refusal stays until it is
    closed or another sentence comes.

    ``undo_pressed`` carries the id of the action to undo, ``button_pressed`` the key of another button.
    """

    undo_pressed = Signal(int)
    button_pressed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._action_id: int | None = None
        self._key = ""
        self._tone = Tone.DONE
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        taking = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        taking.setHeightForWidth(True)
        self._words.setSizePolicy(taking)
        self._button = link_button("Hoàn tác", self)
        self._button.clicked.connect(self._press)
        self._close = icon_button("x", "Đóng thông báo", self)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 4, 5)
        row.setSpacing(theme.GRID)
        for widget, stretch in ((self._icon, 0), (self._words, 1), (self._button, 0), (self._close, 0)):
            row.addWidget(widget, stretch)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def sentence(self) -> str:
        """The sentence shown last."""
        return self._words.text()

    def tell(
        self,
        sentence: str,
        tone: Tone = Tone.DONE,
        *,
        undo: int | None = None,
        button: str = "",
        key: str = "",
    ) -> None:
        """Say a sentence; ``undo`` is the id of the action its "Hoàn tác" takes back.

        Another button than that is given by its word and a key.
        """
        self._action_id = undo
        self._key = key
        self._tone = tone
        self._words.setText(sentence)
        self._button.setText("Hoàn tác" if undo is not None else button)
        self._button.setVisible(undo is not None or bool(button))
        self._show_icon()
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self._timer.stop()
        if tone in _PASSING:
            self._timer.start()
        self.place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def refuse(self, sentence: str) -> None:
        """Say why something was refused; fits the signal ``refused`` of the worker."""
        self.tell(sentence, Tone.ALARM)

    def place(self) -> None:
        """Lie over the bottom of the parent, in its middle."""
        parent = self.parentWidget()
        assert parent is not None
        width = max(160, min(_MOST_WIDTH, parent.width() - 4 * theme.GRID))
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        self.ensurePolished()
        layout.activate()
        # The layout knows nothing of the border the stylesheet draws.
        height = max(layout.heightForWidth(width - 2), layout.minimumSize().height()) + 2
        self.setGeometry(
            (parent.width() - width) // 2,
            parent.height() - height - theme.CONTROL_HEIGHT - theme.GRID,
            width,
            height,
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave and self._tone in _PASSING:
            self._timer.start()
        return super().event(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icon()

    def _show_icon(self) -> None:
        name = _ICONS.get(self._tone, "info")
        self._icon.setPixmap(
            icons.pixmap(name, icons.SIZE, self.devicePixelRatioF(), theme.colour(self._tone))
        )

    def _press(self) -> None:
        self.hide()
        if self._action_id is not None:
            self.undo_pressed.emit(self._action_id)
        else:
            self.button_pressed.emit(self._key)
