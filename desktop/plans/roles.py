"""Who acts: the actor of a clause, or of the point it stands under."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Block
from desktop.plans.document import Document

_LONGEST_ACTOR: Final = 260
_LONGEST_NAME: Final = 120
_DUTY_REACH: Final = 30


@cache
def _verb() -> re.Pattern[str]:
    """A verb a duty begins with: lower case, so that the names of offices are left whole."""
    verbs = sorted(vocabulary.words("acts", "actor_verbs"), key=len, reverse=True)
    after = "".join(rf"(?<!{word} )" for word in vocabulary.words("acts", "not_verbs_after"))
    return re.compile(rf"(?<!\w){after}(?:{'|'.join(verbs)})(?!\w)")


@cache
def _head() -> re.Pattern[str]:
    quantifiers = "|".join(vocabulary.words("acts", "actor_quantifiers"))
    heads = "|".join(sorted(vocabulary.words("acts", "actor_heads"), key=len, reverse=True))
    nots = "|".join(sorted(vocabulary.words("acts", "not_actors"), key=len, reverse=True))
    # "Mỗi nông trường", "các đội xe": whoever it is, a quantifier makes an actor of any noun but one of a thing.
    anyone = rf"(?:{quantifiers}) (?!(?:{nots})(?!\w))[^\W\d_]+"
    return re.compile(rf"(?:\d{{1,3}} )?(?:(?:{quantifiers}) )?(?:{heads})(?!\w)|{anyone}", re.IGNORECASE)


@cache
def _prefix() -> re.Pattern[str]:
    prefixes = sorted(vocabulary.words("acts", "actor_prefixes"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(prefixes)}) (?:cho )?", re.IGNORECASE)


@cache
def _inner() -> re.Pattern[str]:
    """Places inside a sentence where an actor may begin."""
    givers = "|".join(vocabulary.words("acts", "duty_givers"))
    apart = "|".join(vocabulary.words("acts", "setting_apart"))
    return re.compile(rf"(?:\A\W*|[,;:] |(?<!\w)(?:{givers}) )(?:(?:{apart}) )?(?=\S)", re.IGNORECASE)


def tidy(actor: str) -> str:
    """An actor without brackets, numbering and loose punctuation."""
    bare = re.sub(r"\([^)]*\)?", " ", actor)
    return " ".join(bare.split()).strip(" ,;:.-")


def leading_actor(text: str) -> tuple[str, int] | None:
    """The actor a point begins with, and where the duty behind it begins; None when it begins with the duty."""
    prefix = _prefix().match(text)
    start = prefix.end() if prefix else 0
    if _head().match(text, start) is None:
        return None
    colon = text.find(":", start, start + _LONGEST_ACTOR)
    verb = _verb().search(_without_names(text, start), start)
    whole = colon >= 0 and not re.search(r"[.](?= [^\W\d_])", text[start:colon]) and "|" not in text[:colon]
    # "Các đơn vị xây dựng kế hoạch với các nội dung: …" has its verb before the colon.
    if whole and (verb is None or verb.start() > colon or _named_like_a_duty(text, start, colon)):
        return tidy(text[start:colon]), colon + 1
    if verb is not None and verb.start() - start <= _LONGEST_ACTOR and verb.start() > start:
        return tidy(text[start : verb.start()]), verb.start()
    if len(text) <= _LONGEST_ACTOR and not text.rstrip().endswith(".") and verb is None:
        return tidy(text[start:]), len(text)
    return None


def unlisted_actor(text: str) -> tuple[str, int] | None:
    """As :func:`leading_actor` for one nobody listed, where its place says that an actor must stand."""
    topics = vocabulary.any_of("acts", "topics", starts=True)
    if topics.match(text) or _verb().match(text.lower()) or not text[:1].isalpha():
        return None
    colon = text.find(":", 0, _LONGEST_NAME)
    verb = _verb().search(_without_names(text, 0))
    if colon > 0 and (verb is None or verb.start() > colon):
        return tidy(text[:colon]), colon + 1
    if verb is not None and 0 < verb.start() <= _LONGEST_NAME:
        return tidy(text[: verb.start()]), verb.start()
    return None


def _named_like_a_duty(text: str, start: int, colon: int) -> bool:
    """Whether a verb stands in the name itself ("Ban Quản lý dự án đầu tư xây dựng: Đẩy nhanh …"): duties follow."""
    behind = text[colon + 1 : colon + _DUTY_REACH].strip().lower()
    lists = vocabulary.any_of("acts", "listing_words").search(text, start, colon)
    return colon - start <= _LONGEST_NAME and lists is None and _verb().match(behind) is not None


def _without_names(text: str, start: int) -> str:
    """Brackets and the verbs that belong to the name of an office ("Ban Quản lý dự án đầu tư") blanked."""
    bare = _without_brackets(text[: start + _LONGEST_ACTOR])
    names = vocabulary.any_of("acts", "names_with_verbs")
    return names.sub(lambda found: "_" * len(found.group()), bare)


def _without_brackets(text: str) -> str:
    """Brackets blanked, every offset kept."""
    return re.sub(r"\([^)]*\)", lambda found: " " * len(found.group()), text)


def nearest_actor(text: str, before: int) -> str | None:
    """The last actor of a sentence that stands before ``before`` with a verb behind it."""
    found: str | None = None
    reached = -1
    blanked = _without_brackets(text)
    for opening in _inner().finditer(blanked, 0, before):
        head = _head().match(blanked, opening.end())
        if head is None:
            continue
        verb = _verb().search(blanked, head.end())
        # The act itself may open with a verb nobody listed: the actor ends there at the latest.
        stop = verb.start() if verb is not None and verb.start() <= before + 1 else before
        actor = text[opening.end() : stop]
        if stop <= before + 1 and len(actor) <= _LONGEST_ACTOR and not re.search(r"[:]|\. ", actor):
            # ", địa phương cần …" is the end of a longer list of actors, not an actor of its own.
            if stop != reached:
                found = tidy(actor)
            reached = stop
    return found


def block_actor(document: Document, block: Block) -> str | None:
    """The actor a point is given to: its own, or that of the point above."""
    for place in (block, *document.ancestors(block)):
        own = leading_actor(place.text)
        if own is not None and own[0]:
            return own[0]
    return None


def listed(actor: str | None) -> tuple[str, ...]:
    """An actor parted into the groups it names: "các ngành và các tổ dân phố" -> two."""
    if not actor:
        return ()
    parts = re.split(r" và (?=các |những |\d)|; ", actor)
    return tuple(part.strip(" ,;") for part in parts if part.strip(" ,;"))
