"""What a unit registers in the drive looked at: a new registration, and everything done with those it has."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from db import registrations
from db.board import Cell
from db.registrations import Registration
from db.vietnamese.dates import format_date
from desktop.ui import theme
from desktop.ui.dialogs import files
from desktop.ui.dialogs import registration_fields as fields
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.dialogs.record import RecordDialog, Values, named
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import registrations as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.form import Field, Form, Kind

_SIZE: Final = (1120, 660)
_NEW: Final = "Ghi &vào sổ"
_CHANGE: Final = "Lư&u thay đổi"


class RegistrationDialog(DialogFrame):
    """At the left the unit's registrations and what can be done with one, at the right its facts."""

    def __init__(
        self,
        session: Session,
        unit_id: int,
        unit: str,
        cell: Cell | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Đăng ký của {unit}", _NEW, parent)
        self.setObjectName("registrationDialog")
        self._session = session
        self._unit_id = unit_id
        self._unit = unit
        self._editing: Registration | None = None
        campaign_id = session.campaign_id
        assert campaign_id is not None
        self._campaign_id = campaign_id
        if cell is not None:
            due = f", hạn {format_date(cell.status.due)}" if cell.status.due else ""
            self.body.addWidget(QLabel(f"Yêu cầu: {cell.requirement}{due}. {cell.words}.", self))
        parts = QHBoxLayout()
        parts.setSpacing(2 * theme.GRID)
        parts.addLayout(self._build_list(), 9)
        parts.addWidget(self._build_forms(), 11)
        self.body.addLayout(parts, 1)
        session.changed.connect(self._reload)
        self._reload()
        self._start_new()
        self.resize(*_SIZE)

    # ------------------------------------------------------------ building

    def _build_list(self) -> QVBoxLayout:
        self.table = DataTable(RowsModel(fields.COLUMNS, row_id=_row_id, parent=self), self)
        self.table.setObjectName("unitRegistrations")
        self.table.setAccessibleName("Các đăng ký của đơn vị")
        self.table.set_empty("Đơn vị chưa có đăng ký nào trong phong trào này.")
        self.table.activated_row.connect(self._edit)
        self.table.current_row_changed.connect(self._show_current)
        self.facts = QLabel(self)
        self.facts.setObjectName("registrationFacts")
        self.facts.setWordWrap(True)
        self.facts.setProperty("role", "muted")
        column = QVBoxLayout()
        column.addWidget(self.table, 1)
        column.addWidget(self.facts)
        grid = QGridLayout()
        grid.setSpacing(theme.GRID)
        self._buttons: dict[str, QPushButton] = {}
        for at, (name, word, slot) in enumerate(
            (
                ("edit", "Sửa", self._edit_current),
                ("new", "Đăng ký &mới", self._start_new),
                ("progress", "T&iến độ…", self._progress),
                ("attach", "Đính kèm…", self._attach),
                ("open", "Mở tệp kèm", self._open_attached),
                ("return", "T&rả lại…", self._return),
                ("takeBackIn", "Nhận lại", self._take_back_in),
                ("replace", "Tha&y bằng…", self._replace),
                ("remove", "&Xóa", self._remove),
            )
        ):
            button = QPushButton(word, self)
            button.setObjectName(f"registration_{name}")
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            self._buttons[name] = button
            grid.addWidget(button, at // 3, at % 3)
        column.addLayout(grid)
        return column

    def _build_forms(self) -> QWidget:
        self.main = named(Form(fields.MAIN, self))
        self.outcome = named(Form(fields.RESULT, self))
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("registrationTabs")
        for word, form in (("Nội dung đăng ký", self.main), ("Kết quả thực hiện", self.outcome)):
            holder = QScrollArea(self.tabs)
            holder.setWidgetResizable(True)
            form.setContentsMargins(0, theme.GRID, theme.GRID, 0)
            holder.setWidget(form)
            self.tabs.addTab(holder, word)
        return self.tabs

    # ------------------------------------------------------------ reading

    def _reload(self) -> None:
        found = registrations.list_registrations(self._session.con, self._campaign_id, unit_id=self._unit_id)
        self.table.rows_model.set_rows(found)
        self._show_current(self.table.current_row())

    def _current(self) -> Registration | None:
        at = self.table.current_row()
        return self.table.rows_model.row(at) if 0 <= at < self.table.rows_model.rowCount() else None

    def _show_current(self, _at: int) -> None:
        one = self._current()
        for name, button in self._buttons.items():
            if name != "new":
                button.setEnabled(one is not None)
        self._buttons["takeBackIn"].setEnabled(one is not None and one.returned_date is not None)
        held = registrations.attached(self._session.con, one.id) if one is not None else []
        self._buttons["open"].setEnabled(bool(held))
        self._buttons["replace"].setEnabled(one is not None and self.table.rows_model.rowCount() > 1)
        self.facts.setText(self._known(one) if one is not None else "")

    def _known(self, one: Registration) -> str:
        lines = []
        if one.return_reason:
            lines.append(f"Lý do trả lại: {one.return_reason}")
        notes = registrations.progress_notes(self._session.con, one.id)
        lines += [f"{format_date(day)}: {note}" for day, note in notes[-3:]]
        names = [item.name for item in registrations.attached(self._session.con, one.id)]
        if names:
            lines.append(f"Đính kèm: {', '.join(names)}")
        return "\n".join(lines)

    # ------------------------------------------------------------ writing the facts

    def _start_new(self) -> None:
        self._editing = None
        self.accept_button.setText(_NEW)
        self.main.set_values({"kind": "model", "received_date": self._session.as_of, "channel": "letter"})
        self.outcome.set_values({"status": "registered"})
        self.tabs.setCurrentIndex(0)
        self.main.editor("title").setFocus()

    def _edit_current(self) -> None:
        self._edit(self.table.current_row())

    def _edit(self, at: int) -> None:
        one: Registration = self.table.rows_model.row(at)
        self._editing = one
        self.accept_button.setText(_CHANGE)
        values = fields.values_of(one)
        self.main.set_values(values)
        self.outcome.set_values(values)
        self.main.editor("title").setFocus()

    def submit(self) -> None:
        """Write the new registration, or the change."""
        for at, form in enumerate((self.main, self.outcome)):
            if not form.validate():
                self.tabs.setCurrentIndex(at)
                return
        self.working()
        self._session.run(self._operation(), self.succeed, self.refuse)

    def _operation(self) -> StoreOp[Any]:
        facts = fields.facts_of({**self.main.values(), **self.outcome.values()})
        if self._editing is not None:
            return operations.change(self._editing.id, facts, self._unit)
        return operations.register(self._campaign_id, (self._unit_id,), facts, self._unit)

    # ------------------------------------------------------------ what else is done with one

    def _return(self) -> None:
        if one := self._current():
            self._ask("Trả lại đăng ký", fields.RETURN, partial(_return, one.id, self._unit))

    def _progress(self) -> None:
        if one := self._current():
            self._ask("Ghi tiến độ thực hiện", fields.PROGRESS, partial(_progress, one.id, self._unit))

    def _replace(self) -> None:
        if one := self._current():
            others = [(r.id, r.title) for r in self.table.rows_model.rows if r.id != one.id]
            asked = (Field("new_id", "Đăng &ký thay thế", Kind.CHOICE, required=True, choices=tuple(others)),)
            self._ask(f"Thay “{one.title}”", asked, partial(_replace, one.id, self._unit))

    def _ask(self, title: str, asked: tuple[Field, ...], make: Any) -> None:
        RecordDialog(
            self._session, title, asked, make, {"day": self._session.as_of}, self, intro=self._unit
        ).open()

    def _take_back_in(self) -> None:
        if one := self._current():
            self._session.run(operations.take_back_in(one.id, self._unit), None, self.refuse)

    def _remove(self) -> None:
        if one := self._current():
            if self._editing is not None and self._editing.id == one.id:
                self._start_new()
            self._session.run(operations.remove(one.id, self._unit), None, self.refuse)

    def _attach(self) -> None:
        if self._current() is not None:
            files.choose_source(self, "Đính kèm tệp vào đăng ký", files.ANY, self.attach_file)

    def _open_attached(self) -> None:
        if one := self._current():
            for kept in registrations.attached(self._session.con, one.id):
                files.open_attachment(self._session, kept.id)

    def attach_file(self, path: str) -> None:
        """Attach a file to the current registration."""
        if one := self._current():
            self._session.run(operations.attach(one.id, Path(path)), None, self.refuse)


def _row_id(one: Registration) -> int:
    return one.id


def _return(registration_id: int, unit: str, values: Values) -> StoreOp[Any]:
    return operations.return_to_redo(registration_id, values["day"], values["reason"], unit)


def _progress(registration_id: int, unit: str, values: Values) -> StoreOp[Any]:
    return operations.add_progress(registration_id, values["day"], values["note"], unit)


def _replace(registration_id: int, unit: str, values: Values) -> StoreOp[Any]:
    return operations.replace(registration_id, values["new_id"], unit)
