"""``doctor``: what this machine lacks, and the one line that mends it."""

from __future__ import annotations

import argparse
import ctypes
import importlib.metadata
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass

from db import resources
from desktop import terminal


@dataclass(frozen=True, slots=True)
class Library:
    """A system library Qt or printing needs, and the Debian package that brings it."""

    file: str
    package: str
    purpose: str
    needed_for_window: bool = True


LIBRARIES: tuple[Library, ...] = (
    Library("libGL.so.1", "libgl1", "vẽ cửa sổ"),
    Library("libEGL.so.1", "libegl1", "vẽ cửa sổ"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "bàn phím"),
    Library("libdbus-1.so.3", "libdbus-1-3", "giao tiếp với hệ điều hành"),
    Library("libfontconfig.so.1", "libfontconfig1", "phông chữ"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "nền của Qt"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "màn hình X11", needed_for_window=False),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "màn hình X11", needed_for_window=False),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "màn hình X11", needed_for_window=False),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "màn hình X11", needed_for_window=False),
    Library("libcups.so.2", "libcups2", "máy in", needed_for_window=False),
)

FONTS = ("Tinos_400Regular.ttf", "Tinos_700Bold.ttf", "Inter_400Regular.ttf", "Inter_600SemiBold.ttf")


def run(_arguments: argparse.Namespace) -> int:
    """Say what is there and what is missing; 1 when the window could not open."""
    terminal.say(f"Python {platform.python_version()} trên {platform.system()} {platform.release()}")
    for name in ("PySide6_Essentials", "sqlite-utils", "reportlab", "openpyxl"):
        terminal.say(f"{name} {importlib.metadata.version(name)}")
    lost = [font for font in FONTS if not resources.path(f"fonts/{font}").is_file()]
    terminal.say(f"Phông chữ kèm chương trình: {'đủ' if not lost else 'thiếu ' + ', '.join(lost)}")
    missing = missing_libraries()
    for library in missing:
        terminal.say(f"Thiếu {library.file} ({library.purpose})")
    if missing:
        terminal.say("Cài bằng lệnh: sudo apt-get install -y " + " ".join(x.package for x in missing))
    blocked = any(x.needed_for_window for x in missing)
    window = "không mở được vì thiếu thư viện ở trên" if blocked else _window_state()
    terminal.say(f"Cửa sổ: {window}")
    word = shutil.which("soffice") or shutil.which("libreoffice")
    terminal.say(
        f"LibreOffice: {'có' if word else 'không thấy (chỉ cần khi dùng mẫu .docx riêng để ra PDF)'}"
    )
    return 1 if blocked or lost or not window.startswith("mở được") else 0


def missing_libraries() -> list[Library]:
    """System libraries the dynamic loader does not find; none are asked for outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return [library for library in LIBRARIES if not _loads(library.file)]


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _window_state() -> str:
    # In a process of its own: a headless command must not load Qt, and a broken Qt aborts rather than raises.
    code = "from PySide6.QtGui import QGuiApplication; QGuiApplication(['x', '-platform', 'offscreen'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    return "mở được" if done.returncode == 0 else "Qt không khởi động được; hãy cài lại chương trình"
