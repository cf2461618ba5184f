"""Exports and forms on paper: no letter cut by its cell (measured in the font itself), no ###, one page wide."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from functools import cache
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from openpyxl.utils import get_column_letter
from PIL import ImageFont

from db import campaigns, organizations, resources
from db.store import Store
from db.talk import SilentTalk
from desktop.exchange import exports, form
from desktop.sample import load_sample

AS_OF = dt.date(2024, 1, 5)
PIXELS_A_POINT = 96 / 72
# A column of n letters is n digits of Calibri 11 wide (7 pixels each) and 5 pixels of margin, as Excel counts.
DIGIT, MARGIN = 7, 5
LINE = 1.15  # lines of Times New Roman (and of Tinos, which has its measures) stand this far apart
FONTS = {
    (False, False): "Tinos_400Regular",
    (True, False): "Tinos_700Bold",
    (False, True): "Tinos_400Regular_Italic",
    (True, True): "Tinos_700Bold_Italic",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every export and every form of the worked example."""
    folder = tmp_path_factory.mktemp("bảng")
    with Store.create(folder / "mẫu.sothidua") as store:
        load_sample(store, SilentTalk())
        drive = campaigns.find_campaign(store.con, "30NAM-2023").id
        assert organizations.own(store.con) is not None
        for kind in exports.KINDS:
            exports.export(store.con, kind, drive, folder / f"bảng-{kind}.xlsx", AS_OF)
        for kind in form.FORM_KINDS:
            form.write_form(store.con, drive, folder / f"biểu-{kind}.xlsx", kind)
        form.write_form(
            store.con, drive, folder / "biểu-đơn vị.xlsx", "nominations", unit_name="Tổ dân phố 3"
        )
    return sorted(folder.glob("*.xlsx"))


@cache
def font(bold: bool, italic: bool, points: float) -> ImageFont.FreeTypeFont:
    path = resources.path(f"fonts/{FONTS[bold, italic]}.ttf")
    return ImageFont.truetype(str(path), round(points * PIXELS_A_POINT * 10))


def lines_of(text: str, width: float, letters: ImageFont.FreeTypeFont) -> int:
    """Lines when wrapped between words in so many pixels; a word longer than a line is broken."""
    count = 0
    for paragraph in text.split("\n"):
        line, count = "", count + 1
        for word in paragraph.split():
            tried = f"{line} {word}".strip()
            if line and letters.getlength(tried) / 10 > width:
                line, count = word, count + 1
            else:
                line = tried
            while letters.getlength(line) / 10 > width and len(line) > 1:
                kept = len(line)
                while kept > 1 and letters.getlength(line[:kept]) / 10 > width:
                    kept -= 1
                line, count = line[kept:], count + 1
    return count


def cut_cells(path: Path) -> list[str]:
    """Texts that are higher than their row, or wider than their cell where they may not wrap."""
    found = []
    for sheet in openpyxl.load_workbook(path):
        if sheet.sheet_state != "visible":
            continue
        merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        usual = sheet.sheet_format.defaultRowHeight or 15
        for cell in (c for row in sheet.iter_rows() for c in row):
            if not isinstance(cell.value, str) or cell.data_type == "f":
                continue
            area = merged.get((cell.row, cell.column))
            last_column, last_row = (area.max_col, area.max_row) if area else (cell.column, cell.row)
            across = range(cell.column, last_column + 1)
            if all(_width(sheet, at) == 0 for at in across):
                continue
            room = sum(_width(sheet, at) for at in across) - MARGIN
            high = sum(sheet.row_dimensions[at].height or usual for at in range(cell.row, last_row + 1))
            letters = font(bool(cell.font.b), bool(cell.font.i), cell.font.sz)
            wraps = cell.alignment.wrap_text
            lines = lines_of(cell.value, room, letters) if wraps else 1
            too_high = lines * cell.font.sz * LINE > high + 0.5
            free = not sheet.cell(cell.row, last_column + 1).value
            too_wide = not wraps and not free and letters.getlength(cell.value) / 10 > room + MARGIN
            if too_high or too_wide:
                found.append(
                    f"{path.stem} {sheet.title}!{cell.coordinate} {lines} {high} {cell.value[:60]!r}"
                )
    return found


def _width(sheet, column: int) -> float:
    about = sheet.column_dimensions
    letter = get_column_letter(column)
    for key, dimension in about.items():
        first, last = dimension.min or 0, dimension.max or 0
        if key == letter or first <= column <= last:
            return 0 if dimension.hidden else int(dimension.width * DIGIT)
    return 64


def test_no_text_is_cut_by_its_cell(files):
    assert "\n".join(one for path in files for one in cut_cells(path)) == ""


def test_the_measuring_tells_what_is_cut(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên"
    book.active["A1"].alignment = openpyxl.styles.Alignment(wrap_text=True)
    book.active["A1"].font = openpyxl.styles.Font(name="Times New Roman", sz=12)
    book.active.column_dimensions["A"].width = 20
    book.active.row_dimensions[1].height = 19
    book.save(tmp_path / "x.xlsx")
    assert len(cut_cells(tmp_path / "x.xlsx")) == 1


def test_every_sheet_is_one_page_wide_with_its_head_repeated(files):
    for path in files:
        for sheet in openpyxl.load_workbook(path):
            if sheet.sheet_state != "visible":
                continue
            assert sheet.sheet_properties.pageSetUpPr.fitToPage, (path.name, sheet.title)
            assert sheet.page_setup.fitToWidth in (None, 1)
            assert sheet.page_setup.orientation == "landscape"
            assert int(sheet.page_setup.paperSize) in (8, 9)
            named = [cell.row for row in sheet.iter_rows(max_row=20) for cell in row if cell.value == "STT"]
            if named and "phôi" not in sheet.title.lower():
                first, last = (int(part.strip("$")) for part in str(sheet.print_title_rows).split(":"))
                assert first <= named[0] <= last, (path.name, sheet.title)


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is an outside tool and is not installed here"
)
def test_libreoffice_prints_them_without_a_figure_too_wide_for_its_cell(files, tmp_path):
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'hồ sơ').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=240)
    for path in files:
        with pypdfium2.PdfDocument(tmp_path / f"{path.stem}.pdf") as pdf:
            pages = [pdf[at] for at in range(len(pdf))]
            for page in pages:
                words = page.get_textpage().get_text_range()
                assert "##" not in words, path.stem
                assert "Err:" not in words
                assert "#REF" not in words
                # A4 or A3 lying: 842 or 1191 points across.
                assert round(page.get_width()) in (842, 1191)
