"""The application, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.app.site.settings")
application = get_wsgi_application()

from cleanclaim.app.coding import library  # noqa: E402 — models load with the application
from cleanclaim.app.people import guards  # noqa: E402
from cleanclaim.app.site import clock  # noqa: E402

guards.refuse_unguarded()
clock.resume()
library.make_ready()
