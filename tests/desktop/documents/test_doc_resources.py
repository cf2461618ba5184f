"""The JSON a maintainer edits by hand: every key used, every blank known, every number in its range."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import pytest

from db import resources
from desktop.documents import breaking
from desktop.documents.paper_styles import sheet

PAPERS = resources.path("papers")
CODE = Path(resources.__file__).parent.parent / "desktop" / "documents"
WORDING = (
    "common",
    "decision",
    "submission",
    "minutes",
    "reminder",
    "report",
    "prize_list",
    "office_template",
    "plan",
    "pledge",
    "deadline_notice",
    "plaque_list",
    "invitation",
    "roll_call",
    "dossier_letter",
    "ballot",
    "tally",
    "result_notice",
    "achievement",
    "confirmation",
    "correction",
    "name_list",
    "achievement_summary",
    "archive_index",
    "paper_checks",
    "records_proposal",
    "charts",
    "report_charts",
    "statistics_form",
    "fund_report",
)
SOURCES = {file.stem: file.read_text(encoding="utf-8") for file in CODE.glob("*.py")}
ALL_CODE = "\n".join(SOURCES.values())
# Blanks that the code fills, by name.
BLANKS = {
    "left",
    "received",
    "spent",
    "unknown",
    "percent",
    "direct",
    "day",
    "absent", "addressee", "all", "amount", "archive", "area", "article", "base", "campaign", "chair", "citation",
    "code",
    "contact", "council", "count", "counts", "date", "decisions", "detail", "drafter", "due", "duties", "end",
    "event", "executors", "file", "form", "form_number", "found", "fund", "ground", "group", "guest", "head",
    "invalid", "kind", "kinds", "label", "late", "letters", "members", "missing", "models", "money", "most", "name",
    "names",
    "new", "new_day", "note", "number", "of", "office", "office_short", "old", "on_time", "paper", "parts", "people",
    "period", "place", "plan", "planned", "present", "purpose", "reason", "receiver", "recipient", "registered",
    "responsible", "role", "roman", "rows", "scope", "section", "sender", "session", "share", "source", "stage",
    "start", "status", "suffix", "summary", "tasks", "text", "theme", "threshold", "time", "times", "title", "told",
    "total", "turn", "turns", "unit", "units", "valid", "value", "what", "when", "who", "words", "works", "year",
    "years",
}  # fmt: skip


def data_of(kind):
    return json.loads((PAPERS / f"{kind}.json").read_text(encoding="utf-8"))


def sentences(value):
    """Every text inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from sentences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sentences(inner)


def test_there_is_no_wording_that_no_test_reads():
    assert {file.stem for file in PAPERS.glob("*.json")} == {*WORDING, "office_fields", "styles"}


@pytest.mark.parametrize("kind", WORDING)
def test_no_key_stands_twice(kind):
    def once(pairs):
        keys = [key for key, _ in pairs]
        assert sorted(keys) == sorted(set(keys))
        return dict(pairs)

    json.loads((PAPERS / f"{kind}.json").read_text(encoding="utf-8"), object_pairs_hook=once)


# Keys that the code puts together from parts: f"summary_{mode}", f"present{written}".
COMPOSED = {"summary_meeting", "summary_written", "present", "present_written", "absent", "absent_written"}
KIND_OF_OBJECT = ("individual", "collective", "household")
COMPOSED_OF = {
    "achievement": {
        f"{word}_{kind}" for word in ("heading", "duties", "signer", "note") for kind in KIND_OF_OBJECT
    }
    | {"title_full", "title_short"},
    "confirmation": {f"name_{kind}" for kind in KIND_OF_OBJECT},
    "correction": {"cancel_one", "cancel_list", "revoke_one", "revoke_list", "list_cancel", "list_revoke"},
    "common": {"given_money", "given_labour", "given_land"},
}
SHARED = ("paper_lists", "paper_words", "paper_pdf", "paper_files")


@pytest.mark.parametrize("kind", WORDING)
def test_every_key_is_used_by_the_code(kind):
    # A sentence that is printed nowhere would be a lie to the maintainer who edits it.
    mine = ALL_CODE if kind == "common" else "\n".join(SOURCES[name] for name in (kind, *SHARED))
    asked = set(re.findall(r"[\"'](\w+)[\"']", mine)) | COMPOSED | COMPOSED_OF.get(kind, set())
    assert [key for key in data_of(kind) if key not in asked] == []


def test_composed_keys_are_there():
    assert set(data_of("minutes")) >= COMPOSED
    for kind, keys in COMPOSED_OF.items():
        assert set(data_of(kind)) >= keys


@pytest.mark.parametrize("kind", [kind for kind in WORDING if kind != "office_template"])
def test_every_key_the_code_asks_for_is_there(kind):
    known = set(data_of(kind))
    source = SOURCES.get(kind, "") if kind != "common" else ""
    asked = set(re.findall(r'wording\(\s*"(\w+)"', source))
    asked |= set(re.findall(r'words\(KIND\)(?:\.value)?\(\s*"(\w+)"', source))
    if kind == "common":
        asked = set(re.findall(r'(?:common|words\("common"\))(?:\.value)?\("(\w+)"', ALL_CODE))
    assert asked
    assert asked - known == set()


@pytest.mark.parametrize("kind", WORDING)
def test_every_blank_of_a_sentence_is_one_the_code_fills(kind):
    for sentence in sentences(data_of(kind)):
        for _, field, spec, conversion in string.Formatter().parse(sentence):
            if field is not None:
                assert field in BLANKS, sentence
                assert not spec
                assert not conversion


@pytest.mark.parametrize("kind", WORDING)
def test_sentences_are_composed_vietnamese_without_stray_spaces(kind):
    import unicodedata

    for sentence in sentences(data_of(kind)):
        assert unicodedata.normalize("NFC", sentence) == sentence
        assert " ," not in sentence
        assert " ." not in re.sub(r" \.(docx|pdf)\b", "", sentence)
        assert '"' not in sentence, "papers quote with “ ”"


@pytest.mark.parametrize("kind", [kind for kind in WORDING if kind != "office_template"])
def test_refusals_say_what_to_do_in_one_sentence(kind):
    data = data_of(kind)
    for key in (
        "empty",
        "wrong_signer",
        "no_member",
        "no_change",
        "no_reason",
        "nobody",
        "too_few",
        "more_valid",
    ):
        if key in data:
            assert data[key].endswith(".")
            assert data[key].replace("KT. ", "").rstrip(".").count(". ") == 0


@pytest.mark.parametrize(
    ("kind", "symbol"),
    [
        ("decision", "QĐ"),
        ("submission", "TTr"),
        ("report", "BC"),
        ("minutes", "BB"),
        ("plan", "KH"),
        ("deadline_notice", "TB"),
        ("result_notice", "TB"),
        ("invitation", "GM"),
        ("tally", "BB"),
        ("correction", "QĐ"),
    ],
)
def test_symbols_are_those_of_the_decrees_third_annex(kind, symbol):
    assert data_of(kind)["symbol"] == symbol
    assert "symbol" not in data_of("reminder")


@pytest.mark.parametrize("kind", ["decision", "submission", "reminder", "report"])
def test_papers_close_with_the_end_mark(kind):
    closing = data_of(kind)["article_3" if kind == "decision" else "closing"]
    assert closing.endswith("./.")


# Styles


STYLE_KEYS = {
    "word", "size", "range", "bold", "italic", "align", "indent_mm", "left_mm", "before_pt", "after_pt", "line",
    "keep_next", "outline", "source",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(sheet().styles))
def test_a_style_is_whole_and_within_its_range(name):
    row = data_of("styles")["styles"][name]
    assert set(row) <= STYLE_KEYS
    assert {"word", "size", "range", "align", "source"} <= set(row)
    least, most = row["range"]
    assert 0 < least <= row["size"] <= most <= 14
    assert row["align"] in ("left", "center", "right", "justify")
    assert row.get("outline") in (None, 0, 1)
    assert all(row.get(key, 0) >= 0 for key in ("indent_mm", "left_mm", "before_pt", "after_pt"))
    assert 1 <= row.get("line", 1.05) <= 1.5
    assert all(isinstance(row.get(key, False), bool) for key in ("bold", "italic", "keep_next"))


def test_no_two_styles_have_one_name_in_word():
    names = [style.word for style in sheet().styles.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", sorted(sheet().styles))
def test_every_style_is_used_by_the_code(name):
    composed = name in ("heading_1", "heading_2")
    assert composed or f'"{name}"' in ALL_CODE


def test_shares_and_rules_lie_in_the_decrees_ranges():
    head = data_of("styles")["header"]
    assert head["motto_rule_share"] == 1
    assert all(1 / 3 <= head[key] <= 1 / 2 for key in ("organ_rule_share", "summary_rule_share"))
    assert 0.3 <= head["left_share"] <= 0.45
    assert 0.4 <= head["recipients_share"] <= 0.5
    assert 20 <= head["signature_gap_mm"] <= 40
    assert head["national_name"] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert head["motto"] == "Độc lập - Tự do - Hạnh phúc"


# Words that govern the breaking of lines


def test_lists_of_words_are_clean():
    data = resources.read_json("certificates/words/breaking.json")
    assert set(data) == {"honorifics", "before_number", "phrases", "function_words", "family_names"}
    for key, words in data.items():
        assert words
        assert all(word == " ".join(word.split()) and word for word in words), key
    assert all(len(phrase.split(" ")) > 1 or phrase == "phường" for phrase in data["phrases"])


@pytest.mark.parametrize("honorific", resources.read_json("certificates/words/breaking.json")["honorifics"])
def test_no_honorific_is_parted_from_its_name(honorific):
    text = f"tặng {honorific} Nguyễn Văn Bình khen"
    size = len(honorific.split(" "))
    costs = breaking.bonds(text)
    assert set(costs[1 : size + 3]) == {float("inf")}
    assert costs[0] < float("inf")
    assert costs[-1] < float("inf")


@pytest.mark.parametrize("word", resources.read_json("certificates/words/breaking.json")["before_number"])
def test_no_number_is_parted_from_the_word_that_calls_it(word):
    costs = breaking.bonds(f"tại {word} 12 của")
    assert costs[-2] == float("inf")
    assert costs[-1] < float("inf")
