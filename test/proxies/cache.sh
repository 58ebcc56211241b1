#!/bin/sh
# Prints the directory that install.sh unpacks into.
echo "${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/winnow/proxies"
