"""A certificate template while it is edited: its JSON, what was done to it, and back again.

Bodies are never changed in place: every edit hands in a new one (:mod:`desktop.documents.template_edit`), so a step
of the history is two references and undoing is exact.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop.documents import template

Body = Mapping[str, Any]

MOST_STEPS: Final = 500
"""Steps kept; the oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class Step:
    """One edit: its words in the officer's language, the body before and after."""

    words: str
    before: Body
    after: Body
    burst: str = ""


class TemplateDocument:
    """A template under edit. ``read_only`` ones (shipped with the program) refuse nothing here: the page asks first."""

    def __init__(self, body: Body, *, read_only: bool = False) -> None:
        """Begin with a sound body.

        Raises:
            BadInput: the body is no template.
        """
        self.read_only = read_only
        self._body: Body = copy.deepcopy(dict(body))
        self._template = template.read_template(self._body)
        self._saved = self._body
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._burst = ""
        self._saved_step: Step | None = None

    @property
    def body(self) -> Body:
        """The JSON as it stands now; not to be changed."""
        return self._body

    @property
    def template(self) -> template.Template:
        """The body as a template."""
        return self._template

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than what was saved."""
        return _content(self._body) != _content(self._saved)

    @property
    def is_under_edit(self) -> bool:
        """Whether a step was made or taken back since saving, even where it comes to the same in the end."""
        last = self._done[-1] if self._done else None
        return self.is_changed or bool(self._undone) or last is not self._saved_step

    @property
    def undo_words(self) -> str:
        """What undoing takes back; empty when nothing can be."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """What redoing brings back; empty when nothing can be."""
        return self._undone[-1].words if self._undone else ""

    @property
    def steps(self) -> int:
        """How many steps can be undone."""
        return len(self._done)

    def apply(self, words: str, body: Body, burst: str = "") -> bool:
        """Take an edit in; whether it changed anything.

        Edits that follow each other with the same ``burst`` are one step, until :meth:`end_burst`.

        Raises:
            BadInput: the body is no template any more; the document stays as it was.
        """
        if body == self._body:
            return False
        made = template.read_template(body)
        before = self._body
        if burst and burst == self._burst and self._done and self._done[-1].burst == burst:
            before = self._done.pop().before
        self._body, self._template = body, made
        if before != body:
            self._done.append(Step(words, before, body, burst))
        del self._done[:-MOST_STEPS]
        self._undone.clear()
        self._burst = burst
        return True

    def end_burst(self) -> None:
        """What comes next is a step of its own."""
        self._burst = ""

    def undo(self) -> str:
        """Take the last step back; its words, empty when there was none."""
        self._burst = ""
        if not self._done:
            return ""
        step = self._done.pop()
        self._undone.append(step)
        self._show(step.before)
        return step.words

    def redo(self) -> str:
        """Bring back what was undone last; its words, empty when there was nothing."""
        self._burst = ""
        if not self._undone:
            return ""
        step = self._undone.pop()
        self._done.append(step)
        self._show(step.after)
        return step.words

    def mark_saved(self, body: Body) -> None:
        """The register holds ``body`` now; the steps stay."""
        self._burst = ""
        self._saved = copy.deepcopy(dict(body))
        if not self.is_changed:
            self._saved_step = self._done[-1] if self._done else None

    def _show(self, body: Body) -> None:
        self._body = body
        self._template = template.read_template(body)


def _content(body: Body) -> dict[str, Any]:
    """What the officer edits: the register counts the version by itself."""
    return {key: value for key, value in body.items() if key not in ("version", "name", "schema")}
