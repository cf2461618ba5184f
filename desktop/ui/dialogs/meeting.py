"""A session of the council, a round of written opinions, or the simplified procedure; written as one action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from db import council_votes, councils, nominations, simplified
from db.councils import SESSION_KINDS, Meeting, Quorum
from db.nominations import Nomination
from db.rules import voting
from db.rules.voting import Base, Threshold
from desktop.ui import theme
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.dialogs.meeting_members import MembersBox
from desktop.ui.dialogs.meeting_votes import VotesTable, WarningList, gathered, warnings_before_vote
from desktop.ui.models.appraisals import quota_sentences
from desktop.ui.models.ballots import BallotModel
from desktop.ui.operations import sessions as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.sessions import SessionDraft, SimplifiedDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

SIMPLIFIED: Final = "simplified"
_KINDS: Final = (*SESSION_KINDS.items(), (SIMPLIFIED, "Thủ tục đơn giản, không họp"))
_BASES: Final = (("", "Theo Danh mục"), ("present", "Số thành viên tham gia"), ("all", "Tổng số thành viên"))
FIELDS: Final = (
    Field("day", "&Ngày", Kind.DATE, required=True),
    Field("kind", "&Hình thức", Kind.CHOICE, required=True, choices=_KINDS),
    Field("returned_date", "Nhận đủ ý &kiến ngày", Kind.DATE),
    Field("reason", "&Lý do", Kind.LINES, lines=3, hint="vì sao khen ngay, không chờ họp"),
    Field("article", "Điều khoản áp &dụng"),
    Field("number", "&Số biên bản", hint="để trống nếu chưa có"),
    Field("place", "Đị&a điểm"),
    Field("method", "&Cách biểu quyết", Kind.CHOICE, choices=tuple(council_votes.METHODS.items())),
    Field("vote_base", "&Tính trên", Kind.CHOICE, choices=_BASES),
    Field("ballots_issued", "Phiếu phát ra", Kind.NUMBER, width=160),
    Field("ballots_returned", "Phiếu thu về", Kind.NUMBER, width=160),
    Field("minutes", "Ý k&iến", Kind.LINES, lines=2, hint="mỗi dòng một ý kiến ghi vào biên bản"),
)
_KEPT: Final = ("day", "kind", "returned_date", "number", "place", "method", "vote_base", "minutes")
_ONLY: Final = {
    "reason": (SIMPLIFIED,),
    "article": (SIMPLIFIED,),
    "number": ("meeting", "written"),
    "place": ("meeting",),
    "method": ("meeting",),
    "vote_base": ("meeting", "written"),
    "minutes": ("meeting", "written"),
}


class MeetingDialog(AwardDialog):
    """Records a session on nominations of a drive: those given, else all the council may vote on.

    A session may be written down before it is held (opinions are being asked); ``planned`` is one of these.
    """

    def __init__(
        self,
        session: Session,
        council_id: int,
        campaign_id: int,
        listed: Sequence[Nomination] | None = None,
        parent: QWidget | None = None,
        planned: Meeting | None = None,
    ) -> None:
        super().__init__(session, "Họp Hội đồng", "&Ghi phiên họp", FIELDS, parent, width=1160)
        self.setObjectName("meetingDialog")
        self._planned = planned
        self._add_plan_button()
        self._council_id = council_id
        self._campaign_id = campaign_id
        if listed is None:
            listed = nominations.list_nominations(session.con, campaign_id, statuses=nominations.UNDECIDED)
        warned = warnings_before_vote(session, list(listed))
        self._told_before = [*quota_sentences(session.con, campaign_id), *gathered(list(listed), warned)]
        self.ballots = BallotModel(
            listed, parent=self, warned={one: "\n".join(said) for one, said in warned.items()}
        )
        self._rules = tuple(councils.vote_rules(session.con))
        self._level = councils.level(session.con)
        self._percent = council_votes.approval_percent(session.con)
        self._rearrange()
        article = simplified.usual_article(session.as_of)
        first = {"day": session.as_of, "kind": "meeting", "method": "", "vote_base": "", "article": article}
        if planned is not None:
            first |= {key: getattr(planned, key) for key in _KEPT}
        self.form.set_values(first)
        self.form.changed.connect(self._follow)
        self.members.changed.connect(self._show_quorum)
        self.ballots.dataChanged.connect(self._tell_doubts)
        self._follow("day")
        if planned is not None and planned.kind == "written":
            noted = councils.attendance(session.con, planned.id)
            self.members.tick({one.member.id: one.took_part for one in noted})
        self.resize(1160, 700)
        self.focus_of("day").setFocus()

    # ------------------------------------------------------------ building

    def _add_plan_button(self) -> None:
        self._plan = QPushButton("Lư&u, chưa biểu quyết", self)
        self._plan.setObjectName("planSession")
        self._plan.setToolTip("Ghi phiên sắp họp hoặc đợt đang lấy ý kiến; biểu quyết ghi sau")
        self._plan.setAutoDefault(False)
        self._plan.clicked.connect(self.plan)
        self.foot.insertWidget(1, self._plan)

    def _rearrange(self) -> None:
        self.body.removeWidget(self.form)
        columns = QHBoxLayout()
        columns.setSpacing(3 * theme.GRID)
        left = QVBoxLayout()
        left.setSpacing(theme.GRID)
        left.addWidget(self.form)
        self._members_heading = self._heading("Thành viên")
        left.addWidget(self._members_heading)
        self.members = MembersBox(self)
        left.addWidget(self.members, 1)
        self._quorum = self._told("quorum")
        left.addWidget(self._quorum)
        left.addStretch()
        right = QVBoxLayout()
        right.setSpacing(theme.GRID)
        if self._told_before:
            right.addWidget(self._heading(f"Cần biết trước khi biểu quyết ({len(self._told_before)})"))
        right.addWidget(WarningList(self._told_before, self))
        self._votes_heading = self._heading("")
        right.addWidget(self._votes_heading)
        self.votes = VotesTable(self.ballots, self)
        right.addWidget(self.votes, 1)
        self._threshold = self._told("threshold")
        right.addWidget(self._threshold)
        columns.addLayout(left, 2)
        columns.addLayout(right, 3)
        self.body.addLayout(columns, 1)

    def _heading(self, words: str) -> QLabel:
        made = QLabel(words, self)
        made.setFont(theme.section_font())
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return made

    def _told(self, name: str) -> QLabel:
        made = QLabel(self)
        made.setObjectName(name)
        made.setWordWrap(True)
        return made

    # ------------------------------------------------------------ what depends on what

    @property
    def _kind(self) -> str:
        return str(self.form.values()["kind"] or "meeting")

    def _follow(self, key: str) -> None:
        values, kind = self.form.values(), self._kind
        for field, kinds in _ONLY.items():
            self.form.set_field_visible(field, visible=kind in kinds)
        papers = kind == "meeting" and values["method"] == "ballots"
        for field in ("ballots_issued", "ballots_returned"):
            self.form.set_field_visible(field, visible=papers)
        simple = kind == SIMPLIFIED
        for widget in (self._members_heading, self.members, self._quorum):
            widget.setHidden(simple)
        self._members_heading.setText("Đã có ý kiến" if kind == "written" else "Thành viên dự họp")
        many = self.ballots.rowCount()
        self._votes_heading.setText(
            f"Duyệt không họp ({many} đề nghị)" if simple else f"Biểu quyết ({many} đề nghị)"
        )
        self.ballots.set_simplified(simple)
        self.votes.show_columns(counted=not simple, ballots=papers)
        self.accept_button.setText("&Ghi duyệt" if simple else "&Ghi phiên họp")
        self._plan.setHidden(simple)
        if key == "day" and values["day"] is not None:
            self.members.show_members(councils.members(self.session.con, self._council_id, values["day"]))
        self.members.set_writing(kind == "written")
        self._show_quorum()

    def quorum(self) -> Quorum:
        """Who takes part as ticked now, against how many are needed."""
        kind = self._kind
        share = voting.quorum_share(self._rules, self._day, level=self._level, session_kind=kind)
        present = sum(self.members.present.values())
        return Quorum.of(present, self.members.members, share, kind == "written")

    @property
    def _day(self) -> Any:
        return self.form.values()["day"] or self.session.as_of

    def thresholds(self) -> dict[str, Threshold]:
        """By form what a vote must reach, as the dialog stands now."""
        values = self.form.values()
        bases: dict[str, Base] = {"all": "all", "present": "present"}
        return {
            n.form_code: voting.threshold_on(
                self._rules,
                self._day,
                form_code=n.form_code,
                level=self._level,
                session_kind=self._kind,
                office_percent=self._percent,
                base=bases.get(values["vote_base"] or ""),
            )
            for n in self.ballots.nominations
        }

    def _show_quorum(self) -> None:
        now = self.quorum()
        source = voting.quorum_source(self._rules, self._day, level=self._level, session_kind=self._kind)
        self._quorum.setText(f"{now.sentence} {source}")
        self._quorum.setProperty("role", "" if now.met else "error")
        self._quorum.style().polish(self._quorum)
        thresholds = self.thresholds()
        taking_part = self.members.taking_part
        later = self._kind == "written" or (self._kind == "meeting" and taking_part > now.present)
        self.form.set_field_visible("returned_date", visible=later)
        self.ballots.set_present(taking_part, now.members, thresholds)
        if self._kind == SIMPLIFIED:
            self._tell_doubts()
            return
        names = {n.form_code: n.form_name for n in self.ballots.nominations}
        self._threshold.setText(
            "\n".join(
                f"{names[form]}: {one.sentence} Cần {one.needed(now.members, taking_part):02d} phiếu."
                for form, one in thresholds.items()
            )
        )

    def _tell_doubts(self) -> None:
        """About those taken that the simplified procedure is not meant for."""
        if self._kind != SIMPLIFIED:
            return
        found = simplified.doubts(self.session.con, self.ballots.taken())
        many = (
            f"{len(found)} đề nghị không phải khen đột xuất hay đối ngoại; thủ tục đơn giản thường chỉ dùng cho "
            "hai loại này."
        )
        self._threshold.setText(many if len(found) > 1 else "".join(found))

    # ------------------------------------------------------------ writing

    def complaint(self) -> str:
        """There is something to vote on; the simplified procedure says why and by which article."""
        values = self.form.values()
        if not self.ballots.rowCount():
            return "Không còn đề nghị nào chờ Hội đồng biểu quyết; hãy thêm đề nghị trước."
        if self._kind != SIMPLIFIED:
            return ""
        if not values["reason"] or not values["article"]:
            self.focus_of("article" if values["reason"] else "reason").setFocus()
            return "Thủ tục đơn giản cần lý do và điều khoản áp dụng; hãy ghi đủ rồi lưu lại."
        if not self.ballots.taken():
            self.votes.setFocus()
            return (
                "Chưa có đề nghị nào được xét; hãy chọn “Thông qua” ở cột Kết quả cho những tên được duyệt."
            )
        return ""

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Session, attendance and votes in one action; or the simplified case."""
        if self._kind == SIMPLIFIED:
            return operations.open_case(
                SimplifiedDraft(
                    self.ballots.taken(),
                    self._campaign_id,
                    values["day"],
                    values["reason"],
                    values["article"],
                )
            )
        return operations.hold_session(self._draft(values))

    def plan(self) -> None:
        """Write the session down as one that is still to be held, or whose opinions are still coming back."""
        self.clear_refusal()
        if not self.form.validate():
            return
        self.working()
        planned = operations.plan_session(self._draft(self.form.values()))
        self.session.run(planned, self.succeed, self.refuse)

    def _draft(self, values: Mapping[str, Any]) -> SessionDraft:
        papers = self._kind == "meeting" and values["method"] == "ballots"
        return SessionDraft(
            council_id=self._council_id,
            campaign_id=self._campaign_id,
            day=values["day"],
            kind=values["kind"],
            number=values["number"] or "",
            place=values["place"] or "",
            present=self.members.present,
            reasons=self.members.reasons,
            ballots=self.ballots.ballots(),
            minutes=values["minutes"] or "",
            returned_date=values["returned_date"] if self._kind == "written" else None,
            written=self.members.written(values["returned_date"] or values["day"]),
            method=(values["method"] or "") if self._kind == "meeting" else "",
            vote_base=values["vote_base"] or "",
            ballots_issued=values["ballots_issued"] if papers else None,
            ballots_returned=values["ballots_returned"] if papers else None,
            meeting_id=self._planned.id if self._planned else None,
        )
