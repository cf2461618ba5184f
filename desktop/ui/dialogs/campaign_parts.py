"""The smaller dialogs of a drive: its facts, phases, award lines, targets, tasks and papers."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from db import catalogues, units
from db.campaigns import (
    DOCUMENT_ROLES,
    DOCUMENT_TYPES,
    MODES,
    WINDOW_MODES,
    AwardDraft,
    Campaign,
    CampaignAward,
    DocumentDraft,
    PhaseDraft,
)
from db.errors import BadInput
from db.statistics import LAUNCH_LEVELS, SCOPE_LEVELS
from db.targets import KINDS as TARGET_KINDS
from db.targets import TargetDraft, TaskDraft
from db.vietnamese.numbers import parse_decimal
from desktop.ui.dialogs.campaign import wrong_year, year_of
from desktop.ui.dialogs.record import RecordDialog, Values
from desktop.ui.operations import campaigns as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_INTRO: Final = "Cấp phát động và phạm vi tổ chức quyết định hàng, cột của phong trào trong Biểu 0601."


def _levels(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The levels to choose from; our own is what stands where nothing was said."""
    return tuple((key, word) for key, word in words.items() if key != "own")


_FACTS: Final = (
    Field("title", "&Tên phong trào", Kind.LINES, required=True, lines=2),
    Field("short_title", "Tên &gọi tắt"),
    Field("mode", "&Hình thức tổ chức", Kind.CHOICE, required=True, choices=tuple(MODES.items())),
    Field("theme", "&Chủ đề", Kind.LINES, lines=2),
    Field("scope", "&Phạm vi"),
    Field("start_on", "&Bắt đầu", Kind.PARTIAL_DATE, width=260),
    Field("end_on", "&Kết thúc", Kind.PARTIAL_DATE, width=260),
    Field("launch_level", "Cấp phát độ&ng", Kind.CHOICE, choices=_levels(LAUNCH_LEVELS)),
    Field("scope_level", "Phạ&m vi tổ chức", Kind.CHOICE, choices=_levels(SCOPE_LEVELS)),
    Field("note", "Gh&i chú", Kind.LINES, lines=2),
)
_PHASE: Final = (
    Field("name", "&Tên đợt, giai đoạn", required=True),
    Field("start_date", "Từ n&gày", Kind.DATE, width=200),
    Field("end_date", "Đế&n ngày", Kind.DATE, width=200),
)
_CLOSE: Final = (Field("day", "&Ngày kết thúc", Kind.DATE, required=True, width=200),)
_TASK: Final = (
    Field("what", "&Nhiệm vụ", Kind.LINES, required=True, lines=3),
    Field("who", "&Ai làm"),
    Field("due_date", "&Xong trước ngày", Kind.DATE, width=200),
)
_DOCUMENT: Final = (
    Field("role", "&Vai trò", Kind.CHOICE, required=True, choices=tuple(DOCUMENT_ROLES.items())),
    Field("type", "&Loại văn bản", Kind.CHOICE, required=True, choices=tuple(DOCUMENT_TYPES.items())),
    Field("number", "&Số, ký hiệu"),
    Field("day", "&Ngày ban hành", Kind.PARTIAL_DATE, width=260),
    Field("issuer", "&Cơ quan ban hành"),
    Field("summary", "&Trích yếu", Kind.LINES, lines=2),
)
_OBJECTS: Final = {"individual": "Cá &nhân", "collective": "&Tập thể", "household": "Hộ &gia đình"}
_QUOTAS: Final = {
    "quota_individual": "Số lượng cá nhân",
    "quota_collective": "Số lượng tập thể",
    "quota_household": "Số lượng hộ gia đình",
    "quota_total": "Tổng số lượng",
}
_TEXTS: Final = {
    "criteria": "T&iêu chuẩn",
    "citation_individual": "Nội dung khen cá nhân",
    "citation_collective": "Nội dung khen tập thể",
    "citation_household": "Nội dung khen hộ gia đình",
}


def facts_dialog(session: Session, campaign: Campaign, parent: QWidget) -> RecordDialog:
    """Change what a drive is called, when it runs and whom it is for."""
    values = {field.key: getattr(campaign, field.key) for field in _FACTS}
    for key in ("launch_level", "scope_level"):
        values[key] = "" if values[key] == "own" else values[key]
    make = partial(_change_facts, campaign.id)
    return _named(
        RecordDialog(session, "Sửa thông tin phong trào", _FACTS, make, values, parent, intro=_INTRO),
        "factsDialog",
    )


def _change_facts(campaign_id: int, values: Values) -> StoreOp[Any]:
    return operations.change_facts(
        campaign_id, {**values, "title": " ".join((values["title"] or "").split())}
    )


def close_dialog(session: Session, campaign: Campaign, parent: QWidget) -> RecordDialog:
    """Close a drive on a day."""
    return _named(
        RecordDialog(
            session,
            "Kết thúc phong trào",
            _CLOSE,
            partial(_close, campaign.id),
            {"day": session.as_of},
            parent,
            word="&Kết thúc phong trào",
            intro="Phong trào đã kết thúc không giao việc cho đơn vị mới; số liệu giữ nguyên và có thể mở lại.",
        ),
        "closeDialog",
    )


def _close(campaign_id: int, values: Values) -> StoreOp[Any]:
    return operations.close(campaign_id, values["day"])


def phase_dialog(session: Session, campaign_id: int, parent: QWidget) -> RecordDialog:
    """Add a phase."""
    make = partial(_add_phase, campaign_id)
    return _named(RecordDialog(session, "Thêm đợt, giai đoạn", _PHASE, make, None, parent), "phaseDialog")


def _add_phase(campaign_id: int, values: Values) -> StoreOp[Any]:
    draft = PhaseDraft(values["name"] or "", values["start_date"], values["end_date"])
    return operations.add_phase(campaign_id, draft)


def award_dialog(
    session: Session, campaign_id: int, award: CampaignAward | None, parent: QWidget
) -> RecordDialog:
    """Add an award line (None) or change one."""
    forms = tuple({form.code: form.name for form in catalogues.award_forms(session.con)}.items())
    values: dict[str, Any] = {"authority_level": "commune", "window_mode": "within", "form_code": "giay_khen"}
    values |= dict.fromkeys(_OBJECTS, True)
    if award is not None:
        values = {name: getattr(award, name) for name in AwardDraft.__slots__}
        values |= {kind: kind in award.object_kinds for kind in _OBJECTS}
        values["min_direct_percent"] = award.min_direct_percent
        for name in ("window_start", "window_end"):
            values[name] = str(values[name]) if values[name] else None
    return _named(
        RecordDialog(
            session,
            "Sửa dòng khen thưởng" if award else "Thêm dòng khen thưởng",
            _award_fields(forms),
            partial(_save_award, campaign_id, award, dict(forms)),
            values,
            parent,
            width=680,
        ),
        "awardDialog",
    )


def _award_fields(forms: tuple[tuple[str, str], ...]) -> tuple[Field, ...]:
    return (
        Field("form_code", "&Hình thức", Kind.CHOICE, required=True, choices=forms),
        Field("form_name", "Tên như trong &kế hoạch", hint="Để trống là tên của hình thức"),
        Field("authority", "Người &quyết định", hint="ví dụ: Chủ tịch UBND phường"),
        Field(
            "authority_level", "Cấ&p", Kind.CHOICE, required=True, choices=tuple(catalogues.LEVELS.items())
        ),
        *(Field(key, word, Kind.CHECK) for key, word in _OBJECTS.items()),
        Field("window_start", "&Xét thành tích từ năm", check=wrong_year, width=120),
        Field("window_end", "đến nă&m", check=wrong_year, width=120),
        Field(
            "window_mode", "&Cách tính năm", Kind.CHOICE, required=True, choices=tuple(WINDOW_MODES.items())
        ),
        Field("window_years", "Số năm &liên tục", Kind.NUMBER, width=120),
        Field("quote", "Câu trong kế hoạch", Kind.LINES, lines=2),
        *(Field(key, word, Kind.NUMBER, width=120) for key, word in _QUOTAS.items()),
        Field(
            "min_direct_percent",
            "Người trực tiếp, ít nhất (%)",
            Kind.NUMBER,
            width=120,
            tooltip="Tỷ lệ tối thiểu cá nhân trực tiếp lao động, công tác trong số cá nhân được đề nghị",
        ),
        *(Field(key, word, Kind.LINES, lines=2) for key, word in _TEXTS.items()),
    )


def _save_award(
    campaign_id: int, old: CampaignAward | None, forms: dict[str, str], values: Values
) -> StoreOp[Any]:
    kinds = tuple(kind for kind in _OBJECTS if values[kind])
    if not kinds:
        raise BadInput("Chưa chọn đối tượng được khen; hãy chọn cá nhân, tập thể hoặc hộ gia đình.")
    quotas: dict[str, Any] = {key: values[key] for key in _QUOTAS}
    texts: dict[str, Any] = {key: values[key] or "" for key in _TEXTS}
    draft = AwardDraft(
        form_code=values["form_code"],
        form_name=values["form_name"] or forms[values["form_code"]],
        authority=values["authority"] or "",
        authority_level=values["authority_level"],
        object_kinds=kinds,
        window_start=year_of(values["window_start"]),
        window_end=year_of(values["window_end"]),
        window_mode=values["window_mode"],
        window_years=values["window_years"],
        quote=values["quote"] or "",
        **quotas,
        **texts,
    )
    return operations.save_award(
        campaign_id, draft, old.id if old else None, min_direct=values["min_direct_percent"]
    )


def target_dialog(session: Session, campaign_id: int, parent: QWidget) -> RecordDialog:
    """Add a target of the office or of one unit."""
    owners = ((0, "Cả cơ quan"), *((unit.id, unit.name) for unit in units.list_units(session.con)))
    fields = (
        Field("name", "&Chỉ tiêu", Kind.LINES, required=True, lines=2),
        Field("value", "&Giá trị cả năm", required=True, check=_wrong_number, width=200),
        Field("measure", "Đơn vị &tính", width=200),
        Field("kind", "Cách đá&nh giá", Kind.CHOICE, required=True, choices=tuple(TARGET_KINDS.items())),
        Field("unit_id", "Gia&o cho", Kind.CHOICE, required=True, choices=owners),
        Field("due_on", "&Hoàn thành", Kind.PARTIAL_DATE, width=260),
    )
    values = {"kind": "cumulative", "unit_id": 0}
    make = partial(_add_target, campaign_id)
    return _named(RecordDialog(session, "Thêm chỉ tiêu", fields, make, values, parent), "targetDialog")


def _wrong_number(text: str) -> str:
    return "" if parse_decimal(text) is not None else "Hãy nhập số, ví dụ 2.500 hoặc 12,5."


def _add_target(campaign_id: int, values: Values) -> StoreOp[Any]:
    value = parse_decimal(values["value"])
    assert value is not None
    draft = TargetDraft(
        " ".join(values["name"].split()),
        value,
        values["measure"] or "",
        values["kind"],
        values["unit_id"] or None,
        values["due_on"],
    )
    return operations.add_target(campaign_id, draft)


def task_dialog(session: Session, campaign_id: int, parent: QWidget) -> RecordDialog:
    """Add a task."""
    make = partial(_add_task, campaign_id)
    return _named(RecordDialog(session, "Thêm nhiệm vụ", _TASK, make, None, parent), "taskDialog")


def _add_task(campaign_id: int, values: Values) -> StoreOp[Any]:
    draft = TaskDraft(values["who"] or "", values["what"] or "", values["due_date"])
    return operations.add_task(campaign_id, draft)


def document_dialog(session: Session, campaign_id: int, parent: QWidget) -> RecordDialog:
    """Record a paper of the drive."""
    make = partial(_add_document, campaign_id)
    values = {"role": "guidance", "type": "letter"}
    return _named(RecordDialog(session, "Thêm văn bản", _DOCUMENT, make, values, parent), "documentDialog")


def _add_document(campaign_id: int, values: Values) -> StoreOp[Any]:
    draft = DocumentDraft(
        role=values["role"],
        type=values["type"],
        number=values["number"],
        day=values["day"],
        issuer=values["issuer"] or "",
        summary=values["summary"] or "",
    )
    return operations.add_document(campaign_id, draft)


def _named(dialog: RecordDialog, name: str) -> RecordDialog:
    dialog.setObjectName(name)
    return dialog
