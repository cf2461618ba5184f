"""What can be wrong with a plan as it comes: each a sentence for the officer."""

from __future__ import annotations

from db.errors import Refused


class UnreadableSource(Refused):
    """The file cannot be turned into text; the sentence says which file would do."""


class NotAPlan(Refused):
    """The text was read but launches no emulation drive."""
