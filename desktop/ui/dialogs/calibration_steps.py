"""The three steps of a calibration: print the ruler sheet, type what was read, see what will be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.vietnamese.numbers import parse_decimal
from desktop.documents import calibration
from desktop.documents.calibration import Misplacement, Readings
from desktop.ui import theme
from desktop.ui.dialogs.calibration_pictures import ResultPicture, RulerPicture
from desktop.ui.marking import override
from desktop.ui.widgets.buttons import icon_button, plain_button
from desktop.ui.widgets.form import ChoiceEditor, Field, Form, Kind, SuggestEditor
from desktop.ui.widgets.parsed_field import ParsedField

ANY_TRAY: Final = "Theo máy in"
_FIELDS: Final = (
    Field("printer", "&Máy in", Kind.SUGGEST, required=True, hint="tên máy in như Windows ghi"),
    Field("template", "Mẫu hoặc &phôi", Kind.CHOICE, required=True),
    Field("tray", "&Khay giấy", Kind.SUGGEST, hint=ANY_TRAY),
)
_PRINT_ADVICE: Final = (
    "In tờ đo lên giấy thường cùng khổ với phôi, nạp đúng khay và đúng chiều như sẽ nạp phôi. Rồi đo bằng thước kẻ "
    "theo hướng dẫn in trên tờ ấy, ghi các số vào ô; có khi cần in hai tờ để biết máy kéo giấy có đều không."
)
_READ_ADVICE: Final = (
    "Mỗi số là khoảng cách từ mép giấy đến giữa vạch đậm, tính bằng milimét, lấy đến nửa milimét (ví dụ 30,5). "
    "Hình bên tô đậm chỗ của số đang gõ."
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A template a printer can be calibrated for, and the size of its sheets in mm."""

    name: str
    title: str
    width: float
    height: float


def _label(text: str, parent: QWidget, *, role: str = "", name: str = "") -> QLabel:
    made = QLabel(text, parent)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setObjectName(name)
    return made


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GRID)
    return column


class PrintStep(QWidget):
    """Which printer, template and tray; prints the ruler sheet. ``changed``: another was chosen; carries which."""

    print_asked = Signal()
    pdf_asked = Signal()
    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form(_FIELDS, self)
        for field in _FIELDS:
            editor = self.form.editor(field.key)
            (editor.focusProxy() or editor).setObjectName(f"calibration_{field.key}")
        self.form.changed.connect(self.changed)
        self._known = _label("", self, name="calibrationKnown")
        self._print = plain_button("&In tờ đo", "printer", self)
        self._print.setObjectName("printRuler")
        self._print.clicked.connect(self.print_asked)
        self._pdf = plain_button("Ghi ra P&DF…", "download", self)
        self._pdf.setObjectName("rulerPdf")
        self._pdf.clicked.connect(self.pdf_asked)
        self._done = _label("", self, role="muted", name="rulerDone")
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        for button in (self._print, self._pdf):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addWidget(self._done, 1)
        column = _column(self)
        column.addWidget(self.form)
        column.addWidget(self._known)
        column.addSpacing(theme.GRID)
        column.addWidget(_label(_PRINT_ADVICE, self))
        column.addLayout(row)
        column.addStretch(1)

    def offer(self, printers: Sequence[str], papers: Sequence[Paper]) -> None:
        """Offer printers and templates."""
        editor = self.form.editor("printer")
        assert isinstance(editor, SuggestEditor)
        editor.set_choices([(name, name) for name in printers])
        chooser = self.form.editor("template")
        assert isinstance(chooser, ChoiceEditor)
        chooser.set_choices([(paper.name, paper.title) for paper in papers])

    def offer_trays(self, trays: Sequence[str]) -> None:
        """Suggest the trays of the printer chosen; what was typed stays."""
        editor = self.form.editor("tray")
        assert isinstance(editor, SuggestEditor)
        editor.set_choices([(name, name) for name in trays])

    def show_known(self, sentence: str) -> None:
        """Say what is known of this printer already."""
        self._known.setText(sentence)

    def show_done(self, sentence: str) -> None:
        """Say that the sheet went out."""
        self._done.setText(sentence)

    def can_print(self, possible: bool) -> None:
        """Whether the printer chosen is one of this computer."""
        self._print.setEnabled(possible)
        self._done.setText(
            "" if possible else "Máy tính này không có máy in ấy; hãy ghi ra PDF rồi in ở máy có."
        )


def read_millimetres(text: str) -> float | None:
    """A length as typed: "30,5", "30.5", "30,5 mm"; None when it is none."""
    value = parse_decimal(text.strip().removesuffix("mm"))
    return None if value is None else float(value)


def show_millimetres(value: float) -> str:
    """A length as shown: one decimal, two where they were typed."""
    one = calibration.shown(value)
    return one if abs(value - round(value, 1)) < 1e-9 else calibration.shown(value, 2)


class ReadStep(QWidget):
    """The four numbers and the fifth, with the drawing that shows where each is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = RulerPicture(self)
        self._fields: dict[str, ParsedField] = {}
        self._letters: dict[QObject, str] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        for line, (letter, edge) in enumerate(calibration.EDGES.items()):
            field = ParsedField(read_millimetres, show_millimetres, "Hãy gõ số milimét, ví dụ 30,5.", self)
            field.edit.setObjectName(f"reading{letter}")
            field.edit.setAccessibleName(f"Số đo {letter}, {edge}, milimét")
            field.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.edit.setFixedWidth(96)
            field.edit.installEventFilter(self)
            self._letters[field.edit] = letter
            self._fields[letter] = field
            words = f"&{letter} – {edge}" + (" (có thể bỏ trống)" if letter == "E" else "")
            label = QLabel(words, self)
            label.setBuddy(field.edit)
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
            grid.addWidget(QLabel("mm", self), line, 2)
        side = QVBoxLayout()
        side.setSpacing(theme.GRID)
        side.addWidget(_label(_READ_ADVICE, self))
        side.addLayout(grid)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self.picture, 1)
        row.addLayout(side)

    def show_paper(self, paper: Paper) -> None:
        """Ask for the readings of a sheet of this size."""
        self.picture.show_paper(paper.width, paper.height)
        true = calibration.shown(calibration.inset(paper.width, paper.height))
        for field in self._fields.values():
            field.edit.setPlaceholderText(true)

    def take_keys(self) -> None:
        """Give the keyboard to the first empty field."""
        empty = [field for field in self._fields.values() if field.value() is None]
        (empty[0] if empty else self._fields["A"]).edit.setFocus()

    def go_to(self, letter: str) -> None:
        """Give the keyboard to the field of a letter."""
        self._fields[letter].edit.setFocus()
        self._fields[letter].edit.selectAll()

    def readings(self) -> Readings | None:
        """What was typed; None when a number lacks, and its field says so."""
        wrong = [letter for letter, field in self._fields.items() if not self._is_well(letter, field)]
        if wrong:
            self.go_to(wrong[0])
            return None
        return Readings(*(field.value() for field in self._fields.values()))

    def _is_well(self, letter: str, field: ParsedField) -> bool:
        if not field.validate():
            return False
        missing = field.value() is None and letter != "E"
        field.set_error(f"Hãy gõ số đo {letter}." if missing else "")
        return not missing

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.picture.show_place(self._letters[watched])
        return super().eventFilter(watched, event)


class ResultStep(QWidget):
    """What the printer does, in words and drawn; nudges of half a millimetre; a sheet to check it by."""

    check_asked = Signal()
    check_pdf_asked = Signal()

    _ARROWS: Final = (
        ("arrow-left", "Nhích chữ sang trái 0,5 mm", "nudgeLeft", (-1, 0)),
        ("arrow-right", "Nhích chữ sang phải 0,5 mm", "nudgeRight", (1, 0)),
        ("arrow-up", "Nhích chữ lên 0,5 mm", "nudgeUp", (0, -1)),
        ("arrow-down", "Nhích chữ xuống 0,5 mm", "nudgeDown", (0, 1)),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wrong = Misplacement()
        self._size = (297.0, 210.0)
        self.right = self.down = 0
        self._words = _label("", self, name="resultWords")
        self._words.setFont(theme.section_font())
        self._doubt = _label("", self, role="error", name="resultDoubt")
        self._picture = ResultPicture(self)
        self._nudged = _label("", self, role="muted", name="nudgedWords")
        self._steps: dict[QObject, tuple[int, int]] = {}
        column = _column(self)
        column.addWidget(self._words)
        column.addWidget(self._doubt)
        column.addWidget(self._picture, 1)
        column.addWidget(_label("Nét đứt: chỗ phải in. Độ lệch được vẽ to hơn thật.", self, role="muted"))
        column.addLayout(self._nudges())
        column.addLayout(self._checks())

    def _nudges(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID // 2)
        row.addWidget(QLabel("Nhích chữ trên giấy 0,5 mm:", self))
        for icon, tip, name, step in self._ARROWS:
            made = icon_button(icon, tip, self)
            made.setObjectName(name)
            made.clicked.connect(self._nudge)
            self._steps[made] = step
            row.addWidget(made)
        row.addSpacing(theme.GRID)
        row.addWidget(self._nudged, 1)
        return row

    def _checks(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        self._check = plain_button("&In tờ kiểm tra (đã bù)", "printer", self)
        self._check.setObjectName("printCheck")
        self._check.clicked.connect(self.check_asked)
        self._check_pdf = plain_button("Ghi tờ kiểm tra ra P&DF…", "download", self)
        self._check_pdf.setObjectName("checkPdf")
        self._check_pdf.clicked.connect(self.check_pdf_asked)
        self._done = _label("", self, role="muted", name="checkDone")
        for button in (self._check, self._check_pdf):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addWidget(self._done, 1)
        return row

    def show_result(self, wrong: Misplacement, width_mm: float, height_mm: float) -> None:
        """Show what was found, not nudged yet."""
        self._wrong, self._size = wrong, (width_mm, height_mm)
        self.right = self.down = 0
        words = calibration.in_words(wrong)
        true = words == calibration.in_words(Misplacement())
        self._words.setText(f"Máy này {words}" + ("." if true else "; sẽ được bù lại."))
        self._doubt.setText(calibration.doubt(wrong))
        self._doubt.setVisible(bool(self._doubt.text()))
        self._done.clear()
        self._show()

    def can_print(self, possible: bool) -> None:
        """Whether the printer chosen is one of this computer."""
        self._check.setEnabled(possible)

    def show_done(self, sentence: str) -> None:
        """Say that the sheet went out."""
        self._done.setText(sentence)

    def _nudge(self) -> None:
        right, down = self._steps[self.sender()]
        self.right, self.down = self.right + right, self.down + down
        self._show()

    def _show(self) -> None:
        half = calibration.NUDGE_UM / 1000
        left_over = replace(Misplacement(), dx_mm=self.right * half, dy_mm=self.down * half)
        self._picture.show_result(self._wrong, left_over, *self._size)
        told = [
            f"{forth if steps > 0 else back} {calibration.shown(abs(steps) * half)} mm"
            for steps, forth, back in ((self.right, "phải", "trái"), (self.down, "xuống", "lên"))
            if steps
        ]
        self._nudged.setText("Nhích thêm: " + ", ".join(told) if told else "")
