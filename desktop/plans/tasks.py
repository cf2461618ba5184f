"""Who does what under "Tổ chức thực hiện": one task per point, or per dash where the point has dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import POINT_LEVEL, Block, sentences
from desktop.plans.document import Document
from desktop.plans.goal_tables import Cell, row_cells
from desktop.plans.proposal import LIKELY, SURE, Requirement, Task
from desktop.plans.roles import block_actor, leading_actor, tidy, unlisted_actor

_WHAT: Final = 200
_LEAST_ACTORS: Final = 2
_DUTIES: Final = re.compile(
    r"(?:các |những )?nhiệm vụ(?: (?:cụ thể|trọng tâm|chủ yếu|thi đua))?\W*", re.IGNORECASE
)
_HEADING: Final = 90
_URGING: Final = 300


def read_tasks(document: Document, requirements: tuple[Requirement, ...]) -> tuple[Task, ...]:
    """All tasks in reading order; the sentence that carries a requirement inside a point is its own task."""
    heads = _organizing(document)
    found = [task for block in _leaves(document, heads) for task in _of_block(document, block, requirements)]
    found.extend(_of_tables(document, heads))
    return tuple(sorted(found, key=lambda task: task.where.start))


def _organizing(document: Document) -> frozenset[int]:
    """Indexes of the headings that part the work; those of duties with an actor for each where no other does."""
    heads = [
        block for block in document.blocks if block.index in document.below and len(block.text) <= _HEADING
    ]
    parts = [block for block in heads if vocabulary.any_of("acts", "organizing_headings").search(block.text)]
    if not any(_named_points(document, block) >= _LEAST_ACTORS for block in parts):
        parts += [
            block
            for block in heads
            if _DUTIES.fullmatch(block.text) and _named_points(document, block) >= _LEAST_ACTORS
        ]
    return frozenset(block.index for block in parts)


def _named_points(document: Document, above: Block) -> int:
    """How many of the numbered points under a heading only name an actor; 0 when fewer than half do."""
    points = [block for block in document.children(above) if block.kind == "item"]
    named = sum(
        leading_actor(point.text) is not None and not point.text.startswith("Đối với") for point in points
    )
    return named if 2 * named >= len(points) else 0


def _under(document: Document, block: Block, heads: frozenset[int]) -> bool:
    return any(above.index in heads for above in document.ancestors(block))


def _of_tables(document: Document, heads: frozenset[int]) -> Iterator[Task]:
    """Rows of a table that says who does what, in a section that parts the work."""
    columns: tuple[int, int] | None = None
    before = -2
    for block in document.blocks:
        if block.kind != "row":
            continue
        if block.index != before + 1:
            columns = None
        before = block.index
        cells = row_cells(block)
        who = _column(cells, "actor_columns")
        what = _column(cells, "work_columns")
        if who is not None and what is not None and who != what:
            columns = (who, what) if _under(document, block, heads) else None
        elif columns is not None and len(cells) > max(columns):
            actor, work = cells[columns[0]], cells[columns[1]]
            if actor.text and re.search(r"[^\W\d_]{3}", work.text):
                start = min(actor.start, work.start)
                end = max(actor.start + len(actor.text), work.start + len(work.text))
                yield Task(tidy(actor.text), work.text[:_WHAT], document.where(block, start, end, LIKELY))


def _column(cells: list[Cell], key: str) -> int | None:
    heads = vocabulary.any_of("acts", key, starts=True)
    return next((index for index, cell in enumerate(cells) if heads.match(cell.text)), None)


def _leaves(document: Document, heads: frozenset[int]) -> Iterator[Block]:
    for block in document.blocks:
        if block.kind in {"footnote", "row"} or not _under(document, block, heads):
            continue
        if _is_tail(block) or _closes(block):
            continue
        below = [b for b in document.children(block) if b.kind not in {"footnote", "row"} and not _is_tail(b)]
        if (not below or not _only_names(block)) and not _is_afterword(document, block):
            yield block


def _is_tail(block: Block) -> bool:
    """What closes the paper ("Trên đây là Kế hoạch …"); a dash under an actor is his duty however it begins."""
    if block.kind == "item" and block.level > POINT_LEVEL:
        return False
    return vocabulary.any_of("document", "tail_starts", starts=True).match(block.text) is not None


def _is_afterword(document: Document, block: Block) -> bool:
    """Whether a paragraph without a number closes the section: behind dashes, behind a point with its own duty."""
    if block.kind != "text" or block.parent is None:
        return False
    above = document.blocks[block.parent]
    if not above.marker or (above.level < POINT_LEVEL and not leading_actor(above.text)):
        return False
    elder = [other for other in document.children(above) if other.index < block.index]
    named = leading_actor(block.text) is not None
    return not _only_names(above) or any(other.kind == "item" for other in elder) or bool(elder and named)


def _closes(block: Block) -> bool:
    """Whether an unnumbered paragraph only urges everybody at the end ("… nghiêm túc triển khai thực hiện./.")."""
    text = block.text.rstrip(" .")
    if block.kind != "text" or not text.endswith("/") or len(text) > _URGING:
        return False
    return vocabulary.any_of("document", "tail_marks").search(text) is not None


def _only_names(block: Block) -> bool:
    """Whether a point with dashes only names the actor ("1. Các ngành, tổ dân phố:")."""
    own = leading_actor(block.text)
    if own is None:
        return len(block.text) <= _WHAT and (
            block.text.rstrip().endswith(":") or not block.text.rstrip().endswith((".", ";"))
        )
    return not block.text[own[1] :].strip(" :.;")


def _of_block(document: Document, block: Block, requirements: tuple[Requirement, ...]) -> Iterator[Task]:
    own = leading_actor(block.text)
    who = block_actor(document, block)
    if not who:
        own = unlisted_actor(block.text) if _among_actors(document, block) else None
        who = own[0] if own else None
    if not who:
        return
    duty = block.head + (own[1] if own else 0)
    first = True
    for start, end in _pieces(block, requirements):
        begin = block.head if first else start
        where = document.where(
            block, 0 if first and block.marker.isdigit() else begin, end, SURE if own or first else LIKELY
        )
        what = " ".join(block.view.text[max(duty, start) if first else start : end].split())
        first = False
        # A line that only names somebody (an addressee of "Nơi nhận") tells them to do nothing.
        if wanted := what.strip(" ,;:.")[:_WHAT]:
            yield Task(who, wanted, where)


def _among_actors(document: Document, block: Block) -> bool:
    """Whether the points beside a point begin with actors, so that it must begin with one too."""
    if not block.marker.isdigit() or block.parent is None:
        return False
    beside = [
        other for other in document.children(document.blocks[block.parent]) if other.level == block.level
    ]
    named = sum(leading_actor(other.text) is not None for other in beside)
    return named >= _LEAST_ACTORS and 2 * named >= len(beside)


def _pieces(block: Block, requirements: tuple[Requirement, ...]) -> list[tuple[int, int]]:
    """The block in one piece, cut before a later sentence that opens with a requirement."""
    cuts = [block.head]
    for sentence in sentences(block, clauses=False):
        if sentence.start == block.head:
            continue
        begin, _ = block.view.span(sentence.start, sentence.end)
        if any(0 <= requirement.where.start - begin <= 3 for requirement in requirements):
            cuts.append(sentence.start)
    ends = [*cuts[1:], len(block.view.text)]
    return [(a, b) for a, b in zip(cuts, ends, strict=True) if re.search(r"\w", block.view.text[a:b])]
