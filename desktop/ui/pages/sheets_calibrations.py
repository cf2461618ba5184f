"""Section Hiệu chỉnh máy in: what is corrected for each printer, template and tray, and since when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from db import calibrations
from desktop.documents import calibration, template_list
from desktop.ui import theme
from desktop.ui.dialogs.calibration import CalibrationDialog
from desktop.ui.models.sheets import CALIBRATION_COLUMNS, CalibrationLine, calibration_id
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import calibrations as operations
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import icon_button, plain_button
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.page_frame import Count

_NUDGES: Final = (
    ("arrow-left", "Nhích chữ sang trái 0,5 mm", "nudgeLeft", (-1, 0)),
    ("arrow-right", "Nhích chữ sang phải 0,5 mm", "nudgeRight", (1, 0)),
    ("arrow-up", "Nhích chữ lên 0,5 mm", "nudgeUp", (0, -1)),
    ("arrow-down", "Nhích chữ xuống 0,5 mm", "nudgeDown", (0, 1)),
)


class CalibrationsTab(QWidget):
    """One row a printer × template × tray. ``told``: what the page's frame shows has changed."""

    told = Signal()
    primary: Final = ("&Hiệu chỉnh máy in khác", "ruler")
    can_do_primary: Final = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = RowsModel(CALIBRATION_COLUMNS, row_id=calibration_id, parent=self)
        self._table = DataTable(self._model, self)
        self._table.setObjectName("calibrations")
        self._table.setAccessibleName("Các hiệu chỉnh máy in")
        self._table.set_empty(
            "Chưa hiệu chỉnh máy in nào; in một tờ đo, gõ bốn số, chữ sẽ nằm đúng chỗ trên phôi.",
            "Hiệu chỉnh máy in",
        )
        self._table.empty_pressed.connect(self.do_primary)
        self._table.activated_row.connect(self._again_row)
        self._table.current_row_changed.connect(self._enable)
        self._table.selectionModel().selectionChanged.connect(self._enable)
        delete = QShortcut(QKeySequence("Del"), self._table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.GRID, 0, 0)
        whole.setSpacing(theme.GRID)
        whole.addLayout(self._bar())
        whole.addWidget(self._table, 1)
        self.setFocusProxy(self._table)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID // 2)
        bar.addWidget(QLabel("Nhích chữ trên giấy 0,5 mm:", self))
        self._steps: dict[QObject, tuple[int, int]] = {}
        self._nudges: list[QToolButton] = []
        for icon, tip, name, step in _NUDGES:
            made = icon_button(icon, tip, self)
            made.setObjectName(name)
            made.clicked.connect(self.nudge)
            self._steps[made] = step
            self._nudges.append(made)
            bar.addWidget(made)
        bar.addStretch(1)
        self._again = self._button("Đo &lại", "ruler", "measureAgain", self.measure_again)
        self._remove = self._button("&Bỏ hiệu chỉnh", "trash-2", "removeCalibration", self.remove)
        bar.addWidget(self._again)
        bar.addSpacing(theme.GRID // 2)
        bar.addWidget(self._remove)
        return bar

    def _button(self, text: str, icon: str, name: str, slot: Callable[[], None]) -> QPushButton:
        made = plain_button(text, icon, self)
        made.setObjectName(name)
        made.clicked.connect(slot)
        return made

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read the calibrations."""
        titles = template_list.titles(self._session.con)
        listed = calibrations.list_calibrations(self._session.con)
        self._model.set_rows(
            [CalibrationLine(one, titles.get(one.template_name, one.template_name)) for one in listed]
        )
        if listed and self._table.current_row() < 0:
            self._table.choose(listed[0].id)
        self._enable()

    def _chosen(self) -> CalibrationLine | None:
        at = self._table.chosen_rows()
        return self._model.row(at[0]) if len(at) == 1 else None

    def _enable(self, *_ignored: object) -> None:
        for button in (*self._nudges, self._again, self._remove):
            button.setEnabled(self._chosen() is not None)
        self.told.emit()

    def take_search(self) -> None:
        """Give the keyboard to the table, where typing finds a printer."""
        self._table.setFocus()

    @property
    def counts(self) -> tuple[Count, ...]:
        """Numbers that can be opened: none."""
        return ()

    @property
    def status(self) -> str:
        """The line of counts."""
        return f"{len(self._model.rows)} hiệu chỉnh, theo máy in, mẫu hoặc phôi và khay giấy"

    # ------------------------------------------------------------ doing

    def do_primary(self) -> None:
        """Calibrate a printer, template and tray to be chosen."""
        CalibrationDialog(self._session, parent=self.window()).open()

    def measure_again(self) -> None:
        """Calibrate the chosen one anew."""
        line = self._chosen()
        if line is not None:
            known = line.known
            dialog = CalibrationDialog(
                self._session, known.printer, known.template_name, known.tray, self.window()
            )
            dialog.open()

    def _again_row(self, _at: int) -> None:
        self.measure_again()

    def nudge(self) -> None:
        """Move what the chosen printer prints by half a millimetre."""
        line = self._chosen()
        if line is None:
            return
        right, down = self._steps[self.sender()]
        known, step = line.known, calibration.NUDGE_UM
        self._session.run(
            operations.nudge(
                known.printer,
                known.template_name,
                known.tray,
                right * step,
                down * step,
                self._session.as_of,
            )
        )

    def remove(self) -> None:
        """Forget the chosen calibration."""
        line = self._chosen()
        if line is not None:
            known = line.known
            self._session.run(operations.remove(known.printer, known.template_name, known.tray))
