"""Tờ trình: what was sent to whom, when an answer is due, the result name by name, back to our own form."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from db import campaigns, nominations, organizations, routes, submissions
from db.submissions import SubmissionItem
from desktop.ui.dialogs.submission import SubmissionDialog
from desktop.ui.dialogs.submission_files import SubmissionFilesDialog
from desktop.ui.dialogs.submission_post import PostDialog, ResultDialog
from desktop.ui.models.submissions import ITEM_COLUMNS, SUBMISSION_COLUMNS, SubmissionRow
from desktop.ui.operations import submissions as operations
from desktop.ui.pages.awards_list import ListView, choose_first, chosen_of
from desktop.ui.session import Session
from desktop.ui.widgets.page_frame import Count

_CHOOSE: Final = "Hãy chọn một tờ trình trong danh sách trước."
_OWN_FORM: Final = "giay_khen"


class SubmissionsView(ListView):
    """Submissions of the drive above, the names on the chosen one below."""

    title = "Tờ trình"
    icon = "file-text"
    tables = frozenset(
        {"submission", "submission_item", "nomination", "subject", "campaign", "award_form", "organization"}
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.frame.set_primary("&Lập tờ trình", "file-plus").setObjectName("makeSubmission")
        self.frame.primary_pressed.connect(self.submit)
        self.add_buttons(
            (
                ("&Số, ngày gửi…", "submissionPost", self.post, "Số, ngày, ngày gửi, hạn trả lời"),
                ("&Xóa", "removeSubmission", self.remove, "Dự thảo chưa có số, chưa gửi"),
            )
        )
        self.add_papers(
            (
                ("&Tờ trình…", "paperSubmission", self.paper),
                ("&Danh sách trình…", "paperNames", self.name_list),
                ("&Báo cáo tóm tắt thành tích…", "paperSummary", self.summary),
                ("&Xuất hồ sơ trình…", "submissionFiles", self.files),
            )
        )
        self.model, self.table = self.add_table(
            "submissions", "Các tờ trình", SUBMISSION_COLUMNS, lambda row: row.submission.id
        )
        self.table.set_empty("Chưa có tờ trình nào trong phong trào này.", "Lập tờ trình")
        self.table.empty_pressed.connect(self.submit)
        self.table.current_row_changed.connect(self._show_items)
        self.table.activated_row.connect(self._post_row)
        self.item_model, self.item_table = self.add_table(
            "submissionItems",
            "Các tên trong tờ trình",
            ITEM_COLUMNS,
            lambda item: item.id,
            (
                ("Ghi &kết quả…", "submissionResult", self.answer, "Cho các tên đang chọn"),
                (
                    "Về &Giấy khen",
                    "fallBack",
                    self.fall_back,
                    "Tên không được hoặc bị trả lại: đưa về xét Giấy khen của cơ quan",
                ),
            ),
            "Các tên trong tờ trình",
        )
        self.item_table.set_empty("Chọn một tờ trình ở trên để xem các tên.")
        self.share(220, 320)

    def refresh(self) -> None:
        """Read the submissions of the drive."""
        drive, day = self.session.campaign_id, self.session.as_of
        listed = submissions.list_submissions(self.session.con, campaign_id=drive)
        self.model.set_rows([SubmissionRow(one, day) for one in listed])
        choose_first(self.table)
        self._show_items()
        waiting = routes.waiting(self.session.con, day, campaign_id=drive)
        late = sum(bool(one.days_late) for one in waiting)
        counts = [Count(f"{late} tên quá hạn trả lời")] if late else []
        self.frame.set_status(f"{len(listed)} tờ trình; {len(waiting)} tên chờ cấp trên trả lời", counts)

    def _show_items(self, _row: int = -1) -> None:
        rows = chosen_of(self.model, self.table)
        listed = submissions.items(self.session.con, rows[0].submission.id) if rows else []
        self.item_model.set_rows(listed)
        # What comes of the council's own submission is a decision, not an answer.
        own = bool(rows) and rows[0].submission.kind == "council"
        for at, column in enumerate(ITEM_COLUMNS):
            self.item_table.setColumnHidden(at, own and column.key in ("result", "day", "document"))
        choose_first(self.item_table)

    def submit(self) -> None:
        """Open the dialog that makes submissions of what was approved."""
        approved = nominations.list_nominations(
            self.session.con, self.session.campaign_id, statuses=["approved"]
        )
        chosen = [n for n in self.chosen() if n.status == "approved"]
        listed = chosen if len(chosen) > 1 else approved
        if listed:
            SubmissionDialog(self.session, listed, parent=self).open()
        else:
            self.session.tell("Chưa có đề nghị nào được thông qua để trình; hãy họp Hội đồng trước.")

    def post(self) -> None:
        """Open the dialog of number, days and papers of the chosen submission."""
        rows = chosen_of(self.model, self.table)
        if rows:
            PostDialog(self.session, rows[0].submission, self).open()
        else:
            self.session.tell(_CHOOSE)

    def remove(self) -> None:
        """Take the chosen draft out; its names wait for a submission again."""
        rows = chosen_of(self.model, self.table)
        if rows:
            one = rows[0].submission
            words = f"{one.form_name}, {one.items} đề nghị"
            self.session.run(operations.remove(one.id, words))
        else:
            self.session.tell(_CHOOSE)

    def _post_row(self, _row: int) -> None:
        self.post()

    def paper(self) -> None:
        """Open the dialog that makes the paper of the chosen submission."""
        self._paper("submission")

    def name_list(self) -> None:
        """Open the dialog of its list of names."""
        self._paper("name_list")

    def summary(self) -> None:
        """Open the dialog of what its nominees achieved, in short."""
        self._paper("achievement_summary")

    def _paper(self, key: str) -> None:
        rows = chosen_of(self.model, self.table)
        if rows:
            self.ask_paper(key, submission_id=rows[0].submission.id)
        else:
            self.session.tell(_CHOOSE)

    def files(self) -> None:
        """Open the dialog that writes a submission's numbered files."""
        if self.session.campaign_id is not None and self.model.rows:
            SubmissionFilesDialog(self.session, self.session.campaign_id, self).open()
        else:
            self.session.tell(_CHOOSE)

    def answer(self) -> None:
        """Open the dialog of the superior's answer on the chosen names."""
        rows = chosen_of(self.model, self.table)
        items = self._chosen_items()
        if not items:
            self.session.tell("Hãy chọn các tên trong tờ trình trước.")
        elif rows[0].submission.kind != "superior":
            self.session.tell(
                "Kết quả của tờ trình Hội đồng là quyết định; chỉ ghi kết quả của tờ trình cấp trên."
            )
        else:
            ResultDialog(self.session, items, self).open()

    def fall_back(self) -> None:
        """Take the chosen names, refused or returned, back to our own form in one step."""
        back = [i for i in self._chosen_items() if i.nomination.status in ("rejected", "returned")]
        if not back:
            self.session.tell("Hãy chọn tên có kết quả “Không được” hoặc “Trả lại” rồi đưa về xét Giấy khen.")
            return
        lines = {
            drive: self._own_line(drive)
            for drive in {item.nomination.campaign_id for item in back if item.nomination.campaign_id}
        }
        self.session.run(
            operations.fall_back(
                {item.nomination.id: lines.get(item.nomination.campaign_id or 0) for item in back}
            )
        )

    def _own_line(self, campaign_id: int) -> int | None:
        """The drive's award line of our own form, where it has one."""
        office = organizations.own(self.session.con)
        own = ("", office.tier if office else "commune")
        found = [
            line.id
            for line in campaigns.awards(self.session.con, campaign_id)
            if line.form_code == _OWN_FORM and line.authority_level in own
        ]
        return found[0] if found else None

    def _chosen_items(self) -> list[SubmissionItem]:
        return chosen_of(self.item_model, self.item_table)
