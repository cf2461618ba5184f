"""Hồ sơ lưu: everything of a drive in one zip, with its index and the period it has to be kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from db import (
    attachments,
    campaigns,
    catalogues,
    councils,
    decisions,
    dossier_letters,
    drive_files,
    registrations,
    submissions,
)
from db.decisions import Decision
from db.drive_files import DriveFile
from db.sqlite import Connection, Row
from db.talk import Talk
from db.vietnamese.dates import format_partial
from desktop.documents import (
    achievement_summary,
    archive_index,
    correction,
    decision,
    dossier_letter,
    minutes,
    plaque_list,
    prize_list,
    records,
    records_achievement,
    records_chain,
    records_council,
    records_drive,
    records_report,
    report,
    result_notice,
    submission,
    tally,
)
from desktop.documents.bundle import Entry, file_word, paper_bytes, write_bundle
from desktop.documents.facts_chain import ArchiveFacts, ArchiveRow
from desktop.documents.paper import Paper
from desktop.documents.paper_words import campaign_phrase, form_phrase
from desktop.documents.submission_files import INDEX, number_of

# Folders of the zip in the order of the drive; the names in between are those of the register's own files.
_FOLDERS = (
    "Phat-dong",
    "Dang-ky",
    "Don-vi-gui",
    "Ho-so-de-nghi",
    "Hoi-dong",
    "To-trinh",
    "Quyet-dinh",
    "Bao-cao",
)
_PERMANENT = 10_000


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a dossier is kept ("10 năm", "vĩnh viễn", "" not known), by which text, and whether it was compared."""

    period: str
    source: str
    verified: bool


def retention_of(con: Connection, campaign_id: int, day: dt.date) -> Retention:
    """The longest period any part of a drive's dossier asks for on the day it is closed.

    Its parts are the drive itself, its plan and report, and its decisions by the level that issued them.
    """
    levels = {
        d.authority_level for d in decisions.list_decisions(con, campaign_id=campaign_id, statuses=["issued"])
    }
    fitting = [
        row
        for row in catalogues.rows(con, "retention", on=day)
        if row["kind"] == "drive" or (row["kind"] == "award" and row["level"] in levels)
    ]
    if not fitting:
        return Retention("", "", verified=False)
    longest = max(fitting, key=_years)
    return Retention(_period(longest), longest["source"], bool(longest["verified"]))


def _years(row: Row) -> int:
    return _PERMANENT if row["permanent"] else int(row["years"] or 0)


def _period(row: Row) -> str:
    if row["permanent"]:
        return "vĩnh viễn"
    return f"{row['years']} năm" if row["years"] else ""


def write_archive(
    con: Connection,
    campaign_id: int,
    target: Path,
    as_of: dt.date,
    talk: Talk,
    *,
    suffixes: Sequence[str] = (".pdf",),
    more: Iterable[Entry] = (),
) -> tuple[str, ...]:
    """Write everything of a drive into a ``.zip`` (or a folder); returns the names of its files.

    The papers the program makes, every file attached to the drive, and ``more`` (a workbook, certificates) that the
    caller has; 00_Muc-luc as Word and PDF lists them.

    Raises:
        BadInput: there is nothing of the drive yet, or the register has no office.
        Refused: the target cannot be written.
    """
    archive = _Archive(con, suffixes)
    _add_papers(archive, campaign_id, as_of, talk)
    for file in drive_files.attached(con, campaign_id):
        archive.file(file)
    for entry in more:
        archive.entries.append((entry, ArchiveRow("", None, PurePosixPath(entry.path).stem, "", entry.path)))
    listed = archive.in_order()
    facts = index_facts(con, campaign_id, as_of, [row for _, row in listed])
    paper = archive_index.archive_index(facts)
    index = [Entry(INDEX + suffix, paper_bytes(paper, suffix)) for suffix in (".docx", ".pdf")]
    entries = [*index, *(entry for entry, _ in listed)]
    write_bundle(entries, target)
    return tuple(entry.path for entry in entries)


def index_facts(
    con: Connection, campaign_id: int, as_of: dt.date, rows: Sequence[ArchiveRow]
) -> ArchiveFacts:
    """The index of a drive's dossier with its retention period."""
    campaign = campaigns.get_campaign(con, campaign_id)
    kept = retention_of(con, campaign_id, as_of)
    ends = [format_partial(day) for day in (campaign.start_on, campaign.end_on) if day]
    office = records.office_facts(con, as_of)
    return ArchiveFacts(
        office=office,
        title=f"Hồ sơ {campaign_phrase(campaign.title)}",
        rows=tuple(rows),
        retention=kept.period,
        retention_source=kept.source if kept.verified else "",
        period=" – ".join(ends),
        officer=office.contact,
        year=as_of.year,
    )


def planned_rows(con: Connection, campaign_id: int, as_of: dt.date, talk: Talk) -> list[ArchiveRow]:
    """The lines of the index as :func:`write_archive` would write them, without writing any file."""
    archive = _Archive(con, (), dry=True)
    _add_papers(archive, campaign_id, as_of, talk)
    for file in drive_files.attached(con, campaign_id):
        archive.file(file)
    return [row for _, row in archive.in_order()]


def _add_papers(archive: _Archive, campaign_id: int, as_of: dt.date, talk: Talk) -> None:
    con = archive.con
    steps: list[tuple[str, Callable[[], None]]] = []
    steps.append(("Văn bản về hồ sơ", lambda: _letters(archive, campaign_id)))
    steps.append(("Phiên họp Hội đồng", lambda: _meetings(archive, campaign_id)))
    steps.append(("Tờ trình", lambda: _submissions(archive, campaign_id)))
    steps.append(("Quyết định", lambda: _decisions(archive, campaign_id)))
    steps.append(("Báo cáo", lambda: _reports(archive, campaign_id, as_of)))
    for done, (text, step) in enumerate(steps):
        talk.progress(done, len(steps), text)
        step()
    works = [r for r in registrations.list_registrations(con, campaign_id) if r.kind == "work"]
    if any(r.status == "plaque" and r.counts for r in works):
        facts = records_drive.plaque_facts(con, campaign_id, as_of, "approved")
        archive.paper("Bao-cao", plaque_list.plaque_list(facts), "Danh sách công trình được gắn biển", None)


def _letters(archive: _Archive, campaign_id: int) -> None:
    """Requests to complete that were sent, and every receipt; a request without a number went to nobody yet."""
    con = archive.con
    for letter in reversed(dossier_letters.list_letters(con, campaign_id=campaign_id)):
        if letter.items and (letter.number or letter.kind == "receipt"):
            made = dossier_letter.dossier_letter(records_chain.dossier_letter_facts(con, letter))
            what = f"{letter.shown_kind} {letter.unit}".strip()
            archive.paper("Ho-so-de-nghi", made, what, letter.day)


def _meetings(archive: _Archive, campaign_id: int) -> None:
    con = archive.con
    for meeting in reversed(councils.list_meetings(con, campaign_id=campaign_id)):
        if all(one.present is None for one in councils.attendance(con, meeting.id)):
            continue
        made = minutes.minutes(records_council.minutes_facts(con, meeting))
        archive.paper("Hoi-dong", made, "Biên bản họp Hội đồng", meeting.day)
        if meeting.method == "ballots":
            counted = tally.tally(records_chain.tally_facts(con, meeting))
            archive.paper("Hoi-dong", counted, "Biên bản kiểm phiếu", meeting.day)


def _submissions(archive: _Archive, campaign_id: int) -> None:
    for asked in reversed(submissions.list_submissions(archive.con, campaign_id=campaign_id)):
        made = submission.submission(records_council.recorded_submission(archive.con, asked))
        what = f"đề nghị tặng {form_phrase(asked.form_name)}"
        archive.paper("To-trinh", made, f"Tờ trình {what}", asked.day)
        told = achievement_summary.achievement_summary(records_achievement.summary_facts(archive.con, asked))
        archive.paper("To-trinh", told, f"Báo cáo tóm tắt thành tích {what}", None)


def _decisions(archive: _Archive, campaign_id: int) -> None:
    con = archive.con
    issued = decisions.list_decisions(con, campaign_id=campaign_id, statuses=["issued"])
    for made in reversed([d for d in issued if d.is_own]):
        if made.corrects_id is not None:
            changed = correction.correction(records_chain.recorded_correction(con, made))
            archive.paper("Quyet-dinh", changed, _title(made), made.day)
            continue
        if not made.award_count:
            continue
        archive.paper(
            "Quyet-dinh", decision.decision(records.decision_facts(con, made)), _title(made), made.day
        )
        facts = records.prize_list_facts(con, made)
        if any(row.prize for row in facts.awards):
            what = f"Danh sách ký nhận tiền thưởng theo Quyết định số {made.number}"
            archive.paper("Quyet-dinh", prize_list.prize_list(facts), what, None)


def _title(made: Decision) -> str:
    return f"Quyết định {made.title[:1].lower()}{made.title[1:]}" if made.title else "Quyết định khen thưởng"


def _reports(archive: _Archive, campaign_id: int, as_of: dt.date) -> None:
    con = archive.con
    notice = records_chain.notice_facts(con, campaign_id, as_of)
    if notice.awards:
        archive.paper("Bao-cao", result_notice.result_notice(notice), "Thông báo kết quả khen thưởng", None)
    facts = records_report.report_facts(con, campaign_id, as_of)
    archive.paper("Bao-cao", report.report(facts), f"Báo cáo {facts.stage} phong trào", None)


class _Archive:
    """Files of a drive as they are put together; ``dry`` notes them without making them."""

    def __init__(self, con: Connection, suffixes: Sequence[str], *, dry: bool = False) -> None:
        self.con = con
        self.entries: list[tuple[Entry, ArchiveRow]] = []
        self._suffixes = suffixes
        self._dry = dry

    def paper(self, folder: str, paper: Paper, what: str, day: dt.date | None) -> None:
        """Add a paper of the program's; it is one line of the index in whatever formats it is written."""
        path = self._path(folder, what)
        for suffix in self._suffixes or ("",):
            content = b"" if self._dry else paper_bytes(paper, suffix)
            row = ArchiveRow(number_of(paper), day, what, paper.author, path + suffix)
            self.entries.append((Entry(path + suffix, content), row))

    def file(self, file: DriveFile) -> None:
        """Add a file of the register as it is."""
        what = file.what or PurePosixPath(file.file_name).stem
        suffix = PurePosixPath(file.file_name).suffix.lower()
        path = self._path(drive_files.STAGES[file.stage], what) + suffix
        content = b"" if self._dry else attachments.content(self.con, file.attachment_id)
        day = drive_files.whole_day(file.day)
        self.entries.append((Entry(path, content), ArchiveRow(file.number, day, what, file.author, path)))

    def _path(self, folder: str, what: str) -> str:
        place = _FOLDERS.index(folder) + 1
        inside = f"{place}_{folder}/"
        taken = {entry.path.rsplit(".", 1)[0] for entry, _ in self.entries if entry.path.startswith(inside)}
        return f"{inside}{len(taken) + 1:02}_{file_word(what)}"

    def in_order(self) -> list[tuple[Entry, ArchiveRow]]:
        """Folder by folder, each as it was added."""
        return sorted(self.entries, key=lambda pair: pair[0].path.split("/")[0])
