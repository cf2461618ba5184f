"""The fields of a registration and what is asked when one is returned, replaced or reported on."""

from __future__ import annotations

from typing import Any, Final

from db.registrations import CHANNELS, KINDS, STATUSES, Registration
from desktop.ui.models.table import Column
from desktop.ui.widgets.form import Field, Kind

MAIN: Final = (
    Field("kind", "&Loại", Kind.CHOICE, required=True, choices=tuple(KINDS.items())),
    Field("title", "&Tên mô hình, công trình", required=True),
    Field("content", "Nội &dung", Kind.LINES, lines=2),
    Field("place", "Đị&a điểm"),
    Field("received_date", "Ngày &nhận đăng ký", Kind.DATE, required=True, width=200),
    Field("channel", "Nhận &qua", Kind.CHOICE, required=True, choices=tuple(CHANNELS.items())),
    Field("number", "&Số văn bản"),
    Field("document_date", "Ngày văn &bản", Kind.DATE, width=200),
    Field("planned_budget", "Dự kiến: ngân sá&ch", Kind.MONEY),
    Field("planned_people", "Dự kiến: Nhân dân đón&g góp", Kind.MONEY),
    Field("planned_other", "Dự kiến: nguồn &khác", Kind.MONEY),
    Field("finish_on", "Dự kiến h&oàn thành", Kind.PARTIAL_DATE, width=260),
)
RESULT: Final = (
    Field("status", "&Trạng thái", Kind.CHOICE, required=True, choices=tuple(STATUSES.items())),
    Field("start_on", "&Bắt đầu", Kind.PARTIAL_DATE, width=260),
    Field("final_budget", "Thực hiện: ngân sá&ch", Kind.MONEY),
    Field("final_people", "Thực hiện: Nhân dân đóng gó&p", Kind.MONEY),
    Field("final_other", "Thực hiện: nguồn &khác", Kind.MONEY),
    Field("labour_days", "N&gày công", Kind.NUMBER, unit="ngày"),
    Field("land_m2", "Đất hiế&n", Kind.NUMBER, unit="m²"),
    Field("beneficiaries", "Người hưởng &lợi"),
    Field("awaits_paper", "Còn chờ văn bản giấy", Kind.CHECK),
    Field("note", "Ghi chú", Kind.LINES, lines=2),
)
RETURN: Final = (
    Field("day", "&Ngày trả lại", Kind.DATE, required=True, width=200),
    Field("reason", "&Lý do", Kind.LINES, required=True, lines=3),
)
PROGRESS: Final = (
    Field("day", "&Ngày", Kind.DATE, required=True, width=200),
    Field("note", "&Nội dung tiến độ", Kind.LINES, required=True, lines=3),
)

_TEXTS: Final = ("content", "place", "number", "beneficiaries", "note")


def values_of(registration: Registration) -> dict[str, Any]:
    """What the forms show of a registration."""
    return {field.key: getattr(registration, field.key) for field in (*MAIN, *RESULT)}


def facts_of(values: dict[str, Any]) -> dict[str, object]:
    """What the register takes: empty texts instead of nothing."""
    return {key: ("" if value is None and key in _TEXTS else value) for key, value in values.items()}


def _kind(registration: Registration) -> str:
    return KINDS[registration.kind]


def _title(registration: Registration) -> str:
    return registration.title


def _received(registration: Registration) -> object:
    return registration.received_date


def _status(registration: Registration) -> str:
    return registration.shown_status


COLUMNS: Final[tuple[Column[Registration], ...]] = (
    Column("kind", "Loại", _kind, width=84),
    Column("title", "Tên", _title, width=130, stretch=True),
    Column("received", "Ngày nhận", _received, width=104),
    Column("status", "Trạng thái", _status, width=104, tooltip=_status),
)
