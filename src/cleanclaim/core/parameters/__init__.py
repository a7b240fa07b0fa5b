"""Which rate, limit or deadline held on a date, and who says so? Dated, cited values; no code holds a number.

    parameters.value("medicare.timely_filing_years", on=day)      # the plain value, or NoValue
    parameters.get("medicare.part_b.deductible_cents", on=day)    # Value: value, unit, from, to, source
    parameters.values("medicare.physician_fee.conversion_factor") # every dated Value, oldest first
    parameters.under("medicare.physician_fee.gpci", on=day)       # {last part of the name: value}
    parameters.names()                                            # all names, in order

A value is an integer (cents, days, units), a Decimal, a text, or a mapping of Decimals. The values live
in `values/*.yaml`, one file per subject; each has its first day, its last day (or none yet), and a
citation. Loading refuses a file in which two periods of a parameter overlap or a citation is missing.
"""

from cleanclaim.core.parameters.loading import BadParameterFile, NoValue, Parameters, Value
from cleanclaim.core.parameters.shipped import get, names, under, value, values

__all__ = [
    "BadParameterFile",
    "NoValue",
    "Parameters",
    "Value",
    "get",
    "names",
    "under",
    "value",
    "values",
]
