"""What only the officer can tell of a workbook: asked once for all rows it matters to, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from db.errors import BadInput
from db.vietnamese.text import fold

if TYPE_CHECKING:
    from desktop.exchange.matching import PreviewRow


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: a key, and the words the officer chooses by."""

    key: str
    words: str


@dataclass(slots=True)
class Question:
    """Something asked about rows of a workbook.

    Attributes:
        key: the same for the same question in every reading of the file.
        about: what kind of thing it is about, as a heading ("Hình thức").
        said: what the file says, in the file's own words.
        words: the question, one sentence.
        default: the answer taken while the officer gives none; empty: the rows wait for him.
        answer: what he chose, empty where he chose nothing.
        cells: the cells it is asked about.
    """

    key: str
    about: str
    said: str
    words: str
    options: tuple[Option, ...]
    default: str = ""
    answer: str = ""
    cells: list[str] = field(default_factory=list)

    @property
    def chosen(self) -> str:
        """The answer that counts; empty: the rows wait."""
        return self.answer or self.default

    @property
    def waiting(self) -> bool:
        """Whether its rows cannot be written before it is answered."""
        return not self.chosen

    def words_of(self, key: str) -> str:
        """How an answer is worded; empty where there is none such."""
        return next((option.words for option in self.options if option.key == key), "")

    def to_json(self) -> dict[str, Any]:
        """The question under the stable keys of the command line."""
        return {
            "key": self.key,
            "about": self.about,
            "said": self.said,
            "question": self.words,
            "options": [{"key": option.key, "words": option.words} for option in self.options],
            "answer": self.chosen,
            "cells": self.cells,
        }


class Questions:
    """The questions of one reading, in the order they came up, with the answers the officer gave already."""

    def __init__(self, answers: Mapping[str, str] | None = None) -> None:
        self.answers = dict(answers or {})
        self._asked: dict[str, Question] = {}

    def ask(self, row: PreviewRow, fact: str, question: Question) -> str:
        """The answer about a row; empty where the row has to wait. ``fact`` tells the cell."""
        known = self._asked.setdefault(question.key, question)
        given = self.answers.get(known.key, "")
        known.answer = given if known.words_of(given) else ""
        known.cells.append(row.cell_of(fact))
        if known.waiting:
            row.status = "asked"
            row.complain(fact, f"{known.words} Hãy trả lời rồi dòng này mới ghi được.")
        return known.chosen

    def listed(self) -> list[Question]:
        """Every question, those whose rows wait first."""
        return sorted(self._asked.values(), key=_answered)


def _answered(question: Question) -> bool:
    return not question.waiting


def answers_from(listed: list[Question], given: Iterable[str]) -> dict[str, str]:
    """Answers typed as "GKH=Giấy khen".

    The question by its number in the list or what the file says, the answer by its number or words.

    Raises:
        BadInput: there is no such question or no such answer.
    """
    found: dict[str, str] = {}
    for text in given:
        said, _, wanted = text.rpartition("=")
        question = asked(listed, text)
        if question is None:
            raise BadInput(f"Tệp không có câu hỏi “{said.strip()}”; hãy xem danh sách câu hỏi rồi ghi lại.")
        option = _option(question, wanted.strip())
        if option is None:
            raise BadInput(
                f"“{wanted.strip()}” không phải câu trả lời cho “{question.said}”; "
                "hãy ghi số hoặc đúng lời của một lựa chọn."
            )
        found[question.key] = option.key
    return found


def asked(listed: list[Question], text: str) -> Question | None:
    """The question an answer as typed ("GKH=Giấy khen") is about; None where the file asks no such thing."""
    said = text.rpartition("=")[0].strip()
    if said.isdigit() and 1 <= int(said) <= len(listed):
        return listed[int(said) - 1]
    return next((one for one in listed if fold(one.said) == fold(said)), None)


def _option(question: Question, wanted: str) -> Option | None:
    if wanted.isdigit() and 1 <= int(wanted) <= len(question.options):
        return question.options[int(wanted) - 1]
    return next((one for one in question.options if fold(one.words) == fold(wanted)), None)
