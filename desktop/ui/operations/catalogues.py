"""Writes on the dated catalogues of the law."""

from __future__ import annotations

from functools import partial
from typing import Any

from db import catalogues
from db.store import Action
from desktop.ui.operations.base import StoreOp


def save_row(table: str, values: dict[str, Any], row_id: int | None = None) -> StoreOp[int]:
    """Add a row to a catalogue, or change one; the result is its id."""
    title = catalogues.BY_TABLE[table].title
    sentence = f"Thêm dòng vào danh mục “{title}”" if row_id is None else f"Sửa danh mục “{title}”"
    return StoreOp(sentence, partial(_save, table, values, row_id))


def _save(table: str, values: dict[str, Any], row_id: int | None, action: Action) -> int:
    return catalogues.save_row(action, table, values, row_id)


def set_verified(table: str, row_ids: tuple[int, ...], verified: bool = True) -> StoreOp[None]:
    """Note that rows were compared with the law, or that they still have to be."""
    title = catalogues.BY_TABLE[table].title
    word = "Đã đối chiếu" if verified else "Chưa đối chiếu"
    return StoreOp(
        f"{word} {len(row_ids)} dòng của danh mục “{title}”", partial(_verify, table, row_ids, verified)
    )


def _verify(table: str, row_ids: tuple[int, ...], verified: bool, action: Action) -> None:
    for row_id in row_ids:
        catalogues.save_row(action, table, {"verified": verified}, row_id)


def remove_row(table: str, row_id: int) -> StoreOp[None]:
    """Take a row out of a catalogue."""
    title = catalogues.BY_TABLE[table].title
    return StoreOp(f"Xóa một dòng của danh mục “{title}”", partial(_remove, table, row_id))


def _remove(table: str, row_id: int, action: Action) -> None:
    catalogues.delete_row(action, table, row_id)


def add_shipped(count: int) -> StoreOp[int]:
    """Add the rows of the law that came with the program and are not in the register; the result is how many."""
    return StoreOp(f"Bổ sung {count} dòng mới vào các danh mục", catalogues.add_shipped)
