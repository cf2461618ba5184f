"""Registers for the tests of desktop: one empty file made once and copied per test, and a small named ward."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from db import (
    campaigns,
    council_votes,
    councils,
    decisions,
    dossiers,
    nominations,
    organizations,
    people,
    registrations,
    units,
)
from db.campaigns import AwardDraft, CampaignDraft, DocumentDraft
from db.council_votes import Ballot
from db.milestones import MilestoneDraft, RequirementDraft
from db.store import Store

CITATION = "Đã có thành tích xuất sắc trong phong trào thi đua chào mừng 20 năm thành lập phường"
UNITS = (
    "Tổ dân phố 1",
    "Tổ dân phố 2",
    "Tổ dân phố 3",
    "Trường Tiểu học Hoa Ban",
    "Trạm Y tế phường",
    "Hội Liên hiệp Phụ nữ phường",
)


@pytest.fixture(scope="session")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register as Store.create makes it, closed. Never opened by a test, only copied."""
    path = tmp_path_factory.mktemp("register") / "sổ.sothidua"
    Store.create(path).close()
    return path


@pytest.fixture
def store_path(empty_register: Path, tmp_path: Path) -> Path:
    """A fresh, closed register."""
    return Path(shutil.copyfile(empty_register, tmp_path / "sổ.sothidua"))


@pytest.fixture
def store(store_path: Path) -> Iterator[Store]:
    """A fresh register, open for writing and closed after the test."""
    opened = Store.open(store_path)
    yield opened
    opened.close()


@dataclass
class Ward:
    """The ward of Hoa Ban with one drive (registration by 15/8/2023, evidence 2013 – 2023)."""

    store: Store
    campaign: int
    line: int
    unit: dict[str, int]
    nominee: dict[str, int] = field(default_factory=dict)
    registration: dict[str, int] = field(default_factory=dict)

    @property
    def con(self):
        """The writing connection."""
        return self.store.con

    def register(
        self, title: str, *names: str, kind: str = "model", day: str = "2023-08-10", **facts: object
    ) -> int:
        """Register something of these units (the first leads)."""
        with self.store.action(f"Đăng ký {title}") as action:
            self.registration[title] = registrations.register(
                action,
                campaign_id=self.campaign,
                unit_ids=tuple(self.unit[name] for name in names),
                kind=kind,
                title=title,
                received_date=dt.date.fromisoformat(day),
                **facts,
            )
        return self.registration[title]

    def nominate(
        self, name: str, kind: str = "individual", unit: str = "Tổ dân phố 3", **facts: object
    ) -> int:
        """Nominate somebody new; ``years`` are years with evidence."""
        years = facts.pop("years", ())
        own = {key: facts.pop(key) for key in ("citation", "form_code", "campaign_award_id") if key in facts}
        own.setdefault("campaign_award_id", None if "form_code" in own else self.line)
        with self.store.action(f"Đề nghị {name}") as action:
            subject = people.add_subject(action, kind=kind, name=name, unit_id=self.unit[unit], **facts)
            self.nominee[name] = nominations.nominate(
                action, subject_id=subject, campaign_id=self.campaign, **own
            )
            for year in years:
                dossiers.add_evidence(
                    action,
                    self.nominee[name],
                    year_from=year,
                    what=f"Giấy khen năm {year}",
                    number=f"{year}/QĐ",
                )
        return self.nominee[name]

    def meet(self, *against: str, day: str = "2023-11-20") -> int:
        """A council of five votes on every nominee; those named are refused."""
        with self.store.action("Họp Hội đồng") as action:
            council = councils.save_council(
                action, name="Hội đồng Thi đua - Khen thưởng phường Hoa Ban", day=dt.date(2023, 1, 5)
            )
            roles = ("chair", "standing_deputy", "member", "member", "secretary")
            ids = [
                councils.save_member(action, council, name=f"Ủy viên Số {n}", role=role)
                for n, role in enumerate(roles, start=1)
            ]
            meeting = councils.save_meeting(
                action, council, day=dt.date.fromisoformat(day), campaign_id=self.campaign, place="Hội trường"
            )
            councils.set_attendance(
                action, meeting, {one: n != 2 for n, one in enumerate(ids)}, {ids[2]: "đi học"}
            )
            ballots = [
                Ballot(nominee, 0 if name in against else 4, 4 if name in against else 0)
                for name, nominee in self.nominee.items()
            ]
            council_votes.record_votes(action, meeting, ballots)
        return meeting

    def decide(self, number: str = "12", day: str = "2023-12-20", names: Sequence[str] = ()) -> int:
        """Approve (where nobody voted) and issue one decision of the nominees named, of all where none is."""
        ids = [self.nominee[name] for name in names or self.nominee]
        with self.store.action(f"Ban hành quyết định {number}") as action:
            waiting = [n.id for n in nominations.by_ids(action.con, ids) if n.status != "approved"]
            nominations.set_status(action, waiting, "approved")
            made = decisions.draft_decision(action, nomination_ids=ids, campaign_id=self.campaign)
            decisions.issue(action, made, number, dt.date.fromisoformat(day))
        return made


DRIVE = CampaignDraft(
    title="Thi đua chào mừng 20 năm thành lập phường Hoa Ban",
    start_on="2023-03-01",
    end_on="2023-12-31",
    document=DocumentDraft(number="41/KH-UBND", day="2023-03-10", issuer="Ủy ban nhân dân phường Hoa Ban"),
    milestones=(MilestoneDraft(kind="registration", what="Đăng ký mô hình", day=dt.date(2023, 8, 15)),),
    requirements=(RequirementDraft(rule="any", min_model=1, min_work=1, milestone=0),),
    awards=(
        AwardDraft(
            "giay_khen",
            "Giấy khen",
            window_start=2013,
            window_end=2023,
            citation_individual=CITATION,
            citation_collective=CITATION,
            citation_household=CITATION,
        ),
    ),
)


@pytest.fixture
def ward(store: Store) -> Ward:
    """The ward with its six units and its drive, nobody nominated yet."""
    with store.action("Lập sổ của phường Hoa Ban") as action:
        office = organizations.save_own(
            action,
            name="Ủy ban nhân dân phường Hoa Ban",
            level="ward",
            place="Hoa Ban",
            parent_name="Ủy ban nhân dân thành phố Mường Lay",
        )
        organizations.save_signer(action, office, name="Trần Văn Bình", title="Chủ tịch")
        ids = {name: units.add_unit(action, name=name) for name in UNITS}
        campaign = campaigns.start_campaign(action, DRIVE)
        line = campaigns.awards(action.con, campaign)[0].id
    return Ward(store, campaign, line, ids)


@pytest.fixture
def full_ward(ward: Ward) -> Ward:
    """The ward with four registrations (one shared, one late, one stopped) and five nominees, nothing decided."""
    ward.register("Tuyến đường hoa", "Tổ dân phố 1", planned_budget=15_000_000, finish_on="2023-11")
    ward.register("Nhà văn hóa", "Tổ dân phố 1", "Tổ dân phố 2", kind="work", planned_people=120_000_000)
    ward.register("Sân chơi", "Trạm Y tế phường", kind="work", day="2023-08-18", planned_budget=5_500_000)
    ward.register("Vườn cây", "Trường Tiểu học Hoa Ban", kind="task", status="stopped")
    ward.nominate("Lê Văn Mẫu", position="Tổ trưởng", sex="male", years=(2015, 2019))
    ward.nominate("Nguyễn Thị Thuỷ", unit="Tổ dân phố 1", position="Tổ phó", birth_on="1985", years=(2022,))
    ward.nominate("H’Ngăm Niê Kđăm", unit="Trạm Y tế phường", honorific="Bà", position="Y sĩ")
    ward.nominate("Tổ dân phố 3", "collective", years=(2013, 2023))
    ward.nominate(
        "Lò Văn Hộ", "household", "Tổ dân phố 2", honorific="Ông", address="Tổ dân phố 2, phường Hoa Ban"
    )
    return ward


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run one command line in this process: exit code, stdout, stderr."""
    from desktop.cli import run

    def call(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = run([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(str(stop.code))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call
