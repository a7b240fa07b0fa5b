"""What was the visit, is its note signed, and what does its coder ask? The list, and one encounter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.coding.actions import charges_of
from cleanclaim.app.coding.library import editions_on
from cleanclaim.app.coverage.shown import pays_first
from cleanclaim.app.documentation.models import Note, Query
from cleanclaim.app.encounters import actions, queues
from cleanclaim.app.encounters.buttons import buttons
from cleanclaim.app.encounters.forms import VoidForm
from cleanclaim.app.encounters.models import Encounter, Patient
from cleanclaim.app.people.keeping import one
from cleanclaim.app.people.roles import Role
from cleanclaim.app.site.templatetags.words import day
from cleanclaim.app.work.links import link
from cleanclaim.app.work.pages import (
    Detail,
    Empty,
    Fact,
    Link,
    Queue,
    actor_of,
    chosen,
    counted,
    cut,
    page,
    place_in,
    show,
    views_of,
)
from cleanclaim.app.work.river import READS
from cleanclaim.app.work.timeline import timeline_of


@dataclass(frozen=True, slots=True)
class Addendum:
    """What was added to a signed note."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownNote:
    """The note as its page shows it."""

    status: str
    version: int
    text: str
    signed_by: str
    signed_at: datetime | None
    addenda: Sequence[Addendum]


@dataclass(frozen=True, slots=True)
class Asked:
    """A coder's open question."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownCharge:
    """A service of the encounter."""

    code: str
    words: str
    cents: int


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim that came of the encounter."""

    url: str
    number: str
    payer: str
    billed_cents: int
    status: str


@dataclass(kw_only=True)
class EncounterPage(Detail):
    """One encounter and its note."""

    note: ShownNote | None
    question: Asked | None
    facts: Sequence[Fact]
    charges: Sequence[ShownCharge]
    claims: Sequence[ShownClaim]


@page(*READS)
def encounters(request: HttpRequest) -> HttpResponse:
    """List the encounters that wait for this person, or all of them."""
    actor = actor_of(request)
    waiting = queues.waiting(actor)
    everything = Encounter.objects.all()
    mine = actor.may(Role.CLINICIAN, Role.MANAGER)
    known = {"waiting": ("Waits for you", waiting.count())} if mine else {}
    known |= {
        "open": ("Not signed", everything.filter(state="open").count()),
        "asked": ("Asked", everything.filter(state="query_open").count()),
        "all": ("All", everything.count()),
    }
    now = chosen(request, "view", list(known) if mine else ["all", *known])
    rows = {
        "waiting": queues.ordered(waiting),
        "open": queues.ordered(everything.filter(state="open")),
        "asked": queues.ordered(everything.filter(state="query_open")),
        "all": queues.newest(everything),
    }[now]
    part, pages = cut(request, rows)
    number = known[now][1]
    content = Queue(
        figure=f"{number:,}",
        words=_question(now, number),
        beneath="Questions stand first: a coder waits for the answer." if now == "waiting" and number else "",
        rows=queues.shown(part, actor.today()),
        empty=_empty(now),
        today=actor.today(),
        views=views_of(request, known, now),
        pages=pages,
    )
    return show(request, "encounters/queue.html", content)


@page(*READS)
def encounter(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one encounter."""
    return shown(request, one(Encounter, key, "encounter"))


@page(*READS)
def of_patient(request: HttpRequest, key: UUID) -> HttpResponse:
    """List one patient's encounters."""
    patient = one(Patient, key, "patient")
    actor = actor_of(request)
    part, pages = cut(request, queues.newest(Encounter.objects.filter(patient=patient)))
    number = pages.total if pages else len(part)
    content = Queue(
        figure=f"{number:,}",
        words=f"{'encounter' if number == 1 else 'encounters'} of {patient}.",
        beneath=f"Number {patient.number}, born {patient.birth_date}.",
        rows=queues.shown(part, actor.today()),
        empty=Empty("No encounters", "This patient has not been seen yet."),
        today=actor.today(),
        pages=pages,
    )
    return show(request, "encounters/queue.html", content)


@page(Role.BILLER, Role.MANAGER, Role.CLINICIAN)
@require_POST
def void(request: HttpRequest, key: UUID) -> HttpResponse:
    """Void an encounter that should not be there."""
    form = VoidForm(request.POST)
    if not form.is_valid():
        return shown(request, one(Encounter, key, "encounter"), {"void": form})
    row = actions.void(actor_of(request), key, because=form.cleaned_data["because"])
    messages.success(request, f"Encounter {row.number} is voided.")
    return redirect("encounters_page", key)


def shown(request: HttpRequest, row: Encounter, failed: Mapping[str, Form] | None = None) -> HttpResponse:
    """The page of one encounter; failed: forms that were not in order, by their button's name."""
    actor = actor_of(request)
    note, question = _note(row), _question_to(row)
    waiting = list(queues.ordered(queues.waiting(actor)).values_list("pk", flat=True))
    age = queues.age_and_sex(row.patient, row.date_of_service)
    content = EncounterPage(
        trail=[Link("Encounters", reverse("encounters")), Link(row.number)],
        figure=str(row.patient),
        words=f"· {age} · {row.date_of_service} · {row.rendering_provider}",
        beneath=_beneath(row, actor),
        today=actor.today(),
        place=place_in(waiting, row.pk, "encounters_page", "encounters"),
        actions=buttons(row, actor, question, failed or {}),
        events=timeline_of(row, link),
        note=note,
        question=Asked(question.question, question.asked_by, question.asked_at) if question else None,
        facts=_facts(row),
        charges=_charges(row),
        claims=_claims(row),
    )
    return show(request, "encounters/page.html", content)


def _question(view: str, number: int) -> str:
    noun = "encounter" if number == 1 else "encounters"
    return {
        "waiting": f"{noun} {'waits' if number == 1 else 'wait'} for you.",
        "open": f"{noun} without a signed note.",
        "asked": f"{noun} with a question that waits for its clinician.",
        "all": f"{noun}.",
    }[view]


def _empty(view: str) -> Empty:
    if view == "waiting":
        return Empty(
            "No note and no question waits for you",
            "A visit stands here until its note is signed, and again when a coder asks about it.",
            "?view=all",
            "See all encounters",
        )
    if view == "asked":
        return Empty("No question is open", "A coder asks from the workbench, with Q.")
    return Empty(
        "No encounters", "Visits come from the practice’s chart, or are registered through the interface."
    )


def _beneath(row: Encounter, actor: Actor) -> str:
    days = (actor.today() - localdate(row.state_since)).days
    since = "since today" if days <= 0 else f"for {counted(days, 'day', 'days')}"
    return {
        "open": f"Its note waits to be signed {since}.",
        "signed": f"Signed; it waits for a coder {since}.",
        "coding": f"A coder works on it {since}.",
        "query_open": f"A coder’s question waits {since}.",
        "coded": "Coded and released; no payer is asked.",
        "claimed": "Coded and released; its claims are built.",
        "voided": "Voided: it counts for nothing.",
    }[row.state]


def _note(row: Encounter) -> ShownNote | None:
    versions = list(Note.objects.filter(encounter=row).select_related("author"))
    first = [note for note in versions if note.addendum_to is None]
    if not first:
        return None
    note = first[-1]
    status = queues.note_status(row.state) if note.signed_at else "unsigned"
    added = [
        Addendum(each.text, str(each.author), each.signed_at)
        for each in versions
        if each.addendum_to is not None and each.signed_at is not None
    ]
    return ShownNote(status, note.version, note.text, str(note.author), note.signed_at, added)


def _question_to(row: Encounter) -> Query | None:
    return Query.objects.filter(encounter=row, answered_at__isnull=True).order_by("asked_at").first()


def _facts(row: Encounter) -> list[Fact]:
    place = editions_on(row.date_of_service).place_of_service(row.place_of_service)
    facts = [
        Fact("Number", row.number, is_code=True),
        Fact("Clinician", row.rendering_provider),
        Fact("Place", f"{row.place_of_service}{f' {place.label}' if place else ''}"),
        Fact("Site", row.facility),
        Fact("Payer", pays_first([row])[row.pk].payer),
        Fact("Reason", row.reason),
        Fact("Patient number", row.patient.number, is_code=True),
        Fact("Born", day(row.patient.birth_date)),
    ]
    if row.case is not None:
        facts.append(Fact("Case", row.case.kind.replace("_", " ")))
    if row.coder is not None:
        facts.append(Fact("Coder", row.coder))
    return facts


def _charges(row: Encounter) -> list[ShownCharge]:
    editions = editions_on(row.date_of_service)
    found = []
    for charge in charges_of(row):
        known = editions.procedure(charge.procedure)
        found.append(ShownCharge(charge.procedure, known.label if known else "", charge.billed))
    return found


def _claims(row: Encounter) -> list[ShownClaim]:
    rows = row.claims.select_related("payer").order_by("created_at", "patient_control_number")
    return [
        ShownClaim(
            reverse("claims_page", args=[claim.pk]),
            claim.patient_control_number,
            str(claim.payer),
            claim.billed,
            claim.state,
        )
        for claim in rows
    ]
