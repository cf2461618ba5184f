"""The templates at the left of the editor: those of the program and the office's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.buttons import plain_button

WIDTH: Final = 212
_NAME: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Listed:
    """One template of the list."""

    name: str
    title: str
    own: bool
    unsaved: bool = False


class TemplateList(QWidget):
    """``chosen`` carries a template's name, ``copy_pressed`` that the current one is to be copied."""

    chosen = Signal(str)
    copy_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.list = QListWidget(self)
        self.list.setObjectName("templateList")
        self.list.setAccessibleName("Các mẫu Giấy khen")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(self._choose)
        self.copy_button = plain_button("&Sao thành mẫu của cơ quan", "", self)
        self.copy_button.setObjectName("copyTemplate")
        self.copy_button.setToolTip("Thêm một mẫu như mẫu đang xem để sửa (Ctrl+N)")
        self.copy_button.clicked.connect(self.copy_pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.list, 1)
        column.addWidget(self.copy_button)

    def show_templates(self, listed: Sequence[Listed], current: str) -> None:
        """Show these, the current one chosen."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for own, heading in ((True, "Của cơ quan"), (False, "Có sẵn")):
                group = [one for one in listed if one.own is own]
                if group:
                    self._add_heading(heading)
                for one in group:
                    item = QListWidgetItem(f"● {one.title}" if one.unsaved else one.title, self.list)
                    item.setData(_NAME, one.name)
                    item.setSizeHint(self._room(item.text()))
                    item.setToolTip(f"{one.title}\nCó thay đổi chưa lưu" if one.unsaved else one.title)
                    if one.name == current:
                        self.list.setCurrentItem(item)

    def _room(self, words: str) -> QSize:
        """Room for a title on as many lines as it needs."""
        inner = WIDTH - 24
        box = self.list.fontMetrics().boundingRect(
            QRect(0, 0, inner, 400), Qt.TextFlag.TextWordWrap.value, words
        )
        return QSize(inner, max(theme.ROW_HEIGHT, box.height() + 12))

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words, self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font(weight=QFont.Weight.DemiBold))

    def _choose(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is not None and item.data(_NAME):
            self.chosen.emit(item.data(_NAME))
