"""Hồ sơ của ai thiếu giấy gì: one list by unit, the requests to complete and the receipts under it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db import dossier_letters
from db.vietnamese.text import lower_first
from desktop.ui.dialogs.dossier_letters import CompletedDialog, ReceiptDialog, RequestDialog
from desktop.ui.models.dossiers import LACKING_COLUMNS, LETTER_COLUMNS, LackingRow, LetterRow
from desktop.ui.operations import dossiers as operations
from desktop.ui.pages.awards_list import ListView, choose_first, chosen_of
from desktop.ui.session import Session
from desktop.ui.widgets.page_frame import Count


class DossiersView(ListView):
    """Dossiers that lack papers above, letters about them below."""

    title = "Hồ sơ của ai thiếu giấy gì"
    icon = "clipboard-list"
    tables = frozenset(
        {
            "nomination",
            "dossier_item",
            "dossier_letter",
            "dossier_letter_item",
            "subject",
            "unit",
            "campaign",
            "paper_requirement",
        }
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.frame.set_primary("Yêu cầu &bổ sung", "mail").setObjectName("requestPapers")
        self.frame.primary_pressed.connect(self.request)
        self.add_buttons(
            (
                (
                    "Tiếp nhận &hồ sơ",
                    "receiveDossiers",
                    self.receive,
                    "Ghi nhận hồ sơ vừa nộp của các tên đang chọn",
                ),
            )
        )
        self.add_search("Tìm đơn vị, tên, giấy tờ (không cần dấu)")
        self.model, self.table = self.add_table(
            "lacking", "Hồ sơ còn thiếu giấy tờ", LACKING_COLUMNS, lambda row: row.id
        )
        self.table.set_empty("Không có hồ sơ nào thiếu giấy tờ.")
        self.letter_model, self.letter_table = self.add_table(
            "letters",
            "Yêu cầu bổ sung và giấy tiếp nhận",
            LETTER_COLUMNS,
            lambda row: row.letter.id,
            (
                ("Đã bổ sung đủ…", "lettersCompleted", self.complete, "Các giấy tờ đã yêu cầu nay đã có"),
                ("Ghi lại là chưa đủ", "lettersReopened", self.reopen, ""),
                (
                    "&Văn bản…",
                    "letterPaper",
                    self.paper,
                    "Văn bản yêu cầu bổ sung hoặc giấy tiếp nhận đang chọn",
                ),
                ("&Xóa", "removeLetter", self.remove_letter, "Văn bản chưa có số, chưa được bổ sung"),
            ),
            "Yêu cầu bổ sung, giấy tiếp nhận",
        )
        self.letter_table.set_empty("Chưa có yêu cầu bổ sung hay giấy tiếp nhận nào.")
        self.share(340, 200)

    def refresh(self) -> None:
        """Read what lacks, and the letters."""
        drive, day = self.session.campaign_id, self.session.as_of
        everything = dossier_letters.lacking(self.session.con, drive, day)
        shown = [
            LackingRow(one, day)
            for one in everything
            if self.matches(one.unit, one.nomination.name, one.shown_papers)
        ]
        self.model.set_rows(shown)
        letters = dossier_letters.list_letters(self.session.con, campaign_id=drive)
        self.letter_model.set_rows([LetterRow(one, day) for one in letters])
        choose_first(self.table)
        choose_first(self.letter_table)
        papers = sum(len(row.lacking.papers) for row in shown)
        units = len({row.lacking.unit_id for row in shown})
        late = sum(
            one.kind == "request"
            and one.answered_date is None
            and one.due_date is not None
            and one.due_date < day
            for one in letters
        )
        counts = [Count(f"{late} yêu cầu quá hạn")] if late else []
        self.frame.set_status(f"{len(shown)} hồ sơ của {units} đơn vị thiếu {papers} giấy tờ", counts)

    def request(self) -> None:
        """Ask the units of the chosen dossiers (one chosen: of all that are shown) to complete them."""
        chosen = chosen_of(self.model, self.table)
        rows = chosen if len(chosen) > 1 else list(self.model.rows)
        if not rows:
            self.session.tell("Không có hồ sơ nào thiếu giấy tờ để yêu cầu bổ sung.")
            return
        listed = [row.lacking for row in rows]
        RequestDialog(self.session, self.session.campaign_id, listed, self).open()

    def receive(self) -> None:
        """Note that the chosen dossiers were handed in."""
        rows = chosen_of(self.model, self.table)
        if rows:
            ReceiptDialog(self.session, [row.lacking.nomination for row in rows], self).open()
        else:
            self.session.tell("Hãy chọn hồ sơ trong danh sách; hồ sơ đủ giấy thì tiếp nhận ở thẻ Đề nghị.")

    def complete(self) -> None:
        """Ask on which day what a request asked for came in."""
        row = self._request()
        if row is not None:
            CompletedDialog(self.session, row.letter, self).open()

    def reopen(self) -> None:
        """Take the note back that a request was answered."""
        row = self._request()
        if row is not None:
            self.session.run(operations.completed(row.letter.id, None, row.letter.unit))

    def paper(self) -> None:
        """Open the dialog that makes the paper of the chosen letter."""
        rows = chosen_of(self.letter_model, self.letter_table)
        if rows:
            self.ask_paper("dossier_letter", letter_id=rows[0].letter.id)
        else:
            self.session.tell("Hãy chọn một yêu cầu bổ sung hoặc giấy tiếp nhận ở danh sách bên dưới trước.")

    def remove_letter(self) -> None:
        """Take the chosen letter out, where it was not issued."""
        rows = chosen_of(self.letter_model, self.letter_table)
        if rows:
            letter = rows[0].letter
            words = f"{lower_first(letter.shown_kind)} {letter.unit}".strip()
            self.session.run(operations.remove_letter(letter.id, words))
        else:
            self.session.tell("Hãy chọn một yêu cầu bổ sung hoặc giấy tiếp nhận ở danh sách bên dưới trước.")

    def _request(self) -> LetterRow | None:
        rows = [
            row for row in chosen_of(self.letter_model, self.letter_table) if row.letter.kind == "request"
        ]
        if not rows:
            self.session.tell("Hãy chọn một yêu cầu bổ sung ở danh sách bên dưới trước.")
        return rows[0] if rows else None
