"""Đăng ký mô hình: the board of units and what each of them owes in the drive looked at."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from db import board as boards
from db import units
from db.board import Cell
from desktop.ui.dialogs import obligation as obligation_dialogs
from desktop.ui.dialogs.campaign import new_campaign
from desktop.ui.dialogs.plaques import PlaquesDialog
from desktop.ui.dialogs.registration import RegistrationDialog
from desktop.ui.importer import DROP_INVITATION, IMPORT_TIP, IMPORT_WORDS
from desktop.ui.models import board as rows
from desktop.ui.models.board import BoardFilter, BoardRow
from desktop.ui.models.table import RowsModel
from desktop.ui.pages.base import Page
from desktop.ui.pages.board_files import BoardFiles
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import page_action
from desktop.ui.widgets.cell_table import CellTable
from desktop.ui.widgets.file_drop import FileDrop
from desktop.ui.widgets.page_frame import Count, PageFrame
from desktop.ui.widgets.search_field import SearchField

_NO_DRIVE: Final = "Sổ chưa có phong trào thi đua nào; tạo phong trào để theo dõi đăng ký của các đơn vị."
_NO_UNIT: Final = (
    "Phong trào chưa giao việc cho đơn vị nào; hãy thêm đơn vị ở mục Danh mục hoặc dán từ Excel."
)
_NO_MATCH: Final = "Không có đơn vị nào khớp với bộ lọc."


class BoardPage(Page):
    """The board. Enter or a double click on a cell records what it stands for."""

    title = "Đăng ký mô hình"
    icon = "clipboard-list"
    tables = frozenset(
        {
            "campaign",
            "unit",
            "cluster",
            "cluster_member",
            "milestone",
            "requirement",
            "obligation",
            "registration",
            "registration_unit",
            "submission_received",
            "reminder",
            "setting",
        }
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("boardPage")
        self._all: list[BoardRow] = []
        self.files = BoardFiles(session, self)
        self.frame = PageFrame(self.title, self)
        self.body.addWidget(self.frame)
        self._build_actions()
        self._build_filters()
        self.table = CellTable(RowsModel(rows.columns_of(boards.Board(0, session.as_of, ()))), self)
        self.table.setObjectName("boardTable")
        self.table.setAccessibleName("Bảng đăng ký")
        self.table.activated_cell.connect(self._open_cell)
        self.table.empty_pressed.connect(self._fill_empty)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addActions(self._cell_actions)
        self.frame.set_content(self.table)
        FileDrop(self, DROP_INVITATION).dropped.connect(self.files.importer.take_files)

    # ------------------------------------------------------------ building

    def _build_actions(self) -> None:
        primary = self.frame.set_primary("Ghi đă&ng ký", "plus")
        primary.setObjectName("recordRegistration")
        primary.setToolTip("Ghi đăng ký của đơn vị đang chọn (Ctrl+N)")
        self.frame.primary_pressed.connect(self.record_registration)
        self._cell_actions = [
            page_action(self, name, text, slot, icon, key)
            for name, text, slot, icon, key in (
                ("open", "&Ghi đăng ký, ghi nhận đã nộp", self._open_current, "plus", "Ctrl+Return"),
                ("extend", "Gia &hạn…", self.extend, "calendar-clock", "Ctrl+G"),
                ("waive", "&Miễn…", self.waive, "x", "Ctrl+M"),
                ("remind", "Đô&n đốc…", self.remind, "bell", "Ctrl+D"),
                ("letter", "&In công văn đôn đốc…", self.files.letter, "printer", "Ctrl+P"),
            )
        ]
        excel = [
            page_action(self, name, text, slot, icon, key)
            for name, text, slot, icon, key in (
                ("export", "&Xuất Excel…", self.files.export, "download", "Ctrl+E"),
                ("sendForm", "&Gửi biểu mẫu…", self.files.forms.ask, "mail", ""),
                ("paste", "&Dán từ Excel", self.files.importer.paste, "clipboard-paste", "Ctrl+V"),
            )
        ]
        self.frame.add_menu_button("Nghĩa &vụ", "bell", self._cell_actions).setObjectName("dutyMenu")
        self.frame.add_menu_button("E&xcel", "file-spreadsheet", excel).setObjectName("excelMenu")
        plaque = self.frame.add_button("Gắn &biển…", "medal")
        plaque.setObjectName("plaques")
        plaque.setToolTip("Công trình hoàn thành: đề nghị, duyệt gắn biển, ngày lễ")
        plaque.clicked.connect(self.open_plaques)
        self._import = self.frame.add_button(IMPORT_WORDS, "upload")
        self._import.setObjectName("importExcel")
        self._import.setToolTip(IMPORT_TIP)
        self._import.clicked.connect(self.files.importer.choose_file)
        self._needs_drive: list[QAction | QPushButton] = [*self._cell_actions, *excel, self._import, plaque]
        for name, slot, key in (
            ("new", self.record_registration, "Ctrl+N"),
            ("find", self._find, "Ctrl+F"),
        ):
            page_action(self, name, "", slot, "", key)

    def _build_filters(self) -> None:
        self.search = SearchField("Tìm đơn vị (không cần dấu)", self)
        self.search.setObjectName("boardSearch")
        self.search.searched.connect(self._filter)
        self.frame.add_filter(self.search, stretch=1)
        self.state_box = self._box("boardState", "Trạng thái")
        for key, word in rows.STATE_FILTERS:
            self.state_box.addItem(word, key)
        self.kind_box = self._box("boardKind", "Loại đơn vị")
        self.cluster_box = self._box("boardCluster", "Cụm, khối thi đua")
        self.frame.count_pressed.connect(self.show_state)

    def _box(self, name: str, spoken: str) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName(name)
        made.setAccessibleName(spoken)
        made.setToolTip(spoken)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.activated.connect(self._filter)
        self.frame.add_filter(made)
        return made

    # ------------------------------------------------------------ reading

    def refresh(self) -> None:
        """Read the board of the drive as of the day looked at."""
        campaign_id = self.session.campaign_id
        board = boards.Board(0, self.session.as_of, ())
        if campaign_id is not None:
            board = boards.board(self.session.con, campaign_id, self.session.as_of)
        self._all = rows.rows_of(board)
        self._show_columns(rows.columns_of(board))
        kinds = {row.unit_kind for row in self._all}
        _offer(
            self.kind_box,
            "Mọi loại đơn vị",
            [(key, word) for key, word in units.KINDS.items() if key in kinds],
        )
        _offer(self.cluster_box, "Mọi cụm, khối", [(name, name) for name in rows.clusters_of(self._all)])
        for one in self._needs_drive:
            one.setEnabled(campaign_id is not None)
        self._filter()

    def _show_columns(self, columns: tuple[object, ...]) -> None:
        shown = [(one.key, one.title) for one in self.table.rows_model.columns]
        if shown == [(one.key, one.title) for one in columns]:  # type: ignore[attr-defined]
            return
        old = self.table.rows_model
        self.table.setModel(RowsModel(columns, row_id=_row_id, parent=self))  # type: ignore[arg-type]
        old.deleteLater()

    @property
    def filter(self) -> BoardFilter:
        """What the officer wants to see."""
        return BoardFilter(
            self.search.text(),
            self.state_box.currentData() or "",
            self.kind_box.currentData() or "",
            self.cluster_box.currentData() or "",
        )

    def _filter(self) -> None:
        chosen = self.filter
        shown = [row for row in self._all if chosen.passes(row)]
        self.table.rows_model.set_rows(shown)
        if self.session.campaign_id is None:
            self.table.set_empty(_NO_DRIVE, "Tạo phong trào")
        elif self._all:
            self.table.set_empty(_NO_MATCH, "Bỏ bộ lọc")
        else:
            self.table.set_empty(_NO_UNIT, "Dán từ Excel")
        counts = [
            Count(f"{one.word} {one.count}", one.state, rows.mark_of(one.state))
            for one in rows.tallies(shown)
        ]
        total = (
            f"{len(shown)} đơn vị"
            if len(shown) == len(self._all)
            else f"{len(shown)}/{len(self._all)} đơn vị"
        )
        self.frame.set_status(total, counts)

    def show_state(self, state: str) -> None:
        """Filter to the units in a state of :data:`desktop.ui.models.board.STATE_FILTERS`."""
        self.state_box.setCurrentIndex(max(0, self.state_box.findData(state)))
        self._filter()
        self.table.setFocus()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _fill_empty(self) -> None:
        if self.session.campaign_id is None:
            new_campaign(self.session, self)
        elif self._all:
            self.search.clear()
            for box in (self.state_box, self.kind_box, self.cluster_box):
                box.setCurrentIndex(0)
            self._filter()
        else:
            self.files.importer.paste()

    # ------------------------------------------------------------ recording

    def _chosen(self) -> list[Cell]:
        """The obligations of the chosen rows in the current column (a unit's first duty in its name column)."""
        model = self.table.rows_model
        column = self.table.currentIndex().column()
        found = []
        for line in self.table.chosen_rows():
            cell = self._cell_at(model.row(line), model.columns[max(0, column)].key)
            if cell is not None:
                found.append(cell)
        return found

    def _cell_at(self, row: BoardRow, key: str) -> Cell | None:
        if key in row.cells or key not in {"unit", "kind", "cluster"}:
            return row.cells.get(key)
        return next(iter(row.cells.values()), None)

    def _open_current(self) -> None:
        place = self.table.currentIndex()
        if place.isValid():
            self._open_cell(place.row(), place.column())

    def _open_cell(self, line: int, column: int) -> None:
        model = self.table.rows_model
        cell = self._cell_at(model.row(line), model.columns[column].key)
        if cell is None:
            self.session.tell("Đơn vị không có nghĩa vụ này trong phong trào.")
        elif cell.kind == "registration":
            self._open_registration(cell)
        else:
            obligation_dialogs.ReceiptDialog(self.session, cell, self).open()

    def record_registration(self) -> None:
        """Record a registration of the current unit; of none, choose one first."""
        line = self.table.current_row()
        if self.session.campaign_id is None:
            new_campaign(self.session, self)
            return
        if line < 0:
            self.session.tell("Hãy chọn đơn vị trong bảng rồi ghi đăng ký.")
            self.table.setFocus()
            return
        row: BoardRow = self.table.rows_model.row(line)
        cell = next((one for one in row.cells.values() if one.kind == "registration"), None)
        RegistrationDialog(self.session, row.unit_id, row.unit, cell, self).open()

    def _open_registration(self, cell: Cell) -> None:
        assert cell.unit_id is not None
        RegistrationDialog(self.session, cell.unit_id, cell.unit, cell, self).open()

    def open_plaques(self) -> None:
        """Open the dialog of finished works on their way to a plaque."""
        if self.session.campaign_id is not None:
            PlaquesDialog(self.session, self.session.campaign_id, self).open()

    def extend(self) -> None:
        """Extend the chosen obligations."""
        if cells := self._some():
            obligation_dialogs.extension_dialog(self.session, cells, self).open()

    def waive(self) -> None:
        """Release the chosen units."""
        if cells := self._some():
            obligation_dialogs.waiver_dialog(self.session, cells, self).open()

    def remind(self) -> None:
        """Record that the chosen units were reminded."""
        if cells := self._some():
            obligation_dialogs.reminder_dialog(self.session, cells, self).open()

    def _some(self) -> list[Cell]:
        cells = self._chosen()
        if not cells:
            self.session.tell("Hãy chọn đơn vị và cột nghĩa vụ trong bảng trước.")
        return cells


def _row_id(row: BoardRow) -> int:
    return row.unit_id


def _offer(box: QComboBox, everything: str, choices: list[tuple[str, str]]) -> None:
    kept = box.currentData()
    box.clear()
    box.addItem(everything, "")
    for key, word in choices:
        box.addItem(word, key)
    box.setCurrentIndex(max(0, box.findData(kept)))
    box.setVisible(bool(choices))
