"""A session of the council: day, who took part, and the votes on each nomination, written as one action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from db import council_votes, councils, nominations
from db.councils import SESSION_KINDS, Member, Quorum
from db.nominations import Nomination
from db.vietnamese.text import clean
from desktop.ui import theme
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.marking import override
from desktop.ui.models.ballots import RESULT, RESULT_CHOICES, BallotModel
from desktop.ui.operations import councils as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.councils import SessionDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

FIELDS: Final = (
    Field("day", "&Ngày họp", Kind.DATE, required=True),
    Field("kind", "&Hình thức", Kind.CHOICE, required=True, choices=tuple(SESSION_KINDS.items())),
    Field("number", "&Số biên bản", hint="để trống nếu chưa có"),
    Field("place", "Đị&a điểm"),
    Field("minutes", "Ý &kiến", Kind.LINES, lines=2, hint="mỗi dòng một ý kiến ghi vào biên bản"),
)
_WIDTHS: Final = ((1, 96), (2, 88), (3, 128), (4, 176))


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


class MeetingDialog(AwardDialog):
    """Records a session on nominations of a drive: those given, else all the council may vote on."""

    def __init__(
        self,
        session: Session,
        council_id: int,
        campaign_id: int,
        listed: Sequence[Nomination] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, "Họp Hội đồng", "&Ghi phiên họp", FIELDS, parent, width=1080)
        self.setObjectName("meetingDialog")
        self._council_id = council_id
        self._campaign_id = campaign_id
        waiting = nominations.list_nominations(session.con, campaign_id, statuses=nominations.UNDECIDED)
        self.ballots = BallotModel(
            waiting if listed is None else listed,
            parent=self,
            percent=council_votes.approval_percent(session.con),
        )
        self._members: list[tuple[Member, QCheckBox, QLineEdit]] = []
        self._rearrange()
        self.form.set_values({"day": session.as_of, "kind": "meeting"})
        self._show_quorum()
        self.resize(1080, 640)
        self.focus_of("day").setFocus()

    def _rearrange(self) -> None:
        self.body.removeWidget(self.form)
        columns = QHBoxLayout()
        columns.setSpacing(3 * theme.GRID)
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addWidget(self._heading("Thành viên dự họp"))
        left.addWidget(self._members_area(), 1)
        self._quorum = QLabel(self)
        self._quorum.setObjectName("quorum")
        self._quorum.setWordWrap(True)
        left.addWidget(self._quorum)
        right = QVBoxLayout()
        right.addWidget(self._heading(f"Biểu quyết ({self.ballots.rowCount()} đề nghị)"))
        right.addWidget(self._votes_table(), 1)
        columns.addLayout(left, 2)
        columns.addLayout(right, 3)
        self.body.addLayout(columns, 1)

    def _heading(self, words: str) -> QLabel:
        made = QLabel(words, self)
        made.setFont(theme.section_font())
        return made

    def _members_area(self) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.GRID, 0)
        grid.setSpacing(theme.GRID // 2)
        for line, member in enumerate(councils.members(self.session.con, self._council_id)):
            box = QCheckBox(f"{member.name} – {member.shown_role}", inside)
            box.setObjectName(f"present{line + 1}")
            box.setChecked(True)
            box.toggled.connect(self._show_quorum)
            reason = QLineEdit(inside)
            reason.setObjectName(f"reason{line + 1}")
            reason.setPlaceholderText("lý do vắng")
            reason.setAccessibleName(f"Lý do vắng của {member.name}")
            reason.setMaximumWidth(120)
            reason.hide()
            grid.addWidget(box, line, 0)
            grid.addWidget(reason, line, 1)
            self._members.append((member, box, reason))
        grid.setRowStretch(len(self._members), 1)
        grid.setColumnStretch(0, 1)
        area.setWidget(inside)
        return area

    def _votes_table(self) -> QWidget:
        self.votes = QTableView(self)
        self.votes.setObjectName("votes")
        self.votes.setAccessibleName("Biểu quyết từng đề nghị")
        self.votes.setModel(self.ballots)
        self.votes.setItemDelegateForColumn(RESULT, ResultDelegate(self.votes))
        self.votes.setFont(theme.table_font())
        self.votes.verticalHeader().hide()
        self.votes.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        self.votes.setTabKeyNavigation(False)
        self.votes.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        header = self.votes.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS:
            self.votes.setColumnWidth(column, width)
        return self.votes

    def quorum(self) -> Quorum:
        """Who takes part as ticked now, against how many are needed."""
        return Quorum.of(sum(box.isChecked() for _, box, _ in self._members), len(self._members))

    def _show_quorum(self, _on: bool = True) -> None:
        for _, box, reason in self._members:
            reason.setHidden(box.isChecked())
        now = self.quorum()
        self._quorum.setText(now.sentence)
        self._quorum.setProperty("role", "" if now.met else "error")
        self._quorum.style().polish(self._quorum)
        self.ballots.set_present(now.present)

    def complaint(self) -> str:
        """There is something to vote on."""
        if self.ballots.rowCount():
            return ""
        return "Không còn đề nghị nào chờ Hội đồng biểu quyết; hãy thêm đề nghị trước."

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Session, attendance and votes in one action."""
        return operations.hold_session(
            SessionDraft(
                council_id=self._council_id,
                campaign_id=self._campaign_id,
                day=values["day"],
                kind=values["kind"],
                number=values["number"] or "",
                place=values["place"] or "",
                present={member.id: box.isChecked() for member, box, _ in self._members},
                reasons={
                    member.id: clean(reason.text())
                    for member, box, reason in self._members
                    if not box.isChecked()
                },
                ballots=self.ballots.ballots(),
                minutes=values["minutes"] or "",
                returned_date=None,
            )
        )
