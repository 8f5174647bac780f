#!/usr/bin/env bash
# Writes requirements/*.txt from requirements/*.in: every version, with its hashes, no address.
# What is locked stays as it is; UPGRADE=1 chooses the newest of everything.
set -euo pipefail
cd "$(dirname "$0")/.."

upgrade=()
if [ "${UPGRADE:-}" = 1 ]; then upgrade=(--upgrade); fi
for name in bootstrap production development; do
  constraints=()
  if [ "$name" = development ]; then constraints=(--constraints requirements/production.txt); fi
  .venv/bin/uv pip compile --quiet "${upgrade[@]}" --python-version 3.11 --generate-hashes \
    --no-emit-index-url --custom-compile-command "make lock" "${constraints[@]}" \
    "requirements/$name.in" --output-file "requirements/$name.txt"
  printf '  ok  requirements/%s.txt\n' "$name"
done
