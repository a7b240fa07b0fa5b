"""How does a remittance's arithmetic read? From each claim's lines to the deposit, and what is held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from cleanclaim.app.ledger.models import Deposit
from cleanclaim.app.posting.models import PostedClaimPayment
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.app.work.arithmetic import Sum, SumLine, proved
from cleanclaim.app.work.links import link
from cleanclaim.app.work.pages import Button, counted
from cleanclaim.core.codesets.editions import Editions
from cleanclaim.core.facts import remittances
from cleanclaim.core.posting.outcomes import Outcome
from cleanclaim.core.remittances.balance import Balance, ClaimBalance, RemittanceBalance

_PLB = {
    "L6": "Interest",
    "WO": "Overpayment recovery",
    "FB": "Forward balance",
    "72": "Refund acknowledged",
    "IR": "Tax withheld",
    "LE": "Levy",
    "E3": "Withhold",
    "50": "Late filing",
    "AH": "Fee",
    "J1": "Program adjustment",
    "CT": "Capitation",
}
_HELD_WORDS = {
    Outcome.HELD.value: "This claim's money stands in suspense until a person decides.",
    Outcome.UNIDENTIFIED.value: "No claim of ours has this number: its money stands as unidentified.",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A part that waits for a person, with its arithmetic where there is one."""

    words: str
    cents: int
    sum: Sum | None = None
    actions: Sequence[Button] = ()
    is_wrong: bool = True


@dataclass(frozen=True, slots=True)
class ShownPayment:
    """One claim payment of the page."""

    url: str
    number: str
    payer_number: str
    patient: str
    status: str
    billed_cents: int
    adjusted_cents: int
    paid_cents: int
    patient_responsibility_cents: int
    sum: Sum | None


@dataclass(slots=True)
class Totals:
    """What the claims come to together."""

    billed_cents: int = 0
    adjusted_cents: int = 0
    paid_cents: int = 0
    patient_responsibility_cents: int = 0
    claims: list[ShownPayment] = field(default_factory=list)

    def add(self, one: ShownPayment) -> None:
        """Count one claim."""
        self.claims.append(one)
        self.billed_cents += one.billed_cents
        self.adjusted_cents += one.adjusted_cents
        self.paid_cents += one.paid_cents
        self.patient_responsibility_cents += one.patient_responsibility_cents


def totals(row: Remittance, fact: remittances.Remittance, sums: RemittanceBalance, codes: Editions) -> Totals:
    """Every claim payment with its sum, and what they come to."""
    posted = {
        one.claim_payment.position: one
        for one in PostedClaimPayment.objects.filter(claim_payment__remittance=row).select_related(
            "claim_payment", "claim__patient"
        )
    }
    found = Totals()
    for position, (payment, balances) in enumerate(zip(fact.claims, sums.claims, strict=True), 1):
        found.add(_payment(payment, balances, posted.get(position), codes))
    return found


def _payment(
    payment: remittances.ClaimPayment,
    sums: ClaimBalance,
    posted: PostedClaimPayment | None,
    codes: Editions,
) -> ShownPayment:
    adjusted = sum(one.amount for one in _adjustments(payment))
    responsibility = sum(one.amount for one in _adjustments(payment) if one.group == "PR")
    claim = posted.claim if posted else None
    return ShownPayment(
        url=link("claim", claim.pk) if claim else "",
        number=payment.patient_control_number,
        payer_number=payment.payer_claim_control_number,
        patient=str(claim.patient) if claim else "not found",
        status=posted.outcome if posted else "held",
        billed_cents=payment.billed,
        adjusted_cents=adjusted,
        paid_cents=payment.paid,
        patient_responsibility_cents=responsibility,
        sum=claim_sum(payment, sums.claim, codes),
    )


def _adjustments(payment: remittances.ClaimPayment) -> Iterator[remittances.Adjustment]:
    yield from payment.adjustments
    for line in payment.lines:
        yield from line.adjustments


def claim_sum(payment: remittances.ClaimPayment, balance: Balance, codes: Editions) -> Sum:
    """A claim's sum: billed, each adjustment in its code and our words, what was paid."""
    services = {place: line.procedure for place, line in enumerate(payment.lines, 1)}
    terms = []
    for term in balance.terms:
        label = codes.carc(term.code.partition("-")[2]) if term.code else None
        words = label.label if label else term.says.capitalize()
        note = services.get(term.ordinal or 0, "") if term.code else ""
        terms.append(SumLine(words, term.cents, code=term.code, note=note))
    number = payment.patient_control_number
    return proved(f"The sum of claim {number}", terms, balance, "Makes", "Paid")


def deposit_sum(fact: remittances.Remittance, balance: Balance, banked: Sequence[Deposit]) -> Sum:
    """From the claims to the deposit: Σ claims − provider adjustments = the payment."""
    paid = sum(one.paid for one in fact.claims)
    terms = [SumLine(f"{counted(len(fact.claims), 'claim', 'claims')} paid", paid)]
    terms += [
        SumLine(_PLB.get(one.reason, "Provider adjustment"), -one.amount, code=one.reason, note=one.reference)
        for one in fact.provider_adjustments
    ]
    shown = proved("From the claims to the deposit", terms, balance, "Makes", "The payer states")
    received = [SumLine(f"The bank received on {one.received_on}", one.amount, kind="gap") for one in banked]
    return Sum(shown.caption, [*shown.lines, *received], shown.is_balanced, shown.difference_cents)


def held_parts(row: Remittance, fact: remittances.Remittance, whole: Sum, parts: Totals) -> list[Held]:
    """What waits for a person, the whole first."""
    if row.state == Remittance.State.HELD:
        words = " ".join(one["message"] for one in row.held_because)
        return [Held(words or "It is held.", row.paid, whole if whole.is_balanced is False else None)]
    return [
        Held(f"{one.number}: {_HELD_WORDS[one.status]}", one.paid_cents, one.sum, is_wrong=False)
        for one in parts.claims
        if one.status in _HELD_WORDS
    ]


def deposits(remittance: UUID) -> list[Deposit]:
    """What the bank received for a remittance."""
    return list(Deposit.objects.filter(legs__remittance=remittance).distinct().order_by("received_on"))
