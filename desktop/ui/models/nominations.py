"""Columns of nominees, of their evidence and of the papers of a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from db import awards, dossiers, people
from db.appraisals import Appraisal
from db.dossiers import DossierItem, Evidence
from db.nominations import KIND_ORDER, Nomination
from db.rules.evidence import YearCell, YearState
from db.sqlite import Connection
from db.vietnamese.dates import format_date, format_partial
from db.vietnamese.names import name_sort_key, text_sort_key
from desktop.ui.icons import Symbol
from desktop.ui.models.appraisals import STATES, appraisal_badge, appraisal_tip, state_of
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Column
from desktop.ui.theme import Tone

_STATUS_MARKS: Final = {
    "draft": (Symbol.RING, Tone.MUTED),
    "submitted": (Symbol.CLOCK, Tone.INFORMATION),
    "appraised": (Symbol.HALF, Tone.INFORMATION),
    "approved": (Symbol.HALF, Tone.DONE),
    "rejected": (Symbol.TRIANGLE, Tone.ALARM),
    "decided": (Symbol.DISC, Tone.DONE),
    "sent_up": (Symbol.CLOCK, Tone.WARNING),
    "returned": (Symbol.TRIANGLE, Tone.WARNING),
    "withdrawn": (Symbol.DASH, Tone.MUTED),
}
_PAPER_MARKS: Final = {
    "have": (Symbol.DISC, Tone.DONE),
    "missing": (Symbol.TRIANGLE, Tone.ALARM),
    "awaited": (Symbol.CLOCK, Tone.WARNING),
    "not_needed": (Symbol.DASH, Tone.MUTED),
}
_KIND_ICONS: Final = {"individual": "user", "collective": "users", "household": "house"}
_YEAR_SIGNS: Final = {YearState.EVIDENCE: "■", YearState.EMPTY: "□", YearState.OUTSIDE: "▨"}


@dataclass(frozen=True, slots=True)
class Nominee:
    """A nomination with its evidence and the years of its window."""

    nomination: Nomination
    pieces: tuple[Evidence, ...]
    years: tuple[YearCell, ...]
    doubled: bool = False
    appraisal: Appraisal | None = None

    @property
    def id(self) -> int:
        """The nomination's id."""
        return self.nomination.id

    @property
    def shown(self) -> str:
        """Honorific and name, as the certificate will say them."""
        subject = self.nomination.subject
        return f"{awards.honorific_of(subject, self.nomination.submitted_date)} {subject.name}".strip()


def nominees(
    con: Connection,
    listed: Iterable[Nomination],
    doubled: frozenset[int],
    appraised: Mapping[int, Appraisal] | None = None,
) -> list[Nominee]:
    """Nominations with their evidence, in two queries whatever their number; ``appraised`` by nomination."""
    found = list(listed)
    pieces = dossiers.evidence_of_many(con, [n.id for n in found])
    known = appraised or {}
    return [
        Nominee(
            n,
            tuple(pieces.get(n.id, ())),
            dossiers.strip(n, pieces.get(n.id, ())),
            n.id in doubled,
            known.get(n.id),
        )
        for n in found
    ]


def status_badge(nomination: Nomination) -> Badge:
    """The badge of a nomination's status."""
    return Badge(*_STATUS_MARKS[nomination.status], nomination.shown_status)


def paper_badge(item: DossierItem) -> Badge:
    """The badge of a paper: có, thiếu, chờ or không cần."""
    return Badge(*_PAPER_MARKS[item.state], item.shown_state)


def strip_text(years: Iterable[YearCell]) -> str:
    """The strip as signs for another program: ■ evidence, □ none, ▨ not counted."""
    return "".join(_YEAR_SIGNS[cell.state] for cell in years)


def name_key(kind: str, name: str) -> str:
    """The sort key of a nominee's name: given name first for people, as read for the rest."""
    return name_sort_key(name) if kind == "individual" else text_sort_key(name)


def evidence_words(piece: Evidence) -> str:
    """A piece of evidence in one line: what, kind, paper."""
    paper = ", ".join(
        part
        for part in (
            f"số {piece.number}" if piece.number else "",
            format_partial(piece.document_on) if piece.document_on else "",
            piece.issuer,
        )
        if part
    )
    return f"{piece.what} ({piece.shown_kind})" + (f" – {paper}" if paper else "")


NOMINEE_COLUMNS: Final = (
    Column[Nominee](
        "name",
        "Tên",
        lambda row: row.nomination.name,
        text=lambda row: row.shown,
        stretch=True,
        width=220,
        bold=True,
        sort_key=lambda row: (
            KIND_ORDER.index(row.nomination.kind),
            name_key(row.nomination.kind, row.nomination.name),
        ),
        icon=lambda row: "triangle-alert" if row.doubled else None,
        tone=lambda row: Tone.WARNING if row.doubled else None,
        tooltip=lambda row: f"{row.shown}: trùng tên, xem bảng bên phải" if row.doubled else "",
    ),
    Column[Nominee](
        "kind",
        "Loại",
        lambda row: people.KINDS[row.nomination.kind],
        text=lambda _row: "",
        copied=lambda row: people.KINDS[row.nomination.kind],
        tooltip=lambda row: people.KINDS[row.nomination.kind],
        icon=lambda row: _KIND_ICONS[row.nomination.kind],
        width=48,
        title_tooltip="Tập thể, cá nhân hay hộ gia đình",
    ),
    Column[Nominee](
        "unit",
        "Nơi công tác",
        lambda row: row.nomination.subject.position_unit or row.nomination.unit,
        width=80,
        sort_key=lambda row: text_sort_key(row.nomination.subject.position_unit or row.nomination.unit),
    ),
    Column[Nominee]("form", "Hình thức", lambda row: row.nomination.form_name, width=80),
    Column[Nominee](
        "years",
        "Các năm xét",
        lambda row: strip_text(row.years),
        width=104,
        years=lambda row: row.years,
        sort_key=lambda row: sum(cell.state is YearState.EVIDENCE for cell in row.years),
        tooltip=lambda row: (
            f"{row.nomination.evidence_count} minh chứng, đã kiểm tra {row.nomination.checked_count}"
        ),
        title_tooltip="Ô tô kín: có minh chứng; ô trống: không bắt buộc; ô gạch chéo: không tính",
    ),
    Column[Nominee](
        "appraisal",
        "Thẩm định",
        lambda row: state_of(row.appraisal),
        text=lambda row: badge.word if (badge := appraisal_badge(row.appraisal)) else "",
        width=120,
        badge=lambda row: appraisal_badge(row.appraisal),
        sort_key=lambda row: list(STATES).index(state_of(row.appraisal)) if row.appraisal else None,
        tooltip=lambda row: appraisal_tip(row.appraisal),
        title_tooltip="Theo quy định áp dụng ngày đang xem; tên đã có quyết định hoặc đã rút thì không thẩm định",
    ),
    Column[Nominee](
        "status",
        "Trạng thái",
        lambda row: row.nomination.shown_status,
        width=146,
        badge=lambda row: status_badge(row.nomination),
    ),
)

EVIDENCE_COLUMNS: Final = (
    Column[Evidence]("years", "Năm", lambda e: e.year_from, text=lambda e: e.years, width=92),
    Column[Evidence](
        "what",
        "Nội dung",
        lambda e: e.what,
        stretch=True,
        icon=lambda e: "paperclip" if e.attachment_id is not None else None,
        tooltip=evidence_words,
        sort_key=lambda e: text_sort_key(e.what),
    ),
    Column[Evidence](
        "checked",
        "Kiểm tra",
        lambda e: e.checked,
        width=92,
        badge=lambda e: (
            Badge(Symbol.DISC, Tone.DONE, "Đã xem") if e.checked else Badge(Symbol.RING, Tone.MUTED, "Chưa")
        ),
    ),
)

PAPER_COLUMNS: Final = (
    Column[DossierItem](
        "name",
        "Giấy tờ",
        lambda item: item.name,
        stretch=True,
        tooltip=lambda item: f"{item.name}, {format_date(item.day)}" if item.day else item.name,
    ),
    Column[DossierItem]("state", "Tình trạng", lambda item: item.shown_state, width=108, badge=paper_badge),
)
