"""How is the revenue cycle doing? Every figure is a page that happens to run, as of any past day.

    from cleanclaim.core import reports

    figure = reports.compute("days-in-ar", tables, as_of)
    figure.value, figure.text()           # a Fraction or None; "41.3" or "–"
    figure.numerator, figure.denominator  # never only the ratio; cents or counts
    figure.groups                         # parts, where the page splits the figure (aging)
    figure.columns, figure.rows           # the rows that it is made of: they sum to it
    reports.compute_all([…], tables, as_of)
    reports.kpis()                        # every page (Kpi), with its prose in kpi.page.sections

tables: {"leg": rows, "claim": rows, "event": rows}, each a tuple in the order of the fact
`tables.BookLeg`, `tables.ClaimVersion`, `tables.ClaimEvent` (`tables.rows_of(kind, facts)` makes them).
"""

from cleanclaim.core.reports.figures import Figure, Group, compute, compute_all
from cleanclaim.core.reports.kpi_pages import Kpi, kpi, kpis

__all__ = ["Figure", "Group", "Kpi", "compute", "compute_all", "kpi", "kpis"]
