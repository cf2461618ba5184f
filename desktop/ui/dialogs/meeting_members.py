"""Who took part in a session: one line a member, with why absent and whether asked in writing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QScrollArea, QWidget

from db.councils import Member
from db.vietnamese.text import clean
from desktop.ui import theme


@dataclass(frozen=True, slots=True)
class _Line:
    member: Member
    present: QCheckBox
    reason: QLineEdit
    written: QCheckBox


class MembersBox(QScrollArea):
    """Ticks per member. ``changed`` after each."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Thành viên Hội đồng")
        self._lines: list[_Line] = []
        self._writing = False

    def show_members(self, members: Sequence[Member]) -> None:
        """One line each; who was ticked off stays so."""
        absent = {line.member.id for line in self._lines if not line.present.isChecked()}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.GRID, 0)
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(theme.GRID // 2)
        self._lines = [
            self._line(grid, at, member, member.id not in absent, inside) for at, member in enumerate(members)
        ]
        grid.setRowStretch(2 * len(members), 1)
        grid.setColumnStretch(0, 1)
        self.setWidget(inside)
        self._tell()

    def tick(self, present: Mapping[int, bool]) -> None:
        """Show who was there, or answered, as the register has it."""
        for line in self._lines:
            line.present.setChecked(present.get(line.member.id, False))

    def set_writing(self, writing: bool) -> None:
        """In a round of written opinions a tick means that the opinion came back."""
        self._writing = writing
        self._tell()

    @property
    def members(self) -> int:
        """How many there are."""
        return len(self._lines)

    @property
    def present(self) -> dict[int, bool]:
        """By member id whether he or she was there, or answered."""
        return {line.member.id: line.present.isChecked() for line in self._lines}

    @property
    def reasons(self) -> dict[int, str]:
        """By member id why absent."""
        return {
            line.member.id: clean(line.reason.text()) for line in self._lines if not line.present.isChecked()
        }

    def written(self, day: dt.date) -> dict[int, dt.date | None]:
        """Absent members whose opinion came in writing, with the day."""
        return {line.member.id: day for line in self._lines if self._answers(line)}

    @property
    def taking_part(self) -> int:
        """How many votes there are: those present, and those who answered in writing."""
        return sum(line.present.isChecked() or self._answers(line) for line in self._lines)

    def _answers(self, line: _Line) -> bool:
        return not self._writing and not line.present.isChecked() and line.written.isChecked()

    def _line(self, grid: QGridLayout, at: int, member: Member, present: bool, parent: QWidget) -> _Line:
        box = QCheckBox(f"{member.name} – {member.shown_role}", parent)
        box.setObjectName(f"present{at + 1}")
        box.setChecked(present)
        reason = QLineEdit(parent)
        reason.setObjectName(f"reason{at + 1}")
        reason.setPlaceholderText("lý do vắng")
        reason.setAccessibleName(f"Lý do vắng của {member.name}")
        written = QCheckBox("ý kiến bằng văn bản", parent)
        written.setObjectName(f"written{at + 1}")
        written.setToolTip("Vắng mặt, đã có ý kiến bằng văn bản: tính vào số phiếu, không tính vào số có mặt")
        written.setAccessibleName(f"{member.name} cho ý kiến bằng văn bản")
        for check in (box, written):
            check.toggled.connect(self._tell)
        grid.addWidget(box, 2 * at, 0, 1, 2)
        grid.addWidget(reason, 2 * at + 1, 0)
        grid.addWidget(written, 2 * at + 1, 1)
        return _Line(member, box, reason, written)

    def _tell(self, _on: bool = True) -> None:
        for line in self._lines:
            line.reason.setHidden(line.present.isChecked() or self._writing)
            line.written.setHidden(line.present.isChecked() or self._writing)
        self.changed.emit()
