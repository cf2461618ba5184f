"""The keys of ``read-plan --json``, its offsets and values, and what changes in a text change in the proposal."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.plans.proposal import Proposal
from desktop.plans.read import read_plan
from desktop.plans.source import NotAPlan, UnreadableSource, read_file

TEXTS = {
    path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "texts").glob("*.txt")
}
NAMES = sorted(TEXTS)

PLACE = {"quote", "start", "end", "section", "confidence", "reason"}
SPAN = {"start", "end", "start_year", "end_year", "start_partial", "end_partial", "derived"}
TOP = {
    "issuer", "issuer_parent", "number", "date", "date_partial", "title", "place", "theme", "anniversaries",
    "period", "period_quote", "phases", "evidence_window", "requirements", "deadlines", "awards", "targets",
    "signer", "recipients", "tasks", "not_deadlines", "findings",
}  # fmt: skip
OWN = {"origin", "note", "undated"}
"""Where the text came from and what was repaired in it, and the duties without any time, which the truth files of
the real plans do not ask for."""
ITEMS = {
    "anniversaries": {"name", "years", "date"} | PLACE,
    "phases": {"name", "quote", "quote_start", "quote_end", "section", "confidence", "reason"} | SPAN,
    "requirements": {"who", "items", "rule", "ambiguity", "also_quote"} | PLACE,
    "deadlines": {
        "date", "kind", "who", "what", "recurring", "precision", "year", "relative_to", "day_of_month",
        "ambiguity", "also_quote", "derived",
    } | PLACE,
    "undated": {
        "date", "kind", "who", "what", "recurring", "precision", "year", "relative_to", "day_of_month",
        "ambiguity", "also_quote", "derived",
    } | PLACE,
    "awards": {"form", "authority", "objects", "quota"} | PLACE,
    "targets": {"text", "value", "value_max", "unit", "by"} | PLACE,
    "tasks": {"who", "what"} | PLACE,
    "not_deadlines": {"text", "why", "start", "end"},
    "findings": {"code", "message", "start", "end", "quote"},
}  # fmt: skip
KINDS = {
    "registration", "report", "pledge", "phase_end", "campaign_end", "nomination_dossier", "launch",
    "award_ceremony", "review_6_month", "review_year", "other",
}  # fmt: skip
ISO = re.compile(r"\d{4}-\d\d-\d\d")


def values(text: str) -> dict[str, Any]:
    """The proposal as it leaves the program: through JSON and back."""
    return json.loads(json.dumps(read_plan(text).to_json(), ensure_ascii=False))


def items(found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key in ITEMS:
        yield from ((key, item) for item in found[key])


@pytest.mark.parametrize("name", NAMES)
def test_the_keys_are_those_agreed_and_no_other(name: str) -> None:
    found = values(TEXTS[name])
    assert set(found) == TOP | OWN
    assert set(found["signer"]) == {"name", "title", "form"}
    assert {"start", "end", "start_year", "end_year"} <= set(found["period"])
    for key, item in items(found):
        assert set(item) == ITEMS[key], key
    if found["evidence_window"]:
        assert set(found["evidence_window"]) == {"from_year", "to_year", "also_quote"} | PLACE
    for requirement in found["requirements"]:
        assert all(set(work) == {"kind", "min"} for work in requirement["items"])


@pytest.mark.parametrize("name", NAMES)
def test_values_are_of_the_agreed_sets(name: str) -> None:
    found = values(TEXTS[name])
    for deadline in found["deadlines"]:
        assert deadline["kind"] in KINDS
        assert deadline["recurring"] in {None, "weekly", "monthly", "quarterly", "6 months", "yearly"}
        assert deadline["precision"] in {None, "year", "month", "quarter", "around"}
        assert deadline["date"] is None or ISO.fullmatch(deadline["date"])
        assert deadline["recurring"] is None or deadline["date"] is None, "what recurs has no one day"
        assert deadline["day_of_month"] is None or 1 <= deadline["day_of_month"] <= 31
    for requirement in found["requirements"]:
        assert requirement["rule"] in {"any", "all"}
        assert {work["kind"] for work in requirement["items"]} <= {"mô hình", "công trình", "phần việc"}
        assert all(work["min"] >= 1 for work in requirement["items"])
    for key, item in items(found):
        if "confidence" in item:
            assert 0 < item["confidence"] <= 1, key
            assert item["confidence"] > 0.5 or item["reason"], "what is doubtful says why"


@pytest.mark.parametrize("name", NAMES)
def test_offsets_point_at_the_quotes(name: str) -> None:
    text = TEXTS[name]
    found = values(text)
    for key, item in items(found):
        start, end = item.get("quote_start", item["start"]), item.get("quote_end", item["end"])
        assert text[start:end] == item.get("quote", item.get("text")), key
    if found["period_quote"]:
        span = found["period"]
        assert text[span["quote_start"] : span["quote_end"]] == found["period_quote"]
    if found["evidence_window"]:
        window = found["evidence_window"]
        assert text[window["start"] : window["end"]] == window["quote"]
    for recipient in found["recipients"]:
        assert recipient in " ".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_every_day_proposed_stands_in_the_text(name: str) -> None:
    """A day with no doubt about its precision is made of figures of its own quote (or its year of the plan)."""
    for deadline in read_plan(TEXTS[name]).deadlines:
        if deadline.date is None or deadline.precision is not None:
            continue
        figures = {int(figure) for figure in re.findall(r"\d+", deadline.where.quote)}
        month_end = re.search(r"hết (?:tháng|quý)", deadline.where.quote) is not None
        assert deadline.date.day in figures or month_end, deadline.where.quote
        assert deadline.date.month in figures or month_end, deadline.where.quote


def same_reading(one: Proposal, other: Proposal) -> None:
    """Everything but offsets and quotes."""

    def said(found: Proposal) -> list[Any]:
        return [
            found.heading,
            [(d.date, d.kind, d.who, d.recurring, d.day_of_month, d.precision) for d in found.deadlines],
            [(r.who, r.items, r.rule) for r in found.requirements],
            [(a.form, a.authority, a.objects, a.quota) for a in found.awards],
            [(t.value, t.value_max, t.unit, t.by) for t in found.targets],
            [(p.name, p.span.start, p.span.end) for p in found.phases],
            [(t.who) for t in found.tasks],
            found.signer,
            found.recipients,
            [finding.message for finding in found.findings],
        ]

    assert said(one) == said(other)


# ---- the same paper written by another program


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_and_decomposed_letters_change_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "kh.txt"
    path.write_bytes(unicodedata.normalize("NFD", TEXTS[name]).replace("\n", "\r\n").encode("utf-8-sig"))
    found = read_file(path)
    assert found.text == TEXTS[name]
    same_reading(read_plan(found), read_plan(TEXTS[name]))


SMALL = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ"
CODES = (
    "B5B6B7B8B9 BBBCBDBEC6 C7C8C9CACB CCCECFD0D1 D2D3D4D5D6 D7D8DCDDDE DFE1E2E3E4 E5E6E7E8E9 EAEBECEDEE EFF1F2F3F4"
    " F5F6F7F8F9 FAFBFCFDFE A8A9AAABACADAE"
)
TCVN3 = dict(zip(SMALL, bytes.fromhex(CODES), strict=True)) | dict(
    zip("ĂÂÊÔƠƯĐ", bytes.fromhex("A1A2A3A4A5A6A7"), strict=True)
)


def in_tcvn3(text: str) -> bytes:
    """Bytes as the .VnTime fonts had them: capitals with a tone are small ones of a capital font."""
    return b"".join(
        bytes([TCVN3.get(letter, TCVN3.get(letter.lower(), 0))]) if ord(letter) > 127 else letter.encode()
        for letter in text
    )


@pytest.mark.parametrize("name", ["quan_cong_van", "dac_khu_dao_xanh", "xa_ba_ky_niem", "thanh_pho_sai_ngay"])
def test_a_file_of_the_abc_fonts_is_read_like_the_unicode_one(name: str, tmp_path: Path) -> None:
    path = tmp_path / "kh.txt"
    path.write_bytes(in_tcvn3(TEXTS[name]))
    found, expected = read_plan(read_file(path)), read_plan(TEXTS[name])
    assert "bảng mã cũ" in found.note
    assert (found.heading.number, found.heading.date) == (expected.heading.number, expected.heading.date)
    assert [(d.date, d.kind, d.recurring) for d in found.deadlines] == [
        (d.date, d.kind, d.recurring) for d in expected.deadlines
    ]
    assert [(r.items, r.rule) for r in found.requirements] == [
        (r.items, r.rule) for r in expected.requirements
    ]
    assert (found.period.start, found.period.end) == (expected.period.start, expected.period.end)


@pytest.mark.parametrize("name", NAMES)
def test_page_numbers_between_paragraphs_change_nothing(name: str) -> None:
    parts = TEXTS[name].split("\n\n")
    paged = "\n\n".join(f"{part}\n\n{page}" if page % 3 == 0 else part for page, part in enumerate(parts, 1))
    same_reading(read_plan(paged), read_plan(TEXTS[name]))


NUMBERED = re.compile(r"(?m)^((?:\d|[IVX]+)\.) ([^*\n]+)$")


@pytest.mark.parametrize("name", [name for name in NAMES if len(NUMBERED.findall(TEXTS[name])) >= 3])
def test_bold_body_paragraphs_change_nothing(name: str) -> None:
    text = TEXTS[name]
    marked = NUMBERED.sub(r"**\1** *\2*", text)
    before, after = read_plan(text), read_plan(marked)
    assert [(d.date, d.kind, d.who) for d in after.deadlines] == [
        (d.date, d.kind, d.who) for d in before.deadlines
    ]
    assert [(r.who, r.items, r.rule) for r in after.requirements] == [
        (r.who, r.items, r.rule) for r in before.requirements
    ]


# ---- mutations: what is taken out is gone, what is put in is read, nothing else is made up


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([name for name in NAMES if TEXTS[name].count("\n\n") > 4]), st.data())
def test_a_dropped_paragraph_takes_no_more_than_its_own_days(name: str, data: st.DataObject) -> None:
    parts = TEXTS[name].split("\n\n")
    gone = data.draw(st.integers(2, len(parts) - 1))
    text = "\n\n".join(parts[:gone] + parts[gone + 1 :])
    try:
        found = read_plan(text)
    except (NotAPlan, UnreadableSource):
        return
    for deadline in found.deadlines:
        assert text[deadline.where.start : deadline.where.end] == deadline.where.quote
        if deadline.date is not None and deadline.precision is None:
            figures = {int(figure) for figure in re.findall(r"\d+", text)}
            assert {deadline.date.day, deadline.date.month, deadline.date.year} <= figures | {30, 31, 28, 29}


@settings(max_examples=60, deadline=None)
@given(st.dates(dt.date(2025, 8, 11), dt.date(2025, 11, 7)), st.booleans())
def test_the_registration_of_the_island_follows_its_day(day: dt.date, written: bool) -> None:
    shown = (
        f"{day.day:02} tháng {day.month:02} năm {day.year}"
        if written
        else f"{day.day}/{day.month}/{day.year}"
    )
    text = TEXTS["dac_khu_dao_xanh"].replace("ngày 22/8/2025", f"ngày {shown}")
    (found,) = [item for item in read_plan(text).deadlines if item.kind == "registration"]
    assert found.date == day


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.integers(1, 9), st.integers(1, 400), st.integers(1, 400))
def test_numbers_of_requirement_and_quota_are_followed(
    models: int, tasks: int, collectives: int, persons: int
) -> None:
    text = (
        TEXTS["dac_khu_dao_xanh"]
        .replace("ít nhất hai mô hình", f"ít nhất {models:02} mô hình")
        .replace("01 phần việc", f"{tasks:02} phần việc")
        .replace("06 tập thể, 12 cá nhân", f"{collectives:02} tập thể, {persons:02} cá nhân")
    )
    found = read_plan(text)
    assert [[work.min for work in one.items] for one in found.requirements] == [[tasks], [models, 1]]
    assert found.awards[0].quota == f"không quá {collectives:02} tập thể, {persons:02} cá nhân"


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 28))
def test_the_day_of_a_monthly_report_is_followed(day: int) -> None:
    text = TEXTS["tinh_chi_thi_ba_thang"].replace("(trước ngày 25)", f"(trước ngày {day:02})")
    (report,) = [item for item in read_plan(text).deadlines if item.kind == "report"]
    assert (report.recurring, report.day_of_month) == ("monthly", day)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["hoặc", "và"]), st.integers(1, 9), st.integers(1, 9))
def test_and_or_are_followed(word: str, one: int, other: int) -> None:
    text = TEXTS["quan_cong_van"].replace(
        "01 mô hình hoặc 01 phần việc", f"{one} mô hình {word} {other} phần việc"
    )
    (found,) = read_plan(text).requirements
    assert found.rule == {"hoặc": "any", "và": "all"}[word]
    assert [work.min for work in found.items] == [one, other]


@settings(max_examples=40, deadline=None)
@given(st.dates(dt.date(2025, 8, 1), dt.date(2025, 11, 30)))
def test_a_weekend_is_told_exactly_on_weekends(day: dt.date) -> None:
    text = TEXTS["phuong_chi_co_quy"].replace(
        "ngày 28 tháng 11 năm 2025", f"ngày {day.day} tháng {day.month} năm 2025"
    )
    told = [finding for finding in read_plan(text).findings if finding.code == "weekend"]
    assert len(told) == (1 if day.weekday() >= 5 else 0)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.integers(1600, 2020), st.integers(1, 300))
def test_the_sum_of_an_anniversary_is_checked(years: int, founded: int, claimed: int) -> None:
    text = TEXTS["thi_tran_bang_viec"].replace(
        "60 năm thành lập thị trấn Lũng Cao (19/5/1964 - 19/5/2024)",
        f"{claimed} năm thành lập thị trấn Lũng Cao (19/5/{max(1800, founded)} - 19/5/2024)",
    )
    true = 2024 - max(1800, founded)
    told = [finding.message for finding in read_plan(text).findings if finding.code == "anniversary_years"]
    assert bool(told) == (true >= 5 and claimed != true)


@pytest.mark.parametrize("name", NAMES)
def test_two_readings_of_one_text_are_equal(name: str) -> None:
    assert read_plan(TEXTS[name]) == read_plan(TEXTS[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_signature_without_a_name_gives_no_name(name: str) -> None:
    signer = read_plan(TEXTS[name]).signer
    if signer.name is None:
        return
    lines = [line for line in TEXTS[name].split("\n") if signer.name not in line.replace("*", "")]
    assert read_plan("\n".join(lines)).signer.name is None
