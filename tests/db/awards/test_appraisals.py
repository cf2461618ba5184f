"""Appraisal out of the register: evidence, alternatives, doubles, route, overrides; undone to the row."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from db import (
    appraisals,
    campaigns,
    catalogues,
    decisions,
    disciplines,
    dossiers,
    doubles,
    evidence_proposals,
    history,
    nominations,
    people,
)
from db.appraisals import Appraisal, Judged
from db.errors import BadInput
from db.store import Store

D = dt.date
DAY = D(2024, 5, 1)


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    tables = [
        name
        for (name,) in store.con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name not in ("action", "change", "store_fact", "open_action")
        and not name.startswith(("sqlite_", "_"))
    ]
    return {t: [tuple(r) for r in store.con.execute(f"SELECT * FROM {t} ORDER BY 1")] for t in tables}


def judged(world: Any, name: str, day: dt.date = DAY) -> Appraisal:
    return appraisals.appraise(world.store.con, world.nominee[name], day)


def one(made: Appraisal, rule: str) -> Judged:
    (found,) = [f for f in made.findings if f.rule == rule]
    return found


def evidence(world: Any, name: str, year: int, what: str, kind: str = "title", **rest: Any) -> int:
    with world.store.action("Minh chứng") as action:
        return dossiers.add_evidence(
            action, world.nominee[name], year_from=year, what=what, kind=kind, **rest
        )


def answered(world: Any, name: str, question: str, said: str) -> None:
    with world.store.action("Xác nhận") as action:
        appraisals.answer(action, [world.nominee[name]], question, said, document="BB 01", day=DAY)


def test_a_drive_is_judged_by_one_achievement_in_its_window(world: Any) -> None:
    world.nominate("Trần Thị An")
    before = judged(world, "Trần Thị An")
    assert one(before, "conditions").outcome == "not_met"
    assert [cell.year for cell in before.strip] == list(range(2013, 2024))
    evidence(world, "Trần Thị An", 2016, "Đóng góp làm đường", "figures", number="12/XN")
    made = judged(world, "Trần Thị An")
    assert (one(made, "conditions").outcome, made.alternative) == ("met", "1")
    assert "Điều 75" in one(made, "conditions").source
    assert not [f for f in made.findings if f.rule.startswith(("title_", "rating"))]
    assert made.outcome == "unknown"  # nobody looked at discipline
    answered(world, "Trần Thị An", "discipline", "yes")
    assert judged(world, "Trần Thị An").outcome == "met"


def test_merit_names_the_alternative_and_asks_what_it_does_not_know(world: Any) -> None:
    world.nominate("Lê Văn Cao", form_code="bang_khen")
    with world.store.action("Loại hình") as action:
        nominations.change(action, world.nominee["Lê Văn Cao"], award_type="merit", judged_year=2023)
    evidence(world, "Lê Văn Cao", 2022, "Chiến sĩ thi đua cơ sở")
    made = judged(world, "Lê Văn Cao")
    assert (made.alternative, one(made, "conditions").outcome) == (None, "unknown")
    assert {"complete:titles", "complete:ratings", "complete:initiatives"} <= {
        q.question for q in made.questions
    }
    evidence(world, "Lê Văn Cao", 2023, "Danh hiệu Chiến sĩ thi đua cơ sở năm 2023")
    made = judged(world, "Lê Văn Cao")
    assert made.alternative == "d1"
    assert "theo điểm d1" in one(made, "conditions").sentence
    assert made.route.levels == ("district", "province")
    assert judged(world, "Lê Văn Cao", D(2025, 8, 1)).route.levels == ("province",)


def test_an_award_for_a_drive_does_not_count_for_merit(world: Any) -> None:
    world.nominate("Lê Văn Cao", form_code="bang_khen")
    with world.store.action("Loại hình") as action:
        nominations.change(action, world.nominee["Lê Văn Cao"], award_type="merit", judged_year=2023)
    for year in (2022, 2023):
        evidence(world, "Lê Văn Cao", year, "Chiến sĩ thi đua cơ sở", award_type="thematic")
    for question in ("titles", "ratings", "initiatives"):
        answered(world, "Lê Văn Cao", f"complete:{question}", "yes")
    assert one(judged(world, "Lê Văn Cao"), "title_consecutive:d1:1").outcome == "not_met"


def test_the_province_s_rows_count_beside_the_law_s(world: Any) -> None:
    world.nominate("Trần Thị An")
    evidence(world, "Trần Thị An", 2016, "Hiến đất", "figures", number="1")
    text = "Được Nhân dân nơi cư trú đồng thuận"
    with world.store.action("Quy chế") as action:
        catalogues.save_row(
            action,
            "award_condition",
            {"form_code": "giay_khen", "award_type": "thematic", "kind": "judgement", "text": text,
             "scope": "province", "source": "Quyết định 15/2024/QĐ-UBND tỉnh", "verified": True},
        )  # fmt: skip
    made = judged(world, "Trần Thị An")
    assert one(made, "conditions").outcome == "unknown"
    assert "15/2024/QĐ-UBND" in one(made, "conditions").source
    answered(world, "Trần Thị An", text, "no")
    assert one(judged(world, "Trần Thị An"), "conditions").outcome == "not_met"


def test_discipline_in_the_period_and_a_review_that_runs(world: Any) -> None:
    world.nominate("Trần Thị An")
    subject = nominations.get_nomination(world.store.con, world.nominee["Trần Thị An"]).subject.id
    with world.store.action("Kỷ luật") as action:
        measure = disciplines.save(
            action, subject, kind="warning", start_date=D(2019, 3, 1), end_date=D(2020, 2, 28)
        )
    assert one(judged(world, "Trần Thị An"), "any:no_discipline::1").outcome == "not_met"
    with world.store.action("Đang xem xét") as action:
        disciplines.save(action, subject, kind="under_review", start_date=D(2025, 7, 15), measure_id=measure)
    assert one(judged(world, "Trần Thị An", D(2025, 8, 1)), "any:not_under_review::1").outcome == "not_met"
    assert disciplines.of_subjects(world.store.con, [subject])[subject][0].shown_kind == "Đang xem xét"
    with pytest.raises(BadInput, match="trước ngày bắt đầu"), world.store.action("Ngược") as action:
        disciplines.save(action, subject, kind="other", start_date=D(2020, 1, 2), end_date=D(2020, 1, 1))


def test_findings_are_kept_overridden_with_a_paper_and_stay_visible(world: Any) -> None:
    world.nominate("Trần Thị An")
    key, start = world.nominee["Trần Thị An"], rows(world.store)
    with world.store.action("Thẩm định") as action:
        assert appraisals.record(action, [key], DAY) == 1
    assert world.status("Trần Thị An") == "appraised"
    with world.store.action("Thẩm định lại") as action:
        assert appraisals.record(action, [key], DAY) == 0
    for reason, document in (("", "CV 5"), ("Có xác nhận", " ")):
        with pytest.raises(BadInput, match="lý do và văn bản"), world.store.action("Thiếu") as action:
            appraisals.override(action, key, "conditions", reason, document, day=DAY)
    with world.store.action("Chấp thuận") as action:
        appraisals.override(action, key, "conditions", "Sở Nội vụ đồng ý", "CV 5/SNV", day=DAY)
    found = one(judged(world, "Trần Thị An"), "conditions")
    assert (found.outcome, found.shown_outcome, found.override_document) == (
        "not_met", "Chưa đạt, đã chấp thuận", "CV 5/SNV",
    )  # fmt: skip
    with world.store.action("Thẩm định lần nữa") as action:
        appraisals.record(action, [key], D(2024, 6, 1))
    assert one(judged(world, "Trần Thị An"), "conditions").overridden
    kept = {f.rule: f for f in appraisals.findings_of(world.store.con, key)}
    assert kept["conditions"].override_reason == "Sở Nội vụ đồng ý"
    with world.store.action("Thôi") as action:
        assert appraisals.lift_override(action, key, "conditions")
    assert not one(judged(world, "Trần Thị An"), "conditions").overridden
    while rows(world.store) != start:
        history.undo(world.store)
    assert not appraisals.findings_of(world.store.con, key)


def test_an_override_whose_rule_is_gone_is_kept_and_told(world: Any) -> None:
    world.nominate("Lê Văn Cao", form_code="bang_khen")
    key = world.nominee["Lê Văn Cao"]
    with world.store.action("Thẩm định") as action:
        nominations.change(action, key, award_type="merit")
        appraisals.record(action, [key], DAY)
        appraisals.override(action, key, "rating:d2:1", "Đã kiểm tra", "BB 2", day=DAY)
        nominations.change(action, key, award_type="thematic")
        appraisals.record(action, [key], DAY)
    stale = one(judged(world, "Lê Văn Cao"), "rating:d2:1")
    assert (stale.stale, stale.override_document) == (True, "BB 2")


def test_awards_of_the_register_inside_the_window_are_proposed_and_taken_over(world: Any) -> None:
    world.nominate("Trần Thị An")
    world.approve()
    with world.store.action("QĐ") as action:
        decisions.decide(action, world.campaign, number="12", day=D(2023, 12, 20))
    subject = nominations.get_nomination(world.store.con, world.nominee["Trần Thị An"]).subject.id
    assert evidence_proposals.propose(world.store.con, world.nominee["Trần Thị An"]) == []  # its own award
    with world.store.action("Đợt hai") as action:
        again = nominations.nominate(action, subject_id=subject, campaign_award_id=world.line)
    (proposed,) = evidence_proposals.propose(world.store.con, again)
    assert proposed.shown == "Giấy khen năm 2023 (12/QĐ-UBND)"
    start = rows(world.store)
    with world.store.action("Lấy làm minh chứng") as action:
        evidence_proposals.accept(action, again, [proposed.id])
    (piece,) = dossiers.evidence_of(world.store.con, again)
    assert (piece.number, piece.document_on, piece.checked, piece.award_type) == (
        "12/QĐ-UBND", "2023-12-20", True, "thematic",
    )  # fmt: skip
    assert evidence_proposals.propose(world.store.con, again) == []
    with pytest.raises(BadInput, match="không còn trong danh sách"), world.store.action("Lần nữa") as action:
        evidence_proposals.accept(action, again, [proposed.id])
    history.undo(world.store)
    assert rows(world.store) == start
    # Awarded already in this round: told before the vote.
    (warning,) = doubles.before_vote(world.store.con, [again])
    assert (warning.kind, "12/QĐ-UBND" in warning.sentence) == ("awarded", True)
    finding = one(appraisals.appraise(world.store.con, again, DAY), "any:only_form::1")
    assert (finding.outcome, "12/QĐ-UBND" in finding.sentence) == ("not_met", True)


def test_one_achievement_twice_and_one_person_twice(world: Any) -> None:
    first = world.nominate("Nguyễn Thị Thuỷ", birth_on="1985-03-02")
    second = world.nominate(
        "Nguyễn Thị Thủy", unit="Hội Phụ nữ", birth_on="1985-03-02", form_code="bang_khen"
    )
    third = world.nominate("Nguyễn Thị Thùy", unit="Hội Phụ nữ", birth_on="1990-03-02")
    found = doubles.warnings(world.store.con, world.campaign)
    assert [w.kind for w in found[first]] == ["same_achievement"]
    assert found[first][0].other_id == second
    assert third not in found
    assert [w.nomination_id for w in doubles.before_vote(world.store.con, [second, third])] == [second]


def test_quotas_and_hands_on_workers_of_a_line(world: Any) -> None:
    with world.store.action("Chỉ tiêu") as action:
        campaigns.set_min_direct(action, world.line, 50)
        action.update("campaign_award", world.line, quota_individual=1)
    for name, kind in (("Trần Thị An", "direct"), ("Lê Văn Cao", "leader")):
        world.nominate(name, object_class=kind)
    found = {f.rule: f.outcome for f in appraisals.line_findings(world.store.con, world.campaign)[world.line]}
    assert found == {"quota_individual": "not_met", "direct_share": "met"}
    with pytest.raises(BadInput), world.store.action("Sai") as action:
        campaigns.set_min_direct(action, world.line, 0)


def test_the_plan_s_own_criteria_wait_for_an_answer(world: Any) -> None:
    with world.store.action("Tiêu chuẩn") as action:
        action.update("campaign_award", world.line, criteria="Có mô hình được công nhận", quote="mục IV")
    world.nominate("Trần Thị An")
    assert one(judged(world, "Trần Thị An"), "plan_criteria").outcome == "unknown"
    answered(world, "Trần Thị An", "plan_criteria", "yes")
    assert one(judged(world, "Trần Thị An"), "plan_criteria").outcome == "met"
    with pytest.raises(BadInput, match="có, không hoặc một số"):
        answered(world, "Trần Thị An", "plan_criteria", "chắc là được")


def test_a_whole_drive_takes_a_fixed_number_of_queries(world: Any) -> None:
    def count() -> int:
        asked: list[str] = []
        world.store.con.set_trace_callback(asked.append)
        appraisals.appraise_all(world.store.con, world.campaign, DAY)
        world.store.con.set_trace_callback(None)
        return len(asked)

    for number in range(3):
        world.nominate(f"Người thứ {number}")
    few = count()
    for number in range(3, 20):
        world.nominate(f"Người thứ {number}")
    assert count() == few
    listed = appraisals.appraise_all(world.store.con, world.campaign, DAY)
    assert listed == [appraisals.appraise(world.store.con, made.nomination.id, DAY) for made in listed]
    assert people.get_subject(world.store.con, listed[0].nomination.subject.id).name == "Người thứ 0"
