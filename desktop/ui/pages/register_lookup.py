"""Tra cứu: one person across all drives and years, found with every keystroke; the whole history and the slip."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from db import lookup
from db.lookup import Found, History, HistoryLine
from db.sqlite import Connection
from db.talk import Talk
from db.vietnamese.numbers import format_number
from db.vietnamese.text import lower_first
from desktop.documents.paper_kinds import Choice
from desktop.ui import theme
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.dialogs.subject_facts import SubjectFactsDialog
from desktop.ui.models.lookup import FOUND_COLUMNS, HISTORY_COLUMNS, in_full
from desktop.ui.models.table import RowsModel
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.page_frame import Count, PageFrame
from desktop.ui.widgets.search_field import SearchField

MOST: Final = 50
"""Names shown at each keystroke."""
FURTHER: Final = 200
"""Names added each time the list goes on."""
_COUNT_PAUSE_MS: Final = 250
_MORE: Final = "lookupMore"
_NOBODY: Final = "Không có người, tập thể nào có tên như vậy trong sổ khen thưởng và danh sách đề nghị."
_CHOOSE: Final = "Chọn một tên ở danh sách bên trái để xem quá trình khen thưởng."


class LookupPage(Page):
    """Names at the left while they are typed, the history of the chosen one at the right."""

    title = "Tra cứu quá trình khen thưởng"
    icon = "search"
    tables = frozenset(
        {"award", "award_correction", "decision", "nomination", "organization", "subject", "unit"}
        | {"unit_succession", "organization_succession"}
    )
    follows_campaign = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.model: RowsModel[Found] = RowsModel(FOUND_COLUMNS, row_id=lambda f: f.subject_id, parent=self)
        self.history_model: RowsModel[HistoryLine] = RowsModel(
            HISTORY_COLUMNS, row_id=lambda x: x.award_id, parent=self
        )
        self._history: History | None = None
        self._sought = ""
        self._total: int | None = None
        self._has_more = self._growing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_COUNT_PAUSE_MS)
        self._pause.timeout.connect(self._count_all)
        self._frame = PageFrame(self.title)
        self.body.addWidget(self._frame)
        slip = self._frame.set_primary("&Giấy xác nhận…", "file-check")
        slip.setObjectName("confirmationSlip")
        slip.setToolTip("In giấy xác nhận khen thưởng của người đang chọn (Ctrl+N)")
        self._frame.primary_pressed.connect(self.ask_slip)
        facts = self._frame.add_button("Thống kê, tà&i khoản…")
        facts.setObjectName("subjectFacts")
        facts.setToolTip("Dân tộc, tôn giáo, nhóm đối tượng, tài khoản của người đang chọn")
        facts.clicked.connect(self.ask_facts)
        self.search = SearchField("Tên người, tập thể, hộ gia đình (không cần dấu)", self)
        self.search.setObjectName("lookupSearch")
        # A look-up is quick enough to follow every key; text that is still composed does not arrive here.
        self.search.textChanged.connect(self._find)
        self._frame.add_filter(self.search, stretch=1)
        self._frame.count_pressed.connect(self._press_count)
        self._frame.set_content(self._content())

    def _content(self) -> QWidget:
        self.table = DataTable(self.model, self)
        self.table.setObjectName("lookupNames")
        self.table.setAccessibleName("Những tên tìm thấy")
        self.table.set_empty(_NOBODY)
        self.table.current_row_changed.connect(self._show_history)
        self.table.activated_row.connect(self._to_history)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._heading = QLabel(self)
        self._heading.setObjectName("lookupHeading")
        self._heading.setFont(theme.section_font())
        self._told = QLabel(self)
        self._told.setObjectName("lookupPlace")
        self._told.setProperty("role", "muted")
        for label in (self._heading, self._told):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.history_table = DataTable(self.history_model, self)
        self.history_table.setObjectName("lookupHistory")
        self.history_table.setAccessibleName("Quá trình khen thưởng")
        self.history_table.set_empty(_CHOOSE)
        self.history_table.current_row_changed.connect(self._show_line)
        self._detail = QLabel(self)
        self._detail.setObjectName("lookupDetail")
        self._detail.setWordWrap(True)
        self._detail.setTextFormat(Qt.TextFormat.PlainText)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(2 * theme.GRID, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self._heading)
        column.addWidget(self._told)
        column.addWidget(self.history_table, 1)
        column.addWidget(self._detail)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.addWidget(self.table)
        both.addWidget(right)
        both.setChildrenCollapsible(False)
        both.setSizes([372, 768])
        both.setStretchFactor(0, 0)
        both.setStretchFactor(1, 1)
        return both

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Look the typed name up anew."""
        self._find(self.search.text())

    def _find(self, text: str) -> None:
        # What was added by scrolling stays while the same name is looked for.
        shown = max(MOST, len(self.model.rows)) if text == self._sought else MOST
        found = self._take(lookup.find(self.session.con, text, limit=shown + 1), shown)
        self._sought, self._total = text, None if self._has_more else len(found)
        self._set_rows(found)
        if self.table.current_row() < 0 and found:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._tell_count()
        if self._has_more:
            self._pause.start()
        else:
            self._pause.stop()
        self._show_history(self.table.current_row())

    def _take(self, found: list[Found], most: int) -> list[Found]:
        """Those to be shown; one more than that was asked for, to know whether the list goes on."""
        self._has_more = len(found) > most
        return found[:most]

    def _set_rows(self, rows: list[Found]) -> None:
        self._growing = True
        self.model.set_rows(rows)
        self._growing = False

    def _tell_count(self) -> None:
        shown = len(self.model.rows)
        if not self._has_more:
            self._frame.set_status(f"{shown} tên")
            return
        left = f"còn {format_number(self._total - shown)} tên" if self._total is not None else "còn nữa"
        self._frame.set_status(
            f"{format_number(shown)} tên đầu, {left}: cuộn xuống để xem tiếp, hoặc gõ thêm chữ để thu hẹp",
            [Count("Xem tiếp", _MORE)],
        )

    def _count_all(self) -> None:
        # All names are walked for it: aside, and only when the typing has paused.
        self.session.in_background(partial(_count, self._sought), partial(self._take_count, self._sought))

    def _take_count(self, text: str, total: int) -> None:
        if text == self._sought and self._has_more:
            self._total = total
            self._tell_count()

    def _scrolled(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if bar.maximum() and value >= bar.maximum():
            self.show_more()

    def _press_count(self, key: str) -> None:
        if key == _MORE:
            self.show_more()
            self.table.setFocus()

    def show_more(self) -> None:
        """Let the list of names go on; the chosen one and the place stay."""
        if not self._has_more or self._growing:
            return
        rows = list(self.model.rows)
        further = lookup.find(self.session.con, self._sought, limit=FURTHER + 1, first=len(rows))
        self._set_rows([*rows, *self._take(further, FURTHER)])
        self._tell_count()

    def chosen(self) -> Found | None:
        """The one the keys stand on."""
        at = self.table.current_row()
        return self.model.row(at) if 0 <= at < len(self.model.rows) else None

    def _show_history(self, _row: int = -1) -> None:
        chosen = self.chosen()
        self._history = lookup.history(self.session.con, chosen.subject_id) if chosen else None
        history = self._history
        self.history_model.set_rows(history.lines if history else ())
        if history is not None and history.lines:
            self.history_table.setCurrentIndex(self.history_model.index(0, 0))
        self._show_line(self.history_table.current_row())
        if history is None:
            self._heading.setText("")
            self._told.setText("")
            return
        subject = history.subject
        self._heading.setText(f"{subject.honorific} {subject.name}".strip())
        now = f" (nay: {history.present_unit})" if history.present_unit else ""
        parts = [subject.position, f"{history.unit}{now}" if history.unit else ""]
        parts.append(
            f"{len(history.standing)} lần được khen" if history.standing else "chưa được khen lần nào"
        )
        waiting = [f"{n.form_name}: {lower_first(n.shown_status)}" for n in history.open]
        parts.append(f"đang đề nghị {'; '.join(waiting)}" if waiting else "")
        self._told.setText(" · ".join(part for part in parts if part))

    def _show_line(self, row: int = -1) -> None:
        shown = 0 <= row < len(self.history_model.rows)
        self._detail.setText(in_full(self.history_model.row(row)) if shown else "")

    def _to_history(self, _row: int) -> None:
        self.history_table.setFocus()

    def to_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    # ------------------------------------------------------------ doing

    def ask_facts(self) -> None:
        """Open the dialog of what statistics count the chosen one by."""
        if self._history is None:
            self.session.tell(_CHOOSE)
            return
        SubjectFactsDialog(self.session, self._history.subject, self).open()

    def ask_slip(self) -> None:
        """Open the dialog of the confirmation slip for the chosen one."""
        if self._history is None:
            self.session.tell(_CHOOSE)
            return
        start = Choice(
            self.session.as_of,
            campaign_id=self.session.campaign_id,
            subject_id=self._history.subject.id,
        )
        PaperDialog(self.session, "confirmation", start, self).open()


def _count(text: str, con: Connection, _talk: Talk) -> int:
    return lookup.count(con, text)
