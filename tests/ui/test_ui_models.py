"""The tables of the window over the worked example: every column of every table, and the words behind them.

One table below names them all; what an officer may rely on in any of them is asked of each: cells in Vietnamese,
numbers at the right, dates day first, words in dictionary order, and a copied block Excel reads cell by cell.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import importlib
import io
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from db import (
    appraisals,
    award_rounds,
    awards,
    backup,
    board,
    calibrations,
    campaigns,
    catalogues,
    clusters,
    conditions,
    councils,
    decisions,
    dossier_letters,
    dossiers,
    fund,
    history,
    lookup,
    milestones,
    nominations,
    organizations,
    overview,
    plaques,
    printing,
    registrations,
    reports,
    resources,
    sheet_stock,
    statistics,
    targets,
    units,
)
from db.campaigns import AwardDraft, CampaignAward
from db.council_votes import Ballot
from db.dossier_letters import Letter
from db.inquiries import Inquiry
from db.rules.deadlines import STATE_WORDS, DeadlineStatus, ObligationState
from db.rules.evidence import EvidenceItem, Window, year_strip
from db.rules.statistics import PHASE_SHARE_PERCENT
from db.rules.voting import Share, Threshold
from db.sqlite import Connection
from db.store import open_reader
from db.submissions import RESULTS, Submission, SubmissionItem
from desktop.exchange.preview import preview_text
from desktop.plans import proposal as p
from desktop.plans.read import read_plan
from desktop.ui import models as folder
from desktop.ui.dialogs import registration_fields
from desktop.ui.models import appraisals as appraisal_models
from desktop.ui.models import award_rounds as round_models
from desktop.ui.models import awards as award_models
from desktop.ui.models import board as board_models
from desktop.ui.models import campaign as campaign_models
from desktop.ui.models import catalogues as catalogue_models
from desktop.ui.models import conditions as condition_models
from desktop.ui.models import council as council_models
from desktop.ui.models import dossiers as dossier_models
from desktop.ui.models import estimate as estimate_models
from desktop.ui.models import figures as figure_models
from desktop.ui.models import fund as fund_models
from desktop.ui.models import history as history_models
from desktop.ui.models import incoming as incoming_models
from desktop.ui.models import incoming_facts
from desktop.ui.models import lookup as lookup_models
from desktop.ui.models import nominations as nomination_models
from desktop.ui.models import overview as overview_models
from desktop.ui.models import plaques as plaque_models
from desktop.ui.models import sheets as sheet_models
from desktop.ui.models import statistics as statistics_models
from desktop.ui.models import submissions as submission_models
from desktop.ui.models import targets as target_models
from desktop.ui.models.ballots import AGAINST, FOR, INVALID, RESULT, BallotModel
from desktop.ui.models.board import UNREGISTERED, BoardFilter, columns_of, facts_of, mark_of, rows_of, tallies
from desktop.ui.models.marks import Badge, Role, badge_of, badge_of_state, spoken_year
from desktop.ui.models.plan_items import deadline_day, groups_of, shortened
from desktop.ui.models.table import Align, Column, RowsModel

DRIVE, ISSUED, DAY = 2, 2, dt.date(2023, 8, 20)
DEC = dt.date(2023, 12, 6)
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|\bNone\b|\bTrue\b|\bFalse\b|datetime|<|\{")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
CENTRED_OR_RIGHT = {Align.RIGHT, Align.CENTRE}
ALPHABET = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"


@pytest.fixture(scope="module")
def con(themed: QApplication, sample_file: Path) -> Iterator[Connection]:
    """The worked example, read only."""
    made = open_reader(sample_file)
    yield made
    made.close()


Read = Callable[[Connection], tuple[Sequence[Column[Any]], Sequence[Any]]]


def _board(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    whole = board.board(con, DRIVE, DAY)
    return columns_of(whole), rows_of(whole)


def _targets(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    return target_models.TargetsModel(campaigns.phases(con, DRIVE)).columns, targets.list_targets(con, DRIVE)


def _nominees(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    listed = nominations.list_nominations(con, DRIVE)
    made = nomination_models.nominees(con, listed, frozenset({listed[0].id}))
    return nomination_models.NOMINEE_COLUMNS, made


def _award_lines(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    listed = awards.list_awards(con, ISSUED)
    lines = [
        award_models.AwardLine(a, at % 3, "Tên rất dài" if at == 1 else "") for at, a in enumerate(listed)
    ]
    return award_models.AWARD_COLUMNS, lines


def _overview_lines(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    found = overview.overview(con, DAY)
    buckets = [bucket for group in found.duties for bucket in group.buckets] + list(found.waiting)
    return overview_models.LINE_COLUMNS, [line for bucket in buckets for line in bucket.lines]


def _figure_lines(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    lines = [line for figure in figure_models.figures(con, DRIVE, DEC) for line in figure.lines]
    return figure_models.LINE_COLUMNS, lines


def _incoming(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    block = "Tên đơn vị\tThủ trưởng\nTổ dân phố 51\tY Blơ Niê\nTổ dân phố 1\tRơ Châm Hyan\n\tkhông tên\n"
    model = incoming_models.IncomingModel("units", preview_text(con, block, None, "units").rows)
    return model.columns, model.rows


def _incoming_old(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    block = "Lê Văn Mẫu\tTổ trưởng\tTổ dân phố 3\tGK\t45/QĐ-UBND\t2015\tGiúp dân\nLê Thị Lan\t\t\tGKX\t7\t2015\t\n"
    model = incoming_models.IncomingModel("old_awards", preview_text(con, block, None, "old_awards").rows)
    return model.columns, model.rows


def _incoming_findings(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    rows = preview_text(con, "Tên đơn vị\tThủ trưởng\n\tkhông tên\n", None, "units").rows
    return incoming_facts.FINDING_COLUMNS, rows[0].problems


def _incoming_facts(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    rows = preview_text(con, "Tên đơn vị\tThủ trưởng\nTổ dân phố 1\tRơ Châm Hyan\n", None, "units").rows
    return incoming_facts.fact_columns(conflict=True, known=True), incoming_facts.facts_of("units", rows[0])


def _law(table: str) -> Read:
    def read(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
        forms = {form.code: form.name for form in catalogues.award_forms(con)}
        columns = catalogue_models.law_columns(catalogues.BY_TABLE[table], forms)
        return columns, catalogues.rows(con, table)

    return read


def _signers(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    office = organizations.own(con)
    assert office is not None
    return catalogue_models.SIGNER_COLUMNS, organizations.signers(con, office.id)


def _copies(_con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    made = [
        backup.BackupCopy(Path(f"so-{n}.sothidua"), dt.datetime(2023, 8, n, 7, 5), n * 700_000)  # noqa: DTZ001
        for n in (1, 2, 3)
    ]
    return history_models.COPY_COLUMNS, made


def _papers(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    return nomination_models.PAPER_COLUMNS, dossiers.dossier(con, 1)


def _lacking(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    listed = dossier_letters.lacking(con, DRIVE, DAY)
    asked = replace(listed[0], requested=DAY, due_date=DEC)
    late = replace(listed[-1], requested=DAY, due_date=dt.date(2023, 8, 19))
    rows = [dossier_models.LackingRow(one, DAY) for one in (*listed, asked, late)]
    return dossier_models.LACKING_COLUMNS, rows


def _letters(_con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    papers = ((41, "bao_cao", "Báo cáo thành tích"), (60, "bien_ban", "Biên bản"))
    one = Letter(1, "request", 31, "Tổ dân phố 1", DRIVE, "8/TĐKT", DAY, DEC, None, "", papers)
    listed = [one, replace(one, id=2, kind="receipt"), replace(one, id=3, answered_date=DEC, due_date=None)]
    return dossier_models.LETTER_COLUMNS, [dossier_models.LetterRow(letter, DEC) for letter in listed]


def _inquiries(_con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    one = Inquiry(
        1, None, 41, "Từ Thị Út Mười", "consultation", "Công an", "9", DAY, DEC, None, "waiting", "", ""
    )
    listed = [
        one,
        replace(one, result="agreed", answered_date=DEC, answer="Nhất trí"),
        replace(one, kind="disclosure", result="objected", objection="Có đơn"),
        replace(one, end_date=None),
    ]
    return dossier_models.INQUIRY_COLUMNS, [dossier_models.InquiryRow(inquiry, DEC) for inquiry in listed]


def _submissions(_con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    one = Submission(
        1, "u", DRIVE, None, "superior", "bang_khen", "Bằng khen", "Ủy ban nhân dân tỉnh", None, None, None,
        None, "", 3, 3,
    )  # fmt: skip
    numbered = replace(one, number="07/TTr-UBND", day=DAY)
    sent = replace(numbered, sent_date=DAY, answer_due=DAY, waiting=1)
    listed = [one, numbered, sent, replace(sent, waiting=0), replace(sent, kind="council")]
    return submission_models.SUBMISSION_COLUMNS, [submission_models.SubmissionRow(s, DEC) for s in listed]


def _submission_items(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    listed = nominations.list_nominations(con, DRIVE)[:5]
    rows = [
        SubmissionItem(at, 1, one, result, DAY, "Lý do", "Công văn 5")
        for at, (one, result) in enumerate(zip(listed, RESULTS, strict=True))
    ]
    return submission_models.ITEM_COLUMNS, rows


def _findings(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    found = appraisals.appraise(con, 60, DAY).findings
    unknown = next(f for f in found if f.outcome == "unknown")
    passed_over = replace(unknown, override_reason="Đủ", override_document="Biên bản", override_date=DAY)
    return appraisal_models.FINDING_COLUMNS, [*found, passed_over, replace(passed_over, stale=True)]


def _estimate(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    ids = [n.id for n in nominations.list_nominations(con, DRIVE)]
    return estimate_models.ESTIMATE_COLUMNS, estimate_models.estimate_rows(fund.estimate(con, ids, DEC))


FUND = fund.FundYear(
    2023,
    (
        fund.Entry(1, 2023, DAY, "in", "budget", 50_000_000, "Dự toán đầu năm", "12/QĐ-UBND", None, ""),
        fund.Entry(2, 2023, DEC, "out", "frame", 1_350_000, "", "Phiếu chi 7", ISSUED, "30 khung A4"),
        fund.Entry(3, 2023, DEC, "in", "contribution", 500_000, "", "", None, ""),
    ),
    (
        fund.PrizeSpent(ISSUED, "1207/QĐ-UBND", DEC, 45, 21_150_000, 2),
        fund.PrizeSpent(9, "8/QĐ", DAY, 0, 0, 0),
    ),
)


def _statistics(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    form = statistics.form("commune")
    made = statistics.table(con, form, statistics.Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31)))
    return statistics_models.statistics_columns(form), statistics_models.statistics_rows(made)


def _facts(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    found = statistics.awards_in(con, statistics.Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31)))
    return statistics_models.FACT_COLUMNS, found


def _history_lines(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    known = lookup.find(con, "", limit=10_000)
    lines = [line for one in known if one.awards for line in lookup.history(con, one.subject_id).lines]
    corrected = replace(lines[0], corrected=("đính chính tên theo Quyết định số 9/QĐ-UBND",))
    gone = replace(lines[-1], standing=False, gone="thu hồi theo Quyết định số 3/QĐ-UBND", organ="Sở Cũ")
    return lookup_models.HISTORY_COLUMNS, [*lines, corrected, replace(gone, present_organ="Sở Mới")]


RUN = printing.PrintRun(
    1, ISSUED, "giay-khen-a4", 2, False, "printer", "HP LaserJet Pro", "Khay tay", "", "Lê Thị Đào",
    "2023-12-05T09:30:00+07:00", "2023-12-05T09:40:00+07:00", "", False, "", (1, 2, 3), False, 3, 1,
)  # fmt: skip


def _runs(_con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    phoi = replace(RUN, id=2, overprint=True, stock="Phôi giấy khen A4", reprint_reason="Sai tên", note="Gấp")
    listed = [
        sheet_models.RunLine(RUN, "1207/QĐ-UBND ngày 06/12/2023", "Giấy khen A4", 1),
        sheet_models.RunLine(phoi, "8/QĐ-UBND ngày 01/12/2023", "Phôi A4", 0),
        sheet_models.RunLine(replace(RUN, id=3, open=True, printer="", tray=""), "8/QĐ-UBND", "Ấn phẩm", 3),
        sheet_models.RunLine(replace(RUN, id=4, trial=True, target="pdf"), "8/QĐ-UBND", "Đẹp", 3),
    ]
    return sheet_models.RUN_COLUMNS, listed


def _sheets(con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    listed = awards.list_awards(con, ISSUED)[:3]
    handed = replace(listed[0], received_date=DEC, received_by="Y Blơ Niê")
    run = replace(RUN, planned=(*(one.id for one in listed), 999_999))
    came = [
        printing.Sheet(1, 1, listed[0].id, 1, "good", "", reprint=True),
        printing.Sheet(2, 1, listed[1].id, 2, "spoiled", "Kẹt giấy", reprint=False),
    ]
    by_id = {one.id: one for one in (handed, *listed[1:])}
    lines = sheet_models.sheet_lines(run, came, by_id)
    return sheet_models.SHEET_COLUMNS, [*lines, *sheet_models.sheet_lines(replace(run, open=True), (), by_id)]


def _stock_kinds(_con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    of = sheet_models.StockKind
    listed = [of("Phôi giấy khen A4", 1200, 45), of("Phôi A3", 3, 45), of("Ảnh màu", -2, 0), of("Đỏ", 0, 0)]
    return sheet_models.KIND_COLUMNS, listed


def _stock_lines(_con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    of = sheet_stock.StockLine
    listed = [of(1, "Phôi A4", DAY, 2000, "Nhập theo hóa đơn 12", None), of(2, "Phôi A4", DEC, -45, "", 1)]
    return sheet_models.LINE_COLUMNS, listed


def _calibrations(_con: Connection) -> tuple[Sequence[Column[Any]], Sequence[Any]]:
    of, value = calibrations.Calibrated, calibrations.Calibration
    moved = of(
        1, "HP LaserJet", "giay-khen-a4", "Khay tay", value(-2000, 500, 1_001_000), DAY, "trái 12,0 mm"
    )
    listed = [moved, of(2, "Brother", "phoi", "", value(rotation_udeg=250_000), DEC, "")]
    return sheet_models.CALIBRATION_COLUMNS, [
        sheet_models.CalibrationLine(one, "Giấy khen") for one in listed
    ]


TABLES: dict[str, Read] = {
    "fund.FUND_COLUMNS": lambda _: (fund_models.FUND_COLUMNS, fund_models.fund_lines(FUND)),
    "fund.PRIZE_COLUMNS": lambda c: (fund_models.PRIZE_COLUMNS, reports.register_rows(c)),
    "statistics": _statistics,
    "statistics.FACT_COLUMNS": _facts,
    "lookup.FOUND_COLUMNS": lambda c: (lookup_models.FOUND_COLUMNS, lookup.find(c, "", limit=10_000)),
    "lookup.HISTORY_COLUMNS": _history_lines,
    "sheets.RUN_COLUMNS": _runs,
    "sheets.SHEET_COLUMNS": _sheets,
    "sheets.KIND_COLUMNS": _stock_kinds,
    "sheets.LINE_COLUMNS": _stock_lines,
    "sheets.CALIBRATION_COLUMNS": _calibrations,
    "dossiers.LACKING_COLUMNS": _lacking,
    "dossiers.LETTER_COLUMNS": _letters,
    "dossiers.INQUIRY_COLUMNS": _inquiries,
    "submissions.SUBMISSION_COLUMNS": _submissions,
    "submissions.ITEM_COLUMNS": _submission_items,
    "award_rounds.ROUND_COLUMNS": lambda c: (
        round_models.ROUND_COLUMNS,
        [round_models.RoundRow(one, DEC) for drive in (1, 2) for one in award_rounds.list_rounds(c, drive)],
    ),
    "award_rounds.NAME_COLUMNS": lambda c: (
        round_models.NAME_COLUMNS,
        nominations.list_nominations(c, DRIVE),
    ),
    "plaques.WORK_COLUMNS": lambda c: (plaque_models.WORK_COLUMNS, plaques.works(c, DRIVE)),
    "conditions.RULE_COLUMNS": lambda c: (
        condition_models.RULE_COLUMNS,
        [rule for day in (DEC, dt.date(2024, 5, 1)) for rule in conditions.in_force(c, day, DRIVE)],
    ),
    "appraisals.FINDING_COLUMNS": _findings,
    "estimate.ESTIMATE_COLUMNS": _estimate,
    "council.SESSION_COLUMNS": lambda c: (
        council_models.SESSION_COLUMNS,
        council_models.session_rows(c, DRIVE),
    ),
    "council.MEMBER_COLUMNS": lambda c: (
        council_models.MEMBER_COLUMNS,
        [council_models.MemberRow(one, DAY) for one in councils.members(c, 1)],
    ),
    "board": _board,
    "targets": _targets,
    "nominations.NOMINEE_COLUMNS": _nominees,
    "nominations.EVIDENCE_COLUMNS": lambda c: (
        nomination_models.EVIDENCE_COLUMNS,
        dossiers.evidence_of(c, 15),
    ),
    "nominations.PAPER_COLUMNS": _papers,
    "awards.DECISION_COLUMNS": lambda c: (award_models.DECISION_COLUMNS, decisions.list_decisions(c)),
    "awards.AWARD_COLUMNS": _award_lines,
    "awards.REGISTER_COLUMNS": lambda c: (award_models.REGISTER_COLUMNS, reports.register_rows(c)),
    "overview.LINE_COLUMNS": _overview_lines,
    "figures.FIGURE_COLUMNS": lambda c: (
        figure_models.FIGURE_COLUMNS,
        figure_models.figures(c, DRIVE, DEC),
    ),
    "figures.LINE_COLUMNS": _figure_lines,
    "history.ACTION_COLUMNS": lambda c: (history_models.ACTION_COLUMNS, history.actions(c)),
    "history.COPY_COLUMNS": _copies,
    "incoming": _incoming,
    "incoming_facts.FINDING_COLUMNS": _incoming_findings,
    "incoming facts": _incoming_facts,
    "incoming old awards": _incoming_old,
    "campaign.CAMPAIGNS": lambda c: (campaign_models.CAMPAIGNS, campaigns.list_campaigns(c)),
    "campaign.MILESTONES": lambda c: (
        campaign_models.MILESTONES,
        milestones.list_milestones(c, DRIVE),
    ),
    "campaign.REQUIREMENTS": lambda c: (
        campaign_models.REQUIREMENTS,
        milestones.requirements(c, DRIVE),
    ),
    "campaign.AWARDS": lambda c: (campaign_models.AWARDS, campaigns.awards(c, DRIVE)),
    "campaign.TASKS": lambda c: (campaign_models.TASKS, targets.list_tasks(c, DRIVE)),
    "campaign.DUTIES": lambda c: (campaign_models.DUTIES, board.board(c, DRIVE, DAY).cells),
    "campaign.DOCUMENTS": lambda c: (campaign_models.DOCUMENTS, campaigns.documents(c, DRIVE)),
    "catalogues.SIGNER_COLUMNS": _signers,
    "catalogues.CLUSTER_COLUMNS": lambda c: (
        catalogue_models.CLUSTER_COLUMNS,
        clusters.in_year(c, 2023),
    ),
    "registration_fields.COLUMNS": lambda c: (
        registration_fields.COLUMNS,
        registrations.list_registrations(c, DRIVE),
    ),
    **{f"catalogues.{table}": _law(table) for table in catalogue_models.TABLES},
}

every = pytest.mark.parametrize("name", sorted(TABLES))


def model_of(con: Connection, name: str) -> RowsModel[Any]:
    columns, rows = TABLES[name](con)
    assert rows, "an empty table shows nothing"
    return RowsModel(columns, rows)


def cells(model: RowsModel[Any]) -> Iterator[tuple[Column[Any], Any, QModelIndex]]:
    for at, row in enumerate(model.rows):
        for across, column in enumerate(model.columns):
            yield column, row, model.index(at, across)


# ---------------------------------------------------------------- the table is whole


def test_every_tuple_of_columns_is_in_the_table() -> None:
    found = set()
    for info in pkgutil.iter_modules(folder.__path__):
        module = importlib.import_module(f"{folder.__name__}.{info.name}")
        for name, value in vars(module).items():
            public = name.isupper() and not name.startswith("_")  # what is private is part of another table
            if public and isinstance(value, tuple) and value and isinstance(value[0], Column):
                found.add(f"{info.name}.{name}")
    assert found <= set(TABLES)


# ---------------------------------------------------------------- what each keeps to


@every
def test_a_table_keeps_qts_rules(name: str, con: Connection, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model_of(con, name))


@every
def test_cells_are_text_without_codes(name: str, con: Connection) -> None:
    for column, _row, index in cells(model_of(con, name)):
        shown = index.data()
        assert isinstance(shown, str), column.key
        for text in (shown, index.data(Qt.ItemDataRole.ToolTipRole) or ""):
            assert not CODE.search(text), f"{column.key}: {text!r}"
            assert not DATE.search(text), f"{column.key}: a day stands year first in {text!r}"


@every
def test_a_date_is_day_first_and_a_number_stands_right(name: str, con: Connection) -> None:
    for column, row, index in cells(model_of(con, name)):
        value = column.value(row)
        if type(value) is dt.date and column.text is None:
            assert index.data() == f"{value.day:02d}/{value.month:02d}/{value.year}"
        if isinstance(value, int) and not isinstance(value, bool) and index.data().replace(".", "").isdigit():
            assert column.align in CENTRED_OR_RIGHT or column.key == "years", column.key
            assert index.data(Qt.ItemDataRole.TextAlignmentRole) == column.align.value


@every
def test_headings_are_vietnamese_and_unlike_each_other(name: str, con: Connection) -> None:
    model = model_of(con, name)
    across = Qt.Orientation.Horizontal
    titles = [model.headerData(at, across) for at in range(model.columnCount())]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for column, title in zip(model.columns, titles, strict=True):
        assert title[0].isupper(), title
        assert not CODE.search(title + column.title_tooltip)
    keys = [column.key for column in model.columns]
    assert len(set(keys)) == len(keys)
    assert sum(column.stretch for column in model.columns) == 1, "one column takes the rest of the width"


@every
def test_a_screen_reader_hears_heading_and_cell(name: str, con: Connection) -> None:
    for column, _row, index in cells(model_of(con, name)):
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.startswith(f"{column.title}: ")
        if column.years is None:
            assert spoken == f"{column.title}: {index.data()}"


@every
def test_a_badge_is_a_sign_with_the_word_of_its_cell(name: str, con: Connection) -> None:
    for column, _row, index in cells(model_of(con, name)):
        badge = index.data(Role.BADGE)
        if badge is not None:
            assert isinstance(badge, Badge)
            assert badge.word.strip(), f"{column.key}: a colour alone says nothing"
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        assert icon is None or (isinstance(icon, QIcon) and not icon.isNull())
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        assert ink is None or isinstance(ink, QColor)


@every
def test_words_are_sorted_as_a_vietnamese_dictionary_has_them(name: str, con: Connection) -> None:
    """Letter by letter by the alphabet of the schools, which no sort key of the program is asked about."""
    model = model_of(con, name)
    for at, column in enumerate(model.columns):
        if not column.sortable or column.sort_key is not None:
            continue
        model.sort(at, Qt.SortOrder.AscendingOrder)
        values = [column.value(row) for row in model.rows]
        words = [v for v in values if isinstance(v, str)]
        firsts = [ALPHABET.index(w[0].lower()) for w in words if w and w[0].lower() in ALPHABET]
        assert [_base(n) for n in firsts] == sorted(_base(n) for n in firsts), column.key


def _base(place: int) -> int:
    """The place of a letter without its tone: à and a stand together, đ and d do not."""
    plain = {c: i for i, group in enumerate(GROUPS) for c in group}
    return plain[ALPHABET[place]]


GROUPS = (
    "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "b", "c", "d", "đ", "eèẻẽéẹ", "êềểễếệ", "f", "g", "h", "iìỉĩíị", "j", "k", "l",
    "m", "n", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "p", "q", "r", "s", "t", "uùủũúụ", "ưừửữứự", "v", "w", "x", "yỳỷỹýỵ", "z",
)  # fmt: skip


@every
def test_sorting_keeps_every_row_and_turns_round(name: str, con: Connection) -> None:
    model = model_of(con, name)
    before = Counter(map(id, model.rows))
    for at, column in enumerate(model.columns):
        if not column.sortable:
            continue
        key = column.sort_key or column.value
        orders = []
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            model.sort(at, order)
            assert Counter(map(id, model.rows)) == before
            keys = [key(row) for row in model.rows]
            known = [one for one in keys if one is not None]
            assert keys[: len(known)] == known, f"{column.key}: what is not known comes last"
            orders.append(known)
        if column.sort_key is not None:
            assert orders[0] == sorted(orders[0])
            assert orders[1] == sorted(orders[1], reverse=True)


@every
def test_the_current_row_stays_itself_when_sorted(name: str, con: Connection) -> None:
    model = model_of(con, name)
    for at, column in enumerate(model.columns):
        if column.sortable:
            chosen = QPersistentModelIndex(model.index(model.rowCount() - 1, at))
            row = model.row(chosen.row())
            model.sort(at, Qt.SortOrder.DescendingOrder)
            assert model.row(chosen.row()) is row


@every
def test_a_copied_block_is_read_cell_by_cell(name: str, con: Connection) -> None:
    model = model_of(con, name)
    indexes = [index for _column, _row, index in cells(model)]
    block = model.copy_block(indexes, titles=True)
    read = list(csv.reader(io.StringIO(block), delimiter="\t"))
    assert read[0] == [column.title for column in model.columns]
    assert len(read) == model.rowCount() + 1
    for line, row in zip(read[1:], model.rows, strict=True):
        assert line == [column.pasted(row) for column in model.columns]
        for text, column in zip(line, model.columns, strict=True):
            value = column.value(row)
            if isinstance(value, int) and not isinstance(value, bool) and column.copied is None:
                assert int(text) == value, "Excel is given the number without dots"


@every
def test_typing_finds_what_is_shown_without_accents(name: str, con: Connection) -> None:
    from db.vietnamese.text import fold

    model = model_of(con, name)
    for at in range(min(5, model.rowCount())):
        for across in range(model.columnCount()):
            shown = model.index(at, across).data().strip()
            word = fold(shown).split(" ")[-1] if shown else ""
            if word:
                assert model.starts_with(at, across, word), (shown, word)
            assert not model.starts_with(at, across, "zzzz")


# ---------------------------------------------------------------- the board


def test_a_row_of_the_board_is_a_unit_with_all_it_owes(con: Connection) -> None:
    whole = board.board(con, DRIVE, DAY)
    rows = rows_of(whole)
    wanted: dict[int, set[int]] = {}
    for cell in whole.cells:
        if cell.unit_id is not None:
            wanted.setdefault(cell.unit_id, set()).add(cell.obligation_id)
    assert {row.unit_id: {c.obligation_id for c in row.cells.values()} for row in rows} == wanted
    assert [row.unit for row in rows] == [unit.name for unit in units.list_units(con) if unit.id in wanted], (
        "the units' own order"
    )


def test_tallies_count_by_hand(con: Connection) -> None:
    rows = rows_of(board.board(con, DRIVE, DAY))
    by_hand = Counter(str(cell.status.state) for row in rows for cell in row.cells.values())
    told = {tally.state: tally.count for tally in tallies(rows)}
    unregistered = told.pop(UNREGISTERED)
    assert told == dict(by_hand)
    assert unregistered == sum(
        1
        for row in rows
        if any(
            c.kind == "registration"
            and str(c.status.state) not in ("on_time", "late", "waived")
            and not [r for r in c.registrations if r.counts]
            for c in row.cells.values()
        )
    )
    assert tallies([]) == ()


@pytest.mark.parametrize("state", [key for key, _word in board_models.STATE_FILTERS if key])
def test_a_count_opens_as_many_as_it_says(state: str, con: Connection) -> None:
    rows = rows_of(board.board(con, DRIVE, DAY))
    shown = [row for row in rows if BoardFilter(state=state).passes(row)]
    count = next((tally.count for tally in tallies(rows) if tally.state == state), 0)
    if state == UNREGISTERED:
        assert len(shown) == count
    else:
        assert sum(str(c.status.state) == state for row in shown for c in row.cells.values()) == count


def test_filters_hold_together(con: Connection) -> None:
    rows = rows_of(board.board(con, DRIVE, DAY))
    wanted = BoardFilter(text="to dan pho", state="overdue", unit_kind="neighborhood")
    shown = {row.unit for row in rows if wanted.passes(row)}
    by_hand = {
        row.unit
        for row in rows
        if row.unit.startswith("Tổ dân phố")
        and row.unit_kind == "neighborhood"
        and any(str(c.status.state) == "overdue" for c in row.cells.values())
    }
    assert shown == by_hand
    assert by_hand
    cluster = rows[0].cluster or next(row.cluster for row in rows if row.cluster)
    assert {r.cluster for r in rows if BoardFilter(cluster=cluster).passes(r)} == {cluster}
    assert board_models.clusters_of(rows) == tuple(sorted({r.cluster for r in rows if r.cluster}))


def test_most_urgent_comes_first_when_a_duty_is_sorted(con: Connection) -> None:
    whole = board.board(con, DRIVE, DAY)
    columns = columns_of(whole)
    model = RowsModel(columns, rows_of(whole))
    at = next(n for n, column in enumerate(columns) if column.title.startswith("Đăng ký\n15/08"))
    model.sort(at, Qt.SortOrder.AscendingOrder)
    states = [
        str(row.cells[columns[at].key].status.state) for row in model.rows if columns[at].key in row.cells
    ]
    urgency = ["overdue", "due_today", "due_soon", "not_due", "late", "on_time", "waived"]
    assert [urgency.index(s) for s in states] == sorted(urgency.index(s) for s in states)
    late = [
        row.cells[columns[at].key].status.days_late
        for row in model.rows
        if columns[at].key in row.cells and str(row.cells[columns[at].key].status.state) == "overdue"
    ]
    assert late == sorted(late, reverse=True), "the longest overdue stands on top"  # type: ignore[type-var]


def test_facts_of_a_cell_tell_extension_waiver_and_receipt(con: Connection) -> None:
    whole = {cell.obligation_id: cell for cell in board.board(con, DRIVE, DAY).cells}
    assert "Miễn vì: " in "\n".join(facts_of(whole[25]))
    assert "Hạn cũ 15/08/2023, đã gia hạn" in facts_of(whole[31])
    assert "Hạn: 31/08/2023" in facts_of(whole[31])
    assert any(line.startswith("Hoàn thành ngày ") for line in facts_of(whole[75]))
    for cell in whole.values():
        assert facts_of(cell)[1] == cell.words


@pytest.mark.parametrize("state", list(ObligationState))
def test_each_state_has_a_sign_and_word_of_its_own(state: ObligationState) -> None:
    badge = badge_of_state(state)
    assert badge.word == STATE_WORDS[state]
    others = {(b.symbol, b.tone) for b in map(badge_of_state, ObligationState) if b.word != badge.word}
    assert (badge.symbol, badge.tone) not in others
    assert mark_of(str(state)) == badge


def test_filters_without_a_state_have_no_sign() -> None:
    assert mark_of("") is None
    assert mark_of(UNREGISTERED) is None


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (DeadlineStatus(ObligationState.OVERDUE, DAY, None, 5), ("Quá hạn", "5 ngày")),
        (DeadlineStatus(ObligationState.LATE, DAY, None, 2, DAY), ("2 ngày",)),
        (DeadlineStatus(ObligationState.DUE_SOON, DAY, 3), ("3 ngày",)),
    ],
)
def test_a_badge_says_how_many_days(status: DeadlineStatus, words: tuple[str, ...]) -> None:
    for word in words:
        assert word in badge_of(status).word


def test_a_year_is_spoken_with_its_evidence() -> None:
    strip = year_strip(Window(2019, 2021), [EvidenceItem(2020, 2020, "Giấy khen")], since_year=2020)
    assert [spoken_year(cell) for cell in strip] == [
        "2019: không tính",
        "2020: có minh chứng – Giấy khen",
        "2021: chưa có minh chứng",
    ]


# ---------------------------------------------------------------- targets


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (0, "0"),
        (1, "0,001"),
        (500, "0,5"),
        (12_500, "12,5"),
        (2_500_000, "2.500"),
        (-1_250, "-1,25"),
        (1_234_567_891, "1.234.567,891"),
    ],
)
def test_a_measure_is_shown_as_officers_write_it(stored: int, shown: str) -> None:
    assert target_models.shown_number(stored) == shown


@pytest.fixture
def targets_model(con: Connection) -> target_models.TargetsModel:
    model = target_models.TargetsModel(campaigns.phases(con, DRIVE))
    model.set_rows(targets.list_targets(con, DRIVE))
    return model


def _result_column(model: target_models.TargetsModel) -> int:
    return next(n for n in range(model.columnCount()) if model.phase_at(n) is not None)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("7", Decimal(7)),
        ("2.500", Decimal(2500)),
        ("12,5", Decimal("12.5")),
        (" 95 % ", Decimal(95)),
        ("95%", Decimal(95)),
        ("", None),
    ],
)
def test_a_result_typed_is_told_with_its_target(
    typed: str, value: Decimal | None, targets_model: target_models.TargetsModel
) -> None:
    at = _result_column(targets_model)
    line = next(n for n, row in enumerate(targets_model.rows) if row.results)
    told: list[tuple[object, ...]] = []
    targets_model.typed.connect(lambda *parts: told.append(parts))
    assert targets_model.setData(targets_model.index(line, at), typed)
    phase = targets_model.phase_at(at)
    row = targets_model.row(line)
    assert phase is not None
    assert told == [(row.id, phase.id, value, row.name)]


@pytest.mark.parametrize("typed", ["nhiều", "1.2.3", "12,,5"])
def test_what_is_no_number_is_not_taken(typed: str, targets_model: target_models.TargetsModel) -> None:
    told: list[object] = []
    targets_model.typed.connect(lambda *parts: told.append(parts))
    taken = targets_model.setData(targets_model.index(0, _result_column(targets_model)), typed)
    assert not told
    assert not taken


def test_leaving_a_result_as_it_is_tells_nothing(targets_model: target_models.TargetsModel) -> None:
    told: list[object] = []
    targets_model.typed.connect(lambda *parts: told.append(parts))
    at = _result_column(targets_model)
    for line in range(targets_model.rowCount()):
        index = targets_model.index(line, at)
        assert targets_model.setData(index, targets_model.data(index, Qt.ItemDataRole.EditRole))
    assert told == []


def test_only_results_can_be_typed(targets_model: target_models.TargetsModel) -> None:
    for at in range(targets_model.columnCount()):
        editable = bool(targets_model.flags(targets_model.index(0, at)) & Qt.ItemFlag.ItemIsEditable)
        assert editable == (targets_model.phase_at(at) is not None)
    assert not targets_model.setData(targets_model.index(0, 0), "Tên khác")


def test_counts_of_a_phase_name_each_target_and_unit_once(con: Connection) -> None:
    listed = targets.list_targets(con, DRIVE)
    for count in target_models.counts_of(listed, campaigns.phases(con, DRIVE)):
        reached, short = list(count.figures.reached), list(count.figures.short)
        assert not set(reached) & set(short)
        assert set(reached) | set(short) <= {target.id for target in listed}
        assert count.targets_words.startswith(f"{len(reached)}/{len(reached) + len(short)} chỉ tiêu đạt từ ")
        good, bad = count.figures.units_reached, count.figures.units_short
        owners = {target.unit_id for target in listed if target.unit_id is not None}
        assert not set(good) & set(bad)
        assert set(good) | set(bad) <= owners
        assert count.units_words == f"{len(good)}/{len(good) + len(bad)} đơn vị đạt"
        for target in listed:
            result = target.results.get(count.phase.id)
            if target.kind == "cumulative" and result is not None:
                enough = result * 100 >= target.annual_thousandths * PHASE_SHARE_PERCENT
                assert (target.id in reached) == enough, target.name


# ---------------------------------------------------------------- plans


def where(quote: str = "câu", **facts: Any) -> p.Where:
    return p.Where(quote, 0, len(quote), **facts)


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        ({"date": dt.date(2023, 8, 5)}, "05/08/2023"),
        ({"recurring": "monthly", "day_of_month": 25}, "Hằng tháng, ngày 25"),
        ({"recurring": "quarterly"}, "Hằng quý"),
        ({"relative_to": "5 ngày sau khi nhận văn bản"}, "5 ngày sau khi nhận văn bản"),
        ({"year": 2024}, "Trong năm 2024"),
        ({}, "Chưa định ngày"),
    ],
)
def test_when_a_deadline_falls_is_said_in_words(deadline: dict[str, Any], words: str) -> None:
    facts: dict[str, Any] = {
        "date": None,
        "kind": "report",
        "who": "",
        "what": "",
        "where": where(),
        **deadline,
    }
    said = deadline_day(p.Deadline(**facts))
    assert said.replace("Hàng", "Hằng") == words


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("  ngắn   gọn ", 20, "ngắn gọn"),
        ("*** Phong trào ***", 40, "Phong trào"),
        ("một hai ba bốn năm", 11, "một hai…"),
        ("một\nhai", 20, "một hai"),
        ("", 5, ""),
    ],
)
def test_long_text_is_cut_between_words(text: str, limit: int, short: str) -> None:
    assert shortened(text, limit) == short
    assert len(shortened(text, limit)) <= limit


def test_groups_of_the_sample_plan_hold_every_item_once() -> None:
    proposal = read_plan(resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8"))
    groups = groups_of(proposal)
    held = {group.title: len(group.items) for group in groups}
    wanted = {
        "Các đợt, giai đoạn": proposal.phases,
        "Kỷ niệm": proposal.anniversaries,
        "Yêu cầu đăng ký": proposal.requirements,
        "Mốc thời hạn": proposal.deadlines,
        "Khen thưởng": proposal.awards,
        "Chỉ tiêu": proposal.targets,
        "Nhiệm vụ": proposal.tasks,
        "Cần xem lại": proposal.findings,
    }
    for title, items in wanted.items():
        assert held.get(title, 0) == len(items), title
    assert all(group.items for group in groups), "no empty heading"


def test_each_line_of_a_plan_points_at_its_own_sentence() -> None:
    proposal = read_plan(resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8"))
    for group in groups_of(proposal):
        for item in group.items:
            assert proposal.text[item.start : item.end] == item.quote, item.text
            assert item.text.strip()
            assert "\n" not in item.text
            assert not CODE.search(item.text), item.text


def test_findings_and_the_period_cannot_be_left_out() -> None:
    proposal = read_plan(resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8"))
    fixed = {group.title for group in groups_of(proposal) for item in group.items if not item.choosable}
    assert fixed <= {"Cần xem lại", "Thời gian"}
    assert "Thời gian" in fixed


# ---------------------------------------------------------------- drives


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "chưa định thời gian"),
        ("2023", None, "2023"),
        ("2023-07", "2023-12-10", "07/2023 – 10/12/2023"),
        (None, "2023-12-10", "10/12/2023"),
    ],
)
def test_when_a_drive_runs(start: str | None, end: str | None, words: str) -> None:
    assert campaign_models.span(start, end) == words


def _award(**facts: Any) -> CampaignAward:
    blank = dict.fromkeys(CampaignAward.__slots__)
    drafted = AwardDraft("giay_khen", "Giấy khen", **facts)
    known = {name: getattr(drafted, name) for name in AwardDraft.__slots__}
    return CampaignAward(**{**blank, "id": 1, "campaign_id": 1, **known})


@pytest.mark.parametrize(
    ("facts", "column", "words"),
    [
        ({}, "window", ""),
        ({"window_start": 2013, "window_end": 2023}, "window", "2013–2023"),
        ({"window_end": 2023}, "window", "…–2023"),
        ({"quota_individual": 45, "quota_household": 12}, "quota", "45 cá nhân, 12 hộ"),
        ({"quota_total": 0}, "quota", "0 tổng số"),
        ({"object_kinds": ("collective",)}, "objects", "Tập thể"),
    ],
)
def test_an_award_line_in_words(facts: dict[str, Any], column: str, words: str) -> None:
    found = next(one for one in campaign_models.AWARDS if one.key == column)
    assert found.shown(_award(**facts)) == words


def test_milestones_without_a_day_come_last_and_say_why(con: Connection) -> None:
    listed = milestones.list_milestones(con, DRIVE)
    model = RowsModel(campaign_models.MILESTONES, listed)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(0, order)
        days = [row.day for row in model.rows]
        known = [day for day in days if day is not None]
        assert days[: len(known)] == known
        assert known == sorted(known, reverse=order == Qt.SortOrder.DescendingOrder)
    weekly = dataclasses.replace(listed[0], day=None, recurrence="monthly", recurrence_day=25)
    assert campaign_models.milestone_day(weekly).endswith("tháng, ngày 25")
    assert (
        campaign_models.milestone_day(dataclasses.replace(listed[0], day=None, relative_text=""))
        == "Chưa định ngày"
    )


# ---------------------------------------------------------------- log, copies, figures, catalogues


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (1, "1 KB"), (1536, "2 KB"), (1024 * 1024, "1,0 MB"), (3_250_586, "3,1 MB")],
)
def test_the_size_of_a_copy(size: int, words: str) -> None:
    assert history_models.size_words(size) == words


def _action(**facts: Any) -> history.ActionRecord:
    known: dict[str, Any] = {
        "id": 1,
        "name": "Thêm đơn vị",
        "at": "2023-08-05T07:05:00+00:00",
        "who": "lam",
        "undoes_id": None,
        "undone": False,
        "change_count": 1,
        "too_old": False,
    }
    return history.ActionRecord(**{**known, **facts})


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({}, None),
        ({"undone": True}, "Đã hoàn tác"),
        ({"undoes_id": 4}, "Lần hoàn tác"),
        ({"too_old": True}, "Không hoàn tác"),
        ({"undone": True, "undoes_id": 4}, "Đã hoàn tác"),
    ],
)
def test_the_state_of_an_action(facts: dict[str, Any], word: str | None) -> None:
    badge = history_models.state_badge(_action(**facts))
    assert (badge.word if badge else None) == word


def test_a_figure_is_the_count_of_the_names_behind_it(con: Connection) -> None:
    found = {figure.key: figure for figure in figure_models.figures(con, DRIVE, DEC)}
    states = Counter(str(cell.status.state) for cell in board.board(con, DRIVE, DEC).cells)
    for state, count in states.items():
        assert found[f"duty_{state}"].count == count
    kinds = Counter(
        r.kind
        for r in registrations.list_registrations(con, DRIVE)
        if r.status != "stopped" and r.returned_date is None and r.replaced_by_id is None
    )
    for kind, count in kinds.items():
        assert found[f"kind_{kind}"].count == count
    statuses = Counter(n.status for n in nominations.list_nominations(con, DRIVE))
    for status, count in statuses.items():
        assert found[f"stage_{status}"].count == count


def test_money_of_the_awards_adds_up(con: Connection) -> None:
    figures = [f for f in figure_models.figures(con, DRIVE, DEC) if f.key.startswith("award_") and f.remark]
    total = sum(a.prize_amount or 0 for a in awards.list_awards(con, ISSUED))
    kinds = [f for f in figures if f.title in ("Tập thể", "Cá nhân", "Hộ gia đình")]
    assert sum(int(re.sub(r"\D", "", f.remark)) for f in kinds) == total


def test_figures_know_nothing_of_tomorrow(con: Connection) -> None:
    keys = {figure.key for figure in figure_models.figures(con, DRIVE, dt.date(2023, 7, 1))}
    assert not any(key.startswith(("award_", "kind_")) for key in keys)


@pytest.mark.parametrize("table", sorted(catalogue_models.TABLES))
def test_a_row_of_the_law_says_since_when_and_by_which_source(table: str, con: Connection) -> None:
    catalogue = catalogues.BY_TABLE[table]
    for row in catalogues.rows(con, table):
        said = catalogue_models.details(catalogue, row)
        assert "Hiệu lực: " in said
        assert row["source"] in said
        assert not DATE.search(said), said
        badge = next(c for c in catalogue_models.law_columns(catalogue, {}) if c.key == "verified").badge
        assert badge is not None
        assert (badge(row) == catalogue_models.VERIFIED) == bool(row["verified"])


KIND_WORDS = {
    "prize_rule": {
        "rounding": "Làm tròn",
        "object_factor": "Hệ số theo đối tượng",
        "same_achievement": "Nhiều hình thức cùng lúc",
    },
    "vote_rule": {"quorum": "Thành viên có mặt", "approval": "Phiếu đồng ý"},
    "award_cost": {"frame": "Khung", "sheet": "Phôi", "flowers": "Hoa"},
}


@pytest.mark.parametrize("table", KIND_WORDS)
def test_a_column_called_kind_has_the_words_of_its_own_catalogue(table: str, con: Connection) -> None:
    columns = catalogue_models.law_columns(catalogues.BY_TABLE[table], {})
    column = next(one for one in columns if one.key == "kind")
    rows = catalogues.rows(con, table)
    assert {row["kind"]: column.shown(row) for row in rows} == KIND_WORDS[table]


def test_the_number_of_the_book_sorts_as_a_number(con: Connection) -> None:
    rows = reports.register_rows(con)
    model = RowsModel(award_models.REGISTER_COLUMNS, rows)
    model.sort(0, Qt.SortOrder.AscendingOrder)
    numbers = [(row.day.year, int(row.register_number.split("/")[0])) for row in model.rows]
    assert numbers == sorted(numbers)


# ---------------------------------------------------------------- votes


@pytest.fixture
def ballots(con: Connection) -> BallotModel:
    listed = nominations.list_nominations(con, DRIVE)[:3]
    return BallotModel(listed, present=9)


def test_ballots_keep_qts_rules(ballots: BallotModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(ballots)


def test_everybody_present_votes_for_until_somebody_types(ballots: BallotModel) -> None:
    assert [b.votes_for for b in ballots.ballots()] == [9, 9, 9]
    assert ballots.setData(ballots.index(0, AGAINST), "2")
    ballots.set_present(8)
    assert [(b.votes_for, b.votes_against) for b in ballots.ballots()] == [(6, 2), (8, 0), (8, 0)]
    assert ballots.setData(ballots.index(1, FOR), "5")
    ballots.set_present(7)
    assert [b.votes_for for b in ballots.ballots()] == [5, 5, 7]


@pytest.mark.parametrize("typed", ["10", "-1", "tám", "", "1,5"])
def test_votes_beyond_those_present_are_not_taken(typed: str, ballots: BallotModel) -> None:
    assert not ballots.setData(ballots.index(0, FOR), typed)
    assert ballots.ballots()[0].votes_for == 9


@pytest.mark.parametrize(
    ("votes_for", "against", "shown"),
    [(9, 0, "Thông qua"), (5, 4, "Thông qua"), (4, 5, "Không thông qua"), (4, 4, "Chưa quá nửa, hãy chọn")],
)
def test_more_than_half_decides(votes_for: int, against: int, shown: str, ballots: BallotModel) -> None:
    ballots.setData(ballots.index(0, FOR), str(votes_for))
    ballots.setData(ballots.index(0, AGAINST), str(against))
    assert ballots.index(0, RESULT).data() == shown


def test_a_chosen_result_overrules_the_votes(ballots: BallotModel) -> None:
    assert ballots.setData(ballots.index(0, RESULT), "deferred")
    assert ballots.ballots()[0] == Ballot(ballots.ballots()[0].nomination_id, 9, 0, "deferred")
    assert ballots.setData(ballots.index(0, RESULT), "")
    assert ballots.ballots()[0].result is None


def test_names_cannot_be_typed_over(ballots: BallotModel) -> None:
    for column in (0, 1):
        assert not ballots.setData(ballots.index(0, column), "Ai khác")
        assert not ballots.flags(ballots.index(0, column)) & Qt.ItemFlag.ItemIsEditable


# ---------------------------------------------------------------- appraisal at a glance


def appraisal_of(con: Connection, *findings: tuple[str, str, bool]) -> appraisals.Appraisal:
    """An appraisal with findings of (rule, outcome, passed over)."""
    made = appraisals.appraise(con, 60, DAY)
    listed = tuple(
        appraisals.Judged(rule, outcome, f"{rule}.", override_reason="Đủ" if passed else "")  # type: ignore[arg-type]
        for rule, outcome, passed in findings
    )
    return replace(made, findings=listed)


@pytest.mark.parametrize(
    ("findings", "state", "word"),
    [
        ((("a", "met", False), ("b", "met", False)), "met", "Đủ điều kiện"),
        ((("a", "met", False), ("b", "unknown", False)), "unknown", "Chưa rõ"),
        ((("a", "unknown", False), ("b", "not_met", False)), "not_met", "Chưa đủ"),
        ((("a", "met", False), ("b", "not_met", True)), "overridden", "Bỏ qua có lý do"),
        ((("a", "unknown", False), ("b", "not_met", True)), "unknown", "Chưa rõ"),
        ((("a", "met", True),), "met", "Đủ điều kiện"),
    ],
)
def test_the_state_of_an_appraisal_is_the_hand_table(
    con: Connection, findings: tuple[tuple[str, str, bool], ...], state: str, word: str
) -> None:
    """Unknown is never a pass, and what was passed over stays visible as such."""
    made = appraisal_of(con, *findings)
    assert appraisal_models.state_of(made) == state
    badge = appraisal_models.appraisal_badge(made)
    assert badge is not None
    assert badge.word == word


def test_states_differ_by_sign_and_not_by_colour_alone() -> None:
    assert len({badge.symbol for badge in appraisal_models.STATES.values()}) == len(appraisal_models.STATES)


def test_nothing_appraised_has_no_state() -> None:
    assert appraisal_models.state_of(None) == ""
    assert appraisal_models.appraisal_badge(None) is None


def test_what_is_to_be_settled_stands_first(con: Connection) -> None:
    made = appraisal_of(con, ("a", "met", False), ("b", "not_met", True), ("c", "unknown", False))
    detail = replace(made.findings[0], rule="d", detail=True)
    rules = [f.rule for f in appraisal_models.ordered([detail, *made.findings])]
    assert rules == ["c", "a", "b", "d"]


@pytest.mark.parametrize(
    ("due", "word"),
    [
        (None, "Chưa định ngày"),
        (dt.date(2023, 8, 25), "Còn 5 ngày"),
        (dt.date(2023, 8, 20), "Hạn hôm nay"),
        (dt.date(2023, 8, 17), "Quá hạn 3 ngày"),
    ],
)
def test_days_due_are_words(due: dt.date | None, word: str) -> None:
    assert dossier_models.due_badge(due, DAY).word == word


def test_ballots_need_what_the_form_asks_of_all_members(con: Connection) -> None:
    """Two thirds of nine members are six, however few took part."""
    listed = nominations.list_nominations(con, DRIVE)[:2]
    model = BallotModel(listed, present=7)
    asked = Threshold(Share(2, 3), "all", "Quy chế", verified=True, known=True)
    model.set_present(7, 9, {listed[0].form_code: asked})
    assert model.index(0, RESULT).data() == "Thông qua"
    assert model.setData(model.index(0, AGAINST), "2")
    assert model.index(0, RESULT).data() == "Không thông qua", "five of nine"
    assert model.setData(model.index(1, INVALID), "1")
    assert [(b.votes_for, b.votes_invalid) for b in model.ballots()] == [(5, 0), (6, 1)]
    assert model.index(1, RESULT).data() == "Thông qua"


def test_the_simplified_procedure_takes_only_whom_it_is_meant_for(con: Connection) -> None:
    listed = nominations.list_nominations(con, DRIVE)[:3]
    sudden = replace(listed[0], award_type="sudden")
    model = BallotModel([sudden, *listed[1:]], present=7)
    model.set_simplified(True)
    assert model.taken() == (sudden.id,)
    assert model.index(1, RESULT).data() == "Không xét lần này"
    assert model.setData(model.index(1, RESULT), "approved")
    assert model.taken() == (sudden.id, listed[1].id)
    model.set_simplified(False)
    assert [b.result for b in model.ballots()] == [None, None, None]


def test_a_warned_name_says_so(con: Connection) -> None:
    listed = nominations.list_nominations(con, DRIVE)[:2]
    model = BallotModel(listed, present=7, warned={listed[1].id: "Trùng tên."})
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.index(1, 0).data(Qt.ItemDataRole.DecorationRole) is not None
    assert "Trùng tên." in model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_an_estimate_says_who_pays_and_what_is_not_known(con: Connection) -> None:
    ids = [n.id for n in nominations.list_nominations(con, DRIVE)]
    made = fund.estimate(con, ids, DEC)
    rows = estimate_models.estimate_rows(made)
    assert sum(row.amount or 0 for row in rows if row.payer == estimate_models.OURS) == made.ours
    assert sum(row.amount or 0 for row in rows) == made.ours + made.superiors
    unknown = [row for row in rows if row.amount is None]
    column = next(c for c in estimate_models.ESTIMATE_COLUMNS if c.key == "unit_amount")
    assert {column.shown(row) for row in unknown} == {"chưa có mức"}
