#!/usr/bin/env bash
# Unpacks Debian's nginx and Caddy for test/attacks, below the user's cache; nothing of the system is changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
cache=$(./cache.sh)
../debian/unpack.sh "$cache" nginx nginx
../debian/unpack.sh "$cache" caddy caddy
echo "nginx and Caddy are in $cache."
