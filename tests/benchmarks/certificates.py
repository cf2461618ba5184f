"""A batch of certificates in full design: time, size and memory.

Beside it (a) a plain user's reportlab: the same runs, letters and faces on empty pages, without ASCII85 and
with ``rl_accel``, its canvas knowing nothing of kerning or a design, the fonts read beforehand; and
(b) LibreOffice converting a docx of the same text, a page each.
As a script, ``certificates.py COUNT TARGET``: writes one batch and prints the peak memory of the whole process.
"""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Vũ", "Đặng", "Bùi", "Đỗ")
MIDDLES = ("Văn", "Thị", "Ngọc", "Quốc", "Thúy", "Minh", "Hữu", "Kim", "Đức", "Thanh")
GIVEN = ("Tâm", "Lý", "Yến", "Vỹ", "Ánh", "Ưng", "Thơ", "Đạt", "Hằng", "Khuê")
BETWEEN = ("Bảo", "Gia", "Hà", "Khánh", "Mỹ", "Nhật", "Phương", "Quỳnh", "Thảo", "Xuân")
POSITIONS = ("Tổ trưởng", "Bí thư Chi bộ", "Trưởng ban công tác Mặt trận", "Chi hội trưởng Phụ nữ")

Median = Callable[[Callable[[], object], int], float]
Report = Callable[[str, float, float, str], None]


def facts(count: int, turn: int = 0) -> Iterator[Any]:
    """Every page its own name, place of work and number, as in a real batch; the citation is the decision's.

    Another ``turn`` has other names and numbers, so that nothing kept from the one before helps.
    """
    from desktop.documents.certificate import CertificateFacts

    for i in range(count):
        yield CertificateFacts(
            awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG AN LẠC",
            honorific="Bà" if i % 2 else "Ông",
            recipient=f"{FAMILIES[i % 10]} {MIDDLES[i // 10 % 10]} {BETWEEN[turn % 10]} {GIVEN[i // 100 % 10]}",
            position_unit=(f"{POSITIONS[i % 4]} Tổ dân phố {i % 97 + 97 * turn + 1}",),
            citation="Đã có thành tích xuất sắc trong đợt thi đua đặc biệt chào mừng ngày thành lập phường",
            decision_number="12/QĐ-UBND",
            decision_date=dt.date(2023, 12, 5),
            register_number=f"{i + 1 + turn * count}/2023",
            place="An Lạc",
            sign_date=dt.date(2023, 12, 5),
            signature_form=("CHỦ TỊCH",),
            signer_name="Trần Thị Mẫu",
        )


def write_batch(count: int, target: Path, turn: int = 0) -> int:
    """Lay out and write the batch as the program does."""
    from db.talk import SilentTalk
    from desktop.documents import sheet_pdf
    from desktop.documents.certificate import lay_out
    from desktop.documents.template import load_template

    template = load_template("giay-khen-a4")
    sheets = (lay_out(each, template) for each in facts(count, turn))
    return sheet_pdf.write_pdf(sheets, target, SilentTalk(), total=count)


Runs = list[list[tuple[str, float, float, float, str]]]


def _runs(count: int) -> Runs:
    """Font, size, x and y in points and text of every run on every page."""
    from desktop.documents import fonts
    from desktop.documents.certificate import lay_out
    from desktop.documents.sheet import POINTS_PER_MM, TextRun
    from desktop.documents.template import load_template

    for key in fonts.FACES:
        fonts.pdf_font(key)
    template = load_template("giay-khen-a4")
    pages = (lay_out(each, template).items for each in facts(count))
    k = POINTS_PER_MM
    return [
        [
            (r.font, r.size_pt, r.x * k, (210 - r.baseline) * k, r.text)
            for r in items
            if isinstance(r, TextRun)
        ]
        for items in pages
    ]


def bare_reportlab(pages: Runs, target: Path) -> None:
    """The loop a plain user would write."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    canvas = Canvas(str(target), pagesize=(841.89, 595.276))
    for runs in pages:
        for font, size, x, y, text in runs:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()


def _docx(pages: Runs, target: Path) -> None:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(8)
    document.styles["Normal"].font.name = "Times New Roman"
    for i, runs in enumerate(pages):
        for j, (font, size, _, _, text) in enumerate(runs):
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.page_break_before = bool(i) and j == 0
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(text)
            run.font.size, run.bold, run.italic = Pt(size), "Bold" in font, "Italic" in font
    document.save(str(target))


def _libreoffice(pages: Runs, folder: Path) -> float:
    """Seconds LibreOffice takes for the docx, after a start that makes its profile."""
    office = shutil.which("soffice")
    command = [str(office), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder)]
    _docx(pages[:1], folder / "one.docx")
    subprocess.run([*command, str(folder / "one.docx")], check=True, capture_output=True)
    _docx(pages, folder / "many.docx")
    start = time.perf_counter()
    subprocess.run([*command, str(folder / "many.docx")], check=True, capture_output=True)
    return time.perf_counter() - start


def _whole_process(count: int, target: Path) -> tuple[float, int, int]:
    """Seconds, peak bytes and size of the output of one batch in a process of its own."""
    command = [sys.executable, __file__, str(count), str(target)]
    start = time.perf_counter()
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    return time.perf_counter() - start, int(told), target.stat().st_size


def certificates(count: int, rounds: int, median: Median, report: Report) -> None:
    """Print the lines of this benchmark."""
    pages = _runs(count)
    name = f"{count} certificates"
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        turns = itertools.count(1)
        # In turns, so that what else the machine does falls on both.
        pairs = [
            (
                median(lambda: write_batch(count, folder / "ours.pdf", next(turns)), 1),
                median(lambda: bare_reportlab(pages, folder / "bare.pdf"), 1),
            )
            for _ in range(rounds)
        ]
        ours, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
        report(name, ours, bare, "bare reportlab without a design (wanted: at most 1.20)")
        if shutil.which("soffice"):
            office = _libreoffice(pages, folder)
            report(name, ours, office, "LibreOffice from docx (wanted: at most 0.10)")
        else:
            print(f"{name} beside LibreOffice: soffice not installed")
        _sizes_and_memory(count, folder)


def _sizes_and_memory(count: int, folder: Path) -> None:
    took, peak, size = _whole_process(count, folder / "once.pdf")
    _, later_peak, later_size = _whole_process(4 * count, folder / "four.pdf")
    print(f"{count} certificates in a process of their own: {took:.2f} s with start and fonts")
    print(
        f"size: {size / 1000:.0f} KB, {(size - 250_000) / count / 1000:.2f} KB a page after the first 250 KB, "
        f"{(later_size - size) / 3 / count / 1000:.2f} KB each further page (wanted: at most 1.2)"
    )
    print(
        f"peak memory of the process: {peak / 2**20:.0f} MiB (wanted: at most 120); of {4 * count} pages "
        f"{later_peak / 2**20:.0f} MiB, {(later_peak - peak) / 2**20:+.1f} MiB for {(later_size - size) / 2**20:.1f} "
        "MiB more of output"
    )


def peak_memory() -> int:
    """Most bytes this process ever held.

    Linux lets a child inherit its parent's ``ru_maxrss``, so there the kernel's own mark of this program is read.
    """
    import resource

    status = Path("/proc/self/status")
    if status.exists():
        marks = [
            line.split()
            for line in status.read_text(encoding="ascii").splitlines()
            if line.startswith("VmHWM")
        ]
        return int(marks[0][1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    write_batch(int(sys.argv[1]), Path(sys.argv[2]))
    print(peak_memory())
