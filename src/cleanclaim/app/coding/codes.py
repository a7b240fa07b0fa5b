"""What does one diagnosis code mean, and which notes hold for it? The tabular list, on a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from cleanclaim.app.coding.library import editions_on, reference
from cleanclaim.app.people.roles import STAFF
from cleanclaim.app.work.pages import Detail, Fact, Link, actor_of, page, show
from cleanclaim.core.basics.refusals import Unknown
from cleanclaim.core.codesets import IcdCode, undotted
from cleanclaim.core.codesets.editions import Editions

_KINDS = {
    "includes": "Includes",
    "inclusion_term": "Also called",
    "excludes1": "Excludes1: never together",
    "excludes2": "Excludes2: not part of it, both may be coded",
    "code_first": "Code first",
    "use_additional": "Use an additional code for",
    "code_also": "Code also",
    "note": "Note",
}


@dataclass(frozen=True, slots=True)
class Instruction:
    """Notes of one kind."""

    heading: str
    texts: Sequence[str]


@dataclass(kw_only=True)
class CodePage(Detail):
    """One code of ICD-10-CM."""

    instructions: Sequence[Instruction]
    children: Sequence[IcdCode]
    facts: Sequence[Fact]


@page(*STAFF)
def code(request: HttpRequest, code: str) -> HttpResponse:
    """Show a code as it is today; one that is no longer in force, as it last was."""
    actor = actor_of(request)
    editions = editions_on(actor.today())
    known = editions.icd10cm.get(code)
    if known is None:
        history = reference().history(code)
        if not history:
            raise Unknown("code", "No edition has this diagnosis code.")
        known = history[-1]
        editions = editions_on(known.valid_from)
    content = CodePage(
        trail=[Link("ICD-10-CM"), *(Link(one.dotted, f"../{one.code}/") for one in _above(editions, known))],
        figure=known.dotted,
        words=known.title,
        beneath="Billable." if known.billable else "A header: a claim wants one of the codes below it.",
        today=actor.today(),
        instructions=_instructions(editions, known),
        children=[] if known.billable else list(editions.icd10cm.children(known.code)),
        facts=_facts(known, actor.today().year),
    )
    return show(request, "coding/code.html", content)


def _above(editions: Editions, known: IcdCode) -> list[IcdCode]:
    return list(reversed(editions.icd10cm.ancestors(known.code)))


def _instructions(editions: Editions, known: IcdCode) -> list[Instruction]:
    notes = editions.icd10cm.notes(known.code)
    found = []
    for kind, heading in _KINDS.items():
        texts = [one.text for one in notes if one.kind == kind]
        if texts:
            found.append(Instruction(heading, texts))
    return found


def _facts(known: IcdCode, year: int) -> list[Fact]:
    until = "open" if known.valid_to.year > year + 1 else str(known.valid_to)
    rows = reference().history(undotted(known.code))
    return [
        Fact("Code", known.dotted, is_code=True),
        Fact("In force", f"{rows[0].valid_from if rows else known.valid_from} to {until}"),
        Fact("Billable", "yes" if known.billable else "no"),
    ]
