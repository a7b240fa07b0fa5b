"""How is anything written? By a named action: one transaction, a role that may, and an audit row."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from collections.abc import Sequence as TypingSequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from cleanclaim.app.audit.models import Event
from cleanclaim.app.people.models import Practice, Sequence, User
from cleanclaim.app.people.roles import Role
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.core.basics.dates import Clock
from cleanclaim.core.basics.refusals import BrokenInvariant, NotYours

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, frozenset[Role]] = {}
"""Every action by name, and the roles that may."""

_recorded: ContextVar[list[int] | None] = ContextVar("events recorded in this action", default=None)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, at which practice, in which roles, and what time it is for them."""

    name: str
    practice_id: UUID
    roles: frozenset[Role]
    clock: Clock
    time_zone: str = "UTC"
    user_id: UUID | None = None

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return self.clock().astimezone(UTC)

    def today(self) -> date:
        """The business date at the practice."""
        return self.clock().astimezone(ZoneInfo(self.time_zone)).date()

    def may(self, *roles: Role) -> bool:
        """True if the actor has one of the roles."""
        return not self.roles.isdisjoint(roles)


def actor_for(user: User, practice: Practice, roles: Iterable[Role], clock: Clock) -> Actor:
    """The actor that a signed-in person is at one practice."""
    return Actor(
        name=str(user),
        practice_id=practice.pk,
        roles=frozenset(roles),
        clock=clock,
        time_zone=practice.time_zone,
        user_id=user.pk,
    )


def system_actor(practice: Practice, clock: Clock) -> Actor:
    """The product itself, where a file or the calendar acts and not a person."""
    return Actor(
        name="cleanclaim",
        practice_id=practice.pk,
        roles=frozenset({Role.SYSTEM}),
        clock=clock,
        time_zone=practice.time_zone,
    )


def action(
    name: str, *roles: Role
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function an action: its first argument is the actor; it records at least one event.

    Everything that it writes is in one transaction and in the actor's practice. NotYours where the actor
    has none of the roles.
    """

    def decorate(do: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        if name in ACTIONS:
            raise BrokenInvariant(f"two actions are called {name}")
        ACTIONS[name] = frozenset(roles)

        @wraps(do)
        def run(by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not by.may(*roles):
                raise NotYours("role", f"This needs one of the roles {', '.join(sorted(roles))}.")
            token = _recorded.set([])
            try:
                with transaction.atomic(), practice_scope(by.practice_id):
                    result = do(by, *args, **kwargs)
                    if not _recorded.get():
                        raise BrokenInvariant(f"the action {name} left no event")
                    return result
            finally:
                _recorded.reset(token)

        return run

    return decorate


@dataclass(frozen=True, slots=True)
class Note:
    """What an event says: what was done, and what it is about. No patient data in details."""

    action: str
    patient: UUID | None = None
    encounter: UUID | None = None
    claim: UUID | None = None
    subject_kind: str = ""
    subject: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)


def record(
    by: Actor,
    action_name: str,
    *,
    patient: UUID | None = None,
    encounter: UUID | None = None,
    claim: UUID | None = None,
    subject_kind: str = "",
    subject: UUID | None = None,
    **details: Any,
) -> Event:
    """Append an event to the practice's chain, in the caller's transaction. No patient data in details."""
    note = Note(
        action_name,
        patient=patient,
        encounter=encounter,
        claim=claim,
        subject_kind=subject_kind,
        subject=subject,
        details=details,
    )
    return record_all(by, [note])[0]


def record_all(by: Actor, notes: TypingSequence[Note]) -> list[Event]:
    """Append events in order, in one go: a file of many claims leaves one for each of them."""
    if not notes:
        return []
    first = Sequence.take(by.practice_id, "event", len(notes))
    previous = _mac_of(by.practice_id, first - 1)
    events = []
    for sequence, note in enumerate(notes, first):
        event = Event(
            id=Event.key(by.practice_id, sequence),
            practice_id=by.practice_id,
            sequence=sequence,
            at=by.now(),
            actor=by.name,
            user_id=by.user_id,
            action=note.action,
            patient=note.patient,
            encounter=note.encounter,
            claim=note.claim,
            subject_kind=note.subject_kind,
            subject=note.subject,
            details=note.details,
            previous=previous,
        )
        event.mac = previous = event_mac(event)
        events.append(event)
    Event.objects.bulk_create(events, batch_size=500)
    recorded = _recorded.get()
    if recorded is not None:
        recorded += [event.sequence for event in events]
    return events


def _mac_of(practice: UUID, sequence: int) -> str:
    """The digest of the practice's event of that number; empty before the first. Asked at every event."""
    with connection.cursor() as cursor:
        asked = [Practice._meta.pk.get_db_prep_value(practice, connection), sequence]
        cursor.execute("SELECT mac FROM audit_event WHERE practice_id = %s AND sequence = %s", asked)
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def event_mac(event: Event) -> str:
    """The keyed digest of an event and of the one before it."""
    content = [
        str(event.practice_id),
        event.sequence,
        event.at.astimezone(UTC).isoformat(),
        event.actor,
        str(event.user_id),
        event.action,
        str(event.patient),
        str(event.encounter),
        str(event.claim),
        event.subject_kind,
        str(event.subject),
        event.details,
        event.previous,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(settings.AUDIT_KEY, text.encode(), hashlib.sha256).hexdigest()
