"""How is the revenue cycle doing? The headline figures as of a day, and each with the rows that made it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cleanclaim.app.charges.models import Charge
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coverage.models import Payer
from cleanclaim.app.reports.figures import HEADLINE, figure, trends
from cleanclaim.app.work.links import link
from cleanclaim.app.work.pages import (
    Detail,
    Empty,
    Filter,
    Link,
    Option,
    Pages,
    View,
    actor_of,
    chosen,
    cut,
    page,
    show,
)
from cleanclaim.app.work.river import READS
from cleanclaim.core.basics.money import dollars
from cleanclaim.core.reports import Figure
from cleanclaim.core.reports import kpi as kpi_page

AGINGS = {"ar-aging": "By date of service", "ar-aging-responsibility": "By responsibility date"}
_BUCKETS = ("0-30", "31-60", "61-90", "91-120", "over 120")
_AMOUNTS = {"numerator", "denominator", "amount", "billed", "paid", "denied"}
_HIDDEN = {"multiplier", "patient", "entry"}
_UNITS = {"percent": " %", "days": " days", "cents": ""}


@dataclass(frozen=True, slots=True)
class Card:
    """One figure of the page, never the ratio alone."""

    title: str
    url: str
    figure: str
    numerator: str
    denominator: str
    meaning: str
    trend: Sequence[float] | None
    trend_said: str


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is owed of one age."""

    label: str
    cents: int
    url: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Numerator or denominator of a figure."""

    words: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a figure's definition."""

    heading: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the rows."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row."""

    kind: str
    value: object


@dataclass(frozen=True, slots=True)
class Row:
    """One row that made the figure; it opens the claim or encounter behind it."""

    url: str
    cells: Sequence[Cell]


@dataclass(kw_only=True)
class ReportsPage(Detail):
    """The revenue cycle on a day."""

    kpis: Sequence[Card]
    aging: Sequence[Bucket]
    aging_said: str
    views: Sequence[View]
    filters: Sequence[Filter]


@dataclass(kw_only=True)
class KpiPage(Detail):
    """One figure with its rows."""

    numerator: Part
    denominator: Part
    definition: Sequence[Section]
    columns: Sequence[Column]
    rows: Sequence[Row]
    pages: Pages | None
    empty: Empty
    trend: Sequence[float] | None
    trend_said: str


@page(*READS)
def reports(request: HttpRequest) -> HttpResponse:
    """Show the headline figures and the aging as of a day."""
    today = actor_of(request).today()
    as_of = _as_of(request, today)
    basis = chosen(request, "view", list(AGINGS))
    names = [name for name in HEADLINE if name not in AGINGS]
    series = trends([*names, basis], as_of)
    aging = series[basis][-1]
    content = ReportsPage(
        trail=[],
        figure=f"${dollars(aging.denominator)}",
        words=f"is owed to the practice on {as_of}.",
        beneath="Every figure opens into the rows that made it.",
        today=today,
        kpis=[_card(series[name]) for name in names],
        aging=_buckets(aging),
        aging_said=f"{aging.text()} % is older than 90 days, {AGINGS[basis].lower()}",
        views=[View(label, f"?view={name}", None, name == basis) for name, label in AGINGS.items()],
        filters=[_days(today, as_of)],
    )
    return show(request, "reports/index.html", content)


@page(*READS)
def kpi(request: HttpRequest, code: str) -> HttpResponse:
    """Show one figure, its definition and its rows."""
    today = actor_of(request).today()
    as_of = _as_of(request, today)
    found = figure(code, as_of)
    definition = kpi_page(code)
    series = trends([code], as_of)[code]
    part, pages = cut(request, found.rows)
    columns = [name for name in found.columns if name not in _HIDDEN]
    content = KpiPage(
        trail=[Link("Reports", reverse("reports")), Link(found.title)],
        figure=_text(found),
        words=f"{found.title}, on {as_of}.",
        beneath=definition.benchmark,
        today=today,
        numerator=Part("Numerator", _amount(found, found.numerator), "#rows"),
        denominator=Part("Denominator", _amount(found, found.denominator), "#rows"),
        definition=[
            Section(heading, [_plain(text) for text in prose.split("\n\n")])
            for heading, prose in definition.page.sections.items()
        ],
        columns=[Column(_label(name), _kind(found, name)) for name in columns],
        rows=_rows(found, part, columns),
        pages=pages,
        empty=Empty("No row made this figure", "Nothing of its kind has happened up to this day."),
        trend=_series(series),
        trend_said=_said(series),
    )
    return show(request, "reports/kpi.html", content)


def _as_of(request: HttpRequest, today: date) -> date:
    try:
        return min(date.fromisoformat(request.GET.get("on", "")), today)
    except ValueError:
        return today


def _days(today: date, as_of: date) -> Filter:
    """Today and the ends of the last months: any past day reproduces what was known then."""
    days = [today]
    while len(days) < 4:
        days.append(date.fromordinal(days[-1].replace(day=1).toordinal() - 1))
    if as_of not in days:
        days.append(as_of)
    options = [Option(str(day), "Today" if day == today else str(day), day == as_of) for day in days]
    return Filter("on", "As of", options)


def _card(series: Sequence[Figure]) -> Card:
    last = series[-1]
    definition = kpi_page(last.code)
    return Card(
        title=last.title,
        url=reverse("reports_page", args=[last.code]),
        figure=_text(last),
        numerator=_amount(last, last.numerator),
        denominator=_amount(last, last.denominator),
        meaning=definition.benchmark or f"Better is {definition.better}.",
        trend=_series(series),
        trend_said=_said(series),
    )


def _text(of: Figure) -> str:
    return f"{of.text()}{_UNITS[of.unit]}" if of.value is not None else "–"


def _series(series: Sequence[Figure]) -> list[float] | None:
    values = [float(one.value) for one in series if one.value is not None]
    return values if len(values) > 1 else None


def _said(series: Sequence[Figure]) -> str:
    known = [one for one in series if one.value is not None]
    if not known:
        return ""
    first, last = known[0], known[-1]
    return f"{_text(first)} on {first.as_of}, {_text(last)} on {last.as_of}"


def _amount(of: Figure, number: int) -> str:
    return f"${dollars(number)}" if of.measures == "cents" else f"{number:,} claims"


def _buckets(aging: Figure) -> list[Bucket]:
    sums: dict[str, int] = defaultdict(int)
    for group in aging.groups:
        sums[group.by[-1]] += group.denominator
    url = reverse("reports_page", args=[aging.code])
    return [Bucket(name.replace("-", "–"), sums[name], url, name in _BUCKETS[3:]) for name in _BUCKETS]


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _kind(of: Figure, name: str) -> str:
    if name in _AMOUNTS:
        return "money" if of.measures == "cents" or name not in ("numerator", "denominator") else "number"
    return {"age": "number", "procedure": "code", "reason": "code"}.get(name, "text")


def _rows(of: Figure, part: Sequence[Sequence[object]], columns: Sequence[str]) -> list[Row]:
    rows = [dict(zip(of.columns, values, strict=True)) for values in part]
    names, urls = _known(rows)
    return [
        Row(
            url=next(
                (urls[str(row[name])] for name in ("claim", "charge") if str(row.get(name)) in urls), ""
            ),
            cells=[Cell(_kind(of, name), names.get(str(row[name]), row[name])) for name in columns],
        )
        for row in rows
    ]


def _known(rows: Sequence[Mapping[str, object]]) -> tuple[dict[str, str], dict[str, str]]:
    """What keys are called, and where they lead: claims, charges and payers."""
    keys = {name: _keys(rows, name) for name in ("claim", "charge", "payer")}
    names: dict[str, str] = {}
    urls: dict[str, str] = {}
    for claim in Claim.objects.filter(pk__in=keys["claim"]):
        names[str(claim.pk)] = claim.patient_control_number
        urls[str(claim.pk)] = link("claim", claim.pk)
    for charge in Charge.objects.filter(pk__in=keys["charge"]):
        names[str(charge.pk)] = f"{charge.procedure} of {charge.date_of_service}"
        urls[str(charge.pk)] = link("encounter", charge.encounter_id)
    for payer in Payer.objects.filter(pk__in=keys["payer"]):
        names[str(payer.pk)] = payer.name
    return names, urls


def _keys(rows: Sequence[Mapping[str, object]], name: str) -> list[UUID]:
    return [UUID(str(row[name])) for row in rows if row.get(name)]


def _plain(text: str) -> str:
    return " ".join(text.split())
