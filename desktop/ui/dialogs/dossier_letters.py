"""Letters about dossiers: the request to complete, the receipt, and the day what was asked for came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from db import time_limits
from db.dossier_letters import Lacking, Letter
from db.nominations import Nomination
from db.vietnamese.dates import format_date
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import dossiers as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.dossiers import LetterDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_DUE: Final = "Để trống: theo thời hạn trong Danh mục"


def _fields(due: str) -> tuple[Field, ...]:
    return (
        Field("day", "&Ngày văn bản", Kind.DATE, required=True, width=200),
        Field("due_date", due, Kind.DATE, tooltip=_DUE, width=200),
        Field("number", "&Số văn bản", hint="để trống nếu chưa có"),
        Field("note", "Ghi &chú"),
    )


class _LetterDialog(AwardDialog):
    """What both letters share: whom they are about, day, day promised, number."""

    def _tell_whom(self, names: Sequence[str], units: int) -> None:
        shown = ", ".join(names[:3])
        more = len(names) - 3
        papers = f"{units} văn bản (mỗi đơn vị một văn bản)" if units > 1 else "1 văn bản"
        words = f"{len(names)} hồ sơ, {papers}: {shown}{f' và {more} tên nữa' if more > 0 else ''}"
        head = QLabel(words, self)
        head.setObjectName("letterWhom")
        head.setWordWrap(True)
        self.body.insertWidget(0, head)

    def draft(self, values: Mapping[str, Any]) -> LetterDraft:
        """The letter as typed."""
        return LetterDraft(values["day"], values["due_date"], values["number"] or "", values["note"] or "")


class RequestDialog(_LetterDialog):
    """Asks units to complete their dossiers."""

    def __init__(
        self,
        session: Session,
        campaign_id: int | None,
        listed: Sequence[Lacking],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            session, "Yêu cầu bổ sung hồ sơ", "&Ghi yêu cầu", _fields("&Hạn bổ sung"), parent, width=600
        )
        self.setObjectName("requestDialog")
        self._campaign_id = campaign_id
        self._listed = tuple(listed)
        self._tell_whom([one.nomination.name for one in listed], len({one.unit_id for one in listed}))
        due = time_limits.due(session.con, "complete", session.as_of)
        self.form.set_values({"day": session.as_of, "due_date": due})
        self.focus_of("day").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """One letter a unit with exactly what lacks."""
        return operations.request(self._listed, self.draft(values), self._campaign_id)


class ReceiptDialog(_LetterDialog):
    """Notes that dossiers were handed in."""

    def __init__(self, session: Session, listed: Sequence[Nomination], parent: QWidget | None = None) -> None:
        super().__init__(
            session, "Tiếp nhận hồ sơ", "&Ghi tiếp nhận", _fields("&Hẹn trả kết quả"), parent, width=600
        )
        self.setObjectName("receiptDialog")
        self._listed = tuple(listed)
        units = {
            n.proposing_unit_id if n.proposing_unit_id is not None else n.subject.unit_id for n in listed
        }
        self._tell_whom([n.name for n in listed], len(units))
        kept = [n for n in listed if n.status == "returned" and n.submitted_date is not None]
        if kept:
            days = ", ".join(sorted({format_date(n.submitted_date) for n in kept if n.submitted_date}))
            note = QLabel(f"Hồ sơ nộp lại giữ ngày nộp lần đầu ({days}).", self)
            note.setObjectName("firstDay")
            note.setProperty("role", "muted")
            note.setWordWrap(True)
            self.body.insertWidget(1, note)
        first = listed[0]
        due = time_limits.due(session.con, "decide", session.as_of, first.form_code, first.award_type)
        self.form.set_values({"day": session.as_of, "due_date": due})
        self.focus_of("day").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """One receipt a unit."""
        return operations.receive([n.id for n in self._listed], self.draft(values))


class CompletedDialog(AwardDialog):
    """Notes the day on which what a request asked for came in."""

    def __init__(self, session: Session, letter: Letter, parent: QWidget | None = None) -> None:
        fields = (Field("day", "&Ngày bổ sung", Kind.DATE, required=True, width=200),)
        super().__init__(session, f"Đã bổ sung đủ – {letter.unit}", "&Ghi nhận", fields, parent)
        self.setObjectName("completedDialog")
        self._letter = letter
        names = "; ".join(dict.fromkeys(name for _, _, name in letter.items))
        head = QLabel(f"Các giấy tờ đã yêu cầu ngày {format_date(letter.day)} được ghi là có: {names}.", self)
        head.setWordWrap(True)
        self.body.insertWidget(0, head)
        self.form.set_values({"day": session.as_of})
        self.focus_of("day").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """All papers of the letter are there since that day."""
        return operations.completed(self._letter.id, values["day"], self._letter.unit)
