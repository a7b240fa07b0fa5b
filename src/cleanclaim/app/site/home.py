"""What stands on the home page? Every queue that waits for this person, in the order of work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.site.steps import STEPS
from cleanclaim.app.site.templatetags.words import day, usd
from cleanclaim.app.work.pages import Empty, Glance, counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The home page: its question, and the queues that answer it."""

    figure: str
    words: str
    beneath: str
    queues: Sequence[Glance]
    empty: Empty
    today: date


def home_page(actor: Actor) -> Home:
    """What needs this person today."""
    glances = [step.glance(actor) for step in STEPS if actor.may(*step.roles)]
    queues = [glance for glance in glances if glance is not None and glance.count]
    return Home(
        figure=f"{sum(queue.count for queue in queues):,}" if queues else "",
        words=_words(queues),
        beneath=_beneath(queues, actor.today()),
        queues=queues,
        empty=Empty(
            "Nothing waits for you",
            "What needs you will stand here as soon as the step before it is done. The counts above show "
            "what is on its way.",
        ),
        today=actor.today(),
    )


def _words(queues: Sequence[Glance]) -> str:
    if not queues:
        return "You are done for today."
    total = sum(queue.count for queue in queues)
    one, many = (queues[0].one, queues[0].many) if len(queues) == 1 else ("piece of work", "pieces of work")
    words = f"{one if total == 1 else many} {'needs' if total == 1 else 'need'} you today"
    worth = sum(queue.worth_cents or 0 for queue in queues)
    return f"{words}, worth {usd(worth)}." if worth else f"{words}."


def _beneath(queues: Sequence[Glance], today: date) -> str:
    """The first deadline, in words."""
    deadlines = [row.due for queue in queues for row in queue.rows if row.due is not None]
    if not deadlines:
        return ""
    first = min(deadlines)
    if first < today:
        late = sum(1 for one in deadlines if one < today)
        return f"{counted(late, 'deadline has', 'deadlines have')} passed; the oldest was {day(first)}."
    near = {today: "today", today + timedelta(days=1): "tomorrow"}
    return f"The first deadline is {near.get(first, day(first))}."
