"""What must hold for every text: nothing but a refusal is raised, quotes are the text, what changes is followed."""

from __future__ import annotations

import datetime
import json
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.plans.blocks import build_blocks, split_lines
from desktop.plans.proposal import Proposal
from desktop.plans.read import read_plan
from desktop.plans.source import NotAPlan, UnreadableSource, read_file
from desktop.plans.times import find_times

ROOT = Path(__file__).resolve().parents[3]
REAL = sorted((ROOT.parent / "shared" / "plans").glob("*.txt"))
TEXTS = [
    *sorted((Path(__file__).parent / "texts").glob("*.txt")),
    *sorted((ROOT / "tests/plans").glob("s*/*.txt")),
]
CASES = int(os.environ.get("PLAN_FUZZ_CASES", "450"))
"""Of the two fuzz tests together; 2,000 is the whole form, this the one for every run."""
COMMUNE = (Path(__file__).parent / "texts" / "xa_hai_cap.txt").read_text(encoding="utf-8")
PIECES = [
    "KẾ HOẠCH\nPhát động phong trào thi đua\n",
    "I. THỜI GIAN\n",
    "1. ",
    "a) ",
    "- ",
    "**",
    "từ ngày 01/7 đến ngày 31/12/2023",
    "chậm nhất ngày 31/02/2024",
    "hằng tháng",
    "Đợt 1",
    "(2020 - 2025)",
    "đăng ký 01 mô hình hoặc 01 công trình",
    "Giấy khen của Chủ tịch UBND xã",
    "báo cáo kết quả",
    "thi đua ",
    "đạt 95% hộ",
    "V. TỔ CHỨC THỰC HIỆN\n",
    "Nơi nhận:\n- A;\n",
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n",
    "| a | b |",
    "\n\n",
    ". ",
    "; ",
    "\u0301",
    "¹",
    "– ",
    "ỦY BAN NHÂN DÂN (XÃ\n",
    "“",
    "kỷ niệm 80 năm X (02/9/1945 - 02/9/2025)",
]
ANY_TEXT = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join),
)


def places(found: Proposal) -> list[tuple[int, int, str]]:
    items = [
        *found.deadlines,
        *found.requirements,
        *found.awards,
        *found.targets,
        *found.tasks,
        *found.anniversaries,
    ]
    wheres = [item.where for item in items] + [phase.span.where for phase in found.phases]
    wheres += [extra for item in (*found.deadlines, *found.requirements) for extra in item.also]
    wheres += [found.period.where] if found.period else []
    wheres += [found.evidence_window.where] if found.evidence_window else []
    rows = [(where.start, where.end, where.quote) for where in wheres]
    rows += [(finding.start, finding.end, finding.quote) for finding in found.findings]
    return rows + [(item.start, item.end, item.text) for item in found.not_deadlines]


def assert_sound(found: Proposal) -> None:
    for start, end, quote in places(found):
        assert 0 <= start <= end <= len(found.text)
        assert found.text[start:end] == quote
    json.dumps(found.to_json(), ensure_ascii=False)


@settings(max_examples=CASES * 2 // 3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_plan("Phát động phong trào thi đua, đợt thi đua\n" + text)
    except (NotAPlan, UnreadableSource):
        return
    assert_sound(found)


@settings(max_examples=CASES - CASES * 2 // 3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([*REAL, *TEXTS]), st.data())
def test_mutated_plans_are_read_or_refused(path: Path, data: st.DataObject) -> None:
    text = read_file(path).text
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 60))
        text = (
            text[:at] + data.draw(st.one_of(st.sampled_from(PIECES), st.text(max_size=6))) + text[at + gone :]
        )
    try:
        found = read_plan(text)
    except (NotAPlan, UnreadableSource):
        return
    assert_sound(found)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_views_keep_every_letter_in_place(text: str) -> None:
    shown = unicodedata.normalize("NFC", text)
    for block in build_blocks(shown, split_lines(shown)):
        assert len(block.view.text) == len(block.view.offsets)
        for letter, offset in zip(block.view.text, block.view.offsets, strict=True):
            assert not letter.isalnum() or shown[offset] == letter


@settings(max_examples=200, deadline=None)
@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(range(4)), st.booleans()
)
def test_a_date_written_any_way_is_that_date(day: datetime.date, form: int, padded: bool) -> None:
    dd, mm = (f"{day.day:02}", f"{day.month:02}") if padded else (str(day.day), str(day.month))
    words = [f"{dd}/{mm}/{day.year}", f"{dd}-{mm}-{day.year}", f"{dd}.{mm}.{day.year}"]
    words.append(f"{dd} tháng {mm} năm {day.year}")
    (time,) = find_times(f"gửi chậm nhất ngày {words[form]} về xã", None)
    assert (time.first, time.last, time.bound) == (day, day, "by")


@settings(max_examples=80, deadline=None)
@given(st.dates(datetime.date(2025, 7, 21), datetime.date(2025, 11, 29)))
def test_the_proposal_follows_a_changed_day(day: datetime.date) -> None:
    changed = COMMUNE.replace("trước ngày 31/7/2025", f"trước ngày {day.day}/{day.month}/{day.year}")
    (registration,) = [item for item in read_plan(changed).deadlines if item.kind == "registration"]
    assert registration.date == day


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 9))
def test_the_proposal_follows_changed_numbers(share: int, least: int) -> None:
    changed = COMMUNE.replace("95% hộ dân", f"{share}% hộ dân").replace(
        "02 phần việc", f"{least:02} phần việc"
    )
    found = read_plan(changed)
    assert found.targets[0].value == share
    assert [(item.kind, item.min) for item in found.requirements[0].items] == [
        ("phần việc", least),
        ("mô hình", 1),
    ]


@pytest.mark.parametrize(
    ("sentence", "gone"),
    [
        ("- Gửi bản đăng ký về Phòng Văn hóa - Xã hội trước ngày 31/7/2025.\n", "registration"),
        ("- Gửi hồ sơ đề nghị khen thưởng chậm nhất ngày 25 tháng 11 năm 2025.\n", "nomination_dossier"),
    ],
)
def test_a_deleted_sentence_takes_its_item_along(sentence: str, gone: str) -> None:
    assert sentence in COMMUNE
    before, after = read_plan(COMMUNE), read_plan(COMMUNE.replace(sentence, ""))
    assert {item.kind for item in before.deadlines} - {item.kind for item in after.deadlines} == {gone}
    assert len(after.deadlines) == len(before.deadlines) - 1


def test_deleted_awards_and_requirement_are_gone() -> None:
    without = re.sub(r"IV\. KHEN THƯỞNG\n.*\n.*\n", "", COMMUNE)
    assert read_plan(without).awards == ()
    assert read_plan(re.sub(r"1\. Mỗi thôn.*\n", "", COMMUNE)).requirements == ()


def test_holidays_are_what_the_caller_says() -> None:
    day = datetime.date(2025, 7, 31)
    found = read_plan(COMMUNE, holidays={day: "Ngày nghỉ thử"})
    assert [f.message for f in found.findings if f.code == "holiday"] == [
        "Mốc 31/07/2025 là ngày nghỉ: Ngày nghỉ thử."
    ]
    assert not [f for f in read_plan(COMMUNE).findings if f.code == "holiday"]


def test_json_has_the_agreed_keys() -> None:
    values = read_plan(COMMUNE).to_json()
    assert set(values) >= {
        "issuer", "issuer_parent", "number", "date", "date_partial", "title", "place", "theme", "anniversaries",
        "period", "period_quote", "phases", "evidence_window", "requirements", "deadlines", "awards", "targets",
        "signer", "recipients", "tasks", "findings",
    }  # fmt: skip
    deadline = values["deadlines"][0]
    assert set(deadline) >= {
        "date",
        "kind",
        "who",
        "what",
        "recurring",
        "quote",
        "start",
        "end",
        "section",
        "confidence",
    }
    assert set(values["signer"]) == {"name", "title", "form"}
    assert set(values["period"]) >= {"start", "end", "start_year", "end_year"}
