"""A drive beside another version of its plan: its rows are found again, and what differs is written to them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from db import attachments, campaigns, history, milestones, registrations, resources, targets, units
from db.campaigns import AwardDraft, CampaignDraft, PhaseDraft
from db.errors import Refused
from db.milestones import MilestoneDraft, RequirementDraft
from db.store import Store
from db.targets import TargetDraft, TaskDraft
from desktop.plans import versions
from desktop.plans.accept import draft_of
from desktop.plans.compare import CHANGED, GONE, NEW, UNCHANGED, Compared
from desktop.plans.proposal import Proposal
from desktop.plans.read import read_plan
from desktop.plans.source import read_file
from desktop.plans.version_write import apply_version

ROOT = Path(__file__).resolve().parents[3]
PLAN = resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8")
SHARED = sorted((ROOT.parent / "shared" / "plans").glob("*.txt"))
OWN = sorted((ROOT / "tests" / "plans").glob("*/*.txt"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "so.sothidua") as made:
        with made.action("Thêm đơn vị") as action:
            for name in ("Tổ dân phố 1", "Tổ dân phố 2", "Trường THCS Hoa Ban"):
                units.add_unit(action, name=name)
        yield made


def started(store: Store, text: str | Proposal) -> int:
    proposal = read_plan(text) if isinstance(text, str) else text
    with store.action("Tạo phong trào") as action:
        return campaigns.start_campaign(action, draft_of(proposal))


def beside(
    store: Store, drive: int, text: str
) -> tuple[versions.DriveReading, Proposal, tuple[Compared, ...]]:
    new = read_plan(text)
    reading = versions.reading_of_drive(store.con, drive)
    return reading, new, versions.compared_with_drive(reading, new)


def written(
    store: Store,
    drive: int,
    text: str,
    wanted: Callable[[Compared], bool] = lambda one: one.status != GONE,
) -> None:
    reading, new, compared = beside(store, drive, text)
    kept = tuple(one for one in compared if wanted(one))
    with store.action("Cập nhật") as action:
        assert apply_version(action, reading, new, draft_of(new), kept) == drive


def differing(compared: tuple[Compared, ...]) -> list[tuple[str, str]]:
    return [(one.status, one.group) for one in compared if one.status != UNCHANGED]


def everything(store: Store) -> dict[str, Any]:
    tables = (
        "campaign",
        "milestone",
        "requirement",
        "campaign_award",
        "target",
        "task",
        "campaign_phase",
        "obligation",
    )
    return {
        table: [tuple(row) for row in store.con.execute(f"SELECT * FROM {table} ORDER BY id")]
        for table in tables
    }


# ---------------------------------------------------------------- the same again


@pytest.mark.skipif(not SHARED, reason="../shared/plans is missing")
@pytest.mark.parametrize("file", SHARED, ids=lambda file: file.stem[:6])
def test_a_real_plan_read_again_is_all_unchanged(store: Store, file: Path) -> None:
    _same_again(store, file)


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.stem)
def test_a_plan_of_our_own_read_again_is_all_unchanged(store: Store, file: Path) -> None:
    _same_again(store, file)


def _same_again(store: Store, file: Path) -> None:
    proposal = read_plan(read_file(file))
    if proposal.heading.purpose == "change":
        return
    drive = started(store, proposal)
    reading, new, compared = beside(store, drive, proposal.text)
    assert differing(compared) == []
    before = everything(store)
    with store.action("Cập nhật") as action:
        apply_version(action, reading, new, draft_of(new), compared)
    assert everything(store) == before


def test_every_row_of_a_drive_stands_for_one_item(store: Store) -> None:
    drive = started(store, PLAN)
    reading = versions.reading_of_drive(store.con, drive)
    proposal = reading.proposal
    for group, rows in (
        ("deadlines", milestones.list_milestones(store.con, drive)),
        ("requirements", milestones.requirements(store.con, drive)),
        ("awards", campaigns.awards(store.con, drive)),
        ("targets", targets.list_targets(store.con, drive)),
        ("tasks", targets.list_tasks(store.con, drive)),
        ("phases", campaigns.phases(store.con, drive)),
    ):
        items = getattr(proposal, group)
        assert [reading.row_of(item).id for item in items] == [row.id for row in rows], group
    assert reading.row_of(proposal.period) is None


# ---------------------------------------------------------------- one thing differs


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("chậm nhất ngày 15/8/2023", "chậm nhất ngày 18/8/2023", (CHANGED, "deadlines")),
        ("hiến 2.500 m2", "hiến 2.700 m2", (CHANGED, "targets")),
        ("không quá 15 tập thể, 45 cá nhân", "không quá 15 tập thể, 50 cá nhân", (CHANGED, "awards")),
        ("giai đoạn 2013 - 2023", "giai đoạn 2014 - 2023", (CHANGED, "evidence_window")),
        ("- Giảm 12 hộ nghèo so với đầu năm.\n", "", (GONE, "targets")),
        (
            "- Giảm 12 hộ nghèo so với đầu năm.\n",
            "- Giảm 12 hộ nghèo so với đầu năm.\n\n- Lắp mới 40 camera an ninh.\n",
            (NEW, "targets"),
        ),
        (
            "ít nhất 01 mô hình tiêu biểu hoặc 01 công trình",
            "ít nhất 02 mô hình tiêu biểu hoặc 01 công trình",
            (CHANGED, "requirements"),
        ),
        (
            "giám sát việc bình xét ở cơ sở",
            "tổ chức hội thi tuyên truyền viên giỏi toàn phường",
            (CHANGED, "tasks"),
        ),
    ],
)
def test_one_difference_is_one_line_and_written_to_its_own_row(
    store: Store, old: str, new: str, found: tuple[str, str]
) -> None:
    assert old in PLAN
    drive = started(store, PLAN)
    before = everything(store)
    text = PLAN.replace(old, new)
    _, _, compared = beside(store, drive, text)
    assert differing(compared) == [found]
    written(store, drive, text, lambda one: True)
    assert differing(beside(store, drive, text)[2]) == []
    after = everything(store)
    tables = {name for name in before if before[name] != after[name]}
    table = {
        "deadlines": {"milestone", "obligation"},
        "targets": {"target"},
        "awards": {"campaign_award"},
        "evidence_window": {"campaign_award"},
        "requirements": {"requirement", "obligation"},
        "tasks": {"task"},
    }[found[1]]
    assert tables <= table
    assert tables
    change = {CHANGED: 0, NEW: 1, GONE: -1}[found[0]]
    for name in tables - {"obligation"}:
        assert len(after[name]) == len(before[name]) + change
    history.undo(store)
    assert everything(store) == before


def test_an_extension_of_the_period_moves_the_end(store: Store) -> None:
    drive = started(store, PLAN)
    text = PLAN.replace("đến hết ngày 10 tháng 12 năm 2023, chia", "đến hết ngày 20 tháng 12 năm 2023, chia")
    assert text != PLAN
    written(store, drive, text)
    assert campaigns.get_campaign(store.con, drive).end_on == "2023-12-20"
    ends = {m.day for m in milestones.list_milestones(store.con, drive) if m.kind == "end"}
    assert ends == {dt.date(2023, 12, 20)}


def test_an_anniversary_is_corrected_and_another_added(store: Store) -> None:
    drive = started(store, PLAN)
    before = campaigns.anniversaries(store.con, drive)
    assert before == [("Ngày thành lập phường An Lạc Đông", 30, dt.date(2023, 12, 10))]
    text = PLAN.replace("30 năm Ngày thành lập phường", "31 năm Ngày thành lập phường")
    _, _, compared = beside(store, drive, text)
    assert (CHANGED, "anniversaries") in differing(compared)
    written(store, drive, text)
    assert [(name, years) for name, years, _ in campaigns.anniversaries(store.con, drive)] == [
        (before[0][0], 31)
    ]
    history.undo(store)
    assert campaigns.anniversaries(store.con, drive) == before


ASKED = "đăng ký đủ 01 mô hình và 01 công trình của nhà trường"


def gone(compared: tuple[Compared, ...], group: str) -> Compared:
    (found,) = [one for one in compared if (one.status, one.group) == (GONE, group)]
    return found


def test_a_requirement_no_longer_named_goes_only_when_that_is_accepted(store: Store) -> None:
    drive = started(store, PLAN)
    before = everything(store)
    text = PLAN.replace(ASKED, "gửi đăng ký của nhà trường")
    assert gone(beside(store, drive, text)[2], "requirements").stays == ""
    written(store, drive, text)
    assert len(milestones.requirements(store.con, drive)) == 2
    written(store, drive, text, lambda one: True)
    assert len(milestones.requirements(store.con, drive)) == 1
    owed = store.con.execute("SELECT count(*) FROM obligation WHERE kind = 'registration'").fetchone()[0]
    assert owed == sum("registration" in row for row in before["obligation"]) - 1, "the one of the school"
    history.undo(store)
    history.undo(store)
    assert everything(store) == before


def test_a_requirement_units_have_answered_stays_and_that_is_said(store: Store) -> None:
    drive = started(store, PLAN)
    school = next(unit for unit in units.list_units(store.con) if unit.name.startswith("Trường"))
    with store.action("Đăng ký") as action:
        registrations.register(
            action,
            campaign_id=drive,
            unit_ids=(school.id,),
            kind="model",
            title="Thư viện xanh",
            received_date=dt.date(2023, 8, 20),
        )
    text = PLAN.replace(ASKED, "gửi đăng ký của nhà trường")
    before = everything(store)
    assert "đã có đơn vị đăng ký" in gone(beside(store, drive, text)[2], "requirements").stays
    with pytest.raises(Refused, match="đã có đơn vị đăng ký"):
        written(store, drive, text, lambda one: True)
    assert everything(store) == before


def test_a_requirement_goes_together_with_the_day_it_is_due_on(store: Store) -> None:
    drive = started(store, PLAN)
    stone = next(
        m
        for m in milestones.list_milestones(store.con, drive)
        if m.kind == "registration" and m.day == dt.date(2023, 8, 31)
    )
    line = next(line for line in PLAN.splitlines() if ASKED in line)
    assert stone.quote in line
    text = PLAN.replace(line, "Nhà trường giữ gìn vệ sinh chung.")
    _, _, compared = beside(store, drive, text)
    assert (gone(compared, "deadlines").stays, gone(compared, "requirements").stays) == ("", "")
    written(store, drive, text, lambda one: True)
    assert len(milestones.requirements(store.con, drive)) == 1
    assert all(m.day != dt.date(2023, 8, 31) for m in milestones.list_milestones(store.con, drive))


def test_a_task_no_longer_named_goes_unless_it_was_done(store: Store) -> None:
    drive = started(store, PLAN)
    task = next(
        one for one in targets.list_tasks(store.con, drive) if "giám sát việc bình xét ở cơ sở" in one.what
    )
    line = next(line for line in PLAN.splitlines() if "giám sát việc bình xét ở cơ sở" in line)
    text = PLAN.replace(line + "\n", "")
    with store.action("Xong") as action:
        targets.set_task_done(action, task.id, dt.date(2023, 9, 1))
    assert "đã ghi là làm xong" in gone(beside(store, drive, text)[2], "tasks").stays
    with store.action("Chưa xong") as action:
        targets.set_task_done(action, task.id, None)
    assert gone(beside(store, drive, text)[2], "tasks").stays == ""
    written(store, drive, text, lambda one: True)
    assert task.id not in {one.id for one in targets.list_tasks(store.con, drive)}


def test_a_phase_no_longer_named_goes_unless_something_was_counted_in_it(store: Store) -> None:
    drive = started(store, PLAN)
    last = campaigns.phases(store.con, drive)[-1]
    label = last.name
    text = PLAN.replace(label, "Sau đó")
    assert text != PLAN
    found = gone(beside(store, drive, text)[2], "phases")
    assert (found.old.name, found.stays) == (label, "")
    target = targets.list_targets(store.con, drive)[0]
    with store.action("Ghi kết quả") as action:
        targets.set_result(action, target.id, last.id, Decimal(3))
    assert "đã có kết quả chỉ tiêu" in gone(beside(store, drive, text)[2], "phases").stays
    with store.action("Bỏ kết quả") as action:
        targets.set_result(action, target.id, last.id, None)
    written(store, drive, text, lambda one: one.status != GONE or one.group == "phases")
    assert last.id not in {phase.id for phase in campaigns.phases(store.con, drive)}


def test_a_phase_added_by_hand_is_not_gone(store: Store) -> None:
    drive = started(store, PLAN)
    with store.action("Ghi tay") as action:
        campaigns.add_phase(action, drive, PhaseDraft("Đợt nước rút", dt.date(2023, 12, 1)))
    assert differing(beside(store, drive, PLAN)[2]) == []


def test_a_phase_is_moved_and_keeps_its_results(store: Store) -> None:
    drive = started(store, PLAN)
    phase = campaigns.phases(store.con, drive)[0]
    target = targets.list_targets(store.con, drive)[0]
    with store.action("Ghi kết quả") as action:
        targets.set_result(action, target.id, phase.id, Decimal(3))
    written(store, drive, PLAN.replace("đến ngày 30/9/2023", "đến ngày 28/9/2023"))
    moved = campaigns.phases(store.con, drive)[0]
    assert (moved.id, moved.end_date) == (phase.id, dt.date(2023, 9, 28))
    assert targets.list_targets(store.con, drive)[0].results == {phase.id: 3000}


def test_what_is_gone_stays_unless_it_is_named(store: Store) -> None:
    drive = started(store, PLAN)
    count = len(targets.list_targets(store.con, drive))
    text = PLAN.replace("- Giảm 12 hộ nghèo so với đầu năm.\n", "")
    written(store, drive, text)
    assert len(targets.list_targets(store.con, drive)) == count
    written(store, drive, text, lambda one: True)
    assert len(targets.list_targets(store.con, drive)) == count - 1


def test_a_milestone_in_use_is_not_taken_out_and_nothing_else_is_written(store: Store) -> None:
    drive = started(store, PLAN)
    stone = next(m for m in milestones.list_milestones(store.con, drive) if m.kind == "registration")
    assert stone.quote in PLAN
    before = everything(store)
    text = PLAN.replace("; " + stone.quote, ".").replace("hiến 2.500 m2", "hiến 2.700 m2")
    _, _, compared = beside(store, drive, text)
    assert (GONE, "deadlines") in differing(compared)
    with pytest.raises(Refused, match="không xóa được"):
        written(store, drive, text, lambda one: True)
    assert everything(store) == before


# ---------------------------------------------------------------- what the officer did meanwhile


def test_a_correction_by_hand_is_no_change_of_the_plan(store: Store) -> None:
    drive = started(store, PLAN)
    stone = next(m for m in milestones.list_milestones(store.con, drive) if m.kind == "dossier")
    draft = MilestoneDraft(
        stone.kind, stone.what, dt.date(2023, 11, 22), stone.who, stone.direction, quote=stone.quote
    )
    with store.action("Sửa mốc") as action:
        milestones.change_milestone(action, stone.id, draft)
    assert differing(beside(store, drive, PLAN)[2]) == []
    moved = PLAN.replace("20/11/2023", "24/11/2023")
    assert moved != PLAN
    assert differing(beside(store, drive, moved)[2]) == [(CHANGED, "deadlines")]


def test_what_was_added_by_hand_is_not_gone(store: Store) -> None:
    drive = started(store, PLAN)
    with store.action("Ghi tay") as action:
        milestones.add_milestone(
            action, drive, MilestoneDraft("report", "Báo cáo nhanh", dt.date(2023, 9, 1))
        )
        targets.add_target(action, drive, TargetDraft("Số ghế đá", Decimal(10), "ghế"))
        targets.add_task(action, drive, TaskDraft("Văn thư", "Lưu hồ sơ phong trào"))
        campaigns.add_award(action, drive, AwardDraft("co_thi_dua", "Cờ thi đua"), ordinal=9)
    assert differing(beside(store, drive, PLAN)[2]) == []


def test_a_drive_typed_by_hand_is_compared_with_its_rows(store: Store) -> None:
    hand = CampaignDraft(
        title="Phong trào ghi tay",
        start_on="2023",
        milestones=(
            MilestoneDraft("registration", "Đăng ký mô hình", dt.date(2023, 8, 1), direction="none"),
        ),
        requirements=(RequirementDraft("any", 1, 1, milestone=0),),
    )
    with store.action("Tạo") as action:
        drive = campaigns.start_campaign(action, hand)
    reading, _, compared = beside(store, drive, PLAN)
    assert reading.first is None
    counted = Counter(one.status for one in compared)
    assert counted[NEW] > 20
    assert counted[GONE] == 0, "nothing in it comes from a plan"
    written(store, drive, PLAN)
    assert len(targets.list_targets(store.con, drive)) == len(read_plan(PLAN).targets)


def test_award_lines_keep_what_the_office_decided(store: Store) -> None:
    drive = started(store, PLAN)
    line = campaigns.awards(store.con, drive)[0]
    kept = AwardDraft(**{name: getattr(line, name) for name in AwardDraft.__slots__})
    cited = replace(kept, citation_individual="Đã có thành tích xuất sắc")
    with store.action("Sửa") as action:
        campaigns.change_award(action, line.id, cited)
    written(
        store, drive, PLAN.replace("không quá 15 tập thể, 45 cá nhân", "không quá 16 tập thể, 50 cá nhân")
    )
    now = campaigns.awards(store.con, drive)[0]
    assert (now.quota_collective, now.quota_individual) == (16, 50)
    assert now.citation_individual == "Đã có thành tích xuất sắc"
    assert (now.window_start, now.window_end) == (2013, 2023)


def test_the_new_paper_is_kept_with_its_text(store: Store) -> None:
    drive = started(store, PLAN)
    text = PLAN.replace("hiến 2.500 m2", "hiến 2.700 m2")
    written(store, drive, text)
    papers = campaigns.documents(store.con, drive)
    assert len(papers) == 2
    assert papers[1].attachment_id is not None
    assert attachments.content(store.con, papers[1].attachment_id).decode("utf-8") == text
    reading = versions.reading_of_drive(store.con, drive)
    assert reading.first is not None
    assert "2.700" in reading.first.text
    record = history.last_undoable(store.con)
    assert record is not None
    assert record.name == "Cập nhật"


# ---------------------------------------------------------------- rows of their own


def test_a_target_is_changed_without_losing_its_results(store: Store) -> None:
    drive = started(store, PLAN)
    target = targets.list_targets(store.con, drive)[0]
    phase = campaigns.phases(store.con, drive)[0]
    with store.action("Sửa chỉ tiêu") as action:
        targets.set_result(action, target.id, phase.id, Decimal("1.5"))
        draft = TargetDraft("Đường hẻm có đèn", Decimal("7.25"), "km", due_on="2023-12")
        assert targets.change_target(action, target.id, draft)
        assert not targets.change_target(action, target.id, draft)
    now = next(one for one in targets.list_targets(store.con, drive) if one.id == target.id)
    assert (now.name, now.annual_thousandths, now.measure, now.due_on) == (
        "Đường hẻm có đèn",
        7250,
        "km",
        "2023-12",
    )
    assert now.results == {phase.id: 1500}


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (TargetDraft(" ", Decimal(1)), "Tên chỉ tiêu"),
        (TargetDraft("Cây xanh", Decimal(1), due_on="31/2/2023"), "Thời hạn"),
    ],
)
def test_a_target_without_sense_is_refused(store: Store, draft: TargetDraft, words: str) -> None:
    drive = started(store, PLAN)
    target = targets.list_targets(store.con, drive)[0]
    with pytest.raises(Refused, match=words), store.action("Sửa") as action:
        targets.change_target(action, target.id, draft)


def test_a_task_keeps_being_done_when_its_words_change(store: Store) -> None:
    drive = started(store, PLAN)
    task = targets.list_tasks(store.con, drive)[0]
    with store.action("Sửa nhiệm vụ") as action:
        targets.set_task_done(action, task.id, dt.date(2023, 8, 1))
        assert targets.change_task(action, task.id, TaskDraft("Văn phòng", "Lập danh sách", section="VI.1"))
    now = targets.list_tasks(store.con, drive)[0]
    assert (now.who, now.what, now.done_date) == ("Văn phòng", "Lập danh sách", dt.date(2023, 8, 1))
    with pytest.raises(Refused, match="Nội dung nhiệm vụ"), store.action("Sửa") as action:
        targets.change_task(action, task.id, TaskDraft("Văn phòng", "  "))


def test_a_phase_does_not_end_before_it_begins(store: Store) -> None:
    drive = started(store, PLAN)
    phase = campaigns.phases(store.con, drive)[0]
    backwards = PhaseDraft("Đợt 1", dt.date(2023, 9, 1), dt.date(2023, 8, 1))
    with pytest.raises(Refused, match="kết thúc trước khi bắt đầu"), store.action("Sửa") as action:
        campaigns.change_phase(action, phase.id, backwards)
    with store.action("Sửa") as action:
        assert campaigns.change_phase(action, phase.id, PhaseDraft("khác", None, dt.date(2023, 10, 1)))
    now = campaigns.phases(store.con, drive)[0]
    assert (now.name, now.start_date, now.end_date) == (phase.name, None, dt.date(2023, 10, 1))
