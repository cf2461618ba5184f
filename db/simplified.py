"""The simplified procedure (thủ tục đơn giản): awarded without a council, its reason and article on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db import nominations, resources
from db.errors import BadInput
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import clean

USUAL: Final = ("sudden", "external")
"""Loại hình the procedure is meant for: đột xuất, đối ngoại."""


@dataclass(frozen=True, slots=True)
class SimplifiedCase:
    """Why and by which article some nominations were approved without a council."""

    id: int
    uid: str
    campaign_id: int | None
    day: dt.date
    reason: str
    article: str
    note: str

    @property
    def sentence(self) -> str:
        """As the decision cites it."""
        return f"Khen thưởng theo thủ tục đơn giản ({self.article}): {self.reason}"


def _case(row: Row) -> SimplifiedCase:
    values = {name: row[name] for name in SimplifiedCase.__slots__}
    return SimplifiedCase(**{**values, "day": dt.date.fromisoformat(row["day"])})


def usual_article(day: dt.date) -> str:
    """The article that stands in the catalogue for a day, to be checked by the officer; empty when there is none."""
    for row in resources.read_json("law/simplified.json")["rows"]:
        if row["valid_from"] <= day.isoformat() <= (row["valid_to"] or "9999"):
            return str(row["article"])
    return ""


def doubts(con: Connection, nomination_ids: Iterable[int]) -> list[str]:
    """Sentences about nominations the procedure is not meant for; they warn and stop nothing."""
    return [
        f"“{one.name}” không phải khen đột xuất hay đối ngoại; thủ tục đơn giản thường chỉ dùng cho hai loại này."
        for one in nominations.by_ids(con, nomination_ids)
        if one.award_type not in USUAL
    ]


def open_case(
    action: Action,
    nomination_ids: Iterable[int],
    *,
    day: dt.date,
    reason: str,
    article: str,
    campaign_id: int | None = None,
    note: str = "",
) -> int:
    """Approve nominations by the simplified procedure; returns the id of the case their decision will cite.

    Raises:
        BadInput: no reason, no article, nobody chosen, or a nomination that may not be approved.
    """
    reason, article = clean(reason).rstrip("."), clean(article).rstrip(".")
    if not reason or not article:
        raise BadInput("Thủ tục đơn giản cần lý do và điều khoản áp dụng; hãy ghi đủ rồi lưu lại.")
    chosen = list(nomination_ids)
    if not chosen:
        raise BadInput("Chưa chọn đề nghị nào; hãy chọn những người được xét theo thủ tục đơn giản.")
    case_id = action.insert(
        "simplified_case",
        campaign_id=campaign_id,
        day=day.isoformat(),
        reason=reason,
        article=article,
        note=clean(note),
    )
    told = f"Thủ tục đơn giản ngày {format_date(day)}: {reason}"
    nominations.set_status(action, chosen, "approved", reason=told)
    for nomination_id in chosen:
        action.update("nomination", nomination_id, simplified_case_id=case_id)
    return case_id


def remove_case(action: Action, case_id: int) -> None:
    """Take a case out: whom it approved is appraised again.

    Raises:
        BadInput: somebody it approved stands on a submission or a decision.
    """
    approved = nominations_of(action.con, case_id)
    row = action.con.execute(
        """SELECT s.name FROM nomination n JOIN subject s ON s.id = n.subject_id
           WHERE n.simplified_case_id = ? AND (n.id IN (SELECT nomination_id FROM submission_item)
                 OR n.id IN (SELECT nomination_id FROM award WHERE nomination_id IS NOT NULL)) LIMIT 1""",
        (case_id,),
    ).fetchone()
    if row is not None:
        raise BadInput(
            f"“{row['name']}” duyệt theo thủ tục đơn giản này đã có tờ trình hoặc quyết định nên không xóa được; "
            "hãy xóa dự thảo tờ trình, quyết định đó trước."
        )
    nominations.set_status(action, [n.id for n in approved if n.status == "approved"], "appraised")
    for one in approved:
        action.update("nomination", one.id, simplified_case_id=None)
    action.delete("simplified_case", case_id)


def list_cases(con: Connection, *, campaign_id: int | None = None) -> list[SimplifiedCase]:
    """Cases (of one drive where given), the newest first."""
    rows = con.execute(
        "SELECT * FROM simplified_case WHERE ? IS NULL OR campaign_id = ? ORDER BY day DESC, id DESC",
        (campaign_id, campaign_id),
    )
    return [_case(row) for row in rows]


def nominations_of(con: Connection, case_id: int) -> list[nominations.Nomination]:
    """Who was approved by a case, in the order of lists."""
    rows = con.execute("SELECT id FROM nomination WHERE simplified_case_id = ?", (case_id,))
    return nominations.by_ids(con, [row["id"] for row in rows])


def cases_of(con: Connection, decision_id: int) -> list[SimplifiedCase]:
    """Cases the awards of a decision rest on: what it has to cite beside, or instead of, the council."""
    rows = con.execute(
        """SELECT DISTINCT c.* FROM award a JOIN nomination n ON n.id = a.nomination_id
           JOIN simplified_case c ON c.id = n.simplified_case_id WHERE a.decision_id = ? ORDER BY c.day, c.id""",
        (decision_id,),
    )
    return [_case(row) for row in rows]
