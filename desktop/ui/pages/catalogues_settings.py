"""Section Cài đặt: a form made from the declared settings, each with its description under it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db import settings
from db.settings import Setting, Value
from desktop.ui import theme
from desktop.ui.dialogs.form_dialog import name_editors
from desktop.ui.operations.settings import save_settings
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Form, Kind
from desktop.ui.widgets.page_frame import PageFrame

FORM_WIDTH = 760
LABEL_WIDTH = 288
_NUMBER_WIDTH = 112
_DARK = {"light": False, "dark": True}


def _field(setting: Setting) -> Field:
    if setting.choices:
        kind = Kind.CHOICE
    elif isinstance(setting.default, bool):
        kind = Kind.CHECK
    elif isinstance(setting.default, int):
        kind = Kind.NUMBER
    else:
        kind = Kind.TEXT
    return Field(
        setting.key,
        setting.title,
        kind,
        required=kind is Kind.NUMBER,
        choices=tuple((choice.value, choice.shown) for choice in setting.choices),
        tooltip=setting.description,
    )


class SettingsSection(Page):
    """All settings of the register; they are saved together."""

    title: ClassVar[str] = "Cài đặt"
    icon: ClassVar[str] = "settings"
    tables = frozenset({"setting"})
    follows_campaign: ClassVar[bool] = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._frame = PageFrame(self.title, self)
        self.body.addWidget(self._frame)
        self._frame.set_primary("&Lưu cài đặt", "save").setObjectName("saveSettings")
        self._frame.primary_pressed.connect(self.submit)
        self._forms: dict[str, Form] = {}
        self._refusal = QLabel(self)
        self._refusal.setObjectName("refusal")
        self._refusal.setProperty("role", "error")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        self._frame.set_content(self._content())
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.submit)

    def _content(self) -> QScrollArea:
        inner = QWidget(self)
        inner.setMaximumWidth(FORM_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.setSpacing(2)
        column.addWidget(self._refusal)
        for setting in settings.SETTINGS:
            form = Form((_field(setting),), inner)
            name_editors(form, "setting")
            grid = form.layout()
            assert isinstance(grid, QGridLayout)
            grid.setColumnMinimumWidth(0, LABEL_WIDTH)
            self._forms[setting.key] = form
            about = QLabel(setting.description, inner)
            about.setProperty("role", "muted")
            about.setWordWrap(True)
            if isinstance(setting.default, int):
                form.setMaximumWidth(LABEL_WIDTH + 2 * theme.GRID + _NUMBER_WIDTH)
            column.addWidget(form)
            beside = QHBoxLayout()
            beside.addSpacing(LABEL_WIDTH + 2 * theme.GRID)
            beside.addWidget(about, 1)
            column.addLayout(beside)
            column.addSpacing(theme.GRID)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

    def refresh(self) -> None:
        """Read the settings."""
        for key, value in settings.get_all(self.session.con).items():
            self._forms[key].set_values({key: value})
        self._frame.set_status("Cài đặt được giữ trong sổ này")

    def submit(self) -> None:
        """Write what was changed in one step."""
        self._refuse("")
        if not all(form.validate() for form in self._forms.values()):
            return
        values = {setting.key: self._value(setting) for setting in settings.SETTINGS}
        self.session.run(save_settings(values), self._saved, self._refuse)

    def _value(self, setting: Setting) -> Value:
        value: Any = self._forms[setting.key].values()[setting.key]
        return "" if value is None else value

    def _saved(self, changed: int) -> None:
        if not changed:
            self.session.tell("Không có cài đặt nào thay đổi.")
            return
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply_theme(application, _DARK.get(str(settings.get(self.session.con, "theme"))))

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
