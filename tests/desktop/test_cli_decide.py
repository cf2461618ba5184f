"""``decide``: a decision for what was approved, or for all that is undecided when the officer says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import decisions, nominations, triggers
from db.store import Store

Cli = Callable[..., tuple[int, str, str]]
ARGUMENTS = ("--number", "12", "--date", "2023-12-20")


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with Store.open(path) as store:
        return {
            table: [tuple(row) for row in store.con.execute(f'SELECT * FROM "{table}" ORDER BY id')]
            for table in triggers.logged_tables(store.con)
        }


@pytest.fixture
def path(full_ward: Any) -> Path:
    """The full ward's register, closed; nothing was voted on."""
    full_ward.store.close()
    return Path(full_ward.store.path)


@pytest.fixture
def voted(full_ward: Any) -> Path:
    """The same after the council met and refused one."""
    full_ward.meet("Lò Văn Hộ")
    full_ward.store.close()
    return Path(full_ward.store.path)


def issued(path: Path) -> list[tuple[str | None, int, int, int]]:
    with Store.open(path) as store:
        return [
            (d.number, d.individuals, d.collectives, d.households)
            for d in decisions.list_decisions(store.con, statuses=["issued"])
        ]


def test_what_the_council_approved_is_decided(cli: Cli, voted: Path) -> None:
    code, out, err = cli("decide", voted, *ARGUMENTS)
    assert (code, err) == (0, "")
    assert out.count("\n") == 1
    assert "12/QĐ-UBND" in out
    assert out.rstrip().endswith("Giấy khen cho 1 tập thể, 3 cá nhân, 0 hộ gia đình")
    assert issued(voted) == [("12/QĐ-UBND", 3, 1, 0)]
    with Store.open(voted) as store:
        statuses = {n.subject.name: n.status for n in nominations.list_nominations(store.con)}
    assert statuses.pop("Lò Văn Hộ") == "rejected"
    assert set(statuses.values()) == {"decided"}


def test_nothing_approved_is_refused_and_changes_nothing(cli: Cli, path: Path) -> None:
    before = dump(path)
    code, out, err = cli("decide", path, *ARGUMENTS)
    assert (code, out) == (1, "")
    assert err.startswith("Lỗi: Phong trào PT2023-01 chưa có đề nghị nào được thông qua; hãy ")
    assert "--approve-all" in err
    assert dump(path) == before


def test_approve_all_says_in_the_log_that_no_council_did(cli: Cli, path: Path) -> None:
    code, out, err = cli("decide", path, *ARGUMENTS, "--approve-all")
    assert (code, err) == (0, "")
    assert out.rstrip().endswith("1 tập thể, 3 cá nhân, 1 hộ gia đình")
    _, log, _ = cli("history", path, "--json")
    newest = json.loads(log)[0]["name"]
    assert newest == (
        "Duyệt 5 đề nghị khen thưởng, không qua họp Hội đồng; ban hành quyết định khen thưởng số 12"
    )


def test_approve_all_does_not_overrule_the_council(cli: Cli, voted: Path) -> None:
    assert cli("decide", voted, *ARGUMENTS, "--approve-all")[0] == 0
    assert issued(voted) == [("12/QĐ-UBND", 3, 1, 0)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--number", "12", "--date", "hôm nay"), "không phải ngày"),
        (("--number", "12", "--date", "2023-02-30"), "không phải là ngày có thật"),
        (("--number", " ", "--date", "2023-12-20"), "hãy "),
        (("--number", "12", "--date", "2023-12-20", "--campaign", "X"), "Không có phong trào mã “X”"),
    ],
)
def test_a_refused_decision_leaves_no_draft(
    cli: Cli, voted: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = dump(voted)
    code, out, err = cli("decide", voted, *arguments)
    assert (code, out) == (1, "")
    assert err.startswith("Lỗi: ")
    assert err.count("\n") == 1
    assert said in err
    assert dump(voted) == before


def test_the_same_number_on_the_same_day_is_taken(cli: Cli, full_ward: Any) -> None:
    full_ward.decide("12", names=["Lê Văn Mẫu"])
    full_ward.store.close()
    path = full_ward.store.path
    before = dump(path)
    code, out, err = cli("decide", path, "--number", "12/QĐ-UBND", "--date", "20/12/2023", "--approve-all")
    assert (code, out) == (1, "")
    assert "đã có trong sổ" in err
    after = dump(path)
    assert after["decision"] == before["decision"]
    assert after["award"] == before["award"]
    # A merged commune may hold two of one number, of different days.
    code, _, err = cli("decide", path, "--number", "12/QĐ-UBND", "--date", "21/12/2023", "--approve-all")
    assert code == 0
    assert "Quyết định số 12/QĐ-UBND ngày 20/12/2023 trong năm này đã có trong sổ" in err
    assert [number for number, *_ in issued(path)] == ["12/QĐ-UBND"] * 2


def test_one_decision_awards_one_form_and_the_rest_is_told(cli: Cli, full_ward: Any) -> None:
    full_ward.nominate("Y Thông Mlô", form_code="ldtt")
    full_ward.store.close()
    path = full_ward.store.path
    code, out, err = cli("decide", path, *ARGUMENTS, "--approve-all")
    assert code == 0
    assert "Giấy khen cho 1 tập thể, 3 cá nhân, 1 hộ" in out
    assert err == "Còn 1 đề nghị hình thức khác chưa có quyết định.\n"
    code, out, err = cli("decide", path, "--number", "13", "--date", "2023-12-20")
    assert (code, err) == (0, "")
    assert "Lao động tiên tiến cho 0 tập thể, 1 cá nhân" in out


def test_a_decision_is_undone_whole_by_one_undo(cli: Cli, voted: Path) -> None:
    before = dump(voted)
    cli("decide", voted, *ARGUMENTS)
    assert dump(voted) != before
    assert cli("undo", voted)[0] == 0
    assert dump(voted) == before
    assert cli("decide", voted, *ARGUMENTS)[0] == 0, "the number is free again"
