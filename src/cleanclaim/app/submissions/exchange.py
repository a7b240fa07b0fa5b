"""What waits at a partner, and where does each file belong? Acknowledgments and remittances are taken in.

A file is kept under the home folder before anything reads it, and acknowledged to the partner only when what
it says is safe; so a crash in between costs nothing but a second look.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cleanclaim.app.acknowledgments import actions as acknowledgments
from cleanclaim.app.people.models import Company
from cleanclaim.app.remittances import intake
from cleanclaim.app.submissions.kept import keep_received
from cleanclaim.core import x12
from cleanclaim.core.basics.dates import Clock
from cleanclaim.core.basics.refusals import Refusal
from cleanclaim.partners import Arrival, Partner


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of one file that came."""

    arrival: Arrival
    kind: str  # 835; TA1, 999 or 277CA; empty where nobody could tell
    seen_before: bool = False
    heard: acknowledgments.Heard | None = None
    taken_in: intake.TakenInFile | None = None
    refused: str = ""  # why nothing of it was taken in


def collect(partner: Partner, *, company: Company, clock: Clock) -> Iterator[Collected]:
    """Take in every file that waits at a partner, oldest first, one at a time.

    A file that is refused is kept, acknowledged and told: it would be refused again tomorrow.
    """
    for arrival in partner.arrivals(clock()):
        content = partner.fetch(arrival)
        keep_received(partner.name, content)
        collected = _collect(content, arrival, company, partner.name, clock)
        partner.acknowledge(arrival)
        yield collected


def _collect(content: bytes, arrival: Arrival, company: Company, partner: str, clock: Clock) -> Collected:
    kinds = {one.set for one in x12.stream(content, file=arrival.name)}
    if "835" in kinds:
        taken = intake.take_in(content, company=company, partner=partner, clock=clock, name=arrival.name)
        return Collected(arrival, "835", seen_before=taken.seen_before, taken_in=taken)
    kind = next(iter(sorted(kinds - {""})), "")
    try:
        heard = acknowledgments.take_in(
            content, company=company, partner=partner, clock=clock, name=arrival.name
        )
    except Refusal as refused:
        return Collected(arrival, kind, refused=refused.message)
    return Collected(arrival, kind or "TA1", seen_before=heard.seen_before, heard=heard)
