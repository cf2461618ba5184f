"""``read-plan`` and what becomes of a read plan: the officer's choice of items as a drive, and the office behind it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from db import board, campaigns, organizations, units
from db.campaigns import DOCUMENT_ROLES
from db.milestones import DIRECTIONS, KINDS
from db.resources import path as resource
from db.store import Store
from desktop.plans import accept
from desktop.plans import proposal as p
from desktop.plans.read import read_plan

Cli = Callable[..., tuple[int, str, str]]
D = dt.date
PLAN = resource("samples/ke-hoach.txt")
WHERE = p.Where("câu trích", 10, 19, "III.1")


def proposal(**facts: Any) -> p.Proposal:
    """A plan of one sentence with what a test needs."""
    heading = facts.pop("heading", p.Heading(title="Phát động Đợt thi đua"))
    return p.Proposal(text="x" * 100, heading=heading, **facts)


MAY = D(2023, 5, 1)
KEYS = (
    "issuer",
    "number",
    "date",
    "title",
    "theme",
    "anniversaries",
    "period",
    "phases",
    "evidence_window",
    "requirements",
    "deadlines",
    "awards",
    "targets",
    "signer",
    "recipients",
    "tasks",
    "not_deadlines",
    "findings",
)


def deadline(kind: str = "report", day: dt.date | None = MAY, **facts: Any) -> p.Deadline:
    values = {"who": "", "what": "Báo cáo kết quả thực hiện", "where": WHERE, **facts}
    return p.Deadline(day, kind, **values)


# ---------------------------------------------------------------- read-plan


def test_the_keys_scripts_rely_on(cli: Cli) -> None:
    code, out, err = cli("read-plan", PLAN, "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    for key in KEYS:
        assert key in found, key
    text = read_plan(PLAN.read_text(encoding="utf-8")).text
    for group in ("requirements", "deadlines", "awards", "targets", "tasks"):
        assert found[group], group
        for item in found[group]:
            assert text[item["start"] : item["end"]] == item["quote"]
    assert found["period"]["start"] == "2023-07-10"
    assert found["period"]["end"] == "2023-12-10"
    assert (found["evidence_window"]["from_year"], found["evidence_window"]["to_year"]) == (2013, 2023)


def test_a_plan_for_people_names_what_the_officer_looks_for(cli: Cli) -> None:
    code, out, err = cli("read-plan", PLAN)
    assert (code, err) == (0, "")
    for line in (
        "Cơ quan ban hành: Ủy ban nhân dân phường An Lạc Đông; số: 58/KH-UBND",
        "Thời gian: từ 10/07/2023 đến 10/12/2023",
        "Xét thành tích: 2013–2023",
        "Yêu cầu: Các trường học: 01 mô hình và 01 công trình",
        "Khen thưởng: Bằng khen – Chủ tịch UBND tỉnh",
        "Lưu ý: Mốc 10/12/2023 rơi vào Chủ nhật.",
    ):
        assert line in out.splitlines(), line


# ---------------------------------------------------------------- titles

TITLES = {
    "Về việc phát động Đợt thi đua đặc biệt": "Đợt thi đua đặc biệt",
    "V/v phát động phong trào thi đua năm 2024": "Phong trào thi đua năm 2024",
    "Tổ chức phát động cuộc vận động xanh": "Cuộc vận động xanh",
    "Triển khai thực hiện Phong trào “Dân vận khéo”": "Phong trào “Dân vận khéo”",
    "PHÁT ĐỘNG ĐỢT THI ĐUA": "ĐỢT THI ĐUA",
    "Phát động thi đua lập thành tích chào mừng": "Phát động thi đua lập thành tích chào mừng",
    "về việc khen thưởng": "Khen thưởng",
    "**Đợt thi đua** cao  điểm": "Đợt thi đua cao điểm",
    "": "",
}


@pytest.mark.parametrize(("title", "name"), TITLES.items())
def test_a_plans_title_names_its_drive(title: str, name: str) -> None:
    assert accept.drive_title(title) == name


def test_a_plan_without_a_title_still_makes_a_drive() -> None:
    assert accept.draft_of(proposal(heading=p.Heading())).title == "Phong trào thi đua chưa đặt tên"


# ---------------------------------------------------------------- what the officer left out


def test_rejected_items_are_left_out_and_equal_ones_stay() -> None:
    kept, rejected = deadline(), deadline()
    assert kept == rejected
    phase = p.Phase("Đợt 1", p.Period(WHERE, D(2023, 1, 1), D(2023, 6, 30)))
    window = p.EvidenceWindow(2013, 2023, WHERE)
    line = p.AwardLine("Giấy khen", "Chủ tịch UBND xã", ("cá nhân",), None, WHERE)
    target = p.Target("Trồng cây", 3000.0, None, "cây", "2023", WHERE)
    task = p.Task("Văn phòng", "Tổng hợp kết quả", WHERE)
    wish = p.Requirement(("các thôn",), (p.RequirementItem("mô hình", 1),), "any", WHERE)
    day = p.Anniversary("Ngày thành lập xã", 20, D(2024, 1, 8), WHERE)
    whole = proposal(
        deadlines=(kept, rejected),
        phases=(phase,),
        evidence_window=window,
        awards=(line,),
        targets=(target,),
        tasks=(task,),
        requirements=(wish,),
        anniversaries=(day,),
    )
    draft = accept.draft_of(whole)
    counted = (
        len(draft.milestones),
        len(draft.phases),
        len(draft.awards),
        len(draft.targets),
        len(draft.tasks),
        len(draft.requirements),
        len(draft.anniversaries),
    )
    assert counted == (2, 1, 1, 1, 1, 1, 1)
    assert (draft.awards[0].window_start, draft.awards[0].window_end) == (2013, 2023)
    assert len(accept.draft_of(whole, rejected=[rejected]).milestones) == 1
    nothing = accept.draft_of(whole, rejected=[kept, rejected, phase, window, target, task, wish, day])
    assert (nothing.milestones, nothing.phases, nothing.targets, nothing.tasks) == ((), (), (), ())
    assert (nothing.requirements, nothing.anniversaries) == ((), ())
    assert (nothing.awards[0].window_start, nothing.awards[0].window_end) == (None, None)
    assert accept.draft_of(whole, rejected=[line]).awards == ()


def test_a_requirement_whose_deadline_was_rejected_is_owed_without_a_day() -> None:
    due = deadline("registration", D(2023, 8, 15), what="đăng ký mô hình với xã")
    wish = p.Requirement(("các thôn",), (p.RequirementItem("mô hình", 1),), "any", WHERE)
    whole = proposal(deadlines=(deadline(), due), requirements=(wish,))
    assert accept.draft_of(whole).requirements[0].milestone == 1
    assert accept.draft_of(whole, rejected=[whole.deadlines[0]]).requirements[0].milestone == 0
    assert accept.draft_of(whole, rejected=[due]).requirements[0].milestone is None


# ---------------------------------------------------------------- items as they are written

READ_KINDS = {
    "registration": "registration",
    "report": "report",
    "pledge": "pledge",
    "phase_end": "phase_end",
    "campaign_end": "end",
    "nomination_dossier": "dossier",
    "launch": "launch",
    "award_ceremony": "ceremony",
    "review_6_month": "review",
    "review_year": "review",
    "something new": "other",
}


@pytest.mark.parametrize(("kind", "stored"), READ_KINDS.items())
def test_every_kind_of_deadline_becomes_a_kind_of_milestone(kind: str, stored: str) -> None:
    (stone,) = accept.draft_of(proposal(deadlines=(deadline(kind),))).milestones
    assert stone.kind == stored
    assert stored in KINDS
    assert stone.direction in DIRECTIONS
    owed = dict.fromkeys(("report", "pledge", "dossier"), "from_units") | {"review": "inside"}
    assert stone.direction == owed.get(stored, "none")
    assert (stone.quote, stone.quote_start, stone.quote_end, stone.section) == ("câu trích", 10, 19, "III.1")


@pytest.mark.parametrize(
    ("who", "direction"),
    [
        ("các tổ dân phố", "from_units"),
        ("Văn phòng - Thống kê phường", "inside"),
        ("Công chức Văn hóa", "inside"),
        ("Thường trực Hội đồng Thi đua", "inside"),
    ],
)
def test_who_owes_a_report(who: str, direction: str) -> None:
    (stone,) = accept.draft_of(proposal(deadlines=(deadline(who=who),))).milestones
    assert (stone.who, stone.direction) == (who, direction)


def test_what_has_no_day_says_when_in_words() -> None:
    table = {
        "khi kết thúc phong trào": deadline(day=None, relative_to="campaign_end"),
        "khi kết thúc đợt": deadline(day=None, relative_to="phase_end"),
        "sau khi phát động": deadline(day=None, relative_to="launch"),
        "sau lễ tổng kết": deadline(day=None, relative_to="sau lễ tổng kết"),
        "trong năm 2023": deadline(day=None, year=2023),
        "": deadline(day=None),
    }
    for words, item in table.items():
        (stone,) = accept.draft_of(proposal(deadlines=(item,))).milestones
        assert stone.relative_text == words
        assert stone.day_kind == ("relative" if words else "unset")


def test_a_word_that_tells_nothing_is_replaced_by_the_sentence() -> None:
    (stone,) = accept.draft_of(proposal(deadlines=(deadline(what="gửi"),))).milestones
    assert stone.what == "câu trích"
    nothing = deadline(what="gửi", where=p.Where("", 0, 0))
    assert accept.draft_of(proposal(deadlines=(nothing,))).milestones[0].what == "Báo cáo"


LEVELS = {
    "Chủ tịch UBND phường": "commune",
    "Chủ tịch Ủy ban nhân dân xã Đắk Nông": "commune",
    "Chủ tịch UBND thị trấn": "commune",
    "Chủ tịch UBND đặc khu": "commune",
    "Chủ tịch UBND huyện": "district",
    "Chủ tịch UBND thị xã": "district",
    "Chủ tịch UBND thành phố": "district",
    "Chủ tịch UBND tỉnh": "province",
    "Bộ trưởng Bộ Nội vụ": "ministry",
    "Thủ tướng Chính phủ": "state",
    "Chủ tịch nước": "state",
    "Chủ tịch UBND phường An Lạc, thành phố Hoa": "commune",
    "Chủ tịch UBND huyện Ea H’leo, tỉnh Đắk Lắk": "district",
    "Chủ tịch UBND quận Năm": "district",
    "Chủ tịch UBND thành phố Hà Nội": "province",
    "Chủ tịch UBND Thành phố Hồ Chí Minh": "province",
    "Thủ trưởng cơ quan chuyên môn": "commune",
    "": "commune",
}


@pytest.mark.parametrize(("authority", "level"), LEVELS.items())
def test_the_level_of_whoever_awards(authority: str, level: str) -> None:
    line = p.AwardLine("Giấy khen", authority or None, (), None, WHERE)
    (award,) = accept.draft_of(proposal(awards=(line,))).awards
    assert (award.authority, award.authority_level) == (authority, level)


@pytest.mark.parametrize(
    ("quota", "expected"),
    [
        ("10 tập thể, 25 cá nhân và 05 hộ gia đình", (25, 10, 5)),
        ("03 tập thể", (None, 3, None)),
        ("không quá 12 cá nhân", (12, None, None)),
        ("2 gia đình", (None, None, 2)),
        ("theo quy định", (None, None, None)),
        (None, (None, None, None)),
    ],
)
def test_quotas(quota: str | None, expected: tuple[int | None, int | None, int | None]) -> None:
    line = p.AwardLine("Giấy khen", None, ("các tập thể", "cá nhân"), quota, WHERE)
    (award,) = accept.draft_of(proposal(awards=(line,))).awards
    assert (award.quota_individual, award.quota_collective, award.quota_household) == expected
    assert award.criteria == (quota or "")
    assert set(award.object_kinds) == {"individual", "collective"}


def test_who_may_be_awarded_and_with_what() -> None:
    for objects, kinds in (
        (("cá nhân",), ("individual",)),
        (("hộ gia đình tiêu biểu",), ("household",)),
        (("tập thể, cá nhân",), ("individual", "collective")),
        ((), ("individual", "collective", "household")),
    ):
        line = p.AwardLine("Bằng khen", None, objects, None, WHERE)
        (award,) = accept.draft_of(proposal(awards=(line,))).awards
        assert award.object_kinds == kinds
        assert (award.form_code, award.form_name) == ("bang_khen", "Bằng khen")


@pytest.mark.parametrize(
    ("period", "span"),
    [
        (None, (None, None)),
        (p.Period(WHERE, D(2023, 7, 10), D(2023, 12, 10)), ("2023-07-10", "2023-12-10")),
        (p.Period(WHERE, start_partial="2023-07", end_partial="2023"), ("2023-07", "2023")),
        (p.Period(WHERE, start_year=2021, end_year=2025), ("2021", "2025")),
        (p.Period(WHERE, D(2023, 7, 10)), ("2023-07-10", None)),
    ],
)
def test_the_span_of_the_drive(period: p.Period | None, span: tuple[str | None, str | None]) -> None:
    draft = accept.draft_of(proposal(period=period))
    assert (draft.start_on, draft.end_on) == span


def test_the_plan_itself_is_kept_as_a_paper_of_the_drive() -> None:
    heading = p.Heading(
        "UBND xã A", number="*58*/KH-UBND", date_partial="2023-07", title="Phát động Đợt thi đua"
    )
    paper = accept.draft_of(proposal(heading=heading), file_name="kế hoạch.docx").document
    assert paper is not None
    assert (paper.number, paper.day, paper.issuer, paper.file_name) == (
        "58/KH-UBND",
        "2023-07",
        "UBND xã A",
        "kế hoạch.docx",
    )
    assert paper.text == "x" * 100
    assert paper.role in DOCUMENT_ROLES


def test_targets_keep_three_decimals() -> None:
    for value, stored in ((0.39, "0.390"), (2500.0, "2500.000"), (1 / 3, "0.333")):
        target = p.Target("Chỉ tiêu", value, None, "%", None, WHERE)
        (found,) = accept.draft_of(proposal(targets=(target,))).targets
        assert found.value == Decimal(stored)


# ---------------------------------------------------------------- the office behind a plan

ISSUERS: list[tuple[str, str | None, str]] = [
    ("Ủy ban nhân dân xã Đắk Nông", "commune", "Đắk Nông"),
    ("ỦY BAN NHÂN DÂN PHƯỜNG AN LẠC", "ward", "AN LẠC"),
    ("UBND thị trấn Ea Drăng", "township", "Ea Drăng"),
    ("Ủy ban nhân dân đặc khu Phú Quý", "special_zone", "Phú Quý"),
    ("Ủy ban nhân dân huyện Ea H’leo", "district", "Ea H’leo"),
    ("Ủy ban nhân dân quận Năm", "district", "Năm"),
    ("Ủy ban nhân dân thị xã Buôn Hồ", "town", "Buôn Hồ"),
    ("Ủy ban nhân dân thành phố Hoa", "city", "Hoa"),
    ("Ủy ban nhân dân tỉnh Lâm Đồng", "province", "Lâm Đồng"),
    ("Uỷ ban nhân dân xã Thuỷ Tiên", "commune", "Thuỷ Tiên"),
    ("Liên đoàn Lao động", None, ""),
    ("", None, ""),
]


@pytest.mark.parametrize(("issuer", "level", "place"), ISSUERS)
def test_the_office_that_issued_a_plan(issuer: str, level: str | None, place: str) -> None:
    found = accept.issuer_of(proposal(heading=p.Heading(issuer=issuer)))
    assert ((found.level, found.place) if found else (None, "")) == (level, place)
    if found:
        assert found.level in organizations.LEVELS


def test_the_place_line_and_signer_come_from_the_text() -> None:
    heading = p.Heading("Ủy ban nhân dân phường 5", "Ủy ban nhân dân *thành phố* Hoa", place="Phường 5")
    signer = p.Signer("Lê Văn Mẫu", "Chủ tịch", "CHỦ TỊCH")
    found = accept.issuer_of(proposal(heading=heading, signer=signer))
    assert found is not None
    assert (found.place, found.parent_name) == ("Phường 5", "Ủy ban nhân dân thành phố Hoa")
    assert (found.signer_name, found.signer_title) == ("Lê Văn Mẫu", "Chủ tịch")


# ---------------------------------------------------------------- the sample, to the board


def test_the_sample_plan_makes_a_drive_units_can_be_held_to(store: Store) -> None:
    with store.action("Phong trào") as action:
        for name in ("Tổ dân phố 1", "Trường Tiểu học Hoa", "Hội Nông dân"):
            units.add_unit(action, name=name)
        drive = campaigns.start_campaign(action, accept.draft_from_file(PLAN))
    cells = [c for c in board.board(store.con, drive, D(2023, 8, 20)).cells if c.kind == "registration"]
    found = {(c.unit, c.requirement, c.status.due) for c in cells}
    assert ("Tổ dân phố 1", "Đăng ký 01 mô hình hoặc 01 công trình", D(2023, 8, 15)) in found
    assert ("Trường Tiểu học Hoa", "Đăng ký 01 mô hình và 01 công trình", D(2023, 8, 31)) in found
    assert not any(unit == "Tổ dân phố 1" and due == D(2023, 8, 31) for unit, _, due in found)
