"""The command ``ruler``: the sheet a printer is measured with."""

from __future__ import annotations

import argparse

from db.talk import SilentTalk
from desktop import terminal
from desktop.commands.common import check_target
from desktop.documents import ruler_sheet, sheet_pdf

TITLE = "Tờ đo hiệu chỉnh máy in"


def run(arguments: argparse.Namespace) -> int:
    """``ruler -o X.pdf [--width MM --height MM] [--title CHỮ]``: one page to print at its real size."""
    check_target(arguments.output, (".pdf",))
    sheet = ruler_sheet.ruler_sheet(arguments.width, arguments.height, title=arguments.title)
    sheet_pdf.write_pdf([sheet], arguments.output, SilentTalk(), title=TITLE, total=1)
    terminal.say(f"Đã ghi tờ đo {arguments.output}; khi in hãy chọn “Kích thước thật” (100 %).")
    return 0
