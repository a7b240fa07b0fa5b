"""How does the work flow, and what waits for this person at each step?"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.people.roles import Role


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the river: its name, its page, who sees it, and how to count what waits."""

    name: str
    label: str
    url_name: str
    roles: frozenset[Role]
    waiting: Callable[[Actor], int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as the frame shows it."""

    label: str
    url_name: str
    waiting: int
    here: bool


STEPS: list[Step] = []
"""In the order that data flows; each stage adds its own when its app is ready."""


def river(request: HttpRequest, actor: Actor) -> list[Shown]:
    """The steps that this person sees, each with its count."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        Shown(step.label, step.url_name, step.waiting(actor), (here or "").startswith(step.name))
        for step in STEPS
        if actor.may(*step.roles)
    ]
