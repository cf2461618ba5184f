"""The PDF of a batch as other programs read it: clean, small, each name once, fonts inside, one stored design."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image as Pillow

from db.talk import SilentTalk
from desktop.documents import measure
from desktop.documents.certificate import CertificateFacts, lay_out, load_template
from desktop.documents.sheet import Adjustment, Image, Sheet
from desktop.documents.sheet_pdf import write_pdf

FACTS = CertificateFacts(
    awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ EA HOA",
    honorific="Ông",
    recipient="",
    position_unit=("Trưởng ban công tác Mặt trận thôn Hoa Ban",),
    citation="Đã có thành tích xuất sắc trong phong trào “Toàn dân đoàn kết xây dựng đời sống văn hóa”",
    decision_number="9/QĐ-UBND",
    decision_date=date(2023, 9, 5),
    place="Ea Hoa",
    sign_date=date(2023, 9, 5),
    signature_form=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer_name="Y Blê Niê",
)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Vũ", "Đặng", "Bùi", "Đỗ")
MIDDLES = ("Văn", "Thị", "Ngọc", "Quốc", "Thúy")
GIVEN = ("Tâm", "Lý", "Yến", "Vỹ", "Ánh", "Ưng", "Thơ", "Đạt")
#: What a reader could tear apart: kerned capitals, marks no single letter has, apostrophes, one letter words.
HARD = (
    "Tr. Văn Tâm", "AVA TỐ VỴ", "Kô Sê̆r Ô̆ng Ư̆m", "Ê Đê̆ Bơ̆t", "H'Hen Niê", "K'Brể", "Y Wang", "Rơ Châm",
    "H'Yưn Ƀya", "Đỗ Thị Ỷ Lan", "Lý Tợ", "Y Ô̆ê̆ Ơ̆ư̆",
)  # fmt: skip


def names(count: int) -> list[str]:
    plain = [f"{f} {m} {g}" for f in FAMILIES for m in MIDDLES for g in GIVEN]
    return [*HARD, *plain][:count]


def certificates(count: int, template_name: str = "giay-khen-a4") -> Iterator[Sheet]:
    template = load_template(template_name)
    for i, name in enumerate(names(count)):
        yield lay_out(replace(FACTS, recipient=name, register_number=f"{i + 1}/2023"), template)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("batch") / "batch.pdf"
    write_pdf(certificates(120), target, SilentTalk())
    return target


def streams(data: bytes) -> list[tuple[bytes, bytes]]:
    """Dictionary and unpacked content of every stream of our own."""
    found = re.finditer(
        rb"<<((?:(?!endobj).)*?)/Length (\d+) /Filter /FlateDecode>>\nstream\n", data, re.DOTALL
    )
    return [(m[1], zlib.decompress(data[m.end() : m.end() + int(m[2])])) for m in found]


def test_each_name_is_found_exactly_once_on_its_page(batch: Path) -> None:
    document = pypdfium2.PdfDocument(batch)
    assert len(document) == 120
    for name, page in zip(names(120), document, strict=True):
        reader = page.get_textpage()
        text = reader.get_text_range()
        reader.close()
        assert f"Ông {name}" in text.splitlines(), text
        assert text.count(name) == 1
    document.close()


def test_the_text_comes_out_in_the_order_of_reading(batch: Path) -> None:
    document = pypdfium2.PdfDocument(batch)
    reader = document[3].get_textpage()
    text = reader.get_text_range()
    reader.close()
    document.close()
    told = (
        "CỘNG HÒA",
        "CHỦ TỊCH ỦY BAN",
        "GIẤY KHEN",
        names(4)[3],
        "Trưởng ban",
        "Đã có",
        "KT. CHỦ TỊCH",
        "Y Blê Niê",
    )
    places = [text.index(words) for words in told]
    assert places[2:7] == sorted(places[2:7])


@pytest.mark.parametrize("text", ["Sê̆r Ô̆ng", "Ê̆", "Kô ô̆ Kô", "ơ̆ư̆ê̆"])
def test_a_raised_mark_is_told_as_the_text_it_belongs_to(text: str, tmp_path: Path) -> None:
    run = measure.set_run(measure.tidy(text), 20, 20, "Tinos-Bold", 26, "#000000")
    write_pdf([Sheet(210, 60, (run,))], tmp_path / "m.pdf", SilentTalk())
    (_, content) = next(s for s in streams((tmp_path / "m.pdf").read_bytes()) if b"BT" in s[1])
    (told,) = re.findall(rb"/ActualText <feff([0-9a-f]+)>", content)
    assert bytes.fromhex(told.decode()).decode("utf-16-be") == run.text
    document = pypdfium2.PdfDocument(tmp_path / "m.pdf")
    reader = document[0].get_textpage()
    assert reader.get_text_range().strip() == run.text
    reader.close()
    document.close()


def test_the_design_is_stored_once_and_named_on_every_page(batch: Path) -> None:
    data = batch.read_bytes()
    assert data.count(b"/Subtype /Form") == 1
    content = [body for head, body in streams(data) if b"/Subtype /Form" not in head and b"BT" in body]
    assert len(content) == 120
    assert all(body.count(b" Do") == 1 for body in content)


def test_a_page_costs_at_most_1_2_kilobytes(batch: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.pdf"
    write_pdf(certificates(20), few, SilentTalk())
    # Both files hold the same design and nearly the same letters: what is between them is a hundred pages.
    assert batch.stat().st_size - few.stat().st_size <= 100 * 1200


def test_every_font_is_embedded_and_a_subset(batch: Path) -> None:
    data = batch.read_bytes()
    fonts = re.findall(rb"/BaseFont /(\S+)", data)
    assert fonts
    assert all(re.fullmatch(rb"[A-Z]{6}\+Tinos\S*", font) for font in fonts)
    assert data.count(b"/FontFile2") == len(fonts)
    # A whole face is 300 KB and more; subsets of a few dozen letters are far below.
    lengths = [int(n) for n in re.findall(rb"/Length1 (\d+)", data)]
    assert len(lengths) == len(fonts)
    assert max(lengths) < 120_000


def test_the_printers_dialog_is_told_not_to_shrink(batch: Path) -> None:
    assert b"/PrintScaling /None" in batch.read_bytes()


@pytest.mark.parametrize("trim", [{}, {"bleed_mm": 3.0, "crop_marks": True}])
def test_qpdf_and_poppler_have_nothing_to_say(trim: dict[str, float], tmp_path: Path) -> None:
    target = tmp_path / "checked.pdf"
    sheets = [replace(s, adjustment=Adjustment(1, 2, rotate_deg=0.3)) for s in certificates(8)]
    write_pdf([*sheets, *certificates(4)], target, SilentTalk(), **trim)
    for tool in ("qpdf", "pdftoppm"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    checked = subprocess.run(["qpdf", "--check", target], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "No syntax or stream encoding errors found" in checked.stdout
    assert not checked.stderr
    drawn = subprocess.run(
        ["pdftoppm", "-r", "30", "-png", target, tmp_path / "p"], capture_output=True, check=True
    )
    assert drawn.stderr == b""
    assert len(list(tmp_path.glob("p-*.png"))) == 12


def test_no_object_is_missing_or_doubled(batch: Path) -> None:
    data = batch.read_bytes()
    defined = Counter(int(n) for n in re.findall(rb"(?:^|\n)(\d+) 0 obj\n", data))
    assert set(defined.values()) == {1}
    table = data[data.rindex(b"\nxref\n") + 6 :]
    rows = re.findall(rb"(\d{10}) 00000 n ", table)
    assert len(rows) == len(defined)
    for offset in map(int, rows):
        assert re.match(rb"\d+ 0 obj\n", data[offset : offset + 20])


def test_a_picture_on_every_page_is_stored_once(tmp_path: Path) -> None:
    """A scanned signature with a clear ground: one picture and its mask, however many sheets."""
    stored = io.BytesIO()
    Pillow.effect_noise((200, 100), 60).convert("RGBA").save(stored, "PNG")
    signature = Image(200, 160, 40, 20, stored.getvalue())
    sheets = [replace(sheet, items=(*sheet.items, signature)) for sheet in certificates(30)]
    target = tmp_path / "signed.pdf"
    write_pdf(sheets, target, SilentTalk())
    assert target.read_bytes().count(b"/Subtype /Image") == 2
    document = pypdfium2.PdfDocument(target)
    for page in document:
        (drawn,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        left, bottom, right, top = (edge * 25.4 / 72 for edge in drawn.get_bounds())
        assert (left, 210 - top, right, 210 - bottom) == pytest.approx((200, 160, 240, 180), abs=0.05)
    document.close()


def peak_of_a_batch(count: int, target: Path) -> int:
    """Peak bytes of a whole process that lays out and writes so many certificates."""
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, str(root / "tests/benchmarks/certificates.py"), str(count), str(target)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True, cwd=root).stdout)


def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="the system does not tell how much memory a process took")
    files = {count: tmp_path / f"{count}.pdf" for count in (1000, 2000)}
    peaks = [peak_of_a_batch(count, target) for count, target in files.items()]
    sizes = [target.stat().st_size for target in files.values()]
    assert max(peaks) <= 120 * 2**20
    # A page of memory here and there is the allocator's, not ours.
    assert peaks[1] - peaks[0] <= sizes[1] - sizes[0] + 2 * 2**20
