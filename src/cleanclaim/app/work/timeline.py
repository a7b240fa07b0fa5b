"""What happened to a claim? Everything that its encounter, its versions and their money went through.

Told from rows that are only ever added: events of people and of the product, submissions, acknowledgments,
remittances, journal entries, statements and patient payments. Newest first.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from uuid import UUID

from cleanclaim.app.acknowledgments.actions import answer_of
from cleanclaim.app.acknowledgments.models import Acknowledgment
from cleanclaim.app.audit.models import Event
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.ledger.models import Entry
from cleanclaim.app.posting.models import PostedClaimPayment
from cleanclaim.app.statements.models import PatientPayment, Statement
from cleanclaim.app.submissions.models import Submission
from cleanclaim.app.work.happenings import Sentence, said
from cleanclaim.app.work.pages import Happened
from cleanclaim.core.acknowledgments import words as in_words
from cleanclaim.core.basics.money import dollars

Link = Callable[[str, UUID], str]
"""The address of a document, by its kind (file, remittance, statement) and key; "" for none."""


def _no_link(_kind: str, _key: UUID) -> str:
    return ""


def timeline(claim: Claim, link: Link = _no_link) -> list[Happened]:
    """Everything that happened to a claim, to its other versions and to its encounter, newest first."""
    return timeline_of(claim.encounter, link)


def timeline_of(encounter: Encounter, link: Link = _no_link) -> list[Happened]:
    """Everything that happened to an encounter and to the claims that were made of it, newest first."""
    claims = {one.pk: one for one in Claim.objects.filter(encounter=encounter)}
    charges = list(Charge.objects.filter(encounter=encounter).values_list("pk", flat=True))
    told = [
        *_events(encounter, claims),
        *_submissions(claims, link),
        *_acknowledgments(claims, link),
        *_remittances(claims, link),
        *_entries(charges),
        *_statements(encounter, charges, link),
        *_payments(encounter),
    ]
    told.reverse()  # what happened at one instant was told in its order, and the sort keeps it
    return sorted(told, key=lambda one: _instant(one.at), reverse=True)


def _events(encounter: Encounter, claims: dict[UUID, Claim]) -> Iterator[Happened]:
    of_encounter = Event.objects.filter(encounter=encounter.pk)
    of_claims = Event.objects.filter(claim__in=claims, encounter__isnull=True)
    for event in [*of_encounter, *of_claims]:
        sentence = said(event.action, event.details)
        if sentence is not None:
            yield _happened(event.at, sentence, event.actor, _version(claims.get(event.claim)))


def _submissions(claims: dict[UUID, Claim], link: Link) -> Iterator[Happened]:
    for one in Submission.objects.filter(claim__in=claims).select_related("file"):
        words = f"Sent to {one.file.partner} in interchange {one.interchange}"
        url = link("file", one.file_id)
        yield Happened(
            one.at, words, icon="send", more=_version(claims[one.claim_id]), document_url=url,
            document_label="the 837" if url else "",
        )  # fmt: skip


def _acknowledgments(claims: dict[UUID, Claim], link: Link) -> Iterator[Happened]:
    for one in Acknowledgment.objects.filter(submission__claim__in=claims).select_related("submission"):
        bad = one.status in _REFUSED
        reasons = " ".join(map(in_words, answer_of(one).reasons))
        words = f"{one.kind} from the {one.source or 'partner'}: {_ANSWERS.get(one.status, one.status)}"
        url = link("file", one.file_id)
        yield Happened(
            one.recorded_at, words, icon="cross" if bad else "check", tone="bad" if bad else "good",
            more=_joined(_version(claims[one.submission.claim_id]), reasons if bad else ""),
            document_url=url, document_label=f"the {one.kind}" if url else "",
        )  # fmt: skip


def _remittances(claims: dict[UUID, Claim], link: Link) -> Iterator[Happened]:
    found = PostedClaimPayment.objects.filter(claim__in=claims).select_related("claim_payment__remittance")
    for one in found:
        payment = one.claim_payment
        words = f"Remittance: {dollars(payment.paid)} paid of {dollars(payment.billed)} billed"
        url = link("remittance", payment.remittance_id)
        yield Happened(
            one.posted_at, words, icon="money", tone="good" if payment.paid > 0 else "warn",
            more=_joined(_version(claims[one.claim_id]), _OUTCOMES.get(one.outcome, "")),
            document_url=url, document_label="the 835" if url else "",
        )  # fmt: skip


def _entries(charges: list[UUID]) -> Iterator[Happened]:
    found = Entry.objects.filter(legs__charge__in=charges).distinct().prefetch_related("legs")
    for entry in found:
        moved = sum(leg.amount for leg in entry.legs.all() if leg.charge_id in charges and leg.amount > 0)
        words = f"Posted to the books: {entry.kind.replace('_', ' ')}, {dollars(moved)}"
        yield Happened(entry.posted_at, words, entry.actor, icon="money", more=entry.memo)


def _statements(encounter: Encounter, charges: list[UUID], link: Link) -> Iterator[Happened]:
    ours = {str(charge) for charge in charges}
    for one in Statement.objects.filter(guarantor=encounter.guarantor_id):
        lines = [line for line in one.lines if line["charge"] in ours]
        if lines:
            owed = sum(line["owed"] for line in lines)
            url = link("statement", one.pk)
            yield Happened(
                one.issued_at, f"Statement {one.number}: {dollars(owed)} asked of the guarantor",
                icon="document", document_url=url, document_label="the statement" if url else "",
            )  # fmt: skip


def _payments(encounter: Encounter) -> Iterator[Happened]:
    for one in PatientPayment.objects.filter(encounter=encounter):
        kind = {"copay": "Copay taken", "refund": "Refunded to the guarantor"}.get(one.kind, "Patient paid")
        yield Happened(one.received_on, f"{kind}: {dollars(abs(one.amount))}", icon="money", tone="good")


def _happened(at: datetime, sentence: Sentence, by: str, more: str) -> Happened:
    more = _joined(more, sentence.more)
    return Happened(at, sentence.words, by, icon=sentence.icon, tone=sentence.tone, more=more)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _version(claim: Claim | None) -> str:
    """Which of several claims an event is about."""
    if claim is None:
        return ""
    place = {"P": "primary", "S": "secondary", "T": "tertiary"}.get(claim.sequence, claim.sequence)
    part = f", part {claim.part}" if claim.part > 1 else ""
    return f"{place} claim{part}, version {claim.version}"


def _instant(at: object) -> datetime:
    """A day stands for its noon, so that what happened in it keeps together."""
    return at if isinstance(at, datetime) else datetime.combine(at, time(12), UTC)  # type: ignore[arg-type]


_REFUSED = frozenset({"R", "M", "W", "X", "A3", "A4", "A6", "A7", "A8"})
_ANSWERS = {
    "A": "accepted",
    "E": "accepted, with errors noted",
    "P": "accepted in part",
    "R": "refused",
    "A0": "forwarded",
    "A1": "received",
    "A2": "accepted for adjudication",
    "A3": "returned as unprocessable",
    "A4": "not found",
    "A5": "split",
    "A6": "refused: something is missing",
    "A7": "refused: something is invalid",
    "A8": "refused: two things do not go together",
}
_OUTCOMES = {"suspended": "held", "unidentified": "not matched", "informational": "not posted: it informs"}
