"""How does the work flow, and what waits for this person at each step?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.people.roles import SEES_PATIENTS, Role
from cleanclaim.app.work.pages import Glance

READS = tuple(sorted(SEES_PATIENTS - {Role.INTEGRATION}))
"""The staff who may open the pages of the river; what they may do there is the actions' matter."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the river: its page, how to count what waits for somebody, and what of it comes first.

    name: what the stage's URL names begin with. `glance` is what the home page shows; None where the step
    has nothing for this person.
    """

    name: str
    label: str
    url_name: str
    waiting: Callable[[Actor], int]
    glance: Callable[[Actor], Glance | None] = lambda _: None
    roles: tuple[Role, ...] = READS


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as the frame shows it."""

    label: str
    url_name: str
    waiting: int
    here: bool


def river(request: HttpRequest, actor: Actor, steps: Iterable[Step]) -> list[Shown]:
    """The steps that this person sees, each with its count."""
    here = (request.resolver_match.url_name or "") if request.resolver_match else ""
    return [
        Shown(step.label, step.url_name, step.waiting(actor), here.startswith(step.name))
        for step in steps
        if actor.may(*step.roles)
    ]
