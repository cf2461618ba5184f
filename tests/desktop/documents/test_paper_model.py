"""The document model and the decree's styles, against a table typed from NĐ 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.paper import Column, Row, Rule, Table, legal_basis_lines, plain, recipient_lines
from desktop.documents.paper_styles import fitted_size, rule_length, sheet, text_width

# (component, least size, most size, bold, italic)
DECREE = [
    ("national_name", 12, 13, True, False),
    ("motto", 13, 14, True, False),
    ("superior", 12, 13, False, False),
    ("organ", 12, 13, True, False),
    ("number", 13, 13, False, False),
    ("subject", 12, 13, False, False),
    ("place_date", 13, 14, False, True),
    ("title", 13, 14, True, False),
    ("summary", 13, 14, True, False),
    ("basis", 13, 14, False, True),
    ("body", 13, 14, False, False),
    ("article", 13, 14, False, False),
    ("addressee", 13, 14, False, False),
    ("signer_line", 13, 14, True, False),
    ("signer_name", 13, 14, True, False),
    ("recipients_title", 12, 12, True, True),
    ("recipient", 11, 11, False, False),
    ("annex_label", 14, 14, True, False),
    ("annex_title", 13, 14, True, False),
    ("annex_note", 13, 14, False, True),
    ("page_number", 13, 14, False, False),
]


@pytest.mark.parametrize(("name", "least", "most", "bold", "italic"), DECREE)
def test_a_component_is_set_as_the_decree_says(name, least, most, bold, italic):
    style = sheet().style(name)
    assert (style.least, style.most) == (least, most)
    assert least <= style.size <= most
    assert (style.bold, style.italic) == (bold, italic)
    assert style.source


def test_margins_lie_in_the_decrees_ranges():
    page = sheet().page
    assert (page.width, page.height) == (210, 297)
    assert 20 <= page.top <= 25
    assert 20 <= page.bottom <= 25
    assert 30 <= page.left <= 35
    assert 15 <= page.right <= 20
    assert sheet().font == "Times New Roman"


def test_body_paragraphs_are_indented_and_spaced_as_the_decree_says():
    body = sheet().style("body")
    assert body.indent in (10, 12.7)
    assert body.after >= 6
    assert 1 <= body.line <= 1.5
    assert body.align == "justify"


def test_the_motto_rule_is_as_long_as_its_line_and_the_others_a_third_to_a_half():
    frame = sheet().frame
    # 60.5 mm: the advances of the bold face at 14 points, added up.
    assert rule_length(Rule(frame.motto, "motto", frame.motto_rule_share), 104) == pytest.approx(
        60.5, abs=0.3
    )
    assert 1 / 3 <= frame.organ_rule_share <= 1 / 2
    assert 1 / 3 <= frame.summary_rule_share <= 1 / 2


def test_a_rule_below_many_lines_follows_the_last_and_never_leaves_the_page():
    short = rule_length(Rule("Ngắn", "summary", 0.4), 165)
    assert rule_length(Rule("Một dòng rất dài ở trên\nNgắn", "summary", 0.4), 165) == short
    assert rule_length(Rule("dài " * 90, "summary", 0.4), 165) == pytest.approx(66)


def test_a_long_place_shrinks_only_within_the_decrees_range():
    style = sheet().style("place_date")
    text = "Phường Nguyễn Thị Minh Khai, ngày 25 tháng 12 năm 2023"
    assert fitted_size("Xã Ea, ngày 5", style, 100) == 14
    assert fitted_size(text, style, text_width(text, style, 13) + 0.1) == 13
    assert fitted_size(text, style, 10) == 13


def test_plain_is_nfc_without_what_no_file_can_hold():
    assert plain("Nguye\u0302\u0303n\x00\tA\r\nB\x0b\ud800\ufffe") == "Nguyễn A\nB"
    assert plain("{{7*7}} =1+1 <b>") == "{{7*7}} =1+1 <b>"


def test_ends_of_recipients_and_legal_bases():
    assert recipient_lines(("- Như trên;", "Lưu: VT, VHXH.")) == ("- Như trên;", "- Lưu: VT, VHXH.")
    assert legal_basis_lines(("Căn cứ A.", " ", "Theo đề nghị B;")) == ("Căn cứ A;", "Theo đề nghị B.")


def test_a_row_must_fit_its_columns():
    columns = (Column("STT", 10), Column("Tên", 50))
    Table(columns, (Row(("I. TẬP THỂ",), "group"), Row(("1", "A"))))
    with pytest.raises(ValueError, match="expected 2"):
        Table(columns, (Row(("1",)),))


@given(
    st.lists(st.tuples(st.integers(5, 25), st.booleans()), max_size=6),
    st.floats(1, 100),
    st.sampled_from([165.0, 252.0]),
)
def test_columns_fill_the_text_and_fixed_ones_keep_their_width(columns, weight, room):
    made = (*(Column("x", width, fixed=fixed) for width, fixed in columns), Column("rest", weight))
    widths = Table(made, ()).widths(room)
    assert sum(widths) == pytest.approx(room)
    assert all(width > 0 for width in widths)
    assert [w for w, c in zip(widths, made, strict=True) if c.fixed] == [c.width for c in made if c.fixed]
