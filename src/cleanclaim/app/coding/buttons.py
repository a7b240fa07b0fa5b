"""What may this person do with the codes now?"""

from collections.abc import Mapping

from django.forms import Form
from django.urls import reverse

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.coding.actions import Coding
from cleanclaim.app.coding.forms import AskForm, HoldForm
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.roles import Role
from cleanclaim.app.work.pages import Button
from cleanclaim.core.basics.findings import Severity
from cleanclaim.core.encounters import State

_CODES = (Role.CODER, Role.CODING_LEAD)
_SAID = {
    State.QUERY_OPEN: "the clinician has been asked; coding goes on with the answer.",
    State.OPEN: "the note is not signed.",
    State.VOIDED: "the encounter is voided.",
}


def buttons(
    row: Encounter, actor: Actor, coding: Coding, failed: Mapping[str, Form] | None = None
) -> list[Button]:
    """The buttons of the workbench; failed: forms that were not in order."""
    if not actor.may(*_CODES):
        return []
    if row.state == State.CODING and row.coder_id == actor.user_id:
        return _while_coding(row, coding, failed or {})
    if row.state in (State.SIGNED, State.CODING):
        taken = row.state == State.CODING
        return [
            Button(
                name="start",
                label="Start coding",
                url=reverse("coding_start", args=[row.pk]),
                key="c",
                is_next=True,
                why_not=f"{row.coder} has this encounter." if taken else "",
            )
        ]
    if row.state in (State.CODED, State.CLAIMED):
        return [
            Button(
                name="reopen",
                label="Code it again",
                url=reverse("coding_reopen", args=[row.pk]),
                says="Its claims wait until you release it again; what was sent stays as it was sent.",
            )
        ]
    return [Button(name="release", label="Release", url="", why_not=_SAID.get(State(row.state), "not now."))]


def _while_coding(row: Encounter, coding: Coding, failed: Mapping[str, Form]) -> list[Button]:
    fatal = [one.message for one in coding.findings if one.severity is Severity.FATAL]
    why_not = fatal[0] if fatal else ""
    return [
        Button(
            name="release",
            label="Release",
            url=reverse("coding_release", args=[row.pk, row.version]),
            key="r",
            is_next=True,
            why_not=why_not,
        ),
        Button(
            name="hold",
            label="Release and hold",
            url=reverse("coding_release_held", args=[row.pk, row.version]),
            key="h",
            why_not=why_not and "first what keeps it from being released.",
            says="Its claims are built, but none is sent until somebody lifts the hold.",
            form=failed.get("hold", HoldForm()),
        ),
        Button(
            name="ask",
            label="Ask the clinician",
            url=reverse("coding_ask", args=[row.pk]),
            key="q",
            says="The encounter waits for the answer; your codes stay as they are.",
            form=failed.get("ask", AskForm()),
        ),
    ]
