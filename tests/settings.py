"""The platform's settings as every test has them: quick slow-hashes, nothing sent, a folder of its own.

The database is a SQLite file, unless FULDMAGT_DATABASE_URL names another (scripts/with-postgres does).
"""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("FULDMAGT_TESTING", "yes")
if "FULDMAGT_VAR" not in os.environ:
    # The processes of one run share the folder, two runs never do: the first to come makes it.
    os.environ["FULDMAGT_VAR"] = tempfile.mkdtemp(prefix="fuldmagt-tests-")
    atexit.register(shutil.rmtree, os.environ["FULDMAGT_VAR"], ignore_errors=True)

from fuldmagt.config.settings import *  # noqa: F403 - the environment above must come first

VAR.joinpath("static").mkdir(parents=True, exist_ok=True)  # noqa: F405 - a setting from above

# Every client of a test would look through all files of the pages; in a browser they are served beside.
WHITENOISE_USE_FINDERS = False
