"""The end of the paper: who signs and who receives it."""

from __future__ import annotations

import re
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Line, is_upper
from desktop.plans.document import Document
from desktop.plans.proposal import Signer
from desktop.plans.vocabulary import PROPER

_PREFIX: Final = re.compile(r"(?P<p>TM|KT|TL|TUQ|Q) ?\. ?")
_NAME: Final = re.compile(rf"{PROPER}'?(?: {PROPER}'?){{1,6}}")
_ITEM: Final = re.compile(r"[-+•●*] ?(?P<line>.*)")
_RECIPIENTS: Final = re.compile(r"nơi nhận", re.IGNORECASE)
_LOOKAHEAD: Final = 12
_BESIDE: Final = re.compile(r"[-+•●*] ?[^;]*;\s+(?P<form>[^;]+)$")
"""A recipient with the line of the signature printed beside it: "- UBND tỉnh (để b/c); CHỦ TỊCH"."""
_OF_AN_OFFICE: Final = frozenset({"TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"})


def read_signer(document: Document) -> Signer:
    """Title, form and name of the signature block; None for what the text lacks."""
    lines = document.closing
    titles: dict[str, str] = vocabulary.table("document")["signer_titles"]
    found = [index for index, line in enumerate(lines) if _title_of(document, line.text, titles)]
    if not found:
        return Signer(None, None, "")
    last = found[-1]
    first = last
    while first - 1 >= 0 and first - 1 in found:
        first -= 1
    form = [text for line in lines[first : last + 1] for text in _pieces(line.text)]
    after_kt = [
        index for index in range(first, last + 1) if not lines[index].text.startswith(("KT", "TL", "TUQ"))
    ]
    own = _title_of(document, lines[after_kt[0] if after_kt else last].text, titles)
    return Signer(_name(document, lines[last + 1 : last + 1 + _LOOKAHEAD]), own, " / ".join(form))


def _pieces(text: str) -> list[str]:
    """The lines of the form as printed, without that of the collective ("TM. ỦY BAN NHÂN DÂN")."""
    beside = _BESIDE.match(text)
    if beside is not None:
        text = beside["form"]
    found = _PREFIX.match(text)
    if found is not None and found["p"] == "TM":
        return []
    return [text.strip()]


def _title_of(document: Document, text: str, titles: dict[str, str]) -> str | None:
    """The title a signature line holds ("KT. CHỦ TỊCH" holds that of the one who is stood in for)."""
    beside = _BESIDE.match(text)
    if beside is not None:
        text = beside["form"]
    if not is_upper(text):
        return None
    prefix = _PREFIX.match(text)
    bare = _PREFIX.sub("", text).strip(" ,.")
    heads = sorted(titles, key=len, reverse=True)
    head = next((head for head in heads if bare == head or bare.startswith(head + " ")), None)
    if head is None:
        return None
    acting = prefix is not None and prefix["p"] == "Q"
    title = f"{titles[head]}{_office(document, bare[len(head) :])}" if head in _OF_AN_OFFICE else titles[head]
    return f"Quyền {title}" if acting else title


def _office(document: Document, capitals: str) -> str:
    """The office a head of it names behind the title ("TRƯỞNG PHÒNG NỘI VỤ"), written as the text writes it."""
    name = capitals.strip()
    if not name:
        return ""
    written = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", document.shown.replace(name, ""), re.IGNORECASE)
    return f" {written.group()}" if written is not None else f" {name[:1]}{name[1:].lower()}"


def _name(document: Document, lines: list[Line]) -> str | None:
    ranks = vocabulary.any_of("document", "ranks_before_names", starts=True)
    for line in lines:
        text = ranks.sub("", line.text).strip(" .*")
        if _NAME.fullmatch(text):
            # As it is printed: the reader's own text has one kind of apostrophe only.
            return ranks.sub("", document.slice(line.start, line.end)).strip(" .*") if "'" in text else text
        if is_upper(line.text) or line.text.startswith(("(", "[")):
            continue
        if _RECIPIENTS.match(line.text):
            return None
    return None


def read_recipients(document: Document) -> tuple[str, ...]:
    """The lines under Nơi nhận, without the dash."""
    lines = document.closing
    start = next((i for i, line in enumerate(lines) if _RECIPIENTS.match(line.text)), None)
    if start is None:
        return ()
    found: list[str] = []
    for line in lines[start + 1 :]:
        item = _ITEM.match(line.text)
        if item is not None:
            found.append(document.slice(line.start, line.end).lstrip("-–—−+•● "))
        elif found and line.text[0].islower() and not found[-1].endswith((";", ".")):
            found[-1] = f"{found[-1]} {line.text}"
        elif is_upper(line.text) or not line.text[0].isalnum() or found:
            continue
    return tuple(found)
