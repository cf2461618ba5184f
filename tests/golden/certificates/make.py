"""Draws every template with three recipients: the golden pictures, and the pictures of README and the help.

``python tests/golden/certificates/make.py`` writes both anew; look at each before committing it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from db import resources
from db.talk import SilentTalk
from desktop.documents.certificate import CertificateFacts, lay_out
from desktop.documents.sheet import Sheet
from desktop.documents.sheet_pdf import write_pdf
from desktop.documents.template import load_template, template_names

HERE = Path(__file__).parent
DPI = 60
#: A palette this large is nowhere more than some ten levels off and keeps a picture at a few dozen kilobytes.
COLOURS = 256

USUAL = CertificateFacts(
    awarding_title="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN",
    honorific="Bà",
    recipient="Trịnh Thị Lam Giang",
    position_unit=("Tổ trưởng Tổ dân phố 3, phường Hoa Ban",),
    citation="Đã có thành tích xuất sắc trong phong trào thi đua xây dựng đô thị văn minh giai đoạn 2021 - 2025",
    decision_number="128/QĐ-UBND",
    decision_date=date(2026, 2, 5),
    register_number="47",
    place="Phường Hoa Ban",
    sign_date=date(2026, 2, 5),
    signature_form=("CHỦ TỊCH",),
    signer_name="Lê Quốc Bảo",
)
SHORTEST = replace(
    USUAL,
    honorific="",
    recipient="Y Wang",
    position_unit=("Thôn Kon Rờ Bàng",),
    citation="Đã có thành tích xuất sắc năm 2025",
)
LONGEST = replace(
    USUAL,
    honorific="",
    recipient="Ban Chấp hành Hội Liên hiệp Phụ nữ và Câu lạc bộ Gia đình hạnh phúc, không bạo lực "
    "Tổ dân phố Suối Cát số 12, phường Hoa Ban, tỉnh Sơn Giang",
    position_unit=(),
    citation="Đã có thành tích tiêu biểu trong công tác hiến đất mở đường, chỉnh trang đô thị, góp 1.250 ngày công "
    "và 350 triệu đồng xây dựng công trình chào mừng kỷ niệm 30 năm thành lập phường, được Nhân dân đồng tình ủng hộ",
    signature_form=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer_name="Công Huyền Tôn Nữ Phương Thảo",
)
RECIPIENTS = {"ngan": SHORTEST, "vua": USUAL, "dai": LONGEST}
#: What some templates are for, said in their own words.
DISTRICT = {"awarding_title": "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN KON PLANG", "place": "Kon Plang"}
PROVINCE = {
    "awarding_title": "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN GIANG",
    "place": "Sơn Giang",
    "form_title": "BẰNG KHEN",
}
#: The sheets README shows, and under what name.
SHOWN = {
    "giay-khen-a4": "giay-khen-khung-vang",
    "giay-khen-a4-sen": "giay-khen-hoa-sen",
    "giay-khen-a4-trong-dong": "giay-khen-trong-dong",
    "bang-khen": "giay-khen-bang-khen",
}


def facts(name: str, recipient: str) -> CertificateFacts:
    """What a template says of one of the three recipients."""
    told = RECIPIENTS[recipient]
    if name == "giay-khen-a4-huyen":
        return replace(told, **DISTRICT)
    if name == "bang-khen":
        return replace(told, **PROVINCE)
    if name == "gia-dinh-van-hoa":
        citation = "Đạt danh hiệu Gia đình văn hóa năm 2025"
        if recipient == "vua":
            told = replace(
                told, honorific="Hộ gia đình bà", position_unit=("Số 27, Tổ dân phố 3, phường Hoa Ban",)
            )
        if recipient == "dai":
            citation = (
                "Đạt danh hiệu Gia đình văn hóa ba năm liên tục 2023, 2024, 2025 và có nhiều đóng góp "
                "xây dựng tổ dân phố văn hóa, giữ gìn nếp sống văn minh, sạch đẹp, an toàn"
            )
        return replace(told, form_title="GIA ĐÌNH VĂN HÓA", citation=citation)
    if name == "giay-chung-nhan":
        citation = "Là mô hình tiêu biểu trong phong trào thi đua “Dân vận khéo” năm 2025"
        if recipient == "vua":
            told = replace(
                told,
                honorific="",
                recipient="Mô hình “Tiếng loa khuyến học”",
                position_unit=("Chi hội Khuyến học Tổ dân phố 3, phường Hoa Ban",),
            )
        return replace(told, citation=citation)
    return told


def sheet(name: str, recipient: str) -> Sheet:
    """One template with one recipient."""
    return lay_out(facts(name, recipient), load_template(name))


def picture(drawn: Sheet, dpi: float = DPI) -> Image.Image:
    """A sheet as pdfium shows our PDF of it."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a.pdf"
        write_pdf([drawn], target, SilentTalk())
        document = pypdfium2.PdfDocument(target)
        image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
        document.close()
    return image


def goldens() -> Iterator[tuple[str, str, Path]]:
    """Template, recipient and file of every golden picture."""
    for name in template_names():
        for recipient in RECIPIENTS:
            yield name, recipient, HERE / f"{name}-{recipient}.png"


def contact_sheet(width: int = 420, gap: int = 14) -> Image.Image:
    """All templates that draw a whole sheet, two in a row, alike wide."""
    drawn = [picture(sheet(name, "vua"), 150) for name in template_names() if load_template(name).design]
    small = [p.resize((width, p.height * width // p.width), Image.Resampling.LANCZOS) for p in drawn]
    tall = max(p.height for p in small)
    rows = -(-len(small) // 2)
    whole = Image.new("RGB", (2 * width + 3 * gap, rows * tall + (rows + 1) * gap), "#DEDBD4")
    for n, one in enumerate(small):
        at = (gap + (n % 2) * (width + gap), gap + (n // 2) * (tall + gap) + (tall - one.height) // 2)
        whole.paste(one, at)
    return whole


def make() -> None:
    """Write every picture."""
    for name, recipient, target in goldens():
        drawn = picture(sheet(name, recipient))
        drawn.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            target, optimize=True
        )
    folder = resources.path("help")
    contact_sheet().save(folder / "giay-khen-mau.webp", quality=66, method=6)
    for name, shown in SHOWN.items():
        drawn = picture(sheet(name, "vua"), 200)
        small = drawn.resize((1000, drawn.height * 1000 // drawn.width), Image.Resampling.LANCZOS)
        small.save(folder / f"{shown}.webp", quality=82, method=6)


if __name__ == "__main__":
    make()
    sys.stdout.write("written\n")
