"""What the officer is asked of an old register: unknown forms, organs of before, units of before, namesakes."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from db import authorities, old_books, organizations
from db.old_books import Namesake
from db.sqlite import Connection
from db.units import Unit
from db.vietnamese.dates import format_date
from db.vietnamese.text import fold
from desktop.exchange.award_names import AwardNames
from desktop.exchange.comparing import Scene, unreadable
from desktop.exchange.matching import PreviewRow, spelling
from desktop.exchange.questions import Option, Question

KEEP: Final = "keep"
NOBODY: Final = "new"
_ALIKE_ENOUGH: Final = 60
_WHO: Final = {"individual": "người", "collective": "tập thể", "household": "hộ"}
_NEW_LEVELS: Final = (
    ("commune", "Cơ quan khác, cấp xã"),
    ("district", "Cơ quan khác, cấp huyện"),
    ("province", "Cơ quan khác, cấp tỉnh"),
    ("other", "Cơ quan trung ương, sở, ngành, đoàn thể"),
)


class Asking:
    """Asks each thing once for all rows it matters to."""

    def __init__(self, scene: Scene, forms: AwardNames) -> None:
        self._scene = scene
        self._forms = forms
        self._own = organizations.own(scene.con)
        self._two_levels = _two_levels(scene.con)
        self._organs = organizations.list_organizations(scene.con)
        self._by_id = {one.id: one for one in self._organs}
        self._by_key = {old_books.organ_name(one.name).key: one for one in reversed(self._organs)}
        self._units = list({unit.id: unit for unit in scene.units_by_name.values()}.values())
        self._alike: dict[str, tuple[Option, ...]] = {}

    # ------------------------------------------------------------ forms

    def form(self, row: PreviewRow) -> str:
        """The code of the form; empty while the officer is asked."""
        said = str(row.values["award_form"])
        return self._forms.code(said) or self._scene.questions.ask(
            row,
            "award_form",
            Question(
                f"form|{fold(said)}",
                "Hình thức",
                said,
                f"“{said}” là danh hiệu, hình thức nào?",
                tuple(Option(form.code, form.name) for form in self._forms.forms.values()),
            ),
        )

    # ------------------------------------------------------------ organs

    def organ(self, row: PreviewRow) -> dict[str, Any]:
        """``organ_id``, ``organ_level`` and ``organ_merged`` of the line; empty while the officer is asked."""
        said = str(row.values.get("organ") or "")
        if not said:
            return self._unnamed(row)
        name = old_books.organ_name(said)
        known = self._by_key.get(name.key)
        if known is not None:
            return _organ(known.id)
        if name.proper and name.level and organizations.TIERS[name.level] != "commune":
            row.complain("organ", f"Cơ quan “{said}” chưa có trong sổ; khi ghi sẽ được thêm mới.")
            return _organ(None, name.level)
        chosen = self._scene.questions.ask(row, "organ", self._which_organ(said, name.level))
        return self._answered(chosen)

    def _unnamed(self, row: PreviewRow) -> dict[str, Any]:
        """No organ is named: ours, unless the officer says whose the decisions of the book are."""
        if not self._organs:
            unreadable(
                row, "Dòng không ghi cơ quan ban hành và sổ chưa có tên cơ quan; hãy ghi cơ quan ban hành."
            )
            return {}
        options = tuple(Option(f"id:{one.id}", one.name) for one in self._organs)
        default = f"id:{self._own.id}" if self._own is not None else ""
        words = "Sổ cũ không ghi cơ quan ban hành; quyết định do cơ quan nào ký?"
        question = Question("organ|", "Cơ quan", "(để trống)", words, options, default)
        return self._answered(self._scene.questions.ask(row, "organ", question))

    def _which_organ(self, said: str, level: str) -> Question:
        options = [Option(f"id:{one.id}", f"Chính là {one.name}") for one in self._organs]
        if self._own is not None and self._two_levels is not None:
            merged = f"Cơ quan cũ, nay thuộc {self._own.name} (từ {format_date(self._two_levels)})"
            options.insert(1, Option(f"merged:{level or 'commune'}", merged))
        options += [Option(f"new:{one}", words) for one, words in _NEW_LEVELS]
        return Question(
            f"organ|{fold(said)}",
            "Cơ quan",
            said,
            f"“{said}” là cơ quan nào?",
            tuple(options),
        )

    def _answered(self, chosen: str) -> dict[str, Any]:
        kind, _, what = chosen.partition(":")
        if kind == "id":
            return _organ(int(what))
        if kind == "merged":
            return _organ(None, what, self._two_levels)
        return _organ(None, what) if kind == "new" else {}

    # ------------------------------------------------------------ units

    def unit(self, row: PreviewRow, organ: dict[str, Any]) -> None:
        """The unit of today a line belongs to; what the book says of it is kept whatever the answer.

        "Thôn 3" of another commune is not "Thôn 3" of ours: of its lines the officer is asked.
        """
        present = row.values.get("present_unit")
        said = str(present or row.values.get("unit") or "")
        row.found["elsewhere"] = elsewhere = "" if present else self._another_commune(row, organ)
        if not said and row.kind == "collective":
            # A body may be a unit itself.
            said = str(row.values["name"])
        known = self._scene.units_by_name.get(fold(said))
        if known is not None and not elsewhere:
            row.unit_id = known.id
            return
        told = row.values.get("present_unit") or row.values.get("unit")
        # A household's place is its address.
        if not told or row.kind == "household" or not self._units:
            return
        chosen = self._scene.questions.ask(
            row,
            "unit",
            Question(
                f"unit|{self._written_organ(row)}|{fold(said)}",
                "Đơn vị",
                said,
                f"“{said}”{f' của {elsewhere}' if elsewhere else ''} nay là đơn vị nào?",
                (Option(KEEP, "Giữ như sổ cũ, chưa gắn với đơn vị nào"), *self._near(said)),
                KEEP,
            ),
        )
        if chosen == KEEP:
            where = "là của cơ quan khác" if elsewhere and known else "không có trong sổ"
            row.complain("unit", f"Đơn vị “{said}” {where}; khi ghi giữ nguyên như sổ cũ.")
        else:
            row.unit_id = int(chosen)
            row.values["present_unit"] = self._scene.unit_names[row.unit_id]

    def _another_commune(self, row: PreviewRow, organ: dict[str, Any]) -> str:
        """The organ of a line as written where it is another commune's, or may be; empty where it is ours."""
        said = str(row.values.get("organ") or "")
        known = self._by_id.get(organ.get("organ_id") or 0)
        if known is None:
            level = organ.get("organ_level") or old_books.organ_name(said).level or "commune"
        elif self._own is not None and known.id == self._own.id:
            return ""
        else:
            level = known.level
        named = said or (known.name if known is not None else "")
        return named if organizations.TIERS[level] == "commune" else ""

    def _written_organ(self, row: PreviewRow) -> str:
        """What a question about a unit is remembered by beside the unit: whatever is answered about the organ."""
        said = str(row.values.get("organ") or "")
        known = self._by_key.get(old_books.organ_name(said).key)
        ours = known is not None and self._own is not None and known.id == self._own.id
        return "" if ours else fold(said)

    def _near(self, said: str) -> tuple[Option, ...]:
        """Every unit, those that look like it first."""
        if said not in self._alike:
            from rapidfuzz import fuzz, process

            names = {unit.id: fold(unit.name) for unit in self._units}
            near = process.extract(
                fold(said), names, scorer=fuzz.WRatio, score_cutoff=_ALIKE_ENOUGH, limit=None
            )
            numbers = re.findall(r"\d+", said)
            # "Thôn 3" is more like "Tổ dân phố 3" than like any "Thôn 13".
            score = {unit_id: (re.findall(r"\d+", name) == numbers, found) for name, found, unit_id in near}
            ordered = sorted(self._units, key=lambda unit: score.get(unit.id, (False, 0.0)), reverse=True)
            self._alike[said] = tuple(Option(str(unit.id), _shown(unit)) for unit in ordered)
        return self._alike[said]

    # ------------------------------------------------------------ persons

    def person(self, row: PreviewRow, possible: list[Namesake]) -> None:
        """Ask which namesake is meant; ``subject_id`` or ``new_subject`` is found where he answered."""
        values = row.values
        told = (values["name"], values.get("birth_date"), values.get("position_unit"))
        said = ", ".join(str(part) for part in told if part)
        key = "|".join(
            (
                *("person", row.kind, spelling(str(values["name"]))),
                *(fold(str(values.get(fact) or "")) for fact in ("birth_date", "unit")),
            )
        )
        options = [Option(f"id:{one.id}", f"Là {one.shown}") for one in possible]
        chosen = self._scene.questions.ask(
            row,
            "name",
            Question(
                key,
                "Người, tập thể",
                said,
                f"“{said}” có phải là {_WHO[row.kind]} đã có trong sổ không?",
                (*options, Option(NOBODY, "Người khác, ghi mới")),
            ),
        )
        if chosen == NOBODY:
            row.found |= {"new_subject": True, "person": key}
        elif chosen:
            row.found["subject_id"] = int(chosen.partition(":")[2])


def _organ(organ_id: int | None, level: str = "", merged: dt.date | None = None) -> dict[str, Any]:
    return {"organ_id": organ_id, "organ_level": level or "other", "organ_merged": merged}


def _two_levels(con: Connection) -> dt.date | None:
    """The day after the last on which districts decided: communes were merged with it, says the catalogue."""
    ends = [row.valid_to for row in authorities.authority_rows(con) if row.level == "district"]
    last = max((end for end in ends if end is not None), default=None)
    return last + dt.timedelta(days=1) if last is not None else None


def _shown(unit: Unit) -> str:
    return f"{unit.name} (đã ngừng)" if unit.active_to else unit.name
