"""What the dialogs of drives, the board and units share: a refusal stays in the dialog with what was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui import theme


class DialogFrame(QDialog):
    """Title, body, a line for refusals, one primary button and "Hủy bỏ".

    A dialog overrides :meth:`submit`; it closes by :meth:`succeed` only after the register accepted.
    """

    def __init__(self, title: str, accept_word: str, parent: QWidget | None = None, width: int = 560) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ended = False
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        whole.setSpacing(2 * theme.GRID)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.GRID)
        whole.addLayout(self.body, 1)
        self._refusal = QLabel(self)
        self._refusal.setObjectName("refusal")
        self._refusal.setProperty("role", "error")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        whole.addWidget(self._refusal)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.GRID)
        self.foot.addStretch(1)
        self.accept_button = QPushButton(accept_word, self)
        self.accept_button.setObjectName("accept")
        self.accept_button.setProperty("primary", True)
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.submit)
        self.cancel_button = QPushButton("Hủy bỏ", self)
        # Esc is its key; a letter would collide with a field's in one dialog or the other.
        self.cancel_button.setToolTip("Đóng, không ghi gì (Esc)")
        self.cancel_button.setObjectName("cancel")
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.foot.addWidget(self.accept_button)
        self.foot.addWidget(self.cancel_button)
        whole.addLayout(self.foot)

    @property
    def refusal(self) -> str:
        """The sentence of the last refusal; empty when nothing was refused."""
        return self._refusal.text()

    def submit(self) -> None:
        """Read the fields and run the operation; overridden by each dialog."""
        self.succeed()

    def working(self) -> None:
        """The operation is under way: nothing can be sent twice."""
        self.clear_refusal()
        self.accept_button.setEnabled(False)

    @property
    def has_ended(self) -> bool:
        """Whether the officer closed it; answers that come later find nothing to show themselves in."""
        return self._ended

    def done(self, result: int) -> None:
        """Close."""
        self._ended = True
        super().done(result)

    def refuse(self, sentence: str) -> None:
        """Show why it was not taken; what was typed stays."""
        if self._ended:
            return
        self.tell_refusal(sentence)
        self.accept_button.setEnabled(True)

    def tell_refusal(self, sentence: str) -> None:
        """Show a sentence in the line for refusals; the buttons stay as they are."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    def clear_refusal(self) -> None:
        """Forget the last refusal."""
        self._refusal.clear()
        self._refusal.hide()

    def succeed(self, _result: object = None) -> None:
        """The register took it: close."""
        if self._ended:
            return
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter submits from anywhere, also from a field of many lines."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if (
            enter
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and self.accept_button.isEnabled()
        ):
            self.submit()
            return
        super().keyPressEvent(event)
