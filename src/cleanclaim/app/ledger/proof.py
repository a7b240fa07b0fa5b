"""Do the books of a practice prove themselves? Every rule over every entry, and every seal."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Sum

from cleanclaim.app.ledger import books
from cleanclaim.app.ledger.models import Deposit, Entry, Leg
from cleanclaim.app.people.guards import missing
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.ledger.accounts import HELD_CLAIM, UNAPPLIED_PAYER_CASH
from cleanclaim.core.ledger.balances import TrialBalance, by_account, clearing, legs_of, trial_balance
from cleanclaim.core.ledger.digest import ledger_digest
from cleanclaim.core.ledger.invariants import verify
from cleanclaim.core.posting.invariants import verify_allowances


@dataclass(frozen=True, slots=True)
class Awaited:
    """Money that is on its way: a posted remittance whose deposit is not in, or not whole."""

    remittance: UUID
    trace_number: str
    cents: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What the books of one practice say of themselves."""

    practice: str
    entries: int
    digest: str
    trial: TrialBalance
    awaited: tuple[Awaited, ...]
    unidentified_cents: int  # payers' money for claims that were not found
    held_cents: int  # payers' money on claims that do not balance or cannot be reversed
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """True where no rule is broken."""
        return not self.findings


def prove(practice: UUID, number: str) -> Proof:
    """Read a practice's books whole and prove them, with every balance folded from the legs."""
    with practice_scope(practice):
        entries = books.entries(practice=practice)
        deposited = _deposited(practice)
        balances = by_account(legs_of(entries))
        findings = (
            *_unguarded(),
            *_unsealed(practice),
            *verify(entries, deposited=deposited),
            *verify_allowances(entries),
        )
        return Proof(
            practice=number,
            entries=len(entries),
            digest=ledger_digest(entries),
            trial=trial_balance(balances),
            awaited=_awaited(clearing(legs_of(entries))),
            unidentified_cents=-balances.get(UNAPPLIED_PAYER_CASH, 0),
            held_cents=-balances.get(HELD_CLAIM, 0),
            findings=findings,
        )


def _deposited(practice: UUID) -> set[UUID]:
    """The remittances that are posted and whose whole deposit is in."""
    posted = Remittance.objects.filter(practice=practice, state=Remittance.State.POSTED)
    paid = {
        row["legs__remittance"]: row["amount"]
        for row in Deposit.objects.filter(legs__remittance__in=posted).values("legs__remittance", "amount")
    }
    return {
        row.pk
        for row in posted.only("pk", "paid", "credit_debit")
        if paid.get(row.pk, 0) == (-row.paid if row.credit_debit == "D" else row.paid)
    }


def _awaited(left: dict[UUID, int]) -> tuple[Awaited, ...]:
    traces = dict(Remittance.objects.filter(pk__in=left).values_list("pk", "trace_number"))
    return tuple(
        sorted(
            (Awaited(key, traces.get(key, ""), cents) for key, cents in left.items()),
            key=lambda one: (one.trace_number, str(one.remittance)),
        )
    )


def _unguarded() -> list[Finding]:
    lacking = missing()
    if not lacking:
        return []
    return [
        Finding(
            "ledger.unguarded",
            Severity.FATAL,
            f"{len(lacking)} guards are missing from the database: run migrate.",
        )
    ]


def _unsealed(practice: UUID) -> list[Finding]:
    """Entries whose legs are not those that their seal counted."""
    wrong = (
        Entry.objects.filter(practice=practice)
        .annotate(count=Count("legs"), total=Sum("legs__amount"))
        .exclude(count=F("seal__legs"), total=0)
        .count()
    )
    strays = Leg.objects.filter(practice=practice).exclude(entry__practice=practice).count()
    if not wrong and not strays:
        return []
    return [
        Finding("ledger.seal-broken", Severity.FATAL, f"{wrong + strays} entries differ from their seal.")
    ]
