"""What came from Excel, as a file or pasted, held against the register before anything of it is written."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from db import campaigns
from db.vietnamese.numbers import format_number
from desktop.ui.dialogs import import_work
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.dialogs.import_columns import ColumnsPanel
from desktop.ui.dialogs.import_findings import Findings
from desktop.ui.dialogs.import_head import Choice, ImportHead
from desktop.ui.dialogs.import_questions import QuestionsPanel
from desktop.ui.dialogs.import_rows import RowsPanel
from desktop.ui.dialogs.import_work import Incoming
from desktop.ui.models.incoming import TAKEN_BY_ITSELF, can_tick
from desktop.ui.operations import imports as operations
from desktop.ui.operations.imports import Written
from desktop.ui.session import Session
from desktop.ui.theme import Tone
from desktop.ui.widgets.progress_panel import ProgressPanel
from desktop.ui.worker import Task

if TYPE_CHECKING:
    from desktop.exchange.mapping import Mapping
    from desktop.exchange.preview import Preview, PreviewRow
    from desktop.exchange.reading import Grid

_SIZE: Final = (1290, 696)
_HEADER_ROWS: Final = 40
_HEADER_WORDS: Final = 60
_LACKING: Final = "Trang này được đọc khi đã chọn đủ cột ở trên."
_NOT_READ: Final = "Trang này chưa được nhập; hãy chọn loại bảng ở trên để đọc."


class ImportDialog(DialogFrame):
    """Head, columns to correct, rows to decide about. ``written`` carries a :class:`Written`."""

    written = Signal(object)

    def __init__(self, session: Session, incoming: Incoming, parent: QWidget | None = None) -> None:
        super().__init__("Nhập từ Excel", "&Ghi vào sổ", parent)
        self.setObjectName("importDialog")
        self._session = session
        self._incoming = incoming
        self._preview: Preview | None = None
        self._decided: dict[str, dict[int, bool]] = {}
        self._mappings: dict[str, Mapping] = {}
        self._answers: dict[str, str] = {}
        self._remembered: frozenset[str] = frozenset()
        self._sheet = ""
        self._task: Task | None = None
        self._asked = 0
        self._why_again = ""
        self._build()
        if incoming.preview is not None:
            self._remembered = frozenset(one.sheet for one in incoming.preview.sheets if one.remembered)
            self._take(incoming.preview)
        else:
            self._begin_without_table()
        self.rows.table.setFocus()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.head = ImportHead(self)
        self.head.sheet_chosen.connect(self.show_sheet)
        self.head.kind_chosen.connect(self.take_as)
        self.head.row_chosen.connect(self.take_header)
        self.head.columns_asked.connect(self._show_columns)
        self.columns = ColumnsPanel(self)
        self.columns.field_chosen.connect(self.take_column)
        self.columns.hide()
        self.head.questions_asked.connect(self._show_questions)
        self.questions = QuestionsPanel(self)
        self.questions.answered.connect(self.take_answer)
        self.questions.hide()
        self.rows = RowsPanel(self)
        self.rows.ticked.connect(self._show_count)
        self.progress = ProgressPanel(self)
        self.progress.setObjectName("importProgress")
        self.progress.stop_pressed.connect(self._stop)
        self.body.addWidget(self.head)
        self.body.addWidget(self.columns)
        self.body.addWidget(self.questions)
        self.body.addWidget(self.rows, 1)
        self.body.addWidget(self.progress)
        self.count = QLabel(self)
        self.count.setObjectName("incomingCount")
        self.foot.insertWidget(0, self.count)
        self.findings = Findings(self._session, self)
        self.foot.insertWidget(1, self.findings.button)
        self.findings.look_at(None)
        self.resize(*_SIZE)
        self._session.progressed.connect(self._report)

    # ------------------------------------------------------------ showing what was read

    def _begin_without_table(self) -> None:
        """No table was recognised: the officer points at one."""
        self._sheet = max(self._offered(), key=_size).name
        self._show_all()
        self.refuse(self._incoming.refusal)
        self.accept_button.setEnabled(False)

    def _take(self, preview: Preview) -> None:
        self._preview = preview
        self.findings.look_at(preview)
        self._mappings = {one.sheet: one.mapping for one in preview.sheets}
        if not self._sheet:
            self._sheet = preview.sheet
        self.clear_refusal()
        self._ask()
        self._show_all()

    def _ask(self) -> None:
        """Show what the officer has to tell; what holds rows up is not left for him to find."""
        assert self._preview is not None
        asked = self._preview.questions
        waiting = sum(question.waiting for question in asked)
        self.head.show_questions(len(asked), waiting)
        self.questions.show_questions(asked)
        if waiting and not self._answers and not self.columns.isVisibleTo(self):
            self.head.questions_button.setChecked(True)

    def _show_all(self) -> None:
        self.head.source.tell(self._source_words())
        self._show_notes()
        self._show_mapping()
        self._show_rows()
        self._show_count()

    def _offered(self) -> list[Grid]:
        """The sheets the officer may choose from: those of our own forms nobody fills in are not among them."""
        from desktop.exchange.preview import FORM_HELPERS, FORM_SHEET

        grids = self._incoming.source.grids
        own = {FORM_SHEET, *FORM_HELPERS} if any(grid.name == FORM_SHEET for grid in grids) else set()
        return [grid for grid in grids if grid.name not in own] or grids

    def _source_words(self) -> str:
        made = self._incoming.source.file_name or "Vùng đã dán từ Excel"
        campaign_id = self._incoming.campaign_id
        taken = {mapping.kind for mapping in self._mappings.values()}
        if campaign_id is None or taken <= {"units", "old_awards"}:
            return made
        return f"{made} → {campaigns.get_campaign(self._session.con, campaign_id).short_title}"

    def _sheet_words(self, grid: Grid) -> str:
        hidden = " (đang ẩn)" if grid.hidden else ""
        if grid.name in self._mappings:
            return f"{grid.name}{hidden}"
        return f"{grid.name}{hidden} – không nhập"

    def _show_notes(self) -> None:
        preview, taken_in = self._of_sheet(), self._incoming.source.taken_in
        said = [self._why_again] if self._why_again else []
        said += [f"{taken_in.sentence()}."] if taken_in is not None else []
        if self._sheet in self._remembered:
            said.append("Các cột được đọc như lần sửa trước của tệp cùng dạng.")
        if preview is not None and preview.repaired:
            said.append(f"Đã chuyển {preview.repaired} ô từ phông chữ cũ (TCVN3, VNI) sang Unicode.")
        self.head.notes.tell(
            " ".join(said), Tone.WARNING if taken_in is not None or self._why_again else Tone.INFORMATION
        )

    def _show_mapping(self) -> None:
        from desktop.exchange import mapping as tables

        sheets = [Choice(self._sheet_words(grid), grid.name) for grid in self._offered()]
        self.head.show_sheets(sheets, self._sheet)
        grid, mapping = self._grid(), self._mappings.get(self._sheet)
        self.head.show_kinds(mapping.kind if mapping is not None else "", droppable=self._can_drop())
        self.head.show_rows(_header_choices(grid), mapping.header_row if mapping is not None else None)
        self.head.columns_button.setEnabled(mapping is not None)
        if mapping is None:
            self.head.columns_button.setChecked(False)
        else:
            self.columns.show_columns(tables.columns_of(grid, mapping), tables.fields_of(mapping.kind))

    def _can_drop(self) -> bool:
        return self._sheet not in self._mappings or len(self._mappings) > 1

    def _show_rows(self) -> None:
        preview = self._of_sheet()
        decided = self._decided.setdefault(self._sheet, {})
        rows: list[PreviewRow] = preview.rows if preview is not None else []
        self.rows.set_empty("Trang này không có dòng dữ liệu nào." if preview is not None else _NOT_READ)
        self.rows.show_rows(preview.kind if preview is not None else "units", rows, decided)

    def _of_sheet(self) -> Preview | None:
        if self._preview is None:
            return None
        return next((one for one in self._preview.sheets if one.sheet == self._sheet), None)

    def _grid(self) -> Grid:
        return next(grid for grid in self._incoming.source.grids if grid.name == self._sheet)

    def show_sheet(self, name: str) -> None:
        """Look at another sheet."""
        self._sheet = name
        self._show_all()

    def _show_columns(self, on: bool) -> None:
        self.columns.setVisible(on)
        self.rows.show_detail(not on and not self.questions.isVisibleTo(self))
        if on:
            self.head.questions_button.setChecked(False)
            self.columns.take_keyboard()

    def _show_questions(self, on: bool) -> None:
        self.questions.setVisible(on)
        self.rows.show_detail(not on and not self.columns.isVisibleTo(self))
        if on:
            self.head.columns_button.setChecked(False)
            self.questions.take_keyboard()

    # ------------------------------------------------------------ correcting how it is read

    def take_as(self, kind: str) -> None:
        """Read the sheet as a table of another kind; an empty one leaves the sheet out."""
        if kind:
            before = self._mappings.get(self._sheet)
            self._correct(
                import_work.as_officer_says(self._grid(), kind, before.header_row if before else None)
            )
        elif self._mappings.pop(self._sheet, None) is not None:
            self._read_again()
        else:
            self._show_mapping()

    def take_header(self, row: int) -> None:
        """Read the sheet with its header at another row."""
        mapping = self._mappings[self._sheet]
        self._correct(import_work.as_officer_says(self._grid(), mapping.kind, row))

    def take_answer(self, question: str, answer: str) -> None:
        """Take an answer for every row it matters to; an empty one takes it back."""
        self._answers = {key: told for key, told in self._answers.items() if key != question}
        if answer:
            self._answers[question] = answer
        self._read_again()

    def take_column(self, column: int, field: str) -> None:
        """Read a column as another field, or not at all; a field has one column."""
        mapping = self._mappings[self._sheet]
        kept = {one: at for one, at in mapping.columns.items() if at != column and one != field}
        self._correct(replace(mapping, columns={**kept, **({field: column} if field else {})}))

    def _correct(self, mapping: Mapping) -> None:
        from desktop.exchange import mapping as tables

        self._mappings[self._sheet] = replace(mapping, by_hand=True)
        self._remembered -= {self._sheet}
        self._show_mapping()
        labels = tables.fields_of(mapping.kind)
        missing = [labels[field] for field in tables.must_have(mapping.kind) if field not in mapping.columns]
        if missing:
            self.head.columns_button.setChecked(True)
            self.rows.set_empty(_LACKING)
            self.refuse(f"Chưa chọn cột “{missing[0]}”; hãy chọn một cột của tệp ghi vào mục này.")
            self.accept_button.setEnabled(False)
            return
        self._read_again()

    def _read_again(self) -> None:
        self.working()
        if self._task is not None:
            self._task.stop()
        self._asked += 1
        work = partial(
            import_work.read_again,
            self._incoming.source,
            self._incoming.campaign_id,
            dict(self._mappings),
            dict(self._answers),
        )
        self.progress.start("Đang đọc lại tệp")
        self._task = self._session.in_background(
            work, partial(self._read, self._asked), self._not_read, self._stopped
        )

    def _read(self, asked: int, preview: Preview) -> None:
        if asked == self._asked:
            self._task = None
            self.progress.finish()
            self._take(preview)

    def _not_read(self, sentence: str) -> None:
        self._task = None
        self.progress.finish()
        self.refuse(sentence)
        self.accept_button.setEnabled(False)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.stop()

    def _stopped(self) -> None:
        """Reading was stopped by the officer: everything as it was read last."""
        if self._task is None or not self._task.done:
            return  # stopped for a newer reading, which is under way
        self._task = None
        self.progress.finish()
        if self._preview is not None:
            self._take(self._preview)

    def _report(self, done: int, total: int, text: str) -> None:
        if self._task is not None and (total or text):
            self.progress.report(done, total, text)

    # ------------------------------------------------------------ writing

    def chosen(self) -> frozenset[tuple[int, int]]:
        """What will be written: number of the sheet in the preview and number of its row."""
        if self._preview is None:
            return frozenset()
        found: set[tuple[int, int]] = set()
        for number, sheet in enumerate(self._preview.sheets):
            decided = self._decided.get(sheet.sheet, {})
            found.update(
                (number, at)
                for at, row in enumerate(sheet.rows)
                if can_tick(row) and decided.get(row.row, row.status in TAKEN_BY_ITSELF)
            )
        return frozenset(found)

    def _show_count(self) -> None:
        count = len(self.chosen())
        total = sum(len(one.rows) for one in self._preview.sheets) if self._preview is not None else 0
        sheets = len(self._preview.sheets) if self._preview is not None else 0
        where = f" ở {sheets} trang" if sheets > 1 else ""
        self.count.setText(f"Sẽ ghi {format_number(count)}/{format_number(total)} dòng{where}")
        self.accept_button.setEnabled(count > 0 and self._task is None)

    def submit(self) -> None:
        """Write the chosen rows as one action."""
        chosen = self.chosen()
        if not chosen or self._preview is None or not self.accept_button.isEnabled():
            return
        self.working()
        self.progress.start("Đang ghi vào sổ", stoppable=False)
        self._session.run(operations.write(self._preview, chosen), self._done, self._refused)

    def _done(self, written: Written) -> None:
        self.progress.finish()
        self.written.emit(written)
        self.succeed()

    def _refused(self, sentence: str) -> None:
        from desktop.exchange.apply import outdated

        self.progress.finish()
        if self._preview is not None and outdated(self._session.con, self._preview):
            self._why_again = sentence
            self._read_again()
        else:
            self.refuse(sentence)

    @property
    def preview(self) -> Preview | None:
        """What was read last, for the copy with the findings."""
        return self._preview


def _size(grid: Grid) -> tuple[bool, int]:
    return not grid.hidden, len(grid.rows)


def _header_choices(grid: Grid) -> list[Choice]:
    """The first rows of a sheet that hold anything, by number and words."""
    found = []
    for number in range(min(len(grid.rows), _HEADER_ROWS)):
        texts = dict.fromkeys(
            " ".join(text.split()) for at in range(len(grid.rows[number])) if (text := grid.text(number, at))
        )
        if texts:
            words = " | ".join(texts)
            short = words if len(words) <= _HEADER_WORDS else f"{words[:_HEADER_WORDS]}…"
            found.append(Choice(f"Dòng {number + 1}: {short}", number))
    return found
