"""Files of every kind -> the shown text; what cannot be read is refused with one sentence."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import docx
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from db import resources
from db.errors import Refused
from desktop.plans.read import LONGEST_TEXT, read_plan
from desktop.plans.source import NotAPlan, UnreadableSource, pasted, read_file

TEXTS = Path(__file__).parent / "texts"
PLAN = (TEXTS / "xa_hai_cap.txt").read_text(encoding="utf-8")


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    assert read_file(save(tmp_path, "kh.txt", PLAN.encode(encoding))).text == PLAN


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    found = read_file(save(tmp_path, "kh.txt", unicodedata.normalize("NFD", PLAN).encode()))
    assert found.text == PLAN
    assert found.note == ""


def test_windows_1258_is_repaired_and_said(tmp_path: Path) -> None:
    # Python's codec wants base letters with combining tone marks, as Windows wrote them.
    apart = []
    for letter in PLAN.replace("–", "-"):
        base = unicodedata.normalize("NFD", letter)
        tone = [mark for mark in base if mark in "\u0300\u0301\u0303\u0309\u0323"]
        rest = unicodedata.normalize("NFC", "".join(mark for mark in base if mark not in tone))
        apart.append(rest + "".join(tone))
    found = read_file(save(tmp_path, "kh.txt", "".join(apart).encode("cp1258")))
    assert found.text == PLAN
    assert "bảng mã cũ" in found.note
    assert read_plan(found).heading.issuer == "Ủy ban nhân dân xã Đồng Mây"


def test_windows_line_ends(tmp_path: Path) -> None:
    assert read_file(save(tmp_path, "kh.txt", PLAN.replace("\n", "\r\n").encode())).text == PLAN


def make_docx(path: Path) -> None:
    """A letterhead and a signature in tables, a table of deadlines in the middle."""
    document = docx.Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ EA TUL"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 09/KH-UBND"
    head.cell(1, 1).text = "Ea Tul, ngày 03 tháng 9 năm 2025"
    for line in (
        "KẾ HOẠCH",
        "Phát động phong trào thi đua xây dựng buôn văn hóa",
        "Ủy ban nhân dân xã Ea Tul phát động phong trào thi đua như sau:",
        "I. THỜI GIAN",
        "Từ ngày 10/9/2025 đến ngày 20/12/2025.",
        "II. TIẾN ĐỘ",
    ):
        document.add_paragraph(line)
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate(
        [
            ("Việc", "Đơn vị", "Thời hạn"),
            ("Đăng ký mô hình", "Các buôn", "25/9/2025"),
            ("Báo cáo kết quả", "Phòng Văn hóa - Xã hội", "30/12/2025"),
        ]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("III. KHEN THƯỞNG")
    document.add_paragraph("1. Giấy khen của Chủ tịch UBND xã.")
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Các buôn;\n- Lưu: VT."
    foot.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nY Ngông Kbuôr"
    document.save(str(path))


def test_docx_with_tables(tmp_path: Path) -> None:
    make_docx(tmp_path / "kh.docx")
    found = read_plan(read_file(tmp_path / "kh.docx"))
    head = found.heading
    assert (head.issuer, head.number, head.place) == ("Ủy ban nhân dân xã Ea Tul", "09/KH-UBND", "Ea Tul")
    assert head.title == "Phát động phong trào thi đua xây dựng buôn văn hóa"
    rows = [(item.date.isoformat() if item.date else None, item.kind, item.who) for item in found.deadlines]
    assert rows == [
        ("2025-09-10", "launch", ""),
        ("2025-12-20", "campaign_end", ""),
        ("2025-09-25", "registration", "Các buôn"),
        ("2025-12-30", "report", "Phòng Văn hóa - Xã hội"),
    ]
    assert found.signer.name == "Y Ngông Kbuôr"
    assert found.recipients == ("Các buôn;", "Lưu: VT.")


def make_pdf(text: str) -> bytes:
    if "Tinos" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Tinos", str(resources.path("fonts/Tinos_400Regular.ttf"))))
    out = io.BytesIO()
    canvas = Canvas(out)
    y = 800.0
    canvas.setFont("Tinos", 9)
    for line in text.splitlines():
        if y < 60:
            canvas.showPage()
            canvas.setFont("Tinos", 9)
            y = 800.0
        canvas.drawString(40, y, line)
        y -= 13
    canvas.save()
    return out.getvalue()


def test_pdf_with_text(tmp_path: Path) -> None:
    wrapped = (TEXTS / "cat_dong.txt").read_text(encoding="utf-8")
    found = read_plan(read_file(save(tmp_path, "kh.pdf", make_pdf(wrapped))))
    expected = read_plan(wrapped)
    assert found.heading == expected.heading
    assert [(i.date, i.kind, i.who) for i in found.deadlines] == [
        (i.date, i.kind, i.who) for i in expected.deadlines
    ]
    assert found.signer == expected.signer


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("kh.txt", b"", "tệp trống"),
        ("kh.txt", b" \n\n ", "tệp trống"),
        ("kh.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word kiểu cũ"),
        ("kh.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word kiểu cũ"),
        ("kh.jpg", b"\xff\xd8\xff\xe0" + bytes(100), "là ảnh"),
        ("quet.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "là ảnh"),
        ("kh.bin", bytes(range(256)) * 20, "không phải tệp văn bản"),
        ("kh.docx", b"PK\x03\x04 broken", "không phải tệp Word"),
        ("kh.docx", b"just text", "không phải tệp docx"),
        ("kh.pdf", b"%PDF-1.7 broken", "không mở được"),
    ],
)
def test_unreadable_files_are_refused(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with pytest.raises(UnreadableSource, match=words) as refused:
        read_file(save(tmp_path, name, data))
    assert str(refused.value).count(".") <= 6
    assert "\n" not in str(refused.value)


def test_a_scan_without_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="bản quét"):
        read_file(save(tmp_path, "quet.pdf", make_pdf(" ")))


def test_missing_and_huge_files(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="Không mở được"):
        read_file(tmp_path / "khong-co.txt")
    with (tmp_path / "to.txt").open("wb") as out:
        out.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(UnreadableSource, match="lớn hơn 20 MB"):
        read_file(tmp_path / "to.txt")
    with pytest.raises(UnreadableSource, match="quá dài"):
        read_plan("a " * LONGEST_TEXT)


NOT_PLANS = {
    "invoice": """HÓA ĐƠN GIÁ TRỊ GIA TĂNG
Số: 0001234
Ngày 15 tháng 8 năm 2023
Giấy A4: 10 ram x 70.000 đồng
Tổng: 700.000 đồng""",
    "letters": "qwe rty uio pas dfg hjk lzx cvb nm " * 20,
    "award": """ỦY BAN NHÂN DÂN
XÃ ĐỒNG MÂY
Số: 88/QĐ-UBND
QUYẾT ĐỊNH
Về việc tặng Giấy khen cho các tập thể, cá nhân có thành tích trong phong trào thi đua năm 2025
Điều 1. Tặng Giấy khen cho 05 tập thể, 10 cá nhân trong phong trào thi đua.
Điều 2. Quyết định có hiệu lực từ ngày ký.""",
    "report": """BÁO CÁO
Kết quả phong trào thi đua năm 2024
1. Phong trào thi đua đã được phát động.
2. Kết quả tốt.""",
    "other plan": """KẾ HOẠCH
Tiêm chủng mở rộng năm 2025
I. Thời gian
Từ ngày 01/3/2025 đến 30/3/2025.
II. Tổ chức thực hiện
1. Trạm Y tế.""",
    "letter": "Kính gửi anh Ba,\nCuối tuần này mời anh lên nhà chơi.\nThân ái.",
}


@pytest.mark.parametrize("name", NOT_PLANS)
def test_what_is_no_plan_is_refused(name: str) -> None:
    with pytest.raises(NotAPlan) as refused:
        read_plan(NOT_PLANS[name])
    assert isinstance(refused.value, Refused)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_pasted(text: str) -> None:
    with pytest.raises(UnreadableSource, match="Không có chữ"):
        read_plan(text)


def test_pasted_text_is_shown_as_it_is_read() -> None:
    shown = pasted(unicodedata.normalize("NFD", PLAN))
    assert shown.text == PLAN
    assert read_plan(shown).text == PLAN


def test_recipients_behind_any_dash() -> None:
    changed = PLAN.replace("- Các thôn, trường học;", "– Các thôn, trường học;").replace(
        "- UBND tỉnh", "• UBND tỉnh"
    )
    assert read_plan(changed).recipients == ("UBND tỉnh (b/c);", "Các thôn, trường học;", "Lưu: VT, VHXH.")


def test_a_letterhead_with_a_loose_bracket_is_no_pattern() -> None:
    assert read_plan(PLAN.replace("XÃ ĐỒNG MÂY\n", "XÃ ĐỒNG MÂY (MỚI\n", 1)).heading.issuer is not None


def test_pasted_text_of_an_old_font_is_repaired_and_said() -> None:
    # "KẾ HOẠCH … thi đua" in TCVN3 as a program shows it that takes the bytes for Windows-1252.
    shown = pasted(
        "KÕ ho¹ch ph¸t ®éng phong trµo thi ®ua, ®ît thi ®ua ®Æc biÖt\n1. C¸c th«n thi ®ua\n2. B¸o c¸o kÕt qu¶"
    )
    assert shown.text.startswith("Kế hoạch phát động phong trào thi đua")
    assert "bảng mã cũ" in shown.note
    assert pasted(PLAN).note == ""
