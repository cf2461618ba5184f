"""Exports read again with openpyxl, their figures against counts made by hand from the lists."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import openpyxl
import pytest

from db import awards, decisions, nominations, registrations
from db.errors import NotFound, TargetBusy
from desktop.exchange import exports
from desktop.exchange.measures import free_name, line_count

AS_OF = dt.date(2024, 1, 5)


@pytest.fixture
def decided(full_ward):
    """The ward after the council (one refused) and a decision of 20/12/2023: three persons and one collective."""
    full_ward.meet("Lò Văn Hộ")
    full_ward.decision = full_ward.decide(names=[n for n in full_ward.nominee if n != "Lò Văn Hộ"])
    return full_ward


@pytest.fixture
def export(tmp_path):
    """Export a kind and open what was written (cached values)."""

    def run(ward, kind, campaign=True, as_of=AS_OF):
        path = tmp_path / f"{kind}.xlsx"
        exports.export(
            ward.con, kind, ward.campaign if campaign else None, path, as_of, store_name="sổ.sothidua"
        )
        return openpyxl.load_workbook(path, data_only=True)

    return run


def table(sheet):
    """A sheet's table: (headings by column letter order, data rows as dicts, total row or None)."""
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "STT")
    names = []
    for column in range(1, sheet.max_column + 1):
        lower = sheet.cell(head + 1, column).value
        grouped = (
            sheet.cell(head + 1, 1).value is None and sheet.cell(head + 2, 1).value in (1, None) and lower
        )
        names.append(str(lower if grouped else sheet.cell(head, column).value))
    rows, total, section = [], None, ""
    for row in range(head + 1, sheet.max_row + 1):
        values = [sheet.cell(row, column).value for column in range(1, sheet.max_column + 1)]
        if isinstance(values[0], int):
            rows.append({**dict(zip(names, values, strict=True)), "section": section})
        elif values[1] == "Tổng cộng":
            total = dict(zip(names, values, strict=True))
            break
        elif values[1]:
            section = values[1]
    return names, rows, total


def source(book):
    sheet = book["Nguồn số liệu"]
    return {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(1, sheet.max_row + 1)}


def test_registrations_one_row_each(decided, export):
    book = export(decided, "registrations")
    _, rows, total = table(book["Đăng ký"])
    expected = [
        ("Tổ dân phố 1", "Mô hình", "Tuyến đường hoa", 15_000_000, "Đăng ký"),
        ("Tổ dân phố 1; Tổ dân phố 2", "Công trình", "Nhà văn hóa", 120_000_000, "Đăng ký"),
        ("Trường Tiểu học Hoa Ban", "Phần việc", "Vườn cây", None, "Dừng"),
        ("Trạm Y tế phường", "Công trình", "Sân chơi", 5_500_000, "Đăng ký"),
    ]
    keys = (
        "Đơn vị đăng ký",
        "Loại",
        "Tên mô hình, công trình, phần việc",
        "Giá trị dự kiến (đồng)",
        "Tình trạng",
    )
    assert [tuple(row[key] for key in keys) for row in rows] == expected
    assert total["Giá trị dự kiến (đồng)"] == 140_500_000
    assert rows[0]["Ngày đăng ký"] == dt.datetime(2023, 8, 10)  # noqa: DTZ001 - a spreadsheet's day
    assert rows[0]["Thời gian hoàn thành"] == "11/2023"
    assert source(book)["Số dòng của bảng “Đăng ký”"] == "4"
    assert source(book)["Số liệu tính đến ngày"] == "05/01/2024"


def test_nominations_in_groups_with_years_of_evidence(decided, export):
    _, rows, total = table(export(decided, "nominations")["Đề nghị khen thưởng"])
    name = "Họ và tên, tên tập thể, hộ gia đình"
    assert [(row["section"], row[name]) for row in rows] == [
        ("I. Tập thể (01)", "Tổ dân phố 3"),
        ("II. Cá nhân (03)", "Bà H’Ngăm Niê Kđăm"),
        ("II. Cá nhân (03)", "Lê Văn Mẫu"),
        ("II. Cá nhân (03)", "Nguyễn Thị Thuỷ"),
        ("III. Hộ gia đình (01)", "Ông Lò Văn Hộ"),
    ]
    marks = {row[name]: {year for year in range(2013, 2024) if row[str(year)] == "x"} for row in rows}
    assert marks == {
        "Tổ dân phố 3": {2013, 2023},
        "Bà H’Ngăm Niê Kđăm": set(),
        "Lê Văn Mẫu": {2015, 2019},
        "Nguyễn Thị Thuỷ": {2022},
        "Ông Lò Văn Hộ": set(),
    }
    assert {row["Tình trạng"] for row in rows} == {"Đã có quyết định", "Không thông qua"}
    assert total["Tổng số minh chứng"] == 5


def test_the_register_has_the_columns_of_the_book(decided, export):
    with decided.store.action("Trao") as action:
        first = awards.list_awards(action.con, decided.decision)[0]
        awards.mark_received(action, [first.id], dt.date(2023, 12, 25), "Tổ trưởng")
    names, rows, total = table(export(decided, "register", campaign=False)["Sổ khen thưởng"])
    assert names[:4] == ["STT", "Số vào sổ", "Ngày quyết định", "Họ và tên, tên tập thể, hộ gia đình"]
    assert [row["Số vào sổ"] for row in rows] == ["01/2023", "02/2023", "03/2023", "04/2023"]
    assert {row["Số quyết định"] for row in rows} == {"12/QĐ-UBND"}
    # 0,15 and 0,3 of 1.800.000 đồng, the base salary of December 2023 (NĐ 24/2023, NĐ 91/2017 Đ.73)
    assert [row["Tiền thưởng (đồng)"] for row in rows] == [540_000, 270_000, 270_000, 270_000]
    assert total["Tiền thưởng (đồng)"] == 1_350_000
    assert rows[0]["Ký nhận"] == "Tổ trưởng"


def test_a_revoked_prize_is_not_in_the_sum(decided, export):
    last = awards.list_awards(decided.con, decided.decision)[-1]
    with decided.store.action("Thu hồi") as action:
        action.update("award", last.id, revoked_date="2024-01-03", revoke_reason="gian dối")
    _, rows, total = table(export(decided, "register")["Sổ khen thưởng"])
    assert len(rows) == 4
    assert rows[-1]["Tiền thưởng (đồng)"] is None
    assert rows[-1]["Ghi chú"] == "Đã thu hồi ngày 03/01/2024, tiền thưởng 270.000 đồng"
    assert total["Tiền thưởng (đồng)"] == 1_080_000
    _, paid, _ = table(export(decided, "prizes")["12-QĐ-UBND"])
    assert len(paid) == 3


def test_the_register_is_as_it_stood_on_its_day(decided, export):
    """Decided on 20/12/2023, handed over on the 25th, one taken back on 3/1/2024."""
    listed = awards.list_awards(decided.con, decided.decision)
    with decided.store.action("Trao, thu hồi") as action:
        awards.mark_received(action, [listed[0].id], dt.date(2023, 12, 25), "Tổ trưởng")
        action.update("award", listed[-1].id, revoked_date="2024-01-03", revoke_reason="gian dối")
    for day, rows_then, received, revoked in (
        (dt.date(2023, 12, 19), 0, 0, 0),
        (dt.date(2023, 12, 20), 4, 0, 0),
        (dt.date(2023, 12, 25), 4, 1, 0),
        (dt.date(2024, 1, 2), 4, 1, 0),
        (dt.date(2024, 1, 3), 4, 1, 1),
    ):
        book = export(decided, "register", campaign=False, as_of=day)
        _, rows, total = table(book["Sổ khen thưởng"])
        assert len(rows) == rows_then, day
        assert sum(row["Ký nhận"] is not None for row in rows) == received, day
        assert sum("Đã thu hồi" in (row["Ghi chú"] or "") for row in rows) == revoked, day
        if rows:
            # 540.000 and three times 270.000 đồng, as far as not taken back
            assert total["Tiền thưởng (đồng)"] == 1_350_000 - 270_000 * revoked
        assert source(book)["Số liệu tính đến ngày"] == f"{day:%d/%m/%Y}"


def test_lists_end_on_their_day(ward, export):
    """Registered on 10 and 18/8/2023; nominated on 1 and 20/11/2023, one without a day."""
    ward.register("Tuyến đường hoa", "Tổ dân phố 1", day="2023-08-10")
    ward.register("Sân chơi", "Trạm Y tế phường", kind="work", day="2023-08-18")
    for name in ("Lê Văn Mẫu", "Nguyễn Thị Thuỷ", "Không Ngày"):
        ward.nominate(name)
    with ward.store.action("Ngày đề nghị") as action:
        for name, day in (
            ("Lê Văn Mẫu", "2023-11-01"),
            ("Nguyễn Thị Thuỷ", "2023-11-20"),
            ("Không Ngày", None),
        ):
            action.update("nomination", ward.nominee[name], submitted_date=day)
    sheets = {
        "registrations": "Đăng ký",
        "nominations": "Đề nghị khen thưởng",
        "evidence": "Minh chứng theo năm",
    }
    for day, registered, put_forward in (
        (dt.date(2023, 8, 9), 0, 1),
        (dt.date(2023, 8, 10), 1, 1),
        (dt.date(2023, 8, 18), 2, 1),
        (dt.date(2023, 11, 1), 2, 2),
        (dt.date(2023, 11, 20), 2, 3),
    ):
        found = {kind: len(table(export(ward, kind, as_of=day)[name])[1]) for kind, name in sheets.items()}
        assert found == {"registrations": registered, "nominations": put_forward, "evidence": put_forward}, (
            day
        )


def test_prizes_with_a_live_sum_and_its_words(decided, export, tmp_path):
    book = export(decided, "prizes")
    sheet = book["12-QĐ-UBND"]
    _, rows, total = table(sheet)
    assert [(row["section"], row["Tiền thưởng (đồng)"]) for row in rows] == [
        ("I. Tập thể (01)", 540_000),
        ("II. Cá nhân (03)", 270_000),
        ("II. Cá nhân (03)", 270_000),
        ("II. Cá nhân (03)", 270_000),
    ]
    assert total["Tiền thưởng (đồng)"] == 1_350_000
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "Tổng số tiền thưởng: 1.350.000 đồng (Bằng chữ: Một triệu ba trăm năm mươi nghìn đồng)." in texts
    live = openpyxl.load_workbook(tmp_path / "prizes.xlsx")["12-QĐ-UBND"]
    formulas = [
        c.value
        for row in live.iter_rows()
        for c in row
        if isinstance(c.value, str) and c.value.startswith("=")
    ]
    assert len(formulas) == 1
    assert formulas[0].startswith("=SUBTOTAL(9,")


def test_two_decisions_of_one_number_get_two_sheets(decided, export):
    decided.nominate("Phan Thị Mới", sex="female", position="Tổ viên")
    decided.decide(number="12", day="2023-12-28", names=["Phan Thị Mới"])
    book = export(decided, "prizes")
    assert book.sheetnames == ["12-QĐ-UBND", "12-QĐ-UBND (2)", "Nguồn số liệu"]


def test_prizes_need_a_decision(full_ward, export):
    with pytest.raises(NotFound, match="chưa có quyết định"):
        export(full_ward, "prizes")


def test_statistics_agree_with_the_lists(decided, export):
    book = export(decided, "statistics", campaign=False)
    listed = [a for d in decisions.list_decisions(decided.con) for a in awards.list_awards(decided.con, d.id)]
    by_object = Counter(a.object_kind for a in listed)
    _, rows, total = table(book["Khen thưởng theo hình thức"])
    assert [(r["Danh hiệu, hình thức"], r["Tổng số"]) for r in rows] == [("Giấy khen", len(listed))]
    assert (total["Tập thể"], total["Cá nhân"], total["Hộ gia đình"]) == (
        by_object["collective"],
        by_object["individual"],
        by_object["household"],
    )
    assert total["Tiền thưởng (đồng)"] == sum(a.prize_amount for a in listed)
    _, years, _ = table(book["Khen thưởng theo năm"])
    assert [(r["Năm"], r["Số quyết định"], r["Tổng số"]) for r in years] == [("2023", 1, 4)]


def test_forms_of_the_ministry_say_what_is_not_known(decided, export):
    book = export(decided, "statistics", campaign=False, as_of=dt.date(2023, 12, 31))
    _, rows, _ = table(book["Biểu 0601"])
    counts = {row["Mã số"]: row["Số phong trào"] for row in rows}
    # The drive runs from 3/2023 to 12/2023: ten months, thematic.
    assert (counts["01"], counts["06"], counts["07"], counts["11"], counts["12"]) == (1, 1, 0, 1, 0)
    assert counts["02"] == counts["04"] == "Sổ không ghi"
    _, higher, _ = table(book["Biểu 0603"])
    assert [row["Mã số"] for row in higher] == [f"{n:02d}" for n in range(1, 18)]
    assert higher[0]["Tổng số"] == 0
    assert higher[16]["Tổng số"] == "Sổ không ghi"


def test_the_summary_counts_every_registration_once(decided, export):
    book = export(decided, "summary")
    _, rows, total = table(book["Tổng hợp"])
    listed = registrations.list_registrations(decided.con, decided.campaign)
    standing = Counter(r.kind for r in listed if r.counts)
    assert (total["Mô hình"], total["Công trình"], total["Phần việc"]) == (
        standing["model"],
        standing["work"],
        standing["task"],
    )
    assert total["Dừng, trả lại, đã thay"] == sum(not r.counts for r in listed)
    assert total["Cùng đơn vị khác"] == sum(len(r.unit_ids) - 1 for r in listed if r.unit_ids)
    assert total["Đề nghị khen"] == len(nominations.list_nominations(decided.con, decided.campaign))
    assert total["Đã khen"] == 4
    of = {row["Đơn vị"]: row for row in rows}
    assert of["Tổ dân phố 2"]["Tình trạng đăng ký"] == "Đúng hạn"
    assert of["Trạm Y tế phường"]["Tình trạng đăng ký"].startswith("Trễ 3 ngày")
    assert of["Trường Tiểu học Hoa Ban"]["Tình trạng đăng ký"].startswith("Quá hạn 143 ngày")
    assert (
        of["Tổ dân phố 3"]["Đề nghị khen"],
        of["Tổ dân phố 3"]["Đã khen"],
        of["Tổ dân phố 3"]["Tiền thưởng (đồng)"],
    ) == (2, 2, 810_000)
    _, kinds, kind_total = table(book["Theo loại đơn vị"])
    for key in ("Mô hình", "Công trình", "Đề nghị khen", "Đã khen", "Tiền thưởng (đồng)"):
        assert kind_total[key] == total[key] == sum(row[key] for row in kinds)
    assert len(book["BĐ Đăng ký theo loại đơn vị"]._charts) == 1
    assert len(book["BĐ Khen thưởng theo hình thức"]._charts) == 1


def test_a_registration_without_unit_is_still_counted(ward, export):
    with ward.store.action("Nhập") as action:
        registrations.register(
            action,
            campaign_id=ward.campaign,
            unit_ids=(),
            kind="model",
            title="Không rõ",
            received_date=None,
            allow_no_unit=True,
        )
    _, rows, total = table(export(ward, "summary")["Tổng hợp"])
    assert rows[-1]["Đơn vị"] == "Chưa rõ đơn vị"
    assert total["Mô hình"] == 1


@pytest.mark.parametrize("kind", sorted(exports.KINDS))
@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "http://x.vn"]
)
def test_no_text_of_the_register_becomes_a_formula_or_link(ward, export, tmp_path, kind, text):
    ward.register(text, "Tổ dân phố 1", content=text, note=text)
    ward.nominate(text, position=text, sex="male", years=(2015,), citation=text)
    ward.decide()
    export(ward, kind)
    live = [
        cell
        for sheet in openpyxl.load_workbook(tmp_path / f"{kind}.xlsx")
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or cell.hyperlink
    ]
    assert all(str(cell.value).startswith(("=SUBTOTAL(9,", "=SUBTOTAL(3,")) for cell in live)


@pytest.mark.parametrize("kind", sorted(set(exports.KINDS) - {"prizes"}))
def test_an_empty_drive_gives_an_empty_table_not_an_error(ward, export, kind):
    book = export(ward, kind)
    assert "Nguồn số liệu" in book.sheetnames


def test_without_an_office_the_heading_stays_blank(store, tmp_path):
    exports.export(store.con, "register", None, tmp_path / "x.xlsx", AS_OF)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Sổ khen thưởng"]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert "…………, ngày 05 tháng 01 năm 2024" in texts


def test_print_setup_and_frozen_head(decided, export):
    sheet = export(decided, "registrations")["Đăng ký"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows
    assert sheet.freeze_panes.startswith("C")


def test_a_missing_folder_is_refused(ward, tmp_path):
    with pytest.raises(TargetBusy):
        exports.export(ward.con, "register", None, tmp_path / "không có" / "x.xlsx", AS_OF)


def test_sheet_names_are_free_and_allowed():
    assert free_name([], "12/QĐ-UBND: [a]*?") == "12-QĐ-UBND- -a---"
    assert free_name(["Đăng ký"], "đăng ký") == "đăng ký (2)"
    assert free_name([], "x" * 40) == "x" * 31
    assert free_name(["x" * 31], "x" * 40) == "x" * 27 + " (2)"
    assert free_name([], "'") == "Bảng"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("abc", 10, 1),
        ("aaaa bbbb", 10, 1),
        ("aaaa bbbb cc", 10, 2),
        ("a" * 25, 10, 3),
        ("a\nb", 10, 2),
    ],
)
def test_lines_of_wrapped_text(text, width, lines):
    assert line_count(text, width) == lines
