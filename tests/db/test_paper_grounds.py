"""What papers rest on: brute force over days for the law, hand-made rows for sessions, numbers, signers and files."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import attachments, catalogues, drive_files, law_changes, organizations, paper_grounds, people
from db.campaigns import CampaignDraft, start_campaign
from db.catalogues import BY_TABLE
from db.paper_grounds import Ground
from db.store import Action, Store

D = dt.date
DAYS = st.dates(D(2014, 1, 1), D(2027, 12, 31))


@pytest.fixture
def office(store: Store) -> int:
    """Our office with one signer in office from 2021 to 2025 and another afterwards."""
    with store.action("Cơ quan") as action:
        made = organizations.save_own(action, name="Ủy ban nhân dân xã Hoa", level="commune", place="Hoa")
        for name, start, end in (
            ("Lê Văn Cũ", "2021-07-01", "2025-06-30"),
            ("Lò Thị Mới", "2025-07-01", None),
        ):
            signer = organizations.save_signer(action, made, name=name, title="Chủ tịch")
            action.update("signer", signer, active_from=start, active_to=end)
    return made


def decision(action: Action, office: int, number: str | None, day: str | None, **more: object) -> int:
    return action.insert(
        "decision",
        organization_id=office,
        status="issued" if number else "draft",
        number=number,
        day=day,
        form_code="giay_khen",
        authority_level="commune",
        **more,
    )


# ---------------------------------------------------------------- the law between two days


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(one=DAYS, other=DAYS)
def test_the_way_back_undoes_the_way_there(store: Store, one: dt.date, other: dt.date) -> None:
    there = {(c.table, c.what, c.old, c.new) for c in law_changes.between(store.con, one, other)}
    back = {(c.table, c.what, c.new, c.old) for c in law_changes.between(store.con, other, one)}
    assert there == back


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(one=DAYS, other=DAYS)
def test_the_lines_of_a_paper_change_exactly_when_it_is_said(
    store: Store, one: dt.date, other: dt.date
) -> None:
    for kind in ("decision", "submission", "plan"):
        lines = [set(catalogues.legal_bases(store.con, kind, day)) for day in (one, other)]
        told = [
            c for c in law_changes.between(store.con, one, other, paper_kind=kind) if c.table == "legal_basis"
        ]
        assert bool(told) is (lines[0] != lines[1])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(one=DAYS, other=DAYS)
def test_the_base_salary_changes_exactly_when_it_is_said(store: Store, one: dt.date, other: dt.date) -> None:
    amounts = [
        [row["amount"] for row in catalogues.rows(store.con, "base_salary", on=day)] for day in (one, other)
    ]
    told = [c for c in law_changes.between(store.con, one, other) if c.table == "base_salary"]
    assert bool(told) is (amounts[0] != amounts[1])


@given(day=DAYS)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_day_differs_from_itself(store: Store, day: dt.date) -> None:
    assert law_changes.between(store.con, day, day) == ()


def test_every_catalogue_looked_at_exists_and_has_its_words(store: Store) -> None:
    assert set(law_changes.LOOKED_AT) <= set(BY_TABLE)
    for change in law_changes.between(store.con, D(2016, 6, 1), D(2026, 12, 1)):
        assert change.title == BY_TABLE[change.table].title
        assert change.source
        assert change.old or change.new
        assert change.old != change.new


# ---------------------------------------------------------------- sessions, submissions, decisions


def test_a_decision_rests_on_its_sessions_submissions_and_what_it_corrects(store: Store, office: int) -> None:
    with store.action("Chuỗi") as action:
        drive = start_campaign(action, CampaignDraft("Phong trào"))
        subject = people.add_subject(action, kind="individual", name="Lê Văn Mẫu")
        nomination = action.insert(
            "nomination", campaign_id=drive, subject_id=subject, form_code="giay_khen", status="approved"
        )
        council = action.insert("council", name="Hội đồng", day="2023-01-05")
        early = action.insert("meeting", council_id=council, campaign_id=drive, day="2023-11-20")
        written = action.insert(
            "meeting",
            council_id=council,
            campaign_id=drive,
            kind="written",
            day="2023-11-22",
            returned_date="2023-11-25",
        )
        refused = action.insert("meeting", council_id=council, campaign_id=drive, day="2023-12-30")
        for meeting, result in ((written, "approved"), (refused, "rejected")):
            action.insert(
                "vote",
                meeting_id=meeting,
                nomination_id=nomination,
                votes_for=5,
                votes_against=0,
                result=result,
            )
        asked = action.insert(
            "submission", campaign_id=drive, kind="council", number="03/TTr-HĐTĐKT", day="2023-12-01"
        )
        above = action.insert(
            "submission", campaign_id=drive, kind="superior", number="04/TTr-UBND", day="2023-12-02"
        )
        for one in (asked, above):
            action.insert("submission_item", submission_id=one, nomination_id=nomination)
        first = decision(action, office, "12/QĐ-UBND", "2023-12-20", campaign_id=drive, meeting_id=early)
        action.insert(
            "award",
            decision_id=first,
            nomination_id=nomination,
            subject_id=subject,
            form_code="giay_khen",
            object_kind="individual",
            recipient="Lê Văn Mẩu",
        )
        second = decision(action, office, None, None, corrects_id=first, correction_kind="adjust")
    assert paper_grounds.of_decision(store.con, first) == [
        Ground("phiên họp Hội đồng", D(2023, 11, 20)),
        Ground("phiên họp Hội đồng", D(2023, 11, 25)),
        Ground("Tờ trình số 03/TTr-HĐTĐKT", D(2023, 12, 1)),
    ]
    assert paper_grounds.of_decision(store.con, second) == [
        Ground("Quyết định số 12/QĐ-UBND", D(2023, 12, 20))
    ]
    assert [g.day for g in paper_grounds.of_submission(store.con, asked)] == [
        D(2023, 11, 25),
        D(2023, 12, 30),
    ]
    assert paper_grounds.of_meeting(store.con, early) == [
        Ground("quyết định thành lập Hội đồng", D(2023, 1, 5))
    ]
    assert paper_grounds.of_campaign_results(store.con, drive) == [
        Ground("Quyết định số 12/QĐ-UBND", D(2023, 12, 20))
    ]
    assert paper_grounds.respelled(store.con, first) == [("Lê Văn Mẩu", "Lê Văn Mẫu")]


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Lê Văn Cũ", D(2021, 7, 1), True),
        ("Lê Văn Cũ", D(2025, 6, 30), True),
        ("Lê Văn Cũ", D(2025, 7, 1), False),
        ("le van cu", D(2024, 1, 1), True),
        ("Lò Thị Mới", D(2025, 6, 30), False),
        ("Lò Thị Mới", D(2030, 1, 1), True),
        ("Ai Đó", D(2024, 1, 1), None),
    ],
)
def test_who_may_sign_on_a_day(
    store: Store, office: int, name: str, day: dt.date, expected: bool | None
) -> None:
    assert paper_grounds.in_office(store.con, name, day) is expected


@pytest.mark.parametrize(
    ("number", "day", "found"),
    [
        ("12/QĐ-UBND", D(2023, 12, 1), [D(2023, 5, 1)]),
        ("12/qđ-ubnd", D(2023, 1, 1), [D(2023, 5, 1)]),
        ("12/QĐ-UBND", D(2024, 1, 1), []),
        ("13/QĐ-UBND", D(2023, 1, 1), []),
        ("7/QĐ-UBND", D(2023, 1, 1), [D(2023, 6, 1)]),
    ],
)
def test_a_number_counts_within_its_year_and_office(
    store: Store, office: int, number: str, day: dt.date, found: list[dt.date]
) -> None:
    with store.action("Quyết định") as action:
        decision(action, office, "12/QĐ-UBND", "2023-05-01")
        decision(action, office, "07/QĐ-UBND", "2023-06-01")
        # The former commune's 12/QĐ-UBND of the same year is another one.
        former = organizations.add_organization(action, name="Ủy ban nhân dân xã Cũ", level="commune")
        decision(action, former, "12/QĐ-UBND", "2023-08-01")
    assert [ground.day for ground in paper_grounds.same_number(store.con, number, day)] == found


def test_a_decision_is_not_its_own_double(store: Store, office: int) -> None:
    with store.action("Quyết định") as action:
        made = decision(action, office, "12/QĐ-UBND", "2023-05-01")
    assert paper_grounds.same_number(store.con, "12/QĐ-UBND", D(2023, 5, 1), but=made) == []


# ---------------------------------------------------------------- files of a drive


def test_files_come_part_by_part_and_only_of_their_drive(store: Store, office: int) -> None:
    with store.action("Tệp") as action:
        drives = [start_campaign(action, CampaignDraft(f"Phong trào {n}")) for n in (1, 2)]
        subject = people.add_subject(action, kind="individual", name="Lê Văn Mẫu")
        files = [attachments.add(action, f"{n}.pdf", bytes([n])) for n in range(1, 7)]
        for drive in drives:
            nomination = action.insert(
                "nomination", campaign_id=drive, subject_id=subject, form_code="giay_khen"
            )
            decision(
                action,
                office,
                f"{drive}/QĐ-UBND",
                "2023-12-20",
                campaign_id=drive,
                attachment_id=files[5],
                title="QĐ",
            )
            action.insert(
                "evidence",
                nomination_id=nomination,
                year_from=2020,
                year_to=2020,
                kind="title",
                what="LĐTT",
                attachment_id=files[4],
            )
            action.insert(
                "dossier_item",
                nomination_id=nomination,
                paper_code="bien_ban",
                name="Biên bản",
                state="have",
                attachment_id=files[3],
            )
            action.insert(
                "campaign_document",
                campaign_id=drive,
                role="own_plan",
                type="plan",
                number="41/KH-UBND",
                day="2023",
                summary="Kế hoạch",
                attachment_id=files[0],
            )
    listed = drive_files.attached(store.con, drives[0])
    assert [(file.stage, file.what, file.file_name) for file in listed] == [
        ("launch", "Kế hoạch", "1.pdf"),
        ("dossier", "Biên bản – Lê Văn Mẫu", "4.pdf"),
        ("dossier", "LĐTT – Lê Văn Mẫu", "5.pdf"),
        ("decision", "QĐ", "6.pdf"),
    ]
    assert [file.stage for file in listed] == sorted(
        (file.stage for file in listed), key=list(drive_files.STAGES).index
    )
    scans = drive_files.scans_of(store.con, [1, 2])
    assert scans == {1: [("bien_ban", "Biên bản", files[3])], 2: [("bien_ban", "Biên bản", files[3])]}
    assert drive_files.scans_of(store.con, []) == {}
