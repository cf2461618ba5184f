"""The forms of commendation a drive offers, who decides each, for whom and how many."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.award_lists import counted, giver_before, shared
from desktop.plans.blocks import Block
from desktop.plans.document import Document
from desktop.plans.proposal import LIKELY, SURE, AwardLine

_LEADING: Final = 4
_BEFORE: Final = 120
_LONGEST_GIVER: Final = 90
_GRANTING: Final = re.compile(
    r"(?: ?:| (?:tặng|tặng thưởng|xét tặng|trao|trao tặng|gửi|cấp|khen thưởng|thưởng)"
    r"(?: thưởng)?(?: [^\W\d]+){0,3})(?: \(| )$",
    re.IGNORECASE,
)
_GRANTS: Final = re.compile(
    r"(?:tặng|trao|tặng thưởng|xét tặng|đề nghị tặng|khen thưởng)(?: thưởng)? (?:\w+ ){0,2}$", re.IGNORECASE
)


_LEVEL: Final = re.compile(r" cấp (?:xã|phường|huyện|quận|thị xã|thành phố|tỉnh|Nhà nước)(?!\w)")
"""A level in the place of who decides: "Giấy khen cấp xã"."""
_STOP: Final = re.compile(r" ?(?:[;.]|$)")
_DECIDED: Final = re.compile(r",? do ")
"""Who decides several forms listed before: "…, do Chủ tịch UBND huyện quyết định"."""


_IN_COLUMNS: Final = re.compile(r" [-–|] (?:[^.;|\n]{3,90}?) [-–|] (?=[^\W\d_])")
"""A row of a table set with dashes: "Giấy khen - 10 tập thể, 25 cá nhân - Chủ tịch UBND thị xã"."""
_PASSED_ON: Final = re.compile(r"[^.;,:]{3,60}? (?:xem xét|lập hồ sơ|tham mưu|tổng hợp|trình)(?!\w)")
"""Who only looks at the proposal: "Việc đề nghị … tặng Bằng khen do UBND huyện xem xét"."""


@cache
def _forms() -> re.Pattern[str]:
    rows = vocabulary.table("items")["forms"]
    return re.compile("|".join(rf"(?<!\w)(?:{row['pattern']})(?!\w)" for row in rows), re.IGNORECASE)


@cache
def _authority() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(vocabulary.words('items', 'authorities'))})", re.IGNORECASE)


@cache
def _giver_head() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(vocabulary.words('items', 'givers'))})(?!\w)")


@cache
def _any_body() -> re.Pattern[str]:
    """An office nobody listed: what "của" leads to, from a capital to the next verb or stop."""
    stop = r"(?= (?:cho|tặng|trao|đối với|dành|kèm|và|theo|hoặc|là|nếu|để)(?!\w)|[:;,.()]|$)"
    return re.compile(rf"[{vocabulary.UPPER}][^:;,.()\n]{{2,80}}?{stop}")


@cache
def _own_name() -> re.Pattern[str]:
    return re.compile(rf"(?: {vocabulary.PROPER})+")


def read_awards(document: Document) -> tuple[AwardLine, ...]:
    """Award lines in reading order, each form and authority once; nothing is inferred from "khen thưởng" alone."""
    found: list[AwardLine] = []
    hints = vocabulary.words("items", "form_hints")
    for block in document.blocks:
        lowered = block.view.text.lower()
        if not any(hint in lowered for hint in hints):
            continue
        before, given, behind = None, None, block.head
        for match in _forms().finditer(block.view.text, block.head):
            if match.start() < behind:
                continue
            line = _line(document, block, match)
            if line is None or line.authority is None:
                if (span := counted(block.view.text, match)) is not None:
                    line, behind = _counted_line(document, block, match, span, found) or line, span[1]
                elif shared(block.view.text, before, match):
                    line = _joined_line(document, block, match, given) or line
            before, given = match, line
            if line is not None:
                _add(found, line)
    return tuple(found)


def _counted_line(
    document: Document, block: Block, match: re.Match[str], span: tuple[int, int], found: list[AwardLine]
) -> AwardLine | None:
    """Forms of which only the number and the people are said, under a heading about commendation."""
    if not document.under(block, vocabulary.any_of("items", "award_headings")):
        return None
    text = block.view.text
    start = max(text.rfind(". ", 0, span[0]), text.rfind("; ", 0, span[0])) + 1
    if vocabulary.any_of("items", "past_awards").search(text, start, span[0]):
        return None
    where = document.where(block, *span, LIKELY)
    form = match.group()[:1].upper() + match.group()[1:]
    said = text[span[0] : span[1]]
    giver = _giver(text, start, span[0]) or giver_before(found, form, where.section)
    objects = _objects(re.sub(r" cho (?:các )?", " cho 1 ", said))
    return AwardLine(form, giver, objects, said, where) if objects else None


def _joined_line(
    document: Document, block: Block, match: re.Match[str], given: AwardLine | None
) -> AwardLine | None:
    """A title that has the giver of the form it is joined to."""
    if given is None or given.authority is None:
        return None
    text = block.view.text
    about = re.split(r"[.;] ?", text[match.end() :], maxsplit=1)[0]
    opened = match.start() - (text[match.start() - 1] == '"')
    where = document.where(block, opened, match.end() + len(about), LIKELY)
    form = match.group()[:1].upper() + match.group()[1:]
    return AwardLine(form, given.authority, _objects(about) or _objects(form), _quota(about), where)


def _line(document: Document, block: Block, match: re.Match[str]) -> AwardLine | None:
    text = block.view.text
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    if vocabulary.any_of("items", "past_awards").search(re.split(r"[.;]", before)[-1]):
        return None
    leads = match.start() - block.head <= _LEADING
    headed = document.under(block, vocabulary.any_of("items", "award_headings"))
    authority, end = _decides(text, match)
    if authority is not None and end == match.end():
        # Who is named before the form may only hand the dossier on.
        authority = _by_law(match.group()) or authority
    if not (leads and (headed or authority)) and not authority and not (headed and _GRANTS.search(before)):
        return None
    form = match.group()
    if form.lower().startswith("khen thưởng"):
        authority, end = "cấp Nhà nước", match.end()
    if _rules_of_standing(before) and not leads:
        return None
    begin = 0 if leads else match.start()
    tail = re.match(r"[^.;:]{0,80}[.;:]?", text[end:])
    where = document.where(block, begin, end + (tail.end() if tail else 0), SURE if leads else LIKELY)
    about = text[match.start() : _next_form(text, match)]
    if _STOP.match(text, match.end()) is not None:
        # "Chọn 02 tập thể, 03 cá nhân đề nghị … tặng Bằng khen;": what follows is another matter.
        about = text[
            max(text.rfind(". ", 0, match.start()), text.rfind("; ", 0, match.start())) + 1 : match.start()
        ]
    sentence = re.split(r"[.;] ", text[match.start() :], maxsplit=1)[0]
    objects = _objects(re.split(r"\. (?=[^\W\d_])", about)[0]) or _objects(sentence)
    return AwardLine(form[:1].upper() + form[1:], authority, objects, _quota(about), where)


def _rules_of_standing(before: str) -> bool:
    """Whether it is a criterion ("có từ 02 Giấy khen trở lên") and not an offer."""
    if re.search(
        r"(?:bổ sung|tặng|trao|cấp|thêm|tối đa|không quá|tổng số|khoảng)(?: thêm)? \d{1,3} $",
        before,
        re.IGNORECASE,
    ):
        return False
    return re.search(r"(?:\d|đạt|có)(?: danh hiệu)? \"?$", before) is not None


@cache
def _fixed() -> list[tuple[re.Pattern[str], str]]:
    rows = vocabulary.table("items")["forms"]
    return [
        (re.compile(str(row["pattern"]), re.IGNORECASE), str(row["decides"]))
        for row in rows
        if "decides" in row
    ]


def _by_law(form: str) -> str | None:
    """Who alone can decide a form, whoever hands the dossier on; None where that depends."""
    return next((who for pattern, who in _fixed() if pattern.match(form)), None)


def _next_form(text: str, match: re.Match[str]) -> int:
    following = _forms().search(text, match.end())
    return following.start() if following is not None else len(text)


def _decides(text: str, match: re.Match[str]) -> tuple[str | None, int]:
    """The authority: "của …" behind the form, else the one who grants it before."""
    listed = _IN_COLUMNS.match(text, match.end())
    if listed is not None:
        found = _authority().match(text, listed.end())
        if found is not None:
            return _spelt(found.group()), match.end()
    of = re.compile(r" (?:cấp |thi đua )?(?:\"[^\"]*\" )?(?:của|do) ").match(text, match.end())
    if of is not None and not _PASSED_ON.match(text, of.end()):
        found = _authority().match(text, of.end()) or _any_body().match(text, of.end())
        if found is not None:
            named = _own_name().match(text, found.end())
            end = named.end() if named else found.end()
            return _spelt(text[of.end() : end]), end
    of_level = _LEVEL.match(text, match.end())
    if of_level is not None:
        return of_level.group().strip(), of_level.end()
    sentence = max(text.rfind(". ", 0, match.start()), text.rfind("; ", 0, match.start())) + 1
    granting = _GRANTING.search(text[sentence : match.start()])
    if granting is not None:
        at = sentence + granting.start()
        # A clause without a giver of its own has that of the clause before: "…; sơ kết tặng Giấy khen cho …".
        asked = re.search(r"đề nghị|trình", text[sentence:at]) is not None
        whole = sentence if asked else text.rfind(". ", 0, match.start()) + 1
        return _giver(text, sentence, at) or _giver(text, whole, at), match.end()
    stop = text.find(". ", match.end())
    behind = _DECIDED.search(text, match.end(), stop if stop >= 0 else len(text))
    if behind is not None:
        found = _authority().match(text, behind.end())
        if found is not None and re.match(r" (?:xét,? )?(?:quyết định|tặng|công nhận)", text[found.end() :]):
            return _spelt(found.group()), match.end()
    return None, match.end()


def _giver(text: str, start: int, end: int) -> str | None:
    """Who stands before "tặng" (or before the colon): a known authority, else the office named there."""
    known = list(_authority().finditer(text, start, end))
    if known:
        return _spelt(known[-1].group())
    heads = list(_giver_head().finditer(text, start, end))
    if not heads:
        return None
    named = re.sub(
        r" (?:sẽ|xem xét|xét|quyết định|ký quyết định|thống nhất)$", "", text[heads[0].start() : end].strip()
    )
    return _spelt(named) if len(named) <= _LONGEST_GIVER else None


def _spelt(authority: str) -> str:
    bare = re.sub(r" (?:tặng|trao|khen|quyết định|xét|ký)(?: .*)?$", "", authority.strip())
    return re.sub(r"[ỦU][ỷỶyY] ban nhân dân", "UBND", bare, flags=re.IGNORECASE)


def _objects(text: str) -> tuple[str, ...]:
    rows = vocabulary.table("items")["objects"]
    return tuple(
        str(row["object"])
        for row in rows
        if re.search(vocabulary.tolerant(str(row["pattern"])), text, re.IGNORECASE)
    )


@cache
def _quota_pattern() -> re.Pattern[str]:
    quota = vocabulary.tolerant(str(vocabulary.table("items")["quota"]))
    return re.compile(rf"(?<!\w){quota}", re.IGNORECASE)


def _quota(text: str) -> str | None:
    found = _quota_pattern().search(text)
    return found.group().strip() if found is not None else None


def _add(found: list[AwardLine], new: AwardLine) -> None:
    for index, old in enumerate(found):
        same_form = old.form.lower() == new.form.lower()
        if same_form and old.quota and new.quota and old.quota != new.quota and _level(old) == _level(new):
            continue  # Offered twice: halfway and at the end, each with its own number.
        if same_form and new.quota and not old.quota and old.where.section != new.where.section:
            continue  # Offered in general, and in another point with a number of its own.
        if same_form and (new.authority is None or old.authority is None or _level(old) == _level(new)):
            if old.authority is None and new.authority is not None:
                found[index] = replace(new, objects=new.objects or old.objects, quota=new.quota or old.quota)
            return
    found.append(new)


def _level(line: AwardLine) -> str:
    words = (line.authority or "").lower().removeprefix("phó ")
    return re.sub(r"^(?:chủ tịch )?ubnd ((?:thành phố|thị xã|thị trấn|đặc khu|\w+)).*", r"ubnd \1", words)
