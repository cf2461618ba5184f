"""Every file of a drive is in its archive: each place a file can be attached at, with another drive beside it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import attachments, campaigns, drive_files
from db.campaigns import CampaignDraft

#: Files of the office or of a year's clusters, which are no drive's.
OF_NO_DRIVE = {("organization", "emblem_id"), ("organization", "logo_id"), ("cluster_year", "pledge_id")}


def test_every_place_a_file_can_be_attached_at_is_thought_of(world: Any) -> None:
    """A new one must be told to the archive, or be named here as no drive's."""
    con = world.store.con
    tables = [row[0] for row in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    places = {
        (table, row["from"])
        for table in tables
        for row in con.execute(f'PRAGMA foreign_key_list("{table}")')
        if row["table"] == "attachment"
    }
    asked = {
        (table, "attachment_id")
        for table in ("campaign_document", "registration_attachment", "submission_received", "dossier_item")
    } | {("evidence", "attachment_id"), ("decision", "attachment_id")}
    assert places == asked | OF_NO_DRIVE
    assert all(table in drive_files._QUERY for table, _ in asked)


def fill(world: Any, drive: int, nomination: int, mark: str) -> None:
    """One file at every place of a drive, the later stages first and later days before earlier ones."""
    unit = world.unit["Tổ dân phố 3"]
    with world.store.action(f"Đính kèm {mark}") as action:

        def file(name: str) -> int:
            return attachments.add(action, f"{name} {mark}.pdf", f"{name} {mark}".encode())

        action.insert(
            "decision", organization_id=world.office, campaign_id=drive, status="issued", number=f"9{mark}/QĐ-UBND",
            day="2023-12-20", title="Khen thưởng", form_code="giay_khen", authority_level="commune",
            attachment_id=file("quyết định"),
        )  # fmt: skip
        action.insert(
            "evidence", nomination_id=nomination, year_from=2022, year_to=2022, kind="certificate", what="Giấy khen",
            number="5/QĐ", document_on="2022", issuer="UBND huyện", attachment_id=file("minh chứng"),
        )  # fmt: skip
        action.insert(
            "dossier_item", nomination_id=nomination, paper_code="other", name="Biên bản họp", state="have",
            day="2023-11-02", attachment_id=file("biên bản"),
        )  # fmt: skip
        owed = action.insert(
            "obligation", campaign_id=drive, unit_id=unit, direction="from_units", kind="report", name="Báo cáo quý",
        )  # fmt: skip
        for day, name in (("2023-10-09", "báo cáo sau"), ("2023-07-09", "báo cáo trước")):
            action.insert("submission_received", obligation_id=owed, day=day, attachment_id=file(name))
        made = action.insert(
            "registration",
            campaign_id=drive,
            kind="work",
            title="Đường hoa",
            folded="duong hoa",
            number="03/ĐK",
        )
        action.insert("registration_unit", registration_id=made, unit_id=unit)
        action.insert("registration_attachment", registration_id=made, attachment_id=file("đăng ký"))
        for day, name in ((None, "phụ lục"), ("2023-02-01", "gia hạn"), ("2023", "kế hoạch")):
            action.insert(
                "campaign_document", campaign_id=drive, role="own_plan", type="plan", number="12/KH-UBND", day=day,
                issuer="UBND phường", summary=name, attachment_id=file(name),
            )  # fmt: skip


@pytest.fixture
def two(world: Any) -> tuple[Any, int]:
    """The drive with a file everywhere, and another one with files of its own."""
    mine = world.nominate("Lê Thị Cúc")
    first = world.campaign
    with world.store.action("Phong trào khác") as action:
        draft = CampaignDraft(title="Phong trào khác", start_on="2022", end_on="2022-12-31")
        other = campaigns.start_campaign(action, draft)
    world.campaign = other
    theirs = world.nominate("Y Blê Niê", form_code="giay_khen")
    world.campaign = first
    fill(world, first, mine, "A")
    fill(world, other, theirs, "B")
    return world, other


def test_one_file_of_every_place_stage_by_stage_and_day_by_day(two: tuple[Any, int]) -> None:
    world, other = two
    for drive, mark, who in ((world.campaign, "A", "Lê Thị Cúc"), (other, "B", "Y Blê Niê")):
        listed = drive_files.attached(world.store.con, drive)
        assert [(one.stage, one.file_name, one.day) for one in listed] == [
            ("launch", f"kế hoạch {mark}.pdf", "2023"),
            ("launch", f"gia hạn {mark}.pdf", "2023-02-01"),
            ("launch", f"phụ lục {mark}.pdf", None),
            ("registration", f"đăng ký {mark}.pdf", None),
            ("handed_in", f"báo cáo trước {mark}.pdf", "2023-07-09"),
            ("handed_in", f"báo cáo sau {mark}.pdf", "2023-10-09"),
            ("dossier", f"biên bản {mark}.pdf", "2023-11-02"),
            ("dossier", f"minh chứng {mark}.pdf", "2022"),
            ("decision", f"quyết định {mark}.pdf", "2023-12-20"),
        ]
        assert {one.stage for one in listed} == set(drive_files.STAGES)
        about = {one.stage: one for one in listed}
        assert (about["registration"].author, about["registration"].number) == ("Tổ dân phố 3", "03/ĐK")
        assert about["dossier"].what == f"Giấy khen – {who}"
        assert about["decision"].author == "Ủy ban nhân dân phường An Lạc"
        for one in listed:
            content = attachments.content(world.store.con, one.attachment_id).decode()
            assert f"{content}.pdf" == one.file_name


def test_one_file_in_two_places_is_listed_at_both(two: tuple[Any, int]) -> None:
    world, _ = two
    (decision,) = [
        one for one in drive_files.attached(world.store.con, world.campaign) if one.stage == "decision"
    ]
    with world.store.action("Cùng một tệp") as action:
        action.insert(
            "campaign_document", campaign_id=world.campaign, role="other", type="other",
            attachment_id=decision.attachment_id,
        )  # fmt: skip
    again = [
        one.stage
        for one in drive_files.attached(world.store.con, world.campaign)
        if one.attachment_id == decision.attachment_id
    ]
    assert again == ["launch", "decision"]


def test_scans_of_dossiers_by_nomination(two: tuple[Any, int]) -> None:
    world, _ = two
    mine, theirs = world.nominee["Lê Thị Cúc"], world.nominee["Y Blê Niê"]
    found = drive_files.scans_of(world.store.con, [mine, theirs])
    assert {key: [scan[:2] for scan in scans] for key, scans in found.items()} == {
        mine: [("other", "Biên bản họp")],
        theirs: [("other", "Biên bản họp")],
    }
    assert set(drive_files.scans_of(world.store.con, [theirs])) == {theirs}


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_only_a_whole_day_is_a_day(day: dt.date) -> None:
    assert drive_files.whole_day(day.isoformat()) == day
    assert drive_files.whole_day(day.isoformat()[:7]) is None
    assert drive_files.whole_day(day.isoformat()[:4]) is None
