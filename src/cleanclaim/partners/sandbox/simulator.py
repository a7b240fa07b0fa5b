"""What comes back for a file, and when? Clearinghouse and payers on a virtual clock.

    sandbox = Sandbox(setup)
    sandbox.receive(content, at)      # bytes of an 837P
    sandbox.deliver(now)              # every answer that lies ready by now
    sandbox.books()                   # the payers' own books

Nothing is drawn at random and no clock is read: the same setup and the same files at the same times give the
same bytes. What happens inside is a queue of events in time; asking more often for answers changes none.
"""

import hashlib
import heapq
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.partners.sandbox.books import Books
from cleanclaim.partners.sandbox.history import History
from cleanclaim.partners.sandbox.outgoing import Answered, Outgoing
from cleanclaim.partners.sandbox.payments import PayerDesk
from cleanclaim.partners.sandbox.plans import SandboxSetup
from cleanclaim.partners.sandbox.records import Records

ENVELOPE_DELAY = timedelta(minutes=5)
CLEARINGHOUSE_DELAY = timedelta(hours=1)
PAYER_TAKES = time(7, 0, tzinfo=UTC)  # the morning after
PAYER_PAYS = time(10, 0, tzinfo=UTC)

Happening = Callable[[datetime], None]


def digest(content: bytes) -> str:
    """What names a file."""
    return hashlib.sha256(content).hexdigest()


class Sandbox:
    """A clearinghouse with its payers."""

    def __init__(self, setup: SandboxSetup) -> None:
        self.setup = setup
        self._records = Records(setup)
        self._history = History()
        self._desks = {
            payer.payer_id: PayerDesk(payer, self._records, self._history) for payer in setup.payers
        }
        self._outgoing = Outgoing(setup.clearinghouse_id)
        self._events: list[tuple[datetime, str, int, Happening]] = []
        self._counted = 0
        self._now = datetime.min.replace(tzinfo=UTC)
        self._seen: set[str] = set()
        self._interchanges: set[tuple[str, str]] = set()
        self._rejected: list[str] = []
        self._paydays: set[tuple[str, date]] = set()

    def receive(self, content: bytes, at: datetime) -> None:
        """Take a file; the same bytes again are the same file. TooLate for a time in the sandbox's past."""
        named = digest(content)
        if named in self._seen:
            return
        if at < self._now:
            raise TooLate("sandbox.clock", "The sandbox's clock stands later than this file's time.")
        self._seen.add(named)
        self._plan(at, f"1 {named}", lambda when: self._open(content, when))

    def deliver(self, now: datetime) -> tuple[Answered, ...]:
        """Every file that lies ready by this instant, oldest first."""
        while self._events and self._events[0][0] <= now:
            when, _, _, happen = heapq.heappop(self._events)
            happen(when)
        self._now = max(self._now, now)
        return tuple(self._outgoing.files)

    def books(self) -> Books:
        """What all payers have on record by now."""
        desks = [self._desks[number] for number in sorted(self._desks)]
        return Books(
            claims=tuple(self._history.decisions),
            payments=tuple(payment for desk in desks for payment in desk.payments),
            pending=tuple(claim for desk in desks for claim in desk.pending()),
            rejected=tuple(self._rejected),
        )

    def _plan(self, when: datetime, order: str, happen: Happening) -> None:
        self._counted += 1
        heapq.heappush(self._events, (when, order, self._counted, happen))
