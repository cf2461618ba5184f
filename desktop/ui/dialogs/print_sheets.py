"""What the officer says of printed sheets and of the stock of phôi: spoiled ones, what a run brought, in and out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from db import printing
from db.errors import BadInput
from db.printing import PrintRun
from desktop.ui.dialogs.record import RecordDialog, Values
from desktop.ui.models.sheets import SheetLine
from desktop.ui.operations import printing as operations
from desktop.ui.operations import stock as stock_operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind
from desktop.ui.widgets.money_field import NumberField

_NUMBER_WIDTH: Final = 120


def _reasons() -> tuple[tuple[str, str], ...]:
    return tuple((reason, reason) for reason in printing.spoil_reasons())


def spoiled_dialog(session: Session, lines: Sequence[SheetLine], parent: QWidget) -> RecordDialog:
    """Sheets that came out spoiled, and why."""
    ids = tuple(line.sheet.id for line in lines if line.sheet is not None)
    made = RecordDialog(
        session,
        "Ghi tờ hỏng",
        (Field("reason", "&Lý do hỏng", Kind.SUGGEST, required=True, choices=_reasons()),),
        partial(_spoil, ids),
        {},
        parent,
        word="&Ghi hỏng",
        intro=_named(lines),
    )
    made.setObjectName("spoiledDialog")
    return made


def _named(lines: Sequence[SheetLine]) -> str:
    told = ", ".join(f"tờ {line.ordinal} ({line.name})" for line in lines[:4])
    more = f" và {len(lines) - 4} tờ nữa" if len(lines) > 4 else ""
    return f"{told[:1].upper()}{told[1:]}{more}."


def _spoil(ids: tuple[int, ...], values: Values) -> StoreOp[Any]:
    return operations.mark_spoiled(ids, values["reason"])


class RunResultDialog(RecordDialog):
    """After a jam or a power cut: which sheet was the last good one; the sheets after it did not come out good.

    A run nobody closed is closed by it; of a closed one the sheets after the last good one are spoiled.
    """

    def __init__(
        self,
        session: Session,
        run: PrintRun,
        lines: Sequence[SheetLine],
        shown: str,
        parent: QWidget | None = None,
    ) -> None:
        self._run, self._lines = run, tuple(lines)
        total = len(self._lines)
        fields = [
            Field("last", "Tờ &cuối cùng in tốt là số", Kind.NUMBER, required=True, width=_NUMBER_WIDTH)
        ]
        if run.open:
            fields.append(Field("spoiled", "&Số tờ hỏng sau tờ đó", Kind.NUMBER, width=_NUMBER_WIDTH))
        fields.append(Field("reason", "&Lý do hỏng", Kind.SUGGEST, choices=_reasons(), hint="ví dụ Kẹt giấy"))
        told = "Đợt in này chưa ghi kết quả" if run.open else "Đợt in này đã ghi kết quả"
        super().__init__(
            session,
            "Kết quả đợt in",
            tuple(fields),
            partial(_result, run, total, shown),
            {"last": total, "spoiled": 0},
            parent,
            word="&Ghi kết quả",
            intro=f"{told}: quyết định {shown}, {total} tờ. Nếu không tờ nào in tốt thì ghi số 0.",
        )
        self.setObjectName("runResultDialog")
        self._told = QLabel(self)
        self._told.setObjectName("lastGoodName")
        self._told.setWordWrap(True)
        self.body.addWidget(self._told)
        last = self.form.editor("last")
        assert isinstance(last, NumberField)
        # While it is typed: the name tells at once whether the right sheet was counted.
        last.edit.textChanged.connect(self._show)
        self._show()

    def _show(self, _text: str = "") -> None:
        last = self.form.values()["last"]
        if last is None or last > len(self._lines):
            self._told.clear()
            return
        good = f"Tờ {last}: {self._lines[last - 1].name}." if last else "Không tờ nào in tốt."
        after = self._lines[last:]
        rest = f" Từ tờ {last + 1} ({after[0].name}) còn phải in." if after else " Mọi tờ đều tốt."
        self._told.setText(good + rest)


def _result(run: PrintRun, total: int, shown: str, values: Values) -> StoreOp[Any]:
    last, bad, reason = values["last"], values.get("spoiled") or 0, values["reason"] or ""
    if last > total:
        raise BadInput(f"Đợt in này có {total} tờ; hãy ghi số của tờ cuối cùng in tốt từ 0 đến {total}.")
    if not run.open:
        if last == total:
            raise BadInput("Tờ cuối của đợt in đã tốt, không có tờ hỏng nào để ghi; hãy ghi số nhỏ hơn.")
        return operations.spoil_from(run.id, last + 1, reason)
    if bad > total - last:
        raise BadInput(f"Sau tờ {last} chỉ còn {total - last} tờ; hãy ghi lại số tờ hỏng.")
    return operations.finish(run.id, last, dict.fromkeys(range(last + 1, last + 1 + bad), reason), shown)


def stock_dialog(
    session: Session, known: Sequence[str], name: str, parent: QWidget, *, coming_in: bool
) -> RecordDialog:
    """Sheets that came in, or went out otherwise than through the printer."""
    title = "Nhập phôi" if coming_in else "Xuất phôi"
    fields = (
        Field("name", "Loại &phôi", Kind.SUGGEST, required=True, choices=tuple((one, one) for one in known)),
        Field("count", "&Số tờ", Kind.NUMBER, required=True, width=_NUMBER_WIDTH),
        Field("day", "&Ngày", Kind.DATE, required=True, width=200),
        Field(
            "reason",
            "&Lý do",
            hint="ví dụ Mua theo hóa đơn số 12" if coming_in else "ví dụ Trả lại kho, rách ướt",
            required=not coming_in,
        ),
    )
    made = RecordDialog(
        session,
        title,
        fields,
        partial(_move, coming_in),
        {"name": name or None, "day": session.as_of},
        parent,
        word="&Ghi nhập" if coming_in else "&Ghi xuất",
    )
    made.setObjectName("stockDialog")
    return made


def _move(coming_in: bool, values: Values) -> StoreOp[Any]:
    move = stock_operations.stock_in if coming_in else stock_operations.stock_out
    day: dt.date = values["day"]
    return move(values["name"], values["count"], day, values["reason"] or "")
