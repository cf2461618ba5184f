"""What only the officer can tell of a workbook: each question with its answers, those that hold rows up first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from db.vietnamese.numbers import format_number
from desktop.ui import icons, theme
from desktop.ui.marking import override
from desktop.ui.theme import Tone
from desktop.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from desktop.exchange.questions import Question

_HEIGHT: Final = 176
_MOST: Final = 80
"""Questions shown at once; answered ones make room for the next."""
_BOX_WIDTH: Final = 400
_UNANSWERED: Final = "Chưa trả lời"
_SHOWN_CELLS: Final = 12
_SIGNS: Final = {
    "waiting": ("circle-question-mark", Tone.WARNING, "Các dòng đang chờ câu trả lời này"),
    "default": ("info", Tone.INFORMATION, "Đang lấy câu trả lời sẵn; anh chị đổi được"),
    "answered": ("check", Tone.DONE, "Anh chị đã trả lời"),
}
_TOLD: Final = "Mỗi câu trả lời dùng cho mọi dòng ghi giống nhau; dòng còn chờ trả lời chưa được ghi."


class AnswerBox(ChoiceBox):
    """The answers to one question; all but the chosen one are listed when the officer comes to it.

    A hundred questions about units may have three hundred answers each.
    """

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._listed = False
        self.setAccessibleName(question.words)
        self.setProperty("question", question.key)
        chosen = question.chosen
        self.addItem(question.words_of(chosen) if chosen else _UNANSWERED, chosen)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._list()
        super().focusInEvent(event)

    @override
    def showPopup(self) -> None:
        self._list()
        super().showPopup()

    def _list(self) -> None:
        if self._listed:
            return
        self._listed = True
        chosen = self.currentData()
        self.clear()
        if not self._question.default:
            self.addItem(_UNANSWERED, "")
        for option in self._question.options:
            self.addItem(option.words, option.key)
            self.setItemData(self.count() - 1, option.words, Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(max(0, self.findData(chosen)))


class QuestionsPanel(QFrame):
    """``answered`` carries the key of a question and that of the answer, empty for none."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = QLabel(_TOLD, self)
        self._told.setObjectName("questionsTold")
        self._told.setProperty("role", "muted")
        self._told.setWordWrap(True)
        self._area = QScrollArea(self)
        self._area.setObjectName("questionsArea")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._boxes: dict[str, ChoiceBox] = {}
        self._last = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._told)
        column.addWidget(self._area, 1)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show the questions of a file; the keyboard goes on to the next one that waits."""
        shown = questions[:_MOST]
        more = f" Đang hiện {len(shown)}/{format_number(len(questions))} câu; trả lời xong sẽ hiện tiếp."
        self._told.setText(_TOLD + (more if len(questions) > len(shown) else ""))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, theme.GRID, 0)
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(theme.GRID // 2)
        grid.setColumnStretch(1, 1)
        self._boxes = {}
        for line, question in enumerate(shown):
            grid.addWidget(_sign(question), line, 0, Qt.AlignmentFlag.AlignTop)
            words, box = _words(question), self._box(question, line)
            words.setBuddy(box)
            grid.addWidget(words, line, 1)
            grid.addWidget(box, line, 2, Qt.AlignmentFlag.AlignTop)
            self._boxes[question.key] = box
        grid.setRowStretch(len(shown), 1)
        self._area.setWidget(inner)
        self._area.setFixedHeight(min(_HEIGHT, inner.sizeHint().height()))
        if self._last:
            self._go_on(questions, self._last)

    def _box(self, question: Question, line: int) -> ChoiceBox:
        box = AnswerBox(question)
        box.setObjectName(f"question_{line}")
        box.setFixedWidth(_BOX_WIDTH)
        box.activated.connect(self._answer)
        return box

    def _answer(self, _at: int) -> None:
        box = self.sender()
        assert isinstance(box, ChoiceBox)
        self._last = box.property("question")
        self.answered.emit(box.property("question"), box.currentData() or "")

    def _go_on(self, questions: Sequence[Question], last: str) -> None:
        self._last = ""
        waiting = next((one.key for one in questions if one.waiting and one.key in self._boxes), last)
        if waiting in self._boxes:
            self._boxes[waiting].setFocus()

    def take_keyboard(self) -> None:
        """Put the keyboard on the first question."""
        if self._boxes:
            next(iter(self._boxes.values())).setFocus()


def _sign(question: Question) -> QLabel:
    """Whether the question holds rows up, as a sign with its word."""
    made = QLabel()
    name, tone, told = _SIGNS["waiting" if question.waiting else "answered" if question.answer else "default"]
    made.setPixmap(icons.pixmap(name, icons.SIZE, made.devicePixelRatioF(), theme.colour(tone)))
    made.setToolTip(told)
    made.setAccessibleName(told)
    made.setFixedHeight(theme.CONTROL_HEIGHT)
    return made


def _words(question: Question) -> QLabel:
    """The question, and where in the file it comes up."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    count = len(question.cells)
    where = f"ô {question.cells[0]}" if count == 1 else f"{format_number(count)} dòng"
    made.setText(f"{question.about}: {question.words} ({where})")
    more = "…" if count > _SHOWN_CELLS else ""
    made.setToolTip(f"Ở các ô {', '.join(question.cells[:_SHOWN_CELLS])}{more}")
    made.setMinimumHeight(theme.CONTROL_HEIGHT)
    return made
