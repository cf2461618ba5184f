"""Biểu đồ: every bar is the sum of its pieces, drawn in proportion; the drive in its days; nothing without data."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import asdict

import pytest
from PySide6.QtWidgets import QLabel, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from db import board, campaigns, pictures, reports, resources
from db.pictures import Bar, Moment, Part, legend, moment_words
from db.rules.deadlines import STATE_WORDS
from desktop.ui import theme
from desktop.ui.pages.reports import ReportsPage
from desktop.ui.session import Session
from desktop.ui.widgets.charts import ROW, TONES, BarChart, TimeLine

CEREMONY = dt.date(2023, 12, 6)
BARS = (
    Bar("Năm 2023", (Part("Giấy khen", 30, "done"), Part("Bằng khen", 10, "warning"))),
    Bar("Năm 2022", (Part("Giấy khen", 20, "done"), Part("Bằng khen", 0, "warning"))),
)


def test_awards_by_year_are_those_of_the_register(sample_session: Session) -> None:
    rows = sample_session.con.execute(
        """SELECT substr(d.day, 1, 4) AS year, count(*) AS n FROM award a JOIN decision d ON d.id = a.decision_id
           WHERE d.status = 'issued' AND a.revoked_date IS NULL GROUP BY 1 ORDER BY 1 DESC"""
    ).fetchall()
    made = pictures.awards_by_year(sample_session.con)
    assert [(bar.label, bar.total) for bar in made] == [(f"Năm {r['year']}", r["n"]) for r in rows]


def test_counts_by_year_and_form_are_those_of_a_plain_count(sample_session: Session) -> None:
    rows = reports.register_rows(sample_session.con, revoked=False)
    plain = Counter((row.year, row.form_name) for row in rows)
    counted = reports.counts_by_year(sample_session.con)
    assert {(year, form): many for year, form, many in counted} == plain
    assert [year for year, _, _ in counted] == sorted((year for year, _, _ in counted), reverse=True)


def test_duties_met_are_the_cells_of_the_board(sample_session: Session) -> None:
    drive = sample_session.campaign_id
    assert drive is not None
    cells = board.board(sample_session.con, drive, CEREMONY).cells
    made = pictures.duties_met(sample_session.con, drive, CEREMONY)
    assert sum(bar.total for bar in made) == len(cells)
    for word in ("Quá hạn", "Đúng hạn"):
        drawn = sum(part.count for bar in made for part in bar.parts if part.word == word)
        assert drawn == sum(STATE_WORDS[cell.status.state] == word for cell in cells)


def test_classes_of_a_year_add_up_to_its_individuals(sample_session: Session) -> None:
    (bar,) = pictures.classes_of_individuals(sample_session.con, 2023)
    persons = sample_session.con.execute(
        """SELECT count(*) AS n FROM award a JOIN decision d ON d.id = a.decision_id
           JOIN organization o ON o.id = d.organization_id WHERE o.is_own = 1 AND d.status = 'issued'
           AND a.revoked_date IS NULL AND a.object_kind = 'individual' AND d.day LIKE '2023-%'"""
    ).fetchone()
    assert bar.total == persons["n"]
    assert pictures.classes_of_individuals(sample_session.con, 1999) == ()


def test_the_drive_in_time_has_its_ends_phases_and_days(sample_session: Session) -> None:
    drive = sample_session.campaign_id
    assert drive is not None
    made = pictures.drive_in_time(sample_session.con, drive)
    assert made[0] == Moment("Cả phong trào", dt.date(2023, 7, 10), dt.date(2023, 12, 10))
    phases = campaigns.phases(sample_session.con, drive)
    assert [one.label for one in made[1 : 1 + len(phases)]] == [phase.name for phase in phases]
    days = [one.start for one in made[1 + len(phases) :]]
    assert days == sorted(days)
    assert days


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2023", dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2023-12", dt.date(2023, 12, 1), dt.date(2023, 12, 31)),
        ("2023-07-10", dt.date(2023, 7, 10), dt.date(2023, 7, 10)),
    ],
)
def test_a_year_or_month_alone_is_all_its_days(partial: str, first: dt.date, last: dt.date) -> None:
    assert (pictures._first(partial), pictures._last(partial)) == (first, last)


def test_words_of_a_bar_and_a_moment() -> None:
    assert BARS[0].words == "Năm 2023: 40 (Giấy khen 30, Bằng khen 10)"
    assert Bar("Năm 2021", ()).words == "Năm 2021: 0"
    assert legend(BARS) == (("Giấy khen", "done"), ("Bằng khen", "warning"))
    assert moment_words(Moment("Lễ", CEREMONY, CEREMONY)) == "06/12/2023: Lễ"
    assert moment_words(Moment("Đợt 1", dt.date(2023, 7, 1), CEREMONY)) == "01/07/2023 – 06/12/2023: Đợt 1"


def test_pieces_are_to_each_other_as_their_numbers(qtbot: QtBot, themed: object) -> None:
    chart = BarChart("chart")
    qtbot.addWidget(chart)
    chart.resize(700, 100)
    chart.show_bars(BARS)
    first, second = chart.pieces()
    assert first[0].width() == pytest.approx(3 * first[1].width())
    assert second[0].width() == pytest.approx(first[0].width() * 2 / 3)
    assert first[0].right() == pytest.approx(first[1].left())
    assert first[1].right() <= chart.width()
    assert chart.height() == 3 * ROW
    assert chart.accessibleDescription().splitlines() == [bar.words for bar in BARS]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_piece_is_drawn_in_its_tone(qtbot: QtBot, qapp: object, dark: bool) -> None:
    theme.apply_theme(qapp, dark=dark)  # type: ignore[arg-type]
    chart = BarChart("chart")
    qtbot.addWidget(chart)
    chart.resize(700, 100)
    chart.show_bars(BARS)
    drawn = chart.grab().toImage()
    box = chart.pieces()[0][0]
    ratio = drawn.devicePixelRatio()
    inside = drawn.pixelColor(int((box.left() + 6) * ratio), int((box.top() + 4) * ratio))
    assert inside.name().upper() == theme.tokens().green_wash.upper()


def test_days_stand_in_their_order_between_the_ends(qtbot: QtBot, themed: object) -> None:
    line = TimeLine("line")
    qtbot.addWidget(line)
    line.resize(700, 100)
    moments = (
        Moment("Cả phong trào", dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
        Moment("Giữa năm", dt.date(2023, 7, 2), dt.date(2023, 7, 2)),
    )
    line.show_moments(moments, CEREMONY)
    start, middle, end = (line.place(day) for day in (moments[0].start, moments[1].start, moments[0].end))
    assert middle == pytest.approx((start + end) / 2, abs=1)
    assert end < line.width()
    assert not line.grab().isNull()


def heading(page: QWidget, words: str) -> QLabel:
    return next(label for label in page.findChildren(QLabel) if label.text().startswith(words))


def opened(qtbot: QtBot, session: Session) -> ReportsPage:
    page = ReportsPage(session)
    qtbot.addWidget(page)
    page.resize(1158, 700)
    page.show()
    tabs = page.findChild(QTabWidget, "reportTabs")
    assert tabs is not None
    tabs.setCurrentIndex(3)
    return page


def test_the_tab_draws_what_the_register_has(qtbot: QtBot, sample_session: Session) -> None:
    sample_session.look_at_day(CEREMONY)
    page = opened(qtbot, sample_session)
    chart = page.findChild(BarChart, "pictureYears")
    assert chart is not None
    assert chart.bars == pictures.awards_by_year(sample_session.con, CEREMONY)
    assert heading(page, "Phong trào theo thời gian").isVisible()


def test_an_empty_register_has_no_empty_pictures(qtbot: QtBot, empty_session: Session) -> None:
    page = opened(qtbot, empty_session)
    assert not heading(page, "Khen thưởng theo năm").isVisible()
    assert not heading(page, "Phong trào theo thời gian").isVisible()
    assert heading(page, "Sổ chưa có khen thưởng").isVisible()


def test_papers_draw_in_the_colours_of_the_window() -> None:
    """Every colour of a report's pictures is a token of the light theme, each filling edged in its own tone."""
    drawn = json.loads(resources.path("papers/charts.json").read_text(encoding="utf-8"))
    tokens = set(asdict(theme.LIGHT).values())
    assert set(drawn["tones"]) == set(TONES)
    for name, tone in TONES.items():
        colours = drawn["tones"][name]
        assert colours["edge"] == getattr(theme.LIGHT, tone.value)
        assert set(colours.values()) <= tokens
        assert contrast(colours["fill"], colours["number"]) >= 4.5
    for key in ("ink", "muted", "alarm"):
        assert contrast(drawn[key], theme.LIGHT.paper) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.1's contrast of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    upper, lower = sorted((light(one), light(other)), reverse=True)
    return (upper + 0.05) / (lower + 0.05)


def test_pictures_end_on_the_day_looked_at(sample_session: Session) -> None:
    """The sample's two decisions are of 14/04/2023 and 05/12/2023."""
    con = sample_session.con
    for day in (dt.date(2023, 4, 13), dt.date(2023, 4, 14), dt.date(2023, 12, 4), dt.date(2023, 12, 5)):
        row = con.execute(
            """SELECT count(*) AS n, sum(a.object_kind = 'individual') AS people
               FROM award a JOIN decision d ON d.id = a.decision_id
               WHERE d.status = 'issued' AND a.revoked_date IS NULL AND d.day <= ?""",
            (day.isoformat(),),
        ).fetchone()
        assert sum(bar.total for bar in pictures.awards_by_year(con, day)) == row["n"]
        drawn = pictures.classes_of_individuals(con, 2023, day)
        assert sum(bar.total for bar in drawn) == (row["people"] or 0)
        share = pictures.direct_workers(con, 2023, day)
        assert share.individuals == (row["people"] or 0)
        words = [part for bar in drawn for part in bar.parts if part.word.startswith("Người trực tiếp")]
        assert share.direct == sum(part.count for part in words)
        assert share.unknown == sum(p.count for b in drawn for p in b.parts if p.word == "Chưa ghi nhóm")
