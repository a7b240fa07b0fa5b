"""What may this person do with a claim now?"""

from collections.abc import Mapping

from django.forms import Form
from django.urls import reverse

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.forms import CoverageForm, OverrideForm, ProviderForm
from cleanclaim.app.claims.models import Claim, Hold
from cleanclaim.app.coding.forms import HoldForm
from cleanclaim.app.edits.actions import latest
from cleanclaim.app.people.models import Provider
from cleanclaim.app.people.roles import Role
from cleanclaim.app.work.pages import Button
from cleanclaim.core import edits
from cleanclaim.core.edits import Result
from cleanclaim.core.encounters import State as EncounterState

State = Claim.State
_ANSWERED = (State.REJECTED, State.PAID, State.PARTIALLY_DENIED, State.DENIED)
_MENDABLE = (State.EDIT_HOLD, State.REJECTED, State.PARTIALLY_DENIED, State.DENIED)


def buttons(claim: Claim, actor: Actor, failed: Mapping[str, Form]) -> list[Button]:
    """The buttons of the claim's page; failed: forms that were not in order, by the button's name."""
    if not actor.may(Role.BILLER, Role.MANAGER):
        return []
    found = _before_sending(claim, failed) if claim.frozen_at is None else _after_sending(claim)
    if claim.state in _MENDABLE:
        found += _mending(claim, failed)
    return found


def failing_edits(claim: Claim) -> list[tuple[str, str]]:
    """The edits that fail now and that a reason helps: (code, what it says)."""
    judgement = latest(claim)
    if judgement is None:
        return []
    rows = judgement.verdicts.filter(verdict=Result.FAIL)
    known = {one.code: one for one in edits.manual()}
    return list(
        {row.edit: row.message for row in rows if row.edit in known and known[row.edit].overridable}.items()
    )


def providers_of(claim: Claim) -> list[tuple[str, str]]:
    """The practice's providers that the claim names."""
    encounter = claim.encounter
    keys = {
        encounter.rendering_provider_id,
        encounter.supervising_provider_id,
        encounter.referring_provider_id,
        *claim.lines.values_list("charge__rendering_provider", flat=True),
    } - {None}
    return [
        (str(one.pk), f"{one}, {one.npi}") for one in Provider.objects.filter(pk__in=keys).order_by("last")
    ]


def _before_sending(claim: Claim, failed: Mapping[str, Form]) -> list[Button]:
    if claim.state == State.VOIDED:
        return []
    hold = Hold.objects.filter(claim=claim, lifted_at__isnull=True).first()
    if hold is not None:
        return [
            Button(
                name="lift",
                label="Lift the hold",
                url=reverse("claims_lift", args=[hold.pk]),
                key="l",
                is_next=True,
            )
        ]
    found = [_release(claim)] if claim.released_at is None else []
    overridable = failing_edits(claim)
    if overridable:
        found.append(
            Button(
                name="override",
                label="Override",
                url=reverse("claims_override", args=[claim.pk]),
                key="o",
                says="You answer for letting the claim pass; the reason stays with it.",
                form=failed.get("override", OverrideForm(overridable)),
            )
        )
    found.append(
        Button(
            name="hold",
            label="Hold",
            url=reverse("claims_hold", args=[claim.pk]),
            key="h",
            says="The claim is not sent until somebody lifts the hold.",
            form=failed.get("hold", HoldForm()),
        )
    )
    return found


def _release(claim: Claim) -> Button:
    why_not = {
        State.EDIT_HOLD: "its findings are mended or answered for first.",
        State.DRAFT: "its coder releases it first.",
    }
    return Button(
        name="release",
        label="Release",
        url=reverse("claims_release", args=[claim.pk]),
        key="r",
        is_next=True,
        why_not=why_not.get(State(claim.state), ""),
    )


def _after_sending(claim: Claim) -> list[Button]:
    if claim.state not in _ANSWERED or claim.replaced_by.exclude(state=State.VOIDED).exists():
        return []
    being_coded = claim.encounter.state not in (EncounterState.CODED, EncounterState.CLAIMED)
    return [
        Button(
            name="correct",
            label="Make a corrected claim",
            url=reverse("claims_correct", args=[claim.pk]),
            key="c",
            is_next=claim.state != State.PAID,
            says="The next version is built from the encounter and the coverage as they are now. Put right "
            "first what was wrong; how it goes is what this payer’s rules say.",
            why_not="its encounter is with the coder." if being_coded else "",
        )
    ]


def _mending(claim: Claim, failed: Mapping[str, Form]) -> list[Button]:
    found = [
        Button(
            name="coverage",
            label="Correct the coverage",
            url=reverse("claims_coverage", args=[claim.pk]),
            form=failed.get("coverage", CoverageForm.of(claim.coverage)),
        )
    ]
    providers = providers_of(claim)
    if providers:
        found.append(
            Button(
                name="provider",
                label="Correct an NPI",
                url=reverse("claims_provider", args=[claim.pk]),
                form=failed.get("provider", ProviderForm(providers)),
            )
        )
    if claim.encounter.state in (EncounterState.CODED, EncounterState.CLAIMED):
        found.append(
            Button(
                name="recode",
                label="Back to the coder",
                url=reverse("claims_recode", args=[claim.pk]),
                says="The codes are changed on the workbench; unsent claims wait for their release.",
            )
        )
    return found


def form_of(name: str, claim: Claim, data: Mapping[str, str]) -> Form:
    """The form of a button, filled with what was sent."""
    if name == "override":
        return OverrideForm(failing_edits(claim), data)
    if name == "provider":
        return ProviderForm(providers_of(claim), data)
    return CoverageForm(data) if name == "coverage" else HoldForm(data)
