"""What the tests of documents share."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


def _module(name: str) -> Any:
    """A module beside this file (tests are no packages, so it is loaded by its path)."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its module up by name.
    import sys

    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def w():
    """The invented ward of ``paper_world.py``."""
    return _module("paper_world")


@pytest.fixture(scope="session")
def v(w):
    """The further papers of the ward, ``paper_world_more.py``."""
    return _module("paper_world_more")


@pytest.fixture(scope="session")
def tools():
    """The measuring of ``doc_tools.py``."""
    return _module("doc_tools")


@dataclass(frozen=True)
class Written:
    """One kind of paper in both formats, measured."""

    paper: Any
    docx: Path
    pdf: Path
    pages: list[Any]
    paragraphs: list[Any]


@pytest.fixture(scope="session")
def shelf(w, v, tools, tmp_path_factory):
    """Every kind of paper of the invented ward, each written once as docx and as PDF."""
    from desktop.documents.decision import decision
    from desktop.documents.minutes import minutes
    from desktop.documents.paper_files import write_paper
    from desktop.documents.prize_list import prize_list
    from desktop.documents.reminder import reminder
    from desktop.documents.report import report
    from desktop.documents.submission import submission

    papers = {
        "decision": decision(w.DECISION),
        "submission": submission(w.SUBMISSION),
        "minutes": minutes(w.MINUTES),
        "reminder": reminder(w.REMINDER),
        "report": report(w.REPORT),
        "prize_list": prize_list(w.PRIZE_LIST),
        **v.papers(),
    }
    folder = tmp_path_factory.mktemp("shelf")
    made = {}
    for kind, paper in papers.items():
        paths = [folder / f"{kind}.{suffix}" for suffix in ("docx", "pdf")]
        for path in paths:
            write_paper(paper, path)
        made[kind] = Written(paper, *paths, tools.pdf_pages(paths[1]), tools.docx_paragraphs(paths[0]))
    return made
