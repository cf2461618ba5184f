"""How the window looks: colour tokens, fonts, palette and the one stylesheet over Fusion.

Every colour the window draws is a token of :class:`Tokens`. The dark theme is its own set, not an inversion.
"""

from __future__ import annotations

import string
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from db import resources

GRID: Final = 8
"""Distances are multiples of this, in pixels."""
CONTROL_HEIGHT: Final = 32
ROW_HEIGHT: Final = 28
NAVIGATION_WIDTH: Final = 208
PANEL_WIDTH: Final = 384

BODY_POINTS: Final = 10
SECTION_POINTS: Final = 12
TITLE_POINTS: Final = 16

MARK_ROOM: Final = {BODY_POINTS: 2, SECTION_POINTS: 3, TITLE_POINTS: 5}
"""Pixels by which Ẩ and Ễ stand above the font's own ascent; a label keeps them free at its top."""

FAMILY: Final = "Inter"
_FONT_FILES: Final = (
    "fonts/Inter_400Regular.ttf",
    "fonts/Inter_500Medium.ttf",
    "fonts/Inter_600SemiBold.ttf",
    "fonts/Inter_700Bold.ttf",
)


class Tone(StrEnum):
    """What a colour means. The value is the name of the token that is used for text and symbols."""

    INK = "ink"
    MUTED = "muted"
    ALARM = "accent_text"
    WARNING = "gold"
    DONE = "green"
    INFORMATION = "blue"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as #RRGGBB.

    ``paper`` lies under tables and fields, ``surface`` under the frame of the window; ``hover`` and
    ``selection`` are rows under ink; ``accent`` is a filled area under ``on_accent``, ``accent_text`` the same
    red as text; ``edge`` outlines fields and buttons, ``line`` only separates.
    """

    ink: str
    paper: str
    surface: str
    line: str
    edge: str
    muted: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_text: str
    gold: str
    green: str
    blue: str
    hover: str
    selection: str
    pressed: str
    disabled: str
    focus: str
    alarm_wash: str
    gold_wash: str
    green_wash: str
    blue_wash: str
    violet: str
    rose: str
    mark_time: str
    mark_deadline: str
    mark_requirement: str
    mark_award: str
    mark_target: str
    mark_task: str
    mark_finding: str
    scheme: str


MARKS: Final = {
    "time": "blue",
    "deadline": "gold",
    "requirement": "violet",
    "award": "rose",
    "target": "green",
    "task": "muted",
    "finding": "accent_text",
}
"""Kinds of what is read in a plan: sentences lie on ``mark_<kind>``, the one looked at on the token named here."""

LIGHT: Final = Tokens(
    ink="#1B1F24",
    paper="#FFFFFF",
    surface="#F6F5F2",
    line="#DEDBD4",
    edge="#8C877C",
    muted="#5B6470",
    accent="#B3121D",
    accent_hover="#9C0F19",
    accent_pressed="#820C14",
    on_accent="#FFFFFF",
    accent_text="#B3121D",
    gold="#8A5A00",
    green="#146C43",
    blue="#1B5E9E",
    hover="#F1EFEA",
    selection="#F9E4E3",
    pressed="#E6E3DC",
    disabled="#8F959C",
    focus="#1B5E9E",
    alarm_wash="#FCEDEC",
    gold_wash="#FBF3E0",
    green_wash="#E8F4EC",
    blue_wash="#E8F1FA",
    violet="#6B3FA0",
    rose="#A61E62",
    mark_time="#CFE2F6",
    mark_deadline="#F9E0A2",
    mark_requirement="#E4D6F6",
    mark_award="#F8D0DF",
    mark_target="#CCEAD3",
    mark_task="#E3E1DB",
    mark_finding="#FBD9D6",
    scheme="light",
)

DARK: Final = Tokens(
    ink="#E9E7E2",
    paper="#1D2024",
    surface="#15181B",
    line="#363B41",
    edge="#747C86",
    muted="#A7AEB7",
    accent="#C8353F",
    accent_hover="#B02630",
    accent_pressed="#9A1D27",
    on_accent="#FFFFFF",
    accent_text="#FF9A96",
    gold="#E3B450",
    green="#74CFA0",
    blue="#86BDF2",
    hover="#282C31",
    selection="#46272B",
    pressed="#32373D",
    disabled="#7B838C",
    focus="#86BDF2",
    alarm_wash="#3A2326",
    gold_wash="#332A17",
    green_wash="#1B3026",
    blue_wash="#1C2B3A",
    violet="#C6AAF2",
    rose="#F39CC2",
    mark_time="#1F3F5E",
    mark_deadline="#57430F",
    mark_requirement="#443063",
    mark_award="#5C2742",
    mark_target="#1F4B33",
    mark_task="#3A3F45",
    mark_finding="#5A2A2C",
    scheme="dark",
)

TEXT_PAIRS: Final = (
    *(
        (ink, ground)
        for ground in ("paper", "surface", "hover", "selection", "pressed")
        for ink in ("ink", "muted", "accent_text", "gold", "green", "blue")
    ),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("accent_text", "alarm_wash"),
    ("gold", "gold_wash"),
    ("green", "green_wash"),
    ("blue", "blue_wash"),
    *(("ink", f"{name}_wash") for name in ("alarm", "gold", "green", "blue")),
    *(("ink", f"mark_{kind}") for kind in MARKS),
    *(("paper", strong) for strong in MARKS.values()),
)
"""Text on ground as the window draws it: at least 4.5 : 1 (WCAG 2.1, 1.4.3)."""

SHAPE_PAIRS: Final = (
    ("focus", "paper"),
    ("focus", "surface"),
    ("edge", "paper"),
    ("edge", "surface"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("disabled", "paper"),
)
"""Outlines and rings on their ground: at least 3 : 1 (WCAG 2.1, 1.4.11)."""

_current: Tokens = LIGHT


def tokens() -> Tokens:
    """The tokens in force."""
    return _current


def is_dark() -> bool:
    """Whether the dark set is in force."""
    return _current is DARK


def colour(tone: Tone) -> QColor:
    """The colour of a tone in the theme in force."""
    return QColor(getattr(_current, tone.value))


def contrast(first: str, second: str) -> float:
    """Contrast of two #RRGGBB colours by WCAG 2.1, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(code: str) -> float:
    channels = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def load_fonts() -> None:
    """Make the bundled Inter known to Qt. Needs a QGuiApplication.

    Raises:
        RuntimeError: a font file is missing or broken: the program is not installed whole.
    """
    for name in _FONT_FILES:
        if QFontDatabase.addApplicationFont(str(resources.path(name))) < 0:
            message = f"font {name} cannot be loaded"
            raise RuntimeError(message)


def font(points: int = BODY_POINTS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter at ``points``; unhinted, so that letters are as wide on every screen as in print."""
    made = QFont(FAMILY, points, weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def table_font(weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Body font whose digits are all equally wide, for columns of numbers and dates."""
    made = font(BODY_POINTS, weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def section_font() -> QFont:
    """Heading inside a page."""
    return font(SECTION_POINTS, QFont.Weight.DemiBold)


def title_font() -> QFont:
    """Heading of a page."""
    return font(TITLE_POINTS, QFont.Weight.DemiBold)


def stylesheet(of: Tokens) -> str:
    """The one stylesheet with the tokens filled in."""
    template = string.Template(resources.path("ui/style.qss").read_text(encoding="utf-8"))
    icons = resources.path("icons/style").as_posix()
    return template.substitute(asdict(of), icons=icons)


_ROLES: Final = (
    (QPalette.ColorRole.Window, "surface"),
    (QPalette.ColorRole.WindowText, "ink"),
    (QPalette.ColorRole.Base, "paper"),
    (QPalette.ColorRole.AlternateBase, "surface"),
    (QPalette.ColorRole.Text, "ink"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "ink"),
    (QPalette.ColorRole.BrightText, "on_accent"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "blue"),
    (QPalette.ColorRole.LinkVisited, "blue"),
    (QPalette.ColorRole.ToolTipBase, "paper"),
    (QPalette.ColorRole.ToolTipText, "ink"),
    (QPalette.ColorRole.Light, "paper"),
    (QPalette.ColorRole.Midlight, "hover"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "edge"),
    (QPalette.ColorRole.Shadow, "edge"),
)
_FADED: Final = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def palette(of: Tokens) -> QPalette:
    """The palette for everything the stylesheet leaves to Fusion."""
    made = QPalette()
    for role, name in _ROLES:
        made.setColor(role, QColor(getattr(of, name)))
    for role in _FADED:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(of.disabled))
    return made


class _SchemeFollower(QObject):
    """Changes the theme when the system changes between light and dark."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.styleHints().colorSchemeChanged.connect(self.follow)
        self.follow(app.styleHints().colorScheme())

    def follow(self, scheme: Qt.ColorScheme) -> None:
        _put_on(self._app, DARK if scheme == Qt.ColorScheme.Dark else LIGHT)


def apply_theme(app: QApplication, dark: bool | None = None) -> None:
    """Put on the light or the dark theme; None follows the system now and whenever it changes."""
    load_fonts()
    for follower in app.findChildren(_SchemeFollower):
        app.styleHints().colorSchemeChanged.disconnect(follower.follow)
        follower.setParent(None)
        follower.deleteLater()
    hints = app.styleHints()
    if dark is None:
        hints.setColorScheme(Qt.ColorScheme.Unknown)
        _SchemeFollower(app)
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        _put_on(app, DARK if dark else LIGHT)


def _put_on(app: QApplication, chosen: Tokens) -> None:
    global _current  # noqa: PLW0603 - the one theme in force; widgets ask for it while they paint
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    _current = chosen
    app.setFont(font())
    app.setPalette(palette(chosen))
    app.setStyleSheet(stylesheet(chosen))
