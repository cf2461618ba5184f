"""Small fields of a property panel: a measure with a decimal comma, a colour."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from db.vietnamese.numbers import parse_decimal
from db.vietnamese.text import fold
from desktop.ui import theme
from desktop.ui.marking import override

COLOURS: Final = (
    ("#000000", "Đen"),
    ("#B3121D", "Đỏ cờ"),
    ("#8A1018", "Đỏ sẫm"),
    ("#9A6B0F", "Vàng kim"),
    ("#14325C", "Xanh đậm"),
    ("#146C43", "Xanh lá"),
    ("#5B6470", "Xám"),
)
"""The colours an office prints in."""
_SWATCH: Final = 18
_HEX: Final = re.compile(r"#?([0-9A-Fa-f]{6})")


def shown_number(value: float) -> str:
    """A measure with a comma and at most two decimals: 38.5 → "38,5"."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


class CommittedEdit(QLineEdit):
    """A line that tells its value when it is left or Enter is pressed, or why it cannot be taken."""

    value_changed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setFont(theme.table_font())
        self.editingFinished.connect(self._finish)

    @property
    def is_typed(self) -> bool:
        """Whether something is typed here that was not taken yet."""
        return self.text() != self._text

    def show_text(self, text: str) -> None:
        """Show what stands; from here changes count."""
        self._text = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def take(self, text: str) -> tuple[object, str]:
        """The value of a text, or the sentence why it is none; overridden."""
        return text, ""

    def _finish(self) -> None:
        if self.text() == self._text:
            return
        value, sentence = self.take(self.text())
        if sentence:
            self.refused.emit(sentence)
            return
        self._text = self.text()
        self.value_changed.emit(value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._text:
            self.setText(self._text)
            self.refused.emit("")
        else:
            super().keyPressEvent(event)


class NumberEdit(CommittedEdit):
    """A number with a decimal comma between two bounds; ↑ and ↓ count by ``step``."""

    def __init__(
        self, least: float, most: float, step: float, *, whole: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._step, self._whole = least, most, step, whole
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def set_value(self, value: float | None) -> None:
        """Show a number, or nothing."""
        self.show_text("" if value is None else shown_number(value))

    def value(self) -> float | None:
        """The number typed now; None while it cannot be read."""
        found = parse_decimal(self.text())
        return None if found is None else float(found)

    @override
    def take(self, text: str) -> tuple[object, str]:
        found = parse_decimal(text)
        if found is None or (self._whole and found != int(found)):
            return None, "Hãy nhập số nguyên, ví dụ 2." if self._whole else "Hãy nhập một số, ví dụ 38,5."
        if not self._least <= found <= self._most:
            return (
                None,
                f"Hãy nhập số từ {shown_number(self._least)} đến {shown_number(self._most)}.",
            )
        return (int(found) if self._whole else float(found)), ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        value = self.value()
        if turns is None or value is None or self.isReadOnly():
            super().keyPressEvent(event)
            return
        self.setText(shown_number(min(self._most, max(self._least, value + turns * self._step))))
        self._finish()


class ColourEdit(QWidget):
    """A colour as #RRGGBB or by its name, with the office's colours in a menu. ``None`` where it may be none."""

    value_changed = Signal(object)
    refused = Signal(str)

    def __init__(self, *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._optional = optional
        self.edit = _ColourLine(optional, self)
        self._button = QToolButton(self)
        self._button.setFixedSize(theme.CONTROL_HEIGHT, theme.CONTROL_HEIGHT)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setToolTip("Chọn màu")
        self._button.setAccessibleName("Chọn màu")
        self._button.setStyleSheet("QToolButton { padding: 0; } QToolButton::menu-indicator { image: none; }")
        self._button.setIconSize(QSize(_SWATCH, _SWATCH))
        menu = QMenu(self._button)
        for code, words in COLOURS:
            self._add(menu, code, words)
        if optional:
            self._add(menu, "", "Không màu")
        menu.triggered.connect(self._pick)
        self._button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID // 2)
        row.addWidget(self.edit, 1)
        row.addWidget(self._button)
        self.setFocusProxy(self.edit)
        self.edit.value_changed.connect(self._changed)
        self.edit.refused.connect(self.refused)

    def set_value(self, value: str | None) -> None:
        """Show a colour, or none."""
        self.edit.show_text(value or "")
        self._button.setIcon(_swatch(value or ""))

    def value(self) -> str:
        """The colour shown."""
        return self.edit.text()

    def _add(self, menu: QMenu, code: str, words: str) -> None:
        made = QAction(_swatch(code), words, menu)
        made.setData(code)
        menu.addAction(made)

    def _pick(self, action: QAction) -> None:
        self.set_value(action.data())
        self.value_changed.emit(action.data())

    def _changed(self, value: str) -> None:
        self.set_value(value)
        self.value_changed.emit(value)


class _ColourLine(CommittedEdit):
    def __init__(self, optional: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._optional = optional

    @override
    def take(self, text: str) -> tuple[object, str]:
        plain = text.strip()
        if not plain and self._optional:
            return "", ""
        known = {fold(words): code for code, words in COLOURS}
        if fold(plain) in known:
            return known[fold(plain)], ""
        found = _HEX.fullmatch(plain)
        if found is None:
            return None, "Hãy nhập màu dạng #B3121D, hoặc chọn trong danh sách màu."
        return f"#{found[1].upper()}", ""


def _swatch(code: str) -> QIcon:
    icon = QIcon()
    for ratio in (1, 2):
        made = QPixmap(_SWATCH * ratio, _SWATCH * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setPen(QColor(theme.tokens().edge))
        painter.setBrush(QColor(code) if code else Qt.BrushStyle.BDiagPattern)
        painter.drawRect(1, 1, _SWATCH - 3, _SWATCH - 3)
        painter.end()
        icon.addPixmap(made)
    return icon
