"""Certificate templates: the data of ``resources/certificates/*.json`` as values.

A template says where each text stands and what surrounds it; the words come from the facts of one award. The
keys are documented by ``resources/certificates/schema/template.schema.json``; the officer's own templates are the
same JSON, kept in the register.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from db import resources
from db.errors import BadInput, NotFound
from desktop.documents import fonts, template_check
from desktop.documents.layout import Box, Fit, Style
from desktop.documents.ornament import Design, Watermark

FOLDER = "certificates"
ImageKind = Literal["emblem", "logo", "signature", "picture"]


@dataclass(frozen=True, slots=True)
class Words:
    """A span of an area before the facts are filled in; ``fixed`` words are on a pre-printed sheet already."""

    text: str
    style: Style
    fixed: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A line as long as the text above it, mm."""

    below: float
    width: float


@dataclass(frozen=True, slots=True)
class Area:
    """A box, its words by paragraph, and when it is drawn.

    ``overprint``: drawn on pre-printed sheets too. ``stack``: the name of the column it stands in, its ``y``
    then comes from there. ``label`` is what the officer calls it.
    """

    box: Box
    lines: tuple[tuple[Words, ...], ...]
    overprint: bool
    stack: str
    rule: Rule | None
    label: str = ""

    @property
    def constant(self) -> bool:
        """Whether every sheet of the template shows the same words in the same place here."""
        return not self.stack and not any("{" in words.text for line in self.lines for words in line)


@dataclass(frozen=True, slots=True)
class Stack:
    """A column of areas that share a height, one under the other.

    ``gaps`` are the least distances between neighbours, widened up to ``widest_gap`` times where there is room.
    The column ends at ``bottom``, or ``clear`` mm over the text of the area ``above``, whichever is higher.
    """

    name: str
    y: float
    bottom: float
    above: str
    clear: float
    gaps: tuple[float, ...]
    widest_gap: float
    smallest: float


@dataclass(frozen=True, slots=True)
class Divider:
    """A pair of tapering rules with a lozenge, left and right of a word in the middle."""

    x: float
    y: float
    gap: float
    length: float


@dataclass(frozen=True, slots=True)
class Picture:
    """An image and its box, drawn from the bytes whose SHA-256 is ``file``; not at all while that is empty.

    The emblem needs no file: it is the bundled drawing, as large as the box holds it.
    """

    name: str
    kind: ImageKind
    x: float
    y: float
    w: float
    h: float
    overprint: bool = False
    file: str = ""


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code of ``size`` mm that says ``text``, in which fields may stand in braces."""

    x: float
    y: float
    size: float
    text: str
    overprint: bool = False

    @property
    def constant(self) -> bool:
        """Whether every sheet shows the same code."""
        return "{" not in self.text


@dataclass(frozen=True, slots=True)
class Phoi:
    """The pre-printed sheet: its stock's name, its real size, and the SHA-256 of its scan (screen only)."""

    stock: str
    width: float
    height: float
    scan: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of certificate. ``title`` is what the officer reads when choosing; measures are mm.

    ``version`` counts its changes; ``forms`` are the codes of the award forms it serves and ``levels`` the tiers
    of organs that may use it, any where empty. ``overprint_only``: it prints on pre-printed sheets alone.
    """

    name: str
    title: str
    version: int
    forms: tuple[str, ...]
    levels: tuple[str, ...]
    width: float
    height: float
    design: Design | None
    images: tuple[Picture, ...]
    qr: Qr | None
    dividers: tuple[Divider, ...]
    areas: tuple[Area, ...]
    stacks: tuple[Stack, ...]
    phoi: Phoi | None
    overprint_only: bool

    def __hash__(self) -> int:
        # The generated one walks through hundreds of values at every look into a cache.
        return hash((self.name, self.version, self.width, self.height, len(self.areas)))


def template_names() -> tuple[str, ...]:
    """Names of the templates that come with the program."""
    return tuple(sorted(file.stem for file in resources.path(FOLDER).glob("*.json")))


@cache
def load_template(name: str = "giay-khen-a4") -> Template:
    """The template of this name that comes with the program.

    Raises:
        NotFound: no template has it; the sentence lists those there are.
    """
    return read_template(raw(name))


def raw(name: str) -> dict[str, Any]:
    """The JSON of a template that comes with the program, each time a copy of its own.

    Raises:
        NotFound: no template has this name.
    """
    if name not in template_names():
        known = ", ".join(template_names())
        raise NotFound(f"Không có mẫu giấy khen “{name}”; hãy chọn một trong các mẫu: {known}.")
    return cast(
        "dict[str, Any]", json.loads(resources.path(f"{FOLDER}/{name}.json").read_text(encoding="utf-8"))
    )


def read_file(path: Path) -> dict[str, Any]:
    """The JSON of an officer's template file, proven sound.

    Raises:
        BadInput: the file cannot be read, is no JSON, or is no template; the sentence names file and field.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(f"Không đọc được tệp mẫu “{path.name}”; hãy kiểm tra tệp rồi mở lại.") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(
            f"Tệp “{path.name}” không phải mẫu giấy khen dạng JSON; hãy chọn tệp đã xuất từ trang Mẫu Giấy khen."
        ) from error
    read_template(data, path.name)
    return cast("dict[str, Any]", data)


def read_template(data: Mapping[str, Any], file: str = "") -> Template:
    """A template out of parsed JSON; ``file`` is named in a refusal where it came from one.

    Raises:
        BadInput: a key is missing, unknown or holds what cannot be drawn.
    """
    template_check.check(data, file)
    return Template(
        name=data["name"],
        title=data["title"],
        version=data.get("version", 1),
        forms=tuple(data.get("forms", ())),
        levels=tuple(data.get("levels", ())),
        width=data["width"],
        height=data["height"],
        design=_design(data["design"]) if "design" in data else None,
        images=tuple(Picture(**row) for row in data.get("images", ())),
        qr=Qr(**data["qr"]) if "qr" in data else None,
        dividers=tuple(Divider(**row) for row in data.get("dividers", ())),
        areas=tuple(_area(row) for row in data["areas"]),
        stacks=tuple(Stack(**{**row, "gaps": tuple(row["gaps"])}) for row in data.get("stacks", ())),
        phoi=Phoi(**data["phoi"]) if "phoi" in data else None,
        overprint_only=data.get("overprint_only", False),
    )


def _design(row: Mapping[str, Any]) -> Design:
    return Design(**{**row, "watermark": Watermark(**row["watermark"]) if "watermark" in row else None})


def _area(row: Mapping[str, Any]) -> Area:
    align: Literal["left", "center", "right"] = row.get("align", "center")
    valign: Literal["top", "middle", "bottom"] = row.get("valign", "top")
    box = Box(
        name=row["name"],
        x=row["x"],
        y=row.get("y", 0.0),
        w=row["w"],
        h=row["h"],
        align=align,
        valign=valign,
        leading=row.get("leading", 1.2),
        fits=tuple(_fit(*way) for way in row.get("fits", [[1]])),
    )
    return Area(
        box=box,
        lines=tuple(tuple(_words(words, row) for words in line) for line in row["lines"]),
        overprint=row.get("overprint", False),
        stack=row.get("stack", ""),
        rule=Rule(**row["rule"]) if "rule" in row else None,
        label=row.get("label", ""),
    )


def _fit(lines: int, largest: float = 1.0, smallest: float | None = None) -> Fit:
    """A way that names one size only is laid out at that size."""
    return Fit(lines, largest, largest if smallest is None else smallest)


def _words(words: Mapping[str, Any], area: Mapping[str, Any]) -> Words:
    """A span with its area's style where it has none of its own."""

    def own(key: str, default: Any) -> Any:
        return words.get(key, area.get(key, default))

    font = fonts.face_key(own("font", "Tinos"), bold=own("bold", False), italic=own("italic", False))
    style = Style(font, own("size", 14), own("colour", "#000000"), own("tracking", 0.0))
    return Words(words["text"], style, words.get("fixed", False))
