"""How many claim payments a second go from 835 bytes to durable entries?

    python bench/posting.py [--claims 100] [--remittances 5]

Makes a practice in a temporary home (or in the database that CLEANCLAIM_DATABASE names) with one claim of two
lines for each claim payment, each charge in the books, and takes in the remittances with fsync on. Every leg
carries all its dimensions. The last figure is what counts.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("CLEANCLAIM_HOME", tempfile.mkdtemp(prefix="cleanclaim-bench-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "cleanclaim.app.site.settings"

DAY = date(2026, 9, 14)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100, help="claim payments in each remittance")
    parser.add_argument("--remittances", type=int, default=5)
    given = parser.parse_args()
    from cleanclaim.cli.database import prepared

    prepared()
    files = prepare(given.remittances, given.claims)
    from tests.app import world

    from cleanclaim.app.people.models import Company
    from cleanclaim.app.remittances.intake import take_in

    company, clock = Company.objects.get(number="LIGHT"), world.Clock()
    total = 0.0
    for number, content in enumerate(files, 1):
        begun = time.perf_counter()
        (taken,) = take_in(content, company=company, partner="bench", clock=clock).transactions
        seconds = time.perf_counter() - begun
        if taken.posting is None or taken.posting.findings:
            raise SystemExit("a remittance was not posted cleanly: the figure would mean nothing")
        total += seconds
        print(f"remittance {number}: {given.claims / seconds:,.0f} claim payments a second")
    count = given.claims * given.remittances
    print(f"{count} claim payments in {total:.2f} s: {count / total:,.0f} a second")


def prepare(remittances: int, claims: int) -> list[bytes]:
    """Make a world, its sent claims, and the files that answer them."""
    from tests.app import world
    from tests.app.remitting import answer, remitted

    from cleanclaim.app.people.models import Practice
    from cleanclaim.app.people.tenancy import practice_scope

    clock = world.Clock()
    world.build(clock)
    practice = Practice.objects.get(number=world.HARBOR)
    files = []
    with practice_scope(practice.pk):
        template = sent_claim(clock)
        for remittance in range(remittances):
            copies = [copied(template, remittance * claims + n) for n in range(claims)]
            keep(practice, copies)
            answers = [
                answer(one["claim"], {"CO_45": 3_000, "PR_2": 1_000}, {"CO_45": 100},
                       payer_claim_control_number=f"ICN{remittance}{n:05d}")
                for n, one in enumerate(copies)
            ]  # fmt: skip
            files.append(remitted(practice, *answers, trace=f"BENCH{remittance}"))
    return files


def sent_claim(clock: object) -> object:
    """One claim that went the whole way; the others are its copies."""
    from tests.app.posting.crashing import sent_claim as make

    return make("P000001", clock)


def copied(template: object, number: int) -> dict[str, object]:
    """A copy of a sent claim with charges of its own, as rows that are not kept yet."""
    from copy import copy

    from cleanclaim.app.charges.models import Charge
    from cleanclaim.app.claims.models import Claim, ClaimLine

    claim = copy(template)
    claim.version = number + 2  # type: ignore[attr-defined]
    claim.patient_control_number = f"BENCH{number:010d}"  # type: ignore[attr-defined]
    claim.id = Claim.key(claim.practice_id, claim.patient_control_number)  # type: ignore[attr-defined]
    claim.document = {**claim.document, "patient_control_number": claim.patient_control_number}  # type: ignore[attr-defined]
    charges, lines, document = [], [], []
    for line in template.lines.select_related("charge__encounter"):  # type: ignore[attr-defined]
        charge = copy(line.charge)
        charge.number = f"B{number:08d}L{line.number}"
        charge.id = Charge.key(charge.practice_id, charge.number)
        charges.append(charge)
        lines.append(
            ClaimLine(
                id=ClaimLine.key(claim.id, line.number),  # type: ignore[attr-defined]
                practice_id=charge.practice_id,
                claim_id=claim.id,  # type: ignore[attr-defined]
                number=line.number,
                charge_id=charge.id,
                billed=line.billed,
            )
        )
        sent = next(one for one in claim.document["lines"] if one["number"] == line.number)  # type: ignore[attr-defined]
        document.append({**sent, "charge_number": charge.number})
    claim.document["lines"] = document  # type: ignore[attr-defined]
    return {"claim": claim, "charges": charges, "lines": lines}


def keep(practice: object, copies: list[dict[str, object]]) -> None:
    """Keep the copies, and post their charges."""
    from django.db import transaction

    from cleanclaim.app.charges.models import Charge
    from cleanclaim.app.claims.models import Claim, ClaimLine
    from cleanclaim.app.ledger import books
    from cleanclaim.core.ledger.entries import Occasion
    from cleanclaim.core.posting.charges import post_charge
    from cleanclaim.core.posting.legs import ChargeOnFile
    from cleanclaim.core.remittances.matching import CoverageOnFile

    occasion = Occasion(practice.pk, DAY, "bench", datetime(2026, 9, 14, tzinfo=UTC))  # type: ignore[attr-defined]
    with transaction.atomic():
        charges = [charge for one in copies for charge in one["charges"]]  # type: ignore[attr-defined]
        Charge.objects.bulk_create(charges)
        Claim.objects.bulk_create([one["claim"] for one in copies])
        ClaimLine.objects.bulk_create([line for one in copies for line in one["lines"]])  # type: ignore[attr-defined]
        first = copies[0]["claim"]
        coverage = CoverageOnFile(first.coverage_id, first.payer_id, first.coverage.plan_id, "P")  # type: ignore[attr-defined]
        books.write(
            post_charge(
                ChargeOnFile(row.pk, row.patient_id, row.date_of_service, row.rendering_provider_id),
                row.billed,
                coverage,
                occasion,
            )
            for row in charges
        )


if __name__ == "__main__":
    main()
