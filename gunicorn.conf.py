"""How gunicorn serves the portal in production: `gunicorn cms.wsgi` finds this file itself.

An option on the command line, as `make demo` gives them, goes before what stands here.
"""

import os
import shutil
from pathlib import Path
from typing import Any

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "1"))
threads = int(os.environ.get("THREADS", "8"))
# Seconds. What is being answered when SIGTERM comes is finished, if it takes no longer.
graceful_timeout = int(os.environ.get("GRACEFUL_SECONDS", "30"))
timeout = 120
keepalive = 5
# A worker is made anew now and then, not all at the same time.
max_requests = int(os.environ.get("WORKER_REQUESTS", "0"))
max_requests_jitter = max_requests // 10


def on_starting(_server: Any) -> None:
    """Figures of processes that are gone don't count among those to come."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True)


def child_exit(_server: Any, worker: Any) -> None:
    """A worker's gauges end with it; its counts are kept."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)
