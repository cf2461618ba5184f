"""Xuất hồ sơ trình: the numbered files of one submission with their list, into a zip or a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QLabel, QWidget

from db import submissions
from db.attachments import safe_name
from db.sqlite import Connection
from db.submissions import Submission
from db.talk import Talk
from db.vietnamese.dates import format_date
from desktop.ui.dialogs import files
from desktop.ui.dialogs.form_dialog import name_editors
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Form, Kind

_INTO: Final = (("zip", "Một tệp nén (*.zip)"), ("folder", "Một thư mục"))
_SUFFIXES: Final = (
    ("both", "Word và PDF"),
    (".pdf", "Chỉ PDF"),
    (".docx", "Chỉ Word"),
)
_TOLD: Final = (
    "Ghi 01_To-trinh, 02_Danh-sach, 03_Bien-ban, báo cáo thành tích của từng tên, giấy tờ khác trong hồ sơ và "
    "00_Muc-luc liệt kê tất cả, để nộp lên hệ thống của tỉnh."
)


class SubmissionFilesDialog(DialogFrame):
    """Chooses a submission of the drive and how its files go out."""

    def __init__(self, session: Session, campaign_id: int, parent: QWidget | None = None) -> None:
        super().__init__("Xuất hồ sơ trình", "&Chọn nơi lưu…", parent, width=640)
        self.setObjectName("submissionFilesDialog")
        self._session = session
        self._asked = {
            one.id: one for one in submissions.list_submissions(session.con, campaign_id=campaign_id)
        }
        fields = (
            Field(
                "submission",
                "&Tờ trình",
                Kind.CHOICE,
                required=True,
                choices=tuple((one.id, _words(one)) for one in self._asked.values()),
                hint="phong trào chưa có tờ trình nào",
            ),
            Field("into", "Ghi &vào", Kind.CHOICE, required=True, choices=_INTO),
            Field("suffixes", "&Dạng tệp", Kind.CHOICE, required=True, choices=_SUFFIXES),
        )
        self.form = Form(fields, self)
        name_editors(self.form, "submissionFiles")
        first = next(iter(self._asked), None)
        self.form.set_values({"submission": first, "into": "zip", "suffixes": "both"})
        self.body.addWidget(self.form)
        told = QLabel(_TOLD, self)
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        self.body.addWidget(told)
        self.form.editor("submission").setFocus()

    def submit(self) -> None:
        """Ask where the files go."""
        if not self.form.validate():
            return
        self.clear_refusal()
        values = self.form.values()
        asked = self._asked[values["submission"]]
        if values["into"] == "folder":
            files.choose_folder(self, "Xuất hồ sơ trình", self.write)
            return
        name = safe_name(f"Hồ sơ trình {asked.number or asked.form_name}".replace("/", "-")) + ".zip"
        files.choose_target(self, "Xuất hồ sơ trình", name, files.ARCHIVE, self.write)

    def write(self, path: str) -> None:
        """Write the files; a refusal stays in the dialog."""
        self.working()
        values, target = self.form.values(), Path(path)
        suffixes = (".docx", ".pdf") if values["suffixes"] == "both" else (values["suffixes"],)
        work = partial(_write, values["submission"], target, suffixes)
        self._session.in_background(work, partial(self._written, target), self.refuse)

    def _written(self, target: Path, count: int) -> None:
        self._session.tell(f"Đã ghi {count} tệp hồ sơ trình vào “{target.name}”.")
        self._session.open_file(target.parent if target.suffix else target)
        self.succeed()


def _words(asked: Submission) -> str:
    day = f" ngày {format_date(asked.day)}" if asked.day else ""
    return f"{asked.shown_kind}: {asked.number or 'chưa có số'}{day}, {asked.form_name}, {asked.items} tên"


def _write(submission_id: int, target: Path, suffixes: tuple[str, ...], con: Connection, talk: Talk) -> int:
    from desktop.documents.submission_files import write_submission

    return len(write_submission(con, submission_id, target, talk, suffixes=suffixes))
