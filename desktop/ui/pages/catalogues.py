"""Danh mục: the office, units, clusters, the dated catalogues of the law, settings; chosen in a list at the left."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from db import catalogues
from desktop.ui import icons, theme
from desktop.ui.operations import catalogues as operations
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.widgets.offer_bar import OfferBar

SECTIONS_WIDTH = 200
_LAW = "desktop.ui.pages.catalogues_law:LawSection"
_SHORT = {"award_form": "Danh hiệu, hình thức", "legal_basis": "Căn cứ pháp lý"}


@dataclass(frozen=True, slots=True)
class Section:
    """One place of the page: its word and icon, the class that shows it, the catalogue it is about."""

    key: str
    title: str
    icon: str
    target: str
    table: str = ""

    def build(self, session: Session) -> Page:
        """Import and make the section; waits until it is first shown."""
        module, name = self.target.split(":")
        made = getattr(importlib.import_module(module), name)
        page: Page = made(session, self.table) if self.table else made(session)
        return page


SECTIONS: tuple[Section, ...] = (
    Section("office", "Cơ quan", "building-2", "desktop.ui.pages.catalogues_office:OfficeSection"),
    Section("units", "Đơn vị", "users", "desktop.ui.pages.units:UnitsPage"),
    Section("clusters", "Cụm, khối", "table-2", "desktop.ui.pages.catalogues_clusters:ClustersSection"),
    *(
        Section(
            one.table,
            _SHORT.get(one.table, one.title),
            "library",
            _LAW,
            one.table,
        )
        for one in catalogues.CATALOGUES
    ),
    Section("settings", "Cài đặt", "settings", "desktop.ui.pages.catalogues_settings:SettingsSection"),
)


class CataloguesPage(Page):
    """The list of sections and the one chosen; sections are built when first shown."""

    title: ClassVar[str] = "Danh mục"
    icon: ClassVar[str] = "library"
    follows_campaign: ClassVar[bool] = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._sections = {section.key: section for section in SECTIONS}
        self._built: dict[str, Page] = {}
        self._list = QListWidget(self)
        self._list.setObjectName("catalogueSections")
        self._list.setAccessibleName("Các danh mục")
        self._list.setFixedWidth(SECTIONS_WIDTH)
        self._list.setUniformItemSizes(True)
        self._list.setIconSize(QSize(icons.SIZE, icons.SIZE))
        for section in self._sections.values():
            item = QListWidgetItem(icons.icon(section.icon), section.title)
            item.setData(Qt.ItemDataRole.UserRole, section.key)
            item.setToolTip(section.title)
            item.setSizeHint(QSize(0, theme.ROW_HEIGHT))
            self._list.addItem(item)
        self._stack = QStackedWidget(self)
        self._offer = OfferBar("lackingRows", "&Bổ sung", self)
        self._offer.accepted.connect(self._add_shipped)
        self._lacking = 0
        above = QVBoxLayout()
        above.setContentsMargins(2 * theme.GRID, 0, 2 * theme.GRID, 0)
        above.addWidget(self._offer)
        self.body.addLayout(above)
        row = QHBoxLayout()
        row.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addWidget(self._stack, 1)
        self.body.addLayout(row)
        self.setFocusProxy(self._list)
        self._list.currentItemChanged.connect(self._show_item)

    @property
    def keys(self) -> tuple[str, ...]:
        """The sections that can be shown."""
        return tuple(self._sections)

    def show_section(self, key: str) -> Page:
        """Show a section, built on first use."""
        at = list(self._sections).index(key)
        self._list.setCurrentRow(at)
        return self._section(key)

    def refresh(self) -> None:
        """Show the first section; each section reads for itself."""
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._offer_shipped()

    def _offer_shipped(self) -> None:
        """A register made by an older program lacks what came with this one: said once, in one sentence."""
        lacking = catalogues.lacking_shipped(self.session.con)
        self._lacking = len(lacking)
        where = len({table for table, _ in lacking})
        self._offer.offer(
            f"Bản chương trình này có thêm {self._lacking} dòng quy định ở {where} danh mục mà sổ chưa có; "
            "bổ sung không sửa dòng nào đang có."
            if lacking
            else ""
        )

    def _add_shipped(self) -> None:
        self.session.run(operations.add_shipped(self._lacking), self._added)

    def _added(self, _count: int) -> None:
        self._offer_shipped()

    def _section(self, key: str) -> Page:
        if key not in self._built:
            made = self._sections[key].build(self.session)
            made.setObjectName(f"section_{key}")
            self._built[key] = made
            self._stack.addWidget(made)
        return self._built[key]

    def _show_item(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self._stack.setCurrentWidget(self._section(str(item.data(Qt.ItemDataRole.UserRole))))
