"""Who owes what of a claim now, to the cent, and what happens next by itself?"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from cleanclaim.app.claims.models import Claim, ClaimLine
from cleanclaim.app.coverage.models import Coverage
from cleanclaim.app.coverage.shown import profile_of_day
from cleanclaim.app.denials.models import Denial
from cleanclaim.app.ledger import books
from cleanclaim.app.posting.models import PostedLinePayment
from cleanclaim.app.work.links import link
from cleanclaim.core.facts.money import Leg
from cleanclaim.core.ledger.balances import ChargeSummary, charge_summaries, open_by_party

State = Claim.State
PATIENT = "PR"


@dataclass(frozen=True, slots=True)
class Owed:
    """What one party owes of the claim's charges; negative is a credit."""

    label: str
    cents: int
    url: str = ""
    is_chief: bool = False


@dataclass(frozen=True, slots=True)
class Owes:
    """Everybody who owes, and what comes next."""

    parts: Sequence[Owed]
    next_words: str
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class LineMoney:
    """What became of one line: as this claim's payer answered, and as the books stand now."""

    allowed_cents: int | None
    paid_cents: int | None
    patient_responsibility_cents: int | None
    open_cents: int


@dataclass(frozen=True, slots=True)
class Money:
    """The money of one claim: by party, and by the number of its line."""

    owes: Owes
    lines: dict[int, LineMoney]


def money_of(claim: Claim, lines: Sequence[ClaimLine], today: date) -> Money:
    """Read the books for the charges that ride on a claim."""
    legs = books.legs(charge__in=[line.charge_id for line in lines])
    summaries = charge_summaries(legs)
    answered = _answered(claim)
    by_line = {}
    for line in lines:
        summary = summaries.get(line.charge_id, ChargeSummary(line.charge_id))
        allowed, paid, patient = answered.get(line.charge_id, (None, None, None))
        by_line[line.number] = LineMoney(allowed, paid, patient, summary.payers_owe + summary.patient_owes)
    parts = _parts(claim, legs, lines)
    words, day = next_step(claim, sum(part.cents for part in parts if part.label == "Patient"), today)
    return Money(Owes(parts, words, day), by_line)


def _answered(claim: Claim) -> dict[UUID, tuple[int | None, int, int]]:
    """What this claim's payer allowed, paid and left to the patient, by charge, over all its answers."""
    rows = PostedLinePayment.objects.filter(
        line_payment__claim_payment__posted__claim=claim, charge__isnull=False
    ).select_related("line_payment")
    sums: dict[UUID, tuple[int | None, int, int]] = {}
    for row in rows.order_by("line_payment__claim_payment__posted__posted_at"):
        allowed, paid, patient = sums.get(row.charge_id, (None, 0, 0))
        payment = row.line_payment
        left = sum(one["amount"] for one in payment.adjustments if one["group"] == PATIENT)
        newer = allowed if row.allowed is None else (allowed or 0) + row.allowed
        sums[row.charge_id] = (newer, paid + payment.paid, patient + left)
    return sums


def _parts(claim: Claim, legs: Sequence[Leg], lines: Sequence[ClaimLine]) -> list[Owed]:
    """Each coverage that owes or is asked, in payer order, then the patient."""
    sums: defaultdict[UUID | None, int] = defaultdict(int)
    for (_, coverage), cents in open_by_party(legs).items():
        sums[coverage] += cents
    asked = {claim.coverage_id, *(key for key in sums if key is not None)}
    coverages = Coverage.objects.filter(pk__in=asked).select_related("plan__payer").order_by("sequence")
    named = [(one.plan.payer.name, sums[one.pk]) for one in coverages]
    named.append(("Patient", sums[None]))
    most = max((cents for _, cents in named), default=0)
    url = link("entries", claim.pk)
    return [Owed(label, cents, url, is_chief=0 < most == cents) for label, cents in named]


def next_step(claim: Claim, patient_owes: int, today: date) -> tuple[str, date | None]:
    """What happens next with a claim by itself, and when; or who must decide."""
    if claim.state in (State.SENT, State.ACCEPTED):
        return _from_payer(claim)
    if claim.state == State.READY:
        return (
            ("It goes with the next file that is sent.", None)
            if claim.released_at
            else ("Nothing by itself: its biller releases it.", None)
        )
    if claim.state in (State.DENIED, State.PARTIALLY_DENIED):
        due = Denial.objects.filter(claim=claim, state__in=("open", "appealed")).order_by("due_on").first()
        if due is not None:
            return "The denial is corrected, appealed or given up, until this day.", due.due_on
    if claim.state in (State.PAID, State.PARTIALLY_DENIED, State.DENIED) and patient_owes > 0:
        return "What is the patient’s goes on the next statement.", None
    return _SAYS.get(State(claim.state), "Nothing: it is done."), None


def _from_payer(claim: Claim) -> tuple[str, date | None]:
    profile = profile_of_day(claim.payer_id, claim.date_of_service)
    last = claim.submissions.order_by("-at").first()
    if profile is None or last is None:
        return "Its payer answers.", None
    sent = last.at.date()
    if claim.state == State.SENT:
        return "Its acknowledgment is expected.", sent + timedelta(days=profile.acknowledgment_days)
    return "Its remittance is expected.", sent + timedelta(days=profile.expected_pay_days)


_SAYS = {
    State.DRAFT: "Nothing by itself: its coder releases it again.",
    State.EDIT_HOLD: "Nothing by itself: its findings are mended, or somebody answers for them.",
    State.REJECTED: "Nothing by itself: its biller corrects it and sends it again.",
    State.ENVELOPE_REJECTED: "Nothing by itself: its file is sent again.",
    State.REVERSED: "Nothing by itself: the payer took its answer back.",
    State.REPLACED: "A later version goes on in its place.",
}
