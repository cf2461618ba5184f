"""Commands about official documents: one paper, the office's template, a submission's files, a drive's archive."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from typing import TYPE_CHECKING, TypedDict

from db import (
    campaigns,
    clusters,
    decisions,
    document_numbers,
    nominations,
    organizations,
    people,
    submissions,
)
from db.errors import BadInput, NotFound
from db.sqlite import Connection
from db.submissions import Submission
from db.vietnamese.dates import FIRST_YEAR, LAST_YEAR
from db.vietnamese.text import fold
from desktop import terminal
from desktop.commands.common import check_target, day, reading

if TYPE_CHECKING:
    from desktop.documents.paper_kinds import Choice, PaperKind

_SUFFIXES = {"docx": (".docx",), "pdf": (".pdf",), "both": (".docx", ".pdf")}
_OF_A_DECISION = ("decision", "correction", "invitation", "roll_call", "prize_list")


class _Period(TypedDict, total=False):
    """Those fields of a choice that say what a paper of figures counts."""

    form_code: str
    year: int | None
    start: dt.date
    end: dt.date


def document(arguments: argparse.Namespace) -> int:
    """``document STORE KIND -o X.docx|X.pdf``: an official paper, in the office's own template where one is named."""
    from desktop.documents import paper_checks, paper_kinds
    from desktop.documents.paper_files import write_paper

    check_target(arguments.output, (".docx", ".pdf"))
    kind = paper_kinds.BY_COMMAND[arguments.kind]
    with reading(arguments.store) as con:
        choice = _choice(con, kind, arguments)
        paper = paper_kinds.build(con, kind.key, choice)
        doubts = paper_checks.cross_check(con, kind.key, choice, paper)
        law = paper_checks.law_notes(con, kind.key, choice, paper)
    for sentence in (*doubts, *law):
        terminal.warn(sentence)
    write_paper(paper, arguments.output, arguments.template)
    terminal.say(f"Đã ghi {paper.title}: {arguments.output}")
    return 0


def _choice(con: Connection, kind: PaperKind, arguments: argparse.Namespace) -> Choice:
    from desktop.documents.paper_kinds import Choice

    decision_id = campaign_id = None
    if kind.key in _OF_A_DECISION and arguments.decision:
        date = day(arguments.date) if arguments.date else None
        decision_id = decisions.by_number(con, arguments.decision, date).id
    elif kind.of not in ("subject", "cluster") or arguments.campaign or not arguments.cluster:
        campaign_id = (
            None if kind.of in ("subject", "period") else campaigns.find_campaign(con, arguments.campaign).id
        )
    as_of = day(arguments.as_of)
    return Choice(
        as_of=as_of,
        campaign_id=campaign_id,
        decision_id=decision_id,
        nomination_id=_nominee(con, campaign_id, arguments.subject) if kind.of == "nomination" else None,
        subject_id=_subject(con, arguments.subject) if kind.of == "subject" else None,
        cluster_id=_cluster(con, arguments.cluster, as_of.year) if arguments.cluster else None,
        signer_id=_signer(con, arguments.signer),
        at_once=arguments.at_once,
        each=arguments.each,
        short=arguments.short,
        approved=arguments.approved,
        secret=False if arguments.named else None,
        accounts=arguments.accounts,
        charts=not arguments.no_charts,
        names=arguments.names,
        **_period(kind, arguments, as_of),
        correction=arguments.correction or "cancel",
        reason=arguments.reason,
        award_ids=_corrected(con, decision_id, arguments) if kind.key == "correction" else (),
    )


def _period(kind: PaperKind, arguments: argparse.Namespace, as_of: dt.date) -> _Period:
    """The form, the days and the year that papers of a period are made for."""
    year = as_of.year if arguments.year is None else _year(arguments.year)
    made: _Period = {"form_code": arguments.form, "year": year}
    if kind.key != "statistics_form":
        return made
    first = day(arguments.start, dt.date(year, 1, 1))
    last = day(arguments.end, dt.date(year, 12, 31))
    return {**made, "start": first, "end": last}


def _year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInput(f"Không có năm {year}; hãy ghi lại --year, ví dụ 2023.")
    return year


def _one(found: list[tuple[int, str]], name: str | None, whom: str) -> int:
    """The one meant by ``name``: named exactly, else the only one that fits without accents."""
    if not name:
        raise BadInput(f"Chưa nêu {whom}; hãy ghi thêm --subject và tên.")
    same = [one for one in found if one[1] == name] or [one for one in found if fold(one[1]) == fold(name)]
    if not same:
        raise NotFound(f"Không có {whom} tên “{name}” trong sổ; hãy ghi đúng tên như trong sổ.")
    if len(same) > 1:
        raise BadInput(f"Có {len(same)} {whom} cùng tên “{name}”; hãy lập văn bản này trong cửa sổ.")
    return same[0][0]


def _nominee(con: Connection, campaign_id: int | None, name: str | None) -> int:
    listed = nominations.list_nominations(con, campaign_id)
    return _one([(n.id, n.name) for n in listed], name, "người được đề nghị")


def _subject(con: Connection, name: str | None) -> int:
    listed = people.list_subjects(con, text=name or "", limit=1000)
    return _one([(one.id, one.name) for one in listed], name, "người được khen")


def _signer(con: Connection, name: str) -> int | None:
    """The office's signer of a name; None where none is named."""
    office = organizations.own(con)
    if not name or office is None:
        return None
    listed = organizations.signers(con, office.id)
    found = [one.id for one in listed if fold(one.name) == fold(name)]
    if not found:
        known = ", ".join(one.name for one in listed) or "chưa có ai"
        raise NotFound(f"Cơ quan không có người ký tên “{name}”; danh mục người ký có: {known}.")
    return found[0]


def _cluster(con: Connection, name: str, year: int) -> int:
    found = [one.id for one in clusters.in_year(con, year) if fold(one.name) == fold(name)]
    if not found:
        raise NotFound(
            f"Năm {year} không có cụm, khối thi đua “{name}”; hãy ghi đúng tên như trong Danh mục."
        )
    return found[0]


def _corrected(con: Connection, decision_id: int | None, arguments: argparse.Namespace) -> tuple[int, ...]:
    """The one award named on the decision; none cancels the decision as a whole."""
    from desktop.documents import records

    if not arguments.subject:
        return ()
    if decision_id is None:
        raise BadInput("Chưa nêu quyết định cần sửa; hãy ghi thêm --decision và số quyết định.")
    listed = records.standing_awards(con, decisions.get_decision(con, decision_id))
    return (_one([(a.id, a.recipient) for a in listed], arguments.subject, "người được khen"),)


def template_fields(arguments: argparse.Namespace) -> int:
    """``template-fields KIND [--check MẪU]``: what a template may use; with a template, what is wrong with it."""
    from desktop.documents import office_fields, paper_kinds

    kind = paper_kinds.BY_COMMAND[arguments.kind]
    if arguments.check is not None:
        wrong = office_fields.check_template(kind.key, arguments.check)
        if wrong:
            raise BadInput(" ".join(wrong))
        terminal.say(f"Mẫu “{arguments.check.name}” dùng đúng các ô điền của {kind.title}.")
        return 0
    listed = office_fields.fields_of(kind.key)
    if arguments.json:
        terminal.say(
            json.dumps([{"field": f.name, "meaning": f.meaning} for f in listed], ensure_ascii=False)
        )
    else:
        for field in listed:
            terminal.say(f"{field.example:<40} {field.meaning}")
    return 0


def dossier(arguments: argparse.Namespace) -> int:
    """``dossier STORE -o DIR|X.zip``: a submission's papers as numbered files with their list."""
    from desktop.documents import submission_files

    if arguments.output.suffix:
        check_target(arguments.output, (".zip",))
    with reading(arguments.store) as con:
        asked = _submission(con, arguments)
        talk = terminal.TerminalTalk()
        names = submission_files.write_submission(
            con, asked.id, arguments.output, talk, suffixes=_SUFFIXES[arguments.format]
        )
    terminal.say(f"Đã ghi {len(names)} tệp của hồ sơ trình: {arguments.output}")
    return 0


def _submission(con: Connection, arguments: argparse.Namespace) -> Submission:
    from desktop.documents import paper_kinds

    campaign = campaigns.find_campaign(con, arguments.campaign)
    if arguments.submission:
        listed = submissions.list_submissions(con, campaign_id=campaign.id)
        found = [t for t in listed if t.number and document_numbers.fits(t.number, arguments.submission)]
        if not found:
            known = ", ".join(one.number for one in listed if one.number) or "chưa có số nào"
            raise NotFound(
                f"Phong trào {campaign.code} không có tờ trình số “{arguments.submission}”; "
                f"hãy ghi đúng số đã in ({known})."
            )
        return found[0]
    return paper_kinds.asked_of(con, paper_kinds.Choice(as_of=day(None), campaign_id=campaign.id))


def archive(arguments: argparse.Namespace) -> int:
    """``archive STORE -o X.zip``: everything of a drive with its index."""
    from desktop.documents import drive_archive

    check_target(arguments.output, (".zip",))
    with reading(arguments.store) as con:
        campaign = campaigns.find_campaign(con, arguments.campaign)
        names = drive_archive.write_archive(
            con, campaign.id, arguments.output, day(arguments.as_of), terminal.TerminalTalk()
        )
    terminal.say(f"Đã ghi {len(names)} tệp của hồ sơ lưu: {arguments.output}")
    return 0
