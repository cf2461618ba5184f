"""How many pre-printed sheets the issued decisions of a year still need, by kind of sheet (loại phôi)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from db import awards, catalogues, decisions, printing, sheet_stock
from db.decisions import Decision
from db.sqlite import Connection
from desktop.documents import template_list


def stocks(con: Connection) -> tuple[str, ...]:
    """The kinds of sheet known: those in stock, then those the templates name."""
    known = dict.fromkeys(sheet_stock.stock_balance(con))
    for body in _phoi_templates(con):
        known.setdefault(sheet_stock.known_name(con, body["phoi"]["stock"]))
    return tuple(known)


def needs(con: Connection, year: int) -> dict[str, int]:
    """Sheets still to be printed by kind of sheet, for what our office issued in ``year``.

    A certificate is needed for every award that stands, has one by its form, was not handed over and has no good
    sheet out of a printer. It is taken from the kind its decision was last printed on, else from a kind in stock
    that a template for its form prints on; where there is none, the decision is not printed on phôi and needs none.
    """
    bodies = _phoi_templates(con)
    balance = sheet_stock.stock_balance(con)
    found: dict[str, int] = {}
    for decision in decisions.list_decisions(con, statuses=["issued"], year=year):
        if not decision.is_own:
            continue
        stock = _stock_of(con, decision, bodies, balance)
        missing = len(_missing(con, decision)) if stock else 0
        if missing:
            found[stock] = found.get(stock, 0) + missing
    return found


def _phoi_templates(con: Connection) -> list[dict[str, Any]]:
    return [body for body in template_list.bodies(con) if body.get("phoi", {}).get("stock")]


def _stock_of(
    con: Connection, decision: Decision, bodies: Sequence[Mapping[str, Any]], balance: Mapping[str, int]
) -> str:
    used = [run.stock for run in printing.list_runs(con, decision.id) if run.stock]
    if used:
        return sheet_stock.known_name(con, used[0])
    serving = [
        sheet_stock.known_name(con, body["phoi"]["stock"])
        for body in bodies
        if decision.form_code in (body.get("forms") or [decision.form_code])
    ]
    return next((stock for stock in serving if stock in balance), "")


def _missing(con: Connection, decision: Decision) -> list[int]:
    without = set(printing.without_sheet(con, decision.id, target="printer"))
    return [
        award.id
        for award in awards.list_awards(con, decision.id)
        if award.id in without
        and award.received_date is None
        and catalogues.has_certificate(con, award.form_code, decision.day)
    ]
