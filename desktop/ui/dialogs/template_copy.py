"""A template of the office's own out of another one: only its name is asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from db import certificate_templates
from db.vietnamese.text import fold
from desktop.ui.dialogs.form_dialog import FormDialog
from desktop.ui.operations import templates as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field


def free_name(title: str, taken: Collection[str]) -> str:
    """A template's name out of its title, as the register keeps it: "Giấy khen A4" → "giay-khen-a4"."""
    wanted = "-".join(re.findall(r"[a-z0-9]+", fold(title))) or "mau"
    name, at = wanted, 2
    while name in taken:
        name, at = f"{wanted}-{at}", at + 1
    return name


class TemplateCopyDialog(FormDialog):
    """Asks what the new template is called; ``new_name`` is the name it is kept under."""

    def __init__(self, session: Session, body: Mapping[str, Any], parent: QWidget | None = None) -> None:
        from desktop.documents import template

        self._body = dict(body)
        self._shipped = template.template_names()
        own = certificate_templates.list_own(session.con)
        self._names = {*self._shipped, *(one.name for one in own)}
        self._titles = {fold(str(one.body.get("title", ""))) for one in own}
        fields = (Field("title", "&Tên mẫu mới", required=True, check=self._check),)
        shipped = body["name"] in self._shipped
        proposed = f"{body['title']} của cơ quan" if shipped else f"{body['title']} (bản sao)"
        super().__init__(
            session,
            "Sao thành mẫu của cơ quan",
            fields,
            {"title": proposed},
            prefix="templateCopy",
            accept_word="&Sao mẫu",
            parent=parent,
        )
        self.new_name = ""

    def _check(self, title: str) -> str:
        return "Đã có mẫu mang tên này; hãy đặt tên khác." if fold(title) in self._titles else ""

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Keep the body under its new name."""
        self.new_name = free_name(values["title"], self._names)
        return operations.save(
            self.new_name, {**self._body, "title": values["title"], "version": 1}, self._shipped
        )
