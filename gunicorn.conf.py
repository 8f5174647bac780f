"""How gunicorn serves the portal in production: `gunicorn cms.wsgi` finds this file itself.

An option on the command line, as `make demo` gives them, goes before what stands here.
"""

import os
import time
from pathlib import Path
from typing import Any, NoReturn

is_production = os.environ.get("CMS_ENVIRONMENT") == "production"

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "cms.operations.worker.PortalWorker"
workers = int(os.environ.get("WORKERS", "1"))
threads = int(os.environ.get("THREADS", "8"))
# Seconds. What is being answered when SIGTERM comes is finished, if it takes no longer.
graceful_timeout = int(os.environ.get("GRACEFUL_SECONDS", "30"))
# Seconds from SIGTERM in which requests are taken and `/sundhed/ready` says no.
drain_seconds = float(os.environ.get("DRAIN_SECONDS", "5" if is_production else "0"))
timeout = 120
keepalive = 5
# A worker is made anew now and then, not all at the same time.
max_requests = int(os.environ.get("WORKER_REQUESTS", "0"))
max_requests_jitter = max_requests // 10
# The server is told what to do by signals alone.
control_socket_disable = True
if os.environ.get("LOG_FORMAT", "json" if is_production else "plain") == "json":
    logconfig_dict = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "cms.operations.logs.JSONFormatter"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
            "gunicorn.access": {"handlers": [], "propagate": False},
        },
    }


def on_starting(server: Any) -> None:
    """Figures of processes that are gone don't count among those to come."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        # Nothing else: the folder may have been named by mistake.
        for left in Path(folder).glob("*.db"):
            left.unlink()
    # Workers that are forked later share the mark that this module makes.
    import cms.operations.stopping  # noqa: F401

    server.handle_term = stop_in_order


def stop_in_order() -> NoReturn:
    """Tell the balancer first; when it has had time to go elsewhere, take no more requests."""
    from cms.operations import stopping

    stopping.announce()
    time.sleep(drain_seconds)
    raise StopIteration


def worker_exit(_server: Any, _worker: Any) -> None:
    """The threads that follow changes finish what they are writing."""
    from cms.search import follower

    follower.stop()


def child_exit(_server: Any, worker: Any) -> None:
    """A worker's gauges end with it; its counts are kept."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)
