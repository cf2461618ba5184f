"""What the cells of one line of an old register say together: number, day and organ that share a cell, the year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from db import catalogues
from db.errors import BadInput
from db.vietnamese.dates import is_partial_date, parse_partial
from db.vietnamese.text import fold
from desktop.exchange import decision_lines, row_kinds

if TYPE_CHECKING:
    from desktop.exchange.rows import ReadRow

# "Quyết định số 45/QĐ-UBND ngày 18/11/2015 của UBND xã An Lạc" in one cell.
_NUMBER_WORDS: Final = re.compile(r"^(?:quyết định|qđ)?\s*(?:khen thưởng)?\s*số\s*:?\s*", re.IGNORECASE)
_ORGAN: Final = re.compile(r"[\s,;]+của\s+(.+)$", re.IGNORECASE | re.DOTALL)
_DAY: Final = re.compile(
    r"[\s,;(]+(?:ký\s+)?(?:ngày\s*)?(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}"
    r"|\d{1,2} tháng \d{1,2},? năm \d{4}|(?:tháng\s+\d{1,2}\s*[/.-]\s*|năm\s+)\d{4})\s*\)?$",
    re.IGNORECASE,
)
# "12/2015/QĐ-UBND" tells the year of the paper.
_YEAR_IN_NUMBER: Final = re.compile(r"\d{1,6}/((?:19|20)\d{2})/")
_WHOLE_YEAR: Final = re.compile(r"\d{4}")


def finish(row: ReadRow, section: str, title: str) -> None:
    """Whom the line is about, by which decision, of which day; what is printed of position and unit."""
    values = row.values
    values["position_unit"] = _printed(row)
    row_kinds.name_a_nominee(row, section, title)
    _split_number(row)
    values["signed_day"] = _day(row)
    said = values.get("award_type")
    if said:
        values["award_type"] = _TYPES.get(fold(said))
        if values["award_type"] is None:
            row.complain("award_type", f"Không có loại hình “{said}”; khi ghi sẽ là khen theo công trạng.")


_TYPES: Final = {
    **{fold(title): code for code, title in catalogues.AWARD_TYPES.items() if code},
    "thuong xuyen": "merit",
    "cong trang": "merit",
    "theo cong trang": "merit",
    "cong trang va thanh tich": "merit",
    "chuyen de": "thematic",
    "theo chuyen de": "thematic",
    "theo dot": "thematic",
    "dot xuat": "sudden",
    "cong hien": "contribution",
    "qua trinh cong hien": "contribution",
    "nien han": "seniority",
    "doi ngoai": "external",
}


def _printed(row: ReadRow) -> str | None:
    """Position and unit as the book has them, in one line."""
    if row.whole:
        own = row.values.get("unit")
        return row.whole if not own or str(own) in row.whole else f"{row.whole}, {own}"
    position, unit = (str(row.values.get(fact) or "") for fact in ("position", "unit"))
    if unit and f" {position}".casefold().endswith(f" {unit}".casefold()):
        return position
    return ", ".join(part for part in (position, unit) if part) or None


def _split_number(row: ReadRow) -> None:
    """The number alone; a day or an organ behind it goes to its own field, unless that is filled already."""
    values = row.values
    text = decision_lines.without_lead(str(values.get("number") or "").strip())
    organ = _ORGAN.search(text)
    if organ is not None:
        text = text[: organ.start()]
        values["organ"] = values.get("organ") or organ[1].strip(" .;")
    day = _DAY.search(text)
    if day is not None:
        text = text[: day.start()]
        values["signed_day"] = values.get("signed_day") or _parsed(row, day[1])
    bare = _NUMBER_WORDS.sub("", text).strip(" ,;.(")
    values["number"] = bare or None
    if bare and (_is_day(bare) or is_partial_date(bare)):
        row.complain(
            "number", f"Số quyết định “{bare}” giống ngày tháng (Excel đã đổi chăng); hãy kiểm tra lại."
        )


def _is_day(text: str) -> bool:
    try:
        return "/" in text and len(parse_partial(text) or "") == len("2015-11-18")
    except BadInput:
        return False


def _parsed(row: ReadRow, text: str) -> str | None:
    try:
        return parse_partial(re.sub(r"\s*([/.-])\s*", r"\1", text))
    except BadInput:
        row.complain("number", f"Ngày “{text}” không có trong lịch; hãy sửa lại ô này.")
        return None


def _day(row: ReadRow) -> str | None:
    """The day as far as it is known: completed by the column of the year, or that year alone."""
    values: dict[str, Any] = row.values
    day, year = values.get("signed_day"), str(values.get("year") or "")
    if day is None:
        numbered = _YEAR_IN_NUMBER.match(str(values.get("number") or ""))
        return year if _WHOLE_YEAR.fullmatch(year) else numbered[1] if numbered else None
    if not str(day).startswith("--"):
        return str(day)
    whole = f"{year}{str(day)[1:]}"
    if _WHOLE_YEAR.fullmatch(year) and is_partial_date(whole):
        return whole
    shown = "/".join(reversed(str(day)[2:].split("-")))
    known = bool(_WHOLE_YEAR.fullmatch(year))
    why = f"không có trong lịch của năm {year}" if known else "không ghi năm"
    row.complain("signed_day", f"Ngày ký “{shown}” {why}; hãy ghi đủ ngày, tháng, năm.")
    return year if known else None
