"""Changes in the officer's words: every table and column has a word, every code is translated, values by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from db import clusters, history, history_words, people, resources, settings, units
from db.history import ChangeRecord
from db.history_words import ChangeWords
from db.store import Store
from db.talk import SilentTalk
from desktop import sample

WORDS: dict[str, Any] = resources.read_json("ui/history.json")


def schema(store: Store) -> dict[str, list[str]]:
    """Logged tables with their columns."""
    outside = {"action", "open_action", "change", "store_fact", "attachment_bytes"}
    tables = store.con.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: [row["name"] for row in store.con.execute("SELECT name FROM pragma_table_info(?)", (name,))]
        for (name,) in tables
        if name not in outside and not name.startswith(("sqlite_", "_sqlite"))
    }


def last(store: Store) -> list[ChangeWords]:
    return history_words.in_words(store.con, history.changes_of(store.con, history.last_action_id(store.con)))


def inserted(table: str, **values: Any) -> ChangeRecord:
    return ChangeRecord(table, 1, "insert", {}, {"id": 1, **values})


def fields(store: Store, change: ChangeRecord) -> dict[str, str]:
    (words,) = history_words.in_words(store.con, [change])
    return {field.title: field.after for field in words.fields}


def test_every_table_and_column_has_a_word(store: Store) -> None:
    for table, columns in schema(store).items():
        assert history_words.table_word(table), table
        for column in columns:
            told = history_words.field_word(column)
            assert told is None or told[0].isupper(), (table, column)


def test_no_word_is_left_for_what_is_gone(store: Store) -> None:
    known = schema(store)
    assert set(WORDS["tables"]) == set(known)
    columns = {column for listed in known.values() for column in listed}
    assert set(WORDS["fields"]) <= columns
    assert set(WORDS["hidden"]) <= columns
    assert not set(WORDS["hidden"]) & set(WORDS["fields"])


def test_every_reference_leads_to_a_column_that_stands(store: Store) -> None:
    known = schema(store)
    for column, (table, name) in WORDS["references"].items():
        assert name in known[table], (column, table, name)


def test_every_column_that_refers_to_a_row_is_shown_by_name(store: Store) -> None:
    missing = set()
    for table in schema(store):
        for key in store.con.execute("SELECT * FROM pragma_foreign_key_list(?)", (table,)):
            column = key["from"]
            shown = column in WORDS["references"] or column in ("nomination_id", "sha256", "form_code")
            if not shown and history_words.field_word(column) is not None:
                missing.add((table, column))
    assert not missing


def test_every_permitted_code_has_a_word(store: Store) -> None:
    """CHECK (kind IN ('a', 'b')) of the schema against the words the history knows."""
    lacking, seen = [], 0
    for row in store.con.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"
    ):
        if row["name"] not in WORDS["tables"]:
            continue
        for column, listed in re.findall(r"\b(\w+)\s+IN\s*\(([^()]*)\)", row["sql"]):
            codes = re.findall(r"'(\w+)'", listed)
            for code in codes:
                if history_words.field_word(column) is None:
                    continue
                seen += 1
                shown = list(fields(store, inserted(row["name"], **{column: code})).values())
                if shown == [code] and column not in ("key",):
                    lacking.append((row["name"], column, code))
    assert not lacking
    assert seen > 60


def test_adding_a_unit_in_words(store: Store) -> None:
    with store.action("Thêm đơn vị") as action:
        units.add_unit(action, name="Tổ dân phố 3", phone="0901 234 567")
    (one,) = last(store)
    assert one.shown == "Thêm Đơn vị “Tổ dân phố 3”"
    assert "Điện thoại: 0901 234 567" in one.lines
    assert any(line.startswith("Loại: ") and "neighborhood" not in line for line in one.lines)
    assert not any(": " not in line or line.endswith(": ") for line in one.lines)


def test_a_change_shows_only_what_differs(store: Store) -> None:
    with store.action("Thêm đơn vị") as action:
        one = units.add_unit(action, name="Tổ dân phố 3")
    with store.action("Sửa đơn vị") as action:
        units.change_unit(action, one, name="Tổ dân phố 3", kind="neighborhood", phone="0901")
    (words,) = last(store)
    assert (words.shown, words.lines) == ("Sửa Đơn vị “Tổ dân phố 3”", ("Điện thoại: trống → 0901",))
    with store.action("Bỏ số điện thoại") as action:
        units.change_unit(action, one, name="Tổ dân phố 3", kind="neighborhood", phone="")
    assert last(store)[0].lines == ("Điện thoại: 0901 → trống",)


def test_a_reference_is_shown_by_its_name(store: Store) -> None:
    with store.action("Đơn vị, người") as action:
        home = units.add_unit(action, name="Buôn Ea Sut")
        people.add_subject(action, kind="individual", name="H'Bia Niê", sex="female", unit_id=home)
    person = next(words for words in last(store) if words.table == "Đối tượng khen thưởng")
    assert person.row == "H'Bia Niê"
    assert {"Đơn vị: Buôn Ea Sut", "Giới tính: Nữ", "Loại: Cá nhân"} <= set(person.lines)


def test_a_reference_that_is_gone_is_shown_by_its_number(store: Store) -> None:
    assert fields(store, inserted("subject", name="A", unit_id=977))["Đơn vị"] == "số 977"


def test_a_row_without_a_name_is_named_by_its_owner(store: Store) -> None:
    with store.action("Đơn vị") as action:
        home = units.add_unit(action, name="Buôn Ea Sut")
    with store.action("Cụm") as action:
        clusters.save(action, name="Cụm 1", kind="bloc", year=2023, members=(home,), head_unit_id=home)
    shown = [words.shown for words in last(store)]
    assert "Thêm Cụm, khối thi đua “Cụm 1”" in shown
    assert "Thêm Thành viên cụm, khối “Buôn Ea Sut”" in shown
    year = next(words for words in last(store) if words.table == "Cụm, khối theo năm")
    assert {"Trưởng cụm, khối: Buôn Ea Sut", "Năm: 2023"} <= set(year.lines)


def test_a_setting_is_named_by_its_title(store: Store) -> None:
    with store.action("Đổi cài đặt") as action:
        settings.put(action, "theme", "dark")
    assert last(store)[0].shown == "Thêm Cài đặt “Giao diện”"


@pytest.mark.parametrize(
    ("table", "column", "value", "words"),
    [
        ("registration", "planned_budget", 12_000_000, "12.000.000"),
        ("registration", "received_date", "2023-08-14", "14/08/2023"),
        ("registration", "awaits_paper", 1, "Có"),
        ("registration", "awaits_paper", 0, "Không"),
        ("cluster_member", "year", 2023, "2023"),
        ("target", "annual_thousandths", 95_500, "95,5"),
        ("target", "annual_thousandths", 2_000, "2"),
        ("prize_rate", "coefficient_thousandths", 300, "0,3"),
        ("subject", "birth_on", "1984", "1984"),
        ("subject", "birth_on", "1984-03", "03/1984"),
        ("subject", "note", "", None),
        ("subject", "note", None, None),
        ("base_salary", "amount", 1_490_000, "1.490.000"),
        ("unit", "note", "dòng một\n  dòng hai", "dòng một dòng hai"),
        ("campaign_award", "object_kinds", "individual,household", "Cá nhân, Hộ gia đình"),
        ("requirement", "unit_kinds", "party,neighborhood", "Cơ quan Đảng, Thôn, tổ dân phố"),
        ("award_condition", "kind", "rating", "Mức xếp loại hằng năm"),
        ("award_condition", "parameters", '{"at_least": "good"}', None),
        ("dossier_item", "paper_code", "to_trinh", "Tờ trình (văn bản đề nghị) kèm danh sách"),
    ],
)
def test_values_by_hand(store: Store, table: str, column: str, value: Any, words: str | None) -> None:
    title = history_words.field_word(column)
    assert title is not None
    assert fields(store, inserted(table, **{column: value})).get(title) == words


def test_long_texts_are_cut_at_a_word_count_a_line_holds(store: Store) -> None:
    shown = fields(store, inserted("registration", content="chữ " * 200))["Nội dung"]
    assert len(shown) <= 160
    assert shown.endswith("…")
    exact = "x" * 160
    assert fields(store, inserted("registration", content=exact))["Nội dung"] == exact


def test_a_removed_row_shows_what_it_held(store: Store) -> None:
    with store.action("Đổi cài đặt") as action:
        settings.put(action, "theme", "dark")
    row = store.con.execute("SELECT id FROM setting").fetchone()["id"]
    with store.action("Bỏ") as action:
        action.delete("setting", row)
    (words,) = last(store)
    assert words.operation == "Xóa"
    assert "Giá trị: dark" in words.lines


def test_the_summary_counts_by_table_and_kind() -> None:
    def change(table: str, operation: str) -> ChangeRecord:
        return ChangeRecord(table, 1, operation, {}, {})

    listed = [
        change("nomination", "update"),
        change("evidence", "insert"),
        change("nomination", "update"),
        change("nomination", "insert"),
        change("evidence", "delete"),
    ]
    assert history_words.summary(listed) == "Đề nghị khen thưởng: sửa 2, thêm 1; Minh chứng: thêm 1, xóa 1"
    assert history_words.summary([]) == ""


def test_the_whole_of_an_action_is_told(store: Store, tables: Callable[[Store], Any]) -> None:
    with store.action("Nhiều việc") as action:
        for number in range(1, 6):
            units.add_unit(action, name=f"Tổ dân phố {number}")
    told = last(store)
    assert [words.row for words in told] == [f"Tổ dân phố {number}" for number in range(1, 6)]
    assert len(tables(store)["unit"]) == len(told)


def test_nothing_of_a_whole_example_is_told_in_the_programs_own_codes(sample_words: list[str]) -> None:
    """Every line of the history from the first action on: no code with an underscore, no brackets of a notation."""
    coded = [line for line in sample_words if re.search(r"[a-z]+_[a-z]+|[{}\[\]]", line)]
    assert [line for line in coded if not line.startswith("Mã: ")] == []


@pytest.fixture(scope="module")
def sample_words(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every line the history tells of the worked example."""
    with Store.create(tmp_path_factory.mktemp("mau") / "mau.sothidua") as store:
        sample.load_sample(store, SilentTalk(), None)
        changes = [
            change
            for action in history.actions(store.con, limit=10_000)
            for change in history.changes_of(store.con, action.id)
        ]
        return [line for told in history_words.in_words(store.con, changes) for line in told.lines]
