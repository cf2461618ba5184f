"""Award rounds (đợt khen thưởng) of a drive: begun, renamed, closed, and which nominations belong to one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db import nominations
from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import clean, fold

_RESTING: Final = (
    ("nomination", "đề nghị khen thưởng"),
    ("decision", "quyết định"),
    ("meeting", "phiên họp Hội đồng"),
    ("submission", "tờ trình"),
    ("inquiry", "lần hiệp y, công khai"),
)


@dataclass(frozen=True, slots=True)
class Round:
    """One round with what belongs to it.

    Attributes:
        phase: name of the drive's phase it belongs to, empty where none is named.
        day: the day it is meant for (sơ kết, tổng kết, a holiday), None while not set.
        closed_date: since when nobody joins it any more; a round may close before its phase ends.
        nominations: how many belong to it, ``decided`` of them with a decision.
    """

    id: int
    uid: str
    campaign_id: int
    phase_id: int | None
    phase: str
    name: str
    day: dt.date | None
    closed_date: dt.date | None
    nominations: int
    decided: int

    def open_on(self, day: dt.date) -> bool:
        """Whether a nomination may still join it on a day."""
        return self.closed_date is None or day < self.closed_date

    @property
    def shown(self) -> str:
        """Name and day: "Đợt 1 – 02/09/2023"."""
        return f"{self.name} – {format_date(self.day)}" if self.day else self.name


_SELECT = """
    SELECT r.*, coalesce(p.name, '') AS phase,
           (SELECT count(*) FROM nomination n WHERE n.award_round_id = r.id) AS nominations,
           (SELECT count(*) FROM nomination n WHERE n.award_round_id = r.id AND n.status = 'decided') AS decided
    FROM award_round r LEFT JOIN campaign_phase p ON p.id = r.phase_id"""


def _round(row: Row) -> Round:
    values = {name: row[name] for name in Round.__slots__}
    return Round(**{**values, "day": _day(row["day"]), "closed_date": _day(row["closed_date"])})


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def list_rounds(con: Connection, campaign_id: int) -> list[Round]:
    """Rounds of a drive by day, those without a day last."""
    rows = con.execute(
        f"{_SELECT} WHERE r.campaign_id = ? ORDER BY r.day IS NULL, r.day, r.id", (campaign_id,)
    )
    return [_round(row) for row in rows]


def get_round(con: Connection, round_id: int) -> Round:
    """One round.

    Raises:
        NotFound: no such round.
    """
    row = con.execute(f"{_SELECT} WHERE r.id = ?", (round_id,)).fetchone()
    if row is None:
        raise NotFound("Đợt khen thưởng này không còn trong sổ; hãy tải lại danh sách đợt.")
    return _round(row)


def usual_round(con: Connection, campaign_id: int, day: dt.date) -> Round | None:
    """The round a new nomination joins by itself: the only open one; None where it is not clear."""
    listed = [one for one in list_rounds(con, campaign_id) if one.open_on(day)]
    return listed[0] if len(listed) == 1 else None


def save(
    action: Action,
    campaign_id: int,
    *,
    name: str,
    day: dt.date | None = None,
    phase_id: int | None = None,
    round_id: int | None = None,
) -> int:
    """Begin a round, or rename and redate one when its id is given; returns the id.

    Raises:
        BadInput: no name, or the drive has a round of that name.
    """
    name = clean(name)
    if not name:
        raise BadInput("Chưa có tên đợt khen thưởng; hãy ghi tên, ví dụ “Đợt 1 năm 2023”.")
    same = [
        one
        for one in list_rounds(action.con, campaign_id)
        if fold(one.name) == fold(name) and one.id != round_id
    ]
    if same:
        raise BadInput(f"Phong trào đã có đợt “{same[0].name}”; hãy đặt tên khác để khỏi nhầm hai đợt.")
    values = {"name": name, "day": day.isoformat() if day else None, "phase_id": phase_id}
    if round_id is None:
        return action.insert("award_round", campaign_id=campaign_id, **values)
    action.update("award_round", round_id, **values)
    return round_id


def close(action: Action, round_id: int, day: dt.date | None) -> bool:
    """Close a round on a day: nobody joins it from then on; None opens it again. Returns whether anything differed.

    Raises:
        BadInput: nominations of the round still wait for a decision.
    """
    one = get_round(action.con, round_id)
    if day is not None and one.closed_date is None:
        waiting = _waiting(action.con, round_id)
        if waiting:
            more = f" và {len(waiting) - 1} tên nữa" if len(waiting) > 1 else ""
            raise BadInput(
                f"Đợt “{one.name}” còn đề nghị chưa xong: “{waiting[0]}”{more}; "
                "hãy giải quyết hoặc chuyển sang đợt khác trước khi khóa đợt."
            )
    return action.update("award_round", round_id, closed_date=day.isoformat() if day else None)


def _waiting(con: Connection, round_id: int) -> list[str]:
    rows = con.execute(
        """SELECT s.name FROM nomination n JOIN subject s ON s.id = n.subject_id
           WHERE n.award_round_id = ? AND n.status IN ('draft', 'submitted', 'appraised', 'approved')
           ORDER BY s.sort_key, n.id""",
        (round_id,),
    )
    return [row["name"] for row in rows]


def remove(action: Action, round_id: int) -> None:
    """Take a round out that nothing belongs to.

    Raises:
        BadInput: nominations, decisions, sessions, submissions or inquiries belong to it.
    """
    one = get_round(action.con, round_id)
    for table, words in _RESTING:
        count = action.con.execute(
            f"SELECT count(*) FROM {table} WHERE award_round_id = ?", (round_id,)
        ).fetchone()[0]
        if count:
            raise BadInput(
                f"Đợt “{one.name}” đã có {count} {words} nên không xóa được; hãy chuyển sang đợt khác hoặc khóa đợt."
            )
    action.delete("award_round", round_id)


def refuse_closed(con: Connection, round_id: int, day: dt.date) -> None:
    """Refuse a round nobody may join on a day.

    Raises:
        BadInput: it is closed.
        NotFound: there is no such round.
    """
    one = get_round(con, round_id)
    if not one.open_on(day):
        closed = format_date(one.closed_date) if one.closed_date else ""
        raise BadInput(f"Đợt “{one.name}” đã khóa từ ngày {closed}; hãy chọn đợt khác hoặc mở lại đợt.")


def assign(action: Action, nomination_ids: Iterable[int], round_id: int | None, day: dt.date) -> int:
    """Put nominations into a round as of a day (None: into none); returns how many changed.

    Raises:
        BadInput: the round is closed, of another drive, or a nomination is decided or would stand in it twice.
    """
    listed = nominations.by_ids(action.con, nomination_ids)
    moved = [n for n in listed if n.award_round_id != round_id]
    if round_id is not None and moved:
        refuse_closed(action.con, round_id, day)
        drive = get_round(action.con, round_id).campaign_id
        strangers = [n.name for n in moved if n.campaign_id != drive]
        if strangers:
            raise BadInput(f"“{strangers[0]}” thuộc phong trào khác; hãy chọn đợt của chính phong trào đó.")
    return sum(nominations.change(action, n.id, award_round_id=round_id) for n in moved)


def common_round(con: Connection, nomination_ids: Iterable[int]) -> int | None:
    """The one round all these nominations belong to; None where they belong to several, or one to none."""
    rows = con.execute(
        """SELECT DISTINCT award_round_id FROM nomination WHERE id IN (SELECT value FROM json_each(?))""",
        (str(list(nomination_ids)),),
    ).fetchall()
    return rows[0]["award_round_id"] if len(rows) == 1 else None
