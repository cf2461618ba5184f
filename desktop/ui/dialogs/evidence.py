"""One piece of evidence: the year or years, what, and the paper that proves it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from db import catalogues
from db.catalogues import AWARD_TYPES
from db.dossiers import EVIDENCE_KINDS, Evidence
from desktop.ui.dialogs import files
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import nominations as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.nominations import EvidenceDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_YEARS: Final = re.compile(r"(\d{4})(?:\s*[-–—]\s*(\d{4}))?")
EVIDENCE_FILES: Final = (
    "Tệp minh chứng (*.pdf *.jpg *.jpeg *.png *.docx *.doc *.xlsx *.xls)",
    "Mọi tệp (*)",
)


def parse_years(text: str) -> tuple[int, int] | None:
    """The years typed: "2019" or "2019 – 2021"; None when it is not written like them."""
    found = _YEARS.fullmatch(text.strip())
    if not found:
        return None
    first = int(found[1])
    return first, int(found[2] or first)


def _check_years(text: str) -> str:
    years = parse_years(text)
    if years is None or years[0] > years[1]:
        return "Hãy ghi năm dạng 2019 hoặc 2019 – 2021."
    return ""


_RATINGS: Final = (
    ("", "Theo nội dung"),
    ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
    ("good", "Hoàn thành tốt nhiệm vụ"),
    ("done", "Hoàn thành nhiệm vụ"),
    ("poor", "Không hoàn thành nhiệm vụ"),
)
_SCOPES: Final = (
    ("", "Theo nội dung"),
    ("unit", "Cơ sở"),
    ("province", "Bộ, ban, ngành, tỉnh"),
    ("national", "Toàn quốc"),
)
_TYPES: Final = tuple((key, words) for key, words in AWARD_TYPES.items() if key)
_AWARDED: Final = ("title", "certificate")
FIELDS: Final = (
    Field("years", "&Năm", required=True, hint="2019 hoặc 2019 – 2021", check=_check_years, width=200),
    Field("what", "Nội &dung", required=True, hint="ví dụ: Chiến sĩ thi đua cơ sở"),
    Field("kind", "L&oại", Kind.CHOICE, required=True, choices=tuple(EVIDENCE_KINDS.items())),
    Field("form_code", "&Hình thức", Kind.CHOICE, tooltip="Danh hiệu, hình thức tính vào điều kiện"),
    Field(
        "award_type",
        "Loạ&i hình",
        Kind.CHOICE,
        choices=(("", "Chưa rõ"), *_TYPES),
        tooltip="Chỉ khen công trạng được tính vào điều kiện khen công trạng",
    ),
    Field("rating", "&Mức xếp loại", Kind.CHOICE, choices=_RATINGS),
    Field("scope", "&Phạm vi", Kind.CHOICE, choices=_SCOPES),
    Field("number", "&Số văn bản", hint="ví dụ: 12/QĐ-UBND"),
    Field("document_on", "N&gày văn bản", Kind.PARTIAL_DATE),
    Field("issuer", "&Cơ quan ban hành"),
    Field("note", "Ghi chú", Kind.LINES, lines=2),
)


class EvidenceDialog(AwardDialog):
    """Adds a piece of evidence to a nomination, or changes one."""

    def __init__(
        self,
        session: Session,
        nomination_id: int,
        name: str,
        piece: Evidence | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = "Sửa minh chứng" if piece else "Thêm minh chứng"
        forms = {form.code: form.name for form in catalogues.award_forms(session.con)}
        if piece is not None and piece.form_code:
            forms.setdefault(piece.form_code, piece.form_code)
        chosen = (("", "Theo nội dung"), *forms.items())
        fields = [replace(one, choices=chosen) if one.key == "form_code" else one for one in FIELDS]
        super().__init__(session, f"{title} – {name}", "&Lưu minh chứng", fields, parent)
        self.setObjectName("evidenceDialog")
        self._nomination_id = nomination_id
        self._name = name
        self._piece = piece
        self._file: Path | None = None
        self._build_file()
        values: dict[str, Any] = {"kind": "certificate", "form_code": "", "award_type": ""}
        if piece is not None:
            values = {field.key: getattr(piece, field.key, "") for field in FIELDS}
            values |= {self._grade_field(piece.kind): piece.grade}
        self.form.set_values(values)
        self.form.changed.connect(self._follow)
        self._follow("kind")
        self.focus_of("years").setFocus()

    @staticmethod
    def _grade_field(kind: str) -> str:
        return "scope" if kind == "initiative" else "rating"

    def _follow(self, key: str) -> None:
        """Only what its kind asks for."""
        if key != "kind":
            return
        kind = self.form.values()["kind"]
        for field in ("form_code", "award_type"):
            self.form.set_field_visible(field, visible=kind in _AWARDED)
        self.form.set_field_visible("rating", visible=kind == "rating")
        self.form.set_field_visible("scope", visible=kind == "initiative")

    def _build_file(self) -> None:
        row = QHBoxLayout()
        choose = QPushButton("Chọn &tệp đính kèm…", self)
        choose.setObjectName("chooseFile")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_file)
        attached = self._piece is not None and self._piece.attachment_id is not None
        self._file_name = QLabel("Đã có tệp đính kèm" if attached else "Chưa có tệp đính kèm", self)
        self._file_name.setProperty("role", "muted")
        row.addWidget(choose)
        row.addWidget(self._file_name, 1)
        self.body.addLayout(row)

    def _choose_file(self) -> None:
        files.choose_source(self, "Chọn tệp minh chứng", EVIDENCE_FILES, self.attach)

    def attach(self, path: str) -> None:
        """Take a file; it is stored when the evidence is."""
        self._file = Path(path)
        self._file_name.setText(self._file.name)

    def _grade(self, values: Mapping[str, Any]) -> str:
        graded = values["kind"] in ("rating", "initiative")
        return (values[self._grade_field(values["kind"])] or "") if graded else ""

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Add or change."""
        years = parse_years(values["years"])
        assert years is not None
        draft = EvidenceDraft(
            year_from=years[0],
            year_to=years[1],
            kind=values["kind"],
            what=values["what"],
            number=values["number"] or "",
            document_on=values["document_on"],
            issuer=values["issuer"] or "",
            note=values["note"] or "",
            file=self._file,
            form_code=(values["form_code"] or "") if values["kind"] in _AWARDED else "",
            award_type=(values["award_type"] or "") if values["kind"] in _AWARDED else "",
            grade=self._grade(values),
        )
        if self._piece is None:
            return operations.add_evidence(self._nomination_id, draft, self._name)
        return operations.change_evidence(self._piece.id, draft, self._name)
