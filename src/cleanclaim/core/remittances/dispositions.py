"""What is an adjustment: allowance, denial, someone else's turn, a hold? Decided by dated, cited rows.

The rows stand in dispositions.yaml. The row that names most wins; an adjustment without one is held.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml


class Disposition(StrEnum):
    """What posting does with an adjustment."""

    CONTRACTUAL = "contractual"  # to the allowance
    TRANSFER = "transfer"  # to the next payer, else to the patient
    PROTECTED = "protected"  # to the next payer, never to the patient
    DENIAL = "denial"  # no money moves; work begins
    PENDING = "pending"  # no money moves; the payer is not done
    COVERAGE = "coverage"  # no money moves; another payer's turn, or ours to find out
    INFORMATION = "information"  # says what another payer did; no money moves
    DUPLICATE = "duplicate"  # points to the original; no money moves
    SEQUESTRATION = "sequestration"
    INCENTIVE = "incentive"
    PENALTY = "penalty"
    CAPITATION = "capitation"
    WITHHOLD = "withhold"
    REVIEW = "review"  # a person looks before the patient is billed
    HOLD = "hold"  # no row, or a row that says so


MOVES_NOTHING = frozenset(
    {
        Disposition.DENIAL,
        Disposition.PENDING,
        Disposition.COVERAGE,
        Disposition.INFORMATION,
        Disposition.DUPLICATE,
        Disposition.REVIEW,
        Disposition.HOLD,
    }
)
WAITS_FOR_A_PERSON = frozenset(
    {Disposition.PENDING, Disposition.COVERAGE, Disposition.DUPLICATE, Disposition.REVIEW, Disposition.HOLD}
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: when it applies, what the adjustment then is, and who says so. Empty parts match all."""

    group: str
    reason: str
    disposition: Disposition
    says: str
    source: str
    valid_from: date
    valid_to: date | None = None
    remark: str = ""
    payer: str = ""  # a payer's number, or a payer kind
    network: str = ""  # in, out

    def fits(self, on: date, remarks: Iterable[str], payers: Iterable[str], network: str) -> bool:
        """True where every part that the row names is met."""
        return (
            self.valid_from <= on
            and (self.valid_to is None or on <= self.valid_to)
            and (not self.remark or self.remark in remarks)
            and (not self.payer or self.payer in payers)
            and (not self.network or self.network == network)
        )

    @property
    def weight(self) -> int:
        """How much the row names: the more, the earlier it is chosen."""
        return bool(self.payer) * 4 + bool(self.remark) * 2 + bool(self.network) + (self.reason != "*") * 8


def disposition(
    group: str,
    reason: str,
    *,
    on: date,
    remarks: Iterable[str] = (),
    payers: Iterable[str] = (),
    network: str = "in",
) -> Rule:
    """Choose the row for an adjustment on a day. payers: the payer's number and its kind."""
    rows = (*_rows().get((group, reason), ()), *_rows().get((group, "*"), ()))
    remarks, payers = tuple(remarks), tuple(payers)
    fitting = [row for row in rows if row.fits(on, remarks, payers, network)]
    return max(fitting, key=lambda row: row.weight, default=_no_row(group, reason))


@cache
def _no_row(group: str, reason: str) -> Rule:
    return Rule(
        group,
        reason,
        Disposition.HOLD,
        "No rule says what this adjustment is.",
        "cleanclaim: an adjustment without a rule is held",
        date.min,
    )


@cache
def _rows() -> dict[tuple[str, str], tuple[Rule, ...]]:
    """Read the rows once, by group and reason; a row may name several of each."""
    text = resources.files(__package__).joinpath("dispositions.yaml").read_text("utf-8")
    sorted_out: dict[tuple[str, str], tuple[Rule, ...]] = {}
    for row in yaml.safe_load(text)["rules"]:
        for rule in _rules(row):
            place = (rule.group, rule.reason)
            sorted_out[place] = (*sorted_out.get(place, ()), rule)
    return sorted_out


def _rules(row: dict[str, Any]) -> Iterable[Rule]:
    for group in row["groups"].split():
        for reason in str(row["reasons"]).split():
            for remark in row.get("remarks", "").split() or ("",):
                yield Rule(
                    group,
                    reason,
                    Disposition(row["as"]),
                    row["says"],
                    row["source"],
                    row["valid_from"],
                    row.get("valid_to"),
                    remark,
                    row.get("payer", ""),
                    row.get("network", ""),
                )
