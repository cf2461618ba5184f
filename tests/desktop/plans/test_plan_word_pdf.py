"""What Word computes or hides is read as it is seen (numbers, text boxes, headers); bombs are refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from db import resources
from desktop.plans.numbering import shown_number
from desktop.plans.read import read_plan
from desktop.plans.source import UnreadableSource, read_file

LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7"))


def add_list(document: Document) -> None:
    """One list as an officer makes it: I. / 1. / a) / a dot of the Symbol font."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(LEVELS)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    numbering.insert(0, abstract)
    for number, restart in (("77", ""), ("78", "1")):
        override = (
            f'<w:lvlOverride w:ilvl="1"><w:startOverride w:val="{restart}"/></w:lvlOverride>'
            if restart
            else ""
        )
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="77"/>{override}</w:num>'
            )
        )


def listed(paragraph: Paragraph, depth: int, number: str = "77") -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def new_plan() -> Document:
    document = docx.Document()
    add_list(document)
    for line in (
        "ỦY BAN NHÂN DÂN",
        "XÃ TRẦM HƯƠNG",
        "Số: 21/KH-UBND",
        "Trầm Hương, ngày 02 tháng 3 năm 2026",
    ):
        document.add_paragraph(line)
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Phát động phong trào thi đua làm đường hoa")
    document.add_paragraph("Ủy ban nhân dân xã Trầm Hương phát động phong trào thi đua như sau:")
    return document


def saved(document: Document, folder: Path) -> Path:
    path = folder / "kh.docx"
    document.save(str(path))
    return path


def test_automatic_numbers_are_shown_and_give_the_sections(tmp_path: Path) -> None:
    document = new_plan()
    for depth, text in (
        (0, "THỜI GIAN"),
        (1, "Từ ngày 10/3/2026 đến ngày 30/9/2026."),
        (0, "NHIỆM VỤ"),
        (1, "Các thôn:"),
        (2, "Gửi đăng ký về Văn phòng trước ngày 20/3/2026."),
        (2, "Báo cáo kết quả trước ngày 05/10/2026."),
        (3, "Kèm hình ảnh."),
    ):
        listed(document.add_paragraph(text), depth)
    shown = read_file(saved(document, tmp_path))
    assert "I. THỜI GIAN" in shown.text
    assert "II. NHIỆM VỤ" in shown.text
    assert "b) Báo cáo kết quả" in shown.text
    assert "- Kèm hình ảnh." in shown.text
    sections = {item.kind: item.where.section for item in read_plan(shown).deadlines}
    assert (sections["registration"], sections["report"]) == ("II.1.a", "II.1.b")


def test_a_list_that_starts_anew_counts_from_one(tmp_path: Path) -> None:
    document = new_plan()
    listed(document.add_paragraph("Việc thứ nhất"), 1)
    listed(document.add_paragraph("Việc thứ hai"), 1)
    listed(document.add_paragraph("Việc khác"), 1, "78")
    text = read_file(saved(document, tmp_path)).text
    assert [line for line in text.split("\n") if "Việc" in line] == [
        "1. Việc thứ nhất",
        "2. Việc thứ hai",
        "1. Việc khác",
    ]


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        (4, "upperRoman", "IV"), (49, "lowerRoman", "xlix"), (1, "lowerLetter", "a"), (27, "upperLetter", "AA"),
        (7, "decimalZero", "07"), (12, "decimal", "12"), (3, "none", ""), (9, "upperRoman", "IX"),
    ],
)  # fmt: skip
def test_numbers_in_the_styles_of_word(value: int, style: str, shown: str) -> None:
    assert shown_number(value, style) == shown


def text_box(words: str) -> str:
    """A text box as Word writes it: the drawing, and the same again for old programs."""
    box = f'<w:txbxContent><w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p></w:txbxContent>'
    return (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    document = new_plan()
    document.add_paragraph("1. Các thôn thi đua.")._p.append(
        parse_xml(text_box("2. Các thôn nộp đăng ký trước ngày 11/4/2026."))
    )
    shown = read_file(saved(document, tmp_path))
    assert shown.text.count("11/4/2026") == 1
    assert [item.kind for item in read_plan(shown).deadlines] == ["registration"]


def test_headers_are_read_and_page_numbers_are_not(tmp_path: Path) -> None:
    document = new_plan()
    section = document.sections[0]
    section.header.paragraphs[0].text = "HỎA TỐC"
    section.footer.paragraphs[0].text = "Trang 3/4"
    text = read_file(saved(document, tmp_path)).text
    assert text.startswith("HỎA TỐC\n\n")
    assert "Trang 3" not in text


def run(document: Document, words: str, wrapper: str) -> None:
    paragraph = document.add_paragraph("1. Các thôn báo cáo")
    tag = "delText" if wrapper == "w:del" else "t"
    inner = parse_xml(f'<w:r {nsdecls("w")}><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>')
    if wrapper == "vanish":
        properties = OxmlElement("w:rPr")
        properties.append(OxmlElement("w:vanish"))
        inner.insert(0, properties)
        paragraph._p.append(inner)
        return
    around = OxmlElement(wrapper)
    around.set(qn("w:id"), "1")
    around.append(inner)
    paragraph._p.append(around)


@pytest.mark.parametrize(("wrapper", "seen"), [("w:ins", True), ("w:del", False), ("vanish", False)])
def test_what_is_not_seen_is_not_read(tmp_path: Path, wrapper: str, seen: bool) -> None:
    document = new_plan()
    run(document, " trước ngày 09/9/2026.", wrapper)
    assert ("09/9/2026" in read_file(saved(document, tmp_path)).text) is seen


def test_a_cell_merged_downwards_counts_for_every_row(tmp_path: Path) -> None:
    document = new_plan()
    document.add_paragraph("1. Tiến độ")
    table = document.add_table(rows=4, cols=3)
    rows = (
        ("Việc", "Ai", "Hạn"), ("Đăng ký mô hình", "Các thôn", "20/3/2026"),
        ("Báo cáo sơ kết", "", "20/6/2026"), ("Báo cáo tổng kết", "Văn phòng", "05/10/2026"),
    )  # fmt: skip
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    found = read_plan(read_file(saved(document, tmp_path)))
    assert [(item.kind, item.who) for item in found.deadlines] == [
        ("registration", "Các thôn"),
        ("report", "Các thôn"),
        ("report", "Văn phòng"),
    ]


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


TYPES = b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
LAUGHS = b"""<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a "thi dua "><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>&b;</w:t>
</w:r></w:p></w:body></w:document>"""
OUTSIDE = LAUGHS.replace(b'<!ENTITY a "thi dua ">', b'<!ENTITY a SYSTEM "file:///etc/hostname">')


@pytest.mark.parametrize(
    "parts",
    [
        {"[Content_Types].xml": TYPES, "word/document.xml": b" " * (70 * 1024 * 1024)},
        {"[Content_Types].xml": TYPES, "word/document.xml": LAUGHS},
        {"[Content_Types].xml": TYPES, "word/document.xml": OUTSIDE},
        {"[Content_Types].xml": TYPES, **{f"word/{n}.bin": b"" for n in range(4100)}},
    ],
    ids=["zip bomb", "billion laughs", "outside entity", "many parts"],
)
def test_bombs_are_refused_in_one_sentence(tmp_path: Path, parts: dict[str, bytes]) -> None:
    path = tmp_path / "kh.docx"
    path.write_bytes(packed(parts))
    with pytest.raises(UnreadableSource, match=r"kh\.docx") as refused:
        read_file(path)
    assert "\n" not in str(refused.value)


# ---- PDF


def pdf(pages: list[list[tuple[float, float, str]]]) -> bytes:
    """Pages of (x, y, words)."""
    if "Tinos" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Tinos", str(resources.path("fonts/Tinos_400Regular.ttf"))))
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in pages:
        canvas.setFont("Tinos", 11)
        for x, y, words in page:
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


HEAD = [
    (320, 800, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (60, 800, "ỦY BAN NHÂN DÂN"), (60, 785, "XÃ SUỐI NGỌC"),
    (320, 785, "Độc lập - Tự do - Hạnh phúc"), (60, 760, "Số: 40/KH-UBND"),
    (320, 760, "Suối Ngọc, ngày 08 tháng 4 năm 2026"), (250, 730, "KẾ HOẠCH"),
    (150, 715, "Phát động phong trào thi đua trồng rừng"),
    (60, 690, "Ủy ban nhân dân xã Suối Ngọc phát động phong trào thi đua như sau:"),
]  # fmt: skip


def test_columns_of_a_page_are_read_each_for_itself(tmp_path: Path) -> None:
    """The content of this page is drawn right column first, the lines in disorder."""
    first = [
        (60, 640, "2. Các thôn gửi đăng ký về Văn phòng trước ngày 20/4/2026, kèm theo danh sách hộ tham gia và"),
        (60, 665, "1. Thời gian thi đua: từ ngày 15/4/2026 đến ngày 31/10/2026."),
        (60, 625, "diện tích trồng."), (300, 40, "1"), *reversed(HEAD),
    ]  # fmt: skip
    second = [
        (60, 800, "3. Chủ tịch Ủy ban nhân dân xã tặng Giấy khen cho 05 cá nhân."), (60, 740, "Nơi nhận:"),
        (380, 740, "CHỦ TỊCH"), (60, 726, "- Các thôn;"), (60, 712, "- Lưu: VT."), (380, 680, "Hoàng Thị Séo Dín"),
        (300, 40, "Trang 2/2"),
    ]  # fmt: skip
    path = tmp_path / "kh.pdf"
    path.write_bytes(pdf([first, second]))
    found = read_plan(read_file(path))
    assert (found.heading.issuer, found.heading.number) == ("Ủy ban nhân dân xã Suối Ngọc", "40/KH-UBND")
    assert found.heading.title == "Phát động phong trào thi đua trồng rừng"
    assert [(item.date and item.date.isoformat(), item.kind) for item in found.deadlines] == [
        ("2026-04-15", "launch"),
        ("2026-10-31", "campaign_end"),
        ("2026-04-20", "registration"),
    ]
    assert (found.signer.name, found.recipients) == ("Hoàng Thị Séo Dín", ("Các thôn;", "Lưu: VT."))
    assert "Trang 2/2" not in found.text


def test_a_page_that_is_only_a_picture_is_said(tmp_path: Path) -> None:
    path = tmp_path / "kh.pdf"
    path.write_bytes(pdf([[*HEAD, (60, 660, "1. Các thôn thi đua.")], [(60, 500, " ")]]))
    assert "Trang 2 không có chữ" in read_file(path).note


def test_a_locked_word_file_is_said_to_be_locked(tmp_path: Path) -> None:
    """Word keeps it in the container of the old format; another program sets the bit of the zip."""
    container, zipped = tmp_path / "khoá.docx", tmp_path / "khoá-2.docx"
    container.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    data = bytearray(packed({"[Content_Types].xml": TYPES, "word/document.xml": b"<w/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    zipped.write_bytes(bytes(data))
    for path in (container, zipped):
        with pytest.raises(UnreadableSource, match="mật khẩu"):
            read_file(path)


@pytest.mark.parametrize(
    "stem", ["xa_phu_luc_don_vi", "tinh_chi_thi_quy", "hoi_huong_dan", "xa_khong_moc_nao"]
)
def test_a_plan_reads_the_same_from_word_and_pdf(tmp_path: Path, stem: str) -> None:
    """The text files are the oracle: what was read from them must be read from the other two forms."""
    root = Path(__file__).resolve().parents[3]
    text = (root / "tests" / "plans" / "seen" / f"{stem}.txt").read_text(encoding="utf-8")
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    word = saved(document, tmp_path)
    lines = [line for line in text.splitlines() if line.strip()]
    pages = [lines[at : at + 50] for at in range(0, len(lines), 50)]
    printed = tmp_path / "kh.pdf"
    printed.write_bytes(
        pdf([[(40, 810 - 14 * row, line) for row, line in enumerate(page)] for page in pages])
    )
    expected = read_plan(text)
    for path in (word, printed):
        found = read_plan(read_file(path))
        assert found.heading == expected.heading
        assert [(d.date, d.kind, d.recurring) for d in found.deadlines] == [
            (d.date, d.kind, d.recurring) for d in expected.deadlines
        ]
        assert [(a.form, a.authority) for a in found.awards] == [
            (a.form, a.authority) for a in expected.awards
        ]
        assert found.signer == expected.signer
        assert found.recipients == expected.recipients
