"""The templates there are, as their bodies: the office's own first, then those that come with the program."""

from __future__ import annotations

from typing import Any

from db import certificate_templates, organizations
from db.sqlite import Connection
from desktop.documents import template


def bodies(con: Connection) -> list[dict[str, Any]]:
    """Every template's body; an own one stands for the program's of the same name."""
    own = [one.body for one in certificate_templates.list_own(con)]
    names = {body["name"] for body in own}
    shipped = [template.raw(name) for name in template.template_names() if name not in names]
    return [*own, *shipped]


def usable(con: Connection) -> list[dict[str, Any]]:
    """Bodies for organs of our office's tier, those for phôi first, then the smaller; all without an office."""
    office = organizations.own(con)
    found = bodies(con)
    if office is not None:
        found = [body for body in found if not body.get("levels") or office.tier in body["levels"]]
    return sorted(found, key=_place)


def titles(con: Connection) -> dict[str, str]:
    """What the officer reads for each template, by name."""
    return {body["name"]: body["title"] for body in bodies(con)}


def _place(body: dict[str, Any]) -> tuple[bool, float]:
    return not body.get("overprint_only"), body["width"] * body["height"]
