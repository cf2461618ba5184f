"""A docx that begins with nothing but the styles, margins and language of the decree."""

from __future__ import annotations

from typing import Any

from desktop.documents.paper_docx_parts import element, page_field, twips
from desktop.documents.paper_styles import Page, Sheet, Style

# Word's own names, where it has one: its navigation pane and other readers find headings by them.
BUILT_IN = {"title": "Title", "heading_1": "Heading 1", "heading_2": "Heading 2"}
_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def new_document(sheet: Sheet) -> tuple[Any, dict[str, str]]:
    """An empty python-docx document and the style id of each style of ``sheet``."""
    import docx

    document = docx.Document()
    _set_defaults(document, sheet)
    ids = {name: _define(document, name, style, sheet.font) for name, style in sheet.styles.items()}
    _set_compatibility(document)
    return document, ids


def set_page(section: Any, page: Page, *, restart: bool) -> None:
    """Give a section its sheet and margins; no number on its first page, counting from 1 when ``restart``."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.orientation = WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance, section.footer_distance = Mm(page.number_from_edge), Mm(page.number_from_edge)
    section.gutter = Mm(0)
    section.different_first_page_header_footer = True
    if restart:
        properties = section._sectPr
        for old in properties.findall(element("pgNumType").tag):
            properties.remove(old)
        # The schema orders pgNumType right after the margins.
        properties.find(element("pgMar").tag).addnext(element("pgNumType", start=1))


def number_pages(section: Any, style_id: str) -> None:
    """Put the page number, centred, into the section's header, and nothing into that of its first page."""
    header = section.header
    header.is_linked_to_previous = False
    body = header._element
    for old in list(body):
        body.remove(old)
    body.append(page_field(style_id))
    section.first_page_header.is_linked_to_previous = False
    first = section.first_page_header._element
    for old in list(first):
        first.remove(old)
    empty = element("p")
    properties = element("pPr")
    properties.append(element("pStyle", val=style_id))
    empty.append(properties)
    first.append(empty)


def _fonts(font: str) -> Any:
    return element("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)


def _run_properties(style: Style, font: str) -> Any:
    made = element("rPr")
    made.append(_fonts(font))
    for tag, on in (("b", style.bold), ("i", style.italic)):
        made.append(element(tag, val=int(on)))
        made.append(element(f"{tag}Cs", val=int(on)))
    made.append(element("color", val="000000"))
    for tag in ("sz", "szCs"):
        made.append(element(tag, val=round(style.size * 2)))
    return made


def _paragraph_properties(style: Style) -> Any:
    made = element("pPr")
    if style.keep_next:
        made.append(element("keepNext"))
    made.append(element("widowControl"))
    line = round(style.line * 240)
    made.append(
        element(
            "spacing",
            before=round(style.before * 20),
            after=round(style.after * 20),
            line=line,
            lineRule="auto",
        )
    )
    made.append(element("ind", left=twips(style.left), right=0, firstLine=twips(style.indent)))
    made.append(element("jc", val=_ALIGN[style.align]))
    if style.outline is not None:
        made.append(element("outlineLvl", val=style.outline))
    return made


def _define(document: Any, name: str, style: Style, font: str) -> str:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn

    if name in BUILT_IN:
        made = document.styles[BUILT_IN[name]]
    else:
        made = document.styles.add_style(style.word, WD_STYLE_TYPE.PARAGRAPH)
        made.element.set(qn("w:styleId"), "Std" + name.title().replace("_", ""))
        made.base_style = document.styles["Normal"]
        made.quick_style = True
    root = made.element
    for tag in ("pPr", "rPr"):
        for old in root.findall(element(tag).tag):
            root.remove(old)
    root.append(_paragraph_properties(style))
    root.append(_run_properties(style, font))
    identifier: str = made.style_id
    return identifier


def _set_defaults(document: Any, sheet: Sheet) -> None:
    """Name the font for every script, in the document's defaults and in Normal, and the language Vietnamese."""
    root = document.styles.element
    defaults = root.find(element("docDefaults").tag)
    root.remove(defaults)
    made = element("docDefaults")
    run_default, run = element("rPrDefault"), element("rPr")
    run.append(_fonts(sheet.font))
    for tag in ("sz", "szCs"):
        run.append(element(tag, val=round(sheet.style("body").size * 2)))
    run.append(element("lang", val=sheet.language, eastAsia=sheet.language, bidi=sheet.language))
    run_default.append(run)
    made.append(run_default)
    paragraph_default = element("pPrDefault")
    paragraph_default.append(element("pPr"))
    made.append(paragraph_default)
    root.insert(0, made)
    normal = document.styles["Normal"].element
    for tag in ("pPr", "rPr"):
        for old in normal.findall(element(tag).tag):
            normal.remove(old)
    properties = element("rPr")
    properties.append(_fonts(sheet.font))
    properties.append(element("lang", val=sheet.language, eastAsia=sheet.language, bidi=sheet.language))
    normal.append(properties)


def _set_compatibility(document: Any) -> None:
    """Keep Word from opening the file in the compatibility mode of an older Word, or as if typed in Japanese."""
    from docx.oxml.ns import qn

    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    for old in compat.findall(qn("w:useFELayout")):
        compat.remove(old)
    for setting in compat.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for language in settings.findall(qn("w:themeFontLang")):
        language.attrib.clear()
        language.set(qn("w:val"), "vi-VN")
