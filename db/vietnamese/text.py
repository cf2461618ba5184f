"""Text as it enters the register, and the accent-free form it is searched by."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

# The combining grapheme joiner is a mark, yet keeps NFC from composing the letters around it.
_INVISIBLE_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs"})
_GRAPHEME_JOINER: Final = "\u034f"

# Letters whose stroke or hook is no combining mark, so that NFD leaves them whole. Eth (Ð U+00D0) and
# African D (Ɖ U+0189) look like Đ and stand in its place in many old files.
_STROKED: Final = {
    "đ": "d",
    "ð": "d",
    "ɖ": "d",
    "ɗ": "d",
    "ƀ": "b",
    "ɓ": "b",
    "ı": "i",
}
_APOSTROPHES: Final = "'’ʼ‘`ʻʹ′´‛＇"
_QUOTES: Final = "“”„‟″"
_DASHES: Final = "‐‑‒–—―−"

_FOLDED: Final = str.maketrans(
    _STROKED | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTES, '"') | dict.fromkeys(_DASHES, "-")
)


def nfc(s: str) -> str:
    """``s`` in Unicode normal form C, the form of every text in the register."""
    return unicodedata.normalize("NFC", s)


def clean(s: str) -> str:
    """``s`` as it is stored: NFC, without control and zero-width characters, spaces single, ends trimmed.

    Line breaks, tabs and no-break spaces count as spaces. Soft hyphens go too, and one of them is the letter
    ư in TCVN3: text of unknown origin must go through :func:`db.vietnamese.legacy.repair` first.
    """
    # Printable text holds no space but the plain one, nothing invisible but the joiner: the common case, told fast.
    if s.isprintable() and unicodedata.is_normalized("NFC", s) and _GRAPHEME_JOINER not in s:
        return " ".join(s.split())
    visible = "".join(
        " " if character.isspace() else character for character in s if not _is_invisible(character)
    )
    return " ".join(nfc(visible).split())


def lower_first(text: str) -> str:
    """``text`` as it stands amid a sentence: a small letter first, names untouched; UBND stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def decompose(s: str) -> str:
    """``s`` cleaned, without case, every mark apart from its letter (NFD): what fold and sort keys read."""
    apart = unicodedata.normalize("NFD", clean(s))
    return unicodedata.normalize("NFD", apart.casefold())


def fold(s: str) -> str:
    """``s`` for searching: no tones, marks or case, đ as d, ƀ as b, spaces single.

    All apostrophes become ``'``, all double quotes ``"`` and all dashes ``-``, because nobody types the one
    the document holds. Folding twice changes nothing.
    """
    return " ".join(filter(None, map(_fold_word, s.split())))


# Vietnamese has a few thousand syllables: folding 20,000 names asks for the same ones again and again.
@lru_cache(maxsize=1 << 15)
def _fold_word(word: str) -> str:
    letters = "".join(character for character in decompose(word) if unicodedata.category(character) != "Mn")
    return " ".join(unicodedata.normalize("NFC", letters).translate(_FOLDED).split())


def like_pattern(s: str) -> str:
    """The pattern by which ``LIKE ? ESCAPE '!'`` finds ``s`` anywhere in a folded column; % and _ mean themselves."""
    folded = fold(s)
    for sign in ("!", "%", "_"):
        folded = folded.replace(sign, f"!{sign}")
    return f"%{folded}%"


def is_apostrophe(character: str) -> bool:
    """Whether ``character`` is one of the signs that write the apostrophe of H'Hen or K'Bang."""
    return character in _APOSTROPHES


def _is_invisible(character: str) -> bool:
    if character.isspace():
        return False
    return character == _GRAPHEME_JOINER or unicodedata.category(character) in _INVISIBLE_CATEGORIES
