"""Lines of an old register beside the register: which decision, which form, whom; what is doubtful is asked."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from db import old_books, old_register, organizations
from db.catalogues import OBJECT_KINDS
from db.document_numbers import key as number_key
from db.errors import BadInput
from db.old_books import KnownAward, Namesake
from db.old_register import Decided, Shelf
from db.vietnamese.dates import format_date, format_partial
from db.vietnamese.text import clean, fold
from desktop.exchange.award_names import AwardNames
from desktop.exchange.comparing import Scene, unreadable
from desktop.exchange.matching import PreviewRow, births_agree, spelling
from desktop.exchange.old_award_asking import Asking
from desktop.exchange.reading import Grid

# Fact of a line → column of the award it is kept in.
COLUMNS: Final = {
    "honorific": "honorific",
    "position_unit": "position_unit",
    "citation": "citation",
    "award_type": "award_type",
    "prize": "prize_amount",
    "old_number": "old_number",
}
_YEAR: Final = re.compile(r"(?<![\d/.-])(?:19|20)\d{2}(?![\d/.])")
_LEVEL_GIVES: Final = ("province", "unit")


def compare_old_awards(scene: Scene, rows: list[PreviewRow], grid: Grid) -> None:
    """Give each line its fate: decision by organ, number and day; the same award of before recognised."""
    comparing = _Comparing(scene, rows, grid)
    seen: dict[tuple[Any, ...], PreviewRow] = {}
    for row in rows:
        if not comparing.place(row):
            continue
        comparing.weigh(row)
        if row.status not in ("new", "changed", "unchanged"):
            continue
        first = seen.setdefault(comparing.identity(row), row)
        if first is not row:
            row.status = "duplicate"
            row.complain("name", f"Trùng với dòng ở ô {first.cell} trong cùng tệp; hãy bỏ bớt một dòng.")


class _Comparing:
    """What many lines ask, answered once: organs, decisions and their lists, namesakes."""

    def __init__(self, scene: Scene, rows: list[PreviewRow], grid: Grid) -> None:
        self._con = scene.con
        self._today = dt.date.today()  # noqa: DTZ011 - the officer's own calendar day
        self._forms = AwardNames(scene.con)
        self._asking = Asking(scene, self._forms)
        self._organs = {one.id: one for one in organizations.list_organizations(scene.con)}
        self._shelf = Shelf(scene.con)
        self._decisions: dict[tuple[Any, ...], Decided | None] = {}
        self._awards: dict[int, list[KnownAward]] = {}
        titles = _titles(rows, grid)
        self._titled = self._title_form(rows, titles)
        self._year = _only_year([*titles, grid.name])
        names = (str(row.values["name"]) for row in rows if row.values.get("name"))
        self._namesakes = old_books.namesakes(scene.con, names)

    # ------------------------------------------------------------ what the line says

    def place(self, row: PreviewRow) -> bool:
        """Whether the line says enough and nothing has to be asked first; settles form, organ and unit."""
        if not self._says_enough(row):
            return False
        form, organ = self._asking.form(row), self._asking.organ(row)
        self._asking.unit(row, organ)
        if form:
            row.values["award_form"] = self._forms.forms[form].name
        if not form or not organ:
            return False
        row.found |= {"form": form, **organ}
        self._doubt_form(row, form)
        return True

    def _title_form(self, rows: list[PreviewRow], titles: list[str]) -> str:
        """The form the title names, where the table has no column of forms: "DANH SÁCH … TẶNG GIẤY KHEN"."""
        mapping = rows[0].mapping if rows else None
        if mapping is None or mapping.column_of("award_form") is not None:
            return ""
        return self._forms.named_in(titles)

    def _says_enough(self, row: PreviewRow) -> bool:
        values = row.values
        values["signed_day"] = values.get("signed_day") or self._year or None
        values["award_form"] = values.get("award_form") or self._titled or None
        lacking = next((words for fact, words in _NEEDED if not values.get(fact)), None)
        if lacking is not None:
            unreadable(row, lacking)
            return False
        partial = str(values["signed_day"])
        day = old_register.last_day(partial)
        if day > self._today:
            unreadable(row, f"Ngày ký {format_partial(partial)} ở sau hôm nay; hãy kiểm tra lại ngày.")
            return False
        row.found["day"] = day
        if day.isoformat() != partial:
            row.complain(
                "signed_day",
                f"Sổ cũ chỉ ghi {old_register.day_words(partial)}; khi ghi, quyết định được xếp vào cuối "
                f"{'tháng' if len(partial) > 4 else 'năm'} và vẫn hiện {format_partial(partial)}.",
            )
        return True

    def _doubt_form(self, row: PreviewRow, form: str) -> None:
        """Say what is odd: a form not meant for such an object, one the organ of the line does not give."""
        known = self._forms.forms[form]
        if row.kind not in known.object_kinds:
            row.complain(
                "award_form",
                f"“{known.name}” không dành cho {OBJECT_KINDS[row.kind].lower()}; hãy kiểm tra lại.",
            )
        organ = self._organs.get(row.found["organ_id"] or 0)
        level = organ.level if organ else row.found["organ_level"]
        low = organizations.TIERS[level] not in _LEVEL_GIVES
        if low and form.startswith(("bang_khen", "co_thi_dua", "cstd_tinh", "hc_", "cstd_toan_quoc")):
            who = row.values.get("organ") or (organ.name if organ else "cơ quan cấp này")
            row.complain("organ", f"“{known.name}” không do {who} tặng; hãy kiểm tra lại cơ quan ban hành.")

    # ------------------------------------------------------------ beside the register

    def weigh(self, row: PreviewRow) -> None:
        """New, changed or as it was; a line that only may be one of the register is doubtful."""
        try:
            decision = self._decision(row)
        except BadInput as refused:
            unreadable(row, str(refused))
            return
        match = self._match(row, decision) if decision is not None else None
        if row.status == "duplicate":
            return
        if decision is not None and decision.ours:
            if match is None:
                row.locked = True
                shown = f"{decision.number} ngày {format_date(decision.day)}"
                unreadable(
                    row,
                    f"Quyết định {shown} đã ban hành trong sổ này và không có “{row.values['name']}”; "
                    "hãy kiểm tra lại số, ngày.",
                )
            else:
                row.status, row.matched_id = "unchanged", match.id
            return
        if match is not None:
            self._compare(row, match, decision)
            return
        row.status = "new"
        self._person(row)

    def _decision(self, row: PreviewRow) -> Decided | None:
        organ, day = row.found["organ_id"], row.found["day"]
        if organ is None:
            return None
        number, precise = str(row.values["number"]), len(str(row.values["signed_day"]))
        key = (organ, number, day, precise)
        if key not in self._decisions:
            self._decisions[key] = self._shelf.find(organ, number, day, precise)
        return self._decisions[key]

    def _match(self, row: PreviewRow, decision: Decided) -> KnownAward | None:
        """The award of this line on its decision; one that may be is complained of."""
        if decision.id not in self._awards:
            self._awards[decision.id] = old_books.awards_on(self._con, decision.id)
        name, born = str(row.values["name"]), row.values.get("birth_date")
        alike = [
            one
            for one in self._awards[decision.id]
            if (one.kind, one.form_code) == (row.kind, row.found["form"])
            and fold(one.recipient) == fold(name)
            and births_agree(one.birth_on, born) is not False
        ]
        same = [one for one in alike if spelling(one.recipient) == spelling(name)]
        sure = [one for one in same if births_agree(one.birth_on, born) or self._one_place(row, one)]
        if sure or (decision.ours and same):
            return (sure or same)[0]
        if alike:
            row.status, row.matched_id = "duplicate", alike[0].id
            shown = ", ".join(filter(None, (alike[0].recipient, str(alike[0].values["position_unit"]))))
            row.complain(
                "name",
                f"Quyết định {decision.number} đã có “{shown}”; chỉ ghi dòng này khi đó là người khác.",
            )
        return None

    def _one_place(self, row: PreviewRow, known: KnownAward) -> bool:
        """Whether position and unit as printed do not speak against one person."""
        printed, theirs = fold(str(row.values.get("position_unit") or "")), known.values["position_unit"]
        if not printed or not theirs or printed == fold(str(theirs)):
            return True
        unit = fold(str(row.values.get("unit") or ""))
        return bool(unit) and fold(str(theirs)).endswith(unit)

    def _compare(self, row: PreviewRow, known: KnownAward, decision: Decided | None) -> None:
        row.matched_id, row.found["known"] = known.id, known
        for fact, column in COLUMNS.items():
            said, has = row.values.get(fact), known.values[column]
            if said is not None and _plain(fact, said) != _plain(fact, has):
                row.old[fact] = has
        partial = str(row.values["signed_day"])
        if decision is not None and decision.known < len(partial):
            row.old["signed_day"] = decision.day.isoformat()[: decision.known]
        row.status = "changed" if row.old else "unchanged"

    # ------------------------------------------------------------ whom

    def _person(self, row: PreviewRow) -> None:
        """Whom of the register the line is about: surely one, surely nobody, or asked."""
        name = str(row.values["name"])
        named = self._namesakes.get((row.kind, fold(clean(name))), [])
        born = row.values.get("birth_date")
        possible = [one for one in named if births_agree(one.birth_on, born) is not False]
        sure = [one for one in possible if spelling(one.name) == spelling(name) and self._is_one(row, one)]
        if sure:
            row.found["subject_id"] = sure[0].id
        elif possible:
            self._asking.person(row, possible)
        if row.status == "new" and (mine := row.found.get("subject_id")):
            self._doubt_day(row, [mine])

    def _doubt_day(self, row: PreviewRow, subjects: list[int]) -> None:
        """The same person has the same form of the same day by a decision of another number."""
        form, day = row.found["form"], row.found["day"].isoformat()
        numbers = old_books.numbers_of(self._con, subjects, form, day)
        if numbers:
            row.status = "duplicate"
            row.complain(
                "number",
                f"Sổ đã có khen thưởng này cùng ngày theo Quyết định {numbers[0]}; hãy kiểm tra lại số.",
            )

    def _is_one(self, row: PreviewRow, known: Namesake) -> bool:
        if births_agree(known.birth_on, row.values.get("birth_date")):
            return True
        if row.unit_id is not None and known.unit_id is not None:
            return row.unit_id == known.unit_id
        if row.found.get("elsewhere") and known.unit_id is not None:
            # A place of another commune says nothing about who belongs to a unit of ours.
            return False
        place = fold(str(row.values.get("unit") or ""))
        if row.kind == "collective":
            # A body of this name in the register is that body, unless it belongs elsewhere.
            return not place or not known.place or fold(known.place) == place
        return bool(place) and fold(known.place) == place

    def identity(self, row: PreviewRow) -> tuple[Any, ...]:
        """What makes two lines of one file the same award."""
        told = row.values
        return (
            row.found["organ_id"] or fold(str(told.get("organ") or "")),
            number_key(str(told["number"])),
            told["signed_day"],
            row.found["form"],
            row.kind,
            spelling(str(told["name"])),
            told.get("birth_date") or "",
            fold(str(told.get("unit") or "")),
        )


_NEEDED: Final = (
    ("name", "Dòng không có tên người, tập thể hoặc hộ gia đình; hãy điền rồi gửi lại."),
    ("award_form", "Dòng chưa ghi hình thức khen thưởng; hãy ghi hình thức như trong sổ cũ."),
    (
        "number",
        "Dòng thiếu số quyết định; hãy ghi số như trong sổ cũ, hoặc ghi “không số” nếu sổ cũ không có.",
    ),
    ("signed_day", "Dòng chưa có ngày ký hoặc năm của quyết định; hãy ghi ngày, hoặc chỉ năm."),
)


def _titles(rows: list[PreviewRow], grid: Grid) -> list[str]:
    """What stands above the heading of the table."""
    mapping = rows[0].mapping if rows else None
    if mapping is None:
        return []
    above = grid.rows[: mapping.header_row - mapping.depth + 1]
    return [value for line in above for value in line if isinstance(value, str)]


def _only_year(texts: list[str]) -> str:
    """The year titles and the sheet's name speak of, where they speak of one: "SỔ KHEN THƯỞNG NĂM 2015"."""
    named = {year for text in texts if "ngày" not in text.lower() for year in _YEAR.findall(text)}
    return named.pop() if len(named) == 1 else ""


def _plain(fact: str, value: Any) -> Any:
    """A value as two books are held to say the same."""
    if fact == "prize" or value is None:
        return value
    return fold(clean(str(value)).rstrip(" ."))
