"""What happens on a payer's payment day? Claims that fell due are decided, booked and paid."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta

from cleanclaim.core.basics.refusals import BrokenInvariant
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.remittances import Remittance
from cleanclaim.partners.sandbox.adjudication import adjudicate
from cleanclaim.partners.sandbox.benefits import part
from cleanclaim.partners.sandbox.books import BookedClaim, BookedPayment, PendingClaim
from cleanclaim.partners.sandbox.history import History
from cleanclaim.partners.sandbox.plans import SandboxPayer
from cleanclaim.partners.sandbox.policies import Case
from cleanclaim.partners.sandbox.records import Records, draw
from cleanclaim.partners.sandbox.remitting import Forwarded, book_payment, remittance


class PayerDesk:
    """One payer at work: claims wait here until their payment day."""

    def __init__(self, payer: SandboxPayer, records: Records, history: History) -> None:
        self.payer = payer
        self.payments: list[BookedPayment] = []
        self._records = records
        self._history = history
        self._numbers: set[str] = set()
        self._waiting: dict[date, list[tuple[Claim, str, date, str]]] = defaultdict(list)
        self._forwarded: dict[str, Forwarded] = {}

    def take(self, claim: Claim, submitter: str, at: datetime) -> tuple[str, date]:
        """Take a claim into adjudication. Return the payer's number for it, and its payment day."""
        number = self._number(claim, at.date())
        due = self._payment_day(claim, at.date())
        self._waiting[due].append((claim, number, at.date(), submitter))
        return number, due

    def pending(self) -> tuple[PendingClaim, ...]:
        """The claims that wait, by payment day."""
        return tuple(
            PendingClaim(
                self.payer.payer_id,
                claim.billing_provider.npi,
                claim.patient_control_number,
                sum(line.billed for line in claim.lines),
                due,
            )
            for due, claims in sorted(self._waiting.items())
            for claim, *_ in claims
        )

    def pay(self, on: date) -> dict[str, tuple[Remittance, ...]]:
        """Decide and pay what fell due: for each submitter, one remittance for each of its payees.

        Claims are decided in the order of their numbers, so that the order of arrival changes no amount.
        """
        by_payee: dict[tuple[str, str], list[BookedClaim]] = defaultdict(list)
        due = self._waiting.pop(on, [])
        for claim, number, received_on, submitter in sorted(
            due, key=lambda one: one[0].patient_control_number
        ):
            for decision in self._decide(claim, number, received_on, on):
                by_payee[submitter, decision.payee].append(decision)
        sent: dict[str, list[Remittance]] = defaultdict(list)
        for (submitter, payee), decisions in sorted(by_payee.items()):
            sent[submitter].append(self._pay(payee, tuple(decisions), on))
        return {submitter: tuple(remittances) for submitter, remittances in sent.items()}

    def _pay(self, payee: str, decisions: tuple[BookedClaim, ...], on: date) -> Remittance:
        before = self._forwarded.get(payee, Forwarded())
        payment = book_payment(self.payer, decisions, before, self._records.seed, on)
        self.payments.append(payment)
        self._forwarded[payee] = Forwarded(payment.carried_forward, payment.trace_number)
        return remittance(self.payer, payment, decisions, before, self._records)

    def _decide(self, claim: Claim, number: str, received_on: date, on: date) -> list[BookedClaim]:
        """Book one decision; a replacement follows its original's reversal, and a void is only that."""
        decisions = []
        if claim.frequency in ("7", "8"):
            original = self._history.standing(self.payer.payer_id, claim.payer_claim_control_number)
            if original is not None:
                decisions.append(original.reversed(on))
                self._history.book(decisions[0])  # what it gives back is there for the correction
        if claim.frequency != "8":
            decided = adjudicate(self._cases(claim, received_on), number, on)
            decisions.append(self._with_interest(decided, on))
            self._history.book(decisions[-1])
        return decisions

    def _cases(self, claim: Claim, received_on: date) -> tuple[Case, ...]:
        member = self._records.find(self.payer, claim).member
        if member is None:
            raise BrokenInvariant("a claim without a member came to adjudication")
        return tuple(
            Case(self.payer, member, claim, line, received_on, self._records, self._history)
            for line in claim.lines
        )

    def _with_interest(self, decided: BookedClaim, on: date) -> BookedClaim:
        late = (on - decided.received_on).days - self.payer.interest_after_days
        if late <= 0 or decided.paid <= 0 or not self.payer.interest_basis_points:
            return decided
        interest = part(decided.paid, self.payer.interest_basis_points * late, 10_000 * 365)
        return replace(decided, interest=interest)

    def _number(self, claim: Claim, on: date) -> str:
        """The payer's claim control number: the day of receipt, and a digest that no other claim has."""
        for attempt in range(1_000_000):
            drawn = draw(
                self._records.seed, "claim", self.payer.payer_id, claim.patient_control_number, on, attempt
            )
            number = f"{on:%y%j}{drawn % 10**8:08d}"
            if number not in self._numbers:
                self._numbers.add(number)
                return number
        raise BrokenInvariant("the payer ran out of claim numbers")

    def _payment_day(self, claim: Claim, received_on: date) -> date:
        """A working day, the payer's usual time after receipt; now and then a claim waits longer."""
        days = self.payer.turnaround_days
        chosen = draw(self._records.seed, "slow", self.payer.payer_id, claim.patient_control_number)
        if self.payer.slow_one_in and chosen % self.payer.slow_one_in == 0:
            days += self.payer.slow_days
        due = received_on + timedelta(days=days)
        return due + timedelta(days=max(0, 7 - due.weekday()) if due.weekday() >= 5 else 0)
