"""The whole way in terms of the register: 60 nominees from appraisal to statistics, and back to the first row."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from db import (
    appraisals,
    awards,
    corrections,
    council_votes,
    councils,
    decisions,
    fund,
    history,
    lookup,
    nominations,
    organizations,
    people,
    reports,
    routes,
    simplified,
    statistics,
    submissions,
)
from db.council_votes import Ballot
from db.errors import BadInput
from db.statistics import Period
from desktop.invented import invented

D = dt.date
Tables = Callable[..., dict[str, dict[int, tuple[Any, ...]]]]
MET, DAY = D(2023, 12, 10), D(2023, 12, 20)
NOMINEES = 60
NAMES = ("Trần Văn Bình", "Lê Thị Cúc", *(f"Ủy viên Số {n}" for n in range(3, 10)))
ROLES = ("chair", "standing_deputy", *["member"] * 6, "secretary")


@dataclass
class Story:
    """The steps of the way, each made of the one before; ids by a word of ours."""

    world: Any
    tables: Tables
    above: list[int] = field(default_factory=list)
    ours: list[int] = field(default_factory=list)
    simple: list[int] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    council: int = 0
    meeting: int = 0
    up: int = 0
    decision: int = 0

    @property
    def con(self) -> Any:
        """The writing connection."""
        return self.world.store.con

    def action(self, name: str) -> Any:
        """One step of undo."""
        return self.world.store.action(name)

    def nominate(self) -> None:
        """60 of the sample: 6 for a Bằng khen, 2 who saved somebody, the rest for a Giấy khen."""
        facts = list(itertools.islice(invented(), NOMINEES))
        places = list(self.world.unit.values())
        single = [n for n, one in enumerate(facts) if one["kind"] == "individual"][:6]
        with self.action("Nhập 60 đề nghị") as action:
            subjects = people.add_subjects(
                action, [{**one, "unit_id": places[n % len(places)]} for n, one in enumerate(facts)]
            )
            for n, subject in enumerate(subjects):
                sudden = n >= NOMINEES - 2
                form = {"form_code": "bang_khen"} if n in single else {"campaign_award_id": self.world.line}
                made = nominations.nominate(
                    action,
                    subject_id=subject,
                    submitted_date=D(2023, 11, 1),
                    campaign_id=self.world.campaign,
                    award_type="sudden" if sudden else "thematic",
                    **form,
                )
                (self.above if n in single else self.simple if sudden else self.ours).append(made)

    def appraise(self) -> None:
        """Findings on record; a finding warns and stops nothing."""
        everyone = self.ours + self.above
        with self.action("Thẩm định") as action:
            appraisals.record(action, everyone, D(2023, 11, 20))
            nominations.set_status(action, everyone, "appraised")
        assert all(appraisals.findings_of_many(self.con, everyone)[one] for one in everyone)

    def meet_below_quorum(self) -> None:
        """Five of nine came: nothing may be voted, and nothing is saved."""
        with self.action("Lập Hội đồng") as action:
            self.council = councils.save_council(action, name="Hội đồng", day=D(2023, 1, 5))
            self.members = [
                councils.save_member(action, self.council, name=name, role=role)
                for name, role in zip(NAMES, ROLES, strict=True)
            ]
        with self.action("Mở phiên họp") as action:
            self.meeting = councils.save_meeting(
                action, self.council, day=MET, campaign_id=self.world.campaign
            )
            councils.set_attendance(action, self.meeting, {one: n < 5 for n, one in enumerate(self.members)})
        before = self.tables(self.world.store)
        with pytest.raises(BadInput, match="chưa đủ 2/3"), self.action("Biểu quyết") as action:
            council_votes.record_votes(action, self.meeting, self.ballots())
        assert self.tables(self.world.store) == before

    def ballots(self) -> list[Ballot]:
        """Eight ballots a name; the first one is refused by six of them."""
        refused = Ballot(self.ours[0], 2, 6, note="Thiếu minh chứng")
        return [refused, *(Ballot(one, 8) for one in self.ours[1:] + self.above)]

    def meet_and_vote(self) -> None:
        """A sixth came, two answered in writing; two more are approved by the simplified procedure."""
        with self.action("Thêm một người đến, hai người trả lời bằng văn bản") as action:
            councils.set_attendance(action, self.meeting, {self.members[5]: True})
            council_votes.ask_in_writing(action, self.meeting, self.members[6:8], MET)
            answered = dict.fromkeys(self.members[6:8], D(2023, 12, 11))
            council_votes.set_answered(action, self.meeting, answered)
            council_votes.set_voting(
                action, self.meeting, method="ballots", ballots_issued=8, ballots_returned=8
            )
        with self.action("Biểu quyết") as action:
            council_votes.record_votes(action, self.meeting, self.ballots())
        tally = council_votes.tally(self.con, self.meeting)
        assert (len(tally.lines), len(tally.with_result("rejected")), tally.taking_part) == (58, 1, 8)
        with self.action("Đột xuất, thủ tục đơn giản") as action:
            simplified.open_case(
                action, self.simple, day=D(2023, 12, 12), reason="Cứu người", article="Luật TĐKT, Điều 85"
            )

    def submit(self) -> None:
        """The council's submission, signed by its deputy; ours upward by the route of the day."""
        signer = councils.signer_for(self.con, self.council, MET)
        assert signer is not None
        assert signer.role == "standing_deputy"
        with self.action("Tờ trình của Hội đồng") as action:
            paper = submissions.submit(action, kind="council", nomination_ids=self.ours[1:])
            submissions.set_number(
                action, paper, "3", D(2023, 12, 12), symbol="UBND", council_symbol="HĐTĐKT"
            )
        with self.action("Trình cấp trên") as action:
            (self.up,) = routes.send_up(action, self.above, D(2023, 12, 15))
            submissions.set_sent(
                action, self.up, D(2023, 12, 15), D(2024, 1, 31), papers="Tờ trình; 06 báo cáo thành tích"
            )
        assert len(routes.waiting(self.con, D(2023, 12, 31))) == 6

    def decide(self) -> None:
        """Refused before its meeting and its submission, then issued: book numbers, prizes, statuses in one step."""
        chosen = self.ours[1:] + self.simple
        assert fund.in_words(fund.estimate(self.con, chosen, DAY))
        with self.action("Dự thảo quyết định") as action:
            self.decision = decisions.draft_decision(action, nomination_ids=chosen, meeting_id=self.meeting)
        for day in (D(2023, 12, 9), D(2023, 12, 11)):
            with pytest.raises(BadInput, match="Ngày ký trước"), self.action("Ban hành") as action:
                decisions.issue(action, self.decision, "12", day)
        with self.action("Ban hành Quyết định 12") as action:
            assert decisions.issue(action, self.decision, "12", DAY) == 53
        assert len(simplified.cases_of(self.con, self.decision)) == 1
        listed = awards.list_awards(self.con, self.decision)
        assert [a.register_number for a in listed] == [f"{n:02d}/2023" for n in range(1, 54)]
        # 0,15 and 0,3 × 1.800.000 in December 2023 (NĐ 91/2017 Đ.73, NĐ 24/2023).
        worth = {"individual": 270_000, "collective": 540_000}
        assert all(a.prize_amount == worth[a.object_kind] for a in listed if a.object_kind in worth)
        assert reports.prize_list(self.con, self.decision).total == sum(a.prize_amount or 0 for a in listed)
        decided = nominations.by_ids(self.con, chosen)
        assert {n.status for n in decided} == {"decided"}

    def hear_from_above(self) -> None:
        """Four granted by decision, one a lower form, one refused and back to Giấy khen."""
        with self.action("Cấp trên trả lời") as action:
            province = organizations.add_organization(
                action, name="Ủy ban nhân dân tỉnh Thử", level="province"
            )
            items = submissions.items(action.con, self.up)
            submissions.set_result(
                action, [items[4].id], "lower", day=D(2024, 1, 20), granted_form="giay_khen"
            )
            submissions.set_result(action, [items[5].id], "refused", day=D(2024, 1, 20), note="Chưa đủ")
            decisions.add_superior_decision(
                action,
                organization_id=province,
                number="88/QĐ-UBND",
                day=D(2024, 1, 20),
                form_code="bang_khen",
                authority_level="province",
                nomination_ids=[one.nomination.id for one in items[:4]],
            )
            submissions.fall_back(action, items[5].nomination.id, campaign_award_id=self.world.line)
        told = [i.result for i in submissions.items(self.con, self.up)]
        assert {result: told.count(result) for result in set(told)} == {
            "granted": 4,
            "lower": 1,
            "refused": 1,
        }
        assert routes.waiting(self.con, D(2024, 2, 1)) == []

    def correct(self) -> None:
        """A citation put right by a decision of its own; the look-up shows both."""
        who = awards.list_awards(self.con, self.decision)[-1]
        with self.action("Quyết định điều chỉnh") as action:
            made = corrections.draft(
                action,
                self.decision,
                kind="adjust",
                reason="Ghi sai",
                changes={who.id: {"citation": "Thành tích đúng"}},
            )
            decisions.issue(action, made, "2", D(2024, 1, 25))
        (line,) = lookup.history(self.con, who.subject_id).lines
        assert (line.citation, len(line.corrected)) == ("Thành tích đúng", 1)
        name = people.get_subject(self.con, who.subject_id).name
        assert who.subject_id in {one.subject_id for one in lookup.find(self.con, name)}

    def count(self) -> None:
        """Statistics of both years: totals are their parts, what went up and came back stands beside."""
        form = statistics.form("commune")
        for year, own, sent, granted in ((2023, 53, 6, 0), (2024, 0, 0, 4)):
            table = statistics.table(self.con, form, Period.of_year(year))
            assert [table.count("01", column) for column in ("1", "9", "10")] == [own, sent, granted]
            assert table.count("01", "1") == sum(table.count(row, "1") for row in ("02", "04", "05"))
        saved = statistics.table(self.con, form, Period.of_year(2023)).facts("13", "2")
        assert len(saved) == 2


def test_sixty_nominees_and_back(world: Any, tables: Tables) -> None:
    store = world.store
    start, first = tables(store), history.last_action_id(store.con)
    story = Story(world, tables)
    for step in (
        story.nominate,
        story.appraise,
        story.meet_below_quorum,
        story.meet_and_vote,
        story.submit,
        story.decide,
        story.hear_from_above,
        story.correct,
        story.count,
    ):
        step()
    end = tables(store)
    made = store.con.execute("SELECT count(*) FROM action WHERE id > ?", (first,)).fetchone()[0]
    for _ in range(made):
        history.undo(store)
    assert tables(store) == start
    for _ in range(made):
        history.redo(store)
    assert tables(store) == end
