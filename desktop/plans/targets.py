"""Numeric goals: value, unit, and by when.

A number with a unit is a goal when its section, its own clause or the verb before it makes it one: under "Chỉ tiêu" all
of them, under "Nội dung thi đua" and "Tổ chức thực hiện" what a verb or a rate asks for, elsewhere only what is
expressly striven for. Quotas of awards, counts that describe ("34 tổ dân phố") and what is already reached are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Block, sentences
from desktop.plans.document import Document
from desktop.plans.goal_tables import read_goal_tables
from desktop.plans.proposal import DOUBTFUL, LIKELY, Phase, Target
from desktop.plans.quantities import Quantity, quantities
from desktop.plans.roles import leading_actor
from desktop.plans.times import find_times

_REACH: Final = 90
_DIGIT: Final = re.compile(r"\d")
_LABEL: Final = 50
_LEAD: Final = 40
_SHORT_CLAUSE: Final = 70
_HEADING: Final = 90
_UNHEADED: Final = "Con số không đứng trong mục chỉ tiêu; có thể chỉ để mô tả"
_MEASURED: Final = re.compile(r"\d[\d.,]* ?(?:%|‰)")
_ONWARD: Final = re.compile(
    r"[^,.;\d]{0,40}? (?:lên|xuống|đến|còn)(?: còn| trên| dưới| ít nhất)? (?=\d[\d.,]* ?)"
)

_EMULATION: Final = re.compile(r"nội dung (?:và [^,]*)?thi đua.*khen", re.IGNORECASE)
_EACH: Final = re.compile(r"(?:mỗi|từng|hằng|hàng) [^\W\d]+(?: [^\W\d]+)? ?\Z", re.IGNORECASE)
_SHORTENED: Final = re.compile(r"(?:không quá|tối đa|dưới|còn|giảm|rút ngắn|xuống)[^,;]*\Z", re.IGNORECASE)
_AT_LEAST: Final = re.compile(r"(?:ít nhất|tối thiểu|không dưới|đạt) \Z", re.IGNORECASE)
_REQUIRED: Final = re.compile(r"(?:mỗi|từng|các|những|(?<!được )đăng ký)(?!\w)[^;]*\Z", re.IGNORECASE)
"""Whoever must register works does so under what the plan requires, not under its goals."""
_LISTED: Final = re.compile(r"(?:,|;|và|cùng|trong đó)(?: với| có)? \Z")
_SO_FAR: Final = re.compile(
    r"(?:\d{1,2} tháng|năm 20\d\d|quý [IV\d]+|hiện|đến nay)[^,;.]{0,30}(?:đạt|là|có|còn|được)[^,;.]{0,12}\Z",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r"chiếm(?: khoảng| gần| hơn)? \Z", re.IGNORECASE)
_THEN_MORE: Final = re.compile(r"[^;.,]{0,20}[,;] (?:ph[ấâầ]n đ[ấầ]u|nâng|mục tiêu|quyết tâm)", re.IGNORECASE)
_ASIDE: Final = re.compile(r"\((?:còn|hiện|đang|gồm|tổng|khoảng)(?: [^\W\d_]+){0,3} \Z", re.IGNORECASE)
"""In brackets, what there is: "thu dứt điểm nợ thuế (còn 1,2 tỷ đồng)"."""
GOALS, CONTENT, OTHER, AWARDS = "goals", "content", "other", "awards"
_HEADINGS: Final = (
    (AWARDS, "award_headings"),
    (GOALS, "goal_headings"),
    (OTHER, "other_headings"),
    (CONTENT, "content_headings"),
)


@dataclass(frozen=True, slots=True)
class _Reading:
    document: Document
    block: Block
    section: str
    phases: tuple[Phase, ...]

    @property
    def text(self) -> str:
        return self.block.view.text

    def counts_actors(self, number: Quantity) -> bool:
        """Whether it stands in the actor the block begins with: "Trưởng ban nhân dân 34 khóm: …"."""
        if number.unit.lower() not in _all("places"):
            return False
        actor = leading_actor(self.block.text)
        return actor is not None and number.start < self.block.head + actor[1]


@cache
def _all(key: str) -> frozenset[str]:
    return frozenset(vocabulary.words("goals", key))


@cache
def _before(key: str) -> re.Pattern[str]:
    """One of the words directly before a number."""
    words = "|".join(sorted(vocabulary.words("goals", key), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?: (?:cho|là))? ?:? ?\Z", re.IGNORECASE)


@cache
def _verb_before() -> re.Pattern[str]:
    """A verb of doing, at most a few small words before the number."""
    verbs = "|".join(sorted(vocabulary.words("goals", "verbs"), key=len, reverse=True))
    small = (
        "mới|thêm|được|ít nhất|tối thiểu|trên|từ|hơn|khoảng|là|gần|cho|và|đưa vào sử dụng|xong|hoàn thành|xóa"
    )
    return re.compile(
        rf"(?<!\w)(?:{vocabulary.tolerant(verbs)})(?: (?:{vocabulary.tolerant(small)})){{0,3}} \Z",
        re.IGNORECASE,
    )


def read_targets(document: Document, phases: tuple[Phase, ...]) -> tuple[Target, ...]:
    """Goals in reading order, each once; those of tables with a column of values too."""
    found: dict[tuple[str, float, str], Target] = {}
    tables = read_goal_tables(document)
    sections: dict[int, str | None] = {}
    for block in document.blocks:
        for target in tables.get(block.index, ()):
            found.setdefault((target.text, target.value, target.unit), target)
        if block.index in tables or not _counts(block):
            continue
        section = _section(document, block, sections)
        if section == AWARDS:
            continue
        reading = _Reading(document, block, section, phases)
        for sentence in sentences(block, clauses=False):
            for target in _of_sentence(reading, sentence.start, sentence.end):
                found.setdefault((target.text, target.value, target.unit), target)
    return tuple(found.values())


@cache
def _spelt() -> tuple[str, ...]:
    return tuple(f" {word} " for word in vocabulary.table("items")["numbers"])


def _counts(block: Block) -> bool:
    """Whether a block holds any number: most hold none, and the grammar is dear."""
    text = block.view.text
    return _DIGIT.search(text, block.head) is not None or any(word in text for word in _spelt())


def _section(document: Document, block: Block, known: dict[int, str | None]) -> str:
    """What the headings above a block (and its own label) say of the numbers under them; ``known`` ones are kept."""
    sections = [section] if (section := _named(block, block)) else []
    for above in document.ancestors(block):
        if above.index not in known:
            known[above.index] = _named(above, block)
        if section := known[above.index]:
            sections.append(section)
    if AWARDS in sections:
        return AWARDS
    if not sections:
        # Under a heading of words nobody listed, or as a point of a letter, it is told what is to be done.
        told = block.parent is not None or (block.kind == "item" and leading_actor(block.text) is not None)
        return CONTENT if told else OTHER
    return GOALS if sections[0] == CONTENT and GOALS in sections else sections[0]


def _named(above: Block, block: Block) -> str | None:
    label, colon, _ = above.text[:_HEADING].partition(":")
    label = label if colon else above.text
    # A point without a label of its own is no heading; its first words may name what is striven for.
    own = above.index == block.index and not colon
    if own or len(label) > _HEADING:
        return GOALS if own and re.match(r"\W*(?:chỉ tiêu|mục tiêu)", label, re.IGNORECASE) else None
    first: dict[str, int] = {}
    for section, key in _HEADINGS:
        match = vocabulary.any_of("goals", key).search(label)
        if match is not None:
            first[section] = match.start()
    if AWARDS in first:
        return CONTENT if GOALS in first or _EMULATION.search(label) else AWARDS
    if GOALS in first:
        return GOALS
    return min(first, key=lambda section: first[section]) if first else None


def _of_sentence(reading: _Reading, start: int, end: int) -> list[Target]:
    found: list[Target] = []
    last = start
    goes_on = False
    for number in quantities(reading.text, start, end):
        left = max(last, number.start - 2 * _REACH)
        if reading.counts_actors(number) or _describes(reading.text, number, start, left, reading.section):
            continue
        goes_on = _is_goal(reading, number, start, left, goes_on=goes_on)
        if goes_on:
            found.append(_target(reading, number, max(left, number.start - _REACH), start, end))
        if goes_on or number.unit:
            last = number.end
    return found


def _is_goal(reading: _Reading, number: Quantity, start: int, left: int, *, goes_on: bool) -> bool:
    """Whether the number is striven for; ``goes_on`` when the one before it in its sentence was."""
    text = reading.text
    before = text[max(start, number.start - _LEAD) : number.start]
    clause = text[_clause_start(text, left, number.start) : number.start]
    rate = _MEASURED.match(text, number.start) is not None
    more = re.match(r" trở lên", text[number.end :]) is not None
    if reading.section == OTHER:
        return _is_striven_for(reading, number, start, left, before, rate=rate, more=more, goes_on=goes_on)
    if not number.unit or not text[number.start].isdigit():
        asked = _verb_before().search(before) or (not number.unit and _AT_LEAST.search(before))
        return _unlisted_noun(reading, number) is not None and bool(asked)
    if rate or more or reading.section == GOALS:
        return True
    if goes_on and _LISTED.search(text[max(left, number.start - _SHORT_CLAUSE) : number.start]):
        return True
    return _asked_for(before, clause)


def _asked_for(before: str, clause: str) -> bool:
    return (
        _before("bare_cues").search(before) is not None
        or vocabulary.any_of("goals", "cues").search(clause) is not None
        or vocabulary.any_of("goals", "verbs").search(clause) is not None
    )


def _is_striven_for(
    reading: _Reading,
    number: Quantity,
    start: int,
    left: int,
    before: str,
    *,
    rate: bool,
    more: bool,
    goes_on: bool,
) -> bool:
    """Outside of goals and contents only a number the sentence expressly strives for is one."""
    text = reading.text
    if not number.unit or not text[number.start].isdigit():
        return False
    cue = vocabulary.any_of("goals", "strong_cues")
    left = max(left, text.rfind("; ", left, number.start) + 1)
    governed = more or rate or cue.search(text[left : number.end]) or goes_on
    wide = more or cue.search(text[max(start, text.rfind("; ", start, number.start) + 1) : number.end])
    near = (
        _before("bare_cues").search(before)
        or vocabulary.any_of("goals", "cues").search(before)
        or vocabulary.any_of("goals", "verbs").search(before)
    )
    return bool(governed and wide and (rate or near))


def _describes(text: str, number: Quantity, start: int, left: int, section: str) -> bool:
    """Counts that only describe: of what, where, how many papers, a quota, what is reached already."""
    before = text[max(start, number.start - _LEAD) : number.start]
    clause = text[_clause_start(text, left, number.start) : number.start]
    unit = number.unit.lower()
    if _ONWARD.match(text, number.end) or _is_reached(text[start : number.start], section):
        return True
    if _SHARE.search(before) or _ASIDE.search(before):
        return True
    if _SO_FAR.search(before) and _THEN_MORE.match(text, number.end):
        return True
    if _before("not_before").search(before) and not _EACH.search(before):
        return True
    if unit in _all("places") and _before("place_before").search(before):
        return True
    if vocabulary.any_of("goals", "past_before").search(clause):
        return True
    if unit in _all("works") and _REQUIRED.search(text[start : number.start]):
        return True
    if unit in _all("sent_units") and vocabulary.any_of("goals", "sent_before").search(clause):
        return True
    measured = unit.split("/")[0] in _all("measures") or unit.endswith("đồng")
    if unit.split("/")[0] in _all("short_measures"):
        return section != GOALS or _SHORTENED.search(clause) is None
    quota = vocabulary.any_of("goals", "quota_before").search(clause) is not None
    return quota or (not measured and vocabulary.any_of("goals", "caps_before").search(clause) is not None)


def _is_reached(lead: str, section: str) -> bool:
    """Whether the sentence tells up to here what was done or is there, and nothing behind that strives for more."""
    keys = ("reached", "counts_of_all") if section == OTHER else ("reached",)
    told = sorted(found.end() for key in keys for found in vocabulary.any_of("goals", key).finditer(lead))
    return bool(told) and vocabulary.any_of("goals", "striving").search(lead, told[-1]) is None


def _unlisted_noun(reading: _Reading, number: Quantity) -> str | None:
    """The unit of a number: the listed one, else the noun behind it, of two words when the second is one of a noun."""
    if number.unit:
        return number.unit
    found = re.compile(r"(?P<a>[^\W\d_]+)(?: (?P<b>[^\W\d_]+))?").match(reading.text, number.end)
    quoted = re.compile(r'"([^"\d]{3,40})"').match(reading.text, number.end)
    if quoted is not None:
        return quoted[1]
    if found is None or not found["a"].islower():
        return None
    nots = _all("not_nouns")
    pair = f"{found['a']} {found['b']}"
    if found["a"] in nots or pair in nots:
        return None
    return pair if found["b"] and found["b"].islower() and found["b"] not in nots else found["a"]


def _target(reading: _Reading, number: Quantity, left: int, start: int, end: int) -> Target:
    text, headed = reading.text, reading.section == GOALS
    begin = _quote_start(text, left, number.start, fresh=left <= start)
    begin += len("và ") if text.startswith("và ", begin) else 0
    stop = _clause_end(text, number.end, end)
    where = reading.document.where(
        reading.block, begin, stop, LIKELY if headed else DOUBTFUL, "" if headed else _UNHEADED
    )
    return Target(
        text=" ".join(text[begin:stop].split()).strip(" ,;:.("),
        value=number.value,
        value_max=number.high,
        unit=_unlisted_noun(reading, number) or "",
        by=_by(reading, begin, stop, start),
        where=where,
    )


def _clause_start(text: str, left: int, at: int) -> int:
    """Behind the last comma, semicolon or bracket; a short label with its colon stays ("Thu ngân sách: đạt …")."""
    closed = re.sub(r"\([^()]*\)", lambda found: "_" * len(found.group()), text[left:at])
    cuts = [left, *(left + found.end() for found in re.finditer(r"[,;.] |[(]", closed))]
    colon = text.rfind(": ", cuts[-1], at)
    if colon - cuts[-1] > _LABEL:
        cuts.append(colon + 2)
    begin = cuts[-1]
    return begin + len(text[begin:at]) - len(text[begin:at].lstrip(" ,;:.()"))


def _quote_start(text: str, left: int, at: int, *, fresh: bool) -> int:
    """As the clause, with what is said just before it, of whom, when it is short ("Mỗi ngành nhận, giúp đỡ 01 ấp")."""
    begin = _clause_start(text, left, at)
    stops = [found.end() for found in re.finditer(r"[;.:(] ?", text[left:begin])]
    wider = left + stops[-1] if stops else left
    if not fresh and not stops:
        # Behind another number its own words go on to the comma.
        comma = re.search(r", | và ", text[left:begin])
        wider = left + comma.end() if comma is not None else begin
    wider += len(text[wider:begin]) - len(text[wider:begin].lstrip(" ,;:.()"))
    return wider if at - wider <= _SHORT_CLAUSE else begin


def _clause_end(text: str, at: int, end: int) -> int:
    """The end of the clause; a comma ends it only when another number follows before the next stop."""
    hard = re.compile(r"[;()]|\.(?!\d)").search(text, at, end)
    stop = hard.start() if hard is not None else end
    number = re.compile(r"(?<![\w.,/])\d[\d.,]*(?![\d/])(?! ?(?:năm|giờ|ngày|tháng|h\d))").search(
        text, at, stop
    )
    if number is None:
        return stop
    comma = text.rfind(", ", at, number.start())
    return comma if comma >= 0 else number.start() if stop - at > _REACH else stop


def _by(reading: _Reading, begin: int, stop: int, sentence: int) -> str | None:
    """By when: the clause's own time, else the one the sentence or a heading opens with, else the end of its phase."""
    text, year = reading.text, reading.document.year
    own = [t for t in find_times(text[begin:stop], year) if not t.is_range and t.last is not None]
    opening = [
        t for t in find_times(text[sentence:begin], year) if not t.is_range and t.last and t.start <= _REACH
    ]
    above = [
        time
        for block in reading.document.ancestors(reading.block)
        if len(block.text) <= _HEADING
        for time in find_times(block.text, year)
        if not time.is_range and time.last is not None
    ]
    for time in (*own, *opening, *above):
        if time.bound and time.last is not None:
            return str(time.last.year) if time.precision == "year" else time.last.isoformat()
    place = reading.block.view.span(0, 1)[0]
    for phase in reading.phases:
        if 0 <= phase.span.where.start - place <= 12 and phase.span.end is not None:
            return phase.span.end.isoformat()
    return None
