"""The properties beside the sheet: of the chosen box, of the paper, of the pre-printed sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.documents import template_parts, template_sheet, template_words
from desktop.documents.template_parts import Body, Part
from desktop.ui import theme
from desktop.ui.pages.templates_fields import (
    KEYS_OF,
    PART_ITEMS,
    PHOI_ITEMS,
    SHEET_ITEMS,
    WORDS_HINT,
    part_values,
)
from desktop.ui.pages.templates_steps import WHOLE
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.field_grid import FieldGrid

WIDTH: Final = 300


class TemplatePanel(QFrame):
    """Tells what somebody enters; the page decides and answers with values or a sentence."""

    part_edited = Signal(str, object, int)
    """Property, value, line (or :data:`WHOLE`) of the chosen part."""
    sheet_edited = Signal(str, object)
    part_chosen = Signal(str)
    detach_pressed = Signal()
    duplicate_pressed = Signal()
    remove_pressed = Signal()
    picture_pressed = Signal()
    scan_pressed = Signal()
    scan_removed = Signal()
    opacity_changed = Signal(int)
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("templatePanel")
        self.setProperty("role", "panel")
        self.setFixedWidth(WIDTH)
        self._part: Part | None = None
        self._line = WHOLE
        self._editable = True
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("templateTabs")
        self.tabs.addTab(_scrolled(self._part_tab()), "Khung")
        self.tabs.addTab(_scrolled(self._sheet_tab()), "Tờ giấy")
        self.tabs.addTab(_scrolled(self._phoi_tab()), "Phôi")
        for grid in (self.part_grid, self.sheet_grid, self.phoi_grid):
            grid.undo_asked.connect(self.undo_asked)
            grid.redo_asked.connect(self.redo_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    # ------------------------------------------------------------ building

    def _part_tab(self) -> QWidget:
        tab, column = _tab()
        self.part_box = QComboBox(tab)
        self.part_box.setObjectName("partBox")
        self.part_box.setAccessibleName("Khung đang chọn")
        self.part_box.setPlaceholderText("Chưa chọn khung nào")
        self.part_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.part_box.activated.connect(self._choose)
        column.addWidget(self.part_box)
        self._advice = QLabel("Bấm vào một khung trên tờ giấy, hoặc chọn trong danh sách trên đây.", tab)
        self._advice.setProperty("role", "muted")
        self._advice.setWordWrap(True)
        column.addWidget(self._advice)
        self.part_grid = FieldGrid(PART_ITEMS, "part", tab)
        self.part_grid.edited.connect(self._part_edited)
        column.addWidget(self.part_grid)
        self._hint = QLabel(WORDS_HINT, tab)
        self._hint.setProperty("role", "muted")
        self._hint.setWordWrap(True)
        self.insert_button = _button(tab, "Chèn ô điền", "insertField", None)
        menu = QMenu(self.insert_button)
        for words in template_words.FIELD_WORDS.values():
            menu.addAction(QAction(words, menu))
        menu.triggered.connect(self._insert)
        self.insert_button.setMenu(menu)
        column.addWidget(self.insert_button)
        column.addWidget(self._hint)
        self.picture_button = _button(tab, "Đổi tệp hình…", "changePicture", self.picture_pressed)
        self.detach_button = _button(tab, "Tách khỏi cột", "detach", self.detach_pressed)
        self.detach_button.setToolTip("Khung đứng riêng tại chỗ, không còn co giãn cùng cột")
        self.duplicate_button = _button(tab, "Nhân đôi", "duplicate", self.duplicate_pressed)
        self.duplicate_button.setToolTip("Thêm một khung giống khung này (Ctrl+D)")
        self.remove_button = _button(tab, "Bỏ khung", "removePart", self.remove_pressed)
        self.remove_button.setToolTip("Bỏ khung khỏi tờ giấy (Delete)")
        for button in (self.picture_button, self.detach_button):
            column.addWidget(button)
        row = QHBoxLayout()
        row.addWidget(self.duplicate_button)
        row.addWidget(self.remove_button)
        column.addLayout(row)
        column.addStretch(1)
        return tab

    def _sheet_tab(self) -> QWidget:
        tab, column = _tab()
        self.sheet_grid = FieldGrid(SHEET_ITEMS, "sheet", tab)
        self.sheet_grid.edited.connect(self.sheet_edited)
        column.addWidget(self.sheet_grid)
        column.addStretch(1)
        return tab

    def _phoi_tab(self) -> QWidget:
        tab, column = _tab()
        self.phoi_grid = FieldGrid(PHOI_ITEMS, "phoi", tab)
        self.phoi_grid.edited.connect(self.sheet_edited)
        column.addWidget(self.phoi_grid)
        row = QHBoxLayout()
        label = QLabel("Độ &rõ", tab)
        self.opacity = QSlider(Qt.Orientation.Horizontal, tab)
        self.opacity.setObjectName("scanOpacity")
        self.opacity.setAccessibleName("Độ rõ của ảnh phôi")
        self.opacity.setRange(10, 100)
        self.opacity.setValue(60)
        self.opacity.valueChanged.connect(self.opacity_changed)
        label.setBuddy(self.opacity)
        row.addWidget(label)
        row.addWidget(self.opacity, 1)
        column.addLayout(row)
        self.scan_button = _button(tab, "Chọn tệp ảnh phôi…", "importScan", self.scan_pressed)
        self.no_scan_button = _button(tab, "Bỏ ảnh phôi", "removeScan", self.scan_removed)
        column.addWidget(self.scan_button)
        column.addWidget(self.no_scan_button)
        note = QLabel(
            "Quét tờ phôi trắng (PNG, JPG hoặc PDF), ghi đúng khổ thật của tờ phôi rồi đặt các khung lên ảnh. "
            "Ảnh phôi không bao giờ được in.",
            tab,
        )
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        column.addWidget(note)
        column.addStretch(1)
        return tab

    # ------------------------------------------------------------ showing

    def show_body(self, body: Body, parts: Sequence[Part], key: str, *, editable: bool) -> None:
        """Show what the document says about the chosen part, the paper and the pre-printed sheet."""
        self._editable = editable
        part = next((one for one in parts if one.key == key), None)
        if (part.key if part else "") != (self._part.key if self._part else ""):
            self._line = WHOLE
            self.part_grid.forget_errors()
        self._part = part
        self._show_parts(parts)
        self._show_part(body)
        values = template_sheet.values(body)
        self.sheet_grid.set_values(values)
        self.phoi_grid.set_values(values)
        for grid in (self.part_grid, self.sheet_grid, self.phoi_grid):
            grid.set_editable(editable)
        has_scan = bool(body.get("phoi", {}).get("scan"))
        self.scan_button.setEnabled(editable)
        self.no_scan_button.setEnabled(editable and has_scan)
        self.opacity.setEnabled(has_scan)

    def _show_parts(self, parts: Sequence[Part]) -> None:
        with QSignalBlocker(self.part_box):
            known = [
                (self.part_box.itemData(at), self.part_box.itemText(at))
                for at in range(self.part_box.count())
            ]
            wanted = [(one.key, one.label) for one in parts]
            if known != wanted:
                self.part_box.clear()
                for key, label in wanted:
                    self.part_box.addItem(label, key)
            self.part_box.setCurrentIndex(self.part_box.findData(self._part.key) if self._part else -1)

    def _show_part(self, body: Body) -> None:
        part, editable = self._part, self._editable
        self._advice.setVisible(part is None)
        self.part_grid.setVisible(part is not None)
        is_area = part is not None and part.kind == "area"
        has_words = part is not None and part.kind in ("area", "qr")
        for widget in (self.insert_button, self._hint):
            widget.setVisible(is_area if widget is self._hint else has_words)
        self.picture_button.setVisible(part is not None and part.kind == "picture")
        self.detach_button.setVisible(part is not None and bool(part.stack))
        for button in (self.duplicate_button, self.remove_button):
            button.setVisible(part is not None)
        for button in (
            *(self.insert_button, self.picture_button, self.detach_button),
            *(self.duplicate_button, self.remove_button),
        ):
            button.setEnabled(editable)
        if part is None:
            return
        keys = [*KEYS_OF[part.kind]]
        if is_area:
            lines = template_parts.row(body, part.key)["lines"]
            self._line = self._line if self._line < len(lines) else WHOLE
            if len(lines) > 1:
                keys.append("line")
                box = self.part_grid.editor("line")
                choices = [(WHOLE, "Cả khung"), *((at, f"Dòng {at + 1}") for at in range(len(lines)))]
                box.set_choices(choices)  # type: ignore[attr-defined]
        self.part_grid.show_only(keys)
        self.part_grid.set_values(part_values(body, part, self._line))

    # ------------------------------------------------------------ what is entered

    def focus_first(self) -> None:
        """Put the keyboard into the chosen part's first field."""
        self.tabs.setCurrentIndex(0)
        editor = self.part_grid.editor("x")
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_title(self) -> None:
        """Put the keyboard into the template's name."""
        self.tabs.setCurrentIndex(1)
        editor = self.sheet_grid.editor("title")
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, field: str, sentence: str) -> None:
        """Say beside a field why it was not taken; an empty sentence takes that back."""
        for grid in (self.part_grid, self.sheet_grid, self.phoi_grid):
            if any(item.key == field for item in grid.items):
                grid.set_error(field, sentence)
                return

    def forget_errors(self) -> None:
        """What was typed and not taken is forgotten; the fields show the document."""
        for grid in (self.part_grid, self.sheet_grid, self.phoi_grid):
            grid.forget_errors()

    def _choose(self, at: int) -> None:
        self.part_chosen.emit(self.part_box.itemData(at))

    def _part_edited(self, key: str, value: object) -> None:
        if key == "line":
            self._line = int(value) if isinstance(value, int) else WHOLE
            self.part_chosen.emit(self._part.key if self._part else "")
        else:
            self.part_edited.emit(key, value, self._line)

    def _insert(self, action: QAction) -> None:
        key = "text" if self._part is not None and self._part.kind == "qr" else "lines_text"
        editor = self.part_grid.editor(key).focusProxy()
        assert isinstance(editor, QPlainTextEdit)
        editor.insertPlainText("{" + action.text() + "}")
        editor.setFocus()


def _tab() -> tuple[QWidget, QVBoxLayout]:
    tab = QWidget()
    column = QVBoxLayout(tab)
    column.setContentsMargins(10, theme.GRID, 12, theme.GRID)
    column.setSpacing(theme.GRID)
    return tab, column


def _scrolled(inner: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(inner)
    return made


def _button(parent: QWidget, text: str, name: str, pressed: Any) -> QPushButton:
    made = plain_button(text, "", parent)
    made.setObjectName(name)
    if pressed is not None:
        made.clicked.connect(pressed)
    return made
