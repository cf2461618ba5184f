"""Section Cụm, khối: clusters and blocs with their members of one year."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QSpinBox, QWidget

from db import clusters
from db.clusters import ClusterYear
from desktop.ui.dialogs.cluster import ClusterDialog
from desktop.ui.models.catalogues import CLUSTER_COLUMNS, cluster_id
from desktop.ui.models.table import RowsModel
from desktop.ui.operations.clusters import remove_cluster
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.page_frame import PageFrame


class ClustersSection(Page):
    """The clusters of a year; Enter changes one, Delete takes it out."""

    title: ClassVar[str] = "Cụm, khối thi đua"
    icon: ClassVar[str] = "table-2"
    tables = frozenset({"cluster", "cluster_year", "cluster_member", "unit"})
    follows_campaign: ClassVar[bool] = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._frame = PageFrame(self.title, self)
        self.body.addWidget(self._frame)
        self._frame.set_primary("Thêm &cụm, khối", "plus").setObjectName("addCluster")
        self._frame.primary_pressed.connect(self._add)
        self._edit_button = self._frame.add_button("&Sửa", "pencil")
        self._edit_button.setObjectName("editCluster")
        self._edit_button.clicked.connect(self._edit)
        self._remove_button = self._frame.add_button("&Xóa", "trash-2")
        self._remove_button.setObjectName("removeCluster")
        self._remove_button.clicked.connect(self._remove)
        label = QLabel("Thành viên &năm", self)
        self._year = QSpinBox(self)
        self._year.setObjectName("clusterYear")
        self._year.setRange(1945, 2200)
        self._year.setFixedWidth(96)
        known = clusters.years(session.con)
        self._year.setValue(known[0] if known else session.as_of.year)
        self._year.valueChanged.connect(self._show_year)
        label.setBuddy(self._year)
        self._frame.add_filter(label)
        self._frame.add_filter(self._year)
        self._frame.end_filters()
        self._model = RowsModel(CLUSTER_COLUMNS, row_id=cluster_id, parent=self)
        self._table = DataTable(self._model, self)
        self._table.setObjectName("clusters")
        self._table.set_empty("Chưa có cụm, khối thi đua nào.", "Thêm &cụm, khối")
        self._table.empty_pressed.connect(self._add)
        self._table.activated_row.connect(self._edit)
        self._table.current_row_changed.connect(self._enable)
        self._frame.set_content(self._table)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._add)
        delete = QShortcut(QKeySequence("Del"), self._table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)

    def refresh(self) -> None:
        """Read the clusters of the year."""
        listed = clusters.in_year(self.session.con, self._year.value())
        self._model.set_rows(listed)
        members = sum(len(one.members) for one in listed)
        self._frame.set_status(
            f"{len(listed)} cụm, khối; {members} lượt đơn vị thành viên năm {self._year.value()}"
        )
        self._enable()

    def _show_year(self, _year: int) -> None:
        self.refresh()

    def _enable(self, _row: int = -1) -> None:
        has = self._table.current_row() >= 0
        self._edit_button.setEnabled(has)
        self._remove_button.setEnabled(has)

    def _chosen(self) -> ClusterYear | None:
        at = self._table.current_row()
        return self._model.row(at) if at >= 0 else None

    def _add(self) -> None:
        ClusterDialog(self.session, self._year.value(), None, self.window()).open()

    def _edit(self, _row: int | bool = False) -> None:
        cluster = self._chosen()
        if cluster is not None:
            ClusterDialog(self.session, self._year.value(), cluster, self.window()).open()

    def _remove(self) -> None:
        cluster = self._chosen()
        if cluster is not None:
            self.session.run(remove_cluster(cluster.id, cluster.name))
