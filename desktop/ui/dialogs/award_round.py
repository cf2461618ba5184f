"""Award rounds: one to be begun or renamed, the day one is closed, and who is put into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from db import award_rounds, campaigns
from db.award_rounds import Round
from db.catalogues import AWARD_TYPES
from db.nominations import Nomination
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import award_rounds as operations
from desktop.ui.operations.award_rounds import PlaceDraft, RoundDraft
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

TYPES: Final = tuple((key, words) for key, words in AWARD_TYPES.items() if key)
_KEEP: Final = -1
_NONE: Final = 0


def year_field(key: str, label: str) -> Field:
    """The year judged, four digits."""
    return Field(
        key,
        label,
        Kind.NUMBER,
        width=160,
        hint="theo mốc của phong trào",
        tooltip="Năm tính thành tích của công trạng; để trống: theo khoảng năm của phong trào hoặc ngày nộp",
        check=_year,
    )


def _year(value: int) -> str:
    return "" if 1900 <= value <= 2200 else "Năm xét phải có bốn chữ số, ví dụ 2023."


class RoundDialog(AwardDialog):
    """Begins a round of a drive, or renames and redates one."""

    def __init__(
        self, session: Session, campaign_id: int, one: Round | None = None, parent: QWidget | None = None
    ) -> None:
        phases = tuple((p.id, p.name) for p in campaigns.phases(session.con, campaign_id))
        fields = (
            Field("name", "&Tên đợt", required=True, hint="ví dụ: Đợt 1 năm 2023"),
            Field(
                "day",
                "&Ngày",
                Kind.DATE,
                tooltip="Ngày sơ kết, tổng kết hoặc ngày trao; chưa định thì để trống",
                width=200,
            ),
            Field("phase_id", "&Giai đoạn", Kind.CHOICE, choices=((_NONE, "(không gắn giai đoạn)"), *phases)),
        )
        title = "Sửa đợt khen thưởng" if one else "Thêm đợt khen thưởng"
        super().__init__(session, title, "&Lưu đợt", fields, parent)
        self.setObjectName("roundDialog")
        self._campaign_id = campaign_id
        self._round_id = one.id if one else None
        self.form.set_values(
            {"name": one.name, "day": one.day, "phase_id": one.phase_id or _NONE}
            if one
            else {"phase_id": _NONE}
        )
        self.form.set_field_visible("phase_id", visible=bool(phases))
        self.focus_of("name").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Begin or rename."""
        draft = RoundDraft(values["name"], values["day"], values["phase_id"] or None, self._round_id)
        return operations.save(self._campaign_id, draft)


class CloseRoundDialog(AwardDialog):
    """Asks since when nobody joins a round any more."""

    def __init__(self, session: Session, one: Round, parent: QWidget | None = None) -> None:
        fields = (Field("day", "&Khóa từ ngày", Kind.DATE, required=True, width=200),)
        super().__init__(session, f"Khóa đợt – {one.name}", "Khó&a đợt", fields, parent)
        self.setObjectName("closeRoundDialog")
        self._round = one
        told = "Từ ngày này không thêm đề nghị vào đợt; các đề nghị đã có giữ nguyên. Mở lại được."
        head = QLabel(told, self)
        head.setWordWrap(True)
        self.body.insertWidget(0, head)
        self.form.set_values({"day": session.as_of})
        self.focus_of("day").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Close it."""
        return operations.close(self._round.id, values["day"], self._round.name)


class PlaceDialog(AwardDialog):
    """Puts chosen nominations into a round; gives them loại hình and the year judged."""

    def __init__(
        self, session: Session, campaign_id: int, listed: Sequence[Nomination], parent: QWidget | None = None
    ) -> None:
        rounds = award_rounds.list_rounds(session.con, campaign_id)
        free = tuple((one.id, one.shown) for one in rounds if one.open_on(session.as_of))
        fields = (
            Field(
                "round",
                "Đợ&t khen",
                Kind.CHOICE,
                choices=((_KEEP, "(giữ nguyên)"), (_NONE, "(không xếp đợt)"), *free),
                tooltip="Các đợt đang mở của phong trào",
            ),
            Field("award_type", "Loạ&i hình", Kind.CHOICE, choices=(("", "(giữ nguyên)"), *TYPES)),
            year_field("judged_year", "Năm &xét"),
        )
        super().__init__(session, "Xếp đợt, loại hình", "&Lưu", fields, parent)
        self.setObjectName("placeDialog")
        self._listed = tuple(listed)
        names = ", ".join(n.name for n in listed[:3])
        more = len(listed) - 3
        head = QLabel(
            f"{len(listed)} đề nghị: {names}{f' và {more} tên nữa' if more > 0 else ''}. "
            "Loại hình quyết định điều kiện nào được xét.",
            self,
        )
        head.setWordWrap(True)
        self.body.insertWidget(0, head)
        self.form.set_values({"round": _KEEP, "award_type": ""})
        self.form.set_field_visible("round", visible=bool(rounds))
        self.focus_of("round" if rounds else "award_type").setFocus()

    def complaint(self) -> str:
        """Something is to be written."""
        values = self.form.values()
        if values["round"] == _KEEP and not values["award_type"] and values["judged_year"] is None:
            return "Chưa chọn đợt, loại hình hay năm xét nào; hãy chọn ít nhất một mục rồi lưu."
        return ""

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """All of them in one action."""
        chosen = None if values["round"] == _KEEP else values["round"]
        draft = PlaceDraft(chosen, values["award_type"] or "", values["judged_year"])
        return operations.place([n.id for n in self._listed], draft, self.session.as_of)
