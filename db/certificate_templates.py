"""The officer's own certificate templates: JSON bodies by name, each with a version that grows as it changes.

What a body may say is known to :mod:`desktop.documents`; here it is kept whole. A body names its pictures (logo,
signature, scan of the phôi) by the sha256 of an attachment; :mod:`db.attachments` keeps the bytes as long.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from db import calibrations
from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean, fold, nfc


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """One template of the officer; ``body`` is its JSON as :mod:`desktop.documents` reads it."""

    id: int
    uid: str
    name: str
    version: int
    body: dict[str, Any]


def _own(row: Row) -> OwnTemplate:
    return OwnTemplate(row["id"], row["uid"], row["name"], row["version"], json.loads(row["body"]))


def list_own(con: Connection) -> list[OwnTemplate]:
    """The officer's templates by name."""
    rows = con.execute("SELECT * FROM certificate_template").fetchall()
    return sorted((_own(row) for row in rows), key=lambda one: (fold(one.name), one.name))


def find_own(con: Connection, name: str) -> OwnTemplate | None:
    """One template by name; None when the officer has none of it."""
    row = con.execute("SELECT * FROM certificate_template WHERE name = ?", (clean(name),)).fetchone()
    return _own(row) if row is not None else None


def get_own(con: Connection, name: str) -> OwnTemplate:
    """One template by name.

    Raises:
        NotFound: there is none.
    """
    found = find_own(con, name)
    if found is None:
        raise NotFound(f"Không có mẫu “{clean(name)}” trong sổ; hãy chọn mẫu khác trong danh sách.")
    return found


def save(action: Action, name: str, body: Mapping[str, Any], *, taken: Collection[str] = ()) -> int:
    """Keep a body under a name, new or over the one that stands; returns its version.

    The version grows by one when the body differs from the one kept; ``name`` and ``version`` in the body are set to
    those of the row. ``taken`` are the names of the templates that come with the program.

    Raises:
        BadInput: no name, or one of ``taken``.
    """
    wanted = clean(name)
    known = find_own(action.con, wanted)
    if known is None:
        _check_free(action.con, wanted, taken)
        action.insert("certificate_template", name=wanted, body=_json(body, wanted, 1), version=1)
        return 1
    if _json(body, wanted, known.version) == _json(known.body, wanted, known.version):
        return known.version
    version = known.version + 1
    action.update("certificate_template", known.id, body=_json(body, wanted, version), version=version)
    return version


def _json(body: Mapping[str, Any], name: str, version: int) -> str:
    whole = {**body, "name": name, "version": version}
    # A number JSON does not know would make a body no reader takes.
    return nfc(json.dumps(whole, ensure_ascii=False, sort_keys=True, allow_nan=False))


def _check_free(con: Connection, name: str, taken: Collection[str]) -> None:
    if not name:
        raise BadInput("Chưa có tên mẫu; hãy đặt tên cho mẫu rồi lưu lại.")
    if fold(name) in {fold(one) for one in taken}:
        raise BadInput(f"“{name}” là tên mẫu kèm chương trình; hãy đặt tên khác cho mẫu của cơ quan.")
    if fold(name) in {fold(one.name) for one in list_own(con)}:
        raise BadInput(f"Đã có mẫu tên “{name}”; hãy đặt tên khác.")


def rename(action: Action, name: str, new_name: str, *, taken: Collection[str] = ()) -> bool:
    """Give a template another name; its calibrations go with it, past print runs keep the old one.

    Returns whether anything differed.

    Raises:
        NotFound: there is no such template.
        BadInput: no new name, or one that is taken.
    """
    own, wanted = get_own(action.con, name), clean(new_name)
    if wanted == own.name:
        return False
    if fold(wanted) != fold(own.name):
        _check_free(action.con, wanted, taken)
    action.update("certificate_template", own.id, name=wanted, body=_json(own.body, wanted, own.version))
    _move_calibrations(action, own.name, wanted)
    return True


def _move_calibrations(action: Action, name: str, new_name: str) -> None:
    known = {
        (row.printer, row.tray, row.template_name): row for row in calibrations.list_calibrations(action.con)
    }
    for (printer, tray, template_name), row in known.items():
        if template_name != name:
            continue
        left_over = known.get((printer, tray, new_name))  # of a template of that name that is gone
        if left_over is not None:
            action.delete("printer_calibration", left_over.id)
        action.update("printer_calibration", row.id, template_name=new_name)


def copy(action: Action, name: str, new_name: str, *, taken: Collection[str] = ()) -> int:
    """Make a second template like one of the officer's; returns its id.

    Raises:
        NotFound: there is no such template.
        BadInput: no new name, or one that is taken.
    """
    own, wanted = get_own(action.con, name), clean(new_name)
    _check_free(action.con, wanted, taken)
    return action.insert("certificate_template", name=wanted, body=_json(own.body, wanted, 1), version=1)


def remove(action: Action, name: str) -> None:
    """Take a template out; undo brings it back, past print runs keep its name and version.

    Raises:
        NotFound: there is no such template.
    """
    action.delete("certificate_template", get_own(action.con, name).id)
