"""How are names, addresses, references, adjustments and dates of an 837 written?"""

from collections.abc import Sequence
from datetime import date

from cleanclaim.core.facts.claims import ClaimAdjustment, ClaimProvider
from cleanclaim.core.facts.common import Address, Contact, Reference
from cleanclaim.core.x12.sets.x837p.roles import QUALIFIERS
from cleanclaim.core.x12.writer import CannotWrite, Segments, composite, money

REASONS_OF_A_CAS = 6


def write_nm1(out: Segments, provider: ClaimProvider, *, named: bool = True) -> None:
    """Write a provider's NM1; without its name where the guide wants the role alone."""
    qualifier = QUALIFIERS.get(provider.role)
    if qualifier is None:
        raise CannotWrite("role", f"A claim carries no provider in the role {provider.role}.")
    if not named:
        out.add("NM1", qualifier, provider.entity)
        return
    name = provider.name
    id_qualifier, id_ = ("XX", provider.npi) if provider.npi else (provider.id_qualifier, provider.id)
    out.add(
        "NM1",
        qualifier,
        provider.entity,
        name.last,
        name.first,
        name.middle,
        "",
        name.suffix,
        id_qualifier if id_ else "",
        id_,
    )


def write_provider(out: Segments, provider: ClaimProvider, *, named: bool = True) -> None:
    """Write a provider's whole loop."""
    write_nm1(
        out, provider, named=(named and provider.role not in ("pay_to", "purchased")) or bool(provider.npi)
    )
    if provider.taxonomy:
        out.add("PRV", "PE", "PXC", provider.taxonomy)
    write_address(out, provider.address)
    write_references(out, provider.references)
    if provider.tax_id:
        out.add("REF", provider.tax_id_kind, provider.tax_id)
    for contact in provider.contacts:
        write_contact(out, contact)


def write_providers(
    out: Segments, providers: Sequence[ClaimProvider], roles: Sequence[str], *, named: bool = True
) -> None:
    """Write the providers that have one of the roles, in the order of the roles."""
    for role in roles:
        for provider in providers:
            if provider.role == role:
                write_provider(out, provider, named=named)


def write_address(out: Segments, address: Address | None) -> None:
    """Write N3 and N4."""
    if address is None:
        return
    if address.line1:
        out.add("N3", address.line1, address.line2)
    country = "" if address.country == "US" else address.country
    out.add("N4", address.city, address.state, address.zip, country, "", "", address.subdivision)


def write_contact(out: Segments, contact: Contact) -> None:
    """Write a PER; the telephone comes first and its extension next to it."""
    numbers = [
        (qualifier, value)
        for qualifier, value in (
            ("TE", contact.telephone),
            ("EX", contact.extension),
            ("EM", contact.email),
            ("FX", contact.fax),
            ("UR", contact.url),
        )
        if value
    ]
    if len(numbers) > 3:
        raise CannotWrite("contact", "A contact has at most three numbers.")
    flat = [text for pair in numbers for text in pair]
    out.add("PER", contact.function or "IC", contact.name, *flat)


def write_references(out: Segments, references: Sequence[Reference], order: Sequence[str] = ()) -> None:
    """Write REFs, in the order of their qualifiers where one is given."""
    place = {qualifier: at for at, qualifier in enumerate(order)}
    for one in sorted(references, key=lambda one: place.get(one.qualifier, len(place))):
        of_payer = composite("2U", one.of_payer) if one.of_payer else ""
        out.add("REF", one.qualifier, one.value, one.description, of_payer)


def write_adjustments(out: Segments, adjustments: Sequence[ClaimAdjustment]) -> None:
    """Write one CAS for each group, and another one where a group has more than six reasons."""
    groups: dict[str, list[ClaimAdjustment]] = {}
    for one in adjustments:
        groups.setdefault(one.group, []).append(one)
    for group, reasons in groups.items():
        for first in range(0, len(reasons), REASONS_OF_A_CAS):
            flat: list[object] = []
            for one in reasons[first : first + REASONS_OF_A_CAS]:
                flat += [one.reason, money(one.amount), one.quantity]
            out.add("CAS", group, *flat)  # type: ignore[arg-type]


def write_date(out: Segments, qualifier: str, first: date | None, last: date | None = None) -> None:
    """Write a DTP with one day or a range."""
    if first is None:
        return
    if last is None:
        out.add("DTP", qualifier, "D8", first)
    else:
        out.add("DTP", qualifier, "RD8", f"{first:%Y%m%d}-{last:%Y%m%d}")
