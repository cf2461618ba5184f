"""The first-run page: who keeps the register, who signs, where the register lies; with a paper beside the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db import organizations
from db.errors import Refused
from db.store import SUFFIX
from desktop.ui import theme
from desktop.ui.dialogs.form_dialog import name_editors
from desktop.ui.operations import office as operations
from desktop.ui.pages import office_form
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button, primary_button
from desktop.ui.widgets.form import Field, Form, Kind
from desktop.ui.widgets.paper_preview import PaperPreview

FILTER = f"Sổ Thi Đua (*{SUFFIX})"
FORM_WIDTH = 480


class FirstRunPage(QWidget):
    """Begins a register. ``session`` is None while the file does not exist yet; ``create`` makes it at a path.

    ``finished`` is emitted once the register knows its office, ``open_requested`` with the path of another
    register, ``restore_requested`` with the path of a backup copy to be put at :attr:`path`.
    """

    finished = Signal()
    open_requested = Signal(object)
    restore_requested = Signal(object)

    def __init__(
        self,
        session: Session | None,
        path: Path,
        create: Callable[[Path], Session] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("firstRun")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._create = create
        self._place_typed = False
        self._level_chosen = False
        self.form = Form(_fields(), self)
        self.form.setObjectName("firstRunForm")
        name_editors(self.form, "office")
        self.form.set_values({"signature_form": "head", "symbol": "UBND", "head_title": "Chủ tịch"})
        self.form.changed.connect(self._on_changed)
        self.preview = PaperPreview(self)
        self.preview.setObjectName("paperPreview")
        self._awarding = QLabel(self)
        self._awarding.setObjectName("awardingTitle")
        self._awarding.setProperty("role", "muted")
        self._awarding.setWordWrap(True)
        self._refusal = QLabel(self)
        self._refusal.setObjectName("refusal")
        self._refusal.setProperty("role", "error")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        self._path = QLineEdit(str(path), self)
        self._path.setObjectName("storePath")
        self._path.setReadOnly(True)
        self._chooser: QFileDialog | None = None
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.submit)
        self._show_preview()

    @property
    def path(self) -> Path:
        """Where the register lies, or will."""
        return Path(self._path.text())

    @property
    def refusal(self) -> str:
        """The sentence of the last refusal."""
        return self._refusal.text()

    def use(self, session: Session) -> None:
        """Fill the first page of another register, which has no office yet either."""
        self._session = session
        self._path.setText(str(session.path))
        self._elsewhere.setEnabled(False)
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Show why it was not taken; what was typed stays."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self._submit.setEnabled(True)

    # ------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        grid = theme.GRID
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4 * grid, 3 * grid, 4 * grid, 2 * grid)
        whole.setSpacing(2 * grid)
        title = QLabel("Lập sổ mới", self)
        title.setProperty("role", "title")
        title.setFont(theme.title_font())
        words = QLabel(
            "Cho biết cơ quan giữ sổ và người ký; các văn bản và Giấy khen sẽ dùng những thông tin này. "
            "Có thể sửa lại ở trang Danh mục.",
            self,
        )
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        whole.addWidget(title)
        whole.addWidget(words)
        middle = QHBoxLayout()
        middle.setSpacing(4 * grid)
        middle.addWidget(self._left(), 1)
        right = QVBoxLayout()
        right.setSpacing(grid)
        right.addWidget(self.preview, 1)
        right.addWidget(self._awarding)
        middle.addLayout(right, 1)
        whole.addLayout(middle, 1)
        whole.addWidget(self._refusal)
        whole.addLayout(self._foot())

    def _left(self) -> QScrollArea:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.form)
        label = QLabel("Tệp sổ", inner)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        self._elsewhere = plain_button("Chọn nơ&i khác…", "folder-open", inner)
        self._elsewhere.setObjectName("chooseStorePath")
        self._elsewhere.setEnabled(self._session is None)
        self._elsewhere.clicked.connect(self._choose_path)
        row.addWidget(self._path, 1)
        row.addWidget(self._elsewhere)
        column.addWidget(label)
        column.addLayout(row)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumWidth(FORM_WIDTH)
        scroll.setWidget(inner)
        return scroll

    def _foot(self) -> QHBoxLayout:
        open_other = plain_button("&Mở sổ có sẵn…", "folder-open", self)
        open_other.setObjectName("openStore")
        open_other.clicked.connect(self._choose_store)
        restore = plain_button("Khôi &phục từ bản sao lưu…", "database-backup", self)
        restore.setObjectName("restoreStore")
        restore.clicked.connect(self._choose_backup)
        self._submit = primary_button("&Lập sổ", "check", self)
        self._submit.setObjectName("createStore")
        self._submit.setDefault(True)
        self._submit.setAutoDefault(True)
        self._submit.clicked.connect(self.submit)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(open_other)
        row.addWidget(restore)
        row.addStretch(1)
        row.addWidget(self._submit)
        return row

    # ------------------------------------------------------------ what was typed

    def _on_changed(self, key: str) -> None:
        if key == "place":
            self._place_typed = True
        elif key == "level":
            self._level_chosen = True
        elif key == "name":
            self._suggest()
        self._show_preview()

    def _suggest(self) -> None:
        level, place = organizations.guess(self.form.values()["name"] or "")
        if level is not None and not self._level_chosen:
            self.form.editor("level").set_value(level)  # type: ignore[attr-defined]
        if not self._place_typed:
            self.form.editor("place").set_value(place)  # type: ignore[attr-defined]

    def _show_preview(self) -> None:
        values = self.form.values()
        office, signer = office_form.office_facts(values), office_form.signer_facts(values)
        today = dt.date.today()  # noqa: DTZ011 - the office's calendar day
        self.preview.show_facts(office_form.paper_facts(office, signer, today))
        awarding = office_form.awarding_title(office)
        self._awarding.setText(f"Trên Giấy khen: {awarding}" if awarding else "")

    def submit(self) -> None:
        """Make the file where it is missing, then write office and signer."""
        self.refuse("")
        if not self.form.validate():
            return
        if self._session is None and not self._make():
            return
        assert self._session is not None
        values = self.form.values()
        self._submit.setEnabled(False)
        operation = operations.set_up(office_form.office_facts(values), office_form.signer_facts(values))
        self._session.run(operation, self._done, self.refuse)

    def _make(self) -> bool:
        assert self._create is not None
        try:
            self._session = self._create(self.path)
        except Refused as refusal:
            self.refuse(str(refusal))
            return False
        self._elsewhere.setEnabled(False)
        return True

    def _done(self, _organization_id: int) -> None:
        self.finished.emit()

    # ------------------------------------------------------------ choosing files

    def _choose_path(self) -> None:
        chooser = self._open_chooser("Nơi đặt sổ mới", QFileDialog.FileMode.AnyFile)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(SUFFIX.removeprefix("."))
        chooser.selectFile(str(self.path))
        chooser.fileSelected.connect(self._path.setText)
        chooser.open()

    def _choose_store(self) -> None:
        chooser = self._open_chooser("Mở sổ có sẵn", QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self._request_open)
        chooser.open()

    def _choose_backup(self) -> None:
        chooser = self._open_chooser("Chọn bản sao lưu", QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self._request_restore)
        chooser.open()

    def _open_chooser(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        chooser = QFileDialog(self, title, str(self._nearest_folder()), FILTER)
        chooser.setObjectName("storeChooser")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(mode)
        self._chooser = chooser
        return chooser

    def _nearest_folder(self) -> Path:
        return next((folder for folder in self.path.parents if folder.is_dir()), Path.home())

    def _request_open(self, chosen: str) -> None:
        self.open_requested.emit(Path(chosen))

    def _request_restore(self, chosen: str) -> None:
        self.restore_requested.emit(Path(chosen))


def _fields() -> tuple[Field, ...]:
    return (
        Field("office_heading", "Cơ quan", Kind.HEADING),
        *office_form.OFFICE_FIELDS,
        Field("signer_heading", "Người ký", Kind.HEADING),
        *office_form.SIGNER_FIELDS,
    )
