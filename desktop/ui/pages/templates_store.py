"""The templates the editor has open: read from the register, kept with their unsaved edits while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import certificate_templates
from db.errors import BadInput
from db.sqlite import Connection
from desktop.ui.pages.templates_list import Listed

if TYPE_CHECKING:
    from desktop.documents.template_document import TemplateDocument


class OpenTemplates:
    """Documents by name. What the officer changed and did not save outlives every reading of the register."""

    def __init__(self) -> None:
        self._documents: dict[str, TemplateDocument] = {}
        self._bodies: dict[str, dict[str, object]] = {}
        self._shipped: dict[str, str] = {}

    def read(self, con: Connection) -> None:
        """Read what the register holds now; documents without unsaved edits follow it."""
        from desktop.documents import template

        if not self._shipped:
            self._shipped = {name: template.load_template(name).title for name in template.template_names()}
        self._bodies = {one.name: one.body for one in certificate_templates.list_own(con)}
        for name, known in list(self._documents.items()):
            if known.read_only:
                continue
            body = self._bodies.get(name)
            if body is None and not known.is_changed:
                del self._documents[name]
            elif body is not None and known.is_changed:
                known.mark_saved(body)
            elif body is not None and body != known.body:
                self._follow(name, body)

    def _follow(self, name: str, body: dict[str, object]) -> None:
        known = self._documents[name]
        known.mark_saved(body)
        if known.is_changed:
            # Somebody else changed it, or the register's undo did: it is read anew.
            del self._documents[name]

    def listed(self) -> list[Listed]:
        """The templates for the list: own ones by title, then those of the program."""
        own = [
            Listed(name, self._title(name), True, self.is_changed(name))
            for name in {*self._bodies, *(n for n, d in self._documents.items() if not d.read_only)}
        ]
        shipped = [Listed(name, title, False) for name, title in self._shipped.items()]
        return [*sorted(own, key=_title), *shipped]

    def _title(self, name: str) -> str:
        known = self._documents.get(name)
        body = known.body if known is not None else self._bodies[name]
        return str(body.get("title", name))

    def document(self, name: str) -> TemplateDocument:
        """The template under edit.

        Raises:
            BadInput: the office's own is not sound.
        """
        from desktop.documents import template
        from desktop.documents.template_document import TemplateDocument

        if name not in self._documents:
            if name in self._bodies:
                self._documents[name] = TemplateDocument(self._bodies[name])
            elif name in self._shipped:
                self._documents[name] = TemplateDocument(template.raw(name), read_only=True)
            else:
                raise BadInput(f"Mẫu “{name}” không còn trong sổ; hãy chọn mẫu khác.")
        return self._documents[name]

    def knows(self, name: str) -> bool:
        """Whether there is such a template now."""
        return name in self._documents or name in self._bodies or name in self._shipped

    def forget(self, name: str) -> None:
        """Drop a template with its unsaved edits."""
        self._documents.pop(name, None)

    def is_changed(self, name: str) -> bool:
        """Whether a template has unsaved edits."""
        known = self._documents.get(name)
        return known is not None and known.is_changed

    def unsaved(self) -> dict[str, dict[str, object]]:
        """Bodies of the office's own templates with unsaved edits, by name."""
        return {
            name: dict(one.body)
            for name, one in self._documents.items()
            if one.is_changed and not one.read_only
        }


def _title(one: Listed) -> str:
    from db.vietnamese.names import text_sort_key

    return text_sort_key(one.title)
