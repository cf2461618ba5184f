"""A new drive: read from a plan, or typed by hand."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from db import catalogues
from db.campaigns import AwardDraft, CampaignDraft
from db.milestones import MilestoneDraft, RequirementDraft
from desktop.ui import icons, theme
from desktop.ui.dialogs import files, plan_work
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.dialogs.record import Values, named
from desktop.ui.operations import campaigns as operations
from desktop.ui.session import Session
from desktop.ui.widgets.file_drop import FileDrop
from desktop.ui.widgets.form import Field, Form, Kind
from desktop.ui.worker import Task

if TYPE_CHECKING:
    from desktop.ui.dialogs.plan_work import PlanRead

_PLANS: Final = ("Kế hoạch (*.docx *.pdf *.txt)", "Mọi tệp (*)")
_REQUIREMENTS: Final[dict[str, tuple[str, RequirementDraft | None]]] = {
    "any": ("01 mô hình hoặc 01 công trình", RequirementDraft("any", 1, 1)),
    "all": ("01 mô hình và 01 công trình", RequirementDraft("all", 1, 1)),
    "model": ("01 mô hình", RequirementDraft("any", 1)),
    "work": ("01 công trình", RequirementDraft("any", 0, 1)),
    "task": ("01 công trình hoặc 01 phần việc", RequirementDraft("any", 0, 1, 1)),
    "none": ("Không yêu cầu đăng ký", None),
}
_DEADLINES: Final = (
    ("plan", "plan_due", "Kế hoạch hưởng ứng"),
    ("report", "report_due", "Báo cáo tổng kết"),
    ("dossier", "dossier_due", "Hồ sơ đề nghị khen thưởng"),
)


def _fields(forms: tuple[tuple[str, str], ...]) -> tuple[Field, ...]:
    return (
        Field("title", "&Tên phong trào", required=True),
        Field("short_title", "Tên &gọi tắt"),
        Field("start_on", "&Bắt đầu", Kind.PARTIAL_DATE, width=260),
        Field("end_on", "&Kết thúc", Kind.PARTIAL_DATE, width=260),
        Field(
            "requirement",
            "Mỗi đơn &vị đăng ký",
            Kind.CHOICE,
            required=True,
            choices=tuple((key, word) for key, (word, _) in _REQUIREMENTS.items()),
        ),
        Field("registration_due", "Hạ&n đăng ký", Kind.DATE, width=200),
        Field("plan_due", "Hạn nộp kế hoạch", Kind.DATE, width=200),
        Field("report_due", "Hạn nộ&p báo cáo", Kind.DATE, width=200),
        Field("dossier_due", "Hạn nộp hồ &sơ khen", Kind.DATE, width=200),
        Field("form_code", "Hình thức kh&en", Kind.CHOICE, choices=forms),
        Field("window_start", "&Xét thành tích từ năm", check=wrong_year, width=120),
        Field("window_end", "đến nă&m", check=wrong_year, width=120),
    )


def wrong_year(text: str) -> str:
    """The sentence about a text that is no year; empty when it is one."""
    return "" if year_of(text) else "Hãy nhập năm bằng bốn chữ số, ví dụ 2023."


def year_of(text: str | None) -> int | None:
    """The year typed, or None."""
    right = text is not None and len(text) == 4 and text.isdecimal() and 1900 <= int(text) <= 2200
    return int(text) if right and text else None


def new_campaign(session: Session, parent: QWidget) -> NewCampaignDialog:
    """Open the dialog of a new drive; when it was written the window looks at it."""
    made = NewCampaignDialog(session, parent)
    made.open()
    return made


class NewCampaignDialog(DialogFrame):
    """Two ways to a drive. After a plan was read, its proposals are shown in their own dialog."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Phong trào mới", "Đọ&c kế hoạch", parent, 720)
        self.setObjectName("newCampaignDialog")
        self._session = session
        self._task: Task | None = None
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("newCampaignTabs")
        self.tabs.addTab(self._build_reading(), "Đọc từ kế &hoạch")
        self.tabs.addTab(self._build_form(), "Ghi ta&y")
        self.tabs.currentChanged.connect(self._show_way)
        self.body.addWidget(self.tabs, 1)
        FileDrop(self, "Thả tệp kế hoạch (Word, PDF, văn bản) vào đây để đọc").dropped.connect(self._dropped)
        self.text.setFocus()
        self.resize(760, 620)

    def _build_reading(self) -> QWidget:
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        choose = QPushButton("Chọn &tệp kế hoạch…", part)
        choose.setObjectName("choosePlanFile")
        choose.setIcon(icons.icon("folder-open"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        label = QLabel(
            "Chọn tệp Word, PDF có chữ hoặc tệp văn bản; hoặc &dán nội dung kế hoạch vào đây:", part
        )
        label.setWordWrap(True)
        self.text = QPlainTextEdit(part)
        self.text.setObjectName("planSource")
        self.text.setTabChangesFocus(True)
        # A file dropped here is read, not named.
        self.text.setAcceptDrops(False)
        label.setBuddy(self.text)
        self.reading = QLabel("Đang đọc kế hoạch… Bấm “Hủy bỏ” (Esc) để dừng.", part)
        self.reading.setObjectName("planReading")
        self.reading.setProperty("role", "muted")
        self.reading.hide()
        column.addWidget(choose)
        column.addWidget(label)
        column.addWidget(self.text, 1)
        column.addWidget(self.reading)
        return part

    def _build_form(self) -> QWidget:
        self._forms = {form.code: form.name for form in catalogues.award_forms(self._session.con)}
        self.form = named(Form(_fields(tuple(self._forms.items())), self))
        self.form.setContentsMargins(0, theme.GRID, 0, 0)
        self.form.set_values({"requirement": "any", "form_code": "giay_khen"})
        return self.form

    def _show_way(self, at: int) -> None:
        self.clear_refusal()
        self.accept_button.setEnabled(True)
        self.accept_button.setText("Tạ&o phong trào" if at else "Đọ&c kế hoạch")
        (self.form.editor("title") if at else self.text).setFocus()

    def submit(self) -> None:
        """Read the pasted plan, or write what was typed."""
        if self.tabs.currentIndex() == 0:
            self._read(None)
        elif self.form.validate():
            self.working()
            draft = draft_by_hand(self.form.values(), self._forms)
            self._session.run(operations.start(draft), self._started, self.refuse)

    def _choose(self) -> None:
        files.choose_source(self, "Chọn tệp kế hoạch", _PLANS, self.read_file)

    def _dropped(self, paths: list[Path]) -> None:
        self.tabs.setCurrentIndex(0)
        self._read(paths[0])

    def read_file(self, path: str) -> None:
        """Read a plan file aside and show what it proposes."""
        self._read(Path(path))

    def _read(self, file: Path | None) -> None:
        self.working()
        self.reading.show()
        work = partial(plan_work.read_source, file if file else self.text.toPlainText())
        self._task = self._session.in_background(work, self._show_proposal, self._refuse_reading)

    def _refuse_reading(self, sentence: str) -> None:
        self.reading.hide()
        self.refuse(sentence)

    def done(self, result: int) -> None:
        """Close; a plan still being read is not read on."""
        if self._task is not None:
            self._task.stop()
        super().done(result)

    def _show_proposal(self, read: PlanRead) -> None:
        from desktop.ui.dialogs.plan import PlanDialog

        if self.has_ended:
            return
        dialog = PlanDialog(self._session, read, parent=self.parentWidget())
        dialog.started.connect(self._session.show_campaign)
        self.accept()
        dialog.open()

    def _started(self, campaign_id: int) -> None:
        self._session.show_campaign(campaign_id)
        self.succeed()


def draft_by_hand(values: Values, forms: dict[str, str]) -> CampaignDraft:
    """The drive that was typed: its registration, what is due besides, and one award line."""
    milestones: list[MilestoneDraft] = []
    requirement = _REQUIREMENTS[values["requirement"]][1]
    requirements: tuple[RequirementDraft, ...] = ()
    if requirement is not None:
        milestones.append(
            MilestoneDraft(
                "registration", "Đăng ký mô hình, công trình", values["registration_due"], direction="none"
            )
        )
        requirements = (
            RequirementDraft(
                requirement.rule,
                requirement.min_model,
                requirement.min_work,
                requirement.min_task,
                milestone=0,
            ),
        )
    milestones += [
        MilestoneDraft(kind, what, values[key]) for kind, key, what in _DEADLINES if values[key] is not None
    ]
    return CampaignDraft(
        title=values["title"] or "",
        short_title=values["short_title"] or "",
        start_on=values["start_on"],
        end_on=values["end_on"],
        milestones=tuple(milestones),
        requirements=requirements,
        awards=_award(values, forms),
    )


def _award(values: dict[str, Any], forms: dict[str, str]) -> tuple[AwardDraft, ...]:
    code = values["form_code"]
    if not code:
        return ()
    start, end = year_of(values["window_start"]), year_of(values["window_end"])
    return (AwardDraft(code, forms.get(code, code), window_start=start, window_end=end),)
