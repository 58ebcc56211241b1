#!/bin/sh
# Prints the directory that install.sh installs into.
echo "${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/winnow/contract"
