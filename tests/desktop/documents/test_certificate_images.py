"""Images, QR codes and free text of a template: drawn where they are asked for, refused where they cannot be."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image as Pillow

from db.errors import BadInput
from db.talk import SilentTalk
from desktop.documents import picture, qr
from desktop.documents.certificate import CertificateFacts, examine, ink_of, lay_out
from desktop.documents.sheet import Image, Sheet
from desktop.documents.sheet_pdf import write_pdf
from desktop.documents.template import Template, raw, read_template

FACTS = CertificateFacts(
    awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN",
    recipient="Trần Văn Thứ",
    citation="Đã có thành tích xuất sắc",
    decision_number="128/QĐ-UBND",
    decision_date=date(2024, 2, 5),
    register_number="47/2024",
    place="Phường Hoa Ban",
    sign_date=date(2024, 2, 5),
    signature_form=("CHỦ TỊCH",),
    signer_name="A Thuận",
)


def png(width: int = 40, height: int = 20, kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Pillow.new("RGB", (width, height), "#0000C8").save(made, kind)
    return made.getvalue()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def template(**keys: Any) -> Template:
    return read_template({**raw("giay-khen-a4"), **keys})


def with_logo(data: bytes, **keys: Any) -> Template:
    logo = {"name": "logo", "kind": "logo", "x": 30, "y": 30, "w": 20, "h": 10, "file": digest(data), **keys}
    return template(images=[logo])


def page(sheet: Sheet, target: Path, dpi: int = 254) -> Any:
    write_pdf([sheet], target, SilentTalk())
    document = pypdfium2.PdfDocument(target)
    drawn = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return drawn


def test_a_logo_fills_its_box_and_lies_on_phoi_only_where_it_is_asked_for(tmp_path: Path) -> None:
    data = png()
    sheet = lay_out(FACTS, with_logo(data), pictures={digest(data): data})
    drawn = page(sheet, tmp_path / "logo.pdf")
    assert drawn.getpixel((400, 350)) == (0, 0, 200)
    for x, y in ((296, 350), (504, 350), (400, 296), (400, 404)):
        assert drawn.getpixel((x, y)) != (0, 0, 200)
    assert lay_out(FACTS, with_logo(data), overprint=True, pictures={}).background is None
    behind = lay_out(
        FACTS, with_logo(data, overprint=True), overprint=True, pictures={digest(data): data}
    ).background
    assert behind is not None
    assert behind.items == (Image(30, 30, 20, 10, data),)


def test_an_image_without_a_file_is_not_drawn() -> None:
    empty = template(images=[{"name": "sign", "kind": "signature", "x": 1, "y": 1, "w": 9, "h": 9}])
    sheet = lay_out(FACTS, empty)
    assert sheet.background is not None
    assert not any(isinstance(item, Image) for item in sheet.background.items)


def test_two_backgrounds_of_one_name_hold_the_same_items() -> None:
    first, second = png(), png(41)
    names = set()
    for data in (first, second, first):
        behind = lay_out(FACTS, with_logo(data), pictures={digest(data): data}).background
        assert behind is not None
        names.add((behind.name, behind.items))
    assert len(names) == len({name for name, _ in names}) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "không phải ảnh PNG, JPEG hoặc bị hỏng"),
        (b"%PDF-1.7", "không phải ảnh PNG, JPEG hoặc bị hỏng"),
        (png(kind="GIF"), "không phải ảnh PNG, JPEG hoặc bị hỏng"),
        (png()[:-40], "không phải ảnh PNG, JPEG hoặc bị hỏng"),
        (b"x" * (picture.MOST_BYTES + 1), "hãy thu nhỏ còn dưới 30 MB"),
    ],
)
def test_a_bad_picture_is_refused_by_name(data: bytes, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        lay_out(FACTS, with_logo(data), pictures={digest(data): data})
    sentence = str(refused.value)
    assert said in sentence
    assert "“logo” của mẫu “Giấy khen A4" in sentence
    assert sentence.endswith(".")
    assert examine(FACTS, with_logo(data), pictures={digest(data): data}).refusal == sentence


@pytest.mark.parametrize("side", [9_000, 30_000])
def test_a_huge_picture_is_refused_by_its_header_alone(side: int) -> None:
    def chunk(body: bytes, size: int) -> bytes:
        return struct.pack(">I", size) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0), 13)
    data = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", 0)
    with pytest.raises(BadInput, match=r"Hình tệp “ảnh\.png” lớn quá 70 triệu điểm ảnh; hãy thu nhỏ"):
        picture.check_picture(data, "tệp “ảnh.png”")


def test_a_picture_that_is_gone_is_told() -> None:
    with pytest.raises(BadInput, match="không còn trong sổ; hãy chọn lại"):
        lay_out(FACTS, with_logo(png()))


def test_free_text_is_printed_on_phoi_where_it_is_asked_for() -> None:
    free = {"name": "free", "x": 30, "y": 20, "w": 60, "h": 6, "font": "Inter", "bold": True,
            "lines": [[{"text": "Năm học 2023 - 2024"}]]}  # fmt: skip
    for overprint in (False, True):
        made = template(areas=[*raw("giay-khen-a4")["areas"], {**free, "overprint": overprint}])
        said = [run.text for run in lay_out(FACTS, made, overprint=True).runs()]
        assert ("Năm học 2023 - 2024" in said) == overprint
        whole = {run.text: run.font for run in lay_out(FACTS, made).runs()}
        assert whole["Năm học 2023 - 2024"] == "Inter-Bold"


def test_free_text_within_a_column_stands_in_its_turn() -> None:
    body = raw("giay-khen-a4")
    at = next(n for n, area in enumerate(body["areas"]) if area["name"] == "citation")
    words = {"name": "for", "stack": "centre", "x": 40, "w": 210, "h": 8, "lines": [[{"text": "vì"}]]}
    body["areas"].insert(at, {**words, "overprint": True})
    body["stacks"][0]["gaps"].append(1.0)
    runs = lay_out(replace(FACTS, position_unit=("Tổ trưởng",)), read_template(body)).runs()
    base = {run.text: run.baseline for run in runs}
    assert base["Tổ trưởng"] < base["vì"] < base[FACTS.citation]


# QR


def read_code(dark: tuple[tuple[bool, ...], ...]) -> str:
    """The text of a code of version 1 to 5 with one block of data, after ISO/IEC 18004, written anew for this test."""
    size = len(dark)
    version = (size - 17) // 4
    format_bits = [dark[8][c] for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [dark[r][8] for r in (7, 5, 4, 3, 2, 1, 0)]
    told = 0
    for bit in format_bits:
        told = told * 2 + bit
    mask = ((told ^ 0b101010000010010) >> 10) & 7
    masks = [
        lambda r, c: (r + c) % 2 == 0,
        lambda r, c: r % 2 == 0,
        lambda r, c: c % 3 == 0,
        lambda r, c: (r + c) % 3 == 0,
        lambda r, c: (r // 2 + c // 3) % 2 == 0,
        lambda r, c: r * c % 2 + r * c % 3 == 0,
        lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
        lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
    ]

    def reserved(r: int, c: int) -> bool:
        corner = (r < 9 and c < 9) or (r < 9 and c >= size - 8) or (r >= size - 8 and c < 9)
        aligned = version > 1 and abs(r - (size - 7)) <= 2 and abs(c - (size - 7)) <= 2
        return corner or aligned or r == 6 or c == 6

    bits: list[int] = []
    upwards = True
    for right in [*range(size - 1, 6, -2), 5, 3, 1]:
        for r in range(size - 1, -1, -1) if upwards else range(size):
            for c in (right, right - 1):
                if not reserved(r, c):
                    bits.append(dark[r][c] ^ masks[mask](r, c))
        upwards = not upwards
    assert bits[:4] == [0, 1, 0, 0], "byte mode"
    length = int("".join(str(int(bit)) for bit in bits[4:12]), 2)
    data = [int("".join(str(int(b)) for b in bits[12 + 8 * n : 20 + 8 * n]), 2) for n in range(length)]
    return bytes(data).decode("utf-8")


@pytest.mark.parametrize("text", ["47", "128/QĐ-UBND", "Trần Văn Thứ, số 47/2024", "Sổ Thi Đua " * 2])
def test_a_code_says_its_text(text: str) -> None:
    assert read_code(qr.modules(text)) == text


def test_the_code_of_each_sheet_says_its_own_fact_in_its_box(tmp_path: Path) -> None:
    made = template(qr={"x": 30, "y": 140, "size": 24, "text": "Số {register_number}"})
    sheet = lay_out(FACTS, made)
    drawn = page(Sheet(297, 210, sheet.items[-2:]), tmp_path / "qr.pdf", 508).convert("L")
    size = len(qr.modules("Số 47/2024"))
    unit = 24 / (size + 8)
    seen = tuple(
        tuple(
            drawn.getpixel((round((30 + (c + 4.5) * unit) * 20), round((140 + (r + 4.5) * unit) * 20))) < 128
            for c in range(size)
        )
        for r in range(size)
    )
    assert read_code(seen) == "Số 47/2024"
    box = ink_of(sheet.items[-1:])
    assert box == pytest.approx((30 + 4 * unit, 140 + 4 * unit, 54 - 4 * unit, 164 - 4 * unit))


def test_a_code_is_off_unless_asked_for_and_falls_away_without_its_fact() -> None:
    plain, overs = template(), {"x": 30, "y": 140, "size": 24, "text": "{register_number}"}
    bare = replace(FACTS, register_number="")
    assert len(lay_out(bare, template(qr=overs)).items) == len(lay_out(bare, plain).items)
    assert len(lay_out(FACTS, template(qr=overs)).items) == len(lay_out(FACTS, plain).items) + 2
    assert lay_out(FACTS, template(qr=overs), overprint=True) == lay_out(FACTS, plain, overprint=True)
    printed = lay_out(FACTS, template(qr={**overs, "overprint": True}), overprint=True)
    assert len(printed.items) == len(lay_out(FACTS, plain, overprint=True).items) + 1
    same = lay_out(FACTS, template(qr={**overs, "text": "Phường Hoa Ban"}))
    assert len(same.items) == len(lay_out(FACTS, plain).items)


def test_a_code_that_would_say_too_much_is_refused() -> None:
    long = template(qr={"x": 30, "y": 140, "size": 24, "text": "Đ" * 200})
    assert "Nội dung mã QR dài 400 byte" in examine(FACTS, long).refusal
