"""What may this person do with an encounter now?"""

from collections.abc import Mapping

from django.forms import Form
from django.urls import reverse

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.documentation.models import Note, Query
from cleanclaim.app.encounters.forms import AddendumForm, AnswerForm, NoteForm, VoidForm
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.roles import Role
from cleanclaim.app.work.pages import Button
from cleanclaim.core.encounters import State

_UNRELEASED = (State.OPEN, State.SIGNED, State.CODING)


def buttons(row: Encounter, actor: Actor, question: Query | None, failed: Mapping[str, Form]) -> list[Button]:
    """The buttons of the encounter's page; failed: forms that were not in order, by the button's name."""
    found = []
    if actor.may(Role.CLINICIAN):
        found += _clinicians(row, question, failed)
    if actor.may(Role.CODER, Role.CODING_LEAD) and row.state in (State.SIGNED, State.CODING):
        found.append(
            Button(
                name="code",
                label="Code it",
                url=reverse("coding_start", args=[row.pk]),
                key="c",
                is_next=True,
            )
        )
    if actor.may(Role.BILLER, Role.MANAGER) and row.state in _UNRELEASED:
        found.append(
            Button(
                name="void",
                label="Void",
                url=reverse("encounters_void", args=[row.pk]),
                is_grave=True,
                says="A voided encounter is not coded and not billed.",
                form=failed.get("void", VoidForm()),
            )
        )
    return found


def _clinicians(row: Encounter, question: Query | None, failed: Mapping[str, Form]) -> list[Button]:
    found = []
    if question is not None:
        found.append(
            Button(
                name="answer",
                label="Answer",
                url=reverse("documentation_answer", args=[question.pk]),
                key="a",
                is_next=True,
                says=question.question,
                form=failed.get("answer", AnswerForm(question.options)),
            )
        )
    draft = Note.objects.filter(encounter=row, signed_at__isnull=True).order_by("version").last()
    if row.state == State.OPEN:
        found += _draft(row, draft, failed)
    elif row.state != State.VOIDED:
        found.append(
            Button(
                name="amend",
                label="Add an addendum",
                url=reverse("documentation_amend", args=[row.pk]),
                says="The signed note stays as it is; what you add is signed now and stands below it.",
                form=failed.get("amend", AddendumForm()),
            )
        )
    return found


def _draft(row: Encounter, draft: Note | None, failed: Mapping[str, Form]) -> list[Button]:
    sign = Button(
        name="sign",
        label="Sign",
        url=reverse("documentation_sign", args=[row.pk]),
        key="s",
        is_next=True,
        why_not="" if draft is not None else "there is no note yet.",
    )
    write = Button(
        name="write",
        label="Edit the note" if draft else "Write the note",
        url=reverse("documentation_write", args=[row.pk]),
        key="e",
        form=failed.get("write", NoteForm(initial={"text": draft.text if draft else ""})),
    )
    return [sign, write]
