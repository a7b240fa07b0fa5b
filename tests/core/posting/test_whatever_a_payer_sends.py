"""Whatever a payer sends, the books hold, the clearing account closes, and a reversal undoes it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.facts.money import Entry
from cleanclaim.core.facts.remittances import (
    Adjustment,
    ClaimPayment,
    LinePayment,
    ProviderAdjustment,
    Remittance,
    RemittanceParty,
)
from cleanclaim.core.ledger.balances import by_account, clearing, legs_of, open_by_party
from cleanclaim.core.ledger.entries import Occasion
from cleanclaim.core.ledger.invariants import verify
from cleanclaim.core.posting.charges import post_charge
from cleanclaim.core.posting.context import Books, Context, PriorPosting
from cleanclaim.core.posting.invariants import verify_allowances
from cleanclaim.core.posting.legs import charge_of
from cleanclaim.core.posting.outcomes import Outcome, RemittancePosting
from cleanclaim.core.posting.remittances import post_remittance
from cleanclaim.core.remittances.matching import ClaimOnFile, CoverageOnFile, LineOnFile

DAY = date(2026, 10, 14)
OCCASION = Occasion(key("practice"), DAY, "Pia", datetime(2026, 10, 14, tzinfo=UTC))
CODES = ("CO-45", "CO-253", "CO-97", "CO-144", "PR-1", "PR-2", "PR-3", "PR-96", "OA-23", "PI-45", "CO-ZZ9")
PLB = ("WO", "FB", "72", "L6", "IR", "J1", "ZZ")

cents = st.integers(-50_000, 50_000)


@st.composite
def claims(draw: st.DrawFn) -> ClaimOnFile:
    sequences = "PST"[: draw(st.integers(1, 3))]
    protects = draw(st.booleans())
    coverages = tuple(
        CoverageOnFile(key("coverage", one), key("payer", one), None, one, protects) for one in sequences
    )
    billed = draw(st.lists(st.integers(0, 90_000), min_size=1, max_size=4))
    lines = tuple(
        LineOnFile(n, key("charge", n), f"C{n}", f"9921{n}", (), amount, DAY)
        for n, amount in enumerate(billed, 1)
    )
    return ClaimOnFile(key("claim"), "A1", key("patient"), "P", coverages, lines)


def adjustments(draw: st.DrawFn, most: int) -> tuple[Adjustment, ...]:
    pairs = draw(st.lists(st.tuples(st.sampled_from(CODES), cents), max_size=most))
    return tuple(Adjustment(group=code[:2], reason=code[3:], amount=amount) for code, amount in pairs)


@st.composite
def payments(draw: st.DrawFn, claim: ClaimOnFile) -> ClaimPayment:
    """A balanced answer to the claim, with or without its lines, with adjustments at either level."""
    own = adjustments(draw, 2)
    lines = []
    if draw(st.booleans()):
        for line in claim.lines:
            taken = adjustments(draw, 3)
            paid = line.billed - sum(one.amount for one in taken)
            lines.append(
                LinePayment(
                    procedure=line.procedure,
                    billed=line.billed,
                    paid=paid,
                    adjustments=taken,
                    charge_number=draw(st.sampled_from((line.charge_number, ""))),
                )
            )
    billed = sum(line.billed for line in claim.lines)
    beneath = sum(one.amount for line in lines for one in line.adjustments)
    return ClaimPayment(
        patient_control_number=draw(st.sampled_from(("A1", "A1", "A1", "NOBODY"))),
        status=draw(st.sampled_from("1234")),
        billed=billed,
        paid=billed - beneath - sum(one.amount for one in own),
        adjustments=own,
        lines=tuple(lines),
    )


def remitted(
    *claims: ClaimPayment, beside: tuple[ProviderAdjustment, ...] = (), trace: str = "T1"
) -> Remittance:
    paid = sum(one.paid for one in claims) - sum(one.amount for one in beside)
    return Remittance(
        handling="I",
        paid=abs(paid),
        credit_debit="C" if paid >= 0 else "D",
        payment_date=DAY,
        trace_number=trace,
        originator_id="1999999999",
        payer=RemittanceParty(name="PAYER"),
        payee=RemittanceParty(name="PRACTICE", id_qualifier="XX", id="1999000000"),
        claims=claims,
        provider_adjustments=beside,
    )


def charged(claim: ClaimOnFile) -> list[Entry]:
    return [
        post_charge(charge_of(claim, line), line.billed, claim.coverages[0], OCCASION)
        for line in claim.lines
        if line.billed
    ]


def posted(
    claim: ClaimOnFile, books: list[Entry], remittance: Remittance, *prior: PriorPosting
) -> RemittancePosting:
    held = Books(tuple(legs_of(books)), {claim.key: prior})
    return post_remittance(remittance, Context(OCCASION, key("payer", "P"), {"A1": claim}, {}, held))


@given(st.data())
def test_the_books_hold_and_the_clearing_legs_make_the_payment(data: st.DataObject) -> None:
    claim = data.draw(claims())
    beside = tuple(
        ProviderAdjustment(provider_id="1", reason=code, amount=amount, reference="A1")
        for code, amount in data.draw(st.lists(st.tuples(st.sampled_from(PLB), cents), max_size=3))
    )
    remittance = remitted(data.draw(payments(claim)), beside=beside)
    books = charged(claim)
    result = posted(claim, books, remittance)
    assert not result.held
    assert clearing(legs_of(result.entries)).get(result.key, 0) == result.awaited
    broken = {
        finding.code for finding in (*verify([*books, *result.entries]), *verify_allowances(result.entries))
    }
    # A negative adjustment raises what is due above the charge: that alone may exceed it.
    assert broken <= {"ledger.owed-twice"}


@given(st.data())
def test_nobody_protected_is_ever_billed(data: st.DataObject) -> None:
    claim = data.draw(claims())
    claim = replace(claim, coverages=tuple(replace(one, protects=True) for one in claim.coverages))
    result = posted(claim, charged(claim), remitted(data.draw(payments(claim))))
    assert "patient_receivable" not in by_account(legs_of(result.entries))


@given(st.data())
def test_a_patient_with_further_coverage_is_not_billed_by_the_first(data: st.DataObject) -> None:
    claim = data.draw(claims().filter(lambda one: len(one.coverages) > 1))
    result = posted(claim, charged(claim), remitted(data.draw(payments(claim))))
    assert "patient_receivable" not in by_account(legs_of(result.entries))


@given(st.data())
def test_a_reversal_undoes_what_was_posted(data: st.DataObject) -> None:
    claim = data.draw(claims())
    payment = replace(data.draw(payments(claim)), patient_control_number="A1")
    books = charged(claim)
    before = open_by_party(legs_of(books))
    first = posted(claim, books, remitted(payment))
    (outcome,) = first.claims
    if outcome.entry is None:
        return
    books += first.entries
    back = posted(claim, books, remitted(turned(payment), trace="T2"), PriorPosting(outcome.entry, payment))
    assert back.claims[0].outcome is Outcome.REVERSED
    books += back.entries
    assert open_by_party(legs_of(books)) == before
    assert "ledger.reversal-differs" not in {finding.code for finding in verify(books)}


def turned(payment: ClaimPayment) -> ClaimPayment:
    """Every sign changed."""

    def turn(taken: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
        return tuple(replace(one, amount=-one.amount) for one in taken)

    lines = tuple(
        replace(line, billed=-line.billed, paid=-line.paid, adjustments=turn(line.adjustments))
        for line in payment.lines
    )
    return replace(
        payment,
        status="22",
        billed=-payment.billed,
        paid=-payment.paid,
        adjustments=turn(payment.adjustments),
        lines=lines,
    )
