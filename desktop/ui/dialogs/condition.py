"""The province's and the office's own rows: a condition of an award form, or a share the council needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from db import catalogue_fields, catalogues, condition_words, conditions, councils
from db.condition_words import FIGURES, Figure
from db.conditions import ConditionDraft, ThresholdDraft
from db.errors import BadInput
from db.rules.voting import Share
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import conditions as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_ANY_FORM: Final = ("", "Mọi hình thức")
_TAIL: Final = (
    Field(
        "document", "&Văn bản quy định", required=True, hint="ví dụ: Quyết định số 15/2024/QĐ-UBND của tỉnh"
    ),
    Field("article", "Đ&iều, khoản", hint="ví dụ: khoản 2 Điều 14"),
    Field("valid_from", "&Từ ngày", Kind.DATE, tooltip="Để trống: trước nay", width=200),
    Field("valid_to", "Đế&n ngày", Kind.DATE, tooltip="Để trống: còn hiệu lực", width=200),
    Field(
        "verified_on",
        "Đối chiếu n&gày",
        Kind.DATE,
        tooltip="Ngày đã đối chiếu với văn bản; để trống: chưa đối chiếu",
        width=200,
    ),
)


def _fields_of_figures() -> dict[Figure, str]:
    """The field of each figure: kinds that ask for the same in the same words share one."""
    made: dict[tuple[str, str], str] = {}
    found: dict[Figure, str] = {}
    for figures in FIGURES.values():
        for figure in figures:
            same = sum(key == figure.key for key, title in made if title != figure.title)
            key = made.setdefault((figure.key, figure.title), f"p_{figure.key}{same or ''}")
            found[figure] = key
    return found


def _figure_field(key: str, figure: Figure, forms: tuple[tuple[str, str], ...]) -> Field:
    if figure.kind == "yes_no":
        return Field(key, figure.title, Kind.CHECK)
    if figure.kind in ("form", "choice"):
        choices = forms if figure.kind == "form" else figure.choices
        return Field(key, figure.title, Kind.CHOICE, choices=choices)
    return Field(key, figure.title, Kind.NUMBER, width=160)


def _forms(session: Session) -> tuple[tuple[str, str], ...]:
    return tuple((form.code, form.name) for form in catalogues.award_forms(session.con, session.as_of))


def _plain(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Values as a draft takes them: empty texts instead of nothing, days as they are."""
    dates = ("valid_from", "valid_to", "verified_on")
    return {
        name: values[name] if values[name] is not None or name in dates else ""
        for name in names
        if name in values
    }


class ConditionDialog(AwardDialog):
    """Adds an own condition of an award form, or changes one."""

    def __init__(
        self,
        session: Session,
        draft: ConditionDraft | None = None,
        row_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        forms = _forms(session)
        self._keys = _fields_of_figures()
        figures = {key: figure for figure, key in self._keys.items()}
        title = "Sửa điều kiện" if row_id is not None else "Thêm điều kiện của tỉnh, của cơ quan"
        fields = (
            Field(
                "scope", "&Của ai", Kind.CHOICE, required=True, choices=tuple(conditions.OWN_SCOPES.items())
            ),
            Field("form_code", "&Hình thức", Kind.CHOICE, choices=(_ANY_FORM, *forms)),
            Field("award_type", "L&oại hình", Kind.CHOICE, choices=tuple(catalogues.AWARD_TYPES.items())),
            Field(
                "object_kind",
                "Đối tượng",
                Kind.CHOICE,
                choices=(("", "Mọi đối tượng"), *catalogues.OBJECT_KINDS.items()),
            ),
            Field(
                "kind",
                "Loại điều &kiện",
                Kind.CHOICE,
                required=True,
                choices=tuple((kind, catalogue_fields.CONDITION_KINDS[kind]) for kind in FIGURES),
            ),
            *(_figure_field(key, figure, forms) for key, figure in figures.items()),
            Field(
                "alternative",
                "Điể&m",
                hint="để trống: bắt buộc cùng mọi điểm",
                tooltip="Ghi a, b, c…: mỗi điểm là một cách đạt riêng; để trống: phải đạt bên cạnh mọi điểm",
                width=280,
            ),
            Field(
                "text",
                "Nội &dung",
                Kind.LINES,
                lines=2,
                hint="như trong quy chế; để trống: theo số liệu trên",
            ),
            *_TAIL,
        )
        super().__init__(session, title, "&Lưu điều kiện", fields, parent, width=680)
        self.setObjectName("conditionDialog")
        self._row_id = row_id
        self.let_scroll()
        start = draft or ConditionDraft("title_consecutive", "giay_khen")
        self.form.set_values(self._shown(start))
        self.form.changed.connect(self._follow)
        self._follow("kind")
        self.focus_of("scope").setFocus()

    def _shown(self, draft: ConditionDraft) -> dict[str, Any]:
        values = {name: getattr(draft, name) for name in ConditionDraft.__slots__ if name != "parameters"}
        asked = FIGURES.get(draft.kind, ())
        for figure, key in self._keys.items():
            given = draft.parameters.get(figure.key) if figure in asked else None
            values.setdefault(key, figure.usual)
            values[key] = values[key] if given is None else given
        return values

    def _follow(self, key: str) -> None:
        """Only the figures the chosen kind asks for, and what it would say."""
        if key not in ("kind", "form_code", "object_kind", *self._keys.values()):
            return
        values = self.form.values()
        wanted = {self._keys[figure] for figure in FIGURES.get(values["kind"], ())}
        for one in set(self._keys.values()):
            self.form.set_field_visible(one, visible=one in wanted)
        text = self.focus_of("text")
        said = self._said(values)
        text.setProperty("placeholderText", f"để trống: {said}" if said else "như trong quy chế")

    def _parameters(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {figure.key: values[self._keys[figure]] for figure in FIGURES.get(values["kind"], ())}

    def _said(self, values: Mapping[str, Any]) -> str:
        try:
            figures = condition_words.checked(
                values["kind"], self._parameters(values), values["form_code"], values["object_kind"]
            )
        except BadInput:
            return ""
        return condition_words.sentence(values["kind"], figures, dict(_forms(self.session)))

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Add or change."""
        plain = _plain(values, ConditionDraft.__slots__)
        draft = ConditionDraft(**{**plain, "parameters": self._parameters(values)})
        return operations.save_condition(draft, self._row_id)


class ThresholdDialog(AwardDialog):
    """Adds an own quorum or approving share, or changes one."""

    def __init__(
        self,
        session: Session,
        draft: ThresholdDraft | None = None,
        row_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        fields = (
            Field("kind", "Việ&c", Kind.CHOICE, required=True, choices=tuple(catalogues.VOTE_RULES.items())),
            Field("form_code", "&Hình thức", Kind.CHOICE, choices=(_ANY_FORM, *_forms(session))),
            Field(
                "level",
                "Cấ&p Hội đồng",
                Kind.CHOICE,
                required=True,
                choices=(("any", "Mọi cấp"), *catalogues.LEVELS.items()),
            ),
            Field(
                "session_kind", "Hình thức họp", Kind.CHOICE, choices=tuple(catalogues.SESSION_KINDS.items())
            ),
            Field("share", "Tỷ &lệ", required=True, hint="2/3, 70%, quá nửa", check=_share, width=200),
            Field(
                "base", "Tính t&rên", Kind.CHOICE, required=True, choices=tuple(catalogues.VOTE_BASES.items())
            ),
            *_TAIL,
        )
        title = "Sửa tỷ lệ họp, biểu quyết" if row_id is not None else "Thêm tỷ lệ họp, biểu quyết"
        super().__init__(session, title, "Lư&u tỷ lệ", fields, parent, width=680)
        self.setObjectName("thresholdDialog")
        self._row_id = row_id
        start = draft or ThresholdDraft("approval", "", "all", level=councils.level(session.con))
        values = {name: getattr(start, name) for name in ThresholdDraft.__slots__}
        share = Share.parse(start.share) if start.share else None
        self.form.set_values({**values, "share": share.shown if share else start.share})
        self.form.changed.connect(self._follow)
        self._follow("kind")
        self.focus_of("kind").setFocus()

    def _follow(self, key: str) -> None:
        if key == "kind":
            approval = self.form.values()["kind"] == "approval"
            for field in ("form_code", "base"):
                self.form.set_field_visible(field, visible=approval)

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Add or change."""
        draft = ThresholdDraft(**_plain(values, ThresholdDraft.__slots__))
        return operations.save_threshold(draft, self._row_id)


def _share(text: str) -> str:
    if Share.parse(text) is not None:
        return ""
    return f"“{text}” không phải là tỷ lệ; hãy nhập như 2/3, 70% hoặc quá nửa."
