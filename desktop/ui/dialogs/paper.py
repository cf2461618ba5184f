"""One paper of any kind: what it is made for, its day, its form; what does not fit is said before it is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from db import (
    clusters,
    councils,
    decisions,
    dossier_letters,
    fund,
    nominations,
    organizations,
    people,
    statistics,
    submissions,
)
from db.attachments import safe_name
from db.councils import Meeting
from db.dossier_letters import Letter
from db.errors import Refused
from db.organizations import signature_lines
from db.sqlite import Connection
from db.statistics import Period
from db.submissions import Submission
from db.talk import Talk
from db.vietnamese.dates import format_date
from db.vietnamese.text import lower_first
from desktop.documents.paper_kinds import BY_KEY, KINDS, SIGNED_BY_OFFICE, Choice, PaperKind
from desktop.ui.dialogs import files
from desktop.ui.dialogs.form_dialog import name_editors
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.session import Session
from desktop.ui.theme import Tone
from desktop.ui.widgets.finding_list import FindingList
from desktop.ui.widgets.form import ChoiceEditor, Field, Form, Kind

FORMATS: Final = (
    (".docx", "Word (*.docx)"),
    (".pdf", "PDF (*.pdf)"),
    ("template", "Word theo mẫu riêng của cơ quan…"),
)
_TARGET_IDS: Final = {
    "decision": "decision_id",
    "meeting": "meeting_id",
    "submission": "submission_id",
    "nomination": "nomination_id",
    "subject": "subject_id",
    "cluster": "cluster_id",
    "letter": "letter_id",
}
# What papers of a period are made for: a form, or the year of the fund.
_PERIOD_IDS: Final = {"statistics_form": "form_code", "fund_report": "year"}
_OPTIONS: Final = {
    "at_once": ("roll_call",),
    "each": ("invitation",),
    "approved": ("plaque_list",),
    "secret": ("ballot",),
    "accounts": ("prize_list",),
    "charts": ("report",),
    "short": ("achievement",),
    "names": ("statistics_form", "fund_report"),
    "purpose": ("confirmation",),
    "signer": SIGNED_BY_OFFICE,
}
"""Fields only some kinds ask for."""
_SEE_FIRST: Final = (
    "Văn bản có điều chưa khớp, ghi ở trên; hãy xem rồi bấm “Lập văn bản” lần nữa nếu vẫn muốn ghi."
)
_FIELDS: Final = (
    Field(
        "key",
        "&Văn bản",
        Kind.CHOICE,
        required=True,
        choices=tuple((kind.key, f"{kind.group}: {kind.title}") for kind in KINDS),
    ),
    Field("target", "&Của", Kind.CHOICE, hint="gần nhất của phong trào"),
    Field("day", "&Ngày", Kind.DATE, required=True, width=240),
    Field("signer", "&Họ tên người ký", Kind.CHOICE, hint="người thứ nhất trong danh mục người ký"),
    Field("format", "Ghi &ra", Kind.CHOICE, required=True, choices=FORMATS),
    Field("at_once", "&Số người mỗi lượt", Kind.NUMBER, width=160),
    Field("purpose", "&Mục đích xác nhận", hint="ví dụ: bổ sung hồ sơ cá nhân"),
    Field("each", "Mỗi khách mời một giấy riêng, &ghi tên", Kind.CHECK),
    Field("approved", "Công trình đã được &duyệt gắn biển (bỏ trống: đang đề nghị)", Kind.CHECK),
    Field("secret", "&Bỏ phiếu kín, không ghi tên thành viên", Kind.CHECK),
    Field("accounts", "Có cột &tài khoản, ngân hàng", Kind.CHECK),
    Field("names", "Kèm danh &sách sau các con số", Kind.CHECK),
    Field("charts", "Kèm b&iểu đồ", Kind.CHECK),
    Field("short", "Bản tóm tắ&t thành tích", Kind.CHECK),
)


@dataclass(frozen=True, slots=True)
class PaperWish:
    """What is to be written: a kind of paper, what it is made of, the office's own template where one is used."""

    key: str
    choice: Choice
    template: Path | None = None


class PaperDialog(DialogFrame):
    """Chooses kind, what it is of, day and format; says what does not fit; writes and opens the paper.

    ``start`` holds what the page looks at: its decision, session, submission, nominee.
    """

    def __init__(self, session: Session, key: str, start: Choice, parent: QWidget | None = None) -> None:
        super().__init__("Lập văn bản", "&Lập văn bản…", parent, width=680)
        self.setObjectName("paperDialog")
        self._session = session
        self._start = start
        self._template: Path | None = None
        self._looked_at: PaperWish | None = None
        self._checked: tuple[str, Choice] | None = None
        self._pressed = False
        self.form = Form(_FIELDS, self)
        name_editors(self.form, "paper")
        self.body.addWidget(self.form)
        label = QLabel("&Kiểm tra trước khi lập", self)
        self.findings = FindingList("paperFindings", "Kiểm tra trước khi lập", self)
        self.findings.setMinimumHeight(120)
        label.setBuddy(self.findings)
        self.body.addWidget(label)
        self.body.addWidget(self.findings)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(200)
        self._pause.timeout.connect(self._look_through)
        self.form.set_values(
            {
                "key": key,
                "day": start.as_of,
                "format": ".docx",
                "at_once": start.at_once,
                "charts": start.charts,
                "approved": start.approved,
            }
        )
        signers = self.form.editor("signer")
        assert isinstance(signers, ChoiceEditor)
        signers.set_choices(_signers(session.con))
        self.form.changed.connect(self._follow)
        self._follow("key")
        self.form.editor("key").setFocus()

    # ------------------------------------------------------------ what is chosen

    @property
    def kind(self) -> PaperKind:
        """The kind chosen."""
        return BY_KEY[str(self.form.values()["key"])]

    def wish(self) -> PaperWish | None:
        """What the fields say; None while a day is missing."""
        values = self.form.values()
        if values["key"] is None or not isinstance(values["day"], dt.date):
            return None
        choice = replace(
            self._start,
            as_of=values["day"],
            at_once=values["at_once"] or 10,
            each=bool(values["each"]),
            approved=bool(values["approved"]),
            secret=True if values["secret"] else None,
            accounts=bool(values["accounts"]),
            charts=bool(values["charts"]),
            short=bool(values["short"]),
            names=bool(values["names"]),
            purpose=values["purpose"] or "",
            signer_id=values["signer"],
        )
        field = _target_field(self.kind)
        if field is not None:
            choice = replace(choice, **{field: values["target"]})
        return PaperWish(self.kind.key, choice, self._template if values["format"] == "template" else None)

    def _follow(self, key: str) -> None:
        if key == "key" and self.form.values()["key"] is not None:
            self._show_kind()
        self._pressed = False
        self._pause.start()

    def _show_kind(self) -> None:
        kind = self.kind
        targets = _targets(self._session.con, kind, self._start)
        editor = self.form.editor("target")
        assert isinstance(editor, ChoiceEditor)
        editor.set_choices(targets)
        field = _target_field(kind)
        wanted = getattr(self._start, field) if field is not None else None
        known = [value for value, _ in targets]
        editor.set_value(wanted if wanted in known else known[0] if known else None)
        self.form.set_field_visible("target", visible=field is not None)
        for name, kinds in _OPTIONS.items():
            self.form.set_field_visible(name, visible=kind.key in kinds)

    # ------------------------------------------------------------ checks

    def _look_through(self) -> None:
        wish = self.wish()
        if wish is not None and wish != self._looked_at:
            self._looked_at = wish
            self.findings.clear()
            self.findings.add("search", Tone.MUTED, ["Đang kiểm tra…"])
            self._session.in_background(partial(_doubts, wish), partial(self._show_doubts, wish))

    def _show_doubts(self, wish: PaperWish, found: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        if wish != self._looked_at:
            return
        doubts, law = found
        self._checked = (wish.key, wish.choice)
        self.findings.show_doubts(doubts, "Số lượng, tên, số tiền, ngày và người ký đều khớp.")
        self.findings.add("info", Tone.INFORMATION, law)
        if self._pressed and not self.has_ended:
            self._pressed = False
            if doubts:
                self.refuse(_SEE_FIRST)
            else:
                self._choose()

    # ------------------------------------------------------------ writing

    def submit(self) -> None:
        """Check first, so that what does not fit was seen; then ask for the template, and where the paper goes."""
        if not self.form.validate():
            return
        self.clear_refusal()
        wish = self.wish()
        if wish is not None and (wish.key, wish.choice) != self._checked:
            self._pressed = True
            self._look_through()
        else:
            self._choose()

    def _choose(self) -> None:
        if self.form.values()["format"] == "template":
            files.choose_source(self, "Chọn mẫu Word của cơ quan", files.PAPER[:1], self.take_template)
        else:
            self._ask_target()

    def take_template(self, path: str) -> None:
        """Use a template of the office; then ask where the paper goes."""
        self._template = Path(path)
        self._ask_target()

    def _ask_target(self) -> None:
        suffix = ".pdf" if self.form.values()["format"] == ".pdf" else ".docx"
        filters = files.PAPER[1:] if suffix == ".pdf" else files.PAPER[:1]
        title = f"Ghi {lower_first(self.kind.title)}"
        files.choose_target(self, title, self._name() + suffix, filters, self.write)

    def _name(self) -> str:
        wish = self.wish()
        number = None
        if wish is not None and self.kind.of == "decision" and wish.choice.decision_id is not None:
            number = decisions.get_decision(self._session.con, wish.choice.decision_id).number
        return safe_name(self.kind.file_name + (f" {number.replace('/', '-')}" if number else ""))

    def write(self, path: str) -> None:
        """Write the paper and open it; a refusal stays in the dialog."""
        wish = self.wish()
        if wish is None:
            return
        self.working()
        target = Path(path)
        self._session.in_background(
            partial(_write, wish, target), partial(self._written, target), self.refuse
        )

    def _written(self, target: Path, _result: object) -> None:
        self._session.tell(f"Đã ghi “{target.name}”.")
        self._session.open_file(target)
        self.succeed()


def _target_field(kind: PaperKind) -> str | None:
    """The field of the choice that says what a paper of a kind is made for."""
    return _PERIOD_IDS.get(kind.key) if kind.of == "period" else _TARGET_IDS.get(kind.of)


def _targets(con: Connection, kind: PaperKind, start: Choice) -> list[tuple[object, str]]:
    """What papers of a kind can be made for, the likeliest first."""
    if kind.key == "statistics_form":
        return [*_forms(start)]
    if kind.key == "fund_report":
        return [(year, f"Năm {year}") for year in fund.years(con)]
    return [*_records(con, kind, start)]


def _forms(start: Choice) -> list[tuple[str, str]]:
    """The forms by code, the commune's own first; with the period where the page looks at one."""
    period = Period.between(start.start, start.end) if start.start and start.end else None
    last = period.end if period is not None else start.as_of
    codes = dict.fromkeys(one.code for one in reversed(statistics.forms()))
    listed = [statistics.form(code, last) for code in codes]
    told = f", {period.shown}" if period is not None else ""
    return [(one.code, f"{f'Biểu {one.number}' if one.number else one.name}{told}") for one in listed]


def _records(con: Connection, kind: PaperKind, start: Choice) -> list[tuple[int, str]]:
    drive, of = start.campaign_id, kind.of
    if of == "decision":
        # Of a correction there is a draft: what it changes is said in its own dialog.
        correcting = {"correction": (True,), "decision": (True, False)}.get(kind.key, (False,))
        made = [d for d in decisions.list_decisions(con, campaign_id=drive) if d.is_own]
        return [(d.id, d.shown) for d in made if (d.corrects_id is not None) in correcting]
    if of == "meeting":
        return [(m.id, _meeting(m)) for m in councils.list_meetings(con, campaign_id=drive)]
    if of == "submission":
        return [(t.id, _submission(t)) for t in submissions.list_submissions(con, campaign_id=drive)]
    if of == "subject" and start.subject_id is not None:
        subject = people.get_subject(con, start.subject_id)
        return [(subject.id, f"{subject.honorific} {subject.name}".strip())]
    if of in ("nomination", "subject") and drive is not None:
        listed = nominations.list_nominations(con, campaign_id=drive)
        ids = {n.subject.id if of == "subject" else n.id: _nominee(n) for n in listed}
        return list(ids.items())
    if of == "cluster":
        return [(c.id, f"{c.name} ({c.year})") for c in clusters.in_year(con, start.as_of.year)]
    if of == "letter":
        letters = dossier_letters.list_letters(con, campaign_id=drive)
        if start.letter_id is not None and all(one.id != start.letter_id for one in letters):
            letters = [dossier_letters.get_letter(con, start.letter_id), *letters]
        return [(one.id, _letter(one)) for one in letters]
    return []


def _signers(con: Connection) -> list[tuple[int, str]]:
    """The office's signers, each with the form they sign in."""
    office = organizations.own(con)
    if office is None:
        return []
    return [
        (
            one.id,
            f"{one.name} – {', '.join(signature_lines(one.signature_form, one.title, office.head_title))}",
        )
        for one in organizations.signers(con, office.id)
    ]


def _nominee(nomination: nominations.Nomination) -> str:
    place = nomination.subject.position_unit or nomination.unit
    return f"{nomination.name} – {place}" if place else nomination.name


def _meeting(meeting: Meeting) -> str:
    number = f"{meeting.number} " if meeting.number else ""
    return f"Phiên họp {number}ngày {format_date(meeting.day)}"


def _letter(letter: Letter) -> str:
    number = f" {letter.number}" if letter.number else ""
    to = f": {letter.unit}" if letter.unit else ""
    return f"{letter.shown_kind}{number} ngày {format_date(letter.day)}{to}"


def _submission(asked: Submission) -> str:
    number = asked.number or "chưa có số"
    day = f" ngày {format_date(asked.day)}" if asked.day else ""
    return f"{number}{day}: {asked.form_name}, {asked.items} tên"


def _doubts(wish: PaperWish, con: Connection, _talk: Talk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What does not fit in a paper, and what the law changed before it is signed."""
    from desktop.documents import paper_checks, paper_kinds

    try:
        paper = paper_kinds.build(con, wish.key, wish.choice)
    except Refused as refused:
        return (str(refused),), ()
    return (
        paper_checks.cross_check(con, wish.key, wish.choice, paper),
        paper_checks.law_notes(con, wish.key, wish.choice, paper),
    )


def _write(wish: PaperWish, target: Path, con: Connection, _talk: Talk) -> None:
    from desktop.documents import paper_kinds
    from desktop.documents.paper_files import write_paper

    write_paper(paper_kinds.build(con, wish.key, wish.choice), target, wish.template)
