"""What is a page made of? The values that templates show, how a long list is cut, and who may open what.

A view is `@page(Role…)` over a function of the request; it reads rows, calls actions, and shows one object
named `page`: a `Queue`, a `Detail`, or a stage's own class derived from one of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.people.roles import Role
from cleanclaim.core.basics.refusals import NotYours

P = ParamSpec("P")
Handler = Callable[Concatenate[HttpRequest, P], HttpResponse]

ROWS = 50
"""Rows on one page of a queue."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go: a step of the trail, or what an empty list offers."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """One view of a queue, with how many are in it."""

    label: str
    url: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a filter may have."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows a queue; it stands in the address, so it is never about a patient."""

    name: str
    label: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Pages:
    """Which rows of a long list are shown. Counted from 1."""

    first: int
    last: int
    total: int
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What will appear where there is nothing yet, and how to make it appear."""

    heading: str
    words: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something that may be done. `form` or `says` opens a dialog first; `why_not` says why it cannot be."""

    name: str
    label: str
    url: str
    key: str = ""
    is_next: bool = False
    is_grave: bool = False
    why_not: str = ""
    form: Form | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value, which is shown as text."""

    name: str
    value: object
    url: str = ""
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened, or that will by itself, as the timeline shows it."""

    at: datetime | date
    words: str
    by: str = ""
    icon: str = "dot"
    tone: str = ""
    more: str = ""
    document_url: str = ""
    document_label: str = ""
    is_to_come: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its queue a thing stands."""

    number: int
    of: int
    queue_url: str
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A verdict as a page shows it: in words, with its edit's page and citation."""

    severity: str
    words: str
    code: str
    place: str = ""
    url: str = ""
    source: str = ""
    is_no_data: bool = False
    fix: str = ""


@dataclass(kw_only=True)
class Queue:
    """A list of work. `figure` and `words` answer the page's one question."""

    figure: str = ""
    words: str
    beneath: str = ""
    rows: Sequence[Any]
    empty: Empty
    today: date
    views: Sequence[View] = ()
    filters: Sequence[Filter] = ()
    pages: Pages | None = None
    actions: Sequence[Button] = ()
    total_cents: int | None = None


@dataclass(kw_only=True)
class Detail:
    """One thing. Stages derive from it and add what their template names."""

    trail: Sequence[Link]
    words: str
    today: date
    figure: str = ""
    beneath: str = ""
    place: Place | None = None
    actions: Sequence[Button] = ()
    events: Sequence[Happened] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class First:
    """One of the first rows of a queue, as the home page shows it."""

    url: str
    label: str
    status: str
    also: str = ""
    cents: int | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A queue at a glance, for the home page: how much waits for this person, and the first of it."""

    title: str
    url: str
    count: int
    one: str  # "encounter": what one of them is called
    many: str
    rows: Sequence[First]
    worth_cents: int | None = None
    words: str = ""


def page(*roles: Role) -> Callable[[Handler[P]], Handler[P]]:
    """Make a view a page for people of these roles: signing in first, then 403 for every other role.

    What is not there and what is another practice's answer 404 alike: a view looks rows up within the
    practice in scope (`people.keeping.one`).
    """

    def decorate(view: Handler[P]) -> Handler[P]:
        @wraps(view)
        def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            actor = actor_of(request)
            if not actor.may(*roles):
                raise NotYours("role", "This page is for other roles than yours.")
            return view(request, *args, **kwargs)

        return login_required(run)

    return decorate


def actor_of(request: HttpRequest) -> Actor:
    """Who acts; NotYours for a person who has no role at any practice."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise NotYours("membership", "You have no role at any practice yet. Ask whoever administers yours.")
    return actor


def show(request: HttpRequest, template: str, content: Queue | Detail, **also: object) -> HttpResponse:
    """Show a page by its template, where it is called `page`."""
    return render(request, template, {"page": content, **also})


def cut(request: HttpRequest, rows: Any, size: int = ROWS) -> tuple[list[Any], Pages | None]:
    """The rows of the page that the address asks for (`?from=51`), and where in the list they are.

    rows: a queryset, ordered, or a sequence. None where all of it is shown.
    """
    total = len(rows) if isinstance(rows, Sequence) else rows.count()
    asked = request.GET.get("from", "1")
    first = int(asked) if asked.isdecimal() and len(asked) < 9 else 1
    first = max(1, min(first, total))
    shown = list(rows[first - 1 : first - 1 + size])
    if total <= size:
        return shown, None
    last = first + len(shown) - 1
    return shown, Pages(
        first=first,
        last=last,
        total=total,
        previous_url=_with(request.GET, max(1, first - size)) if first > 1 else "",
        next_url=_with(request.GET, last + 1) if last < total else "",
    )


def chosen(request: HttpRequest, name: str, known: Sequence[str]) -> str:
    """What the address says of a filter or view: one of the known values, the first where it says nothing."""
    asked = request.GET.get(name, "")
    return asked if asked in known else known[0]


def narrowing(name: str, label: str, options: Mapping[str, str], now: str) -> Filter:
    """A filter of named values, `now` being chosen; an empty value is all of them."""
    return Filter(name, label, [Option(value, said, value == now) for value, said in options.items()])


def views_of(request: HttpRequest, named: Mapping[str, tuple[str, int | None]], now: str) -> list[View]:
    """The views of a queue, each with its count: `{"mine": ("Mine", 3)}`; `now` is shown."""
    return [
        View(label, f"{request.path}?{urlencode({'view': name})}", count, name == now)
        for name, (label, count) in named.items()
    ]


def place_in(keys: Sequence[UUID], key: UUID, url_name: str, queue_url_name: str) -> Place | None:
    """Where a row stands in a queue whose keys are given in order; None where it is not in it."""
    if key not in keys:
        return None
    at = list(keys).index(key)

    def to(index: int) -> str:
        return reverse(url_name, args=[keys[index]]) if 0 <= index < len(keys) else ""

    return Place(at + 1, len(keys), reverse(queue_url_name), to(at - 1) if at else "", to(at + 1))


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: 1 claim, 2 claims."""
    return f"{number:,} {one if number == 1 else many}"


def _with(asked: QueryDict, first: int) -> str:
    copy = asked.copy()
    copy["from"] = str(first)
    return f"?{copy.urlencode()}"
