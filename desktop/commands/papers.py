"""The command about certificates; official documents stand in :mod:`desktop.commands.documents`."""

from __future__ import annotations

import argparse
import contextlib
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from db import decisions, printing
from db.decisions import Decision
from db.errors import BadInput, StoreLocked, StoreReadOnly
from db.sqlite import Connection
from db.store import Store
from desktop import terminal
from desktop.commands.common import check_target, day, reading, writing

if TYPE_CHECKING:
    from desktop.documents.records_certificates import Offer
    from desktop.documents.template import Template

_USUAL = "giay-khen-a4"
_BLEED_MM = 3.0
_LONGEST_SHIFT_MM = 50.0
_SCALES = (0.9, 1.1)
_STEEPEST_DEG = 5.0


def certificates(arguments: argparse.Namespace) -> int:
    """``certificates STORE --decision NUMBER -o X.pdf``: one page an award, entered in the print ledger."""
    from desktop.documents import records_certificates

    check_target(arguments.output, (".pdf",))
    _check_adjustment(arguments)
    with contextlib.ExitStack() as stack:
        store = _writable(stack, arguments.store)
        con = store.con if store else stack.enter_context(reading(arguments.store))
        date = day(arguments.date) if arguments.date else None
        decision = decisions.by_number(con, arguments.decision, date)
        template = _template(con, decision, arguments)
        listed = records_certificates.certificate_awards(con, decision)[: arguments.first]
        ids = [award.id for award in listed]
        _warn_of_risks(con, decision, template, ids, arguments)
        pages = _write_certificates(con, decision, template, ids, arguments)
        if store is not None:
            verb = "In" if arguments.first is None else "In thử"
            with store.action(f"{verb} {pages} Giấy khen của quyết định {decision.shown} ra PDF") as action:
                printing.record_run(
                    action,
                    decision.id,
                    ids,
                    template_name=template.name,
                    template_version=template.version,
                    target="pdf",
                    overprint=arguments.overprint or template.overprint_only,
                    trial=arguments.first is not None,
                    note=arguments.output.name,
                )
    terminal.say(f"Đã ghi {pages} Giấy khen của quyết định {decision.shown}: {arguments.output}")
    return 0


def _template(con: Connection, decision: Decision, arguments: argparse.Namespace) -> Template:
    """The template asked for, else the usual of those that are for this decision.

    Raises:
        BadInput: it is not for what our organ may issue by this decision, and ``--anyway`` was not said.
    """
    from desktop.documents import records_certificates

    considered = records_certificates.considered(con, decision)
    name = arguments.template or _proposed(considered, arguments)
    template = records_certificates.find_template(con, name)
    if arguments.print_shop and template.overprint_only:
        raise BadInput(f"Mẫu “{template.title}” chỉ in chữ lên phôi; hãy chọn mẫu có hoa văn cho nhà in.")
    why = next((offer.why for offer in considered if offer.name == template.name), "")
    if why and not arguments.anyway:
        first = "chọn mẫu khác" if any(not offer.why for offer in considered) else "xem lại quyết định"
        raise BadInput(f"{why.rstrip('.')}; hãy {first}, hoặc thêm --anyway nếu vẫn muốn in.")
    if why:
        terminal.warn(f"Mẫu này không dành cho quyết định {decision.shown}: {why}")
    return template


def _proposed(considered: Sequence[Offer], arguments: argparse.Namespace) -> str:
    """The name of the template where none is asked for: the usual one where it is fit, else the first that is.

    Raises:
        BadInput: only templates for phôi are fit and the sheets are not to be printed on phôi.
    """
    fit = [offer for offer in considered if not offer.why]
    whole = [offer.name for offer in fit if not offer.overprint_only]
    if _USUAL in whole or not fit:
        return _USUAL
    if whole:
        return whole[0]
    if not arguments.overprint:
        raise BadInput(
            f"Quyết định này chỉ có mẫu in chữ lên phôi (“{fit[0].title}”); hãy thêm --overprint để in lên phôi."
        )
    return fit[0].name


def _check_adjustment(arguments: argparse.Namespace) -> None:
    """Refuse what would print beside the sheet; the limits are those of a printer's calibration."""
    # Written so that what is no number at all is refused too.
    if not (abs(arguments.dx) <= _LONGEST_SHIFT_MM and abs(arguments.dy) <= _LONGEST_SHIFT_MM):
        raise BadInput("Độ dịch lớn hơn 50 mm; hãy đo lại rồi ghi --dx, --dy nhỏ hơn.")
    for scale in (arguments.scale, arguments.scale if arguments.scale_y is None else arguments.scale_y):
        if not (math.isfinite(scale) and _SCALES[0] <= scale <= _SCALES[1]):
            raise BadInput("Tỷ lệ phải từ 0.9 đến 1.1; hãy ghi lại --scale, --scale-y.")
    if not abs(arguments.rotate) <= _STEEPEST_DEG:
        raise BadInput("Góc xoay lớn hơn 5 độ; hãy ghi lại --rotate.")
    if arguments.first is not None and arguments.first < 1:
        raise BadInput("Số tờ in thử phải từ 1 trở lên; hãy ghi lại --first.")
    if arguments.print_shop and arguments.overprint:
        raise BadInput("Bản cho nhà in là bản đủ hoa văn; hãy bỏ --overprint hoặc --print-shop.")


def _writable(stack: contextlib.ExitStack, path: Path) -> Store | None:
    """The register open for writing; None, with a remark, where the window holds it or it may not be written."""
    try:
        return stack.enter_context(writing(path))
    except (StoreLocked, StoreReadOnly) as refused:
        terminal.warn(f"Lần in này không được ghi vào sổ: {refused}")
        return None


def _warn_of_risks(
    con: Connection, decision: Decision, template: Template, ids: list[int], arguments: argparse.Namespace
) -> None:
    """Tell what the window would list under "Cần xem lại"; what stops a sheet is refused when it is written."""
    from desktop.documents import records_certificates
    from desktop.documents.preflight import preflight
    from desktop.documents.sheet import Adjustment

    scale_y = arguments.scale if arguments.scale_y is None else arguments.scale_y
    risks = preflight(
        records_certificates.preflight_rows(con, decision, award_ids=ids),
        template,
        overprint=arguments.overprint,
        adjustment=Adjustment(arguments.dx, arguments.dy, arguments.scale, scale_y, arguments.rotate),
        pictures=records_certificates.pictures(con, template),
    )
    for risk in risks:
        terminal.warn(f"Tờ {risk.index + 1}: {risk.sentence}")


def _write_certificates(
    con: Connection,
    decision: Decision,
    template: Template,
    award_ids: list[int],
    arguments: argparse.Namespace,
) -> int:
    from desktop.documents import certificate, records_certificates, sheet_pdf
    from desktop.documents.sheet import Sheet

    facts = records_certificates.certificate_facts(con, decision, award_ids=award_ids)
    pictures = records_certificates.pictures(con, template)

    def sheets() -> Iterator[Sheet]:
        for one in facts:
            yield certificate.lay_out(
                one,
                template,
                overprint=arguments.overprint,
                dx_mm=arguments.dx,
                dy_mm=arguments.dy,
                scale=arguments.scale,
                scale_y=arguments.scale_y,
                rotate_deg=arguments.rotate,
                pictures=pictures,
            )

    return sheet_pdf.write_pdf(
        sheets(),
        arguments.output,
        terminal.TerminalTalk(),
        title=f"Giấy khen theo Quyết định số {decision.shown}",
        total=len(facts),
        bleed_mm=_BLEED_MM if arguments.print_shop else 0.0,
        crop_marks=arguments.print_shop,
    )
