"""The forms that go out to the units and come back, filled with what is known: one for all or one a unit."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

from db import campaigns, history, organizations, units
from db.attachments import safe_name
from db.errors import BadInput
from db.files import refusal, write_whole
from db.sqlite import Connection
from db.talk import SilentTalk, Talk
from db.vietnamese.text import fold
from desktop.exchange import form_columns, form_rows
from desktop.exchange.form_sheet import FormText, form_workbook

FORM_KINDS = form_columns.FORM_KINDS
EMPTY_ROWS = form_columns.SHEETS["registrations"][0].room


def write_form(
    con: Connection,
    campaign_id: int,
    target: Path,
    kind: str = "registrations",
    *,
    unit_name: str | None = None,
) -> int:
    """Write one form of a drive to ``target``; returns the number of rows already filled in on its first sheet.

    ``kind`` is one of :data:`FORM_KINDS`. With ``unit_name`` it is that unit's own, else one for all.

    Raises:
        BadInput: no such unit.
        Refused: the target cannot be written.
    """
    content, count = _form(con, campaign_id, kind, _unit(con, unit_name) if unit_name else None)
    write_whole(target, content)
    return count


def write_forms(
    con: Connection,
    campaign_id: int,
    target: Path,
    kind: str = "registrations",
    *,
    talk: Talk | None = None,
) -> list[str]:
    """Write one form a unit into the folder ``target``, or into one archive when it is named .zip.

    Returns the names of the files, in the order of units; ended units get none. For progress and indicators only
    units that have something to report get a form.

    Raises:
        BadInput: there is no unit a form could be made for.
        Refused: the target cannot be written.
    """
    talk = talk or SilentTalk()
    made: dict[str, bytes] = {}
    today = dt.date.today()  # noqa: DTZ011 - who is there to be written to
    listed = units.list_units(con, active_on=today)
    code = campaigns.get_campaign(con, campaign_id).code
    for number, unit in enumerate(listed):
        talk.progress(number, len(listed), "Đang ghi biểu của từng đơn vị")
        content, count = _form(con, campaign_id, kind, unit)
        if count or kind in ("registrations", "nominations"):
            made[_free_name(made, f"{code} - {unit.name}.xlsx")] = content
    if not made:
        raise BadInput(
            "Chưa có đơn vị nào để lập biểu; hãy thêm đơn vị, đăng ký hoặc chỉ tiêu của phong trào trước."
        )
    if target.suffix.lower() == ".zip":
        write_whole(target, _archive(made))
    else:
        _to_folder(target, made)
    return list(made)


def _form(con: Connection, campaign_id: int, kind: str, chosen: units.Unit | None) -> tuple[bytes, int]:
    office = organizations.own(con)
    campaign = campaigns.get_campaign(con, campaign_id)
    known = form_rows.rows(con, kind, campaign_id, chosen)
    text = FormText(
        kind,
        office.header_lines if office else (),
        chosen.name if chosen else "",
        campaign.title,
        history.last_action_id(con),
    )
    sheets = list(zip(form_columns.SHEETS[kind], known, strict=True))
    return form_workbook(sheets, form_rows.choices(con, campaign_id, chosen), text), len(known[0])


def _unit(con: Connection, name: str) -> units.Unit:
    found = units.find_unit(con, name)
    if found is None:
        raise BadInput(f"Không có đơn vị “{name}” trong sổ; hãy ghi đúng tên đơn vị.")
    return found


def _free_name(taken: dict[str, bytes], wanted: str) -> str:
    """A file name none of the others has, capitals and accents aside: Windows tells neither capitals apart."""
    used = {fold(name) for name in taken}
    name, number = safe_name(wanted), 1
    stem = Path(name).stem
    while fold(name) in used:
        number += 1
        name = f"{stem} ({number}).xlsx"
    return name


def _archive(made: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _to_folder(folder: Path, made: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(error, folder) from error
    for name, content in made.items():
        write_whole(folder / name, content)
