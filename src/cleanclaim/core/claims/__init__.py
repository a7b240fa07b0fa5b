"""What is asked of each payer? Claims built from a coded encounter and its coverage, split where need be.

parts = claims.split(source)                        # which charges ride together
claim = claims.build(source, parts[0], "A1B2C3")    # one claim to one payer, complete in itself
claims.digest(claim)                                # the SHA-256 that a frozen claim keeps
told = claims.coordination(claim, payment, on=…)    # what a payer did, as the next payer must be told
"""

from cleanclaim.core.claims.build import build
from cleanclaim.core.claims.coordination import Coordination, coordination
from cleanclaim.core.claims.digest import digest
from cleanclaim.core.claims.source import ClaimSource, Insurance
from cleanclaim.core.claims.split import Part, split

__all__ = ["ClaimSource", "Coordination", "Insurance", "Part", "build", "coordination", "digest", "split"]
