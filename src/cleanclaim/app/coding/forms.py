"""What may be typed on the workbench?"""

from collections.abc import Sequence
from dataclasses import replace

from django import forms

from cleanclaim.app.edits.shown import letter
from cleanclaim.core.codesets.editions import Editions
from cleanclaim.core.coding import CodedService

_MODIFIERS = 4
_POINTERS = 4


class AskForm(forms.Form):
    """A question to the clinician."""

    question = forms.CharField(
        label="Question",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Say what the note shows and what is not clear. Do not lead towards what pays better.",
    )
    options = forms.CharField(
        label="Answers to choose from",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line, or none. The clinician may always answer in their own words.",
    )

    def clean_options(self) -> list[str]:
        """The answers, one for each line."""
        return [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]


class HoldForm(forms.Form):
    """Why a claim is stopped."""

    reason = forms.CharField(label="Reason", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ServiceForm(forms.Form):
    """One service: its modifiers, what explains it, and how often it was done."""

    modifiers = forms.CharField(
        label="Modifiers",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Up to four, with a space between: the one that changes what is paid first.",
    )
    pointers = forms.MultipleChoiceField(
        label="Diagnoses that explain it", required=False, widget=forms.CheckboxSelectMultiple
    )
    first = forms.ChoiceField(
        label="The main reason", required=False, help_text="It is named first on the claim."
    )
    units = forms.IntegerField(label="Units", min_value=1, max_value=9999)
    date_of_service = forms.DateField(
        label="Date, where it is another", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    emergency = forms.BooleanField(label="It was an emergency", required=False)
    note = forms.CharField(
        label="Note to the payer", required=False, max_length=80, help_text="Only where a code needs words."
    )

    def __init__(
        self, diagnoses: Sequence[tuple[str, str]], editions: Editions, *args: object, **kwargs: object
    ) -> None:
        """diagnoses: (code, words) in their order."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        named = [
            (str(place), f"{letter(place)}  {code} {words}")
            for place, (code, words) in enumerate(diagnoses, 1)
        ]
        self.fields["pointers"].choices = named  # type: ignore[attr-defined]
        self.fields["first"].choices = [("", "as they stand"), *named]  # type: ignore[attr-defined]
        self.editions = editions

    def clean_modifiers(self) -> tuple[str, ...]:
        """The modifiers, each in force on the date of service."""
        given = tuple(self.cleaned_data["modifiers"].upper().replace(",", " ").split())
        if len(given) > _MODIFIERS:
            raise forms.ValidationError("A line has up to four modifiers.")
        for one in given:
            if self.editions.modifier(one) is None:
                raise forms.ValidationError(f"{one} is no modifier that is in force on the date of service.")
        return given

    def clean_pointers(self) -> tuple[int, ...]:
        """Which diagnoses, by their places."""
        given = tuple(int(place) for place in self.cleaned_data["pointers"])
        if len(given) > _POINTERS:
            raise forms.ValidationError("A line points to up to four diagnoses.")
        return given

    def changed(self, before: CodedService) -> CodedService:
        """The service as it is to be."""
        given = self.cleaned_data
        pointers = given["pointers"]
        chief = int(given["first"] or 0)
        if chief in pointers:
            pointers = (chief, *(place for place in pointers if place != chief))
        return replace(
            before,
            modifiers=given["modifiers"],
            pointers=pointers[:_POINTERS],
            units=given["units"],
            date_of_service=given["date_of_service"],
            emergency=given["emergency"],
            note=given["note"],
        )


def as_typed(service: CodedService) -> dict[str, object]:
    """A service as the form's first values."""
    return {
        "modifiers": " ".join(service.modifiers),
        "pointers": [str(place) for place in service.pointers],
        "first": str(service.pointers[0]) if service.pointers else "",
        "units": service.units,
        "date_of_service": service.date_of_service,
        "emergency": service.emergency,
        "note": service.note,
    }
