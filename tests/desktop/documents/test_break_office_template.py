"""A Word template made to work for ever, to fill the memory or to reach what is not its own."""

from __future__ import annotations

import re
import zipfile

import docx
import pytest

from db.errors import BadInput
from desktop.documents.decision import decision
from desktop.documents.office_fields import check_template
from desktop.documents.office_template import fill

_ENGLISH = re.compile(r"\b(the|for|not|type|operand|object|loader|end of|maximum)\b")


@pytest.fixture
def template(tmp_path):
    """A Word template of these lines."""

    def make(*lines):
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(str(tmp_path / "mau.docx"))
        return tmp_path / "mau.docx"

    return make


@pytest.fixture
def repacked(template, tmp_path):
    """A good template with one part of the package changed."""

    def make(part, change):
        target = tmp_path / "la.docx"
        with zipfile.ZipFile(template("{{ so }}")) as good, zipfile.ZipFile(target, "w", 8) as bad:
            for name in good.namelist():
                bad.writestr(name, change(good.read(name)) if name == part else good.read(name))
        return target

    return make


def refusal(w, made):
    """What filling says, which the check says too."""
    with pytest.raises(BadInput) as refused:
        fill(decision(w.DECISION), made)
    told = str(refused.value)
    assert check_template("decision", made) == (told,)
    assert not _ENGLISH.search(re.sub("“[^”]*”", "", told)), told
    assert "hãy" in told or "chỉ dùng" in told
    return told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}", "quá nhiều lượt"),
        ("{{ '%999999999d'|format(1) }}", "“format”"),
        ("{{ 'a'|center(999999999) }}", "“center”"),
        ("{{ 'a'.ljust(999999999) }}", "“ljust”"),
        ("{{ [1]|batch(999999999, 'x')|list }}", "“batch”"),
        ("{{ 1.5|round(99999999, 'ceil') }}", "“round”"),
        ("{{ ['a']|map('center', 999999999)|join }}", "“map”"),
        ("{% set a = so ~ so %}" + "{% set a = a ~ a %}" * 40, "quá dài"),
        ("{% set a = so + so %}" + "{% set a = a + a %}" * 40, "quá dài"),
        ("{% set a = can_cu + can_cu %}" + "{% set a = a + a %}" * 40, "quá dài"),
        ("{% set a = so + so %}" + "{% set a = [a, a]|join %}" * 40, "quá dài"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "“macro”"),
        ("{% include '/etc/passwd' %}", "“include”"),
        ("{% import 'os' as os %}", "“import”"),
        ("{% from 'os' import path %}", "“fromimport”"),
        ("{% extends 'x' %}", "“extends”"),
        ("{% autoescape false %}{{ so }}{% endautoescape %}", "không được phép"),
        ("{{ so|safe }}", "“safe”"),
        ("{{ 3|first }}", "phép tính hoặc bộ lọc"),
        ("{{ 1 / 0 }}", "chia cho 0"),
        ("{{ " + "(" * 500 + "1" + ")" * 500 + " }}", "lồng nhau"),
        ("{% if %}", "thiếu chữ"),
    ],
)
def test_a_trap_is_one_sentence(w, template, line, said):
    assert said in refusal(w, template(line))


def test_the_words_an_office_needs_stay(w, template):
    made = template(
        "{{ co_quan|upper }} {{ so|default('') }} {{ can_cu|length }} {{ co_quan.title() }} {{ so ~ '.' }}",
        "{% for c in can_cu %}{{ loop.index }}/{{ loop.length }} {{ c|trim }}{% if not loop.last %};{% endif %}"
        "{% endfor %}",
        "{% for i in range(3) %}{{ i + 1 }}{% endfor %} {{ can_cu|join('; ')|replace(';', ',') }}",
    )
    assert check_template("decision", made) == ()
    assert fill(decision(w.DECISION), made).startswith(b"PK")


def test_a_package_that_unpacks_to_gigabytes_is_not_unpacked(w, repacked):
    made = repacked("docProps/core.xml", lambda _: b" " * 120_000_000)
    with pytest.raises(BadInput, match="quá lớn"):
        fill(decision(w.DECISION), made)
    with pytest.raises(BadInput, match="quá lớn"):
        check_template("decision", made)


def test_a_document_without_a_body_is_no_word_file(w, repacked):
    empty = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
    made = repacked("word/document.xml", lambda _: empty)
    with pytest.raises(BadInput, match="không phải tệp Word"):
        fill(decision(w.DECISION), made)
    with pytest.raises(BadInput, match="không phải tệp Word"):
        check_template("decision", made)
