"""The PDF pen: one background, embedded fonts, the same bytes twice, nothing left behind."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image as Pillow

from db.errors import TargetBusy
from db.talk import Cancelled, SilentTalk
from desktop.documents import measure
from desktop.documents.certificate import CertificateFacts, lay_out, load_template
from desktop.documents.sheet import Image, Sheet, VectorPath, rectangle
from desktop.documents.sheet_pdf import write_pdf

FACTS = CertificateFacts(
    awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ EA HOA",
    honorific="Bà",
    recipient="",
    citation="Đã có thành tích xuất sắc trong phong trào thi đua",
    decision_number="9/QĐ-UBND",
    decision_date=date(2023, 9, 5),
    place="Ea Hoa",
    sign_date=date(2023, 9, 5),
    signature_form=("CHỦ TỊCH",),
    signer_name="Y Blê Niê",
)
NAMES = ["Tr. Văn Tâm", "Kô Sê̆r Ô̆ng Ư̆m", "AVA TỐ VỴ", "H'Yưn Ƀya", "Đỗ Thị Ỷ Lan", "Lý Tợ"]


class Recorder:
    """A talk that remembers, and stops the work after so many reports."""

    def __init__(self, stop_after: int = 10**9) -> None:
        self.heard: list[tuple[int, int]] = []
        self.stop_after = stop_after

    def progress(self, done: int, total: int, text: str = "") -> None:
        self.heard.append((done, total))
        if len(self.heard) > self.stop_after:
            raise Cancelled

    def say(self, text: str) -> None:
        raise AssertionError(text)


def certificates(count: int) -> Iterator[Sheet]:
    template = load_template()
    for i in range(count):
        yield lay_out(replace(FACTS, recipient=NAMES[i % len(NAMES)], register_number=str(i + 1)), template)


def test_the_background_is_stored_once_and_drawn_on_every_page(tmp_path: Path) -> None:
    target = tmp_path / "fifty.pdf"
    assert write_pdf(certificates(50), target, SilentTalk()) == 50
    data = target.read_bytes()
    assert data.count(b"/Subtype /Form") == 1
    one = tmp_path / "one.pdf"
    write_pdf(certificates(1), one, SilentTalk())
    assert len(data) - one.stat().st_size < 49 * 2500
    document = pypdfium2.PdfDocument(target)
    assert len(document) == 50
    for i, page in enumerate(document):
        reader = page.get_textpage()
        text = reader.get_text_range()
        assert text.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 1
        assert f"Bà {NAMES[i % len(NAMES)]}" in text.splitlines()
        reader.close()
    document.close()


def test_every_font_is_embedded(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    write_pdf(certificates(3), target, SilentTalk())
    data = target.read_bytes()
    assert b"Helvetica" not in data
    assert data.count(b"/Subtype /TrueType") == data.count(b"/FontFile2") > 0
    assert b"ASCII85Decode" not in data


def test_more_letters_than_one_subset_holds_come_out_exactly(tmp_path: Path) -> None:
    letters = [chr(c) for c in range(0xC0, 0x250) if not measure.missing_letters(chr(c), "Tinos")]
    letters += [chr(c) for c in range(0x1EA0, 0x1EFA)]
    assert len(letters) > 256
    rows = ["".join(letters[i : i + 20]) for i in range(0, len(letters), 20)]
    runs = tuple(measure.set_run(row, 10, 10 + 10 * i, "Tinos", 14, "#000000") for i, row in enumerate(rows))
    write_pdf([Sheet(210, 297, runs)], tmp_path / "many.pdf", SilentTalk())
    document = pypdfium2.PdfDocument(tmp_path / "many.pdf")
    reader = document[0].get_textpage()
    assert reader.get_text_range().splitlines() == rows
    reader.close()
    document.close()


def test_the_same_sheets_give_the_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for name in ("a.pdf", "b.pdf"):
        write_pdf(certificates(7), tmp_path / name, SilentTalk(), title="Giấy khen đợt 1")
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert document.get_metadata_value("Title") == "Giấy khen đợt 1"
    document.close()


def test_progress_counts_and_cancel_leaves_nothing(tmp_path: Path) -> None:
    talk = Recorder()
    write_pdf(list(certificates(25)), tmp_path / "a.pdf", talk)
    assert talk.heard == [(10, 25), (20, 25), (25, 25)]
    seen = []

    def watched() -> Iterator[Sheet]:
        for sheet in certificates(25):
            seen.append(sheet)
            yield sheet

    with pytest.raises(Cancelled):
        write_pdf(watched(), tmp_path / "b.pdf", Recorder(stop_after=0), total=25)
    # The generator was stopped at the first report: sheets are drawn as they come.
    assert len(seen) == 10
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]


def test_an_unwritable_target_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TargetBusy, match="chọn nơi lưu khác"):
        write_pdf(certificates(1), tmp_path / "khong-co" / "a.pdf", SilentTalk())


def test_vectors_and_pictures_lie_where_they_were_put(tmp_path: Path) -> None:
    stored = io.BytesIO()
    Pillow.new("RGB", (4, 4), "#0000FF").save(stored, "PNG")
    items = (
        VectorPath(rectangle(10, 20, 30, 5), fill="#FF0000"),
        VectorPath(rectangle(60, 20, 10, 10), stroke="#00FF00", width=2.0),
        Image(20, 40, 8, 6, stored.getvalue()),
    )
    write_pdf([Sheet(100, 60, items)], tmp_path / "v.pdf", SilentTalk())
    document = pypdfium2.PdfDocument(tmp_path / "v.pdf")
    picture = document[0].render(scale=254 / 72).to_pil()
    document.close()
    found = {}
    for name, colour in (("red", (255, 0, 0)), ("green", (0, 255, 0)), ("blue", (0, 0, 255))):
        mask = Pillow.new("L", picture.size)
        mask.putdata([255 if pixel == colour else 0 for pixel in picture.get_flattened_data()])
        found[name] = [edge / 10 for edge in mask.getbbox()]
    assert found["red"] == pytest.approx([10, 20, 40, 25], abs=0.15)
    assert found["green"] == pytest.approx([59, 19, 71, 31], abs=0.25)
    assert found["blue"] == pytest.approx([20, 40, 28, 46], abs=0.15)
