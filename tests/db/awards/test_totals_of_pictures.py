"""Whatever the register holds: pieces of every picture and lines of every estimate add up to what they are made of."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import fund, history, nominations, people, pictures, reports
from db.old_register import OldAward, take_over

D = dt.date
UNTIL = D(2023, 12, 14)
CLASSES = ["", "leader", "official", "direct", "farmer", "business", "other"]
DAYS = [D(2022, 12, 31), D(2023, 1, 1), D(2023, 12, 14), D(2023, 12, 15), D(2024, 1, 1)]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["individual", "collective", "household"]),
        st.sampled_from(CLASSES),
        st.sampled_from(["giay_khen", "ldtt", "bang_khen"]),
        st.sampled_from(DAYS),
        st.sampled_from(["", "Ủy ban nhân dân tỉnh Thử"]),
    ),
    max_size=10,
)
SENT = st.lists(
    st.tuples(
        st.sampled_from(["individual", "collective", "household"]),
        st.sampled_from(["giay_khen", "ldtt", "bang_khen"]),
    ),
    min_size=1,
    max_size=6,
)
RANDOM = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@RANDOM
@given(ROWS)
def test_pieces_of_the_pictures_are_the_awards_that_stand(world: Any, rows: list[Any]) -> None:
    con = world.store.con
    with world.store.action("Sổ bất kỳ") as action:
        people.add_subject(action, kind="individual", name="Để bước này luôn có")
        for n, (kind, group, form, day, organ) in enumerate(rows):
            facts = {"object_class": group} if kind == "individual" else {}
            one = people.add_subject(action, name=f"Người {n}", kind=kind, workplace="Nơi đó", **facts)
            assert one
            take_over(
                action,
                OldAward(
                    f"Người {n}",
                    kind,
                    form,
                    f"{n + 1}/QĐ-UBND",
                    day,
                    organ,
                    "province",
                    "thematic",
                    position_unit="Nơi đó",
                    workplace="Nơi đó",
                    subject_id=one,
                ),
            )
    try:
        in_time = [row for row in rows if row[3] <= UNTIL]
        bars = pictures.awards_by_year(con, UNTIL)
        assert {bar.label: bar.total for bar in bars} == Counter(f"Năm {row[3].year}" for row in in_time)
        mine = [row for row in in_time if row[3].year == 2023 and row[0] == "individual" and not row[4]]
        share = pictures.direct_workers(con, 2023, UNTIL)
        assert share.individuals == len(mine)
        assert share.direct == sum(row[1] in ("official", "direct", "farmer") for row in mine)
        classes = pictures.classes_of_individuals(con, 2023, UNTIL)
        assert sum(bar.total for bar in classes) == len(mine)
        unknown = sum(p.count for bar in classes for p in bar.parts if p.word == "Chưa ghi nhóm")
        assert unknown == share.unknown
        assert share.unknown >= sum(not row[1] for row in mine)
    finally:
        history.undo(world.store)


@RANDOM
@given(SENT, st.sampled_from(DAYS))
def test_an_estimate_counts_everybody_once_and_adds_up(world: Any, sent: list[Any], day: dt.date) -> None:
    con = world.store.con
    world.nominee.clear()
    ids = [world.nominate(f"Người Thứ {n}", kind, form_code=form) for n, (kind, form) in enumerate(sent)]
    try:
        made = fund.estimate(con, ids, day)
        prizes = [line for line in made.lines if line.kind == "prize"]
        assert sorted(one for line in prizes for one in line.names) == sorted(ids)
        for line in made.lines:
            assert line.count == len(line.names) == len(set(line.names))
        known = [line for line in made.lines if line.amount is not None]
        assert made.ours + made.superiors == sum(line.amount or 0 for line in known)
        assert len(known) + len(made.unknown) == len(made.lines)
        figures = reports.campaign_figures(con, world.campaign)
        assert figures.nominee_count == sum(group.count for group in figures.by_kind) == len(sent)
        assert {group.key: group.count for group in figures.by_kind} == Counter(kind for kind, _ in sent)
        told = [one.id for group in figures.by_status for one in group.rows]
        assert sorted(told) == sorted(n.id for n in nominations.list_nominations(con, world.campaign))
    finally:
        while con.execute("SELECT count(*) AS n FROM nomination").fetchone()["n"]:
            history.undo(world.store)
