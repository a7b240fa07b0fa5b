"""Which codes were assigned, can they be codes at all, and what would be wrong with them on the date?"""

from cleanclaim.core.coding.assignment import CodedDiagnosis, CodedService, malformed
from cleanclaim.core.coding.review import review

__all__ = ["CodedDiagnosis", "CodedService", "malformed", "review"]
