"""Which form goes out to the units: of what, and one for all of them or one for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from db import units
from desktop.ui.dialogs.form_dialog import name_editors
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Form, Kind

FORM_WORDS: Final = {
    "registrations": "Biểu đăng ký mô hình, công trình",
    "nominations": "Biểu đề nghị khen thưởng và minh chứng theo năm",
    "progress": "Biểu báo cáo tiến độ",
    "targets": "Biểu kết quả chỉ tiêu",
}
SCOPES: Final = {
    "all": "Một biểu chung cho các đơn vị",
    "zip": "Mỗi đơn vị một biểu, gộp trong một tệp nén",
    "folder": "Mỗi đơn vị một biểu, để trong một thư mục",
    "one": "Chỉ một đơn vị",
}


@dataclass(frozen=True, slots=True)
class FormWish:
    """The form that goes out; ``unit`` is a name where it is for one unit alone."""

    kind: str
    scope: str
    unit: str = ""


class FormOutDialog(DialogFrame):
    """``chosen`` carries a :class:`FormWish`; where it is saved is asked afterwards."""

    chosen = Signal(object)

    def __init__(self, session: Session, kind: str, parent: QWidget | None = None) -> None:
        super().__init__("Gửi biểu mẫu cho đơn vị", "&Chọn nơi lưu…", parent, width=600)
        self.setObjectName("formOutDialog")
        listed = units.list_units(session.con, active_on=session.as_of)
        fields = (
            Field("kind", "&Biểu", Kind.CHOICE, required=True, choices=tuple(FORM_WORDS.items())),
            Field("scope", "Gử&i cho", Kind.CHOICE, required=True, choices=tuple(SCOPES.items())),
            Field("unit", "Đơn &vị", Kind.CHOICE, choices=tuple((one.name, one.name) for one in listed)),
        )
        self.form = Form(fields, self)
        self.form.set_values({"kind": kind, "scope": "all"})
        name_editors(self.form, "formOut")
        self.form.changed.connect(self._follow)
        self.body.addWidget(self.form)
        told = QLabel(
            "Biểu điền sẵn những gì sổ đã có và mang mã ẩn của từng dòng: đơn vị sửa, sắp xếp, bỏ bớt dòng rồi gửi "
            "lại thì khi nhập vẫn về đúng chỗ.",
            self,
        )
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        self.body.addWidget(told)
        self.body.addStretch(1)
        self._follow("scope")
        self.form.editor("kind").setFocus()

    def _follow(self, key: str) -> None:
        """A unit is chosen only where the form is for one."""
        if key == "scope":
            self.form.editor("unit").setEnabled(self.form.values()["scope"] == "one")

    def submit(self) -> None:
        """Tell what was chosen."""
        values: Mapping[str, Any] = self.form.values()
        if not self.form.validate():
            return
        alone = values["scope"] == "one"
        if alone and not values["unit"]:
            self.refuse("Hãy chọn đơn vị nhận biểu.")
            self.form.editor("unit").setFocus()
            return
        self.chosen.emit(FormWish(values["kind"], values["scope"], values["unit"] if alone else ""))
        self.succeed()
