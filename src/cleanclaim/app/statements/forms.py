"""What may be typed about a patient's money? A payment, or why an excess is given back."""

from django import forms

from cleanclaim.core.basics.money import NotMoney, cents_from

_METHODS = (("card", "Card"), ("check", "Check"), ("cash", "Cash"), ("ach", "Bank transfer"))
_MOST_CENTS = 10_000_000


class PaymentForm(forms.Form):
    """Money that a patient or guarantor pays."""

    amount = forms.CharField(label="Amount", max_length=12)
    method = forms.ChoiceField(label="How", choices=_METHODS)
    reference = forms.CharField(
        label="Reference",
        required=False,
        max_length=40,
        help_text="A check's number or the card processor's receipt; never a card number.",
    )

    def clean_amount(self) -> int:
        """The amount in cents."""
        try:
            cents = cents_from(self.cleaned_data["amount"].replace(",", "").lstrip("$"))
        except NotMoney:
            raise forms.ValidationError("Write an amount such as 48.20.") from None
        if not 0 < cents <= _MOST_CENTS:
            raise forms.ValidationError("Write an amount between 0.01 and 100,000.00.")
        return cents

    def clean_reference(self) -> str:
        """Refuse what looks like a card number: none is ever kept."""
        text = str(self.cleaned_data["reference"])
        if sum(letter.isdigit() for letter in text) >= 13:
            raise forms.ValidationError("This looks like a card number. Write the receipt's number instead.")
        return text


class OwnPaymentForm(PaymentForm):
    """The same for a patient who pays online: a card or a bank transfer, by its processor's receipt."""

    method = forms.ChoiceField(label="How", choices=[_METHODS[0], _METHODS[3]])


class RefundForm(forms.Form):
    """Why an excess is given back."""

    note = forms.CharField(
        label="Note", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
