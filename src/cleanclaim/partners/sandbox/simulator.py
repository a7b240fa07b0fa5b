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
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from cleanclaim.core import x12
from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.core.facts.exchange import InterchangeAnswer
from cleanclaim.partners.sandbox.books import Books
from cleanclaim.partners.sandbox.front_desk import Waiting, acknowledgment, at_clearinghouse
from cleanclaim.partners.sandbox.history import History
from cleanclaim.partners.sandbox.outgoing import Answered, Outgoing
from cleanclaim.partners.sandbox.payments import PayerDesk
from cleanclaim.partners.sandbox.plans import SandboxSetup
from cleanclaim.partners.sandbox.records import Records
from cleanclaim.partners.sandbox.screening import accepted, refusal

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

    def _open(self, content: bytes, when: datetime) -> None:
        """Look at a file as the clearinghouse does: envelope first, then form, then who is to pay."""
        reading = x12.read(content)
        if not reading.interchanges:
            return  # nobody to answer
        source = x12.Party(name=self.setup.clearinghouse_name, id=self.setup.clearinghouse_id)
        answers = x12.acknowledge(reading, source=source)
        envelope, named = reading.interchanges[0], digest(content)
        said = self._envelope_answer(answers.interchanges[0], envelope.sender_id, len(reading.interchanges))
        sender, groups, soon = envelope.sender_id, answers.groups, when + ENVELOPE_DELAY
        if envelope.wants_acknowledgment or said.status == "R":
            self._plan(soon, f"2 {named}", lambda at: self._outgoing.interchange_answer(said, sender, at))
        if said.status == "R":
            return
        if groups:
            self._plan(soon, f"3 {named}", lambda at: self._outgoing.group_answers(groups, sender, at))
        batches = at_clearinghouse(reading, answers.claims, self._desks.keys(), when.date())
        if batches:
            later = when + CLEARINGHOUSE_DELAY
            self._plan(later, f"4 {named}", lambda at: self._hand_on(batches, sender, named, at))

    def _envelope_answer(self, answer: InterchangeAnswer, sender: str, count: int) -> InterchangeAnswer:
        """The clearinghouse takes one interchange in a file, and each control number of a sender once."""
        if answer.status != "R" and count > 1:
            return replace(answer, status="R", note="024")
        if answer.status != "R" and (sender, answer.interchange) in self._interchanges:
            return replace(answer, status="R", note="025")
        self._interchanges.add((sender, answer.interchange))
        return answer

    def _hand_on(self, batches: tuple[Waiting, ...], submitter: str, named: str, when: datetime) -> None:
        """Acknowledge each claim, and take those that are in order to their payers for the next morning."""
        self._outgoing.claim_answers(tuple(acknowledgment(batch) for batch in batches), submitter, when)
        morning = datetime.combine(when.date() + timedelta(days=1), PAYER_TAKES)
        for batch in batches:
            self._rejected += batch.sent_back()
            for payer_id, own in batch.by_payer().items():
                order = f"5 {payer_id} {named} {batch.answered.batch}"
                self._plan(morning, order, partial(self._screen, payer_id, own, submitter))

    def _screen(self, payer_id: str, batch: Waiting, submitter: str, when: datetime) -> None:
        """A payer looks at its part of a batch: into adjudication, or back."""
        desk, today = self._desks[payer_id], when.date()
        said = []
        for claim, answer in batch.claims:
            refused = refusal(desk.payer, claim, self._records, self._history, today)
            if refused is not None:
                self._rejected.append(claim.patient_control_number)
                said.append((claim, replace(answer, statuses=(refused,), lines=(), line_statuses=())))
                continue
            number, due = desk.take(claim, submitter, when)
            taken = replace(answer, statuses=(accepted(today),), payer_claim_control_number=number)
            said.append((claim, taken))
            self._plan_payday(payer_id, due)
        told = batch.told_by(desk.payer.name, payer_id, tuple(said))
        self._outgoing.claim_answers((acknowledgment(told),), submitter, when)

    def _plan_payday(self, payer_id: str, due: date) -> None:
        if (payer_id, due) not in self._paydays:
            self._paydays.add((payer_id, due))
            when = datetime.combine(due, PAYER_PAYS)
            self._plan(when, f"6 {payer_id}", lambda at: self._pay(payer_id, due, at))

    def _pay(self, payer_id: str, due: date, when: datetime) -> None:
        for submitter, remittances in self._desks[payer_id].pay(due).items():
            self._outgoing.remittances(remittances, submitter, when)
