"""What a Vietnamese syllable can look like: the measure by which a wrong encoding is told from a right one."""

from __future__ import annotations

import itertools
import unicodedata
from functools import cache
from typing import Final

_FRONT_ONSETS: Final = ("k", "gh", "ngh")
_BACK_ONSETS: Final = ("c", "g", "ng")
_OTHER_ONSETS: Final = (
    *("", "b", "ch", "d", "đ", "gi", "h", "kh", "l", "m", "n", "nh", "p"),
    *("ph", "qu", "r", "s", "t", "th", "tr", "v", "x"),
)
_FRONT_VOWELS: Final = "ieêy"

_RIME_TABLE: Final = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu yêm yên yêng yêt yêu y ych ynh yt
    o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oem oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uênh uêch uơ uôc uôi uôm uôn uông uôt
    uy uya uych uyên uyêt uynh uyt uyu uyp
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
_RIMES: Final = tuple(_RIME_TABLE.split())
_TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_STOPPED_TONES: Final = ("\u0301", "\u0323")
_STOPS: Final = ("c", "ch", "p", "t")
_EITHER_PLACE: Final = ("oa", "oe", "uy")


@cache
def syllables() -> frozenset[str]:
    """Every possible syllable with its tone, lower case, NFC; both hoà and hòa."""
    toned = {rime: tuple(_toned(rime)) for rime in _RIMES}
    return frozenset(
        onset + spelling
        for rime, spellings in toned.items()
        for onset in _onsets(rime)
        for spelling in spellings
    )


def is_syllable(word: str) -> bool:
    """Whether ``word`` (NFC, any case) can be one Vietnamese syllable."""
    return word.lower() in syllables()


def is_plausible(word: str) -> bool:
    """Whether ``word`` is a syllable, or would be if c, ch, p, t could end one without a tone (Y Thôt)."""
    return is_syllable(word) or word.lower() in _untoned_stops()


@cache
def _untoned_stops() -> frozenset[str]:
    return frozenset(onset + rime for rime in _RIMES if rime.endswith(_STOPS) for onset in _onsets(rime))


def _onsets(rime: str) -> tuple[str, ...]:
    if rime[0] in _FRONT_VOWELS:
        # gì, gìn, giết are spelt with a g before i.
        return (*_OTHER_ONSETS, *_FRONT_ONSETS, *(("g",) if rime[0] == "i" else ()))
    return (*_OTHER_ONSETS, *_BACK_ONSETS)


def _toned(rime: str) -> list[str]:
    tones = _STOPPED_TONES if rime.endswith(_STOPS) else _TONES
    return [
        unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :])
        for place, tone in itertools.product(_bearers(rime), tones)
    ]


def _bearers(rime: str) -> tuple[int, ...]:
    marked = [index for index, letter in enumerate(rime) if letter in "ăâêôơ"]
    if marked:
        return (marked[-1],)
    if rime in _EITHER_PLACE:
        return (0, 1)
    if rime.startswith((*_EITHER_PLACE, "oo")):
        return (1,)
    return (0,)
