import { createRequire } from "node:module";

/** Names of RFC 2142, and names that the package lacks: short ones, and words in German, French and other languages. */
const OWN = `
  abuse ftp hostmaster info list-request marketing news noc postmaster sales security support trouble usenet uucp
  webmaster www
  ap ar hi hq hr ir it pr qa rh
  anmeldung anfrage auskunft autoreply auto-reply bewerbung board bounce bounces dpo datenschutz einkauf empfang empleo
  facture facturation gdpr geschaeftsleitung hotline impressum kundendienst kundenservice mail-daemon personal poststelle
  praxis rechnung redaktion reklamation remove returns sekretariat verwaltung vertrieb werkstatt
  bezoekers klantenservice receptie vacatures verkoop
  assistenza direzione fatturazione prenotazioni ufficio ufficioacquisti
  achats candidature comptabilite devis secretariat
  biuro kadry ksiegowosc rekrutacja sklep
  yhteys asiakaspalvelu kundtjanst kundeservice faktura
`;

/** Words of the package that are also names of people, or typed at random. */
const NO_ROLE = new Set(
  `aaa abc alexa alla angels arin asd asdasd asdf boston china denver friends fun gardner india ladies paris per reg smile sydney`.split(
    " ",
  ),
);

/** Shorter words of the package are ignored: two letters are often a person’s initials. */
const LENGTH_MIN = 3;
/** From this length, a word is also recognized with dots, hyphens or a number in it: `customer.service`, `sales2`. */
const SPELLED_LENGTH_MIN = 4;

let roles: ReadonlySet<string> | undefined;

/**
 * Whether an address belongs to a function and not to a person: postmaster, sales, noreply. Source:
 * `role-based-email-addresses` (MIT, from mailing platforms), read on first use, without words that may be names, and with the
 * words of other languages above.
 * @param local part before the @, without a tag.
 */
export function isRole(local: string): boolean {
  roles ??= readRoles();
  const name = local.toLowerCase();
  if (roles.has(name)) return true;
  const plain = name.replace(/[._-]/g, "").replace(/\d{1,2}$/, "");
  return plain.length >= SPELLED_LENGTH_MIN && plain !== name && roles.has(plain);
}

function readRoles(): ReadonlySet<string> {
  const require = createRequire(import.meta.url);
  const listed: readonly string[] = require("role-based-email-addresses");
  const words = listed.filter(
    (word) => word.length >= LENGTH_MIN && /[a-z]/.test(word) && !NO_ROLE.has(word),
  );
  const names = [...words, ...OWN.trim().split(/\s+/)];
  return new Set([...names, ...names.map((name) => name.replace(/[._-]/g, ""))]);
}
