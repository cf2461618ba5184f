"""The votes of a session as an editable table: each nomination with its numbers and the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db import people, simplified
from db.council_votes import RESULTS, Ballot
from db.nominations import Nomination
from db.rules import voting
from db.rules.voting import MORE_THAN_HALF, Threshold
from db.vietnamese.numbers import parse_number
from desktop.ui import icons, theme
from desktop.ui.marking import override
from desktop.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()
TITLES: Final = ("Tên", "Loại", "Tán thành", "Không tán thành", "Không hợp lệ", "Kết quả")
KIND, FOR, AGAINST, INVALID, RESULT = 1, 2, 3, 4, 5
COUNTS: Final = (FOR, AGAINST, INVALID)
RESULT_CHOICES: Final = (("", "Theo số phiếu"), *RESULTS.items())
LEFT_OUT: Final = "Không xét lần này"
USUAL: Final = Threshold(MORE_THAN_HALF, "present", "", verified=False, known=False)
"""What holds where no rule is known: more than half of those taking part."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(slots=True)
class _Line:
    nomination: Nomination
    votes_for: int | None = None
    votes_against: int = 0
    votes_invalid: int = 0
    result: str = ""


class BallotModel(QAbstractTableModel):
    """Votes per nomination. Until somebody types votes for a name, everybody taking part voted for it."""

    def __init__(
        self,
        listed: Sequence[Nomination],
        present: int = 0,
        parent: QObject | None = None,
        *,
        warned: Mapping[int, str] | None = None,
    ) -> None:
        """``warned``: by nomination what to know before the vote, in sentences."""
        super().__init__(parent)
        self._lines = [_Line(nomination) for nomination in listed]
        self._present = present
        self._members = present
        self._thresholds: Mapping[str, Threshold] = {}
        self._warned = warned or {}
        self._simplified = False

    @property
    def nominations(self) -> list[Nomination]:
        """Whose votes these are, in order."""
        return [line.nomination for line in self._lines]

    def set_present(
        self, present: int, members: int = 0, thresholds: Mapping[str, Threshold] | None = None
    ) -> None:
        """So many take part now, of so many members; by form what a vote must reach. Untyped votes follow."""
        self._present = present
        self._members = members or present
        if thresholds is not None:
            self._thresholds = thresholds
        self._tell_all()

    def set_simplified(self, on: bool) -> None:
        """Without a vote: who is taken is approved. At first only those the procedure is meant for are taken."""
        if on is self._simplified:
            return
        self._simplified = on
        for line in self._lines:
            usual = line.nomination.award_type in simplified.USUAL
            line.result = "" if usual or not on else "deferred"
        self._tell_all()

    def taken(self) -> tuple[int, ...]:
        """Nominations the simplified procedure is to approve."""
        return tuple(line.nomination.id for line in self._lines if line.result in ("", "approved"))

    def ballots(self) -> tuple[Ballot, ...]:
        """The votes as typed."""
        return tuple(
            Ballot(
                line.nomination.id,
                self._for(line),
                line.votes_against,
                line.result or None,
                votes_invalid=line.votes_invalid,
            )
            for line in self._lines
        )

    def _for(self, line: _Line) -> int:
        if line.votes_for is not None:
            return line.votes_for
        return max(0, self._present - line.votes_against - line.votes_invalid)

    def _outcome(self, line: _Line) -> str:
        if self._simplified:
            return RESULTS["approved"] if line.result in ("", "approved") else LEFT_OUT
        if line.result:
            return RESULTS[line.result]
        asked = self._thresholds.get(line.nomination.form_code, USUAL)
        base = asked.count(self._members, self._present)
        told = voting.outcome(asked.share, self._for(line), line.votes_against, base)
        return RESULTS[told] if told else "Chưa quá nửa, hãy chọn"

    def _tell_all(self) -> None:
        if self._lines:
            self.dataChanged.emit(self.index(0, FOR), self.index(len(self._lines) - 1, RESULT))

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
        line, column = self._lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(line, column)
        if role == Qt.ItemDataRole.EditRole:
            return line.result if column == RESULT else self._shown(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in COUNTS:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and column == RESULT:
            return theme.colour(_tone(self._outcome(line)))
        return self._of_name(line, role) if column == 0 else None

    def _of_name(self, line: _Line, role: int) -> Any:
        warned = self._warned.get(line.nomination.id, "")
        if role == Qt.ItemDataRole.DecorationRole and warned:
            return icons.icon("triangle-alert", Tone.WARNING)
        if role == Qt.ItemDataRole.ToolTipRole:
            told = f"{line.nomination.name} – {line.nomination.subject.position_unit}"
            return f"{told}\n{warned}" if warned else told
        return None

    def _shown(self, line: _Line, column: int) -> str:
        shown = (
            line.nomination.name,
            people.KINDS[line.nomination.kind],
            str(self._for(line)),
            str(line.votes_against),
            str(line.votes_invalid),
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
            name = {FOR: "votes_for", AGAINST: "votes_against", INVALID: "votes_invalid"}[index.column()]
            setattr(line, name, number)
        self.dataChanged.emit(self.index(index.row(), FOR), self.index(index.row(), RESULT))
        return True


def _tone(words: str) -> Tone:
    tones = {
        RESULTS["approved"]: Tone.DONE,
        RESULTS["rejected"]: Tone.ALARM,
        RESULTS["deferred"]: Tone.MUTED,
        LEFT_OUT: Tone.MUTED,
    }
    return tones.get(words, Tone.WARNING)
