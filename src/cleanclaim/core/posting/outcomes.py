"""What became of each part of a remittance? For the books, for screens, and for the work that follows."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from cleanclaim.core.basics.findings import Finding
from cleanclaim.core.facts.money import Entry
from cleanclaim.core.facts.remittances import Adjustment, ClaimPayment, ProviderAdjustment, Remittance
from cleanclaim.core.remittances.balance import RemittanceBalance
from cleanclaim.core.remittances.dispositions import WAITS_FOR_A_PERSON, Disposition, Rule
from cleanclaim.core.remittances.identity import BusinessIdentity
from cleanclaim.core.remittances.matching import ClaimMatch, LineOnFile


class Outcome(StrEnum):
    """What posting did with one claim payment."""

    POSTED = "posted"
    REVERSED = "reversed"  # the mirror of what was posted before
    HELD = "held"  # its money stands in suspense until a person decides
    UNIDENTIFIED = "unidentified"  # no claim of ours was found: unidentified payer money
    NOT_ADJUDICATED = "not_adjudicated"  # forwarded (23) or a predetermination (25): nothing to post


@dataclass(frozen=True, slots=True)
class AdjustmentOutcome:
    """One adjustment of one line: the rule that decided, and how much of it was posted where."""

    adjustment: Adjustment
    rule: Rule
    posted: int
    account: str  # empty where no money moved

    @property
    def code(self) -> str:
        """Group and reason as billers say them: CO-45."""
        return f"{self.adjustment.group}-{self.adjustment.reason}"


@dataclass(frozen=True, slots=True)
class LinePosting:
    """One line as posted: which of ours, how sure, what was paid, and each adjustment's outcome."""

    line: LineOnFile
    score: int
    billed: int
    paid: int
    adjustments: tuple[AdjustmentOutcome, ...]
    remarks: tuple[str, ...]

    @property
    def denied(self) -> tuple[AdjustmentOutcome, ...]:
        """The adjustments that refuse payment."""
        return tuple(one for one in self.adjustments if one.rule.disposition is Disposition.DENIAL)

    @property
    def waiting(self) -> tuple[AdjustmentOutcome, ...]:
        """The adjustments that a person must look at."""
        return tuple(one for one in self.adjustments if one.rule.disposition in WAITS_FOR_A_PERSON)


@dataclass(frozen=True, slots=True)
class ClaimPosting:
    """One claim payment: whose it is, what was done with it, and the entry where there is one."""

    ordinal: int
    payment: ClaimPayment
    match: ClaimMatch
    outcome: Outcome
    entry: Entry | None
    lines: tuple[LinePosting, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ProviderAdjustmentPosting:
    """One provider adjustment, and the entry that it made."""

    adjustment: ProviderAdjustment
    entry: Entry
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class RemittancePosting:
    """A whole remittance: posted with its entries, or held whole with its arithmetic."""

    remittance: Remittance
    identity: BusinessIdentity
    key: UUID
    balance: RemittanceBalance
    held: bool
    claims: tuple[ClaimPosting, ...] = ()
    beside: tuple[ProviderAdjustmentPosting, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, claims first, in the order of the remittance."""
        made = (*(claim.entry for claim in self.claims), *(one.entry for one in self.beside))
        return tuple(entry for entry in made if entry is not None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that a person should know."""
        return (
            *self.balance.findings,
            *(finding for claim in self.claims for finding in claim.findings),
            *(finding for one in self.beside for finding in one.findings),
        )

    @property
    def awaited(self) -> int:
        """What the deposit must bring so that the clearing account reaches zero: BPR02, signed."""
        return self.balance.transaction.stated
