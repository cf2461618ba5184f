"""A Word file -> its shown text: paragraphs with their automatic numbers, tables, text boxes, headers, footnotes.

Read from the parts themselves: python-docx shows neither the numbers Word computes nor text boxes. What a reader of
the paper sees is kept (inserted text), what he does not see is left out (deleted and hidden text, page numbers).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.plans.numbering import Numbering
from desktop.plans.source_errors import UnreadableSource

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY: Final = "word/document.xml"
LARGEST_PART: Final = 60 * 1024 * 1024
"""Bytes of XML unpacked; the longest plan has a twentieth of it."""
_MOST_PARTS: Final = 4000
_LOCKED: Final = 1
"""Bit of a zip entry that is encrypted."""
_LAYOUT_COLUMNS: Final = 2
_LAYOUT_ROWS: Final = 3
_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNSEEN: Final = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr")
)
_PAGE_LINE: Final = re.compile(r"(?:trang|page)?\s*\d{0,4}\s*(?:/|trên|of)?\s*\d{0,4}", re.IGNORECASE)
_ENTITY: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def docx_text(path: Path) -> str:
    """The text of a .docx in reading order, paragraphs parted by an empty line.

    Raises:
        UnreadableSource: no Word file, torn, or made to fill the memory.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bombs(archive, path.name)
            archive.getinfo("[Content_Types].xml")
            return _Reader(archive, path.name).text()
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        SyntaxError,
        NotImplementedError,
        EOFError,
    ) as error:
        # lxml's XMLSyntaxError is a SyntaxError; an encrypted or oddly packed part raises RuntimeError's child.
        raise UnreadableSource(
            f"“{path.name}” không phải tệp Word .docx đọc được; hãy lưu lại bằng Word kiểu .docx."
        ) from error


def _refuse_bombs(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & _LOCKED for part in parts):
        raise UnreadableSource(
            f"“{name}” có mật khẩu; hãy bỏ mật khẩu rồi lưu lại, hoặc dán nội dung kế hoạch."
        )
    read = sum(part.file_size for part in parts if part.filename.endswith(".xml"))
    if len(parts) > _MOST_PARTS or read > LARGEST_PART:
        raise UnreadableSource(
            f"“{name}” bung ra quá lớn so với một kế hoạch, có thể là tệp cố ý phá máy; hãy dán nội dung cần đọc."
        )


class _Reader:
    """Walks the body of one document; keeps its numbering and its notes."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._body = self._part(_BODY)
        self._numbering = Numbering(self._part("word/numbering.xml"), self._part("word/styles.xml"))
        self._notes = self._part("word/footnotes.xml")

    def text(self) -> str:
        """Headers, body, footers."""
        if self._body is None or self._body.find(f"{W}body") is None:
            raise ValueError("no body")
        pieces = [
            *self._margins("header"),
            *self._blocks(self._body.find(f"{W}body")),
            *self._margins("footer"),
        ]
        return "\n\n".join(pieces)

    def _part(self, name: str) -> Element | None:
        from lxml import etree  # type: ignore[import-untyped]

        if name not in self._archive.namelist():
            return None
        with self._archive.open(name) as part:
            data = part.read(LARGEST_PART + 1)
        if len(data) > LARGEST_PART or _ENTITY.search(data[:4096]):
            raise UnreadableSource(
                f"“{self._name}” có phần khai báo không được phép hoặc quá lớn; hãy lưu lại bằng Word kiểu .docx."
            )
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root: Element = etree.fromstring(data, parser)
        return root

    def _margins(self, kind: str) -> Iterator[str]:
        """The lines of headers or footers, each once; page numbers are none."""
        seen: set[str] = set()
        for name in sorted(self._archive.namelist()):
            if not re.fullmatch(rf"word/{kind}\d*\.xml", name):
                continue
            root = self._part(name)
            if root is None:
                continue
            for piece in self._blocks(root):
                line = " ".join(piece.split())
                if line not in seen and _PAGE_LINE.fullmatch(line.strip("-–— ")) is None:
                    seen.add(line)
                    yield piece

    def _blocks(self, container: Element | None) -> Iterator[str]:
        for child in container if container is not None else ():
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag not in _UNSEEN and child.tag != _FALLBACK:
                # Content controls and other wrappers.
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        """The paragraph with its number, its text boxes behind it, then its footnotes."""
        boxes: list[Element] = []
        notes: list[str] = []
        text = "".join(self._runs(paragraph, boxes, notes))
        # The number counts on even where the paragraph itself is empty, as in Word.
        number = self._numbering.next(paragraph)
        if text.strip():
            yield f"{number} {text.strip()}" if number else text.strip("\n")
        for box in boxes:
            yield from self._blocks(box)
        for note in notes:
            yield from self._footnote(note)

    def _runs(self, element: Element, boxes: list[Element], notes: list[str]) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _UNSEEN or tag == _FALLBACK or not isinstance(tag, str):
                continue
            if tag == f"{W}r" and _hidden(child):
                continue
            if tag == f"{W}t":
                yield child.text or ""
            elif tag in {f"{W}tab", f"{W}ptab"}:
                yield "\t"
            elif tag in {f"{W}br", f"{W}cr"}:
                yield "\n"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag == f"{W}footnoteReference":
                notes.append(child.get(f"{W}id", ""))
            else:
                yield from self._runs(child, boxes, notes)

    def _footnote(self, number: str) -> Iterator[str]:
        for note in self._notes if self._notes is not None else ():
            if note.get(f"{W}id") == number:
                lines = " ".join(" ".join(piece.split()) for piece in self._blocks(note))
                if lines:
                    yield f"{number.translate(_SUPERSCRIPT)} {lines}"

    def _table(self, table: Element) -> Iterator[str]:
        """A layout table (letterhead, signature) cell by cell; a real table row by row, cells parted by " | "."""
        rows = [self._cells(row) for row in table.iter(f"{W}tr") if _owner(row) is table]
        columns = max((len(row) for row in rows), default=0)
        if columns <= _LAYOUT_COLUMNS and len(rows) <= _LAYOUT_ROWS:
            for row in rows:
                yield from (text for _, text in row if text.strip())
            return
        above: list[str] = []
        lines = []
        for row in rows:
            cells = [
                above[index] if merged and index < len(above) else " ".join(text.split())
                for index, (merged, text) in enumerate(row)
            ]
            above = cells
            lines.append(f"| {' | '.join(cells)} |")
        yield "\n".join(lines)

    def _cells(self, row: Element) -> list[tuple[bool, str]]:
        """(continues the cell above, text) of each cell; one that spans columns stands once per column."""
        cells: list[tuple[bool, str]] = []
        for cell in row.iter(f"{W}tc"):
            if _owner(cell) is not row:
                continue
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = int(span.get(f"{W}val", "1")) if span is not None else 1
            below = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            cells.append((below, "\n".join(self._blocks(cell))))
            cells += [(False, "")] * (min(width, 20) - 1)
        return cells


def _owner(element: Element) -> Element | None:
    """The table of a row, the row of a cell, through content controls."""
    above = element.getparent()
    while above is not None and above.tag.rsplit("}", 1)[-1] in {"sdt", "sdtContent", "ins", "customXml"}:
        above = above.getparent()
    return above


def _hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in {"0", "false"}
