"""Which lines were refused? One item of work for each, with its owner, its value and its due date."""

from datetime import date, timedelta
from uuid import UUID

from cleanclaim.core.denials.reasons import reason
from cleanclaim.core.facts.money import Denial
from cleanclaim.core.facts.payers import PayerProfile
from cleanclaim.core.posting.outcomes import ClaimPosting, LinePosting, Outcome
from cleanclaim.core.remittances.matching import ClaimOnFile

UNKNOWN_LIMIT_DAYS = 90
"""How long an item may wait where the payer's profile names no limit: most contracts give at least this."""


def denial_items(
    posting: ClaimPosting, *, practice: UUID, profile: PayerProfile | None, denied_on: date
) -> tuple[Denial, ...]:
    """Make an item for each line that was refused, wholly or in part. Never from the claim's status."""
    claim = posting.match.claim
    if claim is None or posting.outcome is not Outcome.POSTED:
        return ()
    return tuple(_item(line, claim, practice, profile, denied_on) for line in posting.lines if line.denied)


def _item(
    line: LinePosting, claim: ClaimOnFile, practice: UUID, profile: PayerProfile | None, denied_on: date
) -> Denial:
    worst = max(line.denied, key=lambda one: one.adjustment.amount)
    known = reason(worst.adjustment.reason)
    return Denial(
        practice=practice,
        number=f"{claim.patient_control_number}-{line.line.number}",
        claim=claim.key,
        charge=line.line.charge,
        line_number=line.line.number,
        group=worst.adjustment.group,
        reason=worst.adjustment.reason,
        remarks=line.remarks,
        denied=sum(one.adjustment.amount for one in line.denied),
        denied_on=denied_on,
        due_on=due_on(profile, denied_on, correctable=known.correctable),
        owner=known.owner,
    )


def due_on(profile: PayerProfile | None, denied_on: date, *, correctable: bool) -> date:
    """The last day on which the work still counts.

    A correction has the payer's limit for corrected claims, anything else the first appeal's; where the
    payer names both, the earlier one, so that an appeal is still open after a correction fails.
    """
    limits = []
    if profile is not None:
        limits = [profile.appeal_days] + ([profile.corrected_claim_days] if correctable else [])
    days = min((days for days in limits if days is not None), default=UNKNOWN_LIMIT_DAYS)
    return denied_on + timedelta(days=days)
