"""``new --plan``: each real plan becomes a register with its drive, as far as a careful reader agrees."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from db import board, campaigns, milestones, organizations, units
from db.milestones import assign_to_open_campaigns
from db.store import Store
from desktop import cli

PLANS = Path(__file__).resolve().parents[3] / "shared" / "plans"
FIVE = sorted(PLANS.glob("*.txt")) if PLANS.is_dir() else []
needs_plans = pytest.mark.skipif(not FIVE, reason="../shared/plans is absent")


@needs_plans
@pytest.mark.parametrize("plan", FIVE, ids=lambda path: path.stem[:3])
def test_a_register_is_built_from_each_real_plan(plan: Path, tmp_path: Path) -> None:
    truth = json.loads((PLANS / "truth" / f"{plan.stem}.json").read_text(encoding="utf-8"))
    target = tmp_path / "từ kế hoạch.sothidua"
    assert cli.run(["new", str(target), "--plan", str(plan)]) == 0
    with Store.open(target) as store:
        drive = campaigns.find_campaign(store.con)
        said = truth["title"].split()
        assert drive.title.split()[-10:] == said[-10:]
        for mine, key in ((drive.start_on, "start"), (drive.end_on, "end")):
            if truth["period"].get(key):
                assert mine == truth["period"][key]
        text = plan.read_text(encoding="utf-8")
        squeezed = " ".join(text.split())
        for stone in milestones.list_milestones(store.con, drive.id):
            assert " ".join(stone.quote.split()) in squeezed
        window = truth["evidence_window"]
        windows = {(a.window_start, a.window_end) for a in campaigns.awards(store.con, drive.id)}
        expected = (window["from_year"], window["to_year"]) if window else (None, None)
        assert windows <= {expected}


@needs_plans
def test_the_ward_of_the_second_plan_sees_who_is_late(tmp_path: Path) -> None:
    plan = next(path for path in FIVE if path.stem.startswith("002"))
    target = tmp_path / "a.sothidua"
    assert cli.run(["new", str(target), "--plan", str(plan)]) == 0
    with Store.open(target) as store:
        office = organizations.own(store.con)
        assert office is not None
        assert office.level == "ward"
        with store.action("Đơn vị") as action:
            for name in ("Tổ dân phố 1", "Hội Phụ nữ phường", "Trường Tiểu học Hoa"):
                units.add_unit(action, name=name)
            assign_to_open_campaigns(action)
        drive = campaigns.find_campaign(store.con)
        cells = board.board(store.con, drive.id, dt.date(2023, 8, 20)).cells
        late = {(c.unit, str(c.status.state), c.status.days_late) for c in cells if c.kind == "registration"}
    # The plan asks the sectors, neighbourhoods, the Front and its unions; it does not ask schools.
    assert late == {("Tổ dân phố 1", "overdue", 5), ("Hội Phụ nữ phường", "overdue", 5)}


def test_the_samples_own_plan_becomes_a_drive(tmp_path: Path) -> None:
    plan = Path(__file__).resolve().parents[2] / "resources" / "samples" / "ke-hoach.docx"
    target = tmp_path / "mẫu"
    assert cli.run(["new", str(target), "--plan", str(plan)]) == 0
    with Store.open(target.with_suffix(".sothidua")) as store:
        drive = campaigns.find_campaign(store.con)
        assert (drive.start_on, drive.end_on) == ("2023-07-10", "2023-12-10")
        days = {m.day for m in milestones.list_milestones(store.con, drive.id) if m.kind == "registration"}
        assert dt.date(2023, 8, 15) in days


@pytest.mark.parametrize("text", ["", "Hóa đơn tiền điện tháng 8, số tiền 350.000 đồng", "x" * 50])
def test_what_is_no_plan_leaves_no_register(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "không phải.txt"
    plan.write_text(text, encoding="utf-8")
    assert cli.run(["new", str(tmp_path / "a.sothidua"), "--plan", str(plan)]) == 1
    told = capsys.readouterr().err.strip()
    assert told.startswith("Lỗi: ")
    assert "\n" not in told
    assert not (tmp_path / "a.sothidua").exists()
