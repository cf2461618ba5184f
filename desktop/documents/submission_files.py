"""Xuất hồ sơ trình: a submission's papers as numbered files with their list, as the province's system takes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from db import attachments, council_votes, councils, drive_files, submissions
from db.councils import Meeting
from db.nominations import Nomination
from db.sqlite import Connection
from db.submissions import Submission
from db.talk import Talk
from desktop.documents import (
    achievement,
    achievement_summary,
    archive_index,
    minutes,
    name_list,
    records,
    records_achievement,
    records_chain,
    records_council,
    submission,
    tally,
)
from desktop.documents.bundle import Entry, file_word, paper_bytes, write_bundle
from desktop.documents.facts import SubmissionFacts
from desktop.documents.facts_chain import ArchiveFacts, ArchiveRow
from desktop.documents.paper import Paper

INDEX = "00_Muc-luc"
_REPORTS = ("bao_cao_thanh_tich", "bao_cao_tom_tat")
_IN_TO_TRINH = ("to_trinh", "bien_ban")


def write_submission(
    con: Connection,
    submission_id: int,
    target: Path,
    talk: Talk,
    *,
    suffixes: Sequence[str] = (".docx", ".pdf"),
) -> tuple[str, ...]:
    """Write the dossier of a submission into a folder or a ``.zip``; returns the names of its files.

    01_To-trinh, 02_Danh-sach, 03_Bien-ban, then a report for every nominee (the signed scan where the register holds
    one, else a draft), the other papers of their dossiers, the tally, the summary of all; 00_Muc-luc lists them.

    Raises:
        BadInput: nobody is on the submission, or the register has no office or no superior to ask.
        Refused: the target cannot be written.
    """
    entries = submission_entries(con, submissions.get_submission(con, submission_id), talk, suffixes)
    write_bundle(entries, target)
    return tuple(entry.path for entry in entries)


def submission_entries(
    con: Connection, asked: Submission, talk: Talk, suffixes: Sequence[str]
) -> list[Entry]:
    """The files of a submission's dossier in their order, the index first."""
    facts = records_council.recorded_submission(con, asked)
    listed = [item.nomination for item in submissions.items(con, asked.id)]
    dossier = _Dossier(con, facts, suffixes)
    dossier.paper("To-trinh", replace(submission.submission(facts), annexes=()), "Tờ trình", facts.issue.day)
    dossier.paper("Danh-sach", name_list.name_list(records_chain.name_list_facts(con, asked)), "Danh sách")
    held = _meetings(con, asked, listed)
    for meeting in held:
        dossier.paper(
            "Bien-ban",
            minutes.minutes(records_council.minutes_facts(con, meeting)),
            "Biên bản họp",
            meeting.day,
        )
    scans = drive_files.scans_of(con, [n.id for n in listed])
    for done, nomination in enumerate(listed):
        talk.progress(done, len(listed), f"Hồ sơ của {nomination.name}")
        _add_nominee(dossier, nomination, scans.get(nomination.id, []))
    for meeting in held:
        if meeting.method == "ballots":
            dossier.paper(
                "Kiem-phieu",
                tally.tally(records_chain.tally_facts(con, meeting)),
                "Biên bản kiểm phiếu",
                meeting.day,
            )
    told = achievement_summary.achievement_summary(records_achievement.summary_facts(con, asked))
    dossier.paper("Bao-cao-tom-tat", told, "Báo cáo tóm tắt thành tích")
    return [*dossier.index(), *dossier.entries]


def _meetings(con: Connection, asked: Submission, listed: Sequence[Nomination]) -> list[Meeting]:
    """The sessions that voted on those listed, the earliest first."""
    ids = {n.id for n in listed}
    found = [
        meeting
        for meeting in councils.list_meetings(con, campaign_id=asked.campaign_id)
        if any(vote.nomination_id in ids for vote in council_votes.votes(con, meeting.id))
    ]
    return found[::-1]


def _add_nominee(dossier: _Dossier, nomination: Nomination, scans: Sequence[tuple[str, str, int]]) -> None:
    signed = [scan for scan in scans if scan[0] in _REPORTS]
    word = file_word(nomination.name)
    if signed:
        dossier.scan(f"BCTT_{word}", signed[0][2], f"{signed[0][1]} – {nomination.name}")
    else:
        facts = records_achievement.achievement_facts(dossier.con, nomination.id, dossier.day)
        what = f"Báo cáo thành tích (dự thảo) – {nomination.name}"
        dossier.paper(f"BCTT_{word}", achievement.achievement(facts), what)
    for code, name, attachment_id in scans:
        if code not in (*_REPORTS, *_IN_TO_TRINH):
            dossier.scan(f"{file_word(name)}_{word}", attachment_id, f"{name} – {nomination.name}")


def number_of(paper: Paper) -> str:
    """The number a paper carries ("05/TTr-UBND"); empty while văn thư has not given it."""
    number = paper.header.number.removeprefix("Số:").strip() if paper.header else ""
    return "" if number.startswith("/") else number


class _Dossier:
    """Numbered files as they are put together."""

    def __init__(self, con: Connection, facts: SubmissionFacts, suffixes: Sequence[str]) -> None:
        self.con = con
        self.day = facts.issue.day or dt.date.today()  # noqa: DTZ011 - a draft is of today
        self.entries: list[Entry] = []
        self._facts = facts
        self._suffixes = suffixes
        self._rows: list[ArchiveRow] = []
        self._number = 0

    def paper(self, word: str, paper: Paper, what: str, day: dt.date | None = None) -> None:
        """Add a paper in every format asked for."""
        name = self._next(word)
        for suffix in self._suffixes:
            self.entries.append(Entry(name + suffix, paper_bytes(paper, suffix)))
        self._rows.append(ArchiveRow(number_of(paper), day, what, paper.author, name))

    def scan(self, word: str, attachment_id: int, what: str) -> None:
        """Add a file of the register as it is."""
        attachment = attachments.get(self.con, attachment_id)
        name = self._next(word) + PurePosixPath(attachment.name).suffix.lower()
        self.entries.append(Entry(name, attachments.content(self.con, attachment_id)))
        self._rows.append(ArchiveRow("", None, what, "", name))

    def _next(self, word: str) -> str:
        self._number += 1
        return f"{self._number:02}_{word}"

    def index(self) -> list[Entry]:
        """The list of all files added so far."""
        sender, addressee = self._facts.office.council_name, self._facts.addressee
        office = records.office_facts(self.con, self.day)
        facts = ArchiveFacts(
            office=office,
            title=f"Hồ sơ trình {self._facts.form}\n{sender} trình {addressee}",
            rows=tuple(self._rows),
            day=self._facts.issue.day,
            year=self.day.year,
            officer=office.contact,
            for_submission=True,
        )
        paper = archive_index.archive_index(facts)
        return [Entry(INDEX + suffix, paper_bytes(paper, suffix)) for suffix in self._suffixes]
