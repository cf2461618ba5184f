"""Entering a superior's decision on nominations that were sent up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from db import catalogues, nominations, organizations
from db.organizations import LEVELS
from db.vietnamese.text import clean
from desktop.ui import theme
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.dialogs.decision import NameList
from desktop.ui.operations import decisions as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.decisions import SuperiorDecisionDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import ChoiceEditor, Field, Kind

_OPEN = ("sent_up", "approved")


class SuperiorDecisionDialog(AwardDialog):
    """Enters a decision of a superior. ``entered`` carries its id after the commit."""

    entered = Signal(int)

    def __init__(self, session: Session, campaign_id: int | None, parent: QWidget | None = None) -> None:
        self._campaign_id = campaign_id
        own = organizations.own(session.con)
        self._organs = {
            organ.name: organ
            for organ in organizations.list_organizations(session.con)
            if own is None or organ.id != own.id
        }
        suggested = list(self._organs)
        if own is not None and own.parent_name and own.parent_name not in self._organs:
            suggested.insert(0, own.parent_name)
        forms = catalogues.award_forms(session.con, session.as_of)
        fields = (
            Field(
                "organ",
                "&Cơ quan ban hành",
                Kind.SUGGEST,
                required=True,
                choices=tuple((n, n) for n in suggested),
            ),
            Field("level", "Cấ&p", Kind.CHOICE, required=True, choices=tuple(LEVELS.items())),
            Field("number", "&Số quyết định", required=True, hint="đủ như trên văn bản, ví dụ 1432/QĐ-UBND"),
            Field("day", "&Ngày ký", Kind.DATE, required=True),
            Field(
                "form",
                "&Hình thức",
                Kind.CHOICE,
                required=True,
                choices=tuple((f.code, f.name) for f in forms),
            ),
            Field("signer", "Người &ký"),
            Field("title", "&Trích yếu"),
        )
        super().__init__(
            session, "Ghi quyết định khen thưởng của cấp trên", "&Ghi quyết định", fields, parent, width=720
        )
        self.setObjectName("superiorDialog")
        self._waiting = nominations.list_nominations(session.con, campaign_id, statuses=_OPEN)
        self.names = NameList(self)
        self.names.setObjectName("sentUpNames")
        self.names.setAccessibleName("Người, tập thể được khen")
        self.names.setMinimumHeight(160)
        self.names.show_names(self._waiting)
        heading = QLabel("Đề nghị đã trình cấp trên (phím cách: chọn hoặc bỏ)", self)
        heading.setFont(theme.section_font())
        self.body.addWidget(heading)
        self.body.addWidget(self.names, 1)
        self.form.set_values(
            {
                "organ": suggested[0] if suggested else None,
                "level": self._level_of(suggested[0] if suggested else ""),
                "day": session.as_of,
                "form": self._waiting[0].form_code if self._waiting else None,
            }
        )
        self.form.changed.connect(self._on_changed)
        self.focus_of("organ").setFocus()

    def _level_of(self, name: str) -> str | None:
        known = self._organs.get(name)
        if known is not None:
            return known.level
        words = {"tỉnh": "province", "thành phố": "city", "huyện": "district", "thị xã": "town"}
        lower = name.lower().removeprefix("ủy ban nhân dân ")
        return next((level for word, level in words.items() if lower.startswith(word)), None)

    def _on_changed(self, key: str) -> None:
        known = self._organs.get(self.form.values()["organ"] or "") if key == "organ" else None
        level = self.form.editor("level")
        if known is not None and isinstance(level, ChoiceEditor):
            level.set_value(known.level)

    def complaint(self) -> str:
        """Somebody is on the list."""
        if self.names.ticked():
            return ""
        return "Danh sách khen thưởng đang trống; hãy chọn những đề nghị cấp trên đã quyết định."

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Enter it, with its organ where that is new."""
        name = clean(values["organ"])
        known = self._organs.get(name)
        return operations.enter_superior(
            SuperiorDecisionDraft(
                organization_id=known.id if known else None,
                organization_name=name,
                level=values["level"],
                number=values["number"],
                day=values["day"],
                form_code=values["form"],
                nomination_ids=self.names.ticked(),
                campaign_id=self._campaign_id,
                title=values["title"] or "",
                signer_name=values["signer"] or "",
            )
        )

    def succeed(self, result: object = None) -> None:
        """Written: close, then tell which."""
        super().succeed(result)
        self.entered.emit(int(str(result)))
