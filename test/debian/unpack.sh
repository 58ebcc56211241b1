#!/usr/bin/env bash
# Unpacks a program of Debian's packages, with the libraries that it needs, into a small root file system of its own:
# packages that conflict can stand side by side, and nothing of the system is touched.
# unpack.sh CACHE NAME PACKAGE…: into CACHE/NAME. Does nothing where that is there already; to start over, remove it.
# Needs apt-get (Debian or Ubuntu), and root or sudo where its lists of packages are out of date.
set -euo pipefail
cache=$1 name=$2
shift 2

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)

# The given packages, the libraries among their dependencies, and the libraries that these depend on.
with_libraries() {
  local found=$* more=$* dependencies
  while [ -n "$more" ]; do
    # shellcheck disable=SC2086
    dependencies=$(apt-cache depends --important $more) || return
    more=$(sed -nE 's/^[ |]*(Pre)?Depends: (lib[^ ]+|zlib1g)$/\2/p' <<<"$dependencies" | sort -u |
      comm -13 <(tr ' ' '\n' <<<"$found" | sort -u) - | tr '\n' ' ')
    found="$found $more"
  done
  echo "$found"
}

# Into the current directory.
download() {
  local wanted
  wanted=$(with_libraries "$@") || return
  # shellcheck disable=SC2086
  apt-get -qq download $wanted
}

unpack() {
  local scratch=$1 root=$1/root
  shift
  mkdir -p "$root" "$scratch/debs"
  cd "$scratch/debs"
  download "$@" >"$scratch/log" 2>&1 ||
    { "${as_root[@]}" apt-get -qq update && download "$@"; } >>"$scratch/log" 2>&1 ||
    { cat "$scratch/log" >&2 && return 1; }
  for deb in *.deb; do dpkg-deb --extract "$deb" "$root" || return; done
  rm -rf "$root/usr/share" "$root/etc"
  # Newer packages leave the links of a merged /usr to the base system.
  for merged in bin lib lib64 sbin; do
    [ -e "$root/$merged" ] || [ ! -e "$root/usr/$merged" ] || ln -s "usr/$merged" "$root/$merged" || return
  done
  # All at once, so that what is there is whole. Another process may have been faster.
  mv --no-target-directory "$root" "$cache/$name" 2>/dev/null || [ -e "$cache/$name" ]
}

[ ! -e "$cache/$name" ] || exit 0
for program in apt-get apt-cache dpkg-deb; do
  command -v "$program" >/dev/null && continue
  echo "$name is unpacked from Debian packages, and there is no $program." >&2
  exit 1
done
echo "Unpacking $name…"
mkdir -p "$cache"
scratch=$(mktemp -d "$cache/unpack.XXXXXX")
(unpack "$scratch" "$@") && status=0 || status=$?
rm -rf "$scratch"
[ "$status" -eq 0 ] || echo "$name could not be unpacked into $cache." >&2
exit "$status"
