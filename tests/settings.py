"""Under which settings do tests run? The program's own, in a home that goes when they end.

The home is named before the program's settings read it; workers of one run share it. Passwords are hashed
cheaply: a proper hash costs a third of a second.
"""

import atexit
import os
import shutil
import tempfile

if "CLEANCLAIM_HOME" not in os.environ:
    os.environ["CLEANCLAIM_HOME"] = tempfile.mkdtemp(prefix="cleanclaim-tests-")
    atexit.register(shutil.rmtree, os.environ["CLEANCLAIM_HOME"], ignore_errors=True)

from cleanclaim.app.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
