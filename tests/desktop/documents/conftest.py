"""What the tests of documents share."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def w():
    """The invented ward of ``paper_world.py`` (tests are no packages, so it is loaded by its path)."""
    spec = importlib.util.spec_from_file_location("paper_world", Path(__file__).with_name("paper_world.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
