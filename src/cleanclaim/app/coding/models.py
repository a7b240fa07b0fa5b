"""Which diagnoses did a coder assign, and on which words of the note?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow, keeps
from cleanclaim.core.facts import encounters


class Diagnosis(PracticeRow, keeps(encounters.Diagnosis)):
    """A diagnosis of an encounter; replaced as a set while the encounter is being coded."""

    encounter = models.ForeignKey("encounters.Encounter", models.PROTECT, related_name="diagnoses")

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint("encounter", "sequence", name="diagnosis_sequence")]
