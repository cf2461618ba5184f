"""Issuing a draft: the number as printed and the day; and small questions about issued awards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from db import corrections, decisions, law_changes, organizations, paper_grounds, prize_questions
from db.awards import Award
from db.decisions import Decision
from db.errors import Refused
from db.prize_questions import PrizeQuestion
from db.sqlite import Connection
from db.talk import Talk
from db.vietnamese.dates import format_date
from db.vietnamese.honorifics import honorifics
from db.vietnamese.text import lower_first
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.dialogs.prize_question import PrizeQuestionDialog
from desktop.ui.operations import decisions as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.theme import Tone
from desktop.ui.widgets.finding_list import FindingList
from desktop.ui.widgets.form import Field, Kind

_ISSUE_FIELDS: Final = (
    Field("number", "&Số quyết định", required=True, hint="ví dụ: 187/QĐ-UBND"),
    Field("day", "&Ngày ký", Kind.DATE, required=True),
)
_RECEIVED_FIELDS: Final = (
    Field("day", "&Ngày trao", Kind.DATE, hint="để trống: bỏ ghi nhận đã trao", width=200),
    Field("by", "Ngườ&i nhận", hint="nếu nhận thay"),
)


class IssueDialog(AwardDialog):
    """Gives a draft its number and day; says before what does not fit, what the law changed, which prize is lacking.

    The list is looked through again with every change of number and day. It never stops the decision: what must not
    be is refused by the register itself.
    """

    def __init__(self, session: Session, decision: Decision, parent: QWidget | None = None) -> None:
        super().__init__(
            session, "Ban hành quyết định khen thưởng", "&Ban hành", _ISSUE_FIELDS, parent, width=800
        )
        self.setObjectName("issueDialog")
        self._decision = decision
        self._in_paper: tuple[str, ...] = ()
        self._questions: tuple[PrizeQuestion, ...] = ()
        office = organizations.own(session.con)
        symbol = f"QĐ-{office.symbol}" if office else "QĐ-UBND"
        told = QLabel(
            f"{decision.title}\n{_effect(session.con, decision)} "
            f"Ghi riêng số thì chương trình thêm “/{symbol}”.",
            self,
        )
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        self._build_findings()
        self.form.set_values({"day": session.as_of})
        self.form.changed.connect(self.look_through)
        self.look_through()
        session.in_background(partial(_paper_doubts, decision.id, session.as_of), self._show_doubts)
        self.focus_of("number").setFocus()

    def _build_findings(self) -> None:
        label = QLabel("&Kiểm tra trước khi ban hành", self)
        self.findings = FindingList("findings", "Kiểm tra trước khi ban hành", self)
        self.findings.setMinimumHeight(240)
        label.setBuddy(self.findings)
        self._ask = QPushButton("Ghi &mức tiền thưởng…", self)
        self._ask.setObjectName("askPrize")
        self._ask.setAutoDefault(False)
        self._ask.clicked.connect(self.ask_prize)
        self.foot.insertWidget(0, self._ask)
        self.body.addWidget(label)
        self.body.addWidget(self.findings)

    def look_through(self, _key: str = "") -> None:
        """Say anew what stands against this number and day."""
        values = self.form.values()
        number, day = values["number"] or "", values["day"]
        con = self.session.con
        self.findings.clear()
        self._questions = ()
        if isinstance(day, dt.date):
            stops = _stops(con, self._decision.id, number, day) if number else []
            self.findings.add("circle-alert", Tone.ALARM, stops)
            if number and not stops:
                self.findings.add("triangle-alert", Tone.WARNING, _used(con, self._decision.id, number, day))
            self.findings.add("triangle-alert", Tone.WARNING, [s for s in self._in_paper if s not in stops])
            self._questions = _questions(con, self._decision, day)
            self.findings.add("circle-question-mark", Tone.WARNING, [q.sentence for q in self._questions])
            self.findings.add("info", Tone.INFORMATION, _law(con, self._decision, self.session.as_of, day))
        if not self.findings.count():
            self.findings.add("check", Tone.DONE, ["Số lượng, tên, số tiền, ngày và người ký đều khớp."])
        self._ask.setVisible(bool(self._questions))

    def _show_doubts(self, found: tuple[str, ...]) -> None:
        self._in_paper = found
        self.look_through()

    def ask_prize(self) -> None:
        """Open the question for the first figure the catalogues lack."""
        if self._questions:
            dialog = PrizeQuestionDialog(self.session, self._questions[0], None, self)
            dialog.accepted.connect(self.look_through)
            dialog.open()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Issue it."""
        return operations.issue(self._decision.id, values["number"], values["day"])


def _stops(con: Connection, decision_id: int, number: str, day: dt.date) -> list[str]:
    """What the register would refuse; a number nobody can read is one of it."""
    try:
        return decisions.problems(con, decision_id, number, day)
    except Refused as refused:
        return [str(refused)]


def _used(con: Connection, decision_id: int, number: str, day: dt.date) -> list[str]:
    """Other decisions of the year under this number; numbering begins anew every 1 January."""
    office = organizations.own(con)
    whole = number if "/" in number or office is None else f"{number}/QĐ-{office.symbol}"
    found = paper_grounds.same_number(con, whole, day, but=decision_id)
    return [
        f"{one.what} ngày {format_date(one.day)} trong năm này đã có trong sổ; hãy kiểm tra lại số."
        for one in found
    ]


def _effect(con: Connection, decision: Decision) -> str:
    """What issuing does to the register."""
    if decision.corrects_id is None:
        return f"{decision.award_count} trường hợp sẽ vào sổ khen thưởng."
    listed = corrections.lines(con, decision.id)
    word = lower_first(corrections.KINDS[decision.correction_kind])
    return f"{word.capitalize()} {len(listed)} khen thưởng đã vào sổ; nội dung cũ vẫn giữ trong lịch sử."


def _questions(con: Connection, decision: Decision, day: dt.date) -> tuple[PrizeQuestion, ...]:
    return prize_questions.questions(con, decision.id, day) if decision.award_count else ()


def _law(con: Connection, decision: Decision, as_of: dt.date, day: dt.date) -> list[str]:
    """What changed in the law since the first paper the decision rests on, else since the day looked at."""
    grounds = paper_grounds.of_decision(con, decision.id)
    earlier = grounds[0].day if grounds else min(as_of, day)
    changes = law_changes.between(con, earlier, day, paper_kind="decision", form_code=decision.form_code)
    head = law_changes.headline(earlier, day, changes)
    return [head, *(change.sentence for change in changes)] if head else []


def _paper_doubts(decision_id: int, as_of: dt.date, con: Connection, _talk: Talk) -> tuple[str, ...]:
    """What in the paper itself does not fit; read as it would be printed."""
    from desktop.documents import paper_checks, paper_kinds

    made = decisions.get_decision(con, decision_id)
    key = "decision" if made.corrects_id is None else "correction"
    choice = paper_kinds.Choice(as_of, campaign_id=made.campaign_id, decision_id=decision_id)
    return paper_checks.cross_check(con, key, choice, paper_kinds.build(con, key, choice))


class ReceivedDialog(AwardDialog):
    """Notes that certificates and prizes were handed over."""

    def __init__(self, session: Session, listed: Sequence[Award], parent: QWidget | None = None) -> None:
        super().__init__(session, "Ghi nhận đã trao", "&Ghi nhận", _RECEIVED_FIELDS, parent, width=480)
        self.setObjectName("receivedDialog")
        self._listed = tuple(listed)
        names = ", ".join(award.shown for award in listed[:3])
        more = f" và {len(listed) - 3} tên nữa" if len(listed) > 3 else ""
        told = QLabel(f"{len(listed)} Giấy khen: {names}{more}", self)
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        self.form.set_values({"day": session.as_of})
        self.focus_of("day").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Note it, or take the note back."""
        return operations.mark_received([a.id for a in self._listed], values["day"], values["by"] or "")


class PrintedDialog(AwardDialog):
    """Corrects what the certificate of a draft's award will say."""

    def __init__(self, session: Session, award: Award, parent: QWidget | None = None) -> None:
        fields = (
            Field(
                "honorific",
                "&Danh xưng",
                Kind.SUGGEST,
                choices=tuple((h.text, h.text) for h in honorifics()),
            ),
            Field("recipient", "&Tên in trên Giấy khen", required=True),
            Field("position_unit", "&Chức vụ, đơn vị", Kind.LINES, lines=2),
            Field("citation", "T&hành tích", Kind.LINES, lines=3),
        )
        super().__init__(session, "Nội dung in trên Giấy khen", "&Lưu", fields, parent, width=600)
        self.setObjectName("printedDialog")
        self._award = award
        self.form.set_values({field.key: getattr(award, field.key) for field in fields})
        self.focus_of("honorific").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Write what differs."""
        typed = {key: value or "" for key, value in values.items()}
        facts = {key: value for key, value in typed.items() if value != getattr(self._award, key)}
        return operations.change_printed(self._award.id, facts, self._award.recipient)
