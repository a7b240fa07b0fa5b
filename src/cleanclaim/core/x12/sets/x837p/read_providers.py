"""Who is named on a claim, in which role?"""

from cleanclaim.core.facts.claims import ClaimProvider
from cleanclaim.core.x12.sets.parts import address, contacts, name, references
from cleanclaim.core.x12.sets.x837p.roles import ROLES
from cleanclaim.core.x12.tree import Node


def provider(loop: Node, role: str, mark: str, taxonomy: str = "") -> ClaimProvider:
    """One provider's loop as a fact."""
    nm1 = loop.opener
    found = references(loop, mark)
    tax = next((one for one in found if one.qualifier in ("EI", "SY")), None)
    return ClaimProvider(
        role=role,
        entity=nm1.get(2),
        name=name(nm1),
        npi=nm1.get(9) if nm1.get(8) == "XX" else "",
        taxonomy=taxonomy or loop.value("PRV", 3),
        address=address(loop),
        tax_id=tax.value if tax else "",
        tax_id_kind=tax.qualifier if tax else "",
        id_qualifier=nm1.get(8) if nm1.get(8) != "XX" else "",
        id=nm1.get(9) if nm1.get(8) != "XX" else "",
        references=tuple(one for one in found if one is not tax),
        contacts=contacts(loop),
    )


def providers(above: Node, mark: str, loops: str) -> tuple[ClaimProvider, ...]:
    """The providers right below a claim, another payer or a line; `loops` is 2310, 2330 or 2420."""
    found = []
    for loop in above.children:
        role = ROLES.get(loop.opener.get(1), "")
        if loop.id.startswith(loops) and role:
            found.append(provider(loop, role, mark))
    return tuple(found)
