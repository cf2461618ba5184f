"""The risky sheets of a job, and the words of the one chosen, mended where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QKeyCombination, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db.awards import Award
from db.vietnamese.honorifics import honorifics
from desktop.documents.print_materials import SheetRisk
from desktop.ui import icons, theme
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import link_button, plain_button
from desktop.ui.widgets.form import Field, Form, Kind

_AWARD: Final = Qt.ItemDataRole.UserRole
_FIELDS: Final = (
    Field("honorific", "Danh &xưng", Kind.SUGGEST, choices=tuple((h.text, h.text) for h in honorifics())),
    Field("recipient", "Tê&n"),
    Field("position_unit", "&Chức vụ, đơn vị", Kind.LINES, lines=2),
    Field("citation", "Thành tíc&h", Kind.LINES, lines=3),
)

_ENTERED: Final = "Đã vào sổ khen thưởng: muốn sửa nội dung phải ban hành quyết định điều chỉnh."


class RisksPanel(QWidget):
    """The list and the form. ``looked_at`` carries the place of a sheet, ``mended`` an award's id and facts."""

    looked_at = Signal(int)
    mended = Signal(int, dict)
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._award: Award | None = None
        self._title = QLabel("Đang xem lại các tờ…", self)
        self._title.setObjectName("risksTitle")
        self._title.setFont(theme.section_font())
        self.risks = QListWidget(self)
        self.risks.setObjectName("riskySheets")
        self.risks.setAccessibleName("Các tờ cần xem lại")
        self.risks.setWordWrap(True)
        self.risks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.risks.setMinimumHeight(88)
        self.risks.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self.risks.setSpacing(2)
        self.risks.itemActivated.connect(self._look)
        self.risks.currentItemChanged.connect(self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._title)
        column.addWidget(self.risks, 1)
        column.addWidget(self._mending())
        column.addStretch(0)

    def _mending(self) -> QWidget:
        self._box = QWidget(self)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        self.form = Form(_FIELDS, self._box)
        for field in _FIELDS:
            editor = self.form.editor(field.key)
            (editor.focusProxy() or editor).setObjectName(f"field_{field.key}")
        column.addWidget(self.form)
        self._entered = QLabel(_ENTERED, self._box)
        self._entered.setProperty("role", "muted")
        self._entered.setWordWrap(True)
        column.addWidget(self._entered)
        self._told = QLabel(self._box)
        self._told.setObjectName("mendRefusal")
        self._told.setProperty("role", "error")
        self._told.setWordWrap(True)
        self._told.hide()
        column.addWidget(self._told)
        row = QHBoxLayout()
        self._undo = link_button("Hoàn tác", self._box)
        self._undo.setObjectName("undoMend")
        self._undo.setAutoDefault(False)
        self._undo.clicked.connect(self.undo_asked)
        self._undo.hide()
        self._mend = plain_button("&Sửa", "pencil", self._box)
        self._mend.setObjectName("mend")
        self._mend.setToolTip("Ghi nội dung in đã sửa (Ctrl+Enter)")
        self._mend.setAutoDefault(False)
        self._mend.clicked.connect(self.mend)
        row.addStretch(1)
        row.addWidget(self._undo)
        row.addWidget(self._mend)
        column.addLayout(row)
        # By their codes: in Vietnamese both keys are called Enter, and two shortcuts of one name answer to neither.
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            combination = QKeyCombination(Qt.KeyboardModifier.ControlModifier, key)
            shortcut = QShortcut(QKeySequence(combination), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.mend)
        self._box.hide()
        return self._box

    # ------------------------------------------------------------ the list

    def show_looking(self) -> None:
        """The sheets are being looked through; the list stays until it is known anew."""
        self._title.setText("Đang xem lại các tờ…")

    def show_risks(self, found: Sequence[SheetRisk]) -> None:
        """Show the risky sheets; the keys stay at the same sheet, or at the same place of the list."""
        row, award_id = self.risks.currentRow(), self.current_award()
        self._title.setText(f"Cần xem lại: {len(found)}" if found else "Không có tờ nào đáng ngờ")
        self.risks.blockSignals(True)
        self.risks.clear()
        for one in found:
            item = QListWidgetItem(f"Tờ {one.place + 1}. {one.sentence}", self.risks)
            item.setData(_AWARD, one)
            name, tone = ("circle-alert", Tone.ALARM) if one.stops else ("triangle-alert", Tone.WARNING)
            item.setIcon(icons.icon(name, tone))
            item.setToolTip(one.sentence)
        same = next((at for at, one in enumerate(found) if one.award_id == award_id), row)
        self.risks.setCurrentRow(min(same, len(found) - 1) if row >= 0 else -1)
        self.risks.blockSignals(False)
        self.risks.setVisible(bool(found))

    def awards(self) -> frozenset[int]:
        """Ids of the awards in the list."""
        items = (self.risks.item(at) for at in range(self.risks.count()))
        return frozenset(item.data(_AWARD).award_id for item in items)

    def current_award(self) -> int | None:
        """The award of the risk the keys stand on."""
        item = self.risks.currentItem()
        risk: SheetRisk | None = item.data(_AWARD) if item is not None else None
        return risk.award_id if risk is not None else None

    def _look(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is not None:
            self.looked_at.emit(item.data(_AWARD).place)

    # ------------------------------------------------------------ mending

    def show_words(self, award: Award | None) -> None:
        """Show what a sheet says for mending; None hides the form. What is being typed for it stays."""
        if award == self._award and self.form.is_changed():
            return
        self._award = award
        self._box.setVisible(award is not None)
        self.refuse("")
        if award is None:
            return
        self.form.set_values({field.key: getattr(award, field.key) for field in _FIELDS})
        # Once in the register of awards only a missing honorific may still be filled.
        entered = award.register_number is not None
        for field in _FIELDS:
            self.form.editor(field.key).setEnabled(
                not entered or (field.key == "honorific" and not award.honorific)
            )
        self._entered.setVisible(entered)
        mendable = not entered or not award.honorific
        for widget in (self.form, self._mend):
            widget.setVisible(mendable)

    def mend(self) -> None:
        """Ask to write what differs."""
        if self._award is None:
            return
        typed = {key: value or "" for key, value in self.form.values().items()}
        facts = {key: value for key, value in typed.items() if value != getattr(self._award, key)}
        if facts:
            self.refuse("")
            self._mend.setEnabled(False)
            self.mended.emit(self._award.id, facts)

    def refuse(self, sentence: str) -> None:
        """Say why the register did not take it; what was typed stays."""
        self._mend.setEnabled(True)
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))

    def offer_undo(self, *, on: bool) -> None:
        """Offer to take the last mending back, or no more."""
        self._undo.setVisible(on)
