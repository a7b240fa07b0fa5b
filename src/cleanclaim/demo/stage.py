"""What do all who play share? The world, its keys, the clock, the partner, and who acts."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people import actions as people
from cleanclaim.demo.days import is_open
from cleanclaim.demo.setup import Keys
from cleanclaim.demo.world import Someone, Visit, World
from cleanclaim.partners.sandbox.partner import SandboxPartner

_ZONE = ZoneInfo("America/New_York")


class PlayClock:
    """The demo's clock: it moves only when the play moves it."""

    def __init__(self, day: date, minute: int = 7 * 60) -> None:
        self.at = instant(day, minute)

    def __call__(self) -> datetime:
        """The instant that the play set."""
        return self.at

    def set(self, day: date, minute: int) -> None:
        """Go to a minute of a day, local time; never back."""
        self.at = max(self.at, instant(day, minute))

    def forward(self, minutes: int = 1) -> None:
        """Let minutes pass."""
        self.at += timedelta(minutes=minutes)


def instant(day: date, minute: int) -> datetime:
    """A minute of a day at the practices, in UTC."""
    midnight = datetime.combine(day, time(), tzinfo=_ZONE)
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)


class Told(Protocol):
    """Who is told how far the play got."""

    def __call__(self, day: date) -> None:
        """One more day is played."""


@dataclass(slots=True)
class Stage:
    """Everything that the people of the demo work with."""

    world: World
    keys: Keys
    clock: PlayClock
    partner: SandboxPartner
    noticed: dict[object, date] = field(default_factory=dict)  # work, and the day on which it was first seen
    actors: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def actor(self, username: str, office: str) -> Actor:
        """The actor that a person of the staff is at a practice."""
        if (username, office) not in self.actors:
            self.actors[username, office] = people.acting_as(username, office, self.clock)
        return self.actors[username, office]

    def system(self, office: str) -> Actor:
        """The product itself, at a practice."""
        return people.founder(office, self.clock)

    @property
    def today(self) -> date:
        """The demo's day."""
        return self.clock.at.astimezone(_ZONE).date()

    def coder_of(self, office: str) -> Actor:
        """Who codes for a practice."""
        return self.actor("ana" if office == self.world.offices[0].number else "cora", office)

    def rested(self, work: object, days: int) -> bool:
        """True once a piece of work was seen at least so many days ago: people do not work at once."""
        first = self.noticed.setdefault(work, self.today)
        return (self.today - first).days >= days

    def first_time(self, work: object) -> bool:
        """True the first time that a piece of work is named."""
        known = work in self.noticed
        self.noticed.setdefault(work, self.today)
        return not known


def next_open(day: date) -> date:
    """This day, or the next on which the practices work."""
    while not is_open(day):
        day += timedelta(days=1)
    return day


def someone_of(world: World, visit: Visit) -> Someone:
    """The patient of a visit."""
    for one in world.patients:
        if (one.office, one.number) == (visit.office, visit.patient):
            return one
    raise LookupError(visit.patient)


def encounter_key(stage: Stage, visit: Visit) -> UUID:
    """The key of a visit's encounter."""
    return Encounter.key(stage.keys.practice(visit.office), visit.number)
