"""The page of fields for the office's own Word templates, and the check that names a field which does not exist."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from db.errors import Refused
from desktop.documents.paper import (
    Annex,
    Article,
    Column,
    Header,
    Heading,
    Paper,
    Row,
    Signature,
    Table,
    paragraph,
)
from desktop.documents.paper_words import words

KIND = "office_fields"


@dataclass(frozen=True, slots=True)
class OfficeField:
    """One field: its name, what it holds, how it is written in a template."""

    name: str
    meaning: str
    example: str


def fields_of(kind: str) -> tuple[OfficeField, ...]:
    """Every field a template of this kind of paper may use: those of all papers, then the kind's own."""
    data = words(KIND)
    listed = {**data.value("all"), **data.value("own").get(kind, {})}
    return tuple(OfficeField(name, told["meaning"], told["example"]) for name, told in listed.items())


def check_template(kind: str, template: Path) -> tuple[str, ...]:
    """What is wrong with a template, a sentence each; empty when a paper of this kind can be filled into it.

    Each unknown field is named, with the one that was probably meant; then the template is filled once with a
    specimen, which finds what only filling can find.

    Raises:
        NotFound: there is no such template.
        BadInput: it is no Word file.
    """
    from desktop.documents import office_template

    known = {field.name for field in fields_of(kind)}
    unknown = sorted(_asked(template) - known)
    if unknown:
        return tuple(_unknown(name, known, template.name) for name in unknown)
    try:
        office_template.fill(specimen(kind), template)
    except Refused as refused:
        return (str(refused),)
    return ()


def _unknown(name: str, known: set[str], file: str) -> str:
    wording = words(KIND)
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    if near:
        return wording("unknown_near", file=file, field=name, near=near[0])
    return wording("unknown", file=file, field=name)


def _asked(template: Path) -> set[str]:
    """The names of fields a template asks for, whatever part of it they stand in."""
    from jinja2.exceptions import TemplateError

    from desktop.documents.office_template import environment, open_template

    made = open_template(template)
    try:
        return set(made.get_undeclared_template_variables(environment()))
    except (TemplateError, expat.ExpatError, SyntaxError, RecursionError):
        # Filling the specimen says in the officer's words what is wrong.
        return set()


def specimen(kind: str) -> Paper:
    """A paper that fills every field once, so that a template can be tried without a register."""
    table = Table((Column("STT", 1), Column("Họ và tên", 1)), (Row(("1", "Nguyễn Văn A")),))
    own: dict[str, Any] = words(KIND).value("own").get(kind, {})
    blocks = (
        paragraph("TÊN LOẠI", "title"),
        paragraph("Trích yếu", "summary"),
        paragraph("Kính gửi: Nơi nhận", "addressee"),
        paragraph("CHỦ TỊCH", "authority"),
        paragraph("Căn cứ …;", "basis"),
        Heading("I. MỤC"),
        Article(1, "Nội dung"),
        paragraph("Nội dung"),
        table,
    )
    return Paper(
        kind=kind,
        title="Văn bản mẫu",
        author="Cơ quan",
        header=Header(
            ("CƠ QUAN",), ("CƠ QUAN CHỦ QUẢN",), "Số: 01/QĐ", "V/v …", "Nơi, ngày 01 tháng 01 năm 2024"
        ),
        blocks=blocks,
        signatures=(Signature(("CHỦ TỊCH",), "Nguyễn Văn A"),),
        recipients=("Như trên", "Lưu: VT"),
        annexes=(Annex((paragraph("DANH SÁCH", "annex_title"), table)),),
        named=tuple((name, told["meaning"]) for name, told in own.items()),
    )
