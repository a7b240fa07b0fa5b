"""How is money counted? As integer cents; decimals exist only on the wire and on screens."""

import re
from collections.abc import Sequence

# ASCII digits only: Decimal() would also accept "1_000", "NaN", "1e9" and other scripts' digits.
_DECIMAL = re.compile(r"(-)?([0-9]{0,16})(?:\.([0-9]{0,2})0*)?", re.ASCII)


class NotMoney(ValueError):
    """The text is no amount in dollars with at most two decimals."""


def cents_from(text: str) -> int:
    """Read an X12 or typed decimal ("137", "47.5", "-.25") as cents; NotMoney for anything else."""
    match = _DECIMAL.fullmatch(text) if len(text) <= 24 else None
    if match is None or not (match[2] or match[3]):
        raise NotMoney("not an amount in dollars and cents")
    cents = int(match[2] or "0") * 100 + int((match[3] or "").ljust(2, "0"))
    return -cents if match[1] else cents


def decimal_text(cents: int) -> str:
    """Write cents as X12 wants them: no trailing zeros, no trailing point, leading minus only."""
    dollars, rest = divmod(abs(cents), 100)
    text = f"{dollars}.{rest:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if cents < 0 else text


def dollars(cents: int) -> str:
    """Show cents to a person: 1,234.50 or −1,234.50."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}{whole:,}.{rest:02d}"


def split(cents: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share cents in proportion to weights, to the last cent (largest remainder, earlier first).

    The parts sum to cents. Weights that sum to zero share equally; no weights share nothing.
    """
    if not weights:
        if cents:
            raise ValueError("money cannot be shared among none")
        return ()
    shares = list(weights) if sum(weights) else [1] * len(weights)
    total = sum(shares)
    if min(shares) < 0:
        raise ValueError("a share cannot be negative")
    sign, amount = (-1, -cents) if cents < 0 else (1, cents)
    parts = [amount * share // total for share in shares]
    remainders = [(-(amount * share % total), place) for place, share in enumerate(shares)]
    for _, place in sorted(remainders)[: amount - sum(parts)]:
        parts[place] += 1
    return tuple(sign * part for part in parts)
