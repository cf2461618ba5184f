"""What is recorded of an obligation that is no registration, and what is done to any: extend, waive, remind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from db import board
from db.board import Cell
from db.registrations import CHANNELS
from db.vietnamese.dates import format_date
from desktop.ui.dialogs.record import RecordDialog, Values
from desktop.ui.operations import obligations as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_CHANNELS: Final = tuple(CHANNELS.items())

_RECEIPT: Final = (
    Field("day", "&Ngày nhận", Kind.DATE, required=True, width=200),
    Field("channel", "Nhận &qua", Kind.CHOICE, required=True, choices=_CHANNELS),
    Field("number", "&Số văn bản", hint="ví dụ 12/BC-TDP1"),
    Field("note", "Ghi &chú", Kind.LINES, lines=2),
)
_EXTENSION: Final = (
    Field("to", "&Gia hạn đến ngày", Kind.DATE, width=200, tooltip="Để trống là bỏ gia hạn"),
    Field("document", "&Theo văn bản", hint="ví dụ Công văn 45/UBND-VX"),
)
_WAIVER: Final = (
    Field("day", "&Miễn từ ngày", Kind.DATE, width=200, tooltip="Để trống là bỏ miễn"),
    Field("reason", "&Lý do", Kind.LINES, lines=2),
    Field("document", "&Theo văn bản"),
)
_REMINDER: Final = (
    Field("day", "&Ngày đôn đốc", Kind.DATE, required=True, width=200),
    Field("channel", "Đôn đốc &qua", Kind.CHOICE, required=True, choices=_CHANNELS),
    Field("number", "&Số văn bản"),
    Field("by_whom", "Người đôn đố&c"),
)


def shown(cells: Sequence[Cell]) -> str:
    """The obligations for a sentence: "báo cáo của Tổ dân phố 1" or how many there are."""
    if len(cells) == 1:
        return f"“{cells[0].requirement}” của {cells[0].unit or 'cơ quan'}"
    return f"{len(cells)} nghĩa vụ"


class ReceiptDialog(RecordDialog):
    """Records that a report, plan, pledge or dossier came in; what is recorded already can be taken back."""

    def __init__(self, session: Session, cell: Cell, parent: QWidget | None = None) -> None:
        name = shown([cell])
        due = f"Hạn {format_date(cell.status.due)}. " if cell.status.due else ""
        super().__init__(
            session,
            "Ghi nhận đã nộp",
            _RECEIPT,
            partial(_receive, cell.obligation_id, name),
            {"day": session.as_of, "channel": "letter"},
            parent,
            word="&Ghi nhận",
            intro=f"{name[0].upper()}{name[1:]}. {due}{cell.words}.",
        )
        self.setObjectName("receiptDialog")
        self._cell = cell
        found = board.receipts(session.con, cell.obligation_id)
        if found:
            lines = [f"{format_date(one.day)} {CHANNELS[one.channel]} {one.number}".strip() for one in found]
            self.body.insertWidget(1, QLabel("Đã ghi nhận: " + "; ".join(lines), self))
            take_back = QPushButton("&Bỏ ghi nhận", self)
            take_back.setObjectName("takeBack")
            take_back.setAutoDefault(False)
            take_back.clicked.connect(self._take_back)
            self.foot.insertWidget(0, take_back)

    def _take_back(self) -> None:
        self.working()
        operation = operations.take_back_receipt(self._cell.obligation_id, shown([self._cell]))
        self._session.run(operation, self._saved, self.refuse)


def _receive(obligation_id: int, name: str, values: Values) -> StoreOp[Any]:
    return operations.receive(
        obligation_id,
        values["day"],
        channel=values["channel"],
        number=values["number"] or "",
        note=values["note"] or "",
        shown=name,
    )


def extension_dialog(session: Session, cells: Sequence[Cell], parent: QWidget) -> RecordDialog:
    """Extend the obligations chosen, or take the extension back."""
    made = RecordDialog(
        session,
        "Gia hạn",
        _EXTENSION,
        partial(_extend, _ids(cells), shown(cells)),
        {"to": cells[0].extended_to},
        parent,
        intro=_intro(cells),
    )
    made.setObjectName("extensionDialog")
    return made


def _extend(ids: tuple[int, ...], name: str, values: Values) -> StoreOp[Any]:
    return operations.extend(ids, values["to"], values["document"] or "", name)


def waiver_dialog(session: Session, cells: Sequence[Cell], parent: QWidget) -> RecordDialog:
    """Release units from the obligations chosen, or take that back."""
    made = RecordDialog(
        session,
        "Miễn",
        _WAIVER,
        partial(_waive, _ids(cells), shown(cells)),
        {"day": session.as_of, "reason": cells[0].waiver_reason},
        parent,
        intro=_intro(cells),
    )
    made.setObjectName("waiverDialog")
    return made


def _waive(ids: tuple[int, ...], name: str, values: Values) -> StoreOp[Any]:
    return operations.waive(ids, values["day"], values["reason"] or "", values["document"] or "", name)


def reminder_dialog(session: Session, cells: Sequence[Cell], parent: QWidget) -> RecordDialog:
    """Record a reminder for every obligation chosen."""
    made = RecordDialog(
        session,
        "Đôn đốc",
        _REMINDER,
        partial(_remind, _ids(cells)),
        {"day": _today(session), "channel": "letter"},
        parent,
        word="&Ghi đã đôn đốc",
        intro=_intro(cells),
    )
    made.setObjectName("reminderDialog")
    return made


def _remind(ids: tuple[int, ...], values: Values) -> StoreOp[Any]:
    return operations.remind(
        ids,
        values["day"],
        channel=values["channel"],
        number=values["number"] or "",
        by_whom=values["by_whom"] or "",
    )


def _today(session: Session) -> dt.date:
    return session.as_of


def _ids(cells: Sequence[Cell]) -> tuple[int, ...]:
    return tuple(cell.obligation_id for cell in cells)


def _intro(cells: Sequence[Cell]) -> str:
    if len(cells) == 1:
        return f"{cells[0].unit}: {cells[0].requirement}. {cells[0].words}."
    names = ", ".join(cell.unit for cell in cells[:4])
    more = f" và {len(cells) - 4} đơn vị khác" if len(cells) > 4 else ""
    return f"{len(cells)} nghĩa vụ của {names}{more}."
