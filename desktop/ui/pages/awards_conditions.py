"""Điều kiện: all that appraisals and votes go by on the day looked at, with article and whether it was compared."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from db import conditions
from db.catalogues import OBJECT_KINDS
from db.conditions import CONDITION, LINE, THRESHOLD, Rule
from db.vietnamese.dates import format_date
from desktop.ui import theme
from desktop.ui.dialogs.condition import ConditionDialog, ThresholdDialog
from desktop.ui.models.catalogues import UNVERIFIED
from desktop.ui.models.conditions import RULE_COLUMNS, object_words, rule_details, rule_id, type_words
from desktop.ui.operations import conditions as operations
from desktop.ui.pages.awards_list import ListView, choose_first, chosen_of
from desktop.ui.session import Session
from desktop.ui.widgets.page_frame import Count

_CHOOSE: Final = "Hãy chọn một dòng trong danh sách trước."
_SHOW: Final = (
    ("all", "Mọi dòng"),
    ("own", "Của tỉnh, của cơ quan"),
    ("unverified", "Chưa đối chiếu"),
    ("vote", "Họp, biểu quyết"),
    ("drive", "Kế hoạch phong trào"),
)
_DETAIL_LINES: Final = 5
_OF_LINE: Final = "Dòng này lấy từ kế hoạch của phong trào; hãy sửa dòng khen thưởng ở trang Phong trào."


class ConditionsView(ListView):
    """What is in force on the day; own rows are added, changed and taken out here."""

    title = "Điều kiện áp dụng"
    icon = "library"
    tables = frozenset({"award_condition", "vote_rule", "award_form", "campaign", "campaign_award"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._rules: list[Rule] = []
        self.frame.set_primary("Thêm điều &kiện", "plus").setObjectName("addCondition")
        self.frame.primary_pressed.connect(self.add)
        self.add_buttons(
            (
                (
                    "Thêm tỷ &lệ biểu quyết…",
                    "addThreshold",
                    self.add_threshold,
                    "Tỷ lệ họp, tỷ lệ phiếu đồng ý",
                ),
                ("&Sửa…", "editCondition", self.edit, "Dòng của tỉnh, của cơ quan"),
                ("&Xóa", "removeCondition", self.remove, "Dòng của tỉnh, của cơ quan"),
                (
                    "Đã đối &chiếu",
                    "verifyCondition",
                    self.verify,
                    "Các dòng đang chọn đã đối chiếu với văn bản",
                ),
            )
        )
        self.add_search("Tìm hình thức, nội dung, căn cứ (không cần dấu)")
        self._object = self._box("conditionObject", (("", "Mọi đối tượng"), *OBJECT_KINDS.items()))
        self._show = self._box("conditionShow", _SHOW)
        self.model, self.table = self.add_table(
            "conditions", "Điều kiện, tỷ lệ đang áp dụng", RULE_COLUMNS, rule_id
        )
        self.table.set_empty("Không có điều kiện nào khớp; hãy bỏ lọc hoặc thêm điều kiện của tỉnh.")
        self.table.activated_row.connect(self._edit_row)
        self.table.current_row_changed.connect(self._tell)
        self._details = QLabel(self)
        self._details.setObjectName("conditionDetails")
        self._details.setProperty("role", "muted")
        self._details.setWordWrap(True)
        self._details.setTextFormat(Qt.TextFormat.PlainText)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._details.setFixedHeight(_DETAIL_LINES * self._details.fontMetrics().lineSpacing() + theme.GRID)
        holder = self.table.parentWidget()
        column = holder.layout() if holder is not None else None
        assert column is not None
        column.addWidget(self._details)
        self.frame.count_pressed.connect(self._open_count)

    def _box(self, name: str, choices: tuple[tuple[str, str], ...]) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(choices[0][1])
        box.setMinimumWidth(184)
        for key, words in choices:
            box.addItem(words, key)
        box.activated.connect(self._filter)
        self.frame.add_filter(box)
        return box

    def refresh(self) -> None:
        """Read what is in force on the day looked at."""
        self._rules = conditions.in_force(self.session.con, self.session.as_of, self.session.campaign_id)
        self._filter()

    def _filter(self, _index: int = 0) -> None:
        kept = [rule for rule in self._rules if self._fits(rule)]
        self.model.set_rows(kept)
        choose_first(self.table)
        unverified = sum(not rule.verified for rule in self._rules)
        counts = [Count(f"{unverified} dòng chưa đối chiếu", "unverified", UNVERIFIED)] if unverified else []
        day = format_date(self.session.as_of)
        self.frame.set_status(f"{len(kept)} / {len(self._rules)} dòng áp dụng ngày {day}", counts)
        self._tell()

    def _fits(self, rule: Rule) -> bool:
        show, kind = self._show.currentData(), self._object.currentData()
        shown = {
            "own": rule.scope in conditions.OWN_SCOPES,
            "unverified": not rule.verified,
            "vote": rule.table == THRESHOLD,
            "drive": rule.table == LINE,
        }
        return (
            shown.get(show, True)
            and (not kind or rule.object_kind in ("", kind))
            and self.matches(rule.form, type_words(rule), object_words(rule), rule.text, rule.source)
        )

    def _open_count(self, key: str) -> None:
        self._show.setCurrentIndex(self._show.findData(key))
        self._filter()
        self.table.setFocus()

    def _tell(self, _row: int = -1) -> None:
        rows = chosen_of(self.model, self.table)
        self._details.setText(rule_details(rows[0]) if len(rows) == 1 else "")

    # ------------------------------------------------------------ writing

    def add(self) -> None:
        """Open the dialog of a new own condition."""
        ConditionDialog(self.session, parent=self).open()

    def add_threshold(self) -> None:
        """Open the dialog of a new own quorum or approving share."""
        ThresholdDialog(self.session, parent=self).open()

    def edit(self) -> None:
        """Open the dialog of the chosen row, where it is an own one."""
        rule = self._one()
        if rule is None:
            return
        if rule.shipped:
            self.session.tell(
                "Dòng này do chương trình phát hành theo luật; hãy thêm dòng của tỉnh, hoặc sửa trong Danh mục."
            )
        elif rule.table == CONDITION:
            draft = conditions.drafted(self.session.con, rule.id)
            ConditionDialog(self.session, draft, rule.id, self).open()
        else:
            threshold = conditions.drafted_threshold(self.session.con, rule.id)
            ThresholdDialog(self.session, threshold, rule.id, self).open()

    def _edit_row(self, _row: int) -> None:
        self.edit()

    def remove(self) -> None:
        """Take the chosen own row out."""
        rule = self._one()
        if rule is not None:
            self.session.run(operations.remove(rule.table, rule.id, rule.text))

    def verify(self) -> None:
        """Note that the chosen rows were compared with their sources, on the day looked at."""
        rows = [
            (r.table, r.id) for r in chosen_of(self.model, self.table) if r.table != LINE and not r.verified
        ]
        if rows:
            self.session.run(operations.set_verified(rows, self.session.as_of))
        else:
            self.session.tell("Hãy chọn những dòng chưa đối chiếu trong danh sách trước.")

    def _one(self) -> Rule | None:
        rows = chosen_of(self.model, self.table)
        if not rows:
            self.session.tell(_CHOOSE)
            return None
        if rows[0].table == LINE:
            self.session.tell(_OF_LINE)
            return None
        return rows[0]
