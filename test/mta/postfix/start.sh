# As Postfix's post-install does.
queue=$root/var/spool/postfix
for directory in active bounce corrupt defer deferred flush hold incoming private saved trace; do
  mkdir -p -m 700 "$queue/$directory"
  chown 101 "$queue/$directory"
done
mkdir -p -m 755 "$queue/pid"
mkdir -p -m 730 "$queue/maildrop"
mkdir -p -m 710 "$queue/public"
chown 101:102 "$queue/maildrop" "$queue/public"
mkdir -p "$root/var/lib/postfix"
chown 101 "$root/var/lib/postfix"
set -- /usr/lib/postfix/sbin/master -s
