"""Settings of the test suite: the project's own, with a runtime folder of this process alone."""

import atexit
import os
import shutil
import tempfile

# Each test process keeps its database, search index and uploads to itself, so that any number of
# them run at once.
os.environ["CMS_ENVIRONMENT"] = "test"
os.environ["RUNTIME_DIR"] = tempfile.mkdtemp(prefix="jobunivers-tests-")
atexit.register(shutil.rmtree, os.environ["RUNTIME_DIR"], ignore_errors=True)

from cms.settings import *  # noqa: E402, F403

# A test that shares answers says so itself; the others would find one another's.
REDIS_URL = ""
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
