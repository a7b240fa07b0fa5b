"""How is a remittance kept? As received, once; the same identity with other content is for a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.coverage.models import Payer
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.roles import Role
from cleanclaim.app.people.rows import columns_from
from cleanclaim.app.remittances.findings import document
from cleanclaim.app.remittances.models import ClaimPayment, LinePayment, Remittance
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.facts import remittances
from cleanclaim.core.remittances.identity import content_digest, identity

CONFLICT = Finding(
    "remittance.same-identity-other-content",
    Severity.ERROR,
    "A remittance with this payer, trace number, payee and date is here already and says something else.",
)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a remittance that arrived."""

    key: UUID
    state: str  # received, held, posted
    again: bool  # it was here before


@action("remittances.keep", Role.POSTER, Role.MANAGER, Role.SYSTEM)
def keep_remittance(
    by: Actor, *, file: UUID, position: int, fact: remittances.Remittance, broken: Sequence[Finding] = ()
) -> Received:
    """Keep a remittance as it came. broken: why nobody can say that it came whole.

    What came broken is held, and the whole is taken when it comes. The same identity with other content is
    held for a person.
    """
    content, business = content_digest(fact), identity(fact).key_in(by.practice_id)
    Practice.objects.select_for_update(no_key=True).get(pk=by.practice_id)
    known = list(Remittance.objects.filter(business_identity=business))
    whole = {one.content_sha256: one for one in known if one.complete}
    cut = {one.content_sha256: one for one in known if not one.complete}
    again = whole.get(content) or (cut.get(content) if broken else None)
    if again is not None:
        record(by, "remittances.again", subject_kind="remittance", subject=again.pk, state=again.state)
        return Received(again.pk, again.state, again=True)
    # The first whole one bears the key that its entries name; what was cut must not stand in its way.
    findings = (*broken, *((CONFLICT,) if whole and not broken else ()))
    key = Remittance.key(business, content, bool(broken)) if findings else business
    row = _keep(by, fact, file, position, key, findings, complete=not broken)
    record(
        by,
        "remittances.keep",
        subject_kind="remittance",
        subject=row.pk,
        claims=len(fact.claims),
        state=row.state,
        why=[one.code for one in findings],
    )
    return Received(row.pk, row.state, again=False)


def _keep(
    by: Actor,
    fact: remittances.Remittance,
    file: UUID,
    position: int,
    key: UUID,
    findings: Sequence[Finding],
    *,
    complete: bool,
) -> Remittance:
    given = columns_from(fact)
    del given["claims"]
    row = Remittance.objects.create(
        id=key,
        practice_id=by.practice_id,
        file_id=file,
        position=position,
        payer_known=payer_of(by.practice_id, fact),
        business_identity=identity(fact).key_in(by.practice_id),
        content_sha256=content_digest(fact),
        complete=complete,
        state=Remittance.State.HELD if findings else Remittance.State.RECEIVED,
        held_because=[document(one) for one in findings],
        received_at=by.now(),
        **given,
    )
    payments = list(_payments(by.practice_id, row, fact))
    ClaimPayment.objects.bulk_create(payments, batch_size=500)
    LinePayment.objects.bulk_create(_lines(by.practice_id, payments, fact), batch_size=500)
    return row


def payer_of(practice: UUID, fact: remittances.Remittance) -> Payer | None:
    """The payer that sent a remittance, where exactly one of ours pays under that number."""
    company = Practice.objects.values_list("company", flat=True).get(pk=practice)
    found = list(Payer.objects.filter(company=company, remittance_id=fact.originator_id)[:2])
    return found[0] if len(found) == 1 else None


def _payments(practice: UUID, row: Remittance, fact: remittances.Remittance) -> Iterator[ClaimPayment]:
    for position, one in enumerate(fact.claims, 1):
        given = columns_from(one)
        del given["lines"]
        yield ClaimPayment(
            id=ClaimPayment.key(row.pk, position),
            practice_id=practice,
            remittance=row,
            position=position,
            **given,
        )


def _lines(
    practice: UUID, payments: Sequence[ClaimPayment], fact: remittances.Remittance
) -> Iterator[LinePayment]:
    for payment, one in zip(payments, fact.claims, strict=True):
        for position, line in enumerate(one.lines, 1):
            yield LinePayment(
                id=LinePayment.key(payment.pk, position),
                practice_id=practice,
                claim_payment=payment,
                position=position,
                **columns_from(line),
            )
