"""Hiệp y with organs concerned and công khai for the people, each with the day it is due and what came back."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from db import inquiries, nominations
from desktop.ui.dialogs.inquiry import InquiryAnswerDialog, InquiryDialog
from desktop.ui.models.dossiers import INQUIRY_COLUMNS, InquiryRow
from desktop.ui.operations import inquiries as operations
from desktop.ui.pages.awards_list import ListView, choose_first, chosen_of
from desktop.ui.session import Session
from desktop.ui.widgets.page_frame import Count

_STANDING: Final = ("draft", "submitted", "appraised", "approved")


class InquiriesView(ListView):
    """Inquiries of the drive, by the day due."""

    title = "Hiệp y, công khai"
    icon = "mail"
    tables = frozenset({"inquiry", "nomination", "subject", "campaign", "award_round", "time_limit"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.frame.set_primary("Hỏi ý kiến, &công khai", "plus").setObjectName("startInquiry")
        self.frame.primary_pressed.connect(self.start)
        self.add_buttons(
            (
                ("Ghi &kết quả", "answerInquiry", self.answer, "Cho các dòng đang chọn"),
                ("&Xóa", "removeInquiry", self.remove, ""),
            )
        )
        self.add_search("Tìm tên, nơi hỏi (không cần dấu)")
        self.model, self.table = self.add_table(
            "inquiries", "Các lần hiệp y, công khai", INQUIRY_COLUMNS, lambda row: row.inquiry.id
        )
        self.table.set_empty(
            "Chưa hiệp y hay công khai lần nào trong phong trào này.", "Hỏi ý kiến, công khai"
        )
        self.table.empty_pressed.connect(self.start)
        self.table.activated_row.connect(self._answer_row)

    def refresh(self) -> None:
        """Read the inquiries of the drive."""
        day = self.session.as_of
        listed = inquiries.list_inquiries(self.session.con, campaign_id=self.session.campaign_id)
        shown = [InquiryRow(one, day) for one in listed if self.matches(one.about, one.place)]
        self.model.set_rows(shown)
        choose_first(self.table)
        late = sum((one.inquiry.days_left(day) or 0) < 0 for one in shown)
        waiting = sum(one.inquiry.result == "waiting" for one in shown)
        counts = [Count(f"{late} lần quá hạn")] if late else []
        self.frame.set_status(f"{len(shown)} lần, {waiting} lần chờ trả lời", counts)

    def start(self) -> None:
        """Open the dialog that begins one."""
        standing = nominations.list_nominations(
            self.session.con, self.session.campaign_id, statuses=_STANDING
        )
        if standing:
            chosen = [n for n in self.chosen() if n.status in _STANDING]
            InquiryDialog(self.session, chosen, standing, self).open()
        else:
            self.session.tell("Phong trào này không còn đề nghị nào đang xét để hiệp y, công khai.")

    def answer(self) -> None:
        """Open the dialog of what came back about the chosen ones."""
        rows = chosen_of(self.model, self.table)
        if rows:
            InquiryAnswerDialog(self.session, [row.inquiry for row in rows], self).open()
        else:
            self.session.tell("Hãy chọn một lần hiệp y hoặc công khai trong danh sách trước.")

    def _answer_row(self, _row: int) -> None:
        self.answer()

    def remove(self) -> None:
        """Take the chosen ones out (undo brings them back)."""
        rows = chosen_of(self.model, self.table)
        if rows:
            self.session.run(operations.remove([row.inquiry.id for row in rows]))
