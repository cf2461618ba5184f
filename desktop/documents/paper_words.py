"""The wording of papers, read from ``resources/papers/<kind>.json``, and phrases that several kinds share.

Templates are filled by ``str.format`` with values that are never templates themselves: braces in a name stay braces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, Protocol

from db import resources
from db.plaques import Sums
from db.vietnamese.dates import legal_date
from db.vietnamese.numbers import format_money, format_number, money_in_words
from db.vietnamese.text import lower_first
from desktop.documents.facts import KIND_ORDER, IssueFacts, OfficeFacts, SubjectKind, VoteRow
from desktop.documents.paper import Block, Header, Paragraph, Rule, paragraph
from desktop.documents.paper_styles import sheet, text_width

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# Numbers below this are written with a leading zero in counts and document numbers.
TWO_DIGITS = 10


class HasKind(Protocol):
    """Anything that is a collective, an individual or a household."""

    @property
    def kind(self) -> SubjectKind:
        """Which of the three."""


class Words:
    """The templates of one kind of paper."""

    def __init__(self, kind: str) -> None:
        self._data: dict[str, Any] = resources.read_json(f"papers/{kind}.json")

    def __call__(self, key: str, **values: str) -> str:
        """The template ``key`` filled with ``values``."""
        template: str = self._data[key]
        return template.format(**values)

    def value(self, key: str) -> Any:
        """A list, table or number of the file, as it stands."""
        return self._data[key]


@cache
def words(kind: str) -> Words:
    """The templates of ``kind``, read once."""
    return Words(kind)


def count(number: int) -> str:
    """A count as papers write it: 05, 12."""
    return f"{number:02}"


def upper_first(text: str) -> str:
    """``text`` with a capital at its beginning, the rest untouched."""
    return text[:1].upper() + text[1:]


def joined(parts: Sequence[str]) -> str:
    """``a, b và c``."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + words("common")("and") + parts[-1]


def kinds_present(rows: Iterable[HasKind]) -> tuple[SubjectKind, ...]:
    """The kinds met in ``rows``, in the order of the lists."""
    met = {row.kind for row in rows}
    return tuple(kind for kind in KIND_ORDER if kind in met)


def kinds_phrase(rows: Iterable[HasKind]) -> str:
    """``tập thể, cá nhân và hộ gia đình``, as far as present."""
    names = words("common").value("kinds")
    return joined([names[kind] for kind in kinds_present(rows)])


def forms_phrase(rows: Iterable[VoteRow]) -> str:
    """The award forms met in ``rows``, in their order: "Giấy khen", "Giấy khen và Lao động tiên tiến"."""
    return joined(list(dict.fromkeys(row.awarded for row in rows if row.awarded)))


def amid(honorific: str, name: str) -> str:
    """A name with its honorific inside a sentence: "ông Lê Văn Mẫu", "tập thể Công an phường".

    A rank keeps its capital, and so does the surname Ông.
    """
    small = f"{honorific} ".startswith(tuple(words("common").value("small_amid")))
    return f"{lower_first(honorific) if small else honorific} {name}".strip()


def with_place(who: str, where: str) -> str:
    """A name with office, unit or address behind it, as it stands in a sentence.

    A place's common noun is small there (NĐ 30/2020/NĐ-CP, Phụ lục II): "phường An Lạc Đông".
    """
    place = next((one for one in words("common").value("places") if where.startswith(one)), "")
    # "Xã đội trưởng" is an office, not a place.
    if place and where[len(place) : len(place) + 1].isupper():
        where = lower_first(where)
    return ", ".join(part for part in (who, where) if part)


def form_phrase(name: str) -> str:
    """An award form as a paper of the province's own bodies names it: the law's name covers ministries as well."""
    for of_law, said in words("common").value("form_words"):
        if name.endswith(of_law):
            return name.removesuffix(of_law) + str(said)
    return name


def percent(votes: int | None, base: int | None) -> str:
    """Per cent with two decimals, so that a vote just below its threshold does not look as if it reached it."""
    if votes is None or not base:
        return ""
    share = (Decimal(votes) * 100 / base).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{share}".replace(".", ",")


def counts_phrase(rows: Sequence[HasKind]) -> str:
    """``05 tập thể, 40 cá nhân và 15 hộ gia đình``, as far as present."""
    common = words("common")
    names = common.value("kinds")
    tally = {kind: sum(row.kind == kind for row in rows) for kind in KIND_ORDER}
    return joined([common("count", count=count(tally[k]), kind=names[k]) for k in kinds_present(rows)])


def citation_phrase(citation: str) -> str:
    """A citation as it continues a sentence: a space, a small letter, no full stop; empty stays empty."""
    text = citation.strip().rstrip(".;").rstrip()
    return f" {lower_first(text)}" if text else ""


def money_phrase(amount: int) -> str:
    """A sum in figures and words."""
    return words("common")("money", money=format_money(amount), words=money_in_words(amount))


def contribution_phrase(value: Sums) -> str:
    """What works cost and who bore it: the sum, what the people gave in đồng, labour and land, the other sources."""
    common = words("common")
    people = [
        common(f"given_{key}", amount=text)
        for key, amount, text in (
            ("money", value.people, format_money(value.people)),
            ("labour", value.labour_days, format_number(value.labour_days)),
            ("land", value.land_m2, format_number(value.land_m2)),
        )
        if amount
    ]
    parts = [common("given_people", parts=joined(people))] if people else []
    for key, amount in (("given_budget", value.budget), ("given_other", value.other)):
        if amount:
            parts.append(common(key, amount=format_money(amount)))
    if value.total:
        parts.insert(0, common("given_total", amount=format_money(value.total)))
    return "; ".join(parts)


def campaign_phrase(name: str) -> str:
    """A drive's name as it stands inside a sentence, with "phong trào thi đua" before it where it lacks that."""
    common = words("common")
    if name.lower().startswith(tuple(common.value("campaign_starts"))):
        return lower_first(name)
    return common("campaign", name=name.strip('“”"'))


def full_number(issue: IssueFacts, symbol: str) -> str:
    """``05/QĐ-UBND``; room for the number where it is not given yet."""
    number = issue.number.strip()
    if "/" in number:
        return number
    if number.isdecimal() and int(number) < TWO_DIGITS:
        number = count(int(number))
    return f"{number or words('common')('number_blank')}/{symbol}"


def date_phrase(issue: IssueFacts) -> str:
    """``ngày 05 tháng 02 năm 2024``; blanks and the year where there is no day yet."""
    if issue.day is not None:
        return legal_date(issue.day)
    common = words("common")
    return common("date_blank", year=str(issue.year) if issue.year else common("year_blank"))


def list_header(office: OfficeFacts, day: date | None, year: int | None) -> Header:
    """The head of a list that goes with another paper: it has a place and a day, but no number of its own."""
    place = words("common")(
        "place_date", place=office.place, date=date_phrase(IssueFacts(day=day, year=year))
    )
    return Header(office.name_lines, office.superior_lines, place_date=place)


def header(
    office: OfficeFacts, issue: IssueFacts, symbol: str, *, subject: str = "", dated: bool = True
) -> Header:
    """The head of a paper that the office itself issues."""
    return Header(
        organ_lines=office.name_lines,
        superior_lines=office.superior_lines,
        number=words("common")("number", number=full_number(issue, symbol)),
        subject=subject,
        place_date=_place_date(office, issue) if dated else "",
    )


def council_header(office: OfficeFacts, issue: IssueFacts, symbol: str, *, dated: bool = True) -> Header:
    """The head of a paper that the office's council issues: the office stands above it."""
    return Header(
        organ_lines=office.council_lines,
        superior_lines=office.name_lines,
        number=words("common")("number", number=full_number(issue, symbol)),
        place_date=_place_date(office, issue) if dated else "",
    )


def _place_date(office: OfficeFacts, issue: IssueFacts) -> str:
    return words("common")("place_date", place=office.place, date=date_phrase(issue))


def titled(title: str, summary: str) -> list[Block]:
    """The type of the paper, its summary and the rule below."""
    return [paragraph(title, "title"), paragraph(summary, "summary"), short_rule(summary, "summary")]


def short_rule(text: str, style: str) -> Rule:
    """The rule of 1/3 to 1/2 of a line that the decree draws below a summary."""
    return Rule(text, style, sheet().frame.summary_rule_share)


def addressed(addressees: Sequence[str]) -> list[Block]:
    """``Kính gửi``: on one line for one addressee, as a list for several."""
    common = words("common")
    if len(addressees) == 1:
        return [paragraph(common("addressee_one", addressee=addressees[0]), "addressee")]
    lines = "\n".join(f"- {line}" for line in ended(addressees))
    return [paragraph(common("addressee_many"), "addressee_many"), paragraph(lines, "addressee_list")]


def dotted(text: str) -> str:
    """``text`` with dots behind it up to the end of its line, to be written over by hand."""
    style, dot = sheet().style("body"), words("common")("dot")
    room = sheet().page.text_width - style.indent - text_width(text, style)
    # One dot less than fits: a rounded width must not send them all to the next line.
    return text + dot * max(int(room / text_width(dot, style)) - 1, 3)


def ended(lines: Sequence[str]) -> list[str]:
    """Lines of an enumeration: ";" behind each, a full stop behind the last."""
    return [f"{line}{'.' if place == len(lines) else ';'}" for place, line in enumerate(lines, start=1)]


def body(*texts: str) -> list[Paragraph]:
    """Body paragraphs, empty ones left out."""
    return [paragraph(text) for text in texts if text]


def recipients_or(given: tuple[str, ...], kind: str, office: OfficeFacts, **values: str) -> tuple[str, ...]:
    """The recipients given, or the usual ones of this kind of paper."""
    if given:
        return given
    common = words("common")
    archive = common("archive", drafter=office.drafter) if office.drafter else common("archive_plain")
    lines = [line.format(archive=archive, **values) for line in words(kind).value("default_recipients")]
    return tuple(line for line in lines if line)
