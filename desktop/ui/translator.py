"""Vietnamese for Qt's own words: buttons, context menus, the file and the print dialogs.

Qt ships no Vietnamese translation. The table is ``resources/ui/qt-vi.json``: context, then Qt's English words.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from db import resources
from desktop.ui.marking import override

LOCALE: Final = QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam)


class VietnameseTranslator(QTranslator):
    """Looks Qt's words up in the table; what is not there stays as it is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: dict[str, dict[str, str]] = resources.read_json("ui/qt-vi.json")

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        # Which platform a word is for makes no difference in Vietnamese.
        return self.table.get(context, {}).get(sourceText)


def speak_vietnamese(app: QCoreApplication) -> VietnameseTranslator:
    """Give Qt's own words, months and weekdays in Vietnamese; call before the first widget is made."""
    QLocale.setDefault(LOCALE)
    made = VietnameseTranslator(app)
    app.installTranslator(made)
    return made
