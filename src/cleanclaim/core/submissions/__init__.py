"""How do frozen claims become files? Their numbers, the way each is sent again, and who rides with whom.

from cleanclaim.core import submissions

submissions.patient_control_number(practice="PCG", claim="E000123-1", sequence="P", version=1)
submissions.resubmission(profile, frequency="1", payer_claim_control_number="", adjudicated=...)
plan = submissions.plan(ready, taken)          # -> files, each with its control numbers, and what is left
submissions.write(plan.files[0], company, at)  # -> bytes of an 837
"""

from cleanclaim.core.submissions.batching import (
    ControlNumbers,
    Plan,
    PlannedFile,
    ReadyClaim,
    plan,
    write,
)
from cleanclaim.core.submissions.numbers import patient_control_number
from cleanclaim.core.submissions.resubmission import Adjudication, Resubmission, resubmission, void

__all__ = [
    "Adjudication",
    "ControlNumbers",
    "Plan",
    "PlannedFile",
    "ReadyClaim",
    "Resubmission",
    "patient_control_number",
    "plan",
    "resubmission",
    "void",
    "write",
]
