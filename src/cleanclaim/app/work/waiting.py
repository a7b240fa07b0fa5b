"""What is mine, what is oldest, what is worth most, what expires next? The orders of every queue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeVar
from uuid import UUID

Order = Literal["oldest", "worth", "expires"]
ORDERS: tuple[Order, ...] = ("oldest", "worth", "expires")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One piece of work in a queue: since when it waits, what it is worth, until when it may wait."""

    key: UUID
    since: datetime
    worth_cents: int = 0
    due_on: date | None = None
    owner: UUID | None = None

    def days(self, today: date) -> int:
        """Whole days that it has waited."""
        return (today - self.since.date()).days


W = TypeVar("W", bound=Waiting)


def ordered(work: Iterable[W], order: Order) -> list[W]:
    """Work in one of the orders; ties go to the one that waits longest, then to the key."""
    return sorted(work, key=lambda one: (_rank(one, order), one.since, str(one.key)))


def mine(work: Iterable[W], user: UUID | None) -> list[W]:
    """The work that somebody took; nobody's where there is no such person."""
    return [one for one in work if user is not None and one.owner == user]


def worth(work: Sequence[Waiting]) -> int:
    """What the work is worth together, in cents."""
    return sum(one.worth_cents for one in work)


def _rank(one: Waiting, order: Order) -> float:
    if order == "worth":
        return -one.worth_cents
    if order == "expires":
        return one.due_on.toordinal() if one.due_on else date.max.toordinal()
    return 0
