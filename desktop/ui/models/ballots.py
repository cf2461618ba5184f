"""The votes of a session as an editable table: each nomination with its numbers and the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db import council_votes, people
from db.council_votes import RESULTS, Ballot
from db.nominations import Nomination
from db.vietnamese.numbers import parse_number
from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()
TITLES: Final = ("Tên", "Loại", "Tán thành", "Không tán thành", "Kết quả")
FOR, AGAINST, RESULT = 2, 3, 4
RESULT_CHOICES: Final = (("", "Theo số phiếu"), *RESULTS.items())
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(slots=True)
class _Line:
    nomination: Nomination
    votes_for: int | None = None
    votes_against: int = 0
    result: str = ""


class BallotModel(QAbstractTableModel):
    """Votes per nomination. Until somebody types votes for a name, everybody present voted for it."""

    def __init__(
        self,
        listed: Sequence[Nomination],
        present: int = 0,
        parent: QObject | None = None,
        *,
        percent: int = council_votes.MAJORITY,
    ) -> None:
        super().__init__(parent)
        self._lines = [_Line(nomination) for nomination in listed]
        self._present = present
        self._percent = percent

    def set_present(self, present: int) -> None:
        """So many take part now; votes nobody typed follow."""
        self._present = present
        if self._lines:
            self.dataChanged.emit(self.index(0, FOR), self.index(len(self._lines) - 1, RESULT))

    def ballots(self) -> tuple[Ballot, ...]:
        """The votes as typed."""
        return tuple(
            Ballot(line.nomination.id, self._for(line), line.votes_against, line.result or None)
            for line in self._lines
        )

    def _for(self, line: _Line) -> int:
        if line.votes_for is not None:
            return line.votes_for
        return max(0, self._present - line.votes_against)

    def _outcome(self, line: _Line) -> str:
        if line.result:
            return RESULTS[line.result]
        told = council_votes.outcome(self._for(line), line.votes_against, self._present, self._percent)
        return RESULTS[told] if told else "Chưa quá nửa, hãy chọn"

    @override
    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal and 0 <= section < len(TITLES)
        return TITLES[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Votes and result can be typed, the name cannot."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        known = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return known | Qt.ItemFlag.ItemIsEditable if index.column() >= FOR else known

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; the result is the one chosen, else the one the votes tell."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(line, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return line.result if index.column() == RESULT else self._shown(line, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (FOR, AGAINST):
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == RESULT:
            return theme.colour(_tone(self._outcome(line)))
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return f"{line.nomination.name} – {line.nomination.subject.position_unit}"
        return None

    def _shown(self, line: _Line, column: int) -> str:
        shown = (
            line.nomination.name,
            people.KINDS[line.nomination.kind],
            str(self._for(line)),
            str(line.votes_against),
            self._outcome(line),
        )
        return shown[column]

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() < FOR:
            return False
        line = self._lines[index.row()]
        if index.column() == RESULT:
            line.result = str(value or "")
        else:
            number = parse_number(str(value))
            if number is None or not 0 <= number <= self._present:
                return False
            if index.column() == FOR:
                line.votes_for = number
            else:
                line.votes_against = number
        self.dataChanged.emit(self.index(index.row(), FOR), self.index(index.row(), RESULT))
        return True


def _tone(words: str) -> Tone:
    tones = {
        RESULTS["approved"]: Tone.DONE,
        RESULTS["rejected"]: Tone.ALARM,
        RESULTS["deferred"]: Tone.MUTED,
    }
    return tones.get(words, Tone.WARNING)
