"""What did the payers send, does it add up, and is the money in? The list, one remittance, and two forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.coding.library import editions_on
from cleanclaim.app.people.keeping import one
from cleanclaim.app.people.roles import Role
from cleanclaim.app.posting.actions import record_deposit
from cleanclaim.app.remittances import intake, queues, shown
from cleanclaim.app.remittances.forms import DepositForm, FileForm
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.app.site import clock
from cleanclaim.app.work.arithmetic import Sum
from cleanclaim.app.work.pages import (
    Button,
    Detail,
    Empty,
    Fact,
    Happened,
    Link,
    Queue,
    actor_of,
    chosen,
    cut,
    page,
    place_in,
    show,
    views_of,
)
from cleanclaim.app.work.river import READS
from cleanclaim.core.basics.money import dollars
from cleanclaim.core.facts import remittances as facts
from cleanclaim.core.remittances.balance import balance

_VIEWS = {"held": "Held", "undeposited": "Without a deposit", "all": "All"}


@dataclass(kw_only=True)
class RemittancePage(Detail):
    """One remittance."""

    held: Sequence[shown.Held]
    sum: Sum
    facts: Sequence[Fact]
    claims: Sequence[shown.ShownPayment]
    totals: shown.Totals


@page(*READS)
def remittances(request: HttpRequest) -> HttpResponse:
    """List what is held, what awaits its deposit, or all of it."""
    return _queue(request, FileForm())


def _queue(request: HttpRequest, form: FileForm) -> HttpResponse:
    actor = actor_of(request)
    rows: dict[str, QuerySet[Remittance]] = {
        "held": queues.held(actor),
        "undeposited": queues.undeposited(actor),
        "all": queues.every(actor),
    }
    counts = {name: found.count() for name, found in rows.items()}
    order = sorted(_VIEWS, key=lambda name: (not counts[name], list(_VIEWS).index(name)))
    now = chosen(request, "view", order)
    part, pages = cut(request, rows[now])
    content = Queue(
        figure=f"{counts[now]:,}",
        words=_question(now, counts[now]),
        beneath=_beneath(counts, now),
        rows=queues.shown(part),
        empty=_empty(now),
        today=actor.today(),
        views=views_of(request, {name: (label, counts[name]) for name, label in _VIEWS.items()}, now),
        pages=pages,
        actions=_take_in_button(actor, form),
        total_cents=sum(rows[now].values_list("paid", flat=True)),
    )
    return show(request, "remittances/queue.html", content)


@page(*READS)
def remittance(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one remittance."""
    return _shown(request, one(Remittance, key, "remittance"))


def _shown(request: HttpRequest, row: Remittance, form: DepositForm | None = None) -> HttpResponse:
    actor = actor_of(request)
    fact = row.facts()
    sums = balance(fact)
    banked = shown.deposits(row.pk)
    parts = shown.totals(row, fact, sums, editions_on(row.payment_date))
    whole = shown.deposit_sum(fact, sums.transaction, banked)
    left = queues.clearing([row.pk]).get(row.pk, 0)
    content = RemittancePage(
        trail=[Link("Remittances", reverse("remittances")), Link(row.trace_number)],
        figure=f"${dollars(row.paid)}",
        words=_words(row, left),
        beneath=_arrival(row),
        today=actor.today(),
        place=place_in([found.pk for found in queues.held(actor)], row.pk, "remittances_page", "remittances"),
        actions=_deposit_button(actor, row, bool(banked), form),
        events=_events(row, banked),
        held=shown.held_parts(row, fact, whole, parts),
        sum=whole,
        facts=_facts(row, fact),
        claims=parts.claims,
        totals=parts,
    )
    return show(request, "remittances/page.html", content)


@page(Role.POSTER, Role.MANAGER)
@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Take an 835 file in: each transaction is posted or held, once."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _queue(request, form)
    company = request.membership.practice.company  # type: ignore[attr-defined]
    content = form.cleaned_data["file"].read()
    taken = intake.take_in(content, company=company, partner="upload", clock=clock.now)
    for finding in taken.unread:
        messages.error(request, f"Nothing was taken in. {finding.message}")
    for transaction in taken.transactions:
        _tell(request, transaction)
    return redirect("remittances")


def _tell(request: HttpRequest, taken: intake.TakenIn) -> None:
    which = f"Transaction {taken.ordinal}"
    if taken.received.again and taken.posting is None:
        messages.info(request, f"{which} is in already: nothing changed.")
    elif taken.posting is None or taken.posting.held:
        messages.warning(request, f"{which} is held with its arithmetic. Nothing of it was posted.")
    else:
        messages.success(request, f"{which} is posted: ${dollars(taken.posting.awaited)}.")


@page(Role.POSTER, Role.MANAGER)
@require_POST
def deposit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Book what the bank received."""
    row = one(Remittance, key, "remittance")
    form = DepositForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, form)
    given = form.cleaned_data
    record_deposit(
        actor_of(request),
        row.pk,
        cents=given["amount"],
        received_on=given["received_on"],
        method=given["method"],
    )
    messages.success(request, f"The deposit of ${dollars(given['amount'])} is booked.")
    return redirect("remittances_page", row.pk)


def _question(view: str, number: int) -> str:
    noun = "remittance" if number == 1 else "remittances"
    verb = "waits" if number == 1 else "wait"
    ends = {
        "held": f"{noun} {verb} for your decision.",
        "undeposited": f"{noun} {verb} for {'its' if number == 1 else 'their'} deposit.",
        "all": f"{noun} received.",
    }
    return ends[view]


def _beneath(counts: dict[str, int], view: str) -> str:
    if view != "undeposited" and counts["undeposited"]:
        return f"{counts['undeposited']:,} posted without a deposit so far."
    return ""


def _empty(view: str) -> Empty:
    if view == "all":
        return Empty("No remittance yet", "Answers of payers come with the files that are fetched, or here.")
    if view == "held":
        words = "Every remittance balances, and every claim in it was found."
        return Empty("Nothing is held", words, "?view=all", "See all remittances")
    return Empty(
        "Every remittance has its deposit", "Each clearing account stands at zero.", "?view=all", "See all"
    )


def _take_in_button(actor: Actor, form: FileForm) -> list[Button]:
    if not actor.may(Role.POSTER, Role.MANAGER):
        return []
    says = "Each transaction is posted or held. The same file again changes nothing."
    url = reverse("remittances_take_in")
    return [Button(name="take-in", label="Take in an 835", url=url, key="t", form=form, says=says)]


def _deposit_button(actor: Actor, row: Remittance, is_in: bool, form: DepositForm | None) -> list[Button]:
    if is_in or row.state != Remittance.State.POSTED or not actor.may(Role.POSTER, Role.MANAGER):
        return []
    if row.paid <= 0:
        return []
    suggested = {"amount": dollars(row.paid), "received_on": row.payment_date, "method": "ach"}
    return [
        Button(
            name="deposit",
            label="Record the deposit",
            url=reverse("remittances_deposit", args=[row.pk]),
            key="d",
            is_next=True,
            form=form or DepositForm(initial=suggested),
            says="What the bank received. The clearing account reaches zero when it equals the payment.",
        )
    ]


def _words(row: Remittance, left: int) -> str:
    payer = row.payer["name"]
    if row.state == Remittance.State.HELD:
        return f" from {payer} is held; nothing of it is posted."
    if row.state == Remittance.State.RECEIVED:
        return f" from {payer} waits to be posted."
    if left:
        return f" from {payer} is posted; ${dollars(abs(left))} awaits its deposit."
    return f" from {payer} is posted, and its clearing account is at zero."


def _arrival(row: Remittance) -> str:
    return (
        f"Paid on {row.payment_date}, trace number {row.trace_number}, received {row.received_at:%Y-%m-%d}."
    )


def _facts(row: Remittance, fact: facts.Remittance) -> list[Fact]:
    return [
        Fact("Payer", row.payer["name"]),
        Fact("Trace number", row.trace_number, is_code=True),
        Fact("Payer, as its bank knows it", row.originator_id, is_code=True),
        Fact("Payee", f"{fact.payee.name} {fact.payee.id}".strip()),
        Fact(
            "Paid by",
            {"ACH": "electronic transfer", "CHK": "check", "NON": "no payment"}.get(row.method, row.method),
        ),
        Fact("Paid on", str(row.payment_date)),
        Fact("Interchange", row.file.control_number, is_code=True),
        Fact("Entries", "see the entries", url=reverse("ledger_remittance", args=[row.pk])),
    ]


def _events(row: Remittance, banked: Sequence[object]) -> list[Happened]:
    found = [Happened(row.received_at, "Received", icon="document")]
    if row.posted_at:
        found.append(Happened(row.posted_at, "Posted", icon="check", tone="good"))
    if row.state == Remittance.State.HELD:
        found.append(Happened(row.received_at, "Held whole", icon="pause", tone="warn"))
    for one_deposit in shown.deposits(row.pk) if banked else ():
        words = f"The bank received ${dollars(one_deposit.amount)}"
        found.append(Happened(one_deposit.received_on, words, icon="money", tone="good"))
    return found[::-1]
