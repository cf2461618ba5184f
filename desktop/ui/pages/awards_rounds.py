"""Đợt khen thưởng of the drive: which there are, open or closed, and the names in the chosen one."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from db import award_rounds, nominations
from db.award_rounds import Round
from desktop.ui.dialogs.award_round import CloseRoundDialog, PlaceDialog, RoundDialog
from desktop.ui.models.award_rounds import NAME_COLUMNS, ROUND_COLUMNS, RoundRow
from desktop.ui.operations import award_rounds as operations
from desktop.ui.pages.awards_list import ListView, choose_first, chosen_of
from desktop.ui.session import Session
from desktop.ui.widgets.page_frame import Count

_CHOOSE: Final = "Hãy chọn một đợt khen thưởng trong danh sách trước."


class RoundsView(ListView):
    """Rounds above, who belongs to the chosen one below."""

    title = "Đợt khen thưởng"
    icon = "award"
    tables = frozenset(
        {"award_round", "nomination", "subject", "unit", "campaign", "campaign_phase", "award_form"}
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.frame.set_primary("Thêm đợt khe&n", "plus").setObjectName("addRound")
        self.frame.primary_pressed.connect(self.add)
        self.add_buttons(
            (
                ("&Sửa…", "editRound", self.edit, "Tên, ngày, giai đoạn của đợt đang chọn"),
                ("&Khóa đợt…", "closeRound", self.close_round, "Không thêm đề nghị vào đợt nữa"),
                ("&Mở lại", "openRound", self.open_again, ""),
                ("&Xóa", "removeRound", self.remove, "Đợt chưa có đề nghị nào"),
            )
        )
        self.model, self.table = self.add_table(
            "rounds", "Các đợt khen thưởng", ROUND_COLUMNS, lambda row: row.round.id
        )
        self.table.set_empty(
            "Phong trào chưa chia đợt khen thưởng; các đề nghị được xét chung.", "Thêm đợt khen"
        )
        self.table.empty_pressed.connect(self.add)
        self.table.current_row_changed.connect(self._show_names)
        self.table.activated_row.connect(self._edit_row)
        self.name_model, self.name_table = self.add_table(
            "roundNames",
            "Các đề nghị trong đợt",
            NAME_COLUMNS,
            lambda one: one.id,
            (
                (
                    "Đư&a tên đang chọn vào đợt",
                    "joinRound",
                    self.join,
                    "Các tên đang chọn ở thẻ Đề nghị",
                ),
                ("Xếp đợt, &loại hình…", "placeNames", self.place, "Cho các tên đang chọn ở danh sách này"),
            ),
            "Các đề nghị trong đợt",
        )
        self.name_table.set_empty("Đợt này chưa có đề nghị nào.")
        self.share(220, 320)

    def refresh(self) -> None:
        """Read the rounds of the drive."""
        drive = self.session.campaign_id
        listed = award_rounds.list_rounds(self.session.con, drive) if drive is not None else []
        self.model.set_rows([RoundRow(one, self.session.as_of) for one in listed])
        choose_first(self.table)
        self._show_names()
        placed = sum(one.nominations for one in listed)
        everyone = nominations.list_nominations(self.session.con, drive) if drive is not None else []
        left = len(everyone) - placed
        counts = [Count(f"{left} đề nghị chưa xếp đợt", "unplaced")] if left and listed else []
        opened = sum(one.open_on(self.session.as_of) for one in listed)
        self.frame.set_status(f"{len(listed)} đợt, {opened} đợt đang mở; {placed} đề nghị đã xếp đợt", counts)

    def _show_names(self, _row: int = -1) -> None:
        one = self._chosen_round()
        drive = self.session.campaign_id
        everyone = nominations.list_nominations(self.session.con, drive) if one and drive else []
        self.name_model.set_rows([n for n in everyone if one is not None and n.award_round_id == one.id])
        choose_first(self.name_table)

    def _chosen_round(self) -> Round | None:
        rows = chosen_of(self.model, self.table)
        return rows[0].round if rows else None

    def _need_round(self) -> Round | None:
        one = self._chosen_round()
        if one is None:
            self.session.tell(_CHOOSE)
        return one

    def add(self) -> None:
        """Open the dialog that begins a round."""
        if self.session.campaign_id is not None:
            RoundDialog(self.session, self.session.campaign_id, None, self).open()

    def edit(self) -> None:
        """Open the dialog that renames the chosen round."""
        one = self._need_round()
        if one is not None:
            RoundDialog(self.session, one.campaign_id, one, self).open()

    def _edit_row(self, _row: int) -> None:
        self.edit()

    def close_round(self) -> None:
        """Ask since when nobody joins the chosen round."""
        one = self._need_round()
        if one is not None:
            CloseRoundDialog(self.session, one, self).open()

    def open_again(self) -> None:
        """Let nominations join the chosen round again."""
        one = self._need_round()
        if one is not None and one.closed_date is None:
            self.session.tell(f"Đợt “{one.name}” đang mở.")
        elif one is not None:
            self.session.run(operations.close(one.id, None, one.name))

    def remove(self) -> None:
        """Take the chosen round out, where nothing belongs to it."""
        one = self._need_round()
        if one is not None:
            self.session.run(operations.remove(one.id, one.name))

    def join(self) -> None:
        """Put the nominees chosen on the first tab into the chosen round."""
        one, listed = self._need_round(), self.chosen()
        if one is None:
            return
        if not listed:
            self.session.tell("Hãy chọn các tên ở thẻ Đề nghị trước, rồi trở lại đây.")
            return
        draft = operations.PlaceDraft(one.id)
        self.session.run(operations.place([n.id for n in listed], draft, self.session.as_of))

    def place(self) -> None:
        """Open the dialog that moves the names chosen below."""
        listed = chosen_of(self.name_model, self.name_table)
        if listed and self.session.campaign_id is not None:
            PlaceDialog(self.session, self.session.campaign_id, listed, self).open()
        else:
            self.session.tell("Hãy chọn các đề nghị trong đợt ở danh sách bên dưới trước.")
