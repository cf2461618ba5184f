"""A target that exists is replaced whole or stays as it was: cancelled, failed or refused half-way."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.errors import BadInput, DiskFull, Refused, TargetBusy
from db.talk import Cancelled, SilentTalk
from desktop.documents.certificate import CertificateFacts, lay_out, load_template
from desktop.documents.decision import decision
from desktop.documents.minutes import minutes
from desktop.documents.paper import Column, Header, Paper, Row, Table, paragraph
from desktop.documents.paper_files import write_paper
from desktop.documents.prize_list import prize_list
from desktop.documents.reminder import reminder
from desktop.documents.report import report
from desktop.documents.sheet import Sheet
from desktop.documents.sheet_pdf import write_pdf
from desktop.documents.submission import submission

OLD = b"ban cu cua nam ngoai"
FACTS = CertificateFacts(
    awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ EA HOA",
    honorific="Bà",
    recipient="H’Yưn Ƀya",
    citation="Đã có thành tích xuất sắc",
    decision_number="9/QĐ-UBND",
    decision_date=date(2023, 9, 5),
    place="Ea Hoa",
    sign_date=date(2023, 9, 5),
    signature_form=("CHỦ TỊCH",),
    signer_name="Y Blê Niê",
)


class Stopping(SilentTalk):
    """An officer who presses "Dừng" at the given report."""

    def __init__(self, at: int) -> None:
        self.at, self.heard = at, 0

    def progress(self, done: int, total: int, text: str = "") -> None:
        self.heard += 1
        if self.heard == self.at:
            raise Cancelled


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A PDF that stands there already."""
    path = tmp_path / "giay-khen.pdf"
    path.write_bytes(OLD)
    return path


def untouched(target: Path) -> bool:
    """The old file alone, byte for byte."""
    return target.read_bytes() == OLD and [path.name for path in target.parent.iterdir()] == [target.name]


def sheets(count: int) -> Iterator[Sheet]:
    template = load_template()
    for n in range(count):
        yield lay_out(replace(FACTS, register_number=str(n + 1)), template)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_stopping_leaves_the_old_certificates_alone(target: Path, at: int) -> None:
    # 20 sheets: reports at 10, at 20 and before saving.
    with pytest.raises(Cancelled):
        write_pdf(sheets(20), target, Stopping(at), total=20)
    assert untouched(target)


@pytest.mark.parametrize("bad", [0, 1, 12])
def test_a_certificate_that_cannot_be_laid_out_leaves_the_old_file_alone(target: Path, bad: int) -> None:
    template = load_template()

    def pages() -> Iterator[Sheet]:
        for n in range(13):
            yield lay_out(replace(FACTS, recipient="Lý 漢" if n == bad else "Lý Tợ"), template)

    with pytest.raises(Refused, match="“漢”"):
        write_pdf(pages(), target, SilentTalk())
    assert untouched(target)


def test_a_fault_of_the_program_leaves_the_old_file_alone_and_is_not_hidden(target: Path) -> None:
    def pages() -> Iterator[Sheet]:
        yield from sheets(3)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_pdf(pages(), target, SilentTalk())
    assert untouched(target)


def test_a_disk_that_fills_up_while_saving_leaves_the_old_file_alone(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.FileIO):
        def write(self, content: object) -> int:
            if self.tell() > 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(bytes(content)[:1000])

    real = Path.open

    def opened(path: Path, mode: str = "r", **rest: object) -> object:
        return io.BufferedWriter(Full(path, "wb")) if mode == "wb" else real(path, mode, **rest)

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(DiskFull, match="Ổ đĩa đã đầy"):
        write_pdf(sheets(2), target, SilentTalk())
    assert untouched(target)


def test_after_a_stop_the_same_target_can_be_written(target: Path) -> None:
    with pytest.raises(Cancelled):
        write_pdf(sheets(10), target, Stopping(1))
    assert write_pdf(sheets(2), target, SilentTalk()) == 2
    assert target.read_bytes().startswith(b"%PDF-")
    assert len(list(target.parent.iterdir())) == 1


@pytest.mark.parametrize("kind", ["decision", "submission", "minutes", "reminder", "report", "prize_list"])
def test_a_paper_with_a_letter_no_face_has_leaves_the_old_pdf_alone(w, target: Path, kind: str) -> None:
    strange = "Lý 漢 Văn"
    papers = {
        "decision": lambda: decision(replace(w.DECISION, awards=(replace(w.awards()[0], name=strange),))),
        "submission": lambda: submission(
            replace(w.SUBMISSION, nominees=(replace(w.VOTES[0], name=strange),))
        ),
        "minutes": lambda: minutes(replace(w.MINUTES, votes=(replace(w.VOTES[0], name=strange),))),
        "reminder": lambda: reminder(replace(w.REMINDER, late=(replace(w.late(1)[0], unit=strange),))),
        "report": lambda: report(replace(w.REPORT, launch=(strange,))),
        "prize_list": lambda: prize_list(
            replace(w.PRIZE_LIST, awards=(replace(w.awards()[0], name=strange),))
        ),
    }
    with pytest.raises(Refused) as refused:
        write_paper(papers[kind](), target)
    assert "“漢” (U+6F22)" in str(refused.value)
    assert strange in str(refused.value)
    assert "\n" not in str(refused.value)
    assert untouched(target)


def test_a_row_taller_than_a_page_leaves_the_old_pdf_alone(target: Path) -> None:
    table = Table((Column("STT", 12, fixed=True), Column("Thành tích", 1)), (Row(("1", "góp công " * 1500)),))
    with pytest.raises(BadInput, match="dài hơn một trang"):
        write_paper(Paper("x", "t", "a", Header(("UBND",)), (paragraph("đầu"), table)), target)
    assert untouched(target)


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_folder_in_the_place_of_the_target_is_refused_in_words(w, tmp_path: Path, suffix: str) -> None:
    taken = tmp_path / f"quyet-dinh{suffix}"
    taken.mkdir()
    with pytest.raises(TargetBusy, match="hãy "):
        write_paper(decision(w.DECISION), taken)
    assert list(tmp_path.iterdir()) == [taken]
    assert list(taken.iterdir()) == []


@pytest.mark.parametrize("name", ["quyết định số 05 – tổ dân phố.docx", "A & B.pdf", "x" * 100 + ".docx"])
def test_names_of_files_an_officer_types(w, tmp_path: Path, name: str) -> None:
    write_paper(decision(w.DECISION), tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).stat().st_size > 5000


@pytest.mark.parametrize("suffix", [".DOCX", ".Pdf"])
def test_the_kind_of_file_does_not_depend_on_capitals(w, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"a{suffix}"
    write_paper(decision(w.DECISION), target)
    assert target.read_bytes()[:2] == (b"PK" if suffix.lower() == ".docx" else b"%P")


@pytest.mark.parametrize("name", ["a.doc", "a", "a.odt"])
def test_another_kind_of_file_is_refused(w, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput) as refused:
        write_paper(decision(w.DECISION), tmp_path / name)
    assert ".docx" in str(refused.value)
    assert list(tmp_path.iterdir()) == []
