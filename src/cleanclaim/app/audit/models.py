"""What was done, by whom, when? Events, each chained to the one before it in its practice."""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow


class Event(PracticeRow):
    """One thing that a person or the product did. `details` carries codes, numbers and counts, no names."""

    append_only = True

    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    user = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=80)
    patient = models.UUIDField(null=True, db_index=True)
    encounter = models.UUIDField(null=True, db_index=True)
    claim = models.UUIDField(null=True, db_index=True)
    subject_kind = models.CharField(max_length=40, blank=True)  # what else it is about: file, remittance …
    subject = models.UUIDField(null=True, db_index=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint("practice", "sequence", name="event_sequence"),
            models.UniqueConstraint("practice", "previous", name="event_chain"),
        ]
