"""The filter line of the nominees: kind, status, appraisal, unit, and a text without accents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from db import award_rounds, nominations, people, units
from db.appraisals import Appraisal
from db.nominations import Nomination
from db.sqlite import Connection
from desktop.ui.models.appraisals import STATES, state_of
from desktop.ui.widgets.page_frame import PageFrame
from desktop.ui.widgets.search_field import SearchField

_NO_ROUND: Final = -1
QUOTAS: Final = "quotas"
"""The choice of whom the quotas to be looked at count."""
_LINE: Final = (
    ("filterKind", "Mọi đối tượng", tuple(people.KINDS.items())),
    ("filterStatus", "Mọi trạng thái", tuple(nominations.STATUSES.items())),
    (
        "filterAppraisal",
        "Thẩm định: tất cả",
        (*((key, badge.word) for key, badge in STATES.items()), (QUOTAS, "Thuộc chỉ tiêu cần xem")),
    ),
    ("filterRound", "Mọi đợt khen", ()),
    ("filterUnit", "Mọi đơn vị", ()),
)


class NomineeFilters(QObject):
    """Boxes and field in the line of a page's frame. ``changed`` after each choice."""

    changed = Signal()

    def __init__(self, frame: PageFrame, owner: QWidget) -> None:
        super().__init__(owner)
        self._counted: frozenset[int] = frozenset()
        boxes = [self._box(frame, owner, *one) for one in _LINE]
        self._kind, self._status, self._appraisal, self._round, self._unit = boxes
        self._round.hide()
        self._boxes = tuple(boxes)
        self._search = SearchField("Tìm tên, đơn vị (không cần dấu)", owner)
        self._search.setObjectName("search")
        self._search.searched.connect(self._tell)
        frame.add_filter(self._search, stretch=1)

    def _box(
        self,
        frame: PageFrame,
        owner: QWidget,
        name: str,
        everything: str,
        choices: tuple[tuple[str, str], ...],
    ) -> QComboBox:
        box = QComboBox(owner)
        box.setObjectName(name)
        box.setAccessibleName(everything)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumWidth(160)
        box.addItem(everything, None)
        for value, words in choices:
            box.addItem(words, value)
        box.activated.connect(self._tell)
        frame.add_filter(box)
        return box

    def _tell(self, _changed: object = None) -> None:
        self.changed.emit()

    def fill_units(self, con: Connection) -> None:
        """Offer the units of the register; the chosen one stays chosen."""
        chosen = self._unit.currentData()
        while self._unit.count() > 1:
            self._unit.removeItem(1)
        for unit in units.list_units(con):
            self._unit.addItem(unit.name, unit.id)
        self._unit.setCurrentIndex(max(0, self._unit.findData(chosen)))

    def fill_rounds(self, con: Connection, campaign_id: int) -> None:
        """Offer the rounds of the drive, where it has any; the chosen one stays chosen."""
        chosen = self._round.currentData()
        while self._round.count() > 1:
            self._round.removeItem(1)
        listed = award_rounds.list_rounds(con, campaign_id)
        for one in listed:
            self._round.addItem(one.name, one.id)
        if listed:
            self._round.addItem("Chưa xếp đợt", _NO_ROUND)
        self._round.setCurrentIndex(max(0, self._round.findData(chosen)))
        self._round.setVisible(bool(listed))

    def look_at_quotas(self, nomination_ids: Iterable[int]) -> None:
        """Whom the quotas to be looked at count, for the choice that shows only them."""
        self._counted = frozenset(nomination_ids)

    def listed(
        self, con: Connection, campaign_id: int, appraised: Mapping[int, Appraisal]
    ) -> list[Nomination]:
        """Nominations of a drive that pass; ``appraised`` by nomination."""
        status, state = self._status.currentData(), self._appraisal.currentData()
        found = nominations.list_nominations(
            con,
            campaign_id,
            statuses=[status] if status else (),
            kind=self._kind.currentData() or "",
            unit_id=self._unit.currentData(),
            text=self._search.text(),
        )
        wanted = self._round.currentData()
        return [
            n
            for n in found
            if (not state or self._is_in(state, n, appraised))
            and (wanted is None or (n.award_round_id or _NO_ROUND) == wanted)
        ]

    def _is_in(self, state: str, one: Nomination, appraised: Mapping[int, Appraisal]) -> bool:
        return one.id in self._counted if state == QUOTAS else state_of(appraised.get(one.id)) == state

    @property
    def active(self) -> bool:
        """Whether anything is kept out."""
        return bool(self._search.text()) or any(box.currentData() for box in self._boxes)

    def clear(self) -> None:
        """Let everything through."""
        for box in self._boxes:
            box.setCurrentIndex(0)
        self._search.clear()
        self._tell()

    def show_status(self, status: str) -> None:
        """Only nominations of a status."""
        self._status.setCurrentIndex(self._status.findData(status))
        self._tell()

    def show_state(self, state: str) -> None:
        """Only nominations whose appraisal says this, whatever else was filtered before."""
        for box in self._boxes:
            box.setCurrentIndex(0)
        self._search.clear()
        self._appraisal.setCurrentIndex(self._appraisal.findData(state))
        self._tell()

    def to_search(self) -> None:
        """Put the keyboard into the text field."""
        self._search.setFocus()
        self._search.selectAll()
