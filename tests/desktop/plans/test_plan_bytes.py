"""Files whose bytes are spoilt, and encodings without a mark: read, or refused in one sentence, never anything else."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from db.errors import Refused
from desktop.plans.read import read_plan
from desktop.plans.source import read_file

ROOT = Path(__file__).resolve().parents[3]
PLAN = (Path(__file__).parent / "texts" / "xa_hai_cap.txt").read_text(encoding="utf-8")
PLANS = sorted((ROOT / "tests" / "plans").glob("*/*.txt"))


def outcome(path: Path) -> str:
    """ "read", or the sentence of the refusal; anything else raises."""
    try:
        read_plan(read_file(path))
    except Refused as refused:
        return str(refused)
    return "read"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "kh.txt"
    path.write_bytes(PLAN.encode(encoding))
    assert read_file(path).text == PLAN


@pytest.mark.parametrize(
    ("stem", "note"),
    [("thi_tran_tcvn3", "tcvn3"), ("huyen_vni", "vni"), ("phuong_utf16", ""), ("xa_bien_gioi_nfd", "")],
)
def test_encodings_are_told_where_something_was_repaired(stem: str, note: str) -> None:
    (path,) = [path for path in PLANS if path.stem == stem]
    assert (note in read_file(path).note) if note else read_file(path).note == ""


@pytest.mark.parametrize("spoil", [b"\xed\xa0\x80", b"\xff", b"\xe1\xba"])
def test_a_letter_cut_in_two_costs_that_letter_alone(tmp_path: Path, spoil: bytes) -> None:
    path = tmp_path / "kh.txt"
    path.write_bytes(PLAN.rstrip().encode() + spoil)
    read = read_file(path)
    assert read.text.rstrip() == PLAN.rstrip()
    assert "chữ bị hỏng" in read.note


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="outside tool: devices that stand in a folder")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "kh.txt")
    assert "không phải một tệp" in outcome(tmp_path / "kh.txt")
    assert "không phải một tệp" in outcome(tmp_path)


@pytest.mark.parametrize("seed", range(40))
def test_spoilt_bytes_of_a_text_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(chance.choice(PLANS).read_bytes())
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path = tmp_path / "kh.txt"
    path.write_bytes(bytes(data[: chance.randint(1, len(data))]))
    assert "\n" not in outcome(path)


@pytest.mark.parametrize("seed", range(40))
def test_spoilt_parts_of_a_word_file_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    """The zip is whole, the XML in it is not."""
    import docx

    chance = random.Random(seed)
    document = docx.Document()
    for line in PLAN.splitlines():
        document.add_paragraph(line, style="List Number" if chance.random() < 0.2 else None)
    whole = io.BytesIO()
    document.save(whole)
    out = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = bytearray(old.read(name))
            if name in {"word/document.xml", "word/numbering.xml", "word/styles.xml"}:
                for _ in range(chance.randint(0, 3)):
                    data[chance.randrange(len(data))] = chance.randrange(32, 127)
            new.writestr(name, bytes(data))
    path = tmp_path / "kh.docx"
    path.write_bytes(out.getvalue())
    assert "\n" not in outcome(path)


@pytest.mark.parametrize("name", ["noise", "letters", "zeros", "one line", "digits", "quotes"])
def test_megabytes_of_anything_get_one_sentence(tmp_path: Path, name: str) -> None:
    size = 2_500_000
    made = {
        "noise": random.Random(1).randbytes(size),
        "letters": b"thi dua " * (size // 8),
        "zeros": bytes(size),
        "one line": "thi đua ".encode() * (size // 10),
        "digits": b"01/02/2025 " * (size // 11),
        "quotes": '"(“'.encode() * (size // 5),
    }
    path = tmp_path / "kh.txt"
    path.write_bytes(made[name])
    said = outcome(path)
    assert said != "read"
    assert said.endswith(".")
