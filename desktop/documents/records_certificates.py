"""Certificates out of the register: whose, what they say, and which templates they may be printed by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from db import attachments, authorities, awards, catalogues, certificate_templates
from db.awards import Award
from db.decisions import Decision
from db.errors import BadInput, NotFound
from db.organizations import Organization
from db.rules.authority import LEVEL_WORDS
from db.sqlite import Connection
from desktop.documents.certificate import CertificateFacts
from desktop.documents.preflight import PreflightRow
from desktop.documents.records import decision_signer, issuing_office, own_office, standing_awards
from desktop.documents.template import Template, load_template, read_template, template_names


@dataclass(frozen=True, slots=True)
class Offer:
    """A template beside a decision; :func:`find_template` gives it by ``name``.

    ``own``: the office's own. ``overprint_only``: for pre-printed sheets alone. ``why`` is the sentence why it may
    not be used; empty where it may.
    """

    name: str
    title: str
    own: bool
    overprint_only: bool
    why: str = ""


def certificate_awards(
    con: Connection, decision: Decision, *, draft: bool = False, award_ids: Collection[int] | None = None
) -> list[Award]:
    """The awards of a decision that get a certificate, in its order.

    Left out are revoked ones and forms that are money without a certificate (catalogue ``award_form``).

    Args:
        con: the register.
        decision: one of our own.
        draft: also while it has no number and day yet, for a look at the sheets.
        award_ids: only these of them.

    Raises:
        BadInput: the decision is not issued, is another organ's, or nobody on it gets a certificate.
    """
    issuing_office(con, decision)
    if decision.day is None and not draft:
        raise BadInput(
            "Quyết định chưa ban hành nên chưa in được Giấy khen; hãy ghi số và ngày của quyết định trước."
        )
    listed = standing_awards(con, decision)
    if not listed:
        raise BadInput(f"Quyết định {decision.shown} không còn ai được khen; hãy chọn quyết định khác.")
    day = _day(decision)
    paper = {
        form: catalogues.has_certificate(con, form, day) for form in {award.form_code for award in listed}
    }
    with_paper = [award for award in listed if paper[award.form_code]]
    if not with_paper:
        names = ", ".join(dict.fromkeys(award.form_name for award in listed))
        raise BadInput(
            f"{names} chỉ có tiền thưởng, không có giấy để in; hãy lập danh sách ký nhận tiền thưởng."
        )
    return [award for award in with_paper if award_ids is None or award.id in award_ids]


def certificate_facts(
    con: Connection, decision: Decision, *, draft: bool = False, award_ids: Collection[int] | None = None
) -> list[CertificateFacts]:
    """One certificate an award, in the order of the decision (see :func:`certificate_awards`)."""
    listed = certificate_awards(con, decision, draft=draft, award_ids=award_ids)
    office = own_office(con)
    return [_facts(award, decision, office) for award in listed]


def _facts(award: Award, decision: Decision, office: Organization) -> CertificateFacts:
    signer = decision_signer(decision, office)
    return CertificateFacts(
        awarding_title=office.chairman_title,
        recipient=award.recipient,
        citation=award.citation,
        decision_number=decision.number or "",
        decision_date=decision.day,
        place=office.place,
        sign_date=decision.day,
        signature_form=signer.lines,
        signer_name=signer.name,
        honorific=award.honorific,
        position_unit=tuple(line for line in award.position_unit.splitlines() if line.strip()),
        register_number=award.register_number or "",
        # "Bằng khen của bộ, ban, ngành, tỉnh" says whose it is; the sheet says so in its own line.
        form_title=award.form_name.split(" của ")[0].upper(),
    )


def preflight_rows(
    con: Connection, decision: Decision, *, draft: bool = False, award_ids: Collection[int] | None = None
) -> list[PreflightRow]:
    """What :func:`desktop.documents.preflight.preflight` looks through, in the order of the decision."""
    listed = certificate_awards(con, decision, draft=draft, award_ids=award_ids)
    doubts: dict[int, list[str]] = {}
    for award, sentence in awards.doubts(con, decision.id):
        if award.citation:  # a missing citation is told as a missing field
            doubts.setdefault(award.id, []).append(sentence)
    office = own_office(con)
    return [
        PreflightRow(
            _facts(award, decision, office), award.object_kind, tuple(doubts.get(award.id, ())), award.id
        )
        for award in listed
    ]


def find_template(con: Connection, name: str) -> Template:
    """A template by name: the office's own first, then those that come with the program.

    Raises:
        NotFound: there is none; the sentence lists those there are.
        BadInput: the office's own is not sound.
    """
    own = certificate_templates.find_own(con, name)
    if own is not None:
        return read_template(own.body)
    if name in template_names():
        return load_template(name)
    known = ", ".join((*(one.name for one in certificate_templates.list_own(con)), *template_names()))
    raise NotFound(f"Không có mẫu giấy khen “{name}”; hãy chọn một trong các mẫu: {known}.")


def pictures(con: Connection, template: Template) -> dict[str, bytes]:
    """The bytes of the template's images and of the scan of its phôi, by their SHA-256; lost ones are left out."""
    named = [image.file for image in template.images] + ([template.phoi.scan] if template.phoi else [])
    found: dict[str, bytes] = {}
    for digest in filter(None, named):
        try:
            found[digest] = attachments.by_sha256(con, digest)
        except NotFound:
            continue  # lay_out refuses by the image's name; a scan is only looked at
    return found


def offered(con: Connection, decision: Decision) -> tuple[Offer, ...]:
    """The templates our organ may use for the certificates of a decision, the proposed one first.

    Raises:
        BadInput: another organ decided, or nobody on it gets a certificate.
    """
    return tuple(offer for offer in considered(con, decision) if not offer.why)


def considered(con: Connection, decision: Decision) -> tuple[Offer, ...]:
    """Every template with the sentence why it may not be used: our own, those for phôi, then whole designs.

    Raises:
        BadInput: another organ decided, or nobody on it gets a certificate.
    """
    office, day = issuing_office(con, decision), _day(decision)
    listed = certificate_awards(con, decision, draft=True)
    forms = {award.form_code: award.form_name for award in listed}
    refused = next(filter(None, (_not_ours(con, form, office, day) for form in forms)), "")
    shown: list[tuple[tuple[bool, bool, float, str], Offer]] = []
    for name, own in _names(con):
        try:
            template = find_template(con, name)
        except BadInput as unsound:
            shown.append(((not own, True, 0.0, name), Offer(name, name, own, False, str(unsound))))
            continue
        why = refused or _unfit(con, template, forms, office)
        place = (not own, not template.overprint_only, template.width, name)
        shown.append((place, Offer(name, template.title, own, template.overprint_only, why)))
    return tuple(offer for _, offer in sorted(shown, key=lambda one: one[0]))


def _names(con: Connection) -> list[tuple[str, bool]]:
    """Names of all templates, each once, and whether it is the office's own."""
    own = [one.name for one in certificate_templates.list_own(con)]
    return [(name, True) for name in own] + [(name, False) for name in template_names() if name not in own]


def _not_ours(con: Connection, form: str, office: Organization, day: dt.date) -> str:
    if authorities.may_decide(con, form, office.tier, day):
        return ""
    finding = authorities.finding(con, form, office.tier, day)
    return f"{catalogues.form_name(con, form)}: {finding.sentence}"


def _unfit(con: Connection, template: Template, forms: dict[str, str], office: Organization) -> str:
    strange = [name for code, name in forms.items() if template.forms and code not in template.forms]
    if strange:
        served = ", ".join(catalogues.form_name(con, code) for code in template.forms)
        return f"Mẫu “{template.title}” dùng cho {served}, không dùng cho {', '.join(strange)}."
    if template.levels and office.tier not in template.levels:
        served = ", ".join(LEVEL_WORDS[level] for level in template.levels)
        return f"Mẫu “{template.title}” dùng cho cơ quan {served}."
    return ""


def _day(decision: Decision) -> dt.date:
    return decision.day or dt.date.today()  # noqa: DTZ011 - a draft rests on the law of today
