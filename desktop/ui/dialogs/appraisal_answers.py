"""Questions the rules cannot answer, asked once for all chosen nominees: discipline, completeness, shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from db import nominee_facts
from db.appraisals import Appraisal, Question
from db.nominee_facts import NO, YES
from db.vietnamese.text import clean
from desktop.ui import theme
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import appraisals as operations
from desktop.ui.operations.appraisals import Answers
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

FIELDS: Final = (
    Field("document", "&Văn bản", hint="căn cứ của câu trả lời, nếu có"),
    Field("day", "&Ngày", Kind.DATE, width=200),
)
_YES_NO: Final = (("", "Chưa trả lời"), (YES, "Có"), (NO, "Không"))


class AnswersDialog(AwardDialog):
    """Shows each question once, with how many of the chosen it is about."""

    def __init__(
        self, session: Session, appraised: Sequence[Appraisal], parent: QWidget | None = None
    ) -> None:
        super().__init__(session, "Trả lời câu hỏi thẩm định", "&Ghi trả lời", FIELDS, parent, width=680)
        self.setObjectName("answersDialog")
        self._asked: dict[str, tuple[Question, list[int]]] = {}
        for one in appraised:
            for question in one.questions:
                self._asked.setdefault(question.question, (question, []))[1].append(one.nomination.id)
        self._editors: dict[str, QComboBox | QLineEdit] = {}
        head = QLabel(self._whom(appraised), self)
        head.setWordWrap(True)
        self.body.insertWidget(0, head)
        self.body.insertWidget(1, self._questions(len(appraised)), 1)
        self.form.set_values({"day": session.as_of})
        self._before: dict[str, list[int]] = {}
        known = nominee_facts.answers_of(session.con, [one.nomination.id for one in appraised])
        for nomination_id, answers in known.items():
            for key in answers:
                self._before.setdefault(key, []).append(nomination_id)
        if self._before:
            self._offer_taking_back()
        for editor in self._editors.values():
            editor.setFocus()
            break

    def _offer_taking_back(self) -> None:
        """What was answered before is asked no more; an answer that was wrong is taken back here."""
        many = len({one for ids in self._before.values() for one in ids})
        back = QPushButton(f"&Bỏ trả lời cũ ({many} đề nghị)", self)
        back.setObjectName("takeBackAnswers")
        back.setToolTip("Các câu đã trả lời sẽ được hỏi lại")
        back.setAutoDefault(False)
        back.clicked.connect(self.take_back)
        self.foot.insertWidget(0, back)

    def take_back(self) -> None:
        """Take all answers given before back, so that they are asked again."""
        self.working()
        said = dict.fromkeys(self._before)
        about = {question: tuple(ids) for question, ids in self._before.items()}
        self.session.run(operations.answer(Answers(said, about)), self.succeed, self.refuse)

    @staticmethod
    def _whom(appraised: Sequence[Appraisal]) -> str:
        names = ", ".join(one.nomination.name for one in appraised[:3])
        more = len(appraised) - 3
        return f"{len(appraised)} đề nghị: {names}{f' và {more} tên nữa' if more > 0 else ''}"

    def _questions(self, many: int) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(min(360, 24 + 56 * max(1, len(self._asked))))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.GRID, 0)
        grid.setSpacing(theme.GRID)
        grid.setColumnStretch(0, 1)
        for line, (question, ids) in enumerate(self._asked.values()):
            asked = question.text if len(ids) == many else f"{question.text} ({len(ids)} đề nghị)"
            label = QLabel(asked, inside)
            label.setWordWrap(True)
            editor = _editor(question, f"answer{line + 1}", inside)
            label.setBuddy(editor)
            grid.addWidget(label, line, 0)
            grid.addWidget(editor, line, 1, Qt.AlignmentFlag.AlignTop)
            self._editors[question.question] = editor
        if not self._asked:
            grid.addWidget(QLabel("Không còn câu hỏi nào; mọi điều kiện đã rõ.", inside), 0, 0)
        grid.setRowStretch(max(1, len(self._asked)), 1)
        area.setWidget(inside)
        return area

    def answers(self) -> dict[str, str]:
        """What was answered, by question; what was left open is not in it."""
        said: dict[str, str] = {}
        for question, editor in self._editors.items():
            text = editor.currentData() if isinstance(editor, QComboBox) else clean(editor.text())
            if text:
                said[question] = str(text)
        return said

    def complaint(self) -> str:
        """Something has to be answered, and a number is a number."""
        said = self.answers()
        if not said:
            return "Chưa trả lời câu hỏi nào; hãy chọn Có hoặc Không, hoặc bấm Hủy bỏ."
        for question, text in said.items():
            editor = self._editors[question]
            if isinstance(editor, QLineEdit) and not text.isdigit():
                editor.setFocus()
                return f"“{text}” không phải là số; hãy ghi lại bằng chữ số."
        return ""

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Write each answer for all it is about, in one action."""
        said = self.answers()
        about = {question: tuple(self._asked[question][1]) for question in said}
        return operations.answer(Answers(said, about, values["document"] or "", values["day"]))


def _editor(question: Question, name: str, parent: QWidget) -> QComboBox | QLineEdit:
    made: QComboBox | QLineEdit
    if question.kind == "number":
        made = QLineEdit(parent)
        made.setPlaceholderText("số")
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
    else:
        made = QComboBox(parent)
        for value, words in _YES_NO:
            made.addItem(words, value)
    made.setFixedWidth(136)
    made.setObjectName(name)
    made.setAccessibleName(question.text)
    return made
