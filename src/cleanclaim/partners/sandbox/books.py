"""What does the payer itself have on record? Its own books, which nobody else writes or reads to post.

Amounts are integer cents. A reversal is booked as the negative of what it reverses, so that sums over the
books are what the payer has really said and paid.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from cleanclaim.core.facts.claims import Claim, ClaimAdjustment
from cleanclaim.partners.sandbox.plans import Member


@dataclass(frozen=True, slots=True)
class BookedLine:
    """One service as the payer decided it."""

    number: int
    charge_number: str
    procedure: str
    modifiers: tuple[str, ...]
    service_from: date
    service_to: date
    billed: int
    allowed: int
    paid: int
    adjustments: tuple[ClaimAdjustment, ...]
    remarks: tuple[str, ...] = ()
    denied: bool = False

    @property
    def patient_responsibility(self) -> int:
        """What the member owes of it."""
        return sum(one.amount for one in self.adjustments if one.group == "PR")

    @property
    def adjusted(self) -> int:
        """What is neither paid nor the member's."""
        return sum(one.amount for one in self.adjustments if one.group != "PR")

    def reversed(self) -> "BookedLine":
        """The same with every sign turned."""
        return replace(
            self,
            billed=-self.billed,
            allowed=-self.allowed,
            paid=-self.paid,
            adjustments=tuple(replace(one, amount=-one.amount) for one in self.adjustments),
        )


@dataclass(frozen=True, slots=True)
class BookedClaim:
    """One claim as the payer decided it; status 22 for the reversal of an earlier decision."""

    payer_id: str
    payee_npi: str
    payee_tax_id: str
    payee_name: str
    patient_control_number: str
    payer_claim_control_number: str
    status: str  # CLP02
    member: Member
    claim: Claim
    received_on: date
    decided_on: date
    lines: tuple[BookedLine, ...]
    remarks: tuple[str, ...] = ()
    interest: int = 0
    replaces: str = ""  # the payer's number of the claim that this one corrects

    @property
    def payee(self) -> str:
        """Who is paid: the NPI, or the tax number of a provider that has none."""
        return self.payee_npi or self.payee_tax_id

    @property
    def billed(self) -> int:
        """What was asked."""
        return sum(line.billed for line in self.lines)

    @property
    def allowed(self) -> int:
        """What the payer's terms allow."""
        return sum(line.allowed for line in self.lines)

    @property
    def paid(self) -> int:
        """What the payer pays, interest aside."""
        return sum(line.paid for line in self.lines)

    @property
    def patient_responsibility(self) -> int:
        """What the member owes."""
        return sum(line.patient_responsibility for line in self.lines)

    @property
    def adjusted(self) -> int:
        """What is neither paid nor the member's."""
        return sum(line.adjusted for line in self.lines)

    def reversed(self, on: date) -> "BookedClaim":
        """The reversal of this decision."""
        lines = tuple(line.reversed() for line in self.lines)
        return replace(self, status="22", lines=lines, decided_on=on, interest=0, remarks=(), replaces="")


@dataclass(frozen=True, slots=True)
class BookedPayment:
    """One transfer to one payee, with what moved beside the claims."""

    payer_id: str
    payee_npi: str
    payee_tax_id: str
    trace_number: str
    on: date
    claims_paid: int  # Σ CLP04
    interest: int
    brought_forward: int  # taken now for an earlier negative sum (PLB FB +)
    carried_forward: int  # left for a later payment (PLB FB −)
    paid: int  # BPR02


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over claims and payments."""

    claims: int = 0
    billed: int = 0
    allowed: int = 0
    paid: int = 0
    adjusted: int = 0
    patient_responsibility: int = 0
    interest: int = 0
    transferred: int = 0


@dataclass(frozen=True, slots=True)
class PendingClaim:
    """A claim that the payer accepted and has not decided."""

    payer_id: str
    payee_npi: str
    patient_control_number: str
    billed: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Books:
    """Everything that the payers of the sandbox have on record at one instant."""

    claims: tuple[BookedClaim, ...]
    payments: tuple[BookedPayment, ...]
    pending: tuple[PendingClaim, ...]
    rejected: tuple[str, ...]  # patient control numbers that were refused before adjudication

    def totals(self) -> Totals:
        """Over all payers and payees."""
        return _sum(self.claims, self.payments)

    def by_payer_and_payee(self) -> dict[tuple[str, str], Totals]:
        """Totals of each (payer id, payee NPI)."""
        claims: dict[tuple[str, str], list[BookedClaim]] = defaultdict(list)
        payments: dict[tuple[str, str], list[BookedPayment]] = defaultdict(list)
        for claim in self.claims:
            claims[claim.payer_id, claim.payee_npi].append(claim)
        for payment in self.payments:
            payments[payment.payer_id, payment.payee_npi].append(payment)
        pairs = sorted({*claims, *payments})
        return {pair: _sum(tuple(claims[pair]), tuple(payments[pair])) for pair in pairs}

    def lines(self) -> dict[tuple[str, str, str], tuple[int, int, int, int]]:
        """Each claim line's (billed, paid, adjusted, patient responsibility), reversals netted.

        Keyed by payer id, patient control number and charge number (or line number where none was sent).
        """
        found: dict[tuple[str, str, str], tuple[int, int, int, int]] = {}
        for claim in self.claims:
            for line in claim.lines:
                place = (
                    claim.payer_id,
                    claim.patient_control_number,
                    line.charge_number or str(line.number),
                )
                known = found.get(place, (0, 0, 0, 0))
                said = (line.billed, line.paid, line.adjusted, line.patient_responsibility)
                found[place] = (
                    known[0] + said[0],
                    known[1] + said[1],
                    known[2] + said[2],
                    known[3] + said[3],
                )
        return found


def _sum(claims: tuple[BookedClaim, ...], payments: tuple[BookedPayment, ...]) -> Totals:
    return Totals(
        claims=sum(1 if one.status != "22" else 0 for one in claims),
        billed=sum(one.billed for one in claims),
        allowed=sum(one.allowed for one in claims),
        paid=sum(one.paid for one in claims),
        adjusted=sum(one.adjusted for one in claims),
        patient_responsibility=sum(one.patient_responsibility for one in claims),
        interest=sum(one.interest for one in payments),
        transferred=sum(one.paid for one in payments),
    )
