"""What is a denial reason about, whose work is it, and what should be done first?"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Reason:
    """What we know of one denial reason (CARC)."""

    code: str
    cause: str  # the root cause, for counting and for write-offs
    owner: str  # the role whose work it is
    correctable: bool  # a corrected claim can get it paid
    next_step: str


def reason(code: str) -> Reason:
    """Look a denial reason up; one that we know nothing of is a biller's to read."""
    known = _reasons()
    return known.get(code) or Reason(
        code, known[""].cause, known[""].owner, known[""].correctable, known[""].next_step
    )


@cache
def _reasons() -> dict[str, Reason]:
    """Read the reasons once, by code; the empty code is every other one."""
    text = resources.files(__package__).joinpath("reasons.yaml").read_text("utf-8")
    document = yaml.safe_load(text)
    rows = [(code, row) for row in document["reasons"] for code in row["codes"].split()]
    return {
        code: Reason(code, row["cause"], row["owner"], row["correctable"], row["next"])
        for code, row in (*rows, ("", document["other"]))
    }
