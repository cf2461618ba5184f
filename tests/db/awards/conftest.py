"""A ward with one drive, one award line (2013 – 2023) and whatever a test nominates."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from db import campaigns, nominations, organizations, people, units
from db.campaigns import AwardDraft, CampaignDraft
from db.store import Store

CITATION = "Đã có thành tích trong phong trào thi đua chào mừng 20 năm thành lập phường"


@dataclass
class World:
    """The register with the ids a test needs."""

    store: Store
    office: int
    chair: int
    deputy: int
    unit: dict[str, int]
    campaign: int
    line: int
    nominee: dict[str, int] = field(default_factory=dict)

    def nominate(
        self, name: str, kind: str = "individual", unit: str = "Tổ dân phố 3", **facts: object
    ) -> int:
        """Nominate somebody new; the name finds the nomination again in ``nominee``."""
        own = {key: facts.pop(key) for key in ("citation", "form_code", "campaign_award_id") if key in facts}
        own.setdefault("campaign_award_id", None if "form_code" in own else self.line)
        with self.store.action(f"Đề nghị {name}") as action:
            subject = people.add_subject(action, kind=kind, name=name, unit_id=self.unit[unit], **facts)
            self.nominee[name] = nominations.nominate(
                action, subject_id=subject, campaign_id=self.campaign, **own
            )
        return self.nominee[name]

    def approve(self, *names: str) -> list[int]:
        """Approve these nominees (all where none is named) by hand."""
        ids = [self.nominee[name] for name in names or self.nominee]
        with self.store.action("Thông qua") as action:
            nominations.set_status(action, ids, "approved")
        return ids

    def status(self, name: str) -> str:
        """The status of a nominee's nomination."""
        return nominations.get_nomination(self.store.con, self.nominee[name]).status


@pytest.fixture
def world(store: Store) -> World:
    """The ward of An Lạc with its drive of 2023."""
    with store.action("Lập cơ quan, phong trào") as action:
        office = organizations.save_own(
            action, name="Ủy ban nhân dân phường An Lạc", level="ward", place="An Lạc"
        )
        chair = organizations.save_signer(action, office, name="Trần Văn Bình", title="Chủ tịch")
        deputy = organizations.save_signer(
            action, office, name="Lê Thị Cúc", title="Phó Chủ tịch", signature_form="kt", ordinal=1
        )
        ids = {
            name: units.add_unit(action, name=name)
            for name in ("Tổ dân phố 3", "Trường Tiểu học An Lạc", "Hội Phụ nữ")
        }
        campaign = campaigns.start_campaign(
            action,
            CampaignDraft(
                title="Thi đua chào mừng 20 năm thành lập phường",
                start_on="2023",
                end_on="2023-12-31",
                awards=(
                    AwardDraft(
                        "giay_khen",
                        "Giấy khen",
                        window_start=2013,
                        window_end=2023,
                        citation_individual=CITATION,
                        citation_collective=f"{CITATION} (tập thể)",
                        citation_household=CITATION,
                    ),
                ),
            ),
        )
        line = campaigns.awards(action.con, campaign)[0].id
    return World(store, office, chair, deputy, ids, campaign, line)
