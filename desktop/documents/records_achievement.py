"""Facts of a nominee's report on achievements: the form of its kind and day, particulars, award tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from db import (
    awards,
    campaigns,
    catalogues,
    dossiers,
    nominations,
    organizations,
    people,
    reports,
    submissions,
    units,
)
from db.dossiers import Evidence
from db.nominations import Nomination
from db.organizations import Organization
from db.people import Subject
from db.reports import RegisterRow
from db.sqlite import Connection
from db.submissions import Submission
from db.vietnamese.dates import format_date, format_partial
from desktop.documents import records, records_council
from desktop.documents.facts import SubmissionFacts
from desktop.documents.facts_chain import AchievementFacts, HonourRow
from desktop.documents.paper_words import form_phrase

_BELOW_THE_COMMITTEE = ("department", "sector", "neighborhood", "school", "health")
_DEEDS = ("initiative", "figures", "confirmation", "rating", "other")


def achievement_facts(
    con: Connection, nomination_id: int, day: dt.date, *, short: bool = False
) -> AchievementFacts:
    """A draft of the report as of a day: what the register holds of the nominee, the rest dotted lines.

    The award tables hold the titles and awards of the register and the evidence that names others, each once.
    ``short`` asks for the summary (báo cáo tóm tắt) where the form of the day is a full one, whose number it lacks.

    Raises:
        BadInput: the register has no office.
        NotFound: no such nomination.
    """
    nomination = nominations.get_nomination(con, nomination_id)
    subject, kind = nomination.subject, records.subject_kind(nomination.kind)
    campaign = campaigns.get_campaign(con, nomination.campaign_id) if nomination.campaign_id else None
    name, layout = form_of(con, nomination.award_type, nomination.kind, day)
    if short and layout == "full":
        name, layout = "", "short"
    office = records.own_office(con)
    evidence = dossiers.evidence_of(con, nomination_id)
    titles, honours = _honours(con, subject, evidence, day)
    unit = nomination.unit or subject.unit or subject.workplace
    return AchievementFacts(
        office=records.office_facts(con, day),
        organ_lines=(unit.upper(),) if unit else (),
        superior_lines=_above(con, nomination, office),
        name=nomination.name,
        kind=kind,
        form=catalogues.awarded(con, nomination.form_code, form_phrase(nomination.form_name)),
        layout=layout,
        honorific=awards.honorific_of(subject, day),
        form_number=name,
        campaign=campaign.title if campaign else "",
        year=day.year,
        particulars=_particulars(subject),
        deeds=_deeds(nomination, evidence),
        titles=titles,
        honours=honours,
    )


def _above(con: Connection, nomination: Nomination, office: Organization) -> tuple[str, ...]:
    """The committee above the reporting unit in its head; nothing above the Front, unions, companies, congregations."""
    unit_id = nomination.proposing_unit_id or nomination.subject.unit_id
    if unit_id is None or units.get_unit(con, unit_id).kind not in _BELOW_THE_COMMITTEE:
        return ()
    return organizations.header_lines(office.name)


def form_of(
    con: Connection, award_type: str, object_kind: str, day: dt.date
) -> tuple[str, Literal["full", "short"]]:
    """Number ("Mẫu số 07", empty where not known) and layout of the report in force on a day.

    The row that names the object goes before the one for all; without any a report is full, of no number.
    """
    fitting = [
        row
        for row in catalogues.rows(con, "paper_form", on=day)
        if row["award_type"] in ("", award_type) and row["object_kind"] in ("", object_kind)
    ]
    fitting.sort(key=lambda row: (row["award_type"] == "", row["object_kind"] == ""))
    if not fitting:
        return "", "full"
    return str(fitting[0]["form_number"]), "short" if fitting[0]["layout"] == "short" else "full"


def _particulars(subject: Subject) -> tuple[tuple[str, str], ...]:
    unit = subject.unit or subject.workplace
    born = format_partial(subject.birth_on) if subject.birth_on else ""
    if subject.kind == "individual":
        return (
            ("Họ tên (ghi chữ in thường, có dấu)", subject.name),
            ("Bí danh", ""),
            ("Sinh ngày", born),
            ("Giới tính", people.SEXES.get(subject.sex or "", "")),
            ("Dân tộc", subject.ethnic_group),
            ("Quê quán", ""),
            ("Nơi thường trú", subject.address),
            ("Đơn vị công tác", unit),
            ("Chức vụ", subject.position),
            ("Trình độ chuyên môn, nghiệp vụ", ""),
        )
    if subject.kind == "household":
        return (
            ("Chủ hộ", subject.head_name or subject.name),
            ("Địa chỉ", subject.address or unit),
            ("Số nhân khẩu, nghề nghiệp, thu nhập chính", ""),
        )
    return (
        ("Tên tập thể", subject.name),
        ("Địa điểm trụ sở", subject.address),
        ("Người đứng đầu", subject.head_name),
        ("Quá trình thành lập và phát triển", f"từ năm {subject.since_year}" if subject.since_year else ""),
        ("Số người, cơ cấu tổ chức", ""),
    )


def summary_facts(con: Connection, asked: Submission, signing: dt.date | None = None) -> SubmissionFacts:
    """A submission whose nominees carry their achievements in full, else the words of the citation.

    Raises:
        BadInput: the register has no office, or no superior to ask.
    """
    facts = records_council.recorded_submission(con, asked, signing)
    listed = [item.nomination for item in submissions.items(con, asked.id)]
    evidence = dossiers.evidence_of_many(con, [n.id for n in listed])
    told = [_deeds(n, evidence.get(n.id, ())) or (n.citation,) for n in listed]
    rows = (
        replace(row, summary="\n".join(f"- {line}" if len(lines) > 1 else line for line in lines))
        for row, lines in zip(facts.nominees, told, strict=True)
    )
    return replace(facts, nominees=tuple(rows))


def _deeds(nomination: Nomination, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The summary sentence by sentence, then what the evidence says year by year."""
    told = [line.strip(" -+•") for line in nomination.summary.splitlines()]
    for piece in evidence:
        if piece.kind in _DEEDS:
            told.append(f"Năm {piece.years}: {piece.what}")
    return tuple(line for line in told if line)


def _honours(
    con: Connection, subject: Subject, evidence: Iterable[Evidence], day: dt.date
) -> tuple[tuple[HonourRow, ...], tuple[HonourRow, ...]]:
    categories = {row["code"]: row["category"] for row in catalogues.rows(con, "award_form")}
    found: dict[bool, list[HonourRow]] = {True: [], False: []}
    held = [r for r in reports.register_rows(con, subject_id=subject.id, revoked=False) if r.day <= day]
    known = {_digits(row.number) + str(row.year) for row in held}
    for row in held:
        found[categories.get(row.form_code) == "title"].append(_of_register(row))
    for piece in evidence:
        if piece.kind in ("title", "certificate") and _of_evidence_key(piece) not in known:
            found[piece.kind == "title"].append(_of_evidence(piece))
    made = [tuple(sorted(found[title], key=lambda row: row.year)) for title in (True, False)]
    return made[0], made[1]


def _digits(number: str) -> str:
    return number.split("/", maxsplit=1)[0].lstrip("0")


def _of_evidence_key(piece: Evidence) -> str:
    year = piece.document_on[:4] if piece.document_on else str(piece.year_to)
    return _digits(piece.number) + year if piece.number else ""


def _of_register(row: RegisterRow) -> HonourRow:
    paper = f"Quyết định số {row.number} ngày {format_date(row.day)}; {row.organization}"
    return HonourRow(str(row.year), row.form_name, paper)


def _of_evidence(piece: Evidence) -> HonourRow:
    day = f" ngày {format_partial(piece.document_on)}" if piece.document_on else ""
    number = f"Quyết định số {piece.number}{day}" if piece.number else ""
    return HonourRow(piece.years, piece.what, "; ".join(part for part in (number, piece.issuer) if part))
