"""What happens between a practice and its patients? Money taken, statements sent, an excess given back.

take_copay      at the visit: it waits until the charge is the patient's
take_payment    on a statement: what is owed longest is paid first, the rest waits
allocate        what waits, to what is owed
run_statements  one for each guarantor who owes something and was not written to in this cycle
request_refund, decide_refund    by two people
"""

from collections.abc import Sequence
from uuid import UUID

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.coding.library import editions_on
from cleanclaim.app.encounters.models import Encounter, Guarantor, PatientAccess
from cleanclaim.app.ledger import books
from cleanclaim.app.people.keeping import locked, one
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.models import Sequence as Numbers
from cleanclaim.app.people.roles import Role
from cleanclaim.app.people.rows import columns_from
from cleanclaim.app.posting.occasions import occasion_of
from cleanclaim.app.statements.accounts import charges_of, open_charges, waiting
from cleanclaim.app.statements.models import PatientPayment, RefundRequest, Statement
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate, Unknown
from cleanclaim.core.facts import money
from cleanclaim.core.ledger.entries import entry_key
from cleanclaim.core.posting import patients
from cleanclaim.core.statements.bills import BilledCharge, statement

_TAKES = (Role.BILLER, Role.POSTER, Role.MANAGER, Role.CLINICIAN, Role.INTEGRATION, Role.SYSTEM)
_BILLS = (Role.BILLER, Role.POSTER, Role.MANAGER, Role.SYSTEM)
METHODS = ("card", "check", "cash", "ach")


@action("statements.take_copay", *_TAKES)
def take_copay(by: Actor, encounter: UUID, *, cents: int, method: str, reference: str = "") -> PatientPayment:
    """Take a copay at the visit. It goes to what the patient owes of this visit, and else waits."""
    row = one(Encounter, encounter, "encounter")
    owed = open_charges(charges_of(row.guarantor_id, encounter=row.pk))
    return _take(by, row.guarantor, row, owed, cents, "copay", method, reference, None)


@action("statements.take_payment", *_TAKES, Role.PATIENT)
def take_payment(
    by: Actor, guarantor: UUID, *, cents: int, method: str, reference: str = "", statement: UUID | None = None
) -> PatientPayment:
    """Take a payment on what a guarantor owes; statement: the one that it answers.

    Unknown to a patient where the guarantor is not theirs.
    """
    if not by.may(*_TAKES) and not _may_see(by, guarantor):
        raise Unknown("unknown", "There is no such guarantor here.")
    row = locked(Guarantor, guarantor, "guarantor")
    answers = one(Statement, statement, "statement") if statement else None
    if answers is not None and answers.guarantor_id != row.pk:
        raise Unknown("unknown", "There is no such statement of this guarantor here.")
    owed = open_charges(charges_of(row.pk))
    return _take(by, row, None, owed, cents, "payment", method, reference, answers)


@action("statements.allocate", *_BILLS)
def allocate(by: Actor, guarantor: UUID) -> int:
    """Put a guarantor's waiting money to what they owe; how many cents found a place."""
    row = locked(Guarantor, guarantor, "guarantor")
    cents = _allocate(by, row)
    record(by, "statements.allocate", subject_kind="guarantor", subject=row.pk, cents=cents)
    return cents


@action("statements.run", *_BILLS)
def run_statements(by: Actor) -> list[Statement]:
    """Write to every guarantor who owes something, at most once in the practice's statement cycle."""
    practice = Practice.objects.get(pk=by.practice_id)
    owing = (
        Guarantor.objects.filter(
            pk__in=Charge.objects.filter(legs__account="patient_receivable").values("encounter__guarantor")
        )
        .order_by("number")
        .distinct()
    )
    sent = [made for row in owing if (made := _write_to(by, practice, row)) is not None]
    record(by, "statements.run", statements=len(sent), cents=sum(one.owed - one.unapplied for one in sent))
    return sent


@action("statements.request_refund", Role.BILLER, Role.POSTER, Role.MANAGER)
def request_refund(by: Actor, guarantor: UUID, *, note: str = "") -> RefundRequest:
    """Ask to give a guarantor's excess back: all that waits, once nothing is owed.

    NotClean where nothing waits or something is owed, TooLate where a request is open.
    """
    row = locked(Guarantor, guarantor, "guarantor")
    cents = sum(waiting(row.pk).values())
    if not cents or open_charges(charges_of(row.pk)):
        raise NotClean("refund.nothing", "Nothing waits beyond what this guarantor owes.")
    if RefundRequest.objects.filter(guarantor=row, approved__isnull=True).exists():
        raise TooLate("refund.open", "A refund for this guarantor waits for approval already.")
    number = f"RF{Numbers.next(by.practice_id, 'refund'):06d}"
    made = RefundRequest.objects.create(
        id=RefundRequest.key(by.practice_id, number),
        practice_id=by.practice_id,
        guarantor=row,
        patient_id=_patient_of(row),
        number=number,
        amount=cents,
        note=note,
        requested_by_id=_person(by),
        requested_at=by.now(),
    )
    record(by, "statements.request_refund", subject_kind="refund", subject=made.pk, cents=cents)
    return made


@action("statements.decide_refund", Role.REFUND_APPROVER)
def decide_refund(by: Actor, request: UUID, *, approve: bool, method: str = "check") -> RefundRequest:
    """Approve or decline a refund that somebody else asked for; approved, it is paid and posted.

    NotYours for one's own request, TooLate where it is decided or the money no longer waits.
    """
    row = locked(RefundRequest, request, "refund")
    if row.approved is not None:
        raise TooLate("refund.decided", "This refund is decided already.")
    if row.requested_by_id == _person(by):
        raise NotYours("refund.own", "Somebody else approves a refund than asked for it.")
    if approve:
        row.payment = _refund(by, row, method)
    row.approved, row.decided_by_id, row.decided_at = approve, by.user_id, by.now()
    row.save()
    record(
        by,
        "statements.decide_refund",
        patient=row.patient_id,
        subject_kind="refund",
        subject=row.pk,
        approved=approve,
        cents=row.amount,
    )
    return row


def _take(
    by: Actor,
    guarantor: Guarantor,
    encounter: Encounter | None,
    owed: Sequence[patients.OpenCharge],
    cents: int,
    kind: str,
    method: str,
    reference: str,
    answers: Statement | None,
) -> PatientPayment:
    if cents <= 0:
        raise NotClean("payment.nothing", "A payment is more than nothing.")
    if method not in METHODS:
        raise NotClean("payment.method", f"A payment is made by one of {', '.join(METHODS)}.")
    number = f"R{Numbers.next(by.practice_id, 'payment'):06d}"
    patient = encounter.patient_id if encounter else _patient_of(guarantor)
    shares = patients.plan_allocation(cents, owed)
    entry = patients.patient_payment(
        cents, shares, patient=patient, number=number, reason=kind, occasion=occasion_of(by)
    )
    books.write([entry])
    made = _keep(by, guarantor, encounter, number, kind, method, reference, cents, entry, answers)
    record(
        by,
        f"statements.take_{kind}",
        patient=patient,
        encounter=encounter.pk if encounter else None,
        subject_kind="patient_payment",
        subject=made.pk,
        cents=cents,
        waits=cents - sum(share.cents for share in shares),
    )
    return made


def _keep(
    by: Actor,
    guarantor: Guarantor,
    encounter: Encounter | None,
    number: str,
    kind: str,
    method: str,
    reference: str,
    cents: int,
    entry: money.Entry,
    answers: Statement | None = None,
) -> PatientPayment:
    return PatientPayment.objects.create(
        id=PatientPayment.key(by.practice_id, number),
        practice_id=by.practice_id,
        guarantor=guarantor,
        encounter=encounter,
        statement=answers,
        number=number,
        kind=kind,
        method=method,
        reference=reference,
        amount=cents,
        received_on=by.today(),
        entry_id=entry_key(entry),
    )


def _allocate(by: Actor, guarantor: Guarantor) -> int:
    """Put what waits of each payment to what is owed longest, payment by payment."""
    placed = 0
    for payment, cents in waiting(guarantor.pk).items():
        shares = patients.plan_allocation(cents, open_charges(charges_of(guarantor.pk)))
        if not shares:
            break
        number = f"A{Numbers.next(by.practice_id, 'allocation'):06d}"
        books.write([patients.allocate(shares, payment=payment, number=number, occasion=occasion_of(by))])
        placed += sum(share.cents for share in shares)
    return placed


def _write_to(by: Actor, practice: Practice, guarantor: Guarantor) -> Statement | None:
    """Write one guarantor's statement, where something is owed and the last one is a cycle ago."""
    _allocate(by, guarantor)
    last = Statement.objects.filter(guarantor=guarantor).order_by("-issued_on").first()
    if last is not None and (by.today() - last.issued_on).days < practice.statement_cycle_days:
        return None
    rows = charges_of(guarantor.pk)
    fact = statement(
        [BilledCharge(row.pk, row.date_of_service, _described(row)) for row in rows],
        books.legs(charge__in=[row.pk for row in rows]),
        practice=by.practice_id,
        guarantor=guarantor.pk,
        number=f"S{guarantor.number}-{by.today():%Y%m%d}",
        issued_on=by.today(),
        days_to_pay=practice.statement_cycle_days,
        unapplied=sum(waiting(guarantor.pk).values()),
    )
    if fact is None:
        return None
    made = Statement.objects.create(
        id=Statement.key(by.practice_id, fact.number), issued_at=by.now(), **columns_from(fact)
    )
    encounters = {row.encounter_id: row for row in rows if row.pk in {line.charge for line in fact.lines}}
    for encounter, row in encounters.items():
        record(
            by,
            "statements.issue",
            encounter=encounter,
            patient=row.patient_id,
            subject_kind="statement",
            subject=made.pk,
            cents=fact.owed,
        )
    return made


def _described(row: Charge) -> str:
    """A charge in words that a patient knows, as far as the code library has them."""
    known = editions_on(row.date_of_service).procedure(row.procedure)
    return known.label if known is not None else f"Service {row.procedure}"


def _refund(by: Actor, row: RefundRequest, method: str) -> PatientPayment:
    left = waiting(row.guarantor_id)
    if sum(left.values()) != row.amount:
        raise TooLate("refund.moved", "What waited for this refund has changed since: ask again.")
    due = patients.refund_due(left, (), patient=row.patient_id, number=row.number, occasion=occasion_of(by))
    paid = patients.pay_refund(
        row.amount, patient=row.patient_id, number=row.number, occasion=occasion_of(by)
    )
    books.write([due, paid])
    return _keep(by, row.guarantor, None, row.number, "refund", method, "", -row.amount, paid)


def _patient_of(guarantor: Guarantor) -> UUID:
    """The patient in whose name a guarantor's money is kept: themselves, else whom they answer for."""
    if guarantor.patient_id is not None:
        return guarantor.patient_id
    row = Encounter.objects.filter(guarantor=guarantor).order_by("date_of_service", "number").first()
    if row is None:
        raise NotClean("guarantor.nobody", "This guarantor answers for no visit here.")
    return row.patient_id


def _may_see(by: Actor, guarantor: UUID) -> bool:
    """True where a patient may see this guarantor's bills."""
    return PatientAccess.objects.filter(user=by.user_id, guarantor=guarantor).exists()


def _person(by: Actor) -> UUID:
    if by.user_id is None:
        raise NotYours("person", "A person asks for this and another one approves it.")
    return by.user_id
