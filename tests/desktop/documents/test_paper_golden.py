"""Parts of the docx compared with stored ones, so that a change of layout is seen in review.

``SOTHIDUA_UPDATE_GOLDEN=1`` writes them anew. Not compared: docProps (hold the time of writing) and whatever
python-docx brings along unchanged (theme, fonts, web settings, numbering).
"""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from desktop.documents.achievement import achievement
from desktop.documents.ballot import ballot
from desktop.documents.correction import correction
from desktop.documents.decision import decision
from desktop.documents.minutes import minutes
from desktop.documents.paper_docx import write_docx
from desktop.documents.plan import plan
from desktop.documents.prize_list import prize_list
from desktop.documents.reminder import reminder
from desktop.documents.roll_call import roll_call
from desktop.documents.submission import submission

GOLDEN = Path(__file__).parents[2] / "golden" / "papers"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


KINDS = [
    "decision",
    "submission",
    "minutes",
    "reminder",
    "prize_list",
    "plan",
    "ballot",
    "achievement",
    "correction",
    "roll_call",
]


def papers(w, v):
    few, votes = w.awards(1, 2, 1), w.VOTES[:4]
    return {
        "plan": plan(v.PLAN),
        "ballot": ballot(replace(v.BALLOT, secret=False, members=v.BALLOT.members[:2], nominees=votes)),
        "achievement": achievement(v.ACHIEVEMENT),
        "correction": correction(v.CORRECTION),
        "roll_call": roll_call(replace(v.ROLL_CALL, awards=few, at_once=3)),
        "decision": decision(replace(w.DECISION, awards=few)),
        "submission": submission(replace(w.SUBMISSION, nominees=votes)),
        "minutes": minutes(replace(w.MINUTES, votes=votes)),
        "reminder": reminder(w.REMINDER),
        "prize_list": prize_list(replace(w.PRIZE_LIST, awards=few)),
    }


def pretty(xml):
    """The part, indented, without Word's revision marks (python-docx carries some of its template's)."""
    root = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    for node in root.iter():
        for name in [name for name in node.attrib if name.startswith(f"{W}rsid")]:
            del node.attrib[name]
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def our_styles(xml):
    """Only the defaults and the styles that are ours or that we redefine."""
    root = etree.fromstring(xml)
    ours = ("Normal", "Title", "Heading1", "Heading2")
    for style in root.findall(f"{W}style"):
        identifier = style.get(f"{W}styleId")
        if not identifier.startswith("Std") and identifier not in ours:
            root.remove(style)
    for latent in root.findall(f"{W}latentStyles"):
        root.remove(latent)
    return etree.tostring(root)


def check(name, text):
    stored = GOLDEN / name
    if os.environ.get("SOTHIDUA_UPDATE_GOLDEN"):
        stored.parent.mkdir(parents=True, exist_ok=True)
        stored.write_text(text, encoding="utf-8")
    assert text.splitlines() == stored.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("kind", KINDS)
def test_document_is_as_stored(w, v, tmp_path, kind):
    write_docx(papers(w, v)[kind], tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        check(f"{kind}.document.xml", pretty(package.read("word/document.xml")))


def test_styles_and_headers_are_as_stored(w, v, tmp_path):
    write_docx(papers(w, v)["decision"], tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        check("styles.xml", pretty(our_styles(package.read("word/styles.xml"))))
        headers = sorted(name for name in package.namelist() if name.startswith("word/header"))
        assert len(headers) == 2
        for name in headers:
            check(name.removeprefix("word/"), pretty(package.read(name)))
