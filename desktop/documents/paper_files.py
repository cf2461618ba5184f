"""Writes a paper as the kind of file its name asks for."""

from __future__ import annotations

from pathlib import Path

from db.errors import BadInput
from desktop.documents.paper import Paper
from desktop.documents.paper_words import words


def write_paper(paper: Paper, target: Path, template: Path | None = None) -> None:
    """Write ``paper`` to a ``.docx`` or ``.pdf``; with ``template`` in the office's own layout (docx only).

    Raises:
        BadInput: the suffix is another one, or the template cannot be filled.
        Refused: the target or the template cannot be used.
    """
    suffix = target.suffix.lower()
    if template is not None:
        from desktop.documents.office_template import write_from_template

        write_from_template(paper, template, target)
    elif suffix == ".docx":
        from desktop.documents.paper_docx import write_docx

        write_docx(paper, target)
    elif suffix == ".pdf":
        from desktop.documents.paper_pdf import write_pdf

        write_pdf(paper, target)
    else:
        raise BadInput(words("office_template")("suffix", suffix=suffix or target.name))
