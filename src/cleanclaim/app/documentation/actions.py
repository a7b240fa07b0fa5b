"""How is a visit written down, signed, added to, and asked about?

A note is a draft until it is signed; then it has a digest and never changes: what comes later is an addendum,
a version of its own.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.documentation.models import Note, Query
from cleanclaim.app.encounters.actions import move
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.keeping import locked, numbered, one
from cleanclaim.app.people.models import Membership
from cleanclaim.app.people.roles import Role
from cleanclaim.app.people.rows import columns_from
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate
from cleanclaim.core.documentation import digest, normal_text
from cleanclaim.core.encounters import State
from cleanclaim.core.facts import encounters

_WRITES = (Role.CLINICIAN, Role.INTEGRATION, Role.SYSTEM)
_LONGEST_NOTE = 200_000  # characters


@action("documentation.write", *_WRITES)
def write_note(by: Actor, encounter: UUID, text: str) -> Note:
    """Write the encounter's note, or replace its draft; TooLate once it is signed: then add an addendum.

    The author is the clinician who writes, or the rendering provider where a system brings the text.
    """
    row = locked(Encounter, encounter, "encounter")
    if row.state != State.OPEN:
        raise TooLate("note.signed", "This note is signed: what comes later is an addendum.")
    return _draft(by, row, text, addendum_to=None)


@action("documentation.add_addendum", *_WRITES)
def add_addendum(by: Actor, encounter: UUID, text: str) -> Note:
    """Write an addendum to the signed note, or replace its draft; it counts once it is signed."""
    row = locked(Encounter, encounter, "encounter")
    signed = _versions(row).filter(signed_at__isnull=False, addendum_to__isnull=True).last()
    if signed is None:
        raise TooLate("note.unsigned", "An addendum is to a signed note, and this one is a draft.")
    return _draft(by, row, text, addendum_to=signed.version)


@action("documentation.sign", Role.CLINICIAN, Role.INTEGRATION)
def sign_note(by: Actor, encounter: UUID) -> Note:
    """Sign the draft: fix its text, digest and instant. A note goes to the coders by it.

    TooLate where nothing is left to sign, NotYours where somebody else wrote it.
    """
    row = locked(Encounter, encounter, "encounter")
    draft = _versions(row).filter(signed_at__isnull=True).last()
    if draft is None:
        raise TooLate("note.signed", "There is no draft to sign: the note is signed, or not written yet.")
    if by.may(Role.CLINICIAN) and _provider_of(by) != draft.author_id:
        raise NotYours("note.author", "A note is signed by the one who wrote it.")
    draft.signed_at, draft.sha256 = by.now(), digest(draft.text)
    draft.save(update_fields=["signed_at", "sha256"])
    if draft.addendum_to is None:
        move(by, row, "sign")
    record(
        by, "documentation.sign", encounter=row.pk, patient=row.patient_id, version=draft.version,
        sha256=draft.sha256, addendum=draft.addendum_to is not None,
    )  # fmt: skip
    return draft


@action("documentation.ask", Role.CODER, Role.CODING_LEAD, Role.CODING_AUDITOR)
def ask(by: Actor, encounter: UUID, question: str, options: Sequence[str] = ()) -> Query:
    """Ask the clinician about an encounter that is being coded; it waits for the answer.

    Options, where there are any, are clinically meant and none leads (a coder may not suggest what pays).
    """
    row = locked(Encounter, encounter, "encounter")
    if not question.strip():
        raise NotClean("query.empty", "A query asks something.")
    move(by, row, "ask")
    fact = encounters.Query(
        practice=by.practice_id, encounter=row.pk, number="", question=question.strip(),
        options=tuple(options), asked_by=by.name, asked_at=by.now(),
    )  # fmt: skip
    fact = numbered(Query, [fact], by.practice_id, "Q")[0]
    query = Query.objects.create(id=Query.key(by.practice_id, fact.number), **columns_from(fact))
    record(
        by, "documentation.ask", encounter=row.pk, patient=row.patient_id, subject_kind="query",
        subject=query.pk, number=query.number,
    )  # fmt: skip
    return query


@action("documentation.answer", Role.CLINICIAN)
def answer(by: Actor, query: UUID, text: str) -> Query:
    """Answer a coder's query; with the last open one answered, coding goes on."""
    found = one(Query, query, "query")
    row = locked(Encounter, found.encounter_id, "encounter")
    if found.answered_at is not None:
        raise TooLate("query.answered", "This query is answered already.")
    if not text.strip():
        raise NotClean("query.empty", "An answer says something.")
    found.answer, found.answered_at = text.strip(), by.now()
    found.save(update_fields=["answer", "answered_at"])
    if not Query.objects.filter(encounter=row, answered_at__isnull=True).exists():
        move(by, row, "answer")
    record(
        by, "documentation.answer", encounter=row.pk, patient=row.patient_id, subject_kind="query",
        subject=found.pk, number=found.number,
    )  # fmt: skip
    return found


def _draft(by: Actor, row: Encounter, text: str, *, addendum_to: int | None) -> Note:
    kept = normal_text(text)
    if not kept.strip() or len(kept) > _LONGEST_NOTE:
        raise NotClean("note.text", f"A note has text, up to {_LONGEST_NOTE:,} characters.")
    author = _provider_of(by) or row.rendering_provider_id
    last = _versions(row).last()
    if last is not None and last.signed_at is None:
        last.text, last.author_id = kept, author
        last.save(update_fields=["text", "author"])
        draft = last
    else:
        fact = encounters.Note(
            practice=by.practice_id, encounter=row.pk, version=last.version + 1 if last else 1,
            addendum_to=addendum_to, text=kept, author=author,
        )  # fmt: skip
        draft = Note.objects.create(id=Note.key(row.pk, fact.version), **columns_from(fact))
    name = "documentation.write" if addendum_to is None else "documentation.add_addendum"
    record(by, name, encounter=row.pk, patient=row.patient_id, version=draft.version)
    return draft


def _versions(row: Encounter) -> QuerySet[Note]:
    return Note.objects.filter(encounter=row).order_by("version")


def _provider_of(by: Actor) -> UUID | None:
    """Who the actor is as a clinician of the practice; None for a system."""
    if by.user_id is None:
        return None
    held = Membership.objects.filter(user=by.user_id, practice=by.practice_id).values_list(
        "provider", flat=True
    )
    return held[0] if held else None
