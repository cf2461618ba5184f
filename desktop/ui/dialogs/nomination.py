"""Putting somebody forward, or correcting a nomination: who, for which award line, with which citation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QWidget

from db import award_rounds, campaigns, catalogues, nominations, people, units
from db.campaigns import CampaignAward
from db.nominations import Nomination
from db.people import Subject
from db.vietnamese.honorifics import guess_honorific, honorifics
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.dialogs.award_round import TYPES, year_field
from desktop.ui.operations import nominations as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.nominations import NominationDraft
from desktop.ui.operations.people import SubjectDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_PERSONAL: Final = ("honorific", "birth_on", "sex", "position")
_USUAL: Final = "giay_khen"
_YEARLY: Final = ("merit", "contribution", "seniority")
"""Loại hình judged by years of one's work, not by the years of a drive."""


def award_line_words(line: CampaignAward) -> str:
    """An award line in a list: form and authority."""
    return f"{line.form_name} – {line.authority}" if line.authority else line.form_name


class NominationDialog(AwardDialog):
    """Adds or changes one nomination. ``saved`` carries its id after the commit."""

    saved = Signal(int)

    def __init__(
        self,
        session: Session,
        campaign_id: int,
        nomination: Nomination | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._campaign_id = campaign_id
        self._nomination = nomination
        self._lines = {line.id: line for line in campaigns.awards(session.con, campaign_id)}
        self._forms = _forms(session) if not self._lines else ()
        kept = nomination.award_round_id if nomination else None
        self._rounds = tuple(
            (one.id, one.shown)
            for one in award_rounds.list_rounds(session.con, campaign_id)
            if one.open_on(session.as_of) or one.id == kept
        )
        title = "Sửa đề nghị khen thưởng" if nomination else "Thêm đề nghị khen thưởng"
        super().__init__(session, title, "&Lưu đề nghị", self._fields(session), parent, width=640)
        self.setObjectName("nominationDialog")
        self.let_scroll()
        self.form.set_field_visible("round", visible=bool(self._rounds))
        self._again = False
        if nomination is None:
            self._add_again_button()
        self.form.changed.connect(self._on_changed)
        self.form.set_values(self._first_values())
        self._on_changed("kind")
        self._show_guess()
        self.focus_of("name").setFocus()

    def _fields(self, session: Session) -> tuple[Field, ...]:
        own = units.list_units(session.con)
        lines = tuple((line.id, award_line_words(line)) for line in self._lines.values())
        return (
            Field("kind", "L&oại đối tượng", Kind.CHOICE, required=True, choices=tuple(people.KINDS.items())),
            Field("name", "&Họ tên / tên tập thể", required=True),
            Field(
                "honorific",
                "&Danh xưng",
                Kind.SUGGEST,
                choices=tuple((h.text, h.text) for h in honorifics()),
                tooltip="Để trống thì chương trình đoán theo giới tính, họ tên khi lập quyết định",
            ),
            Field("birth_on", "Ngày &sinh", Kind.PARTIAL_DATE),
            Field("sex", "&Giới tính", Kind.CHOICE, choices=(("", "Chưa ghi"), *people.SEXES.items())),
            Field("position", "Chứ&c vụ"),
            Field(
                "unit_id", "Đơn &vị", Kind.CHOICE, choices=((0, "(không có)"), *((u.id, u.name) for u in own))
            ),
            Field("address", "Đị&a chỉ", hint="in dưới tên trên Giấy khen, nếu ghi"),
            Field(
                "line",
                "Hình thức kh&en",
                Kind.CHOICE,
                required=True,
                choices=lines or self._forms,
            ),
            Field("award_type", "Loạ&i hình", Kind.CHOICE, required=True, choices=TYPES),
            Field("round", "Đợt &khen", Kind.CHOICE, choices=((0, "(không xếp đợt)"), *self._rounds)),
            year_field("judged_year", "Năm &xét"),
            Field("citation", "Thà&nh tích", Kind.LINES, lines=3),
            Field("summary", "&Tóm tắt", Kind.LINES, lines=2, hint="thành tích nổi bật, số liệu (không in)"),
            Field("submitted_date", "Ngà&y nộp", Kind.DATE, tooltip="Để trống: đề nghị còn là dự thảo"),
        )

    def _add_again_button(self) -> None:
        again = QPushButton("Lưu và thê&m tiếp", self)
        again.setObjectName("acceptAndAgain")
        again.setAutoDefault(False)
        again.clicked.connect(self._submit_again)
        self.foot.insertWidget(1, again)

    def _first_values(self) -> dict[str, Any]:
        n = self._nomination
        if n is None:
            choices: list[Any] = list(self._lines) or [form for form, _ in self._forms]
            usual = award_rounds.usual_round(self.session.con, self._campaign_id, self.session.as_of)
            return {
                "kind": "individual",
                "line": choices[0] if choices else None,
                "unit_id": 0,
                "sex": "",
                "award_type": nominations.usual_type(self.session.con, self._campaign_id),
                "round": usual.id if usual else 0,
            }
        s: Subject = n.subject
        return {
            "kind": s.kind,
            "name": s.name,
            "honorific": s.honorific,
            "birth_on": s.birth_on,
            "sex": s.sex or "",
            "position": s.position,
            "unit_id": s.unit_id or n.proposing_unit_id or 0,
            "address": s.address,
            "line": n.campaign_award_id if self._lines else n.form_code,
            "award_type": n.award_type,
            "round": n.award_round_id or 0,
            "judged_year": n.judged_year,
            "citation": n.own_citation,
            "summary": n.summary,
            "submitted_date": n.submitted_date,
        }

    # ------------------------------------------------------------ what depends on what

    def _on_changed(self, key: str) -> None:
        if key in ("kind", "award_type"):
            yearly = self.form.values()["award_type"] in _YEARLY
            self.form.set_field_visible("judged_year", visible=yearly)
        if key in ("kind", "line"):
            kind = self.form.values()["kind"]
            for field in _PERSONAL:
                shown = kind == "individual" or (field == "honorific" and kind == "household")
                self.form.set_field_visible(field, visible=shown)
            self._show_default_citation()
        if key in ("name", "sex", "kind", "honorific"):
            self._show_guess()

    def _show_default_citation(self) -> None:
        values = self.form.values()
        line = self._lines.get(values["line"])
        default = line.citation(values["kind"] or "individual") if line else ""
        field = self.focus_of("citation")
        assert isinstance(field, QPlainTextEdit)
        field.setPlaceholderText(f"Để trống: {default}" if default else "")

    def _show_guess(self) -> None:
        """The guess stands as a grey hint only: what is typed, or nothing, is what is written."""
        values = self.form.values()
        guess = guess_honorific(values["name"] or "", values["sex"] or None)
        box = self.focus_of("honorific")
        assert isinstance(box, QComboBox)
        edit = box.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(f"để trống: {guess}" if guess else "chưa rõ, hãy chọn hoặc ghi")

    # ------------------------------------------------------------ writing

    def draft(self) -> NominationDraft:
        """The nomination as typed."""
        values = self.form.values()
        personal = values["kind"] == "individual"
        subject = SubjectDraft(
            kind=values["kind"],
            name=values["name"],
            honorific=(values["honorific"] or "") if values["kind"] != "collective" else "",
            birth_on=values["birth_on"] if personal else None,
            sex=(values["sex"] or None) if personal else None,
            position=(values["position"] or "") if personal else "",
            unit_id=values["unit_id"] or None,
            address=values["address"] or "",
        )
        return NominationDraft(
            subject=subject,
            campaign_id=self._campaign_id,
            campaign_award_id=values["line"] if self._lines else None,
            form_code="" if self._lines else values["line"],
            citation=values["citation"],
            summary=values["summary"] or "",
            submitted_date=values["submitted_date"],
            award_type=values["award_type"],
            award_round_id=values["round"] or None,
            judged_year=values["judged_year"] if values["award_type"] in _YEARLY else None,
        )

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Put forward, or change."""
        if self._nomination is None:
            return operations.nominate(self.draft())
        return operations.change(self._nomination.id, self._nomination.subject.id, self.draft())

    def _submit_again(self) -> None:
        self._again = True
        self.submit()
        self._again = self._again and not self.accept_button.isEnabled()

    def succeed(self, result: object = None) -> None:
        """Written: tell which, and close or go on with the next name."""
        known = self._nomination.id if self._nomination else int(str(result))
        self.saved.emit(known)
        if not self._again:
            super().succeed(result)
            return
        self._again = False
        kept = {key: value for key, value in self.form.values().items() if key in _KEPT}
        self.form.set_values(kept)
        self.accept_button.setEnabled(True)
        self._show_guess()
        self.focus_of("name").setFocus()

    def refuse(self, sentence: str) -> None:
        """Not written: everything typed stays."""
        self._again = False
        super().refuse(sentence)


_KEPT: Final = (
    "kind",
    "unit_id",
    "line",
    "award_type",
    "round",
    "judged_year",
    "citation",
    "submitted_date",
    "sex",
)


def _forms(session: Session) -> tuple[tuple[str, str], ...]:
    """Forms of the catalogue, Giấy khen first, for a drive whose award lines nobody wrote down."""
    found = catalogues.award_forms(session.con, session.as_of)
    found.sort(key=lambda form: (form.category != "form", form.code != _USUAL))
    return tuple((form.code, form.name) for form in found)
