"""The office's own Word template in place of a paper's layout, filled in a sandbox.

A template is a docx with fields: ``{{ trich_yeu }}``, ``{% for dong in danh_sach[0].dong %}`` … :func:`fields`
lists them. The template is a file from outside, so its expressions run in Jinja's sandbox; what fills them is plain
text, escaped, and never looked at for fields again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from db.errors import BadInput, NotFound, Refused
from db.files import write_whole
from desktop.documents.paper import (
    Annex,
    Article,
    Block,
    Header,
    Heading,
    Paper,
    Paragraph,
    Row,
    Table,
    plain,
    recipient_lines,
)
from desktop.documents.paper_words import words

KIND = "office_template"
MOST_BYTES = 100_000_000
"""What a template unpacks to at most; a real one with its pictures is a few million."""

# "'dict object' has no attribute 'hoten'": the attribute is at fault, not the object.
_LACKING = re.compile(r"has no (?:attribute|element) '?([^']+)'?")
_QUOTED = re.compile(r"['“]([^'”]+)['”]")


def write_from_template(paper: Paper, template: Path, target: Path) -> None:
    """Fill the office's ``template`` with ``paper`` and write it to ``target`` (a docx).

    Raises:
        BadInput: the template is no docx, is written wrongly, asks for an unknown field or for what the sandbox
            forbids; or ``target`` is a PDF, which only Word or LibreOffice can make of it.
        NotFound: there is no such template.
        Refused: the target is open elsewhere, or its folder is missing, full or not writable.
    """
    wording = words(KIND)
    if target.suffix.lower() != ".docx":
        raise BadInput(wording("pdf"))
    write_whole(target, fill(paper, template))


def fill(paper: Paper, template: Path) -> bytes:
    """The template filled with ``paper``, as the bytes of a docx.

    Raises:
        BadInput: as :func:`write_from_template`.
    """
    packed = io.BytesIO()
    _filled(paper, template).save(packed)
    return packed.getvalue()


def fields(paper: Paper) -> dict[str, Any]:
    """What a template may use, by name: text, lists of text, and the rows of tables (``o`` holds a row's cells)."""
    header = paper.header or Header(())
    paragraphs = {
        style: [b.text for b in paper.blocks if isinstance(b, Paragraph) and b.style == style]
        for style in ("title", "summary", "addressee", "addressee_list", "authority", "basis")
    }
    signers = [
        {"chuc_vu": [plain(line) for line in signature.lines], "ho_ten": plain(signature.name)}
        for signature in paper.signatures
    ]
    values: dict[str, Any] = {
        "co_quan_chu_quan": "\n".join(header.superior_lines),
        "co_quan": "\n".join(header.organ_lines),
        "so": header.number,
        "ve_viec": header.subject,
        "dia_danh_ngay": header.place_date,
        "ten_loai": "\n".join(paragraphs["title"]),
        "trich_yeu": "\n".join(paragraphs["summary"]),
        "kinh_gui": "\n".join([*paragraphs["addressee"], *paragraphs["addressee_list"]]),
        "tham_quyen": "\n".join(paragraphs["authority"]),
        "can_cu": paragraphs["basis"],
        "noi_dung": list(_texts(paper.blocks)),
        "noi_nhan": list(recipient_lines(paper.recipients)),
    }
    plain_values = {name: _plain(value) for name, value in {**values, **dict(paper.named)}.items()}
    tables = [_table(block) for block in paper.blocks if isinstance(block, Table)]
    return {
        **plain_values,
        "nguoi_ky": Parts(signers, {"chuc_vu": [], "ho_ten": ""}),
        "bang": Parts(tables, {"cot": [], "dong": []}),
        "danh_sach": Parts(map(_annex, paper.annexes), {"tieu_de": [], "dong": []}),
    }


class Parts(list[dict[str, Any]]):
    """Tables, lists or signatures of a paper; one it has not is empty.

    A template serves every paper of its kind: the decision with a list and the one with a single name.
    """

    def __init__(self, parts: Iterable[dict[str, Any]], empty: dict[str, Any]) -> None:
        super().__init__(parts)
        self._empty = empty

    def __getitem__(self, at: Any) -> Any:
        """The part at a place, or the empty one."""
        beyond = isinstance(at, int) and not -len(self) <= at < len(self)
        return self._empty if beyond else super().__getitem__(at)


def _plain(value: str | list[str]) -> str | list[str]:
    return plain(value) if isinstance(value, str) else [plain(text) for text in value]


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The running text of a paper: headings, articles and body paragraphs."""
    for block in blocks:
        match block:
            case Heading():
                yield block.text
            case Article():
                yield f"Điều {block.number}. {block.text}"
                yield from block.more
            case Paragraph() if block.style == "body":
                yield block.text


def _annex(annex: Annex) -> dict[str, Any]:
    titles = [b.text for b in annex.blocks if isinstance(b, Paragraph) and b.style.startswith("annex_")]
    tables = [_table(block) for block in annex.blocks if isinstance(block, Table)]
    return {
        "tieu_de": [plain(text) for text in titles],
        "dong": [row for table in tables for row in table["dong"]],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "cot": [plain(column.title) for column in table.columns],
        "dong": [_row(table, row) for row in table.rows],
    }


def _row(table: Table, row: Row) -> dict[str, Any]:
    cells = [plain(text) for text in row.cells]
    # A group's title stands in the first cell; the others are empty, so that a template needs one kind of row.
    cells += [""] * (len(table.columns) - len(cells))
    return {"o": cells, "nhom": row.kind == "group", "tong": row.kind == "total"}


def environment() -> Any:
    """Jinja's sandbox as templates are filled in it; made anew for each, because it counts what is done in it."""
    from desktop.documents.office_sandbox import OfficeSandbox

    wording = words(KIND)
    return OfficeSandbox(wording.value("filters"), wording.value("methods"))


def open_template(template: Path) -> Any:
    """The template as docxtpl holds it.

    Raises:
        BadInput: it is no docx that can be read, or unpacks to more than any paper.
        NotFound: there is no such template.
    """
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate

    class StrictTemplate(DocxTemplate):  # type: ignore[misc]
        """docxtpl mends a broken document by dropping what does not fit; an office paper must not lose words."""

        def fix_tables(self, xml: str) -> Any:
            """Refuse XML that tags have torn apart before docxtpl mends tables."""
            expat.ParserCreate().Parse(xml.encode("utf-8"), True)
            return super().fix_tables(xml)

    wording = words(KIND)
    if not template.is_file():
        raise NotFound(wording("missing", file=template.name))
    try:
        with zipfile.ZipFile(template) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MOST_BYTES:
            raise BadInput(wording("too_big", file=template.name))
        made = StrictTemplate(str(template))
        body = made.get_docx().element.body
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        KeyError,
        SyntaxError,
        AttributeError,
        ValueError,
    ) as error:
        raise BadInput(wording("not_word", file=template.name)) from error
    if body is None:
        raise BadInput(wording("not_word", file=template.name))
    return made


def _filled(paper: Paper, template: Path) -> Any:
    """The rendered template, or the refusal its author can act upon."""
    from jinja2.exceptions import TemplateError

    name, wording = template.name, words(KIND)
    made = open_template(template)
    try:
        made.render(fields(paper), environment())
    except (KeyError, SyntaxError) as error:
        raise BadInput(wording("not_word", file=name)) from error
    except TemplateError as error:
        raise _refusal(error, name) from error
    except expat.ExpatError as error:
        raise BadInput(wording("broken_layout", file=name)) from error
    except (ArithmeticError, TypeError, ValueError, IndexError, AttributeError, RecursionError) as error:
        # What an expression of the template itself may raise: 1/0, "a" + 1, range(10**9), brackets without end.
        told = wording.value("why")
        why = next(
            (told[of.__name__] for of in type(error).__mro__ if of.__name__ in told), told["Exception"]
        )
        raise BadInput(wording("fails", file=name, detail=why)) from error
    return made


def _refusal(error: Exception, name: str) -> Refused:
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

    wording = words(KIND)
    detail = _offender(error)
    if isinstance(error, SecurityError):
        return BadInput(wording("unsafe", file=name, detail=detail))
    if isinstance(error, UndefinedError):
        return BadInput(wording("unknown_field", file=name, detail=detail))
    key = "syntax" if isinstance(error, TemplateSyntaxError) else "fails"
    return BadInput(wording(key, file=name, detail=detail))


def _offender(error: Exception) -> str:
    """What Jinja's English message quotes: the field, attribute, tag or sign at fault; else that something lacks."""
    lacking = _LACKING.search(str(error))
    if lacking:
        return f"“{lacking[1]}”"
    quoted = [text for text in _QUOTED.findall(str(error)) if not text.startswith(("end of ", "begin of "))]
    return f"“{quoted[0]}”" if quoted else str(words(KIND).value("why")["SyntaxError"])
