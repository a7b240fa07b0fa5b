"""Why is the rest the patient's? In words that anyone can read."""

from collections.abc import Mapping

from cleanclaim.core.basics.money import dollars

_WHY = {
    "PR-1": "counts towards your plan's yearly deductible",
    "PR-2": "is your coinsurance, the share that your plan leaves to you",
    "PR-3": "is your copay",
    "self_pay": "is for care that you pay for yourself",
}


def why(reasons: Mapping[str, int]) -> str:
    """Say why each part became the patient's: "$25.00 is your copay." Reasons without a rest are left out."""
    parts = [f"${dollars(cents)} {_words(reason)}" for reason, cents in sorted(reasons.items()) if cents > 0]
    return f"{'; '.join(parts)}." if parts else ""


def _words(reason: str) -> str:
    if reason.startswith("returned:"):
        return "was paid and then returned by the bank"
    if reason.startswith("approved:"):
        return "was moved to you, as agreed"
    return _WHY.get(reason, "is what your plan says is yours to pay")
