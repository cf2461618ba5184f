"""Statistical forms and the fund as papers: what Word and the PDF say against plain counts of the register's rows."""

from __future__ import annotations

import datetime as dt
import re

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT

from db import awards, fund, statistics
from db.errors import BadInput
from desktop.documents import paper_kinds, records_statistics
from desktop.documents.paper import Chart
from desktop.documents.paper_files import write_paper
from desktop.documents.paper_kinds import Choice

DAY = dt.date(2023, 12, 22)
MM = 25.4 / 72


@pytest.fixture
def decided(full_ward):
    """The ward with everybody decided; one prize received, one award revoked."""
    made = full_ward.decide()
    con = full_ward.con
    with full_ward.store.action("Thu hồi") as action:
        gone = next(row for row in awards.list_awards(con, made) if row.recipient == "Lò Văn Hộ")
        action.update("award", gone.id, revoked_date="2023-12-21", revoke_reason="thử")
    return full_ward


def rows_of(con, year):
    """The register's own rows of a year, read with plain SQL."""
    return con.execute(
        """SELECT a.object_kind AS kind, a.form_code, a.award_type, s.sex, d.day, a.recipient, a.prize_amount
           FROM award a JOIN decision d ON d.id = a.decision_id JOIN subject s ON s.id = a.subject_id
           WHERE d.status = 'issued' AND a.revoked_date IS NULL AND substr(d.day, 1, 4) = ?""",
        (str(year),),
    ).fetchall()


def numbers_of(document):
    """The form's numbers as Word has them: (row code, column code) -> number."""
    table = next(one for one in document.tables if len(one.columns) > 4)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    at = next(n for n, cells in enumerate(rows) if cells[:2] == ["A", "B"])
    codes = [cell.partition(" ")[0] for cell in rows[at][2:]]
    found = {}
    for cells in rows[at + 1 :]:
        if re.fullmatch(r"\d\d", cells[1]):
            for code, shown in zip(codes, cells[2:], strict=True):
                found[cells[1], code] = 0 if shown == "–" else int(shown.replace(".", ""))
    return found


def write(con, tmp_path, key, **choice):
    paper = paper_kinds.build(con, key, Choice(**{"as_of": DAY, **choice}))
    for suffix in ("docx", "pdf"):
        write_paper(paper, tmp_path / f"x.{suffix}")
    return paper, docx.Document(str(tmp_path / "x.docx")), tmp_path / "x.pdf"


def words_of(document):
    """Every word of the document, a merged cell once."""
    made = [p.text for p in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            seen = []
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.append(cell._tc)
                    made.append(cell.text)
    return "\n".join(made)


def pdf_words(path):
    document = pypdfium2.PdfDocument(str(path))
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
    document.close()
    return "\n".join(texts)


def letters(text):
    """How often each letter and digit stands in a text, in whatever order and lines."""
    return sorted(re.sub(r"\s", "", text))


@pytest.mark.parametrize("code", ["0601", "0603", "commune"])
def test_word_has_the_numbers_of_a_plain_count(decided, tmp_path, code):
    _, document, _ = write(decided.con, tmp_path, "statistics_form", form_code=code)
    found = numbers_of(document)
    rows = rows_of(decided.con, 2023)
    if code == "0601":
        drives = decided.con.execute("SELECT count(*) FROM campaign WHERE start_on LIKE '2023%'").fetchone()[
            0
        ]
        assert drives == found["01", "1"] == found["01", "4"] == found["05", "4"] == 1
        assert (found["06", "1"], found["11", "1"], found["12", "1"]) == (1, 1, 0)
        return
    if code == "0603":
        assert set(found.values()) == {0}, "a commune has none of the province's forms"
        return
    assert found["01", "1"] == found["01", "2"] == len(rows) == 4
    assert found["02", "1"] == sum(row["kind"] == "collective" for row in rows) == 1
    assert found["04", "1"] == sum(row["kind"] == "household" for row in rows) == 0
    assert found["05", "1"] == sum(row["kind"] == "individual" for row in rows) == 3
    assert found["12", "1"] == sum(row["award_type"] == "thematic" for row in rows)
    assert found["18", "1"] == sum(row["sex"] == "female" for row in rows)


@pytest.mark.parametrize("code", ["0601", "0603", "commune"])
def test_every_sum_column_is_the_sum_that_its_code_names(decided, tmp_path, code):
    _, document, _ = write(decided.con, tmp_path, "statistics_form", form_code=code)
    found = numbers_of(document)
    columns = {column.code: column for column in statistics.form(code).columns}
    for (row, column), number in found.items():
        if columns[column].sum_of:
            assert number == sum(found[row, part] for part in columns[column].sum_of)


@pytest.mark.parametrize("key", ["statistics_form", "fund_report"])
def test_pdf_and_word_say_the_same(decided, tmp_path, key):
    _, document, pdf = write(decided.con, tmp_path, key, names=True)
    # Page numbers and headings repeated on later pages are the PDF's own.
    written, drawn = letters(words_of(document)), letters(pdf_words(pdf))
    missing = list(written)
    for letter in drawn:
        if letter in missing:
            missing.remove(letter)
    assert missing == []


def test_a_ministrys_form_has_its_head_and_lies_on_its_side(decided, tmp_path):
    _, document, pdf = write(decided.con, tmp_path, "statistics_form", form_code="0603")
    text = words_of(document)
    for line in (
        "Biểu số: 0603.N/BNV-TĐKT",
        "Ban hành theo Thông tư số 02/2023/TT-BNV ngày 23/3/2023",
        "Ngày nhận báo cáo: Ngày 15 tháng 12 năm báo cáo",
        "Đơn vị báo cáo: Ủy ban nhân dân phường Hoa Ban",
        "Đơn vị nhận báo cáo: Ủy ban nhân dân thành phố Mường Lay",
        "Đơn vị tính: lượt",
        "Kỳ báo cáo: từ 01/01/2023 đến 31/12/2023",
        "1 = (2 + 3 + 4 + 5)",
        "NGƯỜI LẬP BIỂU",
        "(Ký, họ tên, đóng dấu)",
        "Trần Văn Bình",
    ):
        assert line in text
    assert "Nguồn số liệu: sổ theo dõi thi đua, khen thưởng của Ủy ban nhân dân phường Hoa Ban" in text
    assert "CỘNG HÒA" not in text
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    page = pypdfium2.PdfDocument(str(pdf))[0]
    assert [round(side * MM) for side in page.get_size()] == [297, 210]


def test_the_communes_own_form_has_the_offices_head(decided, tmp_path):
    _, document, _ = write(decided.con, tmp_path, "statistics_form")
    text = words_of(document)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "PHƯỜNG HOA BAN" in text
    assert "KẾT QUẢ KHEN THƯỞNG TRONG NĂM" in text
    assert "Biểu số" not in text
    assert "Nhóm cá nhân: 03 trường hợp chưa ghi nên không nằm trong hàng nào." in text


def test_the_heading_is_repeated_and_merged_as_the_form_has_it(decided, tmp_path):
    _, document, pdf = write(decided.con, tmp_path, "statistics_form")
    table = next(one for one in document.tables if len(one.columns) > 4)
    repeated = [row._tr.trPr.find("{*}tblHeader") is not None for row in table.rows]
    assert repeated == [True] * 3 + [False] * (len(table.rows) - 3)
    upper, lower = (row.cells for row in table.rows[:2])
    assert upper[-1]._tc is upper[-2]._tc
    assert upper[-1].text == "Trình cấp trên"
    assert [cell.text for cell in lower[-2:]] == ["Đã trình", "Được tặng"]
    assert upper[0]._tc is lower[0]._tc
    document = pypdfium2.PdfDocument(str(pdf))
    for page in list(document)[:2]:
        text = page.get_textpage()
        solid = re.sub(r"\s", "", text.get_text_range())
        assert "Chỉtiêu" in solid
        assert "Trìnhcấptrên" in solid
        text.close()
    document.close()


@pytest.mark.parametrize(
    ("key", "choice"),
    [
        ("statistics_form", {"form_code": "0601"}),
        ("statistics_form", {"form_code": "0603"}),
        ("statistics_form", {"names": True}),
        ("fund_report", {"names": True}),
    ],
)
def test_no_letter_leaves_its_page(decided, tmp_path, key, choice):
    _, _, pdf = write(decided.con, tmp_path, key, **choice)
    document = pypdfium2.PdfDocument(str(pdf))
    for page in document:
        wide, high = page.get_size()
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            if right > left:
                assert left * MM >= 29.5
                assert (wide - right) * MM >= 14.5
                assert bottom * MM >= 19
                assert (high - top) * MM >= 9
        text.close()
    document.close()


def test_names_behind_the_numbers_carry_their_rows_and_columns(decided, tmp_path):
    paper, document, _ = write(decided.con, tmp_path, "statistics_form", names=True)
    listed = [[cell.text for cell in row.cells] for row in document.tables[-1].rows][1:]
    awarded = decided.con.execute(
        """SELECT trim(a.honorific || ' ' || a.recipient) AS shown FROM award a JOIN decision d ON d.id = a.decision_id
           WHERE d.status = 'issued' AND a.revoked_date IS NULL"""
    )
    assert sorted(row[1] for row in listed) == sorted(row["shown"] for row in awarded)
    found = numbers_of(document)
    for (row, column), number in found.items():
        standing = [
            cells for cells in listed if row in cells[3].split(", ") and column in cells[4].split(", ")
        ]
        assert len(standing) == number, (row, column)
    assert paper.annexes[0].landscape


def test_a_period_leaves_out_what_lies_outside(decided, tmp_path):
    _, document, _ = write(
        decided.con, tmp_path, "statistics_form", start=dt.date(2023, 1, 1), end=dt.date(2023, 12, 19)
    )
    assert set(numbers_of(document).values()) == {0}
    assert "từ 01/01/2023 đến 19/12/2023" in words_of(document)
    with pytest.raises(BadInput, match="kết thúc trước khi bắt đầu"):
        paper_kinds.build(
            decided.con,
            "statistics_form",
            Choice(as_of=DAY, start=dt.date(2023, 2, 1), end=dt.date(2023, 1, 1)),
        )


# ---------------------------------------------------------------- the fund


def money(store, *rows):
    with store.action("Thu, chi") as action:
        for direction, kind, amount, day, what in rows:
            fund.save_entry(action, direction=direction, kind=kind, amount=amount, day=day, what=what)


def test_the_fund_adds_up_as_by_hand(decided, tmp_path):
    money(
        decided.store,
        ("in", "carried", 10_000_000, dt.date(2023, 1, 3), "Số dư"),
        ("in", "budget", 40_000_000, dt.date(2023, 2, 1), "Dự toán"),
        ("out", "frame", 2_500_000, dt.date(2023, 11, 1), "Khung"),
        ("out", "flowers", 700_000, dt.date(2023, 12, 30), "Hoa, sau ngày báo cáo"),
    )
    prizes = sum(row["prize_amount"] or 0 for row in rows_of(decided.con, 2023))
    assert prizes > 0
    paper, document, _ = write(decided.con, tmp_path, "fund_report", names=True)
    text = words_of(document)

    def shown(amount):
        return f"{amount:,}".replace(",", ".")

    spent = 2_500_000 + prizes
    assert (
        f"Tổng thu: 50.000.000 đồng; tổng chi: {shown(spent)} đồng; còn lại: {shown(50_000_000 - spent)} đồng."
        in text
    )
    assert "sau ngày báo cáo" not in text
    assert "số liệu tính đến hết ngày 22 tháng 12 năm 2023" in text
    assert dict(paper.named)["con_lai"] == f"{shown(50_000_000 - spent)} đồng"
    annex = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    amounts = [int(cells[-1].replace(".", "")) for cells in annex if cells[0].isdigit()]
    assert sum(amounts) == prizes
    assert len(amounts) == len(rows_of(decided.con, 2023))


def test_what_is_not_known_is_said_and_not_added(decided, tmp_path):
    with decided.store.action("Chưa rõ") as action:
        first = decided.con.execute("SELECT id FROM award WHERE revoked_date IS NULL ORDER BY id").fetchone()
        action.update("award", first["id"], prize_amount=None)
    prizes = sum(row["prize_amount"] or 0 for row in rows_of(decided.con, 2023))
    _, document, _ = write(decided.con, tmp_path, "fund_report", names=True)
    text = words_of(document)
    assert "Có 01 khen thưởng chưa rõ mức tiền thưởng nên số chi còn thiếu." in text
    assert "chi vượt: " + f"{prizes:,}".replace(",", ".") in text
    assert "chưa rõ" in [row.cells[-1].text for row in document.tables[-1].rows]


def test_an_empty_fund_is_one_sentence(full_ward):
    with pytest.raises(BadInput, match="Năm 2019 quỹ khen thưởng chưa có khoản thu, chi") as refused:
        paper_kinds.build(full_ward.con, "fund_report", Choice(as_of=DAY, year=2019))
    assert str(refused.value).count(".") == 1


def test_a_past_year_is_told_to_its_end(decided):
    money(decided.store, ("in", "budget", 5_000_000, dt.date(2022, 3, 1), "Dự toán"))
    facts = records_statistics.fund_facts(decided.con, 2022, DAY)
    assert (facts.as_of, facts.year, facts.prizes) == (dt.date(2022, 12, 31), 2022, ())


# ---------------------------------------------------------------- the command line


def test_the_command_line_writes_them(decided, tmp_path, cli):
    path, out = decided.store.path, tmp_path / "x.docx"
    decided.store.close()
    base = ("document", path)
    arguments = [
        (("statistics-form", "--form", "0601", "--year", "2023"), "SỐ PHONG TRÀO THI ĐUA"),
        (("statistics-form", "--from", "1/1/2023", "--to", "30/6/2023"), "từ 01/01/2023 đến 30/06/2023"),
        (("statistics-form", "--year", "2023", "--names"), "DANH SÁCH SAU CÁC SỐ LIỆU"),
        (("fund-report", "--year", "2023"), "quỹ khen thưởng năm 2023"),
    ]
    for given, said in arguments:
        code, told, err = cli(*base, *given, "--as-of", "2023-12-22", "-o", out)
        assert (code, err) == (0, "")
        assert str(out) in told
        assert said in words_of(docx.Document(str(out)))
        out.unlink()
    for given, said in (
        (("statistics-form", "--form", "9999"), "Không có biểu thống kê “9999”"),
        (("statistics-form", "--from", "1/7/2023", "--to", "30/6/2023"), "kết thúc trước khi bắt đầu"),
        (("statistics-form", "--year", "99999"), "Không có năm 99999"),
        (("statistics-form", "--year", "0"), "Không có năm 0"),
        (("fund-report", "--year", "0"), "Không có năm 0"),
        (("fund-report", "--year", "-1"), "Không có năm -1"),
        (("fund-report", "--year", "9" * 24), "Không có năm 999"),
        (("fund-report", "--year", "1990"), "Năm 1990 quỹ khen thưởng chưa có"),
    ):
        code, told, err = cli(*base, *given, "-o", out)
        assert (code, told) == (1, "")
        assert said in err
        assert not out.exists()


def test_the_report_is_written_without_pictures_where_asked(full_ward, tmp_path, cli):
    with_pictures = paper_kinds.build(
        full_ward.con, "report", Choice(as_of=DAY, campaign_id=full_ward.campaign)
    )
    assert [block for block in with_pictures.blocks if isinstance(block, Chart)]
    full_ward.store.close()
    out = tmp_path / "x.docx"
    base = ("document", full_ward.store.path, "report", "--as-of", "2023-12-22", "-o", out)
    assert cli(*base)[0] == 0
    assert (
        len(docx.Document(str(out)).inline_shapes) == 2
    )  # the drive in time and its duties: nobody is awarded yet
    assert cli(*base, "--no-charts")[0] == 0
    assert len(docx.Document(str(out)).inline_shapes) == 0


def test_the_figures_of_the_pictures_are_the_registers(decided, tmp_path):
    """The report's pictures in the PDF against plain SQL."""
    paper = paper_kinds.build(decided.con, "report", Choice(as_of=DAY, campaign_id=decided.campaign))
    write_paper(paper, tmp_path / "r.pdf")
    solid = re.sub(r"\s", "", pdf_words(tmp_path / "r.pdf"))
    rows = rows_of(decided.con, 2023)
    assert f"Giấykhen{len(rows)}" in solid
    persons = sum(row["kind"] == "individual" for row in rows)
    assert f"Trongsố{persons:02}cánhânđượccơquankhenthưởngnăm2023" in solid
    duties = decided.con.execute("SELECT count(*) FROM obligation").fetchone()[0]
    (chart,) = [block for block in paper.blocks if isinstance(block, Chart) and "nghĩa vụ" in block.title]
    assert sum(bar.total for bar in chart.bars) == duties
