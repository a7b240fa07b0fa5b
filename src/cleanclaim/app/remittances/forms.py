"""What may be typed about a remittance? An 835 file, or what the bank received for one."""

from django import forms

from cleanclaim.core.basics.money import NotMoney, cents_from

_METHODS = (("ach", "Electronic transfer"), ("check", "Check"), ("card", "Virtual card"))


class FileForm(forms.Form):
    """An 835 file to take in."""

    file = forms.FileField(label="835 file", max_length=255)


class DepositForm(forms.Form):
    """What the bank received."""

    amount = forms.CharField(
        label="Amount", max_length=16, help_text="In dollars and cents, as on the bank's list."
    )
    received_on = forms.DateField(label="Received on", widget=forms.DateInput(attrs={"type": "date"}))
    method = forms.ChoiceField(label="How", choices=_METHODS)

    def clean_amount(self) -> int:
        """The amount in cents."""
        try:
            cents = cents_from(self.cleaned_data["amount"].replace(",", "").lstrip("$"))
        except NotMoney:
            raise forms.ValidationError("Write an amount such as 1250.00.") from None
        if cents <= 0:
            raise forms.ValidationError("A deposit is more than nothing.")
        return cents
