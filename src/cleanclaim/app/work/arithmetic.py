"""How is a sum shown? As an accountant writes it: each term, what they make, and what was stated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleanclaim.core.remittances.balance import Balance


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line of a sum. kind: item, sum (a rule above), end (a double rule), gap (a space before)."""

    words: str
    cents: int
    code: str = ""
    url: str = ""
    note: str = ""
    kind: str = "item"


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum with its proof: is_balanced is None where there is nothing to prove."""

    caption: str
    lines: Sequence[SumLine]
    is_balanced: bool | None = None
    difference_cents: int = 0


def proved(caption: str, terms: Iterable[SumLine], balance: Balance, makes: str, stated: str) -> Sum:
    """The terms, what they make, and what the payer states, with the difference where there is one."""
    end = [SumLine(makes, balance.sum, kind="sum")]
    if not balance.holds:
        end.append(SumLine(stated, balance.stated))
    else:
        end = [SumLine(stated, balance.stated, kind="end")]
    return Sum(caption, [*terms, *end], balance.holds, balance.difference)
