"""Sections of the law: one dated catalogue each, with what was compared with the law and what was not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from db import catalogues
from db.sqlite import Row
from db.vietnamese.dates import format_date
from db.vietnamese.text import fold
from desktop.ui import theme
from desktop.ui.dialogs.catalogue_row import CatalogueRowDialog
from desktop.ui.models.catalogues import UNVERIFIED, details, law_columns, row_id
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import catalogues as operations
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.page_frame import Count, PageFrame
from desktop.ui.widgets.search_field import SearchField

DETAIL_LINES: Final = 4
_SHOW: Final = (("all", "Mọi dòng"), ("valid", "Đang hiệu lực"), ("unverified", "Chưa đối chiếu"))


class LawSection(Page):
    """The table of one catalogue: search, what is in force, what was not compared; adding, changing, removing."""

    follows_campaign = True

    def __init__(self, session: Session, table: str, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._catalogue = catalogues.BY_TABLE[table]
        self.tables = frozenset({table, "award_form"})
        self._rows: list[Row] = []
        self._wanted = ""
        self._frame = PageFrame(self._catalogue.title, self)
        self.body.addWidget(self._frame)
        self._frame.set_primary("&Thêm dòng", "plus").setObjectName("addRow")
        self._frame.primary_pressed.connect(self._add)
        self._edit_button = self._button("&Sửa", "pencil", "editRow", self._edit)
        self._remove_button = self._button("&Xóa", "trash-2", "removeRow", self._remove)
        self._verify_button = self._button("Đã đối &chiếu", "check", "verifyRow", self._verify)
        self._search = SearchField(parent=self)
        self._search.setObjectName("catalogueSearch")
        self._search.searched.connect(self._filter)
        self._show = QComboBox(self)
        self._show.setObjectName("catalogueShow")
        self._show.setAccessibleName("Hiện dòng nào")
        for key, words in _SHOW:
            self._show.addItem(words, key)
        self._show.activated.connect(self._show_rows)
        self._frame.add_filter(self._search)
        self._frame.add_filter(self._show)
        self._frame.end_filters()
        self._frame.count_pressed.connect(self._open_count)
        self._forms: dict[str, str] = {}
        self._model = RowsModel(law_columns(self._catalogue, self._forms), row_id=row_id, parent=self)
        self._table = DataTable(self._model, self)
        self._table.setObjectName("catalogueRows")
        self._table.activated_row.connect(self._edit)
        self._table.current_row_changed.connect(self._enable)
        self._table.selectionModel().selectionChanged.connect(self._enable)
        self._details = QLabel(self)
        self._details.setObjectName("catalogueDetails")
        self._details.setProperty("role", "muted")
        self._details.setWordWrap(True)
        self._details.setTextFormat(Qt.TextFormat.PlainText)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._details.setFixedHeight(DETAIL_LINES * self._details.fontMetrics().lineSpacing() + theme.GRID)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._table, 1)
        column.addWidget(self._details)
        self._frame.set_content(content)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._add)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._search.setFocus)
        delete = QShortcut(QKeySequence("Del"), self._table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)

    def _button(self, text: str, icon: str, name: str, slot: Callable[[], None]) -> QPushButton:
        made = self._frame.add_button(text, icon)
        made.setObjectName(name)
        made.clicked.connect(slot)
        return made

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read the catalogue."""
        self._forms.clear()
        self._forms.update({form.code: form.name for form in catalogues.award_forms(self.session.con)})
        self._rows = catalogues.rows(self.session.con, self._catalogue.table)
        self._show_rows()

    def _show_rows(self, _index: int = 0) -> None:
        wanted, show = fold(self._wanted), self._show.currentData()
        as_of = self.session.as_of.isoformat()
        kept = [row for row in self._rows if _is_shown(row, show, as_of) and wanted in self._searched(row)]
        self._model.set_rows(kept)
        if self._rows:
            self._table.set_empty("Không có dòng nào khớp; hãy xóa ô tìm hoặc chọn “Mọi dòng”.")
        else:
            self._table.set_empty("Danh mục này chưa có dòng nào.", "&Thêm dòng")
        if kept and self._table.current_row() < 0:
            self._table.choose(kept[0]["id"])
        self._show_status(len(kept))
        self._enable()

    def _searched(self, row: Row) -> str:
        return fold("\n".join(column.shown(row) for column in self._model.columns)) if self._wanted else ""

    def _show_status(self, shown: int) -> None:
        unverified = sum(not row["verified"] for row in self._rows)
        words = f"{shown} / {len(self._rows)} dòng · hiệu lực tính đến {format_date(self.session.as_of)}"
        counts = [Count(f"{unverified} dòng chưa đối chiếu", "unverified", UNVERIFIED)] if unverified else []
        self._frame.set_status(words, counts)

    def _open_count(self, key: str) -> None:
        self._show.setCurrentIndex(self._show.findData(key))
        self._show_rows()

    def _filter(self, text: str) -> None:
        self._wanted = text.strip()
        self._show_rows()

    def _enable(self, *_ignored: object) -> None:
        chosen = self._chosen_rows()
        self._edit_button.setEnabled(len(chosen) == 1)
        self._remove_button.setEnabled(len(chosen) == 1)
        self._verify_button.setEnabled(any(not row["verified"] for row in chosen))
        self._details.setText(details(self._catalogue, chosen[0]) if len(chosen) == 1 else "")

    # ------------------------------------------------------------ writing

    def _chosen_rows(self) -> list[Row]:
        return [self._model.row(at) for at in self._table.chosen_rows()]

    def _add(self) -> None:
        CatalogueRowDialog(self.session, self._catalogue, None, self.window()).open()

    def _edit(self, _row: int | bool = False) -> None:
        chosen = self._chosen_rows()
        if len(chosen) != 1:
            return
        # Read anew: the form writes every field, and a write may be on its way to the table.
        listed = catalogues.rows(self.session.con, self._catalogue.table)
        row = next((one for one in listed if one["id"] == chosen[0]["id"]), None)
        if row is not None:
            CatalogueRowDialog(self.session, self._catalogue, row, self.window()).open()

    def _remove(self) -> None:
        chosen = self._chosen_rows()
        if len(chosen) == 1:
            self.session.run(operations.remove_row(self._catalogue.table, chosen[0]["id"]))

    def _verify(self) -> None:
        ids = tuple(row["id"] for row in self._chosen_rows() if not row["verified"])
        if ids:
            self.session.run(operations.set_verified(self._catalogue.table, ids))


def _is_shown(row: Row, show: str, as_of: str) -> bool:
    if show == "unverified":
        return not row["verified"]
    if show == "valid":
        return bool((row["valid_from"] or "0000") <= as_of <= (row["valid_to"] or "9999"))
    return True
