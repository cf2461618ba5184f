"""What goes up, by the route of the day, name by name until the superior's decision stands in the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import (
    awards,
    catalogues,
    decisions,
    doubles,
    nominations,
    organizations,
    reports,
    routes,
    submissions,
)
from db.errors import BadInput

D = dt.date
Refuse = Callable[..., str]


@pytest.fixture
def above(world: Any) -> tuple[Any, dict[str, int]]:
    """Six approved: three Bằng khen, two CSTĐ cơ sở, one Giấy khen; the district and the province are known."""
    for name in ("Lê Văn Cao", "Trần Thị An"):
        world.nominate(name, form_code="bang_khen")
    world.nominate("Tổ dân phố 3", kind="collective", form_code="bang_khen")
    for name in ("Y Thanh", "Võ Thị Mai"):
        world.nominate(name, form_code="cstd_co_so")
    world.nominate("Ngô Văn Em")
    world.approve()
    with world.store.action("Cấp trên") as action:
        organs = {
            "district": organizations.add_organization(
                action, name="Ủy ban nhân dân thành phố Cũ", level="city"
            ),
            "province": organizations.add_organization(
                action, name="Ủy ban nhân dân tỉnh Thử", level="province"
            ),
        }
    return world, organs


def ids(world: Any) -> list[int]:
    return list(world.nominee.values())


# (day) -> form: (addressed to, decided by), from the law's own dates; CSTĐCS after 1/7/2025 is not our superior's.
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(
            D(2023, 12, 20),
            {"bang_khen": ("district", "province"), "cstd_co_so": ("district", "district")},
            id="Luật TĐKT 2003, Đ.79–80: ba cấp",
        ),
        pytest.param(
            D(2025, 6, 30),
            {"bang_khen": ("district", "province"), "cstd_co_so": ("district", "district")},
            id="Luật 06/2022 Đ.79–80: đến hết 30/6/2025",
        ),
        pytest.param(
            D(2025, 7, 1),
            {"bang_khen": ("province", "province")},
            id="NĐ 152/2025: hai cấp từ 01/7/2025",
        ),
    ],
)
def test_the_route_of_the_day(
    above: tuple[Any, dict[str, int]], day: dt.date, expected: dict[str, tuple[str, str]]
) -> None:
    world, _ = above
    found = routes.plan(world.store.con, ids(world), day)
    assert {part.form_code: (part.level, part.decided_level) for part in found} == expected
    assert all(part.levels[-1] == part.decided_level for part in found)
    bang_khen = next(part for part in found if part.form_code == "bang_khen")
    assert [n.name for n in bang_khen.nominations] == ["Tổ dân phố 3", "Trần Thị An", "Lê Văn Cao"]
    assert "Ngô Văn Em" not in {n.name for part in found for n in part.nominations}


def test_one_submission_a_form_and_level(above: tuple[Any, dict[str, int]]) -> None:
    world, _ = above
    with world.store.action("Trình cấp trên") as action:
        made = routes.send_up(
            action, [n for n in ids(world) if n != world.nominee["Ngô Văn Em"]], D(2023, 12, 20)
        )
    found = [submissions.get_submission(world.store.con, one) for one in made]
    assert {(s.form_code, s.level, s.decided_level, s.items) for s in found} == {
        ("bang_khen", "district", "province", 3),
        ("cstd_co_so", "district", "district", 2),
    }
    assert {s.addressee for s in found} == {"Ủy ban nhân dân thành phố Cũ"}
    assert world.status("Ngô Văn Em") == "approved"
    assert world.status("Y Thanh") == "sent_up"


def test_an_organ_that_is_gone_is_not_written_to(above: tuple[Any, dict[str, int]]) -> None:
    world, organs = above
    with world.store.action("Bỏ cấp huyện") as action:
        organizations.succeed(
            action, [organs["district"]], organs["province"], D(2025, 7, 1), "NQ 203/2025/QH15"
        )
    day = D(2025, 7, 1)
    (part,) = routes.plan(world.store.con, [world.nominee["Trần Thị An"]], day)
    assert (part.level, part.addressee) == ("province", "Ủy ban nhân dân tỉnh Thử")
    (old,) = routes.plan(world.store.con, [world.nominee["Trần Thị An"]], D(2025, 6, 30))
    assert old.addressee == "Ủy ban nhân dân thành phố Cũ"


def test_what_is_ours_does_not_go_up(above: tuple[Any, dict[str, int]], refused: Refuse) -> None:
    world, _ = above
    said = refused(lambda a: routes.send_up(a, [world.nominee["Ngô Văn Em"]], D(2023, 12, 20)))
    assert "thuộc thẩm quyền của cơ quan" in said


def test_nobody_known_to_decide_is_said(above: tuple[Any, dict[str, int]], refused: Refuse) -> None:
    world, _ = above
    with world.store.action("Xóa thẩm quyền") as action:
        for row in catalogues.rows(action.con, "authority"):
            if row["form_code"] == "bang_khen":
                catalogues.delete_row(action, "authority", row["id"])
    said = refused(lambda a: routes.send_up(a, [world.nominee["Trần Thị An"]], D(2023, 12, 20)))
    assert "Chưa rõ cấp nào" in said


@pytest.fixture
def sent(above: tuple[Any, dict[str, int]]) -> tuple[Any, dict[str, int], int]:
    """The three Bằng khen sent on 22/12/2023, an answer due on 31/01/2024."""
    world, organs = above
    with world.store.action("Trình cấp trên") as action:
        (made,) = routes.send_up(
            action, [world.nominee[n] for n in ("Lê Văn Cao", "Trần Thị An", "Tổ dân phố 3")], D(2023, 12, 20)
        )
        submissions.set_number(action, made, "7", D(2023, 12, 21), symbol="UBND", council_symbol="HĐTĐKT")
        submissions.set_sent(
            action, made, D(2023, 12, 22), D(2024, 1, 31), papers="Tờ trình; danh sách; 03 báo cáo thành tích"
        )
    return world, organs, made


def test_sent_when_with_what_and_due(sent: tuple[Any, dict[str, int], int], refused: Refuse) -> None:
    world, _, made = sent
    found = submissions.get_submission(world.store.con, made)
    assert (found.number, found.sent_date, found.answer_due) == (
        "07/TTr-UBND",
        D(2023, 12, 22),
        D(2024, 1, 31),
    )
    assert found.sent_papers == "Tờ trình; danh sách; 03 báo cáo thành tích"
    assert "trước ngày ghi" in refused(lambda a: submissions.set_sent(a, made, D(2023, 12, 20)))
    assert "trình tiếp" in refused(lambda a: submissions.set_forwarded(a, made, D(2023, 12, 21)))
    with world.store.action("Huyện trình tiếp") as action:
        submissions.set_forwarded(action, made, D(2024, 1, 5), "15/TTr-UBND")
        submissions.set_sent(action, made, D(2023, 12, 23), D(2024, 1, 31))
    again = submissions.get_submission(world.store.con, made)
    assert (again.forwarded_date, again.forwarded_number) == (D(2024, 1, 5), "15/TTr-UBND")
    assert again.sent_papers == found.sent_papers, "papers not given are left alone"


def test_the_usual_day_of_an_answer_is_the_catalogues(sent: tuple[Any, dict[str, int], int]) -> None:
    world, _, made = sent
    day = D(2024, 3, 1)
    assert submissions.usual_answer_due(world.store.con, made, day) is None, "nobody knows it as shipped"
    with world.store.action("Quy định của tỉnh") as action:
        catalogues.save_row(
            action,
            "time_limit",
            {
                "kind": "superior",
                "days": 20,
                "day_unit": "calendar",
                "valid_from": "2020-01-01",
                "source": "tỉnh",
            },
        )
    assert submissions.usual_answer_due(world.store.con, made, day) == D(2024, 3, 21)


@pytest.mark.parametrize(
    ("as_of", "sentence"),
    [
        (D(2024, 1, 31), "Đã gửi 40 ngày, còn 0 ngày đến hạn trả lời."),
        (D(2024, 1, 1), "Đã gửi 10 ngày, còn 30 ngày đến hạn trả lời."),
        (D(2024, 2, 10), "Quá hạn trả lời 10 ngày."),
    ],
)
def test_what_waits(sent: tuple[Any, dict[str, int], int], as_of: dt.date, sentence: str) -> None:
    world, _, made = sent
    found = routes.waiting(world.store.con, as_of)
    assert [w.name for w in found] == ["Trần Thị An", "Lê Văn Cao", "Tổ dân phố 3"]
    assert {w.sentence for w in found} == {sentence}
    assert {w.submission_id for w in found} == {made}
    assert routes.waiting(world.store.con, as_of, campaign_id=world.campaign + 1) == []


def test_what_waits_without_days_says_so(above: tuple[Any, dict[str, int]]) -> None:
    world, _ = above
    with world.store.action("Trình") as action:
        (made,) = routes.send_up(action, [world.nominee["Trần Thị An"]], D(2023, 12, 20))
    (one,) = routes.waiting(world.store.con, D(2024, 1, 1))
    assert (one.sentence, one.days_waiting, one.days_late) == ("Tờ trình chưa gửi.", None, 0)
    with world.store.action("Gửi") as action:
        submissions.set_sent(action, made, D(2023, 12, 22))
    (one,) = routes.waiting(world.store.con, D(2024, 1, 1))
    assert one.sentence == "Đã gửi 10 ngày, chưa định ngày trả lời."


def test_each_name_has_its_own_answer(sent: tuple[Any, dict[str, int], int], refused: Refuse) -> None:
    world, _, made = sent
    items = {i.nomination.name: i for i in submissions.items(world.store.con, made)}
    assert "trước ngày gửi" in refused(
        lambda a: submissions.set_result(a, [items["Trần Thị An"].id], "granted", day=D(2023, 12, 1))
    )
    assert "Được tặng" in refused(
        lambda a: submissions.set_result(a, [items["Trần Thị An"].id], "lower", granted_form="bang_khen")
    )
    assert "lý do" in refused(lambda a: submissions.set_result(a, [items["Trần Thị An"].id], "refused"))
    with world.store.action("Trả lời") as action:
        submissions.set_result(
            action,
            [items["Trần Thị An"].id],
            "lower",
            day=D(2024, 1, 20),
            document="15/QĐ-UBND",
            granted_form="giay_khen",
        )
        submissions.set_result(
            action, [items["Lê Văn Cao"].id], "refused", day=D(2024, 1, 22), document="Công văn 30/SNV"
        )
        submissions.set_result(
            action, [items["Tổ dân phố 3"].id], "returned", day=D(2024, 1, 23), note="Thiếu biên bản"
        )
    told = {
        i.nomination.name: (i.result, i.result_date, i.document, i.granted_form)
        for i in submissions.items(world.store.con, made)
    }
    assert told == {
        "Trần Thị An": ("lower", D(2024, 1, 20), "15/QĐ-UBND", "giay_khen"),
        "Lê Văn Cao": ("refused", D(2024, 1, 22), "Công văn 30/SNV", ""),
        "Tổ dân phố 3": ("returned", D(2024, 1, 23), "", ""),
    }
    assert (
        nominations.get_nomination(world.store.con, world.nominee["Lê Văn Cao"]).status_reason
        == "Công văn 30/SNV"
    )
    assert [world.status(n) for n in ("Trần Thị An", "Lê Văn Cao", "Tổ dân phố 3")] == [
        "sent_up",
        "rejected",
        "returned",
    ]
    assert routes.waiting(world.store.con, D(2024, 2, 1)) == []


@pytest.mark.parametrize(("result", "status"), [("refused", "rejected"), ("returned", "returned")])
def test_after_a_refusal_back_to_giay_khen_in_one_step(
    sent: tuple[Any, dict[str, int], int], result: str, status: str
) -> None:
    world, _, made = sent
    item = next(i for i in submissions.items(world.store.con, made) if i.nomination.name == "Trần Thị An")
    with world.store.action("Trả lời") as action:
        submissions.set_result(action, [item.id], result, day=D(2024, 1, 20), note="Chưa đủ điều kiện")
    assert world.status("Trần Thị An") == status
    with world.store.action("Trở về Giấy khen") as action:
        submissions.fall_back(action, item.nomination.id, campaign_award_id=world.line)
    found = nominations.get_nomination(world.store.con, item.nomination.id)
    assert (found.status, found.form_code) == ("appraised", "giay_khen")
    assert found.citation, "the line's own citation holds again"


def test_while_it_waits_our_own_award_is_warned_of(sent: tuple[Any, dict[str, int], int]) -> None:
    world, _, made = sent
    subject = nominations.get_nomination(world.store.con, world.nominee["Trần Thị An"]).subject.id
    with world.store.action("Đề nghị Giấy khen") as action:
        again = nominations.nominate(action, subject_id=subject, campaign_award_id=world.line)
    kinds = {w.kind for w in doubles.before_vote(world.store.con, [again])}
    assert "waiting_above" in kinds
    item = next(i for i in submissions.items(world.store.con, made) if i.nomination.name == "Trần Thị An")
    with world.store.action("Không được") as action:
        submissions.set_result(action, [item.id], "refused", note="Chưa đủ")
    assert "waiting_above" not in {w.kind for w in doubles.before_vote(world.store.con, [again])}


def test_the_superiors_decision_settles_and_needs_no_certificate_of_ours(
    sent: tuple[Any, dict[str, int], int], refused: Refuse
) -> None:
    world, organs, made = sent
    con = world.store.con
    chosen = [world.nominee[n] for n in ("Trần Thị An", "Tổ dân phố 3")]
    facts = {
        "organization_id": organs["province"],
        "number": "88/QĐ-UBND",
        "form_code": "bang_khen",
        "authority_level": "province",
        "nomination_ids": chosen,
    }
    said = refused(lambda a: decisions.add_superior_decision(a, day=D(2023, 12, 1), **facts))
    assert "trước ngày gửi tờ trình (22/12/2023)" in said
    with world.store.action("Nhập quyết định của tỉnh") as action:
        decision = decisions.add_superior_decision(action, day=D(2024, 1, 20), **facts)
    items = {i.nomination.name: i for i in submissions.items(con, made)}
    assert (items["Trần Thị An"].result, items["Trần Thị An"].document) == ("granted", "88/QĐ-UBND")
    assert items["Trần Thị An"].decision_id == decision
    assert items["Lê Văn Cao"].result == "waiting"
    assert [a.register_number for a in awards.list_awards(con, decision)] == ["01/2024", "02/2024"]
    assert decisions.get_decision(con, decision).organization == "Ủy ban nhân dân tỉnh Thử"
    assert "unprinted" not in {t.key for t in reports.todo(con)}
    assert [w.name for w in routes.waiting(con, D(2024, 2, 1))] == ["Lê Văn Cao"]


def test_a_lower_form_given_by_decision(sent: tuple[Any, dict[str, int], int]) -> None:
    world, organs, made = sent
    with world.store.action("Huyện tặng Giấy khen") as action:
        decision = decisions.add_superior_decision(
            action,
            organization_id=organs["district"],
            number="40/QĐ-UBND",
            day=D(2024, 1, 20),
            form_code="giay_khen",
            authority_level="district",
            nomination_ids=[world.nominee["Trần Thị An"]],
        )
    item = next(i for i in submissions.items(world.store.con, made) if i.nomination.name == "Trần Thị An")
    assert (item.result, item.granted_form, item.decision_id) == ("lower", "giay_khen", decision)
    (award,) = awards.list_awards(world.store.con, decision)
    assert (award.form_code, award.prize_coefficient_thousandths) == ("giay_khen", 300)


def test_the_same_number_twice_at_the_superior_is_refused(sent: tuple[Any, dict[str, int], int]) -> None:
    world, organs, _ = sent

    def enter(name: str, number: str) -> None:
        with world.store.action("Nhập") as action:
            decisions.add_superior_decision(
                action,
                organization_id=organs["province"],
                number=number,
                day=D(2024, 1, 20),
                form_code="bang_khen",
                authority_level="province",
                nomination_ids=[world.nominee[name]],
            )

    enter("Trần Thị An", "88/QĐ-UBND")
    with pytest.raises(BadInput, match="đã có trong sổ"):
        enter("Lê Văn Cao", "088/QĐ-UBND")
