"""What does a service cost here on its date, and what is a charge called?"""

from cleanclaim.core.charges.prices import billed, price_on
from cleanclaim.core.charges.revision import Revision, revise

__all__ = ["Revision", "billed", "price_on", "revise"]
