"""The worked example: as large and as varied as it must be, and every reference resolves."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections import Counter
from datetime import date
from typing import Any

import docx
import pytest

from db import resources
from db.rules.deadlines import Handed, Minimum, ObligationState, state_as_of

AS_OF = date(2023, 12, 6)


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return dict(resources.read_json("samples/mau.json"))


@pytest.fixture(scope="module")
def plan() -> str:
    return resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8")


def flat(text: str) -> str:
    return " ".join(text.split())


def main_drive(sample: dict[str, Any]) -> dict[str, Any]:
    return dict(sample["campaigns"][-1])


def codes(rows: list[dict[str, Any]]) -> set[str]:
    listed = [row["code"] for row in rows]
    assert len(listed) == len(set(listed))
    return set(listed)


def every_value(value: Any, key: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [pair for name, item in value.items() for pair in every_value(item, name)]
    if isinstance(value, list):
        return [pair for item in value for pair in every_value(item, key)]
    return [(key, value)]


def test_all_text_is_nfc_and_free_of_paths(sample: dict[str, Any], plan: str) -> None:
    readme = resources.path("samples/README.md").read_text(encoding="utf-8")
    units = resources.path("samples/don-vi.csv").read_text(encoding="utf-8-sig")
    for text in (json.dumps(sample, ensure_ascii=False), plan, readme, units):
        assert unicodedata.is_normalized("NFC", text)
        assert str(resources.root().parent) not in text


def test_every_date_exists_and_none_lies_after_the_day_of_the_sample(sample: dict[str, Any]) -> None:
    ahead = {"2023-12-08", "2023-12-10", "2023-12-15", "2024-01-15"}
    for key, value in every_value(sample):
        # Partial dates (2023, 2023-06) are those whose column name ends in _on; README of the folder.
        if isinstance(value, str) and (key in {"day", "to"} or key.endswith("_date")):
            assert date.fromisoformat(value) <= AS_OF or value in ahead, (key, value)
        if isinstance(value, str) and key.endswith("_on") and len(value) == 10:
            assert date.fromisoformat(value) <= AS_OF or value in ahead, (key, value)


def test_counts(sample: dict[str, Any]) -> None:
    active = [unit for unit in sample["units"] if unit["active_to"] is None]
    assert len(active) >= 32
    assert len({unit["kind"] for unit in active}) >= 9
    assert sum(unit["kind"] == "neighborhood" for unit in active) == 14
    assert max(len(unit["name"]) for unit in active) == 120
    assert len(sample["registrations"]) >= 44
    assert len(sample["nominations"]) >= 64
    assert len(sample["campaigns"]) == len(sample["decisions"]) == 2
    assert len(sample["council"]["members"]) == 9
    kinds = {subject["code"]: subject["kind"] for subject in sample["subjects"]}
    main = [n for n in sample["nominations"] if n["campaign"] == main_drive(sample)["code"]]
    per_kind = Counter(kinds[n["subject"]] for n in main)
    assert len(main) >= 64
    assert per_kind["individual"] >= 40
    assert min(per_kind["collective"], per_kind["household"]) >= 10


def test_variety(sample: dict[str, Any]) -> None:
    statuses = {r["status"] for r in sample["registrations"]}
    assert statuses == {"registered", "in_progress", "completed", "accepted", "plaque", "stopped"}
    assert {r["kind"] for r in sample["registrations"]} == {"model", "work", "task"}
    assert any(r["returned_date"] for r in sample["registrations"])
    assert any(r["replaced_by"] for r in sample["registrations"])
    assert any(r["awaits_paper"] for r in sample["registrations"])
    assert any(len(r["units"]) > 1 for r in sample["registrations"])
    nominated = {n["status"] for n in sample["nominations"]}
    assert nominated == {"decided", "rejected", "returned", "withdrawn", "draft", "sent_up"}
    people = [s for s in sample["subjects"] if s["kind"] == "individual"]
    assert len({p["ethnic_group"] for p in people}) >= 8
    assert sum(" " not in p["name"] for p in people) >= 2
    assert len({p["honorific"] for p in people}) >= 6
    assert {s["sex"] for s in people} == {"male", "female"}
    assert sample["extensions"]
    assert sample["waivers"]
    assert sample["reminders"]


def test_references_resolve(sample: dict[str, Any]) -> None:
    units, subjects = codes(sample["units"]), codes(sample["subjects"])
    registrations, nominations = codes(sample["registrations"]), codes(sample["nominations"])
    drives = {drive["code"]: drive for drive in sample["campaigns"]}
    for cluster in sample["clusters"]:
        assert {cluster["head_unit"], cluster["deputy_unit"]} <= set(cluster["members"]) <= units
    for row in sample["unit_succession"]:
        assert {row["predecessor"], row["successor"]} <= units
    for registration in sample["registrations"]:
        assert registration["campaign"] in drives
        assert set(registration["units"]) <= units
        assert registration["replaced_by"] is None or registration["replaced_by"] in registrations
    for subject in sample["subjects"]:
        assert subject["unit"] in units
    for nomination in sample["nominations"]:
        drive = drives[nomination["campaign"]]
        award = {award["code"]: award for award in drive["awards"]}[nomination["award"]]
        assert nomination["form_code"] == award["form_code"]
        assert nomination["round"] in codes(drive["rounds"])
        assert nomination["subject"] in subjects
        assert nomination["proposing_unit"] in units
    for drive in drives.values():
        assert {m["document"] for m in drive["milestones"]} <= codes(drive["documents"])
        assert {r["milestone"] for r in drive["requirements"]} <= codes(drive["milestones"])
        assert {r["phase"] for t in drive["targets"] for r in t["results"]} <= codes(drive["phases"])
        assert {x["unit"] for x in drive["targets"] + drive["tasks"]} <= units | {None}
        assert {r["phase"] for r in drive["rounds"]} <= codes(drive["phases"])
    duties = {
        key: {row["code"] for drive in drives.values() for row in drive[f"{key}s"]}
        for key in ("milestone", "requirement")
    }
    for name in ("extensions", "waivers", "reminders", "submissions_received"):
        for row in sample[name]:
            (key,) = {"milestone", "requirement"} & set(row)
            assert row[key] in duties[key], row
            assert row["unit"] in units | {None}, row
    members = codes(sample["council"]["members"])
    for meeting in sample["meetings"]:
        assert {a["member"] for a in meeting["attendance"]} == members
        assert {v["nomination"] for v in meeting["votes"]} <= nominations
    for row in sample["submissions"]:
        assert {item["nomination"] for item in row["items"]} <= nominations
    for decision in sample["decisions"]:
        assert set(decision["nominations"]) <= nominations


def test_quotes_stand_in_the_plan(sample: dict[str, Any], plan: str) -> None:
    drive, text = main_drive(sample), flat(plan)
    for key in ("milestones", "requirements", "awards", "targets", "tasks"):
        quotes = [row["quote"] for row in drive[key] if row["quote"]]
        assert quotes, key
        for quote in quotes:
            assert flat(quote) in text, quote
    assert "chậm nhất ngày 15/8/2023" in text
    assert "có thành tích trong giai đoạn 2013 - 2023" in text


def test_both_forms_of_the_plan_say_the_same(plan: str) -> None:
    document = docx.Document(str(resources.path("samples/ke-hoach.docx")))
    lines: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += [p.text for row in block.rows for cell in row.cells for p in cell.paragraphs]
        else:
            lines.append(block.text)
    assert [line for line in lines if line.strip()] == [line for line in plan.split("\n") if line.strip()]


def test_the_chain_of_dates_of_the_main_drive(sample: dict[str, Any]) -> None:
    drive, decision, (meeting,) = main_drive(sample), sample["decisions"][-1], sample["meetings"]
    proposals = {row["kind"]: row for row in sample["submissions"]}
    chain = [drive["documents"][0]["day"], drive["start_on"], meeting["day"], proposals["council"]["day"]]
    chain += [decision["day"], drive["end_on"]]
    assert chain == sorted(chain)
    assert sample["campaigns"][0]["start_on"] < drive["start_on"]
    for row in sample["nominations"]:
        for piece in row["evidence"]:
            if piece["document_on"] and row["submitted_date"]:
                assert piece["document_on"] <= row["submitted_date"], (row["code"], piece)
    present = sum(a["present"] for a in meeting["attendance"])
    assert present * 3 >= len(meeting["attendance"]) * 2
    for vote in meeting["votes"]:
        assert vote["votes_for"] + vote["votes_against"] == present
        assert (vote["votes_for"] * 2 > present) == (vote["result"] == "approved")


def test_only_what_the_council_approved_was_decided_and_within_the_quota(sample: dict[str, Any]) -> None:
    approved = {v["nomination"] for v in sample["meetings"][0]["votes"] if v["result"] == "approved"}
    decision = sample["decisions"][-1]
    assert set(decision["nominations"]) <= approved
    kinds = {subject["code"]: subject["kind"] for subject in sample["subjects"]}
    subjects = {n["code"]: n["subject"] for n in sample["nominations"]}
    counted = Counter(kinds[subjects[code]] for code in decision["nominations"])
    line = main_drive(sample)["awards"][0]
    for kind, count in counted.items():
        assert count <= line[f"quota_{kind}"], kind
    assert len(set(decision["nominations"])) == len(decision["nominations"]) >= 60


def board(sample: dict[str, Any], requirement: dict[str, Any], as_of: date) -> dict[str, ObligationState]:
    drive = main_drive(sample)
    due = {m["code"]: m["day"] for m in drive["milestones"]}[requirement["milestone"]]
    moved = {e["unit"]: e["to"] for e in sample["extensions"] if e.get("requirement") == requirement["code"]}
    freed = {w["unit"]: w["day"] for w in sample["waivers"] if w.get("requirement") == requirement["code"]}
    states = {}
    for unit in sample["units"]:
        if unit["kind"] not in requirement["unit_kinds"] or unit["active_to"]:
            continue
        code = unit["code"]
        handed = [
            Handed(date.fromisoformat(r["received_date"]), r["kind"])
            for r in sample["registrations"]
            if r["campaign"] == drive["code"] and code in r["units"]
            if r["status"] != "stopped" and not r["returned_date"] and not r["replaced_by"]
        ]
        states[code] = state_as_of(
            as_of,
            due=date.fromisoformat(due),
            extended_to=date.fromisoformat(moved[code]) if code in moved else None,
            waived_on=date.fromisoformat(freed[code]) if code in freed else None,
            minimum=Minimum(
                requirement["rule"],
                requirement["min_model"],
                requirement["min_work"],
                requirement["min_task"],
            ),
            handed=handed,
        ).state
    return states


def test_the_board_of_the_example_shows_every_state(sample: dict[str, Any]) -> None:
    one_of, both = main_drive(sample)["requirements"]
    seen: set[ObligationState] = set()
    for as_of in (date(2023, 7, 12), date(2023, 8, 10), date(2023, 8, 15), date(2023, 8, 20), AS_OF):
        seen |= set(board(sample, one_of, as_of).values())
    assert seen == set(ObligationState)
    final = board(sample, one_of, AS_OF)
    assert {code for code, state in final.items() if state == "overdue"} == {
        "TDP08",
        "TDP10",
        "TDP11",
        "TDP13",
    }
    assert {code for code, state in final.items() if state == "waived"} == {"CHO", "HTXDET"}
    assert final["TDP12"] == final["HNCT"] == "on_time"
    assert final["TDP14"] == final["TDP07"] == "late"
    schools = board(sample, both, AS_OF)
    assert schools == {"MN": "on_time", "TH": "late", "THCS": "overdue", "GDTX": "overdue"}


def test_units_to_paste(sample: dict[str, Any]) -> None:
    raw = resources.path("samples/don-vi.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    listed = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    names = [unit["name"] for unit in sample["units"] if unit["active_to"] is None]
    assert [row["Tên đơn vị"] for row in listed] == names
