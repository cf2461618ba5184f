"""Correcting how the columns of a sheet are understood: heading, first values and the field each goes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from desktop.exchange.mapping import ColumnView

SKIPPED: Final = "Bỏ qua"
_HEIGHT: Final = 164
_ACROSS: Final = 2
_MOST: Final = 80
"""Columns offered for correction; a sheet with more has them far from any table."""
_SAMPLE_WIDTH: Final = 350
_BOX_WIDTH: Final = 200


class ColumnsPanel(QFrame):
    """``field_chosen`` carries a column (from zero) and the field it goes to, empty for none."""

    field_chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = QLabel("Mỗi cột của tệp ghi vào mục nào của sổ; sửa xong bảng được đọc lại ngay.", self)
        self._told.setProperty("role", "muted")
        self._told.setWordWrap(True)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._boxes: list[ChoiceBox] = []
        self._shown: tuple[tuple[ColumnView, ...], tuple[str, ...]] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._told)
        column.addWidget(self._area, 1)

    def show_columns(self, views: Sequence[ColumnView], fields: Mapping[str, str]) -> None:
        """Show the columns of a sheet; the keyboard stays on the column it stood on."""
        filled = tuple(view for view in views if view.heading or view.samples)[:_MOST]
        names = tuple(fields)
        if self._shown is not None and _places(self._shown[0]) == _places(filled) and self._shown[1] == names:
            for box, view in zip(self._boxes, filled, strict=True):
                box.setCurrentIndex(max(0, box.findData(view.field)))
        else:
            self._build(filled, fields)
        self._shown = (filled, names)

    def _build(self, views: tuple[ColumnView, ...], fields: Mapping[str, str]) -> None:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, theme.GRID, 0)
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(theme.GRID // 2)
        self._boxes = []
        lines = -(-len(views) // _ACROSS)
        for number, view in enumerate(views):
            # Down the left half, then down the right one, as the keys go.
            half, line = divmod(number, lines)
            grid.addWidget(_letter(view), line, 3 * half, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_words(view), line, 3 * half + 1)
            box = self._box(view, fields)
            grid.addWidget(box, line, 3 * half + 2, Qt.AlignmentFlag.AlignTop)
            self._boxes.append(box)
        for half in range(_ACROSS):
            grid.setColumnStretch(3 * half + 1, 1)
        grid.setRowStretch(lines, 1)
        self._area.setWidget(inner)
        self._area.setFixedHeight(min(_HEIGHT, inner.sizeHint().height()))

    def _box(self, view: ColumnView, fields: Mapping[str, str]) -> ChoiceBox:
        box = ChoiceBox()
        box.setObjectName(f"field_{view.letter}")
        box.setAccessibleName(f"Cột {view.letter} {view.heading} ghi vào mục")
        box.setFixedWidth(_BOX_WIDTH)
        box.addItem(SKIPPED, None)
        for field, label in fields.items():
            box.addItem(label, field)
        box.setCurrentIndex(max(0, box.findData(view.field)))
        box.setProperty("column", view.index)
        box.activated.connect(self._choose)
        return box

    def _choose(self, _at: int) -> None:
        box = self.sender()
        assert isinstance(box, ChoiceBox)
        self.field_chosen.emit(box.property("column"), box.currentData() or "")

    def take_keyboard(self) -> None:
        """Put the keyboard on the first column."""
        if self._boxes:
            self._boxes[0].setFocus()


def _places(views: Sequence[ColumnView]) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(view.index, view.heading, view.samples) for view in views]


def _letter(view: ColumnView) -> QLabel:
    made = QLabel(view.letter)
    made.setFont(theme.section_font())
    made.setFixedWidth(28)
    return made


def _words(view: ColumnView) -> QLabel:
    """Heading and first values, each on a line of its own, shortened where it must."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.table_font())
    samples = "; ".join(view.samples)
    metrics = made.fontMetrics()
    lines = [
        metrics.elidedText(one.replace("\n", " "), Qt.TextElideMode.ElideRight, _SAMPLE_WIDTH)
        for one in (view.heading or "(không có tiêu đề)", samples)
        if one
    ]
    made.setText("\n".join(lines))
    made.setToolTip("\n".join(part for part in (view.heading, *view.samples) if part))
    return made
