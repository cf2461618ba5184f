"""The evidence of the chosen nominee, and what the register proposes as such."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from db.dossiers import Evidence
from db.evidence_proposals import GivenAward
from desktop.ui import theme
from desktop.ui.models.nominations import EVIDENCE_COLUMNS
from desktop.ui.models.table import RowsModel
from desktop.ui.pages.awards_parts import named_button, tab_column, word_label
from desktop.ui.widgets.data_table import DataTable


class EvidenceTab(QWidget):
    """Shows evidence and asks what to do with it."""

    add_asked = Signal()
    edit_asked = Signal(object)
    attach_asked = Signal(object)
    open_asked = Signal(object)
    check_asked = Signal(object)
    remove_asked = Signal(object)
    accept_asked = Signal(object)
    """Awards of the register (a tuple) to be taken over as evidence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[Evidence] = RowsModel(EVIDENCE_COLUMNS, row_id=lambda e: e.id, parent=self)
        self._proposed: tuple[GivenAward, ...] = ()
        column = tab_column(self)
        self.table = DataTable(self.model, self)
        self.table.setObjectName("evidenceTable")
        self.table.setAccessibleName("Minh chứng")
        self.table.set_empty("Chưa có minh chứng nào.", "Thêm minh chứng")
        self.table.empty_pressed.connect(self.add_asked)
        self.table.activated_row.connect(self._edit_row)
        self.table.current_row_changed.connect(self._show_buttons)
        column.addWidget(self.table, 1)
        column.addWidget(self._proposals())
        column.addLayout(self._button_grid())

    def _proposals(self) -> QWidget:
        """In the register, inside the window, and no evidence yet: offered in one line."""
        self._offer = QWidget(self)
        row = QHBoxLayout(self._offer)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        self._offer_words = word_label(name="evidenceProposed")
        row.addWidget(self._offer_words, 1)
        take = named_button("&Nhận", "evidenceAccept", self._accept, "Nhận làm minh chứng, đã kiểm tra")
        row.addWidget(take)
        return self._offer

    def _button_grid(self) -> QGridLayout:
        buttons = QGridLayout()
        buttons.setSpacing(theme.GRID)
        self._buttons: list[QPushButton] = []
        buttons.addWidget(named_button("Thê&m", "evidenceAdd", self.add_asked.emit), 0, 0)
        asked: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("&Sửa", "evidenceEdit", self._edit),
            ("Đã &kiểm tra", "evidenceCheck", self._check),
            ("Đính tệp", "evidenceAttach", self._attach),
            ("Mở tệp", "evidenceOpen", self._open),
            ("&Bỏ", "evidenceRemove", self._remove),
        )
        for at, (word, name, slot) in enumerate(asked, start=1):
            made = named_button(word, name, slot)
            self._buttons.append(made)
            buttons.addWidget(made, at // 3, at % 3)
        return buttons

    def show_pieces(self, pieces: Sequence[Evidence], proposed: Sequence[GivenAward]) -> None:
        """Show the evidence, and what of the register could be taken over."""
        self.model.set_rows(pieces)
        self._proposed = tuple(proposed)
        told = "; ".join(one.shown for one in proposed)
        self._offer_words.setText(f"Trong Sổ khen thưởng: {told}")
        self._offer.setVisible(bool(proposed))
        if self.table.current_row() < 0 and pieces:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_buttons()

    def chosen(self) -> Evidence | None:
        """The piece of evidence the keys stand on."""
        at = self.table.current_row()
        return self.model.row(at) if at >= 0 else None

    def _show_buttons(self, _row: int = -1) -> None:
        piece = self.chosen()
        for one in self._buttons:
            one.setEnabled(piece is not None)
            if one.objectName() == "evidenceCheck":
                one.setText("Bỏ &kiểm tra" if piece and piece.checked else "Đã &kiểm tra")
            if one.objectName() == "evidenceOpen":
                one.setEnabled(piece is not None and piece.attachment_id is not None)

    def _edit_row(self, row: int) -> None:
        self.edit_asked.emit(self.model.row(row))

    def _edit(self) -> None:
        self._ask(self.edit_asked.emit)

    def _check(self) -> None:
        self._ask(self.check_asked.emit)

    def _attach(self) -> None:
        self._ask(self.attach_asked.emit)

    def _open(self) -> None:
        self._ask(self.open_asked.emit)

    def _remove(self) -> None:
        self._ask(self.remove_asked.emit)

    def _accept(self) -> None:
        self.accept_asked.emit(self._proposed)

    def _ask(self, emit: Callable[[Evidence], object]) -> None:
        piece = self.chosen()
        if piece is not None:
            emit(piece)
