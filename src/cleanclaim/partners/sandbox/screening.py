"""Does a claim get as far as adjudication? What is looked at before, and how the answer is no."""

from datetime import date

from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.exchange import ClaimStatus
from cleanclaim.partners.sandbox.history import History
from cleanclaim.partners.sandbox.plans import Member, SandboxPayer
from cleanclaim.partners.sandbox.records import Records, covered, service_days

_CORRECTIONS = frozenset({"7", "8"})


def received(on: date) -> ClaimStatus:
    """The clearinghouse has the claim and hands it on."""
    return ClaimStatus(category="A1", status="19", entity="PR", effective_on=on, action="WQ")


def accepted(on: date) -> ClaimStatus:
    """The payer takes the claim into adjudication."""
    return ClaimStatus(category="A2", status="20", effective_on=on, action="WQ")


def wrong_payer(on: date) -> ClaimStatus:
    """The clearinghouse knows no payer of this number."""
    return _refused("A3", "116", "", on)


def refusal(
    payer: SandboxPayer, claim: Claim, records: Records, history: History, on: date
) -> ClaimStatus | None:
    """Say why the payer does not adjudicate a claim; None where it does."""
    found = records.find(payer, claim)
    whose = "IL" if claim.patient is None else "QC"
    if found.member is None:
        return _refused("A7", "158", whose, on) if found.known_number else _refused("A3", "33", "IL", on)
    if payer.eligibility == "receipt" and not all(covered(found.member, day) for day in service_days(claim)):
        return _refused("A3", "88", whose, on)
    if claim.frequency in _CORRECTIONS:
        return _correction(payer, claim, found.member, history, on)
    if claim.sequence != "P" and not all(line.adjudications for line in claim.lines):
        return _refused("A6", "286", "", on)
    return None


def _correction(
    payer: SandboxPayer, claim: Claim, member: Member, history: History, on: date
) -> ClaimStatus | None:
    """A replacement or void names a claim of this member that stands in the payer's books."""
    if payer.correction != "replacement":
        return _refused("A7", "535", "", on)
    original = history.standing(payer.payer_id, claim.payer_claim_control_number)
    if original is None or original.member != member:
        return _refused("A7", "464", "", on)
    return None


def _refused(category: str, status: str, entity: str, on: date) -> ClaimStatus:
    return ClaimStatus(category=category, status=status, entity=entity, effective_on=on, action="U")
