"""What does one remittance come to, in figures that a screen or a terminal can show?"""

from typing import Any
from uuid import UUID

from cleanclaim.app.ledger import books
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.core.ledger.accounts import CHART, REMITTANCE_CLEARING
from cleanclaim.core.ledger.balances import by_account
from cleanclaim.core.remittances.balance import balance


def outline(remittance: UUID, practice_number: str) -> dict[str, Any]:
    """A remittance's arithmetic, where its money went, and its findings."""
    practice = Practice.objects.get(number=practice_number)
    with practice_scope(practice.pk):
        row = Remittance.objects.get(pk=remittance)
        fact = row.facts()
        sums = balance(fact).transaction
        beside = sum(one.amount for one in fact.provider_adjustments)
        return {
            "state": row.state,
            "claims": len(fact.claims),
            "arithmetic": {
                "claims_cents": sum(one.paid for one in fact.claims),
                "provider_adjustments": len(fact.provider_adjustments),
                "provider_adjustments_cents": beside,
                "sum_cents": sums.sum,
                "stated_cents": sums.stated,
                "difference_cents": sums.difference,
            },
            "money": _money(row),
            "findings": [*row.held_because, *row.findings],
        }


def _money(row: Remittance) -> dict[str, int]:
    """Where the remittance's money went, account by account; what stands in clearing awaits the deposit."""
    entries = books.entries(legs__remittance=row.pk) if row.state == Remittance.State.POSTED else []
    unique = {entry.idempotency_key + entry.kind: entry for entry in entries}.values()
    balances = by_account(leg for entry in unique for leg in entry.legs)
    return {
        "awaits the deposit" if code == REMITTANCE_CLEARING else CHART[code].name: abs(cents)
        for code, cents in sorted(balances.items(), key=lambda pair: pair[0] != REMITTANCE_CLEARING)
    }
