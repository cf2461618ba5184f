"""Hostile and usual workbooks (``files/make_corpus.py``): what each must come to, written there by hand."""

from __future__ import annotations

import importlib.util
import random
import sys
import tracemalloc
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from db.errors import Refused
from desktop.exchange import preview, reading


def _corpus() -> ModuleType:
    path = Path(__file__).parent / "files" / "make_corpus.py"
    spec = importlib.util.spec_from_file_location("exchange_corpus", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


CASES = _corpus().CASES
READ = [case for case in CASES if not case.refused]
REFUSED = [case for case in CASES if case.refused]


def _name(case) -> str:
    return case.name


def test_there_are_enough_of_them():
    assert len({case.name for case in CASES}) == len(CASES) >= 25


@pytest.mark.parametrize("case", READ, ids=_name)
def test_what_is_read(ward, tmp_path, case):
    path = tmp_path / f"{case.name}{case.suffix}"
    case.make(path)
    found = preview.preview_file(ward.con, path, ward.campaign)
    assert found.kind == case.kind
    assert found.mapping.header_row + 1 == case.header
    if case.columns:
        assert found.mapping.letters() == case.columns
    read = [row for row in found.rows if row.status != "unreadable"]
    got = [
        (row.cell, row.kind, {key: row.values.get(key) for key in wanted[2]})
        for row, wanted in zip(read, case.rows, strict=False)
    ]
    assert got == list(case.rows)
    assert len(read) == len(case.rows)
    assert tuple(row.cell for row in found.rows if row.status == "unreadable") == case.unreadable
    problems = {p.cell: p.message for row in found.rows for p in row.problems}
    assert problems.keys() == case.problems.keys(), problems
    assert [cell for cell, word in case.problems.items() if word.lower() not in problems[cell].lower()] == []
    assert found.repaired == case.repaired


@pytest.mark.parametrize("case", REFUSED, ids=_name)
def test_what_is_refused_in_one_sentence(ward, tmp_path, case):
    path = tmp_path / f"{case.name}{case.suffix}"
    case.make(path)
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as refused:
            preview.preview_file(ward.con, path, ward.campaign)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    sentence = str(refused.value)
    assert case.refused in sentence
    assert "; hãy " in sentence
    assert "\n" not in sentence
    assert peak < 64 << 20


@pytest.mark.parametrize("seed", range(8))
def test_spoiled_files_are_sentences_too(tmp_path, seed, capfd):
    """A byte changed here and there, an end cut off: read or refused, never the end of the program, never a panic."""
    chance = random.Random(seed)
    said: list[str] = []
    small = [case for case in CASES if "bomb" not in case.name and "forty" not in case.name]
    for case in chance.sample(small, 20):
        path = tmp_path / f"{case.name}{case.suffix}"
        case.make(path)
        whole = path.read_bytes()
        for _ in range(6):
            content = bytearray(whole)
            for _ in range(chance.choice((1, 3, 30))):
                content[chance.randrange(len(content))] = chance.randrange(256)
            content = content[
                : chance.choice((len(content), len(content), chance.randrange(len(content)) + 1))
            ]
            try:
                reading.read_content(bytes(content), path.name)
            except Refused as refused:
                said.append(str(refused))
    assert said
    assert [sentence for sentence in said if "\n" in sentence or "; hãy " not in sentence] == []
    assert "panicked" not in capfd.readouterr().err


def test_a_binary_workbook_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    with pytest.raises(Refused, match="xlsb"):
        reading.read_workbook(path)
