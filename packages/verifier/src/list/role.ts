/**
 * Local parts that name a function. RFC 2142 gives the first lines; the rest are the words that mailing platforms treat
 * alike. Typed by hand because no package of standing keeps such a list; it is short so that it stays right.
 */
const ROLES = new Set(
  `
  abuse hostmaster info list-request mailer-daemon marketing news noc postmaster root sales security support trouble
  usenet uucp webmaster www ftp
  accounting accounts admin administrator all alerts anmeldung announce ap ar auto-reply autoreply billing board
  bookings bounce bounces buchhaltung bewerbung career careers compliance contact contacto contactus contact-us
  customercare customerservice customer-service datenschutz dev devnull dispatch dns do-not-reply donotreply dpo
  editor einkauf empleo enquiries enquiry everyone events facturacion facture feedback finance frontdesk gdpr
  geschaeftsleitung hello help helpdesk hi hotline hr impressum inbox inquiries inquiry invoice invoices it job jobs
  kontakt kundenservice legal list mail mail-daemon maildaemon mailerdaemon management media nobody no-reply noreply
  office office-manager operations ops order orders partner partners payments personal postbox poststelle presse press
  privacy procurement purchasing qa rechnung recruiting recruitment reception redaktion registrar remove request
  reservations returns service services shop spam staff sysadmin tech team undisclosed-recipients unsubscribe vendas
  ventas verkauf verwaltung vertrieb webadmin web welcome zentrale
  `
    .trim()
    .split(/\s+/),
);

/** @param local part before the @, without a tag. */
export function isRole(local: string): boolean {
  return ROLES.has(local.toLowerCase());
}
