"""What may be said of a denial? Whose work it is, and why its money is given up."""

from django import forms

from cleanclaim.app.denials.actions import DENIAL_REASONS, OWNERS

_REASONS = {
    "not_worth_it": "The work costs more than it is worth",
    "too_late": "The limit has passed",
    "accepted": "The payer is right",
    "unsupported": "The documentation does not support it",
}


class OwnerForm(forms.Form):
    """Whose work a denial is."""

    owner = forms.ChoiceField(label="Whose work", choices=[(owner, owner.capitalize()) for owner in OWNERS])


class WriteOffForm(forms.Form):
    """Why a denied balance is given up."""

    reason = forms.ChoiceField(label="Reason", choices=[(code, _REASONS[code]) for code in DENIAL_REASONS])
    note = forms.CharField(
        label="Note", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
