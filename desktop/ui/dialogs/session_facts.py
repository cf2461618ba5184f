"""What becomes known of a session after it voted: the number of its minutes, its place, the opinions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from db.councils import Meeting
from db.vietnamese.dates import format_date
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import sessions as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.sessions import SessionFacts
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

FIELDS: Final = (
    Field("number", "&Số biên bản", hint="ví dụ: 05/BB-HĐTĐKT"),
    Field("place", "Đị&a điểm"),
    Field("returned_date", "Nhận đủ ý &kiến ngày", Kind.DATE, width=200),
    Field("minutes", "Ý k&iến", Kind.LINES, lines=5, hint="mỗi dòng một ý kiến ghi vào biên bản"),
)


class SessionFactsDialog(AwardDialog):
    """Corrects a session that voted; votes and who took part stay."""

    def __init__(self, session: Session, meeting: Meeting, parent: QWidget | None = None) -> None:
        day = format_date(meeting.day)
        super().__init__(session, f"Sửa phiên Hội đồng ngày {day}", "&Lưu", FIELDS, parent)
        self.setObjectName("sessionFactsDialog")
        self._meeting = meeting
        told = QLabel("Người tham gia và kết quả biểu quyết đã ghi giữ nguyên.", self)
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        self.form.set_values({field.key: getattr(meeting, field.key) for field in FIELDS})
        self.form.set_field_visible("returned_date", visible=meeting.kind == "written")
        self.form.set_field_visible("place", visible=meeting.kind == "meeting")
        self.focus_of("number").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Write what was typed."""
        facts = SessionFacts(
            values["number"] or "", values["place"] or "", values["minutes"] or "", values["returned_date"]
        )
        return operations.change_session(self._meeting.id, facts, self._meeting.day)
