#!/bin/sh
# Runs a mail server until standard input ends, which is when the test ends in any way. Needs root, for chroot.
# run.sh SERVER UNPACKED ETC: links the files that install.sh unpacked into a new root file system, with the configuration
# ETC. SERVER/start.sh creates the directories that the package's own scripts would create, and has the command that starts
# the server in the foreground.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
unpacked=$2
# A killed run could not clean up.
find "${unpacked%/*}" -maxdepth 1 -name "*.run.*" -mmin +60 -exec rm -rf {} +
root=$(mktemp -d "$unpacked.run.XXXXXX")
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
cp -al "$unpacked/." "$root"
mkdir -p "$root/etc"
cp -R "$3/." "$root/etc"
chown -R 0:0 "$root/etc"
mkdir -p -m 1777 "$root/tmp"
mkdir -p "$root/dev" "$root/run" "$root/var/log" "$root/var/mail"
mknod -m 666 "$root/dev/null" c 1 3
mknod -m 666 "$root/dev/urandom" c 1 9

. "$here/$1/start.sh" # sets "$@"

# A separate process group, because servers leave children behind.
exec 3<&0
setsid chroot "$root" "$@" </dev/null 3<&- &
server=$!
{
  while read -r _; do :; done <&3
  touch "$root/stopped"
  kill "$server"
} 2>/dev/null &
watch=$!
status=0
wait "$server" || status=$?
kill -KILL -- "-$server" 2>/dev/null || true
kill "$watch" 2>/dev/null || true
[ -e "$root/stopped" ] && exit
echo "It ended with status $status." >&2
find "$root/var/log" -type f -exec tail -n 50 {} + >&2
exit 1
