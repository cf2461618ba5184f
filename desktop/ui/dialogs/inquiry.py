"""Hiệp y and công khai: beginning one about nominees, and what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from db import award_rounds, time_limits
from db.inquiries import KINDS, RESULTS, Inquiry
from db.nominations import Nomination
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import inquiries as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.inquiries import InquiryDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_ANSWERS: Final = (
    Field("result", "&Kết quả", Kind.CHOICE, required=True, choices=tuple(RESULTS.items())),
    Field("day", "&Ngày trả lời", Kind.DATE, width=200),
    Field("text", "Nội &dung trả lời", Kind.LINES, lines=2),
    Field("objection", "Ý kiến k&hác", Kind.LINES, lines=2),
)


class InquiryDialog(AwardDialog):
    """Begins a hiệp y or a công khai about the chosen nominees, all that stand, or a whole round."""

    def __init__(
        self,
        session: Session,
        chosen: Sequence[Nomination],
        standing: Sequence[Nomination],
        parent: QWidget | None = None,
    ) -> None:
        self._about = {"chosen": tuple(chosen), "all": tuple(standing)}
        choices = tuple(
            (key, f"{words} ({len(self._about[key])})")
            for key, words in (("chosen", "Các tên đang chọn ở thẻ Đề nghị"), ("all", "Mọi đề nghị đang xét"))
            if self._about[key]
        )
        drive = session.campaign_id
        listed = award_rounds.list_rounds(session.con, drive) if drive is not None else []
        self._rounds = {f"round{one.id}": one for one in listed if one.nominations}
        choices += tuple(
            (key, f"Cả đợt: {one.name} ({one.nominations})") for key, one in self._rounds.items()
        )
        fields = (
            Field("kind", "&Loại", Kind.CHOICE, required=True, choices=tuple(KINDS.items())),
            Field("about", "&Về ai", Kind.CHOICE, required=True, choices=choices),
            Field("place", "&Nơi hỏi, nơi công khai", required=True, hint="ví dụ: Công an phường"),
            Field("number", "&Số văn bản"),
            Field("start_date", "&Từ ngày", Kind.DATE, required=True, width=200),
            Field(
                "end_date", "Đến &hạn", Kind.DATE, tooltip="Để trống: theo thời hạn trong Danh mục", width=200
            ),
        )
        super().__init__(session, "Hiệp y, công khai", "&Bắt đầu", fields, parent, width=600)
        self.setObjectName("inquiryDialog")
        about = "chosen" if len(chosen) > 1 else "all"
        due = time_limits.due(session.con, "consultation", session.as_of)
        self.form.set_values(
            {"kind": "consultation", "about": about, "start_date": session.as_of, "end_date": due}
        )
        self.form.changed.connect(self._follow_kind)
        self.focus_of("kind").setFocus()

    def _follow_kind(self, key: str) -> None:
        values = self.form.values()
        if key in ("kind", "start_date") and values["start_date"] is not None:
            due = time_limits.due(self.session.con, values["kind"], values["start_date"])
            self.form.set_values({**values, "end_date": due})

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """One inquiry for each nominee, or one for a whole round."""
        draft = InquiryDraft(
            values["kind"], values["start_date"], values["place"], values["number"] or "", values["end_date"]
        )
        one = self._rounds.get(values["about"])
        if one is not None:
            return operations.start_round(one.id, one.name, draft)
        return operations.start([n.id for n in self._about[values["about"]]], draft)


class InquiryAnswerDialog(AwardDialog):
    """Notes what came back about one or many inquiries."""

    def __init__(self, session: Session, listed: Sequence[Inquiry], parent: QWidget | None = None) -> None:
        super().__init__(session, "Kết quả hiệp y, công khai", "&Ghi kết quả", _ANSWERS, parent)
        self.setObjectName("inquiryAnswerDialog")
        self._listed = tuple(listed)
        names = ", ".join(one.about for one in listed[:3])
        more = len(listed) - 3
        head = QLabel(f"{listed[0].shown_kind}: {names}{f' và {more} tên nữa' if more > 0 else ''}", self)
        head.setWordWrap(True)
        self.body.insertWidget(0, head)
        self.form.set_values({"result": "agreed", "day": session.as_of})
        self.form.changed.connect(self._follow_result)
        self._follow_result("result")
        self.focus_of("result").setFocus()

    def _follow_result(self, _key: str) -> None:
        result = self.form.values()["result"]
        self.form.set_field_visible("objection", visible=result == "objected")
        self.form.set_field_visible("day", visible=result != "waiting")

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """The same answer for all of them."""
        return operations.answer(
            [one.id for one in self._listed],
            values["result"],
            values["day"],
            values["text"] or "",
            (values["objection"] or "") if values["result"] == "objected" else "",
        )
