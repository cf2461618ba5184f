"""``sothidua demo DIR``: a complete worked example out of ``resources/samples``, without a window."""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db import campaigns, decisions, files
from db.decisions import Decision
from db.errors import BadInput, TargetBusy
from db.locks import lock_path
from db.sqlite import Connection
from db.store import Store
from db.talk import Talk
from desktop import sample, terminal

AS_OF = dt.date(2023, 12, 6)
STORE = "demo.sothidua"
FILES = (
    STORE,
    "giay-khen.pdf",
    "giay-khen-phoi.pdf",
    "tong-hop.xlsx",
    "dang-ky.xlsx",
    "bao-cao.docx",
    "bao-cao.pdf",
    "quyet-dinh.docx",
    "to-trinh.docx",
)


@dataclass(frozen=True, slots=True)
class _Job:
    """One file of the example and what writes it."""

    name: str
    write: Callable[[Path], object]


def run(arguments: argparse.Namespace) -> int:
    """``demo DIR [--nominees N]``: numbers of the decisions on stdout, progress on stderr."""
    if arguments.nominees is not None and arguments.nominees < 1:
        raise BadInput("Số người được đề nghị phải từ 1 trở lên; hãy ghi lại --nominees.")
    numbers = build(arguments.folder, terminal.TerminalTalk(), arguments.nominees)
    for number in numbers:
        terminal.say(number)
    terminal.warn(f"Đã tạo {len(FILES)} tệp trong {arguments.folder}")
    return 0


def build(folder: Path, talk: Talk, nominees: int | None = None) -> list[str]:
    """Write the nine files into ``folder`` (made if missing); returns the decisions' numbers as printed.

    The register is built aside and moved into place, so that a second run replaces only its own files and a
    run that fails leaves the former ones.

    Raises:
        Refused: the folder cannot be made or written, or a file of it is open elsewhere.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".sothidua-", dir=folder) as scratch:
            path = Path(scratch) / STORE
            with Store.create(path) as store:
                sample.load_sample(store, talk, nominees)
            _move_store(path, folder / STORE)
    except OSError as error:
        raise TargetBusy(
            f"Không ghi được vào thư mục “{folder}” ({files.why(error)}); hãy chọn thư mục khác."
        ) from error
    with Store.open(folder / STORE) as store:
        return _write_files(store, folder, talk)


def _move_store(path: Path, target: Path) -> None:
    """Replace the example's former register, unless a window has it open."""
    from db.locks import FileLock

    lock = FileLock(target)
    lock.acquire()
    try:
        # SQLite would replay the log a killed window left behind into the new file.
        for side in ("-wal", "-shm", "-journal"):
            Path(f"{target}{side}").unlink(missing_ok=True)
        path.replace(target)
    finally:
        lock.release()
    lock_path(path).unlink(missing_ok=True)


def _write_files(store: Store, folder: Path, talk: Talk) -> list[str]:
    con = store.con
    campaign = campaigns.find_campaign(con)
    issued = [d for d in decisions.list_decisions(con, statuses=["issued"]) if d.number is not None]
    main = max((d for d in issued if d.campaign_id == campaign.id), key=lambda d: d.award_count)
    jobs = _jobs(con, campaign.id, main, talk)
    for done, job in enumerate(jobs):
        talk.progress(done, len(jobs), f"Đang ghi {job.name}")
        job.write(folder / job.name)
    talk.progress(len(jobs), len(jobs), "Đã ghi các tệp")
    return [str(d.number) for d in sorted(issued, key=lambda d: d.day or AS_OF)]


def _jobs(con: Connection, campaign_id: int, issued: Decision, talk: Talk) -> list[_Job]:
    from desktop.documents import (
        decision,
        paper_docx,
        paper_pdf,
        records,
        records_certificates,
        records_council,
        records_report,
        report,
        sheet_pdf,
        submission,
    )
    from desktop.documents.certificate import lay_out
    from desktop.documents.template import load_template
    from desktop.exchange import exports

    template = load_template("giay-khen-a4")
    facts = records_certificates.certificate_facts(con, issued)
    report_paper = report.report(records_report.report_facts(con, campaign_id, AS_OF))

    def certificates(target: Path, *, overprint: bool) -> None:
        sheets = (lay_out(one, template, overprint=overprint) for one in facts)
        sheet_pdf.write_pdf(sheets, target, talk, title="Giấy khen", total=len(facts))

    return [
        _Job("giay-khen.pdf", lambda target: certificates(target, overprint=False)),
        _Job("giay-khen-phoi.pdf", lambda target: certificates(target, overprint=True)),
        _Job("tong-hop.xlsx", lambda target: exports.export(con, "summary", campaign_id, target, AS_OF)),
        _Job("dang-ky.xlsx", lambda target: exports.export(con, "registrations", campaign_id, target, AS_OF)),
        _Job("bao-cao.docx", lambda target: paper_docx.write_docx(report_paper, target)),
        _Job("bao-cao.pdf", lambda target: paper_pdf.write_pdf(report_paper, target)),
        _Job(
            "quyet-dinh.docx",
            lambda target: paper_docx.write_docx(
                decision.decision(records.decision_facts(con, issued)), target
            ),
        ),
        _Job(
            "to-trinh.docx",
            lambda target: paper_docx.write_docx(
                submission.submission(records_council.submission_facts(con, campaign_id, AS_OF)), target
            ),
        ),
    ]
