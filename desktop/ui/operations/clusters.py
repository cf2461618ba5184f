"""Writes on clusters and blocs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from db import clusters
from db.store import Action
from db.vietnamese.text import lower_first
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class ClusterFacts:
    """A cluster and its members of one year."""

    name: str
    kind: str
    year: int
    members: tuple[int, ...] = ()
    head_unit_id: int | None = None
    pledge_date: dt.date | None = None


def save_cluster(facts: ClusterFacts, cluster_id: int | None = None) -> StoreOp[int]:
    """Add a cluster, or change one and its members of a year; the result is its id."""
    verb = "Thêm" if cluster_id is None else "Sửa"
    return StoreOp(
        f"{verb} {lower_first(clusters.KINDS.get(facts.kind, 'cụm, khối'))}: {facts.name}",
        partial(_save, facts, cluster_id),
    )


def _save(facts: ClusterFacts, cluster_id: int | None, action: Action) -> int:
    return clusters.save(
        action,
        name=facts.name,
        kind=facts.kind,
        year=facts.year,
        members=facts.members,
        head_unit_id=facts.head_unit_id,
        pledge_date=facts.pledge_date,
        cluster_id=cluster_id,
    )


def remove_cluster(cluster_id: int, name: str) -> StoreOp[None]:
    """Take a cluster out with its members."""
    return StoreOp(f"Xóa cụm, khối: {name}", partial(_remove, cluster_id))


def _remove(cluster_id: int, action: Action) -> None:
    clusters.remove(action, cluster_id)
