"""Commands of drives: codes, partial dates, phases, papers, award lines, closing; every refusal by its sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from db import attachments, board, campaigns, milestones, nominations, people, units
from db.campaigns import AwardDraft, CampaignDraft, DocumentDraft, PhaseDraft
from db.errors import NotFound, Refused
from db.milestones import MilestoneDraft, RequirementDraft
from db.store import Action, Store
from db.targets import TargetDraft, TaskDraft

D = dt.date
Refuse = Callable[[Callable[[Action], object]], str]


def start(store: Store, title: str = "Phong trào", **facts: object) -> int:
    with store.action(f"Tạo {title}") as action:
        return campaigns.start_campaign(action, CampaignDraft(title, **facts))  # type: ignore[arg-type]


# ---------------------------------------------------------------- starting

NO_DRIVES: dict[str, tuple[dict[str, object], str]] = {
    "no title": ({"title": " \u200b"}, "Chưa có tên phong trào"),
    "month 13": ({"start_on": "2023-13"}, "Ngày bắt đầu “2023-13” không đúng"),
    "31 June": ({"end_on": "2023-06-31"}, "Ngày kết thúc “2023-06-31” không đúng"),
    "American": ({"start_on": "06/15/2023"}, "Ngày bắt đầu “06/15/2023” không đúng"),
    "ends first": ({"start_on": "2023-08-01", "end_on": "2023-07-31"}, "Ngày kết thúc trước"),
    "ends a month first": ({"start_on": "2023-08-15", "end_on": "2023-07"}, "Ngày kết thúc trước"),
    "ends a year first": ({"start_on": "2023-08", "end_on": "2022"}, "Ngày kết thúc trước"),
    "code taken": ({"code": "PT01"}, "Mã phong trào “PT01” đã có trong sổ"),
    "phase ends first": (
        {"phases": (PhaseDraft("Đợt 1", D(2023, 2, 1), D(2023, 1, 31)),)},
        "“Đợt 1” kết thúc trước khi bắt đầu",
    ),
    "milestone says nothing": ({"milestones": (MilestoneDraft("report", " "),)}, "Nội dung mốc thời hạn"),
    "requirement asks nothing": ({"requirements": (RequirementDraft(),)}, "Yêu cầu đăng ký chưa có số lượng"),
    "requirement asks less than nothing": (
        {"requirements": (RequirementDraft(min_model=2, min_work=-1),)},
        "Yêu cầu đăng ký chưa có số lượng",
    ),
    "window turned round": (
        {"awards": (AwardDraft("giay_khen", "Giấy khen", window_start=2023, window_end=2013),)},
        "Khoảng năm xét thành tích bị ngược",
    ),
    "consecutive without years": (
        {"awards": (AwardDraft("giay_khen", "Giấy khen", window_mode="consecutive"),)},
        "Chưa ghi số năm liên tục",
    ),
    "every year without the plan's sentence": (
        {"awards": (AwardDraft("giay_khen", "Giấy khen", window_mode="every_year", quote=" "),)},
        "“Đủ từng năm” chỉ tính khi kế hoạch nêu rõ",
    ),
    "consecutive without the plan's sentence": (
        {"awards": (AwardDraft("giay_khen", "Giấy khen", window_mode="consecutive", window_years=3),)},
        "“Liên tục n năm” chỉ tính khi kế hoạch nêu rõ",
    ),
    "target without a name": ({"targets": (TargetDraft("", Decimal(1)),)}, "Tên chỉ tiêu đang để trống"),
    "target too fine": ({"targets": (TargetDraft("A", Decimal("1.2345")),)}, "Số “1.2345” có quá ba chữ số"),
    "target's day": (
        {"targets": (TargetDraft("A", Decimal(1), due_on="31/12/2023"),)},
        "Thời hạn “31/12/2023” không đúng",
    ),
    "task says nothing": ({"tasks": (TaskDraft("Văn phòng", ""),)}, "Nội dung nhiệm vụ đang để trống"),
    "paper's day": ({"document": DocumentDraft(day="2023-02-30")}, "Ngày văn bản “2023-02-30” không đúng"),
}


@pytest.mark.parametrize("name", NO_DRIVES)
def test_a_drive_that_makes_no_sense(store: Store, refused: Refuse, name: str) -> None:
    start(store, "Có trước", code="PT01")
    facts, sentence = NO_DRIVES[name]
    draft = CampaignDraft(**{"title": "Thi đua", **facts})  # type: ignore[arg-type]
    assert refused(lambda a: campaigns.start_campaign(a, draft)).startswith(sentence)


@pytest.mark.parametrize(
    ("start_on", "end_on"),
    [
        (None, None),
        ("2023", None),
        (None, "2023-12-31"),
        ("2023", "2023"),
        ("2023-06", "2023"),
        ("2023-06-15", "2023-06"),
        ("2023-06-15", "2023-06-15"),
        ("2023", "2023-01-01"),
        ("2021", "2025"),
    ],
)
def test_partial_dates_are_kept_as_the_plan_wrote_them(
    store: Store, start_on: str | None, end_on: str | None
) -> None:
    drive = campaigns.get_campaign(store.con, start(store, start_on=start_on, end_on=end_on))
    assert (drive.start_on, drive.end_on) == (start_on, end_on)


def test_codes_count_within_the_year_the_drive_starts_and_fill_no_gap_twice(store: Store) -> None:
    ids = [
        start(store, start_on=day) for day in ("2023-05-01", "2023", "2024-01", "2023-06-01", "2024-01-02")
    ]
    codes = [campaigns.get_campaign(store.con, drive).code for drive in ids]
    assert codes == ["PT2023-01", "PT2023-02", "PT2024-01", "PT2023-03", "PT2024-02"]
    start(store, code="PT2025-01")
    assert campaigns.get_campaign(store.con, start(store, start_on="2025")).code == "PT2025-02"


def test_a_code_means_more_than_an_id(store: Store) -> None:
    first = start(store, "Thứ nhất")
    named = start(store, "Mã là số của phong trào kia", code=str(first))
    assert campaigns.find_campaign(store.con, str(first)).id == named
    assert campaigns.find_campaign(store.con, str(named)).id == named


def test_a_drive_that_is_not_there(store: Store, sentence: Callable[[Refused | str], str]) -> None:
    with pytest.raises(NotFound) as caught:
        campaigns.find_campaign(store.con)
    assert sentence(caught.value).startswith("Sổ chưa có phong trào")
    start(store, code="PT01")
    with pytest.raises(NotFound) as caught:
        campaigns.find_campaign(store.con, "PT02")
    assert "PT01" in sentence(caught.value)
    with pytest.raises(NotFound) as caught:
        campaigns.get_campaign(store.con, 99)
    sentence(caught.value)


def test_the_list_begins_with_the_latest_and_can_leave_out_the_closed(store: Store) -> None:
    early, late, undated = (
        start(store, t, start_on=d) for t, d in (("A", "2022"), ("B", "2023-05"), ("C", None))
    )
    with store.action("Kết thúc") as action:
        campaigns.close_campaign(action, late, D(2023, 12, 31))
    assert [c.id for c in campaigns.list_campaigns(store.con)] == [late, early, undated]
    assert [c.id for c in campaigns.list_campaigns(store.con, open_only=True)] == [early, undated]
    assert campaigns.get_campaign(store.con, late).closed_date == D(2023, 12, 31)


def test_all_words_are_stored_clean(store: Store) -> None:
    drive = start(
        store,
        "  Thi   đua \u200b“Dân vận khéo” ",
        short_title=" Dân  vận ",
        theme="Chung tay\u00a0làm",
        scope=" toàn xã ",
        note="dòng một\ndòng hai",
    )
    found = campaigns.get_campaign(store.con, drive)
    assert (found.title, found.shown, found.theme, found.scope) == (
        "Thi đua “Dân vận khéo”",
        "Dân vận",
        "Chung tay làm",
        "toàn xã",
    )
    assert found.note == "dòng một\ndòng hai"
    assert campaigns.get_campaign(store.con, start(store, "Không tên tắt")).shown == "Không tên tắt"


# ---------------------------------------------------------------- changing


def test_changing_a_drive_is_held_to_the_same_rules(store: Store, refused: Refuse) -> None:
    drive = start(store, start_on="2023-01-01")

    def change(**facts: object) -> Callable[[Action], object]:
        return lambda a: campaigns.change_campaign(a, drive, **{"title": "A", **facts})  # type: ignore[arg-type]

    assert "Chưa có tên phong trào" in refused(change(title=""))
    assert "Ngày bắt đầu “2023-02-30”" in refused(change(start_on="2023-02-30"))
    assert "Ngày kết thúc trước" in refused(change(start_on="2023", end_on="2022-12"))
    with store.action("Sửa") as action:
        assert campaigns.change_campaign(action, drive, title="Tên mới", start_on="2023-02")
        assert not campaigns.change_campaign(action, drive, title="Tên  mới", start_on="2023-02")
    assert campaigns.get_campaign(store.con, drive).start_on == "2023-02"


def test_a_drive_made_longer_brings_the_monthly_reports_of_the_new_months(store: Store) -> None:
    with store.action("Đơn vị") as action:
        units.add_unit(action, name="Thôn 1")
    drive = start(
        store,
        start_on="2023-01-01",
        end_on="2023-03-31",
        milestones=(
            MilestoneDraft("report", "Báo cáo tháng", None, recurrence="monthly", recurrence_day=25),
        ),
    )

    def days() -> list[int]:
        return [c.due_date.month for c in board.board(store.con, drive, D(2023, 1, 1)).cells if c.due_date]

    assert days() == [1, 2, 3]
    with store.action("Kéo dài") as action:
        campaigns.change_campaign(
            action, drive, title="Phong trào", start_on="2023-01-01", end_on="2023-05-24"
        )
    assert days() == [1, 2, 3, 4]


def test_a_closed_drive_makes_no_new_obligations_and_an_open_one_does(store: Store) -> None:
    drive = start(store, milestones=(MilestoneDraft("report", "Báo cáo", D(2023, 5, 1)),))
    with store.action("Kết thúc") as action:
        campaigns.close_campaign(action, drive, D(2023, 12, 31))
        units.add_unit(action, name="Thôn 1")
        assert milestones.assign_to_open_campaigns(action) == 0
        assert milestones.assign_obligations(action, drive) == 0
    with store.action("Mở lại") as action:
        campaigns.close_campaign(action, drive, None)
        assert milestones.assign_to_open_campaigns(action) == 0
    assert campaigns.get_campaign(store.con, drive).closed_date is None
    assert [cell.unit for cell in board.board(store.con, drive, D(2023, 4, 1)).cells] == ["Thôn 1"]


def test_closed_drives_leave_the_list_of_duties_but_keep_their_board(store: Store) -> None:
    with store.action("Đơn vị") as action:
        units.add_unit(action, name="Thôn 1")
    drive = start(store, milestones=(MilestoneDraft("report", "Báo cáo", D(2023, 5, 1)),))
    assert len(board.duties(store.con, D(2023, 5, 2))) == 1
    with store.action("Kết thúc") as action:
        campaigns.close_campaign(action, drive, D(2023, 12, 31))
    assert board.duties(store.con, D(2023, 5, 2)) == []
    assert len(board.duties(store.con, D(2023, 5, 2), campaign_id=drive)) == 1
    assert len(board.board(store.con, drive, D(2023, 5, 2)).cells) == 1


# ---------------------------------------------------------------- phases, papers, award lines


def test_phases_are_numbered_on_and_named_where_no_name_was_given(store: Store, refused: Refuse) -> None:
    drive = start(store, phases=(PhaseDraft("Giai đoạn 1"), PhaseDraft("")))
    with store.action("Thêm") as action:
        campaigns.add_phase(action, drive, PhaseDraft("", D(2024, 1, 1), D(2024, 1, 1)))
    assert [(p.ordinal, p.name) for p in campaigns.phases(store.con, drive)] == [
        (1, "Giai đoạn 1"),
        (2, "Đợt 2"),
        (3, "Đợt 3"),
    ]
    with store.action("Bỏ đợt 1, thêm đợt") as action:
        campaigns.remove_phase(action, campaigns.phases(store.con, drive)[0].id)
        campaigns.add_phase(action, drive, PhaseDraft(""))
    assert [p.ordinal for p in campaigns.phases(store.con, drive)] == [2, 3, 4]
    wrong = PhaseDraft("Đợt 4", D(2024, 1, 2), D(2024, 1, 1))
    assert "“Đợt 4” kết thúc trước" in refused(lambda a: campaigns.add_phase(a, drive, wrong))


@pytest.mark.parametrize(
    ("file_name", "stored"), [("", "van-ban.txt"), ("ke-hoach.docx", "ke-hoach.docx.txt"), ("a.txt", "a.txt")]
)
def test_a_papers_text_is_kept_beside_it(store: Store, file_name: str, stored: str) -> None:
    text = "Đợt thi đua e\u0302"
    drive = start(store, document=DocumentDraft(text=text, file_name=file_name))
    (paper,) = campaigns.documents(store.con, drive)
    assert paper.attachment_id is not None
    assert attachments.get(store.con, paper.attachment_id).name == stored
    assert attachments.content(store.con, paper.attachment_id) == "Đợt thi đua ê".encode()


def test_papers_without_number_or_text(store: Store) -> None:
    drive = start(store, document=DocumentDraft(number="", day=""))
    with store.action("Thêm") as action:
        campaigns.add_document(
            action,
            drive,
            DocumentDraft(
                role="superior_launch", type="letter", number=" 12/UBND-NV ", day="2023", issuer=" Tỉnh "
            ),
        )
    found = [
        (p.role, p.number, p.day, p.issuer, p.attachment_id) for p in campaigns.documents(store.con, drive)
    ]
    assert found == [
        ("own_plan", None, None, "", None),
        ("superior_launch", "12/UBND-NV", "2023", "Tỉnh", None),
    ]


def test_every_role_and_type_in_the_lists_can_be_stored(store: Store) -> None:
    drive = start(store)
    with store.action("Văn bản") as action:
        for role in campaigns.DOCUMENT_ROLES:
            for kind in campaigns.DOCUMENT_TYPES:
                campaigns.add_document(action, drive, DocumentDraft(role=role, type=kind))
        for mode in campaigns.WINDOW_MODES:
            campaigns.add_award(
                action,
                drive,
                AwardDraft(
                    "giay_khen", "Giấy khen", window_mode=mode, window_years=5, quote="Có thành tích các năm"
                ),
            )
    for mode in campaigns.MODES:
        start(store, mode, mode=mode)


def test_award_lines_keep_quotas_windows_and_citations_apart(store: Store, refused: Refuse) -> None:
    line = AwardDraft(
        "giay_khen",
        "Giấy khen",
        authority=" Chủ tịch  UBND xã ",
        object_kinds=("individual", "household"),
        quota_individual=12,
        quota_household=0,
        window_start=2013,
        window_end=2023,
        window_mode="every_year",
        quote="Có thành tích từng năm",
        citation_individual="Có thành tích",
        citation_household="Gia đình gương mẫu",
    )
    drive = start(store, awards=(line,))
    (found,) = campaigns.awards(store.con, drive)
    assert (found.authority, found.object_kinds) == ("Chủ tịch UBND xã", ("individual", "household"))
    assert (found.quota_individual, found.quota_collective, found.quota_household) == (12, None, 0)
    assert [found.citation(kind) for kind in ("individual", "collective", "household")] == [
        "Có thành tích",
        "",
        "Gia đình gương mẫu",
    ]
    wrong = AwardDraft("giay_khen", "Giấy khen", window_start=2023, window_end=2022)
    assert "bị ngược" in refused(lambda a: campaigns.change_award(a, found.id, wrong))
    assert "bị ngược" in refused(lambda a: campaigns.add_award(a, drive, wrong))
    with store.action("Sửa") as action:
        assert not campaigns.change_award(action, found.id, line)
        assert campaigns.change_award(action, found.id, AwardDraft("giay_khen", "Giấy khen", quota_total=3))
    assert campaigns.awards(store.con, drive)[0].quota_individual is None


def test_an_award_line_somebody_is_nominated_under_stays(store: Store, refused: Refuse) -> None:
    drive = start(store, awards=(AwardDraft("giay_khen", "Giấy khen"), AwardDraft("bang_khen", "Bằng khen")))
    used, unused = (line.id for line in campaigns.awards(store.con, drive))
    with store.action("Đề nghị") as action:
        who = people.add_subject(action, kind="individual", name="Lê An")
        nominations.nominate(action, subject_id=who, campaign_id=drive, campaign_award_id=used)
    assert "đã có người được đề nghị" in refused(lambda a: campaigns.remove_award(a, used))
    with store.action("Xóa") as action:
        campaigns.remove_award(action, unused)
    assert [line.id for line in campaigns.awards(store.con, drive)] == [used]
