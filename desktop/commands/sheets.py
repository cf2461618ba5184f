"""Commands about workbooks: form, import, export."""

from __future__ import annotations

import argparse
import datetime as dt

from db import campaigns
from db.errors import BadInput
from db.sqlite import Connection
from db.vietnamese.text import lower_first
from desktop import terminal
from desktop.commands.common import check_target, day, reading, today, writing
from desktop.exchange import apply as applying
from desktop.exchange import exports, preview, questions
from desktop.exchange.matching import changes
from desktop.exchange.preview import KINDS, STATUSES, Preview

_SHOWN_PROBLEMS = 30
_SHOWN_OPTIONS = 30


def form(arguments: argparse.Namespace) -> int:
    """``form STORE -o X.xlsx [--nominations|--progress|--targets] [--unit U | --each-unit]``: out to units."""
    from desktop.exchange import form as forms

    if arguments.old_register:
        return _old_register_form(arguments)
    kind, each = _form_kind(arguments), arguments.each_unit
    if not each or arguments.output.suffix.lower() in (".xlsx", ".zip"):
        check_target(arguments.output, (".zip",) if each else (".xlsx",))
    with reading(arguments.store) as con:
        drive = campaigns.find_campaign(con, arguments.campaign).id
        if each:
            files = forms.write_forms(con, drive, arguments.output, kind)
            terminal.say(
                f"Đã ghi {len(files)} {forms.FORM_KINDS[kind]}, mỗi đơn vị một tệp: {arguments.output}"
            )
            return 0
        rows = forms.write_form(con, drive, arguments.output, kind, unit_name=arguments.unit)
    terminal.say(f"Đã ghi {forms.FORM_KINDS[kind]} {arguments.output} ({rows} dòng điền sẵn)")
    return 0


def _old_register_form(arguments: argparse.Namespace) -> int:
    from desktop.exchange.old_register_form import TITLE, write_old_register_form

    other = [
        name
        for name in ("nominations", "progress", "targets", "unit", "each_unit")
        if getattr(arguments, name)
    ]
    if other:
        raise BadInput(f"Mẫu nhập sổ cũ là một tệp chung cho cả sổ; hãy bỏ --{other[0].replace('_', '-')}.")
    check_target(arguments.output, (".xlsx",))
    with reading(arguments.store) as con:
        write_old_register_form(con, arguments.output)
    terminal.say(f"Đã ghi {TITLE}: {arguments.output}")
    return 0


def _form_kind(arguments: argparse.Namespace) -> str:
    """Which form is asked for; registrations where nothing is said."""
    asked = [kind for kind in ("nominations", "progress", "targets") if getattr(arguments, kind)]
    if len(asked) > 1:
        raise BadInput(f"Chỉ chọn được một loại biểu; hãy bỏ bớt --{asked[1]} hoặc --{asked[0]}.")
    if arguments.each_unit and arguments.unit:
        raise BadInput("--each-unit đã ghi biểu cho từng đơn vị; hãy bỏ --unit hoặc --each-unit.")
    return asked[0] if asked else "registrations"


def import_workbook(arguments: argparse.Namespace) -> int:
    """``import STORE X.xlsx [--apply] [--accept STATUS,…] [--answer Q=A] [--json]``: a preview, or one action."""
    accept = _accepted(arguments.accept)
    action_id: int | None = None
    if arguments.apply:
        with writing(arguments.store) as store:
            found = _preview(store.con, arguments)
            with store.action(applying.sentence(found)) as action:
                written = applying.apply(action, found, accept)
            action_id = action.changes.action_id
    else:
        with reading(arguments.store) as con:
            found = _preview(con, arguments)
        written = 0
    if arguments.json:
        terminal.say_json(found.to_json(action_id))
    else:
        _show(found, written, action_id, applied=arguments.apply)
    return 0


def _accepted(text: str) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in text.split(",") if part.strip())
    strange = [part for part in wanted if part not in STATUSES]
    if strange:
        raise BadInput(
            f"“{strange[0]}” không phải loại dòng; --accept nhận duplicate, conflict (cách nhau bằng dấu phẩy), "
            "hãy ghi lại."
        )
    return wanted


def _preview(con: Connection, arguments: argparse.Namespace) -> Preview:
    # A list of units belongs to no drive: an empty register can be filled from one.
    known = arguments.campaign is not None or bool(campaigns.list_campaigns(con))
    campaign_id = campaigns.find_campaign(con, arguments.campaign).id if known else None
    wanted = "old_awards" if arguments.old_register else None
    found = preview.preview_file(con, arguments.workbook, campaign_id, wanted)
    found = _answered(con, found, arguments.answer)
    if found.taken_in is not None:
        terminal.warn(f"{found.taken_in.sentence()}.")
    return found


def _answered(con: Connection, found: Preview, given: list[str]) -> Preview:
    """The preview with the answers typed; an answer may be about a question that only another one brings up."""
    answers: dict[str, str] = {}
    left = list(given)
    while left:
        known = [text for text in left if questions.asked(found.questions, text) is not None]
        # What nobody asks is refused by its own words.
        answers |= questions.answers_from(found.questions, known or left)
        left = [text for text in left if text not in known]
        found = preview.reread(con, found, answers=answers)
    return found


def _show(found: Preview, written: int, action_id: int | None, *, applied: bool) -> None:
    for sheet in found.sheets:
        _show_sheet(sheet)
    _show_questions(found)
    for sheet, row in applying.refused_rows(found):
        terminal.warn(f"Dòng ở ô {row.cell}, trang “{sheet.sheet}” chưa ghi: {row.refused}")
    if not applied:
        terminal.say("Mới xem trước, chưa ghi gì; thêm --apply để ghi vào sổ.")
    elif action_id is None:
        terminal.say("Không có gì mới để ghi.")
    else:
        terminal.say(f"Đã ghi {written} dòng (việc số {action_id}; hoàn tác được bằng lệnh undo).")


def _show_sheet(sheet: Preview) -> None:
    head = f"Trang “{sheet.sheet}”, tiêu đề ở dòng {sheet.mapping.header_row + 1}"
    terminal.say(f"{head}: {len(sheet.rows)} dòng dữ liệu ({KINDS[sheet.kind]})")
    if sheet.repaired:
        terminal.say(f"  Đã chuyển {sheet.repaired} ô từ bảng mã cũ (TCVN3, VNI) sang Unicode")
    for status, count in sheet.counts.items():
        if count:
            terminal.say(f"  {STATUSES[status]}: {count}")
    changed = [row for row in sheet.rows if row.old]
    for row in changed[:_SHOWN_PROBLEMS]:
        terminal.say(f"  {row.cell}: {'; '.join(changes(sheet.kind, row))}")
    if len(changed) > _SHOWN_PROBLEMS:
        terminal.say(f"  … và {len(changed) - _SHOWN_PROBLEMS} dòng thay đổi nữa (dùng --json để xem hết)")
    problems = [problem for row in sheet.rows for problem in row.problems]
    for problem in problems[:_SHOWN_PROBLEMS]:
        terminal.say(f"  {problem.cell}: {problem.message}")
    if len(problems) > _SHOWN_PROBLEMS:
        terminal.say(f"  … và {len(problems) - _SHOWN_PROBLEMS} điều cần xem nữa (dùng --json để xem hết)")


def _show_questions(found: Preview) -> None:
    for number, question in enumerate(found.questions, start=1):
        answered = f" – đang lấy: {question.words_of(question.chosen)}" if question.chosen else ""
        terminal.say(f"Câu hỏi {number} ({len(question.cells)} dòng): {question.words}{answered}")
        shown = question.options[: _SHOWN_OPTIONS if question.waiting else 0]
        for place, option in enumerate(shown, start=1):
            terminal.say(f"    {place}) {option.words}")
        if question.waiting and len(question.options) > _SHOWN_OPTIONS:
            terminal.say(
                f"    … và {len(question.options) - _SHOWN_OPTIONS} lựa chọn nữa (dùng --json để xem hết)"
            )
    if any(question.waiting for question in found.questions):
        terminal.say("Các dòng chờ trả lời chưa ghi; thêm --answer “HỎI=TRẢ_LỜI” cho từng câu.")


def export(arguments: argparse.Namespace) -> int:
    """``export STORE KIND -o X.xlsx``: a workbook with its sources."""
    check_target(arguments.output, (".xlsx",))
    start, end = _period(arguments)
    with reading(arguments.store) as con:
        whole = arguments.kind in exports.WHOLE_REGISTER and arguments.campaign is None
        campaign_id = None if whole else campaigns.find_campaign(con, arguments.campaign).id
        rows = exports.export(
            con,
            arguments.kind,
            campaign_id,
            arguments.output,
            end,
            store_name=arguments.store.name,
            start=start,
        )
    terminal.say(f"Đã ghi {lower_first(exports.KINDS[arguments.kind])} ({rows} dòng): {arguments.output}")
    return 0


def _period(arguments: argparse.Namespace) -> tuple[dt.date | None, dt.date]:
    """First day (None: not said) and last day; only the minutes of the phôi are those of a period."""
    if arguments.start is None and arguments.end is None:
        return None, today()
    if arguments.kind != "sheets":
        raise BadInput(
            "--from và --to chỉ dùng cho biên bản sử dụng phôi; hãy bỏ hai mục đó hoặc xuất bảng sheets."
        )
    start, end = day(arguments.start) if arguments.start else None, day(arguments.end)
    if start is not None and start > end:
        raise BadInput("“Từ ngày” sau “đến ngày”; hãy sửa lại một trong hai ngày.")
    return start, end
