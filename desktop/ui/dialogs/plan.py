"""A plan that was read: its text with each proposal's sentence marked, and what of it becomes the drive."""

from __future__ import annotations

import dataclasses
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.campaigns import CampaignDraft
from desktop.plans.accept import draft_of, drive_title
from desktop.plans.proposal import Proposal
from desktop.ui import icons, theme
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.models.plan_items import PlanGroup, PlanItem, groups_of, shortened
from desktop.ui.operations import campaigns as operations
from desktop.ui.session import Session
from desktop.ui.theme import Tone

_ITEM: Final = Qt.ItemDataRole.UserRole
_SIZE: Final = (1180, 680)


class PlanDialog(DialogFrame):
    """Shows a proposal; every item is accepted unless its tick is taken off. ``started`` carries the new drive."""

    started = Signal(int)

    def __init__(
        self, session: Session, proposal: Proposal, file_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("Tạo phong trào từ kế hoạch", "Tạ&o phong trào", parent)
        self.setObjectName("planDialog")
        self._session = session
        self._proposal = proposal
        self._file_name = file_name
        self._build_head()
        self._build_middle()
        self._fill(groups_of(proposal))
        self.resize(*_SIZE)
        self.tree.setFocus()

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        self.title_field = QLineEdit(shortened(drive_title(self._proposal.heading.title or ""), 400), self)
        self.title_field.setObjectName("planTitle")
        self.title_field.setCursorPosition(0)
        self.short_field = QLineEdit(self)
        self.short_field.setObjectName("planShortTitle")
        self.short_field.setPlaceholderText("không bắt buộc")
        for word, field, share in (
            ("Tê&n phong trào", self.title_field, 3),
            ("Tên &gọi tắt", self.short_field, 1),
        ):
            label = QLabel(word, self)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, share)
        self.body.addLayout(row)
        if self._proposal.note:
            note = QLabel(self._proposal.note, self)
            note.setProperty("role", "muted")
            note.setWordWrap(True)
            self.body.addWidget(note)

    def _build_middle(self) -> None:
        self.text_view = QPlainTextEdit(self._proposal.text, self)
        self.text_view.setObjectName("planText")
        self.text_view.setReadOnly(True)
        self.text_view.setTabChangesFocus(True)
        self.text_view.setAccessibleName("Nội dung kế hoạch")
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("planItems")
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setIndentation(2 * theme.GRID)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName("Các mục đọc được từ kế hoạch")
        self.tree.currentItemChanged.connect(self._show_place)
        self.tree.itemChanged.connect(self._count)
        self.place = QLabel(self)
        self.place.setObjectName("planPlace")
        self.place.setWordWrap(True)
        self.place.setProperty("role", "muted")
        self.count = QLabel(self)
        self.count.setObjectName("planCount")
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.GRID, 0, 0, 0)
        column.addWidget(self.tree, 1)
        column.addWidget(self.place)
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.addWidget(self.text_view)
        parts.addWidget(right)
        parts.setSizes([_SIZE[0] // 2, _SIZE[0] // 2])
        self.body.addWidget(parts, 1)
        self.foot.insertWidget(0, self.count)

    def _fill(self, groups: tuple[PlanGroup, ...]) -> None:
        for group in groups:
            choosable = any(item.choosable for item in group.items)
            head = QTreeWidgetItem(self.tree, [f"{group.title} ({len(group.items)})"])
            head.setFont(0, theme.font(weight=QFont.Weight.DemiBold))
            if choosable:
                head.setFlags(head.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
            for item in group.items:
                self._add(head, item)
            head.setExpanded(True)
        self._count()
        lines = self._lines()
        if lines:
            self.tree.setCurrentItem(lines[0])

    def _add(self, head: QTreeWidgetItem, item: PlanItem) -> None:
        line = QTreeWidgetItem(head, [item.text])
        line.setData(0, _ITEM, item)
        line.setToolTip(0, item.quote)
        if item.choosable:
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(0, Qt.CheckState.Checked)
        elif head.text(0).startswith("Cần"):
            line.setIcon(0, icons.icon("triangle-alert", Tone.WARNING))
        else:
            line.setIcon(0, icons.icon("info", Tone.INFORMATION))

    def _lines(self) -> list[QTreeWidgetItem]:
        root = self.tree.invisibleRootItem()
        return [line for head in _children(root) for line in _children(head)]

    @property
    def rejected_items(self) -> list[object]:
        """The proposal's objects whose tick was taken off."""
        found = []
        for line in self._lines():
            item: PlanItem = line.data(0, _ITEM)
            if item.choosable and line.checkState(0) == Qt.CheckState.Unchecked:
                found.append(item.item)
        return found

    @property
    def draft(self) -> CampaignDraft:
        """The drive as it would be written now."""
        made = draft_of(self._proposal, rejected=self.rejected_items, file_name=self._file_name)
        return dataclasses.replace(made, title=self.title_field.text(), short_title=self.short_field.text())

    def _count(self) -> None:
        all_of_them = sum(line.data(0, _ITEM).choosable for line in self._lines() if line.data(0, _ITEM))
        left_out = len(self.rejected_items)
        self.count.setText(f"Ghi {all_of_them - left_out}/{all_of_them} mục đọc được")

    def _show_place(self, current: QTreeWidgetItem | None) -> None:
        item: PlanItem | None = current.data(0, _ITEM) if current is not None else None
        if item is None:
            self.text_view.setExtraSelections([])
            self.place.clear()
            return
        section = f"Mục {item.section}. " if item.section else ""
        self.place.setText(f"{section}{item.note}".strip() or "Theo đúng câu được tô trong kế hoạch.")
        cursor = QTextCursor(self.text_view.document())
        cursor.setPosition(_place_of(self._proposal.text, item.start))
        cursor.setPosition(_place_of(self._proposal.text, item.end), QTextCursor.MoveMode.KeepAnchor)
        marked = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setBackground(QColor(theme.tokens().gold_wash))
        form.setUnderlineColor(theme.colour(Tone.WARNING))
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        marked.format = form
        marked.cursor = cursor
        self.text_view.setExtraSelections([marked])
        shown = QTextCursor(cursor)
        shown.setPosition(cursor.selectionStart())
        self.text_view.setTextCursor(shown)
        self.text_view.centerCursor()

    def submit(self) -> None:
        """Write the accepted items as one action."""
        self.working()
        self._session.run(operations.start(self.draft), self._done, self.refuse)

    def _done(self, campaign_id: int) -> None:
        self.started.emit(campaign_id)
        self.succeed()


def _place_of(text: str, offset: int) -> int:
    """A place counted in letters as Qt counts it, in halves of UTF-16."""
    return len(text[:offset].encode("utf-16-le")) // 2


def _children(of: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (of.child(at) for at in range(of.childCount()))
    return [child for child in found if child is not None]
