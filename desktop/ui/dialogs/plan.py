"""A plan that was read: the document with its sentences in the colours of their kinds, beside what is proposed."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from db import campaigns
from db.campaigns import CampaignDraft
from desktop.plans.accept import draft_of, drive_title
from desktop.plans.proposal import Proposal
from desktop.ui import theme
from desktop.ui.dialogs import plan_work
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.dialogs.plan_edit import PlanEditor
from desktop.ui.dialogs.plan_work import Beside, PlanRead
from desktop.ui.marking import override
from desktop.ui.models.plan_items import shortened
from desktop.ui.models.plan_list import PlanList
from desktop.ui.models.plan_reading import LEGEND, Decision, PlanReading
from desktop.ui.operations import plans as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.legend import Legend
from desktop.ui.widgets.marked_text import Mark, MarkedText
from desktop.ui.widgets.proposal_list import ProposalList

_SIZE: Final = (1280, 690)
_CREATE: Final = "Tạ&o phong trào"
_UPDATE: Final = "Cập nhật ph&ong trào"
_STEPS: Final = {
    Qt.Key.Key_J: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_K: -1,
    Qt.Key.Key_Up: -1,
}
_ANSWERS: Final = {
    Qt.Key.Key_Return: Decision.ACCEPTED,
    Qt.Key.Key_Enter: Decision.ACCEPTED,
    Qt.Key.Key_X: Decision.REJECTED,
    Qt.Key.Key_Delete: Decision.REJECTED,
}


class PlanDialog(DialogFrame):
    """Everything that was not rejected is written when the officer confirms. ``started`` carries the drive."""

    started = Signal(int)

    def __init__(
        self, session: Session, read: PlanRead | Proposal, file_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("Đọc kế hoạch", _CREATE, parent)
        self.setObjectName("planDialog")
        self._session = session
        self._read = PlanRead(read, file_name) if isinstance(read, Proposal) else read
        self._proposal = self._read.proposal
        self._beside: Beside | None = self._read.beside
        # Enter answers for an item here; the drive is written by Ctrl+Enter or the button.
        self.accept_button.setDefault(False)
        self.accept_button.setAutoDefault(False)
        self._build_head()
        self._build_middle()
        self._begin(self._beside)
        self.resize(*_SIZE)
        self.list.setFocus()

    # ------------------------------------------------------------ building

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        self.target = ChoiceBox(self)
        self.target.setObjectName("planTarget")
        self.target.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.target.setMinimumContentsLength(22)
        self.target.addItem("Phong trào mới", None)
        for drive in campaigns.list_campaigns(self._session.con):
            self.target.addItem(drive.shown, drive.id)
        self.target.activated.connect(self._choose_target)
        self.title_field = QLineEdit(shortened(drive_title(self._proposal.heading.title or ""), 400), self)
        self.title_field.setObjectName("planTitle")
        self.title_field.setCursorPosition(0)
        self.short_field = QLineEdit(self)
        self.short_field.setObjectName("planShortTitle")
        self.short_field.setPlaceholderText("không bắt buộc")
        self._of_new: list[QWidget] = []
        for word, field, share in (
            ("Gh&i vào", self.target, 2),
            ("Tê&n phong trào", self.title_field, 4),
            ("Tên gọi &tắt", self.short_field, 1),
        ):
            label = QLabel(word, self)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, share)
            if field is not self.target:
                self._of_new += [label, field]
        self.body.addLayout(row)
        self.note = QLabel(self)
        self.note.setObjectName("planNote")
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.body.addWidget(self.note)

    def _build_middle(self) -> None:
        self.text_view = MarkedText(self._proposal.text, self)
        self.text_view.setObjectName("planText")
        self.text_view.setAccessibleName("Nội dung kế hoạch")
        self.text_view.mark_pressed.connect(self._go_to)
        self.text_view.installEventFilter(self)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text_view, 1)
        column.addWidget(Legend(LEGEND, left))
        self.editor = PlanEditor(self)
        self.editor.edited.connect(self._edit)
        self.editor.decided.connect(self._decide)
        self.editor.left.connect(self._back_to_list)
        self.list = ProposalList(self)
        self.list.setObjectName("planItems")
        self.list.setAccessibleName("Các mục đọc được từ kế hoạch")
        self.list.chosen.connect(self._show)
        self.list.edit_wanted.connect(self._start_edit)
        self.list.installEventFilter(self)
        right = QWidget(self)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(theme.GRID, 0, 0, 0)
        beside.addWidget(self.list, 1)
        beside.addWidget(self.editor)
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.setChildrenCollapsible(False)
        parts.addWidget(left)
        parts.addWidget(right)
        parts.setSizes([_SIZE[0] // 2, _SIZE[0] // 2])
        self.body.addWidget(parts, 1)
        self.count = QLabel(self)
        self.count.setObjectName("planCount")
        self.foot.insertWidget(0, self.count)

    def _begin(self, beside: Beside | None) -> None:
        """Look through the plan for a new drive (None), or beside the one it belongs to."""
        self._beside = beside
        self.reading = PlanReading(
            self._proposal,
            beside.compared if beside else (),
            self._read.questions,
            beside.later if beside else None,
        )
        self.list.look_through(PlanList(self.reading))
        self.text_view.set_marks(
            [Mark(e.key, e.line.start, e.line.end, e.colour) for e in self.reading.entries if e.line.end]
        )
        self._tell_target()
        self.list.step(1)
        if not self.reading.entries:
            self.editor.show_entry(None)
        self._count()

    def _tell_target(self) -> None:
        new = self._beside is None
        at = 0 if self._beside is None else self.target.findData(self._beside.campaign_id)
        self.target.setCurrentIndex(max(at, 0))
        for widget in self._of_new:
            widget.setVisible(new)
        self.accept_button.setText(_CREATE if new else _UPDATE)
        told = [self._proposal.note] if self._proposal.note else []
        if self._beside is not None and self._beside.later is not None:
            told.append("Văn bản này thay đổi phong trào đang có: chỉ những mục dưới đây được sửa.")
        elif not new:
            told.append(
                "So với phong trào trong sổ: mục không đổi để nguyên, mục không còn được giữ trừ khi nhận xóa."
            )
        self.note.setText(" ".join(told))
        self.note.setVisible(bool(told))

    # ------------------------------------------------------------ going about

    def _show(self, key: int) -> None:
        entry = self.reading.entries[key]
        self.editor.show_entry(entry)
        self.text_view.show_mark(key if entry.line.end else None)

    def _go_to(self, key: int) -> None:
        self.list.choose(key)

    def _start_edit(self) -> None:
        entry = self.list.current()
        if entry is not None and entry.group == "findings":
            # What is to be corrected is the item the finding is about.
            meant = self.reading.meant_by(entry)
            if meant is not None:
                self.list.choose(meant.key)
        self.editor.begin()

    def _back_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decide(self, decision: Decision) -> None:
        entry = self.list.current()
        if entry is None or not self.editor.validate():
            return
        self.reading.decide(entry.key, decision)
        self._changed(entry.key)
        if not self.list.step(1):
            self.editor.fill()

    def _edit(self, item: Any) -> None:
        entry = self.list.current()
        if entry is not None and self.reading.edit(entry.key, item):
            self._changed(entry.key)

    def _changed(self, key: int) -> None:
        self.list.plan_list.changed(key)
        self.list.scheduleDelayedItemsLayout()
        self._count()

    def _count(self) -> None:
        written, able, seen = self.reading.counts
        asked = sum(e.group == "units" and e.decision is Decision.OPEN for e in self.reading.entries)
        parts = [f"Ghi {written}/{able} mục", f"đã xem {seen}"]
        unsure = sum(e.writes and e.doubtful and e.decision is Decision.OPEN for e in self.reading.entries)
        if unsure:
            parts.append(f"còn {unsure} mục chưa chắc")
        if asked:
            parts.append(f"còn {asked} đơn vị cần hỏi")
        self.count.setText(" · ".join(parts))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """A key of the reading, pressed in the list or in the document; never in a field."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.list.step(_STEPS[key])
        elif key in _ANSWERS:
            self._decide(_ANSWERS[key])
        elif key == Qt.Key.Key_F2:
            self._start_edit()
        else:
            return False
        return True

    # ------------------------------------------------------------ which drive

    def _choose_target(self, _at: int) -> None:
        chosen: int | None = self.target.currentData()
        if chosen is None:
            self._begin(None)
            return
        self.working()
        work = partial(plan_work.put_beside, self._proposal, chosen)
        self._session.in_background(work, self._put_beside, self.refuse, self._stopped)

    def _put_beside(self, beside: Beside) -> None:
        self.accept_button.setEnabled(True)
        self._begin(beside)

    def _stopped(self) -> None:
        self.accept_button.setEnabled(True)
        self._tell_target()

    # ------------------------------------------------------------ writing

    @property
    def draft(self) -> CampaignDraft:
        """A new drive as it would be written now."""
        made = draft_of(self.reading.kept(), file_name=self._read.file_name)
        return dataclasses.replace(made, title=self.title_field.text(), short_title=self.short_field.text())

    def _operation(self) -> StoreOp[int]:
        answers = self.reading.answers
        beside = self._beside
        if beside is None:
            return operations.start(self.draft, answers, self._read.questions)
        if beside.later is not None:
            return operations.change(self.reading.later_changes(beside.later), answers)
        assert beside.drive is not None
        draft = draft_of(self.reading.kept(), file_name=self._read.file_name)
        return operations.update(beside.drive, self.reading.kept(), draft, self.reading.revised(), answers)

    def submit(self) -> None:
        """Write what was not rejected as one action."""
        if not self.editor.validate():
            return
        self.working()
        self._session.run(self._operation(), self._done, self.refuse)

    def _done(self, campaign_id: int) -> None:
        self.started.emit(campaign_id)
        self.succeed()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The document knows its lines only now.
        QTimer.singleShot(0, self, self._show_first)

    def _show_first(self) -> None:
        entry = self.list.current()
        if entry is not None:
            self._show(entry.key)
            self.text_view.centerCursor()
