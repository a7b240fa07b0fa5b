"""What does each edit check, why, and how is it mended? The manual, read from the pages that run."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from cleanclaim.app.edits.models import Verdict
from cleanclaim.app.people.roles import STAFF
from cleanclaim.app.work.pages import Detail, Empty, Fact, Link, Queue, actor_of, counted, page, show
from cleanclaim.app.work.prose import html
from cleanclaim.core import edits
from cleanclaim.core.edits.manual_pages import FAMILIES, Edit


@dataclass(frozen=True, slots=True)
class Row:
    """One edit of the list."""

    url: str
    code: str
    title: str
    severity: str
    family: str
    source: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the manual's prose."""

    heading: str
    prose: SafeString


@dataclass(frozen=True, slots=True)
class Example:
    """One case of the page."""

    words: str
    fires: bool


@dataclass(kw_only=True)
class EditPage(Detail):
    """One page of the manual."""

    sections: Sequence[Section]
    query: str
    examples: Sequence[Example]
    facts: Sequence[Fact]


@page(*STAFF)
def manual(request: HttpRequest) -> HttpResponse:
    """List every edit, by family."""
    rows = [
        Row(
            reverse("edits_page", args=[one.code]),
            one.code,
            one.page.title,
            one.severity,
            one.family,
            one.citation,
        )
        for one in edits.manual()
    ]
    families = len({row.family for row in rows})
    content = Queue(
        figure=f"{len(rows):,}",
        words=f"edits in {counted(families, 'family', 'families')} judge every claim.",
        beneath="Each is a page of the manual that happens to run.",
        rows=rows,
        empty=Empty("No edits", "The manual has no pages."),
        today=actor_of(request).today(),
    )
    return show(request, "edits/queue.html", content)


@page(*STAFF)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Show one page of the manual."""
    found = edits.page(code)
    content = EditPage(
        trail=[Link("Edits", reverse("edits")), Link(FAMILIES[found.family])],
        words=found.page.title,
        beneath=found.message,
        today=actor_of(request).today(),
        sections=[Section(heading, html(text)) for heading, text in found.page.sections.items()],
        query=found.page.query.sql.strip(),
        examples=[Example(case.name, bool(case.body.get("finds"))) for case in found.page.cases],
        facts=_facts(found),
    )
    return show(request, "edits/page.html", content)


def _facts(found: Edit) -> list[Fact]:
    until = "open" if found.effective_to.year == 9999 else str(found.effective_to)
    stopped = Verdict.objects.filter(edit=found.code, verdict="fail").values("judgement__claim").distinct()
    return [
        Fact("Code", found.code, is_code=True),
        Fact("Family", found.family),
        Fact(
            "Severity", f"{found.severity}, {'stops the claim' if found.severity == 'error' else 'is shown'}"
        ),
        Fact("In force", f"{found.effective_from} to {until}"),
        Fact("Source", found.citation),
        Fact("Reads", ", ".join(found.needs) or "the claim alone"),
        Fact("Override", "with a reason" if found.overridable else "never: no reason helps"),
        Fact("Fired on", counted(stopped.count(), "claim here", "claims here")),
    ]
