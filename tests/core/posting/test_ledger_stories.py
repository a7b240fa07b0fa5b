"""Each .story is a ledger told line by line; every line is played, and after each the books must prove.

tests/cases/ledger/README.md says how to write one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.basics.money import cents_from
from cleanclaim.core.denials.items import denial_items
from cleanclaim.core.facts.money import Denial, Entry
from cleanclaim.core.facts.remittances import (
    Adjustment,
    ClaimPayment,
    LinePayment,
    ProviderAdjustment,
    Remittance,
    RemittanceParty,
)
from cleanclaim.core.ledger.accounts import (
    CASH,
    CHART,
    PATIENT_RECEIVABLE,
    PAYER_RECEIVABLE,
    UNAPPLIED_PATIENT_CASH,
    Nature,
)
from cleanclaim.core.ledger.balances import by_account, charge_summaries, fold, legs_of, open_by_party
from cleanclaim.core.ledger.entries import Occasion, entry_key
from cleanclaim.core.ledger.invariants import verify
from cleanclaim.core.posting import charges, patients, payers
from cleanclaim.core.posting.context import Books, Context, PriorPosting
from cleanclaim.core.posting.legs import ChargeOnFile
from cleanclaim.core.posting.outcomes import RemittancePosting
from cleanclaim.core.posting.payers import Share
from cleanclaim.core.posting.remittances import post_remittance
from cleanclaim.core.remittances.matching import ClaimOnFile, CoverageOnFile, LineOnFile
from cleanclaim.core.statements.bills import BilledCharge, statement

STORIES = Path(__file__).parents[2] / "cases" / "ledger"
SEQUENCES = {"primary": "P", "secondary": "S", "tertiary": "T"}
STATUSES = {"primary": "1", "secondary": "2", "tertiary": "3"}
DAY = date(2026, 10, 14)
PRACTICE = key("practice", "story")
PATIENT = key("patient", "story")
MONEY = re.compile(r"-?[0-9,]+\.[0-9]{2}")
CODE = re.compile(r"(CO|PR|OA|PI)-[0-9A-Z]+")
CREDITS = (Nature.LIABILITY, Nature.REVENUE, Nature.CLEARING)


@dataclass
class Encounter:
    """One visit of the story: its charges become the lines of one claim."""

    name: str
    lines: list[LineOnFile] = field(default_factory=list)
    self_pay: bool = False

    def charge(self, line: LineOnFile) -> ChargeOnFile:
        return ChargeOnFile(line.charge, PATIENT, line.date_of_service, claim=key("claim", self.name))


@dataclass
class Pending:
    """A remittance that the story is still filling."""

    claims: list[ClaimPayment] = field(default_factory=list)
    beside: list[ProviderAdjustment] = field(default_factory=list)


class Story:
    """The books and files of one story while it is played."""

    def __init__(self, text: str) -> None:
        self.entries: dict[UUID, Entry] = {}
        self.prior: dict[UUID, list[PriorPosting]] = {}
        self.encounters: dict[str, Encounter] = {}
        self.pending: dict[str, Pending] = {}
        self.sent: dict[str, Remittance] = {}
        self.deposited: set[UUID] = set()
        self.denials: list[Denial] = []
        self.last: RemittancePosting | None = None
        self.count = 0
        named = {word for word in SEQUENCES if re.search(rf"\b{word}\b", text)} | {"primary"}
        self.coverages = tuple(
            CoverageOnFile(key("coverage", word), key("payer", word), None, sequence)
            for word, sequence in SEQUENCES.items()
            if word in named
        )

    # What stories speak of

    @property
    def occasion(self) -> Occasion:
        return Occasion(PRACTICE, DAY, "Pia", datetime(2026, 10, 14, 15, tzinfo=UTC))

    def next_number(self) -> str:
        self.count += 1
        return f"N{self.count}"

    def coverage(self, word: str) -> CoverageOnFile:
        return next(one for one in self.coverages if one.sequence == SEQUENCES[word])

    def claim(self, name: str, word: str) -> ClaimOnFile:
        one = self.encounters[name]
        return ClaimOnFile(
            key=key("claim", name, word),
            patient_control_number=f"{name}{SEQUENCES[word]}",
            patient=PATIENT,
            sequence=SEQUENCES[word],
            coverages=self.coverages,
            lines=tuple(one.lines),
        )

    def context(self) -> Context:
        known = [
            self.claim(name, word)
            for name, one in self.encounters.items()
            if not one.self_pay
            for word, sequence in SEQUENCES.items()
            if sequence in {coverage.sequence for coverage in self.coverages}
        ]
        return Context(
            self.occasion,
            None,
            {claim.patient_control_number: claim for claim in known},
            {},
            Books(tuple(legs_of(self.entries.values())), self.prior),
        )

    def add(self, *entries: Entry) -> None:
        for entry in entries:
            if entry_key(entry) not in self.entries:
                self.entries[entry_key(entry)] = entry

    def patient_owes(self) -> list[patients.OpenCharge]:
        owed = open_by_party(legs_of(self.entries.values()))
        return [
            patients.OpenCharge(one.charge(line), owed[line.charge, None], line.date_of_service)
            for one in self.encounters.values()
            for line in one.lines
            if owed.get((line.charge, None), 0) > 0
        ]

    def waiting(self) -> dict[str, int]:
        """The patient's money that no charge has taken, by payment."""
        legs = legs_of(self.entries.values())
        left = fold(legs, lambda leg: leg.reference if leg.account == UNAPPLIED_PATIENT_CASH else None)
        return {payment: -cents for payment, cents in left.items()}

    def balance_of(self, account: str) -> int:
        return by_account(legs_of(self.entries.values())).get(account, 0)

    # What happens

    def do_coverage(self, word: str, *flags: str) -> None:
        changed = replace(self.coverage(word), protects=bool({"qmb", "medicaid"} & set(flags)))
        if "copay" in flags:
            changed = replace(changed, nominal_copay=cents_from(flags[flags.index("copay") + 1]))
        self.coverages = tuple(changed if one.sequence == changed.sequence else one for one in self.coverages)

    def do_charge(self, name: str, procedure: str, *rest: str) -> None:
        one = self.encounters.setdefault(name, Encounter(name))
        billed = next(cents_from(word) for word in rest if MONEY.fullmatch(word))
        number = len(one.lines) + 1
        modifiers = tuple(word for word in rest if re.fullmatch("[0-9A-Z]{2}", word))
        line = LineOnFile(
            number, key("charge", name, number), f"{name}C{number}", procedure, modifiers, billed, DAY
        )
        one.lines.append(line)
        one.self_pay = "self-pay" in rest
        self.add(
            charges.post_charge(
                one.charge(line), billed, None if one.self_pay else self.coverage("primary"), self.occasion
            )
        )

    def do_void(self, name: str) -> None:
        for line in self.encounters[name].lines:
            posted = self.entries[key("entry", PRACTICE, "charge", line.charge)]
            self.add(charges.void_charge(posted, self.occasion))

    def do_remit(self, name: str, word: str, *rest: str) -> None:
        words = _Words(rest)
        lines = self.encounters[name].lines if name in self.encounters else []
        trace = words.after("in") or self.next_number()
        adjustments = words.adjustments()
        billed = cents_from(words.after("billed") or "") if "billed" in rest else None
        total = billed if billed is not None else words.money("paid") + sum(a.amount for a in adjustments)
        line = LinePayment(
            procedure=lines[0].procedure if lines else "99213",
            billed=total,
            paid=words.money("paid"),
            adjustments=adjustments,
            charge_number=lines[0].charge_number if lines else "",
            remarks=tuple(filter(None, (words.after("remark"),))),
        )
        one_line = len(lines) == 1 and not words.follows
        payment = ClaimPayment(
            patient_control_number=words.after("as") or f"{name}{SEQUENCES[word]}",
            status=words.after("status") or STATUSES[word],
            billed=total,
            paid=words.money("paid"),
            payer_claim_control_number=words.after("number") or "",
            adjustments=() if one_line else adjustments,
            lines=(line,) if one_line else (),
        )
        self.pending.setdefault(trace, Pending()).claims.append(payment)
        if "in" not in rest:
            self.do_pay(trace, words.amount(payment.paid))

    def do_line(self, trace: str, procedure: str, *rest: str) -> None:
        """Add a line to the last claim of a remittance; the claim's own figures become their sum."""
        claims = self.pending[trace].claims
        words = _Words(rest)
        adjustments, paid = words.adjustments(), words.money("paid")
        line = LinePayment(
            procedure=procedure,
            modifiers=tuple(word for word in rest if re.fullmatch("[0-9A-Z]{2}", word)),
            billed=paid + sum(one.amount for one in adjustments),
            paid=paid,
            adjustments=adjustments,
            service_from=DAY,
        )
        last = claims[-1]
        claims[-1] = replace(
            last,
            billed=last.billed + line.billed,
            paid=last.paid + line.paid,
            lines=(*last.lines, line),
        )

    def do_plb(self, trace: str, reason: str, amount: str, reference: str = "") -> None:
        one = ProviderAdjustment(
            provider_id="1999000000", reason=reason, amount=cents_from(amount), reference=reference
        )
        self.pending.setdefault(trace, Pending()).beside.append(one)

    def do_pay(self, trace: str, amount: str) -> None:
        sent = self.pending.pop(trace)
        remittance = Remittance(
            handling="I",
            paid=cents_from(amount),
            payment_date=DAY,
            trace_number=trace,
            originator_id="1999999999",
            payer=RemittanceParty(name="PAYER"),
            payee=RemittanceParty(name="PRACTICE", id_qualifier="XX", id="1999000000"),
            claims=tuple(sent.claims),
            provider_adjustments=tuple(sent.beside),
        )
        self.sent[trace] = remittance
        self._post(remittance)

    def _post(self, remittance: Remittance) -> None:
        self.last = posting = post_remittance(remittance, self.context())
        if posting.held or any(entry_key(entry) in self.entries for entry in posting.entries):
            return
        self.add(*posting.entries)
        for claim in posting.claims:
            if claim.outcome == "posted" and claim.match.claim and claim.entry:
                self.prior.setdefault(claim.match.claim.key, []).append(
                    PriorPosting(claim.entry, claim.payment)
                )
            if claim.outcome == "reversed" and claim.entry:
                self._mark_reversed(claim.entry.reverses)
            self.denials += denial_items(claim, practice=PRACTICE, profile=None, denied_on=DAY)
        if posting.awaited:
            self.add(
                payers.deposit(
                    remittance=posting.key,
                    identity=posting.identity.text,
                    cents=posting.awaited,
                    deposit_key=key("deposit", posting.identity.text),
                    payer=None,
                    occasion=self.occasion,
                )
            )
        self.deposited.add(posting.key)

    def _mark_reversed(self, reversed_key: UUID | None) -> None:
        for claim, postings in self.prior.items():
            self.prior[claim] = [
                replace(one, reversed=True) if entry_key(one.entry) == reversed_key else one
                for one in postings
            ]

    def do_again(self, trace: str) -> None:
        before = len(self.entries)
        self._post(self.sent[trace])
        assert len(self.entries) == before, "the same remittance was posted twice"

    def do_copay(self, amount: str) -> None:
        self._take(amount, (), "copay")

    def do_payment(self, amount: str) -> None:
        self._take(amount, patients.plan_allocation(cents_from(amount), self.patient_owes()), "payment")

    def _take(self, amount: str, shares: tuple[Share, ...], reason: str) -> None:
        self.add(
            patients.patient_payment(
                cents_from(amount),
                shares,
                patient=PATIENT,
                number=self.next_number(),
                reason=reason,
                occasion=self.occasion,
            )
        )

    def do_allocate(self) -> None:
        for payment, cents in self.waiting().items():
            shares = patients.plan_allocation(cents, self.patient_owes())
            number = self.next_number()
            self.add(patients.allocate(shares, payment=payment, number=number, occasion=self.occasion))

    def do_refund(self, amount: str) -> None:
        number, cents = self.next_number(), cents_from(amount)
        waiting = self.waiting()
        assert cents == sum(waiting.values()), f"the patient has {waiting} waiting"
        self.add(
            patients.refund_due(waiting, (), patient=PATIENT, number=number, occasion=self.occasion),
            patients.pay_refund(cents, patient=PATIENT, number=number, occasion=self.occasion),
        )

    def do_write_off(self, name: str, reason: str, amount: str) -> None:
        share = self._share(name, amount)
        self.add(patients.write_off(share, reason=reason, number=self.next_number(), occasion=self.occasion))

    def do_give_up(self, name: str, word: str, amount: str) -> None:
        self.add(
            payers.write_off_denial(
                self._share(name, amount),
                self.coverage(word),
                reason="approved",
                number=self.next_number(),
                occasion=self.occasion,
            )
        )

    def do_overpaid(self, name: str, word: str, amount: str) -> None:
        claim = self.claim(name, word)
        self.add(
            payers.payer_overpaid(
                (self._share(name, amount),),
                self.coverage(word),
                reference=claim.patient_control_number,
                number=self.next_number(),
                occasion=self.occasion,
            )
        )

    def do_refund_payer(self, name: str, word: str, amount: str) -> None:
        self.add(
            payers.refund_payer(
                cents_from(amount),
                payer=self.coverage(word).payer,
                reference=self.claim(name, word).patient_control_number,
                number=self.next_number(),
                occasion=self.occasion,
            )
        )

    def do_takeback(self, trace: str, name: str, word: str, amount: str) -> None:
        posting = post_remittance(self.sent[trace], self.context())
        self.add(
            payers.match_takeback(
                (self._share(name, amount),),
                self.coverage(word),
                remittance=posting.key,
                reference=name,
                number=self.next_number(),
                occasion=self.occasion,
            )
        )

    def do_move(self, name: str, source: str, target: str, amount: str) -> None:
        self.add(
            payers.move_balance(
                self._share(name, amount),
                owed_by=self.coverage(source),
                to=None if target == "patient" else self.coverage(target),
                reason="approved:coverage",
                on=DAY,
                number=self.next_number(),
                occasion=self.occasion,
            )
        )

    def _share(self, name: str, amount: str) -> Share:
        one = self.encounters[name]
        return Share(one.charge(one.lines[0]), cents_from(amount))

    # What must then be true

    def do_balance(self, *words: str) -> None:
        legs = tuple(legs_of(self.entries.values()))
        owed = fold(legs, lambda leg: leg.payer_sequence if leg.account == PAYER_RECEIVABLE else None)
        for who, amount in zip(words[::2], words[1::2], strict=True):
            if who == "patient":
                found = by_account(legs).get(PATIENT_RECEIVABLE, 0)
            else:
                found = owed.get(SEQUENCES[who], 0)
            assert found == cents_from(amount), f"{who} owes {found} cents"

    def do_account(self, name: str, amount: str) -> None:
        sign = -1 if CHART[name].nature in CREDITS else 1
        assert sign * self.balance_of(name) == cents_from(amount), f"{name}: {self.balance_of(name)} cents"

    def do_cash(self, amount: str) -> None:
        assert self.balance_of(CASH) == cents_from(amount), f"cash: {self.balance_of(CASH)} cents"

    def do_denied(self, name: str, code: str, amount: str) -> None:
        charges_of = {line.charge for line in self.encounters[name].lines}
        found = [
            (f"{one.group}-{one.reason}", one.denied) for one in self.denials if one.charge in charges_of
        ]
        assert (code, cents_from(amount)) in found, f"denied: {found}"

    def do_undenied(self) -> None:
        assert not self.denials, "nothing should have been denied"

    def do_held(self, trace: str) -> None:
        assert self.last is not None
        assert self.last.identity.trace_number == trace
        assert self.last.held, "the remittance was not held"

    def do_finds(self, code: str) -> None:
        assert self.last is not None
        codes = [finding.code for finding in self.last.findings]
        assert code in codes, f"found: {codes}"

    def do_statement(self, amount: str, *words: str) -> None:
        billed = [
            BilledCharge(line.charge, line.date_of_service, line.procedure)
            for one in self.encounters.values()
            for line in one.lines
        ]
        bill = statement(
            billed,
            legs_of(self.entries.values()),
            practice=PRACTICE,
            guarantor=PATIENT,
            number="S1",
            issued_on=DAY,
            days_to_pay=30,
            unapplied=max(-self.balance_of(UNAPPLIED_PATIENT_CASH), 0),
        )
        owed = bill.owed if bill else 0
        assert owed == cents_from(amount), f"the statement says {owed} cents"
        said = " ".join(line.why for line in bill.lines) if bill else ""
        assert " ".join(words).strip('"') in said, f"the statement says: {said}"

    def prove(self) -> None:
        """Every invariant, after every line."""
        broken = verify(self.entries.values(), deposited=self.deposited)
        assert not broken, [finding.message for finding in broken]
        for summary in charge_summaries(legs_of(self.entries.values())).values():
            assert summary.difference == 0


class _Words:
    """The rest of a story's line."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.follows = "lines" in words

    def after(self, word: str) -> str | None:
        return self.words[self.words.index(word) + 1] if word in self.words else None

    def money(self, word: str) -> int:
        return cents_from(self.after(word) or "0")

    def amount(self, otherwise: int) -> str:
        return self.after("pays") or f"{otherwise / 100:.2f}"

    def adjustments(self) -> tuple[Adjustment, ...]:
        pairs = zip(self.words, self.words[1:], strict=False)
        return tuple(
            Adjustment(group=code[:2], reason=code[3:], amount=cents_from(amount))
            for code, amount in pairs
            if CODE.fullmatch(code)
        )


def _acts(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split("#")[0].split()
        if words:
            yield number, words


def play(text: str) -> Story:
    story = Story(text)
    for number, (verb, *rest) in _acts(text):
        act: Callable[..., None] = getattr(story, f"do_{verb.replace('-', '_')}")
        try:
            act(*rest)
            story.prove()
        except AssertionError as wrong:
            raise AssertionError(f"line {number}: {wrong}") from wrong
    return story


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.story")), ids=lambda path: path.stem)
def test_the_story_holds_line_by_line(path: Path) -> None:
    story = play(path.read_text("utf-8"))
    assert story.entries, "a story in which nothing happens proves nothing"


def test_a_story_that_is_wrong_fails() -> None:
    with pytest.raises(AssertionError, match="line 3: secondary owes 2400 cents"):
        play("charge E1 99214 200.00\nremit E1 primary paid 176.00 PR-2 24.00\nbalance secondary 0.00\n")
