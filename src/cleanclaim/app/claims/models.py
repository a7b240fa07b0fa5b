"""What is asked of each payer, in which version, and how far did it get?"""

from typing import Any

from django.db import models

from cleanclaim.app.people.rows import PracticeRow
from cleanclaim.core.facts import claims, codec


class Claim(PracticeRow):
    """One version of the request to one payer. A draft changes; a frozen claim never does.

    The claim itself is kept as one document of the fact `core.facts.claims.Claim`: it is complete in itself,
    so that a name changed later changes no claim sent earlier.
    """

    class State(models.TextChoices):
        """How far this version got (the states of the claim's life, per payer)."""

        DRAFT = "draft", "Draft"
        EDIT_HOLD = "edit_hold", "Stopped by edits"
        READY = "ready", "Ready to send"
        SENT = "sent", "Sent"
        ENVELOPE_REJECTED = "envelope_rejected", "File refused"
        REJECTED = "rejected", "Rejected"
        ACCEPTED = "accepted", "Accepted"
        PAID = "paid", "Paid"
        PARTIALLY_DENIED = "partially_denied", "Denied in part"
        DENIED = "denied", "Denied"
        REVERSED = "reversed", "Reversed"
        REPLACED = "replaced", "Replaced"
        VOIDED = "voided", "Voided"
        CLOSED = "closed", "Closed"

    encounter = models.ForeignKey("encounters.Encounter", models.PROTECT, related_name="claims")
    patient = models.ForeignKey("encounters.Patient", models.PROTECT, related_name="claims")
    coverage = models.ForeignKey("coverage.Coverage", models.PROTECT, related_name="claims")
    payer = models.ForeignKey("coverage.Payer", models.PROTECT, related_name="+")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    patient_control_number = models.CharField(max_length=20)
    part = models.IntegerField(default=1)  # which of the encounter's claims, where it had to be split
    version = models.IntegerField(default=1)
    sequence = models.CharField(max_length=1)  # P, S, T …
    frequency = models.CharField(max_length=1, default="1")
    billed = models.BigIntegerField()
    date_of_service = models.DateField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    state_since = models.DateTimeField()
    touches = models.IntegerField(default=0)  # by people, from the coder's release onward
    payer_claim_control_number = models.CharField(max_length=50, blank=True)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64, blank=True)  # of the document, once frozen
    released_at = models.DateTimeField(null=True)  # by its biller: it goes with the next file
    released_by = models.CharField(max_length=150, blank=True)
    frozen_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("patient_control_number", name="patient_control_number_once"),
            models.UniqueConstraint("encounter", "part", "sequence", "version", name="claim_version_once"),
        ]
        indexes = [models.Index("practice", "state", "state_since", name="claim_queue")]

    def facts(self) -> Any:
        """The claim as a fact."""
        return codec.from_document(claims.Claim, self.document)


class ClaimLine(PracticeRow):
    """Which charge rides on which line of which claim version: many to many."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="lines")
    number = models.IntegerField()  # LX01
    charge = models.ForeignKey("charges.Charge", models.PROTECT, related_name="claim_lines")
    billed = models.BigIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("claim", "number", name="claim_line_number")]


class Hold(PracticeRow):
    """A person's stop on a claim, with its reason."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="holds")
    reason = models.TextField()
    placed_by = models.CharField(max_length=150)
    placed_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=150, blank=True)
    lifted_at = models.DateTimeField(null=True)
