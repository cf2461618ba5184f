"""Nominees that do not exist, as many as wanted, for examples and benchmarks larger than the invented ward."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from db import resources

Row = dict[str, Any]
# Of generated nominees: individuals, collectives, households in every ten.
KINDS = ("individual",) * 7 + ("collective",) * 2 + ("household",)


def invented() -> Iterator[Row]:
    """Endless invented nominees of the three kinds, each name once before any repeats."""
    names = resources.read_json("samples/ten.json")
    given, middle, family = names["given"], names["middle"], names["family"]
    people_names = (
        (f, m, g)
        for round_number in itertools.count()
        for i in range(len(given) * len(middle))
        for f, m, g in [
            (
                family[(i + round_number) % len(family)],
                middle[(i // len(given)) % len(middle)],
                given[i % len(given)],
            )
        ]
    )
    for number, kind in enumerate(itertools.cycle(KINDS)):
        if kind == "collective":
            group = names["collectives"][number % len(names["collectives"])]
            yield {"kind": kind, "name": f"{group} {number // 10 + 1}"}
            continue
        f, m, g = next(people_names)
        sex = "female" if m in names["female_middle"] else "male"
        if kind == "household":
            title = "bà" if sex == "female" else "ông"
            yield {"kind": kind, "name": f"Gia đình {title} {f} {m} {g}", "address": "Phường An Lạc Đông"}
            continue
        yield {
            "kind": kind,
            "honorific": "Bà" if sex == "female" else "Ông",
            "name": f"{f} {m} {g}",
            "sex": sex,
            "birth_on": str(1960 + number % 40),
            "position": names["positions"][number % len(names["positions"])],
        }
