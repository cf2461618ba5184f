"""The reportlab pen: sheets to one PDF, the shared background kept once as a Form XObject.

Each run is one ``TJ`` whose corrections carry the kerns of the measuring engine, so a reader that takes the
text out again finds every name whole.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from db.files import replace_file
from db.talk import Talk
from desktop.documents import fonts
from desktop.documents.sheet import (
    POINTS_PER_MM,
    Adjustment,
    Group,
    Image,
    Item,
    Piece,
    Sheet,
    TextRun,
    VectorPath,
)

CREATOR = "Sổ Thi Đua"
#: ``Talk`` hears of every so many sheets.
STRIDE = 10
#: points; a smaller step than this is left to the font's own advances.
CORRECTED_PT = 0.0005


def write_pdf(
    sheets: Iterable[Sheet], target: Path, talk: Talk, title: str = "Giấy khen", total: int | None = None
) -> int:
    """Write the sheets, one a page, and return how many there were.

    The iterable is consumed one sheet at a time. The same sheets give the same bytes.

    Args:
        sheets: what to draw; may be a generator.
        target: the PDF; written beside and moved over.
        talk: hears the progress and may stop the work, which leaves no file behind.
        title: the document's title in the reader's window.
        total: how many sheets will come, where the iterable cannot tell.

    Raises:
        Refused: the target cannot be written.
        Cancelled: the officer stopped the work.
    """
    count = total if total is not None else len(sheets) if isinstance(sheets, Sequence) else 0
    # reportlab holds the whole document anyway, and leaves its file open when the disk is full: Windows could not
    # remove the half of it then.
    packed = io.BytesIO()
    with replace_file(target) as temporary, _flate_only():
        pen = _Pen(packed, title)
        done = 0
        for sheet in sheets:
            pen.page(sheet)
            done += 1
            if done % STRIDE == 0:
                talk.progress(done, max(count, done), f"Đã dựng {done} tờ")
        talk.progress(done, max(count, done), "Đang ghi tệp PDF")
        pen.save()
        temporary.write_bytes(packed.getvalue())
    return done


@contextlib.contextmanager
def _flate_only() -> Iterator[None]:
    """Plain Flate streams: ASCII85 would cost a quarter more bytes and most of the time."""
    from reportlab import rl_config

    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def _n(value: float) -> str:
    """A PDF number: four decimals are a 25 000th of a millimetre."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _rgb(colour: str, operator: str) -> str:
    return " ".join(_n(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5)) + f" {operator}"


def path_operators(path: VectorPath, flip: float) -> str:
    """PDF operators of a path, in points; ``flip`` is the sheet's height in mm (PDF's y goes up)."""
    parts: list[str] = []
    if path.fill:
        parts.append(_rgb(path.fill, "rg"))
    if path.stroke:
        parts.append(_rgb(path.stroke, "RG"))
        parts.append(f"{_n(path.width * POINTS_PER_MM)} w")
    for letter, numbers in path.segments:
        for i in range(0, len(numbers), 2):
            parts.append(f"{numbers[i] * POINTS_PER_MM:.3f} {(flip - numbers[i + 1]) * POINTS_PER_MM:.3f}")
        parts.append("h" if letter == "Z" else letter.lower())
    parts.append("B" if path.fill and path.stroke else "f" if path.fill else "S")
    return " ".join(parts)


class _Pen:
    """One PDF under way."""

    def __init__(self, target: io.BytesIO, title: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        fonts.pdf_font("Tinos")
        # An initial font of our own keeps reportlab's unembedded Helvetica out of the file.
        self._canvas: Any = Canvas(target, pageCompression=1, invariant=1, initialFontName="Tinos")
        self._canvas.setTitle(title)
        self._canvas.setCreator(CREATOR)
        self._canvas.setAuthor(CREATOR)
        self._canvas.setSubject(title)
        self._canvas.setCatalogEntry("Lang", "vi-VN")
        self._groups: set[str] = set()
        self._strings: dict[tuple[str, float, float, tuple[Piece, ...]], str] = {}

    def page(self, sheet: Sheet) -> None:
        """Draw one sheet as one page."""
        size = (sheet.width_mm * POINTS_PER_MM, sheet.height_mm * POINTS_PER_MM)
        self._canvas.setPageSize(size)
        if sheet.background and sheet.background.name not in self._groups:
            self._keep(sheet.background, sheet.height_mm, size)
        moved = sheet.adjustment != Adjustment()
        if moved:
            a, b, c, d, e, f = sheet.adjustment.matrix(sheet.width_mm, sheet.height_mm)
            # The matrix has y downwards in mm; conjugated with the flip it has y upwards in points.
            h = sheet.height_mm
            self._canvas.saveState()
            self._canvas.transform(a, -b, -c, d, (e + c * h) * POINTS_PER_MM, (h - f - d * h) * POINTS_PER_MM)
        if sheet.background:
            self._canvas.doForm(sheet.background.name)
        self._draw(sheet.items, sheet.height_mm)
        if moved:
            self._canvas.restoreState()
        self._canvas.showPage()

    def save(self) -> None:
        """Finish the file."""
        self._canvas.save()

    def _keep(self, group: Group, flip: float, size: tuple[float, float]) -> None:
        self._groups.add(group.name)
        self._canvas.beginForm(group.name, 0, 0, *size)
        self._draw(group.items, flip)
        self._canvas.endForm()

    def _draw(self, items: Iterable[Item], flip: float) -> None:
        literal = self._canvas.addLiteral
        literal("1 J 1 j")
        for item in items:
            if isinstance(item, TextRun):
                literal(self._text(item, flip))
            elif isinstance(item, VectorPath):
                literal(path_operators(item, flip))
            else:
                self._image(item, flip)

    def _image(self, image: Image, flip: float) -> None:
        from reportlab.lib.utils import ImageReader

        self._canvas.drawImage(
            ImageReader(io.BytesIO(image.data)),
            image.x * POINTS_PER_MM,
            (flip - image.y - image.h) * POINTS_PER_MM,
            image.w * POINTS_PER_MM,
            image.h * POINTS_PER_MM,
            mask="auto",
        )

    def _text(self, run: TextRun, flip: float) -> str:
        key = (run.font, run.size_pt, run.tracking_pt, run.pieces)
        shown = self._strings.get(key)
        if shown is None:
            shown = self._strings[key] = self._show(run)
            if len(self._strings) > 2000:
                del self._strings[next(iter(self._strings))]
        x, y = run.x * POINTS_PER_MM, (flip - run.baseline) * POINTS_PER_MM
        return f"BT {_rgb(run.colour, 'rg')} 1 0 0 1 {_n(x)} {_n(y)} Tm {shown} ET"

    def _show(self, run: TextRun) -> str:
        """The operators that show a run's pieces, each corrected to where the engine placed it."""
        font, document = fonts.pdf_font(run.font), self._canvas._doc
        widths = font.face.charWidths
        out = [f"{_n(run.tracking_pt)} Tc"]
        line: list[str] = []
        subset, rise, here = -1, 0.0, 0.0
        for number, codes, letters, wanted, raised in _chunks(run, font, document):
            if number != subset or raised != rise:
                _flush(out, line)
            if number != subset:
                out.append(f"{font.getSubsetInternalName(number, document)} {_n(run.size_pt)} Tf")
            if raised != rise:
                out.append(f"{_n(raised * POINTS_PER_MM)} Ts")
            subset, rise = number, raised
            if wanted is not None and abs(wanted - here) > CORRECTED_PT:
                line.append(_n((here - wanted) * 1000 / run.size_pt))
                here = wanted
            line.append(f"<{codes.hex()}>")
            # The reader advances by the widths the PDF carries, so those are what is added up here.
            here += sum(widths[ord(c)] for c in letters) * run.size_pt / 1000 + len(letters) * run.tracking_pt
        _flush(out, line)
        if rise:
            out.append("0 Ts")
        shown = " ".join(out)
        if any(piece.rise for piece in run.pieces):
            # Readers guess word breaks from positions, and a raised mark misleads them: tell them the text.
            actual = run.text.encode("utf-16-be").hex()
            return f"/Span <</ActualText <feff{actual}>>> BDC {shown} EMC"
        return shown


def _chunks(run: TextRun, font: Any, document: Any) -> Iterator[tuple[int, bytes, str, float | None, float]]:
    """Parts of a run within one subset of its font: number, codes, letters, wanted x in points, rise in mm."""
    for piece in run.pieces:
        wanted: float | None = piece.x * POINTS_PER_MM
        at = 0
        for number, codes in font.splitString(piece.text, document):
            yield number, codes, piece.text[at : at + len(codes)], wanted, piece.rise
            at += len(codes)
            wanted = None


def _flush(out: list[str], line: list[str]) -> None:
    if line:
        out.append("[" + " ".join(line) + "] TJ")
        line.clear()
