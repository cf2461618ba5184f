"""What rows mean, by hand tables: how work goes on, what is registered, who is nominated, which kind a proof is of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import dossiers, registrations
from desktop.exchange.evidence_rows import kind_of
from desktop.exchange.row_kinds import FINISHERS, kind_said
from desktop.exchange.rows import ReadRow


def finished(table: str, values: dict[str, Any], section: str = "", title: str = "") -> ReadRow:
    row = ReadRow(6, "B7", "", dict(values))
    FINISHERS[table](row, section, title)
    return row


# ------------------------------------------------------------ how registered work goes on


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Đăng ký", "registered"),
        ("đã đăng ký", "registered"),
        ("Mới đăng ký", "registered"),
        ("Đang thực hiện", "in_progress"),
        ("Đang triển khai", "in_progress"),
        ("Đang triển khai thi công", "in_progress"),
        ("HOÀN THÀNH", "completed"),
        ("Đã hoàn thành", "completed"),
        ("Đã hoàn thành 100%", "completed"),
        ("Xong", "completed"),
        ("Đã nghiệm thu", "accepted"),
        ("Gắn biển", "plaque"),
        ("Đã gắn biển", "plaque"),
        ("Tạm dừng", "stopped"),
        ("Dừng", "stopped"),
    ],
)
def test_a_status_by_its_words(said: str, status: str) -> None:
    values = finished("registrations", {"title": "Đường hoa", "status": said}).values
    assert (values["status"], values.get("progress")) == (status, None)


@pytest.mark.parametrize(
    "said",
    [
        "Đạt 80%",
        "Đang chờ kinh phí",
        "Đã làm được 500 m",
        "Chưa làm",
        "Đã hoàn thành 80%",
        "Đã hoàn thành 75,5 % khối lượng",
    ],
)
def test_other_words_are_how_the_work_goes_on(said: str) -> None:
    """Four fifths done is not done."""
    values = finished("registrations", {"title": "Đường hoa", "status": said}).values
    assert (values["status"], values["progress"]) == (None, said)
    values = finished("registrations", {"title": "Đường hoa", "status": said, "progress": "thiếu cát"}).values
    assert (values["status"], values["progress"]) == (None, f"{said}; thiếu cát")


def test_every_status_is_known_by_its_own_title() -> None:
    for status, title in registrations.STATUSES.items():
        for shown in (title, title.upper(), title.lower()):
            assert finished("registrations", {"title": "x", "status": shown}).values["status"] == status


@pytest.mark.parametrize(
    ("values", "section", "kind"),
    [
        ({"title": "Mô hình trồng nấm"}, "", "model"),
        ({"title": "Công trình đường hoa"}, "", "work"),
        ({"title": "Phần việc dọn vệ sinh"}, "", "task"),
        ({"title": "Đường hoa"}, "", "model"),
        ({"title": "Đường hoa"}, "work", "work"),
        ({"title": "Đường hoa", "kind": "Công trình"}, "", "work"),
        ({"title": "Công trình nước sạch", "kind": "Phần việc"}, "model", "task"),
        ({"title": "Mô hình nhà sạch"}, "work", "model"),
    ],
)
def test_what_is_registered(values: dict[str, Any], section: str, kind: str) -> None:
    assert finished("registrations", values, section).kind == kind


# ------------------------------------------------------------ who is nominated


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Cá nhân", "individual"),
        ("CÁC CÁ NHÂN", "individual"),
        ("Tập thể", "collective"),
        ("I. Đối với tập thể", "collective"),
        ("Hộ gia đình", "household"),
        ("B. Gia đình", "household"),
        ("Chức vụ", ""),
        ("", ""),
    ],
)
def test_a_kind_as_it_is_said(said: str, kind: str) -> None:
    assert kind_said(said) == kind


@pytest.mark.parametrize(
    ("values", "section", "kind", "honorific", "name"),
    [
        ({"name": "Ông Lê Văn An", "position": "Bí thư"}, "", "individual", "Ông", "Lê Văn An"),
        ({"name": "1. Bà Lê Thị Cúc", "position": "Hội viên"}, "", "individual", "Bà", "Lê Thị Cúc"),
        ({"name": "- Lê Thị Cúc", "position": "Hội viên"}, "", "individual", None, "Lê Thị Cúc"),
        ({"name": "Tập thể thôn Hoa Ban"}, "", "collective", None, "Tập thể thôn Hoa Ban"),
        ({"name": "Trường Tiểu học Hoa Ban"}, "", "collective", None, "Trường Tiểu học Hoa Ban"),
        ({"name": "Lê Thị Cúc"}, "household", "household", None, "Lê Thị Cúc"),
        ({"name": "Lê Thị Cúc", "kind": "Hộ gia đình"}, "individual", "household", None, "Lê Thị Cúc"),
        ({"name": "Lê Thị Cúc"}, "", "individual", None, "Lê Thị Cúc"),
        ({"name": "Lê Thị Cúc", "birth_date": "1984"}, "", "individual", None, "Lê Thị Cúc"),
    ],
)
def test_a_nominee(values: dict[str, Any], section: str, kind: str, honorific: str | None, name: str) -> None:
    row = finished("nominations", values, section)
    assert (row.kind, row.values.get("honorific"), row.values["name"]) == (kind, honorific, name)


def test_an_honorific_in_its_own_column_stays() -> None:
    row = finished("nominations", {"name": "Lê Thị Cúc", "honorific": "Bà", "position": "Bí thư"})
    assert (row.values["honorific"], row.values["name"]) == ("Bà", "Lê Thị Cúc")


@pytest.mark.parametrize(
    ("said", "sex"), [("Nam", "male"), ("nữ", "female"), ("NỮ", "female"), ("x", "female"), ("khác", None)]
)
def test_sex_as_lists_write_it(said: str, sex: str | None) -> None:
    assert finished("nominations", {"name": "Lê Cúc", "sex": said, "position": "x"}).values["sex"] == sex


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"name": "Lê Thị Cúc"}, ["Chưa ghi chức vụ của cá nhân."]),
        (
            {"name": "L? Thị Cúc", "position": "x"},
            ["Tên “L? Thị Cúc” có dấu “?”, có thể đã mất chữ; hãy kiểm tra lại."],
        ),
        (
            {"name": "Lê Thị Cúc 1984", "position": "x"},
            ["Tên “Lê Thị Cúc 1984” có chữ số; hãy kiểm tra lại."],
        ),
        ({"name": "Lê Thị Cúc", "position": "Hội viên"}, []),
    ],
)
def test_what_is_asked_again_of_a_person(values: dict[str, Any], told: list[str]) -> None:
    row = finished("nominations", values, "individual")
    assert [problem.message for problem in row.problems] == told
    assert {problem.cell for problem in row.problems} <= {"B7"}


def test_a_collective_has_no_position() -> None:
    row = ReadRow(
        6, "B7", "", {"name": "Tập thể thôn Hoa Ban", "position": "x", "unit": None}, shared="Xã Ea Hoa"
    )
    FINISHERS["nominations"](row, "collective", "")
    assert (row.values["position"], row.values["unit"]) == (None, "Xã Ea Hoa")


# ------------------------------------------------------------ which kind a proof is of


@pytest.mark.parametrize(
    ("said", "what", "kind"),
    [
        ("", "Lao động tiên tiến", "title"),
        ("", "Chiến sĩ thi đua cơ sở", "title"),
        ("", "Tập thể Lao động xuất sắc", "title"),
        ("", "Danh hiệu Gia đình văn hóa", "title"),
        ("", "Hoàn thành xuất sắc nhiệm vụ", "rating"),
        ("", "Xếp loại tốt", "rating"),
        ("", "Giấy khen của Chủ tịch UBND xã", "certificate"),
        ("", "BẰNG KHEN", "certificate"),
        ("", "Bằng khen vì đã hoàn thành tốt nhiệm vụ", "certificate"),
        ("", "Huân chương Lao động hạng Ba", "certificate"),
        ("", "Sáng kiến được Giấy khen", "initiative"),
        ("", "Đề tài cấp tỉnh", "initiative"),
        ("", "Xác nhận của thôn", "confirmation"),
        ("", "Vận động 12 hộ hiến đất", "other"),
        ("", "", "other"),
        ("Sáng kiến", "Lao động tiên tiến", "initiative"),
        ("danh hiệu thi đua", "Sáng kiến", "title"),
        ("gì đó", "Sáng kiến", "initiative"),
    ],
)
def test_the_kind_of_a_proof(said: str, what: str, kind: str) -> None:
    assert kind_of(said, what) == kind


@given(st.sampled_from(sorted(dossiers.EVIDENCE_KINDS)), st.text(max_size=20))
def test_a_kind_that_is_named_is_taken_whatever_the_words(kind: str, what: str) -> None:
    assert kind_of(dossiers.EVIDENCE_KINDS[kind], what) == kind
    assert kind_of("", what) in dossiers.EVIDENCE_KINDS
