"""The print ledger: runs, the sheets that came out, spoiled ones, where to go on after a jam, what is printed again.

A run is written down before its first sheet goes to the printer (:func:`start_run`) and closed when the officer, or
the printer's driver, says what came out (:func:`finish_run`). A run that stayed open was cut short: the officer says
which sheet was the last good one, and the rest goes on as a run of its own.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db import resources, settings, sheet_stock
from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean

TARGETS: Final = {"pdf": "Tệp PDF", "printer": "Máy in"}
SHEET_STATES: Final = {"good": "Tốt", "spoiled": "Hỏng"}


@dataclass(frozen=True, slots=True)
class PrintRun:
    """One run. Moments are ISO local time with zone.

    Attributes:
        template_version: of the template as it was printed.
        overprint: onto pre-printed sheets (phôi).
        stock: the kind of phôi it takes; empty for plain paper and for files.
        officer: who printed.
        at: when it was started.
        finished_at: when it was closed; None while it is open, and for runs of the program's first version.
        reprint_reason: why certificates that had a good sheet were printed again.
        trial: onto plain paper: its sheets are no certificates and take no phôi.
        planned: ids of its awards in the order printed.
        open: nobody has said yet what came out of the printer.
        sheets: how many came out, the spoiled ones with them.
    """

    id: int
    decision_id: int
    template_name: str
    template_version: int
    overprint: bool
    target: str
    printer: str
    tray: str
    stock: str
    officer: str
    at: str
    finished_at: str | None
    reprint_reason: str
    trial: bool
    note: str
    planned: tuple[int, ...]
    open: bool
    sheets: int
    spoiled: int

    @property
    def good(self) -> int:
        """How many sheets came out good."""
        return self.sheets - self.spoiled


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet that came out; ``note`` says why it is spoiled, ``reprint`` that its award had a good one before."""

    id: int
    print_run_id: int
    award_id: int
    ordinal: int
    state: str
    note: str
    reprint: bool


_OPEN: Final = "(r.finished_at IS NULL AND r.planned <> '[]')"
_RUNS: Final = f"""
    SELECT r.*, {_OPEN} AS open, count(s.id) AS sheets, count(CASE s.state WHEN 'spoiled' THEN 1 END) AS spoiled,
           (SELECT json_group_array(award_id) FROM
              (SELECT award_id FROM printed_sheet WHERE print_run_id = r.id ORDER BY ordinal)) AS printed
    FROM print_run r LEFT JOIN printed_sheet s ON s.print_run_id = r.id"""


def spoil_reasons() -> tuple[str, ...]:
    """The usual reasons why a sheet is spoiled; the officer may write another."""
    return tuple(resources.read_json("certificates/words/sheets.json")["spoiled"])


def reprint_reasons() -> tuple[str, ...]:
    """The usual reasons why a certificate is printed again; the officer may write another."""
    return tuple(resources.read_json("certificates/words/sheets.json")["reprint"])


def _run(row: Row) -> PrintRun:
    values = {name: row[name] for name in PrintRun.__slots__}
    values |= {name: bool(row[name]) for name in ("overprint", "trial", "open")}
    values["planned"] = tuple(json.loads(row["planned"]) or json.loads(row["printed"]))
    return PrintRun(**values)


def list_runs(con: Connection, decision_id: int | None = None) -> list[PrintRun]:
    """Runs (of a decision), the newest first, with their counts."""
    rows = con.execute(
        f"{_RUNS} WHERE ? IS NULL OR r.decision_id = ? GROUP BY r.id ORDER BY r.id DESC",
        (decision_id, decision_id),
    )
    return [_run(row) for row in rows]


def open_runs(con: Connection, decision_id: int | None = None) -> list[PrintRun]:
    """Runs nobody has closed, the oldest first: after a power cut the officer is asked what came out of them."""
    return [run for run in reversed(list_runs(con, decision_id)) if run.open]


def get_run(con: Connection, print_run_id: int) -> PrintRun:
    """One run.

    Raises:
        NotFound: there is none.
    """
    row = con.execute(f"{_RUNS} WHERE r.id = ? GROUP BY r.id", (print_run_id,)).fetchone()
    if row is None:
        raise NotFound("Đợt in này không còn trong sổ; hãy tải lại danh sách đợt in.")
    return _run(row)


def sheets(con: Connection, print_run_id: int) -> list[Sheet]:
    """Sheets of a run in the order printed."""
    rows = con.execute("SELECT * FROM printed_sheet WHERE print_run_id = ? ORDER BY ordinal", (print_run_id,))
    return [
        Sheet(**{**{name: row[name] for name in Sheet.__slots__}, "reprint": bool(row["reprint"])})
        for row in rows
    ]


def needs_reason(con: Connection, award_ids: Iterable[int]) -> list[int]:
    """Which of the awards have a certificate already: a good sheet out of a printer, or it was handed over."""
    wanted = list(award_ids)
    rows = con.execute(
        """SELECT a.id FROM award a WHERE a.id IN (SELECT value FROM json_each(?)) AND (
               a.received_date IS NOT NULL OR EXISTS (
                   SELECT 1 FROM printed_sheet s JOIN print_run r ON r.id = s.print_run_id
                   WHERE s.award_id = a.id AND s.state = 'good' AND r.target = 'printer' AND r.trial = 0))""",
        (json.dumps(wanted),),
    )
    having = {row["id"] for row in rows}
    return [one for one in wanted if one in having]


def start_run(
    action: Action,
    decision_id: int,
    award_ids: Sequence[int],
    *,
    template_name: str,
    template_version: int = 1,
    target: str = "printer",
    printer: str = "",
    tray: str = "",
    overprint: bool = False,
    stock: str = "",
    officer: str = "",
    reprint_reason: str = "",
    trial: bool = False,
    note: str = "",
    at: dt.datetime | None = None,
) -> int:
    """Write down a run before its first sheet, a sheet for each award in order; returns its id.

    ``stock`` names the kind of phôi to be taken when the run is closed. ``officer``, left out, is the one of the
    settings. ``trial``: onto plain paper, to be looked at; it counts as no certificate.

    Raises:
        BadInput: nothing to print, the decision is not issued, an award stands on another decision, was revoked or
            stands in an open run; one has its certificate already and no reason is given.
    """
    _check_awards(action.con, decision_id, award_ids)
    if target == "printer" and not trial:
        _check_open(action.con, decision_id, award_ids)
        _check_reason(action.con, award_ids, clean(reprint_reason))
    return action.insert(
        "print_run",
        decision_id=decision_id,
        template_name=clean(template_name),
        template_version=template_version,
        overprint=int(overprint),
        target=target,
        printer=clean(printer),
        tray=clean(tray),
        stock=clean(stock),
        officer=clean(officer) or str(settings.get(action.con, "officer_name")),
        at=_moment(at).isoformat(timespec="seconds"),
        reprint_reason=clean(reprint_reason),
        trial=int(trial),
        note=clean(note),
        planned=json.dumps(list(award_ids)),
    )


def _moment(at: dt.datetime | None) -> dt.datetime:
    return at or dt.datetime.now().astimezone()


def _check_awards(con: Connection, decision_id: int, award_ids: Sequence[int]) -> None:
    if not award_ids:
        raise BadInput("Chưa chọn tờ nào để in; hãy chọn ít nhất một tên trong danh sách.")
    decision = con.execute("SELECT status FROM decision WHERE id = ?", (decision_id,)).fetchone()
    if decision is None:
        raise NotFound("Quyết định này không còn trong sổ; hãy tải lại danh sách quyết định.")
    if decision["status"] != "issued":
        raise BadInput("Quyết định chưa ban hành nên chưa in được; hãy ghi số và ngày của quyết định trước.")
    rows = con.execute(
        "SELECT id, recipient, revoked_date FROM award WHERE decision_id = ? ORDER BY ordinal", (decision_id,)
    )
    own = {row["id"]: row for row in rows}
    if not set(award_ids) <= own.keys():
        raise BadInput("Có tên không thuộc quyết định này; hãy chọn lại các tờ cần in trong danh sách.")
    if len(set(award_ids)) < len(award_ids):
        raise BadInput(
            "Có tên được chọn hai lần trong một đợt in; hãy chọn lại các tờ cần in trong danh sách."
        )
    revoked = [own[one]["recipient"] for one in award_ids if own[one]["revoked_date"] is not None]
    if revoked:
        raise BadInput(f"Khen thưởng của “{revoked[0]}” đã thu hồi nên không in; hãy bỏ chọn tên này.")


def _check_open(con: Connection, decision_id: int, award_ids: Sequence[int]) -> None:
    for run in open_runs(con, decision_id):
        if run.target == "printer" and not run.trial and set(run.planned) & set(award_ids):
            raise BadInput(
                "Đợt in trước chưa ghi kết quả mà còn những tờ này; hãy ghi tờ cuối cùng in tốt của đợt đó trước."
            )


def _check_reason(con: Connection, award_ids: Sequence[int], reason: str) -> None:
    again = needs_reason(con, award_ids)
    if again and not reason:
        name = con.execute("SELECT recipient FROM award WHERE id = ?", (again[0],)).fetchone()["recipient"]
        more = f" và {len(again) - 1} tên nữa" if len(again) > 1 else ""
        raise BadInput(f"“{name}”{more} đã có tờ in tốt; hãy ghi lý do in lại.")


def finish_run(
    action: Action,
    print_run_id: int,
    good: int | None = None,
    spoiled: Mapping[int, str] | None = None,
    *,
    at: dt.datetime | None = None,
) -> int:
    """Close a run with what came out; returns how many sheets it took.

    Sheets 1 to ``good`` ("tờ cuối cùng in tốt là số …"; None = all) are good but for those in ``spoiled``, which
    maps a sheet's ordinal to the reason. A sheet after ``good`` came out only when it stands in ``spoiled``. Phôi
    is taken from stock for every sheet that came out.

    Raises:
        BadInput: the run is closed already, there is no such sheet in it, or a spoiled sheet lacks its reason.
    """
    run = get_run(action.con, print_run_id)
    if not run.open:
        raise BadInput("Đợt in này đã ghi kết quả rồi; hãy đánh dấu từng tờ hỏng trong danh sách các tờ.")
    last = len(run.planned) if good is None else good
    reasons = {ordinal: clean(reason) for ordinal, reason in (spoiled or {}).items()}
    _check_result(len(run.planned), last, reasons)
    again = set(needs_reason(action.con, run.planned)) if run.target == "printer" and not run.trial else set()
    used = 0
    for ordinal, award_id in enumerate(run.planned, start=1):
        if ordinal > last and ordinal not in reasons:
            continue
        used += 1
        action.insert(
            "printed_sheet",
            print_run_id=run.id,
            award_id=award_id,
            ordinal=ordinal,
            state="spoiled" if ordinal in reasons else "good",
            note=reasons.get(ordinal, ""),
            reprint=int(award_id in again),
        )
    moment = _moment(at)
    action.update("print_run", run.id, finished_at=moment.isoformat(timespec="seconds"))
    if used and run.stock and run.target == "printer" and not run.trial:
        sheet_stock.take_for_run(action, run.stock, used, day=moment.date(), print_run_id=run.id)
    return used


def drop_run(action: Action, print_run_id: int) -> None:
    """Take out an open run of which no sheet came out: it was cancelled before the first one (undo brings it back).

    Raises:
        BadInput: it is closed: its sheets are in the ledger.
    """
    if not get_run(action.con, print_run_id).open:
        raise BadInput("Đợt in này đã ghi kết quả rồi; hãy đánh dấu từng tờ hỏng trong danh sách các tờ.")
    action.delete("print_run", print_run_id)


def _check_result(planned: int, good: int, reasons: Mapping[int, str]) -> None:
    if not 0 <= good <= planned or any(not 1 <= ordinal <= planned for ordinal in reasons):
        raise BadInput(f"Đợt in này có {planned} tờ; hãy ghi số của tờ trong khoảng từ 1 đến {planned}.")
    _check_spoil_reason(*reasons.values())


def _check_spoil_reason(*reasons: str) -> None:
    if not all(reasons):
        raise BadInput("Tờ hỏng chưa có lý do; hãy chọn hoặc ghi lý do hỏng.")


def record_run(
    action: Action,
    decision_id: int,
    award_ids: Sequence[int],
    *,
    template_name: str,
    target: str,
    template_version: int = 1,
    printer: str = "",
    tray: str = "",
    overprint: bool = False,
    stock: str = "",
    officer: str = "",
    reprint_reason: str = "",
    trial: bool = False,
    at: dt.datetime | None = None,
    note: str = "",
) -> int:
    """Start and close a run at once, every sheet good: what is written to a file; returns the run's id.

    Raises:
        BadInput: as :func:`start_run`.
    """
    run_id = start_run(
        action,
        decision_id,
        award_ids,
        template_name=template_name,
        template_version=template_version,
        target=target,
        printer=printer,
        tray=tray,
        overprint=overprint,
        stock=stock,
        officer=officer,
        reprint_reason=reprint_reason,
        trial=trial,
        note=note,
        at=at,
    )
    finish_run(action, run_id, at=at)
    return run_id


def mark_spoiled(action: Action, sheet_ids: Iterable[int], reason: str) -> int:
    """Note sheets as spoiled and why; returns how many changed.

    Raises:
        BadInput: no reason.
    """
    _check_spoil_reason(clean(reason))
    return sum(action.update("printed_sheet", one, state="spoiled", note=clean(reason)) for one in sheet_ids)


def mark_good(action: Action, sheet_ids: Iterable[int]) -> int:
    """Note sheets as good after all; returns how many changed."""
    return sum(action.update("printed_sheet", one, state="good", note="") for one in sheet_ids)


def spoil_from(action: Action, print_run_id: int, ordinal: int, reason: str) -> int:
    """The sheet at ``ordinal`` of a closed run and all after it are spoiled; returns how many changed.

    Raises:
        BadInput: no reason.
    """
    after = [sheet.id for sheet in sheets(action.con, print_run_id) if sheet.ordinal >= ordinal]
    return mark_spoiled(action, after, reason)


def remaining(con: Connection, print_run_id: int) -> list[int]:
    """Awards of a run without a good sheet of it or of a later one on the same target, in the order planned.

    What is to be printed after a jam; awards revoked since then need no sheet.
    """
    run = get_run(con, print_run_id)
    rows = con.execute(
        """SELECT s.award_id FROM printed_sheet s JOIN print_run r ON r.id = s.print_run_id
           WHERE s.state = 'good' AND r.trial = ? AND r.target = ? AND r.id >= ?
           UNION SELECT id FROM award WHERE revoked_date IS NOT NULL""",
        (int(run.trial), run.target, run.id),
    )
    done = {row["award_id"] for row in rows}
    return [award_id for award_id in run.planned if award_id not in done]


def without_sheet(con: Connection, decision_id: int, *, target: str = "") -> list[int]:
    """Ids of the awards without a good sheet yet, in the order of the list: where to resume.

    ``target`` counts only sheets of the printer (or of PDF files); revoked awards need none, trials are none.
    """
    rows = con.execute(
        """SELECT a.id FROM award a WHERE a.decision_id = ? AND a.revoked_date IS NULL AND NOT EXISTS (
               SELECT 1 FROM printed_sheet s JOIN print_run r ON r.id = s.print_run_id
               WHERE s.award_id = a.id AND s.state = 'good' AND r.trial = 0 AND (? = '' OR r.target = ?))
           ORDER BY a.ordinal, a.id""",
        (decision_id, target, target),
    )
    return [row["id"] for row in rows]


def good_sheets(con: Connection, decision_id: int) -> dict[int, int]:
    """How many good sheets each award of a decision has; awards without any are absent."""
    rows = con.execute(
        """SELECT s.award_id, count(*) AS n FROM printed_sheet s JOIN print_run r ON r.id = s.print_run_id
           WHERE r.decision_id = ? AND s.state = 'good' AND r.trial = 0 GROUP BY s.award_id""",
        (decision_id,),
    )
    return {row["award_id"]: row["n"] for row in rows}
