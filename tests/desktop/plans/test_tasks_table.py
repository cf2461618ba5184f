"""Who is told what under "Tổ chức thực hiện", in the many ways plans set it down; expectations written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.plans.read import read_plan

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN NÀ LẠNH
Số: 31/KH-UBND
Nà Lạnh, ngày 10 tháng 3 năm 2024

KẾ HOẠCH
Phát động phong trào thi đua năm 2024

Ủy ban nhân dân huyện Nà Lạnh ban hành Kế hoạch phát động phong trào thi đua như sau:

I. NỘI DUNG

Thi đua lao động sản xuất.

"""

TABLE = (Path(__file__).parent / "tables" / "tasks.txt").read_text(encoding="utf-8")


def rows() -> list[tuple[str, str, list[list[str]]]]:
    """(what is tried, the section, [who, how the duty begins])."""
    found = []
    for row in TABLE.strip().split("\n\n"):
        name, *lines = row.split("\n")
        expected = [line.removeprefix("=> ").split(" | ") for line in lines if line.startswith("=> ")]
        section = "\n\n".join(line for line in lines if not line.startswith("=> "))
        found.append((name.strip("# "), section, expected))
    return found


@pytest.mark.parametrize(("name", "section", "expected"), rows(), ids=[row[0] for row in rows()])
def test_who_is_told_what(name: str, section: str, expected: list[list[str]]) -> None:
    tasks = read_plan(HEAD + section + "\n").tasks
    assert [task.who for task in tasks] == [who for who, _ in expected], name
    for task, (_, begins) in zip(tasks, expected, strict=True):
        assert task.what.startswith(begins), task.what
