"""The head of the import: which file, and what its sheet is taken for; each of the three can be chosen otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons, theme
from desktop.ui.marking import override
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.choice_box import ChoiceBox

NOT_TAKEN: Final = "Không nhập trang này"
KIND_WORDS: Final = {
    "registrations": "Đăng ký mô hình, công trình",
    "nominations": "Đề nghị khen thưởng",
    "evidence": "Minh chứng theo năm",
    "targets": "Kết quả chỉ tiêu",
    "units": "Danh sách đơn vị",
    "old_awards": "Sổ khen thưởng cũ",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a box: the words and what it stands for."""

    words: str
    value: object


class NoteBar(QFrame):
    """A line the officer should see before he writes; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._tone = Tone.WARNING
        self._icon = QLabel(self)
        self.words = QLabel(self)
        self.words.setObjectName("importNotes")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(theme.GRID)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def tell(self, text: str, tone: Tone) -> None:
        """Say something; nothing hides the bar."""
        self.words.setText(text)
        self._tone = tone
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        name = "triangle-alert" if tone in (Tone.WARNING, Tone.ALARM) else "info"
        self._icon.setPixmap(icons.pixmap(name, icons.SIZE, self.devicePixelRatioF(), theme.colour(tone)))
        self.setVisible(bool(text))


class ElidedLabel(QLabel):
    """A label of one line that is shortened where it does not fit, whole in its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def tell(self, text: str) -> None:
        """Show a text."""
        self._whole = text
        self.setToolTip(text)
        self._fit()

    @override
    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideMiddle, max(40, self.width())
        )
        if shown != self.text():
            self.setText(shown)


class ImportHead(QWidget):
    """``sheet_chosen`` carries a sheet's name, ``kind_chosen`` a kind (empty: not taken), ``row_chosen`` a row."""

    sheet_chosen = Signal(str)
    kind_chosen = Signal(str)
    row_chosen = Signal(int)
    columns_asked = Signal(bool)
    questions_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = ElidedLabel(self)
        self.source.setObjectName("importSource")
        self.source.setFont(theme.section_font())
        self.notes = NoteBar(self)
        self.sheet_box = _box("importSheet", 190)
        self.sheet_box.activated.connect(self._choose_sheet)
        self.kind_box = _box("importKind", 220)
        self.kind_box.activated.connect(self._choose_kind)
        self.row_box = _box("importHeaderRow", 200)
        self.row_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.row_box.activated.connect(self._choose_row)
        self.columns_button: QPushButton = plain_button("Sửa &cột", "table-2", self)
        self.columns_button.setObjectName("editColumns")
        self.columns_button.setCheckable(True)
        self.columns_button.setAutoDefault(False)
        self.columns_button.setToolTip("Xem và sửa mỗi cột của tệp ghi vào mục nào")
        self.columns_button.toggled.connect(self.columns_asked)
        self.questions_button: QPushButton = plain_button("", "circle-question-mark", self)
        self.questions_button.setObjectName("answerQuestions")
        self.questions_button.setCheckable(True)
        self.questions_button.setAutoDefault(False)
        self.questions_button.setToolTip("Điều tệp không nói rõ, chỉ anh chị trả lời được")
        self.questions_button.toggled.connect(self.questions_asked)
        self.questions_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.source)
        column.addWidget(self.notes)
        column.addLayout(self._line())

    def _line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        for words, box, stretch in (
            ("T&rang tính:", self.sheet_box, 0),
            ("&Loại bảng:", self.kind_box, 0),
            ("&Dòng tiêu đề:", self.row_box, 1),
        ):
            label = QLabel(words, self)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box, stretch)
        row.addWidget(self.questions_button)
        row.addWidget(self.columns_button)
        return row

    def show_questions(self, count: int, waiting: int) -> None:
        """Offer to answer, where anything is asked; ``waiting`` of the questions hold rows up."""
        waits = f", {waiting} chờ" if waiting else ""
        self.questions_button.setText(f"Câu &hỏi ({count}{waits})")
        self.questions_button.setVisible(count > 0)
        if not count:
            self.questions_button.setChecked(False)

    def show_sheets(self, sheets: Sequence[Choice], chosen: str) -> None:
        """Offer the sheets of the workbook."""
        _fill(self.sheet_box, sheets, chosen)
        self.sheet_box.setEnabled(len(sheets) > 1)

    def show_kinds(self, chosen: str, *, droppable: bool) -> None:
        """Offer the kinds of tables; ``droppable``: the sheet may be left out."""
        choices = [Choice(words, kind) for kind, words in KIND_WORDS.items()]
        _fill(self.kind_box, [*([Choice(NOT_TAKEN, "")] if droppable else ()), *choices], chosen)

    def show_rows(self, rows: Sequence[Choice], chosen: int | None) -> None:
        """Offer the rows that may be the header."""
        _fill(self.row_box, rows, chosen)
        self.row_box.setEnabled(chosen is not None)

    def _choose_sheet(self, _at: int) -> None:
        self.sheet_chosen.emit(self.sheet_box.currentData())

    def _choose_kind(self, _at: int) -> None:
        self.kind_chosen.emit(self.kind_box.currentData())

    def _choose_row(self, _at: int) -> None:
        self.row_chosen.emit(self.row_box.currentData())


def _box(name: str, width: int) -> ChoiceBox:
    made = ChoiceBox()
    made.setObjectName(name)
    made.setMinimumWidth(width)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def _fill(box: QComboBox, choices: Sequence[Choice], chosen: object) -> None:
    box.clear()
    for choice in choices:
        box.addItem(choice.words, choice.value)
        box.setItemData(box.count() - 1, choice.words, Qt.ItemDataRole.ToolTipRole)
    box.setCurrentIndex(box.findData(chosen) if chosen is not None else -1)
