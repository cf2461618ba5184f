"""Quyết định & In: decisions with their lists, from draft to paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from db import awards, decisions, organizations, printing, prize_questions
from db.awards import Award
from db.decisions import Decision
from db.errors import Refused
from db.vietnamese.numbers import format_money
from desktop.ui import theme
from desktop.ui.dialogs.certificate_dialog import CertificateDialog
from desktop.ui.dialogs.correction import CorrectionDialog
from desktop.ui.dialogs.decision import DecisionDialog
from desktop.ui.dialogs.issue import IssueDialog, PrintedDialog, ReceivedDialog
from desktop.ui.dialogs.prize import PrizeDialog
from desktop.ui.dialogs.prize_question import PrizeQuestionDialog
from desktop.ui.models.awards import AWARD_COLUMNS, DECISION_COLUMNS, AwardLine
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import decisions as operations
from desktop.ui.pages.base import Page
from desktop.ui.paper_desk import PaperDesk
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.page_frame import Count, PageFrame

_NONE_YET: Final = "Chưa có quyết định khen thưởng nào; hãy lập quyết định từ các đề nghị đã được thông qua."
_NO_LIST: Final = "Chọn một quyết định ở trên để xem danh sách được khen."
_CHOOSE: Final = "Hãy chọn quyết định trong danh sách trước."


class DecisionsPage(Page):
    """Decisions above, the awards of the chosen one below."""

    title = "Quyết định & In"
    icon = "stamp"
    tables = frozenset(
        {"decision", "award", "nomination", "organization", "signer", "print_run", "printed_sheet", "subject"}
        | {"award_correction", "prize_rate", "base_salary"}
    )
    go_to = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.model: RowsModel[Decision] = RowsModel(DECISION_COLUMNS, row_id=lambda d: d.id, parent=self)
        self.award_model: RowsModel[AwardLine] = RowsModel(
            AWARD_COLUMNS, row_id=lambda line: line.award.id, parent=self
        )
        self.papers = PaperDesk(session, self)
        self._drafted: int | None = None
        self._frame = PageFrame(self.title)
        self.body.addWidget(self._frame)
        self._build_buttons()
        self._build_filters()
        self._build_content()

    # ------------------------------------------------------------ building

    def _build_buttons(self) -> None:
        primary = self._frame.set_primary("&Lập quyết định", "file-plus")
        primary.setObjectName("draftDecision")
        primary.setToolTip("Lập quyết định từ các đề nghị đã thông qua (Ctrl+N)")
        self._frame.primary_pressed.connect(self.draft)
        self._frame.count_pressed.connect(self.ask_prize)
        issue = self._frame.add_button("Ban &hành", "stamp")
        issue.setObjectName("issueDecision")
        issue.clicked.connect(self.issue)
        certificates = self._frame.add_button("&In Giấy khen…", "printer")
        certificates.setObjectName("printCertificates")
        certificates.setToolTip("Xem trước rồi in ra phôi, giấy trắng hoặc PDF (Ctrl+P)")
        certificates.clicked.connect(self.print_certificates)
        papers = self._frame.add_menu_button("&Văn bản", "file-text", self.papers.actions())
        papers.setObjectName("paperMenu")
        for key, slot in (("Ctrl+N", self.draft), ("Ctrl+P", self.print_certificates)):
            shortcut = QAction(self)
            shortcut.setShortcut(QKeySequence(key))
            shortcut.triggered.connect(slot)
            self.addAction(shortcut)

    def _build_filters(self) -> None:
        self._scope = QComboBox(self)
        self._scope.setObjectName("filterScope")
        self._scope.setAccessibleName("Phạm vi quyết định")
        self._scope.setMinimumWidth(220)
        for words in ("Phong trào đang chọn", "Mọi phong trào"):
            self._scope.addItem(words)
        self._scope.activated.connect(self._show_decisions)
        self._frame.add_filter(self._scope)
        self._frame.end_filters()
        for word, name, slot in (
            ("Điều &chỉnh, hủy, thu hồi…", "correctDecision", self.correct),
            ("Sửa &dự thảo…", "changeDraft", self.change_draft),
            ("Trình &ký / nhận lại", "toggleToSign", self.toggle_to_sign),
            ("&Bỏ dự thảo", "removeDraft", self.remove_draft),
        ):
            button = plain_button(word)
            button.setObjectName(name)
            button.clicked.connect(slot)
            self._frame.add_filter(button)

    def _build_content(self) -> None:
        self.table = DataTable(self.model, self)
        self.table.setObjectName("decisions")
        self.table.setAccessibleName("Danh sách quyết định")
        self.table.set_empty(_NONE_YET, "Lập quyết định")
        self.table.empty_pressed.connect(self.draft)
        self.table.current_row_changed.connect(self._show_awards)
        self.table.activated_row.connect(self._activate)
        self.award_table = DataTable(self.award_model, self)
        self.award_table.setObjectName("awards")
        self.award_table.setAccessibleName("Danh sách được khen")
        self.award_table.set_empty(_NO_LIST)
        self.award_table.activated_row.connect(self._edit_row)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.addWidget(self.table)
        parts.addWidget(self._lower())
        parts.setChildrenCollapsible(False)
        parts.setSizes([180, 420])
        self._frame.set_content(parts)

    def _lower(self) -> QWidget:
        lower = QWidget(self)
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        self._heading = QLabel(lower)
        self._heading.setObjectName("awardsHeading")
        self._heading.setFont(theme.section_font())
        row.addWidget(self._heading, 1)
        for word, name, slot in (
            ("&Sửa nội dung in…", "editPrinted", self.edit_printed),
            ("Tiền thưởn&g…", "editPrize", self.edit_prize),
            ("Đã t&rao…", "markReceived", self.mark_received),
        ):
            button = plain_button(word)
            button.setObjectName(name)
            button.clicked.connect(slot)
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.award_table, 1)
        return lower

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read the decisions and the list of the chosen one."""
        self._show_decisions()

    def _show_decisions(self, _index: int = 0) -> None:
        wanted = self.session.campaign_id if self._scope.currentIndex() == 0 else None
        listed = decisions.list_decisions(self.session.con, campaign_id=wanted)
        self.model.set_rows(listed)
        if self._drafted is not None and self.table.choose(self._drafted):
            self._drafted = None
        elif self.table.current_row() < 0 and listed:
            self.table.choose(listed[0].id)
        self._show_awards()

    def _show_awards(self, _row: int = -1) -> None:
        decision = self.chosen()
        self.papers.look_at(decision_id=decision.id if decision else None)
        if decision is None:
            self.award_model.set_rows([])
            self._heading.setText("")
            self._frame.set_status("Chưa có quyết định nào")
            return
        good = printing.good_sheets(self.session.con, decision.id)
        doubts = {award.id: sentence for award, sentence in awards.doubts(self.session.con, decision.id)}
        listed = awards.list_awards(self.session.con, decision.id)
        self.award_model.set_rows([AwardLine(a, good.get(a.id, 0), doubts.get(a.id, "")) for a in listed])
        self._heading.setText(f"Danh sách theo quyết định {decision.shown}" if decision.number else "Dự thảo")
        self._show_counts(decision, listed, good, doubts)

    def _show_counts(
        self, decision: Decision, listed: list[Award], good: dict[int, int], doubts: dict[int, str]
    ) -> None:
        parts = [
            f"{decision.collectives} tập thể, {decision.individuals} cá nhân, {decision.households} hộ gia đình"
        ]
        if decision.status == "issued":
            parts.append(f"tiền thưởng {format_money(decision.prize_total)}")
            parts.append(f"chưa in {sum(a.id not in good for a in listed)}")
            parts.append(f"đã trao {sum(a.received_date is not None for a in listed)}/{len(listed)}")
        if doubts:
            parts.append(f"{len(doubts)} tên cần kiểm tra")
        counts = []
        if decision.status == "issued" and decision.prizes_unknown and decision.is_own:
            counts.append(Count(f"{decision.prizes_unknown} tên chưa rõ mức thưởng", "askPrize"))
        if decision.corrections:
            parts.append(f"đã có {decision.corrections} quyết định điều chỉnh, hủy, thu hồi")
        self._frame.set_status("; ".join(parts), counts)

    def chosen(self) -> Decision | None:
        """The decision the keys stand on."""
        at = self.table.current_row()
        return self.model.row(at) if 0 <= at < len(self.model.rows) else None

    def chosen_award(self) -> Award | None:
        """The award the keys stand on."""
        at = self.award_table.current_row()
        return self.award_model.row(at).award if 0 <= at < len(self.award_model.rows) else None

    # ------------------------------------------------------------ decisions

    def draft(self) -> None:
        """Open the dialog that drafts a decision of approved nominations."""
        campaign_id = self.session.campaign_id
        if campaign_id is None or not decisions.approved_ready(self.session.con, campaign_id):
            self.session.tell(
                "Chưa có đề nghị nào đã thông qua mà chưa có quyết định; hãy ghi kết quả Hội đồng ở mục Khen thưởng."
            )
            return
        if organizations.own(self.session.con) is None:
            self.session.tell("Sổ chưa có tên cơ quan; hãy ghi tên cơ quan rồi lập quyết định.")
            return
        dialog = DecisionDialog(self.session, campaign_id, self)
        dialog.drafted.connect(self._show_drafted)
        dialog.open()

    def change_draft(self) -> None:
        """Open the dialog that changes the chosen draft: title, signer, whose names."""
        decision = self.chosen()
        if decision is None:
            self.session.tell(_CHOOSE)
        elif decision.status == "issued":
            self.session.tell(
                f"Quyết định {decision.shown} đã ban hành nên không sửa được; hãy lập quyết định điều chỉnh."
            )
        elif decision.corrects_id is not None:
            self.session.tell(
                "Dự thảo điều chỉnh không có danh sách riêng; hãy bỏ dự thảo này rồi lập lại từ quyết định gốc."
            )
        else:
            dialog = DecisionDialog(self.session, decision.campaign_id, self, draft=decision)
            dialog.drafted.connect(self._show_drafted)
            dialog.open()

    def _show_drafted(self, decision_id: int) -> None:
        if not self.table.choose(decision_id):
            self._drafted = decision_id
            self.mark_dirty()
        self.table.setFocus()

    def issue(self) -> None:
        """Open the dialog that gives the chosen draft its number and day."""
        decision = self.chosen()
        if decision is None:
            self.session.tell(_CHOOSE)
        elif decision.status == "issued":
            self.session.tell(f"Quyết định {decision.shown} đã ban hành.")
        else:
            IssueDialog(self.session, decision, self).open()

    def correct(self) -> None:
        """Open the dialog that drafts the decision correcting the chosen one."""
        decision = self.chosen()
        if decision is None:
            self.session.tell(_CHOOSE)
        elif decision.status != "issued":
            self.session.tell(
                "Dự thảo chưa ban hành thì sửa bằng “Sửa dự thảo…”; chỉ quyết định đã ban hành mới điều chỉnh."
            )
        elif not decision.is_own:
            self.session.tell("Quyết định của cấp trên do cấp trên điều chỉnh; ở đây chỉ ghi vào sổ.")
        elif decision.corrects_id is not None:
            self.session.tell("Đây là quyết định điều chỉnh; hãy chọn quyết định khen thưởng cần sửa.")
        else:
            dialog = CorrectionDialog(self.session, decision, self)
            dialog.drafted.connect(self._show_drafted)
            dialog.open()

    def ask_prize(self, _key: str = "") -> None:
        """Ask for the figure the prizes of the chosen decision lack; they are filled with the answer."""
        decision = self.chosen()
        if decision is None or decision.day is None:
            return
        found = prize_questions.questions(self.session.con, decision.id, decision.day)
        if found:
            PrizeQuestionDialog(self.session, found[0], decision.id, self).open()
        else:
            self.session.tell("Danh mục đã đủ mức thưởng; hãy ghi từng tên ở “Tiền thưởng…”.")

    def toggle_to_sign(self) -> None:
        """Note that the chosen draft lies with the signer, or came back."""
        decision = self.chosen()
        if decision is not None:
            operation = operations.set_to_sign(decision.id, decision.status == "draft", decision.shown)
            self.session.run(operation)

    def remove_draft(self) -> None:
        """Take the chosen draft out; its nominations stay approved."""
        decision = self.chosen()
        if decision is not None:
            self.session.run(operations.remove_draft(decision.id, decision.shown))

    def _activate(self, _row: int) -> None:
        decision = self.chosen()
        if decision is not None and decision.status != "issued":
            self.issue()
        else:
            self.print_certificates()

    # ------------------------------------------------------------ certificates

    def print_certificates(self) -> None:
        """Look at the certificates of the chosen decision, and let them out; of a draft they are only looked at."""
        decision = self.chosen()
        if decision is None:
            self.session.tell(_CHOOSE)
            return
        marked = [self.award_model.row(at).award.id for at in self.award_table.chosen_rows()]
        try:
            dialog = CertificateDialog(self.session, decision.id, marked, self)
        except Refused as refusal:
            self.session.refused.emit(str(refusal))
            return
        dialog.open()

    # ------------------------------------------------------------ awards

    def edit_printed(self) -> None:
        """Open the dialog of what the chosen certificate says."""
        award = self.chosen_award()
        if award is not None:
            PrintedDialog(self.session, award, self).open()

    def edit_prize(self) -> None:
        """Open the dialog of the chosen award's prize."""
        award = self.chosen_award()
        if award is not None:
            PrizeDialog(self.session, award, self).open()

    def mark_received(self) -> None:
        """Open the dialog that notes the chosen awards as handed over."""
        rows = self.award_table.chosen_rows()
        listed = [self.award_model.row(at).award for at in rows]
        award = self.chosen_award()
        if not listed and award is not None:
            listed = [award]
        if listed:
            ReceivedDialog(self.session, listed, self).open()
        else:
            self.session.tell("Hãy chọn tên trong danh sách được khen trước.")

    def _edit_row(self, _row: int) -> None:
        self.edit_printed()
