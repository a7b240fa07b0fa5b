"""What do the shipped parameters say? The files of values/, read once."""

from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

from cleanclaim.core.parameters.loading import Parameters, Plain, Value


@cache
def shipped() -> Parameters:
    """Every parameter that comes with the program."""
    folder = Path(str(resources.files("cleanclaim.core.parameters").joinpath("values")))
    return Parameters.from_files(sorted(folder.glob("*.yaml")))


def value(name: str, *, on: date) -> Plain:
    """The plain value of a parameter on a date; NoValue where no period holds it."""
    return shipped().value(name, on=on)


def get(name: str, *, on: date) -> Value:
    """The value of a parameter on a date with its source; NoValue where no period holds it."""
    return shipped().get(name, on=on)


def values(name: str) -> tuple[Value, ...]:
    """Every period of a parameter, oldest first."""
    return shipped().values(name)


def under(prefix: str, *, on: date) -> dict[str, Plain]:
    """The values of all parameters below a name on the date, by the rest of the name."""
    return shipped().under(prefix, on=on)


def names() -> tuple[str, ...]:
    """All names, in order."""
    return shipped().names()
