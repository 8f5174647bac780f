"""How a document lies in Elasticsearch.

Words are understood before they come here (cms.search.analysis), by the rules of their own
language, so both engines understand alike; Elasticsearch parts the tokens at spaces, scores,
filters and counts. What is shown lies in the source, untouched.
"""

from __future__ import annotations

from typing import Any

from elasticsearch.dsl import Mapping

from cms.search.embedded.schema import SHOWN, STRENGTHS, UNSEEN

SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # Whoever writes refreshes; this is for one who died in between.
    "refresh_interval": "30s",
    "max_result_window": 10_000,
}
_TOKENS: dict[str, Any] = {"analyzer": "whitespace"}
_SET: dict[str, Any] = {**_TOKENS, "norms": False, "index_options": "docs"}


def mapping() -> dict[str, Any]:
    """The fields of an index, whatever its language."""
    made = Mapping()
    made.meta("dynamic", "strict")
    # The tokens can be made again from the database at any time.
    made.meta("_source", includes=["shown"])
    for strength in STRENGTHS:
        made.field(f"stem_{strength}", "text", **_TOKENS)
        made.field(f"part_{strength}", "text", **_TOKENS, index_options="freqs")
    made.field("exact", "text", **_TOKENS, index_options="freqs")
    for name in ("form", "prefix", "inner_prefix"):
        made.field(name, "text", **_SET)
    for name in ("item", "shelf", "not_shelf", "key", "title_order", "fingerprint", "spelt"):
        made.field(name, "keyword")
    made.field("facet", "keyword", eager_global_ordinals=True)
    made.field("heading", "keyword", index=False)
    for name in ("item_id", "published", "date", *SHOWN, *UNSEEN):
        made.field(name, "long")
    made.field("quality", "float")
    made.field("place", "geo_point")
    made.field("shown", "object", enabled=False)
    return made.to_dict()
