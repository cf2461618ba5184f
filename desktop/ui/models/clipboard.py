"""Cells for other programs: text for every one, and a table with real dates, numbers and texts for Excel.

Excel and LibreOffice take the table: a text stays a text there, whatever it begins with, and a date is a date
in every language of Excel. The text is for the rest, and for pasting back into this program.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QMimeData

# A formula to Excel that reads text, unless it is no more than a number.
_FORMULA: Final = re.compile(r"'*[=+\-@]")
_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)*%?")
_EXCEL_ZERO: Final = dt.date(1899, 12, 30)
_STYLES: Final = (
    "<style>td{white-space:nowrap}"
    ".t{mso-number-format:'\\@'}.d{mso-number-format:'dd\\/mm\\/yyyy'}"
    "br{mso-data-placement:same-cell}</style>"
)
_SPACES: Final = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<head><meta charset="utf-8">'
)


def guarded(cell: str) -> str:
    """A text no program takes for a formula: an apostrophe before = + - @, which reading it back takes away."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def quoted(cell: str) -> str:
    """A cell of a tab-separated line: in quotes where it holds a tab, a break or a quote."""
    if any(sign in cell for sign in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def lines_of(cells: Sequence[Sequence[str]]) -> str:
    """Cells as tab-separated lines."""
    return "\n".join("\t".join(quoted(guarded(cell)) for cell in line) for line in cells)


def table_of(titles: Sequence[str], lines: Sequence[Sequence[tuple[Any, str]]]) -> str:
    """The same cells, each as (value, text), as the table Excel and LibreOffice understand."""
    head = "".join(f"<th>{_in_html(title)}</th>" for title in titles)
    rows = [f"<tr>{head}</tr>"] if titles else []
    rows += [f"<tr>{''.join(_cell(value, text) for value, text in line)}</tr>" for line in lines]
    return f"{_SPACES}{_STYLES}</head><body><table>{''.join(rows)}</table></body></html>"


def _cell(value: Any, text: str) -> str:
    if not text:
        return "<td></td>"
    shown = _in_html(text)
    if isinstance(value, dt.date):
        days = (value - _EXCEL_ZERO).days
        return f'<td class="d" x:num="{days}" sdval="{days}" sdnum="1066;1066;DD/MM/YYYY">{shown}</td>'
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<td x:num="{value}" sdval="{value}" sdnum="1033;">{value}</td>'
    return f'<td class="t" x:str sdnum="1033;0;@">{shown}</td>'


def _in_html(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def mime_data(text: str, table: str) -> QMimeData:
    """What is put on the clipboard."""
    made = QMimeData()
    made.setText(text)
    made.setHtml(table)
    return made
