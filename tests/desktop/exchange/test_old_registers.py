"""Registers of former years as offices kept them, by hand: read, asked, taken over, undone, taken over again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db import decisions, history, lookup, organizations, people, reports, statistics
from db.statistics import Period
from desktop.documents import records_chain
from desktop.exchange import apply as applying
from desktop.exchange import exports
from desktop.exchange.annotate import HEADING, write_findings
from desktop.exchange.preview import Preview, preview_file, reread

D = dt.date
OWN = "Ủy ban nhân dân phường Hoa Ban"
TABLES = ("organization", "organization_succession", "decision", "award", "subject", "unit", "attachment")

# As a ward kept it from 2014 on: two heading lines, sections, "nt", short forms, an older commune of another name.
BOOK: list[tuple[Any, ...]] = [
    ("UBND PHƯỜNG HOA BAN",),
    ("SỔ THEO DÕI KHEN THƯỞNG",),
    (),
    (
        *("STT", "Họ và tên, tên tập thể", "Năm sinh", None, "Chức vụ, đơn vị công tác", "Hình thức khen"),
        *(
            "Quyết định",
            None,
            "Cơ quan ban hành",
            "Nội dung khen",
            "Số vào sổ",
            "Tiền thưởng (đồng)",
            "Ghi chú",
        ),
    ),
    (None, None, "Nam", "Nữ", None, None, "Số", "Ngày ký"),
    ("I", "TẬP THỂ"),
    (
        *(
            1,
            "Trường Tiểu học Hoa Ban",
            None,
            None,
            None,
            "TTLĐTT",
            "12/QĐ-UBND",
            "15/6/2014",
            "UBND P. Hoa Ban",
        ),
        *("Năm học 2013-2014", "01", None, None),
    ),
    ("II", "CÁ NHÂN"),
    (
        *(2, "Ông Lê Văn Mẫu", 1970, None, "Tổ trưởng, Tổ dân phố 1", "GK", "45/QĐ-UBND", D(2015, 11, 18)),
        *("UBND phường Hoa Ban", "Xây dựng đời sống văn hóa", "02", 345_000, "đã nhận"),
    ),
    (
        *(3, "Bà Nguyễn Thị Thuỷ", None, "12/5/1985", "Hội viên, Tổ dân phố 2", "nt", "nt", "nt", "nt", "nt"),
        *("03", 345000, None),
    ),
    (
        *(4, "Y Blơ Niê", 1968, None, "Bí thư chi bộ, Buôn Ea Cũ", "BK", "1234/QĐ-UBND", "20/01/2016"),
        *("UBND tỉnh Đắk Lắk", "Có thành tích xuất sắc", "04", "1.460.000", None),
    ),
    (
        *(5, "Trần Thị Mận", None, 1979, "Công chức, UBND phường", "CSTĐCS", "7", 2017, "UBND huyện Cư Mẫu"),
        *("Hoàn thành xuất sắc nhiệm vụ 2016", None, None, None),
    ),
    ("", "Tổng cộng: 05 trường hợp"),
]
# Written down before the program read it: name, kind, form, number, day, organ, printed, old number, prize.
EXPECT = [
    ("Trường Tiểu học Hoa Ban", "collective", "tt_ldtt", "12/QĐ-UBND", "2014-06-15", None, "01", None),
    (
        *("Lê Văn Mẫu", "individual", "giay_khen", "45/QĐ-UBND", "2015-11-18"),
        *("Tổ trưởng, Tổ dân phố 1", "02", 345_000),
    ),
    (
        *("Nguyễn Thị Thuỷ", "individual", "giay_khen", "45/QĐ-UBND", "2015-11-18"),
        *("Hội viên, Tổ dân phố 2", "03", 345_000),
    ),
    (
        *("Y Blơ Niê", "individual", "bang_khen", "1234/QĐ-UBND", "2016-01-20"),
        *("Bí thư chi bộ, Buôn Ea Cũ", "04", 1_460_000),
    ),
    ("Trần Thị Mận", "individual", "cstd_co_so", "7", "2017", "Công chức, UBND phường", None, None),
]


def write(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def book(path: Path) -> Path:
    write(path, *BOOK)
    made = openpyxl.load_workbook(path)
    for area in ("C4:D4", "G4:H4"):
        made.active.merge_cells(area)
    for column in "ABEFIJKLM":
        made.active.merge_cells(f"{column}4:{column}5")
    made.save(path)
    return path


HEAD = ("Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị", "Hình thức khen thưởng", "Số quyết định", "Ngày ký")


@pytest.fixture
def lines(ward: Any, tmp_path: Path) -> Callable[..., Preview]:
    """Lines under the plain heading, with further columns, beside the register."""

    def make(*rows: tuple[Any, ...], more: tuple[str, ...] = (), name: str = "sổ cũ.xlsx") -> Preview:
        path = write(tmp_path / name, (*HEAD, *more), *rows)
        return preview_file(ward.con, path, None, "old_awards")

    return make


def contents(ward: Any) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table: [tuple(row) for row in ward.con.execute(f"SELECT * FROM {table} ORDER BY id")]
        for table in TABLES
    }


def answer(ward: Any, preview: Preview, **by_said: str) -> Preview:
    """The preview read again, each question (by what the file says) answered by the words of an option."""
    told = {key.replace("_", " "): words for key, words in by_said.items()}
    answers = {}
    for question in preview.questions:
        if question.said in told:
            wanted = told[question.said]
            (option,) = [one for one in question.options if one.words.startswith(wanted)]
            answers[question.key] = option.key
    return reread(ward.con, preview, answers=answers)


def take(ward: Any, preview: Preview, accept: tuple[str, ...] = ()) -> int:
    with ward.store.action(applying.sentence(preview)) as action:
        return applying.apply(action, preview, accept)


def statuses(preview: Preview) -> list[str]:
    return [row.status for row in preview.rows]


def said(row: Any) -> str:
    return " ".join(problem.message for problem in row.problems)


# ---------------------------------------------------------------- the whole way


def test_a_book_as_a_ward_kept_it_is_read_as_it_stands(ward: Any, tmp_path: Path) -> None:
    found = preview_file(ward.con, book(tmp_path / "sổ.xlsx"), None)
    assert found.kind == "old_awards", "told from its own title and headings, nobody says so"
    got = [
        (
            *(
                row.values["name"],
                row.kind,
                row.found["form"],
                row.values["number"],
                row.values["signed_day"],
            ),
            *(row.values["position_unit"], row.values["old_number"], row.values["prize"]),
        )
        for row in found.rows
    ]
    assert got == EXPECT
    assert statuses(found) == ["new"] * 5
    assert [row.values["birth_date"] for row in found.rows] == [None, "1970", "1985-05-12", "1968", "1979"]
    assert [row.values["sex"] for row in found.rows] == [None, "male", "female", "male", "female"]
    assert [row.values["honorific"] for row in found.rows][1:3] == ["Ông", "Bà"]
    assert [ward.unit["Trường Tiểu học Hoa Ban"], ward.unit["Tổ dân phố 1"], ward.unit["Tổ dân phố 2"]] == [
        row.unit_id for row in found.rows[:3]
    ]


def test_it_is_written_in_one_action_found_counted_and_undone(ward: Any, tmp_path: Path) -> None:
    before = contents(ward)
    found = preview_file(ward.con, book(tmp_path / "sổ.xlsx"), None)
    last = history.last_action_id(ward.con)
    assert take(ward, found) == 5
    assert history.last_action_id(ward.con) == last + 1
    listed = decisions.list_decisions(ward.con)
    assert sorted((d.number, d.award_count) for d in listed) == [
        ("12/QĐ-UBND", 1),
        ("1234/QĐ-UBND", 1),
        ("45/QĐ-UBND", 2),
        ("7", 1),
    ], "lines of one organ, number and day are one decision"
    (one,) = lookup.find(ward.con, "blo nie")
    (line,) = lookup.history(ward.con, one.subject_id).lines
    assert (line.form_name, line.number, line.organ, line.register_number, line.position_unit) == (
        "Bằng khen của bộ, ban, ngành, tỉnh",
        "1234/QĐ-UBND",
        "UBND tỉnh Đắk Lắk",
        "04",
        "Bí thư chi bộ, Buôn Ea Cũ",
    )
    assert line.prize_amount == 1_460_000
    rows = reports.register_rows(ward.con)
    assert [(r.organization, r.is_own, r.shown_day) for r in rows if r.year in (2015, 2017)] == [
        ("UBND phường Hoa Ban", True, "18/11/2015"),
        ("UBND phường Hoa Ban", True, "18/11/2015"),
        ("UBND huyện Cư Mẫu", False, "2017"),
    ]
    assert {r.prize_note for r in rows if r.register_number == "02"} == {"Theo sổ cũ; ghi chú: đã nhận"}
    counted = {year: len(statistics.awards_in(ward.con, Period.of_year(year))) for year in range(2013, 2019)}
    assert counted == {2013: 0, 2014: 1, 2015: 2, 2016: 1, 2017: 1, 2018: 0}
    made = statistics.table(ward.con, statistics.form("commune"), Period.of_year(2015))
    assert (made.count("01", "2"), made.count("05", "2")) == (2, 2), "two Giấy khen, both of persons"
    history.undo(ward.store)
    assert contents(ward) == before


def test_the_same_book_again_changes_nothing(ward: Any, tmp_path: Path) -> None:
    path = book(tmp_path / "sổ.xlsx")
    take(ward, preview_file(ward.con, path, None))
    before = contents(ward)
    again = preview_file(ward.con, path, None)
    assert statuses(again) == ["unchanged"] * 5
    assert take(ward, again, ("duplicate", "conflict", "changed")) == 0
    assert contents(ward) == before


def test_what_the_book_says_better_now_is_a_change(ward: Any, tmp_path: Path, lines: Any) -> None:
    take(ward, preview_file(ward.con, book(tmp_path / "sổ.xlsx"), None))
    found = lines(
        (
            "Lê Văn Mẫu",
            1970,
            "Tổ trưởng",
            "Tổ dân phố 1",
            "Giấy khen",
            "45/QĐ-UBND",
            "18/11/2015",
            OWN,
            400_000,
        ),
        (
            "Trần Thị Mận",
            1979,
            "Công chức",
            "UBND phường",
            "CSTĐCS",
            "7",
            "05/02/2017",
            "UBND huyện Cư Mẫu",
            None,
        ),
        more=("Cơ quan ban hành", "Tiền thưởng"),
    )
    assert [(row.status, row.old) for row in found.rows] == [
        ("changed", {"prize": 345_000}),
        ("changed", {"signed_day": "2017"}),
    ]
    assert take(ward, found) == 2
    rows = {r.recipient: r for r in reports.register_rows(ward.con)}
    mau = rows["Lê Văn Mẫu"]
    assert (mau.prize_amount, mau.citation, mau.register_number) == (
        400_000,
        "Xây dựng đời sống văn hóa",
        "02",
    ), "what the new file has no column for stays"
    assert rows["Trần Thị Mận"].shown_day == "05/02/2017"
    assert len(decisions.list_decisions(ward.con)) == 4


def test_the_register_goes_out_and_comes_back_unchanged(ward: Any, tmp_path: Path) -> None:
    ward.nominate("Phạm Thị Na", birth_on="1990", position="Tổ phó")
    ward.decide("88", "2023-12-20")
    take(ward, preview_file(ward.con, book(tmp_path / "sổ.xlsx"), None))
    before = contents(ward)
    exports.export(ward.con, "register", None, tmp_path / "ra.xlsx", D(2024, 1, 5))
    back = preview_file(ward.con, tmp_path / "ra.xlsx", None, "old_awards")
    assert statuses(back) == ["unchanged"] * 6, [
        (r.values["name"], r.status, r.old, said(r)) for r in back.rows
    ]
    assert take(ward, back) == 0
    assert contents(ward) == before


def test_the_register_moves_to_an_empty_one(ward: Any, tmp_path: Path, empty_register: Path) -> None:
    """Another computer: what was exported there is the old register here."""
    import shutil

    from db.store import Store

    take(ward, preview_file(ward.con, book(tmp_path / "sổ.xlsx"), None))
    exports.export(ward.con, "register", None, tmp_path / "ra.xlsx", D(2024, 1, 5))
    with Store.open(Path(shutil.copyfile(empty_register, tmp_path / "mới.sothidua"))) as other:
        with other.action("Lập sổ") as action:
            organizations.save_own(action, name=OWN, level="ward", place="Hoa Ban")
        moved = preview_file(other.con, tmp_path / "ra.xlsx", None)
        with other.action("Nhập sổ cũ") as action:
            assert applying.apply(action, moved) == 5

        facts = ("register_number", "number", "shown_day", "recipient", "object_kind", "form_code")
        more = ("prize_amount", "position_unit", "citation", "is_own")

        def shown(con: Any) -> list[tuple[Any, ...]]:
            return [tuple(getattr(r, f) for f in (*facts, *more)) for r in reports.register_rows(con)]

        assert shown(other.con) == shown(ward.con)


# ---------------------------------------------------------------- what is asked


def test_an_unknown_form_waits_for_the_officer(ward: Any, lines: Any) -> None:
    found = lines(
        ("Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 1", "GKX", "1/QĐ-UBND", "18/11/2015"),
        ("Lê Thị Cúc", 1971, "Tổ phó", "Tổ dân phố 1", "GKX", "1/QĐ-UBND", "18/11/2015"),
        ("Lê Thị Lan", 1972, "Tổ phó", "Tổ dân phố 1", "GK", "1/QĐ-UBND", "18/11/2015"),
    )
    assert statuses(found) == ["asked", "asked", "new"]
    question = found.questions[0]
    assert (question.said, question.words, question.cells) == (
        "GKX",
        "“GKX” là danh hiệu, hình thức nào?",
        ["E2", "E3"],
    )
    assert take(ward, found, ("asked", "duplicate")) == 1, "nothing is guessed, whatever is accepted"
    again = answer(ward, lines(*_rows(found), name="lại.xlsx"), GKX="Giấy khen")
    assert statuses(again) == ["new", "new", "unchanged"]
    assert take(ward, again) == 2


def _rows(preview: Preview) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in preview.grid.rows[1:]]


def test_a_commune_of_before_is_mapped_to_the_office_of_today(ward: Any, lines: Any) -> None:
    row = ("Lê Văn Mẫu", 1970, "Trưởng thôn", "Thôn 3", "GK", "45/QĐ-UBND", "18/11/2015", "UBND xã Hoa Cũ")
    found = lines(row, more=("Cơ quan ban hành",))
    assert statuses(found) == ["asked"]
    assert [q.said for q in found.questions] == ["UBND xã Hoa Cũ", "Thôn 3"]
    assert found.questions[1].chosen == "keep", "a unit of before needs no answer"
    again = answer(ward, found, UBND_xã_Hoa_Cũ="Cơ quan cũ, nay thuộc", Thôn_3="Tổ dân phố 3")
    assert statuses(again) == ["new"]
    take(ward, again)
    (line,) = lookup.history(ward.con, lookup.find(ward.con, "le van mau")[0].subject_id).lines
    assert (line.organ, line.present_organ) == ("UBND xã Hoa Cũ", OWN)
    assert line.position_unit == "Trưởng thôn, Thôn 3", "printed as it was then"
    (one,) = people.list_subjects(ward.con, text="Lê Văn Mẫu")
    assert one.unit == "Tổ dân phố 3", "and belongs to the unit of today"
    assert len(organizations.own_lineage(ward.con)) == 2, "its awards count as ours"
    assert statuses(lines(row, more=("Cơ quan ban hành",), name="lại.xlsx")) == ["unchanged"]


def test_a_unit_of_another_commune_is_not_ours_by_its_name(ward: Any, lines: Any) -> None:
    """ "Tổ dân phố 3" of the commune of before is another place than "Tổ dân phố 3" of today."""
    line = ("Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 3", "GK")
    found = lines(
        (*line, "1/QĐ-UBND", "18/11/2015", "UBND xã Hoa Cũ"),
        (*line, "2/QĐ-UBND", "18/11/2015", OWN),
        (*line, "3/QĐ-UBND", "18/11/2015", "UBND huyện Cư Mẫu"),
        more=("Cơ quan ban hành",),
    )
    again = answer(ward, found, UBND_xã_Hoa_Cũ="Cơ quan cũ, nay thuộc")
    ours = ward.unit["Tổ dân phố 3"]
    assert [row.unit_id for row in again.rows] == [None, ours, ours]
    asked = next(q for q in again.questions if q.about == "Đơn vị")
    assert asked.words == "“Tổ dân phố 3” của UBND xã Hoa Cũ nay là đơn vị nào?"
    assert asked.options[1].words == "Tổ dân phố 3", "the one that looks like it is the first offered"
    assert "là của cơ quan khác" in said(again.rows[0])


def test_a_body_of_another_commune_is_not_ours_by_its_name(ward: Any, lines: Any) -> None:
    ward.nominate("Tổ dân phố 3", kind="collective", unit="Tổ dân phố 3")
    line = ("Tổ dân phố 3", None, None, None, "TTLĐTT")
    found = lines(
        (*line, "1/QĐ-UBND", "18/11/2015", "UBND xã Hoa Cũ"),
        (*line, "2/QĐ-UBND", "18/11/2015", OWN),
        more=("Cơ quan ban hành",),
    )
    again = answer(ward, found, UBND_xã_Hoa_Cũ="Cơ quan khác, cấp xã")
    assert statuses(again) == ["asked", "new"]
    assert "có phải là tập thể đã có trong sổ không" in said(again.rows[0])


def test_a_namesake_is_asked_about_and_both_answers_hold(ward: Any, lines: Any) -> None:
    ward.nominate("Nguyễn Văn An", unit="Tổ dân phố 3", birth_on="1980", position="Tổ trưởng")
    rows = [
        ("Nguyễn Văn An", None, "Nông dân", None, "GK", "1/QĐ-UBND", "18/11/2015"),
        ("Nguyễn Văn An", None, "Nông dân", None, "GK", "2/QĐ-UBND", "18/11/2016"),
        ("Nguyễn Văn An", 1980, "Tổ phó", None, "GK", "3/QĐ-UBND", "18/11/2017"),
        ("Nguyễn Văn An", 1991, "Học sinh", None, "GK", "3/QĐ-UBND", "18/11/2017"),
    ]
    found = lines(*rows)
    assert statuses(found) == ["asked", "asked", "new", "new"]
    question, _organ = found.questions
    assert len(question.cells) == 2, "asked once for all rows"
    assert [option.words for option in question.options] == [
        "Là Nguyễn Văn An, sinh 1980, Tổ trưởng, Tổ dân phố 3",
        "Người khác, ghi mới",
    ]
    known = people.list_subjects(ward.con, text="Nguyễn Văn An")[0].id
    for words, awarded in (("Là Nguyễn", {known: 3}), ("Người khác", {known: 1})):
        again = reread(ward.con, found, answers={question.key: _option(question, words)})
        assert statuses(again) == ["new"] * 4
        take(ward, again)
        counts = {s.id: len(lookup.history(ward.con, s.id).lines) for s in people.list_subjects(ward.con)}
        assert counts[known] == awarded[known]
        assert sorted(counts.values()) == ([1, 3] if awarded[known] == 3 else [1, 1, 2])
        history.undo(ward.store)


def _option(question: Any, words: str) -> str:
    return str(next(option.key for option in question.options if option.words.startswith(words)))


def test_no_column_of_organs_is_our_own_unless_said_otherwise(ward: Any, lines: Any) -> None:
    found = lines(("Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 1", "GK", "1/QĐ-UBND", "18/11/2015"))
    (question,) = found.questions
    assert (question.said, question.waiting, question.words_of(question.chosen)) == ("(để trống)", False, OWN)
    take(ward, found)
    assert [r.organization for r in reports.register_rows(ward.con)] == [OWN]


# ---------------------------------------------------------------- days, doubles, refusals


@pytest.mark.parametrize(
    ("day", "year", "known", "stands"),
    [
        ("18/11/2015", None, "2015-11-18", D(2015, 11, 18)),
        ("18/11", 2015, "2015-11-18", D(2015, 11, 18)),
        ("11/2015", None, "2015-11", D(2015, 11, 30)),
        ("năm 2015", None, "2015", D(2015, 12, 31)),
        (2015, None, "2015", D(2015, 12, 31)),
        (None, 2015, "2015", D(2015, 12, 31)),
        (D(2015, 11, 18), 2014, "2015-11-18", D(2015, 11, 18)),
        ("ngày 18 tháng 11 năm 2015", None, "2015-11-18", D(2015, 11, 18)),
    ],
)
def test_days_known_in_part(ward: Any, lines: Any, day: Any, year: Any, known: str, stands: dt.date) -> None:
    row = ("Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 1", "GK", "1/QĐ-UBND", day, year)
    found = lines(row, more=("Năm khen thưởng",))
    assert found.rows[0].values["signed_day"] == known
    take(ward, found)
    (line,) = reports.register_rows(ward.con)
    assert (line.day, line.day_known) == (stands, known)
    assert (len(known) < 10) == bool("Sổ cũ chỉ ghi" in said(found.rows[0]))
    assert statuses(lines(row, more=("Năm khen thưởng",), name="lại.xlsx")) == ["unchanged"]


@pytest.mark.parametrize(
    ("cell", "number", "day", "organ"),
    [
        ("45/QĐ-UBND ngày 18/11/2015", "45/QĐ-UBND", "2015-11-18", None),
        ("QĐ số 45/QĐ-UBND, 18.11.2015", "45/QĐ-UBND", "2015-11-18", None),
        ("Quyết định số 45/QĐ-UBND ngày 18/11/2015 của " + OWN, "45/QĐ-UBND", "2015-11-18", OWN),
        ("45/QĐ-UBND năm 2015", "45/QĐ-UBND", "2015", None),
        ("45/2015/QĐ-UBND", "45/2015/QĐ-UBND", "2015", None),
        ("45", "45", None, None),
    ],
)
def test_number_day_and_organ_in_one_cell(
    ward: Any, lines: Any, cell: str, number: str, day: str | None, organ: str | None
) -> None:
    (row,) = lines(("Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 1", "GK", cell, None)).rows
    assert (row.values["number"], row.values["signed_day"], row.values.get("organ")) == (number, day, organ)
    assert row.status == ("new" if day else "unreadable")


GOOD = ("Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 1", "GK", "1/QĐ-UBND", "18/11/2015")


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        (0, None, "Dòng không có tên"),
        (4, None, "Dòng chưa ghi hình thức khen thưởng"),
        (5, None, "Dòng thiếu số quyết định"),
        (6, None, "Dòng chưa có ngày ký hoặc năm"),
        (6, "31/02/2015", "không có trong lịch"),
        (6, "18/11/2199", "ở sau hôm nay"),
        (6, "hôm qua", "không phải ngày hoặc năm"),
    ],
)
def test_bad_lines_say_why_and_save_nothing(
    ward: Any, lines: Any, column: int, value: Any, sentence: str
) -> None:
    bad = (*GOOD[:column], value, *GOOD[column + 1 :])
    found = lines(bad, ("Lê Thị Lan", *GOOD[1:]))
    assert statuses(found) == ["unreadable", "new"]
    assert sentence in said(found.rows[0])
    take(ward, found, ("unreadable", "asked", "duplicate"))
    assert [r.recipient for r in reports.register_rows(ward.con)] == ["Lê Thị Lan"]


def test_doubles_in_the_file_and_doubtful_ones_in_the_register(ward: Any, lines: Any) -> None:
    found = lines(
        GOOD, GOOD, ("Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 1", "LĐTT", "1/QĐ-UBND", "18/11/2015")
    )
    assert statuses(found) == ["new", "duplicate", "new"]
    assert "ô A2" in said(found.rows[1])
    take(ward, found)
    again = lines(
        ("Lê Văn Mậu", 1970, "Tổ trưởng", "Tổ dân phố 1", "GK", "1/QĐ-UBND", "18/11/2015"),
        ("Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 1", "GK", "01", "18/11/2015"),
        ("Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 1", "GK", "9/QĐ-UBND", "18/11/2015"),
        ("Lê Văn Mẫu", None, "Nông dân", "Tổ dân phố 2", "GK", "1/QĐ-UBND", "18/11/2015"),
        name="lại.xlsx",
    )
    assert statuses(again) == ["duplicate", "unchanged", "duplicate", "duplicate"]
    assert "chỉ ghi dòng này khi đó là người khác" in said(again.rows[0])
    assert "theo Quyết định 1/QĐ-UBND" in said(again.rows[2])
    assert take(ward, again) == 0
    assert take(ward, again, ("duplicate",)) == 3, "what the officer accepts is somebody or something else"


def test_what_was_issued_here_is_not_edited_by_an_old_list(ward: Any, lines: Any) -> None:
    ward.nominate("Phạm Thị Na", unit="Tổ dân phố 3")
    ward.decide("88", "2023-12-20")
    before = contents(ward)
    found = lines(
        ("Phạm Thị Na", None, "Nông dân", None, "Giấy khen", "88/QĐ-UBND", "20/12/2023"),
        ("Lê Văn Mẫu", 1970, None, "Tổ dân phố 1", "Giấy khen", "88/QĐ-UBND", "20/12/2023"),
    )
    assert statuses(found) == ["unchanged", "unreadable"]
    assert "đã ban hành trong sổ này và không có “Lê Văn Mẫu”" in said(found.rows[1])
    assert take(ward, found, ("unreadable", "duplicate")) == 0
    assert contents(ward) == before


def test_odd_awards_are_said_to_be_odd(ward: Any, lines: Any) -> None:
    found = lines(
        ("Tổ dân phố 1", None, None, None, "LĐTT", "1/QĐ-UBND", "18/11/2015"),
        ("Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 1", "Bằng khen", "1/QĐ-UBND", "18/11/2015"),
    )
    assert found.rows[0].kind == "collective"
    assert "không dành cho tập thể" in said(found.rows[0])
    assert f"không do {OWN} tặng" in said(found.rows[1])


def test_the_copy_sent_back_says_what_became_of_each_line(ward: Any, tmp_path: Path, lines: Any) -> None:
    found = lines(
        GOOD, ("Lê Thị Lan", *GOOD[1:4], "GKX", *GOOD[5:]), ("Lê Văn Năm", *GOOD[1:5], None, GOOD[6])
    )
    write_findings(found.content, found, tmp_path / "kết quả.xlsx")
    page = openpyxl.load_workbook(tmp_path / "kết quả.xlsx").active
    told = [str(page.cell(row, 8).value) for row in range(1, 5)]
    assert told[0] == HEADING
    assert told[1].startswith("Mới")
    assert told[2].startswith("Chờ trả lời. “GKX” là danh hiệu, hình thức nào?")
    assert told[3].startswith("Không đọc được. Dòng thiếu số quyết định")


def test_a_confirmation_says_what_the_book_knows_of_the_day(ward: Any, tmp_path: Path) -> None:
    take(ward, preview_file(ward.con, book(tmp_path / "sổ.xlsx"), None))
    subject = lookup.find(ward.con, "tran thi man")[0].subject_id
    facts = records_chain.confirmation_facts(ward.con, subject, D(2024, 1, 5))
    assert [(row.year, row.decision, row.organ) for row in facts.awards] == [
        (2017, "7 năm 2017", "UBND huyện Cư Mẫu")
    ]
