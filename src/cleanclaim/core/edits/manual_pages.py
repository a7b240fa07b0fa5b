"""Which edits are there? Every page of the manual, read and checked once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

from cleanclaim.core.basics.findings import Severity
from cleanclaim.core.basics.refusals import Unknown
from cleanclaim.core.edits import shared
from cleanclaim.core.pages.page import Kind, Page, PageRefused, load

FAMILIES: Mapping[str, str] = {
    "codes": "Is every code in force on the date of service, and complete?",
    "conventions": "Do the diagnoses stand together as ICD-10-CM wants?",
    "coverage": "Is it this payer's claim, and does it say so?",
    "duplicates": "Was the same service billed before, or twice?",
    "evaluation": "Do the visits fit the patient's history?",
    "form": "Does the claim add up, and say what its form requires?",
    "modifiers": "Do the modifiers fit the services and each other?",
    "providers": "Can each provider be told by a right number?",
}
"""Every family of edits, and the question that it answers."""

KIND = Kind(
    name="edit",
    sections=("What it checks", "Why it matters", "How to fix", "Source"),
    required={
        "code": str, "says": str, "severity": str, "family": str, "effective": date, "citation": str,
        "reads": list,
    },
    optional={"until": date, "overridable": bool},
    outputs=("claim", "line", "field"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """A page that judges claims, with its front matter as typed values."""

    page: Page
    code: str
    family: str
    severity: Severity
    message: str
    citation: str
    effective_from: date
    effective_to: date
    needs: tuple[str, ...]  # history, profile, date, and reference tables
    overridable: bool  # false where no reason helps: the payer's front door refuses it all the same

    @property
    def reference_tables(self) -> tuple[str, ...]:
        """The reference tables among its needs."""
        return tuple(need for need in self.needs if need not in ("history", "profile", "date"))


@cache
def manual() -> tuple[Edit, ...]:
    """Every edit of ours, by family and code."""
    with resources.as_file(resources.files("cleanclaim.core.edits")) as folder:
        return read_folder(folder)


def page(code: str) -> Edit:
    """One edit of ours; Unknown where there is none."""
    for edit in manual():
        if edit.code == code:
            return edit
    raise Unknown("edit-unknown", f"There is no edit {code}.")


def read_folder(folder: Path) -> tuple[Edit, ...]:
    """The edits of a folder, one folder below it for each family; PageRefused says what is wrong."""
    edits = [read(path) for path in sorted(folder.glob("*/*.md"))]
    for earlier, later in pairwise(edits):
        if earlier.code == later.code:
            raise PageRefused(later.page.path, 1, f"{later.code} is the code of another page too")
    return tuple(sorted(edits, key=lambda edit: (edit.family, edit.code)))


def read(path: Path) -> Edit:
    """One edit from its page; PageRefused says what is wrong with it."""
    return edit_of(load(path, KIND, shared.relations()), path.stem)


def edit_of(read_page: Page, stem: str) -> Edit:
    """The edit that a page describes; PageRefused where its front matter does not fit."""
    matter, path = read_page.matter, read_page.path
    if matter["code"] != stem.replace("_", "-"):
        raise PageRefused(path, 2, "an edit's code is its file's name, with hyphens")
    if matter["family"] not in FAMILIES:
        raise PageRefused(path, 2, f"there is no family {matter['family']}")
    if matter["severity"] not in (Severity.ERROR, Severity.WARNING):
        raise PageRefused(path, 2, "severity is error or warning")
    needs = shared.needs(read_page.query.tables)
    if sorted(matter["reads"]) != list(needs):
        raise PageRefused(path, 2, f"`reads` says {matter['reads']}, the query reads {list(needs)}")
    return Edit(
        page=read_page,
        code=matter["code"],
        family=matter["family"],
        severity=Severity(matter["severity"]),
        message=matter["says"],
        citation=matter["citation"],
        effective_from=matter["effective"],
        effective_to=matter.get("until", date.max),
        needs=needs,
        overridable=matter.get("overridable", True),
    )
