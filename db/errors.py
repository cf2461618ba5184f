"""Errors the officer can act upon.

Two families exist (DESIGN.md): :class:`Refused` is the environment or the input, said in one Vietnamese
sentence that tells what happened and what to do; everything else is a bug and goes to the crash report.
"""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault of the program
    """One Vietnamese sentence: what happened and what to do. ``str(error)`` is that sentence."""


class NotAStore(Refused):
    """The file is not a register of this program (another format, or too damaged to recognise)."""


class StoreNewer(Refused):
    """The register was written by a newer version of the program."""


class StoreLocked(Refused):
    """Another running program holds the register."""


class StoreReadOnly(Refused):
    """The register or its folder cannot be written."""


class StoreDamaged(Refused):
    """SQLite finds the register corrupt."""


class StoreMissing(Refused):
    """No file stands at the given path."""


class DiskFull(Refused):
    """No room is left on the disk."""


class TargetBusy(Refused):
    """A file to be written is open in another program or may not be written."""


class UndoRefused(Refused):
    """An action cannot be undone (or redone) because later actions build on it."""


class BadInput(Refused):
    """What was typed, pasted or given does not make sense; the sentence says what to correct."""


class NotFound(Refused):
    """A thing asked for by name, number or id is not in the register."""


class RowGone(NotFound):
    """A row that a window still shows was removed or undone meanwhile: the second of two quick clicks meets this."""

    def __init__(self) -> None:
        super().__init__(
            "Mục này không còn trong sổ, có thể vừa được xóa hoặc hoàn tác; hãy xem lại danh sách rồi làm lại."
        )
