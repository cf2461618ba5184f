"""What the template editor shows on the sheet: whose facts, drawn how, and how everybody's would come."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from db import resources
from desktop.documents.template_snap import Rect
from desktop.ui.widgets.sheet_canvas import Layers

if TYPE_CHECKING:
    from desktop.documents.certificate import CertificateFacts, Examined
    from desktop.documents.template import Template

SMALL: Final = 0.85
"""Letters shrunk below this are told."""
_SLICE: Final = 0.012
"""Seconds of trying out before the window has its turn."""
_WAIT_MS: Final = 150


@dataclass(frozen=True, slots=True)
class Shown:
    """One sample on the sheet: layers, ink by part, the parts that hold what does not fit, and the sentence why."""

    layers: Layers
    ink: Mapping[str, Rect]
    faulty: frozenset[str]
    refusal: str


def invented() -> CertificateFacts:
    """Facts for a register that has no decision yet."""
    from desktop.documents.certificate import CertificateFacts

    facts = dict(resources.read_json("certificates/words/sample.json"))
    for key in ("decision_date", "sign_date"):
        facts[key] = dt.date.fromisoformat(facts[key])
    for key in ("signature_form", "position_unit"):
        facts[key] = tuple(facts[key])
    return CertificateFacts(**facts)


def longest(listed: Sequence[CertificateFacts]) -> int:
    """The place of the recipient whose name, then whose citation, is longest."""
    lengths = [(len(one.owner), len(one.citation)) for one in listed]
    return lengths.index(max(lengths)) if lengths else 0


def draw(
    facts: CertificateFacts, template: Template, overprint: bool, pictures: Mapping[str, bytes]
) -> Shown:
    """Lay a sample out in layers; what does not fit is left out, named, and the rest is shown."""
    faulty = {f"images/{one.name}" for one in template.images if one.file and one.file not in pictures}
    kept = tuple(one for one in template.images if f"images/{one.name}" not in faulty)
    refusal = "Mẫu có hình không còn trong sổ; hãy chọn lại hình đó." if faulty else ""
    words, told = _tried(facts, replace(template, design=None, images=kept), overprint, pictures, faulty)
    bare = replace(template, areas=(), stacks=(), images=(), qr=None, dividers=())
    design = _examined(facts, bare, overprint, {})
    return Shown(
        Layers(
            (design.sheet,) if design.sheet is not None else (),
            (words.sheet,) if words.sheet is not None else (),
        ),
        ink_of(words),
        frozenset(faulty),
        told or refusal,
    )


def ink_of(found: Examined) -> dict[str, Rect]:
    """The ink of a sample by part."""
    return {
        f"areas/{name}": Rect(box[0], box[1], box[2] - box[0], box[3] - box[1])
        for name, box in found.boxes.items()
    }


def _examined(
    facts: CertificateFacts, template: Template, overprint: bool, pictures: Mapping[str, bytes]
) -> Examined:
    from desktop.documents.certificate import examine

    return examine(facts, template, overprint=overprint, pictures=pictures)


def _tried(
    facts: CertificateFacts,
    template: Template,
    overprint: bool,
    pictures: Mapping[str, bytes],
    faulty: set[str],
) -> tuple[Examined, str]:
    """The sample without the boxes that hold no room; those are added to ``faulty``."""
    refusal = ""
    found = _examined(facts, template, overprint, pictures)
    while found.sheet is None and template.areas:
        refusal = refusal or found.refusal
        gone = _to_leave_out(template, found.failed)
        faulty |= {f"areas/{name}" for name in gone}
        kept = tuple(area for area in template.areas if area.box.name not in gone)
        stacked = {area.stack for area in kept}
        stacks = tuple(one for one in template.stacks if one.name in stacked)
        template = replace(template, areas=kept, stacks=stacks)
        found = _examined(facts, template, overprint, pictures)
    return found, refusal or found.refusal


def _to_leave_out(template: Template, failed: str) -> frozenset[str]:
    names = frozenset(area.box.name for area in template.areas)
    if failed in names:
        return frozenset({failed})
    stacked = frozenset(area.box.name for area in template.areas if area.stack)
    return stacked or names


@dataclass(slots=True)
class Everybody:
    """How all recipients come out together."""

    total: int
    inks: dict[str, list[Rect]] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    overflowing: list[int] = field(default_factory=list)
    small: list[int] = field(default_factory=list)

    def add(self, at: int, found: Examined) -> None:
        """Take the certificate of the recipient at ``at`` in."""
        if found.sheet is None:
            self.overflowing.append(at)
            if found.failed:
                self.faulty.add(f"areas/{found.failed}")
            return
        shrunk = {f"areas/{name}" for name, scale in found.scales.items() if scale < SMALL - 1e-9}
        if shrunk:
            self.small.append(at)
            self.faulty |= shrunk
        for key, rect in ink_of(found).items():
            known = self.inks.setdefault(key, [])
            if rect not in known:
                known.append(rect)


class WorstCase(QObject):
    """Tries everybody's certificate out, a little at a time, so that the window stays alive. ``ready`` at the end."""

    ready = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._listed: Sequence[CertificateFacts] = ()
        self._template: Template | None = None
        self._overprint = False
        self._pictures: Mapping[str, bytes] = {}
        self._at = 0
        self._made = Everybody(0)

    @property
    def busy(self) -> bool:
        """Whether somebody is still to be tried."""
        return self._timer.isActive()

    def start(
        self,
        listed: Sequence[CertificateFacts],
        template: Template,
        overprint: bool,
        pictures: Mapping[str, bytes],
    ) -> None:
        """Begin anew; what was under way is forgotten."""
        self._listed, self._overprint, self._pictures = listed, overprint, pictures
        # The ornament is nobody's own.
        self._template = replace(template, design=None, images=(), dividers=())
        self._at = 0
        self._made = Everybody(len(listed))
        self._timer.start(_WAIT_MS)

    def stop(self) -> None:
        """Forget what is under way."""
        self._timer.stop()

    def _go_on(self) -> None:
        self._timer.setInterval(0)
        until = time.monotonic() + _SLICE
        assert self._template is not None
        while self._at < len(self._listed) and time.monotonic() < until:
            found = _examined(self._listed[self._at], self._template, self._overprint, self._pictures)
            self._made.add(self._at, found)
            self._at += 1
        if self._at >= len(self._listed):
            self._timer.stop()
            self.ready.emit(self._made)
