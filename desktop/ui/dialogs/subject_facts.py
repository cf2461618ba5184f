"""What the yearly statistics count a person by, and the account prize money is paid to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from db import people
from db.people import Subject
from db.sqlite import Connection
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import people as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.people import FactsDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_TITLES: Final = {
    "individual": "Thông tin cá nhân để thống kê",
    "household": "Thông tin hộ gia đình để thống kê",
    "collective": "Tài khoản nhận tiền thưởng",
}
_ACCOUNT: Final = ("account", "bank")
_ASKED: Final = {
    "individual": ("sex", "ethnic_group", "religion", "object_class", *_ACCOUNT),
    "household": ("ethnic_group", "religion", *_ACCOUNT),
    "collective": _ACCOUNT,
}
"""A collective is counted by its unit; only a person has a sex and a class."""


def _words(listed: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((word, word) for word in listed)


def _fields(con: Connection, kind: str) -> tuple[Field, ...]:
    whole = (
        Field("sex", "&Giới tính", Kind.CHOICE, choices=(("", "Chưa ghi"), *people.SEXES.items())),
        Field(
            "ethnic_group",
            "&Dân tộc",
            Kind.SUGGEST,
            choices=_words(people.words_written(con, "ethnic_group")),
            tooltip="Để trống được tính là dân tộc Kinh",
        ),
        Field(
            "religion",
            "&Tôn giáo",
            Kind.SUGGEST,
            choices=_words(people.words_written(con, "religion")),
            tooltip="Để trống được tính là không theo tôn giáo nào",
        ),
        Field("object_class", "&Nhóm đối tượng", Kind.CHOICE, choices=tuple(people.OBJECT_CLASSES.items())),
        Field("account", "&Số tài khoản", tooltip="In vào danh sách ký nhận tiền thưởng"),
        Field("bank", "Ngân &hàng", hint="ví dụ: Agribank – chi nhánh huyện"),
    )
    return tuple(field for field in whole if field.key in _ASKED[kind])


class SubjectFactsDialog(AwardDialog):
    """Asks of a subject what its kind is counted by; all of it is written as one action."""

    def __init__(self, session: Session, subject: Subject, parent: QWidget | None = None) -> None:
        fields = _fields(session.con, subject.kind)
        super().__init__(session, _TITLES[subject.kind], "&Lưu", fields, parent)
        self.setObjectName("subjectFactsDialog")
        self._subject = subject
        head = QLabel(", ".join(part for part in (subject.name, subject.position_unit) if part), self)
        head.setObjectName("subjectFactsName")
        head.setWordWrap(True)
        self.body.insertWidget(0, head)
        account = people.bank_accounts(session.con, [subject.id]).get(subject.id)
        self.form.set_values(
            {
                "sex": subject.sex or "",
                "ethnic_group": subject.ethnic_group,
                "religion": subject.religion,
                "object_class": subject.object_class,
                "account": account.number if account else "",
                "bank": account.bank if account else "",
            }
        )
        self.focus_of(fields[0].key).setFocus()

    def complaint(self) -> str:
        """A bank without an account would be forgotten silently."""
        values = self.form.values()
        if values["bank"] and not values["account"]:
            return "Chưa ghi số tài khoản ở ngân hàng này; hãy ghi số tài khoản hoặc xóa tên ngân hàng."
        return ""

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Everything in one action."""
        draft = FactsDraft(**{key: value or "" for key, value in values.items()})
        return operations.note_facts(self._subject.id, self._subject.name, draft)
