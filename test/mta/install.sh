#!/usr/bin/env bash
# Unpacks Debian's Postfix, Exim and OpenSMTPD for test/mta, each into a small root file system of its own below the
# user's cache: the packages conflict with each other, so they cannot be installed side by side, and nothing of the
# system is touched this way. Needs apt-get (Debian or Ubuntu), and root or sudo where its lists of packages are out of
# date. Does nothing where it is done already; to start over, remove the directory that it names.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
cache=$(./cache.sh)

# What a server is unpacked from, besides the libraries that these depend on.
declare -A packages=(
  [postfix]="postfix"
  [exim]="exim4-daemon-light"
  [opensmtpd]="opensmtpd dash" # it starts filters by /bin/sh
)

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
  local name=$1 scratch=$2 root=$2/root
  mkdir -p "$root" "$scratch/debs"
  cd "$scratch/debs"
  # shellcheck disable=SC2086
  download ${packages[$name]} >"$scratch/log" 2>&1 ||
    { "${as_root[@]}" apt-get -qq update && download ${packages[$name]}; } >>"$scratch/log" 2>&1 ||
    { cat "$scratch/log" >&2 && return 1; }
  for deb in *.deb; do dpkg-deb --extract "$deb" "$root" || return; done
  rm -rf "$root/usr/share" "$root/etc"
  # Newer packages leave the links of a merged /usr to the base system.
  for merged in bin lib lib64 sbin; do
    [ -e "$root/$merged" ] || [ ! -e "$root/usr/$merged" ] || ln -s "usr/$merged" "$root/$merged" || return
  done
  # All at once, so that what is there is whole. Somebody else may have been faster.
  mv --no-target-directory "$root" "$cache/$name" 2>/dev/null || [ -e "$cache/$name" ]
}

for program in apt-get apt-cache dpkg-deb; do
  command -v "$program" >/dev/null && continue
  echo "Postfix, Exim and OpenSMTPD are unpacked from Debian packages, and there is no $program." >&2
  exit 1
done
mkdir -p "$cache"
for name in postfix exim opensmtpd; do
  [ ! -e "$cache/$name" ] || continue
  echo "Unpacking $name…"
  scratch=$(mktemp -d "$cache/unpack.XXXXXX")
  (unpack "$name" "$scratch") && status=0 || status=$?
  rm -rf "$scratch"
  [ "$status" -eq 0 ] || {
    echo "$name could not be unpacked into $cache." >&2
    exit 1
  }
done
echo "Postfix, Exim and OpenSMTPD are in $cache."
