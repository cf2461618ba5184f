"""Nothing is lost between the facts and the page: generated lists, odd names, both formats."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop.documents.decision import decision
from desktop.documents.facts import AwardRow, LateRow, RegistrationRow, VoteRow
from desktop.documents.minutes import minutes
from desktop.documents.paper import Table
from desktop.documents.paper_files import write_paper
from desktop.documents.prize_list import prize_list
from desktop.documents.reminder import reminder
from desktop.documents.report import report
from desktop.documents.submission import submission

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệóòỏõọốồổỗộớờởỡợúùủũụứừửữựíìỉĩịýỳỷỹỵƀčĕĭŏŭñ"
WORD = st.text(LETTERS + "’'-&<>{}\"%$#@", min_size=1, max_size=12).map(
    lambda word: word[:1].upper() + word[1:]
)
NAME = st.lists(WORD, min_size=1, max_size=7).map(" ".join)
KIND = st.sampled_from(["collective", "individual", "household"])
PRIZE = st.sampled_from([None, 0, 360_000, 710_000, 1_410_000, 12_345_000])
# Shrinking a failure would write hundreds of papers: the failing list itself is telling enough.
SETTINGS = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


def marked(names):
    """Names made unlike each other by a mark that no other text holds: "‹12›"."""
    return [f"{name} ‹{n}›" for n, name in enumerate(names)]


@st.composite
def recipients(draw, least=1):
    names = marked(draw(st.lists(NAME, min_size=least, max_size=80)))
    return tuple(
        AwardRow(name, draw(KIND), draw(st.sampled_from(["", "Ông", "Bà"])), draw(NAME), prize=draw(PRIZE))
        for name in names
    )


@st.composite
def nominees(draw):
    names = marked(draw(st.lists(NAME, min_size=1, max_size=60)))
    return tuple(
        VoteRow(
            name, draw(KIND), "", draw(NAME), votes_for=draw(st.integers(0, 11)), passed=draw(st.booleans())
        )
        for name in names
    )


@st.composite
def owed(draw):
    units = marked(draw(st.lists(NAME, min_size=1, max_size=60)))
    return tuple(
        LateRow(unit, draw(NAME), draw(NAME), date(2023, 8, 15), draw(st.integers(1, 400))) for unit in units
    )


def said(paper, tools, tmp_path_factory):
    """Texts without white space, by format, and the measured pages of the PDF."""
    folder = tmp_path_factory.mktemp("x")
    texts = {}
    for suffix, read in (("docx", tools.docx_text), ("pdf", tools.pdf_text)):
        write_paper(paper, folder / f"a.{suffix}")
        texts[suffix] = tools.solid(read(folder / f"a.{suffix}"))
    return texts, tools.pdf_pages(folder / "a.pdf")


def stays_inside(pages):
    for page in pages:
        inked = [letter for letter in page.letters if letter.text.strip()]
        assert inked, "an empty page"
        assert min(letter.left for letter in inked) >= 30 - 0.8
        assert max(letter.right for letter in inked) <= page.width - 15 + 0.8
        assert max(letter.bottom for letter in inked) <= page.height - 20 + 0.8
        above = "".join(letter.text for letter in inked if letter.bottom < 20 - 0.8)
        assert above == "" or above.isdecimal()


def without_hyphens(text):
    """pdfium takes a hyphen at a line's end for hyphenation and gives a control character for it."""
    return text.translate(dict.fromkeys(map(ord, "-\x02\xad\ufffe")))


def each_once(names, texts, tools, times=1):
    for suffix, text in texts.items():
        read = without_hyphens(text)
        tally = Counter({name: read.count(without_hyphens(tools.solid(name))) for name in names})
        assert {name: n for name, n in tally.items() if n != times} == {}, suffix


@SETTINGS
@given(rows=recipients())
def test_every_recipient_of_a_decision_stands_in_it_exactly_once(w, tools, tmp_path_factory, rows):
    paper = decision(replace(w.DECISION, awards=rows))
    texts, pages = said(paper, tools, tmp_path_factory)
    each_once([row.name for row in rows], texts, tools)
    stays_inside(pages)
    # Two pages of articles at most, then at least ten recipients on a page of the list however long their names.
    assert len(pages) <= 2 + math.ceil(len(rows) / 5)
    known = [row.prize for row in rows if row.prize is not None]
    if len(known) == len(rows) and sum(known):
        shown = f"{sum(known):,}".replace(",", ".")
        assert all(f"{shown}đồng(Bằngchữ:" in text for text in texts.values())
    else:
        assert all("(Bằngchữ:" not in text for text in texts.values())


@SETTINGS
@given(rows=recipients())
def test_a_signing_list_holds_exactly_those_who_are_paid(w, tools, tmp_path_factory, rows):
    paid = [row for row in rows if row.prize]
    if not paid:
        rows = (*rows, AwardRow("Lò Thị Thêm ‹x›", "individual", prize=360_000))
        paid = [rows[-1]]
    texts, pages = said(prize_list(replace(w.PRIZE_LIST, awards=rows)), tools, tmp_path_factory)
    each_once([row.name for row in paid], texts, tools)
    each_once([row.name for row in rows if row not in paid], texts, tools, times=0)
    stays_inside(pages)
    total = f"{sum(row.prize for row in paid):,}".replace(",", ".")
    assert all(f"Tổngsốtiền:{total}đồng" in text for text in texts.values())


@SETTINGS
@given(rows=nominees())
def test_every_nominee_stands_once_in_submission_and_minutes(w, tools, tmp_path_factory, rows):
    for paper in (
        submission(replace(w.SUBMISSION, nominees=rows)),
        minutes(replace(w.MINUTES, votes=rows)),
    ):
        texts, pages = said(paper, tools, tmp_path_factory)
        each_once([row.name for row in rows], texts, tools)
        stays_inside(pages)


@SETTINGS
@given(rows=owed())
def test_a_reminder_names_each_late_unit_and_what_it_owes(w, tools, tmp_path_factory, rows):
    paper = reminder(replace(w.REMINDER, late=rows))
    texts, pages = said(paper, tools, tmp_path_factory)
    # Few units are also addressed one by one in "Kính gửi".
    addressed = 2 if len(rows) <= 10 else 1
    each_once([row.unit for row in rows], texts, tools, times=addressed)
    stays_inside(pages)
    count = f"{len(rows):02}"
    assert all(f"còn{count}đơnvịchưahoànthành{count}nộidung" in text for text in texts.values())


@SETTINGS
@given(rows=recipients(least=0), titles=st.lists(NAME, max_size=60))
def test_a_report_lists_the_names_behind_its_figures(w, tools, tmp_path_factory, rows, titles):
    works = [f"{title} «{n}»" for n, title in enumerate(titles)]
    registrations = tuple(RegistrationRow("Tổ dân phố số 1", work, "Mô hình", "Hoàn thành") for work in works)
    paper = report(replace(w.REPORT, awards=rows, registrations=registrations))
    texts, pages = said(paper, tools, tmp_path_factory)
    each_once([row.name for row in rows], texts, tools)
    each_once(works, texts, tools)
    stays_inside(pages)
    assert len(paper.annexes) == bool(rows) + bool(works)


@settings(max_examples=25, deadline=None)
@given(rows=recipients())
def test_groups_of_a_list_add_up(rows, w):
    (table,) = (b for a in decision(replace(w.DECISION, awards=(*rows, *rows[:1]))).annexes for b in a.blocks
                if isinstance(b, Table))  # fmt: skip
    data = [row for row in table.rows if row.kind == "data"]
    assert len(data) == len(rows) + 1
    claimed = [int(row.cells[0].rsplit("(", 1)[1][:-1]) for row in table.rows if row.kind == "group"]
    assert sum(claimed) == (len(data) if claimed else 0)
    assert Counter(row.cells[1] for row in data) == Counter(row.shown for row in (*rows, rows[0]))


@pytest.mark.parametrize("kind", ["collective", "individual", "household"])
def test_eighty_of_one_kind_are_all_listed_and_numbered(w, tools, tmp_path_factory, kind):
    rows = tuple(AwardRow(f"Trần Văn Thứ ‹{n}›", kind, "", "Tổ 1", prize=360_000) for n in range(80))
    for paper in (
        decision(replace(w.DECISION, awards=rows)),
        prize_list(replace(w.PRIZE_LIST, awards=rows)),
        report(replace(w.REPORT, awards=rows, registrations=())),
    ):
        texts, pages = said(paper, tools, tmp_path_factory)
        each_once([row.name for row in rows], texts, tools)
        stays_inside(pages)
        assert all("80TrầnVănThứ‹79›" in text for text in texts.values())
