"""What does a guarantor owe, and what money of theirs waits? Read from the legs, nothing stored."""

from collections.abc import Iterable
from uuid import UUID

from cleanclaim.app.charges.models import Charge
from cleanclaim.app.ledger import books
from cleanclaim.app.posting.charges import charges_on_file
from cleanclaim.app.statements.models import PatientPayment
from cleanclaim.core.ledger.accounts import PATIENT_RECEIVABLE, UNAPPLIED_PATIENT_CASH
from cleanclaim.core.ledger.balances import fold
from cleanclaim.core.posting.patients import OpenCharge


def charges_of(guarantor: UUID, *, encounter: UUID | None = None) -> list[Charge]:
    """The charges that a guarantor answers for, of all their patients' encounters or of one."""
    rows = Charge.objects.filter(encounter__guarantor=guarantor).exclude(state="draft")
    if encounter is not None:
        rows = rows.filter(encounter=encounter)
    return list(rows.select_related("encounter").order_by("date_of_service", "number"))


def open_charges(rows: Iterable[Charge]) -> list[OpenCharge]:
    """What the patient owes of these charges, with the day since when."""
    on_file = charges_on_file(rows)
    legs = books.legs(charge__in=list(on_file), account=PATIENT_RECEIVABLE)
    owed = fold(legs, lambda leg: leg.charge)
    since: dict[UUID, object] = {}
    for leg in legs:
        if leg.amount > 0 and leg.responsibility_date and leg.charge not in since:
            since[leg.charge] = leg.responsibility_date  # type: ignore[index]
    return [
        OpenCharge(on_file[key], cents, since.get(key) or on_file[key].date_of_service)  # type: ignore[arg-type]
        for key, cents in owed.items()
        if cents > 0
    ]


def waiting(guarantor: UUID) -> dict[str, int]:
    """The guarantor's money that no charge has taken: cents by the number of the payment."""
    numbers = list(PatientPayment.objects.filter(guarantor=guarantor).values_list("number", flat=True))
    legs = books.legs(account=UNAPPLIED_PATIENT_CASH, reference__in=numbers) if numbers else []
    left = fold(legs, lambda leg: leg.reference)
    return {number: -left[number] for number in sorted(left) if left[number] < 0}
