"""How far did an encounter get, and what may be done with it next?"""

from cleanclaim.core.encounters.life import State, after, findings

__all__ = ["State", "after", "findings"]
