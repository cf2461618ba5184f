"""Any old register, however it is filled: no crash, nothing guessed, nothing twice, everything undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import history, reports
from desktop.exchange import apply as applying
from desktop.exchange.preview import preview_grids, reread
from desktop.exchange.reading import Grid

HEAD = (
    "Họ và tên",
    "Năm sinh",
    "Chức vụ",
    "Đơn vị",
    "Hình thức khen",
    "Số quyết định",
    "Ngày ký",
    "Cơ quan ban hành",
)
POOLS = (
    (
        "Lê Văn Mẫu",
        "Le Van Mau",
        "Ông Lê Văn Mẫu",
        "Tổ dân phố 1",
        "Hộ ông Lê Văn Mẫu",
        "Nguyễn Thị Thuỷ",
        "nt",
        None,
        "?",
    ),
    (None, 1970, "12/5/1970", "1970", 1985, "x", "31/02/1990"),
    (None, "Tổ trưởng", "Nông dân", "nt"),
    (None, "Tổ dân phố 1", "Thôn 7", "Tổ dân phố 2"),
    ("GK", "Giấy khen", "LĐTT", "TTLĐTT", "GKX", "BK", None, "nt"),
    ("45/QĐ-UBND", "45", "9/QĐ-UBND", "45/QĐ-UBND ngày 18/11/2015", None, "không số", "nt"),
    ("18/11/2015", 2015, "11/2015", "2016", None, "31/02/2015", "nt", "18/11"),
    (None, "UBND phường Hoa Ban", "UBND xã Hoa Cũ", "UBND huyện Cư Mẫu", "Tỉnh", "nt"),
)
LINES = st.lists(st.tuples(*(st.sampled_from(pool) for pool in POOLS)), min_size=1, max_size=8)
TABLES = ("organization", "organization_succession", "decision", "award", "subject", "unit")


def contents(con: Any) -> dict[str, list[tuple[Any, ...]]]:
    return {t: [tuple(row) for row in con.execute(f"SELECT * FROM {t} ORDER BY id")] for t in TABLES}


def answers(preview: Any, choose: Any) -> dict[str, str]:
    return {q.key: choose(q) for q in preview.questions}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, last=st.booleans())
def test_any_lines_come_in_once_and_go_out_whole(ward: Any, lines: list[tuple[Any, ...]], last: bool) -> None:
    before = contents(ward.con)
    grid = Grid("Sổ cũ", (("SỔ KHEN THƯỞNG",), HEAD, *lines), 0)

    def read() -> Any:
        found = preview_grids(ward.con, [grid], None, "old_awards")
        for _ in range(3):  # an answer may bring up the next question
            told = answers(found, lambda q: q.default or q.options[-1 if last else 0].key)
            found = reread(ward.con, found, answers=told)
        return found

    found = read()
    assert not any(row.status == "asked" for row in found.rows), "everything asked can be answered"
    with ward.store.action("Sổ cũ") as action:
        written = applying.apply(action, found)
    try:
        check(ward, found, written, read)
    finally:
        if written:
            history.undo(ward.store)
    assert contents(ward.con) == before


def check(ward: Any, found: Any, written: int, read: Callable[[], Any]) -> None:
    """What was written is what was said, once; the same file again finds it."""
    wanted = sum(row.status in ("new", "changed") for row in found.rows)
    refused = [row.refused for row in found.rows if row.refused]
    assert written == wanted - len(refused)
    listed = reports.register_rows(ward.con)
    assert len({(r.decision_id, r.subject_id, r.form_code) for r in listed}) == len(listed)
    after = contents(ward.con)
    again = read()
    fresh = [
        row
        for row, was in zip(again.rows, found.rows, strict=True)
        if row.status == "new" and not was.refused
    ]
    assert [row.values["name"] for row in fresh] == []
    with ward.store.action("Lần nữa") as action:
        applying.apply(action, again, rows=[])
    assert contents(ward.con) == after
