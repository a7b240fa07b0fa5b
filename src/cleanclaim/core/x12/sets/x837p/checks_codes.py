"""Are a claim's codes valid on its dates of service? Asked of the look-up that the caller passed in."""

from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.parts import components, dated
from cleanclaim.core.x12.tree import Node


def check_codes(claim: Node, lines: list[Node], context: Context) -> None:
    """Check place of service, diagnoses, procedures and modifiers."""
    if context.codes is None:
        return
    mark = context.delimiters.component
    days = [day for line in lines if (day := dated(line, "DTP", "472")) is not None]
    first = min(days, default=None)
    clm = claim.opener
    if context.unknown("pos", components(clm.get(5), mark, 1)[0], first):
        context.report("code-unknown", segment=clm, element=5, component=1, loop="2300")
    for hi in claim.all("HI"):
        for place, text in enumerate(hi.parts[1:], 1):
            qualifier, code = components(text, mark, 2)
            if qualifier in ("ABK", "ABF") and context.unknown("icd10cm", code, first):
                context.report("code-unknown", segment=hi, element=place, component=2, loop="2300")
    for line in lines:
        sv1, day = line.one("SV1"), dated(line, "DTP", "472")
        if sv1 is None:
            continue
        qualifier, procedure, *modifiers = components(sv1.get(1), mark, 6)
        if qualifier == "HC" and context.unknown("hcpcs", procedure, day):
            context.report("code-unknown", segment=sv1, element=1, component=2, loop="2400")
        for place, modifier in enumerate(modifiers, 3):
            if context.unknown("modifier", modifier, day):
                context.report("code-unknown", segment=sv1, element=1, component=place, loop="2400")
