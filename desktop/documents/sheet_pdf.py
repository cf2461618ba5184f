"""The PDF pen: sheets to one PDF, the shared background kept once as a Form XObject.

Each run is one ``TJ`` whose corrections carry the kerns of the measuring engine, so a reader that takes the
text out again finds every name whole. A page's operators are compressed and written as soon as the page is
drawn; fonts and pictures are reportlab's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from db.files import replace_file
from db.talk import Talk
from desktop.documents import bleed as bleeding
from desktop.documents.pdf_file import PdfFile
from desktop.documents.pdf_text import Letters, n
from desktop.documents.sheet import POINTS_PER_MM, Adjustment, Group, Image, Item, Sheet, TextRun, VectorPath

#: ``Talk`` hears of every so many sheets.
STRIDE = 10
#: Round caps and joins, as the other pen's.
ROUND = "1 J 1 j"
#: A hundredth of a point is less than four thousandths of a millimetre.
_SEGMENTS = {"M": "%.2f %.2f m ", "L": "%.2f %.2f l ", "C": "%.2f %.2f %.2f %.2f %.2f %.2f c ", "Z": "h "}
#: The reader must not shrink the page to the printer's margins: a pre-printed sheet forgives no millimetre.
CATALOG = (
    b"/Lang (vi-VN) /ViewerPreferences <</PrintScaling /None /PickTrayByPDFSize true /DisplayDocTitle true>>"
)


def write_pdf(
    sheets: Iterable[Sheet],
    target: Path,
    talk: Talk,
    title: str = "Giấy khen",
    total: int | None = None,
    *,
    bleed_mm: float = 0.0,
    crop_marks: bool = False,
) -> int:
    """Write the sheets, one a page, and return how many there were.

    The iterable is consumed one sheet at a time. The same sheets give the same bytes.

    Args:
        sheets: what to draw; may be a generator.
        target: the PDF; written beside and moved over.
        talk: hears the progress and may stop the work, which leaves no file behind.
        title: the document's title in the reader's window.
        total: how many sheets will come, where the iterable cannot tell.
        bleed_mm: how far the ground runs over the edge at which a print shop cuts.
        crop_marks: whether marks outside the bleed show where to cut.

    Raises:
        Refused: the target cannot be written.
        Cancelled: the officer stopped the work.
    """
    count = total if total is not None else len(sheets) if isinstance(sheets, Sequence) else 0
    with replace_file(target) as temporary, temporary.open("wb") as out, _flate_only():
        pen = _Pen(PdfFile(out), bleeding.Trim(bleed_mm, crop_marks))
        done = 0
        for sheet in sheets:
            pen.page(sheet)
            done += 1
            if done % STRIDE == 0:
                talk.progress(done, max(count, done), f"Đã dựng {done} tờ")
        talk.progress(done, max(count, done), "Đang ghi tệp PDF")
        pen.file.close(title, CATALOG)
    return done


@contextlib.contextmanager
def _flate_only() -> Iterator[None]:
    """Plain Flate streams: ASCII85 would cost a quarter more bytes."""
    from reportlab import rl_config

    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


@cache
def _rgb(colour: str, operator: str) -> str:
    return " ".join(n(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5)) + f" {operator}"


def path_operators(path: VectorPath, flip: float) -> str:
    """PDF operators of a path, in points; ``flip`` is the sheet's height in mm (PDF's y goes up)."""
    numbers = [number for _, numbers in path.segments for number in numbers]
    numbers[0::2] = [x * POINTS_PER_MM for x in numbers[0::2]]
    numbers[1::2] = [(flip - y) * POINTS_PER_MM for y in numbers[1::2]]
    drawn = "".join([_SEGMENTS[letter] for letter, _ in path.segments]) % tuple(numbers)
    paint = "B" if path.fill and path.stroke else "f" if path.fill else "S"
    fill = _rgb(path.fill, "rg ") if path.fill else ""
    if not path.stroke:
        return fill + drawn + paint
    return f"{fill}{_rgb(path.stroke, 'RG')} {n(path.width * POINTS_PER_MM)} w {drawn}{paint}"


class _Pen:
    """One PDF under way."""

    def __init__(self, file: PdfFile, trim: bleeding.Trim) -> None:
        self.file = file
        self._trim = trim
        self._letters = Letters(file.document)

    def page(self, sheet: Sheet) -> None:
        """Draw one sheet as one page."""
        width, height = sheet.width_mm, sheet.height_mm
        out: list[str] = []
        if self._trim.margin_mm:
            out.append(f"1 0 0 1 {(m := n(self._trim.margin_mm * POINTS_PER_MM))} {m} cm")
        if self._trim.crop_marks:
            out.append(self._marks(width, height))
        if sheet.adjustment != Adjustment():
            out += ("q", _matrix(sheet))
        if sheet.background:
            name = f"{sheet.background.name} {width:g}x{height:g}"
            if not self.file.has_form(form := _pdf_name(name)):
                self._keep(form, sheet)
            out.append(f"/{form} Do")
        self._draw(sheet.items, height, out)
        if sheet.adjustment != Adjustment():
            out.append("Q")
        self.file.page("\n".join(out).encode("latin-1"), self._trim.boxes(width, height).encode("ascii"))

    def _keep(self, form: str, sheet: Sheet) -> None:
        """Store the background, its ground run into the bleed."""
        assert sheet.background is not None
        out: list[str] = []
        parts = _design(_Same(sheet.background), sheet.width_mm, sheet.height_mm, self._trim)
        self._draw(parts, sheet.height_mm, out)
        box = self._trim.form_box(sheet.width_mm, sheet.height_mm)
        self.file.form(form, "\n".join(out).encode("latin-1"), box)

    def _marks(self, width: float, height: float) -> str:
        form = _pdf_name(f"marks {width:g}x{height:g}")
        if not self.file.has_form(form):
            self.file.colour_space(*bleeding.REGISTRATION)
            self.file.form(
                form, self._trim.marks(width, height).encode("ascii"), self._trim.media(width, height)
            )
        return f"/{form} Do"

    def _draw(self, items: Iterable[Item | str], flip: float, out: list[str]) -> None:
        """Append the operators of items; colour and font are set again only where they change."""
        colour, font = "", ""
        out.append(ROUND)
        for item in items:
            if isinstance(item, TextRun):
                if item.colour != colour:
                    colour = item.colour
                    out.append(_rgb(colour, "rg"))
                shown = self._letters.shown(item)
                if shown.font != font:
                    out.append(shown.font)
                font = shown.font_after
                x, y = item.x * POINTS_PER_MM, (flip - item.baseline) * POINTS_PER_MM
                out.append(f"BT {x:.2f} {y:.2f} Td {shown.operators}")
                continue
            colour = ""
            if isinstance(item, Image):
                out.append(self._image(item, flip))
            else:
                out.append(item if isinstance(item, str) else path_operators(item, flip))

    def _image(self, image: Image, flip: float) -> str:
        x, y = n(image.x * POINTS_PER_MM), n((flip - image.y - image.h) * POINTS_PER_MM)
        w, h = n(image.w * POINTS_PER_MM), n(image.h * POINTS_PER_MM)
        return f"q {w} 0 0 {h} {x} {y} cm /{self.file.image(image.data)} Do Q"


class _Same:
    """A background by its identity: comparing a thousand paths would take longer than drawing them."""

    def __init__(self, group: Group) -> None:
        self.group = group

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.group is self.group

    def __hash__(self) -> int:
        return id(self.group)


@lru_cache(maxsize=4)
def _design(
    same: _Same, width: float, height: float, trim: bleeding.Trim
) -> tuple[TextRun | Image | str, ...]:
    """A background with its paths as operators; letters have other codes in every document."""
    items = trim.spread(same.group.items, width, height)
    return tuple(path_operators(item, height) if isinstance(item, VectorPath) else item for item in items)


@cache
def _pdf_name(words: str) -> str:
    """A name of a resource that spells the words in ASCII."""
    return "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in words)


def _matrix(sheet: Sheet) -> str:
    """The sheet's adjustment: its matrix has y downwards in mm; conjugated with the flip, upwards in points."""
    a, b, c, d, e, f = sheet.adjustment.matrix(sheet.width_mm, sheet.height_mm)
    h = sheet.height_mm
    turned = " ".join(f"{v:.7f}" for v in (a, -b, -c, d))
    return f"{turned} {n((e + c * h) * POINTS_PER_MM)} {n((h - f - d * h) * POINTS_PER_MM)} cm"
