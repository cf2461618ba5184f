"""The fields the office's own Word template may use, kind by kind, and the check that names one that does not exist."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from db.sqlite import Connection
from db.talk import Talk
from desktop.documents.paper_kinds import KINDS
from desktop.ui.dialogs import files
from desktop.ui.dialogs.form_dialog import name_editors
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.models.table import Column, RowsModel
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.finding_list import FindingList
from desktop.ui.widgets.form import Field, Form, Kind

if TYPE_CHECKING:
    from desktop.documents.office_fields import OfficeField

_FIELDS: Final = (
    Field(
        "kind",
        "&Văn bản",
        Kind.CHOICE,
        required=True,
        choices=tuple((kind.key, f"{kind.group}: {kind.title}") for kind in KINDS),
    ),
)


def _columns() -> tuple[Column[OfficeField], ...]:
    return (
        Column("name", "Trường", lambda f: f.name, width=176, bold=True),
        Column("meaning", "Nội dung", lambda f: f.meaning, stretch=True, tooltip=lambda f: f.meaning),
        Column("example", "Ghi trong mẫu", lambda f: f.example, width=288, tooltip=lambda f: f.example),
    )


class PaperFieldsDialog(DialogFrame):
    """Lists the fields; "Kiểm tra mẫu" tries a template and says what is wrong with it."""

    def __init__(self, session: Session, kind: str, parent: QWidget | None = None) -> None:
        super().__init__("Trường của mẫu Word riêng", "&Kiểm tra mẫu…", parent, width=880)
        self.setObjectName("paperFieldsDialog")
        self._session = session
        self.form = Form(_FIELDS, self)
        name_editors(self.form, "fields")
        self.form.set_values({"kind": kind})
        self.form.changed.connect(self._show_fields)
        self.body.addWidget(self.form)
        self.model: RowsModel[OfficeField] = RowsModel(_columns(), row_id=lambda f: f.name, parent=self)
        self.table = DataTable(self.model, self)
        self.table.setObjectName("officeFields")
        self.table.setAccessibleName("Các trường")
        self.table.setMinimumHeight(300)
        self.body.addWidget(self.table, 1)
        told = QLabel(
            "Soạn mẫu bằng Word, ghi trường trong hai dấu ngoặc nhọn; Ctrl+C sao chép dòng đang chọn.", self
        )
        told.setProperty("role", "muted")
        self.body.addWidget(told)
        self.findings = FindingList("templateFindings", "Kết quả kiểm tra mẫu", self)
        self.findings.setFixedHeight(80)
        self.findings.hide()
        self.body.addWidget(self.findings)
        copy = QPushButton("&Sao chép bảng", self)
        copy.setObjectName("copyFields")
        copy.setAutoDefault(False)
        copy.clicked.connect(self.copy)
        self.foot.insertWidget(0, copy)
        self.cancel_button.setText("Đóng")
        self._show_fields()
        self.table.setFocus()

    def _show_fields(self, _key: str = "") -> None:
        from desktop.documents import office_fields

        kind = self.form.values()["kind"]
        self.model.set_rows(office_fields.fields_of(kind) if kind else ())
        self.findings.hide()

    def copy(self) -> None:
        """The whole list on the clipboard."""
        self.table.selectAll()
        self.table.copy()
        self._session.tell("Đã sao chép bảng trường; dán vào Word hoặc Excel.")

    def submit(self) -> None:
        """Ask which template to try."""
        if self.form.validate():
            files.choose_source(self, "Chọn mẫu Word để kiểm tra", files.PAPER[:1], self.check)

    def check(self, path: str) -> None:
        """Try a template and show what is wrong with it."""
        self.working()
        target = Path(path)
        work = partial(_check, self.form.values()["kind"], target)
        self._session.in_background(work, partial(self._show_findings, target), self.refuse)

    def _show_findings(self, target: Path, found: tuple[str, ...]) -> None:
        self.accept_button.setEnabled(True)
        self.findings.show_doubts(found, f"Mẫu “{target.name}” dùng được: mọi trường đều có.")
        self.findings.show()


def _check(kind: str, template: Path, _con: Connection, _talk: Talk) -> tuple[str, ...]:
    from desktop.documents import office_fields

    return office_fields.check_template(kind, template)
