"""The numbering tree and the views that lead back to the shown text."""

from __future__ import annotations

from desktop.plans.blocks import Block, build_blocks, make_view, sentences, split_lines


def tree(text: str) -> list[tuple[str, str]]:
    return [(block.path, block.text) for block in build_blocks(text, split_lines(text))]


def blocks(text: str) -> list[Block]:
    return build_blocks(text, split_lines(text))


def test_section_paths() -> None:
    text = "I. MỞ ĐẦU\n\n1. Mục đích\n\na) Một\n\n- gạch\n\n+ cộng\n\nb) Hai"
    text += "\n\n2. Yêu cầu\n\nĐoạn văn.\n\nII. KẾT\n\n1. Chót"
    assert tree(text) == [
        ("I", "MỞ ĐẦU"),
        ("I.1", "Mục đích"),
        ("I.1.a", "Một"),
        ("I.1.a", "gạch"),
        ("I.1.a", "cộng"),
        ("I.1.b", "Hai"),
        ("I.2", "Yêu cầu"),
        ("I.2", "Đoạn văn."),
        ("II", "KẾT"),
        ("II.1", "Chót"),
    ]


def test_articles_and_decimal_numbers() -> None:
    text = "Điều 2. Thời gian\n\n1. Bắt đầu\n\n1.1. Đầu năm\n\n1.2. Cuối năm\n\nĐiều 3. Khác"
    assert [path for path, _ in tree(text)] == ["Điều 2", "Điều 2.1", "Điều 2.1.1", "Điều 2.1.2", "Điều 3"]


def test_asterisks_around_numbers_and_words() -> None:
    text = "**II. THỜI GIAN**\n\n- **Đợt 1, từ đầu năm:** *làm* ng**ay**"
    assert tree(text) == [("II", "THỜI GIAN"), ("II", "Đợt 1, từ đầu năm: làm ngay")]


def test_paragraphs_cut_at_the_page_end_are_one() -> None:
    text = "1. Tổ chức sơ kết vào dịp tổng\n\n2\n\nkết phong trào và khen\n\nthưởng."
    assert [words for _, words in tree(text)] == [
        "Tổ chức sơ kết vào dịp tổng kết phong trào và khen thưởng."
    ]


def test_a_number_that_ends_a_wrapped_line_is_no_numbering() -> None:
    text = "1. Các đơn vị gửi báo cáo trước ngày 15 tháng\n12. Sau ngày đó không nhận.\n2. Việc khác"
    assert [path for path, _ in tree(text)] == ["1", "2"]


def test_years_and_shares_are_no_numbering() -> None:
    assert [path for path, _ in tree("I. A\n\n7,5% tăng trưởng.\n\n2025. Năm bản lề.")] == ["I", "I", "I"]


def test_table_rows_stay_rows() -> None:
    found = blocks("I. TIẾN ĐỘ\n| 1 | Đăng ký | 15/8 |\n| 2 | Báo cáo | 15/9 |")
    assert [(block.kind, block.path) for block in found] == [("item", "I"), ("row", "I"), ("row", "I")]


def test_footnotes_cut_no_list() -> None:
    found = blocks("V. A\n\n1. B\n\n- một;\n\n¹ Xét giai đoạn 2013 - 2023.\n\n- hai.")
    assert [(block.kind, block.path) for block in found][2:] == [
        ("item", "V.1"),
        ("footnote", "V.1"),
        ("item", "V.1"),
    ]


def test_offsets_of_a_view_lead_back_to_the_text() -> None:
    text = "đầu  **ngày   15** tháng\n8 –  cuối"
    view = make_view(text, [(0, len(text))])
    assert view.text == "đầu ngày 15 tháng 8 - cuối"
    place = view.text.index("ngày 15 tháng 8")
    start, end = view.span(place, place + len("ngày 15 tháng 8"))
    assert text[start:end] == "ngày   15** tháng\n8"
    for index, letter in enumerate(view.text):
        if letter.isalnum():
            assert text[view.offsets[index]] == letter


def test_sentences_and_clauses() -> None:
    (block,) = blocks('1. Gửi TP. Đà Lạt, Th.S Ba; nộp "a; b" (c; d) xong. Sau đó họp! Nghỉ.')
    assert [s.text for s in sentences(block)] == [
        "Gửi TP. Đà Lạt, Th.S Ba;",
        'nộp "a; b" (c; d) xong.',
        "Sau đó họp!",
        "Nghỉ.",
    ]
    assert len(list(sentences(block, clauses=False))) == 3
