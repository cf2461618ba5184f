"""A day, typed as dd/mm/yyyy or picked from a calendar; and a date of which only the year may be known."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from db.vietnamese.dates import format_date, format_partial, parse_date, parse_partial
from desktop.ui import icons, theme
from desktop.ui.marking import override
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import icon_button
from desktop.ui.widgets.parsed_field import ParsedField

VIETNAMESE = QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam)


class CalendarPopup(QFrame):
    """A month to pick a day from, gone when a day was picked, on Esc and on a click elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(VIETNAMESE)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setMinimumSize(344, 248)
        _name_arrows(self.calendar)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.calendar)

    def open_under(self, anchor: QWidget, day: dt.date) -> None:
        """Show the month of ``day`` under a widget, inside its screen."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        # Qt's own red of the weekend knows nothing of the theme.
        weekend = QTextCharFormat()
        weekend.setForeground(theme.colour(Tone.ALARM))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, weekend)
        self.adjustSize()
        place = anchor.mapToGlobal(QPoint(0, anchor.height()))
        room = anchor.screen().availableGeometry()
        left = max(room.left(), min(place.x(), room.right() - self.width()))
        fits = place.y() + self.height() <= room.bottom()
        top = place.y() if fits else place.y() - anchor.height() - self.height()
        self.move(left, max(room.top(), top))
        self.show()
        self.calendar.setFocus()


def _name_arrows(calendar: QCalendarWidget) -> None:
    """Qt gives the arrows a picture for light themes only, and no name."""
    for name, icon, words in (
        ("prev", "chevron-left", "Tháng trước"),
        ("next", "chevron-right", "Tháng sau"),
    ):
        button = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
        if button is not None:
            button.setIcon(icons.icon(icon))
            button.setToolTip(words)
            button.setAccessibleName(words)


class DateField(ParsedField):
    """A whole day; ``value()`` is a ``datetime.date`` or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            parse_date, format_date, "Hãy nhập ngày dạng ngày/tháng/năm, ví dụ 15/08/2023.", parent
        )
        self.edit.setPlaceholderText("dd/mm/yyyy")
        self.edit.setFixedWidth(120)
        self._popup: CalendarPopup | None = None
        self._button = icon_button("calendar", "Chọn ngày trên lịch", self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.open_calendar)
        self.line.addWidget(self._button)
        self.line.addStretch(1)
        self.edit.installEventFilter(self)

    def open_calendar(self) -> None:
        """Show the calendar at the day typed, or today (also Alt+↓ in the field)."""
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.calendar.clicked.connect(self._pick)
            self._popup.calendar.activated.connect(self._pick)
        self._popup.open_under(self.edit, self.value() or dt.date.today())  # noqa: DTZ011 - the officer's own day

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.open_calendar()
            return True
        return False

    def _pick(self, day: QDate) -> None:
        assert self._popup is not None
        self._popup.hide()
        self.edit.setText(format_date(dt.date(day.year(), day.month(), day.day())))
        self.edit.setFocus()
        self._finish()


class PartialDateField(ParsedField):
    """A day, a month or a year; ``value()`` is the partial date of the store ("2023", "2023-06", …) or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            parse_partial,
            format_partial,
            "Hãy nhập năm, tháng/năm hoặc ngày/tháng/năm, ví dụ 2023, 06/2023, 15/06/2023.",
            parent,
        )
        self.edit.setPlaceholderText("yyyy, mm/yyyy hoặc dd/mm/yyyy")
        self.setMinimumHeight(theme.CONTROL_HEIGHT)
