"""Runs of text as PDF operators: letters in the codes of reportlab's font subsets, corrected to the engine's places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop.documents import fonts
from desktop.documents.sheet import POINTS_PER_MM, Piece, TextRun

#: Runs kept for the sheets to come; a batch repeats most of a sheet's words.
KEPT = 1024
#: thousandths of an em; a smaller step than this is left to the font's own advances.
CORRECTED = 0.05
#: What a PDF string in round brackets must not hold plainly.
ESCAPES = {"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r", "\n": "\\n"}


def n(value: float) -> str:
    """A PDF number: three decimals of a point are less than half a thousandth of a millimetre."""
    return f"{round(value, 3):.7g}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A run's operators after its ``Td``, the font they begin with and the font they end with."""

    pieces: tuple[Piece, ...]
    font: str
    operators: str
    font_after: str


class _Codes(dict[int, str]):
    """How each letter of one face is written, and how far it goes; a letter is asked of reportlab once."""

    def __init__(self, font: Any, document: Any) -> None:
        super().__init__()
        self._font, self._document = font, document
        self.advances: dict[str, float] = {}
        #: Letters beyond the first subset of 256, which a string in the first one cannot hold.
        self.others: dict[str, int] = {}
        self.name = font.getSubsetInternalName(0, document)

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        ((number, codes),) = self._font.splitString(letter, self._document)
        raw: str = codes.decode("latin-1")
        if number:
            self.others[letter] = number
        self.advances[letter] = self._font.face.charWidths[code]
        written = self[code] = ESCAPES.get(raw, raw)
        return written

    def subset_name(self, number: int) -> str:
        return str(self._font.getSubsetInternalName(number, self._document))

    def parts(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Number of the subset, codes and letters of every stretch of the text."""
        codes = text.translate(self)
        if not self.others or self.others.keys().isdisjoint(text):
            yield 0, codes, text
            return
        start = 0
        for i in range(1, len(text) + 1):
            number = self.others.get(text[start], 0)
            if i == len(text) or self.others.get(text[i], 0) != number:
                yield number, text[start:i].translate(self), text[start:i]
                start = i


class Letters:
    """The operators of the runs of one document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._faces: dict[str, _Codes] = {}
        self._kept: dict[tuple[str, str, float, float], Shown] = {}

    def shown(self, run: TextRun) -> Shown:
        """How the run is shown, wherever it stands and in whatever colour."""
        key = (run.text, run.font, run.size_pt, run.tracking_pt)
        kept = self._kept.get(key)
        if kept is None or kept.pieces != run.pieces:
            kept = self._kept[key] = self._show(run)
            if len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
        return kept

    def _face(self, key: str) -> _Codes:
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = _Codes(fonts.pdf_font(key), self._document)
        return face

    def _show(self, run: TextRun) -> Shown:
        face = self._face(run.font)
        size = f"{n(run.size_pt)} Tf"
        if not run.tracking_pt and not any(piece.rise for piece in run.pieces):
            plain = _plain(run, face)
            if not face.others:
                font = f"{face.name} {size}"
                return Shown(run.pieces, font, f"{plain} ET", font)
        out = [f"{n(run.tracking_pt)} Tc"] if run.tracking_pt else []
        line: list[str] = []
        per_point = 1000 / run.size_pt
        tracking = run.tracking_pt * per_point
        first = subset = -1
        rise = here = 0.0
        for piece in run.pieces:
            wanted: float | None = piece.x * POINTS_PER_MM * per_point
            for number, codes, letters in face.parts(piece.text):
                if number != subset or piece.rise != rise:
                    _flush(out, line)
                    if first < 0:
                        first = number
                    elif number != subset:
                        out.append(f"{face.subset_name(number)} {size}")
                    if piece.rise != rise:
                        out.append(f"{n(piece.rise * POINTS_PER_MM)} Ts")
                    subset, rise = number, piece.rise
                if wanted is not None and abs(wanted - here) > CORRECTED:
                    step = round(here - wanted, 1)
                    line.append(f"{step:g}")
                    here -= step
                wanted = None
                line.append(f"({codes})")
                # The reader advances by the widths the PDF carries, so those are what is added up here.
                here += sum(map(face.advances.__getitem__, letters)) + len(letters) * tracking
        _flush(out, line)
        if rise:
            out.append("0 Ts")
        if run.tracking_pt:
            out.append("0 Tc")
        return Shown(
            run.pieces,
            f"{face.subset_name(max(first, 0))} {size}",
            _told(run, " ".join(out)),
            f"{face.subset_name(max(subset, 0))} {size}",
        )


def _plain(run: TextRun, face: _Codes) -> str:
    """A run of one subset without raised letters or tracking, which is nearly every one."""
    line: list[str] = []
    here, scale = 0.0, POINTS_PER_MM * 1000 / run.size_pt
    before = ""
    for piece in run.pieces:
        here += sum(map(face.advances.__getitem__, before))
        codes = piece.text.translate(face)
        step = round(here - piece.x * scale, 1)
        if step:
            line.append(f"{step:g}")
            here -= step
        line.append(f"({codes})")
        before = piece.text
    return f"[{''.join(line)}]TJ" if len(line) > 1 else f"{line[0]}Tj"


def _told(run: TextRun, shown: str) -> str:
    """The operators, with the text beside them where letters alone mislead.

    Readers guess word breaks from positions, and a raised mark misleads them.
    """
    if any(piece.rise for piece in run.pieces):
        actual = run.text.encode("utf-16-be").hex()
        return f"/Span <</ActualText <feff{actual}>>> BDC {shown} EMC ET"
    return f"{shown} ET"


def _flush(out: list[str], line: list[str]) -> None:
    if line:
        out.append("[" + "".join(line) + "]TJ" if len(line) > 1 else line[0] + "Tj")
        line.clear()
