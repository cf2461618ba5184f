"""Báo cáo thành tích: one nominee's report, drafted in the form of its kind and day, its award tables filled."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.documents.facts import IssueFacts
from desktop.documents.facts_chain import AchievementFacts, HonourRow
from desktop.documents.paper import Block, Column, Header, Heading, Paper, Row, Signature, Table, paragraph
from desktop.documents.paper_lists import number_column
from desktop.documents.paper_words import (
    ROMAN,
    body,
    campaign_phrase,
    date_phrase,
    dotted,
    short_rule,
    words,
)

KIND = "achievement"


def achievement(facts: AchievementFacts) -> Paper:
    """The report as a paper. What the register does not know is a dotted line for the nominee to fill."""
    wording = words(KIND)
    title = wording(f"title_{facts.layout}")
    issue = IssueFacts(day=facts.day, year=facts.year)
    place = words("common")("place_date", place=facts.office.place, date=date_phrase(issue))
    return Paper(
        kind=KIND,
        title=f"{title}: {facts.shown}",
        author=facts.office.name,
        header=Header(facts.organ_lines or (wording("organ_blank"),), facts.superior_lines, place_date=place),
        blocks=(*_title(facts, title), *_sections(facts)),
        signatures=_signatures(facts),
        named=(("ten", facts.shown), ("hinh_thuc", facts.form), ("mau_so", facts.form_number)),
    )


def _title(facts: AchievementFacts, title: str) -> list[Block]:
    wording = words(KIND)
    summary = wording("summary", form=facts.form.upper())
    made: list[Block] = [paragraph(title, "title"), paragraph(summary, "summary")]
    if facts.campaign:
        drive = wording("for_drive", campaign=campaign_phrase(facts.campaign))
        made.append(paragraph(drive, "annex_note"))
    if facts.form_number:
        made.append(paragraph(wording("form_number", form_number=facts.form_number), "annex_note"))
    made.append(short_rule(summary, "summary"))
    return [*made, *body(wording("nominee", name=facts.shown))]


def _sections(facts: AchievementFacts) -> list[Block]:
    wording = words(KIND)
    sections: list[tuple[str, list[Block]]] = [
        (f"heading_{facts.kind}", [*body(*_particulars(facts))]),
        ("heading_deeds", _deeds(facts)),
    ]
    if facts.layout == "full" or facts.titles or facts.honours:
        sections.append(("heading_honours", _honours(facts)))
    made: list[Block] = []
    for roman, (key, blocks) in zip(ROMAN, sections, strict=False):
        made += [Heading(f"{roman}. {wording(key)}"), *blocks]
    return made


def _particulars(facts: AchievementFacts) -> list[str]:
    wording = words(KIND)
    return [
        wording("particular", label=label, value=value.rstrip("."))
        if value
        else dotted(wording("particular_blank", label=label))
        for label, value in facts.particulars
    ]


def _deeds(facts: AchievementFacts) -> list[Block]:
    wording, dots = words(KIND), dotted("")
    lines = []
    if facts.layout == "full":
        lines = [
            _duties(facts),
            wording("deeds"),
        ]
    else:
        lines = [wording("deeds_short")]
    lines += (
        [wording("deed", text=text.rstrip(" .;")) for text in facts.deeds]
        if facts.deeds
        else [dots, dots, dots]
    )
    return [*body(*lines)]


def _duties(facts: AchievementFacts) -> str:
    told = words(KIND)(f"duties_{facts.kind}", duties=facts.duties)
    return told if facts.duties else dotted(told)


def _honours(facts: AchievementFacts) -> list[Block]:
    wording = words(KIND)
    return [
        Heading(f"1. {wording('titles')}", 2),
        *_table_or(facts.titles, "column_title", "no_titles"),
        Heading(f"2. {wording('honours')}", 2),
        *_table_or(facts.honours, "column_honour", "no_honours"),
    ]


def _table_or(rows: Sequence[HonourRow], title: str, none: str) -> list[Block]:
    wording = words(KIND)
    if not rows:
        return [*body(wording(none))]
    columns = (
        number_column(),
        Column(wording("column_year"), 24, "center", fixed=True),
        Column(wording(title), 50),
        Column(wording("column_paper"), 70),
    )
    return [
        Table(
            columns,
            tuple(Row((str(n), row.year, row.what, row.paper)) for n, row in enumerate(rows, start=1)),
        )
    ]


def _signatures(facts: AchievementFacts) -> tuple[Signature, ...]:
    wording = words(KIND)
    confirms = wording("confirms_collective" if facts.kind == "collective" else "confirms")
    name = facts.name if facts.kind == "individual" else ""
    return (
        Signature((confirms,), note=wording("confirms_note")),
        Signature((wording(f"signer_{facts.kind}"),), name, wording(f"note_{facts.kind}")),
    )
