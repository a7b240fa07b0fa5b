"""What waits at a partner, and where does each file belong? Acknowledgments and remittances are taken in.

A file is kept under the home folder before anything reads it, and acknowledged to the partner only when what
it says is safe; so a crash in between costs nothing but a second look.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings

from cleanclaim.app.acknowledgments import actions as acknowledgments
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.coverage.models import PayerRoute
from cleanclaim.app.people.models import Company, Practice
from cleanclaim.app.remittances import intake
from cleanclaim.app.submissions.actions import hand_over, waiting_files
from cleanclaim.app.submissions.kept import keep_received
from cleanclaim.app.submissions.models import File
from cleanclaim.core import x12
from cleanclaim.core.basics.dates import Clock
from cleanclaim.core.basics.refusals import Refusal, Unknown
from cleanclaim.partners import Arrival, Partner
from cleanclaim.partners.opening import open_partner


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


def hand_over_all(by: Actor) -> list[File]:
    """Hand the practice's waiting files to their partners; what cannot be handed over waits."""
    handed: list[File] = []
    for name in sorted({waiting.partner for waiting in waiting_files(by)}):
        with suppress(Unknown):
            handed += hand_over(by, open_partner(name, settings.HOME))
    return handed


def collect_all(by: Actor) -> list[Collected]:
    """Take in what waits at every partner that the practice's company has a route to."""
    company = Practice.objects.select_related("company").get(pk=by.practice_id).company
    names = PayerRoute.objects.filter(payer__company=company).values_list("partner", flat=True)
    collected: list[Collected] = []
    for name in sorted(set(names)):
        with suppress(Unknown):
            partner = open_partner(name, settings.HOME)
            collected += collect(partner, company=company, clock=by.clock)
    return collected
