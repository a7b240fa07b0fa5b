"""How is a claim sent again? As its payer's profile says, and as what became of it allows."""

from dataclasses import dataclass
from enum import StrEnum

from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.facts.payers import PayerProfile


class Adjudication(StrEnum):
    """What the payer did with the version that is sent again."""

    NONE = "none"  # refused by TA1, 999 or 277CA: the payer has nothing to replace
    UNPROCESSABLE = "unprocessable"  # returned by an 835 without appeal rights (RARC MA130)
    ADJUDICATED = "adjudicated"


@dataclass(frozen=True, slots=True)
class Resubmission:
    """What the next version carries."""

    frequency: str  # CLM05-3
    payer_claim_control_number: str  # REF*F8; empty: none is sent


def resubmission(
    profile: PayerProfile, *, frequency: str, original: str, adjudicated_as: str, state: Adjudication
) -> Resubmission:
    """Decide frequency and REF*F8 of a corrected claim.

    frequency and original are CLM05-3 and REF*F8 of the version that is corrected; adjudicated_as is the
    number that the payer gave it (CLP07), if any. What was only rejected goes again as it was: an original
    stays 1, a rejected replacement goes again as 7 with the number that it named. NotClean where the payer
    takes no corrected claim or gave no number to replace.
    """
    if state is Adjudication.NONE:
        return Resubmission(frequency, original)
    if state is Adjudication.UNPROCESSABLE or profile.correction == "new_claim":
        return Resubmission("1", "")
    return _naming("7", profile, adjudicated_as)


def void(profile: PayerProfile, *, adjudicated_as: str) -> Resubmission:
    """Decide frequency and REF*F8 of the claim that takes an adjudicated one back (frequency 8)."""
    return _naming("8", profile, adjudicated_as)


def _naming(frequency: str, profile: PayerProfile, number: str) -> Resubmission:
    if profile.correction != "replacement":
        raise NotClean(
            "claim.no_replacement",
            "This payer takes no replacement or void claim: correct it by reopening or appeal.",
        )
    if not number:
        raise NotClean("claim.no_payer_number", "The payer's claim control number (CLP07) is not known.")
    return Resubmission(frequency, number)
