"""Who pays for a service, in which order, by which route and under which rules, on its date?"""

from cleanclaim.core.coverage.choice import (
    authorization_for,
    in_force,
    next_after,
    profile_on,
    referral_on,
)

__all__ = ["authorization_for", "in_force", "next_after", "profile_on", "referral_on"]
