"""Sheets on their way to the printer: how far it is, "Tờ tiếp", a spoiled sheet, a nudge, "Dừng"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.documents.print_job import Shift
from desktop.ui import theme
from desktop.ui.widgets.buttons import icon_button, plain_button, primary_button
from desktop.ui.widgets.count_field import CountField

NUDGE_MM: Final = 0.5
_COUNT_POINTS: Final = 24
_LABEL_INDENT: Final = 2
#: Icon, words, key, and the step to the right and down.
_NUDGES: Final = (
    ("arrow-left", "Nhích chữ sang trái 0,5 mm (Ctrl+←)", "Ctrl+Left", -NUDGE_MM, 0.0),
    ("arrow-right", "Nhích chữ sang phải 0,5 mm (Ctrl+→)", "Ctrl+Right", NUDGE_MM, 0.0),
    ("arrow-up", "Nhích chữ lên 0,5 mm (Ctrl+↑)", "Ctrl+Up", 0.0, -NUDGE_MM),
    ("arrow-down", "Nhích chữ xuống 0,5 mm (Ctrl+↓)", "Ctrl+Down", 0.0, NUDGE_MM),
)
_SKEW: Final = "Chữ in lệch? Nhích 0,5 mm:"


class FeedPanel(QWidget):
    """What the officer sees and presses while sheets go out.

    ``next_asked``: the next sheet may go; ``spoiled`` carries a sheet's number and the reason; ``nudged`` mm to the
    right and down; ``stop_asked``: no more sheets.
    """

    next_asked = Signal()
    spoiled = Signal(int, str)
    nudged = Signal(float, float)
    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID)
        self._add_count()
        self._add_next()
        self._add_spoiling()
        self._add_nudge()
        self._column.addStretch(1)
        self._add_foot()
        # From anywhere in the dialog: hands full of paper find no button.
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self)
        space.setAutoRepeat(False)
        space.activated.connect(self._space)

    # ------------------------------------------------------------ building

    def _add_count(self) -> None:
        self._count = QLabel(self)
        self._count.setObjectName("feedCount")
        self._count.setFont(theme.font(_COUNT_POINTS, QFont.Weight.DemiBold))
        # By itself a label stands in by half a letter, which large ones show.
        self._count.setIndent(_LABEL_INDENT)
        self._name = QLabel(self)
        self._name.setObjectName("feedName")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("feedBar")
        self._bar.setTextVisible(False)
        self._state = QLabel(self)
        self._state.setObjectName("feedState")
        self._state.setWordWrap(True)
        for widget in (self._count, self._name, self._bar, self._state):
            self._column.addWidget(widget)

    def _add_next(self) -> None:
        self.next_button = primary_button("Tờ t&iếp", "printer", self)
        self.next_button.setObjectName("feedNext")
        self.next_button.setToolTip("In tờ tiếp theo (phím cách)")
        self.next_button.setAutoDefault(True)
        self.next_button.clicked.connect(self.ask_next)
        self._column.addWidget(self.next_button)

    def _add_spoiling(self) -> None:
        self._spoil = plain_button("Tờ vừa &rồi hỏng…", "triangle-alert", self)
        self._spoil.setObjectName("feedSpoil")
        self._spoil.setAutoDefault(False)
        self._spoil.clicked.connect(self.ask_reason)
        self._column.addWidget(self._spoil)
        self._reasons = QWidget(self)
        grid = QGridLayout(self._reasons)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GRID)
        self._number = CountField("spoiledNumber", "Tờ số", parent=self._reasons)
        self._reason = QComboBox(self._reasons)
        self._reason.setObjectName("spoiledReason")
        self._reason.setEditable(True)
        self._reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._reason.setCompleter(None)  # type: ignore[arg-type]  # what is typed stays as typed
        typed = self._reason.lineEdit()
        assert typed is not None
        typed.returnPressed.connect(self._spoiled)
        self._again = plain_button("&Ghi hỏng, in lại tờ này", "", self._reasons)
        self._again.setObjectName("spoiledAgain")
        self._again.setAutoDefault(False)
        self._again.clicked.connect(self._spoiled)
        for line, (words, widget) in enumerate((("Tờ &số", self._number), ("&Lý do", self._reason))):
            label = QLabel(words, self._reasons)
            label.setBuddy(widget)
            grid.addWidget(label, line, 0)
            grid.addWidget(widget, line, 1, Qt.AlignmentFlag.AlignLeft if line == 0 else Qt.AlignmentFlag(0))
        grid.addWidget(self._again, 2, 1)
        grid.setColumnStretch(1, 1)
        self._reasons.hide()
        self._column.addWidget(self._reasons)

    def _add_nudge(self) -> None:
        self._nudge = QWidget(self)
        row = QHBoxLayout(self._nudge)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._shift = QLabel("Chữ in lệch?", self._nudge)
        self._shift.setObjectName("feedShift")
        self._shift.setProperty("role", "muted")
        row.addWidget(self._shift, 1)
        for at, (icon, words, key, _dx, _dy) in enumerate(_NUDGES):
            button = icon_button(icon, words, self._nudge)
            button.setObjectName(f"nudge{at}")
            button.clicked.connect(self._nudge_pressed)
            row.addWidget(button)
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setObjectName(f"nudge{at}")
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._nudge_pressed)
        self._column.addWidget(self._nudge)

    def _add_foot(self) -> None:
        self._refusal = QLabel(self)
        self._refusal.setObjectName("feedRefusal")
        self._refusal.setProperty("role", "error")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        self._column.addWidget(self._refusal)
        row = QHBoxLayout()
        row.addStretch(1)
        self._stop = plain_button("&Dừng", "x", self)
        self._stop.setObjectName("feedStop")
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(self._stopped)
        row.addWidget(self._stop)
        self._column.addLayout(row)

    # ------------------------------------------------------------ what is shown

    def begin(self, total: int, *, by_sheet: bool, reasons: Sequence[str]) -> None:
        """A job begins."""
        self._bar.setRange(0, total)
        self._bar.setValue(0)
        for widget in (self.next_button, self._spoil, self._nudge):
            widget.setVisible(by_sheet)
        self._reason.clear()
        self._reason.addItems(list(reasons))
        self._reasons.hide()
        self.show_shift(Shift(), Shift())
        self.refuse("")

    def show_sending(self, number: int, total: int, owner: str, text: str = "") -> None:
        """A sheet is on its way to the printer."""
        self._waiting = False
        self._show(number, total, owner, text or "Đang gửi tới máy in…")
        # "Tờ tiếp" stays enabled: disabled, it would hand the keyboard to "Dừng" under an impatient thumb.
        for widget in (self._spoil, self._nudge):
            widget.setEnabled(False)
        self._stop.setEnabled(True)

    def show_waiting(self, number: int, total: int, owner: str, first: int, following: str) -> None:
        """A sheet was sent; ``first``: the first number that can be spoiled; ``following``: whose sheet is next."""
        self._waiting = True
        self._show(number, total, owner, f"Đặt phôi vào khay, rồi bấm phím cách để in tiếp: {following}")
        self._nudge.setEnabled(True)
        # Before the first sheet of a run nothing can be spoiled or seen to lie wrong.
        self._spoil.setEnabled(first <= number)
        self._number.setRange(first, max(first, number))
        self._number.setValue(number)
        self._stop.setEnabled(True)
        self.next_button.setFocus()

    def _show(self, number: int, total: int, owner: str, state: str) -> None:
        self._count.setText(f"Tờ {number}/{total}")
        self._name.setText(owner)
        self._bar.setValue(number)
        self._state.setText(state)

    def show_shift(self, before: Shift, now: Shift) -> None:
        """Say how far the sheets were moved since the job began."""
        dx, dy = now.dx_mm - before.dx_mm, now.dy_mm - before.dy_mm
        parts = []
        if abs(dx) > 1e-6:
            parts.append(f"{_mm(dx)} mm sang {'phải' if dx > 0 else 'trái'}")
        if abs(dy) > 1e-6:
            parts.append(f"{_mm(dy)} mm {'xuống' if dy > 0 else 'lên'}")
        self._shift.setText(f"Đã nhích {', '.join(parts)}" if parts else _SKEW)

    def refuse(self, sentence: str) -> None:
        """Say what went wrong, or no more."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    # ------------------------------------------------------------ what is pressed

    def ask_next(self) -> None:
        """Let the next sheet go, when the printer waits for it."""
        if self._waiting and self._reasons.isHidden():
            self._waiting = False
            self.refuse("")
            self.next_asked.emit()

    def _space(self) -> None:
        """The space bar: the button that has the keyboard, else the next sheet."""
        focused = self.window().focusWidget()
        if isinstance(focused, QAbstractButton) and focused is not self.next_button:
            focused.click()
        else:
            self.ask_next()

    def ask_reason(self) -> None:
        """Ask why the sheet is spoiled."""
        self._reasons.setVisible(self._reasons.isHidden())
        if not self._reasons.isHidden():
            self._reason.setFocus()

    def _spoiled(self) -> None:
        reason = self._reason.currentText().strip()
        if not reason:
            self.refuse("Tờ hỏng chưa có lý do; hãy chọn hoặc ghi lý do hỏng.")
            return
        self._reasons.hide()
        self.refuse("")
        self._waiting = False
        self._spoil.setEnabled(False)
        self._state.setText("Đang ghi vào sổ…")
        self.spoiled.emit(self._number.value(), reason)

    def _nudge_pressed(self) -> None:
        at = int(self.sender().objectName().removeprefix("nudge"))
        if self._nudge.isEnabled() and not self._nudge.isHidden():
            self.nudged.emit(_NUDGES[at][3], _NUDGES[at][4])

    def _stopped(self) -> None:
        self._waiting = False
        self._stop.setEnabled(False)
        self.stop_asked.emit()


def _mm(value: float) -> str:
    return f"{abs(value):.1f}".replace(".", ",")
