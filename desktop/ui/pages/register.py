"""Sổ khen thưởng: every award issued, of every drive and year; beside it the look-up of one person."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QTabWidget

from db import people, reports
from db.reports import RegisterRow
from db.sqlite import Connection
from db.talk import Talk
from db.vietnamese.numbers import format_money
from desktop.ui.dialogs import files
from desktop.ui.dialogs.decision_superior import SuperiorDecisionDialog
from desktop.ui.importer import DROP_INVITATION
from desktop.ui.models.awards import REGISTER_COLUMNS
from desktop.ui.models.table import RowsModel
from desktop.ui.old_register import FORM_WORDS, IMPORT_WORDS, OldRegister
from desktop.ui.pages.base import Page
from desktop.ui.pages.register_lookup import LookupPage
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import page_action
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.file_drop import FileDrop
from desktop.ui.widgets.page_frame import PageFrame
from desktop.ui.widgets.search_field import SearchField

_EMPTY: Final = (
    "Sổ khen thưởng chưa có dòng nào; quyết định được ban hành sẽ tự vào sổ. "
    "Khen thưởng các năm trước nhập từ Excel ở nút “Sổ cũ”."
)
_NOTHING_FOUND: Final = "Không có khen thưởng nào khớp bộ lọc."


class RegisterPage(Page):
    """The award register with its filters and its workbook."""

    title = "Sổ khen thưởng"
    icon = "book-open"
    tables = frozenset({"award", "decision", "organization", "subject", "unit", "award_form"})
    follows_campaign = False
    go_to = Signal(str)

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(session, parent)
        self.model: RowsModel[RegisterRow] = RowsModel(
            REGISTER_COLUMNS, row_id=lambda row: row.award_id, parent=self
        )
        self._frame = PageFrame(self.title)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("registerTabs")
        self.tabs.setDocumentMode(True)
        self.lookup = LookupPage(session, self.tabs)
        self.tabs.addTab(self._frame, self.title)
        self.tabs.addTab(self.lookup, "Tra cứu")
        self.body.addWidget(self.tabs)
        self.old = OldRegister(session, self)
        self._build_buttons()
        self._year = self._filter("filterYear", "Mọi năm")
        self._form = self._filter("filterForm", "Mọi hình thức")
        self._kind = self._filter("filterKind", "Mọi đối tượng")
        for kind, words in people.KINDS.items():
            self._kind.addItem(words, kind)
        self._search = SearchField("Tìm tên, đơn vị, số quyết định (không cần dấu)", self)
        self._search.setObjectName("search")
        self._search.searched.connect(self._show_rows)
        self._frame.add_filter(self._search, stretch=1)
        self.table = DataTable(self.model, self)
        self.table.setObjectName("register")
        self.table.setAccessibleName(self.title)
        self.table.empty_pressed.connect(self._fill_empty)
        self._frame.set_content(self.table)
        FileDrop(self, DROP_INVITATION).dropped.connect(self.old.importer.take_files)

    def _build_buttons(self) -> None:
        primary = self._frame.set_primary("&Xuất Excel", "file-spreadsheet")
        primary.setObjectName("exportRegister")
        self._frame.primary_pressed.connect(self.export)
        superior = self._frame.add_button("&Ghi quyết định cấp trên", "file-plus")
        superior.setObjectName("enterSuperior")
        superior.setToolTip("Ghi quyết định khen thưởng của cấp trên vào sổ (Ctrl+N)")
        superior.clicked.connect(self.enter_superior)
        old = [
            page_action(self, name, text, slot, icon, key)
            for name, text, slot, icon, key in (
                ("importOld", IMPORT_WORDS, self.old.importer.choose_file, "upload", ""),
                ("pasteOld", "&Dán từ Excel", self.old.importer.paste, "clipboard-paste", "Ctrl+V"),
                ("oldForm", FORM_WORDS, self.old.ask_form, "file-spreadsheet", ""),
            )
        ]
        menu = self._frame.add_menu_button("&Sổ cũ", "upload", old)
        menu.setObjectName("oldRegisterMenu")
        menu.setToolTip(
            "Nhập khen thưởng các năm trước từ Excel; cũng có thể thả tệp vào trang này, "
            "hoặc chép vùng trong Excel rồi bấm Ctrl+V"
        )
        for key, slot in (("Ctrl+N", self._new), ("Ctrl+F", self._to_search)):
            shortcut = QAction(self)
            shortcut.setShortcut(QKeySequence(key))
            shortcut.triggered.connect(slot)
            self.addAction(shortcut)

    def _filter(self, name: str, everything: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(everything)
        box.setMinimumWidth(152)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(everything, None)
        box.activated.connect(self._show_rows)
        self._frame.add_filter(box)
        return box

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read the register anew."""
        everything = reports.register_rows(self.session.con)
        years = dict.fromkeys(reports.years(self.session.con))
        _offer(self._year, [(year, f"Năm {year}") for year in years])
        _offer(self._form, list({row.form_code: row.form_name for row in everything}.items()))
        self._show_rows()

    def rows(self) -> list[RegisterRow]:
        """The rows that match the filters."""
        return reports.register_rows(
            self.session.con,
            year=self._year.currentData(),
            form_code=self._form.currentData() or "",
            object_kind=self._kind.currentData() or "",
            text=self._search.text(),
        )

    def _show_rows(self, _changed: object = None) -> None:
        found = self.rows()
        self.model.set_rows(found)
        if self._filtered():
            self.table.set_empty(_NOTHING_FOUND, "Bỏ lọc")
        else:
            self.table.set_empty(_EMPTY, "Đến Quyết định && In")
        standing = [row for row in found if row.revoked_date is None]
        total = format_money(sum(row.prize_amount or 0 for row in standing if row.is_own))
        received = sum(row.received_date is not None for row in standing)
        revoked = f"; {len(found) - len(standing)} đã thu hồi" if len(found) > len(standing) else ""
        self._frame.set_status(
            f"{len(found)} khen thưởng{revoked}; tiền thưởng của cơ quan {total}; đã trao {received}"
        )

    def _filtered(self) -> bool:
        boxes = (self._year, self._form, self._kind)
        return bool(self._search.text()) or any(box.currentData() is not None for box in boxes)

    def _fill_empty(self) -> None:
        if not self._filtered():
            self.go_to.emit("decisions")
            return
        for box in (self._year, self._form, self._kind):
            box.setCurrentIndex(0)
        self._search.clear()
        self._show_rows()

    def _looks_up(self) -> bool:
        return self.tabs.currentWidget() is self.lookup

    def _new(self) -> None:
        (self.lookup.ask_slip if self._looks_up() else self.enter_superior)()

    def _to_search(self) -> None:
        if self._looks_up():
            self.lookup.to_search()
            return
        self._search.setFocus()
        self._search.selectAll()

    # ------------------------------------------------------------ doing

    def enter_superior(self) -> None:
        """Open the dialog of a superior's decision."""
        SuperiorDecisionDialog(self.session, self.session.campaign_id, self).open()

    def export(self) -> None:
        """Ask where the workbook of the register goes."""
        files.choose_target(
            self, "Xuất sổ khen thưởng", "so-khen-thuong.xlsx", files.WORKBOOK, self.export_to
        )

    def export_to(self, path: str) -> None:
        """Write the whole register as a workbook."""
        target = Path(path)
        work = partial(_export, self.session.as_of, self.session.path.name, target)
        self.session.in_background(work, partial(self._exported, target))

    def _exported(self, target: Path, count: int) -> None:
        self.session.tell(f"Đã ghi {count} dòng sổ khen thưởng vào “{target.name}”.")
        self.session.open_file(target)


def _offer(box: QComboBox, choices: list[tuple[Any, str]]) -> None:
    chosen = box.currentData()
    while box.count() > 1:
        box.removeItem(1)
    for value, words in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)


def _export(as_of: dt.date, store_name: str, target: Path, con: Connection, _talk: Talk) -> int:
    from desktop.exchange import exports

    return exports.export(con, "register", None, target, as_of, store_name=store_name)
