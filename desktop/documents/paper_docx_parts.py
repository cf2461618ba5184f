"""WordprocessingML that python-docx has no words for: paragraphs, runs, tables and page fields, as elements.

Elements are built directly because python-docx walks a whole table for every cell it is asked for, which a list of
a thousand recipients cannot bear. Lengths given in millimetres are turned into twentieths of a point.
"""

from __future__ import annotations

import io
from typing import Any

from desktop.documents.paper import Align, Run, plain
from desktop.documents.paper_styles import CELL_END, CELL_SIDE

TWIPS_PER_MM = 1440 / 25.4
_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
BLACK_LINE = {"val": "single", "sz": "6", "space": "0", "color": "000000"}


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def element(tag: str, **attributes: str | int) -> Any:
    """A ``w:`` element with ``w:`` attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def run_element(run: Run, size: float | None = None) -> Any:
    """A run; weight, slope and size are written only where they differ from the paragraph's style."""
    from docx.oxml.ns import qn

    made = element("r")
    properties = element("rPr")
    for tag, switch in (("b", run.bold), ("i", run.italic)):
        if switch is not None:
            properties.append(element(tag, val=int(switch)))
            properties.append(element(f"{tag}Cs", val=int(switch)))
    if size is not None:
        properties.append(element("sz", val=round(size * 2)))
        properties.append(element("szCs", val=round(size * 2)))
    if len(properties):
        made.append(properties)
    for place, line in enumerate(plain(run.text).split("\n")):
        if place:
            made.append(element("br"))
        text = element("t")
        text.text = line
        text.set(qn("xml:space"), "preserve")
        made.append(text)
    return made


def paragraph_element(
    style_id: str,
    runs: tuple[Run, ...],
    *,
    size: float | None = None,
    align: Align | None = None,
    keep_next: bool = False,
    before: float | None = None,
    left: float = 0,
) -> Any:
    """A paragraph in a named style.

    ``before`` is a gap in points that replaces the style's; ``left`` says how many millimetres it is set in.
    """
    made = element("p")
    properties = element("pPr")
    properties.append(element("pStyle", val=style_id))
    if keep_next:
        properties.append(element("keepNext"))
    if before is not None:
        properties.append(element("spacing", before=round(before * 20)))
    if left:
        properties.append(element("ind", left=twips(left)))
    if align is not None:
        properties.append(element("jc", val=_ALIGN[align]))
    made.append(properties)
    for run in runs:
        made.append(run_element(run, size))
    return made


def rule_element(style_id: str, room: float, length: float, *, keep_next: bool = False) -> Any:
    """An almost flat paragraph whose upper border, ``length`` mm long, is centred in ``room`` mm."""
    made = element("p")
    properties = element("pPr")
    properties.append(element("pStyle", val=style_id))
    if keep_next:
        properties.append(element("keepNext"))
    border = element("pBdr")
    border.append(element("top", **BLACK_LINE))
    properties.append(border)
    side = twips(max(room - length, 0) / 2)
    properties.append(element("ind", left=side, right=side, firstLine=0))
    made.append(properties)
    return made


def table_element(widths: list[float], *, ruled: bool) -> Any:
    """An empty table of fixed column widths in mm, with hairlines or without any line."""
    made = element("tbl")
    properties = element("tblPr")
    properties.append(element("tblW", w=sum(twips(width) for width in widths), type="dxa"))
    properties.append(element("jc", val="left"))
    properties.append(element("tblInd", w=0, type="dxa"))
    if ruled:
        borders = element("tblBorders")
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(element(edge, val="single", sz="4", space="0", color="000000"))
        properties.append(borders)
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    side, end = (twips(CELL_SIDE), twips(CELL_END)) if ruled else (0, 0)
    for name, room in (("top", end), ("left", side), ("bottom", end), ("right", side)):
        margins.append(element(name, w=room, type="dxa"))
    properties.append(margins)
    made.append(properties)
    grid = element("tblGrid")
    for width in widths:
        grid.append(element("gridCol", w=twips(width)))
    made.append(grid)
    return made


def row_element(*, header: bool = False, height: float = 0) -> Any:
    """A table row that never breaks across pages; a ``header`` row repeats on each page."""
    made = element("tr")
    properties = element("trPr")
    properties.append(element("cantSplit"))
    if height:
        properties.append(element("trHeight", val=twips(height), hRule="atLeast"))
    if header:
        properties.append(element("tblHeader"))
    made.append(properties)
    return made


def cell_element(
    width: float, content: list[Any], *, span: int = 1, middle: bool = False, down: int = 1
) -> Any:
    """A cell of ``width`` mm holding ``content`` (paragraph elements).

    It covers ``span`` columns; ``down`` is 2 where it goes on in the row below, and 0 for what goes on there.
    """
    made = element("tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=twips(width), type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=span))
    if down != 1:
        properties.append(element("vMerge", val="restart" if down else "continue"))
    if middle:
        properties.append(element("vAlign", val="center"))
    made.append(properties)
    made.extend(content or [element("p")])
    return made


def picture_run(part: Any, picture: bytes, size: tuple[float, float], name: str, told: str) -> Any:
    """A run that holds a PNG, ``size`` points wide and high; ``told`` is what a screen reader says of it."""
    inline = part.new_pic_inline(io.BytesIO(picture), *(round(points * 12700) for points in size))
    for side in "TBLR":
        # LibreOffice keeps an eighth of an inch free where nothing is said.
        inline.set(f"dist{side}", "0")
    inline.docPr.set("name", plain(name))
    inline.docPr.set("descr", plain(told))
    made, drawing = element("r"), element("drawing")
    drawing.append(inline)
    made.append(drawing)
    return made


def page_field(style_id: str) -> Any:
    """A paragraph that holds nothing but the number of its page."""
    made = paragraph_element(style_id, ())
    for kind, code in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "2"), ("end", "")):
        run = element("r")
        if kind == "text":
            shown = element("t")
            shown.text = code
            run.append(shown)
        elif kind:
            run.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.text = code
            run.append(instruction)
        made.append(run)
    return made
