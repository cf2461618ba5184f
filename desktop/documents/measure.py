"""The one measuring engine of all sheets: advances, kerning and the places of marks, from the font itself.

Both pens draw what is measured here, so that preview, PDF and paper cannot disagree.
"""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from db.errors import Refused
from desktop.documents import fonts
from desktop.documents.sheet import MM_PER_POINT, Piece, TextRun

#: em between a letter's ink and a combining mark that the font has no composed glyph for.
MARK_GAP = 0.045
#: Letters whose horn must not pull a mark to the right: the mark stands over the letter without it.
HORNLESS = {"ơ": "o", "Ơ": "O", "ư": "u", "Ư": "U"}
#: Kerning only: ligatures would tear a glyph from its letter, and marks are placed here.
FEATURES = dict.fromkeys(("liga", "clig", "calt", "ccmp", "locl", "rlig", "mark", "mkmk"), False) | {
    "kern": True
}
#: Pairs of letters whose kern is kept; Vietnamese names use a few hundred.
KERNS_KEPT = 50_000
ABOVE = 230
BELOW = 220


#: Left, top, right, bottom in mm, y downwards.
InkBox = tuple[float, float, float, float]


class MissingLetter(Refused):
    """The font has no glyph for a letter; the sentence names both."""


class NotComposed(Refused):
    """A text is not NFC: a combining mark stands by itself that its letter has a composed form with."""


@dataclass(frozen=True, slots=True)
class Extents:
    """Ink of a glyph in font units, y upwards."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text in font units: its total advance and its pieces (``x`` and ``rise`` in units too)."""

    advance: float
    pieces: tuple[Piece, ...]
    letters: int


@lru_cache(maxsize=8192)
def tidy(text: str) -> str:
    """The text as it is drawn: NFC, every white space one plain space, no invisible controls."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():  # neither controls nor any white space but the plain space
        return " ".join(composed.split())
    visible = "".join(c for c in composed if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc"))
    return " ".join(visible.split())


def shortened(text: str, most: int = 60) -> str:
    """The words of a text as a sentence may quote them: the beginning of a long one."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    words = cut.rpartition(" ")[0]
    return f"{words} …" if len(words) > most // 2 else f"{cut}…"


def missing_letters(text: str, font: str) -> tuple[str, ...]:
    """The letters of a tidied text that the face has no glyph for, in order, each once."""
    known = _advances(font)
    return tuple(c for c in dict.fromkeys(tidy(text)) if c not in known)


@cache
def _advances(font: str) -> dict[str, int]:
    """Every letter the face has a glyph for, with its advance in font units."""
    face = fonts.hb_font(font)
    return {
        chr(code): face.get_glyph_h_advance(glyph)
        for code in face.face.unicodes
        if (glyph := face.get_nominal_glyph(code))
    }


def require_letters(text: str, font: str, owner: str = "") -> None:
    """Refuse a text the face cannot draw.

    Raises:
        MissingLetter: names the first letter, its code, and ``owner``, whose text it is.
    """
    missing = missing_letters(text, font)
    if missing:
        letter = missing[0]
        whose = f" trong phần của “{owner}”" if owner else ""
        raise MissingLetter(
            f"Phông chữ in không có ký tự “{letter}” (U+{ord(letter):04X}) của “{shortened(tidy(text))}”{whose}; "
            "hãy gõ lại ký tự đó."
        )


@lru_cache(maxsize=4096)
def extents(font: str, letter: str) -> Extents:
    """Ink box of a letter's nominal glyph."""
    face = fonts.hb_font(font)
    box = face.get_glyph_extents(face.get_nominal_glyph(ord(letter)))
    return Extents(box.x_bearing, box.x_bearing + box.width, box.y_bearing + box.height, box.y_bearing)


@lru_cache(maxsize=4096)
def shape(text: str, font: str) -> Shaped:
    """Set a tidied text in font units, cutting it where a kern falls.

    Raises:
        MissingLetter: the face cannot draw one of the letters.
        NotComposed: a mark could be one with its letter; what is drawn must be what is stored.
    """
    if not unicodedata.is_normalized("NFC", text):
        raise NotComposed(
            f"“{text}” có dấu rời chưa ghép với chữ; hãy xóa chữ đó rồi gõ lại bằng bộ gõ Unicode dựng sẵn."
        )
    nominal = _advances(font)
    if not nominal.keys() >= set(text):
        require_letters(text, font)
    return _shaped_plain(text, font) if _marks(font).isdisjoint(text) else _shaped_marked(text, font)


def _shaped_plain(text: str, font: str) -> Shaped:
    """A text without combining marks: the font kerns by pairs, and a pair is asked of it once."""
    nominal, kerns = _advances(font), _kerns(font)
    pieces: list[Piece] = []
    start, x = 0, 0.0
    pairs = map(operator.add, text, text[1:])
    for end, kern in enumerate(map(kerns.__getitem__, pairs), 1):
        if kern:
            letters = text[start:end]
            pieces.append(Piece(letters, x))
            x += sum(map(nominal.__getitem__, letters)) + kern
            start = end
    if start < len(text):
        pieces.append(Piece(text[start:], x))
    return Shaped(x + sum(map(nominal.__getitem__, text[start:])), tuple(pieces), len(text))


@cache
def _marks(font: str) -> frozenset[str]:
    """The combining marks the face has."""
    return frozenset(filter(unicodedata.combining, _advances(font)))


class _Kerns(dict[str, float]):
    """By two letters, what the face moves the second one by, in font units."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, pair: str) -> float:
        if len(self) >= KERNS_KEPT:
            self.clear()
        kern = _kerned_advances(pair, [0, 0], self._font)[0] - _advances(self._font)[pair[0]]
        self[pair] = kern
        return kern


@cache
def _kerns(font: str) -> _Kerns:
    return _Kerns(font)


def _shaped_marked(text: str, font: str) -> Shaped:
    """A text some of whose marks stand by themselves: they are placed over their letters here."""
    nominal = _advances(font)
    marks = [unicodedata.combining(letter) for letter in text]
    kerned = _kerned_advances(text, marks, font)
    pieces: list[Piece] = []
    start, x, here = 0, 0.0, 0.0
    for i, letter in enumerate(text):
        if marks[i]:
            if start < i:
                pieces.append(Piece(text[start:i], x))
            pieces.append(_mark(text, i, pieces, here, kerned, font))
            start, x = i + 1, here
            continue
        here += kerned[i]
        if kerned[i] != nominal[letter]:
            pieces.append(Piece(text[start : i + 1], x))
            start, x = i + 1, here
    if start < len(text):
        pieces.append(Piece(text[start:], x))
    return Shaped(here, tuple(pieces), marks.count(0))


def _kerned_advances(text: str, marks: list[int], font: str) -> list[float]:
    """Advance of each letter with its kern; marks take none."""
    import uharfbuzz

    face = fonts.hb_font(font)
    # Shaped without its marks, a text gives exactly one glyph per letter.
    plain = "".join(c for c, mark in zip(text, marks, strict=True) if not mark) if any(marks) else text
    buffer = uharfbuzz.Buffer()
    buffer.add_str(plain)
    # Told, not guessed: a guess depends on the first letter and on the language of the machine.
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "vi"
    uharfbuzz.shape(face, buffer, FEATURES)
    placed = buffer.glyph_positions
    if len(placed) != len(plain):
        message = f"{font} joins letters of {plain!r}"
        raise ValueError(message)
    advances = iter([float(position.x_advance) for position in placed])
    return [0.0 if mark else next(advances) for mark in marks]


def _mark(text: str, at: int, placed: list[Piece], here: float, advances: list[float], font: str) -> Piece:
    """Place the combining mark ``text[at]`` over (or under) its letter and the marks already on it."""
    base = at
    while base > 0 and unicodedata.combining(text[base]):
        base -= 1
    gap = MARK_GAP * fonts.units_per_em(font)
    over = extents(font, text[base])
    axis = extents(font, HORNLESS.get(text[base], text[base]))
    mark = extents(font, text[at])
    origin = here - advances[base]
    x = origin + (axis.left + axis.right - mark.left - mark.right) / 2
    kind = unicodedata.combining(text[at])
    stacked = [(piece.rise, extents(font, piece.text)) for piece in placed[len(placed) - (at - base - 1) :]]
    if kind == ABOVE:
        top = max([over.top, *(rise + ink.top for rise, ink in stacked)])
        return Piece(text[at], x, top + gap - mark.bottom)
    if kind == BELOW:
        bottom = min([over.bottom, *(rise + ink.bottom for rise, ink in stacked)])
        return Piece(text[at], x, bottom - gap - mark.top)
    return Piece(text[at], x)


@lru_cache(maxsize=4096)
def width_mm(text: str, font: str, size_pt: float, tracking_pt: float = 0.0) -> float:
    """Advance of a tidied text in millimetres, without the tracking after its last letter."""
    shaped = shape(text, font)
    em = size_pt * MM_PER_POINT
    return shaped.advance / fonts.units_per_em(font) * em + _tracked(shaped.letters - 1, tracking_pt)


def _tracked(letters: int, tracking_pt: float) -> float:
    return max(0, letters) * tracking_pt * MM_PER_POINT


def set_run(
    text: str, x: float, baseline: float, font: str, size_pt: float, colour: str, tracking_pt: float = 0.0
) -> TextRun:
    """A run of a tidied text whose first origin is at ``x`` mm on ``baseline`` mm."""
    pieces, width = _pieces(text, font, size_pt, tracking_pt)
    return TextRun(text, x, baseline, font, size_pt, colour, pieces, width, tracking_pt)


@lru_cache(maxsize=2048)
def _pieces(text: str, font: str, size_pt: float, tracking_pt: float) -> tuple[tuple[Piece, ...], float]:
    """Pieces of a run and its width, mm."""
    shaped = shape(text, font)
    unit = size_pt * MM_PER_POINT / fonts.units_per_em(font)
    width = shaped.advance * unit + _tracked(shaped.letters - 1, tracking_pt)
    if not tracking_pt:
        return tuple([Piece(piece.text, piece.x * unit, piece.rise * unit) for piece in shaped.pieces]), width
    pieces: list[Piece] = []
    letters = 0
    for piece in shaped.pieces:
        marked = unicodedata.combining(piece.text[0]) != 0
        # A mark belongs to the letter before it, whose own tracking comes after both.
        before = letters - 1 if marked else letters
        pieces.append(Piece(piece.text, piece.x * unit + _tracked(before, tracking_pt), piece.rise * unit))
        letters += 0 if marked else len(piece.text)
    return tuple(pieces), width


def ink(run: TextRun) -> InkBox | None:
    """Where a run's ink lies on the sheet; None where it has none."""
    box = _ink(run.pieces, run.font, run.size_pt, run.tracking_pt)
    if box is None:
        return None
    left, top, right, bottom = box
    return (run.x + left, run.baseline + top, run.x + right, run.baseline + bottom)


@lru_cache(maxsize=2048)
def _ink(pieces: tuple[Piece, ...], font: str, size_pt: float, tracking_pt: float) -> InkBox | None:
    """The same from the run's own origin."""
    unit = size_pt * MM_PER_POINT / fonts.units_per_em(font)
    face = fonts.hb_font(font)
    boxes: list[InkBox] = []
    for piece in pieces:
        x = piece.x
        for letter in piece.text:
            drawn = extents(font, letter)
            if drawn.right > drawn.left:
                boxes.append(
                    (
                        x + drawn.left * unit,
                        -piece.rise - drawn.top * unit,
                        x + drawn.right * unit,
                        -piece.rise - drawn.bottom * unit,
                    )
                )
            advance = face.get_glyph_h_advance(face.get_nominal_glyph(ord(letter)))
            x += advance * unit + tracking_pt * MM_PER_POINT
    return around(boxes)


def around(boxes: Iterable[InkBox]) -> InkBox | None:
    """The smallest box that holds them all; None without any."""
    edges = tuple(zip(*boxes, strict=True))
    return (min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3])) if edges else None
