"""How is the demo's world made from one seed?"""

from functools import lru_cache

from cleanclaim.demo import cast
from cleanclaim.demo.days import DEFAULT_DAYS, DEFAULT_SEED
from cleanclaim.demo.payers import payers, prices
from cleanclaim.demo.people import people
from cleanclaim.demo.visits import visits
from cleanclaim.demo.world import World


@lru_cache(maxsize=4)
def make_world(seed: int = DEFAULT_SEED, days: int = DEFAULT_DAYS) -> World:
    """The company, its practices, payers, patients and visits. Same seed and days, same world."""
    offices = cast.offices()
    patients = people(seed, offices)
    return World(
        seed=seed,
        days=days,
        company_number=cast.COMPANY_NUMBER,
        company_name=cast.COMPANY_NAME,
        submitter_id=cast.SUBMITTER_ID,
        offices=offices,
        staff=cast.staff(),
        payers=payers(),
        patients=patients,
        visits=tuple(visits(seed, days, offices, patients)),
        prices=prices(),
    )
