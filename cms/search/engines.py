"""Which engines there are: the embedded one always, Elasticsearch where the settings name it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms.search.following import Following
from cms.search.tantivy_engine import TantivyEngine

EMBEDDED = "tantivy"
SERVER = "elasticsearch"
# How often, in seconds, each process looks whether somebody changed the index behind its back.
_BELIEVED_SECONDS = 5.0


def embedded() -> Following:
    """The engine inside this process: it answers alone, or when the server can't."""
    return _embedded(Path(settings.SEARCH_INDEX_DIR))


def server() -> Following | None:
    """The Elasticsearch that the settings name. Raises ImproperlyConfigured for a bad name."""
    address = settings.ELASTICSEARCH_URL
    if not address:
        return None
    return _server(address, settings.ELASTICSEARCH_API_KEY, settings.ELASTICSEARCH_PREFIX)


def followed() -> tuple[Following, ...]:
    """Every engine that is kept up to date."""
    both = (embedded(), server())
    return tuple(each for each in both if each is not None)


@lru_cache(maxsize=4)
def _embedded(folder: Path) -> Following:
    return Following(EMBEDDED, TantivyEngine(folder))


@lru_cache(maxsize=4)
def _server(address: str, key: str, prefix: str) -> Following:
    # Its library is large: who doesn't use it starts without.
    from cms.search.elasticsearch.connection import Cluster
    from cms.search.elasticsearch.engine import ElasticsearchEngine
    from cms.search.elasticsearch.names import Names

    try:
        names = Names(prefix)
    except ValueError as error:
        raise ImproperlyConfigured(f"ELASTICSEARCH_PREFIX: {error}") from error
    return Following(SERVER, ElasticsearchEngine(Cluster(address, key), names), _BELIEVED_SECONDS)
