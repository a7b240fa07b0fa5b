"""What stands on a claim's page? The claim as its payer sees it, and all that happened to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import Form
from django.urls import reverse

from cleanclaim.app.acknowledgments.queues import reasons_of
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims import queues
from cleanclaim.app.claims.buttons import buttons
from cleanclaim.app.claims.models import Claim, Hold
from cleanclaim.app.claims.owed import LineMoney, Owes, money_of
from cleanclaim.app.claims.sources import coverages_of
from cleanclaim.app.coding.library import editions_on
from cleanclaim.app.coverage.shown import profile_of_day
from cleanclaim.app.edits.actions import latest
from cleanclaim.app.edits.models import Override
from cleanclaim.app.edits.shown import letter, of_kept
from cleanclaim.app.posting.models import PostedClaimPayment
from cleanclaim.app.site.templatetags.words import usd
from cleanclaim.app.work.links import link
from cleanclaim.app.work.pages import Detail, Fact, Link, Shown, place_in
from cleanclaim.app.work.timeline import timeline
from cleanclaim.core.facts import claims

_NOT_IN_FORCE = "not in force on the date of service"
_FREQUENCY = {"1": "original", "7": "replacement of a prior claim", "8": "void of a prior claim"}


@dataclass(frozen=True, slots=True)
class ShownDiagnosis:
    """A diagnosis of the claim."""

    letter: str
    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A line of the claim, and what became of it."""

    number: int
    code: str
    words: str
    modifiers: Sequence[str]
    pointers: str
    units: str
    billed_cents: int
    allowed_cents: int | None
    paid_cents: int | None
    patient_responsibility_cents: int | None
    open_cents: int
    entries_url: str


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of the lines."""

    billed_cents: int
    allowed_cents: int | None
    paid_cents: int | None
    patient_responsibility_cents: int | None
    open_cents: int


@dataclass(frozen=True, slots=True)
class ShownPayer:
    """One of the payers of the encounter, in order."""

    sequence: str
    name: str
    status: str
    paid_cents: int | None
    url: str


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version of the claim."""

    number: str
    frequency: str
    status: str
    url: str
    is_current: bool


@dataclass(kw_only=True)
class ClaimPage(Detail):
    """One claim."""

    owes: Owes
    findings: Sequence[Shown]
    facts: Sequence[Fact]
    diagnoses: Sequence[ShownDiagnosis]
    lines: Sequence[ShownLine]
    totals: Totals
    payers: Sequence[ShownPayer]
    versions: Sequence[ShownVersion]


def claim_page(claim: Claim, actor: Actor, failed: Mapping[str, Form]) -> ClaimPage:
    """Put the page of one claim together."""
    fact: claims.Claim = claim.facts()
    rows = list(claim.lines.select_related("charge"))
    money = money_of(claim, rows, actor.today())
    hold = Hold.objects.filter(claim=claim, lifted_at__isnull=True).first()
    status = queues.status_of(claim, is_held=hold is not None)
    order = queues.ORDER_OF_PAYERS.get(claim.sequence, claim.sequence)
    lines = _lines(claim, fact, money.lines)
    return ClaimPage(
        trail=[Link("Claims", reverse("claims")), Link(claim.patient_control_number)],
        figure=str(claim.patient),
        words=f"· {claim.payer}, {order} · {claim.date_of_service} · {_SAID.get(status, status)}",
        beneath=f"Held by {hold.placed_by}: {hold.reason}" if hold else _came_back(claim),
        today=actor.today(),
        place=place_in(queues.keys_in_order(), claim.pk, "claims_page", "claims"),
        actions=buttons(claim, actor, failed),
        events=timeline(claim, link),
        owes=money.owes,
        findings=_findings(claim),
        facts=_facts(claim, fact),
        diagnoses=_diagnoses(claim, fact),
        lines=lines,
        totals=_totals(claim, lines),
        payers=_payers(claim),
        versions=_versions(claim),
    )


_SAID = {
    "edit_hold": "stopped by edits",
    "clean": "clean, not released",
    "released": "released, to be sent",
    "envelope_rejected": "its file was refused",
    "partially_denied": "denied in part",
    "sent": "sent, not answered yet",
    "accepted": "accepted, with the payer",
}


def _came_back(claim: Claim) -> str:
    if claim.state not in (Claim.State.REJECTED, Claim.State.ENVELOPE_REJECTED):
        return ""
    return " ".join(reasons_of(claim))


def _findings(claim: Claim) -> list[Shown]:
    """What the last judgement says; of an edit that was answered for, by whom and why."""
    judgement = latest(claim)
    if judgement is None:
        return []
    profile = profile_of_day(claim.payer_id, claim.date_of_service)
    required = profile.required_edit_families if profile else ()
    said = of_kept(judgement.verdicts.all(), required)
    answers = {
        row.edit: f"{row.author}: {row.reason}" for row in Override.objects.filter(claim=claim).order_by("at")
    }
    return [
        Shown(one.severity, one.words, one.code, one.place, one.url, one.source, fix=answers[one.code])
        if one.severity == "info" and one.code in answers
        else one
        for one in said
    ]


def _lines(claim: Claim, fact: claims.Claim, money: Mapping[int, LineMoney]) -> list[ShownLine]:
    editions = editions_on(claim.date_of_service)
    entries_url = link("entries", claim.pk)
    found = []
    for line in fact.lines:
        known = editions.procedure(line.procedure)
        became = money.get(line.number, LineMoney(None, None, None, 0))
        found.append(
            ShownLine(
                number=line.number,
                code=line.procedure,
                words=line.description or (known.label if known else ""),
                modifiers=line.modifiers,
                pointers=" ".join(letter(pointer) for pointer in line.pointers),
                units=f"{line.units:f}",
                billed_cents=line.billed,
                allowed_cents=became.allowed_cents,
                paid_cents=became.paid_cents,
                patient_responsibility_cents=became.patient_responsibility_cents,
                open_cents=became.open_cents,
                entries_url=entries_url,
            )
        )
    return found


def _totals(claim: Claim, lines: Sequence[ShownLine]) -> Totals:
    def total(name: str) -> int | None:
        values = [getattr(line, name) for line in lines if getattr(line, name) is not None]
        return sum(values) if values else None

    return Totals(
        claim.billed,
        total("allowed_cents"),
        total("paid_cents"),
        total("patient_responsibility_cents"),
        total("open_cents") or 0,
    )


def _diagnoses(claim: Claim, fact: claims.Claim) -> list[ShownDiagnosis]:
    icd10cm = editions_on(claim.date_of_service).icd10cm
    return [
        ShownDiagnosis(
            letter(place),
            one.code,
            known.title if (known := icd10cm.get(one.code)) else "not in force on the date",
        )
        for place, one in enumerate(fact.diagnoses, 1)
    ]


def _payers(claim: Claim) -> list[ShownPayer]:
    """Every payer of the encounter in order, with how far its claim got."""
    latest_of = {
        one.coverage_id: one
        for one in Claim.objects.filter(encounter=claim.encounter_id, part=claim.part).order_by("version")
    }
    found = []
    for place, coverage in enumerate(coverages_of(claim.encounter), 1):
        asked = latest_of.get(coverage.pk)
        found.append(
            ShownPayer(
                sequence=queues.ORDER_OF_PAYERS.get(coverage.sequence, str(place)),
                name=coverage.plan.payer.name,
                status=queues.status_of(asked, is_held=False) if asked else "not_started",
                paid_cents=_paid(asked) if asked else None,
                url=reverse("claims_page", args=[asked.pk]) if asked and asked.pk != claim.pk else "",
            )
        )
    return found


def _paid(claim: Claim) -> int | None:
    paid = PostedClaimPayment.objects.filter(claim=claim).values_list("claim_payment__paid", flat=True)
    return sum(paid) if paid else None


def _versions(claim: Claim) -> list[ShownVersion]:
    rows = Claim.objects.filter(encounter=claim.encounter_id, part=claim.part, sequence=claim.sequence)
    return [
        ShownVersion(
            one.patient_control_number,
            f"version {one.version}, {_FREQUENCY.get(one.frequency, one.frequency)}",
            queues.status_of(one, is_held=False),
            reverse("claims_page", args=[one.pk]),
            one.pk == claim.pk,
        )
        for one in rows.order_by("version")
    ]


def _facts(claim: Claim, fact: claims.Claim) -> list[Fact]:
    subscriber = fact.subscriber
    said = [
        Fact(
            "Encounter", claim.encounter.number, reverse("encounters_page", args=[claim.encounter_id]), True
        ),
        Fact("Our number", claim.patient_control_number, is_code=True),
        Fact(
            "Payer’s number",
            claim.payer_claim_control_number or fact.payer_claim_control_number,
            is_code=True,
        ),
        Fact("Frequency", f"{fact.frequency}, {_FREQUENCY.get(fact.frequency, '')}"),
        Fact("Payer", f"{fact.payer.name}, {fact.payer.id}"),
        Fact("Subscriber", f"{subscriber.name.last}, {subscriber.name.first}"),
        Fact("Member number", subscriber.member_id or "none", is_code=bool(subscriber.member_id)),
        Fact("Group", fact.group_number or fact.group_name),
        Fact("Billing provider", f"{fact.billing_provider.name.last}, {fact.billing_provider.npi}"),
    ]
    said += [
        Fact(
            one.role.replace("_", " ").capitalize(),
            f"{one.name.last}, {one.name.first} {one.npi}".strip(", "),
        )
        for one in fact.providers
    ]
    said.append(Fact("Place of service", fact.place_of_service))
    if fact.patient_paid:
        said.append(Fact("Patient paid", usd(fact.patient_paid)))
    if fact.authorization:
        said.append(Fact("Authorization", fact.authorization, is_code=True))
    return [one for one in said if one.value]
