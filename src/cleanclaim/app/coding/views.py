"""Which encounter is coded next, and on which words of its note? The queue, and the workbench."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding import actions, queues
from cleanclaim.app.coding.bench import Coded, coded
from cleanclaim.app.coding.buttons import buttons
from cleanclaim.app.coding.forms import AskForm, HoldForm
from cleanclaim.app.coverage.shown import pays_first
from cleanclaim.app.documentation import actions as documentation
from cleanclaim.app.documentation.models import Query
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.encounters.queues import age_and_sex
from cleanclaim.app.people.keeping import one
from cleanclaim.app.people.roles import Role
from cleanclaim.app.work.pages import (
    Detail,
    Empty,
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

CODERS = (Role.CODER, Role.CODING_LEAD)
_ORDER = "What you began stands first, then what must be filed soonest."


@dataclass(kw_only=True)
class Workbench(Detail):
    """One encounter as it is coded."""

    coded: Coded
    answers: Sequence[Query]


@page(*READS)
def queue(request: HttpRequest) -> HttpResponse:
    """List the encounters that wait to be coded."""
    actor = actor_of(request)
    mine = queues.waiting(actor)
    whole = Encounter.objects.filter(state__in=queues.IN_CODING)
    asked = whole.filter(state="query_open")
    works = actor.may(*CODERS, Role.MANAGER)
    known = {"waiting": ("Waits for you", mine.count())} if works else {}
    known |= {"asked": ("Asked", asked.count()), "all": ("All", whole.count())}
    now = chosen(request, "view", list(known) if works else ["all", *known])
    rows = {"waiting": mine, "asked": asked, "all": whole}[now]
    part, pages = cut(request, queues.in_order(rows))
    number = known[now][1]
    content = Queue(
        figure=f"{number:,}",
        words=_question(now, number),
        beneath=_ORDER if now == "waiting" and number else "",
        rows=queues.shown(part, actor.today()),
        empty=_EMPTY[now],
        today=actor.today(),
        views=views_of(request, known, now),
        pages=pages,
    )
    return show(request, "coding/queue.html", content)


@page(*READS)
def workbench(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one encounter as it is coded."""
    return bench(request, one(Encounter, key, "encounter"))


@page(*CODERS)
@require_POST
def start(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take an encounter to code it."""
    actions.start(actor_of(request), key)
    return redirect("coding_page", key)


@page(*CODERS)
@require_POST
def release(request: HttpRequest, key: UUID, revision: int) -> HttpResponse:
    """Release the codes, and go on to the next encounter."""
    actor = actor_of(request)
    following = _following(actor, key)
    row = actions.release(actor, key, version=revision)
    messages.success(request, _released(row), extra_tags=reverse("coding_reopen", args=[key]))
    return following


@page(*CODERS)
@require_POST
def release_held(request: HttpRequest, key: UUID, revision: int) -> HttpResponse:
    """Release the codes, and stop the claims that come of them."""
    form = HoldForm(request.POST)
    if not form.is_valid():
        return bench(request, one(Encounter, key, "encounter"), {"hold": form})
    actor = actor_of(request)
    following = _following(actor, key)
    row = actions.release(actor, key, version=revision)
    made = list(Claim.objects.filter(encounter=row, frozen_at=None).exclude(state="voided"))
    for claim in made:
        claims.hold(actor, claim.pk, form.cleaned_data["reason"])
    stopped = counted(len(made), "claim is held", "claims are held")
    messages.success(request, f"Encounter {row.number} is released; {stopped}.")
    return following


@page(*CODERS)
@require_POST
def reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a released encounter back, and start on it."""
    actor = actor_of(request)
    actions.reopen(actor, key, because="coder")
    actions.start(actor, key)
    messages.success(request, "Taken back: its claims wait until you release it again.")
    return redirect("coding_page", key)


@page(*CODERS)
@require_POST
def ask(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask the clinician."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return bench(request, one(Encounter, key, "encounter"), {"ask": form})
    given = form.cleaned_data
    query = documentation.ask(actor_of(request), key, given["question"], given["options"])
    messages.success(request, f"Asked as {query.number}. The encounter comes back to you with the answer.")
    return redirect("coding_page", key)


def bench(request: HttpRequest, row: Encounter, failed: Mapping[str, Form] | None = None) -> HttpResponse:
    """The workbench of one encounter; failed: forms that were not in order, by their button's name."""
    actor = actor_of(request)
    shown = coded(row, actor)
    if failed:
        shown.actions = buttons(row, actor, actions.coding_of(row), failed)
    payer = pays_first([row])[row.pk]
    content = Workbench(
        trail=[
            Link("Coding", reverse("coding")),
            Link(f"Encounter {row.number}", reverse("encounters_page", args=[row.pk])),
        ],
        figure=str(row.patient),
        words=f"· {age_and_sex(row.patient, row.date_of_service)} · {payer.payer} · "
        f"{row.date_of_service} · {row.rendering_provider}",
        beneath=_beneath(row, actor),
        today=actor.today(),
        place=place_in(queues.keys_in_order(actor), row.pk, "coding_page", "coding"),
        coded=shown,
        answers=list(Query.objects.filter(encounter=row).order_by("asked_at")),
    )
    return show(request, "coding/workbench.html", content)


def _beneath(row: Encounter, actor: Actor) -> str:
    if row.state == "coding" and row.coder_id != actor.user_id:
        return f"{row.coder} codes it."
    return {
        "open": "Its note is not signed yet.",
        "signed": "Nobody has begun. Start, and it is yours.",
        "query_open": "The clinician has been asked.",
        "coded": "Released; no payer is asked.",
        "claimed": "Released; its claims are built.",
        "voided": "Voided.",
    }.get(row.state, "")


def _following(actor: Actor, key: UUID) -> HttpResponse:
    """Where to go once this encounter is done: to the next one of the queue."""
    keys = queues.keys_in_order(actor)
    at = keys.index(key) if key in keys else -1
    later = keys[at + 1 :] or [other for other in keys if other != key]
    return redirect("coding_page", later[0]) if later else redirect("coding")


def _released(row: Encounter) -> str:
    made = Claim.objects.filter(encounter=row, frozen_at=None).exclude(state="voided")
    ready, stopped = made.filter(state="ready").count(), made.filter(state="edit_hold").count()
    if not ready and not stopped:
        return f"Encounter {row.number} is released; the patient answers for all of it."
    parts = [f"{counted(ready, 'claim is', 'claims are')} clean"] if ready else []
    parts += [f"{counted(stopped, 'is', 'are')} stopped by edits"] if stopped else []
    return f"Encounter {row.number} is released: {', '.join(parts)}."


def _question(view: str, number: int) -> str:
    noun = "encounter" if number == 1 else "encounters"
    return {
        "waiting": f"{noun} {'waits' if number == 1 else 'wait'} to be coded by you.",
        "asked": f"{noun} {'waits' if number == 1 else 'wait'} for a clinician’s answer.",
        "all": f"{noun} between a signed note and a released claim.",
    }[view]


_EMPTY = {
    "waiting": Empty(
        "Nothing waits to be coded",
        "An encounter stands here as soon as its note is signed.",
        "?view=all",
        "See all that are being coded",
    ),
    "asked": Empty("No question is open", "Ask from the workbench, with Q; the encounter waits here."),
    "all": Empty("Nothing is being coded", "An encounter stands here as soon as its note is signed."),
}
