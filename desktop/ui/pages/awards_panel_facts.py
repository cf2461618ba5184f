"""What is known of the chosen nominee: person or group, proposal, days, reasons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from db import people
from db.catalogues import AWARD_TYPES
from db.disciplines import Measure
from db.nominations import Nomination
from db.people import BankAccount
from db.vietnamese.dates import format_date, format_partial
from desktop.ui import theme
from desktop.ui.models.appraisals import measure_words
from desktop.ui.pages.awards_parts import clear, named_button, tab_column, word_label


class FactsTab(QWidget):
    """Shows facts and asks to correct or remove the nomination."""

    edit_asked = Signal()
    remove_asked = Signal()
    discipline_asked = Signal()
    statistics_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = tab_column(self)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._facts = QGridLayout(inside)
        self._facts.setContentsMargins(0, 0, theme.GRID, 0)
        self._facts.setHorizontalSpacing(2 * theme.GRID)
        self._facts.setColumnStretch(1, 1)
        area.setWidget(inside)
        column.addWidget(area, 1)
        row = QHBoxLayout()
        row.addWidget(named_button("&Sửa", "nominationEdit", self.edit_asked.emit))
        row.addWidget(named_button("Xó&a", "nominationRemove", self.remove_asked.emit))
        row.addWidget(named_button("&Kỷ luật…", "disciplineEdit", self.discipline_asked.emit))
        row.addStretch(1)
        column.addLayout(row)
        further = QHBoxLayout()
        further.addWidget(
            named_button(
                "Thống kê, tà&i khoản…",
                "subjectFacts",
                self.statistics_asked.emit,
                "Giới tính, dân tộc, tôn giáo, nhóm đối tượng, tài khoản nhận tiền thưởng",
            )
        )
        further.addStretch(1)
        column.addLayout(further)

    def show_facts(
        self,
        nomination: Nomination,
        measures: Sequence[Measure] = (),
        account: BankAccount | None = None,
        award_round: str = "",
    ) -> None:
        """Show what of it is known."""
        clear(self._facts)
        subject = nomination.subject
        facts = (
            ("Loại", people.KINDS[subject.kind]),
            ("Ngày sinh", format_partial(subject.birth_on) if subject.birth_on else ""),
            ("Giới tính", people.SEXES.get(subject.sex or "", "")),
            ("Dân tộc", subject.ethnic_group),
            ("Tôn giáo", subject.religion),
            ("Nhóm đối tượng", people.OBJECT_CLASSES[subject.object_class] if subject.object_class else ""),
            ("Chức vụ, đơn vị", subject.position_unit),
            ("Đơn vị đề nghị", nomination.unit),
            ("Từ năm", str(subject.since_year or "")),
            ("Hình thức", nomination.form_name),
            ("Loại hình", AWARD_TYPES[nomination.award_type]),
            ("Đợt khen", award_round),
            ("Năm xét", str(nomination.judged_year or "")),
            ("Thành tích", nomination.citation),
            ("Tóm tắt", nomination.summary),
            ("Nộp lần đầu", format_date(nomination.submitted_date) if nomination.submitted_date else ""),
            ("Ngày trả lại", format_date(nomination.returned_date) if nomination.returned_date else ""),
            ("Lý do", nomination.status_reason),
            ("Ghi chú", nomination.note),
            ("Tài khoản", f"{account.number} – {account.bank}" if account else ""),
            ("Kỷ luật", "\n".join(map(measure_words, measures))),
        )
        for at, (word, value) in enumerate((w, v) for w, v in facts if v):
            self._facts.addWidget(word_label(word, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(word_label(value), at, 1, Qt.AlignmentFlag.AlignTop)
        self._facts.setRowStretch(len(facts), 1)
