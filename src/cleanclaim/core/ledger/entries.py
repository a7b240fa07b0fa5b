"""How is an entry made, named and taken back? Balanced or not at all; reversed by its mirror."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.basics.refusals import BrokenInvariant
from cleanclaim.core.facts.money import Entry, Leg
from cleanclaim.core.ledger.accounts import CHART


@dataclass(frozen=True, slots=True)
class Occasion:
    """In whose books, for which business day, by whom and when an entry is written."""

    practice: UUID
    post_date: date
    actor: str
    posted_at: datetime

    @property
    def period(self) -> str:
        """The month that the post date falls in."""
        return f"{self.post_date:%Y-%m}"


def entry(
    occasion: Occasion,
    *,
    kind: str,
    idempotency_key: str,
    legs: Iterable[Leg],
    memo: str = "",
    reverses: UUID | None = None,
) -> Entry:
    """Make an entry; BrokenInvariant if it is empty, does not balance or names an unknown account."""
    given = tuple(legs)
    if any(leg.account not in CHART for leg in given):
        raise BrokenInvariant("a leg on an account that the chart does not have")
    return Entry(
        practice=occasion.practice,
        kind=kind,
        idempotency_key=idempotency_key,
        post_date=occasion.post_date,
        period=occasion.period,
        reverses=reverses,
        actor=occasion.actor,
        posted_at=occasion.posted_at,
        memo=memo,
        legs=given,
    )


def entry_key(of: Entry) -> UUID:
    """Name an entry by what it is: practice, kind and idempotency key."""
    return key("entry", of.practice, of.kind, of.idempotency_key)


def leg_key(of: UUID, position: int) -> UUID:
    """Name a leg by its entry and its place in it, counted from 1."""
    return key("leg", of, position)


def _as_it_was(leg: Leg) -> tuple[Leg, ...]:
    return (leg,)


def reversal(
    of: Entry, occasion: Occasion, *, memo: str = "", change: Callable[[Leg], tuple[Leg, ...]] = _as_it_was
) -> Entry:
    """Take an entry back by its mirror, linked to it; an entry is taken back once.

    change may move a mirrored leg, or parts of it, to another remittance or account; the sum stays.
    """
    if of.practice != occasion.practice:
        raise BrokenInvariant("an entry is reversed in its own books")
    taken_back = entry_key(of)
    changed: list[Leg] = []
    for leg in of.legs:
        mirrored = replace(leg, amount=-leg.amount)
        parts = change(mirrored)
        if sum(part.amount for part in parts) != mirrored.amount:
            raise BrokenInvariant("a reversal gives back what was posted")
        changed += parts
    return entry(
        occasion,
        kind="reversal",
        idempotency_key=str(taken_back),
        legs=changed,
        memo=memo,
        reverses=taken_back,
    )
