"""What the API allows, and for how long its public answers may be kept."""

from __future__ import annotations

import os

# Answer the operations in graphql/operations only (the page for trying the API out is then mute).
GRAPHQL_ONLY_PERSISTED = os.environ.get("GRAPHQL_ONLY_PERSISTED", "") == "1"
# Tell what each operation costs; else those hear it who send the header `GraphQL-Cost: 1`.
GRAPHQL_TELLS_COST = os.environ.get("GRAPHQL_TELLS_COST", "") == "1"
# Seconds: what one operation may take, how long visitors' answers may be kept on the way, and how
# long they may still be shown while a new one is fetched.
GRAPHQL_SECONDS = float(os.environ.get("GRAPHQL_SECONDS", "5"))
GRAPHQL_KEPT_SECONDS = int(os.environ.get("GRAPHQL_KEPT_SECONDS", "60"))
GRAPHQL_STALE_SECONDS = int(os.environ.get("GRAPHQL_STALE_SECONDS", "300"))
