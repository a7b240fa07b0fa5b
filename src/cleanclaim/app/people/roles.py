"""Which roles are there? A person has roles per practice; an action names the roles that may."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may be at a practice. SYSTEM is the product itself: the answering side of a file."""

    CODER = "coder"
    CODING_LEAD = "coding_lead"
    CODING_AUDITOR = "coding_auditor"
    BILLER = "biller"
    POSTER = "poster"
    ADJUSTMENT_APPROVER = "adjustment_approver"
    REFUND_APPROVER = "refund_approver"
    MANAGER = "manager"
    CLINICIAN = "clinician"
    PATIENT = "patient"
    PRACTICE_ADMINISTRATOR = "practice_administrator"  # sees no patient by right
    COMPLIANCE_AUDITOR = "compliance_auditor"  # reads
    INTEGRATION = "integration"
    SYSTEM = "system"


STAFF = frozenset(Role) - {Role.PATIENT, Role.SYSTEM}
SEES_PATIENTS = STAFF - {Role.PRACTICE_ADMINISTRATOR}
