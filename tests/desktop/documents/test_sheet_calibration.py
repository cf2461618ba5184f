"""Ink of real certificates before and after calibration, at 600 dpi: what the printer is told is what moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import cos, radians, sin
from pathlib import Path

import pypdfium2
import pytest

from db.talk import SilentTalk
from desktop.documents.certificate import CertificateFacts, lay_out, load_template
from desktop.documents.sheet import Sheet, TextRun, VectorPath
from desktop.documents.sheet_pdf import write_pdf

DPI = 600
LIMIT = 0.1
TEMPLATE = load_template("giay-khen-a4")
FACTS = CertificateFacts(
    awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ EA HOA",
    honorific="Bà",
    recipient="H'Yưn Sê̆r Ƀya",
    position_unit=("Chi hội trưởng Chi hội Phụ nữ buôn Kô Ô̆ng",),
    citation="Đã có thành tích xuất sắc trong phong trào thi đua xây dựng nông thôn mới",
    decision_number="9/QĐ-UBND",
    decision_date=date(2023, 9, 5),
    register_number="16",
    place="Ea Hoa",
    sign_date=date(2023, 9, 5),
    signature_form=("CHỦ TỊCH",),
    signer_name="Y Blê Niê Kdăm",
)
SHIFTS = [
    {"dx_mm": 2.0, "dy_mm": -1.5},
    {"dx_mm": -0.5},
    {"scale": 0.985},
    {"scale": 1.004, "scale_y": 0.991},
    {"rotate_deg": 0.8},
    {"dx_mm": 1.2, "dy_mm": 0.7, "scale": 0.99, "scale_y": 1.006, "rotate_deg": -0.6},
]


def only(sheet: Sheet, run: TextRun) -> Sheet:
    """The sheet with one run alone, whose ink is then nobody else's."""
    return replace(sheet, items=(run._replace(colour="#000000"),), background=None)


def centres(sheets: list[Sheet], target: Path) -> list[tuple[float, float]]:
    """Centre of the weight of the ink of every page, in mm; for a small turn it moves as a point does."""
    write_pdf(sheets, target, SilentTalk())
    document = pypdfium2.PdfDocument(target)
    found = []
    for page in document:
        dark = page.render(scale=DPI / 72, grayscale=True).to_pil().point([255 - v for v in range(256)])
        box = dark.getbbox()
        assert box is not None
        cut = dark.crop(box)
        pixels, width = cut.tobytes(), cut.width
        rows = [sum(pixels[i : i + width]) for i in range(0, len(pixels), width)]
        columns = [sum(pixels[i::width]) for i in range(width)]
        x = sum((i + 0.5) * w for i, w in enumerate(columns)) / sum(columns) + box[0]
        y = sum((i + 0.5) * w for i, w in enumerate(rows)) / sum(rows) + box[1]
        found.append((x * 25.4 / DPI, y * 25.4 / DPI))
    document.close()
    return found


def told(shift: dict[str, float], x: float, y: float) -> tuple[float, float]:
    """Where a point goes: stretched about the middle of the paper, turned clockwise, moved."""
    scale = shift.get("scale", 1.0)
    across = (x - 297 / 2) * scale
    down = (y - 210 / 2) * shift.get("scale_y", scale)
    turn = radians(shift.get("rotate_deg", 0.0))
    return (
        297 / 2 + across * cos(turn) - down * sin(turn) + shift.get("dx_mm", 0.0),
        210 / 2 + across * sin(turn) + down * cos(turn) + shift.get("dy_mm", 0.0),
    )


@pytest.mark.parametrize("overprint", [False, True], ids=["full", "overprint"])
@pytest.mark.parametrize("shift", SHIFTS, ids=str)
def test_the_ink_goes_where_the_calibration_says(
    shift: dict[str, float], overprint: bool, tmp_path: Path
) -> None:
    still = lay_out(FACTS, TEMPLATE, overprint=overprint)
    moved = lay_out(FACTS, TEMPLATE, overprint=overprint, **shift)
    runs = [item for item in still.items if isinstance(item, TextRun)]
    # The outermost runs tell most: a wrong scale or turn grows with the distance from the middle.
    chosen = {min(runs, key=lambda r: r.x), max(runs, key=lambda r: r.x + r.width)}
    chosen |= {min(runs, key=lambda r: r.baseline), max(runs, key=lambda r: r.baseline)}
    sheets = [only(sheet, run) for run in chosen for sheet in (still, moved)]
    found = centres(sheets, tmp_path / "c.pdf")
    for before, after in zip(found[0::2], found[1::2], strict=True):
        assert after == pytest.approx(told(shift, *before), abs=LIMIT)


@pytest.mark.parametrize("shift", SHIFTS, ids=str)
def test_the_design_goes_with_the_words(shift: dict[str, float], tmp_path: Path) -> None:
    still, moved = lay_out(FACTS, TEMPLATE), lay_out(FACTS, TEMPLATE, **shift)
    assert still.background is not None
    paths = [item for item in still.background.items if isinstance(item, VectorPath) and item.fill]
    lower = max(paths, key=lambda path: max(n[-1] for _, n in path.segments if n))
    ground = replace(still.background, name="one", items=(replace(lower, fill="#000000", stroke=None),))
    sheets = [replace(sheet, items=(), background=ground) for sheet in (still, moved)]
    before, after = centres(sheets, tmp_path / "d.pdf")
    assert after == pytest.approx(told(shift, *before), abs=LIMIT)


def test_the_measure_itself_sees_a_tenth_of_a_millimetre(tmp_path: Path) -> None:
    still, moved = (lay_out(FACTS, TEMPLATE, overprint=True, dx_mm=dx) for dx in (0.0, 0.1))
    run = next(item for item in still.items if isinstance(item, TextRun))
    before, after = centres([only(still, run), only(moved, run)], tmp_path / "m.pdf")
    assert after[0] - before[0] == pytest.approx(0.1, abs=0.02)
    assert after[1] == pytest.approx(before[1], abs=0.02)
