"""Whether a text launches an emulation drive, or changes one: anything else is refused in one sentence."""

from __future__ import annotations

import re
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.document import Document
from desktop.plans.source_errors import NotAPlan

LAUNCH: Final = "launch"
CHANGE: Final = "change"
_OPENING: Final = 3000
_LEAST_MENTIONS: Final = 2
_LEAST_BLOCKS: Final = 2
_NO_PLAN: Final = (
    "Văn bản này không phải kế hoạch phát động thi đua; hãy chọn kế hoạch, chỉ thị hoặc hướng dẫn phát động."
)
_AWARDS: Final = (
    "Đây là văn bản khen thưởng, không phải kế hoạch phát động thi đua; hãy nhập ở mục Quyết định & In."
)
_NOTHING: Final = (
    "Không tìm thấy nội dung phát động thi đua; hãy kiểm tra lại tệp hoặc dán đủ nội dung kế hoạch."
)


def refuse_what_is_no_plan(document: Document) -> None:
    """A drive is launched by a paper of a launching type that speaks of emulation in its title or its acts.

    Raises:
        NotAPlan: an invoice, an award decision, a report, an ordinary letter, noise.
    """
    kind, title = document.zones.title_type, _title(document)
    if kind in vocabulary.words("document", "other_types"):
        raise NotAPlan(_NO_PLAN)
    if vocabulary.any_of("document", "awarding_titles", starts=True).match(title):
        raise NotAPlan(_AWARDS)
    if len(document.blocks) < _LEAST_BLOCKS:
        raise NotAPlan(_NOTHING)
    if not kind:
        if _mentions(document) < _LEAST_MENTIONS:
            raise NotAPlan(_NO_PLAN)
        if vocabulary.any_of("document", "launching_cues").search(document.shown[:_OPENING]) is None:
            raise NotAPlan(_NOTHING)
        return
    if not _speaks_of_emulation(document, kind, title):
        raise NotAPlan(_NO_PLAN)


def purpose(document: Document) -> str:
    """CHANGE for a later paper about a drive that runs (extension, quotas, dossier day), LAUNCH for the plan itself."""
    title = _title(document)
    changes = vocabulary.any_of("document", "changing_titles").search(title) is not None
    launches = vocabulary.any_of("document", "launching_titles").search(title) is not None
    return CHANGE if changes and not launches else LAUNCH


def _title(document: Document) -> str:
    return document.slice(*document.zones.title) if document.zones.title else ""


def _mentions(document: Document) -> int:
    return len(re.findall(r"thi đua", document.shown, re.IGNORECASE))


def _speaks_of_emulation(document: Document, kind: str, title: str) -> bool:
    """A plan or directive does in its title, or several times in its acts; a letter or decision must in its title."""
    launches = vocabulary.any_of("document", "launching_titles").search(title) is not None
    changes = vocabulary.any_of("document", "changing_titles").search(title) is not None
    subject = vocabulary.any_of("document", "emulation_subjects").search(title) is not None
    if kind in vocabulary.words("document", "strict_types"):
        ordinary = vocabulary.any_of("document", "ordinary_titles", starts=True).match(title) is not None
        return (subject and (launches or changes) and not ordinary) or (not title and _acts(document))
    return (
        (subject and _mentions(document) > 0) or (launches and _acts(document)) or _acts(document, often=True)
    )


def _acts(document: Document, *, often: bool = False) -> bool:
    """Whether the paper itself launches something, by its own words in its opening."""
    cue = vocabulary.any_of("document", "launching_cues").search(document.shown[:_OPENING]) is not None
    return cue and _mentions(document) >= (_LEAST_MENTIONS if often else 1)
