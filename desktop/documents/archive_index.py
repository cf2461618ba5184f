"""Mục lục hồ sơ: the papers of a dossier that goes to the archive (NĐ 30/2020/NĐ-CP, Phụ lục V)."""

from __future__ import annotations

from db.errors import BadInput
from db.vietnamese.dates import format_date
from desktop.documents.facts_chain import ArchiveFacts
from desktop.documents.paper import Column, Paper, Row, Signature, Table
from desktop.documents.paper_lists import number_column
from desktop.documents.paper_words import body, count, list_header, titled, words

KIND = "archive_index"


def archive_index(facts: ArchiveFacts) -> Paper:
    """The index as a paper; the number of the dossier and of its sheets are written in by hand.

    Raises:
        BadInput: nothing is in the dossier.
    """
    wording = words(KIND)
    if not facts.rows:
        raise BadInput(wording("empty"))
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {facts.title}",
        author=facts.office.name,
        header=list_header(facts.office, facts.day, facts.year),
        landscape=True,
        blocks=(
            *titled(wording("title"), facts.title),
            *body(*_particulars(facts)),
            _table(facts),
            *body(wording("sum", count=count(len(facts.rows)))),
        ),
        signatures=(Signature((wording("signer"),), facts.officer, wording("signer_note")),),
        named=(
            ("ten_ho_so", facts.title),
            ("thoi_han", facts.retention),
            ("so_van_ban", count(len(facts.rows))),
        ),
    )


def _particulars(facts: ArchiveFacts) -> list[str]:
    wording = words(KIND)
    if facts.for_submission:
        return []
    source = wording("source", source=facts.retention_source) if facts.retention_source else ""
    return [
        wording("code", code=facts.code) if facts.code else wording("code_blank"),
        wording("period", period=facts.period) if facts.period else "",
        wording("retention", period=facts.retention, source=source)
        if facts.retention
        else wording("retention_blank"),
    ]


def _file_number(path: str) -> str:
    """The numbers a file's folder and name begin with: "5_Hoi-dong/01_Bien-ban.pdf" is file 5/01."""
    numbers = [part.split("_")[0] for part in path.split("/")]
    return words(KIND)("file", number="/".join(numbers)) if path else ""


def _table(facts: ArchiveFacts) -> Table:
    wording = words(KIND)
    columns = (
        number_column(),
        # "105/TTr-HĐTĐKT" on one line.
        Column(wording("column_number"), 38, fixed=True),
        Column(wording("column_day"), 23, "center", fixed=True),
        Column(wording("column_what"), 80),
        Column(wording("column_author"), 50),
        Column(wording("column_sheet"), 15, "center", fixed=True),
        Column(wording("column_note"), 22, fixed=True),
    )
    rows = []
    for place, row in enumerate(facts.rows, start=1):
        day = format_date(row.day) if row.day else ""
        rows.append(
            Row((str(place), row.number, day, row.what, row.author, "", row.note or _file_number(row.file)))
        )
    return Table(columns, tuple(rows))
