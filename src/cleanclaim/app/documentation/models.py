"""What was written of a visit, in which signed version, and what was asked about it?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow, keeps
from cleanclaim.core.facts import encounters


class Note(PracticeRow, keeps(encounters.Note)):
    """A version of a note; once signed it never changes."""

    encounter = models.ForeignKey("encounters.Encounter", models.PROTECT, related_name="notes")
    author = models.ForeignKey("people.Provider", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint("encounter", "version", name="note_version")]


class Query(PracticeRow, keeps(encounters.Query)):
    """A question to the clinician, and its answer."""

    encounter = models.ForeignKey("encounters.Encounter", models.PROTECT, related_name="queries")

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="query_number")]
