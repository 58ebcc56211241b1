#!/usr/bin/env bash
# Installs the tools of test/contract below the user's cache: openapi-python-client and Schemathesis, each in a separate
# virtual environment, and oapi-codegen. All of them and their dependencies are pinned by hash. Needs Python ≥ 3.11 with
# venv, and Go ≥ 1.25; the system is not changed. Does nothing when it is already done; to start over, remove the directory that it names.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
cache=$(./cache.sh)
mkdir -p "$cache"

# A virtual environment cannot be moved, so an unfinished one is created again in its place.
python_tool() {
  local name=$1 home=$cache/$1 wanted
  wanted=$(cksum <"$name/requirements.txt")
  [ "$(cat "$home/installed" 2>/dev/null)" != "$wanted" ] || return 0
  echo "Installing $name…"
  python3 -m venv --clear "$home" &&
    "$home/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
      --requirement "$name/requirements.txt" &&
    echo "$wanted" >"$home/installed"
}

# No other version of Go is downloaded for it.
go_tool() {
  local home=$cache/go wanted
  wanted=$(cat go/go.mod go/go.sum install.sh | cksum)
  [ "$(cat "$home/installed" 2>/dev/null)" != "$wanted" ] || return 0
  echo "Installing oapi-codegen…"
  mkdir -p "$home"
  (
    cd go
    export GOTOOLCHAIN=local GOFLAGS=-mod=readonly GOBIN=$home
    # Also downloads the dependencies of the generated client, so that building it later needs no network.
    go install tool && go list -deps tool github.com/oapi-codegen/runtime github.com/oapi-codegen/runtime/types >/dev/null
  ) && echo "$wanted" >"$home/installed"
}

failed=0
for name in python schemathesis; do
  python_tool "$name" || { echo "$name could not be installed: it needs Python ≥ 3.11 with venv." >&2 && failed=1; }
done
go_tool || { echo "oapi-codegen could not be installed: it needs Go ≥ 1.25." >&2 && failed=1; }
[ "$failed" -eq 0 ] || exit 1
echo "The tools of test/contract are in $cache."
