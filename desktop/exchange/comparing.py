"""Registrations, nominations and units of a workbook beside those of the register, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from db import campaigns, catalogues, nominations, registrations, units
from db.errors import BadInput
from db.nominations import Nomination
from db.registrations import Registration
from db.sqlite import Connection
from db.vietnamese.text import fold
from desktop.exchange.matching import Known, PreviewRow, Register
from desktop.exchange.questions import Questions

# Facts of the nomination itself: a decision has frozen them, while the person's own may still be corrected.
_FROZEN = frozenset({"award_form", "citation", "note", "unit"})


@dataclass(slots=True)
class _Lookups:
    """Answers kept while one workbook is compared: 20,000 rows name few units and forms."""

    units: dict[tuple[str, str], tuple[units.Unit | None, tuple[int, ...]]] = field(default_factory=dict)
    forms: dict[str, tuple[bool, bool]] = field(default_factory=dict)


class Scene:
    """The register as one workbook is held against it; everything is read once.

    ``known`` gathers the rows of the register by kind of table, ``rows`` the rows read so far.
    """

    def __init__(
        self,
        con: Connection,
        campaign_id: int | None,
        version: int | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> None:
        self.con = con
        self.questions = Questions(answers)
        self.campaign_id = campaign_id
        self.version = version
        self.rows: dict[str, list[PreviewRow]] = {}
        self._registers: dict[str, Register] = {}
        self._lookups = _Lookups()

    def register(self, kind: str) -> Register:
        """The register's rows of one kind, read when first asked for."""
        if kind not in self._registers:
            self._registers[kind] = Register(_KNOWN[kind](self))
        return self._registers[kind]

    def drive(self) -> int:
        """The drive rows belong to.

        Raises:
            BadInput: there is none yet.
        """
        if self.campaign_id is None:
            raise BadInput("Chưa có phong trào để ghi vào; hãy tạo hoặc chọn phong trào trước.")
        return self.campaign_id

    @cached_property
    def units_by_name(self) -> dict[str, units.Unit]:
        """Units by folded name and short name; of one name, the unit that stands."""
        found: dict[str, units.Unit] = {}
        listed = units.list_units(self.con)
        for unit in listed:
            if fold(unit.name) not in found or unit.active_to is None:
                found[fold(unit.name)] = unit
        for unit in listed:
            if unit.short_name:
                found.setdefault(fold(unit.short_name), unit)
        return found

    @cached_property
    def unit_names(self) -> dict[int, str]:
        """Names of all units by id."""
        return {unit.id: unit.name for unit in units.list_units(self.con)}

    @cached_property
    def _forms(self) -> frozenset[str]:
        listed = catalogues.award_forms(self.con)
        names = {fold(form.name) for form in listed} | {
            fold(form.short_name) for form in listed if form.short_name
        }
        if self.campaign_id is not None:
            names |= {fold(line.form_name) for line in campaigns.awards(self.con, self.campaign_id)}
        return frozenset(names)

    def form_known(self, text: str) -> tuple[bool, bool]:
        """Whether the catalogue has a form of these words, and whether the law at least knows one."""
        if text not in self._lookups.forms:
            form = fold(text)
            known = any(form.startswith(name) for name in self._forms)
            self._lookups.forms[text] = (known, known or bool(catalogues.law_form_code(form)))
        return self._lookups.forms[text]

    def find_unit(self, row: PreviewRow, *, needed: bool) -> str:
        """Find the row's unit; returns its name as the register knows it, else as written."""
        text = str(row.values.get("unit") or "")
        found, row.together = self._unit(row.kind, text)
        if found is not None:
            row.unit_id = found.id
            return found.name
        if text and row.kind == "household":
            row.complain("unit", f"“{text}” không phải đơn vị trong sổ; khi ghi sẽ là địa chỉ của hộ.")
            return ""
        if text:
            row.complain("unit", f"Đơn vị “{text}” chưa có trong sổ; khi ghi sẽ được thêm mới.")
        elif needed and not row.complained("unit"):
            row.complain("unit", "Chưa ghi đơn vị.")
        return text

    def _unit(self, kind: str, text: str) -> tuple[units.Unit | None, tuple[int, ...]]:
        key = (kind, text)
        if key not in self._lookups.units:
            exact = self.units_by_name.get(fold(text))
            self._lookups.units[key] = (exact, ()) if exact is not None else self._unit_within(kind, text)
        return self._lookups.units[key]

    def _unit_within(self, kind: str, text: str) -> tuple[units.Unit | None, tuple[int, ...]]:
        """The first of several units that act together ("Tổ dân phố 3; Tổ dân phố 2"), or the one an address names."""
        parts = [self.units_by_name.get(fold(part)) for part in re.split(r"[;,\n]", text) if part.strip()]
        known = [unit for unit in parts if unit is not None]
        if kind in ("model", "work", "task") and len(known) == len(parts) > 1:
            return known[0], tuple(unit.id for unit in known[1:])
        alone = kind in ("household", "collective") and len(known) == 1
        return (known[0] if alone else None), ()


def unreadable(row: PreviewRow, sentence: str) -> None:
    """Set a row aside: nothing can be made of it."""
    row.status = "unreadable"
    row.complain("", sentence)


def _has_words(name: object) -> bool:
    """Whether it can be a title: a count of models is none."""
    return any(letter.isalpha() for letter in str(name or ""))


# ---------------------------------------------------------------- registrations


def compare_registrations(scene: Scene, rows: list[PreviewRow]) -> None:
    """Give each row its fate beside the registrations of the drive."""
    scene.drive()
    register = scene.register("registrations")
    for row in rows:
        if not _has_words(row.values.get("title")):
            unreadable(row, "Dòng không có tên mô hình, công trình; hãy điền rồi gửi lại.")
            continue
        unit = scene.find_unit(row, needed=True)
        match = register.settle(row, str(row.values["title"]), unit)
        said = row.values.get("progress")
        if match is not None and said and any(fold(said) == fold(note) for note in match.notes):
            row.forget("progress")


def _known_registrations(scene: Scene) -> list[Known]:
    drive = scene.drive()
    notes = registrations.progress_of_campaign(scene.con, drive)
    listed = registrations.list_registrations(scene.con, drive)
    return [_known_registration(one, tuple(notes.get(one.id, ()))) for one in listed]


def _known_registration(r: Registration, notes: tuple[str, ...]) -> Known:
    values = {
        "title": r.title,
        "content": r.content,
        "place": r.place,
        "value": r.value,
        "received": r.received_date.isoformat() if r.received_date else None,
        "finish": r.finish_on,
        "final_value": r.final_value,
        "status": r.status,
        "progress": notes[-1] if notes else None,
        "note": r.note,
    }
    return Known(r.id, r.uid, r.kind, r.title, r.units.split("; ")[0], values, notes=notes)


# ---------------------------------------------------------------- nominations


def compare_nominations(scene: Scene, rows: list[PreviewRow]) -> None:
    """Give each row its fate beside the nominations of the drive."""
    register = scene.register("nominations")
    for row in rows:
        values = row.values
        if not values.get("name"):
            unreadable(row, "Dòng không có tên người, tập thể hoặc hộ gia đình; hãy điền rồi gửi lại.")
            continue
        unit = scene.find_unit(row, needed=row.kind == "individual")
        form = values.get("award_form")
        if form:
            row.form_known, lawful = scene.form_known(form)
            if not lawful:
                row.complain("award_form", f"Hình thức “{form}” chưa có trong danh mục.")
        register.settle(row, values["name"], unit)


def lock_decided(scene: Scene, rows: list[PreviewRow]) -> None:
    """A nominee already decided keeps what the decision says: that is the row's problem, and the row's alone."""
    decided = {known.id: known for known in scene.register("nominations").rows if known.decided}
    for row in rows:
        if row.status in ("changed", "conflict") and row.matched_id in decided and _FROZEN & row.old.keys():
            row.status, row.locked = "conflict", True
            name = decided[row.matched_id].name
            row.complain(
                "name",
                f"“{name}” đã có quyết định khen thưởng nên không sửa đề nghị được nữa; dòng này không ghi.",
            )


def _known_nominations(scene: Scene) -> list[Known]:
    return [_known_nomination(n) for n in nominations.list_nominations(scene.con, scene.campaign_id)]


def _known_nomination(n: Nomination) -> Known:
    s = n.subject
    values = {
        "name": s.name,
        "honorific": s.honorific,
        "sex": s.sex,
        "birth_date": s.birth_on,
        "position": s.position,
        "citation": n.citation,
        "award_form": n.form_name,
        "note": n.note,
        "ethnic_group": s.ethnic_group,
        "religion": s.religion,
    }
    place = s.unit or s.workplace or (s.address if n.kind == "household" else "")
    return Known(
        n.id, n.uid, n.kind, s.name, place, values, s.id, n.status == "decided", n.own_citation is None
    )


# ---------------------------------------------------------------- units


def compare_units(scene: Scene, rows: list[PreviewRow]) -> None:
    """Give each row its fate beside the units of the register."""
    register = scene.register("units")
    by_name = {known.folded: known for known in register.rows}
    kinds = {fold(title): kind for kind, title in units.KINDS.items()}
    for row in rows:
        if not _has_words(row.values.get("unit_name")):
            unreadable(row, "Dòng không có tên đơn vị; hãy điền rồi gửi lại.")
            continue
        name = str(row.values["unit_name"])
        said = fold(str(row.values.get("unit_kind") or ""))
        row.kind = kinds.get(said) or units.guess_kind(name)
        if said and said not in kinds:
            guessed = units.guess_kind(f"{row.values['unit_kind']} ")
            row.kind = guessed if guessed != "other" else row.kind
        # A list that names no kinds must not undo what the officer chose for a unit.
        by_hand = by_name.get(fold(name)) if not said else None
        if by_hand is not None:
            row.kind = by_hand.kind
        row.values["unit_kind"] = units.KINDS[row.kind]
        register.settle(row, name, "")


def _known_units(scene: Scene) -> list[Known]:
    return [
        Known(
            unit.id,
            unit.uid,
            unit.kind,
            unit.name,
            "",
            {
                "unit_name": unit.name,
                "unit_kind": units.KINDS[unit.kind],
                "short_name": unit.short_name,
                "head_name": unit.head_name,
                "contact_name": unit.contact_name,
                "phone": unit.phone,
                "address": unit.address,
                "note": unit.note,
            },
        )
        for unit in units.list_units(scene.con)
    ]


_KNOWN = {"registrations": _known_registrations, "nominations": _known_nominations, "units": _known_units}
