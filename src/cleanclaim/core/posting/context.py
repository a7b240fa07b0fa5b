"""What must posting know of our claims and books? The claims, what is open, and what was posted before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from cleanclaim.core.facts.money import Entry, Leg
from cleanclaim.core.facts.remittances import ClaimPayment
from cleanclaim.core.ledger.accounts import PAYER_OVERPAYMENT
from cleanclaim.core.ledger.balances import Party, fold, open_by_party
from cleanclaim.core.ledger.entries import Occasion, entry_key
from cleanclaim.core.remittances.matching import ClaimMatch, ClaimOnFile, match_claim


@dataclass(frozen=True, slots=True)
class PriorPosting:
    """A claim payment that is in the books, with its entry."""

    entry: Entry
    payment: ClaimPayment
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Books:
    """What the books say of the claims at hand."""

    legs: Sequence[Leg] = ()  # of the charges of those claims, and of the payer's overpayment account
    prior: Mapping[UUID, Sequence[PriorPosting]] = field(default_factory=dict)  # by claim


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that posting a remittance may look at."""

    occasion: Occasion
    payer: UUID | None = None  # who sent it, where known
    by_control_number: Mapping[str, ClaimOnFile] = field(default_factory=dict)
    by_payer_number: Mapping[str, Sequence[ClaimOnFile]] = field(default_factory=dict)
    books: Books = Books()

    def claim_for(self, payment: ClaimPayment) -> ClaimMatch:
        """Find the claim that a payment speaks of."""
        return match_claim(payment, self.by_control_number, self.by_payer_number)

    def claim_named(self, reference: str) -> ClaimOnFile | None:
        """Find the claim that a provider adjustment's reference names, in any of its forms."""
        for text in (reference.strip(), *reference.split()):
            if text in self.by_control_number:
                return self.by_control_number[text]
            theirs = self.by_payer_number.get(text, ())
            if len({claim.key for claim in theirs}) == 1:
                return theirs[0]
        return None


class Running:
    """The books as they stand while one remittance is posted: what is open, owed back and posted."""

    def __init__(self, books: Books) -> None:
        self._open: defaultdict[Party, int] = defaultdict(int, open_by_party(books.legs))
        self._overpaid: defaultdict[tuple[UUID | None, str], int] = defaultdict(
            int, fold(books.legs, _receivable_of_payer)
        )
        self._recognised: defaultdict[Party, int] = defaultdict(int, fold(books.legs, _recognised))
        self._prior: defaultdict[UUID, list[PriorPosting]] = defaultdict(list)
        for claim, postings in books.prior.items():
            self._prior[claim] += postings
        self._reversed = {
            entry_key(one.entry) for postings in books.prior.values() for one in postings if one.reversed
        }

    def open(self, charge: UUID, coverage: UUID | None) -> int:
        """What a party still owes of a charge."""
        return self._open[charge, coverage]

    def overpaid(self, payer: UUID | None, reference: str) -> int:
        """What is owed back to a payer under a claim's reference."""
        return -self._overpaid[payer, reference]

    def recognised(self, charge: UUID, coverage: UUID | None) -> int:
        """What of a charge was already recognised as overpaid by a coverage."""
        return -self._recognised[charge, coverage]

    def prior(self, claim: UUID) -> tuple[PriorPosting, ...]:
        """What was posted for a claim and not taken back, newest first."""
        return tuple(
            one for one in reversed(self._prior[claim]) if entry_key(one.entry) not in self._reversed
        )

    def add(self, entry: Entry, claim: UUID | None = None, payment: ClaimPayment | None = None) -> Entry:
        """Take a new entry into account."""
        self._count(entry.legs)
        if entry.reverses is not None:
            self._reversed.add(entry.reverses)
        if claim is not None and payment is not None:
            self._prior[claim].append(PriorPosting(entry, payment))
        return entry

    def _count(self, legs: Iterable[Leg]) -> None:
        legs = tuple(legs)
        for party, cents in open_by_party(legs).items():
            self._open[party] += cents
        for receivable, cents in fold(legs, _receivable_of_payer).items():
            self._overpaid[receivable] += cents
        for party, cents in fold(legs, _recognised).items():
            self._recognised[party] += cents


def _receivable_of_payer(leg: Leg) -> tuple[UUID | None, str] | None:
    return (leg.payer, leg.reference) if leg.account == PAYER_OVERPAYMENT else None


def _recognised(leg: Leg) -> Party | None:
    if leg.account != PAYER_OVERPAYMENT or leg.charge is None:
        return None
    return leg.charge, leg.coverage
