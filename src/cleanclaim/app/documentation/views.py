"""How does a clinician write, sign, add to and answer? From the encounter's page, back to it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cleanclaim.app.documentation import actions
from cleanclaim.app.documentation.models import Query
from cleanclaim.app.encounters.forms import AddendumForm, AnswerForm, NoteForm
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.encounters.views import shown
from cleanclaim.app.people.keeping import one
from cleanclaim.app.people.roles import Role
from cleanclaim.app.work.pages import actor_of, page


@page(Role.CLINICIAN)
@require_POST
def write(request: HttpRequest, encounter: UUID) -> HttpResponse:
    """Keep the draft of a note."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return shown(request, one(Encounter, encounter, "encounter"), {"write": form})
    actions.write_note(actor_of(request), encounter, form.cleaned_data["text"])
    messages.success(request, "The draft is kept. It goes to the coders once it is signed.")
    return redirect("encounters_page", encounter)


@page(Role.CLINICIAN)
@require_POST
def sign(request: HttpRequest, encounter: UUID) -> HttpResponse:
    """Sign the note."""
    note = actions.sign_note(actor_of(request), encounter)
    messages.success(request, f"Signed as version {note.version}. It waits for a coder now.")
    return redirect("encounters_page", encounter)


@page(Role.CLINICIAN)
@require_POST
def amend(request: HttpRequest, encounter: UUID) -> HttpResponse:
    """Add to a signed note, and sign what is added."""
    form = AddendumForm(request.POST)
    if not form.is_valid():
        return shown(request, one(Encounter, encounter, "encounter"), {"amend": form})
    actor = actor_of(request)
    actions.add_addendum(actor, encounter, form.cleaned_data["text"])
    actions.sign_note(actor, encounter)
    messages.success(request, "The addendum is signed and stands below the note.")
    return redirect("encounters_page", encounter)


@page(Role.CLINICIAN)
@require_POST
def answer(request: HttpRequest, query: UUID) -> HttpResponse:
    """Answer a coder."""
    asked = one(Query, query, "question")
    form = AnswerForm(asked.options, request.POST)
    if not form.is_valid():
        return shown(request, asked.encounter, {"answer": form})
    actions.answer(actor_of(request), query, form.cleaned_data["answer"])
    messages.success(request, "Answered. Coding goes on.")
    return redirect("encounters_page", asked.encounter_id)
