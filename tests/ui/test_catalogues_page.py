"""Danh mục by keys: office, signers, clusters, law catalogues, settings."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import pytest
from hands import child, press
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import catalogue_fields, catalogues, clusters, organizations, settings
from db.errors import BadInput
from desktop.ui.dialogs.catalogue_row import CatalogueRowDialog
from desktop.ui.pages.base import Page
from desktop.ui.pages.catalogues import CataloguesPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable

W = TypeVar("W", bound=QWidget)
LAW = [catalogue.table for catalogue in catalogues.CATALOGUES]


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> CataloguesPage:
    made = CataloguesPage(sample_session)
    qtbot.addWidget(made)
    made.resize(1158, 680)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def write(field: QWidget, text: str) -> None:
    """Replace the text of a field by keys; qtbot's keyClicks knows no Vietnamese letters."""
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.selectAll()
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def dialog(qtbot: QtBot, parent: QWidget, name: str) -> QDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in parent.findChildren(QDialog, name)))
    return next(d for d in parent.findChildren(QDialog, name) if d.isVisible())


def accept(qtbot: QtBot, opened: QDialog) -> None:
    with qtbot.waitSignal(opened.accepted):
        qtbot.keyClick(opened, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def delete(qtbot: QtBot, page: QWidget, table: DataTable) -> None:
    """Press Delete in a table once the window has the keys again."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)


def rows_table(section: Page) -> DataTable:
    return child(section, DataTable, "catalogueRows")


# ---------------------------------------------------------------- the list of sections


def test_arrow_keys_go_through_every_section(qtbot: QtBot, page: CataloguesPage) -> None:
    sections = child(page, QListWidget, "catalogueSections")
    sections.setFocus()
    seen = []
    for key in page.keys:
        section = page.findChild(QWidget, f"section_{key}")
        assert section is not None, key
        seen.append(section.isVisible())
        qtbot.keyClick(sections, Qt.Key.Key_Down)
    assert all(seen)
    assert set(LAW) < set(page.keys)
    assert {"office", "clusters", "settings"} < set(page.keys)


@pytest.mark.parametrize("table", LAW)
def test_a_catalogue_shows_every_row_and_marks_the_unverified(
    page: CataloguesPage, table: str, qtmodeltester: ModelTester
) -> None:
    section = page.show_section(table)
    model = rows_table(section).rows_model
    stored = page.session.con.execute(f"SELECT count(*), sum(verified = 0) FROM {table}").fetchone()
    words = [model.columns[-1].shown(row) for row in model.rows]
    assert len(words) == stored[0] > 0
    assert words.count("Chưa đối chiếu") == (stored[1] or 0)
    assert not rows_table(section).horizontalScrollBar().isVisible()
    qtmodeltester.check(model, force_py=True)


def test_the_count_of_unverified_rows_opens_them(qtbot: QtBot, page: CataloguesPage) -> None:
    section = page.show_section("prize_rate")
    expected = page.session.con.execute("SELECT count(*) FROM prize_rate WHERE verified = 0").fetchone()[0]
    press(qtbot, section, "unverified")
    assert rows_table(section).rows_model.rowCount() == expected > 0


def test_only_what_is_in_force_on_the_day_looked_at(qtbot: QtBot, page: CataloguesPage) -> None:
    section = page.show_section("base_salary")
    show = child(section, QComboBox, "catalogueShow")
    show.setFocus()
    qtbot.keyClick(show, Qt.Key.Key_Down)
    (row,) = rows_table(section).rows_model.rows
    # Nghị định 24/2023/NĐ-CP: 1.800.000 đồng from 01/07/2023 to 30/06/2024; the day looked at is 20/08/2023.
    assert row["amount"] == 1_800_000


def test_search_without_accents(qtbot: QtBot, page: CataloguesPage) -> None:
    section = page.show_section("award_form")
    write(child(section, QLineEdit, "catalogueSearch"), "lao dong tien tien")
    qtbot.keyClick(child(section, QLineEdit, "catalogueSearch"), Qt.Key.Key_Return)
    names = {row["name"] for row in rows_table(section).rows_model.rows}
    assert names == {"Lao động tiên tiến", "Tập thể lao động tiên tiến"}


def test_a_row_is_added_changed_compared_and_removed_by_keys(qtbot: QtBot, page: CataloguesPage) -> None:
    section = page.show_section("base_salary")
    con = page.session.con
    rows_table(section).setFocus()
    qtbot.keyClick(section, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = dialog(qtbot, page, "catalogueRowDialog")
    write(child(form, QLineEdit, "catalogueRow_amount"), "2530000")
    write(child(form, QLineEdit, "catalogueRow_valid_from"), "1/7/2030")
    write(child(form, QWidget, "catalogueRow_source"), "Nghị định thử")
    accept(qtbot, form)
    added = con.execute("SELECT * FROM base_salary WHERE valid_from = '2030-07-01'").fetchone()
    assert (added["amount"], added["source"], added["verified"]) == (2_530_000, "Nghị định thử", 0)

    table = rows_table(section)
    qtbot.waitUntil(lambda: table.rows_model.find(added["id"]) is not None)
    table.choose(added["id"])
    press(qtbot, section, "verifyRow")
    qtbot.waitUntil(lambda: table.rows_model.row(table.current_row())["verified"] == 1)
    assert table.rows_model.id_of(table.current_row()) == added["id"]

    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    form = dialog(qtbot, page, "catalogueRowDialog")
    assert child(form, QLineEdit, "catalogueRow_valid_from").text() == "01/07/2030"
    write(child(form, QLineEdit, "catalogueRow_amount"), "2600000")
    accept(qtbot, form)
    row = con.execute("SELECT * FROM base_salary WHERE id = ?", (added["id"],)).fetchone()
    assert (row["amount"], row["verified"]) == (2_600_000, 1)

    delete(qtbot, page, table)
    qtbot.waitUntil(
        lambda: con.execute("SELECT 1 FROM base_salary WHERE id = ?", (added["id"],)).fetchone() is None
    )


def test_what_is_wrong_is_said_and_the_dialog_stays(qtbot: QtBot, page: CataloguesPage) -> None:
    section = page.show_section("prize_rate")
    press(qtbot, section, "addRow")
    form = dialog(qtbot, page, "catalogueRowDialog")
    write(child(form, QLineEdit, "catalogueRow_coefficient_thousandths"), "không phẩy ba")
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    said = [
        one.text() for one in form.findChildren(QLabel) if one.property("role") == "error" and one.isVisible()
    ]
    assert any("không phải là hệ số" in sentence for sentence in said)
    assert any("Căn cứ" in sentence for sentence in said)
    assert form.isVisible()
    qtbot.keyClick(form, Qt.Key.Key_Escape)


def test_a_new_form_has_a_certificate_unless_said_otherwise(qtbot: QtBot, page: CataloguesPage) -> None:
    section = page.show_section("award_form")
    for add, paper in ((True, True), (False, False)):
        if add:
            press(qtbot, section, "addRow")
        else:
            model = rows_table(section).rows_model
            row = next(r for r in map(model.row, range(model.rowCount())) if r["code"] == "ldtt")
            CatalogueRowDialog(page.session, catalogues.BY_TABLE["award_form"], row, page).open()
        form = dialog(qtbot, page, "catalogueRowDialog")
        assert child(form, QCheckBox, "catalogueRow_has_certificate").isChecked() is paper
        qtbot.keyClick(form, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: page.findChild(CatalogueRowDialog, "catalogueRowDialog") is None)


@pytest.mark.parametrize("table", LAW)
def test_saving_a_row_unchanged_changes_nothing(qtbot: QtBot, page: CataloguesPage, table: str) -> None:
    from db import history

    section = page.show_section(table)
    before = history.last_action_id(page.session.con)
    model = rows_table(section).rows_model
    for at in {0, model.rowCount() // 2, model.rowCount() - 1}:
        opened = CatalogueRowDialog(page.session, catalogues.BY_TABLE[table], model.row(at), page)
        opened.open()
        accept(qtbot, opened)
    assert history.last_action_id(page.session.con) == before


def test_every_code_of_the_law_has_words(sample_session: Session) -> None:
    for table, key in (
        ("legal_basis", "paper_kind"),
        ("award_condition", "kind"),
        ("award_form", "object_kinds"),
    ):
        stored = {row[key] for row in catalogues.rows(sample_session.con, table)}
        assert stored <= set(catalogue_fields.CODED[key])


# ---------------------------------------------------------------- office, signers, clusters, settings


def test_the_office_is_changed(qtbot: QtBot, page: CataloguesPage) -> None:
    section = page.show_section("office")
    write(child(section, QLineEdit, "office_place"), "Phường An Lạc Đông")
    with qtbot.waitSignal(page.session.changed):
        qtbot.keyClick(section, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    own = organizations.own(page.session.con)
    assert own is not None
    assert own.place == "Phường An Lạc Đông"


def test_a_signer_is_added_put_first_and_removed(qtbot: QtBot, page: CataloguesPage) -> None:
    section = page.show_section("office")
    own = organizations.own(page.session.con)
    assert own is not None
    before = organizations.signers(page.session.con, own.id)
    press(qtbot, section, "addSigner")
    form = dialog(qtbot, page, "signerDialog")
    write(child(form, QLineEdit, "signer_name"), "Vũ Thị Ánh Ngân")
    write(child(form, QLineEdit, "signer_title"), "Phó Chủ tịch")
    box = child(form, QComboBox, "signer_signature_form")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" in child(form, QLabel, "signaturePreview").text()
    accept(qtbot, form)
    listed = organizations.signers(page.session.con, own.id)
    assert [one.name for one in listed] == [*(one.name for one in before), "Vũ Thị Ánh Ngân"]

    table = child(section, DataTable, "signers")
    qtbot.waitUntil(lambda: table.rows_model.rowCount() == len(listed))
    table.choose(listed[-1].id)
    press(qtbot, section, "firstSigner")
    qtbot.waitUntil(lambda: organizations.signers(page.session.con, own.id)[0].name == "Vũ Thị Ánh Ngân")
    qtbot.waitUntil(lambda: table.rows_model.row(0).name == "Vũ Thị Ánh Ngân")
    table.choose(listed[-1].id)
    delete(qtbot, page, table)
    qtbot.waitUntil(lambda: organizations.signers(page.session.con, own.id) == before)


def test_the_days_of_a_signer_in_office_are_kept_and_can_be_emptied(
    qtbot: QtBot, page: CataloguesPage
) -> None:
    section = page.show_section("office")
    first = organizations.signers(page.session.con, 1)[0]
    table = child(section, DataTable, "signers")

    def term() -> tuple[dt.date | None, dt.date | None]:
        found = next(one for one in organizations.signers(page.session.con, 1) if one.id == first.id)
        return found.active_from, found.active_to

    for typed, kept, told in (
        (
            ("01/07/2021", "30/06/2024"),
            (dt.date(2021, 7, 1), dt.date(2024, 6, 30)),
            "Giữ chức từ 01/07/2021 đến 30/06/2024",
        ),
        (("01/07/2021", ""), (dt.date(2021, 7, 1), None), "Giữ chức từ 01/07/2021"),
        (("", ""), (None, None), None),
    ):
        table.choose(first.id)
        press(qtbot, section, "editSigner")
        form = dialog(qtbot, page, "signerDialog")
        for name, text in zip(("signer_active_from", "signer_active_to"), typed, strict=True):
            field = child(form, QLineEdit, name)
            field.setFocus()
            field.selectAll()
            qtbot.keyClick(field, Qt.Key.Key_Delete)
            write(field, text)
        accept(qtbot, form)
        assert term() == kept
        title = table.rows_model.index(0, 1)
        qtbot.waitUntil(lambda told=told, at=title: at.data(Qt.ItemDataRole.ToolTipRole) == told)
    assert first.id in [one.id for one in organizations.signers(page.session.con, 1, on=dt.date(2025, 1, 1))]


def test_a_cluster_is_added_with_members_ticked_by_the_space_bar(qtbot: QtBot, page: CataloguesPage) -> None:
    section = page.show_section("clusters")
    press(qtbot, section, "addCluster")
    form = dialog(qtbot, page, "clusterDialog")
    write(child(form, QLineEdit, "cluster_name"), "Cụm thử nghiệm")
    members = child(form, QListWidget, "cluster_members")
    members.setFocus()
    members.setCurrentRow(0)
    names = []
    for _ in range(2):
        item = members.currentItem()
        names.append(item.text())
        qtbot.keyClick(members, Qt.Key.Key_Space)
        qtbot.keyClick(members, Qt.Key.Key_Down)
    accept(qtbot, form)
    made = next(one for one in clusters.in_year(page.session.con, 2023) if one.name == "Cụm thử nghiệm")
    assert sorted(made.member_names) == sorted(names)
    table = child(section, DataTable, "clusters")
    qtbot.waitUntil(lambda: table.rows_model.find(made.id) is not None)
    table.choose(made.id)
    press(qtbot, section, "removeCluster")
    qtbot.waitUntil(lambda: made.id not in {one.id for one in clusters.in_year(page.session.con, 2023)})


def test_a_leading_unit_must_be_a_member(sample_session: Session, qtbot: QtBot) -> None:
    from desktop.ui.operations.clusters import ClusterFacts, save_cluster

    refused: list[str] = []
    sample_session.run(save_cluster(ClusterFacts("Cụm", "cluster", 2023, (1,), 2)), None, refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert "trưởng cụm, khối phải là một thành viên" in refused[0]


def test_settings_are_saved_in_one_step_and_bounds_are_said(qtbot: QtBot, page: CataloguesPage) -> None:
    section = page.show_section("settings")
    write(child(section, QLineEdit, "setting_officer_name"), "Hồ Thị Mẫn")
    write(child(section, QLineEdit, "setting_due_soon_days"), "500")
    press(qtbot, section, "saveSettings")
    refusal = child(section, QLabel, "refusal")
    qtbot.waitUntil(refusal.isVisible)
    assert "từ 0 đến 90" in refusal.text()
    assert settings.get(page.session.con, "officer_name") != "Hồ Thị Mẫn"
    write(child(section, QLineEdit, "setting_due_soon_days"), "10")
    with qtbot.waitSignal(page.session.changed):
        press(qtbot, section, "saveSettings")
    assert settings.get(page.session.con, "due_soon_days") == 10
    assert settings.get(page.session.con, "officer_name") == "Hồ Thị Mẫn"


# ---------------------------------------------------------------- values as typed and shown


@pytest.mark.parametrize(
    ("kind", "text", "stored", "words"),
    [
        ("thousandths", "0,3", 300, "0,3"),
        ("thousandths", "1,5", 1500, "1,5"),
        ("thousandths", "12", 12000, "12"),
        ("thousandths", "", None, ""),
        ("money", "1.490.000", 1_490_000, "1.490.000"),
        ("date", "5/8/2023", "2023-08-05", "05/08/2023"),
        ("date", "", None, ""),
        ("json", "", "{}", "{}"),
        ("json", '{"years": 2}', '{"years": 2}', '{"years": 2}'),
    ],
)
def test_values_there_and_back(kind: str, text: str, stored: object, words: str) -> None:
    field = catalogues.Field("x", "Trường", kind)
    assert catalogue_fields.typed(field, text) == stored
    assert catalogue_fields.shown(field, stored) == words


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("thousandths", "0,3005"),
        ("thousandths", "-1"),
        ("date", "31/02/2023"),
        ("date", "mai"),
        ("json", "{"),
        ("json", "[1]"),
        ("money", "x"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(kind: str, text: str) -> None:
    with pytest.raises(BadInput, match=r"[;,] hãy|hãy "):
        catalogue_fields.typed(catalogues.Field("x", "Trường", kind), text)
