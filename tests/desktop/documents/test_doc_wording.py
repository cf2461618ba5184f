"""Wording an officer answers for: numbers, days, signatures, sums and names, as they reach Word and PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db.errors import BadInput
from desktop.documents.decision import decision
from desktop.documents.facts import AwardRow, IssueFacts, SignerFacts
from desktop.documents.minutes import minutes
from desktop.documents.paper import Article, Paragraph, Table
from desktop.documents.paper_files import write_paper
from desktop.documents.paper_words import (
    campaign_phrase,
    citation_phrase,
    date_phrase,
    full_number,
    money_phrase,
)
from desktop.documents.prize_list import prize_list
from desktop.documents.reminder import reminder
from desktop.documents.report import report
from desktop.documents.submission import submission

KINDS = ("decision", "submission", "minutes", "reminder", "report", "prize_list")


def made(w, kind, **changes):
    """A paper of ``kind`` from the ward's facts with some of them changed."""
    makers = {
        "decision": (decision, w.DECISION),
        "submission": (submission, w.SUBMISSION),
        "minutes": (minutes, w.MINUTES),
        "reminder": (reminder, w.REMINDER),
        "report": (report, w.REPORT),
        "prize_list": (prize_list, w.PRIZE_LIST),
    }
    make, facts = makers[kind]
    return make(replace(facts, **changes))


def running(paper):
    """The running text of a paper's body."""
    parts = []
    for block in paper.blocks:
        if isinstance(block, Paragraph):
            parts.append(block.text)
        elif isinstance(block, Article):
            parts += [block.text, *block.more]
    return "\n".join(parts)


def tables(paper):
    return [
        block
        for blocks in (paper.blocks, *(annex.blocks for annex in paper.annexes))
        for block in blocks
        if isinstance(block, Table)
    ]


def both(paper, tools, folder):
    """The texts a reader takes out of the docx and out of the PDF."""
    texts = []
    for suffix, read in (("docx", tools.docx_text), ("pdf", tools.pdf_text)):
        target = folder / f"giay.{suffix}"
        write_paper(paper, target)
        texts.append(read(target))
    return texts


# Numbers and days


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("1", "01/QĐ-UBND"),
        ("9", "09/QĐ-UBND"),
        ("09", "09/QĐ-UBND"),
        ("10", "10/QĐ-UBND"),
        ("128", "128/QĐ-UBND"),
        (" 7 ", "07/QĐ-UBND"),
        ("7/QĐ-UBND.TĐKT", "7/QĐ-UBND.TĐKT"),
        ("", "      /QĐ-UBND"),
    ],
)
def test_a_number_below_ten_has_a_leading_zero(given, shown):
    assert full_number(IssueFacts(given), "QĐ-UBND") == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2024, 1, 1), "ngày 01 tháng 01 năm 2024"),
        (date(2024, 2, 29), "ngày 29 tháng 02 năm 2024"),
        (date(2024, 3, 9), "ngày 09 tháng 3 năm 2024"),
        (date(2024, 9, 10), "ngày 10 tháng 9 năm 2024"),
        (date(2024, 10, 5), "ngày 05 tháng 10 năm 2024"),
        (date(2024, 12, 31), "ngày 31 tháng 12 năm 2024"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_leading_zero(day, shown):
    assert date_phrase(IssueFacts(day=day)) == shown


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_writes_a_day_in_another_way(shelf, kind):
    import re

    for paragraph in shelf[kind].paragraphs:
        for day, month in re.findall(r"ngày (\d+) tháng (\d+)", paragraph.text):
            assert len(day) == 2
            assert month == (f"{int(month):02}" if int(month) < 3 else str(int(month)))


@pytest.mark.parametrize("kind", ["decision", "submission", "reminder", "report"])
def test_an_unissued_paper_leaves_number_and_day_blank_but_says_the_year(w, tools, tmp_path, kind):
    for text in both(made(w, kind, issue=w.BLANK), tools, tmp_path):
        head = text[:400]
        assert "Số: /" in head
        assert "Phường Hoa Ban, ngày tháng năm 2023" in head
        assert "None" not in text


def test_without_a_year_the_year_is_blank_too(w):
    paper = made(w, "decision", issue=IssueFacts())
    assert paper.header.place_date == "Phường Hoa Ban, ngày     tháng     năm         "


# Who signs


@pytest.mark.parametrize("lines", [("CHỦ TỊCH",), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("Q. CHỦ TỊCH",), ()])
def test_a_decision_is_signed_by_the_chair_or_for_the_chair(w, lines):
    paper = made(w, "decision", signer=SignerFacts(lines, "A Thuận"))
    assert paper.signatures[0].lines == (lines or ("CHỦ TỊCH",))
    assert "TM." not in running(paper)


@pytest.mark.parametrize(
    "line", ["TM. ỦY BAN NHÂN DÂN", " TM. UBND", "tm. ubnd", "TL. CHỦ TỊCH", "TUQ. CHỦ TỊCH", "TUN. CHỦ TỊCH"]
)
def test_a_decision_is_never_signed_for_the_committee(w, line):
    with pytest.raises(BadInput) as refused:
        made(w, "decision", signer=SignerFacts((line,), "A Thuận"))
    assert line in str(refused.value)
    assert "hãy chọn “CHỦ TỊCH” hoặc “KT. CHỦ TỊCH”" in str(refused.value)
    # Also where it is not the first line.
    with pytest.raises(BadInput):
        made(w, "decision", signer=SignerFacts(("CHỦ TỊCH", line), "A Thuận"))


def test_the_head_of_a_decision_names_the_chair_not_the_committee(w):
    text = running(made(w, "decision"))
    assert "\nCHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN\n" in text
    assert "\nỦY BAN NHÂN DÂN PHƯỜNG HOA BAN\n" not in text


# Whom and how many


@pytest.mark.parametrize(
    ("counts", "said", "responsible"),
    [
        ((1, 2, 3), "01 tập thể, 02 cá nhân và 03 hộ gia đình", "các tập thể, cá nhân và hộ gia đình"),
        ((0, 12, 1), "12 cá nhân và 01 hộ gia đình", "các cá nhân và hộ gia đình"),
        ((9, 0, 0), "09 tập thể", "các tập thể"),
        ((0, 10, 0), "10 cá nhân", "các cá nhân"),
        ((2, 0, 4), "02 tập thể và 04 hộ gia đình", "các tập thể và hộ gia đình"),
    ],
)
def test_counts_name_only_the_kinds_there_are_in_their_order(w, counts, said, responsible):
    paper = made(w, "decision", awards=w.awards(*counts))
    assert f"Tặng Giấy khen cho {said} đã có thành tích" in running(paper)
    assert f"{responsible} có tên tại Điều 1 chịu trách nhiệm thi hành" in running(paper)
    groups = [row.cells[0] for row in tables(paper)[0].rows if row.kind == "group"]
    present = [
        f"{name} ({n:02})" for name, n in zip(("TẬP THỂ", "CÁ NHÂN", "HỘ GIA ĐÌNH"), counts, strict=True) if n
    ]
    romans = [f"{roman}. {name}" for roman, name in zip(("I", "II", "III"), present, strict=False)]
    assert groups == (romans if len(present) > 1 else [])


@pytest.mark.parametrize("kind", ["decision", "submission", "minutes", "prize_list"])
def test_every_list_goes_collectives_individuals_households_whatever_order_comes_in(w, kind):
    mixed = tuple(reversed(w.awards(2, 3, 2)))
    votes = tuple(reversed([row for row in w.VOTES if row.kind != "individual"])) + w.VOTES[2:5]
    field = {"decision": "awards", "submission": "nominees", "minutes": "votes", "prize_list": "awards"}[kind]
    table = tables(made(w, kind, **{field: votes if field in ("nominees", "votes") else mixed}))[0]
    groups = [row.cells[0].split(". ")[1].split(" (")[0] for row in table.rows if row.kind == "group"]
    assert groups == ["TẬP THỂ", "CÁ NHÂN", "HỘ GIA ĐÌNH"]
    numbers = []
    for row in table.rows:
        if row.kind == "group":
            numbers.append([])
        elif row.kind == "data":
            numbers[-1].append(row.cells[0])
    assert all(group == [str(n) for n in range(1, len(group) + 1)] for group in numbers)


@pytest.mark.parametrize(
    ("place", "named", "responsible"),
    [
        (0, "tập thể Tổ dân phố số 1, phường Hoa Ban", "tập thể có tên"),
        (1, "bà H’Ngăm Niê Kđăm, Tổ dân phố số 1", "cá nhân có tên"),
        (2, "hộ ông Lương Văn Hộ 1, Tổ dân phố số 1", "hộ gia đình có tên"),
    ],
)
def test_a_single_recipient_is_named_in_the_first_article_without_a_list(w, place, named, responsible):
    paper = made(w, "decision", awards=(w.awards(1, 1, 1)[place],))
    text = running(paper)
    assert f"Tặng Giấy khen cho {named} đã có thành tích" in text
    assert f"và {responsible} tại Điều 1 chịu trách nhiệm" in text
    assert "các" not in text.split("Điều 1 chịu")[0].rsplit("và", 1)[1]
    assert "danh sách" not in text
    assert paper.annexes == ()


# Money


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (360_000, "360.000 đồng (Bằng chữ: Ba trăm sáu mươi nghìn đồng)"),
        (710_000, "710.000 đồng (Bằng chữ: Bảy trăm mười nghìn đồng)"),
        (1_410_000, "1.410.000 đồng (Bằng chữ: Một triệu bốn trăm mười nghìn đồng)"),
        (2_340_000, "2.340.000 đồng (Bằng chữ: Hai triệu ba trăm bốn mươi nghìn đồng)"),
        (1_005_000, "1.005.000 đồng (Bằng chữ: Một triệu không trăm linh năm nghìn đồng)"),
        (10_000_000, "10.000.000 đồng (Bằng chữ: Mười triệu đồng)"),
        (21_150_000, "21.150.000 đồng (Bằng chữ: Hai mươi mốt triệu một trăm năm mươi nghìn đồng)"),
        (115_000_000, "115.000.000 đồng (Bằng chữ: Một trăm mười lăm triệu đồng)"),
    ],
)
def test_sums_stand_in_figures_and_in_words(amount, shown):
    assert money_phrase(amount) == shown


@pytest.mark.parametrize(
    ("prizes", "figures", "words"),
    [
        # 0,3 and 0,6 of 2.340.000, rounded up to ten thousand.
        ((710_000, 1_410_000), "2.120.000", "Hai triệu một trăm hai mươi nghìn đồng"),
        ((360_000,) * 5, "1.800.000", "Một triệu tám trăm nghìn đồng"),
        ((450_000, 450_000, 900_000), "1.800.000", "Một triệu tám trăm nghìn đồng"),
    ],
)
def test_the_sum_of_prizes_is_the_same_in_the_article_the_list_and_the_signing_list(
    w, tools, tmp_path, prizes, figures, words
):
    rows = tuple(replace(w.awards(0, 9, 0)[n], prize=prize) for n, prize in enumerate(prizes))
    for paper, times in ((made(w, "decision", awards=rows), 2), (made(w, "prize_list", awards=rows), 1)):
        assert tables(paper)[0].rows[-1].cells.count(figures) == 1
        for text in both(paper, tools, tmp_path):
            assert text.count(f"{figures} đồng (Bằng chữ: {words})") == times


def test_an_unknown_prize_is_nowhere_counted_as_nothing(w, tools, tmp_path):
    known = w.awards(1, 3, 0)
    rows = (*known, replace(known[1], name="Đinh Chưa Rõ", prize=None))
    for text in both(made(w, "decision", awards=rows), tools, tmp_path):
        assert "theo quy định hiện hành của pháp luật về thi đua, khen thưởng" in text
        assert "Bằng chữ" not in text
        assert "Tổng cộng" not in text
    listed = tables(made(w, "decision", awards=rows))[0]
    assert [row.cells[-1] for row in listed.rows if row.kind == "data"] == ["900.000", *["450.000"] * 3, ""]


def test_a_report_gives_no_sum_where_a_prize_is_unknown(w):
    known = w.awards(1, 3, 1)
    rows = (*known, replace(known[1], name="Đinh Chưa Rõ", prize=None))
    paper = made(w, "report", awards=rows)
    assert "Tổng số tiền thưởng" not in running(paper)
    objects = tables(paper)[2]
    assert [row.cells[3:] for row in objects.rows] == [
        ("1", "900.000"),
        ("4", ""),
        ("1", "450.000"),
        ("6", ""),
    ]
    assert "Tổng số tiền thưởng: 2.700.000 đồng" in running(made(w, "report", awards=known))


def test_nobody_signs_for_a_prize_that_is_unknown_or_nothing(w):
    rows = (
        *w.awards(0, 2, 0),
        AwardRow("Không Tiền", "individual", prize=0),
        AwardRow("Chưa Rõ", "individual"),
    )
    names = [row.cells[1] for row in tables(made(w, "prize_list", awards=rows))[0].rows if row.kind == "data"]
    assert names == ["Bà H’Ngăm Niê Kđăm", "Bà Nguyễn Thị Thuỷ"]


# Citations and drives


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Đã có thành tích xuất sắc.", " đã có thành tích xuất sắc"),
        (" Có công hiến đất; ", " có công hiến đất"),
        ("", ""),
        (" . ", ""),
        ("UBND phường ghi nhận", " UBND phường ghi nhận"),
    ],
)
def test_a_citation_goes_on_inside_the_sentence(given, shown):
    assert citation_phrase(given) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("THI ĐUA YÊU NƯỚC 2024", "THI ĐUA YÊU NƯỚC 2024"),
        ("Thi đua yêu nước", "thi đua yêu nước"),
        ("Cuộc vận động “Ngày vì người nghèo”", "cuộc vận động “Ngày vì người nghèo”"),
        ("Chung sức", "phong trào thi đua “Chung sức”"),
    ],
)
def test_a_drive_inside_a_sentence_keeps_its_capitals(name, shown):
    assert campaign_phrase(name) == shown


def test_recipients_cited_for_different_things_get_each_their_own(w, tools, tmp_path):
    rows = tuple(
        replace(row, citation=f"Đã hiến {n}00 m² đất mở đường")
        for n, row in enumerate(w.awards(0, 4, 0), start=1)
    )
    paper = made(w, "decision", awards=rows)
    assert "Đã hiến" not in running(paper)
    for text in both(paper, tools, tmp_path):
        for n in range(1, 5):
            assert text.count(f"Đã hiến {n}00 m² đất mở đường") == 1
    same = made(w, "decision", awards=tuple(replace(row, citation="Đã hiến đất.") for row in rows))
    assert "Thành tích" not in [column.title for column in tables(same)[0].columns]


# Names


LONG_NAME = (
    "Ban Chấp hành Hội Liên hiệp Phụ nữ và Câu lạc bộ Gia đình hạnh phúc Tổ dân phố Suối Cát Hai, "
    "phường Hoa Ban Trắng Bản"
)
HIGHLAND = [
    "H’Ngăm Niê Kđăm",
    "Y Blê\u0306 Mlô Duôn Du",
    "Ƀlơi Kpă",
    "Rơ Châm H’Čuč",
    "K’Brĕh Ñông Ŏn",
    "Nay Der Ư\u0306n",
    "Sùng A Páo",
    "Lò Thị Ỏn",
    "Đinh Hà Ơ\u0306ng",
]
INJECTIONS = [
    "{{7*7}}",
    "=1+1",
    "<b>An</b>",
    "&amp;",
    "{name}",
    "{0}",
    "%(a)s",
    "A & B",
    "</para>",
    '"; DROP TABLE',
    "${x}",
    "\\n",
    "[CDATA[x]]>",
]


def with_name(w, kind, name):
    """A paper of ``kind`` in whose list ``name`` stands once."""
    if kind == "report":
        return made(w, kind, awards=(*w.awards(0, 2, 0), replace(w.awards(1)[0], honorific="", name=name)))
    if kind == "reminder":
        return made(w, kind, late=(*w.late(2), replace(w.late(1)[0], requirement=name)))
    if kind in ("submission", "minutes"):
        field = "nominees" if kind == "submission" else "votes"
        return made(w, kind, **{field: (*w.VOTES[2:4], replace(w.VOTES[0], honorific="", name=name))})
    return made(w, kind, awards=(*w.awards(0, 2, 0), replace(w.awards(1)[0], honorific="", name=name)))


@pytest.mark.parametrize("kind", KINDS)
def test_markup_and_formulas_in_names_are_printed_as_they_are(w, tools, tmp_path, kind):
    # All in one name, so that each kind is written once.
    for text in both(with_name(w, kind, " | ".join(INJECTIONS)), tools, tmp_path):
        said = tools.solid(text)
        for injected in INJECTIONS:
            assert said.count(tools.solid(f"{injected} |")) + said.endswith(tools.solid(injected)) >= (
                injected is not INJECTIONS[-1]
            )
            assert tools.solid(injected) in said
        assert "49" not in said.split(tools.solid(" | ".join(INJECTIONS)))[0][-3:]


@pytest.mark.parametrize("kind", KINDS)
def test_names_of_highland_peoples_are_whole_in_both_formats(w, tools, tmp_path, kind):
    for text in both(with_name(w, kind, "; ".join(HIGHLAND)), tools, tmp_path):
        for name in HIGHLAND:
            assert tools.solid(name) in tools.solid(text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_of_120_letters_is_wrapped_not_cut(w, tools, tmp_path, kind):
    assert len(LONG_NAME) >= 117
    paper = with_name(w, kind, LONG_NAME)
    for text in both(paper, tools, tmp_path):
        assert tools.solid(LONG_NAME) in tools.solid(text)
    for page in tools.pdf_pages(tmp_path / "giay.pdf"):
        assert max(letter.right for letter in page.letters if letter.text.strip()) <= page.width - 15 + 0.5


@pytest.mark.parametrize("kind", ["decision", "submission"])
def test_a_title_longer_than_word_can_hold_as_a_property_is_printed_whole(w, tools, tmp_path, kind):
    title = "Về việc tặng Giấy khen cho " + "tập thể, cá nhân tiêu biểu, " * 12
    for text in both(made(w, kind, title=title.strip()), tools, tmp_path):
        assert tools.solid(title) in tools.solid(text)


@pytest.mark.parametrize("kind", KINDS)
def test_zero_width_letters_and_foreign_spaces_leave_no_box(w, tools, tmp_path, kind):
    name = "Nguyễn\u200b \ufeffVăn\u3000Tâ\u00adm\u2028Bình"
    for text in both(with_name(w, kind, name), tools, tmp_path):
        assert tools.solid("Nguyễn Văn Tâm Bình") in tools.solid(text)


# What is too long


@pytest.mark.parametrize(
    "change",
    ["summary", "recipients"],
)
def test_what_is_taller_than_a_page_is_refused_for_pdf_and_kept_in_word(w, tools, tmp_path, change):
    if change == "summary":
        text = "vận động 12 hộ hiến đất; " * 250
        paper = made(w, "submission", nominees=(replace(w.VOTES[0], summary=text), *w.VOTES[1:3]))
    else:
        text = "Tổ dân phố số 79"
        paper = made(w, "decision", recipients=tuple(f"Tổ dân phố số {n}" for n in range(80)))
    target = tmp_path / "giay.pdf"
    target.write_bytes(b"ban cu")
    with pytest.raises(BadInput, match="hãy rút gọn phần đó hoặc lưu ra Word") as refused:
        write_paper(paper, target)
    assert str(refused.value).count(".") == 1
    assert target.read_bytes() == b"ban cu"
    write_paper(paper, tmp_path / "giay.docx")
    assert tools.solid(text) in tools.solid(tools.docx_text(tmp_path / "giay.docx"))


def test_minutes_say_which_form_was_voted_on_where_there_are_several(w, tools, tmp_path):
    forms = ("Giấy khen", "Lao động tiên tiến")
    votes = tuple(replace(row, form=forms[n % 2]) for n, row in enumerate(w.VOTES[2:8]))
    paper = made(w, "minutes", votes=votes)
    (table,) = tables(paper)
    place = [column.title for column in table.columns].index("Hình thức đề nghị")
    assert [row.cells[place] for row in table.rows] == [*forms] * 3
    # Three rows and what the chair is asked for.
    assert all(text.count("Lao động tiên tiến") == 4 for text in both(paper, tools, tmp_path))
    alike = made(w, "minutes", votes=tuple(replace(row, form=forms[0]) for row in votes))
    assert "Hình thức đề nghị" not in [column.title for column in tables(alike)[0].columns]
