"""Who must register or build how many mô hình, công trình, phần việc."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Block, sentences
from desktop.plans.document import Document
from desktop.plans.proposal import LIKELY, SURE, Requirement, RequirementItem, Where
from desktop.plans.roles import block_actor, listed, nearest_actor

ANY: Final = "any"
ALL: Final = "all"
_VERB_REACH: Final = 70
_TAIL: Final = 160
_OF_ALL_TOGETHER: Final = 8
"""So many works that nobody is named for are a goal of all together, no duty of each."""
_EACH: Final = re.compile(
    r" ?(?:[^:;.]{3,80}: ?)?(?P<who>(?:Mỗi|Từng) [^\W\d]+(?:,? [^\W\d]+){0,8}?)(?: có|:)? ", re.IGNORECASE
)
_REPLACED: Final = re.compile(
    r"[^\"]{0,120}\" ?,? ?(?:được |nay )?(?:sửa|thay|đổi|điều chỉnh)(?: đổi| lại)? (?:thành|bằng)",
    re.IGNORECASE,
)
"""Words quoted only because a later paper puts others in their place."""
_OF_THE_ISSUER: Final = re.compile(
    r"(?: trọng điểm| tiêu biểu)?(?: cấp [^\W\d]+)?(?: để)? gắn biển", re.IGNORECASE
)
"""Works the issuing body itself chooses for a plaque."""
_ISSUER: Final = re.compile(
    rf"{vocabulary.UBND} (?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)(?: [^,;]*)?",
    re.IGNORECASE,
)
_OTHERWISE: Final = re.compile(
    r"[^.;:\d]{0,60} hoặc (?:[^.;:\d]{1,40} )?(?:ít nhất |tối thiểu )?", re.IGNORECASE
)
_SAME_KIND: Final = "“{}” nêu hai cách làm cùng một loại: được hiểu theo cách thứ nhất"
_NO_ACTOR: Final = "Câu không nêu rõ ai phải làm; hãy chọn đơn vị"
_COMMA: Final = "“{}” chỉ nối bằng dấu phẩy: có thể là cả hai, có thể là một trong hai"
_SHARED: Final = "“{}” chung một con số: được hiểu là một trong các loại"
_AND_OR: Final = "“{}” viết “và/hoặc”: hãy chọn cách hiểu"
_SOMETHING_ELSE: Final = "“{}” có thể thay bằng việc khác; hãy xem cả câu"
_TWO_READINGS: Final = "Văn bản nói hai cách: “{}” và “{}”; hãy xem cả hai câu rồi chọn"


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One run of numbers and kinds ("01 mô hình hoặc 01 công trình"); offsets in the block's view."""

    start: int
    end: int
    items: tuple[RequirementItem, ...]
    rule: str
    doubt: str


@cache
def _patterns() -> tuple[re.Pattern[str], list[tuple[str, re.Pattern[str]]]]:
    rows = vocabulary.table("acts")["work_kinds"]
    numbers = "|".join(vocabulary.table("items")["numbers"])
    kinds = "|".join(str(row["pattern"]) for row in rows)
    least = vocabulary.tolerant("(?:(?:ít nhất|tối thiểu|không dưới|từ)(?: là| có)? )?")
    count = rf"(?P<n>\d{{1,3}}|{numbers})(?: ?[(]\w+[)])?(?:(?: ?-| đến) ?\d{{1,2}})?(?: trở lên)?"
    # A kind may be followed by what it is like ("mô hình tiêu biểu"), but not by another number.
    # "không quá 02 công trình" sets the most: nothing is owed by it.
    item = rf"(?<!không quá )(?<!tối đa )(?<!nhiều nhất ){least}{count} (?P<k>{kinds})(?!\w)"
    named = [(str(row["kind"]), re.compile(str(row["pattern"]), re.IGNORECASE)) for row in rows]
    return re.compile(rf"(?<![\w/,.]){item}", re.IGNORECASE), named


@cache
def _bare_kind() -> re.Pattern[str]:
    kinds = "|".join(str(row["pattern"]) for row in vocabulary.table("acts")["work_kinds"])
    return re.compile(rf"(?P<j>,|/| hoặc| và/hoặc| và)? ?(?P<k>{kinds})(?!\w)", re.IGNORECASE)


def read_requirements(document: Document) -> tuple[Requirement, ...]:
    """All requirements; the same one said twice in two ways is one with ``ambiguity``."""
    found: list[Requirement] = []
    for block in document.blocks:
        for phrase in _phrases(block):
            requirement = _requirement(document, block, phrase)
            if requirement is not None:
                _add(found, requirement)
    return tuple(found)


@cache
def _or_else() -> re.Pattern[str]:
    """Behind one kind: "… 01 mô hình hoặc giải pháp mới", that is, or something that is not counted."""
    return re.compile(
        rf"(?: [^\W\d]+){{0,3}}? hoặc (?!(?:\d{{1,3}} )?(?:{_kind_words()})(?!\w))", re.IGNORECASE
    )


@cache
def _kind_words() -> str:
    return "|".join(str(row["pattern"]) for row in vocabulary.table("acts")["work_kinds"])


def _phrases(block: Block) -> list[_Phrase]:
    item, _ = _patterns()
    matches = list(item.finditer(block.view.text, block.head))
    groups: list[list[re.Match[str]]] = []
    for match in matches:
        if groups and _linked(block.view.text[groups[-1][-1].end() : match.start()]):
            groups[-1].append(match)
        else:
            groups.append([match])
    text = block.view.text
    phrases: list[_Phrase] = []
    for phrase in (_phrase(text, group) for group in groups):
        last = phrases[-1] if phrases else None
        kinds = {item.kind for item in phrase.items}
        if (
            last is not None
            and kinds == {item.kind for item in last.items}
            and _OTHERWISE.fullmatch(text, last.end, phrase.start)
        ):
            phrases[-1] = replace(last, doubt=_SAME_KIND.format(text[last.start : phrase.end]))
        else:
            phrases.append(phrase)
    return phrases


def _linked(between: str) -> bool:
    """Whether only the kind's own words and a conjunction stand between two numbers."""
    return (
        re.fullmatch(
            rf"(?:,? (?:{_kind_words()}))*(?: [^\W\d]+){{0,8}}?(?: ?\([^()]*\)| \"[^\"]*\")?"
            r"(?: hoặc| và/hoặc| và|,|;|/| hay)"
            rf"(?: (?:ít nhất|tối thiểu|{vocabulary.table('acts')['work_verbs']}))* ?",
            between,
            re.IGNORECASE,
        )
        is not None
    )


def _phrase(text: str, group: list[re.Match[str]]) -> _Phrase:
    items: list[RequirementItem] = []
    joins: list[str] = []
    shared = False
    end = group[0].start()
    for match in group:
        if items:
            joins.append(text[end : match.start()])
        items.append(RequirementItem(_kind(match), _number(match["n"])))
        end = match.end()
        # Kinds without a number of their own share that of the one before: "01 công trình, phần việc".
        while (more := _bare_kind().match(text, end)) is not None and more["j"]:
            kind = _kind(more)
            if any(item.kind == kind for item in items):
                break
            items.append(RequirementItem(kind, items[-1].min))
            end, shared = more.end(), True
    # What stands in brackets or quotes is the name of a kind, no choice between kinds.
    words = re.sub(r" ?(?:\([^()]*\)|\"[^\"]*\")", "", text[group[0].start() : end])
    rule, doubt = _rule(words, joins, shared=shared)
    if rule == ANY and len(set(items)) == 1:
        items = items[:1]  # "01 mô hình thôn thông minh hoặc 01 mô hình thôn kiểu mẫu"
    before = text[max(0, group[0].start() - _TAIL) : group[0].start()]
    if (
        len(items) == 1
        and re.search(r"\d (?:[^\W\d]+ ){1,4}hoặc (?:ít nhất |tối thiểu )?$", before) is not None
    ):
        return _Phrase(group[0].start(), end, tuple(items), ANY, _SOMETHING_ELSE.format(words))
    if len(items) == 1 and _or_else().match(text, end) is not None:
        return _Phrase(group[0].start(), end, tuple(items), ANY, _SOMETHING_ELSE.format(words))
    return _Phrase(group[0].start(), end, tuple(items), rule, doubt)


def _rule(words: str, joins: list[str], *, shared: bool) -> tuple[str, str]:
    """Any or all, and the doubt: what a number shares between kinds, or joins by a comma, can be meant in two ways."""
    joined = " ".join(joins)
    if re.search(r"và ?/ ?hoặc", words):
        return ANY, _AND_OR.format(words)
    if re.search(r"hoặc|\bhay\b", words):
        return ANY, ""
    if shared and not joins:
        return ANY, _SHARED.format(words)
    if shared:
        return ALL, _SHARED.format(words)
    if not joins or re.search(r"\bvà\b", joined):
        return ALL, ""
    return ALL, _COMMA.format(words)


def _kind(found: re.Match[str]) -> str:
    _, named = _patterns()
    # In its place in the text: a pattern may look at what follows ("việc làm" only before "tốt").
    return next(kind for kind, pattern in named if pattern.match(found.string, found.start("k")))


def _number(words: str) -> int:
    numbers: dict[str, int] = vocabulary.table("items")["numbers"]
    return int(words) if words.isdigit() else numbers[words.lower()]


def _requirement(document: Document, block: Block, phrase: _Phrase) -> Requirement | None:
    """The phrase with its verb and actor; None when no duty governs it ("biểu dương 10 mô hình")."""
    text = block.view.text
    start, end = _clause(block, phrase.start)
    urged = vocabulary.any_of("acts", "encouraging").search(text, start, phrase.start)
    part = re.search(r"trong đó,?(?: có)?(?: [^\W\d]+){0,3} $", text[start : phrase.start], re.IGNORECASE)
    if any(item.min < 1 for item in phrase.items) or urged or part or _REPLACED.match(text, phrase.end):
        return None
    verbs = list(
        re.finditer(
            rf"(?<!\w){vocabulary.table('acts')['work_verbs']}(?!\w)",
            text[start : phrase.start],
            re.IGNORECASE,
        )
    )
    near = [verb for verb in verbs if phrase.start - start - verb.end() <= _VERB_REACH]
    if not near:
        return _bare_requirement(document, block, phrase, start)
    begin = start + _first_of_chain(text[start : phrase.start], near)
    if re.search(r"(?<!\w)đã $", text[start:begin], re.IGNORECASE):
        return None
    stop = end if end - phrase.end <= _TAIL else phrase.end
    sentence_start, _ = _sentence(block, phrase.start)
    # "Phấn đấu mỗi thôn có …": the actor may stand behind the first verb.
    actor = (
        nearest_actor(text[sentence_start:end], begin - sentence_start)
        or nearest_actor(text[sentence_start:end], start + near[-1].start() - sentence_start)
        or block_actor(document, block)
    )
    together = any(item.min >= _OF_ALL_TOGETHER for item in phrase.items)
    if not actor and together:
        return None
    picks = near[-1].group().lower().endswith("chọn") and (
        not text[start:begin].strip() or (actor and _ISSUER.fullmatch(actor))
    )
    if _OF_THE_ISSUER.match(text, phrase.end) and (not actor or picks):
        return None
    doubt = phrase.doubt or (None if actor else _NO_ACTOR)
    where = document.where(block, begin, stop, LIKELY if doubt else SURE, doubt or "")
    return Requirement(listed(actor), phrase.items, phrase.rule, where, ambiguity=doubt)


def _bare_requirement(document: Document, block: Block, phrase: _Phrase, start: int) -> Requirement | None:
    """A clause that is nothing but the number each one owes: "Mỗi thôn 01 phần việc"."""
    alone = _EACH.fullmatch(block.view.text[start : phrase.start])
    if alone is None:
        return None
    where = document.where(block, start + alone.start("who"), phrase.end, LIKELY, phrase.doubt)
    return Requirement(listed(alone["who"]), phrase.items, phrase.rule, where, ambiguity=phrase.doubt or None)


def _first_of_chain(before: str, verbs: list[re.Match[str]]) -> int:
    """Where the chain of verbs begins ("đăng ký, lựa chọn, triển khai xây dựng"): the quote starts there."""
    first = verbs[-1].start()
    for verb in reversed(verbs[:-1]):
        if re.fullmatch(r"(?:,| và|;)?(?: [^\W\d]+){0,3},? ?", before[verb.end() : first]) is None:
            break
        first = verb.start()
    return first


def _clause(block: Block, place: int) -> tuple[int, int]:
    for sentence in sentences(block):
        if sentence.start <= place < sentence.end:
            return sentence.start, sentence.end
    return block.head, len(block.view.text)


def _sentence(block: Block, place: int) -> tuple[int, int]:
    for sentence in sentences(block, clauses=False):
        if sentence.start <= place < sentence.end:
            # A clause after ";" with its own subject is its own sentence; without one it borrows the first.
            start, end = _clause(block, place)
            own = nearest_actor(block.view.text[start:end], place - start)
            return (start, end) if own else (sentence.start, sentence.end)
    return block.head, len(block.view.text)


def _add(found: list[Requirement], new: Requirement) -> None:
    for index, old in enumerate(found):
        if old.items != new.items or not _same_people(old.who, new.who):
            continue
        if old.rule == new.rule:
            found[index] = replace(old, also=(*old.also, new.where))
            return
        keep, drop = (old, new) if old.ambiguity is None or new.ambiguity is not None else (new, old)
        found[index] = replace(
            keep,
            also=(*keep.also, drop.where),
            ambiguity=_TWO_READINGS.format(_core(old.where), _core(new.where)),
        )
        return
    found.append(new)


def _core(where: Where) -> str:
    quote = " ".join(where.quote.replace("*", "").split())
    item, _ = _patterns()
    matches = list(item.finditer(quote))
    return quote[matches[0].start() : matches[-1].end()] if matches else quote


def _same_people(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return False
    left, right = (
        set(re.findall(r"\w+", " ".join(who).lower())) - {"các", "mỗi", "từng", "và"} for who in (one, other)
    )
    return len(left & right) * 2 > min(len(left), len(right)) and (
        left <= right or right <= left or len(left & right) * 5 >= 4 * max(len(left), len(right))
    )
