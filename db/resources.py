"""The one place that finds ``resources/``: in a checkout, in an installed wheel and in a frozen program."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any


@cache
def root() -> Path:
    """The folder that holds fonts, icons, law tables, templates and samples.

    Raises:
        RuntimeError: the program was installed without its resources.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "resources"] if frozen else []
    # A wheel puts the folder beside the packages, exactly as the checkout has it.
    places.append(Path(__file__).resolve().parent.parent / "resources")
    for place in places:
        if (place / "fonts").is_dir():
            return place
    message = f"resources/ not found beside the program: {places}"
    raise RuntimeError(message)


def path(relative: str) -> Path:
    """Path of one resource, given relative to ``resources/`` with forward slashes."""
    return root() / relative


def read_json(relative: str) -> Any:
    """The parsed content of one JSON resource (UTF-8)."""
    return json.loads(path(relative).read_text(encoding="utf-8"))
