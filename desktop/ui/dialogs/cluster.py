"""A cluster or bloc and its members of one year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from db import clusters, units
from db.clusters import ClusterYear
from desktop.ui.dialogs.form_dialog import FormDialog
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.clusters import ClusterFacts, save_cluster
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind


def _fields(listed: list[units.Unit]) -> tuple[Field, ...]:
    return (
        Field("name", "&Tên cụm, khối", required=True, hint="Cụm thi đua số 1"),
        Field("kind", "L&oại", Kind.CHOICE, required=True, choices=tuple(clusters.KINDS.items())),
        Field(
            "head_unit_id",
            "T&rưởng cụm, khối",
            Kind.CHOICE,
            choices=((None, "Chưa rõ"), *((unit.id, unit.name) for unit in listed)),
        ),
        Field("pledge_date", "Ngày ký &giao ước", Kind.DATE, width=160),
    )


class ClusterDialog(FormDialog):
    """Adds a cluster or changes one; members are ticked in the list (Space)."""

    def __init__(
        self, session: Session, year: int, cluster: ClusterYear | None = None, parent: QWidget | None = None
    ) -> None:
        listed = units.list_units(session.con)
        values = {
            "name": cluster.name if cluster else None,
            "kind": cluster.kind if cluster else "cluster",
            "head_unit_id": cluster.head_unit_id if cluster else None,
            "pledge_date": cluster.pledge_date if cluster else None,
        }
        title = "Sửa cụm, khối thi đua" if cluster else "Thêm cụm, khối thi đua"
        super().__init__(session, title, _fields(listed), values, prefix="cluster", width=600, parent=parent)
        self._cluster_id = cluster.id if cluster else None
        self._year = year
        label = QLabel(f"Thành &viên năm {year} (phím cách để đánh dấu)", self)
        self.members = QListWidget(self)
        self.members.setObjectName("cluster_members")
        self.members.setMinimumHeight(240)
        label.setBuddy(self.members)
        self.members.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        chosen = set(cluster.members) if cluster else set()
        # Members stand first: they are what is looked for.
        for unit in sorted(listed, key=lambda one: one.id not in chosen):
            item = QListWidgetItem(unit.name)
            item.setData(Qt.ItemDataRole.UserRole, unit.id)
            item.setToolTip(unit.name)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Checked if unit.id in chosen else Qt.CheckState.Unchecked)
            self.members.addItem(item)
        self.body.addWidget(label)
        self.body.addWidget(self.members, 1)

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Save the cluster and its members of the year."""
        facts = ClusterFacts(
            values["name"],
            values["kind"],
            self._year,
            tuple(self._ticked()),
            values["head_unit_id"],
            values["pledge_date"],
        )
        return save_cluster(facts, self._cluster_id)

    def _ticked(self) -> list[int]:
        items = [self.members.item(at) for at in range(self.members.count())]
        return [
            int(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
