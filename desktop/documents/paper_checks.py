"""Cross-checks before a paper is saved: counts, names, sums, days, signers; every doubt is one sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from db import decisions, law_changes, paper_grounds, submissions
from db.paper_grounds import Ground
from db.sqlite import Connection
from db.vietnamese.dates import format_date
from db.vietnamese.numbers import format_money, money_in_words, parse_number
from db.vietnamese.text import fold
from desktop.documents.paper import Article, Block, Paper, Paragraph, Table
from desktop.documents.paper_kinds import Choice, resolved
from desktop.documents.paper_words import count, words

KIND = "paper_checks"
_COUNT = re.compile(r"(\d+) (tập thể|cá nhân|hộ gia đình)")
_MONEY = re.compile(r"([\d.]+) đồng \(Bằng chữ: ([^)]+)\)")
_DAY = re.compile(r"ngày (\d+) tháng (\d+) năm (\d{4})")
# Sentences that say how many stand on the list behind the paper, and kinds whose list is the body itself.
_LISTED = "danh sách kèm theo"
_SUMS = ("Tiền thưởng (đồng)", "Số tiền (đồng)")
# Whose legal bases a paper carries.
_LAW_OF = {"decision": "decision", "correction": "decision", "submission": "submission"}
_RESTS_ON_LAW = ("decision", "correction", "submission", "plan")
_SIGNED = (
    "decision",
    "correction",
    "reminder",
    "report",
    "plan",
    "deadline_notice",
    "result_notice",
    "invitation",
)


def cross_check(con: Connection, key: str, choice: Choice, paper: Paper) -> tuple[str, ...]:
    """Everything in a paper that does not fit itself or the register; empty when it may be saved.

    The paper is read as it will be printed, so that what was changed by hand is checked, too.

    Args:
        con: a reading connection.
        key: the kind of paper.
        choice: what it was made of.
        paper: the paper itself.
    """
    choice = resolved(con, key, choice)
    return (
        *_counts(paper),
        *_doubles(paper),
        *_sums(paper),
        *_dates(con, key, choice, paper),
        *_number(con, key, choice, paper),
        *_signer(con, key, choice, paper),
        *_names(con, key, choice),
        *_basis(key, paper),
    )


def day_of(paper: Paper) -> dt.date | None:
    """The day in a paper's head, or above its signatures; None while it is a blank, or where no calendar has it."""
    dated = [paper.header.place_date] if paper.header else [one.above for one in paper.signatures]
    found = _DAY.search(" ".join(dated))
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block.text
            case Article():
                yield block.text
                yield from block.more


def _lists(paper: Paper) -> list[Table]:
    return [block for one in paper.annexes for block in one.blocks if isinstance(block, Table)]


# ---------------------------------------------------------------- counts, names in the list


def _tally(table: Table) -> tuple[Counter[str], list[tuple[str, int]]]:
    """Rows by the kind of their group ("" without groups), and the groups with the figure in their title."""
    titles = words("common").value("groups")
    names = words("common").value("kinds")
    tally: Counter[str] = Counter()
    told: list[tuple[str, int]] = []
    kind = ""
    for row in table.rows:
        if row.kind == "group":
            kind = next((names[key] for key, title in titles.items() if title in row.cells[0]), "")
            figure = re.search(r"\((\d+)\)", row.cells[0])
            told.append((row.cells[0], int(figure[1]) if figure else -1))
        elif row.kind == "data":
            tally[kind] += 1
            if told:
                title, rest = told[-1]
                told[-1] = (title, rest - 1)
    return tally, [(title, rest) for title, rest in told if rest]


def _counts(paper: Paper) -> list[str]:
    wording, lists = words(KIND), _lists(paper)
    if not lists:
        return []
    tally, wrong = _tally(lists[0])
    found = [wording("group_count", title=title, found=str(_inside(lists[0], title))) for title, _ in wrong]
    for text in _texts(paper.blocks):
        told = _COUNT.findall(text) if _LISTED in text else []
        if not told:
            continue
        claimed = Counter({kind: int(n) for n, kind in told})
        same = claimed.total() == tally.total() if set(tally) == {""} else claimed == tally
        if not same:
            listed = ", ".join(f"{count(n)} {kind or 'dòng'}" for kind, n in tally.items())
            shown = ", ".join(f"{n} {kind}" for n, kind in told)
            found.append(wording("count", told=shown, found=listed))
    return found


def _inside(table: Table, title: str) -> int:
    inside, number = False, 0
    for row in table.rows:
        if row.kind == "group":
            inside = row.cells[0] == title
        elif row.kind == "data" and inside:
            number += 1
    return number


def _doubles(paper: Paper) -> list[str]:
    """The same name at the same place twice in a list; the turns of a ceremony and lists of units are lists, too."""
    wording, found = words(KIND), []
    for table in _lists(paper):
        rows = [row.cells[1:] for row in table.rows if row.kind == "data"]
        met = Counter(tuple(fold(cell) for cell in cells) for cells in rows)
        shown = {tuple(fold(cell) for cell in cells): cells[0] for cells in rows}
        found += [wording("twice", name=shown[key], times=count(n)) for key, n in met.items() if n > 1]
    return found


# ---------------------------------------------------------------- money


def _sums(paper: Paper) -> list[str]:
    wording, found = words(KIND), []
    blocks = [*paper.blocks, *(block for one in paper.annexes for block in one.blocks)]
    sums = {total for total in (_column_sum(b) for b in blocks if isinstance(b, Table)) if total is not None}
    for text in _texts(blocks):
        for figures, told in _MONEY.findall(text):
            amount = parse_number(figures)
            if amount is None:
                continue
            if money_in_words(amount) != told:
                found.append(wording("sum_words", told=format_money(amount), words=money_in_words(amount)))
            found += [
                wording("sum", told=format_money(amount), found=format_money(total))
                for total in sorted(sums)
                if total != amount
            ]
    return list(dict.fromkeys(found))


def _column_sum(table: Table) -> int | None:
    place = next((n for n, column in enumerate(table.columns) if column.title in _SUMS), None)
    if place is None:
        return None
    amounts = [parse_number(row.cells[place]) for row in table.rows if row.kind == "data"]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


# ---------------------------------------------------------------- days, number, signer, law


def grounds(con: Connection, key: str, choice: Choice) -> list[Ground]:
    """What a paper of a kind rests on."""
    if (
        key in ("decision", "correction", "prize_list", "roll_call", "invitation")
        and choice.decision_id is not None
    ):
        return paper_grounds.of_decision(con, choice.decision_id)
    if key in ("submission", "name_list", "achievement_summary") and choice.submission_id is not None:
        return paper_grounds.of_submission(con, choice.submission_id)
    if key in ("minutes", "ballot", "tally") and choice.meeting_id is not None:
        return paper_grounds.of_meeting(con, choice.meeting_id)
    if key == "result_notice" and choice.campaign_id is not None:
        return paper_grounds.of_campaign_results(con, choice.campaign_id)
    return []


def law_notes(con: Connection, key: str, choice: Choice, paper: Paper) -> tuple[str, ...]:
    """What changed in the law from the first thing a paper rests on to its day of signing, a head above the lines.

    A draft is signed on the day chosen. Empty for papers without legal bases, and within one and the same law.
    """
    choice = resolved(con, key, choice)
    found = grounds(con, key, choice)
    if key not in _LAW_OF or not found:
        return ()
    earlier, signing = found[0].day, day_of(paper) or choice.as_of
    form = _form(con, choice)
    changes = law_changes.between(con, earlier, signing, paper_kind=_LAW_OF[key], form_code=form)
    head = law_changes.headline(earlier, signing, changes)
    return (head, *(change.sentence for change in changes)) if head else ()


def _form(con: Connection, choice: Choice) -> str:
    """The award form a decision or submission is about."""
    if choice.decision_id is not None:
        return decisions.get_decision(con, choice.decision_id).form_code
    if choice.submission_id is not None:
        return submissions.get_submission(con, choice.submission_id).form_code
    return ""


def _dates(con: Connection, key: str, choice: Choice, paper: Paper) -> list[str]:
    day = day_of(paper)
    if day is None:
        return []
    return [
        words(KIND)("date", date=format_date(day), ground=one.what, when=format_date(one.day))
        for one in grounds(con, key, choice)
        if day < one.day
    ]


def _number(con: Connection, key: str, choice: Choice, paper: Paper) -> list[str]:
    day, number = day_of(paper), paper.header.number.removeprefix("Số:").strip() if paper.header else ""
    if key not in ("decision", "correction") or day is None or number.startswith("/"):
        return []
    own = choice.decision_id if key == "decision" else None
    return [
        words(KIND)("number", number=number, when=format_date(one.day))
        for one in paper_grounds.same_number(con, number, day, but=own)
    ]


def _signer(con: Connection, key: str, choice: Choice, paper: Paper) -> list[str]:
    if key not in _SIGNED or len(paper.signatures) != 1:
        return []
    name, day = paper.signatures[0].name, day_of(paper)
    if choice.signer_id is not None:
        # Chosen for a paper that has no day yet: it is signed on the day chosen.
        day = day or choice.as_of
    if not name:
        return [words(KIND)("no_signer")]
    if day is not None and paper_grounds.in_office(con, name, day) is False:
        return [words(KIND)("signer", name=name, date=format_date(day))]
    return []


def _names(con: Connection, key: str, choice: Choice) -> list[str]:
    if key != "decision" or choice.decision_id is None:
        return []
    return [
        words(KIND)("respelled", name=printed, registered=registered)
        for printed, registered in paper_grounds.respelled(con, choice.decision_id)
    ]


def _basis(key: str, paper: Paper) -> list[str]:
    if key not in _RESTS_ON_LAW:
        return []
    cited = [b for b in paper.blocks if isinstance(b, Paragraph) and b.style == "basis" and "Luật" in b.text]
    if cited:
        return []
    day = day_of(paper)
    return [words(KIND)("no_basis", date=format_date(day) if day else "")]
