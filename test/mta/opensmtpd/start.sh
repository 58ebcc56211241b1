# As Debian's package does.
mkdir -p "$root/var/lib/opensmtpd/empty" "$root/var/run"
mkdir -p -m 711 "$root/var/spool/smtpd"
chmod 600 "$root/etc/key.pem"
chmod 755 "$root/etc/greylist.sh"
set -- /usr/sbin/smtpd -d
