"""The printer's path, printed to PDF and measured: papers, margins, memory, trays, one sheet a job."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from db.errors import Refused
from db.talk import Cancelled, SilentTalk
from desktop.documents import measure
from desktop.documents.sheet import Adjustment, Group, Sheet, VectorPath, rectangle
from desktop.ui import paper_trays, pen

DPI = 600
A4, A3 = QPageSize(QPageSize.PageSizeId.A4), QPageSize(QPageSize.PageSizeId.A3)
LANDSCAPE, PORTRAIT = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait


def custom(width: float, height: float) -> QPageSize:
    return QPageSize(
        QSizeF(width, height), QPageSize.Unit.Millimeter, "phôi", QPageSize.SizeMatchPolicy.ExactMatch
    )


def printer_to(target: Path, layout: QPageLayout, *, sharp: bool = True) -> QPrinter:
    mode = QPrinter.PrinterMode.HighResolution if sharp else QPrinter.PrinterMode.ScreenResolution
    printer = QPrinter(mode)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setPageLayout(layout)
    return printer


def boxes(target: Path) -> list[list[float]]:
    """Edges of the ink of every page in mm from the paper's top left corner."""
    document = pypdfium2.PdfDocument(target)
    found = []
    for page in document:
        picture = page.render(scale=DPI / 72, grayscale=True).to_pil()
        box = picture.point([255 if v < 128 else 0 for v in range(256)]).getbbox()
        found.append([edge * 25.4 / DPI for edge in box])
    document.close()
    return found


def cross(width: float, height: float) -> Sheet:
    """A frame 12 mm from every edge of the paper."""
    frame = VectorPath(rectangle(12, 12, width - 24, height - 24), fill="#000000")
    return Sheet(width, height, (frame,))


PAPERS = {
    "A4 landscape": (A4, LANDSCAPE, 297.0, 210.0),
    "A4 portrait": (A4, PORTRAIT, 210.0, 297.0),
    "A3 landscape": (A3, LANDSCAPE, 420.0, 297.0),
    "phôi 390 × 270": (custom(270, 390), LANDSCAPE, 390.0, 270.0),
    "phôi 200 × 150 upright": (custom(150, 200), PORTRAIT, 150.0, 200.0),
}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("margins", [QMarginsF(0, 0, 0, 0), QMarginsF(9, 4, 12, 6)], ids=["none", "wide"])
def test_millimetres_count_from_the_papers_edge(
    paper: str, margins: QMarginsF, qapp: object, tmp_path: Path
) -> None:
    size, orientation, width, height = PAPERS[paper]
    layout = QPageLayout(size, orientation, margins, QPageLayout.Unit.Millimeter)
    target = tmp_path / "p.pdf"
    assert pen.print_sheets(printer_to(target, layout), [cross(width, height)] * 2, SilentTalk(), 2) == 2
    for found in boxes(target):
        assert found == pytest.approx([12, 12, width - 12, height - 12], abs=0.1)
    document = pypdfium2.PdfDocument(target)
    assert [edge * 25.4 / 72 for edge in document[0].get_size()] == pytest.approx([width, height], abs=0.4)
    document.close()


def test_a_printer_of_low_resolution_is_as_exact(qapp: object, tmp_path: Path) -> None:
    target = tmp_path / "p.pdf"
    printer = printer_to(target, QPageLayout(A4, LANDSCAPE, QMarginsF()), sharp=False)
    assert printer.resolution() < 200
    pen.print_sheets(printer, [cross(297, 210)], SilentTalk(), 1)
    assert boxes(target)[0] == pytest.approx([12, 12, 285, 198], abs=0.1)


def test_a_correction_moves_the_printed_ink(qapp: object, tmp_path: Path) -> None:
    run = measure.set_run("Nguyễn Văn Tâm", 120, 100, "Tinos-Bold", 26, "#000000")
    still = Sheet(297, 210, (run,))
    moved = replace(still, adjustment=Adjustment(2.0, -1.5))
    wide = replace(still, adjustment=Adjustment(scale_x=1.02, scale_y=0.95))
    target = tmp_path / "p.pdf"
    layout = QPageLayout(A4, LANDSCAPE, QMarginsF(5, 5, 5, 5))
    pen.print_sheets(printer_to(target, layout), [still, moved, wide], SilentTalk(), 3)
    before, after, stretched = boxes(target)
    assert [b - a for a, b in zip(before, after, strict=True)] == pytest.approx([2, -1.5, 2, -1.5], abs=0.1)
    wanted = [148.5 + (before[0] - 148.5) * 1.02, 105 + (before[1] - 105) * 0.95]
    wanted += [148.5 + (before[2] - 148.5) * 1.02, 105 + (before[3] - 105) * 0.95]
    assert stretched == pytest.approx(wanted, abs=0.1)


def test_one_sheet_is_one_job(qapp: object, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "1.pdf", QPageLayout(A4, LANDSCAPE, QMarginsF()))
    for number in (1, 2, 3):
        printer.setOutputFileName(str(tmp_path / f"{number}.pdf"))
        assert pen.print_sheets(printer, [cross(297, 210)], SilentTalk(), 1) == 1
    for number in (1, 2, 3):
        assert len(boxes(tmp_path / f"{number}.pdf")) == 1


def test_a_refused_first_sheet_costs_no_paper(qapp: object, tmp_path: Path) -> None:
    def refused() -> Iterator[Sheet]:
        raise Refused("Giấy khen chưa có tên.")
        yield cross(297, 210)

    target = tmp_path / "p.pdf"
    printer = printer_to(target, QPageLayout(A4, LANDSCAPE, QMarginsF()))
    with pytest.raises(Refused, match="chưa có tên"):
        pen.print_sheets(printer, refused(), SilentTalk(), 1)
    assert not target.exists()
    assert pen.print_sheets(printer, [], SilentTalk(), 0) == 0
    assert not target.exists()


def test_a_stop_tells_how_many_sheets_may_come_out(qapp: object, tmp_path: Path) -> None:
    class Stop(SilentTalk):
        def progress(self, done: int, total: int, text: str = "") -> None:
            if done == 2:
                raise Cancelled

    target = tmp_path / "p.pdf"
    printer = printer_to(target, QPageLayout(A4, LANDSCAPE, QMarginsF()))
    with pytest.raises(pen.Stopped) as stopped:
        pen.print_sheets(printer, [cross(297, 210)] * 5, Stop(), 5)
    assert stopped.value.sent == 2
    assert len(boxes(target)) == 2


def test_the_unprintable_strip_is_the_drivers(qapp: object, tmp_path: Path) -> None:
    least = QMarginsF(4, 5, 6, 7)
    layout = QPageLayout(A4, PORTRAIT, QMarginsF(10, 10, 10, 10), QPageLayout.Unit.Millimeter, least)
    printer = printer_to(tmp_path / "p.pdf", layout)
    assert pen.unprintable_margins_mm(printer) == pytest.approx((4, 5, 6, 7))
    printer.setFullPage(True)
    assert pen.unprintable_margins_mm(printer) == pytest.approx((4, 5, 6, 7))


def test_the_strip_is_told_in_millimetres_whatever_the_unit(qapp: object) -> None:
    least = QMarginsF(36, 18, 36, 72)
    layout = QPageLayout(A4, PORTRAIT, QMarginsF(72, 72, 72, 72), QPageLayout.Unit.Point, least)
    assert pen.margins_of(layout, turned=True) == pytest.approx((12.7, 6.35, 12.7, 25.4))


def test_of_a_lying_paper_the_wider_strip_counts_where_the_side_is_not_told(qapp: object) -> None:
    least = QMarginsF(4, 5, 6, 14)
    layout = QPageLayout(A4, LANDSCAPE, QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter, least)
    assert pen.margins_of(layout, turned=True) == pytest.approx((4, 5, 6, 14))
    # The upright paper's foot may lie left or right now.
    assert pen.margins_of(layout, turned=False) == pytest.approx((14, 6, 14, 6))


def test_a_printer_that_tells_no_trays_has_none(qapp: object, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "p.pdf", QPageLayout(A4, LANDSCAPE, QMarginsF()))
    assert isinstance(pen.trays(printer), tuple)
    assert not pen.choose_tray(printer, "Khay không có")


def test_trays_have_their_own_names_or_common_words() -> None:
    named = paper_trays.named([0, 3, 6, 257, 258, 3], {257: "Tray 2", 0: "Tray 1"})
    assert named == {"Tray 1": 0, "Nạp tay": 3, "Tự chọn khay": 6, "Tray 2": 257, "Khay số 3": 258}
    assert len(paper_trays.named([256, 257], {256: "Khay", 257: "Khay"})) == 2


def test_the_drivers_block_of_names_is_read_by_qts_numbers() -> None:
    block = "".join(name.ljust(24, "\0") for name in ("Khay 1", "Nạp tay", "", "Một cái tên dài hai bốn!"))
    assert paper_trays.read_names([1, 4, 7, 262], block) == {
        0: "Khay 1", 3: "Nạp tay", 262: "Một cái tên dài hai bốn!",
    }  # fmt: skip
    assert [paper_trays.qt_number(n) for n in (1, 2, 4, 7, 11, 14, 15, 300)] == [0, 1, 3, 6, 10, 11, 12, 300]


def test_a_preview_keeps_the_ground_and_never_another_ones(qapp: object) -> None:
    def with_ground(colour: str) -> Sheet:
        ground = Group("same name", (VectorPath(rectangle(0, 0, 40, 30), fill=colour),))
        return Sheet(40, 30, (VectorPath(rectangle(10, 10, 5, 5), fill="#000000"),), ground)

    for colour in ("#FF0000", "#00FF00", "#0000FF", "#FF0000"):
        sheet = with_ground(colour)
        for shown in (pen.preview(sheet, 100), pen.preview(sheet, 100)):
            assert shown.pixelColor(5, 5).name().upper() == colour
            assert shown.pixelColor(45, 45).name() == "#000000"
        bare = pen.preview(replace(sheet, items=()), 100)
        assert bare.pixelColor(45, 45).name().upper() == colour


PRINTED = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path[:0] = [sys.argv[3], sys.argv[4]]
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication([])
import test_pen_printer as ours, certificates as measured
from desktop.documents.certificate import lay_out
from desktop.documents.template import load_template
template, count = load_template(), int(sys.argv[1])
printer = ours.printer_to(Path(sys.argv[2]), ours.QPageLayout(ours.A4, ours.LANDSCAPE, ours.QMarginsF()))
sheets = (lay_out(facts, template, overprint=True) for facts in measured.facts(count))
ours.pen.print_sheets(printer, sheets, ours.SilentTalk(), count)
print(measured.peak_memory())
"""


def test_printing_keeps_no_sheet_in_memory(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="the system does not tell how much memory a process took")
    here = Path(__file__).resolve()
    folders = [str(here.parent), str(here.parents[1] / "benchmarks")]
    peaks = []
    for count in (20, 200):
        command = [sys.executable, "-c", PRINTED, str(count), str(tmp_path / "p.pdf"), *folders]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=here.parents[2])
        peaks.append(int(done.stdout))
    # 180 sheets more cost some kept words and outlines, a hundredth of what their pages take.
    assert peaks[1] - peaks[0] < 16 * 2**20
