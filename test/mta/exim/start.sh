# As Debian's package does. One mailbox is full.
mkdir -p "$root/var/spool/exim4" "$root/var/log/exim4"
chown 101:101 "$root/var/spool/exim4" "$root/var/log/exim4"
head -c 2000 /dev/zero >"$root/var/mail/full"
chown -R 102:102 "$root/var/mail"
set -- /usr/sbin/exim4 -bdf
