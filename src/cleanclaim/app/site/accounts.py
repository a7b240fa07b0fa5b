"""Who may open an account? Nobody by themselves: a company's administrator makes them."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from cleanclaim.core.basics.refusals import NotYours


class Adapter(DefaultAccountAdapter):
    """Sign-in only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Refuse: no mail server is connected, so a forgotten password is set by the administrator."""
        raise NotYours(
            "accounts.no_mail", "A forgotten password is set anew by whoever administers your practice."
        )
