"""What happened at every step, and what is proven? Counted from the rows and the legs, nothing remembered."""

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings

from cleanclaim.app.claims.models import Claim
from cleanclaim.app.denials.models import Denial, WriteOffRequest
from cleanclaim.app.documentation.models import Note, Query
from cleanclaim.app.edits.models import Judgement
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.ledger.proof import Proof, prove
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.tenancy import every_practice
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.app.statements.models import PatientPayment, Statement
from cleanclaim.app.submissions.models import File, Submission
from cleanclaim.demo.agreement import Agreement, agreement
from cleanclaim.demo.money import Money, money
from cleanclaim.demo.stage import Stage

_REFUSED = ("A3", "A4", "A6", "A7", "A8")


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: what was counted, how many, and what a reader should know."""

    name: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """The whole outcome of a demo."""

    seed: int
    days: int
    steps: tuple[Step, ...]
    money: Money
    agreement: Agreement
    proofs: tuple[Proof, ...]
    files: dict[str, str] = field(default_factory=dict)  # file sent → its SHA-256

    @property
    def holds(self) -> bool:
        """True where the books prove themselves and equal the payers'."""
        return (
            all(proof.holds for proof in self.proofs) and self.agreement.holds and not self.money.difference
        )

    def document(self) -> dict[str, Any]:
        """The outcome as JSON: the same seed and days give the same bytes."""
        return {
            "seed": self.seed,
            "days": self.days,
            "steps": {step.name: step.count for step in self.steps},
            "money_cents": {**asdict(self.money), "difference": self.money.difference},
            "payers_books": asdict(self.agreement) | {"equal": self.agreement.holds},
            "ledgers": {
                proof.practice: {"entries": proof.entries, "digest": proof.digest, "holds": proof.holds}
                for proof in self.proofs
            },
            "files_sent": self.files,
            "holds": self.holds,
        }


def tally(stage: Stage) -> Tally:
    """Count what the play left, and prove the books."""
    with every_practice("a demo counts what all its practices did"):
        steps = tuple(_steps())
        told = money()
        agreed = agreement(stage)
        practices = list(Practice.objects.order_by("number"))
    return Tally(
        seed=stage.world.seed,
        days=stage.world.days,
        steps=steps,
        money=told,
        agreement=agreed,
        proofs=tuple(prove(row.pk, row.number) for row in practices),
        files=_files(),
    )


def _steps() -> list[Step]:
    encounters = Counter(Encounter.objects.values_list("state", flat=True))
    coded = encounters["coded"] + encounters["claimed"]
    return [
        Step(
            "encounters",
            sum(encounters.values()),
            f"{Note.objects.exclude(signed_at=None).count()} notes signed",
        ),
        Step("coded", coded, f"{Query.objects.count()} questions to clinicians"),
        *_claim_steps(),
        *_answer_steps(),
        *_patient_steps(),
    ]


def _claim_steps() -> list[Step]:
    versions = Claim.objects.all()
    first = Judgement.objects.filter(sequence=1, claim__version=1)
    stopped = first.filter(clean=False).count()
    submitted = Submission.objects.count()
    files = File.objects.filter(direction="sent").count()
    second = versions.exclude(sequence="P").count()
    return [
        Step("claims", versions.filter(version=1).count(), f"{second} of them to a second payer"),
        Step("clean", first.filter(clean=True).count(), f"{stopped} stopped by edits and put right"),
        Step("submitted", submitted, f"in {files} files"),
    ]


def _answer_steps() -> list[Step]:
    states = Counter(Claim.objects.values_list("state", flat=True))
    rejected = Claim.objects.filter(submissions__acknowledgments__status__in=_REFUSED).distinct().count()
    accepted = Claim.objects.filter(submissions__acknowledgments__status="A2").distinct().count()
    denials = Counter(Denial.objects.values_list("state", flat=True))
    corrected = Claim.objects.filter(version__gt=1).count()
    remittances = Counter(Remittance.objects.values_list("state", flat=True))
    settled = denials["paid"] + denials["written_off"]
    return [
        Step("accepted", accepted, f"{states['accepted']} wait for their payer"),
        Step("rejected", rejected, "by a 277CA"),
        Step("remittances", sum(remittances.values()), f"{remittances['held']} held"),
        Step("paid", states["paid"] + states["partially_denied"], "claims, in whole or in part"),
        Step("denied", sum(denials.values()), f"lines; {settled} of them settled since"),
        Step("corrected", corrected, "claims sent again"),
        Step(
            "written_off",
            WriteOffRequest.objects.filter(approved=True).count(),
            "asked for by one; above the limit decided by another",
        ),
    ]


def _patient_steps() -> list[Step]:
    kinds = Counter(PatientPayment.objects.values_list("kind", flat=True))
    return [
        Step("copays", kinds["copay"], "taken at the visit"),
        Step("statements", Statement.objects.count(), f"{kinds['payment']} payments on them"),
        Step("refunds", kinds["refund"], "of what was paid too much"),
    ]


def _files() -> dict[str, str]:
    sent = sorted((settings.HOME / "sent").rglob("*.837"))
    return {f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in sent}
