"""The votes of a session: what to know before, the table, and what each form needs."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QListWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from db import appraisals, doubles
from db.nominations import Nomination
from desktop.ui import icons, theme
from desktop.ui.marking import override
from desktop.ui.models.ballots import COUNTS, INVALID, KIND, RESULT, RESULT_CHOICES, BallotModel
from desktop.ui.session import Session
from desktop.ui.theme import Tone

_WIDTHS: Final = ((1, 88), (2, 84), (3, 120), (4, 104), (5, 168))
_WARNINGS_HEIGHT: Final = 92


def warnings_before_vote(session: Session, listed: list[Nomination]) -> dict[int, tuple[str, ...]]:
    """By nomination what to settle before the vote: doubles, awards given, conditions not met or not known."""
    found: dict[int, list[str]] = {}
    for warning in doubles.before_vote(session.con, [n.id for n in listed]):
        found.setdefault(warning.nomination_id, []).append(warning.sentence)
    for made in appraisals.appraise_many(session.con, listed, session.as_of):
        for finding in made.to_settle:
            said = found.setdefault(made.nomination.id, [])
            if not any(sentence in finding.sentence for sentence in said):
                said.append(finding.sentence)
    return {one: tuple(dict.fromkeys(said)) for one, said in found.items()}


def gathered(listed: list[Nomination], warned: dict[int, tuple[str, ...]]) -> list[str]:
    """Each sentence once, those about one name first; one about several says how many and who."""
    about: dict[str, list[str]] = {}
    for one in listed:
        for sentence in warned.get(one.id, ()):
            about.setdefault(sentence, []).append(one.name)
    return [_gathered(sentence, names) for sentence, names in sorted(about.items(), key=lambda p: len(p[1]))]


def _gathered(sentence: str, names: list[str]) -> str:
    if len(names) == 1:
        return sentence if f"“{names[0]}”" in sentence else f"{names[0]}: {sentence}"
    more = "…" if len(names) > 3 else ""
    return f"{len(names)} đề nghị ({', '.join(names[:3])}{more}): {sentence}"


class WarningList(QListWidget):
    """Sentences to read before the vote; hidden where there is none."""

    def __init__(self, sentences: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("voteWarnings")
        self.setAccessibleName("Cần biết trước khi biểu quyết")
        self.setFixedHeight(_WARNINGS_HEIGHT)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(theme.table_font())
        for sentence in sentences:
            self.addItem(sentence)
            item = self.item(self.count() - 1)
            item.setIcon(icons.icon("triangle-alert", Tone.WARNING))
            item.setToolTip(sentence)
        self.setVisible(bool(sentences))


class ResultDelegate(QStyledItemDelegate):
    """Chooses a result from a list."""

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        box = QComboBox(parent)
        for value, words in RESULT_CHOICES:
            box.addItem(words, value)
        return box

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    @override
    def setModelData(self, editor: QWidget, model: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())


class VotesTable(QTableView):
    """The ballots, typed where the keys stand."""

    def __init__(self, model: BallotModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("votes")
        self.setAccessibleName("Biểu quyết từng đề nghị")
        self.setModel(model)
        self.setItemDelegateForColumn(RESULT, ResultDelegate(self))
        self.setFont(theme.table_font())
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS:
            self.setColumnWidth(column, width)

    def show_columns(self, *, counted: bool, ballots: bool) -> None:
        """Numbers only where there is a vote, spoiled ballots only where there are ballots."""
        for column in COUNTS:
            self.setColumnHidden(column, not counted)
        self.setColumnHidden(INVALID, not (counted and ballots))
        self.setColumnHidden(KIND, counted and ballots)
