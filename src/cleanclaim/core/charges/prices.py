"""What does the practice's own price list say of a service on a date?"""

from collections.abc import Collection, Iterable
from datetime import date

from cleanclaim.core.facts.organisations import FeeScheduleItem


def price_on(
    items: Iterable[FeeScheduleItem], procedure: str, modifiers: Collection[str], on: date
) -> int | None:
    """The price of one unit in cents, or None where the list has none on the date.

    A price for one of the modifiers (26, TC) goes before the plain one; of several periods, the latest.
    """
    fitting = [
        item
        for item in items
        if item.payer is None
        and item.procedure == procedure
        and (not item.modifier or item.modifier in modifiers)
        and item.valid_from <= on
        and (item.valid_to is None or on <= item.valid_to)
    ]
    best = max(fitting, key=lambda item: (bool(item.modifier), item.valid_from), default=None)
    return None if best is None else best.price


def billed(price: int, units: int) -> int:
    """What a line bills: the price of one unit for each."""
    return price * units
