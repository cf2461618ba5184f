"""What is no plan, or cannot be read, is refused with one Vietnamese sentence that says what to do; never a crash."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from db.errors import Refused
from desktop.plans.read import LONGEST_TEXT, read_plan
from desktop.plans.source import LARGEST_FILE, NotAPlan, UnreadableSource, read_file

TEXTS = Path(__file__).parent / "texts"
WORDS = re.compile(r"[^\W\d_]+")


def assert_one_sentence(error: Refused) -> None:
    """One line, one full stop at its end, tells what to do, and is Vietnamese."""
    said = re.sub(r"“[^”]*”|\.(?:docx?|pdf|txt|xlsx)\b", "", str(error))
    assert "\n" not in said
    assert said.endswith(".")
    assert re.search(r"[.!?] [A-ZĐ]", said) is None, said
    assert "hãy" in said, "it says what to do"
    assert len(said) < 250
    assert not {"error", "file", "invalid", "exception"} & {word.lower() for word in WORDS.findall(said)}


PAPERS = {
    "award decision of a school year": """ỦY BAN NHÂN DÂN
HUYỆN LÂM KHÊ
Số: 915/QĐ-UBND
Lâm Khê, ngày 28 tháng 6 năm 2024
QUYẾT ĐỊNH
Về việc tặng danh hiệu Tập thể lao động tiên tiến năm học 2023 - 2024
CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN
Theo đề nghị của Hội đồng Thi đua - Khen thưởng huyện;
QUYẾT ĐỊNH:
Điều 1. Tặng danh hiệu thi đua cho 12 tập thể (có danh sách kèm theo).
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Tòng Văn Hoan""",
    "commendation of a drive": """ỦY BAN NHÂN DÂN
XÃ KHE NGỌC
QUYẾT ĐỊNH
Về việc khen thưởng thành tích trong phong trào thi đua xây dựng nông thôn mới
Điều 1. Tặng Giấy khen cho 05 hộ gia đình trong phong trào thi đua.
Điều 2. Tiền thưởng chi từ quỹ thi đua, khen thưởng.""",
    "private letter": """Bản Lầu, ngày 12 tháng 3 năm 2025
Chị Hoa thân mến,
Vườn cam nhà em năm nay sai quả, mời anh chị cuối tháng lên chơi. Cháu Nam thi đua học tốt, được cô khen.
Em gái, Mai""",
    "invoice": """HÓA ĐƠN BÁN HÀNG
Số: 0000871
Ngày 20 tháng 11 năm 2024
In băng rôn phong trào thi đua: 4 chiếc x 180.000 đồng
In áp phích thi đua: 10 tờ x 25.000 đồng
Cộng: 970.000 đồng""",
    "minutes": """BIÊN BẢN
Họp xét thi đua quý III năm 2024
Thời gian: 8 giờ 00 ngày 27 tháng 9 năm 2024.
1. Các tổ báo cáo kết quả thi đua.
2. Hội đồng thống nhất đề nghị khen thưởng 03 cá nhân.
Biên bản lập xong lúc 10 giờ 30.""",
    "submission": """TỜ TRÌNH
Về việc đề nghị khen thưởng phong trào thi đua năm 2024
Kính gửi: Hội đồng Thi đua - Khen thưởng huyện.
1. Số lượng: 05 tập thể, 10 cá nhân.""",
    "poem": """Nắng lên đỉnh núi mờ sương
Con đường bê tông nối vương bản làng
Người gieo hạt, kẻ trồng bàng
Thi đua mà chẳng vội vàng đua tranh""",
    "invitation": """GIẤY MỜI
Dự lễ phát động phong trào thi đua và phong trào thi đua chuyên đề
Thời gian: 7 giờ 30 ngày 02/8/2025.""",
    "news": """Sáng nay thời tiết nắng đẹp, bà con ra đồng từ sớm.
Vụ này lúa được mùa, giá ổn định, ai cũng phấn khởi.""",
    "numbers": "\n".join(str(number * 7919) for number in range(300)),
    "foreign": "The quick brown fox jumps over the lazy dog and signs a plan on 12/12/2024.\n" * 20,
}


@pytest.mark.parametrize("name", PAPERS)
def test_papers_that_launch_nothing_are_refused(name: str) -> None:
    with pytest.raises(NotAPlan) as refused:
        read_plan(PAPERS[name])
    assert_one_sentence(refused.value)


def test_a_decision_to_launch_is_a_plan_though_one_to_award_is_none() -> None:
    launching = PAPERS["commendation of a drive"].replace("khen thưởng thành tích trong", "phát động")
    assert read_plan(launching).heading.issuer == "Ủy ban nhân dân xã Khe Ngọc"


def test_an_award_decision_is_sent_to_where_it_belongs() -> None:
    with pytest.raises(NotAPlan, match="Quyết định & In"):
        read_plan(PAPERS["commendation of a drive"])


@pytest.mark.parametrize("seed", range(6))
def test_random_bytes_under_every_name(tmp_path: Path, seed: int) -> None:
    noise = random.Random(seed).randbytes(3000)
    for name in ("kh.txt", "kh.docx", "kh.pdf", "kh.doc", "kh", "kh.jpg"):
        path = tmp_path / name
        path.write_bytes(noise)
        with pytest.raises(UnreadableSource) as refused:
            read_file(path)
        assert_one_sentence(refused.value)
        assert name in str(refused.value), "the sentence names the file"


def test_five_megabytes_are_refused_before_they_are_read() -> None:
    with pytest.raises(UnreadableSource, match="quá dài") as refused:
        read_plan("thi đua " * (LONGEST_TEXT // 8 + 1))
    assert_one_sentence(refused.value)


def test_a_book_that_is_no_plan_is_refused_however_long() -> None:
    line = "Chương này nói về kỹ thuật trồng chè trên đất dốc và cách giữ nước trong mùa khô.\n"
    with pytest.raises(NotAPlan) as refused:
        read_plan(line * 12_000)
    assert_one_sentence(refused.value)


def test_a_plan_with_a_long_appendix_is_still_read() -> None:
    text = (TEXTS / "thi_tran_bang_viec.txt").read_text(encoding="utf-8")
    rows = "".join(f"| {n} | Hộ số {n} | Thôn {n % 9} |\n" for n in range(1500))
    found = read_plan(f"{text}\nPHỤ LỤC\n{rows}")
    assert found.heading.issuer == "Ủy ban nhân dân thị trấn Lũng Cao"
    assert [item.kind for item in found.deadlines] == [item.kind for item in read_plan(text).deadlines], (
        "rows of names are no duties"
    )


# ---- files that are broken


def whole_docx() -> bytes:
    document = docx.Document()
    for line in (TEXTS / "quan_cong_van.txt").read_text(encoding="utf-8").splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """The same zip with one part replaced, or left out when ``content`` is None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
            elif content is not None:
                new.writestr(part, content)
    return out.getvalue()


def cut_in_half() -> bytes:
    data = whole_docx()
    return data[: len(data) // 2]


def torn_xml() -> bytes:
    return with_part(whole_docx(), "word/document.xml", b"<?xml version='1.0'?><w:document><w:body>")


def without_body() -> bytes:
    return with_part(whole_docx(), "word/document.xml", None)


def without_types() -> bytes:
    return with_part(whole_docx(), "[Content_Types].xml", None)


def spoilt_letters() -> bytes:
    data = bytearray(whole_docx())
    middle = len(data) // 3
    data[middle : middle + 400] = bytes(400)
    return bytes(data)


def a_workbook() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Kế hoạch phát động phong trào thi đua"])
    book.save(out)
    return out.getvalue()


def an_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ke-hoach.txt", "Phát động phong trào thi đua")
    return out.getvalue()


BROKEN = (cut_in_half, torn_xml, without_body, without_types, spoilt_letters, a_workbook, an_archive)


@pytest.mark.parametrize("make", BROKEN, ids=lambda make: make.__name__)
def test_broken_word_files_are_refused(tmp_path: Path, make: Callable[[], bytes]) -> None:
    path = tmp_path / "kế hoạch.docx"
    path.write_bytes(make())
    with pytest.raises(UnreadableSource) as refused:
        read_file(path)
    assert_one_sentence(refused.value)
    assert "kế hoạch.docx" in str(refused.value)


def test_the_whole_word_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kh.docx"
    path.write_bytes(whole_docx())
    assert read_plan(read_file(path)).heading.number == "1286/UBND-NV"


def picture_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.showPage()
    canvas.rect(60, 60, 300, 500)
    canvas.save()
    return out.getvalue()


def locked_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("mat-khau"))
    canvas.drawString(50, 700, "Ke hoach phat dong phong trao thi dua")
    canvas.save()
    return out.getvalue()


def cut_pdf() -> bytes:
    return picture_pdf()[:120]


@pytest.mark.parametrize(
    ("make", "words"),
    [(picture_pdf, "bản quét"), (locked_pdf, "mật khẩu"), (cut_pdf, "không mở được")],
    ids=["scan", "password", "cut"],
)
def test_pdf_files_without_readable_text(tmp_path: Path, make: Callable[[], bytes], words: str) -> None:
    path = tmp_path / "quét.pdf"
    path.write_bytes(make())
    with pytest.raises(UnreadableSource, match=words) as refused:
        read_file(path)
    assert_one_sentence(refused.value)


def test_a_word_file_named_pdf_is_read_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "nhầm tên.pdf"
    path.write_bytes(whole_docx())
    assert read_plan(read_file(path)).signer.name == "Đỗ Minh Phụng"


@pytest.mark.parametrize("make", ["folder", "missing"])
def test_a_folder_or_nothing_is_refused(tmp_path: Path, make: str) -> None:
    path = tmp_path / "chỗ này"
    if make == "folder":
        path.mkdir()
    with pytest.raises(UnreadableSource, match="chỗ này") as refused:
        read_file(path)
    assert_one_sentence(refused.value)


def test_the_largest_file_is_a_limit_of_twenty_megabytes(tmp_path: Path) -> None:
    assert LARGEST_FILE == 20 * 1024 * 1024
    path = tmp_path / "vừa đủ.txt"
    with path.open("wb") as out:
        out.truncate(LARGEST_FILE + 1)
    with pytest.raises(UnreadableSource, match="20 MB") as refused:
        read_file(path)
    assert_one_sentence(refused.value)


@pytest.mark.parametrize("name", ["award decision of a school year", "poem", "minutes"])
def test_the_command_prints_one_line_and_fails(cli, tmp_path: Path, name: str) -> None:
    path = tmp_path / "văn bản.txt"
    path.write_text(PAPERS[name], encoding="utf-8")
    code, out, err = cli("read-plan", path, "--json")
    assert code == 1
    assert out == ""
    assert err.startswith("Lỗi: ")
    assert err.count("\n") == 1


def test_the_command_reads_one_of_our_plans(cli) -> None:
    code, out, err = cli("read-plan", TEXTS / "dac_khu_dao_xanh.txt", "--json")
    assert (code, err) == (0, "")
    assert '"112/KH-UBND"' in out


LETTERS = {
    "an invitation": ("mời dự hội nghị tổng kết phong trào thi đua", False),
    "an answer": ("trả lời kiến nghị về khen thưởng phong trào thi đua", False),
    "a letter about land": ("giải quyết hồ sơ đất đai của ông Nguyễn Văn B", False),
    "a set of rules": ("ban hành Quy chế thi đua, khen thưởng của xã", False),
    "a council": ("kiện toàn Hội đồng Thi đua - Khen thưởng xã, tổ chức lại các cụm thi đua", False),
    "a budget": ("phê duyệt dự toán kinh phí tổ chức phong trào thi đua", False),
    "a reminder": ("đôn đốc báo cáo kết quả phong trào thi đua", True),
    "an extension": ("gia hạn thời gian đăng ký thi đua", True),
    "a launch": ("phát động đợt thi đua nước rút", True),
    "quotas": ("phân bổ số lượng khen thưởng phong trào thi đua", True),
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_read_only_when_its_subject_launches_or_changes_a_drive(name: str) -> None:
    subject, read = LETTERS[name]
    text = f"""ỦY BAN NHÂN DÂN
XÃ KHE NGỌC
Số: 12/UBND-VX
V/v {subject}

Khe Ngọc, ngày 04 tháng 5 năm 2026

Kính gửi: Các thôn.

Ủy ban nhân dân xã thông báo về phong trào thi đua, phong trào thi đua năm 2026 như sau:

1. Các thôn nộp văn bản trước ngày 20/5/2026.

2. Phong trào thi đua tiếp tục được duy trì.

CHỦ TỊCH

Hoàng A Sềnh"""
    if read:
        assert read_plan(text).deadlines
        return
    with pytest.raises(NotAPlan) as refused:
        read_plan(text)
    assert_one_sentence(refused.value)


@pytest.mark.parametrize(
    "kind", ["QUY CHẾ", "NGHỊ QUYẾT", "BẢN GIAO ƯỚC", "BẢN ĐĂNG KÝ", "THƯ MỜI", "BÁO CÁO", "TỜ TRÌNH"]
)
def test_papers_that_only_speak_of_emulation_are_refused(kind: str) -> None:
    text = f"""ỦY BAN NHÂN DÂN
XÃ KHE NGỌC
{kind}
Phong trào thi đua năm 2026
1. Các thôn đăng ký thi đua trước ngày 20/5/2026.
2. Phát động phong trào thi đua."""
    with pytest.raises(NotAPlan) as refused:
        read_plan(text)
    assert_one_sentence(refused.value)


def test_one_mention_in_the_title_of_a_plan_is_enough() -> None:
    text = """CÔNG TY MÍA ĐƯỜNG
KẾ HOẠCH
Thi đua vụ ép năm 2025
1. Các đội đăng ký sản lượng trước ngày 10/11/2025.
2. Giám đốc tặng Giấy khen cho 02 đội."""
    found = read_plan(text)
    assert [item.kind for item in found.deadlines] == ["registration"]
    assert [(line.form, line.authority) for line in found.awards] == [("Giấy khen", "Giám đốc")]
