"""Which figures are there? Every KPI page, read and checked once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from cleanclaim.core.basics.refusals import Unknown
from cleanclaim.core.pages.page import Kind, Page, PageRefused, load
from cleanclaim.core.reports import tables

KIND = Kind(
    name="KPI",
    sections=("Formula", "Numerator", "Denominator", "Exclusions", "Source"),
    required={
        "code": str,
        "measures": str,
        "unit": str,
        "multiplier": int,
        "better": str,
        "basis": str,
        "citation": str,
    },
    optional={"benchmark": str, "groups": list},
    outputs=("numerator", "denominator"),
)
_UNITS = ("days", "percent", "cents")


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure of the revenue cycle, with its front matter as typed values.

    value = multiplier × Σ numerator ÷ Σ denominator over the rows that its query yields, so that the rows
    shown when a figure is opened always add up to it.
    """

    page: Page
    code: str
    measures: str  # what numerator and denominator count: cents, claims
    unit: str  # of the value: days, percent, cents
    multiplier: int
    better: str  # lower, higher
    basis: str  # which dates decide
    citation: str
    benchmark: str
    groups: tuple[str, ...]  # columns that split the figure

    @property
    def title(self) -> str:
        """What it is called on a screen."""
        return self.page.title


@cache
def kpis() -> tuple[Kpi, ...]:
    """Every KPI of ours, by code."""
    with resources.as_file(resources.files("cleanclaim.core.reports").joinpath("kpis")) as folder:
        return tuple(read(path) for path in sorted(folder.glob("*.md")))


def kpi(code: str) -> Kpi:
    """One KPI of ours; Unknown where there is none."""
    for one in kpis():
        if one.code == code:
            return one
    raise Unknown("kpi-unknown", f"There is no figure {code}.")


def read(path: Path) -> Kpi:
    """One KPI from its page; PageRefused says what is wrong with it."""
    page = load(path, KIND, tables.relations())
    matter: Mapping[str, object] = page.matter
    if matter["code"] != path.stem.replace("_", "-"):
        raise PageRefused(page.path, 2, "a KPI's code is its file's name, with hyphens")
    if matter["measures"] not in ("cents", "claims"):
        raise PageRefused(page.path, 2, "measures is cents or claims")
    if matter["unit"] not in _UNITS or matter["better"] not in ("lower", "higher"):
        raise PageRefused(page.path, 2, "unit is days, percent or cents, and better is lower or higher")
    groups = tuple(str(name) for name in page.matter.get("groups", ()))
    for group in groups:
        if group not in page.query.outputs:
            raise PageRefused(page.path, page.query_line, f"the query yields no column {group}")
    return Kpi(
        page=page,
        code=str(matter["code"]),
        measures=str(matter["measures"]),
        unit=str(matter["unit"]),
        multiplier=page.matter["multiplier"],
        better=str(matter["better"]),
        basis=str(matter["basis"]),
        citation=str(matter["citation"]),
        benchmark=str(matter.get("benchmark", "")),
        groups=groups,
    )
