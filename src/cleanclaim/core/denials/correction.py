"""How does this payer take a correction: a replacement, a new claim, or a reopening?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from cleanclaim.core.facts.payers import PayerProfile

UNPROCESSABLE = "MA130"
"""The remark that says a claim was never processed: it is sent anew, and cannot be appealed."""


@dataclass(frozen=True, slots=True)
class CorrectionPath:
    """How a claim goes back to its payer."""

    way: Literal["replacement", "new_claim", "reopening"]
    frequency: str  # CLM05-3 of the claim to send; empty for a reopening, which is no claim
    payer_claim_control_number: str  # REF*F8; empty where the payer wants none
    why: str


def correction_path(
    profile: PayerProfile | None, *, payer_claim_control_number: str, remarks: Collection[str] = ()
) -> CorrectionPath:
    """Choose the way back by the payer's profile and by what it said of the claim.

    A replacement needs the payer's own number for the claim; where it gave none, nothing can be replaced.
    """
    if UNPROCESSABLE in remarks:
        return CorrectionPath(
            "new_claim", "1", "", "The payer never processed it: it goes as a new claim, without an appeal."
        )
    way = profile.correction if profile is not None else "replacement"
    if way == "reopening":
        return CorrectionPath(
            "reopening",
            "",
            payer_claim_control_number,
            "This payer takes no replacement claims: a clerical error is reopened.",
        )
    if way == "new_claim":
        return CorrectionPath("new_claim", "1", "", "This payer wants corrections as new claims.")
    if not payer_claim_control_number:
        return CorrectionPath(
            "new_claim", "1", "", "The payer gave no number to replace, so it goes as a new claim."
        )
    return CorrectionPath(
        "replacement",
        "7",
        payer_claim_control_number,
        "This payer takes a replacement that names its own claim number.",
    )
