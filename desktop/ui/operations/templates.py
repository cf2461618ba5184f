"""What the window does with the officer's own certificate templates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from db import attachments, certificate_templates
from db.store import Action
from db.vietnamese.text import clean
from desktop.ui.operations.base import StoreOp


def save(name: str, body: Mapping[str, Any], taken: Collection[str] = ()) -> StoreOp[int]:
    """Keep a template's body; the result is its version. ``taken``: names of the templates of the program.

    A body nobody could print by is refused by the name of its field, and nothing is kept.
    """
    return StoreOp(
        f"Lưu mẫu giấy “{body.get('title', name)}”", partial(_save, name, dict(body), tuple(taken))
    )


def _save(name: str, body: dict[str, Any], taken: tuple[str, ...], action: Action) -> int:
    from desktop.documents.template import read_template

    read_template({**body, "name": clean(name) or "…"})
    return certificate_templates.save(action, name, body, taken=taken)


def rename(name: str, new_name: str, taken: Collection[str] = ()) -> StoreOp[bool]:
    """Give a template another name; the result is whether it differed."""
    return StoreOp(
        f"Đổi tên mẫu giấy “{name}” thành “{new_name}”", partial(_rename, name, new_name, tuple(taken))
    )


def _rename(name: str, new_name: str, taken: tuple[str, ...], action: Action) -> bool:
    return certificate_templates.rename(action, name, new_name, taken=taken)


def copy(name: str, new_name: str, taken: Collection[str] = ()) -> StoreOp[int]:
    """Make a second template like one of the officer's; the result is its id."""
    return StoreOp(f"Chép mẫu giấy “{name}” thành “{new_name}”", partial(_copy, name, new_name, tuple(taken)))


def _copy(name: str, new_name: str, taken: tuple[str, ...], action: Action) -> int:
    return certificate_templates.copy(action, name, new_name, taken=taken)


def remove(name: str, title: str = "") -> StoreOp[None]:
    """Take a template out; undo brings it back. ``title`` is what the officer calls it."""
    return StoreOp(f"Xóa mẫu giấy “{title or name}”", partial(_remove, name))


def _remove(name: str, action: Action) -> None:
    certificate_templates.remove(action, name)


def take_scan(name: str, content: bytes) -> StoreOp[str]:
    """Take a scan of the phôi, a logo or a signature into the register; the result is its sha256."""
    return StoreOp(f"Nhận tệp ảnh “{name}” cho mẫu giấy", partial(_take_scan, name, content))


def _take_scan(name: str, content: bytes, action: Action) -> str:
    return attachments.add_picture(action, name, content)
