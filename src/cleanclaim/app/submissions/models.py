"""Which bytes went to which partner, and which claim version was in them?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow, Row, keeps
from cleanclaim.core.facts import exchange


class File(Row, keeps(exchange.File)):
    """Bytes sent or received. Files belong to the company; the bytes are kept under their digest."""

    append_only = True

    company = models.ForeignKey("people.Company", models.PROTECT, related_name="files")
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("company", "direction", "sha256", name="file_once")]
        indexes = [models.Index("company", "kind", "at", name="file_kind")]


class ControlNumber(models.Model):
    """The last control number given to one partner; numbers never repeat."""

    company = models.ForeignKey("people.Company", models.PROTECT, related_name="+")
    partner = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)  # interchange, group
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("company", "partner", "kind", name="control_number_kind")]


class Submission(PracticeRow, keeps(exchange.Submission)):
    """One claim version in one file."""

    append_only = True

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="submissions")
    file = models.ForeignKey(File, models.PROTECT, related_name="submissions")

    class Meta:
        constraints = [models.UniqueConstraint("claim", "file", name="submission_once")]


class Outbox(Row):
    """A file that waits to be handed to its partner: written with the file, so that neither is lost."""

    file = models.OneToOneField(File, models.PROTECT, related_name="outbox")
    partner = models.CharField(max_length=40)
    attempts = models.IntegerField(default=0)
    handed_over_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
