"""Which entries does a remittance make? One for each claim and each provider adjustment, or none at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from cleanclaim.core.basics.findings import Finding, Place, Severity
from cleanclaim.core.basics.refusals import BrokenInvariant
from cleanclaim.core.facts.money import Entry, Leg
from cleanclaim.core.facts.remittances import ClaimPayment, Remittance
from cleanclaim.core.ledger import accounts
from cleanclaim.core.ledger.balances import Party, clearing, legs_of
from cleanclaim.core.ledger.entries import entry, reversal
from cleanclaim.core.posting.beside import post_beside
from cleanclaim.core.posting.context import Context, PriorPosting, Running
from cleanclaim.core.posting.lines import adjudicated_lines, post_line
from cleanclaim.core.posting.outcomes import ClaimPosting, LinePosting, Outcome, RemittancePosting
from cleanclaim.core.remittances.balance import REVERSAL, ClaimBalance, balance, every_adjustment
from cleanclaim.core.remittances.dispositions import MOVES_NOTHING, disposition
from cleanclaim.core.remittances.identity import identity
from cleanclaim.core.remittances.matching import ClaimMatch, ClaimOnFile

NOT_OURS, PREDETERMINATION = "23", "25"


def post_remittance(remittance: Remittance, context: Context) -> RemittancePosting:
    """Post a remittance, or hold it whole where the transaction does not balance.

    Its clearing legs sum to BPR02, so that the deposit brings the clearing account to zero.
    """
    who = identity(remittance)
    remittance_key = who.key_in(context.occasion.practice)
    sums = balance(remittance)
    if not sums.holds:
        return RemittancePosting(remittance, who, remittance_key, sums, held=True)
    context = _with_payer(remittance, context)
    work = _Work(remittance_key, who.text, remittance.payment_date, context, Running(context.books))
    claims = tuple(
        work.claim(ordinal, payment, claim_sums)
        for ordinal, (payment, claim_sums) in enumerate(zip(remittance.claims, sums.claims, strict=True), 1)
    )
    # What the payer gives comes first: a recovery may be of the very refund that it confirms (RFI 325).
    beside = tuple(
        post_beside(
            ordinal,
            one,
            context,
            work.running,
            remittance=remittance_key,
            identity=who.text,
            paid_on=remittance.payment_date,
        )
        for ordinal, one in sorted(
            enumerate(remittance.provider_adjustments, 1), key=lambda pair: pair[1].amount > 0
        )
        if one.amount
    )
    posting = RemittancePosting(remittance, who, remittance_key, sums, False, claims, beside)
    if clearing(legs_of(posting.entries)).get(remittance_key, 0) != posting.awaited:
        raise BrokenInvariant("a remittance whose clearing legs do not make its payment")
    return posting


def _with_payer(remittance: Remittance, context: Context) -> Context:
    """Take the payer from the first claim that is found, where the caller could not tell."""
    if context.payer is not None:
        return context
    for payment in remittance.claims:
        claim = context.claim_for(payment).claim
        if claim is not None:
            return replace(context, payer=claim.coverage.payer)
    return context


class _Work:
    """One remittance while it is posted."""

    def __init__(
        self, remittance: UUID, identity: str, paid_on: date, context: Context, running: Running
    ) -> None:
        self.remittance = remittance
        self.identity = identity
        self.paid_on = paid_on
        self.context = context
        self.running = running

    def claim(self, ordinal: int, payment: ClaimPayment, sums: ClaimBalance) -> ClaimPosting:
        """Post one claim payment in the way that its status, its sums and our files allow."""
        match = self.context.claim_for(payment)
        if not sums.holds:
            return self._suspend(ordinal, payment, match, Outcome.HELD)
        if payment.status in (NOT_OURS, PREDETERMINATION) and not payment.paid:
            return ClaimPosting(ordinal, payment, match, Outcome.NOT_ADJUDICATED, None)
        if match.claim is None:
            return self._suspend(ordinal, payment, match, Outcome.UNIDENTIFIED, "claim-not-found")
        if payment.status in (NOT_OURS, PREDETERMINATION):
            return self._suspend(ordinal, payment, match, Outcome.HELD, "paid-without-adjudication")
        if payment.status == REVERSAL:
            return self._reverse(ordinal, payment, match, match.claim)
        return self._adjudicate(ordinal, payment, match, match.claim)

    def _adjudicate(
        self, ordinal: int, payment: ClaimPayment, match: ClaimMatch, claim: ClaimOnFile
    ) -> ClaimPosting:
        adjudicated = adjudicated_lines(payment, claim)
        if adjudicated is None:
            return self._suspend(ordinal, payment, match, Outcome.HELD, "line-not-found")
        early = self._before_its_turn(claim, payment)
        lines: list[LinePosting] = []
        legs: list[Leg] = []
        for one in adjudicated:
            posting, made = post_line(
                one, claim, self.running, remittance=self.remittance, paid_on=self.paid_on
            )
            lines.append(posting)
            legs += made
        findings = (
            *((_waits(ordinal, "before-its-turn"),) if early else ()),
            *self._about_lines(ordinal, lines),
        )
        posted = self._entry("payment", ordinal, legs) if legs else None
        if posted is not None:
            self.running.add(posted, claim.key, payment)
        return ClaimPosting(ordinal, payment, match, Outcome.POSTED, posted, tuple(lines), findings)

    def _before_its_turn(self, claim: ClaimOnFile, payment: ClaimPayment) -> bool:
        """True where a later payer answers while nothing has been moved to it yet."""
        if claim.coverages[0].sequence == claim.sequence or not payment.paid:
            return False
        coverage = claim.coverage.coverage
        return all(self.running.open(line.charge, coverage) <= 0 for line in claim.lines)

    def _reverse(
        self, ordinal: int, payment: ClaimPayment, match: ClaimMatch, claim: ClaimOnFile
    ) -> ClaimPosting:
        if self._moves_nothing(payment, claim):
            return ClaimPosting(ordinal, payment, match, Outcome.REVERSED, None)
        candidates = self.running.prior(claim.key)
        if not candidates:
            return self._suspend(ordinal, payment, match, Outcome.HELD, "reversal-without-original")
        original = next((one for one in candidates if mirrors(payment, one)), None)
        if original is None:
            return self._suspend(ordinal, payment, match, Outcome.HELD, "reversal-differs")
        made = reversal(
            original.entry,
            self.context.occasion,
            memo="22",
            change=partial(self._taken_back, claim.patient_control_number, {}),
        )
        self.running.add(made)
        return ClaimPosting(ordinal, payment, match, Outcome.REVERSED, made)

    def _moves_nothing(self, payment: ClaimPayment, claim: ClaimOnFile) -> bool:
        """True for the reversal of a refusal: nothing was paid or posted, so nothing is taken back."""
        if payment.paid:
            return False
        ruled = [
            disposition(one.group, one.reason, on=self.paid_on, payers=claim.payer_kinds)
            for one in every_adjustment(payment)
        ]
        return bool(ruled) and all(one.disposition in MOVES_NOTHING for one in ruled)

    def _taken_back(self, reference: str, used: dict[Party, int], leg: Leg) -> tuple[Leg, ...]:
        """Move a mirrored leg to this remittance, and to the overpayment where one was recognised.

        used: how much of each recognised overpayment earlier legs of the same reversal took.
        """
        if leg.account == accounts.REMITTANCE_CLEARING:
            return (replace(leg, remittance=self.remittance),)
        if leg.account != accounts.PAYER_RECEIVABLE or leg.amount < 0 or leg.charge is None:
            return (leg,)
        party = (leg.charge, leg.coverage)
        left = self.running.recognised(*party) - used.get(party, 0)
        known = min(max(left, 0), leg.amount)
        used[party] = used.get(party, 0) + known
        parts = (
            replace(leg, account=accounts.PAYER_OVERPAYMENT, amount=known, reference=reference)
            if known
            else None,
            replace(leg, amount=leg.amount - known) if leg.amount - known else None,
        )
        return tuple(part for part in parts if part is not None)

    def _suspend(
        self,
        ordinal: int,
        payment: ClaimPayment,
        match: ClaimMatch,
        outcome: Outcome,
        code: str = "",
    ) -> ClaimPosting:
        """Keep a claim's money where it can be seen, so that the clearing account still closes."""
        found = outcome is not Outcome.UNIDENTIFIED
        account = accounts.HELD_CLAIM if found else accounts.UNAPPLIED_PAYER_CASH
        posted = None
        if payment.paid:
            sides = ((accounts.REMITTANCE_CLEARING, payment.paid), (account, -payment.paid))
            legs = [
                Leg(
                    account=name,
                    amount=cents,
                    claim=match.claim.key if match.claim else None,
                    patient=match.claim.patient if match.claim else None,
                    remittance=self.remittance,
                    payer=self.context.payer,
                    reason=code or "does-not-balance",
                    reference=payment.payer_claim_control_number,
                )
                for name, cents in sides
            ]
            posted = self.running.add(self._entry(outcome.value, ordinal, legs))
        findings = (_waits(ordinal, code),) if code else ()
        return ClaimPosting(ordinal, payment, match, outcome, posted, (), findings)

    def _entry(self, kind: str, ordinal: int, legs: list[Leg]) -> Entry:
        return entry(
            self.context.occasion,
            kind=kind,
            idempotency_key=f"{self.identity}|claim|{ordinal}",
            legs=legs,
        )

    def _about_lines(self, ordinal: int, lines: list[LinePosting]) -> Iterator[Finding]:
        for place, line in enumerate(lines, 1):
            for one in line.waiting:
                yield Finding(
                    f"posting.adjustment-{one.rule.disposition.value}",
                    Severity.WARNING,
                    f"{one.code}: {one.rule.says} The balance waits for a person.",
                    Place(segment_id="CAS", claim=ordinal, line=place),
                )


def mirrors(payment: ClaimPayment, prior: PriorPosting) -> bool:
    """True where a reversal states what was posted, with every sign changed."""
    original = prior.payment
    numbers = {payment.payer_claim_control_number, original.payer_claim_control_number} - {""}
    if len(numbers) > 1:
        return False
    return (-payment.billed, -payment.paid) == (original.billed, original.paid) and {
        code: -cents for code, cents in _totals(payment).items()
    } == _totals(original)


def _totals(payment: ClaimPayment) -> dict[str, int]:
    """What each group and reason comes to, over the claim and its lines."""
    sums: dict[str, int] = {}
    for one in every_adjustment(payment):
        code = f"{one.group}-{one.reason}"
        sums[code] = sums.get(code, 0) + one.amount
    return {code: cents for code, cents in sums.items() if cents}


_WORDS = {
    "claim-not-found": "No claim of ours has this number: its payment stands as unidentified payer money.",
    "before-its-turn": (
        "This payer paid before the one ahead of it answered: its payment is a credit until then, and "
        "what it allows off or leaves to the patient was not posted."
    ),
    "line-not-found": "A paid line is none of this claim's: the claim's payment is held.",
    "paid-without-adjudication": "Money came with a status that pays nothing: it is held.",
    "reversal-without-original": "Nothing was posted that this could take back: its amount is held.",
    "reversal-differs": "This takes back other amounts than were posted: its amount is held.",
}


def _waits(ordinal: int, code: str) -> Finding:
    return Finding(f"posting.{code}", Severity.WARNING, _WORDS[code], Place(segment_id="CLP", claim=ordinal))
