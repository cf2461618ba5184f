"""What the window enters in the print ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from db import printing
from db.store import Action
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class Run:
    """What is printed: a sheet for each award in order; the words are those of :func:`db.printing.start_run`."""

    decision_id: int
    award_ids: tuple[int, ...]
    template_name: str
    target: str
    printer: str = ""
    overprint: bool = False
    note: str = ""
    template_version: int = 1
    tray: str = ""
    stock: str = ""
    officer: str = ""
    reprint_reason: str = ""
    trial: bool = False

    @property
    def where(self) -> str:
        """Where to: "ra PDF", "trên máy in Canon"."""
        return "ra PDF" if self.target == "pdf" else f"trên máy in {self.printer}".rstrip()


def record(run: Run, shown: str) -> StoreOp[int]:
    """Enter a run that is over, all good; the result is its id. ``shown`` names the decision."""
    return StoreOp(f"In {len(run.award_ids)} Giấy khen của {shown} {run.where}", partial(_record, run))


def _record(run: Run, action: Action) -> int:
    return printing.record_run(action, **asdict(run))


def start(run: Run, shown: str) -> StoreOp[int]:
    """Write a run down before its first sheet; the result is its id. ``shown`` names the decision."""
    verb = "In thử" if run.trial else "Bắt đầu in lại" if run.reprint_reason else "Bắt đầu in"
    return StoreOp(f"{verb} {len(run.award_ids)} Giấy khen của {shown} {run.where}", partial(_start, run))


def _start(run: Run, action: Action) -> int:
    return printing.start_run(action, **asdict(run))


def finish(run_id: int, good: int, spoiled: Mapping[int, str], shown: str) -> StoreOp[int]:
    """Close a run: sheets 1 to ``good`` are good but for the ``spoiled`` ones (ordinal → reason).

    The result is how many sheets came out. ``shown`` names the decision.
    """
    well = good - sum(ordinal <= good for ordinal in spoiled)
    told = f"{well} tờ tốt" + (f", {len(spoiled)} tờ hỏng" if spoiled else "")
    return StoreOp(f"Ghi kết quả đợt in của {shown}: {told}", partial(_finish, run_id, good, dict(spoiled)))


def _finish(run_id: int, good: int, spoiled: dict[int, str], action: Action) -> int:
    return printing.finish_run(action, run_id, good, spoiled)


def go_on(run_id: int, good: int, spoiled: Mapping[int, str], rest: Run, shown: str) -> StoreOp[int]:
    """Close a run in which a sheet was spoiled and write down the rest as the next; the result is the new run's id."""
    told = "; ".join(dict.fromkeys(spoiled.values()))
    return StoreOp(
        f"Ghi {len(spoiled)} tờ hỏng của {shown}: {told}; in tiếp {len(rest.award_ids)} tờ",
        partial(_go_on, run_id, good, dict(spoiled), rest),
    )


def _go_on(run_id: int, good: int, spoiled: dict[int, str], rest: Run, action: Action) -> int:
    printing.finish_run(action, run_id, good, spoiled)
    return printing.start_run(action, **asdict(rest))


def drop(run_id: int, shown: str) -> StoreOp[None]:
    """Take out a run of which no sheet came out."""
    return StoreOp(f"Bỏ đợt in chưa ra tờ nào của {shown}", partial(_drop, run_id))


def _drop(run_id: int, action: Action) -> None:
    printing.drop_run(action, run_id)


def mark_spoiled(sheet_ids: Sequence[int], reason: str) -> StoreOp[int]:
    """Note sheets as spoiled and why; the result is how many changed."""
    return StoreOp(
        f"Ghi {len(sheet_ids)} tờ hỏng: {reason}", partial(_mark_spoiled, tuple(sheet_ids), reason)
    )


def _mark_spoiled(sheet_ids: tuple[int, ...], reason: str, action: Action) -> int:
    return printing.mark_spoiled(action, sheet_ids, reason)


def mark_good(sheet_ids: Sequence[int]) -> StoreOp[int]:
    """Note sheets as good after all; the result is how many changed."""
    return StoreOp(f"Ghi {len(sheet_ids)} tờ tốt", partial(_mark_good, tuple(sheet_ids)))


def _mark_good(sheet_ids: tuple[int, ...], action: Action) -> int:
    return printing.mark_good(action, sheet_ids)


def spoil_from(run_id: int, ordinal: int, reason: str) -> StoreOp[int]:
    """The sheet at ``ordinal`` of a closed run and all after it are spoiled; the result is how many changed."""
    return StoreOp(
        f"Ghi hỏng từ tờ số {ordinal} của đợt in: {reason}", partial(_spoil_from, run_id, ordinal, reason)
    )


def _spoil_from(run_id: int, ordinal: int, reason: str, action: Action) -> int:
    return printing.spoil_from(action, run_id, ordinal, reason)
