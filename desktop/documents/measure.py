"""The one measuring engine of all sheets: advances, kerning and the places of marks, from the font itself.

Both pens draw what is measured here, so that preview, PDF and paper cannot disagree.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

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
ABOVE = 230
BELOW = 220


class MissingLetter(Refused):
    """The font has no glyph for a letter; the sentence names both."""


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


def tidy(text: str) -> str:
    """The text as it is drawn: NFC, every white space one plain space, no invisible controls."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(c for c in composed if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc"))
    return " ".join(visible.split())


def missing_letters(text: str, font: str) -> tuple[str, ...]:
    """The letters of a tidied text that the face has no glyph for, in order, each once."""
    face = fonts.hb_font(font)
    return tuple(c for c in dict.fromkeys(tidy(text)) if not face.get_nominal_glyph(ord(c)))


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
            f"Phông chữ in không có ký tự “{letter}” (U+{ord(letter):04X}) của “{tidy(text)}”{whose}; "
            "hãy gõ lại ký tự đó."
        )


@lru_cache(maxsize=4096)
def extents(font: str, letter: str) -> Extents:
    """Ink box of a letter's nominal glyph."""
    face = fonts.hb_font(font)
    box = face.get_glyph_extents(face.get_nominal_glyph(ord(letter)))
    return Extents(box.x_bearing, box.x_bearing + box.width, box.y_bearing + box.height, box.y_bearing)


@lru_cache(maxsize=16384)
def shape(text: str, font: str) -> Shaped:
    """Set a tidied text in font units, cutting it where a kern falls.

    Raises:
        MissingLetter: the face cannot draw one of the letters.
    """
    require_letters(text, font)
    advances = _kerned_advances(text, font)
    face = fonts.hb_font(font)
    pieces: list[Piece] = []
    start, x, here = 0, 0.0, 0.0
    for i, letter in enumerate(text):
        if unicodedata.combining(letter):
            if start < i:
                pieces.append(Piece(text[start:i], x))
            pieces.append(_mark(text, i, pieces, here, advances, font))
            start, x = i + 1, here
            continue
        here += advances[i]
        if advances[i] != face.get_glyph_h_advance(face.get_nominal_glyph(ord(letter))):
            pieces.append(Piece(text[start : i + 1], x))
            start, x = i + 1, here
    if start < len(text):
        pieces.append(Piece(text[start:], x))
    return Shaped(here, tuple(pieces), sum(1 for c in text if not unicodedata.combining(c)))


def _kerned_advances(text: str, font: str) -> list[float]:
    """Advance of each letter with its kern; marks take none."""
    import uharfbuzz

    face = fonts.hb_font(font)
    # Shaped without its marks, a text gives exactly one glyph per letter.
    plain = "".join(c for c in text if not unicodedata.combining(c))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(plain)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face, buffer, FEATURES)
    if len(buffer.glyph_positions) != len(plain):
        message = f"{font} joins letters of {plain!r}"
        raise ValueError(message)
    positions = iter(buffer.glyph_positions)
    return [0.0 if unicodedata.combining(c) else float(next(positions).x_advance) for c in text]


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
    shaped = shape(text, font)
    unit = size_pt * MM_PER_POINT / fonts.units_per_em(font)
    pieces: list[Piece] = []
    letters = 0
    for piece in shaped.pieces:
        marked = unicodedata.combining(piece.text[0]) != 0
        # A mark belongs to the letter before it, whose own tracking comes after both.
        before = letters - 1 if marked else letters
        pieces.append(Piece(piece.text, piece.x * unit + _tracked(before, tracking_pt), piece.rise * unit))
        letters += 0 if marked else len(piece.text)
    return TextRun(
        text=text,
        x=x,
        baseline=baseline,
        font=font,
        size_pt=size_pt,
        colour=colour,
        pieces=tuple(pieces),
        width=shaped.advance * unit + _tracked(letters - 1, tracking_pt),
        tracking_pt=tracking_pt,
    )
