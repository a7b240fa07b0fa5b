"""Does the remittance add up? Its arithmetic at line, claim and transaction, as values to be shown.

Line: SVC02 − Σ CAS = SVC03. Claim: CLP03 − Σ CAS of the claim and its lines = CLP04.
Transaction: Σ CLP04 − Σ PLB = BPR02. AMT and CLP05 are no terms of any balance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cleanclaim.core.basics.findings import Finding, Place, Severity
from cleanclaim.core.facts.remittances import Adjustment, ClaimPayment, LinePayment, Remittance

REVERSAL = "22"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a sum, with its sign: what it is, its code where it has one, and how much."""

    says: str  # billed, adjustment, claim, lines, provider adjustment
    cents: int
    code: str = ""  # CO-45, WO …
    ordinal: int | None = None  # of the claim or line that it stands for


@dataclass(frozen=True, slots=True)
class Balance:
    """One sum as an accountant writes it: its terms, what they make, and what the payer states."""

    level: Literal["line", "claim", "transaction"]
    terms: tuple[Term, ...]
    stated: int

    @property
    def sum(self) -> int:
        """What the terms make."""
        return sum(term.cents for term in self.terms)

    @property
    def difference(self) -> int:
        """What the payer states less what the terms make; zero where it adds up."""
        return self.stated - self.sum

    @property
    def holds(self) -> bool:
        """True where it adds up."""
        return self.difference == 0


@dataclass(frozen=True, slots=True)
class ClaimBalance:
    """A claim's sum, its lines' sums, and whether its lines' charges make the claim's."""

    claim: Balance
    lines: tuple[Balance, ...]
    charges: Balance | None  # Σ SVC02 against CLP03; None where no lines came

    @property
    def holds(self) -> bool:
        """True where every sum adds up."""
        parts = (self.claim, *self.lines, *((self.charges,) if self.charges else ()))
        return all(part.holds for part in parts)


@dataclass(frozen=True, slots=True)
class RemittanceBalance:
    """Every sum of one remittance, and what is wrong with them."""

    transaction: Balance
    claims: tuple[ClaimBalance, ...]
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """True where the transaction adds up; a claim in it may still not."""
        return self.transaction.holds


def balance(remittance: Remittance) -> RemittanceBalance:
    """Work out every sum of a remittance."""
    claims = tuple(balance_claim(claim) for claim in remittance.claims)
    transaction = balance_transaction(remittance)
    findings = [*_about_transaction(transaction)]
    for ordinal, (payment, sums) in enumerate(zip(remittance.claims, claims, strict=True), 1):
        findings += _about_claim(ordinal, payment, sums)
    return RemittanceBalance(transaction, claims, tuple(findings))


def balance_transaction(remittance: Remittance) -> Balance:
    """Set Σ CLP04 − Σ PLB against BPR02. A BPR03 of D says that the payee pays."""
    claims = (Term("claim", claim.paid, ordinal=place) for place, claim in enumerate(remittance.claims, 1))
    beside = (
        Term("provider adjustment", -one.amount, one.reason, place)
        for place, one in enumerate(remittance.provider_adjustments, 1)
    )
    stated = -remittance.paid if remittance.credit_debit == "D" else remittance.paid
    return Balance("transaction", (*claims, *beside), stated)


def balance_claim(payment: ClaimPayment) -> ClaimBalance:
    """Set CLP03 less every adjustment against CLP04, and each line likewise."""
    terms = [Term("billed", payment.billed), *_adjustment_terms(payment.adjustments)]
    for place, line in enumerate(payment.lines, 1):
        terms += _adjustment_terms(line.adjustments, place)
    charges = None
    if payment.lines:
        lines = tuple(Term("line", line.billed, ordinal=n) for n, line in enumerate(payment.lines, 1))
        charges = Balance("claim", lines, payment.billed)
    return ClaimBalance(
        Balance("claim", tuple(terms), payment.paid),
        tuple(balance_line(line) for line in payment.lines),
        charges,
    )


def balance_line(line: LinePayment) -> Balance:
    """Set SVC02 less the line's adjustments against SVC03."""
    return Balance("line", (Term("billed", line.billed), *_adjustment_terms(line.adjustments)), line.paid)


def _adjustment_terms(adjustments: tuple[Adjustment, ...], ordinal: int | None = None) -> Iterator[Term]:
    for one in adjustments:
        yield Term("adjustment", -one.amount, f"{one.group}-{one.reason}", ordinal)


def _about_transaction(sums: Balance) -> Iterator[Finding]:
    if not sums.holds:
        yield Finding(
            "remittance.transaction-does-not-balance",
            Severity.ERROR,
            "The claims less the provider adjustments do not make the payment: "
            "nothing of this remittance is posted.",
            Place(segment_id="BPR", element="BPR02"),
        )


def _about_claim(ordinal: int, payment: ClaimPayment, sums: ClaimBalance) -> Iterator[Finding]:
    for line, one in enumerate(sums.lines, 1):
        if not one.holds:
            yield Finding(
                "remittance.line-does-not-balance",
                Severity.ERROR,
                "The charge less the adjustments does not make the payment of this line: the claim is held.",
                Place(segment_id="SVC", element="SVC03", claim=ordinal, line=line),
            )
    if not sums.claim.holds:
        yield Finding(
            "remittance.claim-does-not-balance",
            Severity.ERROR,
            "The charge less all adjustments does not make the payment of this claim: the claim is held.",
            Place(segment_id="CLP", element="CLP04", claim=ordinal),
        )
    if sums.charges is not None and not sums.charges.holds:
        yield Finding(
            "remittance.lines-do-not-make-the-claim",
            Severity.ERROR,
            "The lines' charges do not make the claim's charge: the claim is held.",
            Place(segment_id="CLP", element="CLP03", claim=ordinal),
        )
    if _patient_responsibility_differs(payment):
        yield Finding(
            "remittance.patient-responsibility-differs",
            Severity.WARNING,
            "The stated patient responsibility is not the sum of the PR adjustments, which are what counts.",
            Place(segment_id="CLP", element="CLP05", claim=ordinal),
        )


def every_adjustment(payment: ClaimPayment) -> tuple[Adjustment, ...]:
    """The adjustments of a claim and of its lines."""
    return (*payment.adjustments, *(one for line in payment.lines for one in line.adjustments))


def _patient_responsibility_differs(payment: ClaimPayment) -> bool:
    """Compare CLP05 with Σ PR; reversals leave it out or send zero."""
    if payment.patient_responsibility is None or payment.status == REVERSAL:
        return False
    stated = sum(one.amount for one in every_adjustment(payment) if one.group == "PR")
    return stated != payment.patient_responsibility
