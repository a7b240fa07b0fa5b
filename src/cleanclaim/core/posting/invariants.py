"""Does what was written off stand on the right account? No denial among the allowances."""

from collections.abc import Iterable, Iterator

from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.facts.money import Entry, Leg
from cleanclaim.core.ledger.accounts import CONTRACTUAL_ALLOWANCE
from cleanclaim.core.ledger.entries import entry_key
from cleanclaim.core.remittances.dispositions import Disposition, disposition


def verify_allowances(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Find allowances whose reason is no contractual one on the day of the posting."""
    for entry in entries:
        if any(_stranger(leg, entry) for leg in entry.legs if leg.account == CONTRACTUAL_ALLOWANCE):
            yield Finding(
                "posting.denial-in-allowance",
                Severity.FATAL,
                f"entry {entry_key(entry)} writes off as contractual what is not",
            )


def _stranger(leg: Leg, entry: Entry) -> bool:
    group, _, reason = leg.reason.partition("-")
    return disposition(group, reason, on=entry.post_date).disposition is not Disposition.CONTRACTUAL
