"""The crash report: one sentence for the officer, the details folded away for whoever mends it."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import plain_button, primary_button

SENTENCE = (
    "Chương trình gặp lỗi khi làm việc vừa rồi nên việc đó không được ghi; các việc trước vẫn còn nguyên. "
    "Hãy thử lại; nếu vẫn lỗi, hãy chép chi tiết và gửi cho người hỗ trợ."
)


class CrashDialog(QDialog):
    """Tells of a bug; the window lives on."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Có lỗi xảy ra")
        self.setModal(True)
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(*([2 * theme.GRID] * 4))
        column.setSpacing(2 * theme.GRID)
        column.addLayout(self._head())
        self.details = QPlainTextEdit(details, self)
        self.details.setObjectName("crashDetails")
        self.details.setReadOnly(True)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setTabChangesFocus(True)
        self.details.setMinimumHeight(240)
        self.details.hide()
        column.addWidget(self.details, 1)
        column.addLayout(self._foot())

    @classmethod
    def of(cls, error: BaseException, parent: QWidget | None = None) -> CrashDialog:
        """The report of an exception with its whole traceback."""
        trace = "".join(traceback.format_exception(error))
        about = f"{platform.platform()}, Python {platform.python_version()}, Qt {qVersion()}"
        return cls(f"{about}\n\n{trace}", parent)

    def _head(self) -> QHBoxLayout:
        sign = QLabel(self)
        sign.setPixmap(icons.icon("triangle-alert", Tone.ALARM).pixmap(32, 32))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        text = QLabel(SENTENCE, self)
        text.setObjectName("crashSentence")
        text.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GRID)
        row.addWidget(sign)
        row.addWidget(text, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        self._fold = plain_button("&Xem chi tiết", "chevron-down", self)
        self._fold.setObjectName("crashFold")
        self._fold.setCheckable(True)
        self._fold.setAutoDefault(False)
        self._fold.toggled.connect(self._show_details)
        copy = plain_button("&Chép chi tiết", "copy", self)
        copy.setObjectName("crashCopy")
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        close = primary_button("Đó&ng", parent=self)
        close.setObjectName("crashClose")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self._fold)
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        return row

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self._fold.setIcon(icons.icon("chevron-up" if shown else "chevron-down"))
        self._fold.setText("Ẩn chi &tiết" if shown else "&Xem chi tiết")
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
