"""Each date, number and name of a plan is changed to another valid one and the proposal follows; a sentence goes, so
does its item. Over the five real plans (when they are beside this checkout) and our own."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from desktop.plans.proposal import Deadline, Proposal
from desktop.plans.read import read_plan
from desktop.plans.source import read_file

ROOT = Path(__file__).resolve().parents[3]
REAL = ROOT.parent / "shared" / "plans"
OWN = [
    path
    for folder in ("seen", "styles", "styles2")
    for path in sorted((ROOT / "tests/plans" / folder).glob("*.txt"))
]
PLANS = [*sorted(REAL.glob("*.txt")), *OWN]
DATE = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})(?P<a>[/-]| tháng )(?P<m>\d{1,2})(?P<b>[/-]| năm )(?P<y>20\d\d)(?!\d)"
)

pytestmark = pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)


@cache
def text_of(path: Path) -> str:
    return read_file(path).text


@cache
def reading(path: Path) -> Proposal:
    return read_plan(text_of(path))


def another_day(day: int, month: int, year: int) -> int:
    """Some other day of the month, not at its ends."""
    last = calendar.monthrange(year, month)[1]
    return next(other for other in (17, 11, 22, 9) if other != day and other <= last)


def single_dates(path: Path) -> Iterator[tuple[Deadline, re.Match[str]]]:
    """Deadlines of one day, whose last date in the quote is that day."""
    text = text_of(path)
    for item in reading(path).deadlines:
        if item.date is None or item.precision is not None:
            continue
        for found in DATE.finditer(text, item.where.start, item.where.end + 1):
            if (int(found["d"]), int(found["m"]), int(found["y"])) == (
                item.date.day,
                item.date.month,
                item.date.year,
            ):
                yield item, found
                break


def test_every_changed_day_is_followed(path: Path) -> None:
    text = text_of(path)
    for item, found in single_dates(path):
        assert item.date is not None
        day = another_day(item.date.day, item.date.month, item.date.year)
        changed = f"{text[: found.start('d')]}{day:02}{text[found.end('d') :]}"
        days = {(d.kind, d.date) for d in read_plan(changed).deadlines}
        kinds = {kind for kind, date in days if date == item.date.replace(day=day)}
        assert item.kind in kinds, (item.kind, found.group(), day, sorted(map(str, days)))


def sentence_around(path: Path, item: Deadline) -> tuple[int, int]:
    """The quote with the rest of its line: what an officer would strike out."""
    text = text_of(path)
    start = text.rfind("\n", 0, item.where.start) + 1
    end = text.find("\n", item.where.end)
    return start, end if end >= 0 else len(text)


def test_a_deleted_line_takes_its_deadline_along(path: Path) -> None:
    text = text_of(path)
    for item in reading(path).deadlines:
        start, end = sentence_around(path, item)
        places = [item.where, *item.also]
        elsewhere = any(not start <= where.start < end for where in places)
        left = read_plan(text[:start] + text[end:]) if not elsewhere else None
        if left is not None:
            same = [d for d in left.deadlines if d.where.quote == item.where.quote and d.kind == item.kind]
            before = [
                d
                for d in reading(path).deadlines
                if d.where.quote == item.where.quote and d.kind == item.kind
            ]
            assert len(same) < len(before), item


def test_every_changed_target_is_followed(path: Path) -> None:
    text = text_of(path)
    for target in reading(path).targets:
        shown = f"{target.value:,.15g}".replace(",", "#").replace(".", ",").replace("#", ".")
        plain = shown.replace(".", "")
        options = [form for form in (shown, plain, f"0{plain}") if form]
        found = re.compile(rf"(?<![\w.,])(?:{'|'.join(map(re.escape, options))})(?![\d])").search(
            text, target.where.start, target.where.end
        )
        # 77 of 19 villages is no goal.
        if found is None or target.value_max is not None or text[found.end() : found.end() + 1] == "/":
            continue
        changed = text[: found.start()] + "77" + text[found.end() :]
        values = {(other.value, other.unit) for other in read_plan(changed).targets}
        assert (77.0, target.unit) in values, target.where.quote


def test_every_changed_minimum_is_followed(path: Path) -> None:
    text = text_of(path)
    for requirement in reading(path).requirements:
        found = re.compile(r"(?<!\d)0?[1-9](?!\d)").search(
            text, requirement.where.start, requirement.where.end
        )
        if found is None or requirement.items[0].min != int(found.group()):
            continue
        changed = text[: found.start()] + "07" + text[found.end() :]
        assert 7 in {item.min for other in read_plan(changed).requirements for item in other.items}


def test_another_signer_is_followed(path: Path) -> None:
    name = reading(path).signer.name
    if name is None:
        return
    text = text_of(path)
    start = text.rfind(name)
    assert start >= 0
    changed = read_plan(f"{text[:start]}Mạc Thị Thu Sương{text[start + len(name) :]}")
    assert changed.signer.name == "Mạc Thị Thu Sương"


def test_another_issuer_is_followed(path: Path) -> None:
    issuer = reading(path).heading.issuer or ""
    found = re.search(
        r"(?:xã|phường|thị trấn|huyện|thị xã|quận|thành phố|tỉnh|đặc khu) (?P<name>[^,]+)$", issuer
    )
    if found is None:
        return
    name, other = found["name"], "Thanh Lĩnh Thượng"
    changed = re.sub(re.escape(name), other, text_of(path))
    changed = re.sub(re.escape(name.upper()), other.upper(), changed)
    assert (read_plan(changed).heading.issuer or "").endswith(other)
