"""What may be typed on an encounter's page?"""

from django import forms


class NoteForm(forms.Form):
    """The note's text."""

    text = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}))


class AddendumForm(forms.Form):
    """What is added to a signed note."""

    text = forms.CharField(label="Addendum", widget=forms.Textarea(attrs={"rows": 8}))


class AnswerForm(forms.Form):
    """An answer to a coder: one of the options offered, or in the clinician's own words."""

    choice = forms.ChoiceField(label="Answer", required=False, widget=forms.RadioSelect)
    text = forms.CharField(label="In your words", required=False, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, options: list[str], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if options:
            self.fields["choice"].choices = [(option, option) for option in options]  # type: ignore[attr-defined]
        else:
            del self.fields["choice"]
            self.fields["text"].label = "Answer"

    def clean(self) -> dict[str, str]:
        """The answer as one text, in `answer`."""
        given = super().clean() or {}
        said = [given.get("choice", ""), given.get("text", "").strip()]
        given["answer"] = "\n".join(part for part in said if part)
        if not given["answer"]:
            raise forms.ValidationError("An answer says something.")
        return given


class VoidForm(forms.Form):
    """Why an encounter should not be there."""

    because = forms.ChoiceField(
        label="Because",
        choices=[
            ("duplicate", "It was registered twice"),
            ("no_show", "The patient did not come"),
            ("wrong_patient", "It belongs to another patient"),
        ],
    )
