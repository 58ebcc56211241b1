#!/usr/bin/env bash
# Unpacks Debian's Postfix, Exim and OpenSMTPD for test/mta, each into a root file system of its own below the user's
# cache: the packages conflict with each other, so that they cannot be installed side by side.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
cache=$(./cache.sh)
../debian/unpack.sh "$cache" postfix postfix
../debian/unpack.sh "$cache" exim exim4-daemon-light
../debian/unpack.sh "$cache" opensmtpd opensmtpd dash # it starts filters by /bin/sh
echo "Postfix, Exim and OpenSMTPD are in $cache."
