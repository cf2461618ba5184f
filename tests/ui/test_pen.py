"""The QPainter pen beside the PDF pen, run by run, in ink."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from db.talk import Cancelled, SilentTalk
from desktop.documents import measure
from desktop.documents.certificate import CertificateFacts, lay_out, load_template
from desktop.documents.sheet import Adjustment, Sheet
from desktop.documents.sheet_pdf import write_pdf
from desktop.ui import pen

DPI = 200
FACTS = CertificateFacts(
    awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ EA HOA",
    honorific="Bà",
    recipient="H'Yưn Sê̆r Ƀya Tr. VÂN",
    position_unit=("Chi hội trưởng Chi hội Phụ nữ buôn Kô Ô̆ng",),
    citation="Đã có thành tích xuất sắc trong phong trào thi đua xây dựng nông thôn mới, hiến 2.000 m² đất mở đường "
    "và góp 120 ngày công làm đẹp buôn làng",
    decision_number="9/QĐ-UBND",
    decision_date=date(2023, 9, 5),
    register_number="16",
    place="Ea Hoa",
    sign_date=date(2023, 9, 5),
    signature_form=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer_name="Y Blê Niê Kdăm",
)


def pillow(image: QImage) -> Image.Image:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (image.width(), image.height())
    return Image.frombytes("RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine(), 1)


def by_pdfium(sheets: list[Sheet], target: Path) -> list[Image.Image]:
    write_pdf(sheets, target, SilentTalk())
    document = pypdfium2.PdfDocument(target)
    pictures = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return pictures


def ink(picture: Image.Image) -> list[float]:
    box = picture.convert("L").point(lambda v: 255 if v < 170 else 0).getbbox()
    return [edge * 25.4 / DPI for edge in box]


def test_both_pens_ink_every_run_in_the_same_place(qapp: object, tmp_path: Path) -> None:
    runs = lay_out(FACTS, load_template()).runs()
    assert len(runs) >= 14
    alone = [Sheet(297, 210, (run._replace(colour="#000000"),)) for run in runs]
    for run, sheet, printed in zip(runs, alone, by_pdfium(alone, tmp_path / "runs.pdf"), strict=True):
        assert ink(pillow(pen.preview(sheet, DPI))) == pytest.approx(ink(printed), abs=0.15), run.text


@pytest.mark.parametrize("overprint", [False, True])
def test_the_whole_sheet_looks_the_same(overprint: bool, qapp: object, tmp_path: Path) -> None:
    sheet = lay_out(
        FACTS, load_template(), overprint=overprint, dx_mm=2, dy_mm=-1, scale=0.99, rotate_deg=0.4
    )
    (printed,) = by_pdfium([sheet], tmp_path / "whole.pdf")
    shown = pillow(pen.preview(sheet, DPI)).resize(printed.size)
    assert ink(shown) == pytest.approx(ink(printed), abs=0.3)
    apart = ImageStat.Stat(ImageChops.difference(printed, shown).convert("L")).mean[0]
    assert apart < (3.0 if not overprint else 0.6)


def test_calibration_moves_the_preview_too(qapp: object) -> None:
    sheet = Sheet(100, 50, (measure.set_run("Hoa Ban", 20, 25, "Tinos", 30, "#000000"),))
    before = ink(pillow(pen.preview(sheet, DPI)))
    after = ink(pillow(pen.preview(replace(sheet, adjustment=Adjustment(3.0, -2.0)), DPI)))
    moved = [b - a for a, b in zip(before, after, strict=True)]
    assert moved == pytest.approx([3, -2, 3, -2], abs=0.13)


def test_a_glyph_is_the_fonts_own_outline_and_kept(qapp: object) -> None:
    path = pen.glyph_path("Tinos-Bold", "Đ")
    box, drawn = measure.extents("Tinos-Bold", "Đ"), path.boundingRect()
    assert [drawn.left(), drawn.right(), -drawn.bottom(), -drawn.top()] == pytest.approx(
        [box.left, box.right, box.bottom, box.top], abs=1
    )
    assert pen.glyph_path("Tinos-Bold", "Đ") is path


def test_a_printer_gets_one_page_a_sheet_at_the_papers_edge(qapp: object, tmp_path: Path) -> None:
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize

    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    printer.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Landscape, QMarginsF(9, 9, 9, 9)))
    sheets = [lay_out(FACTS, load_template(), overprint=True)] * 3
    assert pen.print_sheets(printer, sheets, SilentTalk(), total=3) == 3
    document = pypdfium2.PdfDocument(target)
    assert len(document) == 3
    printed = document[2].render(scale=DPI / 72).to_pil().convert("RGB")
    document.close()
    (expected,) = by_pdfium(sheets[:1], tmp_path / "expected.pdf")
    assert ink(printed) == pytest.approx(ink(expected), abs=0.3)


def test_printing_can_be_stopped(qapp: object, tmp_path: Path) -> None:
    class Stop(SilentTalk):
        def progress(self, done: int, total: int, text: str = "") -> None:
            if done == 2:
                raise Cancelled

    drawn = []

    def watched() -> object:
        for _ in range(5):
            drawn.append(1)
            yield Sheet(297, 210, ())

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "stopped.pdf"))
    with pytest.raises(Cancelled):
        pen.print_sheets(printer, watched(), Stop(), total=5)
    assert len(drawn) == 3
