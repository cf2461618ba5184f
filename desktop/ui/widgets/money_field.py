"""Whole numbers: an amount in đồng, shown with dots and read in words; a plain count."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from db.errors import BadInput
from db.vietnamese.numbers import format_number, money_in_words, parse_number
from desktop.ui.widgets.parsed_field import ParsedField

MOST_MONEY: Final = 10**15


class NumberField(ParsedField):
    """A whole number from ``least`` to ``most``; ``value()`` is an int or None. Zero is a value."""

    def __init__(
        self, parent: QWidget | None = None, *, least: int = 0, most: int = 10**9, unit: str = ""
    ) -> None:
        # Not a method of this object: the field would hold itself.
        bounded = partial(_bounded, least, most)
        super().__init__(bounded, format_number, "Hãy nhập số nguyên, ví dụ 1.490.000.", parent)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        if unit:
            self.line.addWidget(QLabel(unit, self))


def _bounded(least: int, most: int, text: str) -> int | None:
    number = parse_number(text)
    if number is not None and not least <= number <= most:
        raise BadInput(f"Hãy nhập số từ {format_number(least)} đến {format_number(most)}.")
    return number


class MoneyField(NumberField):
    """An amount in đồng; the amount in words is the field's tooltip once it was left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, most=MOST_MONEY, unit="đồng")
        self.value_changed.connect(self._say_in_words)

    def _say_in_words(self, amount: int | None) -> None:
        self.edit.setToolTip("" if amount is None else money_in_words(amount))
