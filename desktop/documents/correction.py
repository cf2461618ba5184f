"""Quyết định điều chỉnh, hủy bỏ, thu hồi: what is issued is corrected by a further decision, never silently."""

from __future__ import annotations

from collections import Counter

from db.errors import BadInput
from db.vietnamese.text import lower_first
from desktop.documents.decision import chair_signature
from desktop.documents.facts import AwardRow
from desktop.documents.facts_chain import ChangeRow, CorrectionFacts
from desktop.documents.paper import (
    Annex,
    Article,
    Block,
    Column,
    Paper,
    Row,
    Table,
    legal_basis_lines,
    paragraph,
)
from desktop.documents.paper_lists import (
    annex,
    goes_with,
    grouped,
    list_head,
    name_column,
    number_column,
    prize_text,
    several_forms,
)
from desktop.documents.paper_words import (
    amid,
    count,
    counts_phrase,
    header,
    kinds_phrase,
    money_phrase,
    recipients_or,
    titled,
    upper_first,
    with_place,
    words,
)

KIND = "correction"


def correction(facts: CorrectionFacts) -> Paper:
    """The decision as a paper.

    Raises:
        BadInput: nothing is changed, nobody is named for a revocation, no reason is given, it is dated before the
            decision it corrects, or the chair does not sign in person.
    """
    wording = words(KIND)
    _check(facts)
    summary = _summary(facts)
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=facts.office.name,
        header=header(facts.office, facts.issue, _symbol(facts)),
        blocks=(*titled(wording("title"), summary), *_bases(facts), *_articles(facts)),
        signatures=(chair_signature(facts.signer),),
        recipients=recipients_or(facts.recipients, KIND, facts.office),
        annexes=_annexes(facts),
        named=(("quyet_dinh_goc", facts.of), ("ly_do", facts.reason)),
    )


def _check(facts: CorrectionFacts) -> None:
    wording = words(KIND)
    if facts.kind == "adjust" and not facts.changes:
        raise BadInput(wording("no_change"))
    if facts.kind == "revoke" and not facts.awards:
        raise BadInput(wording("nobody"))
    if facts.kind != "adjust" and not facts.reason.strip():
        raise BadInput(wording("no_reason"))
    if facts.issue.day and facts.of_day and facts.issue.day < facts.of_day:
        raise BadInput(wording("before", of=facts.of))


def _symbol(facts: CorrectionFacts) -> str:
    return f"{words(KIND)('symbol')}-{facts.office.symbol}"


def _reason(facts: CorrectionFacts) -> str:
    return lower_first(facts.reason.strip().rstrip("."))


def _summary(facts: CorrectionFacts) -> str:
    wording = words(KIND)
    if facts.kind == "adjust":
        return wording("summary_adjust", of=facts.of)
    if facts.kind == "revoke":
        return wording("summary_revoke", form=facts.form, of=facts.of)
    return wording("summary_cancel_part" if facts.awards else "summary_cancel", of=facts.of)


def _bases(facts: CorrectionFacts) -> list[Block]:
    wording, chair = words(KIND), facts.office.chair
    lines = [*facts.legal_bases, wording("of_basis", of=facts.of, chair=facts.decided_by)]
    if facts.reason and facts.kind == "adjust":
        lines.append(wording("reason_basis", reason=_reason(facts)))
    made: list[Block] = [paragraph(chair.upper(), "authority")]
    made += [paragraph(line, "basis") for line in legal_basis_lines(tuple(lines))]
    return [*made, paragraph(wording("decides"), "decides")]


def _articles(facts: CorrectionFacts) -> list[Block]:
    wording = words(KIND)
    kinds = kinds_phrase(facts.awards)
    responsible = wording("responsible", kinds=kinds) if kinds else wording("responsible_plain")
    first, *more = _first(facts)
    return [
        Article(1, first, tuple(more)),
        Article(2, _second(facts)),
        Article(3, wording("effect", responsible=responsible)),
    ]


def _listed(facts: CorrectionFacts) -> bool:
    if facts.kind == "adjust":
        return len(facts.changes) > int(words(KIND).value("most_changes"))
    return len(facts.awards) > 1


def _first(facts: CorrectionFacts) -> list[str]:
    wording = words(KIND)
    values = {"of": facts.of, "chair": facts.decided_by}
    if facts.kind == "adjust":
        if _listed(facts):
            people = count(_people(facts.changes))
            return [wording("adjust_list", count=count(len(facts.changes)), people=people, **values)]
        return [wording("adjust", **values), *map(_change, facts.changes)]
    reason = _reason(facts)
    if not facts.awards:
        return [wording("cancel_all", reason=reason, **values)]
    if not _listed(facts):
        (one,) = facts.awards
        recipient = with_place(amid(one.honorific, one.name), one.position_unit)
        key = f"{facts.kind}_one"
        return [wording(key, form=facts.form, recipient=recipient, reason=reason, **values)]
    counts = counts_phrase(facts.awards)
    return [wording(f"{facts.kind}_list", form=facts.form, counts=counts, reason=reason, **values)]


def _people(changes: tuple[ChangeRow, ...]) -> int:
    """How many are corrected: a fact of one name changed twice is of two people called so."""
    told = Counter((change.who, change.what) for change in changes)
    return sum(max(told[key] for key in told if key[0] == who) for who in {who for who, _ in told})


def _change(change: ChangeRow) -> str:
    wording = words(KIND)
    what = change.what or wording("content")
    if not change.old:
        return wording("change_added", who=change.who, what=what, new=change.new)
    if not change.new:
        return wording("change_dropped", who=change.who, what=what, old=change.old)
    return wording("change", who=change.who, what=what, old=change.old, new=change.new)


def _second(facts: CorrectionFacts) -> str:
    wording, office = words(KIND), facts.office.name
    if facts.kind == "adjust":
        return wording("unchanged", of=facts.of)
    if facts.kind == "cancel":
        return wording("register")
    prizes = [row.prize for row in facts.awards if row.prize is not None]
    total = sum(prizes)
    if len(prizes) == len(facts.awards) and total:
        return wording("return_money", money=money_phrase(total), office=office)
    return wording("return", office=office)


def _annexes(facts: CorrectionFacts) -> tuple[Annex, ...]:
    if not _listed(facts):
        return ()
    wording = words(KIND)
    note = goes_with(wording, facts.issue, _symbol(facts), chair=facts.office.chair)
    if facts.kind == "adjust":
        subtitle, table = wording("list_adjust"), _change_table(facts)
    else:
        kinds = upper_first(kinds_phrase(facts.awards))
        values = {"kinds": kinds} if facts.kind == "cancel" else {"kinds": kinds, "form": facts.form}
        subtitle, table = wording(f"list_{facts.kind}", **values), _award_table(facts.awards)
    return (annex([*list_head(wording("list_title"), subtitle, note), table]),)


def _change_table(facts: CorrectionFacts) -> Table:
    wording = words(KIND)
    columns = (
        number_column(),
        Column(wording("column_who"), 44),
        Column(wording("column_what"), 26),
        Column(wording("column_old"), 50),
        Column(wording("column_new"), 50),
    )
    rows = (
        Row((str(n), c.who, upper_first(c.what), c.old, c.new)) for n, c in enumerate(facts.changes, start=1)
    )
    return Table(columns, tuple(rows))


def _award_table(awards: tuple[AwardRow, ...]) -> Table:
    wording, forms = words(KIND), several_forms(awards)
    columns = [number_column(), Column(name_column(awards), 50), Column(wording("column_position"), 60)]
    if forms:
        columns.append(Column(wording("column_form"), 34))
    columns.append(Column(wording("column_prize"), 27, "right", fixed=True))

    def cells(row: AwardRow) -> tuple[str, ...]:
        return (row.shown, row.position_unit, *((row.form,) if forms else ()), prize_text(row.prize))

    return Table(tuple(columns), grouped(awards, cells))
