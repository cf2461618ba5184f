"""Freeze the schema of the present version: one small register beside this file, opened by every later version.

Run once per released schema, from the root of the checkout, and never again for that version:

    PYTHONPATH=. python tests/data/schema/freeze.py

The file holds no law, but a unit, a cluster and an attachment with their history: an undone action, a redone one and
one that stands. It is stored gzipped, because an empty table still takes a page.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from pathlib import Path

from db import attachments, history, migrations
from db.store import Action, Store

HERE = Path(__file__).resolve().parent


def _nothing(_action: Action) -> None:
    """In the place of the law's catalogues: they would make the frozen file ten times as large."""


def make(path: Path) -> None:
    """Write the register that is frozen."""
    from db import catalogues

    catalogues.load_law = _nothing  # type: ignore[assignment]
    with Store.create(path) as store:
        with store.action("Thêm đơn vị và cụm") as action:
            unit = action.insert(
                "unit",
                name="Tổ dân phố 3",
                kind="neighborhood",
                folded="to dan pho 3",
                sort_key="to dan pho 3",
            )
            cluster = action.insert("cluster", name="Cụm thi đua số 1")
            action.insert("cluster_member", cluster_id=cluster, unit_id=unit, year=2023)
        with store.action("Đính tệp") as action:
            attachments.add(action, "ghi chú.txt", "Đắk Nông".encode())
        with store.action("Đổi tên cụm") as action:
            action.update("cluster", cluster, name="Cụm thi đua số 2")
        history.undo(store)
        history.redo(store)
        with store.action("Ghi chú") as action:
            action.update("cluster", cluster, note="Chờ giao ước")
        history.undo(store)


def main() -> int:
    """Write ``000N.sothidua.gz``; refuse to touch one that stands."""
    target = HERE / f"{migrations.latest():04}.sothidua.gz"
    if target.exists():
        sys.stderr.write(f"{target.name} is frozen already\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frozen.sothidua"
        make(path)
        target.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
