"""Issuer, superior, number, date, place, title, theme: what stands above and around the title."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from typing import Final

from db.vietnamese.text import fold
from desktop.plans import vocabulary
from desktop.plans.blocks import is_upper
from desktop.plans.document import Document, attached_title
from desktop.plans.gate import CHANGE, purpose
from desktop.plans.proposal import Heading
from desktop.plans.vocabulary import LOWER, PROPER_NAME, UBND, UPPER

_NUMBER: Final = re.compile(
    r"Số(?![^\W\d_]) ?[:.]?\s*(?P<n>\d{1,5}[a-zA-Z]?)?[\s.…_]*(?P<s>[/-] ?[A-ZĐ][\w/&-]*(?: ?- ?[A-ZĐ][\wĐ]*)*)?"
)
_BLANK: Final = r"[\s.…_/]*"
_DATE_LINE: Final = re.compile(
    rf"(?P<place>[^,;:|]{{2,60}}), ?ngày{_BLANK}(?P<d>\d{{1,2}})?{_BLANK}tháng{_BLANK}(?P<m>\d{{1,2}})?"
    rf"{_BLANK}năm{_BLANK}(?P<y>20\d\d|19\d\d)?"
)
_KIND_GOES_ON: Final = re.compile(rf"\A(?:LIÊN TỊCH|LIÊN NGÀNH|PHỐI HỢP|CHUNG) (?=[{UPPER}][{LOWER}])")
_SHORT_DATE_LINE: Final = re.compile(
    r"(?P<place>[^,;:|\d]{2,40}), ?(?:ngày )?(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>20\d\d)"
)
_PROMULGATES: Final = re.compile(
    r"\A(?:(?:V ?/ ?v|Về ?việc|Về)\s*:?\s*)?ban ?hành\s*(?:kèm theo \w+ \w+ này )?(?:bản )?kế ?hoạch\b"
    r"(?: (?:về việc|v/v|về)(?= ))?\s*",
    re.IGNORECASE,
)
"""Words a scan may glue together ("BANHÀNH KẾ HOẠCH")."""
_COMMITTEE: Final = re.compile(
    r"(?P<level>Tỉnh|Thành|Huyện|Thị|Quận) (?P<organ>ủy|uỷ|đoàn) (?P<name>.+)", re.IGNORECASE
)
"""A committee of the party or the youth union, whose name begins with a level ("HUYỆN ỦY ĐĂK GLEI")."""
_COMMITTEE_LEVELS: Final = {
    "Tỉnh": "tỉnh",
    "Thành": "thành phố",
    "Huyện": "huyện",
    "Thị": "thị xã",
    "Quận": "quận",
}
_COOPERATIVE: Final = "HỢP TÁC XÃ"
_VOWEL: Final = re.compile("[AEIOUYaeiouy]")
"""In the decomposed word; what has none is an abbreviation ("HĐND")."""
_LEVEL_WORDS: Final = "tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu"
_LEVEL_NAMED: Final = "|".join(word.capitalize() for word in _LEVEL_WORDS.split("|"))
"""As they stand for the name itself ("UBND Thành phố ban hành")."""
_RANKS: Final = {
    "tỉnh": 1,
    "thành phố": 2,
    "thị xã": 2,
    "huyện": 2,
    "quận": 2,
    "xã": 3,
    "phường": 3,
    "thị trấn": 3,
    "đặc khu": 3,
}
_PARENT_LEVELS: Final = {
    1: (),
    2: ("tỉnh", "thành phố"),
    3: ("huyện", "thị xã", "quận", "thành phố", "tỉnh"),
}
_PLACE_NAME: Final = re.compile(
    rf"(?<!\w)(?P<level>{_LEVEL_WORDS}|{_LEVEL_WORDS.title()}) (?P<name>{PROPER_NAME})"
)
_TWO_LEVELS: Final = datetime.date(2025, 7, 1)
_THEME: Final = re.compile(r"chủ đề[^\"]{0,90}\"(?P<theme>[^\"]{8,600})\"", re.IGNORECASE)
_BARE_THEME: Final = re.compile(
    rf"Chủ đề(?: [^\W\d_]+){{0,6}}(?: năm \d{{4}})?: ?(?P<theme>[{UPPER}\d][^.;\"]{{8,200}})"
)
"""A slogan that is a point of its own, without quotes."""
_WATCHWORD: Final = re.compile(
    r"khẩu hiệu(?: (?:hành động|thi đua|của [^\":;.]{3,30}))?(?: là)?:? ?\"(?P<theme>[^\"]{8,600})\"",
    re.IGNORECASE,
)
_NAMED_DRIVE: Final = re.compile(
    r"(?:phong trào|đợt|cuộc|chiến dịch|cao điểm|thi đua|vận động)[^\";:]{0,60}\"(?P<theme>[^\"]{6,300})\"",
    re.IGNORECASE,
)
"""The name of a drive in quotes, which is its slogan where no theme is given."""
_NOT_NAMES: Final = frozenset({"Hội", "Ủy", "Uỷ", "Về", "Chủ", "Đoàn", "Ban", "Đảng", "Phòng", "Số", "Mặt"})
_OPENING_BLOCKS: Final = 8
_CENTRAL: Final = "Trung"
"""All that a name holds of "Trung ương"; "Trung Sơn" is a place."""


def read_heading(document: Document) -> Heading:
    """Everything the letterhead, the title and the preamble say about the paper itself."""
    number, date, partial, place = _number_and_date(document)
    issuer, rank = _issuer(document, place)
    if issuer is not None and place:
        # A name in capitals is written as the line of the date writes it ("CÔNG TY ĐIỆN LỰC LÂM ĐẠI").
        issuer = re.sub(rf"(?<!\w){re.escape(place)}(?!\w)", place, issuer, flags=re.IGNORECASE)
    title = _title(document)
    return Heading(
        issuer=issuer,
        issuer_parent=_parent(document, issuer, rank, date) or _line_above(document, issuer),
        number=number,
        date=date,
        date_partial=partial,
        place=place,
        title=title,
        theme=_theme(document),
        paper=document.zones.title_type,
        purpose=purpose(document),
    )


def _title(document: Document) -> str | None:
    """The title; of a decision that promulgates a plan the title of that plan, as far as the paper holds it."""
    if document.zones.title is None:
        return None
    # "KẾ HOẠCH LIÊN TỊCH" is the kind of the paper, on a line of its own.
    title = _KIND_GOES_ON.sub("", document.slice(*document.zones.title))
    own = _PROMULGATES.sub("", title, count=1).strip(" -:")
    if own == title or not own:
        return title
    attached = attached_title(document.shown, document.lines, document.zones.closing_end)
    if attached is not None:
        return document.slice(*attached)
    return own[:1].upper() + own[1:]


def _number_and_date(document: Document) -> tuple[str | None, datetime.date | None, str | None, str | None]:
    number = date = partial = place = None
    # An official letter has its subject under the number and its date behind the subject.
    behind = document.lines[document.zones.body :][:3] if document.zones.title_type == "CÔNG VĂN" else []
    for line in [*document.header, *behind]:
        text = line.text
        found = _NUMBER.search(text)
        if found is not None:
            if found["n"] and found["s"] and found["s"].startswith(("/", "-")):
                number = f"{found['n']}{found['s']}".replace(" ", "")
            text = text[found.end() :].strip()
        dated = _DATE_LINE.search(text) or _SHORT_DATE_LINE.fullmatch(text)
        if dated is not None:
            place = dated["place"].strip(" |-.")
            date, partial = _signing_date(dated)
    return number, date, partial, place


def _signing_date(found: re.Match[str]) -> tuple[datetime.date | None, str | None]:
    year, month, day = (int(found[name]) if found[name] else None for name in ("y", "m", "d"))
    if year is None:
        return None, None
    if month is None or not 1 <= month <= 12:
        return None, str(year)
    partial = f"{year}-{month:02}"
    if day is None:
        return None, partial
    try:
        return datetime.date(year, month, day), partial
    except ValueError:
        return None, partial


def _letterhead(document: Document) -> list[str]:
    """Capital lines above the title that name the issuing body and the one above it."""
    national = vocabulary.any_of("document", "national_lines")
    lines: list[str] = []
    for line in document.header:
        text = national.split(line.text)[0]
        text = re.split(r"\bSố ?:", text)[0].strip(" |-*")
        if is_upper(text) and len(text) > 3 and "HẠNH PHÚC" not in text:
            lines.append(text)
    return lines


def _issuer(document: Document, place: str | None) -> tuple[str | None, int | None]:
    """The issuing body written out, and its rank (1 tỉnh, 2 huyện, 3 xã) when it is a People's Committee.

    The ``place`` of the date line is the name of the issuing unit (NĐ 30/2020, Phụ lục I, khoản 4 mục II), which is
    all that is left of it where a scan lost the letterhead.
    """
    printed = _from_letterhead(_letterhead(document))
    acting = _from_preamble(document)
    named = _cased(document, printed) if printed else acting
    if named is None:
        return None, None
    if (
        acting
        and not re.search(rf"(?<!\w)(?:{_LEVEL_WORDS})(?!\w)", named)
        and fold(acting).startswith(fold(named))
    ):
        named = acting
    level = re.search(rf"(?<!\w)(?<!hợp tác )({_LEVEL_WORDS})(?!\w)(?P<name> \S.*)?", named, re.IGNORECASE)
    if level is None:
        return named, None
    word = level[1].lower()
    if not level["name"]:
        name = _only_name(document, word) or place
        named = f"{named} {name}" if name else named
    return named, _RANKS[word]


def _line_above(document: Document, issuer: str | None) -> str | None:
    """The body printed above an office that is no People's Committee ("PHÒNG GD&ĐT HUYỆN …" above its school)."""
    lines = _joined_letterhead(_letterhead(document))
    if issuer is None or len(lines) < 2 or re.match(UBND, issuer, re.IGNORECASE):
        return None
    above = _cased(document, lines[-2])
    own = set(re.findall(r"\w+", fold(issuer)))
    return None if set(re.findall(r"\w+", fold(above))) <= own else above


def _from_letterhead(lines: list[str]) -> str | None:
    joined = _joined_letterhead(lines)
    return joined[-1] if joined else None


def _joined_letterhead(lines: list[str]) -> list[str]:
    """The bodies of the letterhead, the highest first; a name over two lines is one."""
    joined: list[str] = []
    for line in lines:
        starts_level = re.match(rf"(?:{_LEVEL_WORDS})\b", line, re.IGNORECASE)
        waits = joined and re.fullmatch(
            rf"{UBND}|.*(?:HỘI ĐỒNG|BAN CHẤP HÀNH|MẶT TRẬN TỔ QUỐC|VIỆT NAM)", joined[-1], re.IGNORECASE
        )
        nameless = joined and not re.search(rf"(?<!\w)(?:{_LEVEL_WORDS})(?!\w)", joined[-1], re.IGNORECASE)
        if (waits and (starts_level or len(joined) == 1)) or (nameless and starts_level):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _cased(document: Document, line: str) -> str:
    """A capital line as it is written in a sentence: "Ủy ban nhân dân phường Hoa Lư"."""
    committee = _COMMITTEE.match(line)
    if committee is not None:
        name = " ".join(_capitalised(word) for word in committee["name"].split())
        return f"{_capitalised(committee['level'])} {committee['organ'].lower()} {name}"
    found = re.match(
        rf"(?P<organ>.*?)\b(?<!hợp tác )(?P<level>{_LEVEL_WORDS}) (?P<name>.+)", line, re.IGNORECASE
    )
    if found is None:
        organ, union, name = line.rpartition(_COOPERATIVE)
        named = " ".join(_capitalised(word) for word in name.split())
        return _organ(document, organ + union) + f" {named}" if union and named else _organ(document, line)
    organ = _organ(document, found["organ"])
    name = " ".join(_capitalised(word) for word in found["name"].split())
    return f"{organ}{found['level'].lower()} {name}"


def _organ(document: Document, capitals: str) -> str:
    """The name of an office without capitals: known ones as they are written, abbreviations kept."""
    words = [
        word
        if not _VOWEL.search(unicodedata.normalize("NFD", word))
        or re.search(rf"[{vocabulary.LOWER}] {re.escape(word)}(?!\w)", document.shown)
        else word.lower()
        for word in re.sub(UBND, "ủy ban nhân dân", capitals, flags=re.IGNORECASE).split(" ")
    ]
    organ = " ".join(words)
    for known in vocabulary.words("document", "issuer_organs"):
        organ = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", known, organ, flags=re.IGNORECASE)
    return organ[:1].upper() + organ[1:]


def _capitalised(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


def _from_preamble(document: Document) -> str | None:
    """The body that acts in the first paragraphs ("UBND phường … ban hành"), never the cited one."""
    acts = "|".join(vocabulary.words("document", "issuing_acts"))
    acting = re.compile(
        rf"(?<!của )(?P<organ>{UBND}) (?P<level>{_LEVEL_WORDS}|{_LEVEL_NAMED})"
        rf"(?P<name>(?: {PROPER_NAME})?) (?:{acts})"
    )
    others = [re.escape(organ) for organ in vocabulary.words("document", "issuer_organs")]
    other = re.compile(rf"(?:^|[.;,] )(?P<whole>(?:{'|'.join(others)})[^.;:,]{{0,60}}?) (?:{acts})")
    for block in document.blocks:
        if block.path and block.kind == "item":
            break
        found = acting.search(block.text)
        if found is not None:
            return f"Ủy ban nhân dân {found['level'].lower()}{found['name']}"
        second = other.search(block.text)
        if second is not None:
            return second["whole"].strip()
    return _from_tail(document)


def _from_tail(document: Document) -> str | None:
    """The closing sentence or the signature of a plan whose preamble names nobody."""
    own = re.compile(
        rf"Kế hoạch (?:này )?của (?P<organ>{UBND}) (?P<level>{_LEVEL_WORDS})(?P<name>(?: {PROPER_NAME})?)"
    )
    for block in reversed(document.blocks):
        found = own.search(block.text)
        if found is not None:
            return f"Ủy ban nhân dân {found['level']}{found['name']}"
    return None


def _names(document: Document, level: str) -> Counter[str]:
    counted: Counter[str] = Counter()
    # A name may be broken over two lines, never over two paragraphs.
    paragraphs = re.sub(r"\n\s*\n", " . ", document.shown)
    for match in _PLACE_NAME.finditer(" ".join(paragraphs.replace("*", "").split())):
        name = match["name"]
        if match["level"].lower() == level and name.split()[0] not in _NOT_NAMES and name != _CENTRAL:
            counted[name] += 1
    for line in _letterhead(document):
        found = re.search(rf"(?<!\w){level} (?P<name>\S.*)", line, re.IGNORECASE)
        if found is not None and found["name"].split()[0].capitalize() not in _NOT_NAMES:
            counted[" ".join(_capitalised(word) for word in found["name"].split())] += 1
    return counted


def _committees(document: Document, level: str) -> Counter[str]:
    """Names of a level known only by its committee of the party ("Tỉnh ủy Quảng Ngãi")."""
    word = next((word for word, of in _COMMITTEE_LEVELS.items() if of == level), None)
    if word is None:
        return Counter()
    committee = re.compile(rf"(?<!\w){word} (?:ủy|uỷ|đoàn) (?P<name>{PROPER_NAME})")
    found = (match["name"] for block in document.blocks for match in committee.finditer(block.view.text))
    return Counter(name for name in found if not name.isdigit())


def _only_name(document: Document, level: str) -> str | None:
    """The name the text gives to its own unit of that level: the only one, or clearly the most frequent."""
    names = (_names(document, level) or _committees(document, level)).most_common(2)
    if not names:
        return None
    if len(names) == 1 or names[0][1] >= 2 * names[1][1]:
        return names[0][0]
    return None


def _parent(
    document: Document, issuer: str | None, rank: int | None, date: datetime.date | None
) -> str | None:
    if issuer is None or rank is None:
        return None
    levels = _PARENT_LEVELS[rank]
    if rank == 3 and date is not None and date >= _TWO_LEVELS:
        levels = ("tỉnh", "thành phố")
    own = issuer.lower()
    for level in levels:
        if own.startswith(f"ủy ban nhân dân {level} "):
            continue
        name = _only_name(document, level)
        if name is not None and f"{level} {name}".lower() not in own:
            return f"{level} {name}"
    return None


def _theme(document: Document) -> str | None:
    for search in (_THEME.search, _BARE_THEME.match, _WATCHWORD.search):
        for block in document.blocks:
            found = search(block.view.text, block.head)
            if found is not None:
                return document.slice(*block.view.span(*found.span("theme")))
    title = document.title_block()
    # A later paper names the drive it changes in its opening; elsewhere the opening cites those of others.
    opening = document.blocks[:_OPENING_BLOCKS] if purpose(document) == CHANGE else []
    for place in ([title] if title is not None else []) + [block for block in opening if not block.path]:
        found = _NAMED_DRIVE.search(place.view.text)
        if found is not None:
            return document.slice(*place.view.span(*found.span("theme")))
    return None
