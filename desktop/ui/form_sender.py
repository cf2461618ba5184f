"""Forms that go out to the units, from any page: chosen in a dialog, written aside, shown."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db import campaigns
from db.attachments import safe_name
from db.sqlite import Connection
from db.talk import Talk
from desktop.ui.dialogs import files
from desktop.ui.dialogs.form_out import FormOutDialog, FormWish
from desktop.ui.session import Session

_NAMES = {
    "registrations": "bieu-dang-ky",
    "nominations": "bieu-de-nghi",
    "progress": "bieu-tien-do",
    "targets": "bieu-chi-tieu",
}
_TITLE = "Gửi biểu mẫu"


class FormSender(QObject):
    """Asks for the form and its place, writes it and opens it; ``kind`` is what the page is about."""

    def __init__(self, session: Session, kind: str, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._kind = kind
        self._wish = FormWish(kind, "all")

    def _owner(self) -> QWidget:
        # Asked for each time: a reference kept here would outlive the page.
        owner = self.parent()
        assert isinstance(owner, QWidget)
        return owner

    def ask(self) -> None:
        """Ask which form."""
        if self._session.campaign_id is None:
            self._session.tell("Hãy tạo hoặc chọn phong trào trước khi gửi biểu mẫu.")
            return
        dialog = FormOutDialog(self._session, self._kind, self._owner())
        dialog.chosen.connect(self.ask_target)
        dialog.open()

    def ask_target(self, wish: FormWish) -> None:
        """Ask where it goes."""
        self._wish = wish
        stem = f"{self._code()}-{_NAMES[wish.kind]}"
        if wish.scope == "folder":
            files.choose_folder(self._owner(), _TITLE, self._write)
        elif wish.scope == "zip":
            files.choose_target(self._owner(), _TITLE, f"{stem}.zip", files.ARCHIVE, self._write)
        else:
            name = safe_name(f"{stem} - {wish.unit}.xlsx" if wish.unit else f"{stem}.xlsx")
            files.choose_target(self._owner(), _TITLE, name, files.WORKBOOK, self._write)

    def _write(self, path: str) -> None:
        self.write(self._wish, Path(path))

    def write(self, wish: FormWish, target: Path) -> None:
        """Write the form or forms, with what is known already filled in."""
        assert self._session.campaign_id is not None
        work = partial(_write_form, self._session.campaign_id, wish, target)
        self._session.in_background(work, partial(self._written, target))

    def _code(self) -> str:
        assert self._session.campaign_id is not None
        return campaigns.get_campaign(self._session.con, self._session.campaign_id).code

    def _written(self, target: Path, count: int) -> None:
        how = f"{count} biểu vào “{target.name}”" if count else f"“{target.name}”"
        self._session.tell(f"Đã ghi {how}.")
        self._session.open_file(target)


def _write_form(campaign_id: int, wish: FormWish, target: Path, con: Connection, talk: Talk) -> int:
    """Write; returns how many forms, 0 for one for all."""
    from desktop.exchange import form

    if wish.scope in ("zip", "folder"):
        return len(form.write_forms(con, campaign_id, target, wish.kind, talk=talk))
    talk.progress(0, 1, "Đang ghi biểu")
    form.write_form(con, campaign_id, target, wish.kind, unit_name=wish.unit or None)
    return 0
