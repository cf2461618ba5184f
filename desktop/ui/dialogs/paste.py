"""What was pasted or received from Excel, held against the register before anything of it is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QStyleOptionViewItem, QWidget

from db.sqlite import Connection
from db.talk import Talk
from desktop.ui import icons, theme
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.models.incoming import STATUS_WORDS, TICKABLE, IncomingModel, changes_of, problems_of
from desktop.ui.models.table import Index
from desktop.ui.operations import imports as operations
from desktop.ui.session import Session
from desktop.ui.widgets.cells import CellDelegate
from desktop.ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from desktop.exchange.preview import Preview

_TITLES: Final = {
    "units": "Nhận đơn vị từ Excel",
    "registrations": "Nhận đăng ký từ Excel",
    "nominations": "Nhận đề nghị khen thưởng từ Excel",
}
_BOX: Final = 16
_SIZE: Final = (1220, 600)


class TickDelegate(CellDelegate):
    """Draws a tick box in the middle of its cell; nothing where the row cannot be ticked."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground and box."""
        self.paint_ground(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        of: Any = option
        centre = QRectF(of.rect).center()
        box = QRectF(centre.x() - _BOX / 2 + 0.5, centre.y() - _BOX / 2 + 0.5, _BOX - 1, _BOX - 1)
        on = Qt.CheckState(state) == Qt.CheckState.Checked
        ground = theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ground.accent if on else ground.edge)))
        painter.setBrush(QColor(ground.accent if on else ground.paper))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            picture = icons.on_accent_icon("check")
            picture.paint(painter, box.toRect().adjusted(1, 1, -1, -1))
        painter.restore()


class TickTable(DataTable):
    """A table whose rows can be ticked: Space for all chosen rows, or a click on the box."""

    ticked = Signal()

    def __init__(self, model: IncomingModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setItemDelegateForColumn(0, TickDelegate(self))
        self.clicked.connect(self._click)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space ticks or unticks the chosen rows as the current one would be."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._tick(self.chosen_rows() or [self.current_row()], self.current_row())
            return
        super().keyPressEvent(event)

    def _click(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._tick([index.row()], index.row())

    def _tick(self, lines: list[int], like: int) -> None:
        model = self.rows_model
        assert isinstance(model, IncomingModel)
        model.set_ticked(lines, not model.is_ticked(like))
        self.ticked.emit()


class PasteDialog(DialogFrame):
    """Rows with status, old → new and problems. ``written`` carries how many rows went into the register."""

    written = Signal(int)

    def __init__(self, session: Session, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(_TITLES[preview.kind], "&Ghi vào sổ", parent)
        self.setObjectName("pasteDialog")
        self._session = session
        self._preview = preview
        self.model = IncomingModel(preview.kind, preview.rows, self)
        self.body.addWidget(QLabel(self._source(), self))
        self._build_boxes()
        self.table = TickTable(self.model, self)
        self.table.setObjectName("incomingRows")
        self.table.setAccessibleName(_TITLES[preview.kind])
        self.table.ticked.connect(self._show_ticks)
        self.table.current_row_changed.connect(self._show_problems)
        self.body.addWidget(self.table, 1)
        self.problems = QLabel(self)
        self.problems.setObjectName("incomingProblems")
        self.problems.setWordWrap(True)
        self.problems.setMinimumHeight(self.problems.fontMetrics().lineSpacing() + theme.GRID)
        self.body.addWidget(self.problems)
        self.count = QLabel(self)
        self.count.setObjectName("incomingCount")
        self.foot.insertWidget(0, self.count)
        self.resize(*_SIZE)
        self._show_ticks()
        self.table.setFocus()

    def _source(self) -> str:
        made = f"“{self._preview.file_name}”, trang “{self._preview.sheet}”"
        source = made if self._preview.file_name else "Vùng đã dán từ Excel"
        mended = f"; đã sửa phông chữ {self._preview.repaired} ô" if self._preview.repaired else ""
        return f"{source}: {len(self._preview.rows)} dòng{mended}. Phím cách đánh dấu hoặc bỏ dấu dòng đang chọn."

    def _build_boxes(self) -> None:
        self._boxes: dict[str, QCheckBox] = {}
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GRID)
        for status, word in STATUS_WORDS.items():
            count = self._preview.counts[status]
            if not count:
                continue
            if status in TICKABLE:
                box = QCheckBox(f"{word} ({count})", self)
                box.setObjectName(f"incoming_{status}")
                box.clicked.connect(self._tick_status)
                self._boxes[status] = box
                row.addWidget(box)
            else:
                row.addWidget(QLabel(f"{word} ({count})", self))
        row.addStretch(1)
        self.body.addLayout(row)

    def _tick_status(self, on: bool) -> None:
        status = self.sender().objectName().removeprefix("incoming_")
        lines = [at for at, row in enumerate(self.model.rows) if row.status == status]
        self.model.set_ticked(lines, on)
        self._show_ticks()

    def _show_ticks(self) -> None:
        ticked = self.model.ticked
        for status, box in self._boxes.items():
            box.setChecked(all(r.cell in ticked for r in self.model.rows if r.status == status))
        self.count.setText(f"Sẽ ghi {len(ticked)}/{len(self.model.rows)} dòng")
        self.accept_button.setEnabled(bool(ticked))

    def _show_problems(self, at: int) -> None:
        row = self.model.row(at) if at >= 0 else None
        said = (changes_of(self._preview.kind, row), problems_of(row)) if row is not None else ()
        self.problems.setText("  ".join(part for part in said if part))

    def submit(self) -> None:
        """Write the ticked rows as one action."""
        if not self.model.ticked:
            return
        ticked = set(self.model.ticked)
        accept = {row.status for row in self._preview.rows if row.cell in ticked}
        self.working()
        self._session.run(operations.write(self._preview, accept, ticked), self._done, self.refuse)

    def _done(self, count: int) -> None:
        self.written.emit(count)
        self.succeed()


class Importer(QObject):
    """Takes in a pasted block or a workbook for a page: reads it aside, then opens the preview.

    ``written`` carries how many rows were written.
    """

    written = Signal(int)

    def __init__(self, session: Session, kind: str, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._kind = kind

    def _owner(self) -> QWidget:
        # Asked for each time: a reference kept here would outlive the page.
        owner = self.parent()
        assert isinstance(owner, QWidget)
        return owner

    def paste(self) -> None:
        """Read the clipboard."""
        self.take_text(QGuiApplication.clipboard().text())

    def take_text(self, text: str) -> None:
        """Read a block of tab-separated lines."""
        work = partial(_read_text, text, self._session.campaign_id, self._kind)
        self._session.in_background(work, self._show)

    def choose_file(self) -> None:
        """Let the officer choose a workbook."""
        chooser = QFileDialog(self._owner(), "Chọn tệp Excel đơn vị gửi về")
        chooser.setObjectName("chooseWorkbook")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters(["Bảng tính (*.xlsx *.xlsm *.xls *.ods *.csv)", "Mọi tệp (*)"])
        chooser.fileSelected.connect(self.take_file)
        chooser.open()

    def take_file(self, path: str) -> None:
        """Read a workbook."""
        work = partial(_read_file, Path(path), self._session.campaign_id, self._kind)
        self._session.in_background(work, self._show)

    def _show(self, preview: Preview) -> None:
        dialog = PasteDialog(self._session, preview, self._owner())
        dialog.written.connect(self.written)
        dialog.open()


def _read_text(text: str, campaign_id: int | None, kind: str, con: Connection, _talk: Talk) -> Preview:
    from desktop.exchange.preview import preview_text

    return preview_text(con, text, campaign_id, kind)


def _read_file(path: Path, campaign_id: int | None, kind: str, con: Connection, _talk: Talk) -> Preview:
    from desktop.exchange.preview import preview_file

    return preview_file(con, path, campaign_id, kind)
