"""How the tests measure what was written: letters of a PDF by pdfium, paragraphs of a docx by python-docx.

Nothing here uses the program: lengths are millimetres from the top left corner of the page, sizes points.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

import docx
import pypdfium2
import pypdfium2.raw as pdfium
from docx.oxml.ns import qn

MM = 25.4 / 72
TWIP = 25.4 / 1440


@dataclass(frozen=True)
class Letter:
    """One letter as pdfium finds it; the box is its ink."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    face: str

    @property
    def bold(self):
        return "Bold" in self.face

    @property
    def italic(self):
        return "Italic" in self.face


@dataclass(frozen=True)
class Stroke:
    """A horizontal line."""

    left: float
    right: float
    y: float

    @property
    def length(self):
        return self.right - self.left


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    letters: tuple[Letter, ...]
    strokes: tuple[Stroke, ...]

    @property
    def text(self):
        return "".join(letter.text for letter in self.letters)

    def find(self, words, nth=0):
        """The letters of the ``nth`` place where the page says ``words`` (blanks do not count)."""
        solid = [letter for letter in self.letters if not letter.text.isspace()]
        said, wanted = "".join(letter.text for letter in solid), re.sub(r"\s", "", words)
        at = -1
        for _ in range(nth + 1):
            at = said.find(wanted, at + 1)
            assert at >= 0, f"{words!r} is not on the page"
        return solid[at : at + len(wanted)]

    def line_at(self, letter):
        """All ink on the letter's baseline that hangs together with it: left, right."""
        row = sorted(
            (other for other in self.letters if abs(other.baseline - letter.baseline) < 0.3 and other.right),
            key=lambda other: other.left,
        )
        at = row.index(letter)
        first = last = at
        while first and row[first].left - row[first - 1].right < 8:
            first -= 1
        while last + 1 < len(row) and row[last + 1].left - row[last].right < 8:
            last += 1
        return row[first].left, row[last].right

    def stroke_below(self, letter, reach=7.0):
        """The nearest stroke at most ``reach`` mm under the letter's baseline."""
        left, right = self.line_at(letter)
        near = [
            stroke
            for stroke in self.strokes
            if 0 < stroke.y - letter.baseline < reach
            and stroke.length < 120
            and abs(stroke.left + stroke.right - left - right) < 10
        ]
        return min(near, key=lambda stroke: stroke.y)


def _letters(page, text_page, height):
    number = ctypes.c_double
    for n in range(text_page.count_chars()):
        if pdfium.FPDFText_IsGenerated(text_page, n) == 1:
            continue
        sign = chr(pdfium.FPDFText_GetUnicode(text_page, n))
        left, bottom, right, top = text_page.get_charbox(n)
        x, y = number(), number()
        pdfium.FPDFText_GetCharOrigin(text_page, n, x, y)
        buffer, flags = ctypes.create_string_buffer(120), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(text_page, n, buffer, 120, flags)
        yield Letter(
            " " if sign == "\u00a0" else sign,
            left * MM,
            height - top * MM,
            right * MM,
            height - bottom * MM,
            height - y.value * MM,
            round(pdfium.FPDFText_GetFontSize(text_page, n), 2),
            buffer.value.decode(),
        )


def pdf_pages(path):
    """Every page of a PDF, measured."""
    document = pypdfium2.PdfDocument(str(path))
    made = []
    for page in document:
        width, height = (side * MM for side in page.get_size())
        strokes = []
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = item.get_bounds()
            # pdfium's bounds reach over the path by the width of its stroke.
            width_pt = ctypes.c_float()
            pdfium.FPDFPageObj_GetStrokeWidth(item.raw, width_pt)
            left, right = left + width_pt.value, right - width_pt.value
            if (top - bottom) * MM < 1 and (right - left) * MM > 2:
                strokes.append(Stroke(left * MM, right * MM, height - (top + bottom) / 2 * MM))
        text_page = page.get_textpage()
        made.append(Page(width, height, tuple(_letters(page, text_page, height)), tuple(strokes)))
        text_page.close()
    document.close()
    return made


def pdf_text(path):
    """The text of a PDF as a reader copies it, white space single."""
    document = pypdfium2.PdfDocument(str(path))
    parts = []
    for page in document:
        text_page = page.get_textpage()
        parts.append(text_page.get_text_range())
        text_page.close()
    document.close()
    return squeezed(" ".join(parts))


def squeezed(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def solid(text):
    """``text`` without any white space: a cell may break a name anywhere."""
    return re.sub(r"\s", "", text)


@dataclass(frozen=True)
class Para:
    """A paragraph of a docx with what its style and its first and last run make of it."""

    text: str
    style: str
    size: float
    bold: bool
    italic: bool
    lead_bold: bool
    align: str
    indent: float
    before: float
    after: float
    line: float
    keep_next: bool


def _on(properties, tag):
    found = properties.find(qn(f"w:{tag}")) if properties is not None else None
    return None if found is None else found.get(qn("w:val"), "1") not in ("0", "false")


def _half_points(properties):
    found = properties.find(qn("w:sz")) if properties is not None else None
    return None if found is None else int(found.get(qn("w:val"))) / 2


def docx_paragraphs(path):
    """Every paragraph of a docx's body in the order of reading, tables included."""
    document = docx.Document(str(path))
    styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
    return [_para(element, styles) for element in document.element.body.iter(qn("w:p"))]


def _para(element, styles):
    own = element.find(qn("w:pPr"))
    named = own.find(qn("w:pStyle")) if own is not None else None
    style = styles[named.get(qn("w:val"))] if named is not None else styles["Normal"]
    runs = [run.find(qn("w:rPr")) for run in element.iter(qn("w:r"))]
    of_style, layout = style.find(qn("w:rPr")), style.find(qn("w:pPr"))
    spacing = layout.find(qn("w:spacing")) if layout is not None else None
    indent = layout.find(qn("w:ind")) if layout is not None else None
    align = layout.find(qn("w:jc")) if layout is not None else None
    if own is not None and own.find(qn("w:jc")) is not None:
        align = own.find(qn("w:jc"))

    def first(values, fallback):
        return next((value for value in values if value is not None), fallback)

    last, lead = (runs[-1], runs[0]) if runs else (None, None)
    bold = _on(of_style, "b")
    return Para(
        text="".join(
            "\n" if t.tag == qn("w:br") else t.text or "" for t in element.iter(qn("w:t"), qn("w:br"))
        ),
        style=style.find(qn("w:name")).get(qn("w:val")),
        size=first([_half_points(last), _half_points(of_style)], 0.0),
        bold=bool(first([_on(last, "b")], bold)),
        italic=bool(first([_on(last, "i")], _on(of_style, "i"))),
        lead_bold=bool(first([_on(lead, "b")], bold)),
        align="" if align is None else align.get(qn("w:val")),
        indent=0 if indent is None else int(indent.get(qn("w:firstLine"), 0)) * TWIP,
        before=0 if spacing is None else int(spacing.get(qn("w:before"), 0)) / 20,
        after=0 if spacing is None else int(spacing.get(qn("w:after"), 0)) / 20,
        line=1 if spacing is None else int(spacing.get(qn("w:line"), 240)) / 240,
        keep_next=layout is not None and layout.find(qn("w:keepNext")) is not None,
    )


def docx_text(path):
    """All text of a docx's body, white space single."""
    return squeezed(" ".join(paragraph.text for paragraph in docx_paragraphs(path)))


def docx_rules(path):
    """Lengths in mm of the rules: (paragraph before, its style's name, length)."""
    document = docx.Document(str(path))
    section = document.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) / 36000
    made = []
    for element in document.element.body.iter(qn("w:p")):
        own = element.find(qn("w:pPr"))
        if own is None or own.find(qn("w:pBdr")) is None:
            continue
        cell = element.getparent()
        room = width
        if cell.tag == qn("w:tc"):
            room = int(cell.find(qn("w:tcPr")).find(qn("w:tcW")).get(qn("w:w"))) * TWIP
        indent = own.find(qn("w:ind"))
        sides = [int(indent.get(qn(f"w:{side}"))) * TWIP for side in ("left", "right")]
        before = element.getprevious()
        text = "".join(t.text or "" for t in before.iter(qn("w:t")))
        made.append((text, sides, room - sum(sides)))
    return made
