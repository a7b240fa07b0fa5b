"""Is the record of who did what whole? Every event carries a keyed digest of itself and of the one before."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from cleanclaim.app.audit.actions import event_mac
from cleanclaim.app.audit.models import Event
from cleanclaim.app.people.models import Practice, Sequence
from cleanclaim.app.people.tenancy import every_practice
from cleanclaim.core.basics.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Chain:
    """One practice's events, and what is wrong with them."""

    practice: str  # its number
    events: int
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """True where no event was changed, removed, added or put elsewhere."""
        return not self.findings


def verify() -> list[Chain]:
    """Read every practice's chain from its first event to its last."""
    with every_practice("verify the chain of every practice"):
        practices = Practice.objects.order_by("number")
        return [_verified(practice) for practice in practices]


def _verified(practice: Practice) -> Chain:
    found = tuple(_findings(practice.pk))
    return Chain(practice.number, Event.objects.filter(practice=practice.pk).count(), found)


def _findings(practice: UUID) -> Iterator[Finding]:
    """Stops at the first break: behind it every digest would be wrong for the same reason."""
    expected, previous = 1, ""
    for event in Event.objects.filter(practice=practice).order_by("sequence").iterator(chunk_size=2000):
        if event.sequence != expected:
            yield _broken("audit.missing", f"Event {expected} is missing.")
            return
        if event.previous != previous:
            yield _broken("audit.order", f"Event {expected} does not follow the one before it.")
            return
        if event_mac(event) != event.mac:
            yield _broken("audit.changed", f"Event {expected} was changed after it was recorded.")
            return
        expected, previous = expected + 1, event.mac
    numbers = Sequence.objects.filter(practice=practice, kind="event").values_list("last", flat=True)
    given = numbers.first() or 0
    if given != expected - 1:
        yield _broken("audit.cut", f"The last {given - expected + 1} events are missing.")


def _broken(code: str, message: str) -> Finding:
    return Finding(code, Severity.ERROR, message)
