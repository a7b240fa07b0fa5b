"""When a coder codes again, which charges stay, which are voided, and which are new?

Revenue posts for each charge, and receivables are kept by charge. So a charge whose money is the same stays
itself, whatever is corrected about it (modifiers, pointers, notes), and payments and claims before and after
the correction meet on it. One whose money differs is voided, and the right one takes its place.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cleanclaim.core.facts.encounters import Charge


@dataclass(frozen=True, slots=True)
class Revision:
    """The charges after coding again. kept and added are in the new order; voided point at nothing yet."""

    kept: tuple[Charge, ...]
    added: tuple[Charge, ...]
    voided: tuple[Charge, ...]


def revise(released: Iterable[Charge], wanted: Iterable[Charge]) -> Revision:
    """Match what is wanted to what was released: the first with the same money is kept, and its number."""
    left = [charge for charge in released if charge.state != "voided"]
    kept, added = [], []
    for charge in wanted:
        same = next((one for one in left if _money(one) == _money(charge)), None)
        if same is None:
            added.append(charge)
        else:
            left.remove(same)
            kept.append(replace(charge, number=same.number, state=same.state))
    return Revision(tuple(kept), tuple(added), tuple(left))


def _money(charge: Charge) -> tuple[object, ...]:
    return (
        charge.procedure,
        charge.units,
        charge.price,
        charge.billed,
        charge.date_of_service,
        charge.rendering_provider,
    )
