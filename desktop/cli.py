"""The command line. Qt is imported only to open the window.

Output is Vietnamese; ``--json`` gives stable English keys. Exit 0 done, 1 refused with one line
``Lỗi: …`` on stderr, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from db.errors import Refused
from db.talk import Cancelled
from desktop import terminal


@dataclass(frozen=True, slots=True)
class Option:
    """One argument of a command; ``extra`` goes to argparse as it is."""

    names: tuple[str, ...]
    help: str
    extra: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its words and the ``module:function`` that runs it with the parsed arguments."""

    name: str
    help: str
    run: str
    options: tuple[Option, ...]


def _option(*names: str, help: str, **extra: object) -> Option:  # noqa: A002 - argparse's own word
    return Option(names, help, tuple(extra.items()))


_STORE = _option("store", help="tệp sổ (.sothidua)", type=Path, metavar="SỔ")
_CAMPAIGN = _option(
    "--campaign", help="mã hoặc số phong trào; bỏ trống: phong trào bắt đầu sau cùng", metavar="C"
)
_OUTPUT = _option("-o", "--output", help="tệp ghi ra", type=Path, required=True, metavar="TỆP")
_JSON = _option("--json", help="in JSON cho chương trình khác", action="store_true")
_DATE = _option("--date", help="ngày của quyết định (khi hai quyết định trùng số)", metavar="NGÀY")
DOCUMENT_KINDS = (
    "decision",
    "submission",
    "minutes",
    "reminder",
    "report",
    "prize-list",
    "plan",
    "pledge",
    "deadline-notice",
    "achievement",
    "dossier-letter",
    "ballot",
    "tally",
    "name-list",
    "achievement-summary",
    "correction",
    "result-notice",
    "invitation",
    "roll-call",
    "plaque-list",
    "confirmation",
    "archive-index",
    "statistics-form",
    "fund-report",
)
"""Kinds of papers as the command line names them; a test holds them to ``desktop.documents.paper_kinds``."""

COMMANDS: tuple[Command, ...] = (
    Command(
        "demo",
        "làm một ví dụ trọn vẹn: sổ, giấy khen, bảng tổng hợp, văn bản",
        "desktop.demo:run",
        (
            _option("folder", help="thư mục kết quả", type=Path, metavar="THƯ_MỤC"),
            _option("--nominees", help="số người được đề nghị", type=int, metavar="N"),
        ),
    ),
    Command(
        "new",
        "tạo sổ trống, hoặc sổ có phong trào đọc từ kế hoạch",
        "desktop.commands.store:new",
        (_STORE, _option("--plan", help="tệp kế hoạch (txt, docx, pdf)", type=Path, metavar="KẾ_HOẠCH")),
    ),
    Command(
        "read-plan",
        "đọc một kế hoạch phát động thi đua",
        "desktop.commands.drive:read_plan",
        (_option("plan", help="tệp kế hoạch (txt, docx, pdf)", type=Path, metavar="KẾ_HOẠCH"), _JSON),
    ),
    Command(
        "board",
        "bảng đăng ký: đơn vị nào đã, chưa, trễ bao nhiêu ngày",
        "desktop.commands.drive:board",
        (_STORE, _CAMPAIGN, _option("--as-of", help="tính đến ngày", metavar="NGÀY"), _JSON),
    ),
    Command(
        "form",
        "biểu mẫu Excel gửi cho đơn vị",
        "desktop.commands.sheets:form",
        (
            _STORE,
            _CAMPAIGN,
            _OUTPUT,
            _option(
                "--nominations", help="biểu đề nghị khen thưởng thay vì biểu đăng ký", action="store_true"
            ),
            _option("--progress", help="biểu báo cáo tiến độ thực hiện đăng ký", action="store_true"),
            _option("--targets", help="biểu kết quả thực hiện chỉ tiêu", action="store_true"),
            _option(
                "--old-register",
                help="mẫu để trống để nhập sổ khen thưởng các năm trước",
                action="store_true",
            ),
            _option("--unit", help="chỉ một đơn vị", metavar="ĐƠN_VỊ"),
            _option(
                "--each-unit",
                help="mỗi đơn vị một tệp, ghi vào thư mục (hoặc tệp .zip) ở -o",
                action="store_true",
            ),
        ),
    ),
    Command(
        "import",
        "xem trước (và ghi) biểu Excel đơn vị gửi về, sổ khen thưởng các năm trước",
        "desktop.commands.sheets:import_workbook",
        (
            _STORE,
            _option("workbook", help="tệp Excel", type=Path, metavar="TỆP"),
            _CAMPAIGN,
            _option("--apply", help="ghi vào sổ", action="store_true"),
            _option("--accept", help="nhận thêm: duplicate,conflict", default="", metavar="LOẠI"),
            _option("--old-register", help="đọc tệp là sổ khen thưởng các năm trước", action="store_true"),
            _option(
                "--answer",
                help="trả lời một câu hỏi của bản xem trước, ví dụ “GKH=Giấy khen”; dùng được nhiều lần",
                action="append",
                default=[],
                metavar="HỎI=TRẢ_LỜI",
            ),
            _JSON,
        ),
    ),
    Command(
        "decide",
        "ban hành quyết định cho các đề nghị đã được thông qua",
        "desktop.commands.drive:decide",
        (
            _STORE,
            _CAMPAIGN,
            _option("--number", help="số quyết định, ví dụ 12/QĐ-UBND", required=True, metavar="SỐ"),
            _option("--date", help="ngày quyết định", required=True, metavar="NGÀY"),
            _option(
                "--approve-all",
                help="thông qua luôn các đề nghị chưa xét (không qua hội đồng)",
                action="store_true",
            ),
        ),
    ),
    Command(
        "export",
        "bảng Excel: registrations, nominations, register, prizes, statistics, summary, progress, evidence, "
        "mail-merge, sheets",
        "desktop.commands.sheets:export",
        (
            _STORE,
            _option(
                "kind",
                help="loại bảng",
                metavar="LOẠI",
                choices=(
                    "registrations",
                    "nominations",
                    "register",
                    "prizes",
                    "statistics",
                    "summary",
                    "progress",
                    "evidence",
                    "mail-merge",
                    "sheets",
                ),
            ),
            _CAMPAIGN,
            _option(
                "--from",
                help="từ ngày (biên bản sử dụng phôi; mặc định đầu năm)",
                dest="start",
                metavar="NGÀY",
            ),
            _option("--to", help="đến ngày (mặc định hôm nay)", dest="end", metavar="NGÀY"),
            _OUTPUT,
        ),
    ),
    Command(
        "certificates",
        "Giấy khen của một quyết định, ra PDF",
        "desktop.commands.papers:certificates",
        (
            _STORE,
            _option("--decision", help="số quyết định như đã in", required=True, metavar="SỐ"),
            _DATE,
            _OUTPUT,
            _option("--overprint", help="chỉ in chữ lên phôi có sẵn", action="store_true"),
            _option("--template", help="mẫu kèm chương trình hoặc mẫu riêng trong sổ", metavar="MẪU"),
            _option("--anyway", help="vẫn in bằng mẫu không dành cho quyết định", action="store_true"),
            _option("--dx", help="dịch ngang, mm", type=float, default=0.0, metavar="MM"),
            _option("--dy", help="dịch dọc, mm", type=float, default=0.0, metavar="MM"),
            _option("--scale", help="tỷ lệ", type=float, default=1.0, metavar="K"),
            _option("--scale-y", help="tỷ lệ dọc, khi khác tỷ lệ ngang", type=float, metavar="K"),
            _option("--rotate", help="xoay, độ", type=float, default=0.0, metavar="ĐỘ"),
            _option("--print-shop", help="bản cho nhà in: tràn lề 3 mm, dấu cắt", action="store_true"),
            _option("--first", help="in thử n tờ đầu", type=int, metavar="N"),
        ),
    ),
    Command(
        "ruler",
        "tờ đo để hiệu chỉnh máy in, ra PDF",
        "desktop.commands.ruler:run",
        (
            _OUTPUT,
            _option("--width", help="chiều rộng khổ giấy", type=float, default=297.0, metavar="MM"),
            _option("--height", help="chiều cao khổ giấy", type=float, default=210.0, metavar="MM"),
            _option("--title", help="tên máy in, mẫu, khay để in trên tờ đo", default="", metavar="CHỮ"),
        ),
    ),
    Command(
        "document",
        "một văn bản của phong trào, phiên họp, quyết định hay một người",
        "desktop.commands.documents:document",
        (
            _STORE,
            _option(
                "kind",
                help="loại văn bản: " + ", ".join(DOCUMENT_KINDS),
                metavar="LOẠI",
                choices=DOCUMENT_KINDS,
            ),
            _CAMPAIGN,
            _option("--decision", help="số quyết định như đã in", metavar="SỐ"),
            _DATE,
            _option("--as-of", help="tính đến ngày", metavar="NGÀY"),
            _option("--subject", help="tên người, tập thể, hộ (achievement, confirmation)", metavar="TÊN"),
            _option("--cluster", help="tên cụm, khối thi đua (pledge)", metavar="CỤM"),
            _option("--at-once", help="số người mỗi lượt (roll-call)", type=int, default=10, metavar="N"),
            _option("--each", help="mỗi khách một giấy mời (invitation)", action="store_true"),
            _option("--approved", help="công trình đã duyệt (plaque-list)", action="store_true"),
            _option("--accounts", help="thêm số tài khoản (prize-list)", action="store_true"),
            _option(
                "--form",
                help="biểu 0601, 0603 hoặc commune: biểu của cấp xã (statistics-form)",
                default="commune",
                metavar="BIỂU",
            ),
            _option(
                "--year",
                help="năm (statistics-form, fund-report; mặc định năm của --as-of)",
                type=int,
                metavar="NĂM",
            ),
            _option("--from", help="từ ngày (statistics-form)", dest="start", metavar="NGÀY"),
            _option("--to", help="đến ngày (statistics-form)", dest="end", metavar="NGÀY"),
            _option(
                "--names", help="kèm danh sách sau các số (statistics-form, fund-report)", action="store_true"
            ),
            _option("--short", help="bản tóm tắt thành tích (achievement)", action="store_true"),
            _option("--no-charts", help="không kèm biểu đồ (report)", action="store_true"),
            _option("--signer", metavar="TÊN", default="", help="người ký, nếu không phải người thứ nhất"),
            _option("--named", help="phiếu ghi tên thành viên (ballot)", action="store_true"),
            _option(
                "--correction",
                help="cancel hoặc revoke (correction)",
                choices=("cancel", "revoke"),
                metavar="VIỆC",
            ),
            _option("--reason", help="lý do (correction)", default="", metavar="CHỮ"),
            _option("--template", help="mẫu Word của cơ quan (.docx)", type=Path, metavar="MẪU"),
            _OUTPUT,
        ),
    ),
    Command(
        "template-fields",
        "các ô điền mà mẫu Word của cơ quan được dùng; kiểm tra một mẫu",
        "desktop.commands.documents:template_fields",
        (
            _option("kind", help="loại văn bản", metavar="LOẠI", choices=DOCUMENT_KINDS),
            _option("--check", help="mẫu Word cần kiểm tra (.docx)", type=Path, metavar="MẪU"),
            _JSON,
        ),
    ),
    Command(
        "dossier",
        "xuất hồ sơ trình: các tệp đánh số kèm mục lục, vào thư mục hoặc tệp .zip",
        "desktop.commands.documents:dossier",
        (
            _STORE,
            _CAMPAIGN,
            _option("--submission", help="số tờ trình như đã in", metavar="SỐ"),
            _option(
                "--format",
                help="docx, pdf hoặc both",
                choices=("docx", "pdf", "both"),
                default="both",
                metavar="LOẠI",
            ),
            _OUTPUT,
        ),
    ),
    Command(
        "archive",
        "hồ sơ lưu: mọi văn bản, tài liệu của phong trào trong một tệp .zip",
        "desktop.commands.documents:archive",
        (_STORE, _CAMPAIGN, _option("--as-of", help="tính đến ngày", metavar="NGÀY"), _OUTPUT),
    ),
    Command(
        "undo",
        "hoàn tác một việc (việc sau cùng nếu không nêu số)",
        "desktop.commands.store:undo",
        (_STORE, _option("action", help="số của việc", type=int, nargs="?", metavar="SỐ")),
    ),
    Command(
        "redo",
        "làm lại việc vừa hoàn tác",
        "desktop.commands.store:redo",
        (_STORE, _option("action", help="số của việc", type=int, nargs="?", metavar="SỐ")),
    ),
    Command(
        "history", "nhật ký: ai đã làm gì, lúc nào", "desktop.commands.store:show_history", (_STORE, _JSON)
    ),
    Command(
        "backup",
        "sao lưu sổ và kiểm tra bản sao",
        "desktop.commands.store:backup",
        (_STORE, _option("folder", help="thư mục sao lưu", type=Path, nargs="?", metavar="THƯ_MỤC")),
    ),
    Command(
        "restore",
        "khôi phục sổ từ bản sao lưu",
        "desktop.commands.store:restore",
        (_option("backup", help="bản sao lưu", type=Path, metavar="BẢN_SAO"), _STORE),
    ),
    Command("check", "kiểm tra sổ có nguyên vẹn không", "desktop.commands.store:check", (_STORE, _JSON)),
    Command("doctor", "máy này còn thiếu gì", "desktop.commands.doctor:run", ()),
)


class _Parser(argparse.ArgumentParser):
    """argparse with Vietnamese headings and one Vietnamese line for a usage error."""

    def error(self, message: str) -> NoReturn:
        terminal.warn(self.format_usage().rstrip())
        terminal.complain(f"dòng lệnh chưa đúng ({_complaint(message)}); hãy xem “{self.prog} --help”.")
        raise SystemExit(2)

    def format_help(self) -> str:
        return _vietnamese(super().format_help())

    def format_usage(self) -> str:
        return _vietnamese(super().format_usage())


def _vietnamese(text: str) -> str:
    for english, vietnamese in (
        ("usage: ", "cách dùng: "),
        ("positional arguments:", "tham số:"),
        ("options:", "tùy chọn:"),
        ("show this help message and exit", "in hướng dẫn này rồi thoát"),
    ):
        text = text.replace(english, vietnamese)
    return text


# argparse's own sentences, of every Python this program runs on.
_COMPLAINTS = (
    (r"^argument (.+?): ", r"\1: "),
    (r"the following arguments are required: ", "còn thiếu "),
    (r"one of the arguments (.+) is required", r"phải có một trong \1"),
    (r"unrecognized arguments: ", "không hiểu "),
    (r"expected (?:at (?:least|most) )?one argument", "phải có một giá trị đi kèm"),
    (r"invalid int value: ", "phải là số nguyên, không phải "),
    (r"invalid float value: ", "phải là số, không phải "),
    (r"invalid \w+ value: ", "giá trị không dùng được "),
    (r"invalid choice: (.+) \(choose from (.+)\)", r"không có \1, chỉ nhận \2"),
    (r"ambiguous option: (.+) could match ", r"\1 chưa đủ rõ, có thể là "),
    (r"ignored explicit argument ", "không nhận giá trị "),
    (r"not allowed with argument ", "không dùng cùng "),
)


def _complaint(message: str) -> str:
    for english, vietnamese in _COMPLAINTS:
        message = re.sub(english, vietnamese, message)
    return " ".join(message.split())


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = _Parser(prog="sothidua", description="Sổ Thi Đua: sổ theo dõi thi đua, khen thưởng của cấp xã.")
    parser.add_argument("--store", type=Path, metavar="SỔ", help="mở cửa sổ với tệp sổ này")
    commands = parser.add_subparsers(title="lệnh", dest="command", metavar="LỆNH")
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.help, description=command.help)
        for option in command.options:
            sub.add_argument(*option.names, help=option.help, **dict(option.extra))  # type: ignore[arg-type]
        sub.set_defaults(run=command.run)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit code."""
    for argument in arguments:
        given = os.fsencode(argument).decode("utf-8", "replace")
        if "\ufffd" in given and "\ufffd" not in argument:
            # Bytes that are no UTF-8: no register, no paper and no workbook can hold them.
            terminal.complain(f"“{given}” có ký tự không đúng mã Unicode; hãy đổi tên tệp hoặc gõ lại.")
            return 1
    parsed = build_parser().parse_args(arguments)
    target = parsed.run if parsed.command else "desktop.ui.app:run"
    module, function = target.split(":")
    try:
        return int(getattr(importlib.import_module(module), function)(parsed) or 0)
    except Refused as refused:
        terminal.complain(str(refused))
        return 1
    except (KeyboardInterrupt, Cancelled):
        terminal.complain("đã dừng theo yêu cầu; phần đang làm dở không được ghi.")
        return 1
    except Exception as error:
        terminal.complain(
            f"chương trình gặp lỗi; hãy gửi tệp {terminal.crash_file(error)} cho người bảo trì."
        )
        return 1


def main() -> NoReturn:
    """Entry point of ``sothidua``."""
    terminal.prepare_streams()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
