"""What does money that moves beside the claims do to the books? Provider adjustments, by dated rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from uuid import UUID

import yaml

from cleanclaim.core.basics.findings import Finding, Place, Severity
from cleanclaim.core.facts.money import Leg
from cleanclaim.core.facts.remittances import ProviderAdjustment
from cleanclaim.core.ledger import accounts
from cleanclaim.core.ledger.entries import entry
from cleanclaim.core.posting.context import Context, Running
from cleanclaim.core.posting.outcomes import ProviderAdjustmentPosting

RECOVERY = "WO"


@dataclass(frozen=True, slots=True)
class BesideRule:
    """Where one provider adjustment code goes, and who says so."""

    code: str
    account: str
    says: str
    source: str
    valid_from: date


def rule_for(code: str, on: date) -> BesideRule | None:
    """Look the rule of a code up; None: it is held."""
    fitting = [rule for rule in _rules().get(code, ()) if rule.valid_from <= on]
    return max(fitting, key=lambda rule: rule.valid_from, default=None)


@cache
def _rules() -> dict[str, tuple[BesideRule, ...]]:
    text = resources.files(__package__).joinpath("provider_adjustments.yaml").read_text("utf-8")
    found: dict[str, tuple[BesideRule, ...]] = {}
    for row in yaml.safe_load(text)["rules"]:
        for code in str(row["codes"]).split():
            rule = BesideRule(code, row["account"], row["says"], row["source"], row["valid_from"])
            found[code] = (*found.get(code, ()), rule)
    return found


def post_beside(
    ordinal: int,
    one: ProviderAdjustment,
    context: Context,
    running: Running,
    *,
    remittance: UUID,
    identity: str,
    paid_on: date,
) -> ProviderAdjustmentPosting:
    """Post one provider adjustment. A code without a rule stands in suspense, so that clearing closes."""
    rule = rule_for(one.reason, paid_on)
    reference = reference_of(one.reference, context)
    made = tuple(_legs(one, rule, reference, context.payer, running, remittance))
    posted = running.add(
        entry(
            context.occasion,
            kind="provider_adjustment",
            idempotency_key=f"{identity}|provider-adjustment|{ordinal}",
            legs=made,
            memo=one.reason,
        )
    )
    findings: tuple[Finding, ...] = ()
    if any(leg.account in (accounts.HELD_PROVIDER_ADJUSTMENT, accounts.TAKEBACK_SUSPENSE) for leg in made):
        findings = (_waits(ordinal, known=rule is not None),)
    return ProviderAdjustmentPosting(one, posted, findings)


def reference_of(text: str, context: Context) -> str:
    """Name the receivable that a reference speaks of.

    Payers write our claim number, theirs, or a trace number: one claim must have one receivable.
    """
    claim = context.claim_named(text)
    return claim.patient_control_number if claim is not None else text.strip()


def _legs(
    one: ProviderAdjustment,
    rule: BesideRule | None,
    reference: str,
    payer: UUID | None,
    running: Running,
    remittance: UUID,
) -> Iterator[Leg]:
    def leg(account: str, cents: int) -> Leg:
        return Leg(
            account=account,
            amount=cents,
            remittance=remittance,
            payer=payer,
            reason=one.reason,
            reference=reference,
        )

    yield leg(accounts.REMITTANCE_CLEARING, -one.amount)
    if rule is None:
        yield leg(accounts.HELD_PROVIDER_ADJUSTMENT, one.amount)
        return
    if one.reason != RECOVERY or one.amount < 0:
        yield leg(rule.account, one.amount)
        return
    # A recovery of more than is owed back is a takeback that nobody has explained yet.
    owed = min(max(running.overpaid(payer, reference), 0), one.amount)
    if owed:
        yield leg(rule.account, owed)
    if one.amount - owed:
        yield leg(accounts.TAKEBACK_SUSPENSE, one.amount - owed)


def _waits(ordinal: int, *, known: bool) -> Finding:
    words = (
        "The payer took money back without an overpayment in the books: match it to its claim."
        if known
        else "No rule says what this provider adjustment is: its amount is held until a person decides."
    )
    return Finding(
        "posting.takeback-unexplained" if known else "posting.provider-adjustment-held",
        Severity.WARNING,
        words,
        Place(segment_id="PLB", element=f"PLB{2 * ordinal + 1:02d}"),
    )
