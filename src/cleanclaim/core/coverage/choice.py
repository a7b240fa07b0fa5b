"""Which coverages, rules and leaves are in force on a date of service?"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from cleanclaim.core.facts.payers import Authorization, Coverage, PayerProfile, Referral

ORDER = "PSTABCDEFGH"
"""The payer sequences of X12, first to last."""


class Dated(Protocol):
    """What is valid from a day, and perhaps to one."""

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


def valid_on(dated: Iterable[D], day: date) -> list[D]:
    """Those that are valid on a day, in their given order."""
    return [one for one in dated if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]


def in_force(coverages: Iterable[Coverage], on: date, case: UUID | None = None) -> tuple[Coverage, ...]:
    """The coverages that answer for a service, in payer order.

    A case with coverages of its own (workers' compensation, auto, liability) is theirs alone; a coverage that
    belongs to a case answers for no other service.
    """
    valid = valid_on(coverages, on)
    of_case = [coverage for coverage in valid if case is not None and coverage.case == case]
    answering = of_case or [coverage for coverage in valid if coverage.case is None]
    return tuple(sorted(answering, key=lambda coverage: (ORDER.index(coverage.sequence), coverage.number)))


def next_after(coverages: Sequence[Coverage], sequence: str) -> Coverage | None:
    """The coverage whose turn comes after a payer sequence, or None: then it is the patient's."""
    later = [one for one in coverages if ORDER.index(one.sequence) > ORDER.index(sequence)]
    return min(later, key=lambda one: ORDER.index(one.sequence), default=None)


def profile_on(profiles: Iterable[PayerProfile], day: date) -> PayerProfile | None:
    """The payer's rules on a day."""
    return max(valid_on(profiles, day), key=lambda profile: profile.valid_from, default=None)


def authorization_for(
    authorizations: Iterable[Authorization], procedure: str, units: int, on: date
) -> Authorization | None:
    """The leave that covers a service: one that names it before one for anything, the oldest first.

    One whose units are used up covers nothing more.
    """
    fitting = [
        one
        for one in valid_on(authorizations, on)
        if (not one.procedures or procedure in one.procedures)
        and (one.units is None or one.units - one.units_used >= units)
    ]
    return min(fitting, key=lambda one: (not one.procedures, one.valid_from, one.number), default=None)


def referral_on(referrals: Iterable[Referral], on: date) -> Referral | None:
    """The referral in force with visits left, the oldest first."""
    fitting = [one for one in valid_on(referrals, on) if one.visits is None or one.visits_used < one.visits]
    return min(fitting, key=lambda one: (one.valid_from, one.number), default=None)
