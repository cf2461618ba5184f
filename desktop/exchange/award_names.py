"""Award forms as offices write them, "GK", "CSTĐ cơ sở", "Bằng khen của UBND tỉnh": a form of the catalogue or none."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from db import catalogues
from db.sqlite import Connection
from desktop.exchange.mapping import plain, vocabulary

# What may stand behind a form's name and changes nothing: whose, of which level or year, for what.
_BEHIND: Final = ("cua", "cap", "nam", "ve", "cho", "uy", "chu")
_PLACES: Final = ("tinh", "huyen", "xa", "phuong")


@cache
def _aliases() -> dict[str, str]:
    return dict(vocabulary()["award_aliases"])


def written_out(text: str) -> str:
    """A form's name folded, abbreviations written out: "CSTĐ-CS" → "chien si thi dua co so"."""
    words = plain(text).removeprefix("danh hieu ").split()
    return " ".join(_aliases().get(word, word) for word in words)


class AwardNames:
    """The forms of a register's catalogue by every name they have or had."""

    def __init__(self, con: Connection) -> None:
        self.forms = {form.code: form for form in catalogues.award_forms(con)}
        self._by_name: dict[str, str] = {
            name: code for name, code in vocabulary()["award_words"].items() if code in self.forms
        }
        for row in catalogues.rows(con, "award_form"):
            for name in (row["name"], row["short_name"]):
                if name:
                    self._by_name[written_out(name)] = row["code"]
        self._by_length = sorted(self._by_name, key=len, reverse=True)
        self._known: dict[str, str] = {}

    def code(self, text: str) -> str:
        """The code of the form meant; empty where the catalogue has none of these words."""
        if text not in self._known:
            self._known[text] = self._find(written_out(text))
        return self._known[text]

    def named_in(self, texts: Iterable[str]) -> str:
        """The name of the form that titles speak of, where they speak of one only; empty else."""
        lines = [f" {written_out(text)} " for text in texts]
        found = {code for name, code in self._by_name.items() if any(f" {name} " in line for line in lines)}
        if {"bang_khen", "bang_khen_ttg"} <= found:
            # "Bằng khen của Thủ tướng" holds the words of the other one.
            found.discard("bang_khen")
        return self.forms[found.pop()].name if len(found) == 1 else ""

    def _find(self, said: str) -> str:
        if said in self._by_name:
            return self._by_name[said]
        for name in self._by_length:
            if said.startswith(f"{name} "):
                behind = said[len(name) :].split()
                if behind[0] in _BEHIND or name.split()[-1] in _PLACES:
                    return self._by_name[name]
        return ""
