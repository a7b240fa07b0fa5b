"""Which claims are decided next, and how? The queue, the claim's page, and what a biller does there."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.db.models import Sum
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims import actions, queues
from cleanclaim.app.claims.buttons import form_of
from cleanclaim.app.claims.claim_page import claim_page
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding import actions as coding
from cleanclaim.app.coverage import actions as coverage
from cleanclaim.app.edits import actions as edits
from cleanclaim.app.people import actions as people
from cleanclaim.app.people.keeping import one
from cleanclaim.app.people.roles import Role
from cleanclaim.app.work.pages import (
    Button,
    Empty,
    Queue,
    actor_of,
    chosen,
    counted,
    cut,
    page,
    show,
    views_of,
)
from cleanclaim.app.work.river import READS
from cleanclaim.core.basics.refusals import NotClean

BILLERS = (Role.BILLER, Role.MANAGER)
Done = Callable[[Actor, Claim, dict[str, str]], str]


@page(*READS)
def queue(request: HttpRequest) -> HttpResponse:
    """List the claims that wait for a biller, or another view of them."""
    actor = actor_of(request)
    views = queues.in_views(actor)
    known = {name: (label, rows.count()) for name, (label, rows) in views.items()}
    now = chosen(request, "view", list(known) if queues.works(actor) else ["all", *known])
    rows = views[now][1]
    looked_up = now in ("sent", "all")
    part, pages = cut(request, queues.newest(rows) if looked_up else queues.in_order(rows))
    number, total = known[now][1], rows.aggregate(billed=Sum("billed"))["billed"]
    content = Queue(
        figure=f"{number:,}",
        words=_question(now, number),
        beneath="What must be filed soonest stands first." if now == "waiting" and number else "",
        rows=queues.shown(part),
        empty=_EMPTY.get(now, _EMPTY["all"]),
        today=actor.today(),
        views=views_of(request, known, now),
        pages=pages,
        total_cents=total,
        actions=_release_all(actor, known["clean"][1]),
    )
    return show(request, "claims/queue.html", content)


@page(*READS)
def claim(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one claim."""
    return shown(request, one(Claim, key, "claim"))


def shown(request: HttpRequest, row: Claim, failed: Mapping[str, Form] | None = None) -> HttpResponse:
    """The page of one claim; failed: forms that were not in order, by their button's name."""
    return show(request, "claims/page.html", claim_page(row, actor_of(request), failed or {}))


@page(*BILLERS)
@require_POST
def release(request: HttpRequest, key: UUID) -> HttpResponse:
    """Release one claim, and go on to the next that waits."""
    keys = queues.keys_in_order()
    actions.release(actor_of(request), [key])
    messages.success(request, "Released: it goes with the next file.")
    later = keys[keys.index(key) + 1 :] if key in keys else []
    return redirect("claims_page", later[0] if later else key)


@page(*BILLERS)
@require_POST
def release_all(request: HttpRequest) -> HttpResponse:
    """Release every clean claim that nobody holds."""
    rows = actions.release(actor_of(request), queues.clean().values_list("pk", flat=True))
    messages.success(
        request, f"{counted(len(rows), 'claim', 'claims')} released. Send them from Submissions."
    )
    return redirect("claims")


@page(*BILLERS)
@require_POST
def lift(request: HttpRequest, hold: UUID) -> HttpResponse:
    """Lift a hold."""
    held = actions.lift(actor_of(request), hold)
    messages.success(request, "The hold is lifted.")
    return redirect("claims_page", held.claim_id)


@page(*BILLERS)
@require_POST
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make the next version of a claim, and show it."""
    made = actions.correct(actor_of(request), key)
    clean = "clean: release it" if made.state == Claim.State.READY else "stopped by edits"
    messages.success(
        request, f"Version {made.version} is made with frequency {made.frequency}. It is {clean}."
    )
    return redirect("claims_page", made.pk)


@page(*BILLERS)
@require_POST
def recode(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the claim's encounter back to its coder."""
    row = one(Claim, key, "claim")
    because = {"rejected": "rejection", "denied": "denial", "partially_denied": "denial"}.get(
        row.state, "edit"
    )
    coding.reopen(actor_of(request), row.encounter_id, because=because)
    messages.success(request, f"Encounter {row.encounter.number} is back with its coder.")
    return redirect("claims_page", key)


def form_view(name: str, do: Done) -> Callable[..., HttpResponse]:
    """A view for a button with a form: what is not in order is shown on the page, the dialog open."""

    @page(*BILLERS)
    @require_POST
    def view(request: HttpRequest, key: UUID) -> HttpResponse:
        row = one(Claim, key, "claim")
        form = form_of(name, row, request.POST)
        if not form.is_valid():
            return shown(request, row, {name: form})
        try:
            said = do(actor_of(request), row, form.cleaned_data)
        except NotClean as wrong:
            form.add_error(None, wrong.message)
            return shown(request, row, {name: form})
        messages.success(request, said)
        return redirect("claims_page", key)

    return view


def _hold(by: Actor, row: Claim, given: dict[str, str]) -> str:
    actions.hold(by, row.pk, given["reason"])
    return "Held. It is not sent until somebody lifts the hold."


def _override(by: Actor, row: Claim, given: dict[str, str]) -> str:
    said = edits.override(by, row.pk, edit=given["edit"], reason=given["reason"])
    if said.clean:
        return "You answer for it. The claim is clean now."
    return "You answer for it. Other findings still stop the claim."


def _coverage(by: Actor, row: Claim, given: dict[str, str]) -> str:
    coverage.correct_coverage(by, row.coverage_id, **given)
    return "The coverage is put right. Claims that were not sent are built and judged again."


def _provider(by: Actor, row: Claim, given: dict[str, str]) -> str:
    people.correct_provider(by, UUID(given["provider"]), npi=given["npi"])
    return "The NPI is put right. Claims that were not sent are built and judged again."


hold = form_view("hold", _hold)
override = form_view("override", _override)
correct_coverage = form_view("coverage", _coverage)
correct_provider = form_view("provider", _provider)


def _release_all(actor: Actor, clean: int) -> list[Button]:
    if not actor.may(*BILLERS):
        return []
    return [
        Button(
            name="release_all",
            label=f"Release {counted(clean, 'clean claim', 'clean claims')}" if clean else "Release",
            url=reverse("claims_release_all"),
            key="r",
            is_next=True,
            why_not="" if clean else "no clean claim waits.",
            says="They go with the next file that is sent.",
        )
    ]


def _question(view: str, number: int) -> str:
    noun, waits = ("claim", "waits") if number == 1 else ("claims", "wait")
    return {
        "waiting": f"{noun} {waits} to be released or mended.",
        "stopped": f"{noun} stopped by edits or held.",
        "clean": f"clean {noun} {waits} to be released.",
        "returned": f"{noun} came back before adjudication.",
        "sent": f"{noun} with their payers.",
        "all": f"{noun}.",
    }[view]


_EMPTY = {
    "waiting": Empty(
        "No claim waits to be decided",
        "A claim stands here when its coder has released it, until you release it to be sent.",
        "?view=all",
        "See all claims",
    ),
    "stopped": Empty("Nothing is stopped", "A claim that an edit or a person stops stands here."),
    "clean": Empty(
        "No clean claim waits", "Claims that pass their edits stand here until they are released."
    ),
    "returned": Empty("Nothing came back", "A claim that is rejected before adjudication stands here."),
    "sent": Empty("Nothing is with the payers", "Release clean claims, then send them from Submissions."),
    "all": Empty("No claims yet", "A claim is built when a coder releases an encounter."),
}
