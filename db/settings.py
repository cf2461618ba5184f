"""Settings of one register, declared once: key, type, default, title, description. Form and checks come from here."""

from __future__ import annotations

from dataclasses import dataclass

from db.errors import BadInput
from db.sqlite import Connection
from db.store import Action
from db.vietnamese.text import clean

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One permitted value and the word shown for it."""

    value: str
    shown: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. The type of ``default`` is the type of the value; ``minimum``/``maximum`` bound an int."""

    key: str
    default: Value
    title: str
    description: str
    choices: tuple[Choice, ...] = ()
    minimum: int = 0
    maximum: int = 0


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "registration_day",
        "document",
        "Ngày tính đăng ký",
        "Đơn vị được coi là đăng ký đúng hạn theo ngày ghi trên văn bản hay theo ngày cơ quan nhận được.",
        (Choice("document", "Ngày ghi trên văn bản"), Choice("arrival", "Ngày nhận được")),
    ),
    Setting(
        "due_soon_days",
        7,
        "Báo sắp đến hạn trước (ngày)",
        "Từ bao nhiêu ngày trước hạn thì việc được đánh dấu “sắp đến hạn”.",
        minimum=0,
        maximum=90,
    ),
    Setting(
        "theme",
        "system",
        "Giao diện",
        "Màu của cửa sổ: theo máy, sáng hoặc tối.",
        (Choice("system", "Theo máy"), Choice("light", "Sáng"), Choice("dark", "Tối")),
    ),
    Setting(
        "officer_name",
        "",
        "Cán bộ phụ trách",
        "Họ tên người làm công tác thi đua, khen thưởng; ghi ở người lập biểu và mặc định khi đôn đốc.",
    ),
    Setting(
        "backup_folder",
        "",
        "Thư mục sao lưu",
        "Nơi cất bản sao lưu khi đóng sổ; để trống thì dùng thư mục “…-sao-luu” cạnh sổ. Nên chọn ổ đĩa khác.",
    ),
    Setting(
        "backup_keep",
        10,
        "Số bản sao lưu gần nhất giữ lại",
        "Ngoài số bản này, mỗi tháng trong 12 tháng gần nhất còn giữ một bản.",
        minimum=1,
        maximum=200,
    ),
    Setting(
        "approval_percent",
        50,
        "Tỷ lệ phiếu đồng ý phải đạt (%)",
        "Trường hợp được thông qua khi số phiếu đồng ý đạt tỷ lệ này trên số thành viên dự; 50 % nghĩa là "
        "quá nửa, quy chế của tỉnh có thể đòi cao hơn (70 %, 80 %).",
        minimum=50,
        maximum=100,
    ),
)

_BY_KEY = {setting.key: setting for setting in SETTINGS}


def declared(key: str) -> Setting:
    """The declaration of one setting.

    Raises:
        KeyError: no such setting is declared (a fault of the caller).
    """
    return _BY_KEY[key]


def get(con: Connection, key: str) -> Value:
    """The value of one setting in its declared type; the default where the officer never changed it."""
    setting = declared(key)
    row = con.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return setting.default if row is None else _parsed(setting, row["value"])


def get_all(con: Connection) -> dict[str, Value]:
    """Every declared setting with its value, in the order of :data:`SETTINGS`."""
    stored = dict(con.execute("SELECT key, value FROM setting").fetchall())
    return {s.key: _parsed(s, stored[s.key]) if s.key in stored else s.default for s in SETTINGS}


def put(action: Action, key: str, value: Value) -> bool:
    """Write one setting; returns whether it differs from before.

    Raises:
        BadInput: the value is of the wrong type, out of bounds or none of the choices.
    """
    setting = declared(key)
    text = _text(setting, value)
    row = action.con.execute("SELECT id FROM setting WHERE key = ?", (key,)).fetchone()
    if row is not None:
        return action.update("setting", row["id"], value=text)
    if text == _text(setting, setting.default):
        return False
    action.insert("setting", key=key, value=text)
    return True


def _parsed(setting: Setting, text: str) -> Value:
    if isinstance(setting.default, bool):
        return text == "1"
    return int(text) if isinstance(setting.default, int) else text


def _text(setting: Setting, value: Value) -> str:
    """``value`` as stored, after it was checked against the declaration."""
    if isinstance(setting.default, bool):
        if not isinstance(value, bool):
            raise BadInput(f"“{setting.title}” chỉ nhận Có hoặc Không; hãy chọn lại.")
        return "1" if value else "0"
    if isinstance(setting.default, int):
        return _number_text(setting, value)
    text = clean(str(value))
    if setting.choices and text not in {choice.value for choice in setting.choices}:
        shown = ", ".join(choice.shown for choice in setting.choices)
        raise BadInput(f"“{setting.title}” không có lựa chọn “{text}”; hãy chọn một trong: {shown}.")
    return text


def _number_text(setting: Setting, value: Value) -> str:
    try:
        number = int(value)
    except ValueError as error:
        raise BadInput(f"“{setting.title}” phải là số nguyên; hãy nhập lại.") from error
    if not setting.minimum <= number <= setting.maximum:
        raise BadInput(
            f"“{setting.title}” phải từ {setting.minimum} đến {setting.maximum}, không thể là {number}; hãy nhập lại."
        )
    return str(number)
