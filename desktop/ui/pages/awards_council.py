"""Hội đồng: sessions of the drive with quorum and votes, and the members over time."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from db import council_votes, councils
from db.councils import Council, Member
from desktop.ui.dialogs.council import CouncilDialog
from desktop.ui.dialogs.council_member import EndMemberDialog, MemberDialog, RoleDialog
from desktop.ui.dialogs.meeting import MeetingDialog
from desktop.ui.dialogs.session_facts import SessionFactsDialog
from desktop.ui.models.council import MEMBER_COLUMNS, SESSION_COLUMNS, MemberRow, session_rows
from desktop.ui.operations import councils as member_operations
from desktop.ui.operations import sessions as operations
from desktop.ui.pages.awards_list import ListView, choose_first, chosen_of
from desktop.ui.session import Session

_CHOOSE: Final = "Hãy chọn một thành viên ở danh sách bên dưới trước."


class CouncilView(ListView):
    """Sessions above, members below."""

    title = "Hội đồng Thi đua - Khen thưởng"
    icon = "gavel"
    tables = frozenset(
        {
            "council",
            "council_member",
            "meeting",
            "meeting_attendance",
            "vote",
            "simplified_case",
            "nomination",
            "campaign",
            "organization",
        }
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.frame.set_primary("Họp Hội đồn&g", "gavel").setObjectName("newSession")
        self.frame.primary_pressed.connect(self.meet)
        self.add_buttons(
            (
                (
                    "&Sửa, biểu quyết…",
                    "voteSession",
                    self.vote,
                    "Ghi biểu quyết của phiên chưa biểu quyết; số biên bản, ý kiến của phiên đã họp",
                ),
                (
                    "&Xóa",
                    "removeSession",
                    self.remove,
                    "Phiên chưa biểu quyết, hoặc thủ tục đơn giản ghi nhầm",
                ),
                ("&Lập Hội đồng mới…", "newCouncil", self.found, "Khi kiện toàn, hết nhiệm kỳ"),
            )
        )
        self.add_papers(
            (
                ("Phiếu &biểu quyết…", "paperBallot", self.ballot),
                ("Biên bản &kiểm phiếu…", "paperTally", self.tally),
                ("Biên bản &họp…", "paperMinutes", self.minutes),
            )
        )
        self.model, self.table = self.add_table(
            "sessions", "Các phiên của Hội đồng", SESSION_COLUMNS, lambda row: row.key
        )
        self.table.set_empty("Hội đồng chưa họp lần nào trong phong trào này.", "Họp Hội đồng")
        self.table.empty_pressed.connect(self.meet)
        self.table.activated_row.connect(self._vote_row)
        self.member_model, self.member_table = self.add_table(
            "councilMembers",
            "Thành viên Hội đồng",
            MEMBER_COLUMNS,
            lambda row: row.member.id,
            (
                ("Thê&m thành viên…", "addCouncilMember", self.add_member, ""),
                ("Đổi vai t&rò…", "changeRole", self.change_role, "Từ một ngày; các phiên trước giữ nguyên"),
                ("Thô&i tham gia…", "endMember", self.end_member, "Các phiên trước giữ nguyên"),
                (
                    "&Bỏ thành viên",
                    "removeMember",
                    self.remove_member,
                    "Người ghi nhầm, chưa có trong phiên nào",
                ),
            ),
            "Thành viên",
        )
        self.member_table.set_empty("Chưa có Hội đồng nào.", "Lập Hội đồng")
        self.member_table.empty_pressed.connect(self.found)
        self.share(260, 280)

    def _council(self) -> Council | None:
        known = councils.list_councils(self.session.con)
        return councils.council_on(self.session.con, self.session.as_of) or (known[0] if known else None)

    def refresh(self) -> None:
        """Read the sessions of the drive and the members of the council of the day."""
        council = self._council()
        self.model.set_rows(session_rows(self.session.con, self.session.campaign_id))
        listed = councils.members(self.session.con, council.id) if council else []
        self.member_model.set_rows([MemberRow(one, self.session.as_of) for one in listed])
        choose_first(self.table)
        choose_first(self.member_table)
        held = sum(one.in_office(self.session.as_of) for one in listed)
        named = f"{council.name}: {held} thành viên đang tham gia" if council else "Chưa có Hội đồng"
        self.frame.set_status(f"{len(self.model.rows)} phiên; {named}")

    def meet(self) -> None:
        """Open the dialog of a session; without a council first the one that founds it."""
        council, drive = self._council(), self.session.campaign_id
        if drive is None:
            return
        if council is None:
            self.found()
            return
        waiting = [n for n in self.chosen() if n.status in council_votes.VOTABLE]
        listed = waiting if len(waiting) > 1 else None
        MeetingDialog(self.session, council.id, drive, listed, self).open()

    def vote(self) -> None:
        """Open the dialog of the chosen session: of its votes where it was planned, else of what may be corrected."""
        held = [row.meeting_id for row in chosen_of(self.model, self.table) if row.meeting_id is not None]
        drive = self.session.campaign_id
        if not held or drive is None:
            self.session.tell("Hãy chọn một phiên họp hoặc lấy ý kiến trong danh sách trước.")
            return
        known = councils.get_meeting(self.session.con, held[0])
        if council_votes.votes(self.session.con, known.id):
            SessionFactsDialog(self.session, known, self).open()
        else:
            MeetingDialog(self.session, known.council_id, drive, None, self, known).open()

    def _vote_row(self, _row: int) -> None:
        self.vote()

    def remove(self) -> None:
        """Take the chosen session or simplified case out, where nothing rests on it."""
        rows = chosen_of(self.model, self.table)
        if not rows:
            self.session.tell("Hãy chọn một phiên trong danh sách trước.")
        elif rows[0].meeting_id is not None:
            self.session.run(operations.remove_session(rows[0].meeting_id, rows[0].day))
        elif rows[0].case_id is not None:
            self.session.run(operations.remove_case(rows[0].case_id, rows[0].day))

    def ballot(self) -> None:
        """The ballots of the chosen session, one a member."""
        self._paper("ballot")

    def tally(self) -> None:
        """The count of the chosen session."""
        self._paper("tally")

    def minutes(self) -> None:
        """The minutes of the chosen session."""
        self._paper("minutes")

    def _paper(self, key: str) -> None:
        held = [row.meeting_id for row in chosen_of(self.model, self.table) if row.meeting_id is not None]
        if held:
            self.ask_paper(key, meeting_id=held[0])
        else:
            self.session.tell(
                "Hãy chọn một phiên họp hoặc lấy ý kiến trước; thủ tục đơn giản không có biên bản."
            )

    def found(self) -> None:
        """Open the dialog that enters a council."""
        CouncilDialog(self.session, self).open()

    def add_member(self) -> None:
        """Open the dialog by which somebody joins."""
        council = self._council()
        if council is None:
            self.found()
        else:
            MemberDialog(self.session, council.id, self).open()

    def change_role(self) -> None:
        """Open the dialog of another role from a day on."""
        member = self._member()
        if member is not None:
            RoleDialog(self.session, member, self).open()

    def end_member(self) -> None:
        """Open the dialog of the last day in the council."""
        member = self._member()
        if member is not None:
            EndMemberDialog(self.session, member, self).open()

    def remove_member(self) -> None:
        """Take the chosen member out, where no session names them."""
        member = self._member()
        if member is not None:
            self.session.run(member_operations.remove_member(member.id, member.name))

    def _member(self) -> Member | None:
        rows = chosen_of(self.member_model, self.member_table)
        if not rows:
            self.session.tell(_CHOOSE)
            return None
        return rows[0].member
