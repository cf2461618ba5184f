"""Pictures of a report: their words and numbers read by pdfium, their shapes measured, against bars made by hand."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from db.pictures import Bar, DirectShare, Moment, Part
from desktop.documents import charts
from desktop.documents.facts import ReportCharts
from desktop.documents.paper import Chart
from desktop.documents.paper_files import write_paper
from desktop.documents.report import report
from desktop.documents.report_charts import MOST_YEARS, percent

WIDTH = 165.0
MM = 25.4 / 72
LONG = "Ít nhất 01 mô hình tiêu biểu hoặc 01 công trình của các tổ dân phố, buôn, làng trên địa bàn phường"
YEARS = (
    Bar("Năm 2023", (Part("Giấy khen", 30, "information"), Part("Lao động tiên tiến", 12, "done"))),
    Bar("Năm 2022", (Part("Giấy khen", 20, "information"), Part("Lao động tiên tiến", 0, "done"))),
)
DUTIES = (
    Bar(LONG, (Part("Đúng hạn", 25, "done"), Part("Trễ hạn", 6, "warning"), Part("Quá hạn", 4, "alarm"))),
    Bar("Báo cáo tổng kết", (Part("Đúng hạn", 36, "done"), Part("Được miễn", 1, "information"))),
)
CLASSES = (
    Bar("Năm 2023", (Part("Người trực tiếp công tác", 25, "done"), Part("Chưa ghi nhóm", 15, "muted"))),
)
MOMENTS = (
    Moment("Cả phong trào", date(2023, 3, 10), date(2023, 12, 10)),
    Moment("Đăng ký mô hình", date(2023, 8, 15), date(2023, 8, 15)),
    Moment("Lễ tổng kết, trao thưởng", date(2023, 12, 8), date(2023, 12, 8)),
)
CHARTS = ReportCharts(YEARS, CLASSES, DUTIES, MOMENTS, DirectShare(2023, 25, 40, 15))


def drawn(chart, room=WIDTH):
    """Each drawing of a picture as a page of a PDF of its own, opened by pdfium, with the drawing."""
    from reportlab.graphics import renderPDF
    from reportlab.pdfgen.canvas import Canvas

    made = []
    for one in charts.drawings(chart, room):
        packed = io.BytesIO()
        canvas = Canvas(packed, pagesize=(one.width, one.height))
        renderPDF.draw(one, canvas, 0, 0)
        canvas.showPage()
        canvas.save()
        document = pypdfium2.PdfDocument(packed.getvalue())
        made.append((document[0], one))
    return made


def letters(page):
    """Every letter with its box, in points."""
    text = page.get_textpage()
    found = []
    for at in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, at) != 1:
            found.append((chr(pdfium.FPDFText_GetUnicode(text, at)), text.get_charbox(at)))
    text.close()
    return found


def said(page):
    """The text without white space, in the order it was drawn."""
    return re.sub(r"\s", "", "".join(sign for sign, _ in letters(page)))


def spaced(page):
    """The text with a blank wherever the next letter does not touch the one before."""
    made, before = "", None
    for sign, (left, bottom, right, _) in letters(page):
        if before is not None and (abs(bottom - before[1]) > 3 or abs(left - before[0]) > 3):
            made += " "
        made, before = made + sign, (right, bottom)
    return made


def solid(text):
    return re.sub(r"\s", "", text)


def boxes(page):
    """Filled rectangles: left, bottom, right, top."""
    made = []
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        if right - left > 2 and top - bottom > 2:
            made.append((left, bottom, right, top))
    return made


def test_a_picture_says_every_label_and_number():
    ((page, _),) = drawn(Chart("Nghĩa vụ", DUTIES))
    text = said(page)
    for words in (LONG, "Báo cáo tổng kết", "Đúng hạn 25, Trễ hạn 6, Quá hạn 4", "Đúng hạn 36, Được miễn 1"):
        assert solid(words) in text, words
    # 25 + 6 + 4 and 36 + 1, right of the bars
    numbers = Counter(re.findall(r"\d+", spaced(page)))
    assert numbers["35"] == numbers["37"] == 1
    for word in ("Đúng hạn", "Trễ hạn", "Quá hạn", "Được miễn"):
        assert text.rfind(solid(word)) > text.find(solid("Được miễn 1")), f"{word} is not in the legend"


def test_pieces_are_to_each_other_as_their_numbers():
    ((page, drawing),) = drawn(Chart("Năm", YEARS))
    bars = sorted((box for box in boxes(page) if box[3] - box[1] > 12), key=lambda box: (-box[1], box[0]))
    wide = [right - left - 0.6 for left, _, right, _ in bars]
    assert len(wide) == 3  # nothing is drawn of the 0
    assert wide[1] / wide[0] == pytest.approx(12 / 30, abs=0.02)
    assert wide[2] / wide[0] == pytest.approx(20 / 30, abs=0.02)
    assert bars[0][2] == pytest.approx(bars[1][0], abs=1.3)
    assert max(right for *_, right, _ in bars) < drawing.width


def test_one_kind_of_piece_needs_no_legend():
    lone = (Bar("Năm 2023", (Part("Giấy khen", 30, "information"),)),)
    ((page, _),) = drawn(Chart("Năm", lone))
    assert said(page).count("Giấykhen") == 1


def test_days_stand_in_proportion_and_the_line_of_today_between():
    ((page, drawing),) = drawn(Chart("Tiến trình", moments=MOMENTS, as_of=date(2023, 11, 30)))
    text = said(page)
    for one in ("10/03/2023–10/12/2023", "15/08/2023", "08/12/2023", "Tínhđến30/11/2023"):
        assert one in text
    shapes = sorted(boxes(page), key=lambda box: box[0])
    bar = max(shapes, key=lambda box: box[2] - box[0])
    days = (MOMENTS[0].end - MOMENTS[0].start).days
    for moment, shape in zip(MOMENTS[1:], [box for box in shapes if box != bar], strict=True):
        share = (moment.start - MOMENTS[0].start).days / days
        middle = (shape[0] + shape[2]) / 2
        assert middle == pytest.approx(bar[0] + share * (bar[2] - bar[0]), abs=1.5)
    # 30/11 would stand in the way of what is written right of 08/12: nothing is crossed
    at = bar[0] + (date(2023, 11, 30) - MOMENTS[0].start).days / days * (bar[2] - bar[0])
    lozenge_rows = [box for sign, box in letters(page) if box[1] < bar[1] and sign.strip() and box[3] > 20]
    assert not [box for box in lozenge_rows if box[0] < at < box[2]]
    assert drawing.width == pytest.approx(WIDTH / MM)


def test_a_day_outside_the_drive_has_no_line():
    ((page, _),) = drawn(Chart("Tiến trình", moments=MOMENTS, as_of=date(2026, 1, 1)))
    assert "Tínhđến" not in said(page)


def test_sixty_days_go_on_in_further_drawings_and_none_is_lost():
    many = tuple(
        Moment(f"Mốc thứ {n} của kế hoạch", date(2023, 1, 1) + timedelta(n), date(2023, 1, 1) + timedelta(n))
        for n in range(1, 61)
    )
    pages = drawn(Chart("Tiến trình", moments=many))
    assert len(pages) > 1
    assert all(drawing.height * MM <= 160 for _, drawing in pages)
    texts = "".join(said(page) for page, _ in pages)
    for n in range(1, 61):
        assert texts.count(f"Mốcthứ{n}củakếhoạch") == 1


@settings(max_examples=40, deadline=None)
@given(
    bars=st.lists(
        st.tuples(
            st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyẨỄự ", min_size=1, max_size=120).filter(str.strip),
            st.lists(st.integers(0, 5000), min_size=1, max_size=6),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_letter_leaves_the_picture_and_no_number_is_lost(bars):
    tones = ("information", "done", "warning", "alarm", "muted", "information")
    listed = tuple(
        Bar(label, tuple(Part(f"loại {n}", count, tones[n]) for n, count in enumerate(counts)))
        for label, counts in bars
    )
    texts = []
    for page, drawing in drawn(Chart("Bất kỳ", listed)):
        for sign, (left, bottom, right, top) in letters(page):
            if sign.strip():
                assert left >= -0.5
                assert right <= drawing.width + 0.5
                assert bottom >= -0.5
                assert top <= drawing.height + 0.5
        texts.append(said(page))
    whole = "".join(texts)
    for bar in listed:
        told = ", ".join(f"{part.word} {part.count}" for part in bar.parts if part.count)
        assert solid(told) in whole


def test_a_picture_of_nothing_is_refused():
    with pytest.raises(ValueError, match="either bars or moments"):
        Chart("Không có gì")
    with pytest.raises(ValueError, match="either bars or moments"):
        Chart("Cả hai", YEARS, MOMENTS)


@pytest.fixture(scope="module")
def written(w, tmp_path_factory):
    """The report of the ward with pictures, as docx and as PDF."""
    folder = tmp_path_factory.mktemp("charts")
    paper = report(replace(w.REPORT, charts=CHARTS))
    for suffix in ("docx", "pdf"):
        write_paper(paper, folder / f"report.{suffix}")
    return folder


def test_the_pdf_holds_the_pictures_as_lines_and_letters(written, tools):
    path = written / "report.pdf"
    text = tools.solid(tools.pdf_text(path))
    for title in (
        "Tiến trình của phong trào",
        "Đăng ký, báo cáo của các đơn vị so với nghĩa vụ",
        "Cá nhân được khen thưởng năm 2023 theo nhóm",
        "Khen thưởng trong sổ theo năm và hình thức",
    ):
        assert tools.solid(title) in text
    assert (
        tools.solid(
            "người trực tiếp công tác, lao động, học tập, chiến đấu có 25, chiếm 62,5%; 15 trường hợp"
        )
        in text
    )
    assert tools.solid("Giấy khen 30, Lao động tiên tiến 12") in text
    document = pypdfium2.PdfDocument(str(path))
    assert not [item for page in document for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]
    document.close()
    for page in tools.pdf_pages(path):
        ink = [letter for letter in page.letters if letter.text.strip()]
        assert min(letter.left for letter in ink) >= 29.5
        assert max(letter.right for letter in ink) <= 195.5


def test_word_holds_them_as_sharp_pictures_with_their_words(written):
    document = docx.Document(str(written / "report.docx"))
    inlines = list(document.element.body.iter(qn("wp:inline")))
    told = [inline.docPr.get("descr") for inline in inlines]
    assert [name for name, _, _ in (one.partition(". ") for one in told)] == [
        "Tiến trình của phong trào",
        "Đăng ký, báo cáo của các đơn vị so với nghĩa vụ",
        "Cá nhân được khen thưởng năm 2023 theo nhóm",
        "Khen thưởng trong sổ theo năm và hình thức",
    ]
    assert [rest for _, _, rest in (one.partition(". ") for one in told)] == [
        "10/03/2023 – 10/12/2023: Cả phong trào; 15/08/2023: Đăng ký mô hình; 08/12/2023: Lễ tổng kết, trao thưởng.",
        f"{LONG}: 35 (Đúng hạn 25, Trễ hạn 6, Quá hạn 4); Báo cáo tổng kết: 37 (Đúng hạn 36, Được miễn 1).",
        "Năm 2023: 40 (Người trực tiếp công tác 25, Chưa ghi nhóm 15).",
        "Năm 2023: 42 (Giấy khen 30, Lao động tiên tiến 12); Năm 2022: 20 (Giấy khen 20).",
    ]
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for inline in inlines:
        embed = inline.graphic.graphicData.pic.blipFill.blip.embed
        image = Image.open(io.BytesIO(document.part.related_parts[embed].blob)).convert("RGB")
        assert inline.extent.cx <= room + 100
        assert image.width / (inline.extent.cx / 914400) >= 290  # dots an inch
        assert image.width / image.height == pytest.approx(inline.extent.cx / inline.extent.cy, rel=0.01)
        colours = {colour for _, colour in image.getcolors(1 << 24)}
        assert (255, 255, 255) in colours
        assert len(colours) > 3
    done = Image.open(
        io.BytesIO(document.part.related_parts[inlines[1].graphic.graphicData.pic.blipFill.blip.embed].blob)
    )
    assert (0xCC, 0xEA, 0xD3) in {colour for _, colour in done.convert("RGB").getcolors(1 << 24)}


def test_all_that_word_says_the_pdf_says_and_the_rest_is_in_the_pictures(written, tools):
    said_by_word = Counter(tools.solid(tools.docx_text(written / "report.docx")))
    said_by_pdf = Counter(tools.solid(tools.pdf_text(written / "report.pdf")))
    assert not said_by_word - said_by_pdf
    # What the PDF says more: page numbers, headings repeated on a further page, the words of the pictures.
    told = sum(len(tools.solid(bar.words)) for bars in (YEARS, CLASSES, DUTIES) for bar in bars)
    assert (said_by_pdf - said_by_word).total() >= told


def test_what_has_nothing_to_draw_is_a_sentence(w, tools, tmp_path):
    paper = report(replace(w.REPORT, charts=ReportCharts()))
    assert not [block for block in paper.blocks if isinstance(block, Chart)]
    write_paper(paper, tmp_path / "x.docx")
    text = tools.docx_text(tmp_path / "x.docx")
    for sentence in (
        "Phong trào chưa ghi mốc thời gian nào nên không lập biểu đồ tiến trình.",
        "Phong trào không giao nghĩa vụ đăng ký, báo cáo nào cho đơn vị nên không lập biểu đồ so với nghĩa vụ.",
        "Năm 2023, tính đến 30/11/2023, cơ quan chưa khen thưởng cá nhân nào nên không lập biểu đồ theo nhóm",
        "Chưa có khen thưởng nào trong sổ tính đến 30/11/2023 nên không lập biểu đồ khen thưởng theo năm.",
    ):
        assert sentence in text


def test_a_report_without_pictures_says_nothing_of_them(w):
    blocks = report(w.REPORT).blocks
    assert not [block for block in blocks if isinstance(block, Chart)]
    assert not [block for block in blocks if "biểu đồ" in getattr(block, "text", "")]


def test_only_the_latest_years_are_drawn(w):
    bars = tuple(Bar(f"Năm {year}", (Part("Giấy khen", 1, "information"),)) for year in range(2023, 2003, -1))
    made = report(replace(w.REPORT, charts=replace(CHARTS, years=bars)))
    (chart,) = [block for block in made.blocks if isinstance(block, Chart) and "theo năm" in block.title]
    assert chart.bars == bars[:MOST_YEARS]
    assert "(10 năm gần nhất)" in chart.title


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(25, 40, "62,5"), (2, 5, "40"), (1, 3, "33,3"), (2, 3, "66,7"), (0, 7, "0"), (7, 7, "100")],
)
def test_shares_with_one_decimal(part, whole, shown):
    assert percent(part, whole) == shown
