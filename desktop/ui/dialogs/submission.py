"""Lập tờ trình: the council's to the chairman, or ours to the superior by the route of the day; one a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from db import organizations, routes, submissions
from db.nominations import Nomination
from db.rules.authority import LEVEL_WORDS
from db.vietnamese.text import clean
from desktop.ui import theme
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import submissions as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

FIELDS: Final = (
    Field("kind", "L&oại tờ trình", Kind.CHOICE, required=True, choices=tuple(submissions.KINDS.items())),
    Field("day", "&Ngày trình", Kind.DATE, required=True, width=200),
)


@dataclass(frozen=True, slots=True)
class Group:
    """One submission that would be made: a form, where it goes, and whose names stand on it."""

    words: str
    note: str
    addressee: str
    level: str
    names: tuple[Nomination, ...]


def council_groups(session: Session, approved: Sequence[Nomination]) -> list[Group]:
    """Approved nominations by form that stand on no submission of the council yet."""
    drive = session.campaign_id
    sent = {
        item.nomination.id
        for one in submissions.list_submissions(session.con, campaign_id=drive, kind="council")
        for item in submissions.items(session.con, one.id)
    }
    office = organizations.own(session.con)
    asked = f"{office.head_title} {office.name}" if office else "Chủ tịch Ủy ban nhân dân"
    forms: dict[str, list[Nomination]] = {}
    for one in approved:
        if one.id not in sent:
            forms.setdefault(one.form_code, []).append(one)
    return [
        Group(f"{listed[0].form_name}: {len(listed)} đề nghị", "", asked, "", tuple(listed))
        for listed in forms.values()
    ]


def superior_groups(session: Session, approved: Sequence[Nomination], day: Any) -> list[Group]:
    """What goes up by the route of the day, one entry a form and level."""
    return [
        Group(
            f"{part.form_name}: {part.count} đề nghị",
            part.sentence,
            part.addressee,
            part.level,
            part.nominations,
        )
        for part in routes.plan(session.con, [n.id for n in approved], day)
    ]


class SubmissionDialog(AwardDialog):
    """Makes the submissions that are ticked."""

    def __init__(
        self,
        session: Session,
        approved: Sequence[Nomination],
        kind: str = "council",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, "Lập tờ trình", "&Lập tờ trình", FIELDS, parent, width=760)
        self.setObjectName("submissionDialog")
        self._approved = tuple(approved)
        self._groups: list[tuple[Group, QCheckBox, QLineEdit]] = []
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setMinimumHeight(200)
        self.body.addWidget(self._area, 1)
        self.form.set_values({"kind": kind, "day": session.as_of})
        self.form.changed.connect(self._show_groups)
        self._show_groups("kind")
        self.focus_of("kind").setFocus()

    def _show_groups(self, _key: str) -> None:
        values = self.form.values()
        council = values["kind"] == "council"
        if values["day"] is None:
            return
        groups = (
            council_groups(self.session, self._approved)
            if council
            else superior_groups(self.session, self._approved, values["day"])
        )
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.GRID, 0)
        grid.setSpacing(theme.GRID)
        grid.setColumnStretch(1, 1)
        self._groups = [self._group(grid, at, one, inside) for at, one in enumerate(groups)]
        if not groups:
            grid.addWidget(self._nothing(council, inside), 0, 0, 1, 2)
        grid.setRowStretch(3 * max(1, len(groups)), 1)
        self._area.setWidget(inside)

    def _nothing(self, council: bool, parent: QWidget) -> QLabel:
        if council:
            words = "Không còn đề nghị nào đã được thông qua mà chưa có tờ trình của Hội đồng."
        else:
            words = "Không có đề nghị đã thông qua nào phải trình cấp trên: đều thuộc thẩm quyền của cơ quan."
        label = QLabel(words, parent)
        label.setObjectName("nothingToSubmit")
        label.setWordWrap(True)
        return label

    def _group(
        self, grid: QGridLayout, at: int, one: Group, parent: QWidget
    ) -> tuple[Group, QCheckBox, QLineEdit]:
        box = QCheckBox(one.words, parent)
        box.setObjectName(f"group{at + 1}")
        box.setChecked(True)
        addressee = QLineEdit(one.addressee, parent)
        addressee.setObjectName(f"addressee{at + 1}")
        addressee.setAccessibleName(f"Nơi nhận tờ trình {one.words}")
        addressee.setToolTip("Nơi nhận (kính gửi)")
        level = LEVEL_WORDS.get(one.level, "")
        addressee.setPlaceholderText(f"Kính gửi: Ủy ban nhân dân {level} nào" if level else "Kính gửi")
        names = ", ".join(n.name for n in one.names[:4])
        more = len(one.names) - 4
        told = f"{names}{f' và {more} tên nữa' if more > 0 else ''}"
        label = QLabel(f"{one.note}\n{told}" if one.note else told, parent)
        label.setProperty("role", "muted")
        label.setWordWrap(True)
        grid.addWidget(box, 3 * at, 0)
        grid.addWidget(addressee, 3 * at, 1)
        grid.addWidget(label, 3 * at + 1, 0, 1, 2)
        return one, box, addressee

    def _ticked(self) -> list[tuple[Group, str]]:
        return [(one, clean(edit.text())) for one, box, edit in self._groups if box.isChecked()]

    def complaint(self) -> str:
        """At least one list is ticked, and the catalogue knows who is asked."""
        ticked = self._ticked()
        if not ticked:
            return "Chưa chọn danh sách nào để trình; hãy đánh dấu ít nhất một danh sách."
        if self.form.values()["kind"] == "superior" and any(not one.level for one, _ in ticked):
            return "Chưa rõ cấp nào quyết định; hãy bổ sung dòng thẩm quyền trong Danh mục rồi lập lại."
        for _, box, edit in self._groups:
            if box.isChecked() and not clean(edit.text()):
                edit.setFocus()
                return f"Chưa ghi nơi nhận của tờ trình “{box.text()}”; hãy ghi tên cơ quan được trình."
        return ""

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """One submission a ticked list, in one action."""
        ticked = self._ticked()
        if values["kind"] == "council":
            return operations.submit_council([[n.id for n in one.names] for one, _ in ticked], ticked[0][1])
        ids = [n.id for one, _ in ticked for n in one.names]
        return operations.send_up(ids, values["day"], {one.level: text for one, text in ticked if text})
