"""Đơn vị: the units of the register; a part of Danh mục that can also stand alone."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from db import units
from db.units import Unit
from db.vietnamese.dates import format_date
from db.vietnamese.names import text_sort_key
from desktop.ui.dialogs.unit import end_dialog, unit_dialog
from desktop.ui.importer import DROP_INVITATION, IMPORT_TIP, IMPORT_WORDS, Importer
from desktop.ui.models.table import Column, RowsModel
from desktop.ui.operations import units as operations
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import page_action
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.file_drop import FileDrop
from desktop.ui.widgets.page_frame import Count, PageFrame
from desktop.ui.widgets.search_field import SearchField

_EMPTY: Final = (
    "Sổ chưa có đơn vị nào; chép danh sách đơn vị trong Excel rồi dán vào đây, hoặc thêm từng đơn vị."
)
_NO_MATCH: Final = "Không có đơn vị nào khớp với bộ lọc."


def _id(unit: Unit) -> int:
    return unit.id


def _name(unit: Unit) -> str:
    return unit.name


def _order(unit: Unit) -> str:
    return text_sort_key(unit.name)


def _tip(unit: Unit) -> str:
    parts = (unit.name, unit.short_name, unit.address, unit.note)
    return "\n".join(part for part in parts if part)


def _ended(unit: Unit) -> str:
    return f"Ngừng từ {format_date(unit.active_to)}" if unit.active_to else ""


def _tone(unit: Unit) -> Tone | None:
    return Tone.MUTED if unit.active_to else None


_COLUMNS: Final[tuple[Column[Unit], ...]] = (
    Column("name", "Tên đơn vị", _name, width=240, stretch=True, sort_key=_order, tooltip=_tip, tone=_tone),
    Column("kind", "Loại đơn vị", lambda one: one.shown_kind, width=170, tone=_tone),
    Column("cluster", "Cụm, khối", lambda one: one.cluster, width=180),
    Column("head", "Thủ trưởng", lambda one: one.head_name, width=150),
    Column("phone", "Điện thoại", lambda one: one.phone, width=128),
    Column("ended", "Tình trạng", _ended, width=150, tone=_tone),
)


class UnitsPage(Page):
    """The table of units. New ones get their duties of every open drive in the same action."""

    title = "Đơn vị"
    icon = "building-2"
    tables = frozenset({"unit", "cluster", "cluster_member", "unit_succession"})
    follows_campaign = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("unitsPage")
        self._all: list[Unit] = []
        self.importer = Importer(session, "units", self)
        self.frame = PageFrame(self.title, self)
        self.body.addWidget(self.frame)
        self.frame.set_primary("Thê&m đơn vị", "plus").setObjectName("addUnit")
        self.frame.primary_pressed.connect(self.add)
        self.frame.count_pressed.connect(self.show_kind)
        self._build_actions()
        self._build_filters()
        self.table = DataTable(RowsModel(_COLUMNS, row_id=_id, parent=self), self)
        self.table.setObjectName("unitsTable")
        self.table.setAccessibleName("Các đơn vị")
        self.table.activated_row.connect(self._edit)
        self.table.empty_pressed.connect(self._fill_empty)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addActions(self._actions[:3])
        self.frame.set_content(self.table)
        FileDrop(self, DROP_INVITATION).dropped.connect(self.importer.take_files)

    def _build_actions(self) -> None:
        self._actions = [
            page_action(self, name, text, slot, icon, key)
            for name, text, slot, icon, key in (
                ("edit", "&Sửa đơn vị…", self.edit, "pencil", "Ctrl+Return"),
                ("end", "&Ngừng hoạt động…", self.end, "calendar-clock", ""),
                ("remove", "&Xóa đơn vị", self.remove, "trash-2", "Delete"),
                ("paste", "&Dán từ Excel", self.importer.paste, "clipboard-paste", "Ctrl+V"),
            )
        ]
        page_action(self, "new", "", self.add, "", "Ctrl+N")
        page_action(self, "find", "", self._find, "", "Ctrl+F")
        self.frame.add_menu_button("Đơn &vị", "ellipsis", self._actions).setObjectName("unitMenu")
        receive = self.frame.add_button(IMPORT_WORDS, "upload")
        receive.setObjectName("importExcel")
        receive.setToolTip(IMPORT_TIP)
        receive.clicked.connect(self.importer.choose_file)

    def _build_filters(self) -> None:
        self.search = SearchField("Tìm đơn vị (không cần dấu)", self)
        self.search.setObjectName("unitSearch")
        self.search.searched.connect(self.mark_dirty)
        self.kind_box = QComboBox(self)
        self.kind_box.setObjectName("unitKind")
        self.kind_box.setAccessibleName("Loại đơn vị")
        self.kind_box.addItem("Mọi loại đơn vị", "")
        for key, word in units.KINDS.items():
            self.kind_box.addItem(word, key)
        self.kind_box.activated.connect(self.mark_dirty)
        self.ended_box = QCheckBox("Cả đơn vị đã n&gừng", self)
        self.ended_box.setObjectName("unitEnded")
        self.ended_box.clicked.connect(self.mark_dirty)
        self.frame.add_filter(self.search, stretch=1)
        self.frame.add_filter(self.kind_box)
        self.frame.add_filter(self.ended_box)

    def refresh(self) -> None:
        """Read the units the filters let through."""
        con = self.session.con
        everything = units.list_units(con)
        kind = self.kind_box.currentData()
        found = units.list_units(con, text=self.search.text().strip(), kinds=[kind] if kind else ())
        if not self.ended_box.isChecked():
            found = [unit for unit in found if unit.active_to is None or unit.active_to >= self.session.as_of]
        self.table.rows_model.set_rows(found)
        self.table.setColumnHidden(len(_COLUMNS) - 1, not self.ended_box.isChecked())
        self._all = everything
        if everything:
            self.table.set_empty(_NO_MATCH, "Bỏ bộ lọc")
        else:
            self.table.set_empty(_EMPTY, "Dán từ Excel")
        total = (
            f"{len(found)} đơn vị"
            if len(found) == len(everything)
            else f"{len(found)}/{len(everything)} đơn vị"
        )
        self.frame.set_status(total, self._counts(found))

    def _counts(self, found: list[Unit]) -> list[Count]:
        by_kind = {key: sum(unit.kind == key for unit in found) for key in units.KINDS}
        most = sorted((key for key in by_kind if by_kind[key]), key=partial(_most, by_kind))[:5]
        return [Count(f"{units.KINDS[key]} {by_kind[key]}", key) for key in most]

    def show_kind(self, kind: str) -> None:
        """Filter to one kind of unit."""
        self.kind_box.setCurrentIndex(max(0, self.kind_box.findData(kind)))
        self.refresh()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _fill_empty(self) -> None:
        if self._all:
            self.search.clear()
            self.kind_box.setCurrentIndex(0)
            self.refresh()
        else:
            self.importer.paste()

    def _current(self) -> Unit | None:
        at, model = self.table.current_row(), self.table.rows_model
        return model.row(at) if 0 <= at < model.rowCount() else None

    def add(self) -> None:
        """Add a unit."""
        unit_dialog(self.session, None, self).open()

    def _edit(self, _line: int) -> None:
        self.edit()

    def edit(self) -> None:
        """Change the current unit."""
        if unit := self._current():
            unit_dialog(self.session, unit, self).open()

    def end(self) -> None:
        """Say when the current unit ceased."""
        if unit := self._current():
            end_dialog(self.session, unit, self).open()

    def remove(self) -> None:
        """Take the current unit out; one with data is refused and can be ended instead."""
        if (unit := self._current()) and self.table.hasFocus():
            self.session.run(operations.remove(unit.id, unit.name))


def _most(counts: dict[str, int], key: str) -> int:
    return -counts[key]
