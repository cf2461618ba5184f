"""Who signs a paper of the office: the first of its signers, or the one chosen (NĐ 30/2020/NĐ-CP, Điều 13)."""

from __future__ import annotations

from dataclasses import replace

from db import organizations
from db.errors import BadInput
from db.sqlite import Connection
from desktop.documents import records
from desktop.documents.paper import Paper
from desktop.documents.paper_kinds import SIGNED_BY_OFFICE


def signed_by(con: Connection, key: str, signer_id: int | None, paper: Paper) -> Paper:
    """``paper`` with the signature of one of the office's signers; as it is where none is chosen or none fits.

    Raises:
        BadInput: the signer was taken off the list meanwhile.
    """
    if signer_id is None or key not in SIGNED_BY_OFFICE or len(paper.signatures) != 1:
        return paper
    (stood,) = paper.signatures
    if stood.lines[0].startswith("TM. HỘI ĐỒNG"):
        return paper
    office = records.own_office(con)
    chosen = next((one for one in organizations.signers(con, office.id) if one.id == signer_id), None)
    if chosen is None:
        raise BadInput("Người ký này không còn trong Danh mục; hãy chọn người ký khác.")
    facts = records.signature_of(office, chosen, committee=True)
    made = replace(stood, lines=facts.lines, name=facts.name)
    annexes = tuple(
        replace(
            one, signatures=tuple(made if signature == stood else signature for signature in one.signatures)
        )
        for one in paper.annexes
    )
    return replace(paper, signatures=(made,), annexes=annexes)
