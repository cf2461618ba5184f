"""Nothing is lost in the further papers: generated lists, odd names, both formats; sums are sums of their parts."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from operator import add

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db.errors import BadInput
from db.plaques import Sums
from desktop.documents.achievement import achievement
from desktop.documents.archive_index import archive_index
from desktop.documents.ballot import ballot
from desktop.documents.bundle import Entry, file_word, zip_bytes
from desktop.documents.confirmation import confirmation
from desktop.documents.correction import correction
from desktop.documents.deadline_notice import deadline_notice
from desktop.documents.dossier_letter import dossier_letter
from desktop.documents.facts import AwardRow, ContributionRow, VoteRow
from desktop.documents.facts_chain import ArchiveRow, ChangeRow, ConfirmedRow, HonourRow, ResultRow
from desktop.documents.facts_drive import (
    AwardLineRow,
    DutyRow,
    MilestoneRow,
    TargetRow,
    WorkRow,
)
from desktop.documents.invitation import invitation
from desktop.documents.name_list import name_list
from desktop.documents.paper import Table
from desktop.documents.paper_files import write_paper
from desktop.documents.paper_words import contribution_phrase, dotted, percent
from desktop.documents.plan import plan
from desktop.documents.plaque_list import plaque_list, total_of
from desktop.documents.pledge import pledge
from desktop.documents.report import report
from desktop.documents.result_notice import result_notice
from desktop.documents.roll_call import roll_call, turns_of
from desktop.documents.tally import tally

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệóòỏõọốồổỗộớờởỡợúùủũụứừửữựíìỉĩịýỳỷỹỵƀčĕĭŏŭñ"
WORD = st.text(LETTERS + "’'&<>{}\"%$#@", min_size=1, max_size=12).map(lambda w: w[:1].upper() + w[1:])
NAME = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
KIND = st.sampled_from(["collective", "individual", "household"])
PRIZE = st.sampled_from([None, 0, 360_000, 710_000, 1_410_000])
AMOUNT = st.integers(0, 10**10)
SETTINGS = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def marked(names):
    """Names made unlike each other by a mark that no other text holds: "‹12›"."""
    return [f"{name} ‹{n}›" for n, name in enumerate(names)]


@st.composite
def names(draw, most=40):
    return marked(draw(st.lists(NAME, min_size=1, max_size=most)))


@st.composite
def recipients(draw):
    return tuple(
        AwardRow(name, draw(KIND), draw(st.sampled_from(["", "Ông", "Bà"])), draw(NAME), prize=draw(PRIZE))
        for name in draw(names())
    )


@st.composite
def nominees(draw):
    return tuple(
        VoteRow(name, draw(KIND), "", draw(NAME), "Giấy khen", votes_for=draw(st.integers(0, 11)))
        for name in draw(names())
    )


@st.composite
def contributions(draw):
    return Sums(*(draw(AMOUNT) for _ in range(3)), draw(st.integers(0, 9999)), draw(st.integers(0, 9999)))


def said(paper, tools, tmp_path_factory):
    """Texts without white space and hyphens, by format; the pages of the PDF stay inside the margins."""
    folder = tmp_path_factory.mktemp("x")
    texts = {}
    for suffix, read in (("docx", tools.docx_text), ("pdf", tools.pdf_text)):
        write_paper(paper, folder / f"a.{suffix}")
        texts[suffix] = bare(tools.solid(read(folder / f"a.{suffix}")))
    for page in tools.pdf_pages(folder / "a.pdf"):
        inked = [letter for letter in page.letters if letter.text.strip()]
        assert inked, "an empty page"
        assert min(letter.left for letter in inked) >= 30 - 0.8
        assert max(letter.right for letter in inked) <= page.width - 15 + 0.8
        assert max(letter.bottom for letter in inked) <= page.height - 20 + 0.8
    return texts


def bare(text):
    """pdfium takes a hyphen at a line's end for hyphenation."""
    return text.translate(dict.fromkeys(map(ord, "-\x02\xad\ufffe")))


def each(wanted, texts, tools, times=1):
    for suffix, text in texts.items():
        tally_ = Counter({name: text.count(bare(tools.solid(name))) for name in wanted})
        assert {name: n for name, n in tally_.items() if n != times} == {}, suffix


@SETTINGS
@given(rows=recipients(), at_once=st.integers(1, 12))
def test_everybody_is_called_once_in_order(v, tools, tmp_path_factory, rows, at_once):
    paper = roll_call(replace(v.ROLL_CALL, awards=rows, at_once=at_once))
    each([row.name for row in rows], said(paper, tools, tmp_path_factory), tools)
    (table,) = [b for b in paper.blocks if isinstance(b, Table)]
    assert [r.cells[1] for r in table.rows if r.kind == "data"] == [row.shown for row in rows]
    assert sum(r.kind == "group" for r in table.rows) == math.ceil(len(rows) / at_once)


@MANY
@given(rows=recipients(), at_once=st.integers(1, 50))
def test_turns_are_full_but_the_last(rows, at_once):
    turns = turns_of(rows, at_once)
    assert tuple(row for turn in turns for row in turn) == rows
    assert all(len(turn) == at_once for turn in turns[:-1])
    assert 1 <= len(turns[-1]) <= at_once


@SETTINGS
@given(rows=nominees(), members=st.integers(1, 4), secret=st.booleans())
def test_every_ballot_holds_every_nominee_once(v, tools, tmp_path_factory, rows, members, secret):
    facts = replace(v.BALLOT, nominees=rows, members=v.BALLOT.members[:members], secret=secret)
    each([row.name for row in rows], said(ballot(facts), tools, tmp_path_factory), tools, times=members)


@SETTINGS
@given(rows=nominees())
def test_tally_and_list_hold_every_nominee_once(v, tools, tmp_path_factory, rows):
    for paper in (tally(replace(v.TALLY, votes=rows)), name_list(replace(v.NAME_LIST, nominees=rows))):
        each([row.name for row in rows], said(paper, tools, tmp_path_factory), tools)


@SETTINGS
@given(rows=recipients(), others=names(20))
def test_a_notice_names_all_once(v, tools, tmp_path_factory, rows, others):
    left_out = tuple(ResultRow(f"Chưa {name}", "individual", "", "x") for name in others)
    paper = result_notice(replace(v.NOTICE, awards=rows, others=left_out))
    texts = said(paper, tools, tmp_path_factory)
    each([f"{row.honorific} {row.name}".strip() for row in rows if row.honorific], texts, tools)
    each([row.name for row in left_out], texts, tools)


@SETTINGS
@given(rows=recipients(), kind=st.sampled_from(["cancel", "revoke"]))
def test_whoever_loses_an_award_is_named_once(v, tools, tmp_path_factory, rows, kind):
    paper = correction(replace(v.CORRECTION, kind=kind, awards=rows))
    each([row.name for row in rows], said(paper, tools, tmp_path_factory), tools)


@SETTINGS
@given(who=names(15))
def test_every_change_says_old_and_new(v, tools, tmp_path_factory, who):
    changes = tuple(ChangeRow(f"Ai {name}", f"Cũ {name}", f"Mới {name}") for name in who)
    texts = said(correction(replace(v.CORRECTION, changes=changes)), tools, tmp_path_factory)
    each([text for c in changes for text in (c.who, c.old, c.new)], texts, tools)


@SETTINGS
@given(titles=names(25), values=st.lists(contributions(), min_size=25, max_size=25))
def test_the_plaque_list_is_the_sum_of_its_works(v, tools, tmp_path_factory, titles, values):
    works = tuple(
        WorkRow(title, "Tổ", "", "11/2023", value) for title, value in zip(titles, values, strict=False)
    )
    paper = plaque_list(replace(v.PLAQUE, works=works))
    texts = said(paper, tools, tmp_path_factory)
    each(titles, texts, tools)
    total = sum(value.budget + value.people + value.other for value in values[: len(titles)])
    shown = f"{total:,}".replace(",", ".")
    (table,) = [b for b in paper.blocks if isinstance(b, Table)]
    assert table.rows[-1].cells[-2] == (shown if total else "")


@MANY
@given(values=st.lists(contributions(), max_size=30))
def test_contributions_add_up_in_any_order(values):
    forward, backward = (reduce(add, listed, Sums()) for listed in (values, values[::-1]))
    assert forward == backward
    assert forward.total == sum(v.budget + v.people + v.other for v in values)
    works = tuple(WorkRow("x", "", "", "", value) for value in values)
    assert total_of(works) == forward


@MANY
@given(value=contributions())
def test_every_figure_given_is_said_and_no_other(value):
    phrase = contribution_phrase(value)
    figures = {"ngày công": value.labour_days, "m² đất": value.land_m2, "ngân sách": value.budget}
    for word, figure in figures.items():
        assert (word in phrase) is bool(figure)
    assert ("tổng giá trị" in phrase) is bool(value.total)
    assert ("Nhân dân đóng góp" in phrase) is bool(value.people or value.labour_days or value.land_m2)


@MANY
@given(rows=st.lists(st.tuples(st.integers(0, 99), contributions()), min_size=1, max_size=3))
def test_a_reports_contributions_are_the_sums_of_its_rows(w, rows):
    made = tuple(
        ContributionRow(f"Loại {n}", count, c.budget, c.people, c.other, c.labour_days, c.land_m2)
        for n, (count, c) in enumerate(rows)
    )
    paper = report(replace(w.REPORT, contributions=made))
    table = next(b for b in paper.blocks if isinstance(b, Table) and b.columns[-1].title == "Đất hiến (m²)")
    columns = list(
        zip(*([int(cell.replace(".", "")) for cell in row.cells[2:]] for row in table.rows), strict=True)
    )
    assert all(sum(column[:-1]) == column[-1] for column in columns)


@SETTINGS
@given(units=names(40), days=st.lists(st.integers(0, 3), min_size=40, max_size=40))
def test_every_duty_is_in_the_notice(v, tools, tmp_path_factory, units, days):
    duties = tuple(
        DutyRow(unit, f"Nội dung {n}", date(2023, 8, 15) + timedelta(days[n])) for n, unit in enumerate(units)
    )
    texts = said(deadline_notice(replace(v.DEADLINE, duties=duties)), tools, tmp_path_factory)
    if len(units) > 1:
        each(units, texts, tools)


@SETTINGS
@given(units=names(30))
def test_every_unit_has_its_place_on_the_pledge(v, tools, tmp_path_factory, units):
    paper = pledge(replace(v.PLEDGE, units=tuple(units), targets=()))
    each(units, said(paper, tools, tmp_path_factory), tools)


@SETTINGS
@given(guests=names(30), alone=st.booleans())
def test_every_guest_is_invited_once(v, tools, tmp_path_factory, guests, alone):
    paper = invitation(replace(v.INVITATION, guests=tuple(guests), each=alone))
    each(guests, said(paper, tools, tmp_path_factory), tools)


@SETTINGS
@given(what=names(20), who=NAME)
def test_a_plan_keeps_every_fact_of_the_drive(v, tools, tmp_path_factory, what, who):
    facts = replace(
        v.PLAN,
        targets=tuple(TargetRow(f"Chỉ tiêu {x}", "1 cây") for x in what),
        milestones=tuple(MilestoneRow(f"Mốc {x}", who, "15/08/2023") for x in what),
        awards=tuple(AwardLineRow(f"Hình thức {x}", "", "cá nhân", "", "") for x in what[:5]),
        tasks=tuple(f"Việc {x}" for x in what),
    )
    texts = said(plan(facts), tools, tmp_path_factory)
    each([f"{word} {x}" for x in what for word in ("Chỉ tiêu", "Mốc", "Việc")], texts, tools)
    each([f"Hình thức {x}" for x in what[:5]], texts, tools)


@SETTINGS
@given(what=names(25), kind=KIND, layout=st.sampled_from(["full", "short"]))
def test_a_report_on_achievements_keeps_deeds_and_honours(v, tools, tmp_path_factory, what, kind, layout):
    facts = replace(
        v.ACHIEVEMENT,
        kind=kind,
        layout=layout,
        deeds=tuple(f"Việc {x}" for x in what),
        titles=tuple(HonourRow("2020", f"Danh hiệu {x}", "QĐ") for x in what),
        honours=tuple(HonourRow("2021", f"Khen {x}", "QĐ") for x in what),
    )
    texts = said(achievement(facts), tools, tmp_path_factory)
    each([f"{word} {x}" for x in what for word in ("Việc", "Danh hiệu", "Khen")], texts, tools)


@SETTINGS
@given(what=names(30))
def test_confirmation_index_and_letters_list_each_once(v, tools, tmp_path_factory, what):
    awarded = tuple(ConfirmedRow(2023, "Giấy khen", x, "1/QĐ", "UBND") for x in what)
    each(what, said(confirmation(replace(v.CONFIRMATION, awards=awarded)), tools, tmp_path_factory), tools)
    rows = tuple(ArchiveRow("", None, x, "", f"1_A/{n:02}_x.pdf") for n, x in enumerate(what))
    each(what, said(archive_index(replace(v.ARCHIVE, rows=rows)), tools, tmp_path_factory), tools)
    for kind in ("request", "receipt"):
        letter = replace(v.LETTER, kind=kind, rows=tuple((x, (f"Giấy {x}",)) for x in what))
        each([f"Giấy {x}" for x in what], said(dossier_letter(letter), tools, tmp_path_factory), tools)


@MANY
@given(issued=st.integers(0, 50), collected=st.integers(0, 50), valid=st.integers(0, 50))
def test_a_tally_is_refused_exactly_when_it_is_impossible(v, issued, collected, valid):
    facts = replace(v.TALLY, issued=issued, collected=collected, valid=valid)
    if valid <= collected <= issued:
        text = "\n".join(getattr(b, "text", "") for b in tally(facts).blocks)
        assert f"hợp lệ: {valid:02} phiếu; không hợp lệ: {collected - valid:02} phiếu" in text
    else:
        with pytest.raises(BadInput, match="nhiều hơn"):
            tally(facts)


@MANY
@given(votes=st.integers(0, 200), base=st.integers(1, 200))
def test_shares_never_reach_what_the_votes_do_not(votes, base):
    shown = float(percent(votes, base).replace(",", "."))
    assert abs(shown - votes * 100 / base) <= 0.005 + 1e-9
    assert percent(None, base) == percent(votes, None) == ""


@MANY
@given(text=st.text(max_size=80))
def test_names_of_files_are_plain_and_never_a_path(text):
    word = file_word(text)
    assert word
    assert word.isascii()
    assert len(word) <= 60
    assert set(word) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
    assert file_word(word) == word


@MANY
@given(text=st.text(LETTERS + " :-", max_size=40))
def test_dots_never_leave_the_line(text):
    from desktop.documents.paper_styles import sheet, text_width

    style = sheet().style("body")
    room = sheet().page.text_width - style.indent
    if text_width(text, style) < room - 25:
        assert text_width(dotted(text), style) <= room


@MANY
@given(files=st.dictionaries(WORD.map(file_word), st.binary(max_size=50), min_size=1, max_size=8))
def test_a_zip_gives_back_what_went_in(files):
    import io
    import zipfile

    entries = [Entry(name, content) for name, content in files.items()]
    with zipfile.ZipFile(io.BytesIO(zip_bytes(entries))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
