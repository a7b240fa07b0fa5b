"""Who may be tried out in a demonstration? One person for each role, signed in without a password."""

from dataclasses import dataclass

from cleanclaim.app.people.models import Membership, User
from cleanclaim.app.people.roles import Role

_WORDS: dict[Role, str] = {
    Role.CODER: "codes signed encounters and asks clinicians",
    Role.BILLER: "releases claims, works rejections and denials",
    Role.POSTER: "posts remittances and reconciles the bank",
    Role.MANAGER: "reads the revenue cycle and approves",
    Role.CLINICIAN: "signs notes and answers coders",
    Role.PATIENT: "reads a bill that explains itself",
}
"""In the order in which a claim meets them."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A login that is offered."""

    login: str
    role: str
    words: str


def offered() -> list[Ready]:
    """For each role the person who has the fewest others, by user name."""
    rows = Membership.objects.select_related("user")
    held = sorted(rows, key=lambda one: (len(one.roles), one.user.username))
    by_role: dict[Role, User] = {}
    for membership in held:
        for role in membership.held() & _WORDS.keys():
            by_role.setdefault(role, membership.user)
    return [
        Ready(by_role[role].username, f"{by_role[role]}, {role}", words)
        for role, words in _WORDS.items()
        if role in by_role
    ]


def person(login: str) -> User | None:
    """The person behind an offered login; nobody else is signed in this way."""
    if login not in {ready.login for ready in offered()}:
        return None
    return User.objects.get(username=login)
