"""What may be typed on a claim's page?"""

from collections.abc import Sequence

from django import forms

from cleanclaim.app.coverage.models import Coverage
from cleanclaim.core.basics.identifiers import is_npi


class OverrideForm(forms.Form):
    """Which edit a person answers for, and why."""

    edit = forms.ChoiceField(label="Edit")
    reason = forms.CharField(
        label="Reason",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="So that somebody else can follow it; it is kept with your name.",
    )

    def __init__(self, edits: Sequence[tuple[str, str]], *args: object, **kwargs: object) -> None:
        """edits: (code, what it says), those that fail and that a reason helps."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["edit"].choices = list(edits)  # type: ignore[attr-defined]


class CoverageForm(forms.Form):
    """A coverage put right, as a biller does after a rejection."""

    member_id = forms.CharField(label="Member number", max_length=80, required=False)
    group_number = forms.CharField(label="Group number", max_length=50, required=False)
    claim_number = forms.CharField(
        label="Payer’s case number",
        max_length=50,
        required=False,
        help_text="Of a workers’ compensation, auto or liability case.",
    )

    @classmethod
    def of(cls, coverage: Coverage) -> "CoverageForm":
        """The form with what is known now."""
        names = ("member_id", "group_number", "claim_number")
        return cls(initial={name: getattr(coverage, name) for name in names})


class ProviderForm(forms.Form):
    """A provider's NPI put right."""

    provider = forms.ChoiceField(label="Provider")
    npi = forms.CharField(
        label="NPI", min_length=10, max_length=10, help_text="Ten digits; the last one checks."
    )

    def __init__(self, providers: Sequence[tuple[str, str]], *args: object, **kwargs: object) -> None:
        """providers: (key, name with NPI) of those on the claim."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["provider"].choices = list(providers)  # type: ignore[attr-defined]

    def clean_npi(self) -> str:
        """An NPI whose check digit fits."""
        given: str = self.cleaned_data["npi"]
        if not is_npi(given):
            raise forms.ValidationError("This is no NPI: its check digit does not fit.")
        return given
