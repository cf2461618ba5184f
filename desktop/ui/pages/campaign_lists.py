"""The tabs of a drive that are lists: milestones, requirements, award lines, tasks, duties, papers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from db import board, campaigns, milestones, targets
from db.sqlite import Connection
from desktop.ui.dialogs import campaign_parts as dialogs
from desktop.ui.dialogs import files
from desktop.ui.dialogs.milestone import milestone_dialog, requirement_dialog
from desktop.ui.dialogs.obligation import ReceiptDialog
from desktop.ui.models import campaign as columns
from desktop.ui.operations import campaigns as operations
from desktop.ui.pages.campaign_parts import Command, ListPart


class MilestonesPart(ListPart):
    """Mốc thời hạn, with the sentence each of them comes from."""

    word = "Mốc thời hạn"
    name = "milestones"
    columns = columns.MILESTONES
    empty = "Phong trào chưa có mốc thời hạn nào; thêm mốc để giao việc cho các đơn vị."
    has_quote = True

    def commands(self) -> Sequence[Command]:
        """Add, change, remove."""
        return (
            Command("add", "Thê&m mốc…", self.add, "plus", needs_row=False),
            Command("edit", "&Sửa…", self.open_row, "pencil"),
            Command("remove", "&Xóa", self.remove, "trash-2"),
        )

    def read(self, con: Connection) -> Sequence[Any]:
        """Milestones by day."""
        return milestones.list_milestones(con, self.campaign_id)

    def quote_of(self, row: Any) -> str:
        """Section and sentence; who confirmed a milestone typed by hand."""
        section = f"Mục {row.section}\n" if row.section else ""
        who = f"\n\nAi phải làm: {row.who}" if row.who else ""
        return f"{section}{row.quote or 'Ghi tay, không có câu trong kế hoạch.'}{who}"

    def add(self) -> None:
        """Add a milestone."""
        milestone_dialog(self.session, self.campaign_id, None, self).open()

    def open_row(self) -> None:
        """Change the current milestone."""
        if (row := self.current()) is not None:
            milestone_dialog(self.session, self.campaign_id, row, self).open()

    def remove(self) -> None:
        """Take the current milestone out, with what units owe because of it."""
        if (row := self.current()) is not None:
            self.session.run(operations.remove_milestone(row.id, row.what))


class RequirementsPart(ListPart):
    """Yêu cầu đăng ký."""

    word = "Yêu cầu đăng ký"
    name = "requirements"
    columns = columns.REQUIREMENTS
    empty = "Phong trào không yêu cầu đăng ký mô hình, công trình."
    has_quote = True

    def commands(self) -> Sequence[Command]:
        """Add and change; a requirement units have answered to is not taken out."""
        return (
            Command("add", "Thê&m yêu cầu…", self.add, "plus", needs_row=False),
            Command("edit", "&Sửa…", self.open_row, "pencil"),
        )

    def read(self, con: Connection) -> Sequence[Any]:
        """Requirements with the day they are due."""
        return milestones.requirements(con, self.campaign_id)

    def quote_of(self, row: Any) -> str:
        """The sentence, whom it names, and what was doubtful in it."""
        parts = (
            row.quote or "Ghi tay, không có câu trong kế hoạch.",
            f"Đơn vị được nêu: {row.who}" if row.who else "",
            f"Cần xem lại: {row.ambiguity}" if row.ambiguity else "",
        )
        return "\n\n".join(part for part in parts if part)

    def add(self) -> None:
        """Add a requirement."""
        requirement_dialog(self.session, self.campaign_id, None, self).open()

    def open_row(self) -> None:
        """Change the current requirement."""
        if (row := self.current()) is not None:
            requirement_dialog(self.session, self.campaign_id, row, self).open()


class AwardsPart(ListPart):
    """Khen thưởng: the award lines with their windows and quotas."""

    word = "Khen thưởng"
    name = "awardLines"
    columns = columns.AWARDS
    empty = "Phong trào chưa có dòng khen thưởng nào; thêm hình thức, số lượng và khoảng năm xét thành tích."
    has_quote = True

    def commands(self) -> Sequence[Command]:
        """Add, change, remove."""
        return (
            Command("add", "Thê&m dòng khen…", self.add, "plus", needs_row=False),
            Command("edit", "&Sửa…", self.open_row, "pencil"),
            Command("remove", "&Xóa", self.remove, "trash-2"),
        )

    def read(self, con: Connection) -> Sequence[Any]:
        """Award lines in order."""
        return campaigns.awards(con, self.campaign_id)

    def quote_of(self, row: Any) -> str:
        """The sentence, who decides, and the criteria."""
        parts = (
            row.quote or "Ghi tay, không có câu trong kế hoạch.",
            f"Người quyết định: {row.authority}" if row.authority else "",
            f"Tiêu chuẩn: {row.criteria}" if row.criteria else "",
        )
        return "\n\n".join(part for part in parts if part)

    def add(self) -> None:
        """Add an award line."""
        dialogs.award_dialog(self.session, self.campaign_id, None, self).open()

    def open_row(self) -> None:
        """Change the current award line."""
        if (row := self.current()) is not None:
            dialogs.award_dialog(self.session, self.campaign_id, row, self).open()

    def remove(self) -> None:
        """Take the current award line out."""
        if (row := self.current()) is not None:
            self.session.run(operations.remove_award(row.id, row.form_name))


class TasksPart(ListPart):
    """Nhiệm vụ: who does what, done or not."""

    word = "Nhiệm vụ"
    name = "tasks"
    columns = columns.TASKS
    empty = "Phong trào chưa có nhiệm vụ nào được phân công."
    has_quote = True

    def commands(self) -> Sequence[Command]:
        """Add, done or not."""
        return (
            Command("add", "Thê&m nhiệm vụ…", self.add, "plus", needs_row=False),
            Command("done", "Đánh &dấu xong, chưa xong", self.open_row, "check"),
        )

    def read(self, con: Connection) -> Sequence[Any]:
        """Tasks in the order of the plan."""
        return targets.list_tasks(con, self.campaign_id)

    def quote_of(self, row: Any) -> str:
        """Section and sentence."""
        section = f"Mục {row.section}\n" if row.section else ""
        return f"{section}{row.quote or row.what}"

    def add(self) -> None:
        """Add a task."""
        dialogs.task_dialog(self.session, self.campaign_id, self).open()

    def open_row(self) -> None:
        """Done on the day looked at, or open again."""
        if (row := self.current()) is not None:
            day = None if row.done_date else self.session.as_of
            self.session.run(operations.set_task_done(row.id, day, row.what))


class DutiesPart(ListPart):
    """Báo cáo phải nộp: what units owe us, we owe the superior, and work inside the office."""

    word = "Báo cáo phải nộp"
    name = "duties"
    columns = columns.DUTIES
    empty = "Phong trào không có báo cáo, kế hoạch hay hồ sơ nào phải nộp."

    def commands(self) -> Sequence[Command]:
        """Record a receipt."""
        return (Command("receive", "&Ghi nhận đã nộp…", self.open_row, "check"),)

    def extras(self) -> Sequence[QWidget]:
        """Only what is still owed, with its count."""
        self.missing_box = QCheckBox("Chỉ việc còn thiế&u", self)
        self.missing_box.setObjectName("dutiesMissing")
        self.missing_box.clicked.connect(self._again)
        return (self.missing_box,)

    def _again(self) -> None:
        if self.campaign is not None:
            self.show_drive(self.campaign)

    def read(self, con: Connection) -> Sequence[Any]:
        """Everything but registrations, by day due."""
        found = board.duties(con, self.session.as_of, campaign_id=self.campaign_id)
        owed = sorted((cell for cell in found if cell.kind != "registration"), key=_by_day)
        missing = [cell for cell in owed if not cell.status.state.settled]
        self.missing_box.setText(f"Chỉ việc còn thiế&u ({len(missing)}/{len(owed)})")
        return missing if self.missing_box.isChecked() else owed

    def row_id(self, row: Any) -> int:
        """A duty is named by its obligation."""
        return columns.duty_id(row)

    def open_row(self) -> None:
        """Record that the current duty was handed in."""
        if (row := self.current()) is not None:
            ReceiptDialog(self.session, row, self).open()


def _by_day(cell: board.Cell) -> tuple[bool, object]:
    due = cell.status.due
    return due is None, due.isoformat() if due else ""


class DocumentsPart(ListPart):
    """Văn bản: the papers of the drive, each opened as it came."""

    word = "Văn bản"
    name = "documents"
    columns = columns.DOCUMENTS
    empty = "Phong trào chưa có văn bản nào; thêm văn bản phát động, hướng dẫn, gia hạn."

    def commands(self) -> Sequence[Command]:
        """Open, add, attach a file."""
        return (
            Command("add", "Thê&m văn bản…", self.add, "plus", needs_row=False),
            Command("open", "Mở văn &bản", self.open_row, "folder-open"),
            Command("attach", "Đính &kèm tệp…", self.attach, "paperclip"),
        )

    def read(self, con: Connection) -> Sequence[Any]:
        """Papers in the order they were recorded."""
        return campaigns.documents(con, self.campaign_id)

    def add(self) -> None:
        """Record a paper."""
        dialogs.document_dialog(self.session, self.campaign_id, self).open()

    def open_row(self) -> None:
        """Show the current paper's file or text with the program the system has for it."""
        row = self.current()
        if row is None:
            return
        if row.attachment_id is None:
            self.session.tell("Văn bản này chưa có tệp; hãy đính kèm tệp rồi mở.")
            return
        files.open_attachment(self.session, row.attachment_id)

    def attach(self) -> None:
        """Choose the file of the current paper."""
        if self.current() is not None:
            files.choose_source(self, "Đính kèm tệp vào văn bản", files.ANY, self.attach_file)

    def attach_file(self, path: str) -> None:
        """Keep a file with the current paper."""
        if (row := self.current()) is not None:
            self.session.run(operations.attach_to_document(row.id, Path(path)))
