"""Which tables may an edit read? The claim's own, shared ones joined once, and the patient's past."""

from collections.abc import Iterable, Mapping
from functools import cache

from cleanclaim.core.edits import reference
from cleanclaim.core.facts import tables as facts_tables
from cleanclaim.core.facts.payers import PayerProfile
from cleanclaim.core.pages import statement
from cleanclaim.core.pages.tables import Relation, published_relation, relation, relation_of

PRIOR = "prior_"
"""Prefix of the same tables over the patients' earlier claims."""

SERVICE = """
SELECT l.claim, l.line, l.procedure_qualifier, l.procedure, l.billed, l.unit, l.units,
       l.service_first, COALESCE(l.service_last, l.service_first) AS service_last,
       CASE WHEN l.place_of_service <> '' THEN l.place_of_service ELSE c.place_of_service END
         AS place_of_service,
       CASE WHEN l.authorization <> '' THEN l.authorization ELSE c.authorization END AS authorization,
       CASE WHEN l.clia <> '' THEN l.clia ELSE c.clia END AS clia,
       COALESCE(lr.npi, cr.npi, c.billing_provider_npi) AS rendering_npi,
       COALESCE(lr.taxonomy, cr.taxonomy, c.billing_provider_taxonomy) AS rendering_taxonomy,
       c.billing_provider_npi AS billing_npi
FROM line l
JOIN claim c ON c.claim = l.claim
LEFT JOIN (SELECT p.claim, p.line, MIN(p.npi) AS npi, MIN(p.taxonomy) AS taxonomy
           FROM line_provider p WHERE p.role = 'rendering' GROUP BY p.claim, p.line) lr
  ON lr.claim = l.claim AND lr.line = l.line
LEFT JOIN (SELECT q.claim, MIN(q.npi) AS npi, MIN(q.taxonomy) AS taxonomy
           FROM claim_provider q WHERE q.role = 'rendering' GROUP BY q.claim) cr
  ON cr.claim = l.claim
"""

# An 837 names no patient record, so that a patient is told apart by name and birth date.
SUBJECT = """
SELECT c.claim,
       CASE WHEN c.patient_name_last IS NULL THEN 1 ELSE 0 END AS is_subscriber,
       CASE WHEN c.patient_name_last IS NULL
            THEN UPPER(c.subscriber_name_last) || '|' || UPPER(c.subscriber_name_first)
            ELSE UPPER(c.patient_name_last) || '|' || UPPER(c.patient_name_first) END AS name,
       CASE WHEN c.patient_name_last IS NULL THEN c.subscriber_birth_date ELSE c.patient_birth_date END
         AS birth_date,
       CASE WHEN c.patient_name_last IS NULL THEN c.subscriber_sex ELSE c.patient_sex END AS sex,
       CASE WHEN c.patient_name_last IS NULL THEN c.subscriber_deceased_on ELSE c.patient_deceased_on END
         AS deceased_on
FROM claim c
"""

CLAIM_DATES = """
SELECT c.claim, MIN(l.service_first) AS service_first,
       MAX(COALESCE(l.service_last, l.service_first)) AS service_last
FROM claim c LEFT JOIN line l ON l.claim = c.claim GROUP BY c.claim
"""

SHARED: dict[str, str] = {"service": SERVICE, "subject": SUBJECT, "claim_dates": CLAIM_DATES}
_SHARED_RELATIONS = (
    relation(
        "service",
        claim="integer", line="integer", procedure_qualifier="code", procedure="code", billed="cents",
        unit="code", units="decimal", service_first="date", service_last="date", place_of_service="code",
        authorization="text", clia="text", rendering_npi="text", rendering_taxonomy="code",
        billing_npi="text",
    ),
    relation(
        "subject",
        claim="integer", is_subscriber="boolean", name="text", birth_date="date", sex="code",
        deceased_on="date",
    ),
    relation("claim_dates", claim="integer", service_first="date", service_last="date"),
)  # fmt: skip

_PROFILE_FIELDS = relation_of("profile", PayerProfile).columns
PROFILE = Relation("profile", (*relation("", claim="integer").columns, *_PROFILE_FIELDS))
"""The payer's rules for each claim, where they are known."""

JUDGED = relation("judged", claim="integer", judged_on="date")
"""The day of judging, where it is known."""


@cache
def claim_tables() -> dict[str, Relation]:
    """The published tables of claims."""
    return {name: published_relation(name) for name in facts_tables.rows("claim", ())}


@cache
def relations() -> dict[str, Relation]:
    """Everything that an edit may read, by name."""
    own = {**claim_tables(), **{shared.name: shared for shared in _SHARED_RELATIONS}}
    prior = {
        f"{PRIOR}{name}": Relation(f"{PRIOR}{name}", held.columns, held.key) for name, held in own.items()
    }
    return {**own, **prior, "profile": PROFILE, "judged": JUDGED, **reference.relations()}


@cache
def _sources(name: str) -> frozenset[str]:
    return statement.check(SHARED[name], claim_tables()).tables


def needs(tables: Iterable[str]) -> tuple[str, ...]:
    """What a query over these tables needs beside the claim: history, profile, date, reference tables."""
    found: set[str] = set()
    for name in tables:
        if name.startswith(PRIOR):
            found.add("history")
        elif name == "profile":
            found.add("profile")
        elif name == "judged":
            found.add("date")
        elif name in reference.relations():
            found.add(name)
    return tuple(sorted(found))


def base_tables(tables: Iterable[str]) -> tuple[set[str], dict[str, str]]:
    """The tables to fill for these ones, and the shared queries to define over them."""
    fill: set[str] = set()
    define: dict[str, str] = {}
    for name in tables:
        bare = name.removeprefix(PRIOR)
        prefix = PRIOR if name.startswith(PRIOR) else ""
        if bare in SHARED:
            define[name] = _prefixed(bare, prefix)
            fill.update(f"{prefix}{source}" for source in _sources(bare))
        else:
            fill.add(name)
    return fill, define


@cache
def _prefixed(name: str, prefix: str) -> str:
    if not prefix:
        return SHARED[name]
    names: Mapping[str, str] = {source: f"{prefix}{source}" for source in _sources(name)}
    return statement.renamed(SHARED[name], names)
