"""How is a finding kept beside a row? As JSON, with its place in words."""

from typing import Any

from cleanclaim.core.basics.findings import Finding


def document(finding: Finding) -> dict[str, Any]:
    """A finding as JSON keeps it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "place": str(finding.place),
        "claim": finding.place.claim,
        "line": finding.place.line,
    }
