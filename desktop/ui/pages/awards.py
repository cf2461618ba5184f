"""Khen thưởng: who is nominated in the drive, with which evidence, and how far it has come."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db import appraisals, award_rounds, disciplines, dossiers, evidence_proposals, nominations, people
from db.appraisals import Appraisal, LineDoubt
from db.dossiers import Double
from db.nominations import Nomination
from db.sqlite import Connection
from db.talk import Talk
from desktop.ui import theme
from desktop.ui.dialogs.nomination import NominationDialog
from desktop.ui.dialogs.nomination_status import StatusDialog
from desktop.ui.form_sender import FormSender
from desktop.ui.importer import DROP_INVITATION, IMPORT_TIP, IMPORT_WORDS, Importer
from desktop.ui.models.appraisals import STATES, state_of
from desktop.ui.models.nominations import NOMINEE_COLUMNS, Nominee, nominees
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import nominations as operations
from desktop.ui.pages.awards_desk import NomineeDesk
from desktop.ui.pages.awards_evidence import EvidenceDesk
from desktop.ui.pages.awards_filters import NomineeFilters
from desktop.ui.pages.awards_panel import WIDTH, Behind, NomineePanel
from desktop.ui.pages.awards_views import Views
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import page_action, plain_button
from desktop.ui.widgets.count_row import CountRow
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.file_drop import FileDrop
from desktop.ui.widgets.page_frame import Count, PageFrame

_EVERYTHING: Final = "Chưa có ai được đề nghị khen thưởng trong phong trào này."
#: So many nominees are appraised at once; a longer list is shown first and appraised aside.
AT_ONCE: Final = 400
_NOTHING_FOUND: Final = "Không có đề nghị nào khớp bộ lọc."


class NominationsPage(Page):
    """The nominees of the chosen drive, with a panel for the chosen one."""

    title = "Khen thưởng"
    icon = "award"
    tables = frozenset(
        {
            "nomination",
            "evidence",
            "dossier_item",
            "subject",
            "unit",
            "campaign",
            "campaign_award",
            "award_round",
            "council",
            "meeting",
            "vote",
            "award",
            "award_form",
            "paper_requirement",
            "nomination_finding",
            "nomination_answer",
            "discipline",
            "award_condition",
            "authority",
            "submission_item",
        }
    )
    go_to = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._doubles: list[Double] = []
        self._appraised: dict[int, Appraisal] = {}
        self._reading = 0
        self._quotas: tuple[LineDoubt, ...] = ()
        self.model: RowsModel[Nominee] = RowsModel(NOMINEE_COLUMNS, row_id=lambda row: row.id, parent=self)
        self.importer = Importer(session, "nominations", self)
        self.forms = FormSender(session, "nominations", self)
        self._stack = QStackedWidget(self)
        self._no_drive = EmptyState(
            "Chưa có phong trào thi đua nào; hãy tạo phong trào rồi ghi đề nghị khen thưởng.",
            "Tạo phong trào",
        )
        self._no_drive.setObjectName("noCampaign")
        self._no_drive.pressed.connect(self._to_campaigns)
        self._frame = PageFrame(self.title)
        self.nominees = NomineeDesk(session, self.chosen_many, self)
        self.views = Views(session, self._frame, self.chosen_many, self)
        self._stack.addWidget(self.views)
        self._stack.addWidget(self._no_drive)
        self.body.addWidget(self._stack)
        self._build_buttons()
        self.filters = NomineeFilters(self._frame, self)
        self.filters.changed.connect(self._show_rows)
        self._build_content()

    # ------------------------------------------------------------ building

    def _build_buttons(self) -> None:
        primary = self._frame.set_primary("Thêm đề &nghị", "plus")
        primary.setObjectName("addNomination")
        primary.setToolTip("Thêm đề nghị khen thưởng (Ctrl+N)")
        self._frame.primary_pressed.connect(self.add)
        self._frame.count_pressed.connect(self._open_count)
        self._move = self._frame.add_button("Chuyển trạng t&hái", "arrow-right")
        self._move.setObjectName("changeStatus")
        self._move.clicked.connect(self.change_status)
        meet = self._frame.add_button("Họp Hội đồn&g", "gavel")
        meet.setObjectName("holdMeeting")
        meet.clicked.connect(self.hold_meeting)
        cost = self._frame.add_button("&Dự trù", "file-spreadsheet")
        cost.setObjectName("estimateCost")
        cost.setToolTip("Dự trù kinh phí của các tên đang chọn; chọn một tên: của mọi đề nghị đang xét")
        cost.clicked.connect(self.nominees.estimate)
        receive = self._frame.add_button(IMPORT_WORDS, "upload")
        receive.setObjectName("importExcel")
        receive.setToolTip(IMPORT_TIP)
        receive.clicked.connect(self.importer.choose_file)
        excel = [
            page_action(self, "sendForm", "&Gửi biểu mẫu…", self.forms.ask, "mail", ""),
            page_action(self, "paste", "&Dán từ Excel", self.importer.paste, "clipboard-paste", "Ctrl+V"),
        ]
        self._frame.add_menu_button("E&xcel", "file-spreadsheet", excel).setObjectName("excelMenu")
        for key, slot in (("Ctrl+N", self._primary), ("Ctrl+F", self._to_search)):
            shortcut = QAction(self)
            shortcut.setShortcut(QKeySequence(key))
            shortcut.triggered.connect(slot)
            self.addAction(shortcut)

    def _build_content(self) -> None:
        self.table = DataTable(self.model, self)
        self.table.setObjectName("nominees")
        self.table.setAccessibleName("Danh sách đề nghị khen thưởng")
        self.table.current_row_changed.connect(self._show_panel)
        self.table.activated_row.connect(self._edit_row)
        self.table.empty_pressed.connect(self._fill_empty)
        self.panel = NomineePanel(self)
        self.panel.facts.edit_asked.connect(self.edit)
        self.panel.facts.remove_asked.connect(self.remove)
        self.nominees.follow(self.panel)
        self.desk = EvidenceDesk(self.session, self.panel, self)
        parts = QSplitter(self)
        parts.setObjectName("nominationParts")
        parts.addWidget(self.table)
        parts.addWidget(self.panel)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 0)
        parts.setCollapsible(0, False)
        parts.setSizes([1100, WIDTH])
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._appraisal_line())
        column.addWidget(parts, 1)
        self._frame.set_content(holder)
        FileDrop(self, DROP_INVITATION).dropped.connect(self.importer.take_files)

    def _appraisal_line(self) -> CountRow:
        self._states = CountRow("Thẩm định:", self)
        self._states.pressed.connect(self._open_state)
        again = plain_button("Thẩm đị&nh lại", "refresh-cw", self)
        again.setObjectName("appraiseAll")
        again.setToolTip(
            "Xét lại mọi đề nghị của phong trào theo quy định áp dụng ngày đang xem và lưu kết luận"
        )
        again.clicked.connect(self.nominees.appraise_all)
        place = plain_button("Xếp đợt, l&oại hình…", "table-2", self)
        place.setObjectName("placeNominees")
        place.setToolTip("Đợt khen, loại hình, năm xét của các tên đang chọn")
        place.clicked.connect(self.nominees.place)
        self._states.add_button(place)
        self._states.add_button(again)
        return self._states

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read the nominees of the chosen drive."""
        campaign_id = self.session.campaign_id
        self._stack.setCurrentWidget(self._no_drive if campaign_id is None else self.views)
        if campaign_id is None:
            return
        self.filters.fill_units(self.session.con)
        self.filters.fill_rounds(self.session.con, campaign_id)
        self._doubles = dossiers.duplicates(self.session.con, campaign_id)
        self._quotas = appraisals.line_doubts(self.session.con, campaign_id)
        self.filters.look_at_quotas(one for doubt in self._quotas for one in doubt.nomination_ids)
        work = partial(_appraise, campaign_id, self.session.as_of)
        self._reading += 1
        if nominations.standing_count(self.session.con, campaign_id) <= AT_ONCE:
            self._take(work(self.session.con))
        else:
            self._show_rows()
            self.session.in_background(work, partial(self._take_late, self._reading))

    def _take_late(self, reading: int, made: list[Appraisal]) -> None:
        # The register may have been read again meanwhile.
        if reading == self._reading:
            self._take(made)

    def _take(self, made: list[Appraisal]) -> None:
        self._appraised = {one.nomination.id: one for one in made}
        self.nominees.look_at(self._appraised)
        self._show_rows()

    def _show_rows(self, _changed: object = None) -> None:
        campaign_id = self.session.campaign_id
        if campaign_id is None:
            return
        listed = self.filters.listed(self.session.con, campaign_id, self._appraised)
        doubled = frozenset(
            one for double in self._doubles for one in (double.nomination_id, double.other_id)
        )
        self.model.set_rows(nominees(self.session.con, listed, doubled, self._appraised))
        if self.filters.active:
            self.table.set_empty(_NOTHING_FOUND, "Bỏ lọc")
        else:
            self.table.set_empty(_EVERYTHING, "Thêm đề nghị")
        if self.table.current_row() < 0 and listed:
            self.table.choose(listed[0].id)
        self._show_counts(listed)
        self._show_panel()

    def _show_counts(self, listed: list[Nomination]) -> None:
        counts = []
        for status, word in nominations.STATUSES.items():
            number = sum(n.status == status for n in listed)
            if number:
                counts.append(Count(f"{word}: {number}", f"count_{status}"))
        doubles = f"; {len(self._doubles)} cặp trùng tên" if self._doubles else ""
        self._frame.set_status(f"{len(listed)} đề nghị{doubles}", counts)
        states = [state_of(one) for one in self._appraised.values()]
        counted = [
            Count(f"{badge.word}: {states.count(key)}", f"appraisal_{key}", badge)
            for key, badge in STATES.items()
            if key in states
        ]
        if self._quotas:
            counted.append(
                Count(f"Chỉ tiêu cần xem: {len(self._quotas)}", "appraisal_quotas", STATES["not_met"])
            )
        self._states.set_counts(counted)

    def _open_count(self, key: str) -> None:
        """Show the names behind a count of the status line."""
        self.filters.show_status(key.removeprefix("count_"))
        self.table.setFocus()

    def _open_state(self, key: str) -> None:
        """Show the names behind a count of the appraisal; what is wrong with quotas is said, too."""
        if key == "appraisal_quotas":
            self.session.tell(" ".join(doubt.sentence for doubt in self._quotas))
        self.filters.show_state(key.removeprefix("appraisal_"))
        self.table.setFocus()

    def _show_panel(self, _row: int = -1) -> None:
        nominee = self.chosen()
        self.desk.look_at(nominee)
        if nominee is None:
            self.panel.show_nominee(None)
            return
        con, day = self.session.con, self.session.as_of
        subject, joined = nominee.nomination.subject.id, nominee.nomination.award_round_id
        behind = Behind(
            nominee.appraisal or appraisals.appraise_many(con, [nominee.nomination], day)[0],
            dossiers.papers_of(con, nominee.nomination, day),
            [d for d in self._doubles if nominee.id in (d.nomination_id, d.other_id)],
            evidence_proposals.propose(con, nominee.id),
            disciplines.of_subjects(con, [subject]).get(subject, ()),
            people.bank_accounts(con, [subject]).get(subject),
            award_rounds.get_round(con, joined).name if joined is not None else "",
        )
        self.panel.show_nominee(nominee, behind)

    def chosen(self) -> Nominee | None:
        """The nominee the keys stand on."""
        at = self.table.current_row()
        return self.model.row(at) if 0 <= at < len(self.model.rows) else None

    def chosen_many(self) -> list[Nomination]:
        """The nominations of all chosen rows."""
        rows = self.table.chosen_rows() or ([self.table.current_row()] if self.chosen() else [])
        return [self.model.row(at).nomination for at in rows]

    # ------------------------------------------------------------ nominations

    def add(self) -> None:
        """Open the dialog that puts somebody forward."""
        if self.session.campaign_id is None:
            self._to_campaigns()
            return
        dialog = NominationDialog(self.session, self.session.campaign_id, parent=self)
        dialog.saved.connect(self._show_saved)
        dialog.open()

    def edit(self) -> None:
        """Open the dialog that corrects the chosen nomination."""
        nominee = self.chosen()
        if nominee is not None and self.session.campaign_id is not None:
            NominationDialog(self.session, self.session.campaign_id, nominee.nomination, self).open()

    def _edit_row(self, _row: int) -> None:
        self.edit()

    def _show_saved(self, nomination_id: int) -> None:
        if not self.table.choose(nomination_id):
            self.filters.clear()
            self.table.choose(nomination_id)

    def remove(self) -> None:
        """Take the chosen nomination out (undo brings it back)."""
        nominee = self.chosen()
        if nominee is not None:
            self.session.run(operations.remove(nominee.id, nominee.nomination.name))

    def change_status(self) -> None:
        """Open the dialog that moves the chosen nominations on."""
        listed = self.chosen_many()
        if listed:
            StatusDialog(self.session, listed, self).open()
        else:
            self.session.tell("Hãy chọn đề nghị trong danh sách trước khi chuyển trạng thái.")

    def hold_meeting(self) -> None:
        """Open the dialog of a session; without a council first the one that founds it."""
        self.nominees.hold_meeting()

    def add_evidence(self) -> None:
        """Open the dialog of a new piece of evidence of the chosen nominee."""
        self.desk.add()

    # ------------------------------------------------------------ ways

    def _fill_empty(self) -> None:
        if self.filters.active:
            self.filters.clear()
        else:
            self.add()

    def _primary(self) -> None:
        view = self.views.current()
        (self.add if view is None else view.primary)()

    def _to_search(self) -> None:
        view = self.views.current()
        if view is not None:
            view.to_search()
            return
        self.filters.to_search()

    def _to_campaigns(self) -> None:
        self.go_to.emit("campaigns")


def _appraise(
    campaign_id: int, as_of: dt.date, con: Connection, _talk: Talk | None = None
) -> list[Appraisal]:
    return appraisals.appraise_all(con, campaign_id, as_of)
