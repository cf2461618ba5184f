"""A submission on its way: number and day, when it was sent and with what, by when an answer is due, passed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from db import catalogues, submissions
from db.submissions import RESULTS, Submission, SubmissionItem
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import submissions as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.submissions import PostDraft, ResultDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

FIELDS: Final = (
    Field("number", "&Số tờ trình", hint="ví dụ: 07"),
    Field("day", "N&gày tờ trình", Kind.DATE, width=200),
    Field("sent_date", "Ngà&y gửi", Kind.DATE, width=200),
    Field(
        "sent_papers", "&Hồ sơ kèm theo", Kind.LINES, lines=2, hint="ví dụ: danh sách, biên bản, 12 báo cáo"
    ),
    Field("answer_due", "Hạn &trả lời", Kind.DATE, width=200),
    Field("forwarded_date", "Cấp trung gian trình tiế&p", Kind.DATE, width=200),
    Field("forwarded_number", "Bằng &văn bản số"),
)
_UPWARD: Final = ("answer_due", "forwarded_date", "forwarded_number")


class PostDialog(AwardDialog):
    """Notes what is known of a submission on its way."""

    def __init__(self, session: Session, submission: Submission, parent: QWidget | None = None) -> None:
        title = f"{submission.shown_kind} – {submission.form_name}"
        super().__init__(session, title, "&Lưu", FIELDS, parent, width=600)
        self.setObjectName("postDialog")
        self._submission = submission
        self.form.set_values({field.key: getattr(submission, field.key) or None for field in FIELDS})
        for key in _UPWARD:
            self.form.set_field_visible(key, visible=submission.kind == "superior")
        self.form.changed.connect(self._propose_due)
        self.focus_of("number").setFocus()

    def _propose_due(self, key: str) -> None:
        """By when an answer is usual, once it is said when it was sent."""
        values = self.form.values()
        if key != "sent_date" or values["sent_date"] is None or values["answer_due"] is not None:
            return
        due = submissions.usual_answer_due(self.session.con, self._submission.id, values["sent_date"])
        if due is not None and self._submission.kind == "superior":
            self.form.set_values({**values, "answer_due": due})

    def complaint(self) -> str:
        """Number and day come together."""
        values = self.form.values()
        if bool(values["number"]) != (values["day"] is not None):
            return "Số và ngày của tờ trình phải ghi cùng nhau; hãy ghi đủ cả hai."
        return ""

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """All of it in one action."""
        draft = PostDraft(
            number=values["number"] or "",
            day=values["day"],
            sent_date=values["sent_date"],
            answer_due=values["answer_due"],
            sent_papers=values["sent_papers"] or "",
            forwarded_date=values["forwarded_date"],
            forwarded_number=values["forwarded_number"] or "",
        )
        return operations.set_post(self._submission.id, draft)


class ResultDialog(AwardDialog):
    """Notes the superior's answer on some names."""

    def __init__(
        self, session: Session, listed: Sequence[SubmissionItem], parent: QWidget | None = None
    ) -> None:
        forms = tuple((f.code, f.name) for f in catalogues.award_forms(session.con, session.as_of))
        fields = (
            Field("result", "&Kết quả", Kind.CHOICE, required=True, choices=tuple(RESULTS.items())),
            Field("granted_form", "&Hình thức được tặng", Kind.CHOICE, choices=forms),
            Field("day", "&Ngày trả lời", Kind.DATE, width=200),
            Field("document", "&Văn bản trả lời", hint="ví dụ: Quyết định số 1432/QĐ-UBND"),
            Field("note", "&Lý do, ghi chú", Kind.LINES, lines=2),
        )
        super().__init__(session, "Kết quả trình cấp trên", "&Ghi kết quả", fields, parent, width=600)
        self.setObjectName("resultDialog")
        self._listed = tuple(listed)
        names = ", ".join(item.nomination.name for item in listed[:3])
        more = len(listed) - 3
        head = QLabel(f"{len(listed)} tên: {names}{f' và {more} tên nữa' if more > 0 else ''}", self)
        head.setWordWrap(True)
        self.body.insertWidget(0, head)
        self.form.set_values({"result": "granted", "day": session.as_of})
        self.form.changed.connect(self._follow_result)
        self._follow_result("result")
        self.focus_of("result").setFocus()

    def _follow_result(self, _key: str) -> None:
        result = self.form.values()["result"]
        self.form.set_field_visible("granted_form", visible=result == "lower")
        self.form.set_field_visible("day", visible=result != "waiting")

    def complaint(self) -> str:
        """A lower form is named; a refusal or a return says why."""
        values = self.form.values()
        if values["result"] == "lower" and not values["granted_form"]:
            return "Chưa chọn hình thức được tặng; hãy chọn hình thức cấp trên đã tặng."
        if values["result"] in ("refused", "returned") and not (values["note"] or values["document"]):
            return "Chưa ghi lý do hoặc văn bản trả lời; hãy ghi một trong hai rồi lưu lại."
        return ""

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """The same answer for all of them."""
        draft = ResultDraft(
            values["result"],
            values["day"] if values["result"] != "waiting" else None,
            values["document"] or "",
            values["note"] or "",
            values["granted_form"] or "",
        )
        return operations.set_result([item.id for item in self._listed], draft)
