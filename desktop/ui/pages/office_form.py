"""The fields about the office and its signer, and what they look like on a paper: first run and tab Cơ quan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from db import organizations
from db.organizations import Organization
from desktop.ui.operations.office import OfficeFacts, SignerFacts
from desktop.ui.widgets.form import Field, Kind
from desktop.ui.widgets.paper_preview import PaperFacts

OFFICE_FIELDS: Final = (
    Field("name", "&Tên cơ quan", required=True, hint="Ủy ban nhân dân phường An Lạc"),
    Field("level", "&Cấp", Kind.CHOICE, required=True, choices=tuple(organizations.LEVELS.items())),
    Field(
        "place",
        "Địa &danh",
        required=True,
        hint="An Lạc",
        tooltip="Đứng trước ngày tháng trên văn bản. Ghi đầy đủ (“Phường Nguyễn Trãi”) khi tên là tên người, "
        "chữ số hoặc sự kiện lịch sử.",
    ),
    Field("parent_name", "Cơ quan cấp t&rên", hint="Ủy ban nhân dân thành phố …"),
    Field("province", "Tỉ&nh, thành phố"),
    Field("symbol", "Ký hiệu &văn bản", hint="UBND", tooltip="Phần sau “12/QĐ-” trong số văn bản."),
    Field("head_title", "Chức vụ người đứng đầ&u", hint="Chủ tịch"),
)
SIGNER_FIELDS: Final = (
    Field("signer", "&Họ tên người ký", required=True, hint="Nguyễn Văn An"),
    Field("signer_title", "Chức vụ n&gười ký", required=True, hint="Chủ tịch"),
    Field(
        "signature_form",
        "Hình thức &ký",
        Kind.CHOICE,
        required=True,
        choices=tuple(organizations.SIGNATURE_FORMS.items()),
    ),
)


def office_facts(values: Mapping[str, Any]) -> OfficeFacts:
    """The office as the form holds it."""
    return OfficeFacts(
        values["name"] or "",
        values["level"] or "",
        values["place"] or "",
        values["parent_name"] or "",
        values["province"] or "",
        values["symbol"] or "UBND",
        values["head_title"] or "Chủ tịch",
    )


def signer_facts(values: Mapping[str, Any]) -> SignerFacts:
    """The signer as the form holds it."""
    return SignerFacts(
        values["signer"] or "", values["signer_title"] or "", values["signature_form"] or "head"
    )


def office_values(office: Organization) -> dict[str, Any]:
    """The form's values of an office."""
    return {field.key: getattr(office, field.key) for field in OFFICE_FIELDS}


def paper_facts(office: OfficeFacts, signer: SignerFacts, day: dt.date) -> PaperFacts:
    """What a decision of this office would look like at its head and foot."""
    place = f"{office.place or '…'}, ngày … tháng … năm {day.year}"
    return PaperFacts(
        organizations.header_lines(office.name) if office.name else (),
        f"Số: …/QĐ-{office.symbol}",
        place,
        "QUYẾT ĐỊNH",
        organizations.signature_lines(signer.signature_form, signer.title, office.head_title),
        signer.name,
    )


def awarding_title(office: OfficeFacts) -> str:
    """Who awards, as the certificate prints it; empty while name or level is missing."""
    if not office.name or office.level not in organizations.LEVELS:
        return ""
    return Organization(
        0, office.name, (), office.place, "", "", office.level, office.symbol, "", office.head_title
    ).chairman_title
