"""Old encodings of Vietnamese: TCVN3 (ABC, the .Vn fonts), VNI-Windows, Windows-1258, and UTF-8 read wrongly.

A program that takes such bytes for Windows-1252 shows "NguyÔn V¨n A". Which encoding it was is judged by how
many of the words become Vietnamese syllables. Good Unicode text, and text that is not Vietnamese, stays as it is.
TCVN3 writes capital letters with the codes of small ones in a capital font; the capitals are restored in
words whose plain letters are all capital, elsewhere they are lost with the font.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from db.vietnamese.syllables import is_plausible, is_syllable
from db.vietnamese.text import nfc

UTF_8: Final = "utf-8"
UTF_16_LE: Final = "utf-16-le"
UTF_16_BE: Final = "utf-16-be"
WINDOWS_1252: Final = "windows-1252"
WINDOWS_1258: Final = "windows-1258"
TCVN3: Final = "tcvn3"
VNI: Final = "vni"


@dataclass(frozen=True, slots=True)
class Repaired:
    """Text after repair; ``encoding`` is what it had been written in, None when nothing was changed.

    ``confidence`` runs from 0 to 1: one repaired word gives 0.5, each further one halves the doubt.
    """

    text: str
    encoding: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Detected:
    """The old encoding several texts share, or None, with a confidence as in :class:`Repaired`."""

    encoding: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and the encoding it was read in."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class _Score:
    words: int
    valid: int
    evidence: int


def _single(byte: int, encoding: str) -> str:
    # Windows-1252 leaves five bytes undefined; readers pass them on as control characters.
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


_HIGH: Final = range(0x80, 0x100)
_SHOWN: Final = {byte: _single(byte, "cp1252") for byte in _HIGH}
_BYTES: Final = {shown: byte for byte, shown in _SHOWN.items()} | {chr(byte): byte for byte in _HIGH}
_CP1258: Final = {shown: _single(byte, "cp1258") for byte, shown in _SHOWN.items()}

_TCVN3: Final = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)

_VNI_SINGLE: Final = dict(zip("íìæóòñôöîÍÌÆÓÒÑÔÖÎ", "íìỉĩịđơưỵÍÌỈĨỊĐƠƯỴ", strict=True))
# Base letters → the sign typed after them → the letter meant, signs in the order of the rows.
_VNI_ROWS: Final = (
    (
        "ùøûõï",
        {"a": "áàảãạ", "e": "éèẻẽẹ", "o": "óòỏõọ", "u": "úùủũụ", "y": "ýỳỷỹỵ", "ô": "ớờởỡợ", "ö": "ứừửữự"},
    ),
    ("âáàåãä", {"a": "âấầẩẫậ", "e": "êếềểễệ", "o": "ôốồổỗộ"}),
    ("êéèúüë", {"a": "ăắằẳẵặ"}),
)
_VNI_PAIRS: Final = {
    (base.upper() if capital else base) + sign: letter.upper() if capital else letter
    for signs, bases in _VNI_ROWS
    for base, letters in bases.items()
    for small, letter in zip(signs, letters, strict=True)
    for sign in (small, small.upper())
    for capital in (False, True)
}
_VNI_PATTERN: Final = re.compile(f"{'|'.join(_VNI_PAIRS)}|[^\x00-\x7f]")

_WORD: Final = re.compile(r"[^\s\x00-@\[-`{-~‘’“”–—…•]+")
# HĐND, TĐKT: no syllables, yet what Đ makes of the sign is no mistake either.
_ABBREVIATION: Final = re.compile("[A-ZĐ]{2,}")
_D_SIGNS: Final = frozenset("®§ÑñÐð")
# Letters of good Vietnamese no old encoding was ever shown as: most texts hold one, and need no judging.
_CERTAIN: Final = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_LOST: Final = "\ufffd"
_MOST_LOST: Final = 0.05
"""Letters lost to letters whole in UTF-8 that was spoilt; text of an old encoding has next to none that are whole."""
_ENOUGH_VALID: Final = 0.75
_SAMPLE: Final = 5000
_BOMS: Final = ((b"\xef\xbb\xbf", UTF_8), (b"\xff\xfe", UTF_16_LE), (b"\xfe\xff", UTF_16_BE))


def repair(text: str) -> Repaired:
    """``text`` in Unicode, if it is Vietnamese that was read in the wrong encoding; otherwise as it came.

    To be called before :func:`db.vietnamese.text.clean`, which takes out the soft hyphen, TCVN3's ư. A cell of
    one or two words may tell too little: judge a column with :func:`detect`, then :func:`convert` each cell.
    """
    if text.isascii() or _CERTAIN.search(text):
        return Repaired(text, None, 0.0)
    found = detect([text])
    if found.encoding is None:
        return Repaired(text, None, 0.0)
    return Repaired(convert(text, found.encoding), found.encoding, found.confidence)


def is_certain(text: str) -> bool:
    """Whether a text is Vietnamese in NFC beyond doubt, with nothing to repair: a quick look that may say no."""
    return bool(_CERTAIN.search(text)) and unicodedata.is_normalized("NFC", text) and "\u034f" not in text


def detect(texts: Iterable[str]) -> Detected:
    """The old encoding in which ``texts`` (cells of one column or sheet) were written, or None.

    Texts that hold a letter no old encoding can have been shown as say nothing.
    """
    suspects = [text for text in texts if not text.isascii() and not _has_unicode_letter(text)]
    if suspects and all(_as_utf8(text) is not None for text in suspects):
        return Detected(UTF_8, 1.0)
    return _judge(list(islice(_words(suspects), _SAMPLE)))


def convert(text: str, encoding: str) -> str:
    """``text``, shown as Windows-1252, read anew as ``encoding`` (as :func:`detect` names it).

    Text that holds letters beyond Windows-1252 is good Unicode already and comes back unchanged.
    """
    if text.isascii() or _has_unicode_letter(text):
        return text
    if encoding == UTF_8:
        return _as_utf8(text) or text
    return _restore_capitals(text, encoding) if encoding == TCVN3 else _read_as(text, encoding)


def makes_sense(text: str, encoding: str) -> bool:
    """Whether ``text`` holds words no Vietnamese text has and all of them are syllables when read as ``encoding``."""
    words = list(_words([text]))
    if not words or all(map(is_plausible, words)):
        return False
    return _score(words, encoding).valid == len(words)


def decode(data: bytes) -> Decoded:
    """The text of a file: UTF-8, UTF-16 with its mark, or the old encoding that makes most sense of it.

    A file that is none of the Unicode ones and whose words decide nothing is read as Windows-1258, or as
    Windows-1252 where that gives more syllables. UTF-8 of which a few bytes are spoilt or cut off stays UTF-8, with
    U+FFFD for each letter lost: its reader tells. The result is NFC.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(nfc(data[len(mark) :].decode(encoding, errors="replace")), encoding)
    try:
        return Decoded(nfc(data.decode(UTF_8)), UTF_8)
    except UnicodeDecodeError:
        spoilt = data.decode(UTF_8, errors="replace")
        lost = spoilt.count(_LOST)
        if lost <= _MOST_LOST * (sum(character > "\x7f" for character in spoilt) - lost):
            return Decoded(nfc(spoilt), UTF_8)
        shown = "".join(_SHOWN.get(byte) or chr(byte) for byte in data)
    words = list(islice(_words([shown]), _SAMPLE))
    found = _judge(words).encoding
    if found is None:
        as_read = sum(map(is_plausible, words))
        found = WINDOWS_1258 if _score(words, WINDOWS_1258).valid >= as_read else WINDOWS_1252
    if found == TCVN3:
        return Decoded(_restore_capitals(shown, TCVN3), TCVN3)
    return Decoded(nfc(shown) if found == WINDOWS_1252 else _read_as(shown, found), found)


def _has_unicode_letter(text: str) -> bool:
    return any(character.isalpha() and character not in _BYTES for character in text if character > "\x7f")


def _as_utf8(text: str) -> str | None:
    try:
        data = bytes(_BYTES.get(character, ord(character)) for character in text)
        return nfc(data.decode(UTF_8))
    except ValueError:
        return None


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in _WORD.findall(text) if not word.isascii())


def _judge(words: list[str]) -> Detected:
    """The encoding that makes syllables of the words, if it beats what stands there clearly."""
    as_read = sum(map(is_plausible, words))
    if as_read == len(words):
        return Detected(None, 0.0)
    scores = {encoding: _score(words, encoding) for encoding in (VNI, TCVN3, WINDOWS_1258)}
    encoding, best = max(scores.items(), key=lambda item: (item[1].valid, item[1].evidence))
    gained = best.valid - as_read
    if not best.evidence or best.valid < _ENOUGH_VALID * best.words or gained < max(1, best.words // 4):
        return Detected(None, 0.0)
    return Detected(encoding, (best.valid / best.words) * (1 - 0.5**best.evidence))


def _score(words: list[str], encoding: str) -> _Score:
    valid = evidence = 0
    for word in words:
        reading = _read_as(word, encoding, _LOST)
        if _ABBREVIATION.fullmatch(reading):
            valid += 1
        elif is_syllable(reading):
            valid += 1
            # "µm" and "½" would be syllables too: a word that opens with a sign proves nothing, but for đ.
            opens_well = word[0].isascii() or word[0] in _D_SIGNS
            evidence += opens_well and len(word) > 1 and not is_plausible(word)
    return _Score(len(words), valid, evidence)


def _read_as(text: str, encoding: str, lost: str | None = None) -> str:
    """``text`` by the table of ``encoding``; letters it does not have become ``lost``, or stay when None."""
    if encoding == VNI:
        return nfc(_VNI_PATTERN.sub(lambda found: _vni_letter(found[0], lost), text))
    table = _TCVN3 if encoding == TCVN3 else _CP1258
    return nfc("".join(table.get(character) or _left(character, lost) for character in text))


def _vni_letter(signs: str, lost: str | None) -> str:
    return _VNI_PAIRS.get(signs) or _VNI_SINGLE.get(signs) or _left(signs, lost)


def _left(character: str, lost: str | None) -> str:
    return lost if lost and character > "\x7f" and character.isalpha() else character


def _restore_capitals(text: str, encoding: str) -> str:
    telling = [word for word in _WORD.findall(text) if _plain_letters(word) > 1]
    all_capital = bool(telling) and all(map(_is_capital, telling))

    def read(found: re.Match[str]) -> str:
        word = found[0]
        converted = _read_as(word, encoding)
        capital = _is_capital(word) and (_plain_letters(word) > 1 or all_capital)
        return converted.upper() if capital or (all_capital and not _plain_letters(word)) else converted

    return nfc(_WORD.sub(read, text))


def _plain_letters(word: str) -> int:
    return sum(character.isascii() for character in word)


def _is_capital(word: str) -> bool:
    plain = [character for character in word if character.isascii()]
    return bool(plain) and all(character.isupper() for character in plain)
