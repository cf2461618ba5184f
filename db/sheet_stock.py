"""The stock of pre-printed sheets (kho phôi): in, out, what is left, and where every sheet of a period went."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.numbers import format_number
from db.vietnamese.text import clean

_LATEST: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class StockLine:
    """One movement of a stock of sheets: ``delta`` > 0 came in, < 0 went out, by hand or for ``print_run_id``."""

    id: int
    name: str
    day: dt.date
    delta: int
    reason: str
    print_run_id: int | None


@dataclass(frozen=True, slots=True)
class StockUse:
    """Where the sheets of one kind went in a period; opening + came_in = good + spoiled + other_out + closing."""

    name: str
    opening: int
    came_in: int
    good: int
    spoiled: int
    other_out: int
    closing: int

    @property
    def used(self) -> int:
        """Sheets that went through a printer."""
        return self.good + self.spoiled


@dataclass(frozen=True, slots=True)
class SpoiledSheet:
    """One spoiled sheet of phôi: for whom, why, who printed it, when (the day it left the stock)."""

    day: dt.date
    stock: str
    recipient: str
    decision: str
    ordinal: int
    reason: str
    officer: str
    printer: str
    print_run_id: int


def _line(row: Row) -> StockLine:
    return StockLine(
        row["id"],
        row["name"],
        dt.date.fromisoformat(row["day"]),
        row["delta"],
        row["reason"],
        row["print_run_id"],
    )


def known_name(con: Connection, name: str) -> str:
    """The kind of sheet as the stock already spells it; capitals apart, "phôi A4" and "Phôi A4" are one kind."""
    wanted = clean(name)
    if not wanted:
        return ""
    rows = con.execute("SELECT name FROM sheet_stock GROUP BY name ORDER BY min(id)")
    kinds = [row["name"] for row in rows]
    if wanted in kinds:
        return wanted
    return next((kind for kind in kinds if kind.casefold() == wanted.casefold()), wanted)


def add_stock(action: Action, name: str, delta: int, *, day: dt.date, reason: str = "") -> int:
    """Enter sheets that came in (delta > 0) or went out; returns the id. Stock may fall below zero: counted late.

    Raises:
        BadInput: no kind of sheet, or nothing moved.
    """
    if not clean(name):
        raise BadInput("Chưa có tên loại phôi; hãy ghi tên loại phôi rồi lưu lại.")
    if delta == 0:
        raise BadInput("Số tờ nhập hoặc xuất đang là 0; hãy ghi số tờ rồi lưu lại.")
    return action.insert(
        "sheet_stock",
        name=known_name(action.con, name),
        day=day.isoformat(),
        delta=delta,
        reason=clean(reason),
    )


def take_for_run(action: Action, name: str, count: int, *, day: dt.date, print_run_id: int) -> int:
    """Take the sheets of a print run out of stock; returns the movement's id. For :mod:`db.printing`."""
    return action.insert(
        "sheet_stock",
        name=known_name(action.con, name),
        day=day.isoformat(),
        delta=-count,
        reason=f"In {count} tờ",
        print_run_id=print_run_id,
    )


def remove_line(action: Action, line_id: int) -> None:
    """Take out a movement entered by mistake (undo brings it back).

    Raises:
        NotFound: there is none.
        BadInput: a print run took these sheets.
    """
    row = action.con.execute("SELECT * FROM sheet_stock WHERE id = ?", (line_id,)).fetchone()
    if row is None:
        raise NotFound("Dòng nhập, xuất phôi này không còn trong sổ; hãy tải lại danh sách.")
    if row["print_run_id"] is not None:
        raise BadInput("Số phôi này do một đợt in lấy ra; hãy hoàn tác đợt in đó nếu ghi nhầm.")
    action.delete("sheet_stock", line_id)


def stock_balance(con: Connection, on: dt.date | None = None) -> dict[str, int]:
    """Sheets left (at the end of a day) by kind of sheet, kinds in order of their name."""
    rows = con.execute(
        "SELECT name, sum(delta) AS left FROM sheet_stock WHERE day <= ? GROUP BY name ORDER BY name",
        (on.isoformat() if on else _LATEST,),
    )
    return {row["name"]: row["left"] for row in rows}


def stock_lines(con: Connection, name: str = "") -> list[StockLine]:
    """Movements (of one kind of sheet), the newest first."""
    rows = con.execute(
        "SELECT * FROM sheet_stock WHERE ? IN ('', name) ORDER BY day DESC, id DESC", (clean(name),)
    )
    return [_line(row) for row in rows]


def short_of(con: Connection, stock: str, need: int) -> str:
    """One sentence when fewer sheets are left than a batch needs, else nothing; a kind never counted says so too."""
    kind = known_name(con, stock)
    if not kind or need <= 0:
        return ""
    left = stock_balance(con).get(kind)
    if left is None:
        return f"Kho chưa ghi số tờ của “{kind}”; hãy nhập số phôi đang có để biết còn đủ hay không."
    if left >= need:
        return ""
    return (
        f"“{kind}” còn {format_number(max(left, 0))} tờ, đợt in cần {format_number(need)} tờ, "
        f"thiếu {format_number(need - max(left, 0))} tờ; hãy nhập thêm phôi hoặc in ít tờ hơn."
    )


def use_of_sheets(con: Connection, start: dt.date, end: dt.date) -> list[StockUse]:
    """Where the sheets of each kind went from ``start`` to ``end`` (both with it), kinds in order of their name.

    A kind with neither a balance nor a movement in the period is left out. The figures of the minutes
    (biên bản sử dụng phôi); their spoiled sheets are :func:`spoiled_sheets` of the same days.
    """
    rows = con.execute(
        """SELECT l.name,
                  sum(CASE WHEN l.day < :start THEN l.delta ELSE 0 END) AS opening,
                  sum(CASE WHEN l.day < :start OR l.print_run_id IS NOT NULL THEN 0
                      ELSE max(l.delta, 0) END) AS came_in,
                  sum(CASE WHEN l.day < :start OR l.print_run_id IS NOT NULL THEN 0
                      ELSE max(-l.delta, 0) END) AS other_out,
                  sum(CASE WHEN l.day < :start OR l.print_run_id IS NULL THEN 0 ELSE -l.delta END) AS used,
                  sum(CASE WHEN l.day < :start THEN 0 ELSE
                      (SELECT count(*) FROM printed_sheet s
                       WHERE s.print_run_id = l.print_run_id AND s.state = 'spoiled') END) AS spoiled,
                  max(l.day >= :start) AS moved
           FROM sheet_stock l WHERE l.day <= :end GROUP BY l.name ORDER BY l.name""",
        {"start": start.isoformat(), "end": end.isoformat()},
    )
    return [
        StockUse(
            r["name"],
            r["opening"],
            r["came_in"],
            r["used"] - r["spoiled"],
            r["spoiled"],
            r["other_out"],
            r["opening"] + r["came_in"] - r["other_out"] - r["used"],
        )
        for r in rows
        if r["opening"] or r["moved"]
    ]


def spoiled_sheets(con: Connection, start: dt.date, end: dt.date) -> list[SpoiledSheet]:
    """Spoiled sheets of phôi of a period in the order they were printed."""
    rows = con.execute(
        """SELECT l.day, l.name AS stock, a.honorific, a.recipient, d.number, s.ordinal, s.note AS reason, r.officer,
                  r.printer, r.id AS print_run_id
           FROM sheet_stock l JOIN print_run r ON r.id = l.print_run_id
           JOIN printed_sheet s ON s.print_run_id = r.id AND s.state = 'spoiled'
           JOIN award a ON a.id = s.award_id JOIN decision d ON d.id = r.decision_id
           WHERE l.day BETWEEN ? AND ? ORDER BY l.name, l.day, r.id, s.ordinal""",
        (start.isoformat(), end.isoformat()),
    )
    return [
        SpoiledSheet(
            dt.date.fromisoformat(r["day"]),
            r["stock"],
            f"{r['honorific']} {r['recipient']}".strip(),
            r["number"] or "",
            r["ordinal"],
            r["reason"],
            r["officer"],
            r["printer"],
            r["print_run_id"],
        )
        for r in rows
    ]
