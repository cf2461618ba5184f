"""The items of a reading under their titles as a list: titles cannot be chosen, lines tell their words to all."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.plans.compare import CHANGED, GONE, NEW, UNCHANGED
from desktop.ui.marking import override
from desktop.ui.models.plan_reading import Decision, Entry, PlanReading

Index = QModelIndex | QPersistentModelIndex
STATUS_WORDS: Final = {
    UNCHANGED: "Không đổi",
    CHANGED: "Thay đổi",
    NEW: "Mới",
    GONE: "Không còn",
}
DECISION_WORDS: Final = {
    Decision.OPEN: "Đề xuất",
    Decision.ACCEPTED: "Đã nhận",
    Decision.REJECTED: "Bỏ",
}


class PlanRole(IntEnum):
    """What the delegate asks for: the entry of a line (None: a title)."""

    ENTRY = Qt.ItemDataRole.UserRole + 1


class PlanList(QAbstractListModel):
    """Lines of a :class:`PlanReading`."""

    def __init__(self, reading: PlanReading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._lines: list[tuple[str, Entry | None]] = []
        self._line_of: dict[int, int] = {}
        self._gather()

    def _gather(self) -> None:
        counts: dict[str, int] = {}
        for entry in self._reading.entries:
            counts[entry.title] = counts.get(entry.title, 0) + 1
        title = ""
        for entry in self._reading.entries:
            if entry.title != title:
                title = entry.title
                self._lines.append((f"{title} ({counts[title]})", None))
            self._line_of[entry.key] = len(self._lines)
            self._lines.append(("", entry))

    def entry(self, row: int) -> Entry | None:
        """The entry of a line, None for a title."""
        return self._lines[row][1] if 0 <= row < len(self._lines) else None

    def row_of(self, key: int) -> int:
        """The line of an entry."""
        return self._line_of[key]

    def changed(self, key: int) -> None:
        """Tell that an entry is another one now."""
        index = self.index(self._line_of[key])
        self.dataChanged.emit(index, index)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.entry(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        title, entry = self._lines[index.row()]
        if role == PlanRole.ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return title if entry is None else entry.line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return title if entry is None else ". ".join((entry.line.text, *details(entry)))
        if role == Qt.ItemDataRole.ToolTipRole and entry is not None:
            return entry.line.quote
        return None


def details(entry: Entry) -> tuple[str, ...]:
    """What stands under an entry's words: its decision, what the comparison says, where, how sure."""
    decided = "" if not entry.line.choosable and entry.group != "period" else DECISION_WORDS[entry.decision]
    if entry.group == "findings":
        decided = "Đã xem" if entry.decision is Decision.ACCEPTED else ""
    elif entry.group == "units":
        decided = "Cần trả lời" if entry.decision is Decision.OPEN else "Đã trả lời"
    elif entry.status == GONE:
        decided = "Giữ trong sổ" if entry.decision is Decision.REJECTED else "Xóa khỏi phong trào"
    elif entry.status == UNCHANGED and not entry.edited:
        decided = ""
    status = STATUS_WORDS.get(entry.status, "") if entry.status != GONE else ""
    told = f"{status}: {entry.told}" if entry.told and status else entry.told or status
    section = f"Mục {entry.line.section}" if entry.line.section else ""
    return tuple(part for part in (decided, told, section, entry.confidence_words) if part)
